# SPDX-License-Identifier: Apache-2.0
# Check 7: what is half typed outlives a hang-up, a termination and a kill; the next start offers to go on, and no lock is complained of.
. "$(dirname "$0")/lib.sh"
needs_terminal

for signal in HUP TERM KILL; do
	first_question
	typing '人事給与シス'
	await '[人事給与シス'
	if [ $signal = KILL ]; then
		# A pause of typing saves; what a kill can take is what came after it.
		until_is '人事給与シス' stored case.main title
		typing 'テ'
		await '[人事給与システ'
	fi
	kill -s "$signal" "$(cat "$work/pid")"
	await ENDED
	case $signal in HUP) await EXIT=129 ;; TERM) await EXIT=143 ;; esac
	start 80 24
	await '前回の続き'
	see
	ok "$signal: the next start offers to go on"
	lacks "$signal: no lock is complained of" 'ほかの' "$screen"
	keys r
	await '[人事給与シス'
	ok "$signal: the text is there, in its question"
done
finish
