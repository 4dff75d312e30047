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
references=$("$program" $store case list --json | sed -n 's/.*"reference": "\(R8-[0-9]*\)".*/\1/p' | sort)
person officer 見本officer officer
person adviser 見本adviser adviser
person approver 見本approver approver
# at DAY PERSON COMMAND...
at() {
	day=$1 person=$2
	shift 2
	run env KUMOSHIRUBE_TODAY="$day" "$program" $store --config "$work/$person.ini" "$@"
}
for reference in $references; do
	at 2026-11-20 officer case submit "$reference"
done
run "$program" $store stats
same "statistics are counted" 0 "$rc"
has "of approved records alone, and nothing is approved yet" "決裁済の記録 0件" "$out"
run "$program" $store --state submitted stats usage.all-both.total
[ "$(printf '%s\n' "$out" | head -n 1)" -gt 0 ] && ok "what was handed in is counted where that is asked for" || not_ok "what was handed in is counted" "$out"
run "$program" $store --state nothing stats
same "another choice is a usage error" 2 "$rc"
has "that names those there are" "approved, submitted" "$err"

# The first is sent back and handed in again; then each gets its opinion after two to five days and its approval after one more.
at 2026-11-21 adviser review return R8-0001 --text "見本の差戻し"
same "a case is returned" 0 "$rc"
at 2026-11-22 officer case submit R8-0001
same "and handed in again" 0 "$rc"
days=22
for reference in $references; do
	[ "$reference" = R8-0007 ] && continue
	days=$((days + 1))
	at 2026-11-$days adviser review advise "$reference" --text "見本の意見"
	at 2026-11-$((days + 1)) approver review approve "$reference"
	same "$reference is approved" 0 "$rc"
done
KUMOSHIRUBE_TODAY=2026-11-30
export KUMOSHIRUBE_TODAY
run "$program" $store stats
has "how many cases, without the example" "決裁済の記録 6件" "$out"
has "the published figures stand beside them" "1100" "$out"
has "rounded as they were published" "88%" "$out"
too_wide=$(printf '%s\n' "$out" | awk '{ gsub(/[^\001-\177]/, "xx"); if (length($0) > 160) print }')
same "no line is wider than a page" "" "$too_wide"
run "$program" $store stats --json
has "JSON says what was counted" '"state": "approved"' "$out"
has "with what they stand on" "うち見本登録簿6件" "$out"
# counted ID: the number, and how many cases it opens
counted() { run "$program" $store stats "counted.$1.number"; printf '%s %s' "$(printf '%s\n' "$out" | head -n 1)" "$(printf '%s\n' "$out" | tail -n +2 | grep -c '^R8-')"; }
same "the numbers of the head open their cases" "6 6, 6 6" "$(counted records), $(counted sample-registry)"
outside=$("$program" --lang ja $store stats | sed -n 's/.*調査に含まれない.*: *\([0-9]*\).*/\1/p')
same "so does that of the uses outside the survey" "$outside $outside" "$(counted outside)"
run "$program" $store --state submitted stats counted.examples.number
same "and what was left out" "1 R8-0007/1" "$(printf '%s\n' "$out" | awk '{ printf "%s%s", sep, $1; sep = " " }')"
printf '%s\n' 'key s' 'expect 統計' 'key End' 'key Up' 'key Up' 'key Up' 'expect 対象の記録' 'key Enter' 'expect この数字の元の案件: 6件' >"$work/counted.keys"
out=$("$program" --lang ja $store --script "$work/counted.keys" 2>&1 </dev/null)
same "the screen opens them" "" "$out"
printf '%s\n' 'key s t' 'expect 提出後の記録 6件' 'expect うち見本登録簿6件' 'key l' 'expect 利用実態調査の公表値（令和4年10月末） 登録' 'key End' \
	'expect 中央値（日）' 'key Up Up Up Enter' 'expect 数えた記録 / 対象の記録 / 件数: 6' 'refuse 左右=列' 'key Esc' 'expect 左右=列' >"$work/names.keys"
out=$("$program" --lang ja $store --script "$work/names.keys" 2>&1 </dev/null)
same "the names of tables, columns and figures stand there whole, and the list of cases names its figure and its own keys" "" "$out"
before=$(KUMOSHIRUBE_TODAY=2026-11-22 "$program" $store stats usage.all-both.total | head -n 1)
same "on a day before the approvals nothing was approved" 0 "$before"

