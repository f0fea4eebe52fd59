#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# postmortem: parts of a release, several releases, corrections, linux-next; and what cannot be answered.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/postmortem.sh"
. "$TOP/tests/lib/next.sh"

# cycle VERSION MONTH: a window with a pull of net and one of sound, two -rcs; each mends one of its own
cycle() {
	git checkout -q -b "net-$1" && at "2026-$2-02" && say net/a "net: $1"
	git checkout -q -b "sound-$1" master && GIT_AUTHOR_NAME="Sonia Sound" say sound/a "sound: $1"
	git checkout -q master && at "2026-$2-03"
	pull "net-$1" "Merge tag 'net-$1' of https://example.org/net"
	pull "sound-$1" "Merge tag 'sound-$1' of https://example.org/sound"
	at "2026-$2-15" && say Makefile "v$1-rc1" && git tag -a -m "v$1-rc1" "v$1-rc1"
	at "2026-$2-18" && say net/a "net: mend $1" "Fixes: $(id "net-$1")"
	say sound/a "sound: polish $1" "Reported-by: Ann <ann@example.org>"
	say Makefile "v$1-rc2" && git tag -a -m "v$1-rc2" "v$1-rc2"
	at "2026-$2-25" && say sound/a "sound: mend $1" "Fixes: $(id "sound-$1")" "Fixes: $(id v1.0)"
	say Makefile "v$1" && git tag -a -m "v$1" "v$1"
}
git init -q repo && cd repo || exit 1
at 2026-01-05 && say Makefile "v1.0" && git tag -a -m v1.0 v1.0
cycle 1.1 02 && cycle 1.2 03 && cycle 1.3 04
git checkout -q -b stable v1.2 && at 2026-04-27 && say Makefile "v1.2.1" && git tag -a -m v1.2.1 v1.2.1
git checkout -q master

# ---- several releases
for release in 1 2 3; do
	check_counts "v1.$release as by plain git" "v1.$((release - 1))" "v1.$release-rc1" "v1.$release"
done
postmortem --last=2 --format=json >"$json"
check_json "--last: the last that are out" "[('v1.2', 2, 1), ('v1.3', 2, 1)]" '[(r["release"], r["rc"]["fixes"], r["rc"]["culprits_by_tag"]["prior"]) for r in releases]'
postmortem --format=json >"$json"
check_json "without arguments: the last" "['v1.3']" '[r["release"] for r in releases]'
postmortem --format=json --as-of=2026-04-01 >"$json"
check_json "as of a day" "['v1.2']" '[r["release"] for r in releases]'
check "text: a release that was not out on that day" postmortem --as-of=2026-04-01 v1.2..v1.3
check_text "says so" 'follow-up +until the release, which mainline did not have on 2026-0[34]-[0-9]+$' "$out"
postmortem v1.0..v1.3 --format=json >"$json"
check_json "a range over several releases is each of them" "['v1.1', 'v1.2', 'v1.3']" '[r["release"] for r in releases]'
postmortem --format=json v1.1..v1.2 >../one
python3 -c 'import json; a, b = json.load(open("../one"))[0], json.load(open("'"$json"'"))[1]; print(a == b)' >../same
echo True >../wanted
check_same "and each as if it were alone" ../wanted ../same
check "text of several" postmortem --last=3
check_text "together" 'Of 6 fixes in the -rcs of v1\.1 to v1\.3, 6 \(100 %' "$out"
check_text "and each" '^  v1\.2 +2 +2 +100 % \[34, 100\] +40 % \[12, 77\]' "$out"

# ---- parts
postmortem --format=json v1.0..v1.1 -- net >"$json"
check_json "PATH" "1 1 1 True" '" ".join(str(x) for x in (o["window"]["commits"], o["rc"]["commits"], o["rc"]["fixes"], o["filtered"]))'
postmortem --format=json --last=1 -- sound net/a >"$json"
check_json "PATHs with --last" "2 3" '" ".join(str(x) for x in (o["window"]["commits"], o["rc"]["commits"]))'
postmortem --format=json --author=Sonia v1.0..v1.1 >"$json"
check_json "--author" "1 0" '" ".join(str(x) for x in (o["window"]["commits"], o["rc"]["commits"]))'
postmortem --format=json --tree='org/net$' v1.0..v1.1 >"$json"
check_json "--tree" "1 0" '" ".join(str(x) for x in (o["window"]["commits"], o["rc"]["commits"]))'
check "part of it" postmortem v1.0..v1.1 -- net
check_text "is said" 'only part of it: 2 of 8 commits' "$out"
check_exit 128 "nothing under PATH" postmortem v1.0..v1.1 -- drivers
check_text "says so" 'no commit of v1\.0\.\.v1\.1 is left under drivers' "$err"
check_exit 128 "a --tree that nothing matches" postmortem --tree=nobody v1.0..v1.1
check_text "says what it matches" 'the repository and the subject of the merge' "$err"
check_exit 128 "a --tree that is no regex" postmortem --tree='(' v1.0..v1.1
check_text "names it" '[-]-tree' "$err"

