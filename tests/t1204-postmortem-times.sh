#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# postmortem: how soon commits are named, how long culprits had been there, and which tools came with which code.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/postmortem.sh"
. "$TOP/tests/lib/next.sh"

# posted N: the link to the Nth mail of a posting
posted() {
	echo "Link: https://lore.kernel.org/r/20260201100000.$2-$1-author@example.org"
}
# both SUBJECT FILE FILE [LINE...]: one commit that changes two files
both() {
	both_subject=$1 both_file=$2
	mkdir -p "${both_file%/*}" && echo "$both_subject" >>"$both_file" && git add "$both_file"
	shift 2
	both_file=$1
	shift
	say "$both_file" "$both_subject" "$@"
}

# ---- v1.0, two weeks, three more, v1.1, and what came later
git init -q repo && cd repo || exit 1
at 2025-12-31 && say Makefile "first of all" && root=$(id HEAD)
at 2026-01-05 && say old "old: was always wrong" && old=$(id HEAD)
at 2026-01-31 && say Makefile "v1.0" && git tag -a -m v1.0 v1.0
git checkout -q -b net && at 2026-02-01
say net/a "net: add a" && a=$(id HEAD)
say net/b "net: add b" && b=$(id HEAD)
git checkout -q -b sound master && say sound/a "sound: add a" && say sound/a "sound: mend a" "Fixes: $(id HEAD)"
git checkout -q -b perf master
both "perf: a tool and code" tools/perf/a drivers/a
both "perf: a tool and words" tools/perf/a Documentation/a
say tools/perf/b "perf: a series of two, the tool" "$(posted 2 77)"
say drivers/b "drivers: a series of two, the code" "$(posted 1 77)" && coded=$(git rev-parse HEAD)
say tools/lib/b "tools: alone, 1" "$(posted 1 78)"
say tools/lib/b "tools: alone, 2" "$(posted 2 78)"
git checkout -q master && at 2026-02-02
pull net "Merge tag 'net-1' of https://example.org/net"
pull sound "Merge branch 'sound'"
at 2026-02-03 && say direct/a "direct: add a" && direct=$(git rev-parse HEAD)
pull perf "Merge tag 'perf-1' of https://example.org/perf"
git checkout -q net && at 2026-02-08 && say net/c "net: add c" && c=$(git rev-parse HEAD)
git checkout -q master && at 2026-02-09 && pull net "Merge tag 'net-2' of https://example.org/net"
at 2026-02-14 && say Makefile "v1.1-rc1" && git tag -a -m v1.1-rc1 v1.1-rc1
at 2026-02-22
say net/a "net: mend a" "Fixes: $a" "Reported-by: Petra Person <petra@example.org>" && mend=$(id HEAD)
say old "old: mend it" "Fixes: $old" "Fixes: $root" "Reported-by: syzbot+1@example.org"
say x "x: mend what was there from the start" "Fixes: $root"
say x "x: mend what is not here" "Fixes: 0123456789ab"
at 2026-03-01
say net/a "net: mend the mending" "Fixes: $mend" "Fixes: $a" "" "This was found by tools/testing/selftests/net/check."
say net/b "net: mend a test" "Fixes: $old" "" "A selftest fails since then."
say net/c 'Revert "net: add c"' "This reverts commit $c."
say direct/a 'Revert "direct: add a"' "This reverts commit $direct." && revert=$(git rev-parse HEAD)
say direct/a 'Reapply "direct: add a"' "This reverts commit $revert."
at 2026-03-10 && say Makefile "v1.1" && git tag -a -m v1.1 v1.1
at 2026-05-03 && say net/b "net: mend b" "Fixes: $b"
at 2026-06-01 && say net/b "net: more of b"
at 2026-07-01 && say drivers/b "drivers: mend b" "Fixes: $(echo "$coded" | cut -c1-12)"

# ---- curves
# Of 13 commits of the window two are named after 20 days and one after 90; the others are watched for 107 to 119 days, until 2026-06-01.
# The figures are of R 4.2, survfit(conf.type = "log-log") of survival 3.5.
curve() { # BY GROUP: its steps, and the numbers at risk
	json "[(g['commits'], g['named'], [tuple(s.values()) for s in g['steps']], [r['commits'] for r in g['at_risk']]) for g in o['curves']['groups'] if (g['by'], g['group']) == ('$1', '$2')]"
}
check_curve() { # DESCRIPTION EXPECTED BY GROUP
	curve "$3" "$4" >../curve
	echo "$2" >../wanted
	check_same "$1" ../wanted ../curve
}
postmortem --format=json --as-of=2026-06-01 v1.0..v1.1 >"$json"
check_curve "all commits of the window" \
	"[(13, 3, [(20, 13, 2, 0.153846, 0.0408545, 0.487796), (90, 11, 1, 0.230769, 0.0808847, 0.557859)], [13, 11, 11, 11, 0, 0, 0])]" all all
