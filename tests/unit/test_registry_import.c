/* SPDX-License-Identifier: Apache-2.0 */
/* Importing lists: encodings, words, dates, and that one bad row refuses everything. All rows are invented examples. */
#include <iconv.h>

#include "registry/registry.h"
#include "test_store_fixture.h"

static const char map_text[] =
	"[map.one]\n"
	"title.ja = \"見本\"\n"
	"title.en = \"sample\"\n"
	"list = \"ismap\"\n"
	"column.number = \"登録番号\"\n"
	"column.name = \"サービス名\"\n"
	"column.forms = \"区分\"\n"
	"column.status = \"状態\"\n"
	"column.registered_on = \"登録日\"\n"
	"column.expires_on = \"有効期限\"\n"
	"column.level = \"水準\"\n"
	"column.scope = \"対象\"\n"
	"words.status.registered = \"登録中|登録\"\n"
	"words.status.suspended = \"一時停止\"\n"
	"words.status.removed = \"削除\"\n"
	"words.forms.saas = \"SaaS\"\n"
	"words.forms.paas = \"PaaS\"\n"
	"words.forms.iaas = \"IaaS\"\n"
	"[map.two]\n"
	"title.ja = \"見本\"\n"
	"title.en = \"sample\"\n"
	"column.list = \"List\"\n"
	"column.number = \"Number\"\n"
	"column.name = \"Name\"\n"
	"words.list.ismap_liu = \"LIU\"\n";
#define HEADER "登録番号,サービス名,区分,状態,登録日,有効期限,水準,対象\n"
#define ROW "C99-0001-2,みほん,SaaS,登録中,2026-01-02,2027/3/31,2,\n"

static const struct era era_items[] = { { .name = { { "令和", "Reiwa" } }, .letter = 'R', .from = 18017 } };

struct scene {
	struct column_maps *maps;
	struct era_table eras;
	struct diag_list diags;
	struct snapshot *snapshot;
};

static int setup(void **state)
{
	struct scene *scene = MEM_NEW(struct scene);

	if (!sign_start())
		return -1;
	diag_init(&scene->diags);
	scene->eras.items = mem_dup(era_items, sizeof era_items);
	scene->eras.count = 1;
	if (column_maps_load(&scene->maps, "columns.ini", map_text, sizeof map_text - 1, &scene->diags) != STATUS_OK)
		return -1;
	*state = scene;
	return 0;
}

static int teardown(void **state)
{
	struct scene *scene = *state;

	snapshot_free(&scene->snapshot);
	column_maps_free(&scene->maps);
	free(scene->eras.items);
	diag_done(&scene->diags);
	free(scene);
	return 0;
}

static enum status import(struct scene *scene, const char *bytes, size_t len, const char *map)
{
	const struct snapshot_request request = { .file = "list.csv", .bytes = bytes, .len = len, .map = map, .name = "十一月", .source = "媒体",
		.issued_on = 20000, .imported_on = 20010, .sample = true };

	snapshot_free(&scene->snapshot);
	diag_done(&scene->diags);
	return snapshot_read(&scene->snapshot, scene->maps, &scene->eras, &request, &scene->diags);
}

static date_days day(int year, int month, int number)
{
	date_days date = DATE_NONE;

	assert_true(date_from_parts(year, month, number, &date));
	return date;
}

static void check_first(const struct scene *scene)
{
	const struct listing *row = &scene->snapshot->rows[0];

	assert_string_equal(row->number, "C99-0001-2");
	assert_string_equal(row->name, "みほん");
	assert_int_equal(row->list, LISTING_ISMAP);
	assert_int_equal(row->status, LISTING_REGISTERED);
	assert_int_equal(row->forms, FORM_SAAS);
	assert_int_equal(row->level, 2);
	assert_int_equal(row->registered_on, day(2026, 1, 2));
	assert_int_equal(row->expires_on, day(2027, 3, 31));
	assert_string_equal(row->scope, "");
	assert_string_equal(row->provider, "");
	assert_int_equal(row->line, 2);
}

