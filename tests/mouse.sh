# SPDX-License-Identifier: Apache-2.0
# The mouse: the terminal's own until the officer takes it, by the menu or by the configuration; then a click goes to a row and opens it, the wheel moves,
# and the key bar can be pressed. It is given back at the end.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"
taken() { mux display-message -p -t "$pane" '#{mouse_any_flag}'; }
# reported BUTTON ROW COLUMN: as this terminal does: a letter each for the button and for the place, which is counted from 1
reported() { typing "$(printf "\\033[M\\$(printf %o $(($1 + 32)))\\$(printf %o $(($3 + 32)))\\$(printf %o $(($2 + 32)))")"; }
click() {
	reported 0 "$1" "$2"
	reported 3 "$1" "$2"
}

for name in 01-public-saas-registered 11-open-answers; do "$program" case new "$srcdir/tests/cases/$name.ini" >/dev/null; done
start 80 24
await '2件中 2件' || finish
same 'at first the terminal has the mouse' 0 "$(taken)"
keys F9
await '操作>' || finish
typing マウス
await_line '^> マウス' || finish
keys Enter
await 'マウスを使います' || finish
until_is 1 taken || finish
ok 'the menu takes it'
await_line '^> R8-0002' || finish
click 7 5
await_line '^> R8-0001' || finish
ok 'a click goes to the row'
click 7 5
await '作業の一覧' || finish
ok 'a click on the row where the cursor is opens it'
settle || finish
before=$screen
reported 64 10 5
await_change "$before" || finish
ok 'the wheel moves'
bar=$(printf '%s\n' "$screen" | sed -n 24p)
case $bar in F1ヘルプ*) click 24 2 ;; esac
await 'ヘルプ 0' || finish
ok 'the key bar can be pressed'
keys F9
await '操作>' || finish
typing マウス
await_line '^> マウス' || finish
keys Enter
until_is 0 taken || finish
ok 'the menu gives it back'
leave_to_shell || finish
ends mouse 0
printf '[view.main]\nmouse = "yes"\n' >>"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
start 80 24
await '前回の続き' || finish
until_is 1 taken || finish
ok 'the configuration takes it from the beginning'
leave_to_shell || finish
ends 'mouse from the beginning' 0
same 'and the terminal has it again at the end' 0 "$(taken)"
finish
