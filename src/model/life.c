/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which steps there are is fixed, because each has its own form in the chain; who may take them, and from where, is data. A file that names a state or a
 * role that is not there, or leaves a step out, is refused: a missing row would otherwise quietly forbid what an office does every day.
 */
#include "model/life.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/ini.h"
#include "model/agreed.h"

enum { LIFE_BYTES_MAX = 65536 };
#define LIFE_FILE "data/process/life.ini"

static const char *const verbs[LIFE_VERBS] = {
	[LIFE_SUBMIT] = "submit", [LIFE_RECALL] = "recall", [LIFE_WITHDRAW] = "withdraw", [LIFE_ADVISE] = "advise", [LIFE_RETURN] = "return",
	[LIFE_APPROVE] = "approve", [LIFE_REMARK] = "remark", [LIFE_CONFIRM] = "confirm", [LIFE_HOLD] = "hold", [LIFE_ANSWER] = "answer",
	[LIFE_CLOSE] = "close",
};
static const char *const roles[LIFE_ROLES] = {
	[LIFE_OFFICER] = "officer", [LIFE_ADVISER] = "adviser", [LIFE_APPROVER] = "approver", [LIFE_AUDITOR] = "auditor",
};

static const struct ini_key state_keys[] = { { .pattern = "title.@", .type = INI_TEXT, .required = true }, { .pattern = NULL } };
static const struct ini_key step_keys[] = {
	{ .pattern = "title.@", .type = INI_TEXT, .required = true },
	{ .pattern = "from", .type = INI_WORDS, .required = true },
	{ .pattern = "to", .type = INI_WORD },
	{ .pattern = "by", .type = INI_WORDS, .required = true },
	{ .pattern = "formerly", .type = INI_WORDS },
	{ .pattern = "text", .type = INI_CHOICE, .choices = "required optional" },
	{ .pattern = NULL },
};
static const struct ini_kind life_kinds[] = { { .kind = "state", .keys = state_keys }, { .kind = "step", .keys = step_keys }, { .kind = NULL } };

const char *life_verb_word(enum life_verb verb)
{
	return verb < LIFE_VERBS ? verbs[verb] : "";
}

const char *life_kind(enum life_verb verb)
{
	return verb == LIFE_SUBMIT ? "revision" : life_verb_word(verb);
}

bool life_verb_of_kind(const char *kind, enum life_verb *out)
{
	for (int i = 0; i < LIFE_VERBS; i++) {
		*out = (enum life_verb)i;
		if (strcmp(life_kind(*out), kind) == 0)
			return true;
	}
	return false;
}

const char *life_role_word(enum life_role role)
{
	return role < LIFE_ROLES ? roles[role] : "";
}

bool life_role_parse(const char *word, enum life_role *out)
{
	for (int i = 0; i < LIFE_ROLES; i++) {
		*out = (enum life_role)i;
		if (strcmp(roles[i], word) == 0)
			return true;
	}
	return false;
}

bool life_speaks_of_answer(enum life_verb verb)
{
	return verb >= LIFE_REMARK && verb < LIFE_VERBS;
}

int life_state_find(const struct life *life, const char *name)
{
	for (size_t i = 0; i < life->state_count; i++)
		if (strcmp(life->states[i].name, name) == 0)
			return (int)i;
	return -1;
}

bool life_allows(const struct life *life, int state, enum life_verb verb, unsigned held)
{
	const struct life_step *step = &life->steps[verb];

	return state >= 0 && (step->from >> state & 1u) && (step->by & held);
}

bool life_allowed(const struct life *life, int state, enum life_verb verb, enum life_role role)
{
	return life_allows(life, state, verb, 1u << role) || (life_allows(life, state, verb, ~0u) && life_was_of(life, verb, role));
}

bool life_was_of(const struct life *life, enum life_verb verb, enum life_role role)
{
	return life->steps[verb].formerly >> role & 1u;
}

int life_after(const struct life *life, int state, enum life_verb verb)
{
	return life->steps[verb].to >= 0 ? life->steps[verb].to : state;
}

bool life_is_of_others(const struct life *life, enum life_verb verb)
{
	return verb != LIFE_SUBMIT && !(life->steps[verb].by & 1u << LIFE_OFFICER);
}

/* ---- reading ---- */

static enum status read_state(struct life *life, const struct ini_section *section, struct diag_list *diags)
{
	if (life->state_count == LIFE_STATES_MAX)
		return diag_error(diags, STATUS_INPUT, section->file, section->line, _("more than %d states"), LIFE_STATES_MAX);
	struct life_state *state = &life->states[life->state_count++];
	state->name = arena_strdup(&life->arena, section->name);
	state->title = ini_get_text(section, "title", &life->arena);
	return STATUS_OK;
}

