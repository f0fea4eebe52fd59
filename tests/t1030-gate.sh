#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Gates: run in a worktree of their own, recorded for the tree, found again.
. "$(dirname "$0")/lib/tap.sh"

notes=refs/notes/pullprep/gates
TMPDIR=$PWD/temporary
export TMPDIR
mkdir "$TMPDIR"
gate() {
	"$PULLPREP" gate "$@"
}
state() { # what is known, in few words
	gate --format=tsv "$@" | cut -f1-3 | tr '\t' ' '
}
tree() {
	git rev-parse "$1^{tree}"
}
left_over() { # worktrees and files that a run left behind
	git worktree list --porcelain | sed -n 's/^worktree //p' | sed 1d
	ls -A .git/worktrees 2>/dev/null
	ls -A "$TMPDIR"
}
outside() { # all that a run must not touch
	git rev-parse HEAD
	git symbolic-ref -q HEAD
	git status --porcelain
	git for-each-ref | grep -v refs/notes/
	cksum <.git/index
}
set_gates() { # GATE...
	git config --unset-all pullprep.gate
	for one_gate in "$@"; do
		git config --add pullprep.gate "$one_gate"
	done
}

alive() { # what is dead need not be reaped yet
	grep -q '^State:[[:space:]]*[^Z[:space:]]' "/proc/$1/status" 2>/dev/null || return 1
}

at 2026-07-01
git init -q repo && cd repo || exit
commit file "base" && git tag -a -m v1.0 v1.0
at 2026-07-06
git checkout -q -b kvm/queue && commit good "kvm: a" && commit b "kvm: b"
git checkout -q -b kvm/next master && commit c "kvm: c"
git checkout -q -b net master && commit d "net: d"
git checkout -q master
echo dirty >>file
echo staged >other && git add other
mkdir .git/hooks 2>/dev/null
printf '#!/bin/sh\ntouch "%s/hooked"\n' "$PWD/.." >.git/hooks/post-checkout && chmod +x .git/hooks/post-checkout

# ---- refusals

check "without a gate" gate
check_text "... none is told" '^No gate is for any' "$out"
check "as json" gate --format=json
check_text "... an empty list" '^\[\]$' "$out"
check_exit 128 "a gate that is not there" gate run --gate=ABC
check_text "... is named, with how to add it" "pullprep.gate 'GLOB:ABC:COMMAND'" "$err"
git config pullprep.gate 'kvm/*:ABC'
check_exit 128 "a setting without a command's place" gate
check_text "... is named" "pullprep.gate: 'kvm/\*:ABC' has not all" "$err"
set_gates 'kvm/*:ABC:test -e good && test ! -e other' 'kvm/*:lab:'
check_exit 128 "an unknown topic" gate run nonsense
check_exit 129 "record without a gate" gate record net --passed
check_exit 129 "record without a topic" gate record --gate=lab --passed
check_exit 129 "record without a result" gate record kvm/next --gate=lab
check_exit 129 "record with two" gate record kvm/next --gate=lab --passed --failed
check_exit 129 "run does not take a result" gate run --passed
check_exit 128 "a gate that is for another topic" gate record net --gate=lab --passed
check_exit 128 "a gate without a command is not run" gate run --gate=lab
check_text "... and it is said how it gets its result" 'gate record TOPIC --gate=lab' "$err"
check_exit 128 "a deadline that is none" gate run --config pullprep.gateDeadline=0
check "all that recorded nothing" test -z "$(git for-each-ref refs/notes)"

# ---- running

outside >../before
check_exit 1 "one topic passes, one fails" gate run
outside >../after
cp "$out" ../shown
check_same "index, work tree, HEAD and refs are as they were" ../before ../after
check "no hook was run" test ! -e ../hooked
left_over >../left
check_empty "no worktree is left" ../left
check_text "who passed is told" '^kvm/queue  ABC: passed$' ../shown
check_text "... when and on which tree" "^    2026-07-06 on tree $(tree kvm/queue | cut -c1-12) of $(git rev-parse --short=12 kvm/queue), Morgan" ../shown
check_text "who failed is told" '^kvm/next  ABC: failed$' ../shown
check_text "... and why" '^    exit status 1$' ../shown
check_text "what comes from elsewhere is not there yet" '^kvm/next  lab: not run$' ../shown
check_no_text "a topic without a gate is left out" '^net' ../shown
check_text "how to share them is told the first time" "git push REMOTE $notes" ../shown
git notes --ref=pullprep/gates show "$(tree kvm/queue)" >../note
printf 'pass\tABC\t%s\t%s\t%s\t%s\tkvm/queue\t-\tpullprep/gates/ABC/kvm-queue.log\n' "$(tree kvm/queue)" \
	"$(git rev-parse kvm/queue)" "$(git show -s --format=%cd --date=format:%Y-%m-%dT%H:%M:%SZ $notes)" \
	"Morgan Maintainer <maintainer@example.org>" >../expected
