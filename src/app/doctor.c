/* SPDX-License-Identifier: Apache-2.0 */
/* What the program sees of its surroundings. It opens things itself, one by one, so that one fault does not hide the next. */
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "app/commands.h"
#include "app/session.h"
#include "app/unpacking.h"
#include "base/file.h"
#include "base/utf8.h"
#include "report/json.h"

struct report {
	struct json *json;
	struct buf *text;
	bool bad;
};

/* `key` is for programs and never changes; `label` is for people. */
static void say(struct report *report, const char *key, const char *label, const char *value)
{
	if (report->json) {
		json_put_text(report->json, key, value);
	} else {
		buf_addf(report->text, "%s: ", label);
		utf8_visible(report->text, value, strlen(value), true);
		buf_addc(report->text, '\n');
	}
}

static void push_message(struct json *list, const struct diag *diag)
{
	char *text = diag->file && diag->line > 0 ? mem_printf("%s:%d: %s", diag->file, diag->line, diag->text)
	           : diag->file               ? mem_printf("%s: %s", diag->file, diag->text)
	                                      : mem_strdup(diag->text);
	json_push_text(list, text);
	free(text);
}

/* Whether a thing is in order, and if not, every message about it. */
static void say_status(struct report *report, const char *key, const char *label, enum status status, const struct diag_list *diags)
{
	struct buf text;
	report->bad |= status != STATUS_OK;
	if (report->json) {
		struct json *item = json_new_object(), *list = json_new_array();
		json_put_bool(item, "in_order", status == STATUS_OK);
		for (size_t i = 0; i < diags->count; i++)
			push_message(list, &diags->items[i]);
		json_put(item, "messages", list);
		json_put(report->json, key, item);
		return;
	}
	buf_init(&text);
	diag_write(diags, &text);
	say(report, key, label, status == STATUS_OK ? _("in order") : text.data);
	buf_done(&text);
}

/* The lines "name: value" of the store; its names are our own words. */
static void say_settings(struct report *report, char *lines)
{
	struct json *item = report->json ? json_new_object() : NULL;
	char *line;
	if (!item) {
		say(report, "store_settings", _("store settings"), lines);
		return;
	}
	while ((line = strsep(&lines, "\n")) != NULL) {
		char *colon = strstr(line, ": ");
		if (!colon)
			continue;
		*colon = '\0';
		for (char *at = line; *at; at++)
			*at = *at == ' ' ? '_' : *at;
		json_put_text(item, line, colon + 2);
	}
	json_put(report->json, "store_settings", item);
}

static void say_store(struct app *app, struct report *report)
{
	struct diag_list diags;
	diag_init(&diags);
	enum status status = app_require(app, APP_STORE_READ, &diags);
	if (status == STATUS_OK && app->store) {
		struct buf text;
		buf_init(&text);
		store_describe(app->store, &text);
		status = store_check(app->store, &diags);
		say_settings(report, text.data);
		buf_done(&text);
	}
	if (report->json)
		json_put_bool(report->json, "store_exists", app->store != NULL);
	if (status == STATUS_OK && !app->store && !report->json)
		say(report, "store", _("store"), _("none yet; the first case makes it"));
	else
		say_status(report, "store", _("store"), status, &diags);
	diag_done(&diags);
}

/* What the officer's own keys would do; the program starts with clashes all the same, the first of the table coming first. */
static void say_keys(struct app *app, struct report *report)
{
	static const struct {
		const char *key, *label;
		void (*ask)(const struct keymap *, struct buf *);
		bool bad;
	} questions[] = {
		{ "key_conflicts", N_("key conflicts"), keymap_clashes, true },
		{ "keys_missing", N_("actions without a key (the menu still has them)"), keymap_keyless, false },
		{ "keys_taken", N_("actions whose keys terminals or input methods often keep"), keymap_taken, false },
	};
	const struct keymap *keymap = NULL;
	struct diag_list faults;
	struct buf found;
	diag_init(&faults);
	buf_init(&found);
	say(report, "keys_file", _("keys file"), app->keys_path);
	enum status status = app_keymap(app, &keymap, &faults);
	say_status(report, "keys", _("keys"), status, &faults);
	for (size_t i = 0; status == STATUS_OK && i < sizeof questions / sizeof questions[0]; i++) {
		buf_clear(&found);
		questions[i].ask(keymap, &found);
		if (found.len > 0)
			found.data[--found.len] = '\0';
		report->bad |= questions[i].bad && found.len > 0;
		for (char *at = found.data; at && *at; at++)
			*at = *at == '\n' ? ';' : *at;
		say(report, questions[i].key, _(questions[i].label), found.len || report->json ? found.data : _("none"));
	}
	buf_done(&found);
	diag_done(&faults);
}

/* Which protection there is depends on how the program was built and on the kernel. */
static void say_unpacking(struct report *report)
{
	char protection[UNPACKING_WORDS_MAX];
	struct diag_list faults;
	diag_init(&faults);
	enum status status = app_unpack_protection(protection, &faults);
	if (status == STATUS_OK)
		say(report, "bundles", _("bundles are looked through behind"), protection);
	else
		say_status(report, "bundles", _("bundles"), status, &faults);
	diag_done(&faults);
}

enum status command_doctor(struct app *app, const struct command_args *args, struct buf *out, struct diag_list *diags)
{
	(void)diags;
	struct report report = { args->json ? json_new_object() : NULL, out, false };
	struct diag_list faults;
	struct buf line;
	diag_init(&faults);
	buf_init(&line);
	say(&report, "version", _("version"), app_version());
	say(&report, "data", _("data"), app->data_root);
	say(&report, "store_file", _("store file"), app->store_path);
	say(&report, "configuration_file", _("configuration file"), app->config_path);
	say_status(&report, "configuration", _("configuration"), diag_status(&app->config_faults), &app->config_faults);
	say(&report, "locale", _("locale"), setlocale(LC_CTYPE, NULL));
	say(&report, "codeset", _("codeset"), nl_langinfo(CODESET));
	enum status status = app_require(app, APP_RULES, &faults);
	say_status(&report, "policy", _("policy"), status, &faults);
	if (status == STATUS_OK) {
		app_policy_line(app, &line);
		say(&report, "edition", _("edition"), line.data);
		buf_clear(&line);
		say_store(app, &report);
		status = app_require(app, APP_SNAPSHOT | APP_ROWS, &faults);
		if (status == STATUS_OK)
			app_snapshot_line(app, &line);
		else
			diag_write(&faults, &line);
		if (report.json || status != STATUS_OK)
			say(&report, "registry", _("registry"), line.data);
		else
			buf_addf(out, "%s\n", line.data); /* begins with the word itself */
	}
	say_keys(app, &report);
	say_unpacking(&report);
	if (report.json)
		json_write(&report.json, out);
	buf_done(&line);
	diag_done(&faults);
	return report.bad || status != STATUS_OK ? STATUS_FAILED : STATUS_OK;
}
