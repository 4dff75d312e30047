/* SPDX-License-Identifier: Apache-2.0 */
/* Copies of the store on the command line. */
#include "app/commands.h"
#include "app/session.h"
#include "app/store_copy.h"
#include "report/json.h"

static void add_json(const char *file, const struct store_copy *copy, bool done, struct buf *out)
{
	struct json *item = json_new_object();
	json_put_text(item, "file", file);
	json_put_int(item, "cases", (int64_t)copy->cases);
	json_put_int(item, "entries", (int64_t)copy->entries);
	json_put_int(item, "epoch", copy->epoch);
	json_put_bool(item, "behind", copy->behind);
	json_put_bool(item, "done", done);
	json_put_text(item, "kept", copy->kept);
	json_write(&item, out);
}

enum status command_store_backup(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct store_copy copy;
	enum status status = app_store_backup(app, args->words[0], &copy, diags);
	if (status == STATUS_OK && args->json)
		add_json(args->words[0], &copy, true, out);
	else if (status == STATUS_OK)
		buf_addf(out, _("%1$s: %2$zu cases, %3$zu entries; read back and whole. Keep %1$s.key with it, and both where nobody else reads them\n"),
			args->words[0], copy.cases, copy.entries);
	store_copy_done(&copy);
	return status;
}

enum status command_store_restore(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct store_copy copy;
	enum status status = app_store_restore(app, args->words[0], args->yes, &copy, diags);
	if (status == STATUS_OK && args->json) {
		add_json(args->words[0], &copy, args->yes, out);
	} else if (status == STATUS_OK) {
		buf_addf(out, _("%1$s: %2$zu cases, %3$zu entries; it is whole\n"), args->words[0], copy.cases, copy.entries);
		if (copy.behind)
			buf_adds(out, _("this terminal has entered more since then; what came after the copy is not in it\n"));
		if (args->yes && copy.kept)
			buf_addf(out, _("the store that was here is kept as %s\n"), copy.kept);
		if (args->yes)
			buf_addf(out, _("restored; new entries are made in epoch %lld\n"), (long long)copy.epoch);
		else
			buf_adds(out, _("nothing was changed yet; --yes puts it in the place of the store\n"));
	}
	store_copy_done(&copy);
	return status;
}
