/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A record in JSON that was given away is held against the store: the same revision is written again, in the language of the file and as of its time, and
 * must be the same to the byte. So nothing of the file needs to be believed, and nothing in it can be changed unnoticed.
 */
#include <libintl.h>
#include <stdlib.h>
#include <string.h>

#include "app/history.h"
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
	struct history_ends ends;
	enum lang lang;
};

/* How far the chains were known; false where that is not said. */
static bool read_ends(const struct json *whole, struct history_ends *out)
{
	const struct json *item;
	while ((item = json_item_in(whole, "life", "known", out->count))) {
		const char *terminal = json_text(item, "terminal");
		struct history_end end = { .seq = 0 };
		if (!terminal || strlen(terminal) >= sizeof end.terminal || !json_int(item, "epoch", &end.epoch) || !json_int(item, "sequence", &end.seq))
			return false;
		memcpy(end.terminal, terminal, strlen(terminal) + 1);
		MEM_PUSH_ROOM(out->items, out->count, out->capacity);
		out->items[out->count++] = end;
	}
	return out->count > 0;
}

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
	else if (!lang || !digest_parse(digest, &out->revision) || !read_ends(whole, &out->ends))
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
	enum status status = app_record_print_then(app, row, &claim->ends, RECORD_JSON, out, diags);
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

/*
 * The revision of the file, from *at on. Two terminals may have handed in the same one, to the byte, so that it has two numbers; STATUS_FAILED where there is
 * no other one.
 */
static enum status find_row(const char *path, const struct claim *claim, const struct record_rows *rows, size_t *at, struct diag_list *diags)
{
	for (; *at < rows->count; ++*at)
		if (digest_equal(&rows->items[*at].digest, &claim->revision))
			return STATUS_OK;
	return diag_error(diags, STATUS_FAILED, path, 0, _("this store holds no revision of this digest; check the file at the office that wrote it"));
}

/* Whether the file is one of those; the difference from the first else. */
static enum status compare_rows(struct app *app, const char *path, const struct claim *claim, const struct buf *bytes, const struct record_rows *rows,
	size_t *at, struct diag_list *diags)
{
	struct buf first, again;
	bool same = false;
	buf_init(&first);
	buf_init(&again);
	enum status status = find_row(path, claim, rows, at, diags);
	for (size_t next = *at; status == STATUS_OK && !same && find_row(path, claim, rows, &next, NULL) == STATUS_OK; next++) {
		buf_clear(&again);
		status = write_again(app, &rows->items[next], claim, &again, diags);
		same = status == STATUS_OK && bytes->len == again.len && memcmp(bytes->data, again.data, bytes->len) == 0;
		if (same)
			*at = next;
		else if (first.len == 0)
			buf_add(&first, again.data, again.len);
	}
	if (status == STATUS_OK && !same)
		status = tell_difference(path, bytes->data, first.data, diags);
	buf_done(&first);
	buf_done(&again);
	return status;
}

/* What has come to the case since the file was written. */
struct since {
	int revision; /* the number that the revision had then */
	size_t steps;
};

static enum status find_since(struct app *app, const struct record_row *row, const struct claim *claim, struct since *out, struct diag_list *diags)
{
	struct told_life then = { .steps = NULL }, now = { .steps = NULL };
	enum status status = told_life_start(app, row, &claim->ends, &then, diags);
	if (status == STATUS_OK)
		status = told_life_start(app, row, NULL, &now, diags);
	out->revision = then.number;
	out->steps = now.history.count - then.history.count;
	told_life_done(&then);
	told_life_done(&now);
	return status;
}

static void tell_good(const char *path, const struct record_row *row, const struct since *since, struct buf *out, struct json *whole)
{
	char hex[65], brief[20];
	digest_short(&row->digest, brief);
	digest_hex(&row->digest, hex);
	if (whole) {
		struct json *item = json_new_object();
		json_put_text(item, "file", path);
		json_put_text(item, "reference", row->reference);
		json_put_int(item, "revision", since->revision);
		json_put_text(item, "sha256", hex);
		json_put_int(item, "revision_now", row->number);
		json_put_int(item, "steps_since", (int64_t)since->steps);
		json_put(whole, "record", item);
		return;
	}
	buf_addf(out, _("%1$s: this is revision %2$d of %3$s (%4$s), word for word as the store has it\n"), path, since->revision, row->reference, brief);
	if (since->revision != row->number)
		buf_addf(out, _("  it is revision %d now, because another one that was made on another terminal has come in before it\n"), row->number);
	if (since->steps)
		buf_addf(out, _("  steps that have come to the case since the file was written: %zu\n"), since->steps);
}

enum status app_record_check_file(struct app *app, const char *path, struct buf *out, struct json *whole, struct diag_list *diags)
{
	struct record_rows rows = { .items = NULL };
	struct claim claim = { .lang = LANG_JA };
	struct since since = { .revision = 0 };
	struct buf bytes;
	size_t at = 0;
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, FILE_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = read_claim(path, &bytes, &claim, diags);
	if (status == STATUS_OK)
		status = app_records(app, NULL, &rows, diags);
	if (status == STATUS_OK)
		status = compare_rows(app, path, &claim, &bytes, &rows, &at, diags);
	if (status == STATUS_OK)
		status = find_since(app, &rows.items[at], &claim, &since, diags);
	if (status == STATUS_OK)
		tell_good(path, &rows.items[at], &since, out, whole);
	free(claim.ends.items);
	record_rows_done(&rows);
	buf_done(&bytes);
	return status;
}
