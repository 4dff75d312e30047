/* SPDX-License-Identifier: Apache-2.0 */
/* Options are rows of one table; the command is the longest name of the command table that the words begin with. */
#include "cli/arguments.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/num.h"

enum {
	OPTION_HELP = 'h', OPTION_VERSION = 'V',
	OPTION_JSON = 256, OPTION_AS_OF, OPTION_STORE, OPTION_DATA, OPTION_LANG, OPTION_CONFIG, OPTION_FORMAT, OPTION_OUTPUT, OPTION_MAP,
	OPTION_ENCODING, OPTION_NAME, OPTION_ISSUED_ON, OPTION_SOURCE, OPTION_REASON, OPTION_EVIDENCE, OPTION_NO_COLOR, OPTION_SCRIPT,
	OPTION_SAVE_DIR, OPTION_SIZE, OPTION_QUICK, OPTION_BASELINE, OPTION_CASES, OPTION_SEED, OPTION_EDITION, OPTION_YES, OPTION_STAMP,
	OPTION_PREVIEW, OPTION_KEY, OPTION_EXPIRES_ON, OPTION_DELIVERY,
	OPTION_LIST, OPTION_FORM, OPTION_STATE, OPTION_WITHIN, OPTION_REGION, OPTION_SORT, OPTION_COLUMN, OPTION_WORD, OPTION_SAVE_MAP,
	OPTION_THEME, OPTION_MANUAL, OPTION_COMPLETION, OPTION_PLAIN, OPTION_PRACTICE,
	OPTION_TEXT
};

/* clang-format off */
static const struct option options[] = {
	{ "help", no_argument, NULL, OPTION_HELP },
	{ "version", no_argument, NULL, OPTION_VERSION },
	{ "json", no_argument, NULL, OPTION_JSON },
	{ "as-of", required_argument, NULL, OPTION_AS_OF },
	{ "store", required_argument, NULL, OPTION_STORE },
	{ "data", required_argument, NULL, OPTION_DATA },
	{ "lang", required_argument, NULL, OPTION_LANG },
	{ "config", required_argument, NULL, OPTION_CONFIG },
	{ "format", required_argument, NULL, OPTION_FORMAT },
	{ "output", required_argument, NULL, OPTION_OUTPUT },
	{ "map", required_argument, NULL, OPTION_MAP },
	{ "encoding", required_argument, NULL, OPTION_ENCODING },
	{ "name", required_argument, NULL, OPTION_NAME },
	{ "issued-on", required_argument, NULL, OPTION_ISSUED_ON },
	{ "source", required_argument, NULL, OPTION_SOURCE },
	{ "reason", required_argument, NULL, OPTION_REASON },
	{ "evidence", required_argument, NULL, OPTION_EVIDENCE },
	{ "no-color", no_argument, NULL, OPTION_NO_COLOR },
	{ "practice", no_argument, NULL, OPTION_PRACTICE },
	{ "plain", no_argument, NULL, OPTION_PLAIN },
	{ "script", required_argument, NULL, OPTION_SCRIPT },
	{ "save-dir", required_argument, NULL, OPTION_SAVE_DIR },
	{ "size", required_argument, NULL, OPTION_SIZE },
	{ "quick", no_argument, NULL, OPTION_QUICK },
	{ "baseline", required_argument, NULL, OPTION_BASELINE },
	{ "cases", required_argument, NULL, OPTION_CASES },
	{ "seed", required_argument, NULL, OPTION_SEED },
	{ "edition", required_argument, NULL, OPTION_EDITION },
	{ "stamp", required_argument, NULL, OPTION_STAMP },
	{ "yes", no_argument, NULL, OPTION_YES },
	{ "preview", no_argument, NULL, OPTION_PREVIEW },
	{ "key", required_argument, NULL, OPTION_KEY },
	{ "expires-on", required_argument, NULL, OPTION_EXPIRES_ON },
	{ "delivery", required_argument, NULL, OPTION_DELIVERY },
	{ "text", required_argument, NULL, OPTION_TEXT },
	{ "list", required_argument, NULL, OPTION_LIST },
	{ "form", required_argument, NULL, OPTION_FORM },
	{ "state", required_argument, NULL, OPTION_STATE },
	{ "within", required_argument, NULL, OPTION_WITHIN },
	{ "region", required_argument, NULL, OPTION_REGION },
	{ "sort", required_argument, NULL, OPTION_SORT },
	{ "column", required_argument, NULL, OPTION_COLUMN },
	{ "word", required_argument, NULL, OPTION_WORD },
	{ "save-map", required_argument, NULL, OPTION_SAVE_MAP },
	{ "theme", required_argument, NULL, OPTION_THEME },
	{ "manual", required_argument, NULL, OPTION_MANUAL },
	{ "completion", no_argument, NULL, OPTION_COMPLETION },
	{ NULL, 0, NULL, 0 }
};
/* clang-format on */

