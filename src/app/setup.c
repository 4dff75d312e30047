/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The configuration is a file that people write; so what stands in it stays as it is, byte for byte. Where only the system has one, the person's own
 * begins as a copy of it, because one of the two is read and not both.
 */
#include "app/setup.h"

#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/session.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"
#include "base/keyfile.h"
#include "base/minisign.h"
#include "base/utf8.h"

#define CONFIG_BYTES_MAX 65536
#define CONFIG_MODE 0600
#define PUBLIC_MODE 0644

bool app_is_set_up(const struct app *app)
{
	return app->config.has_user;
}

const char *app_setup_path(const struct app *app)
{
	return app->own_config_path;
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " ")] == '\0';
}

static enum status check(const struct setup *setup, struct diag_list *diags)
{
	if (is_blank(setup->name))
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("a name is needed; it goes into answers and records"));
	if (!utf8_is_plain(setup->name, false) || !utf8_is_plain(setup->organisation, false))
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("name and organisation may not hold control or invisible characters"));
	return STATUS_OK;
}

/* The whole file as it is to be. *there: it is there already. */
static enum status compose(const struct app *app, const struct setup *setup, bool *there, struct buf *out, struct diag_list *diags)
{
	const char *from = file_exists(app->own_config_path) ? app->own_config_path : app->config_path;
	struct config now;
	enum status status = STATUS_OK;
	*there = from == app->own_config_path;
	config_init(&now);
	if (from && file_exists(from)) {
		status = config_read(&now, from, diags);
		if (status == STATUS_OK && now.has_user)
			status = diag_error(diags, STATUS_FAILED, from, 0, _("this file already says who is here; change it there"));
		if (status == STATUS_OK)
			status = file_read(out, from, CONFIG_BYTES_MAX, diags);
	}
	config_done(&now);
	if (status != STATUS_OK)
		return status;
	if (out->len && out->data[out->len - 1] != '\n')
		buf_addc(out, '\n');
	buf_adds(out, out->len ? "\n[user.main]\n" : "[user.main]\n");
	ini_write_value(out, "name", setup->name);
	if (!is_blank(setup->organisation))
		ini_write_value(out, "organisation", setup->organisation);
	ini_write_value(out, "role", setup->role);
	return STATUS_OK;
}

static enum status write_config(const char *path, bool there, const struct buf *bytes, struct diag_list *diags)
{
	char *directory = path_directory(path);
	bool taken = false;
	enum status status = file_make_directory(directory, diags);
	if (status == STATUS_OK && there)
		status = file_write(path, bytes->data, bytes->len, CONFIG_MODE, diags);
	else if (status == STATUS_OK)
		status = file_create(path, bytes->data, bytes->len, CONFIG_MODE, &taken, diags);
	if (taken)
		status = diag_error(diags, STATUS_FAILED, path, 0, _("this file is already there; nothing was written"));
	free(directory);
	return status;
}

/* The session goes on as one that was started with this file. */
static enum status take_over(struct app *app, struct diag_list *diags)
{
	mem_replace(&app->config_path, app->own_config_path);
	config_done(&app->config);
	config_init(&app->config);
	enum status status = config_read(&app->config, app->config_path, diags);
	const char *name = config_get(&app->config, "user.name");
	if (name[0])
		mem_replace(&app->author, name);
	return status;
}

enum status app_set_up(struct app *app, const struct setup *setup, struct diag_list *diags)
{
	struct buf bytes;
	bool there = false;
	enum status status = check(setup, diags);
	if (status != STATUS_OK)
		return status;
	if (!app->own_config_path[0])
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("no place for the configuration is known: set HOME or give --config FILE"));
	buf_init(&bytes);
	status = compose(app, setup, &there, &bytes, diags);
	if (status == STATUS_OK)
		status = write_config(app->own_config_path, there, &bytes, diags);
	if (status == STATUS_OK)
		status = take_over(app, diags);
	buf_done(&bytes);
	return status;
}

/* ---- the key ---- */

bool app_has_key_file(const struct app *app)
{
	char *path = app_person_key_path(app), *pub = mem_printf("%s.pub", path);
	bool there = file_exists(path) || file_exists(pub);
	free(pub);
	free(path);
	return there;
}

static enum status make_files(struct app *app, const char *path, const char *pub, const char *passphrase, char id[17], struct diag_list *diags)
{
	struct sign_key key;
	struct mini_key mine;
	struct buf text;
	buf_init(&text);
	sign_key_make(&key);
	mini_key_of(&mine, key.public_key);
	mini_key_write(&text, &mine, app_author(app));
	enum status status = keyfile_save(&key, path, passphrase, diags);
	sign_wipe(&key, sizeof key);
	if (status == STATUS_OK)
		status = file_write(pub, text.data, text.len, PUBLIC_MODE, diags);
	mini_id_text(mine.id, id);
	buf_done(&text);
	return status;
}

enum status app_key_new(struct app *app, const char *passphrase, struct buf *told, struct diag_list *diags)
{
	char *path = app_person_key_path(app), *pub = mem_printf("%s.pub", path), *directory = path_directory(path), id[17];
	enum status status = app_has_key_file(app)
		? diag_error(diags, STATUS_FAILED, path, 0, _("this file is already there; nothing was written")) : file_make_directory(directory, diags);
	if (status == STATUS_OK)
		status = make_files(app, path, pub, passphrase, id, diags);
	if (status == STATUS_OK)
		buf_addf(told, _("%1$s is secret and stays here; %2$s goes to the office, which enters it in the list of persons. Key %3$s\n"), path, pub, id);
	free(directory);
	free(pub);
	free(path);
	return status;
}
