/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An answer belongs to the question that was read. It stays only where the new edition asks the very same: the same id and type, the same words, and
 * an option of the same label. Steps are told by the model they lead to, not by their number, because an edition may order them otherwise.
 */
#include "app/migrate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "model/search_kept.h"

/* Number of the new edition's step for each of the old one's; 0 for none. */
struct step_map {
	int to[STEP_MAX + 1];
};

static struct step_map map_steps(const struct edition *from, const struct edition *to)
{
	struct step_map map = { .to = { 0 } };
	for (size_t i = 0; i < from->step_count; i++)
		for (size_t k = 0; k < to->step_count; k++)
			if (strcmp(from->steps[i].model, to->steps[k].model) == 0)
				map.to[from->steps[i].number] = to->steps[k].number;
	return map;
}

/* "c1-2-k1" with the number of the step exchanged; keys without a step stay as they are. */
void migrate_map_key(const struct step_map *map, const char *key, char out[ENTITY_KEY_MAX + 1])
{
	const char *dash = strchr(key, '-');
	char *rest = NULL;
	long number = dash ? strtol(dash + 1, &rest, 10) : 0;
	out[0] = '\0';
	if (!dash)
		snprintf(out, ENTITY_KEY_MAX + 1, "%s", key);
	else if (number >= 1 && number <= STEP_MAX && map->to[number])
		snprintf(out, ENTITY_KEY_MAX + 1, "%.*s-%d%s", (int)(dash - key), key, map->to[number], rest);
}

struct moving {
	struct migration *out;
	const struct dossier *from;
	const struct edition *old, *to;
	struct step_map map;
};

static void tell(struct migration *out, enum moved how, const char *key, const struct fact *fact, const char *word)
{
	MEM_PUSH_ROOM(out->answers, out->answer_count, out->answer_capacity);
	out->answers[out->answer_count++] = (struct moved_answer){ .how = how, .key = mem_strdup(key), .fact = fact, .word = mem_strdup(word) };
	out->counts[how]++;
}

static bool same_text(const struct text *a, const struct text *b)
{
	return strcmp(a->in[LANG_JA], b->in[LANG_JA]) == 0;
}

static const struct fact_option *option_of(const struct fact *fact, const char *word)
{
	int at = fact_option_find(fact, word);
	return at < 0 ? NULL : &fact->options[at];
}

/* Every option of a choice or set that is meant by the answer is there, under the same label. */
static bool same_options(const struct fact *old, const struct fact *new, const char *words)
{
	bool same = true;
	char *copy = mem_strdup(words), *rest = copy, *word;
	while (same && (word = strsep(&rest, " ")) != NULL) {
		const struct fact_option *a = option_of(old, word), *b = option_of(new, word);
		same = !a || (b && same_text(&a->label, &b->label));
	}
	free(copy);
	return same;
}

static bool same_question(const struct fact *old, const struct fact *new, const char *word)
{
	if (!new->question || new->scope != old->scope || new->type != old->type || !same_text(&old->question->text, &new->question->text))
		return false;
	bool listed = old->type == FACT_CHOICE || old->type == FACT_SET;
	return !listed || same_options(old, new, word);
}

/* Takes an answer over; false where the new question refuses it. */
static bool take(const struct moving *moving, struct answer *to, const struct fact *fact, const struct answer *from, const char *word)
{
	char *why = NULL, key[ENTITY_KEY_MAX + 1];
	if (fact->type == FACT_CANDIDATE && from->state == ANSWER_GIVEN) {
		migrate_map_key(&moving->map, word, key);
		word = key;
	}
	bool good = answer_from_word(to, fact, word, &why) && to->state != ANSWER_NONE;
	free(why);
	if (!good)
		return false;
	mem_replace(&to->reason, from->reason);
	mem_replace(&to->evidence, from->evidence);
	mem_replace(&to->author, from->author);
	to->at = from->at;
	return true;
}

static enum moved move_answer(const struct moving *moving, struct entity *to, const struct fact *old, const struct answer *answer, const char *word)
{
	const struct fact *new = edition_fact(moving->to, old->id);
	if (!new || !to || new->origin != FACT_ASKED)
		return MOVED_DROPPED;
	if (!same_question(old, new, word) || !take(moving, &to->answers[new->slot], new, answer, word))
		return MOVED_AGAIN;
	return MOVED_KEPT;
}

static bool readable(const struct dossier *dossier, const struct entity *entity)
{
	struct kept_search search;
	char *why = NULL;
	bool good = kept_search_read(&search, dossier, entity, &why);
	if (good)
		kept_search_done(&search);
	free(why);
	return good;
}

/* A kept search is nobody's answer and goes over as it is; reasons for rejecting that the new edition does not know must be given again. */
static void move_search(const struct moving *moving, const struct entity *entity, struct entity *to)
{
	const struct fact *query = edition_fact(moving->old, "search.query"), *rejected = edition_fact(moving->to, "search.rejected");
	const char *words = entity_text(moving->from, entity, "search.query");
	if (!to) {
		tell(moving->out, MOVED_DROPPED, entity->key, query, words);
		return;
	}
	for (unsigned slot = 0; slot < moving->old->slots[SCOPE_SEARCH]; slot++) {
		const struct fact *new = edition_fact(moving->to, moving->old->by_slot[SCOPE_SEARCH][slot]->id);
		if (new && new->scope == SCOPE_SEARCH)
			answer_copy(&to->answers[new->slot], &entity->answers[slot]);
	}
	tell(moving->out, MOVED_KEPT, entity->key, query, words);
	if (readable(moving->out->dossier, to) || !rejected)
		return;
	answer_done(&to->answers[rejected->slot]);
	tell(moving->out, MOVED_AGAIN, entity->key, edition_fact(moving->old, "search.rejected"), words);
}

