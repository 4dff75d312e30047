# SPDX-License-Identifier: Apache-2.0
# Check 18: without colour, by NO_COLOR, on a vt100 or by the theme mono, the text is the same, and the row with the cursor is marked and has the
# hardware cursor.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

# without_colour NAME VARIABLE=VALUE...: the screens without colour, kept as NAME.N
without_colour() {
	name=$1
	shift
	fresh
	"$program" case new "$srcdir/tests/cases/01-public-saas-registered.ini" >/dev/null 2>&1
	start 80 24 "$@"
	await '前回の続き' || return 1
	for step in 1 2 3 4; do
		settle || return 1
		printf '%s\n' "$screen" | sed 's/[0-9][0-9]:[0-9][0-9]:[0-9][0-9]//' >"$work/$name.$step"
		[ "$name" = colour ] || same "$name: no colour on screen $step" 0 "$(colours)"
		row=${cursor_at#* }
		marked=$(printf '%s\n' "$screen" | sed -n "$((row + 1))p" | cut -c 1)
		[ "$step" = 4 ] || same "$name: the row with the cursor is marked on screen $step" '>' "$marked"
		# A vt100 has no Home. Whether g moves the cursor is not known, so the next screen is waited for by what it shows.
		case $step in
		1) keys Enter && await "$(word Tasks)" ;;
		2) keys g Enter && await "$(word 'Check the answers. Enter opens a question to change it.')" ;;
		3) keys g Enter && await 問1/ ;;
		esac || return 1
	done
	leave_to_shell
}
without_colour colour TERM="$terminal" || finish
[ "$(ls "$work"/colour.* | wc -l)" -eq 4 ] && ok 'four screens to compare with' || not_ok 'four screens to compare with'
without_colour no-colour NO_COLOR=1 || finish
# Its description has other codes for F10 than the terminal around it sends.
leave_key=Escape
without_colour vt100 TERM=vt100 || finish
leave_key=F10
printf '[view.main]\ntheme = "mono"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
printf '[user.main]\nname = "見本担当"\n' >>"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
without_colour mono TERM="$terminal" || finish
for name in no-colour vt100 mono; do
	for step in 1 2 3 4; do
		if difference=$(diff "$work/colour.$step" "$work/$name.$step"); then ok "$name: the same text on screen $step"; else not_ok "$name: the same text on screen $step" "$difference"; fi
	done
done
finish
