/* SPDX-License-Identifier: Apache-2.0 */
/* Deciding files, and the cases of the store. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/records.h"
#include "app/session.h"
#include "app/words.h"
#include "app/work_internal.h"
#include "base/file.h"
#include "base/utf8.h"
#include "model/date_order.h"
#include "report/json.h"
#include "report/record.h"

#define CASE_BYTES_MAX (4u << 20)
#define STAGE_CELLS 12
#define VERDICT_CELLS 26

enum status command_format(const struct command_args *args, enum record_format *out, struct diag_list *diags)
{
	*out = args->json ? RECORD_JSON : RECORD_TEXT;
	if (args->format && !record_format_parse(args->format, out))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--format %s: the formats are text, html, pdf, json, csv and xlsx"), args->format);
	return STATUS_OK;
}

enum status command_read_case(struct app *app, const char *path, struct loaded *rules, struct dossier **out, struct diag_list *diags)
{
	struct buf bytes;
	/* No name of an edition holds a dot, so this is none of the files that are kept for editions. */
	char *agreed = app->cache_path[0] ? mem_printf("%s.cases", app->cache_path) : NULL;
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, CASE_BYTES_MAX, diags);
	if (status == STATUS_OK) {
		char *edition = dossier_peek_edition(path, bytes.data, bytes.len, diags);
		status = edition ? app_load_edition(app, edition, rules, diags) : STATUS_INPUT;
		free(edition);
	}
	if (status == STATUS_OK)
		status = dossier_read_with(out, rules->edition, path, bytes.data, bytes.len, agreed, diags);
	if (status == STATUS_OK) {
		status = date_order_check(*out, path, bytes.data, bytes.len, diags);
		if (status != STATUS_OK)
			dossier_free(out);
	}
	buf_done(&bytes);
	free(agreed);
	return status;
}

enum status command_decide(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	enum record_format format;
	struct work work = { .app = app };
	enum status status = command_format(args, &format, diags);
	if (status == STATUS_OK)
		status = command_read_case(app, args->words[0], &work.rules, &work.dossier, diags);
	if (status != STATUS_OK)
		return status;
	app_use_edition(app, work.rules.edition->id);
	status = app_resolve_listings(app, work.dossier, diags);
	if (status != STATUS_OK) {
		dossier_free(&work.dossier);
		return status;
	}
	work_decide_again(&work);
	status = work_export(&work, format, out, diags);
	if (status == STATUS_OK)
		status = verdict_exit(work.verdict);
	relevance_done(&work.relevance);
	verdict_free(&work.verdict);
	dossier_free(&work.dossier);
	return status;
}

/* What the last recheck found goes with its day, and whether it still holds; a day that has come needs no recheck. */
static void tell_again(const struct app *app, const struct case_rows *rows, const struct case_row *row, struct buf *out)
{
	struct buf day;
	buf_init(&day);
	if (row->again) {
		date_format_short(&day, app_eras(app), rows->rechecked_on);
		buf_addf(out, _("   [to be rechecked, as of %s"), day.data);
		if (rows->recheck_stale)
			buf_addf(out, _("; since then another: %s"), rows->recheck_stale);
		buf_addc(out, ']');
	}
	if (row->due != DATE_NONE) {
		buf_clear(&day);
		date_format_short(&day, app_eras(app), row->due);
		buf_addf(out, _("   [a day that was waited for came on %s"), day.data);
		if (rows->rechecked_on == DATE_NONE)
			buf_adds(out, _("; never rechecked"));
		buf_addc(out, ']');
	}
	buf_done(&day);
}

static void put_day(struct json *item, const char *key, date_days day)
{
	char iso[11];
	if (day != DATE_NONE)
		date_format_iso(day, iso);
	json_put_text(item, key, day == DATE_NONE ? NULL : iso);
}

