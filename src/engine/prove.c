/* SPDX-License-Identifier: Apache-2.0 */
/* The jobs of the proof: each has a scene of its own, so that they can be done in any order and side by side. */
#include "engine/prove.h"

#include "engine/prove_plan.h"

enum { JOB_GATES, JOB_LOWERED, JOB_RAISED, JOB_BARRED, JOB_ASKS, JOB_STEPS };

size_t prove_job_count(const struct engine *engine)
{
	return JOB_STEPS + engine->edition->step_count + engine->edition->rule_count;
}

void prove_job(const struct engine *engine, size_t job, uint64_t whole_max, struct prove_report *report)
{
	struct scene scene;
	size_t steps = engine->edition->step_count;
	scene_init(&scene, engine);
	if (job == JOB_GATES)
		prove_gates(&scene, report);
	else if (job == JOB_LOWERED)
		prove_lowered(&scene, report);
	else if (job == JOB_RAISED)
		prove_raised(&scene, whole_max, report);
	else if (job == JOB_BARRED)
		prove_barred(&scene, whole_max, report);
	else if (job == JOB_ASKS)
		prove_asks(&scene, whole_max, report);
	else if (job < JOB_STEPS + steps)
		prove_step(&scene, job - JOB_STEPS, whole_max, report);
	else
		prove_rule(&scene, &engine->rules[job - JOB_STEPS - steps], whole_max, report);
	scene_done(&scene);
}
