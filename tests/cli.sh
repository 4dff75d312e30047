# SPDX-License-Identifier: Apache-2.0
# Commands as a person or a script gives them: text and JSON out, messages on standard error, the designed exit codes.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
cases=$srcdir/tests/cases
store="--store $work/office.db"

run "$program" --version
same "--version" "0" "$rc"
has "names the program" "kumoshirube" "$out"
run "$program" --help
same "--help" 0 "$rc"
has "lists the commands" "record replay" "$out"
run "$program" --nosuch
same "an unknown option is a usage error" 2 "$rc"
has "and is named" "--nosuch" "$err"
run "$program" nosuch
same "an unknown command is a usage error" 2 "$rc"
has "in Japanese" "ありません" "$err"
run "$program" --lang en nosuch
has "and in English when asked" "there is no command" "$err"
run "$program" decide
same "a missing argument is a usage error" 2 "$rc"
run "$program"
same "no terminal is a usage error" 2 "$rc"
has "which says so" "端末" "$err"

for file in "$cases"/*.ini; do
	name=$(basename "$file" .ini)
	want=$(sed -n 's/^exit *= *"\([0-9]\)"/\1/p' "${file%.ini}.expect" | head -n 1)
	run "$program" decide "$file"
	same "decide $name exits $want" "$want" "$rc"
done

run "$program" decide "$cases/01-public-saas-registered.ini"
has "the record is in Japanese" "判定" "$out"
has "and marked as a sample" "見本" "$out"
wide=$(printf '%s\n' "$out" | LC_ALL=C.UTF-8 awk '{ if (length($0) > 80) print }')
same "no line is longer than a page" "" "$wide"
run "$program" --lang en decide "$cases/01-public-saas-registered.ini"
has "and in English when asked" "Verdict" "$out"
run env LC_ALL=C "$program" decide "$cases/01-public-saas-registered.ini"
has "LC_ALL=C falls back to English" "Verdict" "$out"
for format in html json csv; do
	run "$program" decide --format $format --output "$work/record.$format" "$cases/01-public-saas-registered.ini"
	same "writes $format" 0 "$rc"
	[ -s "$work/record.$format" ] && ok "$format is not empty" || not_ok "$format is not empty"
done
run "$program" decide --format csv --output - "$cases/01-public-saas-registered.ini"
same "a dash is standard output" "$(cat "$work/record.csv")" "$out"
mkfifo "$work/pipe"
run "$program" decide --output "$work/pipe" "$cases/01-public-saas-registered.ini"
same "a pipe is no place for a record" 1 "$rc"
[ -p "$work/pipe" ] && ok "and stays a pipe" || not_ok "and stays a pipe"
same "CSV begins with a BOM" "efbbbf" "$(head -c 3 "$work/record.csv" | od -An -tx1 | tr -d ' \n')"
has "HTML is one page of its own" "<style" "$(cat "$work/record.html")"
has "HTML leaves the room to write a date in" ".right{text-align:right;white-space:pre-wrap}" "$(cat "$work/record.html")"
run "$program" decide "$cases/02-saas-provisional.ini"
has "what is only preferred does not count against a candidate" "望ましい事項の否:1件" "$(printf '%s' "$out" | tr -d ' |\n')"
lacks "HTML loads nothing" "src=" "$(cat "$work/record.html")"
lacks "HTML runs nothing" "<script" "$(cat "$work/record.html")"

# shellcheck disable=SC2086
{
run "$program" $store case new "$cases"/*.ini
same "all examples are taken in" 0 "$rc"
run "$program" $store case list
same "and listed" "$(ls "$cases"/*.ini | wc -l)" "$(printf '%s\n' "$out" | grep -c R8-)"
run "$program" $store --json case list
has "also as JSON" '"reference": "R8-0001"' "$out"
has "with words that do not depend on the language" '"stage": "draft"' "$out"
run "$program" $store case list
has "as text in the words of the screens" "決定" "$out"
lacks "and not in those of the files" "draft" "$out"
printf '[meta.case]\n' >"$work/bad.ini"
run "$program" $store case new "$cases/01-public-saas-registered.ini" "$work/bad.ini"
same "one bad file of several" 4 "$rc"
run "$program" $store case list
same "has no case made of the others" "$(ls "$cases"/*.ini | wc -l)" "$(printf '%s\n' "$out" | grep -c R8-)"
run "$program" $store case export R8-0001
printf '%s\n' "$out" >"$work/out.ini"
"$program" --json decide "$work/out.ini" >"$work/a.json" 2>/dev/null
"$program" --json decide "$cases/01-public-saas-registered.ini" >"$work/b.json"
same "an exported case decides as the file it came from" \
	"$(grep -v '"as_of"\|"sample"\|"at"\|"author"' "$work/b.json" | md5sum)" "$(grep -v '"as_of"\|"sample"\|"at"\|"author"' "$work/a.json" | md5sum)"
run "$program" $store case set R8-0001 case case.personal_data '?'
same "an answer can be set" 0 "$rc"
run "$program" $store case set R8-0001 case case.confidentiality 9
same "a wrong one is refused" 4 "$rc"
run "$program" $store case set R8-0001 case case.contract_end 2020-01-01
same "an end before the beginning is refused" 4 "$rc"
has "and both dates are named" "利用開始の予定日" "$err"
sed 's/^contract_end = .*/contract_end = "2020-01-01"/' "$cases/01-public-saas-registered.ini" >"$work/order.ini"
line=$(grep -n '^contract_end = ' "$work/order.ini" | cut -d: -f1)
run "$program" decide "$work/order.ini"
same "a case file with such dates is refused" 4 "$rc"
has "at its line" "order.ini:$line:" "$err"
has "with the other date" "case.contract_start" "$err"
run "$program" $store case show R8-0001 --format ini
has "a case can be shown as a file" 'personal_data = "?"' "$out"
run "$program" $store case show R8-0001
has "or in words, with the label of the question" "費用を比べる年数" "$out"
has "its answer" "5年" "$out"
has "and the reason for it" "理由: " "$out"
lacks "and none of the words of files" "lifecycle_years" "$out"
same "on lines of a page" "" "$(printf '%s\n' "$out" | LC_ALL=C.UTF-8 awk '{ if (length($0) > 80) print }')"
has "a candidate by its name" "みほん連絡ポータル" "$(printf '%s\n' "$out" | grep 採用する候補)"
lacks "and not by its key" "c1-1-k" "$(printf '%s\n' "$out" | grep 採用する候補)"
run "$program" $store case show R8-0001 --format html
same "a format that it has not is a usage error" 2 "$rc"
for years in 5.5 5,5; do
	want=0
	[ "$years" = 5.5 ] || want=4
	run "$program" $store case set R8-0003 case case.lifecycle_years "$years"
	same "years $years" "$want" "$rc"
	sed "s/^lifecycle_years = .*/lifecycle_years = \"$years\"/" "$cases/03-saas-ciso.ini" >"$work/years.ini"
	run "$program" decide "$work/years.ini"
	same "years $years in a file" "$want" "$rc"
