# SPDX-License-Identifier: Apache-2.0
check_PROGRAMS += \
	tests/unit/test_base_csv \
	tests/unit/test_base_date \
	tests/unit/test_base_digests \
	tests/unit/test_base_field \
	tests/unit/test_base_file \
	tests/unit/test_base_ini \
	tests/unit/test_base_memory \
	tests/unit/test_base_minisign \
	tests/unit/test_base_num \
	tests/unit/test_base_short \
	tests/unit/test_base_sign \
	tests/unit/test_base_text
tests_unit_test_base_csv_SOURCES = tests/unit/test_base_csv.c tests/unit/unit.h
tests_unit_test_base_csv_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_date_SOURCES = tests/unit/test_base_date.c tests/unit/unit.h
tests_unit_test_base_date_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_digests_SOURCES = tests/unit/test_base_digests.c
tests_unit_test_base_digests_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_field_SOURCES = tests/unit/test_base_field.c tests/unit/unit.h
tests_unit_test_base_field_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_file_SOURCES = tests/unit/test_base_file.c tests/unit/unit.h
tests_unit_test_base_file_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_ini_SOURCES = tests/unit/test_base_ini.c tests/unit/unit.h
tests_unit_test_base_ini_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_memory_SOURCES = tests/unit/test_base_memory.c tests/unit/unit.h
tests_unit_test_base_memory_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_minisign_SOURCES = tests/unit/test_base_minisign.c tests/unit/unit.h
tests_unit_test_base_minisign_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_num_SOURCES = tests/unit/test_base_num.c tests/unit/unit.h
tests_unit_test_base_num_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_short_SOURCES = tests/unit/test_base_short.c tests/unit/unit.h
tests_unit_test_base_short_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_sign_SOURCES = tests/unit/test_base_sign.c tests/unit/unit.h
tests_unit_test_base_sign_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_base_text_SOURCES = tests/unit/test_base_text.c tests/unit/unit.h
tests_unit_test_base_text_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)

# Keys of persons that are stretched little, for scripts in which persons sign many times.
EXTRA_PROGRAMS += tests/unit/light_key
CLEANFILES += tests/unit/light_key$(EXEEXT)
tests_unit_light_key_SOURCES = tests/unit/light_key.c
tests_unit_light_key_LDADD = libbase.a $(BASE_LIBS)
check_DATA = tests/unit/light_key$(EXEEXT)
