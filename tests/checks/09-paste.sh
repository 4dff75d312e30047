# SPDX-License-Identifier: Apache-2.0
# Check 9: a paste of three lines is one line in a field of one line, with a message, and three lines in an area; it never submits.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

lines='一行目
二行目
三行目'
first_question || finish
paste "$lines"
await '[一行目 二行目 三行目' '改行は空白にしました' '問1/' || finish
ok 'a field of one line joins the lines and says so'
keys Escape
await '作業の一覧' || finish
until_is '一行目 二行目 三行目' stored case.main title || finish
# An area: the reason of a choice.
fresh
"$program" case new "$srcdir/tests/cases/11-open-answers.ini" >/dev/null
printf 'key Enter Home Enter\nexpect 回答を確かめてください\nkey Home Down Down Down Down Down Down Enter\nexpect 問7/\n' >"$work/way"
start 80 24
await '前回の続き' || finish
keys Enter
await '作業の一覧' || finish
keys Home Enter
await '回答を確かめてください' || finish
keys Home Down Down Down Down Down Down Enter
await '問7/' '理由' || finish
keys Tab
keys C-u
paste "$lines"
await '|一行目' '|二行目' '|三行目' '問7/' || finish
ok 'an area keeps the lines, and the question is not left'
keys Escape
await '回答を確かめてください' || finish
run "$program" case export R8-0001
has 'three lines are stored' 'scope.reason.1 = "一行目"' "$out"
has 'the last one too' 'scope.reason.3 = "三行目' "$out"
finish
