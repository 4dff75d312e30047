/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An open case. Every change is saved at once, is one unit of undo, and brings the verdict up to date before the call returns. Nothing is ever
 * "unsaved". On an error the dossier is as it was and the message says why.
 */
#ifndef APP_WORK_H
#define APP_WORK_H

#include "app/app.h"
#include "model/listing_state.h"

struct work;

/* How far the case is by its chain, in the session's language. */
const char *work_state_title(const struct work *work);
/* Whether the registry in use is another one than that of the newest revision; its name is appended. The revision keeps its own. */
bool work_registry_newer(const struct work *work, struct buf *out);

/* ---- the list of cases; app/case_list.h shows it in pages ---- */
struct case_row {
	char *id, *reference, *title, *stage, *verdict; /* words; "" before */
	char *state;       /* word of the state that the chain gives it: "draft", "submitted", "approved" */
	const char *shown; /* that state in the session's language, or that a new revision is under way; borrowed */
	char *place;
	int64_t updated_at;
	unsigned revisions;
	bool sample;
	int standing; /* number of the revision that is handed in, advised upon or approved and that counts; 0: none */
	bool again;   /* the last recheck says that its decision is to be looked at again */
	bool looked;  /* case_row_look has said: */
	date_days due; /* the first day on which a trigger that waits for nothing but the day came true; DATE_NONE: none has */
};
struct case_rows {
	struct case_row *items; /* most recently changed first */
	size_t count, capacity;
	date_days rechecked_on; /* of app_cases: day of the last recheck; DATE_NONE: there was none */
	char *recheck_stale;    /* of app_cases: what has become another since, in words; NULL: nothing */
};
void case_rows_done(struct case_rows *rows);
/* At most so many cases are looked at for a whole list, those that were changed last; a recheck looks at all. */
#define CASES_LOOKED_AT 1000
/* Looks at the dates among the triggers of the standing decision, as they are in its record and, where one has come, as the registry in use has it. Once. */
void case_row_look(struct app *app, struct case_row *row);
enum status app_cases(struct app *app, struct case_rows *out, struct diag_list *diags);

/* A new case (saved, with its reference), or from a dossier that was read from a file. */
enum status work_new(struct work **out, struct app *app, const struct dossier *from, struct diag_list *diags);
enum status work_open(struct work **out, struct app *app, const char *id_or_reference, struct diag_list *diags);
void work_close(struct work **work);

/*
 * Whether the case was changed elsewhere and has therefore been read again, since this was last asked. A change that meets this is refused with
 * STATUS_FAILED and nothing is lost; whoever shows the case shows it anew.
 */
bool work_moved(struct work *work);

/* ---- who has it open ---- */
/*
 * Takes the case up for changing until it is released or closed; false while another program has it, which alone changes it then. A case that was
 * waited for is read again when it is taken up. Who never asks may change a case as long as nobody has it.
 */
bool work_hold(struct work *work);
void work_release(struct work *work);
/* Whether the last attempt to take it up has failed. */
bool work_read_only(const struct work *work);
/* Whether another program has it now; its name is appended ("" when it gives none), and since when (seconds UTC). */
bool work_holder(const struct work *work, struct buf *name, int64_t *since);

const struct dossier *work_dossier(const struct work *work);
const struct verdict *work_verdict(const struct work *work);
const char *work_id(const struct work *work);
const char *work_reference(const struct work *work);
int64_t work_saved_at(const struct work *work); /* seconds UTC of the last save */
unsigned work_revisions(const struct work *work);
/* Where the officer is, kept for the next start; a short line of ASCII that tui/ defines. */
enum status work_place_set(struct work *work, const char *place, struct diag_list *diags);
/* The same without waiting for the disk: it is written by work_place_keep, or when the case is closed. A place that is lost costs a look at the list. */
void work_place_note(struct work *work, const char *place);
void work_place_keep(struct work *work);
const char *work_place(const struct work *work);

/* Saves an answer. `word` is the word form ("" clears, "?" do not know) or what an officer types for a number, an amount or a date. */
enum status work_answer(struct work *work, const char *key, const char *fact_id, const char *word, const char *reason, const char *evidence,
	struct diag_list *diags);
/*
 * Keeps what was typed for a question although it is no answer yet, together with reason and evidence: the answer stays as it was, and nobody loses
 * what was typed. The next answer to the question takes its place. A unit of undo like any other.
 */
