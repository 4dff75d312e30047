/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in front of a question, a finding or a choice; one place, so that every way of asking calls a thing by the same name. */
#include "app/labels.h"

#include <stdio.h>
#include <string.h>

#include "app/words.h"
#include "app/work_internal.h"
#include "base/i18n.h"

void component_key(const char *key, char out[ENTITY_KEY_MAX + 1])
{
	size_t len = strcspn(key, "-");
	if (strcmp(key, "case") == 0 || len > ENTITY_KEY_MAX)
		len = 0;
	memcpy(out, key, len);
	out[len] = '\0';
}

const char *candidate_name(const struct work *work, const char *key)
{
	const struct dossier *dossier = work_dossier(work);
	const struct entity *entity = dossier_find(dossier, key);
	const char *name = entity ? entity_text(dossier, entity, "candidate.name") : "";
	return name[0] ? name : key;
}

void answer_words(const struct work *work, const struct dossier *dossier, const char *key, const struct fact *fact, struct buf *out)
{
	const struct entity *entity = dossier_find(dossier, key);
	const struct answer *answer = entity ? entity_answer(entity, fact) : NULL;
	if (!answer || answer->state == ANSWER_NONE)
		buf_adds(out, _("(no answer yet)"));
	else if (answer->state == ANSWER_DONT_KNOW)
		buf_adds(out, _("Do not know"));
	else if (fact->type == FACT_CANDIDATE && answer->text)
		buf_adds(out, candidate_name(work, answer->text));
	else
		answer_to_label(out, fact, answer, app_eras(work->app), app_lang(work->app));
}

void component_label(const struct work *work, const char *key, struct buf *out)
{
	const struct dossier *dossier = work_dossier(work);
	char component[ENTITY_KEY_MAX + 1];
	component_key(key, component);
	const struct entity *entity = dossier_find(dossier, component);
	const char *name = entity && component[0] ? entity_text(dossier, entity, "component.name") : "";
	if (name[0])
		buf_adds(out, name);
	else if (component[0])
		buf_addf(out, _("Component %s"), component + 1);
}

/* Several clauses of one section are named once. */
static bool section_named(const struct buf *out, size_t start, const char *section)
{
	size_t len = strlen(section);
	for (const char *at = out->data + start; (at = strstr(at, section)); at += len)
		if ((at == out->data + start || at[-1] == ' ') && (at[len] == '\0' || at[len] == ','))
			return true;
	return false;
}

void clause_sections(const struct app *app, const char *ids, struct buf *out)
{
	size_t start = out->len;
	for (const char *at = ids; *at;) {
		size_t len = strcspn(at, " ");
		char id[128];
		snprintf(id, sizeof id, "%.*s", (int)len, at);
		const struct clause *clause = edition_clause(app_edition(app), id);
		const char *section = clause ? app_text(app, &clause->cited) : id;
		if (!section_named(out, start, section))
			buf_addf(out, "%s%s", out->len > start ? ", " : "", section);
		at += len;
		at += strspn(at, " ");
	}
}

void entry_name(const struct work *work, const struct entity *entry, struct buf *out)
{
	const struct edition *edition = work_dossier(work)->edition;
	for (unsigned slot = 0; slot < edition->slots[entry->scope]; slot++) {
		const struct answer *answer = &entry->answers[slot];
		if (edition->by_slot[entry->scope][slot]->type != FACT_TEXT)
			continue;
		buf_adds(out, answer->state == ANSWER_GIVEN && answer->text && answer->text[0] ? answer->text : entry->key);
		return;
	}
	buf_adds(out, entry->key);
}

void missing_label(const struct app *app, const struct work *work, const struct fact_missing *missing, struct buf *out)
{
	const struct entity *entity = dossier_find(work_dossier(work), missing->key);
	buf_adds(out, app_text(app, &missing->fact->label));
	if (missing->reason)
		buf_adds(out, _(" (its reason)"));
	if (entity && entity->scope == SCOPE_CANDIDATE)
		buf_addf(out, " [%s]", candidate_name(work, missing->key));
	else if (entity && entity->scope == SCOPE_STEP)
		buf_addf(out, " [Step%d]", entity->number);
	else if (entity && scope_is_entry(entity->scope)) {
		buf_adds(out, " [");
		entry_name(work, entity, out);
		buf_adds(out, "]");
	}
	else if (entity && entity->scope == SCOPE_COMPONENT && entity->parent->count > 1) {
		buf_adds(out, " [");
		component_label(work, missing->key, out);
		buf_adds(out, "]");
	}
}

bool names_sample(const char *title)
{
	return strncmp(title, _("sample"), strlen(_("sample"))) == 0;
}

void work_title_line(const struct work *work, struct buf *out)
{
	const char *title = entity_text(work->dossier, work->dossier->root, "case.title");
	buf_addf(out, "%s %s", work_reference(work), title[0] ? title : _("(no title yet)"));
	if (work->dossier->sample && !names_sample(title))
		buf_addf(out, " [%s]", _("sample"));
}

void work_submit_effect(const struct work *work, struct buf *out)
{
	struct buf line;
	buf_init(&line);
	work_title_line(work, &line);
	buf_addf(out, _("Case: %s\n"), line.data);
	buf_addf(out, _("Verdict: %s\n"), app_verdict_word(work_verdict(work)->status));
	app_snapshot_line(work->app, out);
	buf_addc(out, '\n');
	buf_addf(out, _("This makes revision %u. A revision is signed, joins the chain of this terminal and can never be changed.\n"),
		work_revisions(work) + 1);
	buf_adds(out, _("The case stays open: a later change is handed in as a further revision.\n"));
	if (work_verdict(work)->status == VERDICT_UNDETERMINED)
		buf_adds(out, _("Facts are still missing; the record will say so.\n"));
	if (work_checks(work) > 0)
		buf_addf(out, _("To be checked: %zu answers rest on one that was changed, and nobody has looked at them since.\n"), work_checks(work));
	if (work_verdict(work)->status == VERDICT_REFUSED)
		buf_adds(out, _("As it is answered the case is refused; the record will say so.\n"));
	buf_done(&line);
}

void work_handed_in_text(const struct work *work, const struct handed_in *handed_in, struct buf *out)
{
	buf_addf(out, _("Revision %d of case %s was handed in, read back and verified.\n\n"), handed_in->number, work_reference(work));
	buf_addf(out, _("Fingerprint: %s\n"), handed_in->fingerprint);
	buf_addf(out, "SHA-256: %s\n", handed_in->digest);
	buf_addf(out, _("Place in the chain: %lld\n\n"), (long long)handed_in->seq);
	buf_adds(out, _("What comes next: write the record to a file or for print (F7), and keep the fingerprint with the paper. The adviser and an auditor can derive the verdict again from this revision alone.\n"));
}
