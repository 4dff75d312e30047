# SPDX-License-Identifier: Apache-2.0
# Check 17: the path that the flow map marks, and its reasons, are those of `case decide --json`, for cases that end at each of the steps.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"

# "N outcome" of each step, then "N reason" of each that was passed over, out of the record.
of_record() {
	"$program" case decide R8-0001 --json 2>/dev/null | awk '
		/^ *"steps": \[/ { steps = 1 }
		steps && /^ *"number": / { gsub(/[^0-9]/, ""); number = $0 }
		steps && /^ *"outcome": / && number != "" { split($0, part, "\""); print number, part[4]; number = "" }' | sort
	"$program" case show R8-0001 --format ini | awk '
		/^\[/ { step = ""; if (/^\[step\.c1-/) { step = $0; gsub(/^.*-|\]/, "", step) } }
		step != "" && /^not_taken_reason = / { split($0, part, "\""); print step, part[2] }' | sort
}
outcome_word() {
	case $1 in
	採用) echo adopted ;; 見送り) echo passed ;; 未到達) echo not_reached ;; 未確定) echo undetermined ;; 不可) echo refused ;; *) echo "?$1" ;;
	esac
}
# The label of a reason back to its word, by the file that holds both.
reason_word() {
	awk -v label="$1" '/^fact = / { is = /not_taken_reason/ } is && /^option\..*\.ja = / { split($0, part, "\""); split($1, name, ".")
		if (substr(part[2], 1, length(label)) == label) { print name[2]; exit } }' "$srcdir/screens/step-outcome.ini"
}
# The same out of the map: a box is a line "|title [word]|  note".
of_map() {
	number=0
	grep '^ [ >][ *]|.*\[.*\] *|' "$1" | grep -v Step0 | while IFS= read -r line; do
		number=$((number + 1))
		word=$(printf '%s' "$line" | sed 's/.*\[\([^]]*\)\] *|.*/\1/')
		echo "$number $(outcome_word "$word")"
	done | sort
	number=0
	grep '^ [ >][ *]|.*\[.*\] *|' "$1" | grep -v Step0 | while IFS= read -r line; do
		number=$((number + 1))
		case $line in *'[見送り]'*)
			note=$(printf '%s' "$line" | sed 's/.*\] *| *//; s/\.\.$//; s/ *$//')
			echo "$number $(reason_word "$note")" ;;
		esac
	done | sort
}
# The steps that the map marks as the path, and what they should be: those passed over, and the one where the walk stands.
marked() { grep '^ [ >][*]|.*\[' "$1" | sed 's/^ [ >][*]|\([^ ]*\).*/\1/' | tr '\n' ' '; }

for case in '01-public-saas-registered Step0 Step1' '06-personnel-interministry Step0 Step1 Step2' '07-citizen-facing-peaks Step0 Step1 Step2 Step3' \
	'05-specially-designated Step0 Step1 Step2 Step3 Step4' '09-onpremises-shown Step0 Step1 Step2 Step3 Step4 オンプレミス'; do
	name=${case%% *}
	rm -rf "$XDG_DATA_HOME"
	run "$program" case new "$srcdir/tests/cases/$name.ini"
	same "$name is taken in" 0 "$rc"
	printf 'key Enter\nexpect 作業の一覧\nkey F5\nexpect 流れ図\nsave map\nkey l\nexpect 提供\nsave text\n' >"$work/keys"
	run "$program" --lang ja --script "$work/keys" --save-dir "$work"
	same "$name: the map is drawn" 0 "$rc"
	same "$name: outcomes and reasons are those of the record" "$(of_record)" "$(of_map "$work/map")"
	same "$name: the path is marked" "${case#* } " "$(marked "$work/map")"
	# As plain lines, each step of the path is told.
	for step in ${case#* Step0 }; do
		has "$name: $step as text" "$step" "$(cat "$work/text")"
	done
done
finish
