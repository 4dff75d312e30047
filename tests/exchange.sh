# SPDX-License-Identifier: Apache-2.0
# Exchange between terminals that have no connection: one bundle out, one back; what is told before anything is taken in; revisions side by side and their
# merging; receipts; and that a bundle that is not as it was signed leaves the store untouched.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
person officer 見本担当 officer
person other 見本別担当 officer
person otheradviser 見本別担当 adviser
person adviser 見本補佐 adviser
person approver 見本責任者 approver
at() { # TERMINAL PERSON COMMAND...
	store=$1 who=$2
	shift 2
	run "$program" --store "$work/$store.db" --config "$work/$who.ini" "$@"
}
value() { printf '%s\n' "$out" | sed -n "s/.*\"$1\": \"*\([^\",]*\)\"*,*\$/\1/p" | sed -n "${2:-1}p"; }
state() { at "$1" officer --json case list; value state "${2:-1}"; }
# send FROM TO FILE: a bundle with everything, taken in
send() {
	at "$1" officer exchange out "$work/$3.krb"
	at "$2" officer exchange in "$work/$3.krb" --yes
}

# ---- there and back ----
at a officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
at a officer case submit R8-0001
at a officer exchange out "$work/1.krb"
same "a bundle is written" 0 "$rc"
same "for its owner alone" 600 "$(stat -c %a "$work/1.krb")"
before=$(sha256sum "$work/1.krb")
at a officer exchange out "$work/1.krb"
same "and never over another" 1 "$rc"
same "which stays as it is" "$before" "$(sha256sum "$work/1.krb")"
at b adviser --json exchange in "$work/1.krb"
same "another terminal looks into it" 0 "$rc"
same "two entries are new" 2 "$(value new)"
same "their signer is not known" new "$(value state)"
same "nothing is taken in by looking" false "$(value taken)"
at b adviser case list
lacks "so there is no case yet" R8-0001 "$out"
at b adviser exchange in "$work/1.krb" --yes
same "it is taken in" 0 "$rc"
has "after the unknown key was shown" "未知" "$out"
same "the case is there, as handed in" submitted "$(state b)"
at b adviser record replay
same "and replays to the same verdict" 0 "$rc"
sum=$(sha256sum "$work/b.db")
at b adviser --json exchange in "$work/1.krb" --yes
same "the same bundle again brings nothing" 0 "$(value new)"
same "its signer is known now" known "$(value state)"
same "and the store stays as it was, to the byte" "$sum" "$(sha256sum "$work/b.db")"
at b adviser review remark R8-0001 case case.title --text "件名を確認してください。"
same "the adviser remarks on the other terminal" 0 "$rc"
send b a 2
same "the bundle back is taken in" 0 "$rc"
at a officer review answer R8-0001 1 --text "確認した。"
same "the officer answers the remark" 0 "$rc"
at a adviser review close R8-0001 1
send a b 3
at b adviser review advise R8-0001 --text "よい"
same "the adviser gives the opinion" 0 "$rc"
send b a 4
same "which arrives" advised "$(state a)"
at a approver review approve R8-0001
same "and the case is approved" 0 "$rc"
at a officer record verify
same "all chains verify" 0 "$rc"
has "with how far ours is witnessed" "立会い" "$out"

# ---- receipts ----
at a officer --json exchange list
peer=$(value terminal 2)
at a officer exchange out "$work/5.krb" "$peer"
at a officer --json exchange out "$work/6.krb" "$(printf %.6s "$peer")"
same "a terminal is found by the beginning of its id" 0 "$rc"
few=$(value entries)
at a officer --json exchange out "$work/7.krb"
whole=$(value entries)
same "only what was not acknowledged travels again" 1 "$([ "$few" -lt "$whole" ] && echo 1)"
at a officer --json exchange out "$work/8.krb" "$peer"
same "and travels again while it is not acknowledged" "$few" "$(value entries)"
at b adviser exchange in "$work/8.krb" --yes
at b adviser exchange out "$work/9.krb"
at a officer exchange in "$work/9.krb" --yes
at a officer --json exchange out "$work/10.krb" "$peer"
same "afterwards it need not" 1 "$([ "$(value entries)" -lt "$few" ] && echo 1)"
at a officer exchange out "$work/11.krb" ffffffffffffffff
same "a terminal that was never met is refused" 2 "$rc"

# ---- a part of a chain waits for the rest ----
at c adviser --json exchange in "$work/8.krb" --yes
same "entries without what they follow are taken in" 0 "$rc"
same "and wait" 1 "$([ "$(value waiting)" -gt 0 ] && echo 1)"
at c adviser record verify
same "which is no fault" 0 "$rc"
at c adviser --json exchange in "$work/7.krb" --yes
same "with the rest none waits" 0 "$(value waiting)"
same "and the case is there" approved "$(state c)"

