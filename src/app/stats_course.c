/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The course of a case: how many days it stood in each state on its way to the decision, however often it came there, and whether it was sent back. The
 * states are those of the table of the life of a case. The one in the middle of an even number of cases is the lower of the two, so that each figure is the
 * days of a case that can be opened.
 */
#include "app/decisions.h"
#include "app/reading.h"
#include "app/stats_internal.h"

enum { COLUMN_CASES, COLUMN_MEDIAN, COLUMN_SHORTEST, COLUMN_LONGEST, DAYS_COLUMNS };
enum { RETURNED_CASES, RETURNED_RATE, RETURNED_COLUMNS };

/* In this state nothing is counted: a case that was given up has no decision. */
static bool is_counted(const struct life *life, size_t state)
{
	bool reached = (int)state == life->draft;
	for (int verb = 0; verb < LIFE_VERBS; verb++)
		reached = reached || life->steps[verb].to == (int)state;
	return reached && life->steps[LIFE_WITHDRAW].to != (int)state;
}

void stats_course_begin(struct counting *job)
{
	const struct life *life = job->life;
	const struct figure_column days[DAYS_COLUMNS] = {
		[COLUMN_CASES] = { "cases", _("Number of cases") }, [COLUMN_MEDIAN] = { "median", _("Median (days)") },
		[COLUMN_SHORTEST] = { "shortest", _("Shortest") }, [COLUMN_LONGEST] = { "longest", _("Longest") },
	};
	const struct figure_column returned[RETURNED_COLUMNS] = { [RETURNED_CASES] = { "cases", _("Number of cases") }, [RETURNED_RATE] = { "rate", _("Rate") } };
	struct figure_table *table = figures_table(job->out, "days", _("Days in each state"),
		_("Days of the calendar, all stays in a state added up, until the approval or else the day of the count; the first state only of cases begun at this terminal."),
		days, DAYS_COLUMNS);
	table->bars = COLUMN_MEDIAN;
	for (size_t i = 0; i < life->state_count; i++)
		if (is_counted(life, i))
			figure_zero(&figures_row(table, life->states[i].name, app_text(job->app, &life->states[i].title))->cells[COLUMN_CASES]);
	table = figures_table(job->out, "returned", _("Returned cases"), NULL, returned, RETURNED_COLUMNS);
	table->bars = RETURNED_RATE;
	figure_zero(&figures_row(table, "yes", _("Returned at least once"))->cells[RETURNED_CASES]);
	figure_zero(&figures_row(table, "no", _("Never returned"))->cells[RETURNED_CASES]);
}

void stats_course_count(struct counting *job, const struct decision *decision, const struct live *live)
{
	const struct life *life = job->life;
	const char *title = entity_text(live->dossier, live->dossier->root, "case.title");
	struct figure_row *row = figures_row(figures_find_table(job->out, "returned"), decision->returned ? "yes" : "no", "");
	figure_count(&row->cells[RETURNED_CASES], figures_use(job->out, live->row->reference, live->row->number, "", title));
	for (size_t i = 0; i < life->state_count; i++) {
		if (!decision->stays[i].was || !is_counted(life, i))
			continue;
		size_t use = figures_use(job->out, live->row->reference, live->row->number, "", title);
		figures_use_days(job->out, use, decision->stays[i].days);
		figure_count(&figures_row(figures_find_table(job->out, "days"), life->states[i].name, "")->cells[COLUMN_CASES], use);
	}
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
