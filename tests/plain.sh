# SPDX-License-Identifier: Apache-2.0
# The questions as numbered lines: the same verdict as the screens and `decide` on the same answers, from a pipe, saved as they are given.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
cases=$srcdir/tests/cases
answers=$builddir/tests/unit/test_app_walk
store="--store $work/office.db"

# plain ARGUMENT...: reads $work/in; sets out, err, rc
plain() {
	# shellcheck disable=SC2086
	out=$("$program" $store --plain "$@" <"$work/in" 2>"$work/stderr"); rc=$?
	err=$(cat "$work/stderr")
}
# No line may be wider than 80 cells, and nothing may move a cursor or be coloured.
fits() {
	printf '%s\n' "$2" >"$work/shown"
	wide=$(LC_ALL=C awk '{
		cells = 0
		for (i = 1; i <= length($0); i++) {
			c = substr($0, i, 1)
			if (c < "\200") cells += 1
			else if (c == "\357" && (substr($0, i + 1, 1) == "\276" || (substr($0, i + 1, 1) == "\275" && substr($0, i + 2, 1) > "\240"))) cells += 1
			else if (c >= "\340") cells += 2
		}
		if (cells > 80) { print; exit }
	}' "$work/shown")
	same "$1 fits" "" "$wide"
	same "$1 is plain text" "0" "$(LC_ALL=C tr -d '\n -\176\200-\377' <"$work/shown" | wc -c | tr -d ' ')"
}
# What a new case has otherwise than its example: the mark of a sample, and a number.
alike() {
	grep -v '"as_of"\|"sample"\|"at"\|"author"\|"id"\|"reference"\|見本です\|案件番号\|"section": ""\|^ *[]{}[],*$' "$1"
}

for name in 01-public-saas-registered 03-saas-ciso 20-hybrid-unexplained; do
	rm -f "$work"/office.db*
	"$answers" "$cases/$name.ini" >"$work/in" || not_ok "$name is written as an answers file"
	run "$program" decide --json "$cases/$name.ini"
	want=$rc
	printf '%s\n' "$out" >"$work/want.json"
	NO_COLOR=1; export NO_COLOR
	plain new
	unset NO_COLOR
	same "$name: the exit code of the verdict" "$want" "$rc"
	same "$name: nothing is complained of" "" "$err"
	fits "$name" "$out"
	# shellcheck disable=SC2086
	run "$program" $store case decide R8-0001 --json
	printf '%s\n' "$out" >"$work/got.json"
	alike "$work/want.json" >"$work/a"
	alike "$work/got.json" >"$work/b"
	[ "$(wc -l <"$work/a")" -gt 1000 ] && ok "$name has a record" || not_ok "$name has a record"
	same "$name: the record of decide" "" "$(diff "$work/a" "$work/b" | head -n 20)"
done

# Where one is, what is asked, what is there.
rm -f "$work"/office.db*
printf '見本 一件\n見本第1号\n\n1\nback\n\n飛ばす\n' >"$work/in"
plain new
same "an open case" 3 "$rc"
has "place line" "Step0 4/13 案件の基本情報" "$out"
has "clause" "根拠: 2.1" "$out"
has "what was saved" "保存: システムの名称 = 見本 一件" "$out"
has "the chosen option begins with the word" "選択中 1 府省等" "$out"
has "the end says where everything is" "R8-0001" "$(printf '%s\n' "$out" | tail -n 2)"
printf '?\nwhy\n判定\n一覧\n2\n終了\n' >"$work/in"
plain R8-0001
same "goes on with a case" 3 "$rc"
has "at the place where it was left" "Step0 6/13" "$(printf '%s\n' "$out" | sed -n 1,6p)"
has "the commands in both languages" "back, 戻る: " "$out"
has "why: a clause in words" "2.2: " "$out"
has "the verdict begins with its word" "未確定: 判定" "$out"
has "the list with states" "入力中: 1 案件の基本情報" "$out"
has "and a number of it goes there" "Step0 1/5 業務の基本属性" "$out"
fits "the list" "$out"
printf 'ＱＵＩＴ\n' >"$work/in"
plain
has "cases are listed" "入力中: 1 R8-0001 見本 一件 (未確定)" "$out"
same "without a case there is no verdict" 0 "$rc"
printf '１\nquit\n' >"$work/in"
plain
same "a number opens one" 3 "$rc"

# Dates, numbers, full-width digits; and text that is a command.
printf '=list\n一覧\n\nundo\nquit\n' >"$work/in"
plain new
has "a text that is a command" "保存: システムの名称 = list" "$out"
has "a change is taken back" "取り消しました" "$out"
"$answers" "$cases/03-saas-ciso.ini" | sed -e 's/^2027-04-01$/令和９年４月１日/' -e 's/^2032-03-31$/R14.3.31/' -e 's/^7200000$/７，２００，０００/' >"$work/in"
rm -f "$work"/office.db*
plain new
same "era dates and full-width digits come to the same" 0 "$rc"
has "and are said back" "= 令和9年4月1日" "$out"
has "with commas" "= 7,200,000円" "$out"

