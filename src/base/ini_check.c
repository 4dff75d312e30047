/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys and values against the table of their kind. A row "x.#" holds the parts of a
 * long "x": for what is required and for languages the two are the same key.
 */
#include "base/ini_scan.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"

/* Takes one word off a dotted name; false at its end. */
static bool next_word(const char **at, struct slice *word)
{
	if (!**at)
		return false;
	word->data = *at;
	word->len = 0;
	while ((*at)[word->len] && (*at)[word->len] != '.')
		word->len++;
	*at += word->len;
	if (**at == '.')
		(*at)++;
	return true;
}

static bool same(struct slice a, struct slice b)
{
	return a.len == b.len && !memcmp(a.data, b.data, a.len);
}

static bool is_mark(struct slice word, char mark)
{
	return word.len == 1 && word.data[0] == mark;
}

enum { KEYS_LISTED = 40, KEYS_ALIKE = 8, ALIKE_CHARACTERS = 3 };

static void fault_unknown_key(struct ini_scan *scan, const char *key)
{
	struct buf allowed;

	size_t rows = 0, listed = 0;

	buf_init(&allowed);
	for (const struct ini_key *row = scan->kind->keys; row->pattern; row++)
		rows++;
	/* A long table would bury the message; there only what begins alike is named. */
	for (const struct ini_key *row = scan->kind->keys; row->pattern; row++) {
		if (rows > KEYS_LISTED && (listed == KEYS_ALIKE || strncmp(row->pattern, key, ALIKE_CHARACTERS) != 0))
			continue;
		listed++;
		buf_adds(&allowed, allowed.len ? ", " : "");
		buf_adds(&allowed, row->pattern);
	}
	if (!listed)
		ini_fault(scan, scan->line, _("unknown key \"%s\" in [%s.*], and none that begins alike"), key, scan->kind->kind);
	else
		ini_fault(scan, scan->line, _("unknown key \"%s\"; allowed in [%s.*]: %s (@ is ja or en, # a number from 1, * a word)"), key,
			  scan->kind->kind, allowed.data);
	buf_done(&allowed);
}

static bool is_word(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-'))
			return false;
	}
	return len > 0;
}

static bool is_word_list(const char *text)
{
	while (*text) {
		size_t len = strcspn(text, " ");

		if (!is_word(text, len))
			return false;
		text += len;
		if (*text == ' ' && !*++text)
			return false;
	}
	return true;
}

static bool is_choice(const char *choices, const char *value)
{
	size_t value_len = strlen(value);

	while (*choices) {
		size_t len = strcspn(choices, " ");

		if (len && len == value_len && !memcmp(choices, value, len))
			return true;
		choices += len;
		choices += strspn(choices, " ");
	}
	return false;
}

static bool value_fits(const struct ini_key *row, const char *value, int64_t *number)
{
	date_days date;

	switch (row->type) {
	case INI_TEXT:
		return true;
	case INI_WORD:
		return is_word(value, strlen(value));
	case INI_WORDS:
		return is_word_list(value);
	case INI_CHOICE:
		return is_choice(row->choices ? row->choices : "", value);
	case INI_YESNO:
		return is_choice("yes no", value);
	case INI_INT:
		return num_parse_int(value, number) && ((!row->min && !row->max) || (*number >= row->min && *number <= row->max));
	case INI_DATE:
		return date_parse_iso(value, &date);
	}
	return true;
}

static void fault_int(struct ini_scan *scan, const struct ini_entry *entry, const struct ini_key *row, const char *shown)
{
	int64_t number;

	if (num_parse_int(entry->value, &number))
		ini_fault(scan, entry->line, _("\"%s\" is %s; allowed are %ld to %ld"), entry->key, shown, row->min, row->max);
	else
		ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; plain digits without sign or leading zero are allowed"), entry->key, shown);
}

