/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the printing program says is taken only in the words of report/print.h; a library's own remarks are left aside.
 */
#include "app/printing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/companion.h"
#include "app/session.h"
#include "base/file.h"
#include "base/mem.h"

#define PROGRAM "kumoshirube-print"
#define SAYS "kumoshirube-print: "
#define OUTPUT_BYTES_MAX (512u << 20)
#define SAID_BYTES_MAX 65536
#define ENVIRONMENT_MAX 8

/* Where fonts and their cache are; nothing else of the session is handed on. */
static void make_environment(char *out[ENVIRONMENT_MAX])
{
	static const char *const kept[] = { "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH" };
	size_t count = 0;
	out[count++] = mem_strdup("LC_ALL=C.UTF-8");
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		const char *value = getenv(kept[i]);
		if (value)
			out[count++] = mem_printf("%s=%s", kept[i], value);
	}
	out[count] = NULL;
}

struct printing {
	enum doc_output output;
	char *program;
	bool missing;
	int error; /* that kept it from starting; 0 for none */
	struct companion_streams streams;
	int input; /* where its document goes */
	pid_t child;
};

static void close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* False with errno. */
static bool open_streams(struct printing *printing)
{
	printing->streams.out = companion_memory("print-out");
	printing->streams.said = companion_memory("print-said");
	return printing->streams.out >= 0 && printing->streams.said >= 0 && companion_pipe(&printing->streams.in, &printing->input);
}

struct printing *printing_start(enum doc_output output)
{
	struct printing *printing = MEM_NEW(struct printing);
	*printing = (struct printing){ .output = output, .program = companion_find(PROGRAM), .streams = { -1, -1, -1 }, .input = -1 };
	printing->missing = !file_exists(printing->program);
	if (printing->missing)
		return printing;
	if (!open_streams(printing)) {
		printing->error = errno;
		return printing;
	}
	char *word = mem_strdup(doc_output_word(output));
	char *const arguments[] = { (char[]){ PROGRAM }, word, NULL };
	char *environment[ENVIRONMENT_MAX];
	make_environment(environment);
	printing->error = companion_start(printing->program, arguments, environment, &printing->streams, &printing->child);
	for (size_t i = 0; environment[i]; i++)
		free(environment[i]);
	free(word);
	close_one(&printing->streams.in);
	return printing;
}

void printing_free(struct printing **slot)
{
	struct printing *printing = *slot;
	int waited;
	if (!printing)
		return;
	*slot = NULL;
	/* It sees the end of a document that never began, and ends by itself: it may be writing the cache of the fonts just now. */
	close_one(&printing->input);
	if (printing->child > 0)
		companion_wait(printing->child, &waited);
	close_one(&printing->streams.in);
	close_one(&printing->streams.out);
	close_one(&printing->streams.said);
	free(printing->program);
	free(printing);
}

static enum status tell_unsupported(const char *word, struct diag_list *diags)
{
	return diag_error(diags, STATUS_FAILED, NULL, 0,
		_("%1$s: this installation was built without it. Use --format html and print from a browser, or csv; or have it built with %2$s"),
		word, strcmp(word, "xlsx") == 0 ? "libxlsxwriter-dev" : "libpango1.0-dev");
}

static enum status tell_line(const char *line, struct diag_list *diags)
{
	const char *word = line + strcspn(line, " ");
	size_t len = (size_t)(word - line);
	word += *word == ' ';
	if (len == 7 && strncmp(line, "no-font", len) == 0)
		return diag_error(diags, STATUS_FAILED, NULL, 0,
			_("PDF: no Japanese font is found on this computer. Install one with mincho and gothic, such as the packages fonts-ipaexfont-mincho and fonts-ipaexfont-gothic"));
	if (len == 11 && strncmp(line, "unsupported", len) == 0)
		return tell_unsupported(word, diags);
	if (len == 4 && strncmp(line, "long", len) == 0)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("XLSX: a text of the sheet \"%s\" is longer than a cell may be (32767 characters). Use --format csv"), word);
	if (len == 6 && strncmp(line, "glyphs", len) == 0) {
		diag_warning(diags, NULL, 0, _("PDF: %s characters have no form in any font of this computer; they are printed as boxes with their numbers"), word);
		return STATUS_OK;
	}
	return diag_error(diags, STATUS_FAILED, NULL, 0, _("the printing program reports: %s"), line);
}

/* Its own lines only. */
static enum status tell_said(char *said, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	for (char *line = said, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (strncmp(line, SAYS, strlen(SAYS)) != 0)
			continue;
		enum status one = tell_line(line + strlen(SAYS), diags);
		status = status == STATUS_OK ? one : status;
	}
	return status;
}

static enum status finish(const struct printing *printing, int waited, struct buf *out, struct diag_list *diags)
{
	struct buf said, made;
	bool good = WIFEXITED(waited) && WEXITSTATUS(waited) == 0;
	buf_init(&said);
	buf_init(&made);
	companion_read(printing->streams.said, SAID_BYTES_MAX, &said);
	enum status status = tell_said(said.data, diags);
	if (status == STATUS_OK && !good)
		status = diag_error(diags, STATUS_FAILED, printing->program, 0, WIFSIGNALED(waited) ? _("the printing program was ended by signal %d; nothing was written")
			: _("the printing program failed with code %d; nothing was written"), WIFSIGNALED(waited) ? WTERMSIG(waited) : WEXITSTATUS(waited));
	if (status == STATUS_OK && (!companion_read(printing->streams.out, OUTPUT_BYTES_MAX, &made) || made.len == 0))
		status = diag_error(diags, STATUS_FAILED, printing->program, 0, _("the printing program has made no file; nothing was written"));
	if (status == STATUS_OK)
		buf_add(out, made.data, made.len);
	buf_done(&made);
	buf_done(&said);
	return status;
}

/* A program that does not take all of its document has said why, or its end tells. */
static enum status hand_over(struct printing *printing, const struct doc *doc, struct buf *out, struct diag_list *diags)
{
	struct buf packed;
	int waited = 0;
	buf_init(&packed);
	doc_pack(doc, printing->output, &packed);
	(void)file_write_all(printing->input, packed.data, packed.len);
	buf_done(&packed);
	close_one(&printing->input);
	bool ended = companion_wait(printing->child, &waited);
	printing->child = 0;
	if (!ended)
		return diag_error(diags, STATUS_FAILED, printing->program, 0, _("the printing program cannot be started: %s"), strerror(errno));
	return finish(printing, waited, out, diags);
}

enum status app_print(struct app *app, const struct doc *doc, enum doc_output output, struct buf *out, struct diag_list *diags)
{
	struct printing *printing = app->printing;
	enum status status;
	app->printing = NULL;
	if (printing && printing->output != output)
		printing_free(&printing);
	if (!printing)
		printing = printing_start(output);
	if (printing->missing)
		status = diag_error(diags, STATUS_FAILED, printing->program, 0,
			_("the program that makes PDF and XLSX is not installed. Use --format html and print from a browser, or csv; or have it built with libpango1.0-dev and libxlsxwriter-dev"));
	else if (printing->error && printing->input < 0)
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("no memory for printing: %s"), strerror(printing->error));
	else if (printing->error)
		status = diag_error(diags, STATUS_FAILED, printing->program, 0, _("the printing program cannot be started: %s"), strerror(printing->error));
	else
		status = hand_over(printing, doc, out, diags);
	printing_free(&printing);
	return status;
}
