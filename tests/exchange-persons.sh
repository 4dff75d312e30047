# SPDX-License-Identifier: Apache-2.0
# The signed list of persons in a bundle: what is told of it, when it is taken over and when not, that ours is kept, and that whoever cannot use it sends it on.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
cd "$work" || exit 99
terminal() { # NAME: a terminal with a directory of keys of its own
	mkdir -p "$1/keys"
	printf '[user.main]\nname = "見本担当"\nrole = "officer"\n[registry.main]\nkeys = "%s"\n' "$work/$1/keys" >"$1/kumoshirube.ini"
	printf 'pass of terminal %s\n' "$1" >"$1/pass"
	chmod 600 "$1/pass"
}
renamed=
at() { # TERMINAL COMMAND...
	terminal=$1
	shift
	KUMOSHIRUBE_PASSPHRASE_FILE=$work/$terminal/pass
	export KUMOSHIRUBE_PASSPHRASE_FILE
	run "$program" --store "$work/$terminal/s.db" --config "$work/$terminal/kumoshirube.ini" "$@"
	# Whatever came in, the records are as whole as they were; but for the steps of who is called otherwise in a list by now.
	case "$renamed $*" in
	*" $terminal "*) ;;
	*'exchange in'*--yes)
		"$program" --store "$work/$terminal/s.db" --config "$work/$terminal/kumoshirube.ini" record verify >"$work/verified" 2>&1 ||
			not_ok "the records of $terminal are whole after $*" "$(cat "$work/verified")" ;;
	esac
}
value() { printf '%s\n' "$out" | sed -n "s/.*\"$1\": \"*\([^\",]*\)\"*,*\$/\1/p" | sed -n "${2:-1}p"; }
# lists: the part of the preview about lists, which is the last of it
lists() { printf '%s\n' "$out" | sed -n '/"lists": \[/,$p'; }
of_list() { lists | sed -n "s/.*\"$1\": \"*\([^\",]*\)\"*,*\$/\1/p" | sed -n "${2:-1}p"; }
for name in a b c d e; do terminal $name; done
for key in office other; do run "$program" registry key $key; done
for name in a b c e; do cp office.pub $name/keys/office.pub; done
cp other.pub d/keys/office.pub
person() { # ID NAME ROLES TERMINAL [LINE]
	printf '[person.%s]\nname = "%s"\nroles = "%s"\npublic = "%s"\n%s' "$1" "$2" "$3" "$(sed -n 2p "$4/person.key.pub")" "${5:-}"
}
sign() { run "$program" registry sign "$1/keys/people.ini" --key "${2:-office}" --output "$1/keys/people.ini.minisig"; }
people() { # TERMINAL VERSION PERSON... as written by person
	printf '[people.main]\nformat = "1"\nversion = "%s"\nissued_on = "2026-11-01"\n' "$2" >"$1/keys/people.ini"
	to=$1
	shift 2
	printf '%s\n' "$@" >>"$to/keys/people.ini"
	sign "$to"
}

# ---- without a list ----
at a case new "$srcdir/tests/cases/01-public-saas-registered.ini"
at a case submit R8-0001
at a --json exchange out 0.krb
same "without a list a bundle goes out as ever" "0 0" "$rc $(value lists)"
at b --json exchange in 0.krb --yes
same "and comes in" "0 2 " "$rc $(value new) $(of_list state)"

# ---- the first list of a terminal ----
for name in a b; do
	at $name record key new
	[ "$rc" -eq 0 ] || not_ok "a key for $name" "$err"
	light_keys $name/pass $name/person.key
done
officer=$(person officer 見本担当 officer a)
adviser=$(person adviser 見本補佐 adviser b)
people a 2 "$officer" "$adviser"
at a exchange out 1.krb
same "with a list it goes along" 0 "$rc"
has "which is said" "第2版）を同封" "$out"
at b exchange in 1.krb
for word in "人の一覧:" "$(basename office)" "第2版、2人" "最初の一覧" "新規: 見本担当" "新規: 見本補佐"; do has "looking tells: $word" "$word" "$out"; done
lacks "its own key is in it" "あなたの鍵はこの一覧にありません" "$out"
same "and changes nothing" "office.pub" "$(ls b/keys)"
at b --json exchange in 1.krb
same "in JSON: a first one, by whom, how many" "first office 2 0 2 false" \
	"$(of_list state) $(of_list signer_name) $(of_list version) $(of_list ours) $(of_list persons) $(of_list without_us)"
