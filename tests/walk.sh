# SPDX-License-Identifier: Apache-2.0
# The program in a real terminal (tmux): a whole examination typed in Japanese, and what a terminal does to a program.
#   sh tests/walk.sh [NAME]       only the test of that name
# Nothing sleeps: every step waits for what the screen must show, and gives up after WALK_LIMIT seconds.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
tests='walk layout small resize colour english locale dumb hangup terminate interrupt gone kill paste escape together leave store'
only=${1:-}
limit=${WALK_LIMIT:-30}

if ! command -v tmux >/dev/null 2>&1; then
	skip 'tmux smoke tests' 'tmux is not installed'
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

# ---- the whole road ----

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
# answer PART: answers the question on the screen and goes on
answer() {
	awk -v part="$1" -v pane=walk -f "$srcdir/tests/walk.awk" "$srcdir"/screens/*.ini "$srcdir"/data/overlay/*/*.ini "$case_file" "$work/screen" >"$work/keys" 2>"$work/keys.err" ||
		{ lost "$(cat "$work/keys.err")"; return 1; }
	mux source-file "$work/keys"
}
# fill SCREEN PART: from a list with the screen in it through all its questions and back to the list
fill() {
	down_to "$(title_of "$1")" || return 1
	keys Enter
	await_line '^ 問[1-9][0-9]* ' || return 1
	while :; do
		settle || return 1
		number=$(printf '%s\n' "$screen" | sed -n '2s|.*問\([0-9]*\)/.*|\1|p')
		[ -n "$number" ] || { lost 'no number of the question'; return 1; }
		printf '%s\n' "$screen" >"$work/screen"
		answer "$2" || return 1
		await_line "問$((number + 1))/\\|$checking" || return 1
		case $screen in *"$checking"*) break ;; esac
	done
	settle || return 1
	check=$screen
	lacks "walk: $1 of $2 is answered" "$unanswered" "$screen"
	lacks "walk: $1 of $2 has its reasons" "$reasonless" "$screen"
	keys F2
	await "$3"
}
# candidate KEY SEARCH NAME RESULT: all the questions of a candidate, from the picker and back
candidate() {
	typing "$2"
	await_line "^> \\* $3" || return 1
	keys Enter
	await "$(word Candidate): $3" || return 1
	for name in $candidate_screens; do
		fill "candidate-$name" "candidate.$1" "$(word 'As a whole: %s')" || return 1
	done
	keys F2
	await kh-3-3-1-3 || return 1
	has "walk: findings of $3" "$(word 'As a whole: %s')$(word "$4")" "$screen"
	keys Escape
	await "$(word 'As a whole: %s')" || return 1
	keys Escape
	await_line "^> \\* $3" || return 1
	keys Escape
}
take_candidates() {
	down_to "$(word 'Candidates and their findings')" || return 1
	keys Enter
	await "$(word 'Choice of candidates')" || return 1
	typing 'れんらく'
	await "$(word 'Nothing matches. Fewer or shorter words find more.')" || return 1
	keys Escape
	typing 'ﾐﾎﾝ 連絡'
	await_line '^>   みほん連絡ポータル' || return 1
	keys IC
	await_line '^> \* みほん連絡ポータル' || return 1
	keys Escape C-a
	await "$(word 'Unlisted candidate')" || return 1
	typing '見本グローバルメッセージ'
	keys Tab
	typing '見本インターナショナル株式会社'
	keys F2
	await_line '\* 見本グローバルメッセージ.* '"$(word Unlisted)" || return 1
	candidate c1-1-k1 'みほん連絡' 'みほん連絡ポータル' 'Acceptable' || return 1
	candidate c1-1-k2 'グローバル' '見本グローバルメッセージ' 'Not acceptable' || return 1
	keys F2
	await "$(word 'Comparison of candidates')" || return 1
	has 'walk: the comparison shows the first candidate' 'みほん連絡' "$screen"
	has 'walk: the comparison shows the second candidate' '見本グローバル' "$screen"
	keys Escape
	await "$(word 'Choice of candidates')" || return 1
	keys Escape
	await "$(word Tasks)"
}
hand_in() {
	keys F5
	await "$(word 'Flow map')" Step4 || return 1
	keys Escape
	await "$(word Tasks)" || return 1
	keys v
	await "$(word 'Verdict and record (draft)')" || return 1
	has 'walk: the record names its subject' '職員連絡・予定管理システム' "$screen"
	keys F2
	await_line "^> $(word No)" || return 1
	ok 'walk: handing in asks, and no is chosen'
	keys Enter
	await "$(word 'Verdict and record (draft)')" || return 1
	run "$program" record list
	same 'walk: the record list can be read meanwhile' 0 "$rc"
	lacks 'walk: no hands nothing in' 'R8-0001' "$out"
	keys F2
	await_line "^> $(word No)" || return 1
	keys Down
	await_line "^> $(word 'Yes, hand in')" || return 1
	keys Enter
	await "$(word 'Handed in')" SHA-256 "$(word 'Fingerprint: %s\\n')" || return 1
	ok 'walk: handed in'
}
leave_to_shell() {
	presses=0
	while see && [ "$(mux display-message -p -t walk '#{alternate_on}')" = 1 ]; do
		presses=$((presses + 1))
		[ "$presses" -lt 10 ] || { lost 'F10 does not lead out'; return 1; }
		before=$screen
		keys F10
		await_change "$before" || return 1
	done
	await ENDED
}
# The record of a case in JSON without what says who answered and when, and under which number the case is kept.
record_of() { "$program" --json "$@" | sed -e '/^ *"\(author\|at\)": /d' -e '/^    "\(id\|reference\|sample\)": /d'; }
stored() {
	run "$program" record verify
	same 'walk: record verify' '0 ' "$rc $err"
	run "$program" record replay
	same 'walk: record replay' '0 ' "$rc $err"
	run "$program" case list --json
	has 'walk: the stored case has its title' '"title": "見本 職員連絡・予定管理システム"' "$out"
	has 'walk: the stored case is handed in' '"submitted"' "$out"
	same 'walk: one case' 1 "$(printf '%s\n' "$out" | grep -c '"title"')"
	run "$program" decide "$case_file"
	same 'walk: the case file is decided' 0 "$rc"
	run "$program" case decide R8-0001
	same 'walk: the stored case is decided' 0 "$rc"
	# Answers, verdicts, steps, rules and their traces are all in it; the paper behind them names author and number.
	record_of decide "$case_file" 2>&1 | sed '/^  "document": /,$d' >"$work/of-file"
	record_of case decide R8-0001 2>&1 | sed '/^  "document": /,$d' >"$work/of-store"
	for found in '"status": "decided"' '"model": "saas_public"' '"candidate": "c1-1-k1"'; do has "walk: $found" "$found" "$(cat "$work/of-store")"; done
	if difference=$(diff "$work/of-file" "$work/of-store"); then ok 'walk: same record as that of the case file'; else not_ok 'walk: same record as that of the case file' "$difference"; fi
}
test_walk() {
	case_file=$work/case.ini
	awk '/^\[/ { keep = $0 !~ /^\[candidate\.c1-1-k3\]/ } keep' "$srcdir/tests/cases/01-public-saas-registered.ini" >"$case_file"
	checking=$(word 'Check the answers. Enter opens a question to change it.')
	unanswered=$(word '(no answer yet)')
	reasonless=$(word 'reason missing')
	candidate_screens='identity standing ismap evidence location security use cost'
	fresh
	start 80 24
	await '案件はまだありません' || return
	keys F2
	await "$(word Tasks)" || return
	for name in step0-basis step0-business step0-service-level step0-permanence step0-volume step0-information step0-procurement government-cloud; do
		fill "$name" case.main "$(word Tasks)" || return
		if [ "$name" = step0-basis ]; then
			for day in 令和8年9月1日 令和9年2月1日 令和9年4月1日 令和10年3月31日; do has "walk: $day was understood" "$day" "$check"; done
		fi
	done
	fill component-basis component.c1 "$(word Tasks)" || return
	fill step-coverage step.c1-1 "$(word Tasks)" || return
	take_candidates || return
	fill step-outcome step.c1-1 "$(word Tasks)" || return
	has 'walk: the step is adopted' "[$(word '**')]Step1" "$screen"
	hand_in || return
	leave_to_shell || return
	ends walk 0
	restored walk
	stored
}

