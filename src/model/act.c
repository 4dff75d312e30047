/* SPDX-License-Identifier: Apache-2.0 */
/* As with revisions, one value has one spelling in bytes, and decoding ends by encoding what it read. */
#include "model/act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/field.h"
#include "base/mem.h"
#include "base/minisign.h"
#include "base/num.h"
#include "base/utf8.h"

#define TAG_MAX 40
static const char SIGNATURE_TAG[] = "kumoshirube/signature/1"; /* with its NUL */

enum field {
	FIELD_RECORD, FIELD_REVISION, FIELD_EDITION, FIELD_SNAPSHOT, FIELD_BEFORE, FIELD_AUTHOR, FIELD_ROLE, FIELD_KEY, FIELD_AT, FIELD_PROGRAM,
	FIELD_PART, FIELD_FACT, FIELD_ABOUT, FIELD_WORDS, FIELD_COUNT
};
static const char *const field_names[FIELD_COUNT] = {
	[FIELD_RECORD] = N_("record id"), [FIELD_REVISION] = N_("revision"), [FIELD_EDITION] = N_("edition digest"),
	[FIELD_SNAPSHOT] = N_("snapshot digest"), [FIELD_BEFORE] = N_("artifact before"), [FIELD_AUTHOR] = N_("author"), [FIELD_ROLE] = N_("role"),
	[FIELD_KEY] = N_("public key"), [FIELD_AT] = N_("time"), [FIELD_PROGRAM] = N_("program version"), [FIELD_PART] = N_("part of the case"),
	[FIELD_FACT] = N_("fact"), [FIELD_ABOUT] = N_("remark"), [FIELD_WORDS] = N_("words"),
};

static char **text_slot(struct act *act, enum field field)
{
	switch (field) {
	case FIELD_RECORD: return &act->record_id;
	case FIELD_AUTHOR: return &act->author;
	case FIELD_ROLE: return &act->role;
	case FIELD_PROGRAM: return &act->program_version;
	case FIELD_PART: return &act->part;
	case FIELD_FACT: return &act->fact;
	case FIELD_WORDS: return &act->words;
	default: return NULL;
	}
}

void act_init(struct act *act, enum life_verb verb)
{
	*act = (struct act){ .verb = verb };
	for (int i = 0; i < FIELD_COUNT; i++) {
		char **slot = text_slot(act, (enum field)i);

		if (slot)
			*slot = mem_strdup("");
	}
}

void act_done(struct act *act)
{
	for (int i = 0; i < FIELD_COUNT; i++) {
		char **slot = text_slot(act, (enum field)i);

		if (slot)
			free(*slot);
	}
	*act = (struct act){ .record_id = NULL };
}

static size_t tag_of(enum life_verb verb, char out[TAG_MAX])
{
	return (size_t)snprintf(out, TAG_MAX, "kumoshirube/%s/1", life_kind(verb)) + 1;
}

void act_encode(const struct act *act, struct buf *out)
{
	char tag[TAG_MAX];

	buf_add(out, tag, tag_of(act->verb, tag));
	buf_add_nettext(out, act->record_id);
	field_add_digest(out, &act->revision);
	field_add_digest(out, &act->edition);
	field_add_digest(out, act->has_snapshot ? &act->snapshot : NULL);
	field_add_digest(out, &act->before);
	buf_add_nettext(out, act->author);
	buf_add_nettext(out, act->role);
	field_add_key(out, act->has_key ? act->key : NULL);
	field_add_number(out, act->at);
	buf_add_nettext(out, act->program_version);
	buf_add_nettext(out, act->part);
	buf_add_nettext(out, act->fact);
	field_add_digest(out, act->has_about ? &act->about : NULL);
	buf_add_nettext(out, act->words);
}

static bool read_special(struct act *out, enum field field, const char *text)
{
	struct digest key;
	bool there = false;

	switch (field) {
	case FIELD_REVISION: return field_digest_of(text, &there, &out->revision) && there;
	case FIELD_EDITION: return field_digest_of(text, &there, &out->edition) && there;
	case FIELD_SNAPSHOT: return field_digest_of(text, &out->has_snapshot, &out->snapshot);
	case FIELD_BEFORE: return field_digest_of(text, &there, &out->before) && there;
	case FIELD_ABOUT: return field_digest_of(text, &out->has_about, &out->about);
	case FIELD_AT: return num_parse_int(text, &out->at);
	case FIELD_KEY:
		if (!field_digest_of(text, &out->has_key, &key))
			return false;
		if (out->has_key)
			memcpy(out->key, key.bytes, sizeof out->key);
		return true;
	default: return false;
	}
}

