#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# postmortem: where fixes point, counted as plain git counts, with all the odd forms that they come in.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/postmortem.sh"

# ---- a history: v1.0, a window with pulls, an integration branch and direct commits, three -rcs, v1.1
git init -q repo && cd repo || exit 1
at 2026-01-05 && say Makefile "first of all" && root=$(id HEAD)
say old "old: was always wrong" && old=$(id HEAD)
git checkout -q -b aside && say aside "aside: on a branch that nobody merged" && aside=$(id HEAD)
git checkout -q master && at 2026-01-31 && say Makefile "v1.0" && git tag -a -m v1.0 v1.0

git checkout -q -b net && at 2026-01-20
say net/a "net: add a" && a=$(id HEAD)
say net/b "net: add b" "Fixes: $a (\"net: add a\")" && b=$(id HEAD)
git checkout -q master && git checkout -q -b sound && say sound/a "sound: add a" && sound=$(id HEAD)
git checkout -q -b next v1.0 && at 2026-01-25
say direct/next "direct: to next" && direct=$(id HEAD)
for tree in one two; do
	git checkout -q -b $tree v1.0 && say $tree/a "$tree: add a" && say $tree/b "$tree: add b"
	git checkout -q next && pull $tree "Merge tag '$tree-next' of https://example.org/$tree into next"
done
git checkout -q master && at 2026-02-01
pull next "Merge branch 'next'" && integration=$(id HEAD)
pull net "Merge tag 'net-1' of https://example.org/net.git" && net_merge=$(id HEAD)
pull sound "Merge tag 'sound-1' of git://example.org/sound"
say direct/a "direct: add a" && made=$(id HEAD)
git checkout -q -b net2 net && at 2026-02-09 && say net/c "net: add c" && c=$(id HEAD)
git checkout -q master && at 2026-02-10 && pull net2 "Merge tag 'net-2' of https://example.org/net"
at 2026-02-14 && say Makefile "v1.1-rc1" && git tag -a -m v1.1-rc1 v1.1-rc1

at 2026-02-18
say net/a "net: mend a" "Fixes: $a (\"net: add a\")" && mend=$(id HEAD)
say net/a "net: mend the mending" "  fixes: commit $mend" "Reported-by: syzbot+1@example.org"
say one/a "one: seven digits, in the middle" "Fixes: $(git rev-parse --short=7 "$(git log --format=%H --grep='one: add a' -1)")" "" "More words."
say old "old: mend it at last" "FIXES: $old"
say Makefile "mend what was there from the start" "Fixes: $root"
say aside "mend what is elsewhere" "Fixes: $aside"
say x "x: another project's commit" 'Fixes: 0123456789ab ("x: not of here")'
say x "x: by an id from before a rebase" 'Fixes: fedcba987654 ("sound: add' 'a")'
say x "x: a merge" "Fixes: $net_merge (\"Merge tag 'net-1'\")"
say x "x: half of the window" "Fixes: $integration"
say x "x: a URL only" "Fixes: https://bugs.example.org/12345678"
say x "x: prose" "Fixes the below warning" "Fixes: the below warning" "This fixes: $a"
say x "x: two tags" "Fixes: $made" "Fixes: $old" "Fixes: $made"
printf 'x: lines that end in CR\r\n\r\nFixes: %s\r\n' "$c" >../message && echo x >>x && git commit -q -a --cleanup=verbatim -F ../message && tick
say Makefile "v1.1-rc2" && git tag -a -m v1.1-rc2 v1.1-rc2
at 2026-02-25
say y 'Revert "sound: add a"' "This reverts commit $(git rev-parse "$sound")." && revert=$(git rev-parse HEAD)
say y 'Reapply "sound: add a"' "This reverts commit $revert."
say y 'Revert "direct: add a"' "This reverts commit" "$(git rev-parse "$made")." "" "Fixes: $made"
say Documentation/x "docs: say more"
say tools/testing/selftests/x "selftests: one more"
say y "y: clean up"
at 2026-03-10 && say Makefile "v1.1" && git tag -a -m v1.1 v1.1
at 2026-04-01 && say two/a "two: mend it later" "Fixes: $(id "$(git log --format=%H --grep='two: add a' -1)")" "Cc: stable@example.org"
at 2026-07-01 && say two/b "two: mend it much later" "Fixes: $(id "$(git log --format=%H --grep='two: add b' -1)")"
at 2026-10-01 && say one/b "one: mend it too late" "Fixes: $(id "$(git log --format=%H --grep='one: add b' -1)")"

