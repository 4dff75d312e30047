/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order of the checks is the order in which a person would want to hear of them: whether the step is open to the case at all, whether it is open to
 * this person, and only then what is missing in what was typed.
 */
#include "app/review.h"

#include <stdlib.h>
#include <string.h>

#include "app/person.h"
#include "app/revived.h"
#include "app/session.h"
#include "base/utf8.h"

enum status app_case_id(struct app *app, const char *which, char id[33], char **reference, struct diag_list *diags)
{
	struct store_case item = { 0 };
	if (!app->store)
		return diag_error(diags, STATUS_FAILED, app->store_path, 0, _("there is no store here yet, so there is no case %s"), which);
	enum status status = store_case_get(app->store, which, &item, diags);
	if (status == STATUS_OK) {
		memcpy(id, item.id, sizeof item.id);
		if (reference)
			*reference = mem_strdup(item.reference);
	}
	store_case_done(&item);
	return status;
}

static const char *step_title(const struct app *app, const struct history *history, enum life_verb verb)
{
	return app_text(app, &history->life->steps[verb].title);
}

static enum status refuse_state(struct app *app, const struct history *history, enum life_verb verb, struct diag_list *diags)
{
	const struct life *life = history->life;
	const char *state = app_text(app, &life->states[history->state].title);
	if (!history->revisions)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("%1$s: nothing has been handed in yet; the case is \"%2$s\""), step_title(app, history, verb),
			state);
	if (verb == LIFE_RECALL && history->state == life_state_find(life, "approved"))
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("the case is decided and cannot be recalled; a change is handed in as a new revision"));
	return diag_error(diags, STATUS_FAILED, NULL, 0, _("%1$s: not possible while the case is \"%2$s\""), step_title(app, history, verb), state);
}

static enum status refuse_role(struct app *app, const struct history *history, enum life_verb verb, const struct self *self, struct diag_list *diags)
{
	const struct edition *edition = app_edition(app);
	struct buf who;
	buf_init(&who);
	for (int i = 0; i < LIFE_ROLES; i++) {
		if (!(history->life->steps[verb].by >> i & 1u))
			continue;
		const char *title = life_role_word((enum life_role)i);
		for (size_t r = 0; edition && r < edition->role_count; r++)
			if (strcmp(edition->roles[r].name, title) == 0) {
				title = app_text(app, &edition->roles[r].title);
				break;
			}
		buf_addf(&who, "%s%s", who.len ? ", " : "", title);
	}
	enum status status = diag_error(diags, STATUS_FAILED, NULL, 0, _("%1$s: not open to %2$s, only to: %3$s"), step_title(app, history, verb), self->name,
		who.data);
	buf_done(&who);
	return status;
}

/* Who did one thing with a case does not do the other that is there to look at it. */
static enum status check_own(struct app *app, const struct history *history, enum life_verb verb, const struct self *self, struct diag_list *diags)
{
	const struct passage *own = life_is_of_others(history->life, verb) ? history_handed_in_by(history, self) : NULL;
	if (own)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("nobody reviews or approves a case of their own: %1$s handed in revision %2$d of it"), own->author,
			own->number);
	own = verb == LIFE_APPROVE ? history_opinion_by(history, self) : NULL;
	if (own)
		return diag_error(diags, STATUS_FAILED, NULL, 0,
			_("%1$s: the opinion on revision %2$d is by %3$s; opinion and approval are given by two people, so another one approves"),
			step_title(app, history, verb), own->number, own->author);
	return STATUS_OK;
}

static enum status check_who(struct app *app, const struct history *history, enum life_verb verb, const struct self *self, struct diag_list *diags)
{
	if (!life_allows(history->life, history->state, verb, ~0u))
		return refuse_state(app, history, verb, diags);
	if (self_role(self, history->life, verb) < 0)
		return refuse_role(app, history, verb, self, diags);
	if (history_in_conflict(history) && (verb == LIFE_SUBMIT || verb == LIFE_ADVISE || verb == LIFE_APPROVE))
		return diag_error(diags, STATUS_FAILED, NULL, 0,
			_("%s: two revisions stand side by side that were made on two terminals; merge them first (\"exchange list\", \"exchange merge\")"),
			step_title(app, history, verb));
	return check_own(app, history, verb, self, diags);
}

