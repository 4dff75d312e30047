# SPDX-License-Identifier: Apache-2.0
# The screens in English: every script of tests/screens is played again in English. No Japanese may be seen but what was typed or stands in a case or a
# list, and no word of the program may be cut.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
KUMOSHIRUBE_PROOF=$work/none.ini
if ! command -v gawk >/dev/null 2>&1; then
	skip 'the screens in English' 'gawk is not installed'
	finish
fi
shipped=$KUMOSHIRUBE_DATA
saved=$work/saved
mkdir -p "$saved" "$work/there"

# play SCRIPT: without what it expects to see, which is Japanese
play() {
	name=$(basename "$1" .keys)
	rm -rf "$XDG_DATA_HOME" "$XDG_CONFIG_HOME/kumoshirube/keys"
	KUMOSHIRUBE_DATA=$shipped
	edition=$(sed -n 's/^# edition: //p' "$1")
	if [ -n "$edition" ]; then
		rm -rf "$work/root"
		mkdir "$work/root"
		cp -R "$srcdir/data" "$srcdir/screens" "$work/root"
		chmod -R u+w "$work/root"
		cp -R "$srcdir/tests/editions/$edition" "$work/root/data/policy/"
		chmod -R u+w "$work/root"
		KUMOSHIRUBE_DATA=$work/root
	fi
	for case in $(sed -n 's/^# case: //p' "$1"); do "$program" case new "$srcdir/tests/cases/$case.ini" >/dev/null 2>&1; done
	for list in $(sed -n 's/^# list: //p' "$1"); do cp "$srcdir/tests/lists/$list" "$work/there/"; done
	prepare "$1"
	grep -v '^expect \|^refuse ' "$1" >"$work/keys"
	options=$(sed -n 's/^# options: //p' "$1")
	# shellcheck disable=SC2086
	out=$(cd "$work/there" && "$program" --lang en $options --script "$work/keys" --save-dir "$saved" 2>&1 </dev/null); rc=$?
	same "$name runs to its end" 0 "$rc"
	[ "$rc" -eq 0 ] || printf '%s\n' "$out" | head -n 5 | sed 's/^/# /'
}
for script in "$srcdir"/tests/screens/*.keys; do play "$script"; done
# Screens that no script there comes to: what follows the hand-in, the figures, and who is here.
rm -rf "$XDG_DATA_HOME" "$XDG_CONFIG_HOME/kumoshirube/keys"
KUMOSHIRUBE_DATA=$shipped
for case in 01-public-saas-registered 03-saas-ciso; do "$program" case new "$srcdir/tests/cases/$case.ini" >/dev/null 2>&1; done
cat >"$work/keys" <<'KEYS'
key u
expect Who is here
save more-set-up.screen
key Esc Enter v F2
expect Missing or weak
save more-sweep.screen
key F2 Down Enter
expect read back and verified
save more-completion.screen
key F2 s
expect Review (revision 1)
save more-review.screen
key F4
expect Precedents
save more-precedents.screen
key Esc F2
expect Outcome of the review
save more-outcome.screen
key Esc Esc Esc
expect Cases
key F4
expect Recheck
save more-recheck.screen
key Enter
save more-recheck-why.screen
key Esc Esc
key s t
expect Counted: 
save more-figures.screen
key l
save more-figures-table.screen
KEYS
run "$program" --lang en --script "$work/keys" --save-dir "$saved"
same 'the other screens are reached' '0 ' "$rc $err"
pictures=$(ls "$saved" | wc -l)
[ "$pictures" -gt 100 ] && ok 'more than a hundred pictures' || not_ok 'more than a hundred pictures' "$pictures"

# What is given: cases, lists (some of them in CP932), what the scripts type, and the samples that name services; and what a script types over a word.
{
	cat "$srcdir"/tests/cases/*.ini "$srcdir"/tests/lists/* "$srcdir"/data/registry/sample* "$srcdir"/data/criteria/* "$srcdir"/tests/screens/*.keys \
		"$srcdir"/data/practice/*.ini "$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
	for list in "$srcdir"/tests/lists/*; do iconv -f CP932 -t UTF-8 "$list" 2>/dev/null; done
	echo 二行目テム
} | tr -d ' \n\r\001' >"$work/given"
cat >"$work/japanese.awk" <<'AWK'
BEGIN { RS = "\001" }
NR == 1 { given = $0; RS = "\n"; next }
{
	line = $0
	while (match(line, /[^\x01-\x7f]+/)) {
		word = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (!index(given, word)) print FILENAME ":" FNR ": " word
	}
}
AWK
printf 'planted: 植込み済\n' >"$work/planted"
same 'planted Japanese is found' 1 "$(LC_ALL=C gawk -f "$work/japanese.awk" "$work/given" "$work/planted" | grep -c planted)"
same 'no Japanese but what was given' '' "$(cd "$saved" && LC_ALL=C gawk -f "$work/japanese.awk" "$work/given" *.screen)"

# A word of the program is cut where two points stand behind an English letter: in the lines above and below the body. In the rows of a list, which begin
# with a mark, a long text may be cut; it stands below in full. Three points say that there is more of a text, and how it is read.
cat >"$work/cut.awk" <<'AWK'
(FNR <= 3 || FNR >= 22) && !/^[> ]  ?\[/ && /[A-Za-z,)]\.\.( |\||$)/ && !/[A-Za-z]\.\.\.$/ { print FILENAME ":" FNR ": " $0 }
AWK
printf ' Title cut sho..\n' >"$work/planted"
same 'a planted cut is found' 1 "$(awk -f "$work/cut.awk" "$work/planted" | wc -l | tr -d ' ')"
same 'no cut word in titles, sums, messages and hints' '' "$(cd "$saved" && awk -f "$work/cut.awk" *.screen)"
same 'no cut word in a box of the flow map' '' "$(cd "$saved" && grep -h '\.\.|' *flow*.screen)"
same 'the grades of each entry can be told' 3 "$(grep -c '  [12]       [12]       [12]  ' "$saved/13-list.screen")"
lacks 'and no heading of theirs is cut' '..' "$(grep 'Kind of information' "$saved/13-list.screen")"
lacks 'nor one of the review' '..' "$(sed -n 4p "$saved/more-review.screen")"
lacks 'nor a label of the set-up' '..' "$(cat "$saved/more-set-up.screen")"
same 'state and end of a decision stand apart' 1 "$(grep -c 'Handed in  *ends the same  ' "$saved/more-recheck.screen")"
finish
