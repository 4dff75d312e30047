/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making a baseline. Words of people are not kept: a rule can only ask whether they are there, so "x" stands for them, and a baseline may be
 * handed on without what a case says.
 */
#include "app/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "base/ini.h"

#define LINE_BYTES 800 /* of one value; longer ones go on under the next number */
#define CHANGES_MAX 4

/* --- outcomes --- */

static void push_row(struct outcome_rows *rows, const char *rule, const char *key, const char *word)
{
	MEM_PUSH_ROOM(rows->items, rows->count, rows->capacity);
	rows->items[rows->count++] = (struct outcome_row){
		.rule = arena_strdup(&rows->arena, rule), .key = arena_strdup(&rows->arena, key), .word = arena_strdup(&rows->arena, word)
	};
}

static void take_finding(struct outcome_rows *rows, const struct finding *finding)
{
	char *word;
	if (finding->outcome == OUTCOME_NOT_APPLICABLE)
		return;
	if (finding->outcome == OUTCOME_PASS && finding->exception)
		word = mem_printf("pass.x%d", finding->exception);
	else if (finding->outcome == OUTCOME_PASS && finding->rung)
		word = mem_printf("pass.r%d", finding->rung);
	else
		word = mem_strdup(outcome_word(finding->outcome));
	push_row(rows, finding->rule->id, finding->key, word);
	free(word);
}

static void take_component(struct outcome_rows *rows, const struct component_result *component)
{
	struct buf word;
	buf_init(&word);
	for (size_t i = 0; i < component->step_count; i++) {
		const struct step_result *step = &component->steps[i];
		if (step->outcome == STEP_NOT_REACHED)
			continue;
		bool referred = step->outcome == STEP_UNDETERMINED && step->refer == TRUTH_YES;
		buf_addf(&word, "%s%d=%s", word.len ? "," : "", step->step->number, referred ? "referred" : step_outcome_word(step->outcome));
		if (*step->chosen)
			buf_addf(&word, "=%s", step->chosen);
	}
	push_row(rows, "", component->key, word.len ? word.data : "none");
	buf_done(&word);
}

void outcome_rows_take(struct outcome_rows *out, const struct verdict *verdict)
{
	*out = (struct outcome_rows){ .items = NULL };
	arena_init(&out->arena);
	push_row(out, "", "case", verdict_status_word(verdict->status));
	for (size_t i = 0; i < verdict->component_count; i++)
		take_component(out, &verdict->components[i]);
	for (size_t i = 0; i < verdict->finding_count; i++)
		take_finding(out, verdict->findings[i]);
}

void outcome_rows_done(struct outcome_rows *rows)
{
	free(rows->items);
	arena_done(&rows->arena);
	*rows = (struct outcome_rows){ .items = NULL };
}

const char *outcome_rows_find(const struct outcome_rows *rows, const char *rule, const char *key)
{
	for (size_t i = 0; i < rows->count; i++) {
		if (strcmp(rows->items[i].rule, rule) == 0 && strcmp(rows->items[i].key, key) == 0)
			return rows->items[i].word;
	}
	return NULL;
}

/* --- writing --- */

/* Keys of the file know no `-`. */
static char *key_form(const char *text)
{
	char *copy = mem_strdup(text);
	for (char *at = copy; *at; at++)
		*at = *at == '-' ? '_' : *at;
	return copy;
}

void baseline_begin(struct baseline_writer *writer)
{
	const struct edition *edition = engine_edition(writer->engine);
	char hex[65], day[11];
	digest_hex(&edition->digest, hex);
	date_format_iso(writer->as_of, day);
	buf_addf(writer->out, "[baseline.main]\nformat = \"1\"\nedition = \"%s\"\nsha256 = \"%s\"\nas_of = \"%s\"\n", edition->id, hex, day);
}

static void write_answer(struct buf *out, const struct entity *entity, const struct fact *fact, const struct answer *answer)
{
	struct buf word;
	char *key = key_form(entity->key);
	const char *middle = fact->scope == SCOPE_CASE ? "" : key;
	if (answer->state == ANSWER_GIVEN) {
		buf_init(&word);
		if (fact->type == FACT_TEXT)
			buf_adds(&word, "x");
		else
			answer_to_word(&word, fact, answer);
		buf_addf(out, "fact.%s%s%s = \"%s\"\n", middle, *middle ? "." : "", fact->id, word.data);
		buf_done(&word);
	}
	if (answer_has_reason(answer))
		buf_addf(out, "reason.%s%s%s = \"x\"\n", middle, *middle ? "." : "", fact->id);
	free(key);
}

struct writing {
	struct buf *out;
	const struct edition *edition;
};

