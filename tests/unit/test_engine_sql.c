/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The evaluator against SQLite: random rules over random facts, each evaluated twice from one tree. SQL's logic is Kleene's as well and is
 * somebody else's work, which is what makes it a witness. The seed is printed; SEED=n repeats a run.
 *
 * Sets are masks: has(x, m) is (x & m) <> 0, count(x) calls a registered function. Unknown values are NULL.
 */
#include "test_engine_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sqlite3.h>

#define ROWS 400
#define ROUNDS 12
#define RULES_A_ROUND 30 /* ROWS * ROUNDS * RULES_A_ROUND evaluations */

struct sql {
	struct fixture fixture;
	struct arena arena;
	struct value (*rows)[64];   /* by row, then slot */
	date_days as_of;
	uint64_t seed;
	sqlite3 *db;
};

static uint64_t next(struct sql *sql)
{
	sql->seed ^= sql->seed << 13;
	sql->seed ^= sql->seed >> 7;
	sql->seed ^= sql->seed << 17;
	return sql->seed;
}

static unsigned below(struct sql *sql, unsigned count)
{
	return (unsigned)(next(sql) >> 20) % count;
}

/* --- random rules, as text --- */

/* What a letter after '%' stands for in a form below; a letter is drawn from left to right, so that a seed means the same everywhere. */
static const struct {
	char letter;
	const char *words[6];
} WORDS[] = {
	{ .letter = 'e', .words = { "=", "<>" } },
	{ .letter = 'o', .words = { "=", "<>", "<", "<=", ">", ">=" } },
	{ .letter = 'i', .words = { "in", "not in" } },
	{ .letter = 'C', .words = { "case.c", "case.c2" } },
	{ .letter = 'c', .words = { "'a'", "'b'", "'c'", "'d'" } },
	{ .letter = 'S', .words = { "case.s", "case.s2" } },
	{ .letter = 's', .words = { "'p'", "'q'", "'r'" } },
	{ .letter = 'Y', .words = { "case.y", "case.y2", "case.first" } },
	{ .letter = 'y', .words = { "yes", "no" } },
	{ .letter = 'N', .words = { "case.n", "case.n2", "count(case.s)", "days(case.d, case.d2)", "days(case.d2, as_of)" } },
	{ .letter = 'n', .words = { "0", "1", "2", "0.5", "-1" } },
	{ .letter = 'M', .words = { "case.m", "case.m2" } },
	{ .letter = 'm', .words = { "0", "1", "2" } },
	{ .letter = 'D', .words = { "case.d", "case.d2", "as_of" } },
	{ .letter = 'd', .words = { "'2026-11-18'", "'2026-11-19'", "'2026-11-20'" } },
	{ .letter = 'A', .words = { "case.c", "case.s2", "case.y2", "case.n", "case.m2", "case.d2" } },
};

static const char *const FORMS[] = {
	"%C %e %c", "%c %e %C", "%C %e %C", "%C %i (%c)", "%C %i (%c, %c, %c)", "has(%S, %s)", "count(%S) %o %n", "%Y", "%Y %e %y", "%Y %e %Y",
	"%N %o %n", "%n %o %N", "%N %o %N", "%N %i (%n)", "%N %i (%n, %n, %n)", "%M %o %m", "%m %o %M", "%M %o %M", "%M %i (%m, %m)",
	"%D %o %d", "%d %o %D", "%D %o %D", "%D %i (%d, %d)", "answered(%A)", "answered(case.t)", "%y",
};

static const char *draw(struct sql *sql, char letter)
{
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
		unsigned count = 0;
		if (WORDS[i].letter != letter)
			continue;
		while (count < sizeof WORDS[i].words / sizeof *WORDS[i].words && WORDS[i].words[count])
			count++;
		return WORDS[i].words[below(sql, count)];
	}
	fail_msg("no words for %c", letter);
	return "";
}

static void write_leaf(struct sql *sql, struct buf *out)
{
	for (const char *at = FORMS[below(sql, sizeof FORMS / sizeof *FORMS)]; *at; at++) {
		if (*at == '%')
			buf_adds(out, draw(sql, *++at));
		else
			buf_addc(out, *at);
	}
}

static void write_rule(struct sql *sql, struct buf *out, unsigned depth)
{
	unsigned kind = depth ? below(sql, 5) : 4;
	if (kind == 4) {
		write_leaf(sql, out);
	} else if (kind == 3) {
		buf_adds(out, "not (");
		write_rule(sql, out, depth - 1);
		buf_adds(out, ")");
	} else {
		const char *joint = below(sql, 2) ? " and " : " or ";
		buf_adds(out, "(");
		write_rule(sql, out, depth - 1);
		for (unsigned more = 1 + below(sql, 2); more; more--) {
			buf_adds(out, joint);
			write_rule(sql, out, depth - 1);
		}
		buf_adds(out, ")");
	}
}

