#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Gates: many that write at once, and notes that somebody rewrote or spoilt.
. "$(dirname "$0")/lib/tap.sh"

notes=refs/notes/pullprep/gates
TMPDIR=$PWD/temporary
export TMPDIR
mkdir "$TMPDIR"
state() { # what is known, in few words
	"$PULLPREP" gate --format=tsv "$@" 2>../told | cut -f1-3 | tr '\t' ' '
}
tree() {
	git rev-parse "$1^{tree}"
}

at 2026-07-01
git init -q repo && cd repo || exit
commit file "base" && git tag -a -m v1.0 v1.0
at 2026-07-06
topics="a b c d e f"
for name in $topics; do
	git checkout -q -b $name master && commit $name "net: $name"
done
git checkout -q master
git config pullprep.gate '*:one:'
git config --add pullprep.gate '*:two:sleep 0.1'

# ---- many at once

check "one is there already" "$PULLPREP" gate record a --gate=one --passed
pids=
for name in $topics; do
	"$PULLPREP" gate record $name --gate=one --passed >../record-$name 2>&1 &
	pids="$pids $!"
	"$PULLPREP" gate run $name --gate=two >../run-$name 2>&1 &
	pids="$pids $!"
done
failed=0
for pid in $pids; do
	wait "$pid" || failed=$((failed + 1))
done
check "twelve writers at once" test $failed = 0 || tap_diagnose ../record-* ../run-*
for name in $topics; do
	echo "$name one passed"
	echo "$name two passed"
done >../expected
state >../actual
check_same "... lose nothing" ../expected ../actual
check "... and every note is whole" test "$(git notes --ref=pullprep/gates list | wc -l)" = 6
check_empty "... nothing odd is in them" ../told
check "... one commit each" test "$(git rev-list --count $notes)" = 13
git worktree list --porcelain | sed -n 's/^worktree //p' | sed 1d >../left
ls -A "$TMPDIR" >>../left
find .git -name '*.lock' >>../left
check_empty "... no worktree, file or lock is left" ../left

git config --unset-all pullprep.gate
git config pullprep.gate 'a:same:for i in 1 2 3 4 5 6 7 8; do echo $$ $i; sleep 0.02; done'
pids=
for run in 1 2 3; do
	"$PULLPREP" gate run a --again >/dev/null 2>../same-$run &
	pids="$pids $!"
done
failed=0
for pid in $pids; do
	wait "$pid" || failed=$((failed + 1))
done
check "three runs at once of one gate on one topic" test $failed = 0
check "... are one result" test "$(state a)" = "a same passed"
log=.git/pullprep/gates/same/a.log
check "... keep the log of one" test "$(grep -c '^[0-9]* [1-8]$' $log)" = 8
check "... and not pieces of several" test "$(sed -n 's/^\([0-9]*\) [1-8]$/\1/p' $log | sort -u | wc -l)" = 1

# A worktree that another git is making: what it is of is not written yet.
half_made() {
	mkdir -p .git/worktrees/half && echo /nowhere/.git >.git/worktrees/half/gitdir &&
		git rev-parse master >.git/worktrees/half/HEAD && : >.git/worktrees/half/commondir
}
half_made
check_exit 128 "a worktree of others that stays half made" "$PULLPREP" gate run a --again
check_text "... is told" 'git worktree add says: .*commondir' "$err"
{
	sleep 0.5
	rm -r .git/worktrees/half
} &
check "one that is made soon" "$PULLPREP" gate run a --again
wait
git worktree list --porcelain | sed -n 's/^worktree //p' | sed 1d >../left
ls -A "$TMPDIR" >>../left
check_empty "... and nothing is left" ../left

# ---- notes that somebody rewrote

git config --unset-all pullprep.gate
git config pullprep.gate '*:one:'
git clone -q . ../other && git -C ../other config pullprep.gate '*:one:'
git -C ../other fetch -q origin $notes:$notes
git -C ../other branch -q b origin/b
check "another rewrites them" "$PULLPREP" -C ../other gate record b --gate=one --failed --log=https://ci.example.org/7
git -C ../other update-ref $notes "$(git -C ../other commit-tree -m squashed "$notes^{tree}")"
check "... and they are fetched with force" git fetch -q ../other +$notes:$notes
check "what they say now counts" test "$(state b)" = "b one failed"
check "... with all else that they say" test "$(state a)" = "a one passed"
check "and it can be written to" "$PULLPREP" gate record b --gate=one --passed
check "... again" test "$(state b)" = "b one passed"

