/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The verdict after one changed answer, for a case of 5 components and 20 candidates: what a person waits for at every key. The case is the first
 * example, taken five times, with four candidates each that are on a list. Prints the median in milliseconds.
 */
#include "bench_common.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "engine/engine.h"
#include "engine/relevance.h"

#define COMPONENTS 5
#define CANDIDATES 4
#define RUNS 400
#define EXAMPLE "tests/cases/01-public-saas-registered.ini"
#define EDITION "2021-03-30"
#define CASE_BYTES_MAX (4u << 20)

static void copy_answers(const struct edition *edition, struct entity *to, const struct entity *from)
{
	for (unsigned slot = 0; slot < edition->slots[from->scope]; slot++)
		answer_copy(&to->answers[slot], &from->answers[slot]);
	for (unsigned slot = 0; from->services && slot < edition->slots[SCOPE_SERVICE]; slot++)
		answer_copy(&to->services[slot], &from->services[slot]);
}

static void set_word(const struct dossier *dossier, struct entity *entity, const char *id, const char *word)
{
	char *why = NULL;
	const struct fact *fact = edition_fact(dossier->edition, id);
	struct answer *answer = fact ? entity_answer(entity, fact) : NULL;
	if (answer && !answer_from_word(answer, fact, word, &why)) {
		fprintf(stderr, "bench_verdict: %s: %s\n", id, why);
		free(why);
	}
}

static void list_services(struct dossier *dossier, struct entity *step)
{
	for (size_t i = 0; i < step->count; i++) {
		set_word(dossier, step->children[i], "service.list", "ismap");
		set_word(dossier, step->children[i], "service.status", "registered");
		set_word(dossier, step->children[i], "service.expires_on", "2029-03-31");
	}
}

/* Four candidates at the first step, and the whole part five times. */
static void enlarge(struct dossier *dossier)
{
	struct entity *first = dossier->root->children[0], *step = first->children[0];
	while (step->count < CANDIDATES)
		copy_answers(dossier->edition, dossier_add_candidate(dossier, step, NULL), step->children[0]);
	list_services(dossier, step);
	while (dossier->root->count < COMPONENTS) {
		struct entity *made = dossier_add_component(dossier, NULL);
		copy_answers(dossier->edition, made, first);
		for (size_t s = 0; s < first->count; s++) {
			copy_answers(dossier->edition, made->children[s], first->children[s]);
			for (size_t c = 0; c < first->children[s]->count; c++)
				copy_answers(dossier->edition, dossier_add_candidate(dossier, made->children[s], NULL), first->children[s]->children[c]);
		}
		set_word(dossier, made->children[0], "step.chosen_candidate", made->children[0]->children[0]->key);
	}
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static void print_median(const char *name, double took[RUNS])
{
	qsort(took, RUNS, sizeof *took, by_size);
	printf("%s %.3f %.3f %.3f\n", name, took[RUNS / 2], took[0], took[RUNS - 1]);
}

/* Which questions still matter, and with it which comes next, once most of the answers are taken away. */
static void measure_relevance(const struct engine *engine, struct dossier *dossier)
{
	double search[RUNS], next[RUNS];
	for (size_t c = 0; c < dossier->root->count; c++)
		for (size_t k = 0; k < dossier->root->children[c]->children[0]->count; k++)
			for (unsigned slot = 0; slot < dossier->edition->slots[SCOPE_CANDIDATE]; slot += 2)
				answer_done(&dossier->root->children[c]->children[0]->children[k]->answers[slot]);
	for (size_t i = 0; i < RUNS; i++) {
		struct relevance relevance;
		double begun = bench_now_ms();
		engine_relevance(engine, dossier, dossier->as_of, &relevance);
		search[i] = bench_now_ms() - begun;
		engine_next(engine, dossier, dossier->as_of, &relevance);
		next[i] = bench_now_ms() - begun;
		relevance_done(&relevance);
	}
	print_median("relevance", search);
	print_median("next", next);
}

static void measure(const struct engine *engine, struct dossier *dossier)
{
	double took[RUNS];
	struct entity *candidate = dossier->root->children[COMPONENTS - 1]->children[0]->children[CANDIDATES - 1];
	for (size_t i = 0; i < RUNS; i++) {
		double begun = bench_now_ms();
		set_word(dossier, candidate, "candidate.encrypt_rest", i % 2 ? "yes" : "no");
		struct verdict *verdict = engine_decide(engine, dossier, dossier->as_of);
		verdict_free(&verdict);
		took[i] = bench_now_ms() - begun;
	}
	print_median("verdict", took);
}

int main(int argc, char **argv)
{
	struct diag_list diags;
	struct edition *edition = NULL;
	struct engine *engine = NULL;
	struct dossier *dossier = NULL;
	struct buf bytes;
	setlocale(LC_CTYPE, "C.UTF-8");
	diag_init(&diags);
	buf_init(&bytes);
	char *path = argc > 1 ? path_join(argv[1], EXAMPLE) : NULL;
	bool good = path && edition_load(&edition, argv[1], EDITION, &diags) == STATUS_OK && engine_new(&engine, edition, &diags) == STATUS_OK &&
		file_read(&bytes, path, CASE_BYTES_MAX, &diags) == STATUS_OK &&
		dossier_read(&dossier, edition, path, bytes.data, bytes.len, &diags) == STATUS_OK;
	if (good) {
		enlarge(dossier);
		measure(engine, dossier);
		measure_relevance(engine, dossier);
	} else {
		buf_clear(&bytes);
		diag_write(&diags, &bytes);
		fprintf(stderr, "bench_verdict: the example cannot be decided\n%s", bytes.data);
	}
	dossier_free(&dossier);
	engine_free(&engine);
	edition_free(&edition);
	free(path);
	buf_done(&bytes);
	diag_done(&diags);
	return good ? 0 : 1;
}
