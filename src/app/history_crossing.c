/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Steps that were taken at several terminals at the same time. A program that knows all that stands before a step enters none that is not possible then; so a
 * step with a fault is somebody's doing only where its terminal knew all of that, and else it came too late. What a terminal knew is told by its chain: what
 * it entered itself, and what its receipts name. Receipts come in before what is entered behind them, so that all terminals judge alike.
 */
#include "app/history_internal.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"

void reading_history_done(struct reading_history *reading)
{
	store_receipts_done(&reading->ours);
	store_receipts_done(&reading->theirs);
}

void passage_fault(struct passage *passage, const char *text)
{
	if (!passage->fault)
		passage->fault = mem_strdup(text);
}

const char *passage_firm(struct passage *passage, const char *text)
{
	passage->crossed = false;
	passage->firm = true;
	return text;
}

void passage_forged(struct passage *passage, const char *text)
{
	passage_fault(passage, passage_firm(passage, text));
	passage->forged = true;
}

static bool same_terminal(const struct passage *a, const struct passage *b)
{
	return strcmp(a->terminal, b->terminal) == 0;
}

/* After a restoring a terminal does not know what it had entered behind the copy. */
static bool same_chain(const struct passage *a, const struct passage *b)
{
	return same_terminal(a, b) && a->epoch == b->epoch;
}

/* What a revision is based on is no head any more; one that is based on an older one than the newest was made without knowing that. */
void crossing_of_revision(const struct history *history, struct passage *passage, bool *joins)
{
	bool previous = false, merged = false;
	for (size_t i = 0; i < history->count; i++) {
		struct passage *old = &history->items[i];
		bool follows = passage->has_previous && digest_equal(&old->digest, &passage->previous);
		bool joined = passage->has_merged && digest_equal(&old->digest, &passage->merged);
		previous = previous || (follows && old->is_head);
		merged = merged || (joined && old->is_head);
		if (follows || joined)
			old->is_head = false;
		if (old->is_head && digest_equal(&old->digest, &passage->digest))
			passage->is_head = false;
		if (old->verb == LIFE_SUBMIT && old->number == passage->number - 1)
			passage->crossed = !same_chain(old, passage) && !passage->has_merged && !follows;
	}
	*joins = previous && merged;
}

/*
 * What an act names as before it is the last of all that its author could know; what stands in between was done elsewhere at the same time. So there is
 * nothing of its own chain in between.
 */
bool crossing_of_act(const struct history *history, struct passage *passage)
{
	for (size_t i = history->count; i-- > 0;) {
		if (digest_equal(&passage->act.before, &history->items[i].digest))
			return true;
		if (same_chain(&history->items[i], passage))
			break;
		passage->crossed = true;
	}
	return false;
}

static enum status read_receipts(struct reading_history *reading)
{
	if (reading->has_receipts)
		return STATUS_OK;
	enum status status = store_receipts(reading->app->store, true, &reading->ours, reading->diags);
	if (status == STATUS_OK)
		status = store_receipts(reading->app->store, false, &reading->theirs, reading->diags);
	reading->has_receipts = status == STATUS_OK;
	return status;
}

static bool before(int64_t epoch, int64_t seq, int64_t other_epoch, int64_t other_seq)
{
	return epoch < other_epoch || (epoch == other_epoch && seq < other_seq);
}

static bool received(const struct store_receipts *receipts, const struct passage *passage, const struct passage *earlier)
{
	for (size_t i = 0; i < receipts->count; i++) {
		const struct store_receipt *one = &receipts->items[i];
		if (strcmp(one->by, passage->terminal) == 0 && before(one->by_epoch, one->by_seq, passage->epoch, passage->seq) &&
			strcmp(one->of, earlier->terminal) == 0 && !before(one->epoch, one->seq, earlier->epoch, earlier->seq))
			return true;
	}
	return false;
}

/* Whether the terminal of a step knew another one when it was entered. The receipts must have been read where it is of another terminal. */
static bool knew(const struct reading_history *reading, const struct passage *passage, const struct passage *earlier)
{
	return same_terminal(passage, earlier) || received(&reading->ours, passage, earlier) || received(&reading->theirs, passage, earlier);
}

static bool knew_bytes(const struct reading_history *reading, const struct passage *passage, const struct digest *digest)
{
	for (size_t i = 0; i < reading->out->count; i++)
		if (digest_equal(&reading->out->items[i].digest, digest) && knew(reading, passage, &reading->out->items[i]))
			return true;
	return false;
}

/* Whoever takes a step knows what it speaks of and what it follows; who only carries the bytes of another need not. */
static bool knew_its_ground(const struct reading_history *reading, const struct passage *passage)
{
	if (passage->verb != LIFE_SUBMIT)
		return knew_bytes(reading, passage, &passage->act.revision) && knew_bytes(reading, passage, &passage->act.before);
	return passage->has_previous && knew_bytes(reading, passage, &passage->previous) && (!passage->has_merged || knew_bytes(reading, passage, &passage->merged));
}

