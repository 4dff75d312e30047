/* SPDX-License-Identifier: Apache-2.0 */
/* For the office that prepares deliveries: a key pair, a manifest, a signature. Nothing here touches a store. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/session.h"
#include "base/file.h"
#include "base/minisign.h"
#include "base/num.h"
#include "base/utf8.h"
#include "registry/delivery.h"

#define FILE_BYTES_MAX (256u << 20)

enum status command_registry_key(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	char *path = mem_printf("%s.pub", args->words[0]);
	const char *slash = strrchr(args->words[0], '/');
	struct sign_key key;
	struct mini_key mine;
	struct buf text;
	bool taken = false;
	char id[17];
	(void)app;
	sign_key_make(&key);
	mini_key_of(&mine, key.public_key);
	buf_init(&text);
	mini_key_write(&text, &mine, slash ? slash + 1 : args->words[0]);
	enum status status = file_exists(path) ? diag_error(diags, STATUS_FAILED, path, 0, _("this file is already there; nothing was written"))
	                                       : sign_key_save(&key, args->words[0], &taken, diags);
	if (taken)
		status = diag_error(diags, STATUS_FAILED, args->words[0], 0, _("this file is already there; nothing was written"));
	if (status == STATUS_OK)
		status = file_write(path, text.data, text.len, 0644, diags);
	mini_id_text(mine.id, id);
	if (status == STATUS_OK)
		buf_addf(out, _("%1$s is secret and stays here; %2$s goes to those who check signatures. Key %3$s\n"), args->words[0], path, id);
	buf_done(&text);
	free(path);
	return status;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static enum status add_file(struct delivery *delivery, const char *path, struct diag_list *diags)
{
	struct buf bytes;
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, FILE_BYTES_MAX, diags);
	if (status == STATUS_OK) {
		MEM_PUSH_ROOM(delivery->files, delivery->count, delivery->capacity);
		struct delivery_file *file = &delivery->files[delivery->count++];
		file->path = mem_strdup(base_name(path));
		file->bytes = (int64_t)bytes.len;
		digest_of(&file->digest, bytes.data, bytes.len);
	}
	buf_done(&bytes);
	return status;
}

static enum status take_date(struct app *app, const char *option, const char *typed, date_days *out, struct diag_list *diags)
{
	const char *why = NULL;
	if (typed && date_parse(app_eras(app), typed, out, &why))
		return STATUS_OK;
	return diag_error(diags, STATUS_USAGE, NULL, 0, "%s %s: %s", option, typed ? typed : "", why ? why : _("a day is needed"));
}

static enum status fill_head(struct app *app, const struct command_args *args, struct delivery *out, struct diag_list *diags)
{
	if (!args->name || !args->name[0] || !utf8_is_plain(args->name, false) || (args->source && !utf8_is_plain(args->source, false)))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("a delivery needs --name NAME, without control or invisible characters"));
	if (!args->delivery || !num_parse_int(args->delivery, &out->version) || out->version < 1 || out->version > 1000000000)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--delivery NUMBER: a whole number from 1 that is higher than that of the delivery before"));
	if (args->encoding && strcmp(args->encoding, "utf-8") != 0 && strcmp(args->encoding, "cp932") != 0)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--encoding %s: the encodings are utf-8 and cp932"), args->encoding);
	out->encoding = !args->encoding ? CSV_AUTO : strcmp(args->encoding, "cp932") == 0 ? CSV_CP932 : CSV_UTF8;
	out->name = mem_strdup(args->name);
	out->source = mem_strdup(args->source ? args->source : args->name);
	out->map = mem_strdup(args->map ? args->map : "");
	enum status status = take_date(app, "--issued-on", args->issued_on, &out->issued_on, diags);
	if (status == STATUS_OK)
		status = take_date(app, "--expires-on", args->expires_on, &out->expires_on, diags);
	if (status == STATUS_OK && out->expires_on < out->issued_on)
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("--expires-on lies before --issued-on"));
	return status;
}

/* Which kind of list it is, where it can be read here; an office may well sign what only the maps of others fit. */
static enum listing_shelf shelf_of_list(struct app *app, const struct command_args *args, const struct delivery *delivery)
{
	struct snapshot_request request = { .file = args->words[0], .map = args->map, .encoding = delivery->encoding, .name = delivery->name,
		.source = delivery->source, .issued_on = delivery->issued_on, .imported_on = delivery->issued_on };
	struct snapshot *snapshot = NULL;
	enum listing_shelf shelf = SHELF_SERVICES;
	struct diag_list aside;
	struct buf bytes;
	diag_init(&aside);
	buf_init(&bytes);
	if (app_maps(app, &aside) == STATUS_OK && file_read(&bytes, args->words[0], FILE_BYTES_MAX, &aside) == STATUS_OK) {
		request.bytes = bytes.data;
		request.len = bytes.len;
		if (snapshot_read(&snapshot, app->maps, app_eras(app), &request, &aside) == STATUS_OK)
			shelf = snapshot->info.shelf;
	}
	snapshot_free(&snapshot);
	buf_done(&bytes);
	diag_done(&aside);
	return shelf;
}