# The published figures, each as source 003 prints it: registered, its rate, unregistered, its rate, total.
"$program" $store stats --format csv | awk -F '","' '/^"published/ { split(substr($1, 2), id, "."); sub(/^'"'"'/, "", $5); print id[2], id[3], $5 }' | awk '
	{ value[$1, $2] = $3 }
	END {
		n = split("iaas paas platform saas all", forms, " "); split("ministry agency both", places, " ")
		split("registered registered_rate unregistered unregistered_rate total change", columns, " ")
		for (f = 1; f <= n; f++) for (p = 1; p <= 3; p++) {
			line = forms[f] "-" places[p]
			printf "%s", line
			for (c = 1; c <= 6; c++) printf " %s", value[line, columns[c]]
			print ""
		}
	}' >"$work/published"
same "every published figure is that of the source" "iaas-ministry 133 88% 18 12% 151 +21
iaas-agency 173 92% 16 8% 189 -
iaas-both 306 90% 34 10% 340 -
paas-ministry 74 89% 9 11% 83 -7
paas-agency 30 88% 4 12% 34 -
paas-both 104 89% 13 11% 117 -
platform-ministry 207 88% 27 12% 234 +16
platform-agency 203 91% 20 9% 223 -
platform-both 410 90% 47 10% 457 -
saas-ministry 105 50% 105 50% 210 +11
saas-agency 145 33% 288 67% 433 -
saas-both 250 39% 393 61% 643 -
all-ministry 312 70% 132 30% 444 +16
all-agency 348 53% 308 47% 656 -
all-both 660 60% 440 40% 1100 -" "$(tr -d '"' <"$work/published" | sed 's/[[:space:]]*$//')"

# The course of the cases: handed in for 1 and 1, 4, 5, 6, 7 and 8 days, approvals one day after the opinion.
figure() { "$program" $store stats "$1" | head -n 1; }
same "days handed in: the shortest, both stays of it" 2 "$(figure days.submitted.shortest)"
same "the longest" 8 "$(figure days.submitted.longest)"
same "the lower of the two in the middle" 5 "$(figure days.submitted.median)"
same "one was returned for a day" "1 1" "$(figure days.returned.cases) $(figure days.returned.longest)"
same "and none recalled" "0 -" "$(figure days.recalled.cases) $(figure days.recalled.longest)"
same "from the opinion to the approval" "1 1 1" "$(figure days.advised.shortest) $(figure days.advised.median) $(figure days.advised.longest)"
same "from the beginning to handing in" "0 0" "$(figure days.draft.shortest) $(figure days.draft.longest)"
same "one of six was returned" "1 17%" "$(figure returned.yes.cases) $(figure returned.yes.rate)"
run "$program" $store stats days.submitted.longest
has "the case of the longest wait is opened" "R8-0006/1" "$out"
has "with its days" "8日" "$out"

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
# Every number on the page, whatever it is: a count is the length of its list; a rate the length over that of the total; days are days of the list.
uneven= numbers=0
while read -r id figure; do
	case $id in published* | *.change) continue ;; esac
	case $figure in *-) continue ;; esac
	numbers=$((numbers + 1))
	"$program" $store stats "$id" | tail -n +2 | grep '^R8-' >"$work/behind"
	behind=$(wc -l <"$work/behind")
	case $id in
	days.*.cases) [ "$behind" -eq "$figure" ] ;;
	days.*.median) [ "$(sed 's/.*（\([0-9]*\)日）$/\1/' "$work/behind" | sort -n | sed -n "$(((behind + 1) / 2))p")" = "$figure" ] ;;
	days.*) [ "$behind" -gt 0 ] && [ "$(sed 's/.*（\([0-9]*\)日）$/\1/' "$work/behind" | sort -u)" = "$figure" ] ;;
	*rate)
		case $id in returned.*) whole=6 ;; *) whole=$("$program" $store stats "${id%.*}.total" | head -n 1) ;; esac
		[ "$(((behind * 200 + whole) / (whole * 2)))%" = "$figure" ] ;;
	*) [ "$behind" -eq "$figure" ] ;;
	esac || uneven="$uneven $id"
done <"$work/figures"
same "every number is made by the list behind it" "" "$uneven"
[ "$numbers" -ge 60 ] && ok "and there were numbers ($numbers)" || not_ok "and there were numbers" "$numbers"
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

