/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program at a terminal that this test plays itself: one that draws characters of ambiguous width wide and says so, one that draws them narrow,
 * and one that never answers. Nothing sleeps; what is waited for is polled.
 */
#include "unit.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#define WAIT_MS 20000
#define MARK "\xE2\x80\xBB" /* of ambiguous width */

struct played {
	int terminal;
	pid_t program;
	struct buf seen;
	char home[64];
};

static void child(const struct played *played, const char *side)
{
	char *program = mem_printf("%s/kumoshirube", getenv("builddir"));
	setsid();
	int fd = open(side, O_RDWR);
	ioctl(fd, TIOCSCTTY, 0);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	setenv("TERM", "xterm", 1);
	setenv("HOME", played->home, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_CACHE_HOME");
	unsetenv("KUMOSHIRUBE_STORE");
	execl(program, program, "--lang", "ja", (char *)NULL);
	_exit(127);
}

static void begin(struct played *played)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	memset(played, 0, sizeof *played);
	buf_init(&played->seen);
	strcpy(played->home, "/tmp/kumoshirube-width-XXXXXX");
	assert_non_null(mkdtemp(played->home));
	/* Somebody who is set up; the place of the configuration is below the home. */
	char *directory = mem_printf("%s/.config/kumoshirube", played->home), *config = mem_printf("%s/kumoshirube.ini", directory);
	static const char text[] = "[user.main]\nname = \"x\"\n";
	assert_int_equal(file_make_directory(directory, NULL), STATUS_OK);
	assert_int_equal(file_write(config, text, sizeof text - 1, 0600, NULL), STATUS_OK);
	free(directory);
	free(config);
	played->terminal = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(played->terminal >= 0 && grantpt(played->terminal) == 0 && unlockpt(played->terminal) == 0);
	ioctl(played->terminal, TIOCSWINSZ, &size);
	char *side = mem_strdup(ptsname(played->terminal));
	played->program = fork();
	if (played->program == 0)
		child(played, side);
	free(side);
}

/* Reads until `text` has come, and forgets everything up to its end. */
static void await(struct played *played, const char *text)
{
	const char *at;
	while ((at = strstr(played->seen.data, text)) == NULL) {
		struct pollfd input = {.fd = played->terminal, .events = POLLIN};
		char bytes[4096];
		if (poll(&input, 1, WAIT_MS) <= 0)
			fail_msg("waited for %s", text);
		ssize_t got = read(played->terminal, bytes, sizeof bytes);
		if (got <= 0)
			fail_msg("the program ended before %s: %s", text, played->seen.data);
		for (ssize_t i = 0; i < got; i++)
			buf_addc(&played->seen, bytes[i] ? bytes[i] : ' ');
	}
	char *rest = mem_strdup(at + strlen(text));
	buf_clear(&played->seen);
	buf_adds(&played->seen, rest);
	free(rest);
}

static void say(const struct played *played, const char *text)
{
	assert_int_equal(write(played->terminal, text, strlen(text)), (ssize_t)strlen(text));
}

static void end(struct played *played)
{
	int status;
	kill(played->program, SIGTERM);
	/* The terminal must be read on, or the program could not write its last words. */
	struct pollfd input = {.fd = played->terminal, .events = POLLIN};
	char bytes[4096];
	while (poll(&input, 1, WAIT_MS) > 0 && read(played->terminal, bytes, sizeof bytes) > 0)
		continue;
	assert_int_equal(waitpid(played->program, &status, 0), played->program);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 143);
	close(played->terminal);
	buf_done(&played->seen);
	char *remove = mem_printf("rm -rf '%s'", played->home);
	assert_int_equal(system(remove), 0);
	free(remove);
}

/* Answers the question, opens the first question of a new case and types the mark, for which `shown` must be drawn. */
static void types_mark(const char *answer, const char *shown)
{
	struct played played;
	begin(&played);
	await(&played, "\033[6n");
	say(&played, answer);
	await(&played, "F10");
	say(&played, "\033OQ"); /* F2 */
	await(&played, "Step1");
	say(&played, "\r");
	await(&played, "F4");
	say(&played, MARK);
	await(&played, shown);
	end(&played);
}

static void test_wide(void **state)
{
	(void)state;
	types_mark("\033[2;3R", "*");
}

static void test_narrow(void **state)
{
	(void)state;
	types_mark("\033[2;2R", MARK);
}

static void test_silent(void **state)
{
	struct played played;
	(void)state;
	begin(&played);
	await(&played, "F10");
	end(&played);
}

UNIT_MAIN(cmocka_unit_test(test_wide), cmocka_unit_test(test_narrow), cmocka_unit_test(test_silent))
