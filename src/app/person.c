/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the office keeps a list of persons, it decides who somebody is and what his roles are, and his own key signs what he does. Where there is none,
 * the configuration is believed and the key of the terminal stands for everything, which every record and `record verify` then say.
 */
#include "app/person.h"

#include <stdlib.h>
#include <string.h>

#include "app/delivery.h"
#include "app/session.h"
#include "base/file.h"
#include "base/keyfile.h"
#include "base/utf8.h"
#include "model/act.h"
#include "registry/people.h"

#define LIST_NAME "people.ini"
#define KEY_NAME "person.key"

enum status app_life(struct app *app, const struct life **out, struct diag_list *diags)
{
	enum status status = app->life ? STATUS_OK : life_load(&app->life, app->data_root, app->cache_path, diags);
	*out = app->life;
	return status;
}

char *app_person_key_path(const struct app *app)
{
	char *beside = path_directory(app->config_path);
	char *path = path_join(beside, KEY_NAME);
	free(beside);
	return path;
}

char *app_people_path(const struct app *app)
{
	char *directory = app_keys_directory(app);
	char *path = path_join(directory, LIST_NAME);
	free(directory);
	return path;
}

void app_people_forget(struct app *app)
{
	if (app->people)
		people_done(app->people);
	free(app->people);
	app->people = NULL;
	app->people_read = false;
}

void app_person_done(struct app *app)
{
	app_people_forget(app);
	sign_wipe(&app->person_key, sizeof app->person_key);
}

/* The list that is there must not be older than one that was seen, and must not have gone away. */
static enum status check_seen(struct app *app, const char *path, const struct people *people, struct diag_list *diags)
{
	struct seen seen;
	enum status status = app_seen(app, KIND_PEOPLE_SEEN, &seen, diags);
	if (status == STATUS_OK && !people && seen.version > 0)
		return diag_error(diags, STATUS_FAILED, path, 0, _("the list of persons, which this terminal has seen, is gone; put it back"));
	if (status == STATUS_OK && people && seen.version > 0)
		status = app_check_floor(path, &seen, people->version, &people->digest, diags);
	return status;
}

enum status app_people(struct app *app, const struct people **out, struct diag_list *diags)
{
	*out = app->people;
	if (app->people_read)
		return STATUS_OK;
	char *path = app_people_path(app);
	struct people list = { .items = NULL };
	bool there = file_exists(path);
	enum status status = STATUS_OK;
	if (there) {
		struct key_ring ring = { .items = NULL };
		status = app_keys(app, &ring, diags);
		if (status == STATUS_OK)
			status = people_load(&list, path, &ring, app_today(app), diags);
		key_ring_done(&ring);
	}
	if (status == STATUS_OK)
		status = check_seen(app, path, there ? &list : NULL, diags);
	if (status == STATUS_OK && there) {
		app->people = MEM_NEW(struct people);
		*app->people = list;
	} else {
		people_done(&list);
	}
	app->people_read = status == STATUS_OK;
	*out = app->people;
	free(path);
	return status;
}

static enum status own_public_key(const char *path, struct mini_key *out, struct diag_list *diags)
{
	char *place = mem_printf("%s.pub", path);
	struct buf text;
	buf_init(&text);
	enum status status = file_exists(place) ? file_read(&text, place, MINISIGN_FILE_MAX, diags)
		: diag_error(diags, STATUS_FAILED, place, 0, _("this office keeps a list of persons, and you have no key yet: make one with \"record key new\""));
	if (status == STATUS_OK)
		status = mini_key_parse(out, place, text.data, text.len, diags);
	buf_done(&text);
	free(place);
	return status;
}

bool app_person_in(struct app *app, const struct people *people)
{
	char *path = app_person_key_path(app);
	struct mini_key mine;
	bool in = own_public_key(path, &mine, NULL) == STATUS_OK && people_find(people, mine.public_key, app_today(app));
	free(path);
	return in;
}

static enum status self_of_list(struct app *app, const struct people *people, struct self *out, struct diag_list *diags)
{
	char *path = app_person_key_path(app);
	struct mini_key mine;
	const char *why = NULL;
	enum status status = own_public_key(path, &mine, diags);
	if (status == STATUS_OK) {
		date_days today = date_of_moment(app_now(app));
		const struct person *person = people_find(people, mine.public_key, today);
		if (!person)
			status = diag_error(diags, STATUS_FAILED, path, 0, _("your key is not in the list of persons; give %s.pub to the office"), path);
		else if (!person_counts(person, today, &why))
			status = diag_error(diags, STATUS_FAILED, path, 0, _("%1$s: %2$s"), person->name, why);
		else
			*out = (struct self){ .name = person->name, .roles = person->roles, .has_key = true };
	}
	memcpy(out->key, mine.public_key, sizeof out->key);
	free(path);
	return status;
}

