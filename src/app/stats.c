/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records are read one after the other and each is counted at once, so that no more than one of them is ever in memory. The year before is counted in
 * the same way as of the same day a year earlier, so that both sides of a comparison are made alike.
 */
#include "app/stats_internal.h"

#include <stdlib.h>
#include <string.h>

#include "app/decisions.h"
#include "app/person.h"
#include "app/reading.h"

#define DAYS_A_YEAR 365

/* The word of a choice at an entity, "" where it is not known. */
static const char *word_at(const struct live *live, const struct entity *entity, const char *fact_id)
{
	const struct fact *fact = edition_fact(live->edition, fact_id);
	const struct answer *answer = fact && entity ? entity_answer(entity, fact) : NULL;
	if (!answer || answer->state != ANSWER_GIVEN || fact->type != FACT_CHOICE)
		return "";
	return fact->options[answer->number].word;
}

static size_t use_of(struct counting *job, const struct live *live, const char *key)
{
	return figures_use(job->out, live->row->reference, live->row->number, key, entity_text(live->dossier, live->dossier->root, "case.title"));
}

/* One use for each component that has adopted a candidate. The words borrow from the editions of the reading. */
static void collect_uses(struct counting *job, const struct live *live, struct stats_uses *out)
{
	const struct survey *survey = &job->survey;
	for (size_t c = 0; c < live->verdict->component_count; c++) {
		const struct component_result *component = &live->verdict->components[c];
		const struct entity *candidate = component->candidate[0] ? dossier_find(live->dossier, component->candidate) : NULL;
		const char *form = word_at(live, candidate, survey_fact(survey, "form"));
		bool in_survey = false;
		if (!candidate)
			continue;
		for (size_t f = 0; f < survey->form_count; f++)
			in_survey = in_survey || survey_has(&survey->forms[f], form);
		if (!in_survey || strcmp(word_at(live, candidate, survey_fact(survey, "grade")), survey_fact(survey, "counted")) != 0) {
			MEM_PUSH_ROOM(out->outside, out->outside_count, out->outside_capacity);
			out->outside[out->outside_count++] = use_of(job, live, component->key);
			continue;
		}
		struct stats_use one = { .form = form, .organisation = word_at(live, candidate, survey_fact(survey, "organisation")),
			.registered = strcmp(word_at(live, candidate, survey_fact(survey, "status")), survey_fact(survey, "registered")) == 0,
			.use = use_of(job, live, component->key), .dated = use_of(job, live, component->key) };
		figures_use_dated(job->out, one.dated, out->day, one.registered);
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = one;
	}
}

/* ---- verdicts by step ---- */

static void begin_verdicts(struct counting *job)
{
	const struct figure_column column = { "components", _("Components") };
	const struct edition *edition = app_edition(job->app);
	struct figure_table *table = figures_table(job->out, "verdicts", _("Verdicts by step"), NULL, &column, 1);
	table->bars = 0;
	for (size_t i = 0; i < edition->step_count; i++) {
		char *id = mem_printf("step-%d", edition->steps[i].number);
		figure_zero(figures_row(table, id, app_text(job->app, &edition->steps[i].title))->cells);
		free(id);
	}
}

static void count_verdict(struct counting *job, const struct live *live)
{
	struct figure_table *table = figures_find_table(job->out, "verdicts");
	if (live->verdict->status == VERDICT_GATED)
		figure_count(figures_row(table, "gated", _("Not examined (excluded or transitional)"))->cells, use_of(job, live, ""));
	for (size_t c = 0; live->verdict->status != VERDICT_GATED && c < live->verdict->component_count; c++) {
		const struct component_result *component = &live->verdict->components[c];
		size_t use = use_of(job, live, component->key);
		if (component->adopted) {
			char *id = mem_printf("step-%d", component->adopted->number);
			figure_count(figures_row(table, id, app_text(job->app, &component->adopted->title))->cells, use);
			free(id);
		} else if (component->status == VERDICT_REFUSED) {
			figure_count(figures_row(table, "refused", _("Refused"))->cells, use);
		} else {
			figure_count(figures_row(table, "undetermined", _("Undetermined"))->cells, use);
		}
	}
}

/* ---- reasons for passing over ---- */

