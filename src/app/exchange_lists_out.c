/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which lists of persons go out. Of every key that signs such lists the newest known one does, whoever believes the key: so a terminal without the keys of an
 * office still carries its list to those that have them. Two lists of one version both go, because somebody should see that there are two.
 */
#include <stdlib.h>
#include <string.h>

#include "app/delivery.h"
#include "app/exchange_internal.h"
#include "app/person.h"
#include "registry/people.h"

void outgoing_lists_done(struct outgoing_lists *lists)
{
	for (size_t i = 0; i < lists->count; i++)
		buf_done(&lists->items[i].bytes);
	free(lists->items);
}

static bool replaces(const struct outgoing_list *newer, const struct outgoing_list *older)
{
	if (memcmp(newer->key, older->key, sizeof newer->key) != 0)
		return false;
	return digest_equal(&newer->digest, &older->digest) || (newer->version > older->version && older->version > 0);
}

static void add(struct outgoing_lists *lists, const struct people_file *file, bool ours)
{
	struct outgoing_list one = { .ours = ours };
	struct people people;
	size_t left = 0;
	memcpy(one.key, file->signer.public_key, sizeof one.key);
	digest_of(&one.digest, file->list.data, file->list.len);
	if (people_parse(&people, ITEM_PERSONS, file->list.data, file->list.len, NULL) == STATUS_OK) {
		one.version = people.version;
		people_done(&people);
	}
	for (size_t i = 0; i < lists->count; i++)
		if (replaces(&lists->items[i], &one))
			return;
	for (size_t i = 0; i < lists->count; i++) {
		if (replaces(&one, &lists->items[i]))
			buf_done(&lists->items[i].bytes);
		else
			lists->items[left++] = lists->items[i];
	}
	lists->count = left;
	if (lists->count == LISTS_MAX)
		return;
	buf_init(&one.bytes);
	people_file_pack(file, &one.bytes);
	MEM_PUSH_ROOM(lists->items, lists->count, lists->capacity);
	lists->items[lists->count++] = one;
}

void exchange_lists_kept(struct outgoing_lists *lists, const char *bytes, size_t len)
{
	struct people_file file;
	people_file_init(&file);
	if (people_file_unpack(&file, "", bytes, len, NULL) == STATUS_OK)
		add(lists, &file, false);
	people_file_done(&file);
}

void exchange_lists_own(struct outgoing_lists *lists, struct app *app, struct diag_list *diags)
{
	const struct people *people = NULL;
	struct diag_list faults;
	if (app->practice)
		return;
	diag_init(&faults);
	enum status status = app_people(app, &people, &faults);
	if (status == STATUS_OK && people) {
		struct key_ring ring = { .items = NULL };
		struct people_file file;
		char *path = app_people_path(app);
		people_file_init(&file);
		status = app_keys(app, &ring, &faults);
		if (status == STATUS_OK)
			status = people_file_read(&file, path, &ring, app_today(app), &faults);
		if (status == STATUS_OK)
			add(lists, &file, true);
		people_file_done(&file);
		key_ring_done(&ring);
		free(path);
	}
	if (status != STATUS_OK)
		diag_warning(diags, faults.count ? faults.items[0].file : NULL, 0, _("the list of persons of this office does not go along: %s"),
			faults.count ? faults.items[0].text : "");
	diag_done(&faults);
}
