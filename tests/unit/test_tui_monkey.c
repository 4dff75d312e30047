/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A monkey at the keyboard: MONKEY_KEYS seeded random keys over every screen, without a terminal. After every key the picture must be within its width and
 * hold whole characters only; answers that are stored may go only by an act that takes answers away or in a question that the monkey has open; and what
 * another session reads back must be what this one shows. The sessions are processes of their own, two at a time, in copies of one office.
 *   MONKEY_SEED=7 MONKEY_KEYS=12500 MONKEY_SESSIONS=1 runs the one session of that seed again; MONKEY_LOG=1 writes down every key.
 */
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/setup.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "monkey_keys.h"
#include "monkey_store.h"
#include "tui/question.h"

#define SESSIONS 8
#define AT_ONCE 2
#define CHECK_EVERY 16
#define READ_BACK_EVERY 250

static const struct page_ops *const pages[] = {
	&page_practice, &page_lesson, &page_schemes, &page_take_in, &page_entries, &page_advice, &page_home, &page_hub, &page_questions, &page_question, &page_picker,
	&page_unlisted, &page_candidate, &page_findings, &page_compare, &page_flow, &page_record, &page_done, &page_export, &page_registry, &page_changes,
	&page_stats, &page_import, &page_filter, &page_migrate, &page_evidence, &page_help, &page_menu, &page_confirm, &page_effects, &page_whatif,
	&page_review, &page_outcome, &page_sweep, &page_unlock, &page_setup,
	&page_recheck, &page_precedents, &page_exchange, &page_bundle, &page_reading,
};
#define PAGES (sizeof pages / sizeof pages[0])

struct session {
	struct monkey monkey;
	struct ui ui;
	struct app *app, *other;
	struct seen_answers seen;
	char *office, *store, *config, *root;
	enum lang lang;
	unsigned long keys;
	char last[64]; /* the last key, for messages */
	bool visited[PAGES];
	struct diag_list diags;
	bool log;
};

static void fail(struct session *session, const char *what, const char *detail)
{
	struct buf row;
	buf_init(&row);
	fprintf(stderr, "# key %lu (%s) on page %s: %s: %s\n", session->keys, session->last, session->ui.depth ? ui_top(&session->ui)->ops->name : "-", what, detail);
	for (int i = 0; session->ui.term && i < term_rows(session->ui.term); i++) {
		buf_clear(&row);
		term_read_row(session->ui.term, i, &row);
		fprintf(stderr, "# |%s\n", row.data);
	}
	buf_done(&row);
	exit(1);
}

static struct app *open_app(struct session *session)
{
	struct app *app = NULL;
	struct app_options options = {.data_root = session->root, .default_store_path = session->store, .config_path = session->config, .as_of = DATE_NONE, .lang = session->lang};
	date_from_parts(2026, 11, 20, &options.today);
	if (app_open(&app, &options, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, &session->diags) != STATUS_OK)
		fail(session, "the session opens", session->diags.count ? session->diags.items[0].text : "");
	return app;
}

static void begin(struct session *session)
{
	const struct term_options term = {.headless = true, .type = "xterm", .columns = 80, .rows = 24};
	session->ui = (struct ui){.app = session->app = open_app(session)};
	buf_init(&session->ui.message);
	if (app_keymap(session->app, &session->ui.keys, &session->diags) != STATUS_OK || term_start(&session->ui.term, &term, &session->diags) != STATUS_OK)
		fail(session, "the screens start", session->diags.count ? session->diags.items[0].text : "");
	ui_next(&session->ui, &page_home, "");
	ui_push(&session->ui);
	if (!app_is_set_up(session->app)) {
		ui_next(&session->ui, &page_setup, "");
		ui_push(&session->ui);
	}
}

static void end(struct session *session)
{
	while (session->ui.depth > 0)
		ui_react(&session->ui, REACT_BACK);
	term_stop(&session->ui.term);
	work_close(&session->ui.work);
	buf_done(&session->ui.message);
	app_close(&session->app);
}

