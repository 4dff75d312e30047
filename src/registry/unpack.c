/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two walks over the items: the entries first, because an edition may stand behind the revision that needs it, then what they carry. Bytes are read by what
 * they say they are, whatever kind the entry gives them, as the main program does; bytes of a form that is not known are no fault, since a newer
 * program may know them. Only what the main program would refuse is refused here.
 *
 * Reading a case file is nearly all of the work, and revisions often carry one that was there before: the same bytes under the same edition are read once.
 *
 * What waits in the store is looked at behind the bundle, as what the entries carry. It came in another bundle, and this one is not refused for it.
 */
#include "registry/unpack.h"

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
#include "registry/people.h"
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
	struct slice *waiting;
	size_t waiting_count, waiting_capacity;
	struct store_foreign *entries; /* one for each item and, with bytes alone, for each that waits; kind NULL for items of another kind */
	struct held *held;             /* bytes that may be an edition, by digest */
	size_t held_count, held_capacity;
	struct loaded *loaded;
	size_t loaded_count, loaded_capacity;
	struct digests read; /* case files that were read, with their edition */
	struct digests triggers; /* that were read */
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

/* NULL with *there where its bytes are there and are no edition of that name. */
static const struct edition *edition_of(struct looking *looking, const struct digest *digest, const char *id, bool *there)
{
	const struct held key = { .digest = *digest }, *held;
	struct diag_list diags;
	struct loaded *fresh;

	held = looking->held_count ? bsearch(&key, looking->held, looking->held_count, sizeof key, compare_held) : NULL;
	*there = held != NULL;
	if (!held)
		return NULL;
	for (size_t i = looking->loaded_count; i-- > 0;)
		if (digest_equal(&looking->loaded[i].digest, digest) && strcmp(looking->loaded[i].id, id) == 0)
			return looking->loaded[i].edition;
	MEM_PUSH_ROOM(looking->loaded, looking->loaded_count, looking->loaded_capacity);
	fresh = &looking->loaded[looking->loaded_count++];
	*fresh = (struct loaded){ .digest = *digest, .id = mem_strdup(id) };
	diag_init(&diags);
	if (edition_load_packed(&fresh->edition, id, held->bytes.data, held->bytes.len, &diags) != STATUS_OK)
		fresh->edition = NULL;
	diag_done(&diags);
	return fresh->edition;
}

/* ---- what an entry carries ---- */

/* One for each case file with its triggers and its edition. */
static void digest_case(const struct revision *revision, struct digest *out)
{
	struct buf all;

	buf_init(&all);
	buf_add(&all, revision->edition_digest.bytes, sizeof revision->edition_digest.bytes);
	buf_add_nettext(&all, revision->edition_id);
	buf_add_nettext(&all, revision->triggers);
	buf_add_nettext(&all, revision->dossier);
	digest_quick(out, all.data, all.len);
	buf_done(&all);
}

/* Nobody asks here what they say; they are read because the main program reads them, and the same ones therefore once. */
static void read_triggers(struct looking *looking, const struct revision *revision, struct diag_list *diags)
{
	struct triggers triggers;
	struct digest digest;

	digest_quick(&digest, revision->triggers, strlen(revision->triggers));
	if (!digests_add(&looking->triggers, &digest))
		return;
	(void)triggers_read(&triggers, revision->reference, revision->triggers, diags);
	triggers_done(&triggers);
}

/* The faults are put into words as well, and nobody reads them: it is done to what is hostile, as it will be in the main program. */
static bool read_dossier(struct looking *looking, const struct revision *revision, const struct edition *edition)
{
	struct dossier *dossier = NULL;
	struct diag_list diags;
	bool good;

	diag_init(&diags);
	free(dossier_peek_practice(revision->dossier, strlen(revision->dossier)));
	good = dossier_read(&dossier, edition, revision->reference, revision->dossier, strlen(revision->dossier), &diags) == STATUS_OK;
	read_triggers(looking, revision, &diags);
	dossier_free(&dossier);
	diag_done(&diags);
	return good;
}

/* NULL, or why it may not be so: a word of a fault. *whole false where its edition is not there, so that its case file could not be read. */
static const char *read_case(struct looking *looking, const struct revision *revision, bool *whole)
{
	const struct edition *edition = edition_of(looking, &revision->edition_digest, revision->edition_id, whole);
	struct digest digest;

	if (!*whole)
		return NULL;
	if (!edition)
		return UNPACK_WHY_EDITION;
	digest_case(revision, &digest);
	if (digests_hold(&looking->read, &digest))
		return NULL;
	if (!read_dossier(looking, revision, edition))
		return UNPACK_WHY_CASE;
	(void)digests_add(&looking->read, &digest);
	return NULL;
}

