/* SPDX-License-Identifier: Apache-2.0 */
/* The script is read whole; keys and typed characters of a line are given out one at a time, so that each one is drawn as it would be for a person. */
#include "tui/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/term.h"

#define SCRIPT_MAX ((size_t)1 << 20)

struct script {
	char *path, *directory;
	struct buf text;
	char *at;          /* next line */
	int line;
	char *keys;        /* rest of a `key` line */
	char *typed;       /* rest of a `type` line */
	char stop_work[16]; /* "" while no work is to be stopped */
	size_t stop_percent;
	struct diag_list faults;
};

enum status script_open(struct script **out, const char *path, const char *directory, struct diag_list *diags)
{
	struct script *script = MEM_NEW(struct script);
	buf_init(&script->text);
	diag_init(&script->faults);
	script->path = mem_strdup(path);
	script->directory = mem_strdup(directory ? directory : ".");
	enum status status = file_read(&script->text, path, SCRIPT_MAX, diags);
	if (status == STATUS_OK && utf8_check(script->text.data, script->text.len) != script->text.len)
		status = diag_error(diags, STATUS_INPUT, path, 0, _("the script is not UTF-8"));
	if (status != STATUS_OK) {
		script_close(&script, NULL);
		return status;
	}
	script->at = script->text.data;
	*out = script;
	return STATUS_OK;
}

bool script_stops(struct script *script, const char *work, size_t percent)
{
	if (strcmp(script->stop_work, work) != 0 || percent < script->stop_percent)
		return false;
	script->stop_work[0] = '\0';
	return true;
}

enum status script_close(struct script **slot, struct diag_list *diags)
{
	struct script *script = *slot;
	enum status status = diag_status(&script->faults);
	if (diags)
		diag_move(diags, &script->faults);
	diag_done(&script->faults);
	buf_done(&script->text);
	free(script->path);
	free(script->directory);
	free(script);
	*slot = NULL;
	return status;
}

static void screen_text(const struct term *term, struct buf *out)
{
	for (int row = 0; row < term_rows(term); row++) {
		term_read_row(term, row, out);
		buf_addc(out, '\n');
	}
}

/* The failure is told with the whole picture: a text that is missing says little by itself. */
static void fail(struct script *script, const struct term *term, const char *what, const char *text)
{
	struct buf screen;
	buf_init(&screen);
	screen_text(term, &screen);
	diag_error(&script->faults, STATUS_FAILED, script->path, script->line, "%s: %s", what, text);
	fprintf(stderr, "%s", screen.data);
	buf_done(&screen);
}

static bool screen_holds(const struct term *term, const char *text)
{
	struct buf screen;
	buf_init(&screen);
	screen_text(term, &screen);
	bool found = strstr(screen.data, text) != NULL;
	buf_done(&screen);
	return found;
}

static bool save(struct script *script, const struct term *term, const char *name)
{
	struct buf screen;
	buf_init(&screen);
	screen_text(term, &screen);
	char *path = path_join(script->directory, name);
	enum status status = file_write(path, screen.data, screen.len, 0600, &script->faults);
	free(path);
	buf_done(&screen);
	return status == STATUS_OK;
}

static char *next_line(struct script *script)
{
	if (!*script->at)
		return NULL;
	char *line = script->at;
	size_t len = strcspn(line, "\n");
	script->at = line + len + (line[len] ? 1 : 0);
	line[len] = '\0';
	script->line++;
	return line;
}

static bool next_key(struct script *script, const struct term *term, struct event *event)
{
	while (script->keys && *script->keys) {
		char *word = script->keys;
		size_t len = strcspn(word, " ");
		script->keys = word + len + (word[len] ? 1 : 0);
		word[len] = '\0';
		if (len == 0)
			continue;
		if (!event_from_name(event, word)) {
			fail(script, term, _("no such key"), word);
			event->kind = EVENT_END;
		}
		return true;
	}
	return false;
}

static bool next_char(struct script *script, struct event *event)
{
	if (!script->typed || !*script->typed)
		return false;
	size_t used = 0;
	uint32_t code = utf8_decode(script->typed, script->typed + strlen(script->typed), &used);
	script->typed += used;
	event_from_code(event, code);
	return true;
}

/* "paste TEXT", with \n for a line feed; "flood N TEXT" pastes it N times over. */
static void paste(struct event *event, const char *text, long times)
{
	struct buf out;
	buf_init(&out);
	for (; times > 0; times--) {
		for (const char *at = text; *at; at++) {
			bool feed = at[0] == '\\' && at[1] == 'n';
			buf_addc(&out, feed ? '\n' : *at);
			at += feed;
		}
	}
	event_from_paste(event, out.data, out.len);
	buf_done(&out);
}

static bool flood(struct event *event, const char *argument)
{
	char *text = NULL;
	long times = strtol(argument, &text, 10);
	if (times < 1 || times > 1000000 || *text != ' ')
		return false;
	paste(event, text + 1, times);
	return true;
}

static bool resize(struct term *term, const char *argument, struct event *event)
{
	int columns, rows;
	if (sscanf(argument, "%3d %3d", &columns, &rows) != 2 || columns < 1 || rows < 1)
		return false;
	term_resize(term, columns, rows);
	event->kind = EVENT_RESIZE;
	return true;
}

/* Does one line. True when it made an event. */
static bool line_event(struct script *script, struct term *term, const char *page, char *line, struct event *event)
{
	char *argument = strchr(line, ' ');
	if (argument)
		*argument++ = '\0';
	else
		argument = line + strlen(line);
	bool good = true, made = false;
	if (strcmp(line, "key") == 0)
		script->keys = argument;
	else if (strcmp(line, "type") == 0)
		script->typed = argument;
	else if (strcmp(line, "paste") == 0)
		paste(event, argument, 1), made = true;
	else if (strcmp(line, "flood") == 0)
		made = good = flood(event, argument);
	else if (strcmp(line, "idle") == 0)
		event->kind = EVENT_IDLE, made = true;
	else if (strcmp(line, "size") == 0)
		made = good = resize(term, argument, event);
	else if (strcmp(line, "save") == 0)
		good = save(script, term, argument);
	else if (strcmp(line, "expect") == 0)
		good = screen_holds(term, argument);
	else if (strcmp(line, "at") == 0)
		good = strcmp(page, argument) == 0;
	else if (strcmp(line, "stop") == 0)
		good = sscanf(argument, "%15s %zu", script->stop_work, &script->stop_percent) == 2;
	else if (strcmp(line, "refuse") == 0)
		good = !screen_holds(term, argument);
	else
		good = false;
	if (!good) {
		fail(script, term, line, argument);
		event->kind = EVENT_END;
	}
	return made || !good;
}

void script_event(struct script *script, struct term *term, const char *page, struct event *event)
{
	memset(event, 0, sizeof *event);
	for (;;) {
		if (next_key(script, term, event) || next_char(script, event))
			return;
		char *line = next_line(script);
		if (!line) {
			event->kind = EVENT_END;
			return;
		}
		if (line[0] && line[0] != '#' && line_event(script, term, page, line, event))
			return;
	}
}