static void reads_utf8(void **state)
{
	static const char list[] = HEADER ROW;
	struct scene *scene = *state;
	struct digest digest;

	assert_int_equal(import(scene, list, sizeof list - 1, NULL), STATUS_OK);
	assert_int_equal(scene->snapshot->count, 1);
	assert_int_equal(scene->snapshot->encoding, CSV_UTF8);
	check_first(scene);
	digest_of(&digest, list, sizeof list - 1);
	assert_true(digest_equal(&digest, &scene->snapshot->info.digest));
	assert_memory_equal(scene->snapshot->bytes, list, sizeof list - 1);
	assert_string_equal(scene->snapshot->info.name, "見本 十一月");
	assert_string_equal(scene->snapshot->info.signature, "unsigned");
	assert_int_equal(snapshot_age_days(&scene->snapshot->info, 20005), 5);
	assert_int_equal(scene->diags.count, 0);
}

static void reads_bom_and_cp932(void **state)
{
	static const char list[] = "\xef\xbb\xbf" HEADER ROW;
	struct scene *scene = *state;
	char coded[512], *in = mem_strdup(list + 3), *from = in, *to = coded;
	size_t in_left = strlen(in), out_left = sizeof coded;
	iconv_t converter = iconv_open("CP932", "UTF-8");

	assert_int_equal(import(scene, list, sizeof list - 1, NULL), STATUS_OK);
	assert_int_equal(scene->snapshot->encoding, CSV_UTF8_BOM);
	check_first(scene);
	assert_true(converter != (iconv_t)-1);
	assert_int_equal(iconv(converter, &from, &in_left, &to, &out_left), 0);
	iconv_close(converter);
	free(in);
	assert_int_equal(import(scene, coded, sizeof coded - out_left, NULL), STATUS_OK);
	assert_int_equal(scene->snapshot->encoding, CSV_CP932);
	check_first(scene);
	assert_memory_equal(scene->snapshot->bytes, coded, sizeof coded - out_left);
}

static void reads_what_is_written_otherwise(void **state)
{
	/* Full-width header, line break in a field, decomposed voicing, several forms, eras, full-width digits, empty cells. */
	static const char list[] = "登録番号,サービス名,区分,状態,登録日,有効期限,水準,対象\n"
		"C99-0001-2,\"み\nほん\",\"SaaS、ＰａａＳ\",登録,R8.1.2,令和9年3月31日,２,\"か\xe3\x82\x99, \"\"x\"\"\"\n"
		"C99-0002-2,つぎ,IaaS/paas,一時停止,,２０２６－０１－０２,,\n"
		"C99-0003-2,,,,,,,\n";
	struct scene *scene = *state;
	const struct listing *row;

	if (import(scene, list, sizeof list - 1, NULL) != STATUS_OK)
		fail_msg("%s", scene->diags.items[0].text);
	row = scene->snapshot->rows;
	assert_string_equal(row[0].name, "み\nほん");
	assert_string_equal(row[0].scope, "が, \"x\"");
	assert_int_equal(row[0].forms, FORM_SAAS | FORM_PAAS);
	assert_int_equal(row[0].registered_on, day(2026, 1, 2));
	assert_int_equal(row[0].expires_on, day(2027, 3, 31));
	assert_int_equal(row[0].level, 2);
	assert_int_equal(row[1].line, 4);
	assert_int_equal(row[1].forms, FORM_IAAS | FORM_PAAS);
	assert_int_equal(row[1].status, LISTING_SUSPENDED);
	assert_int_equal(row[1].registered_on, DATE_NONE);
	assert_int_equal(row[1].expires_on, day(2026, 1, 2));
	assert_int_equal(row[1].level, 0);
	assert_int_equal(row[2].status, LISTING_STATUS_UNKNOWN);
	assert_int_equal(row[2].forms, 0);
	assert_int_equal(row[2].expires_on, DATE_NONE);
}

static void check_fault(const struct scene *scene, size_t index, int line, const char *words)
{
	assert_true(index < scene->diags.count);
	assert_int_equal(scene->diags.items[index].line, line);
	assert_string_equal(scene->diags.items[index].file, "list.csv");
	if (!strstr(scene->diags.items[index].text, words))
		fail_msg("fault %zu: %s", index, scene->diags.items[index].text);
}

