/* SPDX-License-Identifier: Apache-2.0 */
/* The search of relevance.c, which knows how a case comes to its outcome, and of relevance_facts.c, which knows what a part of it hangs on. */
#ifndef ENGINE_RELEVANCE_SEARCH_H
#define ENGINE_RELEVANCE_SEARCH_H

#include "engine/values.h"

/* What the search knows of a fact at the node that owns it. */
struct mention {
	unsigned named;
	bool reason, entered;
};
struct search {
	const struct values *values;
	const struct fact *registry; /* the question that names the listing; NULL where the edition has none */
	unsigned weight;             /* of what is being looked at: a place in a gate counts for more than one in a rule */
	size_t found;                /* questions that matter */
};
enum { WEIGHT_RULE = 1, WEIGHT_STEP = 20, WEIGHT_GATE = 1000 };

/* Each of these marks the questions that may still decide what is given, under the open values of the search. */
void search_fact(struct search *search, struct node *node, const struct fact *fact);
void search_expr(struct search *search, struct node *node, const struct compiled *compiled);
/* The reason that a fact must carry; nothing when `ground` is NULL. */
void search_ground(struct search *search, struct node *node, const struct fact *ground);
/* The rules of a node; with `binding`, those alone that can block or leave open. */
void search_rules(struct search *search, struct node *node, bool binding);

#endif
