# SPDX-License-Identifier: Apache-2.0
# The registry on the command line: what a delivery changes, what time changes, and for which cases.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
store="--store $work/office.db"

# shellcheck disable=SC2086
{
run "$program" $store case new "$srcdir"/tests/cases/*.ini
same "the example cases are taken in" 0 "$rc"

# ---- differences of the two samples ----
run "$program" $store registry diff
same "the samples can be compared" 0 "$rc"
has "from the earlier one" "2026年4月" "$out"
has "with a count of each kind of change" "追加 2" "$out"
has "a renewed date is told with both dates" "有効期限: R8.11.30 -> R10.3.31" "$out"
has "and so is a state" "状態: 登録中 -> 一時停止" "$out"
has "and a scope" "分析と図表 -> 分析と図表。学習用の機能は対象外" "$out"
has "and a region" "地域: 国内 東京・大阪 -> 国内 東京" "$out"
has "and a name, under the same number" "みほんデータ連携 -> みほんデータ基盤" "$out"
has "a row that is gone is told" "C99-0033-2" "$out"
lines=$(printf '%s\n' "$out" | grep -c '基づく案件')
[ "$lines" -gt 0 ] && ok "cases that rest on a changed row are named" || not_ok "cases that rest on a changed row are named" "$out"
run "$program" $store --json registry diff sample:earlier sample:shipped
same "as JSON too" 0 "$rc"
has "with words that do not depend on the language" '"expires_on"' "$out"
has "both states of a row" '"status": "suspended"' "$out"
has "and the cases" '"stage": "draft"' "$out"
case_of=$(printf '%s\n' "$out" | sed -n 's/.*"reference": "\(R8-[0-9]*\)".*/\1/p' | head -n 1)
run "$program" $store registry diff sample:shipped sample:shipped
has "a snapshot does not differ from itself" "登録の行は同じです" "$out"
run "$program" $store registry diff sample:shipped nosuch
same "a snapshot that is not there" 1 "$rc"
has "is named" "nosuch" "$err"
run "$program" $store registry diff sample:shipped
same "one snapshot alone is a usage error" 2 "$rc"

# ---- the case as a draft, as handed in, and changed since ----
run "$program" $store case submit "$case_of"
run "$program" $store --json registry diff
has "what was handed in rests on the row" '"stage": "submitted"' "$out"
same "and counts once as long as it is not changed" 1 "$(printf '%s\n' "$out" | tr -d '\n' | grep -o "\"reference\": \"$case_of\"[^}]*\"candidate\": \"c1-1-k1\"" | wc -l)"
run "$program" $store registry diff
has "in the words of every other screen" "提出済 第1版)" "$out"
run "$program" $store case set "$case_of" case case.pjmo "見本係"
run "$program" $store --json registry diff
same "a draft that went on counts beside it" 2 "$(printf '%s\n' "$out" | tr -d '\n' | grep -o "\"reference\": \"$case_of\"[^}]*\"candidate\": \"c1-1-k1\"" | wc -l)"

# ---- own deliveries take the place of the samples ----
head='一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考'
printf '%s\nISMAP,C99-0001-2,みほん,見本,SaaS,登録中,2026-01-01,2027-01-31,全部,国内,,2,\n' "$head" >"$work/a.csv"
printf '%s\nISMAP,C99-0001-2,みほん,見本,SaaS,登録削除,2026-01-01,2027-01-31,全部,国内,,2,\n' "$head" >"$work/b.csv"
run "$program" $store registry import "$work/a.csv" --name 見本1 --issued-on 2026-11-10
run "$program" $store registry diff
same "with one delivery there is nothing to compare it with" 1 "$rc"
run "$program" $store registry import "$work/b.csv" --name 見本2 --issued-on 2026-11-18
run "$program" $store registry diff
same "two deliveries are compared without being named" 0 "$rc"
has "in their order" "登録中 -> 登録削除" "$out"
run "$program" $store registry diff 2 見本1
has "by number and by name" "登録削除 -> 登録中" "$out"
run "$program" $store registry list
has "the list names them" "見本1" "$out"
has "and the samples" "sample:earlier" "$out"

