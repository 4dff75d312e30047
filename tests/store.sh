# SPDX-License-Identifier: Apache-2.0
# Copies of the store: written whole or not at all, put back whole or not at all, and what is entered afterwards is a branch of its own.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
cd "$work" || exit 99
ks() { run "$program" --lang en --store "$work/a.db" "$@"; }
given() { sed '/^sample *=/d' "$srcdir"/tests/cases/"$1"-*.ini >"$work/$1.ini"; }
given 01
given 03
ks store backup copy.db
same "without a store there is nothing to copy" 4 "$rc"
lacks "and no copy" "copy.db" "$(ls)"
ks case new 01.ini
ks case submit R8-0001
ks store backup copy.db
same "a copy is written" 0 "$rc"
has "with what is in it" "1 cases, 2 entries" "$out"
same "its key lies beside it" "-rw-------" "$(ls -l copy.db.key | cut -c1-10)"
same "and nobody else reads it" "-rw-------" "$(ls -l copy.db | cut -c1-10)"
same "the key is that of the store" "$(cat a.db.key)" "$(cat copy.db.key)"
run "$program" --lang en --store "$work/copy.db" record replay
same "the copy is a store" 0 "$rc"
cp copy.db before.db
ks store backup copy.db
same "a copy is not written over another" 4 "$rc"
cmp -s copy.db before.db && ok "which stays as it was" || not_ok "which stays as it was"
ks store backup "$work/none/copy.db"
same "a place that is not there is said" 1 "$rc"
ks --json store backup json.db
has "and as JSON" '"entries": 2' "$out"

# ---- back again ----
ks case new 03.ini
ks case submit R8-0002
ks store restore copy.db
same "a copy is looked at first" 0 "$rc"
has "what it lacks is said" "entered more since then" "$out"
has "and that nothing was done" "nothing was changed yet" "$out"
ks case list
same "the two cases are there" 2 "$(printf '%s\n' "$out" | grep -c '^R8-')"
ks store restore copy.db --yes
same "with --yes it is put back" 0 "$rc"
has "in a new epoch" "epoch 2" "$out"
has "the other is kept" "a.db.replaced-1" "$out"
ks case list
same "one case is left" 1 "$(printf '%s\n' "$out" | grep -c '^R8-')"
ks record verify
same "the records verify" 0 "$rc"
run "$program" --lang en --store "$work/a.db.replaced-1" case list
same "the kept one has both" 2 "$(printf '%s\n' "$out" | grep -c '^R8-')"
ks case new 03.ini
ks case submit R8-0002
same "work goes on" 0 "$rc"
ks record verify
same "and verifies" 0 "$rc"

# ---- for another terminal that knew the entries that are gone, it is a branch and no fraud ----
run "$program" --lang en --store "$work/a.db.replaced-1" case show R8-0002
cp a.db.key a.db.replaced-1.key
run "$program" --lang en --store "$work/a.db.replaced-1" exchange out "$work/old.bundle"
same "the old branch travels" 0 "$rc"
ks exchange out "$work/new.bundle"
for bundle in old new; do
	run "$program" --lang en --store "$work/b.db" exchange in "$work/$bundle.bundle" --yes
	same "$bundle: the other terminal takes it in" 0 "$rc"
done
run "$program" --lang en --store "$work/b.db" record verify
same "and finds no fault" 0 "$rc"

# ---- what is refused ----
before=$(cksum <a.db)
for at in 100 4096 "$(LC_ALL=C grep -abo 'kumoshirube/revision' copy.db | head -n 1 | cut -d: -f1)"; do
	cp copy.db bad.db
	printf '\377\377\377\377\377\377\377\377' | dd of=bad.db bs=1 seek="$at" conv=notrunc 2>/dev/null
	ks store restore bad.db --yes
	if [ "$rc" -ne 0 ]; then ok "a damaged copy is refused ($at)"; else not_ok "a damaged copy is refused ($at)" "$out"; fi
