/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Editions kept between runs. The fixture's files are laid out in a directory of their own. Nothing is kept of what was just changed, so the
 * tests give the keeper a clock that runs ahead; what is kept must load as the files do, and no damage to it may ever be believed.
 */
#include "unit.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "model/dossier.h"
#include "model/edition_load.h"
#include "model/keeper.h"
#include "model/kept.h"
#include "test_model_fixture.h"

struct place {
	char root[64];
	char *agreed, *kept;
	struct fileset set;
};

static void write_item(const struct place *place, const char *name, const char *data, size_t len)
{
	char *path = path_join(place->root, name), *slash = strrchr(path, '/');

	*slash = '\0';
	assert_int_equal(file_make_directory(path, NULL), STATUS_OK);
	*slash = '/';
	assert_int_equal(file_write(path, data, len, 0600, NULL), STATUS_OK);
	free(path);
}

static int setup(void **state)
{
	struct place *place = MEM_NEW(struct place);

	assert_true(sign_start());
	strcpy(place->root, "/tmp/kumoshirube-kept-XXXXXX");
	assert_non_null(mkdtemp(place->root));
	place->agreed = path_join(place->root, "agreed");
	place->kept = path_join(place->root, "agreed-" FIXTURE_ID);
	fileset_init(&place->set);
	fixture_files(&place->set);
	fileset_sort(&place->set);
	for (size_t i = 0; i < place->set.count; i++)
		write_item(place, place->set.items[i].name, place->set.items[i].data, place->set.items[i].len);
	*state = place;
	return 0;
}

static void remove_at(const struct place *place, const char *name)
{
	char *path = path_join(place->root, name);

	if (unlink(path) != 0)
		rmdir(path);
	free(path);
}

static int teardown(void **state)
{
	static const char *const LEFT[] = { "agreed", "agreed-" FIXTURE_ID, "screens/late.ini", "data/policy/" FIXTURE_ID, "data/policy",
		"data/catalogue", "data", "screens" };
	struct place *place = *state;

	for (size_t i = 0; i < place->set.count; i++)
		remove_at(place, place->set.items[i].name);
	for (size_t i = 0; i < sizeof LEFT / sizeof LEFT[0]; i++)
		remove_at(place, LEFT[i]);
	assert_int_equal(rmdir(place->root), 0);
	fileset_done(&place->set);
	free(place->agreed);
	free(place->kept);
	free(place);
	return 0;
}

static const struct ini_kind *kinds_of(const char *name)
{
	for (const struct file_class *class = FILE_CLASSES; class->pattern; class++) {
		char *pattern = class->policy ? mem_printf(FIXTURE_POLICY "%s", class->pattern) : mem_strdup(class->pattern);
		bool matches = fnmatch(pattern, name, FNM_PATHNAME) == 0;

		free(pattern);
		if (matches)
			return class->kinds;
	}
	fail();
	return NULL;
}

/* Keeps the files as they lie there, `seconds` after they were written. */
static void keep(const struct place *place, int seconds)
{
	struct ini *inis = mem_array(place->set.count, sizeof *inis);
	struct digest digest;
	struct keeper keeper;

	keeper_init(&keeper, place->agreed, place->root, FIXTURE_ID, NULL);
	keeper.now_s += seconds;
	fileset_digest(&place->set, &digest);
	for (size_t i = 0; i < place->set.count; i++) {
		const struct fileset_item *item = &place->set.items[i];

		assert_int_equal(ini_parse(&inis[i], item->name, item->data, item->len, kinds_of(item->name), NULL), STATUS_OK);
	}
	keeper_write(&keeper, &place->set, inis, &digest);
	for (size_t i = 0; i < place->set.count; i++)
		ini_done(&inis[i]);
	free(inis);
	keeper_done(&keeper);
}

static struct edition *load(const struct place *place)
{
	struct edition *edition = NULL;

	assert_int_equal(edition_load_with(&edition, place->root, FIXTURE_ID, place->agreed, NULL), STATUS_OK);
	return edition;
}

static void assert_same_text(const struct text *a, const struct text *b)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		assert_string_equal(a->in[lang], b->in[lang]);
}

