/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening a store. A file that is not ours must come out of this untouched, so its identity is read before any setting that could write
 * to it. Every setting that the promise of store.h rests on is read back: a library that does not take one is refused, because a save that
 * is lost in a power cut looks exactly like one that is kept until the power fails.
 *
 * Write-ahead logging is never used: the library of this system generation has a known corruption race in it, and a store in one file can
 * be read from a read-only medium.
 */
#include "store/internal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

enum { HEADER_SIZE = 100, HEADER_WRITE_VERSION = 18, LIBRARY_OLDEST = 3037000 /* STRICT tables */ };

/*
 * SQLite refuses a symlink anywhere in the path, which would shut out homes that are reached through one. So the directory is resolved
 * here, and only the file itself may not be a link.
 */
static char *resolved(const char *path, const char *directory)
{
	const char *slash = strrchr(path, '/');
	char *real = realpath(directory, NULL);
	char *full;

	if (!real)
		return NULL;
	full = path_join(real, slash ? slash + 1 : path);
	free(real);
	return full;
}

static enum status check_directory(const char *path, const char *directory, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	const char *system = "";

	if (!file_exists(directory))
		status = file_make_directory(directory, diags);
	if (status != STATUS_OK)
		return status;
	if (file_on_unsafe_system(directory, &system))
		return diag_error(diags, STATUS_FAILED, path, 0,
			_("the store would be on a file system of kind %s, where locks and writes cannot be trusted. Put it on a local disk"), system);
	if (access(directory, W_OK | X_OK) != 0)
		return diag_error(diags, STATUS_FAILED, path, 0, _("the directory of the store is read-only (%s). Make it writable or name another place"),
			strerror(errno));
	return STATUS_OK;
}

/* Looks at the file without opening it, because closing a descriptor of our own would drop the locks of a connection in this process. */
static enum status check_file(const char *path, enum store_mode mode, struct diag_list *diags)
{
	struct stat info;
	int descriptor;

	if (lstat(path, &info) == 0) {
		if (!S_ISREG(info.st_mode))
			return diag_error(diags, STATUS_INPUT, path, 0, _("this is not a regular file. Name the file of a store"));
		return STATUS_OK;
	}
	if (errno != ENOENT)
		return diag_error(diags, STATUS_FAILED, path, 0, _("the store cannot be reached (%s)"), strerror(errno));
	if (mode == STORE_READ)
		return diag_error(diags, STATUS_INPUT, path, 0, _("there is no store here. Check the path, or create a case first"));
	/* SQLite would make the file by the umask; a draft is nobody else's business. */
	descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (descriptor < 0 && errno != EEXIST)
		return diag_error(diags, STATUS_FAILED, path, 0, _("the store cannot be created (%s)"), strerror(errno));
	if (descriptor >= 0)
		close(descriptor);
	return STATUS_OK;
}

static enum status check_place(const char *path, enum store_mode mode, char **full, struct diag_list *diags)
{
	char *directory = path_directory(path);
	enum status status = STATUS_OK;

	if (!*path || path[strlen(path) - 1] == '/')
		status = diag_error(diags, STATUS_INPUT, path, 0, _("the path names no file"));
	if (status == STATUS_OK && mode == STORE_WRITE)
		status = check_directory(path, directory, diags);
	if (status == STATUS_OK)
		status = check_file(path, mode, diags);
	if (status == STATUS_OK) {
		*full = resolved(path, directory);
		if (!*full)
			status = diag_error(diags, STATUS_FAILED, path, 0, _("the directory of the store cannot be reached (%s)"), strerror(errno));
	}
	free(directory);
	return status;
}

