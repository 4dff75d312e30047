/* SPDX-License-Identifier: Apache-2.0 */
/* Screening on the command line: how many services remain, and which. */
#include <string.h>

#include "app/commands.h"
#include "app/listing_words.h"
#include "app/screening.h"
#include "base/utf8.h"
#include "report/json.h"

#define NUMBER_CELLS 12

static void screen_json(struct app *app, const struct screening *screening, struct buf *out)
{
	struct json *whole = json_new_object(), *rules = json_new_array(), *remaining = json_new_array();
	json_put_int(whole, "listed", (int64_t)screening->row_count);
	json_put_int(whole, "remain", (int64_t)screening->remain);
	json_put_int(whole, "fall", (int64_t)screening->fall);
	json_put_int(whole, "remarked", (int64_t)screening->remarked);
	json_put_int(whole, "open", (int64_t)screening->listed_open);
	for (size_t i = 0; i < screening->rule_count; i++) {
		struct json *item = json_new_object();
		json_put_text(item, "rule", screening->rules[i].rule->id);
		json_put_int(item, "services", (int64_t)screening->rules[i].count);
		json_put_bool(item, "blocks", screening->rules[i].blocks);
		json_push(rules, item);
	}
	for (size_t i = 0; i < screening->row_count; i++)
		if (screening->rows[i] == SCREENED_REMAINS)
			json_push_text(remaining, app_registry_row(app, screening->numbers[i])->number);
	json_put(whole, "rules", rules);
	json_put(whole, "remaining", remaining);
	json_write(&whole, out);
}

static void screen_rows(struct app *app, const struct screening *screening, date_days until, struct buf *out)
{
	for (size_t i = 0; i < screening->row_count; i++) {
		const struct listing *row = app_registry_row(app, screening->numbers[i]);
		if (screening->rows[i] != SCREENED_REMAINS)
			continue;
		utf8_pad(out, row->number, NUMBER_CELLS);
		utf8_visible(out, row->name, strlen(row->name), false);
		buf_adds(out, "  ");
		app_listing_state_text(app, row, until, out);
		buf_addc(out, '\n');
	}
}

enum status command_registry_screen(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work;
	struct screening screening;
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	status = work_screen(work, args->words[1], &screening, diags);
	if (status == STATUS_OK && args->json) {
		screen_json(app, &screening, out);
	} else if (status == STATUS_OK) {
		screen_rows(app, &screening, work_needed_until(work), out);
		screening_text(app, &screening, out);
		app_view_lines(app, out);
	}
	screening_done(&screening);
	work_close(&work);
	return status;
}
