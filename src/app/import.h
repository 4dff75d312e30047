/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking in a delivered list, in two steps: preparing reads, checks and counts everything and changes nothing; committing makes it the snapshot in
 * use, wholly or not at all. The command line and the screens take the same way.
 */
#ifndef APP_IMPORT_H
#define APP_IMPORT_H

#include "app/app.h"
#include "base/watch.h"

/* A key of columns.ini, "column.name", "list" or "words.status.removed", and its value. */
struct import_choice {
	const char *key, *value;
};
/* What was said; NULL where nothing was. A path that ends in .ini is the manifest of a delivery, which then says the rest; a map that does is a file with a map. */
struct import_options {
	const char *path, *map, *encoding, *name, *source, *reason;
	const char *issued_on; /* in any form that the screens take */
	const struct import_choice *columns; /* chosen by hand; `map` is then NULL */
	size_t column_count;
	const char *save_map; /* keeps them under this name when the list is taken in */
	const struct watch *watch; /* of the reading, and then of the taking in; lives as long as the import. NULL: nobody watches */
};
struct import;
/* STATUS_INPUT, STATUS_FAILED or STATUS_USAGE with every problem. *out is there in each case, so that what could be found out can be shown. */
enum status import_prepare(struct app *app, const struct import_options *options, struct import **out, struct diag_list *diags);
/* Only after import_prepare was STATUS_OK; the session then uses the new snapshot. */
enum status import_commit(struct app *app, struct import *import, struct diag_list *diags);
void import_free(struct import **import);

/* What was read, in lines for people: encoding, columns, counts, what is missing, signature, what differs from the snapshot in use. Appends. */
void import_text(const struct import *import, struct buf *out);
void import_json(const struct app *app, const struct import *import, bool committed, struct buf *out);
/* One line after committing. Appends. */
void import_line(const struct import *import, struct buf *out);

/* The headers of a list, to choose columns from. */
struct import_headers {
	char **items;
	size_t count, capacity;
};
enum status import_headers(const char *path, const char *encoding, struct import_headers *out, struct diag_list *diags);
void import_headers_done(struct import_headers *headers);
/* The columns that may be chosen, in the order of a form; see map_column_key of registry/registry.h. */
size_t import_column_count(void);
const char *import_column_key(size_t at);
const char *import_column_label(size_t at);
bool import_column_needed(size_t at);
/* Whether some map calls the column by this header. */
bool import_column_guess(struct app *app, size_t at, const char *header);

/* The column maps that there are, to choose from. */
enum status app_map_count(struct app *app, size_t *count, struct diag_list *diags);
const char *app_map_name(const struct app *app, size_t at);
const char *app_map_title(const struct app *app, size_t at); /* in the session's language */

#endif
