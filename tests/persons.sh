# SPDX-License-Identifier: Apache-2.0
# Keys of persons: a signed list says who is who, each step carries its author's signature, and minisign and openssl understand the same bytes.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
cd "$work" || exit 99
keys=$work/keys
mkdir -p "$keys"
for who in officer adviser approver stranger; do
	mkdir -p "$who"
	printf '[user.main]\nname = "%s"\n[registry.main]\nkeys = "%s"\n' "見本$who" "$keys" >"$who/kumoshirube.ini"
	printf 'pass of %s\n' "$who" >"$who/pass"
	chmod 600 "$who/pass"
done
as() { # PERSON COMMAND...
	who=$1
	shift
	KUMOSHIRUBE_PASSPHRASE_FILE=$work/$who/pass
	export KUMOSHIRUBE_PASSPHRASE_FILE
	run "$program" --store "$work/${db:-s.db}" --config "$work/$who/kumoshirube.ini" "$@"
}
# ---- before there is a list ----
as officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
case=$out
as officer case submit "$case"
same "without a list the key of the terminal stands for a step" 0 "$rc"
as officer record verify
same "and the chain is whole" 0 "$rc"
has "which is said" "端末の鍵だけ" "$out"
as officer record key list
has "and the list is said to be none" "人の一覧はありません" "$out"

