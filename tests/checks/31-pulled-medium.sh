# SPDX-License-Identifier: Apache-2.0
# Check 31: while somebody types, the medium with the store is pulled out, becomes read-only, or is full: that is said, what was typed stays on the screen, and with the
# medium back it is saved. The other checks of this kind are 29-no-room.sh.
# root may write everywhere; so root does without that here.
drop='setpriv --bounding-set=-dac_override --inh-caps=-dac_override'
if [ -z "${KUMOSHIRUBE_OWN_MOUNTS:-}" ] && unshare -rm $drop true 2>/dev/null; then
	KUMOSHIRUBE_OWN_MOUNTS=1 exec unshare -rm $drop sh "$0" "$@"
fi
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"
directory=$XDG_DATA_HOME/kumoshirube
trap 'mux kill-server 2>/dev/null; umount -l "$work/medium" "$work/disk" 2>/dev/null; chmod 755 "$directory" 2>/dev/null; rm -rf "$work"' EXIT

# say TEXT: more of it in the field
say() { typing "$1" && whole=$whole$1; }

# What was saved is there, or by now what was typed since, since the program goes on trying while we look; it may hold the file just then.
kept() { case $(stored case.main title) in "$saved" | "$whole") echo yes ;; esac; }

# lost_and_back NAME TAKE GIVE MESSAGE: TAKE is what happens to the medium, and GIVE takes that back; MESSAGE is a pattern
lost_and_back() {
	whole='見本 '
	say '媒体の'
	await "[$whole" || return
	until_is "$whole" stored case.main title || return
	saved=$whole
	eval "$2" || { not_ok "$1: the medium is taken"; return; }
	say '書きかけ'
	keys Tab
	await_line "$4" && await "[$whole" || return
	ok "$1: it is said, with what was typed on the screen"
	keys BTab
	await "[$whole" || return
	say '続き'
	keys Tab
	await_line "$4" && await "[$whole" || return
	ok "$1: and so it stays while one goes on"
	eval "$3" || { not_ok "$1: the medium is given back"; return; }
	until_is yes kept || return
	ok "$1: what was saved before is as it was"
	keys Tab
	until_is "$whole" stored case.main title || return
	ok "$1: with the medium back it is saved"
	await_gone 保存ファイルに書き込めません && await_gone ディスクの誤り && await_gone ディスクがいっぱい || return
	ok "$1: and the message goes"
	leave_to_shell || return
	ends "$1" 0
	run "$program" record verify
	same "$1: the store is whole" 0 "$rc"
}

# The medium may go in the middle of saving, too, which is another fault of the disk.
refused='保存ファイルに書き込めません\|ディスクの誤りが報告されました'
first_question || finish
typing '見本 '
lost_and_back 'a directory that is gone' 'mv "$XDG_DATA_HOME/kumoshirube" "$XDG_DATA_HOME/pulled"' 'mv "$XDG_DATA_HOME/pulled" "$XDG_DATA_HOME/kumoshirube"' "$refused"

mkdir -p "$directory" && chmod 555 "$directory"
if touch "$directory/x" 2>/dev/null; then
	rm "$directory/x"
	skip 'a directory that became read-only' 'root may write everywhere, and cannot do without that here'
else
	chmod 755 "$directory"
	first_question || finish
	typing '見本 '
	lost_and_back 'a directory that became read-only' 'chmod 555 "$directory"' 'chmod 755 "$directory"' "$refused"
fi

if [ -n "${KUMOSHIRUBE_OWN_MOUNTS:-}" ] && mkdir -p "$work/disk" "$work/medium" && mount -t tmpfs -o size=2m none "$work/disk" 2>/dev/null &&
	mount --bind "$work/disk" "$work/medium"; then
	# The program in the terminal is told the new place.
	XDG_DATA_HOME=$work/medium/data
	export XDG_DATA_HOME
	sed -i "s|'XDG_DATA_HOME=[^']*'|'XDG_DATA_HOME=$XDG_DATA_HOME'|" "$work/inner.sh"
	first_question || finish
	typing '見本 '
	lost_and_back 'a medium that was pulled' 'umount -l "$work/medium"' 'mount --bind "$work/disk" "$work/medium"' "$refused"
	first_question || finish
	typing '見本 '
	lost_and_back 'a full disk' 'dd if=/dev/zero of="$work/disk/filler" bs=1k 2>/dev/null; true' 'rm "$work/disk/filler"' 'ディスクがいっぱいです\|ディスクの誤りが報告されました'
else
	skip 'a medium that was pulled, and a full disk' 'no disk of our own can be made here (unshare and mount)'
fi
finish