# ---- time ----
store2="--store $work/time.db"
run "$program" $store2 case new "$srcdir"/tests/cases/19-renewal-unknown.ini
run "$program" $store2 --as-of 2026-11-20 registry expiring
same "expiry dates are told" 0 "$rc"
has "those that have passed first" "有効期限を過ぎた" "$out"
has "with their date" "R8.10.31" "$out"
has "then those of the first band" "60日以内" "$out"
run "$program" $store2 --as-of 2026-01-10 registry expiring
lacks "on an earlier day nothing has passed" "更新されたかどうか" "$out"
run "$program" $store2 --json --as-of 2026-11-20 registry expiring
has "as JSON" '"band": "passed"' "$out"
mkdir -p "$XDG_CONFIG_HOME/kumoshirube"
printf '[registry.main]\nexpiry_first_days = "10"\nexpiry_second_days = "20"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
run "$program" $store2 --as-of 2026-11-20 registry expiring
lacks "the bands are those of the configuration" "C99-0003-2" "$out"
run "$program" $store2 --as-of 2026-12-06 registry expiring
has "which are days before the date" "10日以内" "$out"
printf '[registry.main]\nexpiry_first_days = "20"\nexpiry_second_days = "10"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"
run "$program" $store2 --as-of 2026-12-06 registry expiring
has "whichever is written first" "10日以内" "$out"
rm "$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"

# ---- looking into a list before it is taken in ----
store3="--store $work/preview.db"
lists=$srcdir/tests/lists
run "$program" $store3 registry import --preview "$lists/first.csv" --name 見本 --issued-on 2026-11-01
same "a list can be looked into" 0 "$rc"
has "its encoding is told" "CP932" "$out"
has "and its columns" "対応にない列" "$out"
has "and what it does not state" "有効期限のない行: 1" "$out"
run "$program" $store3 registry list
lacks "nothing is taken in by it" "見本の一覧" "$(printf '%s\n' "$out" | grep -v sample:)"
run "$program" $store3 registry import --preview --encoding utf-8 "$lists/first.csv" --name 見本 --issued-on 2026-11-01
same "another encoding can be said" 4 "$rc"
run "$program" $store3 registry import "$lists/first.csv" --name 見本 --issued-on 2026-11-01
same "the same list is taken in" 0 "$rc"
run "$program" $store3 registry list
has "and shown as unsigned" "署名なし" "$out"
run "$program" $store3 --json registry search C99-0001-2
has "a date in the Japanese form is a date" '"expires_on": "2028-03-31"' "$out"
run "$program" $store3 --json registry search C99-0002-2
has "so is one with slashes" '"registered_on": "2026-02-02"' "$out"
has "and one in full-width digits" '"expires_on": "2028-03-31"' "$out"
run "$program" $store3 --json registry search C99-0101-2
has "a row that states nothing is kept" '"status": ""' "$out"
run "$program" $store3 --json registry import --preview "$lists/second.csv" --name 見本 --issued-on 2026-11-10
has "the difference is told before" '"removed": 2' "$out"
has "and nothing is taken in" '"committed": false' "$out"
run "$program" $store3 registry import --preview "$lists/bad.csv" --name 見本 --issued-on 2026-11-10
same "a bad list is refused" 4 "$rc"
has "and its encoding is told all the same" "文字コード: UTF-8" "$out"
same "with every fault" 6 "$(printf '%s\n' "$err" | grep -c 'bad.csv:')"
run "$program" $store3 registry import "$lists/first.csv" --name 見本 --issued-on 2026-10-01
same "an older list needs a reason" 2 "$rc"
run "$program" $store3 registry import "$lists/first.csv" --name 見本 --issued-on 2026-10-01 --reason 戻す
same "and is taken in with one" 0 "$rc"

