/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Statistics of the records: the tables one below the other, each line with its figures or as a bar. Up and Down choose a line, Left and Right a
 * column, and Enter lists the cases behind the figure, which are exactly as many as it says.
 */
#include <stdlib.h>
#include <string.h>

#include "app/stats.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/list.h"
#include "tui/ui.h"

#define LABEL_CELLS 28
#define CARET_CELLS 3 /* before a line, and the blank behind its label */
#define TITLE_OVER 2 /* so far a title goes on over the first column */
#define FIGURE_CELLS_MIN 7
#define FIGURE_CELLS_MAX 14
#define BAR_FIGURE_CELLS 8
#define BAR_CELLS_MIN 10

/* A line of the page: the title of a table (no row) or a row of it. */
struct line {
	const struct figure_table *table;
	const struct figure_row *row;
};
struct stats_state {
	struct figures figures;
	struct line *lines;
	size_t line_count, line_capacity;
	struct list list;
	size_t column;
	size_t choice; /* of what is counted */
	bool bars;
	struct buf behind; /* the cases of the figure that was opened last */
	int width;
};

static void add_line(struct stats_state *state, const struct figure_table *table, const struct figure_row *row)
{
	MEM_PUSH_ROOM(state->lines, state->line_count, state->line_capacity);
	state->lines[state->line_count++] = (struct line){ .table = table, .row = row };
}

static void load(struct ui *ui, struct stats_state *state)
{
	struct diag_list diags;
	diag_init(&diags);
	figures_done(&state->figures);
	state->line_count = 0;
	if (app_stats_nth(ui->app, state->choice, &state->figures, &diags) != STATUS_OK)
		ui_diags(ui, &diags);
	for (size_t i = 0; i < state->figures.table_count; i++) {
		const struct figure_table *table = &state->figures.tables[i];
		add_line(state, table, NULL);
		for (size_t row = 0; row < table->row_count; row++)
			add_line(state, table, &table->rows[row]);
	}
	list_count(&state->list, state->line_count);
	diag_done(&diags);
}

static void stats_open(struct ui *ui, struct page *page)
{
	struct stats_state *state = page->state;
	buf_init(&state->behind);
	state->bars = true;
	load(ui, state);
	list_select(&state->list, state->line_count > 1 ? 1 : 0);
}

static void stats_close(struct ui *ui, struct page *page)
{
	struct stats_state *state = page->state;
	(void)ui;
	buf_done(&state->behind);
	free(state->lines);
	figures_done(&state->figures);
}

static void stats_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui;
	(void)page;
	buf_addf(out, "%s | %s", _("Kumoshirube"), _("Statistics"));
}

/* The longest bar of a table. */
static int64_t greatest(const struct figure_table *table, size_t column)
{
	int64_t most = 0;
	for (size_t i = 0; i < table->row_count; i++)
		if (table->rows[i].cells[column].number > most)
			most = table->rows[i].cells[column].number;
	return most;
}

/* The widest label of a table. */
static size_t label_width(const struct figure_table *table)
{
	size_t widest = 0;
	for (size_t i = 0; i < table->row_count; i++)
		if (utf8_width(table->rows[i].label) > widest)
			widest = utf8_width(table->rows[i].label);
	return widest;
}

/* The labels have what they need; the columns share what they leave. */
static size_t figure_cells(const struct stats_state *state, const struct figure_table *table)
{
	size_t room = (size_t)state->width - CARET_CELLS, label = label_width(table), title = utf8_width(table->title);
	if (title > label + TITLE_OVER)
		label = title - TITLE_OVER;
	size_t cells = room > label ? (room - label) / table->column_count : 0;
	return cells < FIGURE_CELLS_MIN ? FIGURE_CELLS_MIN : cells > FIGURE_CELLS_MAX ? FIGURE_CELLS_MAX : cells;
}

