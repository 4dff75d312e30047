/* SPDX-License-Identifier: Apache-2.0 */
/* An import as the files that make and print it see it. */
#ifndef APP_IMPORT_INTERNAL_H
#define APP_IMPORT_INTERNAL_H

#include "app/delivery.h"
#include "app/import.h"
#include "app/session.h"
#include "registry/changes.h"

#define IMPORT_BYTES_MAX (256u << 20)

struct import {
	char *path;
	char *reason; /* for going back to an older list; "" where none was given */
	bool manifest, ready, compared;
	struct snapshot_request request;
	enum csv_encoding encoding; /* as found; CSV_AUTO while nothing could be read */
	struct buf bytes; /* of the list */
	struct buf map_text; /* of columns that were chosen by hand */
	char *save_map;      /* name under which it is kept; NULL: it is not */
	struct delivery_check check; /* of a manifest */
	char *signature; /* in words; NULL: not signed */
	struct snapshot *snapshot; /* NULL where it could not be read, and after committing */
	struct snapshot *settled; /* of a shelf that the session reads when it is asked for */
	const struct snapshot_info *committed; /* of the session */
	struct snapshot_counts counts;
	const struct snapshot *now; /* of the session, of the same shelf; NULL: none, and after committing */
	struct snapshot_changes changes; /* against `now`, where `compared` */
};
/* "auto", "utf-8", "cp932" or NULL; false for another word. */
bool import_encoding(const char *word, enum csv_encoding *out);
bool import_map_is_file(const char *map);
/* Sees to it that the maps at hand are those of this import, and sets the one that was named or made. */
enum status import_take_maps(struct app *app, struct import *import, const struct import_options *options, struct diag_list *diags);
/* Adds a map that was made by hand to the user's own. */
enum status import_keep_map(struct app *app, const struct import *import, struct diag_list *diags);

#endif