# ---- two revisions side by side ----
at a officer case new "$srcdir/tests/cases/02-saas-provisional.ini"
at a officer case submit R8-0002
send a b 20
at a officer case set R8-0002 case case.title 甲の件名
at a officer case submit R8-0002
at b other case set R8-0002 case case.title 乙の件名
at b other case submit R8-0002
same "the other terminal hands a revision in, too" 0 "$rc"
at a officer exchange out "$work/21.krb"
at b other exchange out "$work/22.krb"
at a officer --json exchange in "$work/22.krb" --yes
has "the conflict is told" '"conflict": true' "$out"
at b other exchange in "$work/21.krb" --yes
at a officer --json exchange list
same "two revisions stand side by side" 2 "$(printf '%s\n' "$out" | grep -c '"reference": "R8-0002"')"
heads=$(printf '%s\n' "$out" | grep fingerprint | tail -n 2)
at b other --json exchange list
same "the same two on both terminals" "$heads" "$(printf '%s\n' "$out" | grep fingerprint | tail -n 2)"
at a adviser review advise R8-0002 --text "よい"
same "no opinion before they are merged" 1 "$rc"
at a officer case submit R8-0002
same "and no further revision" 1 "$rc"
at a adviser exchange merge R8-0002 2
same "an adviser does not merge" 1 "$rc"
at a officer exchange merge R8-0002 1
same "an older revision is not one of the two" 1 "$rc"
at a officer exchange merge R8-0002 2
same "the officer merges" 0 "$rc"
at a officer record export R8-0002/4 --format json
two=$(printf '%s\n' "$out" | sed -n 's/.*"joined": "\([0-9a-f]*\)".*/\1/p')
same "the merge names the other revision" 64 "${#two}"
at a officer --json review show R8-0002
has "and so does the review" "\"joined\": \"$two\"" "$out"
at a officer record export R8-0002/4 --format text
has "on paper it joins it" "を統合" "$(printf '%s' "$out" | tr -d ' \n')"
has "and what crossed and counts is told there" "行き違い" "$out"
at a officer exchange merge R8-0002 2
same "once" 1 "$rc"
at a otheradviser review advise R8-0002 --text "よい"
same "whoever handed in one of the two on the other terminal does not advise on the merge" 1 "$rc"
has "which is said" "自分の案件" "$err"
send a b 23
at b other --json exchange list
lacks "and it is merged everywhere" R8-0002 "$out"
for terminal in a b; do
	at $terminal officer record replay R8-0002
	same "every revision replays ($terminal)" 0 "$rc"
	at $terminal officer record verify
	same "and verifies ($terminal)" 0 "$rc"
	at $terminal officer record list R8-0002
	printf '%s\n' "$out" | sed 's/^[0-9]* *//' >"$work/list.$terminal"
done
same "both count the revisions alike" "$(cat "$work/list.a")" "$(cat "$work/list.b")"
at a officer case export R8-0002
first=$(printf '%s\n' "$out" | grep '^title')
at b officer case export R8-0002
same "and go on from the same answers" "$first" "$(printf '%s\n' "$out" | grep '^title')"

# ---- steps that crossed ----
at a officer exchange out "$work/30.krb"
at a officer case recall R8-0002
at b adviser review advise R8-0002 --text "よい"
same "while one recalls, the other gives an opinion" 0 "$rc"
at a officer record export R8-0002/3 --format json --output "$work/then.json"
send a b 31
send b a 32
at a officer record verify "$work/then.json"
same "a file that was written before they crossed is still as it was" 0 "$rc"
has "and what came since is told" "加わった経過: 1件" "$out"
at b officer record verify "$work/then.json"
same "at both terminals" 0 "$rc"
sed 's/"sequence": \([0-9]*\)$/"sequence": 9\1/' "$work/then.json" >"$work/bent.json"
at a officer record verify "$work/bent.json"
same "one that tells of an entry that is not here is refused" 1 "$rc"
has "with the entry" "この保存先にはありません" "$err"
one=$(state a)
same "both come to the same state" "$one" "$(state b)"
at a officer record verify
same "what came too late is no fault" 0 "$rc"
at a officer --json review show R8-0002
has "and is shown" '"crossed": true' "$out"

