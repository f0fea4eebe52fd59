#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	found.sh COMMAND...		runs a check; to have found something is no failure
"$@"
[ $? -le 1 ]