done
head -c 8192 copy.db >cut.db
ks store restore cut.db --yes
if [ "$rc" -ne 0 ]; then ok "a cut copy is refused"; else not_ok "a cut copy is refused" "$out"; fi
printf 'no store' >text.db
ks store restore text.db --yes
same "a file of another kind is refused" 4 "$rc"
run "$program" --lang en --store "$work/other.db" case new 01.ini
ks store restore other.db --yes
same "a copy of another terminal is refused" 4 "$rc"
has "and its way named" "exchange" "$err"
same "after all this the store is as it was" "$before" "$(cksum <a.db)"
lacks "and nothing lies about" ".tmp-" "$(ls)"

# ---- a store that cannot be opened any more, and a machine that has none ----
printf 'damaged beyond all use' >a.db
ks store restore copy.db --yes
same "in the place of a ruin" 0 "$rc"
has "which is kept" "a.db.replaced-2" "$out"
ks record verify
same "the records verify again" 0 "$rc"
run "$program" --lang en --store "$work/new/c.db" store restore copy.db --yes
same "a new machine goes on from the copy" 0 "$rc"
run "$program" --lang en --store "$work/new/c.db" record verify
same "with its key" 0 "$rc"
rm copy.db.key
run "$program" --lang en --store "$work/third/d.db" store restore copy.db --yes
same "without a key nothing can go on" 4 "$rc"
has "which is said" "signing key" "$err"

# ---- a store of every form that was ever in use: its records are whole, come to the same verdict, and it can be gone on with ----
if command -v sqlite3 >/dev/null 2>&1; then
	for dump in "$srcdir"/tests/stores/form-*.sql; do
		form=$(basename "$dump" .sql)
		sqlite3 "$work/$form.db" <"$dump"
		run "$program" --lang en --store "$work/$form.db" record verify
		same "$form: every entry is whole" 0 "$rc"
		run "$program" --lang en --store "$work/$form.db" record replay
		same "$form: every record comes to its verdict again" 0 "$rc"
		[ "$form" = form-1 ] || has "$form: with the same reasons" "same verdict, same trace" "$out"
		printf '[user.main]\nname = "見本担当"\n' >"$work/person.ini"
		run "$program" --lang en --store "$work/$form.db" --config "$work/person.ini" case new "$work/01.ini"
		case $rc in
		0) ok "$form: it can be gone on with" ;;
		*) has "$form: or says what it lacks" "signing key" "$err" ;;
		esac
	done
	same "the first form is kept beside the store" 1 "$(sqlite3 "$work/form-1.db.form-1" 'PRAGMA user_version')"
	same "which has the newest form now" "$(sqlite3 "$work/form-2.db" 'PRAGMA user_version')" "$(sqlite3 "$work/form-1.db" 'PRAGMA user_version')"
	sqlite3 old.copy <"$srcdir/tests/stores/form-1.sql"
	# Whose key that was nobody knows any more; it only has to be one.
	cp a.db.key old.copy.key
	for time in first second; do
		run "$program" --lang en --store "$work/old/old.db" store restore old.copy --yes
		same "a copy of the first form is put back, the $time time" 0 "$rc"
		same "it has the newest form there ($time)" 2 "$(sqlite3 old/old.db 'PRAGMA user_version')"
		same "the copy is as it was ($time)" 1 "$(sqlite3 old.copy 'PRAGMA user_version')"
		same "and nothing else lies about ($time)" "" "$(ls old old.copy* | grep -e tmp -e form-)"
	done
else
	skip "stores of every form" "sqlite3 is not installed"
fi

# ---- no room ----
limited() { (trap '' XFSZ; ulimit -f 40; "$program" --lang en --store "$work/a.db" store backup "$work/full.db") >out 2>err; }
limited; same "where there is no room that is said" 1 "$?"
same "where there is no room no copy is left" "" "$(ls | grep full)"
finish
