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

/* What may stand behind the number of a step: a search, or the candidate and an entry of its checklist. */
static bool below_step_read(const char **at, struct entity_key *key)
{
	if (**at == 's') {
		++*at;
		key->scope = SCOPE_SEARCH;
		return (key->entry = number_read(at)) != 0;
	}
	key->scope = SCOPE_CANDIDATE;
	if (*(*at)++ != 'k' || (key->candidate = number_read(at)) == 0)
		return false;
	if (**at != '-')
		return true;
	key->scope = SCOPE_CONTROL;
	if (*++*at != 'm')
		return false;
	++*at;
	return (key->entry = number_read(at)) != 0;
}

bool entity_key_parse(const char *text, struct entity_key *out)
{
	struct entity_key key = { .scope = SCOPE_COMPONENT };
	const char *at = text;

	if (strcmp(text, "case") == 0) {
		*out = (struct entity_key){ .scope = SCOPE_CASE };
		return true;
	}
	if (*at == 'i') {
		at++;
		key = (struct entity_key){ .scope = SCOPE_INFORMATION, .entry = number_read(&at) };
		if (key.entry == 0 || *at != '\0')
			return false;
		*out = key;
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
			if (!below_step_read(&at, &key))
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
	case SCOPE_INFORMATION:
		snprintf(out, size, "i%d", key->entry);
		break;
	case SCOPE_SEARCH:
		snprintf(out, size, "c%d-%d-s%d", key->component, key->step, key->entry);
		break;
	case SCOPE_CONTROL:
		snprintf(out, size, "c%d-%d-k%d-m%d", key->component, key->step, key->candidate, key->entry);
		break;
	default:
		snprintf(out, size, "case");
		break;
	}
}
