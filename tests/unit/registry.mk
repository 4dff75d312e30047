# SPDX-License-Identifier: Apache-2.0
registry_test_libs = libregistry.a libstore.a libmodel.a libbase.a $(SQLITE_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_registry_changes tests/unit/test_registry_import tests/unit/test_registry_first tests/unit/test_registry_kept tests/unit/test_registry_search
tests_unit_test_registry_import_SOURCES = tests/unit/test_registry_import.c tests/unit/test_store_fixture.h
tests_unit_test_registry_import_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_registry_import_LDADD = $(registry_test_libs)
tests_unit_test_registry_search_SOURCES = tests/unit/test_registry_search.c tests/unit/test_registry_fixture.h tests/unit/test_store_fixture.h
tests_unit_test_registry_search_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_registry_search_LDADD = $(registry_test_libs)
tests_unit_test_registry_changes_SOURCES = tests/unit/test_registry_changes.c tests/unit/test_registry_fixture.h tests/unit/test_store_fixture.h
tests_unit_test_registry_changes_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_registry_changes_LDADD = $(registry_test_libs)
tests_unit_test_registry_kept_SOURCES = tests/unit/test_registry_kept.c tests/unit/test_registry_kept.h tests/unit/same_listing.h tests/unit/test_registry_fixture.h tests/unit/test_store_fixture.h
tests_unit_test_registry_kept_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_registry_kept_LDADD = $(registry_test_libs)
tests_unit_test_registry_first_SOURCES = tests/unit/test_registry_first.c tests/unit/test_registry_kept.h tests/unit/same_listing.h tests/unit/test_registry_fixture.h tests/unit/test_store_fixture.h
tests_unit_test_registry_first_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_registry_first_LDADD = $(registry_test_libs)
EXTRA_DIST += tests/stores/form-1.sql tests/stores/form-2-exchange.sql tests/stores/form-2.sql

# The program that looks through bundles, provoked; tests/unpack.sh starts it.
EXTRA_PROGRAMS += tests/unit/provoked_unpack
check_DATA += tests/unit/provoked_unpack$(EXEEXT) tests/unit/kumoshirube-unpack
CLEANFILES += tests/unit/provoked_unpack$(EXEEXT) tests/unit/kumoshirube-unpack
tests_unit_provoked_unpack_SOURCES = tests/unit/provoked_unpack.c $(unpack_sources)
tests_unit_provoked_unpack_CPPFLAGS = $(AM_CPPFLAGS) $(unpack_flags) $(SECCOMP_CFLAGS)
tests_unit_provoked_unpack_LDADD = libregistry.a libstore.a libmodel.a libbase.a $(BASE_LIBS) $(SECCOMP_LIBS)
# A test that takes bundles in is itself the main program, and what looks through them is looked for beside that.
tests/unit/kumoshirube-unpack: kumoshirube-unpack$(EXEEXT)
	@rm -f $@; $(LN_S) ../../kumoshirube-unpack$(EXEEXT) $@
