/* SPDX-License-Identifier: Apache-2.0 */
/* Building and writing JSON, for the record and for everything else that `--json` prints. Only json.c knows jansson. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "model/listing.h"

/*
 * A value under construction. Texts are copied; bytes that are not UTF-8 become visible tokens. Arrays and objects own what is put into
 * them: the caller frees only the outermost value, by json_write or json_free. Keys keep the order in which they were put.
 */
struct json;
struct json *json_new_object(void);
struct json *json_new_array(void);
void json_free(struct json **value);
void json_put_text(struct json *object, const char *key, const char *value); /* NULL gives null */
void json_put_null(struct json *object, const char *key);
void json_put_int(struct json *object, const char *key, int64_t value);
void json_put_bool(struct json *object, const char *key, bool value);
void json_put(struct json *object, const char *key, struct json *value);
void json_push(struct json *array, struct json *value);
void json_push_int(struct json *array, int64_t value);
void json_push_text(struct json *array, const char *value);
/* Appends with two-space indentation and a final newline, and frees. */
void json_write(struct json **value, struct buf *out);
/*
 * Reads one object, whole and strict: nothing behind it, no key twice. NULL with the line of the fault; json_free releases it. What is asked of it is
 * borrowed; NULL or false where it is not there or is something else.
 */
struct json *json_read(const char *file, const char *bytes, size_t len, struct diag_list *diags);
const char *json_text(const struct json *object, const char *key);
const char *json_text_in(const struct json *object, const char *inner, const char *key); /* of an object in it */
bool json_int(const struct json *object, const char *key, int64_t *out);
/* One of a list of an object in it, from 0. */
const struct json *json_item_in(const struct json *object, const char *inner, const char *key, size_t at);
/* {"error": null or {status, exit, text}, "diagnostics": [{severity, status, file, line, text}]}, see doc/record-json.md. */
void json_messages(const struct diag_list *diags, enum status status, struct buf *out);

#endif
