#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# series --missing-tests: which series ask for a test and have none, here or elsewhere; and which tests elsewhere are for
# what is not here.
. "$(dirname "$0")/lib/tap.sh"

git init -q kernel
cd kernel || exit 1
at 2026-04-20
commit include/uapi/linux/kvm.h 'uapi: start' '#define KVM_CAP_OLD 1'
start=$(git rev-parse --short=12 HEAD)
git tag -a -m 6.8 v6.8
at 2026-05-04
commit mm.c 'mm: window'
git tag -a -m rc1 v6.9-rc1
git config pullprep.mainline master

topic() {
	git checkout -q -B "$1" v6.9-rc1
}
id() { # SERIES NUMBER
	echo "20260510-$1-v1-$2-0123456789ab@example.org"
}
# patch SERIES FILE LINES SUBJECT [TRAILER]: LINES lines of that file, posted with that series; "-": it does not say
patch() {
	mkdir -p "$(dirname "$2")"
	seq -f "#define $1_%g 1" 1 "$3" >>"$2"
	git add "$2"
	{
		printf '%s\n\n' "$4"
		[ -z "$5" ] || printf '%s\n' "$5"
		[ "$1" = - ] || printf 'Link: https://lore.kernel.org/r/%s\n' "$(id "$1" 1)"
		printf 'Signed-off-by: Morgan Maintainer <maintainer@example.org>\n'
	} | git commit -q -F -
	tick
}
written() { # REPOSITORY SUBJECT LINE...
	(
		cd "$1" || exit 1
		shift
		subject=$1
		shift
		{
			printf '%s\n\n' "$subject"
			printf '%s\n' "$@"
		} | git commit -q --allow-empty -F -
	)
	tick
}
pp() {
	"$PULLPREP" series --missing-tests --as-of=2026-05-20 --format=tsv "$@"
}
# missing DESCRIPTION TOPIC [LINE...]: "what subject commits lines adds", a line each
missing() {
	missing_what=$1 missing_topic=$2
	shift 2
	for missing_line; do
		echo "$missing_line"
	done >expected
	check "$missing_what" pp "$missing_topic"
	awk -F'	' '$1 != "stray" { print $1 "|" $10 "|" $4 "|" $5 "|" $6 }' "$out" >actual
	check_same '... is right' expected actual
}

# ---- what asks for a test, and what is one

at 2026-05-11
topic small && patch small a.c 99 'a: little code'
missing 'little code' small
topic big && patch big a.c 99 'a: little code' && patch big b.c 1 'b: a line more'
missing 'more in two patches' big 'untested|a: little code|2|100|-'
topic halves && patch half a.c 99 'a: little code' && patch other b.c 99 'b: little code, too'
missing 'two series of little code' halves
topic fix && patch fix mm.c 200 'mm: mend it' "Fixes: $start (\"uapi: start\")"
missing 'a fix' fix
topic docs && patch docs Documentation/mm.rst 300 'docs: tell of it' && patch docs tools/x.c 300 'tools: x'
missing 'documents and tools' docs
topic adds && patch KVM_CAP include/uapi/linux/kvm.h 2 'kvm: two capabilities'
missing 'two names' adds 'untested|kvm: two capabilities|1|2|KVM_CAP_1 KVM_CAP_2'
topic tested && patch KVM_CAP include/uapi/linux/kvm.h 2 'kvm: two capabilities' && patch KVM_CAP tools/testing/selftests/kvm/x.c 1 'selftests: x'
missing 'a test in its series' tested
topic apart && patch KVM_CAP include/uapi/linux/kvm.h 2 'kvm: two capabilities' && patch other tools/testing/selftests/kvm/x.c 1 'selftests: x'
missing 'a test in another series' apart 'untested|kvm: two capabilities|1|2|KVM_CAP_1 KVM_CAP_2'
topic unsaid && patch KVM_CAP include/uapi/linux/kvm.h 2 'kvm: two capabilities' && patch - tools/testing/selftests/kvm/x.c 1 'selftests: x'
missing 'a test that says of no series' unsaid
topic unlinked && patch - big.c 100 'big: no link' && patch other tools/testing/selftests/kvm/x.c 1 'selftests: x'
missing 'code that says of no series' unlinked
topic two && patch one one.c 100 'one: start' && patch two two.c 150 'two: start' && patch one one.c 20 'one: go on'
missing 'two series' two 'untested|one: start|2|120|-' 'untested|two: start|1|150|-'
git checkout -q master

