/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of the record for a spreadsheet: a heading of the first level for each sheet, one table under it. Amounts, numbers and days are values
 * beside their words, so that a sheet sorts and adds up; everything else is text.
 */
#include "report/record.h"

#include <stdlib.h>
#include <string.h>

#include "report/listing_words.h"
#include "report/record_life.h"
#include "report/record_parts.h"

#define COLUMNS_MAX 64

/* A row on its way into the document. */
struct line {
	struct buf texts[COLUMNS_MAX];
	struct {
		enum doc_value value;
		int64_t number;
	} values[COLUMNS_MAX];
	size_t count;
};

static struct buf *next(struct line *line, enum doc_value value, int64_t number)
{
	struct buf *text = &line->texts[line->count];

	buf_init(text);
	line->values[line->count].value = value;
	line->values[line->count++].number = number;
	if (value != DOC_TEXT && value != DOC_DATE)
		buf_addc(text, '\t');
	return text;
}

static void put_text(struct line *line, const char *text)
{
	buf_adds(next(line, DOC_TEXT, 0), text ? text : "");
}

static void put_count(struct line *line, int64_t number)
{
	buf_addf(next(line, DOC_COUNT, number), "%lld", (long long)number);
}

static void put_date(struct line *line, const struct record *record, date_days date)
{
	words_date(next(line, date == DATE_NONE ? DOC_TEXT : DOC_DATE, date == DATE_NONE ? 0 : date), record, date);
}

static void put_digest(struct line *line, const struct digest *digest)
{
	char hex[65];

	digest_hex(digest, hex);
	put_text(line, hex);
}

/* A part by its key, since names need not differ, and by its name. */
static void put_entity(struct line *line, const struct record *record, const char *key)
{
	put_text(line, key);
	words_entity(next(line, DOC_TEXT, 0), record, key);
}

static void put_answer(struct line *line, const struct record *record, const struct fact *fact, const struct answer *answer)
{
	enum doc_value value = DOC_TEXT;

	if (answer && answer->state == ANSWER_GIVEN)
		value = fact->type == FACT_MONEY ? DOC_YEN : fact->type == FACT_NUMBER ? DOC_MILLI : fact->type == FACT_DATE ? DOC_DATE : DOC_TEXT;
	words_answer(next(line, value, value == DOC_TEXT ? 0 : answer->number), record, fact, answer);
}

static void end_line(struct doc *doc, struct line *line, bool head)
{
	const char *cells[COLUMNS_MAX];

	for (size_t i = 0; i < line->count; i++)
		cells[i] = line->texts[i].data;
	doc_row(doc, head, cells, line->count);
	for (size_t i = 0; i < line->count; i++) {
		doc_value(doc, i, line->values[i].value, line->values[i].number);
		buf_done(&line->texts[i]);
	}
	line->count = 0;
}