static void every_bad_row_is_reported(void **state)
{
	static const char list[] = HEADER ROW
		"C99-0002-2,a,SaaS,廃止,2026-01-02,,,\n"
		"C99-0003-2,b,SaaS,登録中,2026-02-30,,4,\n"
		",c,XaaS,登録中,,,,\n"
		"Ｃ９９－０００１－２,d,SaaS,登録中,,,,\n";
	struct scene *scene = *state;

	assert_int_equal(import(scene, list, sizeof list - 1, NULL), STATUS_INPUT);
	assert_null(scene->snapshot);
	assert_int_equal(scene->diags.errors, 6);
	check_fault(scene, 0, 3, "column \"状態\": found \"廃止\"; allowed: 登録中 / 登録 / 一時停止 / 削除");
	check_fault(scene, 1, 4, "column \"水準\": found \"4\"");
	check_fault(scene, 2, 4, "column \"登録日\": \"2026-02-30\": There is no such day");
	check_fault(scene, 3, 5, "column \"登録番号\"");
	check_fault(scene, 4, 5, "column \"区分\": found \"XaaS\"");
	check_fault(scene, 5, 6, "already stands in line 2");
}

/* Cells are checked in every row that can be read, and everything is told in the order of the list. */
static void a_torn_row_hides_no_other(void **state)
{
	static const char list[] = HEADER
		"C99-0002-2,a,SaaS,廃止,2026-01-02,,,\n"
		"C99-0003-2,b\n"
		"C99-0004-2,c,XaaS,登録中,,,,\n"
		"C99-0005-2,d,\"SaaS,登録中,,,,\n"
		"C99-0006-2,e,SaaS,登録中,2026-13-01,,,\n";
	struct scene *scene = *state;

	assert_int_equal(import(scene, list, sizeof list - 1, NULL), STATUS_INPUT);
	assert_null(scene->snapshot);
	assert_int_equal(scene->diags.errors, 5);
	check_fault(scene, 0, 2, "column \"状態\"");
	check_fault(scene, 1, 3, "2 fields; the header has 8");
	check_fault(scene, 2, 4, "column \"区分\"");
	check_fault(scene, 3, 5, "never closed");
	check_fault(scene, 4, 6, "column \"登録日\"");
}

static void a_list_of_torn_rows_alone_is_said_once(void **state)
{
	static const char list[] = HEADER "C99-0002-2\n";
	struct scene *scene = *state;

	assert_int_equal(import(scene, list, sizeof list - 1, NULL), STATUS_INPUT);
	assert_int_equal(scene->diags.errors, 1);
	check_fault(scene, 0, 2, "1 fields; the header has 8");
}

static void unusual_number_is_a_warning(void **state)
{
	static const char list[] = HEADER "X-1,a,,,2026-03-01,2026-01-01,,\n";
	struct scene *scene = *state;

	assert_int_equal(import(scene, list, sizeof list - 1, NULL), STATUS_OK);
	assert_int_equal(scene->diags.errors, 0);
	assert_int_equal(scene->diags.count, 2);
	check_fault(scene, 0, 2, "Cyy-nnnn-n");
	check_fault(scene, 1, 2, "ends before it begins");
}

static void many_faults_are_counted(void **state)
{
	struct scene *scene = *state;
	struct buf list;

	buf_init(&list);
	buf_adds(&list, HEADER);
	for (int i = 0; i < 10050; i++)
		buf_addf(&list, "C%02d-%04d-2,a,,bad,,,,\n", 90 + i / 10000, i % 10000);
	assert_int_equal(import(scene, list.data, list.len, NULL), STATUS_INPUT);
	assert_int_equal(scene->diags.errors, 10001);
	assert_non_null(strstr(scene->diags.items[10000].text, "50 more"));
	buf_done(&list);
}

