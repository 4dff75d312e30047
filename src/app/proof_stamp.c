/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stamp binds by digest and by version: another edition, other overlays, another program, or the same version built from other sources of the
 * rooms that the proof rests on make it say nothing. It is no signature; it tells an honest reader whether the rules that decided are the rules
 * that were proved, and the engine that decided is the one that was shown to be right.
 */
#include "app/proof_stamp.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/engine_id.h"
#include "app/session.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/num.h"

#define STAMP_BYTES_MAX 65536
#define STAMP_MODE 0644

static const struct ini_key STAMP_KEYS[] = {
	{ .pattern = "sha256", .type = INI_WORD, .required = true },
	{ .pattern = "program", .type = INI_WORD, .required = true },
	{ .pattern = "engine", .type = INI_WORD, .required = true },
	{ .pattern = "faults", .type = INI_INT, .required = true },
	{ .pattern = "combinations", .type = INI_INT, .required = true },
	{ .pattern = "cases", .type = INI_INT, .required = true },
	{ .pattern = NULL }
};
static const struct ini_kind STAMP_KINDS[] = { { .kind = "proof", .keys = STAMP_KEYS }, { .kind = NULL } };

enum status proof_stamp_write(const struct edition *edition, const struct proof_stamp *stamp, const char *path, struct diag_list *diags)
{
	struct buf text;
	char hex[65];
	buf_init(&text);
	digest_hex(&edition->digest, hex);
	buf_addf(&text, "[proof.%s]\nsha256 = \"%s\"\nprogram = \"%s\"\nengine = \"%s\"\n", edition->id, hex, app_version(), ENGINE_ID);
	buf_addf(&text, "faults = \"%" PRIu64 "\"\ncombinations = \"%" PRIu64 "\"\ncases = \"%" PRIu64 "\"\n", stamp->faults, stamp->combinations,
		stamp->cases);
	enum status status = file_write(path, text.data, text.len, STAMP_MODE, diags);
	buf_done(&text);
	return status;
}

static uint64_t number(const struct ini_section *section, const char *key)
{
	int64_t value = 0;
	const char *text = ini_get(section, key);
	return text && num_parse_int(text, &value) && value > 0 ? (uint64_t)value : 0;
}

static bool speaks_of(const struct ini_section *section, const struct edition *edition)
{
	char hex[65];
	digest_hex(&edition->digest, hex);
	return strcmp(ini_get(section, "sha256"), hex) == 0 && strcmp(ini_get(section, "program"), app_version()) == 0 &&
		strcmp(ini_get(section, "engine"), ENGINE_ID) == 0;
}

struct proof_stamp proof_stamp_read(const struct edition *edition, const char *path)
{
	struct proof_stamp stamp = { .known = false };
	struct buf bytes;
	struct ini ini;
	if (!path || !file_exists(path))
		return stamp;
	buf_init(&bytes);
	if (file_read(&bytes, path, STAMP_BYTES_MAX, NULL) == STATUS_OK &&
		ini_parse_agreed(&ini, path, bytes.data, bytes.len, STAMP_KINDS, NULL) == STATUS_OK) {
		for (size_t i = 0; i < ini.count && !stamp.known; i++) {
			if (!speaks_of(&ini.sections[i], edition))
				continue;
			stamp = (struct proof_stamp){ .known = true, .faults = number(&ini.sections[i], "faults"),
				.combinations = number(&ini.sections[i], "combinations"), .cases = number(&ini.sections[i], "cases") };
		}
		ini_done(&ini);
	}
	buf_done(&bytes);
	return stamp;
}

void app_policy_counts(const struct app *app, struct buf *out)
{
	const struct edition *edition = app_edition(app);
	char brief[20];
	size_t questions = 0;
	for (size_t i = 0; i < edition->screen_count; i++)
		questions += edition->screens[i].question_count;
	digest_short(&edition->digest, brief);
	/* The last one has a name and no number. */
	const struct step_def *last = &edition->steps[edition->step_count - 1];
	buf_addf(out, _("edition %1$s (%2$s): %3$zu rules, %4$zu questions, steps 1 to %5$zu and %6$s, %7$zu clauses; no fault found"), edition->id,
		brief, edition->rule_count, questions, edition->step_count - 1, app_text(app, &last->short_title), edition->clause_count);
	for (size_t i = 0; i < edition->overlay_count; i++)
		buf_addf(out, i ? ", %s" : _("; overlays in force: %s"), edition->overlays[i].name);
}

void app_policy_line(const struct app *app, struct buf *out)
{
	const struct proof_stamp *stamp = app->loaded_count ? &app->loaded[app->current].stamp : NULL;
	app_policy_counts(app, out);
	if (!stamp || !stamp->known)
		buf_adds(out, _("; not proved"));
	else if (stamp->faults)
		buf_addf(out, _("; the proof found %llu faults"), (unsigned long long)stamp->faults);
	else
		buf_addf(out, _("; proved: %1$llu combinations and %2$llu random cases, no fault"), (unsigned long long)stamp->combinations,
			(unsigned long long)stamp->cases);
}
