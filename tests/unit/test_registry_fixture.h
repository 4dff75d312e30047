/* SPDX-License-Identifier: Apache-2.0 */
/* A snapshot read from a text, for the tests of the registry. */
#ifndef TESTS_UNIT_TEST_REGISTRY_FIXTURE_H
#define TESTS_UNIT_TEST_REGISTRY_FIXTURE_H

#include "registry/registry.h"
#include "test_store_fixture.h"

/* The list by the maps of `map_text`; the test fails when it cannot be read. Release with snapshot_free. */
static struct snapshot *snapshot_make(const char *map_text, const char *list)
{
	const struct snapshot_request request = { .file = "list.csv", .bytes = list, .len = strlen(list), .name = "見本", .source = "s",
		.issued_on = 20000, .imported_on = 20001, .sample = true };
	const struct era_table eras = { .count = 0 };
	struct column_maps *maps = NULL;
	struct snapshot *snapshot = NULL;
	struct diag_list diags;

	diag_init(&diags);
	assert_int_equal(column_maps_load(&maps, "columns.ini", map_text, strlen(map_text), &diags), STATUS_OK);
	if (snapshot_read(&snapshot, maps, &eras, &request, &diags) != STATUS_OK)
		fail_msg("%s", diags.items[0].text);
	column_maps_free(&maps);
	diag_done(&diags);
	return snapshot;
}

static inline enum status snapshot_keep(struct fixture *f, struct snapshot *snapshot)
{
	struct sign_key key;
	struct digest entry;

	fixture_key(&key);
	return snapshot_save(snapshot, f->store, "", &key, 1000, &entry, &f->diags);
}

#endif
