/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes ready what the output needs, reads all of standard input, makes one file, writes it to standard output. It asks for no more than it was given: no
 * argument names a file, time has a limit, and nothing is made of bytes that are not exactly a document.
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

static const struct maker {
	void *(*ready)(void); /* NULL: it needs nothing before its document is there */
	void (*done)(void *ready);
	bool (*make)(void *ready, const struct doc *doc, int out);
} makers[DOC_OUTPUTS] = {
#ifdef HAVE_PDF
	[DOC_OUTPUT_PDF] = { print_pdf_ready, print_pdf_done, print_pdf },
#endif
#ifdef HAVE_XLSX
	[DOC_OUTPUT_XLSX] = { NULL, NULL, print_xlsx },
#endif
};

#ifdef KS_SANITIZERS
/* See release in pdf.c; what is ours is released. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_options(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

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

/* Whoever has started it may still be making the document. */
static bool make(enum doc_output output, void *ready)
{
	struct buf bytes;
	struct doc *doc = NULL;
	enum doc_output wanted = output;
	bool done = false;
	buf_init(&bytes);
	if (read_all(&bytes)) {
		const char *fault = doc_unpack(bytes.data, bytes.len, &wanted, &doc);
		if (!fault && wanted != output)
			fault = "output";
		if (fault)
			print_say("input %s", fault);
		else if (!makers[output].make)
			print_say("unsupported %s", doc_output_word(output));
		else
			done = makers[output].make(ready, doc, STDOUT_FILENO);
	}
	doc_free(&doc);
	buf_done(&bytes);
	return done;
}

static bool print(enum doc_output output)
{
	const struct maker *maker = &makers[output];
	void *ready = maker->ready ? maker->ready() : NULL;
	bool done = make(output, ready);
	if (maker->done)
		maker->done(ready);
	return done;
}

static bool print_word(const char *word)
{
	for (int i = 0; i < DOC_OUTPUTS; i++)
		if (strcmp(word, doc_output_word((enum doc_output)i)) == 0)
			return print((enum doc_output)i);
	print_say("input arguments");
	return false;
}

static void tell_formats(void)
{
	for (int i = 0; i < DOC_OUTPUTS; i++)
		if (makers[i].make)
			puts(doc_output_word((enum doc_output)i));
}

/* The one argument is what to make; "--formats" tells what this program was built with. */
int main(int argc, char **argv)
{
	struct rlimit limit = { SECONDS_MAX, SECONDS_MAX };
	setrlimit(RLIMIT_CPU, &limit);
	/* What is freed is soon wanted again: giving it back to the system would take a tenth of the time of a short record. */
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
	mallopt(M_MMAP_THRESHOLD, KEPT_BYTES / 8);
	setlocale(LC_ALL, "C.UTF-8");
	if (argc != 2) {
		print_say("input arguments");
		return EXIT_FAILURE;
	}
	if (strcmp(argv[1], "--formats") == 0) {
		tell_formats();
		return EXIT_SUCCESS;
	}
	return print_word(argv[1]) ? EXIT_SUCCESS : EXIT_FAILURE;
}
