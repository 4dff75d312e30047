/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lists of entries, such as the inventory of information: one row for each entry, the words behind its answers, and then what the list gives to
 * the questions that it answers, with the entry that set it. Columns, questions and conclusions are those that the data marks.
 */
#include "report/record_parts.h"

#include <stdlib.h>

#define COLUMNS_MAX 16
#define PAGE_CELLS 80
#define FRAME_CELLS 3
#define FIRST_CELLS_MIN 10

/* The term of a grade is enough in a table; the meaning of the grades stands in the ministry's policy. */
static void short_answer(struct buf *out, const struct record *record, const struct fact *fact, const struct answer *answer)
{
	const struct catalogue_entry *grade = NULL;
	struct buf word;

	buf_init(&word);
	if (fact->type == FACT_CHOICE && answer->state == ANSWER_GIVEN) {
		answer_to_word(&word, fact, answer);
		grade = edition_grade(record->edition, fact, word.data);
	}
	if (answer->state == ANSWER_NONE)
		buf_addc(out, '-');
	else if (grade)
		buf_adds(out, words_text(record, &grade->title));
	else
		words_answer(out, record, fact, answer);
	buf_done(&word);
}

static size_t columns_of(const struct screen *screen, const struct question **out)
{
	size_t count = 0;

	for (size_t i = 0; i < screen->question_count && count < COLUMNS_MAX; i++)
		if (screen->questions[i]->column)
			out[count++] = screen->questions[i];
	return count;
}

static void add_row(struct doc *doc, const struct record *record, const struct entity *entry, const struct question *const *columns,
	size_t count)
{
	struct buf texts[COLUMNS_MAX];
	const char *cells[COLUMNS_MAX];

	for (size_t i = 0; i < count; i++) {
		buf_init(&texts[i]);
		short_answer(&texts[i], record, columns[i]->fact, &entry->answers[columns[i]->fact->slot]);
		cells[i] = texts[i].data;
	}
	doc_row(doc, false, cells, count);
	for (size_t i = 0; i < count; i++)
		buf_done(&texts[i]);
}

static void add_table(struct doc *doc, const struct record *record, const struct entity *owner, const struct screen *screen)
{
	const struct question *columns[COLUMNS_MAX];
	const char *heads[COLUMNS_MAX];
	int widths[COLUMNS_MAX];
	size_t count = columns_of(screen, columns);
	int rest = PAGE_CELLS - FRAME_CELLS * (int)count - 1;

	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++) {
		heads[i] = words_label(record, columns[i]->fact);
		widths[i] = columns[i]->column;
		rest -= i > 0 ? widths[i] : 0;
	}
	/* The others keep their width where the first can give way: what they say must not be broken. */
	if (rest >= FIRST_CELLS_MIN)
		widths[0] = rest;
	doc_table(doc, words_text(record, &screen->title), widths, count);
	doc_row(doc, true, heads, count);
	for (size_t i = 0; i < owner->entry_count; i++)
		add_row(doc, record, owner->entries[i], columns, count);
}

/* What the table has no room for: the answers without a column, and the reasons of all. */
static void add_words(struct doc *doc, const struct record *record, const struct entity *entry, const struct screen *screen)
{
	bool named = false;

	for (size_t i = 0; i < screen->question_count; i++) {
		const struct fact *fact = screen->questions[i]->fact;
		const struct answer *answer = &entry->answers[fact->slot];
		struct buf text;

		if (answer->state == ANSWER_NONE || !record_asked(record, entry, fact))
			continue;
		buf_init(&text);
		if (!screen->questions[i]->column)
			words_answer(&text, record, fact, answer);
		if (answer_has_reason(answer) || (answer->evidence && answer->evidence[0])) {
			buf_adds(&text, text.len ? "; " : "");
			words_because(&text, answer);
		}
		if (text.len && !named) {
			struct buf name;

			buf_init(&name);
			words_entity(&name, record, entry->key);
			doc_add(doc, DOC_ITEM, 1, name.data);
			buf_done(&name);
			named = true;
		}
		if (text.len)
			doc_addf(doc, DOC_ITEM, 2, "%s: %s", words_label(record, fact), text.data);
		buf_done(&text);
	}
}

