/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rule files that were made to hurt: each is refused as a whole. Every file is read in a process of its own that may have 64 MB and no more, and is
 * ended after a second of the processor; that the time is less than a tenth of it is shown by `make bench`, which reads the figures printed here. A
 * build with sanitizers has no such bounds: its memory is not the program's.
 */
#include "test_engine_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS_MAX 1
#define BYTES_MAX (64u << 20)

#if defined(__SANITIZE_ADDRESS__)
#define BOUNDED false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BOUNDED false
#endif
#endif
#ifndef BOUNDED
#define BOUNDED true
#endif

static const char HEAD[] = "[rule.r]\nclause = \"T-1\"\nscope = \"case\"\nforce = \"must\"\n"
	"title.ja = \"R\"\ntitle.en = \"R\"\ntext.ja = \"R\"\ntext.en = \"R\"\nfix.ja = \"R\"\nfix.en = \"R\"\n";

struct hostile {
	const char *name;
	const char *before, *repeated, *after; /* of the expression, or of the file where `whole` */
	size_t times;
	bool whole, nul; /* nul: each byte 1 stands for a NUL */
};

/* clang-format off */
static const struct hostile files[] = {
	{ .name = "brackets within brackets", .before = "", .repeated = "(", .after = "case.y", .times = 440 },
	{ .name = "not not not", .before = "", .repeated = "not ", .after = "case.y", .times = 220 },
	{ .name = "a list without end", .before = "case.n in (1", .repeated = ",1", .after = ")", .times = 430 },
	{ .name = "a list of options without end", .before = "case.c in ('a'", .repeated = ",'a'", .after = ")", .times = 215 },
	{ .name = "conditions without end", .before = "case.y", .repeated = " or case.y", .after = "", .times = 92 },
	{ .name = "a huge number", .before = "case.n > 9", .repeated = "9", .after = "", .times = 800 },
	{ .name = "a number that overflows", .before = "case.n > 9223372036854775807", .repeated = "", .after = "", .times = 0 },
	{ .name = "a line without end", .before = "case.y", .repeated = " or case.y", .after = "", .times = 400000 },
	{ .name = "a file of one line", .whole = true, .before = "", .repeated = "x", .after = "", .times = 4000000 },
	{ .name = "sections without end", .whole = true, .before = "", .repeated = "[rule.a]\n", .after = "", .times = 200000 },
	{ .name = "keys without end", .whole = true, .before = "[rule.a]\n", .repeated = "require = \"yes\"\n", .after = "", .times = 150000 },
	{ .name = "faults without end", .whole = true, .before = "", .repeated = "[x\n=\n", .after = "", .times = 300000 },
	{ .name = "another encoding", .whole = true, .before = "[rule.a]\ntitle.ja = \"", .repeated = "\x8b\x4b\x91\xa5", .after = "\"\n", .times = 200 },
	{ .name = "UTF-16", .whole = true, .before = "\xff\xfe", .repeated = "[\001r\001", .after = "", .times = 1000, .nul = true },
	{ .name = "NUL bytes", .whole = true, .before = "[rule.a]\ntitle.ja = \"", .repeated = "x\001", .after = "\"\n", .times = 200, .nul = true },
	{ .name = "a file of NUL bytes", .whole = true, .before = "", .repeated = "\001", .after = "", .times = 4000000, .nul = true },
	{ .name = "nested conditions without end", .before = "", .repeated = "(case.y or ", .after = "case.y", .times = 80 },
	{ .name = "an expression in every rule", .whole = true, .before = "", .repeated = "[rule.a]\nrequire = \"case.y and case.y or case.n = 5\"\n", .after = "",
		.times = 60000 },
	{ .name = "numbers without end", .whole = true, .before = "", .repeated = "[rule.a]\nrequire.99999999999999999999.ground = \"1e999999999\"\n", .after = "",
		.times = 50000 },
	{ .name = "overlong UTF-8", .whole = true, .before = "[rule.a]\ntitle.ja = \"", .repeated = "\xc0\xaf", .after = "\"\n", .times = 100 },
	{ .name = "control characters", .whole = true, .before = "[rule.a]\ntitle.ja = \"", .repeated = "\033[2J", .after = "\"\n", .times = 100 },
};
/* clang-format on */

static void write_file(struct buf *out, const struct hostile *file)
{
	if (!file->whole)
		buf_addf(out, "%srequire = \"", HEAD);
	buf_adds(out, file->before);
	for (size_t i = 0; i < file->times; i++)
		buf_adds(out, file->repeated);
	buf_addf(out, "%s%s", file->after, file->whole ? "" : "\"\n");
	for (size_t i = 0; file->nul && i < out->len; i++)
		out->data[i] = out->data[i] == '\001' ? '\0' : out->data[i];
}

static void bound(int what, rlim_t most)
{
	const struct rlimit limit = { .rlim_cur = most, .rlim_max = most };
	if (setrlimit(what, &limit) != 0)
		_exit(2);
}

/* Exit 0: refused with at least one fault that has a place. Without the memory or the time it is ended by a signal. */
static void read_file(const struct buf *rules)
{
	struct fixture fixture;
	bool placed = false;
	if (BOUNDED) {
		bound(RLIMIT_AS, BYTES_MAX);
		bound(RLIMIT_CPU, SECONDS_MAX);
	}
	fixture_init(&fixture, &(struct fixture_source){ .rules = rules->data, .rules_len = rules->len });
	for (size_t i = 0; i < fixture.diags.count; i++)
		placed = placed || (fixture.diags.items[i].file && fixture.diags.items[i].line > 0);
	bool refused = !fixture.engine && placed;
	fixture_done(&fixture);
	_exit(refused ? 0 : 1);
}

/* What a child used that read these rules; false unless it refused them within its bounds. */
static bool refuses(const struct buf *rules, struct rusage *used)
{
	int status = 0;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		read_file(rules);
	assert_int_equal(wait4(child, &status, 0, used), child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void test_files(void **state)
{
	unsigned bad = 0;
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct buf rules;
		struct rusage used;
		buf_init(&rules);
		write_file(&rules, &files[i]);
		bool refused = refuses(&rules, &used);
		double milliseconds = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
		printf("# %s: %s, %.1f ms, %ld kB\n", files[i].name, refused ? "refused" : "NOT REFUSED", milliseconds, used.ru_maxrss);
		bad += !refused;
		buf_done(&rules);
	}
	assert_int_equal(bad, 0);
}

/* The check itself can fail: a good file is not refused. */
static void test_good(void **state)
{
	struct buf rules;
	struct rusage used;
	(void)state;
	buf_init(&rules);
	buf_addf(&rules, "%srequire = \"case.y\"\n", HEAD);
	assert_false(refuses(&rules, &used));
	buf_done(&rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_good), cmocka_unit_test(test_files) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
