/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree of a case. Two invariants: a component always has all the steps of the edition, and children stand in the order of their
 * numbers, so that the same answers give the same bytes whatever the order in which they came.
 */
#include "model/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/entity_key.h"

static struct entity *entity_make(const struct edition *edition, const struct entity_key *key, struct entity *parent)
{
	struct entity *entity = MEM_NEW(struct entity);

	entity->scope = key->scope;
	entity->number = key->scope == SCOPE_STEP ? key->step : 0;
	entity->parent = parent;
	entity_key_format(key, entity->key);
	entity->answers = mem_array(edition->slots[key->scope], sizeof *entity->answers);
	if (key->scope == SCOPE_CANDIDATE)
		entity->services = mem_array(edition->slots[SCOPE_SERVICE], sizeof *entity->services);
	return entity;
}

static void answers_free(struct answer *answers, size_t count)
{
	for (size_t i = 0; answers && i < count; i++)
		answer_done(&answers[i]);
	free(answers);
}

static void entity_free(const struct edition *edition, struct entity *entity)
{
	for (size_t i = 0; i < entity->count; i++)
		entity_free(edition, entity->children[i]);
	for (size_t i = 0; i < entity->entry_count; i++)
		entity_free(edition, entity->entries[i]);
	free(entity->children);
	free(entity->entries);
	answers_free(entity->answers, edition->slots[entity->scope]);
	answers_free(entity->services, edition->slots[SCOPE_SERVICE]);
	free(entity);
}

/* The number by which an entity is ordered among its siblings. */
static int rank_of(const char *text)
{
	struct entity_key key = { .scope = SCOPE_CASE };

	entity_key_parse(text, &key);
	if (scope_is_entry(key.scope))
		return key.entry;
	if (key.scope == SCOPE_CANDIDATE)
		return key.candidate;
	return key.scope == SCOPE_STEP ? key.step : key.component;
}

/* Puts an entity into its place; there is room for it. */
static void insert_at_rank(struct entity **items, size_t count, struct entity *item)
{
	int rank = rank_of(item->key);
	size_t at = count;

	for (; at > 0 && rank_of(items[at - 1]->key) > rank; at--)
		items[at] = items[at - 1];
	items[at] = item;
}

static void entity_insert(struct entity *parent, struct entity *child)
{
	if (scope_is_entry(child->scope)) {
		MEM_PUSH_ROOM(parent->entries, parent->entry_count, parent->entry_capacity);
		insert_at_rank(parent->entries, parent->entry_count++, child);
	} else {
		MEM_PUSH_ROOM(parent->children, parent->count, parent->capacity);
		insert_at_rank(parent->children, parent->count++, child);
	}
}

static struct entity *entry_find(const struct entity *parent, const char *key)
{
	for (size_t i = 0; i < parent->entry_count; i++)
		if (strcmp(parent->entries[i]->key, key) == 0)
			return parent->entries[i];
	return NULL;
}

static struct entity *child_find(const struct entity *parent, const char *key)
{
	for (size_t i = 0; i < parent->count; i++)
		if (strcmp(parent->children[i]->key, key) == 0)
			return parent->children[i];
	return NULL;
}

static struct entity *component_make(struct dossier *dossier, int number)
{
	struct entity_key key = { .scope = SCOPE_COMPONENT, .component = number };
	struct entity *component = entity_make(dossier->edition, &key, dossier->root);

	key.scope = SCOPE_STEP;
	for (size_t i = 0; i < dossier->edition->step_count; i++) {
		key.step = dossier->edition->steps[i].number;
		entity_insert(component, entity_make(dossier->edition, &key, component));
	}
	entity_insert(dossier->root, component);
	return component;
}

static struct dossier *dossier_make(const struct edition *edition)
{
	const struct entity_key key = { .scope = SCOPE_CASE };
	struct dossier *dossier = MEM_NEW(struct dossier);

	dossier->edition = edition;
	dossier->id = mem_strdup("");
	dossier->reference = mem_strdup("");
	dossier->practice = mem_strdup("");
	dossier->as_of = DATE_NONE;
	dossier->root = entity_make(edition, &key, NULL);
	return dossier;
}

struct dossier *dossier_new(const struct edition *edition)
{
	struct dossier *dossier = dossier_make(edition);

	component_make(dossier, 1);
	return dossier;
}

void dossier_free(struct dossier **dossier)
{
	struct dossier *old = *dossier;

	if (!old)
		return;
	entity_free(old->edition, old->root);
	free(old->id);
	free(old->reference);
	free(old->practice);
	free(old);
	*dossier = NULL;
}

