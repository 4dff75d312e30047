/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a set of files to an edition. The set is read once, packed and hashed, and then everything is parsed out of the same memory, so
 * that the digest in a record speaks of exactly what was loaded. A record carries the packed set, which is loaded by the same code.
 */
#include "model/edition_load.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/agreed.h"
#include "model/keeper.h"
#include "model/kept.h"

#define EDITION_ID_MAX 32

static bool id_is_good(const char *id)
{
	size_t len = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return len >= 1 && len <= EDITION_ID_MAX && id[len] == '\0';
}

/* The name of a file below the directory of its edition's policy; NULL when it is elsewhere. */
static const char *policy_name(const char *id, const char *name)
{
	static const char DIRECTORY[] = "data/policy/";
	size_t directory_len = sizeof DIRECTORY - 1, id_len = strlen(id);

	if (strncmp(name, DIRECTORY, directory_len) != 0 || strncmp(name + directory_len, id, id_len) != 0 ||
	    name[directory_len + id_len] != '/')
		return NULL;
	return name + directory_len + id_len + 1;
}

static bool class_matches(const struct file_class *class, const char *id, const char *name)
{
	if (class->policy)
		name = policy_name(id, name);
	/* The plain beginning of a pattern tells nearly all of them apart. */
	return name && strncmp(class->pattern, name, strcspn(class->pattern, "*")) == 0 && fnmatch(class->pattern, name, FNM_PATHNAME) == 0;
}

static const struct file_class *class_of(const char *id, const char *name)
{
	for (const struct file_class *class = FILE_CLASSES; class->pattern; class++)
		if (class_matches(class, id, name))
			return class;
	return NULL;
}

static void tear(struct loader *loader, const struct file_class *class)
{
	for (const struct ini_kind *kind = class->kinds; kind->kind; kind++)
		loader->torn |= 1u << section_kind_find(kind->kind);
}

static void check_required(struct loader *loader)
{
	const struct edition *edition = loader->edition;

	for (const struct file_class *class = FILE_CLASSES; class->pattern; class++) {
		bool found = !class->required;

		for (size_t i = 0; i < edition->files.count && !found; i++)
			found = class_matches(class, edition->id, edition->files.items[i].name);
		if (found)
			continue;
		if (class->kinds)
			tear(loader, class);
		if (class->policy)
			diag_error(loader->diags, STATUS_INPUT, NULL, 0, _("data/policy/%s/%s is missing"), edition->id, class->pattern);
		else
			diag_error(loader->diags, STATUS_INPUT, NULL, 0, _("%s is missing"), class->pattern);
	}
}

/* Lists of words may be empty; everything else that is there must say something. */
static bool may_be_empty(const char *key)
{
	static const char *const LISTS[] = { "clause", "screens", "forms", "deployments", "pass.needs" };
	const char *last = strrchr(key, '.');

	for (size_t i = 0; i < sizeof LISTS / sizeof LISTS[0]; i++)
		if (strcmp(LISTS[i], key) == 0)
			return true;
	return last && strcmp(last, ".clause") == 0;
}

/* Every text must also be of known width. */
static void check_values(struct loader *loader, const struct placed *at)
{
	for (size_t i = 0; i < at->section->count; i++) {
		const struct ini_entry *entry = &at->section->entries[i];
		uint32_t ambiguous = entry->easy ? 0 : utf8_first_ambiguous(entry->value);

		if (*entry->value == '\0' && !may_be_empty(entry->key))
			load_fault(loader, at, entry->key, _("%s is empty; give a value or leave the key out"), entry->key);
		if (ambiguous)
			load_fault(loader, at, entry->key, _("%s holds U+%04X, whose width differs between terminals; write it otherwise"),
				entry->key, (unsigned)ambiguous);
	}
}

/* Names are unique in a kind over all files; within one file base/ini.c has seen to it. */
static void check_name(struct loader *loader, struct name_map *seen, const struct placed *at)
{
	char *name = mem_printf("%s.%s", at->section->kind, at->section->name);
	const struct placed *first = names_get(seen, name);

	if (first) {
		load_fault(loader, at, NULL, _("this name is taken by %s:%d"), first->file, first->section->line);
	} else {
		struct placed *copy = arena_alloc(&loader->edition->arena, sizeof *copy);

		*copy = *at;
		names_add(seen, arena_strdup(&loader->edition->arena, name), copy);
	}
	free(name);
}

