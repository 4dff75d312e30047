/* SPDX-License-Identifier: Apache-2.0 */
/* `case migrate`: what another edition would make of a case; and, on demand, a new draft under it. The old case stays as it is. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/migrate.h"
#include "app/work_internal.h"
#include "base/utf8.h"
#include "report/json.h"

#define KEY_CELLS 10
#define FACT_CELLS 36
#define WORD_CELLS 60

static const char *const WORDS[MOVED_KINDS] = { "kept", "again", "dropped", "new" };

static void tell_answers(const struct app *app, const struct migration *migration, enum moved how, const char *heading, struct buf *out)
{
	if (!migration->counts[how])
		return;
	buf_addf(out, "%s: %zu\n", heading, migration->counts[how]);
	for (size_t i = 0; i < migration->answer_count && how != MOVED_KEPT; i++) {
		const struct moved_answer *answer = &migration->answers[i];
		if (answer->how != how)
			continue;
		buf_adds(out, "  ");
		utf8_pad(out, answer->key, KEY_CELLS);
		utf8_pad(out, answer->fact->id, FACT_CELLS);
		buf_adds(out, app_text(app, &answer->fact->label));
		if (answer->word[0] && utf8_width(answer->word) <= WORD_CELLS)
			buf_addf(out, " = %s", answer->word);
		buf_addc(out, '\n');
	}
}

static void as_text(const struct app *app, const struct migration *migration, const char *from, const char *to, struct buf *out)
{
	buf_addf(out, _("From edition %1$s to %2$s\n"), from, to);
	tell_answers(app, migration, MOVED_KEPT, _("Answers that stay"), out);
	tell_answers(app, migration, MOVED_AGAIN, _("To be asked again, because the question is another"), out);
	tell_answers(app, migration, MOVED_DROPPED, _("Dropped, because the edition does not ask it"), out);
	tell_answers(app, migration, MOVED_NEW, _("Asked in addition"), out);
	buf_addf(out, _("Comes out otherwise: %zu\n"), migration->outcome_count);
	for (size_t i = 0; i < migration->outcome_count; i++) {
		const struct moved_outcome *outcome = &migration->outcomes[i];
		buf_addf(out, "  %s: %s -> %s\n", outcome->about, outcome->before[0] ? outcome->before : "-", outcome->after[0] ? outcome->after : "-");
	}
}

static void as_json(const struct migration *migration, const char *from, const char *to, const char *made, struct buf *out)
{
	struct json *whole = json_new_object(), *answers = json_new_array(), *outcomes = json_new_array();
	for (size_t i = 0; i < migration->answer_count; i++) {
		struct json *item = json_new_object();
		json_put_text(item, "how", WORDS[migration->answers[i].how]);
		json_put_text(item, "key", migration->answers[i].key);
		json_put_text(item, "fact", migration->answers[i].fact->id);
		json_put_text(item, "value", migration->answers[i].word);
		json_push(answers, item);
	}
	for (size_t i = 0; i < migration->outcome_count; i++) {
		struct json *item = json_new_object();
		json_put_text(item, "about", migration->outcomes[i].about);
		json_put_text(item, "before", migration->outcomes[i].before);
		json_put_text(item, "after", migration->outcomes[i].after);
		json_push(outcomes, item);
	}
	json_put_text(whole, "from", from);
	json_put_text(whole, "to", to);
	json_put_text(whole, "made", made);
	json_put(whole, "answers", answers);
	json_put(whole, "outcomes", outcomes);
	json_write(&whole, out);
}

/* The new draft; *made (caller frees) becomes its reference. */
static enum status make_draft(struct app *app, const struct migration *migration, char **made, struct diag_list *diags)
{
	struct work *draft;
	enum status status = migration_begin(app, migration, &draft, diags);
	if (status != STATUS_OK)
		return status;
	*made = mem_strdup(work_reference(draft));
	work_close(&draft);
	return STATUS_OK;
}

static enum status tell_migration(struct app *app, const struct work *work, const char *to, const struct command_args *args,
	struct buf *out, struct diag_list *diags)
{
	struct migration migration;
	char *made = mem_strdup("");
	enum status status = migrate_work(work, to, &migration, diags);
	if (status == STATUS_OK && args->yes) {
		free(made);
		made = NULL;
		status = make_draft(app, &migration, &made, diags);
	}
	if (status == STATUS_OK && args->json)
		as_json(&migration, work->rules.edition->id, to, made, out);
	else if (status == STATUS_OK) {
		as_text(app, &migration, work->rules.edition->id, to, out);
		buf_addf(out, made[0] ? _("New draft: %s\n") : _("Nothing was changed; --yes begins a new draft%s\n"), made);
	}
	free(made);
	migration_done(&migration);
	return status;
}

enum status command_case_migrate(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct work *work;
	enum status status = work_open(&work, app, args->words[0], diags);
	if (status != STATUS_OK)
		return status;
	status = tell_migration(app, work, args->count > 1 ? args->words[1] : app->edition_id, args, out, diags);
	work_close(&work);
	return status;
}
