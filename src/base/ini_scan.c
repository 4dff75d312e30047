/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scanner. It goes on after a fault, and it keeps the key of a line whose value is bad, so that one mistake is reported once and not
 * again as a missing key. Nothing of what it kept is handed out when there was a fault.
 */
#include "base/ini_scan.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void ini_fault(struct ini_scan *scan, int line, const char *format, ...)
{
	va_list args;
	char *text;

	if (scan->faults++ >= INI_FAULTS_MAX)
		return;
	va_start(args, format);
	text = mem_vprintf(format, args);
	va_end(args);
	diag_error(scan->diags, STATUS_INPUT, scan->file, line, "%s", text);
	free(text);
}

char *ini_excerpt(const char *bytes, size_t len)
{
	size_t sound = utf8_check(bytes, len);

	return mem_strndup(bytes, utf8_fit(bytes, sound, 40));
}

bool ini_is_forbidden(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x061C || code == 0x200E || code == 0x200F || code == 0x2028 ||
	       code == 0x2029 || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

/* Every fault of the bytes of one line, whatever it says; false when there was any. */
static bool check_bytes(struct ini_scan *scan, const char *line, size_t len)
{
	size_t easy = utf8_easy(line, len), sound, used;
	bool ok = true;

	scan->easy = easy == len;
	if (scan->easy && len <= INI_LINE_MAX)
		return true;
	sound = utf8_check(line, len);
	if (len > INI_LINE_MAX) {
		ini_fault(scan, scan->line, _("the line has %zu bytes; at most %d are allowed. Split a long text into numbered keys (.1, .2)"), len,
			  INI_LINE_MAX);
		ok = false;
	}
	if (sound < len) {
		ini_fault(scan, scan->line, _("byte %zu of the line (0x%02X) is not UTF-8; save the file as UTF-8"), sound + 1,
			  (unsigned)(unsigned char)line[sound]);
		ok = false;
	}
	for (size_t at = easy; at < sound; at += used) {
		uint32_t code;

		used = 1;
		if (line[at] >= 0x20 && line[at] < 0x7F)
			continue;
		code = utf8_decode(line + at, line + sound, &used);
		if (!ini_is_forbidden(code))
			continue;
		if (!code)
			ini_fault(scan, scan->line, _("the line holds a NUL byte; the file is not a text"));
		else
			ini_fault(scan, scan->line, _("the line holds the control character U+%04X; remove it (a tab becomes spaces)"),
				  (unsigned)code);
		return false;
	}
	return ok;
}

static bool is_name(const char *text, size_t len)
{
	if (!len || len > 32)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'))
			return false;
	}
	return true;
}

/* Words [a-z0-9_]+ joined by dots. */
static bool is_key(const char *text, size_t len)
{
	bool word = false;

	if (len > INI_PART_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (c == '.') {
			if (!word)
				return false;
			word = false;
		} else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') {
			word = true;
		} else {
			return false;
		}
	}
	return word;
}

/* Ends the current section: checks it as a whole and gives its keys to the result. */
static void close_section(struct ini_scan *scan)
{
	struct ini_section *section;

	if (scan->counts) {
		section = &scan->out->sections[scan->out->count - 1];
		ini_check_section(scan, section);
		section->faulty = scan->faults > scan->faults_before;
		section->count = scan->found_count;
		section->entries = arena_alloc(&scan->out->arena, scan->found_count * sizeof *section->entries);
		for (size_t i = 0; i < scan->found_count; i++)
			section->entries[i] = scan->found[i].entry;
	}
	scan->counts = false;
	scan->kind = NULL;
	scan->found_count = 0;
}

static const struct ini_kind *find_kind(const struct ini_kind *kinds, const char *name, size_t len)
{
	for (; kinds->kind; kinds++)
		if (strlen(kinds->kind) == len && !memcmp(kinds->kind, name, len))
			return kinds;
	return NULL;
}

