# SPDX-License-Identifier: Apache-2.0
# Editions side by side: a second, small one has other questions, another order of the steps and other rules, and nothing of the program knows it. A
# case keeps its edition; moving it is told first and done only on demand, as a new draft.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
both=$work/both
mkdir "$both"
cp -R "$srcdir/data" "$srcdir/screens" "$both"
chmod -R u+w "$both"
cp -R "$srcdir/tests/editions/2030-04-01" "$both/data/policy/"
chmod -R u+w "$both"
store=$work/office.db
ks() { run "$program" --lang en --store "$store" "$@"; }
later() { KUMOSHIRUBE_TODAY=2030-05-01 ks "$@"; }

digest() { "$program" --json policy check --quick --edition 2021-03-30 | sed -n 's/^ *"sha256": "\(.*\)".*/\1/p'; }
alone=$(digest)
KUMOSHIRUBE_DATA=$both
same "an edition is the same beside another" "$alone" "$(digest)"
[ -n "$alone" ] && ok "and has a digest" || not_ok "and has a digest"

# ---- which one counts ----
ks policy check --quick
has "before its day the older one counts" "edition 2021-03-30" "$out"
later policy check --cases 1000
same "the small edition is proved" 0 "$rc"
has "from its day on it counts" "edition 2030-04-01" "$out"
has "with its own steps" "steps 1 to 2" "$out"
later policy check --quick --edition 2021-03-30
has "the older one can be asked for" "edition 2021-03-30" "$out"
ks policy check --quick --edition 2029-01-01
same "one that is not there is refused" 4 "$rc"

# ---- a case keeps its edition ----
ks case new "$srcdir/tests/cases/07-citizen-facing-peaks.ini"
same "a case is taken in" 0 "$rc"
later case show R8-0001 --format ini
has "and keeps its edition when a newer one counts" 'edition = "2021-03-30"' "$out"
before=$out
later decide "$srcdir/tests/cases/07-citizen-facing-peaks.ini"
has "so does a case file" "(2021-03-30)" "$out"
has "whose policy line is that of its edition" "edition 2021-03-30" "$out"
later case new
same "a new case is of the newer one" 0 "$rc"
later case show R12-0001 --format ini
has "which its file says" 'edition = "2030-04-01"' "$out"
later --json case next R12-0001
has "and asks its questions" '"fact": "case.power_considered"' "$out"
lacks "and no others" "case.scope" "$out"

# ---- moving it ----
later case migrate R8-0001
same "moving is told" 0 "$rc"
has "what stays" "Answers that stay: 19" "$out"
has "what is asked again, since it reads otherwise" "case.personal_data" "$(printf '%s\n' "$out" | sed -n '/^To be asked again/,/^Dropped/p')"
has "what is dropped" "case.pjmo" "$(printf '%s\n' "$out" | sed -n '/^Dropped/,/^Asked in/p')"
has "what is new" "case.power_considered" "$(printf '%s\n' "$out" | sed -n '/^Asked in/,/^Comes/p')"
has "which rules fall away" "rule kh-2-1 case: pass -> -" "$out"
has "and which come in, at the step of the same model" "rule s-2 c1-1-k1: - -> pass" "$out"
has "and that nothing was done" "Nothing was changed" "$out"
later case list
same "there are two cases still" 2 "$(printf '%s\n' "$out" | grep -c '^R')"
later --json case migrate R8-0001
has "also as JSON" '"how": "again"' "$out"
has "with nothing made" '"made": ""' "$out"
later case migrate R8-0001 --yes
has "on demand there is a new draft" "New draft: R12-0002" "$out"
later case show R12-0002 --format ini
has "of the other edition" 'edition = "2030-04-01"' "$out"
has "with the answers that stay" 'confidentiality = "2"' "$out"
lacks "without those that are asked again" "personal_data" "$out"
has "the step of the platform now comes first" "[candidate.c1-1-k1]" "$out"
has "and its choice went along" 'chosen_candidate = "c1-1-k1"' "$out"
later case show R8-0001 --format ini
same "the old case is as it was" "$before" "$out"
later case submit R12-0002
same "the new draft can be handed in" 0 "$rc"
later record replay
same "and replays under its edition" 0 "$rc"
# What was searched for goes along with its hits.
printf 'key End Enter\nexpect Tasks\nkey Home Down Down Down Down Down Down Down Down Down Down Down Enter\nexpect Choice of candidates\nkey F7\nexpect Search 1\nkey Esc Esc\n' >"$work/keys"
later --script "$work/keys"
same "a search is kept" 0 "$rc"
later case show R8-0001 --format ini
kept=$(printf '%s\n' "$out" | sed -n '/^\[search.c1-1-s1\]/,/^$/p')
has "with its hits" 'hits' "$kept"
later case migrate R8-0001 --yes
later case show "$(printf '%s\n' "$out" | sed -n 's/^New draft: \(R[-0-9]*\).*/\1/p')" --format ini
same "and is the same in the draft under the other edition" "$(printf '%s\n' "$kept" | tail -n +2)" "$(printf '%s\n' "$out" | sed -n '/^\[search./,/^$/p' | tail -n +2)"
later case migrate R12-0002
same "a case cannot be moved to its own edition" 2 "$rc"
has "and the editions are named" "2021-03-30, 2030-04-01" "$err"
later case migrate R12-0002 2021-03-30
same "back is a way as well" 0 "$rc"
has "and finds the model again" "rule s-2 c1-3-k1: pass -> -" "$out"
finish
