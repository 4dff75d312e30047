/* SPDX-License-Identifier: Apache-2.0 */
/* A session over a store in a directory of its own, for the tests that work on a case. */
#ifndef TESTS_UNIT_TEST_APP_FIXTURE_H
#define TESTS_UNIT_TEST_APP_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "app/app.h"
#include "app/work.h"
#include "base/file.h"
#include "base/mem.h"

struct fixture_place {
	char directory[256];
	char *store;
};

static inline void place_make(struct fixture_place *place)
{
	const char *parent = getenv("TMPDIR");

	snprintf(place->directory, sizeof place->directory, "%s/kumoshirube-test.XXXXXX", parent && parent[0] ? parent : "/tmp");
	assert_non_null(mkdtemp(place->directory));
	place->store = mem_printf("%s/store.db", place->directory);
}

static inline void place_remove(struct fixture_place *place)
{
	char *command = mem_printf("rm -rf '%s'", place->directory);

	(void)!system(command);
	free(command);
	free(place->store);
}

/*
 * Words of a shell in that directory, with srcdir, program, and the environment of a person there. What they say is shown where they fail; a file `out` is
 * written over.
 */
static inline void place_shell(const struct fixture_place *place, const char *words)
{
	char *command = mem_printf("cd '%s' && export srcdir='%s' program='%s/kumoshirube' XDG_CONFIG_HOME=. XDG_CACHE_HOME=./cache KUMOSHIRUBE_TODAY=2026-11-20 && "
		"{ %s\n} >out 2>&1 || { cat out; false; }", place->directory, getenv("srcdir"), getenv("builddir"), words);

	if (system(command) != 0)
		fail_msg("%s", command);
	free(command);
}

/* A command of the program there: on STORE.db, by PERSON.ini. It must succeed. */
static inline void place_run(const struct fixture_place *place, const char *store, const char *person, const char *words)
{
	char *command = mem_printf("\"$program\" --store %s.db --config %s.ini %s", store, person, words);

	place_shell(place, command);
	free(command);
}

/* Appends what stands in a file there. */
static inline void place_read(const struct fixture_place *place, const char *name, size_t most, struct buf *out)
{
	char *path = mem_printf("%s/%s", place->directory, name);

	assert_int_equal(file_read(out, path, most, NULL), STATUS_OK);
	free(path);
}

/* No file becomes larger than so many bytes, as on a full disk; RLIM_INFINITY: as large as it likes. */
static inline void place_room(rlim_t bytes)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* Settings of somebody: FILE.ini there. */
static inline void place_person(const struct fixture_place *place, const char *file, const char *name, const char *role)
{
	char *words = mem_printf("printf '[user.main]\\nname = \"%s\"\\nrole = \"%s\"\\n' >%s.ini", name, role, file);

	place_shell(place, words);
	free(words);
}

/* Opened for writing, as of 2026-11-20, in Japanese. Release with app_close. */
static inline struct app *place_open(const struct fixture_place *place, struct diag_list *diags)
{
	struct app *app = NULL;
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .store_path = place->store, .as_of = DATE_NONE, .lang = LANG_JA };

	assert_non_null(options.data_root);
	assert_true(date_from_parts(2026, 11, 20, &options.today));
	assert_int_equal(app_open(&app, &options, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, diags), STATUS_OK);
	return app;
}

/* A session with a new case open in it, R8-0001; cmocka's setup and teardown. */
struct fixture {
	struct fixture_place place;
	struct app *app;
	struct work *work;
	struct diag_list diags;
};

static inline int fixture_new(void **state)
{
	struct fixture *fixture = MEM_NEW(struct fixture);
	place_make(&fixture->place);
	diag_init(&fixture->diags);
	fixture->app = place_open(&fixture->place, &fixture->diags);
	assert_int_equal(work_new(&fixture->work, fixture->app, NULL, &fixture->diags), STATUS_OK);
	*state = fixture;
	return 0;
}

static inline int fixture_free(void **state)
{
	struct fixture *fixture = *state;
	work_close(&fixture->work);
	app_close(&fixture->app);
	place_remove(&fixture->place);
	diag_done(&fixture->diags);
	free(fixture);
	return 0;
}

/* The case as another session finds it. */
static inline void fixture_reopen(struct fixture *fixture)
{
	work_close(&fixture->work);
	app_close(&fixture->app);
	fixture->app = place_open(&fixture->place, &fixture->diags);
	assert_int_equal(work_open(&fixture->work, fixture->app, "R8-0001", &fixture->diags), STATUS_OK);
}

/* What the answer to a fact is now, as the files write it. */
static inline void fixture_expect(const struct fixture *fixture, const char *key, const char *fact_id, const char *want)
{
	const struct dossier *dossier = work_dossier(fixture->work);
	const struct fact *fact = edition_fact(dossier->edition, fact_id);
	const struct entity *entity = dossier_find(dossier, key);
	struct buf word;
	assert_non_null(fact);
	assert_non_null(entity);
	buf_init(&word);
	answer_to_word(&word, fact, entity_answer(entity, fact));
	assert_string_equal(word.data, want);
	buf_done(&word);
}

#endif