same "nothing but the list is new" "0 0" "$(value new) $(value opaque)"
at b exchange in 1.krb --yes
same "on yes it is taken over" 0 "$rc"
same "to the byte" "$(sha256sum <a/keys/people.ini)" "$(sha256sum <b/keys/people.ini)"
same "with its signature" "$(sha256sum <a/keys/people.ini.minisig)" "$(sha256sum <b/keys/people.ini.minisig)"
same "and nothing else lies there" "office.pub people.ini people.ini.minisig" "$(ls b/keys | tr '\n' ' ' | sed 's/ $//')"
if command -v minisign >/dev/null 2>&1; then
	run minisign -V -q -m b/keys/people.ini -p office.pub
	same "minisign checks it where it came to" 0 "$rc"
else
	skip "minisign checks it where it came to" "minisign is not installed"
fi
at b record key list
has "it is in force" "見本補佐" "$out"
at b review advise R8-0001 --text "差し支えない。"
same "and its persons act under it" 0 "$rc"
at b exchange in 1.krb --yes
has "a second time there is nothing new" "新しいものはありません" "$out"
has "because it is ours" "ここで有効なものと同じ" "$out"
same "and no copy is made" "office.pub people.ini people.ini.minisig" "$(ls b/keys | tr '\n' ' ' | sed 's/ $//')"

# ---- a newer one ----
renamed=' b '
before=$(sha256sum <b/keys/people.ini) proof=$(sha256sum <b/keys/people.ini.minisig)
people a 3 "$(person officer 見本担当 'officer adviser' a)" "$(person third 見本三 approver b 'valid_from = "2026-01-01"
')"
at a exchange out 2.krb
at b exchange in 2.krb
has "what is different is told: roles" "変更: 見本担当" "$out"
has "as they were" "以前: プロジェクト推進組織の担当者" "$out"
has "and a name, since the key is the same" "見本補佐 " "$out"
has "and from when" "2026-01-01から" "$out"
has "with the versions" "ここの一覧は第2版" "$out"
same "looking changes nothing" "$before" "$(sha256sum <b/keys/people.ini)"
at b --json exchange in 2.krb --yes
same "the newer one is taken over" newer "$(of_list state)"
same "ours is kept beside it" "$before" "$(sha256sum <b/keys/people.ini.replaced-1)"
same "with its signature" "$proof" "$(sha256sum <b/keys/people.ini.replaced-1.minisig)"
people a 4 "$officer"
at a exchange out 3.krb
at b exchange in 3.krb
has "who is no longer in it is told" "一覧から外れる: 見本三" "$out"
has "and that one's own key is not in it" "あなたの鍵はこの一覧にありません" "$out"
at b exchange in 3.krb --yes
same "each list that was replaced is kept" "people.ini.replaced-1 people.ini.replaced-2" "$(cd b/keys && echo *.replaced-[0-9])"

# ---- what is not taken over, and refuses nothing ----
now=$(sha256sum <b/keys/people.ini)
at a case new "$srcdir/tests/cases/15-excluded.ini"
people a 1 "$officer" "$adviser"
cp a/keys/people.ini old.ini && cp a/keys/people.ini.minisig old.ini.minisig
at a case submit R8-0002
at a exchange out 4.krb
at b --json exchange in 4.krb --yes
same "an older list is said and left" "0 older" "$rc $(of_list state)"
same "and the rest is taken in" 1 "$([ "$(value new)" -ge 2 ] && echo 1)"
same "ours stays" "$now" "$(sha256sum <b/keys/people.ini)"
people a 4 "$officer" "$adviser"
at a exchange out 5.krb
at b exchange in 5.krb --yes
has "another content of the same version is said" "同じ版で内容が違います" "$out"
same "and left" "$now" "$(sha256sum <b/keys/people.ini)"
people a 5 "$officer" "$adviser" '[person.x]
name = "x"'
at a exchange out 6.krb
same "a list that does not count at home stays there" 0 "$rc"
has "which is said" "同封しません" "$err"
at b --json exchange in 6.krb
same "and the bundle is whole without it" "0 0" "$rc $(lists | grep -c '"state"')"

