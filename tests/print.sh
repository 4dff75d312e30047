# SPDX-License-Identifier: Apache-2.0
# Records and statistics as PDF and XLSX: paper, fonts, foot, values; what is said when the program that makes them is missing or fails; and a record given
# away as JSON, held against the store.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
store=$work/s.db
printer=$builddir/kumoshirube-print
formats=" $([ -x "$printer" ] && "$printer" --formats | tr '\n' ' ')"
person officer 見本担当 officer
person adviser 見本補佐 adviser
person approver 見本責任者 approver
# has_each NAME FILE TEXT...: every text stands in the file
has_each() {
	name=$1 whole=$(cat "$2")
	shift 2
	lost=
	for text in "$@"; do case $whole in *"$text"*) ;; *) lost="$lost $text" ;; esac; done
	same "$name" "" "$lost"
}

# ---- a case that went all the way ----
as officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
case=$out
long=$(awk 'BEGIN { for (i = 0; i < 90; i++) printf "あっゃ" }')
as officer case set "$case" case case.scope in_scope --reason "$long" --evidence "令和8年11月の資料"
same "a long reason of small kana is saved" 0 "$rc"
as officer case set "$case" case case.pjmo "=HYPERLINK(1)"
same "a text that looks like a formula is saved" 0 "$rc"
as officer case submit "$case"
same "the case is handed in" 0 "$rc"
as adviser review remark "$case" c1-1-k1 candidate.datacentre --text "控えの所在も示すこと。"
as adviser review confirm "$case" case case.title
as officer review answer "$case" 1 --text "国内と確認した。"
as officer record export "$case" --format json --output "$work/early.json"
same "the record is written while it is looked at" 0 "$rc"
as adviser review close "$case" 1
as adviser review advise "$case" --text "調達の範囲で差し支えない。"
same "the adviser gives an opinion" 0 "$rc"
as approver review approve "$case" --text "意見のとおり決裁する。"
same "and it is approved" 0 "$rc"
as officer --json record list "$case"
sha=$(printf '%s\n' "$out" | sed -n 's/.*"sha256": "\(.*\)".*/\1/p')
same "the revision has a digest" 64 "${#sha}"

# ---- opinion, approval and their keys in every form ----
for format in text html csv json; do
	as officer record export "$case" --format $format --output "$work/r.$format"
	has_each "$format tells opinion, approval, remark and answer with their names" "$work/r.$format" "調達の範囲で差し支えない。" "意見のとおり決裁する。" \
		"控えの所在も示すこと。" "国内と確認した。" "見本補佐" "見本責任者"
done
key=$(sed -n 's/.*"key_sha256": "\(.*\)".*/\1/p' "$work/r.json" | sort -u)
same "the record as JSON names the key of each step" 64 "${#key}"
has "and on paper the key of the terminal stands for the drafter" "端末の鍵（SHA-256）" "$(cat "$work/r.text")"
has "the fingerprint of a step is that of its digest" "$(printf '%s' "$sha" | sed 's/^\(....\)\(....\)\(....\)\(....\).*/\1 \2 \3 \4/')" "$(cat "$work/r.text")"
has "the day of the approval stands at the head" "決裁: 令和8年11月20日" "$(cat "$work/r.text")"
has "the state of the revision is told" '"state": "approved"' "$(cat "$work/r.json")"
as officer case decide "$case"
lacks "a draft has no life yet" "意見、決裁及び経過" "$out"

