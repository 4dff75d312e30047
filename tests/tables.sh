# SPDX-License-Identifier: Apache-2.0
# Manual pages and completion say what the tables of the program say: every command, option, key and setting, and nothing else.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"

# Names in the sources, so that a row that the generator leaves out is missed.
sed -n 's/^	{ \.name = "\([^"]*\)".*/\1/p' "$srcdir/src/app/commands.c" | sort >"$work/commands"
sed -n 's/^	\[ACTION_[A-Z_]*\] = .*\.name = "\([^"]\{1,\}\)".*/\1/p' "$srcdir/src/app/actions.c" | tr - _ | sort >"$work/actions"
sed -n 's/^	{ \.key = "\([^"]*\)".*/\1/p' "$srcdir/src/app/config.c" | sort >"$work/settings"
# Those for tests and the build are nobody's business.
sed -n 's/^	{ "\([a-z-]*\)", [a-z]*_argument.*/--\1/p' "$srcdir/src/cli/arguments.c" | grep -vx -e --script -e --save-dir -e --size -e --manual -e --completion | sort >"$work/options"
for list in commands actions settings options; do
	[ "$(wc -l <"$work/$list")" -ge 10 ] && ok "$list were read" || not_ok "$list were read"
done

# part FILE SECTION: the bold words of a section of the page, without roff
part() { awk -v want="$2" '/^\.SH / { inside = substr($0, 5) == want } inside && /^\\fB/' "$1" | sed 's/\\-/-/g; s/\\e/\\/g'; }
for language in en ja; do
	case $language in
	en) page=$builddir/doc/kumoshirube.1 names='COMMANDS OPTIONS KEYS CONFIGURATION' ;;
	ja) page=$builddir/doc/ja/kumoshirube.1 names='コマンド オプション キー 設定' ;;
	esac
	# shellcheck disable=SC2086
	set -- $names
	same "$language: commands" "$(cat "$work/commands")" "$(part "$page" "$1" | sed 's/^\\fB\(.*\)\\fR.*/\1/' | sort)"
	same "$language: options" "$(cat "$work/options")" "$(part "$page" "$2" | sed 's/^\\fB\(.*\)\\fR.*/\1/; s/^-[a-zA-Z], //; s/ .*//' | sort)"
	same "$language: keys" "$(cat "$work/actions")" "$(part "$page" "$3" | sed 's/.*(\([a-z_]*\))$/\1/' | sort)"
	same "$language: settings" "$(cat "$work/settings")" "$(part "$page" "$4" | sed 's/^\\fB\(.*\)\\fR.*/\1/' | sort)"
	lacks "$language: no mark is left" '@' "$(grep '^@' "$page")"
	run "$program" --lang $language --manual "$srcdir/doc/kumoshirube$([ $language = ja ] && echo .ja).1.in"
	same "$language: the page is what the program prints now" "$(cat "$page")" "$out"
	if command -v man >/dev/null 2>&1; then
		run env LC_ALL=C.UTF-8 MANROFFSEQ= man --warnings -l "$page"
		same "$language: man has nothing to complain of" "0 " "$rc $err"
		has "$language: and shows the keys" 'F8 Ctrl+Z u (undo)' "$out"
	else
		skip "$language: man" 'man is not installed'
	fi
done
run "$program" --lang en --help
for option in $(cat "$work/options"); do has "--help has $option" " $option" "$out"; done
has "--help has the keys" 'F7 Ctrl+P' "$out"

if ! command -v bash >/dev/null 2>&1; then
	skip 'completion' 'bash is not installed'
	finish
fi
# complete WORD...: what bash offers for the last word
complete() {
	bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kumoshirube; printf "%s\n" "${COMPREPLY[@]}" | sort' bash "$builddir/doc/completion/kumoshirube" kumoshirube "$@"
}
same 'first words' "$(sed 's/ .*//' "$work/commands" | sort -u)" "$(complete '')"
for first in case registry policy record; do
	same "second words of $first" "$(sed -n "s/^$first //p" "$work/commands")" "$(complete --json "$first" '')"
done
same 'options' "$(cat "$work/options")" "$(complete --)"
same 'values' 'contrast
default
light
mono' "$(complete --theme '')"
same 'the word after an option with a value is no command' 'list' "$(complete --lang ja case li)"
: >"$work/case file.ini"
same 'files' "$work/case file.ini" "$(complete decide "$work/case")"
finish
