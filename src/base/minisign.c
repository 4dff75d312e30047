/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The format is lines: an untrusted comment, base64 of algorithm, key id and signature, a trusted comment, base64 of the signature over it. What
 * is read must have exactly this form: base64 that decodes in a second way, or bytes behind the last line, are refused.
 */
#include "base/minisign.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

#define UNTRUSTED "untrusted comment: "
#define TRUSTED "trusted comment: "
static const uint8_t pure[2] = { 'E', 'd' }, prehashed[2] = { 'E', 'D' };

enum { KEY_BYTES = 42, SIGNATURE_BYTES = 74 };

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_add(struct buf *out, const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < len; i += 3) {
		uint32_t group = (uint32_t)bytes[i] << 16 | (i + 1 < len ? (uint32_t)bytes[i + 1] << 8 : 0) | (i + 2 < len ? bytes[i + 2] : 0);

		buf_addc(out, letters[group >> 18 & 63]);
		buf_addc(out, letters[group >> 12 & 63]);
		buf_addc(out, i + 1 < len ? letters[group >> 6 & 63] : '=');
		buf_addc(out, i + 2 < len ? letters[group & 63] : '=');
	}
}

static int letter_value(char c)
{
	const char *at = c ? strchr(letters, c) : NULL;

	return at ? (int)(at - letters) : -1;
}

bool base64_read(uint8_t *out, size_t want, const char *text, size_t len)
{
	size_t count = 0;
	struct buf again;
	bool same;

	if (len != (want + 2) / 3 * 4)
		return false;
	for (size_t i = 0; i < len; i += 4) {
		uint32_t group = 0;

		for (size_t j = 0; j < 4; j++) {
			int value = text[i + j] == '=' && i + 4 == len && j >= 2 ? 0 : letter_value(text[i + j]);

			if (value < 0)
				return false;
			group = group << 6 | (uint32_t)value;
		}
		for (int shift = 16; shift >= 0 && count < want; shift -= 8)
			out[count++] = (uint8_t)(group >> shift);
	}
	buf_init(&again);
	base64_add(&again, out, want);
	same = again.len == len && memcmp(again.data, text, len) == 0;
	buf_done(&again);
	return same;
}

/* The next line without its end; false when there is none. */
static bool next_line(const char **at, const char *end, struct slice *out)
{
	const char *stop;

	if (*at >= end)
		return false;
	stop = memchr(*at, '\n', (size_t)(end - *at));
	out->data = *at;
	out->len = (size_t)((stop ? stop : end) - *at);
	*at = stop ? stop + 1 : end;
	if (out->len && out->data[out->len - 1] == '\r')
		out->len--;
	return true;
}

static bool begins(const struct slice *line, const char *head)
{
	return line->len >= strlen(head) && memcmp(line->data, head, strlen(head)) == 0;
}

bool mini_key_parse_line(struct mini_key *out, const char *line, size_t len)
{
	uint8_t bytes[KEY_BYTES];

	if (!base64_read(bytes, sizeof bytes, line, len) || memcmp(bytes, pure, sizeof pure) != 0)
		return false;
	memcpy(out->id, bytes + 2, sizeof out->id);
	memcpy(out->public_key, bytes + 10, sizeof out->public_key);
	return true;
}

enum status mini_key_parse(struct mini_key *out, const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	const char *at = bytes, *end = bytes + len;
	struct slice line = { NULL, 0 }, rest;

	if (next_line(&at, end, &line) && begins(&line, UNTRUSTED) && !next_line(&at, end, &line))
		line.len = 0;
	if (!line.data || !mini_key_parse_line(out, line.data, line.len) || next_line(&at, end, &rest))
		return diag_error(diags, STATUS_INPUT, file, 0, _("this is no public key file in the form of minisign"));
	return STATUS_OK;
}

void mini_key_of(struct mini_key *out, const uint8_t public_key[32])
{
	struct digest digest;

	digest_of(&digest, public_key, 32);
	memcpy(out->id, digest.bytes, sizeof out->id);
	memcpy(out->public_key, public_key, sizeof out->public_key);
}

void mini_key_line(struct buf *out, const struct mini_key *key)
{
	uint8_t bytes[KEY_BYTES];

	memcpy(bytes, pure, sizeof pure);
	memcpy(bytes + 2, key->id, sizeof key->id);
	memcpy(bytes + 10, key->public_key, sizeof key->public_key);
	base64_add(out, bytes, sizeof bytes);
}

void mini_key_write(struct buf *out, const struct mini_key *key, const char *name)
{
	char id[17];

	mini_id_text(key->id, id);
	buf_addf(out, UNTRUSTED "minisign public key %s %s\n", id, name);
	mini_key_line(out, key);
	buf_addc(out, '\n');
}

