/* SPDX-License-Identifier: Apache-2.0 */
/* Reading what may be anything, writing what is whole or absent, and sets of files. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/sign.h"

static char room[256];

/* A name in the directory of this test; the text lives until the next fourth call. */
static const char *in_room(const char *name)
{
	static char paths[4][512];
	static unsigned turn;
	char *path = paths[turn++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", room, name);
	return path;
}

static int set_up(void **state)
{
	const char *base = getenv("TMPDIR");

	(void)state;
	snprintf(room, sizeof room, "%s/kumoshirube-file.XXXXXX", base ? base : "/tmp");
	return sign_start() && mkdtemp(room) ? 0 : -1;
}

static void remove_tree(const char *path)
{
	DIR *dir = opendir(path);

	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		char *inner;

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		inner = path_join(path, entry->d_name);
		if (unlink(inner))
			remove_tree(inner);
		free(inner);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

static int tear_down(void **state)
{
	(void)state;
	remove_tree(room);
	return 0;
}

static size_t count_files(const char *path)
{
	DIR *dir = opendir(path);
	size_t count = 0;

	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2;
}

static void check_refused(const char *path, size_t limit, const char *want)
{
	struct diag_list diags;
	struct buf out;

	diag_init(&diags);
	buf_init(&out);
	buf_adds(&out, "kept");
	assert_int_equal(file_read(&out, path, limit, &diags), STATUS_INPUT);
	assert_string_equal(out.data, "kept");
	assert_int_equal(diags.count, 1);
	assert_string_equal(diags.items[0].file, path);
	if (!strstr(diags.items[0].text, want))
		fail_msg("%s: %s", path, diags.items[0].text);
	buf_done(&out);
	diag_done(&diags);
}

static void test_write_and_read(void **state)
{
	const char *path = in_room("a");
	struct stat info;
	struct buf out;

	(void)state;
	buf_init(&out);
	assert_false(file_exists(path));
	assert_int_equal(file_write(path, "a\0b", 3, 0, NULL), STATUS_OK);
	assert_true(file_exists(path));
	assert_int_equal(file_read(&out, path, 3, NULL), STATUS_OK);
	assert_int_equal(out.len, 3);
	assert_memory_equal(out.data, "a\0b", 3);
	/* A file of the kernel says that it is empty, and is not. */
	assert_int_equal(file_read(&out, "/proc/version", 4096, NULL), STATUS_OK);
	assert_true(out.len > 3 + 5);
	assert_memory_equal(out.data + 3, "Linux", 5);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	assert_int_equal(file_write(path, "", 0, 0644, NULL), STATUS_OK);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0644);
	assert_int_equal(info.st_size, 0);
	assert_int_equal(count_files(room), 1);
	buf_done(&out);
}

static void test_only_regular_files_are_read(void **state)
{
	(void)state;
	assert_int_equal(file_write(in_room("big"), "123456789", 9, 0, NULL), STATUS_OK);
	assert_int_equal(symlink("big", in_room("link")), 0);
	assert_int_equal(mkfifo(in_room("pipe"), 0600), 0);
	check_refused(in_room("link"), 100, "symbolic link");
	check_refused(in_room("pipe"), 100, "a pipe");
	check_refused(room, 100, "a directory");
	check_refused("/dev/null", 100, "a device");
	check_refused(in_room("none"), 100, "cannot open");
	check_refused(in_room("big"), 8, "has 9 bytes; at most 8");
	/* A file of the kernel says that it has no bytes, so the limit must hold while reading. */
	check_refused("/proc/self/status", 8, "more than 8 bytes");
}

static void test_private_files(void **state)
{
	struct diag_list diags;
	struct buf out;

	(void)state;
	diag_init(&diags);
	buf_init(&out);
	assert_int_equal(file_write(in_room("open"), "x", 1, 0640, NULL), STATUS_OK);
	assert_int_equal(file_write(in_room("closed"), "x", 1, 0600, NULL), STATUS_OK);
	assert_int_equal(file_read_private(&out, in_room("open"), 9, &diags), STATUS_INPUT);
	assert_non_null(strstr(diags.items[0].text, "mode 640"));
	assert_int_equal(file_read_private(&out, in_room("closed"), 9, &diags), STATUS_OK);
	buf_done(&out);
	diag_done(&diags);
}

static void test_failed_write_leaves_nothing(void **state)
{
	struct diag_list diags;

	(void)state;
	diag_init(&diags);
	assert_int_equal(mkdir(in_room("taken"), 0700), 0);
	assert_int_equal(file_write(in_room("taken"), "x", 1, 0, &diags), STATUS_FAILED);
	assert_int_equal(file_write(in_room("none/x"), "x", 1, 0, &diags), STATUS_FAILED);
	assert_int_equal(diags.errors, 2);
	assert_int_equal(count_files(room), 1);
	diag_done(&diags);
}

/* A rename would put a file where a device or a pipe was, and whoever uses it next would find no device. */
static void test_write_takes_no_pipe_away(void **state)
{
	struct diag_list diags;
	struct stat info;

	(void)state;
	diag_init(&diags);
	assert_int_equal(mkfifo(in_room("pipe"), 0600), 0);
	assert_int_equal(symlink("pipe", in_room("link")), 0);
	assert_int_equal(file_write(in_room("pipe"), "x", 1, 0, &diags), STATUS_FAILED);
	assert_int_equal(file_write(in_room("link"), "x", 1, 0, &diags), STATUS_FAILED);
	assert_int_equal(diags.errors, 2);
	assert_int_equal(stat(in_room("pipe"), &info), 0);
	assert_true(S_ISFIFO(info.st_mode));
	assert_int_equal(lstat(in_room("link"), &info), 0);
	assert_true(S_ISLNK(info.st_mode));
	assert_int_equal(count_files(room), 2);
	diag_done(&diags);
}

static void test_write_replaces_a_link_and_not_its_target(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out);
	assert_int_equal(file_write(in_room("target"), "old", 3, 0, NULL), STATUS_OK);
	assert_int_equal(symlink("target", in_room("link")), 0);
	assert_int_equal(file_write(in_room("link"), "new", 3, 0, NULL), STATUS_OK);
	assert_int_equal(file_read(&out, in_room("target"), 9, NULL), STATUS_OK);
	assert_int_equal(file_read(&out, in_room("link"), 9, NULL), STATUS_OK);
	assert_string_equal(out.data, "oldnew");
	buf_done(&out);
}

