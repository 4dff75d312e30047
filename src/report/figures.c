/* SPDX-License-Identifier: Apache-2.0 */
/* The tables themselves. Whoever fills them counts uses one by one, so that no number can differ from the list behind it. */
#include "report/figures.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

void figures_init(struct figures *figures, const char *title, const char *basis)
{
	*figures = (struct figures){ .title = mem_strdup(title), .basis = mem_strdup(basis) };
}

static void row_done(struct figure_row *row, size_t columns)
{
	for (size_t i = 0; i < columns; i++)
		free(row->cells[i].uses);
	free(row->cells);
	free(row->id);
	free(row->label);
}

static void table_done(struct figure_table *table)
{
	for (size_t i = 0; i < table->row_count; i++)
		row_done(&table->rows[i], table->column_count);
	for (size_t i = 0; i < table->column_count; i++) {
		free(table->column_ids[i]);
		free(table->columns[i]);
	}
	free(table->column_ids);
	free(table->columns);
	free(table->rows);
	free(table->id);
	free(table->title);
	free(table->note);
}

void figures_done(struct figures *figures)
{
	for (size_t i = 0; i < figures->table_count; i++)
		table_done(&figures->tables[i]);
	for (size_t i = 0; i < figures->use_count; i++) {
		free(figures->uses[i].reference);
		free(figures->uses[i].key);
		free(figures->uses[i].title);
	}
	free(figures->tables);
	free(figures->uses);
	free(figures->title);
	free(figures->basis);
	free(figures->state);
	*figures = (struct figures){ .title = NULL };
}

size_t figures_use(struct figures *figures, const char *reference, int revision, const char *key, const char *title)
{
	MEM_PUSH_ROOM(figures->uses, figures->use_count, figures->use_capacity);
	figures->uses[figures->use_count] = (struct figure_use){
		.reference = mem_strdup(reference), .key = mem_strdup(key), .title = mem_strdup(title), .revision = revision };
	return figures->use_count++;
}

struct figure_table *figures_table(struct figures *figures, const char *id, const char *title, const char *note, const struct figure_column *columns,
	size_t count)
{
	struct figure_table *table;

	MEM_PUSH_ROOM(figures->tables, figures->table_count, figures->table_capacity);
	table = &figures->tables[figures->table_count++];
	*table = (struct figure_table){ .id = mem_strdup(id), .title = mem_strdup(title), .note = mem_strdup(note ? note : ""), .column_count = count,
		.bars = count };
	table->column_ids = mem_array(count, sizeof *table->column_ids);
	table->columns = mem_array(count, sizeof *table->columns);
	for (size_t i = 0; i < count; i++) {
		table->column_ids[i] = mem_strdup(columns[i].id);
		table->columns[i] = mem_strdup(columns[i].label);
	}
	return table;
}

struct figure_row *figures_row(struct figure_table *table, const char *id, const char *label)
{
	struct figure_row *row;

	for (size_t i = 0; i < table->row_count; i++)
		if (strcmp(table->rows[i].id, id) == 0)
			return &table->rows[i];
	MEM_PUSH_ROOM(table->rows, table->row_count, table->row_capacity);
	row = &table->rows[table->row_count++];
	*row = (struct figure_row){ .id = mem_strdup(id), .label = mem_strdup(label), .cells = mem_array(table->column_count, sizeof *row->cells) };
	return row;
}

static void add_use(struct figure *figure, size_t use)
{
	MEM_PUSH_ROOM(figure->uses, figure->count, figure->capacity);
	figure->uses[figure->count++] = use;
}

void figure_count(struct figure *figure, size_t use)
{
	add_use(figure, use);
	figure->kind = FIGURE_COUNT;
	figure->number = (int64_t)figure->count;
}

void figure_zero(struct figure *figure)
{
	if (figure->kind == FIGURE_NONE)
		figure->kind = FIGURE_COUNT;
}

int64_t figure_parts(int64_t part, int64_t whole)
{
	return (part * 2 * FIGURE_SCALE + whole) / (whole * 2);
}

void figure_rate(struct figure *figure, const struct figure *part, int64_t whole)
{
	if (whole <= 0)
		return;
	figure->kind = FIGURE_RATE;
	figure->number = figure_parts(part->number, whole);
	for (size_t i = 0; i < part->count; i++)
		add_use(figure, part->uses[i]);
}

void figure_points(struct figure *figure, int64_t parts)
{
	figure->kind = FIGURE_POINTS;
	figure->number = parts;
}

void figures_use_dated(struct figures *figures, size_t use, date_days as_of, bool registered)
{
	figures->uses[use].dated = true;
	figures->uses[use].as_of = as_of;
	figures->uses[use].registered = registered;
}

