# SPDX-License-Identifier: Apache-2.0
# The data that a ministry may revise. tests/layers.sh compares this list with the tree.
nobase_dist_pkgdata_DATA = \
	data/catalogue/classification.ini \
	data/catalogue/era.ini \
	data/catalogue/harms.ini data/catalogue/rejections.ini \
	data/catalogue/roles.ini \
	data/catalogue/schemes.ini \
	data/catalogue/signoff.ini \
	data/criteria/sample.csv \
	data/overlay/2021-03-30/government-cloud.ini \
	data/policy/2021-03-30/clauses.ini \
	data/policy/2021-03-30/edition.ini \
	data/policy/2021-03-30/facts.ini \
	data/policy/2021-03-30/proof.ini \
	data/policy/2021-03-30/rules-case.ini \
	data/policy/2021-03-30/rules-component.ini \
	data/policy/2021-03-30/rules-ismap.ini \
	data/policy/2021-03-30/rules-location.ini \
	data/policy/2021-03-30/rules-other-evidence.ini \
	data/policy/2021-03-30/rules-private.ini \
	data/policy/2021-03-30/rules-security.ini \
	data/policy/2021-03-30/rules-selection.ini \
	data/policy/2021-03-30/rules-use.ini \
	data/policy/2021-03-30/steps.ini \
	data/practice/onpremises-model.ini \
	data/practice/onpremises.ini \
	data/practice/public-iaas-model.ini \
	data/practice/public-iaas.ini \
	data/practice/public-saas-model.ini \
	data/practice/public-saas.ini \
	data/practice/secret-model.ini \
	data/practice/secret.ini \
	data/process/life.ini \
	data/process/sweep.ini \
	data/process/triggers.ini \
	data/registry/columns.ini \
	data/registry/sample-audit-bodies.csv \
	data/registry/sample-earlier.csv \
	data/registry/sample-offers.csv \
	data/registry/sample.csv \
	data/registry/sample.ini \
	data/statistics/usage-survey.ini \
	screens/candidate-controls.ini \
	screens/candidate-cost.ini \
	screens/candidate-evidence.ini \
	screens/candidate-identity.ini \
	screens/candidate-ismap.ini \
	screens/candidate-location.ini \
	screens/candidate-platform.ini \
	screens/candidate-security.ini \
	screens/candidate-standing.ini \
	screens/candidate-use.ini \
	screens/component-basis.ini \
	screens/step-coverage.ini \
	screens/step-outcome.ini \
	screens/step0-basis.ini \
	screens/step0-business.ini \
	screens/step0-information.ini \
	screens/step0-inventory.ini \
	screens/step0-permanence.ini \
	screens/step0-procurement.ini \
	screens/step0-service-level.ini \
	screens/step0-volume.ini

# The proof of the shipped edition is run once at build, and again when the engine or the data change; what it comes to is quoted by every record. A
# fault is told and kept, and the tests fail of it. The user's settings have no part in it.
proof_stamp = proof.ini
CLEANFILES += $(proof_stamp)
$(proof_stamp): libengine.a libmodel.a src/app/engine_id.h $(nobase_dist_pkgdata_DATA) | kumoshirube$(EXEEXT)
	@rm -rf proof.tmp && $(MKDIR_P) proof.tmp && : > proof.tmp/settings.ini
	$(AM_V_GEN)HOME=`pwd`/proof.tmp XDG_CACHE_HOME=`pwd`/proof.tmp KUMOSHIRUBE_DATA='$(abs_top_srcdir)' LC_ALL=C.UTF-8 \
		./kumoshirube$(EXEEXT) --lang en --config proof.tmp/settings.ini policy check --edition 2021-03-30 --cases $(PROOF_CASES) --stamp $@ \
		> proof.tmp/log || cat proof.tmp/log >&2
	@rm -rf proof.tmp && test -s $@

# The examples stand beside the data that they are about, so that `policy coverage` can show them where the program is installed.
install-data-hook: $(proof_stamp)
	$(MKDIR_P) $(DESTDIR)$(pkgdatadir)
	$(INSTALL_DATA) $(proof_stamp) $(DESTDIR)$(pkgdatadir)/proof.ini
	$(MKDIR_P) $(DESTDIR)$(pkgdatadir)/tests/rules
	for file in $(srcdir)/tests/rules/*.ini; do $(INSTALL_DATA) "$$file" $(DESTDIR)$(pkgdatadir)/tests/rules/ || exit 1; done

uninstall-hook:
	rm -f $(DESTDIR)$(pkgdatadir)/proof.ini
	rm -f $(DESTDIR)$(pkgdatadir)/tests/rules/*.ini
	test ! -d $(DESTDIR)$(pkgdatadir)/tests || rmdir $(DESTDIR)$(pkgdatadir)/tests/rules $(DESTDIR)$(pkgdatadir)/tests