/* A row is valid, without the sign for what could not be read, without a mark that has lost its base, and leaves one cell free. */
static void check_row(struct session *session, int row, const char *text, size_t len)
{
	bool record = ui_top(&session->ui)->ops == &page_record; /* it is laid out for paper */
	size_t used = 0, most = (size_t)term_columns(session->ui.term) - (record ? 0 : 1);
	char *where = mem_printf("row %d: %s", row, text);
	if (utf8_check(text, len) != len || strstr(text, "\xef\xbf\xbd"))
		fail(session, "a character is cut in half", where);
	if (utf8_width(text) > most)
		fail(session, "a row is too wide", where);
	bool blank = true;
	for (const char *at = text; *at; at += used) {
		uint32_t code = utf8_decode(at, text + len, &used);
		if (blank && (code == 0x3099 || code == 0x309A || code == 0x0301 || (code >= 0xE0100 && code <= 0xE01EF)))
			fail(session, "a mark has lost its base", where);
		blank = code == ' ' || code == '[' || code == '|';
	}
	free(where);
}

static void check_picture(struct session *session)
{
	struct buf row;
	buf_init(&row);
	for (int i = 0; i < term_rows(session->ui.term); i++) {
		buf_clear(&row);
		term_read_row(session->ui.term, i, &row);
		check_row(session, i, row.data, row.len);
	}
	buf_done(&row);
}

static void visit(struct session *session)
{
	for (size_t i = 0; i < PAGES; i++)
		if (pages[i] == ui_top(&session->ui)->ops) {
			session->visited[i] = true;
			return;
		}
	fail(session, "a page that the monkey does not know; add it to its list", ui_top(&session->ui)->ops->name);
}

/* The questions that are open may change their own answers, at this key or when the page is left. */
static void note_open_questions(struct session *session)
{
	for (size_t i = 0; i < session->ui.depth; i++) {
		const struct page *page = &session->ui.stack[i];
		const struct question_state *state = page->state;
		if (page->ops == &page_question && state->loaded)
			seen_allow(&session->seen, page->arg.key, state->question->fact->id);
	}
}

/* Acts that take answers away, or put others in their place, with the officer's knowledge. */
static bool takes_away(struct session *session, const struct event *event)
{
	struct ui *ui = &session->ui;
	struct page *page = ui_top(ui);
	if (page->ops == &page_menu || page->ops == &page_evidence || page->ops == &page_whatif || page->ops == &page_take_in || event->kind == EVENT_MOUSE)
		return true;
	struct event plain = *event;
	bool typing = page->ops->typing && page->ops->typing(page);
	if (!typing)
		event_command(&plain);
	enum action_id action = event->kind == EVENT_KEY ? action_of_key(ui->keys, WHERE_ALL, &plain, typing) : ACTION_NONE;
	return action == ACTION_UNDO || action == ACTION_REDO || event_matches(&plain, "Delete Ins C-t", false);
}

static const char *open_case(const struct session *session)
{
	return session->ui.work ? work_id(session->ui.work) : "";
}

static char *store_in_use(const struct session *session)
{
	const char *slash = strrchr(session->store, '/');
	return app_is_practice(session->app) ? mem_printf("%.*s/practice.db", (int)(slash - session->store), session->store) : mem_strdup(session->store);
}

static void check_store(struct session *session, const char *id)
{
	if (!id[0])
		return;
	char *path = store_in_use(session), *lost = seen_check(&session->seen, path, id);
	if (lost)
		fail(session, "an answer is lost", lost);
	free(path);
}

