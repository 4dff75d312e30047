# SPDX-License-Identifier: Apache-2.0
libapp_a_SOURCES = \
	src/app/command_store.c \
	src/app/store_copy.c \
	src/app/store_copy.h \
	src/app/action.h src/app/actions.c \
	src/app/app.h src/app/app.c \
	src/app/baseline.h src/app/baseline_compare.c src/app/baseline_write.c \
	src/app/command_baseline.c src/app/command_case.c src/app/command_case_migrate.c src/app/command_case_next.c src/app/command_criteria.c src/app/command_explain.c src/app/command_policy.c src/app/command_policy_coverage.c src/app/command_record.c src/app/command_registry.c src/app/command_show.c \
	src/app/commands.h src/app/commands.c \
	src/app/changes.h src/app/changes.c src/app/changes_cases.c src/app/changes_internal.h src/app/changes_json.c src/app/changes_text.c \
	src/app/command_changes.c src/app/command_screen.c src/app/command_search.c src/app/command_stats.c src/app/stats.c src/app/stats.h src/app/stats_course.c src/app/stats_internal.h src/app/stats_survey.c src/app/screening.h src/app/screening.c src/app/filter_words.c src/app/listing_words.h src/app/listing_words.c \
	src/app/command_delivery.c src/app/command_sign.c src/app/delivery.h src/app/delivery.c \
	src/app/import.h src/app/import.c src/app/import_columns.c src/app/import_internal.h src/app/import_text.c \
	src/app/advice.h src/app/advice.c src/app/schemes.h src/app/schemes.c \
	src/app/choices.h src/app/choices.c \
	src/app/comments.h src/app/comments.c \
	src/app/compare.h src/app/compare.c \
	src/app/case_list.h src/app/case_list.c src/app/case_due.c src/app/case_rows.c \
	src/app/config.h src/app/config.c \
	src/app/labels.h src/app/labels.c \
	src/app/criteria.h src/app/criteria.c \
	src/app/evidence.h src/app/evidence.c src/app/evidence_check.c src/app/evidence_filter.c \
	src/app/examples.h src/app/examples.c \
	src/app/doctor.c \
	src/app/exchange.h src/app/exchange.c src/app/exchange_internal.h src/app/exchange_look.c src/app/exchange_lists.c src/app/exchange_lists_out.c src/app/exchange_lists_text.c src/app/exchange_merge.c src/app/exchange_out.c src/app/exchange_settle.c src/app/exchange_state.c src/app/exchange_text.c src/app/command_exchange.c \
	src/app/explaining.h src/app/explaining.c \
	src/app/keymap.h src/app/keymap.c \
	src/app/migrate.h src/app/migrate.c src/app/migrate_compare.c src/app/migrate_work.c \
	src/app/practice.h src/app/practice.c src/app/practice_read.c src/app/practice_store.c src/app/command_practice.c \
	src/app/proof_stamp.h src/app/proof_stamp.c \
	src/app/registry_order.h src/app/registry_order.c src/app/registry_shelves.c src/app/registry_use.c \
	src/app/sweep.h src/app/sweep.c src/app/sweep_table.h src/app/sweep_table.c \
	src/app/history.h src/app/history.c src/app/history_check.c src/app/history_standing.c src/app/command_keys.c \
	src/app/person.h src/app/person.c \
	src/app/review.h src/app/review.c src/app/review_rows.h src/app/review_rows.c src/app/review_answers.c src/app/review_sheet.h src/app/review_sheet.c src/app/command_review.c src/app/since.h src/app/since.c src/app/since_edition.c \
	src/app/companion.h src/app/companion.c src/app/printing.h src/app/printing.c src/app/unpacking.h src/app/unpacking.c \
	src/app/records.h src/app/records.c src/app/records_cases.c src/app/records_internal.h src/app/record_file.c src/app/told_life.c src/app/revived.h \
	src/app/decisions.h src/app/decisions.c src/app/reading.h src/app/reading.c src/app/tally.h src/app/tally.c \
	src/app/triggers.h src/app/triggers.c src/app/triggers_text.c \
	src/app/recheck.h src/app/recheck.c src/app/recheck_keep.c src/app/recheck_text.c src/app/command_recheck.c \
	src/app/precedents.h src/app/precedents.c src/app/precedents_text.c \
	src/app/session.h \
	src/app/setup.h src/app/setup.c \
	src/app/walk.h src/app/walk.c \
	src/app/trial.h src/app/trial.c src/app/trial_tips.c src/app/trial_words.c src/app/command_case_whatif.c \
	src/app/words.h src/app/words.c \
	src/app/work.h src/app/work.c src/app/work_cells.c src/app/work_check.c src/app/work_edit.c src/app/work_entries.c src/app/work_hold.c src/app/work_internal.h src/app/work_listing.c src/app/work_record.c src/app/work_tasks.c src/app/work_typed.c

# What the proof rests on, by the digests of its sources: a stamp made by another engine of the same version says nothing. Names and bytes alone count,
# so that it is the same wherever it is built; the file keeps its time while nothing has changed.
engine_id_sources = $(libbase_a_SOURCES) $(libmodel_a_SOURCES) $(libengine_a_SOURCES)
src/app/engine_id.h: $(engine_id_sources)
	@$(MKDIR_P) src/app
	$(AM_V_GEN)id=`cd $(srcdir) && ls $(engine_id_sources) | LC_ALL=C sort -u | xargs sha256sum | sha256sum | cut -c 1-64` && \
		printf '/* Made by src/app/room.mk. */\n#define ENGINE_ID "%s"\n' "$$id" > $@.tmp
	@if cmp -s $@.tmp $@; then rm -f $@.tmp; else mv $@.tmp $@; fi
src/app/proof_stamp.$(OBJEXT): src/app/engine_id.h
CLEANFILES += src/app/engine_id.h
