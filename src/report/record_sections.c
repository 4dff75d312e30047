/* SPDX-License-Identifier: Apache-2.0 */
/* Sections 1 and 2: what was decided for each component, and why the walk through the steps ended where it did. */
#include "report/record_parts.h"

#include <stdlib.h>
#include <string.h>

static const char *status_sentence(enum verdict_status status)
{
	static const char *const sentences[] = {
		[VERDICT_DECIDED] = N_("Every component has its outcome."),
		[VERDICT_REFUSED] = N_("As answered, at least one component may neither adopt a step nor pass on to the next."),
		[VERDICT_UNDETERMINED] = N_("Facts are missing; the outcome is still open. Section 6 says what would settle it."),
		[VERDICT_GATED] = N_("The case does not enter the steps."),
	};

	return _(sentences[status]);
}

/* Whether a fact is one of the ids, which are separated by spaces (NULL: of none). */
static bool is_named(const char *ids, const char *fact_id)
{
	size_t len = strlen(fact_id);

	for (const char *at = ids ? ids : ""; *at; at += strcspn(at, " "), at += strspn(at, " "))
		if (strcspn(at, " ") == len && strncmp(at, fact_id, len) == 0)
			return true;
	return false;
}

/* The facts that a condition rests on, each once, on one line; those of the ids `but` are told elsewhere. */
static void add_reads(struct doc *doc, const struct record *record, const char *own, const char *but, const struct fact_read *reads,
	size_t count, const struct fact_missing *missing, size_t missing_count)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < count; i++)
		if (record_shows(&reads[i], missing, missing_count) && !is_named(but, reads[i].fact->id)) {
			buf_adds(&text, text.len ? "; " : "");
			words_read(&text, record, &reads[i], own);
		}
	if (text.len)
		doc_addf(doc, DOC_ITEM, 2, _("Read: %s"), text.data);
	buf_done(&text);
}

/* What keeps the case out of the steps. While its ground is missing it does not keep it out yet, and its text would say too much. */
static void add_gate(struct doc *doc, const struct record *record)
{
	const struct verdict *verdict = record->verdict;
	const struct gate *gate = verdict->gate;
	struct buf text;

	buf_init(&text);
	words_clause(&text, record, gate->clause);
	doc_addf(doc, DOC_ITEM, 1, "%s %s (%s)", words_verdict(verdict->status), words_text(record, &gate->title), text.data);
	if (verdict->status == VERDICT_GATED)
		doc_add(doc, DOC_ITEM, 2, words_text(record, &gate->text));
	add_reads(doc, record, "case", NULL, verdict->gate_reads, verdict->gate_read_count, verdict->gate_missing, verdict->gate_missing_count);
	buf_clear(&text);
	if (gate->ground[0] && words_because(&text, record_answer(record, "case", gate->ground)))
		doc_addf(doc, DOC_ITEM, 2, _("Ground: %s"), text.data);
	buf_done(&text);
}

static void add_component(struct doc *doc, const struct record *record, const struct component_result *component)
{
	const struct entity *candidate = component->candidate[0] ? dossier_find(record->dossier, component->candidate) : NULL;
	struct buf outcome, offer, listing;
	const char *cells[4] = { component->name };

	buf_init(&outcome);
	buf_init(&offer);
	buf_init(&listing);
	buf_adds(&outcome, words_verdict(component->status));
	if (component->adopted)
		buf_addf(&outcome, " %s", words_text(record, &component->adopted->model_label));
	if (candidate) {
		words_entity(&offer, record, component->candidate);
		buf_addf(&offer, "\n%s", entity_text(record->dossier, candidate, "candidate.provider"));
		words_listing(&listing, record, candidate);
	}
	cells[1] = outcome.data;
	cells[2] = candidate ? offer.data : "-";
	cells[3] = candidate ? listing.data : "-";
	doc_row(doc, false, cells, 4);
	buf_done(&outcome);
	buf_done(&offer);
	buf_done(&listing);
}

void record_section_verdict(struct doc *doc, const struct record *record)
{
	static const int widths[] = { 16, 20, 18, 14 };
	const struct verdict *verdict = record->verdict;
	const char *head[] = { _("Component"), _("Outcome"), _("Candidate and provider"), _("Listing") };

	doc_addf(doc, DOC_HEADING, 1, "1 %s", _("Verdict"));
	doc_addf(doc, DOC_PARAGRAPH, 0, "%s %s", words_verdict(verdict->status), status_sentence(verdict->status));
	if (verdict->gate)
		add_gate(doc, record);
	if (verdict->component_count == 0)
		return;
	doc_table(doc, "", widths, 4);
	doc_row(doc, true, head, 4);
	for (size_t i = 0; i < verdict->component_count; i++)
		add_component(doc, record, &verdict->components[i]);
}

