/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whoever walks from stop to stop and gives the answers of a case file comes to its verdict, for every example.
 *   test_app_walk                          all examples of DATA/tests/cases
 *   test_app_walk CASE.ini >answers.txt    one case, and the lines by which `kumoshirube --plain new` is told the same
 * Every step is done on a case of its own, in a store that is thrown away, because each answer decides what is asked next.
 */
#include <dirent.h>
#include <stdio.h>

#include "test_app_fixture.h"
#include "app/choices.h"
#include "app/walk.h"
#include "base/file.h"

struct job {
	struct app *app;
	struct work *work;
	struct dossier *wanted;
	struct diag_list diags;
	struct stops stops, before;
	size_t at;
	FILE *out; /* the lines */
};

static void take_stops(struct job *job)
{
	struct stops old = job->before;
	job->before = job->stops;
	job->stops = old;
	work_stops(job->work, &job->stops);
}

static void print_text(struct job *job, const char *text)
{
	for (; text && *text; text++)
		fputs(*text == '\n' ? "\\\n" : (char[]){ *text, '\0' }, job->out);
	putc('\n', job->out);
}

/* A text that would be read as a command, or as the sign that it is none, is marked. */
static void print_typed(struct job *job, const char *text)
{
	if (strcmp(text, "list") == 0 || text[0] == '=')
		putc('=', job->out);
	print_text(job, text);
}

static void print_value(struct job *job, const struct stop *stop, const char *word)
{
	struct choices choices;
	bool any = false;
	choices_init(&choices, job->work, stop->question, stop->key);
	if (strcmp(word, "?") == 0)
		fputs("unknown", job->out);
	for (size_t i = 0; !choices.typed && i + 1 < choices.count; i++)
		if (choice_held(word, choices.items[i].word)) {
			fprintf(job->out, "%s%zu", any ? " " : "", i + 1);
			any = true;
		}
	if (choices.typed && strcmp(word, "?") != 0)
		print_typed(job, word);
	else
		putc('\n', job->out);
	choices_done(&choices);
}

static void question(struct job *job, const struct stop *stop)
{
	const struct fact *fact = stop->question->fact;
	const struct entity *entity = dossier_find(job->wanted, stop->key);
	const struct answer *answer = entity ? &entity->answers[fact->slot] : NULL;
	if (!answer || answer->state == ANSWER_NONE) {
		fputs("skip\n", job->out);
		return;
	}
	struct buf word;
	buf_init(&word);
	answer_to_word(&word, fact, answer);
	print_value(job, stop, word.data);
	if (stop->question->reason != DEMAND_NONE)
		print_text(job, answer->reason);
	if (stop->question->evidence != DEMAND_NONE)
		print_text(job, answer->evidence);
	assert_int_equal(work_answer(job->work, stop->key, fact->id, word.data, answer->reason, answer->evidence, &job->diags), STATUS_OK);
	buf_done(&word);
}

static void go(struct job *job, const char *key)
{
	take_stops(job);
	job->at = stops_of(&job->stops, key);
	assert_true(job->at < job->stops.count);
}

/* True when one was added, to whose questions the walk then goes. */
static bool entry(struct job *job, const struct stop *stop)
{
	char key[ENTITY_KEY_MAX + 1];
	const struct entity *wanted = dossier_find(job->wanted, stop->key), *there = dossier_find(work_dossier(job->work), stop->key);
	if (!wanted || wanted->entry_count <= there->entry_count) {
		putc('\n', job->out);
		return false;
	}
	fputs("追加\n", job->out);
	assert_int_equal(work_add_entry(job->work, stop->key, key, &job->diags), STATUS_OK);
	go(job, key);
	return true;
}

static bool candidate(struct job *job, const struct stop *stop)
{
	char key[ENTITY_KEY_MAX + 1];
	const struct entity *wanted = dossier_find(job->wanted, stop->key), *there = dossier_find(work_dossier(job->work), stop->key);
	if (!wanted || wanted->count <= there->count) {
		putc('\n', job->out);
		return false;
	}
	const struct entity *next = wanted->children[there->count];
	const char *number = entity_text(job->wanted, next, "candidate.registry_id"), *name = entity_text(job->wanted, next, "candidate.name");
	const char *provider = entity_text(job->wanted, next, "candidate.provider");
	size_t count = 0;
	const size_t *hits = strchr(number, '-') ? app_registry_search(job->app, number, &count) : NULL;
	if (count == 0) {
		fprintf(job->out, "登録外\n%s\n%s\n", name, provider);
		assert_int_equal(work_add_candidate(job->work, stop->key, NULL, name, provider, key, &job->diags), STATUS_OK);
	} else {
		fprintf(job->out, "%s\n１\n", number);
		assert_int_equal(work_add_candidate(job->work, stop->key, app_registry_row(job->app, hits[0]), NULL, NULL, key, &job->diags), STATUS_OK);
	}
	go(job, key);
	return true;
}

