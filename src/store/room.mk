# SPDX-License-Identifier: Apache-2.0
libstore_a_SOURCES = \
	src/store/backup.c \
	src/store/case_pages.c \
	src/store/bundle.c \
	src/store/bundle.h \
	src/store/cases.c \
	src/store/chain.c \
	src/store/check.c \
	src/store/db.c \
	src/store/draft.c \
	src/store/entry.c \
	src/store/hold.c \
	src/store/exchange.c \
	src/store/exchange.h \
	src/store/exchange_admit.c \
	src/store/exchange_check.c \
	src/store/exchange_order.c \
	src/store/exchange_out.c \
	src/store/exchange_receipt.c \
	src/store/exchange_taken.c \
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

# Gives up rights; for the program that looks through bundles.
confine_sources = src/store/confine.h src/store/confine.c src/store/confine_calls.c src/store/confine_files.c
