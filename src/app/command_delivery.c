/* SPDX-License-Identifier: Apache-2.0 */
/* Deliveries and the keys that they are checked with, on the command line. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/delivery.h"
#include "base/file.h"
#include "base/utf8.h"
#include "report/json.h"

#define LIST_BYTES_MAX (256u << 20)
#define NAME_CELLS 20

enum status command_registry_export(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	const char *said = args->count ? args->words[0] : "current";
	struct snapshot *snapshot = NULL;
	if (!args->output)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("say with --output FILE where the bytes are to go"));
	enum status status = app_load_snapshot(app, said, &snapshot, diags);
	if (status == STATUS_OK && snapshot->bytes)
		buf_add(out, snapshot->bytes, snapshot->len);
	else if (status == STATUS_OK)
		status = store_snapshot_bytes(app->store, snapshot->info.id, out, diags);
	snapshot_free(&snapshot);
	return status;
}

static void say_date(const struct app *app, const char *label, date_days date, struct buf *out)
{
	buf_addf(out, "%s: ", label);
	if (date == DATE_NONE)
		buf_adds(out, "-");
	else
		date_format_short(out, app_eras(app), date);
	buf_addc(out, '\n');
}

static void verify_text(const struct app *app, const struct delivery_check *check, enum status status, struct buf *out)
{
	const struct delivery *delivery = &check->delivery;
	buf_addf(out, _("Delivery: %1$s, version %2$lld\n"), delivery->name ? delivery->name : "-", (long long)delivery->version);
	say_date(app, _("Issued"), delivery->issued_on, out);
	say_date(app, _("Valid until"), delivery->expires_on, out);
	for (size_t i = 0; i < delivery->count; i++)
		buf_addf(out, _("File: %1$s (%2$lld bytes)\n"), delivery->files[i].path, (long long)delivery->files[i].bytes);
	if (check->good) {
		buf_addf(out, _("Signature: good, by %1$s (key %2$s)\n"), check->signer, check->id);
		buf_adds(out, _("Comment of the signer: "));
		utf8_visible(out, check->comment, strlen(check->comment), false);
		buf_addc(out, '\n');
	} else {
		buf_addf(out, _("Signature: %s\n"), check->is_signed ? _("not good") : _("unsigned"));
	}
	buf_adds(out, status == STATUS_OK && check->good ? _("The delivery is as it was signed.\n") : status == STATUS_OK
		? _("The files are as the manifest names them, but nobody has signed it.\n") : _("The delivery is not to be used.\n"));
}

static void verify_json(const struct delivery_check *check, enum status status, struct buf *out)
{
	struct json *item = json_new_object();
	json_put_bool(item, "good", status == STATUS_OK && check->good);
	json_put_bool(item, "signed", check->is_signed);
	json_put_text(item, "signer", check->signer);
	json_put_text(item, "key", check->id);
	json_put_text(item, "comment", check->comment);
	json_put_int(item, "version", check->delivery.version);
	json_put_text(item, "name", check->delivery.name);
	json_put_int(item, "files", (int64_t)check->delivery.count);
	json_write(&item, out);
}

/* What was taken in before, as the chain says it was. */
static enum status verify_stored(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	size_t checked = 0, before = 0;
	enum status status = app->store ? store_snapshot_check(app->store, &checked, &before, diags) : STATUS_OK;
	if (args->json) {
		struct json *item = json_new_object();
		json_put_bool(item, "good", status == STATUS_OK);
		json_put_int(item, "snapshots", (int64_t)checked);
		json_put_int(item, "rows_not_signed", (int64_t)before);
		json_write(&item, out);
		return status;
	}
	buf_addf(out, _("Snapshots of the store: %zu\n"), checked);
	if (before)
		buf_addf(out, _("of which taken in before rows were signed: %zu; of these only the bytes can be checked. Import such a list again.\n"), before);
	buf_adds(out, status == STATUS_OK ? _("Bytes and rows are as they were taken in.\n") : _("Not everything is as it was taken in.\n"));
	return status;
}

enum status command_registry_verify(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	if (args->count == 0)
		return verify_stored(app, args, out, diags);
	struct delivery_check check = { .signer = NULL };
	struct key_ring ring;
	struct seen seen;
	struct buf list;
	buf_init(&list);
	enum status status = app_keys(app, &ring, diags);
	if (status == STATUS_OK) {
		status = delivery_verify(&check, args->words[0], &ring, app_as_of(app), LIST_BYTES_MAX, &list, diags);
		if (status == STATUS_OK && check.good)
			status = app_seen(app, app_seen_kind(check.delivery.shelf), &seen, diags);
		if (status == STATUS_OK && check.good)
			status = app_check_floor(args->words[0], &seen, check.delivery.version, &check.delivery.digest, diags);
		/* Without a signature there is nothing that could be called verified. */
		if (status == STATUS_OK && !check.good)
			diag_warning(diags, args->words[0], 0, _("there is no signature beside the manifest (%s.minisig)"), args->words[0]);
		if (args->json)
			verify_json(&check, status, out);
		else if (check.delivery.name)
			verify_text(app, &check, status, out);
		if (status == STATUS_OK && !check.good)
			status = STATUS_FAILED;
	}
	delivery_check_done(&check);
	key_ring_done(&ring);
	buf_done(&list);
	return status;
}

