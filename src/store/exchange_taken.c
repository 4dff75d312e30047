/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a receipt does not speak of. It countersigns the ends of the chains that count, and so everything before them; but an entry that waits, and an item that
 * only a newer program understands, hang on nothing that anybody has signed here. So our chain names them when they come, and afterwards none of them can be
 * put in, changed or taken away unseen.
 *
 * A program that did not yet do this has left them without a name. Entries are believed where their key was accepted for their terminal, and items while our
 * chain has named nothing yet; the next taking in gives a name to all of them.
 */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/field.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/bundle.h"

static const char TAKEN_TAG[] = "kumoshirube/taken/1"; /* with its NUL */

/* One that is named: an entry by digest and key, an item by digest and kind. */
struct named {
	struct digest digest, key;
	char kind[BUNDLE_KIND_MAX + 1]; /* "" for an entry */
};
struct named_list {
	struct named *items;
	size_t count, capacity;
};

static void push(struct named_list *list, const struct named *one)
{
	MEM_PUSH_ROOM(list->items, list->count, list->capacity);
	list->items[list->count++] = *one;
}

static int compare(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = memcmp(x->digest.bytes, y->digest.bytes, sizeof x->digest.bytes);

	if (order == 0)
		order = memcmp(x->key.bytes, y->key.bytes, sizeof x->key.bytes);
	return order ? order : strcmp(x->kind, y->kind);
}

/* The list is in order. */
static bool holds(const struct named_list *list, const struct named *one)
{
	return list->count && bsearch(one, list->items, list->count, sizeof *list->items, compare);
}

/* Three netstrings for each: kind of the item, or "" for an entry; digest; key, or zeros. */
static void write_named(struct buf *out, const struct named *one)
{
	buf_add_nettext(out, one->kind);
	field_add_digest(out, &one->digest);
	field_add_digest(out, &one->key);
}

/* One of a newer form says nothing to this program. */
static void parse(const struct buf *bytes, struct named_list *out)
{
	const char *at = bytes->data, *end = at + bytes->len;

	if (bytes->len < sizeof TAKEN_TAG || memcmp(at, TAKEN_TAG, sizeof TAKEN_TAG) != 0)
		return;
	at += sizeof TAKEN_TAG;
	while (at != end) {
		struct named one = { .kind = "" };

		if (!field_read_text(&at, end, one.kind, sizeof one.kind) || !field_read_digest(&at, end, &one.digest) || !field_read_digest(&at, end, &one.key))
			return;
		push(out, &one);
	}
}

/* All that our chain names, in order; bytes that are damaged are told by the check of the chain. */
static enum status read_named(struct store *store, struct named_list *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT a.bytes FROM chain AS c JOIN artifact AS a ON a.hash = c.artifact WHERE c.kind = '" KIND_TAKEN "' ORDER BY c.epoch, c.seq",
		diags);
	while (query_next(&query)) {
		struct slice bytes = query_blob(&query, 0);
		struct buf copy;

		buf_init(&copy);
		buf_add(&copy, bytes.data, bytes.len);
		parse(&copy, out);
		buf_done(&copy);
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare);
	return query_close(&query);
}

/* What waits now, and what is not understood. */
static enum status read_present(struct store *store, struct named_list *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, "SELECT '', f.entry, f.public_key FROM foreign_entry AS f WHERE NOT EXISTS (SELECT 1 FROM clock AS k WHERE k.entry = f.entry)"
		" UNION ALL SELECT kind, hash, zeroblob(32) FROM opaque ORDER BY 1, 2", diags);
	while (query_next(&query)) {
		struct slice kind = query_blob(&query, 0);
		struct named one = { .kind = "" };

		memcpy(one.kind, kind.data, kind.len < sizeof one.kind ? kind.len : sizeof one.kind - 1);
		query_fixed(&query, 1, one.digest.bytes, sizeof one.digest.bytes);
		query_fixed(&query, 2, one.key.bytes, sizeof one.key.bytes);
		push(out, &one);
	}
	return query_close(&query);
}

