/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Section 10. The opinion of the adviser and the approval of the responsible person are two things, so each has its own place; below them everything that
 * was said and done, by whom, when, and by which key. What a step does not count for is told with it and never left out.
 */
#include "report/record_life.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/record_parts.h"

/* Who looked at an answer and found nothing to say would fill pages; they are counted on paper, and stand one by one in CSV and JSON. */
static bool is_counted(const struct record_step *step)
{
	return (step->verb == LIFE_CONFIRM || step->verb == LIFE_HOLD) && !step->words[0] && !step->fault;
}

const struct record_step *record_life_newest(const struct record *record, enum life_verb verb)
{
	const struct record_step *found = NULL;

	for (size_t i = 0; record->life && i < record->life->count; i++) {
		const struct record_step *step = &record->life->steps[i];

		if (step->verb == verb && !step->fault && step->revision == record->revision_number)
			found = step;
	}
	return found;
}

void record_life_about(struct buf *out, const struct record *record, const struct record_step *step)
{
	const struct fact *fact = step->fact[0] ? edition_fact(record->edition, step->fact) : NULL;

	if (step->part[0])
		words_entity(out, record, step->part);
	if (step->fact[0])
		buf_addf(out, ", %s", fact ? words_label(record, fact) : step->fact);
}

/* "name (role)". */
static void add_who(struct buf *out, const struct record *record, const struct record_step *step)
{
	buf_adds(out, step->author && step->author[0] ? step->author : _("not known"));
	if (step->role && step->role[0])
		buf_addf(out, " (%s)", words_role(record, step->role));
}

static void add_keys(struct buf *out, const struct record_step *step)
{
	char digest[20], key[20];

	digest_short(&step->digest, digest);
	digest_short(&step->key, key);
	buf_addf(out, _("step %s"), digest);
	buf_addc(out, '\n');
	buf_addf(out, step->own_key ? _("own key %s") : _("key of the terminal %s"), key);
}

/* One step that decides: who, when, by which key, and the words as they were written. */
static void add_decision(struct doc *doc, const struct record *record, const struct record_step *step)
{
	static const int widths[] = { 16, 57 };
	struct buf who, when, keys, revision;

	buf_init(&who);
	buf_init(&when);
	buf_init(&keys);
	buf_init(&revision);
	add_who(&who, record, step);
	words_time(&when, record, step->at);
	add_keys(&keys, step);
	buf_addf(&revision, _("Revision %d"), step->revision);
	doc_table(doc, "", widths, 2);
	doc_row(doc, false, (const char *const[]){ _("By"), who.data }, 2);
	doc_row(doc, false, (const char *const[]){ _("On"), revision.data }, 2);
	doc_row(doc, false, (const char *const[]){ _("When"), when.data }, 2);
	doc_row(doc, false, (const char *const[]){ _("Fingerprints"), keys.data }, 2);
	doc_row(doc, false, (const char *const[]){ _("Words"), step->words[0] ? step->words : _("none") }, 2);
	buf_done(&who);
	buf_done(&when);
	buf_done(&keys);
	buf_done(&revision);
}

static void add_decisions(struct doc *doc, const struct record *record, enum life_verb verb, const char *none)
{
	const struct record_step *newest = record_life_newest(record, verb);

	if (!newest)
		doc_add(doc, DOC_PARAGRAPH, 0, none);
	for (size_t i = 0; i < record->life->count; i++) {
		const struct record_step *step = &record->life->steps[i];

		if (step->verb == verb && !step->fault && step->revision == record->revision_number)
			add_decision(doc, record, step);
	}
	for (size_t i = 0; i < record->life->count; i++)
		if (record->life->steps[i].verb == verb && !record->life->steps[i].fault && record->life->steps[i].revision != record->revision_number) {
			doc_add(doc, DOC_NOTE, 0, _("What was given on an earlier revision stands in the course of the case below."));
			break;
		}
}

/* What was answered to a remark, and that it is closed, by whom and when. */
static void add_replies(struct buf *out, const struct record *record, size_t number)
{
	for (size_t i = 0; i < record->life->count; i++) {
		const struct record_step *step = &record->life->steps[i];

		if (step->remark != number || step->fault || step->verb == LIFE_REMARK)
			continue;
		buf_addf(out, "%s%s%s", out->len ? "\n" : "", step->words, step->words[0] ? "\n" : "");
		buf_addf(out, "(%s: ", step->title);
		add_who(out, record, step);
		buf_adds(out, ", ");
		words_time(out, record, step->at);
		buf_addc(out, ')');
	}
	if (!out->len)
		buf_adds(out, _("not answered"));
}

