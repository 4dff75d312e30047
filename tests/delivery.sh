# SPDX-License-Identifier: Apache-2.0
# Signed deliveries: what is refused, what is believed, and that minisign and openssl understand the same bytes.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
store="--store $work/office.db"
config=$XDG_CONFIG_HOME/kumoshirube
keys=$config/keys
mkdir -p "$keys" "$work/medium"
cd "$work/medium" || exit 99
head='一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考'
printf '%s\nISMAP,C99-0001-2,みほん,見本,SaaS,登録中,2026-01-01,2027-01-31,全部,国内,,2,\n' "$head" >list.csv
printf 'read me\n' >readme.txt

# shellcheck disable=SC2086
{
run "$program" registry key office
same "a key pair is made" 0 "$rc"
same "its secret half is for its owner alone" 600 "$(stat -c %a office)"
run "$program" registry key office
same "and is never overwritten" 1 "$rc"
run "$program" registry key stranger
sign() { # NUMBER DATE EXPIRES [KEY]
	run "$program" registry sign list.csv readme.txt --key "${4:-office}" --name "見本の配布 $1" --issued-on "$2" --expires-on "$3" --delivery "$1" --map sample --encoding utf-8
}
sign 3 2026-11-01 2027-02-01
same "a delivery is made and signed" 0 "$rc"
[ -s delivery.ini ] && [ -s delivery.ini.minisig ] && ok "manifest and signature lie beside the list" || not_ok "manifest and signature lie beside the list"

# ---- who is believed ----
run "$program" $store case new
run "$program" $store registry verify delivery.ini
same "a key that nobody believes makes no good signature" 1 "$rc"
has "and is named" "この庁が信じる鍵の中にありません" "$err"
cp office.pub "$keys/registry-2026.pub"
run "$program" $store registry keys
has "the keys are listed with their names" "registry-2026" "$out"
run "$program" --store "$work/none.db" --json registry verify delivery.ini
same "a store that is not there is said" 4 "$rc"
run "$program" registry verify delivery.ini
same "the delivery is good" 0 "$rc"
has "and says by whom" "registry-2026" "$out"
run "$program" --json registry verify delivery.ini
has "as JSON" '"good": true' "$out"
run "$program" --as-of 2027-02-02 registry verify delivery.ini
same "on a later day it has expired" 1 "$rc"
has "which is said" "期限が切れて" "$err"

# ---- what was changed on the way ----
changed() { # NAME FILE SED
	cp "$2" kept
	sed -i "$3" "$2"
	run "$program" registry verify delivery.ini
	same "$1" 1 "$rc"
	run "$program" $store registry import delivery.ini
	[ "$rc" -ne 0 ] && ok "$1, and is not taken in" || not_ok "$1, and is not taken in"
	cp kept "$2"
}
changed "a changed list is noticed" list.csv 's/2027-01-31/2029-01-31/'
changed "a changed file beside it is noticed" readme.txt 's/read/fake/'
changed "a changed manifest is noticed" delivery.ini 's/2027-02-01/2029-02-01/'
changed "a changed comment is noticed" delivery.ini.minisig 's/file:delivery/file:Delivery/'
changed "a path that leads elsewhere is refused" delivery.ini 's#"list.csv"#"../list.csv"#'
sign 3 2026-11-01 2027-02-01 stranger
run "$program" registry verify delivery.ini
same "the signature of a stranger is refused" 1 "$rc"
mv delivery.ini.minisig kept
run "$program" registry verify delivery.ini
same "without a signature nothing is verified" 1 "$rc"
has "which is said" "署名がありません" "$err"

# ---- taking in ----
printf '[registry.main]\nrequire_signature = "yes"\n' >"$config/kumoshirube.ini"
run "$program" $store registry import delivery.ini
same "where a signature is required, an unsigned delivery is refused" 1 "$rc"
has "with the name of the setting" "require_signature" "$err"
run "$program" $store registry import list.csv --name 見本 --issued-on 2026-11-01
same "and so is a bare list" 1 "$rc"
sign 3 2026-11-01 2027-02-01
run "$program" $store registry import delivery.ini
same "a signed delivery is taken in" 0 "$rc"
has "with its signer" "registry-2026" "$out"
run "$program" $store registry list
has "the list of snapshots says so" "registry-2026" "$out"
rm "$config/kumoshirube.ini"
run "$program" $store registry import delivery.ini
same "the very same delivery may be taken in again" 0 "$rc"
sign 3 2026-11-02 2027-02-01
run "$program" $store registry import delivery.ini
same "the same number with another content is refused" 1 "$rc"
sign 2 2026-11-03 2027-02-01
run "$program" $store registry import delivery.ini
same "an older number is refused" 1 "$rc"
has "with the number that was seen" "3" "$err"
run "$program" $store registry verify delivery.ini
same "which verify says, too" 1 "$rc"
sign 4 2026-11-03 2027-02-01
run "$program" $store registry import delivery.ini
same "a higher number goes" 0 "$rc"
run "$program" $store record verify
same "what was seen stands in the chain" 0 "$rc"
run "$program" $store --json record verify
has "one entry for each delivery, and one for each time that a list was taken in" '"checked": 5' "$out"
run "$program" $store registry import list.csv --name 見本 --issued-on 2026-11-10
same "a bare list is taken in where no signature is required" 0 "$rc"
has "as unsigned" "署名なし" "$out"

# ---- each kind of list counts its own versions ----
mkdir offers
cp "$srcdir/data/registry/sample-offers.csv" offers/list.csv
run "$program" registry sign offers/list.csv --key office --name 見本目録 --issued-on 2026-11-01 --expires-on 2027-02-01 --delivery 1
same "a catalogue is signed" 0 "$rc"
has "and says that it is one" 'shelf = "offers"' "$(cat offers/delivery.ini)"
run "$program" $store registry import offers/delivery.ini
same "a lower number than that of the services goes" 0 "$rc"
run "$program" registry sign offers/list.csv --key office --name 見本目録 --issued-on 2026-11-02 --expires-on 2027-02-01 --delivery 2
run "$program" $store registry import offers/delivery.ini
same "and then a higher one" 0 "$rc"
run "$program" registry sign offers/list.csv --key office --name 見本目録 --issued-on 2026-11-02 --expires-on 2027-02-01 --delivery 1
run "$program" $store registry import offers/delivery.ini
same "but never back" 1 "$rc"
run "$program" $store registry verify offers/delivery.ini
same "which is told before, too" 1 "$rc"
sed -i '/^shelf/d; s/^version.*/version = "9"/' offers/delivery.ini
run "$program" registry sign offers/delivery.ini --key office --output offers/delivery.ini.minisig
run "$program" $store registry import offers/delivery.ini
same "what the manifest says of the kind must be so" 4 "$rc"
has "which is said" "offers" "$err"

# ---- the bytes ----
run "$program" $store registry export --output "$work/back.csv"
same "the bytes come out" 0 "$rc"
cmp -s list.csv "$work/back.csv" && ok "as they went in" || not_ok "as they went in"
printf '\357\273\277%s\r\nISMAP,C99-0002-2,"み\r\nほん",,,,,,,,,,\r\n' "$head" >odd.csv
run "$program" $store registry import odd.csv --name 見本 --issued-on 2026-11-12
run "$program" $store registry export current --output "$work/back.csv"
cmp -s odd.csv "$work/back.csv" && ok "with their BOM and line ends" || not_ok "with their BOM and line ends"
run "$program" $store registry export current
same "the place must be said" 2 "$rc"

# ---- one list of keys follows another ----
for name in r1 r2 r3 r4 k1 k2; do "$program" registry key $name >/dev/null; done
public() { sed -n 2p "$1.pub"; }
list() { # VERSION THRESHOLD EXPIRES NAMES...
	printf '[root.main]\nformat = "1"\nversion = "%s"\nissued_on = "2026-01-01"\nexpires_on = "%s"\nthreshold = "%s"\n' "$1" "$3" "$2"
	shift 3
	for name in "$@"; do
		role=root
		case $name in k*) role=registry ;; esac
		printf '[key.%s]\nrole = "%s"\npublic = "%s"\n' "$name" "$role" "$(public "$name")"
	done
}
sign_list() { rm -f root.ini.*; for name in "$@"; do "$program" registry sign root.ini --key "$name" --output "root.ini.$name.minisig"; done; }
list 1 2 2027-12-31 r1 r2 r3 k1 >root.ini
sign_list r1
run "$program" $store registry trust root.ini
same "one signature is not enough" 1 "$rc"
sign_list r1
cp root.ini.r1.minisig root.ini.r2.minisig
run "$program" $store registry trust root.ini
same "and does not count twice" 1 "$rc"
sign_list r1 r3
run "$program" $store registry trust root.ini
same "two are" 0 "$rc"
has "the first list asks for its ids to be compared" "照らし合わせ" "$out"
sign 5 2026-11-12 2027-02-01
run "$program" $store registry verify delivery.ini
same "a key that is not in the list no longer counts" 1 "$rc"
sign 5 2026-11-12 2027-02-01 r1
run "$program" $store registry verify delivery.ini
same "nor does a root key sign deliveries" 1 "$rc"
sign 5 2026-11-12 2027-02-01 k1
run "$program" $store registry verify delivery.ini
same "one that is there does" 0 "$rc"
list 2 2 2027-12-31 r4 r1 k2 >root.ini
sign_list r4 r1
run "$program" $store registry trust root.ini
same "a new list needs the old keys as well" 1 "$rc"
sign_list r4 r1 r2
run "$program" $store registry trust root.ini
same "with them it is taken over" 0 "$rc"
run "$program" $store registry verify delivery.ini
same "and the key that is gone from it no longer counts" 1 "$rc"
list 2 2 2027-12-31 r1 r2 k1 >root.ini
sign_list r1 r2 r4
run "$program" $store registry trust root.ini
same "the same version again is refused" 1 "$rc"
list 3 2 2026-02-01 r1 r4 k2 >root.ini
sign_list r1 r4
run "$program" $store registry trust root.ini
same "a list that has expired is refused" 1 "$rc"
list 1 2 2027-12-31 r1 r2 r3 k1 >"$keys/root.ini"
run "$program" $store registry keys
same "an older list put back by hand is noticed" 1 "$rc"
rm "$keys/root.ini"
run "$program" $store registry keys
same "and so is its removal" 1 "$rc"
rm -rf "$keys"
mkdir -p "$keys"