# ---- without our program, and without a list: revision, opinion and approval ----
# checks DIRECTORY STEP: minisign and openssl take the step and its chain entry as they are, and nothing else
checks() {
	for file in "$2" "$2.entry"; do
		cp "$1/$file" changed
		printf 'x' >>changed
		what=$(printf '%s\n' "$file" | sed 's/^[0-9]*-//')
		if command -v minisign >/dev/null 2>&1; then
			run minisign -V -q -m "$1/$file" -p "$1/$file.pub"
			same "minisign checks $what" 0 "$rc"
			run minisign -V -q -m changed -p "$1/$file.pub" -x "$1/$file.minisig"
			same "and notices a change" 1 "$rc"
		else
			skip "minisign checks $what" "minisign is not installed"
		fi
		if command -v openssl >/dev/null 2>&1; then
			run openssl pkeyutl -verify -rawin -pubin -inkey "$1/$file.pem" -sigfile "$1/$file.sig" -in "$1/$file"
			same "openssl checks $what" 0 "$rc"
			run openssl pkeyutl -verify -rawin -pubin -inkey "$1/$file.pem" -sigfile "$1/$file.sig" -in changed
			same "and notices a change" 1 "$rc"
		else
			skip "openssl checks $what" "openssl is not installed"
		fi
	done
	has "the entry names the step by its SHA-256" "$(sha256sum <"$1/$2" | cut -d ' ' -f 1)" "$(tr -d '\000' <"$1/$2.entry")"
}
# steps DIRECTORY: the newest revision, opinion and approval of it
steps() {
	for kind in revision advise approve; do
		step=$(ls "$1" | grep "^[0-9]*-$kind\$" | tail -n 1)
		[ -n "$step" ] || { not_ok "a file of the kind $kind" "$(ls "$1")"; continue; }
		checks "$1" "$step"
	done
}
db=bare.db
printf '[user.main]\nname = "見本補佐"\nrole = "adviser"\n' >bare-adviser.ini
printf '[user.main]\nname = "見本責任者"\nrole = "approver"\n' >bare-approver.ini
as officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
bare=$out
as officer case submit "$bare"
run "$program" --store bare.db --config bare-adviser.ini review advise "$bare" --text "差し支えない。"
run "$program" --store bare.db --config bare-approver.ini review approve "$bare"
same "a case is approved without a list" 0 "$rc"
as officer record files "$bare" "$work/bare"
same "its steps are written as files" 0 "$rc"
steps bare
# What came from another terminal: its entry is checked by openssl and the step by what the entry names.
as officer exchange out bare.krb
run "$program" --store far.db --config bare-adviser.ini exchange in bare.krb --yes
run "$program" --store far.db --config bare-adviser.ini record files "$bare" "$work/far"
same "the other terminal writes them, too" 0 "$rc"
for entry in far/*-revision.entry far/*-advise.entry far/*-approve.entry; do
	if command -v openssl >/dev/null 2>&1; then
		run openssl pkeyutl -verify -rawin -pubin -inkey "$entry.pem" -sigfile "$entry.sig" -in "$entry"
		same "openssl checks ${entry##*-} from another terminal" 0 "$rc"
	else
		skip "openssl checks ${entry##*-}" "openssl is not installed"
	fi
	has "and the step is the one it names" "$(sha256sum <"${entry%.entry}" | cut -d ' ' -f 1)" "$(tr -d '\000' <"$entry")"
done
db=

# ---- keys ----
for who in officer adviser approver stranger; do
	as $who record key new
	[ "$rc" -eq 0 ] || not_ok "a key for $who" "$err"
done
same "the secret half is for its owner alone" 600 "$(stat -c %a officer/person.key)"
as officer record key new
same "a key is never overwritten" 1 "$rc"
lacks "the secret half is not written plainly" "kumoshirube-key" "$(cat officer/person.key)"
# One is used as it was made, here and by minisign below, the others with little cost.
cp -p adviser/person.key made.key
for who in adviser approver stranger; do light_keys $who/pass $who/person.key; done
run "$program" registry key office
cp office.pub "$keys/office.pub"
public() { sed -n 2p "$1/person.key.pub"; }
people() { # VERSION [LINE FOR THE ADVISER [ROLES OF THE ADVISER, OF THE APPROVER [NAME OF THE APPROVER]]]
	{
		printf '[people.main]\nformat = "1"\nversion = "%s"\nissued_on = "2026-11-01"\n' "$1"
		printf '[person.officer]\nname = "見本担当"\nroles = "officer"\npublic = "%s"\n' "$(public officer)"
		printf '[person.adviser]\nname = "見本補佐"\nroles = "%s"\npublic = "%s"\n%s' "${3:-adviser}" "$(public adviser)" "${2:-}"
		printf '[person.approver]\nname = "%s"\nroles = "%s"\npublic = "%s"\nvalid_from = "2026-01-01"\n' "${5:-見本責任者}" "${4:-approver officer}" \
			"$(public approver)"
	} >"$keys/people.ini"
	run "$program" registry sign "$keys/people.ini" --key office --output "$keys/people.ini.minisig"
}
people 2
same "the office signs the list" 0 "$rc"
as officer record key list
has "the list names the persons" "見本補佐" "$out"

# ---- steps under the list ----
as stranger case recall "$case"
same "whoever is not in the list does nothing" 1 "$rc"
has "which is said" "人の一覧にありません" "$err"
as officer case set "$case" case case.title "見本の件名"
printf 'wrong\n' >wrong
chmod 600 wrong
run env KUMOSHIRUBE_PASSPHRASE_FILE="$work/wrong" "$program" --store s.db --config officer/kumoshirube.ini case submit "$case"
same "a wrong passphrase signs nothing" 1 "$rc"
has "which is said" "パスフレーズが違います" "$err"
chmod 644 wrong
run env KUMOSHIRUBE_PASSPHRASE_FILE="$work/wrong" "$program" --store s.db --config officer/kumoshirube.ini case submit "$case"
[ "$rc" -ne 0 ] && ok "a passphrase that others can read is refused" || not_ok "a passphrase that others can read is refused"
as officer case submit "$case"
same "with the right one it is handed in" 0 "$rc"
light_keys officer/pass officer/person.key
as officer review advise "$case" --text "よい"
same "the role comes from the list" 1 "$rc"
as adviser review remark "$case" case case.title --text "件名を改めてください。"
same "the adviser remarks" 0 "$rc"
as officer review answer "$case" 1 --text "このままとします。"
as adviser review close "$case" 1
as adviser review advise "$case" --text "差し支えない。"
same "and gives an opinion" 0 "$rc"
as approver review approve "$case"
same "the responsible person approves" 0 "$rc"
as officer record verify
same "all of it verifies" 0 "$rc"
as officer --json review show "$case"
has "the step carries the person's own key" '"own_key": true' "$out"
as approver case set "$case" case case.title "責任者の件名"
as approver case submit "$case"
same "whoever holds two roles may hand in" 0 "$rc"
as adviser review advise "$case" --text "よい"
as approver review approve "$case"
same "but not approve that" 1 "$rc"
has "which is said" "自分の案件" "$err"

# ---- without our program ----
as officer record files "$case" "$work/out"
same "the steps are written as files" 0 "$rc"
steps out
opinion=$(ls out | grep -- '-advise$' | head -n 1)
if command -v minisign >/dev/null 2>&1; then
	run minisign -V -q -m "out/$opinion" -p "out/$opinion.pub" -x "out/$opinion.minisig"
	same "minisign checks an opinion" 0 "$rc"
	cp "out/$opinion" changed
	printf 'x' >>changed
	run minisign -V -q -m changed -p "out/$opinion.pub" -x "out/$opinion.minisig"
	[ "$rc" -ne 0 ] && ok "and notices a change" || not_ok "and notices a change"
	printf 'list\n' >list.txt
	printf 'pass of adviser\n' | minisign -S -l -s made.key -m list.txt >minisign.log 2>&1
	same "minisign signs with our key file" 0 "$?"
	run minisign -V -q -m list.txt -p adviser/person.key.pub
	same "and our public half checks it" 0 "$rc"
	# the other way round: a key of minisign, with another passphrase, signs in our program
	mkdir -p own && mv officer/person.key officer/person.key.pub own/
	printf 'pass of officer\npass of officer\n' | minisign -G -p officer/person.key.pub -s officer/person.key >minisign.log 2>&1
	if [ "$(stat -c %a officer/person.key 2>/dev/null)" = 600 ]; then
		people 3
		as officer case set "$case" case case.title "鍵を替えた件名"
		as officer case submit "$case"
		same "a key made by minisign signs here" 0 "$rc"
	else
		skip "a key made by minisign signs here" "minisign made none: $(head -n 1 minisign.log)"
	fi
else
	skip "minisign" "minisign is not installed"
fi
if command -v openssl >/dev/null 2>&1; then
	for file in "$opinion" "$opinion.entry"; do
		run openssl pkeyutl -verify -rawin -pubin -inkey "out/$file.pem" -sigfile "out/$file.sig" -in "out/$file"
		same "openssl checks $(echo "$file" | sed 's/^[0-9]*-//')" 0 "$rc"
		cp "out/$file" changed
		printf 'x' >>changed
		run openssl pkeyutl -verify -rawin -pubin -inkey "out/$file.pem" -sigfile "out/$file.sig" -in changed
		[ "$rc" -ne 0 ] && ok "and notices a change" || not_ok "and notices a change"
	done
else
	skip "openssl" "openssl is not installed"
fi

# ---- the list itself ----
people 4 'revoked_on = "2026-11-10"
'
as adviser review advise "$case" --text "よい"
same "a revoked key gives no opinion" 1 "$rc"
as officer record verify
same "and what it signed after that day counts no more" 1 "$rc"
has "which names the entry" "鍵は失効しています" "$err"
people 4 'revoked_on = "2026-11-21"
'
as officer record verify
lacks "what it signed before its end counts" "鍵は失効しています" "$err"
cp "$keys/people.ini" kept.ini
sed -i 's/roles = "adviser"/roles = "adviser approver"/' "$keys/people.ini"
as officer record verify
same "a list that was changed is not believed" 1 "$rc"
cp kept.ini "$keys/people.ini"
people 1
as officer record verify
same "nor one that is older than what was seen" 1 "$rc"
rm "$keys/people.ini"
as officer record verify
same "nor none where there was one" 1 "$rc"
has "which is said" "なくなっています" "$err"

# ---- whose case it is, by key, in a store of its own ----
# With the officer's own key again, which costs less at each use than that of minisign.
if [ -f own/person.key ]; then mv own/person.key own/person.key.pub officer/; fi
db=t.db
people 1 '' 'adviser approver' 'officer adviser approver'
as officer case new "$srcdir/tests/cases/01-public-saas-registered.ini"
case=$out
as officer case submit "$case"
as approver case set "$case" case case.title "責任者の件名"
as approver case submit "$case"
same "a second one hands in over the first" 0 "$rc"
as officer case set "$case" case case.title "担当の件名"
as officer case submit "$case"
for step in advise return 'remark case case.title'; do
	# shellcheck disable=SC2086
	as approver review ${step%% *} "$case" $(printf '%s' "$step" | sed 's/^[a-z]* *//') --text "よい"
	same "whoever handed in an older revision does not ${step%% *} on the newest" 1 "$rc"
	has "which is said with the revision" "第2版を提出しています" "$err"
