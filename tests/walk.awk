# SPDX-License-Identifier: Apache-2.0
# Reads the question files, a case file and a captured screen, in this order, and prints the tmux commands that answer the question shown.
#   -v part=case.main      the section of the case file from which the answers are taken
#   -v pane=walk           where the keys go
# What is typed is varied by the number of the question, as an officer with an input method would vary it: eras, full-width figures, commas.
function quoted(line) { sub(/^[^"]*"/, "", line); sub(/"[^"]*$/, "", line); return line }
function keys(names) { print "send-keys -t " pane " " names }
function text(words) {
	if (words ~ /'/) stop("a single quote cannot be typed by this script: " words)
	if (words != "") print "send-keys -t " pane " -l '" words "'"
}
function stop(why) { print "walk.awk: " why > "/dev/stderr"; failed = 1; exit 1 }
function wide(figures,   i, out) {
	out = ""
	for (i = 1; i <= length(figures); i++) out = out (substr(figures, i, 1) in full ? full[substr(figures, i, 1)] : substr(figures, i, 1))
	return out
}
function grouped(figures,   out) {
	for (out = ""; length(figures) > 3; figures = substr(figures, 1, length(figures) - 3)) out = "," substr(figures, length(figures) - 2) out
	return figures out
}
function day(iso, turn,   part_of, year, month, date) {
	split(iso, part_of, "-")
	year = part_of[1] - 2018; month = part_of[2] + 0; date = part_of[3] + 0
	if (turn % 4 == 0) return "令和" year "年" month "月" date "日"
	if (turn % 4 == 1) return "R" year "." month "." date
	if (turn % 4 == 2) return wide("令和" year "年" month "月" date "日")
	return part_of[1] "/" month "/" date
}
function money(yen, turn) {
	if (turn % 3 == 0) return wide(yen) "円"
	if (turn % 3 == 1) return grouped(yen)
	return wide(grouped(yen))
}
# The number that stands before a choice.
function choice(words, word,   list, n, i) {
	n = split(words, list, " ")
	for (i = 1; i <= n; i++) if (list[i] == word) return i
	if (word == "-") return n + 1
	stop("no option " word " in: " words)
}
function candidate(key,   i, name) {
	name = known["candidate." key, "name"]
	for (i = 1; i <= rows; i++)
		if (name != "" && index(row[i], name) && match(row[i], /\) [1-9] /)) return substr(row[i], RSTART + 2, 1)
	stop("no candidate " key " on the screen")
}
function typed(type, value, turn) {
	if (type == "date") return day(value, turn)
	if (type == "money") return money(value, turn)
	if (type == "number") return turn % 2 ? wide(value) : value
	return value
}

BEGIN {
	split("０ １ ２ ３ ４ ５ ６ ７ ８ ９", figure, " ")
	full[","] = "，"
	for (i = 1; i <= 10; i++) full[(i - 1) ""] = figure[i]
}
FNR == 1 { file++ }
FILENAME ~ /\/(screens|overlay\/[^\/]*)\/[^\/]*\.ini$/ && /^\[question\./ { at++; next }
FILENAME ~ /\/(screens|overlay\/[^\/]*)\/[^\/]*\.ini$/ && /^[a-z]/ && at { asked[at, $1] = quoted($0); next }
FILENAME ~ /\/(screens|overlay\/[^\/]*)\/[^\/]*\.ini$/ { if (/^\[/) at++; next }
FILENAME ~ /\.ini$/ && /^\[/ { section = substr($0, 2, length($0) - 2); next }
FILENAME ~ /\.ini$/ && /^[a-z]/ { known[section, $1] = quoted($0); next }
FILENAME ~ /\.ini$/ { next }
{ row[++rows] = $0 }
END {
	if (failed) exit 1
	for (i = 3; i <= rows && row[i] !~ /^ 問[0-9]+ /; i++);
	if (i > rows) stop("no question on the screen")
	shown = row[i]; sub(/^ 問[0-9]+ */, "", shown); sub(/ *$/, "", shown)
	number = row[i]; sub(/^ 問/, "", number); number += 0
	scope = part; sub(/\..*/, "", scope)
	for (q = 1; q <= at; q++)
		if (index(asked[q, "text.ja"], shown) == 1 && index(asked[q, "fact"], scope ".") == 1) { found = q; matches++ }
	if (matches != 1) stop(matches + 0 " questions of " scope " begin with: " shown)
	q = found
	fact = asked[q, "fact"]; sub(/^[^.]*\./, "", fact)
	type = asked[q, "type"]
	if (!((part, fact) in known)) stop(part " has no answer for " fact)
	value = known[part, fact]
	if (type == "yesno") keys(choice("yes no", value))
	else if (type == "choice") keys(choice(asked[q, "options"], value))
	else if (type == "candidate") keys(candidate(value))
	else if (type == "set") {
		n = split(value, words, " ")
		for (i = 1; i <= n; i++) keys(choice(asked[q, "options"], words[i]))
	} else {
		if (asked[q, "lines"] + 0 < 2) keys("End C-u")
		text(typed(type, value, number))
		keys("Tab")
	}
	if (asked[q, "reason"] != "none") { keys("Tab"); text(known[part, fact ".reason"]) }
	if (asked[q, "evidence"] != "none") { keys("Tab"); text(known[part, fact ".evidence"]) }
	keys("F2")
}
