/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two bundles that the program wrote, bent at every byte. The first brings a case with its edition; the second, for a terminal that has acknowledged the first,
 * a receipt, an opinion, another revision, its opinion and its approval, and no bytes that were sent before, so that it is small.
 *
 * Of the small one every byte is changed, and it is cut at every byte. In the large one each try costs the SHA-256 of the whole edition; so it is every byte
 * of what comes before the entries and of the beginning and the end of each (frames, canonical bytes, keys, signatures), and in the bytes that they carry every
 * STEPth. What is bent is refused before the store is asked for anything, so it is read from memory;
 * every SAMPLEth goes the way of `exchange in`. Each time the message names the entry, by number and kind, or the part before the first entry, and nothing has
 * touched the file of the store.
 */
#include "tamper.h"

#include <sys/stat.h>

#include "app/exchange_internal.h"
#include "app/history.h"

enum { STEP = 127, SAMPLE = 499, FRAME = 500, TAIL = 8 };

/* The parts of a bundle: where its entries begin. */
struct parts {
	size_t first;        /* byte behind what comes before them */
	size_t begins[32];   /* of each; and the end */
	size_t count;
	bool large; /* one of them carries an edition */
};
struct bent {
	struct world world;
	struct app *app;
	struct buf large, small;
	struct parts large_parts, small_parts;
	struct stat before; /* of the file of the store */
	size_t tried;
};

static void find_parts(const struct buf *bytes, struct parts *out)
{
	const char *at = bytes->data + 5, *end = bytes->data + bytes->len;
	struct slice part;

	*out = (struct parts){ .count = 0 };
	for (int i = 0; i < 3; i++)
		assert_int_equal(netstring_read(&at, end, &part), 0);
	out->first = (size_t)(at - bytes->data);
	while (at < end) {
		out->begins[out->count++] = (size_t)(at - bytes->data);
		assert_true(out->count < 32);
		assert_int_equal(netstring_read(&at, end, &part), 0);
		out->large = out->large || part.len > 100000;
	}
	out->begins[out->count] = bytes->len;
}

static void read_bundle(const struct bent *bent, const char *name, struct buf *out, struct parts *parts)
{
	buf_init(out);
	place_read(&bent->world.place, name, BUNDLE_FILE_MAX, out);
	find_parts(out, parts);
}

static int bent_new(void **state)
{
	struct bent *bent = MEM_NEW(struct bent);
	struct world *world = &bent->world;
	char *out;

	place_make(&world->place);
	diag_init(&world->diags);
	buf_init(&world->bytes);
	tamper_persons(world);
	place_run(&world->place, "a", "officer", "case new $srcdir/tests/cases/15-excluded.ini");
	place_run(&world->place, "a", "officer", "case submit R8-0001");
	place_run(&world->place, "a", "officer", "exchange out large.krb");
	place_run(&world->place, "store", "officer", "exchange in large.krb --yes");
	place_run(&world->place, "store", "officer", "exchange out back.krb");
	place_run(&world->place, "a", "officer", "exchange in back.krb --yes");
	place_run(&world->place, "a", "adviser", "review advise R8-0001 --text 見本の意見");
	place_run(&world->place, "a", "officer", "case set R8-0001 case case.title 別の件名");
	place_run(&world->place, "a", "officer", "case submit R8-0001");
	place_run(&world->place, "a", "adviser", "review advise R8-0001 --text 見本の二つ目の意見");
	place_run(&world->place, "a", "approver", "review approve R8-0001");
	bent->app = place_open(&world->place, &world->diags);
	out = mem_printf("exchange out small.krb %s", store_terminal(bent->app->store));
	place_run(&world->place, "a", "officer", out);
	free(out);
	read_bundle(bent, "large.krb", &bent->large, &bent->large_parts);
	read_bundle(bent, "small.krb", &bent->small, &bent->small_parts);
	assert_true(bent->large_parts.large);
	assert_int_equal(bent->large_parts.count, 2);
	assert_false(bent->small_parts.large);
	assert_int_equal(bent->small_parts.count, 5);
	assert_int_equal(stat(world->place.store, &bent->before), 0);
	tamper_take_bytes(world);
	*state = bent;
	return 0;
}

