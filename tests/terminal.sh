# SPDX-License-Identifier: Apache-2.0
# The program in a real terminal (tmux), for the tests that need one. Sourced after lib.sh; a test begins with `start` and then waits for what the
# screen must show. Nothing sleeps: every wait is a poll that gives up after WALK_LIMIT seconds.
limit=${WALK_LIMIT:-90}
test=${test:-$(basename "$0" .sh)}
if ! command -v tmux >/dev/null 2>&1; then
	skip 'at a terminal' 'tmux is not installed'
	finish
fi
terminal='tmux-256color'
infocmp "$terminal" >/dev/null 2>&1 || terminal='screen-256color'

unset TMUX TMUX_TMPDIR
mux() { tmux -u -S "$work/tmux" -f /dev/null "$@"; }
trap 'mux kill-server 2>/dev/null; rm -rf "$work"' EXIT
mkdir -p "$XDG_CONFIG_HOME/kumoshirube"
printf '[user.main]\nname = "見本担当"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
env -i PATH="$PATH" HOME="$HOME" LC_ALL=C.UTF-8 SHELL=/bin/sh tmux -u -S "$work/tmux" -f /dev/null start-server \; \
	set-option -g exit-empty off \; set-option -g escape-time 10 \; set-option -g default-terminal "$terminal" \; \
	set-option -g status off \; set-option -g history-limit 0

# What runs in the terminal: the program with nothing but this environment, and around it what the terminal was and is.
{
	printf '%s\n' 'work=$1; shift' 'stty -a >"$work/before"'
	printf '%s' 'env -i TERM="$TERM"'
	for name in PATH HOME XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME LC_ALL TZ KUMOSHIRUBE_TODAY KUMOSHIRUBE_DATA \
		KUMOSHIRUBE_LOCALEDIR ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS; do
		value=$(printenv "$name") && printf " '%s=%s'" "$name" "$value"
	done
	printf ' %s\n' "LANGUAGE=ja \"\$@\" sh -c 'echo \$\$ >\"\$1/pid\"; shift; exec \"\$@\"' sh \"\$work\" '$program'"
	printf '%s\n' 'printf "EXIT=%d\n" $?' 'stty -a >"$work/after"' 'echo ENDED' 'read -r _'
} >"$work/inner.sh"

# start COLUMNS ROWS [VARIABLE=VALUE...]: the program in a new window
start() {
	columns=$1 rows=$2
	shift 2
	mux kill-session -t walk 2>/dev/null
	rm -f "$work/pid" "$work/before" "$work/after"
	mux new-session -d -s walk -x "$columns" -y "$rows" sh "$work/inner.sh" "$work" "$@"
}
see() { screen=$(mux capture-pane -p -t walk); }
keys() { mux send-keys -t walk "$@"; }
typing() { mux send-keys -t walk -l "$1"; }
size() { mux resize-window -t walk -x "$1" -y "$2"; }

