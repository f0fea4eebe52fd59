#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Where soak reads from: with and without a commit-graph, an integration branch, a next-analysis database; and what it says of sparse trees.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"

soak() {
	"$PULLPREP" soak --config pullprep.mainline=master --format=tsv --as-of=2026-07-20 "$@"
}
columns() { # of the first line: match first days releases last newest
	cut -f 2,3,4,5,7,8 "$1" | head -n 1 | tr '\t' ' '
}

perl "$TOP/tests/fuzz/random-next.pl" 7 random || exit 1
cd random || exit 1
check_soak "as the yardstick, without a commit-graph" master..all
soak master..all >../without
git commit-graph write --reachable 2>/dev/null
soak master..all >../with
check_same "the same with a commit-graph" ../without ../with
rm -f objects/info/commit-graph
git rev-parse master | git commit-graph write --stdin-commits --split 2>/dev/null
git rev-parse all | git commit-graph write --stdin-commits --split=no-merge 2>/dev/null
check "there is a chain" test "$(wc -l <objects/info/commit-graphs/commit-graph-chain)" -ge 2
soak master..all >../with
check_same "the same with a chain of them" ../without ../with
for graph in objects/info/commit-graphs/*.graph; do
	chmod u+w "$graph" && head -c 900 "$graph" >../cut && cp ../cut "$graph"
done
soak master..all >../with
check_same "the same with one that is cut short" ../without ../with
rm -rf objects/info/commit-graphs
git clone -q --bare --shared . ../borrower
git commit-graph write --reachable 2>/dev/null
(cd ../borrower && soak master..all) >../with
check_same "the same in a repository that borrows objects" ../without ../with
cd ..

# an integration branch: its days are the releases, merges of mainline are none
git init -q repo && cd repo && at 2026-06-01 && commit file root && git branch next
at 2026-06-03 && git checkout -q -b topic master && commit topic one
git checkout -q next && at 2026-06-04 && git merge -q --no-ff -m "Merge topic into next" topic
at 2026-06-04 18:00 && commit direct "straight to next"
git checkout -q master && at 2026-06-05 && commit file "straight to mainline"
git checkout -q next && at 2026-06-06 && git merge -q --no-ff -m "Merge master" master
at 2026-06-08 && commit direct "again"
git checkout -q topic && at 2026-06-08 && commit topic two
git checkout -q next && at 2026-06-09 && git merge -q --no-ff -m "Merge topic again" topic && git checkout -q topic
soak --config pullprep.nextBranch=next topic~1 >"$out"
check "a day is a release, however many merges" test "$(columns "$out")" = "same next-20260604 46 3 next-20260609 yes"
soak --config pullprep.nextBranch=next topic >"$out"
check "what came later has fewer" test "$(columns "$out")" = "same next-20260609 41 1 next-20260609 yes"
soak --config pullprep.nextBranch=next "$(git rev-parse master)" >"$out"
check "what came through mainline has not soaked" test "$(columns "$out")" = "never - - 0 - mainline"
check "the text says" "$PULLPREP" soak --config pullprep.mainline=master --config pullprep.nextBranch=next topic~1
check_text "that the branch's start hides what was before" "next starts with next-20260604: what was in it then has been there at least that long" "$out"
check_exit 128 "a branch that is none" "$PULLPREP" soak --config pullprep.nextBranch=nowhere topic
check_text "is named with its key" "pullprep.nextBranch: 'nowhere' names no commit" "$err"

# sparse trees are said
at 2026-07-15 && next_tree 2026-07-15 master topic
check "one tag alone" "$PULLPREP" soak --config pullprep.mainline=master topic
check_text "is told against what is expected" "1 tag in 28 days, about 20 expected" "$out"
check_text "with the command that brings the rest" "git fetch .*refs/tags/next-2026" "$out"
git tag not-a-date-next && git tag next-20269999 && git tag next-latest
check "tags without a date in their name are none" "$PULLPREP" soak --config pullprep.mainline=master --format=tsv topic
check "so that there is still one" test "$(columns "$out")" = "same next-20260715 $((($(date -u +%s) - $(date -u -d 2026-07-15 +%s)) / 86400)) 1 next-20260715 yes"
git tag -d next-20260715 >/dev/null

# what is true of all figures is told on standard error where standard output is for programs
at 2026-07-15 && next_tree 2026-07-15 master topic
soak topic >"$out" 2>"$err"
check_text "programs get the note on sparse trees beside the figures" "^pullprep: warning: 1 tag in 28 days" "$err"
check_text "and nothing of it within them" "^[0-9a-f]{40}	" "$out"
check_no_text "and nothing of it within them at all" "tag in 28 days" "$out"
git tag -d next-20260715 >/dev/null

# mainline that is older than what the newest tree was built on
git init -q -b master ../upstream && git -C ../upstream fetch -q "$PWD" master && git -C ../upstream reset -q --hard FETCH_HEAD
(cd ../upstream && at 2026-07-16 && commit file "newer mainline")
mkdir -p Next && printf 'origin\t\t%s\n' "$(git -C ../upstream rev-parse HEAD)" >Next/SHA1s && git add Next && at 2026-07-17 &&
	git stash -q && git checkout -q --detach master && git stash pop -q && git commit -q -m "Add linux-next specific files" && git tag next-20260717 && git checkout -q topic
check "a stale mainline" "$PULLPREP" soak --config pullprep.mainline=master topic
tr "\n" " " <"$out" >line
check_text "is said" "mainline is older than what next-20260717 was built on .*: its newer commits would pass for soaked" line
check_text "with what mends it" "^  Bring master up to date, or let pullprep.mainline name the remote.s branch$" "$out"
cd ..

# a database, inside and outside a repository
mkdir db && db=$PWD/db
zeros=0000000000000000000000000000000000000000
row() { # ID PATCH SUBJECT
	printf '%s %s %s\n' "$1" "$2" "$(printf '%s\n' "$3" | sha256sum | cut -d ' ' -f 1)"
}
one=1111111111111111111111111111111111111111 two=2222222222222222222222222222222222222222 three=3333333333333333333333333333333333333333
{ row $one a${zeros#?} "subject one" && row $two "" "subject two"; } >db/next-20260701
{ row $three a${zeros#?} "subject one, again"; } >db/next-20260702
{ row $one a${zeros#?} "subject one"; } >db/next-20260703
: >db/README
outside() {
	(cd / && "$PULLPREP" soak --next-db="$db" --format=tsv --as-of=2026-07-10 "$@")
}
outside $one >"$out"
check "ids outside a repository: by id and by patch" test "$(columns "$out")" = "same next-20260701 9 3 next-20260703 yes"
outside $three >"$out"
check "under another id first" test "$(cut -f 2,3,5,6 "$out" | tr '\t' ' ')" = "same next-20260701 3 next-20260702"
outside 2222222 >"$out"
check "an abbreviated id, an empty commit" test "$(columns "$out")" = "same next-20260701 9 1 next-20260701 no"
outside 4444444444444444444444444444444444444444 >"$out"
check "an id that was never there" test "$(columns "$out")" = "never - - 0 - no"
check_exit 128 "an abbreviation that is not there" outside 4444444
check_text "says what to do" "give all 40 digits" "$err"
echo garbage >>db/next-20260702
check_exit 128 "garbage in the database" outside $one
check_text "is named with file and line" "next-20260702, line 2: not a row of a next-analysis database" "$err"
check_exit 128 "a database that is none" "$PULLPREP" -C / soak --next-db=/nowhere/at/all $one
check_text "is named" "cannot read the next-analysis database /nowhere/at/all" "$err"
sed -i '$d' db/next-20260702
cd repo || exit 1
patch=$(git show topic -- | git patch-id --stable | cut -d ' ' -f 1)
row $one "$patch" "whatever" >../db/next-20260706
row $two "" "one" >../db/next-20260707
soak --next-db=../db topic >"$out"
check "a commit of the repository is found by its patch id" test "$(columns "$out")" = "rebased next-20260706 14 1 next-20260706 no"
soak --next-db=../db topic~1 >"$out"
check "or, as changed, by its subject" test "$(cut -f 2,3,9 "$out" | tr '\t' ' ')" = "modified - next-20260707"
finish
