#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
. "$(dirname "$0")/lib/tap.sh"

check "--version" "$PULLPREP" --version
check_text "--version names the program and a number" '^pullprep [0-9]+\.[0-9]+' "$out"
check "help" "$PULLPREP" help
check_text "help lists a command" '^ +help +' "$out"
check_exit 129 "an unknown command is a usage error" "$PULLPREP" hlep
check_text "an unknown command is answered with the nearest" 'Did you mean: help' "$err"

finish
