/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lexer keeps no state and copies nothing: a token is a range of the source, so that the parser can cut the text of each part for the
 * trace out of the very bytes that stand in the file. Only ASCII begins a token; any other byte is reported where it stands.
 */
#include "engine/expr_lex.h"

#include <stdbool.h>
#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '.';
}

static size_t run_of(const char *at, bool (*belongs)(char c))
{
	size_t len = 0;
	while (belongs(at[len]))
		len++;
	return len;
}

static bool is_number_part(char c)
{
	return is_digit(c) || c == '.';
}

static void take_quoted(struct token *token, const char *at)
{
	const char *close = strchr(at + 1, '\'');
	token->start = at + 1;
	token->kind = close ? TOKEN_QUOTED : TOKEN_UNCLOSED;
	token->len = close ? (size_t)(close - at - 1) : strlen(at + 1);
	token->end = close ? close + 1 : at + strlen(at);
}

static void take_mark(struct token *token, const char *at)
{
	static const struct {
		char mark[3];
		enum token_kind kind;
	} marks[] = {
		{ .mark = "<>", .kind = TOKEN_NE }, { .mark = "<=", .kind = TOKEN_LE }, { .mark = ">=", .kind = TOKEN_GE },
		{ .mark = "<", .kind = TOKEN_LT }, { .mark = ">", .kind = TOKEN_GT }, { .mark = "=", .kind = TOKEN_EQ },
		{ .mark = "(", .kind = TOKEN_OPEN }, { .mark = ")", .kind = TOKEN_CLOSE }, { .mark = ",", .kind = TOKEN_COMMA },
	};
	token->kind = TOKEN_STRANGE;
	token->len = 1;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *mark = marks[i].mark;
		if (*at != *mark || (mark[1] && at[1] != mark[1]))
			continue;
		token->kind = marks[i].kind;
		token->len = mark[1] ? 2 : 1;
		break;
	}
	token->end = at + token->len;
}

struct token token_next(const char *source, const char *at)
{
	while (*at == ' ' || *at == '\t' || *at == '\n')
		at++;
	struct token token = { .kind = TOKEN_END, .start = at, .end = at, .column = (size_t)(at - source) + 1 };
	if (!*at)
		return token;
	if (*at == '\'') {
		take_quoted(&token, at);
	} else if (is_digit(*at) || (*at == '-' && is_digit(at[1]))) {
		token.kind = TOKEN_NUMBER;
		token.len = 1 + run_of(at + 1, is_number_part);
		token.end = at + token.len;
	} else if (is_word(*at)) {
		token.kind = TOKEN_NAME;
		token.len = run_of(at, is_word);
		token.end = at + token.len;
	} else {
		take_mark(&token, at);
	}
	return token;
}
