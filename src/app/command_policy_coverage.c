/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `policy coverage`: every clause, where it is put to use, and an example that meets it and one that does not. A clause that only a question, a
 * notice or a catalogue entry cites is recorded or shown and decides nothing, so it has no examples; what a rule, a step or a gate cites must
 * have both. Where nothing can fail, because what is missing is the ground of a pass, the example without its ground stands for the failing one.
 */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/examples.h"
#include "app/session.h"
#include "app/words.h"
#include "base/utf8.h"
#include "report/json.h"

#define PAGE_CELLS 80
#define MARGIN 11

enum lack { LACK_NOTHING, LACK_HOME, LACK_PASS, LACK_FAIL };

struct row {
	const struct clause *clause;
	const struct example_list *examples;
	struct buf homes; /* "rule kh-2-1, question case.users" */
	struct json *list;
	bool decides;
	size_t home_count, counts[SHOWS_OTHER + 1];
	const struct example *first[SHOWS_OTHER + 1];
};

static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word);
	for (const char *at = words; (at = strstr(at, word)) != NULL; at += len) {
		if ((at == words || at[-1] == ' ') && (at[len] == ' ' || !at[len]))
			return true;
	}
	return false;
}

static void note_examples(struct row *row, const struct home *home)
{
	for (size_t i = 0; i < row->examples->count; i++) {
		const struct example *example = &row->examples->items[i];
		if (example->kind != home->kind || strcmp(example->subject, home->name) != 0 || !has_word(example->clause, row->clause->id))
			continue;
		enum example_shows shows = example_shows(example);
		if (!row->counts[shows]++)
			row->first[shows] = example;
	}
}

static void note_home(const struct home *home, void *context)
{
	struct row *row = context;
	row->home_count++;
	buf_addf(&row->homes, "%s%s %s", row->homes.len ? ", " : "", home_word(home->kind), home->name);
	if (row->list) {
		struct json *item = json_new_object();
		json_put_text(item, "kind", home_word(home->kind));
		json_put_text(item, "name", home->name);
		json_push(row->list, item);
	}
	if (home->kind != HOME_RULE && home->kind != HOME_STEP && home->kind != HOME_GATE)
		return;
	row->decides = true;
	note_examples(row, home);
}

static enum lack row_lacks(const struct row *row)
{
	if (!row->home_count)
		return LACK_HOME;
	if (!row->decides)
		return LACK_NOTHING;
	if (!row->counts[SHOWS_PASS])
		return LACK_PASS;
	return row->counts[SHOWS_FAIL] || row->counts[SHOWS_GROUND] ? LACK_NOTHING : LACK_FAIL;
}

/* --- text --- */

static void labelled(struct buf *out, const char *label, const char *text)
{
	struct text_lines lines = { 0 };
	text_wrap(&lines, text, PAGE_CELLS - MARGIN);
	for (size_t i = 0; i < lines.count; i++) {
		buf_adds(out, "  ");
		utf8_pad(out, i ? "" : label, MARGIN - 2);
		buf_add(out, text + lines.items[i].start, lines.items[i].end - lines.items[i].start);
		buf_addc(out, '\n');
	}
	text_lines_done(&lines);
}

static void label_example(const struct row *row, enum example_shows shows, const char *label, struct buf *out)
{
	const struct example *example = row->first[shows];
	if (!example)
		return;
	char *text = mem_printf(_("%1$s:%2$d %3$s (%4$zu in all)"), example->file, example->line, example->name, row->counts[shows]);
	labelled(out, label, text);
	free(text);
}

static const char *lack_text(enum lack lack)
{
	switch (lack) {
	case LACK_HOME: return _("no rule, step, gate, question, notice or catalogue entry cites it");
	case LACK_PASS: return _("no example meets it");
	case LACK_FAIL: return _("no example fails to meet it");
	default: return "";
	}
}

