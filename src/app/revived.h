/* SPDX-License-Identifier: Apache-2.0 */
/* A revision brought back to life: its edition, its engine, its dossier. For the files of this room that look into what was handed in. */
#ifndef APP_REVIVED_H
#define APP_REVIVED_H

#include "app/records.h"
#include "engine/engine.h"
#include "model/revision.h"

struct revived {
	struct revision revision;
	struct edition *edition;
	struct engine *engine;
	struct dossier *dossier;
	struct verdict *verdict; /* derived again */
};
/* Whatever it returns, revived_done releases it. */
enum status record_revive(struct app *app, const struct record_row *row, struct revived *out, struct diag_list *diags);
void revived_done(struct revived *revived);

#endif
