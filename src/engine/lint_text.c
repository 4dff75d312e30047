/* SPDX-License-Identifier: Apache-2.0 */
/* A text may name a fact by its id. One that the edition does not have would send the reader looking for what is not there. */
#include "engine/compile.h"

#include <string.h>

#define ID_BYTES_MAX 96

struct place {
	const struct edition *edition;
	struct diag_list *diags;
	const char *file;
	int line;
};

static bool in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* Whether the word is the id of a fact by its form: a scope, one dot, and a name of at least two letters. */
static bool is_id(const char *word)
{
	char scope[16];
	const char *dot = strchr(word, '.');
	enum scope ignored;
	if (!dot || dot == word || (size_t)(dot - word) >= sizeof scope || strchr(dot + 1, '.') || strlen(dot + 1) < 2)
		return false;
	memcpy(scope, word, (size_t)(dot - word));
	scope[dot - word] = '\0';
	return scope_parse(scope, &ignored);
}

/* An id has a dot with a letter behind it, which few texts have, so the dots are looked for and the word around one is taken. */
static void lint_words(const struct place *place, const char *text)
{
	char word[ID_BYTES_MAX + 1];
	const char *done = text;
	for (const char *dot = text ? strchr(text, '.') : NULL; dot; dot = strchr(dot, '.')) {
		const char *start = dot, *end = dot + 1;
		if (!in_word(*end) || *end == '.') {
			dot++;
			continue;
		}
		while (start > done && in_word(start[-1]))
			start--;
		while (in_word(*end))
			end++;
		dot = done = end;
		/* A full stop at the end belongs to the sentence. */
		while (end[-1] == '.')
			end--;
		size_t len = (size_t)(end - start);
		if (len > ID_BYTES_MAX)
			continue;
		memcpy(word, start, len);
		word[len] = '\0';
		if (is_id(word) && !edition_fact(place->edition, word))
			diag_error(place->diags, STATUS_INPUT, place->file, place->line, _("a text names \"%s\", which is no fact of this edition"), word);
	}
}

static void lint_text(const struct place *place, const struct text *text)
{
	for (size_t lang = 0; lang < LANG_COUNT; lang++)
		lint_words(place, text->in[lang]);
}

static void lint_parts(const struct place *place, const struct rung *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		lint_text(place, &parts[i].title);
}

void lint_texts(const struct engine *engine, struct diag_list *diags)
{
	const struct edition *edition = engine->edition;
	struct place place = { .edition = edition, .diags = diags };
	for (size_t i = 0; i < edition->rule_count; i++) {
		const struct rule *rule = &edition->rules[i];
		const struct text *texts[] = { &rule->title, &rule->text, &rule->fix };
		place.file = rule->file;
		place.line = rule->line;
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
			lint_text(&place, texts[k]);
		lint_parts(&place, rule->rungs, rule->rung_count);
		lint_parts(&place, rule->exceptions, rule->exception_count);
	}
	for (size_t i = 0; i < edition->step_count; i++) {
		const struct step_def *step = &edition->steps[i];
		const struct text *texts[] = { &step->title, &step->entry_text, &step->adopt_text, &step->pass_text, &step->refer_text };
		place.file = step->file;
		place.line = step->line;
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
			lint_text(&place, texts[k]);
	}
	for (size_t i = 0; i < edition->fact_count; i++) {
		const struct question *question = edition->facts[i]->question;
		if (!question)
			continue;
		place.file = question->file;
		place.line = question->line;
		lint_text(&place, &question->text);
		lint_text(&place, &question->help);
		lint_text(&place, &question->example);
	}
}
