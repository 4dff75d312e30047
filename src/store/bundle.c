/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order of the checks is the point of this file: lengths, the signature, the manifest, the digests. As with every other form of bytes here, what was
 * read is written again and compared, so that one bundle has one spelling.
 */
#include "store/bundle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/field.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/sign_job.h"

static const char MAGIC[] = "KRB1\n";
static const char MANIFEST_TAG[] = "kumoshirube/bundle/1"; /* with its NUL */

void bundle_done(struct bundle *bundle)
{
	free(bundle->items);
	*bundle = (struct bundle){ .items = NULL };
}

void bundle_add(struct bundle *bundle, const char *kind, const char *data, size_t len)
{
	struct bundle_item *item;

	MEM_PUSH_ROOM(bundle->items, bundle->count, bundle->capacity);
	item = &bundle->items[bundle->count++];
	*item = (struct bundle_item){ .data = data, .len = len };
	snprintf(item->kind, sizeof item->kind, "%s", kind);
}

bool bundle_is_terminal(const char *text)
{
	return strlen(text) == 32 && strspn(text, "0123456789abcdef") == 32;
}

bool bundle_is_kind(const char *text)
{
	size_t len = strlen(text);

	return len > 0 && len <= BUNDLE_KIND_MAX && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789/-") == len;
}

/* ---- the manifest ---- */

static size_t total_bytes(const struct bundle *bundle)
{
	size_t total = 0;

	for (size_t i = 0; i < bundle->count; i++)
		total += bundle->items[i].len;
	return total;
}

static void write_manifest(const struct bundle *bundle, struct buf *out)
{
	buf_add(out, MANIFEST_TAG, sizeof MANIFEST_TAG);
	buf_add_nettext(out, bundle->terminal);
	buf_add_nettext(out, bundle->practice ? "practice" : "");
	field_add_key(out, bundle->key);
	buf_add_nettext(out, bundle->to);
	field_add_number(out, bundle->epoch);
	field_add_number(out, bundle->seq);
	field_add_digest(out, &bundle->head);
	field_add_number(out, bundle->made_at);
	field_add_number(out, (int64_t)bundle->count);
	field_add_number(out, (int64_t)total_bytes(bundle));
	for (size_t i = 0; i < bundle->count; i++) {
		buf_add_nettext(out, bundle->items[i].kind);
		field_add_number(out, (int64_t)bundle->items[i].len);
		field_add_digest(out, &bundle->items[i].digest);
	}
}

static bool read_head(struct bundle *out, const char **at, const char *end, int64_t *count, int64_t *total)
{
	char practice[16];

	if (!field_read_text(at, end, out->terminal, sizeof out->terminal) || !bundle_is_terminal(out->terminal))
		return false;
	if (!field_read_text(at, end, practice, sizeof practice) || (*practice && strcmp(practice, "practice") != 0))
		return false;
	out->practice = *practice != '\0';
	return field_read_key(at, end, out->key) && field_read_text(at, end, out->to, sizeof out->to) && (!*out->to || bundle_is_terminal(out->to)) &&
		field_read_number(at, end, 1, INT64_MAX, &out->epoch) && field_read_number(at, end, 0, INT64_MAX, &out->seq) &&
		field_read_digest(at, end, &out->head) && field_read_number(at, end, INT64_MIN, INT64_MAX, &out->made_at) &&
		field_read_number(at, end, 0, BUNDLE_ITEMS_MAX, count) && field_read_number(at, end, 0, BUNDLE_FILE_MAX, total);
}

static bool read_item(struct bundle_item *out, const char **at, const char *end)
{
	int64_t len;

	*out = (struct bundle_item){ .data = NULL };
	if (!field_read_text(at, end, out->kind, sizeof out->kind) || !bundle_is_kind(out->kind) || !field_read_number(at, end, 0, BUNDLE_ITEM_MAX, &len))
		return false;
	out->len = (size_t)len;
	return field_read_digest(at, end, &out->digest);
}

static bool same_manifest(const struct bundle *bundle, const struct slice *manifest)
{
	struct buf again;
	bool same;

	buf_init(&again);
	write_manifest(bundle, &again);
	same = again.len == manifest->len && memcmp(again.data, manifest->data, again.len) == 0;
	buf_done(&again);
	return same;
}

