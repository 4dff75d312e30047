/* SPDX-License-Identifier: Apache-2.0 */
/* The answers of the revision under review, one after the other, each with what has changed since the revision that was looked at last. */
#include <stdlib.h>
#include <string.h>

#include "app/review_rows.h"
#include "app/review_sheet.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "report/json.h"

#define KEY_CELLS 10

static const char *mark_title(enum row_mark mark)
{
	static const char *const titles[] = {
		[ROW_UNSEEN] = N_("not looked at"), [ROW_CONFIRMED] = N_("Confirmed"), [ROW_HELD] = N_("Held"), [ROW_REMARKED] = N_("Remark"),
	};
	return _(titles[mark]);
}

static void line(struct buf *out, const char *label, const char *text)
{
	buf_addf(out, "      %s: ", label);
	utf8_visible(out, text, strlen(text), false);
	buf_addc(out, '\n');
}

static void change_text(const struct review *review, const struct review_row *row, struct buf *out)
{
	if (row->change == ROW_SAME || review->base == 0)
		return;
	buf_addf(out, _("      CHANGED since revision %d: "), review->base);
	if (row->change == ROW_NEW) {
		buf_adds(out, _("new"));
	} else if (row->change == ROW_ANSWER) {
		utf8_visible(out, row->before, strlen(row->before), false);
		buf_adds(out, " -> ");
		utf8_visible(out, row->answer, strlen(row->answer), false);
	} else {
		buf_adds(out, _("reason or evidence"));
	}
	buf_addc(out, '\n');
	if (row->change != ROW_NEW && strcmp(row->reason, row->reason_before) != 0 && row->reason_before[0])
		line(out, _("Reason before"), row->reason_before);
	if (row->change != ROW_NEW && strcmp(row->evidence, row->evidence_before) != 0 && row->evidence_before[0])
		line(out, _("Evidence before"), row->evidence_before);
}

static void row_text(const struct review *review, const struct review_row *row, struct buf *out)
{
	buf_adds(out, row->change != ROW_SAME && review->base ? "  * " : "    ");
	utf8_pad(out, row->key, KEY_CELLS);
	buf_addf(out, "%s: ", row->label);
	utf8_visible(out, row->answer, strlen(row->answer), false);
	buf_addf(out, "  [%s]", mark_title(row->mark));
	if (row->remark)
		buf_addf(out, " #%zu", row->remark);
	buf_addc(out, '\n');
	change_text(review, row, out);
	if (row->reason[0])
		line(out, _("Reason"), row->reason);
	if (row->evidence[0])
		line(out, _("Evidence"), row->evidence);
}

/* A text under its name, and what it was before where that was another one. */
static void whole_text(const struct review *review, const struct review_row *row, const char *label, const char *now, const char *before, struct buf *out)
{
	const char *const texts[] = { now, before };
	bool other = review->base && row->change != ROW_NEW && strcmp(now, before) != 0;
	for (size_t i = 0; i < (other ? 2 : 1); i++) {
		buf_adds(out, label);
		if (i)
			buf_addf(out, _(" in revision %d"), review->base);
		buf_adds(out, "\n  ");
		for (const char *at = texts[i][0] ? texts[i] : "-"; *at; at++) {
			buf_addc(out, *at);
			if (*at == '\n')
				buf_adds(out, "  ");
		}
		buf_addc(out, '\n');
	}
}

void review_row_whole(const struct app *app, const struct review *review, const struct review_row *row, struct buf *out)
{
	bool said = false;
	buf_addf(out, "%s: %s", row->part, row->label);
	buf_addf(out, " (%s)\n\n", mark_title(row->mark));
	whole_text(review, row, _("Answer"), row->answer, row->before, out);
	whole_text(review, row, _("Reason"), row->reason, row->reason_before, out);
	whole_text(review, row, _("Evidence"), row->evidence, row->evidence_before, out);
	for (size_t i = 0; i < review->history.count; i++) {
		if (review_row_of(review, &review->history.items[i]) != row)
			continue;
		if (!said)
			buf_addf(out, "\n%s\n", _("Steps"));
		said = true;
		review_passage(app, &review->history, &review->history.items[i], NULL, out);
	}
}

