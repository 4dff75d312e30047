/* SPDX-License-Identifier: Apache-2.0 */
/* Handed-in records. */
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
	/* Where nothing could be looked at, an empty list would say that there is nothing. */
	if (status != STATUS_OK) {
		record_rows_done(&rows);
		return status;
	}
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

/* What was practised is named, so that nobody takes it for a record of the office. */
static void tell_practice(struct app *app, struct json *whole, struct buf *out)
{
	struct record_rows rows;
	struct json *list = whole ? json_new_array() : NULL;
	enum status status = app_records(app, NULL, &rows, NULL);
	if (!whole)
		buf_adds(out, _("PRACTICE: this store holds exercises, and no record of an office\n"));
	for (size_t i = 0; i < rows.count && status == STATUS_OK; i++) {
		char *practice = app_record_practice(app, &rows.items[i]), *name = mem_printf("%s/%d", rows.items[i].reference, rows.items[i].number);
		if (list)
			json_push_text(list, name);
		else
			buf_addf(out, _("practice: %1$s (exercise %2$s)\n"), name, practice);
		free(practice);
		free(name);
	}
	if (whole)
		json_put(whole, "practice", list);
	record_rows_done(&rows);
}

enum status command_record_verify(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	size_t checked, alone;
	size_t before = diags->errors;
	enum status status = app_records_verify(app, &checked, &alone, diags);
	if (!app->store || status == STATUS_LOCKED)
		return status;
	if (args->json) {
		struct json *item = json_new_object();
		json_put_bool(item, "intact", status == STATUS_OK);
		json_put_int(item, "checked", (int64_t)checked);
		json_put_int(item, "terminal_key_only", (int64_t)alone);
		json_put_int(item, "faults", (int64_t)(diags->errors - before));
		if (app_is_practice(app))
			tell_practice(app, item, out);
		if (args->count && status == STATUS_OK)
			status = app_record_check_file(app, args->words[0], out, item, diags);
		json_write(&item, out);
	} else if (status == STATUS_OK) {
		if (app_is_practice(app))
			tell_practice(app, NULL, out);
		buf_addf(out, _("%zu entries checked: every byte, signature and link is as it was written\n"), checked);
		if (alone)
			buf_addf(out, _("%zu steps carry no key of a person; only the key of this terminal stands for them\n"), alone);
		if (args->count)
			status = app_record_check_file(app, args->words[0], out, NULL, diags);
	}
	return status;
}

enum status command_record_replay(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct record_rows rows;
	enum status status = app_records(app, args->count ? args->words[0] : NULL, &rows, diags);
	if (status != STATUS_OK) {
		record_rows_done(&rows);
		return status;
	}
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
