# SPDX-License-Identifier: Apache-2.0
# Check 6: at the limit the field says that nothing is left, refuses what goes beyond with a message, and keeps all that was there.
. "$(dirname "$0")/lib.sh"
needs_terminal

ten=あいうえおかきくけこ
first_question
await 'あと 120字'
ok 'what is left is shown from the beginning'
whole=
for part in 1 2 3 4 5 6 7 8 9 10 11 12; do
	typing "$ten"
	whole=$whole$ten
	await "あと $((120 - 10 * part))字"
done
ok 'it is counted down to nothing'
typing 'さ'
await '欄がいっぱいです'
await 'あと 0字'
ok 'one more is refused with a message'
keys BSpace
await 'あと 1字'
typing 'し'
await 'あと 0字'
keys Escape
await '作業の一覧'
until_is "${whole%こ}し" stored case.main title
ok 'nothing of the rest is lost'
# A paste that goes beyond is not cut in silence either.
keys Enter
await '問2/'
keys C-u
await 'あと 120字'
paste "$whole$ten"
await '欄がいっぱいです' 'あと 0字'
ok 'a paste beyond the limit says so too'
finish
