/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of persons in a bundle. One that comes is taken over under the conditions under which one that somebody lays into the directory of the keys counts:
 * a key that this office believes for lists of persons, and a version above what was there. Everything else is said, kept and sent on, because
 * another office may believe it. Only a list that its own key has not signed is damaged, and refuses the bundle.
 */
#include <stdlib.h>
#include <string.h>

#include "app/delivery.h"
#include "app/exchange_internal.h"
#include "app/person.h"
#include "registry/people.h"

void exchange_lists_done(struct exchange_seen *seen)
{
	for (size_t i = 0; i < seen->list_count; i++) {
		struct exchange_list *list = &seen->lists[i];
		for (size_t n = 0; n < list->change_count; n++) {
			free(list->changes[n].name);
			free(list->changes[n].now);
			free(list->changes[n].before);
		}
		free(list->changes);
		free(list->signer_name);
		free(list->why);
	}
	free(seen->lists);
}

enum status exchange_lists_check(struct exchange *exchange, struct diag_list *diags)
{
	size_t before = 0, count = 0;
	for (size_t i = 0; i < exchange->opaque_count; i++) {
		struct store_opaque *item = &exchange->opaque[i];
		struct people_file file;
		if (strcmp(item->kind, ITEM_PERSONS) != 0)
			continue;
		if (++count > LISTS_MAX)
			return diag_error(diags, STATUS_INPUT, exchange->path, 0, _("a bundle carries at most %d lists of persons. Nothing was taken in"), LISTS_MAX);
		while (before + 1 < exchange->bundle.count && exchange->bundle.items[before].data != item->bytes)
			before++;
		char *name = mem_printf("%s#%zu", exchange->path, before + 1);
		item->known = true;
		people_file_init(&file);
		enum status status = people_file_unpack(&file, name, item->bytes, item->len, diags);
		people_file_done(&file);
		free(name);
		if (status != STATUS_OK)
			return diag_error(diags, status, exchange->path, 0, _("the list of persons (item %1$zu of %2$zu) is not as it was signed. Nothing was taken in"),
				before + 1, exchange->bundle.count);
	}
	return STATUS_OK;
}

/* ---- what differs ---- */

/* As the edition calls it; where none is loaded, the word of the files. */
static const char *role_title(const struct app *app, enum life_role role)
{
	const struct edition *edition = app_edition(app);
	const char *word = life_role_word(role);
	for (size_t i = 0; edition && i < edition->role_count; i++)
		if (strcmp(edition->roles[i].name, word) == 0)
			return app_text(app, &edition->roles[i].title);
	return word;
}

static void describe(const struct app *app, const struct person *person, struct buf *out)
{
	char day[11];
	const char *between = "";
	for (int i = 0; i < LIFE_ROLES; i++) {
		if (!(person->roles >> i & 1u))
			continue;
		buf_addf(out, "%s%s", between, role_title(app, (enum life_role)i));
		between = ", ";
	}
	if (person->valid_from != DATE_NONE) {
		date_format_iso(person->valid_from, day);
		buf_addf(out, _(", from %s"), day);
	}
	if (person->revoked_on != DATE_NONE) {
		date_format_iso(person->revoked_on, day);
		buf_addf(out, _(", revoked on %s"), day);
	}
}

static void add_change(const struct app *app, struct exchange_list *list, enum change_state state, const struct person *person, const struct person *before)
{
	struct buf now, was;
	buf_init(&now);
	buf_init(&was);
	describe(app, person, &now);
	if (before && strcmp(before->name, person->name) != 0)
		buf_addf(&was, "%s ", before->name);
	if (before)
		describe(app, before, &was);
	MEM_PUSH_ROOM(list->changes, list->change_count, list->change_capacity);
	struct exchange_change *change = &list->changes[list->change_count++];
	*change = (struct exchange_change){ .state = state, .name = mem_strdup(person->name), .now = buf_take(&now), .before = buf_take(&was) };
	exchange_key_text(person->key.public_key, change->fingerprint);
}

static bool same_entry(const struct person *a, const struct person *b)
{
	return strcmp(a->name, b->name) == 0 && a->roles == b->roles && a->valid_from == b->valid_from && a->revoked_on == b->revoked_on;
}

static void compare(const struct app *app, struct exchange_list *list, const struct people *theirs, const struct people *ours)
{
	for (size_t i = 0; i < theirs->count; i++) {
		const struct person *person = &theirs->items[i], *known = ours ? people_counterpart(ours, theirs, person) : NULL;
		if (!known || !same_entry(known, person))
			add_change(app, list, known ? CHANGE_OTHER : CHANGE_NEW, person, known);
	}
	for (size_t i = 0; ours && i < ours->count; i++)
		if (!people_counterpart(theirs, ours, &ours->items[i]))
			add_change(app, list, CHANGE_GONE, &ours->items[i], NULL);
}

/* ---- what is to become of one ---- */

/* What is believed here. */
struct believed {
	struct app *app;
	struct key_ring ring;
	const struct people *ours;
	struct seen seen;
};

static enum list_state place(const struct believed *believed, const struct people *theirs)
{
	bool same = believed->ours && digest_equal(&believed->ours->digest, &theirs->digest);
	if (same)
		return LIST_OURS;
	int64_t floor = believed->seen.version;
	if (believed->ours && believed->ours->version > floor)
		floor = believed->ours->version;
	if (theirs->version <= floor)
		return theirs->version == floor ? LIST_OTHER : LIST_OLDER;
	return believed->ours ? LIST_NEWER : LIST_FIRST;
}

