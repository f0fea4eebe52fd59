#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A conflict stops, changes nothing and tells how to go on; what was resolved by hand is taken, told and kept.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/assemble.sh"

assemble_repository
described
one() {
	sed -i "s/^int one;.*/int one; \/* $1 *\//" shared.c && git commit -q -s -a -m "$1: comment on one" && tick
}
for name in x y; do
	git checkout -q -b $name v6.9-rc4 && one $name
	git config branch.$name.description "What $name says of one."
done
git checkout -q -b z v6.9-rc4 && git rm -q shared.c && git commit -q -s -m 'z: shared.c goes' && tick
git config branch.z.description 'Nobody shares any more.'
git checkout -q master
plan 'first a' 'first x' 'first b' 'first y' 'first c' 'hold z' 'hold d' 'hold second' 'hold late'

state >../before
check_exit 128 'a conflict' pp assemble first --no-edit
check_text 'names the topic' '^pullprep: y does not merge cleanly into for-6\.10-1:$' "$err"
check_text 'the file, its kind, and who else changed it' '^  shared\.c \(content(s)?\): also changed by x$' "$err"
check_text 'the commit up to which all is merged' '^  Nothing was changed\. [0-9a-f]{12} holds what is merged before it' "$err"
check_text 'a branch to go on' '^    git switch -c for-6\.10-1-resolved [0-9a-f]{12}$' "$err"
check_text 'the merge' '^    git merge --no-ff y$' "$err"
check_text 'and what then' '^    pullprep --as-of=2026-04-20 assemble first --continue=for-6\.10-1-resolved$' "$err"
state >../after
check_same 'nothing was changed' ../before ../after
echo '* merge=union' >.gitattributes
check_exit 128 'whatever the work tree says of merging' pp assemble first --no-edit
rm .gitattributes
git checkout -q -b union v6.9-rc4 && echo 'shared.c merge=union' >.gitattributes && git add .gitattributes && git commit -q -s -m 'union' && tick
git config branch.union.description 'Both are right.'
git checkout -q master
plan 'first union' 'first x' 'first y' 'hold a' 'hold b' 'hold c' 'hold z' 'hold d' 'hold second' 'hold late'
check 'but what is merged into counts' pp assemble first --no-edit --dry-run
git branch -q -D union
plan 'first a' 'first x' 'first b' 'first y' 'first c' 'hold z' 'hold d' 'hold second' 'hold late'
check_exit 128 'a dry run' pp assemble first --no-edit --dry-run
check_text 'meets it, too' '^pullprep: y does not merge cleanly' "$err"

# with the base
git checkout -q -b w v6.9-rc1 && one w && git checkout -q master && one mainline
git tag -a -m rc6 v6.9-rc6
git config branch.w.description w
plan 'first w' 'hold a' 'hold b' 'hold c' 'hold d' 'hold x' 'hold y' 'hold z' 'hold second' 'hold late'
check_exit 128 'a conflict with the base' pp assemble first --no-edit --base=v6.9-rc6
check_text 'says so' '^  shared\.c \(contents?\): also changed by the base v6\.9-rc6$' "$err"
git tag -d v6.9-rc6 >/dev/null
git reset -q --hard HEAD^
git branch -q -D w
plan 'first x' 'first z' 'hold a' 'hold b' 'hold c' 'hold d' 'hold y' 'hold second' 'hold late'
check_exit 128 'a file that one changes and the other deletes' pp assemble first --no-edit
check_text 'is told in git'\''s words' '^  shared\.c \(modify/delete\): also changed by x$' "$err"

# a topic of the batch that has resolved it already
git checkout -q -b both x && git merge -q --no-ff y >/dev/null 2>&1
printf 'int both;\n' >shared.c && git add shared.c && git commit -q -s -m "Merge branch 'y' into both

They belong together." && tick
git config branch.both.description 'Both together.'
git checkout -q master
plan 'first x' 'first y' 'first both' 'hold a' 'hold b' 'hold c' 'hold d' 'hold z' 'hold second' 'hold late'
check_exit 128 'a conflict that a topic of the batch has resolved' pp assemble first --no-edit
check_text 'is told with that topic' '^  or, since both contains it and may have resolved this already:$' "$err"
check_text 'and its merge' '^    git merge --no-ff both$' "$err"
start=$(sed -n 's/.*for-6\.10-1-resolved \([0-9a-f]\{12\}\)$/\1/p' "$err")
git switch -q -c for-6.10-1-resolved "$start"
check 'which is clean' git merge --no-ff -q -m "Merge branch 'both' into for-6.10-1

