# SPDX-License-Identifier: Apache-2.0
# The first screen comes before the rules are read. What is wrong with them is said all the same, whole and before any key is taken; and the list of
# cases says the same of many cases as of few.
. "${srcdir:-$(dirname "$0")/..}/tests/lib.sh"

root=$work/root
mkdir "$root"
cp -r "$srcdir/data" "$srcdir/screens" "$root"
rules=$root/data/policy/2021-03-30/steps.ini
eras=$root/data/catalogue/era.ini
"$program" case new "$srcdir/tests/cases/01-public-saas-registered.ini" >/dev/null 2>&1

# at_screens FILE: the screens on the data of the root, driven by a script; sets out, err, rc
at_screens() { run env KUMOSHIRUBE_DATA="$root" "$program" --lang ja --script "$1" --save-dir "$work"; }
printf 'key F9\nexpect 新規\n' >"$work/menu.keys"
at_screens "$work/menu.keys"
same 'whole data open the screens' '0 ' "$rc $err"

cp "$rules" "$work/steps.ini"
printf '\n[nothing.here]\nkey = "x"\n' >>"$rules"
at_screens "$work/menu.keys"
same 'a fault in the steps ends the screens' 4 "$rc"
has 'it is named with its file' 'steps.ini' "$err"
screens_say=$err
run env KUMOSHIRUBE_DATA="$root" "$program" --lang ja decide "$srcdir/tests/cases/01-public-saas-registered.ini"
same 'the screens say what the command line says' "$err" "$screens_say"
cp "$work/steps.ini" "$rules"

cp "$eras" "$work/era.ini"
sed 's/^letter *=.*/letter = "xx"/' "$work/era.ini" >"$eras"
printf '\n[nothing.here]\nkey = "x"\n' >>"$rules"
at_screens "$work/menu.keys"
same 'a fault in the eras ends the screens' 4 "$rc"
has 'the fault in the eras is told' 'era.ini' "$err"
has 'and with it that in the steps' 'steps.ini' "$err"
cp "$work/era.ini" "$eras"
cp "$work/steps.ini" "$rules"

finish