static bool write_entity(struct entity *entity, void *context)
{
	const struct writing *writing = context;
	const struct edition *edition = writing->edition;
	for (unsigned slot = 0; slot < edition->slots[entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[entity->scope][slot];
		if (fact->origin == FACT_ASKED)
			write_answer(writing->out, entity, fact, &entity->answers[slot]);
	}
	for (unsigned slot = 0; entity->services && slot < edition->slots[SCOPE_SERVICE]; slot++)
		write_answer(writing->out, entity, edition->by_slot[SCOPE_SERVICE][slot], &entity->services[slot]);
	return true;
}

/* All outcomes of one rule, over as many numbered lines as they take. */
static void write_rule(struct buf *out, const struct outcome_rows *rows, size_t from)
{
	const char *rule = rows->items[from].rule;
	char *name = *rule ? key_form(rule) : NULL;
	size_t number = 0, used = LINE_BYTES;
	for (size_t i = from; i < rows->count; i++) {
		const struct outcome_row *row = &rows->items[i];
		if (strcmp(row->rule, rule) != 0)
			continue;
		size_t bytes = strlen(row->key) + strlen(row->word) + 2;
		if (used + bytes > LINE_BYTES) {
			buf_addf(out, number ? "\"\n%s%s.%zu = \"" : "%s%s.%zu = \"", name ? "rule." : "ended", name ? name : "", number + 1);
			number++;
			used = 0;
		}
		buf_addf(out, "%s%s:%s", used ? " " : "", row->key, row->word);
		used += bytes;
	}
	buf_adds(out, "\"\n");
	free(name);
}

static bool first_of_rule(const struct outcome_rows *rows, size_t at)
{
	for (size_t i = 0; i < at; i++) {
		if (strcmp(rows->items[i].rule, rows->items[at].rule) == 0)
			return false;
	}
	return true;
}

void baseline_add(struct baseline_writer *writer, const struct dossier *dossier, const char *title)
{
	struct outcome_rows rows;
	struct verdict *verdict = engine_decide(writer->engine, dossier, writer->as_of);
	size_t number = ++writer->count;
	outcome_rows_take(&rows, verdict);
	verdict_free(&verdict);
	buf_addf(writer->out, "\n[answers.a%zu]\n", number);
	ini_write_value(writer->out, "title", title);
	dossier_each(dossier, write_entity, &(struct writing){ .out = writer->out, .edition = engine_edition(writer->engine) });
	buf_addf(writer->out, "\n[outcome.a%zu]\n", number);
	for (size_t i = 0; i < rows.count; i++) {
		if (first_of_rule(&rows, i))
			write_rule(writer->out, &rows, i);
	}
	outcome_rows_done(&rows);
}

/* --- varying --- */

static uint64_t draw(uint64_t *random, uint64_t below)
{
	uint64_t mixed = *random += UINT64_C(0x9e3779b97f4a7c15);
	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
	return (mixed ^ mixed >> 31) % below;
}

struct drawing {
	struct entity **items;
	size_t count, capacity;
};

static bool note_entity(struct entity *entity, void *context)
{
	struct drawing *drawing = context;
	MEM_PUSH_ROOM(drawing->items, drawing->count, drawing->capacity);
	drawing->items[drawing->count++] = entity;
	return true;
}

/* What the question would not take, such as a number beyond its limits, is no answer. */
static bool taken(const struct fact *fact, const struct answer *answer)
{
	struct answer again = { .state = ANSWER_NONE };
	struct buf word;
	char *why = NULL;
	buf_init(&word);
	answer_to_word(&word, fact, answer);
	bool good = answer_from_word(&again, fact, word.data, &why);
	free(why);
	answer_done(&again);
	buf_done(&word);
	return good;
}

static void vary_answer(struct answer *answer, const struct entity *entity, const struct fact *fact, uint64_t *random)
{
	bool given = answer->state == ANSWER_GIVEN;
	if (given && draw(random, 4) == 0) {
		answer_done(answer);
		return;
	}
	answer->state = ANSWER_GIVEN;
	switch (fact->type) {
	case FACT_CHOICE:
		answer->number = (int64_t)draw(random, fact->option_count);
		break;
	case FACT_YESNO:
		answer->number = (int64_t)draw(random, 2);
		break;
	case FACT_SET:
		answer->number = (given ? answer->number : 0) ^ (int64_t)(UINT64_C(1) << draw(random, fact->option_count));
		break;
	case FACT_DATE:
		answer->number = (given ? answer->number : 20600) + (int64_t)draw(random, 1601) - 800;
		break;
	case FACT_TEXT:
		mem_replace(&answer->text, "x");
		break;
	case FACT_CANDIDATE:
		if (entity->count)
			mem_replace(&answer->text, entity->children[draw(random, entity->count)]->key);
		else
			answer_done(answer);
		break;
	default:
		answer->number = (int64_t)draw(random, 4) * 1000;
		break;
	}
	if (!taken(fact, answer))
		answer_done(answer);
}

void baseline_vary(struct dossier *dossier, uint64_t *random)
{
	const struct edition *edition = dossier->edition;
	struct drawing drawing = { .items = NULL };
	dossier_each(dossier, note_entity, &drawing);
	for (uint64_t left = 1 + draw(random, CHANGES_MAX); left; left--) {
		struct entity *entity = drawing.items[draw(random, drawing.count)];
		bool service = entity->services && edition->slots[SCOPE_SERVICE] && draw(random, 8) == 0;
		enum scope scope = service ? SCOPE_SERVICE : entity->scope;
		if (!edition->slots[scope])
			continue;
		const struct fact *fact = edition->by_slot[scope][draw(random, edition->slots[scope])];
		struct answer *answer = service ? &entity->services[fact->slot] : &entity->answers[fact->slot];
		if (fact->origin != FACT_ASKED && fact->origin != FACT_LISTED)
			continue;
		if (fact->question && fact->question->reason != DEMAND_NONE && draw(random, 6) == 0)
			mem_replace(&answer->reason, answer_has_reason(answer) ? "" : "x");
		else
			vary_answer(answer, entity, fact, random);
	}
	free(drawing.items);
}
