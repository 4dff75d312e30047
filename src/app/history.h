/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened to a case since it was handed in, read from the chain and from nothing else; the state of the case is what the table of its life makes of
 * it. An act that the table does not allow, that speaks of another revision than the newest, or whose author may not review it, stands there with its
 * fault and moves nothing.
 */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include "app/app.h"
#include "model/act.h"

struct passage {
	enum life_verb verb;
	int64_t seq, at;
	struct digest digest; /* of the artifact */
	int number;           /* of the revision that it makes or speaks of */
	int state;            /* of the case afterwards */
	char *author, *role;
	bool has_key;         /* signed with the key of a person */
	uint8_t key[32];
	uint8_t terminal[32]; /* key of the terminal that took it down */
	struct digest edition, snapshot;
	bool has_snapshot;
	struct act act; /* not of a revision */
	char *signature; /* the person's, in the form of minisign; NULL where only the terminal signed */
	char *fault;    /* why it does not count; NULL when it does */
};

enum remark_state { REMARK_OPEN, REMARK_ANSWERED, REMARK_CLOSED };
struct remark {
	size_t at;     /* index of its passage */
	size_t answer; /* of the newest answer; SIZE_MAX while there is none */
	enum remark_state state;
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
	struct digest end; /* newest chain entry of the record; zeros while there is none */
	bool course_only;  /* see app_history_course */
};
/* `record`: the id of the case. An empty history where nothing was handed in. Release with history_done in each case. */
enum status app_history(struct app *app, const char *record, struct history *out, struct diag_list *diags);
void history_done(struct history *history);
/*
 * The same, but a revision of which nobody has spoken is not read: who only asks how far the cases are need not wait for the bytes of all of them. What
 * stands in it (author, role, edition, snapshot, and whether its form is known) is then empty.
 */
enum status app_history_course(struct app *app, const char *record, struct history *out, struct diag_list *diags);

/*
 * What the pages of a case ask of a revision, again and again. The bytes under a digest never change: what was read once in a session, and held against
 * its digest, is not read again. Borrowed until the next call.
 */
struct revision_note {
	bool there, known; /* known: of a form that can be read; else the rest is empty */
	struct digest digest, edition, snapshot;
	bool has_snapshot;
	char *author, *role, *snapshot_name, *triggers;
};
enum status app_revision_note(struct app *app, const struct digest *digest, const struct revision_note **out, struct diag_list *diags);
/* Lets go of the notes of a session. */
void app_history_forget(struct app *app);

/*
 * Holds every passage against its signature and the list of persons: signature, key, name and role at the time. `visit` gets each fault in words.
 * STATUS_FAILED when there was one. *alone counts those that only the key of the terminal stands for.
 */
enum status history_check(struct app *app, const struct history *history, void (*visit)(const struct passage *passage, const char *fault, void *context),
	void *context, size_t *alone, struct diag_list *diags);
/*
 * The same for many: the first entry after which every step needs the key of a person (INT64_MAX: none does) is looked for once in the chain.
 */
enum status history_keys_from(struct app *app, int64_t *out, struct diag_list *diags);
enum status history_check_from(struct app *app, const struct history *history, int64_t keys_from,
	void (*visit)(const struct passage *passage, const char *fault, void *context), void *context, size_t *alone, struct diag_list *diags);
/* State of the revision of a number: that of the case for the newest, else superseded. */
int history_revision_state(const struct history *history, int number);
/* Whether the newest revision was recalled or returned, so that the next one is expected. */
bool history_came_back(const struct history *history);
size_t history_open_remarks(const struct history *history);

/* The newest opinion on the newest revision, and what has become newer since. */
struct opinion {
	const struct passage *passage; /* NULL: there is none */
	bool newer_revision, newer_edition, newer_snapshot;
};
void history_opinion(const struct app *app, const struct history *history, struct opinion *out);
bool opinion_outdated(const struct opinion *opinion);
/* "a newer edition, a newer snapshot". Appends. */
void opinion_words(const struct opinion *opinion, struct buf *out);

/* The name of a state in the session's language. `changed`: the draft has gone on since it was handed in. */
const char *app_state_title(const struct app *app, const struct life *life, int state, bool changed);

#endif
