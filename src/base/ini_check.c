/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys and values against the table of their kind. Where two rows match a key the first one counts. A row "x.#" holds the parts of a
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
	word->len = strcspn(*at, ".");
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

/* 1 to 9999 without leading zeros, or 0. */
static int number_of(struct slice word)
{
	int number = 0;

	if (!word.len || word.len > 4 || word.data[0] == '0')
		return 0;
	for (size_t i = 0; i < word.len; i++) {
		if (word.data[i] < '0' || word.data[i] > '9')
			return 0;
		number = number * 10 + (word.data[i] - '0');
	}
	return number;
}

static bool word_matches(struct slice pattern, struct slice word)
{
	if (is_mark(pattern, '@'))
		return word.len == 2 && (!memcmp(word.data, "ja", 2) || !memcmp(word.data, "en", 2));
	if (is_mark(pattern, '#'))
		return number_of(word) > 0;
	return is_mark(pattern, '*') || same(pattern, word);
}

static bool matches(const char *pattern, const char *key)
{
	struct slice p, k;

	while (next_word(&pattern, &p))
		if (!next_word(&key, &k) || !word_matches(p, k))
			return false;
	return !*key;
}

/* Length of a pattern or key without a closing part number. */
static size_t stem_length(const char *pattern, const char *name)
{
	size_t len = strlen(pattern);
	const char *dot = strrchr(name, '.');

	if (len > 2 && !strcmp(pattern + len - 2, ".#") && dot)
		return (size_t)(dot - name);
	return strlen(name);
}

static bool same_stem(const char *a, const char *b)
{
	size_t len = stem_length(a, a);

	return len == stem_length(b, b) && !memcmp(a, b, len);
}

static void fault_unknown_key(struct ini_scan *scan, const char *key)
{
	struct buf allowed;

	buf_init(&allowed);
	for (const struct ini_key *row = scan->kind->keys; row->pattern; row++) {
		buf_adds(&allowed, allowed.len ? ", " : "");
		buf_adds(&allowed, row->pattern);
	}
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

static void check_int(struct ini_scan *scan, const struct ini_entry *entry, const struct ini_key *row, const char *shown)
{
	int64_t number;

	if (!num_parse_int(entry->value, &number)) {
		ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; plain digits without sign or leading zero are allowed"), entry->key, shown);
		return;
	}
	if ((row->min || row->max) && (number < row->min || number > row->max))
		ini_fault(scan, entry->line, _("\"%s\" is %s; allowed are %ld to %ld"), entry->key, shown, row->min, row->max);
}

static void check_value(struct ini_scan *scan, const struct ini_entry *entry, const struct ini_key *row)
{
	date_days date;
	char *shown;

	if (row->type == INI_TEXT)
		return;
	shown = ini_excerpt(entry->value, strlen(entry->value));
	switch (row->type) {
	case INI_TEXT:
		break;
	case INI_WORD:
		if (!is_word(entry->value, strlen(entry->value)))
			ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; one word of A-Z a-z 0-9 _ . - is allowed"), entry->key, shown);
		break;
	case INI_WORDS:
		if (!is_word_list(entry->value))
			ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; words of A-Z a-z 0-9 _ . - separated by one space are allowed"),
				  entry->key, shown);
		break;
	case INI_CHOICE:
		if (!is_choice(row->choices ? row->choices : "", entry->value))
			ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; allowed: %s"), entry->key, shown, row->choices ? row->choices : "");
		break;
	case INI_YESNO:
		if (!is_choice("yes no", entry->value))
			ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; allowed: %s"), entry->key, shown, "yes no");
		break;
	case INI_INT:
		check_int(scan, entry, row, shown);
		break;
	case INI_DATE:
		if (!date_parse_iso(entry->value, &date))
			ini_fault(scan, entry->line, _("\"%s\" is \"%s\"; a day of the calendar written YYYY-MM-DD is allowed"), entry->key,
				  shown);
		break;
	}
	free(shown);
}

void ini_check_entry(struct ini_scan *scan, struct ini_found *found, bool sound)
{
	const struct ini_key *row = scan->kind->keys;

	while (row->pattern && !matches(row->pattern, found->entry.key))
		row++;
	if (!row->pattern) {
		fault_unknown_key(scan, found->entry.key);
		return;
	}
	found->rule = row;
	if (sound)
		check_value(scan, &found->entry, row);
}

static void check_required(struct ini_scan *scan, const struct ini_section *section)
{
	for (const struct ini_key *row = scan->kind->keys; row->pattern; row++) {
		bool present = !row->required;

		for (size_t i = 0; i < scan->found_count && !present; i++)
			present = scan->found[i].rule && same_stem(scan->found[i].rule->pattern, row->pattern);
		if (!present)
			ini_fault(scan, section->line, _("[%s.%s] lacks the required key \"%s\" (@ is ja and en, # a number from 1, * a word)"),
				  section->kind, section->name, row->pattern);
	}
}

/* Whether two keys are the same but for the language; `other`: and the languages differ, else they are the same too. */
static bool is_counterpart(const struct ini_found *a, const struct ini_found *b, bool other)
{
	const char *pattern = a->rule->pattern, *x = a->entry.key, *y = b->entry.key;
	const char *x_end = x + stem_length(pattern, x), *y_end;
	struct slice p = { NULL, 0 }, k = { NULL, 0 }, l = { NULL, 0 };

	if (!b->rule || !same_stem(pattern, b->rule->pattern))
		return false;
	y_end = y + stem_length(b->rule->pattern, y);
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

	while (next_word(&pattern, &word))
		if (is_mark(word, '@'))
			return true;
	return false;
}

static void check_languages(struct ini_scan *scan)
{
	for (size_t i = 0; i < scan->found_count; i++) {
		const struct ini_found *found = &scan->found[i];
		bool settled = !found->rule || !has_language(found->rule->pattern);

		/* Said once for all parts of a long text: an earlier part of the same language has settled it. */
		for (size_t j = 0; j < scan->found_count && !settled; j++)
			settled = is_counterpart(found, &scan->found[j], true) || (j < i && is_counterpart(found, &scan->found[j], false));
		if (!settled)
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

		while (next_word(&pattern, &p) && next_word(&key, &k))
			if (is_mark(p, '#'))
				check_number(scan, found, (size_t)(k.data - found->entry.key), number_of(k),
					     (size_t)(p.data + p.len - found->rule->pattern));
	}
}

void ini_check_section(struct ini_scan *scan, const struct ini_section *section)
{
	check_required(scan, section);
	check_languages(scan);
	check_numbers(scan);
}
