/* SPDX-License-Identifier: Apache-2.0 */
/* `case whatif` tries answers and saves nothing; `case tipping` says which single answers would change the outcome. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/trial.h"
#include "app/work_internal.h"
#include "base/utf8.h"
#include "report/json.h"

#define WHAT_CELLS 40
#define NOW_CELLS 18
#define LABEL_CELLS 34
#define ANSWER_CELLS 24

/* "c1-1-k1:candidate.datacentre=domestic"; without a part it is that of the only entity which the fact can be about. */
static enum status try_word(struct trial *trial, const char *word, struct diag_list *diags)
{
	const struct dossier *dossier = trial_dossier(trial);
	const char *equals = strchr(word, '='), *colon = strchr(word, ':');
	if (!equals)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("%s: an answer is tried as FACT=VALUE or PART:FACT=VALUE"), word);
	if (colon && colon > equals)
		colon = NULL;
	const char *start = colon ? colon + 1 : word;
	char *fact_id = mem_printf("%.*s", (int)(equals - start), start);
	char *key = colon ? mem_printf("%.*s", (int)(colon - word), word) : NULL;
	const struct fact *fact = edition_fact(dossier->edition, fact_id);
	if (!key)
		key = mem_strdup(fact && fact->scope == SCOPE_COMPONENT && dossier->root->count == 1 ? dossier->root->children[0]->key : "case");
	enum status status = trial_set(trial, key, fact_id, equals + 1, diags);
	free(fact_id);
	free(key);
	return status;
}

static void shift_json(const struct app *app, const struct dossier *dossier, const struct shift *shift, struct json *list)
{
	struct json *item = json_new_object();
	struct buf what, before, after;
	buf_init(&what);
	buf_init(&before);
	buf_init(&after);
	app_shift_words(app, dossier, shift, &what, &before, &after);
	json_put_text(item, "kind", shift_kind_word(shift->kind));
	json_put_text(item, "key", shift->key);
	if (shift->rule)
		json_put_text(item, "rule", shift->rule->id);
	if (shift->question)
		json_put_text(item, "fact", shift->question->fact->id);
	json_put_text(item, "what", what.data);
	json_put_text(item, "before", before.data);
	json_put_text(item, "after", after.data);
	json_push(list, item);
	buf_done(&what);
	buf_done(&before);
	buf_done(&after);
}

static void whatif_json(const struct work *work, const struct trial *trial, struct buf *out)
{
	struct json *whole = json_new_object(), *tried = json_new_array(), *list = json_new_array();
	const struct shifts *shifts = trial_shifts(trial);
	for (size_t i = 0; i < trial_count(trial); i++) {
		const struct tried *one = trial_at(trial, i);
		struct json *item = json_new_object();
		struct buf word;
		buf_init(&word);
		answer_to_word(&word, one->question->fact, entity_answer(dossier_find(trial_dossier(trial), one->key), one->question->fact));
		json_put_text(item, "key", one->key);
		json_put_text(item, "fact", one->question->fact->id);
		json_put_text(item, "value", word.data);
		json_push(tried, item);
		buf_done(&word);
	}
	for (size_t i = 0; i < shifts->count; i++)
		shift_json(work->app, trial_dossier(trial), &shifts->items[i], list);
	json_put_text(whole, "reference", work_reference(work));
	json_put(whole, "tried", tried);
	json_put_text(whole, "before", verdict_status_word(work->verdict->status));
	json_put_text(whole, "after", verdict_status_word(trial_verdict(trial)->status));
	json_put(whole, "changes", list);
	json_put_bool(whole, "saved", false);
	json_write(&whole, out);
}

static void line(struct buf *out, const char *what, const char *before, const char *after)
{
	utf8_pad(out, what, WHAT_CELLS);
	buf_addc(out, ' ');
	utf8_pad(out, before, NOW_CELLS);
	buf_addf(out, " %s\n", after);
}

