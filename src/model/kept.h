/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of an edition as they were parsed, kept between runs beside the marks of model/agreed.h. Reading some forty files, hashing them and
 * taking them apart is most of what the start of the program costs; with this it is done once for each change of the data, program or
 * libiniparser. What is kept is told to be current by the states of the files and directories, so no record may rest on it alone:
 * edition_complete reads the files themselves and compares the digest before an edition goes into a record. Private to this room.
 */
#ifndef MODEL_KEPT_H
#define MODEL_KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file_state.h"
#include "base/ini.h"
#include "base/sign.h"

struct kept_file {
	const char *name; /* relative to the root */
	struct file_state state;
	struct ini ini; /* its sections; every text stands in the view of the set */
};

/* A set as it is or shall be kept. The first places are the directories, which have a state and no sections. */
struct kept_set {
	struct kept_file *files;
	size_t count, directories;
	struct digest digest;
	struct arena arena;
	struct file_view view; /* in which every text stands; none where the set was not read */
};

/*
 * Reads what is kept at `path` for the data root. True when it is whole, was written by this program with these libraries, and every state
 * is still the same. Release with kept_done in that case; otherwise `out` is empty.
 */
bool kept_read(struct kept_set *out, const char *path, const char *root);
/* Keeps the set unless some state is too fresh now (seconds since 1970) to be told from a later one. Failing is silent: the next run reads the files. */
void kept_write(const struct kept_set *set, const char *path, int64_t now_s);
void kept_done(struct kept_set *set);

#endif
