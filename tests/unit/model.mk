# SPDX-License-Identifier: Apache-2.0
# test_model_data reads the shipped edition: make check sets KUMOSHIRUBE_DATA for it.
check_PROGRAMS += \
	tests/unit/test_model_act \
	tests/unit/test_model_agreed \
	tests/unit/test_model_answer \
	tests/unit/test_model_data \
	tests/unit/test_model_dossier \
	tests/unit/test_model_edition \
	tests/unit/test_model_kept \
	tests/unit/test_model_listing \
	tests/unit/test_model_revision \
	tests/unit/test_model_trigger \
	tests/unit/test_model_verdict
tests_unit_test_model_trigger_SOURCES = tests/unit/test_model_trigger.c
tests_unit_test_model_trigger_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_model_act_SOURCES = tests/unit/test_model_act.c
tests_unit_test_model_act_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_model_agreed_SOURCES = tests/unit/test_model_agreed.c tests/unit/unit.h \
	tests/unit/test_model_fixture.c tests/unit/test_model_fixture.h
tests_unit_test_model_agreed_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_model_kept_SOURCES = tests/unit/test_model_kept.c tests/unit/unit.h \
	tests/unit/test_model_fixture.c tests/unit/test_model_fixture.h
tests_unit_test_model_kept_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_model_answer_SOURCES = tests/unit/test_model_answer.c tests/unit/unit.h \
	tests/unit/test_model_fixture.c tests/unit/test_model_fixture.h
tests_unit_test_model_answer_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_model_data_SOURCES = tests/unit/test_model_data.c tests/unit/unit.h
tests_unit_test_model_data_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_model_dossier_SOURCES = tests/unit/test_model_dossier.c tests/unit/unit.h \
	tests/unit/test_model_fixture.c tests/unit/test_model_fixture.h
tests_unit_test_model_dossier_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_model_edition_SOURCES = tests/unit/test_model_edition.c tests/unit/unit.h \
	tests/unit/test_model_fixture.c tests/unit/test_model_fixture.h
tests_unit_test_model_edition_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_model_listing_SOURCES = tests/unit/test_model_listing.c tests/unit/unit.h \
	tests/unit/test_model_fixture.c tests/unit/test_model_fixture.h
tests_unit_test_model_listing_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_model_revision_SOURCES = tests/unit/test_model_revision.c tests/unit/unit.h
tests_unit_test_model_revision_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_model_verdict_SOURCES = tests/unit/test_model_verdict.c tests/unit/unit.h \
	tests/unit/test_model_fixture.c tests/unit/test_model_fixture.h
tests_unit_test_model_verdict_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)

# What an overlay may add to an edition; the shipped one is looked at too.
check_PROGRAMS += tests/unit/test_model_overlay
tests_unit_test_model_overlay_SOURCES = tests/unit/test_model_overlay.c tests/unit/unit.h \
	tests/unit/test_model_fixture.c tests/unit/test_model_fixture.h
tests_unit_test_model_overlay_LDADD = libmodel.a libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
