/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pair is declared once, at the later date, and holds in both directions: neither date may be moved past the other. Reading a dossier does not
 * check it, because a record that was signed is read as it was signed; what an officer enters or hands over as a file is checked.
 */
#include "model/date_order.h"

#include <stdlib.h>
#include <string.h>

static bool is_within(const struct entity *entity, const struct entity *around)
{
	while (entity && entity != around)
		entity = entity->parent;
	return entity != NULL;
}

struct comparing {
	const struct entity *entity; /* of the date that is about to be set; NULL: none is */
	const struct fact *fact;
	date_days day;
	order_counts *counts;
	const void *context;
	const struct date_order *order;
	struct order_fault *out;
	bool broken;
};

/* The date of a fact as the entity sees it. False when there is none. */
static bool date_of(const struct comparing *job, const struct entity *entity, const struct fact *fact, const struct entity **owner, date_days *out)
{
	const struct entity *at = entity;
	const struct answer *answer = entity_answer(entity, fact);

	while (at && at->scope != fact->scope && fact->scope != SCOPE_SERVICE)
		at = at->parent;
	*owner = at;
	if (job->fact == fact && job->entity == at) {
		*out = job->day;
		return true;
	}
	if (!at || !answer || answer->state != ANSWER_GIVEN || (job->counts && !job->counts(at, fact, job->context)))
		return false;
	*out = (date_days)answer->number;
	return true;
}

static bool compare_at(struct entity *entity, void *context)
{
	struct comparing *job = context;
	struct order_fault found = { .earlier = job->order->earlier, .later = job->order->later };
	enum scope scope = found.later->scope == SCOPE_SERVICE ? SCOPE_CANDIDATE : found.later->scope;

	if (entity->scope != scope || (job->entity && !is_within(entity, job->entity) && !is_within(job->entity, entity)))
		return true;
	if (!date_of(job, entity, found.later, &found.later_at, &found.later_on) ||
		!date_of(job, entity, found.earlier, &found.earlier_at, &found.earlier_on) || found.earlier_on <= found.later_on)
		return true;
	*job->out = found;
	job->broken = true;
	return false;
}

bool date_order_broken(const struct dossier *dossier, const struct entity *entity, const struct fact *fact, date_days day, order_counts *counts,
	const void *context, struct order_fault *out)
{
	struct comparing job = { .entity = entity, .fact = fact, .day = day, .counts = counts, .context = context, .out = out };
	const struct edition *edition = dossier->edition;

	for (size_t i = 0; i < edition->order_count && !job.broken; i++) {
		job.order = &edition->orders[i];
		if (job.order->earlier == fact || job.order->later == fact)
			dossier_each(dossier, compare_at, &job);
	}
	return job.broken;
}

/* Line of the key in its section of a file that could be read, so its form is the strict one. */
static int line_of(const char *bytes, size_t len, const char *kind, const char *name, const char *key)
{
	char *header = mem_printf("[%s.%s]", kind, name);
	size_t header_len = strlen(header), key_len = strlen(key);
	const char *end = bytes + len;
	bool inside = false;
	int line = 1, found = 0;

	for (const char *at = bytes; at < end && !found; line++) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		size_t rest = (size_t)((feed ? feed : end) - at);

		if (rest && *at == '[')
			inside = rest >= header_len && memcmp(at, header, header_len) == 0;
		else if (inside && rest > key_len && memcmp(at, key, key_len) == 0 && strchr(" \t=", at[key_len]))
			found = line;
		at = feed ? feed + 1 : end;
	}
	free(header);
	return found;
}

struct checking {
	struct comparing compare;
	const char *file, *bytes;
	size_t len;
	struct diag_list *diags;
	enum status status;
};

static bool check_at(struct entity *entity, void *context)
{
	struct checking *job = context;
	struct order_fault fault;
	char earlier[11], later[11];

	job->compare.out = &fault;
	job->compare.broken = false;
	compare_at(entity, &job->compare);
	if (!job->compare.broken)
		return true;
	date_format_iso(fault.earlier_on, earlier);
	date_format_iso(fault.later_on, later);
	job->status = diag_error(job->diags, STATUS_INPUT, job->file,
		line_of(job->bytes, job->len, scope_word(fault.later->scope), fault.later->scope == SCOPE_CASE ? "main" : fault.later_at->key, fault.later->key),
		_("%1$s is %2$s and thus before %3$s, which is %4$s; one of the two is wrong"), fault.later->id, later, fault.earlier->id, earlier);
	return true;
}

enum status date_order_check(const struct dossier *dossier, const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	struct checking job = { .file = file, .bytes = bytes, .len = len, .diags = diags, .status = STATUS_OK };

	for (size_t i = 0; i < dossier->edition->order_count; i++) {
		job.compare = (struct comparing){ .order = &dossier->edition->orders[i] };
		dossier_each(dossier, check_at, &job);
	}
	return job.status;
}
