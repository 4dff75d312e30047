/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record as a document: the frame of an official letter (marks, number and dates, columns for the seals, subject) around eight numbered
 * sections. Here too is what all sections and writers ask of a record: which findings it rests on, and what a candidate costs.
 */
#include "report/record.h"

#include <stdlib.h>
#include <string.h>

#include "report/record_parts.h"
#include "report/record_triggers.h"

#define YEAR_MILLI 1000

const struct answer *record_answer(const struct record *record, const char *key, const char *fact_id)
{
	const struct entity *entity = dossier_find(record->dossier, key);

	return entity ? entity_answer_id(record->dossier, entity, fact_id) : NULL;
}

static bool known_number(const struct dossier *dossier, const struct entity *entity, const char *fact_id, int64_t *out)
{
	const struct answer *answer = entity_answer_id(dossier, entity, fact_id);

	if (!answer || answer->state != ANSWER_GIVEN)
		return false;
	*out = answer->number;
	return true;
}

bool record_years(const struct dossier *dossier, int64_t *out_milli)
{
	return known_number(dossier, dossier->root, "case.lifecycle_years", out_milli) && *out_milli >= 0;
}

/* A sum that does not fit is as good as unknown: no figure is better than a wrong one. */
bool record_cost_until(const struct dossier *dossier, const struct entity *candidate, int64_t years_milli, int64_t *out_yen)
{
	static const char *const once[] = { "candidate.cost_initial", "candidate.cost_migration", "candidate.cost_exit" };
	int64_t total, all, part, years = years_milli;

	if (!record_years(dossier, &all) || !known_number(dossier, candidate, "candidate.cost_yearly", &part) || part < 0)
		return false;
	if (__builtin_mul_overflow(part, years, &total) || __builtin_add_overflow(total, (int64_t)YEAR_MILLI / 2, &total))
		return false;
	total /= YEAR_MILLI; /* rounded to the nearest yen where the years are not whole */
	/* Leaving is paid for at the end. */
	for (size_t i = 0; i < sizeof once / sizeof *once - (years_milli < all); i++)
		if (!known_number(dossier, candidate, once[i], &part) || part < 0 || __builtin_add_overflow(total, part, &total))
			return false;
	*out_yen = total;
	return true;
}

bool record_cost(const struct dossier *dossier, const struct entity *candidate, int64_t *out_yen)
{
	int64_t years = 0;

	return record_years(dossier, &years) && record_cost_until(dossier, candidate, years, out_yen);
}

bool record_asked(const struct record *record, const struct entity *entity, const struct fact *fact)
{
	return !record->is_asked || !fact->question || record->is_asked(entity, fact->question, record->asked_context);
}

bool record_shows(const struct fact_read *read, const struct fact_missing *missing, size_t missing_count)
{
	if (read->fact->origin != FACT_ASKED && read->fact->origin != FACT_LISTED)
		return false;
	for (size_t i = 0; i < missing_count; i++)
		if (missing[i].fact == read->fact && strcmp(missing[i].key, read->key) == 0)
			return true;
	return read->word[0] != '\0';
}

const struct step_result *record_last_step(const struct component_result *component)
{
	const struct step_result *last = NULL;

	for (size_t i = 0; i < component->step_count; i++)
		if (component->steps[i].outcome != STEP_NOT_REACHED)
			last = &component->steps[i];
	return last;
}

static void each_of(const struct finding *const *findings, size_t count, void (*visit)(const struct finding *finding, void *context),
	void *context)
{
	for (size_t i = 0; i < count; i++)
		visit(findings[i], context);
}

void record_each_finding(const struct record *record, void (*visit)(const struct finding *finding, void *context), void *context)
{
	const struct verdict *verdict = record->verdict;

	each_of(verdict->case_findings, verdict->case_finding_count, visit, context);
	for (size_t i = 0; i < verdict->component_count; i++) {
		const struct component_result *component = &verdict->components[i];
		const struct step_result *last = record_last_step(component);

		each_of(component->findings, component->finding_count, visit, context);
		for (size_t s = 0; s < component->step_count; s++)
			if (component->steps[s].outcome != STEP_NOT_REACHED)
				each_of(component->steps[s].findings, component->steps[s].finding_count, visit, context);
		for (size_t k = 0; last && k < last->candidate_count; k++)
			if (!component->candidate[0] || strcmp(last->candidates[k].key, component->candidate) == 0)
				each_of(last->candidates[k].findings, last->candidates[k].finding_count, visit, context);
	}
}

