#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ratio: lines by class, equal to git log --numstat -M100%, on all that a diff can meet.
. "$(dirname "$0")/lib/tap.sh"

oracle=$TOP/../shared/tools/oracle-ratio

# The lines of a range with each id replaced by the commit's subject, so that they can be written down.
lines_of() {
	"$PULLPREP" ratio --format=tsv "$@" >tsv || return
	cut -f1 tsv | git log --no-walk=unsorted --stdin --format=%s >subjects &&
		awk -F'\t' -v OFS='\t' 'NR == FNR { s[NR] = $0; next } { $1 = s[FNR]; print }' subjects tsv
}

lines() { # FIRST LAST
	seq "$1" "$2"
}

# ---- a history with one of everything

git init -q repository
cd repository || exit 1
mkdir src tests Documentation
lines 1 20 >src/a.c
lines 1 10 >tests/a.sh
lines 1 5 >Documentation/a.rst
git add .
git commit -q -m 'root'
tick
git tag -m start v1.0
git commit -q --allow-empty -m 'empty'
tick
lines 3 25 >src/a.c
lines 1 12 >tests/a.sh
mkdir scripts
echo x >scripts/s
git add .
git commit -q -m 'all classes'
tick
git mv src/a.c src/moved.c
git commit -q -m 'moved'
tick
git mv src/moved.c tests/edited.c
echo new >>tests/edited.c
git add .
git commit -q -m 'moved and edited'
tick
cp tests/edited.c src/copy1.c
cp tests/edited.c src/copy2.c
git rm -q tests/edited.c
git add .
git commit -q -m 'one file to two names'
tick
chmod +x src/copy1.c
git commit -q -a -m 'mode'
tick
printf 'a\0b\n' >image
printf 'a\0b\n' >tests/image
git add .
git commit -q -m 'binaries'
tick
printf 'a\0c\n' >image
echo text >tests/image
git add .
git commit -q -m 'binary to text'
tick
rm src/copy1.c
ln -s copy2.c src/copy1.c
git add .
git commit -q -m 'file to link'
tick
rm src/copy1.c
lines 1 3 >src/copy1.c
git add .
git commit -q -m 'link to file'
tick
: >src/nothing
git add .
git commit -q -m 'empty file'
tick
printf 'no newline' >src/nothing
git add .
git commit -q -m 'no newline at the end'
tick
git update-index --add --cacheinfo 160000,1234567890123456789012345678901234567890,module
git commit -q -m 'submodule added'
tick
git update-index --cacheinfo 160000,2234567890123456789012345678901234567890,module
git commit -q -m 'submodule moved on'
tick
mkdir 'tests/with space'
lines 1 2 >'tests/with space/a b'
lines 1 4 >"tests/with
newline"
lines 1 5 >'tests/"quotes" and \backslash'
lines 1 6 >'Documentation/höhe.txt'
lines 1 7 >"$(printf 'src/latin-\351.c')"
lines 1 8 >"$(printf 'src/cut-\342\202.c')"
lines 1 9 >"$(printf '\360\237\220\247')"
git add .
git commit -q -m 'odd names'
tick
git mv "$(printf 'src/latin-\351.c')" "$(printf 'tests/latin-\351\n.c')"
git commit -q -m 'odd names moved'
tick
git tag -m 'no TAB until here' plain
lines 1 3 >'tests/with	tab'
git mv 'tests/"quotes" and \backslash' 'src/	and	tab'
git add .
git commit -q -m 'names with TABs'
tick
git checkout -q -b side v1.0
lines 1 30 >src/side.c
git add .
git commit -q -m 'side'
tick
git checkout -q master
git merge -q --no-commit side 2>/dev/null
echo evil >src/evil.c
git add src/evil.c
git commit -q -m 'evil merge'
tick
git checkout -q --orphan other
git rm -q -r -f .
git clean -q -d -f -x
mkdir t
lines 1 40 >t/t0000.sh
git add t
git commit -q -m 'another root'
tick
git checkout -q master
git merge -q --allow-unrelated-histories -m 'merge of another root' other
tick
git rm -q -r Documentation
git commit -q -m 'removed'
tick

cat >../expected <<'LINES'
removed	docs=0/11
another root	tests=40/0
side	code=30/0
names with TABs	tests=3/0
odd names moved
odd names	code=24/1	docs=6/0	tests=11/0
submodule moved on	code=1/1
submodule added	code=1/0
no newline at the end	code=1/0
empty file
link to file	code=3/1
file to link	code=1/24
binary to text
binaries
mode
one file to two names	code=24/0
moved and edited	code=0/23	tests=24/0
moved
all classes	code=5/2	tests=2/0	tools=1/0
empty
LINES
check "ratio of a range" lines_of v1.0..master
check_same "... is what git log --numstat counts" ../expected "$out"
cut -f1 tsv >../ids
git log --no-merges --format=%H v1.0..master >../order
check_same "... in git's order, without merges" ../order ../ids

