/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the build makes of the tables. The frame of the manual page is written by hand, one for each language; a line that consists of a mark is
 * replaced by the rows of the table of that name, so that a command or a key can be neither missing nor wrong there.
 */
#include "cli/manual.h"

#include <string.h>

#include "app/config.h"
#include "app/keymap.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/cli.h"

#define TEMPLATE_MAX ((size_t)1 << 18)

/* Text as roff reads it: no escape, no request. */
static void roff(struct buf *out, const char *text)
{
	for (const char *at = text; *at; at++) {
		bool first = at == text || at[-1] == '\n';
		if (first && (*at == '.' || *at == '\''))
			buf_adds(out, "\\&");
		if (*at == '\\')
			buf_adds(out, "\\e");
		else if (*at == '-')
			buf_adds(out, "\\-");
		else
			buf_addc(out, *at);
	}
}

/* One row: what is typed in bold, what stands for something in italics behind it, then the sentence. */
static void row(struct buf *out, const char *bold, const char *plain, const char *help)
{
	buf_adds(out, ".TP\n\\fB");
	roff(out, bold);
	buf_adds(out, "\\fR");
	if (plain[0]) {
		buf_addc(out, ' ');
		roff(out, plain);
	}
	buf_addc(out, '\n');
	roff(out, help);
	buf_addc(out, '\n');
}

static void add_commands(struct buf *out)
{
	for (size_t i = 0; commands[i].name; i++)
		row(out, commands[i].name, commands[i].usage, _(commands[i].help));
}

static void add_options(struct buf *out)
{
	for (size_t i = 0; cli_option(i); i++)
		row(out, cli_option(i)->option, "", _(cli_option(i)->help));
}

static void add_keys(struct buf *out)
{
	struct keymap keymap;
	struct buf keys, name;
	keymap_init(&keymap);
	buf_init(&keys);
	buf_init(&name);
	for (int i = 1; i < ACTION_KEYS_COUNT; i++) {
		buf_clear(&keys);
		buf_clear(&name);
		keymap_print(&keymap, key_actions[i].id, &keys);
		buf_addf(&name, "(%s)", key_actions[i].name);
		for (char *at = name.data; *at; at++)
			*at = *at == '-' ? '_' : *at;
		row(out, keys.len > 0 ? keys.data : "F9", name.data, _(key_actions[i].help));
	}
	buf_done(&name);
	buf_done(&keys);
	keymap_done(&keymap);
}

static void add_settings(struct buf *out)
{
	for (size_t i = 0; settings[i].key; i++) {
		struct buf values;
		buf_init(&values);
		if (settings[i].choices)
			buf_addf(&values, "(%s)", settings[i].choices);
		row(out, settings[i].key, values.data, _(settings[i].help));
		buf_done(&values);
	}
}

static void add_line(struct buf *out, const char *line, size_t len)
{
	static const struct {
		const char *mark;
		void (*add)(struct buf *out);
	} parts[] = {
		{ "@COMMANDS@", add_commands }, { "@OPTIONS@", add_options }, { "@KEYS@", add_keys }, { "@SETTINGS@", add_settings },
	};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (strlen(parts[i].mark) == len && memcmp(line, parts[i].mark, len) == 0) {
			parts[i].add(out);
			return;
		}
	}
	buf_add(out, line, len);
	buf_addc(out, '\n');
}

enum status cli_manual(const char *path, struct buf *out, struct diag_list *diags)
{
	struct buf frame;
	buf_init(&frame);
	enum status status = file_read(&frame, path, TEMPLATE_MAX, diags);
	for (const char *at = frame.data; status == STATUS_OK && *at;) {
		size_t len = strcspn(at, "\n");
		add_line(out, at, len);
		at += len + (at[len] ? 1 : 0);
	}
	buf_done(&frame);
	return status;
}

/* ---- the completion of the shell ---- */

/* The long name of an option: "--lang" of "--lang ja|en" and "--help" of "-h, --help". */
static size_t option_name(const struct cli_option *option, const char **name)
{
	*name = strstr(option->option, "--");
	return strcspn(*name, " ");
}

