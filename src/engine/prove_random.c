/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One candidate, one changed answer, and the outcomes of all its rules before and after. A change that makes matters worse is mostly taken back,
 * so that the walk spends its time where almost everything is in order; there, one answer decides.
 */
#include "engine/prove_walk.h"

#include <stdlib.h>
#include <string.h>

#define EPISODE 400 /* moves on one candidate before another is taken */
#define TARGET_EPISODES 320 /* before whole cases are walked, each time drawn to another step */
#define LOOK_EVERY 16 /* moves between looks at hidden answers and at the order of reading */

struct move {
	const struct lever *lever;
	size_t step;
	struct answer *answer;
	enum answer_state state; /* before */
	int64_t number;
	char *reason;
	size_t bad_before, bad_after;
};

static size_t fact_place(const struct walker *walker, const struct fact *fact)
{
	return walker->offset[fact->scope] + fact->slot;
}

static void say(struct walker *walker, const struct move *move, size_t rule, unsigned what, const char *text)
{
	const struct compiled_rule *compiled = &walker->engine->rules[rule];
	struct buf answers;
	if (walker->said[rule] & what)
		return;
	walker->said[rule] |= (unsigned char)what;
	buf_init(&answers);
	walker_describe(walker, move->step, compiled, &answers);
	prove_say(walker->report, PROVE_FAULT, compiled->rule->file, compiled->rule->line, "rule %s: %s: %s (%s %d): %s", compiled->rule->id, text,
		move->lever->fact->id, _("step"), walker->steps[move->step]->entity->number, answers.data);
	buf_done(&answers);
}

static bool rule_at(const struct walker *walker, size_t rule, size_t step)
{
	const struct rule *def = walker->engine->rules[rule].rule;
	return def->scope == SCOPE_CANDIDATE && rule_applies(def, walker->candidates[step]);
}

/* The less that is known, the fewer the rules that are out of the way. */
static void look_at_information(struct walker *walker, const struct move *move)
{
	bool was = move->state == ANSWER_GIVEN, is = move->answer->state == ANSWER_GIVEN;
	if (move->lever->reason || was == is)
		return;
	const unsigned char *less = was ? walker->after : walker->before, *more = was ? walker->before : walker->after;
	size_t bad_less = was ? move->bad_after : move->bad_before, bad_more = was ? move->bad_before : move->bad_after;
	walker->job->lowered++;
	if (bad_less == 0 && bad_more) {
		for (size_t i = 0; i < walker->engine->edition->rule_count; i++) {
			if (rule_at(walker, i, move->step) && !(more[i] & WALK_GOOD))
				say(walker, move, i, SAID_LOWERED, _("a candidate is acceptable when an answer is not known, and not when it is"));
		}
	}
	for (size_t i = 0; i < walker->engine->edition->rule_count; i++) {
		if (!rule_at(walker, i, move->step) || (walker->reads[i][fact_place(walker, move->lever->fact)] & 2))
			continue;
		if ((less[i] & WALK_GOOD) && !(more[i] & WALK_GOOD))
			say(walker, move, i, SAID_LOWERED, _("an unknown gives more than an answer"));
	}
}

static void look_at_readers(struct walker *walker, const struct move *move)
{
	walker->job->unread++;
	for (size_t i = 0; i < walker->engine->edition->rule_count; i++) {
		if (rule_at(walker, i, move->step) && walker->before[i] != walker->after[i] && !walker->reads[i][fact_place(walker, move->lever->fact)])
			say(walker, move, i, SAID_UNREAD, _("its outcome changes with a fact that it does not read"));
	}
}

static bool any_refused(const struct walker *walker, size_t step, const unsigned char *outcomes, size_t *which)
{
	for (size_t i = 0; i < walker->engine->edition->rule_count; i++) {
		if (!rule_at(walker, i, step))
			continue;
		if (rule_effect(walker->engine->rules[i].rule->force, (enum outcome)(outcomes[i] & ~WALK_GOOD)).blocks) {
			*which = i;
			return true;
		}
	}
	return false;
}

static void look_at_raising(struct walker *walker, const struct move *move)
{
	size_t which = 0;
	if (move->lever->fact != walker->confidentiality || move->lever->reason || move->state != ANSWER_GIVEN ||
		move->answer->state != ANSWER_GIVEN || move->answer->number <= move->number)
		return;
	walker->job->raised++;
	if (move->bad_after == 0 && any_refused(walker, move->step, walker->before, &which) &&
		prove_allowance(&walker->values, walker->candidates[move->step]) == walker->engine->edition->allowance_count)
		say(walker, move, which, SAID_RAISED, _("raising case.confidentiality makes the candidate acceptable"));
}

static void look_at_barring(struct walker *walker, const struct move *move)
{
	const struct fact *fact = walker->deployment;
	const struct answer *answer = fact ? walker_answer(walker, walker->candidates[move->step], fact) : NULL;
	if (!answer || answer->state != ANSWER_GIVEN || !walker_barred(walker))
		return;
	const char *word = fact->options[answer->number].word;
	if (strcmp(word, "public") != 0 && strcmp(word, "group_use") != 0)
		return;
	walker->job->barred++;
	if (move->bad_after == 0 && !(walker->said[walker->engine->edition->rule_count] & SAID_BARRED)) {
		struct buf answers;
		buf_init(&answers);
		walker_describe(walker, move->step, NULL, &answers);
		prove_say(walker->report, PROVE_FAULT, NULL, 0, _("a public candidate is acceptable although case.secrecy bars it: %s"), answers.data);
		walker->said[walker->engine->edition->rule_count] |= SAID_BARRED;
		buf_done(&answers);
	}
}

