# SPDX-License-Identifier: Apache-2.0
# Check 3: too small a terminal is told so in words, and the normal screen follows without a new start.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

fresh
start 40 10
await '画面が小さすぎます' '40x10' '80x20' || finish
ok '40x10 is told, with the size that is needed'
fits 'the message fits' 39
pid=$(cat "$work/pid")
size 80 24
await "$(word 'There is no case yet. F2 begins one.')" || finish
await_line '^F1.*F10' || finish
ok 'at 80x24 the screen is there'
same 'the program was not started again' "$pid" "$(cat "$work/pid")"
leave_to_shell && ends small 0
finish
