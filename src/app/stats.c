/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records are read one after the other, and those of one edition share it: loading an edition costs more than deciding a record. The year before
 * is counted in the same way as of the same day a year earlier, so that both sides of a comparison are made alike.
 */
#include "app/stats_internal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/records.h"
#include "model/revision.h"

#define DAYS_A_YEAR 365

struct known_edition {
	struct digest digest;
	struct edition *edition;
	struct engine *engine;
};

/* A record brought back to life; its edition belongs to the counting. */
struct counted {
	const struct record_row *row;
	struct revision revision;
	struct dossier *dossier;
	struct verdict *verdict;
};

struct counting {
	struct app *app;
	struct diag_list *diags;
	struct survey survey;
	struct known_edition *editions;
	size_t edition_count, edition_capacity;
	struct counted *records; /* the newest revision of each case up to the day */
	size_t record_count, record_capacity;
	struct figures *out;
};

static enum status edition_of(struct counting *job, const struct revision *revision, struct known_edition *out)
{
	for (size_t i = 0; i < job->edition_count; i++)
		if (digest_equal(&job->editions[i].digest, &revision->edition_digest)) {
			*out = job->editions[i];
			return STATUS_OK;
		}
	struct buf bytes;
	buf_init(&bytes);
	*out = (struct known_edition){ .digest = revision->edition_digest };
	enum status status = store_artifact(job->app->store, &revision->edition_digest, &bytes, job->diags);
	if (status == STATUS_OK)
		status = edition_load_packed_with(&out->edition, revision->edition_id, bytes.data, bytes.len, job->app->cache_path, job->diags);
	if (status == STATUS_OK)
		status = engine_new(&out->engine, out->edition, job->diags);
	buf_done(&bytes);
	if (status != STATUS_OK) {
		edition_free(&out->edition);
		return status;
	}
	MEM_PUSH_ROOM(job->editions, job->edition_count, job->edition_capacity);
	job->editions[job->edition_count++] = *out;
	return STATUS_OK;
}

static void counted_done(struct counted *counted)
{
	verdict_free(&counted->verdict);
	dossier_free(&counted->dossier);
	revision_done(&counted->revision);
}

static enum status read_record(struct counting *job, const struct record_row *row)
{
	struct counted counted = { .row = row };
	struct known_edition known;
	struct buf bytes;
	char *name = mem_printf("%s/%d", row->reference, row->number);
	buf_init(&bytes);
	enum status status = store_artifact(job->app->store, &row->digest, &bytes, job->diags);
	if (status == STATUS_OK)
		status = revision_decode(&counted.revision, name, bytes.data, bytes.len, job->diags);
	if (status == STATUS_OK)
		status = edition_of(job, &counted.revision, &known);
	if (status == STATUS_OK)
		status = dossier_read(&counted.dossier, known.edition, name, counted.revision.dossier, strlen(counted.revision.dossier), job->diags);
	if (status == STATUS_OK)
		counted.verdict = engine_decide(known.engine, counted.dossier, counted.revision.as_of);
	buf_done(&bytes);
	free(name);
	if (status != STATUS_OK || counted.dossier->sample) { /* what is marked as an example is nobody's use */
		counted_done(&counted);
		return status;
	}
	MEM_PUSH_ROOM(job->records, job->record_count, job->record_capacity);
	job->records[job->record_count++] = counted;
	return STATUS_OK;
}

static void drop_records(struct counting *job)
{
	for (size_t i = 0; i < job->record_count; i++)
		counted_done(&job->records[i]);
	job->record_count = 0;
}

/* The newest revision of each case that was there on the evening of the day. */
static enum status read_records(struct counting *job, const struct record_rows *rows, date_days day)
{
	enum status status = STATUS_OK;
	drop_records(job);
	for (size_t i = 0; i < rows->count && status == STATUS_OK; i++) {
		bool newest = date_local(rows->items[i].at) <= day;
		for (size_t later = i + 1; later < rows->count && newest; later++)
			newest = strcmp(rows->items[later].record_id, rows->items[i].record_id) != 0 || date_local(rows->items[later].at) > day;
		if (newest)
			status = read_record(job, &rows->items[i]);
	}
	return status;
}

static size_t use_of(struct counting *job, const struct counted *counted, const char *key)
{
	return figures_use(job->out, counted->row->reference, counted->row->number, key,
		entity_text(counted->dossier, counted->dossier->root, "case.title"));
}

/* The word of a choice at an entity, "" where it is not known. */
static const char *word_at(const struct dossier *dossier, const struct entity *entity, const char *fact_id)
{
	const struct fact *fact = edition_fact(dossier->edition, fact_id);
	const struct answer *answer = fact && entity ? entity_answer(entity, fact) : NULL;
	if (!answer || answer->state != ANSWER_GIVEN || fact->type != FACT_CHOICE)
		return "";
	return fact->options[answer->number].word;
}

