/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of persons, and files by which others check what was signed without this program. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/history.h"
#include "app/person.h"
#include "app/review.h"
#include "app/session.h"
#include "app/setup.h"
#include "base/file.h"
#include "base/keyfile.h"
#include "registry/people.h"
#include "report/json.h"
#include "store/exchange.h"

static enum status key_new(struct app *app, struct buf *out, struct diag_list *diags)
{
	struct buf secret;
	/* Nobody is asked for the passphrase of a key that will not be made. */
	if (app_has_key_file(app))
		return app_key_new(app, "", out, diags);
	buf_init(&secret);
	enum status status = secret_ask(&secret, _("Passphrase for your new key: "), true, diags);
	if (status == STATUS_OK)
		status = app_key_new(app, secret.data, out, diags);
	secret_done(&secret);
	return status;
}

static void person_line(const struct person *person, struct json *list, struct buf *out)
{
	char id[17], from[11] = "", until[11] = "";
	struct buf roles;
	buf_init(&roles);
	mini_id_text(person->key.id, id);
	if (person->valid_from != DATE_NONE)
		date_format_iso(person->valid_from, from);
	if (person->revoked_on != DATE_NONE)
		date_format_iso(person->revoked_on, until);
	for (int i = 0; i < LIFE_ROLES; i++)
		if (person->roles >> i & 1u)
			buf_addf(&roles, "%s%s", roles.len ? " " : "", life_role_word((enum life_role)i));
	if (list) {
		struct json *item = json_new_object();
		json_put_text(item, "name", person->name);
		json_put_text(item, "roles", roles.data);
		json_put_text(item, "key", id);
		json_put_text(item, "valid_from", *from ? from : NULL);
		json_put_text(item, "revoked_on", *until ? until : NULL);
		json_push(list, item);
	} else {
		buf_addf(out, "%s  %s  %s  %s - %s\n", id, person->name, roles.data, from, until);
	}
	buf_done(&roles);
}

static enum status key_list(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	const struct people *people;
	enum status status = app_people(app, &people, diags);
	if (status != STATUS_OK)
		return status;
	struct json *list = args->json ? json_new_array() : NULL;
	for (size_t i = 0; people && i < people->count; i++)
		person_line(&people->items[i], list, out);
	if (list)
		json_write(&list, out);
	else if (!people)
		buf_adds(out, _("this office keeps no list of persons; the key of the terminal stands for every step\n"));
	return STATUS_OK;
}

enum status command_record_key(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	if (strcmp(args->words[0], "new") == 0)
		return key_new(app, out, diags);
	if (strcmp(args->words[0], "list") == 0)
		return key_list(app, args, out, diags);
	return diag_error(diags, STATUS_USAGE, NULL, 0, _("record key %s: write \"new\" or \"list\""), args->words[0]);
}

/* ---- files for minisign and openssl ---- */

/* A public key as openssl reads it: the fixed head of an Ed25519 key in DER, and its 32 bytes. */
static void add_pem(struct buf *out, const uint8_t key[32])
{
	static const uint8_t der[12] = { 0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00 };
	uint8_t whole[sizeof der + 32];
	memcpy(whole, der, sizeof der);
	memcpy(whole + sizeof der, key, 32);
	buf_adds(out, "-----BEGIN PUBLIC KEY-----\n");
	base64_add(out, whole, sizeof whole);
	buf_adds(out, "\n-----END PUBLIC KEY-----\n");
}

static enum status put(const char *directory, const char *name, const char *suffix, const void *bytes, size_t len, struct diag_list *diags)
{
	char *file = mem_printf("%s%s", name, suffix), *path = path_join(directory, file);
	bool taken = false;
	enum status status = file_create(path, bytes, len, 0644, &taken, diags);
	if (taken)
		status = diag_error(diags, STATUS_FAILED, path, 0, _("this file is already there; nothing was written"));
	free(path);
	free(file);
	return status;
}

/* What openssl needs beside the file: the bare signature and the key. */
static enum status put_plain(const char *directory, const char *name, const struct signature *signature, const uint8_t key[32], struct diag_list *diags)
{
	struct buf pem;
	buf_init(&pem);
	add_pem(&pem, key);
	enum status status = put(directory, name, ".sig", signature->bytes, sizeof signature->bytes, diags);
	if (status == STATUS_OK)
		status = put(directory, name, ".pem", pem.data, pem.len, diags);
	buf_done(&pem);
	return status;
}

/* Files that are being written, and the key of this terminal where it is at hand. */
struct files {
	struct app *app;
	const char *directory;
	struct sign_key key;
	bool has_key;
};

