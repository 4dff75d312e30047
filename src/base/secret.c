/* SPDX-License-Identifier: Apache-2.0 */
/* Asking for a passphrase. The terminal itself is asked, not standard input, which may be a file of answers. */
#include "base/keyfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"

static enum status check(const struct buf *secret, const char *where, struct diag_list *diags)
{
	if (secret->len == 0)
		return diag_error(diags, STATUS_USAGE, where, 0, _("the passphrase is empty"));
	if (secret->len > PASSPHRASE_MAX || memchr(secret->data, '\0', secret->len))
		return diag_error(diags, STATUS_USAGE, where, 0, _("the passphrase is longer than %d bytes or holds a NUL"), PASSPHRASE_MAX);
	return STATUS_OK;
}

static void first_line(struct buf *text)
{
	size_t len = strcspn(text->data, "\r\n");

	sign_wipe(text->data + len, text->len - len);
	text->len = len;
}

enum status secret_from_file(struct buf *out, bool *found, struct diag_list *diags)
{
	const char *path = getenv("KUMOSHIRUBE_PASSPHRASE_FILE");
	enum status status;

	*found = path && *path;
	if (!*found)
		return STATUS_OK;
	/* Room from the beginning, so that no copy is left behind where the buffer grew. */
	buf_room(out, 2 * PASSPHRASE_MAX);
	status = file_read_private(out, path, PASSPHRASE_MAX + 2, diags);
	if (status != STATUS_OK)
		return status;
	first_line(out);
	return check(out, path, diags);
}

/* One line from the terminal without echo; false when it cannot be read. */
static bool read_line(int terminal, const char *prompt, struct buf *out)
{
	struct termios before, silent;
	bool read_all = false;
	char c;

	if (tcgetattr(terminal, &before) != 0)
		return false;
	silent = before;
	silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
	silent.c_lflag |= ICANON;
	if (tcsetattr(terminal, TCSAFLUSH, &silent) != 0)
		return false;
	if (write(terminal, prompt, strlen(prompt)) >= 0)
		for (ssize_t got; (got = read(terminal, &c, 1)) > 0 || (got < 0 && errno == EINTR);) {
			if (got < 0)
				continue;
			if (c == '\n') {
				read_all = true;
				break;
			}
			if (out->len <= PASSPHRASE_MAX)
				buf_addc(out, c);
		}
	tcsetattr(terminal, TCSAFLUSH, &before);
	return write(terminal, "\n", 1) == 1 && read_all;
}

enum status secret_ask(struct buf *out, const char *prompt, bool twice, struct diag_list *diags)
{
	bool found, good;
	enum status status = secret_from_file(out, &found, diags);
	struct buf again;
	int terminal;

	if (status != STATUS_OK || found)
		return status;
	terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (terminal < 0)
		return diag_error(diags, STATUS_USAGE, NULL, 0,
			_("a passphrase is needed, and there is no terminal to ask at; name a file that holds it in KUMOSHIRUBE_PASSPHRASE_FILE"));
	buf_init(&again);
	buf_room(&again, 2 * PASSPHRASE_MAX);
	buf_room(out, 2 * PASSPHRASE_MAX);
	good = read_line(terminal, prompt, out) && (!twice || read_line(terminal, _("The same again: "), &again));
	close(terminal);
	if (!good)
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("no passphrase was read"));
	else if (twice && (again.len != out->len || memcmp(again.data, out->data, out->len) != 0))
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("the two passphrases differ; nothing was made"));
	secret_done(&again);
	return status == STATUS_OK ? check(out, NULL, diags) : status;
}
