# SPDX-License-Identifier: Apache-2.0
# Persons come, change and leave, and other offices have lists of their own; what was signed stays what it was.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
cd "$work" || exit 99
for who in officer adviser approver; do
	mkdir -p "$who" keys
	printf '[user.main]\nname = "見本%s"\n[registry.main]\nkeys = "%s/keys"\n' "$who" "$work" >"$who/kumoshirube.ini"
	printf 'pass of %s\n' "$who" >"$who/pass"
	chmod 600 "$who/pass"
done
as() { # PERSON COMMAND...
	who=$1
	shift
	run env KUMOSHIRUBE_PASSPHRASE_FILE="$work/$who/pass" "$program" --lang en --store "$work/${db:-a.db}" --config "$work/$who/kumoshirube.ini" "$@"
}
sed '/^sample *=/d' "$srcdir"/tests/cases/01-*.ini >01.ini
as officer case new 01.ini
for who in officer adviser approver; do
	as $who record key new
	light_keys $who/pass $who/person.key
done
"$program" registry key office >/dev/null && cp office.pub keys/
entry() { # SECTION NAME ROLES KEY [LINES]
	printf '[person.%s]\nname = "%s"\nroles = "%s"\npublic = "%s"\n%b' "$1" "$2" "$3" "$(sed -n 2p "$4/person.key.pub")" "${5:-}"
}
version=0
list() { # ENTRY...
	version=$((version + 1))
	{
		printf '[people.main]\nformat = "1"\nversion = "%s"\nissued_on = "2026-11-01"\n' "$version"
		printf '%s\n' "$@"
	} >keys/people.ini
	run "$program" registry sign keys/people.ini --key office --output keys/people.ini.minisig
}
officer=$(entry officer 見本officer officer officer)
adviser=$(entry adviser 見本adviser adviser adviser)
approver=$(entry approver 見本approver approver approver)
list "$officer" "$adviser" "$approver"
as officer case submit R8-0001
as adviser review advise R8-0001 --text 見本
as approver review approve R8-0001
same "a case is approved" 0 "$rc"
verifies() {
	as officer record verify
	same "$1" 0 "$rc"
}
refused() { # NAME WORDS
	as officer record verify
	[ "$rc" -ne 0 ] && ok "$1" || not_ok "$1" "$out"
	has "$1: which is said" "$2" "$err"
}
until='revoked_on = "2026-12-01"\n' from='valid_from = "2026-12-01"\n'

# ---- another role, another name, another key, and leaving: the old entry stays, and ends ----
list "$(entry officer 見本officer officer officer "$until")" "$(entry officer2 見本officer改姓 'officer approver' officer "$from")" "$adviser" \
	"$(entry approver 見本approver approver approver "$until")"
verifies "another role and name, and one who left: the steps before are whole"
as officer record key list
same "both entries are listed" 2 "$(printf '%s\n' "$out" | grep -c 見本officer)"
as officer case set R8-0001 case case.title 見本の件名
as officer case submit R8-0001
as officer --json review show R8-0001
lacks "before the day the old entry counts" 改姓 "$out"
KUMOSHIRUBE_TODAY=2026-12-01
as officer case recall R8-0001
as officer case submit R8-0001
same "from the day on the new one does" 0 "$rc"
as officer --json review show R8-0001
has "with the new name" 改姓 "$out"
as adviser review advise R8-0001 --text 見本
as officer review approve R8-0001
same "but nobody approves a case of his own in a new role" 1 "$rc"
as approver review approve R8-0001
same "nor does who has left" 1 "$rc"
has "whose key has ended" "revoked" "$err"
verifies "all of it is whole"
list "$(entry officer2 見本officer改姓 'officer approver' officer)" "$adviser" "$approver"
refused "without the old entry the old steps do not fit" "belongs to somebody else"

# ---- what a list may not say ----
list "$officer" "$(entry officer2 見本officer改姓 approver officer "$from")" "$adviser" "$approver"
refused "a key with two entries for one day" "already there under the name officer"
for name in 見本officer '見本 Officer' '見本ｏｆｆｉｃｅｒ　'; do
	list "$officer" "$adviser" "$(entry approver "$name" approver approver)"
	refused "two keys with one name ($name)" "the entry officer has the same name"
done
list "$(entry officer 見本officer officer officer 'valid_from = "2026-12-01"\nrevoked_on = "2026-11-01"\n')" "$adviser"
refused "an end before the beginning" "revoked_on is before valid_from"
list "$(entry officer 見本officer officer officer "$until")" "$(entry officer2 見本officer改姓 'officer approver' officer "$from")" "$adviser" "$approver"
verifies "the good list again"

# ---- an office with a list of its own ----
mv keys keys.a
rm -f office office.pub
for who in officer adviser; do
	mv $who $who.a
	mkdir $who
	printf '[user.main]\nname = "見本別%s"\n[registry.main]\nkeys = "%s/keys"\n' "$who" "$work" >"$who/kumoshirube.ini"
	cp $who.a/pass $who/pass
done
db=b.db
mkdir keys
as officer case new 01.ini
for who in officer adviser; do
	as $who record key new
	light_keys $who/pass $who/person.key
done
"$program" registry key office >/dev/null && cp office.pub keys/
list "$(entry officer 見本別officer officer officer)" "$(entry adviser 見本別adviser adviser adviser)"
as officer case submit R8-0001
same "another office works under its own list" 0 "$rc"
run env KUMOSHIRUBE_PASSPHRASE_FILE="$work/officer.a/pass" "$program" --lang en --store a.db --config officer.a/kumoshirube.ini exchange out a.krb
as officer exchange in a.krb --yes
same "a case of the first comes in" 0 "$rc"
verifies "whose persons are in no list here, which is no fault"
has "but is said" "steps of terminal" "$err"
as officer --json record verify
has "and nothing is counted as one" '"faults": 0' "$out"
# A key that the list does know is held to what the list says of it.
list "$(entry officer 見本別officer officer officer)" "$(entry adviser 見本別adviser adviser adviser)" "$(entry guest 見本客 adviser adviser.a)"
refused "a known key under another name" "belongs to somebody else"
list "$(entry officer 見本別officer officer officer)" "$(entry adviser 見本別adviser adviser adviser)" "$(entry guest 見本adviser auditor adviser.a)"
refused "or in another role" "did not hold this role"
# What was entered here was entered under this list.
list "$(entry adviser 見本別adviser adviser adviser)"
as adviser record verify
same "a key of our own terminal must be in it" 1 "$rc"
has "which is said" "not in the list of persons" "$err"
finish
