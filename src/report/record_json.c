/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The record for machines, as doc/record-json.md describes it. It leaves nothing out: what the printed record tells of the chosen candidate
 * only, is here for all of them. Findings stand once, in the order of examination, and are named elsewhere by their place in that list.
 * Words are those of the data files, never translated; only `label` is meant for people.
 */
#include "report/record.h"

#include "report/json.h"
#include "report/record_evidence.h"
#include "report/record_life.h"
#include "report/record_parts.h"
#include "report/record_triggers.h"
#include "report/record_sheet.h"

#define FORMAT "kumoshirube/record/1"

static const char *truth_word(enum truth truth)
{
	return truth == TRUTH_YES ? "yes" : truth == TRUTH_NO ? "no" : "unknown";
}

static void put_date(struct json *object, const char *key, date_days date)
{
	char iso[11];

	if (date != DATE_NONE)
		date_format_iso(date, iso);
	json_put_text(object, key, date != DATE_NONE ? iso : NULL);
}

static void put_digest(struct json *object, const char *key, const struct digest *digest)
{
	char hex[65];

	digest_hex(digest, hex);
	json_put_text(object, key, hex);
}

static void put_both(struct json *object, const char *key, const struct text *text)
{
	struct json *both = json_new_object();

	json_put_text(both, "ja", text->in[LANG_JA] ? text->in[LANG_JA] : "");
	json_put_text(both, "en", text->in[LANG_EN] ? text->in[LANG_EN] : "");
	json_put(object, key, both);
}

static const char *or_null(const char *text)
{
	return text && text[0] ? text : NULL;
}

static void push_answer(struct json *list, const struct record *record, const struct entity *entity, const struct fact *fact,
	const struct answer *answer)
{
	struct json *item = json_new_object();
	struct buf text;

	buf_init(&text);
	answer_to_word(&text, fact, answer);
	json_put_text(item, "fact", fact->id);
	json_put_text(item, "word", text.data);
	buf_clear(&text);
	words_answer(&text, record, fact, answer);
	json_put_text(item, "label", text.data);
	json_put_text(item, "reason", or_null(answer->reason));
	json_put_text(item, "evidence", or_null(answer->evidence));
	json_put_text(item, "source", or_null(answer->source));
	json_put_text(item, "author", or_null(answer->author));
	if (answer->at)
		json_put_int(item, "at", answer->at);
	else
		json_put_null(item, "at");
	json_put_bool(item, "asked", record_asked(record, entity, fact));
	json_push(list, item);
	buf_done(&text);
}

static void push_answers(struct json *list, const struct record *record, const struct entity *entity, enum scope scope,
	const struct answer *answers)
{
	for (unsigned slot = 0; answers && slot < record->edition->slots[scope]; slot++)
		if (answers[slot].state != ANSWER_NONE)
			push_answer(list, record, entity, record->edition->by_slot[scope][slot], &answers[slot]);
}

/* What the entries of an entity give; the key is there where it has entries. */
static void push_gathered(struct json *item, const struct record *record, const struct entity *entity)
{
	struct json *list;

	if (!entity->entry_count || !record->read_fact)
		return;
	list = json_new_array();
	for (unsigned slot = 0; slot < record->edition->slots[entity->scope]; slot++) {
		const struct fact *fact = record->edition->by_slot[entity->scope][slot];
		struct json *one;
		struct buf word, source, label;

		if (!fact->question || !fact->question->gather)
			continue;
		one = json_new_object();
		buf_init(&word);
		buf_init(&source);
		buf_init(&label);
		record->read_fact(entity, fact, &word, &source, record->asked_context);
		words_value(&label, record, fact, word.data);
		json_put_text(one, "fact", fact->id);
		json_put_text(one, "word", word.data);
		json_put_text(one, "label", label.data);
		json_put_text(one, "set_by", or_null(source.data));
		json_push(list, one);
		buf_done(&word);
		buf_done(&source);
		buf_done(&label);
	}
	json_put(item, "gathered", list);
}