/* "80x24" */
static bool parse_size(const char *text, int *columns, int *rows)
{
	const char *cross = strchr(text, 'x');
	char first[8];
	int64_t a, b;
	if (!cross || cross - text >= (ptrdiff_t)sizeof first)
		return false;
	memcpy(first, text, (size_t)(cross - text));
	first[cross - text] = '\0';
	if (!num_parse_int(first, &a) || !num_parse_int(cross + 1, &b) || a < 1 || b < 1 || a > 1000 || b > 1000)
		return false;
	*columns = (int)a;
	*rows = (int)b;
	return true;
}

static void take_session(struct arguments *out, int option, const char *value)
{
	switch (option) {
	case OPTION_HELP: out->help = true; break;
	case OPTION_VERSION: out->version = true; break;
	case OPTION_AS_OF: out->options.as_of_typed = value; break;
	case OPTION_STORE: out->options.store_path = value; out->options.store_said = true; break;
	case OPTION_EDITION: out->options.edition = value; break;
	case OPTION_DATA: out->options.data_root = value; break;
	case OPTION_LANG: out->lang = value; break;
	case OPTION_CONFIG: out->options.config_path = value; out->options.config_said = true; break;
	case OPTION_NO_COLOR: out->no_color = true; break;
	case OPTION_PRACTICE: out->options.practice = true; break;
	case OPTION_PLAIN: out->plain = true; break;
	case OPTION_SCRIPT: out->script = value; break;
	case OPTION_SAVE_DIR: out->save_dir = value; break;
	case OPTION_THEME: out->options.theme = value; break;
	case OPTION_MANUAL: out->manual = value; break;
	case OPTION_COMPLETION: out->completion = true; break;
	default: break;
	}
}

static void take_command(struct command_args *out, int option, const char *value)
{
	switch (option) {
	case OPTION_JSON: out->json = true; break;
	case OPTION_FORMAT: out->format = value; break;
	case OPTION_OUTPUT: out->output = value; break;
	case OPTION_MAP: out->map = value; break;
	case OPTION_ENCODING: out->encoding = value; break;
	case OPTION_NAME: out->name = value; break;
	case OPTION_ISSUED_ON: out->issued_on = value; break;
	case OPTION_SOURCE: out->source = value; break;
	case OPTION_REASON: out->reason = value; break;
	case OPTION_EVIDENCE: out->evidence = value; break;
	case OPTION_QUICK: out->quick = true; break;
	case OPTION_BASELINE: out->baseline = value; break;
	case OPTION_CASES: out->cases = value; break;
	case OPTION_STAMP: out->stamp = value; break;
	case OPTION_YES: out->yes = true; break;
	case OPTION_SEED: out->seed = value; break;
	case OPTION_PREVIEW: out->preview = true; break;
	case OPTION_KEY: out->key = value; break;
	case OPTION_EXPIRES_ON: out->expires_on = value; break;
	case OPTION_DELIVERY: out->delivery = value; break;
	case OPTION_TEXT: out->text = value; break;
	case OPTION_LIST: out->list = value; break;
	case OPTION_FORM: out->form = value; break;
	case OPTION_STATE: out->state = value; break;
	case OPTION_WITHIN: out->within = value; break;
	case OPTION_SORT: out->sort = value; break;
	case OPTION_REGION: out->region = value; break;
	case OPTION_SAVE_MAP: out->save_map = value; break;
	default: break;
	}
}

/* Number of words of the command's name that stand at the head of `words`; 0 when it is another command. */
static size_t match(const struct command *command, char **words, size_t count)
{
	const char *at = command->name;
	size_t used = 0;
	while (*at) {
		size_t len = strcspn(at, " ");
		if (used == count || strlen(words[used]) != len || strncmp(words[used], at, len) != 0)
			return 0;
		used++;
		at += len;
		at += *at == ' ';
	}
	return used;
}

static enum status find_command(struct arguments *out, char **words, size_t count, struct diag_list *diags)
{
	if (count == 0)
		return STATUS_OK;
	for (size_t i = 0; commands[i].name; i++) {
		size_t used = match(&commands[i], words, count);
		if (used == 0)
			continue;
		out->found = &commands[i];
		out->command.words = (const char *const *)(words + used);
		out->command.count = count - used;
		if (out->command.count < commands[i].min_words || out->command.count > commands[i].max_words)
			return diag_error(diags, STATUS_USAGE, NULL, 0, _("usage: kumoshirube %1$s %2$s"), commands[i].name, commands[i].usage);
		return STATUS_OK;
	}
	return diag_error(diags, STATUS_USAGE, NULL, 0, _("there is no command \"%s\"; kumoshirube --help lists them"), words[0]);
}

