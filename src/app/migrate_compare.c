/* SPDX-License-Identifier: Apache-2.0 */
/* What comes out otherwise under the new edition: the case, its components, and every rule at every entity. What stays the same is not told. */
#include "app/migrate.h"

#include <stdlib.h>
#include <string.h>

/* Takes the words over, and drops what came out the same. */
static void tell(struct migration *out, struct moved_outcome outcome)
{
	if (strcmp(outcome.before, outcome.after) == 0) {
		free(outcome.about);
		free(outcome.before);
		free(outcome.after);
		free(outcome.key);
		return;
	}
	MEM_PUSH_ROOM(out->outcomes, out->outcome_count, out->outcome_capacity);
	out->outcomes[out->outcome_count++] = outcome;
}

/* "decided saas_public c1-1-k1" */
static char *component_words(const struct component_result *component, const char *candidate)
{
	return component ? mem_printf("%s%s%s%s%s", verdict_status_word(component->status), component->adopted ? " " : "",
		component->adopted ? component->adopted->model : "", *candidate ? " " : "", candidate) : mem_strdup("");
}

static int status_of(const struct component_result *component)
{
	return component ? (int)component->status : MOVED_NOTHING;
}

static void compare_components(struct migration *out, const struct step_map *map, const struct verdict *before, const struct verdict *after)
{
	for (size_t i = 0; i < before->component_count; i++) {
		const struct component_result *old = &before->components[i], *new = verdict_component(after, old->key);
		char moved[ENTITY_KEY_MAX + 1] = "";
		if (*old->candidate)
			migrate_map_key(map, old->candidate, moved);
		tell(out, (struct moved_outcome){
			.kind = MOVED_COMPONENT,
			.about = mem_printf("component %s", old->key),
			.key = mem_strdup(old->key),
			.before = component_words(old, moved),
			.after = component_words(new, new ? new->candidate : ""),
			.was = status_of(old),
			.is = status_of(new),
			.was_step = old->adopted,
			.is_step = new ? new->adopted : NULL,
		});
	}
}

static const struct finding *find(const struct verdict *verdict, const char *rule, const char *key)
{
	for (size_t i = 0; i < verdict->finding_count; i++)
		if (strcmp(verdict->findings[i]->rule->id, rule) == 0 && strcmp(verdict->findings[i]->key, key) == 0)
			return verdict->findings[i];
	return NULL;
}

/* A rule that does not apply says as little as one that is not there. */
static const char *word_of(const struct finding *finding)
{
	return finding && finding->outcome != OUTCOME_NOT_APPLICABLE ? outcome_word(finding->outcome) : "";
}

static int outcome_of(const struct finding *finding)
{
	return finding && finding->outcome != OUTCOME_NOT_APPLICABLE ? (int)finding->outcome : MOVED_NOTHING;
}

static void tell_rule(struct migration *out, const char *key, const struct finding *old, const struct finding *new)
{
	const struct rule *rule = new ? new->rule : old->rule;
	tell(out, (struct moved_outcome){
		.kind = MOVED_RULE,
		.about = mem_printf("rule %s %s", rule->id, key),
		.key = mem_strdup(key),
		.before = mem_strdup(word_of(old)),
		.after = mem_strdup(word_of(new)),
		.rule = rule,
		.was = outcome_of(old),
		.is = outcome_of(new),
	});
}

static void compare_rules(struct migration *out, const struct step_map *map, const struct verdict *before, const struct verdict *after)
{
	for (size_t i = 0; i < before->finding_count; i++) {
		const struct finding *old = before->findings[i];
		char key[ENTITY_KEY_MAX + 1];
		migrate_map_key(map, old->key, key);
		tell_rule(out, key[0] ? key : old->key, old, key[0] ? find(after, old->rule->id, key) : NULL);
	}
	for (size_t i = 0; i < after->finding_count; i++) {
		const struct finding *new = after->findings[i];
		bool known = false;
		for (size_t k = 0; k < before->finding_count && !known; k++) {
			char key[ENTITY_KEY_MAX + 1];
			migrate_map_key(map, before->findings[k]->key, key);
			known = strcmp(before->findings[k]->rule->id, new->rule->id) == 0 && strcmp(key, new->key) == 0;
		}
		if (!known)
			tell_rule(out, new->key, NULL, new);
	}
}

void migrate_compare(struct migration *migration, const struct step_map *map, const struct verdict *before, const struct verdict *after)
{
	tell(migration, (struct moved_outcome){
		.kind = MOVED_CASE,
		.about = mem_strdup("case"),
		.key = mem_strdup("case"),
		.before = mem_strdup(verdict_status_word(before->status)),
		.after = mem_strdup(verdict_status_word(after->status)),
		.was = (int)before->status,
		.is = (int)after->status,
	});
	compare_components(migration, map, before, after);
	compare_rules(migration, map, before, after);
}