struct switch_setting {
	int option, value;
};
static const struct switch_setting switches[] = {
	{ SQLITE_DBCONFIG_DEFENSIVE, 1 }, { SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 }, { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
	{ SQLITE_DBCONFIG_DQS_DML, 0 }, { SQLITE_DBCONFIG_DQS_DDL, 0 }, { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
	{ SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0 }, { SQLITE_DBCONFIG_ENABLE_VIEW, 0 }, { SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0 },
	{ SQLITE_DBCONFIG_ENABLE_FKEY, 1 }, { SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
};

static enum status set_switches(struct store *store, struct diag_list *diags)
{
	for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++) {
		int now = -1;

		if (sqlite3_db_config(store->db, switches[i].option, switches[i].value, &now) != SQLITE_OK || now != switches[i].value)
			return diag_error(diags, STATUS_FAILED, store->path, 0, _("this SQLite library does not take the setting %d; use another build"),
				switches[i].option);
	}
	return STATUS_OK;
}

struct pragma {
	const char *set, *get, *expected;
	bool writes; /* left alone in STORE_READ, but read all the same */
};
static const struct pragma pragmas[] = {
	{ .set = "PRAGMA journal_mode = DELETE", .get = "PRAGMA journal_mode", .expected = "delete", .writes = true },
	{ .set = "PRAGMA synchronous = EXTRA", .get = "PRAGMA synchronous", .expected = "3" },
	{ .set = "PRAGMA foreign_keys = ON", .get = "PRAGMA foreign_keys", .expected = "1" },
	{ .set = "PRAGMA recursive_triggers = ON", .get = "PRAGMA recursive_triggers", .expected = "1" },
	{ .set = "PRAGMA cell_size_check = ON", .get = "PRAGMA cell_size_check", .expected = "1" },
	{ .set = "PRAGMA trusted_schema = OFF", .get = "PRAGMA trusted_schema", .expected = "0" },
	{ .set = "PRAGMA mmap_size = 0", .get = "PRAGMA mmap_size", .expected = "0" },
	{ .set = "PRAGMA secure_delete = ON", .get = "PRAGMA secure_delete", .expected = "1" },
	{ .set = "PRAGMA temp_store = MEMORY", .get = "PRAGMA temp_store", .expected = "2" },
};

/* First column of the first row, as text; empty without a row. Caller frees. */
static enum status read_setting(struct store *store, const char *sql, char **out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, sql, diags);
	*out = mem_strdup(query_next(&query) ? query_text(&query, 0) : "");
	return query_close(&query);
}

static enum status set_pragmas(struct store *store, struct diag_list *diags)
{
	for (size_t i = 0; i < sizeof pragmas / sizeof pragmas[0]; i++) {
		const struct pragma *pragma = &pragmas[i];
		enum status status = STATUS_OK;
		char *now = NULL;

		if (store->mode == STORE_WRITE || !pragma->writes)
			status = db_run(store, pragma->set, diags);
		if (status == STATUS_OK)
			status = read_setting(store, pragma->get, &now, diags);
		if (status == STATUS_OK && strcmp(now, pragma->expected) != 0)
			status = diag_error(diags, STATUS_FAILED, store->path, 0, _("SQLite answers \"%s\" to %s where %s is needed; nothing is written"),
				now, pragma->get, pragma->expected);
		free(now);
		if (status != STATUS_OK)
			return status;
	}
	if (store->mode == STORE_WRITE)
		return STATUS_OK;
	if (store->form < SCHEMA_VERSION && schema_stand_in(store, store->form, diags) != STATUS_OK)
		return STATUS_FAILED;
	return db_run(store, "PRAGMA query_only = ON", diags);
}

static enum status read_number(struct store *store, const char *sql, int64_t *out, struct diag_list *diags)
{
	struct query query;

	query_open(&query, store, sql, diags);
	*out = query_next(&query) ? query_int(&query, 0) : 0;
	return query_close(&query);
}

/* A file with a write-ahead log is not ours, and the first statement on it would already make files beside it. */
static bool has_log(struct store *store)
{
	sqlite3_file *file = NULL;
	unsigned char header[HEADER_SIZE] = { 0 };

	if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || !file->pMethods)
		return false;
	if (file->pMethods->xRead(file, header, HEADER_SIZE, 0) != SQLITE_OK)
		return false;
	return memcmp(header, "SQLite format 3", 16) == 0 && header[HEADER_WRITE_VERSION] == 2;
}

