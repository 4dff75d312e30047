# SPDX-License-Identifier: Apache-2.0
# Check 14: q in a search filters and does not quit.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

office || finish
keys /
await "検索>" || finish
keys q
await "$(word 'Search> ')q" || finish
ok 'q is typed into the search of the cases'
same 'the program runs' 1 "$(mux display-message -p -t walk '#{alternate_on}')"
keys Escape
await_gone "$(word 'Search> ')q" || finish
go Enter Home =候補とその確認結果 Enter || finish
await "$(word 'Choice of candidates')" || finish
keys q
await "$(word 'Search> ')q" || finish
ok 'q is typed into the search of the picker'
has 'which is narrowed by it' '候補の選択' "$screen"
keys Escape
await_gone "$(word 'Search> ')q" || finish
ok 'the first Esc takes the query away'
has 'and stays' "$(word 'Choice of candidates')" "$screen"
keys F9
await "操作>" || finish
keys q
await "$(word 'Command> ')q" || finish
ok 'q is typed into the menu'
leave_to_shell && ends search 0
finish
