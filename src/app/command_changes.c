/* SPDX-License-Identifier: Apache-2.0 */
/* Differences and expiry dates on the command line. */
#include "app/changes.h"
#include "app/commands.h"
#include "base/i18n.h"

enum status command_registry_diff(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct comparison *comparison = NULL;
	if (args->count == 1)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("two snapshots are compared; name both, or none"));
	enum status status = app_compare_snapshots(app, args->count ? args->words[0] : "previous", args->count ? args->words[1] : "current",
		&comparison, diags);
	if (status == STATUS_OK && args->json)
		app_comparison_json(app, comparison, out);
	else if (status == STATUS_OK)
		app_comparison_text(app, comparison, false, out);
	comparison_free(&comparison);
	return status;
}

enum status command_registry_expiring(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct passing *passing = NULL;
	enum status status = app_passing(app, app_as_of(app), &passing, diags);
	if (status == STATUS_OK && args->json)
		app_passing_json(app, passing, out);
	else if (status == STATUS_OK)
		app_passing_text(app, passing, false, out);
	passing_free(&passing);
	return status;
}
