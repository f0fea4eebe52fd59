#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# From branches to topics, as `split` and `status` see them: which there are, what each one's own commits are, which are fixes,
# which wait for somebody else, and which mainline has taken.

. "$(dirname "$0")/lib/tap.sh"

# Topic, number of patches and batch of each line of `split --format=tsv`, in the order of names.
topics() {
	"$PULLPREP" --as-of=2026-07-10 split --format=tsv "$@" >split.tsv && cut -f 2,6 split.tsv | sort >topics
}

expect() { # DESCRIPTION, the lines on standard input
	check_same "$1" - topics
}

git init -q repo
cd repo || exit 1
at 2026-04-06
commit file base
git tag -a -m v2026.04 v2026.04
at 2026-04-27
commit file rc1
git tag -a -m rc1 v2026.07-rc1
git clone -q --bare . ../upstream.git
git remote add upstream ../upstream.git
git fetch -q upstream
git remote add drm ../upstream.git

at 2026-05-20
git checkout -q -b mmu master
commit mmu.c "mmu: one"
commit mmu.c "mmu: two"
git checkout -q -b mmu-tests
commit tests/mmu.c "mmu: test"
git checkout -q -b xen master
commit xen.c "xen: one"
git branch xen-again
git checkout -q -b for-next mmu-tests
git merge -q --no-ff -m "Merge xen" xen
git checkout -q -b fixes master
printf 'fix\n' >>file
git commit -q -a -m "file: mend" -m "Fixes: $(git rev-parse --short=12 master) (\"rc1\")"
git checkout -q -b cleanups master
commit file "file: fix a comment"
git checkout -q -b helper master
commit helper.c "drm: helper"
git update-ref refs/remotes/drm/drm-next HEAD
git checkout -q -b user
commit user.c "user: of the helper"
git branch -q -D helper
for day in 0701 0702 0703 0706; do
	git tag -a -m "next" next-2026$day user
done
at 2026-03-01
git checkout -q -b stale v2026.04
commit stale.c "stale: of long ago"
git checkout -q master
at 2026-07-06
git checkout -q -b upstream upstream/master
commit file v2026.07
git tag -a -m v2026.07 v2026.07
git push -q upstream upstream:master
git checkout -q master
git branch -q -D upstream

check "topics are found" topics
expect "... the ones that are" <<'END'
cleanups	1
fixes	1
mmu	2
mmu-tests	1
user	2
xen	1
END
batch_of() { awk -F '\t' -v topic="$1" '$2 == topic { print $1 }' split.tsv; }
check "a commit that names what it fixes is a fix" test "$(batch_of fixes)" = fixes
check "one that only says so is none" test "$(batch_of cleanups)" != fixes
check_text "a topic with somebody else's commits waits for them" 'user.*drm/drm-next' split.tsv
check_no_text "others do not" '	(mmu|xen)	.*drm-next' split.tsv

# What is too old, and what only holds others.
check "status counts what is too old" "$PULLPREP" --as-of=2026-07-10
check_text "... and names it" '^1 branch older than the release of 2026-04-06 is left out: stale\. See one with' "$out"
check "it shows such a branch if asked to" "$PULLPREP" --as-of=2026-07-10 status --format=tsv stale
check_text "... with its commit" '^stale	[0-9a-f]{40}	[a-z]+	[0-9]	1	' "$out"
check "... and an integration branch" "$PULLPREP" --as-of=2026-07-10 status --format=tsv for-next
check_text "... with all of its commits" '^for-next	[0-9a-f]{40}	[a-z]+	[0-9]	4	' "$out"
at 2026-05-21 && git checkout -q xen && commit xen.c "xen: two" && git branch -q -D xen-again && git checkout -q master
check "a topic that moved on after it was merged" topics
check_text "... is one as before" '^xen	2$' topics
check_no_text "... and for-next is none" '^for-next' topics
git branch -q -f xen xen~1 && git branch xen-again xen

check "pullprep.topic says which there are" \
	topics --config pullprep.topic=refs/heads/mmu* --config pullprep.topic=for-next
expect "... and an integration branch may be one" <<'END'
for-next	1
mmu	2
mmu-tests	1
END
check "a glob that matches nothing is told" topics --config pullprep.topic=no/*
check_text "... on stderr" "no branch matches 'no/\\*'" "$err"

check "a branch by its name is all that mainline lacks" "$PULLPREP" ratio --format=tsv for-next
check "... here four patches" test "$(wc -l <"$out")" = 4
check "a topic by its name is its own commits" "$PULLPREP" ratio --format=tsv mmu-tests
check "... here one patch" test "$(wc -l <"$out")" = 1
check "an alias is its topic" "$PULLPREP" ratio --format=tsv xen-again
check "... here one patch" test "$(wc -l <"$out")" = 1
check_exit 128 "an unknown topic" "$PULLPREP" ratio mmu-test
check_text "... is told with those that may be meant" "mmu-tests" "$err"
check_text "... and what was asked for" "'mmu-test'" "$err"

# Upstream pulls.
at 2026-07-08
git checkout -q -b upstream upstream/master
git merge -q --no-ff -m "Merge xen" xen
merge=$(git rev-parse --short=12 HEAD)
git push -q upstream upstream:master
git checkout -q master
git branch -q -D upstream
check "what mainline took in this cycle" topics
check_text "... stays in sight" '^xen	0' topics
check "status shows the merge" "$PULLPREP" --as-of=2026-07-10
check_text "... with its id and its day" "^xen .* merge $merge, 2026-07-08 .* drop$" "$out"
check "configured" topics --config 'pullprep.topic=refs/heads/*'
check_text "... it stays in sight" '^xen	0' topics
check "status shows the merge" "$PULLPREP" --as-of=2026-07-10 --config pullprep.topic=xen status
check_text "... with its id" "$merge" "$out"
check_text "... and its day" "2026-07-08|8 Jul" "$out"

finish
