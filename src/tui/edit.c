/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text and its history. libform loses Japanese text, so the field is our own. Two invariants: the caret is on a grapheme boundary after
 * every call, and the text never goes beyond its limits. A snapshot is a copy of the whole text: fields are at most some kilobytes, and a
 * copy cannot be inconsistent.
 */
#include "tui/edit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define HISTORY_MAX 200
#define RUN_MAX 8

void edit_init(struct edit *edit, bool area, size_t max_chars, size_t max_bytes)
{
	memset(edit, 0, sizeof *edit);
	buf_init(&edit->text);
	edit->area = area;
	edit->max_chars = max_chars;
	edit->max_bytes = max_bytes;
	edit->goal = -1;
}

static void history_clear(struct edit_history *history)
{
	for (size_t i = 0; i < history->count; i++)
		free(history->items[i].text);
	history->count = 0;
}

void edit_done(struct edit *edit)
{
	history_clear(&edit->undo);
	history_clear(&edit->redo);
	free(edit->undo.items);
	free(edit->redo.items);
	buf_done(&edit->text);
	memset(edit, 0, sizeof *edit);
}

void edit_set(struct edit *edit, const char *text)
{
	buf_clear(&edit->text);
	buf_adds(&edit->text, text);
	edit->caret = edit->text.len;
	edit->scroll = 0;
	edit->goal = -1;
	edit->run = 0;
	history_clear(&edit->undo);
	history_clear(&edit->redo);
}

const char *edit_text(const struct edit *edit)
{
	return edit->text.data;
}

size_t edit_left(const struct edit *edit)
{
	if (!edit->max_chars)
		return SIZE_MAX;
	size_t used = utf8_count(edit->text.data);
	return used < edit->max_chars ? edit->max_chars - used : 0;
}

static void history_push(struct edit_history *history, const struct edit *edit)
{
	if (history->count == HISTORY_MAX) {
		free(history->items[0].text);
		memmove(history->items, history->items + 1, (HISTORY_MAX - 1) * sizeof *history->items);
		history->count--;
	}
	MEM_PUSH_ROOM(history->items, history->count, history->capacity);
	history->items[history->count++] = (struct edit_snapshot){.text = mem_strdup(edit->text.data), .caret = edit->caret};
}

static bool history_pop(struct edit_history *from, struct edit_history *to, struct edit *edit)
{
	if (from->count == 0)
		return false;
	history_push(to, edit);
	struct edit_snapshot last = from->items[--from->count];
	buf_clear(&edit->text);
	buf_adds(&edit->text, last.text);
	edit->caret = last.caret;
	edit->goal = -1;
	edit->run = 0;
	free(last.text);
	return true;
}

bool edit_undo(struct edit *edit)
{
	return history_pop(&edit->undo, &edit->redo, edit);
}

bool edit_redo(struct edit *edit)
{
	return history_pop(&edit->redo, &edit->undo, edit);
}

/* Characters typed one after the other are one step back, but not more than a few of them. */
static void remember(struct edit *edit, bool typed)
{
	if (!typed || edit->run == 0 || edit->run >= RUN_MAX) {
		history_push(&edit->undo, edit);
		edit->run = 0;
	}
	edit->run = typed ? edit->run + 1 : 0;
	history_clear(&edit->redo);
}

/* A combining mark may have joined what stands before the caret; the caret then belongs after the whole. */
static void snap(struct edit *edit)
{
	size_t at = 0;
	while (at < edit->caret)
		at = utf8_next(edit->text.data, edit->text.len, at);
	edit->caret = at;
}

static void splice(struct edit *edit, size_t start, size_t end, const char *text, size_t len)
{
	struct buf made;
	buf_init(&made);
	buf_add(&made, edit->text.data, start);
	buf_add(&made, text, len);
	buf_add(&made, edit->text.data + end, edit->text.len - end);
	buf_done(&edit->text);
	edit->text = made;
	edit->caret = start + len;
	edit->goal = -1;
	snap(edit);
}

/* True when the character can be shown as it is where it stands: a combining mark is judged together with what it joins. */
static bool can_keep(const struct edit *edit, const struct buf *before, const char *one, uint32_t code)
{
	if (utf8_cells(code) > 0)
		return utf8_is_plain(one, false);
	const char *text = before->len > 0 ? before->data : edit->text.data;
	size_t end = before->len > 0 ? before->len : edit->caret;
	size_t start = utf8_previous(text, end, end);
	struct buf whole;
	buf_init(&whole);
	buf_add(&whole, text + start, end - start);
	buf_adds(&whole, one);
	bool plain = utf8_is_plain(whole.data, edit->area);
	buf_done(&whole);
	return plain;
}

