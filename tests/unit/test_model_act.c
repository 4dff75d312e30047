/* SPDX-License-Identifier: Apache-2.0 */
/* The shipped life of a case in full, every role x step x state, and acts that come back from their bytes as they went in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "model/act.h"

/* What may be done, written down a second time: per state and step the letters of the roles (o, a, p), and where it leads. */
static const struct {
	const char *state, *verb, *roles, *to;
} allowed[] = {
	{ "draft", "submit", "o", "submitted" },
	{ "submitted", "submit", "o", "submitted" }, { "submitted", "recall", "o", "recalled" }, { "submitted", "withdraw", "op", "withdrawn" },
	{ "submitted", "advise", "a", "advised" }, { "submitted", "return", "ap", "returned" }, { "submitted", "remark", "ap", "submitted" },
	{ "submitted", "confirm", "ap", "submitted" }, { "submitted", "hold", "ap", "submitted" }, { "submitted", "answer", "o", "submitted" },
	{ "submitted", "close", "ap", "submitted" },
	{ "recalled", "submit", "o", "submitted" }, { "recalled", "withdraw", "op", "withdrawn" }, { "recalled", "answer", "o", "recalled" },
	{ "recalled", "close", "ap", "recalled" },
	{ "returned", "submit", "o", "submitted" }, { "returned", "withdraw", "op", "withdrawn" }, { "returned", "answer", "o", "returned" },
	{ "returned", "close", "ap", "returned" },
	{ "advised", "submit", "o", "submitted" }, { "advised", "recall", "o", "recalled" }, { "advised", "withdraw", "op", "withdrawn" },
	{ "advised", "advise", "a", "advised" }, { "advised", "return", "ap", "returned" }, { "advised", "approve", "p", "approved" },
	{ "advised", "remark", "ap", "advised" }, { "advised", "confirm", "ap", "advised" }, { "advised", "hold", "ap", "advised" },
	{ "advised", "answer", "o", "advised" }, { "advised", "close", "ap", "advised" },
	{ "approved", "submit", "o", "submitted" }, { "approved", "withdraw", "op", "withdrawn" },
};

static const char *find(const char *state, const char *verb, char role, const char **to)
{
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (strcmp(allowed[i].state, state) == 0 && strcmp(allowed[i].verb, verb) == 0 && strchr(allowed[i].roles, role)) {
			*to = allowed[i].to;
			return allowed[i].roles;
		}
	return NULL;
}

static void every_role_step_and_state(void **state)
{
	static const char letters[LIFE_ROLES] = { 'o', 'a', 'p', 'x' };
	struct life *life = NULL;
	size_t tried = 0, open = 0;

	(void)state;
	assert_non_null(getenv("KUMOSHIRUBE_DATA"));
	assert_int_equal(life_load(&life, getenv("KUMOSHIRUBE_DATA"), NULL, NULL), STATUS_OK);
	assert_int_equal(life->state_count, 9);
	for (size_t s = 0; s < life->state_count; s++)
		for (int v = 0; v < LIFE_VERBS; v++)
			for (int r = 0; r < LIFE_ROLES; r++) {
				const char *to = NULL, *name = life->states[s].name, *verb = life_verb_word((enum life_verb)v);
				bool want = find(name, verb, letters[r], &to) != NULL;

				if (life_allows(life, (int)s, (enum life_verb)v, 1u << r) != want)
					fail_msg("%s: %s by %s should%s be allowed", name, verb, life_role_word((enum life_role)r), want ? "" : " not");
				if (want)
					assert_string_equal(life->states[life_after(life, (int)s, (enum life_verb)v)].name, to);
				tried++;
				open += want;
			}
	assert_int_equal(tried, 9 * LIFE_VERBS * LIFE_ROLES);
	assert_int_equal(open, 39 + 4 + 2 + 4);
	assert_true(life_is_of_others(life, LIFE_ADVISE) && life_is_of_others(life, LIFE_APPROVE) && life_is_of_others(life, LIFE_CONFIRM));
	assert_true(life_is_of_others(life, LIFE_CLOSE));
	assert_false(life_is_of_others(life, LIFE_ANSWER) || life_is_of_others(life, LIFE_RECALL));
	/* What officers closed before stands in records; they close no more. */
	assert_true(life_allowed(life, life_state_find(life, "returned"), LIFE_CLOSE, LIFE_OFFICER) && life_was_of(life, LIFE_CLOSE, LIFE_OFFICER));
	assert_false(life_allows(life, life_state_find(life, "returned"), LIFE_CLOSE, 1u << LIFE_OFFICER));
	assert_false(life_allowed(life, life_state_find(life, "approved"), LIFE_CLOSE, LIFE_OFFICER));
	assert_false(life_allowed(life, life_state_find(life, "submitted"), LIFE_CLOSE, LIFE_AUDITOR) || life_was_of(life, LIFE_CLOSE, LIFE_ADVISER));
	life_free(&life);
}

static void a_faulty_table_is_refused(void **state)
{
	static const char *const bad[] = {
		"[state.draft]\ntitle.ja = \"a\"\ntitle.en = \"b\"\n",
		"[step.dance]\ntitle.ja = \"a\"\ntitle.en = \"b\"\nfrom = \"draft\"\nby = \"officer\"\n",
		"[step.recall]\ntitle.ja = \"a\"\ntitle.en = \"b\"\nfrom = \"nowhere\"\nto = \"draft\"\nby = \"officer\"\n",
		"[state.draft]\ntitle.ja = \"a\"\ntitle.en = \"b\"\n[step.recall]\ntitle.ja = \"a\"\ntitle.en = \"b\"\nfrom = \"draft\"\nby = \"king\"\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct life *life = NULL;
		struct diag_list diags;

		diag_init(&diags);
		assert_int_equal(life_parse(&life, "life.ini", bad[i], strlen(bad[i]), &diags), STATUS_INPUT);
		assert_null(life);
		assert_true(diags.errors > 0);
		diag_done(&diags);
	}
}