static void assert_same(const struct edition *a, const struct edition *b)
{
	assert_true(digest_equal(&a->digest, &b->digest));
	assert_same_text(&a->title, &b->title);
	assert_int_equal(a->fact_count, b->fact_count);
	for (size_t i = 0; i < a->fact_count; i++) {
		assert_string_equal(a->facts[i]->id, b->facts[i]->id);
		assert_same_text(&a->facts[i]->label, &b->facts[i]->label);
		assert_int_equal(a->facts[i]->option_count, b->facts[i]->option_count);
	}
	assert_int_equal(a->rule_count, b->rule_count);
	for (size_t i = 0; i < a->rule_count; i++) {
		assert_string_equal(a->rules[i].id, b->rules[i].id);
		assert_string_equal(a->rules[i].file, b->rules[i].file);
		assert_int_equal(a->rules[i].line, b->rules[i].line);
		assert_same_text(&a->rules[i].title, &b->rules[i].title);
	}
	assert_int_equal(a->eras.count, b->eras.count);
	assert_int_equal(a->clause_count, b->clause_count);
	assert_int_equal(a->files.count, b->files.count);
	for (size_t i = 0; i < a->files.count; i++)
		assert_string_equal(a->files.items[i].name, b->files.items[i].name);
	assert_int_equal(a->screen_count, b->screen_count);
	for (size_t i = 0; i < a->screen_count; i++)
		for (size_t q = 0; q < a->screens[i].question_count; q++)
			assert_same_text(&a->screens[i].questions[q]->help, &b->screens[i].questions[q]->help);
}

static void test_kept_loads_alike(void **state)
{
	const struct place *place = *state;
	struct edition *read = load(place), *kept;

	assert_true(read->whole);
	keep(place, 10);
	kept = load(place);
	assert_false(kept->whole);
	assert_same(read, kept);
	edition_free(&read);
	edition_free(&kept);
}

static void test_nothing_fresh_is_kept(void **state)
{
	const struct place *place = *state;
	struct edition *edition;

	keep(place, 0);
	assert_false(file_exists(place->kept));
	edition = load(place);
	edition_free(&edition);
	assert_false(file_exists(place->kept));
}

static void test_completed(void **state)
{
	struct place *place = *state;
	struct edition *edition;
	struct digest digest;

	keep(place, 10);
	edition = load(place);
	assert_int_equal(edition_complete(edition, place->root, NULL), STATUS_OK);
	assert_true(edition->whole);
	fileset_digest(&edition->files, &digest);
	assert_true(digest_equal(&digest, &edition->digest));
	assert_int_equal(edition_complete(edition, "/nowhere", NULL), STATUS_OK);
	edition_free(&edition);
}

/* What changed under the running program is not signed for what was shown. */
static void test_changed_before_completion(void **state)
{
	struct place *place = *state;
	struct edition *edition;
	struct diag_list diags;
	struct buf longer;

	keep(place, 10);
	edition = load(place);
	assert_false(edition->whole);
	buf_init(&longer);
	buf_adds(&longer, place->set.items[0].data);
	buf_adds(&longer, "# a line more\n");
	write_item(place, place->set.items[0].name, longer.data, longer.len);
	diag_init(&diags);
	assert_int_equal(edition_complete(edition, place->root, &diags), STATUS_INPUT);
	assert_int_equal(diags.errors, 1);
	diag_done(&diags);
	assert_false(edition->whole);
	edition_free(&edition);
	/* The next start reads the files. */
	edition = load(place);
	assert_true(edition->whole);
	edition_free(&edition);
	buf_done(&longer);
}

static void test_added_file_is_seen(void **state)
{
	struct place *place = *state;
	struct edition *edition = NULL;

	keep(place, 10);
	write_item(place, "screens/late.ini", "# nothing\n", 10);
	/* No edition names the screen, and that is only found by reading. */
	assert_int_equal(edition_load_with(&edition, place->root, FIXTURE_ID, place->agreed, NULL), STATUS_INPUT);
	assert_null(edition);
}

static void assert_not_believed(const struct place *place)
{
	struct kept_set set;

	assert_false(kept_read(&set, place->kept, place->root));
	assert_null(set.files);
}

static void test_damage_is_never_believed(void **state)
{
	const struct place *place = *state;
	struct kept_set set;
	struct buf good;

	keep(place, 10);
	buf_init(&good);
	assert_int_equal(file_read(&good, place->kept, 1 << 24, NULL), STATUS_OK);
	assert_true(kept_read(&set, place->kept, place->root));
	kept_done(&set);
	for (size_t at = 0; at < good.len; at += at < 400 ? 1 : 97) {
		char byte = good.data[at];

		good.data[at] ^= 0x10;
		file_write_cache(place->kept, good.data, good.len);
		assert_not_believed(place);
		good.data[at] = byte;
	}
	for (size_t len = 0; len < good.len; len += 1 + len / 2) {
		file_write_cache(place->kept, good.data, len);
		assert_not_believed(place);
	}
	buf_add(&good, "", 1);
	file_write_cache(place->kept, good.data, good.len);
	assert_not_believed(place);
	buf_done(&good);
}

