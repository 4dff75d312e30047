/* SPDX-License-Identifier: Apache-2.0 */
/* The record for machines: JSON with everything in it, and the sheet. */
#include "test_report_fixture.h"

#include <locale.h>
#include <string.h>

#include <jansson.h>

#include "base/csv.h"

static const json_t *at(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (!value)
		fail_msg("no key %s", key);
	return value;
}

static const char *word(const json_t *object, const char *key)
{
	return json_string_value(at(object, key));
}

static const json_t *find(const json_t *list, const char *key, const char *value)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (strcmp(word(json_array_get(list, i), key), value) == 0)
			return json_array_get(list, i);
	fail_msg("no %s = %s", key, value);
	return NULL;
}

static json_t *read_json(const struct record *record)
{
	json_error_t error;
	struct buf out;
	json_t *root;

	buf_init(&out);
	record_json(record, &out);
	root = json_loadb(out.data, out.len, JSON_REJECT_DUPLICATES, &error);
	if (!root)
		fail_msg("line %d: %s", error.line, error.text);
	buf_done(&out);
	return root;
}

static void test_json(void **state)
{
	struct fixture f;
	json_t *root;
	const json_t *verdict, *step, *finding, *answer, *place;

	(void)state;
	fixture_start(&f, CASE_ADOPTED, LANG_JA);
	fixture_add_listing(&f);
	root = read_json(&f.record);
	assert_string_equal(word(root, "format"), "kumoshirube/record/1");
	assert_true(json_is_true(at(root, "draft")));
	assert_true(json_is_null(at(root, "revision")));
	assert_true(json_is_true(at(at(root, "snapshot"), "sample")));
	assert_string_equal(word(at(root, "snapshot"), "issued_on"), "2026-11-01");
	assert_int_equal(strlen(word(at(root, "edition"), "digest")), 64);
	verdict = at(root, "verdict");
	assert_string_equal(word(verdict, "status"), "decided");
	assert_string_equal(word(verdict, "as_of"), "2026-11-20");
	assert_int_equal(json_integer_value(at(verdict, "exit")), 0);
	step = find(at(find(at(verdict, "components"), "key", "c1"), "steps"), "key", "c1-1");
	assert_string_equal(word(step, "outcome"), "adopted");
	assert_string_equal(word(step, "chosen"), "c1-1-k1");
	place = json_array_get(at(find(at(step, "candidates"), "key", "c1-1-k1"), "findings"), 0);
	finding = json_array_get(at(verdict, "findings"), (size_t)json_integer_value(place));
	assert_string_equal(word(finding, "key"), "c1-1-k1");
	finding = find(at(verdict, "findings"), "rule", "place");
	assert_string_equal(word(finding, "outcome"), "pass");
	assert_int_equal(json_integer_value(at(finding, "exception")), 1);
	assert_true(json_array_size(at(finding, "trace")) > 0);
	answer = find(at(find(at(at(root, "dossier"), "entities"), "key", "case"), "answers"), "fact", "case.confidentiality");
	assert_string_equal(word(answer, "word"), "2");
	assert_string_equal(word(answer, "reason"), "個人の情報を含む。");
	assert_string_equal(word(answer, "evidence"), "業務分析 3頁");
	assert_true(json_is_null(at(answer, "author")));
	assert_true(json_is_true(at(answer, "asked")));
	assert_int_equal(json_integer_value(at(find(at(at(root, "dossier"), "entities"), "key", "c1-1-k1"), "total_cost_yen")), 501230);
	assert_true(json_is_null(at(find(at(at(root, "dossier"), "entities"), "key", "c1-1-k2"), "total_cost_yen")));
	answer = find(at(find(at(at(root, "dossier"), "entities"), "key", "c1-1-k1"), "service"), "fact", "service.list");
	assert_string_equal(word(answer, "word"), "ismap");
	assert_string_equal(word(answer, "source"), "登録簿 17行");
	json_decref(root);
	fixture_done(&f);
}

static bool ask_nothing(const struct entity *entity, const struct question *question, void *context)
{
	(void)entity;
	(void)question;
	(void)context;
	return false;
}

static void test_json_gate(void **state)
{
	struct fixture f;
	json_t *root;
	const json_t *gate, *missing, *answer;

	(void)state;
	fixture_start(&f, CASE_GATE_OPEN, LANG_JA);
	f.record.is_asked = ask_nothing;
	root = read_json(&f.record);
	gate = at(at(root, "verdict"), "gate");
	assert_string_equal(word(gate, "verdict"), "excluded");
	assert_string_equal(word(json_array_get(at(gate, "reads"), 0), "word"), "excluded");
	missing = json_array_get(at(gate, "missing"), 0);
	assert_string_equal(word(missing, "fact"), "case.scope");
	assert_string_equal(word(missing, "what"), "reason");
	assert_true(json_array_size(at(gate, "trace")) > 0);
	answer = find(at(find(at(at(root, "dossier"), "entities"), "key", "case"), "answers"), "fact", "case.scope");
	assert_true(json_is_false(at(answer, "asked")));
	json_decref(root);
	fixture_done(&f);
}

static void test_csv(void **state)
{
	struct diag_list diags;
	struct csv csv;
	struct fixture f;
	struct buf out;
	size_t answers = 0, findings = 0, lines = 0, prefixed = 0;

	(void)state;
	fixture_start(&f, CASE_ADOPTED, LANG_JA);
	diag_init(&diags);
	buf_init(&out);
	record_csv(&f.record, &out);
	assert_memory_equal(out.data, "\xEF\xBB\xBF", 3);
	assert_non_null(strstr(out.data, "\r\n"));
	assert_int_equal(csv_parse(&csv, "record.csv", out.data, out.len, CSV_AUTO, &diags), STATUS_OK);
	assert_int_equal(csv.encoding, CSV_UTF8_BOM);
	assert_int_equal(csv.columns, 9);
	for (size_t i = 0; i < csv.count; i++) {
		answers += strcmp(csv.rows[i].fields[0], "answer") == 0;
		findings += strcmp(csv.rows[i].fields[0], "finding") == 0;
		lines += strcmp(csv.rows[i].fields[0], "record") == 0;
		prefixed += strcmp(csv.rows[i].fields[4], "'=HYPERLINK(1)<script>") == 0;
		assert_true(csv.rows[i].fields[4][0] != '=');
	}
	assert_int_equal(findings, f.verdict->finding_count);
	/* What the paper says follows: verdict, reasons, comparison, basis. */
	assert_true(lines > 20);
	assert_int_equal(answers + findings + lines, csv.count);
	assert_int_equal(prefixed, 1);
	/* The sheet names all clauses, each once, and the instrument by its title. */
	ASSERT_ORDER(out.data, "\"finding\",", "\"3.3 1)(4), 別の基準 4.2.1, 3.1\"");
	csv_done(&csv);
	buf_done(&out);
	diag_done(&diags);
	fixture_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_gate),
		cmocka_unit_test(test_csv),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
