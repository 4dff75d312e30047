/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of figures with what stands behind them: a number that counts keeps the list of what it counted, and is its length. A figure is named by
 * the ids of its table, row and column, "usage.iaas-ministry.registered", in every form in which it is written.
 */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "report/doc.h"

/* What is counted: an entity of a revision. Owned. */
struct figure_use {
	char *reference, *key, *title; /* number of the case, entity ("c1", "" for the case), name of the case */
	int revision;
	bool has_days;
	int64_t days; /* how long it took, where that is what is counted */
	bool dated;      /* it stands behind a comparison of the rates of two days: */
	date_days as_of; /* on which of them it is counted, */
	bool registered; /* and whether the service is in the part, or only in the whole */
};
#define FIGURE_SCALE 100000 /* parts of one in which rates are kept, finer than the percents that are written, lest they be rounded twice */
enum figure_kind {
	FIGURE_NONE,  /* nothing to be said; written as "-" */
	FIGURE_COUNT, /* number */
	FIGURE_RATE,  /* number in parts of FIGURE_SCALE; the uses are those of the part */
	FIGURE_POINTS, /* difference of two rates, in the same parts; the uses are those of both wholes, none where others have counted */
	FIGURE_DAYS   /* days of one of the uses */
};
struct figure {
	enum figure_kind kind;
	int64_t number;
	size_t *uses; /* places in struct figures */
	size_t count, capacity;
};
struct figure_row {
	char *id, *label;
	struct figure *cells; /* one a column */
};
struct figure_column {
	const char *id, *label; /* copied by figures_table */
};
struct figure_table {
	char *id, *title, *note;
	char **column_ids, **columns;
	size_t column_count;
	struct figure_row *rows;
	size_t row_count, row_capacity;
	size_t bars; /* column that a picture shows; column_count: none */
};
struct figures {
	char *title, *basis; /* of the whole: what it is, and on what it rests */
	char *state;         /* the word of the choice of what is counted; NULL: there is none */
	struct figure_use *uses;
	size_t use_count, use_capacity;
	struct figure_table *tables;
	size_t table_count, table_capacity;
};
void figures_init(struct figures *figures, const char *title, const char *basis);
void figures_done(struct figures *figures);
/* Place of a new use. */
size_t figures_use(struct figures *figures, const char *reference, int revision, const char *key, const char *title);
/* A new table; valid until the next one is made. `note` may be NULL. */
struct figure_table *figures_table(struct figures *figures, const char *id, const char *title, const char *note, const struct figure_column *columns,
	size_t count);
/* The row of an id, made at the end when it is not there; valid until the next one is made. */
struct figure_row *figures_row(struct figure_table *table, const char *id, const char *label);
/* Counts one use. */
void figure_count(struct figure *figure, size_t use);
/* A count that is at least shown as 0. */
void figure_zero(struct figure *figure);
/* Part of a whole, both counts; NONE where the whole is 0. */
void figure_rate(struct figure *figure, const struct figure *part, int64_t whole);
void figure_points(struct figure *figure, int64_t parts);
/* Gives a use its day; and sets it behind such a difference. */
void figures_use_dated(struct figures *figures, size_t use, date_days as_of, bool registered);
void figure_points_of(struct figure *figure, size_t use);
/* The parts of a rate, rounded to the nearest; `whole` is above 0. */
int64_t figure_parts(int64_t part, int64_t whole);
/* Days of a use; uses in order of their days; and a figure made of those of a count in that order, with the uses that have just these days (of the
 * median: all of them). NONE where nothing is counted. */
enum figure_pick { FIGURE_MEDIAN, FIGURE_SHORTEST, FIGURE_LONGEST };
void figures_use_days(struct figures *figures, size_t use, int64_t days);
void figures_order_by_days(const struct figures *figures, struct figure *figure);
void figure_days(const struct figures *figures, struct figure *figure, const struct figure *of, enum figure_pick pick);
/* The table of an id, which is there. Valid until the next one is made. */
struct figure_table *figures_find_table(struct figures *figures, const char *id);
/* Puts the tables from `first` on before those that were made earlier. */
void figures_front(struct figures *figures, size_t first);
/* The figure of an id, NULL where there is none. */
const struct figure *figures_find(const struct figures *figures, const char *id);
/* "12", "88%", "+21", "-". Appends. */
void figure_text(const struct figure *figure, struct buf *out);
/* The uses behind a figure, a line each: "R8-0001/2 c1 title". Appends. */
void figure_uses_text(const struct figures *figures, const struct figure *figure, struct buf *out);

/* The same figures as a document (tables, and bars where `bars`), as CSV (with BOM: a line a figure) and as JSON. The caller frees the document. */
struct doc *figures_doc(const struct figures *figures, enum lang lang, bool bars);
/* Adds a last table to the document: for each figure by its id what stands behind it, a row each. For a spreadsheet. */
void figures_add_uses(struct doc *doc, const struct figures *figures);
void figures_csv(const struct figures *figures, struct buf *out);
void figures_json(const struct figures *figures, struct buf *out);

#endif
