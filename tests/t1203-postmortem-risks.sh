#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# postmortem: late commits against early ones, and by size, tests, review and linux-next; one release and several.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/postmortem.sh"
. "$TOP/tests/lib/next.sh"

# lines N FILE...: so many more lines in each, for the next commit
lines() {
	lines_n=$1
	shift
	for lines_file in "$@"; do
		mkdir -p "${lines_file%/*}"
		seq "$lines_n" >>"$lines_file"
		git add "$lines_file"
	done
}
# made SUBJECT [LINE...]: a commit of what is staged
made() {
	{
		printf '%s\n\n' "$1"
		shift
		for made_line in "$@"; do
			printf '%s\n' "$made_line"
		done
	} | git commit -q --cleanup=verbatim -F -
	tick
}
from() {
	git checkout -q -b "$1" "$2"
}

# ---- v1.1: twelve trees, each pulled in week 1 and again in week 2
git init -q repo && cd repo || exit 1
at 2025-12-01 && say Makefile "start" && git branch start
for tree in 1 2 3 4 5 6 7 8 9 10 11 12; do
	review=
	case $tree in
	[1-6]) review='Reviewed-by: Robin Reviewer <robin@example.org>' ;;
	7) review='Reviewed-by: Morgan Maintainer <maintainer@example.org>' ;;
	esac
	n=1
	test $tree -gt 4 || n=20
	from "first-$tree" start && lines $n "$tree/a" && made "tree $tree: first" "$review"
done
git checkout -q master && at 2026-01-05 && say Makefile "v1.0" && git tag -a -m v1.0 v1.0
at 2026-01-06
for tree in 1 2 3 4 5 6 7 8 9 10 11 12; do
	pull "first-$tree" "Merge tag 'first' of https://example.org/tree$tree"
done
for tree in 1 2 3 4 5 6 7 8 9 10 11 12; do
	from "second-$tree" "first-$tree"
	case $tree in
	5) lines 10 5/b Documentation/5 ;;
	6) lines 20 Documentation/6 ;;
	[1-4]) lines 20 "$tree/b" ;;
	*) lines 1 "$tree/b" ;;
	esac
	made "tree $tree: second"
done
twelve=$(git rev-parse second-12)
git rm -q 12/b && made 'Revert "tree 12: second"' "This reverts commit $twelve."
git checkout -q master && at 2026-01-14
for tree in 1 2 3 4 5 6 7 8 9 10 11 12; do
	pull "second-$tree" "Merge tag 'second' of https://example.org/tree$tree"
done
say direct/a "direct: one more"
at 2026-01-19 && say Makefile "v1.1-rc1" && git tag -a -m v1.1-rc1 v1.1-rc1
at 2026-01-22
for culprit in first-1 first-5 first-7 first-9 second-1 second-2 second-3 second-7; do
	say mended/a "mend $culprit" "Fixes: $(id $culprit)"
done
say mended/b 'Revert "tree 8: second"' "This reverts commit $(git rev-parse second-8)."
say mended/b 'Reapply "tree 8: second"' "This reverts commit $(git rev-parse HEAD)."
say Makefile "v1.1" && git tag -a -m v1.1 v1.1
say mended/c "mend second-9 after the release" "Fixes: $(id second-9)"
next_tree 2025-12-20 start first-5 first-6
next_tree 2026-01-03 start first-1 first-2 first-3 first-4 first-5 first-6

# ---- late against early
postmortem --format=json --risks v1.0..v1.1 >"$json"
late='o["comparisons"]["batch"]["named"]'
check_json "batch 2 against batch 1" "4 of 13, 4 of 12" \
	'"%d of %d, %d of %d" % tuple(x for arm in ("late", "early") for x in ('"$late"'[arm]["named"], '"$late"'[arm]["commits"]))'
check_json "with what follows from these" "True" \
	'(lambda ratio, spread, risk: all(abs(a - b) < 1e-5 for a, b in ((risk["ratio"], ratio), (risk["low"], ratio / spread), (risk["high"], ratio * spread))))(4 / 13 / (4 / 12), __import__("math").exp(1.959963984540054 * (1 / 4 - 1 / 13 + 1 / 4 - 1 / 12) ** .5), '"$late"'["risk"])'
