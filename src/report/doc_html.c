/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The document as one page of HTML for print. It loads nothing and runs nothing, and says so in a content policy of its own; every text
 * goes through escape(), there is no other way for a text into the page.
 */
#include "report/doc.h"

#include <string.h>

#include "report/doc_text.h"

static const char STYLE[] =
	"@page{size:A4 portrait;margin:20mm 18mm}\n"
	"html{font-family:serif;font-size:10.5pt;line-height:1.6;color:#000;background:#fff}\n"
	":lang(ja){font-family:\"Noto Serif CJK JP\",\"IPAexMincho\",\"MS Mincho\",serif}\n"
	"body{max-width:174mm;margin:8mm auto;overflow-wrap:anywhere}\n"
	"h1{font-size:14pt;text-align:center;margin:1em 0}\n"
	"h2{font-size:11.5pt;margin:1.2em 0 .3em}\n"
	"h3{font-size:10.5pt;margin:.9em 0 .3em}\n"
	"h4{font-size:10.5pt;margin:.7em 0 .2em;padding-left:1em;font-weight:normal;text-decoration:underline}\n"
	"h1,h2,h3,h4,th,.banner{font-family:sans-serif}\n"
	"h1:lang(ja),h2:lang(ja),h3:lang(ja),h4:lang(ja),th:lang(ja),.banner:lang(ja)"
	"{font-family:\"Noto Sans CJK JP\",\"IPAexGothic\",\"MS Gothic\",sans-serif}\n"
	"h2,h3,h4{break-after:avoid}\n"
	"p{margin:.2em 0;text-align:justify}\n"
	"p.text:lang(ja){text-indent:1em}\n"
	".right{text-align:right;white-space:pre-wrap}\n" /* the room that is left to write a date in */
	".centre{text-align:center;margin:1em 0}\n"
	".banner{border:2.5pt double #000;padding:.1em .6em;text-align:left;font-weight:bold}\n"
	".under{font-size:9pt;line-height:1.4;margin:.1em 0 .1em 1em}\n"
	"ul{margin:.2em 0;padding:0;list-style:none}\n"
	"li{padding-left:1em;text-indent:-1em}\n"
	"li::before{content:\"- \"}\n"
	".l1{margin-left:1em}.l2{margin-left:2em}.l3{margin-left:3em}.l4{margin-left:4em}\n"
	"table{border-collapse:collapse;width:100%;table-layout:fixed;margin:.4em 0;font-size:9pt;line-height:1.4}\n"
	"caption{text-align:left}\n"
	"th,td{border:.6pt solid #000;padding:.15em .4em;vertical-align:top;text-align:left}\n"
	"thead{display:table-header-group}\n"
	"tr{break-inside:avoid}\n"
	"td.number,th.number{text-align:right}\n"
	"table.signoff{width:auto;margin-left:auto;table-layout:auto}\n"
	"table.signoff th{font-weight:normal;text-align:center;min-width:20mm}\n"
	"table.signoff td{height:18mm;text-align:center}\n"
	"table.bars{border:0}\n"
	"table.bars th{font-weight:normal;width:30%}\n"
	"table.bars td.note{width:26%;text-align:right}\n"
	".bar{display:block;height:.9em;background:#555;border:.4pt solid #000;box-sizing:border-box;"
	"print-color-adjust:exact;-webkit-print-color-adjust:exact}\n"
	"hr{border:0;border-top:.6pt solid #000}\n";

static void escape(struct buf *out, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '&': buf_adds(out, "&amp;"); break;
		case '<': buf_adds(out, "&lt;"); break;
		case '>': buf_adds(out, "&gt;"); break;
		case '"': buf_adds(out, "&quot;"); break;
		case '\'': buf_adds(out, "&#39;"); break;
		case '\n': buf_adds(out, "<br>"); break;
		default: buf_addc(out, *text);
		}
}

static void put_element(struct buf *out, const char *open, const char *text, const char *close)
{
	buf_adds(out, open);
	escape(out, text);
	buf_adds(out, close);
}

static void put_row(struct buf *out, const struct doc_row *row)
{
	const char *name = row->head ? "th" : "td";

	buf_adds(out, "<tr>");
	for (size_t i = 0; i < row->count; i++) {
		buf_addf(out, "<%s%s%s>", name, row->head ? " scope=\"col\"" : "", row->cells[i].right ? " class=\"number\"" : "");
		escape(out, row->cells[i].text);
		buf_addf(out, "</%s>", name);
	}
	buf_adds(out, "</tr>\n");
}

static void put_columns(struct buf *out, const struct doc_block *block)
{
	int total = 0;

	if (!block->widths)
		return;
	for (size_t i = 0; i < block->column_count; i++)
		total += block->widths[i] > 0 ? block->widths[i] : 1;
	buf_adds(out, "<colgroup>");
	for (size_t i = 0; i < block->column_count; i++)
		buf_addf(out, "<col style=\"width:%d%%\">", (block->widths[i] > 0 ? block->widths[i] : 1) * 100 / total);
	buf_adds(out, "</colgroup>\n");
}