/* Where another session reads something else than this one shows: both from a little before the difference; NULL where they are the same. */
static char *difference(struct session *session)
{
	struct work *work = NULL;
	struct buf shown, read;
	char *found = NULL;
	if (work_open(&work, session->other, open_case(session), &session->diags) != STATUS_OK)
		fail(session, "the case can be read by another session", session->diags.items[0].text);
	buf_init(&shown);
	buf_init(&read);
	dossier_write(work_dossier(session->ui.work), &shown);
	dossier_write(work_dossier(work), &read);
	size_t same = 0;
	while (shown.data[same] && shown.data[same] == read.data[same])
		same++;
	size_t from = same > 60 ? same - 60 : 0;
	if (shown.data[same] != read.data[same])
		found = mem_printf("shown: %.300s\nstored: %.300s", shown.data + from, read.data + from);
	buf_done(&shown);
	buf_done(&read);
	work_close(&work);
	return found;
}

/* What another session reads is what this one shows. The other one is begun anew where it may rest on an older registry. */
static void read_back(struct session *session)
{
	if (!session->ui.work || app_is_practice(session->app))
		return;
	char *found = difference(session);
	if (!found)
		return;
	free(found);
	app_close(&session->other);
	session->other = open_app(session);
	found = difference(session);
	if (found)
		fail(session, "what is stored is what is shown", found);
}

static void one_key(struct session *session)
{
	struct event event;
	if (ui_top(&session->ui)->ops->meanwhile)
		ui_top(&session->ui)->ops->meanwhile(&session->ui, ui_top(&session->ui));
	monkey_event(&session->monkey, &session->ui, &event);
	snprintf(session->last, sizeof session->last, "%d %s", (int)event.kind, event.name);
	if (session->log)
		fprintf(stderr, "# %lu %s: %s%s\n", session->keys, ui_top(&session->ui)->ops->name, session->last, event.paste ? event.paste : "");
	note_open_questions(session);
	if (takes_away(session, &event))
		session->seen.anything = true;
	char id[33];
	snprintf(id, sizeof id, "%s", open_case(session));
	ui_take(&session->ui, &event);
	event_done(&event);
	session->keys++;
	if (session->ui.done) {
		end(session);
		begin(session);
	}
	note_open_questions(session);
	visit(session);
	ui_draw(&session->ui);
	check_picture(session);
	bool other_case = strcmp(id, open_case(session)) != 0;
	/* What may have changed in a case that was left is forgotten with the look at it. */
	if (other_case)
		check_store(session, id);
	if (session->keys % CHECK_EVERY == 0 || other_case)
		check_store(session, open_case(session));
	if (session->keys % READ_BACK_EVERY == 0)
		read_back(session);
}

static void write_visited(const struct session *session)
{
	struct buf names;
	struct diag_list diags;
	char *path = path_join(session->office, "visited");
	buf_init(&names);
	diag_init(&diags);
	for (size_t i = 0; i < PAGES; i++)
		if (session->visited[i])
			buf_addf(&names, "%s\n", pages[i]->name);
	file_write(path, names.data ? names.data : "", names.len, 0600, &diags);
	diag_done(&diags);
	buf_done(&names);
	free(path);
}

static int run_session(const char *office, unsigned seed, unsigned long keys)
{
	static const char *const persons[] = {"officer", "adviser", "nobody", "keyed", "approver", "officer", "officer", "keyed"};
	struct session session = {.office = mem_strdup(office), .lang = seed % 8 == 4 ? LANG_EN : LANG_JA, .log = getenv("MONKEY_LOG") != NULL};
	setenv("LANGUAGE", session.lang == LANG_JA ? "ja" : "en", 1);
	session.store = mem_printf("%s/kumoshirube/store.db", office);
	session.config = mem_printf("%s/%s/person.ini", office, persons[seed % 8]);
	session.root = mem_strdup(office);
	char *there = path_join(office, "there");
	if (chdir(there) != 0)
		return 1;
	diag_init(&session.diags);
	seen_init(&session.seen);
	monkey_init(&session.monkey, seed);
	session.other = open_app(&session);
	begin(&session);
	ui_draw(&session.ui);
	while (session.keys < keys)
		one_key(&session);
	check_store(&session, open_case(&session));
	read_back(&session);
	end(&session);
	write_visited(&session);
	app_close(&session.other);
	seen_done(&session.seen);
	diag_done(&session.diags);
	free(session.office);
	free(session.store);
	free(session.config);
	free(session.root);
	free(there);
	return 0;
}

