# SPDX-License-Identifier: Apache-2.0
# Check 8: Esc loses nothing; undo and redo reach over fields and over a new start, step by step.
. "$(dirname "$0")/lib.sh"
needs_terminal

first_question
typing '人事給与'
await '[人事給与'
keys Escape
await '作業の一覧'
keys Enter
await '問2/'
keys C-b
await '[人事給与'
ok 'after Esc the text is there'
# A second answer in another field, and a new start between.
keys C-u
typing '給与計算'
await '[給与計算'
keys Escape
await '作業の一覧'
until_is '給与計算' stored case.main title
kill -s HUP "$(cat "$work/pid")"
await ENDED
start 80 24
await '前回の続き'
keys r
await '[給与計算'
keys C-z
await '[人事給与'
ok 'Ctrl+Z takes the last change back after a new start'
keys C-z
gone '[人事給与'
ok 'and the one before it'
until_is '' stored case.main title
keys C-y
await '[人事給与'
keys C-y
await '[給与計算'
ok 'Ctrl+Y repeats both'
until_is '給与計算' stored case.main title
# Within a field, before anything was left: the field's own steps come first, then those of the case.
keys End
typing '甲'
await '[給与計算甲'
keys F8
await '[給与計算 '
ok 'F8 takes back what was typed in the field'
keys F8
await '[人事給与'
ok 'and then goes on to what was saved before'
finish
