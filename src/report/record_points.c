/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sections 5 and 6: under what conditions the outcome holds, and what is still open. Only findings that the verdict rests on are told here;
 * those of candidates that were not chosen do not bind anybody.
 */
#include "report/record_parts.h"

#include <string.h>

struct points {
	struct doc *doc;
	const struct record *record;
	size_t count;
	struct buf heeded; /* titles of cautions that are met and have no text to show here */
};

/*
 * Adds "title (entity; clause)" and hands the line over to be finished; the case itself needs no name. An open point also names its rule,
 * by which `policy explain` finds it.
 */
static void begin_point(struct buf *line, const struct points *points, const struct finding *finding, bool name_rule)
{
	struct buf clause;

	buf_init(&clause);
	words_finding_clause(&clause, points->record, finding);
	buf_addf(line, "%s %s (", words_outcome(finding->outcome), words_text(points->record, &finding->rule->title));
	if (strcmp(finding->key, "case") != 0) {
		words_entity(line, points->record, finding->key);
		buf_adds(line, "; ");
	}
	buf_addf(line, "%s%s%s)", clause.data, name_rule ? "; " : "", name_rule ? finding->rule->id : "");
	buf_done(&clause);
}

static void end_point(struct buf *line, struct points *points)
{
	doc_add(points->doc, DOC_ITEM, 1, line->data);
	points->count++;
	buf_done(line);
}

static bool by_another_way(const struct finding *finding)
{
	return finding->outcome == OUTCOME_PASS && (finding->exception > 0 || finding->rung > 1);
}

static void visit_condition(const struct finding *finding, void *context)
{
	struct points *points = context;
	const char *ground, *way;
	struct buf line, because;

	if (!by_another_way(finding))
		return;
	way = words_way(points->record, finding, &ground);
	buf_init(&line);
	buf_init(&because);
	begin_point(&line, points, finding, false);
	end_point(&line, points);
	if (finding->exception > 0)
		doc_addf(points->doc, DOC_ITEM, 2, _("Passes by the exception: %s"), way);
	else
		doc_addf(points->doc, DOC_ITEM, 2, _("Passes by: %1$s (way %2$d)"), way, finding->rung);
	if (ground[0] && words_because(&because, record_answer(points->record, finding->key, ground)))
		doc_addf(points->doc, DOC_ITEM, 2, _("Ground: %s"), because.data);
	buf_done(&because);
}

static void visit_remark(const struct finding *finding, void *context)
{
	struct points *points = context;
	struct buf line;

	if (!finding->remark)
		return;
	buf_init(&line);
	begin_point(&line, points, finding, false);
	buf_addf(&line, ": %s", words_text(points->record, &finding->rule->text));
	end_point(&line, points);
}

/* The texts that a caution demands are answers themselves. What the case as a whole reads of them is told where it was written. */
static bool add_texts(struct buf *line, const struct points *points, const struct finding *finding)
{
	bool any = false;

	for (size_t i = 0; i < finding->read_count; i++) {
		const struct fact_read *read = &finding->reads[i];

		if (read->fact->type != FACT_TEXT || strcmp(finding->key, "case") == 0 || !read->word[0])
			continue;
		buf_adds(line, any ? "; " : ": ");
		words_read(line, points->record, read, NULL);
		any = true;
	}
	return any;
}

static void visit_caution(const struct finding *finding, void *context)
{
	struct points *points = context;
	struct buf line;

	if (finding->rule->force != FORCE_CAUTION || finding->outcome == OUTCOME_NOT_APPLICABLE)
		return;
	buf_init(&line);
	begin_point(&line, points, finding, false);
	if (!add_texts(&line, points, finding) && finding->outcome == OUTCOME_PASS) {
		buf_done(&line);
		buf_addf(&points->heeded, "%s%s", points->heeded.len ? "; " : "", words_text(points->record, &finding->rule->title));
		return;
	}
	if (finding->outcome != OUTCOME_PASS)
		buf_addf(&line, ": %s", words_text(points->record, &finding->rule->text));
	end_point(&line, points);
}