static void assert_same_ini(const struct ini *a, const struct ini *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		const struct ini_section *left = &a->sections[i], *right = &b->sections[i];

		assert_string_equal(left->kind, right->kind);
		assert_string_equal(left->name, right->name);
		assert_string_equal(left->file, right->file);
		assert_int_equal(left->line, right->line);
		assert_int_equal(left->count, right->count);
		for (size_t k = 0; k < left->count; k++) {
			assert_string_equal(left->entries[k].key, right->entries[k].key);
			assert_int_equal(left->entries[k].key_len, right->entries[k].key_len);
			assert_string_equal(left->entries[k].value, right->entries[k].value);
			assert_int_equal(left->entries[k].line, right->entries[k].line);
		}
	}
}

/* What is split without a check is what the strict reader gives; any other bytes are walked without harm. */
static void test_split(void **state)
{
	const struct place *place = *state;
	struct ini parsed, split;

	for (size_t i = 0; i < place->set.count; i++) {
		const struct fileset_item *item = &place->set.items[i];
		char *bytes = mem_dup(item->data, item->len);

		assert_int_equal(ini_parse(&parsed, item->name, item->data, item->len, kinds_of(item->name), NULL), STATUS_OK);
		ini_split(&split, item->name, item->data, item->len);
		assert_same_ini(&parsed, &split);
		ini_done(&parsed);
		ini_done(&split);
		for (size_t at = 0; at < item->len; at++) {
			bytes[at] = "=]\"[\n .#"[at % 8];
			ini_split(&split, item->name, bytes, item->len - at % 3);
			ini_done(&split);
			bytes[at] = item->data[at];
		}
		free(bytes);
	}
}

static enum status read_case(const struct place *place, const struct edition *edition, const char *text)
{
	struct dossier *dossier = NULL;
	enum status status = dossier_read_with(&dossier, edition, "case.ini", text, strlen(text), place->agreed, NULL);

	assert_int_equal(status == STATUS_OK, dossier != NULL);
	dossier_free(&dossier);
	return status;
}

/* A file is remembered under the edition that it was read with, and only when it is without a fault. */
static void test_known_cases(void **state)
{
	static const char GOOD[] = "[meta.case]\nformat = \"1\"\nedition = \"" FIXTURE_ID "\"\n";
	static const char BAD[] = "[meta.case]\nformat = \"1\"\nedition = \"" FIXTURE_ID "\"\n[case.main]\nunheard_of = \"x\"\n";
	const struct place *place = *state;
	struct edition *edition = load(place);
	struct buf before, after;

	buf_init(&before);
	buf_init(&after);
	assert_int_equal(read_case(place, edition, GOOD), STATUS_OK);
	assert_int_equal(file_read(&before, place->agreed, 4096, NULL), STATUS_OK);
	assert_int_equal(read_case(place, edition, GOOD), STATUS_OK);
	assert_int_equal(read_case(place, edition, BAD), STATUS_INPUT);
	assert_int_equal(read_case(place, edition, BAD), STATUS_INPUT);
	assert_int_equal(file_read(&after, place->agreed, 4096, NULL), STATUS_OK);
	assert_string_equal(before.data, after.data);
	/* Under an edition with another digest it is another question. */
	edition->digest.bytes[0] ^= 1;
	assert_int_equal(read_case(place, edition, GOOD), STATUS_OK);
	buf_clear(&after);
	assert_int_equal(file_read(&after, place->agreed, 4096, NULL), STATUS_OK);
	assert_string_not_equal(before.data, after.data);
	edition_free(&edition);
	buf_done(&before);
	buf_done(&after);
}

UNIT_MAIN(cmocka_unit_test_setup_teardown(test_split, setup, teardown), cmocka_unit_test_setup_teardown(test_known_cases, setup, teardown),
	cmocka_unit_test_setup_teardown(test_kept_loads_alike, setup, teardown),
	cmocka_unit_test_setup_teardown(test_nothing_fresh_is_kept, setup, teardown),
	cmocka_unit_test_setup_teardown(test_completed, setup, teardown),
	cmocka_unit_test_setup_teardown(test_changed_before_completion, setup, teardown),
	cmocka_unit_test_setup_teardown(test_added_file_is_seen, setup, teardown),
	cmocka_unit_test_setup_teardown(test_damage_is_never_believed, setup, teardown))
