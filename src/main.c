/* SPDX-License-Identifier: Apache-2.0 */
/* Chooses screens or command line, and turns the environment into arguments. The only place that exits. */
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "app/app.h"
#include "base/date.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/arguments.h"
#include "cli/cli.h"
#include "cli/manual.h"
#include "cli/plain.h"
#include "tui/tui.h"

#define SYSTEM_CONFIG KS_SYSCONFDIR "/kumoshirube/kumoshirube.ini"
#define SYSTEM_KEYS KS_SYSCONFDIR "/kumoshirube/keys.ini"

/* Paths made from the environment; they live as long as the process needs them. */
struct surroundings {
	char *store, *config, *cache, *keys;
};

/* A database must never be opened as descriptor 0, 1 or 2, where a stray message could be written into it. */
static void hold_standard_descriptors(void)
{
	int fd;
	while ((fd = open("/dev/null", O_RDWR | O_CLOEXEC)) >= 0 && fd <= STDERR_FILENO)
		(void)fcntl(fd, F_SETFD, 0);
	if (fd > STDERR_FILENO)
		close(fd);
}

static const char *from_environment(const char *name)
{
	const char *value = getenv(name);
	return value && value[0] ? value : NULL;
}

/* $XDG_x_HOME/kumoshirube/name, or the place below HOME that stands for it; "" when neither is set. */
static char *xdg_path(const char *variable, const char *below_home, const char *name)
{
	const char *base = from_environment(variable), *home = from_environment("HOME");
	if (base)
		return mem_printf("%s/kumoshirube/%s", base, name);
	if (home)
		return mem_printf("%s/%s/kumoshirube/%s", home, below_home, name);
	return mem_strdup("");
}

/*
 * The language: option, then the usual variables, with Japanese where nothing is said. LC_ALL=C and POSIX fall back to English. Width and input always
 * need UTF-8, so a locale without it is replaced for characters only.
 */
static enum lang choose_language(const char *said)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *word = said ? said : from_environment("LANGUAGE");
	bool plain_c = false;
	for (size_t i = 0; i < 3 && !plain_c; i++) {
		const char *value = from_environment(variables[i]);
		if (!value)
			continue;
		plain_c = strcmp(value, "C") == 0 || strcmp(value, "POSIX") == 0;
		if (!word && strncmp(value, "en", 2) == 0)
			word = "en";
		break;
	}
	if (!said && plain_c)
		return LANG_EN;
	return word && strncmp(word, "en", 2) == 0 ? LANG_EN : LANG_JA;
}

/* The console of Linux itself has no Japanese letters, whatever the locale says. */
static bool plain_console(void)
{
	const char *type = from_environment("TERM");
	return type && strcmp(type, "linux") == 0;
}

/* The value of --lang, before the arguments are looked at as a whole; NULL when it is not there or no language. */
static const char *said_language(int argc, char **argv)
{
	static const char option[] = "--lang";
	for (int i = 1; i < argc; i++) {
		const char *value = NULL;
		if (strncmp(argv[i], option, sizeof option - 1) != 0)
			continue;
		if (argv[i][sizeof option - 1] == '=')
			value = argv[i] + sizeof option;
		else if (argv[i][sizeof option - 1] == '\0' && i + 1 < argc)
			value = argv[i + 1];
		if (value && (strcmp(value, "ja") == 0 || strcmp(value, "en") == 0))
			return value;
	}
	return NULL;
}

static void start_locale(enum lang lang)
{
	const char *directory = from_environment("KUMOSHIRUBE_LOCALEDIR");
	/* Numbers, dates and order are our own; only characters and messages follow the locale. The rest would cost ten files at every start. */
	setlocale(LC_CTYPE, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	/* gettext looks at LANGUAGE only when the message locale is neither C nor POSIX. */
	const char *messages = setlocale(LC_MESSAGES, "");
	if (!messages || strcmp(messages, "C") == 0 || strcmp(messages, "POSIX") == 0)
		setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", lang == LANG_JA ? "ja" : "en", 1);
	bindtextdomain(PACKAGE, directory ? directory : KS_LOCALEDIR);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
}

static enum status complete_options(struct arguments *arguments, struct surroundings *around, struct diag_list *diags)
{
	struct app_options *options = &arguments->options;
	const char *today = from_environment("KUMOSHIRUBE_TODAY");
	if (!options->data_root)
		options->data_root = from_environment("KUMOSHIRUBE_DATA");
	if (!options->data_root)
		options->data_root = KS_DATADIR;
	options->proof_path = from_environment("KUMOSHIRUBE_PROOF");
	if (!options->store_path)
		options->store_path = from_environment("KUMOSHIRUBE_STORE");
	around->store = xdg_path("XDG_DATA_HOME", ".local/share", "store.db");
	options->default_store_path = around->store;
	around->cache = xdg_path("XDG_CACHE_HOME", ".cache", "agreed");
	options->cache_path = around->cache;
	around->keys = xdg_path("XDG_CONFIG_HOME", ".config", "keys.ini");
	options->keys_path = !file_exists(around->keys) && file_exists(SYSTEM_KEYS) ? SYSTEM_KEYS : around->keys;
	if (!options->config_path) {
		around->config = xdg_path("XDG_CONFIG_HOME", ".config", "kumoshirube.ini");
		options->config_path = options->own_config_path = around->config;
		if (!file_exists(around->config) && file_exists(SYSTEM_CONFIG))
			options->config_path = SYSTEM_CONFIG;
	}
	if (today && !date_parse_iso(today, &options->today))
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("%1$s %2$s: a date is written 2026-11-20"), "KUMOSHIRUBE_TODAY", today);
	return STATUS_OK;
}

