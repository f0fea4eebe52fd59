#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# postmortem over random histories: as plain git counts. FIRST=1 LAST=100 for more of them.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/postmortem.sh"

# check_pulls DESCRIPTION PREV: each pull of $json brought what its merge has and its first parent lacks
check_pulls() {
	json '"\n".join("%s %d" % (p["merge"], p["commits"]) for p in o["pulls"])' | sort >../ours
	json '"\n".join(p["merge"] for p in o["pulls"])' | while read -r merge; do
		{ git rev-list "$merge^1" && git rev-list "$2"; } | sort -u >../others
		echo "$merge $(git rev-list --no-merges "$merge" | sort | comm -23 - ../others | wc -l)"
	done | sort >../plain
	check_same "$1" ../plain ../ours
}

fixes=0
for seed in $(seq "${FIRST:-1}" "${LAST:-4}"); do
	if ! "$TOP/tests/fuzz/random-postmortem.py" "$seed" repo; then
		echo "Bail out! no history for seed $seed"
		exit 1
	fi
	cd repo || exit 1
	for release in 1 2; do
		prev=v1.$((release - 1))
		check_counts "seed $seed: v1.$release" $prev v1.$release-rc1 v1.$release
		check_pulls "seed $seed: pulls of v1.$release" $prev
		fixes=$((fixes + $(json 'o["rc"]["fixes"]')))
		cp "$json" ../alone-$release
	done
	postmortem --format=json v1.0..v1.2 >"$json"
	# but for the follow-up: a release beside mainline's first-parent line has one only together with a later one on it
	python3 -c 'import json, sys
one, two, both = (json.load(open(name)) for name in sys.argv[1:])
for release in one + two + both:
    del release["curves"]
print(both == one + two)' ../alone-1 ../alone-2 "$json" >../same
	echo True >../wanted
	check_same "seed $seed: both at once are the same" ../wanted ../same
	cd ..
	rm -rf repo
done
if [ -z "${FIRST-}${LAST-}" ]; then
	check "there were fixes among them" test "$fixes" -gt 15
fi
finish
