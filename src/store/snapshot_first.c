/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows as the first form of the store kept them: a row of SQL for each, with the search text beside it, and one digest over all of them in order. Such
 * snapshots stay as they are, because their digest is signed; their rows are handed on in the same parts as those of today.
 */
#include "store/snapshot_parts.h"

#include <string.h>

#include "base/i18n.h"

enum { BATCH_ROWS = 256, FIELDS_BEFORE = 7, FIELDS_OF_WORDS = 6 };
#define SEPARATOR '\x1f'

/* A digest over rows, in order. */
struct rows_digest {
	struct digest digest;
	struct buf batch;
	size_t count;
};

static void rows_digest_init(struct rows_digest *rows)
{
	*rows = (struct rows_digest){ .count = 0 };
	buf_init(&rows->batch);
}

/* Each batch begins with the digest of those before it, so that the order of the batches counts. */
static void close_batch(struct rows_digest *rows)
{
	if (rows->batch.len == 0)
		return;
	digest_quick(&rows->digest, rows->batch.data, rows->batch.len);
	buf_clear(&rows->batch);
}

static void add_int(struct buf *out, int64_t number)
{
	uint8_t bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)((uint64_t)number >> (8 * i));
	buf_add(out, bytes, sizeof bytes);
}

static void add_text(struct buf *out, const char *text)
{
	size_t len = text ? strlen(text) : 0;

	add_int(out, (int64_t)len);
	buf_add(out, text, len);
}

static void rows_digest_add(struct rows_digest *rows, const struct listing *row, const char *folded)
{
	const char *const texts[] = { row->number, row->name, row->provider, row->scope, row->regions, row->functions, row->note, folded };

	if (rows->batch.len == 0)
		buf_add(&rows->batch, rows->digest.bytes, sizeof rows->digest.bytes);
	add_int(&rows->batch, row->list);
	add_int(&rows->batch, row->status);
	add_int(&rows->batch, row->forms);
	add_int(&rows->batch, row->level);
	add_int(&rows->batch, row->registered_on);
	add_int(&rows->batch, row->expires_on);
	add_int(&rows->batch, row->line);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		add_text(&rows->batch, texts[i]);
	if (++rows->count % BATCH_ROWS == 0)
		close_batch(rows);
}

static void rows_digest_end(struct rows_digest *rows, struct digest *out)
{
	close_batch(rows);
	*out = rows->digest;
	buf_done(&rows->batch);
}

/* The search text: the seven texts, then the six words of the source that the row keeps as numbers, each with a separator behind it, then two of ours. */
static void words_of(const char *folded, struct buf *out)
{
	const char *start = folded, *end;

	buf_clear(out);
	for (int i = 0; i < FIELDS_BEFORE && start; i++)
		start = strchr(start, SEPARATOR) ? strchr(start, SEPARATOR) + 1 : NULL;
	end = start;
	for (int i = 0; i < FIELDS_OF_WORDS && end; i++)
		end = strchr(end + (i > 0), SEPARATOR);
	if (end)
		buf_add(out, start, (size_t)(end - start));
}

/* The texts belong to SQLite until the next row; nobody writes to them. */
static char *borrowed(const struct query *query, int column)
{
	union {
		const char *given;
		char *kept;
	} text = { .given = query_text(query, column) };

	return text.kept;
}

static void read_row(const struct query *query, struct listing *out)
{
	*out = (struct listing){
		.list = (enum listing_list)query_int(query, 0), .status = (enum listing_status)query_int(query, 1),
		.forms = (unsigned)query_int(query, 2), .level = (unsigned)query_int(query, 3), .registered_on = (date_days)query_int(query, 4),
		.expires_on = (date_days)query_int(query, 5), .number = borrowed(query, 6), .name = borrowed(query, 7), .provider = borrowed(query, 8),
		.scope = borrowed(query, 9), .regions = borrowed(query, 10), .functions = borrowed(query, 11), .note = borrowed(query, 12),
		.line = (int)query_int(query, 13),
	};
}

/* Numbers come back into enums; a file that was damaged must not bring other ones. */
static bool row_sane(const struct query *query)
{
	int64_t list = query_int(query, 0), status = query_int(query, 1), forms = query_int(query, 2), level = query_int(query, 3);
	int64_t from = query_int(query, 4), until = query_int(query, 5);

	return list >= LISTING_ISMAP && list < LISTING_LISTS && status >= LISTING_REGISTERED && status <= LISTING_STATUS_UNKNOWN &&
		forms >= 0 && forms <= (int64_t)(FORM_SAAS | FORM_PAAS | FORM_IAAS) && level >= 0 && level <= 3 && from >= INT32_MIN &&
		from <= INT32_MAX && until >= INT32_MIN && until <= INT32_MAX;
}

/* Rows on their way to the visitor; the pack copies them, because those of SQLite do not last. */
struct gathering {
	struct pack pack;
	struct buf bytes, words;
	snapshot_visit *visit;
	void *context;
};

static void hand_on(struct gathering *gathering)
{
	struct snapshot_rows rows;

	if (!gathering->pack.count)
		return;
	pack_end(&gathering->pack, &gathering->bytes);
	if (pack_read(gathering->bytes.data, gathering->bytes.len, &rows))
		gathering->visit(&rows, gathering->context);
	snapshot_rows_done(&rows);
}

static void gather(struct gathering *gathering, const struct listing *row, const char *folded)
{
	if (!gathering->visit)
		return;
	words_of(folded, &gathering->words);
	pack_row(&gathering->pack, row, gathering->words.data);
	if (gathering->pack.count == PART_ROWS)
		hand_on(gathering);
}

enum status first_read(struct store *store, const struct snapshot_info *info, snapshot_visit *visit, void *context, struct digest *rows, struct diag_list *diags)
{
	struct gathering gathering = { .visit = visit, .context = context };
	struct rows_digest digesting;
	struct query query;
	bool in_place = true;

	rows_digest_init(&digesting);
	pack_init(&gathering.pack);
	buf_init(&gathering.bytes);
	buf_init(&gathering.words);
	query_open(&query, store, "SELECT list, status, forms, level, registered_on, expires_on, number, name, provider, scope, regions, functions,"
		" note, line, folded, row FROM listing WHERE snapshot = ?1 ORDER BY row", diags);
	query_set_int(&query, 1, info->id);
	for (int64_t expected = 0; query_next(&query); expected++) {
		struct listing row;

		in_place = in_place && query_int(&query, 15) == expected;
		if (!row_sane(&query)) {
			query.status = diag_error(diags, STATUS_FAILED, store->path, 0, _("a row of snapshot %lld is damaged; import the list again"),
				(long long)info->id);
			break;
		}
		read_row(&query, &row);
		rows_digest_add(&digesting, &row, query_text(&query, 14));
		gather(&gathering, &row, query_text(&query, 14));
	}
	if (query.status == STATUS_OK)
		hand_on(&gathering);
	rows_digest_end(&digesting, rows);
	/* The places are in no digest, but follow from the order; rows in other places are other rows. */
	if (!in_place)
		memset(rows, 0, sizeof *rows);
	pack_done(&gathering.pack);
	buf_done(&gathering.bytes);
	buf_done(&gathering.words);
	return query_close(&query);
}
