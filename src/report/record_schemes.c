/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the certificates and reports that were claimed for candidates are: who runs the scheme, how long it holds, how it stands to ISO/IEC 27001, and
 * whether 4.1 of the policy names it. A scheme stands here once, however many candidates have it; the guideline of the sector comes last.
 */
#include "report/record_parts.h"

#include "model/scheme_use.h"

static bool any_chosen(const struct record *record, const struct scheme *scheme)
{
	const struct entity *root = record->dossier->root;
	const struct fact *fact = edition_fact(record->edition, "candidate.evidence");

	for (size_t c = 0; fact && c < root->count; c++)
		for (size_t s = 0; s < root->children[c]->count; s++) {
			const struct entity *step = root->children[c]->children[s];

			for (size_t k = 0; k < step->count; k++)
				if (scheme_chosen(record->dossier, step->children[k], scheme) && record_asked(record, step->children[k], fact))
					return true;
		}
	return false;
}

static void add_scheme(struct doc *doc, const struct record *record, const struct scheme *scheme)
{
	struct buf standing, named;

	buf_init(&standing);
	buf_init(&named);
	buf_addf(&standing, _("Run by: %s\nCovers: %s\nLevels: %s\nHolds: %s\nLooked at: %s\nISO/IEC 27001: %s"),
		words_text(record, &scheme->operated_by), words_text(record, &scheme->target), words_text(record, &scheme->levels),
		words_text(record, &scheme->validity), words_text(record, &scheme->surveillance), words_text(record, &scheme->iso27001));
	if (scheme->named[0]) {
		buf_adds(&named, _("named: "));
		words_clause(&named, record, scheme->named);
	} else {
		buf_adds(&named, scheme->sector[0] ? _("not named; expected in the sector") : _("not named"));
	}
	doc_row(doc, false, (const char *const[]){ words_text(record, &scheme->title), standing.data, named.data,
		words_text(record, &scheme->evidences) }, 4);
	buf_done(&standing);
	buf_done(&named);
}

void record_schemes(struct doc *doc, const struct record *record)
{
	static const int widths[] = { 12, 28, 10, 18 };
	const struct edition *edition = record->edition;
	bool any = false;

	for (size_t i = 0; i < edition->scheme_count; i++) {
		const struct scheme *scheme = &edition->schemes[i];
		const char *head[] = { _("Scheme"), _("What it is"), _("Policy 4.1"), _("What it shows") };

		if (!any_chosen(record, scheme) && !scheme_of_sector(record->dossier, scheme))
			continue;
		if (!any) {
			doc_table(doc, _("The schemes behind the evidence, and of the sector"), widths, 4);
			doc_row(doc, true, head, 4);
		}
		any = true;
		add_scheme(doc, record, scheme);
	}
}