static void judge(const struct believed *believed, const struct people_file *file, struct exchange_list *list)
{
	struct people theirs;
	struct diag_list diags;
	const char *why;
	const struct trusted_key *key = key_ring_find(&believed->ring, file->signer.id, KEY_ROLE_PEOPLE, app_today(believed->app), &why);
	list->ours = believed->ours ? believed->ours->version : 0;
	exchange_key_text(file->signer.public_key, list->signer);
	if (key && memcmp(key->key.public_key, file->signer.public_key, sizeof file->signer.public_key) != 0) {
		key = NULL;
		why = _("the key is not among those that this office believes");
	}
	if (!key) {
		list->state = LIST_STRANGE;
		list->why = mem_strdup(why);
		return;
	}
	list->signer_name = mem_strdup(key->name);
	diag_init(&diags);
	if (people_parse(&theirs, ITEM_PERSONS, file->list.data, file->list.len, &diags) != STATUS_OK) {
		list->state = LIST_UNREADABLE;
		list->why = mem_strdup(diags.count ? diags.items[0].text : "");
	} else {
		list->version = theirs.version;
		list->persons = theirs.count;
		list->state = believed->app->practice ? LIST_PRACTICE : place(believed, &theirs);
		list->without_us = !app_person_in(believed->app, &theirs);
		if (list->state == LIST_FIRST || list->state == LIST_NEWER || list->state == LIST_OTHER)
			compare(believed->app, list, &theirs, believed->ours);
		people_done(&theirs);
	}
	diag_done(&diags);
}

static bool comes(const struct exchange_list *list)
{
	return list->state == LIST_FIRST || list->state == LIST_NEWER;
}

/* Of those that could be taken over, the newest is; of two of one version, the one that stands first. */
static void choose(struct exchange_seen *seen)
{
	struct exchange_list *best = NULL;
	for (size_t i = 0; i < seen->list_count; i++) {
		struct exchange_list *list = &seen->lists[i];
		if (!comes(list))
			continue;
		struct exchange_list *passed = best && best->version >= list->version ? list : best;
		if (passed != list)
			best = list;
		if (passed)
			passed->state = LIST_PASSED;
	}
}

static enum status believed_find(struct believed *out, struct app *app, struct diag_list *diags)
{
	*out = (struct believed){ .app = app };
	/* Somebody may have laid another list there since the session began. */
	app_people_forget(app);
	enum status status = app_people(app, &out->ours, diags);
	if (status == STATUS_OK)
		status = app_keys(app, &out->ring, diags);
	if (status == STATUS_OK)
		status = app_seen(app, KIND_PEOPLE_SEEN, &out->seen, diags);
	return status;
}

enum status exchange_lists_look(const struct exchange *exchange, struct exchange_seen *seen, struct diag_list *diags)
{
	struct believed believed = { .app = NULL };
	enum status status = STATUS_OK;
	for (size_t i = 0; i < exchange->opaque_count && status == STATUS_OK; i++) {
		struct people_file file;
		if (!exchange->opaque[i].known)
			continue;
		if (!believed.app)
			status = believed_find(&believed, exchange->app, diags);
		if (status != STATUS_OK)
			break;
		people_file_init(&file);
		status = people_file_unpack(&file, exchange->path, exchange->opaque[i].bytes, exchange->opaque[i].len, diags);
		MEM_PUSH_ROOM(seen->lists, seen->list_count, seen->list_capacity);
		struct exchange_list *list = &seen->lists[seen->list_count++];
		*list = (struct exchange_list){ .item = i };
		if (status == STATUS_OK)
			judge(&believed, &file, list);
		people_file_done(&file);
	}
	choose(seen);
	key_ring_done(&believed.ring);
	return status;
}

/* ---- taking over ---- */

static enum status replace(const struct exchange *exchange, const struct exchange_list *list, struct diag_list *diags)
{
	struct app *app = exchange->app;
	const struct store_opaque *item = &exchange->opaque[list->item];
	char *path = app_people_path(app);
	const struct people *ours = NULL;
	struct people_file file, old;
	struct key_ring ring = { .items = NULL };
	people_file_init(&file);
	people_file_init(&old);
	enum status status = people_file_unpack(&file, exchange->path, item->bytes, item->len, diags);
	/* What lies there now counts, and not what lay there when somebody was asked. */
	app_people_forget(app);
	if (status == STATUS_OK)
		status = app_people(app, &ours, diags);
	if (status == STATUS_OK && ours && ours->version >= list->version)
		status = diag_error(diags, STATUS_FAILED, path, 0, _("the list that is here now is version %lld already"), (long long)ours->version);
	if (status == STATUS_OK && ours) {
		status = app_keys(app, &ring, diags);
		if (status == STATUS_OK)
			status = people_file_read(&old, path, &ring, app_today(app), diags);
		key_ring_done(&ring);
	}
	if (status == STATUS_OK)
		status = people_file_put(&file, ours ? &old : NULL, path, diags);
	if (status == STATUS_OK)
		app_people_forget(app);
	people_file_done(&file);
	people_file_done(&old);
	free(path);
	return status;
}

enum status exchange_lists_take(const struct exchange *exchange, struct exchange_seen *seen, struct diag_list *diags)
{
	for (size_t i = 0; i < seen->list_count; i++) {
		struct exchange_list *list = &seen->lists[i];
		struct diag_list faults;
		if (!comes(list))
			continue;
		diag_init(&faults);
		if (replace(exchange, list, &faults) != STATUS_OK) {
			list->state = LIST_UNWRITTEN;
			free(list->why);
			list->why = mem_strdup(faults.count ? faults.items[0].text : "");
			diag_warning(diags, faults.count ? faults.items[0].file : NULL, 0,
				_("the bundle was taken in, but its list of persons could not be written: %s. Take the bundle in once more"), list->why);
		}
		diag_done(&faults);
	}
	return STATUS_OK;
}
