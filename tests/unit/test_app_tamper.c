/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Somebody changes the store behind the program, with the protections taken off and put on again. Every column of every table is changed, every kind of row
 * taken out and put in, and `record verify` must find it and name what it concerns. What it is not to find stands in one list (tamper.c), with the reason; so a
 * table or a column that is added later fails this test until somebody has decided.
 */
#include "tamper.h"

#include <sys/stat.h>

enum { ROWS_EACH = 3, VARIANTS = 4 };

/* What a message must name of a row: texts with '|' between them, one of which is enough; before the change or after it. */
static const struct naming {
	const char *table, *sql;
	const char *each; /* one row is taken of each; NULL: some rows, spread over the table */
} namings[] = {
	{ "terminal", "'entry 1 (|epoch|its identity'", NULL },
	{ "cases", "reference || '|record ' || id || '|a row of cell '", "reference" },
	{ "cell", "(SELECT reference FROM cases WHERE id = case_id) || '|a row of cell '",
		"(SELECT stage FROM cases WHERE id = case_id) || (fact = '')" },
	{ "edit", "'a row of event '", NULL },
	{ "event", "''", NULL },
	{ "artifact", "coalesce((SELECT group_concat('entry ' || seq || ' (', '|') FROM chain WHERE artifact = hash), '') || '|' || coalesce((SELECT group_concat('entry ' || seq"
		" || ' of terminal ' || substr(terminal, 1, 8), '|') FROM foreign_entry WHERE artifact = hash), '') || '|' || short(hash)", NULL },
	{ "chain", "'entry ' || seq || ' (|entry ' || (seq + 1) || ' (|' || short(entry)", NULL },
	{ "signature", "coalesce((SELECT 'entry ' || seq || ' (' FROM chain WHERE chain.entry = signature.entry), '') || '|' || short(entry)", NULL },
	{ "head", "record", NULL },
	{ "snapshot", "'snapshot ' || id || ' |snapshot-' || id || ' '", NULL },
	{ "listing", "'snapshot ' || snapshot || ' '", NULL },
	{ "snapshot_current", "'snapshot in use'", NULL },
	{ "snapshot_bytes", "'snapshot ' || snapshot || ' '", NULL },
	{ "listing_part", "'snapshot ' || snapshot || ' '", NULL },
	{ "foreign_entry", "'entry ' || seq || ' of terminal ' || substr(terminal, 1, 8) || '|' || short(entry)", NULL },
	{ "opaque", "short(hash)", NULL },
	{ "clock", "coalesce((SELECT 'entry ' || seq || ' of terminal ' || substr(terminal, 1, 8) FROM foreign_entry AS f WHERE f.entry = clock.entry), '') || '|'"
		" || coalesce((SELECT 'entry ' || seq || ' of terminal ' FROM chain AS c WHERE c.entry = clock.entry), '') || '|' || short(entry)", NULL },
	{ "crossed", "record || '|' || coalesce((SELECT reference FROM cases WHERE id = record), record)", NULL },
};

static const struct naming *naming_of(const char *table)
{
	for (size_t i = 0; i < sizeof namings / sizeof namings[0]; i++)
		if (strcmp(namings[i].table, table) == 0)
			return &namings[i];
	fail_msg("table %s: say by what a message must name its rows, and what of it may be changed", table);
	return NULL;
}

/* The freedom that covers it; tamper_freedom_count: none. */
static size_t freedom_of(struct world *world, const char *table, const char *column, const char *row)
{
	for (size_t i = 0; i < tamper_freedom_count; i++) {
		const struct freedom *one = &tamper_freedoms[i];
		bool any = strcmp(one->column, "*") == 0 && *column != '+' && *column != '-';
		char *sql, *count;
		bool fits;

		if (strcmp(one->table, table) != 0 || (!any && strcmp(one->column, column) != 0))
			continue;
		sql = mem_printf("SELECT count(*) FROM %s WHERE (%s) AND %s", table, row, one->where ? one->where : "1");
		count = tamper_ask(world, sql);
		fits = strcmp(count, "0\n") != 0;
		free(sql);
		free(count);
		if (fits)
			return i;
	}
	return tamper_freedom_count;
}