static bool move_entity(struct entity *entity, void *context)
{
	struct moving *moving = context;
	char key[ENTITY_KEY_MAX + 1];
	struct buf word;
	migrate_map_key(&moving->map, entity->key, key);
	if (entity->scope == SCOPE_SEARCH) {
		move_search(moving, entity, key[0] ? dossier_ensure(moving->out->dossier, key) : NULL);
		return true;
	}
	buf_init(&word);
	struct entity *to = key[0] ? dossier_ensure(moving->out->dossier, key) : NULL;
	for (unsigned slot = 0; slot < moving->old->slots[entity->scope]; slot++) {
		const struct fact *fact = moving->old->by_slot[entity->scope][slot];
		const struct answer *answer = &entity->answers[slot];
		if (fact->origin != FACT_ASKED || answer->state == ANSWER_NONE)
			continue;
		buf_clear(&word);
		answer_to_word(&word, fact, answer);
		tell(moving->out, move_answer(moving, to, fact, answer, word.data), entity->key, fact, word.data);
	}
	buf_done(&word);
	return true;
}

/* What the new edition asks and the old one does not know. */
struct looking {
	struct migration *out;
	const struct loaded *to;
	const struct edition *old;
	date_days as_of;
};

static bool look_for_new(struct entity *entity, void *context)
{
	const struct looking *looking = context;
	const struct edition *edition = looking->to->edition;
	for (unsigned slot = 0; slot < edition->slots[entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[entity->scope][slot];
		if (fact->origin != FACT_ASKED || entity->answers[slot].state != ANSWER_NONE || edition_fact(looking->old, fact->id))
			continue;
		if (engine_asked(looking->to->engine, looking->out->dossier, looking->as_of, entity, fact->question) == TRUTH_YES)
			tell(looking->out, MOVED_NEW, entity->key, fact, "");
	}
	return true;
}

static void compare(const struct loaded *old, const struct dossier *from, const struct verdict *stands, const struct loaded *to, date_days as_of,
	const struct step_map *map, struct migration *out)
{
	struct verdict *before = stands ? NULL : engine_decide(old->engine, from, as_of), *after = engine_decide(to->engine, out->dossier, as_of);
	migrate_compare(out, map, stands ? stands : before, after);
	verdict_free(&before);
	verdict_free(&after);
}

/* What the registry said then goes over by the ids of its facts. */
static bool freeze(struct entity *entity, void *context)
{
	const struct moving *moving = context;
	char key[ENTITY_KEY_MAX + 1];
	migrate_map_key(&moving->map, entity->key, key);
	struct entity *to = entity->scope == SCOPE_CANDIDATE && key[0] ? dossier_find(moving->out->dossier, key) : NULL;
	for (unsigned slot = 0; to && slot < moving->old->slots[SCOPE_SERVICE]; slot++) {
		const struct fact *new = edition_fact(moving->to, moving->old->by_slot[SCOPE_SERVICE][slot]->id);
		if (new && new->scope == SCOPE_SERVICE)
			answer_copy(&to->services[new->slot], &entity->services[slot]);
	}
	return true;
}

enum status migrate_against(struct app *app, const struct loaded *old, const struct dossier *from, const struct verdict *before, const struct loaded *to,
	date_days as_of, bool frozen, struct migration *out, struct diag_list *diags)
{
	*out = (struct migration){ .dossier = dossier_new(to->edition) };
	struct moving moving = { .out = out, .from = from, .old = old->edition, .to = to->edition, .map = map_steps(old->edition, to->edition) };
	enum status status = STATUS_OK;
	out->dossier->as_of = from->as_of;
	out->dossier->sample = from->sample;
	mem_replace(&out->dossier->practice, from->practice);
	if (!dossier_find(from, out->dossier->root->children[0]->key))
		dossier_remove(out->dossier, out->dossier->root->children[0]);
	dossier_each(from, move_entity, &moving);
	if (frozen)
		dossier_each(from, freeze, &moving);
	else
		status = app_resolve_listings(app, out->dossier, diags);
	if (status != STATUS_OK)
		return status;
	dossier_each(out->dossier, look_for_new, &(struct looking){ .out = out, .to = to, .old = old->edition, .as_of = as_of });
	compare(old, from, before, to, as_of, &moving.map, out);
	return STATUS_OK;
}

enum status migrate(struct app *app, const struct loaded *old, const struct dossier *from, const struct loaded *to, date_days as_of,
	struct migration *out, struct diag_list *diags)
{
	return migrate_against(app, old, from, NULL, to, as_of, false, out, diags);
}

void migration_done(struct migration *migration)
{
	for (size_t i = 0; i < migration->answer_count; i++) {
		free(migration->answers[i].key);
		free(migration->answers[i].word);
	}
	for (size_t i = 0; i < migration->outcome_count; i++) {
		free(migration->outcomes[i].about);
		free(migration->outcomes[i].key);
		free(migration->outcomes[i].before);
		free(migration->outcomes[i].after);
	}
	free(migration->answers);
	free(migration->outcomes);
	dossier_free(&migration->dossier);
	*migration = (struct migration){ .dossier = NULL };
}
