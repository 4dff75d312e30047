# SPDX-License-Identifier: Apache-2.0
# Check 8: Esc loses nothing; undo and redo reach over fields and over a new start, step by step.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

first_question || finish
typing '人事給与'
await '[人事給与' || finish
keys Escape
await '作業の一覧' || finish
keys Enter
await '問2/' || finish
keys C-b
await '[人事給与' || finish
ok 'after Esc the text is there'
# A second answer in another field, and a new start between.
keys C-u
typing '給与計算'
await '[給与計算' || finish
keys Escape
await '作業の一覧' || finish
until_is '給与計算' stored case.main title || finish
kill -s HUP "$(cat "$work/pid")"
await ENDED || finish
start 80 24
await '前回の続き' || finish
keys r
await '[給与計算' || finish
keys C-z
await '[人事給与' || finish
ok 'Ctrl+Z takes the last change back after a new start'
keys C-z
await_gone '[人事給与' || finish
ok 'and the one before it'
until_is '' stored case.main title || finish
keys C-y
await '[人事給与' || finish
keys C-y
await '[給与計算' || finish
ok 'Ctrl+Y repeats both'
until_is '給与計算' stored case.main title || finish
# Within a field, before anything was left: the field's own steps come first, then those of the case.
keys End
typing '甲'
await '[給与計算甲' || finish
keys F8
await '[給与計算 ' || finish
ok 'F8 takes back what was typed in the field'
keys F8
await '[人事給与' || finish
ok 'and then goes on to what was saved before'
finish
