# SPDX-License-Identifier: Apache-2.0
# Check 2: no character of ambiguous width in messages, in the texts of the data, or on any screen.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
if ! command -v gawk >/dev/null 2>&1; then
	skip 'ambiguous characters' 'gawk is not installed'
	finish
fi
scan() { (cd "$srcdir" && gawk -v comments='^#' -f tests/ambiguous.awk src/base/utf8_ambiguous.c "$@"); }
printf 'msgstr "\342\200\273 planted"\n# \342\200\273\n' >"$work/planted"
same 'a planted one is found, and none in a comment' 1 "$(scan "$work/planted" | grep -c planted)"
same 'messages' '' "$(scan po/ja.po)"
# shellcheck disable=SC2046
same 'texts of rules, screens and catalogues' '' "$(cd "$srcdir" && scan $(find data screens -name '*.ini'))"
# Captures of the screens, which tests/screens.sh compares with the program.
# shellcheck disable=SC2046
same 'screens' '' "$(cd "$srcdir" && scan $(find tests/screens -name '*.screen'))"
[ "$(cd "$srcdir" && ls tests/screens/*.screen | wc -l)" -gt 40 ] && ok 'there are screens to look at' || not_ok 'there are screens to look at'
run "$program" --lang ja --help
printf '%s\n' "$out" >"$work/help"
same 'the usage text' '' "$(scan "$work/help")"
finish
