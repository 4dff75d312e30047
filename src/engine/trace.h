/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The explanation of an outcome while it is being written: lines, facts read, facts missing. Internal to engine/. Everything is in the
 * arena of the verdict from the start, so there is nothing to release.
 */
#ifndef ENGINE_TRACE_H
#define ENGINE_TRACE_H

#include "engine/findings.h"

struct seen {
	const struct fact *fact;
	const struct node *node;
};
struct seen_list {
	struct seen *items;
	size_t count, capacity;
};
struct trace {
	const struct values *values;
	struct verdict *verdict;
	struct trace_line *lines;
	size_t line_count, line_capacity;
	struct fact_read *reads;
	size_t read_count, read_capacity;
	struct fact_missing *missing;
	size_t missing_count, missing_capacity;
	struct seen_list missing_seen;
};

/* Makes room for one more element of an array kept in an arena. */
void *trace_room(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

/* Lines of an expression under a name such as "require.2", and the facts that it reads. Nothing for an absent one. */
void trace_expr(struct trace *trace, struct node *node, const char *name, const struct compiled *compiled, bool decisive);
/* A fact that was read outside an expression. */
void trace_read(struct trace *trace, struct node *node, const struct fact *fact);
/* The facts that keep an expression unknown, down to those that a person can supply. */
void trace_missing(struct trace *trace, struct node *node, const struct compiled *compiled);
void trace_missing_fact(struct trace *trace, struct node *node, const struct fact *fact);
/* A ground whose reason, or whose answer, is not there. */
void trace_missing_ground(struct trace *trace, struct node *node, const struct fact *ground);
/* The facts that answered() looked for in vain. */
void trace_unanswered(struct trace *trace, struct node *node, const struct compiled *compiled);
/* Entries of another list that are not in this one yet. */
void trace_missing_copy(struct trace *trace, const struct fact_missing *items, size_t count);
/* What keeps a rule undetermined, or unmet for want of an answer. */
void trace_rule_missing(struct trace *trace, struct node *node, const struct compiled_rule *rule, const struct rule_result *result);

#endif
