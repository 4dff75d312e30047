/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking a bundle in. It is read once into memory and never looked at again on its medium; what is told before the question and what is done after it are
 * therefore about the same bytes.
 */
#include "app/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "app/exchange_internal.h"
#include "app/history.h"
#include "app/person.h"
#include "app/records.h"
#include "base/file.h"
#include "model/act.h"
#include "model/life.h"
#include "registry/people.h"

#define PRACTICE_KIND "practice"

void exchange_close(struct exchange **slot)
{
	struct exchange *exchange = *slot;
	if (!exchange)
		return;
	for (size_t i = 0; i < exchange->count; i++)
		free(exchange->items[i].entry.kind);
	free(exchange->items);
	free(exchange->opaque);
	free(exchange->read);
	free(exchange->unread);
	digests_done(&exchange->carried);
	digests_done(&exchange->unfit);
	revision_notes_free(&exchange->notes);
	bundle_done(&exchange->bundle);
	buf_done(&exchange->bytes);
	free(exchange->path);
	free(exchange);
	*slot = NULL;
}

void exchange_seen_done(struct exchange_seen *seen)
{
	for (size_t i = 0; i < seen->person_count; i++)
		free(seen->persons[i].name);
	for (size_t i = 0; i < seen->case_count; i++) {
		free(seen->cases[i].reference);
		free(seen->cases[i].title);
	}
	free(seen->persons);
	free(seen->cases);
	free(seen->signers);
	exchange_lists_done(seen);
	*seen = (struct exchange_seen){ .fresh = 0 };
}

size_t exchange_unknown(const struct exchange_seen *seen)
{
	size_t count = 0;
	for (size_t i = 0; i < seen->signer_count; i++)
		count += seen->signers[i].state == SIGNER_NEW || seen->signers[i].state == SIGNER_CHANGED;
	return count;
}

bool exchange_brings(const struct exchange_seen *seen)
{
	bool list = false;
	for (size_t i = 0; i < seen->list_count; i++)
		list = list || seen->lists[i].state == LIST_FIRST || seen->lists[i].state == LIST_NEWER;
	return seen->fresh || seen->opaque || seen->kept || list;
}

/* ---- taking the items apart ---- */

static enum status parse_entry(struct exchange *exchange, size_t number, const struct bundle_item *item, struct diag_list *diags)
{
	struct store_foreign one;
	if (store_foreign_parse(&one, exchange->path, item->data, item->len, diags) != STATUS_OK)
		return unpacking_form(exchange->path, number, exchange->bundle.count, diags);
	MEM_PUSH_ROOM(exchange->items, exchange->count, exchange->capacity);
	exchange->items[exchange->count++] = one;
	if (one.bytes)
		(void)digests_add(&exchange->carried, &one.entry.artifact);
	if (!exchange->bundle.practice && strcmp(one.entry.kind, PRACTICE_KIND) == 0)
		return diag_error(diags, STATUS_INPUT, exchange->path, 0, _("the bundle holds exercises among cases in earnest. Nothing was taken in"));
	return STATUS_OK;
}

/*
 * Whatever kind an entry calls them, bytes that are a revision stand in the store as one from now on; so they are looked at here, before anything is taken in.
 * Bytes of a form that only a newer program knows are left to it.
 */
static enum status check_revision(struct exchange *exchange, size_t number, const struct store_foreign *item, struct diag_list *diags)
{
	struct revision revision;
	enum status status = STATUS_OK;
	if (!item->bytes || revision_decode(&revision, exchange->path, item->bytes, item->len, NULL) != STATUS_OK)
		return STATUS_OK;
	const char *unfit = revision_unfit(&revision);
	revision_notes_add(exchange->notes, &item->entry.artifact, &revision);
	if (unfit) {
		char name[9] = "";
		memcpy(name, item->entry.terminal, sizeof name - 1);
		status = unpacking_unfit(exchange->path, (long long)item->entry.seq, name, item->entry.kind, unfit, diags);
	} else if (!exchange->read[number]) {
		MEM_PUSH_ROOM(exchange->unread, exchange->unread_count, exchange->unread_capacity);
		exchange->unread[exchange->unread_count++] = (struct unread){ .artifact = item->entry.artifact, .edition = revision.edition_digest, .item = number };
	}
	revision_done(&revision);
	return status;
}

