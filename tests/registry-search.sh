# SPDX-License-Identifier: Apache-2.0
# Search and filter: what is typed is found however it is written, nothing else is, and what was asked is said back with as many services as there are rows.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
store=$work/office.db
{
	echo '一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考'
	echo 'ISMAP,C99-0001-2,みほん学習クラウド,甲ソフト,SaaS,登録中,2026-01-01,2027-01-31,全部ｱｲｳ,国内 東京,国土管理,2,備考一'
	echo 'ISMAP,C99-0002-2,ﾐﾎﾝ學習ﾎﾟｰﾀﾙ,乙渡邊商会,PaaS,一時停止,2026-02-02,2026-12-10,一部,国外,帳簿,1,'
	echo 'ISMAP-LIU,C99‐0003‐2,Sample Ｍａｉｌ,國澤システム,SaaS、PaaS,登録中,,,,国内 大阪,體制,,二'
	echo 'ISMAP,C99-0004-2,みほんカ一ド,,IaaS,登録削除,2024-01-01,2025-01-01,,,,3,'
	echo 'ISMAP,C99-0005-2,みほん力ード,丁,IaaS,,2024-01-01,2026-11-01,,,,3,'
	echo 'ISMAP,C99-0006-2,Sаmple Mail,戊,SaaS,登録中,2024-01-01,2029-11-01,,,,3,'
	echo 'ISMAP,C99-0007-2,みほんニ号,己,SaaS,登録中,2024-01-01,2029-11-01,,,,3,'
	echo 'ISMAP,C99-0008-2,みほん二号,庚,SaaS,登録中,2024-01-01,2029-11-01,,,,3,'
} >"$work/list.csv"
"$program" --store "$store" registry import "$work/list.csv" --name 見本 --issued-on 2026-11-01 >/dev/null || exit 99
# search WORD...: the last figures of the numbers found, in their order
search() {
	out=$("$program" --store "$store" --json registry search "$@" 2>"$work/stderr"); rc=$?
	found=$(printf '%s\n' "$out" | sed -n 's/.*"number": "C99.000\([0-9]\).*/\1/p' | tr -d '\n')
}
# finds NAME WANT WORD...
finds() {
	name=$1 want=$2
	shift 2
	search "$@"
	same "$name" "$want" "$found"
}

# ---- every column ----
finds "the number" 2 C99-0002
finds "the name" 1 学習クラウド
finds "the provider" 1 甲ソフト
finds "the form" 23 paas
finds "the state" 2 一時停止
finds "the day of registration" 2 2026-02-02
finds "the expiry date" 1 2027-01-31
finds "the scope" 1 全部
finds "the regions" 2 国外
finds "the functions" 2 帳簿
finds "the note" 1 備考一
finds "the list" 3 liu
finds "the level" 4 2025 3
finds "nothing where nothing is" "" 存在しない
finds "everything without a word" 12345678

# ---- folded ----
finds "half width finds full width" 1 ｸﾗｳﾄﾞ
finds "hiragana finds katakana" 1 くらうど
finds "katakana finds hiragana and half width" 124578 ミホン
finds "small letters find capitals of full width" 3 mail sample
finds "and full width finds small letters" 6 ＭＡＩＬ 2029
finds "half-width kana in the list are found in full width" 1 アイウ
finds "a hyphen is a hyphen" 3 C99-0003
finds "in full width" 3 Ｃ９９－０００３
finds "as a minus sign" 3 C99−0003
finds "as a long-vowel mark" 3 C99ー0003
finds "as one that does not break" 3 C99‑0003
finds "the new form of a kanji finds the old" 2 渡辺
finds "the old form finds the new" 1 國土
finds "a variant finds another variant" 2 渡邉
finds "one kanji of a name in its old form" 3 体制
finds "and both ways at once" 12 学習

# ---- words ----
finds "words are all to be found" 2 みほん 乙
finds "in any order" 2 乙 みほん
finds "over different columns" 1 東京 備考
finds "not one of them" "" 東京 大阪
finds "one word with a full-width blank is two" 1 '東京　備考'
finds "one character is enough" 8 庚
finds "a match never runs from one column into the next" "" ウド甲