/* The bits of a list of words, each of which `find` knows. */
static enum status read_bits(const struct life *life, const struct ini_section *section, const char *key, int (*find)(const struct life *, const char *),
	unsigned *out, struct diag_list *diags)
{
	enum status status = STATUS_OK;

	for (const char *at = ini_get(section, key); at && *at;) {
		size_t len = strcspn(at, " ");
		char *word = mem_strndup(at, len);
		int found = find(life, word);

		if (found < 0)
			status = diag_error(diags, STATUS_INPUT, section->file, ini_line(section, key), _("[%1$s.%2$s] %3$s: \"%4$s\" is not known"),
				section->kind, section->name, key, word);
		else
			*out |= 1u << found;
		free(word);
		at += len;
		at += strspn(at, " ");
	}
	return status;
}

static int find_role(const struct life *life, const char *word)
{
	enum life_role role;

	(void)life;
	return life_role_parse(word, &role) ? (int)role : -1;
}

static enum status read_step(struct life *life, const struct ini_section *section, struct diag_list *diags)
{
	const char *to = ini_get(section, "to"), *text = ini_get(section, "text");
	int verb = 0;

	while (verb < LIFE_VERBS && strcmp(verbs[verb], section->name) != 0)
		verb++;
	if (verb == LIFE_VERBS)
		return diag_error(diags, STATUS_INPUT, section->file, section->line, _("there is no step \"%s\""), section->name);
	struct life_step *step = &life->steps[verb];
	step->title = ini_get_text(section, "title", &life->arena);
	step->text = text && strcmp(text, "required") == 0;
	step->to = to ? life_state_find(life, to) : -1;
	enum status status = read_bits(life, section, "from", life_state_find, &step->from, diags);
	if (read_bits(life, section, "by", find_role, &step->by, diags) != STATUS_OK ||
		read_bits(life, section, "formerly", find_role, &step->formerly, diags) != STATUS_OK)
		status = STATUS_INPUT;
	if (to && step->to < 0)
		status = diag_error(diags, STATUS_INPUT, section->file, ini_line(section, "to"), _("[%1$s.%2$s] %3$s: \"%4$s\" is not known"), section->kind,
			section->name, "to", to);
	if (!to != life_speaks_of_answer((enum life_verb)verb))
		status = diag_error(diags, STATUS_INPUT, section->file, section->line,
			_("[step.%s] \"to\" belongs to the steps that move a case, and to no other"), section->name);
	return status;
}

static enum status check(struct life *life, const char *file, struct diag_list *diags)
{
	enum status status = STATUS_OK;

	life->draft = life_state_find(life, "draft");
	life->revising = life_state_find(life, "revising");
	life->superseded = life_state_find(life, "superseded");
	if (life->draft < 0 || life->revising < 0 || life->superseded < 0)
		status = diag_error(diags, STATUS_INPUT, file, 1, _("the states draft, revising and superseded must be there"));
	for (int i = 0; i < LIFE_VERBS; i++)
		if (!life->steps[i].title.in[LANG_EN])
			status = diag_error(diags, STATUS_INPUT, file, 1, _("there must be one section [step.%s]"), verbs[i]);
	return status;
}

/* `known`: these very bytes were read without a fault before, both readers agreeing. */
static enum status read_life(struct life **out, const char *file, const char *bytes, size_t len, bool known, struct diag_list *diags)
{
	struct life *life = MEM_NEW(struct life);
	struct ini ini;
	enum status status = (known ? ini_parse_agreed : ini_parse)(&ini, file, bytes, len, life_kinds, diags);

	*out = NULL;
	arena_init(&life->arena);
	if (status != STATUS_OK) {
		life_free(&life);
		return status;
	}
	for (size_t i = 0; i < ini.count; i++)
		if (strcmp(ini.sections[i].kind, "state") == 0 && read_state(life, &ini.sections[i], diags) != STATUS_OK)
			status = STATUS_INPUT;
	for (size_t i = 0; i < ini.count; i++)
		if (strcmp(ini.sections[i].kind, "step") == 0 && read_step(life, &ini.sections[i], diags) != STATUS_OK)
			status = STATUS_INPUT;
	ini_done(&ini);
	if (check(life, file, diags) != STATUS_OK)
		status = STATUS_INPUT;
	if (status != STATUS_OK)
		life_free(&life);
	*out = life;
	return status;
}

enum status life_parse(struct life **out, const char *file, const char *bytes, size_t len, struct diag_list *diags)
{
	return read_life(out, file, bytes, len, false, diags);
}

enum status life_load(struct life **out, const char *root, const char *agreed, struct diag_list *diags)
{
	char *path = path_join(root, LIFE_FILE);
	struct digest digest;
	struct buf bytes;
	enum status status;
	bool known = false;

	*out = NULL;
	buf_init(&bytes);
	status = file_read(&bytes, path, LIFE_BYTES_MAX, diags);
	if (status == STATUS_OK) {
		digest_quick(&digest, bytes.data, bytes.len);
		known = agreed_has(agreed, &digest);
		status = read_life(out, path, bytes.data, bytes.len, known, diags);
	}
	if (status == STATUS_OK && !known)
		agreed_add(agreed, &digest);
	buf_done(&bytes);
	free(path);
	return status;
}

void life_free(struct life **life)
{
	if (*life)
		arena_done(&(*life)->arena);
	free(*life);
	*life = NULL;
}
