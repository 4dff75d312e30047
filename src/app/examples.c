/* SPDX-License-Identifier: Apache-2.0 */
/* One file for each rule, step and gate, found by its name; so no directory is listed, and a file of something else is not read. */
#include "app/examples.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/ini.h"

#define FILE_BYTES_MAX (1u << 20)
#define DIRECTORY "tests/rules"

static const struct ini_key EXAMPLE_KEYS[] = {
	{ .pattern = "clause", .type = INI_WORDS, .required = true },
	{ .pattern = "why.@", .type = INI_TEXT, .required = true },
	{ .pattern = "outcome", .type = INI_WORD, .required = true },
	{ .pattern = "rung", .type = INI_INT, .min = 1, .max = 99 },
	{ .pattern = "exception", .type = INI_INT, .min = 1, .max = 99 },
	{ .pattern = "missing", .type = INI_WORDS },
	{ .pattern = "missing_reason", .type = INI_WORDS },
	{ .pattern = "step", .type = INI_INT, .min = 1, .max = 99 },
	{ .pattern = "base", .type = INI_WORDS },
	{ .pattern = "fact.*.*", .type = INI_TEXT },
	{ .pattern = "fact.*.*.*", .type = INI_TEXT },
	{ .pattern = "reason.*.*", .type = INI_TEXT },
	{ .pattern = "reason.*.*.*", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_key ABOUT_KEYS[] = { { .pattern = "impossible.*", .type = INI_TEXT }, { .pattern = NULL } };
static const struct ini_kind KINDS[] = { { "about", ABOUT_KEYS }, { "example", EXAMPLE_KEYS }, { NULL, NULL } };

struct reading {
	struct example_list *list;
	const char *data_root;
	size_t files;
	struct diag_list *diags;
};

static void take(struct reading *reading, enum home_kind kind, const char *subject, const struct ini *ini, const char *file)
{
	struct example_list *list = reading->list;
	for (size_t i = 0; i < ini->count; i++) {
		const struct ini_section *section = &ini->sections[i];
		if (strcmp(section->kind, "example") != 0)
			continue;
		MEM_PUSH_ROOM(list->items, list->count, list->capacity);
		list->items[list->count++] = (struct example){
			.kind = kind,
			.subject = subject,
			.name = arena_strdup(&list->arena, section->name),
			.clause = arena_strdup(&list->arena, ini_get(section, "clause")),
			.outcome = arena_strdup(&list->arena, ini_get(section, "outcome")),
			.ground = ini_get(section, "missing_reason") != NULL,
			.file = file,
			.line = section->line,
		};
	}
}

static void read_one(struct reading *reading, enum home_kind kind, const char *subject, const char *prefix)
{
	struct buf bytes;
	struct ini ini = { 0 };
	char *name = mem_printf("%s/%s%s.ini", DIRECTORY, prefix, subject), *path = path_join(reading->data_root, name);
	buf_init(&bytes);
	if (file_exists(path) && file_read(&bytes, path, FILE_BYTES_MAX, reading->diags) == STATUS_OK) {
		reading->files++;
		if (ini_parse(&ini, name, bytes.data, bytes.len, KINDS, reading->diags) == STATUS_OK)
			take(reading, kind, arena_strdup(&reading->list->arena, subject), &ini, arena_strdup(&reading->list->arena, name));
	}
	ini_done(&ini);
	buf_done(&bytes);
	free(name);
	free(path);
}

enum status examples_read(struct example_list *out, const char *data_root, const struct edition *edition, struct diag_list *diags)
{
	struct diag_list found;
	struct reading reading = { .list = out, .data_root = data_root, .diags = &found };
	*out = (struct example_list){ .items = NULL };
	arena_init(&out->arena);
	diag_init(&found);
	for (size_t i = 0; i < edition->rule_count; i++)
		read_one(&reading, HOME_RULE, edition->rules[i].id, "");
	for (size_t i = 0; i < edition->step_count; i++) {
		char *number = mem_printf("%d", edition->steps[i].number);
		read_one(&reading, HOME_STEP, number, "step-");
		free(number);
	}
	for (size_t i = 0; i < edition->gate_count; i++)
		read_one(&reading, HOME_GATE, edition->gates[i].name, "gate-");
	if (!reading.files)
		diag_error(&found, STATUS_INPUT, NULL, 0, _("%s/%s holds no examples of this edition"), data_root, DIRECTORY);
	enum status status = diag_status(&found);
	diag_move(diags, &found);
	diag_done(&found);
	return status;
}

void examples_done(struct example_list *list)
{
	free(list->items);
	arena_done(&list->arena);
	*list = (struct example_list){ .items = NULL };
}

enum example_shows example_shows(const struct example *example)
{
	static const struct {
		const char *outcome;
		enum example_shows shows;
	} TABLE[] = { { "pass", SHOWS_PASS }, { "adopted", SHOWS_PASS }, { "passed", SHOWS_PASS }, { "gated", SHOWS_PASS }, { "fail", SHOWS_FAIL },
		{ "refused", SHOWS_FAIL }, { "referred", SHOWS_FAIL } };
	for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++) {
		if (strcmp(TABLE[i].outcome, example->outcome) == 0)
			return TABLE[i].shows;
	}
	/* A gate that a case does not go through is its other answer. */
	if (example->kind == HOME_GATE && strcmp(example->outcome, "not_applicable") == 0)
		return SHOWS_FAIL;
	return example->ground ? SHOWS_GROUND : SHOWS_OTHER;
}