static void write_row(const struct app *app, const struct row *row, enum lack lack, struct buf *out)
{
	buf_addf(out, "%s  %s  [%s]\n", row->clause->id, app_text(app, &row->clause->cited), app_modality_named(row->clause->modality));
	labelled(out, "", app_text(app, &row->clause->text));
	if (row->home_count)
		labelled(out, _("home"), row->homes.data);
	if (row->home_count && !row->decides)
		labelled(out, _("example"), _("none: it is recorded or shown, and decides nothing"));
	label_example(row, SHOWS_PASS, _("met"), out);
	label_example(row, SHOWS_FAIL, _("not met"), out);
	if (!row->counts[SHOWS_FAIL])
		label_example(row, SHOWS_GROUND, _("waits"), out);
	if (lack)
		labelled(out, _("LACKS"), lack_text(lack));
}

/* --- JSON --- */

static void put_example(struct json *item, const char *key, const struct row *row, enum example_shows shows)
{
	const struct example *example = row->first[shows];
	struct json *found = example ? json_new_object() : NULL;
	if (!found) {
		json_put_null(item, key);
		return;
	}
	json_put_text(found, "file", example->file);
	json_put_int(found, "line", example->line);
	json_put_text(found, "example", example->name);
	json_put_int(found, "count", (int64_t)row->counts[shows]);
	json_put(item, key, found);
}

static struct json *row_json(const struct app *app, struct row *row, enum lack lack)
{
	static const char *const WORDS[] = { [LACK_HOME] = "home", [LACK_PASS] = "met", [LACK_FAIL] = "not_met" };
	struct json *item = json_new_object();
	json_put_text(item, "clause", row->clause->id);
	json_put_text(item, "section", row->clause->section);
	json_put_text(item, "modality", row->clause->modality);
	json_put_text(item, "text", app_text(app, &row->clause->text));
	json_put(item, "homes", row->list);
	json_put_bool(item, "decides", row->decides);
	put_example(item, "met", row, SHOWS_PASS);
	put_example(item, "not_met", row, SHOWS_FAIL);
	put_example(item, "waits", row, SHOWS_GROUND);
	json_put_text(item, "lacks", lack ? WORDS[lack] : NULL);
	return item;
}

struct coverage {
	const struct app *app;
	struct example_list examples;
	struct json *rows;
	size_t deciding, lacking;
	struct buf *out;
};

static void cover(struct coverage *coverage, const struct engine *engine, const struct clause *clause)
{
	struct row row = { .clause = clause, .examples = &coverage->examples, .list = coverage->rows ? json_new_array() : NULL };
	buf_init(&row.homes);
	engine_homes(engine, clause->id, note_home, &row);
	enum lack lack = row_lacks(&row);
	coverage->deciding += row.decides;
	coverage->lacking += lack != LACK_NOTHING;
	if (coverage->rows)
		json_push(coverage->rows, row_json(coverage->app, &row, lack));
	else
		write_row(coverage->app, &row, lack, coverage->out);
	buf_done(&row.homes);
}

static void write_sum(struct coverage *coverage, struct buf *out)
{
	const struct edition *edition = app_edition(coverage->app);
	if (coverage->rows) {
		struct json *whole = json_new_object();
		json_put_text(whole, "edition", edition->id);
		json_put_int(whole, "count", (int64_t)edition->clause_count);
		json_put_int(whole, "deciding", (int64_t)coverage->deciding);
		json_put_int(whole, "examples", (int64_t)coverage->examples.count);
		json_put_int(whole, "lacking", (int64_t)coverage->lacking);
		json_put(whole, "clauses", coverage->rows);
		json_write(&whole, out);
	} else {
		buf_addf(out, _("%1$zu clauses: %2$zu decide and are shown by %3$zu examples, %4$zu are recorded or shown; %5$zu lack something\n"),
			edition->clause_count, coverage->deciding, coverage->examples.count, edition->clause_count - coverage->deciding, coverage->lacking);
	}
}

enum status command_policy_coverage(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	const struct edition *edition = app_edition(app);
	struct coverage coverage = { .app = app, .out = out };
	enum status status = examples_read(&coverage.examples, app->data_root, edition, diags);
	if (status == STATUS_OK) {
		coverage.rows = args->json ? json_new_array() : NULL;
		for (size_t i = 0; i < edition->clause_count; i++)
			cover(&coverage, app->loaded[0].engine, &edition->clauses[i]);
		write_sum(&coverage, out);
		if (coverage.lacking)
			status = diag_error(diags, STATUS_FAILED, NULL, 0, _("%zu clauses lack a home or an example"), coverage.lacking);
	}
	examples_done(&coverage.examples);
	return status;
}
