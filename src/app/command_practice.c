/* SPDX-License-Identifier: Apache-2.0 */
/* Exercises without the screens: what there is, its lesson, a case to work on with the usual commands, and the model answer afterwards. */
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/practice.h"
#include "app/session.h"
#include "report/json.h"

static enum status list(struct app *app, const struct exercises *exercises, bool json, struct buf *out, struct diag_list *diags)
{
	struct practised *practised = NULL;
	enum status status = exercises_practised(app, exercises, &practised, diags);
	struct json *whole = json ? json_new_array() : NULL;
	for (size_t i = 0; i < exercises->count && status == STATUS_OK; i++) {
		const struct exercise *exercise = &exercises->items[i];
		if (whole) {
			struct json *item = json_new_object();
			json_put_text(item, "exercise", exercise->name);
			json_put_text(item, "title", app_text(app, &exercise->title));
			json_put_text(item, "case", practised[i].reference[0] ? practised[i].reference : NULL);
			json_put_int(item, "questions", (int64_t)exercise->count);
			json_put_int(item, "answered", (int64_t)practised[i].answered);
			json_push(whole, item);
		} else {
			buf_addf(out, "%s: %s  %s %zu/%zu\n", exercise->name, app_text(app, &exercise->title), practised[i].reference, practised[i].answered,
				exercise->count);
		}
	}
	if (whole)
		json_write(&whole, out);
	practised_done(practised, exercises->count);
	return status;
}

static enum status begin(struct app *app, const struct exercise *exercise, struct buf *out, struct diag_list *diags)
{
	struct work *work = NULL;
	enum status status = app_require(app, APP_STORE_WRITE, diags);
	if (status == STATUS_OK)
		status = exercise_begin(app, exercise, &work, diags);
	if (status == STATUS_OK)
		buf_addf(out, "%s\n", work_reference(work));
	work_close(&work);
	return status;
}

static enum status review(struct app *app, const struct exercises *exercises, const struct exercise *exercise, struct buf *out, struct diag_list *diags)
{
	struct practised *practised = NULL;
	struct work *work = NULL;
	size_t at = (size_t)(exercise - exercises->items);
	enum status status = exercises_practised(app, exercises, &practised, diags);
	if (status == STATUS_OK && !practised[at].reference[0])
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("the exercise %s has not been begun; \"practice %s begin\" does so"), exercise->name, exercise->name);
	if (status == STATUS_OK)
		status = work_open(&work, app, practised[at].reference, diags);
	if (status == STATUS_OK)
		exercise_review(app, exercise, work, out);
	work_close(&work);
	practised_done(practised, exercises->count);
	return status;
}

enum status command_practice(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	struct exercises exercises;
	enum status status = exercises_read(app, &exercises, diags);
	const struct exercise *exercise = args->count && status == STATUS_OK ? exercises_find(&exercises, args->words[0]) : NULL;
	const char *what = args->count > 1 ? args->words[1] : "";
	if (status == STATUS_OK && args->count && !exercise)
		status = diag_error(diags, STATUS_FAILED, NULL, 0, _("there is no exercise %s; \"practice\" lists them"), args->words[0]);
	else if (status == STATUS_OK && !exercise)
		status = list(app, &exercises, args->json, out, diags);
	else if (status == STATUS_OK && strcmp(what, "begin") == 0)
		status = begin(app, exercise, out, diags);
	else if (status == STATUS_OK && strcmp(what, "review") == 0)
		status = review(app, &exercises, exercise, out, diags);
	else if (status == STATUS_OK && what[0])
		status = diag_error(diags, STATUS_USAGE, NULL, 0, _("%s: after an exercise stands begin, review or nothing"), what);
	else if (status == STATUS_OK)
		exercise_lesson(app, exercise, out);
	exercises_done(&exercises);
	return status;
}
