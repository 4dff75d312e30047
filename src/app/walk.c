/* SPDX-License-Identifier: Apache-2.0 */
/* The walk is read off the task list, which alone says what is asked and in which order. */
#include "app/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/work_internal.h"

void stops_done(struct stops *stops)
{
	free(stops->items);
	memset(stops, 0, sizeof *stops);
}

static struct stop *push(struct stops *out, enum stop_kind kind, const struct screen *screen, const char *key)
{
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	struct stop *stop = &out->items[out->count++];
	*stop = (struct stop){ .kind = kind, .screen = screen };
	strncpy(stop->key, key, ENTITY_KEY_MAX);
	return stop;
}

static void push_questions(const struct work *work, const struct screen *screen, const char *key, struct stops *out)
{
	struct asked_list asked;
	work_questions(work, screen, key, &asked);
	for (size_t i = 0; i < asked.count; i++) {
		struct stop *stop = push(out, STOP_QUESTION, screen, key);
		stop->question = asked.items[i].question;
		stop->at = i + 1;
		stop->of = asked.count;
	}
	asked_list_done(&asked);
}

static void push_entries(const struct work *work, const struct screen *screen, const char *key, struct stops *out)
{
	const struct entity *owner = dossier_find(work->dossier, key);
	for (size_t i = 0; owner && i < owner->entry_count; i++)
		push_questions(work, screen, owner->entries[i]->key, out);
	push(out, STOP_ENTRIES, screen, key);
}

static void push_candidates(const struct work *work, const char *key, struct stops *out)
{
	const struct entity *step = dossier_find(work->dossier, key);
	for (size_t i = 0; step && i < step->count; i++) {
		struct tasks tasks;
		work_candidate_tasks(work, step->children[i]->key, &tasks);
		for (size_t k = 0; k < tasks.count; k++)
			if (tasks.items[k].kind == TASK_ENTRIES)
				push_entries(work, tasks.items[k].screen, tasks.items[k].key, out);
			else
				push_questions(work, tasks.items[k].screen, tasks.items[k].key, out);
		tasks_done(&tasks);
	}
	push(out, STOP_CANDIDATES, NULL, key);
}

static void push_task(const struct work *work, const struct task *task, struct stops *out)
{
	/* A list that could still be filled is offered, also where what it would answer has been answered without it. */
	if (task->kind == TASK_ENTRIES) {
		push_entries(work, task->screen, task->key, out);
		return;
	}
	if (task->state == TASK_WAITING || task->state == TASK_SKIPPED)
		return;
	switch (task->kind) {
	case TASK_QUESTIONS:
		push_questions(work, task->screen, task->key, out);
		break;
	case TASK_CANDIDATES:
		push_candidates(work, task->key, out);
		break;
	case TASK_COMPARE:
		push(out, STOP_COMPARE, NULL, task->key);
		break;
	case TASK_VERDICT:
		push(out, STOP_VERDICT, NULL, task->key);
		break;
	case TASK_SUBMIT:
		push(out, STOP_SUBMIT, NULL, task->key);
		break;
	case TASK_ENTRIES:
	case TASK_REVIEW: /* for the adviser, who has screens and commands of his own */
		break;
	}
}

void work_stops(const struct work *work, struct stops *out)
{
	struct tasks tasks;
	out->count = 0;
	work_tasks(work, &tasks);
	for (size_t i = 0; i < tasks.count; i++)
		push_task(work, &tasks.items[i], out);
	tasks_done(&tasks);
}

size_t stops_find(const struct stops *stops, const struct stop *stop)
{
	size_t i = 0;
	while (i < stops->count && (stops->items[i].kind != stop->kind || stops->items[i].screen != stop->screen ||
		stops->items[i].question != stop->question || strcmp(stops->items[i].key, stop->key) != 0))
		i++;
	return i;
}

size_t stops_of(const struct stops *stops, const char *key)
{
	size_t len = strlen(key);
	for (size_t i = 0; i < stops->count; i++) {
		const char *other = stops->items[i].key;
		if (strncmp(other, key, len) == 0 && (other[len] == '\0' || other[len] == '-'))
			return i;
	}
	return stops->count;
}

size_t stops_after(const struct stops *now, const struct stops *before, size_t at)
{
	for (size_t i = at + 1; i-- > 0;) {
		size_t there = stops_find(now, &before->items[i]);
		if (there < now->count)
			return there + 1;
	}
	return 0;
}

size_t work_stop_saved(const struct work *work, const struct stops *stops)
{
	char screen[64] = "", key[ENTITY_KEY_MAX + 1] = "", name[64] = "";
	size_t first = stops->count;
	bool saved = sscanf(work_place(work), "%63s %32s %63s", screen, key, name) == 3;
	for (size_t i = 0; i < stops->count; i++) {
		const struct stop *stop = &stops->items[i];
		if (stop->kind != STOP_QUESTION)
			continue;
		if (saved && strcmp(stop->screen->id, screen) == 0 && strcmp(stop->key, key) == 0 && strcmp(stop->question->name, name) == 0)
			return i;
		const struct entity *entity = dossier_find(work->dossier, stop->key);
		if (first == stops->count && entity && entity->answers[stop->question->fact->slot].state == ANSWER_NONE)
			first = i;
	}
	return first < stops->count ? first : 0;
}

enum status work_stop_save(struct work *work, const struct stop *stop, struct diag_list *diags)
{
	char *place = mem_printf("%s %s %s", stop->screen->id, stop->key, stop->question->name);
	enum status status = work_place_set(work, place, diags);
	free(place);
	return status;
}