static void visit_open(const struct finding *finding, void *context)
{
	struct points *points = context;
	const char *fix = words_text(points->record, &finding->rule->fix);
	struct buf line, missing;

	if (!finding->opens && !finding->blocks)
		return;
	buf_init(&line);
	begin_point(&line, points, finding, true);
	end_point(&line, points);
	buf_init(&missing);
	words_missing(&missing, points->record, finding->missing, finding->missing_count);
	if (missing.len)
		doc_addf(points->doc, DOC_ITEM, 2, _("Missing: %s"), missing.data);
	if (fix[0])
		doc_addf(points->doc, DOC_ITEM, 2, _("What to do: %s"), fix);
	buf_done(&missing);
}

static void add_part(struct points *points, const char *title, void (*visit)(const struct finding *finding, void *context))
{
	size_t before = points->count;

	doc_add(points->doc, DOC_HEADING, 2, title);
	record_each_finding(points->record, visit, points);
	if (points->heeded.len) {
		doc_addf(points->doc, DOC_ITEM, 1, _("Heeded: %s"), points->heeded.data);
		points->count++;
	}
	if (points->count == before)
		doc_add(points->doc, DOC_ITEM, 1, _("None."));
}

void record_section_conditions(struct doc *doc, const struct record *record)
{
	struct points points = { .doc = doc, .record = record };

	doc_addf(doc, DOC_HEADING, 1, "5 %s", _("Conditions, remarks and cautions"));
	if (record->verdict->finding_count == 0) {
		doc_add(doc, DOC_ITEM, 1, _("None."));
		return;
	}
	buf_init(&points.heeded);
	add_part(&points, _("(1) Conditions under which the outcome holds"), visit_condition);
	add_part(&points, _("(2) Remarks: what is preferred and not met or not known"), visit_remark);
	add_part(&points, _("(3) Cautions"), visit_caution);
	buf_done(&points.heeded);
}

/* A step that is open or refused is an open point of its own, whatever its rules found. */
static void add_open_step(struct points *points, const struct step_result *result)
{
	struct buf entity, clause, missing;

	if (result->outcome != STEP_UNDETERMINED && result->outcome != STEP_REFUSED)
		return;
	buf_init(&entity);
	buf_init(&clause);
	buf_init(&missing);
	words_entity(&entity, points->record, result->key);
	words_clause(&clause, points->record, result->step->clause);
	words_missing(&missing, points->record, result->missing, result->missing_count);
	doc_addf(points->doc, DOC_ITEM, 1, "%s %s (%s)", words_step(result->outcome), entity.data, clause.data);
	if (missing.len)
		doc_addf(points->doc, DOC_ITEM, 2, _("Missing: %s"), missing.data);
	if (result->refer == TRUTH_YES)
		doc_add(points->doc, DOC_ITEM, 2, words_text(points->record, &result->step->refer_text));
	points->count++;
	buf_done(&entity);
	buf_done(&clause);
	buf_done(&missing);
}

/* A gate whose ground is missing leaves everything open: nothing behind it was examined. */
static void add_open_gate(struct points *points)
{
	const struct verdict *verdict = points->record->verdict;
	struct buf clause, missing;

	if (!verdict->gate || verdict->status == VERDICT_GATED)
		return;
	buf_init(&clause);
	buf_init(&missing);
	words_clause(&clause, points->record, verdict->gate->clause);
	words_missing(&missing, points->record, verdict->gate_missing, verdict->gate_missing_count);
	doc_addf(points->doc, DOC_ITEM, 1, "%s %s (%s)", words_verdict(verdict->status), words_text(points->record, &verdict->gate->title),
		clause.data);
	if (missing.len)
		doc_addf(points->doc, DOC_ITEM, 2, _("Missing: %s"), missing.data);
	points->count++;
	buf_done(&clause);
	buf_done(&missing);
}

void record_section_open(struct doc *doc, const struct record *record)
{
	struct points points = { .doc = doc, .record = record };

	doc_addf(doc, DOC_HEADING, 1, "6 %s", _("Open points"));
	add_open_gate(&points);
	for (size_t i = 0; i < record->verdict->component_count; i++)
		for (size_t s = 0; s < record->verdict->components[i].step_count; s++)
			add_open_step(&points, &record->verdict->components[i].steps[s]);
	record_each_finding(record, visit_open, &points);
	if (points.count == 0)
		doc_add(doc, DOC_ITEM, 1, _("None."));
}