# ---- a case that comes to a state more than once: the days are those of all its stays ----
plain=$store
store="--store $work/course.db"
at 2026-10-01 officer case new "$work/01.ini"
at 2026-10-03 officer case submit R8-0001
at 2026-10-06 adviser review return R8-0001 --text "見本の差戻し"
at 2026-10-13 officer case submit R8-0001
at 2026-10-14 officer case recall R8-0001
at 2026-10-19 officer case submit R8-0001
# course DAY BASIS: cases and days by state, as of a day
course() {
	KUMOSHIRUBE_TODAY=$1 "$program" $store stats --state "$2" --format csv | sed -n 's/^"days\.\([a-z]*\)\.\(cases\|longest\)",.*","'"'"'*\([0-9-]*\)",.*/\1 \3/p' |
		awk '{ days[$1] = $1 in days ? days[$1] $2 : $2 ":" } !seen[$1]++ { order[++n] = $1 } END { for (i = 1; i <= n; i++) printf "%s%s %s", (i > 1 ? " " : ""), order[i], days[order[i]] }'
}
same "a line for each state that a case can be in, and under way up to the day" "draft 1:2 submitted 1:5 recalled 1:5 returned 1:7 advised 0:- approved 0:-" \
	"$(course 2026-10-20 submitted)"
same "before the day on which something happened it had not" "draft 1:2 submitted 1:3 recalled 0:- returned 1:4 advised 0:- approved 0:-" "$(course 2026-10-10 submitted)"
at 2026-10-21 adviser review advise R8-0001 --text "見本の意見"
at 2026-10-25 approver review approve R8-0001
same "until the approval, whatever the day" "draft 1:2 submitted 1:6 recalled 1:5 returned 1:7 advised 1:4 approved 0:-" "$(course 2026-10-30 approved)"
at 2026-11-04 officer case set R8-0001 case case.title 改めた件名
at 2026-11-04 officer case submit R8-0001
same "a revision under way adds nothing to the one that was approved" "draft 1:2 submitted 1:6 recalled 1:5 returned 1:7 advised 1:4 approved 0:-" \
	"$(course 2026-11-04 approved)"
at 2026-11-05 adviser review advise R8-0001 --text "見本の意見"
at 2026-11-08 approver review approve R8-0001
same "once it is approved as well, what lay between counts, too" "draft 1:2 submitted 1:7 recalled 1:5 returned 1:7 advised 1:7 approved 1:10" "$(course 2026-11-10 approved)"
run env KUMOSHIRUBE_TODAY=2026-11-10 "$program" $store stats days.recalled.median
has "and the case behind it is opened with its days" "R8-0001/4" "$out"
has "all of them" "（5日）" "$out"

# ---- approvals in three years: the change, and what stands behind it ----
store="--store $work/years.db"
approve() { # DAY EXAMPLE
	at "$1" officer case new "$work/$2.ini"
	reference=$out
	at "$1" officer case submit "$reference"
	at "$1" adviser review advise "$reference" --text "見本の意見"
	at "$1" approver review approve "$reference"
	same "$reference is approved" 0 "$rc"
}
for name in 01 02 03 06; do
	approve 2026-11-20 $name
