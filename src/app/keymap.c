/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A remapped row replaces the keys of its action as a whole: who gives a key to another action must see both rows. Two actions may not be lost by
 * it, because they lead to all others: the way back and the menu keep a key that works while a text is typed. Ctrl+C is nobody's to give away.
 */
#include "app/keymap.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"

#define KEYS_BYTES_MAX 65536
#define KEY_NAME_MAX 15

/* Steps to the next key of a list; false at its end. */
static bool next_key(const char **at, char name[KEY_NAME_MAX + 1])
{
	*at += strspn(*at, " ");
	size_t len = strcspn(*at, " ");
	if (len == 0)
		return false;
	snprintf(name, KEY_NAME_MAX + 1, "%.*s", (int)(len < KEY_NAME_MAX ? len : KEY_NAME_MAX), *at);
	*at += len;
	return true;
}

static bool among(const char *list, const char *name)
{
	char key[KEY_NAME_MAX + 1];
	for (const char *at = list; next_key(&at, key);)
		if (strcmp(key, name) == 0)
			return true;
	return false;
}

bool keymap_key_allowed(const char *name)
{
	size_t len = strlen(name);
	/* Ctrl with h, i, j and m is what Backspace, Tab and Enter send. */
	if (len == 3 && name[0] == 'C' && name[1] == '-')
		return name[2] >= 'a' && name[2] <= 'z' && !strchr("chijm", name[2]);
	if (len == 1)
		return name[0] > ' ' && name[0] <= '~' && !isdigit((unsigned char)name[0]);
	int number = 0, used = 0;
	if (sscanf(name, "F%2d%n", &number, &used) == 1 && (size_t)used == len)
		return number >= 1 && number <= 12 && name[1] != '0';
	return among("M-m Enter Esc Ins Delete Space", name);
}

void keymap_init(struct keymap *keymap)
{
	memset(keymap, 0, sizeof *keymap);
	arena_init(&keymap->arena);
	for (int i = 0; i < ACTION_KEYS_COUNT; i++)
		keymap->keys[i] = key_actions[i].keys;
}

void keymap_done(struct keymap *keymap)
{
	arena_done(&keymap->arena);
}

/* Keys of INI files have no hyphen. */
static enum action_id action_named(const char *word)
{
	for (int i = 1; i < ACTION_KEYS_COUNT; i++) {
		const char *name = key_actions[i].name;
		size_t at = 0;
		while (name[at] && (name[at] == '-' ? '_' : name[at]) == word[at])
			at++;
		if (!name[at] && !word[at])
			return key_actions[i].id;
	}
	return ACTION_NONE;
}

static bool works_while_typing(const char *keys)
{
	char key[KEY_NAME_MAX + 1];
	for (const char *at = keys; next_key(&at, key);)
		if (key[1] && !among("Enter Delete Space", key))
			return true;
	return false;
}

static enum status take(struct keymap *to, const char *path, const struct ini_entry *entry, struct diag_list *diags)
{
	char key[KEY_NAME_MAX + 1];
	enum status status = STATUS_OK;
	enum action_id action = action_named(entry->key);
	if (action == ACTION_NONE)
		return diag_error(diags, STATUS_INPUT, path, entry->line, _("there is no action \"%s\"; the manual page lists them"), entry->key);
	if (action == ACTION_QUIT)
		return diag_error(diags, STATUS_INPUT, path, entry->line, _("\"%s\" keeps its key: Ctrl+C must always lead out"), entry->key);
	for (const char *at = entry->value; next_key(&at, key);)
		if (!keymap_key_allowed(key))
			status = diag_error(diags, STATUS_INPUT, path, entry->line,
				_("\"%s\" cannot be given to an action; allowed are F1 to F12, C-a to C-z without c h i j m, M-m, Enter, Esc, Ins, Delete, Space, and signs and letters"), key);
	if ((action == ACTION_BACK || action == ACTION_MENU) && !works_while_typing(entry->value))
		status = diag_error(diags, STATUS_INPUT, path, entry->line,
			_("\"%s\" needs a key that is no letter, or nobody finds the way out of a text field"), entry->key);
	to->keys[action] = arena_strdup(&to->arena, entry->value);
	to->own[action] = to->changed = true;
	return status;
}

