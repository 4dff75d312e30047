/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fields of canonical bytes, which are hashed and signed: each is a netstring (base/buf.h) of one form only, so that a value has one spelling. What
 * may be absent is then the empty text. Reading takes nothing but what writing makes: false, with *at anywhere, where the next field is none of its form.
 */
#ifndef BASE_FIELD_H
#define BASE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/sign.h"

enum { FIELD_HEX_MAX = 65 }; /* a digest in hexadecimal digits and a NUL */

void field_add_number(struct buf *out, int64_t number);                  /* decimal */
void field_add_digest(struct buf *out, const struct digest *digest);     /* hexadecimal; NULL: absent */
void field_add_key(struct buf *out, const uint8_t key[32]);              /* a public key, as a digest; NULL: absent */
void field_add_day(struct buf *out, date_days day);                      /* ISO; DATE_NONE: absent */

/* Bytes without NUL that fit into `size` with one behind them. */
bool field_read_text(const char **at, const char *end, char *out, size_t size);
/* The same that is UTF-8 and may be shown as it is: no controls, nothing that turns the text or has no width. */
bool field_read_plain(const char **at, const char *end, char *out, size_t size);
bool field_read_number(const char **at, const char *end, int64_t least, int64_t most, int64_t *out);
bool field_read_digest(const char **at, const char *end, struct digest *out); /* must be there */
bool field_read_key(const char **at, const char *end, uint8_t out[32]);       /* must be there */
bool field_read_day(const char **at, const char *end, date_days *out);        /* may be absent */

/* The same of a text that has been read already. */
bool field_digest_of(const char *text, bool *there, struct digest *out); /* may be absent */
bool field_day_of(const char *text, date_days *out);                     /* may be absent */

#endif
