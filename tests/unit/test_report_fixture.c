/* SPDX-License-Identifier: Apache-2.0 */
#include "test_report_fixture.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"

struct asked {
	const char *fact, *type, *options, *label;
	int compare; /* its place in the comparison; 0: none */
};
static const struct asked QUESTIONS[] = {
	{ "case.title", "text", NULL, "件名", 0 },
	{ "case.reference", "text", NULL, "文書番号", 0 },
	{ "case.organisation", "text", NULL, "組織", 0 },
	{ "case.pjmo", "text", NULL, "担当", 0 },
	{ "case.scope", "choice", "in_scope excluded", "適用", 0 },
	{ "case.confidentiality", "choice", "1 2 3", "機密性", 0 },
	{ "case.lifecycle_years", "number", NULL, "比べる年数", 0 },
	{ "component.name", "text", NULL, "部分の名称", 0 },
	{ "component.hybrid", "yesno", NULL, "連携", 0 },
	{ "component.hybrid_text", "text", NULL, "連携の得失", 0 },
	{ "step.merit", "yesno", NULL, "利用メリット", 0 },
	{ "step.chosen_candidate", "candidate", NULL, "選んだ候補", 0 },
	{ "step.not_taken_reason", "choice", "cost staff", "採らない理由", 0 },
	{ "step.not_taken_text", "text", NULL, "理由の説明", 0 },
	{ "candidate.name", "text", NULL, "サービスの名称", 0 },
	{ "candidate.provider", "text", NULL, "提供者", 1 },
	{ "candidate.form", "choice", "saas iaas", "提供の形", 2 },
	{ "candidate.registry_id", "text", NULL, "登録番号", 0 },
	{ "candidate.datacentre", "choice", "domestic overseas", "所在地", 0 },
	{ "candidate.overseas_exception", "choice", "none backup", "例外の別", 0 },
	{ "candidate.logs", "yesno", NULL, "ログの確認", 0 },
	{ "candidate.convenience", "choice", "high low", "利便性", 4 },
	{ "candidate.cost_initial", "money", NULL, "初期費用", 5 },
	{ "candidate.cost_yearly", "money", NULL, "毎年の費用", 7 },
	{ "candidate.cost_migration", "money", NULL, "移行の費用", 6 },
	{ "candidate.cost_exit", "money", NULL, "終了時の費用", 8 },
};

