/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two walks over the items: the entries first, because an edition may stand behind the revision that needs it, then what they carry. Bytes are read by what
 * they say they are, whatever kind the entry gives them, as the main program does; bytes of a form that is not known are no fault, since a newer
 * program may know them. Only what the main program would refuse is refused here.
 *
 * Reading a case file is nearly all of the work, and revisions often carry one that was there before: the same bytes under the same edition are read once.
 */
#include "store/unpack.h"

#include <stdlib.h>
#include <string.h>

#include "base/digests.h"
#include "base/field.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/minisign.h"
#include "model/act.h"
#include "model/dossier.h"
#include "model/revision.h"
#include "model/trigger.h"
#include "store/bundle.h"
#include "store/exchange.h"

struct held {
	struct digest digest;
	struct slice bytes;
};
struct loaded {
	struct digest digest;
	char *id;
	struct edition *edition; /* NULL where it cannot be read */
};
struct looking {
	struct bundle bundle;
	struct store_foreign *entries; /* one for each item; kind NULL for items of another kind */
	struct held *held;             /* bytes that may be an edition, by digest */
	size_t held_count, held_capacity;
	struct loaded *loaded;
	size_t loaded_count, loaded_capacity;
	struct digests read; /* case files that were read, with their edition */
	const struct unpack_voice *voice;
	struct buf said; /* not yet told */
	bool faulty, heard;
};

/* ---- telling ---- */

static void say(struct looking *looking, const char *word)
{
	buf_add_nettext(&looking->said, word);
}

static void tell(struct looking *looking)
{
	looking->heard = looking->heard && looking->voice->put(looking->said.data, looking->said.len, looking->voice->context);
	buf_clear(&looking->said);
}

/* Told before the item is touched. */
static void tell_at(struct looking *looking, size_t i)
{
	say(looking, UNPACK_AT);
	field_add_number(&looking->said, (int64_t)i + 1);
	tell(looking);
}

static void say_good(struct looking *looking, const char *what)
{
	say(looking, UNPACK_GOOD);
	say(looking, what);
}

static void say_fault(struct looking *looking, const char *why, size_t number, const struct store_entry *entry, const char *field)
{
	say(looking, UNPACK_FAULT);
	say(looking, why);
	field_add_number(&looking->said, (int64_t)number);
	field_add_number(&looking->said, entry ? entry->seq : 0);
	say(looking, entry ? entry->terminal : "");
	say(looking, entry ? entry->kind : "");
	say(looking, field);
	looking->faulty = true;
}

/* ---- editions ---- */

static void hold(struct looking *looking, const struct digest *digest, const char *data, size_t len)
{
	MEM_PUSH_ROOM(looking->held, looking->held_count, looking->held_capacity);
	looking->held[looking->held_count++] = (struct held){ .digest = *digest, .bytes = { .data = data, .len = len } };
}

static int compare_held(const void *a, const void *b)
{
	return memcmp(((const struct held *)a)->digest.bytes, ((const struct held *)b)->digest.bytes, sizeof(struct digest));
}

static const struct edition *edition_of(struct looking *looking, const struct revision *revision)
{
	const struct held key = { .digest = revision->edition_digest };
	const struct held *held;
	struct loaded *fresh;

	for (size_t i = looking->loaded_count; i-- > 0;)
		if (digest_equal(&looking->loaded[i].digest, &key.digest) && strcmp(looking->loaded[i].id, revision->edition_id) == 0)
			return looking->loaded[i].edition;
	held = looking->held_count ? bsearch(&key, looking->held, looking->held_count, sizeof key, compare_held) : NULL;
	MEM_PUSH_ROOM(looking->loaded, looking->loaded_count, looking->loaded_capacity);
	fresh = &looking->loaded[looking->loaded_count++];
	*fresh = (struct loaded){ .digest = key.digest, .id = mem_strdup(revision->edition_id) };
	if (held) {
		struct diag_list diags;

		diag_init(&diags);
		if (edition_load_packed(&fresh->edition, fresh->id, held->bytes.data, held->bytes.len, &diags) != STATUS_OK)
			fresh->edition = NULL;
		diag_done(&diags);
	}
	return fresh->edition;
}

/* ---- what an entry carries ---- */

/* Whether this is the first revision with its case file, its triggers and its edition; from now on it is not. */
static bool is_first(struct looking *looking, const struct revision *revision)
{
	struct digest digest;
	struct buf all;

	buf_init(&all);
	buf_add(&all, revision->edition_digest.bytes, sizeof revision->edition_digest.bytes);
	buf_add_nettext(&all, revision->edition_id);
	buf_add_nettext(&all, revision->triggers);
	buf_add_nettext(&all, revision->dossier);
	digest_quick(&digest, all.data, all.len);
	buf_done(&all);
	return digests_add(&looking->read, &digest);
}

/* The faults are put into words as well, and nobody reads them: it is done to what is hostile, as it will be in the main program. */
static void read_case(struct looking *looking, const struct revision *revision)
{
	const struct edition *edition = edition_of(looking, revision);
	struct dossier *dossier = NULL;
	struct triggers triggers;
	struct diag_list diags;

	diag_init(&diags);
	free(dossier_peek_practice(revision->dossier, strlen(revision->dossier)));
	if (edition)
		(void)dossier_read(&dossier, edition, revision->reference, revision->dossier, strlen(revision->dossier), &diags);
	(void)triggers_read(&triggers, revision->reference, revision->triggers, &diags);
	triggers_done(&triggers);
	dossier_free(&dossier);
	diag_done(&diags);
}