done
has "and says what a number is" "1.5" "$err"
run "$program" $store case decide R8-0003
has "half a year is in the sum" "5.5年間の総額" "$out"
run "$program" $store case set R8-0001 case case.lifecycle_years -5
same "a negative number is a value and no option" 4 "$rc"
has "outside the range" "下限は 1" "$err"
run "$program" $store case set R8-0001 c1-1-k1 candidate.cost_yearly -5
has "and so is a negative amount" "0 より小さく" "$err"
run "$program" $store case set R8-0001 case case.pjmo -- --json
same "after -- everything is a value" 0 "$rc"
run "$program" $store case export R8-0001
has "which is saved" 'pjmo = "--json"' "$out"
run "$program" $store --as-of 令和8年11月20日 case decide R8-0001
has "a day may be given in an era" "検討の基準日: 令和8年11月20日" "$out"
run "$program" --as-of R8.11.19 decide "$cases/01-public-saas-registered.ini"
has "also in short" "検討の基準日: 令和8年11月19日" "$out"
run "$program" $store registry search
has "a search without a word lists all" "C99-0001" "$out"
run "$program" $store case next R8-0011
same "the next question can be asked for" 0 "$rc"
has "and is named with its place" "(case case." "$out"
has "what no longer matters is listed" "step.vendors_asked" "$(printf '%s\n' "$out" | sed -n '/もう判定\|判定をもう/,$p')"
run "$program" $store --json case next R8-0001
has "a decided case has none" '"next": []' "$out"
has "but questions that decide nothing" '"fact": "step.coverage"' "$(printf '%s\n' "$out" | sed -n '/"settled"/,$p')"
run "$program" $store case submit R8-0002
same "a case can be handed in" 0 "$rc"
same "without a word where it is decided" "" "$err"
run "$program" $store case submit R8-0002
same "but not twice the same" 1 "$rc"
has "which names the revision that is there" "第1版" "$err"
run "$program" $store case submit R8-0010
same "a refused case can be handed in" 0 "$rc"
has "with a warning" "不可" "$err"
run "$program" $store case submit R8-0011
has "and so with an open one" "未確定" "$err"
run "$program" $store record verify
same "its record verifies" 0 "$rc"
run "$program" $store record replay
same "and replays" 0 "$rc"
run "$program" $store record export R8-0002 --format text
has "and prints with its fingerprint" "SHA-256" "$out"
run "$program" $store record export R8-0009/7
same "a revision that is not there" 1 "$rc"
run "$program" $store registry search 見本
same "the registry can be searched" 0 "$rc"
run "$program" $store doctor
same "the doctor finds nothing wrong" 0 "$rc"
has "and names the journal" "journal" "$out"
has "and what a program is kept in by that looks through bundles" "limits" "$out"
run "$program" $store --json doctor
has "for programs under names that never change" '"key_conflicts": ""' "$out"
has "down to the settings of the store" '"chain_entries": "' "$out"
same "which are plain words" "" "$(printf '%s\n' "$out" | grep -o '"[^"]*":' | grep -v '^"[a-z0-9_]*":$')"
run "$program" $store --config "$work/none.ini" doctor
same "a configuration that is not there is found" 1 "$rc"
has "with its path" "none.ini" "$out"
run "$program" $store --config "$work/none.ini" case list
same "and stops everything else" 4 "$rc"
}
finish