struct entity_list {
	const struct record *record;
	struct json *list;
};

static bool push_entity(struct entity *entity, void *context)
{
	struct entity_list *entities = context;
	struct json *item = json_new_object(), *answers = json_new_array();

	json_put_text(item, "key", entity->key);
	json_put_text(item, "scope", scope_word(entity->scope));
	if (entity->scope == SCOPE_SEARCH)
		record_search_json(entities->record, entity, item);
	else
		push_answers(answers, entities->record, entity, entity->scope, entity->answers);
	json_put(item, "answers", answers);
	push_gathered(item, entities->record, entity);
	if (entity->scope == SCOPE_CANDIDATE) {
		struct json *service = json_new_array();
		int64_t yen;

		push_answers(service, entities->record, entity, SCOPE_SERVICE, entity->services);
		json_put(item, "service", service);
		json_put_text(item, "listing_state", listing_state_word(record_listing_state(entities->record, entity, NULL)));
		if (record_cost(entities->record->dossier, entity, &yen))
			json_put_int(item, "total_cost_yen", yen);
		else
			json_put_null(item, "total_cost_yen");
	}
	json_push(entities->list, item);
	return true;
}

static struct json *dossier_json(const struct record *record)
{
	struct json *item = json_new_object();
	struct entity_list entities = { .record = record, .list = json_new_array() };

	json_put_text(item, "id", or_null(record->dossier->id));
	json_put_text(item, "reference", or_null(record->dossier->reference));
	json_put_bool(item, "sample", record->dossier->sample);
	json_put_text(item, "practice", or_null(record->dossier->practice));
	dossier_each(record->dossier, push_entity, &entities);
	json_put(item, "entities", entities.list);
	return item;
}

static struct json *reads_json(const struct fact_read *reads, size_t count)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < count; i++) {
		struct json *item = json_new_object();

		json_put_text(item, "fact", reads[i].fact->id);
		json_put_text(item, "key", reads[i].key);
		json_put_text(item, "word", reads[i].word);
		json_put_text(item, "source", or_null(reads[i].source));
		json_push(list, item);
	}
	return list;
}

static struct json *missing_json(const struct fact_missing *missing, size_t count)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < count; i++) {
		struct json *item = json_new_object();

		json_put_text(item, "fact", missing[i].fact->id);
		json_put_text(item, "key", missing[i].key);
		json_put_text(item, "what", missing[i].reason ? "reason" : "value");
		json_push(list, item);
	}
	return list;
}

static struct json *trace_json(const struct trace_line *trace, size_t count)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < count; i++) {
		struct json *item = json_new_object();

		json_put_int(item, "depth", trace[i].depth);
		json_put_text(item, "truth", truth_word(trace[i].truth));
		json_put_bool(item, "decisive", trace[i].decisive);
		json_put_text(item, "text", trace[i].text);
		json_push(list, item);
	}
	return list;
}

static struct json *finding_json(const struct finding *finding)
{
	struct json *item = json_new_object();

	json_put_text(item, "rule", finding->rule->id);
	json_put_text(item, "clause", finding->rule->clause);
	json_put_text(item, "force", force_word(finding->rule->force));
	json_put_text(item, "key", finding->key);
	json_put_text(item, "outcome", outcome_word(finding->outcome));
	json_put_int(item, "rung", finding->rung);
	json_put_int(item, "exception", finding->exception);
	json_put_bool(item, "blocks", finding->blocks);
	json_put_bool(item, "opens", finding->opens);
	json_put_bool(item, "remark", finding->remark);
	put_both(item, "title", &finding->rule->title);
	json_put(item, "reads", reads_json(finding->reads, finding->read_count));
	json_put(item, "missing", missing_json(finding->missing, finding->missing_count));
	json_put(item, "trace", trace_json(finding->trace, finding->trace_count));
	return item;
}

/* Places in verdict.findings, from 0. */
static struct json *places_json(const struct verdict *verdict, const struct finding *const *findings, size_t count)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < count; i++)
		for (size_t at = 0; at < verdict->finding_count; at++)
			if (verdict->findings[at] == findings[i])
				json_push_int(list, (int64_t)at);
	return list;
}

