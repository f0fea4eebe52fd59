#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# soak --stats: the statistics of linux-next's mails, against brute force and against the form of the real ones.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"

MAILS=${MAILS:-$TOP/../shared/reference/next-stats}

stats() {
	"$PULLPREP" --config pullprep.mainline="${mainline:-master}" soak --stats "$@"
}
# Records without the days, then the text without their histogram.
stats_without_days() {
	stats --format=tsv "$@" >../records 2>/dev/null || return 1
	stats "$@" >../text 2>/dev/null || return 1
	grep -v '	days	' ../records
	echo
	sed '/^Days in linux-next/,$d' ../text | sed '${/^$/d;}'
}
# check_stats DESCRIPTION BASE TIP [NEXT-TAG]: by brute force the same, byte for byte; and the days are soak's
check_stats() {
	"$TOP/tests/lib/next-stats.py" . "$2" "$3" ${4:+"$4"} >../force || echo "brute force failed" >../force
	stats_without_days ${4:+"$4"} "$2..$3" >../ours || echo "pullprep failed" >>../ours
	check_same "$1" ../force ../ours
	"$PULLPREP" --config pullprep.mainline="${mainline:-master}" soak --format=tsv "$2..$3" 2>/dev/null |
		awk -F '\t' '{ sub("modified", "changed", $2); n[$2 == "same" || $2 == "rebased" ? $4 : $2]++ } END { for (k in n) print k "\t" n[k] }' |
		sort >../soaked
	awk -F '\t' '$2 == "days" { print $3 "\t" $4 }' ../records | sort >../days
	check_same "$1: the days are those of soak" ../soaked ../days
}

total=0
for seed in $(seq "${FIRST:-1}" "${LAST:-8}"); do
	if ! perl "$TOP/tests/fuzz/random-next.pl" "$seed" repo; then
		echo "Bail out! no history for seed $seed"
		exit 1
	fi
	cd repo || exit 1
	root=$(git rev-list --max-parents=0 all | tail -n 1)
	check_stats "seed $seed: all by the first daily tree" "$root" all
	check_stats "seed $seed: mainline by the last one" "$root" master "$(git tag -l 'next-*' | tail -n 1)"
	total=$((total + $(awk -F '\t' '$3 == "same_patch" { print $4 }' ../records)))
	cd ..
	rm -rf repo
done
if [ -z "${FIRST-}${LAST-}" ]; then
	check "patches under other ids were among them" test "$total" -gt 0
fi

# ---- a window, with all that may go wrong in counting

