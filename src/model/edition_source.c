/* SPDX-License-Identifier: Apache-2.0 */
/* Small readers shared by the parts of the loader. The form of each value is checked by base/ini.c already; what is left is its meaning. */
#include "model/edition_load.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

void load_fault(const struct loader *loader, const struct placed *at, const char *key, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = mem_vprintf(format, args);
	va_end(args);
	diag_error(loader->diags, STATUS_INPUT, at->file, key ? ini_line(at->section, key) : at->section->line, "[%s.%s] %s",
		at->section->kind, at->section->name, text);
	free(text);
}

void *load_array(struct loader *loader, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		abort(); /* as base/mem.c does; the count is that of sections already in memory */
	return arena_alloc(&loader->edition->arena, count * size);
}

const char *load_word(struct loader *loader, const struct placed *at, const char *key)
{
	const char *value = ini_get(at->section, key);

	(void)loader; /* whose edition takes over the memory of the section */
	return value ? value : "";
}

struct text load_text(struct loader *loader, const struct placed *at, const char *key)
{
	return ini_borrow_text(at->section, key, &loader->edition->arena);
}

struct source_expr load_expr(const struct loader *loader, const struct placed *at, const char *key)
{
	const char *value = ini_get(at->section, key);

	(void)loader;
	return (struct source_expr){
		.text = value,
		.file = at->file,
		.line = value ? ini_line(at->section, key) : at->section->line,
	};
}

int load_int(const struct placed *at, const char *key, int otherwise)
{
	const char *value = ini_get(at->section, key);
	int64_t number;

	return value && num_parse_int(value, &number) && number <= INT32_MAX ? (int)number : otherwise;
}

date_days load_date(const struct placed *at, const char *key)
{
	const char *value = ini_get(at->section, key);
	date_days date;

	return value && date_parse_iso(value, &date) ? date : DATE_NONE;
}

enum scope load_scope(const struct placed *at, const char *key)
{
	const char *value = ini_get(at->section, key);
	enum scope scope = SCOPE_CASE;

	if (value)
		scope_parse(value, &scope);
	return scope;
}

void load_each_word(const char *words, void (*visit)(const char *word, void *context), void *context)
{
	for (const char *at = words; *at;) {
		size_t len = strcspn(at, " ");
		char *word = mem_strndup(at, len);

		visit(word, context);
		free(word);
		at += len;
		at += strspn(at, " ");
	}
}

struct steps_reading {
	struct loader *loader;
	const struct placed *at;
	const char *key;
	unsigned mask;
};

static void step_read(const char *word, void *context)
{
	struct steps_reading *reading = context;
	size_t last = reading->loader->edition->step_count;
	int64_t number = 0;

	if (last == 0 || load_is_torn(reading->loader, 1u << KIND_STEP))
		return; /* steps.ini itself is at fault and has been reported */
	if (!num_parse_int(word, &number) || number < 1 || number > (int64_t)last)
		load_fault(reading->loader, reading->at, reading->key, _("'%s' is not a step; steps run from 1 to %zu"), word, last);
	else if (reading->mask >> number & 1u)
		load_fault(reading->loader, reading->at, reading->key, _("step %s stands twice"), word);
	else
		reading->mask |= 1u << number;
}

unsigned load_steps(struct loader *loader, const struct placed *at, const char *key, unsigned none)
{
	const char *value = ini_get(at->section, key);
	struct steps_reading reading = { .loader = loader, .at = at, .key = key };

	if (!value)
		return none;
	if (*value == '\0')
		load_fault(loader, at, key, _("steps is empty; name the steps or leave the key out"));
	load_each_word(value, step_read, &reading);
	return reading.mask;
}

struct clause_reading {
	const struct loader *loader;
	const struct placed *at;
	const char *key;
};

static void clause_read(const char *word, void *context)
{
	const struct clause_reading *reading = context;

	if (!load_is_torn(reading->loader, 1u << KIND_CLAUSE) && !edition_clause(reading->loader->edition, word))
		load_fault(reading->loader, reading->at, reading->key, _("clause \"%s\" is not in clauses.ini"), word);
}

void load_check_clauses(const struct loader *loader, const struct placed *at, const char *key)
{
	struct clause_reading reading = { .loader = loader, .at = at, .key = key };
	const char *words = ini_get(at->section, key);

	if (words && !loader->known)
		load_each_word(words, clause_read, &reading);
}
