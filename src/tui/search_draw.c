/* SPDX-License-Identifier: Apache-2.0 */
/* How a search looks: the line, the rows with the mark of their order, and below them what the row of the cursor says or what the rules say of all. */
#include <stdlib.h>
#include <string.h>

#include "app/listing_words.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/search.h"
#include "tui/words.h"

#define DETAIL_ROWS 7

static void format_row(void *context, size_t at, struct buf *out, enum style *style)
{
	const struct search *search = context;
	const struct pick *pick = &search->picks[at];
	const struct listing *listing = pick->listing;
	struct buf text;
	buf_init(&text);
	column_add(out, pick->key[0] ? "*" : " ", 1);
	column_add(out, listing ? listing->name : pick->name, 27);
	column_add(out, listing ? listing->provider : pick->provider, 16);
	column_add(out, listing ? listing->number : _("Unlisted"), 11);
	if (listing && listing->expires_on != DATE_NONE)
		date_format_short(&text, app_eras(search->ui->app), listing->expires_on);
	column_add(out, text.len ? text.data : "-", 9);
	const struct candidate_result *result = pick->key[0] ? verdict_candidate(work_verdict(search->ui->work), pick->key) : NULL;
	enum listing_state state = listing_state(listing, app_as_of(search->ui->app), work_needed_until(search->ui->work));
	if (result)
		buf_adds(out, word_truth(result->acceptable, _("OK"), _("NO"), _("??")));
	else if (listing)
		buf_adds(out, app_listing_state_short(state));
	if (listing && state != LISTING_STATE_REGISTERED)
		*style = STYLE_OPEN;
	buf_done(&text);
}

static int detail_line(const struct search *search, int row, const char *label, const char *text)
{
	if (!text[0])
		return 0;
	int used = put_text(search->ui->term, row, 3, 24, STYLE_DIM, label);
	int room = ui_width(search->ui) - 4 - used;
	struct buf shown;
	buf_init(&shown);
	utf8_visible(&shown, text, strlen(text), false);
	struct buf cut;
	buf_init(&cut);
	cells_cut(&cut, shown.data, (size_t)room);
	put_exact(search->ui->term, row, 3 + used, room, STYLE_PLAIN, cut.data);
	buf_done(&shown);
	buf_done(&cut);
	return 1;
}

/* Names can be made to look alike; the number is what counts. */
static int alike_line(const struct search *search, int row, const struct listing *listing)
{
	const struct listing *other = app_registry_alike(search->ui->app, listing);
	struct buf line;
	if (!other)
		return 0;
	buf_init(&line);
	buf_addf(&line, _("! Looks like %s "), other->number);
	utf8_visible(&line, other->name, strlen(other->name), false);
	buf_adds(&line, _(". They are two services; the number decides."));
	put_text(search->ui->term, row, 3, ui_width(search->ui) - 5, STYLE_BAD, line.data);
	buf_done(&line);
	return 1;
}

static void draw_listing(const struct search *search, const struct pick *pick, int row)
{
	const struct listing *listing = pick->listing;
	struct buf line;
	buf_init(&line);
	put_exact(search->ui->term, row, 1, ui_width(search->ui) - 2, STYLE_STRONG, listing ? listing->name : pick->name);
	row++;
	if (!listing) {
		put_wrapped(search->ui->term, row, 3, 2, ui_width(search->ui) - 4, STYLE_DIM,
			_("On no list. Enter opens its questions, among them the ways that the policy leaves open to it."));
		buf_done(&line);
		return;
	}
	bool service = listing_shelf_of(listing->list) != SHELF_AUDIT_BODIES;
	buf_addf(&line, service ? "%s, " : "%s", app_list_label(listing->list));
	if (service)
		app_forms_label(listing->forms, &line);
	buf_adds(&line, "; ");
	app_listing_state_text(search->ui->app, listing, work_needed_until(search->ui->work), &line);
	row += detail_line(search, row, _("Listing: "), line.data);
	int warned = alike_line(search, row, listing);
	row += warned;
	if (service)
		row += detail_line(search, row, _("Scope: "), listing->scope[0] ? listing->scope : _("not stated"));
	row += detail_line(search, row, _("Regions: "), listing->regions[0] ? listing->regions : _("not stated"));
	row += detail_line(search, row, _("Functions: "), listing->functions);
	/* The pane has room for seven lines. */
	if (!warned)
		row += detail_line(search, row, _("Note: "), listing->note);
	buf_clear(&line);
	snapshot_short_of(search->ui->app, app_registry_origin(search->ui->app, listing), &line);
	buf_addf(&line, _(", row %d"), listing->line);
	detail_line(search, row, _("From: "), line.data);
	buf_done(&line);
}