check 'all of them' pp --lines=1000
cut -f 2 "$out" | sort -u >actual
check_same '... only those with names, if more lines are asked for' - actual <<'TEXT'
adds
apart
TEXT
check 'fewer lines' pp --lines=99 small
check_text '... are enough then' '^untested	small	' "$out"
check_exit 129 '--lines alone' "$PULLPREP" series --lines=3
check_text '... is refused' '^pullprep: --lines is for --missing-tests' "$err"

# ---- tests elsewhere

check 'without pullprep.testRepo' "$PULLPREP" series --missing-tests --as-of=2026-05-20 adds
check_text '... it is told how' 'git config --add pullprep\.testRepo DIR' "$out"
git init -q ../kvm-unit-tests
git init -q ../ltp
at 2026-05-12
written ../kvm-unit-tests 'x86: test the big' "https://lore.kernel.org/r/$(id big 0)"
(cd ../ltp && echo 'KVM_CAP_2' >test.c && git add . && git commit -q -m 'test two')
git config pullprep.testRepo ../kvm-unit-tests
git config --add pullprep.testRepo ../ltp
missing 'a series that a test was written for' big
missing 'a name that a test mentions' adds 'untested|kvm: two capabilities|1|2|KVM_CAP_1'
(cd ../ltp && echo 'KVM_CAP_1' >test-one.c && git add . && git commit -q -m 'test one')
missing 'all names' adds
topic covered && patch KVM_CAP include/uapi/linux/kvm.h 2 'kvm: two capabilities' && patch KVM_CAP kvm.c 500 'kvm: the code'
git checkout -q master
missing '... cover the code that comes with them' covered

check 'for people' "$PULLPREP" series --missing-tests --as-of=2026-05-20 two apart
check_same '... it is told by topic' - "$out" <<TEXT
2 of 4 series ask for tests and have none

two
    $(git rev-parse --short=12 two~2) ("one: start") and 1 more commit
        120 lines of code change
    $(git rev-parse --short=12 two~1) ("two: start")
        150 lines of code change
TEXT
git config pullprep.testRepo ../kvm-unit-tests ltp
(cd ../ltp && git rm -q test.c && git commit -q -m 'drop one')
check 'one of its names' "$PULLPREP" series --missing-tests --as-of=2026-05-20 adds
check_text '... is told' '^        adds KVM_CAP_1 and KVM_CAP_2 to the interface to programs; 2 lines of$' "$out"
check 'as JSON' "$PULLPREP" series --missing-tests --as-of=2026-05-20 --format=json adds
check_text '... is' '"what": "untested", "topic": "adds".*"adds": "KVM_CAP_1 KVM_CAP_2", "repository": null' "$out"
git config --unset-all pullprep.testRepo
git config pullprep.testRepo ../kvm-unit-tests

# ---- no archive is asked

if strace -o trace -f true >/dev/null 2>&1; then
	# Who looks for leaks traces, and cannot do so when traced itself.
	check 'under strace' env ASAN_OPTIONS=detect_leaks=0 strace -f -e trace=%network -o trace "$PULLPREP" series --missing-tests --as-of=2026-05-20 two
	check_no_text '... no socket is opened' 'socket\(|connect\(' trace
else
	skip 'no socket is opened' 'strace cannot trace here'
fi

# ---- tests whose other side is not here