check "ratio of several ends" lines_of master ^other ^side
grep -v -e '^another' -e '^side' ../expected >../expected-part
check_same "... leaves out what they have" ../expected-part "$out"
check "ratio from the roots" lines_of plain..other
check_same "... counts a root from nothing" - "$out" <<'LINES'
another root	tests=40/0
LINES

check "ratio of a range in other words" lines_of ^v1.0 master
check_same "... is the same" ../expected "$out"
check "ratio of an empty range" "$PULLPREP" ratio --format=tsv master..v1.0
check_same "... is nothing" /dev/null "$out"

# ---- held against plain git, and against the oracle

# What git log itself says, summed over all classes.
sums_of_git() {
	git -c diff.renameLimit=0 log --no-merges --numstat -M100% --format='@%H' "$1" |
		awk '/^@/ { if (id) print id, a + 0, r + 0; id = substr($0, 2); a = r = 0; next }
			NF { a += $1; r += $2 } END { if (id) print id, a + 0, r + 0 }'
}
sums_of_ours() {
	"$PULLPREP" ratio --format=tsv "$1" |
		awk -F'\t' '{ a = r = 0; for (i = 2; i <= NF; i++) { split($i, v, "[=/]"); a += v[2]; r += v[3] } print $1, a, r }'
}
sums_of_git v1.0..master >../git-sums
check "the sums over all classes" sums_of_ours v1.0..master
check_same "... are git log's" ../git-sums "$out"

against_oracle() { # DESCRIPTION RANGE
	if [ -x "$oracle" ] && command -v python3 >/dev/null; then
		"$PULLPREP" classes >../rules
		"$oracle" . "$2" ../rules >../answer 2>../answer.err || echo "the oracle failed" >>../answer
		"$PULLPREP" ratio --format=tsv "$2" >../ours
		check_same "$1" ../answer ../ours
	else
		skip "$1" "the oracle is not beside the source tree"
	fi
}
against_oracle "the oracle says the same" v1.0..plain
against_oracle "... of merges" plain..side

# Rules on which the two regular expression engines could differ.
for rule in 'docs:^src/.*-.\.c$' 'tests:\W{2}\.c$' 'docs:with.newline$' 'tools:^.$' 'docs:(?i)HÖHE' 'tests:^[^/]*$' \
	'tools:\w+\.c$' 'docs:\bcut\b'; do
	git config --add pullprep.class "$rule"
done
against_oracle "... with rules on names that are no ASCII" v1.0..plain
check "rules on names that are no ASCII" lines_of v1.0..master
check_text "... match each byte that is no UTF-8 as one character" \
	'^odd names	docs=13/0	tests=19/1	tools=9/0$' "$out"
git config --unset-all pullprep.class

# ---- nothing of the user's configuration counts

cat >>"$GIT_CONFIG_GLOBAL" <<'CONFIG'
[diff]
	algorithm = patience
	renames = false
	ignoreSubmodules = all
	orderFile = /nonexistent/order
	noprefix = true
	relative = true
	context = 0
	external = false
	mnemonicPrefix = true
	wordRegex = .
	submodule = log
	renameLimit = 1
[log]
	showSignature = true
	follow = true
	diffMerges = first-parent
[core]
	quotePath = true
	attributesFile = ~/attributes
	bigFileThreshold = 1
	pager = false
[color]
	ui = always
	diff = always
[submodule "module"]
	ignore = all
CONFIG
echo '*.c binary' >"$HOME/attributes"
check "ratio where much is configured" lines_of v1.0..master
check_same "... is the same" ../expected "$out"
check "ratio from a subdirectory" sh -c 'cd tests && "$PULLPREP" ratio --format=tsv v1.0..master'
check_same "... is the same, too" tsv "$out"
check "ratio with -C" "$PULLPREP" -C tests ratio v1.0..master --format tsv
check_same "... and again" tsv "$out"

# ---- what is no range

check_exit 128 "a range of nothing that is there" "$PULLPREP" ratio --format=tsv nowhere..master
check_text "... says what git says" "no such range: git says: .*'?nowhere" "$err"
check_exit 129 "an unknown option" "$PULLPREP" ratio --format=tsv --all v1.0..master
check_exit 129 "an option in a range's place" "$PULLPREP" ratio --format=tsv v1.0..master -- --all
finish
