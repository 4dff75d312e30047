/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every example under tests/rules, and that they are enough: each rule, step, gate and gathered question of the edition shows each outcome
 * it can have, each rung, each exception and each missing ground. Speaks TAP; an argument runs the files whose name holds it.
 */
#include "test_rules.h"

#include <dirent.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"

#define EDITION "2021-03-30"
#define FILE_BYTES_MAX (1u << 20)
#define PARTS_MAX 32
#define OUTCOMES_MAX 5

static const struct ini_key example_keys[] = {
	{ .pattern = "clause", .type = INI_WORDS, .required = true },
	{ .pattern = "why.@", .type = INI_TEXT, .required = true },
	{ .pattern = "outcome", .type = INI_WORD, .required = true },
	{ .pattern = "value", .type = INI_WORDS },
	{ .pattern = "rung", .type = INI_INT, .min = 1, .max = PARTS_MAX - 1 },
	{ .pattern = "exception", .type = INI_INT, .min = 1, .max = PARTS_MAX - 1 },
	{ .pattern = "missing", .type = INI_WORDS },
	{ .pattern = "missing_reason", .type = INI_WORDS },
	{ .pattern = "step", .type = INI_INT, .min = 1, .max = STEP_MAX },
	{ .pattern = "base", .type = INI_WORDS },
	{ .pattern = "fact.*.*", .type = INI_TEXT },
	{ .pattern = "fact.*.*.*", .type = INI_TEXT },
	{ .pattern = "reason.*.*", .type = INI_TEXT },
	{ .pattern = "reason.*.*.*", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_key about_keys[] = { { .pattern = "impossible.*", .type = INI_TEXT }, { .pattern = NULL } };
static const struct ini_key base_keys[] = {
	{ .pattern = "fact.*.*", .type = INI_TEXT },
	{ .pattern = "fact.*.*.*", .type = INI_TEXT },
	{ .pattern = "reason.*.*", .type = INI_TEXT },
	{ .pattern = "reason.*.*.*", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_kind file_kinds[] = { { .kind = "about", .keys = about_keys }, { .kind = "example", .keys = example_keys }, { .kind = NULL } };
static const struct ini_kind base_kinds[] = { { .kind = "base", .keys = base_keys }, { .kind = NULL } };

/* What the examples of one file have shown. Rungs and exceptions count from 1. */
struct shown {
	bool outcomes[OUTCOMES_MAX], rungs[PARTS_MAX], exceptions[PARTS_MAX], rung_grounds[PARTS_MAX], exception_grounds[PARTS_MAX];
};
struct counts {
	size_t covered, uncovered, examples, combinations;
};
/* What the run knows; what of the edition has a good file is marked. */
struct run {
	struct bench bench;
	struct counts counts;
	int number, failures;
	bool *rules, *steps, *gates, *gathers; /* the last by fact */
};

static void tap(struct run *run, const struct diag_list *diags, const char *file, const char *name)
{
	struct buf text;
	buf_init(&text);
	diag_write(diags, &text);
	run->number++;
	run->failures += diags->errors > 0;
	printf("%s %d - %s: %s\n", diags->errors ? "not ok" : "ok", run->number, file, name);
	for (char *at = text.data, *end; (end = strchr(at, '\n')) != NULL; at = end + 1)
		printf("# %.*s\n", (int)(end - at), at);
	buf_done(&text);
}

static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = list; (at = strstr(at, word)) != NULL; at += len) {
		if ((at == list || at[-1] == ' ') && (at[len] == ' ' || !at[len]))
			return true;
	}
	return false;
}

static bool cites(const struct subject *subject, const char *clause)
{
	if (subject->kind == SUBJECT_GATHER)
		return has_word(subject->gathered->clause, clause);
	if (subject->kind != SUBJECT_RULE)
		return has_word(subject->kind == SUBJECT_STEP ? subject->step->clause : subject->gate->clause, clause);
	const struct rule *rule = subject->rule;
	bool found = has_word(rule->clause, clause);
	for (size_t i = 0; i < rule->rung_count; i++)
		found = found || has_word(rule->rungs[i].clause, clause);
	for (size_t i = 0; i < rule->exception_count; i++)
		found = found || has_word(rule->exceptions[i].clause, clause);
	return found;
}

static int outcome_index(const struct subject *subject, const char *word)
{
	const char *const *words = subject_outcomes(subject->kind);
	for (int i = 0; words[i]; i++) {
		if (strcmp(words[i], word) == 0)
			return i;
	}
	return -1;
}

static void check_words(const struct run *run, const struct subject *subject, const struct ini_section *example, struct diag_list *diags)
{
	static const char *const texts[] = { "why.ja", "why.en" };
	const char *outcome = ini_get(example, "outcome");
	char *copy = mem_strdup(ini_get(example, "clause")), *rest = copy, *word;
	while ((word = strsep(&rest, " ")) != NULL) {
		if (!edition_clause(run->bench.edition, word) || !cites(subject, word))
			diag_error(diags, STATUS_INPUT, example->file, ini_line(example, "clause"), "%s is not a clause cited there", word);
	}
	free(copy);
	for (size_t i = 0; i < 2; i++) {
		if (utf8_first_ambiguous(ini_get(example, texts[i])))
			diag_error(diags, STATUS_INPUT, example->file, ini_line(example, texts[i]), "%s holds a character of ambiguous width", texts[i]);
	}
	if (outcome_index(subject, outcome) < 0 && strcmp(outcome, "not_applicable") != 0)
		diag_error(diags, STATUS_INPUT, example->file, ini_line(example, "outcome"), "%s is no outcome of what this file is about", outcome);
}

static bool names_missing(const struct result *result, const char *fact, bool reason)
{
	for (size_t i = 0; i < result->missing_count; i++) {
		if (result->missing[i].reason == reason && strcmp(result->missing[i].fact->id, fact) == 0)
			return true;
	}
	return false;
}

static void check_missing(const struct ini_section *example, const char *key, const struct result *result, struct diag_list *diags)
{
	char *copy = mem_strdup(ini_get(example, key)), *rest = copy, *word;
	while ((word = strsep(&rest, " ")) != NULL) {
		if (*word && !names_missing(result, word, strcmp(key, "missing_reason") == 0))
			diag_error(diags, STATUS_FAILED, example->file, ini_line(example, key), "%s is not named as what would settle it", word);
	}
	free(copy);
}

/* On a ladder a pass names its rung, and a pass by an exception names the exception. */
static void check_part(const struct ini_section *example, const char *key, int found, bool passed, struct diag_list *diags)
{
	const char *word = ini_get(example, key);
	if ((word || passed) && found != (word ? atoi(word) : 0))
		diag_error(diags, STATUS_FAILED, example->file, ini_line(example, key), "%s expected %s, found %d", key, word ? word : "none", found);
}

static void note_grounds(const struct finding *finding, struct shown *shown)
{
	for (size_t i = 0; i < finding->missing_count; i++) {
		if (finding->missing[i].reason && finding->exception)
			shown->exception_grounds[finding->exception] = true;
		else if (finding->missing[i].reason)
			shown->rung_grounds[finding->rung ? finding->rung : 1] = true;
	}
}

static void compare(const struct subject *subject, const struct ini_section *example, const struct result *result, struct shown *shown,
	struct diag_list *diags)
{
	const char *outcome = ini_get(example, "outcome");
	if (strcmp(outcome, result->word) != 0) {
		diag_error(diags, STATUS_FAILED, example->file, example->line, "expected %s, found %s", outcome, result->word);
		return;
	}
	bool passed = strcmp(outcome, "pass") == 0, open = strcmp(outcome, "undetermined") == 0;
	if (open && !result->missing_count)
		diag_error(diags, STATUS_FAILED, example->file, example->line, "nothing is named that would settle it");
	check_missing(example, "missing", result, diags);
	check_missing(example, "missing_reason", result, diags);
	if (outcome_index(subject, outcome) >= 0)
		shown->outcomes[outcome_index(subject, outcome)] = true;
	if (!result->finding)
		return;
	check_part(example, "rung", result->finding->rung, passed, diags);
	check_part(example, "exception", result->finding->exception, passed, diags);
	if (passed && !result->finding->exception)
		shown->rungs[result->finding->rung ? result->finding->rung : 1] = true;
	if (passed)
		shown->exceptions[result->finding->exception] = true;
	if (open)
		note_grounds(result->finding, shown);
}

/* What the entries give must be the very word that is expected. */
static void compare_gathered(const struct run *run, const struct subject *subject, const struct ini_section *example, const struct dossier *dossier,
	struct shown *shown, struct diag_list *diags)
{
	const char *expected = ini_get(example, "value");
	struct buf word;
	buf_init(&word);
	example_gathered(run->bench.engine, subject, example, dossier, run->bench.as_of, &word);
	if (strcmp(word.data, expected ? expected : "") != 0)
		diag_error(diags, STATUS_FAILED, example->file, ini_line(example, "value"), "expected %s, found %s", expected ? expected : "nothing",
			*word.data ? word.data : "nothing");
	compare(subject, example, &(struct result){ .word = *word.data ? "given" : "open" }, shown, diags);
	buf_done(&word);
}

static bool check_example(struct run *run, const struct subject *subject, const char *file, const struct ini_section *example,
	struct shown *shown)
{
	struct diag_list diags;
	diag_init(&diags);
	run->counts.examples++;
	check_words(run, subject, example, &diags);
	struct dossier *dossier = example_dossier(&run->bench, subject, example, &diags);
	if (!diags.errors && subject->kind == SUBJECT_GATHER) {
		example_check_asked(&run->bench, subject, example, dossier, &diags);
		compare_gathered(run, subject, example, dossier, shown, &diags);
	} else if (!diags.errors) {
		struct verdict *verdict = engine_decide(run->bench.engine, dossier, run->bench.as_of);
		struct result result = example_result(subject, example, verdict);
		example_check_asked(&run->bench, subject, example, dossier, &diags);
		compare(subject, example, &result, shown, &diags);
		verdict_free(&verdict);
	}
	dossier_free(&dossier);
	tap(run, &diags, file, example->name);
	bool good = !diags.errors;
	diag_done(&diags);
	return good;
}

static void check_impossible(struct run *run, const struct subject *subject, const char *file, const char *outcome, struct diag_list *diags)
{
	struct buf how;
	size_t tried = 0;
	buf_init(&how);
	enum sweep sweep = sweep_outcome(&run->bench, subject, outcome, &tried, &how);
	run->counts.combinations += tried;
	if (sweep == SWEEP_REACHED)
		diag_error(diags, STATUS_FAILED, file, 0, "%s is called impossible and is reached by %s", outcome, how.data);
	else if (sweep == SWEEP_NOT_SHOWN)
		diag_error(diags, STATUS_FAILED, file, 0, "that %s is impossible is not shown: %s", outcome, how.data);
	buf_done(&how);
}

static void check_about(struct run *run, const struct subject *subject, const struct ini_section *about, struct shown *shown,
	struct diag_list *diags)
{
	static const char *const names[] = { [SUBJECT_RULE] = "rule", [SUBJECT_STEP] = "step", [SUBJECT_GATE] = "gate", [SUBJECT_GATHER] = "question" };
	if (strcmp(about->name, names[subject->kind]) != 0)
		diag_error(diags, STATUS_INPUT, about->file, about->line, "this file is about a %s", names[subject->kind]);
	for (size_t i = 0; i < about->count; i++) {
		const char *outcome = strchr(about->entries[i].key, '.') + 1;
		int index = outcome_index(subject, outcome);
		if (index < 0 || shown->outcomes[index]) {
			diag_error(diags, STATUS_INPUT, about->file, about->entries[i].line, "%s is no outcome, or it has an example", outcome);
		} else {
			check_impossible(run, subject, about->file, outcome, diags);
			shown->outcomes[index] = true;
		}
	}
}

static void check_parts(const char *file, const char *what, const struct rung *parts, size_t count, const bool *passed, const bool *grounds,
	struct diag_list *diags)
{
	for (size_t i = 0; i < count; i++) {
		if (!passed[i + 1])
			diag_error(diags, STATUS_FAILED, file, 0, "%s %zu has no passing example", what, i + 1);
		if (*parts[i].ground && !grounds[i + 1])
			diag_error(diags, STATUS_FAILED, file, 0, "%s %zu has no example without its reason", what, i + 1);
	}
}

/* Whether what the file shows is all there is to show. */
static bool check_whole(struct run *run, const struct subject *subject, const char *file, const struct ini *ini, struct shown *shown)
{
	struct diag_list diags;
	const char *const *words = subject_outcomes(subject->kind);
	diag_init(&diags);
	for (size_t i = 0; i < ini->count; i++) {
		if (strcmp(ini->sections[i].kind, "about") == 0)
			check_about(run, subject, &ini->sections[i], shown, &diags);
	}
	for (size_t i = 0; words[i]; i++) {
		if (!shown->outcomes[i])
			diag_error(&diags, STATUS_FAILED, file, 0, "there is no example for %s", words[i]);
	}
	if (subject->rule) {
		check_parts(file, "rung", subject->rule->rungs, subject->rule->rung_count, shown->rungs, shown->rung_grounds, &diags);
		check_parts(file, "exception", subject->rule->exceptions, subject->rule->exception_count, shown->exceptions, shown->exception_grounds, &diags);
	}
	tap(run, &diags, file, "shows everything that can come of it");
	bool good = !diags.errors;
	diag_done(&diags);
	return good;
}

static void mark(struct run *run, const struct subject *subject)
{
	if (subject->kind == SUBJECT_RULE)
		run->rules[subject->rule - run->bench.edition->rules] = true;
	else if (subject->kind == SUBJECT_STEP)
		run->steps[subject->step - run->bench.edition->steps] = true;
	else if (subject->kind == SUBJECT_GATE)
		run->gates[subject->gate - run->bench.edition->gates] = true;
	for (size_t i = 0; i < run->bench.edition->fact_count; i++)
		run->gathers[i] = run->gathers[i] || run->bench.edition->facts[i] == subject->gathered;
}

static bool read_ini(struct ini *out, const char *directory, const char *file, const struct ini_kind *kinds, struct diag_list *diags)
{
	struct buf bytes;
	char *path = path_join(directory, file);
	buf_init(&bytes);
	bool good = file_read(&bytes, path, FILE_BYTES_MAX, diags) == STATUS_OK &&
		ini_parse(out, file, bytes.data, bytes.len, kinds, diags) == STATUS_OK;
	buf_done(&bytes);
	free(path);
	return good;
}

static void check_file(struct run *run, const char *directory, const char *file)
{
	struct subject subject;
	struct diag_list diags;
	struct ini ini = { 0 };
	struct shown shown = { .outcomes = { false } };
	char *name = mem_strndup(file, strlen(file) - 4);
	diag_init(&diags);
	if (!subject_find(run->bench.edition, name, &subject))
		diag_error(&diags, STATUS_INPUT, file, 0, "the edition has no rule, step, gate or gathered question of this name");
	bool good = read_ini(&ini, directory, file, file_kinds, &diags) && !diags.errors;
	if (!good)
		tap(run, &diags, file, "can be read");
	for (size_t i = 0; !diags.errors && i < ini.count; i++) {
		if (strcmp(ini.sections[i].kind, "example") == 0 && !check_example(run, &subject, file, &ini.sections[i], &shown))
			good = false;
	}
	if (!diags.errors && check_whole(run, &subject, file, &ini, &shown) && good)
		mark(run, &subject);
	ini_done(&ini);
	diag_done(&diags);
	free(name);
}

static size_t check_directory(struct run *run, const char *directory, const char *only)
{
	struct dirent **entries;
	int count = scandir(directory, &entries, NULL, alphasort);
	size_t seen = 0;
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name, *dot = strrchr(name, '.');
		if (dot && strcmp(dot, ".ini") == 0 && strcmp(name, "bases.ini") != 0 && (!only || strstr(name, only))) {
			check_file(run, directory, name);
			seen++;
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return seen;
}

static void count_one(struct run *run, bool covered, const char *prefix, const char *name)
{
	run->counts.covered += covered;
	run->counts.uncovered += !covered;
	if (!covered)
		printf("# uncovered: %s%s\n", prefix, name);
}

/* Everything that the edition has must be marked. */
static void check_coverage(struct run *run)
{
	const struct edition *edition = run->bench.edition;
	struct diag_list diags;
	char number[16];
	diag_init(&diags);
	for (size_t i = 0; i < edition->rule_count; i++)
		count_one(run, run->rules[i], "", edition->rules[i].id);
	printf("# rules covered: %zu, uncovered: %zu\n", run->counts.covered, run->counts.uncovered);
	for (size_t i = 0; i < edition->step_count; i++) {
		snprintf(number, sizeof number, "%d", edition->steps[i].number);
		count_one(run, run->steps[i], "step-", number);
	}
	for (size_t i = 0; i < edition->gate_count; i++)
		count_one(run, run->gates[i], "gate-", edition->gates[i].name);
	for (size_t i = 0; i < edition->fact_count; i++) {
		char *name = edition->facts[i]->question && edition->facts[i]->question->gather ? gathered_file(edition->facts[i]) : NULL;
		if (name)
			count_one(run, run->gathers[i], "", name);
		free(name);
	}
	printf("# rules, steps, gates and gathered questions covered: %zu, uncovered: %zu; examples: %zu; combinations tried: %zu\n", run->counts.covered,
		run->counts.uncovered, run->counts.examples, run->counts.combinations);
	if (run->counts.uncovered)
		diag_error(&diags, STATUS_FAILED, "tests/rules", 0, "%zu rules, steps, gates or gathered questions are not covered", run->counts.uncovered);
	tap(run, &diags, "tests/rules", "every rule, step, gate and gathered question is covered");
	diag_done(&diags);
}

static void run_all(struct run *run, const char *directory, const char *only)
{
	const struct edition *edition = run->bench.edition;
	run->rules = mem_array(edition->rule_count + 1, sizeof *run->rules);
	run->steps = mem_array(edition->step_count + 1, sizeof *run->steps);
	run->gates = mem_array(edition->gate_count + 1, sizeof *run->gates);
	run->gathers = mem_array(edition->fact_count + 1, sizeof *run->gathers);
	size_t seen = check_directory(run, directory, only);
	if (!only)
		check_coverage(run);
	else if (!seen)
		printf("Bail out! no file of tests/rules has a name with %s in it\n", only);
	run->failures += !seen;
	free(run->rules);
	free(run->steps);
	free(run->gates);
	free(run->gathers);
}

int main(int argc, char **argv)
{
	const char *root = getenv("KUMOSHIRUBE_DATA");
	struct run run = { .number = 0 };
	struct diag_list diags;
	setlocale(LC_CTYPE, "C.UTF-8");
	diag_init(&diags);
	if (!root) {
		puts("Bail out! KUMOSHIRUBE_DATA is not set");
		return 99;
	}
	char *directory = path_join(root, "tests/rules");
	(void)date_from_parts(2026, 11, 20, &run.bench.as_of);
	bool good = edition_load(&run.bench.edition, root, EDITION, &diags) == STATUS_OK &&
		engine_new(&run.bench.engine, run.bench.edition, &diags) == STATUS_OK &&
		read_ini(&run.bench.bases, directory, "bases.ini", base_kinds, &diags);
	tap(&run, &diags, "tests/rules", "the edition and the bases load");
	if (good)
		run_all(&run, directory, argc > 1 ? argv[1] : NULL);
	printf("1..%d\n", run.number);
	ini_done(&run.bench.bases);
	engine_free(&run.bench.engine);
	edition_free(&run.bench.edition);
	free(directory);
	diag_done(&diags);
	return run.failures ? 1 : 0;
}
