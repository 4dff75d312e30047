# SPDX-License-Identifier: Apache-2.0
# The field, the list, keys and output need no case, so these tests link the screens and base/ alone.
tui_tests_libs = libtui.a libbase.a $(NCURSES_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += \
	tests/unit/test_tui_bar \
	tests/unit/test_tui_cells \
	tests/unit/test_tui_edit \
	tests/unit/test_tui_key \
	tests/unit/test_tui_list \
	tests/unit/test_tui_monkey \
	tests/unit/test_tui_question \
	tests/unit/test_tui_width
tests_unit_test_tui_cells_SOURCES = tests/unit/test_tui_cells.c tests/unit/unit.h
tests_unit_test_tui_cells_LDADD = $(tui_tests_libs)
tests_unit_test_tui_edit_SOURCES = tests/unit/test_tui_edit.c tests/unit/unit.h
tests_unit_test_tui_edit_LDADD = $(tui_tests_libs)
tests_unit_test_tui_key_SOURCES = tests/unit/test_tui_key.c tests/unit/unit.h
tests_unit_test_tui_key_LDADD = $(tui_tests_libs)
tests_unit_test_tui_list_SOURCES = tests/unit/test_tui_list.c tests/unit/unit.h
tests_unit_test_tui_list_LDADD = $(tui_tests_libs)
# Plays a terminal for the whole program.
tests_unit_test_tui_width_SOURCES = tests/unit/test_tui_width.c tests/unit/unit.h
tests_unit_test_tui_width_LDADD = libbase.a $(BASE_LIBS) $(CMOCKA_LIBS)
tests_unit_test_tui_width_DEPENDENCIES = libbase.a kumoshirube$(EXEEXT)
# The key bar is printed from the action table of app/.
tests_unit_test_tui_bar_SOURCES = tests/unit/test_tui_bar.c tests/unit/unit.h
tests_unit_test_tui_bar_LDADD = libtui.a libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a \
	$(NCURSES_LIBS) $(SQLITE_LIBS) $(JANSSON_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
# The question page works on a case in a store of its own.
tests_unit_test_tui_question_SOURCES = tests/unit/test_tui_question.c tests/unit/test_app_fixture.h tests/unit/unit.h
tests_unit_test_tui_question_LDADD = libtui.a libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a \
	$(NCURSES_LIBS) $(SQLITE_LIBS) $(JANSSON_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
# Two people at the screens on one store.
check_PROGRAMS += tests/unit/test_tui_hold
tests_unit_test_tui_hold_SOURCES = tests/unit/test_tui_hold.c tests/unit/test_app_fixture.h tests/unit/unit.h
tests_unit_test_tui_hold_LDADD = libtui.a libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a \
	$(NCURSES_LIBS) $(SQLITE_LIBS) $(JANSSON_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
# A hundred thousand keys under the sanitizers; elsewhere a fifth of them, because the sanitizers see more than the count does.
tests_unit_test_tui_monkey_SOURCES = tests/unit/test_tui_monkey.c tests/unit/monkey_keys.c tests/unit/monkey_keys.h tests/unit/monkey_store.c tests/unit/monkey_store.h
tests_unit_test_tui_monkey_CPPFLAGS = $(AM_CPPFLAGS) -DMONKEY_KEYS_DEFAULT=$(monkey_keys)
tests_unit_test_tui_monkey_LDADD = libtui.a libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a \
	$(NCURSES_LIBS) $(SQLITE_LIBS) $(JANSSON_LIBS) $(BASE_LIBS)
tests_unit_test_tui_monkey_DEPENDENCIES = libtui.a libapp.a libreport.a libregistry.a libstore.a libengine.a libmodel.a libbase.a kumoshirube$(EXEEXT)
if SANITIZERS
monkey_keys = 12500
else
monkey_keys = 2500
endif
EXTRA_DIST += tests/unit/monkey_office.sh
