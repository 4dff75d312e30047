/* SPDX-License-Identifier: Apache-2.0 */
/* A step that does not count is shown with its fault and not left out: whoever reads the history must see that somebody tried. */
#include "app/review_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "app/review_rows.h"
#include "app/session.h"
#include "base/utf8.h"
#include "report/json.h"

#define STATE_CELLS 10
#define NAME_CELLS 20

static const char *const remark_states[] = {
	[REMARK_OPEN] = "open", [REMARK_ANSWERED] = "answered", [REMARK_CLOSED] = "closed",
};

const char *remark_state_title(enum remark_state state)
{
	static const char *const titles[] = {
		[REMARK_OPEN] = N_("not answered"), [REMARK_ANSWERED] = N_("answered"), [REMARK_CLOSED] = N_("closed"),
	};
	return _(titles[state]);
}

static const char *state_title(const struct app *app, const struct history *history, int state)
{
	return app_text(app, &history->life->states[state].title);
}

static struct json *opinion_json(const struct opinion *opinion)
{
	struct json *item = json_new_object(), *newer = json_new_array();
	const struct passage *passage = opinion->passage;
	json_put_text(item, "by", passage->author);
	json_put_int(item, "at", passage->at);
	json_put_int(item, "revision", passage->number);
	json_put_text(item, "words", passage->act.words);
	json_put_bool(item, "outdated", opinion_outdated(opinion));
	if (opinion->newer_revision)
		json_push_text(newer, "revision");
	if (opinion->newer_edition)
		json_push_text(newer, "edition");
	if (opinion->newer_snapshot)
		json_push_text(newer, "snapshot");
	json_put(item, "newer", newer);
	return item;
}

static void head_json(struct json *item, const struct history *history, const struct opinion *opinion)
{
	json_put_text(item, "state", history->life->states[history->state].name);
	json_put_int(item, "revisions", history->revisions);
	json_put_int(item, "side_by_side", history->heads);
	json_put_int(item, "open_remarks", (int64_t)history_open_remarks(history));
	if (opinion->passage)
		json_put(item, "opinion", opinion_json(opinion));
	else
		json_put_null(item, "opinion");
}

enum status review_line(struct app *app, const struct case_row *row, const struct history *history, size_t cells, struct json *list, struct buf *out,
	struct diag_list *diags)
{
	struct opinion opinion;
	enum status status = history_opinion(app, history, &opinion, diags);
	if (status != STATUS_OK)
		return status;
	if (list) {
		struct json *item = json_new_object();
		json_put_text(item, "reference", row->reference);
		json_put_text(item, "title", row->title);
		head_json(item, history, &opinion);
		json_push(list, item);
		return STATUS_OK;
	}
	utf8_pad(out, row->reference, cells);
	utf8_pad(out, state_title(app, history, history->state), STATE_CELLS);
	utf8_visible(out, row->title, strlen(row->title), false);
	if (history_open_remarks(history))
		buf_addf(out, _("   open remarks: %zu"), history_open_remarks(history));
	if (opinion.passage && opinion_outdated(&opinion))
		buf_addf(out, "   %s", _("the opinion is outdated"));
	if (history_in_conflict(history))
		buf_addf(out, "   %s", _("CONFLICT: two revisions stand side by side"));
	buf_addc(out, '\n');
	return STATUS_OK;
}

static struct json *passage_json(const struct history *history, const struct passage *passage)
{
	struct json *item = json_new_object();
	char hex[65];
	digest_hex(&passage->digest, hex);
	json_put_text(item, "step", life_verb_word(passage->verb));
	json_put_int(item, "sequence", passage->seq);
	json_put_int(item, "revision", passage->number);
	json_put_text(item, "state", history->life->states[passage->state].name);
	json_put_text(item, "by", passage->author);
	json_put_text(item, "role", passage->role);
	json_put_int(item, "at", passage->at);
	json_put_bool(item, "own_key", passage->has_key);
	json_put_text(item, "part", passage->act.part);
	json_put_text(item, "fact", passage->act.fact);
	json_put_text(item, "words", passage->act.words);
	json_put_text(item, "sha256", hex);
	json_put_text(item, "fault", passage->fault);
	json_put_text(item, "terminal", passage->terminal);
	json_put_bool(item, "crossed", passage->crossed);
	digest_hex(&passage->merged, hex);
	json_put_text(item, "joined", history_joined(history, passage) ? hex : NULL);
	return item;
}

