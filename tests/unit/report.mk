# SPDX-License-Identifier: Apache-2.0
REPORT_TEST_LIBS = libreport.a libengine.a libmodel.a libbase.a $(JANSSON_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += test_report_doc test_report_json test_report_machine test_report_pack test_report_record
test_report_doc_SOURCES = tests/unit/test_report_doc.c
test_report_doc_LDADD = $(REPORT_TEST_LIBS)
test_report_json_SOURCES = tests/unit/test_report_json.c
test_report_json_LDADD = $(REPORT_TEST_LIBS)
test_report_machine_SOURCES = tests/unit/test_report_machine.c tests/unit/test_report_fixture.c tests/unit/test_report_fixture.h
test_report_machine_LDADD = $(REPORT_TEST_LIBS)
test_report_record_SOURCES = tests/unit/test_report_record.c tests/unit/test_report_fixture.c tests/unit/test_report_fixture.h
test_report_record_LDADD = $(REPORT_TEST_LIBS)
test_report_pack_SOURCES = tests/unit/test_report_pack.c
test_report_pack_LDADD = $(REPORT_TEST_LIBS)