enum status app_self(struct app *app, struct self *out, struct diag_list *diags)
{
	const struct people *people;
	enum life_role role;
	*out = (struct self){ .name = app->author };
	enum status status = app_people(app, &people, diags);
	if (status != STATUS_OK)
		return status;
	if (people)
		return self_of_list(app, people, out, diags);
	if (!out->name[0])
		return diag_error(diags, STATUS_FAILED, app->config_path, 0, _("nobody's name is known: set user.name in the configuration"));
	if (!life_role_parse(app_role(app), &role))
		return diag_error(diags, STATUS_FAILED, app->config_path, 0, _("user.role \"%s\" is not a role"), app_role(app));
	out->roles = 1u << role;
	return STATUS_OK;
}

int self_role(const struct self *self, const struct life *life, enum life_verb verb)
{
	for (int i = 0; i < LIFE_ROLES; i++)
		if (self->roles >> i & 1u && life->steps[verb].by >> i & 1u)
			return i;
	return -1;
}

bool same_person(const char *name, bool has_key, const uint8_t key[32], const struct self *self)
{
	return utf8_same_name(name, self->name) || (has_key && self->has_key && memcmp(key, self->key, sizeof self->key) == 0);
}

/* ---- signing ---- */

bool app_locked(struct app *app)
{
	const struct people *people;
	return app_people(app, &people, NULL) == STATUS_OK && people && !app->has_person_key;
}

enum status app_unlock(struct app *app, const char *passphrase, struct diag_list *diags)
{
	char *path = app_person_key_path(app);
	enum status status = keyfile_load(&app->person_key, path, passphrase, diags);
	app->has_person_key = status == STATUS_OK;
	free(path);
	return status;
}

/* On the screens the passphrase is asked for by a page; here only a file may give it. */
static enum status unlock(struct app *app, struct diag_list *diags)
{
	struct buf secret;
	bool found = true;
	if (app->has_person_key)
		return STATUS_OK;
	buf_init(&secret);
	enum status status = app->interactive ? secret_from_file(&secret, &found, diags) : secret_ask(&secret, _("Passphrase of your key: "), false, diags);
	if (status == STATUS_OK && !found)
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("your key is locked; it opens with its passphrase"));
	if (status == STATUS_OK)
		status = app_unlock(app, secret.data, diags);
	secret_done(&secret);
	return status;
}

static void sign_artifact(const struct app *app, const struct store_append *artifact, int64_t at, struct buf *out)
{
	struct act_signature signature = { .file = NULL };
	char *comment = mem_printf("kumoshirube %s %s %lld", artifact->kind, artifact->record, (long long)at);
	struct buf file;
	buf_init(&file);
	mini_signature_write(&file, &app->person_key, artifact->bytes, artifact->len, comment);
	digest_of(&signature.of, artifact->bytes, artifact->len);
	memcpy(signature.key, app->person_key.public_key, sizeof signature.key);
	signature.file = buf_take(&file);
	act_signature_encode(&signature, out);
	act_signature_done(&signature);
	free(comment);
}

/* The last of the artifacts is what a person does; its signature follows it. */
static enum status append_with_key(struct app *app, const struct store_append *artifacts, size_t count, int64_t at, struct store_entry *entry,
	struct diag_list *diags)
{
	struct store_append *all = mem_array(count + 1, sizeof *all);
	struct store_entry last = { 0 };
	struct buf bytes;
	buf_init(&bytes);
	memcpy(all, artifacts, count * sizeof *all);
	sign_artifact(app, &artifacts[count - 1], at, &bytes);
	all[count] = (struct store_append){ .kind = KIND_SIGNATURE, .record = artifacts[count - 1].record, .bytes = bytes.data, .len = bytes.len };
	enum status status = store_append(app->store, all, count + 1, &app->key, at, &last, diags);
	if (status == STATUS_OK)
		*entry = last;
	buf_done(&bytes);
	free(all);
	return status;
}

enum status app_append_signed(struct app *app, const struct store_append *artifacts, size_t count, int64_t at, struct store_entry *entry,
	struct diag_list *diags)
{
	const struct people *people;
	struct self self;
	enum status status = app_people(app, &people, diags);
	if (status == STATUS_OK && people)
		status = app_self(app, &self, diags);
	if (status == STATUS_OK && people)
		status = unlock(app, diags);
	if (status == STATUS_OK && people && memcmp(self.key, app->person_key.public_key, sizeof self.key) != 0)
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("the two halves of your key do not belong together; put both back from the backup"));
	if (status == STATUS_OK)
		status = people ? append_with_key(app, artifacts, count, at, entry, diags) : store_append(app->store, artifacts, count, &app->key, at, entry, diags);
	if (status != STATUS_OK)
		return status;
	struct diag_list aside;
	diag_init(&aside);
	if (app_head_save(app, &entry->entry, &aside) != STATUS_OK)
		diag_warning(diags, app->store_path, 0, _("it is in the chain, but the file that remembers the last entry (.head) cannot be written"));
	diag_done(&aside);
	/* Noted after the first act under it: from here on an act without a key of its own is a fault. */
	return people ? app_see(app, KIND_PEOPLE_SEEN, people->version, &people->digest, "", diags) : STATUS_OK;
}
