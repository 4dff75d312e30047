/* SPDX-License-Identifier: Apache-2.0 */
/* Lists: the cases, what there is to do, entries, candidates and the registry; and the question before a case is handed in. */
#include <stdlib.h>
#include <string.h>

#include "app/compare.h"
#include "app/labels.h"
#include "app/words.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/plain_internal.h"

#define SHOWN_MOST 20

bool plain_told(struct plain *p, enum status status, struct diag_list *diags, const char *done)
{
	bool go = status == STATUS_OK || plain_refuse_diags(p, diags);
	if (status == STATUS_OK)
		plain_text(done);
	if (!go && status != STATUS_INPUT)
		p->status = status;
	diag_done(diags);
	if (status == STATUS_OK)
		plain_tell_verdict(p);
	return go;
}

/* ---- cases ---- */

static bool row_matches(const struct case_row *row, const char *text)
{
	char *whole = mem_printf("%s %s", row->reference, row->title), *folded = utf8_fold(whole), *wanted = utf8_fold(text);
	bool found = strstr(folded, wanted) != NULL;
	free(whole);
	free(folded);
	free(wanted);
	return found;
}

/* Those that hold the text; their places are written to `shown`. */
static size_t show_cases(const struct case_rows *rows, const char *text, size_t shown[SHOWN_MOST])
{
	size_t count = 0, all = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct case_row *row = &rows->items[i];
		if (!row_matches(row, text))
			continue;
		if (all++ >= SHOWN_MOST)
			continue;
		shown[count++] = i;
		plain_say("%s: %zu %s %s%s (%s)", row->shown, count, row->reference, row->sample && !names_sample(row->title) ? _("[sample] ") : "",
			row->title[0] ? row->title : _("(no title yet)"), app_verdict_named(row->verdict));
	}
	if (all > count)
		plain_say(_("and %zu more; a part of the title narrows the list"), all - count);
	return count;
}

static bool open_case(struct plain *p, const char *reference)
{
	struct diag_list diags;
	diag_init(&diags);
	enum status status = work_open(&p->work, p->app, reference, &diags);
	bool go = status == STATUS_OK || plain_refuse_diags(p, &diags);
	if (!go)
		p->status = status;
	diag_done(&diags);
	return go;
}

static bool new_case(struct plain *p)
{
	struct diag_list diags;
	diag_init(&diags);
	enum status status = work_new(&p->work, p->app, NULL, &diags);
	bool go = status == STATUS_OK || plain_refuse_diags(p, &diags);
	if (status == STATUS_OK)
		plain_say(_("Case %s was made and saved"), work_reference(p->work));
	if (!go)
		p->status = status;
	diag_done(&diags);
	return go;
}

static bool ask_case(struct plain *p, const struct case_rows *rows)
{
	size_t shown[SHOWN_MOST], count = show_cases(rows, "", shown);
	plain_say(rows->count ? _("A number opens a case, new begins one.") : _("There is no case yet; new begins one."));
	while (!p->work) {
		enum plain_command command = plain_read(p, _("Case"));
		if (command == PLAIN_END || command == PLAIN_QUIT)
			return false;
		size_t at = command == PLAIN_TEXT ? plain_number(p->input.data, count) : 0;
		bool go = true;
		if (command == PLAIN_NEW)
			go = new_case(p);
		else if (at > 0)
			go = open_case(p, rows->items[shown[at - 1]].id);
		else if (command == PLAIN_TEXT && (count = show_cases(rows, p->input.data, shown)) == 0)
			go = plain_refuse(p, _("no case has this in its number or title"));
		else if (command != PLAIN_TEXT && command != PLAIN_EMPTY)
			go = plain_refuse(p, _("a case is needed first"));
		if (!go)
			return false;
	}
	return true;
}

bool plain_choose_case(struct plain *p, const char *said)
{
	struct case_rows rows;
	const char *rest = NULL;
	if (said && plain_command(said, &rest) == PLAIN_NEW)
		return new_case(p) && p->work;
	if (said) {
		enum status status = work_open(&p->work, p->app, said, p->diags);
		p->status = status;
		return status == STATUS_OK;
	}
	enum status status = app_cases(p->app, &rows, p->diags);
	bool chosen = status == STATUS_OK && ask_case(p, &rows);
	case_rows_done(&rows);
	if (status != STATUS_OK)
		p->status = status;
	return chosen;
}

/* ---- what there is to do ---- */

static void show_tasks(const struct plain *p, const struct tasks *tasks)
{
	for (size_t i = 0; i < tasks->count; i++) {
		const struct task *task = &tasks->items[i];
		struct buf line;
		buf_init(&line);
		if (task->heading && strcmp(task->heading, task->key) == 0)
			component_label(p->work, task->key, &line);
		else if (task->heading)
			buf_adds(&line, task->heading);
		if (task->heading)
			buf_addc(&line, '\n');
		buf_addf(&line, "%s: %zu %s", app_task_word(task->state), i + 1, task->title);
		if (task->asked > 0)
			buf_addf(&line, " %u/%u", task->answered, task->asked);
		plain_text(line.data);
		buf_done(&line);
	}
}

