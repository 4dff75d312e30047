# SPDX-License-Identifier: Apache-2.0
# The Japanese catalogue is complete, current, and free of characters whose width a terminal may draw in two ways.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"

if ! command -v xgettext >/dev/null 2>&1; then
	skip "messages" "gettext tools are not installed"
	finish
fi
sources=$(cd "$srcdir" && find src -name '*.c' | sort)
# shellcheck disable=SC2086
(cd "$srcdir" && xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --language=C --output="$work/now.pot" $sources 2>"$work/xgettext.log")
same "the messages can be extracted" 0 "$?"

missing=$(msgcmp --use-untranslated "$srcdir/po/ja.po" "$work/now.pot" 2>&1 >/dev/null | head -n 30)
same "every message stands in po/ja.po" "" "$missing"
untranslated=$(msgattrib --untranslated --no-obsolete "$srcdir/po/ja.po" 2>/dev/null | grep '^msgid' | head -n 20)
same "every message is translated" "" "$untranslated"
fuzzy=$(msgattrib --only-fuzzy --no-obsolete "$srcdir/po/ja.po" 2>/dev/null | grep '^msgid' | head -n 20)
same "no translation is fuzzy" "" "$fuzzy"
obsolete=$(msgattrib --only-obsolete "$srcdir/po/ja.po" 2>/dev/null | grep -c '^#~ msgid')
same "no translation has lost its message" 0 "$obsolete"
run msgfmt --check -o /dev/null "$srcdir/po/ja.po"
same "the catalogue is well-formed" "0" "$rc"
finish
