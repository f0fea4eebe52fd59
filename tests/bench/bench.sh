#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	KERNEL=/path UBOOT=/path ROUNDS=5 tests/bench/bench.sh		(or: make bench KERNEL=... UBOOT=...)
#
# How long pullprep takes, in units of what plain git needs for the same answer in the same run; medians of ROUNDS. KERNEL is a kernel history that
# holds v2.6.37..v2.6.38-rc1, UBOOT a U-Boot clone. A history of 1.3 million commits is made here and needs neither. The yardsticks
# and replay-next are looked for in TOOLS (../shared/tools beside the source tree).
set -e

top=$(cd "$(dirname "$0")/../.." && pwd)
PULLPREP=${PULLPREP:-$top/build/pullprep}
TOOLS=${TOOLS:-$top/../shared/tools}
ROUNDS=${ROUNDS:-5}
work=$(mktemp -d "${TMPDIR:-/tmp}/pullprep.bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

compare() { # LABEL LIMIT OURS THEIRS
	python3 "$top/tests/bench/compare.py" "$ROUNDS" "$@"
}

head_line() {
	printf '\n%s\n%-46s %9s %9s   %5s  %-7s %s\n' "$1" "" pullprep git ratio asked memory
}

have() { # NAME DIRECTORY
	if [ -z "$2" ]; then
		echo "$1 is not set: skipped. Run: make bench $1=/path/to/clone"
		return 1
	fi
	if [ ! -x "$TOOLS/replay-next" ]; then
		echo "$TOOLS/replay-next is not there: skipped. Run: make bench TOOLS=/path/to/tools"
		return 1
	fi
}

# Daily trees over a real window.
replay() { # SOURCE NAME BASE RC1 [ARGS...]
	replay_source=$1 replay_name=$2 replay_base=$3 replay_rc1=$4
	shift 4
	"$TOOLS/replay-next" "$replay_source" "$work/$replay_name" "$replay_base" "$replay_rc1" "$@" 2>/dev/null
}

soak_window() { # NAME RANGE MAINLINE LABEL LIMIT
	compare "$4" "$5" "'$PULLPREP' -C '$work/$1' soak --format=tsv --config pullprep.mainline=$3 $2" \
		"'$TOOLS/oracle-next' '$work/$1' $2 --mainline $3"
}

# Commits that are about to be sent, judged on what they stand on.
check_range() { # REPOSITORY MAINLINE TIP LABEL LIMIT [ARGS...]
	check_in=$1 check_on=$2 check_tip=$3 check_label=$4 check_limit=$5
	shift 5
	compare "$check_label" "$check_limit" \
		"sh '$top/tests/bench/found.sh' '$PULLPREP' -C '$check_in' check $* --config pullprep.mainline=$check_on $check_on..$check_tip" \
		"git -C '$check_in' log -p $check_on..$check_tip"
}

if have KERNEL "$KERNEL"; then
	window=v2.6.37..v2.6.38-rc1
	last=$(git -C "$KERNEL" rev-list --no-merges -n 300 $window | tail -n 1)
	few="$last^..v2.6.38-rc1"
	head_line "soak, kernel, against oracle-next"
	replay "$KERNEL" kernel v2.6.37 v2.6.38-rc1 --seed 1
	soak_window kernel $window v2.6.38-rc1 "whole window $window" 0.40
	# 300 commits: an exact list, so that both are asked the same
	git -C "$KERNEL" rev-list --no-merges -n 300 $window | tr '\n' ' ' >"$work/ids"
	compare "300 commits of it" 0.15 \
		"'$PULLPREP' -C '$work/kernel' soak --format=tsv --config pullprep.mainline=v2.6.38-rc1 $(cat "$work/ids")" \
		"'$TOOLS/oracle-next' '$work/kernel' '$few' --mainline v2.6.38-rc1"
	head_line "check, kernel, against git log -p"
	# what one maintainer sent in that window: 255 commits, all of which soaked
	pull=9e9bc9736756
	check_range "$KERNEL" $pull^1 $pull^2 "255 commits, --quiet, without linux-next" 1.00 --quiet
	check_range "$work/kernel" $pull^1 $pull^2 "255 commits, --quiet, in the window" 1.00 --quiet --as-of=2011-01-06
	head_line "soak, kernel, against oracle-next"
	git -C "$work/kernel" commit-graph write --reachable --no-progress
	compare "300 commits of it, with a commit-graph" 0.06 \
		"'$PULLPREP' -C '$work/kernel' soak --format=tsv --config pullprep.mainline=v2.6.38-rc1 $(cat "$work/ids")" \
		"'$TOOLS/oracle-next' '$work/kernel' '$few' --mainline v2.6.38-rc1"
	rm -rf "$work/kernel"
	replay "$KERNEL" same v2.6.37 v2.6.38-rc1 --seed 2 --same-trees
	soak_window same $window v2.6.38-rc1 "whole window, replayed with --same-trees" 0.20
	rm -rf "$work/same"
	head_line "ratio, kernel, against git log --numstat"
	compare "whole window $window" 0.60 "'$PULLPREP' -C '$KERNEL' ratio --format=tsv $window" \
		"git -C '$KERNEL' log --numstat $window"
fi

if have UBOOT "$UBOOT"; then
	head_line "soak, U-Boot, against oracle-next"
	for pair in "v2026.04 v2026.07-rc1" "v2026.01 v2026.04-rc1" "v2025.07 v2025.10-rc1"; do
		base=${pair% *} rc1=${pair#* }
		replay "$UBOOT" uboot "$base" "$rc1" --seed 3
		soak_window uboot "$base..$rc1" "$rc1" "whole window $base..$rc1" 0.40
		rm -rf "$work/uboot"
	done
	head_line "check, U-Boot, against git log -p"
	check_range "$UBOOT" v2026.04 v2026.07-rc1 "whole window v2026.04..v2026.07-rc1" 2.00 --format=tsv
	last=$(git -C "$UBOOT" rev-list --no-merges -n 300 v2026.04..v2026.07-rc1 | tail -n 1)
	check_range "$UBOOT" "$last^" v2026.07-rc1 "300 commits of it, --quiet" 1.00 --quiet
	head_line "soak, U-Boot, two thousand daily trees (at most 600 MiB)"
	replay "$UBOOT" uboot v2026.04 v2026.07-rc1 --seed 4 --days 2800
	ROUNDS=1 soak_window uboot v2026.04..v2026.07-rc1 v2026.07-rc1 \
		"$(git -C "$work/uboot" tag -l 'next-*' | wc -l) trees" -
	rm -rf "$work/uboot"
	head_line "conflicts, U-Boot, against git merge-tree"
	sh "$top/tests/bench/conflicts.sh" "$UBOOT" v2026.07 "$PULLPREP" python3 "$top/tests/bench/compare.py" 1
	head_line "ratio, U-Boot, against git log --numstat"
	compare "whole window v2026.04..v2026.07-rc1" - "'$PULLPREP' -C '$UBOOT' ratio --format=tsv v2026.04..v2026.07-rc1" \
		"git -C '$UBOOT' log --numstat v2026.04..v2026.07-rc1"
fi

if [ -n "$UBOOT" ]; then
	head_line "postmortem, U-Boot, against git log --format=%B and git rev-list"
	"$top/tests/bench/postmortem.sh" "$UBOOT" "$PULLPREP" python3 "$top/tests/bench/compare.py" "$ROUNDS"
fi

head_line "lore, a server on loopback"
PULLPREP="$PULLPREP" sh "$top/tests/bench/lore.sh" python3 "$top/tests/bench/compare.py" "$ROUNDS"

head_line "soak, 1.3 million commits, against git rev-list --count --all (at most 200 MiB)"
perl "$top/tests/bench/big-history.pl" "$work/big"
for topic in topic-next topic-recent topic-old; do
	compare "300 commits, $topic" 0.15 "'$PULLPREP' -C '$work/big' soak --format=tsv $topic" \
		"git -C '$work/big' rev-list --count --all"
done
head_line "postmortem, 10,000 commits on top of 1.3 million, against git rev-list --count --all"
perl "$top/tests/bench/big-release.pl" "$work/big"
for format in text tsv json; do
	compare "$format" 1.00 "'$PULLPREP' -C '$work/big' postmortem --format=$format v5.0..v5.1" \
		"git -C '$work/big' rev-list --count --all"
done
rm -rf "$work/big"

head_line "soak, two thousand trees of 13,000 own commits (at most 600 MiB)"
perl "$top/tests/bench/big-history.pl" "$work/many" 2000 400000
ROUNDS=1 compare "300 commits, topic-recent" - "'$PULLPREP' -C '$work/many' soak --format=tsv topic-recent" \
	"git -C '$work/many' rev-list --count --all"

head_line "assemble, 200 topics of 10 commits, against git merge-tree and git commit-tree"
perl "$top/tests/bench/batch.pl" "$work/batch" 200 10
compare "200 merges" 1.50 "sh '$top/tests/bench/again.sh' '$work/batch' '$PULLPREP'" \
	"sh '$top/tests/bench/by-hand.sh' '$work/batch' v6.9-rc4"
rm -rf "$work/batch"