static void put_table(struct buf *out, const struct doc_block *block)
{
	size_t at = 0;

	buf_adds(out, block->kind == DOC_SIGNOFF ? "<table class=\"signoff\">\n" : "<table>\n");
	if (block->text[0])
		put_element(out, "<caption>", block->text, "</caption>\n");
	put_columns(out, block);
	if (at < block->row_count && block->rows[at].head) {
		buf_adds(out, "<thead>\n");
		while (at < block->row_count && block->rows[at].head)
			put_row(out, &block->rows[at++]);
		buf_adds(out, "</thead>\n");
	}
	buf_adds(out, "<tbody>\n");
	while (at < block->row_count)
		put_row(out, &block->rows[at++]);
	buf_adds(out, "</tbody>\n</table>\n");
}

static void put_bars(struct buf *out, const struct doc_block *block)
{
	double most = doc_bar_most(block);

	buf_adds(out, "<table class=\"bars\">\n");
	if (block->text[0])
		put_element(out, "<caption>", block->text, "</caption>\n");
	for (size_t i = 0; i < block->bar_count; i++) {
		const struct doc_bar *bar = &block->bars[i];
		int percent = bar->amount > 0 && most > 0 ? (int)(bar->amount / most * 100 + 0.5) : 0;

		put_element(out, "<tr><th scope=\"row\">", bar->label, "</th><td>");
		if (bar->amount > 0)
			buf_addf(out, "<span class=\"bar\" style=\"width:%d%%\"></span>", percent < 1 ? 1 : percent);
		put_element(out, "</td><td class=\"note\">", bar->note, "</td></tr>\n");
	}
	buf_adds(out, "</table>\n");
}

static void put_heading(struct buf *out, const struct doc_block *block)
{
	int level = block->level < 1 ? 2 : block->level > 3 ? 4 : block->level + 1;

	buf_addf(out, "<h%d>", level);
	escape(out, block->text);
	buf_addf(out, "</h%d>\n", level);
}

static void put_items(struct buf *out, const struct doc *doc, size_t *at)
{
	buf_adds(out, "<ul>\n");
	for (; *at < doc->count && doc->blocks[*at].kind == DOC_ITEM; ++*at) {
		int level = doc->blocks[*at].level;

		buf_addf(out, "<li class=\"l%d\">", level < 0 ? 0 : level > 4 ? 4 : level);
		escape(out, doc->blocks[*at].text);
		buf_adds(out, "</li>\n");
	}
	buf_adds(out, "</ul>\n");
}

/* Writes the block at *at, or the run of items that begins there, and moves on. */
static void put_block(struct buf *out, const struct doc *doc, size_t *at)
{
	const struct doc_block *block = &doc->blocks[*at];

	if (block->kind == DOC_ITEM) {
		put_items(out, doc, at);
		return;
	}
	++*at;
	switch (block->kind) {
	case DOC_TITLE: put_element(out, "<h1>", block->text, "</h1>\n"); break;
	case DOC_BANNER: put_element(out, "<p class=\"banner\" role=\"note\">", block->text, "</p>\n"); break;
	case DOC_RIGHT: put_element(out, "<p class=\"right\">", block->text, "</p>\n"); break;
	case DOC_CENTRE: put_element(out, "<p class=\"centre\">", block->text, "</p>\n"); break;
	case DOC_HEADING: put_heading(out, block); break;
	case DOC_PARAGRAPH: put_element(out, "<p class=\"text\">", block->text, "</p>\n"); break;
	case DOC_NOTE: put_element(out, "<p class=\"under\">", block->text, "</p>\n"); break;
	case DOC_TABLE:
	case DOC_SIGNOFF: put_table(out, block); break;
	case DOC_BARS: put_bars(out, block); break;
	case DOC_RULE: buf_adds(out, "<hr>\n"); break;
	case DOC_ITEM: break;
	}
}

/* A line feed has no business in the title of the window. */
static void put_title(struct buf *out, const char *text)
{
	struct buf line;

	buf_init(&line);
	buf_adds(&line, text);
	for (size_t i = 0; i < line.len; i++)
		if (line.data[i] == '\n')
			line.data[i] = ' ';
	put_element(out, "<title>", line.data, "</title>\n");
	buf_done(&line);
}

void doc_write_html(const struct doc *doc, struct buf *out)
{
	buf_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", doc->lang == LANG_JA ? "ja" : "en");
	buf_adds(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
	put_title(out, doc_title(doc));
	buf_addf(out, "<style>\n%s</style>\n</head>\n<body>\n", STYLE);
	for (size_t at = 0; at < doc->count;)
		put_block(out, doc, &at);
	buf_adds(out, "</body>\n</html>\n");
}
