# SPDX-License-Identifier: Apache-2.0
# Prints every line of the files that has a character of ambiguous width. The first file is src/base/utf8_ambiguous.c, whose table says which those are.
# Needs gawk in a UTF-8 locale. -v comments='^#' leaves out the lines that match.
function hex(text) { return strtonum(text) }
FILENAME == ARGV[1] {
	rest = $0
	while (!ended && match(rest, /\{ 0x[0-9A-F]+, 0x[0-9A-F]+ \}/)) {
		pair = substr(rest, RSTART + 2, RLENGTH - 4)
		rest = substr(rest, RSTART + RLENGTH)
		split(pair, ends, ", ")
		for (code = hex(ends[1]); code <= hex(ends[2]) && code < 0xE000; code++) wide[sprintf("%c", code)] = ++known
	}
	if (/^};/ && known) ended = 1
	next
}
comments && $0 ~ comments { next }
{
	count = split($0, sign, "")
	for (i = 1; i <= count; i++) if (sign[i] > "~" && sign[i] in wide) { printf "%s:%d: %s: %s\n", FILENAME, FNR, sign[i], $0; break }
}
END { if (known < 500) { print "the table of ambiguous characters was not read"; exit 1 } }
