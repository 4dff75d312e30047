/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be proved of an edition before anybody uses it. Every gate, every step and every rule is tried on every combination of the answers
 * that it reads, "not known" included; what cannot be tried whole is split along facts that no two parts share, or said to be unproved.
 * Nothing is sampled here; prove_random.h does that and says so. Pure and without shared state: jobs may run in several threads.
 */
#ifndef ENGINE_PROVE_H
#define ENGINE_PROVE_H

#include <stdint.h>

#include "engine/engine.h"

/* Combinations of one gate, step or rule that are tried whole; beyond this it is split. */
#define PROVE_WHOLE_MAX UINT64_C(5000000)

enum prove_kind {
	PROVE_FAULT, /* the edition does not hold what it must */
	PROVE_NOTE   /* worth knowing: how something was split, which answers end in a refusal */
};
struct prove_line {
	enum prove_kind kind;
	const char *file; /* borrowed from the edition; NULL where there is no one place */
	int line;
	char *text; /* owned; begins with what it is about, such as "rule kh-3-3-1-4: " */
};
struct prove_report {
	struct prove_line *lines;
	size_t count, capacity;
	size_t faults;
	size_t gates, steps, rules, conditions; /* how many were examined */
	size_t outcomes;       /* outcomes that were reached */
	size_t split;          /* how many were too large to be tried whole */
	uint64_t combinations; /* tried for outcomes, gaps and overlaps */
	uint64_t lowered;      /* pairs in which one known answer was made unknown */
	uint64_t raised;       /* pairs in which the confidentiality was raised */
	uint64_t refusals;     /* combinations of steps in which all is known and nothing is allowed */
};
void prove_report_init(struct prove_report *report);
void prove_report_done(struct prove_report *report);
/* Moves the lines and adds the counts of `from`, which is empty afterwards. */
void prove_report_move(struct prove_report *to, struct prove_report *from);
void prove_say(struct prove_report *report, enum prove_kind kind, const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* The proof comes in jobs that do not depend on one another; all of them together, in order, are the proof. */
size_t prove_job_count(const struct engine *engine);
/* Does one job. `whole_max` is PROVE_WHOLE_MAX but in tests. */
void prove_job(const struct engine *engine, size_t job, uint64_t whole_max, struct prove_report *report);

#endif
