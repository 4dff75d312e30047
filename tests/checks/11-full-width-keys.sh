# SPDX-License-Identifier: Apache-2.0
# Check 11: with an input method left on, a single full-width letter, sign or figure is the key that it looks like; in a field it is text.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

office || finish
keys Enter
await "$(word Tasks)" || finish
typing '？'
await "$(word Help) " 'Ctrl+G' || finish
ok 'a full-width question mark is help'
typing 'ｑ'
await_gone 'Ctrl+G' || finish
await "$(word Tasks)" || finish
ok 'a full-width q goes back'
typing 'ｑ'
await '前回の続き' || finish
ok 'and back to the list of cases'
typing '／'
await "検索>" || finish
ok 'a full-width slash searches'
typing 'ｑ'
await "$(word 'Search> ')ｑ" || finish
ok 'in the search it is a letter'
go Escape Escape || finish
ends 'full-width in the lists' 0
first_question || finish
keys Tab
typing '１'
await '(*) 1' || finish
ok 'a full-width figure chooses'
leave_to_shell && ends full-width 0
finish
