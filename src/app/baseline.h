/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A baseline (doc/formats.md section 10): answers, and what came of them, rule by rule. After the rules were changed the same answers are decided
 * again, and what is told is what came out otherwise and nothing else.
 */
#ifndef APP_BASELINE_H
#define APP_BASELINE_H

#include <stdint.h>

#include "base/diag.h"
#include "engine/engine.h"

/* One outcome of one dossier. Rules that do not apply have none. */
struct outcome_row {
	const char *rule; /* id; "" for the case ("case") and its components */
	const char *key;  /* of the entity */
	const char *word; /* "pass", "pass.r2" by a rung, "pass.x1" by an exception, "fail", "undetermined"; or how the case or component ended */
};
struct outcome_rows {
	struct outcome_row *items;
	size_t count, capacity;
	struct arena arena;
};
void outcome_rows_take(struct outcome_rows *out, const struct verdict *verdict);
void outcome_rows_done(struct outcome_rows *rows);
/* The word at the same place, or NULL. */
const char *outcome_rows_find(const struct outcome_rows *rows, const char *rule, const char *key);

/* A dossier under a name of letters, digits and `-`. */
struct baseline_writer {
	const struct engine *engine;
	date_days as_of;
	size_t count;
	struct buf *out;
};
void baseline_begin(struct baseline_writer *writer);
void baseline_add(struct baseline_writer *writer, const struct dossier *dossier, const char *title);
/* Changes a few answers, drawn from `*random`, to others that their questions take. */
void baseline_vary(struct dossier *dossier, uint64_t *random);

struct baseline_change {
	const char *title, *rule, *key, *before, *after; /* "" where there was or is none */
};
/* What the edition does not take any more, with how many answers that concerned. */
struct baseline_gone {
	const char *what;
	size_t count;
};
struct baseline_report {
	const char *edition; /* that the baseline was made with */
	bool same_rules;     /* by its digest */
	size_t answers, changed; /* dossiers */
	struct baseline_change *changes;
	size_t change_count, change_capacity;
	struct baseline_gone *gone;
	size_t gone_count, gone_capacity;
	struct arena arena;
};
/* Decides everything again; STATUS_INPUT when the file cannot be read. Release with baseline_report_done in each case. */
enum status baseline_compare(struct baseline_report *out, const struct engine *engine, const char *path, struct diag_list *diags);
void baseline_report_done(struct baseline_report *report);

#endif