# ---- corrections
mend=$(id "$(git log --format=%H --grep='net: mend 1.1' -1)")
polish=$(id "$(git log --format=%H --grep='sound: polish 1.1' -1)")
cat >../corrections <<FILE
# by hand
$mend - # a false alarm

$polish $(id sound-1.1) $(id v1.0)
FILE
postmortem --format=json --override=../corrections v1.0..v1.1 >"$json"
check_json "corrections" "2 2 {'rc': 0, 'window': 2, 'prior': 0, 'unreachable': 0, 'unresolved': 0}" \
	'" ".join(str(x) for x in (o["corrections"], o["rc"]["fixes"], {k: o["rc"]["culprits"][k] for k in ("rc", "window", "prior", "unreachable", "unresolved")}))'
postmortem --format=tsv --override=../corrections v1.0..v1.1 | awk -F '\t' '$10 == "yes" { print $20 }' | sort -u >../corrected
echo "sound: polish 1.1" >../wanted
check_same "are told in tsv" ../wanted ../corrected
check "and in text" postmortem --override=../corrections v1.0..v1.1
check_text "with their number" 'corrections +2 by hand' "$out"
postmortem --format=tsv --override=../corrections v1.0..v1.1 | awk -F '\t' '$10 == "yes" { print $11 }' | sort -u >../finder
echo person >../wanted
check_same "who found it is told of what is a fix only by correction" ../wanted ../finder
printf '%s -\n' "$mend" "$(id "$(git log --format=%H --grep='sound: mend 1.1' -1)")" >../corrections
postmortem --format=json --override=../corrections v1.0..v1.1 >"$json"
check_json "nothing is left: there is practice, and no fix" "True 0" 'str(o["practice"]) + " " + str(o["rc"]["fixes"])'
check_bad() { # DESCRIPTION LINE REGEX
	printf '\n%s\n' "$2" >../bad
	check_exit 128 "$1" postmortem --override=../bad v1.0..v1.1
	check_text "$1: the error" "$3" "$err"
}
check_bad "a fix that is not there" "0123456789ab -" 'bad:2: no commit is called 0123456789ab'
check_bad "a culprit that is not there" "$mend 0123456789ab" 'bad:2: no commit is called 0123456789ab'
check_bad "no id" "$mend HEAD" "bad:2: 'head' is no id of a commit"
check_bad "alone" "$mend" "bad:2: '$mend' stands alone"
check_bad "twice" "$mend -
$mend $polish" 'bad:3: .* was corrected in line 2 already'
check_exit 128 "no such file" postmortem --override=../nowhere v1.0..v1.1
check_text "is named" 'cannot read the corrections in \.\./nowhere: No such file' "$err"

# ---- linux-next
at 2026-04-01 && next_tree 2026-04-01 v1.2 && git branch early net-1.3 && next_tree 2026-04-02 v1.2 early && next_tree 2026-04-03 v1.2 early
git checkout -q master
postmortem --format=tsv v1.2..v1.3 | awk -F '\t' '$33 == "net: 1.3" || $33 == "sound: 1.3" { print $29, $30, $31, $32, $33 }' >../soak
cat >../wanted <<'SOAK'
never - 0 - sound: 1.3
same next-20260402 2 1 net: 1.3
SOAK
check_same "soak of culprits" ../wanted ../soak
check "text with daily trees" postmortem v1.2..v1.3
check_text "how many there are" 'linux-next +3 daily trees' "$out"
git tag -l 'next-*' | xargs git tag -d >/dev/null

