/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attributes are the same in all themes and are what the theme "mono" consists of: whoever sees no colour sees the same picture. Red and green
 * are never the only difference of two styles, because each stands beside its word.
 */
#include "tui/theme.h"

#include <ncurses.h>
#include <string.h>

#define KEEP (-1) /* the terminal's own colour */

struct theme {
	const char *name;
	short ink[STYLE_COUNT], ground; /* ground: behind all text */
	bool color;
};
static const struct theme themes[] = {
	{.name = "default", .color = true, .ground = KEEP,
		.ink = {KEEP, COLOR_CYAN, KEEP, KEEP, KEEP, COLOR_GREEN, COLOR_RED, COLOR_YELLOW, KEEP}},
	{.name = "contrast", .color = true, .ground = COLOR_BLACK,
		.ink = {COLOR_WHITE, COLOR_WHITE, COLOR_WHITE, COLOR_WHITE, COLOR_WHITE, COLOR_CYAN, COLOR_YELLOW, COLOR_WHITE, COLOR_WHITE}},
	{.name = "light", .color = true, .ground = COLOR_WHITE,
		.ink = {COLOR_BLACK, COLOR_BLUE, COLOR_BLACK, COLOR_BLACK, COLOR_BLACK, COLOR_BLUE, COLOR_RED, COLOR_MAGENTA, COLOR_BLACK}},
	{.name = "mono", .color = false, .ground = KEEP,
		.ink = {KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP, KEEP}},
};
#define THEME_COUNT (sizeof themes / sizeof themes[0])

static const unsigned long attributes[STYLE_COUNT] = {
	[STYLE_PLAIN] = A_NORMAL, [STYLE_TITLE] = A_BOLD, [STYLE_STRONG] = A_BOLD, [STYLE_FOCUS] = A_REVERSE, [STYLE_DIM] = A_NORMAL,
	[STYLE_GOOD] = A_NORMAL, [STYLE_BAD] = A_BOLD, [STYLE_OPEN] = A_BOLD, [STYLE_KEYS] = A_REVERSE,
};

static size_t find(const char *name)
{
	for (size_t i = 0; i < THEME_COUNT; i++)
		if (name && strcmp(themes[i].name, name) == 0)
			return i;
	return 0;
}

const char *theme_name(const char *name)
{
	return themes[find(name)].name;
}

const char *theme_after(const char *name)
{
	return themes[(find(name) + 1) % THEME_COUNT].name;
}

bool theme_styles(const char *name, bool color, unsigned long styles[STYLE_COUNT])
{
	const struct theme *theme = &themes[find(name)];
	memcpy(styles, attributes, sizeof attributes);
	/* Reverse video and bold of white on white would be no text: on a ground of its own every style has a pair. */
	bool used = color && theme->color;
	if (!used) {
		bkgdset(' ');
		return false;
	}
	for (short i = 0; i < STYLE_COUNT; i++) {
		if (theme->ink[i] == KEEP && theme->ground == KEEP)
			continue;
		init_pair((short)(i + 1), theme->ink[i], theme->ground);
		styles[i] |= (unsigned long)COLOR_PAIR(i + 1);
	}
	bkgdset(' ' | (chtype)styles[STYLE_PLAIN]);
	return true;
}
