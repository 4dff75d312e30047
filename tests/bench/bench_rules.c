/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 60 rules over 1 000 000 services: the evaluator against the same rules compiled as C, on the same arrays, which are filled anew for each part.
 * Every result is compared; the time is printed and judged by nobody. With two file names, the same rules over as many services of which
 * everything is known are written there for json-logic, which knows no third value, and the evaluator's time and sum over them are printed.
 */
#include "bench_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SERVICES 100000 /* in memory at a time */
#define PARTS 10
#define PASSES 3

static void write_question(struct buf *out, const char *scope, unsigned i)
{
	static const char *const TYPES[] = { [BENCH_CHOICE] = "choice", [BENCH_NUMBER] = "number", [BENCH_YESNO] = "yesno" };
	buf_addf(out, "[question.%s-f%u]\nfact = \"%s.f%u\"\ntype = \"%s\"\n", scope, i, scope, i, TYPES[i % BENCH_TYPES]);
	buf_adds(out, "label.ja = \"L\"\nlabel.en = \"L\"\ntext.ja = \"T\"\ntext.en = \"T\"\nhelp.ja.1 = \"H\"\nhelp.en.1 = \"H\"\nreason = \"none\"\nevidence = \"none\"\n");
	if (i % BENCH_TYPES != BENCH_CHOICE)
		return;
	buf_adds(out, "options = \"o0 o1 o2 o3 o4 o5 o6 o7\"\n");
	for (unsigned option = 0; option < BENCH_OPTIONS; option++)
		buf_addf(out, "option.o%u.ja = \"O\"\noption.o%u.en = \"O\"\n", option, option);
}

static void add_screen(struct fileset *set, const char *scope, const char *group)
{
	struct buf text;
	char path[40];
	buf_init(&text);
	buf_addf(&text, "[screen.%s]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nscope = \"%s\"\ngroup = \"%s\"\norder = \"1\"\n", scope, scope, group);
	for (unsigned i = 0; i < BENCH_FACTS; i++)
		write_question(&text, scope, i);
	snprintf(path, sizeof path, "screens/%s.ini", scope);
	fileset_add(set, path, text.data, text.len);
	buf_done(&text);
}

static void add(struct fileset *set, const char *name, const char *text)
{
	fileset_add(set, name, text, strlen(text));
}

static struct edition *make_edition(struct diag_list *diags)
{
	struct fileset set;
	struct buf bytes;
	struct edition *edition = NULL;
	fileset_init(&set);
	buf_init(&bytes);
	add(&set, "data/catalogue/era.ini", "[era.reiwa]\nname.ja = \"R\"\nname.en = \"Reiwa\"\nletter = \"R\"\nfrom = \"2019-05-01\"\n");
	add(&set, "data/policy/bench/edition.ini", "[edition.bench]\ntitle.ja = \"E\"\ntitle.en = \"E\"\nshort.ja = \"E\"\nshort.en = \"E\"\n"
		"decided_on = \"2021-03-30\"\nin_force_from = \"2021-03-30\"\nscreens = \"case candidate\"\n"
		"[source.one]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nissuer.ja = \"S\"\nissuer.en = \"S\"\ndate = \"2021-03-30\"\n");
	add(&set, "data/policy/bench/clauses.ini", "[clause.t-1]\nid = \"T-1\"\nsection = \"1\"\nsource = \"one\"\nmodality = \"must\"\nscope = \"case\"\n"
		"text.ja = \"T\"\ntext.en = \"T\"\n");
	add(&set, "data/policy/bench/facts.ini", "");
	add(&set, "data/policy/bench/rules-none.ini", "");
	add(&set, "data/policy/bench/steps.ini", "[step.1]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nshort.ja = \"S\"\nshort.en = \"S\"\nmodel = \"onprem\"\n"
		"model.ja = \"S\"\nmodel.en = \"S\"\ncandidate = \"none\"\nadopt = \"yes\"\n");
	add_screen(&set, "case", "step0");
	add_screen(&set, "candidate", "candidate");
	fileset_sort(&set);
	fileset_pack(&set, &bytes);
	edition_load_packed(&edition, "bench", bytes.data, bytes.len, diags);
	fileset_done(&set);
	buf_done(&bytes);
	return edition;
}

static uint64_t seed = 7;

