/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hit is "list | number | name", and a rejected one "list | number | reason" or "list | number | reason | words"; two bars stand between hits on one
 * line. The bar is the only mark with a meaning, and it is replaced in what comes from the list, so that no name can pretend to be a field.
 */
#include "model/search_kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/ini_scan.h"
#include "base/utf8.h"
#include "model/entity_key.h"

#define BAR " | "
#define BAR_LEN 3
#define NEXT " || "
#define NEXT_LEN 4
#define LINE_BYTES 800 /* of a line with more than one hit; a value of a case file has room for them */
#define FIELD_BYTES 300
#define NUMBER_UNIT 1000

int kept_search_number(const struct entity *entity)
{
	struct entity_key key;

	return entity_key_parse(entity->key, &key) ? key.entry : 0;
}

/* ---- writing ---- */

/* A text as it can stand between bars: one line, no mark that a case file cannot hold, no blank at its ends, short enough to stay one line. */
static void add_field(struct buf *out, const char *text)
{
	const char *end = text + strlen(text);
	size_t start = out->len, used;

	for (; text < end && out->len - start < FIELD_BYTES; text += used) {
		uint32_t code = utf8_decode(text, end, &used);

		if (code == '"')
			buf_addc(out, '\'');
		else if (code == '|')
			buf_addc(out, '/');
		else if (code < ' ' || ini_is_forbidden(code))
			buf_addc(out, ' ');
		else if (code != ' ' || out->len > start)
			buf_add(out, text, used);
	}
	while (out->len > start && out->data[out->len - 1] == ' ')
		out->len--;
	out->data[out->len] = '\0';
	if (out->len == start)
		buf_addc(out, '-');
}

void kept_hit_add(struct buf *lines, const struct listing *row)
{
	add_field(lines, listing_list_word(row->list));
	buf_adds(lines, BAR);
	add_field(lines, row->number);
	buf_adds(lines, BAR);
	add_field(lines, row->name);
	buf_addc(lines, '\n');
}

void kept_hits_digest(const struct buf *lines, char out[65])
{
	struct digest digest;

	digest_of(&digest, lines->data, lines->len);
	digest_hex(&digest, out);
}

/* A text of several lines, each with as many hits as it has room for. */
struct packing {
	struct buf *out;
	size_t start, lines; /* of the last line; how many there are */
};

static void pack(struct packing *packing, const char *hit, size_t len)
{
	struct buf *out = packing->out;

	if (packing->lines && out->len - packing->start + NEXT_LEN + len <= LINE_BYTES) {
		buf_adds(out, NEXT);
	} else {
		if (packing->lines++)
			buf_addc(out, '\n');
		packing->start = out->len;
	}
	buf_add(out, hit, len);
}

size_t kept_hits_pack(const struct buf *lines, struct buf *out)
{
	struct packing packing = { .out = out, .start = out->len };

	for (const char *at = lines->data; lines->len && *at;) {
		size_t len = strcspn(at, "\n");

		pack(&packing, at, len);
		at += len + (at[len] == '\n');
	}
	return packing.lines;
}

size_t kept_rejected_write(const struct kept_search *search, struct buf *out)
{
	struct packing packing = { .out = out, .start = out->len };
	struct buf line;

	buf_init(&line);
	for (size_t i = 0; i < search->count; i++) {
		const struct kept_hit *hit = &search->hits[i];

		if (!hit->reason)
			continue;
		buf_clear(&line);
		buf_addf(&line, "%s" BAR "%s" BAR "%s", hit->list, hit->number, hit->reason);
		if (hit->words[0]) {
			buf_adds(&line, BAR);
			add_field(&line, hit->words);
		}
		pack(&packing, line.data, line.len);
	}
	buf_done(&line);
	return packing.lines;
}

/* ---- reading ---- */

/* Cuts a line at its bars, in place; the last field takes the rest. Returns how many fields there are. */
static size_t cut(char *line, char **fields, size_t most)
{
	size_t count = 0;

	while (count < most) {
		char *bar = count + 1 < most ? strstr(line, BAR) : NULL;

		fields[count++] = line;
		if (!bar)
			break;
		*bar = '\0';
		line = bar + BAR_LEN;
	}
	return count;
}