static struct json *row_json(const struct review_row *row)
{
	struct json *item = json_new_object();
	json_put_text(item, "part", row->key);
	json_put_text(item, "fact", row->fact);
	json_put_text(item, "label", row->label);
	json_put_text(item, "answer", row->answer);
	json_put_text(item, "before", row->change == ROW_SAME || row->change == ROW_NEW ? NULL : row->before);
	json_put_text(item, "reason", row->reason);
	json_put_text(item, "evidence", row->evidence);
	json_put_text(item, "reason_before", row->change == ROW_SAME || row->change == ROW_NEW ? NULL : row->reason_before);
	json_put_text(item, "evidence_before", row->change == ROW_SAME || row->change == ROW_NEW ? NULL : row->evidence_before);
	json_put_text(item, "mark", row_mark_word(row->mark));
	json_put_text(item, "change", row_change_word(row->change));
	if (row->remark)
		json_put_int(item, "remark", (int64_t)row->remark);
	else
		json_put_null(item, "remark");
	return item;
}

static void since_text(const struct review *review, struct buf *out)
{
	const struct since *since = &review->since;
	if (review->outdated) {
		buf_addc(out, '\n');
		buf_addf(out, _("The opinion on revision %d is outdated by: "), review->opinion.passage->number);
		review_outdated_by(review, out);
		buf_addc(out, '\n');
	} else if (since->count) {
		buf_addf(out, _("\nAlso changed since revision %d\n"), review->base);
	}
	for (size_t i = 0; i < since->count; i++) {
		buf_adds(out, "  * ");
		since_item_words(&since->items[i], out);
		buf_addc(out, '\n');
	}
	if (since->aside)
		buf_addf(out, _("    Rules and questions that differ and do not concern this case: %zu\n"), since->aside);
}

static struct json *since_item_json(const struct since_item *item)
{
	struct json *one = json_new_object();
	json_put_text(one, "cause", since_cause_word(item->cause));
	json_put_text(one, "kind", item->kind);
	json_put_text(one, "about", item->about);
	json_put_text(one, "field", item->field);
	json_put_text(one, "before", item->before);
	json_put_text(one, "after", item->after);
	return one;
}

struct json *review_since_json(const struct review *review)
{
	struct json *whole = json_new_object(), *list = json_new_array();
	json_put_int(whole, "revision", review->base);
	json_put_bool(whole, "opinion", review->outdated);
	for (size_t i = 0; i < review->since.count; i++)
		json_push(list, since_item_json(&review->since.items[i]));
	json_put(whole, "items", list);
	json_put_int(whole, "aside", (int64_t)review->since.aside);
	return whole;
}

void review_answers(const struct review *review, bool all, struct json *list, struct buf *out)
{
	bool differing = review->outdated && !all;
	if (!list)
		since_text(review, out);
	if (!list && review->base)
		buf_addf(out, _("\nAnswers (%1$zu, of which %2$zu are not as in revision %3$d, and %4$zu are confirmed)\n"), review->count, review->changed,
			review->base, review->confirmed);
	else if (!list)
		buf_addf(out, _("\nAnswers (%1$zu, of which %2$zu are confirmed)\n"), review->count, review->confirmed);
	if (!list && differing)
		buf_adds(out, _("  Only what differs is shown; \"review show CASE all\" shows every answer\n"));
	for (size_t i = 0; i < review->count; i++) {
		if (list)
			json_push(list, row_json(&review->rows[i]));
		else if (!differing || review_row_differs(&review->rows[i]))
			row_text(review, &review->rows[i], out);
	}
}
