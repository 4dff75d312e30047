/* SPDX-License-Identifier: Apache-2.0 */
/* The checklist of a candidate on the command line. */
#include "app/commands.h"
#include "app/criteria.h"
#include "report/json.h"

enum status command_case_criteria(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work = NULL;
	struct criteria_taken taken = { 0 };
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status == STATUS_OK)
		status = work_import_criteria(work, args->words[1], args->words[2], &taken, diags);
	work_close(&work);
	if (status != STATUS_OK)
		return status;
	if (args->json) {
		struct json *item = json_new_object();
		json_put_int(item, "added", (int64_t)taken.added);
		json_put_int(item, "changed", (int64_t)taken.changed);
		json_put_int(item, "kept", (int64_t)taken.kept);
		json_write(&item, out);
	} else {
		buf_addf(out, _("criteria: %zu added, %zu changed, %zu kept that are not in the file\n"), taken.added, taken.changed, taken.kept);
	}
	return STATUS_OK;
}