# ---- the terminal ----

# The last row is the key bar, the first the title, and no row reaches the last column.
frame() {
	see
	same "layout: $1 has its key bar in row $2" 1 "$(printf '%s\n' "$screen" | sed -n "${2}p" | grep -c '^F1.*F10')"
	widest=$(printf '%s\n' "$screen" | LC_ALL=C awk '{ cells = 0
		for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); if (c < "\200") cells++; else if (c >= "\340") cells += 2 }
		if (cells > most) most = cells } END { print most }')
	if [ "$widest" -le 79 ]; then ok "layout: $1 fits"; else not_ok "layout: $1 fits" "$screen"; fi
}
test_layout() {
	for rows in 24 23; do
		fresh
		start 80 "$rows"
		await "$(word 'There is no case yet. F2 begins one.')" "$(word Help)" || return
		frame "home 80x$rows" "$rows"
		keys F2
		await "$(word Tasks)" "$(title_of step0-basis)" || return
		frame "tasks 80x$rows" "$rows"
		keys Enter
		await 問1/ || return
		frame "question 80x$rows" "$rows"
		leave_to_shell || return
		ends "layout 80x$rows" 0
	done
}
test_small() {
	fresh
	start 40 10
	await "$(word 'The screen is too small (now %dx%d; %dx%d or larger)')" 40x10 || return
	ok 'small: 40x10 is refused in words'
	size 80 24
	await "$(word 'There is no case yet. F2 begins one.')" || return
	await_line '^F1.*F10' || return
	ok 'small: 80x24 shows the first screen'
	size 40 10
	await 40x10 || return
	size 80 24
	await "$(word 'There is no case yet. F2 begins one.')" || return
	leave_to_shell && ends small 0
}
test_resize() {
	first_question || return
	typing '髙橋𠮷野の見本'
	await '髙橋𠮷野の見本' || return
	size 100 30
	await_line '^F1.*F10' || return
	typing 'システム'
	await '髙橋𠮷野の見本システム' || return
	ok 'resize: typing goes on at 100x30'
	size 80 23
	await '[髙橋𠮷野の見本システム' || return
	typing '改'
	await '[髙橋𠮷野の見本システム改' 問1/ || return
	ok 'resize: the text is kept at 80x23'
	leave_to_shell && ends resize 0
}
# The colours in what the terminal holds: SGR 30-48, 90-107.
colours() {
	mux capture-pane -e -p -t walk | tr '\033' '\n' | sed -n 's/^\[\([0-9;:]*\)m.*/\1/p' | tr ';:' '\n' | grep -c '^[349][0-8]$\|^10[0-7]$'
}
test_colour() {
	fresh
	start 80 24
	await "$(word 'There is no case yet. F2 begins one.')" || return
	if [ "$(colours)" -gt 0 ]; then ok 'colour: the screens have colours'; else not_ok 'colour: the screens have colours'; fi
	fresh
	start 80 24 NO_COLOR=1
	await "$(word 'There is no case yet. F2 begins one.')" || return
	same 'colour: none with NO_COLOR' 0 "$(colours)"
	keys F2
	await "$(word Tasks)" || return
	same 'colour: none in the tasks with NO_COLOR' 0 "$(colours)"
	leave_to_shell && ends colour 0
}
test_english() {
	fresh
	start 80 24 LC_ALL=C
	await 'There is no case yet' 'F1Help' || return
	keys F2
	await Tasks "$(sed -n 's/^title\.en = "\(.*\)"$/\1/p' "$srcdir/screens/step0-basis.ini")" || return
	ok 'english: LC_ALL=C shows English'
	leave_to_shell && ends english 0
}
test_locale() {
	locales=
	if ! locale -a 2>/dev/null | grep -qix 'ja_JP\.utf-\{0,1\}8'; then
		# Its exit code tells of warnings too; what counts is that the locale is there.
		locales=$work/locales
		mkdir -p "$locales"
		localedef -i ja_JP -f UTF-8 "$locales/ja_JP.UTF-8" >/dev/null 2>&1
		if [ ! -f "$locales/ja_JP.UTF-8/LC_CTYPE" ]; then
			skip 'locale: LC_ALL=ja_JP.UTF-8' 'the locale is not installed and cannot be made; it needs the package locales'
			return
		fi
	fi
	fresh
	start 80 24 LC_ALL=ja_JP.UTF-8 LANGUAGE= ${locales:+LOCPATH="$locales"}
	await '案件はまだありません' || return
	ok 'locale: ja_JP.UTF-8 shows Japanese'
	leave_to_shell && ends locale 0
}

