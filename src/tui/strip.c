/* SPDX-License-Identifier: Apache-2.0 */
/* The strip shows where the case stands without a picture: a word for each step, in order. */
#include "tui/strip.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/words.h"

#define NAME_CELLS 18

static const char *const marks[] = {
	[STEP_NOT_REACHED] = N_("--"),
	[STEP_ADOPTED] = N_("**"),
	[STEP_PASSED] = N_(">>"),
	[STEP_UNDETERMINED] = N_("??"),
	[STEP_REFUSED] = N_("!!"),
};

void strip_step_name(struct ui *ui, const struct step_def *step, struct buf *out)
{
	const char *name = app_text(ui->app, &step->short_title);
	buf_add(out, name, strcspn(name, " "));
}

void strip_draw(struct ui *ui, const char *key, const char *right)
{
	struct buf line;
	char component[ENTITY_KEY_MAX + 1];
	int width = ui_width(ui), room = width - (int)utf8_width(right) - 3;
	component_key(key, component);
	const struct verdict *verdict = work_verdict(ui->work);
	const struct component_result *result = verdict_component(verdict, component);
	if (!result && verdict->component_count > 0)
		result = &verdict->components[0];
	buf_init(&line);
	for (size_t i = 0; result && i < result->step_count; i++) {
		buf_addf(&line, "%s[%s]", i > 0 ? " " : "", _(marks[result->steps[i].outcome]));
		strip_step_name(ui, result->steps[i].step, &line);
	}
	put_text(ui->term, 1, 1, room, STYLE_PLAIN, line.data);
	put_right(ui->term, 1, room + 1, width - room - 2, STYLE_STRONG, right);
	buf_done(&line);
}

/* A name cut where the title needs the room, and marked as cut. */
static void add_short(struct buf *out, const char *name)
{
	size_t shown = utf8_fit(name, strlen(name), NAME_CELLS);
	buf_add(out, name, shown);
	buf_adds(out, name[shown] ? ".." : "");
}

void strip_entity(struct ui *ui, const char *key, struct buf *out)
{
	const struct dossier *dossier = work_dossier(ui->work);
	const struct entity *entity = dossier_find(dossier, key);
	if (!entity || entity->scope == SCOPE_CASE)
		return;
	if (dossier->root->count > 1) {
		char component[ENTITY_KEY_MAX + 1];
		component_key(key, component);
		const struct entity *part = dossier_find(dossier, component);
		const char *name = part ? entity_text(dossier, part, "component.name") : "";
		add_short(out, name[0] ? name : component);
		buf_adds(out, " / ");
	}
	if (entity->scope == SCOPE_CANDIDATE) {
		add_short(out, candidate_name(ui->work, key));
		buf_adds(out, ": ");
	} else if (entity->scope == SCOPE_STEP) {
		const struct step_def *step = edition_step(app_edition(ui->app), entity->number);
		if (step) {
			strip_step_name(ui, step, out);
			buf_adds(out, " ");
		}
	}
}