# as AUTHOR COMMITTER SUBJECT [FILE [TEXT]]
as() {
	GIT_AUTHOR_EMAIL=$1 GIT_COMMITTER_EMAIL=$2
	export GIT_AUTHOR_EMAIL GIT_COMMITTER_EMAIL
	commit "${4:-file$((n = n + 1))}" "$3" "${5:-$n}"
	unset GIT_AUTHOR_EMAIL GIT_COMMITTER_EMAIL
}
n=0
git init -q repo && cd repo || exit 1
at 2026-05-01 && printf 'Ann <ann@example.org> <ann.old@example.org>\n' >.mailmap && git add .mailmap && commit Makefile "v6.0"
git tag -a -m v6.0 v6.0
git branch topic && git branch other && git branch extra
git checkout -q topic && at 2026-06-01
for i in 1 2 3 4; do as ann@example.org bob@example.org "net: kept $i"; done
git checkout -q other && at 2026-06-02
as Ann.Old@Example.org Bob@Example.ORG "drm/amd: picked over"
as dan@example.org bob@example.org "mm: changed on the way" changed "as it was"
as dan@example.org bob@example.org "mm: said twice"
as dan@example.org bob@example.org "mm: said twice"
as eve@example.org bob@example.org "Revert \"x86/mm: left\""
as eve@example.org bob@example.org "x86/mm: left"
as eve@example.org bob@example.org "[media] left"
git commit -q --allow-empty -m "nothing" && tick
git checkout -q master && at 2026-07-05 23:40 && commit Makefile "v6.1" && git tag -a -m v6.1 v6.1
# made before the release reached its maker, though on a later day
next_tree 2026-07-06 v6.0 topic other
next_tree 2026-07-07 v6.1 topic other
git merge -q --no-ff -m "Merge topic" topic && next_tree 2026-07-08 master other
git cherry-pick "$(git log --format=%H --grep='picked over' other)" >/dev/null && tick
git commit -q --allow-empty -m "nothing" && tick
as dan@example.org bob@example.org "mm: changed on the way" changed "as it is"
as fay@example.org bob@example.org "mm: said twice" said "once only"
git checkout -q extra && at 2026-07-09
for i in 1 2 3; do as ann@example.org guy@example.org "dt-bindings: new $i"; done
for i in 1 2 3; do as ANN.OLD@example.org guy@example.org "ALSA: hda: new $i"; done
as hal@example.org hal@example.org "perf tools: new"
as hal@example.org hal@example.org "..."
as ivy@example.org hal@example.org "io_uring: new"
esc=$(printf '\033')
as "joe${esc}[2J@example.org" hal@example.org "bcachefs, and more"
for i in a b c d e f g h; do as $i@example.org $i@example.org "area$i: new"; done
git checkout -q master && git merge -q --no-ff -m "Merge extra" extra && commit Makefile "v6.2-rc1" && git tag -a -m rc1 v6.2-rc1

check_stats "the first tree that holds the release" v6.1 v6.2-rc1
cp ../text text && cp ../records records
check_text "is that of the day after" "^\(No merge commits counted, next-20260707 was the first linux-next after$" text
check_text "one by patch id, not counting ids" "^Commits with the same patch_id: {20,}1 \(1\)$" text
check_text "as many by subject as both sides have, empty commits among them" "^Commits with the same subject line: {10,}3 \(1\)$" text
check_text "people by their present addresses" "^      6 ann@example.org$" text
check_no_text "in lower case" "[A-Z]@|@[a-z.]*[A-Z]" text
check_text "equal numbers in reverse order" "^      3 dt-bindings$" text
check "... of the bytes" test "$(sed -n '/^Top ten first/,/^Top ten authors/s/^ *3 //p' text | tr '\n' ' ')" = "dt-bindings alsa "
check "ten at most" test "$(grep -c '	extra-author	' records)" = 10
check_no_text "nothing steers a terminal" "$esc" text
check_text "but records keep the bytes" "joe$esc" records
check "it has the form of the mails" "$TOP/tests/lib/stats-form.py" text
check_text "... and says" "^v6.2-rc1 27 next-20260707 13 4 1 3 8 29 5$" "$out"
sed 's/ 29%$/ 30%/' text >wrong
check_exit 1 "which would notice a percentage that is rounded up" "$TOP/tests/lib/stats-form.py" wrong

check_stats "a tree that is asked for, without the release" v6.1 v6.2-rc1 next-20260706
check_text "is said to be from before" "^\(No merge commits counted, next-20260706 was a linux-next before the$" ../text
check_stats "a tree that is asked for, from later" v6.1 v6.2-rc1 next-20260708
check_text "is said to be from after" "^\(No merge commits counted, next-20260708 was a linux-next after the$" ../text
check_stats "what no tree holds yet" v6.2-rc1~1 v6.2-rc1
check_text "is counted against the newest" "there is none after\.\)|^Commits in next-20260708" ../text
check_stats "from a commit that is no release" v6.1~1 v6.2-rc1
check_text "is after that" "^v6\.1~1\.\)$" ../text
check "an empty range" stats v6.1..v6.1
check_text "has no percent" "^So commits in v6.1 that were in next-20260707: +0$" "$out"
check_text "and no extra commits" "^There are no extra commits" "$out"
check "the same as json" sh -c '"$PULLPREP" --config pullprep.mainline=master soak --stats --format=json v6.1..v6.2-rc1 |
	python3 -c "import json, sys; rows = json.load(sys.stdin)
