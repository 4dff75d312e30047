# SPDX-License-Identifier: Apache-2.0
# Tests of engine/. The one against SQL is the only test outside store/ that knows SQLite: it is the witness for the evaluator.
engine_tests_fixture = tests/unit/test_engine_fixture.c tests/unit/test_engine_fixture.h
engine_tests_libs = libengine.a libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += test_engine_expr test_engine_rules test_engine_steps test_engine_lint test_engine_sql \
	test_engine_gather test_engine_code

test_engine_expr_SOURCES = tests/unit/test_engine_expr.c $(engine_tests_fixture)
test_engine_expr_LDADD = $(engine_tests_libs)
test_engine_rules_SOURCES = tests/unit/test_engine_rules.c $(engine_tests_fixture)
test_engine_rules_LDADD = $(engine_tests_libs)
test_engine_steps_SOURCES = tests/unit/test_engine_steps.c $(engine_tests_fixture)
test_engine_steps_LDADD = $(engine_tests_libs)
test_engine_lint_SOURCES = tests/unit/test_engine_lint.c $(engine_tests_fixture)
test_engine_lint_LDADD = $(engine_tests_libs)
test_engine_code_SOURCES = tests/unit/test_engine_code.c $(engine_tests_fixture)
test_engine_code_LDADD = $(engine_tests_libs)
test_engine_gather_SOURCES = tests/unit/test_engine_gather.c $(engine_tests_fixture)
test_engine_gather_LDADD = $(engine_tests_libs)
test_engine_sql_SOURCES = tests/unit/test_engine_sql.c $(engine_tests_fixture)
test_engine_sql_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
test_engine_sql_LDADD = $(engine_tests_libs) $(SQLITE_LIBS)

# The proof and the mutants. The mutants of the shipped rules are shown to the examples of tests/rules and tests/cases.
check_PROGRAMS += test_engine_prove test_engine_hostile test_engine_faults tests/unit/test_mutation
EXTRA_DIST += tests/mutation/equivalent.ini
test_engine_prove_SOURCES = tests/unit/test_engine_prove.c $(engine_tests_fixture)
test_engine_prove_LDADD = $(engine_tests_libs)
test_engine_hostile_SOURCES = tests/unit/test_engine_hostile.c $(engine_tests_fixture)
test_engine_hostile_LDADD = $(engine_tests_libs)
test_engine_faults_SOURCES = tests/unit/test_engine_faults.c
test_engine_faults_LDADD = libengine.a libmodel.a libbase.a $(BASE_LIBS)
tests_unit_test_mutation_SOURCES = tests/unit/test_mutation.c tests/unit/test_rules.h tests/unit/test_rules_example.c
tests_unit_test_mutation_LDADD = $(app_libs)

# Which questions still matter; the shipped edition is searched and contradicted at random.
check_PROGRAMS += test_engine_relevance
test_engine_relevance_SOURCES = tests/unit/test_engine_relevance.c $(engine_tests_fixture)
test_engine_relevance_LDADD = $(engine_tests_libs)

# What a change of answers does, and which single answers tip the outcome.
check_PROGRAMS += test_engine_shift
test_engine_shift_SOURCES = tests/unit/test_engine_shift.c $(engine_tests_fixture)
test_engine_shift_LDADD = $(engine_tests_libs)
