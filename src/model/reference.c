/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One form for all uses. The characters are those of ASCII and are asked for by their codes, because what a letter is must not depend on the locale of the
 * one who reads.
 */
#include "model/reference.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { FAR_DIGITS = 7 }; /* no office comes to a million cases in a year */
static const char DIGITS[] = "0123456789";
static const char ALLOWED[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";

size_t reference_base(const char *reference)
{
	return strcspn(reference, "@");
}

bool reference_is_sound(const char *reference)
{
	size_t base = strspn(reference, ALLOWED), suffix;

	if (base == 0 || base > REFERENCE_MAX || reference[0] == '-')
		return false;
	if (reference[base] == '\0')
		return true;
	if (reference[base] != '@')
		return false;
	suffix = strspn(reference + base + 1, "0123456789abcdef");
	return suffix > 0 && reference[base + 1 + suffix] == '\0' && base + 1 + suffix <= REFERENCE_MAX;
}

bool reference_is_far(const char *reference)
{
	for (size_t len; *reference; reference += len ? len : 1) {
		len = strspn(reference, DIGITS);
		if (len >= FAR_DIGITS)
			return true;
	}
	return false;
}

char *reference_visible(const char *reference)
{
	struct buf shown;

	if (reference_is_sound(reference))
		return mem_strdup(reference);
	buf_init(&shown);
	utf8_visible(&shown, reference, strlen(reference), false);
	return buf_take(&shown);
}

void reference_file_name(struct buf *out, const char *reference)
{
	size_t len = strlen(reference);

	if (len > REFERENCE_MAX)
		len = REFERENCE_MAX;
	for (size_t i = 0; i < len; i++)
		buf_addc(out, reference[i] && (strchr(ALLOWED, reference[i]) || (reference[i] == '@' && i > 0)) ? reference[i] : '_');
}
