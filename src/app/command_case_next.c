/* SPDX-License-Identifier: Apache-2.0 */
/* `case next`: the question that matters most, all those that can still change the outcome, and those that no longer can. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/work_internal.h"
#include "base/utf8.h"
#include "report/json.h"

#define KEY_CELLS 10
#define FACT_CELLS 36

struct telling {
	const struct work *work;
	struct buf *out;
	struct json *list;
	bool settled; /* those that no longer matter are told, not those that do */
	size_t count;
};

static void tell(struct telling *telling, const char *key, const struct question *question, bool reason)
{
	telling->count++;
	if (telling->list) {
		struct json *item = json_new_object();
		json_put_text(item, "key", key);
		json_put_text(item, "fact", question->fact->id);
		json_put_text(item, "label", app_text(telling->work->app, &question->fact->label));
		json_put_bool(item, "reason", reason);
		json_push(telling->list, item);
		return;
	}
	buf_adds(telling->out, "  ");
	utf8_pad(telling->out, key, KEY_CELLS);
	utf8_pad(telling->out, question->fact->id, FACT_CELLS);
	buf_addf(telling->out, "%s%s\n", app_text(telling->work->app, &question->fact->label), reason ? _(" (its reason)") : "");
}

static void tell_screen(struct telling *telling, const struct screen *screen, const struct entity *entity)
{
	struct asked_list asked;
	work_questions(telling->work, screen, entity->key, &asked);
	for (size_t i = 0; i < asked.count; i++) {
		const struct pending *pending = relevance_find(&telling->work->relevance, entity, asked.items[i].question);
		if (telling->settled ? asked.items[i].settled : pending != NULL)
			tell(telling, entity->key, asked.items[i].question, pending && pending->reason);
	}
	asked_list_done(&asked);
}

static bool tell_entity(struct entity *entity, void *context)
{
	struct telling *telling = context;
	const struct edition *edition = telling->work->rules.edition;
	for (size_t i = 0; i < edition->screen_count; i++)
		tell_screen(telling, &edition->screens[i], entity);
	return true;
}

static void as_json(const struct work *work, const struct next_question *next, struct buf *out)
{
	struct json *whole = json_new_object(), *first = json_new_array();
	struct telling matter = { .work = work, .list = json_new_array() }, settled = { .work = work, .list = json_new_array(), .settled = true };
	struct telling one = { .work = work, .list = first };
	dossier_each(work->dossier, tell_entity, &matter);
	dossier_each(work->dossier, tell_entity, &settled);
	if (next)
		tell(&one, next->key, next->question, next->reason);
	json_put_text(whole, "reference", work_reference(work));
	json_put_text(whole, "verdict", verdict_status_word(work->verdict->status));
	json_put(whole, "next", first);
	json_put(whole, "matter", matter.list);
	json_put(whole, "settled", settled.list);
	json_write(&whole, out);
}

void command_tell_next(const struct work *work, struct buf *out)
{
	struct next_question next;
	if (!work_next(work, &next)) {
		buf_adds(out, _("No question that is open can change the outcome"));
		return;
	}
	buf_addf(out, _("Matters most now: %1$s (%2$s %3$s)%4$s"), app_text(work->app, &next.question->text), next.key, next.question->fact->id,
		next.reason ? _(" (its reason)") : "");
}

static void as_text(const struct work *work, struct buf *out)
{
	struct buf list;
	struct telling matter = { .work = work, .out = &list }, settled = { .work = work, .out = &list, .settled = true };
	command_tell_next(work, out);
	buf_addc(out, '\n');
	buf_init(&list);
	dossier_each(work->dossier, tell_entity, &matter);
	if (matter.count)
		buf_addf(out, _("Can still change the outcome: %zu\n"), matter.count);
	buf_adds(out, list.data);
	buf_clear(&list);
	dossier_each(work->dossier, tell_entity, &settled);
	if (settled.count)
		buf_addf(out, _("Without an answer, and can no longer change the outcome: %zu\n"), settled.count);
	buf_adds(out, list.data);
	buf_done(&list);
}

enum status command_case_next(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work;
	struct next_question next;
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	if (args->json)
		as_json(work, work_next(work, &next) ? &next : NULL, out);
	else
		as_text(work, out);
	work_close(&work);
	return STATUS_OK;
}
