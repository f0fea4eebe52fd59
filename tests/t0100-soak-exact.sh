#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Where each commit stood in linux-next: patches and histories of every kind, against the yardstick and against figures written by hand.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"

lines() { # FROM TO
	seq "$1" "$2" | sed 's/^/line /'
}

# The commit's line without id and subject: match first days releases own_first last newest was
soak_of() { # REV [OPTION...]
	soak_rev=$(git rev-parse "$1")
	shift
	"$PULLPREP" soak --config pullprep.mainline=master --format=tsv --as-of=2026-07-20 "$@" "$soak_rev" | cut -f 2-9 | tr '\t' ' '
}

check_is() { # DESCRIPTION EXPECTED REV [OPTION...]
	echo "$2" >"$tap_directory/expected"
	is_description=$1
	shift 2
	soak_of "$@" >"$tap_directory/actual" 2>/dev/null
	check_same "$is_description" "$tap_directory/expected" "$tap_directory/actual"
}

# A topic whose patches stand on another base in its daily trees: the same patches, other blobs.
begin() {
	cd "$tap_directory/work" && rm -rf repo && git init -q repo && cd repo && at 2026-06-01 || exit 1
	lines 1 30 >text
	lines 1 30 >moved
	printf 'bin\0one' >binary
	: >empty
	ln -s text link
	git add . && git commit -q -m root && tick
	git branch base
	echo on top | cat - text >t && mv t text
	echo on top | cat - moved >t && mv t moved
	git commit -q -a -m "another base" && tick
	git branch other
	git checkout -q master
}

# The same change, made by a function, on `mine` (from base) and on `theirs` (from other); then trees that hold theirs.
twice() { # CHANGE
	for twice_branch in mine:base theirs:other; do
		git checkout -q -b "${twice_branch%:*}" "${twice_branch#*:}" && "$1" && git add -A && git commit -q --allow-empty -m "$1" && tick || exit 1
	done
	git checkout -q base -B master
	next_tree 2026-07-01 master theirs && next_tree 2026-07-02 master theirs && next_tree 2026-07-03 master theirs mine
}

change_text() { sed -i 's/line 15/changed/' text; }
change_white_space() { sed -i 's/line 15/line	  15/' text; }
change_end() { printf 'no newline' >>text; }
change_form_feed() { printf 'form\ffeed\n' >>text; }
change_mode() { chmod +x text; }
change_mode_and_text() { chmod +x text && change_text; }
change_binary() { printf 'bin\0two' >binary; }
change_link() { ln -sf moved link; }
change_kind() { rm text && ln -s moved text; }
change_nothing() { :; }
change_name() { git mv moved renamed; }
change_new_empty() { : >new; }
change_new_text() { lines 1 5 >new; }
change_gone() { git rm -q empty; }
change_odd_names() { mkdir -p "a b" && echo x >"a b/tab	é" && echo y >"a b.c"; }
change_many() { change_text && change_mode && change_binary && change_new_text && change_link; }
change_submodule() { git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),sub" && mkdir -p sub; }
change_late_nul() { { seq 1 3000 && printf 'late\0nul\n'; } >new; }

for change in text white_space end form_feed mode mode_and_text binary link nothing new_empty new_text gone odd_names many late_nul kind name submodule; do
	begin
	twice "change_$change"
	check_soak "as the yardstick: $change" base..mine
	case $change in
	kind | name | submodule) # what is removed or pointed at differs on the other base: another patch
		check_is "by hand: $change" "same next-20260703 17 1 next-20260703 next-20260703 yes -" mine ;;
	nothing)
		check_is "by hand: an empty commit matches by its id alone" "same next-20260703 17 1 next-20260703 next-20260703 yes -" mine ;;
	*)
		check_is "by hand: $change" "same next-20260701 19 3 next-20260703 next-20260703 yes -" mine ;;
	esac
done

begin
twice change_text
git tag -d next-20260703 >/dev/null
check_is "only under another id" "rebased next-20260701 19 2 - next-20260702 yes -" mine
git checkout -q -B theirs other && echo different >>text && git commit -q -a -m change_text && git checkout -q master
git tag -d next-20260701 next-20260702 >/dev/null
next_tree 2026-07-06 master theirs
check_is "the same subject by the same author: changed since" "modified - - 0 - - no next-20260706" mine
check_soak "as the yardstick: changed" base..mine
git checkout -q -B theirs other && echo different >>text && git commit -q -a -m change_text --author="Other <other@example.org>" && git checkout -q master
git tag -d next-20260706 >/dev/null
next_tree 2026-07-06 master theirs
check_is "the same subject by another author says nothing" "never - - 0 - - no -" mine

begin
git checkout -q -b topic base && commit text one && commit text two && git checkout -q -B master base
next_tree 2026-07-03 master topic
next_tree 2026-07-04 master topic # a Saturday
next_tree 2026-07-06 master
next_tree 2026-07-13 master topic~1
check_is "weekends count, gaps and comebacks do" "same next-20260703 17 3 next-20260703 next-20260713 yes -" topic~1
check_is "what left stays sighted" "same next-20260703 17 2 next-20260703 next-20260704 no -" topic
check_is "as of a day: later trees do not exist" "same next-20260703 1 2 next-20260703 next-20260704 yes -" topic --as-of=2026-07-04
at 2026-07-10
git checkout -q master && git merge -q --no-ff -m "Merge topic" topic~1 && tick
check_is "taken by mainline: days end there" "same next-20260703 7 3 next-20260703 next-20260713 yes -" topic~1
next_tree 2026-07-14 master topic
check_is "a tree on a mainline that has it holds it no more" "same next-20260703 7 3 next-20260703 next-20260713 mainline -" topic~1
check_soak "as the yardstick: weekends, gaps, comebacks" base..topic

