#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A batch of several topics is tagged on a tip merged by hand, if it is exactly these topics.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
openpgp_key

merge() {
	git merge -q --no-ff "$@" >/dev/null 2>&1 && tick
}

check_exit 128 'several topics need a tip' pp tag first --no-edit
check_text 'they are named' 'the first batch has 2 topics, and a tag needs one tip:.* kvm/xen' "$err"
check_text 'and what to do' 'pullprep tag first --tip=BRANCH' "$err"
check_exit 128 'a tip that is none' pp tag first --no-edit --tip=nowhere
check_text 'is named' "--tip: 'nowhere' names no commit" "$err"

git checkout -q -b for-linus v6.8
merge -m 'Merge branch kvm/xen

Xen events and timers are delivered without an exit to userspace.

Signed-off-by: Morgan Maintainer <maintainer@example.org>' kvm/xen
check_exit 128 'a tip that lacks a topic' pp tag first --no-edit --tip=for-linus
check_text 'is refused with what it lacks' 'lacks 1 commit of the batch:' "$err"
check_text 'by its subject' 'KVM: s390: größere Änderung' "$err"

merge -m 'Merge branch kvm/s390' kvm/s390
check_exit 0 'a tip that holds both' pp tag first --no-edit --tip=for-linus
git cat-file tag for-linus-6.10-1 | sed -e '1,/^$/d' -e '/^-----BEGIN /,$d' >actual
check_text 'has the words of the merge' '^\* Xen events and timers are delivered without an exit to userspace.$' actual
check_no_text 'but not its trailers' 'Signed-off-by' actual
check_text 'and the subjects of what was merged without words' '^\* KVM: s390: größere Änderung an Interrupts$' actual
check_text 'the sentence is on both' '^All of these have been in linux-next since next-20260629 or earlier.$' actual
git rev-parse for-linus >expected
git rev-parse 'for-linus-6.10-1^{commit}' >actual
check_same 'the tag is on the tip' expected actual
git tag -d for-linus-6.10-1 >/dev/null

merge -m 'Merge branch kvm/late' kvm/late
check_exit 128 'a tip with a topic of no batch' pp tag first --no-edit --tip=for-linus
check_text 'is refused with what is too much' 'has 1 commit that is not of the batch' "$err"
check_text 'by its subject' 'KVM: x86: a late one' "$err"
check_text 'and its topic' 'is of the topic kvm/late' "$err"
git reset -q --hard HEAD^
commit stray.c 'a stray commit'
check_exit 128 'a tip with a commit of its own' pp tag first --no-edit --tip=for-linus
check_text 'is refused' 'a stray commit' "$err"
git reset -q --hard HEAD^

check_exit 128 'a base that is too old' pp tag first --no-edit --tip=for-linus --base=v6.8~0
check_text 'is refused' 'beyond --base \(v6.8~0\) the tip has 2 commits' "$err"
check_text 'with what to do' 'Mainline has them already' "$err"
git config pullprep.base v6.8
check_exit 128 'also when it is configured' pp tag first --no-edit --tip=for-linus
check_text 'it is named' 'pullprep.base \(v6.8\)' "$err"
git config --unset pullprep.base
check_exit 128 'an unknown base' pp tag first --no-edit --tip=for-linus --base=nowhere
check_text 'is told with what to do' 'Name the commit where the pull starts' "$err"
check_exit 128 'a base that holds a topic of the batch' pp tag first --dry-run --tip=for-linus --base=kvm/xen
check_text 'is refused' '--base \(kvm/xen\) holds 2 commits of the batch already:' "$err"
check_text 'with what it holds' 'KVM: x86/xen: deliver events' "$err"
check_text 'and what to do' 'Start before them with another --base=REV' "$err"
check_exit 128 'a base within a topic' pp tag first --dry-run --tip=for-linus --base=kvm/xen^
check_text 'is refused' '--base \(kvm/xen\^\) holds 1 commit of the batch already:' "$err"
check 'no tag came of all that' no_tag
git checkout -q -b wordy for-linus
commit stray.c "wordy: $(printf '%03000d' 0)" short
git checkout -q master
check_exit 128 'a stray commit with a subject without end' pp tag first --no-edit --tip=wordy
check_text 'is named by its start' 'wordy: 0+…$' "$err"
check 'on lines that can be read' sh -c 'awk "length > 200 { exit 1 }" "$1"' sh "$err"
git branch -q -D wordy

