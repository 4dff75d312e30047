/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The justification record: what a decision-maker signs and an auditor reads. It shows subject, sign-off columns, the verdict of each
 * component, why each earlier step was passed over, findings of the chosen candidate, comparison with costs over the years, conditions,
 * remarks, open points, edition and snapshot with their digests, the as-of date and notices of newer instruments. What passed without
 * a word to say is counted on paper; JSON and CSV hold every finding with everything it read.
 */
#ifndef REPORT_RECORD_H
#define REPORT_RECORD_H

#include "base/buf.h"
#include "base/date.h"
#include "base/sign.h"
#include "model/dossier.h"
#include "model/life.h"
#include "model/listing.h"
#include "model/search_kept.h"
#include "model/trigger.h"
#include "model/verdict.h"
#include "report/doc.h"

struct engine;

/* A step in the life of the case, as the chain tells it; all borrowed. */
struct record_step {
	enum life_verb verb;
	const char *title;      /* of the step, as the table of the life of a case has it */
	const char *author, *role; /* NULL where the entry could not be read */
	int64_t seq, at;
	int revision;           /* that it made or speaks of */
	struct digest digest;   /* of the revision or the act */
	struct digest key;      /* SHA-256 of the public key that stands for it */
	bool own_key;           /* a person's; otherwise that of the terminal */
	const char *state;      /* of the case afterwards: its word */
	const char *part, *fact, *words; /* "" where there are none */
	size_t remark;          /* number of the remark that it makes, answers or closes; 0: none */
	const char *fault;      /* why it does not count; NULL when it does */
	bool crossed;           /* taken without knowing what stands before it, on another terminal */
	int joins;              /* of a revision: the number of the other one that it goes on from; 0: none */
	struct digest joined;   /* that one */
};
/* How far the chain of a terminal was known, by the last entry that speaks of the case. */
struct record_end {
	const char *terminal;
	int64_t epoch, seq;
};
struct record_life {
	const struct record_step *steps; /* oldest first, up to the revision of the record */
	size_t count;
	const char *state, *state_title; /* of the revision of the record: its word, and what people call it */
	int revisions;                   /* how many there are by now */
	int64_t through;                 /* place in its chain of the last step there was */
	const struct record_end *ends;   /* of all chains that speak of the case */
	size_t end_count;
	int replaced;                    /* number of the revision that has taken its place; 0: none has */
	int newer;                       /* of an approved one: a newer revision that is not approved yet; 0: none */
};

/* Everything a record is made from; all borrowed. */
struct record {
	const struct edition *edition;
	const struct dossier *dossier;
	const struct verdict *verdict;
	const struct engine *engine; /* that decided it, which puts its rules into words; NULL: they are left out */
	const struct snapshot_info *snapshot; /* NULL: no snapshot was used */
	int snapshot_age_days;
	const char *author, *program_version, *policy_check;
	/* A handed-in revision: its digest, its place in the chain, its time. NULL digest: a draft, marked so. */
	const struct digest *revision;
	int64_t seq, submitted_at;
	int revision_number;
	const struct digest *key;    /* SHA-256 of the public key that signed the revision; NULL: not known */
	bool own_key;                /* it is the drafter's own; otherwise that of the terminal */
	const struct record_life *life; /* NULL: of a draft, or nothing is told */
	const struct triggers *triggers; /* of a handed-in revision: what makes it be looked at again; NULL: none */
	enum lang lang;
	/*
	 * Whether a question is asked of an entity as the case stands. An answer that is no longer asked for does not count: the printed record
	 * leaves it out, JSON and CSV mark it. NULL: every answer counts. `asked_context` is handed on to it.
	 */
	bool (*is_asked)(const struct entity *entity, const struct question *question, void *context);
	void *asked_context;
	/* Words and filter of a kept search as a sentence, appended. NULL: they are shown as they are kept. */
	void (*search_words)(const struct kept_search *search, struct buf *out);
	/*
	 * A fact as the rules see it: its word ("" when not known) and the entry that set it ("" when none did), both appended. NULL: what the lists of
	 * entries give is left out. Gets `asked_context`, too.
	 */
	void (*read_fact)(const struct entity *entity, const struct fact *fact, struct buf *word, struct buf *source, void *context);
};

struct doc *record_doc(const struct record *record);
/* The tables of the record for a spreadsheet: a sheet each for the record, comparison, findings, answers, searches, listings and steps. */
struct doc *record_tables(const struct record *record);
/* Machine form, documented in doc/record-json.md. Keys in fixed order, UTF-8, final newline. */
void record_json(const struct record *record, struct buf *out);
/*
 * One row for each answer and each finding: kind, entity, fact or rule, clause, value or outcome, reason, evidence, source, and whether
 * the answer is still asked for. UTF-8 with BOM, lines end as RFC 4180 says. Not meant to be read back.
 */
void record_csv(const struct record *record, struct buf *out);

/* The years that costs are counted over, in thousandths; false when they are not known. */
bool record_years(const struct dossier *dossier, int64_t *out_milli);
/* Cost of a candidate over the case's years: initial + migration + yearly x years + exit; false when a part is unknown. */
bool record_cost(const struct dossier *dossier, const struct entity *candidate, int64_t *out_yen);
/* What will have been paid after so many years (in thousandths) of use; at the end of the life cycle that is record_cost. */
bool record_cost_until(const struct dossier *dossier, const struct entity *candidate, int64_t years_milli, int64_t *out_yen);

#endif