# ---- notes that somebody spoilt

good=$(git rev-parse $notes)
line=$(git notes --ref=pullprep/gates show "$(tree a)" | grep '	one	')
spoil() { # TEXT: the note on a's tree
	git update-ref $notes "$good"
	printf "$1" >../text
	git notes --ref=pullprep/gates add -f -F ../text "$(tree a)" 2>/dev/null ||
		git notes --ref=pullprep/gates add -f -C "$(git hash-object -w ../text)" "$(tree a)" 2>/dev/null
}
spoil "passed\n\n\n$line\ntrailing\twords\n"
check "lines that are no results" test "$(state a)" = "a one passed"
check_text "... are told" "^pullprep: warning: 2 lines of the notes in $notes are no results, and left as they are$" ../told
for command in status split check; do
	run "$PULLPREP" $command --format=tsv
	check_text "... by $command, too" "^pullprep: warning: 2 lines of the notes in $notes are no results" "$err"
	check "... once" test "$(grep -c 'are no results' "$err")" = 1
done
run "$PULLPREP" check first
check "... once for a batch, too" test "$(grep -c 'are no results' "$err")" = 1
spoil "$(echo "$line" | sed 's/^pass/fail/; s/	-	-$/	\\033[31mred\\007; was first until 2026-01-01	-/')"
run "$PULLPREP" split
check_text "what would steer a terminal does not" '; gate one failed on 2026-07-06 on tree [0-9a-f]* \(\[31mred ; was first until 2026-01-01\): pullprep' "$out"
check "... in any byte" sh -c "! grep -q '$(printf '\033')' '$out'"
check "... nor the plan" "$PULLPREP" split --write
check "... which reads as before" sh -c "cp .git/pullprep/plan ../plan && '$PULLPREP' split --write && cmp ../plan .git/pullprep/plan"
rm .git/pullprep/plan
spoil "$(echo "$line" | sed 's/2026-07-06T[0-9:]*Z/2026-13-45T99:99:99Z/')"
check "a day that is none" test "$(state a)" = "a one none"
spoil "$(echo "$line" | sed "s/$(tree a)/$(tree b)/")"
check "a result of another tree on this one" test "$(state a)" = "a one none"
git update-ref $notes "$good"
git update-ref $notes "$(git commit-tree -p "$good" -m x "$(
	{
		git ls-tree "$good"
		printf '100644 blob %s\tREADME\n' "$(git rev-parse master:file)"
		printf '040000 tree %s\tzz\n' "$(git rev-parse 'master^{tree}')"
	} | git mktree
)")"
check "other files among the notes" test "$(state a)" = "a one passed"
check_empty "... are nobody's business" ../told
check "... and stay" sh -c "'$PULLPREP' gate record a --gate=one --failed && git cat-file -e $notes:README && git cat-file -e $notes:zz/file"

# ---- notes that cannot be read

for command in gate status split check; do
	git update-ref $notes "$(git rev-parse master:file)"
	check_exit 128 "$command, with a blob for notes" "$PULLPREP" $command
	check_text "... says what is wrong" "$notes" "$err"
	check_text "... and what to do" "git update-ref -d $notes" "$err"
done
printf '%s\n' 0123456789012345678901234567890123456789 >.git/$notes
check_exit 128 "a commit that is not there" "$PULLPREP" split
check_text "... is told" "$notes" "$err"
git update-ref -d $notes 2>/dev/null || rm -f .git/$notes
git update-ref $notes "$good"
blob=$(git rev-parse "$notes:$(git ls-tree -r --name-only $notes | grep "^$(tree a | cut -c1-2)" | head -n 1)")
mv ".git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)" ../blob
check_exit 128 "a note that is not there" "$PULLPREP" split
check_text "... is told" "the results of gates in $notes" "$err"
check_text "... with what to do" 'Fetch them anew|git fsck' "$err"
mv ../blob ".git/objects/$(echo "$blob" | cut -c1-2)/$(echo "$blob" | cut -c3-)"
git update-ref $notes "$(git rev-parse master:file)"
git config --unset-all pullprep.gate
for command in status split check; do
	check "without gates $command does not look at them" "$PULLPREP" $command
done

finish
