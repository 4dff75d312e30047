# SPDX-License-Identifier: Apache-2.0
# Check 24: two programs on one case: the second opens it for reading, with the name of whoever has it; the first notices nothing, and when it has left,
# the second can take the case up.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

mkdir -p "$work/other/kumoshirube"
printf '[user.main]\nname = "見本同僚"\n' >"$work/other/kumoshirube/kumoshirube.ini"
first_question || finish
typing '見本 二人の案件'
await '[見本 二人の案件' || finish
until_is '見本 二人の案件' stored case.main title || finish

turn_to second
start 80 24 XDG_CONFIG_HOME="$work/other"
await '前回の続き' || finish
keys Enter
await "$(word Tasks)" '見本担当' || finish
await '読み取り専用' || finish
ok 'the second opens the case for reading, with the name of the holder'
fits 'what it says fits' 79
lacks 'and nobody speaks of a lock file' 'ロック' "$screen"
go Enter || finish
await '読み取り専用' || finish
ok 'the question says so as well'
before=$screen
typing '横'
await '読み取り専用です' || finish
lacks 'what is typed there is not taken' '横' "$screen"
same 'nothing of the second is stored' '見本 二人の案件' "$(stored case.main title)"

turn_to walk
see
has 'the first still has its text' '[見本 二人の案件' "$screen"
lacks 'and is told nothing' '読み取り専用' "$screen"
typing '改'
await '[見本 二人の案件改' || finish
keys Escape
await "$(title_of step0-basis)" "$(word Tasks)" || finish
until_is '見本 二人の案件改' stored case.main title || finish
ok 'the first goes on and its answers are saved'
leave_to_shell || finish
ends 'the first' 0

turn_to second
# The one that had it is gone; no file has to be deleted.
keys Escape
await '引き継ぐ' || finish
ok 'the second is told that the case is free'
keys F9
await "操作>" || finish
typing '引継ぎ'
await_line '^> 引継ぎ' || finish
keys Enter
await '引き継ぎました' || finish
has 'and sees what the first has saved' '二人の案件改' "$screen"
# The title is answered, so the next question is open.
go Home Enter || finish
await 問2/ '[ ' || finish
typing 見本第9号
await '[見本第9号' || finish
keys Escape
until_is 見本第9号 stored case.main reference || finish
ok 'the second takes the case up and its answers are saved'
leave_to_shell || finish
ends 'the second' 0
run "$program" record verify
same 'the store is whole' 0 "$rc"
finish
