# SPDX-License-Identifier: Apache-2.0
libcli_a_SOURCES = src/cli/arguments.h src/cli/arguments.c src/cli/cli.h src/cli/cli.c src/cli/manual.h src/cli/manual.c src/cli/usage.c