static void collect(struct loader *loader, struct name_map *seen, const struct ini *ini, const char *file)
{
	for (size_t i = 0; i < ini->count; i++) {
		struct placed at = { .section = &ini->sections[i], .file = file, .ini = ini };
		struct placed_list *list = &loader->lists[section_kind_find(at.section->kind)];

		if (at.section->faulty)
			continue;
		if (!loader->known)
			check_values(loader, &at);
		/* A title of an overlay takes the place of the edition's; every other name is the first one's. */
		if (!loader->known && !(is_overlay_file(file) && (strcmp(at.section->kind, "role") == 0 || strcmp(at.section->kind, "signoff") == 0)))
			check_name(loader, seen, &at);
		MEM_PUSH_ROOM(list->items, list->count, list->capacity);
		list->items[list->count++] = at;
	}
}

static void parse_file(struct loader *loader, struct name_map *seen, size_t index)
{
	struct edition *edition = loader->edition;
	const struct fileset_item *item = &edition->files.items[index];
	struct ini *ini = &loader->inis[index];
	const struct file_class *class = class_of(edition->id, item->name);
	enum status status = STATUS_OK;

	if (!class) {
		diag_error(loader->diags, STATUS_INPUT, item->name, 0, _("this is not a file of an edition; remove it or mend its name"));
		return;
	}
	if (!loader->known && loader->agreed)
		status = ini_parse_agreed(ini, item->name, item->data, item->len, class->kinds, loader->diags);
	else if (!loader->known)
		status = ini_parse_partly(ini, item->name, item->data, item->len, class->kinds, loader->diags);
	if (status == STATUS_OK && class->eras)
		status = era_table_make(&edition->eras, ini, item->name, loader->diags);
	loader->sound[index] = status == STATUS_OK;
	if (status != STATUS_OK && !class->eras)
		tear(loader, class);
	if (!class->eras)
		collect(loader, seen, ini, item->name);
}

static void parse_files(struct loader *loader)
{
	struct edition *edition = loader->edition;
	struct name_map seen = { 0 };

	if (!loader->known)
		loader->inis = mem_array(edition->files.count, sizeof *loader->inis);
	loader->sound = mem_array(edition->files.count, sizeof *loader->sound);
	check_required(loader);
	/* Overlays come last: what they have in common with the edition is their fault. */
	for (int overlays = 0; overlays < 2; overlays++)
		for (size_t i = 0; i < edition->files.count; i++)
			if (is_overlay_file(edition->files.items[i].name) == (overlays == 1))
				parse_file(loader, &seen, i);
	names_done(&seen);
}

static void loader_done(struct loader *loader)
{
	/* The edition borrows most of its texts from the files as they were parsed. */
	for (size_t i = 0; i < loader->edition->files.count; i++) {
		arena_absorb(&loader->edition->arena, &loader->inis[i].arena);
		ini_done(&loader->inis[i]);
	}
	free(loader->inis);
	free(loader->sound);
	for (size_t i = 0; i < KIND_COUNT; i++)
		free(loader->lists[i].items);
	free(loader->facts.items);
}

/* The order matters: the models of the steps are options of a fact, facts come from screens, and offers of steps are options of facts. */
static void load_all(struct loader *loader)
{
	parse_files(loader);
	load_header(loader);
	load_clauses(loader);
	load_steps_file(loader);
	load_screens(loader);
	load_facts(loader);
	load_relations(loader);
	load_step_offers(loader);
	load_rules(loader);
	load_overlays(loader);
	load_proof(loader);
	load_catalogue(loader);
}

static struct edition *edition_make(const char *id)
{
	struct edition *edition = MEM_NEW(struct edition);

	arena_init(&edition->arena);
	edition->index = MEM_NEW(struct edition_index);
	edition->id = arena_strdup(&edition->arena, id);
	edition->off = "";
	return edition;
}

/* Takes the set over. What is kept for later runs (`keep`, may be NULL) borrows from the parsed files. */
static enum status load_set(struct edition **out, const char *id, struct fileset *set, const char *agreed, struct keeper *keep,
	struct diag_list *diags)
{
	struct edition *edition = edition_make(id);
	struct loader loader = { .edition = edition, .diags = diags };

	edition->files = *set;
	edition->whole = true;
	fileset_init(set);
	fileset_digest(&edition->files, &edition->digest);
	loader.agreed = agreed_has(agreed, &edition->digest);
	load_all(&loader);
	if (!diags->errors && !loader.agreed)
		agreed_add(agreed, &edition->digest);
	if (!diags->errors && keep)
		keeper_write(keep, &edition->files, loader.inis, &edition->digest);
	loader_done(&loader);
	if (diags->errors) {
		edition_free(&edition);
		return STATUS_INPUT;
	}
	*out = edition;
	return STATUS_OK;
}

