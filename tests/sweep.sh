# SPDX-License-Identifier: Apache-2.0
# What is looked for before a case is handed in: each kind in a case that has it and in one that has not; what blocks and what is only told, what whoever
# reviews is shown of it, and that each line leads to the field in which it is put right.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
person officer 見本officer officer
person adviser 見本adviser adviser
# What was found as lines "kind part fact blocks" (of a review without the last).
found() {
	printf '%s\n' "$out" | tr -d '\n' | sed 's/.*"weak": //' | sed 's/}/}\n/g' |
		sed -n 's/.*"kind": "\([a-z_]*\)",\( *"blocks": \([a-z]*\),\)\{0,1\} *"part": "\([^"]*\)", *"fact": "\([^"]*\)".*/\1 \4 \5 \3/p' | sed 's/ $//'
}
# A case in which nothing is weak: the evidence of the example gets its dates.
sed '/^sample *=/d; s/^\(.*\.evidence = ".*\)"$/\1 令和8年5月1日"/' "$srcdir"/tests/cases/01-*.ini >"$work/clean.ini"
as officer case new "$work/clean.ini"
as officer --json case check R8-0001
same "a case in which nothing is missing or weak has none of them" "" "$(found)"
same "and may be handed in" 0 "$rc"
as officer case check R8-0001
has "which is said" "足りない点も弱い点もありません" "$out"
case=
taken_in() { # FILE
	as officer case new "$1"
	case=$out
}
# one NAME WANT: the case has exactly this, and it is weighed as wanted; the adviser is shown it after handing in
one() {
	as officer --json case check "$case"
	same "$1" "$2" "$(found)"
	case $2 in
	*true)
		same "$1: it blocks" 1 "$rc"
		as officer case submit "$case"
		same "$1: it is not handed in" 1 "$rc"
		as officer --json review show "$case"
		has "$1: and nothing is in the chain" '"revisions": 0' "$out"
		;;
	*)
		same "$1: it does not block" 0 "$rc"
		as officer case submit "$case"
		same "$1: it is handed in" 0 "$rc"
		as adviser --json review show "$case"
		same "$1: and the adviser is shown it" "${2% *}" "$(found)"
		;;
	esac
}
edited() { # SED: the clean case with a change of its file
	sed "$1" "$work/clean.ini" >"$work/edited.ini"
	cmp -s "$work/clean.ini" "$work/edited.ini" && not_ok "the file is another: $1"
	taken_in "$work/edited.ini"
}
given() { # PART FACT ANSWER [OPTIONS]: the clean case with another answer
	taken_in "$work/clean.ini"
	as officer case set "$case" "$@"
	[ "$rc" -eq 0 ] || [ "$rc" -eq 3 ] || not_ok "$* is taken" "$err"
}

# ---- each kind, alone ----
given case case.confidentiality ""
one "an open question that matters" "open case case.confidentiality false"
given case case.scope in_scope
one "a demanded reason that is missing" "reason_missing case case.scope false"
for thin in インターネット 'ＩＮＴＥＲＮＥＴ。' ｲﾝﾀｰﾈｯﾄ 'いんたーねっと' Web 同上 '特に なし' 確認済み - 。 なし ネット インターネットで確認 'インターネットより。' 上記のとおり 不明 'インターネットで調べた。' 'ホームページを検索しました' 'ウェブサイトの情報による' 'Looked up on the Internet.'; do
	given case case.scope in_scope --reason "$thin"
	one "a reason that is none ($thin)" "reason_thin case case.scope true"
done
for fair in 'インターネットで公表された要領の2頁にある' '府省の情報システムである' 'インターネットで調べた3社の資料による' 'ウェブ会議の利用' '調査結果による'; do
	given case case.scope in_scope --reason "$fair"
	as officer --json case check "$case"
	same "a reason that is one ($fair)" "" "$(found)"
done
given case case.scope in_scope --reason "計画の段階で補佐官に相談した。"
as officer case set "$case" case case.advisor_planning involved --reason "計画の段階で、補佐官に相談した"
one "a reason that was copied, whatever its stops" "reason_copied case case.advisor_planning false"
given case case.scope in_scope --reason "契約による。"
as officer case set "$case" case case.advisor_planning involved --reason "契約による。"
as officer --json case check "$case"
same "a short reason is the same by chance" "" "$(found)"
given case case.scope in_scope --reason "標準ガイドラインの適用を受ける。" --evidence "適用判定票 第1234号 ver3 1頁"
one "evidence without a date" "evidence_undated case case.scope false"
for dated in '判定票（令和8年5月1日）' '判定票 令和元年' '判定票 R8.5.1' 'Ｒ８．５．１ 判定票' '判定票 2026-05-01' '判定票20260501' '平成 30年の判定票' 令和八年五月 '平成三十年の判定票' '判定票R8/11' 'H30年度資料' 'R8-5-1'; do
	given case case.scope in_scope --reason "標準ガイドラインの適用を受ける。" --evidence "$dated"
	as officer --json case check "$case"
	same "evidence with a date ($dated)" "" "$(found)"
