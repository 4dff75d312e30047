/* SPDX-License-Identifier: Apache-2.0 */
/* What one rule says of one entity, first as a bare result, then as a finding with its trace. */
#ifndef ENGINE_FINDINGS_H
#define ENGINE_FINDINGS_H

#include "engine/values.h"
#include "model/verdict.h"

/* What an undetermined outcome hangs on. */
enum stage { STAGE_NONE, STAGE_WHEN, STAGE_RUNG, STAGE_EXCEPTION, STAGE_GROUND };

struct rule_result {
	enum outcome outcome;
	enum stage stage;
	size_t rungs_seen, exceptions_seen; /* how many were examined */
	size_t rung, exception;             /* from 1; the one that decided, 0 when none */
	const struct fact *ground;          /* STAGE_GROUND: the answer whose reason is missing */
};
struct effect {
	bool blocks, opens, remark;
};

struct rule_result rule_examine(const struct values *values, struct node *node, const struct compiled_rule *rule);
struct effect rule_effect(enum force force, enum outcome outcome);
/* Whether a rule is examined on this node: its scope, and its steps where it has any. */
bool rule_applies(const struct rule *rule, const struct node *node);
/* YES, NO or UNKNOWN of candidate.acceptable. */
enum truth rules_acceptable(const struct values *values, struct node *candidate);
/* True when the answer of `ground`, seen from `node`, counts and carries a reason; also when there is no ground. */
bool ground_given(const struct values *values, struct node *node, const struct fact *ground);

/* Examines a rule with its trace and appends the finding to the verdict, whose arena holds all of it. */
const struct finding *finding_make(const struct values *values, struct verdict *verdict, struct node *node, const struct compiled_rule *rule);
/* All rules that apply to the node, in order of the edition. `*out` is in the verdict's arena. */
size_t findings_make(const struct values *values, struct verdict *verdict, struct node *node, const struct finding ***out);

#endif