enum status app_act_allowed(struct app *app, const struct history *history, enum life_verb verb, struct diag_list *diags)
{
	struct self self;
	enum status status = app_self(app, &self, diags);
	return status == STATUS_OK ? check_who(app, history, verb, &self, diags) : status;
}

/* A stop or a dash says as little as nothing. */
static bool blank(const char *text)
{
	return !text || !utf8_says_something(text);
}

/* An opinion or an approval over an open remark would say that nothing is open. */
static void tell_fault(const struct passage *passage, const char *fault, void *context)
{
	diag_error(context, STATUS_FAILED, NULL, 0, _("entry %1$lld (%2$s): %3$s"), (long long)passage->seq, life_verb_word(passage->verb), fault);
}

static enum status check_settled(struct app *app, const struct history *history, enum life_verb verb, const char *words, struct diag_list *diags)
{
	size_t open = history_open_remarks(history);
	struct opinion opinion;
	if (verb != LIFE_ADVISE && verb != LIFE_APPROVE)
		return STATUS_OK;
	if (open > 0)
		return diag_error(diags, STATUS_FAILED, NULL, 0,
			_("%1$s: %2$zu remarks are open. They are answered and closed first, or the case is returned"), step_title(app, history, verb), open);
	size_t alone = 0;
	enum status sound = history_check(app, history, tell_fault, diags, &alone, diags);
	if (sound != STATUS_OK || verb == LIFE_ADVISE)
		return sound;
	enum status status = history_opinion(app, history, &opinion, diags);
	if (status != STATUS_OK || !opinion_outdated(&opinion) || !blank(words))
		return status;
	struct buf newer;
	buf_init(&newer);
	opinion_words(&opinion, &newer);
	status = diag_error(diags, STATUS_FAILED, NULL, 0,
		_("the adviser's opinion is outdated (%s). Ask for a new one, or give the reason why it still stands with --text"), newer.data);
	buf_done(&newer);
	return status;
}

static enum status check_words(struct app *app, const struct history *history, const struct act_request *request, struct diag_list *diags)
{
	if (!history->life->steps[request->verb].text || !blank(request->words))
		return STATUS_OK;
	if (request->verb == LIFE_REMARK)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("a remark needs a comment: write what is to be changed or shown"));
	return diag_error(diags, STATUS_FAILED, NULL, 0, _("%s: words are needed; write the reason"), step_title(app, history, request->verb));
}

/* What is spoken of must be in the revision; its entity by key and its fact by id. */
static enum status check_place(struct app *app, const struct history *history, const char *record, const struct act_request *request,
	struct diag_list *diags)
{
	const struct passage *revision = &history->items[history->newest];
	struct record_row row = { .record_id = mem_strdup(record), .reference = mem_strdup(""), .number = revision->number, .digest = revision->digest };
	struct revived revived;
	enum status status = record_revive(app, &row, &revived, diags);
	if (status == STATUS_OK) {
		const struct entity *entity = dossier_find(revived.dossier, request->part ? request->part : "");
		const struct fact *fact = request->fact && *request->fact ? edition_fact(revived.edition, request->fact) : NULL;
		if (!entity)
			status = diag_error(diags, STATUS_FAILED, NULL, 0, _("revision %1$d has no part \"%2$s\""), revision->number,
				request->part ? request->part : "");
		else if (request->fact && *request->fact && (!fact || fact->scope != entity->scope))
			status = diag_error(diags, STATUS_FAILED, NULL, 0, _("%1$s is not a fact of %2$s"), request->fact, entity->key);
	}
	revived_done(&revived);
	free(row.record_id);
	free(row.reference);
	return status;
}

static enum status check_remark(const struct history *history, const struct act_request *request, struct diag_list *diags)
{
	if (request->remark < 1 || request->remark > history->remark_count)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("there is no remark %1$zu; the case has %2$zu"), request->remark, history->remark_count);
	const struct remark *remark = &history->remarks[request->remark - 1];
	if (remark->state == REMARK_CLOSED)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("remark %zu is closed"), request->remark);
	if (request->verb == LIFE_CLOSE && remark->state == REMARK_OPEN)
		return diag_error(diags, STATUS_FAILED, NULL, 0, _("remark %zu has no answer yet; answer it before it is closed"), request->remark);
	return STATUS_OK;
}

