# SPDX-License-Identifier: Apache-2.0
# Check 5: a character is one, however many code points it has: typed, moved over and deleted as a whole, stored as it should be, the caret in its cell.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

first_question || finish
await '[' || finish
origin=$cursor_at
left=${origin% *} row=${origin#* }
ga=$(printf '\343\201\213\343\202\231')                # ka and the mark that makes it ga, two code points
katsura=$(printf '\350\221\233\363\240\204\200')        # a kanji with a variation selector behind it
typing "髙橋𠮷野${ga}${katsura}ｱｲｳ"
await '髙橋𠮷野' || finish
await_cursor $((left + 15)) "$row" || finish
ok 'the caret stands behind 15 cells of text'
for step in 1 2 3; do
	keys Left
	await_cursor $((left + 15 - step)) "$row" || finish
done
ok 'three steps to the left pass three half-width kana'
keys BSpace
await_cursor $((left + 10)) "$row" || finish
ok 'the kanji and its selector go as one'
typing '中'
await_cursor $((left + 12)) "$row" || finish
ok 'the caret stands where the next character will be'
keys Escape
await '作業の一覧' || finish
# Composed when the field is left: the ga is one code point now.
until_is '髙橋𠮷野が中ｱｲｳ' stored case.main title || finish
ok 'what is stored is what was typed'
finish
