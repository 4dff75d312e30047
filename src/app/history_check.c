/* SPDX-License-Identifier: Apache-2.0 */
/* What the chain cannot tell on its own: whether the persons who are named have signed, and whether they were then what they say. */
#include "app/history.h"

#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/session.h"
#include "registry/people.h"

#define DAY_SECONDS 86400

enum status history_keys_from(struct app *app, int64_t *out, struct diag_list *diags)
{
	struct store_entries entries = { 0 };
	enum status status = store_entries(app->store, "", &entries, diags);
	*out = INT64_MAX;
	for (size_t i = 0; i < entries.count && *out == INT64_MAX; i++)
		if (strcmp(entries.items[i].kind, KIND_PEOPLE_SEEN) == 0)
			*out = entries.items[i].seq;
	store_entries_done(&entries);
	return status;
}

static const char *signature_fault(struct app *app, const struct passage *passage)
{
	struct mini_signature signature;
	struct mini_key key;
	struct buf bytes;
	const char *fault = NULL;
	if (!passage->signature || mini_signature_parse(&signature, "", passage->signature, strlen(passage->signature), NULL) != STATUS_OK)
		return _("the signature of its author is missing");
	buf_init(&bytes);
	memcpy(key.public_key, passage->key, sizeof key.public_key);
	memcpy(key.id, signature.id, sizeof key.id);
	if (store_artifact(app->store, &passage->digest, &bytes, NULL) != STATUS_OK || !mini_signature_good(&signature, &key, bytes.data, bytes.len))
		fault = _("the signature of its author does not fit it");
	buf_done(&bytes);
	mini_signature_done(&signature);
	return fault;
}

static const char *person_fault(const struct people *people, const struct passage *passage)
{
	const struct person *person = people_find(people, passage->key);
	enum life_role role;
	const char *why;
	if (!person)
		return _("its key is not in the list of persons");
	if (!person_counts(person, (date_days)(passage->at / DAY_SECONDS), &why))
		return why;
	if (!passage->author || strcmp(person->name, passage->author) != 0)
		return _("its key belongs to somebody else than its author");
	if (!passage->role || !life_role_parse(passage->role, &role) || !(person->roles >> role & 1u))
		return _("its author did not hold this role");
	return NULL;
}

static const char *find_fault(struct app *app, const struct people *people, const struct passage *passage, int64_t keys_from)
{
	const char *fault = passage->fault;
	if (!fault && passage->has_key)
		fault = signature_fault(app, passage);
	if (!fault && passage->has_key && people)
		fault = person_fault(people, passage);
	if (!fault && !passage->has_key && passage->seq > keys_from)
		fault = _("it carries no signature of a person, although the office keeps a list of persons");
	return fault;
}

enum status history_check_from(struct app *app, const struct history *history, int64_t keys_from,
	void (*visit)(const struct passage *passage, const char *fault, void *context), void *context, size_t *alone, struct diag_list *diags)
{
	const struct people *people;
	enum status status = app_people(app, &people, diags), found = STATUS_OK;
	for (size_t i = 0; i < history->count && status == STATUS_OK; i++) {
		const struct passage *passage = &history->items[i];
		const char *fault = find_fault(app, people, passage, keys_from);
		*alone += !passage->has_key;
		if (fault) {
			found = STATUS_FAILED;
			visit(passage, fault, context);
		}
	}
	return status == STATUS_OK ? found : status;
}

enum status history_check(struct app *app, const struct history *history, void (*visit)(const struct passage *passage, const char *fault, void *context),
	void *context, size_t *alone, struct diag_list *diags)
{
	int64_t keys_from = INT64_MAX;
	enum status status = history_keys_from(app, &keys_from, diags);
	return status == STATUS_OK ? history_check_from(app, history, keys_from, visit, context, alone, diags) : status;
}
