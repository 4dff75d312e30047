/* SPDX-License-Identifier: Apache-2.0 */
/* Words for what the program itself distinguishes, in the language of the session; the screens and the commands show the same ones. */
#ifndef APP_WORDS_H
#define APP_WORDS_H

#include "app/work.h"

const char *app_verdict_word(enum verdict_status status);
/* From the words that the store keeps ("decided", "draft"); one that this program does not know stands for itself. */
const char *app_verdict_named(const char *verdict);
const char *app_stage_named(const char *stage);
/* How binding a rule is; and a clause, by the word of clauses.ini: one that this program does not know stands for itself. */
const char *app_force_word(enum force force);
const char *app_modality_named(const char *modality);
const char *app_task_word(enum task_state state);
const char *app_finding_word(enum outcome outcome);
const char *app_step_word(enum step_outcome outcome);

#endif