/*
 * A locale that names another encoding is refused: what the program would write there could not be read. The words are ASCII for the same reason.
 * Only what a person reads is concerned; data that goes to a file or a pipe is UTF-8 in every case.
 */
static enum status check_encoding(struct diag_list *diags)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
		const char *value = from_environment(variables[i]), *dot = value ? strchr(value, '.') : NULL;
		if (!value)
			continue;
		bool utf8 = dot && (strncasecmp(dot, ".UTF-8", 6) == 0 || strncasecmp(dot, ".UTF8", 5) == 0);
		if (dot && !utf8)
			return diag_error(diags, STATUS_USAGE, NULL, 0, "%s=%s: this program needs UTF-8. Set the terminal to UTF-8 and start with %s=ja_JP.UTF-8 (or C.UTF-8)",
				variables[i], value, variables[i]);
		return STATUS_OK;
	}
	return STATUS_OK;
}

/* What a person should know about the language that was chosen for him, or NULL. */
static const char *language_notice(bool said, bool console)
{
	if (said)
		return NULL;
	if (console)
		return _("No Japanese on this console; fbterm or kmscon shows it. English until then.");
	const char *locale = from_environment("LC_ALL");
	if (!locale)
		locale = from_environment("LC_CTYPE") ? from_environment("LC_CTYPE") : from_environment("LANG");
	if (locale && (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0))
		return _("English (locale C). For Japanese: --lang ja, or LC_ALL=ja_JP.UTF-8");
	return NULL;
}

/* A terminal that can only write line after line gets lines. */
static bool wants_lines(const struct arguments *arguments)
{
	const char *term = from_environment("TERM");
	bool dumb = term && strcmp(term, "dumb") == 0 && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	return arguments->plain || (dumb && !arguments->script);
}

/* Somebody who practises at a terminal gets the screens; every other form of the command prints. */
static bool practises_on_screens(const struct arguments *arguments)
{
	return arguments->found && strcmp(arguments->found->name, "practice") == 0 && arguments->command.count == 0 && !arguments->command.json &&
		(arguments->script || tui_available());
}

static int open_screens(const struct arguments *arguments, struct diag_list *diags)
{
	struct app *app = NULL;
	const struct tui_options options = {
		.script = arguments->script,
		.save_directory = arguments->save_dir,
		.columns = arguments->columns,
		.rows = arguments->rows,
		.no_color = arguments->no_color || from_environment("NO_COLOR"),
		.notice = arguments->script ? NULL : language_notice(arguments->lang != NULL, plain_console()),
	};
	if (!options.script && check_encoding(diags) != STATUS_OK)
		return (int)STATUS_USAGE;
	if (!options.script && !tui_available())
		return (int)diag_error(diags, STATUS_USAGE, NULL, 0,
			_("the screens need a terminal; kumoshirube --help lists the commands that need none"));
	struct app_options session = arguments->options;
	session.interactive = true;
	session.practice = session.practice || practises_on_screens(arguments);
	int code = (int)app_open(&app, &session, APP_FIRST | APP_SNAPSHOT | APP_STORE_WRITE, diags);
	if (code == STATUS_OK)
		code = tui_run(app, &options, diags);
	app_close(&app);
	return code;
}

/* What is printed from the tables alone. */
static enum status print_tables(const struct arguments *arguments, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	struct buf text;
	buf_init(&text);
	if (arguments->manual)
		status = cli_manual(arguments->manual, &text, diags);
	else if (arguments->completion)
		cli_completion(&text);
	else
		cli_usage(&text);
	if (status == STATUS_OK)
		fputs(text.data, stdout);
	buf_done(&text);
	return status;
}

int main(int argc, char **argv)
{
	struct arguments arguments;
	struct surroundings around = { NULL, NULL, NULL, NULL };
	struct diag_list diags;
	hold_standard_descriptors();
	signal(SIGPIPE, SIG_IGN);
	/* Whoever started this program may have left it to ignore the ends of children; then none could be waited for. */
	signal(SIGCHLD, SIG_DFL);
	diag_init(&diags);
	/* What is wrong with the arguments is said in the language that they ask for. */
	const char *said = said_language(argc, argv);
	enum lang lang = choose_language(said);
	if (!said && plain_console() && isatty(STDOUT_FILENO))
		lang = LANG_EN;
	start_locale(lang);
	enum status status = arguments_parse(&arguments, argc, argv, &diags);
	arguments.options.lang = lang;
	if (status == STATUS_OK)
		status = complete_options(&arguments, &around, &diags);
	int code = (int)status;
	if (status != STATUS_OK) {
		/* said below */
	} else if (arguments.version) {
		printf("kumoshirube %s\n", app_version());
	} else if (arguments.help || arguments.manual || arguments.completion) {
		code = (int)print_tables(&arguments, &diags);
	} else if (arguments.found && !practises_on_screens(&arguments)) {
		code = (int)cli_run(&arguments);
	} else if (wants_lines(&arguments)) {
		code = (int)plain_run(&arguments, &diags);
	} else {
		code = open_screens(&arguments, &diags);
	}
	cli_report(&diags, (enum status)code, arguments_want_json(argc, argv));
	diag_done(&diags);
	arguments_done(&arguments);
	free(around.store);
	free(around.config);
	free(around.cache);
	free(around.keys);
	return code;
}