# a back-merge of mainline is a merge like another
git checkout -q for-linus
merge -m 'Merge tag v6.9' v6.9
check_exit 0 'a tip that merged mainline back' pp tag first --no-edit --tip=for-linus
git tag -d for-linus-6.10-1 >/dev/null
git checkout -q master

# one topic within the other: the outer one is their tip
git checkout -q -b kvm/outer kvm/xen
commit outer.c 'KVM: outer'
for day in 20260629 20260630 20260701 20260702; do
	git tag -d next-$day >/dev/null
	at "$(echo $day | sed 's/\(....\)\(..\)\(..\)/\1-\2-\3/')"
	git checkout -q --detach v6.8
	merge -m "next $day" kvm/outer
	git tag next-$day
done
at 2026-07-07
git checkout -q master
git config --add pullprep.topic refs/heads/kvm/xen
git config --add pullprep.topic refs/heads/kvm/outer
check_exit 0 'a topic within a topic' pp tag first --no-edit
git rev-parse kvm/outer >expected
git rev-parse 'for-linus-6.10-1^{commit}' >actual
check_same 'is tagged on the outer one' expected actual
git tag -d for-linus-6.10-1 >/dev/null
git config --unset-all pullprep.topic

# fixes ride in the window if the tip holds them
git checkout -q -b kvm/fixes master
id=$(git rev-parse master~1)
commit fix.c "KVM: x86: fix it

Fixes: $(echo "$id" | cut -c1-12) (\"KVM: s390: add interrupts\")"
git checkout -q master
git config pullprep.topic refs/heads/kvm/outer
git config --add pullprep.topic refs/heads/kvm/fixes
check_exit 0 'fixes that do not ride' pp tag first --no-edit
check_text 'are mentioned' 'kvm/fixes could ride with this batch' "$err"
git checkout -q -b riding kvm/outer
merge -m 'Merge branch kvm/fixes' kvm/fixes
check_exit 0 'fixes that ride' pp tag first --no-edit --again --tip=riding
check_exit 0 'are in' pp tag first --dry-run --tip=riding
check_text 'a section of their own' '^Fixes:$' "$out"
check_text 'and in the sentence' '^for one fix, which came in this week\.$' "$out"
check_exit 0 'and can be sent alone' pp tag fixes --dry-run
check_text 'with a sentence of their own' '^This fix came in this week and has not been in linux-next\.$' "$out"

# reasons of the maintainer
git config branch.kvm/outer.pullprepDormant 'no released userspace can call it'
check_exit 0 'a reason' pp tag first --dry-run --tip=riding
check_text 'reaches the message' '^kvm/outer is dormant: no released userspace can call it\.$' "$out"

# fixes between windows are for the release under way, those of the window for what the window is for
check_exit 0 'fixes in the window' pp tag fixes --no-edit
check 'are for its release' git cat-file -e for-linus-6.10-fixes
git tag -d for-linus-6.10-fixes >/dev/null
git checkout -q master
at 2026-07-19
commit Makefile 'Linux 6.10-rc1'
git tag -a -m 'Linux 6.10-rc1' v6.10-rc1
between() {
	"$PULLPREP" --as-of=2026-07-20 "$@"
}
check_exit 0 'fixes after it' between tag fixes --no-edit
check_text 'are called after the release under way' '^fixes is tagged: for-linus-6.10-fixes on ' "$out"
git cat-file tag for-linus-6.10-fixes >actual
check_text 'in the headline, too' '^kvm fixes for 6.10$' actual
check_exit 0 'and the mail finds them' between mail fixes --base=master
check_text 'by that name' '^  https://git.example.org/kvm.git tags/for-linus-6.10-fixes$' "$out"
check_exit 0 'what else is sent' between tag first --tip=kvm/outer --dry-run
check_text 'is for the window ahead' '^kvm updates for 6.11$' "$out"

finish