static int bent_free(void **state)
{
	struct bent *bent = *state;

	app_close(&bent->app);
	place_remove(&bent->world.place);
	diag_done(&bent->world.diags);
	buf_done(&bent->world.bytes);
	buf_done(&bent->large);
	buf_done(&bent->small);
	free(bent);
	return 0;
}

/* Nobody has written to the store, not even the same bytes: that would have changed its time. */
static void untouched(const struct bent *bent)
{
	struct stat now;

	assert_int_equal(stat(bent->world.place.store, &now), 0);
	assert_int_equal(now.st_ino, bent->before.st_ino);
	assert_int_equal(now.st_size, bent->before.st_size);
	assert_true(now.st_mtim.tv_sec == bent->before.st_mtim.tv_sec && now.st_mtim.tv_nsec == bent->before.st_mtim.tv_nsec);
	assert_true(now.st_ctim.tv_sec == bent->before.st_ctim.tv_sec && now.st_ctim.tv_nsec == bent->before.st_ctim.tv_nsec);
}

static void same_bytes(const struct bent *bent)
{
	struct buf now;

	buf_init(&now);
	assert_int_equal(file_read(&now, bent->world.place.store, (size_t)1 << 30, NULL), STATUS_OK);
	assert_int_equal(now.len, bent->world.bytes.len);
	assert_memory_equal(now.data, bent->world.bytes.data, now.len);
	buf_done(&now);
}

static void forget(struct bent *bent)
{
	diag_done(&bent->world.diags);
	diag_init(&bent->world.diags);
}

/* The whole way of `exchange in --yes`. */
static enum status take_in(struct bent *bent, const char *bytes, size_t len)
{
	char *path = mem_printf("%s/tried.krb", bent->world.place.directory);
	FILE *file = fopen(path, "wb");
	struct exchange *exchange;
	struct exchange_seen seen;
	enum status status;

	forget(bent);
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
	status = exchange_open(bent->app, path, &exchange, &bent->world.diags);
	if (status == STATUS_OK) {
		status = exchange_take(exchange, false, &seen, &bent->world.diags);
		exchange_seen_done(&seen);
	}
	exchange_close(&exchange);
	free(path);
	return status;
}

static void must_name(const struct bent *bent, const struct parts *parts, size_t at, const char *what)
{
	size_t entry = 0;
	char *words;

	while (entry < parts->count && at >= parts->begins[entry + 1])
		entry++;
	if (at < 5)
		words = mem_strdup("no bundle of this program");
	else if (at < parts->first)
		words = mem_strdup("before its first entry|manifest");
	else
		words = mem_printf("entry %zu of %zu (step of a case)", entry + 1, parts->count);
	if (!tamper_names(&bent->world, words))
		fail_msg("%s at byte %zu: %s is not said, but: %s", what, at, words, tamper_said(&bent->world));
	free(words);
}

static void refused(struct bent *bent, const char *bytes, size_t len, const struct parts *parts, size_t at, const char *what)
{
	struct bundle bundle;

	forget(bent);
	if (bundle_read(&bundle, "tried.krb", bytes, len, NULL, &bent->world.diags) == STATUS_OK)
		fail_msg("%s at byte %zu: it is taken for whole", what, at);
	must_name(bent, parts, at, what);
	if (bent->tried++ % SAMPLE == 0) {
		assert_int_not_equal(take_in(bent, bytes, len), STATUS_OK);
		must_name(bent, parts, at, what);
	}
	untouched(bent);
}

/* In the bytes that an entry of the large bundle carries. */
static bool is_inside(const struct parts *parts, size_t at)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->large && at >= parts->begins[i] + FRAME && at + TAIL < parts->begins[i + 1])
			return true;
	return false;
}

