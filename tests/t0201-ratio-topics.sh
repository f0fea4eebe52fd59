#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ratio for people, of topics and commits; as JSON; and where objects are missing.
. "$(dirname "$0")/lib/tap.sh"

at 2026-07-01
git init -q repository
cd repository || exit 1
mkdir src
seq 1 100 >src/a.c
git add .
git commit -q -m base
git tag -m v1.0 v1.0
tick
git checkout -q -b area/tested
mkdir tests doc
seq 1 30 >src/b.c
seq 1 60 >tests/b.sh
git add .
git commit -q -m 'src: add b'
tick
seq 1 10 >doc/b
git add .
git commit -q -m "$(printf 'doc: explain b \033[31min red\033[0m, at such length that no terminal of 80 columns could ever show all of it')"
tick
git checkout -q -b area/untested v1.0
sed -i 's/^1/x1/' src/a.c
git commit -q -a -m 'src: spoil a'
tick
git checkout -q -b removal v1.0
seq 1 50 >src/a.c
git commit -q -a -m 'src: cut a'
tick
git checkout -q master

# ---- topics

check "ratio of all topics" "$PULLPREP" ratio
check_same "... a line each" - "$out" <<'TEXT'
TOPIC          COMMITS  ADDED TESTS DOCS TOOLS CODE  CHANGED TESTS DOCS
area/tested          2    100   60%  10%    0%  30%      100   60%  10%
area/untested        1     12    0%   0%    0% 100%       24    0%   0%
removal              1      0     -    -     -    -       50    0%   0%
all topics           4    112   53%   8%    0%  37%      174   34%   5%
TEXT
check "ratio of two topics" "$PULLPREP" ratio area/tested removal
check_no_text "... leaves out the third" 'area/untested' "$out"
check_text "... adds up the two" '^all topics +3 +100 ' "$out"
check "... as tsv" "$PULLPREP" ratio --format=tsv area/tested removal
check_same "... is their commits in turn" - "$out" <<LINES
$(git rev-parse area/tested)	docs=10/0
$(git rev-parse area/tested^)	code=30/0	tests=60/0
$(git rev-parse removal)	code=0/50
LINES

check "ratio of one topic" "$PULLPREP" ratio area/tested
check_text "... begins with the headline" \
	'^area/tested: 2 commits, 100 lines added, 70% of them in tests and docs$' "$out"
check_text "... has its classes" '^    tests +1 +60 +60% +60 +60%  \++$' "$out"
check_text "... has its commits" "^    $(git rev-parse --short=12 area/tested^) +90 +66% +0% +90 +66% +0%  src: add b\$" "$out"
check_text "... and no control characters" '  doc: explain b \^\[\[31min' "$out"
check_no_text "... fits 80 columns" '.{81}' "$out"
check_no_text "... without colour" "$(printf '\033')" "$out"
check "ratio at 120 columns" env COLUMNS=120 "$PULLPREP" ratio area/tested
check_no_text "... fits" '.{121}' "$out"
check_text "... and uses them" '.{110}' "$out"
check "ratio in colour" "$PULLPREP" ratio --color=always area/tested
sed 's/\x1b\[[0-9;]*m//g' "$out" >plain
check_text "... has some" "$(printf '\033')\\[" "$out"
check_no_text "... and else fits 80 columns" '.{81}' plain

git branch area/a-name-that-is-much-longer-than-any-column-of-a-table-could-possibly-be area/untested~0
git commit -q --allow-empty -m 'on mainline'
git checkout -q area/a-name-that-is-much-longer-than-any-column-of-a-table-could-possibly-be
git commit -q --allow-empty -m 'nothing'
git checkout -q master
check "ratio of a topic with a long name" "$PULLPREP" ratio
check_no_text "... fits 80 columns" '.{81}' "$out"
git branch -q -D area/a-name-that-is-much-longer-than-any-column-of-a-table-could-possibly-be

# ---- ranges for people

check "ratio of a range" "$PULLPREP" ratio v1.0..area/untested
check_text "... is called as it was written" '^v1.0..area/untested: 1 commit, 12 lines added, 0% of them in tests and docs$' "$out"
check "ratio of an empty range" "$PULLPREP" ratio master..v1.0
check_same "... is short" - "$out" <<'TEXT'
master..v1.0: 0 commits
TEXT
check_exit 128 "ratio of no topic" "$PULLPREP" ratio area/none
check_text "... names it" 'area/none' "$err"

