/* SPDX-License-Identifier: Apache-2.0 */
/* What the catalogue says of the schemes behind a question: for whom, how long, in relation to what, and whether the policy names it. */
#include "app/schemes.h"

#include "app/labels.h"
#include "app/work_internal.h"
#include "model/scheme_use.h"

size_t schemes_count(const struct work *work, const char *key, const struct question *question)
{
	const struct dossier *dossier = work_dossier(work);
	const struct entity *entity = dossier_find(dossier, key);
	size_t count = 0;
	for (size_t i = 0; entity && i < dossier->edition->scheme_count; i++)
		count += scheme_shown(dossier, entity, question, &dossier->edition->schemes[i]);
	return count;
}

static void add(const struct app *app, struct buf *out, const char *label, const struct text *text)
{
	buf_addf(out, "  %s: %s\n", label, app_text(app, text));
}

static void add_scheme(const struct work *work, const struct scheme *scheme, struct buf *out)
{
	buf_addf(out, "%s\n", app_text(work->app, &scheme->title));
	if (scheme->named[0]) {
		struct buf sections;
		buf_init(&sections);
		clause_sections(work->app, scheme->named, &sections);
		buf_addf(out, _("  Policy 4.1: names it (%s)\n"), sections.data);
		buf_done(&sections);
	} else if (scheme->sector[0]) {
		buf_adds(out, _("  Policy 4.1: does not name it; it is what the sector expects\n"));
	} else {
		buf_adds(out, _("  Policy 4.1: does not name it, so it does not stand for the evidence recommended there\n"));
	}
	add(work->app, out, _("What it shows"), &scheme->evidences);
	add(work->app, out, _("Run by"), &scheme->operated_by);
	add(work->app, out, _("Covers"), &scheme->target);
	add(work->app, out, _("Levels"), &scheme->levels);
	add(work->app, out, _("Holds"), &scheme->validity);
	add(work->app, out, _("Looked at"), &scheme->surveillance);
	add(work->app, out, _("ISO/IEC 27001"), &scheme->iso27001);
}

void schemes_text(const struct work *work, const char *key, const struct question *question, struct buf *out)
{
	const struct dossier *dossier = work_dossier(work);
	const struct entity *entity = dossier_find(dossier, key);
	for (size_t i = 0; entity && i < dossier->edition->scheme_count; i++)
		if (scheme_shown(dossier, entity, question, &dossier->edition->schemes[i]))
			add_scheme(work, &dossier->edition->schemes[i], out);
}
