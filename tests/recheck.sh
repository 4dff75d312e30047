# SPDX-License-Identifier: Apache-2.0
# Looking again: which decisions would end otherwise today and why, triggers that the records carry, the mark in the list, precedents, and the review
# answer by answer.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
person officer 見本officer officer
person adviser 見本adviser adviser
person approver 見本approver approver
ks() { as officer "$@"; }
field() { printf '%s\n' "$out" | sed -n "s/^ *\"$1\": \"\\{0,1\\}\\([^\",]*\\)\"\\{0,1\\},\\{0,1\\}\$/\\1/p" | head -n 1; }

ks case recheck
same "without a store there is nothing to check" 4 "$rc"
sed '/^sample *=/d' "$srcdir"/tests/cases/01-*.ini >"$work/01.ini"
ks case new "$work/01.ini"
ks case recheck R8-0001
same "a draft is no decision" 1 "$rc"
has "which is said" "再確認する決定がありません" "$err"
ks case submit R8-0001
same "the case is handed in" 0 "$rc"

# ---- without any recheck: a day that has come stands in the list ----
for day in 2027-10-03: 2027-10-04:2027-10-04 2028-04-01:2027-10-04; do
	came=${day#*:}
	run env KUMOSHIRUBE_TODAY="${day%%:*}" "$program" --store "$store" --json case list
	same "on ${day%%:*} the list knows since when" "$came" "$(field due_since | sed 's/null//')"
	same "and the mark for programs" "$([ "$came" ] && echo true || echo false)" "$(field recheck)"
	same "and that nobody has rechecked" null "$(field rechecked_on)"
	run env KUMOSHIRUBE_TODAY="${day%%:*}" "$program" --lang ja --store "$store" case list
	[ "$came" ] || { lacks "nothing is said in words" "期日到来" "$out"; continue; }
	has "in words" "[期日到来 R9.10.4、再確認は未実施]" "$out"
	has "with what to do" "case recheck" "$err"
	printf '%s\n' 'expect R8-0001' 'expect 期日到来 R9.10.4' >"$work/day.keys"
	out=$(KUMOSHIRUBE_TODAY=${day%%:*} "$program" --lang ja --store "$store" --script "$work/day.keys" 2>&1 </dev/null)
	same "and on the screen" "" "$out"
done

# ---- the same day, the same rules, the same registry ----
ks --json case recheck
same "nothing has changed" 0 "$rc"
same "it ends the same" same "$(field ends)"
lacks "and nothing at all comes out otherwise" '"kind": "rule"' "$out"
same "eleven triggers wait" 11 "$(printf '%s\n' "$out" | grep -c '"raised": false')"
ks --json case list
same "the list has no mark" false "$(field recheck)"

# ---- what the record carries ----
ks record export R8-0001
has "the record names what makes it be looked at again" "(4) この決定を見直す契機" "$out"
has "a date" "登録の有効期限（令和10年3月31日）を過ぎたとき" "$(printf '%s' "$out" | tr -d '\n ')"
has "a lead" "の180日前" "$(printf '%s' "$out" | tr -d '\n ')"
has "a value" "機密性の格付けが「" "$(printf '%s' "$out" | tr -d '\n ')"
ks record export R8-0001 --format json
has "and for programs" '"name": "listing-expiry"' "$out"
has "with its day" '"after": "2028-03-31"' "$out"
has "with its clause" 'KT-flow.register' "$out"
ks decide "$work/01.ini"
lacks "a draft has none" "この決定を見直す契機" "$out"
ks record verify
same "the chain is sound" 0 "$rc"
ks record replay
same "and replays" 0 "$rc"
# The table may change afterwards: the record keeps what it was made with.
cp -R "$srcdir/data" "$srcdir/screens" "$work/" && chmod -R u+w "$work/data" "$work/screens"
sed -i 's/^lead_days = "180"/lead_days = "10"/' "$work/data/process/triggers.ini"
KUMOSHIRUBE_DATA=$work ks record export R8-0001 --format json
has "the record keeps its lead" '"lead_days": 180' "$out"
printf '[trigger.bad]\nkind = "date"\nfacts = "case.confidentiality"\nclause = "KH-2.2"\ntitle.ja = "x"\ntitle.en = "x"\nresponse.ja = "x"\nresponse.en = "x"\n' >>"$work/data/process/triggers.ini"
ks case set R8-0001 case case.title "見本 改題"
KUMOSHIRUBE_DATA=$work ks case submit R8-0001
same "a table that watches a date that is none keeps a case from being handed in" 4 "$rc"
has "with its line" "triggers.ini" "$err"
ks case set R8-0001 case case.title "見本 職員連絡・予定管理システム"

# ---- another day ----
ks --json case recheck R8-0001 --as-of 2028-04-01
same "later a trigger has come true" 1 "$rc"
has "the expiry of the listing" '"now": "2028-03-31"' "$out"
same "by its date" 3 "$(printf '%s\n' "$out" | grep -c '"raised": true')"
ks --json case recheck R8-0001 --as-of 2028-03-31
same "on the last day it has not" 1 "$(printf '%s\n' "$out" | grep -c '"raised": true')"
ks case list
lacks "another day is told and not kept" "要再確認" "$out"

# ---- each trigger by its name, on the day on which it comes true and not before ----
# raised: the names of those that have come true, in what a recheck printed
raised() { printf '%s\n' "$out" | awk '/"name": / { name = $2; gsub(/[",]/, "", name) } /"raised": true/ { print name }' | sort -u | tr '\n' ' ' | sed 's/ $//'; }
ks --json case recheck R8-0001 --as-of 2027-10-03
same "half a year before the end of the contract none has come true" "0 " "$rc $(raised)"
ks --json case recheck R8-0001 --as-of 2027-10-04
same "the day after, the renewal of the contract alone" "1 contract-renewal" "$rc $(raised)"
has "with the end of the contract" '"before": "2028-03-31"' "$out"
has "and the day behind which it is raised" '"after": "2027-10-03"' "$out"
ks case recheck R8-0001 --as-of 2027-10-04
has "in words" "契約の更新" "$out"
has "with what to do" "次の契約の前に" "$out"
ks --json case recheck R8-0001 --as-of 2028-04-01
same "then the expiry of the listing and of the certificate" "certificate-expiry contract-renewal listing-expiry" "$(raised)"

# ---- the draft goes on ----
ks case set R8-0001 case case.confidentiality 3 --reason "見本: 再評価"
ks --json case recheck
same "another classification in the draft raises its trigger" "1 reclassification" "$rc $(raised)"
has "with before" '"before": "2"' "$out"
has "and now" '"now": "3"' "$out"
same "while the decision itself ends the same" same "$(field ends)"
ks case list
has "the list has the mark with its day" "[要再確認 R8.11.20現在" "$out"
ks case set R8-0001 case case.confidentiality 2
ks case recheck
same "taken back, it is silent" 0 "$rc"
ks case list
lacks "and so is the list" "要再確認" "$out"

# ---- another registry ----
sed 's/^\(ISMAP,C99-0001-2,.*\),登録中,/\1,削除,/' "$srcdir/data/registry/sample.csv" >"$work/list.csv"
removed=$(grep -c '^ISMAP,C99-0001-2,.*,削除,' "$work/list.csv")
same "a list in which the service was removed" 1 "$removed"
ks registry import "$work/list.csv" --map sample --name '見本 抹消あり' --issued-on 2026-11-15
same "is taken in" 0 "$rc"
ks case list
lacks "the list of cases computes nothing" "[要再確認" "$out"
ks --json case recheck
same "now it would end otherwise" 1 "$rc"
same "which is said" otherwise "$(field ends)"
has "the registry alone does it" '"registry"' "$out"
lacks "the day does not" '"day"' "$out"
has "the listing that changed" '"about": "c1-1-k1 service.status"' "$out"
has "from what" '"before": "registered"' "$out"
has "to what" '"after": "removed"' "$out"
has "the finding that changed" "rule kh-3-3-1-3" "$out"
same "and the trigger" listing-state "$(raised)"
ks case recheck R8-0001
has "in words" "結論が変わる" "$out"
has "with what to do" "対応: 一時停止や抹消の理由を確かめ" "$out"
ks case list
has "the list is marked" "[要再確認 R8.11.20現在]" "$out"
ks --json case list
same "for programs, too" true "$(field recheck)"
entries=$("$program" --store "$store" record verify | head -n 1)
ks case recheck
same "the same again is not entered twice" "$entries" "$("$program" --store "$store" record verify | head -n 1)"
ks record verify
same "the chain with its rechecks is sound" 0 "$rc"

# A later day on which a date was waited for: the result says that it is old.
KUMOSHIRUBE_TODAY=2028-04-01 ks case list
has "a date that was waited for makes it old" "その後に変わったもの: 待った日付" "$out"
ks case submit R8-0001
ks case list
lacks "a newer revision is not marked by what was found of the old one" "要再確認" "$out"

# ---- another edition ----
cp -R "$srcdir/data/." "$work/data/" && cp -R "$srcdir/tests/editions/2030-04-01" "$work/data/policy/" && chmod -R u+w "$work/data"
KUMOSHIRUBE_DATA=$work KUMOSHIRUBE_TODAY=2030-05-01 ks --json case recheck
same "another edition raises its trigger" 1 "$rc"
has "by its name" " edition " " $(raised) "
has "of its kind" '"kind": "edition"' "$out"
same "and is told as another" true "$(field other_edition)"

# ---- on the screens: the offer, the list, why, the case, what its decision waits for ----
screen=$work/screen.db
office=$store
store=$screen
ks case new "$work/01.ini"
ks case submit R8-0001
ks registry import "$work/list.csv" --map sample --name '見本 抹消あり' --issued-on 2026-11-15
cat >"$work/recheck.keys" <<'KEYS'
expect w=再確認（まだ行っていない）
key w
expect 結論が変わる1件
expect R8-0001/1  提出済
key Enter
expect それだけで変わるもの: 登録簿
expect 登録の状態: 登録中 -> 登録削除
expect 上下=移動  F2=案件へ
refuse Enter=理由
key Esc
expect Enter=理由
key Esc
expect 再確認 R8.11.20: 要再確認1件
expect 要再確認 R8.11.20
key Enter
expect w: 見直しの契機1件: 登録の状態の変化
key w
expect 決定1件
refuse F2=案件へ
key Esc
key Esc
key w
key F2
expect 作業の一覧
key q
expect 要再確認 R8.11.20
KEYS
run "$program" --store "$store" --config "$work/officer.ini" --lang ja --script "$work/recheck.keys"
same "the screens offer, show and keep the recheck" "0 " "$rc $out$err"
store=$office

# ---- a store that cannot be written ----
mkdir "$work/only" && cp "$store" "$store.key" "$store.head" "$work/only/" && chmod 500 "$work/only" && chmod 400 "$work/only"/*
if [ "$(id -u)" -ne 0 ]; then
	run "$program" --store "$work/only/office.db" case recheck
	has "a result that cannot be kept is told all the same" "再確認" "$out"
	has "with a warning" "一覧には示されません" "$err"
fi
chmod -R u+w "$work/only"

# ---- precedents ----
store=$work/precedents.db
for title in 一 二 三; do
	sed "s/^title *=.*/title = \"見本 案件$title\"/" "$work/01.ini" >"$work/p.ini"
	ks case new "$work/p.ini"
done
ks case set R8-0001 c1-1-k1 candidate.datacentre overseas
ks case submit R8-0001
ks case submit R8-0002
ks case set R8-0003 case case.integrity 1
ks case submit R8-0003
ks --json review precedents R8-0001
same "the first has no precedent" 0 "$(field looked_at)"
ks --json review precedents R8-0002
same "precedents are told" 0 "$rc"
same "the one that ended otherwise" R8-0001 "$(printf '%s\n' "$out" | sed -n '/"precedents"/,$p' | sed -n 's/.*"reference": "\(.*\)",/\1/p')"
same "on the same answers" 0 "$(field differences)"
has "with its end" '"ends": "undetermined"' "$(printf '%s' "$out" | sed 's/"refused"/"undetermined"/')"
ks review precedents R8-0003
has "a near one names what is other" "完全性の格付け" "$out"
has "and both ends" "先の案件（c1）" "$out"
ks review precedents R8-0002
has "why it came there" "先の案件の経緯" "$out"

cat >"$work/precedents.keys" <<'KEYS'
key End
key Enter
key Esc
expect R8-0003
key /
type R8-0002
key Enter
key Enter
expect 作業の一覧
key s
expect 弱い点
key p
expect 1件が違う結論
expect 見本 案件一
expect 止まった段階: Step1
key Enter
expect 見本 案件一に係る
key Esc
expect 先の案件の経緯
key Esc
expect 弱い点
KEYS
run "$program" --store "$store" --config "$work/adviser.ini" --lang ja --script "$work/precedents.keys"
same "the review shows them and opens the record" "0 " "$rc $out$err"

# ---- the review, answer by answer ----
ks review show R8-0003
has "every answer stands there" "機密性の格付け: 機密性2" "$out"
has "with its reason" "理由: " "$out"
answers=$(printf '%s\n' "$out" | sed -n 's/^回答（\([0-9]*\)件.*/\1/p')
ks --json review show R8-0003
same "and for programs, as many" "$answers" "$(printf '%s\n' "$out" | grep -c '"mark":')"
[ "${answers:-0}" -ge 50 ] && ok "which are many" || not_ok "which are many" "$answers"
as adviser review confirm R8-0003 case case.title
ks case set R8-0003 case case.integrity 2
ks case submit R8-0003
as adviser review show R8-0003
has "what has changed since the revision that was seen" "第1版からの変更: 完全性1" "$out"
has "to what it is now" "-> 完全性2" "$out"
same "and nothing else" 1 "$(printf '%s\n' "$out" | grep -c '第1版からの変更')"
ks --json review show R8-0003
same "for programs, too" 1 "$(printf '%s\n' "$out" | grep -c '"change": "answer"')"
same "the confirmed answer stays confirmed" 1 "$(printf '%s\n' "$out" | grep -c '"mark": "confirmed"')"
finish
