/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The registry at sizes that no list has yet. Called by bench.sh as one of
 *   bench_registry search ROOT FILE         the slowest of the keys by which three words are typed, in ms (median of the runs)
 *   bench_registry difference ROOT OLD NEW  two lists compared, in ms
 *   bench_registry memory STORE BYTES       what the snapshot of a store takes beyond its file of so many bytes, in bytes a row, once it was searched
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "bench_common.h"
#include "registry/changes.h"
#include "registry/registry.h"

enum { RUNS = 7, FILE_BYTES_MAX = 1 << 30 };

/* One kana that every name has, a word in a tenth of them, and one that is nowhere. */
static const char *const typed[] = { "サービス", "人事3", "kubernetes" };

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static struct snapshot *read_list(const char *root, const char *path)
{
	static const struct era_table eras = { 0 };
	struct column_maps *maps = NULL;
	struct snapshot *snapshot = NULL;
	char *map_path = path_join(root, "data/registry/columns.ini");
	struct buf map, bytes;
	struct diag_list diags;

	diag_init(&diags);
	buf_init(&map);
	buf_init(&bytes);
	if (file_read(&map, map_path, 1 << 20, &diags) == STATUS_OK &&
		column_maps_load(&maps, map_path, map.data, map.len, &diags) == STATUS_OK &&
		file_read(&bytes, path, FILE_BYTES_MAX, &diags) == STATUS_OK) {
		const struct snapshot_request request = { .file = path, .bytes = bytes.data, .len = bytes.len, .map = "sample", .name = "bench", .source = path };

		snapshot_read(&snapshot, maps, &eras, &request, &diags);
	}
	for (size_t i = 0; !snapshot && i < diags.count && i < 5; i++)
		fprintf(stderr, "%s\n", diags.items[i].text);
	column_maps_free(&maps);
	buf_done(&map);
	buf_done(&bytes);
	diag_done(&diags);
	free(map_path);
	return snapshot;
}

/* The slowest key of a word, each key taken RUNS times by the median. */
static double slowest_key(struct snapshot *snapshot, const char *word)
{
	double worst = 0;
	size_t len = strlen(word);

	for (size_t end = utf8_next(word, len, 0); ; end = utf8_next(word, len, end)) {
		double ms[RUNS];

		for (int run = 0; run < RUNS; run++) {
			struct search_hits hits = { .rows = NULL };
			char query[64] = "";

			/* What was typed before this key has been searched already; the first key has nothing before it. */
			for (size_t at = 0; at < end;) {
				double start;

				at = utf8_next(word, len, at);
				memcpy(query, word, at);
				query[at] = '\0';
				start = bench_now_ms();
				snapshot_search(snapshot, query, &hits);
				ms[run] = bench_now_ms() - start;
			}
			search_hits_done(&hits);
		}
		qsort(ms, RUNS, sizeof ms[0], compare);
		worst = ms[RUNS / 2] > worst ? ms[RUNS / 2] : worst;
		if (end >= len)
			return worst;
	}
}

static int search(const char *root, const char *path)
{
	struct snapshot *snapshot = read_list(root, path);
	double worst = 0;

	if (!snapshot)
		return 1;
	snapshot_fold(snapshot);
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		double ms = slowest_key(snapshot, typed[i]);

		worst = ms > worst ? ms : worst;
	}
	printf("%zu %.2f\n", snapshot->count, worst);
	snapshot_free(&snapshot);
	return 0;
}

static int difference(const char *root, const char *old_path, const char *new_path)
{
	struct snapshot *old = read_list(root, old_path), *new = read_list(root, new_path);
	double ms[RUNS];
	size_t count = 0;

	for (int run = 0; old && new && run < RUNS; run++) {
		struct snapshot_changes changes = { .items = NULL };
		double start = bench_now_ms();

		snapshot_compare(old, new, &changes);
		ms[run] = bench_now_ms() - start;
		count = changes.count;
		snapshot_changes_done(&changes);
	}
	if (!old || !new)
		return 1;
	qsort(ms, RUNS, sizeof ms[0], compare);
	printf("%zu %.1f\n", count, ms[RUNS / 2]);
	snapshot_free(&old);
	snapshot_free(&new);
	return 0;
}

static double resident_bytes(void)
{
	long pages = 0;
	FILE *file = fopen("/proc/self/statm", "r");

	if (file && fscanf(file, "%*d %ld", &pages) != 1)
		pages = 0;
	if (file)
		fclose(file);
	return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

static int memory(const char *path, const char *bytes)
{
	struct store *store = NULL;
	struct snapshot *snapshot = NULL;
	struct search_hits hits = { .rows = NULL };
	struct diag_list diags;
	double before;

	diag_init(&diags);
	if (store_open(&store, path, STORE_READ, &diags) != STATUS_OK)
		return 1;
	before = resident_bytes();
	if (snapshot_load(&snapshot, store, SHELF_SERVICES, &diags) != STATUS_OK || !snapshot)
		return 1;
	snapshot_search(snapshot, "kubernetes", &hits);
	search_hits_done(&hits);
	malloc_trim(0);
	printf("%zu %.0f\n", snapshot->count, (resident_bytes() - before - atof(bytes)) / (double)snapshot->count);
	snapshot_free(&snapshot);
	store_close(&store);
	diag_done(&diags);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "search") == 0)
		return search(argv[2], argv[3]);
	if (argc == 5 && strcmp(argv[1], "difference") == 0)
		return difference(argv[2], argv[3], argv[4]);
	if (argc == 4 && strcmp(argv[1], "memory") == 0)
		return memory(argv[2], argv[3]);
	fprintf(stderr, "usage: bench_registry search ROOT FILE | difference ROOT OLD NEW | memory STORE BYTES\n");
	return 2;
}
