/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Section 3: the findings that carry the verdict. What passed is counted; what did not pass has its row, and so has every finding that
 * applies to the chosen candidate, because the choice rests on them. A fact that most rows would repeat is said once under the table.
 */
#include "report/record_parts.h"

#include <string.h>

/* From so many rows on a fact that more than half of them read is said once. */
#define COMMON_ROWS_MIN 4
/* So many missing facts are told in their row. */
#define MISSING_MAX 4

/* Findings of one entity, and which of them have a row. */
struct group {
	const struct record *record;
	const struct finding *const *items;
	size_t count;
	bool all; /* passed ones too */
};

static bool has_row(const struct group *group, const struct finding *finding)
{
	return finding->outcome != OUTCOME_NOT_APPLICABLE && (group->all || finding->outcome != OUTCOME_PASS);
}

static size_t count_outcome(const struct group *group, enum outcome outcome)
{
	size_t count = 0;

	for (size_t i = 0; i < group->count; i++)
		count += group->items[i]->outcome == outcome;
	return count;
}

static size_t count_rows(const struct group *group)
{
	size_t count = 0;

	for (size_t i = 0; i < group->count; i++)
		count += has_row(group, group->items[i]);
	return count;
}

static bool reads_it(const struct finding *finding, const struct fact_read *read)
{
	for (size_t i = 0; i < finding->read_count; i++)
		if (finding->reads[i].fact == read->fact && strcmp(finding->reads[i].key, read->key) == 0)
			return true;
	return false;
}

static bool is_common(const struct group *group, const struct fact_read *read)
{
	size_t rows = count_rows(group), readers = 0;

	if (rows < COMMON_ROWS_MIN || !read->word[0])
		return false;
	for (size_t i = 0; i < group->count; i++)
		readers += has_row(group, group->items[i]) && reads_it(group->items[i], read);
	return readers * 2 > rows;
}

static bool shows(const struct finding *finding, const struct fact_read *read)
{
	return record_shows(read, finding->missing, finding->missing_count);
}

/* What keeps an open finding open is all that its reader can do something about; a long list of it stands in section 6. */
static void add_missing(struct buf *out, const struct group *group, const struct finding *finding)
{
	if (finding->missing_count > MISSING_MAX) {
		buf_addf(out, _("Missing facts: %zu (see section 6)"), finding->missing_count);
		return;
	}
	for (size_t i = 0; i < finding->missing_count; i++) {
		struct buf text;

		buf_init(&text);
		words_missing_fact(&text, group->record, &finding->missing[i]);
		buf_adds(out, out->len ? "\n" : "");
		buf_addf(out, _("Missing: %s"), text.data);
		buf_done(&text);
	}
}

static void add_facts(struct buf *out, const struct group *group, const struct finding *finding)
{
	if (finding->outcome == OUTCOME_UNDETERMINED && finding->missing_count > 0) {
		add_missing(out, group, finding);
		return;
	}
	for (size_t i = 0; i < finding->read_count; i++)
		if (shows(finding, &finding->reads[i]) && !is_common(group, &finding->reads[i])) {
			buf_adds(out, out->len ? "\n" : "");
			words_read(out, group->record, &finding->reads[i], NULL);
		}
}

static void add_row(struct doc *doc, const struct group *group, const struct finding *finding)
{
	struct buf title, clause, reads;
	const char *way = finding->outcome == OUTCOME_PASS ? words_way(group->record, finding, NULL) : "";

	buf_init(&title);
	buf_init(&clause);
	buf_init(&reads);
	buf_adds(&title, words_text(group->record, &finding->rule->title));
	if (way[0])
		buf_addf(&title, " (%s)", way);
	words_finding_clause(&clause, group->record, finding);
	add_facts(&reads, group, finding);
	doc_row(doc, false, (const char *const[]){ words_outcome(finding->outcome), title.data, clause.data, reads.len ? reads.data : "-" }, 4);
	buf_done(&title);
	buf_done(&clause);
	buf_done(&reads);
}

/* Whether the text is already one of the entries of a list. */
static bool holds(const struct buf *list, const char *text)
{
	const char *at = list->data;
	size_t len = strlen(text);

	while (list->len > 0 && (at = strstr(at, text)) != NULL) {
		bool begins = at == list->data || (at >= list->data + 2 && strncmp(at - 2, "; ", 2) == 0);

		if (begins && (at[len] == '\0' || strncmp(at + len, "; ", 2) == 0))
			return true;
		at += len;
	}
	return false;
}

static void push(struct buf *list, const char *text)
{
	if (text[0] && !holds(list, text))
		buf_addf(list, "%s%s", list->len ? "; " : "", text);
}

