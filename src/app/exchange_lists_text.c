/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of persons in a bundle, in words and as JSON. */
#include <string.h>

#include "app/exchange_internal.h"
#include "base/utf8.h"
#include "report/json.h"

static void add_visible(const char *text, struct buf *out)
{
	utf8_visible(out, text, strlen(text), false);
}

static const char *const state_words[] = {
	[LIST_OURS] = "ours", [LIST_FIRST] = "first", [LIST_NEWER] = "newer", [LIST_PASSED] = "passed", [LIST_OLDER] = "older", [LIST_OTHER] = "other",
	[LIST_STRANGE] = "strange", [LIST_UNREADABLE] = "unreadable", [LIST_PRACTICE] = "practice", [LIST_UNWRITTEN] = "unwritten",
};

static const char *state_text(enum list_state state)
{
	static const char *const texts[] = {
		[LIST_OURS] = N_("the one in force here"),
		[LIST_FIRST] = N_("the FIRST one here: it is taken over, and from then on everybody signs with a key of their own"),
		[LIST_NEWER] = N_("newer than ours: it is taken over, and ours is kept beside it"),
		[LIST_PASSED] = N_("not taken over: another one in the bundle is newer"),
		[LIST_OLDER] = N_("NOT taken over: it is older than what was here"),
		[LIST_OTHER] = N_("NOT taken over: ours has the same version and another content; ask the office which one counts"),
		[LIST_STRANGE] = N_("NOT taken over, only sent on"),
		[LIST_UNREADABLE] = N_("NOT taken over, only sent on; it cannot be read"),
		[LIST_PRACTICE] = N_("NOT taken over: this store is for practice"),
		[LIST_UNWRITTEN] = N_("NOT taken over: it could not be written"),
	};
	return _(texts[state]);
}

static const char *const change_words[] = { [CHANGE_NEW] = "new", [CHANGE_OTHER] = "changed", [CHANGE_GONE] = "gone" };

static const char *change_text(enum change_state state)
{
	static const char *const texts[] = { [CHANGE_NEW] = N_("new"), [CHANGE_OTHER] = N_("changed"), [CHANGE_GONE] = N_("no longer in it") };
	return _(texts[state]);
}

static void changes_text(const struct exchange_list *list, struct buf *out)
{
	for (size_t i = 0; i < list->change_count; i++) {
		const struct exchange_change *change = &list->changes[i];
		buf_addf(out, "    %s: ", change_text(change->state));
		add_visible(change->name, out);
		buf_addf(out, _("  key %s\n      "), change->fingerprint);
		add_visible(change->now, out);
		if (*change->before) {
			buf_addf(out, "\n      %s", _("before: "));
			add_visible(change->before, out);
		}
		buf_addc(out, '\n');
	}
}

void exchange_lists_text(const struct exchange_seen *seen, struct buf *out)
{
	if (seen->list_count)
		buf_adds(out, _("list of persons:\n"));
	for (size_t i = 0; i < seen->list_count; i++) {
		const struct exchange_list *list = &seen->lists[i];
		buf_addf(out, _("  signed by key %s"), list->signer);
		if (list->signer_name) {
			buf_adds(out, " (");
			add_visible(list->signer_name, out);
			buf_addc(out, ')');
		}
		if (list->version > 0)
			buf_addf(out, _(", version %1$lld, %2$zu persons"), (long long)list->version, list->persons);
		if (list->version > 0 && list->ours > 0)
			buf_addf(out, _("; ours is version %lld"), (long long)list->ours);
		buf_addf(out, "\n    %s", state_text(list->state));
		if (list->why && *list->why) {
			buf_adds(out, "\n    ");
			add_visible(list->why, out);
		}
		buf_addc(out, '\n');
		changes_text(list, out);
		if (list->without_us && (list->state == LIST_FIRST || list->state == LIST_NEWER))
			buf_adds(out, _("    your own key is NOT in it: under this list you could not take a step\n"));
	}
}

void exchange_list_effect(const struct exchange_seen *seen, struct buf *out)
{
	for (size_t i = 0; i < seen->list_count; i++) {
		const struct exchange_list *list = &seen->lists[i];
		if (list->state != LIST_FIRST && list->state != LIST_NEWER)
			continue;
		buf_addf(out, _("The list of persons becomes version %1$lld, with %2$zu persons, signed by key %3$s.\n"), (long long)list->version, list->persons,
			list->signer);
		if (list->state == LIST_FIRST)
			buf_adds(out, _("It is the first one here: from now on everybody signs with a key of their own.\n"));
		if (list->without_us)
			buf_adds(out, _("Your own key is not in it: afterwards you cannot take a step here.\n"));
	}
}

void exchange_made_lists(const struct exchange_made *made, struct buf *out)
{
	size_t others = made->lists - (made->list_version > 0);
	if (made->list_version > 0)
		buf_addf(out, _("with the list of persons of this office, version %lld\n"), (long long)made->list_version);
	if (others)
		buf_addf(out, _("with %zu lists of persons of others\n"), others);
}

void exchange_lists_json(const struct exchange_seen *seen, struct json *whole)
{
	struct json *lists = json_new_array();
	for (size_t i = 0; i < seen->list_count; i++) {
		const struct exchange_list *list = &seen->lists[i];
		struct json *item = json_new_object(), *changes = json_new_array();
		json_put_text(item, "state", state_words[list->state]);
		json_put_text(item, "why", list->why);
		json_put_text(item, "signer", list->signer);
		json_put_text(item, "signer_name", list->signer_name);
		json_put_int(item, "version", list->version);
		json_put_int(item, "ours", list->ours);
		json_put_int(item, "persons", (int64_t)list->persons);
		json_put_bool(item, "without_us", list->without_us);
		for (size_t n = 0; n < list->change_count; n++) {
			struct json *change = json_new_object();
			json_put_text(change, "change", change_words[list->changes[n].state]);
			json_put_text(change, "name", list->changes[n].name);
			json_put_text(change, "fingerprint", list->changes[n].fingerprint);
			json_put_text(change, "now", list->changes[n].now);
			json_put_text(change, "before", *list->changes[n].before ? list->changes[n].before : NULL);
			json_push(changes, change);
		}
		json_put(item, "changes", changes);
		json_push(lists, item);
	}
	json_put(whole, "lists", lists);
}