static enum status parse_items(struct exchange *exchange, struct diag_list *diags)
{
	enum status status = STATUS_OK;
	exchange->notes = revision_notes_new(exchange->bundle.count);
	for (size_t i = 0; i < exchange->bundle.count && status == STATUS_OK; i++) {
		const struct bundle_item *item = &exchange->bundle.items[i];
		if (strcmp(item->kind, ITEM_ENTRY) == 0) {
			status = parse_entry(exchange, i + 1, item, diags);
			if (status == STATUS_OK)
				status = check_revision(exchange, i, &exchange->items[exchange->count - 1], diags);
			continue;
		}
		MEM_PUSH_ROOM(exchange->opaque, exchange->opaque_count, exchange->opaque_capacity);
		exchange->opaque[exchange->opaque_count++] = (struct store_opaque){ .kind = item->kind, .bytes = item->data, .len = item->len };
	}
	return status;
}

static enum status check_practice(const struct exchange *exchange, struct diag_list *diags)
{
	if (exchange->bundle.practice == exchange->app->practice)
		return STATUS_OK;
	return diag_error(diags, STATUS_INPUT, exchange->path, 0, exchange->bundle.practice
		? _("the bundle holds practice and this store holds cases in earnest; take it in with --practice")
		: _("the bundle holds cases in earnest and this store is for practice; leave out --practice"));
}

enum status exchange_open(struct app *app, const char *path, struct exchange **out, struct diag_list *diags)
{
	struct exchange *exchange = MEM_NEW(struct exchange);
	*out = exchange;
	exchange->app = app;
	exchange->path = mem_strdup(path);
	buf_init(&exchange->bytes);
	enum status status = app_require(app, APP_STORE_WRITE, diags);
	if (status == STATUS_OK)
		status = file_read(&exchange->bytes, path, BUNDLE_FILE_MAX, diags);
	if (status == STATUS_OK)
		status = bundle_read(&exchange->bundle, path, exchange->bytes.data, exchange->bytes.len, NULL, diags);
	if (status == STATUS_OK)
		status = check_practice(exchange, diags);
	if (status == STATUS_OK)
		status = exchange_look(exchange, diags);
	if (status == STATUS_OK)
		status = parse_items(exchange, diags);
	if (status == STATUS_OK)
		status = exchange_look_again(exchange, diags);
	if (status == STATUS_OK)
		status = exchange_lists_check(exchange, diags);
	return status;
}

/* ---- whose keys ---- */

static enum signer_state signer_state(const struct exchange *exchange, const struct store_receipts *ours, const char *terminal, const uint8_t key[32])
{
	enum signer_state state = SIGNER_NEW;
	if (strcmp(terminal, store_terminal(exchange->app->store)) == 0)
		return memcmp(key, exchange->app->key.public_key, 32) == 0 ? SIGNER_OURS : SIGNER_CHANGED;
	for (size_t i = 0; i < ours->count; i++) {
		if (strcmp(ours->items[i].of, terminal) != 0)
			continue;
		if (memcmp(ours->items[i].key, key, 32) == 0)
			return SIGNER_KNOWN;
		state = SIGNER_CHANGED;
	}
	return state;
}

static void add_signer(const struct exchange *exchange, const struct store_receipts *ours, const char *terminal, const uint8_t key[32],
	struct exchange_seen *seen)
{
	for (size_t i = seen->signer_count; i-- > 0;)
		if (strcmp(seen->signers[i].terminal, terminal) == 0 && memcmp(seen->signers[i].key, key, 32) == 0)
			return;
	MEM_PUSH_ROOM(seen->signers, seen->signer_count, seen->signer_capacity);
	struct exchange_signer *signer = &seen->signers[seen->signer_count++];
	memcpy(signer->terminal, terminal, sizeof signer->terminal);
	memcpy(signer->key, key, sizeof signer->key);
	exchange_key_text(key, signer->fingerprint);
	signer->state = signer_state(exchange, ours, terminal, key);
}

static enum status find_signers(const struct exchange *exchange, struct exchange_seen *seen, struct diag_list *diags)
{
	struct store_receipts ours;
	enum status status = store_receipts(exchange->app->store, true, &ours, diags);
	if (status == STATUS_OK)
		add_signer(exchange, &ours, exchange->bundle.terminal, exchange->bundle.key, seen);
	for (size_t i = 0; i < exchange->count && status == STATUS_OK; i++)
		add_signer(exchange, &ours, exchange->items[i].entry.terminal, exchange->items[i].entry.public_key, seen);
	for (size_t i = 0; i < seen->signer_count && status == STATUS_OK; i++)
		if (seen->signers[i].state == SIGNER_CHANGED && strcmp(seen->signers[i].terminal, store_terminal(exchange->app->store)) == 0)
			status = diag_error(diags, STATUS_FAILED, exchange->path, 0,
				_("the bundle holds entries in the name of this terminal that its key (%s) has not signed. Nothing was taken in"), seen->signers[i].fingerprint);
	store_receipts_done(&ours);
	return status;
}

