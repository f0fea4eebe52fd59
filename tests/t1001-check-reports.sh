#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check: what linux-next's maintainers have reported of real commits, made again here: the same words of complaint. The
# reports are of 2024 to 2026; ids are others, since what they stand for is.

. "$(dirname "$0")/lib/tap.sh"

export COLUMNS=200 # nothing is wrapped
git init -q .
at 2026-04-20
commit mm.c 'mm: start'
git tag -a -m 6.8 v6.8
commit blk.c 'blk-mq: add tagset quiesce interface'
block=$(git rev-parse --short=12 HEAD)
commit perf.c 'perf/core: Fix child_total_time_enabled accounting bug at task exit'
perf=$(git rev-parse --short=9 HEAD)
perf12=$(git rev-parse --short=12 HEAD)
commit mbox.yaml 'dt-bindings: mailbox: Convert apm,xgene-slimpro-mbox to DT schema'
at 2026-05-04
git tag -a -m rc1 v6.9-rc1

# with MESSAGE: a commit of exactly that message on a topic of its own
with() {
	git checkout -q -B topic v6.9-rc1
	echo "$1" >>new.c
	git add new.c
	printf '%s\n' "$1" | git commit -q --cleanup=verbatim -F -
	tick
}
signed='Signed-off-by: Morgan Maintainer <maintainer@example.org>'
pp() { # RULE
	"$PULLPREP" check --as-of=2026-05-20 --only="$1" topic
}
named() { # SUBJECT: as findings name a commit
	printf '%s ("%s")' "$(git rev-parse --short=12 topic)" "$1" | sed 's/[(){}+*.]/\\&/g'
}

# ---- missing sign-offs

subject='perf tests stat: Add test for error for an offline CPU'
with "$subject

The author's was truncated."
check_exit 1 'no sign-off at all' pp sob-author,sob-committer
check_text '... names the commit' "sob-author +$(named "$subject")" "$out"
check_text '... tells of the author' ' is missing a Signed-off-by from its author$' "$out"
check_text '... and of the committer' ' is missing a Signed-off-by from its committer$' "$out"
check_text '... and counts them' '^2 errors in 1 commit of 1 topic$' "$out"
GIT_AUTHOR_NAME='Li Example' GIT_AUTHOR_EMAIL=li@example.org with "platform/x86: hp-bioscfg: Fix kernel panic

$signed"
check_exit 1 "the author's alone" pp sob-author,sob-committer
check_text '... is missing' 'is missing a Signed-off-by from its author$' "$out"
check_no_text "... not the committer's" 'from its committer' "$out"
GIT_AUTHOR_NAME='Shida Zhang' GIT_AUTHOR_EMAIL=private@example.com with "xfs: trim the mapp array

Signed-off-by: Shida Zhang <zhang@work.example.org>
$signed"
check 'a private address with a signature from work is none' pp sob-author,sob-committer
git checkout -q -B topic v6.9-rc1
GIT_AUTHOR_NAME='Shida Zhang' GIT_AUTHOR_EMAIL=zhang@example.com commit x.c 'xfs: x'
check_exit 1 'another person' pp sob-author
echo 'Morgan Maintainer <maintainer@example.org> <zhang@example.com>' >.mailmap
check '... who is the same by .mailmap' pp sob-author
rm .mailmap

git checkout -q -B topic v6.9-rc1
for file in add drop parse; do
	echo "$file" >$file.c
	git add $file.c
	git commit -q -m "selftests/mm: $file"
	tick
done
check_exit 1 'three at once' pp sob-author,sob-committer
check_text '... are told together' '^ +each is missing a Signed-off-by from its author$' "$out"
check_text '... of the committer, too' '^ +each is missing a Signed-off-by from its committer$' "$out"
check_text '... and counted' '^6 errors in 3 commits of 1 topic$' "$out"
check_text '... each by its name' "$(git rev-parse --short=12 topic~2) \(\"selftests/mm: add\"\)" "$out"
check_exit 1 '... for programs one by one' "$PULLPREP" check --as-of=2026-05-20 --only=sob-author topic --format=tsv
check_text '... with all columns' "^error	sob-author	$(git rev-parse topic~1)	topic	no	is missing a Signed-off-by from its author$" "$out"
check 'three lines' test "$(wc -l <"$out")" = 3

