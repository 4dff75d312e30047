/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The store changed behind the program by whoever knows its tables: in more than one place, so that each looks right by itself; with entries that he has signed
 * himself; and in the bytes of the file. `record verify` finds it and says what it is.
 */
#include "tamper.h"

#include "store/store.h"

enum { FLIPS_EACH = 2 };

/* What is changed in more than one place, so that each looks right by itself. */
static void with_knowledge(void **state)
{
	static const struct {
		const char *sql, *named;
	} steps[] = {
		{ "DROP TRIGGER chain_no_update", "structure of the store" },
		{ "DROP INDEX chain_by_record", "structure of the store" },
		{ "CREATE TABLE more (x)", "structure of the store" },
		{ "CREATE TRIGGER more AFTER INSERT ON cases BEGIN DELETE FROM cell; END", "structure of the store" },
		{ "ALTER TABLE cases ADD COLUMN more TEXT", "structure of the store" },
		{ "PRAGMA application_id = 1", "store" },
		{ "PRAGMA user_version = 9", "newer" },
		{ "PRAGMA user_version = 1", "structure of the store|snapshot 1 " },
		{ "INSERT INTO listing SELECT id, 1, 0, 0, 1, 1, 0, 0, 'C99-0001', 'x', 'x', '', '', '', '', 1, 'x' FROM snapshot", "snapshot 1 " },
		{ "DELETE FROM clock WHERE entry IN (SELECT entry FROM foreign_entry ORDER BY seq DESC LIMIT 1);"
		  " DELETE FROM foreign_entry WHERE entry NOT IN (SELECT entry FROM clock) AND terminal NOT LIKE 'ffff%'", "is not here any more" },
		{ "DELETE FROM clock WHERE entry IN (SELECT entry FROM foreign_entry); DELETE FROM foreign_entry; DELETE FROM opaque; DELETE FROM crossed", "is not here any more" },
		{ "DROP TABLE clock; DROP TABLE foreign_entry; DROP TABLE opaque; DROP TABLE crossed", "structure of the store|of other terminals were taken away" },
		{ "UPDATE clock SET value = value + 100", "order of all entries" },
		{ "INSERT INTO foreign_entry SELECT c.entry, t.id, c.epoch, seq, previous, kind, record, head, artifact, at, public_key, signature FROM chain AS c"
		  " JOIN signature AS s ON s.entry = c.entry JOIN terminal AS t ORDER BY seq DESC LIMIT 1", "own chain" },
		{ "DELETE FROM signature WHERE entry = (SELECT entry FROM chain ORDER BY epoch DESC, seq DESC LIMIT 1);"
		  " DELETE FROM chain WHERE (epoch, seq) = (SELECT epoch, seq FROM chain ORDER BY epoch DESC, seq DESC LIMIT 1)", "was seen before" },
		{ "UPDATE cases SET reference = 'R8-0099' WHERE reference = 'R8-0001'", "R8-0099" },
		{ "UPDATE cases SET reference = reference || '@abcd' WHERE reference = 'R8-0001'", "R8-0001@abcd" },
		{ "UPDATE cases SET verdict = 'refused' WHERE reference = 'R8-0001'", "its verdict" },
		{ "UPDATE cases SET stage = 'submitted' WHERE reference = 'R8-0004'", "R8-0004" },
		{ "INSERT INTO crossed SELECT id FROM cases WHERE reference = 'R8-0001'", "R8-0001" },
		{ "DELETE FROM crossed", "R8-0002" },
		{ "UPDATE cell SET word = 'yes' WHERE word = 'no'", "of its draft" },
	};
	struct world *world = *state;

	tamper_put_back(world);
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		bool schema = strchr("DCAP", steps[i].sql[0]) && strncmp(steps[i].sql, "DELETE", 6) != 0;

		tamper_begin(world);
		if (schema && sqlite3_exec(world->db, steps[i].sql, NULL, NULL, NULL) != SQLITE_OK)
			fail_msg("%s: %s", steps[i].sql, sqlite3_errmsg(world->db));
		if (!schema && !tamper_run(world, steps[i].sql))
			fail_msg("%s: %s", steps[i].sql, sqlite3_errmsg(world->db));
		tamper_end(world);
		if (tamper_verify(world) == STATUS_OK)
			fail_msg("%s\nis not found", steps[i].sql);
		if (!tamper_names(world, steps[i].named))
			fail_msg("%s\nis found, but %s is not said: %s", steps[i].sql, steps[i].named, tamper_said(world));
		tamper_put_back(world);
	}
	assert_int_equal(tamper_verify(world), STATUS_OK);
}