static void fault_unknown_kind(struct ini_scan *scan, const char *kind, size_t len)
{
	struct buf allowed;

	buf_init(&allowed);
	for (const struct ini_kind *k = scan->kinds; k->kind; k++) {
		buf_adds(&allowed, allowed.len ? ", " : "");
		buf_adds(&allowed, k->kind);
	}
	ini_fault(scan, scan->line, _("unknown kind of section \"%.*s\"; allowed here: %s"), (int)len, kind, allowed.data);
	buf_done(&allowed);
}

static void open_section(struct ini_scan *scan, const char *kind, size_t kind_len, const char *name)
{
	struct ini *out = scan->out;
	struct ini_section section = { .file = scan->file, .line = scan->line };

	scan->kind = find_kind(scan->kinds, kind, kind_len);
	if (!scan->kind) {
		fault_unknown_kind(scan, kind, kind_len);
		return;
	}
	section.kind = kind;
	section.name = name;
	section.file = out->count ? out->sections[0].file : arena_strdup(&out->arena, scan->file);
	/* Beyond the limit nothing is compared any more: a file of endless sections must not take endless time. */
	if (out->count >= INI_SECTIONS_MAX) {
		ini_fault(scan, scan->line, _("more than %d sections in one file"), INI_SECTIONS_MAX);
		return;
	}
	for (size_t i = 0; i < out->count; i++)
		if (!strcmp(out->sections[i].name, section.name) && !strcmp(out->sections[i].kind, section.kind)) {
			ini_fault(scan, scan->line, _("the section [%s.%s] is already in line %d; a section may stand once"), section.kind,
				  section.name, out->sections[i].line);
			break;
		}
	MEM_PUSH_ROOM(out->sections, out->count, scan->section_capacity);
	out->sections[out->count++] = section;
	scan->counts = true;
}

/* `faults`: how many there were before this line. */
static void read_header(struct ini_scan *scan, char *line, size_t len, size_t faults)
{
	char *dot = memchr(line, '.', len);
	size_t kind_len, name_len;
	char *shown;

	close_section(scan);
	scan->faults_before = faults;
	scan->in_section = true;
	kind_len = dot ? (size_t)(dot - line) - 1 : 0;
	name_len = dot && line[len - 1] == ']' ? len - kind_len - 3 : 0;
	if (dot && line[len - 1] == ']' && is_name(line + 1, kind_len) && is_name(dot + 1, name_len)) {
		*dot = line[len - 1] = '\0';
		open_section(scan, line + 1, kind_len, dot + 1);
		return;
	}
	shown = ini_excerpt(line, len);
	if (memchr(line, ':', len))
		ini_fault(scan, scan->line, _("the section header %s holds a colon; write [kind.name] with a dot"), shown);
	else if (line[len - 1] != ']')
		ini_fault(scan, scan->line, _("the section header %s does not end with ]; nothing may follow it on its line"), shown);
	else
		ini_fault(scan, scan->line, _("the section header %s is not [kind.name]; each part has 1 to 32 of a-z 0-9 _ -"), shown);
	free(shown);
}

/* The quoted value that begins at `text`, ended in place; NULL after a fault. */
static const char *read_value(struct ini_scan *scan, const char *key, char *text, size_t len)
{
	char *close;
	size_t used;
	char *shown;

	if (!len || text[0] != '"') {
		shown = ini_excerpt(text, len);
		ini_fault(scan, scan->line, _("the value of \"%s\" is not in double quotes: %s"), key, shown);
		free(shown);
		return NULL;
	}
	close = memchr(text + 1, '"', len - 1);
	if (!close) {
		ini_fault(scan, scan->line, _("the value of \"%s\" has no closing double quote on its line"), key);
		return NULL;
	}
	used = (size_t)(close - text) + 1;
	if (used < len) {
		shown = ini_excerpt(text + used, len - used);
		ini_fault(scan, scan->line, _("text after the closing double quote of \"%s\": %s. A value holds no double quote; a comment has its own line"),
			  key, shown);
		free(shown);
		return NULL;
	}
	*close = '\0';
	return text + 1;
}

