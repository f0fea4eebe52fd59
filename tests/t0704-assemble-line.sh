#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Topics gathered from an integration branch are merged, series of a linear one are cut; nothing is rebased.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/assemble.sh"

posted() { # FILE SUBJECT STEM NUMBER
	commit "$1" "$2

Link: https://lore.kernel.org/r/20260401120000.1234-$4-dev-$3@example.org"
}

# plan_of BATCH NAME... with the tips that the program sees
plan_of() {
	pp split --format=tsv 2>/dev/null >../split
	mkdir -p .git/pullprep
	while read -r line; do
		awk -F'\t' -v batch="${line%% *}" -v name="${line#* }" '$2 == name { print batch "  " name "  " substr($3, 1, 12) "  # first: x" }' ../split
	done >.git/pullprep/plan
}

# ---- an integration branch: mainline, merges with words, a merge of a tag
assemble_repository
rm .git/pullprep/plan
for name in a b c d second late; do
	git config --unset "branch.$name.description"
done
git checkout -q -b for-next v6.9-rc4
merge() {
	git merge -q --no-ff "$@" >/dev/null && tick
}
merge -m "Merge branch 'a' into for-next

Asynchronous answers.

Signed-off-by: Morgan Maintainer <maintainer@example.org>" a
merge -m "Merge branch 'b' of https://git.example.org/buffers.git into for-next

Buffers are zeroed." b
git tag -a -m 'counters' counters c
merge -m "Merge tag 'counters' into for-next

Counters are per CPU." c
merge -m "Merge branch 'd' into for-next" d
git tag -d counters >/dev/null
git checkout -q master
git config pullprep.gather for-next
check 'topics' pp topics --format=tsv
check 'are four merges' test "$(cut -f 3 "$out" | sort | uniq -c | tr -s ' ')" = ' 4 merge'
pp split --format=tsv 2>/dev/null | cut -f 2 >../names
sed 's/^/first /' ../names | plan_of
check_exit 128 'a merge without words' pp assemble first --no-edit
check_text 'has to be described' 'do and why: d$' "$err"
git config branch.d.description 'The driver uses the counters.'
check 'with words for all' pp assemble first --no-edit
git log --first-parent --format=%s v6.9-rc4..for-6.10-1 | sort >../actual
sort >../expected <<'END'
Merge branch 'a' into for-6.10-1
Merge branch 'b' of https://git.example.org/buffers.git into for-6.10-1
Merge branch 'd' into for-6.10-1
Merge tag 'counters' into for-6.10-1
END
check_same 'merges are called what they were called there' ../expected ../actual
check 'the words are those of the merge' sh -c 'git log --first-parent --format=%b v6.9-rc4..for-6.10-1 | grep -q "^Asynchronous answers\.$"'
check_no_text 'without its trailers' 'Signed-off-by' - <<END
$(git log --first-parent --format=%b v6.9-rc4..for-6.10-1)
END
git checkout -q -b by-hand v6.9-rc4
for id in $(git log --first-parent --reverse --format=%P v6.9-rc4..for-6.10-1 | cut -d ' ' -f 2); do
	git merge -q --no-ff --no-edit "$id" >/dev/null
done
check 'the tree is that of git merge' git diff --exit-code by-hand for-6.10-1
git checkout -q master
git branch -q -D by-hand for-next for-6.10-1
git config --unset branch.d.description

