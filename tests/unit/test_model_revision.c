/* SPDX-License-Identifier: Apache-2.0 */
/* A revision comes back from its bytes as it went in, and no other bytes are taken for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/reference.h"
#include "model/revision.h"

static void fill(struct revision *revision, bool full)
{
	date_days day = DATE_NONE;

	revision_init(revision);
	assert_true(date_from_parts(2026, 11, 20, &day));
	revision->as_of = day;
	mem_replace(&revision->record_id, "00112233445566778899aabbccddeeff");
	mem_replace(&revision->reference, "R8-0001");
	mem_replace(&revision->edition_id, "2021-03-30");
	mem_replace(&revision->program_version, "0.1.0");
	mem_replace(&revision->author, "見本");
	mem_replace(&revision->dossier, "[meta.case]\nformat = \"1\"\n");
	mem_replace(&revision->verdict, "verdict 1:x,\n");
	memset(revision->edition_digest.bytes, 0xab, 32);
	revision->submitted_at = 1795000000;
	if (!full)
		return;
	mem_replace(&revision->role, "PJMO");
	mem_replace(&revision->policy_check, "clauses 1/1");
	mem_replace(&revision->snapshot_name, "見本 11");
	memset(revision->snapshot_digest.bytes, 0x01, 32);
	memset(revision->previous.bytes, 0x02, 32);
	revision->has_snapshot = revision->snapshot_sample = revision->has_previous = true;
	revision->snapshot_issued_on = day - 19;
}

/* The second form carries triggers; without any the bytes are those of the first, so that older records stay as they are. */
static void test_triggers(void **state)
{
	struct revision in, out;
	struct buf bytes, plain;

	(void)state;
	fill(&in, true);
	buf_init(&bytes);
	buf_init(&plain);
	revision_encode(&in, &plain);
	mem_replace(&in.triggers, "[trigger.t1]\n");
	revision_encode(&in, &bytes);
	assert_memory_equal(bytes.data, "kumoshirube/revision/2", 23);
	assert_int_equal(revision_decode(&out, "r", bytes.data, bytes.len, NULL), STATUS_OK);
	assert_string_equal(out.triggers, in.triggers);
	revision_done(&out);
	/* Neither form is taken for the other. */
	bytes.data[21] = '1';
	assert_int_equal(revision_decode(&out, "r", bytes.data, bytes.len, NULL), STATUS_INPUT);
	plain.data[21] = '2';
	assert_int_equal(revision_decode(&out, "r", plain.data, plain.len, NULL), STATUS_INPUT);
	buf_add_nettext(&plain, "");
	assert_int_equal(revision_decode(&out, "r", plain.data, plain.len, NULL), STATUS_INPUT);
	buf_done(&plain);
	buf_done(&bytes);
	revision_done(&in);
}

/* The third form names a second parent, with triggers or without; no other form is taken for it. */
static void test_merging(void **state)
{
	static const char *const triggers[] = { "", "[trigger.t1]\n" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct revision in, out;
		struct buf bytes;

		fill(&in, true);
		mem_replace(&in.triggers, triggers[i]);
		in.has_merged = true;
		memset(in.merged.bytes, 0x5c, 32);
		buf_init(&bytes);
		revision_encode(&in, &bytes);
		assert_memory_equal(bytes.data, "kumoshirube/revision/3", 23);
		assert_int_equal(revision_decode(&out, "r", bytes.data, bytes.len, NULL), STATUS_OK);
		assert_string_equal(out.triggers, triggers[i]);
		assert_true(out.has_merged && digest_equal(&out.merged, &in.merged));
		revision_done(&out);
		for (char form = '1'; form < '3'; form++) {
			bytes.data[21] = form;
			assert_int_equal(revision_decode(&out, "r", bytes.data, bytes.len, NULL), STATUS_INPUT);
		}
		/* A second parent that is none. */
		bytes.data[21] = '3';
		bytes.len -= strlen("64:") + 64 + strlen(",");
		buf_add_nettext(&bytes, "");
		assert_int_equal(revision_decode(&out, "r", bytes.data, bytes.len, NULL), STATUS_INPUT);
		buf_done(&bytes);
		revision_done(&in);
	}
}

