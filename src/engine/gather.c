/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values that come from other entities: derived facts, which count parts of the tree, and questions that the entries of an entity answer. What is not
 * known of one entry leaves the whole open unless the rest decides; the gravest grade there is cannot be surpassed by an entry that is still open.
 */
#include "engine/values.h"

#define MILLI 1000

struct value value_of_truth(enum truth truth)
{
	return (struct value){ .number = truth == TRUTH_YES, .known = truth != TRUTH_UNKNOWN };
}

struct tally {
	const struct values *values;
	const struct compiled_derived *derived;
	size_t yes, no, unknown;
};

static void tally_node(struct node *node, void *context)
{
	struct tally *tally = context;
	enum truth counts = values_truth(tally->values, node, &tally->derived->where, TRUTH_YES);
	if (counts == TRUTH_NO)
		return;
	enum truth truth = values_truth(tally->values, node, &tally->derived->of, TRUTH_UNKNOWN);
	/* What is asserted without its ground is not shown. */
	if (truth == TRUTH_YES && tally->derived->derived->ground && !answer_has_reason(values_answer(node, tally->derived->derived->ground)))
		truth = TRUTH_UNKNOWN;
	/* Whether it counts does not matter where it would change nothing: a yes among `every`, a no among `some` or in a count. */
	if (counts == TRUTH_UNKNOWN) {
		if (truth == (tally->derived->derived->quantifier == QUANTIFIER_EVERY ? TRUTH_YES : TRUTH_NO))
			return;
		truth = TRUTH_UNKNOWN;
	}
	tally->yes += truth == TRUTH_YES;
	tally->no += truth == TRUTH_NO;
	tally->unknown += truth == TRUTH_UNKNOWN;
}

static enum truth quantified(const struct tally *tally)
{
	bool every = tally->derived->derived->quantifier == QUANTIFIER_EVERY;
	if (every ? tally->no : tally->yes)
		return every ? TRUTH_NO : TRUTH_YES;
	if (tally->unknown)
		return TRUTH_UNKNOWN;
	return every ? TRUTH_YES : TRUTH_NO;
}

struct value values_derived(const struct values *values, struct node *node, const struct compiled_derived *derived)
{
	struct tally tally = { .values = values, .derived = derived };
	enum quantifier quantifier = derived->derived->quantifier;
	if (quantifier == QUANTIFIER_NONE)
		return value_of_truth(values_truth(values, node, &derived->of, TRUTH_UNKNOWN));
	values_each_below(node, derived->derived->over, tally_node, &tally);
	tally.unknown += values->open && derived->derived->over == SCOPE_CANDIDATE;
	if (quantifier == QUANTIFIER_COUNT)
		return (struct value){ .number = tally.unknown ? 0 : (int64_t)tally.yes * MILLI, .known = !tally.unknown };
	return value_of_truth(quantified(&tally));
}

bool values_gathered(const struct values *values, const struct node *node, const struct fact *fact)
{
	return fact->origin == FACT_ASKED && node->entry_count && values->engine->gathers[fact->scope][fact->slot];
}

/* The options of a choice stand in ascending order, so the highest is the one that stands last. */
static struct value highest(const struct values *values, struct node *node, const struct fact *from, struct node **setter)
{
	struct value highest = { .number = -1, .known = true };
	for (size_t i = 0; i < node->entry_count; i++) {
		struct value value = values_get(values, &node->entries[i], from);
		if (!value.known) {
			highest.known = false;
		} else if (value.number > highest.number) {
			highest.number = value.number;
			*setter = &node->entries[i];
		}
	}
	highest.known = highest.known || highest.number + 1 == (int64_t)from->option_count;
	/* The lowest grade is what is left when no entry raises it; none of them sets it. */
	if (!highest.known || highest.number == 0)
		*setter = NULL;
	if (highest.known)
		return highest;
	return (struct value){ .known = false };
}

static struct value united(const struct values *values, struct node *node, const struct fact *from)
{
	struct value whole = { .number = 0, .known = true };
	for (size_t i = 0; i < node->entry_count; i++) {
		struct value value = values_get(values, &node->entries[i], from);
		whole.known = whole.known && value.known;
		whole.number |= value.known ? value.number : 0;
	}
	return whole.known ? whole : (struct value){ .known = false };
}

struct value values_gather(const struct values *values, struct node *node, const struct fact *fact, struct node **setter)
{
	const struct compiled_derived *gather = values->engine->gathers[fact->scope][fact->slot];
	const struct derived *def = gather->derived;
	struct node *ignored, **out = setter ? setter : &ignored;
	*out = NULL;
	if (def->quantifier == QUANTIFIER_HIGHEST)
		return highest(values, node, def->from, out);
	if (def->quantifier == QUANTIFIER_UNION)
		return united(values, node, def->from);
	struct value value = values_derived(values, node, gather);
	if (value.known && fact->type == FACT_CHOICE)
		value.number = value.number ? def->yes : def->no;
	return value;
}
