/* SPDX-License-Identifier: Apache-2.0 */
/* The exchange in words, the same on the screens and on the command line. Names and subjects of others are made visible before they are shown. */
#include <string.h>

#include "app/exchange_internal.h"
#include "base/utf8.h"
#include "report/json.h"

static void add_day(const struct app *app, int64_t at, struct buf *out)
{
	date_format_short(out, app_eras(app), date_of_moment(at));
}

static void add_visible(const char *text, struct buf *out)
{
	utf8_visible(out, text, strlen(text), false);
}

static const char *const signer_words[] = {
	[SIGNER_KNOWN] = "known", [SIGNER_NEW] = "new", [SIGNER_CHANGED] = "changed", [SIGNER_OURS] = "ours",
};

static const char *signer_text(enum signer_state state)
{
	static const char *const texts[] = {
		[SIGNER_KNOWN] = N_("known"),
		[SIGNER_NEW] = N_("UNKNOWN: compare the fingerprint with that office before you say yes"),
		[SIGNER_CHANGED] = N_("ANOTHER KEY than the one accepted for this terminal: ask that office why"),
		[SIGNER_OURS] = N_("this terminal"),
	};
	return _(texts[state]);
}

/* What is to be asked about stands on a line of its own, which even a narrow screen does not break. */
static bool is_question(enum signer_state state)
{
	return state == SIGNER_NEW || state == SIGNER_CHANGED;
}

static void cases_text(const struct exchange_seen *seen, struct buf *out)
{
	for (size_t i = 0; i < seen->case_count; i++) {
		const struct exchange_case *one = &seen->cases[i];
		buf_adds(out, "  ");
		add_visible(one->reference, out);
		buf_adds(out, "  ");
		add_visible(one->title, out);
		buf_addf(out, _(": %1$s, revisions %2$d, steps %3$zu"), one->here ? _("goes on") : _("new here"), one->revisions, one->steps);
		if (one->conflict)
			buf_addf(out, "; %s", _("CONFLICT: two revisions stand side by side"));
		if (one->crossed && one->uncounted)
			buf_addf(out, _("; steps crossed: %zu came too late and do not count"), one->uncounted);
		else if (one->crossed && !one->conflict)
			buf_addf(out, "; %s", _("steps crossed, and all of them count"));
		buf_addc(out, '\n');
	}
}

void exchange_seen_text(const struct app *app, const struct exchange_seen *seen, struct buf *out)
{
	buf_addf(out, _("from terminal %.8s, made on "), seen->terminal);
	add_day(app, seen->made_at, out);
	buf_addf(out, _("\nentries: %1$zu new, %2$zu already here\n"), seen->fresh, seen->known);
	if (seen->opaque)
		buf_addf(out, _("%zu items are of a newer program; they are kept and sent on\n"), seen->opaque);
	if (seen->waiting)
		buf_addf(out, _("%1$zu entries wait: for %2$zu predecessors that are not here\n"), seen->waiting, seen->waiting_for);
	if (seen->forks)
		buf_addf(out, _("ALARM: in %zu places a terminal has signed two different entries\n"), seen->forks);
	buf_adds(out, _("signed by:\n"));
	for (size_t i = 0; i < seen->signer_count; i++)
		buf_addf(out, _("  terminal %1$.8s  key %2$s%3$s%4$s\n"), seen->signers[i].terminal, seen->signers[i].fingerprint,
			is_question(seen->signers[i].state) ? "\n    " : "  ", signer_text(seen->signers[i].state));
	for (size_t i = 0; i < seen->person_count; i++) {
		buf_adds(out, "  ");
		add_visible(seen->persons[i].name, out);
		buf_addf(out, _("  key %1$s  %2$s\n"), seen->persons[i].fingerprint, seen->persons[i].listed ? _("in the list of persons")
			: seen->has_list ? _("NOT in the list of persons") : _("this office keeps no list of persons"));
	}
	exchange_lists_text(seen, out);
	if (seen->case_count)
		buf_adds(out, _("cases:\n"));
	cases_text(seen, out);
}

