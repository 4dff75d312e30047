# SPDX-License-Identifier: Apache-2.0
# A large list that is stopped while it is decoded, while it is read, while it is looked at, and while it is taken in: nothing of it is left, and the next attempt succeeds.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
list=$work/large.csv
script=$work/stop.keys
store=$work/cancel.db

awk 'BEGIN {
	print "一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考"
	for (i = 1; i <= 20000; i++)
		printf "ISMAP,C%02d-%04d-1,見本サービス%05d,見本事業者,SaaS,登録中,2025-01-01,2028-03-31,見本,東京,見本の機能,,見本\n", 10 + int(i / 10000), i % 10000, i
}' >"$list"

run "$program" --store "$store" registry import "$srcdir/tests/lists/first.csv" --name '見本の一覧' --issued-on 2026-10-01
same "a first list is taken in" 0 "$rc"
run "$program" --store "$store" --json registry list
before=$out

# stopped NAME WORK PERCENT: the form is filled in, and the work is stopped when so much of it is done.
attempt() {
	{
		printf 'key g F2\ntype %s\nkey Tab\ntype 見本の一覧 大\nkey Tab\ntype R8.11.1\n' "$list"
		printf '%s\n' "$@"
	} >"$script"
	run "$program" --store "$store" --lang ja --script "$script" --save-dir "$work"
}
unchanged() {
	same "$1: the script runs to its end" "0 " "$rc $err"
	run "$program" --store "$store" --json registry list
	same "$1: the snapshots are those before" "$before" "$out"
	same "$1: no journal is left" "" "$(ls "$work" | grep -- -journal)"
	run "$program" --store "$store" record verify
	same "$1: the store is whole" 0 "$rc"
}

attempt 'stop reading 0' 'key F2' 'expect 止めました' 'key F2' 'expect 問題があります'
unchanged "stopped before the first row"
attempt 'stop reading 10' 'key F2' 'expect 止めました' 'key Esc' 'expect 何も取り込みませんでした'
unchanged "stopped while the file is decoded"
attempt 'stop reading 30' 'key F2' 'expect 止めました' 'key Esc' 'expect 何も取り込みませんでした'
unchanged "stopped while the file is read"
attempt 'stop reading 75' 'key F2' 'expect 止めました' 'key F2' 'expect 問題があります'
unchanged "stopped while the rows are looked at"
attempt 'key F2' 'expect まだ何も取り込んでいません' 'stop saving 50' 'key F2' 'expect 止めました'
unchanged "stopped while it is taken in"
attempt 'key F2' 'stop saving 50' 'key F2' 'expect 止めました' 'key F2' 'expect 取り込みました'
same "after a stop it can be taken in" "0 " "$rc $err"
run "$program" --store "$store" --json registry list
has "as a whole" '20000' "$out"
finish
