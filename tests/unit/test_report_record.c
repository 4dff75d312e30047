/* SPDX-License-Identifier: Apache-2.0 */
/* The printed record of a decided, an open, a passed-over and an excluded case. */
#include "test_report_fixture.h"

#include <locale.h>
#include <string.h>

#include "base/utf8.h"

#define PAGE 80

static struct buf record_text(const struct record *record)
{
	struct doc *doc = record_doc(record);
	struct buf out;

	buf_init(&out);
	doc_write_text(doc, PAGE, &out);
	doc_free(&doc);
	return out;
}

static void assert_page(const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		assert_true(utf8_width_n(text, len) <= PAGE);
		text += len + (text[len] == '\n');
	}
}

static void test_adopted(void **state)
{
	struct fixture f;
	struct buf out;

	(void)state;
	fixture_start(&f, CASE_ADOPTED, LANG_JA);
	out = record_text(&f.record);
	assert_page(out.data);
	ASSERT_ORDER(out.data, "| SAMPLE.", "|\n| SAMPLE REGISTRY.", "|\n| DRAFT.", "見本申込み", "令和8年11月20日", "起案者甲", "課長",
		"Subject: 見本申込み\nOffice: 見本庁 見本係", "1 Verdict", "[decided]", "受付", "公開型のSaaS", "見本社", "2 Reasons",
		"[adopted] 段階1 公開型 (3.1)", "利点があり、候補が適合する。", "Read: 利用メリット: yes; 選んだ候補: 見本サービス\n", "[not reached] 段階2",
		"3 Findings", "The component: 1 of 1 checks passed\n", "[pass] 見本サービス: 3 of 4 checks passed, 1 not applicable", "4 Comparison", "Item",
		"初期費用", "1,000", "Total over 5 years", "501,230", "unknown", "####", "cost unknown", "8 Basis");
	assert_null(strstr(out.data, "[lowest")); /* of one that is known, nothing is lowest */
	ASSERT_ORDER(out.data, "5 Conditions", "[pass] データの所在 (見本サービス; [two] 4.2.1)", "控えを海外に置く例外",
		"Ground: 災害に備えて控えを置く。 (計画書 8頁)", "(2) Remarks", "[fail] ログの確認 (見本サービス; [two] 4.2.1): ログを確かめる", "(3) Cautions",
		"連携の注意", "両方の利点と危険を比べた。", "6 Open points", "None.", "7 What", "個人の情報を含む。 (業務分析 3頁)", "8 Basis", "見本の方針 (ed)",
		"登録簿 (見本)", "令和8年11月1日", "19 days", "1.0", "3 rules", "Clauses marked [two] are those of: 別の基準\n",
		"新しい基準 (令和7年5月27日)", "End\n");
	assert_non_null(strstr(out.data, "C99-0001-1"));
	buf_done(&out);
	fixture_done(&f);
}

static struct buf part_of(const struct buf *text, const char *from, const char *to)
{
	const char *start = strstr(text->data, from), *end = start ? strstr(start, to) : NULL;
	struct buf out;

	if (!end)
		fail_msg("no part from %s to %s in\n%s", from, to, text->data);
	buf_init(&out);
	buf_add(&out, start, (size_t)(end - start));
	return out;
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)) != NULL; text += strlen(part))
		count++;
	return count;
}

