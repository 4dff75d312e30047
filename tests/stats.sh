# SPDX-License-Identifier: Apache-2.0
# Statistics: every number equals the list of cases behind it, in every form; the published figures are sound; examples count for nothing.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
store="--store $work/office.db"

# shellcheck disable=SC2086
{
run "$program" $store stats
same "without a store there is nothing to count" 4 "$rc"

# The example cases as real ones: three public SaaS, a private one, a platform, one on-premises, one handed in open, one excluded.
for name in 01 02 03 05 06 09; do
	sed '/^sample *=/d' "$srcdir"/tests/cases/$name-*.ini >"$work/$name.ini"
	run "$program" $store case new "$work/$name.ini"
done
run "$program" $store case new "$srcdir"/tests/cases/01-*.ini
references=$("$program" $store case list --json | sed -n 's/.*"reference": "\(R8-[0-9]*\)".*/\1/p')
for reference in $references; do
	run "$program" $store case submit "$reference"
done
run "$program" $store stats
same "what was handed in is counted" 0 "$rc"
has "how many cases, without the example" "6件の案件" "$out"
has "the published figures stand beside them" "1100" "$out"
has "rounded as they were published" "88%" "$out"
too_wide=$(printf '%s\n' "$out" | awk '{ gsub(/[^\001-\177]/, "xx"); if (length($0) > 160) print }')
same "no line is wider than a page" "" "$too_wide"

# The sheet has a line a figure: id, table, line, column, figure, cases (which may go over several lines).
"$program" $store stats --format csv | sed 's/^\xef\xbb\xbf//' | awk -F '","' '/^"[a-z0-9_-]+\.[a-z0-9_-]+\.[a-z0-9_-]+",/ { print substr($1, 2), $5 }' >"$work/figures"
awk '
	{ split($1, id, "."); value[$1] = $2 }
	function number(table, row, column) { return value[table "." row "." column] + 0 }
	END {
		n = split("usage published-2022-10", tables, " "); f = split("iaas paas platform saas all", forms, " ")
		split("registered unregistered total", columns, " "); split("ministry agency both", places, " ")
		for (t = 1; t <= n; t++) {
			for (i = 1; i <= f; i++) {
				for (c = 1; c <= 3; c++)
					if (number(tables[t], forms[i] "-both", columns[c]) != number(tables[t], forms[i] "-ministry", columns[c]) + number(tables[t], forms[i] "-agency", columns[c]))
						print "both", tables[t], forms[i], columns[c]
				for (p = 1; p <= 3; p++)
					if (number(tables[t], forms[i] "-" places[p], "total") != number(tables[t], forms[i] "-" places[p], "registered") + number(tables[t], forms[i] "-" places[p], "unregistered"))
						print "total", tables[t], forms[i], places[p]
			}
			for (p = 1; p <= 3; p++)
				for (c = 1; c <= 3; c++)
					if (number(tables[t], "all-" places[p], columns[c]) != number(tables[t], "platform-" places[p], columns[c]) + number(tables[t], "saas-" places[p], columns[c]))
						print "all", tables[t], places[p], columns[c]
			if (!number(tables[t], "all-both", "total"))
				print "nothing in", tables[t]
		}
	}' "$work/figures" >"$work/faults"
same "every total is the sum of its parts" "" "$(cat "$work/faults")"
uneven=
while read -r id figure; do
	case $id in published*) continue ;; esac
	case $figure in *[!0-9]* | '') continue ;; esac
	behind=$("$program" $store stats "$id" | grep -c '^R8-')
	[ "$behind" -eq "$figure" ] || uneven="$uneven $id"
done <"$work/figures"
same "every number is the length of the list behind it" "" "$uneven"
run "$program" $store stats --json
same "as JSON too" 0 "$rc"
has "with the same number" "\"number\": $(sed -n 's/^usage.all-both.total //p' "$work/figures")," "$out"

run "$program" $store stats usage.all-both.total
total=$(printf '%s\n' "$out" | head -n 1)
same "the cases behind a figure are as many as it says" "$total" "$(printf '%s\n' "$out" | tail -n +2 | grep -c '^R8-')"
run "$program" $store stats --format csv
has "the sheet has the same number" "\"usage.all-both.total\",\"クラウドサービスの利用\",\"合計 政府機関等\",\"計\",\"$total\"" "$out"
has "and begins with the mark that spreadsheets want" "$(printf '\357\273\277')" "$out"
run "$program" $store stats --format html
has "the page is HTML" "<!DOCTYPE html>" "$out"
run "$program" $store stats usage.nosuch.total
same "a figure that is not there is a usage error" 2 "$rc"
has "with its id" "usage.nosuch.total" "$err"

# A year later the same records are last year's, and the rate has not moved.
run env KUMOSHIRUBE_TODAY=2027-11-21 "$program" $store stats usage.saas-both.change
same "the change against the year before" "+0" "$(printf '%s\n' "$out" | head -n 1)"
run env KUMOSHIRUBE_TODAY=2025-11-21 "$program" $store stats usage.all-both.total
same "before anything was handed in nothing is counted" "0" "$(printf '%s\n' "$out" | head -n 1)"
}
# ---- F7 on the screen writes the same as the command ----
mkdir -p "$work/written"
cat >"$work/export.keys" <<'KEYS'
key s
expect 統計
key F7
expect 印刷・書き出し
expect statistics-2026-11-20.txt
key F2
expect 書き出しました
key F7
key 2
key F2
expect 書き出しました
key F7
key 3
key F2
expect 書き出しました
key F7
key 4
expect statistics-2026-11-20.csv
key F2
expect 書き出しました
key F7
key 4
key F2
expect は既にあります
key Esc
expect 数字の元の案件
KEYS
out=$(cd "$work/written" && "$program" --lang ja $store --script "$work/export.keys" 2>&1 </dev/null)
same "the screen writes all four formats" "" "$out"
for format in text:txt html:html json:json csv:csv; do
	run "$program" --lang ja $store stats --format "${format%%:*}"
	same "as ${format%%:*} the same as the command" "$out" "$(cat "$work/written/statistics-2026-11-20.${format#*:}")"
done
finish
