# SPDX-License-Identifier: Apache-2.0
# Check 28: F1 on every screen fits and explains it; the menu finds F7 by the word 印刷, on every screen.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

screens_of_case >"$work/screens"
while IFS='|' read -r name text way <&3; do
	office || break
	# shellcheck disable=SC2086
	go $way || break
	await "$text" || break
	if [ "$name" != help ]; then
		go F1 || break
	fi
	fits "$name: the help fits" 79
	go End
	await_line '^ 方針' || break
	fits "$name: and its end" 79
	lacks "$name: no character is cut" '�' "$screen"
	go Escape || break
	[ "$name" != menu ] && [ "$name" != help ] || continue
	keys F9
	await "操作>" || break
	typing '印刷'
	await_line '^> .*F7' || break
	ok "$name: 印刷 finds F7 in the menu"
	fits "$name: the menu fits" 79
done 3<"$work/screens"
# In the words of the officer, over keys and clauses, whatever kana are typed.
office || finish
go F1 || finish
keys /
await "検索>" || finish
typing '印刷'
await_line '^ F7 Ctrl+P' || finish
ok 'the help finds F7, which this screen does not have, by 印刷'
keys C-u
typing 'ﾃﾞｰﾀｾﾝﾀｰ'
await_line '条項.*データセンター\|データセンター' || finish
ok 'the help finds a clause, with half-width kana typed'
fits 'what was found fits' 79
leave_to_shell && ends help 0
finish