# ---- a linear branch: series, one of them interleaved with the next
git checkout -q -b line v6.9-rc4
posted one.c 'one: first' s1 1
posted two.c 'two: first' s2 1
posted one.c 'one: second' s1 2
posted two.c 'two: second' s2 2
posted three.c 'three: only' s3 1
posted four.c 'four: only' s4 1
git checkout -q master
git config pullprep.gather line
rm .git/pullprep/plan
pp split --format=tsv 2>/dev/null | cut -f 2 | sort >../names
check 'series' test "$(tr '\n' ' ' <../names)" = 'four-only one-first three-only two-first '
plan_of <<'END'
first one-first
first two-first
first three-only
hold four-only
END
check 'are cut' pp assemble first --no-edit
check_text 'which is said' '^  cut      three-only ' "$out"
check_text 'the others are held by it' '^  held     one-first .* by three-only$' "$out"
check_text 'no merge is made' '^  5 commits, 0 merges$' "$out"
check 'the branch is at the commit of the topmost' test "$(git rev-parse for-6.10-1)" = "$(git rev-parse line~1)"
check 'again' pp assemble first --no-edit
check_text 'is unchanged' '^first is unchanged' "$out"
plan_of <<'END'
first three-only
hold one-first
hold two-first
hold four-only
END
check_exit 128 'what stands on something later' pp assemble first --no-edit
check_text 'is told by the plan' 'three-only is first, but contains (one|two)-first, which is hold' "$err"
plan_of <<'END'
first one-first
hold two-first
END
check_exit 128 'interleaved series' pp assemble first --no-edit
check_text 'go together' 'one-first is first, but contains two-first' "$err"
plan_of <<'END'
first three-only
END
check_exit 128 'what is nowhere in the plan' pp assemble first --no-edit
check_text 'cannot come along' '^pullprep: three-only cannot go without what it stands on, which is not in the batch:$' "$err"
check_text 'and is named' '^  two-first \([0-9a-f]{12}\)$' "$err"

# the second batch goes on where the first was cut
plan_of <<'END'
first one-first
first two-first
second three-only
second four-only
END
check 'first' pp assemble first --no-edit
check 'ends where the series end' test "$(git rev-parse for-6.10-1)" = "$(git rev-parse line~2)"
check 'second' pp assemble second --no-edit
check_text 'is on the first' ' on for-6\.10-1$' "$out"
check_text 'only what is new' '^  2 commits, 0 merges$' "$out"
check 'it is the line'\''s end' test "$(git rev-parse for-6.10-2)" = "$(git rev-parse line)"

# a line that does not stand on the base is merged
check_exit 0 'another base' pp assemble first --no-edit --base=v6.9-rc5 --dry-run
check_text 'makes a merge of it' '^  merged   two-first |^  merged   one-first ' "$out"

# branches beside the line
git config --unset pullprep.gather
git config pullprep.rule.back-merge.level info # the criss-cross is made of such
git branch -q -D line

# ---- a criss-cross history: mainline took a, and a topic took mainline back
plan 'first b' 'hold a' 'hold c' 'hold d' 'hold late' 'hold second'
for name in a b c d second late; do
	git config "branch.$name.description" "What $name brings."
done
git checkout -q -b cross v6.9-rc4
commit cross.c 'cross: first'
git checkout -q master && git merge -q --no-ff -m "Merge branch 'cross'" cross && tick
git tag -a -m rc6 v6.9-rc6
git checkout -q cross && git merge -q --no-ff -m 'Merge v6.9-rc5' v6.9-rc5 >/dev/null && tick
commit cross.c 'cross: second'
git checkout -q master && commit Makefile 'Linux 6.9-rc7' && git tag -a -m rc7 v6.9-rc7
check 'several merge bases' test "$(git merge-base --all master cross | wc -l)" -ge 2
git config branch.cross.description 'Across.'
plan 'first cross' 'first b' 'hold a' 'hold c' 'hold d' 'hold late' 'hold second'
check 'are no hindrance' pp assemble first --no-edit
check_text 'to stand on a release that has them all' ' on v6\.9-rc6$' "$out"
check 'nor to a tag' pp tag first --no-edit --dry-run
git branch -q -D for-6.10-1
git checkout -q -b tip v6.9-rc5 && git merge -q --no-ff -m "Merge cross" cross >/dev/null && git merge -q --no-ff -m "Merge b" b >/dev/null && git checkout -q master
check 'of a tip merged by hand' pp tag first --no-edit --dry-run --tip=tip

finish
