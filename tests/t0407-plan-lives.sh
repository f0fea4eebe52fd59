#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The plan lives through the window: what is the maintainer's stays, what moved is marked, and no plan binds the next window.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/window.sh"

plan=.git/pullprep/plan
on() { # DAY ARGS...
	on_day=$1
	shift
	"$PULLPREP" --as-of="$on_day" "$@"
}

note() {
	sed -n "s|^\([a-z]*\) *$1  *[0-9a-f]*  # |\1 |p" "$plan"
}

tip() {
	git rev-parse --short=12 "$1"
}

mainline
at 2022-02-17
topic kvm/a v5.17-rc4 && commit drivers/net/a.c "net: a" "$(lines 30 a)"
topic kvm/b v5.17-rc4 && commit drivers/net/b.c "net: b" "$(lines 30 b)"
topic kvm/c v5.17-rc4 && commit drivers/net/c.c "net: c" "$(lines 30 c)" && commit Documentation/c.rst "Documentation: c" "$(lines 30 c)"
topic kvm/d v5.17-rc4 && commit drivers/net/d.c "net: d" "$(lines 30 d)"
daily 2022-02-21 2022-03-17 kvm/a kvm/b
daily 2022-03-18 2022-03-24 kvm/a kvm/b kvm/c kvm/d
git checkout -q master

# As the maintainer leaves it: an order, comments here and there, empty lines, a choice, a line taken out.
check "a first plan" on 2022-03-18 split --write
cat >"$plan" <<PLAN
$(sed '/^$/,$d' "$plan")

# All for the first window with two batches.
# Ask drm about their pull.

first kvm/b $(tip kvm/b) # first: 1 commit; soaked

# a comes after b: it is easier to review so
#   - two points
first kvm/a $(tip kvm/a) # first: 1 commit; soaked
# because: only a driver that nobody has yet
first kvm/d $(tip kvm/d) # second: 1 commit; x

second kvm/c $(tip kvm/c) # second: 2 commits; not risky

# Below all: to do next time.

# Really.
PLAN
check "is written again" on 2022-03-21 split --write
cp "$plan" written
sed 's/  *#.*//; s/  */ /g; /^#/d' written | grep . | cut -d' ' -f1,2 >actual
check_same "order and choice stay" - actual <<'LINES'
first kvm/b
first kvm/a
first kvm/d
second kvm/c
LINES
grep '^#' written | sed '1,9d' >actual
check_same "comments stay" - actual <<'COMMENTS'
# All for the first window with two batches.
# Ask drm about their pull.
# a comes after b: it is easier to review so
#   - two points
# because: only a driver that nobody has yet
# Below all: to do next time.
# Really.
COMMENTS
sed '1,9d; s/^\([a-z]* *[^ ]*\) .*/\1/; s/^#.*/#/' written >actual
check_same "and so do empty lines" - actual <<'SHAPE'

#
#

first   kvm/b

#
#
first   kvm/a
#
first   kvm/d

second  kvm/c

#

#
SHAPE
note kvm/b >actual
check_text "figures are today's" "^first first: 1 commit, 0% tests and docs; soaked: 21 releases$" actual
note kvm/d >actual
check_text "where it disagrees, it says why" "^first hold: 1 commit, .*the maintainer's choice: only a driver that nobody has yet; the verdict is hold: 2 releases so far" actual
check "and again" on 2022-03-21 split --write
check_same "the same" written "$plan"

# What moved.
check "three days later" on 2022-03-24 split --write
note kvm/c >actual
check_text "a topic has moved" "^first first: 2 commits, 50% tests and docs; was second until 2022-03-24; soaked: 5 releases or more$" actual
note kvm/d >actual
check_text "a choice that the verdict agrees with" "^first first: .*; the maintainer's choice too; soaked: 5 releases$" actual
cp "$plan" written
check "written again the day after" on 2022-03-25 split --write
note kvm/c >actual
check_text "it is marked still" "; was second until 2022-03-24; " actual
check "a harder rule" on 2022-03-25 split --write --config pullprep.minReleases=9
note kvm/d >actual
check_text "does not take back the choice" "^first hold: .*the maintainer's choice: only a driver" actual
note kvm/c >actual
check_text "but moves the other" "^hold hold: .*; was first until 2022-03-25; " actual
cp written "$plan"

