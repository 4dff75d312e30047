/* SPDX-License-Identifier: Apache-2.0 */
/* One spelling for one entity: a key that is not exactly what entity_key_format writes is refused, so that keys compare as strings. */
#include "model/entity_key.h"

#include <stdio.h>
#include <string.h>

#define KEY_NUMBER_MAX 9999

/* Reads a number at *at and moves past it; 0 when there is none of the right form. */
static int number_read(const char **at)
{
	int number = 0;

	if (**at < '1' || **at > '9')
		return 0;
	for (; **at >= '0' && **at <= '9'; (*at)++) {
		number = number * 10 + (**at - '0');
		if (number > KEY_NUMBER_MAX)
			return 0;
	}
	return number;
}

bool entity_key_parse(const char *text, struct entity_key *out)
{
	struct entity_key key = { .scope = SCOPE_COMPONENT };
	const char *at = text;

	if (strcmp(text, "case") == 0) {
		*out = (struct entity_key){ .scope = SCOPE_CASE };
		return true;
	}
	if (*at++ != 'c' || (key.component = number_read(&at)) == 0)
		return false;
	if (*at == '-') {
		at++;
		key.scope = SCOPE_STEP;
		if ((key.step = number_read(&at)) == 0)
			return false;
		if (*at == '-') {
			at++;
			key.scope = SCOPE_CANDIDATE;
			if (*at++ != 'k' || (key.candidate = number_read(&at)) == 0)
				return false;
		}
	}
	if (*at != '\0')
		return false;
	*out = key;
	return true;
}

void entity_key_format(const struct entity_key *key, char out[ENTITY_KEY_MAX + 1])
{
	size_t size = ENTITY_KEY_MAX + 1;

	switch (key->scope) {
	case SCOPE_COMPONENT:
		snprintf(out, size, "c%d", key->component);
		break;
	case SCOPE_STEP:
		snprintf(out, size, "c%d-%d", key->component, key->step);
		break;
	case SCOPE_CANDIDATE:
		snprintf(out, size, "c%d-%d-k%d", key->component, key->step, key->candidate);
		break;
	default:
		snprintf(out, size, "case");
		break;
	}
}
