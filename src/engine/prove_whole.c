/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole verdicts. The walk of a case is drawn towards a step that it would like to adopt, with all steps before it passed over, because a case
 * of random answers ends at Step1 almost always. What is looked at: nothing barred is public, on-premises only after every other step was
 * passed over with all that this needs, and no verdict becomes final when an answer is taken away.
 */
#include "engine/prove_walk.h"

#include <stdlib.h>
#include <string.h>

#define CHANGES_MAX 3

static uint64_t mix(uint64_t hash, uint64_t value)
{
	for (unsigned i = 0; i < 8; i++, value >>= 8)
		hash = (hash ^ (value & 0xff)) * UINT64_C(0x100000001b3);
	return hash;
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return mix(hash, 0);
}

static uint64_t mix_component(uint64_t hash, const struct component_result *component)
{
	hash = mix(mix_text(hash, component->key), component->status);
	hash = mix(hash, component->adopted ? (uint64_t)component->adopted->number : 0);
	hash = mix_text(hash, component->candidate);
	for (size_t i = 0; i < component->step_count; i++) {
		const struct step_result *step = &component->steps[i];
		hash = mix(hash, step->outcome * 2 + (step->refer == TRUTH_YES));
		for (size_t j = 0; j < step->candidate_count; j++)
			hash = mix(hash, step->candidates[j].acceptable);
	}
	return hash;
}

uint64_t prove_sign(const struct verdict *verdict)
{
	uint64_t hash = mix(UINT64_C(0xcbf29ce484222325), verdict->status);
	hash = mix_text(hash, verdict->gate ? verdict->gate->name : "");
	for (size_t i = 0; i < verdict->component_count; i++)
		hash = mix_component(hash, &verdict->components[i]);
	for (size_t i = 0; i < verdict->finding_count; i++) {
		const struct finding *finding = verdict->findings[i];
		hash = mix_text(mix_text(hash, finding->rule->id), finding->key);
		hash = mix(hash, (uint64_t)finding->outcome + 8 * (uint64_t)finding->rung + 512 * (uint64_t)finding->exception);
		hash = mix(hash, finding->blocks + 2u * finding->opens + 4u * finding->remark);
	}
	return hash;
}

/* How near a case is to being decided at the step that the walk is drawn to. */
static unsigned score(const struct verdict *verdict, size_t target)
{
	unsigned sum = verdict->gate ? 0 : 1000, in_the_way = 0;
	if (verdict->component_count) {
		const struct component_result *component = &verdict->components[0];
		for (size_t i = 0; i < component->step_count && i <= target; i++) {
			sum += component->steps[i].outcome == STEP_PASSED && i < target ? 40 : 0;
			sum += component->steps[i].outcome == STEP_ADOPTED && i == target ? 60 : 0;
		}
	}
	for (size_t i = 0; i < verdict->finding_count; i++)
		in_the_way += verdict->findings[i]->blocks || verdict->findings[i]->opens;
	return sum > in_the_way ? sum - in_the_way : 0;
}

static bool tell(struct walker *walker, unsigned what)
{
	unsigned char *said = &walker->said[walker->engine->edition->rule_count];
	bool first = !(*said & what);
	*said |= (unsigned char)what;
	return first;
}

static void say_whole(struct walker *walker, size_t step, const char *text, const char *fact)
{
	struct buf answers;
	buf_init(&answers);
	walker_describe(walker, step, NULL, &answers);
	prove_say(walker->report, PROVE_FAULT, NULL, 0, "%s%s: %s", text, fact, answers.data);
	buf_done(&answers);
}

static bool is_public(struct walker *walker, size_t step)
{
	const struct fact *fact = walker->deployment;
	const struct answer *answer = fact ? walker_answer(walker, walker->candidates[step], fact) : NULL;
	if (!answer || answer->state != ANSWER_GIVEN)
		return false;
	const char *word = fact->options[answer->number].word;
	return strcmp(word, "public") == 0 || strcmp(word, "group_use") == 0;
}

static bool passed_with_needs(struct walker *walker, const struct component_result *component, size_t step)
{
	const struct compiled_step *compiled = &walker->engine->steps[step];
	if (component->steps[step].outcome != STEP_PASSED)
		return false;
	for (size_t i = 0; i < compiled->need_count; i++) {
		const struct answer *answer = walker_answer(walker, walker->steps[step], compiled->needs[i]);
		if (!answer || answer->state != ANSWER_GIVEN)
			return false;
	}
	return true;
}

