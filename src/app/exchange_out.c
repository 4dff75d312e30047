/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing a bundle. What goes out is the chain as it stands with all its bytes; a case that was not handed in is in no chain and does not travel here (it
 * does as a case file). An item is netstrings: canonical bytes of the entry, public key, signature, and the bytes of its artifact where they did not come
 * with an entry before.
 */
#include <stdlib.h>
#include <string.h>

#include "app/exchange_internal.h"
#include "base/digests.h"
#include "base/file.h"
#include "base/minisign.h"
#include "base/sign_job.h"

/* Bytes that go out, and what they have to be. */
struct carried {
	struct digest digest;
	const char *bytes;
	size_t len;
};
struct packing {
	struct app *app;
	struct bundle bundle;
	char **owned; /* bytes of the items */
	size_t owned_count, owned_capacity;
	struct digests sent; /* artifacts that are in the bundle */
	struct carried *carried; /* the same, where they stand in the items */
	size_t carried_count, carried_capacity;
	struct outgoing_lists lists; /* of persons */
};

void exchange_key_text(const uint8_t key[32], char out[20])
{
	struct digest digest;
	digest_of(&digest, key, 32);
	digest_short(&digest, out);
}

static void add_item(struct packing *packing, const char *kind, struct buf *bytes)
{
	size_t len = bytes->len;
	MEM_PUSH_ROOM(packing->owned, packing->owned_count, packing->owned_capacity);
	packing->owned[packing->owned_count] = buf_take(bytes);
	bundle_add(&packing->bundle, kind, packing->owned[packing->owned_count++], len);
}

static enum status pack_entry(const struct store_entry *entry, void *context, struct diag_list *diags)
{
	struct packing *packing = context;
	struct buf item, part;
	buf_init(&item);
	buf_init(&part);
	store_entry_bytes(entry->terminal, entry, &part);
	buf_add_netstring(&item, part.data, part.len);
	buf_add_netstring(&item, entry->public_key, sizeof entry->public_key);
	buf_add_netstring(&item, entry->signature.bytes, sizeof entry->signature.bytes);
	enum status status = STATUS_OK;
	if (digests_add(&packing->sent, &entry->artifact)) {
		buf_clear(&part);
		status = store_artifact_unheld(packing->app->store, &entry->artifact, &part, diags);
		buf_add_netstring(&item, part.data, part.len);
		MEM_PUSH_ROOM(packing->carried, packing->carried_count, packing->carried_capacity);
		/* Before the closing comma; the item keeps its place in memory when it is added. */
		packing->carried[packing->carried_count++] = (struct carried){ .digest = entry->artifact, .bytes = item.data + item.len - 1 - part.len, .len = part.len };
	}
	if (status == STATUS_OK)
		add_item(packing, ITEM_ENTRY, &item);
	buf_done(&item);
	buf_done(&part);
	return status;
}

/* What goes out is as it was when it was signed. All of it is held against its digests at once, because several processors then share the work. */
static enum status check_carried(const struct packing *packing, struct diag_list *diags)
{
	struct sign_check *checks = mem_array(packing->carried_count, sizeof *checks);
	enum status status = STATUS_OK;
	for (size_t i = 0; i < packing->carried_count; i++)
		checks[i] = (struct sign_check){ .digest = &packing->carried[i].digest, .digested = packing->carried[i].bytes, .digested_len = packing->carried[i].len };
	struct sign_job *job = sign_job_new(checks, packing->carried_count);
	sign_job_end(&job);
	for (size_t i = 0; i < packing->carried_count && status == STATUS_OK; i++) {
		char name[20];
		if (checks[i].intact)
			continue;
		digest_short(&packing->carried[i].digest, name);
		status = diag_error(diags, STATUS_FAILED, packing->app->store_path, 0, _("the kept bytes of %s have changed; restore a backup"), name);
	}
	free(checks);
	return status;
}

static void pack_opaque(const struct store_opaque *opaque, void *context)
{
	struct packing *packing = context;
	struct buf item;
	if (strcmp(opaque->kind, ITEM_PERSONS) == 0) {
		exchange_lists_kept(&packing->lists, opaque->bytes, opaque->len);
		return;
	}
	buf_init(&item);
	buf_add(&item, opaque->bytes, opaque->len);
	add_item(packing, opaque->kind, &item);
	buf_done(&item);
}

static void pack_lists(struct packing *packing)
{
	for (size_t i = 0; i < packing->lists.count; i++)
		add_item(packing, ITEM_PERSONS, &packing->lists.items[i].bytes);
}

/* The one terminal whose id begins like that. */
static enum status find_peer(struct app *app, const char *to, char out[33], struct diag_list *diags)
{
	struct store_receipts receipts;
	size_t found = 0;
	enum status status = store_receipts(app->store, true, &receipts, diags);
	out[0] = '\0';
	for (size_t i = 0; i < receipts.count; i++) {
		if (strncmp(receipts.items[i].of, to, strlen(to)) != 0 || strcmp(receipts.items[i].of, out) == 0)
			continue;
		found++;
		memcpy(out, receipts.items[i].of, 33);
	}
	store_receipts_done(&receipts);
	if (status == STATUS_OK && (found != 1 || !*to))
		status = diag_error(diags, STATUS_USAGE, NULL, 0, found ? _("several terminals begin with \"%s\"; write more of the id")
			: _("nothing was taken in from a terminal \"%s\" yet; leave the terminal out to send everything"), to);
	return status;
}

