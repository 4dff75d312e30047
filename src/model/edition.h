/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An edition of the policy as loaded from data/policy/EDITION, screens/ and data/catalogue/: dictionary, screens, clauses, rules and
 * steps, in source form. It is constant once loaded. engine/ compiles its expressions; this room only checks what can be said without them.
 * The formats are in doc/formats.md sections 2 and 3.
 */
#ifndef MODEL_EDITION_H
#define MODEL_EDITION_H

#include "base/date.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_state.h"
#include "base/mem.h"
#include "base/sign.h"
#include "model/fact.h"

#define STEP_MAX 8

enum demand { DEMAND_NONE, DEMAND_OPTIONAL, DEMAND_REQUIRED };
enum force { FORCE_MUST, FORCE_PRINCIPLE, FORCE_PREFERRED, FORCE_CAUTION };

/* An expression in source form with its place, for messages; text is NULL where the key is absent. */
struct source_expr {
	const char *text;
	const char *file;
	int line;
};

struct screen;
struct question {
	const char *name;
	struct fact *fact;
	const struct screen *screen;
	struct text text, help, example;
	struct source_expr ask;
	struct derived *gather; /* the entries of the entity answer it where there are any; NULL: they never do */
	enum demand reason, evidence;
	bool has_min, has_max;
	int64_t min, max; /* in the unit of the fact's value */
	int lines;        /* text: rows of the area; 1 for a line */
	const char *schemes; /* which schemes stand beside it: "chosen", "sector", or an option of candidate.evidence; "" none */
	bool tally;       /* of an entry: its options are counted under the list */
	int column;       /* of an entry: cells in the list of entries; 0: not in it */
	struct text heading; /* of that column; the label of the fact where none is given */
	const char *search; /* of a step: options that say that no service suits, which a kept search shows; "" none */
	const char *file;
	int line;
};
struct screen {
	const char *id;
	struct text title, intro;
	enum scope scope;
	unsigned steps; /* bit n for step n; all bits where not restricted */
	const char *group;
	int order;
	const char *clause;
	const struct question **questions;
	size_t question_count;
	const char *file;
	int line;
};
struct clause {
	const char *id, *section, *source, *modality, *scope;
	struct text cited; /* the section as it is cited in each language */
	struct text text;
	const char *file;
	int line;
};
enum quantifier {
	QUANTIFIER_NONE, QUANTIFIER_EVERY, QUANTIFIER_SOME, QUANTIFIER_COUNT,
	QUANTIFIER_HIGHEST, QUANTIFIER_UNION /* of a question's entries only */
};
struct derived {
	struct fact *fact;
	enum quantifier quantifier; /* NONE: `of` is evaluated on the entity itself */
	enum scope over;
	struct source_expr of, where;
	int summary;               /* place under the list of entries, where a yes is shown; 0: not there */
	const struct fact *from;   /* HIGHEST, UNION: the fact of the entries; then `of` names it and is no expression */
	const struct fact *ground; /* of a question's entries: one counts as meeting `of` only with a reason for this; NULL: none needed */
	int yes, no;               /* of a question's entries: the options of a choice that the outcome stands for */
};
struct rung {
	struct source_expr expr;
	struct text title;
	const char *clause; /* "" when the rule's own */
	const char *ground; /* fact id whose answer must carry a reason; "" when none */
};
struct rule {
	const char *id;     /* section name */
	const char *clause; /* ids separated by spaces */
	enum force force;
	enum scope scope;
	unsigned steps; /* bit n for step n; 0 where not restricted */
	struct source_expr when;
	struct rung *rungs; /* `require`, or require.1, .2, ... */
	size_t rung_count;
	struct rung *exceptions;
	size_t exception_count;
	struct text title, text, fix;
	const struct overlay *tightened; /* that raised the force; NULL: nobody did */
	const char *file;
	int line;
};
struct step_def {
	int number;
	struct text title, short_title, model_label;
	const char *clause, *model, *forms, *deployments;
	struct source_expr entry, adopt, pass, refer;
	const char *pass_needs; /* fact ids separated by spaces */
	bool names_candidate;
	struct text entry_text, adopt_text, pass_text, refer_text;
	const char *file;
	int line;
};
struct gate {
	const char *name, *verdict, *ground, *clause;
	struct source_expr when;
	struct text title, text;
};
struct policy_source {
	const char *name;
	struct text title, issuer;
	date_days date;
};
struct notice {
	const char *name;
	struct text title, text;
	date_days date;
	const char *clause; /* ids separated by spaces; "" when it stands for none */
};

