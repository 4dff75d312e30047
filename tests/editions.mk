# SPDX-License-Identifier: Apache-2.0
# The second edition, which tests/editions.sh puts beside the shipped one.
EXTRA_DIST += \
	tests/editions/2030-04-01/catalogue/classification.ini \
	tests/editions/2030-04-01/clauses.ini \
	tests/editions/2030-04-01/edition.ini \
	tests/editions/2030-04-01/facts.ini \
	tests/editions/2030-04-01/rules-sample.ini \
	tests/editions/2030-04-01/screens/sample-candidate.ini \
	tests/editions/2030-04-01/screens/sample-case.ini \
	tests/editions/2030-04-01/screens/sample-component.ini \
	tests/editions/2030-04-01/screens/sample-step.ini \
	tests/editions/2030-04-01/steps.ini
