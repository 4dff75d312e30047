/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From an example to its dossier. An answer is set at the entity that the scope of its fact asks for unless the key names another one, so that
 * an example of a rule over one candidate is as short as the rule. The earlier steps are answered first, then the bases, then the example:
 * whatever comes later stands above what came before.
 */
#include "test_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const rule_outcomes[] = { "pass", "fail", "undetermined", NULL };
static const char *const step_outcomes[] = { "adopted", "passed", "refused", "referred", "undetermined", NULL };
static const char *const gate_outcomes[] = { "gated", "undetermined", "not_applicable", NULL };
static const char *const gather_outcomes[] = { "given", "open", NULL };

char *gathered_file(const struct fact *fact)
{
	char *name = mem_printf("gather-%s", fact->id);
	*strchr(name, '.') = '-';
	return name;
}

static const struct fact *gathered_of(const struct edition *edition, const char *name)
{
	for (size_t i = 0; i < edition->fact_count; i++) {
		const struct fact *fact = edition->facts[i];
		char *file = fact->question && fact->question->gather ? gathered_file(fact) : NULL;
		bool same = file && strcmp(file, name) == 0;
		free(file);
		if (same)
			return fact;
	}
	return NULL;
}

bool subject_find(const struct edition *edition, const char *name, struct subject *out)
{
	*out = (struct subject){ .kind = SUBJECT_RULE, .rule = edition_rule(edition, name) };
	if (out->rule)
		return true;
	if (strncmp(name, "step-", 5) == 0) {
		*out = (struct subject){ .kind = SUBJECT_STEP, .step = edition_step(edition, atoi(name + 5)) };
		return out->step != NULL;
	}
	if (strncmp(name, "gather-", 7) == 0) {
		*out = (struct subject){ .kind = SUBJECT_GATHER, .gathered = gathered_of(edition, name) };
		return out->gathered != NULL;
	}
	out->kind = SUBJECT_GATE;
	for (size_t i = 0; strncmp(name, "gate-", 5) == 0 && i < edition->gate_count; i++) {
		if (strcmp(edition->gates[i].name, name + 5) == 0)
			out->gate = &edition->gates[i];
	}
	return out->gate != NULL;
}

const char *const *subject_outcomes(enum subject_kind kind)
{
	switch (kind) {
	case SUBJECT_STEP:
		return step_outcomes;
	case SUBJECT_GATE:
		return gate_outcomes;
	case SUBJECT_GATHER:
		return gather_outcomes;
	default:
		return rule_outcomes;
	}
}

int example_step(const struct subject *subject, const struct ini_section *example)
{
	const char *step = example ? ini_get(example, "step") : NULL;
	if (subject->kind == SUBJECT_STEP)
		return subject->step->number;
	return step ? atoi(step) : 1;
}

/* One key `fact.x.y` or `fact.c1_1_k1.x.y`, taken apart. */
struct place {
	const struct fact *fact;
	char entity[ENTITY_KEY_MAX + 1]; /* "" where the scope decides */
};

static bool place_parse(const struct bench *bench, const char *key, struct place *out)
{
	const char *at = strchr(key, '.') + 1, *scope = strchr(at, '.');
	const char *rest = scope ? strchr(scope + 1, '.') : NULL;
	size_t len = 0;
	if (rest && scope - at <= ENTITY_KEY_MAX) {
		for (; at < scope; at++)
			out->entity[len++] = *at == '_' ? '-' : *at;
		at++;
	}
	out->entity[len] = '\0';
	out->fact = edition_fact(bench->edition, at);
	return out->fact != NULL;
}

static void own_entity(enum scope scope, int step, char *out)
{
	switch (scope) {
	case SCOPE_CASE:
		snprintf(out, ENTITY_KEY_MAX + 1, "case");
		break;
	case SCOPE_COMPONENT:
		snprintf(out, ENTITY_KEY_MAX + 1, "c1");
		break;
	case SCOPE_STEP:
		snprintf(out, ENTITY_KEY_MAX + 1, "c1-%d", step);
		break;
	default:
		snprintf(out, ENTITY_KEY_MAX + 1, "c1-%d-k1", step);
		break;
	}
}

