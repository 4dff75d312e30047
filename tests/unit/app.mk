# SPDX-License-Identifier: Apache-2.0
app_libs = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a $(SQLITE_LIBS) $(JANSSON_LIBS) $(BASE_LIBS)
check_PROGRAMS += tests/unit/test_cases tests/unit/test_app_work
tests_unit_test_cases_SOURCES = tests/unit/test_cases.c
tests_unit_test_cases_LDADD = $(app_libs)
tests_unit_test_app_work_SOURCES = tests/unit/test_app_work.c
tests_unit_test_app_work_LDADD = $(app_libs) $(CMOCKA_LIBS)
