/* SPDX-License-Identifier: Apache-2.0 */
/* The trace is part of the verdict; here it is only put into lines. */
#include "tui/trace.h"

#include <stdlib.h>
#include <string.h>

#include "app/explaining.h"
#include "base/i18n.h"
#include "tui/words.h"


void trace_lines(struct ui *ui, const struct rule *rule, const struct trace_line *lines, size_t count, struct buf *out)
{
	if (count > 0)
		buf_addf(out, "%s\n", _("How it was reached (* decided):"));
	for (size_t i = 0; i < count; i++) {
		buf_addf(out, "%s [%s] ", lines[i].decisive ? "*" : " ", word_truth(lines[i].truth, _("yes"), _("no"), _("unknown")));
		for (int depth = 0; depth < lines[i].depth; depth++)
			buf_adds(out, "  ");
		app_trace_words(ui->app, rule, &lines[i], out);
		buf_addc(out, '\n');
	}
}

/* A stored word in the form for people. */
static void add_label(struct ui *ui, const struct fact *fact, const char *word, struct buf *out)
{
	struct answer answer = {0};
	char *why = NULL;
	if (word[0] && fact->type == FACT_CANDIDATE)
		buf_adds(out, candidate_name(ui->work, word));
	else if (word[0] && answer_from_word(&answer, fact, word, &why) && answer.state == ANSWER_GIVEN)
		answer_to_label(out, fact, &answer, app_eras(ui->app), app_lang(ui->app));
	else
		buf_adds(out, word[0] ? word : _("not known"));
	free(why);
	answer_done(&answer);
}

const char *trace_source(const struct fact_read *read)
{
	switch (read->fact->origin) {
	case FACT_ASKED:
		return read->word[0] ? _("answer") : _("not answered");
	case FACT_LISTED:
		return _("registry");
	default:
		return _("derived");
	}
}

/* Who says so: whose answer of which day, which line of the registry, or the rule that works it out. */
static void add_source(struct ui *ui, const struct fact_read *read, struct buf *out)
{
	const struct entity *entity = dossier_find(work_dossier(ui->work), read->key);
	const struct answer *answer = entity ? entity_answer(entity, read->fact) : NULL;
	buf_addf(out, " (%s", trace_source(read));
	if (read->source[0]) {
		buf_addf(out, ": %s", read->source);
	} else if (read->fact->origin == FACT_ASKED && answer && answer->state != ANSWER_NONE && answer->author && answer->author[0]) {
		buf_addf(out, ": %s", answer->author);
		if (answer->at > 0) {
			buf_adds(out, " ");
			date_format_short(out, app_eras(ui->app), date_of_moment(answer->at));
		}
	}
	buf_adds(out, ")");
}

/* A fact of a candidate that is not the one the whole is about needs its name, or "chosen = no" would stand there three times. */
static void add_fact(struct ui *ui, const struct fact_read *read, const char *own, struct buf *out)
{
	buf_adds(out, app_text(ui->app, &read->fact->label));
	if (strcmp(read->key, own) == 0)
		return;
	if (read->fact->scope == SCOPE_CANDIDATE || read->fact->scope == SCOPE_SERVICE)
		buf_addf(out, " [%s]", candidate_name(ui->work, read->key));
	else if (read->fact->scope == SCOPE_COMPONENT && work_dossier(ui->work)->root->count > 1) {
		buf_adds(out, " [");
		component_label(ui->work, read->key, out);
		buf_adds(out, "]");
	}
}

void trace_reads(struct ui *ui, const char *heading, const struct fact_read *reads, size_t count, const char *own, struct buf *out)
{
	if (count > 0 && heading)
		buf_addf(out, "%s\n", heading);
	for (size_t i = 0; i < count; i++) {
		add_fact(ui, &reads[i], own, out);
		buf_adds(out, " = ");
		add_label(ui, reads[i].fact, reads[i].word, out);
		add_source(ui, &reads[i], out);
		buf_addc(out, '\n');
	}
}

