/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A case as a sheet for reading: what is to do, and every question that is asked with its answer in words. The form for files is printed by
 * `--format ini`; this one is for people and is not meant to be read back.
 */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/words.h"
#include "app/work_internal.h"
#include "report/doc.h"

#define SHEET_CELLS 80

struct sheet {
	const struct work *work;
	struct doc *doc;
};

/* What the lists in use say of a candidate. */
static void add_lists(const struct sheet *sheet, const struct entity *candidate)
{
	struct buf line;
	buf_init(&line);
	buf_adds(&line, _("Listing: "));
	work_listing_text(sheet->work, candidate->key, &line);
	doc_add(sheet->doc, DOC_PARAGRAPH, 0, line.data);
	buf_clear(&line);
	buf_adds(&line, _("Audit bodies named: "));
	if (work_audit_bodies(sheet->work, candidate->key, true, &line))
		doc_add(sheet->doc, DOC_PARAGRAPH, 0, line.data);
	buf_done(&line);
}

/* "c1-1-k1  name": the name is what the officer or the edition calls it. */
static void add_entity_heading(const struct sheet *sheet, const struct entity *entity)
{
	const struct work *work = sheet->work;
	const char *name = _("Case");
	if (entity->scope == SCOPE_COMPONENT)
		name = entity_text(work->dossier, entity, "component.name");
	else if (entity->scope == SCOPE_CANDIDATE)
		name = entity_text(work->dossier, entity, "candidate.name");
	else if (entity->scope == SCOPE_STEP && edition_step(work->rules.edition, entity->number))
		name = app_text(work->app, &edition_step(work->rules.edition, entity->number)->title);
	doc_addf(sheet->doc, DOC_HEADING, 1, "%s  %s", entity->key, name);
	if (entity->scope == SCOPE_CANDIDATE)
		add_lists(sheet, entity);
}

static void add_line(struct buf *cell, const char *label, const char *text)
{
	if (text && text[0])
		buf_addf(cell, "%s%s: %s", cell->len ? "\n" : "", label, text);
}

/* The answer as a person would say it: a candidate by its name. */
static void add_value(const struct sheet *sheet, const struct asked *asked, struct buf *out)
{
	const struct app *app = sheet->work->app;
	const struct fact *fact = asked->question->fact;
	const struct dossier *dossier = work_dossier(sheet->work);
	const struct entity *named = NULL;
	if (fact->type == FACT_CANDIDATE && asked->answer->state == ANSWER_GIVEN && asked->answer->text)
		named = dossier_find(dossier, asked->answer->text);
	const char *name = named ? entity_text(dossier, named, "candidate.name") : "";
	if (name[0])
		buf_adds(out, name);
	else
		answer_to_label(out, fact, asked->answer, app_eras(app), app_lang(app));
}

static void add_check(const struct work *work, const struct asked *asked, struct buf *out)
{
	struct buf cause;
	if (!asked->check)
		return;
	buf_init(&cause);
	work_check_cause(work, asked->check, &cause);
	add_line(out, _("To be checked, because this was changed"), cause.data);
	buf_done(&cause);
}

static void add_question(const struct sheet *sheet, const struct asked *asked)
{
	const struct app *app = sheet->work->app;
	const struct fact *fact = asked->question->fact;
	struct buf value, because;
	buf_init(&value);
	buf_init(&because);
	add_value(sheet, asked, &value);
	add_line(&because, _("Reason"), asked->answer->reason);
	add_line(&because, _("Evidence"), asked->answer->evidence);
	add_check(sheet->work, asked, &because);
	const char *const cells[] = { app_text(app, &fact->label), value.len ? value.data : _("(not answered)"), because.data };
	doc_row(sheet->doc, false, cells, 3);
	buf_done(&because);
	buf_done(&value);
}