check_json "among commits of one size" "0.866667" 'round('"$late"'["risk_by_size"]["ratio"], 6)'
check_json "drawn by pulls" "24 True 0" 'str('"$late"'["clusters"]) + " " + str('"$late"'["clustered"]["low"] < '"$late"'["risk"]["ratio"] < '"$late"'["clustered"]["high"]) + " " + str('"$late"'["unknown_size"])'
check_json "week 2 has what was made directly too" "4 of 15, 4 of 12, 26" \
	'(lambda c: "%d of %d, %d of %d, %d" % (c["late"]["named"], c["late"]["commits"], c["early"]["named"], c["early"]["commits"], c["clusters"]))(o["comparisons"]["week"]["named"])'
check_json "reverts: net, raw, and by the own pull" "[0, 1, 2]" \
	'[o["comparisons"]["batch"]["reverted-" + how]["late"]["named"] for how in ("net", "raw", "within")]'
check_json "with events on one side only nothing is said" "None" 'o["comparisons"]["batch"]["reverted-raw"]["risk"]'

# ---- by what was known of them
groups() {
	json '"; ".join("%s %d/%d" % (g["group"], g["named"], g["commits"]) for g in o["risks"]["'"$1"'"]["groups"] if g["commits"])' >../ours
	echo "$2" >../wanted
	check_same "by $1" ../wanted ../ours
}
groups size "under 10 lines 4/17; 10 to 49 4/10"
groups review "none 6/21; reviewed 2/6"
groups tests "none 8/25; 30 % and more 0/1; nothing else 0/1"
groups next "1 to 6 1/4; 14 to 27 1/2; never, changed 6/21"
check_json "the reference has no risk, and is named" "[('none', True, None), ('reviewed', False, 1.167)]" \
	'[(g["group"], g["reference"], g["risk"] and round(g["risk"]["ratio"], 3)) for g in o["risks"]["review"]["groups"]]'
check_json "size has a trend" "True" 'o["risks"]["size"]["trend"]["rising"]'
check_json "two groups have none" "None" 'o["risks"]["review"]["trend"]'
postmortem --format=json v1.0..v1.1 >"$json"
check_json "not asked for, not told" "False False" 'str("risks" in o) + " " + str("comparisons" in o)'

# ---- in words
check "text" postmortem v1.0..v1.1
check_text "late against early" '^    named or reverted +4/13 +4/12 +0\.92 \[0\.29, 2\.89\] +\[0\.[0-9]+, [2-5]\.[0-9]+\]$' "$out"
check_text "reverts without events on one side" '^    reverted, raw +1/13 +0/12 +none in one arm$' "$out"
check_text "and what the own pull reverted" '^    \.\.\. or by its own pull +2/13 +0/12 +none in one arm$' "$out"
check_text "what is compared" 'Window commits of v1\.1, judged by what the release has' "$out"
check_text "how it is drawn" 'pulls \(26' "$out"
check_no_text "sizes are not read without need" 'OF ONE SIZE' "$out"
check "--risks" postmortem --risks v1.0..v1.1
check_text "by size" '^  10 to 49 +4/10 +40 % \[17, 69\] +1\.70 \[0\.54, 5\.34\]$' "$out"
check_text "by review, among commits of one size" '^  reviewed +2/6 +33 % \[10, 70\] +1\.17 \[0\.31, 4\.36\] +0\.95 \[' "$out"
check_text "late, among commits of one size" '^  batch 2 on +4/13 +31 % \[13, 58\] +0\.92 \[0\.29, 2\.89\] +0\.87 \[' "$out"
sed -n '/^Was it the late/,/^$/p; /^Which window/,$p' "$out" | awk 'length > 80' >../wide
check_empty "in 80 columns" ../wide
check_exit 129 "--risks as tsv" postmortem --risks --format=tsv v1.0..v1.1
check_text "says what to ask for" '[-]-format=json' "$err"

