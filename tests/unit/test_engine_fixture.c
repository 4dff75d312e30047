/* SPDX-License-Identifier: Apache-2.0 */
#include "test_engine_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct asked {
	const char *fact, *type, *options, *ask, *reason;
};

static const struct asked QUESTIONS[] = {
	{ .fact = "case.c", .type = "choice", .options = "a b c d", .reason = "required" },
	{ .fact = "case.c2", .type = "choice", .options = "a b c d" },
	{ .fact = "case.s", .type = "set", .options = "p q r" },
	{ .fact = "case.s2", .type = "set", .options = "p q r" },
	{ .fact = "case.y", .type = "yesno" },
	{ .fact = "case.y2", .type = "yesno" },
	{ .fact = "case.n", .type = "number" },
	{ .fact = "case.n2", .type = "number" },
	{ .fact = "case.m", .type = "money" },
	{ .fact = "case.m2", .type = "money" },
	{ .fact = "case.d", .type = "date" },
	{ .fact = "case.d2", .type = "date" },
	{ .fact = "case.t", .type = "text" },
	{ .fact = "case.first", .type = "yesno" },
	{ .fact = "case.second", .type = "yesno", .ask = "case.first" },
	{ .fact = "case.third", .type = "yesno", .ask = "case.second = yes" },
	{ .fact = "component.name", .type = "text" },
	{ .fact = "component.u", .type = "yesno" },
	{ .fact = "step.coverage", .type = "choice", .options = "all part none" },
	{ .fact = "step.chosen_candidate", .type = "candidate" },
	{ .fact = "step.difficult", .type = "yesno" },
	{ .fact = "step.merit", .type = "yesno" },
	{ .fact = "step.cause", .type = "choice", .options = "cost staff" },
	{ .fact = "step.words", .type = "text" },
	{ .fact = "candidate.name", .type = "text" },
	{ .fact = "candidate.deployment", .type = "choice", .options = "public private group_use onprem" },
	{ .fact = "candidate.form", .type = "choice", .options = "saas iaas" },
	{ .fact = "candidate.p", .type = "yesno" },
	{ .fact = "candidate.q", .type = "yesno" },
	{ .fact = "candidate.r", .type = "yesno" },
	{ .fact = "candidate.why", .type = "choice", .options = "nothing backup", .reason = "required" },
	{ .fact = "candidate.note", .type = "text" },
	{ .fact = "information.name", .type = "text" },
	{ .fact = "information.rating", .type = "choice", .options = "a b c", .reason = "optional" },
	{ .fact = "information.kinds", .type = "set", .options = "p q r" },
	{ .fact = "control.kind", .type = "choice", .options = "must may" },
	{ .fact = "control.met", .type = "yesno", .reason = "optional" },
};

static const char *const SCREENS[] = { "case", "component", "step", "candidate", "information", "control" };

static const char *group_of(const char *scope)
{
	if (strcmp(scope, "case") == 0 || strcmp(scope, "information") == 0)
		return "step0";
	return strcmp(scope, "control") == 0 ? "candidate" : scope;
}

static const char FACTS[] =
	"[fact.list]\nfact = \"service.list\"\ntype = \"choice\"\noptions = \"ismap none\"\noption.ismap.ja = \"A\"\noption.ismap.en = \"A\"\n"
	"option.none.ja = \"B\"\noption.none.en = \"B\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\n"
	"[fact.level]\nfact = \"service.level\"\ntype = \"number\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\n"
	"[derived.ready]\nfact = \"step.ready\"\ntype = \"yesno\"\nlabel.ja = \"R\"\nlabel.en = \"R\"\n"
	"some = \"candidate.chosen and candidate.acceptable\"\nover = \"candidate\"\n"
	"[derived.onprem]\nfact = \"case.some_onprem\"\ntype = \"yesno\"\nlabel.ja = \"R\"\nlabel.en = \"R\"\n"
	"some = \"component.deployment = 'onprem'\"\nover = \"component\"\n"
	"[derived.users]\nfact = \"case.users\"\ntype = \"number\"\nlabel.ja = \"R\"\nlabel.en = \"R\"\n"
	"count = \"component.u\"\nover = \"component\"\n"
	"[derived.wide]\nfact = \"case.wide\"\ntype = \"yesno\"\nlabel.ja = \"R\"\nlabel.en = \"R\"\n"
	"is = \"case.n >= 5 or case.y2 = yes\"\n"
	"[derived.every_u]\nfact = \"case.every_u\"\ntype = \"yesno\"\nlabel.ja = \"R\"\nlabel.en = \"R\"\n"
	"every = \"component.u\"\nover = \"component\"\nwhere = \"answered(component.name)\"\n";

