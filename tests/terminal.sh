# SPDX-License-Identifier: Apache-2.0
# The program in a real terminal (tmux), for the tests that need one. Sourced after lib.sh; a test begins with `start` and then waits for what the
# screen must show. Nothing sleeps and nothing counts presses: every wait is a poll that gives up after WALK_LIMIT seconds, says so by `lost`, and
# returns 1, so that the caller ends what it was about: `await TEXT || return` in a function, `await TEXT || finish` in a script.
#
# A picture reaches the terminal in pieces. The program hides the cursor before the first and shows it after the last, so a picture with its cursor is
# whole; one without is taken for whole when it does not change any more. Only whole pictures are looked at.
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
	printf '%s\n' 'trap : INT' 'work=$1; shift' 'stty -a >"$work/before"'
	printf '%s' 'env -i TERM="$TERM"'
	for name in PATH HOME XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME LC_ALL TZ KUMOSHIRUBE_TODAY KUMOSHIRUBE_DATA \
		KUMOSHIRUBE_LOCALEDIR ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS; do
		value=$(printenv "$name") && printf " '%s=%s'" "$name" "$value"
	done
	printf ' %s\n' "LANGUAGE=ja \"\$@\" sh -c 'echo \$\$ >\"\$1/pid\"; shift; exec \"\$@\"' sh \"\$work\" '$program'"
	# A key that comes after the end, even Ctrl+C, must not close the window.
	printf '%s\n' 'printf "EXIT=%d\n" $?' 'stty -a >"$work/after"' 'echo ENDED' 'while :; do read -r _; done'
} >"$work/inner.sh"

# turn_to NAME: what follows is about the terminal of that name. What is noted down about its program (pid, before, after) is in a directory of its own;
# that of the first one, where every test begins, is $work itself.
turn_to() {
	pane=$1 notes=$work
	[ "$pane" = walk ] || notes=$work/$pane
	mkdir -p "$notes"
}
turn_to walk

# start COLUMNS ROWS [VARIABLE=VALUE...]: the program in a new window
start() {
	columns=$1 rows=$2
	shift 2
	mux kill-session -t "$pane" 2>/dev/null
	rm -f "$notes/pid" "$notes/before" "$notes/after"
	mux new-session -d -s "$pane" -x "$columns" -y "$rows" sh "$work/inner.sh" "$notes" "$@"
}
see() { screen=$(mux capture-pane -p -t "$pane"); }
keys() { mux send-keys -t "$pane" "$@"; }
typing() { mux send-keys -t "$pane" -l "$1"; }
size() { mux resize-window -t "$pane" -x "$1" -y "$2"; }
# paste TEXT: bracketed, as a terminal does
paste() {
	printf '%s' "$1" >"$work/paste"
	mux load-buffer -b paste "$work/paste" \; paste-buffer -p -r -b paste -t "$pane"
}
# cursor: column and row of the hardware cursor
cursor() { mux display-message -p -t "$pane" '#{cursor_x} #{cursor_y}'; }

