# SPDX-License-Identifier: Apache-2.0
# The benchmark table. Run it as `make bench`. Every figure stands beside that of a peer measured in turn on the same machine; a peer that is
# not installed leaves "-". Warm-up runs come first, so that what the program keeps between runs is there, as on an officer's day. Times are
# medians; the ratio is the median of the pairs, with the least and the greatest behind it. BENCH_PARTS names the parts that are wanted, as
# `make bench BENCH_PARTS="keys records"`; the parts with long lists and many revisions need 2 GB for a while where temporary files go.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
runs=${BENCH_RUNS:-60}
screen_runs=${BENCH_SCREEN_RUNS:-9}
key_runs=${BENCH_KEY_RUNS:-5}
tools=$builddir
list=$work/services.csv
store=$work/office.db
case=$work/five.ini

fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# A list of 1 000 invented services in the columns of the map "sample". Their dates hold no 3, 4 or 7, so that these digits narrow the list.
write_list() {
	awk 'BEGIN {
		print "一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考"
		split("SaaS PaaS IaaS", form, " ")
		split("東京 大阪 北海道", place, " ")
		for (i = 1; i <= 1000; i++)
			printf "ISMAP,C99-%04d-1,見本サービス%04d Sample,見本事業者%02d,%s,登録中,2025-%02d-01,2028-%02d-28,見本の言明（%d）,%s,見本の機能,,見本\n",
				i, i, i % 83, form[i % 3 + 1], i % 2 + 1, i % 2 + 1, i, place[i % 3 + 1]
	}' >"$list"
}

# The first example with a fourth and a fifth candidate: copies of its second and third under other keys.
write_case() {
	awk '
		/^\[/ { copied = $0; copy = sub(/-k2]$/, "-k4]", copied) || sub(/-k3]$/, "-k5]", copied) }
		copy { rest = rest (/^\[/ ? copied : $0) "\n" }
		{ print }
		END { printf "\n%s", rest }
	' "$srcdir/tests/cases/01-public-saas-registered.ini" >"$case"
}

row() { printf '%-50s %10s %10s  %-22s %s\n' "$@"; }