static const char STEPS[] =
	"[gate.excluded]\nwhen = \"case.c = 'd'\"\nverdict = \"excluded\"\nground = \"case.c\"\nclause = \"T-1\"\n"
	"title.ja = \"G\"\ntitle.en = \"G\"\ntext.ja = \"G\"\ntext.en = \"G\"\n"
	"[step.1]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nshort.ja = \"S\"\nshort.en = \"S\"\nclause = \"T-1\"\nmodel = \"saas\"\n"
	"model.ja = \"S\"\nmodel.en = \"S\"\nforms = \"saas\"\ndeployments = \"public private\"\ncandidate = \"required\"\n"
	"entry = \"step.coverage <> 'none'\"\nadopt = \"step.difficult = no and step.merit = yes and step.ready\"\n"
	"pass = \"step.difficult = yes or step.merit = no or step.coverage = 'none'\"\npass.needs = \"step.cause step.words\"\n"
	"[step.2]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nshort.ja = \"S\"\nshort.en = \"S\"\nclause = \"T-1\"\nmodel = \"onprem\"\n"
	"model.ja = \"S\"\nmodel.en = \"S\"\ncandidate = \"none\"\n"
	"adopt = \"step.merit = yes\"\npass = \"step.merit = no and step.difficult = yes\"\nrefer = \"step.cause = 'staff'\"\n"
	"refer.text.ja = \"S\"\nrefer.text.en = \"S\"\n";

static void add(struct fileset *set, const char *name, const char *text)
{
	fileset_add(set, name, text, strlen(text));
}

static void write_options(struct buf *out, const char *options)
{
	char word[32];
	buf_addf(out, "options = \"%s\"\n", options);
	for (const char *at = options; *at;) {
		size_t len = strcspn(at, " ");
		snprintf(word, sizeof word, "%.*s", (int)len, at);
		buf_addf(out, "option.%s.ja = \"O\"\noption.%s.en = \"O\"\n", word, word);
		at += len + (at[len] == ' ');
	}
}

static void write_question(struct buf *out, const struct asked *asked)
{
	char name[64];
	snprintf(name, sizeof name, "%s", asked->fact);
	*strchr(name, '.') = '-';
	buf_addf(out, "[question.%s]\nfact = \"%s\"\ntype = \"%s\"\nlabel.ja = \"L\"\nlabel.en = \"L\"\ntext.ja = \"T\"\ntext.en = \"T\"\n", name,
		asked->fact, asked->type);
	buf_addf(out, "help.ja.1 = \"H\"\nhelp.en.1 = \"H\"\nclause = \"T-1\"\nreason = \"%s\"\nevidence = \"none\"\n",
		asked->reason ? asked->reason : "none");
	if (asked->options)
		write_options(out, asked->options);
	if (asked->ask)
		buf_addf(out, "ask = \"%s\"\n", asked->ask);
}

static void add_screen(struct fileset *set, const char *scope, const char *more)
{
	struct buf text;
	char path[64];
	size_t len = strlen(scope);
	buf_init(&text);
	buf_addf(&text, "[screen.%s]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nscope = \"%s\"\ngroup = \"%s\"\norder = \"1\"\n", scope, scope,
		group_of(scope));
	for (size_t i = 0; i < sizeof QUESTIONS / sizeof *QUESTIONS; i++) {
		if (strncmp(QUESTIONS[i].fact, scope, len) == 0 && QUESTIONS[i].fact[len] == '.')
			write_question(&text, &QUESTIONS[i]);
	}
	if (more && strcmp(scope, strstr(more, "\"candidate.") ? "candidate" : "case") == 0)
		buf_adds(&text, more);
	snprintf(path, sizeof path, "screens/%s.ini", scope);
	fileset_add(set, path, text.data, text.len);
	buf_done(&text);
}