/* A branch for every option with a value: its words, or files. Others take no word of their own kind. */
static void add_values(struct buf *out)
{
	for (size_t i = 0; cli_option(i); i++) {
		const char *name;
		size_t len = option_name(cli_option(i), &name);
		const char *value = name + len + strspn(name + len, " ");
		if (!value[0])
			continue;
		buf_addf(out, "\t%.*s) ", (int)len, name);
		if (strchr(value, '|')) {
			buf_adds(out, "COMPREPLY=($(compgen -W '");
			for (; *value; value++)
				buf_addc(out, *value == '|' ? ' ' : *value);
			buf_adds(out, "' -- \"$current\"))");
		} else if (strcmp(value, "FILE") == 0 || strcmp(value, "KEY") == 0) {
			buf_adds(out, "mapfile -t COMPREPLY < <(compgen -f -- \"$current\")");
		} else if (strcmp(value, "DIRECTORY") == 0) {
			buf_adds(out, "mapfile -t COMPREPLY < <(compgen -d -- \"$current\")");
		} else {
			buf_adds(out, "COMPREPLY=()");
		}
		buf_adds(out, "; return ;;\n");
	}
}

static void add_option_names(struct buf *out, bool with_value)
{
	const char *between = "";
	for (size_t i = 0; cli_option(i); i++) {
		const char *name;
		size_t len = option_name(cli_option(i), &name);
		if (with_value && !name[len])
			continue;
		buf_addf(out, "%s%.*s", between, (int)len, name);
		between = with_value ? "|" : " ";
	}
}

/* First words, or the second words of one first word. */
static void add_command_words(struct buf *out, const char *first, size_t first_len)
{
	const char *last = "", *between = "";
	size_t last_len = 0;
	for (size_t i = 0; commands[i].name; i++) {
		const char *name = commands[i].name;
		size_t len = strcspn(name, " ");
		if (first && (len != first_len || strncmp(name, first, len) != 0))
			continue;
		const char *word = first ? name + len + strspn(name + len, " ") : name;
		size_t word_len = first ? strlen(word) : len;
		if (word_len == 0 || (word_len == last_len && strncmp(word, last, word_len) == 0))
			continue;
		buf_addf(out, "%s%.*s", between, (int)word_len, word);
		between = " ";
		last = word;
		last_len = word_len;
	}
}

static void add_second_words(struct buf *out)
{
	const char *last = "";
	for (size_t i = 0; commands[i].name; i++) {
		const char *name = commands[i].name;
		size_t len = strcspn(name, " ");
		if (!name[len] || strncmp(name, last, len + 1) == 0)
			continue;
		buf_addf(out, "\t' %.*s') COMPREPLY=($(compgen -W '", (int)len, name);
		add_command_words(out, name, len);
		buf_adds(out, "' -- \"$current\")) ;;\n");
		last = name;
	}
}

void cli_completion(struct buf *out)
{
	buf_adds(out, "# SPDX-License-Identifier: Apache-2.0\n# Completion of kumoshirube for bash; made from the tables of the program.\n_kumoshirube() {\n"
		"\tlocal current=${COMP_WORDS[COMP_CWORD]} said= word i\n\tCOMPREPLY=()\n\tcase ${COMP_WORDS[COMP_CWORD-1]} in\n");
	add_values(out);
	buf_adds(out, "\tesac\n\tif [[ $current == -* ]]; then\n\t\tCOMPREPLY=($(compgen -W '");
	add_option_names(out, false);
	buf_adds(out, "' -- \"$current\"))\n\t\treturn\n\tfi\n\tfor ((i = 1; i < COMP_CWORD; i++)); do\n\t\tword=${COMP_WORDS[i]}\n\t\tcase $word in\n\t\t");
	add_option_names(out, true);
	buf_adds(out, ") i=$((i + 1)) ;;\n\t\t-*) ;;\n\t\t*) said=\"$said $word\" ;;\n\t\tesac\n\tdone\n\tcase $said in\n"
		"\t'') COMPREPLY=($(compgen -W '");
	add_command_words(out, NULL, 0);
	buf_adds(out, "' -- \"$current\")) ;;\n");
	add_second_words(out);
	buf_adds(out, "\t*) mapfile -t COMPREPLY < <(compgen -f -- \"$current\") ;;\n\tesac\n}\ncomplete -o filenames -F _kumoshirube kumoshirube\n");
}