/* Asking in lines takes a case where the screens take a command. */
static enum status take_plain(struct arguments *out, char **words, size_t count, struct diag_list *diags)
{
	if (count > 1)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("usage: kumoshirube %1$s %2$s"), "--plain", "[CASE | new]");
	out->plain_case = count ? words[0] : NULL;
	return STATUS_OK;
}

static enum status check_values(struct arguments *out, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	if (out->lang && strcmp(out->lang, "ja") != 0 && strcmp(out->lang, "en") != 0)
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("--lang %s: the languages are ja and en"), out->lang);
	const char *theme = out->options.theme;
	if (theme && strcmp(theme, "default") != 0 && strcmp(theme, "contrast") != 0 && strcmp(theme, "light") != 0 && strcmp(theme, "mono") != 0)
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("--theme %s: the themes are default, contrast, light and mono"), theme);
	return status;
}

#define GUARD '\x01' /* stands before a word that begins like an option and is a number */

static bool is_negative_number(const char *word)
{
	return word[0] == '-' && ((word[1] >= '0' && word[1] <= '9') || (word[1] == '.' && word[2] >= '0' && word[2] <= '9'));
}

/* No option is a digit, so "-5" is a value; getopt must not see it as it is. */
static char **guard_numbers(struct arguments *out, int argc, char **argv)
{
	char **words = arena_alloc(&out->arena, ((size_t)argc + 1) * sizeof *words);
	for (int i = 0; i < argc; i++) {
		words[i] = argv[i];
		if (i > 0 && is_negative_number(argv[i])) {
			size_t len = strlen(argv[i]);
			words[i] = arena_alloc(&out->arena, len + 2);
			words[i][0] = GUARD;
			memcpy(words[i] + 1, argv[i], len + 1);
		}
	}
	words[argc] = NULL;
	return words;
}

static char *unguarded(char *word)
{
	return word && word[0] == GUARD ? word + 1 : word;
}

/* "name=HEADER" after --column becomes "column.name=HEADER". */
static bool take_choice(struct arguments *out, int option, const char *value)
{
	struct command_args *command = &out->command;
	if (option != OPTION_COLUMN && option != OPTION_WORD)
		return true;
	if (command->chosen_count == COMMAND_CHOICES || !strchr(value, '='))
		return false;
	char *whole = mem_printf("%s%s", option == OPTION_COLUMN ? "column." : "words.", value);
	command->chosen[command->chosen_count++] = arena_strdup(&out->arena, whole);
	free(whole);
	return true;
}

bool arguments_want_json(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--json") == 0)
			return true;
	return false;
}

void arguments_done(struct arguments *arguments)
{
	arena_done(&arguments->arena);
}

enum status arguments_parse(struct arguments *out, int argc, char **given_argv, struct diag_list *diags)
{
	int option;
	memset(out, 0, sizeof *out);
	arena_init(&out->arena);
	char **argv = guard_numbers(out, argc, given_argv);
	out->options.as_of = out->options.today = DATE_NONE;
	out->columns = 80;
	out->rows = 24;
	opterr = 0;
	while ((option = getopt_long(argc, argv, ":hV", options, NULL)) != -1) {
		const char *given = unguarded(argv[optind - 1]);
		optarg = unguarded(optarg);
		if (option == '?')
			return diag_error(diags, STATUS_USAGE, NULL, 0, _("%s: no such option; kumoshirube --help lists them"), given);
		if (option == ':')
			return diag_error(diags, STATUS_USAGE, NULL, 0, _("%s: a value is missing after it"), given);
		if (option == OPTION_SIZE && !parse_size(optarg, &out->columns, &out->rows))
			return diag_error(diags, STATUS_USAGE, NULL, 0, _("--size %s: a size is written 80x24"), optarg);
		if (!take_choice(out, option, optarg))
			return diag_error(diags, STATUS_USAGE, NULL, 0, _("%s: a choice is written KEY=TEXT, at most %d of them"), optarg, COMMAND_CHOICES);
		take_session(out, option, optarg);
		take_command(&out->command, option, optarg);
	}
	for (int i = optind; i < argc; i++)
		argv[i] = unguarded(argv[i]);
	enum status status = check_values(out, diags);
	if (status == STATUS_OK && out->plain && !out->help && !out->version)
		return take_plain(out, argv + optind, (size_t)(argc - optind), diags);
	if (status == STATUS_OK && !out->help && !out->version)
		status = find_command(out, argv + optind, (size_t)(argc - optind), diags);
	return status;
}