static bool is_of_task(const struct stop *stop, const struct task *task)
{
	static const enum stop_kind kinds[] = {
		[TASK_QUESTIONS] = STOP_QUESTION, [TASK_ENTRIES] = STOP_ENTRIES, [TASK_CANDIDATES] = STOP_CANDIDATES,
		[TASK_COMPARE] = STOP_COMPARE, [TASK_VERDICT] = STOP_VERDICT, [TASK_SUBMIT] = STOP_SUBMIT,
	};
	return stop->kind == kinds[task->kind] && stop->screen == task->screen && strcmp(stop->key, task->key) == 0;
}

static bool go_to_task(struct plain *p, const struct task *task)
{
	for (size_t i = 0; i < p->stops.count; i++)
		if (is_of_task(&p->stops.items[i], task)) {
			p->at = i;
			return true;
		}
	return false;
}

bool plain_list(struct plain *p)
{
	struct tasks tasks;
	bool go = true, done = false;
	work_tasks(p->work, &tasks);
	show_tasks(p, &tasks);
	while (go && !done) {
		enum plain_command command = plain_read(p, _("Number of a task, or an empty line"));
		size_t at = command == PLAIN_TEXT ? plain_number(p->input.data, tasks.count) : 0;
		done = command != PLAIN_TEXT || (at > 0 && go_to_task(p, &tasks.items[at - 1]));
		if (command == PLAIN_END || command == PLAIN_QUIT)
			go = false;
		else if (!done)
			go = plain_refuse(p, at > 0 ? _("nothing is asked there as the case stands") : _("this is no number of the list"));
	}
	tasks_done(&tasks);
	return go;
}

/* ---- entries ---- */

static void show_entries(const struct plain *p, const struct stop *stop, const struct entity *owner)
{
	struct buf line;
	size_t count = 0;
	buf_init(&line);
	buf_addc(&line, '\n');
	plain_place(p, stop, &line);
	buf_addf(&line, "\n%s\n", app_text(p->app, &stop->screen->intro));
	plain_text(line.data);
	enum task_state *states = work_entry_states(p->work, stop->screen, stop->key, &count);
	for (size_t i = 0; i < count; i++) {
		buf_clear(&line);
		entry_name(p->work, owner->entries[i], &line);
		plain_say("%s: %zu %s", app_task_word(states[i]), i + 1, line.data);
	}
	plain_say(_("%zu entries. add makes one, a number opens one, remove with a number takes it out, an empty line goes on."), count);
	free(states);
	buf_done(&line);
}

static bool remove_part(struct plain *p, struct entity *const *parts, size_t count)
{
	struct diag_list diags;
	size_t at = plain_number(p->input.data, count);
	if (at == 0)
		return plain_refuse(p, _("this is no number of the list"));
	diag_init(&diags);
	return plain_told(p, work_remove(p->work, parts[at - 1]->key, &diags), &diags, _("Removed; undo brings it back"));
}

enum plain_command plain_entries(struct plain *p, const struct stop *given)
{
	const struct stop stop = *given;
	for (;;) {
		const struct entity *owner = dossier_find(work_dossier(p->work), stop.key);
		char key[ENTITY_KEY_MAX + 1] = "";
		struct diag_list diags;
		size_t at = 0;
		bool go = true;
		show_entries(p, &stop, owner);
		enum plain_command command = plain_read(p, _("Entry"));
		if (command == PLAIN_TEXT)
			at = plain_number(p->input.data, owner->entry_count);
		if (at > 0) {
			plain_go(p, owner->entries[at - 1]->key);
			return PLAIN_MOVED;
		}
		if (command == PLAIN_ADD) {
			diag_init(&diags);
			go = plain_told(p, work_add_entry(p->work, stop.key, key, &diags), &diags, _("Added"));
		} else if (command == PLAIN_TAKE_IN && stop.screen->scope == SCOPE_CONTROL) {
			go = plain_take_in(p, &stop);
		} else if (command == PLAIN_REMOVE) {
			go = remove_part(p, owner->entries, owner->entry_count);
		} else if (command == PLAIN_TEXT) {
			go = plain_refuse(p, _("this is no number of the list"));
		} else {
			return command;
		}
		if (!go)
			return PLAIN_END;
		if (key[0]) {
			plain_go(p, key);
			return PLAIN_MOVED;
		}
	}
}

/* ---- candidates ---- */

static void show_candidates(const struct plain *p, const struct stop *stop, const struct entity *step)
{
	struct buf line;
	buf_init(&line);
	buf_addc(&line, '\n');
	plain_place(p, stop, &line);
	buf_addc(&line, '\n');
	work_registry_view(p->app, p->work, step->key);
	app_view_lines(p->app, &line);
	plain_text(line.data);
	for (size_t i = 0; i < step->count; i++) {
		const struct candidate_result *result = verdict_candidate(work_verdict(p->work), step->children[i]->key);
		plain_say("%s: %zu %s", app_acceptable_word(result ? result->acceptable : TRUTH_UNKNOWN), i + 1, candidate_name(p->work, step->children[i]->key));
	}
	plain_say(_("%zu candidates. Words search the registry, unlisted adds one that is on no list, a number opens one, remove with a number takes it out, an empty line goes on."), step->count);
	buf_done(&line);
}

