/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The data dictionary: what can be known about a case. Every fact is declared once in the data files (asked on a screen, given by the
 * registry snapshot, derived by an expression, or provided by the program) and is found here by its id.
 */
#ifndef MODEL_FACT_H
#define MODEL_FACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/i18n.h"

/*
 * What a fact is about, from the widest to the narrowest. A service is the listing that a candidate refers to. Information, control and search
 * are entries of a list that stands beside the tree: the kinds of information of the case, the criteria of a candidate's checklist, and the searches
 * that were kept with a step.
 */
enum scope {
	SCOPE_CASE, SCOPE_COMPONENT, SCOPE_STEP, SCOPE_CANDIDATE, SCOPE_SERVICE, SCOPE_INFORMATION, SCOPE_CONTROL, SCOPE_SEARCH, SCOPE_COUNT
};
#define SCOPE_BIT(scope) (1u << (scope))

enum fact_type { FACT_TEXT, FACT_CHOICE, FACT_SET, FACT_YESNO, FACT_NUMBER, FACT_MONEY, FACT_DATE, FACT_CANDIDATE };

/* Where the value comes from. */
enum fact_origin {
	FACT_ASKED,   /* a question */
	FACT_LISTED,  /* the registry snapshot */
	FACT_DERIVED, /* an expression of facts.ini */
	FACT_BUILTIN, /* the step machine */
	FACT_KEPT     /* the program, when a search is kept as evidence; see model/search_kept.h */
};

struct fact_option {
	const char *word; /* as stored, e.g. "domestic" */
	struct text label;
};

struct question;

struct fact {
	const char *id;  /* "case.title" */
	const char *key; /* the id without its scope; points into id */
	enum scope scope;
	unsigned slot; /* place among the facts of its scope, from 0 */
	enum fact_type type;
	enum fact_origin origin;
	const struct fact_option *options; /* choice: value = index; set: value = bit mask of indexes (at most 62) */
	size_t option_count;
	struct text label; /* the noun shown in tables */
	struct text unit;
	int compare;                     /* place among the rows of the comparison of candidates; 0: not compared */
	const char *clause;              /* ids separated by spaces; "" when none */
	const struct question *question; /* only for FACT_ASKED */
	const char *file;
	int line;
};

/* Three-valued truth. */
enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

/*
 * A value as the engine computes with it. choice: option index; set: mask; yesno: 0 or 1; number: thousandths; money: yen; date: days
 * since 1970-01-01; text and candidate: 0 (only whether it is known counts).
 */
struct value {
	int64_t number;
	bool known;
};

const char *scope_word(enum scope scope);         /* "case", ... */
bool scope_parse(const char *word, enum scope *out);
/* The scope in which another stands; that of the case is its own. */
enum scope scope_parent(enum scope scope);
/* Whether its entities are entries of a list rather than parts of the tree. */
bool scope_is_entry(enum scope scope);
const char *fact_type_word(enum fact_type type);  /* "text", ... */
bool fact_type_parse(const char *word, enum fact_type *out);
/* Index of an option word, or -1. */
int fact_option_find(const struct fact *fact, const char *word);
/* Whether two facts are of one type and have the same options in the same order, so that a value of one is a value of the other. */
bool fact_same_options(const struct fact *a, const struct fact *b);

#endif
