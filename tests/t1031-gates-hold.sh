#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A topic without its gate is held: what status, split and check say of gates.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/window.sh"

notes=refs/notes/pullprep/gates
pp() {
	"$PULLPREP" --as-of=2022-03-22 "$@"
}
tree() { # TOPIC: its tip's tree, 12 digits
	git rev-parse --short=12 "$1^{tree}"
}
place() { # TOPIC: batch and clause
	pp split --format=tsv | awk -F '\t' -v topic="$1" '$2 == topic {print $1, $4}'
}
reason() {
	pp split --format=tsv | awk -F '\t' -v topic="$1" '$2 == topic {print $9}'
}

mainline
at 2022-02-17
for name in queue next lab pmu outer; do
	topic kvm/$name v5.17-rc4 && commit drivers/net/$name.c "net: $name" "$(lines 30 $name)"
done
topic kvm/fixes v5.17-rc4
echo "static int once;" >>net/core/dev.c && git commit -q -s -a -m "net: count once

Fixes: $(git log -1 --format='%h ("%s")' --abbrev=12 ':/net: count twice')"
topic net v5.17-rc4 && commit drivers/net/net.c "net: net" "$(lines 30 net)"
git checkout -q kvm/outer && git merge -q --no-ff -m "Merge branch 'kvm/pmu' into kvm/outer" kvm/pmu
git checkout -q net
daily 2022-03-07 2022-03-22 kvm/queue kvm/next kvm/lab kvm/pmu kvm/outer net
at 2022-03-21
topic kvm/late v5.17-rc4 && commit drivers/net/late.c "net: late" "$(lines 30 late)"
git checkout -q master
at 2022-03-22

# ---- without a gate

check "without gates, records of status" pp status --format=tsv
check "... have eighteen columns" test "$(awk -F '\t' '{print NF}' "$out" | sort -u)" = 18
check "... and of split" pp split --format=tsv
check "... nine" test "$(awk -F '\t' '{print NF}' "$out" | sort -u)" = 9
check "a note nobody asks for" git update-ref $notes "$(git rev-parse v5.17:Makefile)"
check "... is not read" pp split
check_no_text "... nothing is said of gates" '[gG]ate' "$out"
check_empty "... anywhere" "$err"
git update-ref -d $notes

# ---- held

git config pullprep.gate 'kvm/*:ABC:test ! -e drivers/net/next.c'
git config --add pullprep.gate 'kvm/lab:lab:'
check "what was not run is held" test "$(place kvm/queue)" = "hold 10"
reason kvm/queue >actual
check_text "... for that, with the command that mends it" \
	"^gate ABC was not run on tree $(tree kvm/queue): pullprep gate run kvm/queue; by itself first: soaked: 12 releases$" actual
check "fixes are held, too" test "$(place kvm/fixes)" = "hold 10"
check "a topic that no gate is for is not" test "$(place net)" = "first 4"
pp gate record kvm/pmu --gate=ABC --passed >/dev/null
pp gate record kvm/outer --gate=ABC --failed --log=https://ci.example.org/1 >/dev/null
check "what one contains goes" test "$(place kvm/pmu)" = "first 4"
check "... without it" test "$(place kvm/outer)" = "hold 10"
reason kvm/outer >actual
check_text "... for it failed, and that is said with the day and the log" \
	"^gate ABC failed on 2022-03-22 on tree $(tree kvm/outer) \(log: https://ci.example.org/1\): pullprep gate run kvm/outer; " actual
pp gate record kvm/outer --gate=ABC --passed >/dev/null
pp gate record kvm/pmu --gate=ABC --failed >/dev/null
check "what contains one that is held" test "$(place kvm/outer)" = "hold 4"
reason kvm/outer >actual
check_text "... is held for it" "^contains kvm/pmu, which is hold; by itself first: soaked: .*; passed ABC on 2022-03-22 \(tree $(tree kvm/outer)\)$" actual
check_exit 1 "all are run" pp gate run
check "what passed goes" test "$(place kvm/queue) $(place kvm/pmu) $(place kvm/outer) $(place kvm/fixes)" = "first 4 first 4 first 4 fixes 2"
reason kvm/queue >actual
check_text "... and it is told what passed, when, on which tree" "^soaked: .*; passed ABC on 2022-03-22 \(tree $(tree kvm/queue)\)$" actual
check "what failed does not" test "$(place kvm/next)" = "hold 10"
reason kvm/next >actual
check_text "... and where the log is" " on tree $(tree kvm/next) \(exit status 1; log in the git directory: pullprep/gates/ABC/kvm-next.log\): pullprep gate run kvm/next; " actual
check "of two gates one is not enough" test "$(place kvm/lab)" = "hold 10"
reason kvm/lab >actual
check_text "... what lacks is told" "^gate lab has no result on tree $(tree kvm/lab): pullprep gate record kvm/lab --gate=lab --passed; " actual
check_text "... and what does not" "; passed ABC on 2022-03-22 \(tree $(tree kvm/lab)\)$" actual
check "what is held anyway" test "$(place kvm/late)" = "hold 6"
reason kvm/late >actual
check_text "... is held for that" "^1 commit never in linux-next" actual
check "the day before nothing had passed" test \
	"$("$PULLPREP" --as-of=2022-03-21 split --format=tsv 2>"$err" | awk -F '\t' '$2 == "kvm/queue" {print $1, $4}')" = "hold 10"

# ---- to people and programs

