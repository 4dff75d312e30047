/* SPDX-License-Identifier: Apache-2.0 */
/* A small edition of two steps, held in memory, with one thing of every kind; tests load it whole or with one passage changed. */
#ifndef TESTS_UNIT_TEST_MODEL_FIXTURE_H
#define TESTS_UNIT_TEST_MODEL_FIXTURE_H

#include "model/edition.h"

#define FIXTURE_ID "test-1"
#define FIXTURE_POLICY "data/policy/" FIXTURE_ID "/"

/* Fills an initialised set with the good files. */
void fixture_files(struct fileset *set);
/* Replaces the one passage `from` of a file by `to`; an absent file is added with `to` as its text, and a NULL `to` removes the file. */
void fixture_change(struct fileset *set, const char *file, const char *from, const char *to);
/* Sorts, packs and loads. */
enum status fixture_load(struct edition **out, struct fileset *set, struct diag_list *diags);
/* The good edition; the test fails when it does not load. */
struct edition *fixture_edition(void);

#endif
