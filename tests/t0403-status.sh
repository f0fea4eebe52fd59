#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What pullprep without arguments shows.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/window.sh"

pullprep() {
	"$PULLPREP" --as-of=2022-03-22 "$@"
}

# No line of the file is wider on a terminal, escape sequences apart.
fits() {
	python3 - "$@" <<'PYTHON'
import re, sys, unicodedata
most, path = int(sys.argv[1]), sys.argv[2]
bad = 0
for line in open(path, encoding="utf-8"):
    line = re.sub("\x1b\\[[0-9;]*m", "", line.rstrip("\n"))
    if sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) > most:
        print(line)
        bad = 1
sys.exit(bad)
PYTHON
}

mainline
check "says what to do where there are no topics" pullprep
check_text "that there are none" "^No topics: no local branch has anything that master lacks" "$out"
check_text "how to make one" "git switch -c TOPIC master" "$out"
check_text "that there is no linux-next" "^no next-\* tags in this repository" "$out"
check_text "how to get it, on one line" "git fetch .*refs/tags/next-2022\*'$" "$out"

at 2022-02-17
topic kvm/mmu v5.17-rc4 && commit drivers/net/mmu.c "net: mmu" "$(lines 30 mmu)"
topic kvm/selftests-with-quite-a-long-name-that-does-not-fit-into-the-column v5.17-rc4
commit tools/testing/selftests/kvm/lib.c "selftests: lib" "$(lines 50 test)"
commit Documentation/kvm.rst "Documentation: lib" "$(lines 50 doc)"
topic kvm/changed v5.17-rc4 && commit drivers/net/old.c "net: will change" "$(lines 30 old)"
topic kvm/宽字符 v5.17-rc4 && commit drivers/net/wide.c "net: wide" "$(lines 30 wide)"
daily 2022-02-21 2022-03-11 kvm/mmu kvm/changed
daily 2022-03-14 2022-03-22 kvm/mmu kvm/changed kvm/selftests-with-quite-a-long-name-that-does-not-fit-into-the-column
git checkout -q kvm/changed && echo "changed" >>drivers/net/old.c && git commit -q -a --amend --no-edit
commit drivers/net/other.c "net: other" "$(lines 30 other)"
topic kvm/fixes v5.17-rc4
echo "static int once;" >>net/core/dev.c && git commit -q -s -a -m "net: count once

Fixes: $(git log -1 --format='%h ("%s")' --abbrev=12 ':/net: count twice')"
git checkout -q master

check "shows the state of things" pullprep
cp "$out" plain
check_text "the cycle" "^v5\.17 is out since Sun 20 Mar: merge window, day 2 of about 14$" plain
check_text "mainline, newest linux-next, base" \
	"^master $(git rev-parse --short=12 master)   newest next-20220322 \(today\)   base v5.17-rc4$" plain
check_text "the heads of the columns" "^TOPIC +COMMITS  IN LINUX-NEXT +TESTS  DOCS  BATCH$" plain
check_text "a full bar" "^kvm/mmu +1  \+{10} 22 releases +0%    0%  first$" plain
check_text "a shorter one, of a name that is cut" "^kvm/selftests-.*…  +2  \+\+\+ {8} 7 releases +50%   50%  first$" plain
check_text "a patch that changed" "^kvm/changed +2  \. +changed since +0%    0%  hold$" plain
check_text "one that never was there" "^kvm/宽字符 +1  \. +never +0%    0%  hold$" plain
check_text "fixes" "^kvm/fixes +1  \. +never \(fixes\) +0%    0%  fixes$" plain
check_text "why" "^kvm/mmu +first:  soaked: 22 releases$" plain
check "80 columns are enough" fits 80 plain
check "without escape sequences" sh -c "! grep -q '$(printf '\033')' plain"
check "is what status shows" pullprep status
check_same "the same" plain "$out"

COLUMNS=120 && export COLUMNS
check "120 columns" pullprep
cp "$out" wide
check_text "give the topic more room" "^kvm/selftests-with-quite-a-long-name-that-does-not-fit.*… +2  " wide
check "and are enough" fits 120 wide
check "colour and bars" pullprep --color=always
check_text "a full bar" "██████████ 22 releases" "$out"
check_text "a third of it" "███▏ +7 releases" "$out"
check_text "a dot for never" "·          never" "$out"
cp "$out" wide
check "120 columns are enough for it" fits 120 wide
COLUMNS=80
check "colour on 80 columns" pullprep --color=always
sed 's/\x1b\[[0-9;]*m//g; s/[█▏]/+/g; s/·/./g' "$out" | grep -v '++*  *7 rel' >actual
grep -v '++*  *7 rel' plain >expected
check_same "shows the same" expected actual

