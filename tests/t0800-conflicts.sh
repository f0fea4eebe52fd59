#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What conflicts: a batch with mainline, linux-next and other topics, and all topics with each other.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

# numbers FROM TO: that many lines
numbers() {
	awk -v from="$1" -v to="$2" 'BEGIN { for (i = from; i <= to; i++) print "line " i }'
}

# edit FILE LINE SUBJECT
edit() {
	sed -i "$2s/\$/ $3/" "$1" && git commit -q -a -m "$3" && tick
}

save() {
	git add -A && git commit -q -m "$1" && tick
}

topic() {
	git checkout -q -b "$1" v6.9-rc4
}

# conflicts ARGS...: the table without the commits' ids, sorted
table() {
	pp conflicts --format=tsv "$@" | cut -f1-4 | sort
}

git init -q repo && cd repo || exit 1
at 2026-05-01
mkdir -p arch/x86 fs/old
numbers 1 20 >arch/x86/kvm.c
numbers 31 60 >arch/x86/gone.c
numbers 61 90 >fs/old/a.c
numbers 91 120 >fs/old/b.c
numbers 121 150 >moved.c
printf 'bin\0ary' >firmware
numbers 151 160 >Makefile
save 'Linux 6.9-rc4' && git tag -a -m 'Linux 6.9-rc4' v6.9-rc4
at 2026-06-01
topic kvm/mmu && edit arch/x86/kvm.c 5 'KVM: MMU: change a line' && edit arch/x86/kvm.c 6 'KVM: MMU: change more' &&
	edit Makefile 2 'kbuild: build the MMU' && edit arch/x86/gone.c 3 'KVM: MMU: fix what is to go'
topic kvm/xen && edit arch/x86/kvm.c 15 'KVM: Xen: change another line' && edit Makefile 9 'kbuild: build Xen' &&
	numbers 1 9 >new.c && save 'KVM: Xen: add a file'
topic fs/move && git mv fs/old fs/new && save 'fs: move old to new'
topic fs/add && numbers 1 40 >fs/old/c.c && save 'fs: add to old'
topic doc && numbers 5 9 >doc && save 'doc: add it'
git checkout -q -b kvm/mmu-more kvm/mmu && edit arch/x86/kvm.c 7 'KVM: MMU: more of it'
for day in 29 30; do
	at 2026-06-$day
	git checkout -q --detach v6.9-rc4
	for name in kvm/xen fs/move doc; do
		git merge -q --no-ff -m "next: $name" $name
	done
	edit Makefile 2 'next: another change'
	git tag next-202606$day
done
at 2026-07-01
git checkout -q master
edit arch/x86/kvm.c 5 'x86: rename it'
git rm -q arch/x86/gone.c && save 'x86: drop what is gone'
numbers 3 9 >new.c && save 'x86: add new.c'
at 2026-07-05
edit Makefile 5 'Linux 6.9' && git tag -a -m 'Linux 6.9' v6.9
git config pullprep.mainline master

# ---- all topics ----

cp -r .git/refs refs-before
find .git/objects | sort >objects-before
check_exit 0 'conflicts are no failure' pp conflicts
cp "$out" text
check_empty '... and no warning' "$err"
diff -r refs-before .git/refs >/dev/null && find .git/objects | sort | cmp -s - objects-before
check 'nothing was added to the repository' test $? = 0
check_no_text 'it fits 80 columns' '.{81}' text
check_text 'the pairs are counted, and those that were merged' \
	'^15 pairs of topics \(3 merged, others share no path\): 1 conflict in 1 pair$' text
