# SPDX-License-Identifier: Apache-2.0
# Check 19: the same answers come to the same verdict, word for word, whether they are given on the screens or as lines of a pipe without colour; for
# answers that decide the case, that leave it open, and that lead to the next step.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"

# The case without its answers about the coverage of Step1, its merit and its cost.
awk '/^\[/ { in_it = $0 == "[step.c1-1]" } in_it && /^(coverage|merit|cost_advantage)/ { next } { print }' "$srcdir/tests/cases/01-public-saas-registered.ini" >"$work/open.ini"
# verdict NAME: what the case came to, without the times at which it was answered
verdict() {
	run "$program" case decide R8-0001 --json
	printf '%s\n' "$out" | grep -v '"at": \|"id": "[0-9a-f]*"' >"$work/$1.json"
}
began() {
	rm -rf "$XDG_DATA_HOME"
	"$program" case new "$work/open.ini" >/dev/null 2>&1
}
began
verdict open
same 'without the three answers the case is open' 3 "$rc"

# compare NAME MERIT COST CODE: the answers by their numbers, and the exit code of the verdict
compare() {
	began
	cat >"$work/keys" <<EOS
key Enter
expect 作業の一覧
key ]
expect このStepのサービスで賄えますか
key 1 Tab
type 機能を比べた。
key Tab
type 機能適合表（見本）
key Esc
expect 作業の一覧
key ]
expect メリットはありますか
key $2 Tab
type 効果を比べた。
key Tab
type 候補比較表（見本）
key F2
expect 問2/
key $3 Tab
type 費用を比べた。
key Tab
type 費用比較表（見本）
key F2
expect 問3/
idle
EOS
	run "$program" --lang ja --script "$work/keys" --save-dir "$work"
	same "$1: the keys run to their end" '0 ' "$rc $err"
	verdict screens
	same "$1: the exit code of the verdict" "$4" "$rc"
	"$program" case export R8-0001 >"$work/screens.ini"

	began
	printf '一覧\n11\n1\n機能を比べた。\n機能適合表（見本）\n一覧\n14\n%s\n効果を比べた。\n候補比較表（見本）\n%s\n費用を比べた。\n費用比較表（見本）\n終了\n' "$2" "$3" >"$work/answers.txt"
	NO_COLOR=1 "$program" --plain R8-0001 <"$work/answers.txt" >"$work/said" 2>"$work/stderr"
	same "$1: the lines are read to their end, to the same exit code" "$4 " "$? $(cat "$work/stderr")"
	same "$1: and nothing is coloured" 0 "$(LC_ALL=C tr -cd '\033' <"$work/said" | wc -c | tr -d ' ')"
	verdict lines
	"$program" case export R8-0001 >"$work/lines.ini"
	same "$1: the answers are the same" '' "$(diff "$work/screens.ini" "$work/lines.ini")"
	[ "$(wc -l <"$work/lines.json")" -gt 1000 ] && ok "$1: there is a verdict" || not_ok "$1: there is a verdict" "$out"
	same "$1: the verdict is the same" '' "$(diff "$work/screens.json" "$work/lines.json")"
	same "$1: and not the one that was there before" 1 "$(cmp -s "$work/open.json" "$work/lines.json"; echo $?)"
}
compare decided 1 1 0
compare 'decided by the cost alone' 2 1 0
compare 'not known' 3 3 3
compare 'neither merit nor cost' 2 2 3
finish