check_same "the note is on the tree, and git shows it" ../expected ../note
check "as records" gate kvm/next --format=tsv --gate=ABC
t=$(tree kvm/next)
printf 'kvm/next\tABC\tfailed\t%s\t2026-07-06\t%s\t%s\tMorgan Maintainer <maintainer@example.org>\texit status 1\tpullprep/gates/ABC/kvm-next.log\n' \
	"$t" "$t" "$(git rev-parse kvm/next)" >../expected
check_same "... all their fields" ../expected "$out"
check "as json" gate kvm/next --format=json
check_text "... too" '"gate": "lab", "result": "none"' "$out"

# ---- the worktree, the environment, the log

set_gates 'net:env:pwd; git rev-parse --show-toplevel HEAD; git status --porcelain; echo "$PULLPREP_GATE $PULLPREP_TOPIC $PULLPREP_COMMIT $PULLPREP_BASE"; cat; echo words >&2; test ! -t 0'
check "a gate in an environment that points elsewhere" env GIT_INDEX_FILE="$PWD/.git/index" "$PULLPREP" gate run net
outside >../after
check_same "... touches nothing there" ../before ../after
log=.git/pullprep/gates/env/net.log
check_text "its log begins with what was run on what" "^gate env on net$" $log
check_text "... the commit" "^commit $(git rev-parse net)$" $log
check_text "it is in a worktree below TMPDIR" "^$TMPDIR/pullprep-gate\.[^/]*$" $log
check_text "... of the tip" "^$(git rev-parse net)$" $log
check_no_text "... that is clean" '^( M|\?\?|A |D ) ?' $log
check_text "it is told what it is" "^env net $(git rev-parse net) $(git rev-parse master)$" $log
check_text "standard error is in the log" '^words$' $log
check "the bare repository has worktrees, too" sh -c 'git clone -q --bare . ../bare.git && cd ../bare.git &&
	"$PULLPREP" gate run net --config "pullprep.gate=net:there:test -e d" && test -z "$(git worktree list | sed 1d)"'

# ---- found again, or not

set_gates 'net:count:echo >>../counted'
check "a gate runs" gate run net
check "... and not again" gate run net
check "... once" test "$(wc -l <"$TMPDIR/counted")" = 1
check "... unless it is asked for" gate run net --again
check "... twice" test "$(wc -l <"$TMPDIR/counted")" = 2
rm "$TMPDIR/counted"
git update-ref refs/heads/net "$(git commit-tree -p master -m "net: other words" "net^{tree}")"
check "after a rebase with the same tree" test "$(state net)" = "net count passed"
git update-ref refs/heads/net "$(git commit-tree -p master -m "net: other tree" "kvm/next^{tree}")"
check "with another tree it has passed before" test "$(state net)" = "net count passed-before"
check "... which is told" gate net
check_text "... as not run" '^net  count: not run on the tree as it is$' "$out"
check_text "... with what there was" '^    passed 2026-07-06 on tree ' "$out"

# ---- from elsewhere

set_gates 'kvm/*:lab:'
check "a result from elsewhere" gate record kvm/queue --gate=lab --failed --log=https://ci.example.org/1
check_text "... is shown with its log" 'log: https://ci.example.org/1' "$out"
check "... as failed" test "$(state kvm/queue)" = "kvm/queue lab failed"
check "a later one" gate record kvm/queue --gate=lab --passed
check "... counts" test "$(state kvm/queue)" = "kvm/queue lab passed"
check "the other gate's result on that tree is still there" \
	test "$(state --config 'pullprep.gate=kvm/queue:ABC:true' kvm/queue --gate=ABC)" = "kvm/queue ABC passed"
check "yesterday there was none" test "$(state kvm/queue --as-of=2026-07-05)" = "kvm/queue lab none"

# ---- gates that do harm

