/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dossier as a case file. Entities stand in the order of the tree and answers in the order of the dictionary, so one dossier has one
 * file. Steps without an answer are left out, because a component brings its steps along.
 */
#include "model/dossier_file.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/ini.h"
#include "base/mem.h"

const struct companion COMPANIONS[] = {
	{ "reason", offsetof(struct answer, reason) },
	{ "evidence", offsetof(struct answer, evidence) },
	{ "source", offsetof(struct answer, source) },
	{ "author", offsetof(struct answer, author) },
	{ NULL, 0 },
};

bool fact_is_kept(const struct fact *fact)
{
	return fact->origin == FACT_ASKED || fact->origin == FACT_LISTED || fact->origin == FACT_KEPT;
}

static const char *companion_of(const struct answer *answer, const struct companion *companion)
{
	char *text;

	memcpy(&text, (const char *)answer + companion->offset, sizeof text);
	return text ? text : "";
}

static void write_companions(struct buf *out, const struct fact *fact, const struct answer *answer)
{
	for (const struct companion *companion = COMPANIONS; companion->suffix; companion++) {
		const char *text = companion_of(answer, companion);
		char *key;

		if (*text == '\0')
			continue;
		key = mem_printf("%s.%s", fact->key, companion->suffix);
		ini_write_value(out, key, text);
		free(key);
	}
	if (answer->at > 0)
		buf_addf(out, "%s.at = \"%lld\"\n", fact->key, (long long)answer->at);
}

/* A choice of a candidate that is gone says nothing and would make the file unreadable. */
static bool names_nobody(const struct dossier *dossier, const struct fact *fact, const struct answer *answer)
{
	return fact->type == FACT_CANDIDATE && answer->state == ANSWER_GIVEN && (!answer->text || !dossier_find(dossier, answer->text));
}

static void write_answers(const struct dossier *dossier, struct buf *out, enum scope scope, const struct answer *answers)
{
	const struct edition *edition = dossier->edition;
	struct buf word;

	buf_init(&word);
	for (size_t slot = 0; slot < edition->slots[scope]; slot++) {
		const struct fact *fact = edition->by_slot[scope][slot];

		if (!fact_is_kept(fact) || names_nobody(dossier, fact, &answers[slot]))
			continue;
		buf_clear(&word);
		answer_to_word(&word, fact, &answers[slot]);
		if (word.len)
			ini_write_value(out, fact->key, word.data);
		write_companions(out, fact, &answers[slot]);
	}
	buf_done(&word);
}

/* A section with its answers; one that would be empty is left out when it is not needed. */
static void write_section(const struct dossier *dossier, struct buf *out, const char *kind, const char *name, enum scope scope,
	const struct answer *answers, bool needed)
{
	struct buf lines;

	buf_init(&lines);
	write_answers(dossier, &lines, scope, answers);
	if (needed || lines.len)
		buf_addf(out, "\n[%s.%s]\n%s", kind, name, lines.data);
	buf_done(&lines);
}

struct writing {
	const struct dossier *dossier;
	struct buf *out;
};

static bool write_entity(struct entity *entity, void *context)
{
	const struct writing *writing = context;
	const char *kind = scope_word(entity->scope);

	write_section(writing->dossier, writing->out, kind, entity->scope == SCOPE_CASE ? "main" : entity->key, entity->scope, entity->answers,
		entity->scope != SCOPE_STEP);
	if (entity->services)
		write_section(writing->dossier, writing->out, scope_word(SCOPE_SERVICE), entity->key, SCOPE_SERVICE, entity->services, false);
	return true;
}

void dossier_write(const struct dossier *dossier, struct buf *out)
{
	struct writing writing = { .dossier = dossier, .out = out };
	char iso[11];

	buf_adds(out, "[meta.case]\nformat = \"" CASE_FORMAT "\"\n");
	buf_addf(out, "edition = \"%s\"\n", dossier->edition->id);
	if (dossier->as_of != DATE_NONE) {
		date_format_iso(dossier->as_of, iso);
		buf_addf(out, "as_of = \"%s\"\n", iso);
	}
	if (dossier->sample)
		buf_adds(out, "sample = \"yes\"\n");
	if (dossier->practice[0])
		buf_addf(out, "practice = \"%s\"\n", dossier->practice);
	dossier_each(dossier, write_entity, &writing);
}
