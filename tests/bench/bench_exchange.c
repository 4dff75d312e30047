/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The exchange and the check of records at a size that an office reaches in years. Called by bench.sh as one of
 *   bench_exchange fill STORE COUNT   appends so many revisions to a store in which a case was handed in: ten of each record, each like the shortest one
 *                                     there, under another record and number
 *   bench_exchange fill-apart STORE COUNT   the same, and each has a case file of its own
 *   bench_exchange verify STORE RUNS  the check of all records, and in turn libsodium alone on the same bytes: digest of what was kept, and signature
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/mem.h"
#include "bench_common.h"
#include "model/revision.h"
#include "store/store.h"

enum { REVISIONS_EACH = 10, AT_ONCE = 500 };

static int broken(const struct diag_list *diags)
{
	for (size_t i = 0; i < diags->count && i < 5; i++)
		fprintf(stderr, "%s\n", diags->items[i].text);
	return 1;
}

/* The shortest revision of the store. */
static bool find_model(struct store *store, struct revision *out, struct diag_list *diags)
{
	struct store_entries entries;
	struct buf bytes, shortest;
	bool found = false;

	buf_init(&bytes);
	buf_init(&shortest);
	if (store_entries(store, NULL, &entries, diags) != STATUS_OK)
		return false;
	for (size_t i = 0; i < entries.count; i++) {
		buf_clear(&bytes);
		if (strcmp(entries.items[i].kind, "revision") != 0 || store_artifact(store, &entries.items[i].artifact, &bytes, diags) != STATUS_OK ||
			(shortest.len && bytes.len >= shortest.len))
			continue;
		buf_clear(&shortest);
		buf_add(&shortest, bytes.data, bytes.len);
	}
	found = shortest.len && revision_decode(out, "model", shortest.data, shortest.len, diags) == STATUS_OK;
	buf_done(&bytes);
	buf_done(&shortest);
	store_entries_done(&entries);
	return found;
}

/* What stands before the title of the case, and behind it. */
struct title {
	bool apart; /* each revision gets another one */
	char *before, *behind;
	size_t number;
};

static bool split_title(struct title *title, const char *dossier)
{
	static const char key[] = "\ntitle = \"";
	const char *at = strstr(dossier, key);

	if (!at)
		return false;
	at += sizeof key - 1;
	title->before = mem_strndup(dossier, (size_t)(at - dossier));
	title->behind = mem_strdup(at);
	return true;
}

static void set_title(struct title *title, struct revision *revision)
{
	if (!title->apart)
		return;
	free(revision->dossier);
	revision->dossier = mem_printf("%s%zu %s", title->before, ++title->number, title->behind);
}

struct record {
	char id[33];
	struct digest head;
};

/* One revision of each of some records. */
static enum status append_some(struct store *store, const struct sign_key *key, struct revision *revision, struct title *title, struct record *records,
	size_t first, size_t count, bool fresh, struct diag_list *diags)
{
	struct store_append appends[AT_ONCE];
	struct digest heads[AT_ONCE];
	struct buf bytes[AT_ONCE];
	struct store_entry entry = { .kind = NULL };
	enum status status;

	for (size_t i = 0; i < count; i++) {
		struct record *record = &records[first + i];
		char reference[24];

		snprintf(reference, sizeof reference, "R8-%05zu", first + i + 1000);
		mem_replace(&revision->record_id, record->id);
		mem_replace(&revision->reference, reference);
		set_title(title, revision);
		revision->has_previous = !fresh;
		heads[i] = revision->previous = record->head;
		revision->submitted_at++;
		buf_init(&bytes[i]);
		revision_encode(revision, &bytes[i]);
		digest_of(&record->head, bytes[i].data, bytes[i].len);
		appends[i] = (struct store_append){ .kind = "revision", .record = record->id, .bytes = bytes[i].data, .len = bytes[i].len,
			.parent = fresh ? NULL : &heads[i], .becomes_head = true };
	}
	status = store_append(store, appends, count, key, revision->submitted_at, &entry, diags);
	free(entry.kind);
	for (size_t i = 0; i < count; i++)
		buf_done(&bytes[i]);
	return status;
}