run "$program" $store3 registry verify
same "what was taken in is as it was" 0 "$rc"
has "all of it" "保存されたスナップショット: 2" "$out"
cp "$work/preview.db" "$work/altered.db"
printf "UPDATE listing_part SET bytes = CAST(replace(bytes, 'C99-0001-2', 'C99-0001-3') AS BLOB) WHERE snapshot = 2;\\n" | sqlite3 "$work/altered.db"
run "$program" --store "$work/altered.db" registry verify
same "a row that was altered is noticed" 1 "$rc"
has "and told" "取り込んだときのまま" "$err"
has "with the rows among which it is" "1行から3行まで" "$err"
run "$program" --store "$work/altered.db" doctor
same "the doctor notices it" 1 "$rc"
run "$program" --store "$work/altered.db" registry search C99-0001-2
same "and nobody reads it for a decision" 1 "$rc"
run "$program" --json --store "$work/altered.db" registry verify
has "as JSON" '"good": false' "$out"

# ---- a store of the first form, which the unit tests raise to the next one ----
sqlite3 "$work/first.db" <"$srcdir/tests/stores/form-1.sql"
run "$program" --store "$work/first.db" registry search 令和10年3月31日
has "a store of the first form is searched" "C99-0001-2" "$out"
run "$program" --store "$work/first.db" registry diff 1 2
same "and its snapshots are compared" 0 "$rc"
has "row by row" "C99-0003-2" "$out"
run "$program" --store "$work/first.db" registry verify
same "they are as they were taken in" 0 "$rc"
has "all of them" "保存されたスナップショット: 2" "$out"
run "$program" --store "$work/first.db" case list
has "the case is there" "R8-0001" "$out"

# ---- the other lists: audit bodies, and the catalogue of the ministry ----
store6="--store $work/lists.db"
run "$program" registry search --list audit_body
has "the samples have audit bodies" "A99-0001" "$out"
run "$program" $store6 registry import --preview "$srcdir/data/registry/sample-offers.csv" --name 見本目録 --issued-on 2026-11-01
same "a catalogue can be looked into" 0 "$rc"
has "by its own columns" "列の対応: offers" "$out"
has "with its kind" "府省の目録" "$out"
has "and a count of each list" "共通プラットフォーム: 2" "$out"
run "$program" $store6 registry import "$srcdir/data/registry/sample-offers.csv" --name 見本目録 --issued-on 2026-11-01
same "it is taken in" 0 "$rc"
run "$program" $store6 registry import "$srcdir/data/registry/sample-audit-bodies.csv" --name 見本監査 --issued-on 2026-11-01
same "and so are the audit bodies" 0 "$rc"
run "$program" $store6 registry import "$lists/first.csv" --name 見本 --issued-on 2026-11-01
same "and the services beside them" 0 "$rc"
run "$program" $store6 --json registry search --list common_platform,audit_body
has "each keeps its place" '"number": "K99-0101"' "$out"
has "beside the others" '"number": "A99-0004"' "$out"
has "with its list" '"list": "common_platform"' "$out"
lacks "and a list narrows" "C99-" "$out"
run "$program" $store6 --json registry list
has "the list tells the shelf" '"shelf": "offers"' "$out"
run "$program" $store6 registry import "$srcdir/data/registry/sample-offers.csv" --name 見本目録 --issued-on 2026-10-01
same "an older catalogue needs a reason" 2 "$rc"
sed 's/,提供中,2024-04-01/,廃止,2024-04-01/' "$srcdir/data/registry/sample-offers.csv" >"$work/offers.csv"
run "$program" $store6 registry import --preview "$work/offers.csv" --name 見本目録 --issued-on 2026-11-10
has "a new one is compared with the one in use" "変更 1" "$out"
run "$program" $store6 registry import "$work/offers.csv" --name 見本目録2 --issued-on 2026-11-10
run "$program" $store6 registry diff 見本目録 見本目録2
has "and with another one" "K99-0101" "$out"
run "$program" $store6 registry diff 見本 見本目録
same "lists of different kinds are not compared" 2 "$rc"
run "$program" $store6 registry diff
same "the previous delivery is one of the same kind" 1 "$rc"
run "$program" $store6 registry verify
same "bytes and rows of each list can be checked" 0 "$rc"
printf '一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考\nISMAP,C99-0001-2,a,,,,,,,,,,\n監査機関,C99-0002-2,b,,,,,,,,,,\naudit_body,C99-0003-2,c,,,,,,,,,,\n' >"$work/mixed.csv"
run "$program" $store6 registry import "$work/mixed.csv" --name 混在 --issued-on 2026-11-11
same "a list cannot hold another kind" 4 "$rc"
has "and what it may hold is said" "ISMAP-LIU" "$err"
run "$program" $store6 case new "$srcdir"/tests/cases/06-personnel-interministry.ini
offer_case=R8-0001
run "$program" $store6 case set $offer_case c1-2-k1 candidate.registry_id K99-0101
same "a candidate can be an offer of the catalogue" 0 "$rc"
run "$program" $store6 case show $offer_case
has "its listing says where it stands" "見本目録2 5行目" "$out"
run "$program" $store6 --json case decide $offer_case
has "and no list of services has it" '"not_listed"' "$out"
run "$program" $store6 case decide $offer_case
has "which the record says with the place" "K99-0101" "$out"
run "$program" $store6 case submit $offer_case
run "$program" $store6 record replay
same "and can be derived again" 0 "$rc"
run "$program" $store6 registry diff 見本目録 見本目録2
has "the case rests on the row of the catalogue" "$offer_case" "$out"

