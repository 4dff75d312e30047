/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages and what holds them together. A page is a constant table of functions and a private state. Its functions change the case and their
 * state and answer with a reaction; only the loop opens, closes and ends.
 */
#ifndef TUI_UI_H
#define TUI_UI_H

#include "app/keymap.h"
#include "app/labels.h"
#include "app/work.h"
#include "tui/edit.h"
#include "tui/key.h"
#include "tui/term.h"

#define UI_DEPTH 24
/* Rows of the fixed frame: the body lies between. */
#define UI_BODY_TOP 3

enum reaction {
	REACT_UNUSED,  /* not for this page */
	REACT_HANDLED,
	REACT_PUSH,    /* open ui->next above */
	REACT_REPLACE, /* open ui->next in place of this page */
	REACT_BACK,
	REACT_ACTION,  /* go back, then do ui->action on the page below */
	REACT_TO_CASE, /* back to the task list */
	REACT_END      /* end the program */
};

struct ui;
struct page;
struct page_ops;

/* What a page is opened with. */
/* What the export page writes, where it is not the record of the open case. */
struct export_source {
	void (*title)(struct ui *ui, struct buf *out);                                                    /* appends */
	void (*name)(struct ui *ui, struct buf *out);                                                     /* of the file, without its suffix; appends */
	enum status (*write)(struct ui *ui, const void *context, enum record_format format, struct buf *out,
		struct diag_list *diags); /* appends */
};

struct page_arg {
	const struct page_ops *ops;
	char key[ENTITY_KEY_MAX + 1];    /* the entity; "" when none */
	const struct screen *screen;     /* of questions */
	const struct question *question; /* to begin with; NULL: the first that is open */
	unsigned field;                  /* question: of enum focus, to begin in */
	unsigned where;                  /* help and menu: of the page below, as is */
	const char *primary;             /* ... its F2; NULL: none */
	bool resume;                     /* hub: go on to the saved place */
	const struct confirm *confirm;   /* confirm */
	struct trial *trial;             /* effects: what is about to be changed; the page takes it over */
	const struct export_source *source; /* export: NULL for the record of the open case; reading: names the page */
	const void *context;             /* export: for the source; reading: the text; of the page below */
	enum reaction (*accept)(struct ui *ui, struct page *below); /* effects: makes the change and says where to go, REACT_BACK or REACT_REPLACE */
	void (*decline)(struct ui *ui, struct page *below);         /* effects: the answer stays; NULL: a message is enough */
	/* help: what the page below stands on; of the edition, NULL where it is nothing of the kind */
	const struct text *topic_title, *topic_text;
	const char *topic_clauses;       /* ids separated by spaces */
	const struct rule *topic_rule;   /* of a finding, else NULL */
	const struct step_def *topic_step; /* of a step, else NULL */
	char topic_key[ENTITY_KEY_MAX + 1]; /* the entity that was examined */
};

struct page_ops {
	const char *name;    /* for messages and tests */
	unsigned where;      /* of enum action_where */
	const char *primary; /* N_(): label of F2 here; NULL: none */
	const char *hint;    /* N_(): shown in the message line while there is no message */
	const char *(*hint_now)(const struct page *page); /* N_(): the same where other keys work than at first; NULL: always the hint */
	size_t state_size;
	void (*open)(struct ui *ui, struct page *page);
	void (*close)(struct ui *ui, struct page *page);
	void (*refresh)(struct ui *ui, struct page *page); /* the case has changed, or the page is on top again */
	/* After it was drawn and before a key is read: what the next key may need. True where it is to be drawn again. NULL: nothing. */
	bool (*meanwhile)(struct ui *ui, struct page *page);
	void (*title)(struct ui *ui, struct page *page, struct buf *out);
	void (*draw)(struct ui *ui, struct page *page);
	enum reaction (*key)(struct ui *ui, struct page *page, const struct event *event);
	enum reaction (*action)(struct ui *ui, struct page *page, enum action_id action);
	void (*topic)(const struct page *page, struct page_arg *help); /* what F1 is to explain besides the keys: the topic_ fields */
	bool (*typing)(const struct page *page); /* a text field has the focus: letters are text */
	unsigned (*more)(struct ui *ui, const struct page *page); /* further places that the page is in, as it stands; NULL: none */
	/* Saves what is typed. False with a message when it cannot be saved as it stands; `quiet`: no message, for the idle moment. */
	bool (*leave)(struct ui *ui, struct page *page, bool quiet);
};
struct page {
	const struct page_ops *ops;
	struct page_arg arg;
	void *state;
};

