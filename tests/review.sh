# SPDX-License-Identifier: Apache-2.0
# The life of a case on the command line: who may take which step, what is refused in words, and that the chain alone tells how far a case is.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
store=$work/s.db
person officer 見本担当 officer
person adviser 見本補佐 adviser
person approver 見本責任者 approver
person both 見本担当 adviser
state() { as officer --json case list; printf '%s\n' "$out" | sed -n 's/.*"state": "\(.*\)",*/\1/p' | head -n 1; }

as officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
case=$out
as officer case recall "$case"
same "a draft cannot be recalled" 1 "$rc"
has "which is said" "まだ何も提出されていません" "$err"
as adviser review advise "$case" --text "よい"
same "nor advised on" 1 "$rc"
same "a case begins as a draft" draft "$(state)"
as adviser case submit "$case"
same "an adviser hands nothing in" 1 "$rc"
as officer case submit "$case"
same "the officer hands in" 0 "$rc"
same "and the case is handed in" submitted "$(state)"
as officer case list
has "the list says so" "提出済" "$out"

# ---- own cases, other roles ----
as both review advise "$case" --text "よい"
same "nobody advises on a case of their own" 1 "$rc"
has "which is said" "自分の案件" "$err"
as officer review advise "$case" --text "よい"
same "an officer gives no opinion" 1 "$rc"
as approver review approve "$case"
same "nothing is approved without an opinion" 1 "$rc"
has "which is said" "「提出済」" "$err"
as adviser review advise "$case"
same "an opinion needs words" 1 "$rc"

# ---- remarks ----
as adviser review remark "$case" c1-1-k1 candidate.datacentre
same "a remark without a comment is refused" 1 "$rc"
has "in words" "コメントが必要です" "$err"
as adviser review remark "$case" c9 candidate.datacentre --text "x"
same "a remark on what is not there is refused" 1 "$rc"
as adviser review remark "$case" c1-1-k1 case.title --text "x"
same "and one on a fact of another part" 1 "$rc"
as adviser review remark "$case" c1-1-k1 candidate.datacentre --text "バックアップの所在も示してください。"
same "a remark is made" 0 "$rc"
as adviser review confirm "$case" case case.title
same "an answer is confirmed" 0 "$rc"
as adviser review confirm "$case" case case.title
same "and confirmed again" 0 "$rc"
as adviser review advise "$case" --text "よい"
same "no opinion while a remark is open" 1 "$rc"
has "which is said" "指摘が1件" "$err"
as adviser review close "$case" 1
same "a remark without an answer is not closed" 1 "$rc"
as adviser review return "$case" --text "指摘のとおり"
same "the case is returned" 0 "$rc"
same "and is returned" returned "$(state)"
as officer case recall "$case"
same "what was returned is not recalled" 1 "$rc"
for words in "。" " " "--" "…！"; do
	as officer review answer "$case" 1 --text "$words"
	same "words that hold no letter and no digit are no answer ($words)" 1 "$rc"
done
as officer review answer "$case" 1 --text "国内と確認した。"
same "the remark is answered" 0 "$rc"
as adviser review close "$case" 2
same "a remark that is not there is named" 1 "$rc"
as officer review close "$case" 1
same "whoever was remarked upon does not say that it is settled" 1 "$rc"
has "and is told who does" "補佐官" "$err"
as officer case submit "$case"
same "what was returned may be handed in again as it is" 0 "$rc"
as officer --json review show "$case"
has "the remark stays open over the new revision" '"open_remarks": 1' "$out"
as adviser review close "$case" 1
same "the remark is closed" 0 "$rc"
as adviser review close "$case" 1
same "once" 1 "$rc"

# ---- opinion and approval ----
as adviser review advise "$case" --text "。"
same "a stop is no opinion" 1 "$rc"
as adviser review advise "$case" --text "差し支えない。"
same "the opinion is given" 0 "$rc"
same "and the case is advised on" advised "$(state)"
as adviser review approve "$case"
same "an adviser approves nothing" 1 "$rc"
as officer case recall "$case"
same "before a decision the officer recalls" 0 "$rc"
same "and the case is recalled" recalled "$(state)"
as officer case submit "$case"
as adviser review advise "$case" --text "差し支えない。"
as approver review approve "$case"
same "the responsible person approves" 0 "$rc"
same "and the case is approved" approved "$(state)"
as officer registry diff
has "what a delivery changes is told with that state" "決裁済" "$out"
as officer registry diff --json
has "and as JSON" '"stage": "approved"' "$out"
as officer case recall "$case"
same "a decided case is not recalled" 1 "$rc"
has "and the way on is said" "新しい版" "$err"
as adviser case withdraw "$case" --text "不要"
same "nor withdrawn by the adviser" 1 "$rc"
as officer case set "$case" case case.title "改めた件名"
as officer case list
has "a draft that goes on is said" "改訂中" "$out"
as officer case submit "$case"
same "a new revision takes its place" 0 "$rc"
as officer --json review show "$case"
has "the old opinion is outdated by it" '"newer": [
      "revision"' "$out"
