/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times what a person at a terminal waits for: from the start of a program to its settled first screen, and from a key to the last byte of its
 * repaint. The program runs in a pseudo terminal of 80 by 24. A screen is settled at the last byte before QUIET_MS of silence, so the silence
 * itself is not counted. Two programs are measured in turn, as in bench_process.
 */
#include "bench_common.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define RUNS_INITIAL 9
#define QUIET_MS 150
#define LIMIT_MS 10000 /* a program that says nothing for so long has failed */
#define END_MS 3000
#define TAIL 8

static const char usage[] =
	"usage: bench_screen [-n RUNS] [-a KEYS] [-b KEYS] [-k KEYS] COMMAND [ARGUMENT ...] [-- PEER [ARGUMENT ...]]\n"
	"  -a, -b  keys, one byte each, that bring COMMAND and PEER to the screen to be measured\n"
	"  -k      keys that are timed one by one in both\n";

/* Questions that a program may ask its terminal and wait for; a real terminal answers all of them. */
static const struct {
	const char *question, *answer;
} answers[] = {
	{ .question = "\033[c", .answer = "\033[?62;22c" },
	{ .question = "\033[0c", .answer = "\033[?62;22c" },
	{ .question = "\033[>c", .answer = "\033[>0;276;0c" },
	{ .question = "\033[5n", .answer = "\033[0n" },
	{ .question = "\033[6n", .answer = "\033[2;2R" },
};

struct plan {
	size_t runs;
	const char *leading[BENCH_SIDES], *timed;
};

struct session {
	int terminal;
	pid_t pid;
	const char *name;
	char tail[TAIL + 1]; /* the last bytes of the output, in which a question ends */
	size_t tail_len;
};

static void child(char **command, int terminal, const char *path)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	setsid();
	int fd = open(path, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) != 0 || ioctl(fd, TIOCSWINSZ, &size) != 0)
		_exit(126);
	dup2(fd, STDIN_FILENO);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
	close(terminal);
	setenv("TERM", "xterm-256color", 1);
	execvp(command[0], command);
	_exit(127);
}

static bool session_start(struct session *session, char **command)
{
	*session = (struct session){ .terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), .pid = -1, .name = command[0] };
	const char *path = NULL;
	if (session->terminal >= 0 && grantpt(session->terminal) == 0 && unlockpt(session->terminal) == 0)
		path = ptsname(session->terminal);
	if (path)
		session->pid = fork();
	if (session->pid == 0)
		child(command, session->terminal, path);
	if (session->pid < 0)
		fprintf(stderr, "bench_screen: no pseudo terminal for %s: %s\n", command[0], strerror(errno));
	return session->pid > 0;
}

/* Closing our end hangs the program up; one that stays is killed. */
static void session_end(struct session *session)
{
	if (session->terminal >= 0)
		close(session->terminal);
	if (session->pid <= 0)
		return;
	double begun = bench_now_ms();
	pid_t ended;
	while ((ended = waitpid(session->pid, NULL, WNOHANG)) == 0 && bench_now_ms() - begun < END_MS)
		poll(NULL, 0, 1);
	if (ended == 0) {
		kill(session->pid, SIGKILL);
		waitpid(session->pid, NULL, 0);
	}
}

static bool say(struct session *session, const char *bytes, size_t len)
{
	return write(session->terminal, bytes, len) == (ssize_t)len;
}

static bool answer_question(struct session *session)
{
	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
		size_t len = strlen(answers[i].question);
		if (session->tail_len < len || strcmp(session->tail + session->tail_len - len, answers[i].question) != 0)
			continue;
		if (!say(session, answers[i].answer, strlen(answers[i].answer)))
			return false;
	}
	return true;
}

static bool listen_to(struct session *session, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (session->tail_len == TAIL)
			memmove(session->tail, session->tail + 1, --session->tail_len);
		session->tail[session->tail_len++] = bytes[i];
		session->tail[session->tail_len] = '\0';
		if (!answer_question(session))
			return false;
	}
	return true;
}

/* Reads until the program falls silent; *last is when its last byte came. False when it says nothing or has ended. */
static bool settle(struct session *session, double *last)
{
	char bytes[65536];
	bool any = false;
	for (;;) {
		struct pollfd waiting = { .fd = session->terminal, .events = POLLIN };
		int ready = poll(&waiting, 1, any ? QUIET_MS : LIMIT_MS);
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready == 0 && any)
			return true;
		ssize_t got = ready > 0 ? read(session->terminal, bytes, sizeof bytes) : 0;
		if (got <= 0 || !listen_to(session, bytes, (size_t)got)) {
			fprintf(stderr, "bench_screen: %s %s\n", session->name, ready == 0 ? "shows nothing new" : "has ended");
			return false;
		}
		any = true;
		*last = bench_now_ms();
	}
}

static bool press(struct session *session, char key, double *took)
{
	double begun = bench_now_ms(), last;
	if (!say(session, &key, 1) || !settle(session, &last))
		return false;
	*took = last - begun;
	return true;
}

/* One start of one program: took[0] is the settled screen, took[1] and on are the timed keys. */
static bool run_once(char **command, const char *leading, const char *timed, double *took)
{
	struct session session;
	double begun = bench_now_ms(), last = begun, ignored;
	bool fine = session_start(&session, command) && settle(&session, &last);
	took[0] = last - begun;
	for (const char *key = leading; *key && fine; key++)
		fine = press(&session, *key, &ignored);
	for (size_t i = 0; timed[i] && fine; i++)
		fine = press(&session, timed[i], &took[i + 1]);
	session_end(&session);
	return fine;
}

#define KEYS_MAX 64

static bool measure(const struct bench_commands *commands, const struct plan *plan, struct bench_pairs *screens, struct bench_pairs *keys)
{
	double took[BENCH_SIDES][KEYS_MAX + 1] = { { 0 } };
	size_t count = strlen(plan->timed);
	/* The first turn only warms up. */
	for (size_t turn = 0; turn <= plan->runs; turn++) {
		for (size_t side = 0; side < BENCH_SIDES; side++)
			if (commands->sides[side] && !run_once(commands->sides[side], plan->leading[side], plan->timed, took[side]))
				return false;
		if (turn == 0)
			continue;
		bench_pairs_add(screens, took[0][0], took[1][0]);
		for (size_t i = 1; i <= count; i++)
			bench_pairs_add(keys, took[0][i], took[1][i]);
	}
	return true;
}

static bool read_options(int argc, char **argv, struct plan *plan)
{
	int option;
	while ((option = getopt(argc, argv, "+n:a:b:k:")) != -1) {
		switch (option) {
		case 'n':
			if (!bench_number(optarg, BENCH_PAIRS_MAX / KEYS_MAX, &plan->runs))
				return false;
			break;
		case 'a': plan->leading[0] = optarg; break;
		case 'b': plan->leading[1] = optarg; break;
		case 'k': plan->timed = optarg; break;
		default: return false;
		}
	}
	return strlen(plan->timed) <= KEYS_MAX;
}

int main(int argc, char **argv)
{
	struct plan plan = { .runs = RUNS_INITIAL, .leading = { "", "" }, .timed = "" };
	struct bench_commands commands;
	struct bench_pairs screens = { .count = 0 }, keys = { .count = 0 };
	if (!read_options(argc, argv, &plan) || !bench_split(argv + optind, &commands)) {
		fputs(usage, stderr);
		return 2;
	}
	if (!measure(&commands, &plan, &screens, &keys))
		return 1;
	bench_pairs_print(&screens, "screen", !commands.sides[1]);
	bench_pairs_print(&keys, "key", !commands.sides[1]);
	return 0;
}
