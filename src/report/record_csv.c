/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record as a sheet: answers first, then findings. It is for sorting and counting in a spreadsheet, which is why every cell goes
 * through csv_write_field, and it is not meant to be read back.
 */
#include "report/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/utf8.h"
#include "report/record_parts.h"
#include "report/record_sheet.h"

#define BOM "\xEF\xBB\xBF"

enum column {
	COLUMN_KIND,
	COLUMN_ENTITY,
	COLUMN_WHAT,
	COLUMN_CLAUSE,
	COLUMN_VALUE,
	COLUMN_REASON,
	COLUMN_EVIDENCE,
	COLUMN_SOURCE,
	COLUMN_ASKED,
	COLUMN_COUNT
};

struct sheet {
	const struct record *record;
	struct buf *out;
};

static void write_row(struct buf *out, const char *const cells[COLUMN_COUNT])
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		const char *text = cells[i] ? cells[i] : "";
		struct buf visible;

		buf_init(&visible);
		utf8_visible(&visible, text, strlen(text), true);
		if (i > 0)
			buf_addc(out, ',');
		csv_write_field(out, visible.data);
		buf_done(&visible);
	}
	buf_adds(out, "\r\n");
}

static void write_answer(const struct sheet *sheet, const struct entity *entity, const struct fact *fact, const struct answer *answer)
{
	struct buf clause, value;

	buf_init(&clause);
	buf_init(&value);
	words_clauses(&clause, sheet->record, fact->clause);
	words_answer(&value, sheet->record, fact, answer);
	write_row(sheet->out, (const char *const[COLUMN_COUNT]){
		[COLUMN_KIND] = _("answer"),
		[COLUMN_ENTITY] = entity->key,
		[COLUMN_WHAT] = words_text(sheet->record, &fact->label),
		[COLUMN_CLAUSE] = clause.data,
		[COLUMN_VALUE] = value.data,
		[COLUMN_REASON] = answer->reason,
		[COLUMN_EVIDENCE] = answer->evidence,
		[COLUMN_SOURCE] = answer->source,
		[COLUMN_ASKED] = fact->origin != FACT_ASKED ? "" : record_asked(sheet->record, entity, fact) ? _("yes") : _("no"),
	});
	buf_done(&clause);
	buf_done(&value);
}

/* The hits of a kept search stand in the table of the record, one a row. */
static bool is_list_of_hits(const struct fact *fact)
{
	return strcmp(fact->id, "search.hits") == 0 || strcmp(fact->id, "search.rejected") == 0;
}

static void write_answers(const struct sheet *sheet, const struct entity *entity, enum scope scope, const struct answer *answers)
{
	const struct edition *edition = sheet->record->edition;

	for (unsigned slot = 0; answers && slot < edition->slots[scope]; slot++)
		if (answers[slot].state != ANSWER_NONE && !is_list_of_hits(edition->by_slot[scope][slot]))
			write_answer(sheet, entity, edition->by_slot[scope][slot], &answers[slot]);
}

static bool write_entity(struct entity *entity, void *context)
{
	const struct sheet *sheet = context;

	write_answers(sheet, entity, entity->scope, entity->answers);
	if (entity->scope == SCOPE_CANDIDATE)
		write_answers(sheet, entity, SCOPE_SERVICE, entity->services);
	return true;
}

/* The sources of what was read, each once. */
static void add_sources(struct buf *out, const struct finding *finding)
{
	for (size_t i = 0; i < finding->read_count; i++) {
		bool seen = !finding->reads[i].source[0];

		for (size_t before = 0; before < i && !seen; before++)
			seen = strcmp(finding->reads[before].source, finding->reads[i].source) == 0;
		if (!seen)
			buf_addf(out, "%s%s", out->len ? "; " : "", finding->reads[i].source);
	}
}

/* Why it passed otherwise than by the plain requirement, or what is missing. */
static void add_reason(struct buf *out, const struct record *record, const struct finding *finding)
{
	const char *ground = "", *way = finding->outcome == OUTCOME_PASS ? words_way(record, finding, &ground) : "";
	const struct answer *answer = ground[0] ? record_answer(record, finding->key, ground) : NULL;

	buf_adds(out, way);
	if (answer && answer_has_reason(answer))
		buf_addf(out, "%s%s", out->len ? ": " : "", answer->reason);
	if (finding->missing_count > 0) {
		buf_adds(out, out->len ? "; " : "");
		words_missing(out, record, finding->missing, finding->missing_count);
	}
}