done
people 2 '' 'adviser approver' 'officer adviser approver' 見本改名
as approver review advise "$case" --text "よい"
same "nor under another name: the key is the same" 1 "$rc"
has "which is said" "自分の案件" "$err"
people 3 '' 'adviser approver' 'officer adviser approver'
as adviser review advise "$case" --text "差し支えない。"
same "somebody else gives the opinion" 0 "$rc"
as adviser review approve "$case"
same "and does not approve it, though he has both roles" 1 "$rc"
has "which is said" "意見と決裁は別の人が行う" "$err"
as approver review approve "$case"
same "nor does the one of the older revision" 1 "$rc"
as officer record verify
same "what was done in those roles verifies" 0 "$rc"
people 4 '' approver 'officer adviser approver'
as officer record verify
same "an opinion of one to whom the list gives no such role is a fault" 1 "$rc"
has "which names the step and says why" "（advise）: 本人はこの役割を持っていませんでした" "$err"
people 5 '' 'adviser approver' 'officer adviser approver' 見本改名
as officer record verify
same "and so is a step under a name that the list gives no more to the key" 1 "$rc"
has "which is said" "鍵が本人のものではありません" "$err"
people 6 '' 'adviser approver' 'officer adviser approver'
as officer record verify
same "with the list as it was all is whole again" 0 "$rc"
finish