/* Which of its conditions a step ended by, in the words of the ministry's file. */
static const char *condition_text(const struct record *record, const struct step_result *result)
{
	const struct step_def *step = result->step;

	switch (result->outcome) {
	case STEP_ADOPTED:
		return words_text(record, &step->adopt_text);
	case STEP_PASSED:
		return words_text(record, &step->pass_text);
	default:
		break;
	}
	if (result->refer == TRUTH_YES)
		return words_text(record, &step->refer_text);
	return result->entry == TRUTH_NO ? words_text(record, &step->entry_text) : "";
}

/* Why the step was not taken: the answers that the edition demands for passing over, each with its reason and evidence. */
static void add_ground(struct doc *doc, const struct record *record, const struct step_result *result, const struct fact *fact)
{
	const struct answer *answer = entity_answer(result->entity, fact);
	struct buf value, because;

	buf_init(&value);
	buf_init(&because);
	words_answer(&value, record, fact, answer);
	if (words_because(&because, answer))
		buf_addf(&value, "%s%s", answer_has_reason(answer) ? "; " : " ", because.data);
	doc_addf(doc, DOC_ITEM, 2, "%s: %s", words_label(record, fact), value.data);
	buf_done(&value);
	buf_done(&because);
}

static void add_grounds(struct doc *doc, const struct record *record, const struct step_result *result)
{
	const char *at = result->step->pass_needs ? result->step->pass_needs : "";

	while (*at) {
		size_t len = strcspn(at, " ");
		char *id = mem_strndup(at, len);
		const struct fact *fact = edition_fact(record->edition, id);

		if (fact)
			add_ground(doc, record, result, fact);
		free(id);
		at += len + strspn(at + len, " ");
	}
}

/* Why the officer answered as the step reads it; what passing over needs is told by add_grounds. */
static void add_read_reasons(struct doc *doc, const struct record *record, const struct step_result *result)
{
	for (size_t i = 0; i < result->read_count; i++) {
		const struct fact_read *read = &result->reads[i];
		struct buf because;

		buf_init(&because);
		if (read->fact->origin == FACT_ASKED && !is_named(result->step->pass_needs, read->fact->id) &&
			words_because(&because, record_answer(record, read->key, read->fact->id)))
			doc_addf(doc, DOC_ITEM, 3, "%s: %s", words_label(record, read->fact), because.data);
		buf_done(&because);
	}
}

static void add_step_heading(struct doc *doc, const struct record *record, const struct step_result *result)
{
	struct buf text;

	buf_init(&text);
	buf_addf(&text, "%s %s", words_step(result->outcome), words_text(record, &result->step->title));
	if (result->step->clause[0]) {
		buf_adds(&text, " (");
		words_clause(&text, record, result->step->clause);
		buf_adds(&text, ")");
	}
	doc_add(doc, DOC_HEADING, 3, text.data);
	buf_done(&text);
}

static void add_step(struct doc *doc, const struct record *record, const struct step_result *result)
{
	const char *condition = condition_text(record, result);
	struct buf text;

	add_step_heading(doc, record, result);
	if (condition[0])
		doc_add(doc, DOC_ITEM, 2, condition);
	buf_init(&text);
	if (result->chosen[0]) {
		words_entity(&text, record, result->chosen);
		doc_addf(doc, DOC_ITEM, 2, _("Chosen: %s"), text.data);
	}
	add_reads(doc, record, result->key, result->step->pass_needs, result->reads, result->read_count,
		result->missing, result->missing_count);
	add_read_reasons(doc, record, result);
	if (result->outcome == STEP_PASSED || result->outcome == STEP_REFUSED)
		add_grounds(doc, record, result);
	record_evidence(doc, record, result->entity);
	/* Which ones is told once, where the reader is asked for them. */
	if (result->missing_count > 0)
		doc_addf(doc, DOC_ITEM, 2, _("Missing facts: %zu (see section 6)"), result->missing_count);
	buf_done(&text);
}

static void add_unreached(struct doc *doc, const struct record *record, const struct component_result *component)
{
	struct buf steps;

	buf_init(&steps);
	for (size_t i = 0; i < component->step_count; i++)
		if (component->steps[i].outcome == STEP_NOT_REACHED)
			buf_addf(&steps, "%s%s", steps.len ? ", " : "", words_text(record, &component->steps[i].step->short_title));
	if (steps.len)
		doc_addf(doc, DOC_HEADING, 3, "%s %s", words_step(STEP_NOT_REACHED), steps.data);
	buf_done(&steps);
}

void record_section_reasons(struct doc *doc, const struct record *record)
{
	const struct verdict *verdict = record->verdict;

	doc_addf(doc, DOC_HEADING, 1, "2 %s", _("Reasons"));
	if (verdict->component_count == 0)
		doc_add(doc, DOC_PARAGRAPH, 0, _("No step was examined."));
	for (size_t i = 0; i < verdict->component_count; i++) {
		const struct component_result *component = &verdict->components[i];

		doc_addf(doc, DOC_HEADING, 2, "(%zu) %s", i + 1, component->name);
		for (size_t s = 0; s < component->step_count; s++)
			if (component->steps[s].outcome != STEP_NOT_REACHED)
				add_step(doc, record, &component->steps[s]);
		add_unreached(doc, record, component);
	}
}
