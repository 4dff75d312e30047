# SPDX-License-Identifier: Apache-2.0
# The officer's own keys on the screens and at the doctor; and rows of the table of keys that no other test touches.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"
place=$XDG_CONFIG_HOME/kumoshirube
mkdir -p "$place"
screens() {
	cat >"$work/script.keys"
	run "$program" --lang ja --script "$work/script.keys" --save-dir "$work"
	same "$1" "0 " "$rc $err"
}
"$program" case new "$srcdir/tests/cases/01-public-saas-registered.ini" >/dev/null 2>&1
cp -r "$XDG_DATA_HOME" "$work/kept"

screens 'vi keys, arrows to the side, Ctrl+L' <<'KEYS'
key Right
expect 作業の一覧
key g
expect >   案件の基本情報
key G
refuse >   案件の基本情報
key C-u C-u C-u
expect >   案件の基本情報
key C-l Left
expect 前回の続き
key Left
expect 前回の続き
KEYS
screens 'F6 and F7 do nothing to a text; F10 goes back from it' <<'KEYS'
key Enter Home Enter Home Enter
expect 問1/
type かな
key F6
expect 文字の入力中はF6を使いません
key F7
expect 文字の入力中はF7を使いません
expect かな
key F8
refuse かな
key F10
expect 回答を確かめてください
KEYS
screens 'search in the record, n and N' <<'KEYS'
key Enter v
expect 判定と記録
key /
type 根拠資料
key Enter
expect 根拠資料
key n N
expect 根拠資料
key F3 C-u
type 無い言葉ですよ
key Enter
expect 合うものがありません
key Esc
expect 作業の一覧
KEYS
screens 'Alt+M, the colours, the mouse' <<'KEYS'
key M-m
expect 操作の一覧
type 配色
key Enter
expect 配色: 高コントラスト
key F12 F12 F12
expect 配色: 標準
key F9
type マウス
key Enter
expect マウスを使います
key F9
type 印刷
expect （他の画面）
key Enter
expect このコマンドは、メニューを開いた画面では使いません
KEYS
printf 'key C-c\nexpect 終了はF10\nkey C-c\nexpect no longer there\n' >"$work/c.keys"
run "$program" --lang ja --script "$work/c.keys"
same 'Ctrl+C twice ends with 130' 130 "$rc"

cp "$place/kumoshirube.ini" "$work/settings"
printf '[view.main]\nvi_keys = "no"\n' >>"$place/kumoshirube.ini"
screens 'without vi keys the letters do not move' <<'KEYS'
key Enter Home
expect >   案件の基本情報
key j G
expect >   案件の基本情報
key Down
refuse >   案件の基本情報
KEYS
cp "$work/settings" "$place/kumoshirube.ini"

printf '[keys.main]\nrecord = "F11 x"\nundo = "C-w C-u"\nregistry = ""\n' >"$place/keys.ini"
screens 'own keys act and are shown' <<'KEYS'
key g
expect 前回の続き
expect F9 Alt+M=全コマンド
key Enter
refuse 元に戻す
expect F11記録
refuse F8
key v
expect 作業の一覧
key F11
expect 判定と記録
key Esc F1
expect F11 x 記録
key Esc F9
type 記録
expect F11 x
key Esc Esc x
expect 判定と記録
key Esc Home Enter Home Enter
expect 問1/
type ほげ
expect ほげ
key C-u
refuse ほげ
type ほげ
key C-w
refuse ほげ
KEYS
run "$program" --lang en doctor
has 'the doctor names the file' "$place/keys.ini" "$out"
has 'and what has no key' 'registry' "$(printf '%s\n' "$out" | grep 'without a key')"
has 'and no clash' 'key conflicts: none' "$out"
printf '[keys.main]\nundo = "F2"\nflow = "C-o"\n' >"$place/keys.ini"
run "$program" --lang en doctor
same 'a clash is a failure of the doctor' 1 "$rc"
has 'who names both' 'F2: primary, undo' "$out"
has 'and what is often taken' 'flow: Ctrl+O' "$out"
printf '[keys.main]\n\nfly = "F2"\n' >"$place/keys.ini"
run "$program" --lang en doctor
has 'a fault has file and line' "$place/keys.ini:3" "$out"
run "$program" --lang en --script "$work/c.keys"
same 'and stops the screens' 4 "$rc"
has 'with file and line' "$place/keys.ini:3" "$err"
run "$program" case list
same 'commands go on' 0 "$rc"
rm "$place/keys.ini"

run "$program" --theme pink
same 'an unknown theme is a usage error' 2 "$rc"
has 'which names the themes' 'contrast' "$err"
for theme in default contrast light mono; do
	run "$program" --theme $theme --script "$work/c.keys"
	same "--theme $theme" 130 "$rc"
done
finish
