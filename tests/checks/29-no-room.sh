# SPDX-License-Identifier: Apache-2.0
# Check 29: a directory that may not be written, a disk without room, a medium that is read-only: each is told plainly, nothing is written by halves, and
# what was typed stays on the screen.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
small=$work/small
mkdir -p "$small"

# A small disk of our own, which vanishes with the shell that made it.
cat >"$work/inside.sh" <<'EOS'
set -u
mkdir -p "$work/again" && mount -t tmpfs -o size=1536k none "$work/again" && mount --bind "$work/again" "$small" || exit 97
"$program" case new "$srcdir/tests/cases/11-open-answers.ini" >/dev/null || exit 96
"$program" case export R8-0001 >"$work/before.ini"
dd if=/dev/zero of="$small/filler" bs=1k 2>/dev/null
"$program" --lang ja --script "$work/type.keys" --save-dir "$work" >"$work/full.out" 2>&1
echo $? >"$work/full.rc"
"$program" case set R8-0001 case case.title 別の名称 >"$work/set.out" 2>&1
echo $? >"$work/set.rc"
"$program" record export R8-0001 --format text --output "$small/record.txt" >"$work/export.out" 2>&1
"$program" case decide R8-0001 --output "$small/draft.txt" >>"$work/export.out" 2>&1
echo $? >"$work/export.rc"
"$program" registry import "$srcdir/tests/lists/first.csv" --name 見本 --issued-on 2026-11-01 >"$work/import.out" 2>&1
echo $? >"$work/import.rc"
"$program" exchange out "$small/out.krb" >"$work/bundle.out" 2>&1
echo $? >"$work/bundle.rc"
ls "$small" >"$work/left"
"$program" case export R8-0001 >"$work/after.ini"
"$program" record verify >"$work/verify.out" 2>&1
echo $? >"$work/verify.rc"
rm "$small/filler"
"$program" --lang ja --script "$work/again.keys" --save-dir "$work" >"$work/again.out" 2>&1
echo $? >"$work/again.rc"
"$program" case export R8-0001 >"$work/room.ini"
mount -o remount,ro "$work/again"
"$program" case set R8-0001 case case.title 別の名称 >"$work/medium.out" 2>&1
echo $? >"$work/medium.rc"
"$program" exchange out "$small/out.krb" >"$work/carried.out" 2>&1
echo $? >"$work/carried.rc"
umount -l "$small"
"$program" --store "$work/kept.db" case new "$srcdir/tests/cases/11-open-answers.ini" >/dev/null 2>&1
"$program" --store "$work/kept.db" exchange out "$small/gone/out.krb" >"$work/gone.out" 2>&1
echo $? >"$work/gone.rc"
mount --bind "$work/again" "$small"
"$program" case list >"$work/list.out" 2>&1
echo $? >"$work/list.rc"
"$program" --lang ja --script "$work/again.keys" --save-dir "$work" >"$work/screens.out" 2>&1
echo $? >"$work/screens.rc"
"$program" case export R8-0001 >"$work/medium.ini"
XDG_DATA_HOME=$small/none "$program" case new >"$work/make.out" 2>&1
echo $? >"$work/make.rc"
EOS
open='key Enter
expect 作業の一覧
key Home Enter
expect 回答を確かめてください
key Home Enter
expect 問1/
key End'
printf '%s\ntype 、空きのない時に\nexpect 空きのない時に\nkey Tab\nexpect ディスクがいっぱいです\nexpect 空きのない時に\nkey Esc\nexpect ディスクがいっぱいです\nexpect 空きのない時に\nsave kept\n' "$open" >"$work/type.keys"
printf '%s\ntype 、空きのある時に\nkey Tab\nrefuse ディスクがいっぱいです\nexpect 空きのある時に\n' "$open" >"$work/again.keys"
said() { cat "$work/$1.out"; }
code() { cat "$work/$1.rc" 2>/dev/null; }

