/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of SQLite with faults at a moment that is chosen: a kill in the middle of a write, a medium that is pulled, a disk that is full. It stands in front
 * of the files of the system and is what every connection uses once it was put in place.
 */
#ifndef TESTS_UNIT_FAULT_VFS_H
#define TESTS_UNIT_FAULT_VFS_H

enum fault {
	FAULT_NONE,   /* changes are counted */
	FAULT_KILL,   /* SIGKILL at a change: a write is done by half, anything else is done */
	FAULT_PULLED, /* reading and writing fail from then on; both are counted */
	FAULT_FULL    /* writing fails from then on as on a full disk */
};
void fault_vfs_put_in_place(void);
/* From now on, at the change (or access) of this number, from 1. */
void fault_begin(enum fault fault, long at);
/* No faults any more; how many changes (or accesses) there were. */
long fault_end(void);

#endif