enum status keymap_read(struct keymap *keymap, const char *path, struct diag_list *diags)
{
	static const struct ini_key row[] = {{ .pattern = "*", .type = INI_TEXT }, { .pattern = NULL }};
	static const struct ini_kind kinds[] = {{ .kind = "keys", .keys = row }, { .kind = NULL }};
	if (!path || !path[0] || !file_exists(path))
		return STATUS_OK;
	struct buf bytes;
	struct ini ini;
	struct keymap read;
	buf_init(&bytes);
	keymap_init(&read);
	enum status status = file_read(&bytes, path, KEYS_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = ini_parse(&ini, path, bytes.data, bytes.len, kinds, diags);
	if (status == STATUS_OK) {
		for (size_t i = 0; i < ini.count; i++)
			for (size_t k = 0; k < ini.sections[i].count; k++)
				if (take(&read, path, &ini.sections[i].entries[k], diags) != STATUS_OK)
					status = STATUS_INPUT;
		ini_done(&ini);
	}
	buf_done(&bytes);
	if (status == STATUS_OK) {
		keymap_done(keymap);
		*keymap = read;
	} else {
		keymap_done(&read);
	}
	return status;
}

bool keymap_has(const struct keymap *keymap, enum action_id action, const char *key)
{
	return among(keymap->keys[action], key);
}

int keymap_function_key(const struct keymap *keymap, enum action_id action)
{
	char key[KEY_NAME_MAX + 1];
	for (const char *at = keymap->keys[action]; next_key(&at, key);)
		if (key[0] == 'F' && key[1])
			return atoi(key + 1);
	return 0;
}

static void print_key(const char *key, struct buf *out)
{
	if (strlen(key) == 3 && key[1] == '-')
		buf_addf(out, "%s+%c", key[0] == 'C' ? "Ctrl" : "Alt", toupper((unsigned char)key[2]));
	else
		buf_adds(out, key);
}

void keymap_print(const struct keymap *keymap, enum action_id action, struct buf *out)
{
	char key[KEY_NAME_MAX + 1];
	const char *space = "";
	for (const char *at = keymap->keys[action]; next_key(&at, key); space = " ") {
		buf_adds(out, space);
		print_key(key, out);
	}
}

void keymap_clashes(const struct keymap *keymap, struct buf *out)
{
	char key[KEY_NAME_MAX + 1];
	for (int a = 1; a < ACTION_KEYS_COUNT; a++) {
		for (int b = a + 1; b < ACTION_KEYS_COUNT; b++) {
			if (!(key_actions[a].where & key_actions[b].where))
				continue;
			for (const char *at = keymap->keys[a]; next_key(&at, key);) {
				if (!keymap_has(keymap, (enum action_id)b, key))
					continue;
				print_key(key, out);
				buf_addf(out, ": %s, %s\n", key_actions[a].name, key_actions[b].name);
			}
		}
	}
}

void keymap_keyless(const struct keymap *keymap, struct buf *out)
{
	char key[KEY_NAME_MAX + 1];
	for (int i = 1; i < ACTION_KEYS_COUNT; i++) {
		const char *at = keymap->keys[i];
		if (keymap->own[i] && !next_key(&at, key))
			buf_addf(out, "%s\n", key_actions[i].name);
	}
}

/* Menu, help and full screen of terminal windows, flow control of serial lines, and what input methods are switched on and moved with. */
#define OFTEN_TAKEN "F1 F10 F11 C-n C-o C-p C-q C-s"

void keymap_taken(const struct keymap *keymap, struct buf *out)
{
	char key[KEY_NAME_MAX + 1];
	for (int i = 1; i < ACTION_KEYS_COUNT; i++) {
		bool any = false, sure = false;
		for (const char *at = keymap->keys[i]; next_key(&at, key); any = true)
			sure |= !among(OFTEN_TAKEN, key);
		/* What the table itself gives has been thought about; it is for what is said anew. */
		if (!keymap->own[i] || !any || sure)
			continue;
		buf_addf(out, "%s: ", key_actions[i].name);
		keymap_print(keymap, (enum action_id)i, out);
		buf_addc(out, '\n');
	}
}
