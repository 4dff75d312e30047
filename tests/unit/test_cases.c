/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every example under tests/cases: the verdict written from the policy before the program ran, the same verdict and trace from the store as
 * from the file, and a revision that verifies and replays. Speaks TAP; an argument picks one case by name.
 */
#include <dirent.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/records.h"
#include "app/session.h"
#include "app/work.h"
#include "base/file.h"
#include "base/ini.h"

#define CASE_BYTES_MAX (4u << 20)

static const struct ini_key expect_keys[] = {
	{ .pattern = "status", .type = INI_CHOICE, .choices = "decided refused undetermined gated" },
	{ .pattern = "exit", .type = INI_INT, .max = 5 },
	{ .pattern = "why", .type = INI_TEXT },
	{ .pattern = "model", .type = INI_TEXT },
	{ .pattern = "step", .type = INI_TEXT },
	{ .pattern = "candidate", .type = INI_TEXT },
	{ .pattern = "steps", .type = INI_WORDS },
	{ .pattern = "fail", .type = INI_TEXT },
	{ .pattern = "open", .type = INI_TEXT },
	{ .pattern = "passed_by", .type = INI_TEXT },
	{ .pattern = "clauses", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_kind expect_kinds[] = { { .kind = "expect", .keys = expect_keys }, { .kind = NULL } };

static int number, failures;

static void result(bool good, const char *name, const char *what, const char *want, const char *got)
{
	number++;
	failures += !good;
	printf("%s %d - %s: %s\n", good ? "ok" : "not ok", number, name, what);
	if (!good)
		printf("# want: %s\n# got:  %s\n", want ? want : "", got ? got : "");
}

static void same(const char *name, const char *what, const char *want, const char *got)
{
	result(strcmp(want, got) == 0, name, what, want, got);
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Words in order, so that an expectation may list them as it reads best. */
static char *sorted(const char *text)
{
	char *copy = mem_strdup(text), *rest = copy, *word;
	char **words = NULL;
	size_t count = 0, capacity = 0;
	struct buf out;
	buf_init(&out);
	while ((word = strsep(&rest, " ")) != NULL) {
		if (!*word)
			continue;
		MEM_PUSH_ROOM(words, count, capacity);
		words[count++] = word;
	}
	if (count)
		qsort(words, count, sizeof *words, compare_words);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || strcmp(words[i], words[i - 1]) != 0)
			buf_addf(&out, "%s%s", out.len ? " " : "", words[i]);
	free(words);
	free(copy);
	return buf_take(&out);
}

static void check_words(const char *name, const char *what, const char *want, const char *got)
{
	char *a = sorted(want), *b = sorted(got);
	same(name, what, a, b);
	free(a);
	free(b);
}

static void check_component(const char *name, const struct ini_section *section, const struct verdict *verdict)
{
	const struct component_result *found = verdict_component(verdict, section->name);
	struct buf steps, step;
	char what[64];
	buf_init(&steps);
	buf_init(&step);
	snprintf(what, sizeof what, "component %s", section->name);
	if (!found) {
		result(false, name, what, "a component", "none");
	} else {
		for (size_t i = 0; i < found->step_count; i++)
			if (found->steps[i].outcome != STEP_NOT_REACHED)
				buf_addf(&steps, "%s%s", steps.len ? " " : "", step_outcome_word(found->steps[i].outcome));
		if (found->adopted)
			buf_addf(&step, "%d", found->adopted->number);
		same(name, "status of the component", ini_get(section, "status"), verdict_status_word(found->status));
		same(name, "model", ini_get(section, "model"), found->adopted ? found->adopted->model : "");
		same(name, "step", ini_get(section, "step"), step.data);
		same(name, "candidate", ini_get(section, "candidate"), found->candidate);
		same(name, "steps walked", ini_get(section, "steps"), steps.data);
	}
	buf_done(&steps);
	buf_done(&step);
}

static void check_findings(const char *name, const struct ini_section *section, const struct verdict *verdict)
{
	struct buf fail, open, by, clauses;
	buf_init(&fail);
	buf_init(&open);
	buf_init(&by);
	buf_init(&clauses);
	for (size_t i = 0; i < verdict->finding_count; i++) {
		const struct finding *finding = verdict->findings[i];
		if (finding->blocks)
			buf_addf(&fail, "%s@%s ", finding->rule->id, finding->key), buf_addf(&clauses, "%.*s ", (int)strcspn(finding->rule->clause, " "), finding->rule->clause);
		if (finding->opens)
			buf_addf(&open, "%s@%s ", finding->rule->id, finding->key);
		if (finding->outcome == OUTCOME_PASS && finding->exception)
			buf_addf(&by, "%s:e%d@%s ", finding->rule->id, finding->exception, finding->key);
		else if (finding->outcome == OUTCOME_PASS && finding->rung > 1)
			buf_addf(&by, "%s:%d@%s ", finding->rule->id, finding->rung, finding->key);
	}
	check_words(name, "blocking findings", ini_get(section, "fail"), fail.data);
	check_words(name, "open findings", ini_get(section, "open"), open.data);
	check_words(name, "passed by rung or exception", ini_get(section, "passed_by"), by.data);
	check_words(name, "first clause of each blocking rule", ini_get(section, "clauses"), clauses.data);
	buf_done(&fail);
	buf_done(&open);
	buf_done(&by);
	buf_done(&clauses);
}

static void check_expectation(const char *name, const struct ini *expect, const struct verdict *verdict)
{
	char exit_code[4];
	for (size_t i = 0; i < expect->count; i++) {
		const struct ini_section *section = &expect->sections[i];
		if (strcmp(section->name, "verdict") == 0) {
			snprintf(exit_code, sizeof exit_code, "%d", (int)verdict_exit(verdict));
			same(name, "verdict", ini_get(section, "status"), verdict_status_word(verdict->status));
			same(name, "exit code", ini_get(section, "exit"), exit_code);
		} else if (strcmp(section->name, "findings") == 0) {
			check_findings(name, section, verdict);
		} else {
			check_component(name, section, verdict);
		}
	}
}

/* The way of the screens: saved answer by answer, read back, decided, handed in, verified, replayed. */
static void check_store(const char *name, struct app *app, const struct dossier *dossier, const struct verdict *verdict, struct diag_list *diags)
{
	struct work *work = NULL;
	struct handed_in handed;
	struct record_rows rows = { 0 };
	struct buf first, second;
	size_t alone, checked = 0;
	buf_init(&first);
	buf_init(&second);
	bool good = work_new(&work, app, dossier, diags) == STATUS_OK;
	result(good, name, "is taken into the store", "", "");
	if (good) {
		verdict_write(verdict, &first);
		verdict_write(work_verdict(work), &second);
		same(name, "same verdict and trace from the store", first.data, second.data);
		result(work_submit(work, &handed, diags) == STATUS_OK, name, "is handed in", "", "");
		result(app_records_verify(app, &checked, &alone, diags) == STATUS_OK && checked > 0, name, "verifies", "", "");
		good = app_records(app, work_reference(work), &rows, diags) == STATUS_OK && rows.count == 1;
		result(good && app_record_replay(app, &rows.items[0], diags) == STATUS_OK, name, "replays", "", "");
	}
	record_rows_done(&rows);
	work_close(&work);
	buf_done(&first);
	buf_done(&second);
}

static void report(const struct diag_list *diags)
{
	struct buf text;
	buf_init(&text);
	diag_write(diags, &text);
	for (char *at = text.data, *end; (end = strchr(at, '\n')) != NULL; at = end + 1)
		printf("# %.*s\n", (int)(end - at), at);
	buf_done(&text);
}

static void check_case(const char *directory, const char *name, struct app *app)
{
	struct diag_list diags;
	struct buf bytes, wanted;
	struct ini expect = { 0 };
	struct dossier *dossier = NULL;
	char *path = mem_printf("%s/%s.ini", directory, name), *expected = mem_printf("%s/%s.expect", directory, name);
	diag_init(&diags);
	buf_init(&bytes);
	buf_init(&wanted);
	bool good = file_read(&bytes, path, CASE_BYTES_MAX, &diags) == STATUS_OK && file_read(&wanted, expected, CASE_BYTES_MAX, &diags) == STATUS_OK &&
		ini_parse(&expect, expected, wanted.data, wanted.len, expect_kinds, &diags) == STATUS_OK &&
		dossier_read(&dossier, app_edition(app), path, bytes.data, bytes.len, &diags) == STATUS_OK;
	result(good, name, "is well-formed", "", "");
	if (good) {
		app_resolve_listings(app, dossier, &diags);
		struct verdict *verdict = engine_decide(app->loaded[0].engine, dossier, app_as_of(app));
		check_expectation(name, &expect, verdict);
		check_store(name, app, dossier, verdict, &diags);
		verdict_free(&verdict);
	}
	report(&diags);
	dossier_free(&dossier);
	ini_done(&expect);
	buf_done(&bytes);
	buf_done(&wanted);
	diag_done(&diags);
	free(path);
	free(expected);
}

static int each_case(const char *directory, const char *only, struct app *app)
{
	struct dirent **entries;
	int count = scandir(directory, &entries, NULL, alphasort), seen = 0;
	for (int i = 0; i < count; i++) {
		char *dot = strrchr(entries[i]->d_name, '.');
		if (dot && strcmp(dot, ".ini") == 0) {
			*dot = '\0';
			if (!only || strcmp(only, entries[i]->d_name) == 0) {
				check_case(directory, entries[i]->d_name, app);
				seen++;
			}
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return seen;
}

int main(int argc, char **argv)
{
	char directory[] = "/tmp/kumoshirube-cases.XXXXXX";
	const char *root = getenv("KUMOSHIRUBE_DATA");
	struct diag_list diags;
	struct app *app = NULL;
	setlocale(LC_CTYPE, "C.UTF-8");
	diag_init(&diags);
	if (!root || !mkdtemp(directory)) {
		puts("Bail out! KUMOSHIRUBE_DATA is not set, or there is no temporary directory");
		return 99;
	}
	char *store = mem_printf("%s/store.db", directory), *cases = mem_printf("%s/tests/cases", root);
	struct app_options options = { .data_root = root, .store_path = store, .as_of = DATE_NONE, .today = DATE_NONE, .lang = LANG_EN };
	(void)date_from_parts(2026, 11, 20, &options.today);
	bool good = app_open(&app, &options, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, &diags) == STATUS_OK;
	result(good, "session", "opens", "", "");
	report(&diags);
	if (good)
		result(each_case(cases, argc > 1 ? argv[1] : NULL, app) >= (argc > 1 ? 1 : 12), "examples", "are all there", "12", "fewer");
	printf("1..%d\n", number);
	app_close(&app);
	char *remove_all = mem_printf("rm -rf '%s'", directory);
	(void)!system(remove_all);
	free(remove_all);
	free(store);
	free(cases);
	diag_done(&diags);
	return failures ? 1 : 0;
}
