# SPDX-License-Identifier: Apache-2.0
# Bad input: what, where, what to do, the designed exit code, nothing lost, nothing half-written.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
cases=$srcdir/tests/cases
good=$cases/01-public-saas-registered.ini

# refused NAME CODE TEXT COMMAND...: exits with CODE, says TEXT on standard error, prints nothing on standard output
refused() {
	name=$1 code=$2 text=$3
	shift 3
	run "$@"
	if [ "$rc" -eq "$code" ] && [ -z "$out" ] && case $err in *"$text"*) true ;; *) false ;; esac; then
		ok "$name"
	else
		not_ok "$name" "exit $rc (want $code), message: $err; output: $out"
	fi
}

# ---- case files ----
edit() { sed "$1" "$good" >"$work/case.ini"; }
refused "a case file that is not there" 4 "$work/none.ini" "$program" decide "$work/none.ini"
refused "a directory" 4 "$work" "$program" decide "$work"
mkfifo "$work/pipe"
refused "a pipe does not make it wait" 4 "$work/pipe" "$program" decide "$work/pipe"
ln -s "$good" "$work/link.ini"
refused "a symbolic link is not followed" 4 "$work/link.ini" "$program" decide "$work/link.ini"
edit 's/^confidentiality = .*/confidentiality = "9"/'
refused "an option that does not exist" 4 "case.ini:" "$program" decide "$work/case.ini"
edit 's/^confidentiality = .*/confidentialty = "2"/'
refused "a misspelt key" 4 "confidentialty" "$program" decide "$work/case.ini"
edit 's/^contract_end = .*/contract_end = "2031-02-30"/'
refused "a day that does not exist" 4 "case.ini:" "$program" decide "$work/case.ini"
edit 's/^title = "\(.*\)"/title = \1/'
refused "a value without quotes" 4 "case.ini:" "$program" decide "$work/case.ini"
printf '\357\273\277' >"$work/case.ini" && cat "$good" >>"$work/case.ini"
refused "a BOM" 4 "case.ini:1" "$program" decide "$work/case.ini"
iconv -f UTF-8 -t CP932//TRANSLIT "$good" >"$work/case.ini" 2>/dev/null
refused "another encoding" 4 "case.ini:" "$program" decide "$work/case.ini"
head -c 700 "$good" >"$work/case.ini"
refused "a file cut off" 4 "case.ini:" "$program" decide "$work/case.ini"
printf '[meta.case]\nformat = "1"\nedition = "2021-03-30"\n[case.main]\nconfidentiality = "9"\nnonsense = "1"\norg_type = "x"\n' >"$work/case.ini"
run "$program" decide "$work/case.ini"
same "every fault of a file is listed at once" 3 "$(printf '%s\n' "$err" | grep -c 'case.ini:[567]:')"
edit 's/^edition = .*/edition = "1999-01-01"/'
refused "an edition that is not here" 4 "1999-01-01" "$program" decide "$work/case.ini"

# ---- lists ----
import() { "$program" --store "$work/list.db" registry import "$1" --name "見本" --issued-on 2026-11-01; }
head=$(head -n 1 "$srcdir/data/registry/sample.csv")
row=$(grep C99-0001 "$srcdir/data/registry/sample.csv" | head -n 1)
refused "a list that is not there" 4 "none.csv" import "$work/none.csv"
printf 'a,b,c\n1,2,3\n' >"$work/list.csv"
refused "a list with other columns" 4 "list.csv" import "$work/list.csv"
printf '%s\n%s\n"open,quote\n' "$head" "$row" >"$work/list.csv"
refused "a quote that is never closed" 4 "list.csv:3" import "$work/list.csv"
printf '%s\n%s\n1,2\n' "$head" "$row" >"$work/list.csv"
refused "a row with too few fields" 4 "list.csv:3" import "$work/list.csv"
printf '%s\n1,2\n%s\n' "$head" "$(printf '%s' "$row" | sed 's/,20[0-9-]*/,2026-13-01/')" >"$work/list.csv"
run import "$work/list.csv"
same "a row with too few fields hides no fault of another" 2 "$(printf '%s\n' "$err" | grep -c 'list.csv:[23]:')"
printf '%s\n%s\n%s\n' "$head" "$row" "$row" >"$work/list.csv"
refused "a registration number twice" 4 "C99-0001" import "$work/list.csv"
"$program" --store "$work/list.db" case new "$good" >/dev/null
run "$program" --store "$work/list.db" --json registry list
same "nothing of a refused list stays" 1 "$(printf '%s\n' "$out" | grep -c '"name"')"
run "$program" --store "$work/none/list.db" registry import "$work/list.csv" --name "見本" --issued-on 2026-11-01
same "a refused import makes no store" "4 no" "$rc $([ -e "$work/none/list.db" ] && echo yes || echo no)"
refused "an import without a name" 2 "--name" "$program" --store "$work/list.db" registry import "$srcdir/data/registry/sample.csv"