void trace_facts(struct ui *ui, const struct fact_read *reads, size_t count, const char *own, struct buf *out)
{
	bool any = false;
	/* What was worked out follows from the rest; it stands here only where there is nothing else. */
	for (int pass = 0; pass < 2 && !any; pass++) {
		for (size_t i = 0; i < count; i++) {
			bool supplied = reads[i].fact->origin == FACT_ASKED || reads[i].fact->origin == FACT_LISTED;
			if (supplied != (pass == 0) || !reads[i].word[0])
				continue;
			buf_adds(out, any ? _("; ") : _("Facts: "));
			any = true;
			add_fact(ui, &reads[i], own, out);
			buf_adds(out, " = ");
			add_label(ui, reads[i].fact, reads[i].word, out);
			buf_addf(out, " (%s)", trace_source(&reads[i]));
		}
	}
	if (any)
		buf_addc(out, '\n');
}

void finding_missing(struct ui *ui, const struct fact_missing *missing, size_t count, struct buf *out)
{
	if (count == 0)
		return;
	buf_adds(out, _("Would settle it: "));
	for (size_t i = 0; i < count; i++) {
		buf_adds(out, i > 0 ? ", " : "");
		missing_label(ui->app, ui->work, &missing[i], out);
		/* What settles this finding need not settle the case. */
		if (missing[i].fact->question && !work_matters(ui->work, missing[i].key, missing[i].fact->question))
			buf_adds(out, _(" (no effect)"));
	}
	buf_addc(out, '\n');
}

/* The first that has a question, in this order: what is missing, then what was read. */
static const struct fact *first_asked(const struct fact_missing *missing, size_t missing_count, const struct fact_read *reads, size_t read_count,
	const char **key)
{
	for (size_t i = 0; i < missing_count; i++) {
		*key = missing[i].key;
		if (missing[i].fact->question)
			return missing[i].fact;
	}
	for (size_t i = 0; i < read_count; i++) {
		*key = reads[i].key;
		if (reads[i].fact->question)
			return reads[i].fact;
	}
	return NULL;
}

bool trace_jump(struct ui *ui, const struct fact_missing *missing, size_t missing_count, const struct fact_read *reads, size_t read_count)
{
	const char *key = "";
	const struct fact *fact = first_asked(missing, missing_count, reads, read_count, &key);
	if (!fact)
		return false;
	ui_next_fact(ui, key, fact);
	return true;
}

void trace_change(struct ui *ui, const struct fact_read *reads, size_t count, struct buf *out)
{
	const char *key = "";
	const struct fact *fact = first_asked(NULL, 0, reads, count, &key);
	if (fact)
		buf_addf(out, _("To change it: Enter opens \"%s\"\n"), app_text(ui->app, &fact->label));
}

static void condition(struct ui *ui, const char *name, enum truth truth, const struct text *text, struct buf *out)
{
	buf_addf(out, "%s [%s] %s\n", name, word_truth(truth, _("yes"), _("no"), _("unknown")), app_text(ui->app, text));
}

void trace_step(struct ui *ui, const struct step_result *step, struct buf *out)
{
	buf_addf(out, "%s: %s", app_text(ui->app, &step->step->title), word_step(step->outcome));
	if (step->chosen[0])
		buf_addf(out, " (%s)", candidate_name(ui->work, step->chosen));
	buf_addc(out, '\n');
	if (step->outcome == STEP_NOT_REACHED)
		return;
	condition(ui, _("Offered"), step->entry, &step->step->entry_text, out);
	condition(ui, _("Adopted"), step->adopt, &step->step->adopt_text, out);
	condition(ui, _("Passed over"), step->pass, &step->step->pass_text, out);
	if (step->refer == TRUTH_YES)
		condition(ui, _("For the adviser"), step->refer, &step->step->refer_text, out);
	finding_missing(ui, step->missing, step->missing_count, out);
}