# ---- checking without this program ----
if command -v minisign >/dev/null 2>&1; then
	run minisign -V -m "$work/1.krb.manifest" -p "$work/1.krb.manifest.pub"
	same "minisign checks the manifest" 0 "$rc"
	printf x >>"$work/1.krb.manifest"
	run minisign -V -m "$work/1.krb.manifest" -p "$work/1.krb.manifest.pub"
	same "and refuses another" 1 "$rc"
else
	skip "minisign checks the manifest" "minisign is not installed"
fi

# ---- a number that is taken ----
at n officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
at n officer exchange in "$work/1.krb" --yes
same "a case comes in whose number is taken" 0 "$rc"
at n officer --json case list
foreign=$(printf '%s\n' "$out" | sed -n 's/.*"reference": "\(R8-0001@[^"]*\)".*/\1/p')
at n officer case list
same "the list shows all of its number, and what stands behind it" "$foreign 提出済" "$(printf '%s\n' "$out" | awk '/@/ { print $1, $2 }')"
at n officer review list
same "so does that of the review" "$foreign 提出済" "$(printf '%s\n' "$out" | awk '/@/ { print $1, $2 }')"
printf 'expect %s\nexpect 提出済\n' "$foreign" >"$work/foreign.keys"
out=$("$program" --lang ja --store "$work/n.db" --config "$work/officer.ini" --script "$work/foreign.keys" 2>&1 </dev/null)
same "and the screen" "" "$out"

# ---- bundles that are not as they were signed ----
at d officer case list
at d officer exchange in "$work/7.krb"
sum=$(sha256sum "$work/d.db")
refused() { # NAME FILE
	at d officer exchange in "$2" --yes
	case $rc in 0) not_ok "$1 is refused" "$out" ;; *) ok "$1 is refused" ;; esac
	same "$1 leaves the store untouched" "$sum" "$(sha256sum "$work/d.db")"
}
size=$(stat -c %s "$work/7.krb")
for cut in 0 4 5 100 $((size / 2)) $((size - 1)); do
	head -c "$cut" "$work/7.krb" >"$work/cut.krb"
	refused "a bundle cut at byte $cut" "$work/cut.krb"
done
flip() { # AT
	cp "$work/7.krb" "$work/flip.krb"
	byte=$(od -An -tu1 -j "$1" -N 1 "$work/7.krb" | tr -d ' ')
	printf "\\$(printf %03o $((byte ^ 1)))" | dd of="$work/flip.krb" bs=1 seek="$1" conv=notrunc 2>/dev/null
}
for at in 0 30 300 $((size / 3)) $((size - 2)) $((size - 1)); do
	flip "$at"
	refused "a bundle with byte $at changed" "$work/flip.krb"
done
has "and the entry is named" "項目" "$err"
{ cat "$work/7.krb"; printf ' '; } >"$work/long.krb"
refused "a longer bundle" "$work/long.krb"
ln -s 7.krb "$work/link.krb"
refused "a link" "$work/link.krb"
mkfifo "$work/pipe.krb"
refused "a pipe" "$work/pipe.krb"
mkdir "$work/directory.krb"
refused "a directory" "$work/directory.krb"
printf '[meta.case]\n' >"$work/text.krb"
refused "a case file" "$work/text.krb"

