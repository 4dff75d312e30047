/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small edition in memory for the tests of engine/: facts of every type at every scope, two steps, and the rules a test brings along. All
 * of it is invented; it only has the shape of a policy.
 */
#ifndef TEST_ENGINE_FIXTURE_H
#define TEST_ENGINE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/engine.h"
#include "engine/expr.h"

/* Sources of the parts a test may replace; NULL takes the default. Questions are of the case, or of a candidate where they name one of its facts. */
struct fixture_source {
	const char *rules, *facts, *steps, *questions, *proof;
	size_t rules_len; /* 0: up to the first NUL */
};
struct fixture {
	struct edition *edition;
	struct engine *engine;
	struct dossier *dossier;
	struct diag_list diags; /* of edition and engine */
};

/* Loads edition and engine; `engine` is NULL, with faults, when either is refused. */
void fixture_init(struct fixture *fixture, const struct fixture_source *source);
/* As above, and the engine must compile; with an empty dossier. */
void fixture_start(struct fixture *fixture, const struct fixture_source *source);
void fixture_done(struct fixture *fixture);

/* Answers from lines of "key fact word" or "key fact word | reason"; `key` is that of the entity, service facts at the candidate's. */
void fixture_answer(struct fixture *fixture, const char *lines);
struct verdict *fixture_decide(struct fixture *fixture);
/* True when a fault has all of the text. */
bool fixture_fault(const struct fixture *fixture, const char *text);
const struct finding *fixture_finding(const struct verdict *verdict, const char *rule, const char *key);
/* "fact@key fact@key!reason", in order. Caller frees. */
char *fixture_missing(const struct fact_missing *missing, size_t count);

#endif
