/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes back is no more to be trusted than what went in: it is held against the one order of messages that there is, and only the numbers and texts of
 * that order are used. Several processes share a large bundle; each is heard on its own, and each must end well.
 */
#include "app/unpacking.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/companion.h"
#include "base/field.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/bundle.h"
#include "registry/unpack.h"

#define SHARED_FROM 1000 /* items; of fewer, one process is done sooner than two are started */

struct worker {
	pid_t child;
	int said;
	bool started, late, lost; /* lost: nobody tells how it ended */
	int waited;
};
/* What one of them has said, as far as it makes sense. */
struct heard {
	const char *at, *end;
	size_t number;  /* of the item that it spoke of last */
	bool whole;     /* it has said all that there is to say */
	bool fault;
	char protection[UNPACKING_WORDS_MAX];
	char why[16], terminal[33], kind[UNPACK_FIELD_MAX + 1], field[UNPACK_FIELD_MAX + 1];
	int64_t fault_number, seq;
};

enum status unpacking_form(const char *name, size_t number, size_t items, struct diag_list *diags)
{
	return diag_error(diags, STATUS_INPUT, name, 0, _("entry %1$zu of %2$zu is not in its canonical form. Nothing was taken in"), number, items);
}

static enum status refuse_entry(const char *name, long long seq, const char *terminal, const char *kind, const char *why, struct diag_list *diags)
{
	return diag_error(diags, STATUS_INPUT, name, 0, _("entry %1$lld of terminal %2$s (%3$s): %4$s. Nothing was taken in"), seq, terminal, kind, why);
}

enum status unpacking_unfit(const char *name, long long seq, const char *terminal, const char *kind, const char *field, struct diag_list *diags)
{
	char *why = mem_printf(_("the field \"%s\" is too long or has characters that may not stand there"), field);
	enum status status = refuse_entry(name, seq, terminal, kind, why, diags);
	free(why);
	return status;
}

static enum status refuse_list(const char *name, size_t number, size_t items, struct diag_list *diags)
{
	return diag_error(diags, STATUS_INPUT, name, 0, _("the list of persons (item %1$zu of %2$zu) is not as it was signed. Nothing was taken in"), number, items);
}

enum status unpacking_odd(const char *name, size_t number, size_t items, struct diag_list *diags)
{
	return diag_error(diags, STATUS_FAILED, name, 0, _("the program that looks through bundles says what it may not say, at item %1$zu of %2$zu. Nothing was taken in"),
		number, items);
}

/* ---- what it says ---- */

static bool next_text(struct heard *heard, char *out, size_t size)
{
	return field_read_plain(&heard->at, heard->end, out, size);
}

static bool next_is(struct heard *heard, const char *word)
{
	char text[16];
	return next_text(heard, text, sizeof text) && strcmp(text, word) == 0;
}

static bool next_number(struct heard *heard, int64_t *out)
{
	return field_read_number(&heard->at, heard->end, 0, INT64_MAX, out);
}

static bool hear_fault(struct heard *heard)
{
	if (!next_text(heard, heard->why, sizeof heard->why) || !next_number(heard, &heard->fault_number) || !next_number(heard, &heard->seq) ||
		!next_text(heard, heard->terminal, sizeof heard->terminal) || !next_text(heard, heard->kind, sizeof heard->kind) ||
		!next_text(heard, heard->field, sizeof heard->field))
		return false;
	heard->fault = true;
	return next_is(heard, UNPACK_END) && heard->at == heard->end;
}

/* "at" and what follows it, for each item of one walk. `read` (may be NULL): of which the case file was read. False where it ends otherwise, be it with a fault. */
static bool hear_walk(struct heard *heard, size_t first, size_t step, size_t items, bool *read)
{
	char word[16];
	for (size_t i = first; i < items; i += step) {
		int64_t number;
		if (!next_is(heard, UNPACK_AT) || !next_number(heard, &number) || number != (int64_t)i + 1)
			return false;
		heard->number = i + 1;
		if (!next_text(heard, word, sizeof word))
			return false;
		if (strcmp(word, UNPACK_FAULT) == 0) {
			heard->whole = hear_fault(heard);
			return false;
		}
		if (strcmp(word, UNPACK_GOOD) != 0 || !next_text(heard, word, sizeof word))
			return false;
		if (read && strcmp(word, UNPACK_CASE) == 0)
			read[i] = true;
	}
	return true;
}

static bool hear_protection(struct heard *heard)
{
	return next_is(heard, UNPACK_PROTECTION) && next_text(heard, heard->protection, sizeof heard->protection);
}

static size_t count_waiting(const struct unpacking *job)
{
	size_t count = 0;
	for (size_t i = 0; i < job->piece_count; i++)
		count += job->pieces[i].waits;
	return count;
}

