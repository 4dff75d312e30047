/* SPDX-License-Identifier: Apache-2.0 */
/* Statistics on the command line: all tables, or the cases behind one figure. */
#include <string.h>

#include "app/commands.h"
#include "app/printing.h"
#include "app/stats.h"

static enum status tell_behind(const struct figures *figures, const char *id, struct buf *out, struct diag_list *diags)
{
	const struct figure *figure = figures_find(figures, id);
	if (!figure)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("%s: there is no figure of this id; \"stats --format csv\" writes the id of each"), id);
	figure_text(figure, out);
	buf_addc(out, '\n');
	figure_uses_text(figures, figure, out);
	return STATUS_OK;
}

enum status figures_write(struct app *app, const struct figures *figures, enum record_format format, struct buf *out, struct diag_list *diags)
{
	if (format == RECORD_JSON) {
		figures_json(figures, out);
	} else if (format == RECORD_CSV) {
		figures_csv(figures, out);
	} else {
		struct doc *doc = figures_doc(figures, app_lang(app), false);
		if (format == RECORD_XLSX) /* on paper they would fill pages; there a figure is looked up by its id */
			figures_add_uses(doc, figures);
		enum status status = app_doc_write(app, doc, format, out, diags);
		doc_free(&doc);
		return status;
	}
	return STATUS_OK;
}

enum status command_stats(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct figures figures;
	enum record_format format;
	enum status status = command_format(args, &format, diags);
	if (status != STATUS_OK)
		return status;
	status = app_stats(app, args->state, &figures, diags);
	if (status == STATUS_OK)
		status = args->count ? tell_behind(&figures, args->words[0], out, diags) : STATUS_OK;
	if (status == STATUS_OK && !args->count)
		status = figures_write(app, &figures, format, out, diags);
	figures_done(&figures);
	return status;
}
