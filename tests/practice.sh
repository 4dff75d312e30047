# SPDX-License-Identifier: Apache-2.0
# Practice: exercises in a store of their own, the model answer after the decision, and no way between practice and cases in earnest.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
own=$XDG_DATA_HOME/kumoshirube/practice.db
real=$XDG_DATA_HOME/kumoshirube/store.db

run "$program" practice
same "the exercises are listed" 0 "$rc"
same "four and more" ok "$([ "$(printf '%s\n' "$out" | grep -c '見本')" -ge 4 ] && echo ok)"
[ ! -e "$own" ] && ok "looking makes no store" || not_ok "looking makes no store"
run "$program" practice nosuch
same "an exercise that is not there" 1 "$rc"
run "$program" practice public-saas
for part in 学ぶこと 課題 与えられた事実 決めること '3.3 1)(4): '; do has "a lesson has: $part" "$part" "$out"; done
run "$program" --lang en practice public-saas
has "in English too" "You decide" "$out"
lacks "and nothing else" "学ぶこと" "$out"

# Who answers as the model does comes to its verdict, in every exercise.
answer() { "$program" --practice case set "$1" "$2" "$3" "$4" --reason "見本の理由" --evidence "見本の資料" >/dev/null 2>&1; }
value() { awk -v section="[$2]" -v key="$3" '$0 == section { inside = 1; next } /^\[/ { inside = 0 } inside && $1 == key { gsub(/"/, "", $3); print $3; exit }' "$1"; }
number=0
for file in "$srcdir"/data/practice/*-model.ini; do
	name=$(basename "$file" -model.ini)
	run "$program" practice "$name" review
	same "$name: no review before it was begun" 1 "$rc"
	run "$program" practice "$name" begin
	same "$name is begun" 0 "$rc"
	case=$out
	run "$program" practice "$name" review
	has "$name: the model answer waits" "まだ決めていないもの" "$out"
	lacks "$name: and is not shown" "模範解答: " "$out"
	run "$program" --practice case decide "$case"
	same "$name: what is left open leaves it undetermined" 3 "$rc"
	awk '/^key = /{ gsub(/"/, "", $3); key = $3 } /^fact = /{ gsub(/"/, "", $3); print key, $3 }' "$srcdir/data/practice/$name.ini" >"$work/decide"
	while read -r key fact; do
		section=$key
		case $key in case) section=case.main ;; *-k*) section=candidate.$key ;; *) section=step.$key ;; esac
		answer "$case" "$key" "$fact" "$(value "$file" "$section" "${fact#*.}")" || not_ok "$name takes $key $fact"
	done <"$work/decide"
	run "$program" practice "$name" review
	asked=$(wc -l <"$work/decide" | tr -d " ")
	has "$name: answered as the model" "$asked問のうち$asked問" "$out"
	lacks "$name: no difference" "違い: " "$out"
	same "$name: the same verdict" "$(printf '%s\n' "$out" | sed -n 's/^あなたの判定: //p')" "$(printf '%s\n' "$out" | sed -n 's/^模範の判定: //p')"
	number=$((number + 1))
	[ "$name" = onpremises ] && has "$name: refused" "模範の判定: 不可" "$out"
	[ "$name" = secret ] && has "$name: Step4" "模範の判定: 決定 (Step4" "$out"
	[ "$name" = public-iaas ] && has "$name: Step3" "模範の判定: 決定 (Step3" "$out"
	[ "$name" = public-saas ] && has "$name: Step1" "模範の判定: 決定 (Step1" "$out"
done
same "every exercise was worked through" ok "$([ "$number" -ge 4 ] && echo ok)"
run "$program" practice
same "and is listed as done" "$number" "$(printf '%s\n' "$out" | grep -c ' \([0-9]\)/\1$')"

# Another answer is a difference, with why and the clause.
run "$program" practice public-saas
answer R8-0004 case case.confidentiality 1
name=$("$program" --practice case list | awk '/職員連絡/ { print $1 }')
answer "$name" c1-1-k2 candidate.overseas_exception backup_desirable
run "$program" practice public-saas review
has "a difference begins with the word" "違い: (4) " "$out"
has "with both answers" "あなたの答え: " "$out"
has "why" "例外のどちらにも当たらない" "$out"
has "and the clause in words" "  3.3 1)(4): " "$out"

# Marks, and no way out.
run "$program" --practice case decide "$name"
has "the record says what it is" "練習" "$out"
run "$program" --practice --json case decide "$name"
has "and so does its JSON" '"practice": "public-saas"' "$out"
run "$program" --practice case submit "$name"
same "an exercise can be handed in where it belongs" 0 "$rc"
run "$program" --practice record verify
same "the chain holds" 0 "$rc"
has "verify names practice" "練習: $name/1（課題 public-saas）" "$out"
run "$program" --practice --json record verify
has "also as JSON" "\"$name/1\"" "$out"
run "$program" --practice record replay
same "and replays" 0 "$rc"
[ ! -e "$real" ] && ok "nothing was written among cases in earnest" || not_ok "nothing was written among cases in earnest"
run "$program" --practice case export "$name"
has "an exported exercise keeps its mark" 'practice = "public-saas"' "$out"
printf '%s\n' "$out" >"$work/exercise.ini"
run "$program" case new "$work/exercise.ini"
same "it is refused among cases in earnest" 4 "$rc"
has "in words" "本番" "$err"
run "$program" case list
lacks "and makes no case" "R8-" "$out"
run "$program" case new "$srcdir/tests/cases/03-saas-ciso.ini"
same "a case in earnest is taken in there" 0 "$rc"
run "$program" --practice case new "$srcdir/tests/cases/03-saas-ciso.ini"
same "and not among practice" 4 "$rc"
run "$program" --practice case new
same "practice begins from an exercise" 4 "$rc"
run "$program" --practice --store "$real" case list
same "a store of cases in earnest is none for practice" 2 "$rc"
run "$program" --practice --store "$real" practice secret begin
same "nor becomes one" 2 "$rc"
run "$program" --store "$own" case list
same "the store for practice opened by its path" 0 "$rc"
exercise=$(sed -n 's/^\[exercise\.\(.*\)\]$/\1/p' "$srcdir"/data/practice/*.ini | head -n 1)
: >"$work/empty.db"
for place in empty missing; do
	run "$program" --practice --store "$work/$place.db" practice
	same "the exercises are listed over a store that is $place" 0 "$rc"
	run "$program" --practice --store "$work/$place.db" practice "$exercise" begin
	same "and one is begun there" "0 R8-0001" "$rc $out"
	run "$program" --store "$work/$place.db" case new "$srcdir/tests/cases/03-saas-ciso.ini"
	same "which makes it a store for practice ($place)" 4 "$rc"
done
run "$program" --practice --store "$work/none.db" case list
same "what only reads needs a store that is there" 4 "$rc"
run "$program" --store "$own" case new "$srcdir/tests/cases/03-saas-ciso.ini"
same "still practises" 4 "$rc"
cp "$own" "$work/renamed.db"
cp "$own.key" "$work/renamed.db.key"
run "$program" --store "$work/renamed.db" record verify
has "whatever it is called" "練習: $name/1" "$out"
printf 'quit\n' >"$work/in"
out=$("$program" --practice --plain "$name" <"$work/in" 2>&1)
has "in lines, too" "[練習] $name" "$out"

# Faults of an exercise are told with file and line.
mkdir -p "$work/data"
cp -R "$srcdir/data" "$srcdir/screens" "$work/data/"
sed -i -e 's/fact = "case.secrecy"/fact = "case.nosuch"/' -e 's/^clause = "KH-3.6.entry"$/clause = "KH-9.9"/' "$work/data/data/practice/secret.ini"
run env KUMOSHIRUBE_DATA="$work/data" "$program" practice
same "a faulty exercise" 4 "$rc"
has "is named with its line" "data/practice/secret.ini:" "$err"
has "each fault of it" "KH-9.9" "$err"
rm "$work/data/data/practice/secret-model.ini"
run env KUMOSHIRUBE_DATA="$work/data" "$program" practice
same "an exercise without its model" 4 "$rc"
finish