/* By the key of this terminal; what it signs here it has signed before, as an entry of its chain or as what such an entry names. */
static enum status put_terminal(const struct files *files, const char *name, const struct buf *bytes, struct diag_list *diags)
{
	const char *terminal = store_terminal(files->app->store);
	char *comment = mem_printf("kumoshirube %s %s", terminal, name);
	struct signature signature;
	struct mini_key key;
	struct buf file, pub;
	buf_init(&file);
	buf_init(&pub);
	mini_signature_write(&file, &files->key, bytes->data, bytes->len, comment);
	mini_key_of(&key, files->key.public_key);
	mini_key_write(&pub, &key, terminal);
	sign_make(&files->key, bytes->data, bytes->len, &signature);
	enum status status = put(files->directory, name, ".minisig", file.data, file.len, diags);
	if (status == STATUS_OK)
		status = put(files->directory, name, ".pub", pub.data, pub.len, diags);
	if (status == STATUS_OK)
		status = put_plain(files->directory, name, &signature, files->key.public_key, diags);
	buf_done(&file);
	buf_done(&pub);
	free(comment);
	return status;
}

static enum status put_person(const char *directory, const char *name, const struct passage *passage, struct diag_list *diags)
{
	struct mini_signature signature;
	struct mini_key key;
	struct buf text;
	enum status status = mini_signature_parse(&signature, name, passage->signature, strlen(passage->signature), diags);
	if (status != STATUS_OK)
		return status;
	buf_init(&text);
	memcpy(key.id, signature.id, sizeof key.id);
	memcpy(key.public_key, passage->key, sizeof key.public_key);
	mini_key_write(&text, &key, passage->author ? passage->author : "");
	status = put(directory, name, ".minisig", passage->signature, strlen(passage->signature), diags);
	if (status == STATUS_OK)
		status = put(directory, name, ".pub", text.data, text.len, diags);
	if (status == STATUS_OK)
		status = put_plain(directory, name, &signature.signature, passage->key, diags);
	buf_done(&text);
	mini_signature_done(&signature);
	return status;
}

/*
 * The chain entry is signed by its terminal in every case. Only that terminal itself can give the form of minisign, which has a second signature; what came
 * from another one is checked by openssl.
 */
static enum status put_entry(const struct files *files, const char *name, const struct store_entry *entry, bool ours, struct diag_list *diags)
{
	char *file = mem_printf("%s.entry", name);
	struct buf bytes;
	buf_init(&bytes);
	store_entry_bytes(entry->terminal, entry, &bytes);
	enum status status = put(files->directory, file, "", bytes.data, bytes.len, diags);
	if (status == STATUS_OK)
		status = ours ? put_terminal(files, file, &bytes, diags) : put_plain(files->directory, file, &entry->signature, entry->public_key, diags);
	buf_done(&bytes);
	free(file);
	return status;
}

static const struct store_entry *entry_of(const struct store_entries *entries, const struct passage *passage)
{
	for (size_t i = 0; i < entries->count; i++)
		if (entries->items[i].seq == passage->seq && strcmp(entries->items[i].terminal, passage->terminal) == 0 &&
			digest_equal(&entries->items[i].artifact, &passage->digest))
			return &entries->items[i];
	return NULL;
}

static enum status put_passage(const struct files *files, const struct passage *passage, const struct store_entries *entries, struct buf *out,
	struct diag_list *diags)
{
	/* Numbers of other terminals are counted there, and may be the same as ours. */
	bool ours = strcmp(passage->terminal, store_terminal(files->app->store)) == 0;
	char *name = mem_printf("%.8s%s%04lld-%s", ours ? "" : passage->terminal, ours ? "" : "-", (long long)passage->seq, life_kind(passage->verb));
	const struct store_entry *entry = entry_of(entries, passage);
	bool key = ours && entry && files->has_key && memcmp(entry->public_key, files->key.public_key, sizeof entry->public_key) == 0;
	struct buf bytes;
	buf_init(&bytes);
	enum status status = store_artifact(files->app->store, &passage->digest, &bytes, diags);
	if (status == STATUS_OK)
		status = put(files->directory, name, "", bytes.data, bytes.len, diags);
	if (status == STATUS_OK && passage->signature)
		status = put_person(files->directory, name, passage, diags);
	else if (status == STATUS_OK && key)
		status = put_terminal(files, name, &bytes, diags);
	if (status == STATUS_OK && entry)
		status = put_entry(files, name, entry, key, diags);
	if (status == STATUS_OK)
		buf_addf(out, "%s\n", name);
	buf_done(&bytes);
	free(name);
	return status;
}

enum status command_record_files(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct files files = { .app = app, .directory = args->words[1] };
	struct history history = { 0 };
	struct store_entries entries = { 0 };
	char record[33], *key = mem_printf("%s.key", app->store_path);
	files.has_key = app->store && sign_key_load(&files.key, key, NULL) == STATUS_OK;
	enum status status = app_case_id(app, args->words[0], record, NULL, diags);
	if (status == STATUS_OK)
		status = app_history(app, record, &history, diags);
	if (status == STATUS_OK)
		status = store_entries_united(app->store, record, &entries, diags);
	if (status == STATUS_OK)
		status = file_make_directory(args->words[1], diags);
	for (size_t i = 0; i < history.count && status == STATUS_OK; i++)
		status = put_passage(&files, &history.items[i], &entries, out, diags);
	sign_wipe(&files.key, sizeof files.key);
	free(key);
	store_entries_done(&entries);
	history_done(&history);
	return status;
}