/* Days are shown as on the screens; the eras are read where a day is to be shown. */
static void read_eras(struct app *app, const struct case_rows *rows, struct diag_list *diags)
{
	bool dated = false;
	for (size_t i = 0; i < rows->count && !dated; i++)
		dated = rows->items[i].again || rows->items[i].due != DATE_NONE;
	if (dated)
		(void)app_require(app, APP_FIRST, diags);
}

/* Where nothing was ever rechecked, nobody has looked for another registry, edition or classification. */
static void look_at_rows(struct app *app, struct case_rows *rows, struct diag_list *diags)
{
	size_t standing = 0, looked = 0;
	for (size_t i = 0; i < rows->count; i++) {
		standing += rows->items[i].standing != 0;
		if (rows->items[i].standing && looked++ < CASES_LOOKED_AT)
			case_row_look(app, &rows->items[i]);
	}
	if (standing && rows->rechecked_on == DATE_NONE)
		diag_warning(diags, NULL, 0, _("no recheck was ever made: \"case recheck\" says which of the %zu decisions would end otherwise today"), standing);
	if (standing > CASES_LOOKED_AT)
		diag_warning(diags, NULL, 0, _("the days that decisions wait for were looked at in %1$d cases of %2$zu, those changed last; \"case recheck\" looks at all"),
			CASES_LOOKED_AT, standing);
}

enum status command_case_list(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct case_rows rows;
	enum status status = app_cases(app, &rows, diags);
	if (status != STATUS_OK)
		return status;
	look_at_rows(app, &rows, diags);
	size_t cells = case_rows_reference_cells(&rows);
	struct json *list = args->json ? json_new_array() : NULL;
	if (!list)
		read_eras(app, &rows, diags);
	for (size_t i = 0; i < rows.count; i++) {
		const struct case_row *row = &rows.items[i];
		if (list) {
			struct json *item = json_new_object();
			json_put_text(item, "id", row->id);
			json_put_text(item, "reference", row->reference);
			json_put_text(item, "title", row->title);
			json_put_text(item, "stage", row->stage);
			json_put_text(item, "state", row->state);
			json_put_text(item, "verdict", row->verdict);
			json_put_int(item, "revisions", row->revisions);
			json_put_int(item, "updated_at", row->updated_at);
			json_put_bool(item, "sample", row->sample);
			json_put_bool(item, "recheck", row->again || row->due != DATE_NONE);
			put_day(item, "due_since", row->due);
			put_day(item, "rechecked_on", rows.rechecked_on);
			json_push(list, item);
			continue;
		}
		utf8_pad(out, row->reference, cells);
		utf8_pad(out, row->shown, STAGE_CELLS);
		utf8_pad(out, app_verdict_named(row->verdict), VERDICT_CELLS);
		utf8_visible(out, row->title, strlen(row->title), false);
		tell_again(app, &rows, row, out);
		buf_addc(out, '\n');
	}
	if (list)
		json_write(&list, out);
	else if (rows.count == 0)
		buf_adds(out, _("no cases yet\n"));
	case_rows_done(&rows);
	return status;
}

static void tell_reference(const struct work *work, struct json *list, struct buf *out)
{
	if (list)
		json_push_text(list, work_reference(work));
	else
		buf_addf(out, "%s\n", work_reference(work));
}

static enum status make_case(struct app *app, const struct dossier *from, struct json *list, struct buf *out, struct diag_list *diags)
{
	struct work *work = NULL;
	enum status status = work_new(&work, app, from, diags);
	if (status == STATUS_OK)
		tell_reference(work, list, out);
	work_close(&work);
	return status;
}

/* All files are read before a case is made of the first, so that a fault in the last one leaves nothing half taken in. */
enum status command_case_new(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	struct dossier **dossiers = mem_array(args->count, sizeof *dossiers);
	for (size_t i = 0; i < args->count; i++) {
		struct loaded rules;
		enum status one = command_read_case(app, args->words[i], &rules, &dossiers[i], diags);
		if (status == STATUS_OK)
			status = one;
	}
	struct json *list = args->json && status == STATUS_OK ? json_new_array() : NULL;
	if (status == STATUS_OK && args->count == 0)
		status = make_case(app, NULL, list, out, diags);
	for (size_t i = 0; i < args->count && status == STATUS_OK; i++)
		status = make_case(app, dossiers[i], list, out, diags);
	if (list)
		json_write(&list, out);
	for (size_t i = 0; i < args->count; i++)
		dossier_free(&dossiers[i]);
	free(dossiers);
	return status;
}