/* The edition as an earlier run has kept it; NULL when it has not. Faults there can be none, or it would not have been kept. */
static struct edition *load_kept(const char *id, const char *root, const char *path)
{
	struct edition *edition;
	struct loader loader = { .known = true };
	struct diag_list none;
	struct kept_set kept;

	if (!kept_read(&kept, path, root))
		return NULL;
	diag_init(&none);
	edition = edition_make(id);
	loader.edition = edition;
	loader.diags = &none;
	edition->digest = kept.digest;
	arena_absorb(&edition->arena, &kept.arena);
	edition->kept = kept.view;
	loader.inis = mem_array(kept.count, sizeof *loader.inis);
	for (size_t i = kept.directories; i < kept.count; i++) {
		loader.inis[edition->files.count] = kept.files[i].ini;
		kept.files[i].ini = (struct ini){ .sections = NULL };
		fileset_add(&edition->files, kept.files[i].name, "", 0);
	}
	load_all(&loader);
	loader_done(&loader);
	if (none.errors)
		edition_free(&edition);
	diag_done(&none);
	return edition;
}

static enum status check_id(const char *id, struct diag_list *diags)
{
	if (id_is_good(id))
		return STATUS_OK;
	return diag_error(diags, STATUS_INPUT, NULL, 0,
		_("'%s' is not the name of an edition; a name has 1 to 32 of the characters a-z 0-9 _ -"), id);
}

static enum status read_root(struct edition **out, const char *root, const char *id, const char *off, const char *agreed,
	struct diag_list *diags)
{
	struct keeper keep;
	struct fileset set;
	enum status status;

	if (check_id(id, diags) != STATUS_OK)
		return STATUS_INPUT;
	keeper_init(&keep, agreed, root, id, off);
	*out = load_kept(id, root, keep.path);
	status = *out ? STATUS_OK : edition_set_read(&set, root, id, off, diags);
	if (!*out && status == STATUS_OK)
		status = load_set(out, id, &set, agreed, &keep, diags);
	keeper_done(&keep);
	if (*out && off)
		(*out)->off = arena_strdup(&(*out)->arena, off);
	return status;
}

/* The caller's list may hold faults of earlier work or be absent, so loading counts in a list of its own. */
static enum status finish(enum status status, struct diag_list *own, struct diag_list *diags)
{
	if (diags)
		diag_move(diags, own);
	diag_done(own);
	return status;
}

/* Unpacking takes sorted sets only, so the digest over the set is the digest of the bytes. */
static enum status read_packed(struct edition **out, const char *id, const void *bytes, size_t len, const char *agreed,
	struct diag_list *diags)
{
	struct fileset set;

	if (check_id(id, diags) != STATUS_OK)
		return STATUS_INPUT;
	fileset_init(&set);
	if (fileset_unpack(&set, bytes, len) != 0) {
		fileset_done(&set);
		return diag_error(diags, STATUS_INPUT, NULL, 0, _("the packed edition '%s' is damaged: its bytes are not a sorted set of files"), id);
	}
	return load_set(out, id, &set, agreed, NULL, diags);
}

enum status edition_load_without(struct edition **out, const char *root, const char *id, const char *off, const char *agreed,
	struct diag_list *diags)
{
	struct diag_list own;

	*out = NULL;
	diag_init(&own);
	return finish(read_root(out, root, id, off, agreed, &own), &own, diags);
}

enum status edition_load_with(struct edition **out, const char *root, const char *id, const char *agreed, struct diag_list *diags)
{
	return edition_load_without(out, root, id, NULL, agreed, diags);
}

enum status edition_load(struct edition **out, const char *root, const char *id, struct diag_list *diags)
{
	return edition_load_with(out, root, id, NULL, diags);
}

enum status edition_load_packed_with(struct edition **out, const char *id, const void *bytes, size_t len, const char *agreed,
	struct diag_list *diags)
{
	struct diag_list own;

	*out = NULL;
	diag_init(&own);
	return finish(read_packed(out, id, bytes, len, agreed, &own), &own, diags);
}

enum status edition_load_packed(struct edition **out, const char *id, const void *bytes, size_t len, struct diag_list *diags)
{
	return edition_load_packed_with(out, id, bytes, len, NULL, diags);
}
