/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One value has one spelling in bytes. Decoding reads the fields by a table in the order of the header, and ends by encoding what it
 * read: bytes that do not come out the same are refused, whatever the reason.
 */
#include "model/revision.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/field.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/utf8.h"
#include "model/reference.h"

/* With their NUL; of one length. */
static const char REVISION_TAG[] = "kumoshirube/revision/1";
static const char TRIGGERED_TAG[] = "kumoshirube/revision/2";
static const char MERGING_TAG[] = "kumoshirube/revision/3";

enum field {
	FIELD_RECORD, FIELD_REFERENCE, FIELD_EDITION, FIELD_EDITION_DIGEST, FIELD_SNAPSHOT, FIELD_SNAPSHOT_DIGEST, FIELD_SNAPSHOT_ISSUED,
	FIELD_SNAPSHOT_SAMPLE, FIELD_SNAPSHOT_SOURCE, FIELD_SNAPSHOT_SIGNATURE, FIELD_AS_OF, FIELD_PROGRAM, FIELD_PREVIOUS, FIELD_AUTHOR, FIELD_ROLE, FIELD_SUBMITTED, FIELD_POLICY_CHECK,
	FIELD_DOSSIER, FIELD_VERDICT,
	FIELD_TRIGGERS, /* from the second form on */
	FIELD_MERGED,   /* from the third form on */
	FIELD_COUNT
};
static const char *const field_names[FIELD_COUNT] = {
	[FIELD_RECORD] = N_("record id"),
	[FIELD_REFERENCE] = N_("reference"),
	[FIELD_EDITION] = N_("edition id"),
	[FIELD_EDITION_DIGEST] = N_("edition digest"),
	[FIELD_SNAPSHOT] = N_("snapshot name"),
	[FIELD_SNAPSHOT_DIGEST] = N_("snapshot digest"),
	[FIELD_SNAPSHOT_ISSUED] = N_("snapshot issue date"),
	[FIELD_SNAPSHOT_SAMPLE] = N_("snapshot sample"),
	[FIELD_SNAPSHOT_SOURCE] = N_("snapshot source"),
	[FIELD_SNAPSHOT_SIGNATURE] = N_("snapshot signature"),
	[FIELD_AS_OF] = N_("as-of date"),
	[FIELD_PROGRAM] = N_("program version"),
	[FIELD_PREVIOUS] = N_("previous revision"),
	[FIELD_AUTHOR] = N_("author"),
	[FIELD_ROLE] = N_("role"),
	[FIELD_SUBMITTED] = N_("time of submission"),
	[FIELD_POLICY_CHECK] = N_("policy check"),
	[FIELD_DOSSIER] = N_("answers"),
	[FIELD_VERDICT] = N_("verdict"),
	[FIELD_TRIGGERS] = N_("triggers"),
	[FIELD_MERGED] = N_("other revision"),
};

/* Where the plain texts live; NULL for the fields of another form. */
static char **text_slot(struct revision *revision, enum field field)
{
	switch (field) {
	case FIELD_RECORD: return &revision->record_id;
	case FIELD_REFERENCE: return &revision->reference;
	case FIELD_EDITION: return &revision->edition_id;
	case FIELD_SNAPSHOT: return &revision->snapshot_name;
	case FIELD_SNAPSHOT_SOURCE: return &revision->snapshot_source;
	case FIELD_SNAPSHOT_SIGNATURE: return &revision->snapshot_signature;
	case FIELD_PROGRAM: return &revision->program_version;
	case FIELD_AUTHOR: return &revision->author;
	case FIELD_ROLE: return &revision->role;
	case FIELD_POLICY_CHECK: return &revision->policy_check;
	case FIELD_DOSSIER: return &revision->dossier;
	case FIELD_VERDICT: return &revision->verdict;
	case FIELD_TRIGGERS: return &revision->triggers;
	default: return NULL;
	}
}