static void look_at_verdict(struct walker *walker, const struct verdict *verdict)
{
	if (!verdict->component_count || !verdict->components[0].adopted)
		return;
	const struct component_result *component = &verdict->components[0];
	size_t at = (size_t)(component->adopted - walker->engine->edition->steps);
	walker->job->barred++;
	if (component->adopted->names_candidate && walker_barred(walker) && is_public(walker, at) && tell(walker, SAID_BARRED))
		say_whole(walker, at, _("a case that case.secrecy bars from public deployment ends on it"), "");
	if (at + 1 < component->step_count)
		return;
	walker->job->onprem++;
	for (size_t i = 0; i < at; i++) {
		if (!passed_with_needs(walker, component, i) && tell(walker, SAID_ONPREM))
			say_whole(walker, i, _("on-premises although a step before it is not shown"), "");
	}
}

static bool is_final(const struct verdict *verdict)
{
	return verdict->status == VERDICT_DECIDED || verdict->status == VERDICT_GATED;
}

/* One known answer becomes "not known": what was not final must not become so. */
static void look_at_less(struct walker *walker, const struct verdict *verdict, size_t target)
{
	const struct lever *lever = &walker->whole[walker_draw(walker, walker->whole_count)];
	size_t step = walker_draw(walker, target + 1);
	struct answer *answer = walker_answer(walker, walker->candidates[step], lever->fact);
	if (lever->reason || answer->state != ANSWER_GIVEN || is_final(verdict))
		return;
	int64_t number = answer->number;
	walker_put(answer, false, 0);
	struct verdict *less = engine_decide(walker->engine, walker->dossier, walker->as_of);
	walker->job->taken++;
	walker_put(answer, true, number);
	if (is_final(less) && tell(walker, SAID_LOWERED))
		say_whole(walker, step, _("the verdict becomes final when an answer is taken away: "), lever->fact->id);
	verdict_free(&less);
}

struct change {
	struct answer *answer;
	enum answer_state state;
	int64_t number;
	char *reason, *text;
};

/* A step names its one candidate when it names any. */
static void name_candidate(const struct fact *fact, struct answer *answer)
{
	static char last[] = "k1";
	if (fact->type == FACT_CANDIDATE)
		answer->text = answer->state == ANSWER_GIVEN ? last : NULL;
}

static void change_one(struct walker *walker, size_t target, struct change *change)
{
	const struct lever *lever = &walker->whole[walker_draw(walker, walker->whole_count)];
	size_t step = walker_draw(walker, target + 1);
	struct answer *answer = walker_answer(walker, walker->candidates[step], lever->fact);
	*change = (struct change){ .answer = answer, .state = answer->state, .number = answer->number, .reason = answer->reason, .text = answer->text };
	walker_move(walker, lever, answer);
	name_candidate(lever->fact, answer);
}

static void take_back(struct change *change)
{
	change->answer->state = change->state;
	change->answer->number = change->number;
	change->answer->reason = change->reason;
	change->answer->text = change->text;
}

void walk_whole(struct walker *walker, size_t target, uint64_t moves)
{
	struct verdict *verdict = engine_decide(walker->engine, walker->dossier, walker->as_of);
	unsigned best = score(verdict, target);
	verdict_free(&verdict);
	for (uint64_t i = 0; i < moves && walker->whole_count; i++) {
		struct change changes[CHANGES_MAX];
		size_t count = 1 + walker_draw(walker, CHANGES_MAX);
		for (size_t c = 0; c < count; c++)
			change_one(walker, target, &changes[c]);
		verdict = engine_decide(walker->engine, walker->dossier, walker->as_of);
		unsigned now = score(verdict, target);
		walker->job->verdicts++;
		walker->job->decided += verdict->status == VERDICT_DECIDED;
		look_at_verdict(walker, verdict);
		look_at_less(walker, verdict, target);
		verdict_free(&verdict);
		if (now < best && walker_draw(walker, 16)) {
			while (count)
				take_back(&changes[--count]);
		} else {
			best = now;
		}
	}
}