# ---- who is obviously the same

one() { # DESCRIPTION AUTHOR ADDRESS LINE
	git checkout -q -B topic v6.9-rc1
	echo "$4" >>new.c
	git add new.c
	printf 'mm: one\n\nText.\n\n%s\n%s\n' "$4" "$signed" |
		GIT_AUTHOR_NAME=$2 GIT_AUTHOR_EMAIL=$3 git commit -q --cleanup=verbatim -F -
	tick
	check "$1 is a sign-off" pp sob-author
	check_text '... nothing is said' '^nothing to find fault with' "$out"
}
one 'an accent less' "$(printf 'Bj\303\266rn Example')" bjorn@example.com 'Signed-off-by: Bjorn Example <b@work.example.org>'
one 'an accent written out' 'Soeren Example Nielsen' soeren@example.com 'Signed-off-by: Soren Example <se@example.com>'
one 'a slip in the name' 'Stephanie Example' stephanie@example.com 'Signed-off-by: Stephanie Exampel <steph@example.com>'
one 'a login' cexample4 cexample4@example.com 'Signed-off-by: Chao Example <chao.example@example.com>'
one 'a slip in the key' 'Ann Example' ann@example.com 'Sigend-off-by: Ann Example <ann@example.com>'
one 'a dash too few' 'Ann Example' ann@example.com 'Signed-off by: Ann Example <ann@example.com>'
GIT_AUTHOR_NAME='Ann Example' GIT_AUTHOR_EMAIL=ann@example.com with "mm: quoted

> > Signed-off-by: Ann Example <ann@example.com>
$signed"
check_exit 1 'one that is quoted is none' pp sob-author

# ---- Fixes tags

fixes() { # DESCRIPTION LINE PROBLEM...
	fixes_what=$1
	with "mm: fix

$2
$signed"
	check_exit 1 "$1" pp fixes-form
	check_text '... is quoted' "^ +$(printf '%s' "$2" | head -1 | sed 's/[][(){}+*.?|^$\\]/\\&/g')" "$out"
	cp "$out" ../report
	shift 2
	check 'as many problems as told' test "$(grep -c '^ *- ' ../report)" = $#
	for problem in "$@"; do
		check_text "$fixes_what: says so" "^ +- $problem" ../report
	done
}
fine() { # DESCRIPTION LINE
	with "mm: fix

$2
$signed"
	check "$1 is fine" pp fixes-form,fixes-target
	check_text '... nothing is said' '^nothing to find fault with' "$out"
}

fixes 'a leading word' "Fixes: commit $block (\"blk-mq: add tagset quiesce interface\")" "leading word 'commit' unexpected"
fixes 'a short id without a blank' \
	"Fixes: $perf(\"perf/core: Fix child_total_time_enabled accounting bug at task exit\")" \
	'missing space between the SHA1 and the subject' 'SHA1 should be at least 12 digits long'
fixes 'a number in a bug tracker' 'Fixes: NB#202786 - block off mode changes' 'No SHA1 recognised'
fixes 'a short id on two lines' "Fixes: $perf (\"perf/core: Fix child_total_time_enabled
                     accounting bug at task exit\")" 'SHA1 should be at least 12 digits long' \
	'Fixes tags should not be split over more than one line'
fixes 'a URL' 'Fixes: https://github.com/koverstreet/bcachefs/issues/912' 'No SHA1 recognised'
fixes 'another subject' "Fixes: $block (\"blk-mq: remove tagset quiesce interface\")" \
	'Subject does not match target commit subject'
fixes 'no subject' "Fixes: $block" 'missing subject'
fixes 'an open parenthesis' "Fixes: $block (\"blk-mq: add tagset quiesce interface\"" \
	'Subject has leading but no trailing parentheses'
fixes 'an open quote' "Fixes: $block (\"blk-mq: add tagset quiesce interface)" \
	'Subject has leading but no trailing quotes'