static void remarks_json(const struct history *history, struct json *list)
{
	for (size_t i = 0; i < history->remark_count; i++) {
		const struct remark *remark = &history->remarks[i];
		const struct passage *passage = &history->items[remark->at];
		struct json *item = json_new_object();
		json_put_int(item, "number", (int64_t)i + 1);
		json_put_text(item, "state", remark_states[remark->state]);
		json_put_int(item, "revision", passage->number);
		json_put_text(item, "part", passage->act.part);
		json_put_text(item, "fact", passage->act.fact);
		json_put_text(item, "by", passage->author);
		json_put_text(item, "words", passage->act.words);
		json_put_text(item, "answer", remark->answer == SIZE_MAX ? NULL : history->items[remark->answer].act.words);
		json_push(list, item);
	}
}

/* What was weak in the newest revision, as whoever reviews should know. */
static void add_sweep(struct app *app, const struct review *review, struct json *list, struct buf *out)
{
	if (review->sweep.count && !list)
		buf_addf(out, "\n%s\n", _("Missing or weak"));
	for (size_t i = 0; i < review->sweep.count; i++) {
		const struct sweep_item *found = &review->sweep.items[i];
		if (list) {
			struct json *item = json_new_object();
			json_put_text(item, "kind", sweep_kind_word(found->kind));
			json_put_text(item, "part", found->key);
			json_put_text(item, "fact", found->fact ? found->fact->id : NULL);
			json_put_text(item, "detail", found->detail);
			json_push(list, item);
			continue;
		}
		buf_adds(out, "  ");
		sweep_item_text(app, found, out);
		buf_addc(out, '\n');
	}
}

struct revision_lists {
	struct json *answers, *weak; /* NULL: as lines */
	struct json *whole;          /* into which what else differs is put */
};

/* Answers and weak points of the newest revision. */
static void add_revision(struct app *app, const struct review *review, bool all, const struct revision_lists *lists, struct buf *out)
{
	review_answers(review, all, lists->answers, out);
	add_sweep(app, review, lists->weak, out);
	if (lists->whole)
		json_put(lists->whole, "since", review_since_json(review));
}

static void sheet_json(struct app *app, const char *reference, const struct history *history, const struct opinion *opinion,
	const struct review *review, struct buf *out)
{
	struct json *item = json_new_object(), *weak = json_new_array(), *steps = json_new_array(), *remarks = json_new_array(),
		*answers = json_new_array();
	json_put_text(item, "reference", reference);
	head_json(item, history, opinion);
	remarks_json(history, remarks);
	json_put(item, "remarks", remarks);
	for (size_t i = 0; i < history->count; i++)
		json_push(steps, passage_json(history, &history->items[i]));
	json_put(item, "steps", steps);
	if (review)
		add_revision(app, review, true, &(struct revision_lists){ .answers = answers, .weak = weak, .whole = item }, out);
	json_put(item, "answers", answers);
	json_put(item, "weak", weak);
	json_write(&item, out);
}

static void add_words(struct buf *out, const char *words)
{
	for (const char *at = words; *at;) {
		size_t len = strcspn(at, "\n");
		buf_adds(out, "      ");
		utf8_visible(out, at, len, false);
		buf_addc(out, '\n');
		at += len + (at[len] == '\n');
	}
}

/* What a step speaks of: by its name where the newest revision has it, and by the words that the commands take. */
static void about_text(const struct review *about, const struct passage *passage, struct buf *out)
{
	const struct review_row *row = about ? review_row_of(about, passage) : NULL;
	if (row)
		buf_addf(out, "%s: %s (%s %s)", row->part, row->label, row->key, row->fact);
	else
		buf_addf(out, "%s%s%s", passage->act.part, passage->act.fact[0] ? " " : "", passage->act.fact);
}

