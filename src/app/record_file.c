/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A record in JSON that was given away is held against the store: the same revision is written again, in the language of the file and as of its time, and
 * must be the same to the byte. So nothing of the file needs to be believed, and nothing in it can be changed unnoticed.
 */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "app/records.h"
#include "app/session.h"
#include "base/file.h"
#include "base/utf8.h"
#include "report/json.h"

#define FILE_BYTES_MAX (64u << 20)
#define FORMAT "kumoshirube/record/1"
#define TEXT_SHOWN 60

/* What the file claims to be. */
struct claim {
	struct digest revision;
	int64_t through;
	enum lang lang;
};

static enum status read_claim(const char *path, const struct buf *bytes, struct claim *out, struct diag_list *diags)
{
	struct json *whole = json_read(path, bytes->data, bytes->len, diags);
	if (!whole)
		return STATUS_INPUT;
	const char *format = json_text(whole, "format"), *digest = json_text_in(whole, "revision", "digest"), *lang = json_text(whole, "language");
	enum status status = STATUS_OK;
	if (!format || strcmp(format, FORMAT) != 0)
		status = diag_error(diags, STATUS_INPUT, path, 0, _("this is no record of the format %s"), FORMAT);
	else if (!digest)
		status = diag_error(diags, STATUS_FAILED, path, 0, _("this is a draft: it was not handed in, and nothing vouches for it"));
	else if (!lang || !digest_parse(digest, &out->revision) || !json_int_in(whole, "life", "through", &out->through))
		status = diag_error(diags, STATUS_INPUT, path, 0, _("what a record names itself by is missing (revision, language, life)"));
	else
		out->lang = strcmp(lang, "ja") == 0 ? LANG_JA : LANG_EN;
	json_free(&whole);
	return status;
}

/* gettext looks at LANGUAGE again when a domain is named. */
static void speak(struct app *app, enum lang lang)
{
	app->lang = lang;
	setenv("LANGUAGE", lang == LANG_JA ? "ja" : "en", 1);
	textdomain(textdomain(NULL));
}

static enum status write_again(struct app *app, const struct record_row *row, const struct claim *claim, struct buf *out, struct diag_list *diags)
{
	enum lang lang = app->lang;
	speak(app, claim->lang);
	enum status status = app_record_print_then(app, row, claim->through, RECORD_JSON, out, diags);
	speak(app, lang);
	return status;
}

/* The first line in which both differ. */
static enum status tell_difference(const char *path, const char *file, const char *store, struct diag_list *diags)
{
	int line = 1;
	while (*file && strcspn(file, "\n") == strcspn(store, "\n") && strncmp(file, store, strcspn(file, "\n")) == 0 && strchr(file, '\n') && strchr(store, '\n')) {
		file = strchr(file, '\n') + 1;
		store = strchr(store, '\n') + 1;
		line++;
	}
	size_t a = strcspn(file, "\n"), b = strcspn(store, "\n");
	a = a > TEXT_SHOWN ? utf8_fit(file, a, TEXT_SHOWN) : a;
	b = b > TEXT_SHOWN ? utf8_fit(store, b, TEXT_SHOWN) : b;
	return diag_error(diags, STATUS_FAILED, path, line, _("the file was changed, or another version of the program wrote it: it says \"%1$.*2$s\", the store \"%3$.*4$s\""),
		file, (int)a, store, (int)b);
}

static enum status find_row(struct app *app, const char *path, const struct claim *claim, struct record_rows *rows, size_t *at, struct diag_list *diags)
{
	enum status status = app_records(app, NULL, rows, diags);
	for (*at = 0; status == STATUS_OK && *at < rows->count; ++*at)
		if (digest_equal(&rows->items[*at].digest, &claim->revision))
			return STATUS_OK;
	if (status == STATUS_OK)
		status = diag_error(diags, STATUS_FAILED, path, 0, _("this store holds no revision of this digest; check the file at the office that wrote it"));
	return status;
}

static void tell_good(const char *path, const struct record_row *row, struct buf *out, struct json *whole)
{
	if (whole) {
		struct json *item = json_new_object();
		json_put_text(item, "file", path);
		json_put_text(item, "reference", row->reference);
		json_put_int(item, "revision", row->number);
		json_put(whole, "record", item);
	} else
		buf_addf(out, _("%1$s: this is revision %2$d of %3$s, word for word as the store has it\n"), path, row->number, row->reference);
}

enum status app_record_check_file(struct app *app, const char *path, struct buf *out, struct json *whole, struct diag_list *diags)
{
	struct record_rows rows = { .items = NULL };
	struct claim claim = { .through = 0 };
	struct buf bytes, again;
	size_t at = 0;
	buf_init(&bytes);
	buf_init(&again);
	enum status status = file_read(&bytes, path, FILE_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = read_claim(path, &bytes, &claim, diags);
	if (status == STATUS_OK)
		status = find_row(app, path, &claim, &rows, &at, diags);
	if (status == STATUS_OK)
		status = write_again(app, &rows.items[at], &claim, &again, diags);
	if (status == STATUS_OK && (bytes.len != again.len || memcmp(bytes.data, again.data, bytes.len) != 0))
		status = tell_difference(path, bytes.data, again.data, diags);
	if (status == STATUS_OK)
		tell_good(path, &rows.items[at], out, whole);
	record_rows_done(&rows);
	buf_done(&again);
	buf_done(&bytes);
	return status;
}
