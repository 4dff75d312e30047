/* SPDX-License-Identifier: Apache-2.0 */
/* The table behind the sweep: what is looked for, with which weight, and the words that are no reason. */
#ifndef APP_SWEEP_TABLE_H
#define APP_SWEEP_TABLE_H

#include "app/sweep.h"

enum sweep_weight { WEIGHT_OFF, WEIGHT_SHOW, WEIGHT_BLOCK };
struct sweep_rule {
	struct text title;
	enum sweep_weight weight;
	const char *facts, *value; /* adviser: which answers say it, and the option that does; "" otherwise */
};
struct sweep_table {
	struct sweep_rule rules[SWEEP_KINDS];
	/* Folded: words that are no reason, and words that make none of them one. */
	char **thin, **fillers;
	size_t thin_count, thin_capacity, filler_count, filler_capacity;
	struct arena arena;
};
/* STATUS_INPUT with every fault. */
enum status sweep_table_load(struct sweep_table **out, const char *root, struct diag_list *diags);
void sweep_table_free(struct sweep_table **table);
/* Whether a reason is empty, or is made of nothing but such words, at least one of them none that only fills. */
bool sweep_is_thin(const struct sweep_table *table, const char *reason);
/* A reason with everything taken away that makes two spellings of the same words differ. Caller frees. */
char *sweep_folded(const char *text);

#endif