# ---- messages ----
(printf '%s\n' "$head"; i=0; while [ $i -lt 5000 ]; do echo 1,2; i=$((i + 1)); done) >"$work/long.csv"
run import "$work/long.csv"
same "5000 bad rows are all listed in a file" 5000 "$(printf '%s\n' "$err" | grep -c 'long.csv:')"
run "$program" --json --store "$work/list.db" registry import "$work/long.csv" --name "見本" --issued-on 2026-11-01
same "and as JSON" 5000 "$(printf '%s\n' "$err" | grep -c '"severity": "error"')"
if command -v script >/dev/null 2>&1; then
	shown=$(export program work; script -qec '"$program" --store "$work/list.db" registry import "$work/long.csv" --name x --issued-on 2026-11-01' /dev/null </dev/null)
	same "a terminal gets the first of them" 20 "$(printf '%s\n' "$shown" | grep -c 'long.csv:')"
	has "and how many more there are" "4980" "$shown"
else
	skip "a terminal gets the first of them" "no script command"
	skip "and how many more there are" "no script command"
fi
refused "an error as JSON" 4 '"error": {' "$program" --json decide "$work/none.ini"
has "with its kind" '"status": "input"' "$err"
has "its exit code" '"exit": 4' "$err"
has "and its place" '"file": "' "$err"
refused "a usage error as JSON" 2 '"status": "usage"' "$program" --json --nosuch
refused "no command as JSON" 2 '"status": "usage"' "$program" nosuch --json
for command in "record list" "record replay" "record verify"; do
	# shellcheck disable=SC2086
	refused "no result of $command without a store" 1 '"status": "failed"' "$program" --json $command
done
run "$program" --json decide "$good"
same "and nothing where there is nothing to say" "" "$err"

# ---- stores ----
refused "a store that is not there" 4 "none.db" "$program" --store "$work/none.db" case list
refused "nor for a decision" 4 "none.db" "$program" --store "$work/none.db" decide "$good"
[ ! -e "$work/none.db" ] && ok "and none is made" || not_ok "and none is made"
run env KUMOSHIRUBE_STORE="$work/none.db" "$program" case list
same "the usual place may still be empty" 0 "$rc"
echo 'this is no database, only text that is long enough to be looked at as one' >"$work/text.db"
refused "a store that is a text file" 4 "text.db" "$program" --store "$work/text.db" case list
if command -v sqlite3 >/dev/null 2>&1; then
	sqlite3 "$work/other.db" 'CREATE TABLE t(x); PRAGMA application_id = 77;'
	refused "a database of another program" 4 "other.db" "$program" --store "$work/other.db" case list
	"$program" --store "$work/new.db" case new >/dev/null
	sqlite3 "$work/new.db" 'PRAGMA user_version = 9999'
	refused "a store newer than the program" 4 "new.db" "$program" --store "$work/new.db" case list
	"$program" --store "$work/held.db" case new "$good" >/dev/null
	mkfifo "$work/release"
	(sqlite3 "$work/held.db" "BEGIN EXCLUSIVE;" ".system touch $work/held; cat $work/release" >/dev/null 2>&1) &
	tries=0
	while [ ! -e "$work/held" ] && [ "$tries" -lt 200000 ]; do tries=$((tries + 1)); done
	refused "a store that another process writes" 5 "held.db" "$program" --store "$work/held.db" case set R8-0001 case case.pjmo x
	echo >"$work/release"
	wait
fi
: >"$work/file"
refused "a directory that cannot be made" 1 "$work/file" "$program" --store "$work/file/store.db" case new

