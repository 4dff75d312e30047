/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The survey: forms by organisations, registered and not, with rates and the change against the year before. Which value is which line stands
 * in the data, and so do the figures that were published.
 */
#include "app/stats_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/ini.h"

enum { SURVEY_LIMIT = 256 * 1024 };

static const struct ini_key facts_keys[] = {
	{ .pattern = "form", .type = INI_WORD, .required = true },
	{ .pattern = "organisation", .type = INI_WORD, .required = true },
	{ .pattern = "status", .type = INI_WORD, .required = true },
	{ .pattern = "registered", .type = INI_WORD, .required = true },
	{ .pattern = "grade", .type = INI_WORD, .required = true },
	{ .pattern = "counted", .type = INI_WORD, .required = true },
	{ .pattern = "reason", .type = INI_WORD, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key line_keys[] = {
	{ .pattern = "order", .type = INI_INT, .required = true, .min = 1, .max = SURVEY_LINES_MAX },
	{ .pattern = "members", .type = INI_WORDS, .required = true },
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key published_keys[] = {
	{ .pattern = "as_of", .type = INI_DATE, .required = true },
	{ .pattern = "source", .type = INI_TEXT, .required = true },
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = "count.*.*", .type = INI_TEXT },
	{ .pattern = "change.*", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_key basis_keys[] = {
	{ .pattern = "order", .type = INI_INT, .required = true, .min = 1, .max = SURVEY_LINES_MAX },
	{ .pattern = "states", .type = INI_WORDS, .required = true },
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_kind kinds[] = { { "usage", facts_keys }, { "basis", basis_keys }, { "form", line_keys }, { "organisation", line_keys }, { "published", published_keys },
	{ .kind = NULL } };

static int by_order(const void *left, const void *right)
{
	const struct survey_line *a = left, *b = right;

	return (a->order > b->order) - (a->order < b->order);
}

static void add_line(struct survey *survey, const struct ini_section *section, const char *members, struct survey_line *lines, size_t *count)
{
	if (*count == SURVEY_LINES_MAX)
		return;
	lines[*count] = (struct survey_line){ .name = section->name, .members = ini_get(section, members),
		.title = ini_get_text(section, "title", &survey->ini.arena), .order = atoi(ini_get(section, "order")) };
	(*count)++;
}

enum status survey_read(struct survey *out, const char *data_root, struct diag_list *diags)
{
	char *path = path_join(data_root, "data/statistics/usage-survey.ini");
	enum status status;

	*out = (struct survey){ .facts = NULL };
	buf_init(&out->bytes);
	status = file_read(&out->bytes, path, SURVEY_LIMIT, diags);
	if (status == STATUS_OK)
		status = ini_parse(&out->ini, path, out->bytes.data, out->bytes.len, kinds, diags);
	for (size_t i = 0; status == STATUS_OK && i < out->ini.count; i++) {
		const struct ini_section *section = &out->ini.sections[i];

		if (strcmp(section->kind, "form") == 0)
			add_line(out, section, "members", out->forms, &out->form_count);
		else if (strcmp(section->kind, "organisation") == 0)
			add_line(out, section, "members", out->organisations, &out->organisation_count);
		else if (strcmp(section->kind, "basis") == 0)
			add_line(out, section, "states", out->bases, &out->basis_count);
		else if (strcmp(section->kind, "usage") == 0)
			out->facts = section;
	}
	if (status == STATUS_OK && !out->facts)
		status = diag_error(diags, STATUS_INPUT, path, 1, _("[usage.facts] is missing: it says which facts are counted"));
	if (status == STATUS_OK && !out->basis_count)
		status = diag_error(diags, STATUS_INPUT, path, 1, _("a [basis.NAME] is missing: it says in which states a record counts"));
	qsort(out->bases, out->basis_count, sizeof *out->bases, by_order);
	qsort(out->forms, out->form_count, sizeof *out->forms, by_order);
	qsort(out->organisations, out->organisation_count, sizeof *out->organisations, by_order);
	free(path);
	return status;
}

void survey_done(struct survey *survey)
{
	ini_done(&survey->ini);
	buf_done(&survey->bytes);
}

const char *survey_fact(const struct survey *survey, const char *key)
{
	return ini_get(survey->facts, key);
}

bool survey_has(const struct survey_line *line, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = line->members; len && *at;) {
		size_t member = strcspn(at, " ");

		if (member == len && strncmp(at, word, len) == 0)
			return true;
		at += member;
		at += strspn(at, " ");
	}
	return false;
}

enum column { COLUMN_REGISTERED, COLUMN_RATE, COLUMN_CHANGE, COLUMN_UNREGISTERED, COLUMN_OTHER_RATE, COLUMN_TOTAL, COLUMN_COUNT };

static struct figure_table *survey_table(struct figures *out, const char *id, const char *title, const char *note)
{
	const struct figure_column columns[COLUMN_COUNT] = {
		[COLUMN_REGISTERED] = { "registered", _("ISMAP") },
		[COLUMN_RATE] = { "registered_rate", _("Rate") },
		[COLUMN_CHANGE] = { "change", _("Y/Y") },
		[COLUMN_UNREGISTERED] = { "unregistered", _("Others") },
		[COLUMN_OTHER_RATE] = { "unregistered_rate", _("Rate") },
		[COLUMN_TOTAL] = { "total", _("Total") },
	};
	struct figure_table *table = figures_table(out, id, title, note, columns, COLUMN_COUNT);

	table->bars = COLUMN_RATE;
	return table;
}

static struct figure *line_cells(struct app *app, struct figure_table *table, const struct survey_line *form, const struct survey_line *organisation)
{
	char *id = mem_printf("%s-%s", form->name, organisation->name);
	char *label = mem_printf("%s %s", app_text(app, &form->title), app_text(app, &organisation->title));
	struct figure *cells = figures_row(table, id, label)->cells;

	free(id);
	free(label);
	return cells;
}

static void fill_rates(struct figure *cells)
{
	figure_rate(&cells[COLUMN_RATE], &cells[COLUMN_REGISTERED], cells[COLUMN_TOTAL].number);
	figure_rate(&cells[COLUMN_OTHER_RATE], &cells[COLUMN_UNREGISTERED], cells[COLUMN_TOTAL].number);
}

static bool belongs(const struct stats_use *use, const struct survey_line *form, const struct survey_line *organisation)
{
	return survey_has(form, use->form) && survey_has(organisation, use->organisation);
}

/* Rate of the registered; -1 where there is nothing to divide by. */
static int64_t rate_of(const struct stats_uses *uses, const struct survey_line *form, const struct survey_line *organisation)
{
	int64_t registered = 0, total = 0;

	for (size_t i = 0; i < uses->count; i++) {
		if (!belongs(&uses->items[i], form, organisation))
			continue;
		total++;
		registered += uses->items[i].registered;
	}
	return total ? figure_parts(registered, total) : -1;
}

/* The points of a change, and behind them what both rates are made of. */
static void fill_change(struct figure *change, const struct figure *rate, const struct stats_uses *now, const struct stats_uses *before,
	const struct survey_line *form, const struct survey_line *organisation)
{
	const struct stats_uses *const years[] = { before, now };
	int64_t earlier = rate_of(before, form, organisation);

	if (earlier < 0 || rate->kind != FIGURE_RATE)
		return;
	figure_points(change, rate->number - earlier);
	for (size_t y = 0; y < sizeof years / sizeof years[0]; y++)
		for (size_t i = 0; i < years[y]->count; i++)
			if (belongs(&years[y]->items[i], form, organisation))
				figure_points_of(change, years[y]->items[i].dated);
}

static void fill_line(struct figure *cells, const struct stats_uses *now, const struct stats_uses *before, const struct survey_line *form,
	const struct survey_line *organisation)
{
	for (size_t i = 0; i < now->count; i++) {
		const struct stats_use *use = &now->items[i];

		if (!belongs(use, form, organisation))
			continue;
		figure_count(&cells[use->registered ? COLUMN_REGISTERED : COLUMN_UNREGISTERED], use->use);
		figure_count(&cells[COLUMN_TOTAL], use->use);
	}
	figure_zero(&cells[COLUMN_REGISTERED]);
	figure_zero(&cells[COLUMN_UNREGISTERED]);
	figure_zero(&cells[COLUMN_TOTAL]);
	fill_rates(cells);
	fill_change(&cells[COLUMN_CHANGE], &cells[COLUMN_RATE], now, before, form, organisation);
}

static void put_published(struct figure *figure, long number)
{
	figure->kind = FIGURE_COUNT;
	figure->number = number;
}

/* Figures that others have counted: there is no case behind them. */
static void fill_published(struct figure *cells, const struct ini_section *section, const struct survey_line *form, const struct survey_line *organisation,
	bool first)
{
	char *key = mem_printf("count.%s.%s", form->name, organisation->name), *change_key = mem_printf("change.%s", form->name), *end = NULL;
	const char *counts = ini_get(section, key), *change = ini_get(section, change_key);

	if (counts) {
		put_published(&cells[COLUMN_REGISTERED], strtol(counts, &end, 10));
		put_published(&cells[COLUMN_UNREGISTERED], strtol(end, NULL, 10));
		put_published(&cells[COLUMN_TOTAL], (long)(cells[COLUMN_REGISTERED].number + cells[COLUMN_UNREGISTERED].number));
		fill_rates(cells);
	}
	if (change && first)
		figure_points(&cells[COLUMN_CHANGE], strtol(change, NULL, 10) * (FIGURE_SCALE / 100));
	free(change_key);
	free(key);
}

static void add_published(struct app *app, const struct survey *survey, const struct ini_section *section, struct figures *out)
{
	struct arena arena;
	struct text title, text;
	struct figure_table *table;
	char *id = mem_printf("published-%s", section->name);

	arena_init(&arena);
	title = ini_get_text(section, "title", &arena);
	text = ini_get_text(section, "text", &arena);
	table = survey_table(out, id, app_text(app, &title), app_text(app, &text));
	for (size_t f = 0; f < survey->form_count; f++)
		for (size_t o = 0; o < survey->organisation_count; o++)
			fill_published(line_cells(app, table, &survey->forms[f], &survey->organisations[o]), section, &survey->forms[f],
				&survey->organisations[o], o == 0);
	arena_done(&arena);
	free(id);
}

void stats_survey(struct app *app, const struct survey *survey, const struct stats_uses *now, const struct stats_uses *before, struct figures *out)
{
	char *note = mem_printf(_("Services outside the survey (other confidentiality, or on-premises): %zu"), now->outside_count);
	struct figure_table *table = survey_table(out, "usage", _("Use of cloud services"), note);

	for (size_t f = 0; f < survey->form_count; f++)
		for (size_t o = 0; o < survey->organisation_count; o++)
			fill_line(line_cells(app, table, &survey->forms[f], &survey->organisations[o]), now, before, &survey->forms[f], &survey->organisations[o]);
	for (size_t i = 0; i < survey->ini.count; i++)
		if (strcmp(survey->ini.sections[i].kind, "published") == 0)
			add_published(app, survey, &survey->ini.sections[i], out);
	free(note);
}