static void answers_copy(struct answer *to, const struct answer *from, size_t count)
{
	for (size_t i = 0; i < count; i++)
		answer_copy(&to[i], &from[i]);
}

static struct entity *entity_copy(const struct edition *edition, const struct entity *from, struct entity *parent)
{
	struct entity_key key;
	struct entity *copy;

	entity_key_parse(from->key, &key);
	copy = entity_make(edition, &key, parent);
	answers_copy(copy->answers, from->answers, edition->slots[from->scope]);
	if (from->services)
		answers_copy(copy->services, from->services, edition->slots[SCOPE_SERVICE]);
	for (size_t i = 0; i < from->count; i++)
		entity_insert(copy, entity_copy(edition, from->children[i], copy));
	for (size_t i = 0; i < from->entry_count; i++)
		entity_insert(copy, entity_copy(edition, from->entries[i], copy));
	return copy;
}

struct dossier *dossier_copy(const struct dossier *dossier)
{
	struct dossier *copy = MEM_NEW(struct dossier);

	copy->edition = dossier->edition;
	copy->id = mem_strdup(dossier->id);
	copy->reference = mem_strdup(dossier->reference);
	copy->as_of = dossier->as_of;
	copy->sample = dossier->sample;
	copy->practice = mem_strdup(dossier->practice);
	copy->root = entity_copy(dossier->edition, dossier->root, NULL);
	return copy;
}

/* The entity of this key among the descendants, by way of its ancestors' keys. */
static struct entity *find(const struct dossier *dossier, const struct entity_key *key)
{
	struct entity *entity = dossier->root;
	struct entity_key part = *key;
	enum scope last = scope_is_entry(key->scope) ? scope_parent(key->scope) : key->scope;
	char text[ENTITY_KEY_MAX + 1];

	for (int scope = SCOPE_COMPONENT; entity && scope <= (int)last; scope++) {
		part.scope = (enum scope)scope;
		entity_key_format(&part, text);
		entity = child_find(entity, text);
	}
	if (!entity || last == key->scope)
		return entity;
	entity_key_format(key, text);
	return entry_find(entity, text);
}

struct entity *dossier_find(const struct dossier *dossier, const char *key)
{
	struct entity_key parsed;

	return entity_key_parse(key, &parsed) ? find(dossier, &parsed) : NULL;
}

/* One more than the largest number in use, so that a key is not given again while a later one lives. */
static int next_number(const struct entity *parent)
{
	return parent->count ? rank_of(parent->children[parent->count - 1]->key) + 1 : 1;
}

struct entity *dossier_add_component(struct dossier *dossier, const char *key)
{
	struct entity_key parsed = { .scope = SCOPE_COMPONENT, .component = next_number(dossier->root) };
	char text[ENTITY_KEY_MAX + 1];

	if (!key) {
		entity_key_format(&parsed, text);
		key = text;
	}
	if (!entity_key_parse(key, &parsed) || parsed.scope != SCOPE_COMPONENT || find(dossier, &parsed))
		return NULL;
	return component_make(dossier, parsed.component);
}

struct entity *dossier_add_candidate(struct dossier *dossier, struct entity *step, const char *key)
{
	struct entity_key parsed, given;
	struct entity *candidate;

	if (step->scope != SCOPE_STEP || !entity_key_parse(step->key, &parsed))
		return NULL;
	parsed.scope = SCOPE_CANDIDATE;
	parsed.candidate = next_number(step);
	if (key) {
		if (!entity_key_parse(key, &given) || given.scope != SCOPE_CANDIDATE || given.component != parsed.component ||
			given.step != parsed.step || child_find(step, key))
			return NULL;
		parsed = given;
	}
	candidate = entity_make(dossier->edition, &parsed, step);
	if (!entity_key_parse(candidate->key, &given)) {
		entity_free(dossier->edition, candidate); /* the numbers are used up */
		return NULL;
	}
	entity_insert(step, candidate);
	return candidate;
}

struct entity *dossier_add_entry(struct dossier *dossier, struct entity *owner, const char *key)
{
	struct entity_key parsed, given;
	struct entity *entry;

