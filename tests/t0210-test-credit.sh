#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Tests that live elsewhere: which commits of a repository of tests count for which series here, where that is told, and
# what only looks like it.
. "$(dirname "$0")/lib/tap.sh"

git init -q kernel
cd kernel || exit 1
at 2026-04-20
commit mm.c 'mm: start'
git tag -a -m 6.8 v6.8
at 2026-05-04
commit mm.c 'mm: window'
git tag -a -m rc1 v6.9-rc1
git config pullprep.mainline master

# patch TOPIC SUBJECT LINK [FILE [LINES]]: 10 lines of code, posted as LINK; "-": it does not say
patch() {
	git checkout -q "$1" 2>/dev/null || git checkout -q -b "$1" v6.9-rc1
	patch_file=${4:-drivers/$(echo "$2" | tr -c 'a-z0-9\n' -).c}
	mkdir -p "$(dirname "$patch_file")"
	seq 1 "${5:-10}" >"$patch_file"
	git add "$patch_file"
	{
		printf '%s\n\n' "$2"
		[ "$3" = - ] || printf 'Link: https://lore.kernel.org/r/%s\n' "$3"
		printf 'Signed-off-by: Morgan Maintainer <maintainer@example.org>\n'
	} | git commit -q -F -
	tick
}
at 2026-05-11
b4=20260510-mailed-v2-%d-0123456789ab@example.org
# shellcheck disable=SC2059
b4() { printf "$b4" "$1"; }
patch kvm/mailed 'kvm: mailed, part one' "$(b4 1)"
patch kvm/mailed 'kvm: mailed, part two' "$(b4 2)"
patch kvm/mailed 'kvm: mailed alone' alone@example.org
patch kvm/sent 'kvm: sent, part one' 20260510120000.4711-2-ann@example.org
patch kvm/sent 'kvm: sent, part two' 20260510120000.4711-3-ann@example.org
patch kvm/formatted 'kvm: formatted' 0123456789012345678901234567890123456789.1778500000.git.ann@example.org
patch kvm/named 'kvm: named by its id' -
patch kvm/named 'kvm: named, and of a series' 20260510130000.4712-1-ann@example.org
patch kvm/named 'kvm: named, and of that series, too' 20260510130000.4712-2-ann@example.org
patch kvm/quoted 'kvm: quoted by its "subject" (all of it)' -
patch kvm/plain 'kvm: nobody tests that' 20260510140000.4713-1-ann@example.org
patch kvm/half 'kvm: half tested' half@example.org
patch kvm/half 'kvm: a test for that' half@example.org tools/testing/selftests/kvm/half.c 16
git checkout -q master

# written REPOSITORY SUBJECT [LINE...]: a test there; prints its id
written() {
	(
		cd "../$1" || exit 1
		shift
		subject=$1
		shift
		{
			printf '%s\n\n' "$subject"
			printf '%s\n' "$@"
		} | git commit -q --allow-empty -F -
		git rev-parse HEAD
	)
	tick
}
git init -q ../kvm-unit-tests
git init -q ../ltp
at 2026-05-12
written kvm-unit-tests 'x86: start' >/dev/null
written ltp 'start' >/dev/null

pp() {
	"$PULLPREP" "$@" --as-of=2026-05-20
}
ratio() { # TOPIC: what its commits have elsewhere, one line each
	pp ratio --format=tsv "$1" >tsv 2>tsv.err || cat tsv.err
	sed -n 's/.*	elsewhere=/elsewhere=/p' tsv
}
elsewhere() { # DESCRIPTION TOPIC [LINE...]
	elsewhere_what=$1 elsewhere_topic=$2
	shift 2
	ratio "$elsewhere_topic" >actual
	for elsewhere_line; do
		echo "elsewhere=$elsewhere_line"
	done >expected
	check_same "$elsewhere_what" expected actual
}