static struct entity *place_entity(const struct place *place, int step, struct dossier *dossier)
{
	char key[ENTITY_KEY_MAX + 1];
	own_entity(place->fact->scope, step, key);
	return dossier_ensure(dossier, *place->entity ? place->entity : key);
}

/* A candidate may be named by its last part, so that a base can serve every step. */
static bool set_word(struct answer *answer, const struct place *place, const struct entity *entity, const char *word, char **why)
{
	if (place->fact->type != FACT_CANDIDATE || strchr(word, '-'))
		return answer_from_word(answer, place->fact, word, why);
	char *key = mem_printf("%s-%s", entity->key, word);
	bool good = answer_from_word(answer, place->fact, key, why);
	free(key);
	return good;
}

static void take_entry(const struct bench *bench, int step, const struct ini_section *section, const struct ini_entry *entry,
	struct dossier *dossier, struct diag_list *diags)
{
	struct place place;
	char *why = NULL;
	bool reason = strncmp(entry->key, "reason.", 7) == 0;
	if (!reason && strncmp(entry->key, "fact.", 5) != 0)
		return;
	struct entity *entity = place_parse(bench, entry->key, &place) ? place_entity(&place, step, dossier) : NULL;
	struct answer *answer = entity ? entity_answer(entity, place.fact) : NULL;
	if (!answer || (place.fact->origin != FACT_ASKED && place.fact->origin != FACT_LISTED)) {
		diag_error(diags, STATUS_INPUT, section->file, entry->line, "%s is no fact that can be answered there", entry->key);
	} else if (reason) {
		mem_replace(&answer->reason, entry->value);
	} else if (!*entry->value) {
		answer_done(answer);
	} else if (!set_word(answer, &place, entity, entry->value, &why)) {
		diag_error(diags, STATUS_INPUT, section->file, entry->line, "%s: %s", entry->key, why);
		free(why);
	}
}

static void take_section(const struct bench *bench, int step, const struct ini_section *section, struct dossier *dossier,
	struct diag_list *diags)
{
	for (size_t i = 0; i < section->count; i++)
		take_entry(bench, step, section, &section->entries[i], dossier, diags);
}

static const struct ini_section *find_base(const struct bench *bench, const char *name)
{
	for (size_t i = 0; i < bench->bases.count; i++) {
		if (strcmp(bench->bases.sections[i].name, name) == 0)
			return &bench->bases.sections[i];
	}
	return NULL;
}

static void take_bases(const struct bench *bench, int step, const struct ini_section *example, struct dossier *dossier,
	struct diag_list *diags)
{
	char *copy = mem_strdup(ini_get(example, "base")), *rest = copy, *word;
	while ((word = strsep(&rest, " ")) != NULL) {
		const struct ini_section *base = *word ? find_base(bench, word) : NULL;
		if (base)
			take_section(bench, step, base, dossier, diags);
		else if (*word)
			diag_error(diags, STATUS_INPUT, example->file, ini_line(example, "base"), "there is no base %s in bases.ini", word);
	}
	free(copy);
}

/* The steps before the one in question: nothing is offered there. */
static void take_earlier(const struct bench *bench, int step, struct dossier *dossier)
{
	static const char *const given[][2] = { { "step.coverage", "none" }, { "step.not_taken_reason", "not_offered" },
		{ "step.not_taken_text", "見本" }, { "step.not_taken_evidence", "見本" } };
	char key[ENTITY_KEY_MAX + 1];
	for (int number = 1; number < step; number++) {
		snprintf(key, sizeof key, "c1-%d", number);
		struct entity *entity = dossier_ensure(dossier, key);
		for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
			const struct fact *fact = edition_fact(bench->edition, given[i][0]);
			char *why = NULL;
			if (!fact || !entity || !answer_from_word(entity_answer(entity, fact), fact, given[i][1], &why))
				free(why);
		}
	}
}

