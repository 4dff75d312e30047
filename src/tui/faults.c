/* SPDX-License-Identifier: Apache-2.0 */
/* See faults.h. */
#include "tui/faults.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/cells.h"

void faults_clear(struct faults *faults)
{
	for (size_t i = 0; i < faults->list.count; i++)
		free(faults->items[i].text);
	list_count(&faults->list, 0);
}

void faults_add(struct faults *faults, int field, const char *text)
{
	if (faults->list.count == FAULTS_MAX)
		return;
	faults->items[faults->list.count].text = mem_strdup(text);
	faults->items[faults->list.count].field = field;
	list_count(&faults->list, faults->list.count + 1);
}

void faults_settle(struct faults *faults, int field)
{
	size_t kept = 0;
	for (size_t i = 0; i < faults->list.count; i++) {
		if (faults->items[i].field == field)
			free(faults->items[i].text);
		else
			faults->items[kept++] = faults->items[i];
	}
	list_count(&faults->list, kept);
}

const char *faults_of(const struct faults *faults, int field)
{
	for (size_t i = 0; i < faults->list.count; i++)
		if (faults->items[i].field == field)
			return faults->items[i].text;
	return NULL;
}

int faults_field(const struct faults *faults)
{
	return faults->list.count ? faults->items[faults->list.cursor].field : -1;
}

int faults_rows(const struct faults *faults)
{
	return faults->list.count ? (int)faults->list.count + 1 : 0;
}

void faults_heading(size_t count, struct buf *out)
{
	buf_addf(out, _("Check what was entered: %zu"), count);
}

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct faults *faults = context;
	buf_adds(out, faults->items[at].text);
	*style = STYLE_BAD;
}

void faults_draw(struct ui *ui, struct faults *faults, int row, bool focused)
{
	struct buf line;
	if (faults->list.count == 0)
		return;
	buf_init(&line);
	faults_heading(faults->list.count, &line);
	put_text(ui->term, row, 1, ui_width(ui) - 2, STYLE_BAD, line.data);
	list_draw(ui->term, &faults->list, row + 1, (int)faults->list.count, focused ? LIST_CARET : LIST_PLAIN, format_row, faults);
	buf_done(&line);
}
