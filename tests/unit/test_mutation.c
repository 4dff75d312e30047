/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every small mistake in the rules must be noticed by an example: one of tests/rules or one of tests/cases must then come to another outcome, or a
 * question be asked that was not, or the other way round. Survivors are listed with their place. Those that no answers could tell from the
 * right rule are named in tests/mutation/equivalent.ini. Speaks TAP; an argument tries only the mutants whose name holds it.
 */
#include "test_rules.h"

#include <dirent.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "base/file.h"
#include "engine/mutate.h"
#include "engine/prove_random.h"

#define FILE_BYTES_MAX (4u << 20)
#define SURVIVORS_SHOWN 400

static const struct ini_key example_keys[] = {
	{ .pattern = "clause", .type = INI_WORDS },
	{ .pattern = "why.@", .type = INI_TEXT },
	{ .pattern = "outcome", .type = INI_WORD },
	{ .pattern = "value", .type = INI_WORDS },
	{ .pattern = "rung", .type = INI_TEXT },
	{ .pattern = "exception", .type = INI_TEXT },
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
static const struct ini_key equivalent_keys[] = {
	{ .pattern = "mutant", .type = INI_TEXT, .required = true },
	{ .pattern = "why.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_kind kinds[] = { { .kind = "about", .keys = about_keys }, { .kind = "example", .keys = example_keys },
	{ .kind = "base", .keys = example_keys }, { .kind = "equivalent", .keys = equivalent_keys }, { .kind = NULL } };

struct example {
	struct dossier *dossier;
	const struct rule *rule; /* that it was written for; NULL for steps, gates and whole cases */
	struct subject subject;  /* of an example about a gathered question; such an example says what the entries give */
	uint64_t sign;           /* of its outcomes by the right rules */
	char *name;
};
struct test {
	struct app *app;
	struct bench bench;
	struct engine *mutated; /* a second engine, so that the right one is at hand */
	struct example *examples;
	size_t count, capacity;
	struct ini equivalents;
	bool *named; /* by equivalent: it survived, as it said */
	const char *only;
	size_t mutants, killed, equivalent, survivors;
	struct diag_list diags;
};

static void add_example(struct test *test, struct dossier *dossier, const struct subject *subject, const char *name)
{
	struct verdict *verdict = engine_decide(test->bench.engine, dossier, test->bench.as_of);
	MEM_PUSH_ROOM(test->examples, test->count, test->capacity);
	test->examples[test->count++] = (struct example){ .dossier = dossier, .rule = subject->rule, .subject = *subject,
		.sign = prove_sign(verdict), .name = mem_strdup(name) };
	verdict_free(&verdict);
}

static bool read_ini(struct test *test, struct ini *out, const char *directory, const char *file)
{
	struct buf bytes;
	char *path = path_join(directory, file);
	buf_init(&bytes);
	bool good = file_read(&bytes, path, FILE_BYTES_MAX, &test->diags) == STATUS_OK &&
		ini_parse(out, file, bytes.data, bytes.len, kinds, &test->diags) == STATUS_OK;
	buf_done(&bytes);
	free(path);
	return good;
}

static void load_rule_file(struct test *test, const char *directory, const char *file)
{
	struct ini ini = { 0 };
	struct subject subject;
	char *name = mem_strndup(file, strlen(file) - 4);
	bool known = strcmp(name, "bases") != 0 && subject_find(test->bench.edition, name, &subject);
	if (known && read_ini(test, &ini, directory, file)) {
		for (size_t i = 0; i < ini.count; i++) {
			struct diag_list diags;
			if (strcmp(ini.sections[i].kind, "example") != 0)
				continue;
			diag_init(&diags);
			struct dossier *dossier = example_dossier(&test->bench, &subject, &ini.sections[i], &diags);
			/* What is wrong with an example test_rules says; here it does not count. */
			if (dossier && !diags.errors)
				add_example(test, dossier, &subject, file);
			else
				dossier_free(&dossier);
			diag_done(&diags);
		}
	}
	ini_done(&ini);
	free(name);
}

static void load_case_file(struct test *test, const char *directory, const char *file)
{
	struct buf bytes;
	struct dossier *dossier = NULL;
	char *path = path_join(directory, file);
	buf_init(&bytes);
	if (file_read(&bytes, path, FILE_BYTES_MAX, &test->diags) == STATUS_OK &&
		dossier_read(&dossier, test->bench.edition, path, bytes.data, bytes.len, &test->diags) == STATUS_OK) {
		app_resolve_listings(test->app, dossier, &test->diags);
		add_example(test, dossier, &(struct subject){ .kind = SUBJECT_RULE }, file);
	}
	buf_done(&bytes);
	free(path);
}

static void each_file(struct test *test, const char *root, const char *place, void (*load)(struct test *test, const char *directory, const char *file))
{
	struct dirent **entries;
	char *directory = path_join(root, place);
	int count = scandir(directory, &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		const char *dot = strrchr(entries[i]->d_name, '.');
		if (dot && strcmp(dot, ".ini") == 0)
			load(test, directory, entries[i]->d_name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	free(directory);
}

static bool differs(const struct test *test, const struct example *example)
{
	struct verdict *verdict = engine_decide(test->mutated, example->dossier, test->bench.as_of);
	bool other = prove_sign(verdict) != example->sign;
	verdict_free(&verdict);
	return other;
}

/* Whether the entries give something else than the example says. */
static bool gives_otherwise(const struct test *test, const struct example *example)
{
	struct buf right, mutated;
	const struct ini_section none = { .kind = "example" };
	buf_init(&right);
	buf_init(&mutated);
	example_gathered(test->bench.engine, &example->subject, &none, example->dossier, test->bench.as_of, &right);
	example_gathered(test->mutated, &example->subject, &none, example->dossier, test->bench.as_of, &mutated);
	bool other = strcmp(right.data, mutated.data) != 0;
	buf_done(&right);
	buf_done(&mutated);
	return other;
}

struct asking {
	const struct test *test;
	const struct example *example;
	const struct fact *fact;
	bool other;
};

static bool ask_entity(struct entity *entity, void *context)
{
	struct asking *asking = context;
	const struct test *test = asking->test;
	if (entity->scope != asking->fact->scope)
		return true;
	asking->other = engine_asked(test->bench.engine, asking->example->dossier, test->bench.as_of, entity, asking->fact->question) !=
		engine_asked(test->mutated, asking->example->dossier, test->bench.as_of, entity, asking->fact->question);
	return !asking->other;
}

static bool asks_otherwise(const struct test *test, const struct example *example, const struct fact *fact)
{
	struct asking asking = { .test = test, .example = example, .fact = fact };
	dossier_each(example->dossier, ask_entity, &asking);
	return asking.other;
}

/* The examples of the rule itself first: they are the most likely to notice. */
static bool noticed(const struct test *test, const struct mutant *mutant)
{
	for (size_t i = 0; i < test->count; i++) {
		if (mutant->rule && test->examples[i].rule == mutant->rule && differs(test, &test->examples[i]))
			return true;
	}
	for (size_t i = 0; mutant->gathered && i < test->count; i++) {
		if (test->examples[i].subject.gathered == mutant->gathered && gives_otherwise(test, &test->examples[i]))
			return true;
	}
	for (size_t i = 0; mutant->asked && i < test->count; i++) {
		if (asks_otherwise(test, &test->examples[i], mutant->asked))
			return true;
	}
	for (size_t i = 0; i < test->count; i++) {
		if ((!mutant->rule || test->examples[i].rule != mutant->rule) && differs(test, &test->examples[i]))
			return true;
	}
	return false;
}

static bool is_equivalent(struct test *test, const char *name)
{
	for (size_t i = 0; i < test->equivalents.count; i++) {
		if (strcmp(ini_get(&test->equivalents.sections[i], "mutant"), name) == 0) {
			test->named[i] = true;
			return true;
		}
	}
	return false;
}

static bool try_mutant(const struct mutant *mutant, void *context)
{
	struct test *test = context;
	if (test->only && !strstr(mutant->name, test->only))
		return true;
	test->mutants++;
	if (noticed(test, mutant)) {
		test->killed++;
	} else if (is_equivalent(test, mutant->name)) {
		test->equivalent++;
	} else if (test->survivors++ < SURVIVORS_SHOWN) {
		printf("# survivor: %s:%d: %s%s%s\n", mutant->file, mutant->line, mutant->name, *mutant->text ? "   in: " : "", mutant->text);
	}
	return true;
}

/* All outcomes must be as before once every mutant has been put back. */
static bool restored(const struct test *test)
{
	for (size_t i = 0; i < test->count; i++) {
		if (differs(test, &test->examples[i]))
			return false;
	}
	return true;
}

static int failures, number;

static void result(bool good, const char *what)
{
	number++;
	failures += !good;
	printf("%s %d - %s\n", good ? "ok" : "not ok", number, what);
}

static void report(struct test *test)
{
	size_t stale = 0;
	for (size_t i = 0; !test->only && i < test->equivalents.count; i++) {
		if (!test->named[i]) {
			printf("# equivalent.ini:%d: this mutant does not exist, or an example notices it\n", test->equivalents.sections[i].line);
			stale++;
		}
	}
	printf("# %zu examples; %zu mutants: %zu noticed, %zu equivalent, %zu survivors\n", test->count, test->mutants, test->killed,
		test->equivalent, test->survivors);
	result(test->mutants > 0, "there are mutants");
	result(test->survivors == 0, "every mutant is noticed by an example, or named as equivalent");
	result(stale == 0, "every mutant that is named as equivalent survives");
	result(restored(test), "the rules are as before");
}

static void test_done(struct test *test)
{
	struct buf text;
	buf_init(&text);
	diag_write(&test->diags, &text);
	for (char *at = text.data, *end; (end = strchr(at, '\n')) != NULL; at = end + 1)
		printf("# %.*s\n", (int)(end - at), at);
	buf_done(&text);
	for (size_t i = 0; i < test->count; i++) {
		dossier_free(&test->examples[i].dossier);
		free(test->examples[i].name);
	}
	free(test->examples);
	free(test->named);
	ini_done(&test->equivalents);
	ini_done(&test->bench.bases);
	engine_free(&test->mutated);
	app_close(&test->app);
	diag_done(&test->diags);
}

int main(int argc, char **argv)
{
	const char *root = getenv("KUMOSHIRUBE_DATA");
	struct test test = { .only = argc > 1 ? argv[1] : NULL };
	setlocale(LC_CTYPE, "C.UTF-8");
	if (!root) {
		puts("Bail out! KUMOSHIRUBE_DATA is not set");
		return 99;
	}
	diag_init(&test.diags);
	char *rules = path_join(root, "tests/rules"), *equivalents = path_join(root, "tests/mutation");
	struct app_options options = { .data_root = root, .as_of = DATE_NONE, .today = DATE_NONE, .lang = LANG_EN, .no_store = true };
	(void)date_from_parts(2026, 11, 20, &options.today);
	test.bench.as_of = options.today;
	bool good = app_open(&test.app, &options, APP_RULES | APP_SNAPSHOT, &test.diags) == STATUS_OK;
	if (good) {
		test.bench.edition = test.app->loaded[0].edition;
		test.bench.engine = test.app->loaded[0].engine;
		good = engine_new(&test.mutated, test.bench.edition, &test.diags) == STATUS_OK && read_ini(&test, &test.bench.bases, rules, "bases.ini") &&
			read_ini(&test, &test.equivalents, equivalents, "equivalent.ini");
	}
	result(good, "the edition, the bases and the equivalents load");
	if (good) {
		test.named = mem_array(test.equivalents.count + 1, sizeof *test.named);
		each_file(&test, root, "tests/rules", load_rule_file);
		each_file(&test, root, "tests/cases", load_case_file);
		mutate_each(test.mutated, try_mutant, &test);
		report(&test);
	}
	printf("1..%d\n", number);
	free(rules);
	free(equivalents);
	test_done(&test);
	return failures ? 1 : 0;
}