static void begin(struct doc *doc, const char *title, const int *widths, const char *const *heads, size_t count)
{
	doc_add(doc, DOC_HEADING, 1, title);
	doc_table(doc, "", widths, count);
	doc_row(doc, true, heads, count);
}
#define BEGIN(doc, title, widths, ...) \
	begin(doc, title, widths, (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* ---- the record as a whole ---- */

static void add_pair(struct doc *doc, const char *label, const char *text)
{
	doc_row(doc, false, (const char *const[]){ label, text ? text : "" }, 2);
}

static void add_day(struct doc *doc, const struct record *record, const char *label, date_days date)
{
	struct line line = { .count = 0 };

	put_text(&line, label);
	put_date(&line, record, date);
	end_line(doc, &line, false);
}

static void add_hex(struct doc *doc, const char *label, const struct digest *digest)
{
	struct line line = { .count = 0 };

	put_text(&line, label);
	put_digest(&line, digest);
	end_line(doc, &line, false);
}

static void add_revision(struct doc *doc, const struct record *record)
{
	struct line line = { .count = 0 };

	put_text(&line, _("Revision"));
	put_count(&line, record->revision_number);
	end_line(doc, &line, false);
	add_day(doc, record, _("Drafted"), date_of_moment(record->submitted_at));
	add_hex(doc, _("Digest of the revision (SHA-256)"), record->revision);
	if (record->key)
		add_hex(doc, record->own_key ? _("Key of the drafter (SHA-256)") : _("Key of the terminal (SHA-256)"), record->key);
	if (record->life)
		add_pair(doc, _("State"), record->life->state_title);
}

static void add_whole(struct doc *doc, const struct record *record, const struct doc *letter)
{
	static const int widths[] = { 34, 80 };
	const struct record_step *approval = record_life_newest(record, LIFE_APPROVE);

	BEGIN(doc, _("Record"), widths, _("Item"), _("Content"));
	/* What a paper record says in a frame must not be missing here. */
	for (size_t i = 0; i < letter->count; i++)
		if (letter->blocks[i].kind == DOC_BANNER)
			add_pair(doc, _("Notice"), letter->blocks[i].text);
	add_pair(doc, _("Title"), entity_text(record->dossier, record->dossier->root, "case.title"));
	add_pair(doc, _("Case number"), record->dossier->reference);
	if (record->revision)
		add_revision(doc, record);
	add_pair(doc, _("Drafter"), record->author);
	if (approval)
		add_day(doc, record, _("Approved"), date_of_moment(approval->at));
	add_pair(doc, _("Verdict"), words_verdict(record->verdict->status));
	add_day(doc, record, _("Examined as of"), record->verdict->as_of);
	add_pair(doc, _("Edition of the policy"), words_text(record, &record->edition->title));
	add_hex(doc, _("Digest of the edition (SHA-256)"), &record->edition->digest);
	if (record->snapshot) {
		add_pair(doc, _("Registry snapshot"), record->snapshot->name);
		add_day(doc, record, _("Issued"), record->snapshot->issued_on);
		add_hex(doc, _("Digest of the snapshot (SHA-256)"), &record->snapshot->digest);
	}
	add_pair(doc, _("Program"), record->program_version);
}

/* ---- comparison ---- */

static void begin_comparison(struct doc *doc, const struct record *record, size_t compared)
{
	int widths[COLUMNS_MAX];
	struct line head = { .count = 0 };
	const char *const first[] = { _("Part"), _("Step"), _("Candidate"), _("Name"), _("As a whole"), _("chosen") };

	doc_add(doc, DOC_HEADING, 1, _("Comparison of candidates"));
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		put_text(&head, first[i]);
	for (size_t i = 0; i < compared; i++)
		put_text(&head, words_text(record, &record->edition->compared[i]->label));
	put_text(&head, _("Listing"));
	put_text(&head, _("Total cost over the years"));
	for (size_t i = 0; i < head.count; i++)
		widths[i] = i == 2 || i == 5 ? 10 : 18;
	doc_table(doc, "", widths, head.count);
	end_line(doc, &head, true);
}

static void add_candidate(struct doc *doc, const struct record *record, const struct component_result *component, const struct step_result *step,
	const struct candidate_result *candidate, size_t compared)
{
	struct line line = { .count = 0 };
	int64_t yen;

	put_text(&line, component->name);
	put_text(&line, words_text(record, &step->step->short_title));
	put_entity(&line, record, candidate->key);
	put_text(&line, words_acceptable(candidate->acceptable));
	put_text(&line, candidate->chosen ? _("yes") : _("no"));
	for (size_t i = 0; i < compared; i++)
		put_answer(&line, record, record->edition->compared[i], entity_answer(candidate->entity, record->edition->compared[i]));
	words_listing(next(&line, DOC_TEXT, 0), record, candidate->entity);
	if (record_cost(record->dossier, candidate->entity, &yen))
		words_yen(next(&line, DOC_YEN, yen), record, yen);
	else
		put_text(&line, _("unknown"));
	end_line(doc, &line, false);
}

static void add_comparison(struct doc *doc, const struct record *record)
{
	const struct verdict *verdict = record->verdict;
	size_t compared = record->edition->compared_count < COLUMNS_MAX - 8 ? record->edition->compared_count : COLUMNS_MAX - 8;

	begin_comparison(doc, record, compared);
	for (size_t c = 0; c < verdict->component_count; c++)
		for (size_t s = 0; s < verdict->components[c].step_count; s++)
			for (size_t k = 0; k < verdict->components[c].steps[s].candidate_count; k++)
				add_candidate(doc, record, &verdict->components[c], &verdict->components[c].steps[s],
					&verdict->components[c].steps[s].candidates[k], compared);
}

/* ---- findings ---- */

static void add_findings(struct doc *doc, const struct record *record)
{
	static const int widths[] = { 10, 24, 22, 36, 20, 12, 8, 8, 30, 50 };

	BEGIN(doc, _("Findings"), widths, _("Part"), _("Name"), _("Rule"), _("What is checked"), _("Clause"), _("Outcome"), _("Blocks"), _("Undetermined"),
		_("Missing"), _("Facts read"));
	for (size_t i = 0; i < record->verdict->finding_count; i++) {
		const struct finding *finding = record->verdict->findings[i];
		struct line line = { .count = 0 };

		put_entity(&line, record, finding->key);
		put_text(&line, finding->rule->id);
		put_text(&line, words_text(record, &finding->rule->title));
		words_finding_clauses(next(&line, DOC_TEXT, 0), record, finding);
		put_text(&line, words_outcome(finding->outcome));
		put_text(&line, finding->blocks ? _("yes") : _("no"));
		put_text(&line, finding->opens ? _("yes") : _("no"));
		words_missing(next(&line, DOC_TEXT, 0), record, finding->missing, finding->missing_count);
		words_reads(next(&line, DOC_TEXT, 0), record, finding->reads, finding->read_count);
		end_line(doc, &line, false);
	}
}

/* ---- answers, searches, listings ---- */

struct walk {
	struct doc *doc;
	const struct record *record;
};

static bool add_answers(struct entity *entity, void *context)
{
	const struct walk *walk = context;
	const struct record *record = walk->record;

	for (unsigned slot = 0; entity->scope != SCOPE_SEARCH && slot < record->edition->slots[entity->scope]; slot++) {
		const struct fact *fact = record->edition->by_slot[entity->scope][slot];
		const struct answer *answer = &entity->answers[slot];
		struct line line = { .count = 0 };

		if (answer->state == ANSWER_NONE)
			continue;
		put_entity(&line, record, entity->key);
		put_text(&line, words_label(record, fact));
		words_clauses(next(&line, DOC_TEXT, 0), record, fact->clause);
		put_answer(&line, record, fact, answer);
		put_text(&line, answer->reason);
		put_text(&line, answer->evidence);
		put_text(&line, record_asked(record, entity, fact) ? _("yes") : _("no"));
		end_line(walk->doc, &line, false);
	}
	return true;
}

static void add_hit(const struct walk *walk, const struct entity *entity, const struct kept_search *search, const struct kept_hit *hit)
{
	struct line line = { .count = 0 };

	put_entity(&line, walk->record, entity->key);
	if (walk->record->search_words)
		walk->record->search_words(search, next(&line, DOC_TEXT, 0));
	else
		put_text(&line, search->query);
	put_text(&line, search->snapshot);
	put_date(&line, walk->record, search->issued_on);
	put_date(&line, walk->record, search->as_of);
	put_text(&line, search->snapshot_digest);
	put_text(&line, hit ? hit->list : "");
	put_text(&line, hit ? hit->number : "");
	put_text(&line, hit ? hit->name : _("(no hit)"));
	record_evidence_reason(next(&line, DOC_TEXT, 0), walk->record, hit);
	end_line(walk->doc, &line, false);
}

static bool add_search(struct entity *entity, void *context)
{
	const struct walk *walk = context;
	struct kept_search search;
	char *why = NULL;

	if (entity->scope != SCOPE_SEARCH)
		return true;
	if (kept_search_read(&search, walk->record->dossier, entity, &why)) {
		for (size_t i = 0; i < search.count; i++)
			add_hit(walk, entity, &search, &search.hits[i]);
		if (!search.count)
			add_hit(walk, entity, &search, NULL);
		kept_search_done(&search);
	}
	free(why);
	return true;
}

static bool add_listing(struct entity *entity, void *context)
{
	const struct walk *walk = context;
	const struct record *record = walk->record;
	struct line line = { .count = 0 };
	date_days expires_on = DATE_NONE;

	if (entity->scope != SCOPE_CANDIDATE)
		return true;
	enum listing_state state = record_listing_state(record, entity, &expires_on);
	put_entity(&line, record, entity->key);
	const char *number = entity_text(record->dossier, entity, "candidate.registry_id");
	put_text(&line, strcmp(number, LISTING_NO_NUMBER) == 0 ? "" : number); /* the column behind it says that it is on no list */
	words_listing(next(&line, DOC_TEXT, 0), record, entity);
	put_text(&line, words_listing_state(state));
	put_date(&line, record, expires_on);
	for (unsigned slot = 0; slot < record->edition->slots[SCOPE_SERVICE] && line.count < COLUMNS_MAX - 1; slot++)
		put_answer(&line, record, record->edition->by_slot[SCOPE_SERVICE][slot], entity->services ? &entity->services[slot] : NULL);
	end_line(walk->doc, &line, false);
	return true;
}

static void begin_listings(struct doc *doc, const struct record *record)
{
	const char *const first[] = { _("Candidate"), _("Name"), _("Number"), _("Listing"), _("State"), _("Expires on") };
	struct line head = { .count = 0 };
	int widths[COLUMNS_MAX];

	doc_add(doc, DOC_HEADING, 1, _("Listings in the registry"));
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		put_text(&head, first[i]);
	for (unsigned slot = 0; slot < record->edition->slots[SCOPE_SERVICE] && head.count < COLUMNS_MAX - 1; slot++)
		put_text(&head, words_label(record, record->edition->by_slot[SCOPE_SERVICE][slot]));
	for (size_t i = 0; i < head.count; i++)
		widths[i] = i == 3 ? 40 : 16;
	doc_table(doc, "", widths, head.count);
	end_line(doc, &head, true);
}

static void add_walked(struct doc *doc, const struct record *record)
{
	static const int answers[] = { 12, 24, 30, 16, 30, 50, 40, 8 }, searches[] = { 12, 16, 30, 24, 12, 12, 20, 10, 16, 30, 40 };
	struct walk walk = { doc, record };

	BEGIN(doc, _("Answers and evidence"), answers, _("Part"), _("Name"), _("Item"), _("Clause"), _("Answer"), _("Reason"), _("Evidence"), _("Asked"));
	dossier_each(record->dossier, add_answers, &walk);
	BEGIN(doc, _("Searches of the registry"), searches, _("Search"), _("Name"), _("Words and filter"), _("Registry snapshot"), _("Issued"),
		_("Examined as of"), _("Digest of the snapshot (SHA-256)"), _("List"), _("Number"), _("Service"), _("Why it was not taken"));
	dossier_each(record->dossier, add_search, &walk);
	begin_listings(doc, record);
	dossier_each(record->dossier, add_listing, &walk);
}

/* ---- steps ---- */

static void add_steps(struct doc *doc, const struct record *record)
{
	static const int widths[] = { 16, 10, 20, 16, 14, 22, 24, 50, 24, 24, 20 };

	BEGIN(doc, _("Course of the case"), widths, _("Step"), _("Revision"), _("Name"), _("Role"), _("Date"), _("Date and time"), _("About"), _("Words"),
		_("Digest (SHA-256)"), _("Key (SHA-256)"), _("Whose key"));
	for (size_t i = 0; i < record->life->count; i++) {
		const struct record_step *step = &record->life->steps[i];
		struct line line = { .count = 0 };

		put_text(&line, step->title);
		put_count(&line, step->revision);
		put_text(&line, step->author);
		put_text(&line, words_role(record, step->role));
		put_date(&line, record, date_of_moment(step->at));
		words_time(next(&line, DOC_TEXT, 0), record, step->at);
		record_life_about(next(&line, DOC_TEXT, 0), record, step);
		put_text(&line, step->fault ? step->fault : step->words);
		put_digest(&line, &step->digest);
		put_digest(&line, &step->key);
		put_text(&line, step->own_key ? _("own key") : _("key of the terminal"));
		end_line(doc, &line, false);
	}
}

struct doc *record_tables(const struct record *record)
{
	struct doc *doc = doc_new(record->lang), *letter = doc_new(record->lang);

	record_head(letter, record);
	doc_add(doc, DOC_TITLE, 0, doc_title(letter));
	record_about(doc, record);
	add_whole(doc, record, letter);
	doc_free(&letter);
	add_comparison(doc, record);
	add_findings(doc, record);
	add_walked(doc, record);
	if (record->life)
		add_steps(doc, record);
	return doc;
}
