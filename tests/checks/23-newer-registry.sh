# SPDX-License-Identifier: Apache-2.0
# Check 23: a case that was decided stays with its own snapshot and hash after a newer registry was taken in, and says that there is a newer one.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
for who in officer:見本担当 adviser:見本補佐 approver:見本責任者; do
	printf '[user.main]\nname = "%s"\nrole = "%s"\n' "${who#*:}" "${who%%:*}" >"$work/${who%%:*}.ini"
done
as() {
	who=$1
	shift
	run "$program" --config "$work/$who.ini" "$@"
}
# play KEYS: a script on the officer's screens
play() {
	mkdir -p "$work/saved"
	printf '%s\n' "$1" >"$work/keys"
	as officer --lang ja --script "$work/keys" --save-dir "$work/saved"
}
as officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
case=$out
as officer case submit "$case"
same 'the case is handed in' 0 "$rc"
as adviser review advise "$case" --text 差し支えない。
same 'it has an opinion' 0 "$rc"
as officer registry list
old=$out

printf '一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考\nISMAP,C99-0001-2,みほん連絡ポータル,見本,SaaS,一時停止,2026-01-01,2027-01-31,全部,国内,,2,\n' >"$work/list.csv"
# The record in every form, kept as NAME.records
records() {
	for form in text html json csv; do "$program" --config "$work/officer.ini" record export "$case" --format $form; done >"$work/$1.records"
}
records before
play 'key Enter
expect 作業の一覧
refuse 登録簿が新しくなっています'
same 'at first nothing is said of a newer registry' 0 "$rc"
as officer registry import "$work/list.csv" --name '新しい一覧' --issued-on 2026-11-10 --map sample
same 'a newer list is taken in' 0 "$rc"
as officer registry list
[ "$old" != "$out" ] && ok 'and is the one in use' || not_ok 'and is the one in use' "$out"
records after
same 'the record is the same in every form' '' "$(cmp "$work/before.records" "$work/after.records" 2>&1)"
as officer record export "$case" --format json
own=$(sed -n '/"snapshot"/,/}/s/.*"digest": "\([0-9a-f]*\)".*/\1/p' "$work/before.records" | head -n 1)
same 'it names its own snapshot by its hash' 64 "$(printf '%s' "$own" | wc -c | tr -d ' ')"
has 'which is still there' "$own" "$out"
lacks 'and not the newer one' '新しい一覧' "$out"
play "key Enter
expect 登録簿が新しくなっています
expect 見本スナップショット
save newer
key Esc"
same 'the case says that the registry is newer, and with which it stays' 0 "$rc"
[ "$rc" -eq 0 ] || not_ok 'the script' "$out$err"
play "key Enter
key s
expect 意見は古くなっています"
same 'and that the opinion rests on the older one' 0 "$rc"
[ "$rc" -eq 0 ] || not_ok 'the script' "$out$err"
as officer record verify
same 'the chain is whole' 0 "$rc"
as officer record replay
same 'and comes out the same again' 0 "$rc"
finish