/* The next netstring as a text of its own; NULL when it is none, is too long, or is not plain. */
static char *next_text(const char **at, const char *end, size_t most, bool lines)
{
	struct slice slice;
	char *text;

	if (netstring_read(at, end, &slice) != 0 || slice.len > most || memchr(slice.data, '\0', slice.len))
		return NULL;
	text = mem_strndup(slice.data, slice.len);
	if (utf8_check(text, slice.len) == slice.len && utf8_is_plain(text, lines))
		return text;
	free(text);
	return NULL;
}

static bool read_field(struct act *out, enum field field, const char **at, const char *end)
{
	char **slot = text_slot(out, field);
	char *text = next_text(at, end, field == FIELD_WORDS ? ACT_WORDS_MAX : ACT_NAME_MAX, field == FIELD_WORDS);
	bool good;

	if (!text)
		return false;
	good = slot != NULL || read_special(out, field, text);
	if (slot)
		mem_replace(slot, text);
	free(text);
	return good;
}

bool act_is_sound(const struct act *act)
{
	struct act again;
	struct buf bytes;
	bool sound;

	buf_init(&bytes);
	act_encode(act, &bytes);
	sound = act_decode(&again, "", bytes.data, bytes.len, NULL) == STATUS_OK;
	if (sound)
		act_done(&again);
	buf_done(&bytes);
	return sound;
}

static bool same_bytes(const struct act *act, const void *bytes, size_t len)
{
	struct buf again;
	bool same;

	buf_init(&again);
	act_encode(act, &again);
	same = again.len == len && memcmp(again.data, bytes, len) == 0;
	buf_done(&again);
	return same;
}

/* Which act the bytes say they are; the length of the tag, or 0. */
static size_t read_tag(const char *bytes, size_t len, enum life_verb *out)
{
	for (int i = LIFE_SUBMIT + 1; i < LIFE_VERBS; i++) {
		char tag[TAG_MAX];
		size_t size = tag_of((enum life_verb)i, tag);

		*out = (enum life_verb)i;
		if (len >= size && memcmp(bytes, tag, size) == 0)
			return size;
	}
	return 0;
}

enum status act_decode(struct act *out, const char *name, const void *bytes, size_t len, struct diag_list *diags)
{
	const char *at = bytes, *end = at + len;
	enum status status = STATUS_OK;
	enum life_verb verb;
	size_t tag = read_tag(bytes, len, &verb);

	*out = (struct act){ .record_id = NULL };
	if (tag == 0)
		return diag_error(diags, STATUS_INPUT, name, 0, _("this is no act of a form that this program knows"));
	act_init(out, verb);
	at += tag;
	for (int i = 0; i < FIELD_COUNT && status == STATUS_OK; i++)
		if (!read_field(out, (enum field)i, &at, end))
			status = diag_error(diags, STATUS_INPUT, name, 0, _("the act is not in its canonical form at: %s"), _(field_names[i]));
	if (status == STATUS_OK && at != end)
		status = diag_error(diags, STATUS_INPUT, name, 0, _("the act is followed by bytes that do not belong to it"));
	if (status == STATUS_OK && !same_bytes(out, bytes, len))
		status = diag_error(diags, STATUS_INPUT, name, 0, _("the act is not in its canonical form at: %s"), _(field_names[FIELD_AT]));
	if (status != STATUS_OK)
		act_done(out);
	return status;
}

/* ---- signatures ---- */

void act_signature_done(struct act_signature *signature)
{
	free(signature->file);
	*signature = (struct act_signature){ .file = NULL };
}

void act_signature_encode(const struct act_signature *signature, struct buf *out)
{
	buf_add(out, SIGNATURE_TAG, sizeof SIGNATURE_TAG);
	field_add_digest(out, &signature->of);
	field_add_key(out, signature->key);
	buf_add_nettext(out, signature->file);
}

enum status act_signature_decode(struct act_signature *out, const char *name, const void *bytes, size_t len, struct diag_list *diags)
{
	const char *at = bytes, *end = at + len;

	*out = (struct act_signature){ .file = NULL };
	if (len > sizeof SIGNATURE_TAG && memcmp(at, SIGNATURE_TAG, sizeof SIGNATURE_TAG) == 0) {
		at += sizeof SIGNATURE_TAG;
		if (field_read_digest(&at, end, &out->of) && field_read_key(&at, end, out->key))
			out->file = next_text(&at, end, MINISIGN_FILE_MAX, true);
	}
	if (!out->file || at != end) {
		act_signature_done(out);
		return diag_error(diags, STATUS_INPUT, name, 0, _("this is no signature of a form that this program knows"));
	}
	return STATUS_OK;
}
