/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes the rules of the benchmark as C: each once as text, once as a function over the same arrays of values, and once for json-logic. The numbers come from a
 * fixed seed, so that the file is the same on every machine. Slots are those of the order in which bench_rules.c declares the facts.
 */
#include "bench_rules.h"

#include <stdio.h>

static uint64_t seed = 20261121;

static unsigned below(unsigned count)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 24) % count;
}

struct texts {
	char rule[400], code[1600], json[1600];
};

struct side {
	const char *scope, *frame;
	unsigned slot;
};

static struct side random_side(unsigned type, bool candidate)
{
	unsigned turns = (BENCH_FACTS - type + BENCH_TYPES - 1) / BENCH_TYPES;
	return (struct side){ .scope = candidate ? "candidate" : "case", .frame = candidate ? "k" : "c", .slot = below(turns) * BENCH_TYPES + type };
}

static const struct {
	const char *rule, *code; /* that of json-logic is the code's */
} OPS[] = {
	{ .rule = "=", .code = "==" }, { .rule = "<>", .code = "!=" }, { .rule = "<", .code = "<" },
	{ .rule = "<=", .code = "<=" }, { .rule = ">", .code = ">" }, { .rule = ">=", .code = ">=" },
};

static void with_fact(struct texts *out, unsigned type, unsigned op)
{
	struct side left = random_side(type, true), right = random_side(type, false);
	snprintf(out->rule, sizeof out->rule, "%s.f%u %s %s.f%u", left.scope, left.slot, OPS[op].rule, right.scope, right.slot);
	snprintf(out->code, sizeof out->code, "PAIR(%s[%u], %s, %s[%u])", left.frame, left.slot, OPS[op].code, right.frame, right.slot);
	snprintf(out->json, sizeof out->json, "{'%s':[{'var':'%s%u'},{'var':'%s%u'}]}", OPS[op].code, left.frame, left.slot, right.frame, right.slot);
}

static void with_list(struct texts *out, unsigned type)
{
	struct side left = random_side(type, below(3) != 0);
	unsigned a = below(BENCH_OPTIONS), b = below(BENCH_OPTIONS), in = below(2);
	const char *quote = type == BENCH_CHOICE ? "'o" : "", *end = type == BENCH_CHOICE ? "'" : "";
	unsigned unit = type == BENCH_NUMBER ? 1000 : 1;
	snprintf(out->rule, sizeof out->rule, "%s.f%u %s (%s%u%s, %s%u%s)", left.scope, left.slot, in ? "in" : "not in", quote, a, end, quote, b, end);
	snprintf(out->code, sizeof out->code, "one(%s[%u].known, %s(%s[%u].number == %u || %s[%u].number == %u))", left.frame, left.slot,
		in ? "" : "!", left.frame, left.slot, a * unit, left.frame, left.slot, b * unit);
	snprintf(out->json, sizeof out->json, "%s{'in':[{'var':'%s%u'},[%u,%u]]}%s", in ? "" : "{'!':[", left.frame, left.slot, a * unit, b * unit,
		in ? "" : "]}");
}

static void with_constant(struct texts *out, unsigned type, unsigned op)
{
	struct side left = random_side(type, below(3) != 0);
	char value[16];
	unsigned number = below(type == BENCH_YESNO ? 2 : BENCH_OPTIONS);
	if (type == BENCH_CHOICE)
		snprintf(value, sizeof value, "'o%u'", number);
	else if (type == BENCH_NUMBER)
		snprintf(value, sizeof value, "%u", number);
	else
		snprintf(value, sizeof value, "%s", number ? "yes" : "no");
	snprintf(out->rule, sizeof out->rule, "%s.f%u %s %s", left.scope, left.slot, OPS[op].rule, value);
	snprintf(out->code, sizeof out->code, "one(%s[%u].known, %s[%u].number %s %u)", left.frame, left.slot, left.frame, left.slot, OPS[op].code,
		type == BENCH_NUMBER ? number * 1000 : number);
	snprintf(out->json, sizeof out->json, "{'%s':[{'var':'%s%u'},%u]}", OPS[op].code, left.frame, left.slot,
		type == BENCH_NUMBER ? number * 1000 : number);
}

static void condition(struct texts *out)
{
	unsigned type = below(BENCH_TYPES), op = below(type == BENCH_NUMBER ? 6 : 2);
	if (below(5) == 0)
		with_fact(out, type, op);
	else if (type != BENCH_YESNO && below(3) == 0)
		with_list(out, type);
	else
		with_constant(out, type, op);
}

/* Two to four conditions; from three on, the first two stand in brackets. */
static void rule(struct texts *out)
{
	struct texts part, whole;
	unsigned parts = 2 + below(3), all = below(2);
	condition(&whole);
	for (unsigned i = 1; i < parts; i++, all = !all) {
		condition(&part);
		snprintf(out->rule, sizeof out->rule, i > 1 ? "(%.180s) %s %.180s" : "%.180s %s %.180s", whole.rule, all ? "and" : "or", part.rule);
		snprintf(out->code, sizeof out->code, "%s(%.780s, %.780s)", all ? "both" : "either", whole.code, part.code);
		snprintf(out->json, sizeof out->json, "{'%s':[%.780s,%.780s]}", all ? "and" : "or", whole.json, part.json);
		whole = *out;
	}
}

int main(void)
{
	static struct texts rules[BENCH_RULES];
	puts("/* SPDX-License-Identifier: Apache-2.0 */\n/* Written by bench_rules_gen. */\n#include \"bench_rules.h\"\n\n"
		"#define PAIR(a, op, b) one((a).known && (b).known, (a).number op (b).number)\n");
	puts("static inline enum truth one(bool known, bool yes)\n{\n\treturn known ? (yes ? TRUTH_YES : TRUTH_NO) : TRUTH_UNKNOWN;\n}");
	puts("static inline enum truth both(enum truth a, enum truth b)\n{\n"
		"\treturn a == TRUTH_NO || b == TRUTH_NO ? TRUTH_NO : a == TRUTH_YES && b == TRUTH_YES ? TRUTH_YES : TRUTH_UNKNOWN;\n}");
	puts("static inline enum truth either(enum truth a, enum truth b)\n{\n"
		"\treturn a == TRUTH_YES || b == TRUTH_YES ? TRUTH_YES : a == TRUTH_NO && b == TRUTH_NO ? TRUTH_NO : TRUTH_UNKNOWN;\n}");
	for (unsigned i = 0; i < BENCH_RULES; i++) {
		rule(&rules[i]);
		printf("static enum truth rule_%u(const struct frames *frames)\n{\n", i);
		puts("\tconst struct value *c = frames->at[SCOPE_CASE], *k = frames->at[SCOPE_CANDIDATE];\n\t(void)c;\n\t(void)k;");
		printf("\treturn %s;\n}\n", rules[i].code);
	}
	puts("const struct bench_rule BENCH_RULE_TABLE[BENCH_RULES] = {");
	for (unsigned i = 0; i < BENCH_RULES; i++)
		printf("\t{ .text = \"%s\", .run = rule_%u, .json = \"%s\" },\n", rules[i].rule, i, rules[i].json);
	puts("};");
	return ferror(stdout) ? 1 : 0;
}
