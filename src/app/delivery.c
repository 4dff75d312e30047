/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Canonical bytes of what was seen: the tag "kumoshirube/seen/1" and a NUL, then netstrings: kind, version, digest of the manifest (hex), words for
 * people. They are an artifact in the chain like a revision, and verified with it.
 */
#include "app/delivery.h"

#include <stdlib.h>
#include <string.h>

#include "app/records.h"
#include "base/field.h"
#include "base/file.h"

#define SEEN_TAG "kumoshirube/seen/1"

char *app_keys_directory(const struct app *app)
{
	const char *said = app_config(app, "registry.keys");
	if (said[0])
		return mem_strdup(said);
	char *beside = path_directory(app->config_path);
	char *path = path_join(beside, "keys");
	free(beside);
	return path;
}

const char *app_seen_kind(enum listing_shelf shelf)
{
	static const char *const kinds[SHELVES] = {
		[SHELF_SERVICES] = "snapshot-seen", [SHELF_AUDIT_BODIES] = "snapshot-seen-audit-bodies", [SHELF_OFFERS] = "snapshot-seen-offers",
	};
	return kinds[shelf];
}

static bool read_seen(const struct buf *bytes, struct seen *out)
{
	const char *at = bytes->data, *end = bytes->data + bytes->len;
	struct slice kind, words;
	if (bytes->len < sizeof SEEN_TAG || memcmp(at, SEEN_TAG, sizeof SEEN_TAG) != 0)
		return false;
	at += sizeof SEEN_TAG;
	return netstring_read(&at, end, &kind) == 0 && field_read_number(&at, end, INT64_MIN, INT64_MAX, &out->version) &&
		field_read_digest(&at, end, &out->digest) && netstring_read(&at, end, &words) == 0 && at == end;
}

enum status app_seen(struct app *app, const char *kind, struct seen *out, struct diag_list *diags)
{
	struct store_entries entries = { 0 };
	*out = (struct seen){ .version = 0 };
	if (!app->store)
		return STATUS_OK;
	/* What was seen belongs to no record, and of such entries there are few, however long the chain is. */
	enum status status = store_entries(app->store, "", &entries, diags);
	for (size_t i = 0; i < entries.count && status == STATUS_OK; i++) {
		struct buf bytes;
		struct seen one;
		if (strcmp(entries.items[i].kind, kind) != 0)
			continue;
		buf_init(&bytes);
		status = store_artifact(app->store, &entries.items[i].artifact, &bytes, diags);
		if (status == STATUS_OK && !read_seen(&bytes, &one))
			status = diag_error(diags, STATUS_FAILED, app->store_path, 0, _("an entry about a delivery cannot be read; verify the records"));
		else if (status == STATUS_OK && one.version > out->version)
			*out = one;
		buf_done(&bytes);
	}
	store_entries_done(&entries);
	return status;
}

enum status app_see(struct app *app, const char *kind, int64_t version, const struct digest *digest, const char *words, struct diag_list *diags)
{
	struct store_entry entry = { 0 };
	struct buf bytes;
	buf_init(&bytes);
	buf_add(&bytes, SEEN_TAG, sizeof SEEN_TAG);
	buf_add_nettext(&bytes, kind);
	field_add_number(&bytes, version);
	field_add_digest(&bytes, digest);
	buf_add_nettext(&bytes, words);
	const struct store_append artifact = { .kind = kind, .record = "", .bytes = bytes.data, .len = bytes.len };
	enum status status = store_append(app->store, &artifact, 1, &app->key, app_now(app), &entry, diags);
	if (status == STATUS_OK && entry.kind)
		app_head_follow(app, &entry.entry, diags);
	free(entry.kind);
	buf_done(&bytes);
	return status;
}

enum status app_check_floor(const char *path, const struct seen *seen, int64_t version, const struct digest *digest, struct diag_list *diags)
{
	if (version > seen->version || (version == seen->version && digest_equal(digest, &seen->digest)))
		return STATUS_OK;
	if (version == seen->version)
		return diag_error(diags, STATUS_FAILED, path, 0, _("version %lld was already seen with another content; every delivery needs a higher version"),
			(long long)version);
	return diag_error(diags, STATUS_FAILED, path, 0, _("version %1$lld is older than version %2$lld, which this terminal has seen"), (long long)version,
		(long long)seen->version);
}

enum status app_keys(struct app *app, struct key_ring *out, struct diag_list *diags)
{
	char *directory = app_keys_directory(app);
	struct seen seen;
	enum status status = key_ring_load(out, directory, diags);
	if (status == STATUS_OK)
		status = app_seen(app, KIND_KEYS_SEEN, &seen, diags);
	if (status == STATUS_OK && seen.version > 0 && (!out->managed || out->version < seen.version))
		status = diag_error(diags, STATUS_FAILED, directory, 0,
			_("the list of keys is older than version %lld, which this terminal has seen, or is gone; put the newer one back"), (long long)seen.version);
	if (status != STATUS_OK)
		key_ring_done(out);
	free(directory);
	return status;
}
