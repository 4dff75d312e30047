# SPDX-License-Identifier: Apache-2.0
# Check 15: a finding without its facts is undetermined in words, with its clause and what is missing; answering it shows before and after, and the
# total follows.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"

cp "$srcdir/tests/cases/01-public-saas-registered.ini" "$work/case.ini"
# The chosen candidate no longer says where its data centre is.
awk '/^\[/ { in_it = /candidate\.c1-1-k1\]/ } in_it && /^datacentre/ { next } { print }' "$work/case.ini" >"$work/open.ini"
run "$program" case new "$work/open.ini"
same 'the case is taken in' 0 "$rc"
cat >"$work/keys" <<'EOS'
key Enter
expect 作業の一覧
key v
expect 判定と記録
key Esc
key End Up Enter
expect 確認結果
save findings
key o
save open
key Enter
expect データセンター
key 1
idle
save answered
key Esc
expect 確認結果
save total
EOS
run "$program" --lang ja --script "$work/keys" --save-dir "$work"
if [ "$rc" -eq 0 ]; then ok 'the findings are shown and answered'; else not_ok 'the findings are shown and answered' "$out$err"; fi
has 'the finding is undetermined in words' '[未確定]' "$(cat "$work/open")"
has 'with its clause' '3.3 1)(4)' "$(cat "$work/open")"
has 'with what is missing' '決めるために必要なもの' "$(cat "$work/open")"
has 'answering says what became of the candidate, and what it was' '変更前は' "$(cat "$work/answered")"
# total FILE: the second line of the findings: the verdict; and how many findings are open
total() { printf '%s %s\n' "$(sed -n '2s/^ 判定: \([^ ]*\).*/\1/p' "$1")" "$(grep -c '^[> ] \[未確定\]' "$1")"; }
same 'before, the verdict is open, with the finding and its step' '未確定 2' "$(total "$work/open")"
same 'and the answer changes the total' '決定 0' "$(total "$work/total")"
run "$program" case decide R8-0001 --json
same 'and the case is decided' 0 "$rc"
finish
