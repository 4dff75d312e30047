/* SPDX-License-Identifier: Apache-2.0 */
/* The same rows for each candidate, and the cost over the years from the one place that knows it. */
#include "app/compare.h"

#include <stdlib.h>
#include <string.h>

#include "app/labels.h"
#include "app/words.h"
#include "app/work_internal.h"
#include "base/i18n.h"
#include "base/num.h"

void compare_rows_init(struct compare_rows *out, const struct work *work)
{
	const struct edition *edition = work->dossier->edition;
	size_t count = 0;
	out->items = mem_array(edition->compared_count + 5, sizeof *out->items);
	out->items[count++].kind = ROW_ACCEPTABLE;
	out->items[count++].kind = ROW_COUNTS;
	out->items[count++].kind = ROW_PREFERRED;
	for (size_t i = 0; i < edition->compared_count; i++)
		out->items[count++] = (struct compare_row){ .kind = ROW_FACT, .fact = edition->compared[i] };
	out->items[count++].kind = ROW_TOTAL;
	out->items[count++].kind = ROW_MORE;
	out->count = count;
}

void compare_rows_done(struct compare_rows *rows)
{
	free(rows->items);
	memset(rows, 0, sizeof *rows);
}

void compare_label(const struct work *work, const struct compare_row *row, struct buf *out)
{
	int64_t years_milli = 0;
	if (row->kind == ROW_FACT)
		buf_adds(out, app_text(work->app, &row->fact->label));
	else if (row->kind == ROW_TOTAL && work_years(work, &years_milli)) {
		struct buf number;
		buf_init(&number);
		num_format_milli(&number, years_milli);
		buf_addf(out, _("Cost over %s years"), number.data);
		buf_done(&number);
	} else if (row->kind == ROW_TOTAL)
		buf_adds(out, _("Total cost"));
	else
		buf_adds(out, row->kind == ROW_ACCEPTABLE ? _("As a whole") : row->kind == ROW_COUNTS ? _("Findings")
			: row->kind == ROW_PREFERRED ? _("Preferred, not met") : _("Above the lowest"));
}

/* The lowest cost in the step; false when that of a candidate is not known. */
static bool lowest(const struct work *work, const struct entity *step, int64_t *out)
{
	*out = INT64_MAX;
	for (size_t i = 0; i < step->count; i++) {
		int64_t cost = 0;
		if (!work_cost(work, step->children[i]->key, &cost))
			return false;
		if (cost < *out)
			*out = cost;
	}
	return step->count > 0;
}

static void cost_text(const struct work *work, const struct entity *candidate, enum row_kind kind, struct buf *out)
{
	int64_t yen = 0, least = 0;
	if (!work_cost(work, candidate->key, &yen)) {
		buf_adds(out, _("not known yet"));
	} else if (kind == ROW_TOTAL) {
		num_format_yen(out, yen);
		buf_adds(out, _(" yen"));
	} else if (!lowest(work, candidate->parent, &least)) {
		buf_adds(out, "-");
	} else if (yen == least) {
		buf_adds(out, _("lowest"));
	} else {
		buf_adds(out, "+");
		num_format_yen(out, yen - least);
		buf_adds(out, _(" yen"));
	}
}

void compare_cell(const struct work *work, const struct compare_row *row, const struct entity *candidate, struct buf *out)
{
	const struct candidate_result *result = verdict_candidate(work_verdict(work), candidate->key);
	if (row->kind == ROW_ACCEPTABLE) {
		buf_addf(out, "[%s]%s", app_acceptable_word(result ? result->acceptable : TRUTH_UNKNOWN),
			result && result->chosen ? _(" chosen") : "");
	} else if (row->kind == ROW_COUNTS) {
		if (result)
			buf_addf(out, _("met %u no %u ? %u"), result->counts[OUTCOME_PASS],
				result->counts[OUTCOME_FAIL] - candidate_preferred_unmet(result), result->counts[OUTCOME_UNDETERMINED]);
	} else if (row->kind == ROW_PREFERRED) {
		if (result)
			buf_addf(out, "%u", candidate_preferred_unmet(result));
	} else if (row->kind == ROW_FACT) {
		const struct answer *answer = entity_answer(candidate, row->fact);
		if (answer && answer->state == ANSWER_GIVEN)
			answer_to_label(out, row->fact, answer, app_eras(work->app), app_lang(work->app));
		else
			buf_adds(out, answer && answer->state == ANSWER_DONT_KNOW ? _("Do not know") : "-");
	} else {
		cost_text(work, candidate, row->kind, out);
	}
}

void compare_text(const struct work *work, const struct entity *step, struct buf *out)
{
	struct compare_rows rows;
	compare_rows_init(&rows, work);
	for (size_t i = 0; i < step->count; i++) {
		buf_addf(out, "%zu %s\n", i + 1, candidate_name(work, step->children[i]->key));
		for (size_t k = 0; k < rows.count; k++) {
			buf_adds(out, "  ");
			compare_label(work, &rows.items[k], out);
			buf_adds(out, ": ");
			compare_cell(work, &rows.items[k], step->children[i], out);
			buf_addc(out, '\n');
		}
	}
	compare_rows_done(&rows);
}
