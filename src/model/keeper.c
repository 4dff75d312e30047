/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A directory changes its state when a file is added, removed or replaced, and a file when it is written to. What is taken of the files is
 * their state after they were read: had one changed in between, it would have changed within the last seconds, and nothing so fresh is kept.
 */
#include "model/keeper.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "model/edition_load.h"

static bool directory_states(const struct keeper *keep, struct file_state out[KEEPER_DIRECTORIES])
{
	bool known = true;

	for (size_t i = 0; i < KEEPER_DIRECTORIES && known; i++) {
		char *path = path_join(keep->root, keep->directories[i]);

		known = file_state_get(path, &out[i]);
		free(path);
	}
	return known;
}

/* The directory of the overlays, or the nearest one above it that is there: it changes when the missing one is made. */
static char *overlay_directory(const char *root, const char *id)
{
	char *name = mem_printf("data/overlay/%s", id), *path = path_join(root, name);

	if (!file_exists(path)) {
		free(path);
		path = path_join(root, "data/overlay");
		mem_replace(&name, file_exists(path) ? "data/overlay" : "data");
	}
	free(path);
	return name;
}

void keeper_init(struct keeper *keep, const char *agreed, const char *root, const char *id, const char *off)
{
	struct digest digest;
	char brief[20];

	*keep = (struct keeper){ .root = root, .now_s = (int64_t)time(NULL) };
	if (!agreed || !*agreed)
		return;
	keep->path = mem_printf("%s-%s", agreed, id);
	if (off && *off) {
		free(keep->path);
		digest_of(&digest, off, strlen(off));
		digest_short(&digest, brief);
		keep->path = mem_printf("%s-%s.%.4s%.4s", agreed, id, brief, brief + 5);
	}
	keep->directories[0] = mem_strdup("data/catalogue");
	keep->directories[1] = mem_printf("data/policy/%s", id);
	keep->directories[2] = edition_screen_directory(root, id);
	keep->directories[3] = overlay_directory(root, id);
	keep->directories[4] = edition_catalogue_directory(root, id);
	keep->known = directory_states(keep, keep->before);
}

static bool file_states(const struct keeper *keep, const struct fileset *set, struct kept_file *files)
{
	for (size_t i = 0; i < set->count; i++) {
		char *path = path_join(keep->root, set->items[i].name);
		bool known = file_state_get(path, &files[i].state) && files[i].state.size == set->items[i].len;

		free(path);
		if (!known)
			return false;
	}
	return true;
}

void keeper_write(const struct keeper *keep, const struct fileset *set, const struct ini *inis, const struct digest *digest)
{
	struct file_state after[KEEPER_DIRECTORIES];
	struct kept_set kept = { .directories = KEEPER_DIRECTORIES, .count = KEEPER_DIRECTORIES + set->count, .digest = *digest };
	struct kept_file *files;
	bool same;

	if (!keep->known || !directory_states(keep, after))
		return;
	files = mem_array(kept.count, sizeof *files);
	kept.files = files;
	same = file_states(keep, set, files + KEEPER_DIRECTORIES);
	for (size_t i = 0; i < KEEPER_DIRECTORIES; i++) {
		same = same && file_state_equal(&keep->before[i], &after[i]);
		files[i] = (struct kept_file){ .name = keep->directories[i], .state = after[i] };
	}
	for (size_t i = 0; i < set->count; i++) {
		files[KEEPER_DIRECTORIES + i].name = set->items[i].name;
		files[KEEPER_DIRECTORIES + i].ini = inis[i];
	}
	if (same)
		kept_write(&kept, keep->path, keep->now_s);
	free(files);
}

void keeper_done(struct keeper *keep)
{
	free(keep->path);
	for (size_t i = 0; i < KEEPER_DIRECTORIES; i++)
		free(keep->directories[i]);
	*keep = (struct keeper){ .path = NULL };
}
