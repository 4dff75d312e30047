/* SPDX-License-Identifier: Apache-2.0 */
/* The command table. `--help`, dispatch and the manual read it. */
#include "app/commands.h"

#include "base/i18n.h"

#define ALL_READ (APP_RULES | APP_SNAPSHOT | APP_STORE_READ)
#define ALL_WRITE (APP_RULES | APP_SNAPSHOT | APP_STORE_WRITE)

/* clang-format off */
const struct command commands[] = {
	{ .name = "decide", .usage = "FILE", .min_words = 1, .max_words = 1, .needs = APP_RULES | APP_SNAPSHOT, .run = command_decide,
		.help = N_("decide a case file and print its record; nothing is stored") },
	{ .name = "case list", .usage = "", .needs = APP_STORE_READ, .run = command_case_list,
		.help = N_("list the cases of the store") },
	{ .name = "case new", .usage = "[FILE ...]", .max_words = 1000, .needs = ALL_WRITE, .run = command_case_new,
		.help = N_("begin a case, or take in cases from files") },
	{ .name = "case show", .usage = "CASE [--format text|ini]", .min_words = 1, .max_words = 1, .needs = ALL_READ, .run = command_case_show,
		.help = N_("print every answer of a case in words, with its reason, and what is still to do") },
	{ .name = "case next", .usage = "CASE", .min_words = 1, .max_words = 1, .needs = ALL_READ, .run = command_case_next,
		.help = N_("name the question that matters most now, and those that can no longer change the outcome") },
	{ .name = "case set", .usage = "CASE PART FACT VALUE [--reason TEXT] [--evidence TEXT]", .min_words = 4, .max_words = 4,
		.needs = ALL_WRITE, .run = command_case_set,
		.help = N_("save one answer; PART is case, c1, c1-1 or c1-1-k1, VALUE may be ? for not known") },
	{ .name = "case criteria", .usage = "CASE CANDIDATE FILE.csv", .min_words = 3, .max_words = 3, .needs = ALL_WRITE, .run = command_case_criteria,
		.help = N_("take the criteria that the ministry holds into the checklist of a candidate, such as c1-1-k1") },
	{ .name = "case decide", .usage = "CASE", .min_words = 1, .max_words = 1, .needs = ALL_READ, .run = command_case_decide,
		.help = N_("print the record of a case as it stands") },
	{ .name = "case submit", .usage = "CASE", .min_words = 1, .max_words = 1, .needs = ALL_WRITE, .run = command_case_submit,
		.help = N_("hand in a case: make an immutable, signed revision") },
	{ .name = "case export", .usage = "CASE", .min_words = 1, .max_words = 1, .needs = ALL_READ, .run = command_case_export,
		.help = N_("print a case as a case file") },
	{ .name = "case migrate", .usage = "CASE [EDITION] [--yes]", .min_words = 1, .max_words = 2, .needs = ALL_READ, .run = command_case_migrate,
		.help = N_("tell what another edition would make of a case; with --yes begin a new draft under it") },
	{ .name = "registry import", .usage = "FILE --name NAME --issued-on DATE [--map MAP] [--encoding ENCODING] [--source TEXT] [--reason TEXT]",
		.min_words = 1, .max_words = 1, .needs = ALL_WRITE, .run = command_registry_import,
		.help = N_("take in a delivered list as the new snapshot, wholly or not at all") },
	{ .name = "registry list", .usage = "", .needs = ALL_READ, .run = command_registry_list,
		.help = N_("list the snapshots and say which one is in use") },
	{ .name = "registry search", .usage = "[WORD ...]", .max_words = 1000, .needs = ALL_READ, .run = command_registry_search,
		.help = N_("find services that contain every word, whatever width or kana it is written in; without a word, list all") },
	{ .name = "registry diff", .usage = "[SNAPSHOT SNAPSHOT]", .max_words = 2, .needs = ALL_READ, .run = command_registry_diff,
		.help = N_("tell what differs between two snapshots and which cases rest on it; without words: from the previous one to the current one") },
	{ .name = "registry expiring", .usage = "[--as-of DATE]", .needs = ALL_READ, .run = command_registry_expiring,
		.help = N_("tell which listings have passed their expiry date or near it, and which cases rest on them") },
	{ .name = "policy check", .usage = "[--quick] [--baseline FILE] [--cases N] [--seed N] [--stamp FILE]", .needs = APP_RULES, .run = command_policy_check,
		.help = N_("check rules, screens and catalogues, prove the rules, and say which clauses have no home") },
	{ .name = "policy baseline", .usage = "CASE.ini ... [--cases N] [--seed N] [--output FILE]", .min_words = 1, .max_words = 1000,
		.needs = APP_RULES | APP_SNAPSHOT, .run = command_policy_baseline,
		.help = N_("keep what comes of these cases, and of N variants of them, to compare with after the rules were changed") },
	{ .name = "policy coverage", .usage = "", .needs = APP_RULES, .run = command_policy_coverage,
		.help = N_("list every clause with its home, an example that meets it and one that does not") },
	{ .name = "policy show", .usage = "", .needs = APP_RULES, .run = command_policy_show,
		.help = N_("list the rules with their force") },
	{ .name = "policy explain", .usage = "RULE | CLAUSE", .min_words = 1, .max_words = 1, .needs = APP_RULES, .run = command_policy_explain,
		.help = N_("print a rule in words with its clauses and the facts it reads, or a clause with its rules") },
	{ .name = "record list", .usage = "[CASE]", .max_words = 1, .needs = ALL_READ, .run = command_record_list,
		.help = N_("list the revisions that have been handed in") },
	{ .name = "record verify", .usage = "", .needs = APP_STORE_READ, .run = command_record_verify,
		.help = N_("check every stored byte, signature and link, and name what was changed") },
	{ .name = "record replay", .usage = "[CASE[/NUMBER]]", .max_words = 1, .needs = APP_STORE_READ, .run = command_record_replay,
		.help = N_("derive verdicts again from the revisions alone and compare") },
	{ .name = "record export", .usage = "CASE[/NUMBER]", .min_words = 1, .max_words = 1, .needs = ALL_READ, .run = command_record_export,
		.help = N_("print a revision as it was handed in") },
	{ .name = "doctor", .usage = "", .needs = 0, .run = command_doctor,
		.help = N_("show paths, versions and settings, and what is wrong with them") },
	{ .name = NULL }
};
/* clang-format on */