strays() { # DESCRIPTION [SUBJECT|MAILS...]
	strays_what=$1
	shift
	for strays_line; do
		echo "$strays_line"
	done >expected
	check "$strays_what" pp small
	awk -F'	' '$1 == "stray" { print $10 "|" $9 }' "$out" >actual
	check_same '... is right' expected actual
}
strays 'none'
written ../kvm-unit-tests 'x86: test what is not here' "https://lore.kernel.org/r/$(id nowhere 3)" 'Link: https://example.org/x'
strays 'a series that is not here' "x86: test what is not here|$(id nowhere 3)"
check 'for people' "$PULLPREP" series --missing-tests --as-of=2026-05-20 small
check_text '... as a guess' '^1 test elsewhere names a series that is not here \(a guess: ' "$out"
check_text '... with its mail' "^        $(id nowhere 3)\$" "$out"
check_no_text '... in 80 columns' '.{81}' "$out"
check 'as JSON' "$PULLPREP" series --missing-tests --as-of=2026-05-20 --format=json small
check_text '... is' '"what": "stray".*"repository": "kvm-unit-tests"' "$out"
git checkout -q -b elsewhere v6.9-rc1 && patch nowhere elsewhere.c 1 'x: part one is enough' && git checkout -q master
strays 'another part of it is on a branch'
git update-ref refs/remotes/kvm/next elsewhere && git branch -q -D elsewhere
strays 'on a remote-tracking branch'
git update-ref -d refs/remotes/kvm/next
git checkout -q -b sent v6.9-rc1 && patch - sent.c 1 'x: sent' 'Link: https://lore.kernel.org/r/20260510120000.4711-3-ann%2bx@example.org'
git checkout -q master && git merge -q --no-ff -m 'Merge sent' sent && git branch -q -D sent
written ../kvm-unit-tests 'x86: test the sent' 'https://lore.kernel.org/r/20260510120000.4711-1-ann+x@example.org'
git checkout -q -b formatted v6.9-rc1 && patch - formatted.c 1 'x: formatted' 'Message-ID: <0123456789012345678901234567890123456789.1778500000.git.ann@example.org>'
git checkout -q master
written ../kvm-unit-tests 'x86: test the formatted' 'https://lore.kernel.org/r/cover.1778500000.git.ann@example.org'
written ../kvm-unit-tests 'x86: test the other' 'https://lore.kernel.org/r/cover.1778500001.git.ann@example.org'
strays 'other forms of ids' 'x86: test the other|cover.1778500001.git.ann@example.org' "x86: test what is not here|$(id nowhere 3)"
written ../kvm-unit-tests 'x86: says which mail it was' 'Message-ID: <own-1@example.org>'
written ../kvm-unit-tests 'x86: of that one' 'Since https://lore.kernel.org/r/own-1@example.org'
strays 'mails of the tests themselves' 'x86: test the other|cover.1778500001.git.ann@example.org' "x86: test what is not here|$(id nowhere 3)"
git init -q ../linking
for i in $(seq 1 20); do
	written ../linking "test $i" "Link: https://lore.kernel.org/r/$(id linking "$i")"
done
written ../linking 'test for it' "https://lore.kernel.org/r/$(id gone 1)" "Link: https://lore.kernel.org/r/$(id linking 21)"
git config pullprep.testRepo ../linking
strays 'where all link what they were' "test for it|$(id gone 1)"

# ---- unknown

git config --unset pullprep.testRepo
at 2026-05-13
topic broken && patch broken broken.c 200 'broken: start'
git checkout -q master
tree=$(git rev-parse broken^{tree})
rm -f .git/index ".git/objects/$(echo "$tree" | cut -c 1-2)/$(echo "$tree" | cut -c 3-)"
check 'a missing tree' pp broken
check_text '... is unknown' '^unknown	broken	[0-9a-f]*	1	-	-	-	-	-	broken: start$' "$out"
check 'for people' "$PULLPREP" series --missing-tests --as-of=2026-05-20 broken
check_text '... is as well' '^0 of 1 series ask for tests and have none; of 1 it is unknown$' "$out"
check_exit 128 'no topic' pp nothing

finish