# line TEXT: types a line
line() { typing "$1" && keys Enter; }
test_dumb() {
	start 80 24 TERM=nosuch
	await '端末の種類「nosuch」では画面を出せません' || return
	ends 'no such terminal' 2
	start 80 24 TERM=dumb
	await '「新規」で始めます' || return
	line 新規
	await '名称は何ですか' || return
	line '見本 行だけの案件'
	await '保存: システムの名称 = 見本 行だけの案件' || return
	ok 'a terminal that only writes lines gets lines'
	keys Enter Enter
	await 'Step0 4/13' || return
	line 九
	await '受け付けません: 選択肢の番号ではありません' || return
	line １
	await '府省等' 'Step0 5/13' || return
	ok 'and a line that is no answer is asked for again'
	line 終了
	ends dumb 3
}

# ---- ends that nobody chose ----

# after NAME TEXT: what was typed before the end is there
after() {
	start 80 24
	await '前回の続き: R8-0001' || return 1
	ok "$1: the first screen offers to resume"
	keys r
	await "[$2" 問1/ || return 1
	ok "$1: what was typed is there"
	leave_to_shell && ends "$1 and after" 0
}
# by_signal NAME SIGNAL CODE
by_signal() {
	first_question || return
	typing '見本 途中の連絡システム'
	await '[見本 途中の連絡システム' || return
	kill -s "$2" "$(cat "$work/pid")"
	ends "$1" "$3" || return
	restored "$1" || return
	after "$1" '見本 途中の連絡システム'
}
test_hangup() { by_signal hangup HUP 129; }
test_terminate() { by_signal terminate TERM 143; }
test_interrupt() {
	first_question || return
	typing '見本 途中の連絡システム'
	keys C-c
	await "$(word 'F10 leaves. Press Ctrl+C again to save and end the program')" || return
	keys C-c
	ends interrupt 130 || return
	restored interrupt || return
	after interrupt '見本 途中の連絡システム'
}
# The terminal itself is closed, as when a connection breaks.
test_gone() {
	first_question || return
	typing '見本 途中の連絡システム'
	await '[見本 途中の連絡システム' || return
	pid=$(cat "$work/pid")
	mux kill-session -t walk
	clock
	while kill -s 0 "$pid" 2>/dev/null; do
		late && { lost 'the program ends with its terminal'; return; }
	done
	ok 'gone: the program ends with its terminal'
	after gone '見本 途中の連絡システム'
}
# Nothing can be done at the moment of the end; what a pause in typing has saved must be there. The title row shows what is saved.
test_kill() {
	first_question || return
	typing '見本 途中の連絡システム'
	await_line '^ R8-0001 見本 途中' || return
	typing 'の続き'
	await '[見本 途中の連絡システムの続き' || return
	kill -s KILL "$(cat "$work/pid")"
	await ENDED || return
	after kill '見本 途中の連絡システム'
	run "$program" record verify
	same 'kill: the store is whole' 0 "$rc"
}

