/* SPDX-License-Identifier: Apache-2.0 */
/*
 * light_key PASSPHRASE-FILE KEY-FILE...: the same secret keys under the same passphrase, stretched as little as the form of minisign allows. The program takes
 * the cost from the file, as it does from one that minisign has made; so a test in which persons sign many times signs with the cost that keys have in an office
 * as often as that is what it is about, and goes on with these.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/minisign.h"
#include "base/sign.h"

/* Head and salt, two numbers, and what is covered. */
enum { SALT = 6, SALT_BYTES = 32, OPERATIONS = SALT + SALT_BYTES, MEMORY = OPERATIONS + 8, COVERED = MEMORY + 8, FILE_BYTES = COVERED + 8 + 64 + 32, TEXT_MAX = 4096 };
static const uint64_t least_operations = 32768, least_memory = 16 << 20;

static uint64_t get_number(const uint8_t *bytes)
{
	uint64_t number = 0;

	for (size_t i = 8; i-- > 0;)
		number = number << 8 | bytes[i];
	return number;
}

static void put_number(uint8_t *out, uint64_t number)
{
	for (size_t i = 0; i < 8; i++)
		out[i] = (uint8_t)(number >> (8 * i));
}

static bool cover(uint8_t bytes[FILE_BYTES], const char *passphrase)
{
	uint8_t stream[FILE_BYTES - COVERED];
	bool done = sign_stretch(stream, sizeof stream, passphrase, bytes + SALT, get_number(bytes + OPERATIONS), get_number(bytes + MEMORY));

	for (size_t i = 0; i < sizeof stream; i++)
		bytes[COVERED + i] ^= stream[i];
	return done;
}

/* Nothing is judged here: with another passphrase the file is spoilt, and the test that signs with it fails. */
static bool lighten(const char *path, const char *passphrase)
{
	static const char comment[] = "untrusted comment: minisign encrypted secret key\n";
	uint8_t bytes[FILE_BYTES];
	struct buf text;
	bool done = false;

	buf_init(&text);
	if (file_read(&text, path, TEXT_MAX, NULL) == STATUS_OK) {
		const char *line = strchr(text.data, '\n'), *end = line ? strchr(line + 1, '\n') : NULL;

		done = end && base64_read(bytes, sizeof bytes, line + 1, (size_t)(end - line) - 1) && cover(bytes, passphrase);
	}
	put_number(bytes + OPERATIONS, least_operations);
	put_number(bytes + MEMORY, least_memory);
	if (done && cover(bytes, passphrase)) {
		buf_clear(&text);
		buf_adds(&text, comment);
		base64_add(&text, bytes, sizeof bytes);
		buf_addc(&text, '\n');
		done = file_write(path, text.data, text.len, 0600, NULL) == STATUS_OK;
	}
	buf_done(&text);
	return done;
}

int main(int argc, char **argv)
{
	struct buf passphrase;
	bool done = argc > 2 && sign_start();

	buf_init(&passphrase);
	done = done && file_read(&passphrase, argv[1], TEXT_MAX, NULL) == STATUS_OK;
	if (done)
		passphrase.data[strcspn(passphrase.data, "\n")] = '\0';
	for (int i = 2; done && i < argc; i++) {
		done = lighten(argv[i], passphrase.data);
		if (!done)
			fprintf(stderr, "%s stays as it is\n", argv[i]);
	}
	buf_done(&passphrase);
	return done ? 0 : 1;
}
