/* SPDX-License-Identifier: Apache-2.0 */
/* Settings are few, so a walk over the table finds them; what matters is that the table is the only place that knows their names. */
#include "app/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/ini.h"

#define CONFIG_BYTES_MAX 65536

/* clang-format off */
const struct setting settings[] = {
	{ .key = "user.name", .initial = "", .help = N_("Name written into every answer and record") },
	{ .key = "user.organisation", .initial = "", .help = N_("Ministry or agency that a new case begins with") },
	{ .key = "user.role", .initial = "officer", .choices = "officer adviser approver auditor", .help = N_("Role of the user") },
	{ .key = "view.theme", .initial = "default", .choices = "default contrast light mono", .help = N_("Colours of the screens") },
	{ .key = "view.vi_keys", .initial = "yes", .choices = "yes no", .help = N_("Whether j k g G Ctrl+D Ctrl+U move in lists") },
	{ .key = "view.mouse", .initial = "no", .choices = "yes no", .help = N_("Whether the screens take the mouse, which then cannot mark text") },
	{ .key = "view.ambiguous", .initial = "auto", .choices = "auto narrow wide", .help = N_("How wide the terminal draws characters of ambiguous width; auto asks it") },
	{ .key = "registry.stale_days", .initial = "90", .help = N_("Age in days from which a snapshot counts as stale") },
	{ .key = "criteria.path", .initial = "", .help = N_("CSV file with the criteria that the ministry holds") },
	{ .key = "overlay.off", .initial = "", .help = N_("Overlays of the edition that are not in force, by name") },
	{ .key = "registry.expiry_first_days", .initial = "60", .help = N_("Days before an expiry date that call for action") },
	{ .key = "registry.expiry_second_days", .initial = "120", .help = N_("Days before an expiry date that call for planning") },
	{ .key = "registry.require_signature", .initial = "no", .choices = "yes no", .help = N_("Whether a list without a good signature is refused") },
	{ .key = "registry.keys", .initial = "", .help = N_("Directory of the keys that signatures are checked with; otherwise keys/ beside this file") },
	{ .key = "store.path", .initial = "", .help = N_("File that holds the cases") },
	{ .key = NULL }
};

static const struct ini_key user_keys[] = {
	{ .pattern = "name", .type = INI_TEXT },
	{ .pattern = "organisation", .type = INI_TEXT },
	{ .pattern = "role", .type = INI_CHOICE, .choices = "officer adviser approver auditor" },
	{ .pattern = NULL }
};
static const struct ini_key view_keys[] = {
	{ .pattern = "theme", .type = INI_CHOICE, .choices = "default contrast light mono" },
	{ .pattern = "vi_keys", .type = INI_YESNO },
	{ .pattern = "mouse", .type = INI_YESNO },
	{ .pattern = "ambiguous", .type = INI_CHOICE, .choices = "auto narrow wide" },
	{ .pattern = NULL }
};
static const struct ini_key registry_keys[] = {
	{ .pattern = "stale_days", .type = INI_INT, .min = 1, .max = 3650 },
	{ .pattern = "require_signature", .type = INI_YESNO },
	{ .pattern = "keys", .type = INI_TEXT },
	{ .pattern = "expiry_first_days", .type = INI_INT, .min = 1, .max = 3650 },
	{ .pattern = "expiry_second_days", .type = INI_INT, .min = 1, .max = 3650 },
	{ .pattern = NULL }
};
static const struct ini_key criteria_keys[] = {
	{ .pattern = "path", .type = INI_TEXT },
	{ .pattern = NULL }
};
static const struct ini_key overlay_keys[] = {
	{ .pattern = "off", .type = INI_WORDS },
	{ .pattern = NULL }
};
static const struct ini_key store_keys[] = {
	{ .pattern = "path", .type = INI_TEXT },
	{ .pattern = NULL }
};
static const struct ini_kind kinds[] = {
	{ .kind = "user", .keys = user_keys },
	{ .kind = "view", .keys = view_keys },
	{ .kind = "registry", .keys = registry_keys },
	{ .kind = "criteria", .keys = criteria_keys },
	{ .kind = "overlay", .keys = overlay_keys },
	{ .kind = "store", .keys = store_keys },
	{ .kind = NULL }
};
/* clang-format on */

static size_t setting_count(void)
{
	size_t count = 0;
	while (settings[count].key)
		count++;
	return count;
}

void config_init(struct config *config)
{
	arena_init(&config->arena);
	config->has_user = false;
	size_t count = setting_count();
	config->values = mem_array(count, sizeof *config->values);
	for (size_t i = 0; i < count; i++)
		config->values[i] = settings[i].initial;
}

void config_done(struct config *config)
{
	free(config->values);
	config->values = NULL;
	arena_done(&config->arena);
}

static void take(struct config *config, const struct ini_section *section)
{
	config->has_user = config->has_user || strcmp(section->kind, "user") == 0;
	for (size_t i = 0; settings[i].key; i++) {
		size_t kind = strlen(section->kind);
		if (strncmp(settings[i].key, section->kind, kind) != 0 || settings[i].key[kind] != '.')
			continue;
		const char *value = ini_get(section, settings[i].key + kind + 1);
		if (value)
			config->values[i] = arena_strdup(&config->arena, value);
	}
}

enum status config_read(struct config *config, const char *path, struct diag_list *diags)
{
	if (!path || !file_exists(path))
		return STATUS_OK;
	struct buf bytes;
	struct ini ini;
	buf_init(&bytes);
	enum status status = file_read(&bytes, path, CONFIG_BYTES_MAX, diags);
	if (status == STATUS_OK)
		status = ini_parse(&ini, path, bytes.data, bytes.len, kinds, diags);
	if (status == STATUS_OK) {
		for (size_t i = 0; i < ini.count; i++)
			take(config, &ini.sections[i]);
		ini_done(&ini);
	}
	buf_done(&bytes);
	return status;
}

const char *config_get(const struct config *config, const char *key)
{
	for (size_t i = 0; settings[i].key; i++)
		if (strcmp(settings[i].key, key) == 0)
			return config->values[i];
	return "";
}
