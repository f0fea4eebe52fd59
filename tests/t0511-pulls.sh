#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Real pull requests beside what we write for a similar batch. tests/pulls/NAME.sh makes the batch, in words of our own; NAME.expected
# has both outlines (see outline.awk) and the whole of our message. Where the real ones are at hand, theirs is measured again.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"
. "$TOP/tests/lib/publish.sh"

REAL=${REAL:-$TOP/../shared/reference/pulls}
ssh_key

# write FILE LINES SUBJECT [TRAILER]: appends as many lines and commits
write() {
	case $1 in
	*/*) mkdir -p "${1%/*}" ;;
	esac
	awk -v n="$2" -v what="$3" 'BEGIN { for (i = 1; i <= n; i++) print what, i }' >>"$1"
	git add "$1" && git commit -q -s -m "$3${4:+

$4}" && tick
}

# by NAME COMMAND...
by() {
	GIT_AUTHOR_NAME=$1
	GIT_AUTHOR_EMAIL=$(echo "$1" | cut -d ' ' -f 1 | tr '[:upper:]' '[:lower:]')@example.org
	export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
	shift
	"$@"
	by_status=$?
	unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
	return "$by_status"
}

# In a directory of its own: leaves "message" and "mail". build() sets the day, the batch and the tip.
# shellcheck disable=SC2154
draft() {
	mkdir "$1" && cd "$1" && git init -q . || return 1
	git config pullprep.mainline master
	git config pullprep.url https://git.example.org/tree.git
	git config pullprep.to 'Upstream Person <upstream@example.org>'
	nobody_objects
	# shellcheck source=/dev/null
	. "$TOP/tests/pulls/$1.sh"
	build || return 1
	"$PULLPREP" --as-of="$day" tag "$batch" --tip="$tip" --dry-run >message || return 1
	"$PULLPREP" --as-of="$day" tag "$batch" --tip="$tip" --no-edit || return 1
	"$PULLPREP" --as-of="$day" mail "$batch" --output=mail
}

outline() {
	awk -f "$TOP/tests/pulls/outline.awk" "$1"
}

# The two outlines side by side, then our message.
compose() { # SOURCE THEIRS OURS MESSAGE
	printf '# SPDX-License-Identifier: GPL-2.0-or-later\nA real pull request beside ours for a similar batch.\n'
	printf 'Theirs, of which only the outline is here: %s\n\n' "$1"
	paste -d '\t' "$2" "$3" | awk -F '\t' '
		function rest(line) { sub(/^[^ ]* */, "", line); return line }
		BEGIN { printf "%-8s  %-36s  %s\n", "", "theirs", "ours" }
		{
			name = $1
			sub(/ .*/, "", name)
			if (length(rest($1)) <= 36)
				printf "%-8s  %-36s  %s\n", name, rest($1), rest($2)
			else
				printf "%-8s  %s\n%-8s  %-36s  %s\n", name, rest($1), "", "", rest($2)
		}' | sed 's/ *$//'
	printf '\nOurs in full:\n\n'
	cat "$4"
}

measured() { # OUTLINE MEASURE
	sed -n "s/^$2 *//p" "$1"
}

compare() { # NAME REAL
	check "$1: a batch like $2" draft "$1"
	outline "$1/mail" >"$1/ours"
	source=$(sed -n 2p "$TOP/tests/pulls/$2.outline")
	sed 1,2d "$TOP/tests/pulls/$2.outline" >"$1/theirs"
	if [ -e "$REAL/$2.txt" ]; then
		{
			echo '# SPDX-License-Identifier: GPL-2.0-or-later'
			sed -n 1p "$REAL/$2.txt"
			outline "$REAL/$2.txt"
		} >"$1/measured"
		check_same "$1: theirs is as it was measured" "$TOP/tests/pulls/$2.outline" "$1/measured"
	else
		skip "$1: theirs is as it was measured" "the real ones are not at hand"
	fi
	compose "$source" "$1/theirs" "$1/ours" "$1/message" >"$1/composed"
	check_same "$1: ours is as expected, beside theirs" "$TOP/tests/pulls/$1.expected" "$1/composed"
	check "$1: no subjects" [ "$(measured "$1/ours" subjects)" = 0 ]
	check "$1: no line is wider than 76 columns" [ "$(measured "$1/ours" width)" -le 76 ]
	check "$1: at least as many bullets" [ "$(measured "$1/ours" bullets)" -ge "$(measured "$1/theirs" bullets)" ]
	missing=
	for part in $(measured "$1/theirs" parts); do
		case " $(measured "$1/ours" parts) " in
		*" $part "*) ;;
		*) missing="$missing $part" ;;
		esac
	done
	check "$1: no part is missing" [ -z "$missing" ]
}

compare kvm-second kvm-6.1-second
compare slab slab-6.17
compare kvmarm kvmarm-6.2
finish