static void maps_are_chosen_by_headers(void **state)
{
	static const char second[] = "Number,Name,List\nC99-0001-2,a,LIU\nC99-0001-2,a,ismap\nC99-0002-2,b,\n";
	static const char neither[] = "Number,Title\nC99-0001-2,a\n";
	static const char header_only[] = "Number,Name,List\n";
	static const char doubled[] = "Number,Name,List,name\nC99-0001-2,a,LIU,b\n";
	struct scene *scene = *state;

	assert_int_equal(column_maps_count(scene->maps), 2);
	assert_string_equal(column_maps_name(scene->maps, 1), "two");
	assert_int_equal(import(scene, second, sizeof second - 1, NULL), STATUS_OK);
	assert_int_equal(scene->snapshot->rows[0].list, LISTING_ISMAP_LIU);
	assert_int_equal(scene->snapshot->rows[1].list, LISTING_ISMAP);
	assert_int_equal(scene->snapshot->rows[2].list, LISTING_LIST_UNKNOWN);
	assert_int_equal(import(scene, neither, sizeof neither - 1, NULL), STATUS_INPUT);
	check_fault(scene, 0, 1, "no column map fits");
	assert_int_equal(import(scene, neither, sizeof neither - 1, "two"), STATUS_INPUT);
	check_fault(scene, 0, 1, "\"Name\"");
	assert_int_equal(import(scene, second, sizeof second - 1, "three"), STATUS_INPUT);
	check_fault(scene, 0, 1, "one, two");
	assert_int_equal(import(scene, header_only, sizeof header_only - 1, NULL), STATUS_INPUT);
	assert_int_equal(import(scene, doubled, sizeof doubled - 1, NULL), STATUS_INPUT);
	check_fault(scene, 0, 1, "2 times");
}

static void maps_are_made_by_hand(void **state)
{
	static const struct map_choice good[] = { { "column.number", "番号" }, { "column.name", "なまえ" }, { "column.status", "状況" }, { "list", "ismap" },
		{ "words.status.removed", "登録|おわり" } };
	static const struct map_choice nameless[] = { { "column.number", "番号" }, { "list", "ismap" } };
	static const struct map_choice listless[] = { { "column.number", "番号" }, { "column.name", "なまえ" } };
	static const struct map_choice unknown[] = { { "column.number", "番号" }, { "column.name", "なまえ" }, { "list", "ismap" }, { "column.price", "x" } };
	static const struct map_choice quoted[] = { { "column.number", "番\"号" }, { "column.name", "なまえ" }, { "list", "ismap" } };
	static const char list[] = "なまえ,状況,番号\nみほん,登録中,C99-0001-2\nみほん二,おわり,C99-0002-2\nみほん三,登録,C99-0003-2\n";
	struct scene *scene = *state;
	struct buf text;

	buf_init(&text);
	assert_int_equal(import(scene, list, sizeof list - 1, NULL), STATUS_INPUT);
	assert_int_equal(column_map_write(&text, "hand", nameless, 2, scene->maps, &scene->diags), STATUS_USAGE);
	assert_int_equal(column_map_write(&text, "hand", listless, 2, scene->maps, &scene->diags), STATUS_USAGE);
	assert_int_equal(column_map_write(&text, "hand", unknown, 4, scene->maps, &scene->diags), STATUS_USAGE);
	assert_int_equal(column_map_write(&text, "hand", quoted, 3, scene->maps, &scene->diags), STATUS_USAGE);
	assert_int_equal(column_map_write(&text, "By hand", good, 5, scene->maps, &scene->diags), STATUS_USAGE);
	assert_int_equal(text.len, 0);
	assert_int_equal(column_map_write(&text, "hand", good, 5, scene->maps, &scene->diags), STATUS_OK);
	diag_done(&scene->diags);
	assert_int_equal(column_maps_load(&scene->maps, "hand.ini", text.data, text.len, &scene->diags), STATUS_OK);
	assert_int_equal(import(scene, list, sizeof list - 1, NULL), STATUS_OK);
	assert_string_equal(scene->snapshot->map_name, "hand");
	/* A word that was said for one state is not taken over for another. */
	assert_int_equal(scene->snapshot->rows[0].status, LISTING_REGISTERED);
	assert_int_equal(scene->snapshot->rows[1].status, LISTING_REMOVED);
	assert_int_equal(scene->snapshot->rows[2].status, LISTING_REMOVED);
	assert_true(map_column_guess(scene->maps, 1, "ｻｰﾋﾞｽ名"));
	assert_false(map_column_guess(scene->maps, 0, "ｻｰﾋﾞｽ名"));
	buf_done(&text);
}