/* --- the same tree as SQL --- */

static void emit(struct buf *out, const struct expr *node, date_days as_of);

static void emit_joined(struct buf *out, const struct expr *node, const char *joint, date_days as_of)
{
	buf_adds(out, "(");
	emit(out, node->left, as_of);
	buf_adds(out, joint);
	emit(out, node->right, as_of);
	buf_adds(out, ")");
}

static void emit_members(struct buf *out, const struct expr *node, date_days as_of)
{
	const char *comma = "";
	buf_adds(out, "(");
	emit(out, node->left, as_of);
	buf_adds(out, node->op == EXPR_IN ? " IN (" : " NOT IN (");
	for (size_t i = 0; i < node->list_count; i++, comma = ",")
		buf_addf(out, "%s%lld", comma, (long long)node->list[i]);
	for (unsigned i = 0; i < 64; i++) {
		if (node->mask >> i & 1) {
			buf_addf(out, "%s%u", comma, i);
			comma = ",";
		}
	}
	buf_adds(out, "))");
}

static void emit(struct buf *out, const struct expr *node, date_days as_of)
{
	static const char *const JOINT[] = { [EXPR_OR] = " OR ", [EXPR_AND] = " AND ", [EXPR_EQ] = " = ", [EXPR_NE] = " <> ", [EXPR_LT] = " < ",
		[EXPR_LE] = " <= ", [EXPR_GT] = " > ", [EXPR_GE] = " >= ", [EXPR_DAYS] = NULL };
	switch (node->op) {
	case EXPR_NOT:
		buf_adds(out, "(NOT ");
		emit(out, node->left, as_of);
		buf_adds(out, ")");
		break;
	case EXPR_IN:
	case EXPR_NOT_IN:
		emit_members(out, node, as_of);
		break;
	case EXPR_HAS:
		buf_addf(out, "((f%u & %llu) <> 0)", node->left->slot, (unsigned long long)node->mask);
		break;
	case EXPR_ANSWERED:
		buf_addf(out, "(f%u IS NOT NULL)", node->slot);
		break;
	case EXPR_FACT:
		buf_addf(out, "f%u", node->slot);
		break;
	case EXPR_LITERAL:
		buf_addf(out, "(%lld)", (long long)node->number);
		break;
	case EXPR_AS_OF:
		buf_addf(out, "(%d)", (int)as_of);
		break;
	case EXPR_COUNT:
		buf_addf(out, "(members(f%u) * 1000)", node->left->slot);
		break;
	case EXPR_DAYS:
		buf_adds(out, "((");
		emit(out, node->right, as_of);
		buf_adds(out, " - ");
		emit(out, node->left, as_of);
		buf_adds(out, ") * 1000)");
		break;
	default:
		emit_joined(out, node, JOINT[node->op], as_of);
		break;
	}
}

/* --- random facts --- */

static struct value random_value(struct sql *sql, const struct fact *fact)
{
	struct value value = { .known = below(sql, 4) != 0 };
	if (!value.known)
		return value;
	switch (fact->type) {
	case FACT_CHOICE:
		value.number = below(sql, (unsigned)fact->option_count);
		break;
	case FACT_SET:
		value.number = below(sql, 1u << fact->option_count);
		break;
	case FACT_YESNO:
		value.number = below(sql, 2);
		break;
	case FACT_NUMBER:
		value.number = ((int)below(sql, 8) - 2) * 500;
		break;
	case FACT_MONEY:
		value.number = below(sql, 4);
		break;
	case FACT_DATE:
		value.number = sql->as_of - 2 + (int)below(sql, 4);
		break;
	default:
		break;
	}
	return value;
}