static enum status read_manifest(struct bundle *out, const char *name, const struct slice *manifest, struct diag_list *diags)
{
	const char *at = manifest->data, *end = at + manifest->len;
	int64_t count, total;

	if (manifest->len < sizeof MANIFEST_TAG || memcmp(at, MANIFEST_TAG, sizeof MANIFEST_TAG) != 0)
		return diag_error(diags, STATUS_INPUT, name, 0, _("the manifest has a form that this program does not know; a newer program may read it"));
	at += sizeof MANIFEST_TAG;
	if (!read_head(out, &at, end, &count, &total))
		return diag_error(diags, STATUS_INPUT, name, 0, _("the head of the manifest is not in its canonical form"));
	for (int64_t i = 0; i < count; i++) {
		struct bundle_item item;

		if (!read_item(&item, &at, end))
			return diag_error(diags, STATUS_INPUT, name, 0, _("the manifest is not in its canonical form at item %lld"), (long long)i + 1);
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = item;
	}
	if (at != end || !same_manifest(out, manifest) || total_bytes(out) != (size_t)total)
		return diag_error(diags, STATUS_INPUT, name, 0, _("the manifest is not in its canonical form"));
	return STATUS_OK;
}

/* ---- the file ---- */

static enum status check_limits(const struct bundle *bundle, struct diag_list *diags)
{
	if (bundle->count > BUNDLE_ITEMS_MAX)
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("a bundle holds at most %d entries; there are %zu"), BUNDLE_ITEMS_MAX, bundle->count);
	for (size_t i = 0; i < bundle->count; i++)
		if (bundle->items[i].len > BUNDLE_ITEM_MAX || !bundle_is_kind(bundle->items[i].kind))
			return diag_error(diags, STATUS_INPUT, NULL, 0, _("entry %zu is longer than %zu bytes and does not fit into a bundle"), i + 1,
				BUNDLE_ITEM_MAX);
	return STATUS_OK;
}

static void make_digests(struct bundle *bundle)
{
	struct sign_check *checks = mem_array(bundle->count, sizeof *checks);
	struct sign_job *job;

	for (size_t i = 0; i < bundle->count; i++)
		checks[i] = (struct sign_check){ .made = &bundle->items[i].digest, .digested = bundle->items[i].data, .digested_len = bundle->items[i].len };
	job = sign_job_new(checks, bundle->count);
	sign_job_end(&job);
	free(checks);
}

enum status bundle_write(struct bundle *bundle, const struct sign_key *key, struct buf *manifest, struct buf *file, struct diag_list *diags)
{
	enum status status = check_limits(bundle, diags);
	struct signature signature;
	size_t start = manifest->len;

	if (status != STATUS_OK)
		return status;
	make_digests(bundle);
	write_manifest(bundle, manifest);
	sign_make(key, manifest->data + start, manifest->len - start, &signature);
	buf_add(file, MAGIC, sizeof MAGIC - 1);
	buf_add_netstring(file, manifest->data + start, manifest->len - start);
	buf_add_netstring(file, key->public_key, sizeof key->public_key);
	buf_add_netstring(file, signature.bytes, sizeof signature.bytes);
	for (size_t i = 0; i < bundle->count; i++)
		buf_add_netstring(file, bundle->items[i].data, bundle->items[i].len);
	if (file->len > BUNDLE_FILE_MAX || manifest->len - start > BUNDLE_MANIFEST_MAX)
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("the bundle would have more than %zu bytes"), BUNDLE_FILE_MAX);
	return STATUS_OK;
}

/* Where the items lie; the number of those that are there. */
static size_t find_items(struct bundle *out, const char **at, const char *end, struct sign_check *checks)
{
	for (size_t i = 0; i < out->count; i++) {
		struct bundle_item *item = &out->items[i];
		struct slice slice;

		if (netstring_read(at, end, &slice) != 0)
			return i;
		item->data = slice.data;
		checks[i] = (struct sign_check){ .digest = &item->digest, .digested = slice.data, .digested_len = slice.len };
	}
	return out->count;
}

/* What an item is, for people; one of a kind that only a newer program knows by the name it has there. */
static const char *kind_title(const char *kind)
{
	if (strcmp(kind, ITEM_ENTRY) == 0)
		return _("step of a case");
	return strcmp(kind, ITEM_PERSONS) == 0 ? _("list of persons") : kind;
}

