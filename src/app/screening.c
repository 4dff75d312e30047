/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows that state the same are examined once: trial candidates are put into a copy of the case, many at a time, and the engine decides as it does for
 * any candidate, so screening can never say anything else than the examination that follows.
 */
#include "app/screening.h"

#include <stdlib.h>
#include <string.h>

#include "app/work_internal.h"

#define BATCH 16
#define WAYS_MAX 8

/* A row by what rules can see of it. */
struct seen_row {
	const struct listing *listing;
	size_t row;
};

static int seen_compare(const void *left, const void *right)
{
	const struct listing *a = ((const struct seen_row *)left)->listing, *b = ((const struct seen_row *)right)->listing;
	const int64_t x[] = { (int64_t)a->list, (int64_t)a->status, (int64_t)a->forms, a->level, a->registered_on, a->expires_on };
	const int64_t y[] = { (int64_t)b->list, (int64_t)b->status, (int64_t)b->forms, b->level, b->registered_on, b->expires_on };
	for (size_t i = 0; i < sizeof x / sizeof x[0]; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

/* The ways in which a service can be offered in the step: each form with each deployment. Which one it is, only the officer can say. */
struct way {
	char form[16], deployment[16];
};
struct ways {
	struct way items[WAYS_MAX];
	size_t count;
};
struct batch {
	size_t start[BATCH], end[BATCH]; /* rows of the sorted list that a trial stands for */
	char keys[BATCH][WAYS_MAX][ENTITY_KEY_MAX + 1];
	size_t count;
};

static void copy_word(char out[16], const char **at)
{
	size_t len = strcspn(*at, " "), fits = len < 15 ? len : 15;
	memcpy(out, *at, fits);
	out[fits] = '\0';
	*at += len;
	*at += strspn(*at, " ");
}

static void find_ways(const struct step_def *def, struct ways *out)
{
	out->count = 0;
	for (const char *form = def ? def->forms : ""; *form;) {
		char word[16];
		copy_word(word, &form);
		for (const char *deployment = def->deployments; *deployment && out->count < WAYS_MAX;) {
			memcpy(out->items[out->count].form, word, sizeof word);
			copy_word(out->items[out->count++].deployment, &deployment);
		}
	}
}

static void give_word(const struct dossier *trial, struct entity *candidate, const char *id, const char *word)
{
	const struct fact *fact = edition_fact(trial->edition, id);
	struct answer *answer = fact ? entity_answer(candidate, fact) : NULL;
	char *why = NULL;
	if (answer && word[0] && !answer_from_word(answer, fact, word, &why))
		free(why);
}

/* As if the row had been taken as a candidate that is offered in this way. */
static void add_trial(struct dossier *trial, struct entity *step, const struct listing *listing, const struct way *way, char key[ENTITY_KEY_MAX + 1])
{
	struct entity *candidate = dossier_add_candidate(trial, step, NULL);
	memcpy(key, candidate->key, sizeof candidate->key);
	give_word(trial, candidate, "candidate.registry_id", listing->number);
	give_word(trial, candidate, "candidate.form", way->form);
	give_word(trial, candidate, "candidate.deployment", way->deployment);
	listing_to_facts(listing, trial->edition, "", candidate->services);
}

static void count_rule(struct screening *out, const struct rule *rule, bool blocks, size_t rows)
{
	size_t at = 0;
	while (at < out->rule_count && out->rules[at].rule != rule)
		at++;
	if (at == out->rule_count) {
		MEM_PUSH_ROOM(out->rules, out->rule_count, out->rule_capacity);
		out->rules[out->rule_count++] = (struct screening_rule){ .rule = rule, .blocks = blocks };
	}
	out->rules[at].count += rows;
}

static bool waits_for_list(const struct finding *finding)
{
	for (size_t i = 0; finding->opens && i < finding->missing_count; i++)
		if (finding->missing[i].fact->scope == SCOPE_SERVICE)
			return true;
	return false;
}

static bool blocked(const struct candidate_result *result)
{
	for (size_t i = 0; i < result->finding_count; i++)
		if (result->findings[i]->blocks)
			return true;
	return false;
}

/* Whether a rule is failed in every way in which the service can be offered. */
static bool fails_always(const struct candidate_result *const *results, size_t count, const struct rule *rule)
{
	for (size_t i = 0; i < count; i++) {
		bool fails = false;
		for (size_t j = 0; j < results[i]->finding_count; j++)
			fails = fails || (results[i]->findings[j]->rule == rule && results[i]->findings[j]->outcome == OUTCOME_FAIL);
		if (!fails)
			return false;
	}
	return count > 0;
}

/* The rule that is told of a service that falls: the first that it fails in every way, else the first of its first way. */
static const struct rule *falls_by(const struct candidate_result *const *results, size_t ways)
{
	const struct rule *first = NULL;
	for (size_t i = 0; i < results[0]->finding_count; i++) {
		const struct finding *finding = results[0]->findings[i];
		if (!finding->blocks)
			continue;
		if (fails_always(results, ways, finding->rule))
			return finding->rule;
		first = first ? first : finding->rule;
	}
	return first;
}

/* A service falls when it falls in every way in which it can be offered; a rule is told when that rule alone fails in each. */
static void take_results(struct screening *out, const struct seen_row *rows, const struct batch *batch, size_t at,
	const struct candidate_result *const *results, size_t ways)
{
	size_t count = batch->end[at] - batch->start[at];
	bool falls = true, open = false, remarked = false;
	const struct rule *by;
	for (size_t way = 0; way < ways; way++) {
		falls = falls && blocked(results[way]);
		for (size_t i = 0; i < results[way]->finding_count; i++)
			open = open || waits_for_list(results[way]->findings[i]);
	}
	for (size_t i = 0; i < results[0]->finding_count; i++) {
		const struct finding *finding = results[0]->findings[i];
		/* A remark is told of what remains. */
		if ((!finding->blocks && (!finding->remark || falls)) || !fails_always(results, ways, finding->rule))
			continue;
		count_rule(out, finding->rule, finding->blocks, count);
		remarked = remarked || !finding->blocks;
	}
	by = falls ? falls_by(results, ways) : NULL;
	out->fall += falls ? count : 0;
	out->remain += falls ? 0 : count;
	out->remarked += !falls && remarked ? count : 0;
	out->listed_open += !falls && open ? count : 0;
	for (size_t i = batch->start[at]; i < batch->end[at]; i++) {
		out->rows[rows[i].row] = falls ? SCREENED_FALLS : SCREENED_REMAINS;
		out->by[rows[i].row] = by;
	}
}

/* Decides the trials of a batch at once; false when the step is not examined. */
static bool decide_batch(struct work *work, const char *step_key, const struct seen_row *rows, struct batch *batch, struct screening *out)
{
	struct dossier *trial = dossier_copy(work->dossier);
	struct entity *step = dossier_find(trial, step_key);
	struct ways ways;
	find_ways(edition_step(work->rules.edition, step->number), &ways);
	bool reached = ways.count > 0;
	for (size_t i = 0; i < batch->count; i++)
		for (size_t way = 0; way < ways.count; way++)
			add_trial(trial, step, rows[batch->start[i]].listing, &ways.items[way], batch->keys[i][way]);
	struct verdict *verdict = engine_decide(work->rules.engine, trial, work->verdict->as_of);
	for (size_t i = 0; i < batch->count && reached; i++) {
		const struct candidate_result *results[WAYS_MAX];
		for (size_t way = 0; way < ways.count; way++) {
			results[way] = verdict_candidate(verdict, batch->keys[i][way]);
			reached = reached && results[way];
		}
		if (reached)
			take_results(out, rows, batch, i, results, ways.count);
	}
	verdict_free(&verdict);
	dossier_free(&trial);
	batch->count = 0;
	return reached;
}

static int most_first(const void *left, const void *right)
{
	const struct screening_rule *a = left, *b = right;
	return a->count != b->count ? (a->count < b->count) - (a->count > b->count) : strcmp(a->rule->id, b->rule->id);
}

static bool screen_rows(struct work *work, const char *step_key, const struct seen_row *rows, struct screening *out)
{
	struct batch batch = { .count = 0 };
	bool reached = true;
	for (size_t start = 0, end; start < out->row_count && reached; start = end) {
		for (end = start + 1; end < out->row_count && seen_compare(&rows[start], &rows[end]) == 0;)
			end++;
		batch.start[batch.count] = start;
		batch.end[batch.count++] = end;
		if (batch.count == BATCH || end == out->row_count)
			reached = decide_batch(work, step_key, rows, &batch, out);
	}
	return reached;
}

static int number_compare(const void *left, const void *right)
{
	const size_t *a = left, *b = right;
	return (*a > *b) - (*a < *b);
}

/* Every row in which a candidate of the step may be found, ordered so that rows that state the same follow one another. Caller frees. */
static struct seen_row *gather_rows(struct work *work, const char *step_key, struct screening *out)
{
	struct app *app = work->app;
	size_t at = 0;
	work_registry_view(app, work, step_key);
	out->row_count = app_registry_count(app);
	out->rows = mem_array(out->row_count, 1);
	out->by = mem_array(out->row_count, sizeof *out->by);
	out->numbers = mem_array(out->row_count, sizeof *out->numbers);
	struct seen_row *rows = mem_array(out->row_count, sizeof *rows);
	for (size_t i = 0; i < app->view_count; i++) {
		const struct snapshot *snapshot = app_shelf(app, app->view[i]);
		for (size_t row = 0; snapshot && row < snapshot->count; row++)
			out->numbers[at++] = app_registry_number(app->view[i], row);
	}
	if (at)
		qsort(out->numbers, at, sizeof *out->numbers, number_compare);
	for (size_t i = 0; i < at; i++)
		rows[i] = (struct seen_row){ .listing = app_registry_row(app, out->numbers[i]), .row = i };
	if (at)
		qsort(rows, at, sizeof *rows, seen_compare);
	return rows;
}

static const size_t *find_number(const struct screening *screening, size_t number)
{
	return screening->row_count ? bsearch(&number, screening->numbers, screening->row_count, sizeof number, number_compare) : NULL;
}

enum screened screening_of(const struct screening *screening, size_t number)
{
	const size_t *at = find_number(screening, number);
	return at ? (enum screened)screening->rows[at - screening->numbers] : SCREENED_REMAINS;
}

const struct rule *screening_by(const struct screening *screening, size_t number)
{
	const size_t *at = find_number(screening, number);
	return at ? screening->by[at - screening->numbers] : NULL;
}

enum status work_screen(struct work *work, const char *step_key, struct screening *out, struct diag_list *diags)
{
	const struct entity *step = dossier_find(work->dossier, step_key);
	enum status status = app_rows(work->app, diags);
	*out = (struct screening){ .rows = NULL };
	if (status == STATUS_OK && (!step || step->scope != SCOPE_STEP))
		status = diag_error(diags, STATUS_INPUT, NULL, 0, _("%s is no step of this case"), step_key);
	if (status != STATUS_OK)
		return status;
	struct seen_row *rows = gather_rows(work, step_key, out);
	if (!screen_rows(work, step_key, rows, out)) {
		screening_done(out);
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("%s is not reached as the case stands; nothing is examined there"), step_key);
	}
	if (out->rule_count)
		qsort(out->rules, out->rule_count, sizeof *out->rules, most_first);
	free(rows);
	return status;
}

void screening_done(struct screening *screening)
{
	free(screening->rows);
	free(screening->by);
	free(screening->numbers);
	free(screening->rules);
	*screening = (struct screening){ .rows = NULL };
}

void screening_text(const struct app *app, const struct screening *screening, struct buf *out)
{
	buf_addf(out, _("Of %1$zu listed services %2$zu remain and %3$zu fall by what the list says.\n"), screening->row_count, screening->remain,
		screening->fall);
	if (screening->listed_open)
		buf_addf(out, _("Of those that remain, %zu are open because the list does not say enough.\n"), screening->listed_open);
	for (size_t i = 0; i < screening->rule_count; i++)
		buf_addf(out, screening->rules[i].blocks ? _("  %1$zu fall by %2$s (%3$s)\n") : _("  %1$zu remain with a remark by %2$s (%3$s)\n"),
			screening->rules[i].count, app_text(app, &screening->rules[i].rule->title), screening->rules[i].rule->id);
}
