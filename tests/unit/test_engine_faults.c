/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One fault in one line of the shipped rule files, over and over: the set is refused whole, with the file and the line, or it is a valid set after
 * all (a line that may be absent was taken away). What can never be valid must be refused at its line. Each line is given one of the faults in
 * turn; with the argument "all" it is given each of them, which takes minutes. Speaks TAP.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"

#define EDITION "2021-03-30"
#define LONG_BYTES 2000
#if defined(__SANITIZE_ADDRESS__)
#define LINES_APART 16
#else
#define LINES_APART 1
#endif

enum fault {
	FAULT_FIRST_QUOTE, FAULT_LAST_QUOTE, FAULT_DOUBLED, FAULT_CUT, FAULT_NUL, FAULT_ENCODING, FAULT_OTHER_KEY, FAULT_LONG, FAULT_BRACKET,
	FAULT_DELETED, FAULT_EMPTY, FAULT_COUNT
};
/* Faults of which some sets are valid all the same. */
#define MAY_BE_VALID FAULT_DELETED

static const char *const names[] = { "the first quote removed", "the last quote removed", "the line twice", "the line cut off", "a NUL byte",
	"a byte of another encoding", "another key", "a line without end", "a bracket within the value", "the line deleted", "an empty value" };

struct tally {
	size_t tried[FAULT_COUNT], refused[FAULT_COUNT], bad;
};
struct test {
	struct edition *edition;
	bool all;
	struct tally tally;
	int failures, number;
};

static void result(struct test *test, bool good, const char *what)
{
	test->number++;
	test->failures += !good;
	printf("%s %d - %s\n", good ? "ok" : "not ok", test->number, what);
}

static bool is_rules(const char *name)
{
	const char *file = strrchr(name, '/');
	return file && strstr(name, "data/policy/" EDITION "/") && (strncmp(file, "/rules-", 7) == 0 || strcmp(file, "/steps.ini") == 0 ||
		strcmp(file, "/facts.ini") == 0 || strcmp(file, "/proof.ini") == 0);
}

/* The set with other bytes for one file; compiled when it loads. True when it is valid. */
static bool load(const struct test *test, const struct fileset_item *item, const struct buf *bytes, struct diag_list *diags)
{
	struct fileset set;
	struct buf packed;
	struct edition *edition = NULL;
	struct engine *engine = NULL;
	fileset_init(&set);
	buf_init(&packed);
	for (size_t i = 0; i < test->edition->files.count; i++) {
		const struct fileset_item *each = &test->edition->files.items[i];
		fileset_add(&set, each->name, each == item ? bytes->data : each->data, each == item ? bytes->len : each->len);
	}
	fileset_sort(&set);
	fileset_pack(&set, &packed);
	bool valid = edition_load_packed(&edition, EDITION, packed.data, packed.len, diags) == STATUS_OK &&
		engine_new(&engine, edition, diags) == STATUS_OK;
	engine_free(&engine);
	edition_free(&edition);
	fileset_done(&set);
	buf_done(&packed);
	return valid;
}

/* Appends the line with its fault. False where the line cannot have it. */
static bool spoil(struct buf *out, const char *line, size_t len, enum fault fault)
{
	const char *first = memchr(line, '"', len), *last = len && line[len - 1] == '"' ? line + len - 1 : NULL;
	if (len == 0 || *line == ';' || *line == '#' || (fault != FAULT_DELETED && fault != FAULT_DOUBLED && (!first || !last || last - first < 2)))
		return false;
	size_t before = first ? (size_t)(first - line) : 0, within = first ? (size_t)(last - first - 1) : 0;
	switch (fault) {
	case FAULT_FIRST_QUOTE:
		buf_addf(out, "%.*s%.*s\n", (int)before, line, (int)(len - before - 1), first + 1);
		break;
	case FAULT_LAST_QUOTE:
	case FAULT_CUT:
		buf_addf(out, "%.*s\n", (int)(fault == FAULT_CUT ? before + 1 : len - 1), line);
		break;
	case FAULT_DOUBLED:
		buf_addf(out, "%.*s\n%.*s\n", (int)len, line, (int)len, line);
		break;
	case FAULT_NUL:
	case FAULT_ENCODING:
		buf_add(out, line, before + 1);
		buf_add(out, fault == FAULT_NUL ? "" : "\x8b", 1);
		buf_add(out, first + 1, len - before - 1);
		buf_adds(out, "\n");
		break;
	case FAULT_OTHER_KEY:
		buf_addf(out, "zz%.*s\n", (int)len, line);
		break;
	case FAULT_LONG:
		buf_addf(out, "%.*s\"%*s\"\n", (int)before, line, LONG_BYTES, "x");
		break;
	case FAULT_BRACKET:
		buf_addf(out, "%.*s\"%.*s\"(\n", (int)before, line, (int)within, first + 1);
		break;
	case FAULT_EMPTY:
		buf_addf(out, "%.*s\"\"\n", (int)before, line);
		break;
	default:
		break;
	}
	return true;
}