enum status taken_note(struct store *store, const struct sign_key *key, int64_t at, struct digest *made, struct diag_list *diags)
{
	struct named_list named = { .items = NULL }, present = { .items = NULL };
	struct store_entry entry = { .kind = NULL };
	enum status status = read_named(store, &named, diags);
	size_t fresh = 0;
	struct buf bytes;

	buf_init(&bytes);
	buf_add(&bytes, TAKEN_TAG, sizeof TAKEN_TAG);
	if (status == STATUS_OK)
		status = read_present(store, &present, diags);
	for (size_t i = 0; i < present.count; i++)
		if (!holds(&named, &present.items[i])) {
			write_named(&bytes, &present.items[i]);
			fresh++;
		}
	if (status == STATUS_OK && fresh) {
		const struct store_append artifact = { .kind = KIND_TAKEN, .record = "", .bytes = bytes.data, .len = bytes.len };

		status = chain_append(store, &artifact, key, at, &entry, diags);
		if (status == STATUS_OK && made)
			*made = entry.entry;
	}
	entry_done(&entry);
	buf_done(&bytes);
	free(named.items);
	free(present.items);
	return status;
}

/* Whether what is named is still here. An entry may count by now. */
static bool is_here(struct store *store, const struct named *one)
{
	struct query query;
	bool here;

	query_open(&query, store, *one->kind ? "SELECT 1 FROM opaque WHERE hash = ?1 AND kind = ?2"
		: "SELECT 1 FROM foreign_entry WHERE entry = ?1 AND public_key = ?3 AND ?2 = ''", NULL);
	query_set_digest(&query, 1, &one->digest);
	query_set_text(&query, 2, one->kind);
	if (!*one->kind)
		query_set_digest(&query, 3, &one->key);
	here = query_next(&query);
	return query_close(&query) == STATUS_OK && here;
}

/* The key of an entry that waits was accepted for its terminal. */
static bool is_accepted(struct store *store, const struct store_receipts *ours, const struct named *one)
{
	struct query query;
	bool accepted = false;

	query_open(&query, store, "SELECT terminal FROM foreign_entry WHERE entry = ?1", NULL);
	query_set_digest(&query, 1, &one->digest);
	if (query_next(&query))
		for (size_t i = 0; i < ours->count && !accepted; i++)
			accepted = strcmp(ours->items[i].of, query_text(&query, 0)) == 0 && memcmp(ours->items[i].key, one->key.bytes, 32) == 0;
	return query_close(&query) == STATUS_OK && accepted;
}

enum status taken_check(struct store *store, void (*tell)(const struct digest *digest, const char *what, void *context), void *context, struct diag_list *diags)
{
	struct named_list named = { .items = NULL }, present = { .items = NULL };
	struct store_receipts ours = { .items = NULL };
	enum status status = read_named(store, &named, diags);

	if (status == STATUS_OK)
		status = read_present(store, &present, diags);
	/* Receipts that cannot be read accept nothing; the check of the chain tells why. */
	if (status == STATUS_OK)
		(void)store_receipts(store, true, &ours, NULL);
	for (size_t i = 0; i < named.count && status == STATUS_OK; i++)
		if (!is_here(store, &named.items[i]))
			tell(&named.items[i].digest, *named.items[i].kind ? _("what a newer program sent under this digest came in and is gone, or is called something else")
				: _("the entry of this digest came in and is gone, or is signed by another key"), context);
	for (size_t i = 0; i < present.count && status == STATUS_OK; i++) {
		const struct named *one = &present.items[i];

		if (holds(&named, one) || (*one->kind ? named.count == 0 : is_accepted(store, &ours, one)))
			continue;
		tell(&one->digest, *one->kind ? _("bytes of a kind that only a newer program knows were put into the store without the chain knowing of it")
			: _("an entry that waits was put into the store without the chain knowing of it"), context);
	}
	store_receipts_done(&ours);
	free(named.items);
	free(present.items);
	return status;
}
