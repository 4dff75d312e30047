/* SPDX-License-Identifier: Apache-2.0 */
/* The state of the question page, shared by its files: what it does (page_question.c), what it loads and saves (question_data.c), how it looks (question_draw.c). */
#ifndef TUI_QUESTION_H
#define TUI_QUESTION_H

#include "tui/field.h"
#include "tui/ui.h"

enum focus { FOCUS_VALUE, FOCUS_UNKNOWN, FOCUS_REASON, FOCUS_EVIDENCE, FOCUS_NEXT, FOCUS_COUNT };

struct question_state {
	const struct question **questions; /* asked now; of the edition */
	size_t count, index;               /* index: place of `question`, or where it would be */
	const struct question *question;   /* the one in the fields: they are saved under it, whatever the list says meanwhile */
	struct field field;
	struct edit reason, evidence;
	enum focus focus;
	bool loaded, dirty;
	bool held;   /* a save was refused because the case was changed elsewhere: the next one is for the officer to make */
	bool untold; /* what is typed is no answer; it was kept in a pause, and nobody has been told */
	struct buf echo, fault;
};

/* ---- question_data.c ---- */
void question_unload(struct question_state *state);
/* Puts the question at the index, and its answer, into the fields. */
void question_load(struct ui *ui, struct page *page, size_t index);
/* Takes the questions that are asked now; the index becomes that of `keep`, or where it would be, or the first open one where it is NULL. */
void question_list(struct ui *ui, struct page *page, const struct question *keep);
/* Whether the question in the fields is still asked. */
bool question_is_listed(const struct question_state *state);
/* Says that the answer as it is stored lacks a reason or evidence that the question demands; nothing where another message stands. */
void question_tell_lack(struct ui *ui, const struct page *page);
void question_place_set(struct ui *ui, const struct page *page);
void question_set_echo(struct ui *ui, struct page *page);
/* False when the fields are no answer; what is typed is kept all the same where it can be. `quiet`: no message. */
bool question_save(struct ui *ui, struct page *page, bool quiet);

/* ---- question_draw.c ---- */
void question_title(struct ui *ui, struct page *page, struct buf *out);
void question_draw(struct ui *ui, struct page *page);

#endif
