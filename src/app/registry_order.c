/* SPDX-License-Identifier: Apache-2.0 */
/* A column without words comes last, whichever it is: who sorts by it looks for what is stated. */
#include "app/registry_order.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "base/i18n.h"
#include "model/listing_state.h"

static const struct {
	const char *word, *label;
} orders[REGISTRY_ORDERS] = {
	[ORDER_LIST] = { "list", N_("In order of the list") }, [ORDER_NAME] = { "name", N_("In order of the name") },
	[ORDER_PROVIDER] = { "provider", N_("In order of the provider") }, [ORDER_NUMBER] = { "number", N_("In order of the number") },
	[ORDER_EXPIRY] = { "expires", N_("In order of the expiry date") }, [ORDER_STATE] = { "state", N_("In order of the state") },
};

bool registry_order_parse(const char *word, enum registry_order *out)
{
	for (int i = 0; i < REGISTRY_ORDERS; i++) {
		*out = (enum registry_order)i;
		if (strcmp(orders[i].word, word) == 0)
			return true;
	}
	return false;
}

const char *registry_order_label(enum registry_order order)
{
	return _(orders[order].label);
}

static int texts(const char *a, const char *b)
{
	if (!*a || !*b)
		return !*a - !*b;
	return strcmp(a, b);
}

static int dates(date_days a, date_days b)
{
	if (a == DATE_NONE || b == DATE_NONE)
		return (a == DATE_NONE) - (b == DATE_NONE);
	return (a > b) - (a < b);
}

int registry_compare(enum registry_order order, const struct listing *a, const struct listing *b, date_days as_of, date_days until)
{
	switch (order) {
	case ORDER_NAME:
		return texts(a->name, b->name);
	case ORDER_PROVIDER:
		return texts(a->provider, b->provider);
	case ORDER_NUMBER:
		return texts(a->number, b->number);
	case ORDER_EXPIRY:
		return dates(a->expires_on, b->expires_on);
	case ORDER_STATE:
		return (int)listing_state(a, as_of, until) - (int)listing_state(b, as_of, until);
	default:
		return 0;
	}
}

struct placed {
	const struct listing *row;
	size_t number, at;
	enum registry_order order;
	date_days as_of, until;
};

static int placed_compare(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	int order = registry_compare(a->order, a->row, b->row, a->as_of, a->until);
	return order ? order : (a->at > b->at) - (a->at < b->at);
}

void app_registry_sort(struct app *app, enum registry_order order, date_days until, size_t *numbers, size_t count)
{
	if (order == ORDER_LIST || count < 2)
		return;
	struct placed *rows = mem_array(count, sizeof *rows);
	for (size_t i = 0; i < count; i++)
		rows[i] = (struct placed){ .row = app_registry_row(app, numbers[i]), .number = numbers[i], .at = i, .order = order, .as_of = app_as_of(app),
			.until = until };
	qsort(rows, count, sizeof *rows, placed_compare);
	for (size_t i = 0; i < count; i++)
		numbers[i] = rows[i].number;
	free(rows);
}