# Tells why a test cannot go on; the caller returns.
lost() {
	not_ok "$test: $1" "$screen"
	return 1
}
late() { [ "$(date +%s)" -gt "$deadline" ]; }
clock() { deadline=$(($(date +%s) + limit)); }
# await TEXT...: until the screen shows all of them
await() {
	clock
	for awaited; do
		while see; do
			case $screen in *"$awaited"*) break ;; esac
			late && { lost "waited for: $awaited"; return 1; }
		done
	done
}
# await_line PATTERN: until a line matches the basic regular expression
await_line() {
	clock
	while see; do
		printf '%s\n' "$screen" | grep -q -e "$1" && return 0
		late && { lost "waited for a line: $1"; return 1; }
	done
}
# until the screen is no longer OLD
await_change() {
	clock
	while see; do
		[ "$screen" != "$1" ] && return 0
		late && { lost 'waited for a change'; return 1; }
	done
}
# The words of the program as the catalogue has them; what begins with a value is cut there.
word() {
	awk -v id="msgid \"$1\"" '
		$0 == id { found = 1; next }
		found && /^msgstr "/ { sub(/^msgstr "/, ""); sub(/"$/, ""); sub(/%.*/, ""); print; exit }' "$srcdir/po/ja.po" >"$work/word"
	# Nothing on a screen can match this, so the test that needs the word fails and names it.
	[ -s "$work/word" ] || echo "(po/ja.po lacks: $1)" >"$work/word"
	cat "$work/word"
}
# A screen of an overlay stands in the overlay's file.
title_of() {
	sed -n '/^\[screen\./,$s/^title\.ja = "\(.*\)"$/\1/p' "$srcdir/screens/$1.ini" "$srcdir"/data/overlay/*/"$1.ini" 2>/dev/null | head -n 1
}

# restored NAME: after the end the terminal is as it was
restored() {
	await ENDED || return 1
	same "$1: the terminal settings are as before" "$(cat "$work/before")" "$(cat "$work/after")"
	same "$1: normal screen, cursor and keys" '0 1 0 0' "$(mux display-message -p -t walk '#{alternate_on} #{cursor_flag} #{keypad_flag} #{keypad_cursor_flag}')"
}
# ends NAME CODE
ends() {
	await ENDED || return 1
	case $screen in *"EXIT=$2
"*) ok "$1: exit code $2" ;; *) not_ok "$1: exit code $2" "$screen" ;; esac
}
fresh() { rm -rf "$XDG_DATA_HOME"; }
# A new case, and its first question with the caret in the field.
first_question() {
	fresh
	start 80 24
	await "$(word 'There is no case yet. F2 begins one.')" || return 1
	keys F2
	await "$(word Tasks)" "$(title_of step0-basis)" || return 1
	keys Enter
	await '検討の対象となる情報システムの名称は何ですか' 問1/
}

# Until the picture stands still with the caret where the page puts it at the end of its drawing: on the row of a list or in a field.
settle() {
	clock
	last=
	while both=$(mux display-message -p -t walk '#{cursor_x} #{cursor_y}' \; capture-pane -p -t walk); do
		if [ "$both" = "$last" ] && printf '%s\n' "$both" |
			awk 'NR == 1 { x = $1; y = $2 + 2 } NR == y { found = (/^>/ && x == 0) || /^ *[[|]/ } END { exit !found }'; then
			screen=${both#*"
"}
			return 0
		fi
		last=$both
		late && { screen=$both; lost 'waited for the picture to stand still'; return 1; }
	done
}
# down_to TITLE: moves the cursor of a list down to the row
down_to() {
	for step in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26; do
		settle || return 1
		printf '%s\n' "$screen" | grep '^>' | grep -qF -e "$1" && return 0
		before=$screen
		keys Down
		await_change "$before" || return 1
	done
	lost "no row: $1"
}
# Presses the key that goes back until the shell is there. A picture that arrives in pieces, or a key that was already on its way, may make a press more
# than there are pages, so what ends the wait is the time and not the number of presses.
leave_to_shell() {
	leave_by=$(($(date +%s) + 2 * limit))
	while see && [ ! -f "$work/after" ]; do
		[ "$(date +%s)" -le "$leave_by" ] || { lost "${leave_key:-F10} does not lead out"; return 1; }
		before=$screen
		keys "${leave_key:-F10}"
		await_change "$before" || return 1
		await_still
	done
	await ENDED
}
# Until two looks at the screen are the same, or the program has ended.
await_still() {
	clock
	while last=$screen && see && [ "$screen" != "$last" ] && [ ! -f "$work/after" ]; do
		late && return 1
	done
}
# The last row is the key bar, the first the title, and no row reaches the last column.
frame() {
	see
	same "$1 has its key bar in row $2" 1 "$(printf '%s\n' "$screen" | sed -n "${2}p" | grep -c '^F1.*F10')"
	widest=$(printf '%s\n' "$screen" | LC_ALL=C awk '{ cells = 0
		for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); if (c < "\200") cells++; else if (c >= "\340") cells += 2 }
		if (cells > most) most = cells } END { print most }')
	if [ "$widest" -le 79 ]; then ok "$1 fits"; else not_ok "$1 fits" "$screen"; fi
}
# The colours in what the terminal holds: SGR 30-48, 90-107.
colours() {
	mux capture-pane -e -p -t walk | tr '\033' '\n' | sed -n 's/^\[\([0-9;:]*\)m.*/\1/p' | tr ';:' '\n' | grep -c '^[349][0-8]$\|^10[0-7]$'
}

# ---- for the numbered checks ----

# every row of $screen within the width, with one cell to spare; ambiguous characters would make it wider
widest() {
	printf '%s\n' "$screen" | LC_ALL=C awk '{ cells = 0
		for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); if (c < "\200") cells++; else if (c >= "\340") cells += 2 }
		if (cells > most) most = cells } END { print most + 0 }'
}
# fits NAME CELLS: the screen as it was seen last
fits() {
	most=$(widest)
	if [ "$most" -le "$2" ]; then ok "$1"; else not_ok "$1" "$most cells
$screen"; fi
}
# cursor: column and row of the hardware cursor
cursor() { mux display-message -p -t walk '#{cursor_x} #{cursor_y}'; }
# until the hardware cursor stands at COLUMN ROW
await_cursor() {
	clock
	while [ "$(cursor)" != "$1 $2" ]; do
		late && { see; lost "waited for the cursor at $1 $2; it stands at $(cursor)"; return 1; }
	done
}
# a store with one sample case, and the first screen
office() {
	fresh
	"$program" case new "$srcdir/tests/cases/${1:-01-public-saas-registered}.ini" >/dev/null 2>&1 || { not_ok "$test: the case is taken in"; return 1; }
	start "${2:-80}" "${3:-24}"
	await '前回の続き'
}
# Every screen of the program from the list of cases of one sample case, each by the keys that lead there: NAME TEXT KEYS
screens_of_case() {
	cat <<'EOS'
home|前回の続き|
registry|登録簿|g
tasks|作業の一覧|Enter
answers|回答を確かめてください|Enter Home Enter
question|問1/|Enter Home Enter Enter
flow|流れ図|Enter F5
record|判定と記録|Enter v
sweep|足りない点・弱い点|Enter v F2
confirm|はい|Enter v F2 F2
export|JSON|Enter F7
picker|候補の選択|Enter Home =候補とその確認結果 Enter
menu|操作の一覧|F9
help|ヘルプ|F1
EOS
}
# go KEYS...: one after the other, each when the last has been drawn; =TEXT goes down to that row of a list
go() {
	for key; do
		before=$screen
		case $key in
		=*) down_to "${key#=}" || return 1 ;;
		Home | End | g) keys "$key" ;; # the cursor may stand there already
		*)
			keys "$key"
			await_change "$before" || return 1
			;;
		esac
	done
}
# until the screen no longer shows TEXT
await_gone() {
	clock
	while see; do
		case $screen in *"$1"*) ;; *) return 0 ;; esac
		late && { lost "still there: $1"; return 1; }
	done
}
