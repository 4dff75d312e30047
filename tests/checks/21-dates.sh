# SPDX-License-Identifier: Apache-2.0
# Check 21: dates in the forms that people write; what is no day is refused beside the field, with the reason.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"

run "$program" case new "$srcdir/tests/cases/11-open-answers.ini"
same 'the case is taken in' 0 "$rc"
# The question about a date is found by its name in the list of its screen.
cat >"$work/keys" <<'EOS'
key Enter
expect 作業の一覧
key Home Enter
expect 回答を確かめてください
key Home
save list
EOS
"$program" --lang ja --script "$work/keys" --save-dir "$work" >/dev/null 2>&1
at=$(awk '/^[> ] 問[0-9]/ { if (/要件定義の開始日/) { print n + 0; exit } n++ }' "$work/list")
downs=$(awk -v n="$at" 'BEGIN { for (i = 0; i < n; i++) printf " Down" }')
open="key Enter
expect 作業の一覧
key Home Enter
expect 回答を確かめてください
key Home$downs Enter
key C-u"
# typed TEXT ISO ECHO
typed() {
	printf '%s\ntype %s\nexpect = %s\nkey F2\nexpect 問\n' "$open" "$1" "$3" >"$work/keys"
	run "$program" --lang ja --script "$work/keys" --save-dir "$work"
	if [ "$rc" -eq 0 ]; then ok "$1 is echoed as $3"; else not_ok "$1 is echoed as $3" "$out$err"; fi
	same "$1 is stored as $2" "$2" "$(stored case.main requirements_began)"
}
typed R1.5.1 2019-05-01 令和元年5月1日
typed 平成31年4月30日 2019-04-30 平成31年4月30日
typed 令和元年5月1日 2019-05-01 令和元年5月1日
typed 2019-04-30 2019-04-30 平成31年4月30日
typed Ｒ１．５．１ 2019-05-01 令和元年5月1日
printf '%s\ntype 令和８年２月３０日\nkey Tab\nexpect 暦にない日です\nexpect まだ回答になっていません\nexpect 令和８年２月３０日\n' "$open" >"$work/keys"
run "$program" --lang ja --script "$work/keys" --save-dir "$work"
if [ "$rc" -eq 0 ]; then ok 'a day that does not exist is refused beside the field, with the reason'; else not_ok 'a day that does not exist is refused' "$out$err"; fi
same 'and the answer stays' 2019-05-01 "$(stored case.main requirements_began)"
finish
