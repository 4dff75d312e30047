/* SPDX-License-Identifier: Apache-2.0 */
/* The usage text, printed from the tables; the rows of the options also feed the manual page and the completion (manual.c). */
#include "app/keymap.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/cli.h"

#define NAME_CELLS 18

static const struct cli_option general[] = {
	{ "--json", N_("print JSON instead of text") },
	{ "--format text|html|pdf|json|csv|xlsx|ini", N_("record format: text, html, pdf, json, csv, xlsx (tables); of case show: text, ini") },
	{ "--output FILE", N_("write to a file instead of standard output") },
	{ "--as-of DATE", N_("decide as of a day, such as 2026-11-20 or R8.11.20") },
	{ "--store FILE", N_("the file that holds the cases") },
	{ "--data DIRECTORY", N_("the directory that holds data/ and screens/") },
	{ "--edition ID", N_("edition of new cases and of the policy commands; otherwise the newest that is not after today") },
	{ "--stamp FILE", N_("policy check: write down what the proof has come to, for the records") },
	{ "--yes", N_("case migrate, exchange in, store restore: do it; without it only what would come of it is told") },
	{ "--config FILE", N_("the configuration file") },
	{ "--lang ja|en", N_("language") },
	{ "--quick", N_("policy check: without the proof") },
	{ "--cases N", N_("policy check: so many random candidates; policy baseline: so many variants") },
	{ "--seed N", N_("where the random part begins") },
	{ "--baseline FILE", N_("policy check: tell what came out otherwise than in the file") },
	{ "--name NAME", N_("registry import, registry sign: name of the snapshot") },
	{ "--issued-on DATE", N_("registry import, registry sign: the day of the list") },
	{ "--map MAP", N_("registry import, registry sign: which columns the list has, by a name of columns.ini") },
	{ "--column COLUMN=HEADER", N_("registry import: the column of the list that holds one of ours; may be said several times") },
	{ "--word KEY=WORD", N_("registry import: a word of the list that no map knows; may be said several times") },
	{ "--text TEXT", N_("review, case recall, case withdraw: a comment, an opinion, a reason") },
	{ "--save-map NAME", N_("registry import: keep the columns chosen by hand under this name") },
	{ "--encoding utf-8|cp932", N_("registry import, registry sign: utf-8 or cp932; otherwise it is found out") },
	{ "--source TEXT", N_("registry import, registry sign: where the list comes from") },
	{ "--preview", N_("registry import: only tell what is in the list") },
	{ "--key KEY", N_("registry sign: file of the secret key") },
	{ "--expires-on DATE", N_("registry sign: until when the delivery may be used") },
	{ "--delivery NUMBER", N_("registry sign: running number of the delivery") },
	{ "--list ismap|ismap_liu|audit_body|inter_ministry|common_platform|group_use", N_("registry search: only this list; registry import: every row is of it") },
	{ "--form saas|paas|iaas", N_("registry search: only this form") },
	{ "--state registered|expired|suspended|removed|unknown", N_("registry search: only this state of the listing") },
	{ "--within DAYS", N_("registry search: expires within so many days") },
	{ "--sort COLUMN", N_("registry search: list, name, provider, number, expires or state") },
	{ "--region TEXT", N_("registry search: named among the regions") },
	{ "--reason TEXT", N_("case set, registry import: why") },
	{ "--evidence TEXT", N_("case set: what shows it") },
	{ "--theme default|contrast|light|mono", N_("colours of the screens") },
	{ "--plain [CASE]", N_("ask in numbered lines instead of screens, for screen readers and pipes (also TERM=dumb); new begins a case") },
	{ "--practice", N_("work in the store for practice, where nothing is in earnest") },
	{ "--no-color", N_("no colours (also NO_COLOR)") },
	{ "-h, --help", N_("this text") },
	{ "-V, --version", N_("the version") },
};

const struct cli_option *cli_option(size_t at)
{
	return at < sizeof general / sizeof general[0] ? &general[at] : NULL;
}

static void add_row(struct buf *out, const char *name, const char *help)
{
	buf_adds(out, "  ");
	if (utf8_width(name) >= NAME_CELLS) {
		buf_addf(out, "%s\n  ", name);
		name = "";
	}
	utf8_pad(out, name, NAME_CELLS);
	buf_addf(out, "%s\n", help);
}

static void add_keys(struct buf *out)
{
	struct keymap keymap;
	struct buf keys;
	keymap_init(&keymap);
	buf_init(&keys);
	buf_adds(out, _("\nKeys of the screens (F1 explains them, F9 lists them; keys.ini changes them):\n"));
	for (int i = 1; i < ACTION_KEYS_COUNT; i++) {
		if (!key_actions[i].keys[0])
			continue;
		buf_clear(&keys);
		keymap_print(&keymap, key_actions[i].id, &keys);
		add_row(out, keys.data, _(key_actions[i].help));
	}
	buf_done(&keys);
	keymap_done(&keymap);
}

void cli_usage(struct buf *out)
{
	buf_adds(out, _("usage: kumoshirube [OPTIONS] [COMMAND ...]\n\nWithout a command the screens open.\n\nCommands:\n"));
	for (size_t i = 0; commands[i].name; i++) {
		buf_adds(out, "  ");
		utf8_pad(out, commands[i].name, NAME_CELLS);
		buf_addf(out, "%s\n", _(commands[i].help));
		if (commands[i].usage[0])
			buf_addf(out, "      %s %s\n", commands[i].name, commands[i].usage);
	}
	buf_adds(out, _("\nOptions:\n"));
	for (size_t i = 0; cli_option(i); i++)
		add_row(out, cli_option(i)->option, _(cli_option(i)->help));
	add_keys(out);
	buf_adds(out, _("\nExit codes: 0 decided or done, 1 failed or refused, 2 usage, 3 undetermined, 4 input not valid, 5 locked\n"
			"\nExamples:\n"
			"  kumoshirube decide case.ini\n"
			"  kumoshirube case set R8-0001 case case.confidentiality 2 --reason \"...\"\n"
			"  kumoshirube registry search \"kubernetes c21\"\n"));
}
