/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Standard input is a file in memory that nobody can change any more; it is mapped, so that a large bundle is not there twice. Nothing of it is read before the
 * rights are gone. Without its argument it only says what protects it here.
 */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sign.h"
#include "store/bundle.h"
#include "store/confine.h"
#include "registry/unpack.h"

/* The bundle, the editions that the terminal has already, and what is made of one item at a time and of the list of all. */
#define WORK_BYTES ((size_t)768 << 20)
#define CPU_SECONDS 120

static bool put(const char *bytes, size_t len, void *context)
{
	(void)context;
	return file_write_all(STDOUT_FILENO, bytes, len);
}

/* "1/2" */
static bool read_share(const char *word, unsigned *share, unsigned *shares)
{
	if (strlen(word) != 3 || word[1] != '/' || word[0] < '0' || word[2] <= word[0] || word[2] > '0' + UNPACK_SHARES_MAX)
		return false;
	*share = (unsigned)(word[0] - '0');
	*shares = (unsigned)(word[2] - '0');
	return true;
}

static bool look(unsigned share, unsigned shares, const struct unpack_voice *voice)
{
	struct stat state;
	void *bytes;
	bool heard;

	if (fstat(STDIN_FILENO, &state) != 0 || !S_ISREG(state.st_mode) || state.st_size <= 0)
		return false;
	bytes = mmap(NULL, (size_t)state.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
	if (bytes == MAP_FAILED)
		return false;
	heard = unpack_look(bytes, (size_t)state.st_size, share, shares, voice);
	munmap(bytes, (size_t)state.st_size);
	return heard;
}

int main(int argc, char **argv)
{
	const struct confine_limits limits = { .memory = BUNDLE_FILE_MAX + WORK_BYTES, .file = UNPACK_SAID_MAX, .seconds = CPU_SECONDS };
	const struct unpack_voice voice = { .put = put };
	char words[CONFINE_WORDS_MAX];
	unsigned bits, share = 0, shares = 0;

	if (argc > 2 || (argc == 2 && !read_share(argv[1], &share, &shares)))
		return EXIT_FAILURE;
	setlocale(LC_ALL, "C.UTF-8");
	if (!sign_start() || !confine(&limits, &bits))
		return EXIT_FAILURE;
	confine_words(bits, words);
	return unpack_tell_protection(words, &voice) && (argc < 2 || look(share, shares, &voice)) ? EXIT_SUCCESS : EXIT_FAILURE;
}
