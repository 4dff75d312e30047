/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Most records differ in some answer about the case itself, which stands in a line of its own in their bytes; so those that differ in too many of them
 * are left aside before their edition is loaded and their verdict derived.
 */
#include "app/precedents.h"

#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/reading.h"
#include "app/review.h"
#include "app/trial.h"
#include "app/words.h"
#include "base/utf8.h"

#define OBSTACLES_MAX 8 /* more are no help in telling two cases apart */

struct deciding {
	const struct fact *fact;
	char *word;
};
struct deciding_list {
	struct deciding *items;
	size_t count, capacity;
};
struct matching {
	struct app *app;
	struct reading reading;
	struct live mine;
	const struct component_result *part;
	struct deciding_list facts; /* of `part` */
	struct precedents *out;
	struct diag_list *diags;
};

static void precedent_done(struct precedent *precedent)
{
	decision_done(&precedent->decision);
	free(precedent->title);
	free(precedent->mine);
	free(precedent->theirs);
	free(precedent->theirs_word);
	free(precedent->differing);
	free(precedent->reasons);
}

void precedents_done(struct precedents *precedents)
{
	for (size_t i = 0; i < precedents->count; i++)
		precedent_done(&precedents->items[i]);
	free(precedents->items);
	free(precedents->reference);
	*precedents = (struct precedents){ .items = NULL };
}

/* ---- what decided ---- */

static void deciding_done(struct deciding_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i].word);
	free(list->items);
	*list = (struct deciding_list){ .items = NULL };
}

static void add_reads(struct deciding_list *list, const struct fact_read *reads, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct fact *fact = reads[i].fact;
		bool about = fact->scope == SCOPE_CASE || fact->scope == SCOPE_COMPONENT;
		bool chosen = fact->type == FACT_CHOICE || fact->type == FACT_SET || fact->type == FACT_YESNO;
		size_t at = 0;
		if (fact->origin != FACT_ASKED || !about || !chosen || !reads[i].word[0])
			continue;
		while (at < list->count && list->items[at].fact != fact)
			at++;
		if (at < list->count)
			continue;
		MEM_PUSH_ROOM(list->items, list->count, list->capacity);
		list->items[list->count++] = (struct deciding){ .fact = fact, .word = mem_strdup(reads[i].word) };
	}
}

static void add_findings(struct deciding_list *list, const struct finding *const *findings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_reads(list, findings[i]->reads, findings[i]->read_count);
}

static void collect(struct matching *job)
{
	const struct verdict *verdict = job->mine.verdict;
	deciding_done(&job->facts);
	add_reads(&job->facts, verdict->gate_reads, verdict->gate_read_count);
	add_findings(&job->facts, verdict->case_findings, verdict->case_finding_count);
	add_findings(&job->facts, job->part->findings, job->part->finding_count);
	for (size_t s = 0; s < job->part->step_count; s++) {
		const struct step_result *step = &job->part->steps[s];
		if (step->outcome == STEP_NOT_REACHED)
			continue;
		add_reads(&job->facts, step->reads, step->read_count);
		add_findings(&job->facts, step->findings, step->finding_count);
		for (size_t k = 0; k < step->candidate_count; k++)
			add_findings(&job->facts, step->candidates[k].findings, step->candidates[k].finding_count);
	}
}

/* ---- another case ---- */

/* How many lines of the answers about the case say something else. Where there are entries they may answer a question, so that its line says nothing. */
static size_t lines_apart(const struct deciding_list *facts, const char *dossier)
{
	const char *begin = strstr(dossier, "[case.main]\n"), *end = begin ? strstr(begin + 1, "\n[") : NULL;
	size_t apart = 0;
	if (!begin || strstr(dossier, "\n[information."))
		return 0;
	for (size_t i = 0; i < facts->count; i++) {
		const struct deciding *deciding = &facts->items[i];
		char *head = mem_printf("\n%s = \"", deciding->fact->key);
		const char *line = deciding->fact->scope == SCOPE_CASE ? strstr(begin, head) : NULL;
		size_t len = strlen(deciding->word);
		if (line && (!end || line < end)) {
			line += strlen(head);
			apart += strncmp(line, deciding->word, len) != 0 || line[len] != '"';
		}
		free(head);
	}
	return apart;
}

static const char *end_word(const struct component_result *part)
{
	return part->adopted ? part->adopted->model : verdict_status_word(part->status);
}