check "tells all of one topic" pullprep status kvm/changed
check_text "what clause 4 has against it" "^ +Clause 4 has against it: 1 of 2 commits never in$" "$out"
check_no_text "and of no other" "kvm/mmu" "$out"
check_exit 128 "an unknown topic" pullprep status nonesuch
check_text "is named" "there is no topic 'nonesuch'" "$err"
check "speaks json" pullprep status --format=json
cp "$out" json
check "that is json" python3 -c 'import json, sys; assert {t["topic"]: t for t in json.load(open(sys.argv[1]))}["kvm/mmu"]["releases"] == 22' json
check "speaks tsv" pullprep --format=tsv
check_text "of eighteen columns" "^kvm/mmu	$(git rev-parse kvm/mmu)	first	4	1	0	22	0	0	next-20220221	0	0	-	-	-	soaked: 22 releases	0	0$" "$out"

# An -rc phase, from the same tags.
check "shows an -rc phase" "$PULLPREP" --as-of=2022-03-16
check_text "with the day on which the window opens" "^v5\.17-rc8: window opens about " "$out"
check "shows an older linux-next" "$PULLPREP" --as-of=2022-03-31
check_text "its age and its silence" "newest next-20220322 \(9 days ago, silent\)" "$out"
check_text "since when" "next silent since 2022-03-22" "$out"

# After sending: mainline takes it.
check "saves a plan" pullprep split --write
git tag -a -m "first" for-linus kvm/mmu
at "2022-03-23 10:00" && git merge -q --no-ff -m "Merge tag 'for-linus' of https://example.org/kvm" for-linus
check "shows what mainline has taken" "$PULLPREP" --as-of=2022-03-24
check_text "with the merge and its date" \
	"^kvm/mmu +0  merge $(git rev-parse --short=12 master), 2022-03-23 +-     -  drop$" "$out"
check_no_text "once" "mainline has all of it" "$out"
check "tells it of a topic that is named" "$PULLPREP" --as-of=2022-03-24 status kvm/mmu
check_text "in words" "kvm/mmu +drop:   mainline has all of it: merge $(git rev-parse --short=12 master) of" "$out"
for width in 79 60 50 40; do
	COLUMNS=$width
	check "a terminal of $width columns" "$PULLPREP" --as-of=2022-03-24
	grep -v '^  *git ' "$out" >actual
	check_text "... has names and batches" "^kvm/changed .* hold$" actual
	check_text "... and the day of the merge" "^kvm/mmu .* merged? .*2022-03-23 .* drop$" actual
	check "... and is wide enough" fits $width actual
done
COLUMNS=80
check "in records" "$PULLPREP" --as-of=2022-03-24 --format=tsv
check_text "too" "^kvm/mmu	[0-9a-f]*	drop	1	0	.*	$(git rev-parse --short=12 master)	2022-03-23	" "$out"

# What a batch's tag holds already.
git tag -a -m first for-linus-5.18-1 master && git tag -a -m second for-linus-5.18-2 kvm/changed
git tag -a -m fixes for-linus-5.18-fixes kvm/fixes
check "judged after the batches were tagged" pullprep split --again --format=tsv
check_text "names the second batch's tag" "^second	kvm/changed	.*	in for-linus-5\.18-2 already" "$out"
check_text "and that of the fixes" "^fixes	kvm/fixes	.*; in for-linus-5\.18-fixes already" "$out"
git tag -d for-linus-5.18-1 for-linus-5.18-2 for-linus-5.18-fixes >/dev/null

# Few tags only.
git tag -l 'next-202203*' | grep -v 20220322 | xargs git tag -d >/dev/null
check "says that tags are missing" pullprep
check_text "how many" "tags? in [0-9]+ days, about [0-9]+ expected" "$out"
check_text "with the command on a line of its own" "^  .*git fetch .*'$" "$out"
check "one empty line below it" sh -c "! cat -s '$out' | diff - '$out' | grep -q ."
grep -v 'git fetch' "$out" >actual
check "within 80 columns" fits 80 actual

# Control characters in names do not reach the terminal.
git update-ref "$(printf 'refs/heads/x\302\233y')" kvm/fixes~0 && git branch -q -D kvm/fixes
check "masks control characters" pullprep
check_text "by their number" "x<U\+009B>y" "$out"

finish
