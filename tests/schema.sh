# SPDX-License-Identifier: Apache-2.0
# What doc/record-json.md says about the JSON of statistics and of the exchange, and what comes: every key that comes is described, and every key that is
# described comes.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
cd "$work" || exit 99
schema=$srcdir/doc/record-json.md
# paths: every key of the JSON on standard input with those above it; "[]" where it holds a list. Our writer indents by two, one line a key.
paths() {
	LC_ALL=C awk '
		{ match($0, /^ */); depth = RLENGTH / 2; line = substr($0, RLENGTH + 1) }
		line !~ /^"[^"]*": / { next }
		{
			key = line
			sub(/^"/, "", key); sub(/": .*/, "", key)
			sub(/^"[^"]*": /, "", line)
			if (line ~ /^\[/) key = key "[]"
			for (i in name) if (i + 0 >= depth) delete name[i]
			if (figures && depth <= figures) figures = 0
			if (figures && depth == figures + 1) key = "COLUMN"
			name[depth] = key
			if (key == "figures") figures = depth
			path = ""
			for (i = 0; i <= depth; i++) if (i in name) path = path (path == "" ? "" : ".") name[i]
			print path
		}' | LC_ALL=C sort -u
}
# table BEGINNING: the first column of the table behind the line that begins like that
table() {
	LC_ALL=C awk -v at="$1" '
		index($0, at) == 1 { on = 1; next }
		on && /^\|/ { rows++; if (rows > 2) { split($0, cells, "|"); print cells[2] } next }
		on && rows { exit }' "$schema" | grep -o '`[^`]*`' | tr -d '`' | LC_ALL=C sort -u
}
# described NAME BEGINNING: what is in $out
described() {
	printf '%s\n' "$out" | paths >come
	table "$2" >said
	[ -s come ] && [ -s said ] || not_ok "$1 comes and is described" "$out"
	same "$1: every key that comes is described" "" "$(LC_ALL=C comm -23 come said)"
	same "$1: every key that is described comes" "" "$(LC_ALL=C comm -13 come said)"
}

# ---- statistics ----
for person in officer adviser approver; do printf '[user.main]\nname = "見本%s"\nrole = "%s"\n' $person $person >$person.ini; done
at() { # PERSON COMMAND...
	config=$1.ini
	shift
	run "$program" --store s.db --config "$config" "$@"
}
for name in 01-public-saas-registered 09-onpremises-shown 15-excluded; do
	sed '/^sample *=/d' "$srcdir/tests/cases/$name.ini" >"$name.ini"
	at officer case new "$name.ini"
	case=$out
	at officer case submit "$case"
	at adviser review advise "$case" --text "よい"
	at approver review approve "$case"
	same "$name is approved" 0 "$rc"
done
# A year on, so that something stands behind a change, too.
run env KUMOSHIRUBE_TODAY=2027-12-01 "$program" --store s.db --config officer.ini stats --json
same "statistics come" 0 "$rc"
described statistics '`stats --json` writes one object'
printf '%s\n' "$out" | sed -n 's/^      "id": "\([^"]*\)".*/\1/p' | sed 's/^published-.*/published-DATE/' | LC_ALL=C sort -u >come
table '| `tables[].rows[].figures.COLUMN.uses[].registered`' >said
same "every table is described, and no other" "$(cat said)" "$(cat come)"
# The columns of each, where it has a line.
printf '%s\n' "$out" | LC_ALL=C awk '
	/^      "id": / { gsub(/[",]/, ""); table = $2; sub(/^published-.*/, "published-DATE", table) }
	/^          "figures": / { on = 1; next }
	/^          }/ { on = 0 }
	on && /^            "/ { gsub(/[":{]/, ""); sub(/^step-[0-9]+$/, "step-N", $1); print table, $1 }' | LC_ALL=C sort -u >come
LC_ALL=C awk -F '|' '/^\| table \| columns/ { on = 1; next } on && !/^\|/ { exit } on && $2 ~ /`/ {
		gsub(/[ `]/, "", $2); same = $3 ~ /the same/; n = split($3, words, "`")
		if (same) { for (i = 1; i <= kept; i++) print $2, last[i] } else { kept = 0; for (i = 2; i <= n; i += 2) { print $2, words[i]; last[++kept] = words[i] } }
	}' "$schema" | grep -v '^open ' | LC_ALL=C sort -u >said
same "and so is every column" "$(cat said)" "$(cat come)"

# ---- exchange ----
mkdir -p a/keys b/keys
for name in a b; do
	printf '[user.main]\nname = "見本%s"\nrole = "officer"\n[registry.main]\nkeys = "%s"\n' "$name" "$work/$name/keys" >$name/kumoshirube.ini
	printf 'pass of terminal\n' >$name/pass
	chmod 600 $name/pass
done
terminal() { # NAME COMMAND...
	name=$1
	shift
	run env KUMOSHIRUBE_PASSPHRASE_FILE="$work/$name/pass" "$program" --store "$name.db" --config "$name/kumoshirube.ini" "$@"
}
run "$program" registry key office
cp office.pub a/keys && cp office.pub b/keys
for name in a b; do
	terminal $name case new "$srcdir/tests/cases/15-excluded.ini"
	terminal $name record key new
	same "a key for $name" 0 "$rc"
	light_keys $name/pass $name/person.key
done
people() { # VERSION ROLES
	{
		printf '[people.main]\nformat = "1"\nversion = "%s"\nissued_on = "2026-11-01"\n' "$1"
		printf '[person.a]\nname = "見本a"\nroles = "%s"\npublic = "%s"\n' "$2" "$(sed -n 2p a/person.key.pub)"
		printf '[person.b]\nname = "見本b"\nroles = "officer"\npublic = "%s"\n' "$(sed -n 2p b/person.key.pub)"
	} >a/keys/people.ini
	run "$program" registry sign a/keys/people.ini --key office --output a/keys/people.ini.minisig
}
people 1 officer
terminal a case submit R8-0001
terminal a exchange out 1.krb
terminal b exchange in 1.krb --yes
taken=$(terminal b --json case list; printf '%s\n' "$out" | sed -n 's/.*"reference": "\(R8-0001@[0-9a-f]*\)".*/\1/p')
people 2 'officer auditor'
for name in a b; do
	case=R8-0001
	[ $name = a ] || case=$taken
	terminal $name case set "$case" case case.title "見本 $name の件名"
	terminal $name case submit "$case"
	same "a second revision at $name" 0 "$rc"
done
terminal a --json exchange out 2.krb
described 'exchange out' '`exchange out --json`'
terminal b --json exchange in 2.krb --yes
same "the bundle is taken in" 0 "$rc"
described 'exchange in' '`exchange in --json`'
terminal b --json exchange list
described 'exchange list' '`exchange list --json`'
terminal b --json exchange merge "$taken" 3
[ "$rc" -eq 0 ] || terminal b --json exchange merge "$taken" 2
described 'exchange merge' '`exchange merge --json`'
finish
