/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Section 9: what the rules say that the verdict rests on. The findings above name facts and outcome only; whoever doubts one finds here the
 * clause, our wording of it, and what the program checked, without the program at hand. A draft is read beside the program, so it tells only
 * the rules that are still in the way.
 */
#include "report/record_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "engine/explain.h"

struct telling {
	struct doc *doc;
	const struct record *record;
	bool draft;
	const struct rule **told;
	size_t count, capacity;
};

static bool told_before(struct telling *telling, const struct rule *rule)
{
	for (size_t i = 0; i < telling->count; i++)
		if (telling->told[i] == rule)
			return true;
	MEM_PUSH_ROOM(telling->told, telling->count, telling->capacity);
	telling->told[telling->count++] = rule;
	return false;
}

static void tell_rule(const struct finding *finding, void *context)
{
	struct telling *telling = context;
	const struct record *record = telling->record;
	const struct rule *rule = finding->rule;
	struct buf text;

	if (finding->outcome == OUTCOME_NOT_APPLICABLE || (telling->draft && finding->outcome == OUTCOME_PASS) || told_before(telling, rule))
		return;
	buf_init(&text);
	words_marked_clauses(&text, record, rule->clause);
	doc_addf(telling->doc, DOC_ITEM, 1, "%s (%s; %s): %s", words_text(record, &rule->title), rule->id, text.data, words_text(record, &rule->text));
	buf_clear(&text);
	explain_rule(record->engine, rule, record->lang, &text);
	for (char *at = text.data, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		*end = '\0';
		doc_add(telling->doc, DOC_ITEM, 2, at + strspn(at, " "));
	}
	buf_done(&text);
}

void record_section_rules(struct doc *doc, const struct record *record)
{
	struct telling telling = { .doc = doc, .record = record, .draft = !record->revision };

	if (!record->engine)
		return;
	doc_addf(doc, DOC_HEADING, 1, "9 %s", _("What the rules say"));
	doc_add(doc, DOC_PARAGRAPH, 0, telling.draft ? _("The rules that are not met or still open, each once, with its clause and the conditions that were checked. What is handed in has all that apply.")
		: _("The rules that this verdict rests on, each once, with its clause and the conditions that were checked. Rules that do not apply are left out."));
	record_each_finding(record, tell_rule, &telling);
	if (telling.count == 0)
		doc_add(doc, DOC_ITEM, 1, _("None."));
	record_explain_marks(doc, record);
	free(telling.told);
}