static void whatif_text(const struct work *work, const struct trial *trial, struct buf *out)
{
	const struct shifts *shifts = trial_shifts(trial);
	struct buf what, before, after;
	line(out, _("What changes"), _("Now"), _("If"));
	for (size_t i = 0; i < shifts->count; i++) {
		buf_init(&what);
		buf_init(&before);
		buf_init(&after);
		app_shift_words(work->app, trial_dossier(trial), &shifts->items[i], &what, &before, &after);
		line(out, what.data, before.data, after.data);
		buf_done(&what);
		buf_done(&before);
		buf_done(&after);
	}
	if (shifts->count == 0)
		buf_adds(out, _("Nothing would change.\n"));
	buf_adds(out, _("Nothing was saved.\n"));
}

enum status command_case_whatif(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work;
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	struct trial *trial = trial_new(work);
	for (size_t i = 1; i < args->count && status == STATUS_OK; i++)
		status = try_word(trial, args->words[i], diags);
	if (status == STATUS_OK && args->json)
		whatif_json(work, trial, out);
	else if (status == STATUS_OK)
		whatif_text(work, trial, out);
	trial_free(&trial);
	work_close(&work);
	return status;
}

static void tipping_json(const struct work *work, const struct tippings *tippings, struct buf *out)
{
	struct json *whole = json_new_object(), *list = json_new_array(), *open = json_new_array();
	for (size_t i = 0; i < tippings->count; i++) {
		const struct tipping *tipping = &tippings->items[i];
		struct json *item = json_new_object();
		json_put_text(item, "key", tipping->key);
		json_put_text(item, "fact", tipping->question->fact->id);
		json_put_text(item, "value", tipping->word);
		json_put_bool(item, "open", tipping->open);
		json_put_text(item, "outcome", tipping->outcome);
		json_push(list, item);
	}
	for (size_t i = 0; i < tippings->open_count; i++) {
		struct json *item = json_new_object();
		json_put_text(item, "key", tippings->open[i].key);
		json_put_text(item, "fact", tippings->open[i].question->fact->id);
		json_put_bool(item, "reason", tippings->open[i].reason);
		json_push(open, item);
	}
	json_put_text(whole, "reference", work_reference(work));
	json_put_text(whole, "verdict", verdict_status_word(work->verdict->status));
	json_put_int(whole, "questions", (int64_t)tippings->questions);
	json_put_int(whole, "tried", (int64_t)tippings->tried);
	json_put_int(whole, "untried", (int64_t)tippings->untried);
	json_put(whole, "tipping", list);
	json_put(whole, "open", open);
	json_write(&whole, out);
}

static void question_column(const struct work *work, const char *key, const struct question *question, struct buf *out)
{
	struct buf text;
	buf_init(&text);
	app_part_name(work->app, work->dossier, key, &text);
	buf_adds(&text, app_text(work->app, &question->fact->label));
	utf8_pad(out, text.data, LABEL_CELLS);
	buf_addc(out, ' ');
	buf_done(&text);
}

static void tipping_text(const struct work *work, const struct tippings *tippings, struct buf *out)
{
	buf_addf(out, _("Tried: %1$zu other answers to %2$zu questions, one at a time; %3$zu change the outcome\n"), tippings->tried, tippings->questions,
		tippings->count);
	if (tippings->untried > 0)
		buf_addf(out, _("Not tried, because there are too many: %zu\n"), tippings->untried);
	for (size_t i = 0; i < tippings->count; i++) {
		buf_adds(out, "  ");
		question_column(work, tippings->items[i].key, tippings->items[i].question, out);
		utf8_pad(out, tippings->items[i].label, ANSWER_CELLS);
		buf_addf(out, " -> %s\n", tippings->items[i].outcome);
	}
	buf_addf(out, _("Open questions that still matter, most decisive first: %zu\n"), tippings->open_count);
	for (size_t i = 0; i < tippings->open_count; i++) {
		buf_adds(out, "  ");
		question_column(work, tippings->open[i].key, tippings->open[i].question, out);
		buf_addf(out, "%s %s%s\n", tippings->open[i].key, tippings->open[i].question->fact->id, tippings->open[i].reason ? _(" (its reason)") : "");
	}
}

enum status command_case_tipping(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work;
	struct tippings tippings;
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	work_tippings(work, &tippings);
	if (args->json)
		tipping_json(work, &tippings, out);
	else
		tipping_text(work, &tippings, out);
	tippings_done(&tippings);
	work_close(&work);
	return STATUS_OK;
}
