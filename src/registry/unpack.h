/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking through a bundle before anybody believes it (doc/formats.md section 21). A program without rights reads every item completely, with the same code as
 * the program that will take them in; whatever a hostile item does to that code, it does there. What it found is told as it is found, so that whoever
 * listens knows which item it was at when it ended.
 *
 * Of a large bundle each of several processes takes a share, one for each processor; which one is its only argument, "SHARE/SHARES".
 *
 * In: netstrings, the bundle as it was read, then by twos a word and bytes that the terminal has already: "edition" (the bundle may leave those out), or "waits"
 * for a revision that came in an earlier bundle and may count with this one. What waits is numbered on behind the items of the bundle.
 *
 * Out: netstrings, and nothing else. A message is its word and the fields that belong to it, each a netstring:
 *     protection WORDS         once, first: what keeps the program in, separated by spaces (store/confine.h)
 *     items COUNT              once
 *     at NUMBER                before an item is looked into: first the entry of the chain, or the list of persons, in each from 1 to COUNT, then what those of
 *                              the share carry and what waits
 *     good WORD                what it was. "case" is a revision whose case file was read under its edition; "revision" is one whose edition is not there;
 *                              "unfit" is one that waits and may not be as it is
 *     fault WHY NUMBER SEQ TERMINAL KIND FIELD   what it may not be; then only "end" follows. WHY is "bundle" (nothing else is given), "form" or "list" (the
 *                              number of the item), "field" (all of them; FIELD is a name of model/revision.c), "edition" or "case" (all but FIELD: its
 *                              edition, its case file cannot be read)
 *     end                      once, last
 */
#ifndef REGISTRY_UNPACK_H
#define REGISTRY_UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#define UNPACK_PROGRAM "kumoshirube-unpack"
#define UNPACK_PROTECTION "protection"
#define UNPACK_ITEMS "items"
#define UNPACK_AT "at"
#define UNPACK_GOOD "good"
#define UNPACK_FAULT "fault"
#define UNPACK_END "end"
#define UNPACK_WHY_BUNDLE "bundle"
#define UNPACK_WHY_FORM "form"
#define UNPACK_WHY_FIELD "field"
#define UNPACK_WHY_EDITION "edition"
#define UNPACK_WHY_CASE "case"
#define UNPACK_WHY_LIST "list"
#define UNPACK_CASE "case"
#define UNPACK_EDITION "edition"
#define UNPACK_WAITS "waits"
#define UNPACK_FIELD_MAX 800 /* bytes of a field of a message */
#define UNPACK_SHARES_MAX 4
#define UNPACK_SAID_MAX ((size_t)16 << 20) /* bytes of all messages; what two for each of the items of the largest bundle need, and more */

/* Where the messages go; false when nobody listens any more. */
struct unpack_voice {
	bool (*put)(const char *bytes, size_t len, void *context);
	void *context;
};
/*
 * Looks through the whole and tells it from "items" to "end"; of what the entries carry, through every `shares`th from the one numbered `share` (from 0) on.
 * False when it could not be told.
 */
bool unpack_look(const char *bytes, size_t len, unsigned share, unsigned shares, const struct unpack_voice *voice);
/* "protection" with its words. */
bool unpack_tell_protection(const char *words, const struct unpack_voice *voice);

#endif