as approver review approve "$case"
same "and carries no approval" 1 "$rc"

# ---- a newer snapshot ----
as adviser review advise "$case" --text "よい"
printf '一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考\nISMAP,C99-0001-2,みほん,見本,SaaS,登録中,2026-01-01,2027-01-31,全部,国内,,2,\n' >"$work/list.csv"
as officer registry import "$work/list.csv" --name "新しい一覧" --issued-on 2026-11-10 --map sample
same "a newer list is taken in" 0 "$rc"
as officer --json review show "$case"
has "the opinion is outdated by it" '"snapshot"' "$out"
as officer review list
has "and the list says so" "意見は古くなっています" "$out"
as approver review approve "$case"
same "an outdated opinion carries no approval without a reason" 1 "$rc"
has "which is said" "別の登録簿" "$err"
as approver review approve "$case" --text "一覧の変更は本件に関わらない。"
same "with a reason it does" 0 "$rc"

# ---- withdrawing ----
as officer case new "$srcdir/tests/cases/02-saas-provisional.ini"
other=$out
as officer case submit "$other"
as officer case withdraw "$other"
same "withdrawing needs a reason" 1 "$rc"
as officer case withdraw "$other" --text "事業が中止となった。"
same "a case is withdrawn" 0 "$rc"
as officer case submit "$other"
same "and is handed in no more" 1 "$rc"
as officer record verify
same "the chain of all this is whole" 0 "$rc"
as officer review show "$case"
has "every step is told with its author" "見本責任者" "$out"
has "and which key stands for it" "端末の鍵" "$out"

# ---- a remark that an officer closed under the table of former years ----
as officer case new "$srcdir/tests/cases/02-saas-provisional.ini"
former=$out
as officer case submit "$former"
as adviser review remark "$former" case case.title --text "見本の指摘"
as officer review answer "$former" 1 --text "見本の回答"
mkdir "$work/former"
cp -R "$KUMOSHIRUBE_DATA/data" "$KUMOSHIRUBE_DATA/screens" "$work/former/"
chmod -R u+w "$work/former"
sed '/^\[step.close\]/,$ s/^by .*/by = "officer"/; /^formerly/d' "$KUMOSHIRUBE_DATA/data/process/life.ini" >"$work/former/data/process/life.ini"
as both review close "$former" 1
same "nobody closes the remark on a case of their own" 1 "$rc"
run env KUMOSHIRUBE_DATA="$work/former" "$program" --store "$store" --config "$work/officer.ini" review close "$former" 1
same "under that table the officer closed it" 0 "$rc"
as adviser --json review show "$former"
has "which counts as it did then" '"open_remarks": 0' "$out"
as officer record verify
same "and the record is without a fault" 0 "$rc"
as adviser review advise "$former" --text "見本の意見"
same "so that the case goes on" 0 "$rc"

# ---- before handing in ----
as officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
third=$out
as officer --json case check "$third"
same "a case that is well filled in may be handed in" 0 "$rc"
as officer case set "$third" case case.scope in_scope --reason "インターネット。"
[ "$rc" -eq 0 ] || not_ok "a thin reason is typed" "$err"
as officer --json case check "$third"
same "a reason that is none keeps a case back" 1 "$rc"
has "and is named with its place" '"kind": "reason_thin"' "$out"
as officer case submit "$third"
same "so that it is not handed in" 1 "$rc"
has "which is said" "理由が薄い" "$err"
as officer case set "$third" case case.scope in_scope --reason "本基本方針の適用対象の府省であり、例外に当たらない。" --evidence "設置法の写し"
as officer --json case check "$third"
has "evidence without a date is told" '"kind": "evidence_undated"' "$out"
as officer case set "$third" case case.advisor_planning not_involved --reason "時期が合わなかった。"
as officer --json case check "$third"
has "and that the adviser was not involved" '"kind": "adviser"' "$out"
as officer case submit "$third"
same "what only weakens a case does not block it" 0 "$rc"
as officer --json review show "$third"
has "and is shown to the adviser" '"kind": "adviser"' "$out"

