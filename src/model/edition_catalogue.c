/* SPDX-License-Identifier: Apache-2.0 */
/* Catalogues beside the policy: who takes part, who signs, and the grades of information. The program shows them and decides nothing by them. */
#include "model/edition_load.h"

#include <stdlib.h>
#include <string.h>

static int entry_compare(const void *a, const void *b)
{
	const struct catalogue_entry *x = a, *y = b;
	int difference = (x->order > y->order) - (x->order < y->order);

	return difference ? difference : strcmp(x->name, y->name);
}

static struct catalogue_entry *load_entries(struct loader *loader, enum section_kind kind, size_t *count)
{
	const struct placed_list *list = &loader->lists[kind];
	struct catalogue_entry *entries = load_array(loader, list->count, sizeof *entries);

	*count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		const struct placed *at = &list->items[i];

		entries[i] = (struct catalogue_entry){
			.name = arena_strdup(&loader->edition->arena, at->section->name),
			.title = load_text(loader, at, "title"),
			.text = load_text(loader, at, "text"),
			.fact = load_word(loader, at, "fact"),
			.value = load_word(loader, at, "value"),
			.clause = load_word(loader, at, "clause"),
			.order = load_int(at, "order", (int)i + 1),
			.file = at->file,
			.line = at->section->line,
		};
	}
	return entries;
}

/* A grade explains an option that an officer can choose. */
static void check_grade(const struct loader *loader, const struct placed *at, const struct catalogue_entry *grade)
{
	const struct fact *fact = edition_fact(loader->edition, grade->fact);

	if (!fact && !load_is_torn(loader, KINDS_OF_FACTS))
		load_fault(loader, at, "fact", _("%s is not declared"), grade->fact);
	load_check_clauses(loader, at, "clause");
	if (fact && fact_option_find(fact, grade->value) < 0)
		load_fault(loader, at, "value", _("'%s' is not an option of %s"), grade->value, grade->fact);
}

/* The harms of the rating helper. Each speaks for a grade by the name of its section. */
static void load_harms(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_HARM];
	struct edition *edition = loader->edition;

	edition->harms = load_array(loader, list->count, sizeof *edition->harms);
	for (size_t i = 0; i < list->count; i++) {
		const struct placed *at = &list->items[i];
		const char *grade = ini_get(at->section, "grade");
		struct harm *harm = &edition->harms[edition->harm_count];

		for (size_t g = 0; g < edition->grade_count; g++)
			if (grade && strcmp(edition->grades[g].name, grade) == 0)
				harm->grade = &edition->grades[g];
		if (!harm->grade) {
			load_fault(loader, at, "grade", _("there is no [grade.%s] in classification.ini"), grade ? grade : "");
			continue;
		}
		harm->name = arena_strdup(&edition->arena, at->section->name);
		harm->text = load_text(loader, at, "text");
		harm->reason = load_text(loader, at, "reason");
		edition->harm_count++;
	}
}

static int rejection_compare(const void *a, const void *b)
{
	const struct rejection *x = a, *y = b;
	int difference = (x->order > y->order) - (x->order < y->order);

	return difference ? difference : strcmp(x->name, y->name);
}

static void load_rejections(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_REJECTION];
	struct edition *edition = loader->edition;

	edition->rejections = load_array(loader, list->count, sizeof *edition->rejections);
	edition->rejection_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		const struct placed *at = &list->items[i];
		const char *words = ini_get(at->section, "words");

		edition->rejections[i] = (struct rejection){
			.name = arena_strdup(&edition->arena, at->section->name),
			.title = load_text(loader, at, "title"),
			.words = words && strcmp(words, "required") == 0,
			.order = load_int(at, "order", 0),
		};
	}
	if (list->count)
		qsort(edition->rejections, edition->rejection_count, sizeof *edition->rejections, rejection_compare);
}

const struct rejection *edition_rejection(const struct edition *edition, const char *name)
{
	for (size_t i = 0; i < edition->rejection_count; i++)
		if (strcmp(edition->rejections[i].name, name) == 0)
			return &edition->rejections[i];
	return NULL;
}

void load_catalogue(struct loader *loader)
{
	struct edition *edition = loader->edition;

	edition->roles = load_entries(loader, KIND_ROLE, &edition->role_count);
	overlay_replace(loader, KIND_ROLE, edition->roles, &edition->role_count);
	qsort(edition->roles, edition->role_count, sizeof *edition->roles, entry_compare);
	edition->signoff = load_entries(loader, KIND_SIGNOFF, &edition->signoff_count);
	overlay_replace(loader, KIND_SIGNOFF, edition->signoff, &edition->signoff_count);
	qsort(edition->signoff, edition->signoff_count, sizeof *edition->signoff, entry_compare);
	edition->grades = load_entries(loader, KIND_GRADE, &edition->grade_count);
	for (size_t i = 0; i < edition->grade_count; i++)
		check_grade(loader, &loader->lists[KIND_GRADE].items[i], &edition->grades[i]);
	load_harms(loader);
	load_rejections(loader);
	/* The notices are loaded before there are clauses, so what they cite is looked at here. */
	for (size_t i = 0; i < edition->notice_count; i++)
		load_check_clauses(loader, &loader->lists[KIND_NOTICE].items[i], "clause");
	load_schemes(loader);
}