static int fill(const char *path, size_t count, bool apart)
{
	struct title title = { .apart = apart };
	struct store *store = NULL;
	struct sign_key key;
	struct revision revision = { .record_id = NULL };
	struct diag_list diags;
	char *key_path = mem_printf("%s.key", path);
	size_t record_count = count / REVISIONS_EACH;
	struct record *records = mem_array(record_count, sizeof *records);
	bool good;

	diag_init(&diags);
	good = store_open(&store, path, STORE_WRITE, &diags) == STATUS_OK && sign_key_load(&key, key_path, &diags) == STATUS_OK &&
		find_model(store, &revision, &diags) && split_title(&title, revision.dossier);
	for (size_t i = 0; i < record_count; i++) {
		struct digest digest;
		char hex[65];

		digest_of(&digest, &i, sizeof i);
		digest_hex(&digest, hex);
		memcpy(records[i].id, hex, 32);
	}
	for (int n = 0; good && n < REVISIONS_EACH; n++)
		for (size_t first = 0; good && first < record_count; first += AT_ONCE)
			good = append_some(store, &key, &revision, &title, records, first, record_count - first < AT_ONCE ? record_count - first : AT_ONCE, n == 0,
				&diags) == STATUS_OK;
	if (!good)
		return broken(&diags);
	revision_done(&revision);
	store_close(&store);
	diag_done(&diags);
	free(title.before);
	free(title.behind);
	free(records);
	free(key_path);
	return 0;
}

/* What the check works on, in memory. */
struct kept {
	struct store_entry *entry;
	struct buf canonical, artifact;
};

static size_t check_alone(const struct kept *kept, size_t count)
{
	size_t good = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned char digest[32];

		crypto_hash_sha256(digest, (const unsigned char *)kept[i].artifact.data, kept[i].artifact.len);
		good += memcmp(digest, kept[i].entry->artifact.bytes, 32) == 0 &&
			crypto_sign_verify_detached(kept[i].entry->signature.bytes, (const unsigned char *)kept[i].canonical.data, kept[i].canonical.len,
				kept[i].entry->public_key) == 0;
	}
	return good;
}

static bool check_ours(struct store *store, size_t count, struct diag_list *diags)
{
	size_t checked = 0;

	return store_verify(store, NULL, &checked, NULL, NULL, diags) == STATUS_OK && checked == count;
}

static int verify(const char *path, size_t runs)
{
	static struct bench_pairs pairs;
	struct store *store = NULL;
	struct store_entries entries;
	struct diag_list diags;
	struct kept *kept;
	bool good = true;

	diag_init(&diags);
	if (store_open(&store, path, STORE_READ, &diags) != STATUS_OK || store_entries(store, NULL, &entries, &diags) != STATUS_OK)
		return broken(&diags);
	kept = mem_array(entries.count, sizeof *kept);
	for (size_t i = 0; i < entries.count && good; i++) {
		kept[i].entry = &entries.items[i];
		buf_init(&kept[i].canonical);
		buf_init(&kept[i].artifact);
		store_entry_bytes(store_terminal(store), kept[i].entry, &kept[i].canonical);
		good = store_artifact(store, &kept[i].entry->artifact, &kept[i].artifact, &diags) == STATUS_OK;
	}
	for (size_t run = 0; run <= runs && good; run++) {
		double start = bench_now_ms(), middle;

		good = check_ours(store, entries.count, &diags);
		middle = bench_now_ms();
		good = good && check_alone(kept, entries.count) == entries.count;
		/* The first of each is a warm-up. */
		if (run > 0)
			bench_pairs_add(&pairs, middle - start, bench_now_ms() - middle);
	}
	for (size_t i = 0; i < entries.count; i++) {
		buf_done(&kept[i].canonical);
		buf_done(&kept[i].artifact);
	}
	free(kept);
	if (!good)
		return broken(&diags);
	bench_pairs_print(&pairs, "verify", false);
	store_entries_done(&entries);
	store_close(&store);
	diag_done(&diags);
	return 0;
}

int main(int argc, char **argv)
{
	size_t count = 0;

	if (argc != 4 || !bench_number(argv[3], 1000000, &count) || !sign_start()) {
		fprintf(stderr, "usage: bench_exchange fill STORE COUNT | fill-apart STORE COUNT | verify STORE RUNS\n");
		return 2;
	}
	if (strcmp(argv[1], "fill") == 0 || strcmp(argv[1], "fill-apart") == 0)
		return fill(argv[2], count, strcmp(argv[1], "fill-apart") == 0);
	return verify(argv[2], count);
}
