/* SPDX-License-Identifier: Apache-2.0 */
/* How the exchange stands: who has what of whom, what waits, and which revisions stand side by side. All of it follows from the chains. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/exchange_internal.h"
#include "app/history.h"

void exchange_state_done(struct exchange_state *state)
{
	for (size_t i = 0; i < state->head_count; i++)
		free(state->heads[i].author);
	free(state->heads);
	free(state->peers);
	*state = (struct exchange_state){ .witnessed = false };
}

static struct exchange_peer *peer_of(struct exchange_state *out, const char *terminal)
{
	for (size_t i = 0; i < out->peer_count; i++)
		if (strcmp(out->peers[i].terminal, terminal) == 0)
			return &out->peers[i];
	MEM_PUSH_ROOM(out->peers, out->peer_count, out->peer_capacity);
	struct exchange_peer *peer = &out->peers[out->peer_count++];
	*peer = (struct exchange_peer){ .seq = 0 };
	memcpy(peer->terminal, terminal, sizeof peer->terminal);
	return peer;
}

static enum status find_peers(struct app *app, struct exchange_state *out, struct diag_list *diags)
{
	struct store_receipts ours, theirs = { 0 };
	enum status status = store_receipts(app->store, true, &ours, diags);
	/* Of our own there may be entries that a restoring left behind and others kept; that makes this terminal no other one. */
	for (size_t i = 0; i < ours.count; i++) {
		if (strcmp(ours.items[i].of, store_terminal(app->store)) == 0)
			continue;
		struct exchange_peer *peer = peer_of(out, ours.items[i].of);
		peer->seq = ours.items[i].seq;
		peer->at = ours.items[i].at;
		exchange_key_text(ours.items[i].key, peer->fingerprint);
	}
	if (status == STATUS_OK)
		status = store_receipts(app->store, false, &theirs, diags);
	for (size_t i = 0; i < theirs.count; i++)
		if (strcmp(theirs.items[i].of, store_terminal(app->store)) == 0 && strcmp(theirs.items[i].by, store_terminal(app->store)) != 0)
			peer_of(out, theirs.items[i].by)->acknowledged = theirs.items[i].seq;
	store_receipts_done(&ours);
	store_receipts_done(&theirs);
	return status;
}

static enum status find_witness(struct app *app, struct exchange_state *out, struct diag_list *diags)
{
	struct store_witness witness;
	enum status status = store_witnessed(app->store, &witness, diags);
	out->witnessed = witness.any;
	out->denied = witness.denied;
	memcpy(out->witness, witness.denied ? witness.denial.by : witness.last.by, sizeof out->witness);
	out->witnessed_seq = witness.last.seq;
	out->witnessed_at = witness.last.at;
	out->unwitnessed = witness.unwitnessed;
	return status;
}

static void count_fork(const char *terminal, int64_t epoch, int64_t seq, void *context)
{
	struct exchange_state *out = context;
	(void)terminal, (void)epoch, (void)seq;
	out->forks++;
}

struct crossed_list {
	char (*items)[33];
	size_t count, capacity;
};

static void note_crossed(const char *record, void *context)
{
	struct crossed_list *list = context;
	if (strlen(record) >= sizeof *list->items)
		return;
	MEM_PUSH_ROOM(list->items, list->count, list->capacity);
	memcpy(list->items[list->count++], record, strlen(record) + 1);
}

static enum status add_heads(struct app *app, const char *record, struct exchange_state *out, struct diag_list *diags)
{
	struct store_case item = { 0 };
	struct history history;
	enum status status = app_history(app, record, &history, diags);
	bool known = store_case_get(app->store, record, &item, NULL) == STATUS_OK;
	for (size_t i = 0; i < history.count && history_in_conflict(&history) && status == STATUS_OK; i++) {
		const struct passage *passage = &history.items[i];
		if (!passage->is_head)
			continue;
		MEM_PUSH_ROOM(out->heads, out->head_count, out->head_capacity);
		struct exchange_head *head = &out->heads[out->head_count++];
		*head = (struct exchange_head){ .number = passage->number, .author = mem_strdup(passage->author), .at = passage->at };
		snprintf(head->reference, sizeof head->reference, "%s", known ? item.reference : record);
		memcpy(head->record, record, strlen(record) + 1);
		memcpy(head->terminal, passage->terminal, sizeof head->terminal);
		digest_short(&passage->digest, head->fingerprint);
	}
	store_case_done(&item);
	history_done(&history);
	return status;
}

