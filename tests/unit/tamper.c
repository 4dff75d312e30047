/* SPDX-License-Identifier: Apache-2.0 */
/* See tamper.h. */
#include "tamper.h"

#include <unistd.h>

#include "app/exchange_internal.h"
#include "app/records.h"

/* ---- what may be changed ---- */

const struct freedom tamper_freedoms[] = {
	{ "cases", "place", NULL, "where the officer was" },
	{ "cases", "created_at", NULL, "the order and the ages in the list of this terminal; a record has times of its own" },
	{ "cases", "updated_at", NULL, "the order in the list of this terminal" },
	{ "cases", "stage", "stage = 'submitted'", "whether somebody goes on with the draft; how far the case is stands in the chain" },
	{ "cases", "reference", "stage = 'draft' AND NOT EXISTS (SELECT 1 FROM chain WHERE record = id AND kind = 'revision')", "never handed in" },
	{ "cases", "sample", "stage = 'draft' AND NOT EXISTS (SELECT 1 FROM chain WHERE record = id AND kind = 'revision')", "never handed in" },
	{ "cases", "title", "stage = 'draft'", "a draft is its author's own" },
	{ "cases", "edition", "stage = 'draft'", "a draft is its author's own" },
	{ "cases", "verdict", "stage = 'draft'", "a draft is its author's own" },
	{ "cases", "+", "stage = 'draft'", "a draft that was never handed in" },
	{ "cell", "*", "(SELECT stage FROM cases WHERE id = case_id) = 'draft'", "a draft is its author's own" },
	{ "cell", "+", "(SELECT stage FROM cases WHERE id = case_id) = 'draft'", "a draft is its author's own" },
	{ "cell", "-", "(SELECT stage FROM cases WHERE id = case_id) = 'draft'", "a draft is its author's own" },
	{ "cell", "at", "fact = ''", "when a part was added; a record has the times of the answers" },
	{ "cell", "fact", "key = 'c1' AND fact = ''", "the first part is there with or without a row that says so" },
	{ "cell", "-", "key = 'c1' AND fact = ''", "the first part is there with or without a row that says so" },
	{ "edit", "*", NULL, "what can be undone" },
	{ "edit", "+", NULL, "what can be undone" },
	{ "event", "*", NULL, "what can be undone" },
	{ "event", "+", NULL, "what can be undone" },
	{ "event", "-", NULL, "what can be undone" },
};
const size_t tamper_freedom_count = sizeof tamper_freedoms / sizeof tamper_freedoms[0];

/* ---- the store ---- */

void tamper_persons(const struct world *world)
{
	place_person(&world->place, "officer", "見本担当", "officer");
	place_person(&world->place, "other", "見本別担当", "officer");
	place_person(&world->place, "adviser", "見本補佐", "adviser");
	place_person(&world->place, "approver", "見本責任者", "approver");
}

static char *path_of(const struct world *world, const char *name)
{
	return mem_printf("%s/%s", world->place.directory, name);
}

/* A bundle of somebody who knows more than this program: an item of an unknown kind, and an entry that follows one which is not here. */
static void put_strange(struct world *world)
{
	const uint8_t seed[32] = { 77 };
	struct bundle bundle = { .terminal = "ffffffffffffffffffffffffffffffff", .epoch = 1, .seq = 2, .made_at = 1795000000 };
	struct store_entry entry = { .terminal = "ffffffffffffffffffffffffffffffff", .epoch = 1, .seq = 2, .kind = (char[]){ "later-kind" }, .at = 5 };
	struct buf canonical, item, file, manifest;
	struct exchange *exchange;
	struct exchange_seen seen;
	struct sign_key key;
	struct app *app = place_open(&world->place, &world->diags);
	char *path = path_of(world, "strange.krb");

	sign_key_from_seed(&key, seed);
	memcpy(bundle.key, key.public_key, 32);
	digest_of(&entry.previous, "not here", 8);
	digest_of(&entry.artifact, "what it says", 12);
	buf_init(&canonical);
	buf_init(&item);
	buf_init(&file);
	buf_init(&manifest);
	store_entry_bytes(entry.terminal, &entry, &canonical);
	sign_make(&key, canonical.data, canonical.len, &entry.signature);
	buf_add_netstring(&item, canonical.data, canonical.len);
	buf_add_netstring(&item, key.public_key, 32);
	buf_add_netstring(&item, entry.signature.bytes, 64);
	buf_add_netstring(&item, "what it says", 12);
	bundle_add(&bundle, ITEM_ENTRY, item.data, item.len);
	bundle_add(&bundle, "later/9", "what a newer program says", 25);
	assert_int_equal(bundle_write(&bundle, &key, &manifest, &file, NULL), STATUS_OK);
	assert_int_equal(file_write(path, file.data, file.len, 0600, NULL), STATUS_OK);
	assert_int_equal(exchange_open(app, path, &exchange, &world->diags), STATUS_OK);
	assert_int_equal(exchange_take(exchange, false, &seen, &world->diags), STATUS_OK);
	exchange_seen_done(&seen);
	exchange_close(&exchange);
	app_close(&app);
	bundle_done(&bundle);
	buf_done(&canonical);
	buf_done(&item);
	buf_done(&file);
	buf_done(&manifest);
	free(path);
}

