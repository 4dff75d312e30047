# SPDX-License-Identifier: Apache-2.0
# Check 22: a delivery with one row that was tampered with is refused before anything is taken in, with the reason; an older list is not taken without a
# word; escape sequences and marks that turn the direction of writing are shown, not obeyed.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
config=$XDG_CONFIG_HOME/kumoshirube
mkdir -p "$config/keys" "$work/saved"
cd "$work" || exit 99
head='一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考'
printf '%s\nISMAP,C99-0001-2,みほん一号,見本,SaaS,登録中,2026-01-01,2027-01-31,全部,国内,,2,\nISMAP,C99-0002-2,みほん二号,見本,SaaS,登録中,2026-01-01,2027-02-28,全部,国内,,2,\n' "$head" >list.csv

run "$program" registry key office
cp office.pub "$config/keys/registry.pub"
sign() {
	run "$program" registry sign list.csv --key office --name "見本の配布 $1" --issued-on "$2" --expires-on 2027-02-01 --delivery "$1" --map sample --encoding utf-8 --output "$3"
	same "delivery $1 is signed" 0 "$rc"
}
sign 3 2026-11-10 delivery.ini
run "$program" registry import delivery.ini
same 'a good delivery is taken in' 0 "$rc"
run "$program" --json registry list
before=$out

# take NAME PATH WANTED...: the form of the screens; what it must say
take() {
	name=$1 path=$2
	shift 2
	{
		printf 'key g\nexpect 登録簿\nkey F2\nexpect 一覧の取込み\ntype %s\nkey F2\n' "$path"
		for wanted; do printf 'expect %s\n' "$wanted"; done
		printf 'save %s\n' "$name"
	} >keys
	run "$program" --lang ja --script keys --save-dir saved
	if [ "$rc" -eq 0 ]; then ok "$name: the screen says so before anything is taken in"; else not_ok "$name: the screen says so" "$out$err"; fi
	run "$program" --json registry list
	same "$name: and nothing was" "$before" "$out"
}
# One row: the expiry date of the second service is a year later.
cp list.csv kept.csv
sed -i 's/2027-02-28/2028-02-28/' list.csv
run "$program" registry import delivery.ini
[ "$rc" -ne 0 ] && ok 'a tampered row is refused' || not_ok 'a tampered row is refused' "$out"
has 'with the name of the file' 'list.csv' "$err"
has 'and the reason' 'SHA-256 が違います' "$err"
take tampered delivery.ini 'このままでは取り込めません' 'SHA-256 が違います'
cp kept.csv list.csv

# An older version: signed, and yet older than what is in use.
sign 2 2026-10-01 older.ini
run "$program" registry import older.ini
[ "$rc" -ne 0 ] && ok 'an older delivery is not taken in just so' || not_ok 'an older delivery is not taken in just so' "$out"
has 'it is called older' '古い' "$err"
take older older.ini '古い'
run "$program" registry import list.csv --name 見本の旧版 --issued-on 2026-09-01 --map sample
[ "$rc" -ne 0 ] && ok 'nor is an older list' || not_ok 'nor is an older list' "$out"
has 'and a reason is asked for' '--reason' "$err"
run "$program" --json registry list
same 'nothing was taken in' "$before" "$out"

# ESC and U+202E in names.
printf '%s\nISMAP,C99-0001-2,みほん\033[31m赤,見本\342\200\256逆,SaaS,登録中,2026-01-01,2027-01-31,全部,国内,,2,\n' "$head" >hostile.csv
run "$program" registry import hostile.csv --name 見本の一覧 --issued-on 2026-11-15 --map sample
hostile=$rc
shown="$out$err"
run "$program" registry search みほん
shown="$shown$out$err"
printf 'key g\nexpect 登録簿\ntype みほん\nsave hostile\n' >keys
run "$program" --lang ja --script keys --save-dir saved
same 'the registry can be looked at' 0 "$rc"
shown="$shown$out$err$(cat saved/hostile)"
same 'no escape character is put out' 0 "$(printf '%s' "$shown" | LC_ALL=C tr -cd '\033' | wc -c | tr -d ' ')"
lacks 'no mark that turns the direction either' "$(printf '\342\200\256')" "$shown"
if [ "$hostile" -eq 0 ]; then
	has 'ESC is seen' '<U+001B>' "$(cat saved/hostile)"
	has 'and so is U+202E' '<U+202E>' "$shown"
else
	has 'it is refused with its line' 'hostile.csv:2' "$shown"
fi
finish
