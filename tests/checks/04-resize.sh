# SPDX-License-Identifier: Apache-2.0
# Check 4: what is typed outlives a change of size: text, caret and question are the same afterwards.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

first_question || finish
typing '人事給与'
await '[人事給与' || finish
place=$cursor_at
keys Left
await_cursor_off "$place" || finish
settle || finish
place=$cursor_at
whole=$screen
size 60 20
await '画面が小さすぎます' '60x20' || finish
ok 'at 60x20 the size is told'
keys x
size 80 24
await '[人事給与' 問1/ || finish
await_cursor $place || finish
ok 'the caret is where it was'
settle || finish
same 'the picture is the same, and nothing was typed blindly' "$(printf '%s\n' "$whole" | sed 's/[0-9][0-9]:[0-9][0-9]:[0-9][0-9]//; s/保存済//; s/入力中//')" 	"$(printf '%s\n' "$screen" | sed 's/[0-9][0-9]:[0-9][0-9]:[0-9][0-9]//; s/保存済//; s/入力中//')"
typing 新
await '[人事給新与' || finish
ok 'typing goes on at the caret'
leave_to_shell && ends resize 0
finish
