# SPDX-License-Identifier: Apache-2.0
# Every screen driven by a key script and compared with the text it is expected to show.
#   sh tests/screens.sh [PATTERN]       only the scripts whose name matches
#   REGEN=1 sh tests/screens.sh         writes the expected screens anew; read the difference before keeping it
# A script may begin with "# case: NAME" (a file of tests/cases taken in first), "# list: FILE" (of tests/lists, laid beside the script),
# "# edition: NAME" (of tests/editions, put beside the shipped one), "# lang: en" and "# options: ..." lines; then "# run: COMMAND" lines, which the shell
# runs in the directory of the script: here ... is the program with this store, other ... with that of another terminal.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
screens=$srcdir/tests/screens
# How much was proved differs between builds.
KUMOSHIRUBE_PROOF=$work/none.ini
pattern=${1:-}

mkdir -p "$XDG_CONFIG_HOME/kumoshirube"
printf '[user.main]\nname = "見本担当"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"

# What differs from run to run: times of day, digests and names of terminals; and the length of a record or a bundle, which is not tested here.
mask() {
	sed -E -e 's/[0-9]{2}:[0-9]{2}:[0-9]{2}/HH:MM:SS/g' -e 's/[0-9a-f]{4}( [0-9a-f]{4}){3}/xxxx xxxx xxxx xxxx/g' -e 's/[0-9a-f]{64}/x64/g' -e 's/全[0-9]+行/全N行/' \
		-e 's/(端末|端末: )[0-9a-f]{8}/\1xxxxxxxx/g' -e 's/  [0-9a-f]{8}$/  xxxxxxxx/' -e 's/件、[0-9]+バイト/件、Nバイト/' "$1"
}

compare() {
	mask "$1" >"$work/masked"
	expected=$screens/$(basename "$1")
	if [ -n "${REGEN:-}" ]; then
		cp "$work/masked" "$expected"
	fi
	if [ ! -f "$expected" ]; then
		not_ok "$(basename "$1")" "there is no $expected; REGEN=1 writes it"
	elif difference=$(diff -u "$expected" "$work/masked"); then
		ok "$(basename "$1")"
	else
		not_ok "$(basename "$1")" "$difference"
	fi
}

# No line may reach the last column, except those of the record, which is laid out for paper. Wide characters are counted as two cells.
fits() {
	case $1 in *record*) most=80 ;; *) most=79 ;; esac
	LC_ALL=C awk -v most=$most '{
		cells = 0
		line = $0
		for (i = 1; i <= length(line); i++) {
			c = substr(line, i, 1)
			if (c < "\200") cells += 1
			else if (c == "\357" && (substr(line, i + 1, 1) == "\276" || (substr(line, i + 1, 1) == "\275" && substr(line, i + 2, 1) > "\240"))) cells += 1 # half-width kana
			else if (c >= "\340") cells += 2
		}
		if (cells > most) { print; exit 1 }
	}' "$1"
}

# A data root in which a further edition lies beside the shipped one.
beside() {
	rm -rf "$work/root"
	mkdir "$work/root"
	cp -R "$srcdir/data" "$srcdir/screens" "$work/root"
	chmod -R u+w "$work/root"
	cp -R "$srcdir/tests/editions/$1" "$work/root/data/policy/"
	chmod -R u+w "$work/root"
	KUMOSHIRUBE_DATA=$work/root
}

shipped=$KUMOSHIRUBE_DATA
drive() {
	name=$(basename "$1" .keys)
	rm -rf "$XDG_DATA_HOME" "$XDG_CONFIG_HOME/kumoshirube/keys" "$work/saved"
	KUMOSHIRUBE_DATA=$shipped
	edition=$(sed -n 's/^# edition: //p' "$1")
	[ -z "$edition" ] || beside "$edition"
	mkdir -p "$work/saved" "$work/there"
	lang=$(sed -n 's/^# lang: //p' "$1")
	options=$(sed -n 's/^# options: //p' "$1")
	for case in $(sed -n 's/^# case: //p' "$1"); do
		run "$program" case new "$srcdir/tests/cases/$case.ini"
		[ "$rc" -eq 0 ] || not_ok "$name takes in $case" "$err"
	done
	for list in $(sed -n 's/^# list: //p' "$1"); do cp "$srcdir/tests/lists/$list" "$work/there/"; done
	prepare "$1"
	# shellcheck disable=SC2086
	out=$(cd "$work/there" && "$program" --lang "${lang:-ja}" $options --script "$1" --save-dir "$work/saved" 2>&1 </dev/null); rc=$?
	if [ "$rc" -eq 0 ]; then ok "$name runs to its end"; else not_ok "$name runs to its end" "exit $rc
$out"; fi
	for saved in "$work"/saved/*; do
		[ -f "$saved" ] || continue
		compare "$saved"
		if wide=$(fits "$saved"); then ok "$(basename "$saved") fits"; else not_ok "$(basename "$saved") fits" "$wide"; fi
	done
}

for script in "$screens"/*"$pattern"*.keys; do
	drive "$script"
done
finish