check_curve "those of week 2, all of which are named" "[(1, 1, [(20, 1, 1, 1.0, None, None)], [1, 0, 0, 0, 0, 0, 0])]" week "week 2"
check_curve "those of later pulls" "[(1, 1, [(20, 1, 1, 1.0, None, None)], [1, 0, 0, 0, 0, 0, 0])]" pull "later pulls of it"
check_curve "what was applied again and what its own pull mended is not named" "[(2, 0, [], [2, 2, 2, 2, 0, 0, 0])]" pull "without a merge"
check_json "the last day that is known, and what its own pull mended" "2026-06-01 1" 'o["curves"]["until"] + " " + str(o["curves"]["internal"])'
check_json "without linux-next there are no groups by soak" "['all', 'pull', 'week']" 'sorted({g["by"] for g in o["curves"]["groups"]})'
postmortem --format=json --as-of=2026-12-01 v1.0..v1.1 >"$json"
check_json "nobody is followed longer than 180 days" "2026-07-01 4" 'o["curves"]["until"] + " " + str(o["curves"]["groups"][0]["named"])'

check "text" postmortem --as-of=2026-06-01 v1.0..v1.1
sed -n '/^How soon/,/^How long/p' "$out" >../soon
check_text "as many days as somebody is watched for" '^  DAYS IN MAINLINE +0 +30 +60 +90 +95 % AT 90$' ../soon
check_text "shares with an interval" '^  all +0\.0 % +15 % +15 % +23 % +\[8\.1, 56\]$' ../soon
check_text "numbers at risk" '^    still watched +13 +11 +11 +11$' ../soon
check_text "until when" 'watched until 2026-06-01' ../soon
check_text "what is left out" 'own pulls mended is left out .1.' ../soon
check_no_text "nothing is wider than the terminal" '.{81}' "$out"
COLUMNS=120 check "in 120 columns" postmortem --as-of=2026-12-01 v1.0..v1.1
check_text "there is room for more days" '^  DAYS IN MAINLINE +0 +30 +60 +90 +120  +95 % AT 120$' "$out"
COLUMNS=100 check "in 100 columns, a year later" postmortem --as-of=2027-03-01 v1.0..v1.1
check_no_text "nobody is watched beyond what is known of mainline" '^  DAYS IN MAINLINE.* 180 ' "$out"

# ---- with daily trees: net's first two commits were there the day before mainline took them
next_tree 2026-02-01 v1.0 "$b"
postmortem --format=json --risks --as-of=2026-06-01 v1.0..v1.1 >"$json" 2>/dev/null
check_json "groups by soak" "[('never so in linux-next', 11, 1), ('there 0 to 6 days', 2, 2)]" \
	'[(g["group"], g["commits"], g["named"]) for g in o["curves"]["groups"] if g["by"] == "soak"]'
COLUMNS=80 check "text has them too" postmortem --risks --as-of=2026-06-01 v1.0..v1.1
check_text "with a row" '^  there 0 to 6 days +0\.0 % +50 % +50 % +100 % +-$' "$out"
postmortem --format=json --as-of=2026-06-01 v1.0..v1.1 >"$json"
check_json "without --risks the soak of all is not known, and there are none" "['all', 'pull', 'week']" 'sorted({g["by"] for g in o["curves"]["groups"]})'
git tag -d next-20260201 >/dev/null
postmortem --format=json --as-of=2026-12-01 v1.0..v1.1 >"$json"

# ---- how long culprits had been there
check_json "each fix once, by its last culprit of the newest place" \
	"{'release': {'fixes': 2, 'lower': 10.25, 'median': 13.5, 'upper': 16.75}, 'prior': {'fixes': 2, 'lower': 49.75, 'median': 51.5, 'upper': 53.25}}" 'o["times"]["all"]'
check_json "by who found them" "[('person', 1, 20.0), ('selftest', 1, 7.0)]" \
	'[(k, t["release"]["fixes"], t["release"]["median"]) for k, t in sorted(o["times"].items()) if k != "all" and type(t) is dict and t["release"]["fixes"]]'
check_json "older ones since they were committed" "[('selftest', 1, 55.0), ('syzbot', 1, 48.0)]" \
	'[(k, t["prior"]["fixes"], t["prior"]["median"]) for k, t in sorted(o["times"].items()) if k != "all" and type(t) is dict and t["prior"]["fixes"]]'
check_json "what is left out" "0 1 1" '" ".join(str(o["times"][k]) for k in ("internal", "root", "unresolved"))'
check "text" postmortem v1.0..v1.1
check_text "the table" '^  people +1 +20 +20 to 20 +0 +- +-$' "$out"
tr '\n' ' ' <"$out" | tr -s ' ' >../flat
check_text "what is left out" 'Left out: fixes of the first commit of all .1., fixes of what the release does not have .1.\.' ../flat
check_text "all" '^  all +2 +13\.5 +10 to 17 +2 +51\.5 +50 to 53$' "$out"

