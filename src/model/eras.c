/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same file that every edition takes its eras from, read with the same keys: a date looks the same before the edition is loaded and after. What is
 * wrong with the file is found here as it is there.
 */
#include "model/eras.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/sign.h"
#include "model/agreed.h"

#define ERAS_FILE "data/catalogue/era.ini"
#define ERAS_BYTES_MAX ((size_t)1 << 20)

enum status eras_load(struct era_table *out, const char *root, const char *agreed, struct diag_list *diags)
{
	char *path = path_join(root, ERAS_FILE);
	struct digest digest;
	struct buf bytes;
	struct ini ini;
	bool known = false;

	buf_init(&bytes);
	enum status status = file_read(&bytes, path, ERAS_BYTES_MAX, diags);
	if (status == STATUS_OK) {
		digest_quick(&digest, bytes.data, bytes.len);
		known = agreed_has(agreed, &digest);
		status = (known ? ini_parse_agreed : ini_parse)(&ini, ERAS_FILE, bytes.data, bytes.len, ERA_KINDS, diags);
	}
	if (status == STATUS_OK) {
		status = era_table_make(out, &ini, ERAS_FILE, diags);
		ini_done(&ini);
	}
	if (status == STATUS_OK && !known)
		agreed_add(agreed, &digest);
	buf_done(&bytes);
	free(path);
	return status;
}
