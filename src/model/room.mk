# SPDX-License-Identifier: Apache-2.0
libmodel_a_SOURCES = \
	src/model/agreed.c \
	src/model/agreed.h \
	src/model/answer.c \
	src/model/answer.h \
	src/model/answer_format.c \
	src/model/dossier.c \
	src/model/dossier.h \
	src/model/dossier_file.h \
	src/model/dossier_read.c \
	src/model/dossier_write.c \
	src/model/edition.c \
	src/model/edition.h \
	src/model/edition_catalogue.c \
	src/model/edition_derived.c \
	src/model/edition_facts.c \
	src/model/edition_keys.c \
	src/model/edition_load.c \
	src/model/edition_load.h \
	src/model/edition_policy.c \
	src/model/edition_rules.c \
	src/model/edition_screens.c \
	src/model/edition_source.c \
	src/model/edition_steps.c \
	src/model/entity_key.c \
	src/model/entity_key.h \
	src/model/fact.c \
	src/model/fact.h \
	src/model/listing.c \
	src/model/listing.h \
	src/model/names.c \
	src/model/names.h \
	src/model/revision.c \
	src/model/revision.h \
	src/model/verdict.c \
	src/model/verdict.h \
	src/model/verdict_write.c
