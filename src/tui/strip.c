/* SPDX-License-Identifier: Apache-2.0 */
/* The strip shows where the case stands without a picture: a word for each step, in order. */
#include "tui/strip.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/cells.h"
#include "tui/words.h"

#define NAME_CELLS 14

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

/* A word for each step; where they have no room, all but the last are numbers. */
static void steps_line(struct ui *ui, const struct component_result *result, bool numbers, struct buf *out)
{
	for (size_t i = 0; i < result->step_count; i++) {
		const struct step_result *step = &result->steps[i];
		buf_addf(out, "%s[%s]", i > 0 ? " " : "", _(marks[step->outcome]));
		if (numbers && i + 1 < result->step_count)
			buf_addf(out, "%d", step->step->number);
		else
			strip_step_name(ui, step->step, out);
	}
}

/* The step at which the walk of a component stands: adopted, or the first that is neither passed over nor out of reach. */
static const struct step_result *place_of(const struct component_result *result)
{
	for (size_t i = 0; i < result->step_count; i++)
		if (result->steps[i].outcome != STEP_PASSED && result->steps[i].outcome != STEP_NOT_REACHED)
			return &result->steps[i];
	return NULL;
}

/* A case that is split has no one walk: each component with the step at which it stands. */
static void parts_line(struct ui *ui, const struct verdict *verdict, size_t room, struct buf *out)
{
	size_t each = room / verdict->component_count;
	for (size_t i = 0; i < verdict->component_count; i++) {
		const struct step_result *step = place_of(&verdict->components[i]);
		struct buf name, tail;
		buf_init(&name);
		buf_init(&tail);
		buf_addf(&tail, "[%s]", _(marks[step ? step->outcome : STEP_NOT_REACHED]));
		if (step)
			strip_step_name(ui, step->step, &tail);
		component_label(ui->work, verdict->components[i].key, &name);
		size_t used = utf8_width(tail.data) + 2;
		buf_adds(out, i > 0 ? "  " : "");
		cells_cut(out, name.data, each > used + 4 ? each - used : 4);
		buf_adds(out, tail.data);
		buf_done(&name);
		buf_done(&tail);
	}
}

void strip_draw(struct ui *ui, const char *key, const char *right)
{
	struct buf line;
	char component[ENTITY_KEY_MAX + 1];
	int width = ui_width(ui), room = width - (int)utf8_width(right) - 3;
	component_key(key, component);
	const struct verdict *verdict = work_verdict(ui->work);
	const struct component_result *result = verdict_component(verdict, component);
	buf_init(&line);
	if (!result && verdict->component_count > 1) {
		parts_line(ui, verdict, (size_t)room, &line);
	} else if (result || verdict->component_count > 0) {
		result = result ? result : &verdict->components[0];
		steps_line(ui, result, false, &line);
		if ((int)utf8_width(line.data) > room) {
			buf_clear(&line);
			steps_line(ui, result, true, &line);
		}
	}
	put_text(ui->term, 1, 1, room, STYLE_PLAIN, line.data);
	put_right(ui->term, 1, room + 1, width - room - 2, STYLE_STRONG, right);
	buf_done(&line);
}

void strip_entity(struct ui *ui, const char *key, struct buf *out)
{
	const struct dossier *dossier = work_dossier(ui->work);
	const struct entity *entity = dossier_find(dossier, key);
	if (!entity || entity->scope == SCOPE_CASE)
		return;
	if (scope_is_entry(entity->scope)) {
		struct buf name;
		buf_init(&name);
		entry_name(ui->work, entity, &name);
		cells_cut(out, name.data, NAME_CELLS);
		buf_adds(out, ": ");
		buf_done(&name);
		return;
	}
	if (dossier->root->count > 1) {
		struct buf name;
		buf_init(&name);
		component_label(ui->work, key, &name);
		cells_cut(out, name.data, NAME_CELLS);
		buf_adds(out, " / ");
		buf_done(&name);
	}
	if (entity->scope == SCOPE_CANDIDATE) {
		cells_cut(out, candidate_name(ui->work, key), NAME_CELLS);
		buf_adds(out, ": ");
	} else if (entity->scope == SCOPE_STEP) {
		const struct step_def *step = edition_step(app_edition(ui->app), entity->number);
		if (step) {
			strip_step_name(ui, step, out);
			buf_adds(out, " ");
		}
	}
}