static void begin_reasons(struct counting *job)
{
	const struct edition *edition = app_edition(job->app);
	const struct fact *reason = edition_fact(edition, survey_fact(&job->survey, "reason"));
	struct figure_column *columns = mem_array(edition->step_count, sizeof *columns);
	char **ids = mem_array(edition->step_count, sizeof *ids);
	for (size_t i = 0; i < edition->step_count; i++) {
		ids[i] = mem_printf("step-%d", edition->steps[i].number);
		columns[i] = (struct figure_column){ ids[i], app_text(job->app, &edition->steps[i].short_title) };
	}
	struct figure_table *table = figures_table(job->out, "reasons", _("Reasons for passing over"), NULL, columns, edition->step_count);
	for (size_t i = 0; reason && i < reason->option_count; i++) {
		struct figure_row *row = figures_row(table, reason->options[i].word, app_text(job->app, &reason->options[i].label));
		for (size_t c = 0; c < table->column_count; c++)
			figure_zero(&row->cells[c]);
	}
	for (size_t i = 0; i < edition->step_count; i++)
		free(ids[i]);
	free(ids);
	free(columns);
}

static void count_reasons(struct counting *job, const struct live *live)
{
	struct figure_table *table = figures_find_table(job->out, "reasons");
	for (size_t c = 0; c < live->verdict->component_count; c++)
		for (size_t s = 0; s < live->verdict->components[c].step_count; s++) {
			const struct step_result *step = &live->verdict->components[c].steps[s];
			const char *word = word_at(live, step->entity, survey_fact(&job->survey, "reason"));
			size_t column = (size_t)step->step->number - 1;
			if (step->outcome != STEP_PASSED || column >= table->column_count)
				continue;
			figure_count(&figures_row(table, word[0] ? word : "none", word[0] ? word : _("No reason given"))->cells[column],
				use_of(job, live, step->key));
		}
}

/* ---- open points by rule ---- */

static int most_first(const void *left, const void *right)
{
	const struct figure_row *a = left, *b = right;
	int order = (a->cells[0].number < b->cells[0].number) - (a->cells[0].number > b->cells[0].number);
	return order ? order : strcmp(a->id, b->id);
}

static void begin_open(struct counting *job)
{
	const struct figure_column column = { "points", _("Open points") };
	figures_table(job->out, "open", _("Open points by rule"), NULL, &column, 1)->bars = 0;
}

static void count_open(struct counting *job, const struct live *live)
{
	struct figure_table *table = figures_find_table(job->out, "open");
	for (size_t f = 0; f < live->verdict->finding_count; f++) {
		const struct finding *finding = live->verdict->findings[f];
		if (finding->opens)
			figure_count(figures_row(table, finding->rule->id, app_text(job->app, &finding->rule->title))->cells, use_of(job, live, finding->key));
	}
}

static void end_open(struct counting *job)
{
	struct figure_table *table = figures_find_table(job->out, "open");
	if (table->row_count)
		qsort(table->rows, table->row_count, sizeof *table->rows, most_first);
}

/* ---- what was counted, and what was not ---- */

enum { COUNTED_RECORDS, COUNTED_SAMPLE_REGISTRY, COUNTED_EXAMPLES, COUNTED_OUTSIDE, COUNTED_LINES };

static void begin_counted(struct counting *job)
{
	const struct { const char *id, *label; } lines[COUNTED_LINES] = {
		[COUNTED_RECORDS] = { "records", _("Records counted") },
		[COUNTED_SAMPLE_REGISTRY] = { "sample-registry", _("of them on the sample registry") },
		[COUNTED_EXAMPLES] = { "examples", _("Examples, left out") },
		[COUNTED_OUTSIDE] = { "outside", _("Services outside the survey") },
	};
	const struct figure_column column = { "number", _("Number of cases") };
	struct figure_table *table = figures_table(job->out, "counted", _("What was counted"), NULL, &column, 1);
	table->bars = 0;
	for (size_t i = 0; i < COUNTED_LINES; i++)
		figure_zero(figures_row(table, lines[i].id, lines[i].label)->cells);
}

static void count_in(struct counting *job, size_t line, size_t use)
{
	figure_count(figures_find_table(job->out, "counted")->rows[line].cells, use);
}

/* ---- the whole ---- */

static char *basis_of(const struct counting *job)
{
	struct buf day;
	buf_init(&day);
	date_format(&day, app_eras(job->app), app_as_of(job->app), job->app->lang);
	char *basis = mem_printf(_("Counted: %1$s, %2$zu cases as of %3$s, without examples"),
		app_text(job->app, &job->basis->title), job->counted, day.data);
	buf_done(&day);
	if (job->on_sample) {
		char *whole = mem_printf(_("%1$s (%2$zu of them on the sample registry)"), basis, job->on_sample);
		free(basis);
		basis = whole;
	}
	return basis;
}

