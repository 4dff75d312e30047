/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checking a delivery: the signature over the bytes of the manifest first, then what the manifest says of dates and files. A signature that is bad
 * is worse than none, because somebody meant it to be believed; so it is refused whatever the configuration asks for.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "registry/delivery.h"

enum { MANIFEST_BYTES_MAX = 65536 };

void delivery_check_done(struct delivery_check *check)
{
	delivery_done(&check->delivery);
	free(check->signer);
	free(check->comment);
	*check = (struct delivery_check){ .signer = NULL };
}

static enum status check_signature(struct delivery_check *out, const char *place, const struct mini_signature *signature,
	const struct key_ring *ring, const struct buf *manifest, date_days day, struct diag_list *diags)
{
	const char *why = NULL;
	const struct trusted_key *key = key_ring_find(ring, signature->id, KEY_ROLE_REGISTRY, day, &why);

	mini_id_text(signature->id, out->id);
	if (!key)
		return diag_error(diags, STATUS_FAILED, place, 0, _("signed by key %1$s: %2$s"), out->id, why);
	if (!mini_signature_good(signature, &key->key, manifest->data, manifest->len))
		return diag_error(diags, STATUS_FAILED, place, 0, _("the signature of key %s does not belong to this manifest; it was changed, or is another one"),
			key->name);
	if (ring->managed && ring->expires_on < day)
		return diag_error(diags, STATUS_FAILED, place, 0, _("the list of keys has expired; ask for a newer one before believing a signature"));
	out->good = true;
	out->key = key->key;
	out->signer = mem_strdup(key->name);
	out->comment = mem_strdup(signature->comment);
	return STATUS_OK;
}

static enum status read_signature(struct delivery_check *out, const char *path, const struct key_ring *ring, const struct buf *manifest,
	date_days day, struct diag_list *diags)
{
	char *place = mem_printf("%s.minisig", path);
	struct mini_signature signature = { .comment = NULL };
	struct buf text;
	enum status status = STATUS_OK;

	buf_init(&text);
	out->is_signed = file_exists(place);
	if (out->is_signed) {
		status = file_read(&text, place, MINISIGN_FILE_MAX, diags);
		if (status == STATUS_OK)
			status = mini_signature_parse(&signature, place, text.data, text.len, diags);
		if (status == STATUS_OK)
			status = check_signature(out, place, &signature, ring, manifest, day, diags);
		mini_signature_done(&signature);
	}
	buf_done(&text);
	free(place);
	return status;
}

static enum status check_file(const struct delivery_file *file, const char *path, size_t limit, struct buf *keep, struct diag_list *diags)
{
	char *directory = path_directory(path), *place = path_join(directory, file->path);
	struct digest digest;
	struct buf bytes;
	enum status status;

	buf_init(&bytes);
	status = file_read(&bytes, place, limit, diags);
	if (status == STATUS_OK) {
		digest_of(&digest, bytes.data, bytes.len);
		if ((int64_t)bytes.len != file->bytes || !digest_equal(&digest, &file->digest))
			status = diag_error(diags, STATUS_FAILED, place, 0, _("the file is not the one that the manifest names: size or SHA-256 differ"));
		else if (keep)
			buf_add(keep, bytes.data, bytes.len);
	}
	buf_done(&bytes);
	free(place);
	free(directory);
	return status;
}

enum status delivery_verify(struct delivery_check *out, const char *path, const struct key_ring *ring, date_days day, size_t limit,
	struct buf *list, struct diag_list *diags)
{
	struct buf manifest;
	enum status status, read;

	*out = (struct delivery_check){ .signer = NULL };
	buf_init(&manifest);
	read = file_read(&manifest, path, MANIFEST_BYTES_MAX, diags);
	/* What somebody has altered is not even taken apart. */
	if (read == STATUS_OK)
		read = read_signature(out, path, ring, &manifest, day, diags);
	if (read == STATUS_OK)
		read = delivery_parse(&out->delivery, path, manifest.data, manifest.len, diags);
	status = read;
	if (read == STATUS_OK && out->delivery.expires_on < day)
		status = diag_error(diags, STATUS_FAILED, path, 0, _("the delivery has expired; ask for a newer one"));
	if (read == STATUS_OK && out->delivery.issued_on > day)
		status = diag_error(diags, STATUS_FAILED, path, 0, _("the delivery is dated in the future; check the clock of this terminal"));
	for (size_t i = 0; i < out->delivery.count && read == STATUS_OK; i++) {
		enum status one = check_file(&out->delivery.files[i], path, limit, i == 0 ? list : NULL, diags);

		status = one == STATUS_OK ? status : one;
	}
	buf_done(&manifest);
	return status;
}
