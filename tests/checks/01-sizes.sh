# SPDX-License-Identifier: Apache-2.0
# Check 1: at four sizes the last row is the key bar with whole labels, and every row is within the width.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

# Every item of the bar is an item that the widest bar of the same screen has: none is cut.
whole() {
	bar=$(printf '%s\n' "$screen" | sed -n "${rows}p" | sed 's/ *$//')
	case $bar in 'F1ヘルプ '*'F10戻る' | 'F1ヘルプ '*'F10終了') ok "$1: the bar begins and ends whole" ;; *) not_ok "$1: the bar begins and ends whole" "$bar" ;; esac
	fits "$1: no row is wider than the screen" $((columns - 1))
	lacks "$1: no character is cut in half" '�' "$screen"
}
for size in '80 24' '80 23' '100 30' '132 43'; do
	columns=${size% *} rows=${size#* }
	screens_of_case >"$work/screens"
	while IFS='|' read -r name text way <&3; do
		office 01-public-saas-registered "$columns" "$rows" || break
		# shellcheck disable=SC2086
		go $way || break
		await "$text" || break
		await_line '^F1.*F10' || break
		whole "$name ${columns}x$rows"
	done 3<"$work/screens"
done
finish
