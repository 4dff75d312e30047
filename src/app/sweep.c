/* SPDX-License-Identifier: Apache-2.0 */
/* One walk over what is asked finds what is said of single answers; the candidates of each step are looked at beside each other afterwards. */
#include "app/sweep.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "app/sweep_table.h"
#include "app/trial.h"
#include "app/work_internal.h"
#include "base/utf8.h"

/* A reason that was met, so that the same words under another question are noticed. */
struct met {
	char *folded;
	const struct fact *fact;
};
struct sweeping {
	const struct work *work;
	struct sweep *out;
	struct met *met;
	size_t met_count, met_capacity;
};
/* Shorter words are the same by chance: a date, "by contract". */
#define COPIED_BYTES_MIN 24

void sweep_done(struct sweep *sweep)
{
	for (size_t i = 0; i < sweep->count; i++) {
		free(sweep->items[i].part);
		free(sweep->items[i].detail);
	}
	free(sweep->items);
	sweep_table_free(&sweep->table);
	*sweep = (struct sweep){ .items = NULL };
}

static void add(struct sweeping *sweeping, enum sweep_kind kind, const struct entity *entity, const struct fact *fact, const char *detail)
{
	struct sweep *out = sweeping->out;
	const struct sweep_rule *rule = &out->table->rules[kind];
	if (rule->weight == WEIGHT_OFF)
		return;
	struct sweep_item item = {
		.kind = kind, .blocks = rule->weight == WEIGHT_BLOCK, .fact = fact, .title = app_text(sweeping->work->app, &rule->title), .detail = mem_strdup(detail),
	};
	struct buf part;
	buf_init(&part);
	app_part_title(sweeping->work->app, sweeping->work->dossier, entity->key, &part);
	item.part = buf_take(&part);
	strcpy(item.key, entity->key);
	MEM_PUSH_ROOM(out->items, out->count, out->capacity);
	out->items[out->count++] = item;
	out->blocking += item.blocks;
}

/* A number that begins with a year: "2026", "20260501"; "1234" is none. */
static bool is_year(const char *digits, size_t len)
{
	return (len == 4 || len == 8) && ((digits[0] == '1' && digits[1] == '9') || (digits[0] == '2' && (digits[1] == '0' || digits[1] == '1')));
}

/* The length of one of some texts that stands at a place, 0 where none does. */
static size_t one_of(const char *at, const char *const *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strncmp(at, texts[i], strlen(texts[i])) == 0)
			return strlen(texts[i]);
	return 0;
}

#define KANJI_YEAR "\xE5\xB9\xB4"
/* The numerals from one to nine, and ten; the first year has a word of its own. */
static const char *const numerals[] = { "\xE4\xB8\x80", "\xE4\xBA\x8C", "\xE4\xB8\x89", "\xE5\x9B\x9B", "\xE4\xBA\x94", "\xE5\x85\xAD", "\xE4\xB8\x83",
	"\xE5\x85\xAB", "\xE4\xB9\x9D", "\xE5\x8D\x81", "\xE5\x85\x83" };
static const char *const eras[] = { "\xE4\xBB\xA4\xE5\x92\x8C", "\xE5\xB9\xB3\xE6\x88\x90", "\xE6\x98\xAD\xE5\x92\x8C" };
#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* An era by its name, and its year in digits or in kanji. */
static bool is_named_era(const char *at)
{
	size_t len = one_of(at, eras, COUNT_OF(eras)), used = 0;
	if (!len)
		return false;
	at += len + strspn(at + len, " ");
	if (isdigit((unsigned char)*at))
		return true;
	for (size_t one; (one = one_of(at + used, numerals, COUNT_OF(numerals))) > 0;)
		used += one;
	return used && strncmp(at + used, KANJI_YEAR, strlen(KANJI_YEAR)) == 0;
}

/* A number of one or two digits, at most `most`, that no further digit follows; 0 otherwise. */
static size_t short_number(const char *at, int most)
{
	size_t len = strspn(at, "0123456789");
	return len >= 1 && len <= 2 && atoi(at) >= 1 && atoi(at) <= most ? len : 0;
}

