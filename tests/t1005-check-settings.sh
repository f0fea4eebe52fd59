#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check and rules: levels and thresholds, for all topics and for some, and what is said of settings that cannot be.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"

git init -q .
at 2026-05-04
mkdir -p mm arch/old
seq 700 >mm/huge.c
seq 700 >mm/big.c
mkdir mm/kasan
seq 600 >mm/kasan/kasan.c
seq 90 >mm/small.c
seq 800 >arch/old/setup.c
git add .
git commit -q -s -m 'mm: start'
git tag -a -m 6.8 v6.8
at 2026-05-18
commit mm/rc.c 'mm: rc'
git tag -a -m rc1 v6.9-rc1
at 2026-06-01
for name in kvm/x86-6.9 'kvm/ARM.Next' mm/fast mm/slow; do
	git checkout -q -b "$name" v6.9-rc1
	commit "$(echo "$name" | tr / -).c" "$name"
done
git checkout -q master
at 2026-06-08

next_tree 2026-06-02 v6.9-rc1 kvm/x86-6.9 kvm/ARM.Next mm/fast mm/slow
next_tree 2026-06-03 v6.9-rc1 kvm/x86-6.9 kvm/ARM.Next mm/fast mm/slow

# short [ARGUMENT...]: the topics that soaked too short, on standard output
short() {
	"$PULLPREP" check --as-of=2026-06-10 --only=short-soak --format=tsv "$@" 2>/dev/null | cut -f 1,4 | sort | tr '\t\n' '=;'
}
# is DESCRIPTION EXPECTED ARGUMENT...
is() {
	is_what=$1
	printf '%s' "$2" >expected
	shift 2
	short "$@" >actual
	check_same "$is_what" expected actual
}
key=pullprep.rule.short-soak

# ---- thresholds

is 'three releases are asked for' 'warning=kvm/ARM.Next;warning=kvm/x86-6.9;warning=mm/fast;warning=mm/slow;'
is 'two are by pullprep.minReleases' '' --config pullprep.minReleases=2
is 'two are by the rule' '' --config $key.threshold=2
is 'the rule goes before' '' --config $key.threshold=2 --config pullprep.minReleases=9
is 'some topics get by with less' 'warning=kvm/ARM.Next;warning=kvm/x86-6.9;warning=mm/slow;' --config $key.mm/fast.threshold=1
is 'a glob' 'warning=mm/fast;warning=mm/slow;' --config "$key.kvm/*.threshold=1"
is 'the last of two globs' 'warning=kvm/ARM.Next;warning=mm/fast;warning=mm/slow;' --config "$key.kvm/*.threshold=1" --config "$key.kvm/A*.threshold=3"
is 'dots in a topic' 'warning=kvm/ARM.Next;warning=mm/fast;warning=mm/slow;' --config "$key.kvm/x86-6.9.threshold=1"
is 'capitals are others' 'warning=kvm/ARM.Next;warning=kvm/x86-6.9;warning=mm/fast;warning=mm/slow;' --config "$key.kvm/arm.next.threshold=1"
is 'capitals' 'warning=kvm/x86-6.9;warning=mm/fast;warning=mm/slow;' --config "$key.kvm/ARM.Next.threshold=1"
is 'brackets, slashes and question marks' 'warning=mm/slow;' --config "$key.[k]vm?*.threshold=1" --config "$key.*/f*.threshold=1"
git config pullprep.url https://git.example.org/mm
git config "$key.a topic of blanks/*.level" off
git config "$key.kvm/*.level" error
git config "$key.kvm/*.threshold" 3
is 'from git, with levels' 'error=kvm/ARM.Next;error=kvm/x86-6.9;warning=mm/fast;warning=mm/slow;'
is '... and --only, --level' 'error=kvm/ARM.Next;error=kvm/x86-6.9;' --level=error
git config --global $key.threshold 1
is '... and from other files' 'error=kvm/ARM.Next;error=kvm/x86-6.9;'
check 'rules shows it' "$PULLPREP" rules --format=tsv
check_text '... the one for all topics' '^short-soak	warning	commit	.*	1$' "$out"
check_text '... none where there is none' '^base	.*	-$' "$out"
check 'rules tells people' "$PULLPREP" rules
check_text '... of what it is' 'Threshold 1: releases that are asked for' "$out"
check_exit 1 'the words' env COLUMNS=200 "$PULLPREP" check --as-of=2026-06-10 --only=short-soak kvm/ARM.Next
check_text '... have it' 'was in 2 releases of linux-next, since next-20260602; 3 are asked for' "$out"
check_empty '... and no key is unknown' "$err"

# ---- what cannot be

