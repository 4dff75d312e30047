/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a list: decode, choose the map, convert every row, look for doubles. All faults are collected before anything is refused, so that
 * the list is mended in one go; and one fault refuses the whole list.
 */
#include "registry/internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

enum { PROGRESS_ROWS = 1024 };
#define SAMPLE_MARK "\xe8\xa6\x8b\xe6\x9c\xac" /* the word for sample, which stands in the name of every sample snapshot */

/* The headers of the list, folded once for all the maps that are held against them. */
struct headers {
	char **folded;
	size_t count;
};

static void headers_init(struct headers *headers, const struct csv *csv)
{
	headers->folded = mem_array(csv->columns, sizeof *headers->folded);
	for (headers->count = 0; headers->count < csv->columns; headers->count++)
		headers->folded[headers->count] = fold_cell(csv->header.fields[headers->count]);
}

static void headers_done(struct headers *headers)
{
	while (headers->count)
		free(headers->folded[--headers->count]);
	free(headers->folded);
}

/* How often a header stands in the list; *at is its last place. */
static size_t header_find(const struct headers *headers, const char *folded, size_t *at)
{
	size_t count = 0;

	*at = SIZE_MAX;
	for (size_t i = 0; i < headers->count; i++) {
		if (strcmp(headers->folded[i], folded) == 0) {
			*at = i;
			count++;
		}
	}
	return count;
}

static bool map_fits(const struct column_map *map, const struct headers *headers)
{
	size_t at;

	for (int i = 0; i < COLUMN_COUNT; i++)
		if (map->folded[i] && header_find(headers, map->folded[i], &at) == 0)
			return false;
	return true;
}

/* Finds the columns of the chosen map; every one that is missing or doubled is a fault. */
static void find_columns(struct reading *reading, const struct headers *headers)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		size_t count;

		reading->at[i] = SIZE_MAX;
		if (!reading->map->folded[i])
			continue;
		count = header_find(headers, reading->map->folded[i], &reading->at[i]);
		if (count == 1)
			continue;
		reading->faults++;
		if (count == 0)
			diag_error(reading->diags, STATUS_INPUT, reading->file, reading->csv->header.line, _("the header \"%s\" that column map %s needs is missing"),
				reading->map->headers[i], reading->map->name);
		else
			diag_error(reading->diags, STATUS_INPUT, reading->file, reading->csv->header.line, _("the header \"%s\" stands here %zu times"),
				reading->map->headers[i], count);
	}
}

static enum status no_map(const struct column_maps *maps, const struct snapshot_request *request, const char *format, struct diag_list *diags)
{
	struct buf names;
	enum status status;

	buf_init(&names);
	for (size_t i = 0; i < maps->count; i++)
		buf_addf(&names, "%s%s", i ? ", " : "", maps->items[i].name);
	status = diag_error(diags, STATUS_INPUT, request->file, 1, "%s (%s)", format, names.data);
	buf_done(&names);
	return status;
}

static enum status choose_map(const struct column_maps *maps, const struct snapshot_request *request, const struct headers *headers,
	const struct column_map **out, struct diag_list *diags)
{
	*out = NULL;
	for (size_t i = 0; i < maps->count; i++) {
		const struct column_map *map = &maps->items[i];

		/* What an office has added for its own deliveries stands above what is shipped. */
		if (*out && map->layer > (*out)->layer && !request->map && map_fits(map, headers))
			*out = NULL;
		if (request->map ? strcmp(map->name, request->map) != 0 : !map_fits(map, headers))
			continue;
		if (*out)
			return no_map(maps, request, _("more than one column map fits the headers; name the one to use"), diags);
		*out = map;
	}
	if (*out)
		return STATUS_OK;
	return no_map(maps, request, request->map ? _("there is no column map of this name; those that are there") :
		_("no column map fits the headers of this list; choose the columns by hand, or check the first line. Maps"), diags);
}

/* `torn`: some rows are missing because they could not be read, which has been said. */
static void read_rows(struct reading *reading, struct snapshot *snapshot, bool torn)
{
	snapshot->rows = mem_array(reading->csv->count, sizeof *snapshot->rows);
	for (size_t i = 0; i < reading->csv->count; i++) {
		if (i % PROGRESS_ROWS == 0 && !watch_goes_on(reading->request->watch, reading->csv->count + i, 2 * reading->csv->count)) {
			reading->stopped = true;
			return;
		}
		reading_row(reading, &reading->csv->rows[i], &snapshot->texts, &snapshot->rows[i]);
		snapshot->count++;
	}
	reading_doubles(reading, snapshot);
	reading_shelf(reading, snapshot);
	if (!snapshot->count && !torn) {
		diag_error(reading->diags, STATUS_INPUT, reading->file, 1, _("the list has a header and no row; every service would count as not listed"));
		reading->faults++;
	}
	if (reading->faults > REPORTED_FAULTS)
		diag_error(reading->diags, STATUS_INPUT, reading->file, 0, _("%zu more faults are not shown"), reading->faults - REPORTED_FAULTS);
}

