#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	ratio.sh REPOSITORY RANGE [ROUNDS]
#
# How long `pullprep ratio --format=tsv RANGE` takes, in units of `git log --numstat RANGE`: both run in turn, ROUNDS
# times (5), after one run each that only fills the page cache, and the medians are compared. Prints one line:
#
#	RATIO (PULLPREP s / GIT s)
set -e

repository=$1
range=$2
rounds=${3:-5}
if [ $# -lt 2 ]; then
	echo "usage: $0 REPOSITORY RANGE [ROUNDS]" >&2
	exit 129
fi
PULLPREP=${PULLPREP:-$(cd "$(dirname "$0")/../.." && pwd)/build/pullprep}
case $PULLPREP in
/*) ;;
*) PULLPREP=$PWD/$PULLPREP ;;
esac
times=$(mktemp -d "${TMPDIR:-/tmp}/pullprep.bench.XXXXXX")
trap 'rm -rf "$times"' EXIT

ours() {
	"$PULLPREP" -C "$repository" ratio --format=tsv "$range" >/dev/null
}

gits() {
	git -C "$repository" log --numstat "$range" >/dev/null
}

# Appends the wall time of a command, in seconds, to a file.
clock() { # FILE COMMAND
	start=$(date +%s.%N)
	"$2"
	end=$(date +%s.%N)
	echo "$start $end" | awk '{ printf "%.3f\n", $2 - $1 }' >>"$1"
}

median() { # FILE
	sort -n "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

gits
ours
round=0
while [ $round -lt "$rounds" ]; do
	clock "$times/git" gits
	clock "$times/ours" ours
	round=$((round + 1))
done
echo "$(median "$times/ours") $(median "$times/git")" | awk '{ printf "%.2f (%.2f s / %.2f s)\n", $1 / $2, $1, $2 }'
