# SPDX-License-Identifier: Apache-2.0
# Draws the pictures of doc/pictures from the running program: it is opened in a terminal of 80 by 24 (tmux), driven through its main screens in
# Japanese over example cases, and each screen is kept as it stands there.
#   sh doc/pictures.sh DIRECTORY        needs a build, tmux and awk
#   builddir                            where the program was built, else ./build
#   PICTURES_EXPECTED                   pictures that were drawn before: a screen is waited for until it is drawn as it was
set -u
srcdir=${srcdir:-$(cd "$(dirname "$0")/.." && pwd)}
builddir=${builddir:-$srcdir/build}
program=$builddir/kumoshirube
target=${1:?a directory for the pictures}
limit=90
place=$(mktemp -d "${TMPDIR:-/tmp}/kumoshirube-pictures.XXXXXX") || exit 1
mux() { tmux -u -S "$place/tmux" -f /dev/null "$@"; }
trap 'mux kill-server 2>/dev/null; rm -rf "$place"' EXIT
trap 'exit 1' HUP INT TERM
fail() { printf 'pictures: %s\n' "$*" >&2; exit 1; }
command -v tmux >/dev/null || fail "tmux is not installed"

unset KUMOSHIRUBE_STORE NO_COLOR LANG LANGUAGE LC_MESSAGES LINES COLUMNS TMUX TMUX_TMPDIR
export HOME="$place" XDG_DATA_HOME="$place/data" XDG_CONFIG_HOME="$place/config" XDG_STATE_HOME="$place/state" XDG_CACHE_HOME="$place/cache"
export LC_ALL=C.UTF-8 TZ=UTC KUMOSHIRUBE_TODAY=2026-11-20 KUMOSHIRUBE_DATA="$srcdir" KUMOSHIRUBE_PROOF="$place/none.ini"
export KUMOSHIRUBE_LOCALEDIR="${KUMOSHIRUBE_LOCALEDIR:-$builddir/po/locale}"
mkdir -p "$XDG_CONFIG_HOME/kumoshirube" "$target"
printf '[user.main]\nname = "見本担当"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"

# Some examples as if they were cases in earnest, since examples are not counted, and one to look into.
prepare() {
	for name in 02 05 06 09 03 07 04; do
		sed '/^sample *=/d' "$srcdir"/tests/cases/$name-*.ini >"$place/$name.ini"
		reference=$("$program" --lang ja case new "$place/$name.ini") || fail "the example $name is not taken in"
		"$program" --lang ja case submit "$reference" >/dev/null 2>&1 || [ $? -ne 4 ] || fail "the example $name is not handed in"
	done
	"$program" --lang ja case new "$srcdir/tests/cases/01-public-saas-registered.ini" >/dev/null || fail "the example is not taken in"
}

keys() { mux send-keys -t pictures "$@"; }
see() { mux capture-pane -p -t pictures >"$place/text"; }
late() { [ "$(date +%s)" -gt "$deadline" ]; }
clock() { deadline=$(($(date +%s) + limit)); }
# await TEXT
await() {
	clock
	until see && grep -qF -e "$1" "$place/text"; do
		if late; then cat "$place/text" >&2; fail "waited for: $1"; fi
	done
}
# Today stands still here, and with it the clock; a reader expects a time of day.
draw() {
	mux capture-pane -e -p -t pictures | sed -E 's/[0-9]{2}:[0-9]{2}:[0-9]{2}/14:32:07/' |
		LC_ALL=C awk -v columns=80 -v rows=24 -v title="$2" -f "$srcdir/doc/pictures.awk" >"$place/$1"
}
# shoot NAME TITLE: until the picture is the one that is expected, or else until it no longer changes
shoot() {
	expected=${PICTURES_EXPECTED:+$PICTURES_EXPECTED/$1.svg}
	clock
	draw now "$2"
	while :; do
		cp "$place/now" "$place/before"
		draw now "$2"
		if [ -n "$expected" ] && [ -f "$expected" ]; then
			cmp -s "$expected" "$place/now" && break
		else
			cmp -s "$place/before" "$place/now" && break
		fi
		# One that is not drawn as before is told by whoever compares; the others are not waited for any more.
		if late; then PICTURES_EXPECTED=; break; fi
	done
	cp "$place/now" "$target/$1.svg"
}

prepare
terminal=tmux-256color
infocmp "$terminal" >/dev/null 2>&1 || terminal=screen-256color
mux start-server \; set-option -g exit-empty off \; set-option -g escape-time 10 \; set-option -g default-terminal "$terminal" \; set-option -g status off
mux new-session -d -s pictures -x 80 -y 24 "LANGUAGE=ja exec '$program' --lang ja"

await 'F10'
await '件中'
# What a day has made due comes onto the screen after it.
await '期日到来'
shoot home '案件一覧'
keys s
await '数字の元の案件'
shoot statistics '統計'
keys F10
await '件中'
keys Enter
await '作業の一覧'
keys F5
await 'いまここ'
shoot flow '流れ図'
keys F10
await '作業の一覧'
keys Home Down Down Down Down Down Down Enter
await '取り扱う情報'
keys Home Down Enter
await '機密性は'
shoot question '問い'
keys F10
await '取り扱う情報'
keys F10
await '作業の一覧'
keys Home Down Down Down Down Down Down Down Down Down Down Down Enter
await '候補の選択'
shoot picker '候補の選択'
keys F10
await '作業の一覧'
keys Home Down Down Down Down Down Down Down Down Down Down Down Down Enter
await '候補の比較'
shoot comparison '候補の比較'
keys b
await 'その時までに払う額'
shoot cost '費用'
