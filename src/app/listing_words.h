/* SPDX-License-Identifier: Apache-2.0 */
/* Words for a listing, in the language of the session: the screens, the commands and the differences say the same. */
#ifndef APP_LISTING_WORDS_H
#define APP_LISTING_WORDS_H

#include "app/app.h"
#include "model/listing_state.h"

const char *app_list_label(enum listing_list list);
const char *app_shelf_label(enum listing_shelf shelf);
const char *app_listing_status_label(enum listing_status status);
const char *app_listing_state_label(enum listing_state state);
/* At most 8 cells in Japanese. */
const char *app_listing_state_short(enum listing_state state);
/* "SaaS, PaaS"; says when nothing is stated. Appends. */
void app_forms_label(unsigned forms, struct buf *out);
/* The words of a filter as the data has them, by the place of their bit: "" for what a list does not state. Static. */
const char *filter_list_word(unsigned place);
const char *filter_form_word(unsigned place);
const char *filter_state_word(unsigned place);
/* What a snapshot says of its signature, in words. Borrowed from the argument or static. */
const char *app_signature_label(const char *signature);
/*
 * The state of a row on the day of the session with the date that matters, for a case that needs it until `until` (DATE_NONE: for none): "Registered,
 * until R10.3.31". NULL: on no list. Appends.
 */
void app_listing_state_text(const struct app *app, const struct listing *listing, date_days until, struct buf *out);

#endif
