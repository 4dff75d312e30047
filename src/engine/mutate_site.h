/* SPDX-License-Identifier: Apache-2.0 */
/* Where a mutant is made, and how it is shown. Between mutate.c, which knows the parts of an edition, and mutate_expr.c, which knows expressions. */
#ifndef ENGINE_MUTATE_SITE_H
#define ENGINE_MUTATE_SITE_H

#include "engine/compile.h"
#include "engine/mutate.h"

#define MUTATE_NAME_BYTES 160

/* Where mutants are made and who looks at them. */
struct maker {
	struct engine *engine;
	struct arena arena; /* of one mutant */
	bool (*visit)(const struct mutant *mutant, void *context);
	void *context;
	bool going;
};
struct site {
	struct maker *maker;
	struct compiled *compiled; /* what the mutated tree is put into */
	const struct source_expr *source;
	const struct rule *rule;
	const struct fact *asked, *gathered; /* as in struct mutant */
	const char *part; /* "rule.kh-3-3-1-4 require.1" */
	const struct expr *root;
	size_t node; /* the place being mutated, from 1 */
};

/* Shows what is in place now. */
void mutate_show(struct site *site, const char *text, const char *change);
/* Puts every mutant of the site's expression in place in turn, and the right one back. Nothing where the part has no expression. */
void mutate_expr(struct site site);

#endif