/* `source`: the table itself, or one with a row of it. */
static char *name_row(struct world *world, const char *table, const char *source, const char *row)
{
	char *sql = mem_printf("SELECT %s FROM %s AS %s WHERE %s", naming_of(table)->sql, source, table, row), *name = tamper_ask(world, sql);

	name[strcspn(name, "\n")] = '\0';
	free(sql);
	return name;
}

/* What comes of a change that was made: found and named, or free and not found. */
static void judge(struct world *world, const char *sql, size_t freedom, const char *before, const char *after)
{
	enum status status = tamper_verify(world);

	world->tried++;
	world->wrong++;
	/* Some of what may be done is found all the same, where a row no longer hangs together with another. */
	if (freedom < tamper_freedom_count && status == STATUS_OK)
		world->used[freedom] = true;
	if (freedom == tamper_freedom_count && status == STATUS_OK) {
		print_error("%s\nis not found\n", sql);
	} else if (freedom == tamper_freedom_count && !tamper_names(world, before) && !tamper_names(world, after)) {
		print_error("%s\nis found, but none of %s, %s is named: %s\n", sql, before, after, tamper_said(world));
	} else {
		world->found += freedom == tamper_freedom_count;
		world->wrong--;
	}
}

/* `statements` differ in the value; the first that the table takes is done. */
static void tamper(struct world *world, const char *table, const char *column, const char *row, char **statements, size_t count)
{
	size_t i = 0, freedom;
	char *before, *after;

	tamper_begin(world);
	freedom = freedom_of(world, table, column, row);
	before = *column == '+' ? mem_strdup("") : name_row(world, table, table, row);
	while (i < count && !tamper_run(world, statements[i]))
		i++;
	after = i == count || *column == '-' ? mem_strdup("") : *column == '+' ? name_row(world, table, "temp.made", "1") : name_row(world, table, table, row);
	tamper_end(world);
	if (i < count)
		judge(world, statements[i], freedom, before, after);
	else if (strcmp(row, "only = 1") != 0)
		fail_msg("none of %s was taken by the table, so nothing was tried", statements[0]);
	else
		world->refused++;
	tamper_put_back(world);
	free(before);
	free(after);
}

static void free_all(char **texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(texts[i]);
}

static void change_column(struct world *world, const char *table, const char *column, const char *row)
{
	char *statements[VARIANTS];

	for (int i = 0; i < VARIANTS; i++)
		statements[i] = mem_printf("UPDATE %s SET %s = other(%s, %d) WHERE %s", table, column, column, i, row);
	tamper(world, table, column, row, statements, VARIANTS);
	free_all(statements, VARIANTS);
}

static void take_out(struct world *world, const char *table, const char *row)
{
	char *statement = mem_printf("DELETE FROM %s WHERE %s", table, row);

	tamper(world, table, "-", row, &statement, 1);
	free(statement);
}

/* The same row once more, under another key. */
static void put_in(struct world *world, const char *table, const char *keys, const char *row)
{
	char *statements[VARIANTS], *sql = NULL, *columns;

	tamper_begin(world);
	for (int i = 0; i < VARIANTS; i++) {
		sql = mem_printf("SELECT group_concat(CASE WHEN instr('%s', ',' || name || ',') THEN 'other(' || name || ', %d)' ELSE name END, ', ')"
			" FROM pragma_table_info('%s')", keys, i == 1 ? 3 : i, table);
		columns = tamper_ask(world, sql);
		statements[i] = mem_printf("DROP TABLE IF EXISTS temp.made; CREATE TEMP TABLE made AS SELECT * FROM %s WHERE 0;"
			" INSERT INTO temp.made SELECT %s FROM %s WHERE %s; INSERT INTO %s SELECT * FROM temp.made", table, columns, table, row, table);
		free(columns);
		free(sql);
	}
	tamper_end(world);
	tamper(world, table, "+", row, statements, VARIANTS);
	free_all(statements, VARIANTS);
}

/* Each line of a text; `text` is taken apart. */
static char *next_line(char **text)
{
	char *line = *text;

	if (!*line)
		return NULL;
	line[strcspn(line, "\n")] = '\0';
	*text = line + strlen(line) + 1;
	return line;
}

