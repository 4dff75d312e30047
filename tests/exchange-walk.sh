# SPDX-License-Identifier: Apache-2.0
# The exchange at two terminals: a bundle out of one, looked into and taken in at the other, two revisions side by side merged there, and the way back.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"
for name in walk second; do mkdir -p "$work/$name/config/kumoshirube"; done
printf '[user.main]\nname = "見本担当"\n' >"$work/walk/config/kumoshirube/kumoshirube.ini"
printf '[user.main]\nname = "見本別担当"\n' >"$work/second/config/kumoshirube/kumoshirube.ini"
at() { # TERMINAL COMMAND...
	at=$work/$1
	shift
	XDG_DATA_HOME=$at/data XDG_CONFIG_HOME=$at/config run "$program" "$@"
}
# At a terminal, from its list of cases to the exchange
exchange() {
	turn_to "$1"
	start 80 24 XDG_DATA_HOME="$work/$1/data" XDG_CONFIG_HOME="$work/$1/config"
	await '案件一覧' || return 1
	keys x
	await "$(word 'Exchange with other terminals')" "$(word 'Take a bundle in: look first, then say yes or no')"
}
# write_bundle FILE, from the exchange and back to it
write_bundle() {
	go '=他の端末への' Enter || return 1
	await "$(word 'Writing a bundle')" || return 1
	typing "$1"
	await_line "ファイル  *[^ ]*${1##*/}" || return 1
	keys F2
	await "$(word 'The bundle is written')" || return 1
	keys Escape
	await "$(word 'Exchange with other terminals')"
}
# look_into FILE
look_into() {
	go '=先に中を' || return 1
	keys Enter
	await "$(word 'Taking a bundle in')" || return 1
	typing "$1"
	await_line "ファイル  *[^ ]*${1##*/}" || return 1
	keys F2
	await "$(word 'Nothing was taken in yet: read what it brings, then F2')"
}
# say_yes WORDS: the question, and then what is said
say_yes() {
	await "$(word No)" || return 1
	settle || return 1
	has "no stands before yes" "> $(word No)" "$screen"
	go Down || return 1
	keys Enter
	await "$1"
}

at walk case new "$srcdir/tests/cases/01-public-saas-registered.ini"
at walk case submit R8-0001
exchange walk || finish
has 'nothing was witnessed yet' '立会いなし' "$screen"
write_bundle "$work/1.krb" || finish
keys F10
leave_to_shell || finish
[ -s "$work/1.krb" ] && ok 'the bundle lies on the medium' || not_ok 'the bundle lies on the medium'

exchange second || finish
look_into "$work/1.krb" || finish
has 'the other terminal is told what it brings' 'R8-0001' "$screen"
has 'and that the key is unknown' '未知の鍵' "$screen"
fits 'and it fits' 79
at second case list
lacks 'before yes nothing is there' 'R8-0001' "$out"
keys F2
say_yes '取り込みました' || finish
at second case list
has 'after yes the case is' '提出済' "$out"
leave_to_shell || finish

# Both go on without each other.
at walk case set R8-0001 case case.title 見本の甲
at walk case submit R8-0001
at second case set R8-0001 case case.title 見本の乙
at second case submit R8-0001
exchange walk || finish
write_bundle "$work/2.krb" || finish
leave_to_shell || finish
exchange second || finish
look_into "$work/2.krb" || finish
has 'the conflict is told before anything is taken in' '競合' "$screen"
keys F2
say_yes '競合する版があります' || finish
keys Escape
await '並び立つ版があります' '競合 R8-0001' || finish
go '=見本担当' || finish
keys Enter
await "$(word 'Merge two revisions')" || finish
say_yes '両方を統合しました' || finish
lacks 'no conflict is left' '競合 R8-0001' "$screen"
write_bundle "$work/3.krb" || finish
leave_to_shell || finish

exchange walk || finish
look_into "$work/3.krb" || finish
keys F2
say_yes '取り込みました' || finish
keys Escape
await '最後の立会い' || finish
lacks 'nor on the first terminal' '競合 R8-0001' "$screen"
leave_to_shell || finish
for name in walk second; do
	at $name case export R8-0001
	has "the case goes on from the chosen revision ($name)" '見本の甲' "$out"
	at $name record verify
	same "and its record verifies ($name)" 0 "$rc"
done
finish
