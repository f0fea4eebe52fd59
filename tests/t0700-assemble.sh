#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A batch becomes a branch: its topics merged in the plan's order, as git would have merged them.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/assemble.sh"

assemble_repository
described

# what git itself makes of it
git checkout -q -b by-hand v6.9-rc4
for topic in a b c d; do
	git merge -q --no-ff -m "Merge branch '$topic' into for-6.10-1

$(git config "branch.$topic.description")" $topic || exit 1
done
git checkout -q a
git branch -q -m by-hand by-hand-1
git update-ref refs/hand/first by-hand-1
git branch -q -D by-hand-1

# a work tree in the middle of something
echo dirty >>a.c
echo staged >new.c
git add new.c
state >../before
check 'assemble' pp assemble first --no-edit
check_text 'says what was made of what' "^first is assembled: for-6\.10-1 at $(git rev-parse --short=12 for-6.10-1) on v6\.9-rc4$" "$out"
check_text 'a line for each topic' '^  merged   a      2 commits  [0-9a-f]{12}$' "$out"
check_text 'how much it is' '^  5 commits, 4 merges$' "$out"
check_text 'the final difference' '^  5 files changed, 5 insertions\(\+\)$' "$out"
check_text 'what comes next' '^Tag it with:  pullprep --as-of=2026-04-20 tag first$' "$out"
check_empty 'and nothing else' "$err"
check 'the tree is that of the same merges by hand' git diff --exit-code refs/hand/first for-6.10-1
git log --format='%P%n%T%n%an %ae %cn %ce%n%B' --first-parent refs/hand/first >../expected
git log --format='%P%n%T%n%an %ae %cn %ce%n%B' --first-parent for-6.10-1 >../actual
sed -i 's/^[0-9a-f]\{40\} \([0-9a-f]\{40\}\)$/\1/' ../expected ../actual
check_same 'so are merged heads, trees, people and messages' ../expected ../actual
state | grep -v 'for-6\.10-1\|pullprepAssembled' >../after
check_same 'HEAD, index, work tree and all other refs are as they were' ../before ../after
check 'a reflog tells' sh -c "git reflog for-6.10-1 | grep -q 'pullprep: assemble first'"
git reset -q --hard && rm -f new.c expected actual && git checkout -q master

# again
first=$(git rev-parse for-6.10-1)
check 'the same plan again' pp assemble first --no-edit
check_text 'is unchanged' "^first is unchanged: for-6\.10-1 at " "$out"
check_text 'all is kept' '^  kept     d      1 commit ' "$out"
check 'the very same commit' test "$(git rev-parse for-6.10-1)" = "$first"
check 'and no reflog entry more' test "$(git reflog for-6.10-1 | wc -l)" = 1
check 'as records' pp assemble first --no-edit --format=tsv
printf 'first\tfor-6.10-1\t%s\t%s\tyes\ta\tkept\t-\t2\t%s\t%s\n' "$(git rev-parse v6.9-rc4^0)" "$first" \
	"$(git rev-parse a)" "$(git rev-parse for-6.10-1~3)" >../expected
head -n 1 "$out" >../actual
check_same 'one per topic' ../expected ../actual
check 'as json' pp assemble first --no-edit --format=json
cp "$out" ../rows.json
check 'that can be read' sh -c 'python3 -c "import json,sys; rows = json.load(sys.stdin); assert [r[\"how\"] for r in rows] == [\"kept\"] * 4 and rows[0][\"unchanged\"] is True" <../rows.json'

# it is no topic, also with one topic in it
check 'topics' pp split
check_no_text 'the assembled branch is none' 'for-6\.10-1' "$out"

# the end changes
plan 'first a' 'first b' 'hold c' 'hold d' 'second second' 'hold late'
check 'without the last two' pp assemble first --no-edit
check 'the branch goes back to where it was then' test "$(git rev-parse for-6.10-1)" = "$(git rev-parse "$first~2")"
plan 'first a' 'first c' 'first b' 'hold d' 'second second' 'hold late'
check 'another order' pp assemble first --no-edit --dry-run
check_text 'is only tried' '^first is only tried: for-6\.10-1 on v6\.9-rc4$' "$out"
check_text 'the common start is kept' '^  kept     a ' "$out"
check_text 'the rest made anew' '^  merged   c ' "$out"
check_text 'and how it is done' '^Do it with:   pullprep --as-of=2026-04-20 assemble first$' "$out"
check 'nothing was written' test "$(git rev-parse for-6.10-1)" = "$(git rev-parse "$first~2")"
check 'now in earnest' pp assemble first --no-edit
check 'the order is the plan'\''s' test "$(git rev-parse for-6.10-1^2 for-6.10-1^^2 for-6.10-1~2^2)" = "$(git rev-parse b c a)"

# what is contained is not merged again
plan 'first d' 'first a' 'second second'
check_exit 128 'a topic whose commits are in no batch' pp assemble first --no-edit
check_text 'is refused' '^pullprep: d cannot go without what it stands on, which is not in the batch:$' "$err"
check_text 'by name' '^  c \([0-9a-f]{12}\)$' "$err"
plan 'first c' 'first d' 'first a' 'first b'
git branch -q inner c
check 'an alias is no topic of its own' pp assemble first --no-edit
git branch -q -D inner
plan 'first a' 'first b' 'first c' 'first d' 'second second' 'hold late'