run "$program" $store6 case new "$srcdir"/tests/cases/01-public-saas-registered.ini
run "$program" $store6 case set R8-0002 c1-1-k1 candidate.evidence_detail "SOC2の報告書。監査は見本乙監査法人と、見本丙監査法人"
run "$program" $store6 case show R8-0002
has "an audit body that the evidence names is looked up" "見本乙監査法人 (A99-0002: 登録中" "$out"
has "with its state" "A99-0003: 一時停止" "$out"
run "$program" $store6 case set R8-0002 c1-1-k1 candidate.evidence_detail "どこかの監査法人"
run "$program" $store6 case show R8-0002
has "one that is not on the list is not found" "監査機関の名はありません" "$out"

# ---- columns that are chosen by hand ----
store7="--store $work/hand.db"
printf '番号,なまえ,状況\nC99-0001-2,みほん,登録中\nC99-0002-2,みほん二,おわり\n' >"$work/hand.csv"
run "$program" $store7 registry import --preview "$work/hand.csv" --name 見本 --issued-on 2026-11-01
same "headers that no map has are refused" 4 "$rc"
hand="--column number=番号 --column name=なまえ --column status=状況 --list ismap"
run "$program" $store7 registry import --preview "$work/hand.csv" --name 見本 --issued-on 2026-11-01 $hand
same "with the columns chosen, a word may still be unknown" 4 "$rc"
has "which is told with the words that are allowed" "登録中" "$err"
run "$program" $store7 registry import "$work/hand.csv" --name 見本 --issued-on 2026-11-01 $hand --word status.removed=おわり --save-map hand
same "a word can be given too" 0 "$rc"
run "$program" $store7 --json registry search C99-0002-2
has "and means what it was given for" '"status": "removed"' "$out"
has "the choice is kept in the form of the shipped file" '[map.hand]' "$(cat "$XDG_CONFIG_HOME/kumoshirube/columns.ini")"
run "$program" $store7 registry import --preview "$work/hand.csv" --name 見本 --issued-on 2026-11-02
same "and found by the headers from then on" 0 "$rc"
has "by its name" "列の対応: hand" "$out"
cp "$XDG_CONFIG_HOME/kumoshirube/columns.ini" "$work/map.ini"
rm "$XDG_CONFIG_HOME/kumoshirube/columns.ini"
run "$program" $store7 registry import --preview "$work/hand.csv" --name 見本 --issued-on 2026-11-02 --map "$work/map.ini"
same "a file with a map can be named" 0 "$rc"
has "and its map is used" "列の対応: hand" "$out"
run "$program" $store7 registry import --preview "$work/hand.csv" --name 見本 --issued-on 2026-11-02 --column number=番号 --list ismap
same "a map needs number and name" 2 "$rc"
run "$program" $store7 registry import --preview "$work/hand.csv" --name 見本 --issued-on 2026-11-02 --column price=番号
same "and has no other columns" 2 "$rc"
run "$program" $store7 registry import --preview "$work/hand.csv" --name 見本 --issued-on 2026-11-02 $hand --map sample
same "it is named or made, not both" 2 "$rc"
mkdir -p "$XDG_CONFIG_HOME/kumoshirube"
printf '[map.hand]\nlist = "ismap"\n' >"$XDG_CONFIG_HOME/kumoshirube/columns.ini"
run "$program" $store7 registry import --preview "$work/hand.csv" --name 見本 --issued-on 2026-11-02
same "a kept map that is broken is refused" 4 "$rc"
has "with its file and line" "columns.ini:1" "$err"
rm "$XDG_CONFIG_HOME/kumoshirube/columns.ini"