# ---- a file given away ----
as officer record verify "$work/r.json"
same "the exported JSON is accepted" 0 "$rc"
has "and named" "$case の第1版" "$out"
as officer record verify "$work/early.json"
same "so is one that was written before the opinion" 0 "$rc"
as officer --json record verify "$work/r.json"
has "and said as JSON" '"revision": 1' "$out"
as officer --lang en record export "$case" --format json --output "$work/en.json"
as officer --lang ja record verify "$work/en.json"
same "and one in another language" 0 "$rc"
has "without the session changing its own" "一字一句" "$out"
sed 's/差し支えない/差し支えある/' "$work/r.json" >"$work/bent.json"
as officer record verify "$work/bent.json"
same "one with a word changed is refused" 1 "$rc"
has "with its line" "bent.json:" "$err"
has "and what the store says" "差し支えない" "$err"
sed 's/"words": "意見のとおり/"words": "意見と異なり/' "$work/r.json" >"$work/bent.json"
as officer record verify "$work/bent.json"
same "and one whose approval reads otherwise" 1 "$rc"
head -c 4000 "$work/r.json" >"$work/cut.json"
as officer record verify "$work/cut.json"
same "one that is cut is no record" 4 "$rc"
sed "s/$sha/$(printf '%064d' 7)/" "$work/r.json" >"$work/other.json"
as officer record verify "$work/other.json"
same "one of an unknown digest is refused" 1 "$rc"
has "and the way on is said" "書き出した庁" "$err"
as officer case decide "$case" --format json --output "$work/draft.json"
as officer record verify "$work/draft.json"
same "a draft is refused" 1 "$rc"
printf '{"format": "x", "format": "y"}' >"$work/twice.json"
as officer record verify "$work/twice.json"
same "a key that stands twice is no record" 4 "$rc"
as officer record verify "$work/none.json"
[ "$rc" -ne 0 ] && ok "a file that is not there is told" || not_ok "a file that is not there is told" "$out"

# ---- the program that prints is missing or fails ----
mkdir "$work/bin"
cp "$program" "$work/bin/kumoshirube"
fails() { # NAME WORDS
	rm -f "$work/f.pdf"
	run "$work/bin/kumoshirube" --store "$work/s.db" --config "$work/officer.ini" record export "$case" --format pdf --output "$work/f.pdf"
	same "$1: it fails" 1 "$rc"
	has "$1: which is said" "$2" "$err"
	[ ! -e "$work/f.pdf" ] && ok "$1: nothing is written" || not_ok "$1: nothing is written"
}
fake() { printf '#!/bin/sh\n%s\n' "$1" >"$work/bin/kumoshirube-print"; chmod +x "$work/bin/kumoshirube-print"; }
fake 'exit 3'
fails "a printing program that ends with a code" "コード3"
fake 'kill -9 $$'
fails "one that is killed" "シグナル9"
fake 'exit 0'
fails "one that makes nothing" "ファイルを作りませんでした"
fake 'echo "some library speaks" >&2; echo "kumoshirube-print: unsupported pdf" >&2; exit 1'
fails "one that was built without" "libpango1.0-dev"
fake 'echo half; echo "kumoshirube-print: failed x" >&2; exit 1'
fails "one that fails halfway" "印刷用プログラムからの知らせ: failed x"
fake 'env >&2; ls /proc/self/fd | tr "\n" " "; exit 0'
run env KUMOSHIRUBE_SECRET=1 "$work/bin/kumoshirube" --store "$work/s.db" --config "$work/officer.ini" record export "$case" --format pdf --output "$work/fd"
same "it is started with standard input, output and error alone" "0 1 2 3 " "$(cat "$work/fd")"
fake 'env | sort | cut -d= -f1 | grep -v -e "^_$" -e PWD -e SHLVL | tr "\n" " "'
run env KUMOSHIRUBE_SECRET=1 "$work/bin/kumoshirube" --store "$work/s.db" --config "$work/officer.ini" record export "$case" --format pdf --output "$work/env"
same "and with nothing of the session but where its fonts are" "HOME LC_ALL XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME " "$(cat "$work/env")"
# It is started before the record is made, so that its fonts are open by then; it waits for its document, and ends where none comes.
fake 'echo "$*" >started; cat >given; echo ended >>started; exit 3'
run sh -c 'cd "$1" && "$2" --config "$3" decide none.ini --format pdf --output f.pdf' sh "$work" "$work/bin/kumoshirube" "$work/officer.ini"
same "a case that is not there is told as ever" 4 "$rc"
lacks "and nothing of printing" "印刷用" "$err"
same "the program that was begun has ended" "pdf ended" "$(tr '\n' ' ' <"$work/started" | sed 's/ $//')"
same "without a document" 0 "$(wc -c <"$work/given" | tr -d ' ')"
rm -f "$work/bin/kumoshirube-print"
: >"$work/bin/kumoshirube-print"
fails "one that cannot be started" "印刷用プログラムを始められません"
rm -f "$work/bin/kumoshirube-print"
libexec=$(sed -n 's/^pkglibexecdir = //p' "$builddir/Makefile" | sed "s#\$(libexecdir)#$(sed -n 's/^libexecdir = //p' "$builddir/Makefile")#; s#\${exec_prefix}#$(sed -n 's/^prefix = //p' "$builddir/Makefile")#; s#\$(PACKAGE)#kumoshirube#")
if [ -e "$libexec/kumoshirube-print" ]; then
	skip "a printing program that is not there is told" "one is installed in $libexec"