# A full disk: a small file system of our own, where the system lets us have one.
full() {
	mount -t tmpfs -o size=256k tmpfs "$1" || exit 77
	"$program" --store "$1/store.db" case new "$good" >/dev/null 2>&1 || exit 78
	dd if=/dev/zero of="$1/fill" bs=1k count=1000 >/dev/null 2>&1
	"$program" --store "$1/store.db" case set R8-0001 case case.users_detail "$(head -c 60000 /dev/zero | tr '\0' a)" >"$2" 2>&1
	echo "exit $?" >>"$2"
	rm "$1/fill"
	"$program" --store "$1/store.db" case export R8-0001 >"$3" 2>&1
}
mkdir "$work/small"
program=$program good=$good export program good
if unshare -rm true 2>/dev/null; then
	unshare -rm sh -c "$(sed -n '/^full() {/,/^}/p' "$0")
full '$work/small' '$work/full.out' '$work/full.case'"
	case $? in
	77 | 78) skip "a full disk" "no small file system can be mounted here" ;;
	*)
		has "a full disk is said" "exit 1" "$(cat "$work/full.out")"
		has "and what was there is still there" "確認" "$(cat "$work/full.case" | sed 's/^users_detail.*/確認/')"
		;;
	esac
else
	skip "a full disk" "no mount name space is allowed here"
fi

# A read-only file system, in the same way.
readonly_store() {
	mount -t tmpfs -o size=4m tmpfs "$1" || exit 77
	"$program" --store "$1/store.db" case new "$good" >/dev/null 2>&1 || exit 78
	mount -o remount,ro "$1" || exit 77
	"$program" --store "$1/store.db" case set R8-0001 case case.pjmo x >"$2" 2>&1
	echo "exit $?" >>"$2"
	"$program" --store "$1/store.db" case list >"$3" 2>&1
}
mkdir "$work/ro"
if unshare -rm true 2>/dev/null; then
	unshare -rm sh -c "$(sed -n '/^readonly_store() {/,/^}/p' "$0")
readonly_store '$work/ro' '$work/ro.out' '$work/ro.list'"
	case $? in
	77 | 78) skip "a read-only file system" "no small file system can be mounted here" ;;
	*)
		has "a read-only file system is said" "exit 1" "$(cat "$work/ro.out")"
		has "with the store's name" "store.db" "$(cat "$work/ro.out")"
		has "and reading goes on" "R8-0001" "$(cat "$work/ro.list")"
		;;
	esac
else
	skip "a read-only file system" "no mount name space is allowed here"
fi

# Many first starts at once: one store, one key, and every case in the chain of both.
i=0
while [ $i -lt 6 ]; do
	"$program" --store "$work/many/store.db" case new "$good" >"$work/many.$i" 2>&1 &
	i=$((i + 1))
done
wait
same "many first starts make one store" "R8-0001 R8-0002 R8-0003 R8-0004 R8-0005 R8-0006" "$(sort "$work"/many.? | tr '\n' ' ' | sed 's/ $//')"
same "and leave nothing beside it" "store.db store.db.key" "$(ls "$work/many" | tr '\n' ' ' | sed 's/ $//')"
run "$program" --store "$work/many/store.db" case submit R8-0004
run "$program" --store "$work/many/store.db" record verify
same "with one key" "0" "$rc$err"

# A directory in which somebody else may only read.
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null 2>&1 && setpriv --reuid=65534 --clear-groups test -x "$program"; then
	mkdir "$work/shelf"
	"$program" --store "$work/shelf/store.db" case new "$good" >/dev/null
	chmod 644 "$work/shelf/store.db" && chmod 555 "$work/shelf" && chmod 711 "$work"
	other="setpriv --reuid=65534 --clear-groups env HOME=/nonexistent XDG_CACHE_HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent"
	# shellcheck disable=SC2086
	run $other "$program" --store "$work/shelf/store.db" case list
	has "somebody else reads what he may only read" "R8-0001" "$out"
	# shellcheck disable=SC2086
	refused "but does not write" 1 "store.db" $other "$program" --store "$work/shelf/store.db" case set R8-0001 case case.pjmo x
	# shellcheck disable=SC2086
	refused "nor begin a store" 1 "$work/shelf" $other "$program" --store "$work/shelf/new.db" case new
	same "and leaves nothing there" "store.db store.db.key" "$(ls "$work/shelf" | tr '\n' ' ' | sed 's/ $//')"
else
	for name in "somebody else reads what he may only read" "but does not write" "nor begin a store" "and leaves nothing there"; do
		skip "$name" "needs root and setpriv"
	done