void figure_points_of(struct figure *figure, size_t use)
{
	add_use(figure, use);
}

void figures_use_days(struct figures *figures, size_t use, int64_t days)
{
	figures->uses[use].has_days = true;
	figures->uses[use].days = days;
}

static int by_days(const void *left, const void *right, void *context)
{
	const struct figures *figures = context;
	const struct figure_use *a = &figures->uses[*(const size_t *)left], *b = &figures->uses[*(const size_t *)right];

	if (a->days != b->days)
		return a->days < b->days ? -1 : 1;
	return (*(const size_t *)left > *(const size_t *)right) - (*(const size_t *)left < *(const size_t *)right);
}

void figures_order_by_days(const struct figures *figures, struct figure *figure)
{
	if (figure->count)
		qsort_r(figure->uses, figure->count, sizeof *figure->uses, by_days, (void *)(uintptr_t)figures);
}

void figure_days(const struct figures *figures, struct figure *figure, const struct figure *of, enum figure_pick pick)
{
	size_t at = pick == FIGURE_MEDIAN ? (of->count - 1) / 2 : pick == FIGURE_SHORTEST ? 0 : of->count - 1;

	if (of->count == 0)
		return;
	figure->kind = FIGURE_DAYS;
	figure->number = figures->uses[of->uses[at]].days;
	for (size_t i = 0; i < of->count; i++)
		if (pick == FIGURE_MEDIAN || figures->uses[of->uses[i]].days == figure->number)
			add_use(figure, of->uses[i]);
}

struct figure_table *figures_find_table(struct figures *figures, const char *id)
{
	size_t at = 0;

	while (strcmp(figures->tables[at].id, id) != 0)
		at++;
	return &figures->tables[at];
}

void figures_front(struct figures *figures, size_t first)
{
	size_t count = figures->table_count;
	struct figure_table *moved = mem_array(count, sizeof *moved);

	for (size_t i = 0; i < count; i++)
		moved[i] = figures->tables[(first + i) % count];
	memcpy(figures->tables, moved, count * sizeof *moved);
	free(moved);
}

/* "table.row.column"; ids have no dot. */
static bool names(const char *id, const struct figure_table *table, const struct figure_row *row, size_t column)
{
	size_t table_len = strlen(table->id), row_len = strlen(row->id);

	return strncmp(id, table->id, table_len) == 0 && id[table_len] == '.' && strncmp(id + table_len + 1, row->id, row_len) == 0 &&
		id[table_len + 1 + row_len] == '.' && strcmp(id + table_len + row_len + 2, table->column_ids[column]) == 0;
}

const struct figure *figures_find(const struct figures *figures, const char *id)
{
	for (size_t i = 0; i < figures->table_count; i++)
		for (size_t r = 0; r < figures->tables[i].row_count; r++)
			for (size_t c = 0; c < figures->tables[i].column_count; c++)
				if (names(id, &figures->tables[i], &figures->tables[i].rows[r], c))
					return &figures->tables[i].rows[r].cells[c];
	return NULL;
}

/* Whole percents, halves away from zero, as the survey prints them. */
static int64_t percent(int64_t parts)
{
	const int64_t one = FIGURE_SCALE / 100;

	return (parts + (parts < 0 ? -one : one) / 2) / one;
}

void figure_text(const struct figure *figure, struct buf *out)
{
	switch (figure->kind) {
	case FIGURE_COUNT:
		buf_addf(out, "%" PRId64, figure->number);
		break;
	case FIGURE_RATE:
		buf_addf(out, "%" PRId64 "%%", percent(figure->number));
		break;
	case FIGURE_DAYS:
		buf_addf(out, "%" PRId64, figure->number);
		break;
	case FIGURE_POINTS:
		buf_addf(out, "%+" PRId64, percent(figure->number));
		break;
	default:
		buf_addc(out, '-');
	}
}

void figure_uses_text(const struct figures *figures, const struct figure *figure, struct buf *out)
{
	for (size_t i = 0; i < figure->count; i++) {
		const struct figure_use *use = &figures->uses[figure->uses[i]];

		buf_addf(out, "%s/%d%s%s  ", use->reference, use->revision, use->key[0] ? " " : "", use->key);
		utf8_visible(out, use->title, strlen(use->title), false);
		if (use->has_days)
			buf_addf(out, _(" (%lld days)"), (long long)use->days);
		if (use->dated) {
			char day[11];
			date_format_iso(use->as_of, day);
			buf_addf(out, use->registered ? _(" (as of %s, registered)") : _(" (as of %s, unregistered)"), day);
		}
		buf_addc(out, '\n');
	}
}
