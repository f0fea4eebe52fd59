#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Topics that move to the next window, and why.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/window.sh"

plan=.git/pullprep/plan
records=.git/pullprep/bumped
pullprep() {
	"$PULLPREP" --as-of=2022-03-22 "$@"
}

# In the next cycle, before the window of v5.19.
later() {
	"$PULLPREP" --as-of=2022-04-20 "$@"
}

# Batch and note of a topic in the plan.
note() {
	sed -n "s|^\([a-z]*\) *$1  *[0-9a-f]*  # |\1 |p" "${2:-$plan}"
}

mainline
at 2022-02-17
topic kvm/a v5.17-rc4 && commit drivers/net/a.c "net: a" "$(lines 30 a)"
topic kvm/b kvm/a && commit drivers/net/b.c "net: b" "$(lines 600 b)"
topic kvm/c v5.17-rc4 && commit drivers/net/c.c "net: c" "$(lines 30 c)"
topic kvm/d v5.17-rc4 && commit drivers/net/d.c "net: d" "$(lines 30 d)"
daily 2022-02-21 2022-03-22 kvm/b kvm/c kvm/d
git checkout -q master

check "no records at first" pullprep bump
check_text "says so" "^No topic is bumped\.$" "$out"
check_exit 129 "needs a reason" pullprep bump kvm/a
check_text "and says how" 'pullprep bump TOPIC --reason=' "$err"
check_exit 129 "not an empty one" pullprep bump kvm/a --reason="$(printf ' \t\n')"
check_exit 129 "a reason needs a topic" pullprep bump --reason=x
check_exit 129 "--undo needs one" pullprep bump --undo
check_exit 129 "--undo takes no reason" pullprep bump --undo kvm/a --reason=x
check_exit 128 "not an unknown topic" pullprep bump kvm/x --reason=x
check_text "and says where they are listed" "pullprep topics" "$err"
check_exit 128 "not one of many, if one is unknown" pullprep bump kvm/a kvm/x --reason=x
check "nothing is recorded by that" test ! -e .git/pullprep

check "records a topic" pullprep bump kvm/a --reason="$(printf 'waits for\n  the \033[31mABI\tof drm')"
check_text "says what it is now" "^kvm/a is hold: bumped to the next window: waits for the \[31mABI of drm; by$" "$out"
check_text "and what is held with it" "^kvm/b is hold: contains kvm/a, which is hold" "$out"
check_no_text "no plan is made" "plan says" "$out"
check "no plan is made" test ! -e "$plan"
check "lists the records" pullprep bump --format=tsv
check_text "five fields" "^kvm/a	v5\.18	2022-03-22	$(git rev-parse kvm/a)	waits for the \[31mABI of drm$" "$out"
check "as json" pullprep bump --format=json
check_text "too" '"topic": "kvm/a", "version": "v5\.18", "day": "2022-03-22"' "$out"
check "status has it" pullprep status --format=tsv
check_text "on hold, as clause 9" "^kvm/a	[0-9a-f]{40}	hold	9	" "$out"
check_text "and what contains it" "^kvm/b	[0-9a-f]{40}	hold	4	" "$out"
check_text "others stay" "^kvm/c	[0-9a-f]{40}	first	4	" "$out"
check "status tells of the topic" pullprep status kvm/a
check_text "the reason, first" "^ +Bumped from v5\.18 on 2022-03-22: waits for the" "$out"
check "the day before it does not exist" "$PULLPREP" --as-of=2022-03-21 status --format=tsv kvm/a
check_text "so it goes" "^kvm/a	[0-9a-f]{40}	first	" "$out"
check "records another reason" pullprep bump kvm/a --reason="waits for drm"
check "in place of the first" test "$(wc -l <"$records")" = 1
check "takes it back" pullprep bump --undo kvm/a
check_text "and says what it is now" "^kvm/a is first: soaked" "$out"
check "the file goes" test ! -e "$records"
check_exit 128 "not twice" pullprep bump --undo kvm/a
check_text "and says so" "kvm/a is not bumped" "$err"

