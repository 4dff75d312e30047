/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of a list as facts of a service. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "model/listing_state.h"
#include "test_model_fixture.h"

static struct listing sample_listing(void)
{
	struct listing listing = { .list = LISTING_ISMAP_LIU, .status = LISTING_SUSPENDED, .forms = FORM_IAAS | FORM_SAAS, .level = 2, .line = 4 };

	listing.registered_on = 19000;
	listing.expires_on = DATE_NONE;
	listing.number = mem_strdup("C99-0001-1");
	listing.name = mem_strdup("n");
	listing.provider = mem_strdup("p");
	listing.scope = mem_strdup("s");
	listing.regions = mem_strdup("r");
	listing.functions = mem_strdup("f");
	listing.note = mem_strdup("");
	return listing;
}

static void expect(const struct edition *edition, const struct answer *services, const char *id, const char *word)
{
	const struct fact *fact = edition_fact(edition, id);
	struct buf out;

	buf_init(&out);
	answer_to_word(&out, fact, &services[fact->slot]);
	assert_string_equal(out.data, word);
	if (*word)
		assert_string_equal(services[fact->slot].source, "list, line 4");
	else
		assert_null(services[fact->slot].source);
	buf_done(&out);
}

static void test_facts(void **state)
{
	struct edition *edition = fixture_edition();
	struct answer *services = mem_array(edition->slots[SCOPE_SERVICE], sizeof *services);
	struct listing listing = sample_listing();

	(void)state;
	listing_to_facts(&listing, edition, "list, line 4", services);
	expect(edition, services, "service.list", "ismap_liu");
	expect(edition, services, "service.status", "suspended");
	expect(edition, services, "service.registered_on", "2022-01-08");
	expect(edition, services, "service.expires_on", "");
	expect(edition, services, "service.forms", "saas iaas");
	expect(edition, services, "service.level", "2");
	listing.list = LISTING_LIST_UNKNOWN;
	listing.status = LISTING_STATUS_UNKNOWN;
	listing.forms = 0;
	listing.level = 0;
	listing.registered_on = DATE_NONE;
	listing.expires_on = 19000;
	listing_to_facts(&listing, edition, "list, line 4", services);
	expect(edition, services, "service.list", "");
	expect(edition, services, "service.status", "");
	expect(edition, services, "service.registered_on", "");
	expect(edition, services, "service.expires_on", "2022-01-08");
	expect(edition, services, "service.forms", "");
	expect(edition, services, "service.level", "");
	listing_to_facts(NULL, edition, "list, line 4", services);
	expect(edition, services, "service.list", "none");
	expect(edition, services, "service.status", "not_listed");
	expect(edition, services, "service.expires_on", "");
	/* An offer of a ministry registers nothing, whatever its catalogue says of it. */
	for (listing.list = LISTING_INTER_MINISTRY; listing.list <= LISTING_GROUP_USE; listing.list++) {
		listing.status = LISTING_REGISTERED;
		listing.forms = FORM_PAAS;
		listing.level = 3;
		listing_to_facts(&listing, edition, "list, line 4", services);
		expect(edition, services, "service.list", "none");
		expect(edition, services, "service.status", "not_listed");
		expect(edition, services, "service.expires_on", "");
		expect(edition, services, "service.level", "");
		expect(edition, services, "service.forms", "paas");
	}
	for (size_t i = 0; i < edition->slots[SCOPE_SERVICE]; i++)
		answer_done(&services[i]);
	free(services);
	listing_done(&listing);
	edition_free(&edition);
}