# ---- the same bytes in other programs ----
fresh="--store $work/fresh.db"
"$program" $fresh case new >/dev/null
sign 7 2026-11-12 2027-02-01
if command -v minisign >/dev/null 2>&1; then
	run minisign -V -p office.pub -m delivery.ini
	same "minisign verifies what we have signed" 0 "$rc"
	cp delivery.ini kept
	printf '\n' >>delivery.ini
	run minisign -V -p office.pub -m delivery.ini
	same "and not what was changed" 1 "$rc"
	cp kept delivery.ini
	# A key without a passphrase, where this minisign makes one.
	minisign -G -W -f -p mini.pub -s mini.key >/dev/null 2>&1 || printf '\n\n' | minisign -G -f -p mini.pub -s mini.key >/dev/null 2>&1
	printf '\n' | minisign -S -l -s mini.key -m delivery.ini >/dev/null 2>&1
	cp mini.pub "$keys/mini.pub"
	run "$program" $fresh registry verify delivery.ini
	same "we verify what minisign has signed" 0 "$rc"
	has "by the name of its key" "mini" "$out"
	printf '\n' >>delivery.ini
	run "$program" $fresh registry verify delivery.ini
	same "and not what was changed" 1 "$rc"
	cp kept delivery.ini
	printf '\n' | minisign -S -s mini.key -m delivery.ini >/dev/null 2>&1
	run "$program" $fresh registry verify delivery.ini
	same "a signature over a hash is refused" 4 "$rc"
	has "and says how to sign instead" "minisign -S -l" "$err"
