/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers and the reading of their word form. A word is refused rather than mended: what an officer may type loosely is made strict
 * before it comes here, and what stands in a record must have one reading.
 */
#include "model/answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/ini.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/utf8.h"
#include "model/edition.h"
#include "model/entity_key.h"

/* One line must fit on a line of a case file (doc/formats.md section 1); an area is written as numbered parts. */
#define LINE_BYTES_MAX ((size_t)800)
#define AREA_BYTES_MAX ((size_t)60000)
#define BREAK_EVERY 400 /* a long line is kept in parts, of which two that follow one another are longer than 840 bytes */
#define KEPT_BYTES_MAX 900000 /* the hits of a search: as many lines as a section of a case file has */

/* What a word was read as, before it replaces the old value. */
struct reading {
	int64_t number;
	char *text;
};

static char *copy_or_null(const char *text)
{
	return text ? mem_strdup(text) : NULL;
}

void answer_done(struct answer *answer)
{
	free(answer->text);
	free(answer->reason);
	free(answer->evidence);
	free(answer->source);
	free(answer->author);
	*answer = (struct answer){ 0 };
}

void answer_copy(struct answer *to, const struct answer *from)
{
	struct answer copy = *from;

	copy.text = copy_or_null(from->text);
	copy.reason = copy_or_null(from->reason);
	copy.evidence = copy_or_null(from->evidence);
	copy.source = copy_or_null(from->source);
	copy.author = copy_or_null(from->author);
	answer_done(to);
	*to = copy;
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

bool answer_equal(const struct answer *a, const struct answer *b)
{
	return a->state == b->state && a->number == b->number && same_text(a->text, b->text) && same_text(a->reason, b->reason) &&
		same_text(a->evidence, b->evidence);
}

struct value answer_value(const struct answer *answer)
{
	return (struct value){ .known = answer->state == ANSWER_GIVEN, .number = answer->state == ANSWER_GIVEN ? answer->number : 0 };
}

bool answer_has_reason(const struct answer *answer)
{
	static const char IDEOGRAPHIC_SPACE[] = "\xE3\x80\x80";
	static const char NO_BREAK_SPACE[] = "\xC2\xA0";
	const char *at = answer->reason ? answer->reason : "";

	while (*at) {
		if (strchr(" \t\r\n", *at))
			at++;
		else if (strncmp(at, IDEOGRAPHIC_SPACE, 3) == 0)
			at += 3;
		else if (strncmp(at, NO_BREAK_SPACE, 2) == 0)
			at += 2;
		else
			return true;
	}
	return false;
}

/* What no data file can hold: control characters, and the marks that turn the direction of what follows. */
static bool is_refused(uint32_t code, bool lines)
{
	if (code == '\n')
		return !lines;
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F || code == 0x2028 ||
		code == 0x2029 || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

static bool check_text(const char *word, bool lines, char **why)
{
	size_t len = strlen(word), bad = utf8_check(word, len), used = 0;

	if (bad != len) {
		*why = mem_printf(_("the text is not valid UTF-8 at byte %zu"), bad + 1);
		return false;
	}
	for (const char *at = word; at < word + len; at += used) {
		uint32_t code = utf8_decode(at, word + len, &used);

		if (is_refused(code, lines)) {
			*why = code == '\n' ? mem_strdup(_("the text has a line break; this answer is one line"))
					    : mem_printf(_("the text holds the control character U+%04X; remove it"), (unsigned)code);
			return false;
		}
	}
	return true;
}

static bool read_text(struct reading *out, const struct fact *fact, const char *word, char **why)
{
	bool kept = fact->origin == FACT_KEPT, lines = kept || (fact->question && fact->question->lines > 1);
	size_t limit = kept ? KEPT_BYTES_MAX : lines ? AREA_BYTES_MAX : LINE_BYTES_MAX;
	char *composed, *text;

	if (!check_text(word, lines, why))
		return false;
	composed = utf8_nfc(word);
	text = ini_value_kept(composed); /* what is shown is what is recorded */
	free(composed);
	if (strlen(text) > limit + (lines ? limit / BREAK_EVERY : 0)) {
		*why = mem_printf(_("the text has %zu bytes; at most %zu are allowed (a Japanese character takes three)"), strlen(text), limit);
		free(text);
		return false;
	}
	out->text = text;
	return true;
}

static char *allowed_options(const struct fact *fact, const char *word)
{
	struct buf list;
	char *why;

	buf_init(&list);
	for (size_t i = 0; i < fact->option_count; i++)
		buf_addf(&list, "%s%s", i ? " " : "", fact->options[i].word);
	why = mem_printf(_("'%s' is not an option; allowed are: %s"), word, list.data);
	buf_done(&list);
	return why;
}

static bool read_choice(struct reading *out, const struct fact *fact, const char *word, char **why)
{
	int index = fact_option_find(fact, word);

	if (index < 0) {
		*why = allowed_options(fact, word);
		return false;
	}
	out->number = index;
	return true;
}

static bool read_member(struct reading *out, const struct fact *fact, const char *member, char **why)
{
	int index = fact_option_find(fact, member);

	if (index < 0) {
		*why = allowed_options(fact, member);
		return false;
	}
	if (out->number >> index & 1) {
		*why = mem_printf(_("'%s' stands twice; name each option once"), member);
		return false;
	}
	out->number |= (int64_t)1 << index;
	return true;
}

static bool read_set(struct reading *out, const struct fact *fact, const char *word, char **why)
{
	bool good = true;

	if (strcmp(word, "-") == 0)
		return true;
	for (const char *at = word; good; at++) {
		size_t len = strcspn(at, " ");
		char *member = mem_strndup(at, len);

		good = read_member(out, fact, member, why);
		free(member);
		at += len;
		if (*at == '\0')
			break;
	}
	return good;
}

static bool read_yesno(struct reading *out, const struct fact *fact, const char *word, char **why)
{
	(void)fact;
	if (strcmp(word, "yes") != 0 && strcmp(word, "no") != 0) {
		*why = mem_printf(_("'%s' is not an answer; allowed are: yes no"), word);
		return false;
	}
	out->number = word[0] == 'y';
	return true;
}

static void limit_format(struct buf *out, const struct fact *fact, int64_t limit)
{
	if (fact->type == FACT_MONEY)
		buf_addf(out, "%lld", (long long)limit);
	else
		num_format_milli(out, limit);
}

static bool within_limits(const struct fact *fact, int64_t number, const char *word, char **why)
{
	const struct question *question = fact->question;
	bool low = question && question->has_min && number < question->min;
	bool high = question && question->has_max && number > question->max;
	struct buf limit;

	if (!low && !high)
		return true;
	buf_init(&limit);
	limit_format(&limit, fact, low ? question->min : question->max);
	*why = low ? mem_printf(_("%s is too small; the least is %s"), word, limit.data)
		   : mem_printf(_("%s is too large; the most is %s"), word, limit.data);
	buf_done(&limit);
	return false;
}

static bool read_number(struct reading *out, const struct fact *fact, const char *word, char **why)
{
	if (!num_parse_milli(word, &out->number)) {
		*why = mem_printf(_("'%s' is not a number; write digits with at most three decimals, such as 12 or 1.5"), word);
		return false;
	}
	return within_limits(fact, out->number, word, why);
}

static bool read_money(struct reading *out, const struct fact *fact, const char *word, char **why)
{
	if (!num_parse_int(word, &out->number)) {
		*why = mem_printf(_("'%s' is not an amount; write whole yen in plain digits"), word);
		return false;
	}
	return within_limits(fact, out->number, word, why);
}

static bool read_date(struct reading *out, const struct fact *fact, const char *word, char **why)
{
	date_days date;

	(void)fact;
	if (!date_parse_iso(word, &date)) {
		*why = mem_printf(_("'%s' is not a date that exists; write it as 2026-11-20"), word);
		return false;
	}
	out->number = date;
	return true;
}

static bool read_candidate(struct reading *out, const struct fact *fact, const char *word, char **why)
{
	struct entity_key key;

	(void)fact;
	if (!entity_key_parse(word, &key) || key.scope != SCOPE_CANDIDATE) {
		*why = mem_printf(_("'%s' is not the key of a candidate; write it as c1-1-k1"), word);
		return false;
	}
	out->text = mem_strdup(word);
	return true;
}

typedef bool reader(struct reading *out, const struct fact *fact, const char *word, char **why);
static reader *const READERS[] = {
	[FACT_TEXT] = read_text,
	[FACT_CHOICE] = read_choice,
	[FACT_SET] = read_set,
	[FACT_YESNO] = read_yesno,
	[FACT_NUMBER] = read_number,
	[FACT_MONEY] = read_money,
	[FACT_DATE] = read_date,
	[FACT_CANDIDATE] = read_candidate,
};

bool answer_from_word(struct answer *answer, const struct fact *fact, const char *word, char **why)
{
	struct reading reading = { 0 };
	enum answer_state state = ANSWER_GIVEN;

	*why = NULL;
	if (*word == '\0')
		state = ANSWER_NONE;
	else if (strcmp(word, "?") == 0)
		state = ANSWER_DONT_KNOW;
	else if (!READERS[fact->type](&reading, fact, word, why))
		return false;
	free(answer->text);
	answer->state = state;
	answer->number = reading.number;
	answer->text = reading.text;
	return true;
}
