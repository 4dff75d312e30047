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

static void streams_done(struct companion_streams *streams)
{
	if (streams->in >= 0)
		close(streams->in);
	if (streams->out >= 0)
		close(streams->out);
	if (streams->said >= 0)
		close(streams->said);
}

static bool streams_start(struct companion_streams *streams, const struct buf *packed)
{
	streams->in = companion_memory("print-in");
	streams->out = companion_memory("print-out");
	streams->said = companion_memory("print-said");
	return streams->in >= 0 && streams->out >= 0 && streams->said >= 0 && file_write_all(streams->in, packed->data, packed->len) && companion_seal(streams->in);
}

/* 0 and the wait status, or the number of the error that kept it from starting. */
static int start(const char *program, const struct companion_streams *streams, int *waited)
{
	char *const arguments[] = { (char[]){ PROGRAM }, NULL };
	char *environment[ENVIRONMENT_MAX];
	pid_t child;
	make_environment(environment);
	int error = companion_start(program, arguments, environment, streams, &child);
	for (size_t i = 0; environment[i]; i++)
		free(environment[i]);
	if (error)
		return error;
	return companion_wait(child, waited) ? 0 : errno;
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

static enum status finish(const char *program, const struct companion_streams *streams, int waited, struct buf *out, struct diag_list *diags)
{
	struct buf said, made;
	bool good = WIFEXITED(waited) && WEXITSTATUS(waited) == 0;
	buf_init(&said);
	buf_init(&made);
	companion_read(streams->said, SAID_BYTES_MAX, &said);
	enum status status = tell_said(said.data, diags);
	if (status == STATUS_OK && !good)
		status = diag_error(diags, STATUS_FAILED, program, 0, WIFSIGNALED(waited) ? _("the printing program was ended by signal %d; nothing was written")
			: _("the printing program failed with code %d; nothing was written"), WIFSIGNALED(waited) ? WTERMSIG(waited) : WEXITSTATUS(waited));
	if (status == STATUS_OK && (!companion_read(streams->out, OUTPUT_BYTES_MAX, &made) || made.len == 0))
		status = diag_error(diags, STATUS_FAILED, program, 0, _("the printing program has made no file; nothing was written"));
	if (status == STATUS_OK)
		buf_add(out, made.data, made.len);
	buf_done(&made);
	buf_done(&said);
	return status;
}

enum status app_print(const struct doc *doc, enum doc_output output, struct buf *out, struct diag_list *diags)
{
	struct companion_streams streams = { -1, -1, -1 };
	struct buf packed;
	char *program = companion_find(PROGRAM);
	enum status status;
	int waited = 0;
	buf_init(&packed);
	doc_pack(doc, output, &packed);
	if (!file_exists(program)) {
		status = diag_error(diags, STATUS_FAILED, program, 0,
			_("the program that makes PDF and XLSX is not installed. Use --format html and print from a browser, or csv; or have it built with libpango1.0-dev and libxlsxwriter-dev"));
	} else if (!streams_start(&streams, &packed)) {
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("no memory for printing: %s"), strerror(errno));
	} else {
		int error = start(program, &streams, &waited);
		status = error ? diag_error(diags, STATUS_FAILED, program, 0, _("the printing program cannot be started: %s"), strerror(error))
			: finish(program, &streams, waited, out, diags);
	}
	streams_done(&streams);
	buf_done(&packed);
	free(program);
	return status;
}
