/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the main program makes of what the other one says: of one story of a bundle of two items, told right and in every wrong way; and of one that never ends.
 * The other program is played by a script.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/companion.h"
#include "app/unpacking.h"
#include "base/file.h"
#include "base/mem.h"

#define TERMINAL "00112233445566778899aabbccddeeff"

struct world {
	char directory[64], *program, *said;
	struct diag_list diags;
	char protection[UNPACKING_WORDS_MAX];
	struct unpacking_piece pieces[2];
	size_t piece_count;
	bool read[4];
};

static int world_new(void **state)
{
	struct world *world = MEM_NEW(struct world);

	strcpy(world->directory, "/tmp/kumoshirube-test.XXXXXX");
	assert_non_null(mkdtemp(world->directory));
	world->program = mem_printf("%s/played", world->directory);
	world->said = mem_printf("%s/said", world->directory);
	diag_init(&world->diags);
	*state = world;
	return 0;
}

static int world_free(void **state)
{
	struct world *world = *state;

	remove(world->program);
	remove(world->said);
	remove(world->directory);
	free(world->program);
	free(world->said);
	diag_done(&world->diags);
	free(world);
	return 0;
}

/* The program says what stands in the file `said`, then ends with `end`. */
static void play(struct world *world, const char *end)
{
	char *script = mem_printf("#!/bin/sh\n/bin/cat '%s'\n%s\n", world->said, end);

	assert_int_equal(file_write(world->program, script, strlen(script), 0700, NULL), STATUS_OK);
	assert_int_equal(chmod(world->program, 0700), 0);
	free(script);
}

static enum status hear(struct world *world, unsigned seconds)
{
	const struct unpacking job = { .program = world->program, .name = "b.krb", .bundle = { .data = "KRB1", .len = 4 }, .items = 2, .pieces = world->pieces,
		.piece_count = world->piece_count, .read = world->read, .seconds = seconds };

	memset(world->read, 0, sizeof world->read);
	diag_done(&world->diags);
	diag_init(&world->diags);
	return app_unpack(&job, world->protection, &world->diags);
}

/* Words separated by '|', as netstrings. */
static void say(struct world *world, const char *words)
{
	struct buf out;

	buf_init(&out);
	for (const char *at = words; *at;) {
		size_t len = strcspn(at, "|");

		buf_add_netstring(&out, at, len);
		at += len + (at[len] == '|');
	}
	assert_int_equal(file_write(world->said, out.data, out.len, 0600, NULL), STATUS_OK);
	buf_done(&out);
}

#define BEGIN "protection|limits|items|2|"
#define FIRST "at|1|good|entry|at|2|good|entry|"
#define RIGHT BEGIN FIRST "at|1|good|revision|at|2|good|act|end"

static void right(void **state)
{
	struct world *world = *state;

	say(world, RIGHT);
	play(world, "exit 0");
	assert_int_equal(hear(world, 60), STATUS_OK);
	assert_string_equal(world->protection, "limits");
	assert_int_equal(world->diags.count, 0);
	/* It has read what it was given. */
	play(world, "[ \"$(/bin/cat)\" = '4:KRB1,' ]");
	assert_int_equal(hear(world, 60), STATUS_OK);
}