# topics that the plan does not have
topic new v6.9-rc4 new.c
check 'a topic that is not in the plan' pp assemble first --no-edit
check_text 'is left out, and told' 'not in the plan, and left out: new; write it in with: pullprep split --write$' "$err"
git branch -q -D new

# without a plan it judges as tag does
mv .git/pullprep/plan plan
git config pullprep.topic refs/heads/a
check 'no plan: one topic' pp assemble first --no-edit --dry-run
check_text 'is judged' '^  kept     a |^  merged   a ' "$out"
git config --unset pullprep.topic
mv plan .git/pullprep/plan

# the base
check 'a base of one'\''s own' pp assemble first --no-edit --base=v6.9-rc5 --dry-run
check_text 'is taken' ' on v6\.9-rc5$' "$out"
git config pullprep.base v6.9-rc5^
check 'a configured one that is no release' pp assemble first --no-edit --base=v6.9-rc5~0 --dry-run
check_empty 'does not count beside --base' "$err"
git branch -q odd v6.9-rc4
git checkout -q odd && commit odd.c 'mainline: odd' && git checkout -q master && git merge -q --no-edit odd >/dev/null
git config pullprep.base odd
check 'a base that is neither release nor -rc' pp assemble first --no-edit --dry-run
check_text 'is named' "base odd \($(git rev-parse --short=12 odd)\) is neither a release nor an -rc" "$err"
git config --unset pullprep.base
git branch -q -D odd
check_exit 128 'a base that is too old' pp assemble first --no-edit --base=v6.9-rc1
check_text 'names the topic that brings mainline along' '^pullprep: a stands on newer commits of master than the base v6.9-rc1: merging it brings 1 of them along$' "$err"
check_text 'and the base that has all' 'Assemble on --base=v6.9-rc4' "$err"
check_exit 128 'a base that is none' pp assemble first --no-edit --base=nowhere
check_text 'is named, too' "^pullprep: --base: 'nowhere'" "$err"
check_exit 129 'no batch' pp assemble
check_exit 129 'an unknown batch' pp assemble third
check_exit 128 'an empty batch' pp assemble fixes
check_text 'says so' "no topic is in the batch 'fixes'" "$err"

# the second batch stands on the first
git branch -q -D for-6.10-1
check 'the second without the first' pp assemble second --no-edit --dry-run
check_text 'is remarked on' 'the first batch has neither a tag nor a branch that pullprep made, so this one does not stand on it; make that with: pullprep --as-of=2026-04-20 assemble first$' "$err"
check 'the first' pp assemble first --no-edit
check 'the second' pp assemble second --no-edit
check_text 'on the first' '^second is assembled: for-6\.10-2 at [0-9a-f]{12} on for-6\.10-1$' "$out"
check_text 'only what is new' '^  1 commit, 1 merge$' "$out"
check 'its first parent is the first batch' test "$(git rev-parse for-6.10-2^)" = "$(git rev-parse for-6.10-1)"
check_empty 'without a remark' "$err"

# tag takes it
. "$TOP/tests/lib/publish.sh"
ssh_key
pp() {
	"$PULLPREP" --as-of=2026-04-20 "$@"
}
check 'tag' pp tag first --no-edit
check 'is on the branch' test "$(git rev-parse for-linus-6.10-1^0)" = "$(git rev-parse for-6.10-1)"
check 'the second' pp tag second --no-edit
check 'is on its branch' test "$(git rev-parse for-linus-6.10-2^0)" = "$(git rev-parse for-6.10-2)"
git tag -d for-linus-6.10-1 for-linus-6.10-2 >/dev/null
plan 'first a' 'first b' 'first c' 'first d' 'first late' 'second second'
check_exit 128 'a branch that is not the batch any more' pp tag first --no-edit
check_text 'is told' '^pullprep: for-6\.10-1, as which the first batch was assembled, does not hold exactly what is in the batch now$' "$err"
check_text 'with what to do' 'pullprep assemble first' "$err"
plan 'first late' 'hold a' 'hold b' 'hold c' 'hold d' 'hold second'
check 'with one topic' pp tag first --no-edit --dry-run
check_text 'it is a remark' 'for-6\.10-1 does not hold exactly what is in the batch now, so the tag is on late itself' "$err"
git branch -q -D for-6.10-1 for-6.10-2
plan 'first a' 'first b' 'first c' 'first d' 'first late' 'second second'
check_exit 128 'several topics and no branch' pp tag first --no-edit
check_text 'assemble is the advice' 'Merge them with:  pullprep assemble first' "$err"

# a bare repository, a linked work tree, a detached HEAD
plan 'first a' 'first b' 'first c' 'first d' 'second second' 'hold late'
git clone -q --bare . ../bare.git
for key in a b c d; do
	git --git-dir=../bare.git config "branch.$key.description" "$(git config "branch.$key.description")"
