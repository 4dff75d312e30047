/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a baseline and deciding its answers again. An answer that the edition does not take any more is left out and told, because the point of a
 * comparison is that the edition has changed.
 */
#include "app/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/ini.h"

#define FILE_BYTES_MAX (64u << 20)

static const struct ini_key BASELINE_KEYS[] = {
	{ .pattern = "format", .type = INI_CHOICE, .required = true, .choices = "1" },
	{ .pattern = "edition", .type = INI_WORD, .required = true },
	{ .pattern = "sha256", .type = INI_WORD, .required = true },
	{ .pattern = "as_of", .type = INI_DATE, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key ANSWERS_KEYS[] = {
	{ .pattern = "title", .type = INI_TEXT, .required = true },
	{ .pattern = "fact.*.*", .type = INI_TEXT },
	{ .pattern = "fact.*.*.*", .type = INI_TEXT },
	{ .pattern = "reason.*.*", .type = INI_TEXT },
	{ .pattern = "reason.*.*.*", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_key OUTCOME_KEYS[] = {
	{ .pattern = "ended.#", .type = INI_TEXT },
	{ .pattern = "rule.*.#", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_kind KINDS[] = { { "baseline", BASELINE_KEYS }, { "answers", ANSWERS_KEYS }, { "outcome", OUTCOME_KEYS }, { NULL, NULL } };

struct comparing {
	struct baseline_report *report;
	const struct engine *engine;
	const struct edition *edition;
	const struct ini *ini;
	date_days as_of;
	struct diag_list *diags;
};

/* --- answers --- */

static void note_gone(struct baseline_report *report, char *what)
{
	for (size_t i = 0; i < report->gone_count; i++) {
		if (strcmp(report->gone[i].what, what) == 0) {
			report->gone[i].count++;
			free(what);
			return;
		}
	}
	MEM_PUSH_ROOM(report->gone, report->gone_count, report->gone_capacity);
	report->gone[report->gone_count++] = (struct baseline_gone){ .what = arena_strdup(&report->arena, what), .count = 1 };
	free(what);
}

/* "fact.case.title" or "fact.c1_1_k1.candidate.form": the id of the fact, and the entity with `-` again. */
static const char *take_apart(const char *key, char *entity)
{
	const char *at = strchr(key, '.') + 1, *dot = strchr(at, '.');
	size_t len = 0;
	if (!strchr(dot + 1, '.')) {
		memcpy(entity, "case", 5);
		return at;
	}
	for (; at < dot && len < ENTITY_KEY_MAX; at++)
		entity[len++] = *at == '_' ? '-' : *at;
	entity[len] = '\0';
	return dot + 1;
}

static void take_entry(struct comparing *job, const struct ini_entry *entry, struct dossier *dossier)
{
	char key[ENTITY_KEY_MAX + 1], *why = NULL;
	const char *id = take_apart(entry->key, key);
	const struct fact *fact = edition_fact(job->edition, id);
	bool takes = fact && (fact->origin == FACT_ASKED || fact->origin == FACT_LISTED);
	struct entity *entity = takes ? dossier_ensure(dossier, key) : NULL;
	struct answer *answer = entity ? entity_answer(entity, fact) : NULL;
	if (!answer) {
		note_gone(job->report, mem_strdup(id));
	} else if (strncmp(entry->key, "reason.", 7) == 0) {
		mem_replace(&answer->reason, entry->value);
	} else if (!answer_from_word(answer, fact, entry->value, &why)) {
		note_gone(job->report, mem_printf("%s = %s", id, entry->value));
		free(why);
	}
}

/* Candidates must stand before a step can name one, so what names one comes last. */
static struct dossier *take_answers(struct comparing *job, const struct ini_section *section)
{
	struct dossier *dossier = dossier_new(job->edition);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < section->count; i++) {
			const struct ini_entry *entry = &section->entries[i];
			char key[ENTITY_KEY_MAX + 1];
			if (strcmp(entry->key, "title") == 0)
				continue;
			const struct fact *fact = edition_fact(job->edition, take_apart(entry->key, key));
			if ((fact && fact->type == FACT_CANDIDATE) == (pass == 1))
				take_entry(job, entry, dossier);
		}
	}
	return dossier;
}

/* --- outcomes --- */

/* The rule of a key such as "rule.kh_2_1.1"; one that the edition does not have keeps its `_`. */
static const char *rule_of(struct comparing *job, const char *key)
{
	const char *from = strchr(key, '.') + 1, *end = strrchr(key, '.');
	char *name = mem_strndup(from, (size_t)(end - from));
	const char *found = NULL;
	for (size_t i = 0; i < job->edition->rule_count && !found; i++) {
		const char *id = job->edition->rules[i].id;
		size_t at = 0;
		while (name[at] && (id[at] == name[at] || (id[at] == '-' && name[at] == '_')))
			at++;
		found = !name[at] && !id[at] ? id : NULL;
	}
	if (!found)
		found = arena_strdup(&job->report->arena, name);
	free(name);
	return found;
}

static void take_words(struct outcome_rows *rows, const char *rule, const char *value)
{
	char *copy = mem_strdup(value), *rest = copy, *word;
	while ((word = strsep(&rest, " ")) != NULL) {
		char *colon = strchr(word, ':');
		if (!colon)
			continue;
		*colon = '\0';
		MEM_PUSH_ROOM(rows->items, rows->count, rows->capacity);
		rows->items[rows->count++] = (struct outcome_row){
			.rule = rule, .key = arena_strdup(&rows->arena, word), .word = arena_strdup(&rows->arena, colon + 1)
		};
	}
	free(copy);
}

static void take_outcome(struct comparing *job, const struct ini_section *section, struct outcome_rows *rows)
{
	*rows = (struct outcome_rows){ .items = NULL };
	arena_init(&rows->arena);
	for (size_t i = 0; i < section->count; i++) {
		const struct ini_entry *entry = &section->entries[i];
		take_words(rows, strncmp(entry->key, "rule.", 5) == 0 ? rule_of(job, entry->key) : "", entry->value);
	}
}

static void note_change(struct comparing *job, const char *title, const struct outcome_row *row, const char *before, const char *after)
{
	struct baseline_report *report = job->report;
	struct arena *arena = &report->arena;
	MEM_PUSH_ROOM(report->changes, report->change_count, report->change_capacity);
	report->changes[report->change_count++] = (struct baseline_change){
		.title = arena_strdup(arena, title),
		.rule = arena_strdup(arena, row->rule),
		.key = arena_strdup(arena, row->key),
		.before = arena_strdup(arena, before ? before : ""),
		.after = arena_strdup(arena, after ? after : ""),
	};
}

static void compare_rows(struct comparing *job, const char *title, const struct outcome_rows *before, const struct outcome_rows *after)
{
	size_t known = job->report->change_count;
	for (size_t i = 0; i < before->count; i++) {
		const struct outcome_row *row = &before->items[i];
		const char *now = outcome_rows_find(after, row->rule, row->key);
		if (!now || strcmp(now, row->word) != 0)
			note_change(job, title, row, row->word, now);
	}
	for (size_t i = 0; i < after->count; i++) {
		const struct outcome_row *row = &after->items[i];
		if (!outcome_rows_find(before, row->rule, row->key))
			note_change(job, title, row, NULL, row->word);
	}
	job->report->changed += job->report->change_count > known;
}

static void compare_one(struct comparing *job, const struct ini_section *answers, const struct ini_section *outcome)
{
	struct outcome_rows before, after;
	struct dossier *dossier = take_answers(job, answers);
	struct verdict *verdict = engine_decide(job->engine, dossier, job->as_of);
	outcome_rows_take(&after, verdict);
	take_outcome(job, outcome, &before);
	compare_rows(job, ini_get(answers, "title"), &before, &after);
	job->report->answers++;
	outcome_rows_done(&before);
	outcome_rows_done(&after);
	verdict_free(&verdict);
	dossier_free(&dossier);
}

/* --- the file --- */

static const struct ini_section *section_of(const struct ini *ini, const char *kind, const char *name, size_t from)
{
	for (size_t i = from; i < ini->count; i++) {
		if (strcmp(ini->sections[i].kind, kind) == 0 && (!name || strcmp(ini->sections[i].name, name) == 0))
			return &ini->sections[i];
	}
	return NULL;
}

static enum status compare_all(struct comparing *job, const char *path)
{
	const struct ini_section *head = section_of(job->ini, "baseline", NULL, 0);
	char hex[65];
	if (!head)
		return diag_error(job->diags, STATUS_INPUT, path, 0, _("[baseline.main] is missing; make the file with policy baseline"));
	digest_hex(&job->edition->digest, hex);
	job->report->edition = arena_strdup(&job->report->arena, ini_get(head, "edition"));
	job->report->same_rules = strcmp(hex, ini_get(head, "sha256")) == 0;
	if (!date_parse_iso(ini_get(head, "as_of"), &job->as_of))
		return diag_error(job->diags, STATUS_INPUT, path, ini_line(head, "as_of"), _("as_of is no date"));
	for (size_t i = 0; i < job->ini->count; i++) {
		const struct ini_section *answers = &job->ini->sections[i];
		if (strcmp(answers->kind, "answers") != 0)
			continue;
		const struct ini_section *outcome = section_of(job->ini, "outcome", answers->name, i);
		if (!outcome)
			return diag_error(job->diags, STATUS_INPUT, path, answers->line, _("[outcome.%s] is missing after its answers"), answers->name);
		compare_one(job, answers, outcome);
	}
	if (!job->report->answers)
		return diag_error(job->diags, STATUS_INPUT, path, 0, _("the baseline holds no answers"));
	return STATUS_OK;
}

enum status baseline_compare(struct baseline_report *out, const struct engine *engine, const char *path, struct diag_list *diags)
{
	struct buf bytes;
	struct ini ini = { 0 };
	*out = (struct baseline_report){ .edition = "" };
	arena_init(&out->arena);
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, FILE_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = ini_parse(&ini, path, bytes.data, bytes.len, KINDS, diags);
	if (status == STATUS_OK)
		status = compare_all(&(struct comparing){ .report = out, .engine = engine, .edition = engine_edition(engine), .ini = &ini, .diags = diags },
			path);
	ini_done(&ini);
	buf_done(&bytes);
	return status;
}

void baseline_report_done(struct baseline_report *report)
{
	free(report->changes);
	free(report->gone);
	arena_done(&report->arena);
	*report = (struct baseline_report){ .edition = "" };
}
