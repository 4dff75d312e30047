/* SPDX-License-Identifier: Apache-2.0 */
/* The words and the sections of the record. Private to report/: the sections add blocks to a document in the order of their numbers. */
#ifndef REPORT_RECORD_PARTS_H
#define REPORT_RECORD_PARTS_H

#include "model/listing_state.h"
#include "report/record.h"

/* Outcome words, translated and in brackets: what a reader sees before anything else. Borrowed. */
const char *words_outcome(enum outcome outcome);
const char *words_verdict(enum verdict_status status);
const char *words_step(enum step_outcome outcome);
const char *words_acceptable(enum truth acceptable);
/* The text in the language of the record, and the other language where that one is empty. */
const char *words_text(const struct record *record, const struct text *text);

/* The label of a fact; those of the program itself are messages, all others come from the data files. Borrowed. */
const char *words_label(const struct record *record, const struct fact *fact);

/* All of these append to `out`. */
/* The section of the first of these clauses, with the mark of its instrument where that is not the policy: "[003] 4.2.1". */
void words_clause(struct buf *out, const struct record *record, const char *ids);
/* The clause that the reader of a finding needs: that of the rung or exception by which it passed, else that of its rule. */
void words_finding_clause(struct buf *out, const struct record *record, const struct finding *finding);
/* Sections of all clauses, each once; another instrument than the policy is named by its title. For the sheet. */
void words_clauses(struct buf *out, const struct record *record, const char *ids);
/* The same with the mark of each instrument. */
void words_marked_clauses(struct buf *out, const struct record *record, const char *ids);
void words_finding_clauses(struct buf *out, const struct record *record, const struct finding *finding);
/* A value in word form as a label for people; "" is unknown. */
void words_value(struct buf *out, const struct record *record, const struct fact *fact, const char *word);
void words_answer(struct buf *out, const struct record *record, const struct fact *fact, const struct answer *answer);
/* "reason (evidence)" of an answer; false when it has neither. */
bool words_because(struct buf *out, const struct answer *answer);
/* "label: value" of a read; the entity is named where it is another than `own` (NULL: never). */
void words_read(struct buf *out, const struct record *record, const struct fact_read *read, const char *own);
/* Every read with its source, for the sheet. */
void words_reads(struct buf *out, const struct record *record, const struct fact_read *reads, size_t count);
/* One missing fact, and all of them grouped by entity: "a", "b" (entity); "c" (other). */
void words_missing_fact(struct buf *out, const struct record *record, const struct fact_missing *missing);
void words_missing(struct buf *out, const struct record *record, const struct fact_missing *missing, size_t count);
/* The name of an entity for people, from its key. */
void words_entity(struct buf *out, const struct record *record, const char *key);
void words_date(struct buf *out, const struct record *record, date_days date);
/* A moment on the clock of Japan: the day as above, hours and minutes. */
void words_time(struct buf *out, const struct record *record, int64_t at);
/* The title of a role of the edition, or its word. Borrowed. */
const char *words_role(const struct record *record, const char *role);
void words_yen(struct buf *out, const struct record *record, int64_t yen);
/* The state of the listing by the values that stand in the record, on its day and for its contract; *expires_on becomes the date or DATE_NONE. */
enum listing_state record_listing_state(const struct record *record, const struct entity *candidate, date_days *expires_on);
/* Number, list and state of the listing of a candidate with its date; or that it is on no list. */
void words_listing(struct buf *out, const struct record *record, const struct entity *candidate);

/* The title of the rung or exception by which a finding passed, "" when by the plain requirement; its ground through *ground (or ""). */
const char *words_way(const struct record *record, const struct finding *finding, const char **ground);
/* The answer of a fact at the entity of a key, NULL when there is none. */
const struct answer *record_answer(const struct record *record, const char *key, const char *fact_id);

/* Whether an answer counts: its question is still asked, or nobody asks for it at all. */
bool record_asked(const struct record *record, const struct entity *entity, const struct fact *fact);
/*
 * Whether a read belongs on paper: the officer or the list gave it, and its value is known or is among what is missing. What follows from
 * other facts is not shown; those facts are.
 */
bool record_shows(const struct fact_read *read, const struct fact_missing *missing, size_t missing_count);

/* The step a component stands at: the last that was reached, NULL when none was. */
const struct step_result *record_last_step(const struct component_result *component);
/*
 * Calls `visit` for each finding the verdict rests on: those of the case, the components and the steps that were reached, and of the
 * chosen candidates or, where none is chosen, of all candidates of the last step.
 */
void record_each_finding(const struct record *record, void (*visit)(const struct finding *finding, void *context), void *context);
/* Years of the case in thousandths; false when unknown. */

/* Sections. */
void record_head(struct doc *doc, const struct record *record);
void record_section_verdict(struct doc *doc, const struct record *record);
void record_section_reasons(struct doc *doc, const struct record *record);
void record_section_findings(struct doc *doc, const struct record *record);
void record_section_comparison(struct doc *doc, const struct record *record);
void record_section_conditions(struct doc *doc, const struct record *record);
void record_section_open(struct doc *doc, const struct record *record);
void record_section_answers(struct doc *doc, const struct record *record);
/* The rules that were applied: clause, wording and conditions in words, each once. */
void record_section_rules(struct doc *doc, const struct record *record);
void record_section_basis(struct doc *doc, const struct record *record);
/* Opinion, approval, remarks with their answers, and every step with name, role, time and fingerprint. Nothing where no life is told. */
void record_section_life(struct doc *doc, const struct record *record);
/* The newest step of a kind that counts and speaks of the revision of the record, NULL when there is none. */
const struct record_step *record_life_newest(const struct record *record, enum life_verb verb);
/* What stands at the foot of every page, and what a file says of itself. */
void record_about(struct doc *doc, const struct record *record);
/* The entries of the case or of a candidate, what they give, and the conclusions that the data shows with them. */
void record_entries(struct doc *doc, const struct record *record, const struct entity *owner);
/* The searches that are kept with a step, and that one is missing where the step claims that nothing suits. */
void record_evidence(struct doc *doc, const struct record *record, const struct entity *step);
/* Why a hit was not taken: "title (rule id): words", or that it was not rejected; nothing for NULL. Appends. */
void record_evidence_reason(struct buf *out, const struct record *record, const struct kept_hit *hit);
/* The schemes that were claimed as evidence for candidates, and those of the sector. */
void record_schemes(struct doc *doc, const struct record *record);
/* A note for each mark of an instrument that stands in the document so far. */
void record_explain_marks(struct doc *doc, const struct record *record);

#endif
