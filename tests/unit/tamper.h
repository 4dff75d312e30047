/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A store that two terminals have filled, and the means of somebody who changes it behind the program: with the protections taken off and put on again, so
 * that nothing shows. What may be changed without being found stands in one list, with the reason.
 */
#ifndef TESTS_UNIT_TAMPER_H
#define TESTS_UNIT_TAMPER_H

#include "test_app_fixture.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/file.h"

struct freedom {
	const char *table, *column; /* "+": a row put in, "-": a row taken out, "*": any column */
	const char *where;          /* of the row; NULL: whatever the row */
	const char *why;
};
enum { FREEDOMS_MAX = 32 };
extern const struct freedom tamper_freedoms[];
extern const size_t tamper_freedom_count; /* at most FREEDOMS_MAX */

struct world {
	struct fixture_place place;
	struct buf bytes; /* of the store, as it is put back */
	struct diag_list diags;
	sqlite3 *db; /* while somebody is at work behind the program */
	bool used[FREEDOMS_MAX];
	size_t found, refused, tried, wrong;
};

/* Setup and teardown: an empty place, or one with the store in it. */
int tamper_world_new(void **state);
int tamper_world_full(void **state);
int tamper_world_free(void **state);
/* officer, other (an officer), adviser, approver. */
void tamper_persons(const struct world *world);
/* Keeps the bytes of the store, and writes them again. */
void tamper_take_bytes(struct world *world);
void tamper_put_back(const struct world *world);

/* `record verify`, as the command does it; what it says stays in world->diags. */
enum status tamper_verify(struct world *world);
const char *tamper_said(const struct world *world); /* the first of it */
bool tamper_says(const struct world *world, const char *words, size_t len);
/* Whether one of the texts between '|' is said. */
bool tamper_names(const struct world *world, const char *texts);

/* A connection of its own to the store, with the functions short(DIGEST) and other(VALUE, VARIANT), until tamper_end. */
void tamper_begin(struct world *world);
void tamper_end(struct world *world);
/* Every row of the first column, each with a line feed. Caller frees. */
char *tamper_ask(struct world *world, const char *sql);
/* With the triggers taken off, and put on again. False when the table refuses it, or nothing changed. */
bool tamper_run(struct world *world, const char *sql);

#endif
