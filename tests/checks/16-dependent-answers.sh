# SPDX-License-Identifier: Apache-2.0
# Check 16: who changes an early answer sees first what that touches; the answers are kept, marked as to be checked, and the officer is back at the
# question. The mark outlives the program, is shown in the lists, is told before the case is handed in, and goes when the answer is confirmed.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"

run "$program" case new "$srcdir/tests/cases/01-public-saas-registered.ini"
same 'the case is taken in' 0 "$rc"
run "$program" case export R8-0001
before=$out
# step TEXT: runs the script TEXT on the screens
step() {
	name=$1
	printf '%s\n' "$2" >"$work/keys"
	run "$program" --lang ja --script "$work/keys" --save-dir "$work"
	if [ "$rc" -eq 0 ]; then ok "$name"; else not_ok "$name" "$out$err"; fi
}
# The question is found by its place in the list, whatever that is.
printf 'key Enter\nexpect 作業の一覧\nkey Home\nsave tasks\n' >"$work/keys"
"$program" --lang ja --script "$work/keys" --save-dir "$work" >/dev/null 2>&1
at=$(awk '/^[> ]   [^ ]/ { if (/提供の有無/) { print n + 0; exit } n++ }' "$work/tasks")
if [ -n "$at" ]; then ok 'the task list has the early question'; else not_ok 'the task list has the early question' "$(cat "$work/tasks")"; fi
downs=$(awk -v n="$at" 'BEGIN { for (i = 0; i < n; i++) printf " Down" }')
open="key Enter
expect 作業の一覧
key Home$downs Enter
expect 回答を確かめてください
key Home Enter
expect 問1/
expect (*) 1"

step 'Esc leaves the answer as it was' "$open
key 3
expect 変更の影響
expect いまの答え: 
expect Esc=元の答えのまま戻る
save effects
key Esc
expect 問1/
expect (*) 1
expect 答えは元のままです"
has 'the list names a step that ends otherwise' '段階の結果' "$(cat "$work/effects")"
has 'and that answers are kept and marked' '消さずに残し、要確認の印を付けます' "$(cat "$work/effects")"
run "$program" case export R8-0001
same 'nothing was changed' "$before" "$out"
run "$program" case show R8-0001
lacks 'nothing is marked' '要確認' "$out"

step 'F2 makes the change and returns to the question' "$open
key 3
expect 変更の影響
key F2
expect 問1/
expect (*) 3
expect 変更しました"
run "$program" case export R8-0001
for fact in merit cost_advantage extremely_difficult chosen_candidate; do
	same "the answer about $fact is kept" "$(printf '%s\n' "$before" | grep "^$fact = ")" "$(printf '%s\n' "$out" | grep "^$fact = ")"
done
open3=$(printf '%s\n' "$open" | sed 's/expect (\*) 1/expect (*) 3/')
step 'changed back' "$open3
key 1
expect 変更の影響
key F2
expect 要確認"
step 'a new start shows the marks' 'key Enter
expect 作業の一覧
expect 要確認の答えが
save marked-tasks
key C-k
expect 要確認: 「提供の範囲」が変わりました
save marked-question
key F4
expect 要確認
key Esc
expect 作業の一覧
key v
expect 判定と記録
key F2
expect 足りない点
key F2
expect 前提の答えが変わった後、確かめられていない答えが'
marks=$("$program" case show R8-0001 | grep -c '要確認')
[ "$marks" -gt 1 ] && ok 'several answers are marked' || not_ok 'several answers are marked' "$marks"
run "$program" case submit R8-0001
has 'handing in on the command line says so' '要確認の答えが' "$err"
step 'each is confirmed with a key' "key Enter
expect 作業の一覧
$(awk -v n="$marks" 'BEGIN { for (i = 0; i < n; i++) print "key C-k\nexpect 要確認: 「\nkey C-k\nexpect 確認しました\nkey Esc\nexpect 作業の一覧" }')
key C-k
expect 要確認の答えはありません"
run "$program" case show R8-0001
lacks 'then nothing is marked' '要確認' "$out"
finish
