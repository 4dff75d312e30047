/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the data says about facts in relation to each other: dates that follow one another, and the rows of the comparison in their order.
 * Both name facts of any file, so they are read when the whole dictionary stands.
 */
#include "model/edition_load.h"

#include <stdlib.h>
#include <string.h>

struct order_reading {
	struct loader *loader;
	const struct placed *at;
	const struct fact *later;
	struct date_order *orders;
	size_t count, capacity;
};

static bool is_date(const struct fact *fact)
{
	return fact && fact->type == FACT_DATE && (fact->origin == FACT_ASKED || fact->origin == FACT_LISTED);
}

static bool stands(const struct order_reading *reading, const struct fact *earlier, const struct fact *later)
{
	for (size_t i = 0; i < reading->count; i++)
		if (reading->orders[i].earlier == earlier && reading->orders[i].later == later)
			return true;
	return false;
}

static void order_read(const char *word, void *context)
{
	struct order_reading *reading = context;
	const struct fact *earlier = edition_fact(reading->loader->edition, word);

	if (!is_date(earlier))
		load_fault(reading->loader, reading->at, "not_before", _("'%s' is not a date that is asked or listed"), word);
	else if (earlier->scope > reading->later->scope)
		load_fault(reading->loader, reading->at, "not_before", _("'%s' is of a narrower scope; there may be several of them"), word);
	else if (earlier == reading->later || stands(reading, earlier, reading->later) || stands(reading, reading->later, earlier))
		load_fault(reading->loader, reading->at, "not_before", _("'%s' and this date are in an order already"), word);
	else {
		MEM_PUSH_ROOM(reading->orders, reading->count, reading->capacity);
		reading->orders[reading->count++] = (struct date_order){ .earlier = earlier, .later = reading->later };
	}
}

static void load_orders(struct loader *loader)
{
	const struct placed_list *list = &loader->lists[KIND_QUESTION];
	struct edition *edition = loader->edition;
	struct order_reading reading = { .loader = loader };

	for (size_t i = 0; i < list->count; i++) {
		const char *words = ini_get(list->items[i].section, "not_before"), *id = ini_get(list->items[i].section, "fact");

		reading.at = &list->items[i];
		reading.later = id ? edition_fact(edition, id) : NULL;
		if (!words || !reading.later)
			continue;
		if (is_date(reading.later))
			load_each_word(words, order_read, &reading);
		else
			load_fault(loader, reading.at, "not_before", _("only a date stands in an order with dates"));
	}
	edition->orders = load_array(loader, reading.count, sizeof *edition->orders);
	if (reading.count)
		memcpy(edition->orders, reading.orders, reading.count * sizeof *edition->orders);
	edition->order_count = reading.count;
	free(reading.orders);
}

static int by_place(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;
	int difference = (x->compare > y->compare) - (x->compare < y->compare);

	return difference ? difference : strcmp(x->id, y->id);
}

static void load_compared(struct loader *loader)
{
	struct edition *edition = loader->edition;

	edition->compared = load_array(loader, edition->fact_count, sizeof *edition->compared);
	for (size_t i = 0; i < edition->fact_count; i++) {
		const struct fact *fact = edition->facts[i];

		if (fact->compare <= 0)
			continue;
		if (fact->scope != SCOPE_CANDIDATE && fact->scope != SCOPE_SERVICE)
			diag_error(loader->diags, STATUS_INPUT, fact->file, fact->line, _("%s: only facts of a candidate or a service are compared"),
				fact->id);
		edition->compared[edition->compared_count++] = fact;
	}
	if (edition->compared_count)
		qsort(edition->compared, edition->compared_count, sizeof *edition->compared, by_place);
}

void load_relations(struct loader *loader)
{
	load_orders(loader);
	load_compared(loader);
	load_gathered(loader);
}