/* The letter of an era with year and month at least, "R8.11.20", "R8/11", or with the word for year. "R2-D2" and "S3" are none. */
static bool is_lettered_era(const char *text, const char *at)
{
	if (!*at || !strchr("rhs", *at) || (at > text && (isalnum((unsigned char)at[-1]) || at[-1] == '-' || at[-1] == '_')))
		return false;
	size_t year = short_number(++at, 99);
	at += year;
	if (year && strncmp(at, KANJI_YEAR, strlen(KANJI_YEAR)) == 0)
		return true;
	if (!year || !*at || !strchr("./-", *at))
		return false;
	size_t month = short_number(at + 1, 12);
	return month && !isalpha((unsigned char)at[1 + month]);
}

/* Enough to tell that somebody thought of a day. */
static bool has_date(const char *text)
{
	char *folded = utf8_fold(text);
	bool dated = false;
	for (const char *at = folded; *at && !dated;) {
		size_t digits = strspn(at, "0123456789");
		dated = is_year(at, digits) || is_named_era(at) || is_lettered_era(folded, at);
		at += digits ? digits : 1;
	}
	free(folded);
	return dated;
}

static void look_for_copy(struct sweeping *sweeping, const struct entity *entity, const struct fact *fact, const char *reason)
{
	char *folded = sweep_folded(reason);
	if (strlen(folded) < COPIED_BYTES_MIN) {
		free(folded);
		return;
	}
	for (size_t i = 0; i < sweeping->met_count; i++)
		if (strcmp(sweeping->met[i].folded, folded) == 0 && sweeping->met[i].fact != fact) {
			add(sweeping, SWEEP_REASON_COPIED, entity, fact, app_text(sweeping->work->app, &sweeping->met[i].fact->label));
			free(folded);
			return;
		}
	MEM_PUSH_ROOM(sweeping->met, sweeping->met_count, sweeping->met_capacity);
	sweeping->met[sweeping->met_count++] = (struct met){ .folded = folded, .fact = fact };
}

static void look_at(struct sweeping *sweeping, const struct entity *entity, const struct question *question)
{
	const struct answer *answer = &entity->answers[question->fact->slot];
	if (answer->state != ANSWER_GIVEN) {
		if (work_matters(sweeping->work, entity->key, question))
			add(sweeping, SWEEP_OPEN, entity, question->fact, "");
		return;
	}
	if (question->reason == DEMAND_REQUIRED && !answer_has_reason(answer))
		add(sweeping, SWEEP_REASON_MISSING, entity, question->fact, "");
	else if (answer_has_reason(answer) && sweep_is_thin(sweeping->out->table, answer->reason))
		add(sweeping, SWEEP_REASON_THIN, entity, question->fact, answer->reason);
	else if (answer_has_reason(answer) && question->reason == DEMAND_REQUIRED)
		look_for_copy(sweeping, entity, question->fact, answer->reason);
	/* Where neither is demanded, what is noted beside an answer is a help and no proof. */
	bool proof = question->reason == DEMAND_REQUIRED || question->evidence == DEMAND_REQUIRED;
	if (proof && answer->evidence && answer->evidence[0] && !has_date(answer->evidence))
		add(sweeping, SWEEP_EVIDENCE_UNDATED, entity, question->fact, answer->evidence);
}

/* Whether one of the words of the rule is the fact, and the answer its option. */
static void look_for_adviser(struct sweeping *sweeping, const struct entity *entity, const struct question *question)
{
	const struct sweep_rule *rule = &sweeping->out->table->rules[SWEEP_ADVISER];
	const char *at = strstr(rule->facts, question->fact->id);
	size_t len = strlen(question->fact->id);
	struct buf word;
	if (!at || (at != rule->facts && at[-1] != ' ') || (at[len] != '\0' && at[len] != ' '))
		return;
	buf_init(&word);
	answer_to_word(&word, question->fact, &entity->answers[question->fact->slot]);
	if (strcmp(word.data, rule->value) == 0 || word.len == 0)
		add(sweeping, SWEEP_ADVISER, entity, question->fact, "");
	buf_done(&word);
}

static void look_at_listing(struct sweeping *sweeping, const struct entity *candidate)
{
	const struct fact *fact = edition_fact(sweeping->work->rules.edition, "candidate.registry_id");
	date_days expires_on;
	char iso[11] = "";
	enum listing_state state = work_listing_state(sweeping->work, candidate->key, &expires_on);
	if (expires_on != DATE_NONE)
		date_format_iso(expires_on, iso);
	if (state == LISTING_STATE_EXPIRED)
		add(sweeping, SWEEP_EXPIRED, candidate, fact, iso);
	else if (state == LISTING_STATE_EXPIRING)
		add(sweeping, SWEEP_EXPIRING, candidate, fact, iso);
}

