/* SPDX-License-Identifier: Apache-2.0 */
/* Triggers come back from the text of a record as they went in, and a text whose keys do not fit is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/trigger.h"

#define TITLES "title.ja = \"題\"\ntitle.en = \"title\"\nresponse.ja = \"対応\"\nresponse.en = \"respond\"\n"

#define PLAIN "[trigger.t1]\nname = \"a\"\nkind = \"value\"\nfact = \"case.title\"\nvalue = \"2\"\nclause = \"KH-2.2\"\n"
#define NAMED "title.ja = \"x\"\ntitle.en = \"x\"\n"
#define FORMER "todo.ja = \"対応\"\ntodo.en = \"respond\"\n"

static const char DATED[] = "[trigger.t1]\nname = \"expiry\"\nkind = \"date\"\npart = \"c1-1-k1\"\nfact = \"service.expires_on\"\nvalue = \"2028-03-31\"\n"
	"number = \"C99-0001-2\"\nafter = \"2028-03-21\"\nlead_days = \"10\"\nclause = \"KT-flow.register KH-3.3.1.3.list\"\n" TITLES;
static const char EDITION[] = "\n[trigger.t2]\nname = \"edition\"\nkind = \"edition\"\nvalue = \"ab\"\nclause = \"KH-2.1.review\"\n" TITLES;

static void test_round_trip(void **state)
{
	struct triggers triggers;
	struct buf text, again;

	(void)state;
	buf_init(&text);
	buf_init(&again);
	buf_adds(&text, DATED);
	buf_adds(&text, EDITION);
	assert_int_equal(triggers_read(&triggers, "r", text.data, NULL), STATUS_OK);
	assert_int_equal(triggers.count, 2);
	assert_int_equal(triggers.items[0].kind, TRIGGER_DATE);
	assert_string_equal(triggers.items[0].part, "c1-1-k1");
	assert_int_equal(triggers.items[0].lead_days, 10);
	assert_string_equal(triggers.items[0].response.in[LANG_EN], "respond");
	assert_int_equal(triggers.items[1].kind, TRIGGER_EDITION);
	assert_string_equal(triggers.items[1].fact, "");
	triggers_write(&triggers, &again);
	assert_string_equal(again.data, text.data);
	triggers_done(&triggers);
	assert_int_equal(triggers_read(&triggers, "r", "", NULL), STATUS_OK);
	assert_int_equal(triggers.count, 0);
	triggers_done(&triggers);
	buf_done(&again);
	buf_done(&text);
}

/* Records stay as they were signed, also those in which the response has its first name. */
static void test_former(void **state)
{
	struct triggers triggers;

	(void)state;
	assert_int_equal(triggers_read(&triggers, "r", PLAIN NAMED FORMER, NULL), STATUS_OK);
	assert_string_equal(triggers.items[0].response.in[LANG_JA], "対応");
	assert_string_equal(triggers.items[0].response.in[LANG_EN], "respond");
	triggers_done(&triggers);
}

/* A line of a data file may be longer than what is written of it in one part. */
static void test_long_response(void **state)
{
	struct triggers triggers;
	struct buf text, again;
	struct trigger *trigger;

	(void)state;
	buf_init(&text);
	buf_init(&again);
	assert_int_equal(triggers_read(&triggers, "r", PLAIN TITLES, NULL), STATUS_OK);
	trigger = &triggers.items[0];
	for (int i = 0; i < 30; i++)
		buf_adds(&text, "対応の長い説明を書く。");
	trigger->response.in[LANG_JA] = text.data;
	triggers_write(&triggers, &again);
	triggers_done(&triggers);
	assert_non_null(strstr(again.data, "response.ja.2"));
	assert_int_equal(triggers_read(&triggers, "r", again.data, NULL), STATUS_OK);
	assert_memory_equal(triggers.items[0].response.in[LANG_JA], "対応の長い", 15);
	triggers_done(&triggers);
	buf_done(&again);
	buf_done(&text);
}

static void test_refused(void **state)
{
	static const char *const bad[] = {
		/* a date without its day */
		"[trigger.t1]\nname = \"a\"\nkind = \"date\"\nfact = \"case.contract_end\"\nvalue = \"2028-03-31\"\nclause = \"KH-2.2\"\n" TITLES,
		/* a value of nothing */
		"[trigger.t1]\nname = \"a\"\nkind = \"value\"\nvalue = \"2\"\nclause = \"KH-2.2\"\n" TITLES,
		/* an edition of a fact */
		"[trigger.t1]\nname = \"a\"\nkind = \"edition\"\nfact = \"case.title\"\nvalue = \"2\"\nclause = \"KH-2.2\"\n" TITLES,
		/* a kind that is not there, a day that does not exist, a key that is not known, a title in one language */
		"[trigger.t1]\nname = \"a\"\nkind = \"moon\"\nfact = \"case.title\"\nvalue = \"2\"\nclause = \"KH-2.2\"\n" TITLES,
		"[trigger.t1]\nname = \"a\"\nkind = \"date\"\nfact = \"case.contract_end\"\nafter = \"2028-02-30\"\nvalue = \"2\"\nclause = \"KH-2.2\"\n" TITLES,
		"[trigger.t1]\nname = \"a\"\nkind = \"value\"\nfact = \"case.title\"\nvalue = \"2\"\nmoon = \"2\"\nclause = \"KH-2.2\"\n" TITLES,
		PLAIN "title.ja = \"x\"\nresponse.ja = \"x\"\nresponse.en = \"x\"\n",
		/* no response, one in one language, one under both of its names */
		PLAIN NAMED, PLAIN NAMED "response.ja = \"x\"\n", PLAIN NAMED FORMER "response.ja = \"x\"\nresponse.en = \"x\"\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct triggers triggers;

		assert_int_equal(triggers_read(&triggers, "r", bad[i], NULL), STATUS_INPUT);
		triggers_done(&triggers);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_round_trip), cmocka_unit_test(test_former), cmocka_unit_test(test_long_response),
		cmocka_unit_test(test_refused) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