check_text 'topics and mainline too' '^6 pairs of a topic and master: 5 conflicts in 3 pairs$' text
check_text 'our last commit is named' "kvm/mmu +$(git rev-parse --short=12 kvm/mmu~2) KVM: MMU: change more$" text
check_text 'their last commit is named' "master +$(git rev-parse --short=12 ':/x86: rename') x86: rename it$" text
check_text 'what was deleted is said' 'gone.c deleted in master and modified in kvm/mmu\.' text
table >found
check_same 'each kind is told' - found <<'END'
fs/add	fs/move	fs/new/c.c	directory rename suggested
kvm/mmu	master	arch/x86/gone.c	modify/delete
kvm/mmu	master	arch/x86/kvm.c	contents
kvm/mmu-more	master	arch/x86/gone.c	modify/delete
kvm/mmu-more	master	arch/x86/kvm.c	contents
kvm/xen	master	new.c	add/add
END
pp conflicts --format=json >json
check 'as JSON there is a row for each' python3 -c '
import json, sys
rows = json.load(open(sys.argv[1]))
assert len(rows) == 6, len(rows)
row = [r for r in rows if r["path"] == "new.c"][0]
assert row["kind"] == "add/add" and row["ours"] == "kvm/xen" and row["note"] is None
assert len(row["ours_commit"]) == 40 and len(row["theirs_commit"]) == 40
' json
pp conflicts --next --format=tsv | grep -c 'next-20260630' >count
check_same 'the newest linux-next release is in conflict with three topics' - count <<'END'
3
END
check_exit 0 'the plan may drop a topic' sh -c '
	"$PULLPREP" --as-of=2026-07-08 split --write >/dev/null &&
	sed -i "s/^[a-z]* *kvm\/xen /drop kvm\/xen /" .git/pullprep/plan && grep -q "^drop kvm/xen " .git/pullprep/plan'
table >found
check_no_text '... which is left alone then' 'kvm/xen' found
rm -r .git/pullprep

# ---- one pull ----

git config pullprep.topic refs/heads/kvm/xen
pp split --write >/dev/null && sed -i 's/^[a-z]*  *kvm/first kvm/' .git/pullprep/plan
check_exit 0 'a batch of one topic needs no tag' pp conflicts first
check_text '... and is its tip' '^kvm/xen and master: 1 conflict$' "$out"
check_text '... what has no note is told, with the command' '^  pullprep --as-of=2026-07-08 conflicts first --edit$' "$out"
git config --unset pullprep.topic
pp split --write --again >/dev/null
sed -i 's/^hold /first /; s/^second /first /' .git/pullprep/plan
check_exit 128 'a batch of many needs a tag or a branch' pp conflicts first
check_text '... which is said' '^pullprep: the first batch has [0-9] topics, and neither a tag for-linus-6.10-1 nor a' "$err"
check_text '... with what makes it' 'pullprep --as-of=2026-07-08 assemble first' "$err"
sed -i 's/^first  *fs/second fs/; s/^first *doc/second doc/; s/^first *kvm.xen/hold kvm\/xen/' .git/pullprep/plan
git branch for-6.10-1 kvm/xen
check_exit 0 'the assembled branch is its tip' pp conflicts first
check_text '... and is named' '^for-6.10-1 and master: 1 conflict$' "$out"
git tag -m 'first' for-linus-6.10-1 kvm/mmu-more
check_exit 0 'its tag comes first' pp conflicts first
check_text '... and is named' '^for-linus-6.10-1 and master: 2 conflicts$' "$out"
check_exit 0 'with the topics outside of it' pp conflicts first --topics
check_text '... of which one shares a path' \
	'^4 pairs of the batch and a topic \(1 merged, others share no path\): no conflicts' "$out"
check_exit 0 'with linux-next' pp conflicts first --next
check_text '... which has a conflict' '^for-linus-6.10-1 and next-20260630: 1 conflict$' "$out"
check_exit 0 'any revision' pp conflicts kvm/xen~1
check_text '... that merges cleanly' '^kvm/xen~1 and master: no conflicts$' "$out"
check_exit 128 'what is none is refused' pp conflicts nothing
check_exit 129 'two are too many' pp conflicts first second
check_exit 129 'notes are for one pull' pp conflicts --edit
check_exit 129 'topics are for a batch' pp conflicts kvm/xen --topics

# ---- notes ----