Both together." both
git switch -q master
check 'and goes on from there' pp assemble first --no-edit --continue=for-6.10-1-resolved
check_text 'the conflict is held by it' '^  held +y .*by both$' "$out"
git branch -q -D both for-6.10-1 for-6.10-1-resolved
plan 'first a' 'first x' 'first b' 'first y' 'first c' 'hold z' 'hold d' 'hold second' 'hold late'

# go on as told
plan 'first a' 'first x' 'first b' 'first y' 'first c' 'hold z' 'hold d' 'hold second' 'hold late'
run pp assemble first --no-edit
start=$(sed -n 's/.*for-6\.10-1-resolved \([0-9a-f]\{12\}\)$/\1/p' "$err")
check 'the commit is there' git cat-file -e "$start^{commit}"
git switch -q -c for-6.10-1-resolved "$start"
check_exit 1 'git meets the same conflict' git merge --no-ff -q y
sed -i -e '/^[<=>]\{7\}/d' -e '/y \*/d' shared.c
sed -i 's/^int two;/int two; \/* by hand *\//' shared.c
git commit -q -a -m "Merge branch 'y' into for-6.10-1

Both say something of one; x is right." && tick
git checkout -q master
check 'go on' pp assemble first --no-edit --continue=for-6.10-1-resolved
check_text 'what was merged before is kept' '^  kept     a ' "$out"
check_text 'what was resolved is known' "^  by hand  y      1 commit   $(git rev-parse --short=12 for-6.10-1-resolved)$" "$out"
check_text 'the rest is merged' '^  merged   c ' "$out"
check_text 'soak cannot vouch for it' '^pullprep: warning: soak cannot vouch for the merge of y, which git would have made otherwise: shared\.c$' "$err"
check 'the resolution is in it' sh -c 'git show for-6.10-1:shared.c | grep -q "by hand"'
check 'with its message' test "$(git log -1 --format=%b for-6.10-1^)" = 'Both say something of one; x is right.'
git branch -q -D for-6.10-1-resolved
whole=$(git rev-parse for-6.10-1)
check 'again, without --continue' pp assemble first --no-edit
check_text 'it is unchanged' '^first is unchanged' "$out"
check_text 'and still said' 'soak cannot vouch for the merge of y' "$err"
check 'the very same commit' test "$(git rev-parse for-6.10-1)" = "$whole"

# the end changes, the resolution stays
plan 'first a' 'first x' 'first b' 'first y' 'first late' 'hold c' 'hold z' 'hold d' 'hold second'
check 'another end' pp assemble first --no-edit
check 'stands on what was resolved' test "$(git rev-parse for-6.10-1^)" = "$(git rev-parse "$whole^")"
# even if the order above it is another
plan 'first y' 'first x' 'first a' 'first b' 'first late' 'hold c' 'hold z' 'hold d' 'hold second'
check 'another order of what was merged by hand' pp assemble first --no-edit
check_text 'is no reason to lose it' '^first is unchanged' "$out"
# but not if a topic of it leaves
plan 'first a' 'first x' 'first b' 'first late' 'hold y' 'hold c' 'hold z' 'hold d' 'hold second'
check 'without the topic' pp assemble first --no-edit
check_text 'it is given up, and told' 'what was merged by hand is not kept: .* merges something else than the tip of a topic of the batch' "$err"
check_no_text 'the topic is not in it' ' y ' "$out"

# any order, octopus
git checkout -q -b mine v6.9-rc4
git merge -q --no-ff -m 'Merge b first

For reasons.' b && git merge -q -m 'Merge a and late at once

Both are small.' a late >/dev/null || exit 1
git checkout -q master
check 'in any order, and an octopus' pp assemble first --no-edit --continue=mine --force
check_text 'all that is in is kept' '^  kept     late ' "$out"
check_text 'the rest comes on top' "^  merged   x         1 commit   $(git rev-parse --short=12 for-6.10-1)$" "$out"
check_empty 'and git would have made them so' "$err"
check 'again' pp assemble first --no-edit
check_text 'unchanged' '^first is unchanged' "$out"

# a start that git merge has made without a merge
git checkout -q -B mine v6.9-rc4
git merge -q a && git merge -q --no-ff -m 'Merge x

