/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules in words: the expression of a rule written with the labels of its facts and options, so that an officer and an auditor can read what the
 * program checks without its language.
 */
#ifndef ENGINE_EXPLAIN_H
#define ENGINE_EXPLAIN_H

#include "base/buf.h"
#include "engine/engine.h"
#include "engine/expr.h"

/* Appends one expression in words, in the language; nothing for NULL. */
void explain_expr(const struct edition *edition, const struct expr *expr, enum lang lang, struct buf *out);
/*
 * Appends a rule: when it applies, what it requires (each rung), what excepts from it, one line each; facts that are derived are spelled out
 * below, each once. NULL when the edition has no such rule is the caller's to check.
 */
void explain_rule(const struct engine *engine, const struct rule *rule, enum lang lang, struct buf *out);
/* The same of the conditions of a step. */
void explain_step(const struct engine *engine, const struct step_def *step, enum lang lang, struct buf *out);
/* Appends one line of a trace in words; `rule` is the one that it is of, NULL of a step or a gate. */
void explain_trace(const struct edition *edition, const struct rule *rule, const struct trace_line *line, enum lang lang, struct buf *out);
/* The facts that a rule reads in the end: asked, listed or provided; derived ones are followed. Each once, in order. */
void explain_facts(const struct engine *engine, const struct rule *rule, void (*visit)(const struct fact *fact, void *context), void *context);

#endif