fixes 'no quote in front' "Fixes: $block (blk-mq: add tagset quiesce interface\")" \
	'Subject has trailing but no leading quotes'
fixes 'two lines' "Fixes: $perf12 (\"perf/core: Fix child_total_time_enabled
 accounting bug at task exit\")" 'Fixes tags should not be split over more than one line'

fine 'as it should be' "Fixes: $block (\"blk-mq: add tagset quiesce interface\")"
fine 'a whole id' "Fixes: $(git rev-parse "$block") (\"blk-mq: add tagset quiesce interface\")"
fine 'the beginning of a subject' "Fixes: $perf12 (\"perf/core: Fix child_total_time_enabled\")"
fine 'dots at the end' "Fixes: $perf12 (\"perf/core: Fix child...\")"
fine 'dots in between' "Fixes: $perf12 (\"perf/core: Fix...at task exit\")"
fine 'tabs, CR and unicode quotes' "$(printf '  fixes:\t%s\t(\342\200\234blk-mq: add  tagset quiesce interface\342\200\235)\r' "$block")"
fine 'a note behind it' "Fixes: $block (\"blk-mq: add tagset quiesce interface\") # v6.8+"

with "mm: fix

Fixes: 59a42707a094 (\"arm64: tegra: Add interconnect properties for Tegra210\")
$signed"
check 'an unknown target' pp fixes-target
check_text '... is a warning' '^ +warning +fixes-target' "$out"
check_text '... in the words of the report' '^ +- Target SHA1 does not exist' "$out"
git checkout -q -B elsewhere v6.8
commit else.c 'mm: elsewhere'
with "mm: fix

Fixes: $(git rev-parse --short=12 elsewhere) (\"mm: elsewhere\")
$signed"
check 'a target in another tree' pp fixes-target
check_text '... is told' '^ +- Target is not an ancestor' "$out"

with "mm: fix

Fixes: 1234 (\"$(printf '%09999d' 0)\")
$signed"
check_exit 1 'a line that never ends' pp fixes-form
check_text '... is told in part' '^ +[(]"0{300,400}…$' "$out"

# ---- duplicates

git checkout -q -B topic v6.8
git cherry-pick v6.9-rc1 >/dev/null
check 'the same patch in mainline' pp duplicate-patch
check_text '... names the commit' "duplicate-patch +$(named 'dt-bindings: mailbox: Convert apm,xgene-slimpro-mbox to DT schema')" "$out"
check_text '... is told' "is also in mainline as a different commit \(but the same patch\), $(git rev-parse --short=12 v6.9-rc1^0)\$" "$out"
echo more >>mbox.yaml
git commit -q --amend --no-edit mbox.yaml
check 'a patch that differs' pp duplicate-patch
check_text '... is none' '^nothing to find fault with' "$out"

# ... that another tree has, in linux-next

. "$TOP/tests/lib/next.sh"
git checkout -q -B topic v6.9-rc1
commit zoned.c 'btrfs: remove zoned statistics from sysfs'
git checkout -q -B fixes v6.9-rc1
git cherry-pick topic >/dev/null
next_tree 2026-05-18 v6.9-rc1 fixes
check 'the same patch in another tree, and not one'"'"'s own' pp duplicate-patch
check_text '... is none: rebased tells of it' '^nothing to find fault with' "$out"
next_tree 2026-05-19 v6.9-rc1 fixes topic
check 'the same patch in linux-next twice' pp duplicate-patch
check_text '... names the commit' "warning +duplicate-patch +$(named 'btrfs: remove zoned statistics from sysfs')" "$out"
check_text '... is told' "is also in linux-next as a different commit \\(but the same patch\\), $(git rev-parse --short=12 fixes)\$" "$out"
check 'of both topics at hand' "$PULLPREP" check --as-of=2026-05-20 --only=duplicate-patch topic fixes
check_text '... nothing is said: one sees them' '^nothing to find fault with' "$out"
check 'before linux-next had it' "$PULLPREP" check --as-of=2026-05-18 --only=duplicate-patch topic
check_text '... nothing is known' '^nothing to find fault with' "$out"

finish