/* The id is a number, least byte first. */
void mini_id_text(const uint8_t id[8], char out[17])
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < 8; i++) {
		out[2 * i] = digits[id[7 - i] >> 4];
		out[2 * i + 1] = digits[id[7 - i] & 15];
	}
	out[16] = '\0';
}

static bool read_signature(struct mini_signature *out, const char *bytes, size_t len, bool *other)
{
	const char *at = bytes, *end = bytes + len;
	uint8_t first[SIGNATURE_BYTES];
	struct slice comment, signature, trusted, global, rest;

	if (!next_line(&at, end, &comment) || !next_line(&at, end, &signature) || !next_line(&at, end, &trusted) || !next_line(&at, end, &global) ||
		next_line(&at, end, &rest) || !begins(&comment, UNTRUSTED) || !begins(&trusted, TRUSTED) ||
		!base64_read(first, sizeof first, signature.data, signature.len) ||
		!base64_read(out->global.bytes, sizeof out->global.bytes, global.data, global.len))
		return false;
	*other = memcmp(first, prehashed, sizeof prehashed) == 0;
	memcpy(out->id, first + 2, sizeof out->id);
	memcpy(out->signature.bytes, first + 10, sizeof out->signature.bytes);
	out->comment = mem_strndup(trusted.data + strlen(TRUSTED), trusted.len - strlen(TRUSTED));
	return *other || memcmp(first, pure, sizeof pure) == 0;
}

/* The program minisign itself puts tabs between the parts of a comment. */
static bool comment_plain(const char *comment)
{
	char *copy = mem_strdup(comment);
	bool plain;

	for (char *at = copy; *at; at++)
		*at = *at == '\t' ? ' ' : *at;
	plain = utf8_is_plain(copy, false);
	free(copy);
	return plain;
}

enum status mini_signature_parse(struct mini_signature *out, const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	bool other = false;
	enum status status = STATUS_OK;

	*out = (struct mini_signature){ .comment = NULL };
	if (len > MINISIGN_FILE_MAX || memchr(bytes, '\0', len) || !read_signature(out, bytes, len, &other))
		status = diag_error(diags, STATUS_INPUT, file, 0, _("this is no signature file in the form of minisign"));
	else if (other)
		status = diag_error(diags, STATUS_INPUT, file, 0, _("this signature is over a hash of the file; sign the file itself (minisign -S -l)"));
	else if (!comment_plain(out->comment))
		status = diag_error(diags, STATUS_INPUT, file, 3, _("the trusted comment holds control or invisible characters"));
	if (status != STATUS_OK)
		mini_signature_done(out);
	return status;
}

void mini_signature_done(struct mini_signature *signature)
{
	free(signature->comment);
	*signature = (struct mini_signature){ .comment = NULL };
}

/* What the second signature is over. */
static void global_bytes(struct buf *out, const struct signature *signature, const char *comment)
{
	buf_add(out, signature->bytes, sizeof signature->bytes);
	buf_adds(out, comment);
}

bool mini_signature_good(const struct mini_signature *signature, const struct mini_key *key, const void *bytes, size_t len)
{
	struct buf over;
	bool good;

	if (memcmp(signature->id, key->id, sizeof key->id) != 0 || !sign_verify(key->public_key, bytes, len, &signature->signature))
		return false;
	buf_init(&over);
	global_bytes(&over, &signature->signature, signature->comment);
	good = sign_verify(key->public_key, over.data, over.len, &signature->global);
	buf_done(&over);
	return good;
}

void mini_signature_write(struct buf *out, const struct sign_key *key, const void *bytes, size_t len, const char *comment)
{
	struct mini_key public_key;
	struct signature signature, global;
	uint8_t first[SIGNATURE_BYTES];
	struct buf over;
	char id[17];

	mini_key_of(&public_key, key->public_key);
	sign_make(key, bytes, len, &signature);
	buf_init(&over);
	global_bytes(&over, &signature, comment);
	sign_make(key, over.data, over.len, &global);
	buf_done(&over);
	memcpy(first, pure, sizeof pure);
	memcpy(first + 2, public_key.id, sizeof public_key.id);
	memcpy(first + 10, signature.bytes, sizeof signature.bytes);
	mini_id_text(public_key.id, id);
	buf_addf(out, UNTRUSTED "signature from key %s\n", id);
	base64_add(out, first, sizeof first);
	buf_addf(out, "\n" TRUSTED "%s\n", comment);
	base64_add(out, global.bytes, sizeof global.bytes);
	buf_addc(out, '\n');
}
