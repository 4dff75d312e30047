/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What will have been paid by the end of each year: the beginning and the migration first, then a year's cost a year, leaving at the very end. So the
 * last block shows the sums of the comparison, and where two candidates cross can be seen. All bars have one scale.
 */
#include "tui/cost.h"

#include <string.h>

#include "base/i18n.h"
#include "base/num.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/words.h"

#define YEAR 1000      /* the unit of years */
#define YEARS_MAX 60   /* blocks at most */
#define NAME_CELLS 24
#define AMOUNT_CELLS 18
#define BAR_LEAST 10

/* The largest sum, which has the longest bar; 0 while none is known. */
static int64_t highest(struct ui *ui, const struct entity *step)
{
	int64_t most = 0, yen = 0;
	for (size_t i = 0; i < step->count; i++)
		if (work_cost(ui->work, step->children[i]->key, &yen) && yen > most)
			most = yen;
	return most;
}

static void when(int64_t at, int64_t years, struct buf *out)
{
	struct buf number;
	buf_init(&number);
	num_format_milli(&number, at);
	if (at == 0)
		buf_adds(out, _("At the beginning"));
	else if (at == years)
		buf_addf(out, _("After %s years, with the cost of leaving"), number.data);
	else
		buf_addf(out, _("After %s years"), number.data);
	buf_done(&number);
}

static void line(struct ui *ui, const struct entity *candidate, int64_t at, int64_t most, bool plain, struct buf *out)
{
	struct buf amount;
	int64_t yen = 0;
	bool known = work_cost_until(ui->work, candidate->key, at, &yen);
	int room = ui_width(ui) - NAME_CELLS - AMOUNT_CELLS - 8;
	buf_init(&amount);
	if (known)
		num_format_yen(&amount, yen);
	buf_adds(&amount, known ? _(" yen") : _("not known yet"));
	buf_adds(out, "  ");
	column_add(out, candidate_name(ui->work, candidate->key), NAME_CELLS);
	size_t used = utf8_width(amount.data);
	for (size_t i = used; i < AMOUNT_CELLS; i++)
		buf_addc(out, ' ');
	buf_adds(out, amount.data);
	if (!plain && known && most > 0) {
		int64_t bar = (int64_t)((double)yen / (double)most * (room > BAR_LEAST ? room : BAR_LEAST) + 0.5);
		buf_addc(out, ' ');
		for (int64_t i = 0; i < bar; i++)
			buf_addc(out, '#');
	}
	buf_addc(out, '\n');
	buf_done(&amount);
}

void cost_years(struct ui *ui, const struct entity *step, bool plain, struct buf *out)
{
	int64_t years = 0, most = highest(ui, step);
	if (!work_years(ui->work, &years)) {
		buf_adds(out, _("How many years the cost is counted over is not known yet."));
		return;
	}
	int64_t each = years / YEAR > YEARS_MAX ? (years / YEAR / YEARS_MAX + 1) * YEAR : YEAR;
	buf_adds(out, _("What will have been paid"));
	buf_addc(out, '\n');
	for (int64_t at = 0;; at = at + each < years ? at + each : years) {
		when(at, years, out);
		buf_addc(out, '\n');
		for (size_t i = 0; i < step->count; i++)
			line(ui, step->children[i], at, most, plain, out);
		if (at >= years)
			break;
	}
}