/* Whether a fault is told of the file, and of the line or the one behind it, where the second of two stands. */
static bool told(const struct diag_list *diags, const char *file, int line)
{
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];
		if (diag->file && strcmp(diag->file, file) == 0 && (!line || diag->line == line || diag->line == line + 1))
			return true;
	}
	return false;
}

static bool anywhere(const struct diag_list *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		if (diags->items[i].file && diags->items[i].line > 0)
			return true;
	return false;
}

static void try_line(struct test *test, const struct fileset_item *item, size_t from, size_t len, int line, enum fault fault)
{
	struct buf bytes;
	struct diag_list diags;
	buf_init(&bytes);
	diag_init(&diags);
	buf_add(&bytes, item->data, from);
	if (spoil(&bytes, item->data + from, len, fault)) {
		size_t rest = from + len + 1;
		buf_add(&bytes, item->data + rest, item->len - rest);
		bool valid = load(test, item, &bytes, &diags);
		/* What is missing may be told where it is needed. */
		bool good = valid ? fault >= MAY_BE_VALID : fault >= MAY_BE_VALID ? anywhere(&diags) : told(&diags, item->name, line);
		test->tally.tried[fault]++;
		test->tally.refused[fault] += !valid;
		test->tally.bad += !good;
		if (!good)
			printf("# %s:%d: %s: %s\n", item->name, line, names[fault], valid ? "is not refused" : "is not told with its place");
	}
	diag_done(&diags);
	buf_done(&bytes);
}

static void try_file(struct test *test, const struct fileset_item *item)
{
	int line = 0;
	for (size_t from = 0; from < item->len;) {
		const char *end = memchr(item->data + from, '\n', item->len - from);
		size_t len = end ? (size_t)(end - item->data) - from : item->len - from;
		line++;
		for (int fault = 0; fault < FAULT_COUNT; fault++) {
			if (test->all || (line % FAULT_COUNT == fault && line % LINES_APART == 0))
				try_line(test, item, from, len, line, (enum fault)fault);
		}
		from += len + 1;
	}
}

/* With a quote missing in every line that has one, every such line is told. */
static void try_every_line(struct test *test, const struct fileset_item *item)
{
	struct buf bytes;
	struct diag_list diags;
	size_t expected = 0, found = 0;
	int line = 0;
	bool *spoiled = mem_array(item->len + 2, sizeof *spoiled);
	buf_init(&bytes);
	diag_init(&diags);
	for (size_t from = 0; from < item->len;) {
		const char *end = memchr(item->data + from, '\n', item->len - from);
		size_t len = end ? (size_t)(end - item->data) - from : item->len - from;
		spoiled[++line] = spoil(&bytes, item->data + from, len, FAULT_LAST_QUOTE);
		expected += spoiled[line];
		if (!spoiled[line])
			buf_addf(&bytes, "%.*s\n", (int)len, item->data + from);
		from += len + 1;
	}
	bool valid = load(test, item, &bytes, &diags);
	for (int at = 1; at <= line; at++) {
		bool here = false;
		for (size_t i = 0; spoiled[at] && !here && i < diags.count; i++)
			here = diags.items[i].file && strcmp(diags.items[i].file, item->name) == 0 && diags.items[i].line == at;
		found += here;
	}
	printf("# %s: %zu lines with a fault, %zu told\n", item->name, expected, found);
	test->tally.bad += valid || found != expected;
	free(spoiled);
	diag_done(&diags);
	buf_done(&bytes);
}

static void run(struct test *test)
{
	size_t files = 0;
	for (size_t i = 0; i < test->edition->files.count; i++) {
		const struct fileset_item *item = &test->edition->files.items[i];
		if (!is_rules(item->name))
			continue;
		files++;
		try_file(test, item);
	}
	for (int fault = 0; fault < FAULT_COUNT; fault++)
		printf("# %s: %zu tried, %zu refused\n", names[fault], test->tally.tried[fault], test->tally.refused[fault]);
	result(test, files >= 10, "there are rule files");
	result(test, test->tally.bad == 0, "a single fault is refused with its place, or leaves a valid set");
	test->tally.bad = 0;
	for (size_t i = 0; i < test->edition->files.count; i++) {
		if (is_rules(test->edition->files.items[i].name))
			try_every_line(test, &test->edition->files.items[i]);
	}
	result(test, test->tally.bad == 0, "every fault of a file is listed");
}

int main(int argc, char **argv)
{
	const char *root = getenv("KUMOSHIRUBE_DATA");
	struct test test = { .all = argc > 1 && strcmp(argv[1], "all") == 0 };
	struct diag_list diags;
	setlocale(LC_CTYPE, "C.UTF-8");
	if (!root) {
		puts("Bail out! KUMOSHIRUBE_DATA is not set");
		return 99;
	}
	diag_init(&diags);
	bool good = edition_load(&test.edition, root, EDITION, &diags) == STATUS_OK;
	result(&test, good, "the shipped edition loads");
	if (good)
		run(&test);
	printf("1..%d\n", test.number);
	edition_free(&test.edition);
	diag_done(&diags);
	return test.failures ? 1 : 0;
}
