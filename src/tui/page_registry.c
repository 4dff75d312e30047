/* SPDX-License-Identifier: Apache-2.0 */
/* The registry snapshot in use, to look things up without a case, and the way to a newer one. */
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/search.h"
#include "tui/ui.h"

struct registry_state {
	struct search search;
};

static void registry_open(struct ui *ui, struct page *page)
{
	struct registry_state *state = page->state;
	search_init(&state->search, ui);
	search_update(&state->search, NULL);
}

/* Another snapshot may be in use. */
static void registry_refresh(struct ui *ui, struct page *page)
{
	(void)ui;
	search_update(&((struct registry_state *)page->state)->search, NULL);
}

static void registry_close(struct ui *ui, struct page *page)
{
	(void)ui;
	search_done(&((struct registry_state *)page->state)->search);
}

static void registry_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui;
	(void)page;
	buf_addf(out, "%s | %s", _("Kumoshirube"), _("Registry"));
}

static void registry_draw(struct ui *ui, struct page *page)
{
	const struct pick *pick = search_current(&((struct registry_state *)page->state)->search);
	const struct snapshot_info *origin = pick && pick->listing ? app_registry_origin(ui->app, pick->listing) : NULL;
	struct buf line;
	buf_init(&line);
	/* Three lists stand here one behind the other; the line is of the one that the cursor is in. */
	if (origin && origin->shelf != SHELF_SERVICES)
		app_origin_line(ui->app, origin, &line);
	else
		app_snapshot_line(ui->app, &line);
	put_text(ui->term, 1, 1, ui_width(ui) - 2, STYLE_STRONG, line.data);
	buf_done(&line);
	search_draw(&((struct registry_state *)page->state)->search, false);
}

static enum reaction registry_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct registry_state *state = page->state;
	bool changed = false;
	(void)ui;
	enum reaction reaction = search_key(&state->search, event, &changed);
	if (changed)
		search_update(&state->search, NULL);
	return reaction;
}

static enum reaction registry_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct registry_state *state = page->state;
	if (action == ACTION_SORT) {
		search_sort(&state->search);
		search_update(&state->search, NULL);
		return REACT_HANDLED;
	}
	if (action == ACTION_PRIMARY) {
		ui_next(ui, &page_import, "");
		return REACT_PUSH;
	}
	if (action == ACTION_NARROW) {
		ui_next(ui, &page_filter, "");
		return REACT_PUSH;
	}
	if (action == ACTION_CHANGES) {
		ui_next(ui, &page_changes, "");
		return REACT_PUSH;
	}
	return action == ACTION_SEARCH || action == ACTION_OPEN ? REACT_HANDLED : REACT_UNUSED;
}

static bool registry_typing(const struct page *page)
{
	(void)page;
	return true;
}

const struct page_ops page_registry = {
	.name = "registry",
	.where = WHERE_REGISTRY,
	.primary = N_("Import"),
	.hint = N_("Type to search   F2: take in a list   F5: what changed   Esc: clear, then back"),
	.state_size = sizeof(struct registry_state),
	.open = registry_open,
	.close = registry_close,
	.refresh = registry_refresh,
	.title = registry_title,
	.draw = registry_draw,
	.key = registry_key,
	.action = registry_action,
	.typing = registry_typing,
};