static bool is_revision(struct looking *looking, size_t i)
{
	const struct store_foreign *item = &looking->entries[i];
	struct revision revision;
	const char *unfit;

	if (revision_decode(&revision, "", item->bytes, item->len, NULL) != STATUS_OK)
		return false;
	unfit = revision_unfit(&revision);
	if (unfit) {
		say_fault(looking, UNPACK_WHY_FIELD, i + 1, &item->entry, unfit);
	} else {
		if (is_first(looking, &revision))
			read_case(looking, &revision);
		say_good(looking, "revision");
	}
	revision_done(&revision);
	return true;
}

static bool is_act(const struct store_foreign *item)
{
	struct act act;

	if (act_decode(&act, "", item->bytes, item->len, NULL) != STATUS_OK)
		return false;
	act_done(&act);
	return true;
}

static bool is_signature(const struct store_foreign *item)
{
	struct act_signature signature;
	struct mini_signature mini;

	if (act_signature_decode(&signature, "", item->bytes, item->len, NULL) != STATUS_OK)
		return false;
	if (mini_signature_parse(&mini, "", signature.file, strlen(signature.file), NULL) == STATUS_OK)
		mini_signature_done(&mini);
	act_signature_done(&signature);
	return true;
}

static bool each_receipt(const struct store_receipt *receipt, void *context)
{
	(void)receipt, (void)context;
	return true;
}

static bool is_receipt(const struct store_foreign *item)
{
	const struct slice bytes = { .data = item->bytes, .len = item->len };

	return receipt_parse(&bytes, each_receipt, NULL);
}

static bool is_edition(const struct store_foreign *item)
{
	struct fileset files;
	bool whole;

	fileset_init(&files);
	whole = fileset_unpack(&files, item->bytes, item->len) == 0;
	fileset_done(&files);
	return whole;
}

static void look_carried(struct looking *looking, size_t i)
{
	const struct store_foreign *item = &looking->entries[i];

	if (!item->bytes)
		say_good(looking, "nothing");
	else if (!is_revision(looking, i))
		say_good(looking, is_act(item) ? "act" : is_signature(item) ? "signature" : is_receipt(item) ? "receipt" : is_edition(item) ? "edition" : "unknown");
}

/* ---- the whole ---- */

static void look_entry(struct looking *looking, size_t i)
{
	const struct bundle_item *item = &looking->bundle.items[i];
	struct store_foreign *entry = &looking->entries[i];

	if (strcmp(item->kind, ITEM_ENTRY) != 0) {
		say_good(looking, "unknown");
	} else if (store_foreign_parse(entry, "", item->data, item->len, NULL) != STATUS_OK) {
		say_fault(looking, UNPACK_WHY_FORM, i + 1, NULL, "");
	} else {
		if (entry->bytes)
			hold(looking, &entry->entry.artifact, entry->bytes, entry->len);
		say_good(looking, ITEM_ENTRY);
	}
}

static void walk(struct looking *looking, size_t first, size_t step, void (*look)(struct looking *looking, size_t i))
{
	for (size_t i = first; i < looking->bundle.count && looking->heard && !looking->faulty; i += step) {
		tell_at(looking, i);
		look(looking, i);
	}
}

static bool take_input(struct looking *looking, const char *at, const char *end)
{
	struct slice whole, edition;

	if (netstring_read(&at, end, &whole) != 0 || !bundle_reread(&looking->bundle, whole.data, whole.len))
		return false;
	while (at != end) {
		struct digest digest;

		if (netstring_read(&at, end, &edition) != 0)
			return false;
		digest_of(&digest, edition.data, edition.len);
		hold(looking, &digest, edition.data, edition.len);
	}
	return true;
}

static void looking_done(struct looking *looking)
{
	for (size_t i = 0; looking->entries && i < looking->bundle.count; i++)
		free(looking->entries[i].entry.kind);
	for (size_t i = 0; i < looking->loaded_count; i++) {
		edition_free(&looking->loaded[i].edition);
		free(looking->loaded[i].id);
	}
	free(looking->entries);
	free(looking->held);
	free(looking->loaded);
	digests_done(&looking->read);
	bundle_done(&looking->bundle);
	buf_done(&looking->said);
}

bool unpack_look(const char *bytes, size_t len, unsigned share, unsigned shares, const struct unpack_voice *voice)
{
	struct looking looking = { .voice = voice, .heard = true };
	bool heard;

	buf_init(&looking.said);
	if (take_input(&looking, bytes, bytes + len)) {
		say(&looking, UNPACK_ITEMS);
		field_add_number(&looking.said, (int64_t)looking.bundle.count);
		looking.entries = mem_array(looking.bundle.count, sizeof *looking.entries);
		walk(&looking, 0, 1, look_entry);
		if (looking.held_count)
			qsort(looking.held, looking.held_count, sizeof *looking.held, compare_held);
		walk(&looking, share, shares, look_carried);
	} else {
		say_fault(&looking, UNPACK_WHY_BUNDLE, 0, NULL, "");
	}
	say(&looking, UNPACK_END);
	tell(&looking);
	heard = looking.heard;
	looking_done(&looking);
	return heard;
}

bool unpack_tell_protection(const char *words, const struct unpack_voice *voice)
{
	struct buf said;
	bool heard;

	buf_init(&said);
	buf_add_nettext(&said, UNPACK_PROTECTION);
	buf_add_nettext(&said, words);
	heard = voice->put(said.data, said.len, voice->context);
	buf_done(&said);
	return heard;
}
