# SPDX-License-Identifier: Apache-2.0
# Check 27: C.UTF-8 is Japanese, C is English with a hint, another encoding is refused naming UTF-8, the console of Linux is told how to get Japanese.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

fresh
start 80 24 LC_ALL=C.UTF-8
await '案件はまだありません' || finish
ok 'C.UTF-8: Japanese'
lacks 'C.UTF-8: no hint' '--lang' "$screen"
leave_to_shell && ends C.UTF-8 0
start 80 24 LC_ALL=C LANGUAGE=
await 'There is no case yet' '--lang ja' || finish
ok 'C: English with a hint'
keys F9
await 'Menu of all commands' || finish
await_gone '--lang ja' && ok 'C: the hint goes with the next key'
leave_to_shell && ends C 0
for locale in ja_JP.EUC-JP ja_JP.eucJP ja_JP.SJIS; do
	start 80 24 LC_ALL=$locale LANGUAGE=
	await ENDED || finish
	has "$locale: refused naming UTF-8" 'UTF-8' "$screen"
	has "$locale: and naming itself" "$locale" "$screen"
	ends "$locale" 2
	restored "$locale"
done
start 80 24 TERM=linux LANGUAGE=
await 'There is no case yet' 'fbterm' 'kmscon' || finish
ok 'TERM=linux: English, with the way to Japanese'
# Its description knows no second screen.
keys F10
await 'EXIT=0' ENDED && ok 'linux: exit code 0'
finish