struct script;
struct ui {
	struct app *app;
	struct term *term;
	const struct keymap *keys;
	bool vi_keys; /* j k g G Ctrl+D Ctrl+U move in lists */
	struct script *script; /* NULL: a person */
	struct work *work;     /* the open case, NULL on the home page; owned */
	struct page stack[UI_DEPTH];
	size_t depth;
	struct page_arg next;
	enum action_id action;
	struct handed_in handed_in; /* of the last handing in, for its page */
	char made[ENTITY_KEY_MAX + 1]; /* the entity that the page above has just added; "" when none */
	size_t title_cells; /* room for the title of the case in the first row; 0: as long as it is */
	struct buf message;
	unsigned unsaved_keys; /* since typed text was last saved */
	int64_t quit_armed_ms; /* when Ctrl+C was the last key; 0: it was not */
	unsigned leave_refused; /* keys in a row that were a refused way back */
	bool done;
	int exit_code;
};

/* A question before something that cannot be undone. */
struct confirm {
	const char *title;                                       /* N_() */
	const char *yes;                                         /* N_(): the act as a button */
	void (*effect)(struct ui *ui, struct buf *out);          /* appends what will happen, in lines */
	enum reaction (*act)(struct ui *ui, struct page *page);  /* on yes */
};

/* ---- for pages ---- */
void ui_message(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Shows the first message of the list, and empties it. */
void ui_diags(struct ui *ui, struct diag_list *diags);
/* Gives the event to a field, and says what the field could not take, or took otherwise. */
enum edit_result ui_edit_key(struct ui *ui, struct edit *edit, const struct event *event);
/* Where a page is, for its actions. */
unsigned ui_where(struct ui *ui, const struct page *page);
/* Prepares ui->next. */
struct page_arg *ui_next(struct ui *ui, const struct page_ops *ops, const char *key);
/* Last row of the body. */
int ui_body_bottom(const struct ui *ui);
int ui_width(const struct ui *ui);
/* "R8-0012 title" of the open case. Appends. */
void ui_case_title(const struct ui *ui, struct buf *out);
/* Tells every page that the case has changed. */
void ui_changed(struct ui *ui);

/* ---- claim.c: a case that somebody else has open ---- */
/* Takes the open case up; where another program has it, says so, and the case can only be read. */
void ui_claim(struct ui *ui);
bool ui_read_only(const struct ui *ui);
/* Who has it, or how to take it up: short for the first row (appends), and as a sentence in the rule below the title. */
void ui_claim_short(const struct ui *ui, struct buf *out);
void ui_claim_draw(struct ui *ui);
enum reaction ui_take_up(struct ui *ui);
/* True, with a message, for a key that would change a field while the case can only be read. */
bool ui_keep_unchanged(struct ui *ui, const struct event *event);

/* ---- frame.c ---- */
void ui_draw(struct ui *ui);
/* Appends the key bar, at most `cells` wide, cut between items; the least important are left out. */
void key_bar(struct buf *out, const struct keymap *keys, unsigned where, const char *primary, size_t cells);
/* The number of the function key that a bar shows at a column, or 0. */
int key_bar_at(const char *bar, size_t column);

/* ---- action_text.c ---- */
/* Label of an action on a page: F2 says what the page does, F10 ends on the first page. In the session's language. */
const char *action_label(const struct key_action *action, unsigned where, const char *primary);
/* F2 is offered where the page has a use for it. */
bool action_offered(const struct key_action *action, unsigned where, const char *primary);
/* Appends the names of the screens on which the action has a use. */
void action_places(const struct key_action *action, struct buf *out);

/* ---- dispatch.c ---- */
/* The action of a key where it is offered, or ACTION_NONE. */
enum action_id action_of_key(const struct keymap *keys, unsigned where, const struct event *event, bool typing);
enum reaction ui_handle(struct ui *ui, const struct event *event);
void ui_mouse(struct ui *ui, const struct event *event);
enum reaction ui_do(struct ui *ui, struct page *page, enum action_id action);

/* ---- loop.c ---- */
void ui_react(struct ui *ui, enum reaction reaction);
void ui_push(struct ui *ui);
/* Saves what is typed on every open page, as far as it is valid. */
void ui_save_typed(struct ui *ui);
struct page *ui_top(struct ui *ui);
/* Does what an event asks for. */
void ui_take(struct ui *ui, const struct event *event);

/* ---- the pages ---- */
/* ---- page_entries.c ---- */
/* Prepares the page on which a fact of an entity is answered: its question, or the list whose entries answer it. */
struct page_arg *ui_next_fact(struct ui *ui, const char *key, const struct fact *fact);

extern const struct page_ops page_practice, page_lesson, page_schemes, page_take_in, page_entries, page_advice, page_home, page_hub, page_questions, page_question, page_picker, page_unlisted, page_candidate, page_findings,
	page_compare, page_flow, page_record, page_done, page_export, page_registry, page_changes, page_stats, page_import, page_filter, page_migrate, page_evidence, page_help, page_menu, page_confirm,
	page_effects, page_whatif, page_review, page_outcome, page_sweep, page_unlock, page_setup, page_recheck, page_precedents, page_exchange, page_bundle, page_reading;

#endif
