/* SPDX-License-Identifier: Apache-2.0 */
/*
 * List and signature are two files, and no rename replaces two at once. So the new signature is laid beside the old one first, under another name, and the
 * list is replaced in one step; whoever reads takes the one of the two signatures that fits. A loss of power leaves the old list or the new one, each valid.
 */
#include "registry/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

#define KEPT_MAX 100000

static const char *const signatures[] = { ".minisig", ".minisig.next" };

void people_file_init(struct people_file *file)
{
	*file = (struct people_file){ .list = { .data = NULL } };
	buf_init(&file->list);
	buf_init(&file->signature);
}

void people_file_done(struct people_file *file)
{
	buf_done(&file->list);
	buf_done(&file->signature);
}

/* ---- reading ---- */

static enum status check(struct people_file *out, const char *place, const struct key_ring *ring, date_days day, struct diag_list *diags)
{
	struct mini_signature signature = { .comment = NULL };
	const char *why = NULL;
	enum status status;

	buf_clear(&out->signature);
	status = file_read(&out->signature, place, MINISIGN_FILE_MAX, diags);
	if (status == STATUS_OK)
		status = mini_signature_parse(&signature, place, out->signature.data, out->signature.len, diags);
	if (status == STATUS_OK) {
		const struct trusted_key *key = key_ring_find(ring, signature.id, KEY_ROLE_PEOPLE, day, &why);

		if (!key)
			status = diag_error(diags, STATUS_FAILED, place, 0, _("the list of persons: %s"), why);
		else if (!mini_signature_good(&signature, &key->key, out->list.data, out->list.len))
			status = diag_error(diags, STATUS_FAILED, place, 0, _("the signature does not fit the list of persons; it was changed after it was signed"));
		else
			out->signer = key->key;
	}
	mini_signature_done(&signature);
	return status;
}

enum status people_file_read(struct people_file *out, const char *path, const struct key_ring *ring, date_days day, struct diag_list *diags)
{
	char *usual = mem_printf("%s%s", path, signatures[0]), *next = mem_printf("%s%s", path, signatures[1]);
	struct diag_list first;
	enum status status;

	diag_init(&first);
	status = file_read(&out->list, path, PEOPLE_BYTES_MAX, diags);
	if (status == STATUS_OK) {
		status = check(out, usual, ring, day, &first);
		if (status != STATUS_OK && file_exists(next) && check(out, next, ring, day, NULL) == STATUS_OK)
			status = STATUS_OK;
		else
			diag_move(diags, &first);
	}
	diag_done(&first);
	free(usual);
	free(next);
	return status;
}

/* ---- as it travels ---- */

bool people_file_good(const struct people_file *file)
{
	struct mini_signature signature = { .comment = NULL };
	bool good = mini_signature_parse(&signature, "", file->signature.data, file->signature.len, NULL) == STATUS_OK &&
		memcmp(signature.id, file->signer.id, sizeof signature.id) == 0 &&
		mini_signature_good(&signature, &file->signer, file->list.data, file->list.len);

	mini_signature_done(&signature);
	return good;
}

void people_file_pack(const struct people_file *file, struct buf *out)
{
	struct buf line;

	buf_add_netstring(out, file->list.data, file->list.len);
	buf_add_netstring(out, file->signature.data, file->signature.len);
	buf_init(&line);
	mini_key_line(&line, &file->signer);
	buf_add_netstring(out, line.data, line.len);
	buf_done(&line);
}

enum status people_file_unpack(struct people_file *out, const char *name, const char *bytes, size_t len, struct diag_list *diags)
{
	const char *at = bytes, *end = bytes + len;
	struct slice list, proof, key;

	if (netstring_read(&at, end, &list) != 0 || list.len > PEOPLE_BYTES_MAX || netstring_read(&at, end, &proof) != 0 || proof.len > MINISIGN_FILE_MAX ||
		netstring_read(&at, end, &key) != 0 || !mini_key_parse_line(&out->signer, key.data, key.len) || at != end)
		return diag_error(diags, STATUS_INPUT, name, 0, _("this is no signed list of persons in its canonical form"));
	buf_add(&out->list, list.data, list.len);
	buf_add(&out->signature, proof.data, proof.len);
	return people_file_good(out) ? STATUS_OK
		: diag_error(diags, STATUS_FAILED, name, 0, _("the signature does not fit the list of persons; it was changed after it was signed"));
}

/* ---- taking the place of another ---- */

/* Under the first number under which neither list nor signature is kept. */
static enum status keep(const struct people_file *old, const char *path, struct diag_list *diags)
{
	bool taken = true;
	enum status status = STATUS_FAILED;

	for (int n = 1; taken && n < KEPT_MAX; n++) {
		char *list = mem_printf("%s.replaced-%d", path, n), *beside = mem_printf("%s%s", list, signatures[0]);

		taken = file_exists(beside);
		if (!taken)
			status = file_create(list, old->list.data, old->list.len, 0644, &taken, diags);
		if (status == STATUS_OK)
			status = file_create(beside, old->signature.data, old->signature.len, 0644, &taken, diags);
		free(list);
		free(beside);
	}
	if (status != STATUS_OK && taken)
		return diag_error(diags, STATUS_FAILED, path, 0, _("no name is free under which the list that is replaced could be kept; take older ones away"));
	return status;
}

enum status people_file_put(const struct people_file *file, const struct people_file *old, const char *path, struct diag_list *diags)
{
	char *proof = mem_printf("%s%s", path, signatures[0]), *next = mem_printf("%s%s", path, signatures[1]);
	enum status status = old ? keep(old, path, diags) : STATUS_OK;

	/* After a loss of power the signature of the old list may stand under the other name alone, which is needed now. */
	if (status == STATUS_OK && old)
		status = file_write(proof, old->signature.data, old->signature.len, 0644, diags);
	if (status == STATUS_OK)
		status = file_write(next, file->signature.data, file->signature.len, 0644, diags);
	if (status == STATUS_OK)
		status = file_write(path, file->list.data, file->list.len, 0644, diags);
	/* From here on the new list is in force, with a signature beside it under the one name or the other. */
	if (status == STATUS_OK && file_write(proof, file->signature.data, file->signature.len, 0644, NULL) == STATUS_OK)
		(void)remove(next);
	free(proof);
	free(next);
	return status;
}
