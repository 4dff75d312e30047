/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an officer types: what it means, and what becomes of it while it means nothing yet. Half a date is no answer, but it is work; it is kept in
 * the store beside the answer, in a cell whose fact is written with a prefix, so that it survives the program and is undone like an answer. It
 * is no part of the dossier and never of a record.
 */
#include <stdlib.h>
#include <string.h>

#include "app/work.h"
#include "app/work_internal.h"
#include "base/num.h"
#include "base/utf8.h"
#include "model/date_order.h"

const char *work_typed(const struct work *work, const char *key, const char *fact_id)
{
	return beside_find(&work->typed, key, fact_id);
}

/* The answer keeps its value; reason and evidence are what was typed. */
static void keep_grounds(struct cells *cells, const struct entity *entity, const struct fact *fact, struct answer *grounds)
{
	struct answer kept = { 0 };
	answer_copy(&kept, &entity->answers[fact->slot]);
	mem_replace(&kept.reason, grounds->reason);
	mem_replace(&kept.evidence, grounds->evidence);
	if (!answer_equal(&kept, &entity->answers[fact->slot])) {
		/* The cell borrows its texts until it is saved. */
		cells_add_answer(cells, entity->key, fact, &kept);
		struct store_cell *cell = &cells->items[cells->count - 1];
		cell->reason = grounds->reason;
		cell->evidence = grounds->evidence;
		cell->source = entity->answers[fact->slot].source;
		cell->author = grounds->author;
		cell->at = grounds->at;
	}
	answer_done(&kept);
}

enum status work_keep_typed(struct work *work, const char *key, const char *fact_id, const char *typed, const char *reason, const char *evidence,
	struct diag_list *diags)
{
	struct entity *entity = NULL;
	const struct fact *fact = NULL;
	struct answer grounds = { 0 };
	struct cells cells;
	enum status status = work_find_place(work, key, fact_id, &entity, &fact, diags);
	if (status == STATUS_OK)
		status = work_grounds(work, fact, reason, evidence, &grounds, diags);
	if (status == STATUS_OK) {
		const char *before = work_typed(work, key, fact_id);
		cells_init(&cells);
		keep_grounds(&cells, entity, fact, &grounds);
		/* Who types the same again has changed nothing. */
		if (cells.count > 0 || !before || strcmp(before, typed) != 0) {
			cells_add_beside(&cells, work, CELL_TYPED, entity->key, fact, typed);
			work_keep_implied(&cells, work, entity);
			status = work_apply(work, &cells, diags);
		} else {
			cells_done(&cells);
		}
	}
	answer_done(&grounds);
	return status;
}

/* What was typed, in the word form; NULL with a message when it cannot be understood. Caller frees. */
static char *typed_word(const struct work *work, const struct fact *fact, const char *typed, char **why)
{
	const char *reason = NULL;
	date_days day;
	int64_t number;
	struct buf out;
	if (!typed[0] || strcmp(typed, "?") == 0)
		return mem_strdup(typed);
	buf_init(&out);
	if (fact->type == FACT_DATE) {
		char iso[11];
		if (date_parse(&work->rules.edition->eras, typed, &day, &reason)) {
			date_format_iso(day, iso);
			buf_adds(&out, iso);
			return buf_take(&out);
		}
	} else if (fact->type == FACT_NUMBER) {
		reason = _("a number is needed, such as 12 or 1.5, with three decimals at most");
		if (num_parse_typed_milli(typed, &number)) {
			num_format_milli(&out, number);
			return buf_take(&out);
		}
	} else if (fact->type == FACT_MONEY) {
		reason = _("an amount in whole yen is needed, such as 1,200,000");
		if (num_parse_typed_yen(typed, &number)) {
			buf_addf(&out, "%lld", (long long)number);
			return buf_take(&out);
		}
		if (num_parse_typed_milli(typed, &number) && number < 0)
			reason = _("an amount cannot be less than 0");
	} else {
		buf_done(&out);
		return mem_strdup(typed);
	}
	buf_done(&out);
	*why = mem_strdup(reason);
	return NULL;
}

bool work_read_typed(const struct work *work, const struct fact *fact, const char *typed, struct answer *out, char **why)
{
	char *word = typed_word(work, fact, typed, why);
	bool good = word && answer_from_word(out, fact, word, why);
	free(word);
	return good;
}

static bool is_asked(const struct entity *entity, const struct fact *fact, const void *context)
{
	const struct work *work = context;
	return !fact->question || engine_asked(work->rules.engine, work->dossier, work_as_of(work), entity, fact->question) == TRUTH_YES;
}

enum status work_check_order(const struct work *work, const struct entity *entity, const struct fact *fact, const struct answer *answer,
	struct diag_list *diags)
{
	struct order_fault fault;
	if (fact->type != FACT_DATE || answer->state != ANSWER_GIVEN ||
		!date_order_broken(work->dossier, entity, fact, (date_days)answer->number, is_asked, work, &fault))
		return STATUS_OK;
	struct buf day, other;
	bool late = fault.later == fact;
	buf_init(&day);
	buf_init(&other);
	date_format(&day, app_eras(work->app), (date_days)answer->number, app_lang(work->app));
	date_format(&other, app_eras(work->app), late ? fault.earlier_on : fault.later_on, app_lang(work->app));
	enum status status = diag_error(diags, STATUS_INPUT, NULL, 0,
		late ? _("%1$s: %2$s is before %3$s (%4$s); correct whichever of the two is wrong")
		     : _("%1$s: %2$s is after %3$s (%4$s); correct whichever of the two is wrong"),
		app_text(work->app, &fact->label), day.data, app_text(work->app, late ? &fault.earlier->label : &fault.later->label), other.data);
	buf_done(&day);
	buf_done(&other);
	return status;
}
