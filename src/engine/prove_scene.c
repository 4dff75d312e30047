/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The smallest dossier on which every rule can be examined. All its values are marked as settled, so that nothing is computed behind the back
 * of a plan; what stands in a cell is what the rule sees. The case and each candidate have one entry, for the conditions that read one; a question
 * that entries answer is settled like any other, and takes every answer that entries could give.
 */
#include "engine/prove_plan.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define MILLI 1000

static void settle_node(const struct scene *scene, struct node *node)
{
	const struct edition *edition = scene->engine->edition;
	for (unsigned slot = 0; slot < edition->slots[node->entity->scope]; slot++)
		values_set(node, edition->by_slot[node->entity->scope][slot], (struct value){ .known = false });
	for (size_t i = 0; i < node->count; i++)
		settle_node(scene, &node->children[i]);
	for (size_t i = 0; i < node->entry_count; i++)
		settle_node(scene, &node->entries[i]);
}

void scene_init(struct scene *scene, const struct engine *engine)
{
	const struct edition *edition = engine->edition;
	*scene = (struct scene){ .engine = engine, .dossier = dossier_new(edition), .step_count = edition->step_count };
	struct entity *component = scene->dossier->root->children[0];
	for (size_t i = 0; i < component->count; i++)
		dossier_add_entry(scene->dossier, dossier_add_candidate(scene->dossier, component->children[i], NULL), NULL);
	dossier_add_entry(scene->dossier, scene->dossier->root, NULL);
	arena_init(&scene->arena);
	values_init(&scene->values, engine, scene->dossier, DATE_NONE, &scene->arena);
	settle_node(scene, scene->values.root);
	scene->component = &scene->values.root->children[0];
	scene->steps = arena_alloc(&scene->arena, (scene->step_count + 1) * sizeof(struct node *));
	scene->candidates = arena_alloc(&scene->arena, (scene->step_count + 1) * sizeof(struct node *));
	scene->services = arena_alloc(&scene->arena, (scene->step_count + 1) * sizeof(struct value *));
	for (size_t i = 0; i < scene->component->count && i < scene->step_count; i++) {
		struct node *step = &scene->component->children[i];
		scene->steps[i] = step;
		scene->candidates[i] = &step->children[0];
		scene->services[i] = arena_alloc(&scene->arena, (edition->slots[SCOPE_SERVICE] + 1) * sizeof **scene->services);
		step->children[0].frames.at[SCOPE_SERVICE] = step->children[0].entries[0].frames.at[SCOPE_SERVICE] = scene->services[i];
		values_set(step, engine->builtins.step_number, (struct value){ .number = (int64_t)step->entity->number * MILLI, .known = true });
	}
}

void scene_done(struct scene *scene)
{
	dossier_free(&scene->dossier);
	arena_done(&scene->arena);
}

struct value *scene_cell(const struct scene *scene, struct node *node, const struct fact *fact)
{
	struct node *owner = values_owner(node, fact);
	if (!owner)
		return NULL;
	if (fact->scope != SCOPE_SERVICE)
		return &owner->own[fact->slot];
	for (size_t i = 0; i < scene->step_count; i++) {
		if (scene->candidates[i] == owner)
			return &scene->services[i][fact->slot];
	}
	return NULL;
}

void prove_report_init(struct prove_report *report)
{
	*report = (struct prove_report){ .lines = NULL };
}

void prove_report_done(struct prove_report *report)
{
	for (size_t i = 0; i < report->count; i++)
		free(report->lines[i].text);
	free(report->lines);
	prove_report_init(report);
}

void prove_say(struct prove_report *report, enum prove_kind kind, const char *file, int line, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	MEM_PUSH_ROOM(report->lines, report->count, report->capacity);
	report->lines[report->count++] = (struct prove_line){ .kind = kind, .file = file, .line = line, .text = mem_vprintf(format, arguments) };
	report->faults += kind == PROVE_FAULT;
	va_end(arguments);
}

void prove_report_move(struct prove_report *to, struct prove_report *from)
{
	for (size_t i = 0; i < from->count; i++) {
		MEM_PUSH_ROOM(to->lines, to->count, to->capacity);
		to->lines[to->count++] = from->lines[i];
	}
	to->faults += from->faults;
	to->gates += from->gates;
	to->steps += from->steps;
	to->rules += from->rules;
	to->conditions += from->conditions;
	to->outcomes += from->outcomes;
	to->split += from->split;
	to->combinations += from->combinations;
	to->lowered += from->lowered;
	to->raised += from->raised;
	to->refusals += from->refusals;
	free(from->lines);
	prove_report_init(from);
}
