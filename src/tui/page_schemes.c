/* SPDX-License-Identifier: Apache-2.0 */
/* What the catalogue says of the schemes behind a question: for whom, how long, in relation to what, and whether the policy names it. */
#include "tui/schemes.h"

#include "base/i18n.h"
#include "model/scheme_use.h"
#include "tui/cells.h"
#include "tui/strip.h"
#include "tui/text_view.h"
#include "tui/words.h"

struct schemes_state {
	struct text_view view;
};

size_t schemes_count(struct ui *ui, const char *key, const struct question *question)
{
	const struct dossier *dossier = work_dossier(ui->work);
	const struct entity *entity = dossier_find(dossier, key);
	size_t count = 0;
	for (size_t i = 0; entity && i < dossier->edition->scheme_count; i++)
		count += scheme_shown(dossier, entity, question, &dossier->edition->schemes[i]);
	return count;
}

static void add(struct ui *ui, struct buf *out, const char *label, const struct text *text)
{
	buf_addf(out, "  %s: %s\n", label, app_text(ui->app, text));
}

static void add_scheme(struct ui *ui, const struct scheme *scheme, struct buf *out)
{
	buf_addf(out, "%s\n", app_text(ui->app, &scheme->title));
	if (scheme->named[0]) {
		struct buf sections;
		buf_init(&sections);
		clause_sections(ui->app, scheme->named, &sections);
		buf_addf(out, _("  Policy 4.1: names it (%s)\n"), sections.data);
		buf_done(&sections);
	} else if (scheme->sector[0]) {
		buf_adds(out, _("  Policy 4.1: does not name it; it is what the sector expects\n"));
	} else {
		buf_adds(out, _("  Policy 4.1: does not name it, so it does not stand for the evidence recommended there\n"));
	}
	add(ui, out, _("What it shows"), &scheme->evidences);
	add(ui, out, _("Run by"), &scheme->operated_by);
	add(ui, out, _("Covers"), &scheme->target);
	add(ui, out, _("Levels"), &scheme->levels);
	add(ui, out, _("Holds"), &scheme->validity);
	add(ui, out, _("Looked at"), &scheme->surveillance);
	add(ui, out, _("ISO/IEC 27001"), &scheme->iso27001);
}

void schemes_text(struct ui *ui, const char *key, const struct question *question, struct buf *out)
{
	const struct dossier *dossier = work_dossier(ui->work);
	const struct entity *entity = dossier_find(dossier, key);
	for (size_t i = 0; entity && i < dossier->edition->scheme_count; i++)
		if (scheme_shown(dossier, entity, question, &dossier->edition->schemes[i]))
			add_scheme(ui, &dossier->edition->schemes[i], out);
}

static void schemes_open(struct ui *ui, struct page *page)
{
	struct schemes_state *state = page->state;
	text_view_init(&state->view);
	schemes_text(ui, page->arg.key, page->arg.question, &state->view.text);
	text_view_changed(&state->view);
}

static void schemes_close(struct ui *ui, struct page *page)
{
	(void)ui;
	text_view_done(&((struct schemes_state *)page->state)->view);
}

static void schemes_title(struct ui *ui, struct page *page, struct buf *out)
{
	ui_case_title(ui, out);
	buf_adds(out, " | ");
	strip_entity(ui, page->arg.key, out);
	buf_adds(out, _("Schemes"));
}

static void schemes_draw(struct ui *ui, struct page *page)
{
	struct schemes_state *state = page->state;
	strip_draw(ui, page->arg.key, "");
	text_view_draw(ui->term, &state->view, UI_BODY_TOP, ui_body_bottom(ui) - UI_BODY_TOP + 1);
}

static enum reaction schemes_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct schemes_state *state = page->state;
	(void)ui;
	return event->kind == EVENT_KEY && text_view_key(&state->view, event->name) ? REACT_HANDLED : REACT_UNUSED;
}

static enum reaction schemes_action(struct ui *ui, struct page *page, enum action_id action)
{
	(void)ui;
	(void)page;
	return action == ACTION_OPEN || action == ACTION_PRIMARY ? REACT_BACK : REACT_UNUSED;
}

const struct page_ops page_schemes = {
	.name = "schemes",
	.where = WHERE_ADVICE,
	.primary = N_("Back"),
	.hint = N_("Up, Down: scroll   Esc: back to the question"),
	.state_size = sizeof(struct schemes_state),
	.open = schemes_open,
	.close = schemes_close,
	.title = schemes_title,
	.draw = schemes_draw,
	.key = schemes_key,
	.action = schemes_action,
};
