/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The day of a step around midnight in Japan, on machines set to different zones: what allows it, what checks it afterwards and what is shown of it name
 * one day. The clock is this program's own.
 */
#include "test_app_fixture.h"

#include <time.h>

#include "app/exchange_internal.h"
#include "app/history.h"
#include "app/person.h"
#include "app/records.h"
#include "app/review_sheet.h"
#include "app/session.h"

static time_t clock_now;

/* Takes the place of the one of the library. */
time_t time(time_t *out)
{
	if (out)
		*out = clock_now;
	return clock_now;
}

/* 2026-11-21 15:30 UTC is 2026-11-22 00:30 in Japan. */
#define HALF_PAST_MIDNIGHT ((time_t)1795275000)
#define HALF_AN_HOUR_BEFORE (HALF_PAST_MIDNIGHT - 3600)

/* An office with a list of persons, whose officer may work from 2026-11-22. */
static void office(const struct fixture_place *place)
{
	place_shell(place, "mkdir keys && printf 'pass\\n' >pass && chmod 600 pass && export KUMOSHIRUBE_PASSPHRASE_FILE=pass && "
		"printf '[user.main]\\nname = \"見本担当\"\\n[registry.main]\\nkeys = \"%s/keys\"\\n' \"$PWD\" >kumoshirube.ini && "
		"\"$program\" --store store.db --config kumoshirube.ini case new \"$srcdir/tests/cases/15-excluded.ini\" && "
		"\"$program\" --store store.db --config kumoshirube.ini record key new && \"$program\" registry key office && cp office.pub keys/office.pub && {"
		" printf '[people.main]\\nformat = \"1\"\\nversion = \"1\"\\nissued_on = \"2026-11-01\"\\n[person.officer]\\nname = \"見本担当\"\\nroles = \"officer\"\\n';"
		" printf 'valid_from = \"2026-11-22\"\\npublic = \"%s\"\\n' \"$(sed -n 2p person.key.pub)\"; } >keys/people.ini && "
		"\"$program\" registry sign keys/people.ini --key office --output keys/people.ini.minisig");
}

static struct app *begin(const struct fixture_place *place, struct work **work, struct diag_list *diags)
{
	char *config = mem_printf("%s/kumoshirube.ini", place->directory);
	struct app_options options = { .data_root = getenv("KUMOSHIRUBE_DATA"), .store_path = place->store, .config_path = config, .config_said = true,
		.as_of = DATE_NONE, .today = DATE_NONE, .lang = LANG_JA };
	struct app *app;

	assert_int_equal(app_open(&app, &options, APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE, diags), STATUS_OK);
	assert_int_equal(app_unlock(app, "pass", diags), STATUS_OK);
	assert_int_equal(work_open(work, app, "R8-0001", diags), STATUS_OK);
	free(config);
	return app;
}

static void shown(struct app *app, const char *record)
{
	struct history history;
	struct buf out;
	const struct exchange_state state = { .witnessed = true, .witnessed_seq = 1, .witnessed_at = HALF_PAST_MIDNIGHT };

	buf_init(&out);
	assert_int_equal(app_history(app, record, &history, NULL), STATUS_OK);
	assert_int_equal(review_sheet(app, record, "R8-0001", &history, true, false, &out, NULL), STATUS_OK);
	assert_non_null(strstr(out.data, "R8.11.22"));
	buf_clear(&out);
	exchange_witness_line(app, &state, &out);
	assert_non_null(strstr(out.data, "R8.11.22"));
	history_done(&history);
	buf_done(&out);
}

static void midnight(void **state)
{
	static const char *const zones[] = { "Asia/Tokyo", "UTC", "America/Lima" };

	(void)state;
	for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
		struct fixture_place place;
		struct diag_list diags;
		struct handed_in handed = { 0 };
		struct work *work;
		struct app *app;
		size_t checked, alone;

		diag_init(&diags);
		place_make(&place);
		office(&place);
		setenv("TZ", zones[i], 1);
		tzset();
		clock_now = HALF_AN_HOUR_BEFORE;
		app = begin(&place, &work, &diags);
		assert_int_equal(diags.count, 0);
		assert_int_equal(work_submit(work, &handed, &diags), STATUS_FAILED);
		assert_non_null(strstr(diags.items[0].text, "the key is not yet valid"));
		/* The same session goes on past midnight. */
		clock_now = HALF_PAST_MIDNIGHT;
		assert_true(app_pass_midnight(app, clock_now));
		diag_done(&diags);
		diag_init(&diags);
		assert_int_equal(work_submit(work, &handed, &diags), STATUS_OK);
		assert_int_equal(app_records_verify(app, &checked, &alone, &diags), STATUS_OK);
		assert_int_equal(diags.errors, 0);
		shown(app, work_id(work));
		work_close(&work);
		app_close(&app);
		place_remove(&place);
		diag_done(&diags);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(midnight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