static char *hex_of(const void *bytes, size_t len)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < len; i++)
		buf_addf(&out, "%02x", ((const uint8_t *)bytes)[i]);
	return buf_take(&out);
}

/* An entry of nobody, well signed, in the tables of the exchange; it counts, or waits. */
static void insert_forged(struct world *world, const char *terminal, bool waits)
{
	const uint8_t seed[32] = { 99 };
	struct store_entry entry = { .epoch = 1, .seq = waits ? 2 : 1, .kind = (char[]){ "later-kind" }, .at = 5 };
	struct sign_key key;
	struct buf canonical;
	char *sql, *digest, *previous, *public_key, *signature, *artifact;

	sign_key_from_seed(&key, seed);
	memcpy(entry.terminal, terminal, 33);
	if (waits)
		digest_of(&entry.previous, "nowhere", 7);
	digest_of(&entry.artifact, "forged", 6);
	buf_init(&canonical);
	store_entry_bytes(entry.terminal, &entry, &canonical);
	digest_of(&entry.entry, canonical.data, canonical.len);
	sign_make(&key, canonical.data, canonical.len, &entry.signature);
	digest = hex_of(entry.entry.bytes, 32);
	previous = hex_of(entry.previous.bytes, 32);
	artifact = hex_of(entry.artifact.bytes, 32);
	public_key = hex_of(key.public_key, 32);
	signature = hex_of(entry.signature.bytes, 64);
	sql = mem_printf("INSERT INTO artifact VALUES (x'%s', CAST('forged' AS BLOB)); INSERT INTO foreign_entry VALUES (x'%s', '%s', 1, %d, x'%s', 'later-kind', '', 0,"
		" x'%s', 5, x'%s', x'%s'); %s", artifact, digest, terminal, waits ? 2 : 1, previous, artifact, public_key, signature,
		waits ? "" : "INSERT INTO clock SELECT entry, 1 FROM foreign_entry WHERE kind = 'later-kind' AND seq = 1");
	assert_true(tamper_run(world, sql));
	free(sql);
	free(digest);
	free(previous);
	free(artifact);
	free(public_key);
	free(signature);
	buf_done(&canonical);
}

static void forged_entries(void **state)
{
	struct world *world = *state;
	char *own;

	tamper_put_back(world);
	tamper_begin(world);
	own = tamper_ask(world, "SELECT id FROM terminal");
	own[32] = '\0';
	tamper_end(world);
	for (int i = 0; i < 4; i++) {
		const char *terminal = i < 2 ? own : "0123456789abcdef0123456789abcdef";

		tamper_begin(world);
		insert_forged(world, terminal, i % 2);
		tamper_end(world);
		if (tamper_verify(world) == STATUS_OK)
			fail_msg("a forged entry of %s %s and is not found", terminal, i % 2 ? "waits" : "counts");
		if (!tamper_says(world, i % 2 ? "without the chain knowing" : terminal, i % 2 ? 25 : 8))
			fail_msg("a forged entry is not named: %s", tamper_said(world));
		tamper_put_back(world);
	}
	free(own);
}

/* ---- bytes of the file ---- */