# ---- a release under way
at 2026-05-02 && say net/a "net: 1.4" && four=$(id HEAD)
check_exit 128 "the window is still open" postmortem v1.3..master
check_text "no -rc1" 'no -rc1 tag between v1\.3 and master' "$err"
check_text "which it says" 'window is still open' "$err"
at 2026-05-15 && say Makefile "v1.4-rc1" && git tag -a -m v1.4-rc1 v1.4-rc1
at 2026-05-18 && say net/a "net: mend 1.4" "Fixes: $four" && git tag -a -m v1.4-rc2 v1.4-rc2
check_counts "an -rc as the end" v1.3 v1.4-rc1 v1.4-rc2
check_json "is partial" "True v1.4-rc2 1" '" ".join(str(x) for x in (o["partial"], o["release"], len(o["rcs"])))'
say net/a "net: more"
check "a branch as the end" postmortem v1.3..master
check_text "is marked" 'still under way: all figures are partial' "$out"
check_text "in the answer too" 'Of 1 fix in master so far, 1 \(100 % \[21, 100\]\) mends this' "$out"
postmortem --format=json v1.3..HEAD >"$json"
check_json "what came after the last -rc has a line of its own" "['v1.4-rc2', 'HEAD']" '[r["tag"] for r in o["rcs"]]'

# ---- what cannot be answered
check_exit 128 "the wrong way round" postmortem v1.2..v1.1
check_text "says which comes first" 'v1\.1 comes before v1\.2, not after it' "$err"
check_text "and what to ask" 'pullprep postmortem v1\.1\.\.v1\.2' "$err"
check_exit 128 "beside each other" postmortem v1.2.1..v1.3
check_text "says so" 'v1\.3 does not contain v1\.2\.1' "$err"
check_exit 128 "the same" postmortem v1.2..v1.2
check_text "says it is one commit" 'are one commit' "$err"
check_exit 128 "no such tag" postmortem v1.2..v9.9
check_text "names it" 'v9\.9' "$err"
check_exit 129 "no range" postmortem v1.2
check_text "says what is one" "a range PREV\.\.RELEASE, which 'v1\.2' is not" "$err"
check_exit 129 "--last of nothing" postmortem --last=0
check_text "says so" "'0' is no number of releases" "$err"
check_exit 128 "more releases than there are" postmortem --last=9
check_text "says how many there are" 'has 4 releases by its tags, and 9 post-mortems need 10' "$err"
git tag -d v1.2-rc1 >/dev/null
check_exit 128 "no -rc1 tag" postmortem v1.1..v1.2
check_text "says so" 'no -rc1 tag between v1\.1 and v1\.2' "$err"
check_text "and how to go on" '[-]-rc1=REV' "$err"
check_no_text "nothing of an open window" 'still open' "$err"
rc1=$(git log --format=%H --grep='^v1.2-rc1' -1 master)
check_counts_rc1() {
	"$TOP/tests/lib/postmortem.py" . v1.1 "$rc1" v1.2 | tr -d ' ' >../plain
	postmortem --format=json --rc1="$rc1" v1.1..v1.2 >"$json"
	json 'str(o["window"]["commits"]) + " " + str(o["rc"]["commits"])' >../ours
	python3 -c 'import json; o = json.load(open("../plain")); print(o["window"]["commits"], o["rc"]["commits"])' >../plainer
	check_same "--rc1 names what ended the window" ../plainer ../ours
}
check_counts_rc1
check_exit 128 "--rc1 that is elsewhere" postmortem --rc1=v1.1-rc1 v1.1..v1.2
check_text "is refused" 'v1\.1-rc1 is not between v1\.1 and v1\.2' "$err"
git tag -a -m v1.2-rc1 v1.2-rc1 "$rc1"

# ---- a blob is missing behind one commit: its size is unknown, the rest stands
postmortem --format=json v1.0..v1.1 >../whole
blob=$(git rev-parse "$mend:net/a")
rm -f ".git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)"
postmortem --format=json v1.0..v1.1 >../holed
check_same "what is counted stands" ../whole ../holed
check "tsv" postmortem --format=tsv v1.0..v1.1
awk -F '\t' '{ print $18, $19, $20 }' "$out" | sort >../sizes
cat >../wanted <<'SIZES'
1 0 sound: mend 1.1
1 0 sound: mend 1.1
unknown unknown net: mend 1.1
SIZES
check_same "the size of one is unknown" ../wanted ../sizes
check_text "which is said" "$blob" "$err"
check "text" postmortem v1.0..v1.1

# ---- a shallow history
git clone -q --depth=2 "file://$PWD" ../shallow && cd ../shallow || exit 1
check_exit 128 "a shallow clone" postmortem v1.0..v1.1
check_text "says how to get the rest" 'unshallow' "$err"
finish