static void add_remark(struct doc *doc, const struct record *record, const struct record_step *remark)
{
	struct buf number, about, words, replies;

	buf_init(&number);
	buf_init(&about);
	buf_init(&words);
	buf_init(&replies);
	buf_addf(&number, "%zu", remark->remark);
	record_life_about(&about, record, remark);
	buf_addf(&words, "%s\n(", remark->words);
	add_who(&words, record, remark);
	buf_adds(&words, ", ");
	words_time(&words, record, remark->at);
	buf_addc(&words, ')');
	add_replies(&replies, record, remark->remark);
	doc_row(doc, false, (const char *const[]){ number.data, about.data, words.data, replies.data }, 4);
	buf_done(&number);
	buf_done(&about);
	buf_done(&words);
	buf_done(&replies);
}

static void add_remarks(struct doc *doc, const struct record *record)
{
	static const int widths[] = { 6, 15, 26, 26 };
	bool any = false;

	for (size_t i = 0; i < record->life->count; i++) {
		const struct record_step *step = &record->life->steps[i];

		if (step->verb != LIFE_REMARK || step->fault)
			continue;
		if (!any) {
			doc_table(doc, "", widths, 4);
			doc_row(doc, true, (const char *const[]){ _("No."), _("About"), _("Remark"), _("Answer") }, 4);
		}
		any = true;
		add_remark(doc, record, step);
	}
	if (!any)
		doc_add(doc, DOC_PARAGRAPH, 0, _("There was no remark."));
}

static void add_step(struct doc *doc, const struct record *record, const struct record_step *step)
{
	struct buf what, who, when, keys;

	buf_init(&what);
	buf_init(&who);
	buf_init(&when);
	buf_init(&keys);
	buf_addf(&what, "%s\n", step->title);
	buf_addf(&what, _("Revision %d"), step->revision);
	if (step->remark)
		buf_addf(&what, _(", remark %zu"), step->remark);
	if (step->joins) {
		char brief[20];

		digest_short(&step->joined, brief);
		buf_addf(&what, "\n");
		buf_addf(&what, _("Joins revision %1$d (%2$s)"), step->joins, brief);
	}
	if (step->crossed && !step->fault)
		buf_addf(&what, "\n%s", _("Crossed with steps on another terminal; it counts"));
	/* Opinions, approvals and remarks of this revision stand above in full. */
	if (step->words[0] && !step->remark && !((step->verb == LIFE_ADVISE || step->verb == LIFE_APPROVE) && step->revision == record->revision_number))
		buf_addf(&what, "\n%s", step->words);
	if (step->fault)
		buf_addf(&what, "\n%s: %s", _("DOES NOT COUNT"), step->fault);
	add_who(&who, record, step);
	words_time(&when, record, step->at);
	add_keys(&keys, step);
	doc_row(doc, false, (const char *const[]){ what.data, who.data, when.data, keys.data }, 4);
	buf_done(&what);
	buf_done(&who);
	buf_done(&when);
	buf_done(&keys);
}

static void add_course(struct doc *doc, const struct record *record)
{
	static const int widths[] = { 19, 15, 15, 24 };
	size_t confirmed = 0, held = 0;

	doc_table(doc, "", widths, 4);
	doc_row(doc, true, (const char *const[]){ _("Step"), _("Name (role)"), _("When"), _("Fingerprints") }, 4);
	for (size_t i = 0; i < record->life->count; i++) {
		const struct record_step *step = &record->life->steps[i];

		if (!is_counted(step))
			add_step(doc, record, step);
		else if (step->verb == LIFE_CONFIRM)
			confirmed++;
		else
			held++;
	}
	if (confirmed || held)
		doc_addf(doc, DOC_NOTE, 0, _("Besides, answers were confirmed %1$zu times and held %2$zu times without words; the forms for programs list each."),
			confirmed, held);
}

void record_section_life(struct doc *doc, const struct record *record)
{
	if (!record->life)
		return;
	doc_addf(doc, DOC_HEADING, 1, "10 %s", _("Opinion, approval and course of the case"));
	doc_addf(doc, DOC_PARAGRAPH, 0, _("State of this revision: %s"), record->life->state_title);
	doc_addf(doc, DOC_HEADING, 2, "(1) %s", _("Opinion of the adviser"));
	add_decisions(doc, record, LIFE_ADVISE, _("No opinion has been given on this revision."));
	doc_addf(doc, DOC_HEADING, 2, "(2) %s", _("Approval of the responsible person"));
	add_decisions(doc, record, LIFE_APPROVE, _("This revision has not been approved."));
	doc_addf(doc, DOC_HEADING, 2, "(3) %s", _("Remarks and answers"));
	add_remarks(doc, record);
	doc_addf(doc, DOC_HEADING, 2, "(4) %s", _("Course of the case"));
	add_course(doc, record);
}

