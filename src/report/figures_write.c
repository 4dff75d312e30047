/* SPDX-License-Identifier: Apache-2.0 */
/* The figures on paper, as a sheet and for programs. */
#include "report/figures.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/json.h"

#define BOM "\xEF\xBB\xBF"
_Static_assert(FIGURE_SCALE == DOC_PARTS, "a figure goes into a document as it is");
#define USE_COLUMNS 10 /* of the list of the cases behind the figures */
#define LABEL_SHARE 2 /* of the first column, to 1 of each other */

static void add_row(struct doc *doc, const struct figure_table *table, const struct figure_row *row)
{
	static const enum doc_value values[] = { [FIGURE_NONE] = DOC_TEXT, [FIGURE_COUNT] = DOC_COUNT, [FIGURE_RATE] = DOC_RATE, [FIGURE_POINTS] = DOC_POINTS,
		[FIGURE_DAYS] = DOC_COUNT };
	const char **cells = mem_array(table->column_count + 1, sizeof *cells);
	struct buf *texts = mem_array(table->column_count, sizeof *texts);

	cells[0] = row->label;
	for (size_t i = 0; i < table->column_count; i++) {
		buf_init(&texts[i]);
		buf_addc(&texts[i], '\t'); /* to the right */
		figure_text(&row->cells[i], &texts[i]);
		cells[i + 1] = texts[i].data;
	}
	doc_row(doc, false, cells, table->column_count + 1);
	for (size_t i = 0; i < table->column_count; i++) {
		if (row->cells[i].kind != FIGURE_NONE)
			doc_value(doc, i + 1, values[row->cells[i].kind], row->cells[i].number);
		buf_done(&texts[i]);
	}
	free(texts);
	free(cells);
}

static void add_table(struct doc *doc, const struct figure_table *table)
{
	int *widths = mem_array(table->column_count + 1, sizeof *widths);
	const char **heads = mem_array(table->column_count + 1, sizeof *heads);

	widths[0] = LABEL_SHARE;
	heads[0] = "";
	for (size_t i = 0; i < table->column_count; i++) {
		widths[i + 1] = 1;
		heads[i + 1] = table->columns[i];
	}
	doc_table(doc, NULL, widths, table->column_count + 1);
	doc_row(doc, true, heads, table->column_count + 1);
	for (size_t i = 0; i < table->row_count; i++)
		add_row(doc, table, &table->rows[i]);
	free(heads);
	free(widths);
}

static void add_bars(struct doc *doc, const struct figure_table *table)
{
	doc_bars(doc, table->columns[table->bars]);
	for (size_t i = 0; i < table->row_count; i++) {
		const struct figure *figure = &table->rows[i].cells[table->bars];
		struct buf text;

		if (figure->kind == FIGURE_NONE)
			continue;
		buf_init(&text);
		figure_text(figure, &text);
		doc_bar(doc, table->rows[i].label, (double)figure->number, text.data);
		buf_done(&text);
	}
}

struct doc *figures_doc(const struct figures *figures, enum lang lang, bool bars)
{
	struct doc *doc = doc_new(lang);
	char *foot = mem_printf("%s\n%s", figures->title, figures->basis);

	doc_about(doc, "", figures->basis, foot, "");
	free(foot);
	doc_add(doc, DOC_TITLE, 0, figures->title);
	doc_add(doc, DOC_PARAGRAPH, 0, figures->basis);
	for (size_t i = 0; i < figures->table_count; i++) {
		const struct figure_table *table = &figures->tables[i];

		doc_add(doc, DOC_HEADING, 1, table->title);
		if (table->row_count == 0)
			doc_add(doc, DOC_PARAGRAPH, 0, _("Nothing is counted here."));
		else if (bars && table->bars < table->column_count)
			add_bars(doc, table);
		else
			add_table(doc, table);
		if (table->note[0])
			doc_add(doc, DOC_NOTE, 0, table->note);
	}
	return doc;
}

/* `what`: the id of the figure, its table, row and column. */
static void add_use(struct doc *doc, const char *const what[4], const struct figure_use *use)
{
	char day[11] = "", *revision = mem_printf("\t%d", use->revision), *days = use->has_days ? mem_printf("\t%lld", (long long)use->days) : mem_strdup("");

	if (use->dated)
		date_format_iso(use->as_of, day);
	doc_row(doc, false, (const char *const[]){ what[0], what[1], what[2], what[3], use->reference, revision, use->key, days, day,
		!use->dated ? "" : use->registered ? _("ISMAP") : _("Others") }, USE_COLUMNS);
	doc_value(doc, 5, DOC_COUNT, use->revision);
	if (use->has_days)
		doc_value(doc, 7, DOC_COUNT, use->days);
	if (use->dated)
		doc_value(doc, 8, DOC_DATE, use->as_of);
	free(revision);
	free(days);
}

