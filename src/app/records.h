/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Handed-in records: finding, verifying, replaying and printing them. Verifying asks whether the bytes are those that were signed; replaying
 * asks whether they still lead to the same verdict. Both need nothing but the store.
 */
#ifndef APP_RECORDS_H
#define APP_RECORDS_H

#include "app/history.h"
#include "app/work.h"
#include "base/sign.h"
#include "report/record.h"

#define KIND_REVISION "revision"
#define KIND_EDITION "edition"

struct json;
/* Writes a record in one format. Appends. Fails only where another program makes the file (app/printing.h). */
enum status app_record_write(struct app *app, const struct record *record, enum record_format format, struct buf *out, struct diag_list *diags);

/* By what it is settled whether a question is asked; all borrowed. */
struct engine;
struct asking {
	const struct engine *engine;
	const struct dossier *dossier;
	date_days as_of;
};
/* For struct record, with a struct asking: an answer to a question that is no longer asked does not stand in the record. */
bool app_still_asked(const struct entity *entity, const struct question *question, void *asking);
/* The same for a fact as the rules see it. */
void app_read_fact(const struct entity *entity, const struct fact *fact, struct buf *word, struct buf *source, void *asking);

struct record_row {
	char *record_id, *reference; /* of the case */
	int number;                  /* revision of its case, from 1 */
	char terminal[33];           /* where it was handed in */
	int64_t seq, at;
	struct digest digest;
	bool newest; /* no newer revision of the case is there */
};
struct record_rows {
	struct record_row *items; /* oldest first */
	size_t count, capacity;
};
void record_rows_done(struct record_rows *rows);
/* All revisions, or those of one case (id or reference; "CASE/N" for one of them). STATUS_FAILED when a named one does not exist. */
enum status app_records(struct app *app, const char *which, struct record_rows *out, struct diag_list *diags);

/* The exercise that a revision is an answer to, or "" where it is a record in earnest. Caller frees. */
char *app_record_practice(struct app *app, const struct record_row *row);
/* Checks the whole chain; every fault is an error in `diags` that names the revision. *checked counts entries, *alone the steps
 * that no key of a person stands for, only that of the terminal. */
enum status app_records_verify(struct app *app, size_t *checked, size_t *alone, struct diag_list *diags);
/* Derives the verdict of one revision again from its own answers and its own edition, and compares. STATUS_FAILED with the first difference. */
enum status app_record_replay(struct app *app, const struct record_row *row, struct diag_list *diags);
/* Prints one revision as it was handed in, with what was said and done to it since. */
enum status app_record_print(struct app *app, const struct record_row *row, enum record_format format, struct buf *out, struct diag_list *diags);
/* The same as it would have been printed where no more than `ends` was known. NULL: all. STATUS_FAILED where it never was so. */
struct history_ends;
enum status app_record_print_then(struct app *app, const struct record_row *row, const struct history_ends *ends, enum record_format format, struct buf *out,
	struct diag_list *diags);
/* Whether a file of a record in JSON says what this store says: to the byte, as of the time of the file. STATUS_FAILED with what is wrong. */
enum status app_record_check_file(struct app *app, const char *path, struct buf *out, struct json *whole, struct diag_list *diags);

/* The life of a case for a record; borrows from the history in it, so it stays where it is until it is done with. */
struct told_life {
	struct history history;
	struct record_step *steps;
	struct record_end *ends;
	struct record_life life;
	struct digest key; /* that signed the revision, and whether it is a person's */
	bool own_key, known;
	int number;        /* that the revision had then: another one may have come in before it since */
};
enum status told_life_start(struct app *app, const struct record_row *row, const struct history_ends *ends, struct told_life *out, struct diag_list *diags);
void told_life_done(struct told_life *told);

#endif
