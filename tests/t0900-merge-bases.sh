#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Several merge bases: the request's diffstat is that of a test merge with whoever pulls, and git request-pull's is not.

. "$(dirname "$0")/lib/tap.sh"

git init -q repo && cd repo || exit 1
git config pullprep.to upstream@example.org
git config pullprep.rule.back-merge.level info # the criss-cross is made of such
git init -q --bare ../public.git
url=$(cd ../public.git && pwd)
git config pullprep.url "$url"

# A diffstat: from its first line on, which is the one after the last empty line.
diffstat() {
	awk '/^$/ { text = ""; next } { text = text $0 "\n" } END { printf "%s", text }' "$1"
}

# What git's own merge of the two changes, for who has the first.
test_merge() { # PULLER TIP
	git diff -M --stat --summary "$1" "$(git merge-tree --write-tree "$1" "$2" | head -n 1)"
}

# mainline (master) took one commit of the topic, the topic took one of mainline: two merge bases
commit start.c 'start'
git tag -a -m v1.0 v1.0
git checkout -q -b topic && commit topic-1.c 'topic: one' && git branch topic-was
git checkout -q master && commit main-1.c 'main: one' && git branch main-was
git merge -q --no-ff -m 'take the topic so far' topic-was && tick
git checkout -q topic && git merge -q --no-ff -m 'take mainline so far' main-was && tick
commit topic-2.c 'topic: two'
git checkout -q master && commit main-2.c 'main: two'
git push -q "$url" topic

git merge-base --all master topic >bases
check 'there are two merge bases' test "$(wc -l <bases)" = 2
test_merge master topic >expected
check_text 'a merge brings one file' '^ 1 file changed, 1 insertion' expected
git request-pull master "$url" topic >theirs 2>/dev/null
diffstat theirs >their-diffstat
check_text 'git request-pull shows another' '^ 2 files changed' their-diffstat

objects() {
	find .git/objects -type f | sort
}
objects >before
check_exit 0 'a mail' "$PULLPREP" mail topic --output=mail
diffstat mail >actual
check_same 'has the diffstat of the merge' expected actual
check_text 'and says so' "^\(diffstat of a test merge with $(git rev-parse --short=12 master), since there are 2 merge bases\)$" mail
check_text 'on stderr as well' 'master and topic have 2 merge bases' "$err"
objects >after
check_same 'nothing is left in the repository' before after
check_exit 0 'with the start named' "$PULLPREP" mail topic --base=master --output=mail
diffstat mail >actual
check_same 'it is the same' expected actual

# ---- a start that mainline holds: one merge base with it, two with mainline

check 'the start has one' test "$(git merge-base --all v1.0 topic | wc -l)" = 1
check_exit 0 'a mail from there' "$PULLPREP" mail topic --base=v1.0 --output=mail
diffstat mail >actual
check_same 'has the diffstat for mainline' expected actual
check_text 'is warned that its list is too long' \
	'master has 2 of the 4 commits that the request lists, since it starts at v1.0; what is new .*  --base=master$' "$err"
check_exit 0 'and one by configuration' "$PULLPREP" mail topic --config=pullprep.base=v1.0 --output=mail
diffstat mail >actual
check_same 'too' expected actual

# ---- a start that mainline lacks stands for it

git checkout -q -b behind topic && commit second.c 'second batch'
check_exit 0 'a mail from the first batch' "$PULLPREP" mail behind --base=topic --output=mail
git diff -M --stat --summary topic behind >expected
diffstat mail >actual
check_same 'shows what comes behind it' expected actual
check_no_text 'without a word on merges' 'test merge' mail
git checkout -q master

# ---- no mainline to be found: the start is all there is

check_exit 0 'a mail in a repository without mainline' sh -c \
	'git clone -q --bare . ../odd.git && cd ../odd.git && git branch -q -m master odd && git symbolic-ref HEAD refs/heads/odd &&
	"$PULLPREP" mail topic --base=odd --config=pullprep.url='"$url"' --config=pullprep.to=upstream@example.org'
test_merge master topic >expected
diffstat "$out" >actual
check_same 'merges with the start' expected actual

# ---- the test merge has conflicts

commit topic-2.c 'main: another two' 'another two'
check_exit 0 'a mail' "$PULLPREP" mail topic --output=mail
test_merge master topic >expected
diffstat mail >actual
check_same 'has the diffstat of the merge with its conflicts' expected actual
check_text 'and says so' '^the merge has conflicts, whose markers are counted in it\)$' mail
awk '/^\(diffstat/, /\)$/ { if (length > 78) print }' mail >long
check_empty 'in lines that fit a mail' long

git config merge.conflictStyle diff3
check_exit 0 'a mail of who likes longer markers' "$PULLPREP" mail topic --output=mail
diffstat mail >actual
check_same 'has those that everybody has' expected actual
git config --unset merge.conflictStyle

# ---- a repository that may only be read

git clone -q --bare . ../fixed.git
chmod -R a-w ../fixed.git
check_exit 0 'a mail from a repository that cannot be written' "$PULLPREP" -C ../fixed.git mail topic \
	--config=pullprep.url="$url" --config=pullprep.to=upstream@example.org --config=pullprep.rule.back-merge.level=info
diffstat "$out" >actual
check_same 'is the same' expected actual

finish
