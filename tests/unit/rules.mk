# SPDX-License-Identifier: Apache-2.0
# The examples of tests/rules (doc/formats.md section 9). They need nothing but the engine and its edition.
check_PROGRAMS += tests/unit/test_rules
tests_unit_test_rules_SOURCES = tests/unit/test_rules.c tests/unit/test_rules.h tests/unit/test_rules_example.c \
	tests/unit/test_rules_vary.c tests/unit/test_rules_vary.h tests/unit/test_rules_sweep.c
tests_unit_test_rules_LDADD = libengine.a libmodel.a libbase.a $(BASE_LIBS)
