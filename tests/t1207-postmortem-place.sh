#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# postmortem --html: where a page goes, and what is left when it cannot go there.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/postmortem.sh"

git init -q repo && cd repo || exit 1
at 2026-01-05 && say Makefile "v1.0" && git tag -a -m v1.0 v1.0 && say a "a" && mend=$(id HEAD)
git tag -a -m v1.1-rc1 v1.1-rc1 && say a "mend a" "Fixes: $mend" && git tag -a -m v1.1 v1.1
mkdir ../place && cd ../place || exit 1
page() {
	postmortem -C ../repo v1.0..v1.1 "$@"
}
alone() { # FILE...		nothing else is in the directory
	printf '%s\n' "$@" | sort >../wanted
	find . -mindepth 1 | sed 's,^\./,,' | sort >../found
	cmp -s ../wanted ../found
}
page --html=- >../page.html

# ---- links
echo old >real && chmod 640 real && ln -s real link && mkdir far && ln -s ../link far/link
check "a link to a link" page --html=../place/far/link
check_same "... is followed to the file" ../page.html real
check "... which keeps its mode" test "$(stat -c %a real)" = 640
check "... and stays a link" test -L link -a -L far/link
ln -s new dangling
check "a link to nothing" page --html=../place/dangling
check_same "... makes what it leads to" ../page.html new
check "... and stays a link" test -L dangling
ln -s loop loop
check_exit 128 "a link to itself" page --html=../place/loop
check_text "... leads nowhere" 'cannot write ../place/loop: Too many levels of symbolic links' "$err"
check "... and stays as it was" test "$(readlink loop)" = loop
ln -s /dev/stdout through
page --html=../place/through >../through.html
check_same "a link to a device is written to, and so is where standard output goes" ../page.html ../through.html
check "nothing else is there" alone real link far far/link new dangling loop through

# ---- what cannot be, and is told before the work: the range is wrong as well
cannot() { # DESCRIPTION FILE WHY [ARG...]
	cannot_what=$1 cannot_file=$2 cannot_why=$3
	shift 3
	check_exit 128 "$cannot_what" postmortem -C ../repo v1.1..v1.0 --html="$cannot_file" "$@"
	check_text "... is told at once" "$cannot_why" "$err"
}
cannot "a directory" ../place 'cannot write \.\./place: Is a directory'
cannot "a directory that is not there" ../nowhere/page 'cannot write \.\./nowhere/page: No such file'
cannot "a file as a directory" ../place/real/page 'cannot write \.\./place/real/page: Not a directory'
cannot "a template that is not there" ../place/real 'cannot open \.\./nowhere' --template=../nowhere
printf '%%for chapter in chapters\n' >../template
cannot "a template that is not whole" ../place/real 'template:1: ' --template=../template
check_exit 129 "no file" page --html=
check_text "... is said" '[-]-html: no file is named' "$err"
check_text "... with an example" '[-]-html=page\.html' "$err"
check_same "an older page stays" ../page.html real

# ---- a full disk, and somebody who has had enough
full() {
	(ulimit -f 8 && page --html=../place/real)
}
echo old >real && echo old >../old
check_exit 128 "no room for all of it" full
check_text "... is told" 'cannot write ../place/real: File too large' "$err"
check_same "... and what was there stays" ../old real
check_exit 128 "no room at all" page --html=/dev/full
check_text "... is told too" 'cannot write /dev/full: No space left' "$err"
if strace -o ../trace true >/dev/null 2>&1; then
	interrupted() { # CALL
		ASAN_OPTIONS=detect_leaks=0 strace -o ../trace -e inject="$1:signal=SIGTERM:when=1" "$PULLPREP" postmortem -C ../repo v1.0..v1.1 --html=../place/real
	}
	for call in fchmod fsync rename; do
		echo old >real
		check_exit 143 "a signal at $call" interrupted "$call"
		check "... leaves nothing half-done" alone real link far far/link new dangling loop through
		check_same "... and the page whole" ../page.html real
	done
else
	skip "signals while the page is written" "strace cannot trace here"
fi
finish
