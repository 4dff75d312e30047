/* SPDX-License-Identifier: Apache-2.0 */
/* An exercise is two files of one name: what is taught and asked, and beside it the case with all its answers, which is the model. */
#include "app/practice.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "app/work_internal.h"
#include "base/file.h"
#include "base/ini.h"
#include "model/date_order.h"

#define FILE_BYTES_MAX (1u << 20)
#define DIRECTORY "data/practice"
#define MODEL_SUFFIX "-model.ini"

static const struct ini_key EXERCISE_KEYS[] = {
	{ .pattern = "format", .type = INI_CHOICE, .required = true, .choices = "1" },
	{ .pattern = "order", .type = INI_INT, .required = true, .min = 1, .max = 9999 },
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "task.@", .type = INI_TEXT, .required = true },
	{ .pattern = "lesson.@.#", .type = INI_TEXT, .required = true },
	{ .pattern = "given.@.#", .type = INI_TEXT, .required = true },
	{ .pattern = "clause", .type = INI_WORDS, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key DECIDE_KEYS[] = {
	{ .pattern = "key", .type = INI_WORD, .required = true },
	{ .pattern = "fact", .type = INI_WORD, .required = true },
	{ .pattern = "clause", .type = INI_WORDS, .required = true },
	{ .pattern = "why.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_kind KINDS[] = { { "exercise", EXERCISE_KEYS }, { "decide", DECIDE_KEYS }, { NULL, NULL } };

struct reading {
	struct exercises *out;
	const struct edition *edition;
	struct diag_list *diags;
};

static void check_clauses(const struct reading *reading, const struct ini_section *section)
{
	const char *ids = ini_get(section, "clause");
	for (const char *at = ids; *at;) {
		size_t len = strcspn(at, " ");
		char *id = mem_strndup(at, len);
		if (!edition_clause(reading->edition, id))
			diag_error(reading->diags, STATUS_INPUT, section->file, ini_line(section, "clause"), _("the edition has no clause %s"), id);
		free(id);
		at += len;
		at += strspn(at, " ");
	}
}

/* What the learner decides must be asked in the model, and answered there with the reason that the review shows. */
static void take_decision(struct reading *reading, struct exercise *exercise, const struct ini_section *section)
{
	struct decision *decision = &exercise->decisions[exercise->count];
	const char *key = ini_get(section, "key"), *id = ini_get(section, "fact");
	const struct entity *entity = dossier_find(exercise->model, key);
	decision->fact = edition_fact(reading->edition, id);
	check_clauses(reading, section);
	if (!entity || !decision->fact || decision->fact->origin != FACT_ASKED || decision->fact->scope != entity->scope) {
		diag_error(reading->diags, STATUS_INPUT, section->file, section->line, _("%1$s %2$s is no question of the model case"), key, id);
		return;
	}
	const struct answer *answer = &entity->answers[decision->fact->slot];
	if (answer->state != ANSWER_GIVEN)
		diag_error(reading->diags, STATUS_INPUT, section->file, section->line, _("the model case does not answer %1$s %2$s"), key, id);
	strcpy(decision->key, entity->key);
	decision->clause = arena_strdup(&reading->out->arena, ini_get(section, "clause"));
	decision->why = ini_get_text(section, "why", &reading->out->arena);
	exercise->count++;
}

static enum status read_model(struct reading *reading, struct exercise *exercise, const char *path, const char *file)
{
	struct buf bytes;
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, FILE_BYTES_MAX, reading->diags);
	if (status == STATUS_OK)
		status = dossier_read(&exercise->model, reading->edition, file, bytes.data, bytes.len, reading->diags);
	if (status == STATUS_OK)
		status = date_order_check(exercise->model, file, bytes.data, bytes.len, reading->diags);
	if (status == STATUS_OK)
		mem_replace(&exercise->model->practice, exercise->name);
	buf_done(&bytes);
	return status;
}

static void take(struct reading *reading, const struct ini *ini, const char *name, const char *model_path, const char *model_file)
{
	struct exercises *out = reading->out;
	const struct ini_section *head = ini->count ? &ini->sections[0] : NULL;
	if (!head || strcmp(head->kind, "exercise") != 0 || strcmp(head->name, name) != 0) {
		diag_error(reading->diags, STATUS_INPUT, model_file, 0, _("the exercise beside it must begin with [exercise.%s]"), name);
		return;
	}
	struct exercise exercise = {
		.name = arena_strdup(&out->arena, name),
		.title = ini_get_text(head, "title", &out->arena),
		.lesson = ini_get_text(head, "lesson", &out->arena),
		.task = ini_get_text(head, "task", &out->arena),
		.given = ini_get_text(head, "given", &out->arena),
		.clause = arena_strdup(&out->arena, ini_get(head, "clause")),
		.order = atoi(ini_get(head, "order")),
		.decisions = arena_alloc(&out->arena, ini->count * sizeof *exercise.decisions),
	};
	memset(exercise.decisions, 0, ini->count * sizeof *exercise.decisions);
	check_clauses(reading, head);
	if (read_model(reading, &exercise, model_path, model_file) == STATUS_OK)
		for (size_t i = 1; i < ini->count; i++)
			take_decision(reading, &exercise, &ini->sections[i]);
	if (exercise.count == 0)
		diag_error(reading->diags, STATUS_INPUT, head->file, head->line, _("nothing is left to decide"));
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	size_t at = out->count++;
	for (; at > 0 && out->items[at - 1].order > exercise.order; at--)
		out->items[at] = out->items[at - 1];
	out->items[at] = exercise;
}

static void read_one(struct reading *reading, const char *directory, const char *file_name)
{
	struct buf bytes;
	struct ini ini = { 0 };
	char *name = mem_strndup(file_name, strlen(file_name) - strlen(".ini"));
	char *file = mem_printf("%s/%s", DIRECTORY, file_name), *path = path_join(directory, file_name);
	char *model_name = mem_printf("%s%s", name, MODEL_SUFFIX), *model_path = path_join(directory, model_name);
	char *model_file = mem_printf("%s/%s", DIRECTORY, model_name);
	buf_init(&bytes);
	if (file_read(&bytes, path, FILE_BYTES_MAX, reading->diags) == STATUS_OK &&
		ini_parse(&ini, file, bytes.data, bytes.len, KINDS, reading->diags) == STATUS_OK)
		take(reading, &ini, name, model_path, model_file);
	ini_done(&ini);
	buf_done(&bytes);
	free(name);
	free(file);
	free(path);
	free(model_name);
	free(model_path);
	free(model_file);
}

static bool ends_in(const char *text, const char *suffix)
{
	size_t len = strlen(text), tail = strlen(suffix);
	return len > tail && strcmp(text + len - tail, suffix) == 0;
}

enum status exercises_read(struct app *app, struct exercises *out, struct diag_list *diags)
{
	struct loaded rules;
	struct diag_list found;
	*out = (struct exercises){ .items = NULL };
	arena_init(&out->arena);
	enum status status = app_load_edition(app, app->edition_id, &rules, diags);
	if (status != STATUS_OK)
		return status;
	diag_init(&found);
	struct reading reading = { .out = out, .edition = rules.edition, .diags = &found };
	char *directory = path_join(app->data_root, DIRECTORY);
	DIR *listing = opendir(directory);
	for (struct dirent *entry; listing && (entry = readdir(listing));)
		if (ends_in(entry->d_name, ".ini") && !ends_in(entry->d_name, MODEL_SUFFIX))
			read_one(&reading, directory, entry->d_name);
	if (listing)
		closedir(listing);
	if (out->count == 0 && found.errors == 0)
		diag_error(&found, STATUS_INPUT, directory, 0, _("there are no exercises here"));
	status = diag_status(&found);
	diag_move(diags, &found);
	diag_done(&found);
	free(directory);
	return status;
}

void exercises_done(struct exercises *exercises)
{
	for (size_t i = 0; i < exercises->count; i++)
		dossier_free(&exercises->items[i].model);
	free(exercises->items);
	arena_done(&exercises->arena);
	*exercises = (struct exercises){ .items = NULL };
}

const struct exercise *exercises_find(const struct exercises *exercises, const char *name)
{
	for (size_t i = 0; i < exercises->count; i++)
		if (strcmp(exercises->items[i].name, name) == 0)
			return &exercises->items[i];
	return NULL;
}
