/* SPDX-License-Identifier: Apache-2.0 */
/* What can be looked for is fixed, because each has its own way of looking; whether it is looked for, and what it weighs, is data. */
#include "app/sweep_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"

enum { SWEEP_BYTES_MAX = 65536 };
#define SWEEP_FILE "data/process/sweep.ini"

static const char *const kinds[SWEEP_KINDS] = {
	[SWEEP_OPEN] = "open", [SWEEP_REASON_MISSING] = "reason_missing", [SWEEP_REASON_THIN] = "reason_thin", [SWEEP_REASON_COPIED] = "reason_copied",
	[SWEEP_EVIDENCE_UNDATED] = "evidence_undated", [SWEEP_EXPIRED] = "expired", [SWEEP_EXPIRING] = "expiring", [SWEEP_ONE_VENDOR] = "one_vendor",
	[SWEEP_NO_COMPARISON] = "no_comparison", [SWEEP_ADVISER] = "adviser",
};
static const struct ini_key sweep_keys[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "weight", .type = INI_CHOICE, .choices = "block show off", .required = true },
	{ .pattern = "clause", .type = INI_WORDS },
	{ .pattern = "facts", .type = INI_WORDS },
	{ .pattern = "value", .type = INI_WORD },
	{ .pattern = NULL },
};
static const struct ini_key thin_keys[] = { { .pattern = "text.@", .type = INI_TEXT, .required = true }, { .pattern = NULL } };
static const struct ini_key filler_keys[] = { { .pattern = "words.@", .type = INI_TEXT, .required = true }, { .pattern = NULL } };
static const struct ini_kind sections[] = { { .kind = "sweep", .keys = sweep_keys }, { .kind = "thin", .keys = thin_keys },
	{ .kind = "filler", .keys = filler_keys }, { .kind = NULL } };

const char *sweep_kind_word(enum sweep_kind kind)
{
	return kinds[kind];
}

/* Marks between words say nothing either. */
char *sweep_folded(const char *text)
{
	static const char *const marks[] = { " ", "\n", ".", ",", "\xE3\x80\x82", "\xE3\x80\x81" };
	char *folded = utf8_fold(text);
	struct buf out;
	buf_init(&out);
	for (const char *at = folded; *at;) {
		size_t skip = 0;
		for (size_t i = 0; i < sizeof marks / sizeof *marks && !skip; i++)
			if (strncmp(at, marks[i], strlen(marks[i])) == 0)
				skip = strlen(marks[i]);
		if (!skip)
			buf_addc(&out, *at);
		at += skip ? skip : 1;
	}
	free(folded);
	return buf_take(&out);
}

static void add_thin(struct sweep_table *table, const struct ini_section *section)
{
	const struct text text = ini_get_text(section, "text", &table->arena);
	for (int i = 0; i < LANG_COUNT; i++) {
		MEM_PUSH_ROOM(table->thin, table->thin_count, table->thin_capacity);
		table->thin[table->thin_count++] = sweep_folded(text.in[i]);
	}
}

static void add_fillers(struct sweep_table *table, const struct ini_section *section)
{
	const struct text words = ini_get_text(section, "words", &table->arena);
	for (int i = 0; i < LANG_COUNT; i++)
		for (const char *at = words.in[i]; *at;) {
			size_t len = strcspn(at, " ");
			char *word = mem_strndup(at, len);
			MEM_PUSH_ROOM(table->fillers, table->filler_count, table->filler_capacity);
			table->fillers[table->filler_count++] = sweep_folded(word);
			free(word);
			at += len + (at[len] == ' ');
		}
}

static enum status add_rule(struct sweep_table *table, const struct ini_section *section, struct diag_list *diags)
{
	const char *weight = ini_get(section, "weight"), *facts = ini_get(section, "facts"), *value = ini_get(section, "value");
	int kind = 0;
	while (kind < SWEEP_KINDS && strcmp(kinds[kind], section->name) != 0)
		kind++;
	if (kind == SWEEP_KINDS)
		return diag_error(diags, STATUS_INPUT, section->file, section->line, _("there is nothing called \"%s\" to look for"), section->name);
	table->rules[kind] = (struct sweep_rule){
		.title = ini_get_text(section, "title", &table->arena),
		.weight = strcmp(weight, "block") == 0 ? WEIGHT_BLOCK : strcmp(weight, "show") == 0 ? WEIGHT_SHOW : WEIGHT_OFF,
		.facts = arena_strdup(&table->arena, facts ? facts : ""),
		.value = arena_strdup(&table->arena, value ? value : ""),
	};
	return STATUS_OK;
}

static enum status parse(struct sweep_table *table, const char *file, const struct buf *bytes, struct diag_list *diags)
{
	struct ini ini;
	enum status status = ini_parse(&ini, file, bytes->data, bytes->len, sections, diags);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < ini.count; i++) {
		if (strcmp(ini.sections[i].kind, "thin") == 0)
			add_thin(table, &ini.sections[i]);
		else if (strcmp(ini.sections[i].kind, "filler") == 0)
			add_fillers(table, &ini.sections[i]);
		else if (add_rule(table, &ini.sections[i], diags) != STATUS_OK)
			status = STATUS_INPUT;
	}
	ini_done(&ini);
	for (int i = 0; i < SWEEP_KINDS && status == STATUS_OK; i++)
		if (!table->rules[i].title.in[LANG_EN])
			status = diag_error(diags, STATUS_INPUT, file, 1, _("there must be one section [sweep.%s]"), kinds[i]);
	return status;
}

enum status sweep_table_load(struct sweep_table **out, const char *root, struct diag_list *diags)
{
	char *path = path_join(root, SWEEP_FILE);
	struct buf bytes;
	*out = MEM_NEW(struct sweep_table);
	arena_init(&(*out)->arena);
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, SWEEP_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = parse(*out, path, &bytes, diags);
	if (status != STATUS_OK)
		sweep_table_free(out);
	buf_done(&bytes);
	free(path);
	return status;
}

void sweep_table_free(struct sweep_table **table)
{
	if (!*table)
		return;
	for (size_t i = 0; i < (*table)->thin_count; i++)
		free((*table)->thin[i]);
	free((*table)->thin);
	for (size_t i = 0; i < (*table)->filler_count; i++)
		free((*table)->fillers[i]);
	free((*table)->fillers);
	arena_done(&(*table)->arena);
	free(*table);
	*table = NULL;
}

/* From where the words of a list stand at `at` the text goes on: those places take over the flags of `at`, and `flag`. */
static void go_on(char *const *words, size_t count, const char *text, unsigned char *reached, size_t at, unsigned char flag)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(words[i]);
		if (len && strncmp(text + at, words[i], len) == 0)
			reached[at + len] |= reached[at] | flag;
	}
}

/* Each place is reached by nothing, by fillers alone (1), or with a word that is no reason among them (2). */
static bool made_of_words(const struct sweep_table *table, const char *folded)
{
	size_t len = strlen(folded);
	unsigned char *reached = mem_array(len + 1, sizeof *reached);
	reached[0] = 1;
	for (size_t at = 0; at < len; at++)
		if (reached[at]) {
			go_on(table->thin, table->thin_count, folded, reached, at, 2);
			go_on(table->fillers, table->filler_count, folded, reached, at, 1);
		}
	bool made = reached[len] & 2;
	free(reached);
	return made;
}

bool sweep_is_thin(const struct sweep_table *table, const char *reason)
{
	char *folded = sweep_folded(reason);
	bool thin = !*folded || !utf8_says_something(reason) || made_of_words(table, folded);
	free(folded);
	return thin;
}