static void count_one(struct counting *job, const struct decision *decision, const struct live *live, struct stats_uses *uses, bool whole)
{
	if (live->dossier->sample && whole)
		count_in(job, COUNTED_EXAMPLES, use_of(job, live, ""));
	if (live->dossier->sample) /* what is marked as an example is nobody's use */
		return;
	collect_uses(job, live, uses);
	if (!whole)
		return;
	job->counted++;
	count_in(job, COUNTED_RECORDS, use_of(job, live, ""));
	if (live->revision.has_snapshot && live->revision.snapshot_sample) {
		job->on_sample++;
		count_in(job, COUNTED_SAMPLE_REGISTRY, use_of(job, live, ""));
	}
	count_verdict(job, live);
	count_reasons(job, live);
	count_open(job, live);
	stats_course_count(job, decision, live);
}

/* What was decided by the evening of the day of the uses; only what the survey needs, or all tables. */
static enum status count_day(struct counting *job, struct stats_uses *uses, bool whole)
{
	struct decisions decisions = { .items = NULL };
	enum status status = app_decisions(job->app, life_states(job->life, job->basis->members), uses->day, &decisions, job->diags);
	for (size_t i = 0; i < decisions.count && status == STATUS_OK; i++) {
		struct live live;
		status = reading_open(&job->reading, &decisions.items[i].row, &live, job->diags);
		if (status == STATUS_OK)
			count_one(job, &decisions.items[i], &live, uses, whole);
		live_done(&live);
	}
	decisions_done(&decisions);
	return status;
}

static enum status count_all(struct counting *job)
{
	struct stats_uses before = { .day = app_as_of(job->app) - DAYS_A_YEAR }, now = { .day = app_as_of(job->app) };
	struct figures *out = job->out;
	enum status status = app_life(job->app, &job->life, job->diags);
	if (status == STATUS_OK)
		status = count_day(job, &before, false);
	begin_verdicts(job);
	begin_reasons(job);
	begin_open(job);
	if (status == STATUS_OK)
		stats_course_begin(job);
	begin_counted(job);
	size_t first = out->table_count;
	if (status == STATUS_OK)
		status = count_day(job, &now, true);
	if (status == STATUS_OK) {
		free(out->basis);
		out->basis = basis_of(job);
		for (size_t i = 0; i < now.outside_count; i++)
			count_in(job, COUNTED_OUTSIDE, now.outside[i]);
		end_open(job);
		stats_course_end(job);
		stats_survey(job->app, &job->survey, &now, &before, out);
		figures_front(out, first); /* the survey is what is looked for first */
	}
	free(before.outside);
	free(now.outside);
	free(before.items);
	free(now.items);
	return status;
}

/* The choice of what is counted, by its name or by its place. */
static enum status choose(struct counting *job, const char *name, size_t place)
{
	struct survey *survey = &job->survey;
	struct buf names;
	job->basis = survey->basis_count ? &survey->bases[place % survey->basis_count] : NULL;
	if (!name && job->basis)
		return STATUS_OK;
	buf_init(&names);
	job->basis = NULL;
	for (size_t i = 0; name && i < survey->basis_count; i++) {
		buf_addf(&names, "%s%s", i ? ", " : "", survey->bases[i].name);
		if (strcmp(survey->bases[i].name, name) == 0)
			job->basis = &survey->bases[i];
	}
	enum status status = job->basis ? STATUS_OK : diag_error(job->diags, STATUS_USAGE, NULL, 0,
		_("--state %1$s: records are not counted by this; there are: %2$s"), name ? name : "", names.data);
	buf_done(&names);
	return status;
}

static enum status count(struct app *app, const char *name, size_t place, struct figures *out, struct diag_list *diags)
{
	struct counting job = { .app = app, .diags = diags, .out = out };
	figures_init(out, _("Statistics"), "");
	reading_init(&job.reading, app);
	enum status status = survey_read(&job.survey, app->data_root, diags);
	if (status == STATUS_OK && !app->store)
		status = diag_error(diags, STATUS_FAILED, app->store_path, 0, _("there is no store here yet, so there are no records"));
	if (status == STATUS_OK)
		status = choose(&job, name, place);
	if (status == STATUS_OK) {
		mem_replace(&out->state, job.basis->name);
		status = count_all(&job);
	}
	reading_done(&job.reading);
	survey_done(&job.survey);
	return status;
}

enum status app_stats(struct app *app, const char *state, struct figures *out, struct diag_list *diags)
{
	return count(app, state, 0, out, diags);
}

enum status app_stats_nth(struct app *app, size_t choice, struct figures *out, struct diag_list *diags)
{
	return count(app, NULL, choice, out, diags);
}