check 'without pullprep.testRepo' pp ratio --format=tsv kvm/mailed kvm/named
check_no_text '... nothing is elsewhere' elsewhere "$out"
cp "$out" bare.tsv
check '... no column of status' pp status --format=tsv
check '... is there' sh -c "awk -F'	' 'NF != 18' '$out' | grep -c . | grep -qx 0"

git config pullprep.testRepo ../kvm-unit-tests
check 'with tests that are for something else' pp ratio --format=tsv kvm/mailed kvm/named
check_same '... likewise' bare.tsv "$out"

# ---- each way of naming it

written kvm-unit-tests 'x86: test it' 'Link: https://lore.kernel.org/r/alone@example.org' >/dev/null
elsewhere 'the link of the commit' kvm/mailed kvm-unit-tests:1
written kvm-unit-tests 'x86: test the other' "See https://lore.kernel.org/kvm/$(b4 0)/T/#t, which does it." >/dev/null
elsewhere 'the cover letter, by b4, counts for the series' kvm/mailed kvm-unit-tests:1 kvm-unit-tests:1 kvm-unit-tests:1
written kvm-unit-tests 'x86: test the sent' '[1] <https://patch.msgid.link/20260510120000.4711-1-ann%40example.org>' >/dev/null
elsewhere 'the cover letter, by git send-email' kvm/sent kvm-unit-tests:1 kvm-unit-tests:1
written kvm-unit-tests 'x86: tests of a mixed series' 'Message-ID: <20260510120000.4711-4-ann@example.org>' >/dev/null
elsewhere 'a Message-ID of the same posting' kvm/sent kvm-unit-tests:2 kvm-unit-tests:2
written kvm-unit-tests 'x86: test the formatted' 'Message-Id: <cover.1778500000.git.ann@example.org>' >/dev/null
elsewhere 'the stem of git format-patch' kvm/formatted kvm-unit-tests:1
first=$(git rev-parse kvm/named~2) middle=$(git rev-parse kvm/named~1)
written kvm-unit-tests 'x86: test the named' "Kernel commit $(echo "$first" | cut -c 1-7) does it." >/dev/null
elsewhere 'seven digits of an id' kvm/named kvm-unit-tests:1
written kvm-unit-tests 'x86: test the series' "https://git.example.org/linux.git/commit/?id=$(echo "$middle" | tr a-f A-F)" >/dev/null
elsewhere 'an id in a URL, and the series of that commit' kvm/named kvm-unit-tests:1 kvm-unit-tests:1 kvm-unit-tests:1
written kvm-unit-tests 'x86: test the quoted' 'As of ("kvm: quoted by its' '  "subject" (all of it)") it does.' >/dev/null
elsewhere 'a subject that is folded' kvm/quoted kvm-unit-tests:1
written kvm-unit-tests 'x86: test the quoted again' 'Since 0a1b2c3d4e5f ("kvm: quoted by its "subject" (all of it)") in kvm/next' >/dev/null
elsewhere 'a subject behind an id that nobody knows any more' kvm/quoted kvm-unit-tests:2
elsewhere 'and nothing else' kvm/plain

# ---- near misses

plain=$(git rev-parse kvm/plain)
other=$(echo "$plain" | cut -c 1-9 | sed 's/.$//')$(echo "$plain" | cut -c 9 | tr 0-9a-f 1-9a-f0)
six=$(echo "$plain" | cut -c 1-6)
written kvm-unit-tests 'x86: near misses' \
	"$other begins as it does, $six is short, x$plain and ${plain}0 are longer, ${plain}_ too" \
	'("kvm: nobody tests") ("kvm: nobody tests that too") "kvm: nobody tests that" (kvm: nobody tests that)' \
	'("KVM: nobody tests that") (" nobody tests that")' \
	'https://lore.kernel.org/r/20260510140000.4714-1-ann@example.org' \
	'https://lore.kernel.org/r/20260510140000.4713-1-anna@example.org' \
	'https://lore.kernel.org/r/20260510140000.4713-1-ann@example.com' \
	'  Message-ID: <20260510140000.4713-1-ann@example.org>' >/dev/null
