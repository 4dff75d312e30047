/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The result of an examination: what each rule found on which facts, the outcome of each step, and what is still missing. The trace is part
 * of the result. Everything is owned by the verdict's arena except the definitions, which belong to the edition.
 */
#ifndef MODEL_VERDICT_H
#define MODEL_VERDICT_H

#include "base/buf.h"
#include "base/mem.h"
#include "model/dossier.h"
#include "model/edition.h"

enum outcome { OUTCOME_PASS, OUTCOME_FAIL, OUTCOME_UNDETERMINED, OUTCOME_NOT_APPLICABLE };

/* A fact that was read, with its value in word form ("" = unknown) and its source. */
struct fact_read {
	const struct fact *fact;
	const char *key; /* of the entity */
	const char *word;
	const char *source; /* "" when the officer's own answer */
};
/* A fact that would settle something. */
struct fact_missing {
	const struct fact *fact;
	const char *key;
	bool reason; /* the value is there; its reason (the ground) is not */
};
/* One line of a trace: a part of an expression with its truth, indented by depth. */
struct expr;
struct trace_line {
	int depth;
	enum truth truth;
	bool decisive; /* this part decided the whole */
	const char *text;        /* as the file has it; of a heading its key: "when", "require.2" */
	const struct expr *expr; /* the part, which the engine can put into words; NULL: a heading */
};

struct finding {
	const struct rule *rule;
	const char *key;  /* entity it was examined on */
	enum outcome outcome;
	int rung;      /* of a ladder, from 1; 0 where the rule has one requirement */
	int exception; /* from 1 when an exception let it pass */
	bool blocks;   /* failed must or principle */
	bool opens;    /* leaves the verdict open: undetermined must or principle, unmet caution */
	bool remark;   /* preferred, not met or not known */
	struct fact_read *reads;
	size_t read_count;
	struct fact_missing *missing;
	size_t missing_count;
	struct trace_line *trace;
	size_t trace_count;
};

struct candidate_result {
	const struct entity *entity; /* borrowed from the dossier */
	const char *key;
	enum truth acceptable;
	bool chosen;
	unsigned counts[4]; /* by enum outcome */
	const struct finding **findings;
	size_t finding_count;
};

enum step_outcome { STEP_NOT_REACHED, STEP_ADOPTED, STEP_PASSED, STEP_UNDETERMINED, STEP_REFUSED };

struct step_result {
	const struct step_def *step;
	const struct entity *entity;
	const char *key;
	enum step_outcome outcome;
	enum truth entry, adopt, pass, refer;
	const char *chosen; /* key of the adopted candidate, "" when none */
	struct candidate_result *candidates;
	size_t candidate_count;
	const struct finding **findings; /* component rules examined for this step */
	size_t finding_count;
	struct fact_read *reads; /* what the conditions read */
	size_t read_count;
	struct fact_missing *missing;
	size_t missing_count;
	struct trace_line *trace;
	size_t trace_count;
};

enum verdict_status { VERDICT_DECIDED, VERDICT_REFUSED, VERDICT_UNDETERMINED, VERDICT_GATED };

struct component_result {
	const struct entity *entity;
	const char *key;
	const char *name; /* component.name or the key */
	enum verdict_status status;
	const struct step_def *adopted; /* NULL unless a step is adopted */
	const char *candidate;          /* key, "" when none */
	struct step_result *steps;      /* one for each step of the edition */
	size_t step_count;
	const struct finding **findings; /* component rules without steps */
	size_t finding_count;
};

struct verdict {
	enum verdict_status status;
	date_days as_of;
	const struct gate *gate; /* VERDICT_GATED: excluded, transitional; otherwise it is not known whether it holds, or its ground is missing */
	struct fact_read *gate_reads; /* of `gate`; none while it is NULL */
	size_t gate_read_count;
	struct fact_missing *gate_missing;
	size_t gate_missing_count;
	struct trace_line *gate_trace;
	size_t gate_trace_count;
	struct finding **findings; /* all of them, in the order of examination */
	size_t finding_count, finding_capacity;
	const struct finding **case_findings;
	size_t case_finding_count;
	struct component_result *components;
	size_t component_count;
	struct arena arena;
};

void verdict_free(struct verdict **verdict);
/* Exit code of the verdict: DECIDED and GATED 0, REFUSED 1, UNDETERMINED 3. */
enum status verdict_exit(const struct verdict *verdict);
const char *outcome_word(enum outcome outcome);             /* "pass", "fail", "undetermined", "not_applicable" */
const char *step_outcome_word(enum step_outcome outcome);   /* "not_reached", "adopted", ... */
const char *verdict_status_word(enum verdict_status status); /* "decided", "refused", "undetermined", "gated" */
const struct component_result *verdict_component(const struct verdict *verdict, const char *key);
const struct step_result *verdict_step(const struct verdict *verdict, const char *key);
/* How many of the failed findings are only preferred; they stand among counts[OUTCOME_FAIL] and are in nobody's way. */
unsigned candidate_preferred_unmet(const struct candidate_result *candidate);
const struct candidate_result *verdict_candidate(const struct verdict *verdict, const char *key);

/*
 * The whole verdict with its trace as lines of plain words, in one fixed order: two verdicts are the same exactly when these bytes are.
 * A revision carries them and a replay compares them.
 */
void verdict_write(const struct verdict *verdict, struct buf *out);

#endif
