/* SPDX-License-Identifier: Apache-2.0 */
/* The orders in which rows of the registry can be shown: as the list has them, or by one of the columns. */
#ifndef APP_REGISTRY_ORDER_H
#define APP_REGISTRY_ORDER_H

#include "app/app.h"

enum registry_order { ORDER_LIST, ORDER_NAME, ORDER_PROVIDER, ORDER_NUMBER, ORDER_EXPIRY, ORDER_STATE, REGISTRY_ORDERS };
/* "list", "name", "provider", "number", "expires", "state": words of the command line. False where it is none. */
bool registry_order_parse(const char *word, enum registry_order *out);
/* "In order of the name", for the line of messages. */
const char *registry_order_label(enum registry_order order);
/*
 * Less than, equal to or greater than 0, as with strcmp. States are those of a day and of a need until `until`; rows without an expiry date come last, and
 * so do texts that are not stated. 0 for ORDER_LIST: who sorts keeps equal rows in the order of the list.
 */
int registry_compare(enum registry_order order, const struct listing *a, const struct listing *b, date_days as_of, date_days until);
/* Puts numbers of rows into an order; equal rows stay as they are. */
void app_registry_sort(struct app *app, enum registry_order order, date_days until, size_t *numbers, size_t count);

#endif