/* One use for each component that has adopted a candidate. `uses` borrow from the editions of the job. */
static void collect_uses(struct counting *job, struct stats_uses *out)
{
	const struct survey *survey = &job->survey;
	for (size_t i = 0; i < job->record_count; i++) {
		const struct counted *counted = &job->records[i];
		for (size_t c = 0; c < counted->verdict->component_count; c++) {
			const struct component_result *component = &counted->verdict->components[c];
			const struct entity *candidate = component->candidate[0] ? dossier_find(counted->dossier, component->candidate) : NULL;
			const char *form = word_at(counted->dossier, candidate, survey_fact(survey, "form"));
			bool in_survey = false;
			if (!candidate)
				continue;
			for (size_t f = 0; f < survey->form_count; f++)
				in_survey = in_survey || (form[0] && strstr(survey->forms[f].members, form));
			if (!in_survey || strcmp(word_at(counted->dossier, candidate, survey_fact(survey, "grade")), survey_fact(survey, "counted")) != 0) {
				out->uncounted++;
				continue;
			}
			MEM_PUSH_ROOM(out->items, out->count, out->capacity);
			out->items[out->count++] = (struct stats_use){ .form = form,
				.organisation = word_at(counted->dossier, candidate, survey_fact(survey, "organisation")),
				.registered = strcmp(word_at(counted->dossier, candidate, survey_fact(survey, "status")), survey_fact(survey, "registered")) == 0,
				.use = use_of(job, counted, component->key) };
		}
	}
}

/* ---- verdicts by step ---- */

static void add_verdicts(struct counting *job)
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
	for (size_t i = 0; i < job->record_count; i++) {
		const struct counted *counted = &job->records[i];
		if (counted->verdict->status == VERDICT_GATED)
			figure_count(figures_row(table, "gated", _("Not examined (excluded or transitional)"))->cells, use_of(job, counted, ""));
		for (size_t c = 0; counted->verdict->status != VERDICT_GATED && c < counted->verdict->component_count; c++) {
			const struct component_result *component = &counted->verdict->components[c];
			size_t use = use_of(job, counted, component->key);
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
}

/* ---- reasons for passing over ---- */

static void count_reason(struct counting *job, struct figure_table *table, const struct counted *counted, const struct step_result *step)
{
	const char *word = word_at(counted->dossier, step->entity, survey_fact(&job->survey, "reason"));
	size_t column = (size_t)step->step->number - 1;
	if (step->outcome != STEP_PASSED || column >= table->column_count)
		return;
	figure_count(&figures_row(table, word[0] ? word : "none", word[0] ? word : _("No reason given"))->cells[column], use_of(job, counted, step->key));
}

static void add_reasons(struct counting *job)
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
	for (size_t i = 0; i < job->record_count; i++)
		for (size_t c = 0; c < job->records[i].verdict->component_count; c++)
			for (size_t s = 0; s < job->records[i].verdict->components[c].step_count; s++)
				count_reason(job, table, &job->records[i], &job->records[i].verdict->components[c].steps[s]);
	for (size_t i = 0; i < edition->step_count; i++)
		free(ids[i]);
	free(ids);
	free(columns);
}

/* ---- open points by rule ---- */

static int most_first(const void *left, const void *right)
{
	const struct figure_row *a = left, *b = right;
	int order = (a->cells[0].number < b->cells[0].number) - (a->cells[0].number > b->cells[0].number);
	return order ? order : strcmp(a->id, b->id);
}

static void add_open(struct counting *job)
{
	const struct figure_column column = { "points", _("Open points") };
	struct figure_table *table = figures_table(job->out, "open", _("Open points by rule"), NULL, &column, 1);
	table->bars = 0;
	for (size_t i = 0; i < job->record_count; i++) {
		const struct verdict *verdict = job->records[i].verdict;
		for (size_t f = 0; f < verdict->finding_count; f++) {
			const struct rule *rule = verdict->findings[f]->rule;
			if (verdict->findings[f]->opens)
				figure_count(figures_row(table, rule->id, app_text(job->app, &rule->title))->cells,
					use_of(job, &job->records[i], verdict->findings[f]->key));
		}
	}
	if (table->row_count)
		qsort(table->rows, table->row_count, sizeof *table->rows, most_first);
}

static char *basis_of(const struct counting *job)
{
	struct buf day;
	buf_init(&day);
	date_format(&day, app_eras(job->app), app_as_of(job->app), job->app->lang);
	char *basis = mem_printf(_("From the newest revision of each of %1$zu cases, as of %2$s. Examples are not counted."), job->record_count, day.data);
	buf_done(&day);
	return basis;
}

static enum status count_all(struct counting *job, const struct record_rows *rows)
{
	struct stats_uses before = { .items = NULL }, now = { .items = NULL };
	struct figures aside; /* what stands behind last year's figures is not shown */
	struct figures *out = job->out;
	figures_init(&aside, "", "");
	job->out = &aside;
	enum status status = read_records(job, rows, app_as_of(job->app) - DAYS_A_YEAR);
	if (status == STATUS_OK)
		collect_uses(job, &before);
	job->out = out;
	if (status == STATUS_OK)
		status = read_records(job, rows, app_as_of(job->app));
	if (status == STATUS_OK) {
		free(out->basis);
		out->basis = basis_of(job);
		collect_uses(job, &now);
		stats_survey(job->app, &job->survey, &now, &before, out);
		add_verdicts(job);
		add_reasons(job);
		add_open(job);
	}
	figures_done(&aside);
	free(before.items);
	free(now.items);
	return status;
}

enum status app_stats(struct app *app, struct figures *out, struct diag_list *diags)
{
	struct counting job = { .app = app, .diags = diags, .out = out };
	struct record_rows rows = { .items = NULL };
	figures_init(out, _("Statistics"), "");
	enum status status = survey_read(&job.survey, app->data_root, diags);
	if (status == STATUS_OK)
		status = app_records(app, NULL, &rows, diags);
	if (status == STATUS_OK)
		status = count_all(&job, &rows);
	drop_records(&job);
	free(job.records);
	for (size_t i = 0; i < job.edition_count; i++) {
		engine_free(&job.editions[i].engine);
		edition_free(&job.editions[i].edition);
	}
	free(job.editions);
	record_rows_done(&rows);
	survey_done(&job.survey);
	return status;
}
