/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one door to jansson. `struct json` is jansson's own value under another name, so nothing is allocated twice; the names of our
 * functions are not jansson's (json_object, json_array), because a symbol of the same name would take the place of the library's.
 * The library fails only when memory is gone, and then the process ends as base/mem.h says.
 */
#include "report/json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static json_t *inner(struct json *value)
{
	return (json_t *)(void *)value;
}

static struct json *outer(json_t *value)
{
	if (!value)
		abort();
	return (struct json *)(void *)value;
}

static json_t *new_text(const char *value)
{
	size_t len = strlen(value);
	json_t *text;
	struct buf visible;

	if (utf8_check(value, len) == len)
		return json_stringn(value, len);
	buf_init(&visible);
	utf8_visible(&visible, value, len, true);
	text = json_stringn(visible.data, visible.len);
	buf_done(&visible);
	return text;
}

static void set(struct json *object, const char *key, json_t *value)
{
	if (!value || json_object_set_new(inner(object), key, value) != 0)
		abort();
}

struct json *json_new_object(void)
{
	return outer(json_object());
}

struct json *json_new_array(void)
{
	return outer(json_array());
}

void json_free(struct json **value)
{
	if (value && *value) {
		json_decref(inner(*value));
		*value = NULL;
	}
}

void json_put_text(struct json *object, const char *key, const char *value)
{
	set(object, key, value ? new_text(value) : json_null());
}

void json_put_null(struct json *object, const char *key)
{
	set(object, key, json_null());
}

void json_put_int(struct json *object, const char *key, int64_t value)
{
	set(object, key, json_integer(value));
}

void json_put_bool(struct json *object, const char *key, bool value)
{
	set(object, key, json_boolean(value));
}

void json_put(struct json *object, const char *key, struct json *value)
{
	set(object, key, inner(value));
}

void json_push(struct json *array, struct json *value)
{
	if (json_array_append_new(inner(array), inner(value)) != 0)
		abort();
}

void json_push_int(struct json *array, int64_t value)
{
	json_push(array, outer(json_integer(value)));
}

void json_push_text(struct json *array, const char *value)
{
	json_push(array, outer(new_text(value)));
}

/* What a terminal obeys or nobody sees: DEL, C1, bidi and zero-width characters, separators, tags. The library writes only C0 as numbers. */
static bool is_unseen(uint32_t code)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = { { 0x7F, 0x9F }, { 0xAD, 0xAD }, { 0x61C, 0x61C }, { 0x180E, 0x180E }, { 0x200B, 0x200F }, { 0x2028, 0x202E }, { 0x2060, 0x206F },
		{ 0xFEFF, 0xFEFF }, { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE007F } };

	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

static void add_number(struct buf *out, uint32_t code)
{
	if (code > 0xFFFF)
		buf_addf(out, "\\u%04X\\u%04X", 0xD800u + ((code - 0x10000) >> 10), 0xDC00u + ((code - 0x10000) & 0x3FF));
	else
		buf_addf(out, "\\u%04X", code);
}

/* Such a character can only stand in a text, where its number means the same to every reader. Kana and kanji are passed over by their first byte. */
static int add_part(const char *bytes, size_t len, void *context)
{
	const char *at = bytes, *end = bytes + len, *from = bytes;
	size_t used;

	while (at < end) {
		unsigned char first = (unsigned char)*at;
		uint32_t code;

		if (first < 0x7F || (first >= 0xE3 && first <= 0xEE)) {
			at += first < 0x7F ? 1 : end - at < 3 ? end - at : 3;
			continue;
		}
		code = utf8_decode(at, end, &used);
		if (is_unseen(code)) {
			buf_add(context, from, (size_t)(at - from));
			add_number(context, code);
			from = at + used;
		}
		at += used;
	}
	buf_add(context, from, (size_t)(end - from));
	return 0;
}

void json_write(struct json **value, struct buf *out)
{
	if (json_dump_callback(inner(*value), add_part, out, JSON_INDENT(2)) != 0)
		abort();
	buf_addc(out, '\n');
	json_free(value);
}

/* A message as an object; the status stands with errors alone. */
static struct json *message(const struct diag *diag)
{
	struct json *item = json_new_object();
	bool is_error = diag->severity == SEVERITY_ERROR;

	json_put_text(item, "severity", is_error ? "error" : "warning");
	json_put_text(item, "status", is_error ? status_name(diag->status) : NULL);
	json_put_text(item, "file", diag->file);
	if (diag->line > 0)
		json_put_int(item, "line", diag->line);
	else
		json_put_null(item, "line");
	json_put_text(item, "text", diag->text);
	return item;
}

void json_messages(const struct diag_list *diags, enum status status, struct buf *out)
{
	struct json *root = json_new_object(), *error = NULL, *list = json_new_array();

	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];

		if (status != STATUS_OK && !error && diag->severity == SEVERITY_ERROR) {
			error = json_new_object();
			json_put_text(error, "status", status_name(status));
			json_put_int(error, "exit", status);
			json_put_text(error, "text", diag->text);
		}
		json_push(list, message(diag));
	}
	if (error)
		json_put(root, "error", error);
	else
		json_put_null(root, "error");
	json_put(root, "diagnostics", list);
	json_write(&root, out);
}

/* What the library says of a fault, in the language of the session. */
static const char *fault_words(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_invalid_utf8: return _("it is not UTF-8");
	case json_error_premature_end_of_input: return _("it ends too early");
	case json_error_end_of_input_expected: return _("something stands behind its end");
	case json_error_duplicate_key: return _("a key stands twice in one object");
	case json_error_stack_overflow: return _("it is nested too deeply");
	case json_error_numeric_overflow: return _("a number is too large");
	case json_error_null_character:
	case json_error_null_byte_in_key: return _("it holds a NUL character");
	default: return _("something stands where it may not stand");
	}
}

struct json *json_read(const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	json_error_t error;
	json_t *value = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &error);

	if (value && json_is_object(value))
		return outer(value);
	diag_error(diags, STATUS_INPUT, file, value ? 1 : error.line, _("this is no JSON: %s"), value ? _("an object is needed") : fault_words(&error));
	json_decref(value);
	return NULL;
}

static json_t *find(const struct json *object, const char *key)
{
	return json_object_get((const json_t *)(const void *)object, key);
}

const char *json_text(const struct json *object, const char *key)
{
	return json_string_value(find(object, key));
}

const char *json_text_in(const struct json *object, const char *inner_key, const char *key)
{
	return json_string_value(json_object_get(find(object, inner_key), key));
}

bool json_int(const struct json *object, const char *key, int64_t *out)
{
	const json_t *value = find(object, key);

	if (!json_is_integer(value))
		return false;
	*out = json_integer_value(value);
	return true;
}

const struct json *json_item_in(const struct json *object, const char *inner_key, const char *key, size_t at)
{
	const json_t *list = json_object_get(find(object, inner_key), key);

	return (const struct json *)(const void *)json_array_get(list, at);
}