check_counts "all is counted as by plain git" v1.0 v1.1-rc1 v1.1
check_json "where the fixes of -rc point, by commit" "{'window': 7, 'rc': 1, 'prior': 2, 'unreachable': 1, 'unresolved': 2}" 'o["rc"]["culprits"]'
check_json "and by tag" "{'window': 7, 'rc': 1, 'prior': 3, 'unreachable': 1, 'unresolved': 2}" 'o["rc"]["culprits_by_tag"]'
check_json "what became of the ids" "{'ok': 8, 'merge': 2, 'root': 1, 'not-ancestor': 1, 'ambiguous': 0, 'missing': 1, 'recovered': 1}" 'o["rc"]["resolution"]'
check_json "an id that is recovered stays unresolved" "1 2" 'str(o["rc"]["recovered"]) + " " + str(o["rc"]["culprits"]["unresolved"])'
check_json "reverts, raw and but for what was applied again" "3 1" 'str(o["rc"]["reverts"]["raw"]) + " " + str(o["rc"]["reverts"]["net"])'
check_json "each -rc apart" "[('v1.1-rc2', 15, 12), ('v1.1', 7, 1)]" '[(r["tag"], r["commits"], r["fixes"]) for r in o["rcs"]]'
check_json "a fix in the same pull is counted, and told" "1 1" 'str(o["window"]["fixes"]) + " " + str(o["window"]["internal"])'
check_json "pulls: those of the integration branch too, with batch and week" \
	"[('example.org/one', 2, 1, 1), ('example.org/two', 2, 1, 1), ('example.org/net', 2, 1, 1), ('example.org/sound', 1, 1, 1), ('example.org/net', 1, 2, 2)]" \
	'[(p["tree"], p["commits"], p["batch"], p["week"]) for p in o["pulls"] if p["window"]]'
check_json "and what of them was named" "[('example.org/one', 1, 0), ('example.org/two', 0, 0), ('example.org/net', 1, 1), ('example.org/sound', 0, 0), ('example.org/net', 1, 0)]" \
	'[(p["tree"], p["named"], p["merge_named"]) for p in o["pulls"] if p["window"]]'

# ---- each pair
postmortem --format=tsv --as-of=2026-11-01 v1.0..v1.1 >../tsv
row() { # FIX-SUBJECT FIELD...: these columns of its rows
	awk -F '\t' -v s="$1" -v f="$2" 'BEGIN { n = split(f, at, " ") } $20 == s { for (i = 1; i <= n; i++) printf "%s%s", $at[i], i < n ? " " : "\n" }' ../tsv
}
check_row() { # DESCRIPTION EXPECTED FIX-SUBJECT FIELDS
	row "$3" "$4" >../row
	printf '%s\n' "$2" >../wanted
	check_same "$1" ../wanted ../row
}
check_row "tsv: a fix of the window" "$(git rev-parse "$a") fixes window ok rc no" "net: mend a" "3 5 6 7 8 9"
check_row "tsv: found by syzbot" "syzbot" "net: mend the mending" 11
check_row "tsv: a merge, charged to its pull" "$(git rev-parse "$net_merge") merge $(git rev-parse "$net_merge")" "x: a merge" "3 7 22"
check_row "tsv: recovered by its subject, folded" "$(git rev-parse "$sound") unresolved recovered" "x: by an id from before a rebase" "3 6 7"
check_row "tsv: missing, with what was quoted" "- unresolved missing x: not of here" "x: another project's commit" "3 6 7 33"
check_row "tsv: the first commit of all" "prior root" "mend what was there from the start" "6 7"
check_row "tsv: not an ancestor" "unreachable not-ancestor" "mend what is elsewhere" "6 7"
check_row "tsv: revert and Fixes: of one commit are one pair" "both window" 'Revert "direct: add a"' "5 6"
check_row "tsv: in one pull with its culprit" "yes window" "net: add b" "9 8"
check_row "tsv: a fix after the release, for stable" "later yes 2026-04-01" "two: mend it later" "8 12 14"
check_row "tsv: batch and week of the culprit" "2 2" "x: lines that end in CR" "24 25"
check_row "tsv: size and tests" "1 0" "net: mend a" "18 19"
check_no_text "tsv: later than 180 days is not looked at" 'too late' ../tsv
awk -F '\t' '{ print NF }' ../tsv | sort -u >../columns
echo 33 >../wanted
check_same "tsv: all rows have all columns" ../wanted ../columns

