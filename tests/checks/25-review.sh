# SPDX-License-Identifier: Apache-2.0
# Check 25: the adviser's screen. A remark without a comment and an opinion over an open remark are refused in words, and the comment that was begun is
# kept.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
for who in officer:見本担当 adviser:見本補佐; do
	printf '[user.main]\nname = "%s"\nrole = "%s"\n' "${who#*:}" "${who%%:*}" >"$work/${who%%:*}.ini"
done
screen() { # PERSON KEYS: plays a script; screens are saved in $work/saved
	mkdir -p "$work/saved"
	printf '%s\n' "$2" >"$work/script.keys"
	run "$program" --lang ja --store "$work/s.db" --config "$work/$1.ini" --script "$work/script.keys" --save-dir "$work/saved"
}
store=$work/s.db
as officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
case=$out
as officer case submit "$case"

screen adviser 'key Enter
key s
expect 審査（第1版）
expect 弱い点 29
expect 起案 見本担当
save review.screen
key c
expect コメントが必要です
type 件名をもっと具体的に。
expect 件名をもっと具体的に。
key Tab
key Down
key Up
expect 件名をもっと具体的に。
key a
key Up
save kept.screen'
same "a remark without a comment is refused, and what is written then is kept" 0 "$rc"
[ "$rc" -eq 0 ] || not_ok "the script" "$out$err"

# ---- what is written and not entered outlives the page and the program ----
screen adviser 'key Enter
key s
key Tab
type 下書きの指摘。
key F10
expect 保存してあります
key s
expect 下書きの指摘。
expect 下書き
key F2
key Tab
type 下書きの意見。
key F10
expect 保存してあります
idle'
same "a comment and an opinion that are begun are kept on the way back" 0 "$rc"
[ "$rc" -eq 0 ] || not_ok "the script" "$out$err"
screen adviser 'key Enter
key s
expect 下書きの指摘。
key F2
expect 下書きの意見。
key Tab
key C-u
key F10
key Tab
key C-u
idle'
same "and are there at the next start" 0 "$rc"
[ "$rc" -eq 0 ] || not_ok "the script" "$out$err"
screen officer 'key Enter
key s
refuse 下書き'
same "nobody else sees them" 0 "$rc"
if [ -e "$work/s.db.comments" ]; then not_ok "what is emptied leaves nothing behind" "$(ls "$work/s.db.comments")"; else ok "what is emptied leaves nothing behind"; fi

screen adviser 'key Enter
key s
key Tab
type もっと具体的に。
key C-r
expect 記入し、署名しました
expect 残る指摘 1
save remarked.screen
key F2
expect 審査の結果
save outcome.screen
key Tab
type 差し支えない。
key F2
key F2
expect 完了していない指摘が1件
expect 差し支えない。'
same "an opinion over an open remark is refused, and its words are kept" 0 "$rc"
[ "$rc" -eq 0 ] || not_ok "the script" "$out$err"
as officer --json review show "$case"
has "nothing of it is in the chain" '"state": "submitted"' "$out"

screen officer 'key Enter
key s
key Tab
type この件名は予算書のとおりです。
key C-r
expect 記入し、署名しました
key a
expect 残る指摘 1
save answered.screen'
same "the officer answers it on the same screen, and does not close it" 0 "$rc"
[ "$rc" -eq 0 ] || not_ok "the script" "$out$err"
screen adviser 'key Enter
key s
expect この件名は予算書のとおりです。
key a
expect 残る指摘 0'
same "the adviser does, after the answer" 0 "$rc"
[ "$rc" -eq 0 ] || not_ok "the script" "$out$err"
screen adviser 'key Enter
key s
key F2
key Tab
type 差し支えない。
key F2
key F2
expect 記入し、署名しました'
same "then the opinion is given" 0 "$rc"
[ "$rc" -eq 0 ] || not_ok "the script" "$out$err"

# ---- a long reason, a long remark and its answer are read to the end, and what stood there before ----
long=$(awk 'BEGIN { for (i = 0; i < 30; i++) printf "長い文である。" }')
as officer case set "$case" case case.title "見本 改めた件名"
as officer case submit "$case"
as officer case set "$case" case case.title "見本 改めた件名" --reason "${long}理由の末尾。" --evidence "見本の資料の末尾"
as officer case submit "$case"
as adviser review remark "$case" case case.title --text "${long}一つ目の指摘の末尾。"
as adviser review remark "$case" case case.title --text "二つ目の指摘。"
screen adviser 'key Enter
key s
expect 審査（第3版）
expect 見本の資料の末尾
refuse 理由の末尾。
key Enter
expect 理由の末尾。
expect 見本の資料の末尾
key End
expect 一つ目の指摘の末尾。
expect 二つ目の指摘。
key F10
expect 審査（第3版）'
same "Enter shows an answer whole, with what was said about it" 0 "$rc"
[ "$rc" -eq 0 ] || not_ok "the script" "$out$err"

# ---- of two remarks on one answer both are answered and closed on the screen, the older one first ----
screen officer 'key Enter
key s
key Tab
type 一つ目への回答。
key C-r
expect 記入し、署名しました
key Tab
type 二つ目への回答。
key C-r
expect 記入し、署名しました'
same "the officer answers both" 0 "$rc"
as officer --json review show "$case"
answers=$(printf '%s\n' "$out" | sed -n '/"remarks": \[/,/\]/s/.*"answer": "\(.*\)".*/\1/p' | tail -n 2 | tr '\n' ' ')
same "each by its own answer" "一つ目への回答。 二つ目への回答。 " "$answers"
screen adviser 'key Enter
key s
key a
expect 記入し、署名しました
key a
expect 記入し、署名しました'
same "the adviser closes both" 0 "$rc"
[ "$rc" -eq 0 ] || not_ok "the script" "$out$err"
as officer --json review show "$case"
has "and none is left" '"open_remarks": 0' "$out"
as officer case set "$case" case case.scope in_scope --reason "別の理由による。" --evidence "別の資料"
as officer case submit "$case"
as officer review show "$case"
has "what a step speaks of is called by its name" "システムの名称 (case case.title)" "$out"
has "and where a reason is another one, what it was before is told" "変更前の根拠資料: 標準ガイドライン適用判定票" "$out"

[ -n "${KEEP:-}" ] && cp "$work"/saved/* "$KEEP"
finish