static const char RULES[] =
	"[rule.place]\nclause = \"T-2\"\nforce = \"must\"\nscope = \"candidate\"\nrequire = \"candidate.datacentre = 'domestic'\"\n"
	"exception.1 = \"candidate.overseas_exception = 'backup'\"\nexception.1.title.ja = \"控えを海外に置く例外\"\n"
	"exception.1.title.en = \"Backup abroad\"\nexception.1.ground = \"candidate.overseas_exception\"\n"
	"exception.1.clause = \"T-3 T-1\"\n"
	"title.ja = \"データの所在\"\ntitle.en = \"Place of data\"\ntext.ja = \"国内に置く。\"\ntext.en = \"Keep it here.\"\n"
	"fix.ja = \"提供者に確かめる。\"\nfix.en = \"Ask the provider.\"\n"
	"[rule.logs]\nclause = \"T-3 T-1\"\nforce = \"preferred\"\nscope = \"candidate\"\nwhen = \"candidate.form = 'saas'\"\nrequire = \"candidate.logs\"\n"
	"title.ja = \"ログの確認\"\ntitle.en = \"Logs\"\ntext.ja = \"ログを確かめることが望ましい。\"\ntext.en = \"Logs are to be seen.\"\n"
	"fix.ja = \"資料を求める。\"\nfix.en = \"Ask for papers.\"\n"
	"[rule.handy]\nclause = \"T-2 T-3\"\nforce = \"must\"\nscope = \"candidate\"\n"
	"require = \"candidate.form = 'saas' and candidate.convenience = 'high'\"\n"
	"title.ja = \"使いやすさ\"\ntitle.en = \"Handy\"\ntext.ja = \"高い。\"\ntext.en = \"High.\"\nfix.ja = \"比べる。\"\nfix.en = \"Compare.\"\n"
	"[rule.offer]\nclause = \"T-2\"\nforce = \"must\"\nscope = \"candidate\"\nrequire = \"candidate.form = 'saas' or service.list = 'ismap'\"\n"
	"title.ja = \"提供の形の一致\"\ntitle.en = \"Offer\"\ntext.ja = \"合う。\"\ntext.en = \"It fits.\"\nfix.ja = \"選び直す。\"\n"
	"fix.en = \"Choose again.\"\n"
	"[rule.iaas]\nclause = \"T-2\"\nforce = \"must\"\nscope = \"candidate\"\nwhen = \"candidate.form = 'iaas'\"\nrequire = \"candidate.logs\"\n"
	"title.ja = \"資源の監視\"\ntitle.en = \"Watch\"\ntext.ja = \"見る。\"\ntext.en = \"Watch.\"\nfix.ja = \"見る。\"\nfix.en = \"Watch.\"\n"
	"[rule.hybrid]\nclause = \"T-1\"\nforce = \"caution\"\nscope = \"component\"\nwhen = \"component.hybrid\"\n"
	"require = \"answered(component.hybrid_text)\"\ntitle.ja = \"連携の注意\"\ntitle.en = \"Hybrid\"\ntext.ja = \"得失を示す。\"\n"
	"text.en = \"Show both sides.\"\nfix.ja = \"書く。\"\nfix.en = \"Write it.\"\n";

static const char FACTS[] =
	"[fact.list]\nfact = \"service.list\"\ntype = \"choice\"\noptions = \"ismap ismap_liu none\"\noption.ismap_liu.ja = \"簡易\"\noption.ismap_liu.en = \"LIU\"\noption.ismap.ja = \"登録簿\"\noption.ismap.en = \"List\"\n"
	"option.none.ja = \"なし\"\noption.none.en = \"None\"\nlabel.ja = \"登録簿の別\"\nlabel.en = \"List\"\ncompare = \"3\"\n"
	"[derived.ready]\nfact = \"step.ready\"\ntype = \"yesno\"\nlabel.ja = \"選んだ候補の適合\"\nlabel.en = \"Chosen one fits\"\n"
	"some = \"candidate.chosen and candidate.acceptable\"\nover = \"candidate\"\n";

static const char STEPS[] =
	"[gate.excluded]\nwhen = \"case.scope = 'excluded'\"\nverdict = \"excluded\"\nground = \"case.scope\"\nclause = \"T-1\"\n"
	"title.ja = \"適用外\"\ntitle.en = \"Outside\"\ntext.ja = \"この方針は及ばない。\"\ntext.en = \"The policy does not apply.\"\n"
	"[step.1]\ntitle.ja = \"段階1 公開型\"\ntitle.en = \"Step 1 public\"\nshort.ja = \"段階1\"\nshort.en = \"Step 1\"\nclause = \"T-1\"\n"
	"model = \"saas\"\nmodel.ja = \"公開型のSaaS\"\nmodel.en = \"Public SaaS\"\nforms = \"saas\"\ncandidate = \"required\"\n"
	"adopt = \"step.merit = yes and step.ready\"\npass = \"step.merit = no\"\npass.needs = \"step.not_taken_reason step.not_taken_text\"\n"
	"adopt.text.ja = \"利点があり、候補が適合する。\"\nadopt.text.en = \"Merit, and a candidate fits.\"\n"
	"pass.text.ja = \"利点がない。\"\npass.text.en = \"No merit.\"\n"
	"[step.2]\ntitle.ja = \"段階2 自前\"\ntitle.en = \"Step 2 own\"\nshort.ja = \"段階2\"\nshort.en = \"Step 2\"\nclause = \"T-1\"\n"
	"model = \"onprem\"\nmodel.ja = \"自前の環境\"\nmodel.en = \"On-premises\"\ncandidate = \"none\"\n"
	"adopt = \"step.merit = yes\"\npass = \"step.merit = no\"\n";

