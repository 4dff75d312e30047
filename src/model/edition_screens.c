/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Screens and their questions. One file is one screen and bears its id, so that an edition names files and a reader finds a question by
 * the name on the screen. Questions are loaded in the order in which screens are walked, which is thereby the order of the dictionary.
 */
#include "model/edition_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"


/* A screen with the file its questions are in, so that they can be sorted together. */
struct draft {
	struct screen screen;
	struct placed at;
};

static int group_rank(const char *group)
{
	static const char *const GROUPS[] = { "step0", "component", "step", "candidate" };
	int rank = 0;

	while (rank < (int)(sizeof GROUPS / sizeof GROUPS[0]) && strcmp(GROUPS[rank], group) != 0)
		rank++;
	return rank;
}

static int draft_compare(const void *a, const void *b)
{
	const struct screen *x = &((const struct draft *)a)->screen, *y = &((const struct draft *)b)->screen;
	int difference = group_rank(x->group) - group_rank(y->group);

	if (difference == 0)
		difference = (x->order > y->order) - (x->order < y->order);
	return difference ? difference : strcmp(x->id, y->id);
}

static enum demand demand_of(const struct placed *at, const char *key)
{
	const char *word = ini_get(at->section, key);

	if (strcmp(word, "required") == 0)
		return DEMAND_REQUIRED;
	return strcmp(word, "optional") == 0 ? DEMAND_OPTIONAL : DEMAND_NONE;
}

static bool load_limit(struct loader *loader, const struct placed *at, enum fact_type type, const char *key, int64_t *out)
{
	const char *value = ini_get(at->section, key);
	bool good;

	if (!value)
		return false;
	if (type != FACT_NUMBER && type != FACT_MONEY) {
		load_fault(loader, at, key, _("only number and money have min and max"));
		return false;
	}
	good = type == FACT_NUMBER ? num_parse_milli(value, out) : num_parse_int(value, out);
	if (!good)
		load_fault(loader, at, key, _("'%s' is not a number of this type"), value);
	return good;
}

struct search_checking {
	const struct loader *loader;
	const struct placed *at;
	const struct fact *fact;
};

static void check_search_word(const char *word, void *context)
{
	const struct search_checking *checking = context;

	if (fact_option_find(checking->fact, word) < 0)
		load_fault(checking->loader, checking->at, "search", _("'%s' is not an option of %s"), word, checking->fact->id);
}

/* Options by which an officer says that a step has no suitable service. */
static void check_search(const struct loader *loader, const struct placed *at, const struct question *question)
{
	struct search_checking checking = { loader, at, question->fact };

	if (!question->search[0])
		return;
	if (question->fact->scope != SCOPE_STEP || question->fact->type != FACT_CHOICE)
		load_fault(loader, at, "search", _("only a choice about a step can be shown by a search"));
	else
		load_each_word(question->search, check_search_word, &checking);
}

static void check_question(struct loader *loader, const struct placed *at, const struct question *question)
{
	const struct fact *fact = question->fact;

	if (fact->scope != question->screen->scope)
		load_fault(loader, at, "fact", _("%s is of scope %s, but its screen is of scope %s"), fact->id, scope_word(fact->scope),
			scope_word(question->screen->scope));
	if (ini_get(at->section, "lines") && fact->type != FACT_TEXT)
		load_fault(loader, at, "lines", _("only a text has lines"));
	if (ini_get(at->section, "unit.ja") && fact->type != FACT_NUMBER)
		load_fault(loader, at, "unit.ja", _("only a number has a unit"));
	if (question->column && !scope_is_entry(fact->scope))
		load_fault(loader, at, "column", _("only a question about an entry has a column"));
	if (question->tally && (!scope_is_entry(fact->scope) || fact->type != FACT_CHOICE))
		load_fault(loader, at, "tally", _("only a choice about an entry is counted"));
	check_search(loader, at, question);
	if (question->has_min && question->has_max && question->min > question->max)
		load_fault(loader, at, "min", _("min is above max"));
}