void figures_add_uses(struct doc *doc, const struct figures *figures)
{
	static const int widths[USE_COLUMNS] = { 2, 3, 2, 1, 1, 1, 1, 1, 1, 1 };

	doc_add(doc, DOC_HEADING, 1, _("Cases behind the figures"));
	doc_table(doc, NULL, widths, USE_COLUMNS);
	doc_row(doc, true, (const char *const[]){ _("Id"), _("Table"), _("Line"), _("Column"), _("Case"), _("Revision"), _("Part"), _("Days"), _("Counted as of"),
		_("Listing") }, USE_COLUMNS);
	for (size_t t = 0; t < figures->table_count; t++) {
		const struct figure_table *table = &figures->tables[t];

		for (size_t cell = 0; cell < table->row_count * table->column_count; cell++) {
			const struct figure_row *row = &table->rows[cell / table->column_count];
			const struct figure *figure = &row->cells[cell % table->column_count];
			size_t column = cell % table->column_count;
			char *id = mem_printf("%s.%s.%s", table->id, row->id, table->column_ids[column]);
			const char *const what[] = { id, table->title, row->label, table->columns[column] };

			for (size_t i = 0; i < figure->count; i++)
				add_use(doc, what, &figures->uses[figure->uses[i]]);
			free(id);
		}
	}
}

static void write_line(struct buf *out, const char *const *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf visible;

		buf_init(&visible);
		utf8_visible(&visible, cells[i], strlen(cells[i]), true);
		if (i)
			buf_addc(out, ',');
		csv_write_field(out, visible.data);
		buf_done(&visible);
	}
	buf_adds(out, "\r\n");
}

static void write_figure(const struct figures *figures, const struct figure_table *table, const struct figure_row *row, size_t column, struct buf *out)
{
	const struct figure *figure = &row->cells[column];
	char *id = mem_printf("%s.%s.%s", table->id, row->id, table->column_ids[column]);
	struct buf text, uses;

	buf_init(&text);
	buf_init(&uses);
	figure_text(figure, &text);
	figure_uses_text(figures, figure, &uses);
	if (uses.len)
		uses.data[uses.len - 1] = '\0'; /* no line feed behind the last */
	write_line(out, (const char *const[]){ id, table->title, row->label, table->columns[column], text.data, uses.data }, 6);
	buf_done(&uses);
	buf_done(&text);
	free(id);
}

void figures_csv(const struct figures *figures, struct buf *out)
{
	buf_adds(out, BOM);
	write_line(out, (const char *const[]){ _("Id"), _("Table"), _("Line"), _("Column"), _("Figure"), _("Cases behind it") }, 6);
	for (size_t i = 0; i < figures->table_count; i++)
		for (size_t r = 0; r < figures->tables[i].row_count; r++)
			for (size_t c = 0; c < figures->tables[i].column_count; c++)
				write_figure(figures, &figures->tables[i], &figures->tables[i].rows[r], c, out);
}

static const char *kind_word(enum figure_kind kind)
{
	static const char *const WORDS[] = { [FIGURE_NONE] = "none", [FIGURE_COUNT] = "count", [FIGURE_RATE] = "rate", [FIGURE_POINTS] = "points",
		[FIGURE_DAYS] = "days" };

	return WORDS[kind];
}

static struct json *figure_json(const struct figures *figures, const struct figure *figure)
{
	struct json *out = json_new_object(), *uses = json_new_array();

	json_put_text(out, "kind", kind_word(figure->kind));
	if (figure->kind == FIGURE_NONE)
		json_put_null(out, "number");
	else
		json_put_int(out, "number", figure->number);
	for (size_t i = 0; i < figure->count; i++) {
		const struct figure_use *use = &figures->uses[figure->uses[i]];
		struct json *item = json_new_object();

		json_put_text(item, "case", use->reference);
		json_put_int(item, "revision", use->revision);
		json_put_text(item, "entity", use->key);
		if (use->has_days)
			json_put_int(item, "days", use->days);
		else
			json_put_null(item, "days");
		if (use->dated) {
			char day[11];

			date_format_iso(use->as_of, day);
			json_put_text(item, "as_of", day);
			json_put_bool(item, "registered", use->registered);
		} else {
			json_put_null(item, "as_of");
			json_put_null(item, "registered");
		}
		json_push(uses, item);
	}
	json_put(out, "uses", uses);
	return out;
}

static struct json *row_json(const struct figures *figures, const struct figure_table *table, const struct figure_row *row)
{
	struct json *out = json_new_object(), *cells = json_new_object();

	json_put_text(out, "id", row->id);
	json_put_text(out, "label", row->label);
	for (size_t i = 0; i < table->column_count; i++)
		json_put(cells, table->column_ids[i], figure_json(figures, &row->cells[i]));
	json_put(out, "figures", cells);
	return out;
}

void figures_json(const struct figures *figures, struct buf *out)
{
	struct json *whole = json_new_object(), *tables = json_new_array();

	json_put_text(whole, "format", "kumoshirube/stats/1");
	json_put_text(whole, "title", figures->title);
	json_put_text(whole, "basis", figures->basis);
	json_put_text(whole, "state", figures->state);
	for (size_t i = 0; i < figures->table_count; i++) {
		const struct figure_table *table = &figures->tables[i];
		struct json *item = json_new_object(), *rows = json_new_array();

		json_put_text(item, "id", table->id);
		json_put_text(item, "title", table->title);
		json_put_text(item, "note", table->note);
		for (size_t r = 0; r < table->row_count; r++)
			json_push(rows, row_json(figures, table, &table->rows[r]));
		json_put(item, "rows", rows);
		json_push(tables, item);
	}
	json_put(whole, "tables", tables);
	json_write(&whole, out);
}
