/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a row of a list to the facts that rules read. A thing the row does not state is left unanswered and never guessed: an undetermined
 * examination is mended by looking at the list, a wrong one by nobody.
 */
#include "model/listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void listing_done(struct listing *listing)
{
	free(listing->number);
	free(listing->name);
	free(listing->provider);
	free(listing->scope);
	free(listing->regions);
	free(listing->functions);
	free(listing->note);
	*listing = (struct listing){ 0 };
}

void listing_copy(struct listing *to, const struct listing *from)
{
	struct listing copy = *from;

	copy.number = mem_strdup(from->number);
	copy.name = mem_strdup(from->name);
	copy.provider = mem_strdup(from->provider);
	copy.scope = mem_strdup(from->scope);
	copy.regions = mem_strdup(from->regions);
	copy.functions = mem_strdup(from->functions);
	copy.note = mem_strdup(from->note);
	listing_done(to);
	*to = copy;
}

void snapshot_info_done(struct snapshot_info *info)
{
	free(info->name);
	free(info->source);
	free(info->signature);
	*info = (struct snapshot_info){ 0 };
}

void snapshot_info_copy(struct snapshot_info *to, const struct snapshot_info *from)
{
	struct snapshot_info copy = *from;

	copy.name = mem_strdup(from->name);
	copy.source = mem_strdup(from->source);
	copy.signature = mem_strdup(from->signature);
	snapshot_info_done(to);
	*to = copy;
}

const char *listing_list_word(enum listing_list list)
{
	static const char *const WORDS[LISTING_LISTS] = {
		[LISTING_ISMAP] = "ismap", [LISTING_ISMAP_LIU] = "ismap_liu", [LISTING_LIST_UNKNOWN] = "", [LISTING_AUDIT_BODY] = "audit_body",
		[LISTING_INTER_MINISTRY] = "inter_ministry", [LISTING_COMMON_PLATFORM] = "common_platform", [LISTING_GROUP_USE] = "group_use",
	};

	return list < LISTING_LISTS ? WORDS[list] : "";
}

enum listing_shelf listing_shelf_of(enum listing_list list)
{
	switch (list) {
	case LISTING_AUDIT_BODY:
		return SHELF_AUDIT_BODIES;
	case LISTING_INTER_MINISTRY:
	case LISTING_COMMON_PLATFORM:
	case LISTING_GROUP_USE:
		return SHELF_OFFERS;
	default:
		return SHELF_SERVICES;
	}
}

const char *listing_shelf_word(enum listing_shelf shelf)
{
	static const char *const WORDS[SHELVES] = { [SHELF_SERVICES] = "services", [SHELF_AUDIT_BODIES] = "audit_bodies", [SHELF_OFFERS] = "offers" };

	return shelf < SHELVES ? WORDS[shelf] : "";
}

bool listing_shelf_parse(const char *word, enum listing_shelf *out)
{
	for (int i = 0; i < SHELVES; i++) {
		if (strcmp(listing_shelf_word((enum listing_shelf)i), word) != 0)
			continue;
		*out = (enum listing_shelf)i;
		return true;
	}
	return false;
}

const char *listing_status_word(enum listing_status status)
{
	static const char *const WORDS[] = {
		[LISTING_REGISTERED] = "registered",
		[LISTING_SUSPENDED] = "suspended",
		[LISTING_REMOVED] = "removed",
		[LISTING_STATUS_UNKNOWN] = "",
	};

	return status <= LISTING_STATUS_UNKNOWN ? WORDS[status] : "";
}

struct target {
	const struct edition *edition;
	struct answer *services;
	const char *source;
};

/* An empty word leaves the fact unanswered. The words are checked against the dictionary when an edition is loaded. */
static void put(const struct target *target, const char *id, const char *word)
{
	const struct fact *fact = edition_fact(target->edition, id);
	struct answer *answer;
	char *why;

	if (!fact || fact->scope != SCOPE_SERVICE)
		return;
	answer = &target->services[fact->slot];
	answer_done(answer);
	if (!answer_from_word(answer, fact, word, &why))
		free(why);
	else if (answer->state == ANSWER_GIVEN)
		answer->source = mem_strdup(target->source);
}

static void put_date(const struct target *target, const char *id, date_days date)
{
	char iso[11] = "";

	if (date != DATE_NONE)
		date_format_iso(date, iso);
	put(target, id, iso);
}

static void put_forms(const struct target *target, unsigned forms)
{
	static const struct {
		unsigned bit;
		const char *word;
	} FORMS[] = { { FORM_SAAS, "saas" }, { FORM_PAAS, "paas" }, { FORM_IAAS, "iaas" } };
	char words[16] = "";

	for (size_t i = 0; i < sizeof FORMS / sizeof FORMS[0]; i++) {
		if (!(forms & FORMS[i].bit))
			continue;
		if (*words)
			strcat(words, " ");
		strcat(words, FORMS[i].word);
	}
	put(target, "service.forms", words);
}

void listing_to_facts(const struct listing *listing, const struct edition *edition, const char *source, struct answer *services)
{
	static const char *const LEVELS[] = { "", "1", "2", "3" };
	struct target target = { .edition = edition, .services = services, .source = source ? source : "" };

	bool registers = listing && listing_shelf_of(listing->list) == SHELF_SERVICES;

	put(&target, "service.list", registers ? listing_list_word(listing->list) : "none");
	put(&target, "service.status", registers ? listing_status_word(listing->status) : "not_listed");
	put_date(&target, "service.registered_on", registers ? listing->registered_on : DATE_NONE);
	put_date(&target, "service.expires_on", registers ? listing->expires_on : DATE_NONE);
	put_forms(&target, listing ? listing->forms : 0);
	put(&target, "service.level", registers && listing->level >= 1 && listing->level <= 3 ? LEVELS[listing->level] : "");
}