/* NULL after a fault in the id of the fact. */
static const struct question *load_question(struct loader *loader, const struct placed *at, const struct screen *screen)
{
	struct fact *fact = load_fact(loader, at, FACT_ASKED);
	struct question *question = load_array(loader, 1, sizeof *question);

	if (!fact)
		return NULL;
	*question = (struct question){
		.name = arena_strdup(&loader->edition->arena, at->section->name),
		.fact = fact,
		.screen = screen,
		.text = load_text(loader, at, "text"),
		.help = load_text(loader, at, "help"),
		.example = load_text(loader, at, "example"),
		.ask = load_expr(loader, at, "ask"),
		.reason = demand_of(at, "reason"),
		.evidence = demand_of(at, "evidence"),
		.lines = load_int(at, "lines", 1),
		.column = load_int(at, "column", 0),
		.heading = load_int(at, "column", 0) ? load_text(loader, at, "heading") : (struct text){ { "", "" } },
		.schemes = load_word(loader, at, "schemes"),
		.search = load_word(loader, at, "search"),
		.tally = ini_get(at->section, "tally") && strcmp(ini_get(at->section, "tally"), "yes") == 0,
		.file = at->file,
		.line = at->section->line,
	};
	question->has_min = load_limit(loader, at, fact->type, "min", &question->min);
	question->has_max = load_limit(loader, at, fact->type, "max", &question->max);
	fact->question = question;
	load_gather(loader, at, question);
	check_question(loader, at, question);
	return question;
}

static void load_questions(struct loader *loader, const struct placed *at, struct screen *screen)
{
	const struct question **questions = load_array(loader, at->ini->count, sizeof *questions);

	for (size_t i = 0; i < at->ini->count; i++) {
		struct placed place = { .section = &at->ini->sections[i], .file = at->file, .ini = at->ini };
		const struct question *question;

		if (place.section->faulty || section_kind_find(place.section->kind) != KIND_QUESTION)
			continue;
		question = load_question(loader, &place, screen);
		if (question)
			questions[screen->question_count++] = question;
	}
	screen->questions = questions;
	if (at->ini->count < 2 || (is_overlay_file(at->file) && !screen->question_count))
		load_fault(loader, at, NULL, _("the screen has no question"));
}

static bool has_file_name(const struct placed *at)
{
	const char *base = strrchr(at->file, '/') + 1;
	size_t len = strlen(at->section->name);

	return strncmp(base, at->section->name, len) == 0 && strcmp(base + len, ".ini") == 0;
}

static struct draft load_screen(struct loader *loader, const struct placed *at)
{
	struct draft draft = { .at = *at };
	struct screen *screen = &draft.screen;

	screen->id = arena_strdup(&loader->edition->arena, at->section->name);
	screen->title = load_text(loader, at, "title");
	screen->intro = load_text(loader, at, "intro");
	screen->scope = load_scope(at, "scope");
	screen->steps = load_steps(loader, at, "steps", ~0u);
	screen->group = load_word(loader, at, "group");
	screen->order = load_int(at, "order", 0);
	screen->clause = load_word(loader, at, "clause");
	screen->file = at->file;
	screen->line = at->section->line;
	if (!has_file_name(at))
		load_fault(loader, at, NULL, _("a screen bears the name of its file"));
	if (ini_get(at->section, "steps") && screen->scope != SCOPE_STEP && screen->scope != SCOPE_CANDIDATE && screen->scope != SCOPE_CONTROL)
		load_fault(loader, at, "steps", _("only screens of scope step, candidate and control are restricted to steps"));
	return draft;
}

/* Below which name the screens of a set lie: an edition may have its own (doc/formats.md section 3). Caller frees. */
static char *screen_prefix(const struct edition *edition)
{
	char *own = mem_printf("data/policy/%s/screens/", edition->id);

	for (size_t i = 0; i < edition->files.count; i++)
		if (strncmp(edition->files.items[i].name, own, strlen(own)) == 0)
			return own;
	free(own);
	return mem_strdup("screens/");
}