static struct json *key_json(const struct trusted_key *key)
{
	struct json *item = json_new_object();
	char id[17];
	mini_id_text(key->key.id, id);
	json_put_text(item, "name", key->name);
	json_put_text(item, "id", id);
	json_put_text(item, "role", key_role_word(key->role));
	json_put_bool(item, "revoked", key->revoked_on != DATE_NONE);
	return item;
}

static void key_text(const struct app *app, const struct trusted_key *key, struct buf *out)
{
	char id[17];
	mini_id_text(key->key.id, id);
	buf_adds(out, "  ");
	utf8_pad(out, key->name, NAME_CELLS);
	buf_addf(out, " %s  %-8s  ", id, key_role_word(key->role));
	if (key->revoked_on != DATE_NONE) {
		buf_adds(out, _("revoked "));
		date_format_short(out, app_eras(app), key->revoked_on);
	} else if (key->valid_from != DATE_NONE) {
		buf_adds(out, _("valid from "));
		date_format_short(out, app_eras(app), key->valid_from);
	}
	buf_addc(out, '\n');
}

enum status command_registry_keys(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct key_ring ring;
	char *directory = app_keys_directory(app);
	enum status status = app_keys(app, &ring, diags);
	struct json *whole = args->json ? json_new_object() : NULL, *list = args->json ? json_new_array() : NULL;
	if (status == STATUS_OK && !args->json) {
		buf_addf(out, _("Keys in %s\n"), directory);
		if (ring.managed)
			buf_addf(out, _("List of keys version %1$lld; %2$zu root signatures change it\n"), (long long)ring.version, ring.threshold);
		if (ring.managed)
			say_date(app, _("Valid until"), ring.expires_on, out);
		if (ring.count == 0)
			buf_adds(out, _("There are none; no signature can be checked.\n"));
	}
	for (size_t i = 0; i < ring.count; i++) {
		if (args->json)
			json_push(list, key_json(&ring.items[i]));
		else
			key_text(app, &ring.items[i], out);
	}
	if (args->json) {
		json_put_text(whole, "directory", directory);
		json_put_int(whole, "version", ring.version);
		json_put(whole, "keys", list);
		if (status == STATUS_OK)
			json_write(&whole, out);
		else
			json_free(&whole);
	}
	key_ring_done(&ring);
	free(directory);
	return status;
}

/* The list goes where the keys are, and its version into the chain. */
static enum status install(struct app *app, const char *path, const struct key_ring *next, const char *signers, struct diag_list *diags)
{
	char *directory = app_keys_directory(app), *place = path_join(directory, "root.ini");
	struct digest digest;
	struct buf bytes;
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, 65536, diags);
	digest_of(&digest, bytes.data, bytes.len);
	if (status == STATUS_OK)
		status = file_make_directory(directory, diags);
	if (status == STATUS_OK)
		status = file_write(place, bytes.data, bytes.len, 0644, diags);
	if (status == STATUS_OK)
		status = app_see(app, KIND_KEYS_SEEN, next->version, &digest, signers, diags);
	buf_done(&bytes);
	free(place);
	free(directory);
	return status;
}

enum status command_registry_trust(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct key_ring now, next = { .items = NULL };
	char *signers = NULL;
	enum status status = app_keys(app, &now, diags);
	if (status == STATUS_OK)
		status = key_ring_succeed(&next, &now, args->words[0], app_today(app), &signers, diags);
	if (status == STATUS_OK)
		status = install(app, args->words[0], &next, signers, diags);
	if (status == STATUS_OK)
		buf_addf(out, _("List of keys version %1$lld is in force; signed by %2$s\n"), (long long)next.version, signers);
	if (status == STATUS_OK && !now.managed)
		buf_adds(out, _("This is the first list here. Compare the ids of its root keys with what its issuer says, on another way than the medium:\n"));
	for (size_t i = 0; i < next.count && status == STATUS_OK && !now.managed; i++)
		if (next.items[i].role == KEY_ROLE_ROOT)
			key_text(app, &next.items[i], out);
	free(signers);
	key_ring_done(&next);
	key_ring_done(&now);
	return status;
}
