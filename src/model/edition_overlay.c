/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Overlays. An overlay is read with the edition as if its sections stood there, so everything that is checked of an edition is checked of both
 * together, and a name that both have is reported with both places. That it cannot weaken the edition follows from what it may hold: another
 * rule blocks, opens or remarks and never lets pass; another question or derived fact is read by nothing of the edition; there are no gates,
 * steps, exceptions or other expressions for rules that are there. The one thing it may change is the force of a rule, and only upwards.
 */
#include "model/edition_load.h"

#include <stdlib.h>
#include <string.h>

static const char DIRECTORY[] = "data/overlay/";

bool is_overlay_file(const char *file)
{
	return strncmp(file, DIRECTORY, sizeof DIRECTORY - 1) == 0;
}

static bool has_word(const char *words, const char *word, size_t len)
{
	while (words && *words) {
		size_t here = strcspn(words, " ");

		if (here == len && strncmp(words, word, len) == 0)
			return true;
		words += here + (words[here] == ' ');
	}
	return false;
}

void overlay_leave_out(struct fileset *set, const char *off)
{
	size_t kept = 0;

	for (size_t i = 0; i < set->count; i++) {
		const char *base = strrchr(set->items[i].name, '/');
		size_t len = base ? strcspn(base + 1, ".") : 0;

		if (off && is_overlay_file(set->items[i].name) && has_word(off, base + 1, len)) {
			free(set->items[i].name);
			free(set->items[i].data);
		} else {
			set->items[kept++] = set->items[i];
		}
	}
	set->count = kept;
}

static void check_place(struct loader *loader, const struct placed *at)
{
	char *wanted = mem_printf("%s%s/%s.ini", DIRECTORY, loader->edition->id, at->section->name);

	if (strcmp(wanted, at->file) != 0)
		load_fault(loader, at, NULL, _("this must stand in %s: an overlay bears the name of its file and lies in the directory of its edition"),
			wanted);
	free(wanted);
}

/* What an overlay adds it names, so that a reader of its head knows all of it. */
static void check_named(struct loader *loader, const struct placed *head, const struct placed *at)
{
	char *word = mem_printf("%s.%s", at->section->kind, at->section->name);

	if (!has_word(ini_get(head->section, "adds"), word, strlen(word)))
		load_fault(loader, at, NULL, _("the overlay does not name this among what it adds (%s:%d); add %s there"), head->file,
			ini_line(head->section, "adds"), word);
	free(word);
}

struct adds_reading {
	struct loader *loader;
	const struct placed *head;
};

static void adds_read(const char *word, void *context)
{
	const struct adds_reading *reading = context;
	const struct placed *head = reading->head;

	for (size_t i = 0; i < head->ini->count; i++) {
		const struct ini_section *section = &head->ini->sections[i];
		size_t len = strlen(section->kind);

		if (strncmp(word, section->kind, len) == 0 && word[len] == '.' && strcmp(word + len + 1, section->name) == 0)
			return;
	}
	load_fault(reading->loader, head, "adds", _("there is no [%s] in this overlay"), word);
}

static void check_adds(struct loader *loader, const struct placed *head)
{
	for (size_t i = 0; i < head->ini->count; i++) {
		struct placed at = { .section = &head->ini->sections[i], .file = head->file, .ini = head->ini };

		if (!at.section->faulty && section_kind_find(at.section->kind) != KIND_OVERLAY)
			check_named(loader, head, &at);
	}
	load_each_word(ini_get(head->section, "adds"), adds_read, &(struct adds_reading){ .loader = loader, .head = head });
}

/* How much a force demands: a remark, an open point, or what blocks; a principle may be stated as a must. */
static int strictness(enum force force)
{
	static const int RANKS[] = { [FORCE_PREFERRED] = 0, [FORCE_CAUTION] = 1, [FORCE_PRINCIPLE] = 2, [FORCE_MUST] = 3 };

	return RANKS[force];
}

static enum force force_of(const char *word)
{
	int force = FORCE_MUST;

	while (force < FORCE_CAUTION && strcmp(force_word((enum force)force), word) != 0)
		force++;
	return (enum force)force;
}

static void tighten(struct loader *loader, const struct placed *at)
{
	const char *id = ini_get(at->section, "rule"), *word = ini_get(at->section, "force");
	struct rule *rule = NULL;

	for (size_t i = 0; i < loader->edition->rule_count && !rule; i++)
		if (strcmp(loader->edition->rules[i].id, id) == 0)
			rule = &loader->edition->rules[i];
	if (!rule) {
		if (!load_is_torn(loader, 1u << KIND_RULE))
			load_fault(loader, at, "rule", _("there is no rule '%s'"), id);
	} else if (rule->tightened) {
		load_fault(loader, at, "rule", _("the force of %s is raised already at %s:%d"), id, rule->tightened->file, rule->tightened->line);
	} else if (strictness(force_of(word)) <= strictness(rule->force)) {
		load_fault(loader, at, "force", _("%s is '%s' at %s:%d; an overlay may only raise that, and '%s' does not"), id,
			force_word(rule->force), rule->file, rule->line, word);
	} else {
		rule->force = force_of(word);
		rule->tightened = edition_overlay(loader->edition, at->file);
	}
}

static void check_heads(struct loader *loader)
{
	const struct fileset *files = &loader->edition->files;

	for (size_t i = 0; i < files->count; i++)
		if (is_overlay_file(files->items[i].name) && loader->sound[i] && !edition_overlay(loader->edition, files->items[i].name))
			diag_error(loader->diags, STATUS_INPUT, files->items[i].name, 0, _("the overlay has no head; give [overlay.NAME]"));
}

void load_overlays(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_OVERLAY], *raised = &loader->lists[KIND_TIGHTEN];
	struct edition *edition = loader->edition;

	edition->overlays = load_array(loader, list->count, sizeof *edition->overlays);
	edition->overlay_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		const struct placed *at = &list->items[i];

		edition->overlays[i] = (struct overlay){
			.name = arena_strdup(&edition->arena, at->section->name),
			.title = load_text(loader, at, "title"),
			.text = load_text(loader, at, "text"),
			.date = load_date(at, "date"),
			.file = at->file,
			.line = at->section->line,
		};
		check_place(loader, at);
		check_adds(loader, at);
	}
	check_heads(loader);
	for (size_t i = 0; i < raised->count; i++)
		tighten(loader, &raised->items[i]);
}

void overlay_replace(struct loader *loader, enum section_kind kind, struct catalogue_entry *entries, size_t *count)
{
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++) {
		size_t same = 0;

		while (same < kept && strcmp(entries[same].name, entries[i].name) != 0)
			same++;
		if (same < kept && is_overlay_file(entries[same].file))
			load_fault(loader, &loader->lists[kind].items[i], NULL, _("another overlay gives this title already at %s:%d"), entries[same].file,
				entries[same].line);
		entries[same] = entries[i];
		kept += same == kept;
	}
	*count = kept;
}