static void add_answer(const struct app *app, const struct live *live, const struct entity *entity, const char *fact_id, struct buf *out)
{
	const struct fact *fact = edition_fact(live->edition, fact_id);
	const struct answer *answer = fact ? entity_answer(entity, fact) : NULL;
	struct buf words;
	if (!answer || answer->state != ANSWER_GIVEN)
		return;
	buf_init(&words);
	answer_to_label(&words, fact, answer, &live->edition->eras, app_lang(app));
	buf_addf(out, "    %s: ", app_text(app, &fact->label));
	utf8_visible(out, words.data, words.len, false);
	if (answer->reason && answer->reason[0]) {
		buf_adds(out, " (");
		utf8_visible(out, answer->reason, strlen(answer->reason), false);
		buf_addc(out, ')');
	}
	buf_addc(out, '\n');
	buf_done(&words);
}

/* Where a step was neither adopted nor passed over: the findings that were in its way. */
static void add_obstacles(const struct app *app, const struct live *live, const struct step_result *step, struct buf *out)
{
	size_t told = 0;
	for (size_t k = 0; k < step->candidate_count; k++) {
		const struct candidate_result *candidate = &step->candidates[k];
		for (size_t f = 0; f < candidate->finding_count && told < OBSTACLES_MAX; f++) {
			const struct finding *finding = candidate->findings[f];
			if (!finding->blocks && !finding->opens)
				continue;
			buf_adds(out, "    ");
			app_part_name(app, live->dossier, candidate->key, out);
			buf_addf(out, "%s: %s\n", app_text(app, &finding->rule->title), app_outcome_word(finding->outcome));
			told++;
		}
	}
}

/* Steps that were passed over, each with what the edition demands for that; then what was adopted. */
static char *reasons_of(const struct app *app, const struct live *live, const struct component_result *part)
{
	struct buf out;
	buf_init(&out);
	for (size_t s = 0; s < part->step_count; s++) {
		const struct step_result *step = &part->steps[s];
		if (step->outcome == STEP_UNDETERMINED || step->outcome == STEP_REFUSED) {
			buf_addf(&out, _("  Stopped at: %s\n"), app_text(app, &step->step->short_title));
			add_obstacles(app, live, step, &out);
		}
		if (step->outcome != STEP_PASSED)
			continue;
		buf_addf(&out, _("  Passed over: %s\n"), app_text(app, &step->step->short_title));
		for (const char *at = step->step->pass_needs; *at;) {
			size_t len = strcspn(at, " ");
			char *id = mem_strndup(at, len);
			add_answer(app, live, step->entity, id, &out);
			free(id);
			at += len;
			at += strspn(at, " ");
		}
	}
	buf_adds(&out, "  ");
	app_outcome(app, live->dossier, part->status, part->adopted, part->candidate, &out);
	buf_addc(&out, '\n');
	return buf_take(&out);
}

static void value_words(const struct app *app, const struct edition *edition, const struct fact *fact, const char *word, struct buf *out)
{
	struct answer answer = { .state = ANSWER_NONE };
	char *why = NULL;
	if (word[0] && answer_from_word(&answer, fact, word, &why))
		answer_to_label(out, fact, &answer, &edition->eras, app_lang(app));
	else
		buf_adds(out, _("not known"));
	answer_done(&answer);
	free(why);
}

/* How many deciding answers are others in a part of another case; what they are is appended. */
static size_t differences(const struct matching *job, const struct live *other, const struct component_result *part, struct buf *out)
{
	size_t count = 0;
	for (size_t i = 0; i < job->facts.count && count <= PRECEDENT_DIFFERENCES_MAX; i++) {
		const struct deciding *deciding = &job->facts.items[i];
		const struct fact *fact = edition_fact(other->edition, deciding->fact->id);
		const struct entity *entity = deciding->fact->scope == SCOPE_CASE ? other->dossier->root : part->entity;
		struct buf word, source;
		buf_init(&word);
		buf_init(&source);
		if (fact && fact->scope == deciding->fact->scope)
			engine_read(other->engine, other->dossier, other->revision.as_of, entity, fact, &word, &source);
		if (strcmp(word.data, deciding->word) != 0) {
			count++;
			buf_addf(out, "  %s: ", app_text(job->app, &deciding->fact->label));
			value_words(job->app, job->mine.edition, deciding->fact, deciding->word, out);
			buf_adds(out, " / ");
			value_words(job->app, other->edition, fact ? fact : deciding->fact, word.data, out);
			buf_addc(out, '\n');
		}
		buf_done(&source);
		buf_done(&word);
	}
	return count;
}