/* The next hit of a text, in place; NULL at its end. */
static char *next_hit(char **at)
{
	char *hit = *at;

	if (!hit || !*hit)
		return NULL;
	*at = NULL;
	for (char *end = hit; (end = strpbrk(end, "\n|")) != NULL; end++) {
		bool bars = *end == '|' && end[1] == '|' && end[2] == ' ' && end > hit && end[-1] == ' ';

		if (*end == '|' && !bars)
			continue;
		*at = end + (bars ? NEXT_LEN - 1 : 1);
		end[bars ? -1 : 0] = '\0';
		break;
	}
	return hit;
}

/* The list of a hit; a snapshot may have lists that this program does not know. */
static bool is_word(const char *text)
{
	return *text && text[strspn(text, "abcdefghijklmnopqrstuvwxyz_-")] == '\0';
}

static bool read_hits(struct kept_search *out, const char *text, char **why)
{
	char *at = arena_strdup(&out->arena, text), *line, *fields[3];
	size_t most = 1;

	for (const char *c = text; *c; c++)
		most += *c == '\n' || (*c == '|' && c[1] == '|');
	out->hits = arena_alloc(&out->arena, most * sizeof *out->hits);
	while ((line = next_hit(&at)) != NULL) {
		if (cut(line, fields, 3) < 3 || !is_word(fields[0]) || !fields[1][0]) {
			*why = mem_printf(_("hits: hit %zu is not of the form \"list | number | name\""), out->count + 1);
			return false;
		}
		out->hits[out->count++] = (struct kept_hit){ .list = fields[0], .number = fields[1], .name = fields[2], .words = "" };
	}
	return true;
}

/* Rejected hits stand in the order of the hits, so the one that is looked for mostly comes soon behind the last that was found. */
static struct kept_hit *find_hit(const struct kept_search *search, const char *list, const char *number, size_t *from)
{
	for (size_t i = 0; i < search->count; i++) {
		struct kept_hit *hit = &search->hits[(*from + i) % search->count];

		if (strcmp(hit->number, number) != 0 || strcmp(hit->list, list) != 0)
			continue;
		*from = (size_t)(hit - search->hits) + 1;
		return hit;
	}
	return NULL;
}

const struct text *kept_reason_title(const struct edition *edition, const char *reason)
{
	const struct rejection *rejection = edition_rejection(edition, reason);
	const struct rule *rule = strncmp(reason, KEPT_RULE, strlen(KEPT_RULE)) == 0 ? edition_rule(edition, reason + strlen(KEPT_RULE)) : NULL;

	return rule ? &rule->title : rejection ? &rejection->title : NULL;
}

bool kept_reason_known(const struct edition *edition, const char *reason, bool *words)
{
	const struct rejection *rejection = edition_rejection(edition, reason);

	*words = rejection && rejection->words;
	return kept_reason_title(edition, reason) != NULL;
}

static bool read_rejected(struct kept_search *out, const struct edition *edition, const char *text, char **why)
{
	char *at = arena_strdup(&out->arena, text), *line, *fields[4];
	size_t from = 0;

	while ((line = next_hit(&at)) != NULL) {
		size_t count = cut(line, fields, 4);
		struct kept_hit *hit = count >= 3 ? find_hit(out, fields[0], fields[1], &from) : NULL;
		bool words;

		if (count < 3)
			*why = mem_printf(_("rejected: \"%s\" is not of the form \"list | number | reason\""), line);
		else if (!hit)
			*why = mem_printf(_("rejected: %s is not among the hits"), fields[1]);
		else if (hit->reason)
			*why = mem_printf(_("rejected: %s stands twice"), fields[1]);
		else if (!kept_reason_known(edition, fields[2], &words))
			*why = mem_printf(_("rejected: '%s' is neither a [rejection.NAME] nor a rule of this edition"), fields[2]);
		else if (words && (count < 4 || !fields[3][0]))
			*why = mem_printf(_("rejected: %s needs words behind the reason '%s'"), fields[1], fields[2]);
		if (*why)
			return false;
		hit->reason = fields[2];
		hit->words = count == 4 ? fields[3] : "";
		out->rejected++;
	}
	return true;
}