/* The first that is bad is told, be it cut short or not the one that is named; their digests are made by all processors together. */
static enum status read_items(struct bundle *out, const char *name, const char *at, const char *end, struct diag_list *diags)
{
	struct sign_check *checks = mem_array(out->count, sizeof *checks);
	size_t there = find_items(out, &at, end, checks);
	struct sign_job *job = sign_job_new(checks, there);
	enum status status = STATUS_OK;

	sign_job_end(&job);
	for (size_t i = 0; i < there && status == STATUS_OK; i++)
		if (checks[i].digested_len != out->items[i].len || !checks[i].intact)
			status = diag_error(diags, STATUS_FAILED, name, 0, _("entry %zu of %zu (%s) is not the one that the signed manifest names"), i + 1,
				out->count, kind_title(out->items[i].kind));
	free(checks);
	if (status != STATUS_OK)
		return status;
	if (there < out->count)
		return diag_error(diags, STATUS_INPUT, name, 0, _("the bundle is cut short or damaged at entry %1$zu of %2$zu (%3$s)"), there + 1, out->count,
			kind_title(out->items[there].kind));
	if (at != end)
		return diag_error(diags, STATUS_INPUT, name, 0, _("bytes stand behind the last entry that do not belong to the bundle"));
	return STATUS_OK;
}

enum status bundle_read(struct bundle *out, const char *name, const char *bytes, size_t len, struct slice *manifest, struct diag_list *diags)
{
	const char *at = bytes, *end = bytes + len;
	struct slice signed_part, key, proof;
	struct signature signature;
	enum status status;

	*out = (struct bundle){ .items = NULL };
	if (len < sizeof MAGIC - 1 || memcmp(bytes, MAGIC, sizeof MAGIC - 1) != 0)
		return diag_error(diags, STATUS_INPUT, name, 0, _("this is no bundle of this program"));
	if (len > BUNDLE_FILE_MAX)
		return diag_error(diags, STATUS_INPUT, name, 0, _("the bundle would have more than %zu bytes"), BUNDLE_FILE_MAX);
	at += sizeof MAGIC - 1;
	if (netstring_read(&at, end, &signed_part) != 0 || signed_part.len > BUNDLE_MANIFEST_MAX || netstring_read(&at, end, &key) != 0 || key.len != 32 ||
		netstring_read(&at, end, &proof) != 0 || proof.len != sizeof signature.bytes)
		return diag_error(diags, STATUS_INPUT, name, 0, _("the bundle is cut short or damaged before its first entry"));
	memcpy(signature.bytes, proof.data, sizeof signature.bytes);
	if (!sign_verify((const uint8_t *)key.data, signed_part.data, signed_part.len, &signature))
		return diag_error(diags, STATUS_FAILED, name, 0, _("the signature does not fit the manifest; the bundle was changed after it was signed"));
	status = read_manifest(out, name, &signed_part, diags);
	if (status == STATUS_OK && memcmp(out->key, key.data, 32) != 0)
		status = diag_error(diags, STATUS_FAILED, name, 0, _("the manifest names another key than the one that signed it"));
	if (status == STATUS_OK)
		status = read_items(out, name, at, end, diags);
	if (status != STATUS_OK)
		bundle_done(out);
	else if (manifest)
		*manifest = signed_part;
	return status;
}

bool bundle_reread(struct bundle *out, const char *bytes, size_t len)
{
	const char *at = bytes, *end = bytes + len;
	struct slice part, manifest;
	bool good;

	*out = (struct bundle){ .items = NULL };
	if (len < sizeof MAGIC - 1 || memcmp(bytes, MAGIC, sizeof MAGIC - 1) != 0)
		return false;
	at += sizeof MAGIC - 1;
	good = netstring_read(&at, end, &manifest) == 0 && netstring_read(&at, end, &part) == 0 && netstring_read(&at, end, &part) == 0 &&
		read_manifest(out, "", &manifest, NULL) == STATUS_OK;
	for (size_t i = 0; i < out->count && good; i++) {
		good = netstring_read(&at, end, &part) == 0 && part.len == out->items[i].len;
		out->items[i].data = part.data;
	}
	good = good && at == end;
	if (!good)
		bundle_done(out);
	return good;
}
