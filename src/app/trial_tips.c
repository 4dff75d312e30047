/* SPDX-License-Identifier: Apache-2.0 */
/* Tipping points and open questions of a case, in the words of the session. */
#include <stdlib.h>
#include <string.h>

#include "app/trial.h"
#include "app/work_internal.h"
#include "engine/tipping.h"

/* The other answer in word form and in words. */
static void put_answer(const struct work *work, const struct tip *tip, struct tipping *out)
{
	const struct fact *fact = tip->question->fact;
	struct answer answer = { .state = tip->unknown ? ANSWER_DONT_KNOW : ANSWER_GIVEN, .number = tip->number };
	struct buf word, label;
	buf_init(&word);
	buf_init(&label);
	answer_to_word(&word, fact, &answer);
	strncpy(out->word, word.data, sizeof out->word - 1);
	if (tip->unknown)
		buf_adds(&label, _("Do not know"));
	else
		answer_to_label(&label, fact, &answer, app_eras(work->app), app_lang(work->app));
	out->label = buf_take(&label);
	buf_done(&word);
}

static void put_outcome(const struct work *work, const struct tip *tip, struct tipping *out)
{
	struct buf text;
	buf_init(&text);
	if (tip->component && tip->status != VERDICT_GATED) {
		if (work->dossier->root->count > 1)
			app_part_name(work->app, work->dossier, tip->component->key, &text);
		app_outcome(work->app, work->dossier, tip->component_status, tip->adopted, tip->candidate ? tip->candidate->key : "", &text);
	} else {
		app_outcome(work->app, work->dossier, tip->status, NULL, "", &text);
	}
	out->outcome = buf_take(&text);
}

static void put_open(const struct work *work, struct tippings *out)
{
	const struct relevance *relevance = &work->relevance;
	const struct pending **order = mem_array(relevance->count, sizeof *order);
	engine_rank(work->rules.engine, work->dossier, work_as_of(work), relevance, order);
	out->open = mem_array(relevance->count, sizeof *out->open);
	out->open_count = relevance->count;
	for (size_t i = 0; i < relevance->count; i++) {
		out->open[i] = (struct open_question){ .question = order[i]->question, .reason = order[i]->reason };
		strcpy(out->open[i].key, order[i]->entity->key);
	}
	free(order);
}

void work_tippings(const struct work *work, struct tippings *out)
{
	struct tips tips;
	*out = (struct tippings){ .items = NULL };
	engine_tips(work->rules.engine, work->dossier, work_as_of(work), TIPPING_TRIALS, &tips);
	/* That something becomes unknown leaves more open than it decides, so it comes last. */
	for (size_t k = 0; k < 2 * tips.count; k++) {
		size_t i = k % tips.count;
		if (tips.items[i].unknown != (k >= tips.count))
			continue;
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		struct tipping *tipping = &out->items[out->count++];
		*tipping = (struct tipping){ .question = tips.items[i].question, .open = tips.items[i].open };
		strcpy(tipping->key, tips.items[i].entity->key);
		put_answer(work, &tips.items[i], tipping);
		put_outcome(work, &tips.items[i], tipping);
	}
	out->questions = tips.questions;
	out->tried = tips.tried;
	out->untried = tips.untried;
	tips_done(&tips);
	put_open(work, out);
}

void tippings_done(struct tippings *tippings)
{
	for (size_t i = 0; i < tippings->count; i++) {
		free(tippings->items[i].label);
		free(tippings->items[i].outcome);
	}
	free(tippings->items);
	free(tippings->open);
	*tippings = (struct tippings){ .items = NULL };
}
