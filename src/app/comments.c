/* SPDX-License-Identifier: Apache-2.0 */
/* A file is a small set of named texts, written whole or not at all; one that cannot be read counts as empty, because it holds nothing but drafts. */
#include "app/comments.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/session.h"
#include "base/file.h"

#define COMMENTS_BYTES_MAX ((size_t)4 << 20)
#define COMMENTS_MODE 0600
#define PERSON_CHARS 16

/* The person's name may hold what no file name can. */
static char *comments_path(const struct app *app, const char *case_id, char **directory)
{
	struct digest person;
	char hex[65];
	digest_of(&person, app->author, strlen(app->author));
	digest_hex(&person, hex);
	*directory = mem_printf("%s.comments", app->store_path);
	return mem_printf("%s/%s-%.*s", *directory, case_id, PERSON_CHARS, hex);
}

static void read_all(const char *path, struct fileset *out)
{
	struct diag_list aside;
	struct buf bytes;
	fileset_init(out);
	if (!file_exists(path))
		return;
	buf_init(&bytes);
	diag_init(&aside);
	if (file_read_private(&bytes, path, COMMENTS_BYTES_MAX, &aside) == STATUS_OK && fileset_unpack(out, bytes.data, bytes.len) != 0) {
		fileset_done(out);
		fileset_init(out);
	}
	diag_done(&aside);
	buf_done(&bytes);
}

char *app_comment(const struct app *app, const char *case_id, const char *name)
{
	struct fileset all;
	char *directory, *path = comments_path(app, case_id, &directory);
	read_all(path, &all);
	fileset_sort(&all);
	const struct fileset_item *item = fileset_find(&all, name);
	char *text = item ? mem_printf("%.*s", (int)item->len, item->data) : NULL;
	fileset_done(&all);
	free(directory);
	free(path);
	return text;
}

static enum status write_all(const char *directory, const char *path, const struct fileset *all, struct diag_list *diags)
{
	struct buf bytes;
	buf_init(&bytes);
	fileset_pack(all, &bytes);
	enum status status = file_make_directory(directory, diags);
	if (status == STATUS_OK)
		status = file_write(path, bytes.data, bytes.len, COMMENTS_MODE, diags);
	buf_done(&bytes);
	return status;
}

enum status app_comment_keep(struct app *app, const char *case_id, const char *name, const char *text, struct diag_list *diags)
{
	struct fileset old, all;
	char *directory, *path = comments_path(app, case_id, &directory);
	enum status status = STATUS_OK;
	read_all(path, &old);
	fileset_init(&all);
	for (size_t i = 0; i < old.count; i++)
		if (strcmp(old.items[i].name, name) != 0)
			fileset_add(&all, old.items[i].name, old.items[i].data, old.items[i].len);
	if (text && text[0])
		fileset_add(&all, name, text, strlen(text));
	fileset_sort(&all);
	if (all.count > 0) {
		status = write_all(directory, path, &all, diags);
	} else if (old.count > 0) {
		/* The last one out puts the light out. */
		(void)unlink(path);
		(void)rmdir(directory);
	}
	fileset_done(&all);
	fileset_done(&old);
	free(directory);
	free(path);
	return status;
}