static void wrong(void **state)
{
	static const struct {
		const char *words, *end, *told;
	} cases[] = {
		{ RIGHT, "exit 3", "at item 2 of 2" },
		{ RIGHT, "exit 3", "code 3" },
		{ RIGHT, "kill -SEGV $$", "signal 11" },
		{ BEGIN "at|1|good|entry|at|2|", "kill -KILL $$", "at item 2 of 2" },
		{ "", "kill -ABRT $$", "at item 0 of 2" },
		{ "", "exit 0", "what it may not say, at item 0 of 2" },
		{ BEGIN FIRST, "exit 0", "what it may not say, at item 2 of 2" },
		{ BEGIN FIRST "at|1|good|revision|end", "exit 0", "what it may not say" },
		{ RIGHT "|end", "exit 0", "what it may not say" },
		{ RIGHT "|x", "exit 0", "what it may not say" },
		{ BEGIN "at|2|good|entry|at|1|good|entry|at|1|good|act|at|2|good|act|end", "exit 0", "what it may not say" },
		{ BEGIN "at|1|bad|entry|at|2|good|entry|at|1|good|act|at|2|good|act|end", "exit 0", "what it may not say" },
		{ "protection|limits|items|3|" FIRST "at|1|good|act|at|2|good|act|end", "exit 0", "what it may not say" },
		{ "items|2|" FIRST "at|1|good|act|at|2|good|act|end", "exit 0", "what it may not say" },
		{ "protection|li\x1bmits|items|2|" FIRST "at|1|good|act|at|2|good|act|end", "exit 0", "what it may not say" },
		/* Faults: two that are believed, and some that are not in their form. All are refusals. */
		{ BEGIN "at|1|good|entry|at|2|fault|form|2|0||||end", "exit 0", "entry 2 of 2 is not in its canonical form" },
		{ BEGIN FIRST "at|1|fault|field|1|7|" TERMINAL "|revision|author|end", "exit 0", "entry 7 of terminal 00112233 (revision): the field \"author\"" },
		{ BEGIN FIRST "at|1|fault|edition|1|7|" TERMINAL "|revision||end", "exit 0", "entry 7 of terminal 00112233 (revision): its edition cannot be read" },
		{ BEGIN FIRST "at|1|fault|case|1|7|" TERMINAL "|later||end", "exit 0", "entry 7 of terminal 00112233 (later): its case file cannot be read" },
		{ BEGIN "at|1|good|entry|at|2|fault|list|2|0||||end", "exit 0", "the list of persons (item 2 of 2) is not as it was signed" },
		{ BEGIN FIRST "at|1|fault|case|2|7|" TERMINAL "|later||end", "exit 0", "what it may not say, at item 1 of 2" },
		{ BEGIN FIRST "at|1|fault|other|1|7|" TERMINAL "|later||end", "exit 0", "what it may not say" },
		{ BEGIN "at|1|good|entry|at|2|fault|form|1|0||||end", "exit 0", "what it may not say, at item 2 of 2" },
		{ BEGIN FIRST "at|1|fault|field|2|7|" TERMINAL "|revision|author|end", "exit 0", "what it may not say, at item 1 of 2" },
		{ BEGIN FIRST "at|1|fault|field|1|7|0011|revision|author|end", "exit 0", "what it may not say" },
		{ BEGIN FIRST "at|1|fault|field|1|7|" TERMINAL "|revision|au\x1bthor|end", "exit 0", "what it may not say" },
		{ BEGIN FIRST "at|1|fault|field|1|7|" TERMINAL "|revision|author|end|end", "exit 0", "what it may not say" },
		{ BEGIN "fault|bundle|0|0||||end", "exit 0", "what it may not say, at item 0 of 2" },
	};
	struct world *world = *state;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		say(world, cases[i].words);
		play(world, cases[i].end);
		assert_int_not_equal(hear(world, 60), STATUS_OK);
		assert_int_equal(world->diags.count, 1);
		if (!strstr(world->diags.items[0].text, cases[i].told) || !strstr(world->diags.items[0].text, "Nothing was taken in"))
			fail_msg("%zu: %s", i, world->diags.items[0].text);
		for (const char *at = world->diags.items[0].text; *at; at++)
			assert_true((unsigned char)*at >= ' ');
	}
	/* A netstring that is none. */
	assert_int_equal(file_write(world->said, "10:protection,99:x", 18, 0600, NULL), STATUS_OK);
	play(world, "exit 0");
	assert_int_not_equal(hear(world, 60), STATUS_OK);
}

