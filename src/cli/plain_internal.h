/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the plain questions share. */
#ifndef CLI_PLAIN_INTERNAL_H
#define CLI_PLAIN_INTERNAL_H

#include "app/walk.h"

enum plain_command {
	PLAIN_TEXT, /* no command: an answer */
	PLAIN_EMPTY,
	PLAIN_HELP, PLAIN_BACK, PLAIN_SKIP, PLAIN_LIST, PLAIN_WHY, PLAIN_VERDICT, PLAIN_RECORD, PLAIN_SUBMIT, PLAIN_QUIT,
	PLAIN_UNDO, PLAIN_REDO, PLAIN_CLEAR, PLAIN_UNKNOWN, PLAIN_ADD, PLAIN_UNLISTED, PLAIN_REMOVE, PLAIN_SPLIT, PLAIN_NEW,
	PLAIN_ADVISE, PLAIN_SCHEMES, PLAIN_TAKE_IN,
	PLAIN_MOVED, /* a stop has gone elsewhere: p->at says where */
	PLAIN_END /* of the input, or of patience with it */
};

struct plain {
	struct app *app;
	struct work *work;        /* NULL before a case is chosen */
	bool pipe;                /* nobody types: what is read is shown, and a line that is no answer ends the run */
	size_t line;              /* of the input, from 1 */
	enum status status;       /* STATUS_INPUT once a line was refused in a pipe; what the store said otherwise */
	struct diag_list *diags;
	struct stops stops, before;
	size_t at;
	enum verdict_status told; /* verdict that was last told */
	bool started;             /* `told` holds */
	struct buf input;
};

/* ---- plain_say.c ---- */
/* Lines of at most 80 cells; what no terminal should be sent is made visible. */
void plain_text(const char *text);
void plain_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Reads a line into p->input behind a prompt and says what it is; PLAIN_REMOVE and PLAIN_TEXT leave what belongs to them there. */
enum plain_command plain_read(struct plain *p, const char *prompt);
/* Says why a line was not taken. False where nobody is there to type another one. */
bool plain_refuse(struct plain *p, const char *why);
/* The same for what the store or a check has said; empties the list. */
bool plain_refuse_diags(struct plain *p, struct diag_list *diags);

/* ---- plain_words.c ---- */
/* The command that a line is, in either language, whatever width it is typed in; *rest becomes what stands behind the word, or the line. */
enum plain_command plain_command(const char *line, const char **rest);
/* A number from 1 to `most`, also in full-width digits; 0 otherwise. */
size_t plain_number(const char *text, size_t most);
void plain_commands_text(struct buf *out);

/* ---- plain_show.c ---- */
/* Where one is: "Step1 3/7 title". Appends. */
void plain_place(const struct plain *p, const struct stop *stop, struct buf *out);
void plain_help(const struct plain *p);
/* Why the question is asked: its help, its clauses in words, and whether it can still change the outcome. */
void plain_why(const struct plain *p);
void plain_verdict(const struct plain *p);
void plain_record(const struct plain *p);
/* Says how the verdict has changed since it was last told. */
void plain_tell_verdict(struct plain *p);

/* ---- plain_ask.c, plain_lists.c: one stop each; what they return is for the loop to do, PLAIN_EMPTY goes on ---- */
enum plain_command plain_ask(struct plain *p, const struct stop *stop);
enum plain_command plain_entries(struct plain *p, const struct stop *stop);
enum plain_command plain_candidates(struct plain *p, const struct stop *stop);
enum plain_command plain_submit(struct plain *p);
/* The task list, from which one may go elsewhere: p->at is then set and true returned. */
bool plain_list(struct plain *p);
/* Opens or makes the case. False where none was chosen. */
bool plain_choose_case(struct plain *p, const char *said);

/* ---- plain_more.c: what stands beside a question or a list ---- */
/* Which of these commands there are at a question, a line each. Appends. */
void plain_offer(const struct plain *p, const struct stop *stop, struct buf *out);
void plain_schemes(const struct plain *p);
/* Proposes a grade. False where the run is over. */
bool plain_advise(struct plain *p, const struct stop *stop);
/* Takes the criteria of a file into a checklist. False where the run is over. */
bool plain_take_in(struct plain *p, const struct stop *stop);

/* ---- plain_lists.c ---- */
/* What a change came to: `done`, or what was said against it. False where the run is over. */
bool plain_told(struct plain *p, enum status status, struct diag_list *diags, const char *done);
/* Where one is; NULL before a case is chosen. */
const struct stop *plain_here(const struct plain *p);

/* ---- plain.c ---- */
/* Takes the stops anew and goes to the first one of an entity. */
void plain_go(struct plain *p, const char *key);

#endif
