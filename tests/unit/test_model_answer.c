/* SPDX-License-Identifier: Apache-2.0 */
/* Answers of every type, in words and in labels, both ways. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "model/answer.h"
#include "test_model_fixture.h"

static void expect_word(const struct edition *edition, const char *id, const char *word, const char *back, int64_t number)
{
	const struct fact *fact = edition_fact(edition, id);
	struct answer answer = { 0 };
	struct buf out;
	char *why = NULL;

	assert_non_null(fact);
	if (!answer_from_word(&answer, fact, word, &why))
		fail_msg("%s = '%s' refused: %s", id, word, why);
	assert_int_equal(answer.number, number);
	buf_init(&out);
	answer_to_word(&out, fact, &answer);
	assert_string_equal(out.data, back);
	buf_done(&out);
	answer_done(&answer);
}

/* As much as is allowed, in one line of sentences or of none: it is kept in parts, and can be read again as it was kept. */
static void expect_long(const struct edition *edition, const char *id, size_t bytes)
{
	const struct fact *fact = edition_fact(edition, id);
	char *text = mem_alloc(bytes + 1);

	for (size_t every = 1; every < 2000; every = every * 2 + 1) {
		struct answer answer = { 0 }, again = { 0 };
		char *why = NULL;

		memset(text, 'a', bytes);
		for (size_t i = every; i + 3 < bytes; i += every + 3)
			memcpy(text + i, "\xE3\x80\x82", 3);
		if (!answer_from_word(&answer, fact, text, &why) || !answer_from_word(&again, fact, answer.text, &why))
			fail_msg("a sentence of %zu: %s", every, why);
		assert_true(strlen(answer.text) > bytes);
		assert_string_equal(again.text, answer.text);
		answer_done(&answer);
		answer_done(&again);
	}
	free(text);
}

static void expect_refused(const struct edition *edition, const char *id, const char *word, const char *said)
{
	const struct fact *fact = edition_fact(edition, id);
	struct answer answer = { .state = ANSWER_GIVEN, .number = 7, .text = mem_strdup("kept") };
	char *why = NULL;

	assert_non_null(fact);
	if (answer_from_word(&answer, fact, word, &why))
		fail_msg("%s = '%s' was taken", id, word);
	assert_non_null(why);
	if (!strstr(why, said))
		fail_msg("%s = '%s': \"%s\" does not say \"%s\"", id, word, why, said);
	assert_int_equal(answer.state, ANSWER_GIVEN);
	assert_int_equal(answer.number, 7);
	assert_string_equal(answer.text, "kept");
	free(why);
	answer_done(&answer);
}

static void test_words(void **state)
{
	struct edition *edition = fixture_edition();

	(void)state;
	expect_word(edition, "candidate.form", "iaas", "iaas", 1);
	expect_word(edition, "case.kind", "c a", "a c", 5);
	expect_word(edition, "case.kind", "-", "-", 0);
	expect_word(edition, "case.secret", "yes", "yes", 1);
	expect_word(edition, "case.secret", "no", "no", 0);
	expect_word(edition, "case.users", "1.5", "1.5", 1500);
	expect_word(edition, "case.users", "8760", "8760", 8760000);
	expect_word(edition, "case.budget", "1000000", "1000000", 1000000);
	expect_word(edition, "case.start", "1970-01-02", "1970-01-02", 1);
	expect_word(edition, "case.title", "abc", "abc", 0);
	expect_word(edition, "case.title", "e\xCC\x81", "\xC3\xA9", 0); /* NFC */
	expect_word(edition, "case.title", "a \"b\" c", "a \xE3\x80\x8C" "b\xE3\x80\x8D c", 0);
	expect_word(edition, "case.story", "a\n\nb", "a\n\nb", 0);
	expect_long(edition, "case.story", 60000);
	expect_word(edition, "step.pick", "c1-1-k1", "c1-1-k1", 0);
	expect_word(edition, "case.title", "?", "?", 0);
	expect_word(edition, "case.users", "?", "?", 0);
	expect_word(edition, "case.users", "", "", 0);
	edition_free(&edition);
}

static void test_refused(void **state)
{
	struct edition *edition = fixture_edition();
	char *line = mem_alloc(802), *wide = mem_alloc(602);

	(void)state;
	expect_refused(edition, "candidate.form", "paas", "saas iaas");
	expect_refused(edition, "candidate.form", "saas ", "saas iaas");
	expect_refused(edition, "case.kind", "a  b", "a b c");
	expect_refused(edition, "case.kind", "a b ", "a b c");
	expect_refused(edition, "case.kind", "a a", "twice");
	expect_refused(edition, "case.kind", "a -", "a b c");
	expect_refused(edition, "case.secret", "true", "yes no");
	expect_refused(edition, "case.users", "1,000", "three decimals");
	expect_refused(edition, "case.users", "1.2345", "three decimals");
	expect_refused(edition, "case.users", "0.4", "least is 0.5");
	expect_refused(edition, "case.users", "8760.001", "most is 8760");
	expect_refused(edition, "case.budget", "1000001", "most is 1000000");
	expect_refused(edition, "case.budget", "-1", "whole yen");
	expect_refused(edition, "case.budget", "1.5", "whole yen");
	expect_refused(edition, "case.start", "2026-02-29", "2026-11-20");
	expect_refused(edition, "case.start", "2026-2-9", "2026-11-20");
	expect_refused(edition, "step.pick", "c1-1", "c1-1-k1");
	expect_refused(edition, "step.pick", "c1-1-k01", "c1-1-k1");
	expect_refused(edition, "step.pick", "c1-1-k1x", "c1-1-k1");
	expect_refused(edition, "case.title", "a\nb", "one line");
	expect_refused(edition, "case.title", "a\x1b[m", "U+001B");
	expect_refused(edition, "case.story", "a\tb", "U+0009");
	expect_refused(edition, "case.title", "a\xE2\x80\xAE", "U+202E");
	expect_refused(edition, "case.title", "a\xC2\x85", "U+0085");
	expect_refused(edition, "case.title", "a\xC0\xAF", "byte 2");
	memset(line, 'a', 801);
	expect_refused(edition, "case.title", line, "801 bytes");
	expect_word(edition, "case.title", line + 1, line + 1, 0);
	memset(wide, '"', 267);
	expect_refused(edition, "case.title", wide, "801 bytes");
	free(line);
	free(wide);
	edition_free(&edition);
}

