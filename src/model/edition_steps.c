/* SPDX-License-Identifier: Apache-2.0 */
/* The gates and the steps in their order (KH-3.1): how many there are and what each offers is the policy's to say. */
#include "model/edition_load.h"

#include <stdio.h>
#include <string.h>

static void load_gates(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_GATE];
	struct edition *edition = loader->edition;

	edition->gates = load_array(loader, list->count, sizeof *edition->gates);
	edition->gate_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		const struct placed *at = &list->items[i];

		edition->gates[i] = (struct gate){
			.name = arena_strdup(&edition->arena, at->section->name),
			.verdict = load_word(loader, at, "verdict"),
			.ground = load_word(loader, at, "ground"),
			.clause = load_word(loader, at, "clause"),
			.when = load_expr(loader, at, "when"),
			.title = load_text(loader, at, "title"),
			.text = load_text(loader, at, "text"),
		};
	}
}

static void check_step(struct loader *loader, const struct placed *at, const struct step_def *step)
{
	char wanted[16];

	snprintf(wanted, sizeof wanted, "%d", step->number);
	if (strcmp(at->section->name, wanted) != 0 && !load_is_torn(loader, 1u << KIND_STEP))
		load_fault(loader, at, NULL, _("steps are numbered from 1 in the order of the file; this must be [step.%s]"), wanted);
	for (int i = 1; i < step->number; i++)
		if (strcmp(loader->edition->steps[i - 1].model, step->model) == 0)
			load_fault(loader, at, "model", _("the model '%s' is that of step %d already"), step->model, i);
	if (step->refer.text && !ini_get(at->section, "refer.text.ja"))
		load_fault(loader, at, "refer", _("refer needs refer.text.ja and refer.text.en, which the adviser is shown"));
	if (step->pass_needs[0] && !step->pass.text)
		load_fault(loader, at, "pass.needs", _("pass.needs goes with pass"));
}

static void load_step(struct loader *loader, const struct placed *at, struct step_def *step, int number)
{
	*step = (struct step_def){
		.number = number,
		.title = load_text(loader, at, "title"),
		.short_title = load_text(loader, at, "short"),
		.model_label = load_text(loader, at, "model"),
		.clause = load_word(loader, at, "clause"),
		.model = load_word(loader, at, "model"),
		.forms = load_word(loader, at, "forms"),
		.deployments = load_word(loader, at, "deployments"),
		.entry = load_expr(loader, at, "entry"),
		.adopt = load_expr(loader, at, "adopt"),
		.pass = load_expr(loader, at, "pass"),
		.refer = load_expr(loader, at, "refer"),
		.pass_needs = load_word(loader, at, "pass.needs"),
		.names_candidate = strcmp(ini_get(at->section, "candidate"), "required") == 0,
		.entry_text = load_text(loader, at, "entry.text"),
		.adopt_text = load_text(loader, at, "adopt.text"),
		.pass_text = load_text(loader, at, "pass.text"),
		.refer_text = load_text(loader, at, "refer.text"),
		.file = at->file,
		.line = at->section->line,
	};
	check_step(loader, at, step);
}

void load_steps_file(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_STEP];
	struct edition *edition = loader->edition;
	size_t count = list->count < STEP_MAX ? list->count : STEP_MAX;

	load_gates(loader);
	edition->steps = load_array(loader, count, sizeof *edition->steps);
	edition->step_count = count;
	for (size_t i = 0; i < count; i++)
		load_step(loader, &list->items[i], &edition->steps[i], (int)i + 1);
	for (size_t i = count; i < list->count; i++)
		load_fault(loader, &list->items[i], NULL, _("too many steps; at most %d are allowed"), STEP_MAX);
	if (count == 0 && !load_is_torn(loader, 1u << KIND_STEP))
		diag_error(loader->diags, STATUS_INPUT, NULL, 0, _("data/policy/%s/steps.ini has no step"), edition->id);
}

struct offer {
	const struct loader *loader;
	const struct placed *at;
	const char *key;
	const struct fact *fact;
};

static void offer_read(const char *word, void *context)
{
	const struct offer *offer = context;

	if (fact_option_find(offer->fact, word) < 0)
		load_fault(offer->loader, offer->at, offer->key, _("'%s' is not an option of %s"), word, offer->fact->id);
}

static void check_offer(const struct loader *loader, const struct placed *at, const char *key, const char *fact_id)
{
	const char *words = ini_get(at->section, key);
	struct offer offer = { .loader = loader, .at = at, .key = key, .fact = edition_fact(loader->edition, fact_id) };

	if (!words || *words == '\0')
		return;
	if (offer.fact)
		load_each_word(words, offer_read, &offer);
	else if (!load_is_torn(loader, KINDS_OF_FACTS))
		load_fault(loader, at, key, _("%s is not declared, so %s cannot be given"), fact_id, key);
}

void load_step_offers(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_STEP];

	for (size_t i = 0; i < list->count; i++) {
		check_offer(loader, &list->items[i], "forms", "candidate.form");
		check_offer(loader, &list->items[i], "deployments", "candidate.deployment");
	}
}