/* Says whether the file is ours, or still empty. A write transaction on an empty file already counts its first page. */
static enum status check_identity(struct store *store, bool *fresh, struct diag_list *diags)
{
	int64_t application = 0, version = 0, pages = 0;
	enum status status = STATUS_OK;

	if (has_log(store))
		return diag_error(diags, STATUS_INPUT, store->path, 0,
			_("this is a database with a write-ahead log, which no store of this program has. Name another file; this one was not changed"));
	/* Another process may be making the store: once there are pages, the rest that is asked for is there as well. */
	status = read_number(store, "PRAGMA page_count", &pages, diags);
	if (status == STATUS_OK)
		status = read_number(store, "PRAGMA application_id", &application, diags);
	if (status == STATUS_OK)
		status = read_number(store, "PRAGMA user_version", &version, diags);
	if (status != STATUS_OK)
		return status;
	*fresh = pages == 0 || (pages == 1 && !application && !sqlite3_get_autocommit(store->db));
	if (*fresh)
		return STATUS_OK;
	if (application != SCHEMA_APPLICATION_ID)
		return diag_error(diags, STATUS_INPUT, store->path, 0,
			_("this database belongs to another program. Name another file; this one was not changed"));
	if (version > SCHEMA_VERSION)
		return diag_error(diags, STATUS_INPUT, store->path, 0,
			_("the store has form %lld and this program knows form %d. Use the newer program; the file was not changed"), (long long)version,
			SCHEMA_VERSION);
	store->form = (int)version;
	if (version < 1)
		return diag_error(diags, STATUS_INPUT, store->path, 0, _("the store has a form (%lld) that was never in use; restore a backup"),
			(long long)version);
	return STATUS_OK;
}

/* Two processes may meet here on an empty file: the one that gets the lock second finds the tables made. */
static enum status create(struct store *store, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);
	bool fresh = false;

	if (status != STATUS_OK)
		return status;
	status = check_identity(store, &fresh, diags);
	if (status == STATUS_OK && fresh) {
		status = schema_create(store, diags);
		store->form = SCHEMA_VERSION;
	}
	return db_end(store, status, diags);
}

/* The store as it was stays beside the one of the new form, for whoever needs an older program again; damaged, where it was. */
static enum status keep_form(struct store *store, struct diag_list *diags)
{
	char *path = mem_printf("%s.form-%d", store->path, store->form);
	enum status status = file_exists(path) ? STATUS_OK : backup_write(store, path, false, diags);

	/* Another process may have been here first. */
	if (status == STATUS_INPUT && file_exists(path))
		status = STATUS_OK;
	free(path);
	return status;
}

/*
 * A store of an older form gets what it lacks in one transaction, once it has been seen to be whole; two processes may meet here as well. What is only
 * read stays as it is.
 */
static enum status raise_form(struct store *store, struct diag_list *diags)
{
	enum status status = db_begin(store, diags);
	bool fresh = false;

	if (status != STATUS_OK)
		return status;
	status = check_identity(store, &fresh, diags);
	if (status == STATUS_OK && store->form < SCHEMA_VERSION)
		status = schema_raise(store, store->form, diags);
	if (status == STATUS_OK)
		status = schema_compare(store, SCHEMA_VERSION, false, diags);
	status = db_end(store, status, diags);
	if (status == STATUS_OK)
		store->form = SCHEMA_VERSION;
	return status;
}

static enum status read_terminal(struct store *store, struct diag_list *diags)
{
	struct query query;
	size_t len = 0;

	query_open(&query, store, "SELECT id, epoch FROM terminal", diags);
	if (query_next(&query)) {
		len = strlen(query_text(&query, 0));
		if (len == sizeof store->terminal - 1)
			memcpy(store->terminal, query_text(&query, 0), len + 1);
		store->epoch = query_int(&query, 1);
	}
	if (query_close(&query) == STATUS_OK && len != sizeof store->terminal - 1)
		query.status = diag_error(diags, STATUS_FAILED, store->path, 0, _("the store has lost its identity. Restore a backup"));
	return query.status;
}

