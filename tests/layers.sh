# SPDX-License-Identifier: Apache-2.0
# The direction of includes between rooms, one owner for each library, and lists that name every file. The first part proves that the check
# itself can fail, on a planted tree.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"

# allowed ROOM: sets rooms to those it may call
allowed() {
	rooms=
	case $1 in
	base) rooms='base' ;;
	model) rooms='base model' ;;
	engine) rooms='base model engine' ;;
	store) rooms='base model store' ;;
	registry) rooms='base model store registry' ;;
	report) rooms='base model engine report' ;;
	app) rooms='base model engine store registry report app' ;;
	tui) rooms='base model app tui' ;;
	cli) rooms='base model app cli' ;;
	main.c) rooms='base app cli tui' ;;
	esac
}

# owner HEADER: sets place to the one that alone may include it; empty for everything else
owner() {
	place=
	case $1 in
	sqlite3*.h) place=src/store/ ;;
	ncurses*.h | curses.h | panel.h | term.h) place=src/tui/ ;;
	iniparser* | dictionary.h) place=src/base/ini ;;
	sodium*) place=src/base/sign.c ;;
	unistr.h | uninorm.h | unicase.h | uniwidth.h | unigbrk.h | unilbrk.h | unictype.h | unitypes.h | uniwbrk.h | uniconv.h) place=src/base/ ;;
	jansson.h) place=src/report/json ;;
	pango* | cairo* | fontconfig*) place=src/report/pdf ;;
	xlsxwriter*) place=src/report/xlsx ;;
	seccomp.h) place=src/store/confine_calls ;;
	linux/landlock.h) place=src/store/confine_files ;;
	esac
}

# faults ROOT: prints every include that goes against the rooms
faults() {
	(
		cd "$1" || exit
		grep -rnE '^[[:space:]]*#[[:space:]]*include' src --include='*.c' --include='*.h' |
			sed -E 's/^([^:]+):([0-9]+):[[:space:]]*#[[:space:]]*include[[:space:]]*([<"])([^>"]+)[>"].*/\1 \2 \3 \4/' |
			while read -r file line kind header; do
				room=${file#src/}
				room=${room%%/*}
				if [ "$kind" = '"' ]; then
					case $header in
					*/*) allowed "$room"
						case " $rooms " in *" ${header%%/*} "*) ;; *) echo "$file:$line: $room may not include $header" ;; esac
						;;
					*) echo "$file:$line: write room/file.h, not $header" ;;
					esac
					# The build makes this one (src/app/room.mk).
					[ "$header" = app/engine_id.h ] || [ -f "src/$header" ] || echo "$file:$line: $header is not there"
				else
					owner "$header"
					case $file in "${place:-$file}"*) ;; *) echo "$file:$line: $header belongs to $place" ;; esac
				fi
			done
	)
}

planted=$work/planted
mkdir -p "$planted/src/model" "$planted/src/app" "$planted/src/tui"
echo '#include "app/x.h"' >"$planted/src/model/bad.c"
echo '#include <sqlite3.h>' >"$planted/src/app/x.h"
echo '#include "y.h"' >"$planted/src/tui/flat.c"
echo '#include <seccomp.h>' >"$planted/src/app/confined.c"
mkdir -p "$planted/src/report"
echo '#include <pango/pangocairo.h>' >"$planted/src/report/doc.c"
echo '#include "app/x.h"' >"$planted/src/report/pdf.c"
found=$(faults "$planted")
has "a call against the direction is found" "src/model/bad.c:1: model may not include app/x.h" "$found"
has "a library outside its owner is found" "src/app/x.h:1: sqlite3.h belongs to src/store/" "$found"
has "a library that prints stays out of the main program" "src/report/doc.c:1: pango/pangocairo.h belongs to src/report/pdf" "$found"
has "and what prints knows nothing of the office" "src/report/pdf.c:1: report may not include app/x.h" "$found"
has "and so does what gives up rights" "src/app/confined.c:1: seccomp.h belongs to src/store/confine_calls" "$found"
has "an include without its room is found" "src/tui/flat.c:1: write room/file.h" "$found"

same "includes go in one direction" "" "$(faults "$srcdir")"

unlisted=
for file in $(cd "$srcdir" && find src -name '*.c' -o -name '*.h' | sort); do
	case $file in src/main.c) continue ;; esac
	room=${file#src/}
	room=${room%%/*}
	grep -q "$file" "$srcdir/src/$room/room.mk" || unlisted="$unlisted $file"
done
same "every source stands in its room.mk" "" "$unlisted"

unlisted=
for file in $(cd "$srcdir" && find data screens -name '*.ini' -o -name '*.csv' | sort); do
	grep -q "$file" "$srcdir/data/files.mk" || unlisted="$unlisted $file"
done
same "every data file stands in data/files.mk" "" "$unlisted"

unlisted=
for file in $(cd "$srcdir" && ls tests/*.sh tests/checks/* tests/cases/* tests/screens/* 2>/dev/null); do
	case $file in tests/lib.sh) continue ;; esac
	grep -q "$file" "$srcdir/tests/files.mk" || unlisted="$unlisted $file"
done
same "every test file stands in tests/files.mk" "" "$unlisted"

long=
for file in $(cd "$srcdir" && find src -name '*.c' -o -name '*.h' | sort); do
	lines=$(wc -l <"$srcdir/$file")
	[ "$lines" -le 500 ] || long="$long $file($lines)"
done
same "no source file is longer than 500 lines" "" "$long"

long=$(cd "$srcdir" && for file in $(find src -name '*.c' | sort); do
	awk -v file="$file" '$0 == "{" { start = NR } $0 == "}" && start { if (NR - start - 1 > 60) printf "%s:%d(%d) ", file, start, NR - start - 1; start = 0 }' "$file"
done)
same "no function is longer than 60 lines" "" "$long"

bare=$(cd "$srcdir" && find src tests -name '*.c' -o -name '*.h' -o -name '*.sh' | sort | while read -r file; do
	{ read -r one; read -r two; } <"$file"
	case $one$two in *'SPDX-License-Identifier: Apache-2.0'*) ;; *) printf '%s ' "$file" ;; esac
done)
same "every source names its licence" "" "$bare"
finish
