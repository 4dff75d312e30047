/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is remembered about the agreement of the two INI readers. The second reader needs two descriptors at a time and everything else one;
 * with only one left, what is compared fails and what is not compared succeeds.
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/agreed.h"
#include "model/dossier.h"
#include "test_model_fixture.h"

struct place {
	char directory[64];
	char *path;
};

static int setup(void **state)
{
	struct place *place = MEM_NEW(struct place);

	assert_true(sign_start());
	strcpy(place->directory, "/tmp/kumoshirube-agreed-XXXXXX");
	assert_non_null(mkdtemp(place->directory));
	place->path = mem_printf("%s/deeper/agreed", place->directory);
	*state = place;
	return 0;
}

static int teardown(void **state)
{
	struct place *place = *state;
	char *deeper = mem_printf("%s/deeper", place->directory);

	unlink(place->path);
	rmdir(deeper);
	rmdir(place->directory);
	free(deeper);
	free(place->path);
	free(place);
	return 0;
}

static void digest_make(struct digest *out, int seed)
{
	digest_of(out, &seed, sizeof seed);
}

static void overwrite(const struct place *place, const char *text)
{
	assert_int_equal(file_write(place->path, text, strlen(text), 0600, NULL), STATUS_OK);
}

static void test_remembers(void **state)
{
	const struct place *place = *state;
	struct digest one, two;
	struct stat info;

	digest_make(&one, 1);
	digest_make(&two, 2);
	assert_false(agreed_has(place->path, &one));
	agreed_add(place->path, &one);
	assert_true(agreed_has(place->path, &one));
	assert_false(agreed_has(place->path, &two));
	assert_int_equal(stat(place->path, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	agreed_add(place->path, &two);
	assert_true(agreed_has(place->path, &one));
	assert_true(agreed_has(place->path, &two));
}

static void test_no_path(void **state)
{
	struct digest one;

	(void)state;
	digest_make(&one, 1);
	agreed_add(NULL, &one);
	agreed_add("", &one);
	assert_false(agreed_has(NULL, &one));
	assert_false(agreed_has("", &one));
}

static void test_keeps_sixteen(void **state)
{
	const struct place *place = *state;
	struct digest digest;

	for (int i = 0; i < 20; i++) {
		digest_make(&digest, i);
		agreed_add(place->path, &digest);
	}
	for (int i = 0; i < 20; i++) {
		digest_make(&digest, i);
		assert_int_equal(agreed_has(place->path, &digest), i >= 4);
	}
}

/* Each change makes the file other than flawless, and then nothing in it counts. */
static void test_damaged(void **state)
{
	const struct place *place = *state;
	struct digest one, two;
	struct buf good;

	digest_make(&one, 1);
	digest_make(&two, 2);
	agreed_add(place->path, &one);
	buf_init(&good);
	assert_int_equal(file_read(&good, place->path, 4096, NULL), STATUS_OK);
	for (size_t at = 0; at < good.len; at++) {
		char kept = good.data[at];

		good.data[at] = kept == 'Z' ? 'Y' : 'Z';
		overwrite(place, good.data);
		assert_false(agreed_has(place->path, &one));
		good.data[at] = kept;
	}
	overwrite(place, good.data);
	assert_true(agreed_has(place->path, &one));
	buf_addc(&good, 'a');
	overwrite(place, good.data);
	assert_false(agreed_has(place->path, &one));
	overwrite(place, "");
	assert_false(agreed_has(place->path, &one));
	agreed_add(place->path, &two);
	assert_true(agreed_has(place->path, &two));
	buf_done(&good);
}

/* A mark is no bare digest: what another program, or another version of this one, agreed on counts for nothing. */
static void test_mark_names_readers(void **state)
{
	const struct place *place = *state;
	struct digest one;
	char hex[65];
	char *file;

	digest_make(&one, 1);
	agreed_add(place->path, &one);
	digest_hex(&one, hex);
	file = mem_printf("kumoshirube agreed 1\n%s\n", hex);
	overwrite(place, file);
	free(file);
	assert_false(agreed_has(place->path, &one));
}

/* Leaves the process one descriptor and returns the limit to restore. */
static struct rlimit one_descriptor(void)
{
	struct rlimit before, now;
	int next = open("/dev/null", O_RDONLY | O_CLOEXEC);

	assert_true(next >= 0);
	close(next);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	now = before;
	now.rlim_cur = (rlim_t)next + 1;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
	return before;
}

static enum status load(struct fileset *set, const char *agreed, struct digest *digest)
{
	struct edition *edition = NULL;
	enum status status;
	struct buf packed;

	fileset_sort(set);
	buf_init(&packed);
	fileset_pack(set, &packed);
	digest_of(digest, packed.data, packed.len);
	status = edition_load_packed_with(&edition, FIXTURE_ID, packed.data, packed.len, agreed, NULL);
	if (status == STATUS_OK)
		assert_true(digest_equal(&edition->digest, digest));
	edition_free(&edition);
	buf_done(&packed);
	return status;
}

static void test_editions(void **state)
{
	const struct place *place = *state;
	struct digest good, bad;
	struct fileset set;

	fileset_init(&set);
	fixture_files(&set);
	assert_int_equal(load(&set, place->path, &good), STATUS_OK);
	assert_true(agreed_has(place->path, &good));
	assert_int_equal(load(&set, place->path, &good), STATUS_OK);
	/* A changed file is another set; with a fault it is refused and not remembered. */
	fixture_change(&set, FIXTURE_POLICY "steps.ini", "[step.1]", "[step.1]\nunheard_of = \"x\"");
	assert_int_equal(load(&set, place->path, &bad), STATUS_INPUT);
	assert_false(digest_equal(&good, &bad));
	assert_false(agreed_has(place->path, &bad));
	/* The scanner's faults are found whatever is remembered. */
	agreed_add(place->path, &bad);
	assert_int_equal(load(&set, place->path, &bad), STATUS_INPUT);
	fileset_done(&set);
}

static const char CASE[] = "[meta.case]\nformat = \"1\"\nedition = \"" FIXTURE_ID "\"\n";

static void test_compared_or_not(void **state)
{
	const struct place *place = *state;
	struct edition *edition = fixture_edition();
	struct dossier *dossier = NULL;
	struct digest digest;
	struct fileset set;
	struct rlimit before;
	enum status first, again, changed, no_file, a_case;

	fileset_init(&set);
	fixture_files(&set);
	before = one_descriptor();
	first = load(&set, place->path, &digest);
	setrlimit(RLIMIT_NOFILE, &before);
	assert_int_equal(load(&set, place->path, &digest), STATUS_OK);
	before = one_descriptor();
	again = load(&set, place->path, &digest);
	no_file = load(&set, NULL, &digest);
	a_case = dossier_read(&dossier, edition, "a.ini", CASE, sizeof CASE - 1, NULL);
	fixture_change(&set, "data/catalogue/signoff.ini", "order = \"10\"", "order = \"11\"");
	changed = load(&set, place->path, &digest);
	setrlimit(RLIMIT_NOFILE, &before);
	assert_int_equal(first, STATUS_INPUT);
	assert_int_equal(again, STATUS_OK);
	assert_int_equal(no_file, STATUS_INPUT);
	assert_int_equal(changed, STATUS_INPUT);
	assert_int_equal(a_case, STATUS_INPUT);
	assert_int_equal(load(&set, place->path, &digest), STATUS_OK);
	assert_int_equal(dossier_read(&dossier, edition, "a.ini", CASE, sizeof CASE - 1, NULL), STATUS_OK);
	dossier_free(&dossier);
	edition_free(&edition);
	fileset_done(&set);
}

UNIT_MAIN(cmocka_unit_test_setup_teardown(test_remembers, setup, teardown), cmocka_unit_test(test_no_path),
	cmocka_unit_test_setup_teardown(test_keeps_sixteen, setup, teardown), cmocka_unit_test_setup_teardown(test_damaged, setup, teardown),
	cmocka_unit_test_setup_teardown(test_mark_names_readers, setup, teardown), cmocka_unit_test_setup_teardown(test_editions, setup, teardown),
	cmocka_unit_test_setup_teardown(test_compared_or_not, setup, teardown))