/* The column by which the rows are sorted has a mark. */
static void head_add(const struct search *search, struct buf *line, const char *title, int cells, enum registry_order order)
{
	char *text = mem_printf("%s%s", title, search->order == order ? " v" : "");
	column_add(line, text, (size_t)cells);
	free(text);
}

static void draw_head(struct search *search, bool marks)
{
	struct ui *ui = search->ui;
	struct buf line;
	buf_init(&line);
	int used = put_text(ui->term, UI_BODY_TOP, 1, 20, STYLE_PLAIN, _("Search> "));
	buf_addf(&line, _("%zu of %zu listed"), search->count - search->unlisted, app_registry_count(ui->app));
	if (marks)
		buf_addf(&line, _(", %zu unlisted"), search->unlisted);
	put_right(ui->term, UI_BODY_TOP, ui_width(ui) - 36, 35, STYLE_DIM, line.data);
	buf_clear(&line);
	buf_adds(&line, "    ");
	head_add(search, &line, _("Service"), 27, ORDER_NAME);
	head_add(search, &line, _("Provider"), 16, ORDER_PROVIDER);
	head_add(search, &line, _("Number"), 11, ORDER_NUMBER);
	head_add(search, &line, _("Expires"), 9, ORDER_EXPIRY);
	head_add(search, &line, _("State"), 9, ORDER_STATE);
	put_text(ui->term, UI_BODY_TOP + 1, 0, ui_width(ui), STYLE_STRONG, line.data);
	buf_done(&line);
	edit_line_draw(ui->term, &search->query, UI_BODY_TOP, 1 + used, 32, true);
}

/* A filter is never in force unseen. */
static void draw_sentence(const struct search *search, int row)
{
	struct buf line;
	buf_init(&line);
	buf_addf(&line, " %s", _("Narrowed to "));
	app_filter_sentence(app_registry_filter(search->ui->app), edit_text(&search->query), search->remaining, search->count - search->unlisted, &line);
	buf_addc(&line, ' ');
	put_text(search->ui->term, row, 2, ui_width(search->ui) - 4, STYLE_OPEN, line.data);
	buf_done(&line);
}

/* What the rules say of the whole registry: how many remain and fall, by which rule, and how many are open. */
static void draw_screening(const struct search *search, int row)
{
	struct buf text;
	int bottom = row + DETAIL_ROWS - 1;
	buf_init(&text);
	screening_text(search->ui->app, &search->screening, &text);
	for (char *line = text.data, *end; line && *line && row < bottom; line = end ? end + 1 : NULL) {
		end = strchr(line, '\n');
		if (end)
			*end = '\0';
		put_text(search->ui->term, row++, 1, ui_width(search->ui) - 2, STYLE_PLAIN, line);
	}
	buf_done(&text);
}

void search_draw(struct search *search, bool marks)
{
	struct ui *ui = search->ui;
	int detail = ui_body_bottom(ui) - DETAIL_ROWS;
	list_draw(ui->term, &search->list, UI_BODY_TOP + 2, detail - UI_BODY_TOP - 2, LIST_MARKED, format_row, search);
	put_rule(ui->term, detail);
	if (app_registry_filtered(ui->app) || search->remaining)
		draw_sentence(search, detail);
	const struct pick *pick = search_current(search);
	if (search->remaining && (search->tell || (!pick && !edit_text(&search->query)[0] && !app_registry_filtered(ui->app))))
		draw_screening(search, detail + 1);
	else if (pick)
		draw_listing(search, pick, detail + 1);
	else
		put_text(ui->term, detail + 1, 1, ui_width(ui) - 2, STYLE_PLAIN, _("Nothing matches. Fewer or shorter words find more."));
	/* The caret belongs into the search line, where an input method composes. */
	draw_head(search, marks);
}