/* Answers of questions that are not asked are taken away, and the rules are examined again: nothing may change. */
static void look_at_hidden(struct walker *walker, const struct move *move)
{
	unsigned char *again = mem_alloc(walker->engine->edition->rule_count + 1);
	struct answer *kept = mem_array(walker->lever_count, sizeof *kept);
	for (size_t i = 0; i < walker->lever_count; i++) {
		const struct fact *fact = walker->levers[i].fact;
		struct node *owner = values_owner(walker->candidates[move->step], fact);
		struct answer *answer = walker_answer(walker, walker->candidates[move->step], fact);
		kept[i] = *answer;
		if (fact->origin == FACT_ASKED && values_asked(&walker->values, owner, fact) != TRUTH_YES)
			answer->state = ANSWER_NONE;
	}
	walker_examine(walker, move->step, again);
	walker->job->hidden++;
	for (size_t i = 0; i < walker->engine->edition->rule_count; i++) {
		if (rule_at(walker, i, move->step) && again[i] != walker->after[i])
			say(walker, move, i, SAID_HIDDEN, _("an answer whose question is not asked counts"));
	}
	for (size_t i = walker->lever_count; i-- > 0;)
		*walker_answer(walker, walker->candidates[move->step], walker->levers[i].fact) = kept[i];
	free(kept);
	free(again);
}

/* Facts are read in another order before the rules are: the order in which values come about may not show. */
static void look_at_order(struct walker *walker, const struct move *move)
{
	unsigned char *again = mem_alloc(walker->engine->edition->rule_count + 1);
	size_t count = walker->engine->edition->rule_count;
	struct node *candidate = walker->candidates[move->step];
	walker_forget(walker, move->step);
	for (size_t i = 0, at = walker_draw(walker, walker->lever_count); i < walker->lever_count; i++, at = (at + 7) % walker->lever_count) {
		const struct fact *fact = walker->levers[at].fact;
		values_get(&walker->values, values_owner(candidate, fact), fact);
	}
	walker->job->reordered++;
	for (size_t i = count; i-- > 0;) {
		if (!rule_at(walker, i, move->step))
			continue;
		const struct compiled_rule *rule = &walker->engine->rules[i];
		struct rule_result result = rule_examine(&walker->values, candidate, rule);
		if ((unsigned)result.outcome != (walker->after[i] & ~WALK_GOOD))
			say(walker, move, i, SAID_ORDER, _("its outcome depends on the order of reading"));
	}
	free(again);
}

static void one_move(struct walker *walker, struct move *move)
{
	move->lever = &walker->levers[walker_draw(walker, walker->lever_count)];
	move->answer = walker_answer(walker, walker->candidates[move->step], move->lever->fact);
	move->state = move->answer->state;
	move->number = move->answer->number;
	move->reason = move->answer->reason;
	walker_move(walker, move->lever, move->answer);
	move->bad_after = walker_examine(walker, move->step, walker->after);
	walker->job->examined++;
	walker->job->acceptable += move->bad_after == 0;
	look_at_information(walker, move);
	look_at_readers(walker, move);
	look_at_raising(walker, move);
	look_at_barring(walker, move);
	if (walker->job->examined % LOOK_EVERY == 0) {
		look_at_order(walker, move);
		look_at_hidden(walker, move);
	}
	if (move->bad_after > move->bad_before && walker_draw(walker, 8)) {
		move->answer->state = move->state;
		move->answer->number = move->number;
		move->answer->reason = move->reason;
		return;
	}
	move->bad_before = move->bad_after;
	unsigned char *swap = walker->before;
	walker->before = walker->after;
	walker->after = swap;
}

/* Steps at which some rule of candidates is examined. */
static bool has_rules(const struct walker *walker, size_t step)
{
	for (size_t i = 0; i < walker->engine->edition->rule_count; i++) {
		if (rule_at(walker, i, step))
			return true;
	}
	return false;
}

static void walk_candidate(struct walker *walker, size_t step)
{
	struct prove_random *job = walker->job;
	struct move move = { .step = step };
	uint64_t end = job->examined + EPISODE < job->cases ? job->examined + EPISODE : job->cases;
	if (!has_rules(walker, step))
		return;
	move.bad_before = walker_examine(walker, step, walker->before);
	while (job->examined < end)
		one_move(walker, &move);
}

void prove_random(const struct engine *engine, struct prove_random *job, struct prove_report *report)
{
	struct walker walker;
	size_t target = 0;
	walker_init(&walker, engine, job, report);
	for (uint64_t episode = 1; episode <= job->cases / EPISODE + 1; episode++) {
		if (walker.lever_count)
			walk_candidate(&walker, walker_draw(&walker, 4) ? target : walker_draw(&walker, walker.step_count));
		if (episode % TARGET_EPISODES && episode <= job->cases / EPISODE)
			continue;
		walk_whole(&walker, target, (episode % TARGET_EPISODES ? episode % TARGET_EPISODES : TARGET_EPISODES) * EPISODE / PROVE_CASES_A_VERDICT);
		target = walker_draw(&walker, walker.step_count);
	}
	/* Steps without rules for candidates left some over. */
	for (size_t step = 0; step < walker.step_count && walker.lever_count; step++) {
		while (job->examined < job->cases && has_rules(&walker, step))
			walk_candidate(&walker, step);
	}
	walker_done(&walker);
}

void prove_random_add(struct prove_random *to, const struct prove_random *from)
{
	to->cases += from->cases;
	to->examined += from->examined;
	to->acceptable += from->acceptable;
	to->lowered += from->lowered;
	to->raised += from->raised;
	to->barred += from->barred;
	to->unread += from->unread;
	to->hidden += from->hidden;
	to->reordered += from->reordered;
	to->verdicts += from->verdicts;
	to->decided += from->decided;
	to->onprem += from->onprem;
	to->taken += from->taken;
}
