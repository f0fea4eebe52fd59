#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The clauses of split on a real history: the cases of which each maintainer knows some.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/window.sh"

split() {
	"$PULLPREP" split --format=tsv "$@" >all.tsv && cut -f1,2,4,5 all.tsv | sort -k2 >verdicts
}

# verdict TOPIC "BATCH CLAUSE RISKY"
verdict() {
	printf '%s\t%s\t%s\t%s\n' "${2%% *}" "$1" "$(echo "$2" | cut -d' ' -f2)" "${2##* }" >expected
	awk -F'\t' -v topic="$1" '$2 == topic' verdicts >actual
	check_same "$1: $2${3:+ ($3)}" expected actual
}

# reason TOPIC REGEX
reason() {
	awk -F'\t' -v topic="$1" '$2 == topic { print $9 }' all.tsv >actual
	check_text "$1: says why" "$2" actual
}

mainline
counted=$(git log -1 --format='%h ("%s")' --abbrev=12 ':/net: count twice')

# A treewide rename, four weeks in linux-next.
at 2022-02-17 && topic rename v5.17-rc4
for file in arch/x86/kvm/mmu.c mm/slub.c drivers/net/tun.c fs/ext4/inode.c net/core/dev.c; do
	sed -i 's/static int/static long/' $file
done
git commit -q -s -a -m "treewide: int is too short"

# Five weeks in linux-next under other ids, rebased just before the window.
at 2022-02-11 && topic rebased-old v5.17-rc1
commit drivers/net/new.c "net: add new" "$(lines 20 new)"
commit drivers/net/new.c "net: more of new" "$(lines 20 more)"

# Soaked, and with another topic inside that was pushed late.
at 2022-02-17 && topic outer v5.17-rc4 && commit drivers/net/outer.c "net: outer" "$(lines 30 outer)"

# Two releases before the window, tested, not risky.
at 2022-03-16 && topic young v5.17-rc4
commit drivers/net/young.c "net: young" "$(lines 40 young)"
commit tools/testing/selftests/kvm/young.c "selftests: young" "$(lines 40 test)"

daily 2022-02-14 2022-02-18 rebased-old
daily 2022-02-21 2022-03-16 rebased-old rename outer
daily 2022-03-17 2022-03-18 rebased-old rename outer young

at 2022-03-19 && topic rebased v5.17-rc8 && git cherry-pick v5.17-rc1..rebased-old >/dev/null
git branch -q -D rebased-old

# In pieces and half tested, but first pushed on day 2 of the window.
at 2022-03-21
for piece in a b; do
	topic late/$piece v5.17-rc8
	commit drivers/net/late-$piece.c "net: late $piece" "$(lines 40 late)"
	commit tools/testing/selftests/kvm/late-$piece.c "selftests: late $piece" "$(lines 40 test)"
done
daily 2022-03-21 2022-03-21 rename outer young
daily 2022-03-22 2022-03-25 rename outer young late/a late/b

# Never there: one big topic, a driver that only adds files, fixes that are kept out of it, and the fix under mm/.
at 2022-03-21
topic big v5.17-rc8 && sed -i '1,600s/static/extern/' arch/x86/kvm/mmu.c && git commit -q -s -a -m "KVM: rework the MMU"
topic driver v5.17-rc8 && commit drivers/net/huge.c "net: add huge" "$(lines 2000 huge)"
topic fixes v5.17-rc4
echo "static int once;" >>net/core/dev.c && git commit -q -s -a -m "net: count once

Fixes: $counted"
topic mm-fix v5.17-rc4
sed -i '1,3s/static/extern/' mm/slub.c && git commit -q -s -a -m "mm: three lines

Fixes: $counted"
topic inner v5.17-rc8 && commit drivers/net/inner.c "net: inner" "$(lines 30 inner)"
git checkout -q outer && git merge -q --no-ff -m "Merge branch 'inner' into outer" inner
topic rides v5.17-rc4 && git merge -q --no-ff -m "Merge branch 'fixes' into rides" fixes
git checkout -q master

check "judges topics on day 5 of the window" split --as-of=2022-03-25
verdict rename "first 4 yes"
verdict rebased "first 4 no"
reason rebased "^soaked: 25 releases or more, under other ids$"
verdict young "first 4 no"
verdict late/a "hold 6 no"
verdict late/b "hold 6 no"
reason late/a "^2 commits in linux-next only since the window opened: clause 5 fails; could go in the window that opens about Sun 29 May$"
verdict big "hold 6 yes"
reason big "^1 commit never in linux-next, 1,200 lines of existing code change, 0% of added lines in tests and docs \(30% asked for\): clause 5 fails"
verdict driver "hold 6 no"
reason driver "^1 commit never in linux-next, 0% of added lines"
verdict fixes "fixes 2 no"
verdict mm-fix "fixes 2 yes"
reason mm-fix "^its one commit is a fix; risky: shared code changes under mm/$"
verdict inner "hold 6 no"
verdict outer "hold 4 no" "it contains inner"
reason outer "^contains inner, which is hold; by itself first: soaked: [0-9]+ releases$"
verdict rides "fixes 2 no" "a merge of fixes alone"