/* All that is not free, in one digest. A file that cannot be read has none. */
static bool contents(struct world *world, struct digest *out)
{
	static const char tables[] = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
	struct digest_stream stream;
	sqlite3_stmt *list = NULL;
	bool good;

	tamper_begin(world);
	digest_begin(&stream);
	good = sqlite3_prepare_v2(world->db, tables, -1, &list, NULL) == SQLITE_OK;
	while (good && sqlite3_step(list) == SQLITE_ROW) {
		const char *table = (const char *)sqlite3_column_text(list, 0);
		sqlite3_stmt *rows = NULL;
		struct buf where;
		char *sql;
		int code = SQLITE_ERROR;

		buf_init(&where);
		for (size_t i = 0; i < tamper_freedom_count; i++)
			if (strcmp(tamper_freedoms[i].table, table) == 0 && strcmp(tamper_freedoms[i].column, "+") == 0)
				buf_addf(&where, " AND NOT (%s)", tamper_freedoms[i].where ? tamper_freedoms[i].where : "1");
		sql = mem_printf("SELECT * FROM %s WHERE 1%s", table, where.data);
		if (sqlite3_prepare_v2(world->db, sql, -1, &rows, NULL) == SQLITE_OK)
			while ((code = sqlite3_step(rows)) == SQLITE_ROW)
				for (int c = 0; c < sqlite3_column_count(rows); c++) {
					bool is_free = false;

					for (size_t i = 0; i < tamper_freedom_count; i++)
						is_free = is_free || (strcmp(tamper_freedoms[i].table, table) == 0 && strcmp(tamper_freedoms[i].column, sqlite3_column_name(rows, c)) == 0);
					digest_add(&stream, is_free ? "" : (const char *)sqlite3_column_blob(rows, c), is_free ? 0 : (size_t)sqlite3_column_bytes(rows, c));
					digest_add(&stream, "|", 1);
				}
		good = code == SQLITE_DONE;
		sqlite3_finalize(rows);
		free(sql);
		buf_done(&where);
	}
	sqlite3_finalize(list);
	digest_end(&stream, out);
	tamper_end(world);
	return good;
}

/* A bit that turned over in any page is found, or changed nothing that counts. */
static void every_page(void **state)
{
	struct world *world = *state;
	size_t found = 0, harmless = 0, pages;
	struct digest before, now;
	uint32_t random = 20261121;

	tamper_put_back(world);
	pages = world->bytes.len / 4096;
	assert_true(contents(world, &before));
	for (size_t i = 0; i < pages * FLIPS_EACH; i++) {
		static const size_t special[] = { 0, 100, 4095 };
		size_t at = i / FLIPS_EACH * 4096;
		char kept;

		/* The beginning and the end of a page hold its structure; between them, anywhere. */
		random = random * 1664525u + 1013904223u;
		at += i % FLIPS_EACH == 0 ? special[i / FLIPS_EACH % 3] : (random >> 8) % 4096;
		kept = world->bytes.data[at];
		world->bytes.data[at] = (char)(kept ^ (1 << (random >> 29)));
		tamper_put_back(world);
		if (tamper_verify(world) != STATUS_OK) {
			found++;
			if (!world->diags.errors)
				fail_msg("byte %zu: nothing is said", at);
		} else if (!contents(world, &now) || !digest_equal(&before, &now)) {
			fail_msg("byte %zu was changed, and with it what the store says; it is not found", at);
		} else {
			harmless++;
		}
		world->bytes.data[at] = kept;
	}
	tamper_put_back(world);
	print_message("%zu pages: %zu found, %zu changed nothing\n", pages, found, harmless);
	assert_true(found > harmless);
	assert_int_equal(tamper_verify(world), STATUS_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_knowledge), cmocka_unit_test(forged_entries), cmocka_unit_test(every_page),
	};

	if (!sign_start())
		return 1;
	return cmocka_run_group_tests(tests, tamper_world_full, tamper_world_free);
}
