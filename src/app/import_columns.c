/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Columns that are chosen by hand: the headers to choose from, the map that comes of the choice for one import, and keeping it. A kept map lies in
 * columns.ini beside the configuration, in the form of the shipped file, and is found by its headers from then on.
 */
#include <stdlib.h>
#include <string.h>

#include "app/import_internal.h"
#include "base/file.h"
#include "base/utf8.h"

#define MAP_BYTES_MAX 1048576
#define HAND_NAME "by-hand"
#define HAND_FILE "--column"

static char *own_path(const struct app *app)
{
	char *directory = path_directory(app->config_path);
	char *path = path_join(directory, "columns.ini");
	free(directory);
	return path;
}

static enum status load(struct app *app, const char *path, struct diag_list *diags)
{
	struct buf bytes;
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, MAP_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = column_maps_load(&app->maps, path, bytes.data, bytes.len, diags);
	buf_done(&bytes);
	return status;
}

enum status app_maps(struct app *app, struct diag_list *diags)
{
	if (app->maps)
		return STATUS_OK;
	char *shipped = path_join(app->data_root, "data/registry/columns.ini"), *own = own_path(app);
	enum status status = load(app, shipped, diags);
	if (status == STATUS_OK && app->config_path[0] && file_exists(own))
		status = load(app, own, diags);
	free(shipped);
	free(own);
	return status;
}

bool import_map_is_file(const char *map)
{
	size_t len = map ? strlen(map) : 0;
	return len > 4 && strcmp(map + len - 4, ".ini") == 0;
}

/* The maps at hand, and above them those of the file that was named; the last of these is meant where it has only one. */
static enum status add_file(struct app *app, const char *path, const char **name, struct diag_list *diags)
{
	size_t before = column_maps_count(app->maps);
	enum status status = load(app, path, diags);
	if (status != STATUS_OK)
		return status;
	*name = column_maps_count(app->maps) == before + 1 ? column_maps_name(app->maps, before) : NULL;
	return STATUS_OK;
}

static enum status add_hand(struct app *app, struct import *import, const struct import_options *options, const char **name, struct diag_list *diags)
{
	const char *called = options->save_map ? options->save_map : HAND_NAME;
	if (options->map)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("a map is either named with --map or made with --column, not both"));
	struct map_choice *choices = mem_array(options->column_count, sizeof *choices);
	for (size_t i = 0; i < options->column_count; i++)
		choices[i] = (struct map_choice){ options->columns[i].key, options->columns[i].value };
	buf_clear(&import->map_text);
	enum status status = column_map_write(&import->map_text, called, choices, options->column_count, app->maps, diags);
	free(choices);
	if (status == STATUS_OK)
		status = column_maps_load(&app->maps, HAND_FILE, import->map_text.data, import->map_text.len, diags);
	if (status == STATUS_OK)
		*name = column_maps_name(app->maps, column_maps_count(app->maps) - 1);
	return status;
}

enum status import_take_maps(struct app *app, struct import *import, const struct import_options *options, struct diag_list *diags)
{
	/* What was chosen for an earlier list says nothing of this one. */
	column_maps_free(&app->maps);
	enum status status = app_maps(app, diags);
	if (options->save_map && options->column_count == 0)
		return diag_error(diags, STATUS_USAGE, NULL, 0, _("--save-map keeps what --column has chosen; nothing was chosen"));
	if (status == STATUS_OK && options->column_count)
		status = add_hand(app, import, options, &import->request.map, diags);
	else if (status == STATUS_OK && import_map_is_file(options->map))
		status = add_file(app, options->map, &import->request.map, diags);
	if (status == STATUS_OK && options->save_map)
		mem_replace(&import->save_map, options->save_map);
	return status;
}

enum status import_keep_map(struct app *app, const struct import *import, struct diag_list *diags)
{
	if (!import->save_map || !import->save_map[0])
		return STATUS_OK;
	char *path = own_path(app), *directory = path_directory(path);
	struct buf whole;
	buf_init(&whole);
	enum status status = file_make_directory(directory, diags);
	if (status == STATUS_OK && file_exists(path))
		status = file_read(&whole, path, MAP_BYTES_MAX, diags);
	if (whole.len && whole.data[whole.len - 1] != '\n')
		buf_addc(&whole, '\n');
	if (whole.len)
		buf_addc(&whole, '\n');
	buf_add(&whole, import->map_text.data, import->map_text.len);
	if (status == STATUS_OK)
		status = file_write(path, whole.data, whole.len, 0600, diags);
	buf_done(&whole);
	free(directory);
	free(path);
	return status;
}

/* ---- what there is to choose from ---- */

#define HEAD_BYTES 65536

void import_headers_done(struct import_headers *headers)
{
	for (size_t i = 0; i < headers->count; i++)
		free(headers->items[i]);
	free(headers->items);
	*headers = (struct import_headers){ .items = NULL };
}

enum status import_headers(const char *path, const char *encoding, struct import_headers *out, struct diag_list *diags)
{
	enum csv_encoding said;
	struct diag_list aside;
	struct buf bytes;
	struct csv csv;
	*out = (struct import_headers){ .items = NULL };
	buf_init(&bytes);
	if (!import_encoding(encoding, &said))
		said = CSV_AUTO;
	enum status status = file_read(&bytes, path, IMPORT_BYTES_MAX, diags);
	/* The first line is enough; what is wrong further down is told when the list is read. */
	size_t len = bytes.len < HEAD_BYTES ? bytes.len : HEAD_BYTES;
	while (len < bytes.len && len > 0 && bytes.data[len - 1] != '\n')
		len--;
	diag_init(&aside);
	if (status == STATUS_OK) {
		(void)csv_parse_partly(&csv, path, bytes.data, len, said, &aside);
		for (size_t i = 0; i < csv.columns; i++) {
			MEM_PUSH_ROOM(out->items, out->count, out->capacity);
			out->items[out->count++] = mem_strdup(csv.header.fields[i]);
		}
		csv_done(&csv);
		if (out->count == 0)
			status = diag_error(diags, STATUS_INPUT, path, 1, _("the first line with the names of the columns cannot be read"));
	}
	diag_done(&aside);
	buf_done(&bytes);
	return status;
}

bool import_column_guess(struct app *app, size_t at, const char *header)
{
	return app_maps(app, NULL) == STATUS_OK && map_column_guess(app->maps, at, header);
}

size_t import_column_count(void)
{
	return map_column_count();
}

const char *import_column_key(size_t at)
{
	return map_column_key(at);
}

const char *import_column_label(size_t at)
{
	return map_column_label(at);
}

bool import_column_needed(size_t at)
{
	return map_column_needed(at);
}