/* Whether all candidates of a step name the same provider, however it is written. Who is not named is nobody's. */
static bool one_provider(const struct dossier *dossier, const struct entity *step)
{
	char *first = utf8_fold(entity_text(dossier, step->children[0], "candidate.provider"));
	bool one = first[0] != '\0';
	for (size_t i = 1; i < step->count && one; i++) {
		char *other = utf8_fold(entity_text(dossier, step->children[i], "candidate.provider"));
		one = strcmp(first, other) == 0;
		free(other);
	}
	free(first);
	return one;
}

/* Candidates beside each other, in steps that were reached. */
static void look_at_step(struct sweeping *sweeping, const struct entity *step)
{
	const struct dossier *dossier = sweeping->work->dossier;
	const struct step_result *result = verdict_step(sweeping->work->verdict, step->key);
	const struct fact *chosen = edition_fact(sweeping->work->rules.edition, "step.chosen_candidate");
	if (!result || result->outcome == STEP_NOT_REACHED || step->count == 0)
		return;
	if (step->count == 1)
		add(sweeping, SWEEP_NO_COMPARISON, step, chosen, entity_text(dossier, step->children[0], "candidate.name"));
	else if (one_provider(dossier, step))
		add(sweeping, SWEEP_ONE_VENDOR, step, chosen, entity_text(dossier, step->children[0], "candidate.provider"));
}

static void walk(struct sweeping *sweeping, const struct entity *entity)
{
	const struct work *work = sweeping->work;
	for (size_t i = 0; i < work->rules.edition->screen_count; i++) {
		const struct screen *screen = &work->rules.edition->screens[i];
		struct asked_list asked;
		if (screen->scope != entity->scope)
			continue;
		work_questions(work, screen, entity->key, &asked);
		for (size_t q = 0; q < asked.count; q++) {
			look_at(sweeping, entity, asked.items[q].question);
			look_for_adviser(sweeping, entity, asked.items[q].question);
		}
		asked_list_done(&asked);
	}
	if (entity->scope == SCOPE_CANDIDATE)
		look_at_listing(sweeping, entity);
	if (entity->scope == SCOPE_STEP)
		look_at_step(sweeping, entity);
	for (size_t i = 0; i < entity->entry_count; i++)
		walk(sweeping, entity->entries[i]);
	for (size_t i = 0; i < entity->count; i++)
		walk(sweeping, entity->children[i]);
}

/* What blocks comes first; then kind by kind, each in the order of the case. */
static void order(struct sweep *out)
{
	struct sweep_item *sorted = mem_array(out->count + 1, sizeof *sorted);
	size_t count = 0;
	for (int blocks = 1; blocks >= 0; blocks--)
		for (int kind = 0; kind < SWEEP_KINDS; kind++)
			for (size_t i = 0; i < out->count; i++)
				if (out->items[i].blocks == blocks && (int)out->items[i].kind == kind)
					sorted[count++] = out->items[i];
	free(out->items);
	out->items = sorted;
	out->capacity = out->count + 1;
}

enum status work_sweep(const struct work *work, struct sweep *out, struct diag_list *diags)
{
	struct sweeping sweeping = { .work = work, .out = out };
	*out = (struct sweep){ .items = NULL };
	enum status status = sweep_table_load(&out->table, work->app->data_root, diags);
	if (status != STATUS_OK)
		return status;
	walk(&sweeping, work->dossier->root);
	order(out);
	for (size_t i = 0; i < sweeping.met_count; i++)
		free(sweeping.met[i].folded);
	free(sweeping.met);
	return STATUS_OK;
}

void sweep_item_text(const struct app *app, const struct sweep_item *item, struct buf *out)
{
	buf_addf(out, "%s  ", item->key);
	sweep_item_words(app, item, out);
}

void sweep_item_words(const struct app *app, const struct sweep_item *item, struct buf *out)
{
	if (item->fact)
		buf_addf(out, "%s: ", app_text(app, &item->fact->label));
	buf_adds(out, item->title);
	if (item->detail[0]) {
		buf_adds(out, " (");
		utf8_visible(out, item->detail, strlen(item->detail), false);
		buf_addc(out, ')');
	}
}
