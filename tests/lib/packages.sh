#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# packages.sh PACKAGE...
#
# Sees to it that these Debian packages are installed. Silent and quick where all are; otherwise they are installed with apt, as
# root or through sudo. Where that cannot be done, the one command to run is printed, and the exit status is 1.
set -u

if ! command -v dpkg-query >/dev/null 2>&1; then
	# No Debian: the libraries tell by themselves whether they are there; names for two other families are known.
	modules="libgit2 libpcre2-8 jansson gmime-3.0 libxxhash libcurl zlib"
	programs="cc git make pkg-config"
	case " $* " in
	*" libcmocka-dev "*)
		modules="$modules cmocka"
		programs="$programs prove gpg ssh-keygen"
		;;
	esac
	missing=
	for program in $programs; do
		command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
	done
	# shellcheck disable=SC2086
	pkg-config --exists $modules 2>/dev/null || missing="$missing $modules"
	[ -z "$missing" ] && exit 0
	echo "pullprep is built on Debian 12; this system has no dpkg, so nothing was installed. Missing:$missing" >&2
	echo "Install them, then run make again:" >&2
	capabilities=
	for module in $modules; do
		capabilities="$capabilities 'pkgconfig($module)'"
	done
	if command -v dnf >/dev/null 2>&1; then
		echo "  sudo dnf install gcc make pkgconf git perl-Test-Harness gnupg2 openssh$capabilities" >&2
	elif command -v zypper >/dev/null 2>&1; then
		echo "  sudo zypper install gcc make pkg-config git perl gpg2 openssh$capabilities" >&2
	else
		echo "  the packages that are called on Debian: $*" >&2
	fi
	exit 1
fi

missing=
for package; do
	status=$(dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -x installed | head -n 1)
	[ "$status" = installed ] || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
	as_root=env
elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
	as_root="sudo env"
else
	as_root=
fi
if [ -z "$as_root" ] || ! command -v apt-get >/dev/null 2>&1; then
	echo "Packages are missing, and there are no rights here to install them. Run this, then make again:" >&2
	echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing" >&2
	exit 1
fi

echo "Installing:$missing"
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
apt() {
	$as_root DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" </dev/null >"$log" 2>&1 && return
	cat "$log" >&2
	return 1
}
# shellcheck disable=SC2086
if ! { apt update && apt install --no-install-recommends $missing; }; then
	echo "apt could not install them. What it says stands above; mend it, or run this, then make again:" >&2
	echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing" >&2
	exit 1
fi
