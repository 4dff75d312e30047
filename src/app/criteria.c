/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The criteria of a checklist, taken in from the file that the ministry holds (doc/formats.md section 6). A column is any question about a criterion,
 * named by its key or its label; a cell is an option by its word or its label. So the columns are the data's, and nothing but the form of a number and
 * what follows from it is known here: three numbers are an objective, which is always mandatory, four a detailed control. Nothing or all is taken in.
 */
#include "app/criteria.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "app/work_internal.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/utf8.h"

#define FILE_BYTES_MAX (8u << 20)
#define CRITERIA_MAX 5000
#define COLUMNS_MAX 24
#define OBJECTIVE_PARTS 3
#define DETAIL_PARTS 4

struct taking {
	struct work *work;
	const char *file;
	struct diag_list *diags;
	struct csv csv;
	const struct fact *columns[COLUMNS_MAX]; /* NULL: not understood */
	size_t number_column;
	const struct fact *number, *level, *mandatory, *selected;
	struct dossier *trial;
	struct entity *candidate;
	const struct entity **seen; /* by row: its entry */
	struct cells cells;
	struct criteria_taken taken;
	unsigned faults;
};

__attribute__((format(printf, 3, 4))) static void fault(struct taking *taking, int line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = mem_vprintf(format, args);
	va_end(args);
	diag_error(taking->diags, STATUS_INPUT, taking->file, line, "%s", text);
	free(text);
	taking->faults++;
}

static bool is_called(const struct fact *fact, const char *name)
{
	return strcmp(fact->key, name) == 0 || strcmp(fact->label.in[LANG_JA], name) == 0 || strcmp(fact->label.in[LANG_EN], name) == 0;
}

static void find_columns(struct taking *taking)
{
	const struct edition *edition = taking->work->rules.edition;
	const struct csv *csv = &taking->csv;
	taking->number_column = csv->columns;
	if (csv->columns > COLUMNS_MAX)
		fault(taking, 1, _("%zu columns; at most %d are allowed"), csv->columns, COLUMNS_MAX);
	for (size_t i = 0; i < csv->columns && i < COLUMNS_MAX; i++) {
		for (unsigned slot = 0; slot < edition->slots[SCOPE_CONTROL]; slot++) {
			const struct fact *fact = edition->by_slot[SCOPE_CONTROL][slot];
			if (is_called(fact, csv->header.fields[i]))
				taking->columns[i] = fact;
		}
		if (!taking->columns[i])
			fault(taking, csv->header.line, _("no question about a criterion is called \"%s\""), csv->header.fields[i]);
		for (size_t k = 0; k < i; k++)
			if (taking->columns[i] && taking->columns[k] == taking->columns[i])
				fault(taking, csv->header.line, _("the column \"%s\" stands twice"), csv->header.fields[i]);
		if (taking->columns[i] == taking->number)
			taking->number_column = i;
	}
	if (taking->number_column == csv->columns)
		fault(taking, csv->header.line, _("there is no column \"%s\""), taking->number->key);
}

/* Numbers separated by dots, and at the end perhaps marks of capital letters, as in 6.1.1.13.PB. 0 when it is none. */
static unsigned parts_of(const char *number)
{
	unsigned parts = 0;
	bool marks = false;
	for (const char *at = number;; at++) {
		size_t digits = strspn(at, "0123456789"), letters = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if ((!digits && !letters) || (digits && (letters || marks)))
			return 0;
		marks = letters > 0;
		parts += digits > 0;
		at += digits ? digits : letters;
		if (*at == '\0')
			return parts;
		if (*at != '.')
			return 0;
	}
}

static bool has_label(const struct taking *taking, const struct fact *fact, const char *word, const char *cell)
{
	struct answer answer = { 0 };
	bool same = false;
	char *why = NULL;
	if (answer_from_word(&answer, fact, word, &why)) {
		for (int lang = LANG_JA; lang <= LANG_EN && !same; lang++) {
			struct buf label;
			buf_init(&label);
			answer_to_label(&label, fact, &answer, &taking->work->rules.edition->eras, (enum lang)lang);
			same = strcmp(label.data, cell) == 0;
			buf_done(&label);
		}
	}
	free(why);
	answer_done(&answer);
	return same;
}

/* The word that a cell stands for: itself, or the option whose label it is. */
static const char *word_of(const struct taking *taking, const struct fact *fact, const char *cell)
{
	for (size_t i = 0; fact->type == FACT_CHOICE && i < fact->option_count; i++)
		if (has_label(taking, fact, fact->options[i].word, cell))
			return fact->options[i].word;
	return cell;
}

/* Sets an answer of the entry; one that says so already is left as it is. */
static bool set(struct taking *taking, struct entity *entry, const struct fact *fact, const char *word, int line)
{
	struct answer *answer = &entry->answers[fact->slot];
	struct answer fresh = { 0 };
	char *why = NULL;
	if (!utf8_is_plain(word, true) || !answer_from_word(&fresh, fact, word, &why)) {
		fault(taking, line, "%s: %s", app_text(taking->work->app, &fact->label), why ? why : _("control or invisible characters"));
		free(why);
		return false;
	}
	fresh.reason = mem_strdup(answer->reason ? answer->reason : "");
	fresh.evidence = mem_strdup(answer->evidence ? answer->evidence : "");
	bool same = answer_equal(&fresh, answer);
	if (!same) {
		fresh.source = mem_strdup(taking->file);
		fresh.author = mem_strdup(app_author(taking->work->app));
		fresh.at = app_now(taking->work->app);
		answer_done(answer);
		*answer = fresh;
		fresh = (struct answer){ .state = ANSWER_NONE };
		cells_add_answer(&taking->cells, entry->key, fact, answer);
	}
	answer_done(&fresh);
	return !same;
}

