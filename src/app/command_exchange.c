/* SPDX-License-Identifier: Apache-2.0 */
/* The exchange on the command line. */
#include "app/commands.h"
#include "app/exchange.h"
#include "app/session.h"
#include "base/num.h"
#include "report/json.h"

enum status command_exchange_out(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct exchange_made made;
	enum status status = app_exchange_out(app, args->words[0], args->count > 1 ? args->words[1] : NULL, &made, diags);
	if (status != STATUS_OK)
		return status;
	if (args->json) {
		struct json *item = json_new_object();
		json_put_text(item, "file", args->words[0]);
		json_put_int(item, "entries", (int64_t)made.entries);
		json_put_int(item, "bytes", (int64_t)made.bytes);
		json_put_text(item, "fingerprint", made.fingerprint);
		json_put_int(item, "lists", (int64_t)made.lists);
		json_put_int(item, "list_version", made.list_version);
		json_write(&item, out);
		return STATUS_OK;
	}
	buf_addf(out, _("%1$s: %2$zu entries, %3$zu bytes\n  key %4$s, last entry %5$s\n"), args->words[0], made.entries, made.bytes, made.fingerprint, made.head);
	exchange_made_lists(&made, out);
	return STATUS_OK;
}

enum status command_exchange_in(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct exchange *exchange;
	struct exchange_seen seen = { 0 };
	bool taken = args->yes && !args->preview;
	enum status status = exchange_open(app, args->words[0], &exchange, diags);
	if (status == STATUS_OK)
		status = exchange_take(exchange, !taken, &seen, diags);
	if (status == STATUS_OK && args->json) {
		exchange_seen_json(&seen, taken, out);
	} else if (status == STATUS_OK) {
		exchange_seen_text(app, &seen, out);
		buf_addf(out, _("looked through apart, kept in by: %s\n"), seen.protection);
		buf_adds(out, !exchange_brings(&seen) ? _("there is nothing new in it\n")
			: taken && seen.fresh == 0 ? _("taken in; no entry was new, so no receipt goes out\n")
			: taken ? _("taken in; the receipt goes out with the next bundle\n")
			: _("nothing was taken in yet; compare the fingerprints, then say --yes\n"));
	}
	exchange_seen_done(&seen);
	exchange_close(&exchange);
	return status;
}

enum status command_exchange_list(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct exchange_state state;
	enum status status = app_exchange_state(app, &state, diags);
	if (status == STATUS_OK && args->json)
		exchange_state_json(&state, out);
	else if (status == STATUS_OK)
		exchange_state_text(app, &state, out);
	exchange_state_done(&state);
	return status;
}

enum status command_exchange_merge(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	int64_t number = 0;
	int made, left;
	if (!num_parse_int(args->words[1], &number) || number < 1 || number > 1000000)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("\"%s\" is not the number of a revision; \"exchange list\" shows them"), args->words[1]);
	enum status status = app_exchange_merge(app, args->words[0], (int)number, &made, &left, diags);
	if (status != STATUS_OK)
		return status;
	if (args->json) {
		struct json *item = json_new_object();
		json_put_text(item, "case", args->words[0]);
		json_put_int(item, "revision", made);
		json_put_int(item, "side_by_side", left);
		json_write(&item, out);
	} else {
		buf_addf(out, _("%1$s revision %2$d goes on from revision %3$d and joins the other one\n"), args->words[0], made, (int)number);
		if (left > 1)
			buf_addf(out, _("%d revisions still stand side by side; merge again\n"), left);
	}
	return STATUS_OK;
}