# ratio_row MEASURE TARGET "NAME OURS PEER RATIO LEAST GREATEST"
ratio_row() {
	measure=$1 target=$2
	# shellcheck disable=SC2086
	set -- $3
	[ $# -eq 6 ] || fail "no figures for: $measure"
	if [ "$3" = - ]; then
		row "$measure" "$2" - "-" "$target"
	else
		row "$measure" "$2" "$3" "$4 ($5 to $6)" "$target"
	fi
}

prepare() {
	# Who is known by name is not asked for it at the start.
	mkdir -p "$XDG_CONFIG_HOME/kumoshirube"
	printf '[user.main]\nname = "見本担当"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"

	[ -x "$program" ] || fail "$program is not built"
	write_list
	write_case
	[ "$(grep -c '^\[candidate\.' "$case")" -eq 5 ] || fail "the case has not five candidates"
	"$program" --store "$store" case new "$srcdir"/tests/cases/*.ini >/dev/null || fail "the cases could not be taken in"
	"$program" --store "$store" registry import "$list" --map sample --name '見本 1000' --issued-on 2026-11-01 >/dev/null ||
		fail "the list could not be imported"
	narrowed=$("$program" --store "$store" registry search 7 | wc -l)
	if [ "$narrowed" -lt 24 ] || [ "$narrowed" -gt 900 ]; then fail "a digit leaves $narrowed lines: the list is not repainted"; fi
}

bench_decide() {
	set -- "$program" decide "$case"
	if have sqlite3; then
		set -- "$@" -- sqlite3 :memory: 'select 1'
	else
		echo 'skipped: sqlite3 is not installed'
	fi
	figures=$("$tools/bench_process" -n "$runs" "$@") || fail "decide could not be measured"
	ratio_row "decide, 5 candidates, process (ms) : sqlite3" "within 3" "$figures"
}

# A case that went all the way, with opinion and approval, in a store of its own. Its number goes into $approved.
approve_case() {
	paper=$work/paper.db
	for who in officer adviser approver; do
		printf '[user.main]\nname = "見本%s"\nrole = "%s"\n' "$who" "$who" >"$work/$who.ini"
	done
	acts() { who=$1; shift; "$program" --lang ja --store "$paper" --config "$work/$who.ini" "$@"; }
	approved=$(acts officer case new "$srcdir/tests/cases/01-public-saas-registered.ini") && acts officer case submit "$approved" >/dev/null &&
		acts adviser review advise "$approved" --text '調達の範囲で差し支えない。' >/dev/null &&
		acts approver review approve "$approved" --text '意見のとおり決裁する。' >/dev/null || fail "no record could be approved"
}

# paper_row MEASURE COMMAND...: ours lays a record out in pages, tables and two fonts; the peer, on the same libraries, sets its plain text in one column of one font.
paper_row() {
	measure=$1
	shift
	"$@" >"$work/record.txt" || fail "$measure: there is no text of it"
	set -- "$@" --format pdf --output "$work/record.pdf"
	if have pango-view; then
		set -- "$@" -- pango-view --no-display --font='IPAexMincho 9' --width=500 --output="$work/peer.pdf" "$work/record.txt"
	else
		echo 'skipped: pango-view (pango1.0-tools) is not installed'
	fi
	figures=$("$tools/bench_process" -n "$screen_runs" "$@") || fail "$measure could not be measured"
	ratio_row "$measure (ms) : pango-view" "under 100 ms, within 1" "$figures"
}

bench_print() {
	if ! "$program" decide "$case" --format pdf --output "$work/record.pdf" >/dev/null 2>&1; then
		echo 'skipped: PDF is not built, or there is no Japanese font'
		return
	fi
	paper_row "a draft as PDF" "$program" --lang ja decide "$case"
	approve_case
	paper_row "an approved record as PDF" "$program" --lang ja --store "$paper" --config "$work/officer.ini" record export "$approved"
}

# figure NAME: the line of that name of what bench_screen printed
figure() { printf '%s\n' "$figures" | grep "^$1 "; }

# nano is the peer as it is installed, with the settings of its system and none of a person; without those it starts faster, which is a row of its own.
# The same keys in both: a digit narrows the list (nano: is typed), a backspace widens it again (nano: is taken back).
bench_screens() {
	keys=$(printf '7\1773\1774\177')
	set -- -n "$screen_runs" -a g -x '登録簿' -k "$keys" "$program" --store "$store"
	if have nano; then
		set -- "$@" -- nano "$list"
	else
		echo 'skipped: nano is not installed'
	fi
	figures=$("$tools/bench_screen" "$@") || fail "the screens could not be measured"
	ratio_row "first screen settled (ms) : nano" "within 1.5, under 30 ms" "$(figure screen)"
	ratio_row "resident memory, registry open (kB) : nano" "within 3" "$(figure memory)"
	ratio_row "key to repaint, 1 000 services (ms) : nano, echo" "ours under 10 ms" "$(figure key)"
	have nano || return 0
	figures=$("$tools/bench_screen" -n "$screen_runs" "$program" --store "$store" -- nano --ignorercfiles "$list") || fail "no first screen"
	ratio_row "first screen (ms) : nano --ignorercfiles" "told, no target" "$(figure screen)"
}

# offices FILE COUNT: a store of the examples, which are handed in, and of COUNT copies of them under other numbers, each with its answers.
offices() {
	for part in "" .key .head; do
		if [ -f "$store$part" ]; then cp "$store$part" "$1$part"; fi
	done
	for reference in $("$program" --store "$1" case list | awk '{ print $1 }'); do
		"$program" --store "$1" case submit "$reference" >/dev/null 2>&1
	done
	sqlite3 "$1" "
		BEGIN;
		CREATE TEMP TABLE copy AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)
			SELECT i, lower(hex(randomblob(16))) AS id, 1 + ($2 - i) % (SELECT count(*) FROM cases) AS source FROM n;
		INSERT INTO cases SELECT copy.id, printf('R8-%05d', i + 1000), title || i, edition, 'draft', verdict, place, created_at + i, updated_at + i, sample
			FROM copy JOIN cases ON cases.rowid = source;
		INSERT INTO cell SELECT copy.id, key, fact, word, reason, evidence, cell.source, author, at
			FROM copy JOIN cases ON cases.rowid = copy.source JOIN cell ON cell.case_id = cases.id;
		COMMIT;" || fail "the cases could not be copied"
	[ "$("$program" --store "$1" case list | wc -l)" -eq $(($2 + 23)) ] || fail "there are not $2 copies of 23 cases"
}

down=$(printf '\033OB') up=$(printf '\033OA') left=$(printf '\033OD') enter=$(printf '\r') erase=$(printf '\177') home=$(printf '\033OH')
help=$(printf '\033OP') flow=$(printf '\033[15~') undo=$(printf '\033[19~') menu=$(printf '\033[20~') back=$(printf '\033[21~')
next=$(printf '\033[6~') previous=$(printf '\033[5~')

# keys_row WHERE LEADING SHOWN TIMED: the leading keys must show the text; the same keys, typed into nano, are its peer.
keys_row() {
	figures=$("$tools/bench_screen" -n "$key_runs" -a "$2" -x "$3" -k "$4" "$program" --store "$work/many.db" -- nano --ignorercfiles "$list") ||
		fail "no keys could be measured: $1"
	slowest=$(figure slowest | cut -d ' ' -f 2)
	ratio_row "keys, 10 000 cases: $1 (ms) : nano" "slowest $slowest, under 10 ms" "$(figure key)"
}

bench_keys() {
	if ! have sqlite3 || ! have nano; then
		echo 'skipped: sqlite3 or nano is not installed'
		return
	fi
	offices "$work/many.db" 9977
	figures=$("$tools/bench_screen" -n "$screen_runs" "$program" --store "$work/many.db" -- nano "$list") || fail "no first screen"
	ratio_row "first screen, 10 000 cases (ms) : nano" "within 1.5, under 30 ms" "$(figure screen)"
	ratio_row "resident memory, 10 000 cases (kB) : nano" "within 3" "$(figure memory)"
	eleven=$(printf '\033OB%.0s' 1 2 3 4 5 6 7 8 9 10 11)
	keys_row 'home' '' '案件一覧' "jjk$next$next${previous}Gk$down$up"
	keys_row 'search in home' '/' '検索> ' "5${erase}0${erase}77$erase"
	keys_row 'open a case' '' '案件一覧' "$enter$left$enter$left"
	keys_row 'question' "$enter$home$enter$home$enter" '根拠: ' "$down$up$down"
	keys_row 'answer, save, undo' "G$enter$home$enter$home$enter" '根拠: ' "9$enter$undo"
	keys_row 'picker' "$enter$home$eleven$enter" '候補の選択' "$down$down/7${erase}3"
	keys_row 'flow map, what-if' "$enter" '作業の一覧' "$flow$down$down${back}${flow}i$down"
	keys_row 'verdict and record' "G$enter" '作業の一覧' "v$next$previous$back"
	keys_row 'menu, help' "$enter" '作業の一覧' "${menu}5$erase$down$back$help$down$next$back"
	keys_row 'statistics, 23 handed in' '' '案件一覧' "s$down$down${back}s"
	keys_row 'registry' '' '案件一覧' "g$down$next/7${erase}3"
}

# records_row WHAT LEADING TIMED: the same keys in both stores.
records_row() {
	figures=$("$tools/bench_screen" -n "$key_runs" -a "$2" -b "$2" -k "$3" "$program" --store "$work/long.db" -- "$program" --store "$work/few.db") ||
		fail "no keys could be measured: $1"
	ratio_row "$1, 100 000 revisions (ms) : 100" "within 1.5" "$(figure "${4:-key}")"
}

# submitting NAME: hands in one case after the other of the drafts of that store, one at each run.
submitting() {
	echo 1000 >"$work/$1.number"
	cat >"$work/$1.sh" <<-EOF
		read -r number <'$work/$1.number'
		number=\$((number + 1))
		echo "\$number" >'$work/$1.number'
		exec '$program' --store '$work/$1.db' case submit "R8-0\$number" 2>/dev/null
	EOF
}

# The examples themselves have one revision in both stores, so the case that is opened and saved is the same; 29 copies stay drafts, to be handed in.
bench_records() {
	if ! have sqlite3; then
		echo 'skipped: sqlite3 is not installed'
		return
	fi
	offices "$work/few.db" 10027
	for part in "" .key .head; do
		cp "$work/few.db$part" "$work/long.db$part"
	done
	made=$("$tools/bench_records" "$work/few.db" "$work/few.db.key" "$work/few.db.head" 10 100) || fail "no revisions could be made"
	made="$made $("$tools/bench_records" "$work/long.db" "$work/long.db.key" "$work/long.db.head" 10 100000)" || fail "no revisions could be made"
	[ "$made" = "100 100000" ] || fail "the stores hold $made revisions"
	records_row 'list of 10 050 cases' '' '' screen
	records_row 'a page of the list' '' "$next$next${previous}G"
	records_row 'open a case' 'G' "$enter$left$enter$left"
	records_row 'save an answer, and undo' "G$enter$home$enter$home$enter" "9$enter$undo"
	submitting few
	submitting long
	figures=$("$tools/bench_process" -n 20 sh "$work/long.sh" -- sh "$work/few.sh") || fail "no case could be handed in"
	ratio_row "hand in, process, 100 000 revisions (ms) : 100" "within 1.5" "$figures"
	rm -f "$work/long.db" "$work/few.db"
}

bench_rules() {
	figures=$("$tools/bench_rules") || fail "the rules could not be measured"
	set -- "$(printf '%s\n' "$figures" | awk '/^ns per evaluation/ { print $(NF - 2), $(NF - 1), $NF }')"
	# shellcheck disable=SC2086
	set -- $1
	[ $# -eq 3 ] || fail "no figures for the rules"
	row "60 rules x 1 000 000 services (ns a rule) : C" "$1" "$2" "$3" "within 5"
	bench_json_logic
}

# The package is looked for where Node looks, in NODE_PATH, and where Debian puts it.
bench_json_logic() {
	measure="the same, all known (ns a rule) : json-logic-js"
	if ! have node || ! NODE_PATH=${NODE_PATH:-/usr/share/nodejs} node -e 'require("json-logic-js")' 2>/dev/null; then
		echo 'skipped: node with json-logic-js is not installed (npm install json-logic-js, and NODE_PATH)'
		return
	fi
	ours=$("$tools/bench_rules" "$work/rules.json" "$work/services.bin") || fail "the rules could not be written"
	theirs=$(NODE_PATH=${NODE_PATH:-/usr/share/nodejs} node "$srcdir/tests/bench/bench_json_logic.js" "$work/rules.json" "$work/services.bin") || fail "json-logic-js does not run"
	[ "${ours#* }" = "${theirs#* }" ] || fail "json-logic-js comes to other results: $ours against $theirs"
	row "$measure" "${ours% *}" "${theirs% *}" "$(awk -v a="${ours% *}" -v b="${theirs% *}" 'BEGIN { printf "1/%.0f", b / a }')" "at least 50 times"
}

bench_verdict() {
	figures=$("$tools/bench_verdict" "$srcdir") || fail "the verdict could not be measured"
	# shellcheck disable=SC2086
	set -- $figures
	[ $# -eq 12 ] || fail "no figures for the verdict"
	row "verdict after 1 answer, 5 parts, 20 candidates (ms)" "$2" - "- ($3 to $4)" "under 1 ms"
	row "questions that still matter, the same case (ms)" "$6" - "- ($7 to $8)" "under 1 ms"
	row "the next question, the same case, half open (ms)" "${10}" - "- (${11} to ${12})" "under 50 ms"
}

# The dearest of the rule files that were made to hurt.
bench_hostile() {
	figures=$("$tools/test_engine_hostile" 2>/dev/null) || fail "a hostile rule file is not refused"
	set -- "$(printf '%s\n' "$figures" | awk '/refused, .* ms, .* kB$/ { n++; t = $(NF - 3) + 0; k = $(NF - 1) + 0
		if (t > time) time = t
		if (least == "" || t < least) least = t
		if (k > room) room = k } END { print time, least, room, n }')"
	# shellcheck disable=SC2086
	set -- $1
	[ $# -eq 4 ] || fail "no figures for hostile rule files"
	row "the worst of $4 hostile rule files, refused (ms)" "$1" - "- (from $2)" "under 100 ms"
	row "memory for the worst of them (MB)" "$(awk -v k="$3" 'BEGIN { printf "%.1f", k / 1024 }')" - - "under 64 MB"
}

# Lists of invented services, each row with another number and name; `cp932` of the same rows is what is delivered.
write_large() {
	awk -v n="$1" 'BEGIN {
		print "一覧,登録番号,サービス名,事業者,区分,状態,登録日,有効期限,言明の対象,地域,機能,水準,備考"
		split("SaaS PaaS IaaS", form, " ")
		split("東京 大阪 北海道", place, " ")
		for (i = 1; i <= n; i++)
			printf "ISMAP,C%02d-%04d-%d,見本サービス%07d ガバメント,見本事業者%02d,%s,登録中,2025-%02d-01,2028-%02d-28,\"見本の言明（%d）、人事%d\",%s,見本の機能,,見本\n",
				int(i / 90000) + 10, i % 10000, int(i / 10000) % 9 + 1, i, i % 83, form[i % 3 + 1], i % 9 + 1, i % 9 + 1, i % 97, i % 10, place[i % 3 + 1]
	}' >"$2"
}

# Two processes one after the other, three times; the ratio is that of the medians.
bench_import() {
	if ! have sqlite3; then
		echo 'skipped: sqlite3 is not installed'
		return
	fi
	cat >"$work/ours.sh" <<-EOF
		rm -f '$work/large.db'*
		exec '$program' --store '$work/large.db' registry import '$work/large.csv' --map sample --name '見本 100万' --issued-on 2026-11-01
	EOF
	cat >"$work/peer.sh" <<-EOF
		rm -f '$work/peer.db'
		exec sqlite3 '$work/peer.db' '.mode csv' '.import $work/large-utf8.csv list'
	EOF
	figures=$("$tools/bench_process" -n 3 sh "$work/ours.sh" -- sh "$work/peer.sh") || fail "the import could not be measured"
	ratio_row "import of 1 000 000 CP932 rows (ms) : sqlite3, UTF-8" "within 1" "$figures"
}

# The query stands at the end of a row, so that the peer has to look at every one of them.
bench_search() {
	small=$("$tools/bench_registry" search "$srcdir" "$work/small.csv") || fail "the search could not be measured"
	large=$("$tools/bench_registry" search "$srcdir" "$work/large.csv") || fail "the search could not be measured"
	row "slowest key, 100 000 services (ms)" "${small#* }" - - "under 5 ms"
	if have fzf; then
		printf '#!/bin/sh\nexec fzf --filter サービス <%s >/dev/null\n' "'$work/large-utf8.csv'" >"$work/fzf.sh"
		peer=$("$tools/bench_process" -n 3 sh "$work/fzf.sh") || fail "fzf could not be measured"
		# shellcheck disable=SC2086
		set -- $peer
		row "slowest key, 1 000 000 services (ms) : fzf --filter" "${large#* }" "$2" "$(awk -v a="${large#* }" -v b="$2" 'BEGIN { printf "1/%.0f", b / a }')" "under 40 ms, 1/30"
	else
		echo 'skipped: fzf is not installed'
		row "slowest key, 1 000 000 services (ms)" "${large#* }" - - "under 40 ms"
	fi
}

bench_registry() {
	write_large 1000000 "$work/large-utf8.csv"
	iconv -f UTF-8 -t CP932 "$work/large-utf8.csv" >"$work/large.csv"
	head -n 100001 "$work/large.csv" >"$work/small.csv"
	# One row in ten is gone, and one expiry date in nine is another.
	LC_ALL=C awk 'NR == 1 || NR % 10 != 5' "$work/small.csv" | LC_ALL=C sed '1!s/2028-03/2029-03/' >"$work/other.csv"
	bench_import
	bench_search
	figures=$("$tools/bench_registry" difference "$srcdir" "$work/small.csv" "$work/other.csv") || fail "the difference could not be measured"
	row "difference of two snapshots of 100 000 rows (ms)" "${figures#* }" - - "under 1000 ms"
	figures=$("$tools/bench_registry" memory "$work/large.db" "$(wc -c <"$work/large.csv")") || fail "the memory could not be measured"
	row "memory of 1 000 000 services beyond the file (bytes)" "${figures#* }" - - "under 200 each"
}

# exchange_rows FILL WORDS: an office after years, 10 000 revisions, like the shortest that an example case gives. The peers move the same bytes.
exchange_rows() {
	rm -f "$work"/years.*
	"$program" --store "$work/years.db" case new "$srcdir"/tests/cases/*.ini >/dev/null || fail "the cases could not be taken in"
	for reference in $("$program" --store "$work/years.db" case list | awk '{ print $1 }'); do
		"$program" --store "$work/years.db" case submit "$reference" >/dev/null 2>&1
	done
	"$tools/bench_exchange" "$1" "$work/years.db" 10000 || fail "the revisions could not be written"
	cat >"$work/out.sh" <<-EOF
		rm -f '$work/years.krb'*
		exec '$program' --store '$work/years.db' exchange out '$work/years.krb'
	EOF
	cat >"$work/dump.sh" <<-EOF
		exec sqlite3 '$work/years.db' .dump >'$work/years.sql'
	EOF
	cat >"$work/in.sh" <<-EOF
		rm -f '$work/other.db'*
		exec '$program' --store '$work/other.db' exchange in '$work/years.krb' --yes
	EOF
	cat >"$work/read.sh" <<-EOF
		rm -f '$work/read.db'
		exec sqlite3 '$work/read.db' '.read $work/years.sql'
	EOF
	figures=$("$tools/bench_process" -n 3 sh "$work/out.sh" -- sh "$work/dump.sh") || fail "no bundle could be written"
	ratio_row "bundle of 10 000 $2 out (ms) : sqlite3 .dump" "out and in under 5 s" "$figures"
	figures=$("$tools/bench_process" -n 3 sh "$work/in.sh" -- sh "$work/read.sh") || fail "no bundle could be taken in"
	ratio_row "the same bundle in (ms) : sqlite3 .read" "out and in under 5 s" "$figures"
}

# Revisions that share a case file, which is read once; the check of them beside libsodium on the same bytes; and revisions of which each has its own.
bench_exchange() {
	if ! have sqlite3; then
		echo 'skipped: sqlite3 is not installed'
		return
	fi
	exchange_rows fill revisions
	figures=$("$tools/bench_exchange" verify "$work/years.db" 5) || fail "the records could not be verified"
	ratio_row "verify the same (ms) : libsodium, same bytes" "within 1.25" "$figures"
	exchange_rows fill-apart "case files"
}

prepare
if [ -n "${BENCH_NOTE:-}" ]; then printf '%s\n' "$BENCH_NOTE"; fi
row "measure : peer" ours peer ratio target
for part in ${BENCH_PARTS:-decide print screens keys records exchange rules verdict hostile registry}; do
	"bench_$part"
done