/* One clause a row, facts of people and lists only, what most rows share once, what does not apply by its title. */
static void test_findings_table(void **state)
{
	struct fixture f;
	struct buf out, part;

	(void)state;
	fixture_start(&f, CASE_ADOPTED, LANG_JA);
	fixture_add_listing(&f);
	verdict_free(&f.verdict);
	f.record.verdict = f.verdict = engine_decide(f.engine, f.dossier, f.dossier->as_of);
	out = record_text(&f.record);
	part = part_of(&out, "3 Findings", "4 Comparison");
	ASSERT_ORDER(part.data, "データの所在 (控え", "[two] 4.2.1 | 所在地: overseas", "例外の別: backup", "使いやすさ", "3.3 1)(4)", "利便性: high",
		"提供の形の一致", "登録簿の別: ", "Read by most of these checks: 提供の形: saas\n", "Listing facts: 登録簿 17行\n", "Not applicable: 資源の監視\n");
	assert_int_equal(count_of(part.data, "提供の形: "), 1);
	assert_int_equal(count_of(part.data, "登録簿 17行"), 1);
	assert_int_equal(count_of(part.data, "[pass]  "), 3);
	assert_null(strstr(part.data, "連携の注意")); /* passed for the component: counted only */
	assert_null(strstr(part.data, "別の基準"));   /* the title belongs to section 8 */
	assert_null(strstr(part.data, "3.1"));        /* second clauses are not cited */
	buf_done(&part);
	part = part_of(&out, "2 Reasons", "3 Findings");
	assert_null(strstr(part.data, "acceptable"));
	assert_null(strstr(part.data, "選んだ候補の適合"));
	buf_done(&part);
	buf_done(&out);
	fixture_done(&f);
}

static void test_open(void **state)
{
	struct fixture f;
	struct buf out;

	(void)state;
	fixture_start(&f, CASE_OPEN, LANG_JA);
	f.record.snapshot = NULL;
	out = record_text(&f.record);
	assert_page(out.data);
	ASSERT_ORDER(out.data, "1 Verdict", "[open]", "2 Reasons", "[open] 段階1", "Missing facts: 1 (see section 6)", "3 Findings",
		"The component: none of the 1 checks applies", "[open] 見本サービス: 3 of 4", "[open]", "データの所在", "Missing: \"所在地\"", "4 Comparison",
		"not known yet", "unknown", "6 Open points", "[open] 受付, 段階1 (3.1)", "[open] データの所在 (見本サービス; 3.3 1)(4); place)",
		"Missing: \"所在地\" (見本サービス)", "提供者に確かめる。", "8 Basis", "none was used");
	assert_null(strstr(out.data, "#"));
	assert_null(strstr(out.data, "SAMPLE"));
	assert_null(strstr(out.data, "[lowest"));
	buf_done(&out);
	fixture_done(&f);
}

static void test_passed_over(void **state)
{
	struct fixture f;
	struct buf out;

	(void)state;
	fixture_start(&f, CASE_PASSED, LANG_JA);
	out = record_text(&f.record);
	assert_page(out.data);
	ASSERT_ORDER(out.data, "1 Verdict", "[decided] 自前の環境", "2 Reasons", "[passed over] 段階1 公開型 (3.1)", "利点がない。",
		"Read: 利用メリット: no\n", "利用メリット: 標準の機能では足りない。", "採らない理由: cost",
		"理由の説明: 費用が3倍になる。 (比較表 第2版)", "[adopted] 段階2 自前", "4 Comparison", "No candidate was named.");
	buf_done(&out);
	fixture_done(&f);
}

static void test_gated(void **state)
{
	struct fixture f;
	struct buf out;

	(void)state;
	fixture_start(&f, CASE_GATED, LANG_EN);
	out = record_text(&f.record);
	assert_page(out.data);
	ASSERT_ORDER(out.data, "1 Verdict", "[outside the steps]", "[outside the steps] Outside (3.1)", "The policy does not apply.",
		"Read: Label scope: excluded\n", "Ground: 対象外の案件である。 (判定票 1頁)", "6 Open points", "None.", "Sample policy (ed)");
	buf_done(&out);
	fixture_done(&f);
}

/* A gate without its ground keeps nothing out yet: it is the open point. */
static void test_gate_open(void **state)
{
	struct fixture f;
	struct buf out;

	(void)state;
	fixture_start(&f, CASE_GATE_OPEN, LANG_EN);
	out = record_text(&f.record);
	assert_page(out.data);
	ASSERT_ORDER(out.data, "1 Verdict", "[open]", "[open] Outside (3.1)", "2 Reasons", "6 Open points", "[open] Outside (3.1)",
		"Missing: the reason for \"Label scope\" (the case as a whole)", "7 What");
	assert_null(strstr(out.data, "The policy does not apply."));
	assert_null(strstr(out.data, "Ground:"));
	buf_done(&out);
	fixture_done(&f);
}