/* Two terminals that examine, advise, and step on each other; a list; a draft; and a case that somebody goes on with after it was handed in. */
static void fill(struct world *world)
{
	static const struct {
		const char *store, *person, *words;
	} steps[] = {
		{ "store", "officer", "case new $srcdir/tests/cases/15-excluded.ini" }, { "store", "officer", "case submit R8-0001" },
		{ "store", "officer", "exchange out 1.krb" }, { "b", "adviser", "exchange in 1.krb --yes" },
		{ "b", "adviser", "review advise R8-0001 --text 見本の意見" }, { "b", "adviser", "exchange out 2.krb" },
		{ "store", "officer", "exchange in 2.krb --yes" }, { "store", "officer", "case new $srcdir/tests/cases/15-excluded.ini" },
		{ "store", "officer", "case submit R8-0002" }, { "store", "officer", "exchange out 3.krb" }, { "b", "other", "exchange in 3.krb --yes" },
		{ "store", "officer", "case set R8-0002 case case.title 甲の件名" }, { "store", "officer", "case submit R8-0002" },
		{ "b", "other", "case set R8-0002 case case.title 乙の件名" }, { "b", "other", "case submit R8-0002" },
		{ "b", "other", "exchange out 4.krb" }, { "store", "officer", "exchange in 4.krb --yes" },
		{ "store", "officer", "registry import $srcdir/tests/lists/first.csv --name 見本 --issued-on 2026-11-01" },
		{ "store", "officer", "case new $srcdir/tests/cases/15-excluded.ini" }, { "store", "officer", "case set R8-0003 case case.title 下書き" },
		{ "store", "officer", "case new $srcdir/tests/cases/15-excluded.ini" }, { "store", "officer", "case submit R8-0004" },
		{ "store", "officer", "case set R8-0004 case case.title 続き" },
	};

	tamper_persons(world);
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		place_run(&world->place, steps[i].store, steps[i].person, steps[i].words);
	put_strange(world);
}

void tamper_take_bytes(struct world *world)
{
	buf_clear(&world->bytes);
	assert_int_equal(file_read(&world->bytes, world->place.store, (size_t)1 << 30, NULL), STATUS_OK);
}

void tamper_put_back(const struct world *world)
{
	FILE *file = fopen(world->place.store, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(world->bytes.data, 1, world->bytes.len, file), world->bytes.len);
	assert_int_equal(fclose(file), 0);
}

int tamper_world_new(void **state)
{
	struct world *world = MEM_NEW(struct world);

	place_make(&world->place);
	diag_init(&world->diags);
	buf_init(&world->bytes);
	*state = world;
	return 0;
}

/* One store serves all the tests, each of which puts it back. */
int tamper_world_full(void **state)
{
	(void)tamper_world_new(state);
	fill(*state);
	tamper_take_bytes(*state);
	return 0;
}

int tamper_world_free(void **state)
{
	struct world *world = *state;

	place_remove(&world->place);
	diag_done(&world->diags);
	buf_done(&world->bytes);
	free(world);
	return 0;
}

/* `record verify`, as the command does it; what it says stays in world->diags. */
enum status tamper_verify(struct world *world)
{
	struct app *app = NULL;
	char *cache = path_of(world, "agreed");
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .store_path = world->place.store, .as_of = DATE_NONE, .lang = LANG_JA,
		.cache_path = cache };
	size_t checked, alone;
	enum status status;

	diag_done(&world->diags);
	diag_init(&world->diags);
	assert_true(date_from_parts(2026, 11, 20, &options.today));
	status = app_open(&app, &options, APP_STORE_READ, &world->diags);
	if (status == STATUS_OK)
		status = app_records_verify(app, &checked, &alone, &world->diags);
	app_close(&app);
	free(cache);
	return status;
}

const char *tamper_said(const struct world *world)
{
	return world->diags.count ? world->diags.items[0].text : "nothing";
}

bool tamper_says(const struct world *world, const char *words, size_t len)
{
	char *text = mem_strndup(words, len);
	bool found = false;

	for (size_t i = 0; i < world->diags.count && !found; i++)
		found = strstr(world->diags.items[i].text, text) || (world->diags.items[i].file && strstr(world->diags.items[i].file, text));
	free(text);
	return found;
}

