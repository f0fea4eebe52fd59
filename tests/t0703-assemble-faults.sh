#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Locks, a ref that moves meanwhile, repositories that cannot be written, and signals at many moments: refs, index and
# files are as they were, or the batch is assembled.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/assemble.sh"

assemble_repository
described
# locks of somebody else's
mkdir -p .git/refs/heads
: >.git/refs/heads/for-6.10-1.lock
state >../before
check_exit 128 'a lock on the ref' pp assemble first --no-edit
check_text 'is told in git'\''s words' "for-6\.10-1\.lock': File exists" "$err"
check_text 'with what to do' 'Another git is at work there' "$err"
check_text 'what is merged can be gone on with' 'can be gone on with:  pullprep .* --continue=[0-9a-f]{12}$' "$err"
state >../after
check_same 'nothing was changed' ../before ../after
rm .git/refs/heads/for-6.10-1.lock
again=$(sed -n 's/.*--continue=\([0-9a-f]\{12\}\)$/\1/p' "$err")
check 'going on' pp assemble first --no-edit --continue="$again"
check_text 'keeps all of it' '^  kept     d ' "$out"
check 'nothing of that is by hand' test "$(git config branch.for-6.10-1.pullprepAssembled)" = "$(git rev-parse for-6.10-1) -"
check 'it is the branch then' test "$(git rev-parse --short=12 for-6.10-1)" = "$again"
git branch -q -D for-6.10-1

: >.git/config.lock
check 'a lock on the configuration' pp assemble first --no-edit
check_text 'leaves the branch unrecorded, which is told' 'is assembled, but that is not recorded' "$err"
rm .git/config.lock
check 'the same command' pp assemble first --no-edit
check_text 'finds it there' '^first is unchanged' "$out"
check 'and records it' test "$(git config branch.for-6.10-1.pullprepAssembled)" = "$(git rev-parse for-6.10-1) -"
git branch -q -D for-6.10-1

# the branch appears while words are written
cat >../editor <<'END'
#!/bin/sh
git branch -q for-6.10-1 v6.8
printf 'Merge b\n\nWords.\n' >"$1"
END
chmod +x ../editor
git config --unset branch.b.description
check_exit 128 'a branch that appears meanwhile' env GIT_EDITOR="$PWD/../editor" "$PULLPREP" --as-of=2026-04-20 assemble first
check_text 'is told' 'It was (made|moved) meanwhile' "$err"
check 'and stays' test "$(git rev-parse for-6.10-1)" = "$(git rev-parse v6.8^0)"
git branch -q -D for-6.10-1
described

# a hook of one's own that forbids it
mkdir -p .git/hooks
printf '#!/bin/sh\n[ "$1" != prepared ]\n' >.git/hooks/reference-transaction
chmod +x .git/hooks/reference-transaction
check_exit 128 'a hook that forbids it' pp assemble first --no-edit
check_text 'is told' 'hook' "$err"
rm .git/hooks/reference-transaction
for hook in pre-merge-commit commit-msg prepare-commit-msg post-merge; do
	printf '#!/bin/sh\nexit 1\n' >.git/hooks/$hook
	chmod +x .git/hooks/$hook
