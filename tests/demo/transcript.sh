#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# transcript.sh			prints the demo's output as a terminal of 80 columns shows it, without colour
# transcript.sh --update	puts it into README.md, between its two marks
# transcript.sh --check		compares README.md with it: exit 1 if they differ, in so little as a blank
set -u

here=$(cd "$(dirname "$0")" && pwd) || exit 1
readme=$here/../../README.md
begin='<!-- demo: made by `make transcript` -->'
end='<!-- demo: end -->'

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# On a terminal of its own: bars and line breaks are those that a maintainer sees. stty gives it a size, which it would have from the
# terminal around it, if there is one.
transcript() {
	unset REPO DEMO_KEEP
	DEMO=$here/demo.sh TERM=xterm NO_COLOR=1 COLUMNS=80 LC_ALL=C.UTF-8 SHELL=/bin/sh \
		script -qec 'stty rows 40 cols 80 -echo; "$DEMO"; echo $? >"'"$work"'/status"' /dev/null </dev/null >"$work/raw" 2>&1
	tr -d '\r' <"$work/raw" >"$work/transcript"
	[ "$(cat "$work/status" 2>/dev/null)" = 0 ] && return
	tail -n 20 "$work/transcript" >&2
	echo "transcript: the demo failed" >&2
	exit 1
}

# What stands between the marks: a block of Markdown around the text.
from_readme() {
	sed -n "/^$begin\$/,/^$end\$/p" "$readme" | sed -e '1,/^```/d' -e '/^```$/,$d'
}

transcript
case ${1:-} in
--update)
	grep -qx "$begin" "$readme" && grep -qx "$end" "$readme" || { echo "transcript: README.md has lost its marks" >&2 && exit 1; }
	{
		sed "/^$begin\$/q" "$readme"
		printf '\n```console\n'
		cat "$work/transcript"
		printf '```\n\n'
		sed -n "/^$end\$/,\$p" "$readme"
	} >"$work/readme" && cat "$work/readme" >"$readme"
	;;
--check)
	from_readme >"$work/readme"
	diff -u --label README.md --label "the demo's output" "$work/readme" "$work/transcript" && exit 0
	echo "transcript: README.md is out of date; bring it up to date with:  make transcript" >&2
	exit 1
	;;
*)
	cat "$work/transcript"
	;;
esac
