/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fills a store with revisions, for the benchmarks of a store that has grown for years. Called by bench.sh as
 *   bench_records STORE KEY HEAD EACH ALL   as many revisions of each case, the newest case first, until there are ALL; one that has any is left alone
 * The smallest revision that is there is the pattern; every copy names its own case and the revision before it, is signed, and stands in the chain as
 * if it had been handed in, so that the store verifies. Prints how many there are. The rows are written here, because the way of the program reads
 * each one back and verifies it twice, which would make the benchmark wait a minute.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "bench_common.h"
#include "model/revision.h"
#include "store/internal.h"

enum { REVISIONS_MAX = 1000000 };

struct filling {
	struct store *store;
	struct diag_list *diags;
	struct sign_key key;
	struct revision pattern;
	struct query artifact, chain, signature, head, stage;
	struct store_entry last; /* its kind is borrowed once something was made */
	size_t each, all, count, made;
};

static bool find_pattern(struct filling *filling, const struct store_cases *cases)
{
	struct buf least;
	buf_init(&least);
	for (size_t i = 0; i < cases->count; i++) {
		struct digest head;
		struct buf bytes;
		bool found = false;
		buf_init(&bytes);
		if (cases->items[i].revisions && store_record_head(filling->store, cases->items[i].id, &found, &head, filling->diags) == STATUS_OK && found &&
			store_artifact(filling->store, &head, &bytes, filling->diags) == STATUS_OK && (least.len == 0 || bytes.len < least.len)) {
			buf_clear(&least);
			buf_add(&least, bytes.data, bytes.len);
		}
		buf_done(&bytes);
		filling->count += cases->items[i].revisions;
	}
	bool good = least.len > 0 && revision_decode(&filling->pattern, "pattern", least.data, least.len, filling->diags) == STATUS_OK;
	buf_done(&least);
	return good;
}

static bool open_queries(struct filling *filling)
{
	struct store_entry tail;
	bool found;
	query_open(&filling->artifact, filling->store, "INSERT INTO artifact (hash, bytes) VALUES (?1, ?2)", filling->diags);
	query_open(&filling->chain, filling->store, "INSERT INTO chain (epoch, seq, previous, kind, record, head, artifact, at, entry)"
		" VALUES (?1, ?2, ?3, 'revision', ?4, 1, ?5, ?6, ?7)", filling->diags);
	query_open(&filling->signature, filling->store, "INSERT INTO signature (entry, public_key, signature) VALUES (?1, ?2, ?3)", filling->diags);
	query_open(&filling->head, filling->store, "INSERT OR REPLACE INTO head (record, artifact) VALUES (?1, ?2)", filling->diags);
	query_open(&filling->stage, filling->store, "UPDATE cases SET stage = 'submitted' WHERE id = ?1", filling->diags);
	if (chain_tail(filling->store, &found, &tail, filling->diags) != STATUS_OK || !found)
		return false;
	free(tail.kind);
	filling->last = tail;
	filling->last.kind = NULL;
	return true;
}

static bool step(struct query *query)
{
	bool row = query_next(query);
	query_again(query);
	return !row && query->status == STATUS_OK;
}

static bool put_entry(struct filling *filling, struct store_entry *entry)
{
	struct buf bytes;
	buf_init(&bytes);
	store_entry_bytes(store_terminal(filling->store), entry, &bytes);
	digest_of(&entry->entry, bytes.data, bytes.len);
	sign_make(&filling->key, bytes.data, bytes.len, &entry->signature);
	buf_done(&bytes);
	query_set_int(&filling->chain, 1, entry->epoch);
	query_set_int(&filling->chain, 2, entry->seq);
	query_set_digest(&filling->chain, 3, &entry->previous);
	query_set_text(&filling->chain, 4, entry->record);
	query_set_digest(&filling->chain, 5, &entry->artifact);
	query_set_int(&filling->chain, 6, entry->at);
	query_set_digest(&filling->chain, 7, &entry->entry);
	query_set_digest(&filling->signature, 1, &entry->entry);
	query_set_blob(&filling->signature, 2, filling->key.public_key, sizeof filling->key.public_key);
	query_set_blob(&filling->signature, 3, entry->signature.bytes, sizeof entry->signature.bytes);
	return step(&filling->chain) && step(&filling->signature);
}

