/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of a verdict: complete, in one order, and different for every difference. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "model/verdict.h"
#include "test_model_fixture.h"

/* A verdict as an engine would make it, with one thing of every kind. */
struct built {
	struct edition *edition;
	struct dossier *dossier;
	struct verdict verdict;
	struct fact_read reads[2];
	struct fact_missing missing[2];
	struct trace_line trace[2];
	struct finding candidate_finding, case_finding;
	const struct finding *candidate_list[1], *case_list[1];
	struct finding *all[2];
	struct candidate_result candidate;
	struct step_result steps[2];
	struct component_result component;
};

static void build_findings(struct built *built)
{
	const struct edition *edition = built->edition;

	built->reads[0] = (struct fact_read){ edition_fact(edition, "case.title"), "case", "two\nlines", "" };
	built->reads[1] = (struct fact_read){ edition_fact(edition, "service.list"), "c1-1-k1", "ismap", "list, line 4" };
	built->missing[0] = (struct fact_missing){ edition_fact(edition, "case.users"), "case", false };
	built->missing[1] = (struct fact_missing){ edition_fact(edition, "candidate.plan"), "c1-1-k1", true };
	built->trace[0] = (struct trace_line){ 0, TRUTH_UNKNOWN, false, "a and b", NULL };
	built->trace[1] = (struct trace_line){ 1, TRUTH_NO, true, "a", NULL };
	built->candidate_finding = (struct finding){
		.rule = edition_rule(edition, "r-1"), .key = "c1-1-k1", .outcome = OUTCOME_PASS, .rung = 2, .exception = 0, .opens = true,
		.reads = built->reads, .read_count = 2, .missing = built->missing, .missing_count = 2, .trace = built->trace, .trace_count = 2,
	};
	built->case_finding = (struct finding){ .rule = edition_rule(edition, "r-2"), .key = "case", .outcome = OUTCOME_FAIL, .blocks = true };
	built->candidate_list[0] = &built->candidate_finding;
	built->case_list[0] = &built->case_finding;
	built->all[0] = &built->case_finding;
	built->all[1] = &built->candidate_finding;
}

static void build(struct built *built)
{
	*built = (struct built){ .edition = fixture_edition() };
	built->dossier = dossier_new(built->edition);
	build_findings(built);
	built->candidate = (struct candidate_result){
		.entity = dossier_ensure(built->dossier, "c1-1-k1"), .key = "c1-1-k1", .acceptable = TRUTH_UNKNOWN, .chosen = true,
		.counts = { 1, 0, 0, 0 }, .findings = built->candidate_list, .finding_count = 1,
	};
	built->steps[0] = (struct step_result){
		.step = edition_step(built->edition, 1), .entity = dossier_find(built->dossier, "c1-1"), .key = "c1-1", .outcome = STEP_ADOPTED,
		.entry = TRUTH_YES, .adopt = TRUTH_YES, .pass = TRUTH_NO, .refer = TRUTH_UNKNOWN, .chosen = "c1-1-k1",
		.candidates = &built->candidate, .candidate_count = 1, .missing = built->missing, .missing_count = 1,
		.reads = built->reads, .read_count = 1, .trace = built->trace, .trace_count = 1,
	};
	built->steps[1] = (struct step_result){ .step = edition_step(built->edition, 2), .key = "c1-2", .chosen = "" };
	built->component = (struct component_result){
		.entity = dossier_find(built->dossier, "c1"), .key = "c1", .name = "part", .status = VERDICT_DECIDED,
		.adopted = edition_step(built->edition, 1), .candidate = "c1-1-k1", .steps = built->steps, .step_count = 2,
	};
	built->verdict = (struct verdict){
		.status = VERDICT_DECIDED, .as_of = 0, .gate = &built->edition->gates[0], .findings = built->all, .finding_count = 2,
		.case_findings = built->case_list, .case_finding_count = 1, .components = &built->component, .component_count = 1,
	};
}

static void release(struct built *built)
{
	dossier_free(&built->dossier);
	edition_free(&built->edition);
}

