#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The demo: it runs, it is what README.md shows, and its repository is what it says it is.
. "$(dirname "$0")/lib/tap.sh"

demo() {
	env "$@" "$TOP/tests/demo/demo.sh"
}

# ---- the story

check "the founding incident is told" demo DEMO_KEEP=1 TMPDIR="$PWD"
cp "$out" told
kept=$(sed -n 's/^All of it stays in \([^:]*\):.*/\1/p' "$err")
check "DEMO_KEEP says where it stays" test -d "$kept/was"
check_text "the pull was as big as the one that was refused" "^ 63 files changed, 3157 insertions\(\+\), 972 deletions\(-\)$" told
check_text "none of it had been in linux-next" "^ +never  \++ 37$" told
check_text "the tag is signed" "^Good signature from " told
check_text "the mail asks to pull" "^Subject: \[GIT PULL\] kvm updates for 5\.18$" told
check_no_text "nothing in it is of this machine" "$HOME|$kept|key [0-9A-F]{16}" told
check "it says the same each time" demo TMPDIR="$PWD"
check_same "to the byte" told "$out"
check "nothing is left behind" test "$(echo demo.*)" = "${kept##*/}"

# verdict REPOSITORY DAY TOPIC
verdict() {
	"$PULLPREP" -C "$kept/$1" --as-of="$2" --config=pullprep.url=https://git.example.org/kvm/kvm split --again --format=tsv |
		awk -F'\t' -v topic="$3" '$2 == topic { print $1 }'
}

# verdicts DAY REPOSITORY TOPIC=BATCH...
verdicts() {
	day=$1
	repository=$2
	shift 2
	for pair; do
		echo "${pair#*=}" >expected
		verdict "$repository" "$day" "${pair%=*}" >actual
		check_same "$day: ${pair%=*} is ${pair#*=}" expected actual
	done
}

verdicts 2022-03-17 was kvm/tdp-mmu=first kvm/selftests-lib=first kvm/docs=first kvm/tsc-ioctl=second kvm/fixes=fixes kvm/pmu=hold \
	kvm/xen-evtchn=hold kvm/nested-avic=hold
verdicts 2022-04-01 was kvm/tsc-ioctl=hold kvm/hypercalls=hold kvm/xen-evtchn=hold kvm/nested-avic=hold
verdicts 2022-04-01 better kvm/tsc-ioctl=second kvm/hypercalls=second kvm/pmu=second kvm/xen-evtchn=hold kvm/nested-avic=hold

matches() {
	"$PULLPREP" -C "$kept/was" --as-of=2022-03-17 soak --format=tsv "$1" | cut -f2 | sort | uniq -c | sed 's/^ *//' | paste -sd' '
}
echo "6 rebased" >expected && matches kvm/selftests-lib >actual
check_same "the rebased topic is known by its patches" expected actual
echo "3 modified 5 same" >expected && matches kvm/pmu >actual
check_same "the changed patches are known by their subjects" expected actual
check "git finds nothing wrong with the repositories" sh -c "git -C '$kept/was' fsck --strict && git -C '$kept/better' fsck --strict"
check "an id of linux-next's list is in the tag" git -C "$kept/was" merge-base --is-ancestor \
	"$(git -C "$kept/was" show next-20220317:Next/SHA1s | awk '$1 == "kvm/tdp-mmu" { print $2 }')" next-20220317

# ---- README.md

if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	check "README.md shows what the demo prints" "$TOP/tests/demo/transcript.sh" --check
else
	skip "README.md shows what the demo prints" "no terminal can be made here (script, of bsdutils)"
fi

# ---- on any other repository

state() {
	git -C "$kept/was" for-each-ref
	find "$kept/was" -type f -exec cksum {} + | sort
}
state >before
check "with REPO it looks at that" demo REPO="$kept/was"
check_text "status" "^\\$ pullprep -C $kept/was status$" "$out"
check_text "soak" "^\\$ pullprep -C $kept/was soak$" "$out"
check_text "split" "^\\$ pullprep -C $kept/was split$" "$out"
state >after
check_same "and changes nothing" before after
check "a clone without topics" sh -c "git clone -q '$kept/was' clone && REPO=clone '$TOP/tests/demo/demo.sh'"
check_text "shows what came into mainline since linux-next is known" "soak v5\.17-rc2\.\.HEAD" "$out"
check "without linux-next either" sh -c "git -C clone tag -d \$(git -C clone tag --list 'next-*') >tags && REPO=clone '$TOP/tests/demo/demo.sh'"
check_text "asks for it all the same" "^\\$ pullprep -C clone soak v5\.16\.\.v5\.17-rc1 \|" "$out"
check_text "says what helps" "no next-\* tags in this repository" "$out"
check_text "and what would go where" "^\\$ pullprep -C clone split$" "$out"
check_text "counts the last window's lines" "^v5\.16\.\.v5\.17-rc1: 3 commits, " "$out"
check "tests and documentation of topics" sh -c "git -C clone branch -q kvm/tsc-ioctl origin/kvm/tsc-ioctl && REPO=clone '$TOP/tests/demo/demo.sh'"
check_text "where there are some" "pullprep -C clone ratio$" "$out"
check_text "asks how long they have been in linux-next" "^\\$ pullprep -C clone soak$" "$out"
check_text "and their batches" "^hold +kvm/tsc-ioctl |^second +kvm/tsc-ioctl " "$out"
check "a repository without releases" sh -c "git init -q small && cd small && for n in \$(seq 22); do
	git commit -q --allow-empty -m \"commit \$n\"; done && REPO=. '$TOP/tests/demo/demo.sh'"
check_text "has its last commits counted" "HEAD~20\.\.HEAD" "$out"
check_text "and its batches asked for" "^\\$ pullprep -C \. split$" "$out"
check_exit 1 "a repository with nothing in it" sh -c "git init -q nothing && REPO=nothing '$TOP/tests/demo/demo.sh'"
check_text "says so" "this repository has no commits yet" "$out"
check_text "three times" "^\\$ pullprep -C nothing split$" "$out"
check_exit 1 "no repository" demo REPO=nowhere
check_text "is said" "^demo: REPO=nowhere is no git repository: " "$err"
check_text "with what to do" "make demo REPO=" "$err"

finish