enum status crossing_of_same(struct reading_history *reading, struct passage *passage)
{
	const struct history *history = reading->out;
	for (size_t i = 0; i < history->count; i++) {
		const struct passage *first = &history->items[i];
		if (!digest_equal(&first->digest, &passage->digest))
			continue;
		enum status status = read_receipts(reading);
		if (status != STATUS_OK)
			return status;
		if (knew(reading, passage, first) || !knew_its_ground(reading, passage)) {
			passage_forged(passage, _("the same bytes stand in the record already"));
			return STATUS_OK;
		}
		passage->crossed = true;
		passage->repeated = true;
		if (passage->verb != LIFE_SUBMIT)
			passage_fault(passage, _("the same step was entered at another terminal, too"));
	}
	return STATUS_OK;
}

enum status crossing_of_withdrawal(struct reading_history *reading, struct passage *passage)
{
	const struct history *history = reading->out;
	const struct passage *approval = NULL;
	if (passage->verb != LIFE_WITHDRAW || passage->fault || history->state != history->life->steps[LIFE_APPROVE].to)
		return STATUS_OK;
	for (size_t i = 0; i < history->count; i++)
		if (history->items[i].verb == LIFE_APPROVE && !history->items[i].fault)
			approval = &history->items[i];
	enum status status = approval && !same_terminal(approval, passage) ? read_receipts(reading) : STATUS_OK;
	if (status == STATUS_OK && approval && !knew(reading, passage, approval)) {
		passage->crossed = true;
		passage_fault(passage, _("the revision was approved at the same time, which its author could not know"));
	}
	return status;
}

enum status crossing_of_fault(struct reading_history *reading, struct passage *passage)
{
	const struct history *history = reading->out;
	bool others = false;
	if (!passage->fault || passage->crossed || passage->firm)
		return STATUS_OK;
	for (size_t i = 0; i < history->count; i++)
		others = others || !same_terminal(&history->items[i], passage);
	enum status status = others ? read_receipts(reading) : STATUS_OK;
	for (size_t i = 0; i < history->count && others && status == STATUS_OK; i++)
		passage->crossed = passage->crossed || !knew(reading, passage, &history->items[i]);
	return status;
}

/* ---- what was known at a time ---- */

static struct history_end *find_end(const struct history_ends *ends, const char *terminal, int64_t epoch)
{
	for (size_t i = 0; i < ends->count; i++)
		if (ends->items[i].epoch == epoch && strcmp(ends->items[i].terminal, terminal) == 0)
			return &ends->items[i];
	return NULL;
}

void ends_cut(const struct history_ends *ends, struct store_entries *entries)
{
	size_t kept = 0;
	for (size_t i = 0; i < entries->count; i++) {
		const struct history_end *end = find_end(ends, entries->items[i].terminal, entries->items[i].epoch);
		if (end && entries->items[i].seq <= end->seq)
			entries->items[kept++] = entries->items[i];
		else
			free(entries->items[i].kind);
	}
	entries->count = kept;
}

void ends_note(struct history_ends *ends, const struct store_entry *entry)
{
	struct history_end *end = find_end(ends, entry->terminal, entry->epoch);
	if (!end) {
		MEM_PUSH_ROOM(ends->items, ends->count, ends->capacity);
		end = &ends->items[ends->count++];
		*end = (struct history_end){ .epoch = entry->epoch };
		memcpy(end->terminal, entry->terminal, sizeof end->terminal);
	}
	if (entry->seq > end->seq)
		end->seq = entry->seq;
}

static bool told(const struct history *history, const struct digest *digest)
{
	for (size_t i = 0; i < history->count; i++)
		if (digest_equal(&history->items[i].digest, digest))
			return true;
	return false;
}

static bool ground_told(const struct history *history, const struct passage *passage)
{
	if (passage->verb != LIFE_SUBMIT)
		return !passage->act.record_id || (told(history, &passage->act.before) && told(history, &passage->act.revision));
	return (!passage->has_previous || told(history, &passage->previous)) && (!passage->has_merged || told(history, &passage->merged));
}

enum status ends_check(const struct history_ends *ends, const struct history *history, struct diag_list *diags)
{
	for (size_t i = 0; i < ends->count; i++) {
		const struct history_end *end = find_end(&history->ends, ends->items[i].terminal, ends->items[i].epoch);
		if (!end || end->seq != ends->items[i].seq)
			return diag_error(diags, STATUS_FAILED, NULL, 0, _("it tells of entry %1$lld of terminal %2$.8s, which this store does not have"), (long long)ends->items[i].seq,
				ends->items[i].terminal);
	}
	for (size_t i = 0; i < history->count; i++)
		if (!ground_told(history, &history->items[i]))
			return diag_error(diags, STATUS_FAILED, NULL, 0, _("it leaves out what entry %1$lld of terminal %2$.8s follows"),
				(long long)history->items[i].seq, history->items[i].terminal);
	return STATUS_OK;
}
