/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the generator of the benchmark's rules and the benchmark agree on: 20 facts of the case and 20 of the candidate, in three types that
 * take turns, and the table that the generated file defines.
 */
#ifndef BENCH_RULES_H
#define BENCH_RULES_H

#include "engine/expr.h"

#define BENCH_RULES 60
#define BENCH_FACTS 20
#define BENCH_OPTIONS 8

/* Fact i of a scope is a choice, a number (0 to 9) or a yesno, in turn. */
enum bench_type { BENCH_CHOICE, BENCH_NUMBER, BENCH_YESNO, BENCH_TYPES };

struct bench_rule {
	const char *text;                               /* for the parser */
	enum truth (*run)(const struct frames *frames); /* the same, compiled */
	const char *json; /* the same for json-logic, with ' for the double quote; c3 is fact 3 of the case, k3 of the candidate */
};
extern const struct bench_rule BENCH_RULE_TABLE[BENCH_RULES];

#endif
