# SPDX-License-Identifier: Apache-2.0
app_libs = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a $(SQLITE_LIBS) $(JANSSON_LIBS) $(BASE_LIBS)
check_PROGRAMS += tests/unit/test_cases tests/unit/test_app_work tests/unit/test_app_entries tests/unit/test_app_evidence
check_PROGRAMS += tests/unit/test_app_keymap
tests_unit_test_cases_SOURCES = tests/unit/test_cases.c
tests_unit_test_cases_LDADD = $(app_libs)
tests_unit_test_app_work_SOURCES = tests/unit/test_app_work.c tests/unit/test_app_fixture.h
tests_unit_test_app_work_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_entries_SOURCES = tests/unit/test_app_entries.c tests/unit/test_app_fixture.h
tests_unit_test_app_entries_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_evidence_SOURCES = tests/unit/test_app_evidence.c tests/unit/test_app_fixture.h
tests_unit_test_app_evidence_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_keymap_SOURCES = tests/unit/test_app_keymap.c tests/unit/unit.h
tests_unit_test_app_keymap_LDADD = $(app_libs) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_app_walk
tests_unit_test_app_walk_SOURCES = tests/unit/test_app_walk.c tests/unit/test_app_fixture.h
tests_unit_test_app_walk_LDADD = $(app_libs) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_app_editions
tests_unit_test_app_editions_SOURCES = tests/unit/test_app_editions.c tests/unit/test_app_fixture.h
tests_unit_test_app_editions_LDADD = $(app_libs) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_app_trial
tests_unit_test_app_trial_SOURCES = tests/unit/test_app_trial.c tests/unit/test_app_fixture.h
tests_unit_test_app_trial_LDADD = $(app_libs) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_app_case_list
tests_unit_test_app_case_list_SOURCES = tests/unit/test_app_case_list.c tests/unit/test_app_fixture.h
tests_unit_test_app_case_list_LDADD = $(app_libs) $(CMOCKA_LIBS)
check_PROGRAMS += tests/unit/test_app_many
tests_unit_test_app_many_SOURCES = tests/unit/test_app_many.c tests/unit/test_app_fixture.h
tests_unit_test_app_many_LDADD = $(app_libs) $(CMOCKA_LIBS)
# Bundles that the whole program wrote.
check_PROGRAMS += tests/unit/test_app_exchange
tests_unit_test_app_exchange_SOURCES = tests/unit/test_app_exchange.c tests/unit/test_app_fixture.h
tests_unit_test_app_exchange_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_exchange_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT) tests/unit/kumoshirube-unpack
check_PROGRAMS += tests/unit/test_app_exchange_look
tests_unit_test_app_exchange_look_SOURCES = tests/unit/test_app_exchange_look.c tests/unit/test_app_fixture.h
tests_unit_test_app_exchange_look_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_exchange_look_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT) tests/unit/kumoshirube-unpack
check_PROGRAMS += tests/unit/test_app_exchange_lists
tests_unit_test_app_exchange_lists_SOURCES = tests/unit/test_app_exchange_lists.c tests/unit/test_app_fixture.h
tests_unit_test_app_exchange_lists_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_exchange_lists_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT) tests/unit/kumoshirube-unpack
# Steps that nobody may take, in a store that the whole program filled.
check_PROGRAMS += tests/unit/test_app_clock
tests_unit_test_app_clock_SOURCES = tests/unit/test_app_clock.c tests/unit/test_app_fixture.h
tests_unit_test_app_clock_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_clock_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT)
check_PROGRAMS += tests/unit/test_app_own_case
tests_unit_test_app_own_case_SOURCES = tests/unit/test_app_own_case.c tests/unit/test_app_fixture.h
tests_unit_test_app_own_case_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_own_case_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT)
check_PROGRAMS += tests/unit/test_app_decisions
tests_unit_test_app_decisions_SOURCES = tests/unit/test_app_decisions.c tests/unit/test_app_fixture.h
tests_unit_test_app_decisions_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_decisions_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT)
# The store changed behind the program.
check_PROGRAMS += tests/unit/test_app_tamper
tests_unit_test_app_tamper_SOURCES = tests/unit/test_app_tamper.c tests/unit/tamper.c tests/unit/tamper.h tests/unit/test_app_fixture.h
tests_unit_test_app_tamper_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_tamper_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT)
check_PROGRAMS += tests/unit/test_app_damage
tests_unit_test_app_damage_SOURCES = tests/unit/test_app_damage.c tests/unit/tamper.c tests/unit/tamper.h tests/unit/test_app_fixture.h
tests_unit_test_app_damage_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_damage_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT)
check_PROGRAMS += tests/unit/test_app_bundle
tests_unit_test_app_bundle_SOURCES = tests/unit/test_app_bundle.c tests/unit/tamper.c tests/unit/tamper.h tests/unit/test_app_fixture.h
tests_unit_test_app_bundle_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_bundle_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT)
# Steps that are interrupted.
check_PROGRAMS += tests/unit/test_app_faults
tests_unit_test_app_faults_SOURCES = tests/unit/test_app_faults.c tests/unit/fault_vfs.c tests/unit/fault_vfs.h tests/unit/tamper.c tests/unit/tamper.h tests/unit/test_app_fixture.h
tests_unit_test_app_faults_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_faults_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT)
# Every step of a case, in every state and role.
check_PROGRAMS += tests/unit/test_app_life
tests_unit_test_app_life_SOURCES = tests/unit/test_app_life.c tests/unit/test_app_fixture.h
tests_unit_test_app_life_LDADD = $(app_libs) $(CMOCKA_LIBS)
# What the program that looks through bundles says, and what is made of it.
check_PROGRAMS += tests/unit/test_app_unpacking
tests_unit_test_app_unpacking_SOURCES = tests/unit/test_app_unpacking.c
tests_unit_test_app_unpacking_LDADD = $(app_libs) $(CMOCKA_LIBS)
# Three terminals that take random steps and send each other bundles.
check_PROGRAMS += tests/unit/test_app_courses
tests_unit_test_app_courses_SOURCES = tests/unit/test_app_courses.c tests/unit/test_app_fixture.h
tests_unit_test_app_courses_LDADD = $(app_libs) $(CMOCKA_LIBS)
tests_unit_test_app_courses_DEPENDENCIES = libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT) tests/unit/kumoshirube-unpack
