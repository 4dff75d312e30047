/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One question: the value first, which is saved at once, then its reason and its evidence, each saved as it is given. What a line means, and why it is
 * refused, app/ says.
 */
#include <stdlib.h>
#include <string.h>

#include "app/choices.h"
#include "app/labels.h"
#include "app/words.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/plain_internal.h"

static const struct answer *stored(const struct plain *p, const struct stop *stop)
{
	static const struct answer none;
	const struct entity *entity = dossier_find(work_dossier(p->work), stop->key);
	const struct answer *answer = entity ? entity_answer(entity, stop->question->fact) : NULL;
	return answer ? answer : &none;
}

static enum truth acceptable(const struct plain *p, const char *key)
{
	const struct entity *entity = dossier_find(work_dossier(p->work), key);
	if (entity && entity->scope == SCOPE_CONTROL)
		key = entity->parent->key;
	const struct candidate_result *result = verdict_candidate(work_verdict(p->work), key);
	return result ? result->acceptable : TRUTH_UNKNOWN;
}

static void answer_label(const struct plain *p, const struct stop *stop, struct buf *out)
{
	const struct fact *fact = stop->question->fact;
	const struct answer *answer = stored(p, stop);
	if (answer->state == ANSWER_DONT_KNOW)
		buf_adds(out, _("Do not know"));
	else if (answer->state == ANSWER_NONE)
		buf_adds(out, _("no answer yet"));
	else if (fact->type == FACT_CANDIDATE)
		buf_adds(out, candidate_name(p->work, answer->text ? answer->text : ""));
	else
		answer_to_label(out, fact, answer, app_eras(p->app), app_lang(p->app));
}

static void show(const struct plain *p, const struct stop *stop, const struct choices *choices)
{
	const struct question *question = stop->question;
	struct buf line, value;
	buf_init(&line);
	buf_init(&value);
	answer_to_word(&value, question->fact, stored(p, stop));
	buf_addc(&line, '\n');
	plain_place(p, stop, &line);
	buf_addf(&line, "\n%s\n", app_text(p->app, &question->text));
	if (question->fact->clause[0]) {
		buf_adds(&line, _("Clause: "));
		clause_sections(p->app, question->fact->clause, &line);
		buf_addc(&line, '\n');
	}
	for (size_t i = 0; i < choices->count && !choices->typed; i++)
		buf_addf(&line, "%s%zu %s\n", choice_held(value.data, choices->items[i].word) ? _("chosen ") : "", i + 1, choices->items[i].label);
	buf_adds(&line, _("Answer now: "));
	answer_label(p, stop, &line);
	const char *typed = work_typed(p->work, stop->key, question->fact->id);
	if (typed)
		buf_addf(&line, _(" (typed, but no answer yet: %s)"), typed);
	plain_offer(p, stop, &line);
	plain_text(line.data);
	buf_done(&line);
	buf_done(&value);
}

/* "1 3" or "1,3" of a set; NULL with a reason where a number is none of the choices. Caller frees. */
static char *several(const struct choices *choices, const char *text, const char **why)
{
	struct buf value;
	char *folded = utf8_fold(text), *rest = NULL;
	buf_init(&value);
	size_t count = 0;
	bool alone = false;
	for (char *part = strtok_r(folded, " ,、", &rest); part; part = strtok_r(NULL, " ,、", &rest), count++) {
		size_t at = plain_number(part, choices->count);
		if (at == 0) {
			*why = _("these are not numbers of the choices");
			break;
		}
		const char *word = choices->items[at - 1].word;
		alone = alone || strcmp(word, "-") == 0 || strcmp(word, "?") == 0;
		if (!choice_held(value.data, word))
			choices_toggle(choices, &value, word);
	}
	free(folded);
	if (!*why && alone && count > 1)
		*why = _("the last two choices stand alone");
	if (!*why)
		return buf_take(&value);
	buf_done(&value);
	return NULL;
}

/* The word form of what was typed, or what work_answer understands; NULL with a reason. Caller frees. The number of a typed value is the value. */
static char *value_of(const struct choices *choices, const char *text, const char **why)
{
	*why = NULL;
	if (choices->set)
		return several(choices, text, why);
	if (choices->typed)
		return mem_strdup(text);
	size_t at = plain_number(text, choices->count);
	if (at > 0)
		return mem_strdup(choices->items[at - 1].word);
	*why = _("this is not the number of a choice");
	return NULL;
}

/* Says what was saved, and what it changed: one line for each. */
static void tell_saved(struct plain *p, const struct stop *stop, enum truth before)
{
	struct buf line;
	enum truth after = acceptable(p, stop->key);
	buf_init(&line);
	buf_addf(&line, _("Saved: %s = "), app_text(p->app, &stop->question->fact->label));
	answer_label(p, stop, &line);
	plain_text(line.data);
	buf_done(&line);
	if (after != before && (stop->screen->scope == SCOPE_CANDIDATE || stop->screen->scope == SCOPE_CONTROL))
		plain_say(_("The candidate is now: %2$s (before: %1$s)"), app_acceptable_word(before), app_acceptable_word(after));
	plain_tell_verdict(p);
}