static void test_copies(void **state)
{
	struct listing listing = sample_listing(), copy = { 0 };
	struct snapshot_info info = { .name = mem_strdup("n"), .source = mem_strdup("s"), .signature = mem_strdup("unsigned"), .count = 3 };
	struct snapshot_info twin = { 0 };

	(void)state;
	listing_copy(&copy, &listing);
	listing_copy(&copy, &listing);
	assert_string_equal(copy.number, "C99-0001-1");
	assert_ptr_not_equal(copy.number, listing.number);
	assert_int_equal(copy.level, 2);
	snapshot_info_copy(&twin, &info);
	snapshot_info_copy(&twin, &info);
	assert_string_equal(twin.signature, "unsigned");
	assert_int_equal(twin.count, 3);
	listing_done(&copy);
	listing_done(&listing);
	snapshot_info_done(&info);
	snapshot_info_done(&twin);
}

static void test_words(void **state)
{
	(void)state;
	assert_string_equal(listing_list_word(LISTING_ISMAP), "ismap");
	assert_string_equal(listing_list_word(LISTING_LIST_UNKNOWN), "");
	assert_string_equal(listing_status_word(LISTING_REMOVED), "removed");
	assert_string_equal(listing_status_word(LISTING_STATUS_UNKNOWN), "");
}

/* Each state, and the days on which one becomes the next. */
static void test_states(void **state)
{
	static const struct {
		enum listing_status status;
		date_days expires_on, as_of, until;
		enum listing_state expected;
	} examples[] = {
		{ LISTING_REGISTERED, 20100, 20000, 20100, LISTING_STATE_REGISTERED },
		{ LISTING_REGISTERED, 20099, 20000, 20100, LISTING_STATE_EXPIRING },
		{ LISTING_REGISTERED, 20099, 20000, DATE_NONE, LISTING_STATE_REGISTERED },
		{ LISTING_REGISTERED, 20000, 20000, 20000, LISTING_STATE_REGISTERED },
		{ LISTING_REGISTERED, 19999, 20000, 20100, LISTING_STATE_EXPIRED },
		{ LISTING_REGISTERED, 19999, 20000, DATE_NONE, LISTING_STATE_EXPIRED },
		{ LISTING_REGISTERED, DATE_NONE, 20000, 20100, LISTING_STATE_REGISTERED },
		{ LISTING_SUSPENDED, 20100, 20000, 20050, LISTING_STATE_SUSPENDED },
		{ LISTING_REMOVED, 20100, 20000, 20050, LISTING_STATE_REMOVED },
		{ LISTING_STATUS_UNKNOWN, 20100, 20000, 20050, LISTING_STATE_UNKNOWN },
	};
	struct edition *edition = fixture_edition();
	struct answer *services = mem_array(edition->slots[SCOPE_SERVICE], sizeof *services);
	struct listing listing = sample_listing();
	date_days date = 0;

	(void)state;
	assert_int_equal(listing_state_of_facts(edition, services, 20000, 20100, &date), LISTING_STATE_UNKNOWN);
	assert_int_equal(date, DATE_NONE);
	for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
		listing.status = examples[i].status;
		listing.expires_on = examples[i].expires_on;
		assert_int_equal(listing_state(&listing, examples[i].as_of, examples[i].until), examples[i].expected);
		listing_to_facts(&listing, edition, "s", services);
		assert_int_equal(listing_state_of_facts(edition, services, examples[i].as_of, examples[i].until, &date), examples[i].expected);
		assert_int_equal(date, examples[i].expires_on);
	}
	assert_int_equal(listing_state(NULL, 20000, 20100), LISTING_STATE_NOT_LISTED);
	listing_to_facts(NULL, edition, "s", services);
	assert_int_equal(listing_state_of_facts(edition, services, 20000, 20100, NULL), LISTING_STATE_NOT_LISTED);
	assert_string_equal(listing_state_word(LISTING_STATE_EXPIRED), "expired");
	assert_string_equal(listing_state_word(LISTING_STATES), "");
	for (size_t i = 0; i < edition->slots[SCOPE_SERVICE]; i++)
		answer_done(&services[i]);
	free(services);
	listing_done(&listing);
	edition_free(&edition);
}

UNIT_MAIN(cmocka_unit_test(test_facts), cmocka_unit_test(test_states), cmocka_unit_test(test_copies), cmocka_unit_test(test_words))
