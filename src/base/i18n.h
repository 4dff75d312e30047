/* SPDX-License-Identifier: Apache-2.0 */
/* Messages: English in the source, Japanese in po/ja.po. Policy wording never passes through here; it comes from the data files. */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text

/* The two languages of every data file. */
enum lang { LANG_JA, LANG_EN, LANG_COUNT };

/* A text of a data file in both languages; both pointers are borrowed from the arena of their owner and never NULL. */
struct text {
	const char *in[LANG_COUNT];
};

#endif