# With a plan: its lines give way, and no others.
"$PULLPREP" --as-of=2022-03-08 split --write --config pullprep.minReleases=99 >/dev/null
cp "$plan" old
sed -i 's/^hold  *kvm\/c/# because: it is wanted\nfirst kvm\/c/' "$plan"
check "bumps what the plan has" pullprep bump kvm/a --reason="waits for drm"
check_text "says where that stands" "^The plan says so: $plan$" "$out"
note kvm/a >actual
check_text "reads as the program's verdict" "^hold hold: 1 commit, 0% tests and docs; bumped to the next window: waits for drm; by itself first" actual
check "another's line keeps its note" test "$(note kvm/d)" = "$(note kvm/d old)"
note kvm/c >actual
check_text "a choice stays" "^first first: .*; the maintainer's choice too; soaked" actual
check "tag agrees" pullprep split
check_text "kvm/a is on hold" "^hold +kvm/a " "$out"
check "bumps what was chosen" pullprep bump kvm/c --reason="not ready after all"
note kvm/c >actual
check_text "the choice gives way" "^hold hold: .*; was first until 2022-03-22; bumped to the next window: not ready after all" actual
check "takes it back" pullprep bump --undo kvm/c
note kvm/c >actual
check_text "it is judged by itself" "^first first: .*; was hold until 2022-03-22; soaked" actual
sed -i 's/^hold  *kvm\/c/first kvm\/c/' "$plan"

# What contains it, and was chosen, does not go together with that.
pullprep bump --undo kvm/a >/dev/null
sed -i 's/^[a-z]*  *kvm\/b \(.*\)#.*/first kvm\/b \1/; s/^[a-z]*  *kvm\/a/first kvm\/a/' "$plan"
cp "$plan" before
check_exit 128 "not under what was chosen" pullprep bump kvm/a --reason="waits for drm"
check_text "says what is in the way" "kvm/b is first, but contains kvm/a, which is hold" "$err"
check_text "and what helps" "Bump what contains it as well" "$err"
check_same "the plan is as it was" before "$plan"
check "and no record" test ! -e "$records"
check "both go together" pullprep bump kvm/a kvm/b --reason="wait for drm"
check "as two records" test "$(wc -l <"$records")" = 2
check "a choice that is written later goes before" sed -i 's/^hold\( *kvm\/[ab]\)/first\1/' "$plan"
check "split keeps it" pullprep split
check_text "and says what it would do" "^first +kvm/b .*# hold: .*the maintainer's choice; the verdict is hold: bumped to the next window: wait for drm" "$out"
check "taken back" pullprep bump --undo kvm/a kvm/b
rm -r .git/pullprep

