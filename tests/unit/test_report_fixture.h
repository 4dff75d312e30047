/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A case to report on: a small edition in memory with two steps, one rule of each force, a ladder and an exception, decided by the engine.
 * All of it is invented; it has the shape of a policy and the facts that a record shows by name.
 */
#ifndef TEST_REPORT_FIXTURE_H
#define TEST_REPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/engine.h"
#include "report/record.h"

struct fixture {
	struct edition *edition;
	struct engine *engine;
	struct dossier *dossier;
	struct verdict *verdict;
	struct snapshot_info snapshot;
	struct record record;
};

/* Edition, engine, dossier from a case file, verdict and record; any fault fails the test with its text. */
void fixture_start(struct fixture *fixture, const char *case_file, enum lang lang);
void fixture_done(struct fixture *fixture);
/* What an import would write beside the first candidate: it is on the list, by line 17 of it. */
void fixture_add_listing(struct fixture *fixture);

/* The parts must stand in the text, in this order. */
void assert_order(const char *text, const char *const *parts, size_t count);
#define ASSERT_ORDER(text, ...) \
	assert_order((text), (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

extern const char CASE_ADOPTED[]; /* step 1 adopted, by an exception, with a remark and a caution */
extern const char CASE_OPEN[];    /* an answer is missing, a cost is unknown */
extern const char CASE_PASSED[];  /* step 1 passed over, step 2 adopted */
extern const char CASE_GATED[];     /* outside the steps, with its ground */
extern const char CASE_GATE_OPEN[]; /* the ground of the gate is missing */

#endif
