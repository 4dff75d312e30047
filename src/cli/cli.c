/* SPDX-License-Identifier: Apache-2.0 */
/* A command fills a buffer; only when it is complete does anything leave the program, so that a failure prints no half of a record. */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/work.h"
#include "base/file.h"
#include "base/i18n.h"

#define OUTPUT_MODE 0600
#define MESSAGES_AT_TERMINAL 20

void cli_report(const struct diag_list *diags, enum status status, bool json)
{
	struct buf text;
	if (diags->count == 0)
		return;
	buf_init(&text);
	if (json)
		app_messages_json(diags, status, &text);
	else
		diag_write_some(diags, isatty(STDERR_FILENO) ? MESSAGES_AT_TERMINAL : diags->count, &text);
	fputs(text.data, stderr);
	buf_done(&text);
}

static enum status print(const struct buf *out, struct diag_list *diags)
{
	/* A reader that has seen enough is no failure. */
	if (file_write_all(STDOUT_FILENO, out->data, out->len) || errno == EPIPE)
		return STATUS_OK;
	return diag_error(diags, STATUS_FAILED, NULL, 0, _("standard output cannot be written: %s"), strerror(errno));
}

static bool has_format(const struct command_args *args, enum record_format wanted)
{
	enum record_format format;
	return args->format && record_format_parse(args->format, &format) && format == wanted;
}

static enum status deliver(const struct command_args *args, const struct buf *out, struct diag_list *diags)
{
	/* The usual names of standard output are no files: as a file the second would be put in place of the link that leads there. */
	if (args->output && strcmp(args->output, "-") != 0 && strcmp(args->output, "/dev/stdout") != 0)
		return file_write(args->output, out->data, out->len, OUTPUT_MODE, diags);
	if (out->len && (has_format(args, RECORD_PDF) || has_format(args, RECORD_XLSX)) && isatty(STDOUT_FILENO))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--format %s: this is no text for a terminal; name a file with --output"), args->format);
	return print(out, diags);
}

enum status cli_run(const struct arguments *arguments)
{
	struct diag_list diags;
	struct app *app = NULL;
	struct buf out;
	diag_init(&diags);
	buf_init(&out);
	unsigned needs = arguments->found->needs;
	if (needs && has_format(&arguments->command, RECORD_PDF))
		needs |= APP_PDF;
	enum status status = app_open(&app, &arguments->options, needs, &diags);
	if (status == STATUS_OK)
		status = arguments->found->run(app, &arguments->command, &out, &diags);
	if (out.len) {
		enum status delivered = deliver(&arguments->command, &out, &diags);
		if (delivered != STATUS_OK)
			status = delivered;
	}
	cli_report(&diags, status, arguments->command.json);
	app_close(&app);
	buf_done(&out);
	diag_done(&diags);
	return status;
}
