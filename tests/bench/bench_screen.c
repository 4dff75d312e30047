/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times what a person at a terminal waits for: from the start of a program to its settled first screen, and from a key to the last byte of its
 * repaint. The program runs in a pseudo terminal of 80 by 24. A screen is settled at the last byte before the program sleeps and has used no processor
 * between two looks, or before QUIET_MS of silence where the system does not tell; the silence itself is not counted. Two programs are measured in turn, as in bench_process. Lines: screen, key (all of them), memory (kB, resident, after the
 * last key), and slowest: the key with the greatest median.
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
#define LOOK_MS 20
#define QUIET_MS 160
#define LIMIT_MS 10000 /* a program that says nothing for so long has failed */
#define END_MS 3000
#define TAIL 8
#define SHOWN 4096

static const char usage[] =
	"usage: bench_screen [-n RUNS] [-a KEYS] [-b KEYS] [-k KEYS] COMMAND [ARGUMENT ...] [-- PEER [ARGUMENT ...]]\n"
	"  -a, -b  keys, as the terminal sends them, that bring COMMAND and PEER to the screen to be measured\n"
	"  -k      keys that are timed one by one in both\n"
	"  -q      a key may change nothing that is seen\n"
	"  -x      what COMMAND must have shown before a key is timed, so that no other screen is measured by mistake\n";

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
	const char *leading[BENCH_SIDES], *timed, *expected;
	bool quiet;
};

#define KEYS_MAX 64

/* What one start of a program gave. */
struct taken {
	double screen_ms, key_ms[KEYS_MAX], memory_kb;
};

struct session {
	int terminal;
	pid_t pid;
	const char *name;
	const char *expected; /* not shown yet; NULL: it was, or nothing is expected */
	char shown[SHOWN]; /* the last bytes of the output, in which it may stand */
	size_t shown_len;
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

/* Keeps half of what it holds when it is full, which is more than is looked for. */
static void look_for(struct session *session, char byte)
{
	if (!session->expected)
		return;
	if (session->shown_len == SHOWN) {
		session->shown_len /= 2;
		memmove(session->shown, session->shown + SHOWN - session->shown_len, session->shown_len);
	}
	session->shown[session->shown_len++] = byte;
	size_t len = strlen(session->expected);
	if (session->shown_len >= len && memcmp(session->shown + session->shown_len - len, session->expected, len) == 0)
		session->expected = NULL;
}

static bool listen_to(struct session *session, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		look_for(session, bytes[i]);
		if (session->tail_len == TAIL)
			memmove(session->tail, session->tail + 1, --session->tail_len);
		session->tail[session->tail_len++] = bytes[i];
		session->tail[session->tail_len] = '\0';
		if (!answer_question(session))
			return false;
	}
	return true;
}

/* Whether the program sleeps and has not run since the last look, at *ran; `told` is false where the system does not say. */
static bool sleeps(const struct session *session, unsigned long long *ran, bool *told)
{
	char path[64], state = '?';
	unsigned long long now = 0, before = *ran;
	snprintf(path, sizeof path, "/proc/%ld/schedstat", (long)session->pid);
	FILE *file = fopen(path, "r");
	*told = file && fscanf(file, "%llu", &now) == 1;
	if (file)
		fclose(file);
	snprintf(path, sizeof path, "/proc/%ld/stat", (long)session->pid);
	file = fopen(path, "r");
	*told = file && fscanf(file, "%*d %*s %c", &state) == 1 && *told;
	if (file)
		fclose(file);
	*ran = now;
	return state == 'S' && now == before;
}

/* Reads until the program falls silent; *last is when its last byte came. False when it says nothing, unless it may be `quiet`, or has ended. */
static bool settle(struct session *session, double *last, bool quiet)
{
	char bytes[65536];
	bool any = false, told = false;
	unsigned long long ran = 0;
	for (int silent = 0;; silent += LOOK_MS) {
		struct pollfd waiting = { .fd = session->terminal, .events = POLLIN };
		int ready = poll(&waiting, 1, LOOK_MS);
		if (ready < 0 && errno == EINTR)
			continue;
		bool still = ready == 0 && sleeps(session, &ran, &told);
		if (ready == 0 && (any || quiet) && (told ? still : silent >= QUIET_MS))
			return true;
		if (ready == 0 && silent < LIMIT_MS)
			continue;
		ssize_t got = ready > 0 ? read(session->terminal, bytes, sizeof bytes) : 0;
		if (got <= 0 || !listen_to(session, bytes, (size_t)got)) {
			fprintf(stderr, "bench_screen: %s %s\n", session->name, ready == 0 ? "shows nothing new" : "has ended");
			return false;
		}
		any = true;
		silent = 0;
		*last = bench_now_ms();
	}
}

/* Bytes of the key that a text begins with: an escape sequence, a character, or a single byte. */
static size_t key_len(const char *text)
{
	size_t len = 1;
	if (text[0] == '\033' && text[1] == 'O')
		return text[2] ? 3 : 2;
	if (text[0] == '\033' && text[1] == '[') {
		for (len = 2; text[len] && (text[len] < '@' || text[len] > '~');)
			len++;
		return text[len] ? len + 1 : len;
	}
	while ((text[len] & 0xC0) == 0x80)
		len++;
	return len;
}

