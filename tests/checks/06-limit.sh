# SPDX-License-Identifier: Apache-2.0
# Check 6: at the limit the field says that nothing is left, refuses what goes beyond with a message, and keeps all that was there.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

ten=あいうえおかきくけこ
first_question || finish
await 'あと 120字' || finish
ok 'what is left is shown from the beginning'
whole=
for part in 1 2 3 4 5 6 7 8 9 10 11 12; do
	typing "$ten"
	whole=$whole$ten
	await "あと $((120 - 10 * part))字" || finish
done
ok 'it is counted down to nothing'
typing 'さ'
await '欄がいっぱいです' || finish
await 'あと 0字' || finish
ok 'one more is refused with a message'
keys BSpace
await 'あと 1字' || finish
typing 'し'
await 'あと 0字' || finish
keys Escape
await '作業の一覧' || finish
until_is "${whole%こ}し" stored case.main title || finish
ok 'nothing of the rest is lost'
# A paste that goes beyond is not cut in silence either.
keys Enter
await '問2/' || finish
keys C-u
await 'あと 120字' || finish
paste "$whole$ten"
await '欄がいっぱいです' 'あと 0字' || finish
ok 'a paste beyond the limit says so too'
finish
