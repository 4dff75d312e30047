# SPDX-License-Identifier: Apache-2.0
libregistry_a_SOURCES = \
	src/registry/alike.c \
	src/registry/changes.c \
	src/registry/changes.h \
	src/registry/columns.c \
	src/registry/columns_hand.c \
	src/registry/delivery.c \
	src/registry/delivery.h \
	src/registry/delivery_verify.c \
	src/registry/doubles.c \
	src/registry/text_find.c \
	src/registry/text_find.h \
	src/registry/texts.c \
	src/registry/texts.h \
	src/registry/filter.c \
	src/registry/internal.h \
	src/registry/keys.c \
	src/registry/keys.h \
	src/registry/keys_succeed.c \
	src/registry/memory.c \
	src/registry/people.c \
	src/registry/people.h \
	src/registry/people_file.c \
	src/registry/read.c \
	src/registry/registry.h \
	src/registry/rows.c \
	src/registry/sample.c \
	src/registry/search.c \
	src/registry/shelf.c \
	src/registry/snapshot.c

# Looks through a bundle before it is taken in: a program of its own, because it gives up its rights first.
pkglibexec_PROGRAMS += kumoshirube-unpack
unpack_sources = src/registry/unpack.h src/registry/unpack.c src/registry/unpack_fopen.c $(confine_sources)
kumoshirube_unpack_SOURCES = src/registry/unpack_main.c $(unpack_sources)
kumoshirube_unpack_CPPFLAGS = $(AM_CPPFLAGS) $(unpack_flags) $(SECCOMP_CFLAGS)
kumoshirube_unpack_LDADD = libregistry.a libstore.a libmodel.a libbase.a $(BASE_LIBS) $(SECCOMP_LIBS)
unpack_flags =
if HAVE_SECCOMP
unpack_flags += -DHAVE_SECCOMP=1
endif
if SANITIZERS
unpack_flags += -DKS_SANITIZERS=1
endif