static void pack(struct buf *out, const struct fixture_source *source)
{
	struct fileset set;
	struct buf facts;
	fileset_init(&set);
	buf_init(&facts);
	buf_adds(&facts, FACTS);
	buf_adds(&facts, source->facts ? source->facts : "");
	add(&set, "data/catalogue/era.ini",
		"[era.reiwa]\nname.ja = \"\xe4\xbb\xa4\xe5\x92\x8c\"\nname.en = \"Reiwa\"\nletter = \"R\"\nfrom = \"2019-05-01\"\n");
	add(&set, "data/policy/ed/edition.ini",
		"[edition.ed]\ntitle.ja = \"E\"\ntitle.en = \"E\"\nshort.ja = \"E\"\nshort.en = \"E\"\ndecided_on = \"2021-03-30\"\n"
		"in_force_from = \"2021-03-30\"\nscreens = \"case component step candidate information control\"\n"
		"[source.one]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nissuer.ja = \"S\"\nissuer.en = \"S\"\ndate = \"2021-03-30\"\n");
	add(&set, "data/policy/ed/clauses.ini",
		"[clause.t-1]\nid = \"T-1\"\nsection = \"1\"\nsource = \"one\"\nmodality = \"must\"\nscope = \"case\"\ntext.ja = \"T\"\ntext.en = \"T\"\n"
		"[clause.t-2]\nid = \"T-2\"\nsection = \"2\"\nsource = \"one\"\nmodality = \"must\"\nscope = \"case\"\ntext.ja = \"T\"\ntext.en = \"T\"\n");
	add(&set, "data/policy/ed/facts.ini", facts.data);
	const char *rules = source->rules ? source->rules : "";
	fileset_add(&set, "data/policy/ed/rules-test.ini", rules, source->rules_len ? source->rules_len : strlen(rules));
	if (source->proof)
		add(&set, "data/policy/ed/proof.ini", source->proof);
	add(&set, "data/policy/ed/steps.ini", source->steps ? source->steps : STEPS);
	for (size_t i = 0; i < sizeof SCREENS / sizeof *SCREENS; i++)
		add_screen(&set, SCREENS[i], source->questions);
	fileset_sort(&set);
	fileset_pack(&set, out);
	fileset_done(&set);
	buf_done(&facts);
}

void fixture_init(struct fixture *fixture, const struct fixture_source *source)
{
	struct buf bytes;
	const struct fixture_source none = { .rules = NULL };
	*fixture = (struct fixture){ .edition = NULL };
	diag_init(&fixture->diags);
	buf_init(&bytes);
	pack(&bytes, source ? source : &none);
	if (edition_load_packed(&fixture->edition, "ed", bytes.data, bytes.len, &fixture->diags) == STATUS_OK)
		engine_new(&fixture->engine, fixture->edition, &fixture->diags);
	buf_done(&bytes);
}

void fixture_start(struct fixture *fixture, const struct fixture_source *source)
{
	fixture_init(fixture, source);
	if (!fixture->engine) {
		struct buf text;
		buf_init(&text);
		diag_write(&fixture->diags, &text);
		fail_msg("%s", text.data);
	}
	fixture->dossier = dossier_new(fixture->edition);
}

void fixture_done(struct fixture *fixture)
{
	dossier_free(&fixture->dossier);
	engine_free(&fixture->engine);
	edition_free(&fixture->edition);
	diag_done(&fixture->diags);
}

static void answer_line(struct fixture *fixture, char *line)
{
	char key[40], fact_id[64], word[64];
	char *reason = strstr(line, " | "), *why = NULL;
	if (reason) {
		*reason = '\0';
		reason += 3;
	}
	if (sscanf(line, "%39s %63s %63s", key, fact_id, word) != 3)
		fail_msg("bad line: %s", line);
	struct entity *entity = dossier_ensure(fixture->dossier, key);
	const struct fact *fact = edition_fact(fixture->edition, fact_id);
	struct answer *answer = entity && fact ? entity_answer(entity, fact) : NULL;
	if (!answer)
		fail_msg("no such answer: %s %s", key, fact_id);
	if (!answer_from_word(answer, fact, word, &why))
		fail_msg("%s: %s", fact_id, why);
	if (reason)
		mem_replace(&answer->reason, reason);
}

void fixture_answer(struct fixture *fixture, const char *lines)
{
	char line[200];
	while (*lines) {
		size_t len = strcspn(lines, "\n");
		snprintf(line, sizeof line, "%.*s", (int)len, lines);
		if (len)
			answer_line(fixture, line);
		lines += len + (lines[len] == '\n');
	}
}

struct verdict *fixture_decide(struct fixture *fixture)
{
	date_days as_of = DATE_NONE;
	assert_true(date_parse_iso("2026-11-20", &as_of));
	return engine_decide(fixture->engine, fixture->dossier, as_of);
}

bool fixture_fault(const struct fixture *fixture, const char *text)
{
	for (size_t i = 0; i < fixture->diags.count; i++) {
		if (strstr(fixture->diags.items[i].text, text) && fixture->diags.items[i].file && fixture->diags.items[i].line > 0)
			return true;
	}
	return false;
}

const struct finding *fixture_finding(const struct verdict *verdict, const char *rule, const char *key)
{
	for (size_t i = 0; i < verdict->finding_count; i++) {
		if (strcmp(verdict->findings[i]->rule->id, rule) == 0 && strcmp(verdict->findings[i]->key, key) == 0)
			return verdict->findings[i];
	}
	return NULL;
}

char *fixture_missing(const struct fact_missing *missing, size_t count)
{
	struct buf out;
	buf_init(&out);
	for (size_t i = 0; i < count; i++)
		buf_addf(&out, "%s%s@%s%s", i ? " " : "", missing[i].fact->id, missing[i].key, missing[i].reason ? "!reason" : "");
	char *text = mem_strdup(out.data);
	buf_done(&out);
	return text;
}