void exchange_seen_json(const struct exchange_seen *seen, bool taken, struct buf *out)
{
	struct json *whole = json_new_object(), *signers = json_new_array(), *persons = json_new_array(), *cases = json_new_array();
	json_put_text(whole, "terminal", seen->terminal);
	json_put_bool(whole, "taken", taken);
	json_put_int(whole, "made_at", seen->made_at);
	json_put_text(whole, "protection", seen->protection);
	json_put_int(whole, "new", (int64_t)seen->fresh);
	json_put_int(whole, "known", (int64_t)seen->known);
	json_put_int(whole, "waiting", (int64_t)seen->waiting);
	json_put_int(whole, "waiting_for", (int64_t)seen->waiting_for);
	json_put_int(whole, "opaque", (int64_t)seen->opaque);
	json_put_int(whole, "kept", (int64_t)seen->kept);
	json_put_int(whole, "forks", (int64_t)seen->forks);
	for (size_t i = 0; i < seen->signer_count; i++) {
		struct json *item = json_new_object();
		json_put_text(item, "terminal", seen->signers[i].terminal);
		json_put_text(item, "fingerprint", seen->signers[i].fingerprint);
		json_put_text(item, "state", signer_words[seen->signers[i].state]);
		json_push(signers, item);
	}
	for (size_t i = 0; i < seen->person_count; i++) {
		struct json *item = json_new_object();
		json_put_text(item, "name", seen->persons[i].name);
		json_put_text(item, "fingerprint", seen->persons[i].fingerprint);
		json_put_bool(item, "listed", seen->persons[i].listed);
		json_push(persons, item);
	}
	for (size_t i = 0; i < seen->case_count; i++) {
		struct json *item = json_new_object();
		json_put_text(item, "reference", seen->cases[i].reference);
		json_put_text(item, "title", seen->cases[i].title);
		json_put_bool(item, "here", seen->cases[i].here);
		json_put_int(item, "revisions", seen->cases[i].revisions);
		json_put_int(item, "steps", (int64_t)seen->cases[i].steps);
		json_put_bool(item, "conflict", seen->cases[i].conflict);
		json_put_bool(item, "crossed", seen->cases[i].crossed);
		json_put_int(item, "uncounted", (int64_t)seen->cases[i].uncounted);
		json_push(cases, item);
	}
	json_put(whole, "signers", signers);
	json_put(whole, "persons", persons);
	exchange_lists_json(seen, whole);
	json_put(whole, "cases", cases);
	json_write(&whole, out);
}

void exchange_witness_line(const struct app *app, const struct exchange_state *state, struct buf *out)
{
	if (!state->witnessed) {
		buf_addf(out, _("never witnessed: no other terminal has acknowledged the %zu entries of this one\n"), state->unwitnessed);
		return;
	}
	buf_addf(out, _("last witnessed: entry %1$lld, by terminal %2$.8s on "), (long long)state->witnessed_seq, state->witness);
	add_day(app, state->witnessed_at, out);
	buf_addf(out, _("; %zu entries behind it are not witnessed\n"), state->unwitnessed);
}

void exchange_standing_text(const struct app *app, const struct exchange_state *state, struct buf *out)
{
	buf_addf(out, _("this terminal: %1$.8s%2$s%3$s\n"), state->terminal, *state->fingerprint ? _("  key ") : "", state->fingerprint);
	exchange_witness_line(app, state, out);
	for (size_t i = 0; i < state->peer_count; i++) {
		const struct exchange_peer *peer = &state->peers[i];
		buf_addf(out, _("terminal %1$.8s  key %2$s\n  here up to entry %3$lld; has ours up to entry %4$lld\n"), peer->terminal, peer->fingerprint,
			(long long)peer->seq, (long long)peer->acknowledged);
	}
	if (!state->peer_count)
		buf_adds(out, _("nothing was taken in from another terminal yet\n"));
	if (state->waiting)
		buf_addf(out, _("%1$zu entries wait: for %2$zu predecessors that are not here\n"), state->waiting, state->waiting_for);
	if (state->forks)
		buf_addf(out, _("ALARM: in %zu places a terminal has signed two different entries\n"), state->forks);
}

void exchange_head_text(const struct app *app, const struct exchange_head *head, struct buf *out)
{
	buf_addf(out, _("CONFLICT %1$s: revision %2$d by "), head->reference, head->number);
	add_visible(head->author, out);
	buf_addf(out, _(", terminal %1$.8s, "), head->terminal);
	add_day(app, head->at, out);
}

void exchange_state_text(const struct app *app, const struct exchange_state *state, struct buf *out)
{
	exchange_standing_text(app, state, out);
	for (size_t i = 0; i < state->head_count; i++) {
		exchange_head_text(app, &state->heads[i], out);
		buf_addf(out, ", %s\n", state->heads[i].fingerprint);
	}
}

void exchange_state_json(const struct exchange_state *state, struct buf *out)
{
	struct json *whole = json_new_object(), *peers = json_new_array(), *heads = json_new_array();
	json_put_text(whole, "terminal", state->terminal);
	json_put_text(whole, "witnessed_by", state->witnessed ? state->witness : NULL);
	json_put_int(whole, "witnessed_sequence", state->witnessed_seq);
	json_put_int(whole, "unwitnessed", (int64_t)state->unwitnessed);
	json_put_int(whole, "waiting", (int64_t)state->waiting);
	json_put_int(whole, "waiting_for", (int64_t)state->waiting_for);
	json_put_int(whole, "forks", (int64_t)state->forks);
	for (size_t i = 0; i < state->peer_count; i++) {
		struct json *item = json_new_object();
		json_put_text(item, "terminal", state->peers[i].terminal);
		json_put_text(item, "fingerprint", state->peers[i].fingerprint);
		json_put_int(item, "sequence", state->peers[i].seq);
		json_put_int(item, "acknowledged", state->peers[i].acknowledged);
		json_push(peers, item);
	}
	for (size_t i = 0; i < state->head_count; i++) {
		struct json *item = json_new_object();
		json_put_text(item, "reference", state->heads[i].reference);
		json_put_int(item, "revision", state->heads[i].number);
		json_put_text(item, "by", state->heads[i].author);
		json_put_text(item, "terminal", state->heads[i].terminal);
		json_put_text(item, "fingerprint", state->heads[i].fingerprint);
		json_push(heads, item);
	}
	json_put(whole, "peers", peers);
	json_put(whole, "conflicts", heads);
	json_write(&whole, out);
}
