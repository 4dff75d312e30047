/* SPDX-License-Identifier: Apache-2.0 */
/* The usage text, printed from the tables. */
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/cli.h"

#define NAME_CELLS 18

static const struct {
	const char *option, *help;
} general[] = {
	{ "--json", N_("print JSON instead of text") },
	{ "--format FORMAT", N_("record format: text, html, json, csv; of case show: text, ini") },
	{ "--output FILE", N_("write to a file instead of standard output") },
	{ "--as-of DATE", N_("decide as of a day, such as 2026-11-20 or R8.11.20") },
	{ "--store FILE", N_("the file that holds the cases") },
	{ "--data DIRECTORY", N_("the directory that holds data/ and screens/") },
	{ "--edition ID", N_("edition of new cases and of the policy commands; otherwise the newest that is not after today") },
	{ "--stamp FILE", N_("policy check: write down what the proof has come to, for the records") },
	{ "--yes", N_("case migrate: make the new draft") },
	{ "--config FILE", N_("the configuration file") },
	{ "--lang ja|en", N_("language") },
	{ "--quick", N_("policy check: without the proof") },
	{ "--cases N", N_("policy check: so many random candidates; policy baseline: so many variants") },
	{ "--seed N", N_("where the random part begins") },
	{ "--baseline FILE", N_("policy check: tell what came out otherwise than in the file") },
	{ "--plain [CASE]", N_("ask in numbered lines instead of screens, for screen readers and pipes (also TERM=dumb); new begins a case") },
	{ "--practice", N_("work in the store for practice, where nothing is in earnest") },
	{ "--no-color", N_("no colours (also NO_COLOR)") },
	{ "-h, --help", N_("this text") },
	{ "-V, --version", N_("the version") },
};

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
	for (size_t i = 0; i < sizeof general / sizeof general[0]; i++) {
		buf_adds(out, "  ");
		utf8_pad(out, general[i].option, NAME_CELLS);
		buf_addf(out, "%s\n", _(general[i].help));
	}
	buf_adds(out, _("\nExit codes: 0 decided or done, 1 failed or refused, 2 usage, 3 undetermined, 4 input not valid, 5 locked\n"
			"\nExamples:\n"
			"  kumoshirube decide case.ini\n"
			"  kumoshirube case set R8-0001 case case.confidentiality 2 --reason \"...\"\n"
			"  kumoshirube registry search \"kubernetes c21\"\n"));
}