static void round_trip(bool full)
{
	struct revision in, out;
	struct buf bytes, again;

	fill(&in, full);
	buf_init(&bytes);
	buf_init(&again);
	revision_encode(&in, &bytes);
	assert_memory_equal(bytes.data, "kumoshirube/revision/1\0" "32:0011", 30);
	assert_int_equal(revision_decode(&out, "r", bytes.data, bytes.len, NULL), STATUS_OK);
	assert_string_equal(out.author, in.author);
	assert_string_equal(out.dossier, in.dossier);
	assert_string_equal(out.snapshot_name, in.snapshot_name);
	assert_int_equal(out.has_snapshot, full);
	assert_int_equal(out.has_previous, full);
	assert_int_equal(out.snapshot_sample, full);
	assert_int_equal(out.snapshot_issued_on, in.snapshot_issued_on);
	assert_int_equal(out.as_of, in.as_of);
	assert_int_equal(out.submitted_at, in.submitted_at);
	assert_true(digest_equal(&out.edition_digest, &in.edition_digest));
	revision_encode(&out, &again);
	assert_int_equal(again.len, bytes.len);
	assert_memory_equal(again.data, bytes.data, bytes.len);
	buf_done(&again);
	buf_done(&bytes);
	revision_done(&out);
	revision_done(&in);
}

static void comes_back(void **state)
{
	(void)state;
	round_trip(true);
	round_trip(false);
}

/* What belongs to a snapshot is not written without one. */
static void no_snapshot_has_one_form(void **state)
{
	struct revision revision, out;
	struct buf bytes;

	(void)state;
	fill(&revision, true);
	revision.has_snapshot = false;
	buf_init(&bytes);
	revision_encode(&revision, &bytes);
	assert_int_equal(revision_decode(&out, "r", bytes.data, bytes.len, NULL), STATUS_OK);
	assert_string_equal(out.snapshot_name, "");
	assert_false(out.snapshot_sample);
	assert_int_equal(out.snapshot_issued_on, DATE_NONE);
	revision_done(&out);
	revision_done(&revision);
	buf_done(&bytes);
}

static void check_refused(const char *bytes, size_t len, const char *words)
{
	struct diag_list diags;
	struct revision out;

	diag_init(&diags);
	assert_int_equal(revision_decode(&out, "record.bin", bytes, len, &diags), STATUS_INPUT);
	assert_null(out.record_id);
	assert_int_equal(diags.errors, 1);
	assert_string_equal(diags.items[0].file, "record.bin");
	if (words && !strstr(diags.items[0].text, words))
		fail_msg("%s", diags.items[0].text);
	diag_done(&diags);
}

/* Cut anywhere, lengthened, or with another byte: refused, or a different revision that has exactly these bytes. */
static void other_bytes_are_other(void **state)
{
	struct revision revision, out;
	struct buf bytes, again;

	(void)state;
	fill(&revision, true);
	buf_init(&bytes);
	buf_init(&again);
	revision_encode(&revision, &bytes);
	for (size_t len = 0; len < bytes.len; len++)
		check_refused(bytes.data, len, NULL);
	buf_addc(&bytes, 'x');
	check_refused(bytes.data, bytes.len, "followed by");
	bytes.len--;
	for (size_t at = 0; at < bytes.len; at++)
		for (int bit = 0; bit < 8; bit++) {
			bytes.data[at] ^= (char)(1 << bit);
			if (revision_decode(&out, "r", bytes.data, bytes.len, NULL) == STATUS_OK) {
				buf_clear(&again);
				revision_encode(&out, &again);
				assert_int_equal(again.len, bytes.len);
				assert_memory_equal(again.data, bytes.data, bytes.len);
				revision_done(&out);
			}
			bytes.data[at] ^= (char)(1 << bit);
		}
	buf_done(&again);
	buf_done(&bytes);
	revision_done(&revision);
}

struct replacement {
	const char *from, *to, *words;
};
/* Each `to` is as long as its `from`, or carries its own length. */
static const struct replacement replacements[] = {
	{ "kumoshirube/revision/1", "kumoshirube/revision/4", "no revision" },
	{ "kumoshirube/revision/1", "kumoshirube/revision/3", "triggers" },
	{ "10:2026-11-20,", "10:2026-02-30,", "as-of date" },
	{ "10:2026-11-20,", "0:,", "as-of date" },
	{ "3:yes,", "2:no,", NULL },
	{ "3:yes,", "3:Yes,", "snapshot sample" },
	{ "10:1795000000,", "10:0795000000,", "time of submission" },
	{ "10:1795000000,", "2:-1,", "time of submission" },
	{ "64:abab", "64:ABAB", "edition digest" },
	{ "5:0.1.0,", "05:0.1.0,", "program version" },
	{ "6:見本,", "6:\xff\xff\xff\xff\xff\xff,", "author" },
	{ "4:PJMO,", "4:PJ\x01O,", NULL },
};

