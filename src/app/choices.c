/* SPDX-License-Identifier: Apache-2.0 */
/* Options come from the data files, candidates from the case; "do not know" is an answer to everything. */
#include "app/choices.h"

#include <stdlib.h>
#include <string.h>

#include "app/labels.h"
#include "app/words.h"
#include "app/work_internal.h"
#include "base/i18n.h"

static void add_choice(struct choices *out, const char *word, const char *label)
{
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	out->items[out->count++] = (struct choice){ .word = mem_strdup(word), .label = mem_strdup(label) };
}

static void add_candidates(struct choices *out, const struct work *work, const char *key)
{
	const struct entity *step = dossier_find(work->dossier, key);
	for (size_t i = 0; step && i < step->count; i++) {
		const struct candidate_result *result = verdict_candidate(work->verdict, step->children[i]->key);
		char *label = mem_printf("%s [%s]", candidate_name(work, step->children[i]->key),
			app_acceptable_word(result ? result->acceptable : TRUTH_UNKNOWN));
		add_choice(out, step->children[i]->key, label);
		free(label);
	}
}

void choices_init(struct choices *out, const struct work *work, const struct question *question, const char *key)
{
	const struct fact *fact = question->fact;
	memset(out, 0, sizeof *out);
	out->set = fact->type == FACT_SET;
	if (fact->type == FACT_YESNO) {
		add_choice(out, "yes", _("Yes"));
		add_choice(out, "no", _("No"));
	} else if (fact->type == FACT_CANDIDATE) {
		add_candidates(out, work, key);
	} else if (fact->type == FACT_CHOICE || out->set) {
		for (size_t i = 0; i < fact->option_count; i++)
			add_choice(out, fact->options[i].word, app_text(work->app, &fact->options[i].label));
		if (out->set)
			add_choice(out, "-", _("None of these"));
	} else {
		out->typed = true;
	}
	add_choice(out, "?", _("Do not know (to be checked later; the verdict stays undetermined)"));
}

void choices_done(struct choices *choices)
{
	for (size_t i = 0; i < choices->count; i++) {
		free(choices->items[i].word);
		free(choices->items[i].label);
	}
	free(choices->items);
	memset(choices, 0, sizeof *choices);
}

bool choice_held(const char *value, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = value; *at;) {
		size_t part = strcspn(at, " ");
		if (part == len && memcmp(at, word, len) == 0)
			return true;
		at += part;
		at += strspn(at, " ");
	}
	return false;
}

void choices_toggle(const struct choices *choices, struct buf *value, const char *word)
{
	struct buf made;
	bool alone = strcmp(word, "-") == 0 || strcmp(word, "?") == 0, was = choice_held(value->data, word);
	buf_init(&made);
	if (alone) {
		buf_adds(&made, was ? "" : word);
	} else {
		for (size_t i = 0; i + 2 < choices->count; i++) {
			const char *other = choices->items[i].word;
			bool on = strcmp(other, word) == 0 ? !was : choice_held(value->data, other);
			if (on)
				buf_addf(&made, "%s%s", made.len > 0 ? " " : "", other);
		}
	}
	buf_done(value);
	*value = made;
}
