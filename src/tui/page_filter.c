/* SPDX-License-Identifier: Apache-2.0 */
/* Narrowing the registry by list, form, state, expiry date and region. What is set holds at once, and is said back as a sentence. */
#include <stdlib.h>
#include <string.h>

#include "app/listing_words.h"
#include "base/i18n.h"
#include "tui/cells.h"
#include "tui/edit.h"
#include "tui/ui.h"

#define LABEL_CELLS 16
#define REGION_CHARS 20

enum filter_field { FILTER_LIST, FILTER_FORM, FILTER_STATE, FILTER_WITHIN, FILTER_REGION, FILTER_COUNT };
struct filter_state {
	enum filter_field focus;
	struct edit region;
};
static const char *const labels[FILTER_COUNT] = {
	[FILTER_LIST] = N_("Which list"), [FILTER_FORM] = N_("Form"), [FILTER_STATE] = N_("State"), [FILTER_WITHIN] = N_("Expiry date"), [FILTER_REGION] = N_("Region"),
};
static const int within[] = { 0, 30, 60, 120, 365 };
#define WITHIN_COUNT (sizeof within / sizeof within[0])

static void filter_open(struct ui *ui, struct page *page)
{
	struct filter_state *state = page->state;
	edit_init(&state->region, false, REGION_CHARS, sizeof app_registry_filter(ui->app)->region - 1);
	edit_set(&state->region, app_registry_filter(ui->app)->region);
}

static void filter_close(struct ui *ui, struct page *page)
{
	(void)ui;
	edit_done(&((struct filter_state *)page->state)->region);
}

static void filter_title(struct ui *ui, struct page *page, struct buf *out)
{
	(void)ui;
	(void)page;
	buf_addf(out, "%s | %s", _("Kumoshirube"), _("Narrowing the registry"));
}

/* The place of the one bit, from 1; 0 for none. */
static unsigned place_of(unsigned bits)
{
	unsigned place = 0;
	while (bits >> place)
		place++;
	return place;
}

static void value_text(const struct registry_filter *filter, enum filter_field field, struct buf *out)
{
	static const char *const forms[] = { "SaaS", "PaaS", "IaaS" };
	unsigned bits = field == FILTER_LIST ? filter->lists : field == FILTER_FORM ? filter->forms : field == FILTER_STATE ? filter->states : 0;
	unsigned place = place_of(bits);
	if (field == FILTER_WITHIN && filter->within_days > 0)
		buf_addf(out, _("within %d days"), filter->within_days);
	else if (place == 0)
		buf_adds(out, _("all"));
	else if (field == FILTER_LIST)
		buf_adds(out, app_list_label((enum listing_list)(place - 1)));
	else if (field == FILTER_FORM)
		buf_adds(out, forms[place - 1]);
	else
		buf_adds(out, app_listing_state_label((enum listing_state)(place - 1)));
}

static void filter_draw(struct ui *ui, struct page *page)
{
	struct filter_state *state = page->state;
	const struct registry_filter *filter = app_registry_filter(ui->app);
	int width = ui_width(ui);
	struct buf text;
	size_t found = 0;
	buf_init(&text);
	app_registry_search(ui->app, "", &found);
	app_registry_sentence(ui->app, "", found, &text);
	put_text(ui->term, 1, 1, width - 2, STYLE_STRONG, text.data);
	for (int i = 0; i < FILTER_COUNT; i++) {
		int row = UI_BODY_TOP + 1 + 2 * i;
		bool here = (int)state->focus == i;
		put_text(ui->term, row, 1, LABEL_CELLS, here ? STYLE_STRONG : STYLE_PLAIN, _(labels[i]));
		if (i == FILTER_REGION) {
			edit_line_draw(ui->term, &state->region, row, LABEL_CELLS + 2, width - LABEL_CELLS - 4, here);
			continue;
		}
		buf_clear(&text);
		value_text(filter, (enum filter_field)i, &text);
		put_text(ui->term, row, LABEL_CELLS + 2, width - LABEL_CELLS - 4, here ? STYLE_FOCUS : STYLE_PLAIN, text.data);
		if (here)
			term_caret(ui->term, row, LABEL_CELLS + 2);
	}
	buf_done(&text);
}

