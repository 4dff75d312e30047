# SPDX-License-Identifier: Apache-2.0
# What the numbered checks share: the program in a real terminal (tmux), every wait a poll with a limit, and the store read back by another process.
: "${srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}"
. "$srcdir/tests/lib.sh"
limit=${CHECK_LIMIT:-30}
check=$(basename "$0" .sh)
unset TMUX TMUX_TMPDIR
mux() { tmux -u -S "$work/tmux" -f /dev/null "$@"; }

# needs_terminal: skips the whole check where there is no tmux
needs_terminal() {
	if ! command -v tmux >/dev/null 2>&1; then
		skip "$check" 'tmux is not installed'
		finish
	fi
	trap 'mux kill-server 2>/dev/null; rm -rf "$work"' EXIT
	mkdir -p "$XDG_CONFIG_HOME/kumoshirube"
	printf '[user.main]\nname = "見本担当"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
	terminal=tmux-256color
	infocmp "$terminal" >/dev/null 2>&1 || terminal=screen-256color
	env -i PATH="$PATH" HOME="$HOME" LC_ALL=C.UTF-8 SHELL=/bin/sh tmux -u -S "$work/tmux" -f /dev/null start-server \; \
		set-option -g exit-empty off \; set-option -g escape-time 10 \; set-option -g default-terminal "$terminal" \; \
		set-option -g status off \; set-option -g history-limit 0
	{
		printf '%s\n' 'work=$1; shift'
		printf '%s' 'env -i TERM="$TERM"'
		for name in PATH HOME XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME LC_ALL TZ KUMOSHIRUBE_TODAY KUMOSHIRUBE_DATA \
			KUMOSHIRUBE_LOCALEDIR ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS; do
			value=$(printenv "$name") && printf " '%s=%s'" "$name" "$value"
		done
		printf ' %s\n' "LANGUAGE=ja \"\$@\" sh -c 'echo \$\$ >\"\$1/pid\"; shift; exec \"\$@\"' sh \"\$work\" '$program'"
		printf '%s\n' 'printf "EXIT=%d\n" $?' 'echo ENDED' 'read -r _'
	} >"$work/inner.sh"
}

# start COLUMNS ROWS [COMMAND...]: the program in a new window, under the command where one is given
start() {
	columns=$1 rows=$2
	shift 2
	mux kill-session -t check 2>/dev/null
	rm -f "$work/pid"
	mux new-session -d -s check -x "$columns" -y "$rows" sh "$work/inner.sh" "$work" "$@"
}
see() { screen=$(mux capture-pane -p -t check); }
keys() { mux send-keys -t check "$@"; }
typing() { mux send-keys -t check -l "$1"; }
size() { mux resize-window -t check -x "$1" -y "$2"; }
# paste TEXT: bracketed, as a terminal does
paste() {
	printf '%s' "$1" >"$work/paste"
	mux load-buffer -b paste "$work/paste" \; paste-buffer -p -r -b paste -t check
}
cursor() { mux display-message -p -t check '#{cursor_x} #{cursor_y}'; }
clock() { deadline=$(($(date +%s) + limit)); }
late() { [ "$(date +%s)" -gt "$deadline" ]; }
# Tells why a check cannot go on, and ends it.
lost() {
	not_ok "$check: $1" "$screen"
	finish
}
# await TEXT...: until the screen shows all of them
await() {
	clock
	for awaited; do
		while see; do
			case $screen in *"$awaited"*) break ;; esac
			late && lost "waited for: $awaited"
		done
	done
}
gone() {
	clock
	while see; do
		case $screen in *"$1"*) late && lost "still there: $1" ;; *) return ;; esac
	done
}
# await_cursor X Y
await_cursor() {
	clock
	while [ "$(cursor)" != "$1 $2" ]; do
		late && { see; lost "the cursor is not at $1 $2 but at $(cursor)"; }
	done
}
# until the command has this output: until_is WANT COMMAND...
until_is() {
	wanted=$1
	shift
	clock
	while got=$("$@" 2>/dev/null); [ "$got" != "$wanted" ]; do
		late && { see; not_ok "$check: $* gives what was wanted" "want: $wanted
got:  $got
$screen"; finish; }
	done
}
fresh() { rm -rf "$XDG_DATA_HOME"; }
# A new case, and its first question, a text of one line, with the caret in the field.
first_question() {
	fresh
	start 80 24
	await '案件はまだありません'
	keys F2
	await '作業の一覧'
	keys Enter
	await '検討の対象となる情報システムの名称は何ですか' '問1/'
}
# The answer of a fact as the store has it: stored PART FACT
stored() { "$program" case show R8-0001 --format ini 2>/dev/null | section "$1" | sed -n "s/^$2 = \"\(.*\)\"$/\1/p"; }
section() { awk -v want="[$1]" '/^\[/ { in_it = $0 == want } in_it'; }
