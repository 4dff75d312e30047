/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file is a convenience and is believed only where it is flawless. It lies among the user's own files: who could forge a mark there
 * could as well replace the data or the program, and a record rests on none of it.
 */
#include "model/agreed.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/ini.h"
#include "base/mem.h"

#define MARKS_MAX 16
#define MARK_LEN 65 /* with its line feed */

static const char HEAD[] = "kumoshirube agreed 1\n";

/* The mark with its line feed; false when the readers cannot be told from others. */
static bool mark_make(const struct digest *set, char out[MARK_LEN + 1])
{
	struct digest mark;
	struct buf bytes;
	bool known;

	buf_init(&bytes);
	known = ini_readers(&bytes);
	if (known) {
		buf_add_netstring(&bytes, set->bytes, sizeof set->bytes);
		digest_of(&mark, bytes.data, bytes.len);
		digest_hex(&mark, out);
		out[MARK_LEN - 1] = '\n';
		out[MARK_LEN] = '\0';
	}
	buf_done(&bytes);
	return known;
}

/* Marks in a flawless file; 0 for any other. */
static size_t count_marks(const struct buf *file)
{
	size_t head = sizeof HEAD - 1, count;

	if (file->len <= head || memcmp(file->data, HEAD, head) != 0 || (file->len - head) % MARK_LEN != 0)
		return 0;
	count = (file->len - head) / MARK_LEN;
	for (size_t i = 0; i < count; i++) {
		const char *mark = file->data + head + i * MARK_LEN;

		if (strspn(mark, "0123456789abcdef") != MARK_LEN - 1 || mark[MARK_LEN - 1] != '\n')
			return 0;
	}
	return count <= MARKS_MAX ? count : 0;
}

static size_t read_marks(const char *path, struct buf *file)
{
	return file_read(file, path, sizeof HEAD + MARKS_MAX * MARK_LEN, NULL) == STATUS_OK ? count_marks(file) : 0;
}

bool agreed_has(const char *path, const struct digest *set)
{
	char mark[MARK_LEN + 1];
	struct buf file;
	bool found = false;
	size_t count;

	if (!path || !*path || !file_exists(path))
		return false;
	buf_init(&file);
	count = read_marks(path, &file);
	if (count && mark_make(set, mark))
		for (size_t i = 0; i < count && !found; i++)
			found = memcmp(file.data + sizeof HEAD - 1 + i * MARK_LEN, mark, MARK_LEN) == 0;
	buf_done(&file);
	return found;
}

static bool make_place(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *directory;
	bool made;

	if (!slash || slash == path)
		return true;
	directory = mem_strndup(path, (size_t)(slash - path));
	made = file_make_directory(directory, NULL) == STATUS_OK;
	free(directory);
	return made;
}

void agreed_add(const char *path, const struct digest *set)
{
	char mark[MARK_LEN + 1];
	struct buf old, fresh;
	size_t count;

	if (!path || !*path || !mark_make(set, mark))
		return;
	buf_init(&old);
	buf_init(&fresh);
	count = read_marks(path, &old);
	buf_adds(&fresh, HEAD);
	buf_adds(&fresh, mark);
	if (count)
		buf_add(&fresh, old.data + sizeof HEAD - 1, (count < MARKS_MAX ? count : MARKS_MAX - 1) * MARK_LEN);
	if (make_place(path))
		file_write_cache(path, fresh.data, fresh.len);
	buf_done(&fresh);
	buf_done(&old);
}
