#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check: a repository with one violation of each rule, each on a topic of its own, and a topic that does all of that
# right. The merge window is open since 6 July.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"
. "$TOP/tests/lib/publish.sh"

link=$(printf 'Link: https://lore.kernel.org/r/20260601-x-1-abc@example.org')

# patch FILE SUBJECT [TRAILER...]: a line in FILE, with a link and the maintainer's sign-off
patch() {
	mkdir -p "$(dirname "$1")"
	echo "$2" >>"$1"
	git add "$1"
	patch_subject=$2
	shift 2
	{
		printf '%s\n\nWhat it is for.\n\n' "$patch_subject"
		for trailer in "$@"; do
			echo "$trailer"
		done
		printf '%s\nSigned-off-by: Morgan Maintainer <maintainer@example.org>\n' "$link"
	} | git commit -q -F -
	tick
}
topic() { # NAME [START]
	git checkout -q -b "$1" "${2:-v6.9-rc1}"
}
merge() { # REV MESSAGE
	git merge -q --no-ff -m "$2" "$1"
	tick
}

# ---- mainline

git init -q .
at 2026-04-20
for f in mm/page.c arch/x86.c Kbuild include/uapi/linux/old.h Documentation/old.rst tools/perf/perf.c; do
	mkdir -p "$(dirname $f)"
	echo "$f" >$f
done
git add .
git commit -q -s -m 'kernel: start'
git tag -a -m 6.8 v6.8
at 2026-05-04
patch mm/page.c 'mm: first window'
git tag -a -m rc1 v6.9-rc1
first=$(git rev-parse HEAD)

# a commit of mainline's that a topic has too, one that is no release, and a side branch that mainline merges
at 2026-06-01
patch mm/shared.c 'mm: shared patch'
git branch picked
patch mm/plain.c 'mm: a plain commit'
git branch plain
topic side
patch arch/side.c 'arch: side'
git checkout -q master
merge side 'Merge side'
at 2026-07-06
patch mm/last.c 'mm: last one'
git tag -a -m 6.9 v6.9

# ---- one violation each

at 2026-06-01
topic bad/never-in-next && patch mm/never.c 'mm: never'
at 2026-06-01
topic bad/late-in-next && patch mm/late.c 'mm: late'
topic bad/short-soak && patch mm/short.c 'mm: short'
topic bad/left-next && patch mm/left.c 'mm: left'
topic old-version && patch mm/modified.c 'mm: modified'
topic bad/modified-in-next && echo more >mm/modified.c && patch mm/modified.c 'mm: modified'
topic old-id && patch mm/rebased.c 'mm: rebased'
at 2026-07-01
topic bad/rebased && patch mm/rebased.c 'mm: rebased'
at 2026-07-08
topic bad/committed-in-window && patch mm/window.c 'mm: in the window'

at 2026-06-01
topic bad/sob-author
GIT_AUTHOR_NAME='Somebody Else' GIT_AUTHOR_EMAIL=else@example.org patch mm/a.c 'mm: sign-off of the author'
topic bad/sob-committer
GIT_COMMITTER_NAME='Somebody Else' GIT_COMMITTER_EMAIL=else@example.org patch mm/b.c 'mm: sign-off of the committer'
topic bad/fixes-form
patch mm/c.c 'mm: a short id' "Fixes: $(git rev-parse --short=7 "$first") (\"mm: first window\")"
topic bad/fixes-target
patch mm/d.c 'mm: an unknown id' 'Fixes: 123456789abc ("mm: nowhere")'
topic bad/wip-subject && patch mm/e.c 'fixup! mm: first window'
topic bad/mangled-author
GIT_AUTHOR_NAME='Morgan Maintainer via B4 Relay' GIT_AUTHOR_EMAIL=devnull+m.example.org@kernel.org patch mm/f.c 'mm: from a list'
topic bad/duplicate-patch
GIT_COMMITTER_DATE='2026-06-02 12:00:00 +0000' git cherry-pick picked >/dev/null
topic bad/no-link && patch mm/g.c 'mm: no link' && git commit -q --amend -m 'mm: no link

