/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every text is kept as it was given and is cleaned only when it is written out, because a message often quotes foreign bytes and the
 * place that shows it is the one that knows how.
 */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

void diag_init(struct diag_list *list)
{
	*list = (struct diag_list){ .items = NULL };
}

void diag_done(struct diag_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].file);
		free(list->items[i].text);
	}
	free(list->items);
	diag_init(list);
}

static void add(struct diag_list *list, const struct diag *diag)
{
	MEM_PUSH_ROOM(list->items, list->count, list->capacity);
	list->items[list->count++] = *diag;
	if (diag->severity == SEVERITY_ERROR)
		list->errors++;
}

enum status diag_error(struct diag_list *list, enum status status, const char *file, int line, const char *format, ...)
{
	struct diag diag = { .severity = SEVERITY_ERROR, .status = status, .line = line };
	va_list args;

	if (!list)
		return status;
	va_start(args, format);
	diag.text = mem_vprintf(format, args);
	va_end(args);
	diag.file = file ? mem_strdup(file) : NULL;
	add(list, &diag);
	return status;
}

void diag_warning(struct diag_list *list, const char *file, int line, const char *format, ...)
{
	struct diag diag = { .severity = SEVERITY_WARNING, .status = STATUS_OK, .line = line };
	va_list args;

	if (!list)
		return;
	va_start(args, format);
	diag.text = mem_vprintf(format, args);
	va_end(args);
	diag.file = file ? mem_strdup(file) : NULL;
	add(list, &diag);
}

enum status diag_status(const struct diag_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].severity == SEVERITY_ERROR)
			return list->items[i].status;
	return STATUS_OK;
}

const char *status_name(enum status status)
{
	static const char *const WORDS[] = {
		[STATUS_OK] = "ok", [STATUS_FAILED] = "failed", [STATUS_USAGE] = "usage", [STATUS_UNDETERMINED] = "undetermined",
		[STATUS_INPUT] = "input", [STATUS_LOCKED] = "locked",
	};

	/* Anything else is no status of ours, and no success. */
	return (unsigned)status < sizeof WORDS / sizeof WORDS[0] ? WORDS[status] : WORDS[STATUS_FAILED];
}

void diag_write(const struct diag_list *list, struct buf *out)
{
	diag_write_some(list, list->count, out);
}

void diag_write_some(const struct diag_list *list, size_t most, struct buf *out)
{
	for (size_t i = 0; i < list->count && i < most; i++) {
		const struct diag *diag = &list->items[i];

		if (diag->file) {
			utf8_visible(out, diag->file, strlen(diag->file), false);
			if (diag->line > 0)
				buf_addf(out, ":%d", diag->line);
			buf_adds(out, ": ");
		}
		utf8_visible(out, diag->text, strlen(diag->text), false);
		buf_addc(out, '\n');
	}
	if (list->count > most)
		buf_addf(out, _("and %zu more; send standard error to a file, or use --json, to see all of them\n"), list->count - most);
}

struct ranked {
	struct diag diag;
	size_t rank;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	/* 0 stands for no line, and comes last. */
	unsigned x = (unsigned)a->diag.line - 1u, y = (unsigned)b->diag.line - 1u;

	if (x != y)
		return x < y ? -1 : 1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

void diag_sort(struct diag_list *list)
{
	struct ranked *items = mem_array(list->count, sizeof *items);

	for (size_t i = 0; i < list->count; i++)
		items[i] = (struct ranked){ .diag = list->items[i], .rank = i };
	qsort(items, list->count, sizeof *items, compare_ranked);
	for (size_t i = 0; i < list->count; i++)
		list->items[i] = items[i].diag;
	free(items);
}

void diag_move(struct diag_list *to, struct diag_list *from)
{
	for (size_t i = 0; i < from->count; i++)
		add(to, &from->items[i]);
	free(from->items);
	diag_init(from);
}