if unshare -rm sh -c "mount -t tmpfs -o size=64k none '$small'" 2>/dev/null; then
	XDG_DATA_HOME=$small
	export XDG_DATA_HOME srcdir program work small
	unshare -rm sh "$work/inside.sh"
	same 'full disk: the tests were made' 0 $?
	same 'full disk: the screens go on, with the reason and what was typed' 0 "$(code full)"
	[ "$(code full)" = 0 ] || not_ok 'full disk: the script' "$(said full)"
	same 'full disk: a command fails' 1 "$(code set)"
	has 'full disk: with the reason and what to do' 'ディスクがいっぱいです' "$(said set)"
	has 'full disk: a file is not written by halves either' 'draft.txt' "$(said export)"
	[ "$(code export)" != 0 ] && ok 'full disk: which is a failure' || not_ok 'full disk: which is a failure' "$(said export)"
	[ "$(code import)" != 0 ] && ok 'full disk: nor is a list taken in' || not_ok 'full disk: nor is a list taken in' "$(said import)"
	[ "$(code bundle)" != 0 ] && ok 'full disk: nor is a bundle written' || not_ok 'full disk: nor is a bundle written' "$(said bundle)"
	has 'full disk: and its place is named' 'out.krb' "$(said bundle)"
	same 'full disk: nothing else is left behind' 'filler kumoshirube' "$(tr '\n' ' ' <"$work/left" | sed 's/ $//')"
	same 'full disk: the case is as it was' '' "$(diff "$work/before.ini" "$work/after.ini")"
	same 'full disk: the store is whole' 0 "$(code verify)"
	same 'with room again the answer is saved' 0 "$(code again)"
	has 'and stored' '、空きのある時に' "$(cat "$work/room.ini")"
	same 'read-only medium: a command fails' 1 "$(code medium)"
	has 'read-only medium: with the reason' '書き込めません' "$(said medium)"
	[ "$(code carried)" != 0 ] && ok 'read-only medium: nor is a bundle written' || not_ok 'read-only medium: nor is a bundle written' "$(said carried)"
	has 'read-only medium: and the reason is said' '書き込めません' "$(said carried)"
	[ "$(code gone)" != 0 ] && ok 'pulled medium: nor is a bundle written' || not_ok 'pulled medium: nor is a bundle written' "$(said gone)"
	has 'pulled medium: and its place is named' 'out.krb' "$(said gone)"
	same 'read-only medium: what only reads goes on' 0 "$(code list)"
	[ "$(code screens)" != 0 ] && ok 'read-only medium: the screens say so at once' || not_ok 'read-only medium: the screens say so at once' "$(said screens)"
	has 'read-only medium: with the reason, too' '書き込めません' "$(said screens)"
	same 'read-only medium: the case is as it was' '' "$(diff "$work/room.ini" "$work/medium.ini")"
	[ "$(code make)" != 0 ] && ok 'read-only medium: no store can be made' || not_ok 'read-only medium: no store can be made' "$(said make)"
	has 'read-only medium: and the place is named' "$small/none" "$(said make)"
else
	skip 'a full disk and a read-only medium' 'no disk of our own can be made here (unshare and mount)'
fi

# A directory that may not be written. root may write everywhere, so root lets somebody else try, if there is a way.
closed=$work/closed
XDG_DATA_HOME=$closed
export XDG_DATA_HOME
unprivileged=
if [ "$(id -u)" -eq 0 ]; then
	command -v setpriv >/dev/null 2>&1 && unprivileged='setpriv --reuid=65534 --clear-groups --inh-caps=-all --bounding-set=-all'
	chmod 755 "$work"
fi
if [ "$(id -u)" -ne 0 ] || { [ -n "$unprivileged" ] && $unprivileged "$program" --version >/dev/null 2>&1 && $unprivileged test -r "$KUMOSHIRUBE_DATA/data/catalogue/era.ini"; }; then
	mkdir -p "$closed/kumoshirube"
	"$program" case new "$srcdir/tests/cases/11-open-answers.ini" >/dev/null
	"$program" case export R8-0001 >"$work/before.ini"
	chmod 644 "$closed"/kumoshirube/*
	chmod 555 "$closed/kumoshirube" "$closed"
	run $unprivileged "$program" case set R8-0001 case case.title 別の名称
	[ "$rc" -ne 0 ] && ok 'read-only directory: a command fails' || not_ok 'read-only directory: a command fails' "$out"
	has 'read-only directory: with the reason' '書き込めません' "$err"
	cp "$work/again.keys" "$work/open.keys"
	chmod 644 "$work/open.keys"
	run $unprivileged "$program" --lang ja --script "$work/open.keys"
	[ "$rc" -ne 0 ] && ok 'read-only directory: the screens say so at once' || not_ok 'read-only directory: the screens say so at once' "$out$err"
	has 'read-only directory: with the reason, too' '書き込めません' "$err"
	chmod 755 "$closed/kumoshirube" "$closed"
	"$program" case export R8-0001 >"$work/after.ini"
	same 'read-only directory: the case is as it was' '' "$(diff "$work/before.ini" "$work/after.ini")"
	same 'read-only directory: nothing else is left behind' 'store.db store.db.key' "$(ls "$closed/kumoshirube" | tr '\n' ' ' | sed 's/ $//')"
else
	skip 'a read-only directory' 'root may write everywhere, and nobody else can run the program here'
fi
finish