static enum status prepare(struct store *store, bool copied, struct diag_list *diags)
{
	enum status status;
	bool fresh = false;

	if (store->mode == STORE_WRITE && sqlite3_db_readonly(store->db, "main") == 1)
		return diag_error(diags, STATUS_FAILED, store->path, 0,
			_("the store is read-only. Make the file and its directory writable, or copy the store to a writable place"));
	status = set_switches(store, diags);
	if (status == STATUS_OK)
		status = check_identity(store, &fresh, diags);
	if (status == STATUS_OK && fresh && store->mode == STORE_READ)
		return diag_error(diags, STATUS_INPUT, store->path, 0, _("this file is empty and holds no store yet"));
	if (status == STATUS_OK)
		status = set_pragmas(store, diags);
	if (status == STATUS_OK && fresh)
		status = create(store, diags);
	if (status == STATUS_OK)
		status = schema_compare(store, store->form, store->mode == STORE_READ, diags);
	if (status == STATUS_OK && store->form < SCHEMA_VERSION && store->mode == STORE_WRITE && !copied)
		status = keep_form(store, diags);
	if (status == STATUS_OK && store->form < SCHEMA_VERSION && store->mode == STORE_WRITE)
		status = raise_form(store, diags);
	return status == STATUS_OK ? read_terminal(store, diags) : status;
}

enum status store_open_with(struct store **out, const char *path, enum store_mode mode, const struct store_options *options,
	struct diag_list *diags)
{
	const int flags = (mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_PRIVATECACHE |
		SQLITE_OPEN_EXRESCODE;
	struct store *store;
	enum status status;
	char *full = NULL;
	int code;

	*out = NULL;
	if (sqlite3_libversion_number() < LIBRARY_OLDEST)
		return diag_error(diags, STATUS_FAILED, path, 0, _("SQLite %s is too old; 3.37 or newer is needed"), sqlite3_libversion());
	if (!sign_start())
		return diag_error(diags, STATUS_FAILED, path, 0, _("the library for signatures cannot start"));
	status = check_place(path, mode, &full, diags);
	if (status != STATUS_OK)
		return status;
	store = MEM_NEW(struct store);
	store->path = mem_strdup(path);
	store->mode = mode;
	code = sqlite3_open_v2(full, &store->db, flags, NULL);
	free(full);
	if (code == SQLITE_OK)
		code = sqlite3_busy_timeout(store->db, options->busy_ms);
	status = code == SQLITE_OK ? prepare(store, options->copied, diags) : db_failed(store, code, diags);
	if (status != STATUS_OK)
		store_close(&store);
	*out = store;
	return status;
}

enum status store_open(struct store **out, const char *path, enum store_mode mode, struct diag_list *diags)
{
	return store_open_with(out, path, mode, &(struct store_options){ .busy_ms = STORE_PATIENCE_MS }, diags);
}

enum status store_open_copy(struct store **out, const char *path, struct diag_list *diags)
{
	return store_open_with(out, path, STORE_WRITE, &(struct store_options){ .busy_ms = STORE_PATIENCE_MS, .copied = true }, diags);
}

void store_patience_set(struct store *store, int milliseconds)
{
	/* It fails for no argument that could be given here. */
	(void)sqlite3_busy_timeout(store->db, milliseconds);
}

void store_close(struct store **slot)
{
	struct store *store = *slot;
	int code;

	if (!store)
		return;
	hold_close_all(store);
	query_forget(store);
	/* A statement that was not finalised would keep its lock for as long as the process lives. */
	assert(!store->db || !sqlite3_next_stmt(store->db, NULL));
	code = sqlite3_close(store->db);
	assert(code == SQLITE_OK);
	(void)code;
	free(store->path);
	free(store);
	*slot = NULL;
}

const char *store_path(const struct store *store)
{
	return store->path;
}

const char *store_terminal(const struct store *store)
{
	return store->terminal;
}