elsewhere 'near misses' kvm/plain
own=$(written kvm-unit-tests 'kvm: nobody tests that')
written kvm-unit-tests 'x86: mend it' "Fixes: $(echo "$own" | cut -c 1-12) (\"kvm: nobody tests that\")" >/dev/null
elsewhere 'a subject behind an id of the tests themselves' kvm/plain
reverted=$(written kvm-unit-tests 'x86: test what nobody tests' "$plain")
elsewhere 'before it is reverted' kvm/plain kvm-unit-tests:1
revert=$(written kvm-unit-tests 'Revert "x86: test what nobody tests"' "This reverts commit $reverted." "It was for $plain.")
elsewhere 'a test that was reverted' kvm/plain
written kvm-unit-tests 'Revert "Revert "x86: test what nobody tests""' "This reverts commit $revert." >/dev/null
elsewhere 'its revert reverted' kvm/plain kvm-unit-tests:1
written kvm-unit-tests 'Revert "Revert "Revert "x86: test what nobody tests"""' \
	"This reverts commit $(git -C ../kvm-unit-tests rev-parse HEAD)." >/dev/null
elsewhere 'and that one' kvm/plain
(
	cd ../kvm-unit-tests && git checkout -q -b merged && git commit -q --allow-empty -m side &&
		git checkout -q master && git merge -q --no-ff -m "Merge what tests $plain" merged
)
elsewhere 'a merge is no test' kvm/plain
late=$tap_seconds
at 2026-08-01
written kvm-unit-tests 'x86: from the future' "$plain" >/dev/null
elsewhere 'a test after the day' kvm/plain
at 2025-10-01
(cd ../kvm-unit-tests && git checkout -q --orphan old)
written kvm-unit-tests 'x86: very old' "$plain" >/dev/null
elsewhere 'a test that is much older' kvm/plain
at 2025-12-01
written kvm-unit-tests 'x86: on a branch, some months before' "$plain" >/dev/null
(cd ../kvm-unit-tests && git checkout -q master)
elsewhere 'a branch counts, and so do the months before' kvm/plain kvm-unit-tests:1
(cd ../kvm-unit-tests && git branch -q -D old)
tap_seconds=$late
tick

# ---- where it is told

check 'ratio of topics' pp ratio kvm/mailed kvm/half kvm/plain
check_text '... tells it apart' '^kvm/mailed: 0% \+ 2 tests in kvm-unit-tests$' "$out"
check_text '... and leaves the share as it was' '^kvm/half +2 +26 +61% +0% ' "$out"
check_no_text '... nor tells what is not there' '^kvm/plain:' "$out"
written kvm-unit-tests 'x86: half' 'https://lore.kernel.org/r/half@example.org' >/dev/null
written kvm-unit-tests 'x86: the other half' "$(git rev-parse kvm/half) and https://lore.kernel.org/r/half@example.org" >/dev/null
check 'ratio of one topic' pp ratio kvm/half
check_text '... in words' '^    tests and docs: 61% \+ 2 tests in kvm-unit-tests$' "$out"
check_text '... names the tests' "^      kvm-unit-tests  $(git -C ../kvm-unit-tests rev-parse --short=12 HEAD) \(\"x86: the other half\"\)\$" "$out"
check_no_text '... in 80 columns' '.{81}' "$out"
check 'ratio as JSON' pp ratio --format=json kvm/half
check_text '... has it' '"elsewhere": "kvm-unit-tests:2"' "$out"
check 'ratio of a range as tsv' pp ratio --format=tsv v6.9-rc1..kvm/half
cp "$out" range.tsv
check 'ratio of the topic as tsv' pp ratio --format=tsv kvm/half
check_same '... is the same' range.tsv "$out"
check_text '... in the last column' '	code=10/0	elsewhere=kvm-unit-tests:2$' "$out"

