/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `policy check`: what loading has found (nothing, or the session would not have opened), which clauses have no home, and the proof. The jobs
 * of the proof share nothing, so they are taken by as many threads as there are processors; the walks through random cases are always two,
 * so that a seed means the same everywhere.
 */
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/proof_stamp.h"
#include "app/session.h"
#include "engine/prove.h"
#include "engine/prove_random.h"
#include "report/json.h"

#define CASES_DEFAULT 10000000
#define SEED_DEFAULT 20210330
#define WALKS 2
#define THREADS_MAX 8
#define KEPT_BYTES (64 << 20) /* of freed memory, see run_threads */
#define SAME_BYTES 60 /* of two lines about the same place that say the same */

struct homeless {
	struct json *list;
	struct buf *text;
	size_t count;
};

static void note_homeless(const struct clause *clause, void *context)
{
	struct homeless *job = context;
	job->count++;
	if (job->list)
		json_push_text(job->list, clause->id);
	else
		buf_addf(job->text, _("%1$s (%2$s): no rule, question, step or gate cites it\n"), clause->id, clause->modality);
}

/* --- running --- */

struct proof {
	const struct engine *engine;
	size_t job_count; /* of prove_job; the walks come first, because they take longest */
	atomic_size_t next;
	struct prove_report *reports; /* by job, so that the order of the threads does not show */
	struct prove_random walks[WALKS];
	struct prove_report all;
	struct prove_random random;
};

static void *work(void *context)
{
	struct proof *proof = context;
	size_t job;
	while ((job = atomic_fetch_add(&proof->next, 1)) < WALKS + proof->job_count) {
		if (job >= WALKS)
			prove_job(proof->engine, job - WALKS, PROVE_WHOLE_MAX, &proof->reports[job]);
		else if (proof->walks[job].cases)
			prove_random(proof->engine, &proof->walks[job], &proof->reports[job]);
	}
	return NULL;
}

/*
 * Hundreds of thousands of verdicts take memory and free it. Were each time what lies free at the end handed back, the processors would spend
 * their time on telling each other so.
 */
static void run_threads(struct proof *proof)
{
	pthread_t threads[THREADS_MAX];
	size_t started = 0;
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
#ifdef M_TRIM_THRESHOLD
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
#endif
	while ((long)started + 1 < processors && started < THREADS_MAX && pthread_create(&threads[started], NULL, work, proof) == 0)
		started++;
	work(proof);
	while (started)
		pthread_join(threads[--started], NULL);
}

/* The two walks may come upon the same fault by different answers. */
static void drop_repeated(struct prove_report *report)
{
	size_t kept = 0;
	for (size_t i = 0; i < report->count; i++) {
		bool repeated = false;
		for (size_t j = 0; j < kept && !repeated; j++)
			repeated = report->lines[j].file == report->lines[i].file && report->lines[j].line == report->lines[i].line &&
				strncmp(report->lines[j].text, report->lines[i].text, SAME_BYTES) == 0;
		if (repeated) {
			report->faults -= report->lines[i].kind == PROVE_FAULT;
			free(report->lines[i].text);
		} else {
			report->lines[kept++] = report->lines[i];
		}
	}
	report->count = kept;
}

static void proof_run(struct proof *proof, const struct engine *engine, uint64_t cases, uint64_t seed)
{
	*proof = (struct proof){ .engine = engine, .job_count = prove_job_count(engine) };
	proof->reports = mem_array(WALKS + proof->job_count, sizeof *proof->reports);
	prove_report_init(&proof->all);
	for (unsigned i = 0; i < WALKS; i++)
		proof->walks[i] = (struct prove_random){ .seed = seed, .stream = i, .cases = cases / WALKS + (i < cases % WALKS) };
	run_threads(proof);
	for (size_t i = 0; i < proof->job_count; i++)
		prove_report_move(&proof->all, &proof->reports[WALKS + i]);
	for (size_t i = 0; i < WALKS; i++) {
		prove_report_move(&proof->all, &proof->reports[i]);
		prove_random_add(&proof->random, &proof->walks[i]);
	}
	proof->random.seed = seed;
	drop_repeated(&proof->all);
	free(proof->reports);
}

/* --- saying --- */

static void write_lines(const struct prove_report *report, enum prove_kind kind, struct buf *out)
{
	for (size_t i = 0; i < report->count; i++) {
		const struct prove_line *line = &report->lines[i];
		if (line->kind != kind)
			continue;
		buf_adds(out, kind == PROVE_FAULT ? _("FAULT ") : _("note "));
		if (line->file)
			buf_addf(out, "%s:%d: ", line->file, line->line);
		buf_addf(out, "%s\n", line->text);
	}
}

static void write_counts(const struct proof *proof, struct buf *out)
{
	const struct prove_report *all = &proof->all;
	const struct prove_random *random = &proof->random;
	typedef unsigned long long count;
	buf_addf(out, _("every combination: %1$zu gates, %2$zu steps, %3$zu rules; %4$llu combinations, %5$zu outcomes reached, %6$zu split or cut\n"),
		all->gates, all->steps, all->rules, (count)all->combinations, all->outcomes, all->split);
	buf_addf(out, _("an unknown never gives a yes: %1$zu conditions and all rules, %2$llu pairs\n"), all->conditions, (count)all->lowered);
	buf_addf(out, _("raising the confidentiality never makes a candidate acceptable: %llu pairs\n"), (count)all->raised);
	if (!random->examined)
		return;
	buf_addf(out, _("random: %1$llu candidates (%2$llu acceptable) and %3$llu verdicts (%4$llu decided, %5$llu on-premises), seed %6$llu\n"),
		(count)random->examined, (count)random->acceptable, (count)random->verdicts, (count)random->decided, (count)random->onprem,
		(count)random->seed);
	buf_addf(out,
		_("random looks: %1$llu at unknowns, %2$llu at raised confidentiality, %3$llu at barred secrecy, %4$llu at facts not read, %5$llu at hidden "
		  "answers, %6$llu at the order\n"),
		(count)(random->lowered + random->taken), (count)random->raised, (count)random->barred, (count)random->unread, (count)random->hidden,
		(count)random->reordered);
}

