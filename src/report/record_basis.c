/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sections 7 and 8: what was answered, and on which edition, snapshot, day and program the outcome rests; so that it can be derived
 * again.
 */
#include "report/record_parts.h"

#include <stdlib.h>
#include <string.h>

static void start_answers(struct doc *doc, const char *caption)
{
	static const int widths[] = { 22, 51 };
	const char *head[] = { _("Item"), _("Answer; reason (evidence)") };

	doc_table(doc, caption, widths, 2);
	doc_row(doc, true, head, 2);
}

static void add_answer(struct doc *doc, const struct record *record, const struct fact *fact, const struct answer *answer)
{
	struct buf value, because;

	buf_init(&value);
	buf_init(&because);
	words_answer(&value, record, fact, answer);
	if (words_because(&because, answer))
		buf_addf(&value, "%s%s", answer_has_reason(answer) ? "; " : " ", because.data);
	doc_row(doc, false, (const char *const[]){ words_label(record, fact), value.data }, 2);
	buf_done(&value);
	buf_done(&because);
}

static void add_answers(struct doc *doc, const struct record *record, const struct entity *entity, const char *caption)
{
	const struct edition *edition = record->edition;
	bool any = false;

	for (unsigned slot = 0; slot < edition->slots[entity->scope]; slot++) {
		const struct fact *fact = edition->by_slot[entity->scope][slot];

		if (fact->origin != FACT_ASKED || entity->answers[slot].state == ANSWER_NONE || !record_asked(record, entity, fact))
			continue;
		if (!any)
			start_answers(doc, caption);
		any = true;
		add_answer(doc, record, fact, &entity->answers[slot]);
	}
	if (!any)
		doc_addf(doc, DOC_PARAGRAPH, 0, _("%s: nothing was answered."), caption);
}

/* The checklists of the candidates, under the component that they belong to. */
static void add_checklists(struct doc *doc, const struct record *record, const struct entity *component)
{
	for (size_t s = 0; s < component->count; s++) {
		const struct entity *step = component->children[s];

		for (size_t k = 0; k < step->count; k++) {
			struct buf name;

			if (!step->children[k]->entry_count)
				continue;
			buf_init(&name);
			words_entity(&name, record, step->children[k]->key);
			doc_add(doc, DOC_HEADING, 3, name.data);
			record_entries(doc, record, step->children[k]);
			buf_done(&name);
		}
	}
}

void record_section_answers(struct doc *doc, const struct record *record)
{
	const struct entity *root = record->dossier->root;

	doc_addf(doc, DOC_HEADING, 1, "7 %s", _("What was answered"));
	add_answers(doc, record, root, _("Preparation (Step0)"));
	record_entries(doc, record, root);
	for (size_t i = 0; i < root->count; i++) {
		struct buf name;

		buf_init(&name);
		words_entity(&name, record, root->children[i]->key);
		add_answers(doc, record, root->children[i], name.data);
		buf_done(&name);
		add_checklists(doc, record, root->children[i]);
	}
	record_schemes(doc, record);
}

static void row(struct doc *doc, const char *label, const char *value)
{
	doc_row(doc, false, (const char *const[]){ label, value && value[0] ? value : _("not stated") }, 2);
}

static void row_digest(struct doc *doc, const char *label, const struct digest *digest)
{
	char hex[65];

	digest_hex(digest, hex);
	row(doc, label, hex);
}

static void row_date(struct doc *doc, const struct record *record, const char *label, date_days date)
{
	struct buf text;

	buf_init(&text);
	words_date(&text, record, date);
	row(doc, label, text.data);
	buf_done(&text);
}

static void add_snapshot(struct doc *doc, const struct record *record)
{
	const struct snapshot_info *snapshot = record->snapshot;
	char *text;

	if (!snapshot) {
		row(doc, _("Registry snapshot"), _("none was used"));
		return;
	}
	text = mem_printf("%s%s", snapshot->sample ? _("[SAMPLE] ") : "", snapshot->name ? snapshot->name : "");
	row(doc, _("Registry snapshot"), text);
	free(text);
	row_date(doc, record, _("Issued"), snapshot->issued_on);
	text = mem_printf(_("%d days on the day of the examination"), record->snapshot_age_days);
	row(doc, _("Age"), text);
	free(text);
	row(doc, _("Signature of the snapshot"), strcmp(snapshot->signature, "unsigned") == 0 ? _("unsigned") : snapshot->signature);
	row_digest(doc, _("Digest of the snapshot (SHA-256)"), &snapshot->digest);
}

static void add_revision(struct doc *doc, const struct record *record)
{
	char digest[20];
	char *text;

	if (!record->revision) {
		row(doc, _("Revision"), _("none: this is a draft"));
		return;
	}
	digest_short(record->revision, digest);
	text = mem_printf(_("%d (place %lld in the chain of this terminal)"), record->revision_number, (long long)record->seq);
	row(doc, _("Revision"), text);
	free(text);
	row(doc, _("Fingerprint of the revision"), digest);
	row_digest(doc, _("Digest of the revision (SHA-256)"), record->revision);
	if (record->key)
		row_digest(doc, record->own_key ? _("Key of the drafter (SHA-256)") : _("Key of the terminal (SHA-256)"), record->key);
}

static void add_notices(struct doc *doc, const struct record *record)
{
	const struct edition *edition = record->edition;

	if (edition->notice_count == 0)
		return;
	doc_add(doc, DOC_HEADING, 2, _("Newer instruments to be considered"));
	for (size_t i = 0; i < edition->notice_count; i++) {
		struct buf date;

		buf_init(&date);
		words_date(&date, record, edition->notices[i].date);
		doc_addf(doc, DOC_ITEM, 1, "%s (%s): %s", words_text(record, &edition->notices[i].title), date.data,
			words_text(record, &edition->notices[i].text));
		buf_done(&date);
	}
}

/* What stands over the edition; the digest below covers it. */
static void add_overlays(struct doc *doc, const struct record *record)
{
	const struct edition *edition = record->edition;
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < edition->overlay_count; i++)
		buf_addf(&text, "%s%s (%s)", i ? "; " : "", words_text(record, &edition->overlays[i].title), edition->overlays[i].name);
	row(doc, _("Overlays in force"), edition->overlay_count ? text.data : _("none"));
	buf_done(&text);
}

void record_section_basis(struct doc *doc, const struct record *record)
{
	static const int widths[] = { 32, 41 };
	const struct edition *edition = record->edition;
	char *text = mem_printf("%s (%s)", words_text(record, &edition->title), edition->id);

	doc_addf(doc, DOC_HEADING, 1, "8 %s", _("Basis of the examination"));
	doc_table(doc, "", widths, 2);
	row(doc, _("Edition of the policy"), text);
	free(text);
	row_date(doc, record, _("Decided on"), edition->decided_on);
	add_overlays(doc, record);
	row_digest(doc, _("Digest of the edition (SHA-256)"), &edition->digest);
	add_snapshot(doc, record);
	row_date(doc, record, _("Examined as of"), record->verdict->as_of);
	row(doc, _("Program"), record->program_version);
	row(doc, _("Check of the rules"), record->policy_check);
	add_revision(doc, record);
	if (!record->engine)
		record_explain_marks(doc, record); /* else behind the rules, which cite more of them */
	add_notices(doc, record);
}
