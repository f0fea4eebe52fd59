#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Random small histories against the yardstick; FIRST and LAST choose other seeds.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"

for seed in $(seq "${FIRST:-1}" "${LAST:-12}"); do
	if ! perl "$TOP/tests/fuzz/random-next.pl" "$seed" repo; then
		echo "Bail out! no history for seed $seed"
		exit 1
	fi
	cd repo || exit 1
	root=$(git rev-list --max-parents=0 all | tail -n 1)
	check_soak "seed $seed: all" "$root..all"
	check_soak "seed $seed: what mainline lacks" master..all
	cd ..
	rm -rf repo
done
finish