static void bend(struct bent *bent, struct buf *bytes, const struct parts *parts)
{
	for (size_t at = 0; at < bytes->len; at++) {
		bool inside = is_inside(parts, at);
		char kept = bytes->data[at];
		char *part;

		if (inside && at % STEP != 0)
			continue;
		for (int bit = 0; bit < 8; bit++)
			if ((!parts->large && at % 64 == 0) || bit == (int)(at % 8)) {
				bytes->data[at] = (char)(kept ^ (1 << bit));
				refused(bent, bytes->data, bytes->len, parts, at, "changed");
			}
		bytes->data[at] = kept;
		/* In memory of just that size, so that a read beyond it is seen. */
		part = inside || at % 64 == 0 ? mem_dup(bytes->data, at) : NULL;
		refused(bent, part ? part : bytes->data, at, parts, at, "cut");
		free(part);
	}
	same_bytes(bent);
}

static void every_byte(void **state)
{
	struct bent *bent = *state;

	bend(bent, &bent->small, &bent->small_parts);
	bend(bent, &bent->large, &bent->large_parts);
	print_message("%zu bundles refused; %zu and %zu bytes\n", bent->tried, bent->small.len, bent->large.len);
}

/* The entries under the same manifest in another order, one of them twice, left out, or one too many. */
static void other_order(void **state)
{
	struct bent *bent = *state;
	const struct parts *parts = &bent->small_parts;

	for (size_t a = 0; a < parts->count; a++)
		for (size_t b = 0; b <= parts->count; b++) {
			struct buf other;
			char *words;

			if (a == b)
				continue;
			buf_init(&other);
			buf_add(&other, bent->small.data, parts->first);
			/* b takes the place of a, and a that of b; with the last b, a stands there twice. */
			for (size_t i = 0; i < parts->count; i++) {
				size_t take = b < parts->count && i == a ? b : i == b ? a : i;

				buf_add(&other, bent->small.data + parts->begins[take], parts->begins[take + 1] - parts->begins[take]);
				if (b == parts->count && i == a)
					buf_add(&other, bent->small.data + parts->begins[a], parts->begins[a + 1] - parts->begins[a]);
			}
			assert_int_not_equal(take_in(bent, other.data, other.len), STATUS_OK);
			words = b == parts->count && a + 1 == parts->count ? mem_strdup("behind the last entry")
				: mem_printf("entry %zu of %zu (step of a case)", b == parts->count ? a + 2 : (a < b ? a : b) + 1, parts->count);
			if (!tamper_names(&bent->world, words))
				fail_msg("%zu and %zu: %s is not said, but: %s", a, b, words, tamper_said(&bent->world));
			free(words);
			untouched(bent);
			buf_done(&other);
		}
	same_bytes(bent);
}

/* ---- filled again under another key ---- */

/* The parts of an entry as it travels. */
struct carried {
	struct slice canonical, key, signature, bytes;
	struct store_entry entry;
};

static void read_carried(const struct bundle_item *item, struct carried *out)
{
	const char *at = item->data, *end = at + item->len;

	*out = (struct carried){ .bytes = { .data = NULL } };
	assert_int_equal(netstring_read(&at, end, &out->canonical), 0);
	assert_int_equal(netstring_read(&at, end, &out->key), 0);
	assert_int_equal(netstring_read(&at, end, &out->signature), 0);
	if (at < end)
		assert_int_equal(netstring_read(&at, end, &out->bytes), 0);
	assert_int_equal(store_entry_parse(&out->entry, "e", out->canonical.data, out->canonical.len, NULL), STATUS_OK);
}

static void write_carried(const struct carried *carried, const struct slice *key, const struct slice *signature, struct buf *out)
{
	buf_add_netstring(out, carried->canonical.data, carried->canonical.len);
	buf_add_netstring(out, key->data, key->len);
	buf_add_netstring(out, signature->data, signature->len);
	if (carried->bytes.data)
		buf_add_netstring(out, carried->bytes.data, carried->bytes.len);
}

struct forger {
	struct sign_key key;
	struct bundle from, to;
	struct carried all[8];
	struct buf items[10];
	size_t count;
};