notes=.git/pullprep/conflicts/for-linus-6.10-1
cat >editor <<'END'
#!/bin/sh
cp "$1" seen
sed -i '/^\[arch\/x86\/kvm.c\]/a Take both; linux-next has the same.' "$1"
END
chmod +x editor
check_exit 0 'the notes can be edited' env GIT_EDITOR=./editor "$PULLPREP" --as-of=2026-07-08 conflicts first --edit
check_text '... the note is shown' '^    Take both; linux-next has the same\.$' "$out"
check_text '... and what has none is counted' '^1 of the conflicts with master has no note for the mail' "$out"
check_text 'the editor had a section for each' '^\[arch/x86/gone.c\] with master$' seen
check_text '... with what it is about' '^# modify/delete: arch/x86/gone.c deleted in master and modified' seen
check_text '... and who changed it' "^# there: $(git rev-parse --short=12 ':/x86: drop') \\(\"x86: drop what is gone\"\\)$" seen
pp conflicts first --format=tsv | cut -f3,8 >found
check_same 'the note is in the record' - found <<'END'
arch/x86/gone.c	-
arch/x86/kvm.c	Take both; linux-next has the same.
END
git tag -f -m 'first' for-linus-6.10-1 kvm/mmu >/dev/null
check_exit 0 'it stays when the tag moves' pp conflicts first
check_text '... and is shown' '^    Take both; linux-next has the same\.$' "$out"
check_exit 128 'an editor that fails is told' env GIT_EDITOR=false "$PULLPREP" --as-of=2026-07-08 conflicts first --edit
check_text '... and the note is there' '^Take both' $notes
printf 'nothing\n' >$notes
check_exit 128 'what is no note is refused' pp conflicts first
check_text '... with file and line' 'for-linus-6.10-1:1: this note belongs to no conflict' "$err"
rm $notes

# ---- where it stands ----

git branch -q -D for-6.10-1 && git clone -q --bare . ../bare.git
check_exit 0 'in a bare repository' sh -c 'cd ../bare.git && git config pullprep.mainline master &&
	"$PULLPREP" --as-of=2026-07-08 conflicts --format=tsv | cut -f1-4 | sort >../found'
check_same '... it is the same' - ../found <<'END'
fs/add	fs/move	fs/new/c.c	directory rename suggested
kvm/mmu	master	arch/x86/gone.c	modify/delete
kvm/mmu	master	arch/x86/kvm.c	contents
kvm/mmu-more	master	arch/x86/gone.c	modify/delete
kvm/mmu-more	master	arch/x86/kvm.c	contents
kvm/xen	master	new.c	add/add
END
git worktree add -q --detach ../work2 doc
check_exit 0 'in a second work tree' sh -c 'cd ../work2 && "$PULLPREP" --as-of=2026-07-08 conflicts first'
git init -q ../empty
check_exit 0 'without topics' sh -c 'cd ../empty && git commit -q --allow-empty -m one &&
	git tag -m v6.9 v6.9 && "$PULLPREP" conflicts'
check_text '... there are no pairs' '^0 pairs of topics: no conflicts$' "$out"

# ---- ended before its time ----

mkdir ../bin ../aside
real=$(command -v git)
cat >../bin/git <<END
#!/bin/sh
case \$* in *merge-tree*) kill -"\$ENDED_BY" \$PPID; sleep 0.1 ;; esac
exec '$real' "\$@"
END
chmod +x ../bin/git

# ended SIGNAL: what is left of a run that the signal ends in the middle of a merge
ended() {
	env PATH="$PWD/../bin:$PATH" TMPDIR="$PWD/../aside" ENDED_BY="$1" "$PULLPREP" --as-of=2026-07-08 conflicts doc
	status=$?
	for try in 1 2 3 4 5 6 7 8 9 10; do
		[ -z "$(ls ../aside)" ] && break
		sleep 0.2
	done
	ls ../aside
	return $status
}
for signal in INT:130 TERM:143 KILL:137; do
	find .git -type f | sort >before
	check_exit "${signal#*:}" "ended by SIG${signal%:*}" ended "${signal%:*}"
	check_empty '... what was set aside is gone' "$out"
	find .git -type f | sort | cmp -s - before
	check '... and nothing is left in the repository' test $? = 0
done

cat >../bin/git <<END
#!/bin/sh
case \$* in *merge-tree*"\$CRASHES") kill -ABRT \$\$ ;; esac
exec '$real' "\$@"
END
crashing() {
	env PATH="$PWD/../bin:$PATH" CRASHES="$(git rev-parse "$1")" "$PULLPREP" --as-of=2026-07-08 conflicts $2
}
check_exit 0 'a pair with which git crashes does not hide the others' crashing fs/move
check_text '... it is told' '^pullprep: warning: whether they conflict is not known: merging fs/add and fs/move: git merge' "$err"
check_text '... and so are they' '^kvm/xen and master: 1 conflict$' "$out"
check_exit 128 'of one pull it is all there is to say' crashing master doc
check_text '... and is said' '^pullprep: merging doc and master: git merge-tree has crashed' "$err"

finish
