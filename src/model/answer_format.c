/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two ways an answer is written: in words, which is the form that is stored and signed and never depends on a language, and in labels,
 * which is the form for people.
 */
#include "model/answer.h"

#include <string.h>

#include "base/num.h"
#include "model/edition.h"
#include "model/listing.h"

/* How to write: in words, or (with `labels`) for people. */
struct manner {
	bool labels;
	const struct era_table *eras;
	enum lang lang;
};

static const char *option_name(const struct manner *manner, const struct fact *fact, size_t index)
{
	return manner->labels ? fact->options[index].label.in[manner->lang] : fact->options[index].word;
}

static void write_choice(struct buf *out, const struct fact *fact, int64_t index, const struct manner *manner)
{
	if (index >= 0 && (uint64_t)index < fact->option_count)
		buf_adds(out, option_name(manner, fact, (size_t)index));
}

static void write_set(struct buf *out, const struct fact *fact, int64_t mask, const struct manner *manner)
{
	/* The ideographic comma. */
	const char *between = !manner->labels ? " " : manner->lang == LANG_JA ? "\xE3\x80\x81" : ", ";
	bool first = true;

	for (size_t i = 0; i < fact->option_count; i++) {
		if (!(mask >> i & 1))
			continue;
		buf_addf(out, "%s%s", first ? "" : between, option_name(manner, fact, i));
		first = false;
	}
	if (first)
		buf_adds(out, manner->labels ? _("none") : "-");
}

static void write_yesno(struct buf *out, bool yes, const struct manner *manner)
{
	if (manner->labels)
		buf_adds(out, yes ? _("yes") : _("no"));
	else
		buf_adds(out, yes ? "yes" : "no");
}

static void write_date(struct buf *out, int64_t date, const struct manner *manner)
{
	char iso[11];

	if (manner->labels && manner->eras) {
		date_format(out, manner->eras, (date_days)date, manner->lang);
		return;
	}
	date_format_iso((date_days)date, iso);
	buf_adds(out, iso);
}

/* Japanese sets a unit next to its number, English apart; words have none. */
static void add_unit(struct buf *out, const char *unit, const struct manner *manner)
{
	if (manner->labels && *unit)
		buf_addf(out, "%s%s", manner->lang == LANG_JA ? "" : " ", unit);
}

static void write_money(struct buf *out, const struct fact *fact, int64_t yen, const struct manner *manner)
{
	const char *unit = fact->unit.in[manner->lang];

	if (!manner->labels) {
		buf_addf(out, "%lld", (long long)yen);
		return;
	}
	num_format_yen(out, yen);
	add_unit(out, *unit ? unit : _("yen"), manner);
}

/* What is typed for a service on no list is a word for files, not for readers. */
static void write_text(struct buf *out, const struct fact *fact, const char *text, const struct manner *manner)
{
	bool unlisted = manner->labels && strcmp(text, LISTING_NO_NUMBER) == 0 && strcmp(fact->id, "candidate.registry_id") == 0;

	buf_adds(out, unlisted ? _("on no list") : text);
}

static void write_given(struct buf *out, const struct fact *fact, const struct answer *answer, const struct manner *manner)
{
	switch (fact->type) {
	case FACT_TEXT:
	case FACT_CANDIDATE:
		write_text(out, fact, answer->text ? answer->text : "", manner);
		break;
	case FACT_CHOICE:
		write_choice(out, fact, answer->number, manner);
		break;
	case FACT_SET:
		write_set(out, fact, answer->number, manner);
		break;
	case FACT_YESNO:
		write_yesno(out, answer->number != 0, manner);
		break;
	case FACT_NUMBER:
		num_format_milli(out, answer->number);
		add_unit(out, fact->unit.in[manner->lang], manner);
		break;
	case FACT_MONEY:
		write_money(out, fact, answer->number, manner);
		break;
	case FACT_DATE:
		write_date(out, answer->number, manner);
		break;
	}
}

void answer_to_word(struct buf *out, const struct fact *fact, const struct answer *answer)
{
	static const struct manner words = { .labels = false };

	if (answer->state == ANSWER_DONT_KNOW)
		buf_adds(out, "?");
	else if (answer->state == ANSWER_GIVEN)
		write_given(out, fact, answer, &words);
}

void answer_to_label(struct buf *out, const struct fact *fact, const struct answer *answer, const struct era_table *eras, enum lang lang)
{
	const struct manner labels = { .labels = true, .eras = eras, .lang = lang };

	if (answer->state == ANSWER_DONT_KNOW)
		buf_adds(out, _("do not know"));
	else if (answer->state == ANSWER_GIVEN)
		write_given(out, fact, answer, &labels);
}
