#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	by-hand.sh REPOSITORY BASE		merges the topics of its plan with git merge-tree and git commit-tree; prints the tip
set -e
cd "$1"
tip=$(git rev-parse "$2^{commit}")
while read -r batch topic id rest; do
	[ "$batch" = first ] || continue
	tree=$(git merge-tree --write-tree "$tip" "$id")
	tip=$(printf "Merge branch '%s' into by-hand\n\nWhat it brings.\n" "$topic" | git commit-tree -p "$tip" -p "$id" "$tree")
done <pullprep/plan
echo "$tip"
