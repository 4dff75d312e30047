/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened to a case since it was handed in, read from the chains of all terminals and from nothing else; the state of the case is what the table of its life makes of
 * it. An act that the table does not allow, that speaks of another revision than the newest, or whose author may not review it, stands there with its
 * fault and moves nothing. So does one that crossed with another on a second terminal and therefore came too late; that is nobody's fault, and is told apart.
 */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include "app/app.h"
#include "model/act.h"

struct passage {
	enum life_verb verb;
	char terminal[33]; /* where it was done */
	int64_t epoch, seq, at;
	struct digest digest; /* of the artifact */
	int number;           /* of the revision that it makes or speaks of */
	int state;            /* of the case afterwards */
	char *author, *role;
	bool has_key;         /* signed with the key of a person */
	uint8_t key[32];
	uint8_t terminal_key[32]; /* of the terminal that took it down */
	struct digest edition, snapshot;
	bool has_snapshot;
	struct act act; /* not of a revision */
	char *signature; /* the person's, in the form of minisign; NULL where only the terminal signed */
	char *fault;    /* why it does not count; NULL when it does */
	bool forged;    /* no program writes it so: it is of another case, was put there again, or speaks of a revision that there is not */
	bool crossed;   /* it was made without knowing what stands before it, on another terminal */
	bool repeated;  /* crossed with the same step, to the byte, that was entered at another terminal */
	bool firm;      /* its fault is none that a crossing explains */
	bool is_head;   /* a revision on which no other is based */
	struct digest previous, merged; /* of a revision */
	bool has_previous, has_merged;
};

enum remark_state { REMARK_OPEN, REMARK_ANSWERED, REMARK_CLOSED };
struct remark {
	size_t at;     /* index of its passage */
	size_t answer; /* of the newest answer; SIZE_MAX while there is none */
	enum remark_state state;
};

/* How far the chain of a terminal is known, by the last entry that speaks of a case. */
struct history_end {
	char terminal[33];
	int64_t epoch, seq;
};
struct history_ends {
	struct history_end *items;
	size_t count, capacity;
};
struct history {
	const struct life *life; /* borrowed from the session */
	struct passage *items;   /* oldest first */
	size_t count, capacity;
	struct remark *remarks; /* in order; a remark is called by its place from 1 */
	size_t remark_count, remark_capacity;
	int state;
	int revisions;
	size_t newest;     /* index of the passage of the newest revision; none while revisions is 0 */
	int heads;         /* revisions on which no other is based: more than one is a conflict */
	struct digest end; /* newest chain entry of the record; zeros while there is none */
	struct history_ends ends; /* of all chains in it, in the order in which they come */
	bool course_only;  /* see app_history_course */
};
/* `record`: the id of the case. An empty history where nothing was handed in. Release with history_done in each case. */
enum status app_history(struct app *app, const char *record, struct history *out, struct diag_list *diags);
void history_done(struct history *history);
/*
 * The history as it was where no more than `ends` was known. STATUS_FAILED where it never was so: an end is not here, or what is told follows something
 * that is not.
 */
enum status app_history_then(struct app *app, const char *record, const struct history_ends *ends, struct history *out, struct diag_list *diags);
/*
 * The same, but a revision of which nobody has spoken is not read: who only asks how far the cases are need not wait for the bytes of all of them. What
 * stands in it (author, role, edition, snapshot, and whether its form is known) is then empty. Where another terminal has spoken it is the same.
 */
enum status app_history_course(struct app *app, const char *record, struct history *out, struct diag_list *diags);

/*
 * What the pages of a case ask of a revision, again and again. The bytes under a digest never change: what was read once in a session, and held against
 * its digest, is not read again. Borrowed until the next call.
 */
struct revision_note {
	bool there, known; /* known: of a form that can be read; else the rest is empty */
	struct digest digest, edition, snapshot;
	struct digest previous, merged;
	bool has_snapshot, has_previous, has_merged;
	char record_id[33];
	char *author, *role, *snapshot_name, *triggers;
};
enum status app_revision_note(struct app *app, const struct digest *digest, const struct revision_note **out, struct diag_list *diags);
/* Lets go of the notes of a session. */
void app_history_forget(struct app *app);
/*
 * Notes of many revisions that were read elsewhere, to be lent to a session as app->notes. Whoever adds one answers for it that the bytes of the revision have
 * that digest, from the time at which they are lent.
 */
