# SPDX-License-Identifier: Apache-2.0
# The shipped data as a whole: it loads, every clause has a home, and no text holds a character that a terminal may draw one or two cells wide.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"

run "$program" policy check
same "the edition has no fault" 0 "$rc"
has "the check says what it looked at" "2021-03-30" "$out"
homeless=$(printf '%s\n' "$out" | grep -E '^KH-[23]\S* \((must|must-not|principle|fallback|gate|exception|conditional)\)')
same "every binding clause of chapters 2 and 3 has a home" "" "$homeless"

run "$program" --json policy check
same "the check speaks JSON" 0 "$rc"
has "with the digest of the edition" '"sha256"' "$out"

cp -r "$srcdir/data" "$srcdir/screens" "$work/" && chmod -R u+w "$work/data" "$work/screens"
sed -i 's/^force *=.*/force = "perhaps"/' "$work/data/policy/2021-03-30/rules-location.ini"
sed -i 's/^type *=.*/type = "colour"/' "$work/screens/step0-volume.ini"
run env KUMOSHIRUBE_DATA="$work" "$program" policy check
same "a broken rule and a broken screen are refused" 4 "$rc"
has "the rule file is named with its line" "rules-location.ini:" "$err"
has "the screen file is named in the same list" "step0-volume.ini:" "$err"
finish