# A record that outlives the window.
pullprep split --write >/dev/null
pullprep bump kvm/c --reason="waits for drm" >/dev/null
git branch -q -m kvm/c kvm/renamed
check "a renamed topic" pullprep bump kvm/d --reason="too late"
check_text "is known by its tip" "warning: plan .*line [0-9]+: kvm/c is kvm/renamed now, by its tip" "$err"
check "in the plan" sh -c "grep -q '^hold  *kvm/renamed .*bumped to the next window: waits for drm' $plan"
git merge -q --no-ff -m "Merge kvm/d" kvm/d
release v5.18-rc1 2022-04-03
release v5.18-rc2 2022-04-10
check "the next window" later status
check_text "tells where it comes from" "^kvm/renamed +first: .*; bumped$" "$out"
check_text "and why" "^ +from v5\.18: waits for drm$" "$out"
check_text "and does not go by the plan" "warning: plan .* is for v5\.18 and not looked at; write that for v5\.19 with: pullprep split --write" "$err"
check "records" later status --format=tsv
check_text "judge it as any other" "^kvm/renamed	[0-9a-f]{40}	(first|second|hold)	[35678]	" "$out"
check_no_text "what mainline has says nothing" "too late" "$out"
check_exit 128 "the plan of another window is not acted on" later tag first --dry-run
check_text "and that is said" "plan .* is for v5\.18, not for v5\.19" "$err"
check_text "with what to do" "pullprep split --write" "$err"
check "a new plan" later split --write
check_text "has the note" "^[a-z]+ +kvm/renamed .*bumped from v5\.18: waits for drm" "$plan"
check_text "is told apart" "warning: plan .* is for v5\.18: its order does not bind v5\.19" "$err"
check "bumped again" later bump kvm/renamed --reason="still waits"
check "keeps both records" test "$(later bump --format=tsv | grep -c '^kvm/')" = 3
check "says both" later status kvm/renamed
check_text "this window's" "bumped to the next window: still waits" "$out"
check_text "the last one's" "Bumped from v5\.18 on 2022-03-22: waits for drm" "$out"
check "--undo takes this window's" later bump --undo kvm/renamed
check "and then the former ones" later bump --undo kvm/renamed
check "which leaves the other" test "$(later bump --format=tsv | cut -f1)" = kvm/d
check_exit 128 "mainline has it" later bump kvm/d --reason=x
check_text "so nothing can wait" "mainline has all of kvm/d" "$err"
check "a topic that is gone" git branch -q -D kvm/d
check "can be taken back" later bump --undo kvm/d
check "two that stand on one another" pullprep bump kvm/a kvm/b --reason="wait for drm"
check "in the next window, for which they are old" later status --format=tsv
check_text "do so still" "^kvm/b	[0-9a-f]{40}	[a-z]+	[0-9]	1	.*; bumped from v5\.18: wait for drm" "$out"
check "in that order" test "$(cut -f1 "$out" | grep '^kvm/[ab]$' | xargs)" = "kvm/a kvm/b"
git reset -q --hard v5.17 && git tag -d v5.18-rc1 v5.18-rc2 >/dev/null && rm -r .git/pullprep

# What is tagged is not bumped.
git tag -a -m "first" for-linus-5.18-1 kvm/b
check_exit 128 "not what a tagged batch holds" pullprep bump kvm/a --reason=x
check_text "says which" "kvm/a is in for-linus-5\.18-1 already" "$err"
check_text "and what to do" "git tag -d for-linus-5\.18-1" "$err"
git tag -d for-linus-5.18-1 >/dev/null

# Faults.
mkdir -p .git/pullprep && printf 'v5.18\tkvm/a\tno tip\t2022-03-22\twhy\n' >"$records"
check_exit 128 "refuses garbage" pullprep status
check_text "with file and line" "bumped topics, .*pullprep/bumped: line 1 is no record" "$err"
printf 'v5.18\tkvm/a\t%s\t2022-03-22\twhy\textra\n' "$(git rev-parse kvm/a)" >"$records"
check_exit 128 "a field too many" pullprep bump
printf 'v5.18\tkvm/a\0' >"$records"
check_exit 128 "a NUL byte" pullprep bump
rm "$records"
check_exit 128 "a full disk" sh -c "trap '' XFSZ; ulimit -f 0; exec '$PULLPREP' --as-of=2022-03-22 bump kvm/a --reason=x"
check "leaves no record" test ! -e "$records"
check "and no temporary file" test -z "$(find .git/pullprep -type f)"
check_exit 128 "without releases" pullprep bump kvm/a --reason=x --config 'pullprep.release=^none([0-9.]+)(-rc([0-9]+))?$'
check_text "the window is not known" "not known which window" "$err"
git worktree add -q --detach ../tree master
check "in a worktree" pullprep -C ../tree bump kvm/a --reason="waits"
check "the records are shared" test -s "$records"
for columns in 40 80 120; do
	COLUMNS=$columns && export COLUMNS
	pullprep bump kvm/b --reason="$(lines 20 long | tr '\n' ' ')" >/dev/null
	check "$columns columns" pullprep bump
	check "are enough" sh -c "awk -v width=$columns 'length(\$0) > width { exit 1 }' '$out'"
done

finish