static void walk(struct job *job)
{
	char key[ENTITY_KEY_MAX + 1];
	take_stops(job);
	for (size_t i = 1; i < job->wanted->root->count; i++) {
		fputs("split\n", job->out);
		assert_int_equal(work_add_component(job->work, "", key, &job->diags), STATUS_OK);
		take_stops(job);
	}
	while (job->at < job->stops.count) {
		struct stop stop = job->stops.items[job->at];
		bool moved = false;
		if (stop.kind == STOP_QUESTION)
			question(job, &stop);
		else if (stop.kind == STOP_ENTRIES)
			moved = entry(job, &stop);
		else if (stop.kind == STOP_CANDIDATES)
			moved = candidate(job, &stop);
		if (moved)
			continue;
		size_t at = job->at;
		take_stops(job);
		job->at = stops_after(&job->stops, &job->before, at);
	}
}

/* The verdict that the case file has by itself, as the words of each component. */
static void words_of(const struct verdict *verdict, struct buf *out)
{
	buf_addf(out, "%s\n", verdict_status_word(verdict->status));
	for (size_t i = 0; i < verdict->component_count; i++) {
		const struct component_result *component = &verdict->components[i];
		buf_addf(out, "%s %s %s", component->key, verdict_status_word(component->status), component->candidate);
		for (size_t k = 0; k < component->step_count; k++)
			buf_addf(out, " %s", step_outcome_word(component->steps[k].outcome));
		buf_addc(out, '\n');
	}
}

static void compare(struct job *job, const char *file)
{
	struct work *whole = NULL;
	struct buf walked, wanted;
	buf_init(&walked);
	buf_init(&wanted);
	words_of(work_verdict(job->work), &walked);
	assert_int_equal(work_new(&whole, job->app, job->wanted, &job->diags), STATUS_OK);
	words_of(work_verdict(whole), &wanted);
	if (strcmp(walked.data, wanted.data) != 0)
		print_message("%s\n", file);
	assert_string_equal(walked.data, wanted.data);
	work_close(&whole);
	buf_done(&walked);
	buf_done(&wanted);
}

static void run(const char *file, FILE *out)
{
	struct fixture_place place;
	struct job job = { .out = out };
	struct buf bytes;
	diag_init(&job.diags);
	buf_init(&bytes);
	place_make(&place);
	job.app = place_open(&place, &job.diags);
	assert_int_equal(file_read(&bytes, file, 1u << 22, &job.diags), STATUS_OK);
	assert_int_equal(dossier_read(&job.wanted, app_edition(job.app), file, bytes.data, bytes.len, &job.diags), STATUS_OK);
	assert_int_equal(work_new(&job.work, job.app, NULL, &job.diags), STATUS_OK);
	walk(&job);
	compare(&job, file);
	work_close(&job.work);
	dossier_free(&job.wanted);
	app_close(&job.app);
	stops_done(&job.stops);
	stops_done(&job.before);
	buf_done(&bytes);
	diag_done(&job.diags);
	place_remove(&place);
}

static void test_examples(void **state)
{
	char *directory = mem_printf("%s/tests/cases", getenv("KUMOSHIRUBE_DATA"));
	DIR *cases = opendir(directory);
	FILE *nowhere = fopen("/dev/null", "w");
	size_t count = 0;
	(void)state;
	assert_non_null(cases);
	assert_non_null(nowhere);
	for (struct dirent *entry; (entry = readdir(cases));) {
		if (!strstr(entry->d_name, ".ini"))
			continue;
		char *file = mem_printf("%s/%s", directory, entry->d_name);
		run(file, nowhere);
		free(file);
		count++;
	}
	assert_true(count > 20);
	fclose(nowhere);
	closedir(cases);
	free(directory);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_examples) };
	if (argc == 2) {
		run(argv[1], stdout);
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