/* False where the run is over. *taken: it was saved. */
static bool save(struct plain *p, const struct stop *stop, const char *word, const char *reason, const char *evidence, bool *taken)
{
	struct diag_list diags;
	const char *id = stop->question->fact->id;
	char *kept_reason = mem_strdup(reason), *kept_evidence = mem_strdup(evidence);
	diag_init(&diags);
	enum status status = work_answer(p->work, stop->key, id, word, kept_reason, kept_evidence, &diags);
	*taken = status == STATUS_OK;
	bool go = true;
	if (!*taken) {
		struct diag_list quiet;
		diag_init(&quiet);
		/* What was typed is kept beside the answer, as on the screens. */
		enum fact_type type = stop->question->fact->type;
		if (status == STATUS_INPUT && (type == FACT_NUMBER || type == FACT_MONEY || type == FACT_DATE || type == FACT_TEXT))
			(void)work_keep_typed(p->work, stop->key, id, word, kept_reason, kept_evidence, &quiet);
		diag_done(&quiet);
		go = plain_refuse_diags(p, &diags);
		if (!go && status != STATUS_INPUT)
			p->status = status;
	}
	diag_done(&diags);
	free(kept_reason);
	free(kept_evidence);
	return go;
}

static const char *demand_word(enum demand demand)
{
	return demand == DEMAND_REQUIRED ? _("required") : _("optional");
}

/* Reason or evidence. PLAIN_EMPTY: done, whatever came of it. */
static enum plain_command ask_ground(struct plain *p, const struct stop *stop, bool evidence)
{
	const struct fact *fact = stop->question->fact;
	for (;;) {
		const struct answer *answer = stored(p, stop);
		const char *now = evidence ? answer->evidence : answer->reason;
		bool taken = false;
		struct buf word;
		if (now && now[0])
			plain_say(evidence ? _("Evidence now: %s") : _("Reason now: %s"), now);
		char *prompt = mem_printf(evidence ? _("Evidence (%s)") : _("Reason (%s)"),
			demand_word(evidence ? stop->question->evidence : stop->question->reason));
		enum plain_command command = plain_read(p, prompt);
		free(prompt);
		if (command != PLAIN_TEXT && command != PLAIN_CLEAR)
			return command;
		const char *text = command == PLAIN_CLEAR ? "" : p->input.data;
		buf_init(&word);
		answer = stored(p, stop);
		answer_to_word(&word, fact, answer);
		bool go = save(p, stop, word.data, evidence ? (answer->reason ? answer->reason : "") : text,
			evidence ? text : answer->evidence ? answer->evidence : "", &taken);
		buf_done(&word);
		if (!go)
			return PLAIN_END;
		if (taken) {
			plain_say(evidence ? _("Saved: evidence") : _("Saved: reason"));
			plain_tell_verdict(p);
			return PLAIN_EMPTY;
		}
	}
}

/* An empty line keeps the answer; then only what is demanded and missing is asked for. */
static enum plain_command ask_grounds(struct plain *p, const struct stop *stop, bool kept)
{
	enum plain_command command = PLAIN_EMPTY;
	for (int i = 0; i < 2 && command == PLAIN_EMPTY; i++) {
		const struct answer *answer = stored(p, stop);
		enum demand demand = i == 0 ? stop->question->reason : stop->question->evidence;
		bool there = i == 0 ? answer_has_reason(answer) : answer->evidence && answer->evidence[0];
		if (demand != DEMAND_NONE && (!kept || (demand == DEMAND_REQUIRED && !there)))
			command = ask_ground(p, stop, i == 1);
	}
	return command;
}

static enum plain_command ask_value(struct plain *p, const struct stop *stop, const struct choices *choices)
{
	const struct answer *answer = stored(p, stop);
	const char *why = NULL;
	bool taken = false;
	enum truth before = acceptable(p, stop->key);
	struct buf prompt;
	buf_init(&prompt);
	buf_adds(&prompt, choices->set ? _("Numbers") : choices->typed ? _("Answer") : _("Number"));
	const char *unit = app_text(p->app, &stop->question->fact->unit);
	if (unit[0])
		buf_addf(&prompt, " (%s)", unit);
	enum plain_command command = plain_read(p, prompt.data);
	buf_done(&prompt);
	if (command == PLAIN_EMPTY)
		return answer->state == ANSWER_NONE ? PLAIN_EMPTY : ask_grounds(p, stop, true);
	if (command != PLAIN_TEXT && command != PLAIN_CLEAR && command != PLAIN_UNKNOWN)
		return command;
	char *word = command == PLAIN_TEXT ? value_of(choices, p->input.data, &why) : mem_strdup(command == PLAIN_CLEAR ? "" : "?");
	bool go = word ? save(p, stop, word, command == PLAIN_CLEAR || !answer->reason ? "" : answer->reason,
			command == PLAIN_CLEAR || !answer->evidence ? "" : answer->evidence, &taken)
		       : plain_refuse(p, why);
	free(word);
	if (!go)
		return PLAIN_END;
	if (!taken)
		return PLAIN_TEXT;
	tell_saved(p, stop, before);
	return command == PLAIN_CLEAR ? PLAIN_EMPTY : ask_grounds(p, stop, false);
}

enum plain_command plain_ask(struct plain *p, const struct stop *given)
{
	const struct stop stop = *given;
	struct choices choices;
	struct diag_list diags;
	diag_init(&diags);
	(void)work_stop_save(p->work, &stop, &diags);
	diag_done(&diags);
	choices_init(&choices, p->work, stop.question, stop.key);
	show(p, &stop, &choices);
	enum plain_command command;
	do {
		command = ask_value(p, &stop, &choices);
		/* What was taken over is an answer; an empty line keeps it and asks for what is still missing. */
		if (command == PLAIN_ADVISE)
			command = plain_advise(p, &stop) ? PLAIN_TEXT : PLAIN_END;
	} while (command == PLAIN_TEXT);
	choices_done(&choices);
	return command;
}
