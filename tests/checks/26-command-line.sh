# SPDX-License-Identifier: Apache-2.0
# Check 26: version, help, a bad option, no terminal, and a reader that stops reading.
. "${srcdir:-$(dirname "$0")/../..}/tests/lib.sh"
run "$program" --version
same '--version' '0 ' "$rc $err"
has 'names program and version' 'kumoshirube 0.' "$out"
run "$program" --help
same '--help' '0 ' "$rc $err"
has 'with examples' 'kumoshirube decide case.ini' "$out"
has 'and keys' 'F8 Ctrl+Z u' "$out"
run "$program" --nosuch
same 'an unknown option' '2 ' "$rc $out"
has 'is named on standard error' '--nosuch' "$err"
run "$program"
same 'no terminal' '2 ' "$rc $out"
has 'is said' '端末が必要です' "$err"
run "$program" case new "$srcdir/tests/cases/01-public-saas-registered.ini"
same 'a case to show' 0 "$rc"
{ "$program" case show R8-0001 --json; echo $? >"$work/rc"; } 2>"$work/pipe" | head -n 1 >"$work/first"
same 'the first line arrives' '{' "$(cat "$work/first")"
same 'a reader that stops is no noise' '' "$(cat "$work/pipe")"
same 'and no failure' 0 "$(cat "$work/rc")"
finish