/* ---- the sessions ---- */

static unsigned long number_of(const char *variable, unsigned long otherwise)
{
	const char *value = getenv(variable);
	return value && value[0] ? strtoul(value, NULL, 10) : otherwise;
}

/* Takes the command over. */
static bool shell(char *command)
{
	bool done = system(command) == 0;
	free(command);
	return done;
}

static pid_t start_session(const char *place, unsigned seed, unsigned long keys)
{
	char *office = mem_printf("%s/%u", place, seed), *template = path_join(place, "office");
	/* The person with a key is named by the path of the office, so each session has its own. */
	if (!shell(mem_printf("cp -R '%s' '%s' && sed -i 's|/office/keys|/%u/keys|' '%s/keyed/person.ini'", template, office, seed, office)))
		exit(99);
	fflush(stdout);
	pid_t child = fork();
	if (child == 0)
		exit(run_session(office, seed, keys));
	free(office);
	free(template);
	return child;
}

static bool all_visited(const char *place)
{
	bool all = true;
	for (size_t i = 0; i < PAGES; i++) {
		if (shell(mem_printf("cat '%s'/*/visited | grep -qx '%s'", place, pages[i]->name)))
			continue;
		printf("# never reached: %s\n", pages[i]->name);
		all = false;
	}
	return all;
}

static void start_messages(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_MESSAGES, "C.UTF-8");
	bindtextdomain("kumoshirube", getenv("KUMOSHIRUBE_LOCALEDIR"));
	bind_textdomain_codeset("kumoshirube", "UTF-8");
	textdomain("kumoshirube");
}

int main(void)
{
	unsigned first = (unsigned)number_of("MONKEY_SEED", 1), sessions = (unsigned)number_of("MONKEY_SESSIONS", SESSIONS);
	unsigned long keys = number_of("MONKEY_KEYS", MONKEY_KEYS_DEFAULT);
	const char *srcdir = getenv("srcdir"), *builddir = getenv("builddir"), *parent = getenv("TMPDIR");
	char *place = mem_printf("%s/kumoshirube-monkey.XXXXXX", parent && parent[0] ? parent : "/tmp");
	int failures = 0;
	start_messages();
	if (!srcdir || !builddir || !mkdtemp(place))
		return 99;
	if (!shell(mem_printf("sh '%s/tests/unit/monkey_office.sh' '%s/kumoshirube' '%s' '%s/office'", srcdir, builddir, srcdir, place)))
		return 99;
	printf("# seeds %u to %u, %lu keys each\n1..%u\n", first, first + sessions - 1, keys, sessions + 1);
	struct running {
		pid_t child;
		unsigned seed;
	} running[AT_ONCE] = {{0}};
	unsigned started = 0, ended = 0;
	while (ended < sessions) {
		for (unsigned i = 0; i < AT_ONCE && started < sessions; i++)
			if (running[i].child == 0) {
				running[i].seed = first + started++;
				running[i].child = start_session(place, running[i].seed, keys);
			}
		int result = 0;
		pid_t child = wait(&result);
		unsigned which = 0;
		while (which < AT_ONCE && running[which].child != child)
			which++;
		if (which == AT_ONCE)
			return 99;
		running[which].child = 0;
		ended++;
		failures += result != 0;
		printf("%sok %u - seed %u: no crash, nothing lost, no character cut, every row within the width\n", result ? "not " : "", ended, running[which].seed);
	}
	bool all = sessions < SESSIONS || all_visited(place);
	printf("%sok %u - every page was reached\n", all ? "" : "not ", sessions + 1);
	shell(mem_printf("rm -rf '%s'", place));
	free(place);
	return failures > 0 || !all;
}