# ---- which tools came with which code
check "with --tools" postmortem --tools v1.0..v1.1
check_text "a tool" '^  tools/perf +3 +1 +1 +0$' "$out"
check_text "one that came alone" '^  tools/lib +2 +0 +0 +0$' "$out"
check_text "a fix that it found" '^  tools/testing/selftests/net +0 +0 +0 +1$' "$out"
check_text "one that some test found" '^  selftests +1$' "$out"
check_text "how much is known of series" '4 of 23$' "$out"
check_text "the change of code" '^  [0-9a-f]{12}  perf: a tool and code$' "$out"
check_no_text "nothing is wider than the terminal" '.{81}' "$out"
postmortem --tools --format=tsv v1.0..v1.1 | cut -f 1-3,5-7 >../tsv
printf 'v1.1\t%s\t%s\t%s\t%s\t%s\n' \
	tools/perf commit 2026-02-03 "$(git log -1 --format=%an)" "perf: a tool and code" \
	tools/perf series 2026-02-03 "$(git log -1 --format=%an)" "drivers: a series of two, the code" \
	tools/testing/selftests/net fix 2026-03-01 "$(git log -1 --format=%an)" "net: mend the mending" \
	selftests fix 2026-03-01 "$(git log -1 --format=%an)" "net: mend a test" >../wanted
check_same "tsv: a line for each tool and commit" ../wanted ../tsv
git log --no-merges --no-renames --format='%x01%s' --name-only v1.0..v1.1 | awk -v RS='\001' -F '\n' 'NR > 1 { tool = code = 0
	for (i = 2; i <= NF; i++) { if ($i ~ /^tools\//) tool = 1; else if ($i != "" && $i !~ /^Documentation/) code = 1 }
	if (tool && code) print $1 }' >../plain
postmortem --tools --format=json v1.0..v1.1 >"$json"
json 'chr(10).join(sorted({c for t in o["tools"] for c in t["with_code"]}))' | xargs git log --no-walk --format=%s >../ours
check_same "json: the commits that plain git finds" ../plain ../ours
postmortem --format=json v1.0..v1.1 >"$json"
check_json "json has nothing of tools where it is not asked for" "False" '"tools" in o'

# ---- several releases together
at 2026-07-02 && git checkout -q -b more && say more/a "more: add a" && more=$(id HEAD) && git checkout -q master
pull more "Merge tag 'more-1' of https://example.org/more"
say Makefile "v1.2-rc1" && git tag -a -m v1.2-rc1 v1.2-rc1
at 2026-07-12 && say more/a "more: mend a" "Fixes: $more" && git tag -a -m v1.2 v1.2
check "two releases" postmortem --as-of=2026-07-20 v1.0..v1.2
check_text "one table for both" "^How soon all these windows' commits were named or reverted$" "$out"
check_no_text "and none for each" "^How soon the window's" "$out"
check_text "with the commits of both" 'still watched +18 +13 +12 +11 +10$' "$out"

# ---- a tree is missing behind one commit
tree=$(git rev-parse "$coded^{tree}")
rm -f ".git/objects/$(echo "$tree" | cut -c1-2)/$(echo "$tree" | cut -c3-)"
check "a missing tree" postmortem --tools v1.0..v1.1
tr '\n' ' ' <"$out" | tr -s ' ' >../flat
check_text "is told" '2 commits are unknown: an object is missing' ../flat
check_text "and the rest stands" '^  tools/perf +3 +1 +0 +0$' "$out"

# ---- without Fixes: there is no data
git init -q ../plain-history && cd ../plain-history || exit 1
at 2026-01-05 && say a a && git tag -a -m v1.0 v1.0 && both b tools/perf/a b && git tag -a -m v1.1-rc1 v1.1-rc1
say c c && git tag -a -m v1.1 v1.1
postmortem --tools --format=json v1.0..v1.1 >"$json"
check_json "null, and null for fixes of tools" "None None [None]" '" ".join(map(str, (o["curves"], o["times"], [t["fixes"] for t in o["tools"]])))'
check "text" postmortem --tools v1.0..v1.1
check_no_text "has no curve" '^How ' "$out"
check_text "tools stand" '^  tools/perf +1 +1 +no data +no data$' "$out"
long=tools/power/x86/x86_energy_perf_policy
mkdir -p $long && say $long/a "a tool with a long name" && git tag -f -a -m v1.1 v1.1 >/dev/null
check "a tool with a long name" postmortem --tools v1.0..v1.1
check_text "is cut where the terminal is narrow" '^  tools/power/x86/x86_energy_perf_p… +1 +0 +no data +no data$' "$out"
check_no_text "and nothing is wider than that" '.{81}' "$out"
COLUMNS=90 check "on a wider one" postmortem --tools v1.0..v1.1
check_text "it has room" "^  $long +1 +0 +no data +no data\$" "$out"
finish
