#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The only script a newcomer needs.
#   sh setup.sh run      installs what is missing, builds in build/, opens the program on the sample office
#                        (without a terminal: decides an example case and prints its record)
#   sh setup.sh check    the same set-up, then all tests
#   sh setup.sh build    the same set-up and nothing more
#   sh setup.sh bench    the same set-up, then the benchmark table
# Safe to repeat. BUILD_DIR and CONFIGURE_FLAGS change where and how it builds.
set -eu
cd "$(dirname "$0")"
top=$(pwd)
build=${BUILD_DIR:-build}
flags=${CONFIGURE_FLAGS:-}

build_packages='gcc libc6-dev make autoconf automake gettext pkg-config gawk libncurses-dev libsqlite3-dev libiniparser-dev libunistring-dev libsodium-dev libjansson-dev libseccomp-dev'
# For records as PDF and tables as XLSX; the program is built without them where they cannot be had. Mincho and gothic, the smallest that has both.
print_packages='libpango1.0-dev libxlsxwriter-dev fonts-ipaexfont-mincho fonts-ipaexfont-gothic'
test_packages='libcmocka-dev tmux uim-fep uim-anthy sqlite3 locales minisign openssl poppler-utils unzip'

say() { printf '%s\n' "setup.sh: $*" >&2; }

installed() { dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

missing_packages() {
	for package in $build_packages $print_packages $test_packages; do
		installed "$package" || printf ' %s' "$package"
	done
}

install_missing() {
	if ! command -v dpkg-query >/dev/null 2>&1; then
		say "this is no Debian or Ubuntu system; these packages, or their like, must be there:"
		say "  $build_packages $test_packages"
		say "and for PDF and XLSX: $print_packages"
		return 0
	fi
	missing=$(missing_packages)
	[ -n "$missing" ] || return 0
	as=
	if [ "$(id -u)" -ne 0 ]; then
		as=sudo
		# Where nobody can type a password, sudo must be able to do without one.
		if ! command -v sudo >/dev/null 2>&1 || { [ ! -t 0 ] && ! sudo -n true 2>/dev/null; }; then
			say "some packages are missing and cannot be installed from here. Please run, as an administrator:"
			say "  apt-get update && apt-get install --no-install-recommends$missing"
			exit 1
		fi
	fi
	say "installing:$missing"
	# shellcheck disable=SC2086
	if ! $as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >/dev/null 2>&1; then
		$as apt-get update >/dev/null
		if ! $as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >&2; then
			say "the packages could not be installed. Please run, as an administrator, and see what it says:"
			say "  apt-get update && apt-get install --no-install-recommends$missing"
			exit 1
		fi
	fi
}

make_configure() {
	if [ -x configure ] && [ -z "$(find configure.ac Makefile.am src data tests po -name '*.mk' -newer configure 2>/dev/null)" ] &&
		[ -z "$(find configure.ac Makefile.am -newer configure)" ]; then
		return 0
	fi
	say "preparing the build"
	autoreconf --install --force >"$top/.autoreconf.log" 2>&1 || { cat "$top/.autoreconf.log" >&2; exit 1; }
	rm -f "$top/.autoreconf.log"
}

compile() {
	mkdir -p "$build"
	(
		cd "$build"
		if [ ! -f Makefile ] || [ "$top/configure" -nt Makefile ]; then
			say "configuring in $build/"
			if [ -f config.status ] && [ -z "$flags" ]; then
				# What was asked for when this place was made goes on to hold.
				{ ./config.status --silent --recheck && ./config.status --silent; } >/dev/null || exit 1
			else
				# shellcheck disable=SC2086
				"$top/configure" --quiet $flags || exit 1
			fi
		fi
		make -s -j"$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)" all >&2
	)
}

# The program as it stands in the build tree, with the data of the source tree.
program() {
	KUMOSHIRUBE_DATA=$top KUMOSHIRUBE_PROOF=$top/$build/proof.ini KUMOSHIRUBE_LOCALEDIR=$top/$build/po/locale "$top/$build/kumoshirube" "$@"
}

sample_office() {
	office=$build/office
	if [ ! -f "$office/store.db" ]; then
		say "making the sample office in $office/"
		rm -rf "$office"
		mkdir -p "$office"
		program --store "$top/$office/store.db" case new tests/cases/*.ini >/dev/null
	fi
}

prepare() {
	install_missing
	make_configure
	compile
}

case ${1:-} in
run)
	prepare
	if [ -t 0 ] && [ -t 1 ]; then
		sample_office
		program --store "$top/$office/store.db"
	else
		program decide tests/cases/01-public-saas-registered.ini
	fi
	;;
check)
	prepare
	cd "$build"
	make -j"$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)" check
	;;
build)
	prepare
	;;
bench)
	prepare
	cd "$build"
	make bench
	;;
*)
	sed -n '3,9p' "$0" | sed 's/^# \{0,1\}//' >&2
	exit 2
	;;
esac
