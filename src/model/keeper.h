/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The side that fills model/kept.h while an edition is loaded from its files. The states are taken before the first file is read and again
 * when all are parsed; only what did not move in between is kept. Private to this room.
 */
#ifndef MODEL_KEEPER_H
#define MODEL_KEEPER_H

#include "base/file.h"
#include "base/ini.h"
#include "model/kept.h"

enum { KEEPER_DIRECTORIES = 5 };

struct keeper {
	char *path; /* where to keep; NULL: nowhere */
	const char *root;
	char *directories[KEEPER_DIRECTORIES];
	struct file_state before[KEEPER_DIRECTORIES];
	bool known; /* the states could be taken */
	int64_t now_s;
};

/* Takes the states of the directories. `off`: overlays that are left out, NULL or "" for none. `agreed` is the file of the marks; NULL or "" to keep nothing. `root` must outlive the keeper. */
void keeper_init(struct keeper *keep, const char *agreed, const char *root, const char *id, const char *off);
/* Keeps the parsed files, one INI for each of the set. */
void keeper_write(const struct keeper *keep, const struct fileset *set, const struct ini *inis, const struct digest *digest);
void keeper_done(struct keeper *keep);

#endif
