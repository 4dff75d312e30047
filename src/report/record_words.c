/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of the record. Whatever a file of the ministry says is taken from the edition in the language of the record; only the frame of a
 * sentence comes from here, as a message that can be translated.
 */
#include "report/record_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "report/listing_words.h"

const char *words_outcome(enum outcome outcome)
{
	static const char *const words[] = {
		[OUTCOME_PASS] = N_("[pass]"),
		[OUTCOME_FAIL] = N_("[fail]"),
		[OUTCOME_UNDETERMINED] = N_("[open]"),
		[OUTCOME_NOT_APPLICABLE] = N_("[n/a]"),
	};

	return _(words[outcome]);
}

const char *words_verdict(enum verdict_status status)
{
	static const char *const words[] = {
		[VERDICT_DECIDED] = N_("[decided]"),
		[VERDICT_REFUSED] = N_("[refused]"),
		[VERDICT_UNDETERMINED] = N_("[open]"),
		[VERDICT_GATED] = N_("[outside the steps]"),
	};

	return _(words[status]);
}

const char *words_step(enum step_outcome outcome)
{
	static const char *const words[] = {
		[STEP_NOT_REACHED] = N_("[not reached]"),
		[STEP_ADOPTED] = N_("[adopted]"),
		[STEP_PASSED] = N_("[passed over]"),
		[STEP_UNDETERMINED] = N_("[open]"),
		[STEP_REFUSED] = N_("[refused]"),
	};

	return _(words[outcome]);
}

const char *words_acceptable(enum truth acceptable)
{
	return words_outcome(acceptable == TRUTH_YES ? OUTCOME_PASS : acceptable == TRUTH_NO ? OUTCOME_FAIL : OUTCOME_UNDETERMINED);
}

const char *words_text(const struct record *record, const struct text *text)
{
	const char *own = text->in[record->lang], *other = text->in[record->lang == LANG_JA ? LANG_EN : LANG_JA];

	if (own && own[0])
		return own;
	return other ? other : "";
}

void words_answer(struct buf *out, const struct record *record, const struct fact *fact, const struct answer *answer)
{
	if (!answer || answer->state == ANSWER_NONE)
		buf_adds(out, _("not answered"));
	else if (answer->state == ANSWER_DONT_KNOW)
		buf_adds(out, _("not known yet"));
	else if (fact->type == FACT_CANDIDATE && answer->text)
		words_entity(out, record, answer->text);
	else
		answer_to_label(out, fact, answer, &record->edition->eras, record->lang);
}

void words_value(struct buf *out, const struct record *record, const struct fact *fact, const char *word)
{
	struct answer answer = { .state = ANSWER_NONE };
	char *why = NULL;

	if (!word[0])
		buf_adds(out, _("not known"));
	else if (answer_from_word(&answer, fact, word, &why))
		words_answer(out, record, fact, &answer);
	else
		buf_adds(out, word);
	free(why);
	answer_done(&answer);
}

const char *words_label(const struct record *record, const struct fact *fact)
{
	const char *label = words_text(record, &fact->label);

	return (fact->origin == FACT_BUILTIN || fact->origin == FACT_KEPT) && label[0] ? _(label) : label;
}

bool words_because(struct buf *out, const struct answer *answer)
{
	bool reason = answer && answer_has_reason(answer), evidence = answer && answer->evidence && answer->evidence[0];

	if (reason)
		buf_adds(out, answer->reason);
	if (evidence)
		buf_addf(out, "%s(%s)", reason ? " " : "", answer->evidence);
	return reason || evidence;
}

void words_read(struct buf *out, const struct record *record, const struct fact_read *read, const char *own)
{
	buf_adds(out, words_label(record, read->fact));
	if (own && strcmp(own, read->key) != 0) {
		buf_adds(out, " (");
		words_entity(out, record, read->key);
		buf_adds(out, ")");
	}
	buf_adds(out, ": ");
	words_value(out, record, read->fact, read->word);
}

void words_reads(struct buf *out, const struct record *record, const struct fact_read *reads, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_adds(out, "; ");
		words_read(out, record, &reads[i], NULL);
		if (reads[i].source[0])
			buf_addf(out, " (%s)", reads[i].source);
	}
}

void words_missing_fact(struct buf *out, const struct record *record, const struct fact_missing *missing)
{
	/* TRANSLATORS: the label of a fact whose value is there, but not the words that are its ground. */
	buf_addf(out, missing->reason ? _("the reason for \"%s\"") : "\"%s\"", words_label(record, missing->fact));
}

/* Only the first of a key opens its group; the others are in it already. */
static bool is_first_of_key(const struct fact_missing *missing, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(missing[i].key, missing[at].key) == 0)
			return false;
	return true;
}