else
	skip "minisign" "minisign is not installed"
fi
if command -v openssl >/dev/null 2>&1 && openssl pkeyutl -help 2>&1 | grep -q rawin; then
	sign 8 2026-11-12 2027-02-01
	{ printf '\060\052\060\005\006\003\053\145\160\003\041\000'; sed -n 2p office.pub | base64 -d | tail -c 32; } >office.der
	sed -n 2p delivery.ini.minisig | base64 -d | tail -c 64 >raw.sig
	run openssl pkeyutl -verify -pubin -keyform DER -inkey office.der -rawin -in delivery.ini -sigfile raw.sig
	same "openssl verifies what we have signed" 0 "$rc"
	sed 's/8/9/' delivery.ini >other.ini
	run openssl pkeyutl -verify -pubin -keyform DER -inkey office.der -rawin -in other.ini -sigfile raw.sig
	same "and not what was changed" 1 "$rc"
	openssl genpkey -algorithm ed25519 -outform DER -out ssl.key 2>/dev/null
	openssl pkey -inform DER -in ssl.key -pubout -outform DER -out ssl.der 2>/dev/null
	{ printf 'Ed12345678'; tail -c 32 ssl.der; } | base64 -w0 >"$keys/ssl.pub"
	openssl pkeyutl -sign -keyform DER -inkey ssl.key -rawin -in delivery.ini -out raw.sig
	{ cat raw.sig; printf 'by hand'; } >over
	openssl pkeyutl -sign -keyform DER -inkey ssl.key -rawin -in over -out global.sig
	{ printf 'untrusted comment: x\n'; { printf 'Ed12345678'; cat raw.sig; } | base64 -w0; printf '\ntrusted comment: by hand\n'; base64 -w0 <global.sig; printf '\n'; } >delivery.ini.minisig
	run "$program" $fresh registry verify delivery.ini
	same "we verify what openssl has signed" 0 "$rc"
	has "with its comment" "by hand" "$out"
	sed -i 's/trusted comment: by hand/trusted comment: by hands/' delivery.ini.minisig
	run "$program" $fresh registry verify delivery.ini
	same "and not with another comment" 1 "$rc"
else
	skip "openssl" "openssl is not installed"
fi
}
finish