static void add_person(const struct people *people, const struct act_signature *signature, const char *name, date_days day, struct exchange_seen *seen)
{
	for (size_t i = 0; i < seen->person_count; i++)
		if (memcmp(seen->persons[i].key, signature->key, 32) == 0 && strcmp(seen->persons[i].name, name) == 0)
			return;
	const struct person *known = people ? people_find(people, signature->key, day) : NULL;
	MEM_PUSH_ROOM(seen->persons, seen->person_count, seen->person_capacity);
	struct exchange_person *person = &seen->persons[seen->person_count++];
	*person = (struct exchange_person){ .name = mem_strdup(name), .listed = known && strcmp(known->name, name) == 0 };
	memcpy(person->key, signature->key, sizeof person->key);
	exchange_key_text(signature->key, person->fingerprint);
}

/* The name under which something was signed. Caller frees; NULL where it is of a form that is not known. */
static char *author_of(const struct store_foreign *item)
{
	enum life_verb verb;
	char *name = NULL;
	if (!item->bytes || !life_verb_of_kind(item->entry.kind, &verb))
		return NULL;
	if (verb == LIFE_SUBMIT) {
		struct revision revision = { 0 };
		if (revision_decode(&revision, "", item->bytes, item->len, NULL) == STATUS_OK) {
			name = mem_strdup(revision.author);
			revision_done(&revision);
		}
	} else {
		struct act act = { .record_id = NULL };
		if (act_decode(&act, "", item->bytes, item->len, NULL) == STATUS_OK) {
			name = mem_strdup(act.author);
			act_done(&act);
		}
	}
	return name;
}

/* A signature stands behind what it signs, as it was made. */
static enum status find_persons(const struct exchange *exchange, struct exchange_seen *seen, struct diag_list *diags)
{
	const struct people *people;
	enum status status = app_people(exchange->app, &people, diags);
	seen->has_list = people != NULL;
	for (size_t i = 1; i < exchange->count && status == STATUS_OK; i++) {
		const struct store_foreign *item = &exchange->items[i];
		struct act_signature signature;
		if (!item->bytes || strcmp(item->entry.kind, KIND_SIGNATURE) != 0 ||
			act_signature_decode(&signature, "", item->bytes, item->len, NULL) != STATUS_OK)
			continue;
		char *name = digest_equal(&signature.of, &exchange->items[i - 1].entry.artifact) ? author_of(&exchange->items[i - 1]) : NULL;
		add_person(people, &signature, name ? name : "", date_of_moment(item->entry.at), seen);
		free(name);
		act_signature_done(&signature);
	}
	return status;
}

/* Lends the notes, and takes them back. */
static void swap_notes(struct exchange *exchange)
{
	struct revision_notes *notes = exchange->app->notes;
	exchange->app->notes = exchange->notes;
	exchange->notes = notes;
}

enum status exchange_take(struct exchange *exchange, bool dry, struct exchange_seen *seen, struct diag_list *diags)
{
	struct settling settling = { .exchange = exchange, .seen = seen };
	const struct store_take take = { .items = exchange->items, .count = exchange->count, .opaque = exchange->opaque,
		.opaque_count = exchange->opaque_count, .unfit = &exchange->unfit, .key = &exchange->app->key, .at = app_now(exchange->app), .dry = dry, .settle = exchange_settle,
		.context = &settling };
	struct store_taken taken = { .fresh = 0 };
	reading_init(&settling.reading, exchange->app);
	const struct digest none = { { 0 } };
	struct digest receipt = none;
	*seen = (struct exchange_seen){ .made_at = exchange->bundle.made_at };
	memcpy(seen->terminal, exchange->bundle.terminal, sizeof seen->terminal);
	memcpy(seen->protection, exchange->protection, sizeof seen->protection);
	enum status status = find_signers(exchange, seen, diags);
	if (status == STATUS_OK)
		status = find_persons(exchange, seen, diags);
	if (status == STATUS_OK)
		status = exchange_lists_look(exchange, seen, diags);
	if (status == STATUS_OK) {
		swap_notes(exchange);
		status = store_take(exchange->app->store, &take, &taken, &receipt, diags);
		swap_notes(exchange);
	}
	reading_done(&settling.reading);
	seen->fresh = taken.fresh;
	seen->known = taken.known;
	seen->waiting = taken.waiting;
	seen->waiting_for = taken.waiting_for;
	seen->opaque = taken.opaque;
	seen->kept = taken.kept;
	seen->forks = taken.forks;
	if (status == STATUS_OK && !dry && !digest_equal(&receipt, &none))
		app_head_follow(exchange->app, &receipt, diags);
	if (status == STATUS_OK && !dry)
		status = exchange_lists_take(exchange, seen, diags);
	return status;
}
