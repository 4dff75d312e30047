# SPDX-License-Identifier: Apache-2.0
# The first start of the screens: who is here is asked once, written where nothing stands, and can be left for later; commands never ask.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
config=$XDG_CONFIG_HOME/kumoshirube/kumoshirube.ini
rm -rf "$XDG_CONFIG_HOME"
screen() { # NAME KEYS
	printf '%s\n' "$2" >"$work/script.keys"
	run "$program" --lang ja --script "$work/script.keys"
	same "$1" 0 "$rc"
	[ "$rc" -eq 0 ] || printf '%s\n%s\n' "$out" "$err" | sed 's/^/# /'
}
# ---- commands ----
run "$program" case new "$srcdir/tests/cases/01-public-saas-registered.ini"
same "a command asks nothing" 0 "$rc"
if [ -e "$config" ]; then not_ok "and writes no configuration"; else ok "and writes no configuration"; fi
# ---- later ----
screen "it can be left for later and comes back" 'expect 初期設定
key Esc
expect 案件一覧
expect あとにしました
key u
expect 氏名（必須）
key Esc
expect 案件一覧
key F9
type 初期
key Enter
expect 氏名（必須）
type 見
key Esc
expect まだ設定していません
key Esc
expect 案件一覧'
if [ -e "$config" ]; then not_ok "nothing is written"; else ok "nothing is written"; fi
# ---- faults, then the real thing ----
screen "what is typed at the list of faults goes into the field" 'key F2
expect 入力を確かめてください: 1件
type 見本担当
expect [見本担当
refuse 入力を確かめてください
key Esc Esc'
screen "every fault is listed, and Enter goes to its field" 'expect 初期設定
key Tab Tab Tab
type short
key F2
expect 入力を確かめてください: 3件
expect 氏名: 回答と記録に
expect 8文字以上
expect 一致しません
key Enter
type 見本担当
expect 入力を確かめてください: 2件
key Tab
type 見本省
key Tab
key 2
key Tab
key C-u
key F2
expect 設定しました
expect 案件一覧
expect 見本担当
key u
expect CIO補佐官
expect このファイルを編集'
same "the configuration says it" '[user.main]
name = "見本担当"
organisation = "見本省"
role = "adviser"' "$(cat "$config")"
same "for its owner alone" 600 "$(stat -c %a "$config")"
screen "who is set up is not asked" 'refuse 初期設定
expect 案件一覧'
if [ -e "$XDG_CONFIG_HOME/kumoshirube/person.key" ]; then not_ok "no key was asked for and none is there"; else ok "no key was asked for and none is there"; fi
# ---- a file that is there ----
printf '; of the office\n[view.main]\ntheme = "mono"\n' >"$config"
screen "a file without a person gets one" 'expect 初期設定
type 見本担当
key F2
expect 設定しました'
same "and keeps what stands in it" '; of the office
[view.main]
theme = "mono"

[user.main]
name = "見本担当"
role = "officer"' "$(cat "$config")"
printf '[user.main]\nrole = "auditor"\n' >"$config"
cp "$config" "$work/before"
screen "a file that says who is here is not asked about" 'refuse 初期設定
key u
expect 監査担当
refuse [ 設定する ]x
key Esc'
same "and not touched" "$(cat "$work/before")" "$(cat "$config")"
# ---- the key ----
rm -f "$config"
screen "the key is made with the rest" 'type 見本担当
key Tab Tab Tab
type 見本の合言葉です
key Tab
type 見本の合言葉です
refuse 見本の合言葉
key F2
expect 鍵も作りました
key u
expect person.key'
key=$XDG_CONFIG_HOME/kumoshirube/person.key
same "the secret half is for its owner alone" 600 "$(stat -c %a "$key" 2>/dev/null)"
has "the public half names the person" 見本担当 "$(cat "$key.pub")"
lacks "the passphrase is nowhere" 合言葉 "$(cat "$config" "$key" "$key.pub")"
printf '見本の合言葉です\n' >"$work/passphrase"
chmod 600 "$work/passphrase"
if command -v minisign >/dev/null 2>&1; then
	printf 'x\n' >"$work/file"
	minisign -S -s "$key" -m "$work/file" <"$work/passphrase" >/dev/null 2>&1
	same "minisign opens it with the passphrase" 0 "$?"
else
	skip "minisign opens it with the passphrase" "minisign is not installed"
fi
# ---- where nothing can be written ----
if [ "$(id -u)" -ne 0 ]; then
	rm -f "$config" && chmod 500 "$XDG_CONFIG_HOME/kumoshirube"
	screen "where nothing can be written, that is said and what was typed stays" 'type 見本担当
key F2
refuse 設定しました
expect 見本担当
key Esc Esc'
	chmod 700 "$XDG_CONFIG_HOME/kumoshirube"
else
	rm -rf "$XDG_CONFIG_HOME/kumoshirube" && : >"$XDG_CONFIG_HOME/kumoshirube"
	screen "where nothing can be written, that is said and what was typed stays" 'type 見本担当
key F2
refuse 設定しました
expect 見本担当
key Esc Esc'
	rm -f "$XDG_CONFIG_HOME/kumoshirube"
fi
# ---- at a terminal ----
test=setup
. "$srcdir/tests/terminal.sh"
rm -f "$config"
at_terminal() {
	start 80 24
	await '初期設定' '氏名（必須）' || return 1
	typing '見本担当'
	await '見本担当' || return 1
	keys F2
	await '案件一覧' '設定しました' || return 1
	keys F10
	ends "the screens" 0 || return 1
	start 80 24
	await '案件一覧' || return 1
	lacks "the second start does not ask" '初期設定' "$screen"
	keys F10
	ends "the second start" 0
}
at_terminal
finish