Signed-off-by: Morgan Maintainer <maintainer@example.org>'

topic bad/fix-without-stable
patch mm/h.c 'mm: fix' "Fixes: $(git rev-parse --short=12 "$first") (\"mm: first window\")"
patch tools/testing/selftests/h.c 'selftests: test the fix'
topic bad/fix-without-test
patch mm/i.c 'mm: fix' "Fixes: $(git rev-parse --short=12 "$first") (\"mm: first window\")" 'Cc: stable@vger.kernel.org'
topic bad/tool-and-kernel
echo x >>tools/perf/perf.c && git add tools && patch mm/j.c 'mm, perf: both'
topic bad/uapi-without-docs && patch include/uapi/linux/old.h 'uapi: change'
topic bad/feature-without-test
mkdir -p Documentation && echo x >Documentation/new.rst && git add Documentation && patch include/uapi/linux/new.h 'uapi: add'

topic bad/outside-scope && patch drivers/clk.c 'clk: not ours' 'Acked-by: Morgan Maintainer <maintainer@example.org>'

topic bad/gate-missing && patch mm/gate.c 'mm: gate'

topic part && patch mm/part.c 'mm: part'
topic bad/empty-merge && patch mm/k.c 'mm: k' && merge part "Merge branch 'part'"
topic bad/back-merge && patch mm/l.c 'mm: l' && merge v6.9 "Merge tag 'v6.9'"
topic other && patch mm/conflict.c 'mm: theirs'
topic bad/hand-made-merge && patch mm/conflict.c 'mm: ours'
git merge -q other >/dev/null 2>&1
echo both >mm/conflict.c
git add mm/conflict.c
git commit -q -m "Merge branch 'other'

Brings what the next series needs."
topic bad/base plain && patch mm/m.c 'mm: m'
topic bad/merge-bases && patch mm/n.c 'mm: n'
merge plain 'Merge plain

The driver needs its symbols.'
merge side 'Merge side

The driver needs its symbols.'

# ---- and all of it done right

topic good
patch mm/good.c 'net: implement RFC 8985'
patch mm/good2.c 'mm: a fix' "Fixes: $first (\"mm: first ...\")" 'Cc: <stable@vger.kernel.org> # 6.8+'
patch include/uapi/linux/good.h 'uapi: an addition'
patch Documentation/good.rst 'docs: the addition'
patch tools/testing/selftests/good.c 'selftests: the addition'
GIT_AUTHOR_NAME='Maintainer, Morgan' GIT_AUTHOR_EMAIL=private@example.org patch mm/good3.c 'mm: by name'
GIT_COMMITTER_NAME=morgan GIT_COMMITTER_EMAIL=MAINTAINER@example.org patch mm/good4.c 'mm: by address'
patch drivers/good.c 'clk: with leave' 'Acked-by: Clock Keeper <clk@example.org>'
merge part "Merge branch 'part'

The good one needs the part."
merge v6.9 "Merge tag 'v6.9'

Its last commit has the interface that the next series is built on."
git checkout -q master

# ---- linux-next

all=$(git for-each-ref --format='%(refname:short)' refs/heads/bad refs/heads/good |
	grep -v 'never-in-next\|late-in-next\|short-soak\|left-next\|modified-in-next\|bad/rebased')
# shellcheck disable=SC2086
{
	for day in 2026-06-02 2026-06-03 2026-06-04; do
		next_tree $day v6.9-rc1 $all bad/left-next old-version old-id
	done
	next_tree 2026-07-03 v6.9-rc1 $all bad/short-soak old-version old-id
	next_tree 2026-07-09 v6.9 $all bad/short-soak bad/late-in-next bad/rebased
}
git config pullprep.topic 'refs/heads/bad/*'
git config --add pullprep.topic refs/heads/good
for path in mm/ net arch 'include/*' Documentation tools Kbuild; do
	git config --add pullprep.scope "$path"
done