static void later_maps_stand_above(void **state)
{
	static const char own[] = "[map.own]\ntitle.ja = \"x\"\ntitle.en = \"x\"\nlist = \"ismap_liu\"\ncolumn.number = \"Number\"\ncolumn.name = \"Name\"\n";
	static const char list[] = "Number,Name,List\nC99-0001-2,a,LIU\n";
	struct scene *scene = *state;

	assert_int_equal(column_maps_load(&scene->maps, "own.ini", own, sizeof own - 1, &scene->diags), STATUS_OK);
	assert_int_equal(import(scene, list, sizeof list - 1, NULL), STATUS_OK);
	assert_string_equal(scene->snapshot->map_name, "own");
	assert_int_equal(import(scene, list, sizeof list - 1, "two"), STATUS_OK);
	assert_string_equal(scene->snapshot->map_name, "two");
}

/* A file takes the place of the one before, so it may not hold rows that belong to the place of another. */
static void one_file_is_one_kind_of_list(void **state)
{
	static const char own[] = "[map.own]\ntitle.ja = \"x\"\ntitle.en = \"x\"\ncolumn.list = \"Kind\"\ncolumn.number = \"Number\"\ncolumn.name = \"Name\"\n";
	static const char mixed[] = "Kind,Number,Name\n,K1,z\ncommon_platform,K2,a\ngroup_use,K3,b\nismap,C99-0001-2,c\n";
	static const char offers[] = "Kind,Number,Name\n,K1,z\ncommon_platform,K2,a\ngroup_use,K3,b\n";
	struct scene *scene = *state;

	assert_int_equal(column_maps_load(&scene->maps, "own.ini", own, sizeof own - 1, &scene->diags), STATUS_OK);
	assert_int_equal(import(scene, mixed, sizeof mixed - 1, "own"), STATUS_INPUT);
	assert_int_equal(scene->diags.errors, 1);
	assert_true(scene->diags.items[scene->diags.count - 1].line == 5);
	diag_done(&scene->diags);
	assert_int_equal(import(scene, offers, sizeof offers - 1, "own"), STATUS_OK);
	assert_int_equal(scene->snapshot->info.shelf, SHELF_OFFERS);
}

static void bad_maps_are_refused(void **state)
{
	static const char *const texts[] = {
		"[map.a]\ntitle.ja = \"x\"\ntitle.en = \"x\"\ncolumn.number = \"n\"\ncolumn.name = \"m\"\n",
		"[map.a]\ntitle.ja = \"x\"\ntitle.en = \"x\"\nlist = \"ismap\"\ncolumn.number = \"n\"\ncolumn.name = \"Ｎ\"\n",
		"[map.a]\ntitle.ja = \"x\"\ntitle.en = \"x\"\nlist = \"ismap\"\ncolumn.number = \"n\"\ncolumn.name = \"m\"\nwords.forms.saas = \"A|B\"\nwords.forms.paas = \"b\"\n",
		"[map.a]\ntitle.ja = \"x\"\ntitle.en = \"x\"\nlist = \"ismap\"\ncolumn.number = \"n\"\ncolumn.name = \"m\"\nwords.forms.saas = \"A||B\"\n",
		"[map.a]\ntitle.ja = \"x\"\ntitle.en = \"x\"\nlist = \"other\"\ncolumn.number = \"n\"\ncolumn.name = \"m\"\n",
	};
	struct scene *scene = *state;

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct column_maps *maps = NULL;

		diag_done(&scene->diags);
		assert_int_equal(column_maps_load(&maps, "columns.ini", texts[i], strlen(texts[i]), &scene->diags), STATUS_INPUT);
		assert_null(maps);
		assert_true(scene->diags.errors > 0);
		assert_string_equal(scene->diags.items[0].file, "columns.ini");
	}
}

