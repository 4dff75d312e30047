# SPDX-License-Identifier: Apache-2.0
# Manual pages and the completion of the shell: their rows are printed by the program itself, so that they cannot differ from it.
EXTRA_DIST += doc/kumoshirube.1.in doc/kumoshirube.ja.1.in
# What is written into files, for whoever reads them; a test holds the JSON to it.
EXTRA_DIST += doc/formats.md doc/record-json.md
# Pictures of the screens, and what draws them from the running program.
EXTRA_DIST += doc/pictures.sh doc/pictures.awk doc/pictures/comparison.svg doc/pictures/cost.svg doc/pictures/flow.svg doc/pictures/home.svg \
	doc/pictures/picker.svg doc/pictures/question.svg doc/pictures/statistics.svg
man_ja = doc/ja/kumoshirube.1
nodist_man1_MANS = doc/kumoshirube.1
jamandir = $(mandir)/ja/man1
nodist_jaman_DATA = $(man_ja)
nodist_bashcompletion_DATA = doc/completion/kumoshirube
CLEANFILES += $(nodist_man1_MANS) $(man_ja) $(nodist_bashcompletion_DATA)

print_tables = KUMOSHIRUBE_LOCALEDIR=po/locale LC_ALL=C.UTF-8 ./kumoshirube$(EXEEXT)
table_sources = src/app/actions.c src/app/commands.c src/app/config.c src/cli/usage.c src/cli/manual.c

doc/kumoshirube.1: $(srcdir)/doc/kumoshirube.1.in $(table_sources) | kumoshirube$(EXEEXT)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(print_tables) --lang en --manual $(srcdir)/doc/kumoshirube.1.in > $@.new && mv $@.new $@

$(man_ja): $(srcdir)/doc/kumoshirube.ja.1.in $(table_sources) $(po_catalogue) | kumoshirube$(EXEEXT)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(print_tables) --lang ja --manual $(srcdir)/doc/kumoshirube.ja.1.in > $@.new && mv $@.new $@

$(nodist_bashcompletion_DATA): $(table_sources) | kumoshirube$(EXEEXT)
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(print_tables) --completion > $@.new && mv $@.new $@
