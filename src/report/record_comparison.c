/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Section 4: the candidates side by side, three to a table so that the columns stay readable on paper, and their cost over the years as
 * bars. A cost with an unknown part has no bar: a short bar would look cheap.
 */
#include "report/record_parts.h"

#include <stdlib.h>

#include "base/num.h"

#define PER_TABLE 3

struct group {
	const struct record *record;
	const struct candidate_result *items;
	size_t count;
	const struct component_result *component; /* whose candidates they are */
};
typedef void add_cell(struct buf *out, const struct group *group, const struct candidate_result *candidate, const char *fact_id);

static void cell_fact(struct buf *out, const struct group *group, const struct candidate_result *candidate, const char *fact_id)
{
	const struct fact *fact = edition_fact(group->record->edition, fact_id);
	const struct answer *answer = entity_answer(candidate->entity, fact);

	if (fact->type == FACT_MONEY && answer && answer->state == ANSWER_GIVEN)
		buf_addc(out, '\t');
	words_answer(out, group->record, fact, answer);
}

static void cell_listing(struct buf *out, const struct group *group, const struct candidate_result *candidate, const char *fact_id)
{
	(void)fact_id;
	words_listing(out, group->record, candidate->entity);
}

static void cell_acceptable(struct buf *out, const struct group *group, const struct candidate_result *candidate, const char *fact_id)
{
	(void)group;
	(void)fact_id;
	buf_adds(out, words_acceptable(candidate->acceptable));
	if (candidate->chosen)
		buf_addf(out, " %s", _("chosen"));
	unsigned preferred = candidate_preferred_unmet(candidate), failed = candidate->counts[OUTCOME_FAIL] - preferred;
	if (failed)
		buf_addf(out, _("\nfailed: %u"), failed);
	if (preferred)
		buf_addf(out, _("\npreferred, not met: %u"), preferred);
	if (candidate->counts[OUTCOME_UNDETERMINED])
		buf_addf(out, _("\nopen: %u"), candidate->counts[OUTCOME_UNDETERMINED]);
}

/*
 * The mark of the lowest cost of a component's candidates, over all of its steps; "" for the others, or where there is nothing to compare.
 * With an unknown cost among them it is the lowest of the known ones only, and says so.
 */
static const char *lowest_mark(const struct record *record, const struct component_result *component, int64_t yen)
{
	size_t known = 0, unknown = 0, lower = 0;

	for (size_t i = 0; i < component->step_count; i++)
		for (size_t k = 0; k < component->steps[i].candidate_count; k++) {
			int64_t other;
			bool is_known = record_cost(record->dossier, component->steps[i].candidates[k].entity, &other);

			known += is_known;
			unknown += !is_known;
			lower += is_known && other < yen;
		}
	if (lower > 0 || known < 2)
		return "";
	return unknown > 0 ? _("[lowest known]") : _("[lowest]");
}

static void cell_total(struct buf *out, const struct group *group, const struct candidate_result *candidate, const char *fact_id)
{
	int64_t yen;

	(void)fact_id;
	if (record_cost(group->record->dossier, candidate->entity, &yen)) {
		const char *mark = lowest_mark(group->record, group->component, yen);

		buf_addc(out, '\t');
		words_yen(out, group->record, yen);
		buf_addf(out, "%s%s", mark[0] ? "\n" : "", mark);
	} else
		buf_adds(out, _("unknown"));
}

static void add_row(struct doc *doc, const struct group *group, const char *label, add_cell *cell, const char *fact_id)
{
	const char *cells[PER_TABLE + 1] = { label };
	struct buf texts[PER_TABLE];

	for (size_t i = 0; i < group->count; i++) {
		buf_init(&texts[i]);
		cell(&texts[i], group, &group->items[i], fact_id);
		cells[i + 1] = texts[i].data;
	}
	doc_row(doc, false, cells, group->count + 1);
	for (size_t i = 0; i < group->count; i++)
		buf_done(&texts[i]);
}

/* The rows that the edition compares by, in its order; what the registry gives is one row, in words, at the place of the first of it. */
static void add_compared(struct doc *doc, const struct group *group)
{
	const struct edition *edition = group->record->edition;
	bool listing = false;

	for (size_t i = 0; i < edition->compared_count; i++) {
		const struct fact *fact = edition->compared[i];

		if (fact->scope == SCOPE_CANDIDATE)
			add_row(doc, group, words_text(group->record, &fact->label), cell_fact, fact->id);
		else if (!listing)
			add_row(doc, group, _("Listing"), cell_listing, "");
		listing = listing || fact->scope != SCOPE_CANDIDATE;
	}
}

