# SPDX-License-Identifier: Apache-2.0
libregistry_a_SOURCES = \
	src/registry/changes.c \
	src/registry/changes.h \
	src/registry/columns.c \
	src/registry/internal.h \
	src/registry/read.c \
	src/registry/registry.h \
	src/registry/rows.c \
	src/registry/sample.c \
	src/registry/search.c \
	src/registry/snapshot.c