static bool is_revision(struct looking *looking, size_t i)
{
	const struct store_foreign *item = &looking->entries[i];
	const char *unfit, *why = UNPACK_WHY_FIELD;
	struct revision revision;
	bool whole = false;

	if (revision_decode(&revision, "", item->bytes, item->len, NULL) != STATUS_OK)
		return false;
	unfit = revision_unfit(&revision);
	if (!unfit)
		why = read_case(looking, &revision, &whole);
	if (!why)
		say_good(looking, whole ? UNPACK_CASE : "revision");
	else if (i >= looking->bundle.count)
		say_good(looking, "unfit");
	else
		say_fault(looking, why, i + 1, &item->entry, unfit ? unfit : "");
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

/* The name under which an edition lies in a set of files. Caller frees; NULL where there is none. */
static char *edition_name(const struct fileset *files)
{
	static const char before[] = "data/policy/", behind[] = "/edition.ini";

	for (size_t i = 0; i < files->count; i++) {
		const char *at = files->items[i].name;
		size_t len;

		if (strncmp(at, before, sizeof before - 1) != 0)
			continue;
		at += sizeof before - 1;
		len = strcspn(at, "/");
		if (strcmp(at + len, behind) == 0)
			return mem_strndup(at, len);
	}
	return NULL;
}

/* One that no revision here names is loaded all the same; whether it can be is a matter for the first that does. */
static bool is_edition(struct looking *looking, const struct store_foreign *item)
{
	struct fileset files;
	bool there, whole;
	char *id;

	fileset_init(&files);
	whole = fileset_unpack(&files, item->bytes, item->len) == 0;
	id = whole ? edition_name(&files) : NULL;
	fileset_done(&files);
	if (id)
		(void)edition_of(looking, &item->entry.artifact, id, &there);
	free(id);
	return whole;
}

static void look_carried(struct looking *looking, size_t i)
{
	const struct store_foreign *item = &looking->entries[i];

	if (!item->bytes)
		say_good(looking, "nothing");
	else if (!is_revision(looking, i))
		say_good(looking, is_act(item) ? "act" : is_signature(item) ? "signature" : is_receipt(item) ? "receipt" :
			is_edition(looking, item) ? "edition" : "unknown");
}

/* ---- the whole ---- */

/* Whether anybody believes its key is not asked here; one of a form that is not known is no fault. */
static void look_list(struct looking *looking, const struct bundle_item *item, size_t number)
{
	struct people_file file;
	struct people people;
	struct diag_list diags;

	people_file_init(&file);
	diag_init(&diags);
	if (people_file_unpack(&file, "", item->data, item->len, &diags) != STATUS_OK) {
		say_fault(looking, UNPACK_WHY_LIST, number, NULL, "");
	} else {
		if (people_parse(&people, "", file.list.data, file.list.len, &diags) == STATUS_OK)
			people_done(&people);
		say_good(looking, ITEM_PERSONS);
	}
	diag_done(&diags);
	people_file_done(&file);
}

static void look_entry(struct looking *looking, size_t i)
{
	const struct bundle_item *item = &looking->bundle.items[i];
	struct store_foreign *entry = &looking->entries[i];

	if (strcmp(item->kind, ITEM_PERSONS) == 0) {
		look_list(looking, item, i + 1);
	} else if (strcmp(item->kind, ITEM_ENTRY) != 0) {
		say_good(looking, "unknown");
	} else if (store_foreign_parse(entry, "", item->data, item->len, NULL) != STATUS_OK) {
		say_fault(looking, UNPACK_WHY_FORM, i + 1, NULL, "");
	} else {
		if (entry->bytes)
			hold(looking, &entry->entry.artifact, entry->bytes, entry->len);
		say_good(looking, ITEM_ENTRY);
	}
}

static void walk(struct looking *looking, size_t first, size_t step, size_t count, void (*look)(struct looking *looking, size_t i))
{
	for (size_t i = first; i < count && looking->heard && !looking->faulty; i += step) {
		tell_at(looking, i);
		look(looking, i);
	}
}

static bool take_input(struct looking *looking, const char *at, const char *end)
{
	struct slice whole, one;
	char word[16];

	if (netstring_read(&at, end, &whole) != 0 || !bundle_reread(&looking->bundle, whole.data, whole.len))
		return false;
	while (at != end) {
		struct digest digest;

		if (!field_read_text(&at, end, word, sizeof word) || netstring_read(&at, end, &one) != 0)
			return false;
		if (strcmp(word, UNPACK_WAITS) == 0) {
			MEM_PUSH_ROOM(looking->waiting, looking->waiting_count, looking->waiting_capacity);
			looking->waiting[looking->waiting_count++] = one;
		} else if (strcmp(word, UNPACK_EDITION) == 0) {
			digest_of(&digest, one.data, one.len);
			hold(looking, &digest, one.data, one.len);
		} else {
			return false;
		}
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
	free(looking->waiting);
	free(looking->held);
	free(looking->loaded);
	digests_done(&looking->read);
	digests_done(&looking->triggers);
	bundle_done(&looking->bundle);
	buf_done(&looking->said);
}

bool unpack_look(const char *bytes, size_t len, unsigned share, unsigned shares, const struct unpack_voice *voice)
{
	struct looking looking = { .voice = voice, .heard = true };
	bool heard;

	buf_init(&looking.said);
	if (take_input(&looking, bytes, bytes + len)) {
		size_t items = looking.bundle.count, all = items + looking.waiting_count;

		say(&looking, UNPACK_ITEMS);
		field_add_number(&looking.said, (int64_t)items);
		looking.entries = mem_array(all, sizeof *looking.entries);
		for (size_t i = items; i < all; i++) {
			looking.entries[i].bytes = looking.waiting[i - items].data;
			looking.entries[i].len = looking.waiting[i - items].len;
		}
		walk(&looking, 0, 1, items, look_entry);
		if (looking.held_count)
			qsort(looking.held, looking.held_count, sizeof *looking.held, compare_held);
		walk(&looking, share, shares, all, look_carried);
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