enum status command_case_show(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work;
	bool ini = args->format && strcmp(args->format, "ini") == 0;
	if (args->format && !ini && strcmp(args->format, "text") != 0)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--format %s: the formats are text and ini"), args->format);
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	if (ini)
		dossier_write(work_dossier(work), out);
	else if (args->json)
		work_record(work, RECORD_JSON, out);
	else
		command_sheet(work, out);
	work_close(&work);
	return STATUS_OK;
}

enum status command_case_set(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work;
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	size_t before = work_checks(work);
	status = work_answer(work, args->words[1], args->words[2], args->words[3], args->reason, args->evidence, diags);
	if (status == STATUS_OK && work_checks(work) > before)
		diag_warning(diags, NULL, 0, _("%1$s: %2$zu answers rest on this one; they are kept and marked to be checked"), work_reference(work),
			work_checks(work) - before);
	if (status == STATUS_OK && args->json) {
		struct json *item = json_new_object();
		json_put_text(item, "reference", work_reference(work));
		json_put_text(item, "verdict", verdict_status_word(work_verdict(work)->status));
		json_write(&item, out);
	} else if (status == STATUS_OK) {
		buf_addf(out, "%s\n", app_verdict_word(work_verdict(work)->status));
	}
	work_close(&work);
	return status;
}

enum status command_case_decide(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	enum record_format format;
	struct work *work;
	enum status status = command_format(args, &format, diags);
	if (status == STATUS_OK)
		status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	status = work_export(work, format, out, diags);
	if (status == STATUS_OK)
		status = verdict_exit(work_verdict(work));
	work_close(&work);
	return status;
}

/* Handing in what is not decided is allowed, because the adviser may have to see just that; it must not happen unnoticed. */
static void warn_of_outcome(const struct work *work, struct diag_list *diags)
{
	enum verdict_status status = work_verdict(work)->status;
	if (status == VERDICT_UNDETERMINED)
		diag_warning(diags, NULL, 0, _("%s: handed in with the verdict \"%s\": facts are still missing, and the record says so"), work_reference(work),
			app_verdict_word(status));
	else if (status == VERDICT_REFUSED)
		diag_warning(diags, NULL, 0, _("%s: handed in with the verdict \"%s\": a requirement is not met, and the record says so"),
			work_reference(work), app_verdict_word(status));
	if (work_checks(work) > 0)
		diag_warning(diags, NULL, 0, _("%1$s: handed in although %2$zu answers are still marked to be checked"), work_reference(work), work_checks(work));
}

enum status command_case_submit(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work;
	struct handed_in result;
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	status = work_submit(work, &result, diags);
	if (status == STATUS_OK)
		warn_of_outcome(work, diags);
	if (status == STATUS_OK && args->json) {
		struct json *item = json_new_object();
		json_put_text(item, "reference", work_reference(work));
		json_put_int(item, "revision", result.number);
		json_put_int(item, "sequence", result.seq);
		json_put_text(item, "sha256", result.digest);
		json_put_text(item, "verdict", verdict_status_word(work_verdict(work)->status));
		json_write(&item, out);
	} else if (status == STATUS_OK) {
		buf_addf(out, _("%1$s revision %2$d handed in, fingerprint %3$s\n"), work_reference(work), result.number, result.fingerprint);
	}
	work_close(&work);
	return status;
}

enum status command_case_export(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work;
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	if (args->json)
		work_record(work, RECORD_JSON, out);
	else
		dossier_write(work_dossier(work), out);
	work_close(&work);
	return STATUS_OK;
}