awk -F'\t' '$1 == "hold" { print $2 }' all.tsv >order
printf '%s\n' big driver inner late/a late/b outer >expected
sort order >actual
check_same "lists all that is held" expected actual
head -n 1 order >actual
check_text "lists the riskiest first" '^big$' actual
check_text "lists inner before outer" '^inner$' order
awk '/^inner$/ { seen = 1 } /^outer$/ { exit !seen }' order
check "inner comes before outer" test $? = 0

check "judges topics on day 0" split --as-of=2022-03-20
verdict young "second 5 no"
reason young "^not risky, 50% of added lines in tests and docs; 9 releases possible until Tue 29 Mar \(3 asked for\)$"
verdict late/a "hold 6 no"

check "one batch: what clause 5 would let go is held" split --as-of=2022-03-20 --config=pullprep.batches=1
verdict young "hold 6 no"
reason young "no second batch \(pullprep.batches is 1\): clause 5 fails; could go on Mon 21 Mar$"

check "judges topics in the -rc phase" split --as-of=2022-03-10
verdict big "first 3 yes"
reason big "^0 releases so far, [0-9]+ releases possible until "
verdict rename "first 3 yes"
verdict fixes "fixes 2 no"

check "judges by other thresholds" split --as-of=2022-03-20 --config pullprep.testedShare=51
verdict young "hold 6 no"
check "takes a dormant topic for a tested one" split --as-of=2022-03-20 --config pullprep.testedShare=51 \
	--config branch.young.pullprepDormant="no released userspace has it"
verdict young "second 5 no"
check "judges by another day of the second batch" split --as-of=2022-03-20 --config pullprep.secondBatchDay=0
verdict young "hold 6 no"
reason young "2 releases possible until Sun 20 Mar \(3 asked for\): clause 5 fails; could go in the window"
for bad in batches=3 minReleases=0 riskyLines=x riskyAreas=0 testedShare=101 secondBatchDay=-1; do
	check_exit 128 "refuses pullprep.$bad" "$PULLPREP" split --config "pullprep.$bad"
	check_text "names the key" "pullprep.${bad%=*} is '?${bad#*=}'?, but" "$err"
done

# The first batch is tagged: what is in it stays there, what else has soaked goes second.
at 2022-03-24
git tag -a -m "first" for-linus-5.18-1 rebased
check "judges topics when the first batch is tagged" split --as-of=2022-03-25
verdict rebased "first 4 no"
reason rebased "^in for-linus-5.18-1 already$"
verdict rename "second 4 yes"
reason rename "for-linus-5.18-1, the first batch, is tagged already"
check "a single batch that is tagged leaves the rest for the next window" split --as-of=2022-03-25 --config=pullprep.batches=1
verdict rename "hold 6 yes"
check "fixes" "$PULLPREP" status --as-of=2022-03-25 fixes
check_text "... ride with the second batch" "ride with the next batch to be sent, the$" "$out"
check "... with a single batch that is tagged" "$PULLPREP" status --as-of=2022-03-25 --config=pullprep.batches=1 fixes
check_text "... go alone" "last batch is tagged already" "$out"
git tag -a -m "second" for-linus-5.18-2 rename
check "... with both batches tagged" "$PULLPREP" status --as-of=2022-03-25 fixes
check_text "... go alone" "last batch is tagged already" "$out"
git tag -d for-linus-5.18-1 for-linus-5.18-2 >/dev/null

# Commits of somebody else that mainline lacks.
git clone -q --bare . ../other.git && git remote add other ../other.git && git fetch -q other rename:refs/remotes/other/for-next
check "judges topics with somebody else's commits" split --as-of=2022-03-25 --config=pullprep.topic=refs/heads/re*
verdict rename "second 4 yes"
reason rename "after other/for-next is pulled"
git remote remove other

# linux-next has been silent for two weeks.
git tag -l 'next-2022030[7-9]' 'next-202203[12]*' | xargs git tag -d >/dev/null
check "judges topics when linux-next is silent" split --as-of=2022-03-18
verdict rename "first 3 yes"
reason rename "next silent since 2022-03-04"
verdict young "hold 6 no"
reason young "commits never in linux-next.*clause 5 fails; next silent since 2022-03-04; could go once linux-next is back"
verdict fixes "fixes 2 no"

# No linux-next at all.
git tag -l 'next-*' | xargs git tag -d >/dev/null
check "judges topics without linux-next before the window" split --as-of=2022-03-10
verdict big "first 7 yes"
verdict fixes "fixes 2 no"
check "judges topics without linux-next in the window" split --as-of=2022-03-22
verdict young "second 7 no"
verdict big "hold 7 yes"
awk -F'\t' '$9 !~ /no linux-next data/' all.tsv >actual
check_same "each line says so" /dev/null actual

finish