/* How often each option of a counted question was given. */
static void add_tally(struct doc *doc, const struct record *record, const struct entity *owner, const struct screen *screen)
{
	for (size_t i = 0; i < screen->question_count; i++) {
		const struct fact *fact = screen->questions[i]->fact;
		struct buf text;

		if (!screen->questions[i]->tally)
			continue;
		buf_init(&text);
		for (size_t option = 0; option < fact->option_count; option++) {
			size_t count = 0;

			for (size_t k = 0; k < owner->entry_count; k++) {
				const struct answer *answer = &owner->entries[k]->answers[fact->slot];

				count += answer->state == ANSWER_GIVEN && answer->number == (int64_t)option && record_asked(record, owner->entries[k], fact);
			}
			buf_addf(&text, "%s%s %zu", option ? ", " : "", words_text(record, &fact->options[option].label), count);
		}
		doc_addf(doc, DOC_PARAGRAPH, 0, "%s: %s", words_label(record, fact), text.data);
		buf_done(&text);
	}
}

static bool gathers(const struct fact *fact, enum scope scope)
{
	return fact->question && fact->question->gather && fact->question->gather->over == scope;
}

static void add_gathered(struct doc *doc, const struct record *record, const struct entity *owner, const struct screen *screen)
{
	static const int widths[] = { 20, 28, 22 };
	const char *head[] = { _("Item"), _("Outcome of the list"), _("Set by") };

	doc_table(doc, _("What the list gives"), widths, 3);
	doc_row(doc, true, head, 3);
	for (unsigned slot = 0; slot < record->edition->slots[owner->scope]; slot++) {
		const struct fact *fact = record->edition->by_slot[owner->scope][slot];
		struct buf word, source, value;

		if (!gathers(fact, screen->scope))
			continue;
		buf_init(&word);
		buf_init(&source);
		buf_init(&value);
		record->read_fact(owner, fact, &word, &source, record->asked_context);
		words_value(&value, record, fact, word.data);
		doc_row(doc, false, (const char *const[]){ words_label(record, fact), value.data, source.len ? source.data : "-" }, 3);
		buf_done(&word);
		buf_done(&source);
		buf_done(&value);
	}
}

/* The conclusions that the data wants shown with the list, such as the class of the information; those that hold. */
static void add_summary(struct doc *doc, const struct record *record, const struct entity *owner)
{
	const struct edition *edition = record->edition;
	struct buf text;
	bool any = false;

	buf_init(&text);
	for (size_t i = 0; i < edition->derived_count; i++) {
		const struct derived *derived = &edition->derived[i];
		struct buf word, source;

		if (!derived->summary || derived->fact->scope != owner->scope)
			continue;
		any = true;
		buf_init(&word);
		buf_init(&source);
		record->read_fact(owner, derived->fact, &word, &source, record->asked_context);
		if (word.len && word.data[0] == 'y')
			buf_addf(&text, "%s%s", text.len ? ", " : "", words_label(record, derived->fact));
		buf_done(&word);
		buf_done(&source);
	}
	if (any)
		doc_addf(doc, DOC_PARAGRAPH, 0, _("As a whole: %s"), text.len ? text.data : _("not known"));
	buf_done(&text);
}

void record_entries(struct doc *doc, const struct record *record, const struct entity *owner)
{
	const struct screen *screen = owner->entry_count ? edition_entry_screen(record->edition, owner->entries[0]->scope) : NULL;

	if (screen) {
		add_table(doc, record, owner, screen);
		for (size_t i = 0; i < owner->entry_count; i++)
			add_words(doc, record, owner->entries[i], screen);
		add_tally(doc, record, owner, screen);
		if (record->read_fact)
			add_gathered(doc, record, owner, screen);
	}
	if (record->read_fact)
		add_summary(doc, record, owner);
}
