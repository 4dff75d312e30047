/* SPDX-License-Identifier: Apache-2.0 */
/* What the tests of kept snapshots share: a short list, rows compared one by one, and a store that is refused. */
#ifndef TESTS_UNIT_TEST_REGISTRY_KEPT_H
#define TESTS_UNIT_TEST_REGISTRY_KEPT_H

#include "same_listing.h"
#include "test_registry_fixture.h"

static const char map_text[] =
	"[map.one]\ntitle.ja = \"見本\"\ntitle.en = \"sample\"\ncolumn.list = \"一覧\"\ncolumn.number = \"番号\"\ncolumn.name = \"名称\"\n"
	"column.provider = \"事業者\"\ncolumn.status = \"状態\"\ncolumn.expires_on = \"期限\"\nwords.status.registered = \"登録中\"\n";
static const char header[] = "一覧,番号,名称,事業者,状態,期限\n";
static const char few[] = "ismap,C99-0001-2,みほんクラウド,甲,登録中,2028-03-31\nismap,C99-0002-2,Sample Mail,乙,登録中,\n"
	"ismap,C99-0003-2,か\xe3\x82\x99見本,甲,,\nismap,C99-0004-2,末尾,,登録中,2028-03-31\n";

static inline struct snapshot *make_few(void)
{
	struct buf list;
	struct snapshot *snapshot;

	buf_init(&list);
	buf_adds(&list, header);
	buf_adds(&list, few);
	snapshot = snapshot_make(map_text, list.data);
	buf_done(&list);
	return snapshot;
}

static inline void same_rows(struct snapshot *a, struct snapshot *b)
{
	assert_int_equal(a->count, b->count);
	snapshot_fold(a);
	snapshot_fold(b);
	for (size_t i = 0; i < a->count; i++) {
		same_listing(&a->rows[i], &b->rows[i]);
		assert_string_equal(a->folded[i], b->folded[i]);
	}
}

static inline void refused(struct fixture *f, enum listing_shelf shelf, const char *words)
{
	struct snapshot *again = NULL;

	fixture_forget(f);
	assert_int_equal(snapshot_load(&again, f->store, shelf, &f->diags), STATUS_FAILED);
	assert_null(again);
	if (!fixture_says(f, words))
		fail_msg("message was: %s", f->diags.items[0].text);
	fixture_forget(f);
	assert_int_equal(store_snapshot_check(f->store, NULL, NULL, &f->diags), STATUS_FAILED);
	assert_true(fixture_says(f, words));
	assert_int_equal(store_check(f->store, &f->diags), STATUS_FAILED);
	fixture_forget(f);
}

static inline void take_away_the_entries(const struct fixture *f)
{
	assert_int_equal(raw_sql(f->path, "DROP TRIGGER chain_no_delete; DROP TRIGGER artifact_no_delete; DROP TRIGGER signature_no_delete;"
		" DELETE FROM signature; DELETE FROM chain; DELETE FROM artifact;"), SQLITE_OK);
}

#endif
