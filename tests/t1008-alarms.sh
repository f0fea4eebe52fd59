#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# make alarms: counts what check says of a history, pull by pull, beside what was decided by hand. The histories are small ones
# made here, with the tags of the real ones.

. "$(dirname "$0")/lib/tap.sh"

export COLUMNS=200
git init -q .
at 2011-01-04
commit mm.c 'mm: start'
git tag -a -m 2.6.37 v2.6.37
pull() { # NAME COMMAND...: what the command commits, merged into mainline
	pull_name=$1
	shift
	git checkout -q -b "$pull_name" v2.6.37
	"$@"
	git checkout -q master
	git merge -q --no-ff -m "Merge branch '$pull_name'" "$pull_name"
	tick
}
unsigned() {
	for file in one two three; do
		echo $file >$file.c
		git add $file.c
		git commit -q -m "net: $file"
		tick
	done
}
at 2011-01-06
pull good commit good.c 'mm: good'
pull bad unsigned
bad=$(git rev-parse master)
commit direct.c 'mm: straight to mainline'
git tag -a -m 'rc1' v2.6.38-rc1

alarms() {
	python3 "$TOP/tests/bench/alarms.py" --pullprep "$PULLPREP" --tools "$PWD/none" --out ../found.tsv "$@"
}
check 'a kernel history is counted' alarms --kernel .
check_text '... its pulls and commits' '^kernel: 2 pulls, 4 commits, 10 findings' "$err"
check_text '... without daily trees that is said' "$PWD/none/replay-next is not there: no daily trees" "$err"
check_text '... by rule, per 100 commits' '^\| `sob-author` \| error \| - \| - \| 3 \| 75\.00 \| 0 \| 0 \|$' "$out"
check_text '... each rule' '^\| `sob-committer` \| error \| - \| - \| 3 \| 75\.00 \| 0 \| 0 \|$' "$out"
check_text '... warnings below errors' '^\| `committed-in-window` \| warning' "$out"
check_text '... with what was decided by hand' '^\| `sob-committer` \| error \| [0-9]+ \| 0 \| 0 \| [0-9]+ \| 0 \|$' "$out"
check_text '... what is new is told' '^6 findings of level error have no verdict\.$' "$out"
check_text '... all are written down' "^kernel	$bad	error	sob-author	$(git rev-parse bad)	is missing a Signed-off-by from its author$" ../found.tsv
check '... and nothing else' test "$(wc -l <../found.tsv)" = 10
check 'the history itself is left alone' test -z "$(git for-each-ref refs/heads/the-pull)"

# ---- U-Boot: what came over its branch "next" is looked at pull by pull

git tag -a -m 1 v2026.04 'v2.6.37^{}'
git checkout -q -b next v2.6.37
pull_to_next() {
	git checkout -q -b "$1" v2.6.37
	unsigned
	git checkout -q next
	git merge -q --no-ff -m "Merge branch '$1' into next" "$1"
	tick
}
pull_to_next first
git checkout -q -b release v2.6.37
git merge -q --no-ff -m "Merge branch 'next'" next
git tag -a -m 2 v2026.07
check 'a U-Boot history is counted' alarms --uboot .
check_text '... with the pulls that next took' '^uboot: 1 pull, 3 commits' "$err"
check_exit 1 'without a history there is nothing to do' env -u KERNEL -u UBOOT python3 "$TOP/tests/bench/alarms.py"
check_text '... but to name one' 'make alarms UBOOT=' "$err"

finish
