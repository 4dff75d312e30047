/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of a case after it was handed in, and what has been said about it. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/person.h"
#include "app/review.h"
#include "app/review_sheet.h"
#include "app/session.h"
#include "app/sweep.h"
#include "base/num.h"
#include "report/json.h"

static enum status act(struct app *app, const struct command_args *args, const struct act_request *request, struct buf *out, struct diag_list *diags)
{
	struct act_done done;
	const struct life *life;
	enum status status = app_act(app, args->words[0], request, &done, diags);
	if (status == STATUS_OK)
		status = app_life(app, &life, diags);
	if (status != STATUS_OK)
		return status;
	if (args->json) {
		struct json *item = json_new_object();
		json_put_text(item, "case", args->words[0]);
		json_put_text(item, "step", life_verb_word(request->verb));
		json_put_int(item, "revision", done.revision);
		json_put_text(item, "state", life->states[done.state].name);
		json_put_int(item, "sequence", done.seq);
		json_write(&item, out);
	} else {
		buf_addf(out, _("%1$s revision %2$d: %3$s. The case is \"%4$s\"; fingerprint %5$s\n"), args->words[0], done.revision,
			app_text(app, &life->steps[request->verb].title), app_text(app, &life->states[done.state].title), done.fingerprint);
	}
	return STATUS_OK;
}

static enum status act_on_case(struct app *app, const struct command_args *args, enum life_verb verb, struct buf *out, struct diag_list *diags)
{
	const struct act_request request = { .verb = verb, .words = args->text };
	return act(app, args, &request, out, diags);
}

static enum status act_on_answer(struct app *app, const struct command_args *args, enum life_verb verb, struct buf *out, struct diag_list *diags)
{
	const struct act_request request = { .verb = verb, .part = args->words[1], .fact = args->count > 2 ? args->words[2] : "", .words = args->text };
	return act(app, args, &request, out, diags);
}

static enum status act_on_remark(struct app *app, const struct command_args *args, enum life_verb verb, struct buf *out, struct diag_list *diags)
{
	int64_t number = 0;
	if (!num_parse_int(args->words[1], &number) || number < 1)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("\"%s\" is not the number of a remark; \"review show\" lists them"), args->words[1]);
	const struct act_request request = { .verb = verb, .remark = (size_t)number, .words = args->text };
	return act(app, args, &request, out, diags);
}

#define ON_CASE(name, verb) \
	enum status command_##name(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags) \
	{ \
		return act_on_case(app, args, verb, out, diags); \
	}
#define ON_ANSWER(name, verb) \
	enum status command_##name(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags) \
	{ \
		return act_on_answer(app, args, verb, out, diags); \
	}
#define ON_REMARK(name, verb) \
	enum status command_##name(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags) \
	{ \
		return act_on_remark(app, args, verb, out, diags); \
	}

ON_CASE(case_recall, LIFE_RECALL)
ON_CASE(case_withdraw, LIFE_WITHDRAW)
ON_CASE(review_advise, LIFE_ADVISE)
ON_CASE(review_return, LIFE_RETURN)
ON_CASE(review_approve, LIFE_APPROVE)
ON_ANSWER(review_remark, LIFE_REMARK)
ON_ANSWER(review_confirm, LIFE_CONFIRM)
ON_ANSWER(review_hold, LIFE_HOLD)
ON_REMARK(review_answer, LIFE_ANSWER)
ON_REMARK(review_close, LIFE_CLOSE)

enum status command_case_check(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work;
	struct sweep sweep;
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	status = work_sweep(work, &sweep, diags);
	struct json *list = args->json && status == STATUS_OK ? json_new_array() : NULL;
	for (size_t i = 0; i < sweep.count; i++) {
		const struct sweep_item *found = &sweep.items[i];
		if (list) {
			struct json *item = json_new_object();
			json_put_text(item, "kind", sweep_kind_word(found->kind));
			json_put_bool(item, "blocks", found->blocks);
			json_put_text(item, "part", found->key);
			json_put_text(item, "fact", found->fact ? found->fact->id : NULL);
			json_put_text(item, "detail", found->detail);
			json_push(list, item);
			continue;
		}
		buf_adds(out, found->blocks ? _("[blocks] ") : "");
		sweep_item_text(app, found, out);
		buf_addc(out, '\n');
	}
	if (list)
		json_write(&list, out);
	else if (status == STATUS_OK && sweep.count == 0)
		buf_adds(out, _("nothing is missing or weak\n"));
	if (status == STATUS_OK && sweep.blocking)
		status = STATUS_FAILED;
	sweep_done(&sweep);
	work_close(&work);
	return status;
}

enum status command_review_list(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct case_rows rows;
	enum status status = app_cases(app, &rows, diags);
	if (status != STATUS_OK)
		return status;
	struct json *list = args->json ? json_new_array() : NULL;
	size_t shown = 0, cells = case_rows_reference_cells(&rows);
	for (size_t i = 0; i < rows.count && status == STATUS_OK; i++) {
		struct history history;
		if (rows.items[i].revisions == 0)
			continue;
		status = app_history(app, rows.items[i].id, &history, diags);
		if (status == STATUS_OK)
			status = review_line(app, &rows.items[i], &history, cells, list, out, diags);
		history_done(&history);
		shown++;
	}
	if (list && status == STATUS_OK)
		json_write(&list, out);
	else if (list)
		json_free(&list);
	else if (shown == 0 && status == STATUS_OK)
		buf_adds(out, _("nothing has been handed in yet\n"));
	case_rows_done(&rows);
	return status;
}

enum status command_review_show(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct history history = { 0 };
	char record[33], *reference = NULL;
	bool all = args->count > 1;
	enum status status = all && strcmp(args->words[1], "all") != 0
		? diag_error(diags, STATUS_USAGE, NULL, 0, _("usage: kumoshirube %1$s %2$s"), "review show", "CASE [all]")
		: app_case_id(app, args->words[0], record, &reference, diags);
	if (status == STATUS_OK)
		status = app_history(app, record, &history, diags);
	if (status == STATUS_OK)
		status = review_sheet(app, record, reference, &history, all, args->json, out, diags);
	history_done(&history);
	free(reference);
	return status;
}