git config pullprep.gate 'bad/gate-missing:ABC:true'
git config --add pullprep.gate 'good:ABC:true'

pp() {
	"$PULLPREP" --as-of=2026-07-10 --config pullprep.rule.no-link.level=warning \
		--config pullprep.rule.fix-without-stable.level=warning "$@"
}

at 2026-07-10
pp gate record bad/gate-missing --gate=ABC --failed >/dev/null
pp gate record good --gate=ABC --passed >/dev/null
# those on what was posted have t1120
posted='posted|older-version|part-missing|objection|robot-report|tags-not|changes-not|same-cover|partial-'
"$PULLPREP" rules --format=tsv | awk -F '\t' -v posted="$posted" '$1 !~ posted && $3 != "tag" && $3 != "tree" && $3 != "request" && $1 != "second-week-feature" {print $1 "\tbad/" $1}' | sort >expected
check_exit 1 'a violation of each rule' pp check --format=tsv
awk -F '\t' '{print $2 "\t" $4}' "$out" | sort >actual
check_same '... is found, once, and nothing else' expected actual
check 'the twin' pp check good
check_text '... has none' '^nothing to find fault with in 11 commits of 1 topic$' "$out"

# ---- the same of a batch and its tag

# put TOPIC BATCH: in the plan
put() {
	sed "s,^[a-z]* *$1 ,$2  $1 ," .git/pullprep/plan >plan.new && mv plan.new .git/pullprep/plan
}
# judged BATCH: what it finds of tags
judged() {
	pp check "$1" --format=tsv | awk -F '\t' '/message-|tag-|removal/ {print $2 "\t" $4}' | sort
}
topic batch/gone && git rm -q Kbuild && patch mm/good5.c 'mm: a build that does without'
git checkout -q master
git config --add pullprep.topic 'refs/heads/batch/*'
check 'a plan' pp split --write
put batch/gone first
put good hold
run pp check first --format=tsv
judged first >actual
check_empty 'a batch without a tag has no findings on it' actual
git tag -a -m 'mm updates for v6.9

This pull request contains what has been in linux-next.' for-linus-6.10-1 batch/gone
judged first >actual
cat >expected <<-EXPECTED
	message-version	for-linus-6.10-1
	message-voice	for-linus-6.10-1
	tag-unsigned	for-linus-6.10-1
	unexplained-removal	for-linus-6.10-1
EXPECTED
check_same 'one that does all wrong' expected actual
check_exit 1 'people' pp check first --level=info
check_text '... see it first' '^for-linus-6\.10-1  tag: 2 errors, 2 remarks$' "$out"
check_text '... in words' 'The tag is not signed$' "$out"
check_text '... the version' 'The tag says in its headline that it is for 6\.9,' "$out"
check_text '... the file' 'The tag deletes Kbuild, which' "$out"
check 'a waiver' pp waive for-linus-6.10-1 --rule=tag-unsigned --reason='the key is on the way'
check 'of what a tag lacks' pp check first --format=tsv --only=tag-unsigned
check_text '... holds' '^error	tag-unsigned	-	for-linus-6\.10-1	yes	' "$out"
check 'and is dropped' pp waive --drop for-linus-6.10-1 --rule=tag-unsigned

openpgp_key
git tag -d for-linus-6.10-1 >/dev/null
git tag -s -m 'mm updates for v6.10

Remove Kbuild, which nobody reads.' for-linus-6.10-1 batch/gone
judged first >actual
check_empty 'one that does all right' actual
git cat-file tag for-linus-6.10-1 | sed 's/nobody/no one/' >forged
git update-ref refs/tags/for-linus-6.10-1 "$(git hash-object -t tag -w forged)"
check_exit 1 'a forged one' pp check first --only=tag-unsigned
check_text '... is told' 'The tag has a broken signature: the signature' "$out"
git tag -f for-linus-6.10-1 batch/gone >/dev/null
judged first >actual
printf 'tag-unsigned\tfor-linus-6.10-1\n' >expected
check_same 'a lightweight one has but one fault' expected actual
git tag -d for-linus-6.10-1 >/dev/null

