/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables as a workbook: each heading of the first level is a sheet, each cell of a table a cell. What is a value is written as one; every text goes
 * through worksheet_write_string, which makes no formula and no link of it, whatever sign it begins with.
 */
#include "report/print.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

#define NAME_CHARS 27     /* of a sheet: 31 less what makes it unique */
#define CELL_CHARS 32767  /* what the format allows */
#define FOOT_CHARS 255
#define EXACT 9007199254740992 /* the largest whole number that a cell holds exactly */
#define SERIAL_OF_1970 25569
#define SERIAL_MIN 61     /* the day after the one that the format invents in 1900 */
#define WIDTH 20
#define WIDTH_MAX 80
#define CELLS_MIN 40      /* less than that are shares and no cells; each is then so wide: */
#define NARROW 12
#define PAPER_A4 9
#define COPY_STEP 65536

enum look { LOOK_TEXT, LOOK_HEAD, LOOK_WORDS, LOOK_WHOLE, LOOK_PLAIN, LOOK_RATE, LOOK_POINTS, LOOK_DATE, LOOKS };
static const char *const number_formats[LOOKS] = {
	[LOOK_WHOLE] = "#,##0", [LOOK_RATE] = "0.0%", [LOOK_POINTS] = "+0.0;-0.0;0.0", [LOOK_DATE] = "yyyy-mm-dd",
};

struct book {
	const struct doc *doc;
	lxw_workbook *file;
	lxw_format *looks[LOOKS];
	lxw_worksheet *sheet; /* the one that is written to; NULL before the first block */
	char *name;           /* of it */
	size_t sheets;
	lxw_row_t row;
	bool headed;          /* its first table has been met */
	bool failed;
};

static void make_looks(struct book *book)
{
	for (int i = 0; i < LOOKS; i++) {
		lxw_format *look = book->looks[i] = workbook_add_format(book->file);
		format_set_align(look, LXW_ALIGN_VERTICAL_TOP);
		if (number_formats[i])
			format_set_num_format(look, number_formats[i]);
		if (i != LOOK_WORDS)
			format_set_border(look, LXW_BORDER_THIN);
		if (i == LOOK_TEXT || i == LOOK_HEAD)
			format_set_text_wrap(look);
	}
	format_set_bold(book->looks[LOOK_HEAD]);
	format_set_bg_color(book->looks[LOOK_HEAD], 0xEBEBEB);
}

/* Signs that a name of a sheet must not have become a hyphen; names are told apart by their number. */
static char *sheet_name(const struct book *book, const char *text)
{
	struct buf name;
	size_t used, chars = 0;
	buf_init(&name);
	for (const char *at = text, *end = text + strlen(text); at < end && chars < NAME_CHARS; at += used) {
		uint32_t code = utf8_decode(at, end, &used);
		chars += code > 0xFFFF ? 2 : 1;
		if (code < 0x20 || (code < 0x80 && strchr("[]:*?/\\'", (int)code)))
			buf_addc(&name, '-');
		else
			buf_add(&name, at, used);
	}
	if (!name.len)
		buf_adds(&name, "-");
	if (workbook_get_worksheet_by_name(book->file, name.data))
		buf_addf(&name, " %zu", book->sheets + 1);
	return buf_take(&name);
}

/* What stands at the foot of a printed page; "&" is a sign of the format there. */
static void set_foot(struct book *book)
{
	struct buf foot;
	buf_init(&foot);
	buf_adds(&foot, "&L&7 ");
	for (const char *at = book->doc->about.foot; *at; at++)
		buf_adds(&foot, *at == '&' ? "&&" : (char[]){ *at, '\0' });
	buf_adds(&foot, "&R&7 &P / &N");
	if (utf8_count(foot.data) < FOOT_CHARS)
		worksheet_set_footer(book->sheet, foot.data);
	buf_done(&foot);
}

static void begin_sheet(struct book *book, const char *text)
{
	free(book->name);
	book->name = sheet_name(book, text);
	book->sheet = workbook_add_worksheet(book->file, book->name);
	if (!book->sheet) {
		book->failed = true;
		return;
	}
	book->sheets++;
	book->row = 0;
	book->headed = false;
	worksheet_set_landscape(book->sheet);
	worksheet_set_paper(book->sheet, PAPER_A4);
	worksheet_fit_to_pages(book->sheet, 1, 0);
	set_foot(book);
}

static void put_words(struct book *book, lxw_col_t column, const char *text, enum look look)
{
	if (utf8_count(text) > CELL_CHARS) {
		print_say("long %s", book->name);
		book->failed = true;
	} else if (worksheet_write_string(book->sheet, book->row, column, text, book->looks[look]) != LXW_NO_ERROR) {
		print_say("failed %s", book->name);
		book->failed = true;
	}
}

static void put_cell(struct book *book, lxw_col_t column, const struct doc_cell *cell, bool head)
{
	static const enum look looks[] = { [DOC_TEXT] = LOOK_TEXT, [DOC_COUNT] = LOOK_WHOLE, [DOC_MILLI] = LOOK_PLAIN, [DOC_YEN] = LOOK_WHOLE,
		[DOC_RATE] = LOOK_RATE, [DOC_POINTS] = LOOK_POINTS, [DOC_DATE] = LOOK_DATE };
	double number = (double)cell->number;
	bool is_number = cell->value != DOC_TEXT && !head && cell->number < EXACT && cell->number > -EXACT;
	if (cell->value == DOC_MILLI || cell->value == DOC_POINTS)
		number /= 1000; /* a hundredth of DOC_PARTS is one point */
	else if (cell->value == DOC_RATE)
		number /= DOC_PARTS;
	else if (cell->value == DOC_DATE)
		number += SERIAL_OF_1970;
	if (cell->value == DOC_DATE && number < SERIAL_MIN)
		is_number = false;
	if (!is_number)
		put_words(book, column, cell->text, head ? LOOK_HEAD : LOOK_TEXT);
	else if (worksheet_write_number(book->sheet, book->row, column, number, book->looks[looks[cell->value]]) != LXW_NO_ERROR)
		book->failed = true;
}