static void hear(struct heard *heard, const struct buf *said, const struct unpacking *job, unsigned share, unsigned shares)
{
	int64_t count;
	*heard = (struct heard){ .at = said->data, .end = said->data + said->len };
	if (!hear_protection(heard) || !next_is(heard, UNPACK_ITEMS) || !next_number(heard, &count) || count != (int64_t)job->items)
		return;
	if (hear_walk(heard, 0, 1, job->items, NULL) && hear_walk(heard, share, shares, job->items + count_waiting(job), job->read))
		heard->whole = next_is(heard, UNPACK_END) && heard->at == heard->end;
}

/* ---- what is made of it ---- */

/* NULL for another word. */
static const char *why_of(const struct heard *heard)
{
	return strcmp(heard->why, UNPACK_WHY_EDITION) == 0 ? _("its edition cannot be read") :
		strcmp(heard->why, UNPACK_WHY_CASE) == 0 ? _("its case file cannot be read under its edition") : NULL;
}

static enum status tell_fault(const struct unpacking *job, const struct heard *heard, struct diag_list *diags)
{
	bool told = heard->whole && heard->fault && heard->fault_number == (int64_t)heard->number && heard->number <= job->items;
	bool entry = told && bundle_is_terminal(heard->terminal);
	const char *why = why_of(heard);
	char name[9] = "";
	if (entry)
		memcpy(name, heard->terminal, sizeof name - 1);
	if (entry && strcmp(heard->why, UNPACK_WHY_FIELD) == 0)
		return unpacking_unfit(job->name, (long long)heard->seq, name, heard->kind, *heard->field ? _(heard->field) : "", diags);
	if (entry && why)
		return refuse_entry(job->name, (long long)heard->seq, name, heard->kind, why, diags);
	if (told && strcmp(heard->why, UNPACK_WHY_FORM) == 0)
		return unpacking_form(job->name, heard->number, job->items, diags);
	if (told && strcmp(heard->why, UNPACK_WHY_LIST) == 0)
		return refuse_list(job->name, heard->number, job->items, diags);
	return unpacking_odd(job->name, heard->number, job->items + count_waiting(job), diags);
}

/* Why it did not end well; the item is where it was last. */
static enum status tell_end(const struct unpacking *job, const struct worker *worker, const struct heard *heard, struct diag_list *diags)
{
	size_t number = heard->number, all = job->items + count_waiting(job);
	if (worker->lost)
		return diag_error(diags, STATUS_FAILED, job->name, 0, _("the program that looks through bundles cannot be waited for, so that it is not known what it came to. Nothing was taken in"));
	if (worker->late || (WIFSIGNALED(worker->waited) && WTERMSIG(worker->waited) == SIGXCPU))
		return diag_error(diags, STATUS_FAILED, job->name, 0, _("item %1$zu of %2$zu takes too long to look through; the bundle is damaged or hostile. Nothing was taken in"),
			number, all);
	if (WIFSIGNALED(worker->waited))
		return diag_error(diags, STATUS_FAILED, job->name, 0,
			_("at item %1$zu of %2$zu the program that looks through bundles was ended by signal %3$d; the bundle is damaged or hostile. Nothing was taken in"), number,
			all, WTERMSIG(worker->waited));
	if (WEXITSTATUS(worker->waited) != 0)
		return diag_error(diags, STATUS_FAILED, job->name, 0,
			_("at item %1$zu of %2$zu the program that looks through bundles failed with code %3$d. Nothing was taken in"), number, all,
			WEXITSTATUS(worker->waited));
	return tell_fault(job, heard, diags);
}

static enum status judge(const struct unpacking *job, const struct worker *worker, unsigned share, unsigned shares, char *protection, struct diag_list *diags)
{
	struct heard *heard = MEM_NEW(struct heard);
	struct buf said;
	buf_init(&said);
	(void)companion_read(worker->said, UNPACK_SAID_MAX, &said);
	hear(heard, &said, job, share, shares);
	bool ended = !worker->lost && !worker->late && WIFEXITED(worker->waited) && WEXITSTATUS(worker->waited) == 0;
	enum status status = ended && heard->whole && !heard->fault ? STATUS_OK : tell_end(job, worker, heard, diags);
	if (status != STATUS_OK && heard->number > job->items)
		diag_error(diags, status, job->name, 0, _("that is a revision that waits in this store since an earlier bundle; the items of this one are %zu"), job->items);
	memcpy(protection, heard->protection, UNPACKING_WORDS_MAX);
	buf_done(&said);
	free(heard);
	return status;
}

/* ---- running it ---- */

static bool add_netstring(int memory, const char *bytes, size_t len)
{
	char head[24];
	int head_len = snprintf(head, sizeof head, "%zu:", len);
	return file_write_all(memory, head, (size_t)head_len) && file_write_all(memory, bytes, len) && file_write_all(memory, ",", 1);
}

