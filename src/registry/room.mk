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
