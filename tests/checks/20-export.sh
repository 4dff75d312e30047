# SPDX-License-Identifier: Apache-2.0
# Check 20: the four exports, written by F7: whole files, a sheet that spreadsheets open, text that fits the page, dates as an office writes them, and
# totals that are those of the statistics, on the screen and as JSON.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
cd "$work" || exit 99

# widest FILE: cells of its widest line; half-width kana take one
widest() {
	LC_ALL=C awk '{ cells = 0
		for (i = 1; i <= length($0); i++) {
			c = substr($0, i, 1)
			if (c < "\200") cells++
			else if (c == "\357" && (substr($0, i + 1, 1) == "\276" || (substr($0, i + 1, 1) == "\275" && substr($0, i + 2, 1) > "\240"))) cells++
			else if (c >= "\340") cells += 2
		}
		if (cells > most) most = cells } END { print most + 0 }' "$1"
}
# Examples count for nothing in the statistics, so these are cases in earnest.
for name in 01 03 09; do
	sed '/^sample *=/d' "$srcdir"/tests/cases/$name-*.ini >"$work/$name.ini"
	run "$program" case new "$work/$name.ini"
	reference=$out
	run "$program" case submit "$reference"
	same "$reference is handed in" 0 "$rc"
done
printf 'key End Enter\nexpect 作業の一覧\n' >keys
for number in 1 2 4 5; do printf 'key F7\nexpect 印刷・書き出し\nkey %s Tab\nkey F2\nexpect 書き出しました\n' $number; done >>keys
run "$program" --lang ja --script keys --save-dir "$work"
if [ "$rc" -eq 0 ]; then ok 'F7 writes in four forms'; else not_ok 'F7 writes in four forms' "$out$err"; fi
for form in txt html json csv; do
	if [ -s R8-0001.$form ]; then ok "there is R8-0001.$form"; else not_ok "there is R8-0001.$form" "$(ls)"; fi
	run "$program" record export R8-0001 --format "$(echo $form | sed 's/txt/text/')"
	lacks "$form: no date with a zero before its figure" '令和0' "$(cat R8-0001.$form)"
	same "$form: no month or day with one either" 0 "$(grep -c '年0[1-9]月\|月0[1-9]日' R8-0001.$form)"
	same "$form: whole characters only" '' "$(iconv -f UTF-8 -t UTF-8 R8-0001.$form 2>&1 >/dev/null)"
done
has 'the text has the day' '令和8年11月20日' "$(cat R8-0001.txt)"
has 'and so has the page' '令和8年11月20日' "$(cat R8-0001.html)"
most=$(widest R8-0001.txt)
if [ "$most" -le 80 ]; then ok 'no line of the text is wider than 80 cells'; else not_ok 'no line of the text is wider than 80 cells' "$most"; fi
same 'the sheet begins with the mark of UTF-8' 'ef bb bf' "$(head -c 3 R8-0001.csv | od -An -tx1 | tr -s ' ' | sed 's/^ //')"
same 'and has it once' 1 "$(LC_ALL=C grep -c "$(printf '\357\273\277')" R8-0001.csv)"
has 'the page is made for A4' 'A4' "$(cat R8-0001.html)"
if command -v python3 >/dev/null 2>&1; then
	same 'the JSON can be read' '' "$(python3 -c 'import json,sys; json.load(open(sys.argv[1]))' R8-0001.json 2>&1)"
	same 'every row of the sheet has as many cells' 1 "$(python3 -c 'import csv,sys; print(len({len(r) for r in csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")) if r}))' R8-0001.csv)"
	same 'no cell of the sheet begins as a formula' 0 "$(python3 -c 'import csv,sys; print(sum(c[:1] in "=+-@" and c not in ("", "-") for r in csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")) for c in r))' R8-0001.csv)"
else
	skip 'JSON and sheet read by another program' 'python3 is not installed'
fi

# The totals: the page, the table, JSON and the sheet.
printf 'key s t\nexpect 提出後の記録 3件\nkey l\nsave stats\n' >keys
run "$program" --lang ja --script keys --save-dir "$work"
if [ "$rc" -eq 0 ]; then ok 'the statistics count the three cases'; else not_ok 'the statistics count the three cases' "$out$err"; fi
"$program" stats --state submitted --json >stats.json
"$program" stats --state submitted --format csv >stats.csv
for row in 'saas-both:SaaS 政府機関等' 'all-both:合計 政府機関等'; do
	shown=$(sed -n "s/^[> ] ${row#*:} .* \[*\([0-9]*\)\]*\$/\1/p" stats | head -n 1)
	counted=$(sed -n "s/^\"usage.${row%%:*}.total\",.*\",\"\([0-9]*\)\".*/\1/p" stats.csv | head -n 1)
	same "${row#*:}: the page has the total of the sheet" "$counted" "$shown"
	same "${row#*:}: and so has the JSON" "$counted" "$(awk -v row="\"${row%%:*}\"" '/"id": "usage"/ { table = 1 } table && index($0, "\"id\": " row) { line = 1 } line && /"total": / { cell = 1 }
		cell && /"number"/ { gsub(/[^0-9]/, ""); print; exit }' stats.json)"
	same "${row#*:}: and the list behind it" "$counted" "$("$program" stats --state submitted "usage.${row%%:*}.total" | grep -c '^R8-')"
done
finish
