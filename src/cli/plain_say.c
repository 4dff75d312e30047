/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines out and lines in. Nothing that was written is ever touched again. Where nobody types, what is read is written behind its prompt, so that the
 * whole can be read afterwards.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/plain_internal.h"

#define LINE_CELLS 80
#define INPUT_BYTES_MAX 65536

void plain_text(const char *text)
{
	struct text_lines lines = { 0 };
	struct buf clean;
	buf_init(&clean);
	utf8_visible(&clean, text, strlen(text), true);
	while (clean.len > 0 && clean.data[clean.len - 1] == '\n')
		clean.data[--clean.len] = '\0';
	text_wrap(&lines, clean.data, LINE_CELLS);
	for (size_t i = 0; i < lines.count; i++)
		printf("%.*s\n", (int)(lines.items[i].end - lines.items[i].start), clean.data + lines.items[i].start);
	text_lines_done(&lines);
	buf_done(&clean);
}

void plain_say(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *text = mem_array((size_t)len + 1, 1);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	plain_text(text);
	free(text);
}

/* One line of the input without its end; false when there is none. A line that goes on ends in a backslash. */
static bool next_line(struct plain *p)
{
	int c = 0;
	buf_clear(&p->input);
	p->line++;
	while ((c = getchar()) != EOF && p->input.len < INPUT_BYTES_MAX) {
		if (c == '\n' && p->input.len > 0 && p->input.data[p->input.len - 1] == '\\') {
			p->input.data[p->input.len - 1] = '\n';
			p->line++;
		} else if (c == '\n') {
			break;
		} else {
			buf_addc(&p->input, (char)c);
		}
	}
	if (p->input.len > 0 && p->input.data[p->input.len - 1] == '\r')
		p->input.data[--p->input.len] = '\0';
	return c != EOF || p->input.len > 0;
}

bool plain_refuse(struct plain *p, const char *why)
{
	plain_say(_("Not taken: %s"), why);
	if (!p->pipe)
		return true;
	p->status = diag_error(p->diags, STATUS_INPUT, _("standard input"), (int)p->line,
		_("%s. What follows was meant for other questions, so nothing more was read; everything before this line is saved"), why);
	return false;
}

bool plain_refuse_diags(struct plain *p, struct diag_list *diags)
{
	bool again = true;
	for (size_t i = 0; i < diags->count && again; i++)
		again = plain_refuse(p, diags->items[i].text);
	diag_done(diags);
	diag_init(diags);
	return again;
}

static void prompt_for(const struct plain *p, const char *prompt)
{
	if (p->pipe)
		return;
	fputs(prompt, stdout);
	fputs("> ", stdout);
	fflush(stdout);
}

/* The line as it is, where it begins with the sign that says so. */
static enum plain_command understand(struct plain *p)
{
	const char *rest = NULL;
	if (p->input.data[0] == '=') {
		memmove(p->input.data, p->input.data + 1, p->input.len--);
		return PLAIN_TEXT;
	}
	enum plain_command command = plain_command(p->input.data, &rest);
	if (command == PLAIN_REMOVE) {
		char *number = mem_strdup(rest);
		buf_clear(&p->input);
		buf_adds(&p->input, number);
		free(number);
	}
	return command;
}

enum plain_command plain_read(struct plain *p, const char *prompt)
{
	for (;;) {
		prompt_for(p, prompt);
		bool got = !ferror(stdout) && next_line(p);
		if (p->pipe && got)
			plain_say("%s> %s", prompt, p->input.data);
		else if (!got && !p->pipe)
			fputs("\n", stdout);
		if (!got)
			return PLAIN_END;
		if (strlen(p->input.data) != p->input.len || utf8_check(p->input.data, p->input.len) != p->input.len) {
			if (!plain_refuse(p, _("the line is not UTF-8 text")))
				return PLAIN_END;
			continue;
		}
		enum plain_command command = understand(p);
		if (command == PLAIN_HELP)
			plain_help(p);
		else if (command == PLAIN_WHY && p->work)
			plain_why(p);
		else if (command == PLAIN_VERDICT && p->work)
			plain_verdict(p);
		else if (command == PLAIN_SCHEMES && plain_here(p) && plain_here(p)->question)
			plain_schemes(p);
		else if (command == PLAIN_RECORD && p->work)
			plain_record(p);
		else
			return command;
	}
}