void review_passage(const struct app *app, const struct history *history, const struct passage *passage, const struct review *about, struct buf *out)
{
	buf_addf(out, "  ");
	if (app_eras(app))
		date_format_short(out, app_eras(app), date_of_moment(passage->at));
	buf_addf(out, "  %s", "");
	utf8_pad(out, app_text(app, &history->life->steps[passage->verb].title), NAME_CELLS);
	buf_addf(out, _("revision %d"), passage->number);
	buf_addf(out, "  %s", passage->author ? passage->author : "-");
	buf_addf(out, " (%s)", passage->has_key ? _("own key") : _("key of the terminal"));
	buf_addc(out, '\n');
	if (about && passage->act.part && passage->act.part[0]) {
		buf_adds(out, "      ");
		about_text(about, passage, out);
		buf_addc(out, '\n');
	}
	if (passage->act.words)
		add_words(out, passage->act.words);
	if (history_joined(history, passage)) {
		char brief[20];
		digest_short(&passage->merged, brief);
		buf_adds(out, "      ");
		buf_addf(out, _("Joins revision %1$d (%2$s)"), history_joined(history, passage), brief);
		buf_addc(out, '\n');
	}
	if (passage->crossed && !passage->fault)
		buf_addf(out, "      %s\n", _("Crossed with steps on another terminal; it counts"));
	if (passage->fault)
		buf_addf(out, "      %s: %s\n", _("DOES NOT COUNT"), passage->fault);
}

static void remarks_text(const struct history *history, const struct review *about, struct buf *out)
{
	if (history->remark_count)
		buf_addf(out, "\n%s\n", _("Remarks"));
	for (size_t i = 0; i < history->remark_count; i++) {
		const struct remark *remark = &history->remarks[i];
		const struct passage *passage = &history->items[remark->at];
		buf_addf(out, "  %zu  %s  ", i + 1, remark_state_title(remark->state));
		about_text(about, passage, out);
		buf_addc(out, '\n');
		add_words(out, passage->act.words);
		if (remark->answer != SIZE_MAX) {
			buf_addf(out, "      -> ");
			utf8_visible(out, history->items[remark->answer].act.words, strlen(history->items[remark->answer].act.words), true);
			buf_addc(out, '\n');
		}
	}
}

static void sheet_text(struct app *app, const char *reference, const struct history *history, const struct opinion *opinion,
	const struct review *review, bool all, struct buf *out)
{
	buf_addf(out, _("%1$s: \"%2$s\", revision %3$d\n"), reference, state_title(app, history, history->state), history->revisions);
	if (opinion->passage) {
		buf_addf(out, _("Opinion on revision %1$d by %2$s"), opinion->passage->number, opinion->passage->author);
		if (opinion_outdated(opinion)) {
			buf_addf(out, ": %s (", _("outdated, there is"));
			opinion_words(opinion, out);
			buf_addc(out, ')');
		}
		buf_addc(out, '\n');
		add_words(out, opinion->passage->act.words);
	}
	remarks_text(history, review, out);
	buf_addf(out, "\n%s\n", _("Steps"));
	for (size_t i = 0; i < history->count; i++)
		review_passage(app, history, &history->items[i], review, out);
	if (review)
		add_revision(app, review, all, &(struct revision_lists){ .answers = NULL }, out);
}

enum status review_sheet(struct app *app, const char *record, const char *reference, const struct history *history, bool all, bool json,
	struct buf *out, struct diag_list *diags)
{
	struct opinion opinion;
	struct review review = { .rows = NULL };
	enum status status = history_opinion(app, history, &opinion, diags);
	if (status != STATUS_OK)
		return status;
	if (history->revisions)
		status = app_review(app, record, &review, diags);
	const struct review *there = history->revisions && status == STATUS_OK ? &review : NULL;
	if (json)
		sheet_json(app, reference, history, &opinion, there, out);
	else
		sheet_text(app, reference, history, &opinion, there, all, out);
	review_done(&review);
	return status;
}
