/* SPDX-License-Identifier: Apache-2.0 */
/* How one list of keys follows another. The signatures are counted by key, never by file, so that one holder cannot count twice. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "registry/keys.h"

enum { LIST_BYTES_MAX = 65536 };

/* Whether a root key of the ring has signed the bytes: the signature stands beside the file under the name of the key. */
static bool has_signed(const struct trusted_key *key, const char *path, const struct buf *bytes, struct diag_list *diags)
{
	char *place = mem_printf("%s.%s.minisig", path, key->name);
	struct mini_signature signature = { .comment = NULL };
	struct buf text;
	bool good = false;

	buf_init(&text);
	if (file_exists(place) && file_read(&text, place, MINISIGN_FILE_MAX, diags) == STATUS_OK &&
		mini_signature_parse(&signature, place, text.data, text.len, diags) == STATUS_OK) {
		good = mini_signature_good(&signature, &key->key, bytes->data, bytes->len);
		if (!good)
			diag_warning(diags, place, 0, _("this signature does not belong to the list and the key %s"), key->name);
	}
	mini_signature_done(&signature);
	buf_done(&text);
	free(place);
	return good;
}

/* Root keys of `ring` that have signed; their names are appended to `names`. */
static size_t count_signed(const struct key_ring *ring, const char *path, const struct buf *bytes, struct buf *names, struct diag_list *diags)
{
	size_t count = 0;

	for (size_t i = 0; i < ring->count; i++) {
		const struct trusted_key *key = &ring->items[i];

		if (key->role != KEY_ROLE_ROOT || key->revoked_on != DATE_NONE || !has_signed(key, path, bytes, diags))
			continue;
		if (names)
			buf_addf(names, "%s%s", names->len ? ", " : "", key->name);
		count++;
	}
	return count;
}

static enum status check_succession(const struct key_ring *next, const struct key_ring *now, const char *path, const struct buf *bytes,
	date_days day, struct buf *names, struct diag_list *diags)
{
	size_t own = count_signed(next, path, bytes, names, diags), old;

	if (own < next->threshold)
		return diag_error(diags, STATUS_FAILED, path, 0, _("the list has %1$zu good signatures of its own root keys and needs %2$zu"), own,
			next->threshold);
	if (next->expires_on < day)
		return diag_error(diags, STATUS_FAILED, path, 0, _("the list has expired; ask for a newer one"));
	if (!now->managed)
		return STATUS_OK;
	if (next->version <= now->version)
		return diag_error(diags, STATUS_FAILED, path, 0, _("the list has version %1$lld, and version %2$lld is already in force"),
			(long long)next->version, (long long)now->version);
	old = count_signed(now, path, bytes, NULL, diags);
	if (old < now->threshold)
		return diag_error(diags, STATUS_FAILED, path, 0, _("the list has %1$zu good signatures of the root keys in force and needs %2$zu"), old,
			now->threshold);
	return STATUS_OK;
}

enum status key_ring_succeed(struct key_ring *out, const struct key_ring *now, const char *path, date_days day, char **signers,
	struct diag_list *diags)
{
	struct buf bytes, names;
	enum status status;

	*out = (struct key_ring){ .items = NULL };
	*signers = NULL;
	buf_init(&bytes);
	buf_init(&names);
	status = file_read(&bytes, path, LIST_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = key_ring_parse(out, path, bytes.data, bytes.len, diags);
	if (status == STATUS_OK)
		status = check_succession(out, now, path, &bytes, day, &names, diags);
	if (status == STATUS_OK)
		*signers = mem_strdup(names.data);
	else
		key_ring_done(out);
	buf_done(&names);
	buf_done(&bytes);
	return status;
}
