/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two readers, one result. The scanner refuses everything that libiniparser is known to change silently; the comparison then catches
 * what nobody knew. libiniparser gets the very bytes that were scanned, through a file that exists only in memory, so that a file
 * changed in between cannot slip through. Of its interface only the string getter and the counts are used: the others crash on some input.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* memfd_create, dladdr */
#endif
#include "base/ini.h"

#include <dlfcn.h>
#include <errno.h>
#include <iniparser/iniparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/ini_scan.h"

enum { INI_PIECE_KEYS = 128 };

/* The library's own words are not shown: the scanner has said all of it better, or the comparison is about to. */
__attribute__((format(printf, 1, 2))) static int swallow(const char *format, ...)
{
	(void)format;
	return 0;
}

/* A descriptor of a memory file with these bytes, or -1 with errno. */
static int memory_file(const char *bytes, size_t len)
{
	int fd = memfd_create("ini", MFD_CLOEXEC);

	if (fd >= 0 && !file_write_all(fd, bytes, len)) {
		int why = errno;

		close(fd);
		errno = why;
		return -1;
	}
	return fd;
}

static void compare_section(struct ini_scan *scan, const dictionary *read, const struct ini_section *section)
{
	char name[INI_PART_MAX], full[2 * INI_PART_MAX];
	int keys;

	snprintf(name, sizeof name, "%s.%s", section->kind, section->name);
	keys = iniparser_getsecnkeys(read, name);
	if (keys < 0 || (size_t)keys != section->count)
		ini_fault(scan, section->line, _("two readers disagree on [%s]: %zu keys or %d; rewrite the section in the plain form"), name,
			  section->count, keys);
	for (size_t i = 0; i < section->count; i++) {
		const struct ini_entry *entry = &section->entries[i];
		const char *value;

		snprintf(full, sizeof full, "%s:%s", name, entry->key);
		value = iniparser_getstring(read, full, NULL);
		if (!value || strcmp(value, entry->value))
			ini_fault(scan, entry->line, _("two readers disagree on the value of \"%s\"; rewrite the line in the plain form"),
				  entry->key);
	}
}

/* Lets the library read `bytes`, which hold the sections first..end of the scan, and compares them. False when it cannot read at all. */
static bool compare_piece(struct ini_scan *scan, const char *bytes, size_t len, size_t first, size_t end)
{
	char path[40];
	dictionary *read;
	int fd = memory_file(bytes, len);

	if (fd < 0) {
		ini_fault(scan, 0, _("cannot hold the file in memory for the second reader: %s"), strerror(errno));
		return false;
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	iniparser_set_error_callback(swallow);
	read = iniparser_load(path);
	close(fd);
	if (!read) {
		ini_fault(scan, 0, _("the second reader (libiniparser) refuses the file, or /proc is not available"));
		return false;
	}
	if ((size_t)iniparser_getnsec(read) != end - first)
		ini_fault(scan, 0, _("two readers disagree on the number of sections: %zu or %d"), end - first, iniparser_getnsec(read));
	for (size_t i = first; i < end; i++)
		compare_section(scan, read, &scan->out->sections[i]);
	iniparser_freedict(read);
	return true;
}

/* Offset of the beginning of a line, counted on from a place already known. */
static size_t line_offset(const char *bytes, size_t len, size_t at, int *line, int wanted)
{
	while (*line < wanted && at < len) {
		const char *feed = memchr(bytes + at, '\n', len - at);

		at = feed ? (size_t)(feed - bytes) + 1 : len;
		(*line)++;
	}
	return at;
}

/*
 * The library looks every key up by walking its whole dictionary, so a large file would cost the square of its keys. It therefore gets
 * the file in pieces of whole sections; that no section stands in two of them is what the scanner has already seen to.
 */
void ini_compare(struct ini_scan *scan, const char *bytes, size_t len)
{
	const struct ini *out = scan->out;
	size_t start = 0, first = 0;
	int line = 1;

	while (first < out->count || start == 0) {
		size_t end = first, keys = 0, stop = len;

		while (end < out->count && (end == first || keys + out->sections[end].count <= INI_PIECE_KEYS))
			keys += out->sections[end++].count;
		if (end < out->count)
			stop = line_offset(bytes, len, start, &line, out->sections[end].line);
		if (!compare_piece(scan, bytes + start, stop - start, first, end) || stop == start)
			return;
		start = stop;
		first = end;
	}
}

static enum status parse(struct ini *out, const char *file, const char *bytes, size_t len, const struct ini_kind *kinds, bool agreed,
	bool keep, struct diag_list *diags)
{
	struct ini_scan scan = { .file = file, .kinds = kinds, .diags = diags, .out = out };

	*out = (struct ini){ .sections = NULL };
	arena_init(&out->arena);
	ini_scan_bytes(&scan, bytes, len);
	if (!scan.faults && !agreed)
		ini_compare(&scan, bytes, len);
	ini_scan_done(&scan);
	if (!scan.faults)
		return STATUS_OK;
	if (!keep)
		ini_done(out);
	return STATUS_INPUT;
}

enum status ini_parse(struct ini *out, const char *file, const char *bytes, size_t len, const struct ini_kind *kinds, struct diag_list *diags)
{
	return parse(out, file, bytes, len, kinds, false, false, diags);
}

enum status ini_parse_partly(struct ini *out, const char *file, const char *bytes, size_t len, const struct ini_kind *kinds,
	struct diag_list *diags)
{
	return parse(out, file, bytes, len, kinds, false, true, diags);
}

enum status ini_parse_agreed(struct ini *out, const char *file, const char *bytes, size_t len, const struct ini_kind *kinds, struct diag_list *diags)
{
	return parse(out, file, bytes, len, kinds, true, false, diags);
}

static bool add_file_identity(struct buf *out, const char *path)
{
	struct stat info;

	if (stat(path, &info))
		return false;
	buf_addf(out, "%s %llu %llu %lld %lld.%09ld\n", path, (unsigned long long)info.st_dev, (unsigned long long)info.st_ino,
		 (long long)info.st_size, (long long)info.st_mtim.tv_sec, (long)info.st_mtim.tv_nsec);
	return true;
}

/* The library has no version that could be asked for, so the file it was loaded from stands for it. */
bool ini_readers(struct buf *out)
{
	dictionary *(*const second)(const char *) = iniparser_load;
	size_t start = out->len;
	void *address;
	Dl_info library;

	memcpy(&address, &second, sizeof address);
	buf_addf(out, "%s\n", PACKAGE_VERSION);
	if (add_file_identity(out, "/proc/self/exe") && dladdr(address, &library) && library.dli_fname && add_file_identity(out, library.dli_fname))
		return true;
	out->len = start;
	out->data[start] = '\0';
	return false;
}

void ini_done(struct ini *ini)
{
	free(ini->sections);
	ini->sections = NULL;
	ini->count = 0;
	arena_done(&ini->arena);
}

static const struct ini_entry *find_entry(const struct ini_section *section, const char *key)
{
	size_t len = strlen(key);

	for (size_t i = 0; i < section->count; i++)
		if (section->entries[i].key_len == len && !memcmp(section->entries[i].key, key, len))
			return &section->entries[i];
	return NULL;
}

const char *ini_get(const struct ini_section *section, const char *key)
{
	const struct ini_entry *entry = find_entry(section, key);

	return entry ? entry->value : NULL;
}

int ini_line(const struct ini_section *section, const char *key)
{
	const struct ini_entry *entry = find_entry(section, key);

	return entry ? entry->line : section->line;
}
