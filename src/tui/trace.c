/* SPDX-License-Identifier: Apache-2.0 */
/* The trace is part of the verdict; here it is only put into lines. */
#include "tui/trace.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "tui/words.h"

void trace_lines(struct ui *ui, const struct trace_line *lines, size_t count, struct buf *out)
{
	(void)ui;
	for (size_t i = 0; i < count; i++) {
		buf_addf(out, "%s [%s] ", lines[i].decisive ? "*" : " ", word_truth(lines[i].truth, _("yes"), _("no"), _("unknown")));
		for (int depth = 0; depth < lines[i].depth; depth++)
			buf_adds(out, "  ");
		buf_addf(out, "%s\n", lines[i].text);
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

void trace_reads(struct ui *ui, const struct fact_read *reads, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		buf_addf(out, "%s = ", app_text(ui->app, &reads[i].fact->label));
		add_label(ui, reads[i].fact, reads[i].word, out);
		if (reads[i].source[0])
			buf_addf(out, " (%s)", reads[i].source);
		buf_addc(out, '\n');
	}
}

void finding_missing(struct ui *ui, const struct fact_missing *missing, size_t count, struct buf *out)
{
	if (count == 0)
		return;
	buf_adds(out, _("Would settle it: "));
	for (size_t i = 0; i < count; i++) {
		buf_adds(out, i > 0 ? ", " : "");
		missing_label(ui->app, ui->work, &missing[i], out);
	}
	buf_addc(out, '\n');
}

static bool jump(struct ui *ui, const struct fact *fact, const char *key)
{
	if (!fact->question)
		return false;
	struct page_arg *next = ui_next(ui, &page_question, key);
	next->screen = fact->question->screen;
	next->question = fact->question;
	return true;
}

bool trace_jump(struct ui *ui, const struct fact_missing *missing, size_t missing_count, const struct fact_read *reads, size_t read_count)
{
	for (size_t i = 0; i < missing_count; i++)
		if (jump(ui, missing[i].fact, missing[i].key))
			return true;
	for (size_t i = 0; i < read_count; i++)
		if (jump(ui, reads[i].fact, reads[i].key))
			return true;
	return false;
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
