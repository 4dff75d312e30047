/* SPDX-License-Identifier: Apache-2.0 */
/* The state of the question page, shared by its two files: what it does (page_question.c) and how it looks (question_draw.c). */
#ifndef TUI_QUESTION_H
#define TUI_QUESTION_H

#include "tui/field.h"
#include "tui/ui.h"

enum focus { FOCUS_VALUE, FOCUS_UNKNOWN, FOCUS_REASON, FOCUS_EVIDENCE, FOCUS_NEXT, FOCUS_COUNT };

struct question_state {
	const struct question **questions; /* of the edition */
	size_t count, index;
	struct field field;
	struct edit reason, evidence;
	enum focus focus;
	bool loaded, dirty;
	struct buf echo, fault;
};

void question_title(struct ui *ui, struct page *page, struct buf *out);
void question_draw(struct ui *ui, struct page *page);

#endif
