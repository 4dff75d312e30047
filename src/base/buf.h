/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing byte buffer that always ends in a NUL beyond its length, so that `data` can be read as a string.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

struct buf {
	char *data; /* not NULL after buf_init, until buf_done or buf_take */
	size_t len; /* bytes, without the closing NUL */
	size_t capacity;
};

void buf_init(struct buf *buf);
void buf_done(struct buf *buf);
void buf_clear(struct buf *buf);
void buf_add(struct buf *buf, const void *bytes, size_t len);
/* Where up to `more` bytes may be written behind those that are there; buf_filled then says how many were. */
char *buf_room(struct buf *buf, size_t more);
void buf_filled(struct buf *buf, size_t len);
void buf_adds(struct buf *buf, const char *text);
void buf_addc(struct buf *buf, char c);
void buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One netstring, "<decimal length>:<bytes>,": the field form of every canonical byte string. */
void buf_add_netstring(struct buf *buf, const void *bytes, size_t len);
void buf_add_nettext(struct buf *buf, const char *text);
/* Hands the bytes over to the caller, who frees them. The buffer then holds nothing: it needs no buf_done, and may be filled again. */
char *buf_take(struct buf *buf);

/*
 * Reads one netstring at *at (advanced past it). Returns 0 and a borrowed slice, or -1 when the bytes are not exactly a netstring
 * (no leading zeros, length within the rest).
 */
struct slice {
	const char *data;
	size_t len;
};
int netstring_read(const char **at, const char *end, struct slice *out);

#endif