void revision_init(struct revision *revision)
{
	*revision = (struct revision){ .snapshot_issued_on = DATE_NONE, .as_of = DATE_NONE };
	for (int i = 0; i < FIELD_COUNT; i++) {
		char **slot = text_slot(revision, (enum field)i);

		if (slot)
			*slot = mem_strdup("");
	}
}

void revision_done(struct revision *revision)
{
	for (int i = 0; i < FIELD_COUNT; i++) {
		char **slot = text_slot(revision, (enum field)i);

		if (slot)
			free(*slot);
	}
	*revision = (struct revision){ .record_id = NULL };
}

static const char *form_tag(const struct revision *revision)
{
	if (revision->has_merged)
		return MERGING_TAG;
	return revision->triggers[0] ? TRIGGERED_TAG : REVISION_TAG;
}

void revision_encode(const struct revision *revision, struct buf *out)
{
	buf_add(out, form_tag(revision), sizeof REVISION_TAG);
	buf_add_nettext(out, revision->record_id);
	buf_add_nettext(out, revision->reference);
	buf_add_nettext(out, revision->edition_id);
	field_add_digest(out, &revision->edition_digest);
	buf_add_nettext(out, revision->has_snapshot ? revision->snapshot_name : "");
	field_add_digest(out, revision->has_snapshot ? &revision->snapshot_digest : NULL);
	field_add_day(out, revision->has_snapshot ? revision->snapshot_issued_on : DATE_NONE);
	buf_add_nettext(out, revision->has_snapshot && revision->snapshot_sample ? "yes" : "no");
	buf_add_nettext(out, revision->has_snapshot ? revision->snapshot_source : "");
	buf_add_nettext(out, revision->has_snapshot ? revision->snapshot_signature : "");
	field_add_day(out, revision->as_of);
	buf_add_nettext(out, revision->program_version);
	field_add_digest(out, revision->has_previous ? &revision->previous : NULL);
	buf_add_nettext(out, revision->author);
	buf_add_nettext(out, revision->role);
	field_add_number(out, revision->submitted_at);
	buf_add_nettext(out, revision->policy_check);
	buf_add_nettext(out, revision->dossier);
	buf_add_nettext(out, revision->verdict);
	if (revision->triggers[0] || revision->has_merged)
		buf_add_nettext(out, revision->triggers);
	if (revision->has_merged)
		field_add_digest(out, &revision->merged);
}

static bool read_yes(const char *text, bool *out)
{
	*out = strcmp(text, "yes") == 0;
	return *out || strcmp(text, "no") == 0;
}

static bool read_special(struct revision *out, enum field field, const char *text)
{
	bool there = false;

	switch (field) {
	case FIELD_EDITION_DIGEST: return field_digest_of(text, &there, &out->edition_digest) && there;
	case FIELD_SNAPSHOT_DIGEST: return field_digest_of(text, &out->has_snapshot, &out->snapshot_digest);
	case FIELD_SNAPSHOT_ISSUED: return field_day_of(text, &out->snapshot_issued_on);
	case FIELD_SNAPSHOT_SAMPLE: return read_yes(text, &out->snapshot_sample);
	case FIELD_AS_OF: return field_day_of(text, &out->as_of) && out->as_of != DATE_NONE;
	case FIELD_MERGED: return field_digest_of(text, &out->has_merged, &out->merged) && out->has_merged;
	case FIELD_PREVIOUS: return field_digest_of(text, &out->has_previous, &out->previous);
	case FIELD_SUBMITTED: return num_parse_int(text, &out->submitted_at);
	default: return false;
	}
}

/* Reads one field; false when it is not in the form that encode writes. */
static bool read_field(struct revision *out, enum field field, const char **at, const char *end)
{
	char **slot = text_slot(out, field);
	struct slice slice;
	bool good = true;
	char *text;

	if (netstring_read(at, end, &slice) != 0)
		return false;
	if (memchr(slice.data, '\0', slice.len) || utf8_check(slice.data, slice.len) != slice.len)
		return false;
	text = mem_strndup(slice.data, slice.len);
	if (slot)
		mem_replace(slot, text);
	else
		good = read_special(out, field, text);
	free(text);
	return good;
}