static void turn_bits(unsigned *bits, unsigned count, bool forward)
{
	unsigned place = (place_of(*bits) + (forward ? 1 : count)) % (count + 1);
	*bits = place ? 1u << (place - 1) : 0;
}

/* Lists on no shelf that is searched would find nothing. */
static void turn_list(const struct app *app, unsigned *bits, bool forward)
{
	do
		turn_bits(bits, LISTING_LISTS, forward);
	while (*bits && !app_registry_in_view(app, listing_shelf_of((enum listing_list)(place_of(*bits) - 1))));
}

static void turn(const struct app *app, struct registry_filter *filter, enum filter_field field, bool forward)
{
	size_t at = 0;
	switch (field) {
	case FILTER_LIST:
		turn_list(app, &filter->lists, forward);
		break;
	case FILTER_FORM:
		turn_bits(&filter->forms, 3, forward);
		break;
	case FILTER_STATE:
		/* A row of a list is never "not listed", which is the last but one. */
		turn_bits(&filter->states, LISTING_STATES, forward);
		if (filter->states == 1u << LISTING_STATE_NOT_LISTED)
			turn_bits(&filter->states, LISTING_STATES, forward);
		break;
	default:
		while (at + 1 < WITHIN_COUNT && within[at] != filter->within_days)
			at++;
		filter->within_days = within[(at + (forward ? 1 : WITHIN_COUNT - 1)) % WITHIN_COUNT];
		break;
	}
}

static void take_region(struct ui *ui, const struct filter_state *state)
{
	struct registry_filter *filter = app_registry_filter(ui->app);
	const char *text = edit_text(&state->region);
	memcpy(filter->region, text, strlen(text) + 1);
}

static enum reaction filter_key(struct ui *ui, struct page *page, const struct event *event)
{
	struct filter_state *state = page->state;
	const char *name = event->name;
	if (state->focus == FILTER_REGION) {
		enum edit_result result = ui_edit_key(ui, &state->region, event);
		if (result != EDIT_UNUSED) {
			take_region(ui, state);
			return REACT_HANDLED;
		}
	} else if (strcmp(name, "Left") == 0 || strcmp(name, "Right") == 0 || strcmp(name, "Space") == 0) {
		turn(ui->app, app_registry_filter(ui->app), state->focus, strcmp(name, "Left") != 0);
		return REACT_HANDLED;
	}
	if (strcmp(name, "Tab") == 0 || strcmp(name, "Down") == 0)
		state->focus = (enum filter_field)((state->focus + 1) % FILTER_COUNT);
	else if (strcmp(name, "S-Tab") == 0 || strcmp(name, "Up") == 0)
		state->focus = (enum filter_field)((state->focus + FILTER_COUNT - 1) % FILTER_COUNT);
	else
		return REACT_UNUSED;
	return REACT_HANDLED;
}

static enum reaction filter_action(struct ui *ui, struct page *page, enum action_id action)
{
	struct filter_state *state = page->state;
	if (action == ACTION_OPEN || action == ACTION_NARROW)
		return REACT_BACK;
	if (action != ACTION_PRIMARY)
		return REACT_UNUSED;
	memset(app_registry_filter(ui->app), 0, sizeof *app_registry_filter(ui->app));
	edit_set(&state->region, "");
	ui_message(ui, "%s", _("Everything is shown again"));
	return REACT_BACK;
}

static bool filter_typing(const struct page *page)
{
	return ((const struct filter_state *)page->state)->focus == FILTER_REGION;
}

const struct page_ops page_filter = {
	.name = "filter",
	.where = WHERE_CONFIRM,
	.primary = N_("Show all"),
	.hint = N_("Left, Right: choose   Tab: next   Enter: back to the list   F2: show all again"),
	.state_size = sizeof(struct filter_state),
	.open = filter_open,
	.close = filter_close,
	.title = filter_title,
	.draw = filter_draw,
	.key = filter_key,
	.action = filter_action,
	.typing = filter_typing,
};