static void check_file(const struct loader *loader, const char *file, const struct ini *ini)
{
	size_t screens = 0;

	for (size_t i = 0; i < ini->count; i++)
		screens += section_kind_find(ini->sections[i].kind) == KIND_SCREEN;
	if (screens != 1)
		diag_error(loader->diags, STATUS_INPUT, file, 0, _("the file has %zu screens; one file holds exactly one"), screens);
}

/* An overlay may have one screen, and its questions stand on it. */
static void check_overlay_screen(const struct loader *loader, const char *file, const struct ini *ini)
{
	size_t screens = 0, questions = 0;

	for (size_t i = 0; i < ini->count; i++) {
		screens += section_kind_find(ini->sections[i].kind) == KIND_SCREEN;
		questions += section_kind_find(ini->sections[i].kind) == KIND_QUESTION;
	}
	if (screens > 1)
		diag_error(loader->diags, STATUS_INPUT, file, 0, _("the overlay has %zu screens; one is allowed"), screens);
	if (questions && !screens)
		diag_error(loader->diags, STATUS_INPUT, file, 0, _("the overlay has questions and no screen for them"));
}

struct named_reading {
	struct loader *loader;
	const char *prefix;
	struct name_map files;
};

static void named_read(const char *word, void *context)
{
	struct named_reading *named = context;
	struct loader *loader = named->loader;
	const struct placed *at = &loader->lists[KIND_EDITION].items[0];
	char *file = mem_printf("%s%s.ini", named->prefix, word);

	if (!fileset_find(&loader->edition->files, file))
		load_fault(loader, at, "screens", _("the screen '%s' is named, but %s is missing"), word, file);
	if (!names_add(&named->files, arena_strdup(&loader->edition->arena, file), named))
		load_fault(loader, at, "screens", _("the screen '%s' is named twice"), word);
	free(file);
}

/* What the edition names and what lies in screens/ must be the same, or a question would silently not be asked. */
static void check_files(struct loader *loader)
{
	const struct placed_list *headers = &loader->lists[KIND_EDITION];
	const struct fileset *files = &loader->edition->files;
	char *prefix = screen_prefix(loader->edition);
	struct named_reading named = { .loader = loader, .prefix = prefix };

	if (headers->count)
		load_each_word(ini_get(headers->items[0].section, "screens"), named_read, &named);
	for (size_t i = 0; i < files->count; i++) {
		const char *file = files->items[i].name;

		if (is_overlay_file(file) && loader->sound[i])
			check_overlay_screen(loader, file, &loader->inis[i]);
		if (strncmp(file, prefix, strlen(prefix)) != 0)
			continue;
		if (headers->count && !names_get(&named.files, file))
			diag_error(loader->diags, STATUS_INPUT, file, 0,
				_("this screen is not named by edition.ini; add it to screens or remove the file"));
		if (loader->sound[i])
			check_file(loader, file, &loader->inis[i]);
	}
	names_done(&named.files);
	free(prefix);
}

void load_screens(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_SCREEN];
	struct edition *edition = loader->edition;
	struct draft *drafts = mem_array(list->count, sizeof *drafts);

	load_facts_begin(loader);
	if (!loader->known)
		check_files(loader);
	for (size_t i = 0; i < list->count; i++)
		drafts[i] = load_screen(loader, &list->items[i]);
	qsort(drafts, list->count, sizeof *drafts, draft_compare);
	edition->screens = load_array(loader, list->count, sizeof *edition->screens);
	edition->screen_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		struct screen *screen = &edition->screens[i];

		*screen = drafts[i].screen;
		load_questions(loader, &drafts[i].at, screen);
		names_add(&edition->index->screens, screen->id, screen);
	}
	free(drafts);
}