static const char EDITION[] =
	"[edition.ed]\ntitle.ja = \"見本の方針\"\ntitle.en = \"Sample policy\"\nshort.ja = \"見本\"\nshort.en = \"Sample\"\n"
	"decided_on = \"2021-03-30\"\nin_force_from = \"2021-03-30\"\nscreens = \"case component step candidate\"\n"
	"[source.one]\ntitle.ja = \"方針\"\ntitle.en = \"Policy\"\nissuer.ja = \"甲\"\nissuer.en = \"A\"\ndate = \"2021-03-30\"\n"
	"[source.two]\ntitle.ja = \"別の基準\"\ntitle.en = \"Other standard\"\nissuer.ja = \"甲\"\nissuer.en = \"A\"\ndate = \"2021-03-30\"\n"
	"[notice.new]\ntitle.ja = \"新しい基準\"\ntitle.en = \"New standard\"\ntext.ja = \"合わせて見る。\"\ntext.en = \"See it too.\"\n"
	"date = \"2025-05-27\"\n";

static const char CLAUSES[] =
	"[clause.t-1]\nid = \"T-1\"\nsection = \"3.1\"\nsource = \"one\"\nmodality = \"must\"\nscope = \"case\"\ntext.ja = \"甲\"\ntext.en = \"A\"\n"
	"[clause.t-2]\nid = \"T-2\"\nsection = \"3.3 1)(4)\"\nsource = \"one\"\nmodality = \"must\"\nscope = \"candidate\"\ntext.ja = \"乙\"\n"
	"text.en = \"B\"\n"
	"[clause.t-3]\nid = \"T-3\"\nsection = \"4.2.1\"\nsource = \"two\"\nmodality = \"must\"\nscope = \"candidate\"\ntext.ja = \"丙\"\n"
	"text.en = \"C\"\n";

static const char SIGNOFF[] =
	"[signoff.head]\ntitle.ja = \"課長\"\ntitle.en = \"Head\"\norder = \"1\"\n[signoff.officer]\ntitle.ja = \"起案者\"\ntitle.en = \"Officer\"\norder = \"2\"\n";

#define META "[meta.case]\nformat = \"1\"\nedition = \"ed\"\nas_of = \"2026-11-20\"\n"
#define TITLE "[case.main]\ntitle = \"見本申込み\"\norganisation = \"見本庁\"\npjmo = \"見本係\"\nconfidentiality = \"2\"\n" \
	"confidentiality.reason = \"個人の情報を含む。\"\nconfidentiality.evidence = \"業務分析 3頁\"\nlifecycle_years = \"5\"\n"
#define CANDIDATE "name = \"見本サービス\"\nprovider = \"見本社\"\nform = \"saas\"\nregistry_id = \"C99-0001-1\"\nconvenience = \"high\"\n" \
	"cost_initial = \"1000\"\ncost_migration = \"200\"\ncost_exit = \"30\"\n"

const char CASE_ADOPTED[] = META "sample = \"yes\"\n" TITLE "scope = \"in_scope\"\n"
	"[component.c1]\nname = \"受付\"\nhybrid = \"yes\"\nhybrid_text = \"両方の利点と危険を比べた。\"\n"
	"[step.c1-1]\nmerit = \"yes\"\nchosen_candidate = \"c1-1-k1\"\n"
	"[candidate.c1-1-k1]\n" CANDIDATE "cost_yearly = \"100000\"\ndatacentre = \"overseas\"\noverseas_exception = \"backup\"\n"
	"overseas_exception.reason = \"災害に備えて控えを置く。\"\noverseas_exception.evidence = \"計画書 8頁\"\nlogs = \"no\"\n"
	"[candidate.c1-1-k2]\nname = \"=HYPERLINK(1)<script>\"\nregistry_id = \"none\"\nform = \"saas\"\ndatacentre = \"overseas\"\n"
	"overseas_exception = \"none\"\n";

