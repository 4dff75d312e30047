# SPDX-License-Identifier: Apache-2.0
# Check 7: what is half typed outlives a hang-up, a termination and a kill; the next start offers to go on, and no lock is complained of.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
. "$srcdir/tests/terminal.sh"

for signal in HUP TERM KILL; do
	first_question || finish
	typing '人事給与シス'
	await '[人事給与シス' || finish
	if [ $signal = KILL ]; then
		# A pause of typing saves; what a kill can take is what came after it.
		until_is '人事給与シス' stored case.main title || finish
		typing 'テ'
		await '[人事給与システ' || finish
	fi
	kill -s "$signal" "$(cat "$work/pid")"
	await ENDED || finish
	case $signal in HUP) await EXIT=129 ;; TERM) await EXIT=143 ;; esac || finish
	start 80 24
	await '前回の続き' || finish
	see
	ok "$signal: the next start offers to go on"
	lacks "$signal: no lock is complained of" 'ほかの' "$screen"
	keys r
	await '[人事給与シス' || finish
	ok "$signal: the text is there, in its question"
done
finish
