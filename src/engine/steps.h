/* SPDX-License-Identifier: Apache-2.0 */
/* The walk of the components through the steps. Internal to engine/. */
#ifndef ENGINE_STEPS_H
#define ENGINE_STEPS_H

#include "engine/values.h"
#include "model/verdict.h"

/*
 * Walks every component: fills verdict->components with the outcome of each step and the status the walk gives, and settles component.model
 * and component.deployment. Rules of the component without steps, and those of the case, come after and are not looked at here.
 */
void steps_walk_all(const struct values *values, struct verdict *verdict);

/*
 * What the truths of the four conditions come to, before the candidate, the rules of the component at the step and what passing over needs are
 * looked at; never STEP_NOT_REACHED. The proof tries it on every combination.
 */
enum step_outcome steps_settle(enum truth entry, enum truth adopt, enum truth pass, enum truth refer);

/* The step of a component by its number, or NULL. */
struct node *steps_node(struct node *component, int number);
/* component.model and component.deployment of a component that has adopted a step; unknown for NULL. */
void steps_settle_component(const struct values *values, struct node *component, const struct step_def *adopted);

#endif