enum status work_keep_typed(struct work *work, const char *key, const char *fact_id, const char *typed, const char *reason, const char *evidence,
	struct diag_list *diags);
/*
 * An answer that was given in view of another one which was changed since is kept and marked; the mark goes when the answer is changed or confirmed. It
 * is a part of the draft, and no part of a record.
 */
/* What the mark says, for work_check_cause, or NULL where the answer is not marked. */
const char *work_check(const struct work *work, const char *key, const char *fact_id);
/* The name of the answer that was changed. Appends. */
void work_check_cause(const struct work *work, const char *cause, struct buf *out);
/* How many of the answers that count now are marked. */
size_t work_checks(const struct work *work);
/* Takes the mark away: the officer has looked at the answer, and it stands. A unit of undo. */
enum status work_confirm(struct work *work, const char *key, const char *fact_id, struct diag_list *diags);
/* What was kept for a question, or NULL. */
const char *work_typed(const struct work *work, const char *key, const char *fact_id);
/* What a text typed for a fact would mean, without saving it; false with a message (caller frees). `out` is zeroed or used before. */
bool work_read_typed(const struct work *work, const struct fact *fact, const char *typed, struct answer *out, char **why);
/* Derives the verdict anew, after a day has begun. */
void work_decide_again(struct work *work);
/* *place (caller frees) becomes "key fact" of what changed; *done false when there is nothing left. */
enum status work_undo(struct work *work, bool *done, char **place, struct diag_list *diags);
enum status work_redo(struct work *work, bool *done, char **place, struct diag_list *diags);

/* Adds a component; it, and those that have none, get a name such as "Component 2" where `name` is NULL or "". */
enum status work_add_component(struct work *work, const char *name, char key[ENTITY_KEY_MAX + 1], struct diag_list *diags);
/* Adds a candidate from a listing of the snapshot, or (NULL) one that is on no list; form and deployment are left to the officer unless unique. */
enum status work_add_candidate(struct work *work, const char *step_key, const struct listing *listing, const char *name, const char *provider,
	char key[ENTITY_KEY_MAX + 1], struct diag_list *diags);
/* Adds an entry: a kind of information to the "case", a criterion to a candidate. */
enum status work_add_entry(struct work *work, const char *owner_key, char key[ENTITY_KEY_MAX + 1], struct diag_list *diags);
/* Removes a component, a candidate or an entry; undo brings it back. */
enum status work_remove(struct work *work, const char *key, struct diag_list *diags);

/* ---- what there is to do ---- */
enum task_state { TASK_DONE, TASK_STARTED, TASK_UNTOUCHED, TASK_WAITING /* cannot start yet */, TASK_SKIPPED /* not needed, as it stands */ };
enum task_kind { TASK_QUESTIONS, TASK_ENTRIES /* asked and answered: entries, and those that are complete */, TASK_CANDIDATES, TASK_COMPARE, TASK_VERDICT, TASK_SUBMIT, TASK_REVIEW };
struct task {
	enum task_kind kind;
	enum task_state state;
	const struct screen *screen; /* TASK_QUESTIONS, TASK_ENTRIES */
	char key[ENTITY_KEY_MAX + 1]; /* entity */
	const char *title;  /* in the session's language; borrowed */
	const char *heading; /* starts a new group when not NULL: step title, component name */
	unsigned asked, answered;
	unsigned check;  /* of those asked, marked to be looked at again */
	unsigned matter; /* of those asked, without a full answer, and still able to change the outcome */
};
struct tasks {
	struct task *items;
	size_t count, capacity;
};
void tasks_done(struct tasks *tasks);
/* The task list of the case: Step0 screens, components, for each step coverage, candidates, comparison, outcome, then verdict and hand-in. */
void work_tasks(const struct work *work, struct tasks *out);
/* The screens of one candidate, in order. */
void work_candidate_tasks(const struct work *work, const char *key, struct tasks *out);

struct asked {
	const struct question *question;
	const struct answer *answer; /* never NULL */
	const char *typed;           /* kept although it is no answer yet; NULL: none */
	const char *check;           /* to be looked at again, for work_check_cause; NULL: not */
	bool settled;                /* without a full answer, and none can change the outcome any more */
};
struct asked_list {
	struct asked *items;
	size_t count, capacity;
	size_t answered;
};
void asked_list_done(struct asked_list *list);
/* Questions of a screen that are asked of an entity now, in order. */
void work_questions(const struct work *work, const struct screen *screen, const char *key, struct asked_list *out);

