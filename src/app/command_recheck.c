/* SPDX-License-Identifier: Apache-2.0 */
/* `case recheck`: all standing decisions, which is kept for the list of cases, or one of them in detail. */
#include "app/commands.h"
#include "app/recheck.h"
#include "app/session.h"

static void tell(const struct app *app, const struct recheck *recheck, bool one, struct buf *out)
{
	struct buf day;
	buf_init(&day);
	date_format(&day, app_eras(app), recheck->day, app_lang(app));
	for (size_t i = 0; i < recheck->count; i++) {
		if (one || recheck_marks(&recheck->items[i]) || recheck->items[i].end != RECHECK_SAME) {
			recheck_detail_text(app, &recheck->items[i], out);
			buf_addc(out, '\n');
		}
	}
	if (!one)
		buf_addf(out, _("Rechecked as of %1$s: %2$zu decisions, %3$zu would end otherwise, %4$zu more have a trigger that came true\n"), day.data,
			recheck->count, recheck->otherwise, recheck->triggered);
	buf_done(&day);
}

enum status command_case_recheck(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct recheck recheck;
	bool one = args->count > 0;
	enum status status = app_recheck(app, one ? args->words[0] : NULL, &recheck, diags);
	/* What another day would bring is told and not kept: the list of cases speaks of today. */
	if (status == STATUS_OK && !one && app->as_of == DATE_NONE) {
		struct diag_list aside;
		diag_init(&aside);
		if (app_recheck_keep(app, &recheck, &aside) != STATUS_OK)
			diag_warning(diags, app->store_path, 0, _("the result could not be kept, so the list of cases does not show it: %s"),
				aside.count ? aside.items[0].text : "");
		diag_done(&aside);
	}
	if (status == STATUS_OK && args->json)
		recheck_json(app, &recheck, out);
	else if (status == STATUS_OK)
		tell(app, &recheck, one, out);
	if (status == STATUS_OK && recheck.otherwise + recheck.triggered > 0)
		status = STATUS_FAILED;
	recheck_done(&recheck);
	return status;
}
