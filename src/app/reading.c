/* SPDX-License-Identifier: Apache-2.0 */
/* An office has few editions, so a list of them is looked through; nothing of today's data enters, because each record names its own. */
#include "app/reading.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"

struct known_edition {
	struct digest digest;
	struct edition *edition;
	struct engine *engine;
};

void reading_init(struct reading *reading, struct app *app)
{
	*reading = (struct reading){ .app = app };
}

void reading_done(struct reading *reading)
{
	for (size_t i = 0; i < reading->count; i++) {
		engine_free(&reading->editions[i].engine);
		edition_free(&reading->editions[i].edition);
	}
	free(reading->editions);
	*reading = (struct reading){ .app = NULL };
}

enum status reading_load(struct app *app, const struct revision *revision, struct edition **out, struct diag_list *diags)
{
	struct buf bytes;
	buf_init(&bytes);
	enum status status = store_artifact(app->store, &revision->edition_digest, &bytes, diags);
	if (status == STATUS_OK)
		status = edition_load_packed_with(out, revision->edition_id, bytes.data, bytes.len, app->cache_path, diags);
	buf_done(&bytes);
	return status;
}

static enum status find_known(struct reading *reading, const struct revision *revision, struct known_edition **out, struct diag_list *diags)
{
	struct known_edition known = { .digest = revision->edition_digest };
	size_t at = 0;
	while (at < reading->count && !digest_equal(&reading->editions[at].digest, &revision->edition_digest))
		at++;
	if (at == reading->count) {
		enum status status = reading_load(reading->app, revision, &known.edition, diags);
		if (status != STATUS_OK)
			return status;
		MEM_PUSH_ROOM(reading->editions, reading->count, reading->capacity);
		reading->editions[reading->count++] = known;
	}
	*out = &reading->editions[at];
	return STATUS_OK;
}

enum status reading_edition(struct reading *reading, const struct revision *revision, const struct edition **out, struct diag_list *diags)
{
	struct known_edition *known;
	enum status status = find_known(reading, revision, &known, diags);
	if (status == STATUS_OK)
		*out = known->edition;
	return status;
}

/* Only who decides needs an engine. */
static enum status engine_of(struct reading *reading, struct live *live, struct diag_list *diags)
{
	struct known_edition *known;
	enum status status = find_known(reading, &live->revision, &known, diags);
	if (status == STATUS_OK && !known->engine)
		status = engine_new(&known->engine, known->edition, diags);
	if (status != STATUS_OK)
		return status;
	live->edition = known->edition;
	live->engine = known->engine;
	return STATUS_OK;
}

enum status reading_bytes(struct reading *reading, const struct record_row *row, struct live *out, struct diag_list *diags)
{
	struct buf bytes;
	char *name = mem_printf("%s/%d", row->reference, row->number);
	memset(out, 0, sizeof *out); /* decoding fills the revision, or leaves it empty */
	out->row = row;
	buf_init(&bytes);
	enum status status = store_artifact(reading->app->store, &row->digest, &bytes, diags);
	if (status == STATUS_OK)
		status = revision_decode(&out->revision, name, bytes.data, bytes.len, diags);
	buf_done(&bytes);
	free(name);
	return status;
}

enum status reading_revive(struct reading *reading, struct live *live, struct diag_list *diags)
{
	const struct record_row *row = live->row;
	char *name = mem_printf("%s/%d", row->reference, row->number);
	enum status status = engine_of(reading, live, diags);
	if (status == STATUS_OK)
		status = dossier_read(&live->dossier, live->edition, name, live->revision.dossier, strlen(live->revision.dossier), diags);
	if (status == STATUS_OK)
		live->verdict = engine_decide(live->engine, live->dossier, live->revision.as_of);
	free(name);
	return status;
}

enum status reading_open(struct reading *reading, const struct record_row *row, struct live *out, struct diag_list *diags)
{
	enum status status = reading_bytes(reading, row, out, diags);
	return status == STATUS_OK ? reading_revive(reading, out, diags) : status;
}

void live_done(struct live *live)
{
	verdict_free(&live->verdict);
	dossier_free(&live->dossier);
	revision_done(&live->revision);
}