static enum status check_request(struct app *app, const struct history *history, const char *record, const struct act_request *request,
	const struct self *self, struct diag_list *diags)
{
	enum status status = check_who(app, history, request->verb, self, diags);
	if (status == STATUS_OK && (request->verb == LIFE_ANSWER || request->verb == LIFE_CLOSE))
		status = check_remark(history, request, diags);
	else if (status == STATUS_OK && life_speaks_of_answer(request->verb))
		status = check_place(app, history, record, request, diags);
	if (status == STATUS_OK)
		status = check_words(app, history, request, diags);
	return status == STATUS_OK ? check_settled(app, history, request->verb, request->words, diags) : status;
}

static void fill(struct app *app, const struct history *history, const char *record, const struct act_request *request, const struct self *self,
	struct act *act)
{
	const struct passage *revision = &history->items[history->newest];
	act_init(act, request->verb);
	mem_replace(&act->record_id, record);
	act->revision = revision->digest;
	act->edition = revision->edition;
	act->snapshot = revision->snapshot;
	act->has_snapshot = revision->has_snapshot;
	act->before = history->items[history->count - 1].digest;
	mem_replace(&act->author, self->name);
	mem_replace(&act->role, life_role_word((enum life_role)self_role(self, history->life, request->verb)));
	act->has_key = self->has_key;
	memcpy(act->key, self->key, sizeof act->key);
	act->at = app_now(app);
	mem_replace(&act->program_version, app_version());
	if (request->verb == LIFE_ANSWER || request->verb == LIFE_CLOSE) {
		const struct passage *remark = &history->items[history->remarks[request->remark - 1].at];
		act->has_about = true;
		act->about = remark->digest;
		mem_replace(&act->part, remark->act.part);
		mem_replace(&act->fact, remark->act.fact);
	} else if (life_speaks_of_answer(request->verb)) {
		mem_replace(&act->part, request->part);
		mem_replace(&act->fact, request->fact ? request->fact : "");
	}
	mem_replace(&act->words, request->words ? request->words : "");
}

static enum status append(struct app *app, const struct history *history, const struct act *act, struct act_done *out, struct diag_list *diags)
{
	struct store_entry entry = { 0 };
	struct buf bytes;
	struct digest digest;
	buf_init(&bytes);
	act_encode(act, &bytes);
	digest_of(&digest, bytes.data, bytes.len);
	const struct store_append artifact = { .kind = life_kind(act->verb), .record = act->record_id, .bytes = bytes.data, .len = bytes.len,
		.after = &history->end };
	enum status status = app_append_signed(app, &artifact, 1, act->at, &entry, diags);
	if (status == STATUS_OK) {
		out->seq = entry.seq;
		out->revision = history->revisions;
		out->state = life_after(history->life, history->state, act->verb);
		digest_short(&digest, out->fingerprint);
	}
	free(entry.kind);
	buf_done(&bytes);
	return status;
}

enum status app_act(struct app *app, const char *which, const struct act_request *request, struct act_done *out, struct diag_list *diags)
{
	struct history history = { 0 };
	char record[33];
	struct self self;
	*out = (struct act_done){ .seq = 0 };
	enum status status = app_require(app, APP_STORE_WRITE, diags);
	if (status == STATUS_OK)
		status = app_case_id(app, which, record, NULL, diags);
	if (status == STATUS_OK)
		status = app_self(app, &self, diags);
	if (status == STATUS_OK)
		status = app_history(app, record, &history, diags);
	if (status == STATUS_OK)
		status = check_request(app, &history, record, request, &self, diags);
	if (status == STATUS_OK) {
		struct act act;
		fill(app, &history, record, request, &self, &act);
		status = act_is_sound(&act) ? append(app, &history, &act, out, diags)
			: diag_error(diags, STATUS_INPUT, NULL, 0, _("the words are longer than %d bytes, or hold control or invisible characters; nothing was saved"),
				ACT_WORDS_MAX);
		act_done(&act);
	}
	history_done(&history);
	return status;
}
