#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Makes the picture of README.md: how the page of `postmortem --html` begins, of two years of U-Boot, as Chromium shows it.
set -u
UBOOT=${UBOOT:-}
: "${PULLPREP:=build/pullprep}"
here=$(dirname "$0")
if [ -z "$UBOOT" ]; then
	echo "screenshot: say where U-Boot's history is:  make screenshot UBOOT=/path/to/repository" >&2
	exit 1
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
"$PULLPREP" -C "$UBOOT" postmortem v2024.07..v2026.07 --html="$work/page.html" &&
	"$here/../lib/browser.py" "$work/page.html" --width=900 --height=1014 --picture="$work/whole.png" >"$work/seen" &&
	"$here/palette.py" "$work/whole.png" "$here/postmortem.png" &&
	ls -l "$here/postmortem.png"