/* One entry of a catalogue file: a role, a sign-off column, or a grade (doc/formats.md section 7). */
struct catalogue_entry {
	const char *name;
	struct text title;
	struct text text;        /* grades: its meaning; else "" */
	const char *fact, *value; /* grades: the fact and the option that it explains; else "" */
	const char *clause;      /* grades: ids separated by spaces; else "" */
	int order;               /* as the file says, else its place in the file from 1 */
	const char *file;
	int line;
};

/* A certification scheme, guideline or standard that may stand behind a candidate (doc/formats.md section 7). */
struct scheme {
	const char *name, *section; /* the section of the source that describes it */
	const char *clause;         /* ids separated by spaces */
	struct text title, operated_by, target, levels, validity, surveillance, iso27001, evidences;
	int validity_months, surveillance_months; /* 0 where the source states none */
	const char *named;  /* the clause of the policy that names it; "" when none does */
	const char *word;   /* option of candidate.evidence that it is entered as; "" when it is no evidence */
	const char *sector; /* option of case.sector whose guideline it is; "" when of no sector */
	const char *file;
	int line;
};

/* A harm that a leak, an alteration or a loss may do, and the grade that it speaks for (doc/formats.md section 7). */
struct harm {
	const char *name;
	const struct catalogue_entry *grade; /* of the grades */
	struct text text;   /* the harm, as something to be ticked */
	struct text reason; /* proposed as the reason for the grade */
};

/* Why a hit of a kept search was not taken (doc/formats.md section 7). */
struct rejection {
	const char *name;
	struct text title;
	bool words; /* it says nothing without words */
	int order;
};

/* Two dates of which the later one may not be the earlier (doc/formats.md section 2, not_before). */
struct date_order {
	const struct fact *earlier, *later;
};

/*
 * What proof.ini says (doc/formats.md section 3), which the proof checks: where raising the confidentiality may make a candidate acceptable, and which
 * outcome a rule can never have.
 */
struct allowance {
	const char *name;
	struct source_expr when; /* read at the candidate after the change */
	const char *clause;      /* ids separated by spaces */
	struct text text;
	const char *file;
	int line;
};
struct never {
	const char *name;
	const struct rule *rule;
	const char *outcome; /* "fail", "undetermined" or "not_applicable" */
	struct text text;
	const char *file;
	int line;
};

/* What an organisation or a later instrument adds to an edition (doc/formats.md section 13). */
struct overlay {
	const char *name;
	struct text title, text;
	date_days date;
	const char *file;
	int line;
};

struct edition_index;

struct edition {
	const char *id;
	struct text title, short_title;
	date_days decided_on, in_force_from;
	struct digest digest; /* over the packed file set */
	struct fileset files; /* by name; with their bytes, so that a record can carry the edition, where `whole` */
	bool whole;

	struct fact **facts; /* all, in order of declaration */
	size_t fact_count;
	unsigned slots[SCOPE_COUNT]; /* facts per scope */
	struct fact **by_slot[SCOPE_COUNT];

