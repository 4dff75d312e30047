/* SPDX-License-Identifier: Apache-2.0 */
/* A field for a passphrase: a star for each character, no history, room from the beginning so that nothing is copied, and wiped in the end. */
#include <string.h>

#include "base/sign.h"
#include "tui/cells.h"
#include "tui/edit.h"

static void forget(struct edit_history *history)
{
	for (size_t i = 0; i < history->count; i++)
		sign_wipe(history->items[i].text, strlen(history->items[i].text));
}

void edit_secret_init(struct edit *edit)
{
	edit_init(edit, false, PASSPHRASE_CHARS, 4 * PASSPHRASE_CHARS);
	buf_room(&edit->text, 4 * PASSPHRASE_CHARS + 1);
}

void edit_secret_done(struct edit *edit)
{
	sign_wipe(edit->text.data, edit->text.len);
	forget(&edit->undo);
	forget(&edit->redo);
	edit_done(edit);
}

void edit_secret_clear(struct edit *edit)
{
	edit_secret_done(edit);
	edit_secret_init(edit);
}

void edit_secret_draw(struct term *term, const struct edit *edit, int row, int column, int cells, bool focused)
{
	struct buf stars;
	buf_init(&stars);
	for (size_t i = 0; i < edit->text.len; i++)
		if ((edit->text.data[i] & 0xC0) != 0x80)
			buf_addc(&stars, '*');
	int shown = put_text(term, row, column, cells, STYLE_PLAIN, stars.data);
	if (focused)
		term_caret(term, row, column + shown);
	buf_done(&stars);
}