static struct json *lines_json(const struct prove_report *report, enum prove_kind kind)
{
	struct json *list = json_new_array();
	for (size_t i = 0; i < report->count; i++) {
		if (report->lines[i].kind != kind)
			continue;
		struct json *item = json_new_object();
		json_put_text(item, "file", report->lines[i].file);
		json_put_int(item, "line", report->lines[i].line);
		json_put_text(item, "text", report->lines[i].text);
		json_push(list, item);
	}
	return list;
}

static struct json *proof_json(const struct proof *proof)
{
	const struct prove_report *all = &proof->all;
	const struct prove_random *random = &proof->random;
	struct json *item = json_new_object(), *drawn = json_new_object();
	json_put_bool(item, "proved", all->faults == 0);
	json_put_int(item, "gates", (int64_t)all->gates);
	json_put_int(item, "steps", (int64_t)all->steps);
	json_put_int(item, "rules", (int64_t)all->rules);
	json_put_int(item, "conditions", (int64_t)all->conditions);
	json_put_int(item, "combinations", (int64_t)all->combinations);
	json_put_int(item, "outcomes", (int64_t)all->outcomes);
	json_put_int(item, "split", (int64_t)all->split);
	json_put_int(item, "refusals", (int64_t)all->refusals);
	json_put_int(item, "lowered", (int64_t)all->lowered);
	json_put_int(item, "raised", (int64_t)all->raised);
	json_put_int(drawn, "seed", (int64_t)random->seed);
	json_put_int(drawn, "candidates", (int64_t)random->examined);
	json_put_int(drawn, "acceptable", (int64_t)random->acceptable);
	json_put_int(drawn, "verdicts", (int64_t)random->verdicts);
	json_put_int(drawn, "decided", (int64_t)random->decided);
	json_put_int(drawn, "onprem", (int64_t)random->onprem);
	json_put(item, "random", drawn);
	json_put(item, "faults", lines_json(all, PROVE_FAULT));
	json_put(item, "notes", lines_json(all, PROVE_NOTE));
	return item;
}

static struct json *whole_json(const struct app *app, const char *line, struct json *uncited, const struct proof *proof)
{
	char hex[65];
	struct json *whole = json_new_object();
	digest_hex(&app_edition(app)->digest, hex);
	json_put_text(whole, "edition", app_edition(app)->id);
	json_put_text(whole, "sha256", hex);
	json_put_text(whole, "result", line);
	json_put(whole, "uncited", uncited);
	if (proof)
		json_put(whole, "proof", proof_json(proof));
	return whole;
}

/* What loading says comes first, and the result of the proof last. */
static void write_text(const char *line, const struct proof *proof, struct buf *out)
{
	buf_addf(out, "%s\n", line);
	if (proof) {
		write_lines(&proof->all, PROVE_NOTE, out);
		write_lines(&proof->all, PROVE_FAULT, out);
		write_counts(proof, out);
		if (proof->all.faults)
			buf_addf(out, _("NOT PROVED: %zu faults\n"), proof->all.faults);
		else
			buf_addf(out, _("PROVED: %zu notes, no fault\n"), proof->all.count);
	}
}

/* `proof` is NULL where it was left out. */
static enum status tell_all(struct app *app, const struct command_args *args, const struct proof *proof, struct buf *out, struct diag_list *diags)
{
	struct buf line;
	struct homeless job = { args->json ? json_new_array() : NULL, out, 0 };
	struct json *whole = NULL;
	enum status status = STATUS_OK;
	buf_init(&line);
	app_policy_counts(app, &line);
	engine_uncited(app->loaded[0].engine, note_homeless, &job);
	if (job.list)
		whole = whole_json(app, line.data, job.list, proof);
	else
		write_text(line.data, proof, out);
	if (proof && proof->all.faults)
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("the edition is not proved: %zu faults"), proof->all.faults);
	if (args->baseline) {
		enum status compared = command_baseline_tell(app, args->baseline, whole, out, diags);
		status = status == STATUS_OK ? compared : status;
	}
	if (whole)
		json_write(&whole, out);
	buf_done(&line);
	return status;
}

enum status command_policy_check(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct proof proof;
	uint64_t cases, seed;
	enum status status = command_number("--cases", args->cases, CASES_DEFAULT, &cases, diags);
	if (status == STATUS_OK)
		status = command_number("--seed", args->seed, SEED_DEFAULT, &seed, diags);
	if (status != STATUS_OK)
		return status;
	if (args->quick)
		return tell_all(app, args, NULL, out, diags);
	proof_run(&proof, app->loaded[0].engine, cases, seed);
	status = tell_all(app, args, &proof, out, diags);
	if (args->stamp) {
		enum status kept = proof_stamp_write(app_edition(app), &(struct proof_stamp){ .faults = proof.all.faults,
			.combinations = proof.all.combinations, .cases = proof.random.examined }, args->stamp, diags);
		status = status == STATUS_OK ? kept : status;
	}
	prove_report_done(&proof.all);
	return status;
}