# ---- narrowing, and names that look alike ----
store4="--store $work/alike.db"
run "$program" $store4 registry import --preview "$lists/alike.csv" --name 見本 --issued-on 2026-11-01
has "who takes it in is told" "C99-0001-2 みほん連絡ポータル / C99-0010-2 みほん連絡ポ一タル" "$out"
run "$program" $store4 registry import "$lists/alike.csv" --name 見本 --issued-on 2026-11-01
same "a list with names that look alike is taken in" 0 "$rc"
run "$program" $store4 registry search C99-0001
has "the other one is named" "C99-0010-2" "$out"
has "and that the number decides" "登録番号で見分ける" "$out"
run "$program" $store4 --json registry search C99-0010
has "as JSON" '"alike": "C99-0001-2"' "$out"
run "$program" $store4 registry search --form paas
has "a search can be narrowed" "区分: PaaS" "$out"
has "and says what it found" "1件" "$out"
same "and nothing else" 1 "$(printf '%s\n' "$out" | grep -c '^C99-')"
run "$program" $store4 registry search --region 大阪 --within 60
has "by region and expiry date" "C99-0009-2" "$out"
lacks "at once" "C99-0010-2" "$out"
run "$program" $store4 registry search みほん --list ismap --state registered
same "as many rows as are counted" "$(printf '%s\n' "$out" | sed -n 's/.*-> \([0-9]*\)件.*/\1/p')" "$(printf '%s\n' "$out" | grep -c '^C99-')"
run "$program" $store4 registry search --state nosuch
same "a word that is no state" 2 "$rc"

# ---- screening a step of a case by what the list says ----
store5="--store $work/screen.db"
run "$program" $store5 case new "$srcdir/tests/cases/01-public-saas-registered.ini" "$srcdir/tests/cases/05-specially-designated.ini"
run "$program" $store5 --json registry screen R8-0001 c1-1
same "a step can be screened" 0 "$rc"
has "over the whole list" '"listed": 35' "$out"
has "a form that is not listed is a remark" '"rule": "listing-forms"' "$out"
same "of exactly the services that have it not" "$(awk -F, '$1 ~ /^ISMAP/ && $6 == "登録中" && $5 !~ /SaaS/' "$srcdir/data/registry/sample.csv" | wc -l)" \
	"$(printf '%s\n' "$out" | tr -d '\n' | sed 's/.*"listing-forms", *"services": \([0-9]*\).*/\1/')"
has "rows that state too little are open" '"open": 10' "$out"
run "$program" $store5 --json registry screen R8-0002 c1-1
has "where public services are barred, all fall" '"fall": 35' "$out"
lacks "and none remains with a remark" '"blocks": false' "$out"
has "by the rule that bars them" '"rule": "kh-3-3-2-1"' "$out"
run "$program" $store5 case new "$srcdir/tests/cases/09-onpremises-shown.ini"
offers=$(awk 'NR > 1' "$srcdir/data/registry/sample-offers.csv" | wc -l)
run "$program" $store5 --json registry screen R8-0003 c1-2
has "a step with private deployments is screened over the catalogue as well" "\"listed\": $((35 + offers))," "$out"
has "so that an offer remains or falls as a service does" '"K99-' "$out"
lacks "and audit bodies are no candidates" '"A99-' "$out"
run "$program" $store5 registry screen R8-0001 c1-3
same "a step that is not reached is not screened" 1 "$rc"
run "$program" $store5 registry screen R8-0001 c9
same "nor one that is not there" 4 "$rc"
}
finish
