/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The capacity always includes the closing NUL, and `data[len]` is NUL after every call. Netstrings have exactly one spelling here: the
 * reader refuses leading zeros, so that two byte strings never stand for one value.
 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { BUF_FIRST = 64 };

/* Makes room for `more` bytes and the NUL. */
static void reserve(struct buf *buf, size_t more)
{
	size_t capacity = buf->capacity ? buf->capacity : BUF_FIRST;

	if (buf->data && buf->capacity - buf->len > more)
		return;
	if (more > SIZE_MAX / 4 || buf->len > SIZE_MAX / 4)
		capacity = SIZE_MAX; /* which mem_grow answers by stopping */
	else
		while (capacity - buf->len <= more)
			capacity *= 2;
	buf->data = mem_grow(buf->data, capacity, 1);
	buf->capacity = capacity;
}

void buf_init(struct buf *buf)
{
	*buf = (struct buf){ .data = NULL };
	reserve(buf, 0);
	buf->data[0] = '\0';
}

void buf_done(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){ .data = NULL };
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	reserve(buf, 0);
	buf->data[0] = '\0';
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
	reserve(buf, len);
	if (len)
		memcpy(buf->data + buf->len, bytes, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

char *buf_room(struct buf *buf, size_t more)
{
	reserve(buf, more);
	return buf->data + buf->len;
}

void buf_filled(struct buf *buf, size_t len)
{
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void buf_adds(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_addf(struct buf *buf, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = mem_vprintf(format, args);
	va_end(args);
	buf_adds(buf, text);
	free(text);
}

void buf_add_netstring(struct buf *buf, const void *bytes, size_t len)
{
	char head[24];
	size_t at = sizeof head, rest = len;

	/* Records are made of thousands of these, and a format would be read for each. */
	head[--at] = ':';
	do
		head[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	buf_add(buf, head + at, sizeof head - at);
	buf_add(buf, bytes, len);
	buf_addc(buf, ',');
}

void buf_add_nettext(struct buf *buf, const char *text)
{
	buf_add_netstring(buf, text, strlen(text));
}

char *buf_take(struct buf *buf)
{
	/* A buffer that was never filled still hands over a string. */
	if (!buf->data)
		buf_init(buf);
	char *bytes = buf->data;
	*buf = (struct buf){ .data = NULL };
	return bytes;
}

int netstring_read(const char **at, const char *end, struct slice *out)
{
	const char *p = *at;
	size_t rest = (size_t)(end - p), len = 0, digits = 0;

	while (digits < rest && p[digits] >= '0' && p[digits] <= '9') {
		len = len * 10 + (size_t)(p[digits] - '0');
		/* A length beyond the rest is malformed already; stopping here keeps the product from wrapping. */
		if (len > rest)
			return -1;
		digits++;
	}
	if (!digits || (digits > 1 && p[0] == '0') || digits == rest || p[digits] != ':')
		return -1;
	p += digits + 1;
	rest -= digits + 1;
	if (len >= rest || p[len] != ',')
		return -1;
	*out = (struct slice){ .data = p, .len = len };
	*at = p + len + 1;
	return 0;
}