/* What can be kept of foreign text: a line field turns line feeds and tabs into blanks; characters that could not be shown as they are go. */
static bool text_filter(const struct edit *edit, const char *text, struct buf *out, bool *joined)
{
	bool whole = true;
	size_t len = strlen(text);
	for (size_t at = 0; at < len;) {
		size_t used = 0;
		if (utf8_check(text + at, len - at) == 0) {
			whole = false;
			at++;
			continue;
		}
		size_t valid = utf8_check(text + at, len - at);
		uint32_t code = utf8_decode(text + at, text + at + valid, &used);
		char one[8] = {0};
		memcpy(one, text + at, used);
		if (one[0] == '\t' || (one[0] == '\n' && !edit->area)) {
			*joined = *joined || one[0] == '\n';
			buf_addc(out, ' ');
		} else if (one[0] == '\n' || can_keep(edit, out, one, code)) {
			buf_add(out, one, used);
		} else {
			whole = false;
		}
		at += used;
	}
	return whole;
}

static bool fits(const struct edit *edit, const char *text, size_t len)
{
	if (edit->max_bytes && edit->text.len + len > edit->max_bytes)
		return false;
	return !edit->max_chars || utf8_count(text) <= edit_left(edit);
}

/* Cuts the text to what fits, at a grapheme. */
static bool cut_to_limit(const struct edit *edit, struct buf *text)
{
	bool whole = true;
	while (text->len > 0 && !fits(edit, text->data, text->len)) {
		text->len = utf8_previous(text->data, text->len, text->len);
		text->data[text->len] = '\0';
		whole = false;
	}
	return whole;
}

static enum edit_result insert(struct edit *edit, const char *text, bool typed)
{
	struct buf kept;
	bool joined = false;
	buf_init(&kept);
	bool whole = text_filter(edit, text, &kept, &joined);
	whole = cut_to_limit(edit, &kept) && whole;
	if (kept.len > 0) {
		remember(edit, typed);
		splice(edit, edit->caret, edit->caret, kept.data, kept.len);
	}
	buf_done(&kept);
	if (!whole)
		return EDIT_REFUSED;
	return joined ? EDIT_JOINED : EDIT_CHANGED;
}

static enum edit_result erase_range(struct edit *edit, size_t start, size_t end)
{
	if (start == end)
		return EDIT_MOVED;
	remember(edit, false);
	splice(edit, start, end, "", 0);
	return EDIT_CHANGED;
}

static size_t line_start(const struct edit *edit)
{
	size_t at = edit->caret;
	while (at > 0 && edit->text.data[at - 1] != '\n')
		at--;
	return at;
}

static enum edit_result move_to(struct edit *edit, size_t at)
{
	edit->caret = at;
	edit->goal = -1;
	edit->run = 0;
	return EDIT_MOVED;
}

static enum edit_result key_move(struct edit *edit, const char *name)
{
	const char *text = edit->text.data;
	size_t len = edit->text.len;
	if (strcmp(name, "Left") == 0)
		return move_to(edit, utf8_previous(text, len, edit->caret));
	if (strcmp(name, "Right") == 0)
		return move_to(edit, utf8_next(text, len, edit->caret));
	if (edit->area && edit_area_key(edit, name)) {
		edit->run = 0;
		return EDIT_MOVED;
	}
	if (strcmp(name, "Home") == 0)
		return move_to(edit, 0);
	if (strcmp(name, "End") == 0)
		return move_to(edit, len);
	return EDIT_UNUSED;
}

static enum edit_result key_change(struct edit *edit, const char *name)
{
	const char *text = edit->text.data;
	size_t len = edit->text.len;
	if (strcmp(name, "BS") == 0)
		return erase_range(edit, utf8_previous(text, len, edit->caret), edit->caret);
	if (strcmp(name, "Delete") == 0)
		return erase_range(edit, edit->caret, utf8_next(text, len, edit->caret));
	if (strcmp(name, "C-u") == 0)
		return erase_range(edit, line_start(edit), edit->caret);
	if (strcmp(name, "C-z") == 0)
		return edit_undo(edit) ? EDIT_CHANGED : EDIT_UNUSED;
	if (strcmp(name, "C-y") == 0)
		return edit_redo(edit) ? EDIT_CHANGED : EDIT_UNUSED;
	if (edit->area && strcmp(name, "Enter") == 0)
		return insert(edit, "\n", false);
	return EDIT_UNUSED;
}

enum edit_result edit_key(struct edit *edit, const struct event *event)
{
	if (event->kind == EVENT_PASTE)
		return insert(edit, event->paste, false);
	if (event->kind != EVENT_KEY)
		return EDIT_UNUSED;
	if (event->text[0])
		return insert(edit, event->text, true);
	enum edit_result result = key_move(edit, event->name);
	return result != EDIT_UNUSED ? result : key_change(edit, event->name);
}

bool edit_leave(struct edit *edit)
{
	char *normal = utf8_nfc(edit->text.data);
	bool changed = strcmp(normal, edit->text.data) != 0;
	if (changed) {
		history_push(&edit->undo, edit);
		buf_clear(&edit->text);
		buf_adds(&edit->text, normal);
		edit->caret = edit->text.len;
	}
	free(normal);
	edit->run = 0;
	return changed;
}
