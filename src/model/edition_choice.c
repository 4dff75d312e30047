/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Editions lie side by side, each in a directory that bears its date. An edition that has screens or a catalogue of its own does not read
 * the common ones: so an older edition stays as it was when those change for a newer one, and its digest with it.
 */
#include "model/edition_load.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define DATE_CHARACTERS 10

static char *own_directory(const char *root, const char *id, const char *name, const char *common)
{
	char *own = mem_printf("data/policy/%s/%s", id, name), *path = path_join(root, own);

	if (!file_exists(path)) {
		free(own);
		own = mem_strdup(common);
	}
	free(path);
	return own;
}

char *edition_screen_directory(const char *root, const char *id)
{
	return own_directory(root, id, "screens", "screens");
}

char *edition_catalogue_directory(const char *root, const char *id)
{
	return own_directory(root, id, "catalogue", "data/catalogue");
}

static bool is_common(const char *name)
{
	return strcmp(name, "data/catalogue/era.ini") == 0 || strcmp(name, "data/catalogue/roles.ini") == 0 ||
		strcmp(name, "data/catalogue/signoff.ini") == 0;
}

void edition_leave_common(struct fileset *set)
{
	size_t kept = 0;

	for (size_t i = 0; i < set->count; i++) {
		if (strncmp(set->items[i].name, "data/catalogue/", strlen("data/catalogue/")) == 0 && !is_common(set->items[i].name)) {
			free(set->items[i].name);
			free(set->items[i].data);
		} else {
			set->items[kept++] = set->items[i];
		}
	}
	set->count = kept;
}

static bool dated(const char *id, date_days *day)
{
	char *date = mem_strndup(id, DATE_CHARACTERS);
	bool good = strlen(id) >= DATE_CHARACTERS && date_parse_iso(date, day);

	free(date);
	return good;
}

struct id_list {
	char **items;
	size_t count, capacity;
};

static int compare_ids(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_ids(struct id_list *list, const char *root)
{
	char *path = path_join(root, "data/policy");
	DIR *dir = opendir(path);
	struct dirent *entry;
	date_days day;

	while (dir && (entry = readdir(dir)) != NULL) {
		if (!dated(entry->d_name, &day))
			continue;
		MEM_PUSH_ROOM(list->items, list->count, list->capacity);
		list->items[list->count++] = mem_strdup(entry->d_name);
	}
	if (dir)
		closedir(dir);
	free(path);
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, compare_ids);
}

void edition_each(const char *root, void (*visit)(const char *id, void *context), void *context)
{
	struct id_list list = { 0 };

	read_ids(&list, root);
	for (size_t i = 0; i < list.count; i++) {
		visit(list.items[i], context);
		free(list.items[i]);
	}
	free(list.items);
}

struct newest {
	date_days day;
	char *id;
};

static void take_newer(const char *id, void *context)
{
	struct newest *newest = context;
	date_days day;

	if (dated(id, &day) && day <= newest->day)
		mem_replace(&newest->id, id);
}

char *edition_on(const char *root, date_days day)
{
	struct newest newest = { .day = day };

	edition_each(root, take_newer, &newest);
	return newest.id;
}
