#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# postmortem: what people write behind Fixes:, and histories that are not as they should be.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/postmortem.sh"

# ---- two releases; the second mends nothing below net/
git init -q repo && cd repo || exit 1
at 2026-01-05 && say Makefile "v1.0" && git tag -a -m v1.0 v1.0
at 2026-01-20
for i in $(seq 1 40); do
	say net/a "net: fix a typo"
	say sound/a "sound: part $i"
done
twin=$(id HEAD)
at 2026-02-01 && say Makefile "v1.1-rc1" && git tag -a -m v1.1-rc1 v1.1-rc1
at 2026-02-10
say x "x: by a subject that half of the history has" 'Fixes: 0123456789ab ("net: fix a typo")'
say x "x: by a subject that nobody has" 'Fixes: 1123456789ab ("net: fix two typos")'
say x "x: by a subject that one has" 'Fixes: 2123456789ab ("sound: part 7")'
say x "x: by its own subject" 'Fixes: 3123456789ab ("x: by its own subject")'
git rev-list v1.0..v1.1-rc1 | sed 's/^/Fixes: /' >../all
{ printf 'x: all that the window has\n\n' && cat ../all; } >../message
echo all >>x && git commit -q -a --cleanup=verbatim -F ../message && tick
say x "x: a URL only" "Fixes: https://bugs.example.org/12345678" "Fixes: <https://example.org/abcdef0123>"
say x "x: prose" "Fixes the below warning:" "Fixes: the below warning" "This also fixes: $twin" "> Fixes: $twin"
say x "x: a word that could be an id" "Fixes: decade old habits"
say x "x: too short" "Fixes: 12345"
say x "x: longer than an id" "Fixes: $(git rev-parse HEAD~50)0123"
say x "x: in capitals, with a word before it" "FIXES: Commit $(echo "$twin" | tr a-f A-F) (\"sound\")"
say x "x: behind blanks" "	 Fixes:$twin"
at 2026-03-01 && say Makefile "v1.1" && git tag -a -m v1.1 v1.1
git checkout -q -b sound && say sound/a "sound: mend it late" "Fixes: $twin"
git checkout -q - && pull sound "Merge tag 'sound-fixes' of https://example.org/sound" && late=$(git rev-parse HEAD)
say net/b "net: add b" && at 2026-03-10 && say Makefile "v1.2-rc1" && git tag -a -m v1.2-rc1 v1.2-rc1
say x "x: more" "Fixes: $(id v1.2-rc1^)" && at 2026-04-01 && git tag -a -m v1.2 v1.2

check_counts "all is counted as by plain git" v1.0 v1.1-rc1 v1.1
check_json "what became of the ids" "('ok', 84) ('missing', 4) ('recovered', 1)" \
	'" ".join(str(p) for p in o["rc"]["resolution"].items() if p[1])'
postmortem --format=tsv --as-of=2026-04-02 v1.0..v1.1 >../tsv
rows() { # FIX-SUBJECT FIELDS
	awk -F '\t' -v s="$1" -v f="$2" 'BEGIN { n = split(f, at, " ") } $20 == s { for (i = 1; i <= n; i++) printf "%s%s", $at[i], i < n ? " " : "\n" }' ../tsv
}
check_rows() { # DESCRIPTION EXPECTED FIX-SUBJECT FIELDS
	rows "$3" "$4" >../rows
	printf '%s' "${2:+$2
}" >../wanted
	check_same "$1" ../wanted ../rows
}
check_rows "an id that is not here, by a subject that half of the history has" "- missing" "x: by a subject that half of the history has" "3 7"
check_rows "by a subject that nobody has" "- missing" "x: by a subject that nobody has" "3 7"
check_rows "by a subject that one alone has" "$(git log --format=%H --grep='^sound: part 7$') recovered" "x: by a subject that one has" "3 7"
check_rows "the fix itself is not what it mends" "- missing" "x: by its own subject" "3 7"
rows "x: all that the window has" 3 | sort >../named
git rev-list v1.0..v1.1-rc1 | sort >../window
check_same "a fix that names all of the window" ../window ../named
check_rows "a URL is no id" "" "x: a URL only" 3
check_rows "prose is none" "" "x: prose" 3
check_rows "a word of six letters is one, as for plain git" "- decade missing" "x: a word that could be an id" "3 4 7"
check_rows "five digits are none" "" "x: too short" 3
check_rows "of more than 40 digits the first 40 are" "ok" "x: longer than an id" 7
check_rows "capitals" "$(git rev-parse "$twin") ok" "x: in capitals, with a word before it" "3 7"
check_rows "blanks" "$(git rev-parse "$twin") ok" "x: behind blanks" "3 7"
check_rows "a fix after the release: by which pull it came" "later $late example.org/sound" "sound: mend it late" "8 15 16"
postmortem --format=tsv --as-of=2026-04-02 v1.0..v1.2 >../tsv
check_rows "also where its own release is looked at" "v1.1 later $late example.org/sound
v1.2 window $late example.org/sound" "sound: mend it late" "1 8 15 16"
check "text" postmortem v1.0..v1.1
check_text "each is listed" 'names decade' "$out"
check_text "with what was quoted" 'names 0123456789ab  net: fix a typo' "$out"
check_no_text "nothing is wider than the terminal" '.{81}' "$out"

