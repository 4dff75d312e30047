/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records brought back one after the other. Those of one edition share it, because loading an edition costs more than deciding a record; one record is
 * there at a time, because a hundred thousand of them would not fit.
 */
#ifndef APP_READING_H
#define APP_READING_H

#include "app/records.h"
#include "engine/engine.h"
#include "model/revision.h"

struct known_edition;
struct reading {
	struct app *app;
	struct known_edition *editions;
	size_t count, capacity;
};
struct live {
	const struct record_row *row; /* borrowed */
	struct revision revision;
	struct edition *edition; /* of the reading, as the engine */
	struct engine *engine;
	struct dossier *dossier;
	struct verdict *verdict; /* derived again, as of the day of the record */
};
void reading_init(struct reading *reading, struct app *app);
/* Releases the editions: no record may be live any more. */
void reading_done(struct reading *reading);
/* The edition that a revision names, from the bytes it was handed in with. The caller frees it. */
enum status reading_load(struct app *app, const struct revision *revision, struct edition **out, struct diag_list *diags);
/* The same, of the reading: borrowed until reading_done. */
enum status reading_edition(struct reading *reading, const struct revision *revision, const struct edition **out, struct diag_list *diags);
/* Whatever it returns, live_done releases it. A record that cannot be read is an error that names it. */
enum status reading_open(struct reading *reading, const struct record_row *row, struct live *out, struct diag_list *diags);
/* The same without its dossier and verdict: only what stands in the bytes. */
enum status reading_bytes(struct reading *reading, const struct record_row *row, struct live *out, struct diag_list *diags);
/* Dossier and verdict of one whose bytes were read. */
enum status reading_revive(struct reading *reading, struct live *live, struct diag_list *diags);
void live_done(struct live *live);

#endif