static void faults_are_named(void **state)
{
	struct revision revision;
	struct buf bytes, changed;

	(void)state;
	fill(&revision, true);
	buf_init(&bytes);
	buf_init(&changed);
	revision_encode(&revision, &bytes);
	for (size_t i = 0; i < sizeof replacements / sizeof replacements[0]; i++) {
		const struct replacement *r = &replacements[i];
		const char *at = memmem(bytes.data, bytes.len, r->from, strlen(r->from));
		struct revision out;

		assert_non_null(at);
		buf_clear(&changed);
		buf_add(&changed, bytes.data, (size_t)(at - bytes.data));
		buf_adds(&changed, r->to);
		at += strlen(r->from);
		buf_add(&changed, at, (size_t)(bytes.data + bytes.len - at));
		if (r->words) {
			check_refused(changed.data, changed.len, r->words);
		} else {
			assert_int_equal(revision_decode(&out, "r", changed.data, changed.len, NULL), STATUS_OK);
			revision_done(&out);
		}
	}
	buf_done(&changed);
	buf_done(&bytes);
	revision_done(&revision);
}

static void references(void **state)
{
	static const char *const sound[] = { "R8-0001", "R8-X-0001", "2026-0001", "R8-0001@ab12", "R8-0001@00112233445566778899aabbccddeeff" };
	static const char *const unsound[] = { "", "-R8", ".", "..", "../evil", "R8/1", "R8.1", "R8_1", "R8 1", "R8-1\n", "\x1b[0m", "R8-1@", "R8-1@xy", "@ab", "R8@ab@cd",
		"R8-1@ab-cd", "R8-\u200b1", "甲-1", "\xff",
		"R8-00000000000000000000000000000000000000000000000000000000000001", /* 65 bytes */
		"R8-00000000000000000000000000000@00112233445566778899aabbccddeeff" };
	struct buf name;
	char *shown;

	(void)state;
	for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
		assert_true(reference_is_sound(sound[i]));
		buf_init(&name);
		reference_file_name(&name, sound[i]);
		assert_string_equal(name.data, sound[i]);
		buf_done(&name);
		shown = reference_visible(sound[i]);
		assert_string_equal(shown, sound[i]);
		free(shown);
	}
	for (size_t i = 0; i < sizeof unsound / sizeof *unsound; i++) {
		if (reference_is_sound(unsound[i]))
			fail_msg("%s", unsound[i]);
		buf_init(&name);
		reference_file_name(&name, unsound[i]);
		assert_true(name.len <= REFERENCE_MAX);
		assert_true(!name.data || !strpbrk(name.data, "/.\n\x1b \\"));
		buf_done(&name);
	}
	shown = reference_visible("\x1b[0m\n");
	assert_string_equal(shown, "<U+001B>[0m<U+000A>");
	free(shown);
	assert_true(reference_is_far("R8-1000000"));
	assert_false(reference_is_far("R8-999999-999999"));
}

/* Everything that our own program writes may come in; and each text that could mislead is named, although its bytes are canonical. */
static void what_may_come_in(void **state)
{
	struct revision revision;
	char longer[REVISION_TEXT_MAX + 2];

	(void)state;
	memset(longer, 'x', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	fill(&revision, true);
	assert_null(revision_unfit(&revision));
	char **const slots[] = { &revision.record_id, &revision.edition_id, &revision.snapshot_name, &revision.program_version, &revision.author, &revision.role };

	for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
		const char *const bad[] = { "a\nb", "a\x1b[1m", "a\u202e", "a\u200d", "a\u2066", "a\xc2\x85", longer };
		char *kept = mem_strdup(*slots[i]);

		for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
			mem_replace(slots[i], bad[n]);
			assert_non_null(revision_unfit(&revision));
		}
		longer[REVISION_TEXT_MAX] = '\0';
		mem_replace(slots[i], longer);
		longer[REVISION_TEXT_MAX] = 'x';
		assert_null(revision_unfit(&revision));
		mem_replace(slots[i], kept);
		free(kept);
	}
	mem_replace(&revision.reference, "../x");
	assert_string_equal(revision_unfit(&revision), "reference");
	mem_replace(&revision.reference, "R8-0001");
	mem_replace(&revision.edition_id, "a/b");
	assert_string_equal(revision_unfit(&revision), "edition id");
	revision_done(&revision);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_triggers), cmocka_unit_test(test_merging),
		cmocka_unit_test(references), cmocka_unit_test(what_may_come_in),
		cmocka_unit_test(comes_back), cmocka_unit_test(no_snapshot_has_one_form), cmocka_unit_test(other_bytes_are_other),
		cmocka_unit_test(faults_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
