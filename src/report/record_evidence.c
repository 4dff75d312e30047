/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Searches as evidence: what was looked for in which snapshot, and every hit with the reason why it was not taken. A reader must be able to search
 * again, so query, filter, days and digests are all here; and where a step claims that nothing suits and no search shows it, that is said.
 */
#include "report/record_evidence.h"

#include <stdlib.h>
#include <string.h>

#include "report/record_parts.h"

/* Whether the record rests on another snapshot than the search. */
static bool is_older(const struct record *record, const struct kept_search *search)
{
	char hex[65];

	if (!record->snapshot)
		return true;
	digest_hex(&record->snapshot->digest, hex);
	return strcmp(hex, search->snapshot_digest) != 0;
}

static void add_head(struct doc *doc, const struct record *record, const struct entity *entity, const struct kept_search *search)
{
	struct buf words, day;

	buf_init(&words);
	buf_init(&day);
	if (record->search_words)
		record->search_words(search, &words);
	else
		buf_addf(&words, "%s %s", search->query, search->filter);
	doc_addf(doc, DOC_ITEM, 2, _("Search %1$d: %2$s"), kept_search_number(entity), words.data);
	words_date(&day, record, search->issued_on);
	doc_addf(doc, DOC_ITEM, 3, _("%1$s, issued %2$s, SHA-256 %3$s%4$s"), search->snapshot, day.data, search->snapshot_digest,
		is_older(record, search) ? _(" (not the snapshot that this record rests on)") : "");
	buf_clear(&day);
	words_date(&day, record, search->as_of);
	doc_addf(doc, DOC_ITEM, 3, _("As of %1$s: %2$zu hits, %3$zu rejected; SHA-256 of the hits %4$s"), day.data, search->count, search->rejected,
		search->digest);
	buf_done(&words);
	buf_done(&day);
}

void record_evidence_reason(struct buf *out, const struct record *record, const struct kept_hit *hit)
{
	const struct text *title = hit && hit->reason ? kept_reason_title(record->edition, hit->reason) : NULL;

	if (!title) {
		buf_adds(out, hit ? _("not rejected") : "");
		return;
	}
	if (strncmp(hit->reason, KEPT_RULE, strlen(KEPT_RULE)) == 0)
		buf_addf(out, _("rule: %1$s (%2$s)"), words_text(record, title), hit->reason + strlen(KEPT_RULE));
	else
		buf_adds(out, words_text(record, title));
	if (hit->words[0])
		buf_addf(out, ": %s", hit->words);
}

static void add_hits(struct doc *doc, const struct record *record, const struct kept_search *search)
{
	static const int widths[] = { 13, 29, 30 };
	const char *head[] = { _("Number"), _("Service"), _("Why it was not taken") };

	if (search->count == 0)
		return;
	doc_table(doc, "", widths, 3);
	doc_row(doc, true, head, 3);
	for (size_t i = 0; i < search->count; i++) {
		struct buf reason;

		buf_init(&reason);
		record_evidence_reason(&reason, record, &search->hits[i]);
		doc_row(doc, false, (const char *const[]){ search->hits[i].number, search->hits[i].name, reason.data }, 3);
		buf_done(&reason);
	}
}

void record_evidence(struct doc *doc, const struct record *record, const struct entity *step)
{
	const struct fact *claim = step->entry_count ? NULL : kept_search_claim(record->dossier, step);

	for (size_t i = 0; i < step->entry_count; i++) {
		struct kept_search search;
		char *why = NULL;

		if (kept_search_read(&search, record->dossier, step->entries[i], &why)) {
			add_head(doc, record, step->entries[i], &search);
			add_hits(doc, record, &search);
			kept_search_done(&search);
		} else
			doc_addf(doc, DOC_ITEM, 2, _("Search %1$d: %2$s"), kept_search_number(step->entries[i]), why);
		free(why);
	}
	if (claim && record_asked(record, step, claim))
		doc_addf(doc, DOC_ITEM, 2, _("[!] %s: no search of the registry is kept that shows it"), words_label(record, claim));
}

/* ---- for machines ---- */

static void put_day(struct json *item, const char *key, date_days day)
{
	char iso[11];

	if (day != DATE_NONE)
		date_format_iso(day, iso);
	json_put_text(item, key, day != DATE_NONE ? iso : NULL);
}

static struct json *hits_json(const struct kept_search *search)
{
	struct json *list = json_new_array();

	for (size_t i = 0; i < search->count; i++) {
		const struct kept_hit *hit = &search->hits[i];
		struct json *item = json_new_object();

		json_put_text(item, "list", hit->list);
		json_put_text(item, "number", hit->number);
		json_put_text(item, "name", hit->name);
		json_put_text(item, "reason", hit->reason);
		json_put_text(item, "words", hit->words[0] ? hit->words : NULL);
		json_push(list, item);
	}
	return list;
}

void record_search_json(const struct record *record, const struct entity *entity, struct json *item)
{
	struct json *snapshot;
	struct kept_search search;
	char *why = NULL;

	if (!kept_search_read(&search, record->dossier, entity, &why)) {
		json_put_text(item, "fault", why);
		free(why);
		return;
	}
	snapshot = json_new_object();
	json_put_text(item, "query", search.query);
	json_put_text(item, "filter", search.filter);
	json_put_bool(item, "screened", search.screened);
	json_put_text(snapshot, "name", search.snapshot);
	json_put_text(snapshot, "digest", search.snapshot_digest);
	put_day(snapshot, "issued_on", search.issued_on);
	json_put_bool(snapshot, "of_record", !is_older(record, &search));
	json_put(item, "snapshot", snapshot);
	put_day(item, "as_of", search.as_of);
	put_day(item, "until", search.until);
	json_put_int(item, "count", (int64_t)search.count);
	json_put_int(item, "rejected", (int64_t)search.rejected);
	json_put_text(item, "digest", search.digest);
	json_put(item, "hits", hits_json(&search));
	kept_search_done(&search);
}
