/* SPDX-License-Identifier: Apache-2.0 */
/* Small expressions made ready for being evaluated very often. Private to the evaluator and the parser. */
#ifndef ENGINE_EXPR_CODE_H
#define ENGINE_EXPR_CODE_H

#include "engine/expr.h"

struct expr_code;

/* Gives `code` to every part of a finished tree that is small enough and stands in no other that is. The memory is in `arena`. */
void expr_code_add(struct arena *arena, struct expr *root);
/* The truth that walking the tree would give. */
enum truth expr_code_run(const struct expr_code *code, const struct frames *frames);
/* The truth of one comparison of a tree; expr_eval.c. */
enum truth expr_leaf(const struct expr *node, const struct frames *frames);

#endif