/* Takes one of the rows found. False where the run is over; `key` stays empty where none was taken. */
static bool pick(struct plain *p, const char *step_key, const size_t *rows, size_t count, char *key)
{
	struct diag_list diags;
	for (;;) {
		enum plain_command command = plain_read(p, _("Number to take, or an empty line"));
		if (command == PLAIN_END)
			return false;
		if (command != PLAIN_TEXT)
			return true;
		size_t at = plain_number(p->input.data, count);
		if (at > 0) {
			diag_init(&diags);
			return plain_told(p, work_add_candidate(p->work, step_key, app_registry_row(p->app, rows[at - 1]), NULL, NULL, key, &diags), &diags,
				_("Taken as a candidate"));
		}
		if (!plain_refuse(p, _("this is no number of the list")))
			return false;
	}
}

static bool search(struct plain *p, const char *step_key, char *key)
{
	size_t found = 0, rows[SHOWN_MOST], count = 0;
	work_registry_view(p->app, p->work, step_key);
	const size_t *hits = app_registry_search(p->app, p->input.data, &found);
	for (; count < found && count < SHOWN_MOST; count++) {
		const struct listing *row = app_registry_row(p->app, hits[count]);
		rows[count] = hits[count];
		plain_say("%zu %s %s (%s)", count + 1, row->number, row->name, row->provider);
	}
	if (found == 0)
		return plain_refuse(p, _("no service of the registry holds these words"));
	if (found > count)
		plain_say(_("and %zu more; a further word narrows them"), found - count);
	return pick(p, step_key, rows, count, key);
}

static bool add_unlisted(struct plain *p, const char *step_key, char *key)
{
	struct diag_list diags;
	enum plain_command command = plain_read(p, _("Service"));
	if (command == PLAIN_END)
		return false;
	if (command != PLAIN_TEXT)
		return plain_refuse(p, _("a name is needed, so that the candidate can be told from the others"));
	char *name = mem_strdup(p->input.data);
	command = plain_read(p, _("Provider"));
	diag_init(&diags);
	bool go = command != PLAIN_END && plain_told(p, work_add_candidate(p->work, step_key, NULL, name, command == PLAIN_TEXT ? p->input.data : "", key, &diags),
		&diags, _("Taken as a candidate"));
	free(name);
	return go;
}

enum plain_command plain_candidates(struct plain *p, const struct stop *given)
{
	const struct stop stop = *given;
	for (;;) {
		const struct entity *step = dossier_find(work_dossier(p->work), stop.key);
		char key[ENTITY_KEY_MAX + 1] = "";
		bool go = true;
		show_candidates(p, &stop, step);
		enum plain_command command = plain_read(p, _("Candidate"));
		size_t at = command == PLAIN_TEXT ? plain_number(p->input.data, step->count) : 0;
		if (at > 0)
			memcpy(key, step->children[at - 1]->key, sizeof key);
		else if (command == PLAIN_TEXT)
			go = search(p, stop.key, key);
		else if (command == PLAIN_UNLISTED)
			go = add_unlisted(p, stop.key, key);
		else if (command == PLAIN_REMOVE)
			go = remove_part(p, step->children, step->count);
		else
			return command;
		if (!go)
			return PLAIN_END;
		if (key[0]) {
			plain_go(p, key);
			return PLAIN_MOVED;
		}
	}
}

/* ---- handing in ---- */

static bool hand_in(struct plain *p)
{
	struct handed_in handed_in;
	struct diag_list diags;
	struct buf text;
	diag_init(&diags);
	buf_init(&text);
	enum status status = work_submit(p->work, &handed_in, &diags);
	if (status == STATUS_OK)
		work_handed_in_text(p->work, &handed_in, &text);
	bool go = plain_told(p, status, &diags, text.data);
	buf_done(&text);
	return go;
}

enum plain_command plain_submit(struct plain *p)
{
	struct buf text;
	buf_init(&text);
	buf_addc(&text, '\n');
	work_submit_effect(p->work, &text);
	buf_addf(&text, "1 %s\n2 %s", _("Yes, hand in"), _("No"));
	plain_text(text.data);
	buf_done(&text);
	for (;;) {
		enum plain_command command = plain_read(p, _("Number (an empty line is no)"));
		if (command != PLAIN_TEXT)
			return command;
		size_t at = plain_number(p->input.data, 2);
		if (at == 2)
			return PLAIN_EMPTY;
		if (at == 1)
			return hand_in(p) ? PLAIN_EMPTY : PLAIN_END;
		if (!plain_refuse(p, _("this is not the number of a choice")))
			return PLAIN_END;
	}
}