static void write_finding(const struct sheet *sheet, const struct finding *finding)
{
	struct buf clause, reason, reads, sources;
	char *what = mem_printf("%s (%s)", words_text(sheet->record, &finding->rule->title), finding->rule->id);

	buf_init(&clause);
	buf_init(&reason);
	buf_init(&reads);
	buf_init(&sources);
	words_finding_clauses(&clause, sheet->record, finding);
	add_reason(&reason, sheet->record, finding);
	words_reads(&reads, sheet->record, finding->reads, finding->read_count);
	add_sources(&sources, finding);
	write_row(sheet->out, (const char *const[COLUMN_COUNT]){
		[COLUMN_KIND] = _("finding"),
		[COLUMN_ENTITY] = finding->key,
		[COLUMN_WHAT] = what,
		[COLUMN_CLAUSE] = clause.data,
		[COLUMN_VALUE] = words_outcome(finding->outcome),
		[COLUMN_REASON] = reason.data,
		[COLUMN_EVIDENCE] = reads.data,
		[COLUMN_SOURCE] = sources.data,
	});
	buf_done(&clause);
	buf_done(&reason);
	buf_done(&reads);
	buf_done(&sources);
	free(what);
}

/* Name, role and moment stand where other rows have their source, and what vouches for a step where they have their evidence. */
static void write_step(const struct sheet *sheet, const struct record_step *step)
{
	struct buf who, keys;
	char digest[65], key[65];

	buf_init(&who);
	buf_init(&keys);
	digest_hex(&step->digest, digest);
	digest_hex(&step->key, key);
	buf_addf(&who, "%s (%s), ", step->author ? step->author : "", words_role(sheet->record, step->role));
	words_time(&who, sheet->record, step->at);
	buf_addf(&keys, "SHA-256 %s; ", digest);
	buf_addf(&keys, step->own_key ? _("own key %s") : _("key of the terminal %s"), key);
	write_row(sheet->out, (const char *const[COLUMN_COUNT]){
		[COLUMN_KIND] = _("step"),
		[COLUMN_ENTITY] = step->part,
		[COLUMN_WHAT] = step->fact,
		[COLUMN_VALUE] = step->title,
		[COLUMN_REASON] = step->fault ? step->fault : step->words,
		[COLUMN_EVIDENCE] = keys.data,
		[COLUMN_SOURCE] = who.data,
	});
	buf_done(&who);
	buf_done(&keys);
}

static void write_line(const char *section, const char *head, const char *text, void *context)
{
	const struct sheet *sheet = context;
	write_row(sheet->out, (const char *const[COLUMN_COUNT]){
		[COLUMN_KIND] = _("record"),
		[COLUMN_ENTITY] = section,
		[COLUMN_WHAT] = head,
		[COLUMN_VALUE] = text,
	});
}

/* Verdict, reasons, comparison, conditions, basis and notices, as the paper has them. */
static void write_document(struct sheet *sheet)
{
	struct doc *doc = record_doc(sheet->record);
	sheet_document(doc, write_line, sheet);
	doc_free(&doc);
}

void record_csv(const struct record *record, struct buf *out)
{
	struct sheet sheet = { .record = record, .out = out };

	buf_adds(out, BOM);
	write_row(out, (const char *const[COLUMN_COUNT]){
		[COLUMN_KIND] = _("Kind"),
		[COLUMN_ENTITY] = _("Entity"),
		[COLUMN_WHAT] = _("Fact or rule"),
		[COLUMN_CLAUSE] = _("Clause"),
		[COLUMN_VALUE] = _("Value or outcome"),
		[COLUMN_REASON] = _("Reason"),
		[COLUMN_EVIDENCE] = _("Evidence or facts read"),
		[COLUMN_SOURCE] = _("Source"),
		[COLUMN_ASKED] = _("Asked"),
	});
	dossier_each(record->dossier, write_entity, &sheet);
	for (size_t i = 0; i < record->verdict->finding_count; i++)
		write_finding(&sheet, record->verdict->findings[i]);
	for (size_t i = 0; record->life && i < record->life->count; i++)
		write_step(&sheet, &record->life->steps[i]);
	write_document(&sheet);
}
