/* SPDX-License-Identifier: Apache-2.0 */
#include "test_model_fixture.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

#define BOTH(key, text) key ".ja = \"" text "\"\n" key ".en = \"" text "\"\n"
#define QUESTION(name, fact, type) \
	"[question." name "]\nfact = \"" fact "\"\ntype = \"" type "\"\n" BOTH("label", name) BOTH("text", "Q?") \
	"help.ja.1 = \"h1\"\nhelp.ja.2 = \"h2\"\nhelp.en.1 = \"h1\"\nreason = \"optional\"\nevidence = \"none\"\n"

static const char EDITION_INI[] =
	"[edition.test-1]\n" BOTH("title", "T") BOTH("short", "S") "decided_on = \"2021-03-30\"\nin_force_from = \"2021-03-12\"\n"
	"screens = \"basics part work offer\"\n"
	"[source.002]\n" BOTH("title", "T") BOTH("issuer", "I") "date = \"2021-03-30\"\n"
	"[notice.new]\n" BOTH("title", "N") BOTH("text", "N") "date = \"2025-05-27\"\n";

static const char CLAUSES_INI[] =
	"[clause.k-1]\nid = \"K-1\"\nsection = \"1 (1)\"\nsource = \"002\"\nmodality = \"must\"\nscope = \"case\"\n" BOTH("text", "C")
	"[clause.k-2]\nid = \"K-2\"\nsection = \"2\"\nsource = \"002\"\nmodality = \"must\"\nscope = \"case\"\n" BOTH("text", "C");

static const char FACTS_INI[] =
	"[fact.list]\nfact = \"service.list\"\ntype = \"choice\"\noptions = \"ismap ismap_liu none\"\n" BOTH("option.ismap", "I")
	BOTH("option.ismap_liu", "L") BOTH("option.none", "N") BOTH("label", "List")
	"[fact.status]\nfact = \"service.status\"\ntype = \"choice\"\noptions = \"registered suspended removed not_listed\"\n"
	BOTH("option.registered", "R") BOTH("option.suspended", "S") BOTH("option.removed", "D") BOTH("option.not_listed", "N")
	BOTH("label", "Status")
	"[fact.from]\nfact = \"service.registered_on\"\ntype = \"date\"\n" BOTH("label", "From")
	"[fact.until]\nfact = \"service.expires_on\"\ntype = \"date\"\n" BOTH("label", "Until")
	"[fact.forms]\nfact = \"service.forms\"\ntype = \"set\"\noptions = \"saas paas iaas\"\n" BOTH("option.saas", "S")
	BOTH("option.paas", "P") BOTH("option.iaas", "I") BOTH("label", "Forms")
	"[fact.level]\nfact = \"service.level\"\ntype = \"choice\"\noptions = \"1 2 3\"\n" BOTH("option.1", "1") BOTH("option.2", "2")
	BOTH("option.3", "3") BOTH("label", "Level")
	"[derived.large]\nfact = \"case.large\"\ntype = \"yesno\"\n" BOTH("label", "Large") "is = \"case.users > 100\"\n"
	"[derived.offers]\nfact = \"step.offers\"\ntype = \"number\"\n" BOTH("label", "Offers")
	"count = \"candidate.acceptable\"\nover = \"candidate\"\nwhere = \"answered(candidate.name)\"\n"
	"[provided.model]\nfact = \"component.model\"\n" BOTH("label", "Model label");

static const char RULES_INI[] =
	"[rule.r-1]\nclause = \"K-1\"\nforce = \"must\"\nscope = \"candidate\"\nsteps = \"1\"\nwhen = \"case.secret = no\"\n"
	"require.1 = \"service.list = 'ismap'\"\n" BOTH("require.1.title", "listed")
	"require.2 = \"candidate.plan = 'kept'\"\n" BOTH("require.2.title", "kept") "require.2.ground = \"candidate.plan\"\n"
	"require.2.clause = \"K-2\"\nexception.1 = \"case.secret = no\"\n" BOTH("exception.1.title", "not secret")
	BOTH("title", "R") BOTH("text", "R") BOTH("fix", "F")
	"[rule.r-2]\nclause = \"K-2\"\nforce = \"caution\"\nscope = \"case\"\nrequire = \"answered(case.title)\"\n"
	BOTH("title", "R") BOTH("text", "R") BOTH("fix", "F");

static const char STEPS_INI[] =
	"[gate.out]\nwhen = \"case.secret\"\nverdict = \"excluded\"\nground = \"case.secret\"\nclause = \"K-1\"\n" BOTH("title", "G")
	BOTH("text", "G")
	"[step.1]\n" BOTH("title", "S1") BOTH("short", "S1") "clause = \"K-1\"\nmodel = \"saas_public\"\n" BOTH("model", "SaaS")
	"forms = \"saas\"\ndeployments = \"public\"\nentry = \"yes\"\nadopt = \"step.merit\"\ncandidate = \"required\"\n"
	"pass = \"not step.merit\"\npass.needs = \"step.words\"\nrefer = \"step.merit = no\"\n" BOTH("refer.text", "ask")
	"[step.2]\n" BOTH("title", "S2") BOTH("short", "S2") "model = \"onprem\"\n" BOTH("model", "Own") "candidate = \"none\"\nadopt = \"yes\"\n";