# ---- keys ----

test_paste() {
	first_question || return
	mux set-buffer '一行目
二行目
三行目'
	mux paste-buffer -p -t walk
	await '[一行目 二行目 三行目' "$(word 'Line breaks became blanks: this field has one line')" 問1/ || return
	ok 'paste: three lines stay in one field'
	leave_to_shell && ends paste 0
}
test_escape() {
	first_question || return
	keys Left Up Down Home End
	typing '見本'
	await '[見本' 問1/ || return
	ok 'escape: cursor keys are no Esc'
	keys Escape
	await "$(word Tasks)" "$(title_of step0-basis)" || return
	ok 'escape: Esc acts without a further key'
	# The best of a few: a busy machine makes some of them slow, a program that waits for more of a sequence makes all of them slow.
	best=
	for name in 1st 2nd 3rd 4th 5th; do
		keys Enter
		await 問2/ "$(word '[ Go on ]')" || return
		pressed=$(date +%s%N)
		keys Escape
		await "$(word Tasks)" || return
		took=$((($(date +%s%N) - pressed) / 1000000))
		[ -n "$best" ] && [ "$best" -le "$took" ] || best=$took
	done
	if [ "$best" -lt 500 ]; then ok 'escape: Esc acts at once'; else not_ok 'escape: Esc acts at once' "$best ms at best, $took ms the $name time"; fi
	keys Escape
	await '前回の続き' || return
	keys Escape
	ends escape 0
}
# Somebody else changes the case while its title is being typed: that is said, and nothing is written over unseen.
test_together() {
	fresh
	run "$program" case new "$srcdir/tests/cases/01-public-saas-registered.ini"
	start 80 24
	await '前回の続き' || return
	keys Enter
	await "$(word Tasks)" || return
	keys Home Enter
	await "$checking" || return
	keys Enter
	await 問1/ || return
	run "$program" case set R8-0001 case case.pjmo 別の室
	same 'together: the other one saves' 0 "$rc"
	typing Q
	await 'ほかで案件が変更された' || return
	ok 'together: the second one is told while typing'
	run "$program" case export R8-0001
	lacks 'together: and has not saved' 'システムQ"' "$out"
	has 'together: nor lost what was typed' 'システムQ' "$screen"
	keys Tab
	await "保存済" || return
	awaited=0
	clock
	until "$program" case export R8-0001 | grep -q 'システムQ"'; do late && awaited=1 && break; done
	same 'together: leaving the field saves it' 0 "$awaited"
	run "$program" case export R8-0001
	has 'together: beside what the other one saved' '別の室' "$out"
	leave_to_shell || return
	ends together 0
}
# from NAME TEXT KEYS...: opens a screen of a stored case, which must show TEXT, and leaves from there
from() {
	name=$1 text=$2
	shift 2
	start 80 24
	await '前回の続き' || return 1
	for key; do
		before=$screen
		keys "$key"
		await_change "$before" || return 1
	done
	await "$text" || return 1
	leave_to_shell || return 1
	ends "leave $name" 0
}
test_leave() {
	fresh
	run "$program" case new "$srcdir/tests/cases/01-public-saas-registered.ini"
	same 'leave: the case is taken in' 0 "$rc"
	from home '前回の続き' || return
	from registry "$(word 'Registry')" g || return
	from menu "$(word Redraw)" F9 || return
	from help "$(word Help)" Enter F1 || return
	from tasks "$(word Tasks)" Enter || return
	from answers "$checking" Enter Home Enter || return
	from question 問1/ Enter Home Enter Enter || return
	from flow "$(word 'Flow map')" Enter F5 || return
	from record "$(word 'Verdict and record (draft)')" Enter v || return
	from confirm "$(word 'Yes, hand in')" Enter v F2 || return
	from export JSON Enter F7 || return
}
test_store() {
	printf 'not a directory\n' >"$work/file"
	start 80 24 KUMOSHIRUBE_STORE="$work/file/office.db"
	await ENDED || return
	has 'store: the message names the file' "$work/file" "$screen"
	lacks 'store: it is no success' EXIT=0 "$screen"
	restored store
	same 'store: nothing was written' 'not a directory' "$(cat "$work/file")"
	if [ "$(id -u)" -eq 0 ]; then
		skip 'store: a read-only directory' 'root may write everywhere'
		return
	fi
	mkdir -p "$work/closed"
	chmod 500 "$work/closed"
	start 80 24 KUMOSHIRUBE_STORE="$work/closed/office.db"
	await ENDED || return
	has 'store: the message names the read-only store' "$work/closed" "$screen"
	lacks 'store: read-only is no success' EXIT=0 "$screen"
	restored 'store read-only'
	chmod 700 "$work/closed"
}

checking=$(word 'Check the answers. Enter opens a question to change it.')
for test in $tests; do
	if [ -z "$only" ] || [ "$only" = "$test" ]; then
		so_far=$count
		"test_$test"
		[ "$count" -gt "$so_far" ] || not_ok "$test: did something"
	fi
done
[ "$count" -gt 0 ] || not_ok "there is a test named $only"
finish