struct revision;
struct revision_notes *revision_notes_new(size_t expected);
void revision_notes_add(struct revision_notes *notes, const struct digest *digest, const struct revision *revision);
void revision_notes_free(struct revision_notes **notes);

/*
 * Holds every passage against its signature and the list of persons: signature, key, name and role at the time. `visit` gets each fault in words.
 * STATUS_FAILED when there was one. What is no fault is added to the tally, which begins as zeros and is released with history_tally_done.
 */
struct history_unlisted {
	char terminal[33];
	size_t steps;
};
struct history_tally {
	size_t alone; /* steps that only the key of the terminal stands for */
	/* Steps of other terminals by keys that the list of this office does not know: another office has a list of its own. */
	struct history_unlisted *unlisted;
	size_t unlisted_count, unlisted_capacity;
};
void history_tally_done(struct history_tally *tally);
enum status history_check(struct app *app, const struct history *history, void (*visit)(const struct passage *passage, const char *fault, void *context),
	void *context, struct history_tally *tally, struct diag_list *diags);
/* Why the signature of a person that stands behind a passage counts for nothing; NULL when it does. */
const char *history_signature_fault(struct app *app, const struct passage *passage);
/* For each terminal the first entry after which every step there needs the key of a person. */
struct history_keys_from {
	char terminal[33];
	int64_t seq;
};
struct history_keys {
	struct history_keys_from *items;
	size_t count, capacity;
};
/* The same for many histories: where keys are needed is looked for once in the chains. Release the keys in each case. */
enum status history_keys(struct app *app, struct history_keys *out, struct diag_list *diags);
void history_keys_done(struct history_keys *keys);
enum status history_check_from(struct app *app, const struct history *history, const struct history_keys *keys,
	void (*visit)(const struct passage *passage, const char *fault, void *context), void *context, struct history_tally *tally,
	struct diag_list *diags);
/* The number of the other revision that a merging one goes on from; 0 where it merges none. */
int history_joined(const struct history *history, const struct passage *passage);
/* How many steps do not count. */
size_t history_uncounted(const struct history *history);
/*
 * What has become of the revision of a number, by the first `count` passages of its case. Of one that was approved nothing but another approval takes the
 * place: while a newer one is on its way it is named in `newer`, and when that is recalled or withdrawn there is nothing to say of it. Of one that was
 * never approved every newer one takes the place.
 */
struct standing {
	int state;    /* index into the states of the life */
	int replaced; /* number of the newest revision that took its place; 0: none did */
	int newer;    /* number of a newer one that is handed in and not approved, while this one is approved; else 0 */
};
void history_standing(const struct history *history, size_t count, int number, struct standing *out);
/* The state alone, as everything stands. */
int history_revision_state(const struct history *history, int number);
/* Whether the responsible person approved the revision of a number within the first `count` passages. */
bool history_approved(const struct history *history, size_t count, int number);
/* Whether the newest revision was recalled or returned, so that the next one is expected. */
bool history_came_back(const struct history *history);
/*
 * Nobody reviews or approves a case of his own: the newest revision that a person handed in, whichever of the case it is; and an opinion and an approval are
 * two things of two people: the opinion of a person on the newest revision. NULL where there is none.
 */
struct self;
const struct passage *history_handed_in_by(const struct history *history, const struct self *self);
const struct passage *history_opinion_by(const struct history *history, const struct self *self);
/* Whether two revisions stand side by side, which a person has to merge. */
bool history_in_conflict(const struct history *history);
size_t history_open_remarks(const struct history *history);

/* The newest opinion, and what has become newer since: the revision, the edition of today, the snapshot in use. */
struct opinion {
	const struct passage *passage; /* NULL: there is none */
	bool newer_revision, newer_edition, newer_snapshot;
};
/* Loads the edition of today where that is needed; where it cannot be loaded nobody can say whether the opinion still holds, which is an error. */
enum status history_opinion(struct app *app, const struct history *history, struct opinion *out, struct diag_list *diags);
bool opinion_outdated(const struct opinion *opinion);
/* "a newer edition, a newer snapshot". Appends. */
void opinion_words(const struct opinion *opinion, struct buf *out);

/* The name of a state in the session's language. `changed`: the draft has gone on since it was handed in. */
const char *app_state_title(const struct app *app, const struct life *life, int state, bool changed);

#endif