	if (!entity_key_parse(owner->key, &parsed) || (owner->scope != SCOPE_CASE && owner->scope != SCOPE_STEP && owner->scope != SCOPE_CANDIDATE))
		return NULL;
	parsed.scope = owner->scope == SCOPE_CASE ? SCOPE_INFORMATION : owner->scope == SCOPE_STEP ? SCOPE_SEARCH : SCOPE_CONTROL;
	parsed.entry = owner->entry_count ? rank_of(owner->entries[owner->entry_count - 1]->key) + 1 : 1;
	if (key) {
		if (!entity_key_parse(key, &given) || given.scope != parsed.scope || given.component != parsed.component ||
			given.step != parsed.step || given.candidate != parsed.candidate || entry_find(owner, key))
			return NULL;
		parsed = given;
	}
	entry = entity_make(dossier->edition, &parsed, owner);
	if (!entity_key_parse(entry->key, &given)) {
		entity_free(dossier->edition, entry); /* the numbers are used up */
		return NULL;
	}
	entity_insert(owner, entry);
	return entry;
}

/* An answer that names a candidate says nothing once the candidate is gone. */
static void forget_candidate(const struct edition *edition, struct entity *step, const char *key)
{
	for (size_t slot = 0; slot < edition->slots[SCOPE_STEP]; slot++) {
		struct answer *answer = &step->answers[slot];

		if (edition->by_slot[SCOPE_STEP][slot]->type == FACT_CANDIDATE && answer->text && strcmp(answer->text, key) == 0)
			answer_done(answer);
	}
}

/* Takes an item out of an array that has it; returns how many are left. */
static size_t take_out(struct entity **items, size_t count, const struct entity *item)
{
	size_t at = 0;

	while (items[at] != item)
		at++;
	memmove(&items[at], &items[at + 1], (count - at - 1) * sizeof *items);
	return count - 1;
}

void dossier_remove(struct dossier *dossier, struct entity *entity)
{
	struct entity *parent = entity->parent;

	if (scope_is_entry(entity->scope)) {
		parent->entry_count = take_out(parent->entries, parent->entry_count, entity);
		entity_free(dossier->edition, entity);
		return;
	}
	if (entity->scope != SCOPE_COMPONENT && entity->scope != SCOPE_CANDIDATE)
		return;
	if (entity->scope == SCOPE_CANDIDATE)
		forget_candidate(dossier->edition, parent, entity->key);
	parent->count = take_out(parent->children, parent->count, entity);
	entity_free(dossier->edition, entity);
}

struct entity *dossier_ensure(struct dossier *dossier, const char *key)
{
	struct entity_key parsed, part;
	struct entity *step, *owner;
	char text[ENTITY_KEY_MAX + 1];

	if (!entity_key_parse(key, &parsed) || (parsed.step && !edition_step(dossier->edition, parsed.step)))
		return NULL;
	part = parsed;
	part.scope = SCOPE_COMPONENT;
	if (parsed.component && !find(dossier, &part))
		component_make(dossier, parsed.component);
	part.scope = SCOPE_STEP;
	step = parsed.step ? find(dossier, &part) : NULL;
	part.scope = SCOPE_CANDIDATE;
	if (step && parsed.candidate && !find(dossier, &part)) {
		entity_key_format(&part, text);
		dossier_add_candidate(dossier, step, text);
	}
	part.scope = scope_parent(parsed.scope);
	owner = scope_is_entry(parsed.scope) ? find(dossier, &part) : NULL;
	if (owner && !entry_find(owner, key))
		dossier_add_entry(dossier, owner, key);
	return find(dossier, &parsed);
}

struct answer *entity_answer(const struct entity *entity, const struct fact *fact)
{
	if (fact->scope == SCOPE_SERVICE)
		return entity->services ? &entity->services[fact->slot] : NULL;
	while (entity && entity->scope != fact->scope)
		entity = entity->parent;
	return entity ? &entity->answers[fact->slot] : NULL;
}

struct answer *entity_answer_id(const struct dossier *dossier, const struct entity *entity, const char *fact_id)
{
	const struct fact *fact = edition_fact(dossier->edition, fact_id);

	return fact ? entity_answer(entity, fact) : NULL;
}

const char *entity_text(const struct dossier *dossier, const struct entity *entity, const char *fact_id)
{
	const struct answer *answer = entity_answer_id(dossier, entity, fact_id);

	return answer && answer->state == ANSWER_GIVEN && answer->text ? answer->text : "";
}

static bool each(struct entity *entity, bool (*visit)(struct entity *entity, void *context), void *context)
{
	bool more = visit(entity, context);

	for (size_t i = 0; more && i < entity->entry_count; i++)
		more = each(entity->entries[i], visit, context);
	for (size_t i = 0; more && i < entity->count; i++)
		more = each(entity->children[i], visit, context);
	return more;
}

void dossier_each(const struct dossier *dossier, bool (*visit)(struct entity *entity, void *context), void *context)
{
	each(dossier->root, visit, context);
}