void words_missing(struct buf *out, const struct record *record, const struct fact_missing *missing, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!is_first_of_key(missing, i))
			continue;
		buf_adds(out, i > 0 ? "; " : "");
		for (size_t k = i; k < count; k++)
			if (strcmp(missing[k].key, missing[i].key) == 0) {
				buf_adds(out, k > i ? ", " : "");
				words_missing_fact(out, record, &missing[k]);
			}
		buf_adds(out, " (");
		words_entity(out, record, missing[i].key);
		buf_adds(out, ")");
	}
}

static void add_named(struct buf *out, const struct record *record, const struct entity *entity, const char *fact_id)
{
	const char *name = entity_text(record->dossier, entity, fact_id);

	buf_adds(out, name[0] ? name : entity->key);
}

void words_entity(struct buf *out, const struct record *record, const char *key)
{
	const struct entity *entity = dossier_find(record->dossier, key);
	const struct step_def *step;

	if (!entity) {
		buf_adds(out, key);
		return;
	}
	switch (entity->scope) {
	case SCOPE_CASE:
		buf_adds(out, _("the case as a whole"));
		break;
	case SCOPE_COMPONENT:
		add_named(out, record, entity, "component.name");
		break;
	case SCOPE_INFORMATION:
		add_named(out, record, entity, "information.name");
		break;
	case SCOPE_CONTROL:
		add_named(out, record, entity, "control.number");
		break;
	case SCOPE_SEARCH:
		buf_addf(out, _("search %d"), kept_search_number(entity));
		break;
	case SCOPE_STEP:
		step = edition_step(record->edition, entity->number);
		add_named(out, record, entity->parent, "component.name");
		buf_addf(out, ", %s", step ? words_text(record, &step->short_title) : key);
		break;
	default:
		add_named(out, record, entity, "candidate.name");
		break;
	}
}

void words_date(struct buf *out, const struct record *record, date_days date)
{
	if (date == DATE_NONE)
		buf_adds(out, _("not stated"));
	else
		date_format(out, &record->edition->eras, date, record->lang);
}

void words_time(struct buf *out, const struct record *record, int64_t at)
{
	int minutes = date_second_of_day(at) / 60;

	words_date(out, record, date_of_moment(at));
	buf_addf(out, " %02d:%02d", minutes / 60, minutes % 60);
}

const char *words_role(const struct record *record, const char *role)
{
	for (size_t i = 0; role && i < record->edition->role_count; i++)
		if (strcmp(record->edition->roles[i].name, role) == 0)
			return words_text(record, &record->edition->roles[i].title);
	return role ? role : "";
}

/* As an answer in money is written, so that a total looks like its parts. */
void words_yen(struct buf *out, const struct record *record, int64_t yen)
{
	num_format_yen(out, yen);
	buf_addf(out, "%s%s", record->lang == LANG_JA ? "" : " ", _("yen"));
}

static void add_service(struct buf *out, const struct record *record, const struct entity *candidate, const char *fact_id)
{
	const struct fact *fact = edition_fact(record->edition, fact_id);
	const struct answer *answer = fact ? entity_answer(candidate, fact) : NULL;

	if (answer && answer->state == ANSWER_GIVEN) {
		buf_adds(out, ", ");
		words_answer(out, record, fact, answer);
	}
}

enum listing_state record_listing_state(const struct record *record, const struct entity *candidate, date_days *expires_on)
{
	const struct answer *end = entity_answer_id(record->dossier, record->dossier->root, "case.contract_end");

	return listing_state_of_facts(record->edition, candidate->services, record->verdict->as_of,
		end && end->state == ANSWER_GIVEN ? (date_days)end->number : DATE_NONE, expires_on);
}

void words_listing(struct buf *out, const struct record *record, const struct entity *candidate)
{
	const char *number = entity_text(record->dossier, candidate, "candidate.registry_id");
	const struct fact *fact = edition_fact(record->edition, "candidate.registry_id");
	date_days expires_on;

	if (!number[0] && fact && !record_asked(record, candidate, fact))
		buf_adds(out, _("no listing is needed here"));
	else if (!number[0])
		buf_adds(out, _("listing not answered"));
	else if (strcmp(number, LISTING_NO_NUMBER) == 0)
		buf_adds(out, _("on no list"));
	else {
		buf_adds(out, number);
		add_service(out, record, candidate, "service.list");
		buf_adds(out, ", ");
		enum listing_state state = record_listing_state(record, candidate, &expires_on);
		words_listing_state_dated(out, &record->edition->eras, state, expires_on);
		/* A number of a ministry's own catalogue: on no list, and here is where it stands. */
		const struct answer *status = entity_answer_id(record->dossier, candidate, "service.status");
		if (state == LISTING_STATE_NOT_LISTED && status && status->source && status->source[0])
			buf_addf(out, "; %s", status->source);
	}
}
