/* SPDX-License-Identifier: Apache-2.0 */
/*
 * THE action table: one row for everything a person can ask of the program, on the command line or by key. Help, menu, key bar, usage
 * text and dispatch are printed from it, so that they cannot drift apart.
 */
#ifndef APP_ACTION_H
#define APP_ACTION_H

#include "app/app.h"

/* Where a key action is offered; a bit mask. */
enum action_where {
	WHERE_HOME = 1, WHERE_HUB = 2, WHERE_QUESTION = 4, WHERE_PICKER = 8, WHERE_FINDINGS = 16, WHERE_COMPARE = 32,
	WHERE_FLOW = 64, WHERE_RECORD = 128, WHERE_REGISTRY = 256, WHERE_HELP = 512, WHERE_MENU = 1024, WHERE_CONFIRM = 2048,
	WHERE_ENTRIES = 4096, WHERE_ADVICE = 8192, WHERE_RATED = 16384 /* a question whose grade can be proposed */, WHERE_CRITERIA = 32768 /* a checklist */,
	WHERE_SCHEMES = 65536 /* a question beside which schemes stand */,
	WHERE_CHANGES = 131072, WHERE_STATS = 262144, WHERE_MIGRATE = 524288, WHERE_EVIDENCE = 1048576 /* kept searches of a step */,
	WHERE_TEXT = 2097152 /* a long text that can be searched */, WHERE_PRACTICE = 4194304 /* the task list of an exercise */,
	WHERE_WHATIF = 8388608, WHERE_MARKED = 16777216 /* an answer that is to be checked */, WHERE_REVIEW = 33554432,
	WHERE_ALL = 67108863,
	WHERE_READ_ONLY = 67108864 /* a case that somebody else has open; besides the page, and no page by itself */
};

enum action_id {
	ACTION_NONE,
	ACTION_HELP, ACTION_PRIMARY, ACTION_SEARCH, ACTION_FILTER, ACTION_FLOW, ACTION_SORT, ACTION_EXPORT, ACTION_UNDO, ACTION_REDO,
	ACTION_MENU, ACTION_BACK, ACTION_QUIT, ACTION_SAVE, ACTION_REDRAW, ACTION_OPEN, ACTION_NEW, ACTION_MARK, ACTION_REMOVE,
	ACTION_ADD_UNLISTED, ACTION_ADD_COMPONENT, ACTION_WHY, ACTION_READ_AS_TEXT, ACTION_DIFFERENCES, ACTION_REGISTRY, ACTION_RESUME,
	ACTION_NEXT, ACTION_PREVIOUS, ACTION_ONLY_OPEN, ACTION_RECORD, ACTION_ADD_ENTRY, ACTION_ADVISE, ACTION_TAKE_IN, ACTION_SCHEMES,
	ACTION_CHANGES, ACTION_ONLY_CASES, ACTION_EXPIRY, ACTION_NARROW, ACTION_STATS, ACTION_MIGRATE,
	ACTION_KEEP, ACTION_EVIDENCE, ACTION_REMAINING, ACTION_TICK, ACTION_TICK_ALL,
	ACTION_SEARCH_NEXT, ACTION_SEARCH_PREVIOUS, ACTION_THEME, ACTION_MOUSE, ACTION_PRACTICE,
	ACTION_CHECKED, ACTION_WHATIF, ACTION_TIPPING, ACTION_BARS,
	ACTION_REVIEW, ACTION_CONFIRM, ACTION_REMARK, ACTION_HOLD,
	ACTION_TAKE_UP, ACTION_SETUP,
	ACTION_BASIS, ACTION_RECHECK, ACTION_PRECEDENTS,
	ACTION_EXCHANGE,
	ACTION_KEYS_COUNT
};
struct key_action {
	enum action_id id;
	const char *name;  /* word for configuration: "undo" */
	const char *label; /* N_(): at most 8 cells in the key bar */
	const char *help;  /* N_(): one sentence */
	const char *keys;  /* separated by a space: "F8 C-z u"; single letters work outside text fields only; "": by the menu alone */
	const char *words; /* N_(): other words by which the menu finds it; NULL: none */
	unsigned where;
};
extern const struct key_action key_actions[ACTION_KEYS_COUNT];

#define COMMAND_CHOICES 64

/* Arguments of a command, already split from the options. */
struct command_args {
	const char *const *words;
	size_t count;
	bool json;
	const char *format, *output, *map, *encoding, *name, *issued_on, *source;
	const char *fact, *reason, *evidence;
	const char *cases, *seed; /* policy check: numbers as written */
	const char *baseline;     /* policy check: a file to compare with */
	const char *stamp;        /* policy check: a file for the result of the proof */
	bool quick;               /* policy check: without the proof */
	bool yes;
	const char *list, *form, *state, *within, *sort, *region; /* registry search: words as written */
	bool preview;             /* registry import: change nothing */
	const char *save_map;     /* registry import: keeps `chosen` under a name */
	const char *chosen[COMMAND_CHOICES]; /* registry import: "column.name=HEADER", "words.status.removed=WORD", as written after the point */
	size_t chosen_count;
	const char *key, *expires_on, *delivery; /* registry sign */
	const char *text;         /* review: a comment, an opinion, a reason */
};
struct command {
	const char *name;  /* "case list" */
	const char *usage; /* "FILE [--format text]" */
	const char *help;  /* N_(): one sentence */
	unsigned needs;    /* of enum app_need */
	size_t min_words, max_words; /* after the name */
	enum status (*run)(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags);
};
extern const struct command commands[]; /* ends with a NULL name */

#endif