static void run(struct sql *sql, const char *text)
{
	char *message = NULL;
	if (sqlite3_exec(sql->db, text, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", message, text);
}

static void fill(struct sql *sql)
{
	struct buf text;
	unsigned slots = sql->fixture.edition->slots[SCOPE_CASE];
	buf_init(&text);
	run(sql, "DELETE FROM facts");
	for (unsigned row = 0; row < ROWS; row++) {
		buf_addf(&text, "%s(%u", row ? "," : "INSERT INTO facts VALUES ", row);
		for (unsigned slot = 0; slot < slots; slot++) {
			struct value value = random_value(sql, sql->fixture.edition->by_slot[SCOPE_CASE][slot]);
			sql->rows[row][slot] = value;
			if (value.known)
				buf_addf(&text, ",%lld", (long long)value.number);
			else
				buf_adds(&text, ",NULL");
		}
		buf_adds(&text, ")");
	}
	run(sql, text.data);
	buf_done(&text);
}

static void members(sqlite3_context *context, int count, sqlite3_value **values)
{
	int bits = 0;
	(void)count;
	if (sqlite3_value_type(values[0]) == SQLITE_NULL)
		return;
	for (sqlite3_uint64 mask = (sqlite3_uint64)sqlite3_value_int64(values[0]); mask; mask >>= 1)
		bits += mask & 1;
	sqlite3_result_int(context, bits);
}

static int start(void **state)
{
	struct sql *sql = MEM_NEW(struct sql);
	struct buf text;
	const char *seed = getenv("SEED");
	fixture_start(&sql->fixture, NULL);
	arena_init(&sql->arena);
	sql->rows = mem_array(ROWS, sizeof *sql->rows);
	sql->seed = seed ? strtoull(seed, NULL, 10) : UINT64_C(20261121);
	print_message("seed %llu\n", (unsigned long long)sql->seed);
	sql->seed = sql->seed * 2 + 1;
	assert_true(date_parse_iso("2026-11-20", &sql->as_of));
	assert_true(sql->fixture.edition->slots[SCOPE_CASE] < 64);
	assert_int_equal(sqlite3_open(":memory:", &sql->db), SQLITE_OK);
	sqlite3_create_function(sql->db, "members", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, members, NULL, NULL);
	buf_init(&text);
	buf_adds(&text, "CREATE TABLE facts (row INTEGER PRIMARY KEY");
	for (unsigned slot = 0; slot < sql->fixture.edition->slots[SCOPE_CASE]; slot++)
		buf_addf(&text, ", f%u INTEGER", slot);
	buf_adds(&text, ")");
	run(sql, text.data);
	buf_done(&text);
	*state = sql;
	return 0;
}

static int finish(void **state)
{
	struct sql *sql = *state;
	sqlite3_close(sql->db);
	fixture_done(&sql->fixture);
	arena_done(&sql->arena);
	free(sql->rows);
	free(sql);
	return 0;
}

struct tally {
	size_t count[3];
	size_t evaluations;
};

static void compare_rows(struct sql *sql, const struct expr **rules, const char *select, struct tally *tally)
{
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v2(sql->db, select, -1, &statement, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(sql->db));
	for (unsigned row = 0; sqlite3_step(statement) == SQLITE_ROW; row++) {
		struct frames frames = { .at = { [SCOPE_CASE] = sql->rows[row] }, .as_of = sql->as_of };
		for (int i = 0; i < RULES_A_ROUND; i++) {
			bool null = sqlite3_column_type(statement, i) == SQLITE_NULL;
			enum truth theirs = null ? TRUTH_UNKNOWN : sqlite3_column_int(statement, i) ? TRUTH_YES : TRUTH_NO;
			enum truth ours = expr_truth(rules[i], &frames);
			tally->count[ours]++;
			tally->evaluations++;
			if (ours != theirs)
				fail_msg("row %u: %d here, %d in SQL: %s", row, (int)ours, (int)theirs, rules[i]->text);
		}
	}
	sqlite3_finalize(statement);
}

static void round_of_rules(struct sql *sql, struct tally *tally)
{
	const struct expr *rules[RULES_A_ROUND];
	struct buf text, select;
	struct diag_list diags;
	buf_init(&text);
	buf_init(&select);
	diag_init(&diags);
	buf_adds(&select, "SELECT ");
	for (int i = 0; i < RULES_A_ROUND;) {
		buf_clear(&text);
		write_rule(sql, &text, 3);
		if (text.len > EXPR_LENGTH_MAX)
			continue;
		struct source_expr source = { .text = arena_strdup(&sql->arena, text.data), .file = "random", .line = 1 };
		rules[i] = expr_parse(&sql->arena, sql->fixture.edition, SCOPE_BIT(SCOPE_CASE), &source, &diags);
		if (!rules[i])
			fail_msg("%s: %s", diags.items[0].text, source.text);
		buf_adds(&select, i ? "," : "");
		emit(&select, rules[i], sql->as_of);
		i++;
	}
	buf_adds(&select, " FROM facts ORDER BY row");
	fill(sql);
	compare_rows(sql, rules, select.data, tally);
	buf_done(&text);
	buf_done(&select);
	diag_done(&diags);
}

static void test_against_sql(void **state)
{
	struct sql *sql = *state;
	struct tally tally = { .evaluations = 0 };
	for (int round = 0; round < ROUNDS; round++)
		round_of_rules(sql, &tally);
	print_message("%zu evaluations: %zu no, %zu yes, %zu unknown\n", tally.evaluations, tally.count[TRUTH_NO], tally.count[TRUTH_YES],
		tally.count[TRUTH_UNKNOWN]);
	assert_true(tally.evaluations >= 100000);
	for (int truth = 0; truth < 3; truth++)
		assert_true(tally.count[truth] > tally.evaluations / 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_against_sql, start, finish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