# refused DESCRIPTION KEY VALUE PROBLEM: in .git/config
refused() {
	git config "$2" "$3"
	check_exit 128 "$1" "$PULLPREP" check --as-of=2026-06-10
	check_text '... is told' "$4" "$err"
	check_text '... with its place' '^  It is set in .*\.git/config\.$' "$err"
	check_exit 128 '... and rules' "$PULLPREP" rules
	check_text '... says the same' "$4" "$err"
	git config --unset "$2"
}
refused 'a threshold that is no number' $key.threshold many "$key.threshold is 'many', but it must be a whole number of at least 0"
check_text '... with what it is of' 'releases that are asked for' "$err"
check_text '... and how to set it' "git config '$key.threshold' 3" "$err"
refused 'a negative one' "$key.mm/*.threshold" -1 "threshold is '-1', but"
refused 'one beyond all numbers' $key.threshold 99999999999999999999 'but it must be a whole number'
refused 'an empty one' $key.threshold '' "is '', but"
refused 'a threshold of a rule that has none' pullprep.rule.base.threshold 3 'base.threshold is set, but the rule has no threshold'
refused 'a level that is none' 'pullprep.rule.base.kvm/*.level' Warning "is 'Warning', but it must be error, warning, info or off"
refused 'a level for some topics of what is on no topic' 'pullprep.rule.message-voice.kvm/*.level' off 'is set for some topics, but message-voice is a rule on the tag'
refused 'a rule that is none' 'pullprep.rule.bse.level' off "there is no rule 'bse'"
refused 'minReleases that are no number' pullprep.minReleases some "pullprep.minreleases is 'some'|pullprep.minReleases is 'some'"
check_exit 128 'on the command line' "$PULLPREP" check --config $key.threshold=x
check_text '... too' '^  It is set in --config\.$' "$err"
check_exit 128 'by git -c' git -c alias.pp="!$PULLPREP" -c pullprep.rule.base.level=x pp check
check_text '... too' "^  It is set in git's command line, or its environment\.$" "$err"
check 'a key that is none' "$PULLPREP" check --as-of=2026-06-10 --only=base --config pullprep.rule.base.limit=3
check_text '... is warned of' 'pullprep.rule.base.limit is set, but is no key' "$err"
check_text '... with one that is' 'did you mean pullprep.rule.<name>.level' "$err"
"$PULLPREP" help --man >../man
check_text 'the man page has the key' 'pullprep\.rule\.<name>\.threshold' ../man

# ---- removals, and what the mail's subject says

git config --global --unset $key.threshold
at 2026-06-08
git checkout -q -b shrink v6.9-rc1
seq 100 >mm/huge.c
seq 150 >mm/big.c
: >mm/kasan/kasan.c
seq 10 >mm/small.c
git rm -q arch/old/setup.c
git commit -q -a -s -m 'mm: much less'
git checkout -q master
mkdir -p .git/pullprep
check 'a plan' "$PULLPREP" --as-of=2026-06-10 split --write
sed -i 's/^[a-z]* *shrink /first  shrink /' .git/pullprep/plan
removed() { # [ARGUMENT...]
	"$PULLPREP" check --as-of=2026-06-10 --only=unexplained-removal --format=tsv first "$@" | cut -f 6 | sed 's/, which its message does not mention$//'
}
tagged() {
	git tag -f -a -m "mm updates for v6.10

$1" for-linus-6.10-1 shrink >/dev/null
}
tagged 'It is faster now.'
removed >actual
printf 'deletes arch/old/setup.c\nremoves much of mm/huge.c (600 lines), mm/kasan/kasan.c (600 lines), mm/big.c (550 lines)\n' >expected
check_same 'files that go, and that shrink' expected actual
removed --config pullprep.rule.unexplained-removal.threshold=600 | grep much >actual
check_empty 'as many as the threshold are none' actual
removed --config pullprep.rule.unexplained-removal.threshold=79 | grep much >actual
echo 'removes much of mm/huge.c (600 lines), mm/kasan/kasan.c (600 lines), mm/big.c (550 lines) and 1 more file' >expected
check_same 'below which all count' expected actual
tagged 'Most of mm/huge.c goes, setup.c is gone, kasan is slim, and big.c is, too.'
removed >actual
check_empty 'what the message mentions' actual
tagged 'The "huge" allocator goes; bigger mm/kasan/. Nothing in arch/old/ is needed.'
removed >actual
echo 'removes much of mm/big.c (550 lines)' >expected
check_same 'by a name without suffix, and a directory' expected actual
tagged 'Less in mm and arch/old, and in mm/kasan.'
removed >actual
echo 'removes much of mm/huge.c (600 lines), mm/big.c (550 lines)' >expected
check_same 'a directory at the top is none of it' expected actual
check 'the headline' "$PULLPREP" check --as-of=2026-06-10 --only=message-version first
check_text '... is of the right version' '^nothing to find fault with' "$out"
check_exit 1 'a subject of the last window' env COLUMNS=200 "$PULLPREP" check --as-of=2026-06-10 --only=message-version first --config 'pullprep.subject=mm updates for 6.8'
check_text '... is told' "says in the mail's subject \(pullprep\.subject\) that it is" "$out"
check 'a subject of this one' "$PULLPREP" check --as-of=2026-06-10 --only=message-version first --config 'pullprep.subject=mm updates for 6.10'

finish