else
	fails "a printing program that is not there" "--format html"
	has "and where it was looked for" "$libexec/kumoshirube-print" "$err"
fi
if command -v readelf >/dev/null 2>&1; then
	same "the main program itself loads none of these libraries" "" "$(readelf -d "$program" | grep -E 'pango|cairo|xlsx|fontconfig|glib')"
else
	skip "the main program itself loads none of these libraries" "readelf is not installed"
fi

# ---- the printing program by itself ----
# refuses NAME BYTES WORDS
refuses() {
	# shellcheck disable=SC2059
	printf "$2" | "$printer" pdf >"$work/made" 2>"$work/stderr"
	same "$1" "1 kumoshirube-print: $3" "$? $(cat "$work/stderr")"
	same "$1, and makes nothing" 0 "$(wc -c <"$work/made" | tr -d ' ')"
}
if [ -x "$printer" ]; then
	refuses "it refuses what is no document" 'hello' "input tag"
	refuses "and nothing at all" '' "input tag"
	refuses "and a document that is cut" 'kumoshirube/print/1\0003:pdf,2:ja,0:,' "input subject"
	refuses "and one for something else" 'kumoshirube/print/1\0004:xlsx,2:ja,0:,0:,0:,0:,1:0,' "input output"
	run "$printer" /etc/passwd
	same "and arguments" 1 "$rc"
	run "$printer"
	same "and none" 1 "$rc"
else
	skip "the printing program refuses what is no document" "it was not built: neither pangocairo nor libxlsxwriter was found"
fi

