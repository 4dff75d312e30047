# SPDX-License-Identifier: Apache-2.0
# An opinion holds for one revision, one edition and one snapshot. As soon as one of them is another it is outdated, and the review begins with nothing but
# what differs from what the opinion spoke of: each cause alone, all together, on the command line, for programs and on the screen.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
person officer 見本officer officer
person adviser 見本adviser adviser
person approver 見本approver approver
# The causes on one line, and the lines of what differs that are no answers.
causes() { printf '%s\n' "$out" | sed -n 's/^第.*版への意見は古くなっています: //p'; }
differences() { printf '%s\n' "$out" | grep -c '^  \* \(回答\|登録簿\|版\): '; }
answers() { printf '%s\n' "$out" | grep -c '\[\(未確認\|確認\|保留\|指摘\)\]'; }
# Items of the JSON as "cause kind about field before after".
items() {
	printf '%s\n' "$out" | sed -n '/"since": {/,$p' | sed -n 's/^ *"\(cause\|kind\|about\|field\|before\|after\)": "\(.*\)",\{0,1\}$/\1=\2/p' |
		awk -F= '$1 == "cause" { if (line) print line; line = $2; next } { sub(/^[a-z]*=/, ""); line = line "|" $0 } END { if (line) print line }'
}
screen() { # PERSON KEYS
	printf '%s\n' "$2" >"$work/script.keys"
	run "$program" --lang ja --store "$store" --config "$work/$1.ini" --script "$work/script.keys"
	same "$3" "0 " "$rc $out$err"
}
sed '/^sample *=/d' "$srcdir"/tests/cases/01-*.ini >"$work/01.ini"
advised() { # STORE: a case that was handed in and advised on
	store=$work/$1.db
	as officer case new "$work/01.ini"
	as officer case submit R8-0001
	as adviser review advise R8-0001 --text "差し支えない。"
	same "$1: the opinion is given" 0 "$rc"
}

# ---- an opinion that holds ----
advised holds
as adviser review show R8-0001
lacks "an opinion that holds is not outdated" "古くなって" "$out"
all=$(answers)
[ "$all" -ge 100 ] && ok "and every answer stands there" || not_ok "and every answer stands there" "$all"
screen adviser 'key Enter
key s
expect 審査（第1版）
expect 府省の整理番号
refuse 古くなって' "on the screen, too"
as adviser --json review show R8-0001
has "for programs nothing differs" '"items": []' "$out"

# ---- answers ----
as adviser review confirm R8-0001 case case.title
same "the second revision is looked at, too" 0 "$rc"
as officer case recall R8-0001
as officer case set R8-0001 case case.title "見本 改めた件名"
as officer case submit R8-0001
as adviser review confirm R8-0001 case case.confidentiality
as officer case recall R8-0001
as officer case set R8-0001 case case.organisation "見本省 改めた局"
as officer case set R8-0001 case case.volume_total ""
as officer case submit R8-0001
as adviser review show R8-0001
same "answers alone are named as the cause" "回答3件" "$(causes)"
same "only what differs is shown" 2 "$(answers)"
has "counted from the revision that the opinion spoke of, not from the last one seen" "第1版からの変更: 見本 職員連絡・予定管理システム -> 見本 改めた件名" "$out"
has "and the newest change, too" "改めた局" "$out"
same "an answer that is there no more is told" 1 "$(printf '%s\n' "$out" | grep -c '^  \* 回答: 案件: .* -> -$')"
as adviser review show R8-0001 all
same "every answer is shown on demand" "$((all - 1))" "$(answers)"
as adviser review show R8-0001 every
same "and nothing else is taken for that" 2 "$rc"
as adviser --json review show R8-0001
same "programs get every answer" "$((all - 1))" "$(printf '%s\n' "$out" | grep -c '"mark":')"
same "and what is there no more" "answers|answer|case case.volume_total|removed" "$(items | cut -d'|' -f1-4)"
screen adviser 'key Enter
key s
expect 第1版への意見は古くなっています: 回答3件
expect 見本 改めた件名
expect 見本省 改めた局
refuse 機密性の格付け
key a
expect この行は回答ではありません
key End
key Up
expect 見本 職員連絡・予定管理システム -> 見本 改めた件名
key d
expect すべての回答
key Down
expect 府省の整理番号
key d
expect 変更された回答と、指摘のある回答だけ
refuse 府省の整理番号' "the screen begins with the difference, and d shows every answer again"
as officer case set R8-0001 c1-1-k2 candidate.name "見本 改めた名"
as officer case recall R8-0001
as officer case submit R8-0001
as adviser review show R8-0001
has "a renamed candidate is among what differs" "見本 改めた名" "$out"

