/* SPDX-License-Identifier: Apache-2.0 */
/* What the first entry of an epoch says of the copy from which the store goes on. */
#include <stdlib.h>
#include <string.h>

#include "base/field.h"
#include "base/mem.h"
#include "base/num.h"
#include "store/store.h"

static const char RESTORE_TAG[] = "kumoshirube/restore/1"; /* with its NUL */
enum { PLACE_MAX = 48 };

void restoring_encode(const struct store_restoring *restoring, struct buf *out)
{
	char *place = mem_printf("%lld/%lld", (long long)restoring->epoch, (long long)restoring->seq);

	buf_add(out, RESTORE_TAG, sizeof RESTORE_TAG);
	buf_add_nettext(out, place);
	field_add_digest(out, &restoring->last);
	field_add_digest(out, restoring->has_remembered ? &restoring->remembered : NULL);
	field_add_number(out, restoring->at);
	free(place);
}

static bool place_parse(char *place, struct store_restoring *out)
{
	char *slash = strchr(place, '/');

	if (!slash)
		return false;
	*slash = '\0';
	return num_parse_int(place, &out->epoch) && num_parse_int(slash + 1, &out->seq) && out->epoch >= 1 && out->seq >= 1;
}

bool restoring_parse(const struct slice *bytes, struct store_restoring *out)
{
	const char *at = bytes->data + sizeof RESTORE_TAG, *end = bytes->data + bytes->len;
	char place[PLACE_MAX], remembered[FIELD_HEX_MAX];

	*out = (struct store_restoring){ .epoch = 0 };
	return bytes->len > sizeof RESTORE_TAG && memcmp(bytes->data, RESTORE_TAG, sizeof RESTORE_TAG) == 0 &&
		field_read_text(&at, end, place, sizeof place) && place_parse(place, out) && field_read_digest(&at, end, &out->last) &&
		field_read_text(&at, end, remembered, sizeof remembered) && field_digest_of(remembered, &out->has_remembered, &out->remembered) &&
		field_read_number(&at, end, INT64_MIN, INT64_MAX, &out->at) && at == end;
}