done
approve 2027-11-25 01
approve 2028-11-25 03
approve 2028-11-25 03
for year in 2027:2026-12-01:+15 2028:2027-12-02:-11; do
	before=${year#*:} change=${year##*:}
	before=${before%:*} year=${year%%:*}
	run env KUMOSHIRUBE_TODAY="$year-12-01" "$program" $store stats usage.all-both.change
	same "the change of $year" "$change" "$(printf '%s\n' "$out" | head -n 1)"
	same "is that of the rates of the cases behind it" "$change" "$(printf '%s\n' "$out" | awk -v before="$before" -v now="$year-12-01" '
		/^R/ { day = index($0, before) ? before : index($0, now) ? now : "none"; all[day]++; if (!/未登録）$/) part[day]++ }
		END { if (all["none"]) print "a line without its day"
			points = 100 * part[now] / all[now] - 100 * part[before] / all[before]; printf "%+d", points + (points < 0 ? -0.5 : 0.5) }')"
	run env KUMOSHIRUBE_TODAY="$year-12-01" "$program" $store stats usage.all-both.total
	total=$(printf '%s\n' "$out" | head -n 1)
	earlier=$(KUMOSHIRUBE_TODAY=$before "$program" $store stats usage.all-both.total | head -n 1)
	same "which are those of both years" $((total + earlier)) "$(KUMOSHIRUBE_TODAY=$year-12-01 "$program" $store stats usage.all-both.change | grep -c '^R')"
done
run env KUMOSHIRUBE_TODAY=2028-12-01 "$program" $store stats --json
has "JSON has the day" '"as_of": "2027-12-02",' "$out"
has "and whether it was registered" '"registered": true' "$out"
run "$program" $store stats published-2022-10.iaas-ministry.change
same "a change that others have counted" "+21" "$out"
cat >"$work/change.keys" <<'KEYS'
key s
expect 統計
key l
expect 前年比
key Right Right
key Down Down Down Down Down Down Down Down Down
expect [-11]
key Enter
expect この数字の元の案件: 12件
expect （2027-12-02現在、登録）
KEYS
out=$(KUMOSHIRUBE_TODAY=2028-12-01 "$program" --lang ja $store --script "$work/change.keys" 2>&1 </dev/null)
same "the screen opens the cases of both years" "" "$out"
store=$plain

# A year later the same records are last year's, and the rate has not moved.
run env KUMOSHIRUBE_TODAY=2027-12-01 "$program" $store stats usage.saas-both.change
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
expect statistics-2026-11-30.txt
key F2
expect 書き出しました
key F7
key 2
key F2
expect 書き出しました
key F7
key 4
key F2
expect 書き出しました
key F7
key 5
expect statistics-2026-11-30.csv
key F2
expect 書き出しました
key F7
key 5
key F2
expect は既にあります
key Esc
expect 元の案件
KEYS
out=$(cd "$work/written" && "$program" --lang ja $store --script "$work/export.keys" 2>&1 </dev/null)
same "the screen writes the formats of this program" "" "$out"
for format in text:txt html:html json:json csv:csv; do
	run "$program" --lang ja $store stats --format "${format%%:*}"
	same "as ${format%%:*} the same as the command" "$out" "$(cat "$work/written/statistics-2026-11-30.${format#*:}")"
done
# The two that a program of its own makes; tests/print.sh looks into them.
for format in 3:pdf:%PDF 6:xlsx:PK; do
	digit=${format%%:*} word=${format#*:}
	word=${word%:*}
	if ! { [ -x "$builddir/kumoshirube-print" ] && "$builddir/kumoshirube-print" --formats | grep -qx "$word"; }; then
		skip "the screen writes $word" "kumoshirube-print was built without it"
		continue
	fi
	printf '%s\n' 'key s' 'expect 統計' 'key F7' "key $digit" "expect statistics-2026-11-30.$word" 'key F2' 'expect 書き出しました' >"$work/export.keys"
	out=$(cd "$work/written" && "$program" --lang ja $store --script "$work/export.keys" 2>&1 </dev/null)
	same "the screen writes $word" "" "$out"
	has "which is such a file" "${format##*:}" "$(head -c 4 "$work/written/statistics-2026-11-30.$word" | tr -d '\0')"
	[ "$word" = xlsx ] && command -v unzip >/dev/null 2>&1 || continue
	unzip -p "$work/written/statistics-2026-11-30.xlsx" 'xl/sharedStrings.xml' 'xl/worksheets/*.xml' >"$work/sheets"
	for cell in usage.all-both.total counted.records.number R8-0006; do
		has "and the cases behind the figures ($cell)" ">$cell<" "$(grep -o ">$cell<" "$work/sheets" | head -n 1)"
	done
	has "in which days are a number, too" "><v>8</v>" "$(unzip -p "$work/written/statistics-2026-11-30.xlsx" 'xl/worksheets/*.xml' | grep -o '<c r="[A-Z]*[0-9]*" s="[0-9]*"><v>8</v>')"
done
# ---- what was approved stands until something else is approved, or it is withdrawn itself ----
unset KUMOSHIRUBE_TODAY
store="--store $work/withdrawn.db"
# shellcheck disable=SC2086
{
run "$program" $store case new "$work/01.ini"
run "$program" $store case new "$work/02.ini"
at 2026-12-01 officer case submit R8-0001
at 2026-12-02 adviser review advise R8-0001 --text "見本の意見"
at 2026-12-03 approver review approve R8-0001
at 2026-12-04 officer case set R8-0001 case case.title "見本の改訂"
at 2026-12-05 officer case submit R8-0001
same "a newer revision is handed in" 0 "$rc"
run env KUMOSHIRUBE_TODAY=2027-01-31 "$program" $store stats returned.no.cases
has "while it is not approved, the approved one counts" "R8-0001/1" "$(printf '%s\n' "$out" | tr -d ' 　')"
run "$program" --lang ja $store record export R8-0001/1 --format text
lacks "its print says nothing of a place that was taken" "置き換えられ" "$out"
has "but that a newer one is looked at" "新しい版（第2版）が検討中" "$(printf '%s' "$out" | tr -d '\n ')"
at 2026-12-06 officer case withdraw R8-0001 --text "見本の取下げ"
same "it is withdrawn" 0 "$rc"
run "$program" --lang ja $store record export R8-0001/1 --format text
lacks "then the print of the approved one says nothing of it" "検討中で" "$(printf '%s' "$out" | tr -d '\n ')"
lacks "nor of a place that was taken" "置き換えられ" "$out"
has "which is approved" "この版の状態: 決裁済" "$out"
run "$program" --lang ja $store record export R8-0001/2 --format text
has "and the print of the other one that it was withdrawn" "取下げ" "$out"
for state in approved submitted; do
	run env KUMOSHIRUBE_TODAY=2027-01-31 "$program" $store --state $state stats returned.no.cases
	same "the officer does not undo an approval by that ($state)" 1 "$(printf '%s\n' "$out" | head -n 1)"
	has "which is of the first revision ($state)" "R8-0001/1" "$(printf '%s\n' "$out" | tr -d ' 　')"
done
run env KUMOSHIRUBE_TODAY=2027-01-31 "$program" $store --json case recheck
has "and it is rechecked" '"reference": "R8-0001"' "$out"
for on in 10 11; do
	at 2026-12-$on officer case set R8-0002 case case.title "見本 $on"
	at 2026-12-$on officer case submit R8-0002
done
run env KUMOSHIRUBE_TODAY=2027-01-31 "$program" $store --state submitted stats returned.no.cases
same "what is handed in counts where that is asked for" 2 "$(printf '%s\n' "$out" | head -n 1)"
at 2026-12-12 officer case withdraw R8-0002 --text "見本の取下げ"
same "a case that was never approved is withdrawn" 0 "$rc"
run env KUMOSHIRUBE_TODAY=2027-01-31 "$program" $store --state submitted stats returned.no.cases
same "and nothing of it counts any more" 1 "$(printf '%s\n' "$out" | head -n 1)"
run env KUMOSHIRUBE_TODAY=2026-12-11 "$program" $store --state submitted stats returned.no.cases
same "but on the day before it did" 2 "$(printf '%s\n' "$out" | head -n 1)"

# The approved revision itself is withdrawn, by the responsible person; the one that it took the place of does not come back.
run "$program" $store case new "$work/03.ini"
for round in 1 4; do
	at 2026-12-$((13 + round)) officer case set R8-0003 case case.title "見本 $round"
	at 2026-12-$((13 + round)) officer case submit R8-0003
	at 2026-12-$((14 + round)) adviser review advise R8-0003 --text "見本の意見"
	at 2026-12-$((15 + round)) approver review approve R8-0003
	same "revision after revision is approved ($round)" 0 "$rc"
done
run "$program" --lang ja $store record export R8-0003/1 --format text
has "the print of the first says what took its place" "第2版に置き換えられ" "$out"
run env KUMOSHIRUBE_TODAY=2027-01-31 "$program" $store stats returned.no.cases
same "both cases count" 2 "$(printf '%s\n' "$out" | head -n 1)"
at 2026-12-25 adviser case withdraw R8-0003 --text "見本の取下げ"
same "the adviser does not take it out of force" 1 "$rc"
at 2026-12-25 approver case withdraw R8-0003 --text "見本の取下げ"
same "the responsible person does" 0 "$rc"
for state in approved submitted; do
	run env KUMOSHIRUBE_TODAY=2027-01-31 "$program" $store --state $state stats returned.no.cases
	same "it counts no more ($state)" 1 "$(printf '%s\n' "$out" | head -n 1)"
	lacks "nor what it had taken the place of ($state)" "R8-0003" "$out"
	run env KUMOSHIRUBE_TODAY=2026-12-24 "$program" $store --state $state stats returned.no.cases
	has "on the day before it did ($state)" "R8-0003/2" "$(printf '%s\n' "$out" | tr -d ' 　')"
done
run env KUMOSHIRUBE_TODAY=2027-01-31 "$program" $store --json case recheck
lacks "it is rechecked no more" '"reference": "R8-0003"' "$out"
run env KUMOSHIRUBE_TODAY=2027-01-31 "$program" $store case recheck R8-0003
lacks "nor when it is asked about" "R8-0003" "$out"
run "$program" $store case list
has "the list says so" "取下げ" "$(printf '%s\n' "$out" | grep R8-0003)"
run "$program" $store record verify
same "and the chain holds" 0 "$rc"
}
finish
