/* SPDX-License-Identifier: Apache-2.0 */
/* Medians, because a busy machine makes a few runs slow and none too fast; ratios pair by pair, because both of a pair met the same machine. */
#include "bench_common.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double bench_now_ms(void)
{
	struct timespec at;
	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

bool bench_split(char **words, struct bench_commands *out)
{
	*out = (struct bench_commands){ .sides = { words, NULL } };
	for (char **at = words; *at; at++) {
		if (strcmp(*at, "--") != 0)
			continue;
		*at = NULL;
		out->sides[1] = at + 1;
		break;
	}
	return out->sides[0][0] && (!out->sides[1] || out->sides[1][0]);
}

bool bench_number(const char *text, size_t max, size_t *out)
{
	char *end;
	errno = 0;
	unsigned long value = strtoul(text, &end, 10);
	if (errno || end == text || *end || value < 1 || value > max)
		return false;
	*out = value;
	return true;
}

void bench_pairs_add(struct bench_pairs *pairs, double ours, double peer)
{
	if (pairs->count == BENCH_PAIRS_MAX)
		return;
	pairs->ms[0][pairs->count] = ours;
	pairs->ms[1][pairs->count] = peer;
	pairs->count++;
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Sorts a copy, so that the pairs stay pairs. */
static double sorted_median(const double *values, size_t count, double *sorted)
{
	memcpy(sorted, values, count * sizeof *sorted);
	qsort(sorted, count, sizeof *sorted, by_size);
	return count % 2 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

double bench_pairs_median(const struct bench_pairs *pairs)
{
	double sorted[BENCH_PAIRS_MAX];
	return pairs->count ? sorted_median(pairs->ms[0], pairs->count, sorted) : 0;
}

void bench_pairs_print(const struct bench_pairs *pairs, const char *name, bool alone)
{
	double sorted[BENCH_PAIRS_MAX], ratios[BENCH_PAIRS_MAX];
	if (pairs->count == 0)
		return;
	printf("%s %.3f", name, sorted_median(pairs->ms[0], pairs->count, sorted));
	if (alone) {
		puts(" - - - -");
		return;
	}
	printf(" %.3f", sorted_median(pairs->ms[1], pairs->count, sorted));
	for (size_t i = 0; i < pairs->count; i++)
		ratios[i] = pairs->ms[0][i] / pairs->ms[1][i];
	double median = sorted_median(ratios, pairs->count, sorted);
	printf(" %.2f %.2f %.2f\n", median, sorted[0], sorted[pairs->count - 1]);
}