static void check_value(struct ini_scan *scan, const struct ini_entry *entry, const struct ini_key *row)
{
	int64_t number;
	char *shown;

	if (value_fits(row, entry->value, &number))
		return;
	shown = ini_excerpt(entry->value, strlen(entry->value));
	switch (row->type) {
	case INI_TEXT:
		break;
	case INI_WORD:
		ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; one word of A-Z a-z 0-9 _ . - is allowed"), entry->key, shown);
		break;
	case INI_WORDS:
		ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; words of A-Z a-z 0-9 _ . - separated by one space are allowed"), entry->key, shown);
		break;
	case INI_CHOICE:
		ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; allowed: %s"), entry->key, shown, row->choices ? row->choices : "");
		break;
	case INI_YESNO:
		ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; allowed: %s"), entry->key, shown, "yes no");
		break;
	case INI_INT:
		fault_int(scan, entry, row, shown);
		break;
	case INI_DATE:
		ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; a day of the calendar written YYYY-MM-DD is allowed"), entry->key, shown);
		break;
	}
	free(shown);
}

void ini_check_entry(struct ini_scan *scan, struct ini_found *found, bool sound)
{
	if (!ini_match(scan, found))
		fault_unknown_key(scan, found->entry.key);
	else if (sound)
		check_value(scan, &found->entry, found->rule);
}

static bool is_present(const struct ini_scan *scan, const struct ini_key *row)
{
	size_t stem;

	for (size_t i = 0; i < scan->found_count; i++)
		if (scan->found[i].rule == row)
			return true;
	stem = ini_pattern_stem(row->pattern);
	for (size_t i = 0; i < scan->found_count; i++) {
		const struct ini_found *found = &scan->found[i];

		if (found->rule && found->rule_stem == stem && !memcmp(found->rule->pattern, row->pattern, stem))
			return true;
	}
	return false;
}

static void check_required(struct ini_scan *scan, const struct ini_section *section)
{
	for (const struct ini_key *row = scan->kind->keys; row->pattern; row++)
		if (row->required && !is_present(scan, row))
			ini_fault(scan, section->line, _("[%s.%s] lacks the required key \"%s\" (@ is ja and en, # a number from 1, * a word)"),
				  section->kind, section->name, row->pattern);
}

/*
 * Whether two keys are the same but for the language; `other`: and the languages differ, else they are the same too. Both languages have
 * names of one length, so stems of different length need no second look.
 */
static bool is_counterpart(const struct ini_found *a, const struct ini_found *b, bool other)
{
	const char *pattern, *x = a->entry.key, *y = b->entry.key, *x_end = x + a->stem, *y_end = y + b->stem;
	struct slice p = { NULL, 0 }, k = { NULL, 0 }, l = { NULL, 0 };

	if (!b->rule || a->stem != b->stem || a->rule_stem != b->rule_stem ||
	    memcmp(a->rule->pattern, b->rule->pattern, a->rule_stem))
		return false;
	pattern = a->rule->pattern;
	while (x < x_end && y < y_end && next_word(&pattern, &p)) {
		next_word(&x, &k);
		next_word(&y, &l);
		if (same(k, l) == (is_mark(p, '@') && other))
			return false;
	}
	return true;
}

static bool has_language(const char *pattern)
{
	struct slice word;

	if (!strchr(pattern, '@'))
		return false;
	while (next_word(&pattern, &word))
		if (is_mark(word, '@'))
			return true;
	return false;
}

/*
 * The common case of the above: two keys of one row whose only language mark ends the stem. They are each other's counterpart when they differ
 * in those two characters alone.
 */
static bool is_twin(const struct ini_found *a, const struct ini_found *b)
{
	const char *pattern;
	size_t mark;

	if (a->rule != b->rule || a->stem != b->stem || a->stem < 2 || !a->rule_stem)
		return false;
	pattern = a->rule->pattern;
	mark = a->rule_stem - 1;
	return strchr(pattern, '@') == pattern + mark && (!mark || pattern[mark - 1] == '.') && !memcmp(a->entry.key, b->entry.key, a->stem - 2) &&
		memcmp(a->entry.key + a->stem - 2, b->entry.key + a->stem - 2, 2);
}