static void forger_new(struct forger *forger, const struct bent *bent)
{
	const uint8_t seed[32] = { 77 };

	*forger = (struct forger){ .to = { .terminal = "ffffffffffffffffffffffffffffffff", .epoch = 1, .seq = 1, .made_at = 1795000000 } };
	sign_key_from_seed(&forger->key, seed);
	memcpy(forger->to.key, forger->key.public_key, 32);
	assert_int_equal(bundle_read(&forger->from, "b", bent->small.data, bent->small.len, NULL, NULL), STATUS_OK);
	for (size_t i = 0; i < forger->from.count; i++)
		read_carried(&forger->from.items[i], &forger->all[i]);
}

static void forger_done(struct forger *forger)
{
	for (size_t i = 0; i < forger->from.count; i++)
		free(forger->all[i].entry.kind);
	for (size_t i = 0; i < forger->count; i++)
		buf_done(&forger->items[i]);
	bundle_done(&forger->from);
	bundle_done(&forger->to);
}

static struct buf *next_item(struct forger *forger)
{
	struct buf *item = &forger->items[forger->count++];

	buf_init(item);
	return item;
}

/* What is forged is well signed as a bundle; it is refused for the one entry, which is named. */
static void refused_entry(struct bent *bent, struct forger *forger, const struct carried *carried, const char *terminal, int64_t seq, const char *why)
{
	struct buf file, manifest;
	char *words = mem_printf("entry %lld of terminal %.8s (%s)", (long long)seq, terminal, carried->entry.kind);

	buf_init(&file);
	buf_init(&manifest);
	for (size_t i = 0; i < forger->count; i++)
		bundle_add(&forger->to, ITEM_ENTRY, forger->items[i].data, forger->items[i].len);
	assert_int_equal(bundle_write(&forger->to, &forger->key, &manifest, &file, NULL), STATUS_OK);
	assert_int_not_equal(take_in(bent, file.data, file.len), STATUS_OK);
	if (!tamper_names(&bent->world, words) || !tamper_names(&bent->world, why))
		fail_msg("%s: %s is not said, but: %s", words, why, tamper_said(&bent->world));
	untouched(bent);
	buf_done(&file);
	buf_done(&manifest);
	free(words);
}

/* Each entry under the signature of another, under the key of another with its signature, and under that of the forger. */
static void foreign_signatures(void **state)
{
	struct bent *bent = *state;

	for (size_t i = 0; i < bent->small_parts.count; i++)
		for (int how = 0; how < 3; how++) {
			struct forger forger;
			struct signature made;

			forger_new(&forger, bent);
			const struct carried *one = &forger.all[i], *other = &forger.all[(i + 1) % forger.from.count];
			const struct slice own = { .data = (const char *)forger.key.public_key, .len = 32 };
			const struct slice signature = { .data = (const char *)made.bytes, .len = sizeof made.bytes };

			sign_make(&forger.key, one->canonical.data, one->canonical.len, &made);
			for (size_t n = 0; n < forger.from.count; n++)
				if (n != i)
					write_carried(&forger.all[n], &forger.all[n].key, &forger.all[n].signature, next_item(&forger));
				else if (how == 0)
					write_carried(one, &one->key, &other->signature, next_item(&forger));
				else if (how == 1)
					write_carried(one, &own, &one->signature, next_item(&forger));
				else
					write_carried(one, &one->key, &signature, next_item(&forger));
			refused_entry(bent, &forger, one, one->entry.terminal, one->entry.seq, "signature does not fit");
			forger_done(&forger);
		}
	same_bytes(bent);
}