fi

# ---- tampering ----
"$program" --store "$work/tamper.db" case new "$good" >/dev/null
run "$program" --store "$work/tamper.db" record verify
same "where nothing was handed in there is nothing to say" "0 " "$rc $err"
"$program" --store "$work/tamper.db" case submit R8-0001 >/dev/null
run "$program" --store "$work/tamper.db" record verify
same "an untouched store verifies" 0 "$rc"
if command -v sqlite3 >/dev/null 2>&1; then
	cp "$work/tamper.db" "$work/emptied.db"
	sqlite3 "$work/emptied.db" 'PRAGMA foreign_keys = OFF; DROP TRIGGER artifact_no_delete; DROP TRIGGER chain_no_delete; DROP TRIGGER signature_no_delete;
		DELETE FROM artifact; DELETE FROM chain; DELETE FROM signature; DELETE FROM head'
	run "$program" --store "$work/emptied.db" record verify
	same "a chain taken away as a whole is found" 1 "$rc"
	has "and the case is named" "R8-0001" "$err"
else
	skip "a chain taken away as a whole" "sqlite3 is not installed"
fi
place=$(LC_ALL=C grep -abo 'kumoshirube/revision/[0-9]' "$work/tamper.db" | tail -n 1 | cut -d: -f1)
printf 'X' | dd of="$work/tamper.db" bs=1 seek="${place:?}" conv=notrunc 2>/dev/null
run "$program" --store "$work/tamper.db" record verify
same "one changed byte is found" 1 "$rc"
has "and the revision is named" "revision" "$err"

"$program" --store "$work/signed.db" case new "$good" >/dev/null
"$program" --store "$work/signed.db" case submit R8-0001 >/dev/null
mv "$work/signed.db.key" "$work/kept.key"
refused "a store whose key is lost is not signed anew" 1 "signed.db.key" "$program" --store "$work/signed.db" case submit R8-0001
"$program" --store "$work/other-key.db" case new >/dev/null
cp "$work/other-key.db.key" "$work/signed.db.key"
run "$program" --store "$work/signed.db" record verify
same "a chain signed by another key is found" 1 "$rc"
rm "$work/signed.db.key"
run "$program" --store "$work/signed.db" record verify
same "without the key the chain is still checked" 0 "$rc"
has "and that is said" "signed.db.key" "$err"
mv "$work/kept.key" "$work/signed.db.key"
run "$program" --store "$work/signed.db" record verify
same "with its key it verifies" "0" "$rc$err"

rm "$work/signed.db.head"
run "$program" --store "$work/signed.db" record verify
has "a chain whose end is not remembered is said" ".head" "$err"
refused "a choice that is no candidate" 4 "c1-1-k9" "$program" --store "$work/signed.db" case set R8-0001 c1-1 step.chosen_candidate c1-1-k9
lines=$(i=0; while [ $i -lt 200 ]; do echo a; i=$((i + 1)); done)
refused "a reason without end" 4 "100" "$program" --store "$work/signed.db" case set R8-0001 case case.confidentiality 2 --reason "$lines"
"$program" --store "$work/signed.db" registry import "$srcdir/data/registry/sample.csv" --name "見本 新" --issued-on 2026-11-01 >/dev/null 2>&1
refused "an older list without a reason" 2 "--reason" "$program" --store "$work/signed.db" registry import "$srcdir/data/registry/sample.csv" --name "見本 旧" --issued-on 2026-01-01
refused "a list from the future" 2 "2027-01-01" "$program" --store "$work/signed.db" registry import "$srcdir/data/registry/sample.csv" --name "見本" --issued-on 2027-01-01
refused "a name that would move the cursor" 2 "--name" "$program" --store "$work/signed.db" registry import "$srcdir/data/registry/sample.csv" --name "$(printf 'a\033[31mb')" --issued-on 2026-11-02
edit 's/^scope = .*/scope = "?"/; /^scope\./d'
run "$program" decide "$work/case.ini"
same "a gate that is not known leaves the case open" 3 "$rc"

# ---- terminals ----
refused "no terminal" 2 "端末" "$program"
refused "a date that is none" 2 "2026-13-01" "$program" --as-of 2026-13-01 decide "$good"
run env LC_ALL=C.UTF-8 sh -c "'$program' decide '$good' | head -n 1"
same "a reader that stops early is no error" "" "$err"
finish