/* Whether the other language of a key is there. It mostly stands in the next line or the one before. */
static bool has_counterpart(const struct ini_scan *scan, size_t at)
{
	const struct ini_found *found = scan->found;

	if ((at + 1 < scan->found_count && is_twin(&found[at], &found[at + 1])) || (at && is_twin(&found[at], &found[at - 1])))
		return true;
	if (at + 1 < scan->found_count && is_counterpart(&found[at], &found[at + 1], true))
		return true;
	if (at && is_counterpart(&found[at], &found[at - 1], true))
		return true;
	/* Said once for all parts of a long text: an earlier part of the same language has settled it. */
	for (size_t j = 0; j < scan->found_count; j++)
		if (is_counterpart(&found[at], &found[j], true) || (j < at && is_counterpart(&found[at], &found[j], false)))
			return true;
	return false;
}

static void check_languages(struct ini_scan *scan)
{
	for (size_t i = 0; i < scan->found_count; i++) {
		const struct ini_found *found = &scan->found[i];

		if (found->rule && has_language(found->rule->pattern) && !has_counterpart(scan, i))
			ini_fault(scan, found->entry.line, _("\"%s\" has no counterpart in the other language; both ja and en are needed"),
				  found->entry.key);
	}
}

static bool has_key(const struct ini_scan *scan, const char *key, size_t len, bool as_prefix)
{
	for (size_t i = 0; i < scan->found_count; i++) {
		const char *other = scan->found[i].entry.key;

		if (!strncmp(other, key, len) && (!other[len] || (as_prefix && other[len] == '.')))
			return true;
	}
	return false;
}

static bool table_has(const struct ini_kind *kind, const char *pattern, size_t len)
{
	for (const struct ini_key *row = kind->keys; row->pattern; row++)
		if (strlen(row->pattern) == len && !memcmp(row->pattern, pattern, len))
			return true;
	return false;
}

/* One number of a key: `stem` is the key before it, `pattern_len` the length of the pattern with it. */
static void check_number(struct ini_scan *scan, const struct ini_found *found, size_t stem, int number, size_t pattern_len)
{
	const char *pattern = found->rule->pattern;
	bool last = !pattern[pattern_len];
	char *wanted;

	/* "x.2.title" names part 2 of a list "x.#" that exists in its own right: then that part must be there, and its own check does the rest. */
	if (!last && table_has(scan->kind, pattern, pattern_len))
		wanted = mem_printf("%.*s%d", (int)stem, found->entry.key, number);
	else if (number > 1)
		wanted = mem_printf("%.*s%d", (int)stem, found->entry.key, number - 1);
	else
		return;
	if (!has_key(scan, wanted, strlen(wanted), !last && !table_has(scan->kind, pattern, pattern_len)))
		ini_fault(scan, found->entry.line, _("\"%s\" stands without \"%s\"; numbers run from 1 without a gap"), found->entry.key, wanted);
	free(wanted);
}

static void check_numbers(struct ini_scan *scan)
{
	for (size_t i = 0; i < scan->found_count; i++) {
		const struct ini_found *found = &scan->found[i];
		const char *pattern = found->rule ? found->rule->pattern : "", *key = found->entry.key;
		struct slice p, k;

		if (!strchr(pattern, '#'))
			continue;
		while (next_word(&pattern, &p) && next_word(&key, &k))
			if (is_mark(p, '#'))
				check_number(scan, found, (size_t)(k.data - found->entry.key), ini_number_of(k),
					     (size_t)(p.data + p.len - found->rule->pattern));
	}
}

void ini_check_section(struct ini_scan *scan, const struct ini_section *section)
{
	check_required(scan, section);
	check_languages(scan);
	check_numbers(scan);
}