static const struct answer *fact_of(const struct dossier *dossier, const struct entity *entity, const char *id)
{
	return entity_answer_id(dossier, entity, id);
}

/* A search for the sign of "do not know" was a search for that sign. */
static const char *text_of(const struct dossier *dossier, const struct entity *entity, const char *id)
{
	const struct answer *answer = fact_of(dossier, entity, id);

	return answer && answer->state == ANSWER_DONT_KNOW ? "?" : entity_text(dossier, entity, id);
}

static date_days date_of(const struct dossier *dossier, const struct entity *entity, const char *id)
{
	const struct answer *answer = fact_of(dossier, entity, id);

	return answer && answer->state == ANSWER_GIVEN ? (date_days)answer->number : DATE_NONE;
}

/* Whether what says something about the hits agrees with them. */
static bool agrees(const struct kept_search *out, const struct dossier *dossier, const struct entity *entity, char **why)
{
	const struct answer *count = fact_of(dossier, entity, "search.count");
	struct digest snapshot;
	struct buf lines;
	char hex[65];

	buf_init(&lines);
	for (size_t i = 0; i < out->count; i++)
		buf_addf(&lines, "%s" BAR "%s" BAR "%s\n", out->hits[i].list, out->hits[i].number, out->hits[i].name);
	kept_hits_digest(&lines, hex);
	buf_done(&lines);
	if (!count || count->state != ANSWER_GIVEN || count->number != (int64_t)out->count * NUMBER_UNIT)
		*why = mem_printf(_("count does not say how many hits there are (%zu)"), out->count);
	else if (strcmp(out->digest, hex) != 0)
		*why = mem_strdup(_("digest is not that of the hits; they were altered"));
	else if (!digest_parse(out->snapshot_digest, &snapshot) || !out->snapshot[0] || out->issued_on == DATE_NONE ||
		out->as_of == DATE_NONE)
		*why = mem_strdup(_("snapshot, snapshot_digest, issued_on and as_of are needed; without them nobody can search again"));
	return !*why;
}

bool kept_search_read(struct kept_search *out, const struct dossier *dossier, const struct entity *entity, char **why)
{
	const struct answer *screened = fact_of(dossier, entity, "search.screened");
	const char *hits = entity_text(dossier, entity, "search.hits");

	*why = NULL;
	*out = (struct kept_search){
		.query = text_of(dossier, entity, "search.query"), .filter = entity_text(dossier, entity, "search.filter"),
		.snapshot = entity_text(dossier, entity, "search.snapshot"),
		.snapshot_digest = entity_text(dossier, entity, "search.snapshot_digest"), .digest = entity_text(dossier, entity, "search.digest"),
		.issued_on = date_of(dossier, entity, "search.issued_on"), .as_of = date_of(dossier, entity, "search.as_of"),
		.until = date_of(dossier, entity, "search.until"), .screened = screened && screened->state == ANSWER_GIVEN && screened->number,
	};
	arena_init(&out->arena);
	if (read_hits(out, hits, why) && agrees(out, dossier, entity, why) &&
		read_rejected(out, dossier->edition, entity_text(dossier, entity, "search.rejected"), why))
		return true;
	kept_search_done(out);
	return false;
}

void kept_search_done(struct kept_search *search)
{
	arena_done(&search->arena);
	*search = (struct kept_search){ .hits = NULL };
}

/* ---- what needs a search ---- */

static bool is_claim(const struct question *question, const struct answer *answer)
{
	const char *word = answer->state == ANSWER_GIVEN ? question->fact->options[answer->number].word : "";
	size_t len = strlen(word);

	for (const char *at = question->search; len && *at; at += strcspn(at, " "), at += strspn(at, " "))
		if (strcspn(at, " ") == len && strncmp(at, word, len) == 0)
			return true;
	return false;
}

const struct fact *kept_search_claim(const struct dossier *dossier, const struct entity *step)
{
	const struct edition *edition = dossier->edition;

	for (unsigned slot = 0; slot < edition->slots[SCOPE_STEP]; slot++) {
		const struct fact *fact = edition->by_slot[SCOPE_STEP][slot];

		if (fact->question && fact->question->search[0] && is_claim(fact->question, &step->answers[slot]))
			return fact;
	}
	return NULL;
}