/* The columns of a sheet are those of its first table, whose head stays in sight and stands again on every printed page. */
static void settle_columns(struct book *book, const struct doc_block *block)
{
	int total = 0;
	for (size_t i = 0; block->widths && i < block->column_count; i++)
		total += block->widths[i];
	for (size_t i = 0; i < block->column_count; i++) {
		int width = block->widths && block->widths[i] > 0 ? block->widths[i] * (total < CELLS_MIN ? NARROW : 1) : WIDTH;
		worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i, width < WIDTH_MAX ? width : WIDTH_MAX, NULL);
	}
	if (!block->row_count || !block->rows[0].head)
		return;
	worksheet_freeze_panes(book->sheet, book->row + 1, 0);
	worksheet_repeat_rows(book->sheet, book->row, book->row);
	worksheet_autofilter(book->sheet, book->row, 0, book->row + (lxw_row_t)block->row_count - 1, (lxw_col_t)(block->column_count - 1));
}

static void put_table(struct book *book, const struct doc_block *block)
{
	if (block->text[0]) {
		put_words(book, 0, block->text, LOOK_WORDS);
		book->row++;
	}
	if (!book->headed)
		settle_columns(book, block);
	book->headed = true;
	for (size_t i = 0; i < block->row_count && !book->failed; i++, book->row++)
		for (size_t k = 0; k < block->column_count; k++)
			put_cell(book, (lxw_col_t)k, &block->rows[i].cells[k], block->rows[i].head);
}

static void put_bars(struct book *book, const struct doc_block *block)
{
	put_words(book, 0, block->text, LOOK_WORDS);
	book->row++;
	for (size_t i = 0; i < block->bar_count && !book->failed; i++, book->row++) {
		put_words(book, 0, block->bars[i].label, LOOK_TEXT);
		put_words(book, 1, block->bars[i].note, LOOK_TEXT);
	}
}

static void put_block(struct book *book, const struct doc_block *block)
{
	if (block->kind == DOC_HEADING && block->level == 1) {
		begin_sheet(book, block->text);
		return;
	}
	/* The title is what the file says of itself; it makes no sheet. */
	if (block->kind == DOC_TITLE)
		return;
	if (!book->sheet)
		begin_sheet(book, doc_title(book->doc));
	if (book->failed)
		return;
	if (block->kind == DOC_TABLE || block->kind == DOC_SIGNOFF)
		put_table(book, block);
	else if (block->kind == DOC_BARS)
		put_bars(book, block);
	else if (block->text[0]) {
		put_words(book, 0, block->text, LOOK_WORDS);
		book->row++;
	}
}

/* "2026-11-20T..." of a record that was handed in; otherwise the library takes the time of the clock. */
static time_t created_at(const struct doc *doc)
{
	char day[11] = "";
	date_days days;
	memcpy(day, doc->about.created, strnlen(doc->about.created, sizeof day - 1));
	return date_parse_iso(day, &days) ? (time_t)days * 86400 : 0;
}

static bool copy_out(int from, int out)
{
	char bytes[COPY_STEP];
	ssize_t got;
	if (lseek(from, 0, SEEK_SET) != 0)
		return false;
	while ((got = read(from, bytes, sizeof bytes)) > 0)
		if (!file_write_all(out, bytes, (size_t)got))
			return false;
	return got == 0;
}

static bool write_book(const struct doc *doc, const char *path)
{
	struct book book = { .doc = doc, .file = workbook_new_opt(path, NULL) };
	lxw_doc_properties about = { .title = mem_strdup(doc_title(doc)), .author = mem_strdup(doc->about.author), .subject = mem_strdup(doc->about.subject),
		.created = created_at(doc) };
	workbook_set_properties(book.file, &about);
	make_looks(&book);
	for (size_t i = 0; i < doc->count && !book.failed; i++)
		put_block(&book, &doc->blocks[i]);
	if (!book.sheets)
		begin_sheet(&book, doc_title(doc));
	lxw_error error = workbook_close(book.file);
	if (error != LXW_NO_ERROR)
		print_say("failed %s", lxw_strerror(error));
	free(about.title);
	free(about.author);
	free(about.subject);
	free(book.name);
	return error == LXW_NO_ERROR && !book.failed;
}

/* The library writes to a name only; this one is of memory. */
bool print_xlsx(void *ready, const struct doc *doc, int out)
{
	(void)ready;
	int file = memfd_create("xlsx", MFD_CLOEXEC);
	bool done = false;
	if (file < 0) {
		print_say("failed %s", strerror(errno));
		return false;
	}
	char *path = mem_printf("/proc/self/fd/%d", file);
	if (write_book(doc, path)) {
		done = copy_out(file, out);
		if (!done)
			print_say("failed %s", strerror(errno));
	}
	free(path);
	close(file);
	return done;
}
