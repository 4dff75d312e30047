# SPDX-License-Identifier: Apache-2.0
# The pictures that the READMEs show: every one that is named is there, every one that is there is named, and each is what the running program shows.
#   REGEN=1 sh tests/pictures.sh     draws them anew; look at them before keeping them
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
pictures=$srcdir/doc/pictures

named() { grep -o 'doc/pictures/[a-z-]*\.svg' "$1" | sort -u; }
there=$(cd "$srcdir" && ls doc/pictures/*.svg)
for readme in README.md README.ja.md; do
	same "$readme names every picture and no other" "$there" "$(named "$srcdir/$readme")"
	[ "$(named "$srcdir/$readme" | wc -l)" -ge 4 ] && ok "$readme shows at least four" || not_ok "$readme shows at least four"
done
if ! command -v tmux >/dev/null 2>&1; then
	skip 'the pictures are what the program shows' 'tmux is not installed'
	finish
fi
if [ -n "${REGEN:-}" ]; then
	run env srcdir="$srcdir" builddir="$builddir" sh "$srcdir/doc/pictures.sh" "$pictures"
fi
run env srcdir="$srcdir" builddir="$builddir" PICTURES_EXPECTED="$pictures" sh "$srcdir/doc/pictures.sh" "$work/drawn"
same 'the screens are drawn' "0 " "$rc $err"
same 'the same pictures are drawn' "$(ls "$pictures")" "$(ls "$work/drawn")"
for picture in "$pictures"/*.svg; do
	name=$(basename "$picture")
	if difference=$(diff "$picture" "$work/drawn/$name" | head -n 20); [ -z "$difference" ]; then ok "$name"; else not_ok "$name" "$difference"; fi
done
# A picture is well formed as far as can be seen without a reader of XML: no bare sign of markup within a text, every row within the screen.
for picture in "$pictures"/*.svg; do
	bad=$(LC_ALL=C awk '
		/^<text/ { text = $0; sub(/^<text[^>]*>/, "", text); sub(/<\/text>$/, "", text); gsub(/&(amp|lt|gt);/, "", text); if (text ~ /[<>&\001-\037]/) print "text: " $0 }
		match($0, / x="[0-9]+"/) { x = substr($0, RSTART + 4, RLENGTH - 5) + 0
			if (match($0, /(textLength|width)="[0-9]+"/)) { width = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", width); if (x + width > 640) print "wide: " $0 } }
		END { if ($0 != "</svg>") print "no end" }' "$picture")
	same "$(basename "$picture") is well formed" "" "$bad"
done
finish
