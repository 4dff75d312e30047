# SPDX-License-Identifier: Apache-2.0
# Shared by every test script: a pinned environment, a temporary home, and TAP output. Source it first.
#   srcdir, builddir   absolute; set by make check, or taken from where the script lies and ./build
set -u
: "${srcdir:=$(cd "$(dirname "$0")" && while [ ! -f configure.ac ] && [ "$PWD" != / ]; do cd ..; done && pwd)}"
: "${builddir:=$srcdir/build}"
program=$builddir/kumoshirube
# A short name: screens show paths, and cut what is long.
work=$(mktemp -d "${TMPDIR:-/tmp}/kumo-test.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 99' HUP INT TERM
unset KUMOSHIRUBE_STORE NO_COLOR LANG LANGUAGE LC_MESSAGES LINES COLUMNS
HOME=$work/home XDG_DATA_HOME=$work/data XDG_CONFIG_HOME=$work/config XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache
LC_ALL=C.UTF-8 TZ=UTC KUMOSHIRUBE_TODAY=2026-11-20
KUMOSHIRUBE_PROOF=${KUMOSHIRUBE_PROOF:-$builddir/proof.ini}
KUMOSHIRUBE_DATA=${KUMOSHIRUBE_DATA:-$srcdir} KUMOSHIRUBE_LOCALEDIR=${KUMOSHIRUBE_LOCALEDIR:-$builddir/po/locale}
export HOME XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME LC_ALL TZ KUMOSHIRUBE_TODAY KUMOSHIRUBE_PROOF KUMOSHIRUBE_DATA KUMOSHIRUBE_LOCALEDIR
mkdir -p "$HOME" "$XDG_CONFIG_HOME/kumoshirube"
# Somebody who is set up; tests of the first start take this away.
printf '[user.main]\nname = "見本担当"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
count=0 failures=0

ok() { count=$((count + 1)); printf 'ok %d - %s\n' "$count" "$1"; }
not_ok() {
	count=$((count + 1)) failures=$((failures + 1))
	printf 'not ok %d - %s\n' "$count" "$1"
	if [ $# -gt 1 ]; then printf '%s\n' "$2" | head -n 40 | sed 's/^/# /'; fi
}
skip() { count=$((count + 1)); printf 'ok %d - %s # SKIP %s\n' "$count" "$1" "$2"; }
# same NAME WANT GOT
same() { if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "want: $2
got:  $3"; fi; }
# has NAME TEXT WHOLE
has() { case $3 in *"$2"*) ok "$1" ;; *) not_ok "$1" "not found: $2
in: $3" ;; esac; }
# lacks NAME TEXT WHOLE
lacks() { case $3 in *"$2"*) not_ok "$1" "found: $2
in: $3" ;; *) ok "$1" ;; esac; }
# run COMMAND...: sets out, err, rc
run() {
	out=$("$@" 2>"$work/stderr" </dev/null); rc=$?
	err=$(cat "$work/stderr")
}
# person FILE NAME ROLE: somebody who works here; as FILE COMMAND...: what they do, in $store
person() { printf '[user.main]\nname = "%s"\nrole = "%s"\n' "$2" "$3" >"$work/$1.ini"; }
store=$work/office.db
as() {
	who=$1
	shift
	run "$program" --store "$store" --config "$work/$who.ini" "$@"
}
# light_keys PASSPHRASE-FILE KEY-FILE...: the same keys, from here on with little cost at each use (tests/unit/light_key.c)
light_keys() { "$builddir/tests/unit/light_key" "$@" 2>"$work/light.err" || not_ok "the keys of $1 are made light" "$(cat "$work/light.err")"; }
# stored PART FACT: the answer as the store has it, read by another process
stored() { "$program" case show R8-0001 --format ini 2>/dev/null | part_of "$1" | sed -n "s/^$2 = \"\(.*\)\"$/\1/p"; }
# part_of SECTION: that section of the INI text on standard input
part_of() { awk -v want="[$1]" '/^\[/ { in_it = $0 == want } in_it'; }
# prepare SCRIPT: what the "# run: COMMAND" lines of a script of tests/screens say, in the directory of that script, which begins empty but for its lists
prepare() {
	sed -n 's/^# run: //p' "$1" >"$work/before.sh"
	[ -s "$work/before.sh" ] || return 0
	rm -rf "$work/there"
	mkdir "$work/there"
	(cd "$work/there" && . "$work/before.sh") >"$work/before.log" 2>&1 || not_ok "$(basename "$1") is prepared" "$(cat "$work/before.log")"
}
here() { "$program" "$@"; }
other() { # another terminal and another officer
	printf '[user.main]\nname = "見本別担当"\n[registry.main]\nkeys = "%s"\n' "$work/there/keys" >"$work/other.ini"
	"$program" --store other.db --config "$work/other.ini" "$@"
}
# A script that has tested nothing has failed.
finish() { printf '1..%d\n' "$count"; [ "$failures" -eq 0 ] && [ "$count" -gt 0 ]; exit $?; }
