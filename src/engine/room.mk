# SPDX-License-Identifier: Apache-2.0
# engine/: rule language, step machine, trace.
libengine_a_SOURCES = \
	src/engine/compile.c \
	src/engine/compile.h \
	src/engine/decide.c \
	src/engine/engine.c \
	src/engine/engine.h \
	src/engine/expr.h \
	src/engine/expr_check.c \
	src/engine/expr_eval.c \
	src/engine/expr_lex.c \
	src/engine/expr_lex.h \
	src/engine/expr_parse.c \
	src/engine/expr_parse.h \
	src/engine/findings.c \
	src/engine/gather.c \
	src/engine/findings.h \
	src/engine/explain.c \
	src/engine/explain.h \
	src/engine/lint.c \
	src/engine/missing.c \
	src/engine/mutate.c \
	src/engine/mutate.h \
	src/engine/prove.c \
	src/engine/prove.h \
	src/engine/prove_domain.c \
	src/engine/prove_fold.c \
	src/engine/prove_lowered.c \
	src/engine/prove_plan.c \
	src/engine/prove_plan.h \
	src/engine/prove_raised.c \
	src/engine/prove_random.c \
	src/engine/prove_random.h \
	src/engine/prove_rule.c \
	src/engine/prove_run.c \
	src/engine/prove_scene.c \
	src/engine/prove_split.c \
	src/engine/prove_step.c \
	src/engine/prove_walk.c \
	src/engine/prove_walk.h \
	src/engine/prove_whole.c \
	src/engine/steps.c \
	src/engine/steps.h \
	src/engine/trace.c \
	src/engine/trace.h \
	src/engine/values.c \
	src/engine/values.h
