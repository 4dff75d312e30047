# SPDX-License-Identifier: Apache-2.0
# What is said of the policy as a whole: it is proved, every clause is at home and shown by examples, and a change of the rules shows against a
# baseline. The random part of the proof is short here; the build has run the whole of it, and what that came to is looked at.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"

# copy NAME: a data root of its own under $work/NAME
copy() {
	mkdir -p "$work/$1/tests"
	cp -r "$srcdir/data" "$srcdir/screens" "$work/$1/"
	cp -r "$srcdir/tests/rules" "$work/$1/tests/"
	chmod -R u+w "$work/$1"
}
ks() { run "$program" --lang en "$@"; }
edition=data/policy/2021-03-30

# ---- the proof ----
# Another number of cases than any build takes, so that its stamp is told from that of the build below.
ks policy check --cases 20500 --stamp "$work/proof.ini"
same "the edition is proved" 0 "$rc"
has "and says so last" "PROVED: " "$(printf '%s\n' "$out" | tail -n 1)"
lacks "without a fault" "FAULT" "$out"
has "what is allowed is named with its clause" "[allowed.liu-grade-2] says so (LIU-scope LIU-list)" "$out"
has "what can never be is named" 'rule kt-level: never "fail", as [never.kt-level-fail] says' "$out"
has "the seed is told" "seed 20210330" "$out"

copy planted
sed -i '/^\[allowed/,/^$/d; s/"fail"/"undetermined"/' "$work/planted/$edition/proof.ini"
sed -i 's/^require  = "candidate.use_rules_set = yes"/require  = "candidate.use_rules_set = yes and candidate.use_rules_set = no"/' "$work/planted/$edition/rules-other-evidence.ini"
KUMOSHIRUBE_DATA=$work/planted ks --json policy check --cases 1000
same "a planted fault is found" 1 "$rc"
has "it is not proved" '"proved": false' "$out"
has "a rule that nothing passes is named" 'rule uk-4-2-2: no answers lead to \"pass by require.1\"' "$out"
has "what is no longer allowed breaks the promise" 'raising case.confidentiality takes it out of the way' "$out"
has "an untrue claim is refused" '[never.kt-level-fail] is not true' "$out"
has "with its place" "\"file\": \"$edition/proof.ini\"" "$out"
ks policy check --seed many
same "a seed is a number" 2 "$rc"