# ---- PDF ----
pdf_tests() {
	as officer record export "$case" --format pdf --output "$work/r.pdf"
	same "the record is written as PDF" "0 " "$rc $err"
	as officer record export "$case" --format pdf --output "$work/again.pdf"
	cmp -s "$work/r.pdf" "$work/again.pdf" && ok "twice the same bytes" || not_ok "twice the same bytes"
	run pdfinfo "$work/r.pdf"
	has "it is A4" "(A4)" "$out"
	has "its title is that of the record" "に係るクラウドサービスの利用検討結果について" "$out"
	has "its subject names the digest" "$sha" "$out"
	has "and no script is in it" "JavaScript:      no" "$out"
	pages=$(printf '%s\n' "$out" | sed -n 's/^Pages: *//p')
	[ "$pages" -gt 5 ] && ok "it has several pages" || not_ok "it has several pages" "$pages"
	fonts=$(pdffonts "$work/r.pdf" | tail -n +3)
	same "every font is embedded" "" "$(printf '%s\n' "$fonts" | awk '$(NF - 4) != "yes"')"
	same "and only what is used of it" "" "$(printf '%s\n' "$fonts" | awk '$(NF - 3) != "yes"')"
	has "text is in mincho" "Mincho" "$(printf '%s' "$fonts" | sed 's/Serif/Mincho/')"
	has "headings are in gothic" "Gothic" "$(printf '%s' "$fonts" | sed 's/Sans/Gothic/')"
	bare=
	for page in $(seq "$pages"); do
		text=$(pdftotext -f "$page" -l "$page" "$work/r.pdf" -)
		case $text in *"$sha"*) ;; *) bare="$bare $page:digest" ;; esac
		case $text in *"$key"*) ;; *) bare="$bare $page:key" ;; esac
		case $text in *"$page / $pages"*) ;; *) bare="$bare $page:number" ;; esac
	done
	same "every page has the digest, the key and its number at its foot" "" "$bare"
	pdftotext "$work/r.pdf" "$work/r.txt"
	has_each "it holds what the letter holds" "$work/r.txt" "令和8年11月20日" "記" "以上" "局長" "合議" "見本です" "調達の範囲で差し支えない。" \
		"意見のとおり決裁する。" "見本責任者"
	[ "$(pdftotext -f "$pages" "$work/r.pdf" - | grep -c .)" -ge 6 ] && ok "and its last line does not stand alone on a page" ||
		not_ok "and its last line does not stand alone on a page" "$(pdftotext -f "$pages" "$work/r.pdf" -)"
	heads=$(pdftotext "$work/r.pdf" - | grep -c '回答、理由（根拠資料）')
	[ "$heads" -ge 3 ] && ok "the head of a table stands again on each page" || not_ok "the head of a table stands again on each page" "$heads"
	pdftotext -raw "$work/r.pdf" - | grep '^[あっゃ]*$' | grep . >"$work/kana"
	[ "$(wc -l <"$work/kana")" -ge 6 ] && ok "the long reason goes over many lines" || not_ok "the long reason goes over many lines" "$(cat "$work/kana")"
	same "none of which begins with a small kana" "" "$(pdftotext -raw "$work/r.pdf" - | grep -B 2 '^[っゃ]')"
	same "and nothing of it is lost" 270 "$(pdftotext -raw "$work/r.pdf" - | tr -d '\n' | grep -o "\(あっゃ\)\{80,\}" | head -n 1 | tr -d '\n' | wc -m | tr -d ' ')"
	as officer case decide "$case" --format pdf --output "$work/draft.pdf"
	same "a draft is printed, too" 0 "$rc"
	has "and says so at its foot" "下書き（未提出）" "$(pdftotext -f 2 -l 2 "$work/draft.pdf" -)"
	has "and in its frame" "下書き" "$(pdftotext -l 1 "$work/draft.pdf" - | head -n 4)"
	as officer --lang en record export "$case" --format pdf --output "$work/en.pdf"
	has "in English as well" "Opinion of the adviser" "$(pdftotext "$work/en.pdf" -)"
	as officer stats --format pdf --output "$work/s.pdf"
	same "statistics are printed as well" "0 " "$rc $err"
	has "with what they count at the foot of every page" "見本を除く" "$(pdftotext -f 2 -l 2 "$work/s.pdf" - | tail -n 6)"
	run sh -c '"$0" --store "$1" --config "$2" record export "$3" --format pdf >/dev/full' "$program" "$work/s.db" "$work/officer.ini" "$case"
	same "a medium without room fails" 1 "$rc"
	has "which is said" "標準出力に書き込めません" "$err"
	as officer record export "$case" --format pdf --output "$work/missing/r.pdf"
	same "so does a directory that is not there" 1 "$rc"
	has "by its name" "$work/missing/r.pdf" "$err"
	echo kept >"$work/kept.pdf"
	run sh -c 'ulimit -f 8; "$0" --store "$1" --config "$2" record export "$3" --format pdf --output "$4"' "$program" "$work/s.db" "$work/officer.ini" "$case" "$work/kept.pdf"
	[ "$rc" -ne 0 ] && ok "and files that may not grow" || not_ok "and files that may not grow" "$rc"
	same "and the file that was there is as it was" kept "$(cat "$work/kept.pdf")"
	mkdir "$work/nofonts"
	printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>\n' \
		"$work/nofonts" "$work/nofonts" >"$work/fonts.conf"
	run env FONTCONFIG_FILE="$work/fonts.conf" "$program" --store "$work/s.db" --config "$work/officer.ini" record export "$case" --format pdf --output "$work/n.pdf"
	same "without a Japanese font nothing is printed" 1 "$rc"
	has "and what to install is said" "fonts-ipaexfont-mincho" "$err"
	[ ! -e "$work/n.pdf" ] && ok "and nothing is written" || not_ok "and nothing is written"
}
case $formats in
*" pdf "*)
	if command -v pdftotext >/dev/null 2>&1 && command -v pdffonts >/dev/null 2>&1; then pdf_tests
	else skip "records as PDF" "pdftotext and pdffonts (poppler-utils) are not installed"; fi
	;;
*) skip "records as PDF" "built without pangocairo (--enable-pdf)" ;;
esac