/* What another office compares our bundles with; a reader has not opened the key, but may look at it. */
static void add_own_key(struct app *app, struct exchange_state *out)
{
	char *path = mem_printf("%s.key", app->store_path);
	struct sign_key key;
	if (app->has_key) {
		exchange_key_text(app->key.public_key, out->fingerprint);
	} else if (sign_key_load(&key, path, NULL) == STATUS_OK) {
		exchange_key_text(key.public_key, out->fingerprint);
		sign_wipe(&key, sizeof key);
	}
	free(path);
}

enum status app_exchange_state(struct app *app, struct exchange_state *out, struct diag_list *diags)
{
	struct crossed_list crossed = { .items = NULL };
	struct store_taken waiting = { .fresh = 0 };
	*out = (struct exchange_state){ .witnessed = false };
	if (!app->store)
		return diag_error(diags, STATUS_FAILED, app->store_path, 0, _("there is no store here yet, so there are no records"));
	memcpy(out->terminal, store_terminal(app->store), sizeof out->terminal);
	add_own_key(app, out);
	enum status status = find_witness(app, out, diags);
	if (status == STATUS_OK)
		status = find_peers(app, out, diags);
	if (status == STATUS_OK)
		status = store_waiting(app->store, &waiting, diags);
	if (status == STATUS_OK)
		status = store_forks(app->store, count_fork, out, diags);
	if (status == STATUS_OK)
		status = store_crossed_each(app->store, note_crossed, &crossed, diags);
	for (size_t i = 0; i < crossed.count && status == STATUS_OK; i++)
		status = add_heads(app, crossed.items[i], out, diags);
	out->waiting = waiting.waiting;
	out->waiting_for = waiting.waiting_for;
	free(crossed.items);
	return status;
}

static void report_fault(const struct store_entry *entry, const char *fault, void *context)
{
	(void)entry;
	diag_error(context, STATUS_FAILED, NULL, 0, "%s", fault);
}

/* A chain that somebody signed anew with a key of his own is consistent in itself; the key that was accepted for its terminal tells it apart. */
static enum status check_keys(struct app *app, struct diag_list *diags)
{
	struct store_receipts ours;
	struct store_entries all = { 0 };
	const uint8_t *own = NULL;
	enum status status = store_receipts(app->store, true, &ours, diags), found = STATUS_OK;
	if (status == STATUS_OK)
		status = store_entries_united(app->store, NULL, &all, diags);
	for (size_t i = 0; i < all.count && status == STATUS_OK && !own; i++) {
		bool is_ours = false;
		status = strcmp(all.items[i].terminal, store_terminal(app->store)) == 0 ? store_is_ours(app->store, &all.items[i].entry, &is_ours, diags) : status;
		own = is_ours ? all.items[i].public_key : NULL;
	}
	for (size_t i = 0; i < all.count && status == STATUS_OK; i++) {
		const struct store_entry *entry = &all.items[i];
		/* An entry of ours that we have lost may come back from others, under our key. */
		bool accepted = strcmp(entry->terminal, store_terminal(app->store)) == 0 && own && memcmp(own, entry->public_key, sizeof entry->public_key) == 0;
		for (size_t n = ours.count; n-- > 0 && !accepted;)
			accepted = strcmp(ours.items[n].of, entry->terminal) == 0 && memcmp(ours.items[n].key, entry->public_key, sizeof entry->public_key) == 0;
		if (accepted)
			continue;
		found = diag_error(diags, STATUS_FAILED, NULL, 0, _("entry %1$lld of terminal %2$.8s: it is signed by a key that was never accepted for that terminal"),
			(long long)entry->seq, entry->terminal);
	}
	store_entries_done(&all);
	store_receipts_done(&ours);
	return status == STATUS_OK ? found : status;
}

enum status app_exchange_verify(struct app *app, size_t *checked, struct diag_list *diags)
{
	struct store_taken state;
	struct store_witness witness;
	enum status status = store_verify_foreign(app->store, checked, &state, report_fault, diags, diags);
	enum status keys = check_keys(app, diags);
	enum status seen = store_witnessed(app->store, &witness, diags);
	if (seen == STATUS_OK && witness.denied)
		seen = diag_error(diags, STATUS_FAILED, app->store_path, 0,
			_("terminal %1$.8s has acknowledged an entry %2$lld of this terminal that is not in its chain; the chain was rewritten, or cut off and continued"),
			witness.denial.by, (long long)witness.denial.seq);
	if (seen == STATUS_OK && witness.missing)
		diag_warning(diags, app->store_path, 0,
			_("terminal %1$.8s has acknowledged entries of this terminal up to %2$lld that were made after the copy it was restored from, and are not here; "
			"ask there for a bundle"), witness.lost.by, (long long)witness.lost.seq);
	return status != STATUS_OK ? status : keys != STATUS_OK ? keys : seen;
}