static bool ask_all_but(const struct entity *entity, const struct question *question, void *context)
{
	assert_non_null(entity);
	return strcmp(question->fact->id, context) != 0;
}

/* An answer that is no longer asked for leaves the paper and is marked elsewhere. */
static void test_not_asked(void **state)
{
	static char id[] = "case.confidentiality";
	struct fixture f;
	struct buf out;

	(void)state;
	fixture_start(&f, CASE_ADOPTED, LANG_JA);
	out = record_text(&f.record);
	assert_non_null(strstr(out.data, "個人の情報を含む。"));
	buf_done(&out);
	f.record.is_asked = ask_all_but;
	f.record.asked_context = id;
	out = record_text(&f.record);
	assert_null(strstr(out.data, "個人の情報を含む。"));
	ASSERT_ORDER(out.data, "7 What", "比べる年数");
	buf_clear(&out);
	record_csv(&f.record, &out);
	ASSERT_ORDER(out.data, ",\"Asked\"\r\n", "件名", ",\"yes\"\r\n", "機密性", "業務分析 3頁\",\"\",\"no\"\r\n");
	buf_done(&out);
	fixture_done(&f);
}

/* The lowest cost is marked once in the table and once among the bars; beside an unknown one it is the lowest known. */
static void test_lowest(void **state)
{
	static const char *const costs[] = { "candidate.cost_initial", "candidate.cost_migration", "candidate.cost_yearly", "candidate.cost_exit" };
	struct fixture f;
	struct buf out;

	(void)state;
	fixture_start(&f, CASE_ADOPTED, LANG_JA);
	for (size_t i = 0; i < sizeof costs / sizeof *costs; i++) {
		struct answer *answer = entity_answer_id(f.dossier, dossier_find(f.dossier, "c1-1-k2"), costs[i]);
		char *why = NULL;

		assert_true(answer_from_word(answer, edition_fact(f.edition, costs[i]), "100", &why));
	}
	out = record_text(&f.record);
	assert_page(out.data);
	assert_int_equal(count_of(out.data, "[lowest]"), 2);
	assert_null(strstr(out.data, "[lowest known]"));
	ASSERT_ORDER(out.data, "Total over 5 years", "501,230", "800", "=HYPERLINK(1)<script>", "[lowest] 800");
	buf_done(&out);
	assert_non_null(dossier_add_candidate(f.dossier, dossier_find(f.dossier, "c1-1"), NULL));
	verdict_free(&f.verdict);
	f.record.verdict = f.verdict = engine_decide(f.engine, f.dossier, f.dossier->as_of);
	out = record_text(&f.record);
	assert_page(out.data);
	assert_int_equal(count_of(out.data, "[lowest known]"), 2);
	assert_null(strstr(out.data, "[lowest]"));
	buf_done(&out);
	fixture_done(&f);
}

/* A revision is no draft and says which one it is; its date is that of Japan. */
static void test_revision(void **state)
{
	struct digest digest;
	struct fixture f;
	struct buf out;

	(void)state;
	memset(digest.bytes, 0xAB, sizeof digest.bytes);
	fixture_start(&f, CASE_PASSED, LANG_JA);
	f.record.revision = &digest;
	f.record.seq = 42;
	f.record.revision_number = 3;
	f.record.submitted_at = 1795188600; /* 2026-11-20 15:30 UTC, past midnight in Japan */
	out = record_text(&f.record);
	assert_null(strstr(out.data, "DRAFT"));
	ASSERT_ORDER(out.data, "Revision 3", "Drafted: 令和8年11月21日", "3 (place 42", "abab abab abab abab");
	buf_done(&out);
	fixture_done(&f);
}

