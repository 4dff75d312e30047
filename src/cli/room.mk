# SPDX-License-Identifier: Apache-2.0
libcli_a_SOURCES = src/cli/arguments.h src/cli/arguments.c src/cli/cli.h src/cli/cli.c src/cli/manual.h src/cli/manual.c src/cli/plain.h src/cli/plain.c \
	src/cli/plain_ask.c src/cli/plain_internal.h src/cli/plain_lists.c src/cli/plain_more.c src/cli/plain_say.c src/cli/plain_show.c src/cli/plain_words.c src/cli/usage.c