/* One of the texts between '|'. */
bool tamper_names(const struct world *world, const char *texts)
{
	while (*texts) {
		size_t len = strcspn(texts, "|");

		if (len && tamper_says(world, texts, len))
			return true;
		texts += len + (texts[len] == '|');
	}
	return false;
}

/* ---- behind the program ---- */

static void sql_short(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct digest digest = { { 0 } };
	char name[20];
	int len = sqlite3_value_bytes(values[0]);

	(void)count;
	if (len > 0)
		memcpy(digest.bytes, sqlite3_value_blob(values[0]), len < 32 ? (size_t)len : 32);
	digest_short(&digest, name);
	sqlite3_result_text(context, name, -1, SQLITE_TRANSIENT);
}

static void other_text(sqlite3_context *context, const char *text, int variant)
{
	size_t len = strlen(text);
	char last = len ? text[len - 1] : '\0';
	struct buf out;

	buf_init(&out);
	/* An id has its length. */
	if (variant > 0 && len == 32)
		buf_addf(&out, "%c%s", *text == '1' ? '2' : '1', text + 1);
	else if (variant == 0 && strcmp(text, "draft") == 0)
		buf_adds(&out, "submitted");
	else if (variant == 0 && strcmp(text, "submitted") == 0)
		buf_adds(&out, "draft");
	else if (variant == 0 && len && (last & 0x80) == 0)
		buf_addf(&out, "%.*s%c", (int)len - 1, text, last == '1' ? '2' : '1');
	else
		buf_addf(&out, variant == 2 ? "1%s" : "%s1", text);
	sqlite3_result_text(context, out.data, -1, SQLITE_TRANSIENT);
	buf_done(&out);
}

/* other(VALUE, VARIANT): another value of the same type; more than one is tried, because a table may refuse some. */
static void sql_other(sqlite3_context *context, int count, sqlite3_value **values)
{
	int variant = sqlite3_value_int(values[1]);
	sqlite3_int64 number = sqlite3_value_int64(values[0]);
	struct buf bytes;

	(void)count;
	switch (sqlite3_value_type(values[0])) {
	case SQLITE_INTEGER:
		sqlite3_result_int64(context, variant == 0 ? number + 1 : variant == 1 ? number - 1 : variant == 2 ? 1 - number : number + 1000);
		break;
	case SQLITE_BLOB:
		buf_init(&bytes);
		buf_add(&bytes, sqlite3_value_blob(values[0]), (size_t)sqlite3_value_bytes(values[0]));
		if (bytes.len && (variant == 0 || bytes.len == 32))
			bytes.data[variant] ^= 1;
		else
			buf_addc(&bytes, 'x');
		sqlite3_result_blob(context, bytes.data, (int)bytes.len, SQLITE_TRANSIENT);
		buf_done(&bytes);
		break;
	case SQLITE_TEXT: other_text(context, (const char *)sqlite3_value_text(values[0]), variant); break;
	default: sqlite3_result_text(context, "1", -1, SQLITE_STATIC); break;
	}
}

void tamper_begin(struct world *world)
{
	assert_int_equal(sqlite3_open_v2(world->place.store, &world->db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(world->db, "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_create_function(world->db, "short", 1, SQLITE_UTF8, NULL, sql_short, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_create_function(world->db, "other", 2, SQLITE_UTF8, NULL, sql_other, NULL, NULL), SQLITE_OK);
}

void tamper_end(struct world *world)
{
	assert_int_equal(sqlite3_close(world->db), SQLITE_OK);
	world->db = NULL;
}

/* Every row of the first column, one behind the other with a line feed. */
char *tamper_ask(struct world *world, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	struct buf out;

	buf_init(&out);
	if (sqlite3_prepare_v2(world->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(world->db));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		buf_addf(&out, "%s\n", sqlite3_column_text(stmt, 0) ? (const char *)sqlite3_column_text(stmt, 0) : "");
	sqlite3_finalize(stmt);
	return buf_take(&out);
}

/* With the protections taken off, and put on again so that nothing shows. False when the table refuses it, or nothing changed. */
bool tamper_run(struct world *world, const char *sql)
{
	char *triggers = tamper_ask(world, "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'");
	char *drops = tamper_ask(world, "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'");
	bool done;

	assert_int_equal(sqlite3_exec(world->db, drops, NULL, NULL, NULL), SQLITE_OK);
	done = sqlite3_exec(world->db, sql, NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(world->db) > 0;
	assert_int_equal(sqlite3_exec(world->db, triggers, NULL, NULL, NULL), SQLITE_OK);
	free(triggers);
	free(drops);
	return done;
}
