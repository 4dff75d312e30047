/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is missing or weak in a case before it is handed in (data/process/sweep.ini, doc/formats.md section 18). Each item names the answer that it is
 * about, so that whoever shows it can go there.
 */
#ifndef APP_SWEEP_H
#define APP_SWEEP_H

#include "app/work.h"

enum sweep_kind {
	SWEEP_OPEN, SWEEP_REASON_MISSING, SWEEP_REASON_THIN, SWEEP_REASON_COPIED, SWEEP_EVIDENCE_UNDATED, SWEEP_EXPIRED, SWEEP_EXPIRING, SWEEP_ONE_VENDOR,
	SWEEP_NO_COMPARISON, SWEEP_ADVISER, SWEEP_KINDS
};
struct sweep_item {
	enum sweep_kind kind;
	bool blocks;
	char key[ENTITY_KEY_MAX + 1];
	const struct fact *fact; /* of the edition; NULL where it is about the part as a whole */
	const char *title;       /* in the session's language */
	char *part;              /* what the part is called, in the session's language */
	char *detail;            /* what was found there; "" when nothing is to be said */
};
struct sweep {
	struct sweep_item *items; /* blocking ones first, then in the order of the kinds */
	size_t count, capacity, blocking;
	struct sweep_table *table; /* from which titles are borrowed */
};
/* Release with sweep_done in each case. */
enum status work_sweep(const struct work *work, struct sweep *out, struct diag_list *diags);
void sweep_done(struct sweep *sweep);
const char *sweep_kind_word(enum sweep_kind kind);
/* "c1-1-k1  label: title (detail)", as the commands say it, and without the key. Both append. */
void sweep_item_text(const struct app *app, const struct sweep_item *item, struct buf *out);
void sweep_item_words(const struct app *app, const struct sweep_item *item, struct buf *out);

#endif