static void add_banners(struct doc *doc, const struct record *record)
{
	if (record->dossier->practice[0])
		doc_addf(doc, DOC_BANNER, 0, _("PRACTICE. An answer to the exercise \"%s\"; it decides nothing and is no record of an office."), record->dossier->practice);
	if (record->dossier->sample)
		doc_add(doc, DOC_BANNER, 0, _("SAMPLE. An invented example; it decides nothing."));
	if (record->snapshot && record->snapshot->sample)
		doc_add(doc, DOC_BANNER, 0, _("SAMPLE REGISTRY. The snapshot is a sample, not the official list."));
	if (!record->revision)
		doc_add(doc, DOC_BANNER, 0, _("DRAFT. Not handed in; not for approval."));
	if (record->life && record->life->replaced)
		doc_addf(doc, DOC_BANNER, 0, _("SUPERSEDED. Revision %d has taken its place."), record->life->replaced);
	if (record->life && strcmp(record->life->state, "withdrawn") == 0)
		doc_add(doc, DOC_BANNER, 0, _("WITHDRAWN. The case was given up."));
	if (record->life && record->life->newer)
		doc_addf(doc, DOC_NOTE, 0, _("This revision stands. A newer one, revision %d, is under examination and not approved."), record->life->newer);
}

/* The number may be filled in by hand later, as ministries do; the line is there all the same. */
static void add_number(struct doc *doc, const struct record *record)
{
	const char *number = entity_text(record->dossier, record->dossier->root, "case.reference");
	const char *reference = record->dossier->reference ? record->dossier->reference : "";

	doc_addf(doc, DOC_RIGHT, 0, _("Document number: %s"), number[0] ? number : _("(to be filled in)"));
	if (reference[0] && strcmp(reference, number) != 0)
		doc_addf(doc, DOC_RIGHT, 0, _("Case number: %s"), reference);
	if (record->revision)
		doc_addf(doc, DOC_RIGHT, 0, _("Revision %d"), record->revision_number);
}

static void add_date(struct doc *doc, const struct record *record, const char *label, date_days date)
{
	struct buf text;

	buf_init(&text);
	words_date(&text, record, date);
	doc_addf(doc, DOC_RIGHT, 0, "%s: %s", label, text.data);
	buf_done(&text);
}

/* Where nobody has approved it here, there is room to write the day by hand. */
static void add_approved(struct doc *doc, const struct record *record)
{
	const struct record_step *approval = record_life_newest(record, LIFE_APPROVE);

	if (approval)
		add_date(doc, record, _("Approved"), record_day(approval->at));
	else
		doc_add(doc, DOC_RIGHT, 0, _("Approved:       (year)    (month)    (day)"));
}

static void add_dates(struct doc *doc, const struct record *record)
{
	if (record->revision)
		add_date(doc, record, _("Drafted"), record_day(record->submitted_at));
	add_approved(doc, record);
	add_date(doc, record, _("Examined as of"), record->verdict->as_of);
	if (record->author && record->author[0])
		doc_addf(doc, DOC_RIGHT, 0, _("Drafted by: %s"), record->author);
}

/* One box for each column that data/catalogue names; none there, none here. */
static void add_signoff(struct doc *doc, const struct record *record)
{
	size_t count = record->edition->signoff_count;
	const char **titles;

	if (count == 0)
		return;
	titles = mem_array(count, sizeof *titles);
	for (size_t i = 0; i < count; i++)
		titles[i] = words_text(record, &record->edition->signoff[i].title);
	doc_add(doc, DOC_SIGNOFF, 0, "");
	doc_row(doc, true, titles, count);
	doc_row(doc, false, NULL, 0);
	free(titles);
}

void record_head(struct doc *doc, const struct record *record)
{
	const struct entity *root = record->dossier->root;
	const char *title = entity_text(record->dossier, root, "case.title");
	const char *organisation = entity_text(record->dossier, root, "case.organisation");
	const char *office = entity_text(record->dossier, root, "case.pjmo");
	struct buf subject;

	if (!title[0])
		title = _("(no title)");
	add_banners(doc, record);
	/* TRANSLATORS: the title of an official letter. */
	doc_addf(doc, DOC_TITLE, 0, _("Outcome of the examination of cloud services for %s"), title);
	add_number(doc, record);
	add_dates(doc, record);
	add_signoff(doc, record);
	buf_init(&subject);
	buf_addf(&subject, _("Subject: %s"), title);
	if (organisation[0] || office[0]) {
		buf_addc(&subject, '\n');
		buf_addf(&subject, _("Office: %s %s"), organisation, office);
	}
	doc_add(doc, DOC_HEADING, 2, subject.data);
	buf_done(&subject);
	doc_add(doc, DOC_PARAGRAPH, 0, _("The matter named above has been examined as set out below."));
	/* TRANSLATORS: the word that stands in the middle before the numbered part of a Japanese official letter. */
	doc_add(doc, DOC_CENTRE, 0, _("Particulars"));
}

struct doc *record_doc(const struct record *record)
{
	struct doc *doc = doc_new(record->lang);

	record_head(doc, record);
	record_section_verdict(doc, record);
	record_section_reasons(doc, record);
	record_section_findings(doc, record);
	record_section_comparison(doc, record);
	record_section_conditions(doc, record);
	record_triggers(doc, record);
	record_section_open(doc, record);
	record_section_answers(doc, record);
	record_section_basis(doc, record);
	record_section_rules(doc, record);
	record_section_life(doc, record);
	record_about(doc, record);
	/* TRANSLATORS: the word that closes the numbered part of a Japanese official letter, at the right. */
	doc_add(doc, DOC_RIGHT, 0, _("End"));
	return doc;
}
