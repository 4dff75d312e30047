/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the statistics share; nobody else includes it. */
#ifndef APP_STATS_INTERNAL_H
#define APP_STATS_INTERNAL_H

#include "app/reading.h"
#include "app/session.h"
#include "app/stats.h"

/* data/statistics/usage-survey.ini, taken apart. */
#define SURVEY_LINES_MAX 16
struct survey_line {
	const char *name;
	const char *members; /* words separated by spaces */
	struct text title;
	int order;
};
struct survey {
	struct ini ini;
	struct buf bytes;
	const struct ini_section *facts;
	struct survey_line forms[SURVEY_LINES_MAX], organisations[SURVEY_LINES_MAX];
	struct survey_line bases[SURVEY_LINES_MAX]; /* which records are counted: members are states of the life of a case */
	size_t form_count, organisation_count, basis_count;
};
enum status survey_read(struct survey *out, const char *data_root, struct diag_list *diags);
void survey_done(struct survey *survey);
/* Whether a value belongs to a line; "" to none. */
bool survey_has(const struct survey_line *line, const char *word);
/* A value of [usage.facts]. */
const char *survey_fact(const struct survey *survey, const char *key);

/* A service in use by a record, in the words of the data. */
struct stats_use {
	const char *form, *organisation; /* borrowed from the edition of the record */
	bool registered;
	size_t use;   /* place in the figures */
	size_t dated; /* the same once more with the day on which it is counted, for a comparison of two of them */
};
struct stats_uses {
	struct stats_use *items;
	size_t count, capacity;
	date_days day;
	size_t *outside; /* uses that are no part of the survey: another grade, or on-premises */
	size_t outside_count, outside_capacity;
};
/* The table of the survey: uses now against uses a year before, and then the published figures. */
void stats_survey(struct app *app, const struct survey *survey, const struct stats_uses *now, const struct stats_uses *before, struct figures *out);

/* One counting. */
struct counting {
	struct app *app;
	struct diag_list *diags;
	struct survey survey;
	const struct survey_line *basis;
	struct reading reading;
	struct figures *out;
	const struct life *life;
	size_t counted; /* cases */
	size_t on_sample; /* of them decided on the sample registry */
};
/* The course of the cases: stats_course.c. */
struct decision;
void stats_course_begin(struct counting *job);
void stats_course_count(struct counting *job, const struct decision *decision, const struct live *live);
void stats_course_end(struct counting *job);

#endif
