/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The verdict as bytes. Every line is a word and its values, nested by tabs; nothing of it depends on a language, an address or a time, so
 * that a replay years later can be compared byte by byte. Texts are written without the line breaks that a case file may have set in them.
 */
#include "model/verdict.h"

#include <stdarg.h>
#include <stdlib.h>

struct sink {
	struct buf *out;
	int depth;
};

static void indent(const struct sink *sink)
{
	for (int i = 0; i < sink->depth; i++)
		buf_addc(sink->out, '\t');
}

__attribute__((format(printf, 2, 3))) static void line(const struct sink *sink, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = mem_vprintf(format, args);
	va_end(args);
	indent(sink);
	buf_adds(sink->out, text);
	buf_addc(sink->out, '\n');
	free(text);
}

/* A name and a text that may be anything, on one line. */
static void text_line(const struct sink *sink, const char *name, const char *text)
{
	indent(sink);
	buf_adds(sink->out, name);
	buf_addc(sink->out, ' ');
	for (; *text; text++)
		if (*text != '\n')
			buf_addc(sink->out, *text);
	buf_addc(sink->out, '\n');
}

static const char *truth_word(enum truth truth)
{
	static const char *const WORDS[] = { [TRUTH_NO] = "no", [TRUTH_YES] = "yes", [TRUTH_UNKNOWN] = "unknown" };

	return truth <= TRUTH_UNKNOWN ? WORDS[truth] : "";
}

static void write_reads(const struct sink *sink, const struct fact_read *reads, size_t count)
{
	struct sink below = { .out = sink->out, .depth = sink->depth + 1 };

	for (size_t i = 0; i < count; i++) {
		line(sink, "read %s %s", reads[i].key, reads[i].fact->id);
		text_line(&below, "value", reads[i].word);
		if (*reads[i].source)
			text_line(&below, "source", reads[i].source);
	}
}

static void write_missing(const struct sink *sink, const struct fact_missing *missing, size_t count)
{
	for (size_t i = 0; i < count; i++)
		line(sink, "missing %s %s%s", missing[i].key, missing[i].fact->id, missing[i].reason ? " reason" : "");
}

static void write_trace(const struct sink *sink, const struct trace_line *trace, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *name = mem_printf("trace %d %s %s", trace[i].depth, truth_word(trace[i].truth), trace[i].decisive ? "decisive" : "-");

		text_line(sink, name, trace[i].text);
		free(name);
	}
}

static void write_finding(const struct sink *sink, const struct finding *finding)
{
	struct sink below = { .out = sink->out, .depth = sink->depth + 1 };

	line(sink, "finding %s %s %s rung %d exception %d%s%s%s", finding->rule->id, finding->key, outcome_word(finding->outcome), finding->rung,
		finding->exception, finding->blocks ? " blocks" : "", finding->opens ? " opens" : "", finding->remark ? " remark" : "");
	write_reads(&below, finding->reads, finding->read_count);
	write_missing(&below, finding->missing, finding->missing_count);
	write_trace(&below, finding->trace, finding->trace_count);
}

static void write_findings(const struct sink *sink, const struct finding *const *findings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		write_finding(sink, findings[i]);
}

static void write_candidate(const struct sink *sink, const struct candidate_result *candidate)
{
	struct sink below = { .out = sink->out, .depth = sink->depth + 1 };

	line(sink, "candidate %s acceptable %s%s", candidate->key, truth_word(candidate->acceptable), candidate->chosen ? " chosen" : "");
	for (int i = OUTCOME_PASS; i <= OUTCOME_NOT_APPLICABLE; i++)
		line(&below, "count %s %u", outcome_word((enum outcome)i), candidate->counts[i]);
	write_findings(&below, candidate->findings, candidate->finding_count);
}

static void write_step(const struct sink *sink, const struct step_result *step)
{
	struct sink below = { .out = sink->out, .depth = sink->depth + 1 };

	line(sink, "step %s %s", step->key, step_outcome_word(step->outcome));
	line(&below, "entry %s adopt %s pass %s refer %s", truth_word(step->entry), truth_word(step->adopt), truth_word(step->pass),
		truth_word(step->refer));
	if (*step->chosen)
		line(&below, "chosen %s", step->chosen);
	write_reads(&below, step->reads, step->read_count);
	write_missing(&below, step->missing, step->missing_count);
	write_trace(&below, step->trace, step->trace_count);
	write_findings(&below, step->findings, step->finding_count);
	for (size_t i = 0; i < step->candidate_count; i++)
		write_candidate(&below, &step->candidates[i]);
}

static void write_component(const struct sink *sink, const struct component_result *component)
{
	struct sink below = { .out = sink->out, .depth = sink->depth + 1 };

	line(sink, "component %s %s", component->key, verdict_status_word(component->status));
	text_line(&below, "name", component->name);
	if (component->adopted)
		line(&below, "adopted %d %s", component->adopted->number, component->adopted->model);
	if (*component->candidate)
		line(&below, "candidate %s", component->candidate);
	write_findings(&below, component->findings, component->finding_count);
	for (size_t i = 0; i < component->step_count; i++)
		write_step(&below, &component->steps[i]);
}

static void write_gate(const struct sink *sink, const struct verdict *verdict)
{
	struct sink below = { .out = sink->out, .depth = sink->depth + 1 };

	line(sink, "gate %s %s", verdict->gate->name, verdict->gate->verdict);
	write_reads(&below, verdict->gate_reads, verdict->gate_read_count);
	write_missing(&below, verdict->gate_missing, verdict->gate_missing_count);
	write_trace(&below, verdict->gate_trace, verdict->gate_trace_count);
}

void verdict_write(const struct verdict *verdict, struct buf *out)
{
	struct sink sink = { .out = out };
	char iso[11];

	date_format_iso(verdict->as_of, iso);
	line(&sink, "verdict %s", verdict_status_word(verdict->status));
	line(&sink, "as_of %s", iso);
	if (verdict->gate)
		write_gate(&sink, verdict);
	line(&sink, "findings %zu", verdict->finding_count);
	write_findings(&sink, verdict->case_findings, verdict->case_finding_count);
	for (size_t i = 0; i < verdict->component_count; i++)
		write_component(&sink, &verdict->components[i]);
}
