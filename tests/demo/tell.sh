# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# How the demo talks.
#
#	title TEXT...	a headline
#	tell		the text on standard input
#	show LINE	prints the command line after a "$", and runs it in a shell; one that fails ends the demo
#	try LINE	the same, but one that fails may

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
	bold=$(printf '\033[1m')
	plain=$(printf '\033[m')
else
	bold=
	plain=
fi

title() {
	printf '\n%s== %s%s\n\n' "$bold" "$*" "$plain"
}

tell() {
	cat
}

try() {
	printf '%s$ %s%s\n' "$bold" "$1" "$plain"
	sh -c "$1" 2>&1
	tried=$?
	echo
	return $tried
}

show() {
	try "$1" && return
	echo "demo: this failed, with status $tried: $1" >&2
	exit 1
}