written ltp 'syscalls: half' 'https://lore.kernel.org/r/half@example.org' >/dev/null
git config --add pullprep.testRepo ../ltp
elsewhere 'two repositories' kvm/half 'kvm-unit-tests:2 ltp:1' 'kvm-unit-tests:2 ltp:1'
check 'ratio of topics' pp ratio
check_text '... has both' '^kvm/half: 61% \+ 2 tests in kvm-unit-tests, 1 in ltp$' "$out"
git clone -q ../kvm-unit-tests ../kvm-unit-tests-copy
git config --add pullprep.testRepo ../kvm-unit-tests-copy
elsewhere 'what two have counts once' kvm/half 'kvm-unit-tests:2 ltp:1' 'kvm-unit-tests:2 ltp:1'
git config --unset pullprep.testRepo kvm-unit-tests-copy
mkdir ../more && git clone -q ../ltp '../more/l;tp: x' && git clone -q ../ltp ../more/ltp
written 'more/ltp' 'syscalls: more' 'https://lore.kernel.org/r/half@example.org' >/dev/null
git config --add pullprep.testRepo ../more/ltp
elsewhere 'two of one name' kvm/half 'kvm-unit-tests:2 ../ltp:1 ../more/ltp:1' 'kvm-unit-tests:2 ../ltp:1 ../more/ltp:1'
git config --unset pullprep.testRepo more/ltp
elsewhere 'a name with blanks and signs' kvm/half 'kvm-unit-tests:2 ltp:1' 'kvm-unit-tests:2 ltp:1'
git config --unset pullprep.testRepo '^\.\./ltp$'
git config --add pullprep.testRepo '../more/l;tp: x'
elsewhere '... is one word' kvm/half 'kvm-unit-tests:2 l_tp__x:1' 'kvm-unit-tests:2 l_tp__x:1'
git config --unset pullprep.testRepo 'tp: x'

check 'status' pp status
check_text '... tells it' '^kvm/half +61% tests and docs \+ 2 tests in kvm-unit-tests$' "$out"
sed -n '/^TOPIC/,$p' "$out" >table
check_no_text '... in 80 columns' '.{81}' table
check 'status of one' pp status kvm/half
check_text '... as well' '61% of added lines in tests and docs \+ 2 tests in' "$out"
check 'status as tsv' pp status --format=tsv kvm/half
check '... in the last of 20 columns' awk -F'	' '$20 != "kvm-unit-tests:2" || $19 != "-" || NF != 20 { exit 1 }' "$out"
check 'status as JSON' pp status --format=json kvm/half
check_text '... by its name' '"elsewhere": "kvm-unit-tests:2"' "$out"

# ---- split: clause 5

split() {
	"$PULLPREP" split --as-of=2026-07-07 "$@"
}
git checkout -q master
at 2026-07-05
git tag -a -m 6.9 v6.9
git config pullprep.testedShare 70
check 'split in the window' split --format=tsv
check_text '... and says why' '^second	kvm/sent	.*	0	not risky, 0% of added lines in tests and docs \+ 2 tests in kvm-unit-tests; no linux-next data	-	kvm-unit-tests:2$' "$out"
check_text '... one without waits' '^hold	kvm/plain	.*	0% of added lines in tests and docs \(70% asked for\): clause 5 fails' "$out"
check 'split as text' split
check_text '... has the figures' '^second  kvm/half .*# second: 2 commits, 61% tests and docs \+ 2 tests in kvm-unit-tests; ' "$out"
check 'split --write' split --write
check 'split reads what it wrote' split
check_no_text '... and has nothing to tell' 'plan' "$err"
git config pullprep.testRepo ../ltp
check 'split without tests elsewhere' split --again --format=tsv
check_text '... keeps to its share' '^hold	kvm/sent	.*	-	-$' "$out"
git config pullprep.testRepo ../kvm-unit-tests
git tag -d v6.9 >/dev/null
git config --unset pullprep.testedShare

# ---- check: a feature without a test

