# SPDX-License-Identifier: Apache-2.0
libstore_a_SOURCES = \
	src/store/case_pages.c \
	src/store/cases.c \
	src/store/chain.c \
	src/store/check.c \
	src/store/db.c \
	src/store/draft.c \
	src/store/hold.c \
	src/store/internal.h \
	src/store/kinds.c \
	src/store/open.c \
	src/store/schema.c \
	src/store/snapshot_first.c \
	src/store/snapshot_pack.c \
	src/store/snapshot_parts.c \
	src/store/snapshot_parts.h \
	src/store/snapshot_seal.c \
	src/store/snapshots.c \
	src/store/store.h \
	src/store/verify.c