/* The opinion on the first revision, put behind the second one and what was said of that, in the chain of somebody else. */
static void replayed_opinion(void **state)
{
	struct bent *bent = *state;
	static const char *const kinds[] = { "receipt", "advise", "revision", "advise", "approve" };

	for (size_t upto = 3; upto <= 5; upto++) {
		struct forger forger;
		struct store_entry entry;
		struct carried again;
		struct buf canonical;

		forger_new(&forger, bent);
		for (size_t i = 0; i < forger.from.count; i++)
			assert_string_equal(forger.all[i].entry.kind, kinds[i]);
		for (size_t i = 0; i < upto; i++)
			write_carried(&forger.all[i], &forger.all[i].key, &forger.all[i].signature, next_item(&forger));
		again = forger.all[1];
		entry = again.entry;
		memcpy(entry.terminal, forger.to.terminal, sizeof entry.terminal);
		entry.seq = 1;
		entry.previous = forger.all[upto - 1].entry.entry;
		buf_init(&canonical);
		store_entry_bytes(entry.terminal, &entry, &canonical);
		sign_make(&forger.key, canonical.data, canonical.len, &entry.signature);
		again.canonical = (struct slice){ .data = canonical.data, .len = canonical.len };
		write_carried(&again, &(struct slice){ .data = (const char *)forger.key.public_key, .len = 32 },
			&(struct slice){ .data = (const char *)entry.signature.bytes, .len = 64 }, next_item(&forger));
		refused_entry(bent, &forger, &again, forger.to.terminal, 1, "the revision that was the newest then");
		buf_done(&canonical);
		forger_done(&forger);
	}
	same_bytes(bent);
}

/*
 * What a revision says is noted before its bytes are held against the digest that they come under. Bytes of somebody else under the digest of a revision that is
 * here are refused, and nothing of what they say is believed afterwards.
 */
static void notes_are_not_believed(void **state)
{
	static const char other[] = "見本別人";
	struct bent *bent = *state;
	const struct revision_note *note = NULL;
	struct forger forger;
	struct revision revision;
	struct carried again;
	struct store_entry entry;
	struct digest first;
	struct buf bytes, canonical;

	forger_new(&forger, bent);
	again = forger.all[2];
	assert_int_equal(revision_decode(&revision, "r", again.bytes.data, again.bytes.len, NULL), STATUS_OK);
	assert_true(revision.has_previous);
	first = revision.previous;
	mem_replace(&revision.author, other);
	buf_init(&bytes);
	revision_encode(&revision, &bytes);
	again.bytes = (struct slice){ .data = bytes.data, .len = bytes.len };
	entry = again.entry;
	memcpy(entry.terminal, forger.to.terminal, sizeof entry.terminal);
	entry.seq = 1;
	entry.previous = (struct digest){ { 0 } };
	entry.artifact = first;
	buf_init(&canonical);
	store_entry_bytes(entry.terminal, &entry, &canonical);
	sign_make(&forger.key, canonical.data, canonical.len, &entry.signature);
	again.canonical = (struct slice){ .data = canonical.data, .len = canonical.len };
	write_carried(&again, &(struct slice){ .data = (const char *)forger.key.public_key, .len = 32 },
		&(struct slice){ .data = (const char *)entry.signature.bytes, .len = 64 }, next_item(&forger));
	app_history_forget(bent->app);
	refused_entry(bent, &forger, &again, forger.to.terminal, 1, "its bytes are not those that it names");
	assert_int_equal(app_revision_note(bent->app, &first, &note, &bent->world.diags), STATUS_OK);
	assert_true(note->known);
	assert_string_not_equal(note->author, other);
	revision_done(&revision);
	buf_done(&bytes);
	buf_done(&canonical);
	forger_done(&forger);
	same_bytes(bent);
}

/* And the control: as they were written, they are taken. */
static void as_they_are(void **state)
{
	struct bent *bent = *state;

	same_bytes(bent);
	if (take_in(bent, bent->small.data, bent->small.len) != STATUS_OK)
		fail_msg("%s", tamper_said(&bent->world));
	assert_int_equal(take_in(bent, bent->large.data, bent->large.len), STATUS_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte), cmocka_unit_test(other_order), cmocka_unit_test(foreign_signatures), cmocka_unit_test(replayed_opinion),
		cmocka_unit_test(notes_are_not_believed), cmocka_unit_test(as_they_are),
	};

	if (!sign_start())
		return 1;
	return cmocka_run_group_tests(tests, bent_new, bent_free);
}