/* How far the questions of each entry are, in order of the entries; *count of them. Caller frees. */
enum task_state *work_entry_states(const struct work *work, const struct screen *screen, const char *owner_key, size_t *count);
/* How often each option of a counted question was given among the entries that it is asked of, and how often none was: "Result: met 3, ...". Appends. */
void work_tally(const struct work *work, const struct screen *screen, const char *owner_key, struct buf *out);
/* A fact as the rules see it, as shown ("" when not known), and where it comes from ("" or the entry that set it). Both are appended. */
void work_read(const struct work *work, const char *key, const struct fact *fact, struct buf *label, struct buf *source);
/* Whether a yesno fact holds, as the rules see it. */
enum truth work_holds(const struct work *work, const char *key, const struct fact *fact);
/*
 * The short form of an answer for a narrow column: the term of its grade where there is one, or the word of the grade alone where the column of `cells`
 * (0: of any width) has no room for the term. Appends.
 */
void work_short_label(const struct work *work, const struct fact *fact, const struct answer *answer, size_t cells, struct buf *out);

/* The question that matters most now; false when there is none. */
struct next_question {
	const struct question *question;
	char key[ENTITY_KEY_MAX + 1]; /* entity */
	bool reason; /* it is answered; its reason is missing */
};
bool work_next(const struct work *work, struct next_question *out);
/* The first answer that is to be looked at again; false when there is none. */
bool work_check_first(const struct work *work, struct next_question *out);
/* Whether an answer or its reason, there or missing, can still change the outcome. */
bool work_matters(const struct work *work, const char *key, const struct question *question);

/* Cost of a candidate over the case's years, as the record shows it; false when a part is unknown. */
bool work_cost(const struct work *work, const char *key, int64_t *out_yen);

/* What will have been paid after so many years, in thousandths; 0: before the first one. False when a part is unknown. */
bool work_cost_until(const struct work *work, const char *key, int64_t years_milli, int64_t *out_yen);

/* The years that a cost is counted over, in thousandths; false when they are not known. */
bool work_years(const struct work *work, int64_t *out_milli);

/* ---- listings ---- */

/* The last day on which the case needs its services, as answered; DATE_NONE while it is not. `work` may be NULL. */
date_days work_needed_until(const struct work *work);
/*
 * Has the session look where the candidates of a step may be found, the catalogue of the ministry first for a step that has private deployments, with the
 * filter of that step and until when the case needs its services. `step_key` NULL: everywhere; `work` may then be NULL, too.
 */
void work_registry_view(struct app *app, const struct work *work, const char *step_key);
/* The state of a candidate's listing by the facts that the rules read; *expires_on may be NULL. */
enum listing_state work_listing_state(const struct work *work, const char *key, date_days *expires_on);
/* The same in words, with the date and with where it was read. Appends. */
void work_listing_text(const struct work *work, const char *key, struct buf *out);
/*
 * Which audit bodies of the list in use are named in what is said of the certificates and reports of a candidate, and how each stands; with
 * `also_none` that none is, too. False, and nothing appended, where nothing is said in words or there is no such list. It is a look-up and settles nothing.
 */
bool work_audit_bodies(const struct work *work, const char *key, bool also_none, struct buf *out);

/* ---- records ---- */
enum record_format { RECORD_TEXT, RECORD_HTML, RECORD_PDF, RECORD_JSON, RECORD_CSV, RECORD_XLSX, RECORD_FORMATS };
bool record_format_parse(const char *word, enum record_format *out); /* text html pdf json csv xlsx */
const char *record_format_suffix(enum record_format format);
/* The draft record as it stands now. Appends. Fails only where another program makes the file (app/printing.h). */
enum status work_export(const struct work *work, enum record_format format, struct buf *out, struct diag_list *diags);
/* The same in a form that this program makes itself: any but PDF and XLSX. */
void work_record(const struct work *work, enum record_format format, struct buf *out);
/* The same as text for a screen of `cells` cells, which need not have the width of a page. */
void work_preview(const struct work *work, size_t cells, struct buf *out);
struct handed_in {
	char digest[65];     /* hexadecimal */
	char fingerprint[20];
	int64_t seq;
	int number;          /* revision 1, 2, ... of this case */
};
/*
 * Hands in: an immutable, signed, chained revision, read back and verified before it counts. STATUS_FAILED where the store no longer holds what this
 * work has shown, and where nothing has changed since the last revision.
 */
enum status work_submit(struct work *work, struct handed_in *out, struct diag_list *diags);

#endif