# ---- for people
check "text" postmortem --as-of=2026-11-01 v1.0..v1.1
tr '\n' ' ' <"$out" | sed 's/  */ /g' >../flat
head -n 2 "$out" >../first
cat >../wanted <<'ANSWER'
Of 13 fixes in v1.1-rc, 7 (54 % [29, 77]) mend this window's commits;
32 % of all -rc commits.
ANSWER
check_same "the answer comes first, with its interval" ../wanted ../first
check_text "endpoints" 'v1\.0 \(Sat 31 Jan 2026\) \.\. v1\.1-rc1 \(Sat 14 Feb 2026\)' "$out"
check_text "follow-up" 'follow-up +205 days after the release, by mainline as of 2026-10-01' "$out"
check_text "no daily trees: no data" 'linux-next +no data' "$out"
check_text "both denominators" 'mend this window +7 +32 % \[16, 53\] +54 % \[29, 77\]' "$out"
sed -n '/^What the -rc commits are/,/^$/p' "$out" | tr -s ' \n' ' ' >../what
check_text "and by tag" 'Of their 14 ids, 7 name commits of this window, 1 of this -rc, 3 of older releases, 1 of elsewhere, 2 no commit here\.' ../what
check_text "tests apart" '^  tests +1 ' "$out"
check_text "documentation apart" '^  documentation +1 ' "$out"
check_text "cleaning up apart" '^  cleaning up +1 ' "$out"
check_text "reverts apart" '^  reverts without Fixes: +2 ' "$out"
check_text "each -rc" '^  v1\.1-rc2 +15 +12 ' "$out"
check_text "horizons" '^  named by Fixes: +4 +36 % +5 +45 % +6 +55 % +\[28, 79\]' "$out"
check_text "what the own pull mended is apart" 'own pulls mended is left out .1.' ../flat
check_text "second pulls of a tree" '^  later pulls of it +1 +1 ' "$out"
check_text "weeks" '^  week 2 +1 +1 ' "$out"
check_text "too few to compare" 'too few to compare' "$out"
check_text "a pull with a charge" '1 of 2 \+ 1 +[0-9a-f]{12} +Merge tag .net-1' "$out"
check_text "a chain" "mends $mend" "$out"
check_text "applied again" 'and applied again' "$out"
check_text "recovered apart" 'recovered by the subject' "$out"
check_no_text "nothing is wider than the terminal" '.{81}' "$out"

check "text: too early to tell" postmortem --as-of=2026-04-15 v1.0..v1.1
check_text "a short follow-up is marked" '^  named by Fixes: +4 +36 % +≥ 5 +45 % +≥ 5 ' "$out"

# ---- an id that many have
at 2026-03-11
git checkout -q -b many v1.0
perl -e 'for (1..15000) { my $m = "many $_\n"; printf "commit refs/heads/many-%d\ncommitter M <m\@example.org> %d +0000\ndata %d\n%s\n", $_ % 2, 1700000000 + $_, length $m, $m }' |
	git fast-import --quiet --force
twice=$(git rev-list many-0 many-1 | cut -c1-6 | sort | uniq -d | head -n 1)
check "two commits have one beginning" test -n "$twice"
git checkout -q -b more v1.1-rc1 && say z "z: ambiguous" "Fixes: $twice" && git tag -a -m v1.1-rc3 v1.1-rc3
check_counts "an ambiguous id is unresolved" v1.0 v1.1-rc1 v1.1-rc3
check_json "and told as such" "1 1" 'str(o["rc"]["resolution"]["ambiguous"]) + " " + str(o["rc"]["culprits"]["unresolved"])'

# ---- a history without Fixes:
git init -q ../plain && cd ../plain || exit 1
at 2026-01-05 && say a "a" && git tag -a -m v1.0 v1.0 && say b "b" && b=$(git rev-parse HEAD) && git tag -a -m v1.1-rc1 v1.1-rc1
say c 'Revert "b"' "This reverts commit $b." && git tag -a -m v1.1 v1.1
check "no practice" postmortem v1.0..v1.1
check_text "is no data" 'In v1\.1-rc there is no data on fixes' "$out"
check_no_text "and no share" '%' "$out"
check_text "reverts are told" '1 revert' "$out"
postmortem --format=json v1.0..v1.1 >"$json"
check_json "null, not 0" "False None None 1" '" ".join(str(x) for x in (o["practice"], o["rc"]["fixes"], o["rc"]["culprits"], o["rc"]["reverts"]["raw"]))'

# ---- real ones: UBOOT=/path KERNEL=/path
if [ -n "${UBOOT-}" ]; then
	cd "$UBOOT" || exit 1
	check_counts "U-Boot v2025.10" v2025.07 v2025.10-rc1 v2025.10
	check_counts "U-Boot v2026.07" v2026.04 v2026.07-rc1 v2026.07
else
	skip "U-Boot" "UBOOT is not set"
fi
if [ -n "${KERNEL-}" ]; then
	cd "$KERNEL" || exit 1
	postmortem --format=json v2.6.35..v2.6.38 >"$json"
	check_json "Linux v2.6.36 to v2.6.38: no data" "[('v2.6.36', None, 16), ('v2.6.37', None, 35), ('v2.6.38', None, 21)]" \
		'[(r["release"], r["rc"]["fixes"], r["rc"]["reverts"]["raw"]) for r in releases]'
	check "Linux v2.6.35 to v2.6.38, text" postmortem v2.6.34..v2.6.38
	check_text "week 2 by reverts, with the interval by pulls" \
		'^    reverted, raw and net +35/10616 +23/22401 +3\.21 \[1\.90, 5\.43\] \[1\.28, 6\.52\]$' "$out"
	check_text "and with those by the own pull" \
		'^    \.\.\. or by its own pull +42/10616 +58/22401 +1\.53 \[1\.03, 2\.27\] \[0\.71, 2\.59\]$' "$out"
else
	skip "Linux" "KERNEL is not set"
fi
finish