# A newer revision with the very same answers: nothing of the case differs, which is said.
advised same
as adviser review return R8-0001 --text "見本: 日付だけ"
as officer case submit R8-0001
as adviser review show R8-0001
same "a revision with the same answers is told as such" "回答0件" "$(causes)"
same "and no answer is shown" 0 "$(answers)"
screen adviser 'key Enter
key s
expect 第1版への意見は古くなっています: 回答0件
expect 本件の回答、登録、規則に違いはありません
refuse 府省の整理番号
key d
expect 府省の整理番号' "on the screen, too"

# ---- the registry ----
advised registry
header=$(head -n 1 "$srcdir/data/registry/sample.csv")
{
	printf '%s\n' "$header"
	grep '^ISMAP,C99-0001-2,' "$srcdir/data/registry/sample.csv" | sed 's/,登録中,/,一時停止,/; s/,2028-03-31,/,2028-04-30,/; s/,国内 東京・大阪,/,国内 東京,/'
	grep '^ISMAP,C99-0002-2,' "$srcdir/data/registry/sample.csv" | sed 's/,登録中,/,登録削除,/'
} >"$work/list.csv"
as officer registry import "$work/list.csv" --map sample --name '見本 次の一覧' --issued-on 2026-11-15
same "a list with other rows is taken in" 0 "$rc"
as adviser review show R8-0001
has "the registry alone is named as the cause" "登録簿" "$(causes)"
lacks "and nothing else" "、" "$(causes)"
same "no answer differs" 0 "$(answers)"
has "the state of a listing of the case" "C99-0001-2: 状態: 登録中 -> 一時停止" "$out"
has "its expiry date" "C99-0001-2: 有効期限: R10.3.31 -> R10.4.30" "$out"
has "and another field" "C99-0001-2: 地域: 国内 東京・大阪 -> 国内 東京" "$out"
lacks "a listing on which the case does not rest is not told" "C99-0002-2" "$out"
has "what the rules find by it is told" "登録簿: 案件: 案件の判定: 決定 -> 未確定" "$out"
has "rule by rule" "登録簿: みほん連絡ポータル: 掲載と言明の範囲: 適 -> 対象外" "$out"
as adviser --json review show R8-0001
has "for programs: the state" "registry|listing|c1-1-k1 C99-0001-2|status|登録中|一時停止" "$(items)"
has "the date" "registry|listing|c1-1-k1 C99-0001-2|expires_on|R10.3.31|R10.4.30" "$(items)"
has "a row that is on the list no more" "|removed|" "$(items | grep '|listing|c1-1-k3 ')"
same "and nothing of the edition" 0 "$(items | grep -c '^edition')"
screen adviser 'key Enter
key s
expect 第1版への意見は古くなっています: 登録簿
expect C99-0001-2: 状態
refuse 府省の整理番号
key a
expect この行は回答ではありません
key d
key End
expect 終了時の費用' "the screen begins with the listings"
# The snapshot of then comes again under a later date: the rows of the case are what they were.
as officer registry import "$srcdir/data/registry/sample.csv" --map sample --name '見本 元の一覧' --issued-on 2026-11-16
as adviser review show R8-0001
lacks "the same bytes are the same snapshot" "古くなって" "$out"
{
	printf '%s\n' "$header"
	grep '^ISMAP' "$srcdir/data/registry/sample.csv" | sed '/C99-0002-2/d'
} >"$work/others.csv"
as officer registry import "$work/others.csv" --map sample --name '見本 ほかの行' --issued-on 2026-11-17
as adviser review show R8-0001
same "a snapshot in which no listing of the case differs is told as such" "登録簿0件" "$(causes)"
same "with nothing to look at" "0 0" "$(differences) $(answers)"

