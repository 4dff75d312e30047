# SPDX-License-Identifier: Apache-2.0
store_test_libs = libstore.a libmodel.a libbase.a $(SQLITE_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_store_pack tests/unit/test_store_open tests/unit/test_store_draft tests/unit/test_store_chain tests/unit/test_store_faults \
	tests/unit/test_store_bundle tests/unit/test_store_exchange tests/unit/test_store_read_back
tests_unit_test_store_open_SOURCES = tests/unit/test_store_open.c tests/unit/test_store_fixture.h
tests_unit_test_store_open_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_store_open_LDADD = $(store_test_libs)
tests_unit_test_store_draft_SOURCES = tests/unit/test_store_draft.c tests/unit/test_store_fixture.h
tests_unit_test_store_draft_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_store_draft_LDADD = $(store_test_libs)
tests_unit_test_store_chain_SOURCES = tests/unit/test_store_chain.c tests/unit/test_store_fixture.h
tests_unit_test_store_chain_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_store_chain_LDADD = $(store_test_libs)
tests_unit_test_store_faults_SOURCES = tests/unit/test_store_faults.c tests/unit/test_store_fixture.h
tests_unit_test_store_faults_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_store_faults_LDADD = $(store_test_libs)
check_PROGRAMS += tests/unit/test_store_hold
tests_unit_test_store_hold_SOURCES = tests/unit/test_store_hold.c tests/unit/test_store_fixture.h
tests_unit_test_store_hold_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_store_hold_LDADD = $(store_test_libs)
tests_unit_test_store_bundle_SOURCES = tests/unit/test_store_bundle.c tests/unit/test_store_fixture.h
tests_unit_test_store_bundle_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_store_bundle_LDADD = $(store_test_libs)
tests_unit_test_store_exchange_SOURCES = tests/unit/test_store_exchange.c tests/unit/test_store_fixture.h
tests_unit_test_store_exchange_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_store_exchange_LDADD = $(store_test_libs)
tests_unit_test_store_read_back_SOURCES = tests/unit/test_store_read_back.c tests/unit/test_store_fixture.h
tests_unit_test_store_read_back_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_store_read_back_LDADD = $(store_test_libs)
tests_unit_test_store_pack_SOURCES = tests/unit/test_store_pack.c tests/unit/same_listing.h tests/unit/test_store_fixture.h
tests_unit_test_store_pack_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_store_pack_LDADD = $(store_test_libs)

# Giving up rights; and the same without the library and the header that most of it needs.
if HAVE_SECCOMP
check_PROGRAMS += tests/unit/test_store_confine
endif
tests_unit_test_store_confine_SOURCES = tests/unit/test_store_confine.c $(confine_sources)
tests_unit_test_store_confine_CPPFLAGS = $(AM_CPPFLAGS) $(unpack_flags) $(SECCOMP_CFLAGS) $(CMOCKA_CFLAGS)
tests_unit_test_store_confine_LDADD = $(SECCOMP_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_store_confine_bare
tests_unit_test_store_confine_bare_SOURCES = tests/unit/test_store_confine.c $(confine_sources)
tests_unit_test_store_confine_bare_CPPFLAGS = $(AM_CPPFLAGS) -DCONFINE_BARE=1 $(bare_flags) $(CMOCKA_CFLAGS)
tests_unit_test_store_confine_bare_CFLAGS = $(AM_CFLAGS) -UHAVE_LINUX_LANDLOCK_H
tests_unit_test_store_confine_bare_LDADD = $(CMOCKA_LIBS)
bare_flags =
if SANITIZERS
bare_flags += -DKS_SANITIZERS=1
endif
