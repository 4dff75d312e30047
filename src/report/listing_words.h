/* SPDX-License-Identifier: Apache-2.0 */
/* Words for the state of a listing, which record, screens and commands share. In the language of the program. */
#ifndef REPORT_LISTING_WORDS_H
#define REPORT_LISTING_WORDS_H

#include "model/listing_state.h"

const char *words_listing_state(enum listing_state state);
/* At most 8 cells in Japanese, for a column. */
const char *words_listing_state_short(enum listing_state state);
/* The state with the date that it hangs on, or that none is stated: "Registered (expiry date R10.3.31)". Appends. */
void words_listing_state_dated(struct buf *out, const struct era_table *eras, enum listing_state state, date_days expires_on);

#endif
