/* SPDX-License-Identifier: Apache-2.0 */
/* Every key that a data file may hold. A key that is not here is a fault, which is how a misspelt one is found. */
#include "model/edition_load.h"

#include <string.h>

#define SCOPES_ASKED "case component step candidate information control"
#define TYPES "text choice set yesno number money date candidate"
#define DEMANDS "required optional none"

static const struct ini_key EDITION_KEYS[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "short.@", .type = INI_TEXT, .required = true },
	{ .pattern = "decided_on", .type = INI_DATE, .required = true },
	{ .pattern = "in_force_from", .type = INI_DATE, .required = true },
	{ .pattern = "screens", .type = INI_WORDS, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key SOURCE_KEYS[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "issuer.@", .type = INI_TEXT, .required = true },
	{ .pattern = "date", .type = INI_DATE, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key NOTICE_KEYS[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = "date", .type = INI_DATE, .required = true },
	{ .pattern = "clause", .type = INI_WORDS },
	{ .pattern = NULL },
};
static const struct ini_key CLAUSE_KEYS[] = {
	{ .pattern = "id", .type = INI_WORD, .required = true },
	{ .pattern = "section", .type = INI_TEXT, .required = true },
	{ .pattern = "section.en", .type = INI_TEXT },
	{ .pattern = "source", .type = INI_WORD, .required = true },
	{ .pattern = "modality", .type = INI_WORD, .required = true },
	{ .pattern = "scope", .type = INI_WORD, .required = true },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key FACT_KEYS[] = {
	{ .pattern = "fact", .type = INI_WORD, .required = true },
	{ .pattern = "type", .type = INI_CHOICE, .required = true, .choices = TYPES },
	{ .pattern = "options", .type = INI_WORDS },
	{ .pattern = "option.*.@", .type = INI_TEXT },
	{ .pattern = "label.@", .type = INI_TEXT, .required = true },
	{ .pattern = "clause", .type = INI_WORDS },
	{ .pattern = "compare", .type = INI_INT, .min = 1, .max = 99999 },
	{ .pattern = NULL },
};
static const struct ini_key DERIVED_KEYS[] = {
	{ .pattern = "fact", .type = INI_WORD, .required = true },
	{ .pattern = "type", .type = INI_CHOICE, .required = true, .choices = "yesno number" },
	{ .pattern = "label.@", .type = INI_TEXT, .required = true },
	{ .pattern = "clause", .type = INI_WORDS },
	{ .pattern = "is", .type = INI_TEXT },
	{ .pattern = "every", .type = INI_TEXT },
	{ .pattern = "some", .type = INI_TEXT },
	{ .pattern = "count", .type = INI_TEXT },
	{ .pattern = "over", .type = INI_CHOICE, .choices = "component step candidate" },
	{ .pattern = "where", .type = INI_TEXT },
	{ .pattern = "summary", .type = INI_INT, .min = 1, .max = 99999 },
	{ .pattern = NULL },
};
static const struct ini_key PROVIDED_KEYS[] = {
	{ .pattern = "fact", .type = INI_WORD, .required = true },
	{ .pattern = "label.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key RULE_KEYS[] = {
	{ .pattern = "clause", .type = INI_WORDS, .required = true },
	{ .pattern = "force", .type = INI_CHOICE, .required = true, .choices = "must principle preferred caution" },
	{ .pattern = "scope", .type = INI_CHOICE, .required = true, .choices = "case component candidate" },
	{ .pattern = "steps", .type = INI_WORDS },
	{ .pattern = "when", .type = INI_TEXT },
	{ .pattern = "require", .type = INI_TEXT },
	{ .pattern = "require.#", .type = INI_TEXT },
	{ .pattern = "require.#.title.@", .type = INI_TEXT },
	{ .pattern = "require.#.clause", .type = INI_WORDS },
	{ .pattern = "require.#.ground", .type = INI_WORD },
	{ .pattern = "exception.#", .type = INI_TEXT },
	{ .pattern = "exception.#.title.@", .type = INI_TEXT },
	{ .pattern = "exception.#.clause", .type = INI_WORDS },
	{ .pattern = "exception.#.ground", .type = INI_WORD },
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = "fix.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key ALLOWED_KEYS[] = {
	{ .pattern = "when", .type = INI_TEXT, .required = true },
	{ .pattern = "clause", .type = INI_WORDS, .required = true },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key NEVER_KEYS[] = {
	{ .pattern = "rule", .type = INI_WORD, .required = true },
	{ .pattern = "outcome", .type = INI_CHOICE, .required = true, .choices = "fail undetermined not_applicable" },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key GATE_KEYS[] = {
	{ .pattern = "when", .type = INI_TEXT, .required = true },
	{ .pattern = "verdict", .type = INI_WORD, .required = true },
	{ .pattern = "ground", .type = INI_WORD, .required = true },
	{ .pattern = "clause", .type = INI_WORDS, .required = true },
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key STEP_KEYS[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "short.@", .type = INI_TEXT, .required = true },
	{ .pattern = "clause", .type = INI_WORDS },
	{ .pattern = "model", .type = INI_WORD, .required = true },
	{ .pattern = "model.@", .type = INI_TEXT, .required = true },
	{ .pattern = "forms", .type = INI_WORDS },
	{ .pattern = "deployments", .type = INI_WORDS },
	{ .pattern = "entry", .type = INI_TEXT },
	{ .pattern = "adopt", .type = INI_TEXT },
	{ .pattern = "candidate", .type = INI_CHOICE, .required = true, .choices = "required none" },
	{ .pattern = "pass", .type = INI_TEXT },
	{ .pattern = "pass.needs", .type = INI_WORDS },
	{ .pattern = "refer", .type = INI_TEXT },
	{ .pattern = "entry.text.@", .type = INI_TEXT },
	{ .pattern = "adopt.text.@", .type = INI_TEXT },
	{ .pattern = "pass.text.@", .type = INI_TEXT },
	{ .pattern = "refer.text.@", .type = INI_TEXT },
	{ .pattern = NULL },
};
static const struct ini_key SCREEN_KEYS[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "intro.@", .type = INI_TEXT },
	{ .pattern = "scope", .type = INI_CHOICE, .required = true, .choices = SCOPES_ASKED },
	{ .pattern = "steps", .type = INI_WORDS },
	{ .pattern = "group", .type = INI_CHOICE, .required = true, .choices = "step0 component step candidate" },
	{ .pattern = "order", .type = INI_INT, .required = true, .min = 0, .max = 99999 },
	{ .pattern = "clause", .type = INI_WORDS },
	{ .pattern = NULL },
};
static const struct ini_key QUESTION_KEYS[] = {
	{ .pattern = "fact", .type = INI_WORD, .required = true },
	{ .pattern = "type", .type = INI_CHOICE, .required = true, .choices = TYPES },
	{ .pattern = "options", .type = INI_WORDS },
	{ .pattern = "option.*.@", .type = INI_TEXT },
	{ .pattern = "label.@", .type = INI_TEXT, .required = true },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = "help.@.#", .type = INI_TEXT, .required = true },
	{ .pattern = "example.@", .type = INI_TEXT },
	{ .pattern = "unit.@", .type = INI_TEXT },
	{ .pattern = "clause", .type = INI_WORDS },
	{ .pattern = "ask", .type = INI_TEXT },
	{ .pattern = "reason", .type = INI_CHOICE, .required = true, .choices = DEMANDS },
	{ .pattern = "evidence", .type = INI_CHOICE, .required = true, .choices = DEMANDS },
	{ .pattern = "min", .type = INI_WORD },
	{ .pattern = "max", .type = INI_WORD },
	{ .pattern = "lines", .type = INI_INT, .min = 1, .max = 20 },
	{ .pattern = "not_before", .type = INI_WORDS },
	{ .pattern = "compare", .type = INI_INT, .min = 1, .max = 99999 },
	{ .pattern = "schemes", .type = INI_WORD },
	{ .pattern = "tally", .type = INI_YESNO },
	{ .pattern = "column", .type = INI_INT, .min = 4, .max = 60 },
	{ .pattern = "heading.@", .type = INI_TEXT },
	{ .pattern = "search", .type = INI_WORDS },
	{ .pattern = "gather", .type = INI_CHOICE, .choices = "highest union every some" },
	{ .pattern = "gather.over", .type = INI_CHOICE, .choices = "information control" },
	{ .pattern = "gather.of", .type = INI_TEXT },
	{ .pattern = "gather.where", .type = INI_TEXT },
	{ .pattern = "gather.ground", .type = INI_WORD },
	{ .pattern = "gather.yes", .type = INI_WORD },
	{ .pattern = "gather.no", .type = INI_WORD },
	{ .pattern = NULL },
};
static const struct ini_key ROLE_KEYS[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "order", .type = INI_INT, .required = true, .min = 0, .max = 99999 },
	{ .pattern = NULL },
};

static const struct ini_key GRADE_KEYS[] = {
	{ .pattern = "fact", .type = INI_WORD, .required = true },
	{ .pattern = "value", .type = INI_WORD, .required = true },
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = "clause", .type = INI_WORDS },
	{ .pattern = NULL },
};
static const struct ini_key HARM_KEYS[] = {
	{ .pattern = "grade", .type = INI_WORD, .required = true },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = "reason.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key REJECTION_KEYS[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "order", .type = INI_INT, .required = true, .min = 0, .max = 99999 },
	{ .pattern = "words", .type = INI_CHOICE, .required = true, .choices = "required optional" },
	{ .pattern = NULL },
};
static const struct ini_key SCHEME_KEYS[] = {
	{ .pattern = "section", .type = INI_WORD, .required = true },
	{ .pattern = "clause", .type = INI_WORDS, .required = true },
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "operator.@", .type = INI_TEXT, .required = true },
	{ .pattern = "target.@", .type = INI_TEXT, .required = true },
	{ .pattern = "levels.@", .type = INI_TEXT, .required = true },
	{ .pattern = "validity.@", .type = INI_TEXT, .required = true },
	{ .pattern = "validity.months", .type = INI_INT, .min = 1, .max = 1200 },
	{ .pattern = "surveillance.@", .type = INI_TEXT, .required = true },
	{ .pattern = "surveillance.months", .type = INI_INT, .min = 1, .max = 1200 },
	{ .pattern = "iso27001.@", .type = INI_TEXT, .required = true },
	{ .pattern = "evidences.@", .type = INI_TEXT, .required = true },
	{ .pattern = "named", .type = INI_WORD },
	{ .pattern = "word", .type = INI_WORD },
	{ .pattern = "sector", .type = INI_WORD },
	{ .pattern = NULL },
};

