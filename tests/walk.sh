# SPDX-License-Identifier: Apache-2.0
# The program in a real terminal (tmux): a whole examination typed in Japanese, and what a terminal does to a program.
#   sh tests/walk.sh [NAME]       only the test of that name
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
tests='walk layout small resize colour english locale dumb hangup terminate interrupt gone kill paste escape together leave store'
only=${1:-}
. "$srcdir/tests/terminal.sh"

# ---- the whole road ----

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
	await_gone "$(word 'Search> ')$2"
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
	await "$(word 'Missing or weak')" || return 1
	keys F2
	await_line "^> $(word No)" || return 1
	ok 'walk: handing in asks, and no is chosen'
	keys Enter
	await "$(word 'Verdict and record (draft)')" || return 1
	run "$program" record list
	same 'walk: the record list can be read meanwhile' 0 "$rc"
	lacks 'walk: no hands nothing in' 'R8-0001' "$out"
	keys F2
	await "$(word 'Missing or weak')" || return 1
	keys F2
	await_line "^> $(word No)" || return 1
	keys Down
	await_line "^> $(word 'Yes, hand in')" || return 1
	keys Enter
	await "$(word 'Handed in')" SHA-256 "$(word 'Fingerprint: %s\\n')" || return 1
	ok 'walk: handed in'
}
# The record of a case in JSON without what says who answered and when, and under which number the case is kept.
record_of() { "$program" --json "$@" | sed -e '/^ *"\(author\|at\)": /d' -e '/^    "\(id\|reference\|sample\)": /d'; }
all_stored() {
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
	all_stored
}

# ---- the terminal ----

test_layout() {
	for rows in 24 23; do
		fresh
		start 80 "$rows"
		await "$(word 'There is no case yet. F2 begins one.')" "$(word Help)" || return
		frame "layout: home 80x$rows" "$rows"
		keys F2
		await "$(word Tasks)" "$(title_of step0-basis)" || return
		frame "layout: tasks 80x$rows" "$rows"
		keys Enter
		await 問1/ || return
		frame "layout: question 80x$rows" "$rows"
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
	await "$(word 'F10 leaves. Press Ctrl+C again within two seconds to save and end the program')" || return
	# On a busy machine the two seconds may be over by now; then the second of these is the one that ends it.
	keys C-c C-c
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
	# A busy machine makes some presses slow, a program that waits for more of a sequence makes all of them slow: one at once is enough.
	clock
	until_late=$deadline
	took=
	until [ -n "$took" ] && [ "$took" -lt 150 ]; do
		[ "$(date +%s)" -le "$until_late" ] || { lost "Esc takes $took ms"; return; }
		keys Enter
		await 問2/ "$(word '[ Go on ]')" || return
		pressed=$(date +%s%N)
		keys Escape
		await "$(word Tasks)" || return
		took=$((($(date +%s%N) - pressed) / 1000000))
	done
	ok 'escape: Esc acts at once'
	keys Escape
	await '前回の続き' || return
	keys Escape
	ends escape 0
}
# A command while the case is open on a screen: it is refused by name, and what is being typed stays.
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
	typing Q
	await 'システムQ' || return
	run "$program" case set R8-0001 case case.pjmo 別の室
	same 'together: the other one is refused' 5 "$rc"
	has 'together: and told who has the case' '見本担当' "$err"
	see
	has 'together: what was typed is still there' 'システムQ' "$screen"
	keys Tab
	await "保存済" || return
	awaited=0
	clock
	until "$program" case export R8-0001 | grep -q 'システムQ"'; do late && awaited=1 && break; done
	same 'together: leaving the field saves it' 0 "$awaited"
	leave_to_shell || return
	ends together 0
	run "$program" case set R8-0001 case case.pjmo 別の室
	same 'together: then the other one saves' 0 "$rc"
	run "$program" case export R8-0001
	has 'together: and both are there' 'システムQ"' "$out"
	has 'together: side by side' '別の室' "$out"
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
	from sweep "$(word 'Missing or weak')" Enter v F2 || return
	from confirm "$(word 'Yes, hand in')" Enter v F2 F2 || return
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
