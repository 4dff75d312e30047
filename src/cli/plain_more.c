/* SPDX-License-Identifier: Apache-2.0 */
/* The rating helper, the schemes behind a question, and the criteria of the ministry: what the screens have on keys of their own. */
#include <stdlib.h>
#include <string.h>

#include "app/advice.h"
#include "app/criteria.h"
#include "app/schemes.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/plain_internal.h"

void plain_offer(const struct plain *p, const struct stop *stop, struct buf *out)
{
	struct advice advice;
	advice_init(&advice, p->app, stop->question);
	if (advice.count > 0)
		buf_adds(out, _("\nadvise: asks what harm would be done, and proposes the grade"));
	if (schemes_count(p->work, stop->key, stop->question) > 0)
		buf_adds(out, _("\nschemes: what the certificates and reports are"));
}

void plain_schemes(const struct plain *p)
{
	const struct stop *stop = plain_here(p);
	struct buf text;
	buf_init(&text);
	schemes_text(p->work, stop->key, stop->question, &text);
	plain_text(text.len ? text.data : _("No scheme of the catalogue belongs to this question"));
	buf_done(&text);
}

/* ---- the rating helper ---- */

static void show_harms(const struct plain *p, const struct advice *advice)
{
	plain_say(_("Harm: %s"), app_text(p->app, &advice->question->fact->label));
	for (size_t i = 0; i < advice->count; i++)
		plain_say("%zu %s", i + 1, app_text(p->app, &advice->harms[i]->text));
}

/* "1 3" or "1,3". */
static bool tick(struct advice *advice, const char *text)
{
	char *folded = utf8_fold(text), *rest = NULL;
	bool good = true;
	memset(advice->ticked, 0, sizeof advice->ticked);
	for (char *part = strtok_r(folded, " ,、", &rest); part && good; part = strtok_r(NULL, " ,、", &rest)) {
		size_t at = plain_number(part, advice->count);
		good = at > 0;
		if (good)
			advice->ticked[at - 1] = true;
	}
	free(folded);
	return good && advice_grade(advice);
}

static void show_proposal(const struct plain *p, const struct advice *advice)
{
	const struct catalogue_entry *grade = advice_grade(advice);
	struct buf text;
	buf_init(&text);
	buf_addf(&text, _("Proposal: %s"), app_text(p->app, &grade->title));
	buf_addf(&text, "\n%s\n", app_text(p->app, &grade->text));
	advice_reasons(advice, p->app, &text);
	buf_addf(&text, "\n1 %s\n2 %s", _("Take over"), _("No"));
	plain_text(text.data);
	buf_done(&text);
}

static bool take_over(struct plain *p, const struct stop *stop, const struct advice *advice)
{
	struct diag_list diags;
	diag_init(&diags);
	char *done = mem_printf(_("%s was taken over with its reason; change both as you see fit"), app_text(p->app, &advice_grade(advice)->title));
	bool go = plain_told(p, advice_take(advice, p->work, stop->key, &diags), &diags, done);
	free(done);
	return go;
}

/* A command, or nothing, leaves the helper without a proposal. */
static bool decide(struct plain *p, const struct stop *stop, const struct advice *advice)
{
	for (;;) {
		enum plain_command command = plain_read(p, _("Number (an empty line is no)"));
		if (command != PLAIN_TEXT)
			return command != PLAIN_END;
		size_t at = plain_number(p->input.data, 2);
		if (at > 0)
			return at == 2 || take_over(p, stop, advice);
		if (!plain_refuse(p, _("this is not the number of a choice")))
			return false;
	}
}

bool plain_advise(struct plain *p, const struct stop *stop)
{
	struct advice advice;
	advice_init(&advice, p->app, stop->question);
	if (advice.count == 0)
		return plain_refuse(p, _("this command has no meaning here"));
	show_harms(p, &advice);
	for (;;) {
		enum plain_command command = plain_read(p, _("Numbers of all that could follow (an empty line: none)"));
		if (command != PLAIN_TEXT)
			return command != PLAIN_END;
		if (tick(&advice, p->input.data)) {
			show_proposal(p, &advice);
			return decide(p, stop, &advice);
		}
		if (!plain_refuse(p, _("these are not numbers of the choices")))
			return false;
	}
}

/* ---- criteria ---- */

bool plain_take_in(struct plain *p, const struct stop *stop)
{
	struct criteria_taken taken;
	struct diag_list diags;
	char *path = app_criteria_path(p->app);
	plain_text(_("A CSV file with one criterion a row; the first row names the columns, at least the number. Criteria that are in the list already keep what was answered."));
	char *prompt = mem_printf(_("File (an empty line: %s)"), path);
	enum plain_command command = plain_read(p, prompt);
	free(prompt);
	if (command != PLAIN_TEXT && command != PLAIN_EMPTY) {
		free(path);
		return command != PLAIN_END;
	}
	if (command == PLAIN_TEXT)
		mem_replace(&path, p->input.data);
	diag_init(&diags);
	enum status status = work_import_criteria(p->work, stop->key, path, &taken, &diags);
	bool go = true;
	if (status == STATUS_OK) {
		plain_say(_("Criteria: %zu added, %zu changed, %zu kept that are not in the file"), taken.added, taken.changed, taken.kept);
		plain_tell_verdict(p);
	}
	/* Every fault is told with its line of the file. */
	for (size_t i = 0; status != STATUS_OK && i < diags.count; i++) {
		const struct diag *item = &diags.items[i];
		char *fault = item->line > 0 ? mem_printf("%s:%d: %s", path, item->line, item->text) : mem_printf("%s: %s", path, item->text);
		go = plain_refuse(p, fault) && go;
		free(fault);
	}
	diag_done(&diags);
	free(path);
	return go;
}