static const struct ini_key OVERLAY_KEYS[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = "date", .type = INI_DATE, .required = true },
	{ .pattern = "adds", .type = INI_WORDS, .required = true },
	{ .pattern = NULL },
};
static const struct ini_key TIGHTEN_KEYS[] = {
	{ .pattern = "rule", .type = INI_WORD, .required = true },
	{ .pattern = "force", .type = INI_CHOICE, .required = true, .choices = "must principle caution" },
	{ .pattern = "text.@", .type = INI_TEXT, .required = true },
	{ .pattern = NULL },
};

static const struct ini_kind EDITION_FILE[] = {
	{ "edition", EDITION_KEYS }, { "source", SOURCE_KEYS }, { "notice", NOTICE_KEYS }, { NULL, NULL }
};
static const struct ini_kind CLAUSES_FILE[] = { { "clause", CLAUSE_KEYS }, { NULL, NULL } };
static const struct ini_kind FACTS_FILE[] = { { "fact", FACT_KEYS }, { "derived", DERIVED_KEYS }, { "provided", PROVIDED_KEYS }, { NULL, NULL } };
static const struct ini_kind RULES_FILE[] = { { "rule", RULE_KEYS }, { NULL, NULL } };
static const struct ini_kind PROOF_FILE[] = { { "allowed", ALLOWED_KEYS }, { "never", NEVER_KEYS }, { NULL, NULL } };
static const struct ini_kind STEPS_FILE[] = { { "gate", GATE_KEYS }, { "step", STEP_KEYS }, { NULL, NULL } };
static const struct ini_kind SCREEN_FILE[] = { { "screen", SCREEN_KEYS }, { "question", QUESTION_KEYS }, { NULL, NULL } };
static const struct ini_kind GRADES_FILE[] = { { "grade", GRADE_KEYS }, { NULL, NULL } };
static const struct ini_kind HARMS_FILE[] = { { "harm", HARM_KEYS }, { NULL, NULL } };
static const struct ini_kind REJECTIONS_FILE[] = { { "rejection", REJECTION_KEYS }, { NULL, NULL } };
static const struct ini_kind ROLES_FILE[] = { { "role", ROLE_KEYS }, { NULL, NULL } };
static const struct ini_kind SIGNOFF_FILE[] = { { "signoff", ROLE_KEYS }, { NULL, NULL } };
static const struct ini_kind SCHEMES_FILE[] = { { "scheme", SCHEME_KEYS }, { NULL, NULL } };
/* No gate, no step, no fact of the registry and no claim of the proof: what an overlay holds can only be added. */
static const struct ini_kind OVERLAY_FILE[] = {
	{ "overlay", OVERLAY_KEYS }, { "source", SOURCE_KEYS }, { "notice", NOTICE_KEYS }, { "clause", CLAUSE_KEYS },
	{ "derived", DERIVED_KEYS }, { "rule", RULE_KEYS }, { "tighten", TIGHTEN_KEYS }, { "screen", SCREEN_KEYS },
	{ "question", QUESTION_KEYS }, { "role", ROLE_KEYS }, { "signoff", ROLE_KEYS }, { NULL, NULL }
};