static void add_names(struct doc *doc, const struct group *group)
{
	const char *cells[PER_TABLE + 1] = { _("Item") };
	struct buf texts[PER_TABLE];

	for (size_t i = 0; i < group->count; i++) {
		buf_init(&texts[i]);
		words_entity(&texts[i], group->record, group->items[i].key);
		cells[i + 1] = texts[i].data;
	}
	doc_row(doc, true, cells, group->count + 1);
	for (size_t i = 0; i < group->count; i++)
		buf_done(&texts[i]);
}

static void add_total_row(struct doc *doc, const struct group *group)
{
	int64_t years;
	struct buf label, number;

	buf_init(&label);
	buf_init(&number);
	if (record_years(group->record->dossier, &years)) {
		num_format_milli(&number, years);
		buf_addf(&label, _("Total over %s years"), number.data);
	} else
		buf_adds(&label, _("Total (years unknown)"));
	add_row(doc, group, label.data, cell_total, "");
	buf_done(&label);
	buf_done(&number);
}

static void add_table(struct doc *doc, const struct group *group, const char *caption)
{
	static const int widths[PER_TABLE + 1] = { 18, 16, 16, 16 };

	doc_table(doc, caption, widths, group->count + 1);
	add_names(doc, group);
	add_row(doc, group, _("As a whole"), cell_acceptable, "");
	add_compared(doc, group);
	add_total_row(doc, group);
}

static void add_bar(struct doc *doc, const struct record *record, const struct component_result *component,
	const struct candidate_result *candidate)
{
	struct buf name, note;
	int64_t yen;

	buf_init(&name);
	buf_init(&note);
	words_entity(&name, record, candidate->key);
	if (record_cost(record->dossier, candidate->entity, &yen)) {
		const char *mark = lowest_mark(record, component, yen);

		buf_addf(&note, "%s%s", mark, mark[0] ? " " : "");
		words_yen(&note, record, yen);
		doc_bar(doc, name.data, (double)yen, note.data);
	} else
		doc_bar(doc, name.data, -1, _("cost unknown"));
	buf_done(&name);
	buf_done(&note);
}

static size_t count_candidates(const struct component_result *component)
{
	size_t count = 0;

	for (size_t i = 0; i < component->step_count; i++)
		count += component->steps[i].candidate_count;
	return count;
}

/* Bars show how costs stand to each other; one alone, or none that is known, would only repeat the table. */
static bool has_bars(const struct record *record, const struct component_result *component)
{
	int64_t yen;

	for (size_t i = 0; count_candidates(component) > 1 && i < component->step_count; i++)
		for (size_t k = 0; k < component->steps[i].candidate_count; k++)
			if (record_cost(record->dossier, component->steps[i].candidates[k].entity, &yen))
				return true;
	return false;
}

static void add_component(struct doc *doc, const struct record *record, const struct component_result *component)
{
	if (count_candidates(component) == 0) {
		doc_add(doc, DOC_PARAGRAPH, 0, _("No candidate was named."));
		return;
	}
	for (size_t i = 0; i < component->step_count; i++) {
		const struct step_result *step = &component->steps[i];

		for (size_t from = 0; from < step->candidate_count; from += PER_TABLE) {
			size_t left = step->candidate_count - from;
			struct group group = { .record = record, .items = step->candidates + from, .count = left < PER_TABLE ? left : PER_TABLE,
				.component = component };

			add_table(doc, &group, words_text(record, &step->step->short_title));
		}
	}
	if (!has_bars(record, component))
		return;
	doc_bars(doc, _("Total cost over the years"));
	for (size_t i = 0; i < component->step_count; i++)
		for (size_t k = 0; k < component->steps[i].candidate_count; k++)
			add_bar(doc, record, component, &component->steps[i].candidates[k]);
}

void record_section_comparison(struct doc *doc, const struct record *record)
{
	const struct verdict *verdict = record->verdict;

	doc_addf(doc, DOC_HEADING, 1, "4 %s", _("Comparison of candidates"));
	if (verdict->component_count == 0)
		doc_add(doc, DOC_PARAGRAPH, 0, _("No candidate was compared."));
	for (size_t i = 0; i < verdict->component_count; i++) {
		doc_addf(doc, DOC_HEADING, 2, "(%zu) %s", i + 1, verdict->components[i].name);
		add_component(doc, record, &verdict->components[i]);
	}
}
