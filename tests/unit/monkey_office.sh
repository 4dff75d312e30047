# SPDX-License-Identifier: Apache-2.0
# The office of the monkey: monkey_office.sh PROGRAM SRCDIR DIRECTORY. Cases of every kind, some handed in and one remarked on, persons of every role, one
# of them with a key under a passphrase, lists to take in, and a further edition beside the shipped one.
set -eu
program=$1 srcdir=$2 office=$3
mkdir -p "$office/there" "$office/keys"
cp -R "$srcdir/data" "$srcdir/screens" "$office/"
chmod -R u+w "$office"
cp -R "$srcdir"/tests/editions/2030-04-01 "$office/data/policy/"
chmod -R u+w "$office"
cp "$srcdir"/tests/lists/*.csv "$office/there/"
chmod u+w "$office"/there/*
unset KUMOSHIRUBE_STORE KUMOSHIRUBE_PROOF
KUMOSHIRUBE_DATA=$office XDG_DATA_HOME=$office XDG_CACHE_HOME=$office/cache XDG_STATE_HOME=$office/state XDG_CONFIG_HOME=$office/config HOME=$office
KUMOSHIRUBE_TODAY=2026-11-20 LC_ALL=C.UTF-8 TZ=UTC
export KUMOSHIRUBE_DATA XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_CONFIG_HOME HOME KUMOSHIRUBE_TODAY LC_ALL TZ
for who in officer:見本担当 adviser:見本補佐 approver:見本責任者; do
	mkdir "$office/${who%%:*}"
	printf '[user.main]\nname = "%s"\nrole = "%s"\n' "${who#*:}" "${who%%:*}" >"$office/${who%%:*}/person.ini"
done
as() {
	who=$1
	shift
	"$program" --config "$office/$who/person.ini" "$@" >/dev/null
}
for case in 01-public-saas-registered 02-saas-provisional 12-split-hybrid 22-inventory 23-checklist 11-open-answers; do
	as officer case new "$srcdir/tests/cases/$case.ini"
done
as officer case submit R8-0001
as officer case submit R8-0002
as adviser review remark R8-0002 c1-1-k1 candidate.datacentre --text "所在を示してください。"
# What another terminal has to say.
as officer exchange out "$office/there/first.krb"
as adviser --store "$office/other.db" exchange in "$office/there/first.krb" --yes
as adviser --store "$office/other.db" review remark R8-0001 case case.title --text "件名を確かめてください。"
as adviser --store "$office/other.db" exchange out "$office/there/other.krb"
# The one with a key, which lies beside that person's settings: it is listed and signed for, and its passphrase is asked for on the screen.
mkdir "$office/keyed"
printf '[user.main]\nname = "見本補佐"\n[registry.main]\nkeys = "%s"\n' "$office/keys" >"$office/keyed/person.ini"
printf 'pass\n' >"$office/pass"
chmod 600 "$office/pass"
KUMOSHIRUBE_PASSPHRASE_FILE=$office/pass
export KUMOSHIRUBE_PASSPHRASE_FILE
as keyed record key new
cd "$office"
as keyed registry key office
cp office.pub keys/office.pub
{
	printf '[people.main]\nformat = "1"\nversion = "1"\nissued_on = "2026-11-01"\n'
	printf '[person.adviser]\nname = "見本補佐"\nroles = "adviser"\npublic = "%s"\n' "$(sed -n 2p keyed/person.key.pub)"
} >keys/people.ini
as keyed registry sign keys/people.ini --key office --output keys/people.ini.minisig