/* What the rows leave out: facts they share, and where the facts of the listing stand. */
static void add_read_notes(struct doc *doc, const struct group *group)
{
	struct buf common, sources, text;

	buf_init(&common);
	buf_init(&sources);
	buf_init(&text);
	for (size_t i = 0; i < group->count; i++)
		for (size_t r = 0; has_row(group, group->items[i]) && r < group->items[i]->read_count; r++) {
			const struct fact_read *read = &group->items[i]->reads[r];

			if (!shows(group->items[i], read))
				continue;
			if (read->fact->origin == FACT_LISTED)
				push(&sources, read->source);
			if (!is_common(group, read))
				continue;
			buf_clear(&text);
			words_read(&text, group->record, read, NULL);
			push(&common, text.data);
		}
	if (common.len)
		doc_addf(doc, DOC_NOTE, 0, _("Read by most of these checks: %s"), common.data);
	if (sources.len)
		doc_addf(doc, DOC_NOTE, 0, _("Listing facts: %s"), sources.data);
	buf_done(&common);
	buf_done(&sources);
	buf_done(&text);
}

static void add_not_applicable(struct doc *doc, const struct group *group)
{
	struct buf titles;

	buf_init(&titles);
	for (size_t i = 0; i < group->count; i++)
		if (group->items[i]->outcome == OUTCOME_NOT_APPLICABLE)
			push(&titles, words_text(group->record, &group->items[i]->rule->title));
	if (titles.len)
		doc_addf(doc, DOC_NOTE, 0, _("Not applicable: %s"), titles.data);
	buf_done(&titles);
}

static void add_rows(struct doc *doc, const struct group *group)
{
	static const int widths[] = { 8, 22, 11, 26 };
	const char *head[] = { _("Outcome"), _("What is checked"), _("Clause"), _("Facts read") };

	if (count_rows(group) == 0)
		return;
	doc_table(doc, "", widths, 4);
	doc_row(doc, true, head, 4);
	for (size_t i = 0; i < group->count; i++)
		if (has_row(group, group->items[i]))
			add_row(doc, group, group->items[i]);
	add_read_notes(doc, group);
}

/* One line that counts, then the rows. */
static void add_group(struct doc *doc, const struct group *group, const char *name)
{
	size_t absent = count_outcome(group, OUTCOME_NOT_APPLICABLE), passed = count_outcome(group, OUTCOME_PASS);

	if (group->count == 0)
		return;
	if (absent == group->count)
		doc_addf(doc, DOC_ITEM, 1, _("%s: none of the %zu checks applies"), name, absent);
	else if (absent > 0)
		doc_addf(doc, DOC_ITEM, 1, _("%s: %zu of %zu checks passed, %zu not applicable"), name, passed, group->count - absent, absent);
	else
		doc_addf(doc, DOC_ITEM, 1, _("%s: %zu of %zu checks passed"), name, passed, group->count);
	add_rows(doc, group);
	if (group->all)
		add_not_applicable(doc, group);
}

static void add_candidate(struct doc *doc, const struct record *record, const struct candidate_result *candidate)
{
	struct group group = { .record = record, .items = candidate->findings, .count = candidate->finding_count, 
		.all = candidate->chosen };
	struct buf name;

	buf_init(&name);
	buf_addf(&name, "%s ", words_acceptable(candidate->acceptable));
	words_entity(&name, record, candidate->key);
	add_group(doc, &group, name.data);
	buf_done(&name);
}

static void add_component(struct doc *doc, const struct record *record, const struct component_result *component)
{
	const struct step_result *last = record_last_step(component);
	struct group own = { .record = record, .items = component->findings, .count = component->finding_count };

	add_group(doc, &own, _("The component"));
	for (size_t i = 0; i < component->step_count; i++) {
		const struct step_result *step = &component->steps[i];
		struct group group = { .record = record, .items = step->findings, .count = step->finding_count };

		if (step->outcome != STEP_NOT_REACHED)
			add_group(doc, &group, words_text(record, &step->step->short_title));
	}
	/* Where nothing is adopted, all candidates of the step at which the walk ended are of interest. */
	for (size_t i = 0; last && i < last->candidate_count; i++)
		if (!component->candidate[0] || strcmp(last->candidates[i].key, component->candidate) == 0)
			add_candidate(doc, record, &last->candidates[i]);
	if (last && last->candidate_count == 0)
		doc_addf(doc, DOC_ITEM, 1, _("No candidate was named in %s."), words_text(record, &last->step->short_title));
}

void record_section_findings(struct doc *doc, const struct record *record)
{
	const struct verdict *verdict = record->verdict;
	struct group group = { .record = record, .items = verdict->case_findings, .count = verdict->case_finding_count };

	doc_addf(doc, DOC_HEADING, 1, "3 %s", _("Findings"));
	add_group(doc, &group, _("The case as a whole"));
	for (size_t i = 0; i < verdict->component_count; i++) {
		doc_addf(doc, DOC_HEADING, 2, "(%zu) %s", i + 1, verdict->components[i].name);
		add_component(doc, record, &verdict->components[i]);
	}
	if (verdict->finding_count == 0)
		doc_add(doc, DOC_PARAGRAPH, 0, _("No rule was examined."));
}
