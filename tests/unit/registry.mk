# SPDX-License-Identifier: Apache-2.0
registry_test_libs = libregistry.a libstore.a libmodel.a libbase.a $(SQLITE_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_registry_changes tests/unit/test_registry_import tests/unit/test_registry_search
tests_unit_test_registry_import_SOURCES = tests/unit/test_registry_import.c tests/unit/test_store_fixture.h
tests_unit_test_registry_import_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_registry_import_LDADD = $(registry_test_libs)
tests_unit_test_registry_search_SOURCES = tests/unit/test_registry_search.c tests/unit/test_registry_fixture.h tests/unit/test_store_fixture.h
tests_unit_test_registry_search_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_registry_search_LDADD = $(registry_test_libs)
tests_unit_test_registry_changes_SOURCES = tests/unit/test_registry_changes.c tests/unit/test_registry_fixture.h tests/unit/test_store_fixture.h
tests_unit_test_registry_changes_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_registry_changes_LDADD = $(registry_test_libs)
