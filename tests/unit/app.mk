# SPDX-License-Identifier: Apache-2.0
app_libs = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a $(SQLITE_LIBS) $(JANSSON_LIBS) $(BASE_LIBS)
check_PROGRAMS += tests/unit/test_cases tests/unit/test_app_work tests/unit/test_app_entries tests/unit/test_app_evidence
tests_unit_test_cases_SOURCES = tests/unit/test_cases.c
tests_unit_test_cases_LDADD = $(app_libs)
tests_unit_test_app_work_SOURCES = tests/unit/test_app_work.c tests/unit/test_app_fixture.h
tests_unit_test_app_work_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_entries_SOURCES = tests/unit/test_app_entries.c tests/unit/test_app_fixture.h
tests_unit_test_app_entries_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_evidence_SOURCES = tests/unit/test_app_evidence.c tests/unit/test_app_fixture.h
tests_unit_test_app_evidence_LDADD = $(app_libs) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_app_trial
tests_unit_test_app_trial_SOURCES = tests/unit/test_app_trial.c tests/unit/test_app_fixture.h
tests_unit_test_app_trial_LDADD = $(app_libs) $(CMOCKA_LIBS)