On top of a.' x || exit 1
git checkout -q master
plan 'first a' 'first x' 'hold b' 'hold y' 'hold late' 'hold c' 'hold z' 'hold d' 'hold second'
check 'a fast-forward, tried' pp assemble first --no-edit --continue=mine --force --dry-run
check_text 'is to be done with the same options' '^Do it with:   pullprep .*assemble first --continue=mine --force$' "$out"
check 'a fast-forward' pp assemble first --no-edit --continue=mine --force
check_text 'is a start' '^  cut      a ' "$out"
git branch -q -m mine elsewhere
check 'again' pp assemble first --no-edit
check_text 'it is unchanged, too' '^first is unchanged' "$out"
git branch -q -m elsewhere mine
plan 'first a' 'first x' 'first b' 'first late' 'hold y' 'hold c' 'hold z' 'hold d' 'hold second'

# what --continue cannot be
refuse() { # DESCRIPTION REGEX
	before=$(git rev-parse for-6.10-1)
	check_exit 128 "$1" pp assemble first --no-edit --continue=mine --force
	check_text '... is refused' "$2" "$err"
	check '... and nothing is moved' test "$(git rev-parse for-6.10-1)" = "$before"
}
git checkout -q mine && commit mine.c 'a commit of mine' && git checkout -q master
refuse 'a commit that is no merge' '^pullprep: --continue: [0-9a-f]{12} \("a commit of mine"\) is neither a merge nor a commit of the batch$'
git branch -q -f mine mine^
git checkout -q mine && git merge -q --no-ff -m 'Merge d' d && git checkout -q master
refuse 'a topic that is not in the batch' 'merges something else than the tip of a topic of the batch'
git branch -q -f mine v6.9-rc1
refuse 'one that does not stand on the base' "^pullprep: --continue: $(git rev-parse --short=12 v6.9-rc1^0) does not stand on the base $(git rev-parse --short=12 v6.9-rc4^0)$"
git checkout -q mine && git reset -q --hard v6.9-rc4 && git merge -q --no-ff -m 'Merge a' a^ && git checkout -q master
refuse 'an older tip of a topic' 'merges something else than the tip'
git checkout -q mine && git reset -q --hard v6.9-rc4 && git merge -q --no-ff -m 'Merge a' a && git checkout -q master
check 'a merge that says nothing' pp assemble first --no-edit --continue=mine --force
check_text 'is remarked on' 'the merge of a \([0-9a-f]{12}\) has no words' "$err"
git checkout -q mine && echo evil >>Makefile && git commit -q --amend -a --no-edit && git checkout -q master
check 'a merge with more in it than its parents' pp assemble first --no-edit --continue=mine --force
check_text 'is told' 'soak cannot vouch for the merge of a, which git would have made otherwise: Makefile$' "$err"
check_exit 128 'no such revision' pp assemble first --no-edit --continue=nowhere
check_text 'is told, too' "^pullprep: --continue: 'nowhere'" "$err"

# names that try to be something else
git checkout -q -b 'q;touch$IFS$9pwned' v6.9-rc4 && printf 'int one;\033[31m\n' >"$(printf 'bad\033[31mname.c')" && git add . && git commit -q -s -m 'q' && git checkout -q master
git checkout -q -b qq v6.9-rc4 && printf 'int two;\n' >"$(printf 'bad\033[31mname.c')" && git add . && git commit -q -s -m 'qq' && git checkout -q master
git config 'branch.q;touch$IFS$9pwned.description' "$(printf 'quoted \033[31m words')"
git config branch.qq.description qq
plan 'first q;touch$IFS$9pwned' 'hold qq' 'hold a' 'hold b' 'hold c' 'hold d' 'hold x' 'hold y' 'hold z' 'hold second' 'hold late' 'hold mine'
check 'a name with shell in it' pp assemble first --no-edit --force
check 'and escapes in its words' sh -c '! git log -1 --format=%B for-6.10-1 | grep -q "$(printf "\033")"'
plan 'first q;touch$IFS$9pwned' 'first qq' 'hold a' 'hold b' 'hold c' 'hold d' 'hold x' 'hold y' 'hold z' 'hold second' 'hold late' 'hold mine'
check_exit 128 'a path with escapes in it' pp assemble first --no-edit --force
check_text 'is told with its kind' '\(add/add\): also changed by q;touch' "$err"
check_no_text 'and masked' "$(printf '\033')" "$err"
check 'nothing was run' test ! -e pwned

finish
