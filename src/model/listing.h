/* SPDX-License-Identifier: Apache-2.0 */
/* One row of an official list as it stands in a snapshot, and what is known of the snapshot itself. */
#ifndef MODEL_LISTING_H
#define MODEL_LISTING_H

#include "base/date.h"
#include "base/sign.h"
#include "model/answer.h"
#include "model/edition.h"

/* What an answer says instead of a number where a service is on no list. */
#define LISTING_NO_NUMBER "none"

/* Which list a row stands on. Stores keep the numbers, so a new list comes last. */
enum listing_list {
	LISTING_ISMAP, LISTING_ISMAP_LIU, LISTING_LIST_UNKNOWN,
	LISTING_AUDIT_BODY,                                               /* a body that audits for the lists */
	LISTING_INTER_MINISTRY, LISTING_COMMON_PLATFORM, LISTING_GROUP_USE, /* offers of a ministry's own catalogue */
	LISTING_LISTS
};
/* Lists that are delivered together. Each shelf has its own snapshot in use. */
enum listing_shelf { SHELF_SERVICES, SHELF_AUDIT_BODIES, SHELF_OFFERS, SHELVES };
enum listing_status { LISTING_REGISTERED, LISTING_SUSPENDED, LISTING_REMOVED, LISTING_STATUS_UNKNOWN };

#define FORM_SAAS 1u
#define FORM_PAAS 2u
#define FORM_IAAS 4u

/* All texts are never NULL and are owned by whoever owns the listing. */
struct listing {
	/* Narrow, because there may be a million of them. */
	enum listing_list list : 8;
	enum listing_status status : 8;
	unsigned forms : 8;                   /* FORM_ bits; 0 = not stated */
	unsigned level : 8;                   /* 1 to 3; 0 = not stated */
	date_days registered_on, expires_on; /* DATE_NONE = not stated */
	int line; /* in the delivered file */
	char *number, *name, *provider, *scope, *regions, *functions, *note;
};
void listing_done(struct listing *listing);
void listing_copy(struct listing *to, const struct listing *from);

struct snapshot_info {
	char *name;              /* e.g. as delivered; contains the sample mark for samples */
	char *source;
	struct digest digest;    /* SHA-256 of the original bytes */
	date_days issued_on, imported_on;
	bool sample;
	char *signature;         /* "unsigned", or who signed */
	size_t count;
	int64_t id;              /* in the store; 0 = not stored */
	enum listing_shelf shelf; /* of all its rows */
};
void snapshot_info_done(struct snapshot_info *info);
void snapshot_info_copy(struct snapshot_info *to, const struct snapshot_info *from);

/*
 * Writes the listing into the service facts (by id: service.list, service.status, service.registered_on, service.expires_on,
 * service.forms, service.level) of `services`, an array of edition->slots[SCOPE_SERVICE] answers. NULL listing = on no list:
 * list "none", status "not_listed"; so does an offer of a private catalogue, which registers nothing, with the forms it states. `source` names
 * snapshot and line and is kept with each value. What the row does not state stays unknown.
 */
void listing_to_facts(const struct listing *listing, const struct edition *edition, const char *source, struct answer *services);

const char *listing_list_word(enum listing_list list);       /* "ismap", "ismap_liu", "", "audit_body", ... */
enum listing_shelf listing_shelf_of(enum listing_list list);  /* an unknown list may stand on any: SHELF_SERVICES */
const char *listing_shelf_word(enum listing_shelf shelf);    /* "services", "audit_bodies", "offers" */
bool listing_shelf_parse(const char *word, enum listing_shelf *out);
const char *listing_status_word(enum listing_status status); /* "registered", ..., "" */

#endif
