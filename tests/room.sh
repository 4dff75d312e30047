# SPDX-License-Identifier: Apache-2.0
# Prints the directory where tests have their files: in memory where there is plenty of it and programs may be started from there, because a store waits for its
# medium at every step; else /tmp. What becomes of a store when its medium fails is tested with media that fail (tests/unit/fault_vfs.c), not with the speed of a disk.
room=/dev/shm
free=$(df -Pk "$room" 2>/dev/null | awk 'NR == 2 { print $4 }')
probe=$(mktemp "$room/kumoshirube-room.XXXXXX" 2>/dev/null) || probe=
if [ -n "$probe" ] && [ "${free:-0}" -ge 4000000 ] && printf '#!/bin/sh\n' >"$probe" && chmod 700 "$probe" && "$probe" 2>/dev/null; then echo "$room"; else echo /tmp; fi
[ -z "$probe" ] || rm -f "$probe"
