/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes of an entry and of a receipt, and back. Nothing here knows a store: what comes from elsewhere is also read by a program that has none
 * (src/registry/unpack_main.c), and both must read it alike.
 */
#include "store/exchange.h"

#include <string.h>

#include "base/field.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/bundle.h"

#define KIND_MAX 64
static const char CHAIN_TAG[] = "kumoshirube/chain/1"; /* with its NUL */

void store_entry_bytes(const char *terminal, const struct store_entry *entry, struct buf *out)
{
	buf_add(out, CHAIN_TAG, sizeof CHAIN_TAG);
	buf_add_nettext(out, terminal);
	field_add_number(out, entry->epoch);
	field_add_number(out, entry->seq);
	field_add_digest(out, &entry->previous);
	buf_add_nettext(out, entry->kind);
	buf_add_nettext(out, entry->record);
	field_add_digest(out, &entry->artifact);
	buf_add_nettext(out, entry->head ? "head" : "");
	field_add_number(out, entry->at);
}

/* ---- one entry from its bytes ---- */

static bool read_fields(struct store_entry *out, char kind[KIND_MAX + 1], const char *at, const char *end)
{
	char head[8];

	if (!field_read_plain(&at, end, out->terminal, sizeof out->terminal) || !bundle_is_terminal(out->terminal) || !field_read_number(&at, end, 1, INT64_MAX, &out->epoch) ||
		!field_read_number(&at, end, 1, INT64_MAX, &out->seq) || !field_read_digest(&at, end, &out->previous) || !field_read_plain(&at, end, kind, KIND_MAX + 1) || !*kind)
		return false;
	if (!field_read_plain(&at, end, out->record, sizeof out->record) || !field_read_digest(&at, end, &out->artifact) || !field_read_plain(&at, end, head, sizeof head) ||
		(*head && strcmp(head, "head") != 0) || !field_read_number(&at, end, 0, INT64_MAX, &out->at))
		return false;
	out->head = *head != '\0';
	return at == end && (!out->head || *out->record);
}

enum status store_entry_parse(struct store_entry *out, const char *name, const void *bytes, size_t len, struct diag_list *diags)
{
	char kind[KIND_MAX + 1] = "";
	struct buf again;
	bool good;

	*out = (struct store_entry){ .kind = NULL };
	good = len > sizeof CHAIN_TAG && memcmp(bytes, CHAIN_TAG, sizeof CHAIN_TAG) == 0 &&
		read_fields(out, kind, (const char *)bytes + sizeof CHAIN_TAG, (const char *)bytes + len);
	if (good) {
		out->kind = kind;
		buf_init(&again);
		store_entry_bytes(out->terminal, out, &again);
		good = again.len == len && memcmp(again.data, bytes, len) == 0;
		buf_done(&again);
	}
	out->kind = NULL;
	if (!good)
		return diag_error(diags, STATUS_INPUT, name, 0, _("this is no entry of a chain in its canonical form"));
	out->kind = mem_strdup(kind);
	digest_of(&out->entry, bytes, len);
	return STATUS_OK;
}

enum status store_foreign_parse(struct store_foreign *out, const char *name, const char *item, size_t len, struct diag_list *diags)
{
	const char *at = item, *end = at + len;
	struct slice bytes, key, signature, artifact = { .data = NULL };

	*out = (struct store_foreign){ .bytes = NULL };
	if (netstring_read(&at, end, &bytes) != 0 || netstring_read(&at, end, &key) != 0 || key.len != sizeof out->entry.public_key ||
		netstring_read(&at, end, &signature) != 0 || signature.len != sizeof out->entry.signature.bytes ||
		(at != end && netstring_read(&at, end, &artifact) != 0) || at != end)
		return diag_error(diags, STATUS_INPUT, name, 0, _("this is no entry of a chain in its canonical form"));
	if (store_entry_parse(&out->entry, name, bytes.data, bytes.len, diags) != STATUS_OK)
		return STATUS_INPUT;
	memcpy(out->entry.public_key, key.data, sizeof out->entry.public_key);
	memcpy(out->entry.signature.bytes, signature.data, sizeof out->entry.signature.bytes);
	out->bytes = artifact.data;
	out->len = artifact.len;
	return STATUS_OK;
}

/* ---- a receipt ---- */

static bool next_one(const char **at, const char *end, struct store_receipt *out)
{
	return field_read_text(at, end, out->of, sizeof out->of) && bundle_is_terminal(out->of) && field_read_number(at, end, INT64_MIN, INT64_MAX, &out->epoch) &&
		field_read_number(at, end, INT64_MIN, INT64_MAX, &out->seq) && field_read_digest(at, end, &out->entry) && field_read_key(at, end, out->key);
}

bool receipt_parse(const struct slice *bytes, bool (*each)(const struct store_receipt *receipt, void *context), void *context)
{
	const char *at = bytes->data, *end = at + bytes->len;

	if (bytes->len < sizeof RECEIPT_TAG || memcmp(at, RECEIPT_TAG, sizeof RECEIPT_TAG) != 0)
		return false;
	at += sizeof RECEIPT_TAG;
	while (at != end) {
		struct store_receipt receipt = { .epoch = 0 };

		if (!next_one(&at, end, &receipt) || !each(&receipt, context))
			return false;
	}
	return true;
}
