/* SPDX-License-Identifier: Apache-2.0 */
/* Words and marks of the rule language. Internal to engine/: only the parser reads tokens. */
#ifndef ENGINE_EXPR_LEX_H
#define ENGINE_EXPR_LEX_H

#include <stddef.h>

enum token_kind {
	TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_QUOTED, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_COMMA,
	TOKEN_EQ, TOKEN_NE, TOKEN_LT, TOKEN_LE, TOKEN_GT, TOKEN_GE,
	TOKEN_UNCLOSED, /* a quote without its end */
	TOKEN_STRANGE   /* a byte that begins nothing */
};

/* A token borrows its bytes from the source. For a quoted word `start` and `len` are what stands between the quotes. */
struct token {
	enum token_kind kind;
	const char *start;
	size_t len;
	const char *end;  /* first byte after the token */
	size_t column;    /* in bytes, from 1 */
};

/* The token at or after `at` in the text that begins at `source`. The end gives TOKEN_END for ever. */
struct token token_next(const char *source, const char *at);

#endif