/* What goes along: an edition, and a revision that waits, which is numbered on behind the items. */
static void along(void **state)
{
	struct world *world = *state;

	world->pieces[0] = (struct unpacking_piece){ .bytes = { .data = "ed", .len = 2 } };
	world->pieces[1] = (struct unpacking_piece){ .bytes = { .data = "rev", .len = 3 }, .waits = true };
	world->piece_count = 2;
	say(world, BEGIN FIRST "at|1|good|case|at|2|good|revision|at|3|good|case|end");
	play(world, "[ \"$(/bin/cat)\" = '4:KRB1,7:edition,2:ed,5:waits,3:rev,' ]");
	assert_int_equal(hear(world, 60), STATUS_OK);
	assert_true(world->read[0] && !world->read[1] && world->read[2] && !world->read[3]);
	say(world, BEGIN FIRST "at|1|good|case|at|2|good|revision|at|3|good|unfit|end");
	assert_int_equal(hear(world, 60), STATUS_OK);
	assert_false(world->read[2]);
	/* That it waits is said where that is what ended it; and it may not be told to refuse the bundle. */
	say(world, BEGIN FIRST "at|1|good|case|at|2|good|revision|at|3|");
	play(world, "kill -SEGV $$");
	assert_int_equal(hear(world, 60), STATUS_FAILED);
	assert_int_equal(world->diags.count, 2);
	assert_non_null(strstr(world->diags.items[1].text, "waits in this store"));
	say(world, BEGIN FIRST "at|1|good|case|at|2|good|revision|at|3|fault|case|3|7|" TERMINAL "|revision||end");
	play(world, "exit 0");
	assert_int_equal(hear(world, 60), STATUS_FAILED);
	assert_non_null(strstr(world->diags.items[0].text, "what it may not say, at item 3 of"));
	say(world, RIGHT);
	assert_int_equal(hear(world, 60), STATUS_FAILED);
}

static void endless(void **state)
{
	struct world *world = *state;
	int64_t began = companion_now();

	say(world, BEGIN "at|1|");
	play(world, "exec /bin/sleep 100000");
	assert_int_equal(hear(world, 1), STATUS_FAILED);
	assert_non_null(strstr(world->diags.items[0].text, "takes too long to look through"));
	assert_true(companion_now() - began >= 1000);
}

/* Where the ends of children are ignored, nobody can tell how one ended; the bundle is not called hostile for that. */
static void lost(void **state)
{
	struct world *world = *state;
	void (*before)(int) = signal(SIGCHLD, SIG_IGN);

	say(world, RIGHT);
	play(world, "exit 0");
	assert_int_equal(hear(world, 60), STATUS_FAILED);
	signal(SIGCHLD, before);
	assert_non_null(strstr(world->diags.items[0].text, "cannot be waited for"));
	assert_null(strstr(world->diags.items[0].text, "hostile"));
}

static void absent(void **state)
{
	struct world *world = *state;

	assert_int_equal(hear(world, 60), STATUS_FAILED);
	assert_non_null(strstr(world->diags.items[0].text, "is not installed"));
	assert_string_equal(world->diags.items[0].file, world->program);
	assert_int_equal(file_write(world->program, "", 0, 0600, NULL), STATUS_OK);
	assert_int_equal(hear(world, 60), STATUS_FAILED);
	assert_non_null(strstr(world->diags.items[0].text, "cannot be started"));
}

/* The true one, which lies beside the tests as it does beside the main program. */
static void protection(void **state)
{
	struct world *world = *state;

	assert_int_equal(app_unpack_protection(world->protection, &world->diags), STATUS_OK);
	assert_int_equal(strncmp(world->protection, "limits", 6), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(right, world_new, world_free),
		cmocka_unit_test_setup_teardown(wrong, world_new, world_free),
		cmocka_unit_test_setup_teardown(along, world_new, world_free),
		cmocka_unit_test_setup_teardown(endless, world_new, world_free),
		cmocka_unit_test_setup_teardown(lost, world_new, world_free),
		cmocka_unit_test_setup_teardown(absent, world_new, world_free),
		cmocka_unit_test_setup_teardown(protection, world_new, world_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
