# SPDX-License-Identifier: Apache-2.0
# README.md shows two screens and the beginning of a record: they must be what the program shows.
#   REGEN=1 sh tests/readme.sh       writes them anew; read the difference before keeping it
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
readme=$srcdir/README.md
mkdir -p "$XDG_CONFIG_HOME/kumoshirube" "$work/saved"
printf '[user.main]\nname = "見本"\n' >"$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini"

# block N: the text of the N-th example
block() { awk -v want="$1" '/^```text$/ { n++; inside = 1; next } /^```$/ { inside = 0 } inside && n == want' "$readme"; }
# shows NAME N FILE: the N-th example is the file
shows() {
	if [ -n "${REGEN:-}" ]; then
		awk -v want="$2" -v file="$3" '
			/^```$/ { inside = 0 }
			!inside { print }
			/^```text$/ && ++n == want { inside = 1; while ((getline line <file) > 0) print line }' "$readme" >"$work/readme" && cp "$work/readme" "$readme"
	fi
	block "$2" >"$work/block"
	if [ -s "$work/block" ] && difference=$(diff -u "$work/block" "$3"); then ok "$1"; else not_ok "$1" "$difference"; fi
}

cat >"$work/readme.keys" <<'KEYS'
key Enter
expect 作業の一覧
key Home Down Down Down Down Down Down Enter
expect 取り扱う情報
key Home Enter
expect 特定秘密
save question
key Esc Esc
expect 作業の一覧
key Home Down Down Down Down Down Down Down Down Down Down Down Enter
expect 候補の選択
save picker
KEYS
run "$program" case new "$srcdir/tests/cases/01-public-saas-registered.ini"
same "the example is taken in" 0 "$rc"
run "$program" --lang ja --script "$work/readme.keys" --save-dir "$work/saved"
same "the keys run to their end" "0 " "$rc $err$out"
for name in question picker; do
	# Today stands still in tests, and with it the clock; a reader expects a time of day.
	sed -E 's/[0-9]{2}:[0-9]{2}:[0-9]{2}/14:32:07/' "$work/saved/$name" | sed 's/ *$//' >"$work/$name"
done
shows "the question is as it is on the screen" 1 "$work/question"
shows "the picker is as it is on the screen" 2 "$work/picker"
"$program" --lang ja decide "$srcdir/tests/cases/02-saas-provisional.ini" 2>&1 | sed '/\[未到達\]/,$d' | sed '$d' >"$work/record"
shows "the record is as it is printed" 3 "$work/record"
finish