# A line taken out is a topic without a choice.
sed -i '/^first  *kvm\/d/d' "$plan"
check "a line that was taken out" on 2022-03-25 split --config pullprep.minReleases=9
check_text "is judged anew" "^hold +kvm/d .*# hold: " "$out"

# Topics that go.
cp written "$plan"
git branch -q -m kvm/b kvm/better
check "a renamed topic" on 2022-03-25 split
check_text "keeps its place" "^first +kvm/better +$(tip kvm/better)  # first: 1 commit, 0% tests and docs; soaked" "$out"
check_text "which is told" "warning: plan .*, line [0-9]+: kvm/b is kvm/better now, by its tip$" "$err"
check "status knows it, too" on 2022-03-25 status --format=tsv kvm/better
check_text "as the plan has it" "^kvm/better	[0-9a-f]{40}	first	" "$out"
git branch -q -D kvm/d kvm/better
check "topics that are gone" on 2022-03-25 split --write
check_text "one that was chosen" "line [0-9]+: there is no topic kvm/d; your line is kept as a comment at the end$" "$err"
check_text "one that was not" "line [0-9]+: there is no topic kvm/b; its line is left out$" "$err"
tail -n 8 "$plan" >actual
check_text "the comment" "^# because: only a driver that nobody has yet$" actual
check_text "with the line" "^# gone: first kvm/d [0-9a-f]{12}$" actual
check_text "before what was there" "^# Really\.$" actual
check "and again" on 2022-03-25 split --write
check_empty "without a word" "$err"
at "2022-03-25" && git merge -q --no-ff -m "Merge kvm/a" kvm/a
check "a topic that mainline took" on 2022-03-25 split
check_text "says by which merge" "^drop +kvm/a .*# drop: 0 commits; mainline has all of it: merge $(tip master) of 2022-03-25" "$out"
git branch -q -D kvm/a
check "and its branch is gone" on 2022-03-25 split
check_text "is told" "line [0-9]+: there is no topic kvm/a any more, mainline has its commits; its line is left out" "$err"

# One topic, two names.
git branch kvm/other kvm/c
printf 'first kvm/c %s\nhold kvm/other %s\n' "$(tip kvm/c)" "$(tip kvm/c)" >"$plan"
check_exit 128 "two lines for one topic" on 2022-03-25 tag first --dry-run
check_text "are refused" "line 2: kvm/other has line 1 already, as kvm/c" "$err"
git branch -q -D kvm/other

# The next window.
cp written "$plan" && sed -i '/kvm\/[ab]/d' "$plan"
sed -i 's/^first  *kvm\/c/# because: it must not go\nhold kvm\/c/' "$plan"
git checkout -q kvm/c && at 2022-04-05 && commit drivers/net/c.c "net: more c" && git checkout -q master
release v5.18-rc1 2022-04-03
check "the next window" on 2022-04-11 split --write
check_text "says whose plan that was" "plan .* is for v5\.18: its order, and your choice there of kvm/d and kvm/c do not bind v5\.19; all is judged anew, your comments stay$" "$err"
check_text "the plan is for the new one" "plan for v5\.19$" "$plan"
note kvm/c >actual
check_text "the choice does not count" "^hold hold: 3 commits, [0-9]*% tests and docs; 1 of 3 commits never" actual
check_no_text "nor where it was" "was hold" actual
check_text "its reason is marked" "^# v5\.18 because: it must not go$" "$plan"
check_text "comments stay" "^# Ask drm about their pull\.$" "$plan"
check "from then on" on 2022-04-11 split
check_empty "without a word" "$err"
check "and it is acted on" on 2022-04-11 status
check_empty "without a word" "$err"

finish