static void expect_label(const struct edition *edition, const char *id, const char *word, enum lang lang, const char *label)
{
	const struct fact *fact = edition_fact(edition, id);
	struct answer answer = { 0 };
	struct buf out;
	char *why = NULL;

	assert_true(answer_from_word(&answer, fact, word, &why));
	buf_init(&out);
	answer_to_label(&out, fact, &answer, &edition->eras, lang);
	assert_string_equal(out.data, label);
	buf_done(&out);
	answer_done(&answer);
}

static void test_labels(void **state)
{
	struct edition *edition = fixture_edition();

	(void)state;
	expect_label(edition, "candidate.deployment", "private", LANG_JA, "Pri");
	expect_label(edition, "case.kind", "a c", LANG_JA, "A\xE3\x80\x81" "C");
	expect_label(edition, "case.kind", "a c", LANG_EN, "A, C");
	expect_label(edition, "case.kind", "-", LANG_EN, "none");
	expect_label(edition, "case.secret", "yes", LANG_EN, "yes");
	expect_label(edition, "case.users", "1.5", LANG_JA, "1.5users");
	expect_label(edition, "case.users", "1.5", LANG_EN, "1.5 users");
	expect_label(edition, "case.budget", "123456", LANG_EN, "123,456 yen");
	expect_label(edition, "case.start", "2026-11-20", LANG_EN, "2026-11-20");
	expect_label(edition, "case.title", "T", LANG_JA, "T");
	expect_label(edition, "case.title", "?", LANG_EN, "do not know");
	expect_label(edition, "case.title", "", LANG_EN, "");
	edition_free(&edition);
}

static void test_era_label(void **state)
{
	struct edition *edition = fixture_edition();
	const struct fact *fact = edition_fact(edition, "case.start");
	struct answer answer = { 0 };
	struct buf out;
	char *why;

	(void)state;
	assert_true(answer_from_word(&answer, fact, "2026-11-20", &why));
	buf_init(&out);
	answer_to_label(&out, fact, &answer, &edition->eras, LANG_JA);
	assert_ptr_equal(strstr(out.data, "Reiwa8"), out.data);
	buf_clear(&out);
	answer_to_label(&out, fact, &answer, NULL, LANG_JA);
	assert_string_equal(out.data, "2026-11-20");
	buf_done(&out);
	edition_free(&edition);
}

static void test_copy_and_equal(void **state)
{
	struct answer a = { .state = ANSWER_GIVEN, .text = mem_strdup("t"), .reason = mem_strdup("r"), .source = mem_strdup("s"), .at = 5 };
	struct answer b = { 0 };

	(void)state;
	answer_copy(&b, &a);
	assert_true(answer_equal(&a, &b));
	assert_ptr_not_equal(a.text, b.text);
	assert_string_equal(b.source, "s");
	assert_int_equal(b.at, 5);
	mem_replace(&b.source, "another");
	b.at = 6;
	assert_true(answer_equal(&a, &b));
	b.evidence = mem_strdup("");
	assert_true(answer_equal(&a, &b));
	mem_replace(&b.evidence, "e");
	assert_false(answer_equal(&a, &b));
	answer_copy(&b, &a);
	b.state = ANSWER_DONT_KNOW;
	assert_false(answer_equal(&a, &b));
	assert_false(answer_value(&b).known);
	assert_true(answer_value(&a).known);
	answer_done(&a);
	answer_done(&b);
}

static void test_reason(void **state)
{
	struct answer answer = { 0 };

	(void)state;
	assert_false(answer_has_reason(&answer));
	mem_replace(&answer.reason, " \n\xE3\x80\x80\xC2\xA0");
	assert_false(answer_has_reason(&answer));
	mem_replace(&answer.reason, " \xE3\x80\x80\xE3\x81\x82");
	assert_true(answer_has_reason(&answer));
	answer_done(&answer);
}

static void test_fact_words(void **state)
{
	enum scope scope;
	enum fact_type type;

	(void)state;
	for (int i = 0; i < SCOPE_COUNT; i++) {
		assert_true(scope_parse(scope_word((enum scope)i), &scope));
		assert_int_equal(scope, i);
	}
	for (int i = FACT_TEXT; i <= FACT_CANDIDATE; i++) {
		assert_true(fact_type_parse(fact_type_word((enum fact_type)i), &type));
		assert_int_equal(type, i);
	}
	assert_false(scope_parse("Case", &scope));
	assert_false(fact_type_parse("", &type));
}

UNIT_MAIN(cmocka_unit_test(test_words), cmocka_unit_test(test_refused), cmocka_unit_test(test_labels), cmocka_unit_test(test_era_label),
	cmocka_unit_test(test_copy_and_equal), cmocka_unit_test(test_reason), cmocka_unit_test(test_fact_words))
