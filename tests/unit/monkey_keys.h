/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a monkey presses: seeded, so that the same seed makes the same keys as long as the screens answer in the same way. Most keys are those that the
 * page offers, and now and then it walks a way that leads to a page which chance alone would hardly find.
 */
#ifndef TESTS_UNIT_MONKEY_KEYS_H
#define TESTS_UNIT_MONKEY_KEYS_H

#include <stdint.h>

#include "tui/ui.h"

struct monkey {
	uint64_t state;
	const char *way;    /* rest of the way that is being walked; NULL: none */
	unsigned next_way;
	unsigned tour;      /* how many ways are still to be walked one after the other, straight from the first page */
	const char *typed;  /* rest of a text that is being typed; NULL: none */
	const struct page_ops *typed_on; /* the page it was begun on */
	int times;          /* of `repeated`, before the way goes on */
	const char *repeated;
	char wanted[64];    /* text of the row that Down leads to; "" for none */
};
void monkey_init(struct monkey *monkey, uint64_t seed);
/* 0 <= result < below */
unsigned monkey_random(struct monkey *monkey, unsigned below);
/* The next event for the page on top; release with event_done. `ui` has been drawn. */
void monkey_event(struct monkey *monkey, struct ui *ui, struct event *event);

#endif