const struct file_class FILE_CLASSES[] = {
	{ .pattern = "edition.ini", .kinds = EDITION_FILE, .policy = true, .required = true },
	{ .pattern = "clauses.ini", .kinds = CLAUSES_FILE, .policy = true },
	{ .pattern = "clauses-*.ini", .kinds = CLAUSES_FILE, .policy = true },
	{ .pattern = "facts.ini", .kinds = FACTS_FILE, .policy = true },
	{ .pattern = "rules-*.ini", .kinds = RULES_FILE, .policy = true },
	{ .pattern = "proof.ini", .kinds = PROOF_FILE, .policy = true },
	{ .pattern = "steps.ini", .kinds = STEPS_FILE, .policy = true, .required = true },
	{ .pattern = "screens/*.ini", .kinds = SCREEN_FILE, .policy = true },
	{ .pattern = "catalogue/classification.ini", .kinds = GRADES_FILE, .policy = true },
	{ .pattern = "catalogue/harms.ini", .kinds = HARMS_FILE, .policy = true },
	{ .pattern = "catalogue/rejections.ini", .kinds = REJECTIONS_FILE, .policy = true },
	{ .pattern = "catalogue/schemes.ini", .kinds = SCHEMES_FILE, .policy = true },
	{ .pattern = "screens/*.ini", .kinds = SCREEN_FILE },
	{ .pattern = "data/catalogue/era.ini", .kinds = ERA_KINDS, .eras = true, .required = true },
	{ .pattern = "data/catalogue/classification.ini", .kinds = GRADES_FILE },
	{ .pattern = "data/catalogue/harms.ini", .kinds = HARMS_FILE },
	{ .pattern = "data/catalogue/rejections.ini", .kinds = REJECTIONS_FILE },
	{ .pattern = "data/catalogue/roles.ini", .kinds = ROLES_FILE },
	{ .pattern = "data/catalogue/signoff.ini", .kinds = SIGNOFF_FILE },
	{ .pattern = "data/catalogue/schemes.ini", .kinds = SCHEMES_FILE },
	{ .pattern = "data/overlay/*/*.ini", .kinds = OVERLAY_FILE },
	{ .pattern = NULL },
};

enum section_kind section_kind_find(const char *word)
{
	static const char *const WORDS[] = {
		[KIND_EDITION] = "edition", [KIND_SOURCE] = "source", [KIND_NOTICE] = "notice", [KIND_CLAUSE] = "clause",
		[KIND_FACT] = "fact", [KIND_DERIVED] = "derived", [KIND_PROVIDED] = "provided",
		[KIND_RULE] = "rule", [KIND_ALLOWED] = "allowed", [KIND_NEVER] = "never", [KIND_GATE] = "gate", [KIND_STEP] = "step",
		[KIND_SCREEN] = "screen", [KIND_QUESTION] = "question", [KIND_ROLE] = "role", [KIND_SIGNOFF] = "signoff",
		[KIND_GRADE] = "grade", [KIND_SCHEME] = "scheme",
		[KIND_HARM] = "harm", [KIND_REJECTION] = "rejection",
		[KIND_OVERLAY] = "overlay", [KIND_TIGHTEN] = "tighten",
	};
	int kind = 0;

	while (kind < KIND_COUNT && (*WORDS[kind] != *word || strcmp(WORDS[kind], word) != 0))
		kind++;
	return (enum section_kind)kind;
}
