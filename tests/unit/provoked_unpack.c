/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program that looks through bundles, as a hostile item would have it that had found a fault in it: everything is what the true one has, and when it comes
 * to item NUMBER it does something else. Called as provoked_unpack WHAT NUMBER SHARE/SHARES.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* memmem */
#endif
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/bundle.h"
#include "store/confine.h"
#include "registry/unpack.h"

#define STEP_BYTES ((size_t)64 << 20)

struct provoked {
	const char *what;
	char at[32]; /* the message before which it happens */
};

static void eat_memory(void)
{
	for (;;) {
		char *more = malloc(STEP_BYTES);

		if (!more)
			abort();
		memset(more, 1, 4096);
	}
}

static void happen(const char *what)
{
	static const char lie[] = "4:good,5:entry,2:at,3:999,";
	volatile bool forever = true;

	if (strcmp(what, "crash") == 0)
		raise(SIGSEGV);
	else if (strcmp(what, "loop") == 0)
		while (forever)
			;
	else if (strcmp(what, "memory") == 0)
		eat_memory();
	else if (strcmp(what, "leave") == 0)
		_exit(7);
	else if (strcmp(what, "quiet") == 0)
		_exit(0);
	else if (strcmp(what, "lie") == 0)
		(void)!write(STDOUT_FILENO, lie, sizeof lie - 1);
	else if (strcmp(what, "open") == 0 && open("/etc/passwd", O_RDONLY) >= 0)
		_exit(8);
}

/* Says of a revision that its case file was not read. */
static bool put_blind(const char *bytes, size_t len)
{
	static const char read[] = "4:good,4:case,", unread[] = "4:good,8:revision,";
	const char *at = memmem(bytes, len, read, sizeof read - 1);
	size_t before = at ? (size_t)(at - bytes) : 0, behind = len - before - (sizeof read - 1);

	if (!at)
		return write(STDOUT_FILENO, bytes, len) == (ssize_t)len;
	return write(STDOUT_FILENO, bytes, before) == (ssize_t)before && write(STDOUT_FILENO, unread, sizeof unread - 1) == sizeof unread - 1 &&
		write(STDOUT_FILENO, at + sizeof read - 1, behind) == (ssize_t)behind;
}

static bool put(const char *bytes, size_t len, void *context)
{
	const struct provoked *provoked = context;
	size_t at = strlen(provoked->at);
	bool told = strcmp(provoked->what, "blind") == 0 ? put_blind(bytes, len) : write(STDOUT_FILENO, bytes, len) == (ssize_t)len;

	if (len >= at && memcmp(bytes + len - at, provoked->at, at) == 0)
		happen(provoked->what);
	return told;
}

int main(int argc, char **argv)
{
	/* Little processor time, so that a loop need not be waited for long. */
	const struct confine_limits limits = { .memory = BUNDLE_FILE_MAX + ((size_t)256 << 20), .file = UNPACK_SAID_MAX, .seconds = 3 };
	struct provoked provoked;
	const struct unpack_voice voice = { .put = put, .context = &provoked };
	char words[CONFINE_WORDS_MAX];
	struct stat state;
	unsigned bits;
	void *bytes;

	if (argc != 4 || !confine(&limits, &bits))
		return 9;
	provoked.what = argv[1];
	snprintf(provoked.at, sizeof provoked.at, "2:at,%zu:%s,", strlen(argv[2]), argv[2]);
	confine_words(bits, words);
	if (!unpack_tell_protection(words, &voice) || fstat(STDIN_FILENO, &state) != 0)
		return 9;
	bytes = mmap(NULL, (size_t)state.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
	return bytes != MAP_FAILED && unpack_look(bytes, (size_t)state.st_size, 0, 1, &voice) ? EXIT_SUCCESS : 9;
}