const char CASE_OPEN[] = META TITLE "scope = \"in_scope\"\n[component.c1]\nname = \"受付\"\nhybrid = \"no\"\n"
	"[step.c1-1]\nmerit = \"yes\"\nchosen_candidate = \"c1-1-k1\"\n[candidate.c1-1-k1]\n" CANDIDATE "cost_yearly = \"?\"\nlogs = \"yes\"\n";

const char CASE_PASSED[] = META TITLE "scope = \"in_scope\"\n[component.c1]\nname = \"受付\"\nhybrid = \"no\"\n"
	"[step.c1-1]\nmerit = \"no\"\nmerit.reason = \"標準の機能では足りない。\"\nnot_taken_reason = \"cost\"\n"
	"not_taken_text = \"費用が3倍になる。\"\nnot_taken_text.evidence = \"比較表 第2版\"\n[step.c1-2]\nmerit = \"yes\"\n";

const char CASE_GATED[] = META TITLE "scope = \"excluded\"\nscope.reason = \"対象外の案件である。\"\n"
	"scope.evidence = \"判定票 1頁\"\n";

const char CASE_GATE_OPEN[] = META TITLE "scope = \"excluded\"\n";

static void write_options(struct buf *out, const char *options)
{
	buf_addf(out, "options = \"%s\"\n", options);
	for (const char *at = options; *at;) {
		size_t len = strcspn(at, " ");

		buf_addf(out, "option.%.*s.ja = \"%.*s\"\noption.%.*s.en = \"%.*s\"\n", (int)len, at, (int)len, at, (int)len, at, (int)len, at);
		at += len + (at[len] == ' ');
	}
}

static void write_question(struct buf *out, const struct asked *asked)
{
	const char *dot = strchr(asked->fact, '.');

	buf_addf(out, "[question.%.*s-%s]\nfact = \"%s\"\ntype = \"%s\"\n", (int)(dot - asked->fact), asked->fact, dot + 1, asked->fact, asked->type);
	buf_addf(out, "label.ja = \"%s\"\nlabel.en = \"Label %s\"\ntext.ja = \"T\"\ntext.en = \"T\"\nhelp.ja.1 = \"H\"\nhelp.en.1 = \"H\"\n",
		asked->label, dot + 1);
	buf_addf(out, "clause = \"T-1\"\nreason = \"%s\"\nevidence = \"optional\"\n",
		strcmp(asked->type, "text") == 0 ? "none" : "optional");
	if (asked->compare)
		buf_addf(out, "compare = \"%d\"\n", asked->compare);
	if (asked->options)
		write_options(out, asked->options);
}

static void add_screen(struct fileset *set, const char *scope)
{
	size_t len = strlen(scope);
	struct buf text;
	char path[64];

	buf_init(&text);
	buf_addf(&text, "[screen.%s]\ntitle.ja = \"S\"\ntitle.en = \"S\"\nscope = \"%s\"\ngroup = \"%s\"\norder = \"1\"\n", scope, scope,
		strcmp(scope, "case") == 0 ? "step0" : scope);
	for (size_t i = 0; i < sizeof QUESTIONS / sizeof *QUESTIONS; i++)
		if (strncmp(QUESTIONS[i].fact, scope, len) == 0 && QUESTIONS[i].fact[len] == '.')
			write_question(&text, &QUESTIONS[i]);
	snprintf(path, sizeof path, "screens/%s.ini", scope);
	fileset_add(set, path, text.data, text.len);
	buf_done(&text);
}