static void add_screen(const struct sheet *sheet, const struct screen *screen, const struct entity *entity, bool *headed)
{
	static const int widths[] = { 20, 24, 29 };
	const char *const head[] = { _("Question"), _("Answer"), _("Reason and evidence") };
	struct asked_list asked;
	work_questions(sheet->work, screen, entity->key, &asked);
	/* A step that nobody has come to yet would only fill the page with what is not answered. */
	bool wanted = asked.count > 0 && (entity->scope != SCOPE_STEP || asked.answered > 0);
	if (wanted && !*headed)
		add_entity_heading(sheet, entity);
	if (wanted) {
		*headed = true;
		doc_table(sheet->doc, app_text(sheet->work->app, &screen->title), widths, 3);
		doc_row(sheet->doc, true, head, 3);
		for (size_t i = 0; i < asked.count; i++)
			add_question(sheet, &asked.items[i]);
	}
	asked_list_done(&asked);
}

static bool add_entity(struct entity *entity, void *context)
{
	const struct sheet *sheet = context;
	const struct edition *edition = sheet->work->rules.edition;
	bool headed = false;
	for (size_t i = 0; i < edition->screen_count; i++) {
		const struct screen *screen = &edition->screens[i];
		bool here = entity->scope != SCOPE_STEP && entity->scope != SCOPE_CANDIDATE;
		int number = entity->scope == SCOPE_CANDIDATE ? entity->parent->number : entity->number;
		if (screen->scope == entity->scope && (here || screen->steps >> number & 1u))
			add_screen(sheet, screen, entity, &headed);
	}
	return true;
}

/* Beside the state of a screen, how much of it can still change the outcome. */
static void add_task(const struct sheet *sheet, const struct task *task)
{
	bool open = task->kind == TASK_QUESTIONS && (task->state == TASK_STARTED || task->state == TASK_UNTOUCHED);
	char *matter = task->matter ? mem_printf(_("; %u can change the outcome"), task->matter)
	                            : mem_strdup(open ? _("; nothing here can change the outcome any more") : "");
	doc_addf(sheet->doc, DOC_ITEM, 1, "%s (%s): %s%s", task->title, task->key, app_task_word(task->state), matter);
	free(matter);
}

static void add_tasks(const struct sheet *sheet)
{
	struct tasks tasks;
	struct buf next;
	work_tasks(sheet->work, &tasks);
	doc_add(sheet->doc, DOC_HEADING, 1, _("What there is to do"));
	for (size_t i = 0; i < tasks.count; i++) {
		const struct task *task = &tasks.items[i];
		if (task->heading)
			doc_add(sheet->doc, DOC_PARAGRAPH, 0, task->heading);
		add_task(sheet, task);
	}
	tasks_done(&tasks);
	buf_init(&next);
	command_tell_next(sheet->work, &next);
	doc_add(sheet->doc, DOC_PARAGRAPH, 0, next.data);
	buf_done(&next);
}

void command_sheet(const struct work *work, struct buf *out)
{
	const struct sheet sheet = { .work = work, .doc = doc_new(app_lang(work->app)) };
	struct buf line;
	buf_init(&line);
	doc_addf(sheet.doc, DOC_TITLE, 0, "%s  %s", work_reference(work), work->meta.title);
	if (work->meta.sample)
		doc_add(sheet.doc, DOC_BANNER, 0, _("Sample"));
	doc_addf(sheet.doc, DOC_PARAGRAPH, 0, _("State: %1$s   Verdict: %2$s   Revisions handed in: %3$u"), work_state_title(work),
		app_verdict_word(work->verdict->status), work->meta.revisions);
	app_snapshot_line(work->app, &line);
	doc_add(sheet.doc, DOC_PARAGRAPH, 0, line.data);
	add_tasks(&sheet);
	dossier_each(work->dossier, add_entity, (void *)(uintptr_t)&sheet);
	struct doc *doc = sheet.doc;
	doc_write_text(doc, SHEET_CELLS, out);
	doc_free(&doc);
	buf_done(&line);
}