/* One more revision of a case; the one before it, if any, is in the pattern. */
static bool add(struct filling *filling, const struct store_case *item)
{
	static char kind[] = "revision";
	struct revision *revision = &filling->pattern;
	struct store_entry entry = { .epoch = filling->last.epoch, .seq = filling->last.seq + 1, .previous = filling->last.entry, .kind = kind, .head = true };
	struct buf bytes;
	buf_init(&bytes);
	entry.at = ++revision->submitted_at;
	snprintf(entry.record, sizeof entry.record, "%s", item->id);
	revision_encode(revision, &bytes);
	digest_of(&entry.artifact, bytes.data, bytes.len);
	query_set_digest(&filling->artifact, 1, &entry.artifact);
	query_set_blob(&filling->artifact, 2, bytes.data, bytes.len);
	bool good = step(&filling->artifact) && put_entry(filling, &entry);
	buf_done(&bytes);
	revision->has_previous = true;
	revision->previous = entry.artifact;
	filling->last = entry;
	filling->made++;
	return good;
}

static bool fill_case(struct filling *filling, const struct store_case *item)
{
	size_t count = 0;
	bool good = true;
	mem_replace(&filling->pattern.record_id, item->id);
	mem_replace(&filling->pattern.reference, item->reference);
	filling->pattern.has_previous = false;
	for (; good && count < filling->each && filling->count < filling->all; count++, filling->count++)
		good = add(filling, item);
	if (count == 0 || !good)
		return good;
	query_set_text(&filling->head, 1, item->id);
	query_set_digest(&filling->head, 2, &filling->pattern.previous);
	query_set_text(&filling->stage, 1, item->id);
	return step(&filling->head) && step(&filling->stage);
}

static bool fill(struct filling *filling)
{
	struct store_cases cases = { .items = NULL };
	if (store_case_list(filling->store, &cases, filling->diags) != STATUS_OK || db_begin(filling->store, filling->diags) != STATUS_OK)
		return false;
	bool good = find_pattern(filling, &cases) && open_queries(filling);
	for (size_t i = 0; i < cases.count && good; i++)
		good = cases.items[i].revisions || fill_case(filling, &cases.items[i]);
	struct query *const queries[] = { &filling->artifact, &filling->chain, &filling->signature, &filling->head, &filling->stage };
	for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
		if (queries[i]->store)
			query_close(queries[i]);
	store_cases_done(&cases);
	return db_end(filling->store, good ? STATUS_OK : STATUS_FAILED, filling->diags) == STATUS_OK;
}

/* What the program would have noted beside the store. */
static bool note_head(const struct filling *filling, const char *path)
{
	char hex[66];
	digest_hex(&filling->last.entry, hex);
	hex[64] = '\n';
	return filling->made == 0 || file_write(path, hex, 65, 0600, filling->diags) == STATUS_OK;
}

int main(int argc, char **argv)
{
	struct diag_list diags;
	struct filling filling = { .diags = &diags };
	if (argc != 6 || !bench_number(argv[4], REVISIONS_MAX, &filling.each) || !bench_number(argv[5], REVISIONS_MAX, &filling.all)) {
		fputs("usage: bench_records STORE KEY HEAD EACH ALL\n", stderr);
		return 2;
	}
	diag_init(&diags);
	bool good = store_open(&filling.store, argv[1], STORE_WRITE, &diags) == STATUS_OK && sign_key_load(&filling.key, argv[2], &diags) == STATUS_OK &&
		fill(&filling) && note_head(&filling, argv[3]);
	for (size_t i = 0; i < diags.count; i++)
		fprintf(stderr, "bench_records: %s\n", diags.items[i].text);
	if (good)
		printf("%zu\n", filling.count);
	store_close(&filling.store);
	revision_done(&filling.pattern);
	diag_done(&diags);
	return good ? 0 : 1;
}
