# SPDX-License-Identifier: Apache-2.0
# Check 10: a real input method (uim-fep with anthy): the word lands in the field, the Enter that finishes it does no more than that, the next one
# moves on and submits nothing, the screen fits the 23 rows that are left, and what is being composed stands at the caret.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"
if ! command -v uim-fep >/dev/null 2>&1 || ! uim-fep -h 2>&1 | grep -q anthy-utf8; then
	skip 'an input method' 'uim-fep or uim-anthy is not installed'
	finish
fi

# It looks for its home in the list of users; what it learns there must not end up in a real one.
# shellcheck disable=SC2086
if ! ${CC:-cc} -shared -fPIC -o "$work/home.so" "$srcdir/tests/checks/home.c" 2>"$work/cc"; then
	skip 'an input method' 'no compiler for the home of its own'
	finish
fi
# Which key turns the input method on differs from system to system.
for key in generic-on-key anthy-on-key; do printf "(define-key %s? '(\"<Control>o\"))\n" "$key"; done >"$work/uim.scm"
start 80 24 env LD_PRELOAD="$work/home.so" LIBUIM_USER_SCM_FILE="$work/uim.scm" uim-fep -u anthy-utf8 -e env -u LD_PRELOAD
await '案件はまだありません' || finish
keys n
await '作業の一覧' || finish
keys Enter
await '検討の対象となる情報システムの名称は何ですか' '問1/' || finish
same 'the key bar stands in row 23' 1 "$(printf '%s\n' "$screen" | sed -n 23p | grep -c '^F1.*F10')"
keys C-o
typing 'jinnji'
await '[じんじ' || finish
ok 'what is composed stands in the field'
keys Space
await '人事' || finish
keys Enter
await '[人事' || finish
await_gone 'じんじ' || finish
has 'the Enter that finishes the word leaves nothing else' '問1/' "$screen"
until_is '人事' stored case.main title || finish
ok 'the word is stored'
see
place=$(cursor)
keys Enter
await_cursor_off "$place" || finish
[ "${cursor_at#* }" -gt "${place#* }" ] && ok 'the next Enter moves the caret to the next field' || not_ok 'the next Enter moves the caret to the next field' "$screen"
has 'and does not submit' '問1/' "$screen"
same 'what it learnt is in the home of the test' 1 "$(ls -d "$HOME/.anthy" | wc -l)"
finish