outside >../before
set_gates 'net:hang:sleep 1000 & trap "" TERM; sleep 1000; sleep 1000'
began=$(date +%s)
check_exit 1 "a gate that hangs, and will not be ended" gate run net --config pullprep.gateDeadline=1
ended=$(date +%s)
check_text "... has failed for that" 'did not end within 1 seconds' "$out"
check "... soon" test $((ended - began)) -lt 20
set_gates 'net:flood:yes'
check_exit 1 "a gate that floods its log" gate run net
check_text "... has failed for that" 'wrote more than 64 MiB' "$out"
check "... of which no more is kept" test "$(wc -c <.git/pullprep/gates/flood/net.log)" -lt 67200000
set_gates 'net:die:kill -9 $$'
check_exit 1 "a gate that dies" gate run net
check_text "... has failed for that" 'killed by signal 9' "$out"
set_gates 'net:absent:no-such-program-here'
check_exit 1 "a gate whose program is not there" gate run net
check_text "... has failed for that" 'exit status 127' "$out"
set_gates 'net:behind:sleep 1000 & echo $! >../behind'
check_exit 1 "a gate that goes on in the background" gate run net
check_text "... has failed for that" 'ended, but left sleep running in the background' "$out"
check_exit 1 "... which is ended" alive "$(cat "$TMPDIR/behind")"
rm "$TMPDIR/behind"
set_gates 'net:later:{ sleep 0.2; echo done; } &'
check "a gate whose output ends soon after it" gate run net
check_text "... has all of it in its log" '^done$' .git/pullprep/gates/later/net.log
set_gates "net:daemon:setsid sh -c 'echo \$\$ >../behind; trap \"touch ../tidy; exit\" TERM; setsid sleep 1000 & echo \$! >../below; while :; do sleep 0.1; done' & until test -s ../below; do sleep 0.1; done"
check "a gate that starts a daemon" gate run net
check_exit 1 "... which is ended" alive "$(cat "$TMPDIR/behind")"
check_exit 1 "... with what that has started" alive "$(cat "$TMPDIR/below")"
check "... and may tidy up" test -e "$TMPDIR/tidy"
rm "$TMPDIR/behind" "$TMPDIR/below" "$TMPDIR/tidy"
sleep 1000 &
other=$!
check "a child that we had before" sh -c "sleep 1000 & echo \$! >before-us; exec '$PULLPREP' gate run net --again"
check "... lives on" alive "$(cat before-us)"
check "... as does that of somebody else" alive "$other"
kill "$other" "$(cat before-us)"
rm before-us "$TMPDIR/behind" "$TMPDIR/below" "$TMPDIR/tidy"
set_gates 'net:ask:read answer </dev/tty || read answer'
check_exit 1 "a gate that asks for an answer" gate run net
check_text "... has failed for that" 'exit status 1' "$out"
set_gates 'net:stop:kill -STOP $$'
check_exit 1 "a gate that stops itself" gate run net --config pullprep.gateDeadline=1
check_text "... does not end, either" 'did not end within 1 seconds' "$out"
set_gates 'net:wreck:mkdir x && touch x/y && chmod 500 x && rm .git'
check "a gate that takes its worktree apart" gate run net
left_over >../left
check_empty "of none of them anything is left" ../left
outside >../after
check_same "... and all else is as it was" ../before ../after

# ---- interrupted

set_gates 'net:long:echo $$ >../started; exec sleep 1000'
for signal in INT TERM; do
	env --default-signal=INT "$PULLPREP" gate run net >"$out" 2>"$err" &
	pid=$!
	for try in $(seq 100); do
		[ -s "$TMPDIR/started" ] && break
		sleep 0.1
	done
	kill -$signal $pid
	wait $pid
	status=$?
	check "SIG$signal ends it" test $status = 128
	check_exit 1 "... and the gate" alive "$(cat "$TMPDIR/started")"
	rm "$TMPDIR/started"
	left_over >../left
	check_empty "... and nothing is left" ../left
	check "... nor recorded" test "$(state net)" = "net long none"
done

# ---- notes that somebody spoilt

set_gates 'kvm/*:lab:'
git notes --ref=pullprep/gates append -m "not a result" "$(tree kvm/queue)"
check "a line that is no result" gate kvm/queue
check_text "... is told" 'are no results' "$err"
check_text "... and what was recorded counts" 'lab: passed' "$out"
git notes --ref=pullprep/gates copy -f "$(tree kvm/queue)" "$(tree kvm/next)" 2>/dev/null
check "a note that was copied to another tree" test "$(state kvm/next 2>/dev/null)" = "kvm/next lab none"
check "recording beside it" gate record kvm/queue --gate=lab --failed
check "... keeps it" sh -c "git notes --ref=pullprep/gates show $(tree kvm/queue) | grep -q '^not a result'"

finish
