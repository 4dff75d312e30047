/* SPDX-License-Identifier: Apache-2.0 */
/* The loop from stop to stop. After each one the stops are taken anew, because an answer may have changed what is asked. */
#include "cli/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/compare.h"
#include "app/labels.h"
#include "app/words.h"
#include "base/i18n.h"
#include "cli/plain_internal.h"

/* The stops as they are now; those before are kept to find the way from. */
static void take_stops(struct plain *p)
{
	struct stops old = p->before;
	p->before = p->stops;
	p->stops = old;
	work_stops(p->work, &p->stops);
}

void plain_go(struct plain *p, const char *key)
{
	take_stops(p);
	p->at = stops_of(&p->stops, key);
	if (p->at >= p->stops.count)
		p->at = 0;
}

static void go_on(struct plain *p)
{
	size_t at = p->at;
	take_stops(p);
	p->at = stops_after(&p->stops, &p->before, at);
}

/* What is only read is passed on the way back. */
static void go_back(struct plain *p)
{
	struct stop from = p->stops.items[p->at];
	take_stops(p);
	size_t at = stops_find(&p->stops, &from);
	if (at >= p->stops.count)
		at = stops_after(&p->stops, &p->before, p->at);
	while (at > 0) {
		at--;
		if (p->stops.items[at].kind != STOP_COMPARE && p->stops.items[at].kind != STOP_VERDICT)
			break;
	}
	p->at = at;
}

/* Goes to what was changed, where that is asked. False where the run is over. */
static bool step_in_time(struct plain *p, bool back)
{
	struct diag_list diags;
	char *place = NULL;
	bool done = false, go = true;
	diag_init(&diags);
	enum status status = (back ? work_undo : work_redo)(p->work, &done, &place, &diags);
	if (status != STATUS_OK)
		go = plain_refuse_diags(p, &diags);
	else
		plain_say("%s", !done ? _("There is nothing left") : back ? _("Taken back") : _("Made again"));
	diag_done(&diags);
	size_t at = p->at;
	take_stops(p);
	p->at = at < p->stops.count ? at : 0;
	char *blank = place ? strchr(place, ' ') : NULL;
	for (size_t i = 0; blank && i < p->stops.count; i++) {
		const struct stop *stop = &p->stops.items[i];
		if (stop->question && strcmp(stop->question->fact->id, blank + 1) == 0 && strncmp(stop->key, place, (size_t)(blank - place)) == 0 &&
			stop->key[blank - place] == '\0')
			p->at = i;
	}
	free(place);
	plain_tell_verdict(p);
	return go;
}

static bool split(struct plain *p)
{
	struct diag_list diags;
	struct buf name;
	char key[ENTITY_KEY_MAX + 1] = "";
	diag_init(&diags);
	buf_init(&name);
	enum status status = work_add_component(p->work, "", key, &diags);
	bool go = status == STATUS_OK || plain_refuse_diags(p, &diags);
	if (status == STATUS_OK) {
		component_label(p->work, key, &name);
		plain_say(_("%s was added; it is decided on its own"), name.data);
		plain_tell_verdict(p);
	}
	struct stop from = p->stops.items[p->at];
	take_stops(p);
	p->at = stops_find(&p->stops, &from);
	if (p->at >= p->stops.count)
		p->at = 0;
	buf_done(&name);
	diag_done(&diags);
	return go;
}

static enum plain_command compare(struct plain *p, const struct stop *stop)
{
	const struct entity *step = dossier_find(work_dossier(p->work), stop->key);
	struct buf text;
	buf_init(&text);
	buf_addc(&text, '\n');
	plain_place(p, stop, &text);
	buf_addc(&text, '\n');
	compare_text(p->work, step, &text);
	plain_text(text.data);
	buf_done(&text);
	return PLAIN_EMPTY;
}

static enum plain_command visit(struct plain *p, const struct stop *stop)
{
	switch (stop->kind) {
	case STOP_QUESTION:
		return plain_ask(p, stop);
	case STOP_ENTRIES:
		return plain_entries(p, stop);
	case STOP_CANDIDATES:
		return plain_candidates(p, stop);
	case STOP_COMPARE:
		return compare(p, stop);
	case STOP_VERDICT:
		plain_verdict(p);
		return PLAIN_EMPTY;
	case STOP_SUBMIT:
		return plain_submit(p);
	}
	return PLAIN_EMPTY;
}

/* What a stop was left with. False where the run is over. */
static bool act(struct plain *p, enum plain_command command)
{
	switch (command) {
	case PLAIN_END:
	case PLAIN_QUIT:
		return false;
	case PLAIN_BACK:
		go_back(p);
		return true;
	case PLAIN_MOVED:
		return true;
	case PLAIN_LIST:
		return plain_list(p);
	case PLAIN_UNDO:
	case PLAIN_REDO:
		return step_in_time(p, command == PLAIN_UNDO);
	case PLAIN_SPLIT:
		return split(p);
	case PLAIN_SUBMIT:
		command = plain_submit(p);
		return command != PLAIN_END && command != PLAIN_QUIT;
	case PLAIN_EMPTY:
	case PLAIN_SKIP:
		go_on(p);
		return p->at < p->stops.count;
	default:
		return plain_refuse(p, _("this command has no meaning here"));
	}
}

static void walk(struct plain *p)
{
	struct buf line;
	buf_init(&line);
	if (app_is_practice(p->app))
		buf_adds(&line, _("[PRACTICE] "));
	work_title_line(p->work, &line);
	plain_text(line.data);
	buf_done(&line);
	plain_tell_verdict(p);
	take_stops(p);
	p->at = work_stop_saved(p->work, &p->stops);
	bool go = p->stops.count > 0;
	while (go) {
		struct stop stop = p->stops.items[p->at];
		go = act(p, visit(p, &stop));
	}
}

static enum status finish(struct plain *p)
{
	struct next_question next;
	if (!p->work)
		return p->status;
	plain_say(_("%1$s: verdict. Everything is saved in %2$s."), app_verdict_word(work_verdict(p->work)->status), work_reference(p->work));
	if (work_next(p->work, &next))
		plain_say(_("Matters most now: %s\n"), app_text(p->app, &next.question->text));
	return p->status != STATUS_OK ? p->status : verdict_exit(work_verdict(p->work));
}

enum status plain_run(const struct arguments *arguments, struct diag_list *diags)
{
	struct plain p = { .pipe = !isatty(STDIN_FILENO), .diags = diags };
	struct app_options options = arguments->options;
	options.interactive = !p.pipe;
	enum status status = app_open(&p.app, &options, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, diags);
	if (status != STATUS_OK)
		return status;
	buf_init(&p.input);
	plain_say(_("Kumoshirube. help lists the commands; end of input or quit ends, and everything is saved as it is given."));
	if (plain_choose_case(&p, arguments->plain_case))
		walk(&p);
	status = finish(&p);
	work_close(&p.work);
	app_close(&p.app);
	stops_done(&p.stops);
	stops_done(&p.before);
	buf_done(&p.input);
	fflush(stdout);
	return status;
}