static void pack(struct buf *out)
{
	static const char era[] =
		"[era.reiwa]\nname.ja = \"令和\"\nname.en = \"Reiwa\"\nletter = \"R\"\nfrom = \"2019-05-01\"\n";
	struct fileset set;

	fileset_init(&set);
	fileset_add(&set, "data/catalogue/era.ini", era, strlen(era));
	fileset_add(&set, "data/catalogue/signoff.ini", SIGNOFF, strlen(SIGNOFF));
	fileset_add(&set, "data/policy/ed/edition.ini", EDITION, strlen(EDITION));
	fileset_add(&set, "data/policy/ed/clauses.ini", CLAUSES, strlen(CLAUSES));
	fileset_add(&set, "data/policy/ed/facts.ini", FACTS, strlen(FACTS));
	fileset_add(&set, "data/policy/ed/rules-test.ini", RULES, strlen(RULES));
	fileset_add(&set, "data/policy/ed/steps.ini", STEPS, strlen(STEPS));
	add_screen(&set, "case");
	add_screen(&set, "component");
	add_screen(&set, "step");
	add_screen(&set, "candidate");
	fileset_sort(&set);
	fileset_pack(&set, out);
	fileset_done(&set);
}

static void check(enum status status, struct diag_list *diags)
{
	struct buf text;

	if (status == STATUS_OK)
		return;
	buf_init(&text);
	diag_write(diags, &text);
	fail_msg("%s", text.data);
}

static void load(struct fixture *fixture, const char *case_file)
{
	struct diag_list diags;
	struct buf bytes;

	diag_init(&diags);
	buf_init(&bytes);
	pack(&bytes);
	check(edition_load_packed(&fixture->edition, "ed", bytes.data, bytes.len, &diags), &diags);
	check(engine_new(&fixture->engine, fixture->edition, &diags), &diags);
	check(dossier_read(&fixture->dossier, fixture->edition, "case.ini", case_file, strlen(case_file), &diags), &diags);
	buf_done(&bytes);
	diag_done(&diags);
}

void fixture_start(struct fixture *fixture, const char *case_file, enum lang lang)
{
	struct snapshot_info snapshot = { .name = mem_strdup("登録簿 (見本)"), .source = mem_strdup(""), .signature = mem_strdup("unsigned"), .sample = true };

	*fixture = (struct fixture){ .edition = NULL };
	load(fixture, case_file);
	date_parse_iso("2026-11-01", &snapshot.issued_on);
	date_parse_iso("2026-11-04", &snapshot.imported_on);
	fixture->snapshot = snapshot;
	fixture->verdict = engine_decide(fixture->engine, fixture->dossier, fixture->dossier->as_of);
	fixture->record = (struct record){ .edition = fixture->edition, .dossier = fixture->dossier, .verdict = fixture->verdict,
		.snapshot = &fixture->snapshot, .snapshot_age_days = 19, .author = "起案者甲", .program_version = "1.0", .policy_check = "3 rules",
		.lang = lang };
}

void fixture_done(struct fixture *fixture)
{
	verdict_free(&fixture->verdict);
	dossier_free(&fixture->dossier);
	engine_free(&fixture->engine);
	edition_free(&fixture->edition);
	snapshot_info_done(&fixture->snapshot);
}

void fixture_add_listing(struct fixture *fixture)
{
	struct answer *list = entity_answer_id(fixture->dossier, dossier_find(fixture->dossier, "c1-1-k1"), "service.list");
	char *why = NULL;

	assert_non_null(list);
	assert_true(answer_from_word(list, edition_fact(fixture->edition, "service.list"), "ismap", &why));
	mem_replace(&list->source, "登録簿 17行");
}

void assert_order(const char *text, const char *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *found = strstr(text, parts[i]);

		if (!found)
			fail_msg("missing or too early: %s\n%s", parts[i], text);
		text = found + strlen(parts[i]);
	}
}
