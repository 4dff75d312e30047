/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How clauses are cited. On paper a finding cites one clause, and an instrument other than the policy is a short mark that section 8
 * explains; a column full of titles would hide the finding it belongs to. The sheet, which has no section 8, gets all clauses and titles.
 */
#include "report/record_parts.h"

#include <stdlib.h>
#include <string.h>

/* The policy itself needs no name before its sections; it is the instrument that the steps cite. */
static const char *main_source(const struct record *record)
{
	const char *ids = record->edition->step_count > 0 ? record->edition->steps[0].clause : "";
	char *first = mem_strndup(ids, strcspn(ids, " "));
	const struct clause *clause = edition_clause(record->edition, first);

	free(first);
	return clause ? clause->source : "";
}

/* The instrument of a clause where it is another than the policy, else NULL. */
static const struct policy_source *other_source(const struct record *record, const struct clause *clause)
{
	if (strcmp(clause->source, main_source(record)) == 0)
		return NULL;
	for (size_t i = 0; i < record->edition->source_count; i++)
		if (strcmp(record->edition->sources[i].name, clause->source) == 0)
			return &record->edition->sources[i];
	return NULL;
}

/* The clause whose id is the first of `ids`; `full` names another instrument by its title. */
static void add_clause(struct buf *out, const struct record *record, const char *ids, bool full)
{
	char *id = mem_strndup(ids, strcspn(ids, " "));
	const struct clause *clause = edition_clause(record->edition, id);
	const struct policy_source *source = clause ? other_source(record, clause) : NULL;

	if (source && full)
		buf_addf(out, "%s ", words_text(record, &source->title));
	else if (source)
		buf_addf(out, "[%s] ", source->name);
	buf_adds(out, clause && clause->section[0] ? words_text(record, &clause->cited) : id);
	free(id);
}

static const char *next_id(const char *ids)
{
	ids += strcspn(ids, " ");
	return ids + strspn(ids, " ");
}

/* Several clauses of one section read the same; the section is told once. */
static bool told_before(const struct record *record, const char *ids, const char *at, const char *text, bool full)
{
	bool told = false;

	for (; ids < at && !told; ids = next_id(ids)) {
		struct buf other;

		buf_init(&other);
		add_clause(&other, record, ids, full);
		told = strcmp(other.data, text) == 0;
		buf_done(&other);
	}
	return told;
}

void words_clause(struct buf *out, const struct record *record, const char *ids)
{
	if (ids && *ids)
		add_clause(out, record, ids, false);
}

static void add_clauses(struct buf *out, const struct record *record, const char *ids, bool title)
{
	for (const char *at = ids ? ids : ""; *at; at = next_id(at)) {
		struct buf text;

		buf_init(&text);
		add_clause(&text, record, at, title);
		if (!told_before(record, ids, at, text.data, title))
			buf_addf(out, "%s%s", at > ids ? ", " : "", text.data);
		buf_done(&text);
	}
}

void words_clauses(struct buf *out, const struct record *record, const char *ids)
{
	add_clauses(out, record, ids, true);
}

void words_marked_clauses(struct buf *out, const struct record *record, const char *ids)
{
	add_clauses(out, record, ids, false);
}

static const struct rung *way_of(const struct finding *finding)
{
	const struct rule *rule = finding->rule;

	if (finding->exception > 0 && (size_t)finding->exception <= rule->exception_count)
		return &rule->exceptions[finding->exception - 1];
	if (finding->rung > 0 && (size_t)finding->rung <= rule->rung_count)
		return &rule->rungs[finding->rung - 1];
	return NULL;
}

/* The clauses of the rung or exception by which a finding passed, "" where it has none of its own. */
static const char *way_clause(const struct finding *finding)
{
	const struct rung *way = finding->outcome == OUTCOME_PASS ? way_of(finding) : NULL;

	return way && way->clause ? way->clause : "";
}

void words_finding_clause(struct buf *out, const struct record *record, const struct finding *finding)
{
	words_clause(out, record, way_clause(finding)[0] ? way_clause(finding) : finding->rule->clause);
}

void words_finding_clauses(struct buf *out, const struct record *record, const struct finding *finding)
{
	const char *way = way_clause(finding);
	char *ids = mem_printf("%s%s%s", finding->rule->clause, way[0] ? " " : "", way);

	words_clauses(out, record, ids);
	free(ids);
}

const char *words_way(const struct record *record, const struct finding *finding, const char **ground)
{
	const struct rung *way = way_of(finding);

	if (ground)
		*ground = way && way->ground ? way->ground : "";
	return way ? words_text(record, &way->title) : "";
}

static bool row_holds(const struct doc_row *row, const char *text)
{
	for (size_t i = 0; i < row->count; i++)
		if (strstr(row->cells[i].text, text))
			return true;
	return false;
}

static bool doc_holds(const struct doc *doc, const char *text)
{
	for (size_t i = 0; i < doc->count; i++) {
		const struct doc_block *block = &doc->blocks[i];

		if (strstr(block->text, text))
			return true;
		for (size_t r = 0; r < block->row_count; r++)
			if (row_holds(&block->rows[r], text))
				return true;
	}
	return false;
}

void record_explain_marks(struct doc *doc, const struct record *record)
{
	const char *own = main_source(record);

	for (size_t i = 0; i < record->edition->source_count; i++) {
		const struct policy_source *source = &record->edition->sources[i];
		char *mark = mem_printf("[%s]", source->name);

		if (strcmp(source->name, own) != 0 && doc_holds(doc, mark))
			doc_addf(doc, DOC_NOTE, 0, _("Clauses marked %s are those of: %s"), mark, words_text(record, &source->title));
		free(mark);
	}
}