static struct value random_value(unsigned i, unsigned unknown_percent)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	unsigned draw = (unsigned)(seed >> 24);
	static const unsigned RANGE[] = { [BENCH_CHOICE] = BENCH_OPTIONS, [BENCH_NUMBER] = 10, [BENCH_YESNO] = 2 };
	unsigned type = i % BENCH_TYPES;
	int64_t number = draw / 100 % RANGE[type];
	return (struct value){ .number = type == BENCH_NUMBER ? number * 1000 : number, .known = draw % 100 >= unknown_percent };
}

static double now_us(void)
{
	struct timespec at;
	timespec_get(&at, TIME_UTC);
	return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

/* The program's own facts take the first slots of a scope, so a row begins with room for them. */
#define ROOM 8

struct bench {
	const struct expr *rules[BENCH_RULES];
	struct value facts[ROOM + BENCH_FACTS];
	struct value (*services)[ROOM + BENCH_FACTS];
	unsigned first[SCOPE_COUNT]; /* slot of fact 0 */
};

/* What the evaluator reads: a row from its first slot on. */
static struct frames rule_frames(const struct bench *bench, size_t service)
{
	return (struct frames){ .at = { [SCOPE_CASE] = bench->facts, [SCOPE_CANDIDATE] = bench->services[service] }, .as_of = 0 };
}

/* What the compiled rules read: the same row from fact 0 on. */
static struct frames compiled_frames(const struct bench *bench, size_t service)
{
	return (struct frames){ .at = { [SCOPE_CASE] = bench->facts + bench->first[SCOPE_CASE],
		[SCOPE_CANDIDATE] = bench->services[service] + bench->first[SCOPE_CANDIDATE] }, .as_of = 0 };
}

static size_t run_engine(const struct bench *bench)
{
	size_t sum = 0;
	for (size_t i = 0; i < SERVICES; i++) {
		struct frames frames = rule_frames(bench, i);
		for (size_t rule = 0; rule < BENCH_RULES; rule++)
			sum += (rule + 1) * expr_truth(bench->rules[rule], &frames);
	}
	return sum;
}

static size_t run_compiled(const struct bench *bench)
{
	size_t sum = 0;
	for (size_t i = 0; i < SERVICES; i++) {
		struct frames frames = compiled_frames(bench, i);
		for (size_t rule = 0; rule < BENCH_RULES; rule++)
			sum += (rule + 1) * BENCH_RULE_TABLE[rule].run(&frames);
	}
	return sum;
}

/* The best of some passes, in microseconds. */
static double best_us(const struct bench *bench, size_t (*run)(const struct bench *bench), size_t *sum)
{
	double best = 0;
	for (int pass = 0; pass < PASSES; pass++) {
		double begin = now_us();
		*sum = run(bench);
		double took = now_us() - begin;
		best = pass == 0 || took < best ? took : best;
	}
	return best;
}

static bool all_equal(const struct bench *bench, size_t counts[3])
{
	for (size_t i = 0; i < SERVICES; i++) {
		struct frames frames = rule_frames(bench, i), compiled = compiled_frames(bench, i);
		for (size_t rule = 0; rule < BENCH_RULES; rule++) {
			enum truth ours = expr_truth(bench->rules[rule], &frames);
			counts[ours]++;
			if (ours != BENCH_RULE_TABLE[rule].run(&compiled)) {
				fprintf(stderr, "bench_rules: service %zu differs in: %s\n", i, BENCH_RULE_TABLE[rule].text);
				return false;
			}
		}
	}
	return true;
}

/* With so many of a hundred values not known. */
static void fill_case(struct bench *bench, unsigned unknown)
{
	for (unsigned i = 0; i < BENCH_FACTS; i++)
		bench->facts[bench->first[SCOPE_CASE] + i] = random_value(i, unknown);
}

static void fill_services(struct bench *bench, unsigned unknown)
{
	for (size_t service = 0; service < SERVICES; service++) {
		for (unsigned i = 0; i < BENCH_FACTS; i++)
			bench->services[service][bench->first[SCOPE_CANDIDATE] + i] = random_value(i, unknown);
	}
}

static bool prepare(struct bench *bench, const struct edition *edition, struct arena *arena, struct diag_list *diags)
{
	unsigned reach = SCOPE_BIT(SCOPE_CASE) | SCOPE_BIT(SCOPE_CANDIDATE);
	bench->first[SCOPE_CASE] = edition_fact(edition, "case.f0")->slot;
	bench->first[SCOPE_CANDIDATE] = edition_fact(edition, "candidate.f0")->slot;
	if (bench->first[SCOPE_CASE] > ROOM || bench->first[SCOPE_CANDIDATE] > ROOM)
		return false;
	for (size_t i = 0; i < BENCH_RULES; i++) {
		struct source_expr source = { .text = BENCH_RULE_TABLE[i].text, .file = "bench", .line = (int)i + 1 };
		bench->rules[i] = expr_parse(arena, edition, reach, &source, diags);
	}
	return diag_status(diags) == STATUS_OK;
}

static int report(struct bench *bench)
{
	size_t counts[3] = { 0, 0, 0 };
	double ours = 0, compiled = 0, evaluations = (double)SERVICES * PARTS * BENCH_RULES;
	for (int part = 0; part < PARTS; part++) {
		size_t ours_sum, compiled_sum;
		fill_case(bench, 30);
		fill_services(bench, 5);
		if (!all_equal(bench, counts))
			return 1;
		ours += best_us(bench, run_engine, &ours_sum);
		compiled += best_us(bench, run_compiled, &compiled_sum);
		if (ours_sum != compiled_sum)
			return 1;
	}
	printf("%-34s %10s %10s %8s\n", "60 rules x 1000000 services", "rules", "as C", "ratio");
	printf("%-34s %10.2f %10.2f %8.2f\n", "ns per evaluation", ours * 1e3 / evaluations, compiled * 1e3 / evaluations, ours / compiled);
	printf("%-34s %zu no, %zu yes, %zu unknown\n", "equal results", counts[TRUTH_NO], counts[TRUTH_YES], counts[TRUTH_UNKNOWN]);
	return 0;
}

static bool write_rules(const struct bench *bench, const char *path)
{
	FILE *out = fopen(path, "w");
	if (!out)
		return false;
	fputs("{\"rules\":[", out);
	for (unsigned i = 0; i < BENCH_RULES; i++) {
		fputs(i ? ",\n" : "", out);
		for (const char *at = BENCH_RULE_TABLE[i].json; *at; at++)
			fputc(*at == '\'' ? '"' : *at, out);
	}
	fputs("],\n\"facts\":", out);
	for (unsigned i = 0; i < BENCH_FACTS; i++)
		fprintf(out, "%s%lld", i ? "," : "[", (long long)bench->facts[bench->first[SCOPE_CASE] + i].number);
	fputs("]}\n", out);
	return fclose(out) == 0;
}

/* A value is a number of two bytes, the lower one first. */
static void write_services(const struct bench *bench, FILE *out)
{
	for (size_t service = 0; service < SERVICES; service++) {
		for (unsigned i = 0; i < BENCH_FACTS; i++) {
			int64_t number = bench->services[service][bench->first[SCOPE_CANDIDATE] + i].number;
			fputc((int)(number % 256), out);
			fputc((int)(number / 256), out);
		}
	}
}

/* Writes all of it part by part, and prints "NANOSECONDS SUM" of the evaluator over it. */
static int report_written(struct bench *bench, const char *rules, const char *services)
{
	double took = 0;
	size_t sum = 0;
	FILE *out = fopen(services, "wb");
	fill_case(bench, 0);
	if (!out || !write_rules(bench, rules)) {
		fprintf(stderr, "bench_rules: %s and %s cannot be written\n", rules, services);
		return 1;
	}
	for (int part = 0; part < PARTS; part++) {
		size_t of_part;
		fill_services(bench, 0);
		write_services(bench, out);
		took += best_us(bench, run_engine, &of_part);
		sum += of_part;
	}
	printf("%.2f %zu\n", took * 1e3 / ((double)SERVICES * PARTS * BENCH_RULES), sum);
	return fclose(out) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct bench bench;
	struct diag_list diags;
	struct buf text;
	struct arena arena;
	int result = 1;
	diag_init(&diags);
	buf_init(&text);
	arena_init(&arena);
	struct edition *edition = make_edition(&diags);
	bench.services = mem_array(SERVICES, sizeof *bench.services);
	if (edition && prepare(&bench, edition, &arena, &diags))
		result = argc > 2 ? report_written(&bench, argv[1], argv[2]) : report(&bench);
	diag_write(&diags, &text);
	fputs(text.data, stderr);
	edition_free(&edition);
	arena_done(&arena);
	buf_done(&text);
	diag_done(&diags);
	free(bench.services);
	return result;
}