check "people see in status" pp
check_text "... why it is held" '^kvm/next   hold:   gate ABC failed on 2022-03-22 on tree ' "$out"
check_text "... and what passed" '^kvm/queue  first:  soaked: 12 releases; passed ABC on 2022-03-22 ' "$out"
check "... of one topic" pp status kvm/lab
check_text "... all of its gates" "^ +Gate ABC passed on 2022-03-22 on tree $(tree kvm/lab)\.$" "$out"
check_text "... each" "^ +Gate lab has no result on tree $(tree kvm/lab)\.$" "$out"
full=$(git rev-parse 'kvm/lab^{tree}')
for command in status split; do
	check "programs see in $command" pp $command --format=tsv
	check_text "... the gates in the last field" "	ABC:passed:2022-03-22:$full lab:none$" "$out"
	check_text "... nothing where there are none" '^(first	)?net	.*	-$' "$out"
	check "... as json" pp $command --format=json
	check_text "... too" "\"gates\": \"ABC:passed:2022-03-22:$full lab:none\"" "$out"
done

# ---- check

gates() { # what check finds of them
	pp check "$@" --only=gate-missing --format=tsv | cut -f 1,4,5,6
}
check_exit 1 "check" pp check --only=gate-missing
check_text "... tells people what is missing" "^  error    gate-missing  The topic has not passed gate ABC, which failed on$" "$out"
check_text "... what to do" "^ +pullprep gate run TOPIC runs it; " "$out"
check_text "... and what passed" "^kvm/queue  gate ABC passed on 2022-03-22 on tree $(tree kvm/queue)$" "$out"
check_text "... in a summary" "^2 errors in 9 commits of 8 topics$" "$out"
gates >actual
cat >expected <<EXPECTED
error	kvm/lab	no	has not passed gate lab, which has no result on tree $(tree kvm/lab)
error	kvm/next	no	has not passed gate ABC, which failed on 2022-03-22 on tree $(tree kvm/next) (exit status 1; log in the git directory: pullprep/gates/ABC/kvm-next.log)
EXPECTED
check_same "... and programs" expected actual
check "a topic that has passed has none" pp check kvm/queue --only=gate-missing
check "a range has no gate" pp check master..kvm/next --only=gate-missing
check_no_text "... nothing is said of one" 'gate' "$out"
check "other rules" pp check kvm/queue --only=wip-subject
check_no_text "... say nothing of gates" 'gate' "$out"
check "the level can be another" pp check kvm/next --only=gate-missing --config pullprep.rule.gate-missing.level=warning
check_text "... like any rule's" "^  warning  gate-missing " "$out"
check_exit 1 "--quiet tells errors" pp check kvm/lab --quiet --only=gate-missing
check_no_text "... only" ' passed on ' "$out"
check "a waiver" pp waive kvm/next --rule=gate-missing --reason="the lab is down"
gates kvm/next >actual
check_text "... counts" "^error	kvm/next	yes	" actual
check "... for check" pp check kvm/next --only=gate-missing
check "... the topic is held as before" test "$(place kvm/next)" = "hold 10"
check "a batch without a plan" pp check first --only=gate-missing
check_text "... has nothing that lacks a gate" '^nothing to find fault with in 5 commits of 4 topics$' "$out"
check "a batch of the plan" sh -c "'$PULLPREP' --as-of=2022-03-22 split --write --plan=plan && sed -i 's/^hold \( *kvm.lab \)/second\1/' plan"
check_exit 1 "... is judged, too" pp check second --plan=plan --only=gate-missing
check_text "... by its topics" '^kvm/lab  1 commit: 1 error$' "$out"

# ---- a tree that passed, and one that did not

git checkout -q kvm/queue && git commit -q --amend -m "net: queue, in other words

Signed-off-by: Morgan Maintainer <maintainer@example.org>" && git checkout -q master
daily 2022-03-23 2022-03-23 kvm/queue
git checkout -q master
pp() {
	"$PULLPREP" --as-of=2022-03-23 "$@"
}
check "after a rebase to the same tree" test "$(place kvm/queue)" = "first 4"
was=$(tree kvm/queue)
git checkout -q kvm/queue && echo more >>drivers/net/queue.c && git commit -q -a -s -m "net: queue more" && git checkout -q master
daily 2022-03-24 2022-03-29 kvm/queue
git checkout -q master
pp() {
	"$PULLPREP" --as-of=2022-03-29 "$@"
}
reason kvm/queue >actual
check_text "another tree has to pass anew" "; gate ABC was not run on tree $(tree kvm/queue) \(it passed on 2022-03-22 on tree $was\): pullprep gate run kvm/queue$" actual

# ---- the maintainer's word

pp() {
	"$PULLPREP" --as-of=2022-03-22 "$@"
}
git branch -q -D kvm/queue
check "a plan" pp split --write
sed -i 's,^hold \( *kvm/next \),# because: only the lab is down\nfirst\1,' .git/pullprep/plan
check "the maintainer overrides it" test "$(place kvm/next)" = "first 8"
reason kvm/next >actual
check_text "... which is said" "^the maintainer's choice: only the lab is down; the verdict is hold: gate ABC failed on 2022-03-22 " actual
check "and it is written" pp split --write
check_text "... beside the verdict" '^first   kvm/next .*# hold: .*; the maintainer.s choice: only the lab is down; ' .git/pullprep/plan
check "status says so" pp
check_text "... too" "^kvm/next +first:  the maintainer's choice: only the lab is down; the verdict is$" "$out"
check "bumped for another window" pp bump kvm/lab --reason="not now"
check "... is that" test "$(place kvm/lab)" = "hold 9"
reason kvm/lab >actual
check_text "... and both are told" "^bumped to the next window: not now; by itself hold: gate lab has no result" actual

finish