git checkout -q --orphan lost && git commit -q -m "an orphan" && git checkout -q -f master
next_tree 2026-07-15 lost topic
check_is "a tree that never meets mainline is left out, also as the newest" "same next-20260703 17 3 next-20260703 next-20260714 yes -" topic
"$PULLPREP" soak base..topic --config pullprep.mainline=master --no-pager >"$out" 2>&1
check_text "and it is said" "^next-20260715 never meets mainline's first-parent line: left out$" "$out"
check_text "and not counted" "next-20260703\.\.next-20260714 \([0-9]+ releases\)$" "$out"
check_soak "as the yardstick: a tree without a base" base..topic
git tag -d next-20260715 >/dev/null
check_soak "as the yardstick: mainline older than the trees' base" base..topic base
git tag -d $(git tag -l 'next-*') >/dev/null
check_exit 128 "without any tree there is no data" "$PULLPREP" soak topic
check_text "and it says how to get some" "Point pullprep.nextBranch at an integration branch" "$err"
git branch next
check_exit 128 "with a branch that could stand in" "$PULLPREP" soak topic
check_text "it is named" "If next is the integration branch:  git config pullprep.nextBranch next$" "$err"
mkdir mm arch && touch MAINTAINERS mm/a arch/a && git add . && git commit -q -m kernel && tick
check_exit 128 "in a kernel" "$PULLPREP" soak topic
check_text "linux-next is named" "git fetch .*refs/tags/next-2026" "$err"
next_tree 2026-07-15 master
check_exit 128 "before the first tree" "$PULLPREP" soak topic --as-of=2026-07-14
check_text "the day is named" "no next-\* tags up to 2026-07-14" "$err"

# what mainline had before the oldest tree
begin
commit text before && commit text after
next_tree 2026-07-01 master
git checkout -q -b topic && commit text topic && git checkout -q -b unseen && commit text unseen && git checkout -q master
next_tree 2026-07-02 master topic
check_is "taken before the oldest tree: unknown, not never" "unknown - - 0 - - mainline -" master~1
check_is "not taken and not there: never" "never - - 0 - - no -" unseen
check_is "a sighting is a sighting" "same next-20260702 18 1 next-20260702 next-20260702 yes -" topic
"$PULLPREP" soak base..master --config pullprep.mainline=master --no-pager >"$out" 2>&1
check_text "and it is said" "in mainline before next-20260701, the oldest one here" "$out"
check_soak "as the yardstick: older than the oldest tree" base..topic

# git patch-id leaves out white space, line ends included: these two are one patch to it
begin
git checkout -q -b topic base && echo foo >>text && git commit -q -a -m "append foo" && tick
sed -i '$i\\' text && git commit -q -a -m "a blank line before foo" && tick
git checkout -q -B master base
next_tree 2026-07-01 master topic~1
check "the tree of the blank line is what it should be" sh -c 'git show topic:text | tail -n 2 | tr "\n" ,  | grep -qx ",foo,"'
check_is "a patch that differs in line ends only" "rebased next-20260701 19 1 - next-20260701 yes -" topic
check_soak "as the yardstick: line ends" base..topic

# and the blanks of names
begin
git checkout -q -b topic base && echo x >"a b" && git add . && git commit -q -m "a name with a blank" && tick
git rm -q "a b" && git commit -q -m "take it away" && tick && echo x >ab && git add . && git commit -q -m "a name without" && tick
git checkout -q -B master base
next_tree 2026-07-01 master topic~2
check_soak "as the yardstick: blanks in names" base..topic

# criss-cross, evil merges, a topic merged twice
begin
git checkout -q -B a base && commit a a1 && git checkout -q -B b base && commit b b1
git checkout -q a && git merge -q -m "a takes b" b && tick && commit a a2
git checkout -q b && git merge -q -m "b takes a" a~2 && tick && commit b b2
git checkout -q -B evil a && git merge -q --no-commit b && echo evil >>text && git commit -q -a -m "an evil merge" && tick && commit text after
git checkout -q -B master base && commit m main
git merge -q -m "Merge a, early" a~2 && tick
next_tree 2026-07-01 master a b
next_tree 2026-07-02 master b
git merge -q -m "Merge a again" a && tick
next_tree 2026-07-03 master evil b
next_tree 2026-07-06 base a b evil
check_soak "as the yardstick: criss-cross, evil merges, merged twice" base..evil
check_soak "the same for what mainline took" base..master
check_soak "the same, without what mainline has" master..evil

# several processes share the work from 64 commits on
begin
git checkout -q -b mine base
for i in $(seq 1 90); do lines 1 $((i + 3)) >"f$i" && git add . && git commit -q -m "file $i" && tick; done
git checkout -q -b theirs other
for i in $(seq 90 -1 1); do lines 1 $((i + 3)) >"f$i" && git add . && git commit -q -m "file $i" && tick; done
git checkout -q -B master base
next_tree 2026-07-01 master theirs~30
next_tree 2026-07-02 master theirs
check_soak "as the yardstick: ninety patches in another order" base..mine
finish
