# SPDX-License-Identifier: Apache-2.0
# A screen with its attributes, as `tmux capture-pane -e -p` prints it, as a picture (SVG). Every run of characters is laid at the cell where it stands
# and stretched to its cells, so that rows and frames agree whatever font shows them. Bytes are read and not characters: run it with LC_ALL=C.
# Variables: columns, rows, title (already without < > &).

function colour(n) {
	if (n < 16)
		return palette[n]
	if (n >= 232)
		return sprintf("#%02x%02x%02x", 8 + (n - 232) * 10, 8 + (n - 232) * 10, 8 + (n - 232) * 10)
	n -= 16
	return sprintf("#%02x%02x%02x", level(int(n / 36)), level(int(n / 6) % 6), level(n % 6))
}
function level(n) { return n == 0 ? 0 : 55 + n * 40 }

# One SGR sequence: its numbers change the style of what follows.
function style(numbers,    part, count, i, n) {
	count = split(numbers == "" ? "0" : numbers, part, /[;:]/)
	for (i = 1; i <= count; i++) {
		n = part[i] + 0
		if (n == 0) { bold = dim = under = reverse = 0; ink = paper = -1 }
		else if (n == 1) bold = 1
		else if (n == 2) dim = 1
		else if (n == 4) under = 1
		else if (n == 7) reverse = 1
		else if (n == 22) bold = dim = 0
		else if (n == 24) under = 0
		else if (n == 27) reverse = 0
		else if (n >= 30 && n <= 37) ink = n - 30
		else if (n == 39) ink = -1
		else if (n >= 40 && n <= 47) paper = n - 40
		else if (n == 49) paper = -1
		else if (n >= 90 && n <= 97) ink = n - 82
		else if (n >= 100 && n <= 107) paper = n - 92
		else if ((n == 38 || n == 48) && part[i + 1] == 5) { if (n == 38) ink = part[i + 2] + 0; else paper = part[i + 2] + 0; i += 2 }
	}
}

function flush_run(    front, back, swap, x, y) {
	if (cells == 0)
		return
	front = ink < 0 ? plain_ink : colour(ink)
	back = paper < 0 ? plain_paper : colour(paper)
	if (reverse) { swap = front; front = back; back = swap }
	x = start * cell
	y = (NR - 1) * line
	if (back != plain_paper)
		printf "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, y, cells * cell, line, back
	if (run ~ /[^ ]/)
		printf "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s%s%s>%s</text>\n", x, y + base, cells * cell, front, wide ? " class=\"w\"" : "",
			bold ? " font-weight=\"bold\"" : dim ? " opacity=\"0.7\"" : "", under ? " text-decoration=\"underline\"" : "", run
	run = ""
	start += cells
	cells = 0
}

# Cells of the character whose bytes are given.
function cells_of(c) {
	if (c < "\340") return 1
	if (c >= "\357\275\241" && c <= "\357\276\237") return 1
	return 2
}

BEGIN {
	cell = 8; line = 19; base = 14
	plain_ink = "#d8d8d8"; plain_paper = "#16181c"
	split("#000000 #e06c6c #7bc77b #d9b45b #6f9fe8 #c58ad6 #5bc2c9 #d8d8d8 #7a7a7a #ff8f8f #a0e8a0 #f4d58a #9cc0ff #e3b3f0 #8ee6ec #ffffff", names, " ")
	for (i = 1; i <= 16; i++)
		palette[i - 1] = names[i]
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"-8 -8 %d %d\" role=\"img\" lang=\"ja\" xml:space=\"preserve\">\n", \
		columns * cell + 16, rows * line + 16, columns * cell + 16, rows * line + 16
	printf "<title>%s</title>\n", title
	print "<style>text{font-family:'Noto Sans Mono CJK JP','Noto Sans CJK JP','BIZ UDGothic','MS Gothic',monospace;font-size:13px;white-space:pre}.w{font-size:16px}</style>"
	printf "<rect x=\"-8\" y=\"-8\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\"/>\n", columns * cell + 16, rows * line + 16, plain_paper
	style("0")
}
{
	start = cells = wide = 0
	run = ""
	for (i = 1; i <= length($0); i += len) {
		c = substr($0, i, 1)
		if (c == "\033" && match(substr($0, i), /^\033\[[0-9;:]*m/)) {
			len = RLENGTH
			flush_run()
			style(substr($0, i + 2, len - 3))
			continue
		}
		if (c == "\016" || c == "\017") { len = 1; continue }
		len = c < "\200" ? 1 : c < "\340" ? 2 : c < "\360" ? 3 : 4
		c = substr($0, i, len)
		size = cells_of(c)
		if ((size == 2) != wide)
			flush_run()
		wide = size == 2
		run = run (c == "&" ? "&amp;" : c == "<" ? "&lt;" : c == ">" ? "&gt;" : c)
		cells += size
	}
	flush_run()
}
END { print "</svg>" }
