/* SPDX-License-Identifier: Apache-2.0 */
/* See fault_vfs.h. The counter is the only state, and there is one of it because SQLite knows one set of files. */
#include "fault_vfs.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

struct faulty {
	sqlite3_file base;
	sqlite3_file *real; /* behind it in the same memory */
};
static struct {
	sqlite3_vfs vfs, *real;
	sqlite3_io_methods methods;
	enum fault fault;
	long at, count;
} state;

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct faulty *)(void *)file)->real;
}

/* Counts a change; true when it is the one, or one behind it. */
static bool reached(void)
{
	state.count++;
	return state.fault != FAULT_NONE && state.count >= state.at;
}

/* What is done of a change that is not a write, and then perhaps the end. */
static int done(bool now, int code)
{
	if (now && state.fault == FAULT_KILL)
		(void)kill(getpid(), SIGKILL);
	return code;
}

static bool fails(bool now)
{
	return now && (state.fault == FAULT_PULLED || state.fault == FAULT_FULL);
}

static int code_of(int pulled)
{
	return state.fault == FAULT_FULL ? SQLITE_FULL : pulled;
}

static int x_close(sqlite3_file *file)
{
	return real_of(file)->pMethods ? real_of(file)->pMethods->xClose(real_of(file)) : SQLITE_OK;
}

static int x_read(sqlite3_file *file, void *bytes, int len, sqlite3_int64 offset)
{
	if (state.fault == FAULT_PULLED && reached())
		return SQLITE_IOERR_READ;
	return real_of(file)->pMethods->xRead(real_of(file), bytes, len, offset);
}

static int x_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 offset)
{
	bool now = reached();

	if (fails(now))
		return code_of(SQLITE_IOERR_WRITE);
	if (now && state.fault == FAULT_KILL && len > 1)
		return done(now, real_of(file)->pMethods->xWrite(real_of(file), bytes, len / 2, offset));
	return done(now, real_of(file)->pMethods->xWrite(real_of(file), bytes, len, offset));
}

static int x_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	bool now = reached();

	return fails(now) ? code_of(SQLITE_IOERR_TRUNCATE) : done(now, real_of(file)->pMethods->xTruncate(real_of(file), size));
}

static int x_sync(sqlite3_file *file, int flags)
{
	bool now = reached();

	/* What a full disk has taken it keeps. The power does not fail here, so that nothing need wait for the disk. */
	(void)file, (void)flags;
	return fails(now) && state.fault == FAULT_PULLED ? SQLITE_IOERR_FSYNC : done(now, SQLITE_OK);
}

static int x_size(sqlite3_file *file, sqlite3_int64 *size)
{
	if (state.fault == FAULT_PULLED && reached())
		return SQLITE_IOERR_FSTAT;
	return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int x_lock(sqlite3_file *file, int lock)
{
	return real_of(file)->pMethods->xLock(real_of(file), lock);
}

static int x_unlock(sqlite3_file *file, int lock)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}

static int x_reserved(sqlite3_file *file, int *out)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int x_control(sqlite3_file *file, int op, void *argument)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), op, argument);
}

static int x_sector(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int x_device(sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int x_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct faulty *faulty = (struct faulty *)(void *)file;
	int code;

	(void)vfs;
	faulty->base.pMethods = NULL;
	faulty->real = (sqlite3_file *)(void *)(faulty + 1);
	if (state.fault == FAULT_PULLED && reached())
		return SQLITE_CANTOPEN;
	code = state.real->xOpen(state.real, name, faulty->real, flags, out);
	if (faulty->real->pMethods)
		faulty->base.pMethods = &state.methods;
	return code;
}

static int x_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	bool now = reached();

	(void)vfs, (void)sync;
	return fails(now) && state.fault == FAULT_PULLED ? SQLITE_IOERR_DELETE : done(now, state.real->xDelete(state.real, name, 0));
}

static int x_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	(void)vfs;
	if (state.fault == FAULT_PULLED && reached())
		return SQLITE_IOERR_ACCESS;
	return state.real->xAccess(state.real, name, flags, out);
}

void fault_vfs_put_in_place(void)
{
	state.real = sqlite3_vfs_find(NULL);
	state.vfs = *state.real;
	state.vfs.zName = "faults";
	state.vfs.szOsFile = (int)sizeof(struct faulty) + state.real->szOsFile;
	state.vfs.xOpen = x_open;
	state.vfs.xDelete = x_delete;
	state.vfs.xAccess = x_access;
	state.methods = (sqlite3_io_methods){ .iVersion = 1, .xClose = x_close, .xRead = x_read, .xWrite = x_write, .xTruncate = x_truncate, .xSync = x_sync,
		.xFileSize = x_size, .xLock = x_lock, .xUnlock = x_unlock, .xCheckReservedLock = x_reserved, .xFileControl = x_control, .xSectorSize = x_sector,
		.xDeviceCharacteristics = x_device };
	if (sqlite3_vfs_register(&state.vfs, 1) != SQLITE_OK)
		abort();
}

void fault_begin(enum fault fault, long at)
{
	state.fault = fault;
	state.at = at;
	state.count = 0;
}

long fault_end(void)
{
	state.fault = FAULT_NONE;
	return state.count;
}