# ---- nothing under PATH in one release of two
postmortem --format=json v1.0..v1.2 -- net >"$json"
check_json "nothing in one of them" "[('v1.1', 40, 0), ('v1.2', 1, 0)]" '[(r["release"], r["window"]["commits"], r["rc"]["commits"]) for r in releases]'
check "text" postmortem v1.0..v1.2 -- net
check_text "has no share of nothing" '^None of 0 commits in the -rcs of v1\.1 to v1\.2 has Fixes:' "$out"
check_no_text "nor an infinite one" '(nan|inf) ' "$out"
check "text" postmortem v1.0..v1.1 -- x
check_text "nothing of the window: the -rcs stand" '^  mend this window +4 ' "$out"
check_no_text "and there are no tables of nothing" "What became of|how they came|late stuff" "$out"
check_exit 128 "nothing in any" postmortem v1.0..v1.2 -- drivers
check_text "says so" 'no commit of v1\.0\.\.v1\.2 is left under drivers' "$err"

# ---- the end is an -rc
postmortem --format=json v1.0..v1.1-rc1 >"$json"
check_json "-rc1 as the end: a window, and nothing else yet" "True 81 0 []" 'str(o["partial"]) + " " + str(o["window"]["commits"]) + " " + str(o["rc"]["commits"]) + " " + str(o["rcs"])'
check "text" postmortem v1.0..v1.1-rc1
check_text "is marked" 'still under way: all figures are partial' "$out"
check_exit 128 "-rc1 as the beginning" postmortem v1.1-rc1..v1.1
check_text "says what is missing" 'no -rc1 tag between v1\.1-rc1 and v1\.1' "$err"
for range in "..v1.1" "v1.0...v1.1" ".." "v1.0"; do
	check_exit 129 "'$range' is no range" postmortem "$range"
	check_text "which is said" 'range PREV\.\.RELEASE' "$err"
done

# ---- corrections that name what is no commit
printf '%s -\n' "$(git rev-parse HEAD:x)" >../corrections
check_exit 128 "a file as a fix" postmortem --override=../corrections v1.0..v1.1
check_text "names the line" 'corrections:1: ' "$err"
printf '%s %s\n' "$(id HEAD)" "ffffffffffff" >../corrections
check_exit 128 "an unknown id as a culprit" postmortem --override=../corrections v1.0..v1.1
check_text "is named" 'corrections:1: no commit is called ffffffffffff' "$err"
: >../corrections
check "an empty file corrects nothing" postmortem --override=../corrections v1.0..v1.1
check_no_text "and none is told" '^  corrections' "$out"

# ---- a shallow clone that has all of the range
git clone -q --depth=30 --branch v1.2 "file://$PWD" ../shallow 2>/dev/null && cd ../shallow || exit 1
git fetch -q --depth=30 origin 'refs/tags/*:refs/tags/*'
check_exit 128 "a shallow clone" postmortem v1.1..v1.2
check_text "is refused, since what is not there cannot be counted" 'is a shallow clone' "$err"
check_text "and told how to get the rest" 'unshallow' "$err"
cd ../repo || exit 1

# ---- objects are missing
blob=$(git rev-parse v1.2-rc1:Makefile)
rm -f ".git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)"
check "a file's content is missing" postmortem v1.1..v1.2
check_text "what is counted stands" '^  mend this window +1 ' "$out"
tree=$(git rev-parse "v1.1~4^{tree}")
rm -f ".git/objects/$(echo "$tree" | cut -c1-2)/$(echo "$tree" | cut -c3-)"
check "a directory is missing" postmortem v1.0..v1.1
check_text "what it was for is unknown" '^  unknown +1 ' "$out"
postmortem --format=json v1.0..v1.1 >"$json"
check_json "and the counts stand" "13" 'o["rc"]["commits"]'
finish