static bool same_bytes(const struct revision *revision, const void *bytes, size_t len)
{
	struct buf again;
	bool same;

	buf_init(&again);
	revision_encode(revision, &again);
	same = again.len == len && memcmp(again.data, bytes, len) == 0;
	buf_done(&again);
	return same;
}

/* How many fields stand behind the tag; 0 where the form is not known. */
static int form_fields(const char *bytes, size_t len)
{
	if (len < sizeof REVISION_TAG)
		return 0;
	if (memcmp(bytes, MERGING_TAG, sizeof MERGING_TAG) == 0)
		return FIELD_COUNT;
	if (memcmp(bytes, TRIGGERED_TAG, sizeof TRIGGERED_TAG) == 0)
		return FIELD_MERGED;
	return memcmp(bytes, REVISION_TAG, sizeof REVISION_TAG) == 0 ? FIELD_TRIGGERS : 0;
}

enum status revision_decode(struct revision *out, const char *name, const void *bytes, size_t len, struct diag_list *diags)
{
	const char *at = bytes, *end = at + len;
	enum status status = STATUS_OK;
	int fields = form_fields(bytes, len);

	revision_init(out);
	if (fields == 0) {
		revision_done(out);
		return diag_error(diags, STATUS_INPUT, name, 0, _("this is no revision of a form that this program knows"));
	}
	at += sizeof REVISION_TAG;
	for (int i = 0; i < fields && status == STATUS_OK; i++)
		if (!read_field(out, (enum field)i, &at, end))
			status = diag_error(diags, STATUS_INPUT, name, 0, _("the revision is not in its canonical form at: %s"), _(field_names[i]));
	if (status == STATUS_OK && at != end)
		status = diag_error(diags, STATUS_INPUT, name, 0, _("the revision is followed by bytes that do not belong to it"));
	if (status == STATUS_OK && !same_bytes(out, bytes, len))
		status = diag_error(diags, STATUS_INPUT, name, 0, _("the revision is not in its canonical form at: %s"),
			_(field_names[out->has_snapshot ? FIELD_SUBMITTED : FIELD_SNAPSHOT]));
	if (status != STATUS_OK)
		revision_done(out);
	return status;
}

/* ---- what comes from elsewhere ---- */

static bool is_short_and_plain(const char *text)
{
	return strlen(text) <= REVISION_TEXT_MAX && utf8_is_plain(text, false);
}

/* The word on the first line is shown beside the case. */
static bool begins_plain(const char *text)
{
	char *first = mem_strndup(text, strcspn(text, "\n"));
	bool plain = is_short_and_plain(first);

	free(first);
	return plain;
}

static bool field_is_fit(const struct revision *revision, enum field field)
{
	switch (field) {
	case FIELD_RECORD: return is_short_and_plain(revision->record_id);
	case FIELD_REFERENCE: return reference_is_sound(revision->reference);
	case FIELD_EDITION: return is_short_and_plain(revision->edition_id) && revision->edition_id[0] != '.' && !strpbrk(revision->edition_id, "/\\");
	case FIELD_SNAPSHOT: return is_short_and_plain(revision->snapshot_name);
	case FIELD_SNAPSHOT_SOURCE: return utf8_is_plain(revision->snapshot_source, false);
	case FIELD_SNAPSHOT_SIGNATURE: return utf8_is_plain(revision->snapshot_signature, false);
	case FIELD_PROGRAM: return is_short_and_plain(revision->program_version);
	case FIELD_AUTHOR: return is_short_and_plain(revision->author);
	case FIELD_ROLE: return is_short_and_plain(revision->role);
	case FIELD_POLICY_CHECK: return utf8_is_plain(revision->policy_check, true);
	case FIELD_VERDICT: return begins_plain(revision->verdict);
	default: return true;
	}
}

const char *revision_unfit(const struct revision *revision)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		if (!field_is_fit(revision, (enum field)i))
			return _(field_names[i]);
	return NULL;
}