done
git --git-dir=../bare.git config pullprep.mainline master
mkdir ../bare.git/pullprep && cp .git/pullprep/plan ../bare.git/pullprep/plan
check 'in a bare repository' pp -C ../bare.git assemble first --no-edit
check 'the branch is there' git --git-dir=../bare.git rev-parse -q --verify for-6.10-1
git worktree add -q --detach ../linked late
check 'in a linked work tree' pp -C ../linked assemble first --no-edit
check 'the branch is everybody'\''s' git rev-parse -q --verify for-6.10-1
git -C ../linked checkout -q for-6.10-1
check 'checked out there, but unchanged' pp assemble first --no-edit
plan 'first b' 'first a' 'first c' 'first d'
check_exit 128 'a branch that is checked out somewhere' pp assemble first --no-edit
check_text 'is not moved' '^pullprep: for-6\.10-1 is checked out in .*/linked, where' "$err"
check_text 'with what to do' 'Switch away from it' "$err"
check_exit 128 'not even with --force' pp assemble first --no-edit --force
git -C ../linked checkout -q --detach
check 'but then' pp assemble first --no-edit

# somebody's own commits on the branch
git -C ../linked checkout -q for-6.10-1
(cd ../linked && commit own.c 'my own')
git -C ../linked checkout -q --detach
own=$(git rev-parse for-6.10-1)
check_exit 128 'commits of one'\''s own on it' pp assemble first --no-edit
check_text 'are named' '^pullprep: for-6\.10-1 has 1 commit that pullprep did not put there, and that would be lost:$' "$err"
check_text 'by their subjects' '^  [0-9a-f]{12} my own$' "$err"
check 'the branch stays' test "$(git rev-parse for-6.10-1)" = "$own"
check 'unless forced' pp assemble first --no-edit --force
check 'the merges below are kept' test "$(git rev-parse for-6.10-1)" = "$(git rev-parse "$own^")"
git branch -q -f for-6.10-1 v6.9-rc4
check 'a branch that has nothing to lose' pp assemble first --no-edit
check_text 'is taken over' '^first is assembled' "$out"
git branch -q -m for-6.10-1 kept && git symbolic-ref refs/heads/for-6.10-1 refs/heads/master
before=$(git rev-parse master)
check_exit 128 'a branch that is only another name' pp assemble first --no-edit --force
check_text 'is refused' '^pullprep: for-6\.10-1 is a symbolic ref that stands for refs/heads/master, which would be moved$' "$err"
check_text 'with what to do' 'git symbolic-ref --delete refs/heads/for-6\.10-1' "$err"
check 'the other is not moved' test "$(git rev-parse master)" = "$before"
git symbolic-ref --delete refs/heads/for-6.10-1 && git branch -q -m kept for-6.10-1
git config pullprep.branchName a
check_exit 128 'a name that is a topic'\''s' pp assemble first --no-edit
check_text 'is refused' 'cannot be assembled as a, which is one of its topics' "$err"
git config pullprep.branchName master
check_exit 128 'mainline'\''s name' pp assemble first --no-edit
check_text 'is refused, too' 'which is mainline' "$err"
git config pullprep.branchName '-%v'
check_exit 128 'a name that is none' pp assemble first --no-edit
check_text 'is told by its key' 'pullprep.branchName' "$err"
git config pullprep.branchName 'for-6.10-1/%n'
check_exit 128 'a directory of that name' pp assemble first --no-edit
check_text 'git says so' "'refs/heads/for-6.10-1' exists; cannot create 'refs/heads/for-6.10-1/1'" "$err"
check_text 'and what to do' 'choose another name with pullprep.branchName' "$err"
check_text 'what is merged is not lost' 'can be gone on with:  pullprep .*assemble first --continue=[0-9a-f]{12}$' "$err"
git config --unset pullprep.branchName

# a history of its own
git checkout -q --orphan alien && git rm -rfq . && commit alien.c 'alien: begin' && git checkout -q master
git config branch.alien.description 'From elsewhere.'
plan 'first a' 'first alien'
check_exit 128 'a topic that has nothing in common with mainline' pp assemble first --no-edit
check_text 'is not merged' '^pullprep: alien and master have no commit in common, so git does not merge them$' "$err"
git branch -q -D alien
plan 'first b' 'first a' 'first c' 'first d'

# a plan that does not fit
git checkout -q a && commit a.c 'a: more' && git checkout -q master
check_exit 128 'a topic that moved' pp assemble first --no-edit
check_text 'is told with its line' 'plan .*line 2: a has moved from ' "$err"
git branch -q -f a a^
gone=$(git rev-parse b)
git branch -q -D b
check_exit 128 'a topic that is gone' pp assemble first --no-edit
check_text 'is told with its line, too' 'line 1: there is no topic b' "$err"
git branch -q b "$gone"
plan 'first d' 'first c'
check_exit 128 'what is contained after what contains it' pp assemble first --no-edit
check_text 'is told with both' 'line 1: d contains c, which is listed only after it \(line 2\)' "$err"

finish
