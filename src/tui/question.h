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
	const struct question *visited; /* the one of this visit, for which the next two count */
	bool fresh;    /* it had no answer when the visit began */
	bool accepted; /* the officer has seen what a change does, and wants it */
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

/* ---- question_effects.c ---- */
/* What is done with a value before it is saved. */
enum look {
	LOOK_SAVE,  /* it changes nothing that rests on it, or that has been seen */
	LOOK_KEPT,  /* not the moment to ask: what is typed is to be kept beside the answer */
	LOOK_ASKED  /* what it changes is on the screen; the officer decides there */
};
enum look question_look(struct ui *ui, struct page *page, bool quiet);
/* The answers of the officer: the change is made, or the answer stays as it was and what is typed is kept. */
enum reaction question_accept(struct ui *ui, struct page *page);
void question_decline(struct ui *ui, struct page *page);
/* Keeps what is typed beside the answer; false where that cannot be done. */
bool question_keep(struct ui *ui, struct page *page);
/* The mark of an answer that is to be checked, NULL where there is none. */
const char *question_check(struct ui *ui, const struct page *page);
/* The officer has looked at the answer. */
enum reaction question_confirm(struct ui *ui, const char *key, const struct question *question);

/* ---- question_draw.c ---- */
void question_title(struct ui *ui, struct page *page, struct buf *out);
void question_draw(struct ui *ui, struct page *page);

#endif