static void test_directories(void **state)
{
	struct diag_list diags;
	const char *name = NULL;
	struct stat info;

	(void)state;
	diag_init(&diags);
	assert_int_equal(file_make_directory(in_room("a/b//c/"), &diags), STATUS_OK);
	assert_int_equal(file_make_directory(in_room("a/b/c"), &diags), STATUS_OK);
	assert_int_equal(stat(in_room("a/b/c"), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	assert_int_equal(file_write(in_room("file"), "", 0, 0, NULL), STATUS_OK);
	assert_int_equal(file_make_directory(in_room("file"), &diags), STATUS_FAILED);
	assert_int_equal(file_make_directory(in_room("file/x"), &diags), STATUS_FAILED);
	assert_int_equal(diags.errors, 2);
	assert_false(file_on_unsafe_system("/proc/self", &name));
	assert_null(name);
	diag_done(&diags);
}

static void check_join(const char *directory, const char *name, const char *want)
{
	char *path = path_join(directory, name);

	assert_string_equal(path, want);
	free(path);
}

static void check_directory_of(const char *path, const char *want)
{
	char *directory = path_directory(path);

	assert_string_equal(directory, want);
	free(directory);
}

/* A file that is there is never replaced, and no half of the new one stays. */
static void test_create_is_for_new_files(void **state)
{
	bool taken = true;
	struct buf out;

	(void)state;
	buf_init(&out);
	assert_int_equal(file_create(in_room("once"), "a", 1, 0, &taken, NULL), STATUS_OK);
	assert_false(taken);
	assert_int_equal(file_create(in_room("once"), "bb", 2, 0, &taken, NULL), STATUS_FAILED);
	assert_true(taken);
	assert_int_equal(file_read(&out, in_room("once"), 9, NULL), STATUS_OK);
	assert_string_equal(out.data, "a");
	buf_done(&out);
	/* The room can be removed: nothing but the file is in it. */
	assert_int_equal(unlink(in_room("once")), 0);
	assert_int_equal(rmdir(room), 0);
	assert_int_equal(mkdir(room, 0700), 0);
}

static void test_paths(void **state)
{
	(void)state;
	check_directory_of("a/b/c", "a/b");
	check_directory_of("/c", "/");
	check_directory_of("c", ".");
	check_join("a", "b", "a/b");
	check_join("a/", "b", "a/b");
	check_join("", "b", "b");
	check_join("/", "b", "/b");
}

static void test_fileset_is_read_in_order(void **state)
{
	struct fileset set;

	(void)state;
	fileset_init(&set);
	assert_int_equal(mkdir(in_room("d"), 0700), 0);
	assert_int_equal(file_write(in_room("d/b.ini"), "B", 1, 0, NULL), STATUS_OK);
	assert_int_equal(file_write(in_room("d/a.ini"), "A", 1, 0, NULL), STATUS_OK);
	assert_int_equal(file_write(in_room("d/c.txt"), "C", 1, 0, NULL), STATUS_OK);
	assert_int_equal(file_write(in_room("d/.e.ini"), "E", 1, 0, NULL), STATUS_OK);
	assert_int_equal(fileset_read(&set, room, "d", "ini", NULL), STATUS_OK);
	assert_int_equal(set.count, 2);
	assert_string_equal(set.items[0].name, "d/a.ini");
	assert_string_equal(set.items[0].data, "A");
	assert_string_equal(set.items[1].name, "d/b.ini");
	assert_ptr_equal(fileset_find(&set, "d/b.ini"), &set.items[1]);
	assert_null(fileset_find(&set, "b.ini"));
	assert_int_equal(fileset_read(&set, room, "none", "ini", NULL), STATUS_INPUT);
	assert_int_equal(symlink("a.ini", in_room("d/l.ini")), 0);
	assert_int_equal(fileset_read(&set, room, "d", ".ini", NULL), STATUS_INPUT);
	fileset_done(&set);
}

static void test_fileset_has_one_packed_form(void **state)
{
	struct fileset set, again;
	struct buf packed, repacked;

	(void)state;
	fileset_init(&set);
	fileset_init(&again);
	buf_init(&packed);
	buf_init(&repacked);
	fileset_add(&set, "d/b", "\0", 1);
	fileset_add(&set, "d/a", "text", 4);
	fileset_pack(&set, &packed);
	assert_memory_equal(packed.data, "3:d/a,4:text,3:d/b,1:\0,", 23);
	assert_int_equal(packed.len, 23);
	assert_int_equal(fileset_unpack(&again, packed.data, packed.len), 0);
	assert_int_equal(again.count, 2);
	fileset_pack(&again, &repacked);
	assert_int_equal(repacked.len, packed.len);
	assert_memory_equal(repacked.data, packed.data, packed.len);
	fileset_done(&set);
	fileset_done(&again);
	buf_done(&packed);
	buf_done(&repacked);
}

static void test_malformed_packs_are_refused(void **state)
{
	static const char *const bad[] = { "3:d/a,",           "3:d/b,1:x,3:d/a,1:x,", "3:d/a,1:x,3:d/a,1:x,", "0:,1:x,",     "2:/a,1:x,",
					   "4:../a,1:x,",      "1:.,1:x,",             "4:a//b,1:x,",          "2:a/,1:x,",   "3:d/a,1:x,x",
					   "03:d/a,1:x,",      "4:a/..,1:x," };
	struct fileset set;

	(void)state;
	fileset_init(&set);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(fileset_unpack(&set, bad[i], strlen(bad[i])), -1);
		assert_int_equal(set.count, 0);
	}
	assert_int_equal(fileset_unpack(&set, "3:a\0b,1:x,", 10), -1);
	assert_int_equal(fileset_unpack(&set, "", 0), 0);
	fileset_done(&set);
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

UNIT_MAIN(IN_ROOM(test_write_and_read), IN_ROOM(test_only_regular_files_are_read), IN_ROOM(test_private_files),
	  IN_ROOM(test_failed_write_leaves_nothing), IN_ROOM(test_write_replaces_a_link_and_not_its_target), IN_ROOM(test_directories),
	  IN_ROOM(test_write_takes_no_pipe_away), IN_ROOM(test_create_is_for_new_files), cmocka_unit_test(test_paths), IN_ROOM(test_fileset_is_read_in_order), cmocka_unit_test(test_fileset_has_one_packed_form),
	  cmocka_unit_test(test_malformed_packs_are_refused))
