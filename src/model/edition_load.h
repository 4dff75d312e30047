/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the edition loader. Every file is parsed first, its sections are sorted by kind, and then each part below turns the sections
 * of its kinds into the structures of edition.h. Every part goes on after a fault, so that one run lists them all; a section that could not be
 * read is left out, and nothing is said of what may have stood in it. Private to this room.
 */
#ifndef MODEL_EDITION_LOAD_H
#define MODEL_EDITION_LOAD_H

#include "base/ini.h"
#include "model/edition.h"
#include "model/names.h"

enum section_kind {
	KIND_EDITION, KIND_SOURCE, KIND_NOTICE,
	KIND_CLAUSE,
	KIND_FACT, KIND_DERIVED, KIND_PROVIDED,
	KIND_RULE,
	KIND_ALLOWED, KIND_NEVER,
	KIND_GATE, KIND_STEP,
	KIND_SCREEN, KIND_QUESTION,
	KIND_ROLE, KIND_SIGNOFF,
	KIND_GRADE, KIND_SCHEME, KIND_HARM, KIND_REJECTION,
	KIND_OVERLAY, KIND_TIGHTEN,
	KIND_COUNT
};

/* What a file of the set may hold. `pattern` is for fnmatch. */
struct file_class {
	const char *pattern;
	const struct ini_kind *kinds;
	bool policy;                  /* the pattern is below data/policy/EDITION/ */
	bool required;
	bool eras; /* its sections make the table of eras and are no others' */
};
/* Ends with a NULL pattern. */
extern const struct file_class FILE_CLASSES[];
/* Kind of a section that a file of the set may hold. */
enum section_kind section_kind_find(const char *word);

/* A section with the name of its file, which lives as long as the edition. */
struct placed {
	const struct ini_section *section;
	const char *file;
	const struct ini *ini; /* the whole file */
};
struct placed_list {
	struct placed *items;
	size_t count, capacity;
};
struct fact_list {
	struct fact **items;
	size_t count, capacity;
};

struct loader {
	struct edition *edition;
	struct diag_list *diags;
	struct ini *inis; /* one for each file of the set */
	bool *sound;      /* for each file, whether it could be parsed */
	bool agreed;      /* both readers have agreed on these very bytes before */
	bool known;       /* `inis` holds the files already, from a load without a fault */
	unsigned torn;    /* bit KIND: a section of this kind may be missing only because it could not be read */
	struct placed_list lists[KIND_COUNT];
	struct fact_list facts;
};

struct edition_index {
	struct name_map facts, clauses, rules, screens;
};

/* Whether something that would stand in sections of these kinds (a mask of bits) may have been there, but unreadable. */
static inline bool load_is_torn(const struct loader *loader, unsigned kinds)
{
	return (loader->torn & kinds) != 0;
}
#define KINDS_OF_FACTS (1u << KIND_FACT | 1u << KIND_DERIVED | 1u << KIND_PROVIDED | 1u << KIND_SCREEN | 1u << KIND_QUESTION | 1u << KIND_STEP)

/* edition_source.c: values of a section, which live as long as the edition, with faults at the line of the key. */
const char *load_word(struct loader *loader, const struct placed *at, const char *key); /* "" when absent */
struct text load_text(struct loader *loader, const struct placed *at, const char *key);
struct source_expr load_expr(const struct loader *loader, const struct placed *at, const char *key); /* text NULL when absent */
int load_int(const struct placed *at, const char *key, int otherwise);
date_days load_date(const struct placed *at, const char *key);
enum scope load_scope(const struct placed *at, const char *key);
/* Step numbers as a mask of bits; `none` when the key is absent. Reports numbers that are no step. */
unsigned load_steps(struct loader *loader, const struct placed *at, const char *key, unsigned none);
void load_fault(const struct loader *loader, const struct placed *at, const char *key, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void *load_array(struct loader *loader, size_t count, size_t size);
/* Calls `visit` with a NUL-terminated copy of each word of a list. */
void load_each_word(const char *words, void (*visit)(const char *word, void *context), void *context);
/* Reports each clause id in the list at `key` that clauses.ini does not declare. */
void load_check_clauses(const struct loader *loader, const struct placed *at, const char *key);

/* edition_facts.c */
void load_facts_begin(struct loader *loader);
/* Fills type, options, label, unit and clause from a question or fact section and declares it. NULL after a fault in its id. */
struct fact *load_fact(struct loader *loader, const struct placed *at, enum fact_origin origin);
/* facts.ini, the facts of the program, and the slots; after steps and screens. */
void load_facts(struct loader *loader);

/* edition_relations.c: orders of dates and rows of the comparison; after the facts */
void load_relations(struct loader *loader);

/* edition_gather.c: what the entries answer; first the words of the section, then, when the dictionary stands, the facts they name */
void load_gather(struct loader *loader, const struct placed *at, struct question *question);
void load_gathered(struct loader *loader);

/* edition_derived.c: the derived sections of facts.ini */
void load_derived_facts(struct loader *loader);

/* edition_screens.c, edition_policy.c, edition_rules.c, edition_steps.c, edition_catalogue.c */
void load_header(struct loader *loader);
void load_screens(struct loader *loader);
void load_clauses(struct loader *loader);
void load_rules(struct loader *loader);
void load_steps_file(struct loader *loader);
void load_step_offers(struct loader *loader); /* after the facts */
void load_catalogue(struct loader *loader);
/* edition_set.c: the files of an edition below a root, sorted; overlays named in `off` are left out. Release with fileset_done where STATUS_OK. */
enum status edition_set_read(struct fileset *set, const char *root, const char *id, const char *off, struct diag_list *diags);
/* edition_choice.c: where the screens, or the catalogue, of an edition lie below a root: its own directory, or the common one; caller frees */
char *edition_screen_directory(const char *root, const char *id);
char *edition_catalogue_directory(const char *root, const char *id);
/* Takes out of the common catalogue what an edition with its own has there: everything but eras, roles and sign-off columns. */
void edition_leave_common(struct fileset *set);
/* edition_overlay.c */
bool is_overlay_file(const char *file);
void load_overlays(struct loader *loader); /* after rules */
/* Entries of a catalogue of which those of an overlay take the place of the edition's. */
void overlay_replace(struct loader *loader, enum section_kind kind, struct catalogue_entry *entries, size_t *count);
/* Takes the overlays out of a set that are named in `off`. */
void overlay_leave_out(struct fileset *set, const char *off);
void load_proof(struct loader *loader); /* edition_proof.c; after rules and clauses */
void load_schemes(struct loader *loader); /* edition_schemes.c; after clauses and facts */

#endif
