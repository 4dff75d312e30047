/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a list: decode, choose the map, convert every row, look for doubles. All faults are collected before anything is refused, so that
 * the list is mended in one go; and one fault refuses the whole list.
 */
#include "registry/internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest_job.h"
#include "base/i18n.h"
#include "base/utf8.h"

#define SAMPLE_MARK "\xe8\xa6\x8b\xe6\x9c\xac" /* the word for sample, which stands in the name of every sample snapshot */

/* The headers of the list, folded once for all the maps that are held against them. */
struct headers {
	char **folded;
	size_t count;
};

static void headers_init(struct headers *headers, const struct csv_reader *csv)
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

/* To its end, so that everything that is wrong is told in one go; without columns to read the rows by, nothing is made of them. */
static void read_rows(struct reading *reading, struct snapshot *snapshot)
{
	struct csv_row row;
	enum status status;

	while (csv_next(reading->csv, &row))
		if (snapshot)
			reading_row(reading, &row, snapshot);
	status = csv_end(reading->csv);
	reading->stopped = status == STATUS_FAILED;
	reading->torn = status == STATUS_INPUT;
}

/* What can only be said of all rows together. */
static void check_rows(struct reading *reading, struct snapshot *snapshot)
{
	reading_doubles(reading, snapshot);
	if (reading->stopped)
		return;
	reading_shelf(reading, snapshot);
	if (!snapshot->count && !reading->torn) {
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
	if (request->given) {
		snapshot->bytes = *request->given;
		*request->given = NULL;
	} else {
		snapshot->bytes = mem_dup(request->bytes, request->len);
	}
	snapshot->len = request->len;
}

/* Which map was used, and which columns of the list nobody has asked for. */
static void describe_columns(struct snapshot *snapshot, const struct reading *reading)
{
	const struct csv_reader *csv = reading->csv;

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

/* The map and its columns by the header; a header that is missing or doubled is a fault. */
static enum status find_map(struct reading *reading, const struct column_maps *maps)
{
	struct headers headers;
	enum status status;

	headers_init(&headers, reading->csv);
	status = choose_map(maps, reading->request, &headers, &reading->map, reading->diags);
	if (status == STATUS_OK)
		find_columns(reading, &headers);
	headers_done(&headers);
	return status;
}

/* The snapshot takes over the text that its rows point into. */
static struct snapshot *make(struct reading *reading, struct digest_job **digesting)
{
	struct snapshot *snapshot = MEM_NEW(struct snapshot);
	struct snapshot_request request = *reading->request;
	struct digest digest;

	snapshot->encoding = reading->csv->encoding;
	reading->empty = texts_add(&snapshot->texts, "", 0);
	if (reading->faults) {
		read_rows(reading, NULL);
	} else {
		read_rows(reading, snapshot);
		if (!reading->stopped)
			check_rows(reading, snapshot);
	}
	if (reading->stopped || reading->faults || reading->torn) {
		snapshot_free(&snapshot);
		return NULL;
	}
	texts_adopt(&snapshot->texts, reading->csv->text);
	reading->csv->text = NULL;
	snapshot->complete = true;
	if (*digesting) {
		digest_job_end(digesting, &digest);
		request.digest = &digest;
	}
	snapshot_describe(snapshot, &request);
	describe_columns(snapshot, reading);
	return snapshot;
}

/* A row that cannot be read is a fault of the list, and so is what stands in the others: all of it is told in one go. */
static enum status read_all(struct reading *reading, struct snapshot **out, const struct column_maps *maps, struct digest_job **digesting)
{
	const struct snapshot_request *request = reading->request;
	enum status status = csv_open(reading->csv, request->file, request->bytes, request->len, request->encoding, request->watch, reading->diags);

	if (status == STATUS_FAILED)
		reading->stopped = reading->diags->errors == 0;
	if (status != STATUS_OK)
		return status;
	if (request->encoding_found)
		*request->encoding_found = reading->csv->encoding;
	status = find_map(reading, maps);
	if (status != STATUS_OK) {
		read_rows(reading, NULL);
		return status;
	}
	*out = make(reading, digesting);
	return *out ? STATUS_OK : STATUS_INPUT;
}

static enum status read_list(struct snapshot **out, const struct column_maps *maps, const struct era_table *eras,
	const struct snapshot_request *request, struct diag_list *diags)
{
	struct csv_reader csv;
	struct reading reading = { .request = request, .eras = eras, .file = request->file, .csv = &csv, .diags = diags };
	struct digest_job *digesting = request->digest ? NULL : digest_job_new(request->bytes, request->len);
	enum status status;

	*out = NULL;
	buf_init(&reading.folded);
	buf_init(&reading.words);
	status = read_all(&reading, out, maps, &digesting);
	digest_job_end(&digesting, NULL);
	csv_close(&csv);
	buf_done(&reading.folded);
	buf_done(&reading.words);
	free(reading.memory);
	free(reading.numbers);
	if (reading.stopped)
		return diag_error(diags, STATUS_FAILED, request->file, 0, _("stopped; nothing was taken in"));
	return status;
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
