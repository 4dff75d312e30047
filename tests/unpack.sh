# SPDX-License-Identifier: Apache-2.0
# A bundle is looked through by a program without rights before it is taken in: what it lets pass, and what becomes of a bundle in which an item makes that
# program crash, run on, eat memory, leave or lie. The store stays as it was, and the message names the item.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
printf '[user.main]\nname = "見本担当"\nrole = "officer"\n' >"$work/officer.ini"
printf '[user.main]\nname = "見本補佐"\nrole = "adviser"\n' >"$work/adviser.ini"
mkdir "$work/bin" "$work/bare"
cp "$program" "$work/bin/kumoshirube"
cp "$program" "$work/bare/kumoshirube"
at() { # STORE PERSON COMMAND...
	store=$1 who=$2
	shift 2
	run "$main" --store "$work/$store.db" --config "$work/$who.ini" "$@"
}
main=$program
at a officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
at a officer case submit R8-0001
at a adviser review advise R8-0001 --text "よい"
at a officer exchange out "$work/1.krb"
has "the bundle has three items" "記録3件" "$out"

# ---- a good one ----
at b officer exchange in "$work/1.krb"
same "a good bundle is shown" 0 "$rc"
has "with what kept in the program that looked through it" "limits" "$out"
at b officer --json exchange in "$work/1.krb" --yes
same "and taken in" 0 "$rc"
has "which is said as JSON, too" "\"protection\": \"limits" "$out"
at b officer record verify
same "all of it verifies" 0 "$rc"
at a officer case export R8-0001
case=$out
at b officer case export R8-0001
same "and the case is the same" "$case" "$out"
at a officer case set R8-0001 case case.title 次の件名
at a officer --json exchange list
at b officer exchange out "$work/2.krb"
at a officer exchange in "$work/2.krb" --yes
peer=$("$program" --store "$work/a.db" --config "$work/officer.ini" --json exchange list | sed -n 's/.*"terminal": "\([0-9a-f]*\)".*/\1/p' | tail -n 1)
at a officer case recall R8-0001
at a officer case submit R8-0001
at a officer exchange out "$work/3.krb" "$peer"
at b officer exchange in "$work/3.krb" --yes
same "a bundle without the edition is read with the one that is here" 0 "$rc"

# Some start programs with the ends of children ignored.
if env --ignore-signal=CHLD true 2>/dev/null; then
	run env --ignore-signal=CHLD "$main" --store "$work/d.db" --config "$work/officer.ini" exchange in "$work/1.krb" --yes
	same "one is taken in where the ends of children were ignored" 0 "$rc"
else
	skip "one is taken in where the ends of children were ignored" "env cannot ignore signals here"
fi

# ---- the program is not there, or is another ----
main=$work/bare/kumoshirube
libexec=$(sed -n 's/^pkglibexecdir = //p' "$builddir/Makefile" | sed "s#\$(libexecdir)#$(sed -n 's/^libexecdir = //p' "$builddir/Makefile")#; s#\${exec_prefix}#$(sed -n 's/^prefix = //p' "$builddir/Makefile")#; s#\$(PACKAGE)#kumoshirube#")
at c officer case new "$srcdir/tests/cases/02-saas-provisional.ini"
sum=$(sha256sum "$work/c.db")
if [ -e "$libexec/kumoshirube-unpack" ]; then
	skip "without it nothing is taken in" "one is installed in $libexec"
else
	at c officer exchange in "$work/1.krb" --yes
	same "without it nothing is taken in" 1 "$rc"
	has "which is said" "組み込まれていません" "$err"
	has "with where it was looked for" "$libexec/kumoshirube-unpack" "$err"
	same "and the store is untouched" "$sum" "$(sha256sum "$work/c.db")"
fi
# ---- what an item could make of it ----
main=$work/bin/kumoshirube
provoke() { # WHAT ITEM
	printf '#!/bin/sh\nexec "%s/tests/unit/provoked_unpack" %s %s "$@"\n' "$builddir" "$1" "$2" >"$work/bin/kumoshirube-unpack"
	chmod +x "$work/bin/kumoshirube-unpack"
	at c officer exchange in "$work/1.krb" --yes
}
refused() { # NAME WORDS
	same "$1: the bundle is refused" 1 "$rc"
	has "$1: the item is named" "3件中2件目" "$err"
	has "$1: and what happened" "$2" "$err"
	same "$1: the store is untouched" "$sum" "$(sha256sum "$work/c.db")"
}
# A sanitizer catches a crash itself and leaves with a code, and maps more than any limit.
sanitized=$(grep -c __asan_init "$builddir/kumoshirube-unpack")
provoke crash 2
refused "a crash" "$([ "$sanitized" -eq 0 ] && echo シグナル11 || echo コード1)"
provoke loop 2
refused "an endless loop" "時間がかかりすぎ"
if [ "$sanitized" -eq 0 ]; then
	provoke memory 2
	refused "endless memory" "シグナル6"
else
	skip "endless memory" "a sanitizer maps more than any limit"
fi
provoke leave 2
refused "leaving" "コード7"
provoke quiet 2
refused "falling silent" "決められていない応答"
provoke lie 2
refused "saying what it may not" "決められていない応答"
provoke blind 2
refused "a revision said to be good without its case file read" "決められていない応答"
provoke open 2
same "a file cannot be opened there, so nothing happens" 0 "$rc"
at c officer record verify
same "and the same bundle is whole" 0 "$rc"

# ---- the two programs ----
if command -v readelf >/dev/null 2>&1; then
	lacks "the main program does not load the library" seccomp "$(readelf -d "$program")"
else
	skip "the main program does not load the library" "readelf is not installed"
fi
rm -f "$work/bin/kumoshirube-unpack"
run "$builddir/kumoshirube-unpack" 0/1
same "without a bundle it fails" 1 "$rc"
run "$builddir/kumoshirube-unpack" 1/1
same "nor is there such a share" 1 "$rc"
run "$builddir/kumoshirube-unpack"
has "alone it tells what keeps it in" "10:protection," "$out"
finish
