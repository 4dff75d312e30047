/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keys of a session: those of the action table, with the officer's own laid over them from keys.ini (doc/formats.md section 8). Bar, menu,
 * help and dispatch ask here and nowhere else, so that what is shown is what works.
 */
#ifndef APP_KEYMAP_H
#define APP_KEYMAP_H

#include "app/action.h"
#include "base/mem.h"

/* Names of keys as tui/key.h has them, and nothing that moves, types or chooses: those keep their meaning. */
bool keymap_key_allowed(const char *name);

struct keymap {
	const char *keys[ACTION_KEYS_COUNT]; /* as in the action table: "F8 C-z u"; "" for none */
	bool own[ACTION_KEYS_COUNT];         /* said by the officer */
	bool changed;                        /* any of them */
	struct arena arena;
};
/* The keys of the table. Release with keymap_done. */
void keymap_init(struct keymap *keymap);
void keymap_done(struct keymap *keymap);
/* Lays a file over what is there. A missing file is no fault; every other fault is reported with its line, and nothing is taken then. */
enum status keymap_read(struct keymap *keymap, const char *path, struct diag_list *diags);

/* Whether `key` is one of the keys of an action. */
bool keymap_has(const struct keymap *keymap, enum action_id action, const char *key);
/* The function key of an action, 1 to 12, or 0. */
int keymap_function_key(const struct keymap *keymap, enum action_id action);
/* Appends the keys of an action as they are printed on a keyboard: "F8 Ctrl+Z u". */
void keymap_print(const struct keymap *keymap, enum action_id action, struct buf *out);

/*
 * What is questionable about the keys, one line each, appended. Clashes: a key that has two meanings on one screen. Keyless: an action that its own
 * row of keys.ini leaves without a key. Taken: an action all of whose keys terminals or input methods are known to keep for themselves.
 */
void keymap_clashes(const struct keymap *keymap, struct buf *out);
void keymap_keyless(const struct keymap *keymap, struct buf *out);
void keymap_taken(const struct keymap *keymap, struct buf *out);

#endif