# ---- XLSX ----
sheet() { # ARCHIVE NUMBER: the cells of a sheet, one a line, texts in place
	unzip -p "$1" xl/sharedStrings.xml | sed 's/<si>/\n&/g' | sed -n 's/^<si><t[^>]*>\(.*\)<\/t><\/si>.*/\1/p' >"$work/strings"
	unzip -p "$1" "xl/worksheets/sheet$2.xml" | sed 's/<c /\n&/g' | awk -v strings="$work/strings" '
		BEGIN { while ((getline line <strings) > 0) text[n++] = line }
		/^<c / {
			place = $0; sub(/.*r="/, "", place); sub(/".*/, "", place)
			value = $0; sub(/.*<v>/, "", value); sub(/<\/v>.*/, "", value)
			if ($0 !~ /<v>/) next
			print place, ($0 ~ /t="s"/ ? "text " text[value] : "number " value)
		}'
}
xlsx_tests() {
	as officer record export "$case" --format xlsx --output "$work/r.xlsx"
	same "the tables are written as XLSX" "0 " "$rc $err"
	as officer record export "$case" --format xlsx --output "$work/again.xlsx"
	cmp -s "$work/r.xlsx" "$work/again.xlsx" && ok "twice the same bytes" || not_ok "twice the same bytes"
	run unzip -tq "$work/r.xlsx"
	same "the archive is whole" 0 "$rc"
	names=$(unzip -p "$work/r.xlsx" xl/workbook.xml | grep -o '<sheet name="[^"]*"' | cut -d'"' -f2 | tr '\n' ' ')
	same "its sheets are those of the record" "記録 候補の比較 確認結果 回答と根拠資料 登録簿の検索 登録の状況 経過 " "$names"
	same "no cell is a formula and none a link" "" "$(unzip -p "$work/r.xlsx" 'xl/worksheets/*.xml' | grep -o -e '<f>' -e '<f ' -e '<hyperlink')"
	sheet "$work/r.xlsx" 1 >"$work/cells"
	has "the record names its digest" "text $sha" "$(cat "$work/cells")"
	has "and says that it is a sample" "見本です" "$(cat "$work/cells")"
	has "a day is a day" "number 46346" "$(cat "$work/cells")"
	sheet "$work/r.xlsx" 2 >"$work/cells"
	has "an amount is a number" "number 88700000" "$(cat "$work/cells")"
	sheet "$work/r.xlsx" 4 >"$work/cells"
	has "what looks like a formula is a text" "text =HYPERLINK(1)" "$(cat "$work/cells")"
	sheet "$work/r.xlsx" 6 >"$work/cells"
	lacks "a candidate on no list has no number there, and no raw word" "text none" "$(cat "$work/cells")"
	has "but is told" "登録外" "$(cat "$work/cells")"
	sheet "$work/r.xlsx" 7 >"$work/cells"
	has "the steps have their words" "text 調達の範囲で差し支えない。" "$(cat "$work/cells")"
	has "and their key" "text $key" "$(cat "$work/cells")"
	dates=$(unzip -p "$work/r.xlsx" xl/styles.xml | grep -o 'formatCode="yyyy-mm-dd"')
	same "days are shown as days" 'formatCode="yyyy-mm-dd"' "$dates"
	as officer stats --format xlsx --output "$work/s.xlsx"
	same "statistics are written as XLSX" "0 " "$rc $err"
	run unzip -tq "$work/s.xlsx"
	same "as a whole archive" 0 "$rc"
	unzip -p "$work/s.xlsx" 'xl/worksheets/*.xml' | grep -o '<v>0\.88079</v>' | head -n 1 >"$work/rate"
	same "the published rate is a number" "<v>0.88079</v>" "$(cat "$work/rate")"
	same "and no cell a formula" "" "$(unzip -p "$work/s.xlsx" 'xl/worksheets/*.xml' | grep -o -e '<f>' -e '<f ')"
}
case $formats in
*" xlsx "*)
	if command -v unzip >/dev/null 2>&1; then xlsx_tests; else skip "tables as XLSX" "unzip is not installed"; fi
	;;
*) skip "tables as XLSX" "built without libxlsxwriter (--enable-xlsx)" ;;
esac
case $formats in
*" pdf "*)
	if command -v script >/dev/null 2>&1; then
		script -qec "'$program' decide --format pdf '$srcdir/tests/cases/01-public-saas-registered.ini'; echo code \$?" /dev/null >"$work/terminal" 2>&1 </dev/null
		has "a terminal gets no PDF" "code 2" "$(tr -d '\0\r' <"$work/terminal")"
		lacks "not a byte of it" "%PDF" "$(tr -d '\0' <"$work/terminal")"
	else
		skip "a terminal gets no PDF" "script (util-linux) is not installed"
	fi
	;;
*) skip "a terminal gets no PDF" "built without pangocairo (--enable-pdf)" ;;
esac
run "$program" decide --format docx "$srcdir/tests/cases/01-public-saas-registered.ini"
same "another format is refused" 2 "$rc"
has "and those that there are, named" "pdf" "$err"
finish