# ---- every clause ----
ks policy coverage
same "every clause has a home and its examples" 0 "$rc"
clauses=$(cat "$srcdir/$edition/clauses.ini" "$srcdir"/data/overlay/2021-03-30/*.ini | grep -c "^id ")
same "every clause is listed" "$clauses" "$(printf '%s\n' "$out" | grep -c '^[A-Z][A-Za-z]*-[^ ]* .*\[[a-z-]*\]$')"
has "nothing is lacking" "0 lack something" "$(printf '%s\n' "$out" | tail -n 1)"
has "an example is named with its place" "tests/rules/kh-2-1.ini:" "$out"
ks --json policy coverage
same "the table speaks JSON" 0 "$rc"
has "with the count of what lacks something" '"lacking": 0' "$out"

copy bare
printf '\n[clause.kh-9-9]\nid = "KH-9.9"\nsection = "9.9"\nsource = "002"\nmodality = "must"\nscope = "case"\ntext.ja = "x"\ntext.en = "x"\n' >>"$work/bare/$edition/clauses.ini"
sed -i 's/^outcome\( *\)= "fail"/outcome\1= "not_applicable"/' "$work/bare/tests/rules/kh-3-2-1-2.ini"
rm "$work/bare/tests/rules/kh-3-2-1-3.ini"
KUMOSHIRUBE_DATA=$work/bare ks policy coverage
same "a clause without a home is refused" 1 "$rc"
has "it is said what it lacks" "no rule, step, gate, question, notice or catalogue entry cites it" "$(printf '%s\n' "$out" | grep -A 3 '^KH-9.9')"
has "a clause that no example fails" "no example fails to meet it" "$(printf '%s\n' "$out" | grep -A 6 '^KH-3.2.1.2 ')"
has "a clause that no example meets" "no example meets it" "$(printf '%s\n' "$out" | grep -A 6 '^KH-3.2.1.3 ')"
has "they are counted" "3 clauses lack" "$err"
rm -r "$work/bare/tests"
KUMOSHIRUBE_DATA=$work/bare ks policy coverage
same "without any examples nothing is claimed" 4 "$rc"

# ---- a baseline ----
ks policy baseline "$srcdir"/tests/cases/*.ini --cases 60 --output "$work/baseline.ini"
same "a baseline is made" 0 "$rc"
lacks "it keeps no words of a case" "見本" "$(cat "$work/baseline.ini")"
ks policy check --quick --baseline "$work/baseline.ini"
same "the same rules give the same outcomes" 0 "$rc"
cases=$(find "$srcdir/tests/cases" -name '*.ini' | wc -l)
has "all were decided again" "the same rules): 0 of $((cases + 60)) changed" "$out"

copy changed
sed -i '/^\[rule.kh-3-3-3-1\]/,/^title/s/^require  = "candidate.external_backup = yes"/require  = "candidate.external_backup = no"/' "$work/changed/$edition/rules-use.ini"
KUMOSHIRUBE_DATA=$work/changed ks policy check --quick --baseline "$work/baseline.ini"
same "a changed rule is noticed" 1 "$rc"
same "only that rule is told" "rule kh-3-3-3-1" "$(printf '%s\n' "$out" | grep -E '^(rule|how) ' | sed 's/ (.*//')"
has "with the answers, before and after" "01-public-saas-registered.ini: c1-1-k1: pass -> fail" "$out"
KUMOSHIRUBE_DATA=$work/changed ks --json policy check --quick --baseline "$work/baseline.ini"
has "in JSON too" '"rule": "kh-3-3-3-1"' "$out"
sed -i 's/^require  = "candidate.use_rules_set = yes"/require  = "candidate.use_rules_set = no"/' "$work/changed/$edition/rules-other-evidence.ini"
KUMOSHIRUBE_DATA=$work/changed ks policy check --quick --baseline "$work/baseline.ini"
has "what changes how a case ends comes first" "how cases and parts end" "$(printf '%s\n' "$out" | sed -n 2p)"
has "with the steps, before and after" "01-public-saas-registered.ini: c1: 1=adopted=c1-1-k1 -> 1=undetermined" "$out"

sed -i 's/^options = "none ordinary special_care"/options = "none ordinary"/; /^option.special_care/d' "$work/changed/screens/step0-information.ini" "$work/changed/screens/step0-inventory.ini"
sed -i '/^\[grade.personal-special-care\]/,$d' "$work/changed/data/catalogue/classification.ini"
sed -i "s/ in ('ordinary','special_care')/ = 'ordinary'/" "$work/changed/$edition/facts.ini"
KUMOSHIRUBE_DATA=$work/changed ks policy check --quick --baseline "$work/baseline.ini"
has "an answer that is no longer taken is told" "no longer taken: case.personal_data = special_care" "$out"

printf '[baseline.main]\nformat = "1"\nedition = "x"\nsha256 = "x"\nas_of = "2026-11-20"\n[answers.a1]\ntitle = "x"\n' >"$work/broken.ini"
ks policy check --quick --baseline "$work/broken.ini"
same "a baseline without outcomes is refused" 4 "$rc"
ks policy check --quick --baseline "$work/none.ini"
same "so is one that is not there" 4 "$rc"
ks policy baseline "$srcdir/tests/cases/01-public-saas-registered.ini" --cases 5000
same "more than a file holds is refused" 2 "$rc"
# An overlay is in force unless the settings say otherwise, and what it covers is said.
ks policy check --quick
has "the line names the overlay" "overlays in force: government-cloud" "$out"
ks policy explain gc-23-2
has "a rule of an overlay says so" "Added by the overlay government-cloud" "$out"
ks decide "$srcdir/tests/cases/01-public-saas-registered.ini"
has "so does the record" "(government-cloud)" "$(printf '%s' "$out" | tr -d ' |\n')"
mkdir -p "$XDG_CONFIG_HOME/kumoshirube"
printf '[overlay.main]\noff = "government-cloud"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
ks policy check --quick
same "it can be switched off" 0 "$rc"
lacks "and is then not in force" "government-cloud" "$out"
ks policy coverage
same "every clause is covered without it too" 0 "$rc"
rm "$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
rm -rf "$work/changed"
mkdir "$work/changed"
cp -R "$srcdir/data" "$srcdir/screens" "$work/changed"
chmod -R u+w "$work/changed"
cat >"$work/changed/data/overlay/2021-03-30/weak.ini" <<'END'
[overlay.weak]
title.ja = "見本"
title.en = "Sample"
text.ja = "見本"
text.en = "Sample"
date = "2026-04-01"
adds = "tighten.weaker"
[tighten.weaker]
rule = "kh-3-3-1-3"
force = "caution"
text.ja = "見本"
text.en = "Sample"
END
KUMOSHIRUBE_DATA=$work/changed ks policy check --quick
same "an overlay that weakens a rule is refused" 4 "$rc"
has "at its line" "data/overlay/2021-03-30/weak.ini:10:" "$err"
has "with the place of the rule" "rules-ismap.ini:" "$err"
# ---- what was proved stands in every record ----
case=$srcdir/tests/cases/01-public-saas-registered.ini
ks --json decide "$case"
has "the build has proved the shipped edition" "random cases, no fault" "$out"
same "without a fault" 'faults = "0"' "$(grep '^faults' "$builddir/proof.ini")"
same "anybody may prove it again, as was done above" 'faults = "0"' "$(grep '^faults' "$work/proof.ini")"
KUMOSHIRUBE_PROOF=$work/proof.ini ks --json decide "$case"
has "and the record quotes that" " 20500 random cases, no fault" "$out"
KUMOSHIRUBE_PROOF=$work/none.ini ks --json decide "$case"
has "without a stamp nothing is proved" "not proved" "$out"
sed 's/^program = .*/program = "0.0.1"/' "$work/proof.ini" >"$work/old.ini"
KUMOSHIRUBE_PROOF=$work/old.ini ks --json decide "$case"
has "nor is it by another program" "not proved" "$out"
# Two builds of one version are told apart by the sources that the proof rests on.
same "the stamp names the engine" 1 "$(grep -c '^engine = "[0-9a-f]\{64\}"$' "$work/proof.ini")"
same "which is that of the build" "$(grep '^engine' "$builddir/proof.ini")" "$(grep '^engine' "$work/proof.ini")"
same "and that of its sources" "engine = \"$(cd "$srcdir" && LC_ALL=C sha256sum src/base/*.[ch] src/engine/*.[ch] src/model/*.[ch] | sha256sum | cut -c 1-64)\"" \
	"$(grep '^engine' "$work/proof.ini")"
sed 's/^engine = "./engine = "x/' "$work/proof.ini" >"$work/other.ini"
KUMOSHIRUBE_PROOF=$work/other.ini ks --json decide "$case"
has "nor is it by another engine of this version" "not proved" "$out"
grep -v '^engine' "$work/proof.ini" >"$work/nameless.ini"
KUMOSHIRUBE_PROOF=$work/nameless.ini ks --json decide "$case"
has "nor by one that is not named" "not proved" "$out"
sed 's/^faults = .*/faults = "3"/' "$work/proof.ini" >"$work/faults.ini"
KUMOSHIRUBE_PROOF=$work/faults.ini ks --json decide "$case"
has "faults are told" "the proof found 3 faults" "$out"
rm "$work/changed/data/overlay/2021-03-30/weak.ini"
printf '; changed\n' >>"$work/changed/data/policy/2021-03-30/rules-case.ini"
KUMOSHIRUBE_DATA=$work/changed ks --json decide "$case"
has "another edition is not what was proved" "not proved" "$out"
finish