static enum status fill_head(struct app *app, struct bundle *bundle, struct diag_list *diags)
{
	struct store_entry last = { 0 };
	bool found = false;
	enum status status = store_head(app->store, &found, &last, diags);
	memcpy(bundle->terminal, store_terminal(app->store), sizeof bundle->terminal);
	memcpy(bundle->key, app->key.public_key, sizeof bundle->key);
	bundle->practice = app->practice;
	bundle->made_at = app_now(app);
	bundle->epoch = found ? last.epoch : 1;
	bundle->seq = found ? last.seq : 0;
	if (found)
		bundle->head = last.entry;
	free(last.kind);
	return status;
}

/* ---- the files ---- */

static const char *const suffixes[] = { ".manifest", ".manifest.minisig", ".manifest.pub", "" };

static enum status check_free(const char *path, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		char *place = mem_printf("%s%s", path, suffixes[i]);
		if (file_exists(place))
			status = diag_error(diags, STATUS_FAILED, place, 0, _("this file is already there; nothing was written"));
		free(place);
	}
	return status;
}

static enum status put(const char *path, const char *suffix, const struct buf *bytes, struct diag_list *diags)
{
	char *place = mem_printf("%s%s", path, suffix);
	bool taken;
	enum status status = file_carry(place, bytes->data, bytes->len, &taken, diags);
	if (taken)
		status = diag_error(diags, STATUS_FAILED, place, 0, _("this file is already there; nothing was written"));
	free(place);
	return status;
}

/* The bundle itself comes last: while it is not there, nobody takes the rest for one. */
static enum status put_all(const struct packing *packing, const char *path, const struct buf *manifest, const struct buf *file, struct diag_list *diags)
{
	struct buf signature, pub;
	struct mini_key key;
	char *comment = mem_printf("kumoshirube bundle %s %lld", packing->bundle.terminal, (long long)packing->bundle.made_at);
	buf_init(&signature);
	buf_init(&pub);
	mini_signature_write(&signature, &packing->app->key, manifest->data, manifest->len, comment);
	mini_key_of(&key, packing->app->key.public_key);
	mini_key_write(&pub, &key, packing->bundle.terminal);
	const struct buf *const parts[] = { manifest, &signature, &pub, file };
	enum status status = check_free(path, diags);
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes && status == STATUS_OK; i++)
		status = put(path, suffixes[i], parts[i], diags);
	buf_done(&signature);
	buf_done(&pub);
	free(comment);
	return status;
}

static void packing_done(struct packing *packing)
{
	bundle_done(&packing->bundle);
	for (size_t i = 0; i < packing->owned_count; i++)
		free(packing->owned[i]);
	free(packing->owned);
	free(packing->carried);
	digests_done(&packing->sent);
	outgoing_lists_done(&packing->lists);
}

enum status app_exchange_out(struct app *app, const char *path, const char *to, struct exchange_made *out, struct diag_list *diags)
{
	struct packing packing = { .app = app };
	struct buf manifest, file;
	*out = (struct exchange_made){ .entries = 0 };
	buf_init(&manifest);
	buf_init(&file);
	enum status status = app_require(app, APP_STORE_WRITE, diags);
	if (status == STATUS_OK && to)
		status = find_peer(app, to, packing.bundle.to, diags);
	if (status == STATUS_OK)
		status = fill_head(app, &packing.bundle, diags);
	if (status == STATUS_OK)
		status = store_outgoing(app->store, to ? packing.bundle.to : NULL, pack_entry, &packing, diags);
	if (status == STATUS_OK)
		status = check_carried(&packing, diags);
	if (status == STATUS_OK)
		exchange_lists_own(&packing.lists, app, diags);
	if (status == STATUS_OK)
		status = store_opaque_each(app->store, pack_opaque, &packing, diags);
	if (status == STATUS_OK)
		pack_lists(&packing);
	if (status == STATUS_OK)
		status = bundle_write(&packing.bundle, &app->key, &manifest, &file, diags);
	if (status == STATUS_OK)
		status = put_all(&packing, path, &manifest, &file, diags);
	out->entries = packing.bundle.count - packing.lists.count;
	out->lists = packing.lists.count;
	for (size_t i = 0; i < packing.lists.count; i++)
		if (packing.lists.items[i].ours)
			out->list_version = packing.lists.items[i].version;
	out->bytes = file.len;
	exchange_key_text(packing.bundle.key, out->fingerprint);
	digest_short(&packing.bundle.head, out->head);
	packing_done(&packing);
	buf_done(&manifest);
	buf_done(&file);
	return status;
}
