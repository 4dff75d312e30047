/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The course of a case: how many days it stood in each state on its way to the decision, and whether it was sent back. The one in the middle of an even
 * number of cases is the lower of the two, so that each figure is the days of a case that can be opened.
 */
#include <stdlib.h>
#include <string.h>

#include "app/decisions.h"
#include "app/reading.h"
#include "app/stats_internal.h"

enum { COLUMN_CASES, COLUMN_MEDIAN, COLUMN_SHORTEST, COLUMN_LONGEST, DAYS_COLUMNS };
enum { RETURNED_CASES, RETURNED_RATE, RETURNED_COLUMNS };
enum stretch { STRETCH_DRAFT, STRETCH_SUBMITTED, STRETCH_ADVISED, STRETCHES };

static const struct {
	const char *id, *label; /* N_() */
} stretches[STRETCHES] = {
	[STRETCH_DRAFT] = { "draft", N_("Begun to handed in") },
	[STRETCH_SUBMITTED] = { "submitted", N_("Handed in to opinion") },
	[STRETCH_ADVISED] = { "advised", N_("Opinion to approval") },
};

void stats_course_begin(struct counting *job)
{
	const struct figure_column days[DAYS_COLUMNS] = {
		[COLUMN_CASES] = { "cases", _("Cases") }, [COLUMN_MEDIAN] = { "median", _("Median (days)") },
		[COLUMN_SHORTEST] = { "shortest", _("Shortest") }, [COLUMN_LONGEST] = { "longest", _("Longest") },
	};
	const struct figure_column returned[RETURNED_COLUMNS] = { [RETURNED_CASES] = { "cases", _("Cases") }, [RETURNED_RATE] = { "rate", _("Rate") } };
	struct figure_table *table = figures_table(job->out, "days", _("Days in each state"),
		_("Days of the calendar; begun to handed in counts to the first handing in, and only for cases that were begun at this terminal."), days, DAYS_COLUMNS);
	table->bars = COLUMN_MEDIAN;
	for (int i = 0; i < STRETCHES; i++)
		figure_zero(&figures_row(table, stretches[i].id, _(stretches[i].label))->cells[COLUMN_CASES]);
	table = figures_table(job->out, "returned", _("Returned cases"), NULL, returned, RETURNED_COLUMNS);
	table->bars = RETURNED_RATE;
	figure_zero(&figures_row(table, "yes", _("Returned at least once"))->cells[RETURNED_CASES]);
	figure_zero(&figures_row(table, "no", _("Never returned"))->cells[RETURNED_CASES]);
}

static void count_days(struct counting *job, const struct live *live, const char *title, enum stretch stretch, int64_t from, int64_t until)
{
	struct figure_row *row = figures_row(figures_find_table(job->out, "days"), stretches[stretch].id, "");
	if (from == 0 || until == 0)
		return;
	size_t use = figures_use(job->out, live->row->reference, live->row->number, "", title);
	figures_use_days(job->out, use, date_local(until) - date_local(from));
	figure_count(&row->cells[COLUMN_CASES], use);
}

void stats_course_count(struct counting *job, const struct decision *decision, const struct live *live)
{
	const char *title = entity_text(live->dossier, live->dossier->root, "case.title");
	struct figure_row *row = figures_row(figures_find_table(job->out, "returned"), decision->returned ? "yes" : "no", "");
	figure_count(&row->cells[RETURNED_CASES], figures_use(job->out, live->row->reference, live->row->number, "", title));
	count_days(job, live, title, STRETCH_DRAFT, decision->begun_at, decision->first_at);
	count_days(job, live, title, STRETCH_SUBMITTED, decision->handed_in_at, decision->advised_at);
	count_days(job, live, title, STRETCH_ADVISED, decision->last_advised_at, decision->approved_at);
}

void stats_course_end(struct counting *job)
{
	struct figure_table *table = figures_find_table(job->out, "days");
	for (size_t i = 0; i < table->row_count; i++) {
		struct figure *cells = table->rows[i].cells;
		figures_order_by_days(job->out, &cells[COLUMN_CASES]);
		figure_days(job->out, &cells[COLUMN_MEDIAN], &cells[COLUMN_CASES], FIGURE_MEDIAN);
		figure_days(job->out, &cells[COLUMN_SHORTEST], &cells[COLUMN_CASES], FIGURE_SHORTEST);
		figure_days(job->out, &cells[COLUMN_LONGEST], &cells[COLUMN_CASES], FIGURE_LONGEST);
	}
	table = figures_find_table(job->out, "returned");
	for (size_t i = 0; i < table->row_count; i++)
		figure_rate(&table->rows[i].cells[RETURNED_RATE], &table->rows[i].cells[RETURNED_CASES], (int64_t)job->counted);
}