done
for undated in '判定票 1頁' '第1234号' 'ver3' '令和の判定票' 'R&D 資料' '電話 03-1234-5678' S3バケットの設定書 R2-D2 R1 'T1-R8.x' '令和八幡の図' 'HTTPS1.1'; do
	given case case.scope in_scope --reason "標準ガイドラインの適用を受ける。" --evidence "$undated"
	as officer --json case check "$case"
	same "evidence without one ($undated)" "evidence_undated case case.scope false" "$(found)"
done
given c1-1-k3 candidate.registry_id C99-0004-2
one "a listing that has expired" "expired c1-1-k3 candidate.registry_id false"
given c1-1-k3 candidate.registry_id C99-0003-2
one "a listing that expires before the end of use" "expiring c1-1-k3 candidate.registry_id false"
given c1-1-k3 candidate.registry_id C99-0005-2
as officer --json case check "$case"
same "a listing that holds until then" "" "$(found)"
edited 's/^provider = .*/provider = "見本甲システム"/'
one "candidates of one vendor" "one_vendor c1-1 step.chosen_candidate false"
edited '/^\[candidate.c1-1-k3\]/,$s/^provider = .*/provider = "見本甲ｼｽﾃﾑ"/; /^\[candidate.c1-1-k2\]/,/^\[candidate.c1-1-k3\]/s/^provider = .*/provider = "見本甲システム"/'
one "the same vendor in other characters" "one_vendor c1-1 step.chosen_candidate false"
edited '/^\[candidate.c1-1-k[23]\]/,$d'
as officer --json case check "$case"
has "a single candidate is compared with nothing" "no_comparison c1-1 step.chosen_candidate false" "$(found)"
lacks "and is not called one vendor as well" one_vendor "$(found)"
single=$case
edited '/^\[candidate.c1-1-k3\]/,$d'
as officer --json case check "$case"
lacks "two candidates are a comparison" no_comparison "$(found)"
given case case.advisor_planning not_involved --reason "企画の時期には補佐官が置かれていなかった。"
as officer --json case check "$case"
has "an adviser who was not involved in planning" "adviser case case.advisor_planning false" "$(found)"
as officer case submit "$case"
same "does not block" 0 "$rc"
as adviser --json review show "$case"
has "and the adviser is shown it" "adviser case case.advisor_planning" "$(found)"
given case case.advisor_budget not_involved --reason "概算要求の時期には補佐官が置かれていなかった。"
as officer --json case check "$case"
has "nor in the budget" "adviser case case.advisor_budget false" "$(found)"

# ---- the weights are data ----
mkdir "$work/office" && cp -R "$srcdir/data" "$srcdir/screens" "$work/office/" && chmod -R u+w "$work/office"
weigh() { # KIND WEIGHT
	sed "/^\[sweep.$1\]/,/^\$/s/^weight .*/weight = \"$2\"/" "$srcdir/data/process/sweep.ini" >"$work/office/data/process/sweep.ini"
}
for kind in open reason_missing reason_copied evidence_undated expired expiring one_vendor no_comparison adviser; do
	case $kind in
	open) given case case.confidentiality "" ;;
	reason_missing) given case case.scope in_scope ;;
	reason_copied) given case case.scope in_scope --reason "計画の段階で補佐官に相談した。"
		as officer case set "$case" case case.advisor_planning involved --reason "計画の段階で補佐官に相談した。" ;;
	evidence_undated) given case case.scope in_scope --reason "適用を受けるシステムである。" --evidence "判定票" ;;
	expired) given c1-1-k3 candidate.registry_id C99-0004-2 ;;
	expiring) given c1-1-k3 candidate.registry_id C99-0003-2 ;;
	one_vendor) edited 's/^provider = .*/provider = "見本甲システム"/' ;;
	no_comparison) case=$single ;;
	adviser) given case case.advisor_budget not_involved --reason "時期が合わなかった。" ;;
	esac
	weigh $kind block
	KUMOSHIRUBE_DATA=$work/office as officer --json case check "$case"
	same "$kind: an office may let it block" "1 true" "$rc $(found | sed -n "s/^$kind .* //p" | head -n 1)"
	KUMOSHIRUBE_DATA=$work/office as officer case submit "$case"
	same "$kind: and then it is not handed in" 1 "$rc"
	weigh $kind off
	KUMOSHIRUBE_DATA=$work/office as officer --json case check "$case"
	lacks "$kind: or not look for it" "$kind " "$(found)"