at 2026-05-12
patch kvm/uapi 'kvm: add an ioctl' 20260510150000.4715-1-ann@example.org
mkdir -p include/uapi/linux && echo 'int x;' >include/uapi/linux/kvm.h
git add include && git commit -q --amend --no-edit
git checkout -q master
check 'check' pp check --only=feature-without-test --format=tsv kvm/uapi
check_text '... finds a feature without a test' 'adds include/uapi/linux/kvm.h ' "$out"
written kvm-unit-tests 'x86: test an ioctl' 'https://lore.kernel.org/r/20260510150000.4715-0-ann@example.org' >/dev/null
check 'check' pp check --only=feature-without-test --format=tsv kvm/uapi
check_empty '... takes a test elsewhere' "$out"

# ---- ids, at random, against git log --grep

git init -q ../random
git log --no-merges --format=%H v6.9-rc1..kvm/named >ids
python3 - ids 20260512 <<'PYTHON' | git -C ../random fast-import --quiet
import random, sys
ids, seed = open(sys.argv[1]).read().split(), int(sys.argv[2])
chance = random.Random(seed)
for number in range(400):
    words = []
    for _ in range(chance.randrange(1, 4)):
        word = chance.choice(ids)[: chance.choice([5, 6, 7, 7, 8, 10, 12, 39, 40])]
        if chance.random() < 0.3:
            at = chance.randrange(len(word))
            word = word[:at] + chance.choice("0123456789abcdefg") + word[at + 1 :]
        if chance.random() < 0.2:
            word = word.upper()
        words.append(chance.choice(["", "", " ", "(", "x", "0", "_", "-", "\n", "/"]) + word + chance.choice(["", "", " ", ")", "g", "a", "_", "-", ".", "\n"]))
    text = "test %d\n\n%s\n" % (number, "|".join(words))
    print("commit refs/heads/master\ncommitter A <a@example.org> %d +0000\ndata %d\n%s" % (1778600000 + number, len(text), text))
PYTHON
git config pullprep.testRepo ../random
pp ratio --format=tsv kvm/named | sed -n 's/^\([0-9a-f]*\).*elsewhere=random:\(.*\)/\1 \2/p' | sort >actual
# Those of one series count together: 7 digits, and of the others as many as follow.
while read -r id; do
	pattern=$(echo "$id" | sed 's/./& /g' | awk '{ for (i = NF; i > 7; i--) rest = "(" $i rest ")?"; for (i = 1; i <= 7; i++) head = head $i; print "(^|[^0-9A-Za-z_])" head rest "([^0-9A-Za-z_]|$)" }')
	git -C ../random log -i -E --grep="$pattern" --format=%H >"of-$id"
done <ids
{
	echo "$first $(wc -l <"of-$first")"
	for id in $middle $(git rev-parse kvm/named); do
		echo "$id $(sort -u "of-$middle" "of-$(git rev-parse kvm/named)" | wc -l)"
	done
} | sort >expected
check_same 'ids at random are those that git log --grep finds' expected actual
check '... some of them' test "$(cut -d' ' -f2 actual | head -n 1)" -gt 20

# ---- an id that two commits here begin with

# Two commits of one tree whose ids agree in 7 digits and not in 12; a birthday among 2^28 takes some 20,000.
git cat-file commit kvm/quoted >raw
python3 - raw <<'PYTHON'
import hashlib, sys
raw = open(sys.argv[1], "rb").read()
seen = {}
for nonce in range(1 << 20):
    body = raw + b"\n%d\n" % nonce
    name = hashlib.sha1(b"commit %d\0" % len(body) + body).hexdigest()
    other = seen.setdefault(name[:7], (name, body))
    if other[0] != name and other[0][:12] != name[:12]:
        open("one", "wb").write(other[1])
        open("two", "wb").write(body)
        break