/* Of the labels beside columns, and beside bars. */
static size_t label_cells(const struct stats_state *state, const struct figure_table *table)
{
	size_t room = (size_t)state->width - CARET_CELLS, label = label_width(table), others = BAR_FIGURE_CELLS + BAR_CELLS_MIN + CARET_CELLS;
	if (!state->bars)
		others = figure_cells(state, table) * table->column_count;
	room = room > others ? room - others : 0;
	if (!state->bars)
		return room;
	return label > room ? room : label < LABEL_CELLS ? LABEL_CELLS : label;
}

static void add_figure(const struct figure *figure, bool chosen, size_t cells, struct buf *out)
{
	struct buf text;
	buf_init(&text);
	if (chosen)
		buf_addc(&text, '[');
	figure_text(figure, &text);
	if (chosen)
		buf_addc(&text, ']');
	utf8_pad_left(out, text.data, cells);
	buf_done(&text);
}

static size_t column_of(const struct stats_state *state, const struct figure_table *table)
{
	return state->column < table->column_count ? state->column : table->column_count - 1;
}

static void add_bar(const struct stats_state *state, const struct line *line, struct buf *out)
{
	size_t column = line->table->bars < line->table->column_count ? line->table->bars : 0;
	const struct figure *figure = &line->row->cells[column];
	int room = state->width - (int)label_cells(state, line->table) - BAR_FIGURE_CELLS - 6;
	int64_t most = greatest(line->table, column), long_as = figure->kind == FIGURE_RATE ? FIGURE_SCALE : most;
	add_figure(figure, false, BAR_FIGURE_CELLS, out);
	buf_addc(out, ' ');
	for (int64_t i = 0; room >= BAR_CELLS_MIN && long_as > 0 && i < figure->number * room / long_as; i++)
		buf_addc(out, '#');
}

/* The title goes on over what the first column leaves before its name. */
static void add_head(const struct stats_state *state, const struct figure_table *table, struct buf *out)
{
	struct buf heads, title;
	size_t cells = figure_cells(state, table), label = label_cells(state, table), blank;
	buf_init(&heads);
	buf_init(&title);
	for (size_t i = 0; i < table->column_count; i++) {
		struct buf head;
		buf_init(&head);
		cells_cut(&head, table->columns[i], cells - 1);
		utf8_pad_left(&heads, head.data, cells);
		buf_done(&head);
	}
	blank = strspn(heads.data, " ");
	cells_cut(&title, table->title, label + blank);
	buf_adds(out, title.data);
	for (size_t width = utf8_width(title.data); width < label + 1 + blank; width++)
		buf_addc(out, ' ');
	buf_adds(out, heads.data + blank);
	buf_done(&heads);
	buf_done(&title);
}

static void format_line(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct stats_state *state = context;
	const struct line *line = &state->lines[at];
	if (!line->row) {
		*style = STYLE_STRONG;
		if (state->bars) {
			utf8_visible(out, line->table->title, strlen(line->table->title), false);
			return;
		}
		add_head(state, line->table, out);
		return;
	}
	column_add(out, line->row->label, label_cells(state, line->table));
	if (state->bars) {
		add_bar(state, line, out);
		return;
	}
	for (size_t i = 0; i < line->table->column_count; i++)
		add_figure(&line->row->cells[i], at == state->list.cursor && i == column_of(state, line->table), figure_cells(state, line->table), out);
}

static void stats_draw(struct ui *ui, struct page *page)
{
	struct stats_state *state = page->state;
	int bottom = ui_body_bottom(ui);
	state->width = ui_width(ui);
	put_text(ui->term, 1, 1, ui_width(ui) - 2, STYLE_PLAIN, state->figures.basis ? state->figures.basis : "");
	const struct line *line = state->line_count ? &state->lines[state->list.cursor] : NULL;
	int rows = bottom - UI_BODY_TOP;
	list_draw(ui->term, &state->list, UI_BODY_TOP, rows, LIST_CARET, format_line, state);
	if (line)
		put_text(ui->term, bottom, 1, ui_width(ui) - 2, STYLE_PLAIN, line->table->note);
}

