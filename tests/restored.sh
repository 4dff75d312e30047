# SPDX-License-Identifier: Apache-2.0
# A terminal that was restored from a copy, at the exchange: what it had entered since is a branch that comes back from others, in whichever order things
# happen, and no fraud; a chain that was written anew is one, with a restoring or without.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
cd "$work" || exit 99
person officer 見本担当 officer
person other 見本別担当 officer
person adviser 見本補佐 adviser
person approver 見本責任者 approver
sed '/^sample *=/d' "$srcdir"/tests/cases/01-*.ini >01.ini
ks() { # TERMINAL PERSON COMMAND...
	store=$1 who=$2
	shift 2
	run "$program" --lang en --store "$work/$store.db" --config "$work/$who.ini" "$@"
}
terminal() { "$program" --lang en --store "$work/$1.db" --config officer.ini exchange list | sed -n 's/^this terminal: \([0-9a-f]*\).*/\1/p'; }
verifies() { # NAME TERMINAL
	ks "$2" officer record verify
	same "$1" 0 "$rc"
	lacks "$1: nothing was rewritten" "rewritten" "$out$err"
}
carry() { # FROM TO BUNDLE [FOR]
	ks "$1" officer exchange out "$3" ${4:+"$4"}
	ks "$2" officer exchange in "$3" --yes
	same "$3 goes from $1 to $2" 0 "$rc"
}

# ---- another terminal has countersigned what came after the copy; then the restoring; then its bundle ----
ks a officer case new 01.ini
ks a officer case submit R8-0001
ks a officer store backup copy.db
ks a adviser review advise R8-0001 --text 見本
ks a approver review approve R8-0001
carry a b 1.krb
ks b officer exchange out all.krb
ks a officer store restore copy.db --yes
same "the copy is put back" 0 "$rc"
verifies "restored" a
carry b c 2.krb
# The receipt alone: without what it speaks of, because the other terminal does not know yet that anything was lost.
ks b officer exchange out receipt.krb "$(terminal a)"
ks a officer exchange in receipt.krb --yes
verifies "the receipt alone is no fault" a
has "but what is missing is said" "up to 4" "$err"
has "and what to do" "ask there for a bundle" "$err"
ks a officer exchange list
lacks "a terminal is no other one to itself" "terminal $(terminal a)  key" "$out"
# Now the other one hears of the restoring, and what was lost goes back in a bundle that is made for this terminal.
carry a b 3.krb
verifies "the other terminal takes it for a branch" b
carry b a 4.krb "$(terminal a)"
verifies "what was lost is back" a
lacks "and nothing is missing" "ask there for a bundle" "$err"
ks a officer review list
has "the case is approved again" "Approved" "$out"
ks a officer exchange list
lacks "still no other one to itself" "terminal $(terminal a)  key" "$out"
has "the other one is there" "terminal $(terminal b)  key" "$out"
carry a b 5.krb
verifies "and everything is whole there" b
ks b officer exchange list
same "there are no two histories of one place" 0 "$(printf '%s\n' "$out" | grep -c ALARM)"

# ---- the other order: all comes back in one bundle, and then the store is restored once more, further back than what others hold ----
ks c officer exchange out from-c.krb
cp copy.db d.db
cp copy.db.key d.db.key
ks d officer store restore copy.db --yes
ks d officer exchange in all.krb --yes
verifies "everything at once" d
lacks "nothing is missing then" "ask there for a bundle" "$err"
ks d officer store backup later.db
ks d officer case new 01.ini
ks d officer case submit R8-0002
carry d e 6.krb
ks d officer store restore copy.db --yes
carry e d 7.krb "$(terminal d)"
verifies "a copy from before all that" d
has "says what is missing" "ask there for a bundle" "$err"
carry d e 8.krb
carry e d 9.krb "$(terminal d)"
verifies "and has it all again" d
lacks "with nothing missing" "ask there for a bundle" "$err"
ks d officer case list
has "the later case is back as well" "R8-0002" "$out"

# ---- a chain that was written anew is found: by cutting it off and going on, and with a restoring from a copy that is itself another history ----
ks f officer case new 01.ini
ks f officer case submit R8-0001
cp f.db cut.db
ks f adviser review advise R8-0001 --text 見本
carry f g 10.krb
ks g officer exchange out of-g.krb "$(terminal f)"
cp cut.db f.db
rm -f f.db.head
ks f adviser review return R8-0001 --text 別の見本
ks f officer exchange in of-g.krb --yes
ks f officer record verify
same "cut off and gone on is a fault" 1 "$rc"
has "and named" "was rewritten" "$err"
cp cut.db f.db
rm -f f.db.head f.db.key.old
ks f adviser review return R8-0001 --text 別の見本
ks f officer store backup false.db
ks f officer store restore false.db --yes
ks f officer exchange in of-g.krb --yes
ks f officer record verify
same "a restoring hides no other history" 1 "$rc"
has "which is named as well" "was rewritten" "$err"
finish
