#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check: where mainline does not mark its fixes, what was not in linux-next before the window may be one: that is no error. The
# window is open since 6 July.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"

git init -q .
at 2026-05-04
commit mm.c 'mm: start'
git tag -a -m rc1 v6.9-rc1
target=$(git rev-parse --short=12 HEAD)
number=0
while [ $number -lt 32 ]; do
	number=$((number + 1))
	commit "mm$number.c" "mm: number $number"
done
git branch old
at 2026-07-06
commit last.c 'mm: last one'
git tag -a -m 6.9 v6.9
at 2026-07-08
git checkout -q -b late v6.9-rc1
commit late.c 'net: late'
git checkout -q -b never v6.9-rc1
commit never.c 'net: never'
git checkout -q -b fix v6.9-rc1
commit fix.c 'net: fix' "x"
git commit -q --amend -m "net: fix

Fixes: $target (\"mm: start\")
Signed-off-by: Morgan Maintainer <maintainer@example.org>"
git checkout -q master
for day in 2026-07-01 2026-07-02; do
	next_tree $day old
done
for day in 2026-07-08 2026-07-09; do
	next_tree $day master late
done

judged() { # TOPIC
	"$PULLPREP" check --as-of=2026-07-10 --only=never-in-next,late-in-next --format=tsv "$1"
}
none='it may be a fix: of mainline'"'"'s last 34 commits 0 have a Fixes: line$'
check 'where mainline marks no fixes, what was never in linux-next is no error' judged never
check_text '... but a warning that says so' "^warning	never-in-next	.*; $none" "$out"
check 'nor is what came late' judged late
check_text '... it is warned of' "^warning	late-in-next	.*; $none" "$out"
check 'a fix that is marked' judged fix
check_text '... is a remark, which need not say so' '^info	never-in-next	.*newest release is next-20260709$' "$out"

# ---- mainline takes to marking them: 1 of 35 is no custom, 2 are

mark() {
	echo "$1" >>marked.c
	git add marked.c
	git commit -q -m "mm: $1

Fixes: $target (\"mm: start\")
Signed-off-by: Morgan Maintainer <maintainer@example.org>"
}
at 2026-07-06 13:00
mark one
check 'one of 35 is no custom' judged never
check_text '... and is counted' "of mainline's last 35 commits 1 has a Fixes: line" "$out"
mark two
check_exit 1 'two of 36 are' judged never
check_text '... it is an error' '^error	never-in-next	.*newest release is next-20260709$' "$out"
check_exit 1 'and so is what came late' judged late
check_text '... without more words' '^error	late-in-next	.*opened on Mon 6 Jul$' "$out"
check 'a marked fix stays a remark' judged fix
check_no_text '... only that' '^(error|warning)' "$out"

# ---- where they are marked, a line that counts for nothing is told of

claims() { # FIXES-LINE
	git checkout -q -B claims v6.9-rc1
	echo "$1" >claims.c
	git add claims.c
	git commit -q -m "net: claims

Fixes: $1
Signed-off-by: Morgan Maintainer <maintainer@example.org>"
	git checkout -q master
	judged claims
}
own=$(git rev-parse --short=12 never)
told='its Fixes: line makes it no fix, since it does not name a commit of mainline'"'"'s as ID [(]"SUBJECT"[)]'
check_exit 1 'one without quotes' claims "$target (mm: start)"
check_text '... is told' "^error	never-in-next	.*; $told" "$out"
check_exit 1 'one into the topic of somebody' claims "$own (\"net: never\")"
check_text '... is told' "^error	never-in-next	.*; $told" "$out"
check 'one that counts' claims "$target (\"mm: start\")"
check_no_text '... is not' 'makes it no fix' "$out"

finish