/* Writes the manifest, after reading it back as those who get it will. */
static enum status write_manifest(struct app *app, const struct command_args *args, const char *path, struct buf *bytes, struct diag_list *diags)
{
	struct delivery delivery = { .name = NULL }, again;
	enum status status = fill_head(app, args, &delivery, diags);
	for (size_t i = 0; i < args->count && status == STATUS_OK; i++)
		status = add_file(&delivery, args->words[i], diags);
	if (status == STATUS_OK) {
		delivery.shelf = shelf_of_list(app, args, &delivery);
		delivery_write(bytes, &delivery);
		status = delivery_parse(&again, path, bytes->data, bytes->len, diags);
		if (status == STATUS_OK)
			delivery_done(&again);
	}
	delivery_done(&delivery);
	return status == STATUS_OK ? file_write(path, bytes->data, bytes->len, 0644, diags) : status;
}

static enum status sign_bytes(const struct sign_key *key, const struct buf *bytes, const char *path, const char *comment, struct diag_list *diags)
{
	struct buf text;
	buf_init(&text);
	mini_signature_write(&text, key, bytes->data, bytes->len, comment);
	enum status status = file_write(path, text.data, text.len, 0644, diags);
	buf_done(&text);
	return status;
}

/* Where the manifest goes: as said, or delivery.ini beside the list. Caller frees. */
static char *manifest_path(const struct command_args *args)
{
	char *directory = path_directory(args->words[0]);
	char *path = args->output ? mem_strdup(args->output) : path_join(directory, "delivery.ini");
	free(directory);
	return path;
}

enum status command_registry_sign(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	size_t len = strlen(args->words[0]);
	bool as_is = len > 4 && strcmp(args->words[0] + len - 4, ".ini") == 0;
	char *manifest = as_is ? mem_strdup(args->words[0]) : manifest_path(args);
	char *place = as_is && args->output ? mem_strdup(args->output) : mem_printf("%s.minisig", manifest);
	struct sign_key key;
	struct buf bytes;
	buf_init(&bytes);
	enum status status = args->key ? sign_key_load(&key, args->key, diags)
	                               : diag_error(diags, STATUS_USAGE, NULL, 0, _("say with --key FILE who signs; \"registry key FILE\" makes a key"));
	if (status == STATUS_OK)
		status = as_is ? file_read(&bytes, manifest, FILE_BYTES_MAX, diags) : write_manifest(app, args, manifest, &bytes, diags);
	if (status == STATUS_OK) {
		char iso[11];
		date_format_iso(app_today(app), iso);
		char *comment = mem_printf("file:%s signed:%s", base_name(manifest), iso);
		status = sign_bytes(&key, &bytes, place, comment, diags);
		free(comment);
	}
	/* What is printed goes to --output, too; that is where the manifest or the signature is. */
	if (status == STATUS_OK && !args->output)
		buf_addf(out, _("Signed: %1$s; the signature is in %2$s\n"), manifest, place);
	buf_done(&bytes);
	free(manifest);
	free(place);
	return status;
}
