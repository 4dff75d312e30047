# SPDX-License-Identifier: Apache-2.0
# Check 12: Esc on every screen shows the screen before it within 150 ms (the best of some presses: a busy machine makes single ones slow, a program
# that waits for more of a sequence makes all of them slow).
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

screens_of_case >"$work/screens"
while IFS='|' read -r name text way <&3; do
	[ "$name" != home ] || continue
	best=
	for turn in 1 2 3; do
		office || break 2
		# shellcheck disable=SC2086
		go $way || break 2
		await "$text" || break 2
		before=$screen
		pressed=$(date +%s%N)
		keys Escape
		await_change "$before" || break 2
		took=$((($(date +%s%N) - pressed) / 1000000))
		[ -n "$best" ] && [ "$best" -le "$took" ] || best=$took
		# A further press could not make the best one worse.
		[ "$best" -ge 150 ] || break
	done
	if [ "$best" -lt 150 ]; then ok "$name: Esc within 150 ms"; else not_ok "$name: Esc within 150 ms" "$best ms at best"; fi
done 3<"$work/screens"
[ "$count" -ge 24 ] || not_ok 'all screens were reached'
finish
