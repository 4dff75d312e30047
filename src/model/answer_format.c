/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two ways an answer is written: in words, which is the form that is stored and signed and never depends on a language, and in labels,
 * which is the form for people.
 */
#include "model/answer.h"

#include "base/num.h"
#include "model/edition.h"

static void write_set(struct buf *out, const struct fact *fact, int64_t mask)
{
	bool first = true;

	for (size_t i = 0; i < fact->option_count; i++) {
		if (!(mask >> i & 1))
			continue;
		buf_addf(out, "%s%s", first ? "" : " ", fact->options[i].word);
		first = false;
	}
	if (first)
		buf_adds(out, "-");
}

static void write_choice(struct buf *out, const struct fact *fact, int64_t index)
{
	if (index >= 0 && (uint64_t)index < fact->option_count)
		buf_adds(out, fact->options[index].word);
}

static void write_date(struct buf *out, int64_t date)
{
	char iso[11];

	date_format_iso((date_days)date, iso);
	buf_adds(out, iso);
}

void answer_to_word(struct buf *out, const struct fact *fact, const struct answer *answer)
{
	if (answer->state == ANSWER_DONT_KNOW)
		buf_adds(out, "?");
	if (answer->state != ANSWER_GIVEN)
		return;
	switch (fact->type) {
	case FACT_TEXT:
	case FACT_CANDIDATE:
		buf_adds(out, answer->text ? answer->text : "");
		break;
	case FACT_CHOICE:
		write_choice(out, fact, answer->number);
		break;
	case FACT_SET:
		write_set(out, fact, answer->number);
		break;
	case FACT_YESNO:
		buf_adds(out, answer->number ? "yes" : "no");
		break;
	case FACT_NUMBER:
		num_format_milli(out, answer->number);
		break;
	case FACT_MONEY:
		buf_addf(out, "%lld", (long long)answer->number);
		break;
	case FACT_DATE:
		write_date(out, answer->number);
		break;
	}
}

static void label_choice(struct buf *out, const struct fact *fact, int64_t index, enum lang lang)
{
	if (index >= 0 && (uint64_t)index < fact->option_count)
		buf_adds(out, fact->options[index].label.in[lang]);
}

static void label_set(struct buf *out, const struct fact *fact, int64_t mask, enum lang lang)
{
	bool first = true;

	for (size_t i = 0; i < fact->option_count; i++) {
		if (!(mask >> i & 1))
			continue;
		if (!first)
			buf_adds(out, lang == LANG_JA ? "\xE3\x80\x81" : ", "); /* the ideographic comma */
		buf_adds(out, fact->options[i].label.in[lang]);
		first = false;
	}
	if (first)
		buf_adds(out, _("none"));
}

/* Japanese sets a unit next to its number, English apart. */
static void add_unit(struct buf *out, const char *unit, enum lang lang)
{
	if (*unit)
		buf_addf(out, "%s%s", lang == LANG_JA ? "" : " ", unit);
}

static void label_date(struct buf *out, int64_t date, const struct era_table *eras, enum lang lang)
{
	if (eras)
		date_format(out, eras, (date_days)date, lang);
	else
		write_date(out, date);
}

void answer_to_label(struct buf *out, const struct fact *fact, const struct answer *answer, const struct era_table *eras, enum lang lang)
{
	if (answer->state == ANSWER_DONT_KNOW)
		buf_adds(out, _("do not know"));
	if (answer->state != ANSWER_GIVEN)
		return;
	switch (fact->type) {
	case FACT_TEXT:
	case FACT_CANDIDATE:
		buf_adds(out, answer->text ? answer->text : "");
		break;
	case FACT_CHOICE:
		label_choice(out, fact, answer->number, lang);
		break;
	case FACT_SET:
		label_set(out, fact, answer->number, lang);
		break;
	case FACT_YESNO:
		buf_adds(out, answer->number ? _("yes") : _("no"));
		break;
	case FACT_NUMBER:
		num_format_milli(out, answer->number);
		add_unit(out, fact->unit.in[lang], lang);
		break;
	case FACT_MONEY:
		num_format_yen(out, answer->number);
		add_unit(out, *fact->unit.in[lang] ? fact->unit.in[lang] : _("yen"), lang);
		break;
	case FACT_DATE:
		label_date(out, answer->number, eras, lang);
		break;
	}
}