/* Some rows, spread over the table, each as a condition on its key. */
static char *rows_of(struct world *world, const char *table)
{
	const char *each = naming_of(table)->each;
	char *key, *sql, *rows;

	sql = mem_printf("SELECT group_concat('''' || name || ' = '' || quote(' || name || ')', ' || '' AND '' || ') FROM pragma_table_info('%s') WHERE pk > 0", table);
	key = tamper_ask(world, sql);
	key[strcspn(key, "\n")] = '\0';
	free(sql);
	sql = each ? mem_printf("SELECT min(k) FROM (SELECT %s AS k, %s AS g FROM %s) GROUP BY g", key, each, table)
		: mem_printf("SELECT k FROM (SELECT k, row_number() OVER () AS n, count(*) OVER () AS all_rows FROM (SELECT %s AS k FROM %s))"
		" WHERE n = all_rows OR (n - 1) %% max(1, (all_rows + %d) / %d) = 0", key, table, ROWS_EACH - 1, ROWS_EACH);
	rows = tamper_ask(world, sql);
	free(sql);
	free(key);
	return rows;
}

static void tamper_table(struct world *world, const char *table)
{
	char *rows, *columns, *keys, *sql, *rest, *row, *inner, *column;

	tamper_begin(world);
	rows = rows_of(world, table);
	sql = mem_printf("SELECT name FROM pragma_table_info('%s')", table);
	columns = tamper_ask(world, sql);
	free(sql);
	/* A number and an entry stand once in a table beside the key. */
	sql = mem_printf("SELECT ',' || group_concat(name) || ',' FROM pragma_table_info('%s') WHERE CASE '%s' WHEN 'cell' THEN name = 'key'"
		" ELSE pk = (SELECT max(pk) FROM pragma_table_info('%s')) OR (name IN ('reference', 'entry') AND '%s' IN ('cases', 'chain')) END", table, table, table,
		table);
	keys = tamper_ask(world, sql);
	keys[strcspn(keys, "\n")] = '\0';
	free(sql);
	tamper_end(world);
	for (rest = rows; (row = next_line(&rest));) {
		char *copy = inner = mem_strdup(columns);

		while ((column = next_line(&inner)))
			change_column(world, table, column, row);
		free(copy);
		take_out(world, table, row);
		put_in(world, table, keys, row);
	}
	free(rows);
	free(columns);
	free(keys);
}

/* Every table that the file has; those of `only` must have rows, and without it all must. */
static void tamper_all(struct world *world, const char *only)
{
	char *tables, *rest, *table;

	if (tamper_verify(world) != STATUS_OK)
		fail_msg("%s", tamper_said(world));
	tamper_begin(world);
	tables = tamper_ask(world, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
	tamper_end(world);
	for (rest = tables; (table = next_line(&rest));) {
		size_t before = world->tried;

		if (only && !strstr(only, table))
			continue;
		tamper_table(world, table);
		if (before == world->tried && !(strcmp(table, "listing") == 0 && !only))
			fail_msg("%s has no row, so nothing was tried", table);
	}
	free(tables);
	print_message("%zu changes: %zu found, %zu refused by the table\n", world->tried, world->found, world->refused);
	assert_int_equal(tamper_verify(world), STATUS_OK);
	assert_int_equal(world->wrong, 0);
}

static void every_column(void **state)
{
	struct world *world = *state;

	tamper_all(world, NULL);
	for (size_t i = 0; i < tamper_freedom_count; i++)
		if (!world->used[i])
			fail_msg("nothing showed that %s.%s may be changed (%s)", tamper_freedoms[i].table, tamper_freedoms[i].column, tamper_freedoms[i].why);
}

/* A store of the first form has its lists in tables of their own; the others are those of every store. It is read as it is. */
static void every_column_of_the_first_form(void **state)
{
	struct world *world = *state;
	char *path = mem_printf("%s/tests/stores/form-1.sql", getenv("srcdir"));
	sqlite3 *db = NULL;
	struct buf dump;

	buf_init(&dump);
	assert_int_equal(file_read(&dump, path, (size_t)1 << 24, NULL), STATUS_OK);
	assert_int_equal(sqlite3_open(world->place.store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, dump.data, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_int_equal(chmod(world->place.store, 0600), 0);
	tamper_take_bytes(world);
	tamper_all(world, "listing snapshot snapshot_current");
	buf_done(&dump);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_column, tamper_world_full, tamper_world_free),
		cmocka_unit_test_setup_teardown(every_column_of_the_first_form, tamper_world_new, tamper_world_free),
	};

	if (!sign_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
