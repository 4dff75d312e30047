/* SPDX-License-Identifier: Apache-2.0 */
/* A reader beside the session: it sees only what has reached the disk, as a further person or the next start would. */
#include "monkey_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/store.h"

static void cells_clear(struct seen_cell *cells, size_t *count)
{
	for (size_t i = 0; i < *count; i++) {
		free(cells[i].key);
		free(cells[i].fact);
		free(cells[i].word);
		free(cells[i].reason);
		free(cells[i].evidence);
	}
	*count = 0;
}

void seen_init(struct seen_answers *kept)
{
	memset(kept, 0, sizeof *kept);
}

void seen_done(struct seen_answers *kept)
{
	for (size_t i = 0; i < kept->count; i++) {
		cells_clear(kept->cases[i].cells, &kept->cases[i].count);
		free(kept->cases[i].cells);
	}
	cells_clear(kept->allowed, &kept->allowed_count);
	free(kept->allowed);
	free(kept->cases);
	free(kept->path);
	store_close(&kept->store);
}

static bool allowed(const struct seen_answers *kept, const char *key, const char *fact)
{
	for (size_t i = 0; i < kept->allowed_count; i++)
		if (strcmp(kept->allowed[i].key, key) == 0 && strcmp(kept->allowed[i].fact, fact) == 0)
			return true;
	return false;
}

void seen_allow(struct seen_answers *kept, const char *key, const char *fact)
{
	if (allowed(kept, key, fact))
		return;
	MEM_PUSH_ROOM(kept->allowed, kept->allowed_count, kept->allowed_capacity);
	kept->allowed[kept->allowed_count++] = (struct seen_cell){.key = mem_strdup(key), .fact = mem_strdup(fact)};
}

static void keep_cell(const struct store_cell *cell, void *context)
{
	struct seen_case *kept = context;
	/* What was typed and is no answer yet, and the marks, come and go with the answers. */
	if (!cell->word || !cell->fact[0] || strchr(cell->fact, ':'))
		return;
	MEM_PUSH_ROOM(kept->cells, kept->count, kept->capacity);
	kept->cells[kept->count++] = (struct seen_cell){.key = mem_strdup(cell->key), .fact = mem_strdup(cell->fact), .word = mem_strdup(cell->word),
		.reason = mem_strdup(cell->reason ? cell->reason : ""), .evidence = mem_strdup(cell->evidence ? cell->evidence : "")};
}

static struct seen_case *case_of(struct seen_answers *kept, const char *id)
{
	for (size_t i = 0; i < kept->count; i++)
		if (strcmp(kept->cases[i].id, id) == 0)
			return &kept->cases[i];
	MEM_PUSH_ROOM(kept->cases, kept->count, kept->capacity);
	struct seen_case *made = &kept->cases[kept->count++];
	memset(made, 0, sizeof *made);
	snprintf(made->id, sizeof made->id, "%s", id);
	return made;
}

/* A word, reason or evidence that was there is still the same. */
static char *compare(const struct seen_answers *kept, const struct seen_case *before, const struct seen_case *after)
{
	size_t at = 0; /* both are in order of key and fact */
	for (size_t i = 0; i < before->count; i++) {
		const struct seen_cell *was = &before->cells[i], *is = NULL;
		for (; at < after->count && !is; at++) {
			int order = strcmp(after->cells[at].key, was->key);
			order = order ? order : strcmp(after->cells[at].fact, was->fact);
			if (order > 0)
				break;
			if (order == 0)
				is = &after->cells[at];
		}
		if (is && strcmp(is->word, was->word) == 0 && strcmp(is->reason, was->reason) == 0 && strcmp(is->evidence, was->evidence) == 0)
			continue;
		/* Where nothing was said, or that nothing is known, there is nothing to lose. */
		if ((!was->word[0] || strcmp(was->word, "?") == 0) && !was->reason[0] && !was->evidence[0])
			continue;
		if (!allowed(kept, was->key, was->fact))
			return mem_printf("%s %s was \"%s\" (%s; %s) and is \"%s\" (%s; %s)", was->key, was->fact, was->word, was->reason, was->evidence, is ? is->word : "nothing",
				is ? is->reason : "", is ? is->evidence : "");
	}
	return NULL;
}

static char *read_case(struct seen_answers *kept, const char *path, const char *id, struct seen_case *out)
{
	struct diag_list diags;
	diag_init(&diags);
	if (!kept->path || strcmp(kept->path, path) != 0) {
		store_close(&kept->store);
		mem_replace(&kept->path, path);
		if (store_open(&kept->store, path, STORE_READ, &diags) != STATUS_OK)
			mem_replace(&kept->path, "");
	}
	struct digest seen;
	char *fault = NULL;
	if (!kept->store || store_cells(kept->store, id, keep_cell, out, &seen, &diags) != STATUS_OK)
		fault = mem_printf("the store cannot be read: %s", diags.count ? diags.items[0].text : "");
	diag_done(&diags);
	return fault;
}

char *seen_check(struct seen_answers *kept, const char *path, const char *id)
{
	struct seen_case now = {.count = 0};
	snprintf(now.id, sizeof now.id, "%s", id);
	char *lost = read_case(kept, path, id, &now);
	struct seen_case *before = case_of(kept, id);
	if (!lost && !kept->anything)
		lost = compare(kept, before, &now);
	cells_clear(before->cells, &before->count);
	free(before->cells);
	*before = now;
	cells_clear(kept->allowed, &kept->allowed_count);
	kept->anything = false;
	return lost;
}