static const char EXPECTED[] =
	"verdict decided\n"
	"as_of 1970-01-01\n"
	"gate out excluded\n"
	"findings 2\n"
	"finding r-2 case fail rung 0 exception 0 blocks\n"
	"component c1 decided\n"
	"\tname part\n"
	"\tadopted 1 saas_public\n"
	"\tcandidate c1-1-k1\n"
	"\tstep c1-1 adopted\n"
	"\t\tentry yes adopt yes pass no refer unknown\n"
	"\t\tchosen c1-1-k1\n"
	"\t\tread case case.title\n"
	"\t\t\tvalue twolines\n"
	"\t\tmissing case case.users\n"
	"\t\ttrace 0 unknown - a and b\n"
	"\t\tcandidate c1-1-k1 acceptable unknown chosen\n"
	"\t\t\tcount pass 1\n"
	"\t\t\tcount fail 0\n"
	"\t\t\tcount undetermined 0\n"
	"\t\t\tcount not_applicable 0\n"
	"\t\t\tfinding r-1 c1-1-k1 pass rung 2 exception 0 opens\n"
	"\t\t\t\tread case case.title\n"
	"\t\t\t\t\tvalue twolines\n"
	"\t\t\t\tread c1-1-k1 service.list\n"
	"\t\t\t\t\tvalue ismap\n"
	"\t\t\t\t\tsource list, line 4\n"
	"\t\t\t\tmissing case case.users\n"
	"\t\t\t\tmissing c1-1-k1 candidate.plan reason\n"
	"\t\t\t\ttrace 0 unknown - a and b\n"
	"\t\t\t\ttrace 1 no decisive a\n"
	"\tstep c1-2 not_reached\n"
	"\t\tentry no adopt no pass no refer no\n";

static void test_bytes(void **state)
{
	struct built built;
	struct buf out;

	(void)state;
	build(&built);
	buf_init(&out);
	verdict_write(&built.verdict, &out);
	assert_string_equal(out.data, EXPECTED);
	buf_done(&out);
	release(&built);
}

/* The same in another locale, and different when a thing that was read is. */
static void test_stable(void **state)
{
	struct built built;
	struct buf out;

	(void)state;
	build(&built);
	buf_init(&out);
	setlocale(LC_ALL, "C");
	verdict_write(&built.verdict, &out);
	assert_string_equal(out.data, EXPECTED);
	built.reads[1].word = "none";
	buf_clear(&out);
	verdict_write(&built.verdict, &out);
	assert_string_not_equal(out.data, EXPECTED);
	built.reads[1].word = "ismap";
	built.trace[1].decisive = false;
	buf_clear(&out);
	verdict_write(&built.verdict, &out);
	assert_string_not_equal(out.data, EXPECTED);
	buf_done(&out);
	release(&built);
}

static void test_finding_things(void **state)
{
	struct built built;

	(void)state;
	build(&built);
	assert_ptr_equal(verdict_component(&built.verdict, "c1"), &built.component);
	assert_null(verdict_component(&built.verdict, "c2"));
	assert_ptr_equal(verdict_step(&built.verdict, "c1-2"), &built.steps[1]);
	assert_null(verdict_step(&built.verdict, "c1-3"));
	assert_ptr_equal(verdict_candidate(&built.verdict, "c1-1-k1"), &built.candidate);
	assert_null(verdict_candidate(&built.verdict, "c1-1-k2"));
	release(&built);
}

static void test_exit(void **state)
{
	static const enum status EXPECTED_EXIT[] = {
		[VERDICT_DECIDED] = STATUS_OK,
		[VERDICT_REFUSED] = STATUS_FAILED,
		[VERDICT_UNDETERMINED] = STATUS_UNDETERMINED,
		[VERDICT_GATED] = STATUS_OK,
	};
	struct verdict *heap = MEM_NEW(struct verdict);

	(void)state;
	for (int i = VERDICT_DECIDED; i <= VERDICT_GATED; i++) {
		struct verdict verdict = { .status = (enum verdict_status)i };

		assert_int_equal(verdict_exit(&verdict), EXPECTED_EXIT[i]);
	}
	arena_init(&heap->arena);
	arena_alloc(&heap->arena, 100);
	verdict_free(&heap);
	assert_null(heap);
	verdict_free(&heap);
}

UNIT_MAIN(cmocka_unit_test(test_bytes), cmocka_unit_test(test_finding_things), cmocka_unit_test(test_exit), cmocka_unit_test(test_stable))