static void add_entry(struct ini_scan *scan, const char *key, size_t key_len, const char *value, bool sound)
{
	struct ini_found found = {
		.entry = { .key = key, .key_len = key_len, .value = value ? value : "", .line = scan->line, .easy = scan->easy },
		.key_len = key_len,
	};

	for (size_t i = 0; i < scan->found_count; i++)
		if (scan->found[i].key_len == key_len && !memcmp(scan->found[i].entry.key, key, key_len)) {
			ini_fault(scan, scan->line, _("the key \"%s\" is already in line %d of this section; a key may stand once"), key,
				  scan->found[i].entry.line);
			return;
		}
	if (scan->found_count >= INI_KEYS_MAX) {
		ini_fault(scan, scan->line, _("more than %d keys in one section"), INI_KEYS_MAX);
		return;
	}
	ini_check_entry(scan, &found, sound && value);
	MEM_PUSH_ROOM(scan->found, scan->found_count, scan->found_capacity);
	scan->found[scan->found_count++] = found;
}

static void read_entry(struct ini_scan *scan, char *line, size_t len, bool sound)
{
	char *equals = memchr(line, '=', len), *text;
	size_t key_len = equals ? (size_t)(equals - line) : 0;
	const char *value;

	while (key_len && line[key_len - 1] == ' ')
		key_len--;
	if (!equals || !is_key(line, key_len)) {
		char *shown = ini_excerpt(line, equals ? key_len : len);

		if (!equals)
			ini_fault(scan, scan->line, _("the line is no section, no comment and no key = \"value\": %s"), shown);
		else
			ini_fault(scan, scan->line, _("\"%s\" is no key; a key has words of a-z 0-9 _ joined by dots"), shown);
		free(shown);
		return;
	}
	for (text = equals + 1; text < line + len && *text == ' ';)
		text++;
	line[key_len] = '\0';
	value = read_value(scan, line, text, (size_t)(line + len - text));
	if (!scan->in_section)
		ini_fault(scan, scan->line, _("the key \"%s\" stands before any section"), line);
	else if (scan->counts)
		add_entry(scan, line, key_len, value, sound);
}

static void read_line(struct ini_scan *scan, char *line, size_t len)
{
	size_t faults = scan->faults;
	bool sound;

	if (len && line[len - 1] == '\r') {
		if (!scan->carriage_return)
			ini_fault(scan, scan->line, _("the line ends in CR LF; save the file with LF line ends"));
		scan->carriage_return = true;
		len--;
	}
	sound = check_bytes(scan, line, len);
	while (len && *line == ' ') {
		line++;
		len--;
	}
	while (len && line[len - 1] == ' ')
		len--;
	if (!len)
		return;
	/* libiniparser would join the next line to this one, even to a comment. */
	if (line[len - 1] == '\\')
		ini_fault(scan, scan->line, _("the line ends in a backslash; no line continues on the next"));
	if (line[0] == ';' || line[0] == '#')
		return;
	if (line[0] == '[')
		read_header(scan, line, len, faults);
	else
		read_entry(scan, line, len, sound);
}

/* Keys and values stay where they stand in a copy of the file, which the result keeps; only what follows them is overwritten, by a NUL. */
void ini_scan_bytes(struct ini_scan *scan, const char *original, size_t len)
{
	char *bytes = arena_dup(&scan->out->arena, original, len), *end = bytes + len;

	if (len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
		ini_fault(scan, 1, _("the file begins with a byte order mark; save it as UTF-8 without BOM"));
		bytes += 3;
	}
	while (bytes < end) {
		char *feed = memchr(bytes, '\n', (size_t)(end - bytes));

		scan->line++;
		read_line(scan, bytes, (size_t)((feed ? feed : end) - bytes));
		if (!feed)
			ini_fault(scan, scan->line, _("the last line has no line feed; the file may be cut off"));
		bytes = feed ? feed + 1 : end;
	}
	close_section(scan);
	if (scan->faults > INI_FAULTS_MAX)
		diag_error(scan->diags, STATUS_INPUT, scan->file, 0, _("%zu more faults are not listed"), scan->faults - INI_FAULTS_MAX);
}

void ini_scan_done(struct ini_scan *scan)
{
	free(scan->found);
	scan->found = NULL;
	scan->found_count = scan->found_capacity = 0;
	ini_match_done(scan);
}
