# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Status, soak and split on the repository REPO, and what they say there, be it only what they lack. Nothing is written there. Where
# it has no topics, as a clone of upstream has none, the last merge window stands in for them; where it has no next tags, tests and
# documentation are counted, too.

if ! git -C "$REPO" rev-parse --git-dir >/dev/null 2>&1; then
	echo "demo: REPO=$REPO is no git repository: $(git -C "$REPO" rev-parse --git-dir 2>&1)" >&2
	echo "  Name a directory with one, for example:  make demo REPO=\$HOME/linux" >&2
	exit 1
fi
export GIT_PAGER=cat PAGER=cat GIT_OPTIONAL_LOCKS=0
PATH=$(dirname "$PULLPREP"):$PATH

# A word that a shell reads as it is.
quoted() {
	case $1 in
	*[!A-Za-z0-9_./@%+=:,~-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
	*) printf '%s' "$1" ;;
	esac
}
there="-C $(quoted "$REPO")"

has_topics() {
	[ -n "$(pullprep -C "$REPO" --no-pager --format=tsv status 2>/dev/null)" ]
}

has_next() {
	[ -n "$(git -C "$REPO" for-each-ref --count=1 'refs/tags/next-[0-9]*')" ] ||
		git -C "$REPO" config --get-regexp '^pullprep\.next' >/dev/null
}

releases() {
	git -C "$REPO" for-each-ref --sort=-creatordate --format='%(creatordate:short) %(refname:short)' 'refs/tags/v[0-9]*'
}

# What the last window that has ended brought, v6.8..v6.9-rc1; else the last release's changes; else the last commits. Where linux-next
# is known only from a later day on, what came after the last release before that day.
recent_range() {
	oldest=$(git -C "$REPO" for-each-ref --count=1 --sort=refname --format='%(refname:short)' 'refs/tags/next-[0-9]*' |
		sed 's/.*-\(....\)\(..\)\(..\)$/\1-\2-\3/')
	found=$(releases | grep -E ' v[0-9.]+-rc1$' | head -n 1)
	[ -n "$found" ] || found=$(releases | grep -E ' v[0-9.]+$' | head -n 1)
	first=${found#* }
	before=$(git -C "$REPO" describe --abbrev=0 --match 'v[0-9]*' --exclude '*-*' "${first:-HEAD}~" 2>/dev/null)
	known=$(releases | awk -v day="$oldest" '$1 < day { print $2; exit }')
	if [ -n "$known" ] && [ "$(printf '%s\n' "${found%% *}" "$oldest" | sort | tail -n 1)" = "$oldest" ]; then
		echo "$known..HEAD"
	elif [ -n "$first" ] && [ -n "$before" ]; then
		echo "$before..$first"
	elif git -C "$REPO" rev-parse -q --verify HEAD~20 >/dev/null; then
		echo HEAD~20..HEAD
	fi
}

title "Where things stand in $REPO"
worked=
try "pullprep $there status" && worked=1
range=
if has_topics; then
	title "How long the topics have been in linux-next"
	try "pullprep $there soak"
	if ! has_next; then
		title "How much of the topics is tests and documentation"
		try "pullprep $there ratio"
	fi
else
	range=$(recent_range)
	title "No topics${range:+: how long $range had been in linux-next}"
	try "pullprep $there soak${range:+ $range | sed 30q}"
	if [ -n "$range" ]; then
		title "How much of $range is tests and documentation"
		try "pullprep $there ratio $range | sed 12q"
	fi
fi
title "What goes first, second, or not yet"
try "pullprep $there split" && worked=1
echo "Nothing was changed in $REPO."
[ -n "$worked" ] || exit 1