# ---- who does not believe the key sends it on, and of all that came the newest ----
people a 6 "$officer" "$adviser"
at a exchange out 7.krb
for n in 1 2 7; do
	at d --json exchange in $n.krb --yes
	same "a key that does not count here: $n" "0 strange" "$rc $(of_list state)"
done
same "no list is taken over by it" office.pub "$(ls d/keys)"
at d exchange in 7.krb
has "and it is said why" "この鍵は、この庁が信じる鍵の中にありません" "$out"
at d exchange out 8.krb
has "it goes along" "他の職場の人の一覧1件を同封" "$out"
at e --json exchange in 8.krb
same "the newest alone, to one who believes the key" "first 6 1" "$(of_list state) $(of_list version) $(lists | grep -c '"state"')"
at e exchange in 8.krb --yes
same "and takes it over" "$(sha256sum <a/keys/people.ini)" "$(sha256sum <e/keys/people.ini)"
printf '[people.main]\nformat = "1"\nversion = "9"\nissued_on = "2026-11-01"\n%s\n' "$adviser" >d/keys/people.ini
sign d other
at d exchange out 9.krb
has "beside its own" "第9版" "$out"
at b --json exchange in 9.krb --yes
same "of two lists the one whose key counts is taken over" 6 "$(sed -n 's/^version = "\(.*\)"/\1/p' b/keys/people.ini)"
same "and the other is not" 2 "$(lists | grep -c '"state"')"

# ---- any order ends with the same list ----
for name in x y; do terminal $name && cp office.pub $name/keys/office.pub; done
for n in 0 1 2 3 7 8; do at x exchange in $n.krb --yes; done
for n in 8 7 0 3 1 2; do at y exchange in $n.krb --yes; done
same "bundles in any order end with the same list" "$(sha256sum <x/keys/people.ini)" "$(sha256sum <y/keys/people.ini)"
for name in x y; do
	at $name --json exchange out $name.krb
	same "and the newest alone goes on ($name)" "1 6" "$(value lists) $(value list_version)"
done

# ---- taking over is whole or not at all ----
cp -R y z && sed -i "s|$work/y/|$work/z/|" z/kumoshirube.ini
cp old.ini z/keys/people.ini && cp a/keys/people.ini.minisig z/keys/people.ini.minisig.next && cp old.ini.minisig z/keys/people.ini.minisig
at z record key list
has "a power cut before the list was replaced leaves the old one" "見本補佐" "$out"
cp a/keys/people.ini z/keys/people.ini
at z record key list
same "and one before its signature has its name leaves the new one" 0 "$rc"
at z --json exchange out z.krb
same "which goes out as well" 6 "$(value list_version)"
rm -f z/keys/people.ini*
if [ "$(id -u)" -ne 0 ]; then
	chmod 500 z/keys
	at z --json exchange in 7.krb --yes
	same "a list that cannot be written is said" "0 unwritten" "$rc $(of_list state)"
	has "on the line of messages as well" "人の一覧を書けませんでした" "$err"
	chmod 700 z/keys
else
	mv z/keys z/elsewhere && ln -s elsewhere z/keys && mkdir z/elsewhere/people.ini.minisig.next
	at z --json exchange in 7.krb --yes
	same "a list that cannot be written is said" "0 unwritten" "$rc $(of_list state)"
	has "on the line of messages as well" "人の一覧を書けませんでした" "$err"
	rmdir z/elsewhere/people.ini.minisig.next
fi
at z exchange in 7.krb --yes
same "and is taken over the next time" "$(sha256sum <a/keys/people.ini)" "$(sha256sum <z/keys/people.ini)"

# ---- practice ----
practise() { XDG_DATA_HOME=$work/practice-$1 run "$program" --practice --config "$work/$1/kumoshirube.ini" exchange "$2" "$work/practice-$1.krb"; }
XDG_DATA_HOME=$work/practice-a run "$program" --practice --config "$work/a/kumoshirube.ini" practice public-saas begin
practise a out
same "practice goes out" 0 "$rc"
lacks "without the list" 同封 "$out"
lacks "not a byte of it" '[people.main]' "$(tr -d '\000' <practice-a.krb)"
finish
