#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What every command stands on: a repository, its mainline, a day. Each thing that can be wrong with them gets one
# clear message that says what to do.

. "$(dirname "$0")/lib/tap.sh"

fails() { # DESCRIPTION MESSAGE HINT COMMAND...
	description=$1 message=$2 hint=$3
	shift 3
	check_exit 128 "$description" "$@"
	check_text "... says so" "^pullprep: .*$message" "$err"
	check_text "... and what to do" "$hint" "$err"
	check_empty "... and nothing else" "$out"
}

fails "no repository" "not a git repository" "pullprep -C DIR" "$PULLPREP" ratio
fails "no such directory" "nowhere" "." "$PULLPREP" -C nowhere ratio

git init -q empty
cd empty || exit 1
fails "an unborn HEAD" "no commits yet" "git config pullprep.mainline" "$PULLPREP" ratio
cd ..

git init -q -b work repo
cd repo || exit 1
at 2026-07-01
commit file base
fails "no mainline" "no mainline found" "git config pullprep.mainline" "$PULLPREP" ratio
fails "a mainline that is not there" "pullprep.mainline: 'origin/none' names no commit" "git config pullprep.mainline" \
	"$PULLPREP" --config pullprep.mainline=origin/none ratio
fails "a mainline that is no commit" "names no commit" "git config pullprep.mainline" \
	"$PULLPREP" --config pullprep.mainline='work^{tree}' ratio
git branch master
fails "a day before all history" "as of 1999-12-31" "later date" "$PULLPREP" --as-of=1999-12-31 ratio
check_exit 129 "a day that is none" "$PULLPREP" --as-of=2026-02-30 ratio
check_text "... is said" "2026-02-30.* is no date" "$err"
git config pullprep.release 'v(['
check_exit 128 "a release pattern that is none" "$PULLPREP" ratio
check_text "... names its key" "pullprep.release" "$err"
git config --unset pullprep.release

commit file ahead
"$PULLPREP" ratio --format=tsv work >expected 2>&1
check_text "a branch is counted" "^[0-9a-f]{40}	code=1/0$" expected
git checkout -q --detach
check "a detached HEAD is fine" "$PULLPREP" ratio --format=tsv work
check_same "... and changes nothing" expected "$out"
mkdir -p sub/dir
check "so is a subdirectory" sh -c 'cd sub/dir && exec "$PULLPREP" ratio --format=tsv work'
check_same "... and changes nothing" expected "$out"
git worktree add -q ../tree 2>/dev/null
check "so is a linked worktree" "$PULLPREP" -C ../tree ratio --format=tsv work
check_same "... and changes nothing" expected "$out"
git clone -q --bare . ../bare.git
check "so is a bare repository" "$PULLPREP" -C ../bare.git ratio --format=tsv work
check_same "... and changes nothing" expected "$out"
check "so is GIT_DIR" env GIT_DIR="$PWD/.git" "$PULLPREP" -C / ratio --format=tsv work
check_same "... and changes nothing" expected "$out"

# Replacements are not upstream's, wherever git keeps them.
check_empty "without replacements nothing is said of them" "$err"
git replace work work~1
check "a replacement" "$PULLPREP" ratio --format=tsv work
check_text "is ignored, which is said" 'replacement refs or grafts of this repository are ignored' "$err"
check_same "... and changes nothing" expected "$out"
git pack-refs --all && rm -rf .git/refs/replace
check "a packed one" "$PULLPREP" ratio --format=tsv work
check_text "is ignored, which is said" 'replacement refs or grafts of this repository are ignored' "$err"
git worktree add -q --detach ../third 2>/dev/null
check "one in a linked worktree" "$PULLPREP" -C ../third ratio --format=tsv work
check_text "is ignored, which is said" 'replacement refs or grafts of this repository are ignored' "$err"
git replace -d "$(git rev-parse work)" >/dev/null

git clone -q --depth=1 "file://$PWD" ../shallow
fails "a shallow clone" "shallow" "git fetch --unshallow" "$PULLPREP" -C ../shallow ratio

# The object of a commit within the history goes.
cd ..
git clone -q --no-local repo broken
cd broken || exit 1
git checkout -q -b topic origin/work
commit file one
commit file two
object=$(git rev-parse HEAD~1)
rm -f ".git/objects/$(echo "$object" | cut -c1-2)/$(echo "$object" | cut -c3-)"
fails "a commit that is missing" "lacks .*$object" "git" "$PULLPREP" ratio topic

finish
