/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The quick reader for bytes that are known. It trusts the form of a line and looks only for where its parts begin and end, each within the
 * line; hence it is safe on any bytes, while on bytes that the strict reader would refuse its result says nothing.
 */
#include "base/ini.h"

#include <stdlib.h>
#include <string.h>

struct split {
	struct ini *out;
	const char *file;
	struct ini_entry *entries; /* room for one a line; used up to `count` */
	size_t count, section_capacity;
	int line;
};

static size_t count_lines(const char *bytes, size_t len)
{
	const char *end = bytes + len, *feed;
	size_t lines = 0;

	for (; bytes < end && (feed = memchr(bytes, '\n', (size_t)(end - bytes))) != NULL; bytes = feed + 1)
		lines++;
	return lines;
}

static void split_header(struct split *split, char *line, size_t len)
{
	struct ini *out = split->out;
	char *dot = memchr(line, '.', len);

	if (!dot || line[len - 1] != ']')
		return;
	*dot = line[len - 1] = '\0';
	MEM_PUSH_ROOM(out->sections, out->count, split->section_capacity);
	out->sections[out->count++] = (struct ini_section){
		.kind = line + 1, .name = dot + 1, .file = split->file, .line = split->line, .entries = split->entries + split->count };
}

/* The opening quote is the first character after the sign of equality that is no space, the closing one is the last of the line. */
static void split_entry(struct split *split, char *line, size_t len)
{
	char *equals = memchr(line, '=', len), *open, *close = line + len - 1;
	size_t key_len;

	if (!equals || !split->out->count)
		return;
	for (open = equals + 1; open < close && *open == ' ';)
		open++;
	if (open >= close || *open != '"' || *close != '"')
		return;
	for (key_len = (size_t)(equals - line); key_len && line[key_len - 1] == ' ';)
		key_len--;
	line[key_len] = *close = '\0';
	split->entries[split->count++] = (struct ini_entry){
		.key = line, .key_len = key_len, .value = open + 1, .line = split->line };
	split->out->sections[split->out->count - 1].count++;
}

static void split_line(struct split *split, char *line, size_t len)
{
	while (len && *line == ' ') {
		line++;
		len--;
	}
	while (len && line[len - 1] == ' ')
		len--;
	if (!len || *line == '#' || *line == ';')
		return;
	if (*line == '[')
		split_header(split, line, len);
	else
		split_entry(split, line, len);
}

void ini_split(struct ini *out, const char *file, const char *bytes, size_t len)
{
	struct split split = { .out = out };
	char *at, *end, *feed;

	*out = (struct ini){ .sections = NULL };
	arena_init(&out->arena);
	at = arena_dup(&out->arena, bytes, len);
	end = at + len;
	split.file = arena_strdup(&out->arena, file);
	split.entries = arena_alloc(&out->arena, (count_lines(bytes, len) + 1) * sizeof *split.entries);
	for (; at < end && (feed = memchr(at, '\n', (size_t)(end - at))) != NULL; at = feed + 1) {
		split.line++;
		split_line(&split, at, (size_t)(feed - at));
	}
}
