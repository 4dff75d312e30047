# SPDX-License-Identifier: Apache-2.0
# How the tests run: every program speaks TAP, so that each case counts; every file runs alone by name:
#   make check TESTS=tests/cases.sh
dist_check_SCRIPTS = tests/layers.sh tests/messages.sh tests/data.sh tests/policy.sh tests/cli.sh tests/badinput.sh tests/screens.sh tests/walk.sh
TESTS = $(check_PROGRAMS) $(dist_check_SCRIPTS)
TEST_EXTENSIONS = .sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(SHELL)
AM_TESTS_ENVIRONMENT = \
	srcdir='$(abs_top_srcdir)'; export srcdir; \
	builddir='$(abs_top_builddir)'; export builddir; \
	KUMOSHIRUBE_DATA='$(abs_top_srcdir)'; export KUMOSHIRUBE_DATA; \
	KUMOSHIRUBE_LOCALEDIR='$(abs_top_builddir)/po/locale'; export KUMOSHIRUBE_LOCALEDIR; \
	CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	ASAN_OPTIONS=detect_leaks=1:abort_on_error=0; export ASAN_OPTIONS;
AM_DISTCHECK_CONFIGURE_FLAGS = --enable-werror

EXTRA_DIST += tests/lib.sh \
	tests/cases/01-public-saas-registered.expect \
	tests/cases/01-public-saas-registered.ini \
	tests/cases/02-saas-provisional.expect \
	tests/cases/02-saas-provisional.ini \
	tests/cases/03-saas-ciso.expect \
	tests/cases/03-saas-ciso.ini \
	tests/cases/04-ismap-liu.expect \
	tests/cases/04-ismap-liu.ini \
	tests/cases/05-specially-designated.expect \
	tests/cases/05-specially-designated.ini \
	tests/cases/06-personnel-interministry.expect \
	tests/cases/06-personnel-interministry.ini \
	tests/cases/07-citizen-facing-peaks.expect \
	tests/cases/07-citizen-facing-peaks.ini \
	tests/cases/08-small-system.expect \
	tests/cases/08-small-system.ini \
	tests/cases/09-onpremises-shown.expect \
	tests/cases/09-onpremises-shown.ini \
	tests/cases/10-onpremises-refused.expect \
	tests/cases/10-onpremises-refused.ini \
	tests/cases/11-open-answers.expect \
	tests/cases/11-open-answers.ini \
	tests/cases/12-split-hybrid.expect \
	tests/cases/12-split-hybrid.ini \
	tests/cases/13-onpremises-mixed.expect \
	tests/cases/13-onpremises-mixed.ini \
	tests/cases/14-onpremises-without-merit.expect \
	tests/cases/14-onpremises-without-merit.ini \
	tests/cases/15-excluded.expect \
	tests/cases/15-excluded.ini \
	tests/cases/16-group-use.expect \
	tests/cases/16-group-use.ini \
	tests/cases/17-liu-not-low.expect \
	tests/cases/17-liu-not-low.ini \
	tests/cases/18-public-information.expect \
	tests/cases/18-public-information.ini \
	tests/cases/19-renewal-unknown.expect \
	tests/cases/19-renewal-unknown.ini \
	tests/cases/20-hybrid-unexplained.expect \
	tests/cases/20-hybrid-unexplained.ini \
	tests/cases/21-overseas-backup.expect \
	tests/cases/21-overseas-backup.ini \
	tests/cases/22-inventory.expect \
	tests/cases/22-inventory.ini \
	tests/screens/01-home-empty.screen \
	tests/screens/01-home-one.screen \
	tests/screens/01-question-20-rows.screen \
	tests/screens/01-question-23-rows.screen \
	tests/screens/01-question-text.screen \
	tests/screens/01-start.keys \
	tests/screens/01-tasks-new.screen \
	tests/screens/02-answers.keys \
	tests/screens/02-check.screen \
	tests/screens/02-choice.screen \
	tests/screens/02-date-refused.screen \
	tests/screens/02-date.screen \
	tests/screens/02-menu.screen \
	tests/screens/02-reason.screen \
	tests/screens/02-tasks.screen \
	tests/screens/03-candidate.screen \
	tests/screens/03-candidates.keys \
	tests/screens/03-findings.screen \
	tests/screens/03-jump.screen \
	tests/screens/03-picker-search.screen \
	tests/screens/03-picker-unlisted.screen \
	tests/screens/03-picker.screen \
	tests/screens/03-why.screen \
	tests/screens/04-chosen.screen \
	tests/screens/04-compare-differences.screen \
	tests/screens/04-compare-text.screen \
	tests/screens/04-compare.keys \
	tests/screens/04-compare.screen \
	tests/screens/05-confirm.screen \
	tests/screens/05-done.screen \
	tests/screens/05-export.screen \
	tests/screens/05-flow-text.screen \
	tests/screens/05-flow-why.screen \
	tests/screens/05-flow.screen \
	tests/screens/05-help.screen \
	tests/screens/05-record-page-3.screen \
	tests/screens/05-record.keys \
	tests/screens/05-record.screen \
	tests/screens/05-registry.screen \
	tests/screens/05-verdict.screen \
	tests/screens/06-flow-first.screen \
	tests/screens/06-flow-second.screen \
	tests/screens/06-split-three.screen \
	tests/screens/06-split.keys \
	tests/screens/07-english.keys \
	tests/screens/07-home.screen \
	tests/screens/07-menu.screen \
	tests/screens/07-tasks.screen \
	tests/screens/08-nothing-lost.keys \
	tests/screens/08-order.screen \
	tests/screens/08-refused.screen \
	tests/screens/08-unfinished.screen \
	tests/screens/09-candidates-added.keys \
	tests/screens/09-dropped.screen \
	tests/screens/10-next.keys \
	tests/screens/10-questions.screen \
	tests/screens/10-tasks.screen \
	tests/screens/13-harms.screen \
	tests/screens/13-hub.screen \
	tests/screens/13-inventory.keys \
	tests/screens/13-list.screen \
	tests/screens/13-open.screen \
	tests/screens/13-proposal.screen \
	tests/screens/13-taken.screen \
	tests/rules/bases.ini \
	tests/rules/evidence-current.ini \
	tests/rules/evidence-names.ini \
	tests/rules/evidence-not-named.ini \
	tests/rules/evidence-relied.ini \
	tests/rules/gate-excluded.ini \
	tests/rules/gate-transitional.ini \
	tests/rules/high-rating.ini \
	tests/rules/is-basic-extra.ini \
	tests/rules/is-crit-3digit.ini \
	tests/rules/jip-sector.ini \
	tests/rules/kh-2-1.ini \
	tests/rules/kh-2-2-budget-named.ini \
	tests/rules/kh-2-2-budget.ini \
	tests/rules/kh-2-2-col1-compare.ini \
	tests/rules/kh-2-2-col1-figures.ini \
	tests/rules/kh-2-2-col1-impression.ini \
	tests/rules/kh-2-2-col1-internet.ini \
	tests/rules/kh-2-2-col2-true-cloud.ini \
	tests/rules/kh-2-2-planning-named.ini \
	tests/rules/kh-2-2-planning.ini \
	tests/rules/kh-3-2-1-1.ini \
	tests/rules/kh-3-2-1-2.ini \
	tests/rules/kh-3-2-1-3.ini \
	tests/rules/kh-3-2-1-4.ini \
	tests/rules/kh-3-2-2-1.ini \
	tests/rules/kh-3-2-2-2.ini \
	tests/rules/kh-3-2-2-3.ini \
	tests/rules/kh-3-2-3-1.ini \
	tests/rules/kh-3-2-4-1.ini \
	tests/rules/kh-3-2-4-2.ini \
	tests/rules/kh-3-2-5-1-agree.ini \
	tests/rules/kh-3-2-5-1.ini \
	tests/rules/kh-3-3-1-1-biz.ini \
	tests/rules/kh-3-3-1-1-comm.ini \
	tests/rules/kh-3-3-1-2.ini \
	tests/rules/kh-3-3-1-3.ini \
	tests/rules/kh-3-3-1-4.ini \
	tests/rules/kh-3-3-2-1.ini \
	tests/rules/kh-3-3-2-2-forbidden.ini \
	tests/rules/kh-3-3-2-2.ini \
	tests/rules/kh-3-3-2-3-keys.ini \
	tests/rules/kh-3-3-2-3-rest.ini \
	tests/rules/kh-3-3-2-3-transport.ini \
	tests/rules/kh-3-3-3-1.ini \
	tests/rules/kh-3-3-3-2.ini \
	tests/rules/kh-3-3-3-3.ini \
	tests/rules/kh-3-4-rules.ini \
	tests/rules/kh-3-5-1-1-standing.ini \
	tests/rules/kh-3-5-1-2.ini \
	tests/rules/kh-3-5-2-2.ini \
	tests/rules/kh-3-5-3-2-ext.ini \
	tests/rules/kh-3-5-3-2-multi.ini \
	tests/rules/kh-3-5-3-3.ini \
	tests/rules/kh-3-5-4.ini \
	tests/rules/kh-3-5-5-case.ini \
	tests/rules/kh-3-5-5.ini \
	tests/rules/kh-3-5-col-group-agree.ini \
	tests/rules/kh-3-5-col-group.ini \
	tests/rules/kh-3-5-note.ini \
	tests/rules/kh-3-6-col-small.ini \
	tests/rules/kh-3-6-note.ini \
	tests/rules/kh-4-1-col-contract.ini \
	tests/rules/kh-4-1-col-premium.ini \
	tests/rules/kh-4-1.ini \
	tests/rules/kt-crit.ini \
	tests/rules/kt-level.ini \
	tests/rules/listing-forms.ini \
	tests/rules/listing-scope.ini \
	tests/rules/listing-validity.ini \
	tests/rules/liu-impact.ini \
	tests/rules/offer-fits-step.ini \
	tests/rules/policy-evidence.ini \
	tests/rules/step-1.ini \
	tests/rules/step-2.ini \
	tests/rules/step-3.ini \
	tests/rules/step-4.ini \
	tests/rules/step-5.ini \
	tests/rules/uk-4-2-2.ini \
	tests/walk.awk