static struct json *candidate_json(const struct verdict *verdict, const struct candidate_result *candidate)
{
	struct json *item = json_new_object(), *counts = json_new_object();

	json_put_text(item, "key", candidate->key);
	json_put_text(item, "acceptable", truth_word(candidate->acceptable));
	json_put_bool(item, "chosen", candidate->chosen);
	for (int outcome = OUTCOME_PASS; outcome <= OUTCOME_NOT_APPLICABLE; outcome++)
		json_put_int(counts, outcome_word((enum outcome)outcome), candidate->counts[outcome]);
	json_put(item, "counts", counts);
	json_put(item, "findings", places_json(verdict, candidate->findings, candidate->finding_count));
	return item;
}

static struct json *step_json(const struct verdict *verdict, const struct step_result *step)
{
	struct json *item = json_new_object(), *candidates = json_new_array();

	json_put_text(item, "key", step->key);
	json_put_int(item, "number", step->step->number);
	json_put_text(item, "clause", step->step->clause);
	json_put_text(item, "outcome", step_outcome_word(step->outcome));
	json_put_text(item, "entry", truth_word(step->entry));
	json_put_text(item, "adopt", truth_word(step->adopt));
	json_put_text(item, "pass", truth_word(step->pass));
	json_put_text(item, "refer", truth_word(step->refer));
	json_put_text(item, "chosen", or_null(step->chosen));
	for (size_t i = 0; i < step->candidate_count; i++)
		json_push(candidates, candidate_json(verdict, &step->candidates[i]));
	json_put(item, "candidates", candidates);
	json_put(item, "findings", places_json(verdict, step->findings, step->finding_count));
	json_put(item, "reads", reads_json(step->reads, step->read_count));
	json_put(item, "missing", missing_json(step->missing, step->missing_count));
	json_put(item, "trace", trace_json(step->trace, step->trace_count));
	return item;
}

static struct json *component_json(const struct verdict *verdict, const struct component_result *component)
{
	struct json *item = json_new_object(), *steps = json_new_array();

	json_put_text(item, "key", component->key);
	json_put_text(item, "name", component->name);
	json_put_text(item, "status", verdict_status_word(component->status));
	json_put_text(item, "model", component->adopted ? component->adopted->model : NULL);
	json_put_text(item, "candidate", or_null(component->candidate));
	for (size_t i = 0; i < component->step_count; i++)
		json_push(steps, step_json(verdict, &component->steps[i]));
	json_put(item, "steps", steps);
	json_put(item, "findings", places_json(verdict, component->findings, component->finding_count));
	return item;
}

static struct json *verdict_json(const struct verdict *verdict)
{
	struct json *item = json_new_object(), *components = json_new_array(), *findings = json_new_array();

	json_put_text(item, "status", verdict_status_word(verdict->status));
	json_put_int(item, "exit", verdict_exit(verdict));
	put_date(item, "as_of", verdict->as_of);
	if (verdict->gate) {
		struct json *gate = json_new_object();

		json_put_text(gate, "name", verdict->gate->name);
		json_put_text(gate, "verdict", verdict->gate->verdict);
		json_put_text(gate, "clause", verdict->gate->clause);
		json_put(gate, "reads", reads_json(verdict->gate_reads, verdict->gate_read_count));
		json_put(gate, "missing", missing_json(verdict->gate_missing, verdict->gate_missing_count));
		json_put(gate, "trace", trace_json(verdict->gate_trace, verdict->gate_trace_count));
		json_put(item, "gate", gate);
	} else
		json_put_null(item, "gate");
	for (size_t i = 0; i < verdict->component_count; i++)
		json_push(components, component_json(verdict, &verdict->components[i]));
	json_put(item, "components", components);
	json_put(item, "case_findings", places_json(verdict, verdict->case_findings, verdict->case_finding_count));
	for (size_t i = 0; i < verdict->finding_count; i++)
		json_push(findings, finding_json(verdict->findings[i]));
	json_put(item, "findings", findings);
	return item;
}