static size_t key_count(const char *text)
{
	size_t count = 0;
	for (; *text; text += key_len(text))
		count++;
	return count;
}

static bool press(struct session *session, const char *key, bool quiet, double *took)
{
	double begun = bench_now_ms(), last = begun;
	if (!say(session, key, key_len(key)) || !settle(session, &last, quiet))
		return false;
	*took = last - begun;
	return true;
}

/* Resident memory as the system counts it; 0 where it does not say. */
static double resident_kb(const struct session *session)
{
	char path[64], line[256];
	long kb = 0;
	snprintf(path, sizeof path, "/proc/%ld/status", (long)session->pid);
	FILE *status = fopen(path, "r");
	while (status && fgets(line, sizeof line, status))
		if (sscanf(line, "VmRSS: %ld", &kb) == 1)
			break;
	if (status)
		fclose(status);
	return (double)kb;
}

/* One start of one program. */
static bool run_once(char **command, const struct plan *plan, size_t side, struct taken *taken)
{
	struct session session;
	double begun = bench_now_ms(), last = begun, ignored;
	bool fine = session_start(&session, command);
	session.expected = side == 0 ? plan->expected : NULL;
	fine = fine && settle(&session, &last, false);
	taken->screen_ms = last - begun;
	for (const char *key = plan->leading[side]; *key && fine; key += key_len(key))
		fine = press(&session, key, false, &ignored);
	if (fine && side == 0 && session.expected) {
		fprintf(stderr, "bench_screen: %s does not show \"%s\"\n", session.name, session.expected);
		fine = false;
	}
	session.expected = NULL; /* nothing is to be looked for while keys are timed */
	size_t at = 0;
	for (const char *key = plan->timed; *key && fine; key += key_len(key))
		fine = press(&session, key, plan->quiet || side > 0, &taken->key_ms[at++]);
	taken->memory_kb = fine ? resident_kb(&session) : 0;
	session_end(&session);
	return fine;
}

struct results {
	struct bench_pairs screens, keys, memory, each[KEYS_MAX];
};

static bool measure(const struct bench_commands *commands, const struct plan *plan, struct results *results)
{
	struct taken taken[BENCH_SIDES] = { { .screen_ms = 0 } };
	size_t count = key_count(plan->timed);
	/* The first turn only warms up. */
	for (size_t turn = 0; turn <= plan->runs; turn++) {
		for (size_t side = 0; side < BENCH_SIDES; side++)
			if (commands->sides[side] && !run_once(commands->sides[side], plan, side, &taken[side]))
				return false;
		if (turn == 0)
			continue;
		bench_pairs_add(&results->screens, taken[0].screen_ms, taken[1].screen_ms);
		bench_pairs_add(&results->memory, taken[0].memory_kb, taken[1].memory_kb);
		for (size_t i = 0; i < count; i++) {
			bench_pairs_add(&results->keys, taken[0].key_ms[i], taken[1].key_ms[i]);
			bench_pairs_add(&results->each[i], taken[0].key_ms[i], taken[1].key_ms[i]);
		}
	}
	return true;
}

static void print_results(const struct results *results, bool alone)
{
	const struct bench_pairs *slowest = NULL;
	double most = -1;
	bench_pairs_print(&results->screens, "screen", alone);
	bench_pairs_print(&results->keys, "key", alone);
	bench_pairs_print(&results->memory, "memory", alone);
	for (size_t i = 0; i < KEYS_MAX && results->each[i].count > 0; i++) {
		double median = bench_pairs_median(&results->each[i]);
		if (median <= most)
			continue;
		most = median;
		slowest = &results->each[i];
	}
	if (slowest)
		bench_pairs_print(slowest, "slowest", alone);
}

static bool read_options(int argc, char **argv, struct plan *plan)
{
	int option;
	while ((option = getopt(argc, argv, "+n:a:b:k:qx:")) != -1) {
		switch (option) {
		case 'n':
			if (!bench_number(optarg, BENCH_PAIRS_MAX / KEYS_MAX, &plan->runs))
				return false;
			break;
		case 'a': plan->leading[0] = optarg; break;
		case 'b': plan->leading[1] = optarg; break;
		case 'k': plan->timed = optarg; break;
		case 'x': plan->expected = optarg; break;
		case 'q': plan->quiet = true; break;
		default: return false;
		}
	}
	return key_count(plan->timed) <= KEYS_MAX;
}

int main(int argc, char **argv)
{
	struct plan plan = { .runs = RUNS_INITIAL, .leading = { "", "" }, .timed = "" };
	struct bench_commands commands;
	if (!read_options(argc, argv, &plan) || !bench_split(argv + optind, &commands)) {
		fputs(usage, stderr);
		return 2;
	}
	struct results *results = calloc(1, sizeof *results);
	bool fine = results && measure(&commands, &plan, results);
	if (fine)
		print_results(results, !commands.sides[1]);
	free(results);
	return fine ? 0 : 1;
}
