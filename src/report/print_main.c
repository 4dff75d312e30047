/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads all of standard input, makes one file, writes it to standard output. It asks for no more than it was given: no argument names a file, time has a
 * limit, and nothing is made of bytes that are not exactly a document.
 */
#include "report/print.h"

#include <errno.h>
#include <locale.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "report/doc_pack.h"

#define SECONDS_MAX 120
#define READ_STEP 65536
#define KEPT_BYTES (256 << 20)

static const struct {
	bool (*make)(const struct doc *doc, int out);
} makers[DOC_OUTPUTS] = {
#ifdef HAVE_PDF
	[DOC_OUTPUT_PDF] = { print_pdf },
#endif
#ifdef HAVE_XLSX
	[DOC_OUTPUT_XLSX] = { print_xlsx },
#endif
};

void print_say(const char *format, ...)
{
	va_list args;
	fputs(PRINT_SAYS, stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
}

/* Never more than a document may have, and one byte that shows that it had more. */
static bool read_all(struct buf *out)
{
	while (out->len <= DOC_PACK_BYTES_MAX) {
		ssize_t got = read(STDIN_FILENO, buf_room(out, READ_STEP), READ_STEP);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			print_say("failed %s", strerror(errno));
		if (got <= 0)
			return got == 0;
		buf_filled(out, (size_t)got);
	}
	return true;
}

static int make(void)
{
	struct buf bytes;
	struct doc *doc = NULL;
	enum doc_output output = DOC_OUTPUT_PDF;
	bool done = false;
	buf_init(&bytes);
	if (read_all(&bytes)) {
		const char *fault = doc_unpack(bytes.data, bytes.len, &output, &doc);
		if (fault)
			print_say("input %s", fault);
		else if (!makers[output].make)
			print_say("unsupported %s", doc_output_word(output));
		else
			done = makers[output].make(doc, STDOUT_FILENO);
	}
	doc_free(&doc);
	buf_done(&bytes);
	return done ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* "--formats" tells what this program was built with; there is no other argument. */
int main(int argc, char **argv)
{
	struct rlimit limit = { SECONDS_MAX, SECONDS_MAX };
	setrlimit(RLIMIT_CPU, &limit);
	/* What is freed is soon wanted again: giving it back to the system would take a tenth of the time of a short record. */
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
	mallopt(M_MMAP_THRESHOLD, KEPT_BYTES / 8);
	setlocale(LC_ALL, "C.UTF-8");
	if (argc == 2 && strcmp(argv[1], "--formats") == 0) {
		for (int i = 0; i < DOC_OUTPUTS; i++)
			if (makers[i].make)
				puts(doc_output_word((enum doc_output)i));
		return EXIT_SUCCESS;
	}
	if (argc != 1) {
		print_say("input arguments");
		return EXIT_FAILURE;
	}
	return make();
}