static const struct figure *chosen_figure(const struct stats_state *state)
{
	const struct line *line = state->line_count ? &state->lines[state->list.cursor] : NULL;
	if (!line || !line->row)
		return NULL;
	size_t column = state->bars && line->table->bars < line->table->column_count ? line->table->bars : column_of(state, line->table);
	return &line->row->cells[column];
}

static void figure_title(struct ui *ui, struct buf *out)
{
	(void)ui;
	buf_addf(out, "%s | %s", _("Kumoshirube"), _("Statistics"));
}

static const struct export_source reading = { .title = figure_title };

/* The cases behind the figure, under the figure with its full name. */
static enum reaction show_behind(struct ui *ui, struct stats_state *state)
{
	const struct figure *figure = chosen_figure(state);
	if (!figure || figure->count == 0) {
		ui_message(ui, _("There are no cases behind this figure"));
		return REACT_HANDLED;
	}
	const struct line *line = &state->lines[state->list.cursor];
	buf_clear(&state->behind);
	buf_addf(&state->behind, "%s / %s / %s: ", line->table->title, line->row->label, line->table->columns[figure - line->row->cells]);
	figure_text(figure, &state->behind);
	buf_adds(&state->behind, "\n");
	buf_addf(&state->behind, _("Cases behind this figure: %zu"), figure->count);
	buf_adds(&state->behind, "\n\n");
	figure_uses_text(&state->figures, figure, &state->behind);
	struct page_arg *next = ui_next(ui, &page_reading, "");
	next->source = &reading;
	next->context = state->behind.data;
	return REACT_PUSH;
}

static enum reaction stats_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct stats_state *state = page->state;
	(void)ui;
	if (event->kind != EVENT_KEY)
		return REACT_UNUSED;
	size_t columns = state->line_count ? state->lines[state->list.cursor].table->column_count : 0;
	if (!state->bars && strcmp(event->name, "Right") == 0) {
		state->column += state->column + 1 < columns;
		return REACT_HANDLED;
	}
	if (!state->bars && strcmp(event->name, "Left") == 0 && state->column > 0) {
		state->column--;
		return REACT_HANDLED;
	}
	return list_key(&state->list, event->name, true) ? REACT_HANDLED : REACT_UNUSED;
}

static void export_name(struct ui *ui, struct buf *out)
{
	char day[11];
	date_format_iso(app_today(ui->app), day);
	buf_addf(out, "statistics-%s", day);
}

static enum status export_write(struct ui *ui, const void *context, enum record_format format, struct buf *out, struct diag_list *diags)
{
	return figures_write(ui->app, context, format, out, diags);
}

static const struct export_source exported = { .title = figure_title, .name = export_name, .write = export_write };

static enum reaction stats_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct stats_state *state = page->state;
	if (action == ACTION_EXPORT) {
		struct page_arg *next = ui_next(ui, &page_export, "");
		next->source = &exported;
		next->context = &state->figures;
		return REACT_PUSH;
	}
	if (action == ACTION_READ_AS_TEXT) {
		state->bars = !state->bars;
		return REACT_HANDLED;
	}
	if (action == ACTION_BASIS) {
		state->choice++;
		load(ui, state);
		return REACT_HANDLED;
	}
	if (action != ACTION_OPEN && action != ACTION_PRIMARY)
		return REACT_UNUSED;
	return show_behind(ui, state);
}

const struct page_ops page_stats = {
	.name = "stats",
	.where = WHERE_STATS,
	.primary = N_("Cases"),
	.hint = N_("Enter: its cases  l: bars, table  t: records  F7: write  Left, Right: column"),
	.state_size = sizeof(struct stats_state),
	.open = stats_open,
	.close = stats_close,
	.title = stats_title,
	.draw = stats_draw,
	.key = stats_key,
	.action = stats_action,
};