# Handing in needs a yes of its own.
printf '提出\n\n提出\n1\nquit\n' >"$work/in"
plain R8-0001
same "handed in" 0 "$rc"
same "once" "1" "$(printf '%s\n' "$out" | grep -c 'SHA-256')"
# shellcheck disable=SC2086
{
run "$program" $store record verify
same "the record holds" 0 "$rc"
run "$program" $store record replay
same "and replays" 0 "$rc"
}
# A line that is no answer: said, nothing after it is read, what was before is saved.
rm -f "$work"/office.db*
printf '見本 一件\n\n\n9\n1\n' >"$work/in"
plain new
same "a refused line in a pipe" 4 "$rc"
has "is said where it stands" "受け付けません" "$(printf '%s\n' "$out" | tail -n 4)"
has "and with its line among the messages" ":4: " "$err"
# shellcheck disable=SC2086
run "$program" $store case export R8-0001
has "what came before is saved" 'title = "見本 一件"' "$out"
lacks "what came after is not" 'org_type' "$out"
"$answers" "$cases/03-saas-ciso.ini" | sed 's/^2027-04-01$/令和9年2月30日/' >"$work/in"
rm -f "$work"/office.db*
plain new
same "a day that is none" 4 "$rc"
printf '見本\377\n' >"$work/in"
plain new
same "bytes that are no text" 4 "$rc"
printf 'no such case\n' >"$work/in"
plain R8-0999
same "a case that is not there" 1 "$rc"
plain a b
same "one case at a time" 2 "$rc"

run "$program" --lang en --store "$work/english.db" --plain new
has "in English when asked" "help lists the commands" "$out"
# What the screens have beside a question: the same harms propose the same grade and reason, and the same criteria come into the checklist.
beside=$cases/01-public-saas-registered.ini
# made FILE: a new store with the case, by the lines or by the keys of $work/in; sets got to the case as it then is
made() {
	rm -f "$work"/office.db*
	# shellcheck disable=SC2086
	"$program" $store case new "$beside" >/dev/null 2>&1
	if [ "$1" = plain ]; then
		plain R8-0001
	else
		# shellcheck disable=SC2086
		run "$program" $store --lang ja --script "$work/in" --save-dir "$work"
	fi
	# shellcheck disable=SC2086
	got=$("$program" $store case export R8-0001)
	# shellcheck disable=SC2086
	stands=$("$program" $store case decide R8-0001 --json | grep -v '"at"\|"id": "[0-9a-f]*"')
}
cat >"$work/in" <<'KEYS'
key Enter
expect 作業の一覧
key Home Down Down Down Down Down Down Enter
expect 取り扱う情報
key Home Down Enter
expect 機密性は
key F6
expect どのような害
key 2 5 F2
expect を理由とともに入れました
key Esc Esc
expect 作業の一覧
KEYS
made screens
same "the keys of the helper run to their end" "0 " "$rc $err"
by_keys=$got keys_stand=$stands
printf '一覧\n7\n\n助言\n2 5\n1\n\nquit\n' >"$work/in"
made plain
has "a rated question offers the helper" "助言: どのような支障" "$out"
has "the harms are numbered" "2 漏れると、だれかの生命や身体に危険" "$out"
has "the grade is proposed" "提案: 機密性" "$out"
has "and taken over" "を理由とともに入れました" "$out"
same "the grade and its reason are those of the screens" "$by_keys" "$got"
same "and so is the verdict" "$keys_stand" "$stands"
fits "the helper" "$out"
printf '一覧\n7\n\nadvise\n2,5\n2\n\nquit\n' >"$work/in"
made plain
has "a proposal is not taken over without a yes" 'confidentiality = "2"' "$got"
printf '一覧\n7\n\nadvise\n7\n' >"$work/in"
made plain
same "a number that is no harm is refused" 4 "$rc"
printf '一覧\n7\n助言\n' >"$work/in"
made plain
same "there is no helper where nothing is rated" 4 "$rc"

cat >"$work/in" <<'KEYS'
key Enter
expect 作業の一覧
key Home Down Down Down Down Down Down Down Down Down Down Down Enter
expect 候補の選択
key Enter
expect 候補:
key Down Down Down Enter
expect 管理基準の確認表
key i
expect 管理基準の読み込み
key F2
expect 件を追加
key Esc Esc Esc
expect 作業の一覧
KEYS
made screens
same "the keys of the checklist run to their end" "0 " "$rc $err"
by_keys=$got keys_stand=$stands
lines() { yes '' | head -n "$1"; }
{ printf '一覧\n12\n2\n'; lines 12; printf '制度\n'; lines 3; printf 'take-in\n\nquit\n'; } >"$work/in"
made plain
has "schemes are offered" "制度: 認証や報告書" "$out"
has "and told" "ISO/IEC 27017" "$(printf '%s\n' "$out" | sed -n '/> 制度$/,/3\/5/p' | sed -n 2,30p)"
has "criteria are taken in" "件を追加" "$out"
same "the checklist is that of the screens" "$by_keys" "$got"
same "and so is the verdict with it" "$keys_stand" "$stands"
fits "the checklist" "$out"
{ printf '一覧\n12\n2\n'; lines 15; printf '取り込む\n%s/none.csv\n1\n' "$work"; } >"$work/in"
made plain
same "a file that is not there is refused" 4 "$rc"
has "by its name" "none.csv" "$err"
lacks "and nothing is taken in" "[control." "$got"
finish