# ---- sorted by each column ----
finds "by name, by their signs" 36478512 --sort name
finds "by provider, what is not stated last" 52378614 --sort provider
finds "by number" 12456783 --sort number
finds "by expiry date, what is not stated last" 45216783 --sort expires
finds "by state" 13678 C99 --state registered --sort state
finds "as the list has it" 12345678 --sort list
run "$program" --store "$store" registry search --sort colour
same "a column that is none" 2 "$rc"
has "with the columns that are" "expires" "$err"

# ---- filtered ----
finds "by list" 3 --list ismap_liu
finds "by form" 23 --form paas
finds "by more than one form" 2345 --form paas,iaas
finds "by state" 2 --state suspended
finds "by the expiry date" 245 --within 60
finds "by region, folded" 1 --region '国内　東京'
finds "by region" 3 --region 大阪
finds "by several of them at once" 1 --form saas --state registered --region 東京

# ---- restated ----
sentence() { printf '%s\n' "$out" | grep -e '-> '; }
run "$program" --store "$store" registry search みほん --list ismap --form saas,paas --state registered,suspended --within 365 --region 国内
has "words are restated" "語: みほん" "$(sentence)"
has "the list" "一覧: ISMAP" "$(sentence)"
has "each form" "SaaS" "$(sentence)"
has "each state" "停止" "$(sentence)"
has "the days" "365日以内" "$(sentence)"
has "and the region" "地域: 国内" "$(sentence)"
for words in "" "みほん" "--form iaas" "--state registered --within 365" "存在しない"; do
	# shellcheck disable=SC2086
	run "$program" --store "$store" registry search $words
	same "as many rows as are counted: $words" "$(sentence | sed -n 's/.*-> \([0-9]*\)件.*/\1/p')" "$(printf '%s\n' "$out" | grep -c '^C99')"
done

# ---- names that look alike ----
alike() { # NAME NUMBER OTHER
	run "$program" --store "$store" --json registry search "$2"
	has "$1" "\"alike\": \"$3\"" "$out"
}
alike "katakana and the kanji like it" C99-0004-2 C99-0005-2
alike "and the other way" C99-0005-2 C99-0004-2
alike "Latin and Cyrillic" C99-0006-2 C99‐0003‐2
alike "the kanji for two" C99-0007-2 C99-0008-2
run "$program" --store "$store" registry import --preview "$work/list.csv" --name 見本 --issued-on 2026-11-01
has "letters of two scripts in one word are told before the list is taken in" "異なる文字体系の字が混じる語があります（7行目）: C99-0006-2" "$out"
search C99-0001
lacks "a name that stands alone is not warned of" '"alike"' "$out"
run "$program" --store "$store" registry search C99-0004
has "the number is what counts" "登録番号で見分ける" "$out"
"$program" --store "$store" case new "$srcdir/tests/cases/01-public-saas-registered.ini" >/dev/null 2>&1
"$program" --store "$store" case set R8-0001 c1-1-k1 candidate.registry_id C99-0008-2 >/dev/null 2>&1
run "$program" --store "$store" case show R8-0001
has "and a candidate is what its number says" "見本 9行目" "$out"

# ---- each list that is looked into tells its age and state ----
run "$program" --store "$store" registry search C99-0001
has "name, issue date, age and signature" "見本、令和8年11月1日版（19日前）[署名なし]" "$out"
run "$program" --store "$store" registry import "$srcdir/data/registry/sample-offers.csv" --name 目録 --issued-on 2026-05-01
run "$program" --store "$store" registry search K99-0101
has "of each shelf" "府省の目録: 目録、令和8年5月1日版（203日前）[署名なし][要更新]" "$out"
run "$program" --store "$store" --json registry search K99-0101
has "and with each hit as JSON" '"age_days": 203' "$out"
has "that it is old" '"stale": true' "$out"
has "and unsigned" '"signature": "unsigned"' "$out"
run "$program" --store "$store" --json registry list
has "the list of snapshots tells it, too" '"age_days": 203' "$out"
"$program" --store "$store" case new "$srcdir/tests/cases/06-personnel-interministry.ini" >/dev/null 2>&1
"$program" --store "$store" case set R8-0002 c1-2-k1 candidate.registry_id K99-0101 >/dev/null 2>&1
run "$program" --store "$store" case show R8-0002
has "a candidate of the catalogue tells its issue date and signature" "R8.5.1版、署名なし" "$out"
run "$program" --store "$store" registry screen R8-0002 c1-2
has "screening names both lists" "府省の目録: 目録" "$out"
has "with their age" "登録簿: 見本、令和8年11月1日版（19日前）" "$out"
finish