# ---- what a signed revision may not bring ----
# The sender's own program made and signed these bundles, from a store that was changed behind it; only their words are hostile.
if command -v sqlite3 >/dev/null 2>&1; then
	n=0
	long=$(printf '%0120000d' 0)
	for reference in "'../../evil'" "'/tmp/evil'" "'.evil'" "'R8-0001' || char(27) || '[31m'" "'R8' || char(10) || '0001'" "'R8-' || char(8238) || '1000'" \
		"'R8-0001@ab@cd'" "'R8-0001@'" "'R8-0001@../x'" "'R8 0001'" "'甲-0001'" "'-R8'" "''" "'$long'" "'R8-' || substr('$long', 1, 62)"; do
		n=$((n + 1))
		rm -f "$work"/h.db*
		at h officer case new "$srcdir/tests/cases/15-excluded.ini"
		at h officer --json case list
		id=$(value id)
		printf 'UPDATE cases SET reference = %s;\n' "$reference" | sqlite3 "$work/h.db"
		at h officer case list
		same "a list shows no control of a reference ($n)" "" "$(printf '%s' "$out" | tr -d '\n' | LC_ALL=C tr -dc '\001-\037\177')"
		at h officer review list
		same "nor does the list of reviews ($n)" "" "$(printf '%s' "$out" | tr -d '\n' | LC_ALL=C tr -dc '\001-\037\177')"
		at h officer case submit "$id"
		at h officer exchange out "$work/h$n.krb"
		same "a bundle with a strange reference is made ($n)" 0 "$rc"
		refused "a strange reference ($n)" "$work/h$n.krb"
		has "and its entry and field are named ($n)" "（revision）: 「案件番号」" "$err"
		at h officer record verify
		same "while the sender can still read his own record ($n)" 0 "$rc"
	done
	rm -f "$work"/h.db*
	at h officer case new "$srcdir/tests/cases/15-excluded.ini"
	sqlite3 "$work/h.db" "UPDATE cases SET reference = 'R8-9223372036854775807'"
	at h officer case submit R8-9223372036854775807
	at h officer exchange out "$work/far.krb"
	cp "$work/d.db" "$work/e.db" && cp "$work/d.db.key" "$work/e.db.key"
	at e officer exchange in "$work/far.krb" --yes
	same "a number far beyond all others is taken in" 0 "$rc"
	at e officer case new "$srcdir/tests/cases/15-excluded.ini"
	has "and our own do not go on from it" R8-0001 "$out"

	# ---- tables of the exchange that were changed ----
	sqlite3 "$work/e.db" "INSERT INTO opaque VALUES (zeroblob(32), 'later/2', x'6e6f74')"
	at e officer record verify
	same "changed bytes of a newer program are a fault" 1 "$rc"
	has "and are named by their digest" "0000" "$err"
	at e officer exchange out "$work/opaque.krb"
	same "and are not sent on" 1 "$rc"
	same "nor anything beside them" "" "$(ls "$work" | grep '^opaque')"
	sqlite3 "$work/h.db" "UPDATE terminal SET epoch = 900000000000"
	at h officer record verify
	same "an epoch that nothing opened is a fault" 1 "$rc"
	has "and is named" 900000000000 "$err"
	at h officer case new "$srcdir/tests/cases/15-excluded.ini"
	at h officer case submit R8-0002
	at h officer record verify
	same "and stays one when another entry opens it" 1 "$rc"
	rm -f "$work"/h.db*
	at h officer case new "$srcdir/tests/cases/15-excluded.ini"
	at h officer case submit R8-0001
	guard=$(sqlite3 "$work/h.db" "SELECT sql FROM sqlite_schema WHERE name = 'artifact_no_update'")
	for kind in edition revision; do
		cp "$work/h.db" "$work/w.db" && cp "$work/h.db.key" "$work/w.db.key"
		sqlite3 "$work/w.db" "DROP TRIGGER artifact_no_update;
			UPDATE artifact SET bytes = CAST(bytes || x'0a' AS BLOB) WHERE hash = (SELECT artifact FROM chain WHERE kind = '$kind');
			$guard"
		at w officer exchange out "$work/worn.krb"
		same "what was changed since it was signed is not sent ($kind)" 1 "$rc"
		has "and is named by its digest ($kind)" "$(sqlite3 "$work/w.db" "SELECT lower(substr(hex(artifact), 1, 4)) FROM chain WHERE kind = '$kind'") " "$err"
		same "nor anything beside it ($kind)" "" "$(ls "$work" | grep '^worn')"
	done
else
	skip "strange references and changed tables" "sqlite3 is not installed"
fi

# ---- practice and cases in earnest ----
XDG_DATA_HOME=$work/p run "$program" --practice --config "$work/officer.ini" practice public-saas begin
XDG_DATA_HOME=$work/p run "$program" --practice --config "$work/officer.ini" exchange out "$work/practice.krb"
same "practice has bundles of its own" 0 "$rc"
refused "practice among cases in earnest" "$work/practice.krb"
XDG_DATA_HOME=$work/p run "$program" --practice --config "$work/officer.ini" exchange in "$work/7.krb" --yes
same "and the other way round" 4 "$rc"

# ---- a chain that was written anew after it was seen ----
cp "$work/a.db" "$work/fork.db" && cp "$work/a.db.key" "$work/fork.db.key"
at a officer case new "$srcdir/tests/cases/03-saas-ciso.ini"
at a officer case submit R8-0003
at fork officer case new "$srcdir/tests/cases/04-ismap-liu.ini"
at fork officer case submit R8-0003
send a b 40
at fork officer exchange out "$work/41.krb"
at b officer --json exchange in "$work/41.krb" --yes
same "two histories of one terminal raise the alarm" 1 "$([ "$(value forks)" -gt 0 ] && echo 1)"
at b officer record verify
same "and are a fault" 1 "$rc"
at b officer exchange out "$work/42.krb"
at fork officer exchange in "$work/42.krb" --yes
at fork officer record verify
same "there as well" 1 "$rc"
finish
