#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	conflicts.sh CLONE REVISION PULLPREP COMPARE...
#
# 200 topics of 10 commits each on REVISION of CLONE: `pullprep conflicts` against as many `git merge-tree`, one for each pair of
# topics that share a path, and one for each topic and mainline; both write to a directory of objects that is thrown away. Which
# files the topics change is said in topics.pl. COMPARE is a command that gets a label, a limit and both commands.
set -e

top=$(cd "$(dirname "$0")/../.." && pwd)
clone=$1 base=$2 pullprep=$3
shift 3
work=$(mktemp -d "${TMPDIR:-/tmp}/pullprep.bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

git clone -q --bare --shared "$clone" "$work/repo"
cd "$work/repo"
git for-each-ref --format='delete %(refname)' refs/heads refs/remotes | git update-ref --stdin
git update-ref refs/heads/master "$base^{commit}"
git config pullprep.mainline master
perl "$top/tests/bench/topics.pl" "$base" 200 10 | git fast-import --quiet --force
git for-each-ref --format='%(refname:short)' refs/heads/topic/ >"$work/topics"

# Each path with the topics that change it; and from that, pairs.
while read -r topic; do
	git diff --name-only "$base" "$topic" | sed "s|\$|	$topic|"
done <"$work/topics" >"$work/paths"
awk -F'\t' '{
	for (i = 1; i <= count[$1]; i++)
		print holders[$1, i] < $2 ? holders[$1, i] " " $2 : $2 " " holders[$1, i]
	holders[$1, ++count[$1]] = $2
}' "$work/paths" | sort -u >"$work/pairs"
printf '%s topics, %s pairs, %s of them share a path; ' "$(wc -l <"$work/topics")" \
	$(($(wc -l <"$work/topics") * ($(wc -l <"$work/topics") - 1) / 2)) "$(wc -l <"$work/pairs")"
sed 's/$/ master/' "$work/topics" >>"$work/pairs"

cat >"$work/theirs" <<'END'
cd "$1" || exit 1
GIT_ALTERNATE_OBJECT_DIRECTORIES=$1/objects GIT_OBJECT_DIRECTORY=$(mktemp -d "$2.XXXXXX")
export GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_OBJECT_DIRECTORY
while read -r one other; do
	git merge-tree --write-tree "$one" "$other"
done <"$2"
rm -rf "$GIT_OBJECT_DIRECTORY"
END
"$pullprep" conflicts | sed -n 's/^\([0-9]* pairs of topics\) (\([0-9]* merged\).*/\1, \2 here/p'
"$@" "200 topics pairwise, each with mainline" 1.00 "'$pullprep' -C '$work/repo' conflicts --format=tsv" \
	"sh '$work/theirs' '$work/repo' '$work/pairs'"
