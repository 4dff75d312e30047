/* SPDX-License-Identifier: Apache-2.0 */
/* An import as the files that make and print it see it. */
#ifndef APP_IMPORT_INTERNAL_H
#define APP_IMPORT_INTERNAL_H

#include "app/delivery.h"
#include "app/import.h"
#include "app/session.h"
#include "registry/changes.h"

struct import {
	char *path;
	char *reason; /* for going back to an older list; "" where none was given */
	bool manifest, ready, compared;
	struct snapshot_request request;
	struct buf bytes; /* of the list */
	struct delivery_check check; /* of a manifest */
	char *signature; /* in words; NULL: not signed */
	struct snapshot *snapshot; /* NULL where it could not be read, and after committing */
	const struct snapshot_info *committed; /* of the session */
	struct snapshot_counts counts;
	const struct snapshot *now; /* of the session, of the same shelf; NULL: none, and after committing */
	struct snapshot_changes changes; /* against `now`, where `compared` */
};
#endif