static int make_input(const struct unpacking *job)
{
	int memory = companion_memory("unpack-in");
	bool good = memory >= 0 && add_netstring(memory, job->bundle.data, job->bundle.len);
	for (size_t i = 0; i < job->piece_count && good; i++) {
		const char *word = job->pieces[i].waits ? UNPACK_WAITS : UNPACK_EDITION;
		good = add_netstring(memory, word, strlen(word)) && add_netstring(memory, job->pieces[i].bytes.data, job->pieces[i].bytes.len);
	}
	if (good && companion_seal(memory))
		return memory;
	if (memory >= 0)
		close(memory);
	return -1;
}

static enum status worker_start(struct worker *worker, const char *program, int in, const char *share, struct diag_list *diags)
{
	char word[8] = "", *const arguments[] = { (char[]){ UNPACK_PROGRAM }, share ? word : NULL, NULL };
	char *const environment[] = { (char[]){ "LC_ALL=C.UTF-8" }, NULL };
	if (share)
		snprintf(word, sizeof word, "%s", share);
	worker->said = companion_memory("unpack-said");
	const struct companion_streams streams = { in, worker->said, -1 };
	int error = worker->said < 0 ? errno : companion_start(program, arguments, environment, &streams, &worker->child);
	worker->started = error == 0;
	if (!error)
		return STATUS_OK;
	return diag_error(diags, STATUS_FAILED, program, 0, _("the program that looks through bundles cannot be started: %s. Nothing was taken in"), strerror(error));
}

static unsigned count_shares(size_t items)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	if (items < SHARED_FROM || processors < 2)
		return 1;
	return processors < UNPACK_SHARES_MAX ? (unsigned)processors : UNPACK_SHARES_MAX;
}

static enum status work(const struct unpacking *job, const char *program, int in, char *protection, struct diag_list *diags)
{
	struct worker workers[UNPACK_SHARES_MAX] = { 0 };
	unsigned shares = count_shares(job->items + count_waiting(job)), started = 0;
	int64_t deadline = companion_now() + (int64_t)job->seconds * 1000;
	enum status status = STATUS_OK;
	for (; started < shares && status == STATUS_OK; started++) {
		char share[8];
		snprintf(share, sizeof share, "%u/%u", started % UNPACK_SHARES_MAX, shares % (UNPACK_SHARES_MAX + 1));
		status = worker_start(&workers[started], program, in, share, diags);
	}
	/* All of them are waited for, whatever one of them has come to; the first one that did not end well is told. */
	for (unsigned i = 0; i < started; i++) {
		if (workers[i].started && !companion_wait_until(workers[i].child, deadline, &workers[i].waited, &workers[i].late))
			workers[i].lost = true;
		if (status == STATUS_OK)
			status = judge(job, &workers[i], i, shares, protection, diags);
		if (workers[i].said >= 0)
			close(workers[i].said);
	}
	return status;
}

static enum status not_there(const char *program, struct diag_list *diags)
{
	return diag_error(diags, STATUS_FAILED, program, 0,
		_("the program that looks through bundles is not installed, and without it no bundle is taken in. Install this program again, with all its parts"));
}

enum status app_unpack(const struct unpacking *job, char protection[UNPACKING_WORDS_MAX], struct diag_list *diags)
{
	char *program = job->program ? mem_strdup(job->program) : companion_find(UNPACK_PROGRAM);
	enum status status;
	int in = -1;
	protection[0] = '\0';
	if (!file_exists(program))
		status = not_there(program, diags);
	else if ((in = make_input(job)) < 0)
		status = diag_error(diags, STATUS_FAILED, job->name, 0, _("no memory to look through the bundle: %s. Nothing was taken in"), strerror(errno));
	else
		status = work(job, program, in, protection, diags);
	if (in >= 0)
		close(in);
	free(program);
	return status;
}

enum status app_unpack_protection(char protection[UNPACKING_WORDS_MAX], struct diag_list *diags)
{
	char *program = companion_find(UNPACK_PROGRAM);
	struct worker worker = { .said = -1 };
	struct heard *heard = MEM_NEW(struct heard);
	struct buf said;
	buf_init(&said);
	enum status status = file_exists(program) ? worker_start(&worker, program, -1, NULL, diags) : not_there(program, diags);
	if (status == STATUS_OK) {
		bool ended = companion_wait_until(worker.child, companion_now() + UNPACKING_SECONDS * 1000, &worker.waited, &worker.late) && !worker.late;
		bool read = ended && companion_read(worker.said, UNPACK_SAID_MAX, &said);
		*heard = (struct heard){ .at = said.data, .end = said.data + said.len };
		if (!read || !hear_protection(heard))
			status = diag_error(diags, STATUS_FAILED, program, 0, _("the program that looks through bundles does not answer"));
	}
	memcpy(protection, heard->protection, UNPACKING_WORDS_MAX);
	if (worker.said >= 0)
		close(worker.said);
	buf_done(&said);
	free(heard);
	free(program);
	return status;
}
