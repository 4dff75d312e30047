/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The examples of tests/rules (doc/formats.md section 9): what they are about, how one becomes a dossier, and how it is shown that an outcome
 * cannot be reached. Shared by the files of test_rules only.
 */
#ifndef TEST_RULES_H
#define TEST_RULES_H

#include "base/ini.h"
#include "engine/engine.h"

#define RULES_COMBINATIONS_MAX 200000u

enum subject_kind { SUBJECT_RULE, SUBJECT_STEP, SUBJECT_GATE, SUBJECT_GATHER };

/* What a file is about; exactly one of the four pointers is set. */
struct subject {
	enum subject_kind kind;
	const struct rule *rule;
	const struct step_def *step;
	const struct gate *gate;
	const struct fact *gathered; /* a question that entries answer */
};
struct bench {
	struct edition *edition;
	struct engine *engine;
	struct ini bases;
	date_days as_of;
};
/* What an example came to. `finding` is of a rule alone. */
struct result {
	const char *word; /* an outcome word of the kind of subject, or "absent" */
	const struct finding *finding;
	const struct fact_missing *missing;
	size_t missing_count;
};

/* What a file of tests/rules of this name, without its ending, is about; false when the edition has nothing of the name. */
bool subject_find(const struct edition *edition, const char *name, struct subject *out);
/* The name of the file about a question that entries answer; the caller frees it. */
char *gathered_file(const struct fact *fact);
/* The outcome words of a kind that a file must show, ending with NULL. */
const char *const *subject_outcomes(enum subject_kind kind);
/* The step that an example is about: its `step`, or that of the subject, or 1. */
int example_step(const struct subject *subject, const struct ini_section *example);
/* The dossier of an example; faults go to `diags`, and the dossier is then only good for being freed. */
struct dossier *example_dossier(const struct bench *bench, const struct subject *subject, const struct ini_section *example,
	struct diag_list *diags);
/* Reports answers of the example itself that do not count because their question is not asked. */
void example_check_asked(const struct bench *bench, const struct subject *subject, const struct ini_section *example,
	const struct dossier *dossier, struct diag_list *diags);
struct result example_result(const struct subject *subject, const struct ini_section *example, const struct verdict *verdict);

/* What the entries of an example about a gathered question give by some engine: its word, empty while it is open. */
void example_gathered(const struct engine *engine, const struct subject *subject, const struct ini_section *example, const struct dossier *dossier,
	date_days as_of, struct buf *word);

enum sweep { SWEEP_NEVER, SWEEP_REACHED, SWEEP_NOT_SHOWN };
/*
 * Whether an outcome can be reached by any combination of the answers that the subject reads. `how` receives the combination that reaches it, or
 * why nothing is shown. `*tried` is the number of combinations.
 */
enum sweep sweep_outcome(const struct bench *bench, const struct subject *subject, const char *outcome, size_t *tried, struct buf *how);

#endif