static struct decision copy_decision(const struct decision *from)
{
	struct decision copy = *from;
	copy.row.record_id = mem_strdup(from->row.record_id);
	copy.row.reference = mem_strdup(from->row.reference);
	return copy;
}

static void compare_part(struct matching *job, const struct decision *decision, const struct live *other, const struct component_result *part)
{
	struct buf differing, mine, theirs;
	if (strcmp(end_word(part), end_word(job->part)) == 0)
		return;
	buf_init(&differing);
	size_t count = differences(job, other, part, &differing);
	if (count <= PRECEDENT_DIFFERENCES_MAX && count < job->facts.count) {
		MEM_PUSH_ROOM(job->out->items, job->out->count, job->out->capacity);
		struct precedent *precedent = &job->out->items[job->out->count++];
		buf_init(&mine);
		buf_init(&theirs);
		app_outcome(job->app, job->mine.dossier, job->part->status, job->part->adopted, "", &mine);
		app_outcome(job->app, other->dossier, part->status, part->adopted, "", &theirs);
		*precedent = (struct precedent){ .decision = copy_decision(decision),
			.title = mem_strdup(entity_text(other->dossier, other->dossier->root, "case.title")), .mine = buf_take(&mine), .theirs = buf_take(&theirs),
			.theirs_word = mem_strdup(end_word(part)), .same = job->facts.count - count, .differences = count, .differing = buf_take(&differing),
			.reasons = reasons_of(job->app, other, part) };
		strcpy(precedent->part, job->part->key);
		strcpy(precedent->other, part->key);
	}
	buf_done(&differing);
}

/* Parts of this case against the parts of one other. */
static enum status compare_case(struct matching *job, const struct decision *decision)
{
	struct live other;
	enum status status = reading_bytes(&job->reading, &decision->row, &other, job->diags);
	bool revived = false;
	for (size_t c = 0; c < job->mine.verdict->component_count && status == STATUS_OK; c++) {
		job->part = &job->mine.verdict->components[c];
		collect(job);
		if (job->facts.count > job->out->deciding)
			job->out->deciding = job->facts.count;
		if (!job->facts.count || lines_apart(&job->facts, other.revision.dossier) > PRECEDENT_DIFFERENCES_MAX)
			continue;
		if (!revived)
			status = reading_revive(&job->reading, &other, job->diags);
		revived = true;
		for (size_t k = 0; status == STATUS_OK && other.dossier->sample == job->mine.dossier->sample && k < other.verdict->component_count; k++)
			compare_part(job, decision, &other, &other.verdict->components[k]);
	}
	job->out->looked_at++;
	live_done(&other);
	return status;
}

static int nearest_first(const void *left, const void *right)
{
	const struct precedent *a = left, *b = right;
	if (a->differences != b->differences)
		return a->differences < b->differences ? -1 : 1;
	return (a->decision.row.seq < b->decision.row.seq) - (a->decision.row.seq > b->decision.row.seq);
}

static enum status compare_all(struct matching *job, const struct record_row *own)
{
	const struct life *life;
	struct decisions decisions = { .items = NULL };
	enum status status = app_life(job->app, &life, job->diags);
	if (status == STATUS_OK)
		status = app_decisions(job->app, life_states(life, STATES_STANDING), DATE_FAR, &decisions, job->diags);
	for (size_t i = 0; i < decisions.count && status == STATUS_OK; i++)
		if (decisions.items[i].row.seq < own->seq && strcmp(decisions.items[i].row.record_id, own->record_id) != 0)
			status = compare_case(job, &decisions.items[i]);
	decisions_done(&decisions);
	if (job->out->count)
		qsort(job->out->items, job->out->count, sizeof *job->out->items, nearest_first);
	return status;
}

enum status app_precedents(struct app *app, const char *which, struct precedents *out, struct diag_list *diags)
{
	struct matching job = { .app = app, .out = out, .diags = diags };
	struct record_rows rows = { .items = NULL };
	char record[33];
	*out = (struct precedents){ .items = NULL };
	reading_init(&job.reading, app);
	enum status status = app_case_id(app, which, record, &out->reference, diags);
	if (status == STATUS_OK)
		status = app_records(app, record, &rows, diags);
	if (status == STATUS_OK) {
		const struct record_row *own = &rows.items[rows.count - 1];
		out->number = own->number;
		status = reading_open(&job.reading, own, &job.mine, diags);
		if (status == STATUS_OK)
			status = compare_all(&job, own);
		live_done(&job.mine);
	}
	deciding_done(&job.facts);
	record_rows_done(&rows);
	reading_done(&job.reading);
	return status;
}