static void fill(struct act *act, enum life_verb verb, bool full)
{
	act_init(act, verb);
	mem_replace(&act->record_id, "00112233445566778899aabbccddeeff");
	mem_replace(&act->author, "見本補佐");
	mem_replace(&act->role, "adviser");
	mem_replace(&act->program_version, "0.1.0");
	memset(act->revision.bytes, 0xab, 32);
	memset(act->edition.bytes, 0xcd, 32);
	act->at = 1795000000;
	if (!full)
		return;
	memset(act->snapshot.bytes, 1, 32);
	memset(act->before.bytes, 2, 32);
	memset(act->about.bytes, 3, 32);
	memset(act->key, 4, 32);
	act->has_snapshot = act->has_about = act->has_key = true;
	mem_replace(&act->part, "c1-1-k1");
	mem_replace(&act->fact, "candidate.datacentre");
	mem_replace(&act->words, "一行目\n二行目");
}

static void comes_back(void **state)
{
	(void)state;
	for (int v = LIFE_SUBMIT + 1; v < LIFE_VERBS; v++)
		for (int full = 0; full < 2; full++) {
			struct act in, out;
			struct buf bytes, again;

			fill(&in, (enum life_verb)v, full);
			buf_init(&bytes);
			buf_init(&again);
			act_encode(&in, &bytes);
			assert_int_equal(act_decode(&out, "a", bytes.data, bytes.len, NULL), STATUS_OK);
			assert_int_equal(out.verb, v);
			assert_string_equal(out.words, in.words);
			assert_int_equal(out.has_key, full);
			act_encode(&out, &again);
			assert_int_equal(again.len, bytes.len);
			assert_memory_equal(again.data, bytes.data, bytes.len);
			act_done(&in);
			act_done(&out);
			buf_done(&bytes);
			buf_done(&again);
		}
}

/* Cut at every byte, and with every byte changed: refused, or another act that has exactly these bytes. */
static void other_bytes_are_other(void **state)
{
	struct act in, out;
	struct buf bytes;

	(void)state;
	fill(&in, LIFE_ADVISE, true);
	buf_init(&bytes);
	act_encode(&in, &bytes);
	for (size_t len = 0; len < bytes.len; len++)
		assert_int_equal(act_decode(&out, "a", bytes.data, len, NULL), STATUS_INPUT);
	for (size_t i = 0; i < bytes.len; i++) {
		struct buf again;

		bytes.data[i] ^= 0x01;
		if (act_decode(&out, "a", bytes.data, bytes.len, NULL) == STATUS_OK) {
			buf_init(&again);
			act_encode(&out, &again);
			assert_int_equal(again.len, bytes.len);
			assert_memory_equal(again.data, bytes.data, bytes.len);
			buf_done(&again);
			act_done(&out);
		}
		bytes.data[i] ^= 0x01;
	}
	buf_addc(&bytes, 'x');
	assert_int_equal(act_decode(&out, "a", bytes.data, bytes.len, NULL), STATUS_INPUT);
	act_done(&in);
	buf_done(&bytes);
}

static void limits_are_kept(void **state)
{
	struct act act;
	char *text = mem_array(ACT_WORDS_MAX + 2, 1);

	(void)state;
	memset(text, 'a', ACT_WORDS_MAX + 1);
	fill(&act, LIFE_REMARK, true);
	assert_true(act_is_sound(&act));
	mem_replace(&act.words, text);
	assert_false(act_is_sound(&act));
	text[ACT_WORDS_MAX] = '\0';
	mem_replace(&act.words, text);
	assert_true(act_is_sound(&act));
	mem_replace(&act.words, "a\033[2J");
	assert_false(act_is_sound(&act));
	mem_replace(&act.words, "");
	mem_replace(&act.author, "two\nlines");
	assert_false(act_is_sound(&act));
	act_done(&act);
	free(text);
}

static void signatures_come_back(void **state)
{
	struct act_signature in = { .file = mem_strdup("untrusted comment: x\nabc\ntrusted comment: y\ndef\n") }, out;
	struct buf bytes;

	(void)state;
	memset(in.of.bytes, 9, 32);
	memset(in.key, 8, 32);
	buf_init(&bytes);
	act_signature_encode(&in, &bytes);
	assert_int_equal(act_signature_decode(&out, "s", bytes.data, bytes.len, NULL), STATUS_OK);
	assert_string_equal(out.file, in.file);
	assert_memory_equal(out.key, in.key, 32);
	act_signature_done(&out);
	for (size_t len = 0; len < bytes.len; len++)
		assert_int_equal(act_signature_decode(&out, "s", bytes.data, len, NULL), STATUS_INPUT);
	act_signature_done(&in);
	buf_done(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_step_and_state), cmocka_unit_test(a_faulty_table_is_refused), cmocka_unit_test(comes_back),
		cmocka_unit_test(other_bytes_are_other), cmocka_unit_test(limits_are_kept), cmocka_unit_test(signatures_come_back),
	};

	return sign_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