static void random_bytes_are_refused_quietly(void **state)
{
	struct scene *scene = *state;
	uint32_t random = 20261121;
	char bytes[400];

	for (int i = 0; i < 500; i++) {
		size_t start = 0;

		if (i % 2) {
			memcpy(bytes, HEADER, sizeof HEADER - 1);
			start = sizeof HEADER - 1;
		}
		for (size_t j = start; j < sizeof bytes; j++) {
			random = random * 1664525u + 1013904223u;
			bytes[j] = (char)(random >> 24);
		}
		assert_int_equal(import(scene, bytes, sizeof bytes, NULL), STATUS_INPUT);
		assert_null(scene->snapshot);
		assert_true(scene->diags.errors > 0);
	}
}

static void shipped_sample_reads(void **state)
{
	struct scene *scene = *state;
	const char *root = getenv("srcdir");

	if (snapshot_read_sample(&scene->snapshot, root ? root : ".", SHELF_SERVICES, NULL, &scene->eras, 20700, &scene->diags) != STATUS_OK)
		fail_msg("%s", scene->diags.count ? scene->diags.items[0].text : "");
	assert_true(scene->snapshot->count > 5);
	assert_true(scene->snapshot->info.sample);
	assert_non_null(strstr(scene->snapshot->info.name, "見本"));
	assert_non_null(snapshot_find(scene->snapshot, "C99-0001-2"));
	assert_int_equal(scene->diags.errors, 0);
	snapshot_free(&scene->snapshot);
}

static void shipped_sample_is_described_before_it_is_read(void **state)
{
	struct scene *scene = *state;
	const char *root = getenv("srcdir");
	struct snapshot *early = NULL;

	root = root ? root : ".";
	assert_int_equal(snapshot_peek_sample(&early, root, SHELF_SERVICES, NULL, NULL, 20700, &scene->diags), STATUS_OK);
	assert_int_equal(snapshot_read_sample(&scene->snapshot, root, SHELF_SERVICES, NULL, &scene->eras, 20700, &scene->diags), STATUS_OK);
	assert_int_equal(early->count, 0);
	assert_string_equal(early->info.name, scene->snapshot->info.name);
	assert_string_equal(early->info.source, scene->snapshot->info.source);
	assert_string_equal(early->info.signature, scene->snapshot->info.signature);
	assert_int_equal(early->info.issued_on, scene->snapshot->info.issued_on);
	assert_int_equal(early->info.imported_on, 20700);
	assert_true(early->info.sample);
	assert_true(digest_equal(&early->info.digest, &scene->snapshot->info.digest));
	/* A fault leaves it as it was, and it can be completed later. */
	early->bytes[early->len / 2] ^= '\x80';
	assert_int_not_equal(snapshot_complete(early, NULL, &scene->eras, NULL), STATUS_OK);
	assert_false(early->complete);
	assert_int_equal(early->count, 0);
	early->bytes[early->len / 2] ^= '\x80';
	assert_int_equal(snapshot_complete(early, NULL, &scene->eras, &scene->diags), STATUS_OK);
	assert_int_equal(early->count, scene->snapshot->count);
	assert_int_equal(early->info.count, early->count);
	snapshot_free(&early);
	snapshot_free(&scene->snapshot);
	assert_int_not_equal(snapshot_peek_sample(&early, "/nonexistent", SHELF_SERVICES, NULL, NULL, 20700, NULL), STATUS_OK);
	assert_null(early);
	assert_int_not_equal(snapshot_read_sample(&scene->snapshot, "/nonexistent", SHELF_SERVICES, NULL, &scene->eras, 20700, NULL), STATUS_OK);
	assert_null(scene->snapshot);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(reads_utf8), CASE(reads_bom_and_cp932), CASE(reads_what_is_written_otherwise), CASE(every_bad_row_is_reported),
		CASE(a_torn_row_hides_no_other), CASE(a_list_of_torn_rows_alone_is_said_once),
		CASE(unusual_number_is_a_warning), CASE(many_faults_are_counted), CASE(maps_are_chosen_by_headers), CASE(bad_maps_are_refused),
		CASE(maps_are_made_by_hand), CASE(later_maps_stand_above), CASE(one_file_is_one_kind_of_list),
		CASE(random_bytes_are_refused_quietly), CASE(shipped_sample_reads), CASE(shipped_sample_is_described_before_it_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