# ---- no daily trees, an object that is missing
git tag -l 'next-*' | xargs git tag -d >/dev/null
check "without daily trees" postmortem --risks v1.0..v1.1
grep -A1 'By days in linux-next' "$out" | tail -1 >../next
check_text "there is no data" '^  no data: there are no daily trees of that time$' ../next
blob=$(git rev-parse second-5:5/b)
object=.git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)
git checkout -q start && mv "$object" ../kept # git would take what is checked out
postmortem --format=json --risks v1.0..v1.1 >"$json" 2>../words
check_text "a blob is missing" "$blob" ../words
check_json "one size is unknown" "1 1 26" \
	'" ".join(str(x) for x in (o["risks"]["size"]["unknown"]["commits"], o["comparisons"]["week"]["named"]["unknown_size"], sum(g["commits"] for g in o["risks"]["size"]["groups"])))'
check_json "and the rest stands" "4 15" '"%d %d" % (o["comparisons"]["week"]["named"]["late"]["named"], o["comparisons"]["week"]["named"]["late"]["commits"])'
mv ../kept "$object" && git checkout -q master

# ---- few pulls, and several releases
# cycle VERSION MONTH FIXES...: a window of one pull, and an -rc with these lines
cycle() {
	cycle_version=$1 cycle_month=$2
	shift 2
	from "net-$cycle_version" master && at "2026-$cycle_month-02" && say net/a "net: $cycle_version"
	git checkout -q master && at "2026-$cycle_month-03"
	pull "net-$cycle_version" "Merge tag 'net' of https://example.org/net"
	at "2026-$cycle_month-15" && say Makefile "v$cycle_version-rc1" && git tag -a -m v "v$cycle_version-rc1"
	for cycle_line in "$@"; do
		say net/b "net: mend $cycle_line" "$cycle_line"
	done
	at "2026-$cycle_month-25" && say Makefile "v$cycle_version" && git tag -a -m v "v$cycle_version"
}
cycle 1.2 02 "Fixes: $(id first-1)" "Fixes: $(id first-2)"
check "one pull alone" postmortem v1.1..v1.2
check_text "has nothing to be compared with" '^    named or reverted +0/0 +0/1 +nothing to compare$' "$out"
check "two releases" postmortem v1.0..v1.2
check_text "are no trend yet" 'rises or falls takes 3 releases with data' "$out"
check_text "but stand beside each other" '^  v1\.1 +0\.92 \[0\.29, 2\.89\] +0\.80 \[0\.25, 2\.55\]$' "$out"
check_text "each as far as it goes" '^  v1\.2 +nothing to compare +none' "$out"
check_text "and together" '^  together +0\.92 \[0\.29, 2\.89\] +0\.80 \[' "$out"
check_text "with their names" 'Window commits of v1\.1 to v1\.2, judged by what each release has' "$out"
cycle 1.3 03 "Fixes: $(id first-2)" "Fixes: $(id first-3)"
check "three releases" postmortem --risks --last=3
paste -sd' ' "$out" | tr -s ' ' >../line
check_text "are a trend" 'over these 3 releases: of fixes it falls \(p = 0\.00[0-9]\); of all -rc commits it falls \(p = 0\.0' ../line
check_text "risks are told of all together" 'All releases together' "$out"
check_text "with all their commits" '^  under 10 lines +4/' "$out"
cycle 1.4 04 "This reverts commit $(git rev-parse master)."
check "a release without any Fixes:" postmortem --risks v1.3..v1.4
check_text "has no data on what was named" '^    named or reverted +no data$' "$out"
check_text "but on reverts" '^    reverted, raw and net +0/0 +0/1' "$out"
sed -n '/^  By lines added/{n;p}' "$out" >../size
check_text "and no risks" '^  no data: no commit has Fixes:$' ../size
check "is left out among others" postmortem v1.0..v1.4
check_text "of the forest" '^  v1\.4 +no data +no data$' "$out"
finish