put bad/feature-without-test second
pp check second --format=tsv --only=second-week-feature | cut -f 2,4 >actual
printf 'second-week-feature\tbad/feature-without-test\n' >expected
check_same 'an addition in the second batch' expected actual
put bad/feature-without-test hold
put bad/tool-and-kernel second
check 'no addition' pp check second --only=second-week-feature
check_text '... no finding' '^nothing to find fault with in 1 commit ' "$out"

# ---- linux-next's own list of trees

# made_of BRANCH ID: the newest linux-next is made of mainline and, at ID, the tree that has BRANCH
made_of() {
	printf 'Trees included into this release:\n\nName\t\tUrl\n----\t\t---\norigin\t\tgit://example.org/linux.git#master\nmm\t\t%s#%s\n' "${mm-git://git.example.org/mm.git}" "$1" >trees
	printf 'Name\t\tSHA1\n----\t\t----\norigin\t\t%s\n' "$(git rev-parse master)" >ids
	[ -z "$2" ] || printf 'mm\t\t%s\n' "$2" >>ids
	made_tree=$({
		git ls-tree v6.9
		printf '040000 tree %s\tNext\n' "$(printf '100644 blob %s\tSHA1s\n100644 blob %s\tTrees\n' \
			"$(git hash-object -w ids)" "$(git hash-object -w trees)" | git mktree)"
	} | git mktree)
	git tag -f next-20260709 "$(git commit-tree -p next-20260709^ -m 'Add linux-next specific files' "$made_tree")" >/dev/null
}
in_next() {
	pp check good --only=tree-not-in-next "$@"
}
made_of good "$(git rev-parse good~2)"
check 'trees without a URL of one'\''s own' in_next --format=tsv
check_empty '... say nothing' "$out"
git config pullprep.url https://git.example.org/mm
check 'a tree that was taken earlier' in_next --format=tsv
ahead=$(git rev-list --count good --not good~2 master)
check_text '... is told' "^warning	tree-not-in-next	-	linux-next	no	next-20260709 took mm [(]branch good[)] $ahead commits ago, at " "$out"
check 'people' in_next
check_text '... see it' '^linux-next  tree: 1 warning$' "$out"
check 'a waiver of something else' pp waive good --rule=base --reason='it had to be'
check_exit 0 'does not hide it' in_next --format=tsv
check_text '... and is no harm' '	linux-next	no	' "$out"
made_of good "$(git rev-parse good)"
check 'a tree as it is' in_next
check_text '... is in order' '^nothing to find fault with ' "$out"
made_of good ''
check 'a tree that was left out' in_next --format=tsv
check_text '... is told' 'next-20260709 has not merged mm [(]branch good[)]$' "$out"
made_of elsewhere "$(git rev-parse good~2)"
check 'a branch that is not here' in_next --format=tsv
check_empty '... is not known, and nothing is said' "$out"
mm=ssh://git@gitolite.kernel.org/pub/scm/linux/kernel/git/akpm/mm/
git config pullprep.url https://git.kernel.org/pub/scm/linux/kernel/git/akpm/mm.git
made_of good "$(git rev-parse good~2)"
check 'a tree that is fetched from where it is pushed to' in_next --format=tsv
check_text '... is the public one' " took mm [(]branch good[)] $ahead commits ago, at " "$out"
git remote add other gitolite@ra.kernel.org:pub/scm/linux/kernel/git/akpm/mm
git config pullprep.remote other
git config --unset pullprep.url
git update-ref refs/remotes/other/good good~1
check 'a remote' in_next --format=tsv
check_text '... with its own branch' " took mm [(]branch good[)] $((ahead - 1)) commits? ago, at " "$out"
git config --unset pullprep.remote
unset mm
git config pullprep.url https://git.example.org/other
made_of elsewhere "$(git rev-parse good~2)"
check 'another tree' in_next --format=tsv
check_text '... is not there' 'your tree is not in linux-next: https://git\.example\.org/other is none of' "$out"

finish