struct dossier *example_dossier(const struct bench *bench, const struct subject *subject, const struct ini_section *example,
	struct diag_list *diags)
{
	struct dossier *dossier = dossier_new(bench->edition);
	int step = example_step(subject, example);
	char key[ENTITY_KEY_MAX + 1];
	take_earlier(bench, step, dossier);
	if (subject->kind == SUBJECT_RULE && subject->rule->scope == SCOPE_CANDIDATE) {
		own_entity(SCOPE_CANDIDATE, step, key);
		dossier_ensure(dossier, key);
	}
	take_bases(bench, step, example, dossier, diags);
	take_section(bench, step, example, dossier, diags);
	return dossier;
}

void example_check_asked(const struct bench *bench, const struct subject *subject, const struct ini_section *example,
	const struct dossier *dossier, struct diag_list *diags)
{
	for (size_t i = 0; i < example->count; i++) {
		const struct ini_entry *entry = &example->entries[i];
		struct place place;
		char key[ENTITY_KEY_MAX + 1];
		if (strncmp(entry->key, "fact.", 5) != 0 || !*entry->value || strcmp(entry->value, "?") == 0)
			continue;
		if (!place_parse(bench, entry->key, &place) || place.fact->origin != FACT_ASKED)
			continue;
		own_entity(place.fact->scope, example_step(subject, example), key);
		const struct entity *entity = dossier_find(dossier, *place.entity ? place.entity : key);
		if (entity && engine_asked(bench->engine, dossier, bench->as_of, entity, place.fact->question) != TRUTH_YES)
			diag_error(diags, STATUS_FAILED, example->file, entry->line, "%s is answered but not asked here, so it does not count", entry->key);
	}
}

static struct result rule_result_of(const struct subject *subject, int step, const struct verdict *verdict)
{
	char key[ENTITY_KEY_MAX + 1];
	bool stepwise = subject->rule->scope == SCOPE_COMPONENT && subject->rule->steps;
	own_entity(stepwise ? SCOPE_STEP : subject->rule->scope, step, key);
	for (size_t i = 0; i < verdict->finding_count; i++) {
		const struct finding *finding = verdict->findings[i];
		if (finding->rule == subject->rule && strcmp(finding->key, key) == 0)
			return (struct result){ .word = outcome_word(finding->outcome), .finding = finding, .missing = finding->missing,
				.missing_count = finding->missing_count };
	}
	return (struct result){ .word = "absent" };
}

static struct result step_result_of(const struct subject *subject, const struct verdict *verdict)
{
	char key[ENTITY_KEY_MAX + 1];
	own_entity(SCOPE_STEP, subject->step->number, key);
	const struct step_result *found = verdict_step(verdict, key);
	if (!found)
		return (struct result){ .word = "absent" };
	bool referred = found->outcome == STEP_UNDETERMINED && found->refer == TRUTH_YES;
	return (struct result){ .word = referred ? "referred" : step_outcome_word(found->outcome), .missing = found->missing,
		.missing_count = found->missing_count };
}

struct result example_result(const struct subject *subject, const struct ini_section *example, const struct verdict *verdict)
{
	switch (subject->kind) {
	case SUBJECT_RULE:
		return rule_result_of(subject, example_step(subject, example), verdict);
	case SUBJECT_STEP:
		return step_result_of(subject, verdict);
	default:
		break;
	}
	/* A gate that is named without settling the case is itself not settled, whatever came of the steps behind it. */
	if (verdict->gate != subject->gate)
		return (struct result){ .word = "not_applicable" };
	return (struct result){ .word = verdict->status == VERDICT_GATED ? "gated" : "undetermined", .missing = verdict->gate_missing,
		.missing_count = verdict->gate_missing_count };
}

void example_gathered(const struct engine *engine, const struct subject *subject, const struct ini_section *example, const struct dossier *dossier,
	date_days as_of, struct buf *word)
{
	char key[ENTITY_KEY_MAX + 1];
	struct buf source;
	own_entity(subject->gathered->scope, example_step(subject, example), key);
	const struct entity *entity = dossier_find(dossier, key);
	buf_init(&source);
	if (entity)
		engine_read(engine, dossier, as_of, entity, subject->gathered, word, &source);
	buf_done(&source);
}
