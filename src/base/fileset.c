/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sets of files. Packing always goes by name and unpacking takes nothing else, so that one set has exactly one packed form and a digest
 * of it means the set. Names that could leave a directory are refused on the way in.
 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { MEMBER_LIMIT = 4 * 1024 * 1024 };

void fileset_init(struct fileset *set)
{
	*set = (struct fileset){ .items = NULL };
}

void fileset_done(struct fileset *set)
{
	for (size_t i = 0; i < set->count; i++) {
		free(set->items[i].name);
		free(set->items[i].data);
	}
	free(set->items);
	fileset_init(set);
}

void fileset_add(struct fileset *set, const char *name, const void *data, size_t len)
{
	MEM_PUSH_ROOM(set->items, set->count, set->capacity);
	set->items[set->count++] = (struct fileset_item){ .name = mem_strdup(name), .data = mem_dup(data, len), .len = len };
}

static int compare_items(const void *a, const void *b)
{
	const struct fileset_item *left = a, *right = b;

	return strcmp(left->name, right->name);
}

void fileset_sort(struct fileset *set)
{
	if (set->count)
		qsort(set->items, set->count, sizeof *set->items, compare_items);
}

const struct fileset_item *fileset_find(const struct fileset *set, const char *name)
{
	for (size_t i = 0; i < set->count; i++)
		if (!strcmp(set->items[i].name, name))
			return &set->items[i];
	return NULL;
}

/* Hidden files are an editor's or a writer's leftovers and belong to nobody's edition. */
static bool is_member(const char *name, const char *suffix)
{
	size_t len = strlen(name), tail;

	if (*suffix == '.')
		suffix++;
	tail = strlen(suffix);
	return name[0] != '.' && len > tail + 1 && name[len - tail - 1] == '.' && !strcmp(name + len - tail, suffix);
}

static void read_member(struct fileset *set, const char *path, const char *directory, const char *name, struct diag_list *diags)
{
	char *full = path_join(path, name);
	char *relative = path_join(directory, name);
	struct buf bytes;

	buf_init(&bytes);
	if (file_read(&bytes, full, MEMBER_LIMIT, diags) == STATUS_OK) {
		size_t len = bytes.len;

		MEM_PUSH_ROOM(set->items, set->count, set->capacity);
		set->items[set->count++] = (struct fileset_item){ .name = relative, .data = buf_take(&bytes), .len = len };
		relative = NULL;
	}
	buf_done(&bytes);
	free(relative);
	free(full);
}

enum status fileset_read(struct fileset *set, const char *root, const char *directory, const char *suffix, struct diag_list *diags)
{
	char *path = *directory ? path_join(root, directory) : mem_strdup(root);
	struct diag_list own;
	enum status status;
	struct dirent *entry;
	DIR *dir = opendir(path);

	diag_init(&own);
	if (!dir)
		diag_error(&own, STATUS_INPUT, path, 0, _("cannot open the directory: %s"), strerror(errno));
	while (dir) {
		errno = 0;
		entry = readdir(dir);
		if (!entry)
			break;
		if (is_member(entry->d_name, suffix))
			read_member(set, path, directory, entry->d_name, &own);
	}
	if (dir && errno)
		diag_error(&own, STATUS_INPUT, path, 0, _("cannot read the directory: %s"), strerror(errno));
	if (dir)
		closedir(dir);
	fileset_sort(set);
	status = diag_status(&own);
	if (diags)
		diag_move(diags, &own);
	diag_done(&own);
	free(path);
	return status;
}

static int compare_pointers(const void *a, const void *b)
{
	const struct fileset_item *const *left = a, *const *right = b;

	return compare_items(*left, *right);
}

/* The files in the order of the canonical bytes; caller frees. */
static const struct fileset_item **order_of(const struct fileset *set)
{
	const struct fileset_item **order = mem_array(set->count, sizeof *order);

	for (size_t i = 0; i < set->count; i++)
		order[i] = &set->items[i];
	qsort(order, set->count, sizeof *order, compare_pointers);
	return order;
}

void fileset_pack(const struct fileset *set, struct buf *out)
{
	const struct fileset_item **order = order_of(set);

	for (size_t i = 0; i < set->count; i++) {
		buf_add_nettext(out, order[i]->name);
		buf_add_netstring(out, order[i]->data, order[i]->len);
	}
	free(order);
}

void fileset_digest(const struct fileset *set, struct digest *out)
{
	const struct fileset_item **order = order_of(set);
	struct digest_stream stream;
	struct buf head;

	buf_init(&head);
	digest_begin(&stream);
	for (size_t i = 0; i < set->count; i++) {
		/* What stands between the bytes of two files: the end of one netstring, a name, the length of the next. */
		buf_add_nettext(&head, order[i]->name);
		buf_addf(&head, "%zu:", order[i]->len);
		digest_add(&stream, head.data, head.len);
		digest_add(&stream, order[i]->data, order[i]->len);
		buf_clear(&head);
		buf_addc(&head, ',');
	}
	digest_add(&stream, head.data, head.len);
	digest_end(&stream, out);
	buf_done(&head);
	free(order);
}

/* A relative name without empty, "." or ".." parts. */
static bool is_safe_name(const char *name)
{
	if (!*name)
		return false;
	for (;;) {
		size_t len = strcspn(name, "/");

		if (!len || (len == 1 && name[0] == '.') || (len == 2 && name[0] == '.' && name[1] == '.'))
			return false;
		if (!name[len])
			return true;
		name += len + 1;
	}
}

int fileset_unpack(struct fileset *set, const void *bytes, size_t len)
{
	const char *at = bytes, *end = at + len;
	struct fileset made;
	struct slice name, data;
	bool ok = true;

	fileset_init(&made);
	while (ok && at < end) {
		ok = !netstring_read(&at, end, &name) && !memchr(name.data, '\0', name.len) && !netstring_read(&at, end, &data);
		if (ok) {
			char *copy = mem_strndup(name.data, name.len);

			ok = is_safe_name(copy) && (!made.count || strcmp(made.items[made.count - 1].name, copy) < 0);
			if (ok)
				fileset_add(&made, copy, data.data, data.len);
			free(copy);
		}
	}
	for (size_t i = 0; ok && i < made.count; i++)
		fileset_add(set, made.items[i].name, made.items[i].data, made.items[i].len);
	fileset_done(&made);
	return ok ? 0 : -1;
}
