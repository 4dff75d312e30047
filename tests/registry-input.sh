# SPDX-License-Identifier: Apache-2.0
# Lists that are hostile or broken: each is refused with a message that names the place, or made harmless, in bounded memory, and nothing of it is taken in.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
head='一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考'
escape=$(printf '\033') override=$(printf '\342\200\256') hidden=$(printf '\342\200\213')
store=$work/office.db
import() { "$program" --store "$store" registry import "$1" --name 見本 --issued-on 2026-11-01; }
row() { printf 'ISMAP,%s,%s,%s,SaaS,登録中,2026-01-01,2027-01-31,,,,2,\n' "$1" "$2" "${3:-見本}"; }
made() { { printf '%s\n' "$head"; cat; } >"$work/list.csv"; }
# refused NAME TEXT FILE: exit 4, the message holds TEXT, nothing is printed, and the list in use stays what it was
refused() {
	run import "$3"
	case $rc$out in 4) ok "$1" ;; *) not_ok "$1" "exit $rc, output: $out" ;; esac
	has "$1, which is said" "$2" "$err"
	kept=$("$program" --store "$store" --json registry list)
	same "$1, and nothing is taken in" "$before" "$kept"
}

row C99-0001-2 みほん | made
run import "$work/list.csv"
same "a good list is taken in" 0 "$rc"
before=$("$program" --store "$store" --json registry list)

# ---- what is no list at all ----
mkfifo "$work/fifo.csv"
refused "a FIFO does not make it wait" "パイプ" "$work/fifo.csv"
refused "a device" "デバイス" /dev/zero
ln -s "$work/list.csv" "$work/link.csv"
refused "a symbolic link" "シンボリックリンク" "$work/link.csv"
refused "a directory" "ディレクトリ" "$work"
: >"$work/empty.csv"
refused "an empty file" "empty.csv" "$work/empty.csv"

# ---- size: never more memory than a small machine has ----
# The sanitizers keep more than can be allowed here to be of any use, so only the message counts with them.
small() { if "$program" --version >/dev/null 2>&1 && (ulimit -v 600000 && "$program" --version) >/dev/null 2>&1; then (ulimit -v 600000 && import "$1"); else import "$1"; fi; }
truncate -s 1G "$work/large.csv"
run small "$work/large.csv"
same "a file of one gigabyte" 4 "$rc"
has "a file of one gigabyte, with the size that is allowed" "268435456" "$err"
rm "$work/large.csv"
{ printf '%s\n' "$head"; awk 'BEGIN { for (i = 0; i < 10000000; i++) print "I," i }'; } >"$work/rows.csv"
run small "$work/rows.csv"
same "ten million rows" 4 "$rc"
has "ten million rows, which are counted" "10000001" "$err"
rm "$work/rows.csv"
awk 'BEGIN { for (i = 0; i < 2000; i++) printf "a,"; print "b"; print "1" }' >"$work/wide.csv"
refused "a line with two thousand columns" "wide.csv:1" "$work/wide.csv"
awk 'BEGIN { for (i = 0; i < 2000; i++) printf "\"\n\","; print "b"; print "1" }' >"$work/wide.csv"
refused "the same in quotes over many lines" "wide.csv:1" "$work/wide.csv"
awk 'BEGIN { for (i = 0; i < 41000; i++) { for (j = 0; j < 100; j++) printf ",,,,,,,,,,"; print "" } }' >"$work/cells.csv"
run small "$work/cells.csv"
same "forty million cells" 4 "$rc"
has "forty million cells, which is said" "40000000" "$err"
rm "$work/cells.csv"
same "and nothing of these is taken in" "$before" "$("$program" --store "$store" --json registry list)"
# A list that is cut short in the middle of a quoted field is read once and not anew from each line.
{ printf '%s\n' "$head"; awk 'BEGIN { for (i = 0; i < 200000; i++) print "ISMAP,C99-" i ",\"\"\"" }'; } >"$work/quotes.csv"
run small "$work/quotes.csv"
same "a quote in every line" 4 "$rc"

# ---- encodings ----
row C99-0002-2 'ソ能表予十貼暴' '構造ソフト' | made
iconv -f UTF-8 -t CP932 "$work/list.csv" >"$work/cp932.csv"
run "$program" --store "$work/cp932.db" registry import "$work/cp932.csv" --name 見本 --issued-on 2026-11-01
same "CP932 with a backslash as second byte" 0 "$rc"
run "$program" --store "$work/cp932.db" --json registry search 能表予十貼暴
has "is read as it was written" '"name": "ソ能表予十貼暴"' "$out"
run "$program" --store "$work/cp932.db" registry export --output "$work/back.csv"
cmp -s "$work/cp932.csv" "$work/back.csv" && ok "and comes out byte for byte" || not_ok "and comes out byte for byte"
{ iconv -f UTF-8 -t CP932 "$work/list.csv"; row C99-0003-2 みほん表示; } >"$work/mixed.csv"
refused "a line of UTF-8 in a list of CP932" "mixed.csv:3: この行だけ UTF-8 です" "$work/mixed.csv"
{ printf '%s\n' "$head"; row C99-0003-2 みほん表示; row C99-0004-2 みほん能力 | iconv -f UTF-8 -t CP932; } >"$work/mixed.csv"
refused "a line of CP932 in a list of UTF-8" "mixed.csv:3: この行だけ UTF-8 ではありません" "$work/mixed.csv"
{ printf '%s\n' "$head"; printf 'ISMAP,C99-0001-2,a\000b,,,,,,,,,,\n'; } >"$work/nul.csv"
refused "a NUL" "nul.csv:2" "$work/nul.csv"
iconv -f UTF-8 -t UTF-16 "$work/list.csv" >"$work/utf16.csv"
refused "UTF-16" "UTF-8 又は CP932" "$work/utf16.csv"
{ printf '%s\n' "$head"; printf 'ISMAP,C99-0001-2,\360\237\377,,,,,,,,,,\n'; } >"$work/torn.csv"
refused "a byte that is in no encoding" "torn.csv" "$work/torn.csv"

