# SPDX-License-Identifier: Apache-2.0
# The shipped data as a whole: it loads, every clause has a home, and no text holds a character that a terminal may draw one or two cells wide.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"

run "$program" policy check --quick
same "the edition has no fault" 0 "$rc"
has "the check says what it looked at" "2021-03-30" "$out"
homeless=$(printf '%s\n' "$out" | grep -E '^KH-[23]\S* \((must|must-not|principle|fallback|gate|exception|conditional)\)')
same "every binding clause of chapters 2 and 3 has a home" "" "$homeless"

run "$program" --json policy check --quick
same "the check speaks JSON" 0 "$rc"
has "with the digest of the edition" '"sha256"' "$out"

for lang in ja en; do
	silent=
	for rule in $("$program" policy show | cut -d' ' -f1); do
		run "$program" --lang $lang policy explain "$rule"
		[ "$rc" -eq 0 ] && [ "$(printf '%s\n' "$out" | wc -l)" -gt 8 ] || silent="$silent $rule"
	done
	same "every rule is explained in $lang" "" "$silent"
done
run "$program" --lang en policy explain kh-3-3-1-4
has "an explanation is in words" "Data centre" "$out"
has "and names the clause" "KH-3.3.1.4 (3.3 1)(4), must)" "$out"
run "$program" policy explain nothing-of-this-name
same "what is neither rule nor clause is refused" 1 "$rc"

cp -r "$srcdir/data" "$srcdir/screens" "$work/" && chmod -R u+w "$work/data" "$work/screens"
sed -i 's/^force *=.*/force = "perhaps"/' "$work/data/policy/2021-03-30/rules-location.ini"
sed -i 's/^type *=.*/type = "colour"/' "$work/screens/step0-volume.ini"
run env KUMOSHIRUBE_DATA="$work" "$program" policy check --quick
same "a broken rule and a broken screen are refused" 4 "$rc"
has "the rule file is named with its line" "rules-location.ini:" "$err"
has "the screen file is named in the same list" "step0-volume.ini:" "$err"
finish