done

# ---- on the screens: each line leads to its field ----
screen() { # PERSON NAME KEYS
	printf '%s\n' "$3" >"$work/script.keys"
	run "$program" --lang ja --store "$store" --config "$work/$1.ini" --script "$work/script.keys"
	same "$2" "0 " "$rc $out$err"
}
lines() { # the lines of the sweep of the case, first on the page
	printf 'key / \ntype %s\nkey Enter\nkey Enter\nexpect 作業の一覧\nkey v\nexpect 判定と記録\nkey F2\nexpect 足りない点・弱い点\n' "$case"
}
value() { "$program" --store "$store" case show "$case" --format ini | part_of "$1" | sed -n "s/^$2 = \"\(.*\)\"\$/\1/p"; }
given case case.confidentiality ""
screen officer "an open question: its value" "$(lines)
expect 未回答で、結果を左右する質問
key Enter
at question
expect 機密性
key 2
key F10"
same "which can be given there" 2 "$(value case.main confidentiality)"
given case case.scope in_scope
screen officer "a missing reason: the reason" "$(lines)
expect 必要な理由がない
key Enter
at question
type 打った理由
key Tab
key F10"
same "which is typed there" "打った理由" "$(value case.main scope.reason)"
given case case.scope in_scope --reason 同上
screen officer "a thin reason: what blocks is said, F2 does not go on, and Enter leads to the reason" "$(lines)
expect 理由が薄い
key F2
expect 足りない点・弱い点
key Enter
at question
type だが理由がある
key Tab
key Esc
expect 入力を確かめてください: 0件"
same "which is mended there" "同上だが理由がある" "$(value case.main scope.reason)"
given case case.scope in_scope --reason "標準ガイドラインの適用を受ける。" --evidence "判定票"
screen officer "evidence: the evidence" "$(lines)
expect 根拠資料に日付がない
key Enter
at question
type 令和8年
key Tab
key F10"
same "whose date is typed there" "判定票令和8年" "$(value case.main scope.evidence)"
sed '/^\[candidate.c1-1-k3\]/,$s/^\(ministry_policy_confirmed.evidence = ".*\) 令和8年5月1日"$/\1"/' "$work/clean.ini" >"$work/edited.ini"
taken_in "$work/edited.ini"
as officer --json case check "$case"
same "evidence of a candidate" "evidence_undated c1-1-k3 candidate.ministry_policy_confirmed false" "$(found)"
screen officer "leads to the candidate" "$(lines)
expect みほん全部入り
key Enter
at question
type R8.5.1
key Tab
key F10"
has "and to its evidence" "R8.5.1" "$(value candidate.c1-1-k3 ministry_policy_confirmed.evidence)"
given c1-1-k3 candidate.registry_id C99-0004-2
screen officer "a listing: the registration number of the candidate" "$(lines)
expect 登録の有効期限が過ぎている
expect 2026-10-31
key Enter
at question
expect どのサービスですか
expect C99-0004-2"
case=$single
screen officer "no comparison: where candidates are chosen" "$(lines)
expect 比較した候補がない
key End
key Enter
at picker
expect みほん連絡ポータル"
edited 's/^provider = .*/provider = "見本甲システム"/'
screen officer "one vendor: where candidates are chosen" "$(lines)
expect 候補が一つの事業者だけ
key Enter
at picker
expect みほん全部入り"
# What does not block is told, and F2 goes on; whoever reviews sees it under w.
screen officer "what does not block lets it be handed in" "$(lines)
expect 提出を妨げるもの 0件
key F2
key Down
key Enter
expect 第1版を提出し"
screen adviser "and the adviser sees it in the review" "key /
type $case
key Enter
key Enter
expect 作業の一覧
key s
expect 弱い点 1
key w
expect 候補が一つの事業者だけ
key Enter
expect 候補が一つの事業者だけ"
finish