static struct entity *entry_of(const struct taking *taking, const char *number)
{
	for (size_t i = 0; i < taking->candidate->entry_count; i++) {
		const char *text = taking->candidate->entries[i]->answers[taking->number->slot].text;
		if (text && strcmp(text, number) == 0)
			return taking->candidate->entries[i];
	}
	return NULL;
}

/* What the form of the number says, where the file does not. */
static bool set_implied(struct taking *taking, struct entity *entry, unsigned parts, int line)
{
	bool objective = parts == OBJECTIVE_PARTS, changed = false;
	const struct answer *mandatory = taking->mandatory ? &entry->answers[taking->mandatory->slot] : NULL;
	if (taking->level)
		changed = set(taking, entry, taking->level, objective ? "objective" : "detail", line);
	if (mandatory && objective && mandatory->state == ANSWER_GIVEN && !mandatory->number)
		fault(taking, line, _("an objective, which has three numbers, is always mandatory"));
	if (mandatory && mandatory->state != ANSWER_GIVEN)
		changed = set(taking, entry, taking->mandatory, objective ? "mandatory" : "selectable", line) || changed;
	if (taking->selected && entry->answers[taking->selected->slot].state == ANSWER_NONE)
		changed = set(taking, entry, taking->selected, mandatory && mandatory->number ? "yes" : "no", line) || changed;
	return changed;
}

static void take_row(struct taking *taking, size_t at)
{
	const struct csv_row *row = &taking->csv.rows[at];
	const char *number = row->fields[taking->number_column];
	unsigned parts = parts_of(number);
	if (parts != OBJECTIVE_PARTS && parts != DETAIL_PARTS) {
		fault(taking, row->line, _("the number \"%s\" has neither three parts (an objective) nor four (a detailed control)"), number);
		return;
	}
	struct entity *entry = entry_of(taking, number);
	bool fresh = !entry, changed = false;
	if (fresh) {
		entry = dossier_add_entry(taking->trial, taking->candidate, NULL);
		cells_add_entity(&taking->cells, entry->key, true, app_now(taking->work->app));
	}
	for (size_t i = 0; i < at; i++)
		if (taking->seen[i] == entry)
			fault(taking, row->line, _("the number \"%s\" stands twice"), number);
	taking->seen[at] = entry;
	for (size_t i = 0; i < taking->csv.columns; i++)
		if (row->fields[i][0])
			changed = set(taking, entry, taking->columns[i], word_of(taking, taking->columns[i], row->fields[i]), row->line) || changed;
	changed = set_implied(taking, entry, parts, row->line) || changed;
	taking->taken.added += fresh;
	taking->taken.changed += !fresh && changed;
}

static enum status take_all(struct taking *taking)
{
	if (taking->csv.count > CRITERIA_MAX)
		fault(taking, 0, _("%zu criteria; at most %d are allowed"), taking->csv.count, CRITERIA_MAX);
	find_columns(taking);
	if (taking->faults)
		return STATUS_INPUT;
	size_t before = taking->candidate->entry_count;
	taking->seen = mem_array(taking->csv.count, sizeof *taking->seen);
	work_keep_implied(&taking->cells, taking->work, dossier_find(taking->work->dossier, taking->candidate->key));
	for (size_t i = 0; i < taking->csv.count; i++)
		take_row(taking, i);
	size_t met_again = taking->csv.count - taking->taken.added;
	taking->taken.kept = before > met_again ? before - met_again : 0;
	free(taking->seen);
	return taking->faults ? STATUS_INPUT : STATUS_OK;
}

static enum status prepare(struct taking *taking, const char *key, const char *path, struct buf *bytes)
{
	const struct edition *edition = taking->work->rules.edition;
	taking->number = edition_fact(edition, "control.number");
	taking->level = edition_fact(edition, "control.level");
	taking->mandatory = edition_fact(edition, "control.mandatory");
	taking->selected = edition_fact(edition, "control.selected");
	taking->candidate = dossier_find(taking->trial, key);
	if (!taking->number)
		return diag_error(taking->diags, STATUS_INPUT, NULL, 0, _("this edition has no checklist of criteria"));
	if (!taking->candidate || taking->candidate->scope != SCOPE_CANDIDATE)
		return diag_error(taking->diags, STATUS_INPUT, NULL, 0, _("%s is no candidate of this case"), key);
	enum status status = file_read(bytes, path, FILE_BYTES_MAX, taking->diags);
	if (status == STATUS_OK)
		status = csv_parse(&taking->csv, path, bytes->data, bytes->len, CSV_AUTO, taking->diags);
	return status;
}

enum status work_import_criteria(struct work *work, const char *key, const char *path, struct criteria_taken *out, struct diag_list *diags)
{
	const char *slash = strrchr(path, '/');
	struct taking taking = { .work = work, .file = slash ? slash + 1 : path, .diags = diags, .trial = dossier_copy(work->dossier) };
	struct buf bytes;
	buf_init(&bytes);
	cells_init(&taking.cells);
	enum status status = prepare(&taking, key, path, &bytes);
	if (status == STATUS_OK)
		status = take_all(&taking);
	if (status == STATUS_OK && taking.cells.count)
		status = work_apply(work, &taking.cells, diags);
	else
		cells_done(&taking.cells);
	*out = taking.taken;
	csv_done(&taking.csv);
	buf_done(&bytes);
	dossier_free(&taking.trial);
	return status;
}

char *app_criteria_path(const struct app *app)
{
	const char *path = app_config(app, "criteria.path");
	return path[0] ? mem_strdup(path) : mem_printf("%s/data/criteria/sample.csv", app->data_root);
}
