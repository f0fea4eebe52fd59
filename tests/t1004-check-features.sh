#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check: additions to the interface to programs, by path and by line, and where their tests may be: in the series, or
# in a repository of tests.

. "$(dirname "$0")/lib/tap.sh"

git init -q .
at 2026-04-20
commit include/uapi/linux/kvm.h 'uapi: start' '#define KVM_CAP_OLD 1'
commit arch/x86/entry/syscalls/syscall_64.tbl 'syscalls: start' '1	common	old	sys_old'
first=$(git rev-parse --short=12 HEAD)
git tag -a -m 6.8 v6.8
at 2026-05-04
commit mm.c 'mm: window'
git tag -a -m rc1 v6.9-rc1

topic() {
	git checkout -q -B topic v6.9-rc1
}
# patch SERIES FILE TEXT: a commit that was posted with that series; "-": it does not say
patch() {
	mkdir -p "$(dirname "$2")"
	printf '%s\n' "$3" >>"$2"
	git add "$2"
	{
		printf 'x: %s\n\n' "$2"
		[ "$1" = - ] || printf 'Link: https://lore.kernel.org/r/20260511-%s-v1-%d-0123456789ab@example.org\n' "$1" "$tap_seconds"
		printf 'Signed-off-by: Morgan Maintainer <maintainer@example.org>\n'
	} | git commit -q -F -
	tick
}
pp() {
	"$PULLPREP" check --as-of=2026-05-20 --only=feature-without-test --format=tsv topic "$@"
}
adds() { # DESCRIPTION WHAT
	check "$1" pp
	check_text '... is an addition' "	adds $2 to the interface to programs, and nothing in its series tests that\$" "$out"
	check '... the only one' test "$(wc -l <"$out")" = 1
}
none() { # DESCRIPTION [ARGUMENT...]
	none_what=$1
	shift
	check "$none_what" pp "$@"
	check_empty '... is none' "$out"
}

# ---- what is one

uapi=include/uapi/linux/kvm.h
topic && patch - $uapi '#define KVM_NEW_THING _IOWR(KVMIO, 0x99, int)'
adds 'an ioctl' KVM_NEW_THING
topic && patch - $uapi '#define KVM_CAP_NEW_THING 240'
adds 'a capability' KVM_CAP_NEW_THING
topic && patch - include/uapi/linux/new.h 'int x;'
adds 'a header' include/uapi/linux/new.h
topic && patch - arch/arm64/include/uapi/asm/new.h 'int x;'
adds "an architecture's header" arch/arm64/include/uapi/asm/new.h
topic && patch - arch/x86/entry/syscalls/syscall_64.tbl '462	common	futex_nap	sys_futex_nap'
adds 'a system call of a table' futex_nap
topic && patch - include/uapi/linux/kvm.h '#define __NR_futex_nap 462'
adds 'a system call of a header' futex_nap
topic && patch - $uapi '/* a comment */'
none 'a comment'
topic && sed -i 's/sys_old/sys_older/' arch/x86/entry/syscalls/syscall_64.tbl && git add arch && patch - mm.c x
none "another function of an old system call"
topic && sed -i 's/OLD 1/OLD  2/' $uapi && git add $uapi && patch - mm.c x
none 'another number'
topic && patch - tools/include/uapi/linux/kvm.h '#define KVM_CAP_NEW_THING 240'
none 'a copy in tools/'
topic && patch - arch/x86/kvm.c '#define KVM_CAP_NEW_THING 240'
none "the kernel's own header"
topic && printf '#define KVM_CAP_FIX 3\n' >>$uapi && git add $uapi && git commit -q -s -m "x: restore

Fixes: $first (\"syscalls: start\")"
none 'a fix'

# ---- tests in the series

topic && patch one $uapi '#define KVM_CAP_ONE 2' && patch one tools/testing/selftests/kvm/one.c test
none 'a test in the series'
topic && patch one $uapi '#define KVM_CAP_ONE 2' && patch two tools/testing/selftests/kvm/two.c test
adds 'a test of another series' KVM_CAP_ONE
topic && patch one $uapi '#define KVM_CAP_ONE 2' && patch - tools/testing/selftests/kvm/two.c test
none 'a test that says of no series'
topic && patch - $uapi '#define KVM_CAP_ONE 2' && patch two tools/testing/selftests/kvm/two.c test
none 'an addition that says of no series'
topic && patch one $uapi '#define KVM_CAP_ONE 2' && patch one $uapi '#define KVM_CAP_ONE_TOO 3' && patch two $uapi '#define KVM_CAP_TWO 4'
check 'two series' pp
cut -f 6 "$out" | sort >actual
cat >expected <<-EXPECTED
	adds KVM_CAP_ONE to the interface to programs, and nothing in its series tests that
	adds KVM_CAP_TWO to the interface to programs, and nothing in its series tests that
EXPECTED
check_same '... have one finding each' expected actual
check 'a range of them' "$PULLPREP" check --as-of=2026-05-20 --only=feature-without-test --format=tsv v6.9-rc1..topic
check '... has both, too' test "$(wc -l <"$out")" = 2
check 'documents' "$PULLPREP" check --as-of=2026-05-20 --only=uapi-without-docs --format=tsv topic
check '... are looked for by series, too' test "$(wc -l <"$out")" = 2
patch two Documentation/virt/kvm.rst text
check 'one has some' "$PULLPREP" check --as-of=2026-05-20 --only=uapi-without-docs --format=tsv topic
check '... the other has not' test "$(wc -l <"$out")" = 1

# ---- tests elsewhere

(
	git init -q ../unit-tests && cd ../unit-tests && mkdir x86 &&
		printf '#include <linux/new.h>\nioctl(vm, KVM_NEW_THING);\nKVM_CAP_TWO_MORE\nfutex_nap(1);\n' >x86/test.c &&
		git add . && git commit -q -m tests
)
git config pullprep.testRepo "$(cd ../unit-tests && pwd)"
topic && patch - $uapi '#define KVM_NEW_THING _IOWR(KVMIO, 0x99, int)'
none 'an ioctl that a test elsewhere names'
none '... whose path is from the top' --config pullprep.testRepo=../unit-tests
check 'in a hook' env GIT_DIR="$PWD/.git" "$PULLPREP" check --as-of=2026-05-20 --only=feature-without-test --format=tsv topic
check_empty '... likewise' "$out"
patch - arch/x86/entry/syscalls/syscall_64.tbl '462	common	futex_nap	sys_futex_nap'
patch - include/uapi/linux/new.h 'int x;'
none 'with a system call and a header that it includes'
patch - $uapi '#define KVM_CAP_TWO 4'
adds 'a capability whose name is the beginning of a word' KVM_CAP_TWO
(cd ../unit-tests && echo KVM_CAP_TWO >>x86/test.c)
adds 'what is not committed there' KVM_CAP_TWO
git init -q ../more && (cd ../more && commit test.c KVM_CAP_TWO)
git config --add pullprep.testRepo ../more
none 'a second repository'
git config --add pullprep.testRepo ../nowhere
check_exit 128 'one that is not there' pp
check_text '... is named' "pullprep\.testRepo is '\.\./nowhere', which cannot be searched: git says: fatal: " "$err"
check_text '... and what to do' 'git config --add pullprep.testRepo DIR' "$err"
git checkout -q -B topic v6.9-rc1 && patch - mm.c x
none 'it is not missed where nothing is added'
git config --unset-all pullprep.testRepo

finish