static struct json *overlays_json(const struct edition *edition)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < edition->overlay_count; i++)
		json_push_text(list, edition->overlays[i].name);
	return list;
}

static struct json *edition_json(const struct edition *edition)
{
	struct json *item = json_new_object(), *notices = json_new_array();

	json_put_text(item, "id", edition->id);
	put_both(item, "title", &edition->title);
	put_date(item, "decided_on", edition->decided_on);
	put_date(item, "in_force_from", edition->in_force_from);
	put_digest(item, "digest", &edition->digest);
	json_put(item, "overlays", overlays_json(edition));
	for (size_t i = 0; i < edition->notice_count; i++) {
		struct json *notice = json_new_object();

		json_put_text(notice, "name", edition->notices[i].name);
		put_date(notice, "date", edition->notices[i].date);
		put_both(notice, "title", &edition->notices[i].title);
		put_both(notice, "text", &edition->notices[i].text);
		json_push(notices, notice);
	}
	json_put(item, "notices", notices);
	return item;
}

static void put_snapshot(struct json *root, const struct record *record)
{
	struct json *item;

	if (!record->snapshot) {
		json_put_null(root, "snapshot");
		return;
	}
	item = json_new_object();
	json_put_text(item, "name", record->snapshot->name);
	json_put_text(item, "source", or_null(record->snapshot->source));
	put_date(item, "issued_on", record->snapshot->issued_on);
	put_date(item, "imported_on", record->snapshot->imported_on);
	json_put_int(item, "age_days", record->snapshot_age_days);
	json_put_bool(item, "sample", record->snapshot->sample);
	json_put_text(item, "signature", or_null(record->snapshot->signature));
	put_digest(item, "digest", &record->snapshot->digest);
	json_put(root, "snapshot", item);
}

static void put_revision(struct json *root, const struct record *record)
{
	struct json *item;

	if (!record->revision) {
		json_put_null(root, "revision");
		return;
	}
	item = json_new_object();
	put_digest(item, "digest", record->revision);
	json_put_int(item, "number", record->revision_number);
	json_put_int(item, "seq", record->seq);
	json_put_int(item, "submitted_at", record->submitted_at);
	if (record->key)
		put_digest(item, "key_sha256", record->key);
	else
		json_put_null(item, "key_sha256");
	json_put_bool(item, "own_key", record->own_key);
	json_put(root, "revision", item);
}

/* The paper record: sign-off columns, comparison, conditions, notices and all, in the words of its language. */
static void push_line(const char *section, const char *head, const char *text, void *context)
{
	struct json *item = json_new_object();

	json_put_text(item, "section", section);
	if (head[0])
		json_put_text(item, "item", head);
	json_put_text(item, "text", text);
	json_push(context, item);
}

static struct json *document_json(const struct record *record)
{
	struct json *lines = json_new_array();
	struct doc *doc = record_doc(record);

	sheet_document(doc, push_line, lines);
	doc_free(&doc);
	return lines;
}

void record_json(const struct record *record, struct buf *out)
{
	struct json *root = json_new_object();

	json_put_text(root, "format", FORMAT);
	json_put_bool(root, "draft", !record->revision);
	json_put_bool(root, "sample", record->dossier->sample || (record->snapshot && record->snapshot->sample));
	put_revision(root, record);
	json_put_text(root, "language", record->lang == LANG_JA ? "ja" : "en");
	record_life_json(record, root);
	json_put_text(root, "author", or_null(record->author));
	json_put_text(root, "program", or_null(record->program_version));
	json_put_text(root, "policy_check", or_null(record->policy_check));
	json_put(root, "edition", edition_json(record->edition));
	put_snapshot(root, record);
	json_put(root, "triggers", record_triggers_json(record));
	json_put(root, "dossier", dossier_json(record));
	json_put(root, "verdict", verdict_json(record->verdict));
	json_put(root, "document", document_json(record));
	json_write(&root, out);
}