static const char BASICS_INI[] =
	"[screen.basics]\n" BOTH("title", "B") "scope = \"case\"\ngroup = \"step0\"\norder = \"10\"\nclause = \"K-1\"\n"
	QUESTION("title", "case.title", "text")
	QUESTION("story", "case.story", "text") "lines = \"4\"\n"
	QUESTION("secret", "case.secret", "yesno") "ask = \"answered(case.title)\"\n"
	QUESTION("users", "case.users", "number") BOTH("unit", "users") "min = \"0.5\"\nmax = \"8760\"\n"
	QUESTION("budget", "case.budget", "money") "max = \"1000000\"\n"
	QUESTION("start", "case.start", "date")
	QUESTION("kind", "case.kind", "set") "options = \"a b c\"\n" BOTH("option.a", "A") BOTH("option.b", "B") BOTH("option.c", "C");

static const char PART_INI[] =
	"[screen.part]\n" BOTH("title", "P") "scope = \"component\"\ngroup = \"component\"\norder = \"10\"\n"
	QUESTION("name", "component.name", "text");

static const char WORK_INI[] =
	"[screen.work]\n" BOTH("title", "W") "scope = \"step\"\nsteps = \"1 2\"\ngroup = \"step\"\norder = \"10\"\n"
	QUESTION("merit", "step.merit", "yesno")
	QUESTION("words", "step.words", "text")
	QUESTION("pick", "step.pick", "candidate");

static const char OFFER_INI[] =
	"[screen.offer]\n" BOTH("title", "O") "scope = \"candidate\"\ngroup = \"candidate\"\norder = \"10\"\n"
	QUESTION("offer-name", "candidate.name", "text")
	QUESTION("offer-form", "candidate.form", "choice") "options = \"saas iaas\"\n" BOTH("option.saas", "S") BOTH("option.iaas", "I")
	QUESTION("offer-plan", "candidate.plan", "choice") "options = \"kept lost\"\n" BOTH("option.kept", "K") BOTH("option.lost", "L")
	QUESTION("offer-place", "candidate.deployment", "choice") "options = \"public private\"\n" BOTH("option.public", "Pub")
	BOTH("option.private", "Pri");

static const struct {
	const char *name, *text;
} FILES[] = {
	{ FIXTURE_POLICY "edition.ini", EDITION_INI },
	{ FIXTURE_POLICY "clauses.ini", CLAUSES_INI },
	{ FIXTURE_POLICY "facts.ini", FACTS_INI },
	{ FIXTURE_POLICY "rules-a.ini", RULES_INI },
	{ FIXTURE_POLICY "steps.ini", STEPS_INI },
	{ "screens/basics.ini", BASICS_INI },
	{ "screens/part.ini", PART_INI },
	{ "screens/work.ini", WORK_INI },
	{ "screens/offer.ini", OFFER_INI },
	{ "data/catalogue/era.ini", "[era.reiwa]\n" BOTH("name", "Reiwa") "letter = \"R\"\nfrom = \"2019-05-01\"\n" },
	{ "data/catalogue/roles.ini", "[role.officer]\n" BOTH("title", "Officer") "order = \"20\"\n[role.adviser]\n" BOTH("title", "Adviser")
		"order = \"10\"\n" },
	{ "data/catalogue/signoff.ini", "[signoff.head]\n" BOTH("title", "Head") "order = \"10\"\n" },
	{ "data/catalogue/classification.ini", "[grade.a]\nfact = \"case.kind\"\nvalue = \"a\"\n" BOTH("title", "A") BOTH("text", "A") },
};

void fixture_files(struct fileset *set)
{
	for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++)
		fileset_add(set, FILES[i].name, FILES[i].text, strlen(FILES[i].text));
}

static struct fileset_item *item_of(struct fileset *set, const char *file)
{
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->items[i].name, file) == 0)
			return &set->items[i];
	return NULL;
}

/* Leaves the set without the item; the order does not matter before the sorting. */
static void item_remove(struct fileset *set, struct fileset_item *item)
{
	free(item->name);
	free(item->data);
	*item = set->items[--set->count];
}

void fixture_change(struct fileset *set, const char *file, const char *from, const char *to)
{
	struct fileset_item *item = item_of(set, file);
	struct buf text;
	const char *at, *again;

	if (!item) {
		fileset_add(set, file, to, strlen(to));
		return;
	}
	if (!to) {
		item_remove(set, item);
		return;
	}
	buf_init(&text);
	buf_add(&text, item->data, item->len);
	at = strstr(text.data, from);
	assert_non_null(at);
	again = strstr(at + 1, from);
	assert_null(again);
	item_remove(set, item);
	{
		size_t before = (size_t)(at - text.data);
		char *changed = mem_printf("%.*s%s%s", (int)before, text.data, to, at + strlen(from));

		fileset_add(set, file, changed, strlen(changed));
		free(changed);
	}
	buf_done(&text);
}

enum status fixture_load(struct edition **out, struct fileset *set, struct diag_list *diags)
{
	struct buf packed;
	enum status status;

	fileset_sort(set);
	buf_init(&packed);
	fileset_pack(set, &packed);
	status = edition_load_packed(out, FIXTURE_ID, packed.data, packed.len, diags);
	buf_done(&packed);
	return status;
}

struct edition *fixture_edition(void)
{
	struct edition *edition;
	struct diag_list diags;
	struct fileset set;
	struct buf said;

	assert_true(sign_start());
	diag_init(&diags);
	fileset_init(&set);
	fixture_files(&set);
	fixture_load(&edition, &set, &diags);
	buf_init(&said);
	diag_write(&diags, &said);
	assert_string_equal(said.data, "");
	buf_done(&said);
	diag_done(&diags);
	fileset_done(&set);
	assert_non_null(edition);
	return edition;
}
