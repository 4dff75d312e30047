/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The head of a case file by itself. It names the edition, and until that is loaded nobody can say which other keys the file may hold; so
 * this look takes any key and leaves the rest to the reading that follows.
 */
#include "model/dossier_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const struct ini_key CASE_META_KEYS[] = {
	{ .pattern = "format", .type = INI_CHOICE, .required = true, .choices = CASE_FORMAT },
	{ .pattern = "edition", .type = INI_WORD, .required = true },
	{ .pattern = "as_of", .type = INI_DATE },
	{ .pattern = "sample", .type = INI_YESNO },
	{ .pattern = "practice", .type = INI_WORD },
	{ .pattern = NULL },
};
static const struct ini_key ANY_KEYS[] = {
	{ .pattern = "*", .type = INI_TEXT },
	{ .pattern = "*.*", .type = INI_TEXT },
	{ .pattern = "*.*.*", .type = INI_TEXT },
	{ .pattern = NULL },
};

/* What [meta.case] says in these bytes, NULL where it does not stand there. What the second reader makes of them is asked later. */
static char *said(const char *key, const char *file, const char *bytes, size_t len, const struct ini_kind *kinds, enum status *status,
	struct diag_list *diags)
{
	struct ini ini;
	char *value = NULL;

	*status = ini_parse_agreed(&ini, file, bytes, len, kinds, diags);
	if (*status != STATUS_OK)
		return NULL;
	for (size_t i = 0; i < ini.count && !value; i++)
		if (strcmp(ini.sections[i].kind, "meta") == 0 && ini_get(&ini.sections[i], key))
			value = mem_strdup(ini_get(&ini.sections[i], key));
	ini_done(&ini);
	return value;
}

/* Length of what stands before the second section. */
static size_t first_section_len(const char *bytes, size_t len)
{
	const char *at = bytes, *end = bytes + len, *feed;
	int headers = len && *bytes == '[';

	while ((feed = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		at = feed + 1;
		if (at < end && *at == '[' && ++headers == 2)
			return (size_t)(at - bytes);
	}
	return len;
}

char *dossier_peek_practice(const char *bytes, size_t len)
{
	static const struct ini_kind kinds[] = { { "meta", CASE_META_KEYS }, { NULL, NULL } };
	enum status status;
	char *practice = said("practice", "", bytes, first_section_len(bytes, len), kinds, &status, NULL);

	return practice ? practice : mem_strdup("");
}

char *dossier_peek_edition(const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	struct ini_kind kinds[SCOPE_COUNT + 2] = { { "meta", CASE_META_KEYS } };
	enum status status;
	char *edition;

	for (size_t scope = 0; scope < SCOPE_COUNT; scope++)
		kinds[scope + 1] = (struct ini_kind){ .kind = scope_word((enum scope)scope), .keys = ANY_KEYS };
	/* The section mostly comes first, and the rest is read with the dossier. Only where that does not answer is the whole file looked at. */
	edition = said("edition", file, bytes, first_section_len(bytes, len), kinds, &status, NULL);
	if (!edition)
		edition = said("edition", file, bytes, len, kinds, &status, diags);
	if (status != STATUS_OK)
		return NULL;
	if (!edition)
		diag_error(diags, STATUS_INPUT, file, 0, _("the file has no [meta.case]; it is not a case file"));
	return edition;
}
