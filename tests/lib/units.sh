#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# units.sh DIRECTORY PROGRAM...
#
# Runs unit test programs side by side. Each one's output is kept in DIRECTORY/NAME.log; that of a failed one is shown.
# Ends with cmocka's own summary of each program, so that a run which executed nothing cannot look like a good one.
set -u
directory=$1
shift
if [ $# = 0 ]; then
	echo "no unit tests" >&2
	exit 1
fi
mkdir -p "$directory"
rm -f "$directory"/*.log "$directory"/*.status
export directory

# shellcheck disable=SC2016
printf '%s\n' "$@" | xargs -n 1 -P "$(nproc 2>/dev/null || echo 2)" sh -c '
	name=${0##*/}
	timeout 300 "$0" >"$directory/$name.log" 2>&1 </dev/null
	echo $? >"$directory/$name.status"'

failed=0
for program; do
	name=${program##*/}
	status=$(cat "$directory/$name.status" 2>/dev/null || echo "none")
	if [ "$status" != 0 ] || ! grep -q '^\[  PASSED  \]' "$directory/$name.log"; then
		failed=$((failed + 1))
		echo "== $name: exit status $status"
		cat "$directory/$name.log"
	fi
done
for program; do
	name=${program##*/}
	printf '%-28s ' "$name"
	grep -E '^\[  (PASSED|FAILED) *\] [0-9]+ test' "$directory/$name.log" | tr '\n' ' '
	echo
done
echo "unit test programs: $#, failed: $failed"
[ "$failed" = 0 ]
