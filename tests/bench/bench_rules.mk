# SPDX-License-Identifier: Apache-2.0
# The benchmark of the evaluator: a generator writes the rules as C, and the benchmark is linked with them.
EXTRA_PROGRAMS += bench_rules bench_rules_gen
CLEANFILES += bench_rules_compiled.c bench_rules$(EXEEXT) bench_rules_gen$(EXEEXT)

bench_rules_gen_SOURCES = tests/bench/bench_rules_gen.c tests/bench/bench_rules.h
bench_rules_gen_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/bench
bench_rules_gen_LDADD =
bench_rules_SOURCES = tests/bench/bench_rules.c tests/bench/bench_rules.h
nodist_bench_rules_SOURCES = bench_rules_compiled.c
bench_rules_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/bench
bench_rules_LDADD = libengine.a libmodel.a libbase.a $(BASE_LIBS)

bench_rules_compiled.c: bench_rules_gen$(EXEEXT)
	./bench_rules_gen$(EXEEXT) > $@.tmp && mv $@.tmp $@

# The verdict after one changed answer, on the shipped edition.
EXTRA_PROGRAMS += bench_verdict
CLEANFILES += bench_verdict$(EXEEXT)
bench_verdict_SOURCES = tests/bench/bench_verdict.c tests/bench/bench_common.c tests/bench/bench_common.h
bench_verdict_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/bench -D_GNU_SOURCE
bench_verdict_LDADD = libengine.a libmodel.a libbase.a $(BASE_LIBS)

# The registry with a hundred thousand and a million services.
EXTRA_PROGRAMS += bench_registry
CLEANFILES += bench_registry$(EXEEXT)
bench_registry_SOURCES = tests/bench/bench_registry.c tests/bench/bench_common.c tests/bench/bench_common.h
bench_registry_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/bench -D_GNU_SOURCE
bench_registry_LDADD = libregistry.a libstore.a libmodel.a libbase.a $(SQLITE_LIBS) $(BASE_LIBS)

# A store with a hundred thousand revisions.
EXTRA_PROGRAMS += bench_records
CLEANFILES += bench_records$(EXEEXT)
bench_records_SOURCES = tests/bench/bench_records.c tests/bench/bench_common.c tests/bench/bench_common.h
bench_records_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/bench -D_GNU_SOURCE
bench_records_LDADD = libstore.a libmodel.a libbase.a $(SQLITE_LIBS) $(BASE_LIBS)