# ---- a case of several officers ----
# A second officer hands in over the first one's revision: the case is then that of both.
person officer2 見本担当二 officer
person officer2adviser 見本担当二 adviser
person approver2 見本責任者二 approver
as officer case new "$srcdir/tests/cases/03-saas-ciso.ini"
shared=$out
as officer case submit "$shared"
as officer2 case set "$shared" case case.title "二人目の件名"
as officer2 case submit "$shared"
same "another officer hands in the second revision" 0 "$rc"
for step in "advise" "return" "remark case case.title" "confirm case case.title" "hold case case.title"; do
	# shellcheck disable=SC2086
	as both review ${step%% *} "$shared" $(printf '%s' "$step" | sed 's/^[a-z]* *//') --text "よい"
	same "whoever handed in the first revision does not ${step%% *} on the second" 1 "$rc"
	has "which is said" "見本担当さんはこの案件の第1版を提出しています" "$err"
done
as officer2adviser review advise "$shared" --text "よい"
same "nor does the one who handed in the second" 1 "$rc"
has "which is said" "見本担当二さんはこの案件の第2版を提出しています" "$err"
as adviser review advise "$shared" --text "差し支えない。"
same "somebody else advises" 0 "$rc"
person officer 見本担当 approver
as officer review approve "$shared"
same "nor does the first one approve the second" 1 "$rc"
has "which is said" "第1版を提出しています" "$err"
person officer 見本担当 officer
# Opinion and approval are two things of two people.
person adviser 見本補佐 approver
as adviser review approve "$shared"
same "whoever gave the opinion does not approve" 1 "$rc"
has "which is said" "第2版への意見は見本補佐さんによるものです" "$err"
person adviser 見本補佐 adviser
person approver 見本責任者 adviser
as approver review advise "$shared" --text "同じく差し支えない。"
same "a second opinion is given" 0 "$rc"
person approver 見本責任者 approver
as approver review approve "$shared"
same "whoever gave the second one does not approve either" 1 "$rc"
as adviser review return "$shared" --text "改めて"
same "but an adviser may return what he advised on" 0 "$rc"
as officer2 case submit "$shared"
person officer3 見本担当三 officer
as officer3 case set "$shared" case case.title "三人目の件名"
as officer3 case submit "$shared"
as adviser review advise "$shared" --text "差し支えない。"
as approver review approve "$shared"
same "whoever advised on an older revision alone approves the newer one" 0 "$rc"
as officer record verify
same "and all of it verifies" 0 "$rc"
as officer case list
case "$out" in *"$shared"*) ok "it stands in the list" ;; *) not_ok "it stands in the list" "$out" ;; esac
as officer --json case list
has "and is approved there" approved "$out"

as officer review show "$shared" all
has "a service on no list is told in words" "登録番号: 登録外" "$out"
lacks "and not by the word of the files" "登録番号: none" "$out"

# ---- a text that the files hold otherwise is kept as they hold it from the start, so that nobody is told that the record was changed ----
long=$(awk 'BEGIN { for (i = 0; i < 400; i++) printf i % 20 == 19 ? "。" : "あ" }')
as officer case new "$srcdir/tests/cases/02-saas-provisional.ini"
texts=$out
as officer case set "$texts" case case.scope in_scope --reason "$long" --evidence '資料"乙"（令和8年11月2日付け）'
as officer case set "$texts" c1-1 step.market_survey "$long" --reason '"甲"と"乙"による。'
same "a long text and one with quotation marks are saved" 0 "$rc"
as officer case show "$texts" --format ini
printf '%s\n' "$out" >"$work/texts-before.ini"
as officer case submit "$texts"
as officer record verify
same "the draft says what the revision made of it says" 0 "$rc"
if command -v sqlite3 >/dev/null 2>&1; then
	sqlite3 "$store" "UPDATE cell SET evidence = replace(replace(evidence, '「', '\"'), '」', '\"') WHERE fact = 'case.scope'"
	as officer record verify
	same "a draft that was kept as it was typed is not accused" 0 "$rc"
else
	skip "a draft that was kept as it was typed is not accused" "sqlite3 is not installed"
fi
as officer case export "$texts"
same "and nothing of it is another text afterwards" "" "$(printf '%s\n' "$out" | diff - "$work/texts-before.ini")"
has "with the marks that a file can hold" "資料「乙」（令和8年11月2日付け）" "$out"
finish
