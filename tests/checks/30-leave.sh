# SPDX-License-Identifier: Apache-2.0
# Check 30: from every screen F10 leads to the shell, with the terminal as it was and exit code 0; after SIGTERM it is 143.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

screens_of_case >"$work/screens"
while IFS='|' read -r name text way <&3; do
	office || break
	# shellcheck disable=SC2086
	go $way || break
	await "$text" || break
	leave_to_shell || break
	ends "$name" 0
	restored "$name"
	office || break
	# shellcheck disable=SC2086
	go $way || break
	await "$text" || break
	kill -s TERM "$(cat "$work/pid")"
	ends "$name after SIGTERM" 143 || break
	restored "$name after SIGTERM"
done 3<"$work/screens"
[ "$count" -ge 145 ] || not_ok 'all screens were left' "$count results"
finish