void snapshot_describe(struct snapshot *snapshot, const struct snapshot_request *request)
{
	struct snapshot_info *info = &snapshot->info;
	const char *name = request->name ? request->name : "";

	info->name = request->sample && !strstr(name, SAMPLE_MARK) ? mem_printf("%s %s", SAMPLE_MARK, name) : mem_strdup(name);
	info->source = mem_strdup(request->source);
	info->signature = mem_strdup("unsigned");
	info->issued_on = request->issued_on;
	info->imported_on = request->imported_on;
	info->sample = request->sample;
	info->count = snapshot->count;
	if (request->digest)
		info->digest = *request->digest;
	else
		digest_of(&info->digest, request->bytes, request->len);
	snapshot->bytes = mem_dup(request->bytes, request->len);
	snapshot->len = request->len;
}

/* Which map was used, and which columns of the list nobody has asked for. */
static void describe_columns(struct snapshot *snapshot, const struct reading *reading)
{
	const struct csv *csv = &snapshot->source->csv;

	snapshot->map_name = mem_strdup(reading->map->name);
	snapshot->ignored = mem_array(csv->columns, sizeof *snapshot->ignored);
	for (size_t i = 0; i < csv->columns; i++) {
		bool used = false;

		for (int j = 0; j < COLUMN_COUNT; j++)
			used = used || (reading->map->folded[j] && reading->at[j] == i);
		if (!used)
			snapshot->ignored[snapshot->ignored_count++] = mem_strdup(csv->header.fields[i]);
	}
}

/* A row that cannot be read is a fault of the list, and so is what stands in the others: all of it is told in one go. */
static enum status read_list(struct snapshot **out, const struct column_maps *maps, const struct era_table *eras,
	const struct snapshot_request *request, struct diag_list *diags)
{
	struct reading reading = { .request = request, .eras = eras, .file = request->file, .diags = diags };
	struct snapshot *snapshot;
	struct headers headers;
	struct csv csv;
	enum status parsed, status;

	*out = NULL;
	buf_init(&reading.folded);
	parsed = csv_parse_watched(&csv, request->file, request->bytes, request->len, request->encoding, request->watch, diags);
	reading.csv = &csv;
	if (request->encoding_found && csv.columns)
		*request->encoding_found = csv.encoding;
	if (parsed == STATUS_FAILED && !diags->errors) {
		csv_done(&csv);
		buf_done(&reading.folded);
		return diag_error(diags, STATUS_FAILED, request->file, 0, _("stopped; nothing was taken in"));
	}
	headers_init(&headers, &csv);
	status = csv.columns ? choose_map(maps, request, &headers, &reading.map, diags) : parsed;
	if (status == STATUS_OK)
		find_columns(&reading, &headers);
	headers_done(&headers);
	if (status != STATUS_OK) {
		csv_done(&csv);
		buf_done(&reading.folded);
		return status;
	}
	snapshot = MEM_NEW(struct snapshot);
	snapshot->encoding = csv.encoding;
	if (!reading.faults)
		read_rows(&reading, snapshot, parsed != STATUS_OK);
	buf_done(&reading.folded);
	snapshot->complete = true;
	snapshot->source = MEM_NEW(struct fold_source);
	snapshot->source->csv = csv;
	memcpy(snapshot->source->at, reading.at, sizeof reading.at);
	snapshot_describe(snapshot, request);
	describe_columns(snapshot, &reading);
	if (reading.stopped)
		diag_error(diags, STATUS_FAILED, request->file, 0, _("stopped; nothing was taken in"));
	if (reading.faults || reading.stopped || parsed != STATUS_OK)
		snapshot_free(&snapshot);
	*out = snapshot;
	if (reading.stopped)
		return STATUS_FAILED;
	return snapshot ? STATUS_OK : STATUS_INPUT;
}

enum status snapshot_read(struct snapshot **out, const struct column_maps *maps, const struct era_table *eras,
	const struct snapshot_request *request, struct diag_list *diags)
{
	struct diag_list own;
	enum status status;

	diag_init(&own);
	status = read_list(out, maps, eras, request, &own);
	diag_sort(&own);
	if (diags)
		diag_move(diags, &own);
	diag_done(&own);
	return status;
}
