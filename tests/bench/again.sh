#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	again.sh REPOSITORY PULLPREP		assembles the first batch as if for the first time
set -e
git -C "$1" branch -q -D for-6.10-1 2>/dev/null || :
exec "$2" -C "$1" --as-of=2026-04-01 assemble first --no-edit