# ---- the edition ----
advised edition
cp -R "$srcdir/data" "$srcdir/screens" "$work/" && chmod -R u+w "$work/data" "$work/screens"
rules=$work/data/policy/2021-03-30
sed -i '/^\[rule.kh-3-3-1-3\]/,/^$/s/^force .*/force = "must"/' "$rules/rules-ismap.ini"
sed -i '/^\[rule.kh-2-1\]/,/^$/s/case.confidentiality in (.1.,.2.,.3.)/case.confidentiality in ('"'1','3'"')/' "$rules/rules-case.ini"
KUMOSHIRUBE_DATA=$work as adviser review show R8-0001
if [ "$rc" -ne 0 ]; then not_ok "the changed edition is read" "$err"; fi
has "the edition alone is named as the cause" "規則の版" "$(causes)"
lacks "and nothing else" "、" "$(causes)"
same "no answer differs" 0 "$(answers)"
has "a rule that binds otherwise" "強さが違う: 原則 -> 必須" "$out"
has "a rule with another condition" "条件が違う: " "$out"
has "as it was and is" " -> count(case.users) >= 1 " "$out"
KUMOSHIRUBE_DATA=$work as adviser --json review show R8-0001
has "for programs: the force" "edition|rule|kh-3-3-1-3|force|" "$(items)"
has "the condition" "edition|rule|kh-2-1|condition|" "$(items)"
has "and what the rule finds now" "edition|rule|rule kh-2-1 case|outcome|" "$(items)"
same "and nothing of the registry" 0 "$(items | grep -c '^registry')"
KUMOSHIRUBE_DATA=$work as approver review approve R8-0001
same "no approval over it without a reason" 1 "$rc"
has "which is said" "別の版の規則" "$err"
KUMOSHIRUBE_DATA=$work screen adviser 'key Enter
key s
expect 第1版への意見は古くなっています: 規則の版
key End
expect 強さが違う: 原則 -> 必須
refuse 府省の整理番号
key d
expect すべての回答' "the screen begins with the rules"
as adviser review show R8-0001
lacks "under the edition of then it holds" "古くなって" "$out"
# A question: asked in other words, and demanding a reason.
rm -rf "$work/data" "$work/screens"
cp -R "$srcdir/data" "$srcdir/screens" "$work/" && chmod -R u+w "$work/data" "$work/screens"
file=$(grep -rl '"case.title"' "$work/screens" | head -n 1)
sed -i '/^fact *= "case.title"/,/^$/{s/^text\.ja .*/text.ja = "見本の別の問い方"/;s/^reason .*/reason = "required"/}' "$file"
KUMOSHIRUBE_DATA=$work as adviser review show R8-0001
same "the question is read" "0 " "$rc $err"
same "a question is told, each thing by itself" "規則の版2件" "$(causes)"
has "its ground" "求める根拠が違う" "$out"
has "with both wordings" "問い方が違う: " "$out"
has "the new one" " -> 見本の別の問い方" "$out"
# A wholly different edition that counts from a later day.
cp -R "$srcdir/tests/editions/2030-04-01" "$work/data/policy/" && chmod -R u+w "$work/data"
KUMOSHIRUBE_DATA=$work KUMOSHIRUBE_TODAY=2030-05-01 as adviser --json review show R8-0001
same "under the next edition: its rules are told" "s-1 s-3" "$(items | sed -n 's/^edition|rule|\(s-[0-9]\)|added|.*/\1/p' | sort -u | tr '\n' ' ' | sed 's/ $//')"
has "those that are gone" "edition|rule|kh-2-1|removed" "$(items)"
same "once, and not again by what they found" 0 "$(items | grep -c 'rule kh-2-1 ')"
has "and what is asked in addition" "edition|question|case.power_considered|added" "$(items)"

# ---- all three ----
as officer case set R8-0001 case case.title "見本 三つとも"
as officer case submit R8-0001
as officer registry import "$work/list.csv" --map sample --name '見本 次の一覧' --issued-on 2026-11-15
KUMOSHIRUBE_DATA=$work as adviser review show R8-0001
same "one line names all three" "回答 登録簿 規則の版" "$(causes | sed 's/[0-9]*件//g; s/、/ /g')"
as adviser review list
has "and the list says that the opinion is outdated" "意見は古くなっています" "$out"
as adviser review advise R8-0001 --text "改めて差し支えない。"
as adviser review show R8-0001
same "a new opinion speaks of what there is, but of the snapshot of the revision" "" "$(causes | sed 's/登録簿.*//')"

# ---- a case from another terminal, whose snapshot is not at hand ----
advised sender
"$program" --store "$store" exchange out "$work/case.krb" >"$work/sent" 2>&1 || not_ok "a bundle is written" "$(cat "$work/sent")"
store=$work/receiver.db
as officer registry import "$work/list.csv" --map sample --name '見本 こちらの一覧' --issued-on 2026-11-15
mkdir "$work/bare" && cp -R "$srcdir/data" "$srcdir/screens" "$work/bare/" && chmod -R u+w "$work/bare"
# The samples that this terminal ships are others, too.
for list in "$work"/bare/data/registry/*.csv; do printf '%s\n' "ISMAP,C99-0999-2,みほん,見本,SaaS,登録中,2026-01-01,2028-01-31,全部,国内,,2,見本" >>"$list"; done
KUMOSHIRUBE_DATA=$work/bare as officer exchange in "$work/case.krb" --yes
same "it is taken in" 0 "$rc"
KUMOSHIRUBE_DATA=$work/bare as adviser review show R8-0001
has "what is frozen in the revision tells the state of then" "C99-0001-2: 登録の状態: 登録中 -> 一時停止" "$out"
has "and the date" "C99-0001-2: 登録の有効期限: " "$out"
finish
