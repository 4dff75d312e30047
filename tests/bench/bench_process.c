/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Times two commands as whole processes, in turn: A B A B ..., from just before the start to the moment the process has ended. What a command
 * prints is thrown away; a command that does not end with 0 ends the measurement, because a failing command is fast for the wrong reason.
 */
#include "bench_common.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNS_INITIAL 40
#define WARM_UPS 3

extern char **environ;

static const char usage[] = "usage: bench_process [-n RUNS] COMMAND [ARGUMENT ...] [-- PEER [ARGUMENT ...]]\n";

/* Input from and output to nowhere; messages stay visible. */
static bool actions_prepare(posix_spawn_file_actions_t *actions)
{
	if (posix_spawn_file_actions_init(actions) != 0)
		return false;
	if (posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0 &&
		posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) == 0)
		return true;
	posix_spawn_file_actions_destroy(actions);
	return false;
}

static bool run_once(char **command, const posix_spawn_file_actions_t *actions, double *took)
{
	pid_t pid, ended;
	int status = 0;
	double begun = bench_now_ms();
	int error = posix_spawnp(&pid, command[0], actions, NULL, command, environ);
	if (error) {
		fprintf(stderr, "bench_process: %s: %s\n", command[0], strerror(error));
		return false;
	}
	do
		ended = waitpid(pid, &status, 0);
	while (ended < 0 && errno == EINTR);
	*took = bench_now_ms() - begun;
	if (ended != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		fprintf(stderr, "bench_process: %s did not end with 0 (status %d)\n", command[0], WIFEXITED(status) ? WEXITSTATUS(status) : -1);
		return false;
	}
	return true;
}

static bool run_pair(const struct bench_commands *commands, const posix_spawn_file_actions_t *actions, double took[BENCH_SIDES])
{
	for (size_t side = 0; side < BENCH_SIDES; side++)
		if (commands->sides[side] && !run_once(commands->sides[side], actions, &took[side]))
			return false;
	return true;
}

static bool measure(const struct bench_commands *commands, size_t runs, struct bench_pairs *pairs)
{
	posix_spawn_file_actions_t actions;
	double took[BENCH_SIDES] = { 0, 0 };
	bool fine = true;
	if (!actions_prepare(&actions)) {
		fputs("bench_process: no room for the file actions\n", stderr);
		return false;
	}
	for (size_t i = 0; i < WARM_UPS && fine; i++)
		fine = run_pair(commands, &actions, took);
	for (size_t i = 0; i < runs && fine; i++) {
		fine = run_pair(commands, &actions, took);
		if (fine)
			bench_pairs_add(pairs, took[0], took[1]);
	}
	posix_spawn_file_actions_destroy(&actions);
	return fine;
}

int main(int argc, char **argv)
{
	struct bench_commands commands;
	struct bench_pairs pairs = { .count = 0 };
	size_t runs = RUNS_INITIAL;
	int option;
	/* "+": the options of the commands are theirs. */
	while ((option = getopt(argc, argv, "+n:")) != -1) {
		if (option != 'n' || !bench_number(optarg, BENCH_PAIRS_MAX, &runs)) {
			fputs(usage, stderr);
			return 2;
		}
	}
	if (!bench_split(argv + optind, &commands)) {
		fputs(usage, stderr);
		return 2;
	}
	if (!measure(&commands, runs, &pairs))
		return 1;
	bench_pairs_print(&pairs, "process", !commands.sides[1]);
	return 0;
}
