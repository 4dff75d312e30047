/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The examples of an edition as they stand in DATA/tests/rules (doc/formats.md section 9), for the table of clauses. Only what they are about and what
 * they show is read; that they are true is for test_rules to say.
 */
#ifndef APP_EXAMPLES_H
#define APP_EXAMPLES_H

#include "base/diag.h"
#include "engine/engine.h"

struct example {
	enum home_kind kind; /* HOME_RULE, HOME_STEP or HOME_GATE */
	const char *subject; /* id of the rule, number of the step, name of the gate */
	const char *name, *clause, *outcome;
	bool ground; /* what it lacks is the reason of an answer */
	const char *file;
	int line;
};
struct example_list {
	struct example *items; /* by rule, step and gate, in the order of the edition and then of the file */
	size_t count, capacity;
	struct arena arena;
};

/* STATUS_OK, also where a rule, step or gate has no file; STATUS_INPUT with every fault of the files, or where there is not one file. */
enum status examples_read(struct example_list *out, const char *data_root, const struct edition *edition, struct diag_list *diags);
void examples_done(struct example_list *list);

enum example_shows { SHOWS_PASS, SHOWS_FAIL, SHOWS_GROUND, SHOWS_OTHER };
/* What an example shows of its clause: that it is met, that it is not, or that it waits for the ground of its pass. */
enum example_shows example_shows(const struct example *example);

#endif
