# SPDX-License-Identifier: Apache-2.0
# make bench: prints a table and judges nothing that a test would judge; it is no part of make check, because a time depends on the machine.
include tests/bench/bench_rules.mk
EXTRA_PROGRAMS += bench_process bench_screen
EXTRA_DIST += tests/bench/bench.sh tests/bench/bench_json_logic.js
CLEANFILES += bench_process$(EXEEXT) bench_screen$(EXEEXT)

bench_process_SOURCES = tests/bench/bench_process.c tests/bench/bench_common.c tests/bench/bench_common.h
bench_process_CPPFLAGS = -D_GNU_SOURCE
bench_process_LDADD =
bench_screen_SOURCES = tests/bench/bench_screen.c tests/bench/bench_common.c tests/bench/bench_common.h
bench_screen_CPPFLAGS = -D_GNU_SOURCE
bench_screen_LDADD =

if SANITIZERS
bench_note = built with sanitizers: these figures say nothing about speed
else
bench_note =
endif

.PHONY: bench
bench: kumoshirube$(EXEEXT) bench_process$(EXEEXT) bench_screen$(EXEEXT) bench_rules$(EXEEXT) bench_verdict$(EXEEXT) bench_registry$(EXEEXT) bench_records$(EXEEXT) test_engine_hostile$(EXEEXT) $(po_catalogue)
	@srcdir='$(abs_top_srcdir)' builddir='$(abs_top_builddir)' BENCH_NOTE='$(bench_note)' $(SHELL) $(srcdir)/tests/bench/bench.sh
