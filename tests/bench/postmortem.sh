#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	postmortem.sh UBOOT PULLPREP COMPARE...
#
# One release of U-Boot, and twenty, against `git log --format=%B` and `git rev-list` over the same ranges. COMPARE is a command that
# gets a label, a limit and both commands.
set -e

uboot=$1 pullprep=$2
shift 2

plain() {
	echo "sh -c 'git -C \"$uboot\" log --format=%B $1 && git -C \"$uboot\" rev-list $1'"
}
ours() {
	echo "'$pullprep' -C '$uboot' --config=pullprep.mainline=v2026.07 postmortem $1"
}

"$@" "one release, what is counted" 1.50 "$(ours '--format=json v2026.04..v2026.07')" "$(plain v2026.04..v2026.07)"
"$@" "one release, as text" 1.50 "$(ours v2026.04..v2026.07)" "$(plain v2026.04..v2026.07)"
"$@" "one release, pair by pair" - "$(ours '--format=tsv v2026.04..v2026.07')" "$(plain v2026.04..v2026.07)"
"$@" "twenty releases, what is counted" 1.50 "$(ours '--format=json v2021.07..v2026.07')" "$(plain v2021.07..v2026.07)"
# text looks at the files of -rc commits, and draws pulls for each release: linear in the releases is what is asked
"$@" "twenty releases, as text" linear "$(ours v2021.07..v2026.07)" "$(plain v2021.07..v2026.07)"
"$@" "twenty releases, pair by pair" - "$(ours '--format=tsv v2021.07..v2026.07')" "$(plain v2021.07..v2026.07)"
# what is only for those who ask, since it reads more than messages
"$@" "one release, with its tools" - "$(ours '--tools v2026.04..v2026.07')" "$(plain v2026.04..v2026.07)"
