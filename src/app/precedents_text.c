/* SPDX-License-Identifier: Apache-2.0 */
/* Precedents in lines and for programs. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/precedents.h"
#include "app/session.h"
#include "base/utf8.h"
#include "report/json.h"

#define REFERENCE_CELLS 11
#define STATE_CELLS 8
#define END_CELLS 30

void precedent_line_text(const struct app *app, const struct precedent *precedent, struct buf *out)
{
	char *name = mem_printf("%s/%d", precedent->decision.row.reference, precedent->decision.row.number);
	utf8_pad(out, name, REFERENCE_CELLS);
	utf8_pad(out, app_text(app, &app->life->states[precedent->decision.state].title), STATE_CELLS);
	utf8_pad(out, precedent->theirs, END_CELLS);
	if (precedent->differences)
		buf_addf(out, _("%zu other answers  "), precedent->differences);
	utf8_visible(out, precedent->title, strlen(precedent->title), false);
	free(name);
}

void precedent_detail_text(const struct app *app, const struct precedent *precedent, struct buf *out)
{
	precedent_line_text(app, precedent, out);
	buf_addf(out, _("\n  This case (%1$s): %2$s\n  That case (%3$s): %4$s\n"), precedent->part, precedent->mine, precedent->other, precedent->theirs);
	buf_addf(out, _("  Deciding answers that are the same: %zu\n"), precedent->same);
	if (precedent->differences)
		buf_addf(out, _("  Others, here / there:\n%s"), precedent->differing);
	buf_addf(out, _("  How it came there:\n%s"), precedent->reasons);
}

void precedents_json(const struct app *app, const struct precedents *precedents, struct buf *out)
{
	struct json *whole = json_new_object(), *list = json_new_array();
	json_put_text(whole, "reference", precedents->reference);
	json_put_int(whole, "revision", precedents->number);
	json_put_int(whole, "deciding", (int64_t)precedents->deciding);
	json_put_int(whole, "looked_at", (int64_t)precedents->looked_at);
	for (size_t i = 0; i < precedents->count; i++) {
		const struct precedent *precedent = &precedents->items[i];
		struct json *item = json_new_object();
		json_put_text(item, "reference", precedent->decision.row.reference);
		json_put_int(item, "revision", precedent->decision.row.number);
		json_put_text(item, "state", app->life->states[precedent->decision.state].name);
		json_put_text(item, "title", precedent->title);
		json_put_text(item, "part", precedent->part);
		json_put_text(item, "other_part", precedent->other);
		json_put_text(item, "ends", precedent->theirs_word);
		json_put_int(item, "same", (int64_t)precedent->same);
		json_put_int(item, "differences", (int64_t)precedent->differences);
		json_put_text(item, "reasons", precedent->reasons);
		json_push(list, item);
	}
	json_put(whole, "precedents", list);
	json_write(&whole, out);
}

enum status command_review_precedents(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct precedents precedents;
	enum status status = app_precedents(app, args->words[0], &precedents, diags);
	if (status == STATUS_OK && args->json) {
		precedents_json(app, &precedents, out);
	} else if (status == STATUS_OK) {
		buf_addf(out, _("%1$s/%2$d: %3$zu earlier decisions were looked at, by %4$zu deciding answers\n"), precedents.reference, precedents.number,
			precedents.looked_at, precedents.deciding);
		for (size_t i = 0; i < precedents.count; i++) {
			buf_addc(out, '\n');
			precedent_detail_text(app, &precedents.items[i], out);
		}
		if (precedents.count == 0)
			buf_adds(out, _("None of them ended otherwise on the same answers\n"));
	}
	precedents_done(&precedents);
	return status;
}