static void iso_time(int64_t at, char out[32])
{
	int seconds = date_second_of_day(at);
	char day[11];

	date_format_iso(date_of_moment(at), day);
	snprintf(out, 32, "%sT%02d:%02d:%02d+09:00", day, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
}

void record_about(struct doc *doc, const struct record *record)
{
	const char *reference = record->dossier->reference ? record->dossier->reference : "";
	struct buf foot;
	char hex[65], created[32] = "";

	buf_init(&foot);
	if (record->dossier->practice[0])
		buf_addf(&foot, "%s ", _("[PRACTICE]"));
	if (record->dossier->sample || (record->snapshot && record->snapshot->sample))
		buf_adds(&foot, _("[SAMPLE] "));
	if (record->revision) {
		digest_hex(record->revision, hex);
		buf_addf(&foot, _("%1$s revision %2$d  SHA-256 %3$s"), reference, record->revision_number, hex);
		iso_time(record->submitted_at, created);
	} else
		buf_addf(&foot, _("%s DRAFT, not handed in"), reference);
	doc_about(doc, record->author ? record->author : "", foot.data, NULL, created);
	if (record->revision && record->key) {
		digest_hex(record->key, hex);
		buf_addc(&foot, '\n');
		buf_addf(&foot, record->own_key ? _("Key of the drafter  SHA-256 %s") : _("Key of the terminal  SHA-256 %s"), hex);
	}
	doc_about(doc, NULL, NULL, foot.data, NULL);
	buf_done(&foot);
}

/* ---- for machines ---- */

static void put_digest(struct json *item, const char *key, const struct digest *digest)
{
	char hex[65];

	digest_hex(digest, hex);
	json_put_text(item, key, hex);
}

static const char *or_null(const char *text)
{
	return text && text[0] ? text : NULL;
}

static struct json *step_json(const struct record_step *step)
{
	struct json *item = json_new_object();

	json_put_text(item, "step", life_verb_word(step->verb));
	json_put_int(item, "sequence", step->seq);
	json_put_int(item, "revision", step->revision);
	json_put_text(item, "state", step->state);
	json_put_text(item, "by", or_null(step->author));
	json_put_text(item, "role", or_null(step->role));
	json_put_int(item, "at", step->at);
	json_put_text(item, "part", or_null(step->part));
	json_put_text(item, "fact", or_null(step->fact));
	if (step->remark)
		json_put_int(item, "remark", (int64_t)step->remark);
	else
		json_put_null(item, "remark");
	json_put_text(item, "words", or_null(step->words));
	put_digest(item, "sha256", &step->digest);
	put_digest(item, "key_sha256", &step->key);
	json_put_bool(item, "own_key", step->own_key);
	json_put_text(item, "fault", step->fault);
	json_put_bool(item, "crossed", step->crossed);
	if (step->joins)
		put_digest(item, "joined", &step->joined);
	else
		json_put_null(item, "joined");
	return item;
}

void record_life_json(const struct record *record, struct json *root)
{
	const struct record_life *life = record->life;
	struct json *item, *steps, *known;

	if (!life) {
		json_put_null(root, "life");
		return;
	}
	item = json_new_object();
	steps = json_new_array();
	known = json_new_array();
	json_put_text(item, "state", life->state);
	json_put_int(item, "revisions", life->revisions);
	if (life->replaced)
		json_put_int(item, "replaced_by", life->replaced);
	else
		json_put_null(item, "replaced_by");
	if (life->newer)
		json_put_int(item, "newer", life->newer);
	else
		json_put_null(item, "newer");
	json_put_int(item, "through", life->through);
	for (size_t i = 0; i < life->end_count; i++) {
		struct json *end = json_new_object();

		json_put_text(end, "terminal", life->ends[i].terminal);
		json_put_int(end, "epoch", life->ends[i].epoch);
		json_put_int(end, "sequence", life->ends[i].seq);
		json_push(known, end);
	}
	json_put(item, "known", known);
	for (size_t i = 0; i < life->count; i++)
		json_push(steps, step_json(&life->steps[i]));
	json_put(item, "steps", steps);
	json_put(root, "life", item);
}