done
check 'hooks of git merge are not run' pp assemble first --no-edit
rm .git/hooks/*
git branch -q -D for-6.10-1

# where objects are, as told
check 'objects in a place that is told by the environment' env GIT_OBJECT_DIRECTORY=.git/objects "$PULLPREP" --as-of=2026-04-20 assemble first --no-edit
git branch -q -D for-6.10-1

# read only
if [ "$(id -u)" = 0 ]; then
	skip 'a repository that cannot be written' 'root writes anywhere'
else
	chmod -R a-w .git
	check_exit 128 'a repository that cannot be written' pp assemble first --no-edit
	check 'can be tried' pp assemble first --no-edit --dry-run
	chmod -R u+w .git
fi
state >../before
find .git/objects -type f | sort >../objects
check 'a dry run' pp assemble first --no-edit --dry-run
find .git/objects -type f | sort >../objects-after
check_same 'writes no object' ../objects ../objects-after
check_exit 128 'an object that is missing' sh -c '
	blob=$(git rev-parse b:b.c)
	mv ".git/objects/$(echo "$blob" | cut -c1-2)" ../kept
	"$PULLPREP" --as-of=2026-04-20 assemble first --no-edit --base=v6.9-rc5
	status=$?
	mv ../kept ".git/objects/$(echo "$blob" | cut -c1-2)"
	exit $status'
check_text 'is no crash' '^pullprep: ' "$err"

# signals: whenever they come, all is as it was, or done
state >../before
interrupted=0 told=0 finished=0 odd=0
begun=$(date +%s%N)
pp assemble first --no-edit >/dev/null
took=$((($(date +%s%N) - begun) / 1000))
git branch -q -D for-6.10-1
for signal in INT TERM HUP; do
	for step in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
		# an own session, or a shell without job control would have it ignore SIGINT
		perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' "$PULLPREP" --as-of=2026-04-20 assemble first --no-edit >../said 2>&1 </dev/null &
		pid=$!
		sleep "$(awk -v t="$took" -v s=$step 'BEGIN { printf "%.4f", t * s / 16 / 1e6 }')"
		kill -$signal $pid 2>/dev/null
		wait $pid
		status=$?
		# killed after all was done is done
		if [ "$status" = 0 ] || { [ "$status" -gt 128 ] && git rev-parse -q --verify for-6.10-1 >/dev/null; }; then
			finished=$((finished + 1))
			[ "$(git rev-parse for-6.10-1^2)" = "$(git rev-parse d)" ] || odd=$((odd + 1))
			git branch -q -D for-6.10-1
		else
			interrupted=$((interrupted + 1))
			grep -q 'interrupted by SIG' ../said && told=$((told + 1))
		fi
		git config --remove-section branch.for-6.10-1 2>/dev/null
		state >../after
		cmp -s ../before ../after || {
			odd=$((odd + 1))
			echo "# SIG$signal after $step/16 of its time, exit $status"
			diff ../before ../after | sed 's/^/# /'
			sed 's/^/# /' ../said
		}
		find .git -name '*.lock' -exec rm {} + 2>/dev/null
	done
done
echo "# $interrupted interrupted, $told of them in the merges, $finished finished before"
check 'signals at many moments leave nothing half done' test $odd = 0
check 'some came in time' test $told -gt 3

# while the editor is open
git config --unset branch.b.description
cat >../editor <<'END'
#!/bin/sh
echo $$ >"$HOME/editing"
exec sleep 60
END
state >../before
for signal in TERM HUP; do
	rm -f "$HOME/editing"
	GIT_EDITOR="$PWD/../editor" perl -e '$SIG{HUP} = "DEFAULT"; exec @ARGV' "$PULLPREP" --as-of=2026-04-20 assemble first >../said 2>&1 </dev/null &
	pid=$!
	until [ -s "$HOME/editing" ] || ! kill -0 $pid 2>/dev/null; do
		sleep 0.02
	done
	kill -$signal $pid
	wait $pid
	check "SIG$signal while words are written" test $? = 128
	check_text "is told (SIG$signal)" "interrupted by SIG$signal|the editor .* failed" ../said
	state >../after
	check_same "and leaves all as it was (SIG$signal)" ../before ../after
	check "the editor is gone (SIG$signal)" sh -c "! kill -0 $(cat "$HOME/editing") 2>/dev/null"
done
described

# an output that nobody reads, or that is full
check_exit 128 'a full disk for the report' sh -c '"$PULLPREP" --as-of=2026-04-20 assemble first --no-edit >/dev/full'
check 'the branch is there nevertheless' git rev-parse -q --verify for-6.10-1

finish
