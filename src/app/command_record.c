/* SPDX-License-Identifier: Apache-2.0 */
/* Handed-in records, the policy check, and the doctor. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/records.h"
#include "app/session.h"
#include "base/file.h"
#include "report/json.h"

enum status command_record_list(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct record_rows rows;
	enum status status = app_records(app, args->count ? args->words[0] : NULL, &rows, diags);
	struct json *list = args->json ? json_new_array() : NULL;
	for (size_t i = 0; i < rows.count; i++) {
		const struct record_row *row = &rows.items[i];
		char hex[65], brief[20];
		digest_hex(&row->digest, hex);
		digest_short(&row->digest, brief);
		if (list) {
			struct json *item = json_new_object();
			json_put_text(item, "reference", row->reference);
			json_put_int(item, "revision", row->number);
			json_put_int(item, "sequence", row->seq);
			json_put_int(item, "submitted_at", row->at);
			json_put_text(item, "sha256", hex);
			json_push(list, item);
		} else {
			buf_addf(out, "%lld  %s/%d  %s\n", (long long)row->seq, row->reference, row->number, brief);
		}
	}
	if (list)
		json_write(&list, out);
	record_rows_done(&rows);
	return status;
}

enum status command_record_verify(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	size_t checked;
	size_t before = diags->errors;
	enum status status = app_records_verify(app, &checked, diags);
	if (args->json) {
		struct json *item = json_new_object();
		json_put_bool(item, "intact", status == STATUS_OK);
		json_put_int(item, "checked", (int64_t)checked);
		json_put_int(item, "faults", (int64_t)(diags->errors - before));
		json_write(&item, out);
	} else if (status == STATUS_OK) {
		buf_addf(out, _("%zu entries checked: every byte, signature and link is as it was written\n"), checked);
	}
	return status;
}

enum status command_record_replay(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct record_rows rows;
	enum status status = app_records(app, args->count ? args->words[0] : NULL, &rows, diags);
	struct json *list = args->json ? json_new_array() : NULL;
	for (size_t i = 0; i < rows.count; i++) {
		const struct record_row *row = &rows.items[i];
		enum status one = app_record_replay(app, row, diags);
		if (list) {
			struct json *item = json_new_object();
			json_put_text(item, "reference", row->reference);
			json_put_int(item, "revision", row->number);
			json_put_bool(item, "same", one == STATUS_OK);
			json_push(list, item);
		} else {
			buf_addf(out, "%s/%d  %s\n", row->reference, row->number, one == STATUS_OK ? _("same verdict, same trace") : _("DIFFERS"));
		}
		if (status == STATUS_OK)
			status = one;
	}
	if (list)
		json_write(&list, out);
	record_rows_done(&rows);
	return status;
}

enum status command_record_export(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	enum record_format format;
	struct record_rows rows;
	enum status status = command_format(args, &format, diags);
	if (status != STATUS_OK)
		return status;
	status = app_records(app, args->words[0], &rows, diags);
	/* Without a number the newest revision is meant. */
	if (status == STATUS_OK)
		status = app_record_print(app, &rows.items[rows.count - 1], format, out, diags);
	record_rows_done(&rows);
	return status;
}

struct homeless {
	struct json *list;
	struct buf *text;
	size_t count;
};

static void note_homeless(const struct clause *clause, void *context)
{
	struct homeless *job = context;
	job->count++;
	if (job->list)
		json_push_text(job->list, clause->id);
	else
		buf_addf(job->text, _("%1$s (%2$s): no rule, question, step or gate cites it\n"), clause->id, clause->modality);
}

void app_policy_line(const struct app *app, struct buf *out)
{
	const struct edition *edition = app_edition(app);
	char brief[20];
	size_t questions = 0;
	for (size_t i = 0; i < edition->screen_count; i++)
		questions += edition->screens[i].question_count;
	digest_short(&edition->digest, brief);
	/* The last one has a name and no number. */
	const struct step_def *last = &edition->steps[edition->step_count - 1];
	buf_addf(out, _("edition %1$s (%2$s): %3$zu rules, %4$zu questions, steps 1 to %5$zu and %6$s, %7$zu clauses; no fault found"), edition->id,
		brief, edition->rule_count, questions, edition->step_count - 1, app_text(app, &last->short_title), edition->clause_count);
}

/* Opening the session has compiled everything; a fault would have ended it with its file and line. */
enum status command_policy_check(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	(void)diags;
	struct buf line;
	struct homeless job = { args->json ? json_new_array() : NULL, out, 0 };
	buf_init(&line);
	app_policy_line(app, &line);
	engine_uncited(app->loaded[0].engine, note_homeless, &job);
	if (job.list) {
		char hex[65];
		struct json *whole = json_new_object();
		digest_hex(&app_edition(app)->digest, hex);
		json_put_text(whole, "edition", app_edition(app)->id);
		json_put_text(whole, "sha256", hex);
		json_put_text(whole, "result", line.data);
		json_put(whole, "uncited", job.list);
		json_write(&whole, out);
	} else {
		buf_addf(out, "%s\n", line.data);
	}
	buf_done(&line);
	return STATUS_OK;
}