# ---- rows ----
{ row C99-0001-2 みほん; printf 'ISMAP,C99-0002-2,"みほん,,,,,,,,,,\n'; } | made
refused "a quote that is never closed" "list.csv:3" "$work/list.csv"
{ row C99-0001-2 みほん; row C99-0001-2 みほん別; } | made
refused "a number that stands twice" "list.csv:3" "$work/list.csv"
{ row C99-0001-2 みほん; printf 'ISMAP,C99-0002-2,みほん,見本,SaaS,登録中,2026-02-30,2027-01-31,,,,2,\n'; } | made
refused "a day that does not exist, in one row of two" "list.csv:3" "$work/list.csv"
{ row C99-0001-2 みほん; printf 'ISMAP,C99-0002-2,みほん,見本,SaaS,とうろく,2026-02-03,2027-01-31,,,,2,\n'; } | made
refused "a word that is no state" "使えるもの: 登録中" "$work/list.csv"
has "with the column and what was found" "列「状態」: 「とうろく」" "$err"

# ---- what a terminal or a reader would obey ----
row C99-0009-2 "甲${override}乙${hidden}${escape}" "${escape}]0;x$(printf '\007')" | made
run import "$work/list.csv"
same "escape sequences, bidi and zero-width characters do not stop a list" 0 "$rc"
harmless() { # NAME COMMAND...
	name=$1
	shift
	run "$@"
	both=$out$err
	case $both in *"$escape"* | *"$override"* | *"$hidden"* | *"$(printf '\007')"*) not_ok "$name" "$(printf '%s' "$both" | cat -v)" ;; *) ok "$name" ;; esac
}
harmless "the search shows them as signs" "$program" --store "$store" registry search C99-0009
has "the escape sequence" '<U+001B>' "$out"
has "the override of the direction" '<U+202E>' "$out"
has "and what has no width" '<U+200B>' "$out"
harmless "the preview too" "$program" --store "$store" registry import --preview "$work/list.csv" --name 見本 --issued-on 2026-11-01
has "which says that they are there, with the line" "制御文字又は見えない文字があり、番号で示します（2行目）: C99-0009-2" "$out"
harmless "and the list of differences" "$program" --store "$store" registry diff
has "where the name is told" '<U+202E>' "$out"
row "C99-0009-2${escape}[2J" みほん | made
run import "$work/list.csv"
harmless "a number with an escape sequence" "$program" --store "$store" registry search みほん
printf '%s\n' "一覧${escape}[2J,${override}登録番号" >"$work/head.csv"
harmless "a header with one" import "$work/head.csv"
printf '%s,%s[2Jよけい\n%s,x\n' "$head" "$escape" "$(row C99-0001-2 みほん)" >"$work/head.csv"
harmless "a column that nobody knows" "$program" --store "$store" registry import --preview "$work/head.csv" --name 見本 --issued-on 2026-11-01
{ printf 'ISMAP,C99-0002-2,みほん,見本,SaaS,%s[2J%s,2026-02-03,2027-01-31,,,,2,\n' "$escape" "$override"; } | made
harmless "a word that is told as a fault" import "$work/list.csv"
harmless "also as JSON" "$program" --json --store "$store" registry import "$work/list.csv" --name 見本 --issued-on 2026-11-01

# ---- what a spreadsheet would run ----
for sign in '=' '+' '-' '@' '＝'; do
	row C99-0001-2 "${sign}HYPERLINK(A1)" "${sign}cmd" | made
	rm -f "$work"/formula.db*
	"$program" --store "$work/formula.db" registry import "$work/list.csv" --name 見本 --issued-on 2026-11-01 >/dev/null
	"$program" --store "$work/formula.db" case new "$srcdir/tests/cases/01-public-saas-registered.ini" >/dev/null
	"$program" --store "$work/formula.db" case set -- R8-0001 c1-1-k1 candidate.name "${sign}HYPERLINK(A1)" >/dev/null 2>&1
	"$program" --store "$work/formula.db" case set R8-0001 c1-1-k1 candidate.registry_id C99-0001-2 >/dev/null 2>&1
	run "$program" --store "$work/formula.db" case decide R8-0001 --format csv
	has "a field that begins with $sign has a mark before it" "\"'${sign}HYPERLINK(A1)\"" "$out"
	lacks "and never stands without one" "\"${sign}HYPERLINK" "$out"
done

# ---- tampering with a delivery that is signed: refused before anything is looked at ----
row C99-0001-2 みほん | made
mkdir -p "$XDG_CONFIG_HOME/kumoshirube/keys" "$work/medium"
cp "$work/list.csv" "$work/medium/list.csv"
"$program" registry key "$work/office" >/dev/null
cp "$work/office.pub" "$XDG_CONFIG_HOME/kumoshirube/keys/registry-2026.pub"
"$program" registry sign "$work/medium/list.csv" --key "$work/office" --name 見本 --issued-on 2026-11-05 --expires-on 2027-02-01 --delivery 1 >/dev/null
sed -i 's/登録中/一時停止/' "$work/medium/list.csv"
before=$("$program" --store "$store" --json registry list)
run "$program" --store "$store" registry import "$work/medium/delivery.ini"
same "one altered row of a signed delivery" 1 "$rc"
has "with the file and the reason" "list.csv" "$err"
same "and nothing of it is taken in" "$before" "$("$program" --store "$store" --json registry list)"
finish