print(next(r[\"count\"] for r in rows if (r[\"list\"], r[\"name\"]) == (\"total\", \"percent\")))"'
check_same "with the same figures" - "$out" <<-END
	29
END
git config log.showSignature true && git config format.notes true && git config i18n.logOutputEncoding ISO-8859-1
stats v6.1..v6.2-rc1 >../again 2>/dev/null
check_same "no setting of the user's changes it" text ../again

# ---- the days of an integration branch, and an object that is missing

git branch next v6.0 && git checkout -q next
at 2026-06-10 && git merge -q --no-ff -m "Merge topic" topic
at 2026-07-06 && git merge -q --no-ff -m "Merge mainline" v6.1
at 2026-07-07 && git merge -q --no-ff -m "Merge other" other
git checkout -q master
check "an integration branch" stats --config pullprep.nextBranch=next v6.1..v6.2-rc1
check_text "has a first day with the release in it" "^\(No merge commits counted, next-20260707 was the first linux-next after$" "$out"
check_text "and its commits" "^Commits in next-20260707: +12$" "$out"
check_text "which match" "^So commits in -rc1 that were in next-20260707: +8 29%$" "$out"

git clone -q --no-hardlinks . ../broken && cd ../broken && git repack -q -a -d &&
	pack=$(echo .git/objects/pack/*.pack) && mv "$pack" ../pack && rm -f .git/objects/pack/* && git unpack-objects -q <../pack
blob=$(git rev-parse v6.2-rc1:changed)
chmod -R u+w .git/objects && rm -f ".git/objects/$(echo "$blob" | cut -c 1-2)/$(echo "$blob" | cut -c 3-)"
mainline=v6.2-rc1
check "with an object missing" stats v6.1..v6.2-rc1
check_text "the totals are there" "^Commits with the same subject line: {10,}3 \(1\)$" "$out"
check_text "and what they could not tell is said" "$blob" "$err"
mainline=master
cd ../repo || exit 1

# ---- refusals

check_exit 129 "without a range" stats
check_text "says what is taken" "takes a daily tree, or none, and a range" "$err"
check_exit 129 "a topic is none" stats topic
check_text "says so" "statistics are of a range A\.\.B, which 'topic' is not" "$err"
check_exit 129 "three dots are none" stats v6.1...topic
check_exit 128 "an unknown revision" stats v6.1..v6.9
check_exit 128 "an unknown tree" stats next-20260717 v6.1..v6.2-rc1
check_text "names near ones" "Did you mean next-20260707" "$err"
check_text "and those that are there" "from next-20260706 to next-20260708" "$err"
check_exit 128 "a tag that is no daily tree" stats v6.1 v6.1..v6.2-rc1
check_text "is none" "no linux-next release 'v6.1' in next-" "$err"
mkdir ../db && echo "$(git rev-parse v6.1) $(git rev-parse v6.1) $(printf x | sha256sum | cut -d ' ' -f 1)" >../db/next-20260706
check_exit 128 "a database" stats --next-db=../db v6.1..v6.2-rc1
check_text "has no commits" "a database of ids has not" "$err"
git tag -l 'next-*' | xargs git tag -d >/dev/null
check_exit 128 "no daily trees" stats v6.1..v6.2-rc1
check_text "are none" "no next-\* tags in this repository" "$err"
cd ..

# ---- the real mails

if [ -d "$MAILS" ]; then
	check "the real mails have this form" "$TOP/tests/lib/stats-form.py" --mail "$MAILS"/stats-20*.eml
	check "... all of them" test "$(grep -c '^v' "$out")" = "$(find "$MAILS" -name 'stats-20*.eml' | wc -l)"
else
	skip "the real mails have this form" "they are not at hand"
fi
finish