# ---- a batch: what is in no final difference does not count

git checkout -q -b undone v1.0
seq 1 7 >src/gone.c
git add src
git commit -q -m 'src: add what will not stay'
tick
git rm -q src/gone.c
git commit -q -m 'src: remove it'
tick
seq 1 3 >src/kept.c
git add src
git commit -q -m 'src: keep this'
tick
git checkout -q master
{
	echo "first undone $(git rev-parse --short=12 undone)"
	echo "first area/tested $(git rev-parse --short=12 area/tested)"
	echo "second area/untested $(git rev-parse --short=12 area/untested)"
	echo "first removal $(git rev-parse --short=12 removal)"
} >plan-of-batches
check "ratio of a topic that edits a file twice" "$PULLPREP" ratio undone
check_text "... counts edits" '^ +FILE EDITS +ADDED +CHANGED$' "$out"
check_text "... by commit" '^    code +3 +10 ' "$out"
check "ratio of a batch" "$PULLPREP" ratio --batch=first --plan=plan-of-batches
check_text "... has its topics" '^area/tested +2 +100 ' "$out"
check_no_text "... and no others" 'untested' "$out"
check_text "... all their commits" '^undone +3 +10 ' "$out"
check_text "... and itself, by final differences" '^first batch +6 +103 +58% +9% +0% +32% +153 ' "$out"
check "... as tsv" "$PULLPREP" ratio --batch=second --plan=plan-of-batches --format=tsv
check_same "... is its commits" - "$out" <<LINES
$(git rev-parse area/untested)	code=12/12
LINES
check "ratio of an empty batch" "$PULLPREP" ratio --batch=fixes --plan=plan-of-batches
check_text "... says so" "no topic is in the batch 'fixes'" "$out"
check_exit 129 "ratio of no batch" "$PULLPREP" ratio --batch=third
check_exit 129 "ratio of a batch and a topic" "$PULLPREP" ratio --batch=first removal
git branch -q -D undone

# ---- JSON

check "ratio as JSON" "$PULLPREP" ratio --format=json area/tested
cp "$out" json
check "... is JSON" python3 -c '
import json, sys
rows = json.load(open(sys.argv[1]))
assert len(rows) == 2, rows
assert rows[1]["topic"] == "area/tested" and rows[1]["subject"] == "src: add b", rows
assert rows[1]["tests_added"] == 60 and rows[1]["tests_files"] == 1 and rows[1]["code_added"] == 30, rows
assert rows[0]["docs_added"] == 10 and rows[0]["tests_files"] == 0, rows
' json

# ---- missing objects

missing() { # OBJECT: takes it away, and the index, or git would read the file in the work tree
	rm -f .git/index ".git/objects/$(echo "$1" | cut -c1-2)/$(echo "$1" | cut -c3-)"
}
blob=$(git rev-parse area/tested:doc/b)
missing "$blob"
check "ratio without a blob" "$PULLPREP" ratio --format=tsv area/tested
check_same "... knows the others" - "$out" <<LINES
$(git rev-parse area/tested)	unknown
$(git rev-parse area/tested^)	code=30/0	tests=60/0
LINES
check_text "... and names it" "warning: .*1 commit .*lacks object $blob" "$err"
check "ratio of a range without a blob" "$PULLPREP" ratio --format=tsv v1.0..area/tested
check_text "... is unknown, too" "^$(git rev-parse area/tested)	unknown\$" "$out"
check "ratio without a blob, for people" "$PULLPREP" ratio area/tested
check_text "... says so" '^area/tested: 2 commits, lines unknown: an object is missing$' "$out"
check_text "... of the commit" ' +\? +\? +\? +\? +\? +\?  doc: explain' "$out"
check "ratio without a blob, of all topics" "$PULLPREP" ratio
check_text "... says so" '^area/tested +2 +\? ' "$out"
check "ratio without a blob, as JSON" "$PULLPREP" ratio --format=json area/tested
check_text "... is null" '"docs_added": null' "$out"

tree=$(git rev-parse area/tested^:tests)
missing "$tree"
check "ratio without a tree" "$PULLPREP" ratio --format=tsv area/tested area/untested
check_text "... is unknown" "^$(git rev-parse area/tested^)	unknown\$" "$out"
check_text "... and others are not" "^$(git rev-parse area/untested)	code=12/12\$" "$out"
check_text "... names both" "lacks objects .*$tree" "$err"

finish