	struct screen *screens; /* by group and order */
	size_t screen_count;
	struct date_order *orders;
	size_t order_count;
	const struct fact **compared; /* rows of the comparison of candidates, in their order */
	size_t compared_count;
	struct clause *clauses;
	size_t clause_count;
	struct derived *derived;
	size_t derived_count;
	struct rule *rules;
	size_t rule_count;
	struct step_def *steps;
	size_t step_count;
	struct gate *gates;
	size_t gate_count;
	struct policy_source *sources;
	size_t source_count;
	struct notice *notices;
	size_t notice_count;
	struct era_table eras;
	struct catalogue_entry *roles; /* by order */
	size_t role_count;
	struct catalogue_entry *signoff; /* columns of the record, by order */
	size_t signoff_count;
	struct catalogue_entry *grades; /* classification.ini, in order of the file */
	size_t grade_count;
	struct harm *harms; /* harms.ini, in order of the file */
	size_t harm_count;
	struct rejection *rejections; /* rejections.ini, by order */
	size_t rejection_count;
	struct scheme *schemes; /* schemes.ini, in order of the file */
	size_t scheme_count;
	struct allowance *allowances;
	size_t allowance_count;
	struct never *nevers;
	size_t never_count;
	struct overlay *overlays; /* in force, by name */
	size_t overlay_count;
	const char *off; /* names of overlays that were left out, as the caller said; "" when none */
	struct arena arena;
	struct file_view kept; /* in which texts stand that an earlier run had kept; else none */
	struct edition_index *index; /* private to edition.c */
};

/*
 * Loads an edition: from a data root (the directory that holds data/ and screens/), or from a packed file set taken out of a record.
 * Returns STATUS_OK and a new edition, or STATUS_INPUT with every fault of every file. Release with edition_free.
 */
enum status edition_load(struct edition **out, const char *root, const char *id, struct diag_list *diags);
enum status edition_load_packed(struct edition **out, const char *id, const void *bytes, size_t len, struct diag_list *diags);
/*
 * The same with a file that remembers on which sets of files the two INI readers have agreed (model/agreed.h): those are compared no more,
 * and a set that loads without a fault is added. NULL or "" for none. That the file cannot be read or written is no fault. Beside that file
 * the parsed files of each edition of a data root are kept (model/kept.h); an edition that comes from there is not whole.
 */
enum status edition_load_with(struct edition **out, const char *root, const char *id, const char *agreed, struct diag_list *diags);
/*
 * The same without the overlays that `off` names, separated by a space; NULL or "" leaves none out. Every other overlay of the edition in
 * data/overlay/EDITION is in force, and the digest covers it.
 */
enum status edition_load_without(struct edition **out, const char *root, const char *id, const char *off, const char *agreed,
	struct diag_list *diags);
enum status edition_load_packed_with(struct edition **out, const char *id, const void *bytes, size_t len, const char *agreed,
	struct diag_list *diags);
/*
 * Puts the bytes of the files into an edition that was loaded from what an earlier run had kept of them. STATUS_INPUT when they are no longer
 * those of its digest, or cannot be read. Does nothing to an edition that is whole.
 */
enum status edition_complete(struct edition *edition, const char *root, struct diag_list *diags);
/*
 * The edition that counts on a day: of the directories of data/policy whose names begin with a date, the newest that is not after the day. NULL when
 * there is none; caller frees. `visit` of edition_each is called for every one of them, oldest first.
 */
char *edition_on(const char *root, date_days day);
void edition_each(const char *root, void (*visit)(const char *id, void *context), void *context);
void edition_free(struct edition **edition);

const struct fact *edition_fact(const struct edition *edition, const char *id); /* NULL when not declared */
const struct clause *edition_clause(const struct edition *edition, const char *id);
const struct rule *edition_rule(const struct edition *edition, const char *id);
const struct screen *edition_screen(const struct edition *edition, const char *id);
/* The grade that explains an option of a fact, or of the fact whose entries it is; NULL when none does. */
const struct catalogue_entry *edition_grade(const struct edition *edition, const struct fact *fact, const char *word);
/* Whether a harm speaks for a grade of a fact, or of the fact whose entries it is. */
bool edition_harm_about(const struct edition *edition, const struct harm *harm, const struct fact *fact);
const struct rejection *edition_rejection(const struct edition *edition, const char *name); /* NULL when there is none */
/* The screen that asks about entries of a scope, NULL when none does. */
const struct screen *edition_entry_screen(const struct edition *edition, enum scope scope);
const struct step_def *edition_step(const struct edition *edition, int number);

/* The overlay that a file of the edition belongs to, or NULL where the file is the edition's own. */
const struct overlay *edition_overlay(const struct edition *edition, const char *file);

const char *force_word(enum force force);

#endif