static void test_cost(void **state)
{
	struct fixture f;
	struct entity *candidate;
	struct answer *yearly;
	int64_t yen = 0;
	char *why = NULL;

	(void)state;
	fixture_start(&f, CASE_ADOPTED, LANG_JA);
	candidate = dossier_find(f.dossier, "c1-1-k1");
	assert_true(record_cost(f.dossier, candidate, &yen));
	assert_int_equal(yen, 1000 + 200 + 30 + 5 * 100000);
	assert_true(answer_from_word(entity_answer_id(f.dossier, f.dossier->root, "case.lifecycle_years"), edition_fact(f.edition, "case.lifecycle_years"),
		"1.5", &why));
	yearly = entity_answer_id(f.dossier, candidate, "candidate.cost_yearly");
	yearly->number = 3;
	assert_true(record_cost(f.dossier, candidate, &yen));
	assert_int_equal(yen, 1230 + 5); /* 4.5 to the nearest yen */
	yearly->number = INT64_MAX / 2;
	assert_false(record_cost(f.dossier, candidate, &yen));
	yearly->number = 3;
	yearly->state = ANSWER_DONT_KNOW;
	assert_false(record_cost(f.dossier, candidate, &yen));
	assert_false(record_cost(f.dossier, dossier_find(f.dossier, "c1-1-k2"), &yen));
	fixture_done(&f);
}

static void test_html(void **state)
{
	struct fixture f;
	struct doc *doc;
	struct buf out;

	(void)state;
	fixture_start(&f, CASE_ADOPTED, LANG_JA);
	doc = record_doc(&f.record);
	buf_init(&out);
	doc_write_html(doc, &out);
	assert_null(strstr(out.data, "<script"));
	assert_non_null(strstr(out.data, "=HYPERLINK(1)&lt;script&gt;"));
	assert_non_null(strstr(out.data, "class=\"bar\""));
	doc_free(&doc);
	buf_done(&out);
	fixture_done(&f);
}

static void test_listing(void **state)
{
	struct fixture f;
	struct buf out;

	(void)state;
	fixture_start(&f, CASE_ADOPTED, LANG_JA);
	fixture_add_listing(&f);
	out = record_text(&f.record);
	ASSERT_ORDER(out.data, "C99-0001-1, ", "登録簿", "4 Comparison", "C99-0001-1, 登録簿");
	buf_done(&out);
	fixture_done(&f);
}

/* With the engine at hand the record says what its rules ask, in words, each rule once and none that does not apply. */
static void test_rules(void **state)
{
	static const struct digest REVISION = { { 1 } };
	struct fixture f;
	struct buf out, part;

	(void)state;
	fixture_start(&f, CASE_ADOPTED, LANG_JA);
	f.record.engine = f.engine;
	/* A draft tells only what is still in the way. */
	out = record_text(&f.record);
	part = part_of(&out, "9 What the rules say", "End\n");
	assert_null(strstr(part.data, "(place; "));
	assert_non_null(strstr(part.data, "not met or still open"));
	buf_done(&part);
	buf_done(&out);
	f.record.revision = &REVISION;
	out = record_text(&f.record);
	assert_page(out.data);
	part = part_of(&out, "9 What the rules say", "End\n");
	ASSERT_ORDER(part.data, "データの所在 (place; 3.3 1)(4)): 国内に置く。", "Requires: 所在地 is domestic", "Exception 1, 控えを海外に置く例外: 例外の別 is backup",
		"ログの確認 (logs; [two] 4.2.1, 3.1): ", "Applies when: 提供の形 is saas", "提供の形の一致", "提供の形 is saas or 登録簿の別 is 登録簿",
		"Clauses marked [two] are those of: 別の基準\n");
	assert_int_equal(count_of(part.data, "(place; "), 1);
	assert_null(strstr(part.data, "資源の監視"));
	buf_done(&part);
	buf_done(&out);
	fixture_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_adopted),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_findings_table),
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_passed_over),
		cmocka_unit_test(test_gated),
		cmocka_unit_test(test_gate_open),
		cmocka_unit_test(test_not_asked),
		cmocka_unit_test(test_lowest),
		cmocka_unit_test(test_revision),
		cmocka_unit_test(test_cost),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_listing),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