# Tells why a test cannot go on; the caller returns.
lost() {
	not_ok "$test: $1" "$screen"
	return 1
}
past() { [ "$(date +%s)" -gt "$deadline" ]; }
# Asked between two looks that wait for something: whoever looks without a breath takes the processor from the program that the look is at.
late() {
	sleep 0.01
	past
}
clock() { deadline=$(($(date +%s) + limit)); }
# The screen with where its cursor is, in one look, so that both are of the same moment: sets screen, cursor_at and shown (1: the cursor is shown).
look() {
	both=$(mux display-message -p -t "$pane" '#{cursor_flag} #{cursor_x} #{cursor_y}' \; capture-pane -p -t "$pane") || return 1
	screen=${both#*"
"}
	cursor_at=${both%%"
"*}
	shown=${cursor_at%% *} cursor_at=${cursor_at#* }
}
# Looks until the picture is whole. Gives it up when the test is late, so that the caller can say what it waited for.
whole_look() {
	look || return 1
	still=0
	while [ "$shown" = 0 ] && [ "$still" -lt 5 ]; do
		last=$both
		look || return 1
		if [ "$both" = "$last" ]; then
			still=$((still + 1))
		else
			still=0
			past && break
		fi
	done
	return 0
}
# await TEXT...: until one picture shows all of them
await() {
	clock
	while whole_look; do
		missing=
		for awaited; do
			case $screen in *"$awaited"*) ;; *) missing=$awaited; break ;; esac
		done
		[ -n "$missing" ] || return 0
		late && { lost "waited for: $missing"; return 1; }
	done
	lost "no terminal while waiting for: $*"
}
# await_line PATTERN: until a line matches the basic regular expression
await_line() {
	clock
	while whole_look; do
		printf '%s\n' "$screen" | grep -q -e "$1" && return 0
		late && { lost "waited for a line: $1"; return 1; }
	done
	lost "no terminal while waiting for a line: $1"
}
# await_gone TEXT: until the screen no longer shows it
await_gone() {
	clock
	while whole_look; do
		case $screen in *"$1"*) ;; *) return 0 ;; esac
		late && { lost "still there: $1"; return 1; }
	done
	lost "no terminal while waiting for this to go: $1"
}
# await_cursor COLUMN ROW: until the hardware cursor stands there
await_cursor() {
	clock
	while whole_look && [ "$cursor_at" != "$1 $2" ]; do
		late && { lost "waited for the cursor at $1 $2; it stands at $cursor_at"; return 1; }
	done
	return 0
}
# await_cursor_off PLACE: until the hardware cursor stands elsewhere
await_cursor_off() {
	clock
	while whole_look && [ "$cursor_at" = "$1" ]; do
		late && { lost "waited for the cursor to leave $1"; return 1; }
	done
	return 0
}
# until_is WANT COMMAND...: until the command prints this
until_is() {
	wanted=$1
	shift
	clock
	while got=$("$@" 2>/dev/null); [ "$got" != "$wanted" ]; do
		late && { see; lost "$* gives what was wanted
want: $wanted
got:  $got"; return 1; }
	done
	return 0
}
# A picture without the time of the last saving, which goes on while one looks.
timeless() {
	case $1 in
	*Saved*"
"*) printf '%s' "${1%%Saved*}
${1#*"
"}" ;;
	*保存済*"
"*) printf '%s' "${1%%保存済*}
${1#*"
"}" ;;
	*) printf '%s' "$1" ;;
	esac
}
# await_change OLD: until the screen is another one than OLD
await_change() {
	clock
	old=$(timeless "$1")
	while whole_look; do
		[ "$(timeless "$screen")" != "$old" ] && return 0
		late && { lost 'waited for a change'; return 1; }
	done
	lost 'no terminal while waiting for a change'
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
	same "$1: the terminal settings are as before" "$(cat "$notes/before")" "$(cat "$notes/after")"
	same "$1: normal screen, cursor and keys" '0 1 0 0' "$(mux display-message -p -t "$pane" '#{alternate_on} #{cursor_flag} #{keypad_flag} #{keypad_cursor_flag}')"
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
	while whole_look; do
		if [ "$both" = "$last" ] && printf '%s\n' "$both" |
			awk 'NR == 1 { x = $2; y = $3 + 2 } NR == y { found = (/^>/ && x == 0) || /^ *[[|]/ } END { exit !found }'; then
			return 0
		fi
		last=$both
		late && { lost 'waited for the picture to stand still'; return 1; }
	done
	lost 'no terminal while waiting for the picture to stand still'
}
# down_to TITLE: moves the cursor of a list down to the row, as long as there is a row below
down_to() {
	while settle; do
		printf '%s\n' "$screen" | grep '^>' | grep -qF -e "$1" && return 0
		before=$screen
		keys Down
		# Below the last row nothing changes.
		await_change "$before" || return 1
	done
	return 1
}
# Presses the key that goes back until the shell is there, each time the last press has shown its effect; the end is told by the time and not by a
# number of presses, because a key that was already on its way may make one more or one less.
leave_to_shell() {
	leave_by=$(($(date +%s) + 2 * limit))
	clock
	while whole_look && [ ! -f "$notes/after" ]; do
		[ "$(date +%s)" -le "$leave_by" ] || { lost "${leave_key:-F10} does not lead out"; return 1; }
		before=$screen
		keys "${leave_key:-F10}"
		await_change "$before" || return 1
	done
	await ENDED
}
# widest: cells of the widest row of $screen; half-width kana take one
widest() {
	printf '%s\n' "$screen" | LC_ALL=C awk '{ cells = 0
		for (i = 1; i <= length($0); i++) {
			c = substr($0, i, 1)
			if (c < "\200") cells++
			else if (c == "\357" && (substr($0, i + 1, 1) == "\276" || (substr($0, i + 1, 1) == "\275" && substr($0, i + 2, 1) > "\240"))) cells++
			else if (c >= "\340") cells += 2
		}
		if (cells > most) most = cells } END { print most + 0 }'
}
# fits NAME CELLS: the screen as it was seen last
fits() {
	most=$(widest)
	if [ "$most" -le "$2" ]; then ok "$1"; else not_ok "$1" "$most cells
$screen"; fi
}
# frame NAME ROWS: the last row of the screen as it was seen last is the key bar, and no row reaches the last column
frame() {
	same "$1 has its key bar in row $2" 1 "$(printf '%s\n' "$screen" | sed -n "${2}p" | grep -c '^F1.*F10')"
	fits "$1 fits" 79
}
# The colours in what the terminal holds: SGR 30-48, 90-107.
colours() {
	mux capture-pane -e -p -t "$pane" | tr '\033' '\n' | sed -n 's/^\[\([0-9;:]*\)m.*/\1/p' | tr ';:' '\n' | grep -c '^[349][0-8]$\|^10[0-7]$'
}

# ---- for the numbered checks ----

# a store with one sample case, and the first screen. The store is made once; every further office has a copy of it as it was before anybody worked in it.
office() {
	fresh
	offered=${1:-01-public-saas-registered}
	if [ ! -d "$work/offices/$offered" ]; then
		"$program" case new "$srcdir/tests/cases/$offered.ini" >/dev/null 2>&1 || { not_ok "$test: the case is taken in"; return 1; }
		mkdir -p "$work/offices" && cp -Rp "$XDG_DATA_HOME" "$work/offices/$offered"
	else
		cp -Rp "$work/offices/$offered" "$XDG_DATA_HOME"
	fi
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
candidate|候補: |Enter Home =候補とその確認結果 Enter Enter
findings|確認結果|Enter Home =候補とその確認結果 Enter Enter F2
comparison|候補の比較|Enter Home =候補とその確認結果 Enter F2
bars|その時までに払う額|Enter Home =候補とその確認結果 Enter F2 F6
what-if|仮に答えを変えて見る|Enter F5 i
tipping|結論が変わる答え|Enter F5 i F4
completion|読み返して検証しました|Enter v F2 F2 Down Enter
review|審査（第1版）|Enter v F2 F2 Down Enter F2 s
statistics|統計|s
changes|前回との違い|g F5
practice|学ぶ|p
set-up|初期設定|u
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
