/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the two timing tools share: commands in pairs, measured in turn, and the summary of the pairs. Times are milliseconds of the monotonic
 * clock.
 */
#ifndef BENCH_COMMON_H
#define BENCH_COMMON_H

#include <stdbool.h>
#include <stddef.h>

#define BENCH_SIDES 2
#define BENCH_PAIRS_MAX 4096

/* The commands of a call, borrowed from its words. sides[1] is NULL when there is no peer. */
struct bench_commands {
	char **sides[BENCH_SIDES];
};

/* Measurements in turn: ms[0][i] and ms[1][i] were taken one after the other, so their ratio is free of a slow drift of the machine. */
struct bench_pairs {
	size_t count;
	double ms[BENCH_SIDES][BENCH_PAIRS_MAX];
};

double bench_now_ms(void);

/* Splits the words at the first "--"; the separator becomes the NULL that ends the first command. False when a command is empty. */
bool bench_split(char **words, struct bench_commands *out);

/* A whole number from 1 to `max`. */
bool bench_number(const char *text, size_t max, size_t *out);

/* Adds one pair; both are dropped once the room is used up. */
void bench_pairs_add(struct bench_pairs *pairs, double ours, double peer);

/* Of the first side. */
double bench_pairs_median(const struct bench_pairs *pairs);

/*
 * One line: NAME, median of the first, median of the second, and median, least and greatest of the ratios of the pairs. With `alone` the peer's
 * fields are "-".
 */
void bench_pairs_print(const struct bench_pairs *pairs, const char *name, bool alone);

#endif
