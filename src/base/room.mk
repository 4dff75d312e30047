# SPDX-License-Identifier: Apache-2.0
libbase_a_SOURCES = \
	src/base/buf.c \
	src/base/buf.h \
	src/base/csv.c \
	src/base/csv.h \
	src/base/csv_decode.c \
	src/base/csv_decode.h \
	src/base/date.c \
	src/base/date.h \
	src/base/date_typed.c \
	src/base/diag.c \
	src/base/diag.h \
	src/base/file.c \
	src/base/file.h \
	src/base/file_state.c \
	src/base/file_state.h \
	src/base/fileset.c \
	src/base/i18n.h \
	src/base/ini.c \
	src/base/ini.h \
	src/base/ini_check.c \
	src/base/ini_match.c \
	src/base/ini_scan.c \
	src/base/ini_scan.h \
	src/base/ini_write.c \
	src/base/mem.c \
	src/base/mem.h \
	src/base/num.c \
	src/base/num.h \
	src/base/sign.c \
	src/base/sign.h \
	src/base/text.c \
	src/base/utf8.c \
	src/base/utf8.h \
	src/base/utf8_ambiguous.c \
	src/base/utf8_fold.c \
	src/base/utf8_visible.c