PYTHON
one=$(git hash-object -t commit -w one) two=$(git hash-object -t commit -w two)
git update-ref refs/heads/kvm/alike "$one"
git init -q ../alike
git config pullprep.testRepo ../alike
written alike 'test it' "$(echo "$one" | cut -c 1-12)" >/dev/null
elsewhere 'an id that is long enough' kvm/alike alike:1
written alike 'test which' "commit $(echo "$one" | cut -c 1-7)" >/dev/null
elsewhere 'one that two commits here begin with' kvm/alike alike:1
check '... one of which is on no branch' git cat-file -e "$two"
git update-ref refs/heads/kvm/alike-too "$two"
elsewhere '... nor does it count where both are topics' kvm/alike alike:1
git update-ref -d refs/heads/kvm/alike && git update-ref -d refs/heads/kvm/alike-too

# ---- repositories that are odd

git config --unset-all pullprep.testRepo
here() { # DESCRIPTION DIRECTORY
	check "$1" pp ratio --format=tsv --config "pullprep.testRepo=$2" kvm/sent
	check_text '... is read' '	elsewhere=[a-z0-9-]+:2$' "$out"
}
here 'an absolute path' "$(cd ../kvm-unit-tests && pwd)"
git clone -q --bare ../kvm-unit-tests ../bare.git
here 'a bare repository' ../bare.git
here 'a path with .git' ../kvm-unit-tests/.git/
git -C ../kvm-unit-tests worktree add -q ../linked
here 'a linked work tree' ../linked
here 'from below the top' ../kvm-unit-tests
(mkdir -p deep && cd deep && pp ratio --format=tsv --config pullprep.testRepo=../kvm-unit-tests kvm/sent) >"$out"
check_text '... is from the top' '	elsewhere=kvm-unit-tests:2$' "$out"
check 'in a hook' env GIT_DIR="$PWD/.git" "$PULLPREP" ratio --as-of=2026-05-20 --format=tsv --config pullprep.testRepo=../kvm-unit-tests kvm/sent
check_text '... it is found as well' '	elsewhere=kvm-unit-tests:2$' "$out"
git config log.showSignature true && git -C ../kvm-unit-tests config format.pretty '%an' && git -C ../kvm-unit-tests config log.showSignature true
here "settings of one's own" ../kvm-unit-tests
git config --unset log.showSignature
git init -q --object-format=sha256 ../sha256
written sha256 'x86: a test' 'https://lore.kernel.org/r/20260510120000.4711-1-ann@example.org' >/dev/null
written sha256 'x86: another' "$(git rev-parse --short=10 kvm/sent)" >/dev/null
here 'sha256' ../sha256
git clone -q --depth=3 "file://$(cd ../kvm-unit-tests && pwd)" ../shallow
check 'a shallow clone' pp ratio --format=tsv --config pullprep.testRepo=../shallow kvm/sent
check_text '... says what is unknown' "'\.\./shallow' is a shallow clone: which tests it had before 2026-05-12 is unknown" "$err"
check_text '... and how to mend it' 'fetch --unshallow$' "$err"

git clone -q . ../clone && git -C ../clone checkout -q kvm/sent
check 'a clone of this one' pp ratio --format=tsv --config pullprep.testRepo=../clone kvm/sent
check_no_text '... whose commits are no tests of themselves' elsewhere "$out"

refused() { # DESCRIPTION DIRECTORY REGEX
	for command in ratio split status; do
		check_exit 128 "$1: $command" pp $command --config "pullprep.testRepo=$2"
		check_text '... says so' "$3" "$err"
	done
}
refused 'nowhere' ../nowhere "pullprep\.testRepo is '\.\./nowhere', which cannot be searched: git says: fatal: "
git init -q ../empty
refused 'one without a commit' ../empty "pullprep\.testRepo is '\.\./empty', which cannot be searched: git says: fatal: "
refused 'this one' . "pullprep\.testRepo is '\.', which is in this repository itself"
cp -R ../kvm-unit-tests ../broken
lost=$(git -C ../broken rev-parse HEAD~2)
rm -f "../broken/.git/objects/$(echo "$lost" | cut -c 1-2)/$(echo "$lost" | cut -c 3-)"
refused 'a missing object' ../broken "pullprep\.testRepo is '\.\./broken', which cannot be searched: git says: "

finish
