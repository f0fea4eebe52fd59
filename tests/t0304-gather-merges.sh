#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What was merged into an integration branch are the topics: real merges by git, pulls from other repositories, octopuses, and what git
# did not write; and what is refused.

. "$(dirname "$0")/lib/tap.sh"

gathered() {
	"$PULLPREP" --as-of=2026-07-20 --config pullprep.gather=next "$@"
}

topic() { # NAME FILE...: a branch of mainline with a commit for each
	name=$1
	shift
	git checkout -q -b "$name" master
	for file in "$@"; do
		commit "$file" "$file: change it"
	done
}

into_next() {
	git checkout -q next && git merge -q --no-ff --no-edit "$@" >/dev/null
}

git init -q repo
cd repo || exit 1
at 2026-04-06
commit file base
git tag -a -m v2026.04 v2026.04
at 2026-07-06
commit file v2026.07
git tag -a -m v2026.07 v2026.07
git branch next
git init -q --bare ../sub.git
git push -q ../sub.git master

at 2026-07-07
topic kvm/xen xen.c xen2.c
topic kvm/mmu mmu.c
topic one one.c
topic two two.c
topic pulled pulled.c
git push -q ../sub.git pulled:for-linus pulled:other
git checkout -q master && git branch -q -D pulled
topic tagged tagged.c
git tag -a -m 'what is tagged' sent-1
git checkout -q master && git branch -q -D tagged
topic remote remote.c
git update-ref refs/remotes/r/remote-1 HEAD
git checkout -q master && git branch -q -D remote
topic loose loose.c
loose=$(git rev-parse --verify HEAD)
git checkout -q master
git branch -q -D loose

at 2026-07-08
into_next kvm/xen
into_next kvm/mmu
git checkout -q next && git pull -q --no-ff --no-edit --no-rebase ../sub.git for-linus
into_next sent-1
into_next r/remote-1
into_next "$loose"
git checkout -q next && git merge -q --no-edit one two >/dev/null
commit direct.c "direct: by itself"
git branch -q -D kvm/xen one two

check "the topics of an integration branch" gathered topics --format=tsv
cut -f 1,3,5 "$out" >../found
check_same "... have the names that git's merges give" - ../found <<END
kvm/xen	merge	2
kvm/mmu	merge	1
sub/for-linus	merge	1
sent-1	merge	1
r/remote-1	merge	1
commit-$(echo "$loose" | cut -c 1-12)	merge	1
one	merge	1
two	merge	1
direct-by-itself	series	1
END
# What git says that each merge brought, against what is found, for all of them.
git log --first-parent --merges --format=%H master..next | while read -r merge; do
	git rev-list --no-merges "$merge" "^$merge^1" ^master
done | sort >../brought
gathered topics --format=tsv | cut -f 1 | grep -v '^direct' | while read -r name; do
	gathered ratio --format=tsv "$name" | cut -f 1
done | sort >../owned
check_same "all that git says they brought is theirs" ../brought ../owned

# The topics of the line, and the branches that are there, do not mix.
check "status knows a topic without a ref" gathered status --format=tsv kvm/xen
check_text "... by its merged head" "^kvm/xen	$(git rev-parse next^{/kvm/xen}^2)	" "$out"
git checkout -q -b elsewhere master && commit else.c "else: where" && git checkout -q master
check "branches beside the line are no topics" gathered topics --format=tsv
check_no_text "... so this is none" "^elsewhere" "$out"
check "... unless it is asked for" gathered ratio --format=tsv elsewhere
check "... with its one commit" test "$(wc -l <"$out")" = 1
check "pullprep.topic is not asked" gathered --config pullprep.topic=else* topics --format=tsv
check_text "... the line is" "^kvm/xen" "$out"

# It is rewritten, and merged again.
git checkout -q kvm/mmu && git checkout -q -B kvm/mmu master && commit mmu-again.c "mmu: again" && into_next kvm/mmu
check "a topic that was rewritten" gathered topics --format=tsv kvm/mmu
check_text "... has the commits of both" "^kvm/mmu	$(git rev-parse kvm/mmu)	merge	[0-9a-f]*	2	" "$out"
check_text "... and it is told" "kvm/mmu was rewritten after it was merged into next: 1 of its commits" "$err"

# A hostile subject can do no harm, and has a name all the same.
topic evil evil.c
esc=$(printf '\033')
git checkout -q next && git merge -q --no-ff -m "Merge branch '..${esc}[31m ~^:?*[\\.lock'" evil && git branch -q -D evil
check "a merge's subject may hold anything" gathered topics --format=tsv
name=$(cut -f 1 "$out" | tail -n 1)
check "... its name is one for git" git check-ref-format --branch "$name"
check_no_text "... without control characters" "$esc" "$out"
check "a plan takes them all" gathered split --write
check "... and is read again" gathered status

# From a bare repository, a worktree and one that may only be read, with HEAD anywhere.
git checkout -q --detach
git clone -q --bare . ../bare.git
check "a bare repository" "$PULLPREP" -C ../bare.git --as-of=2026-07-20 --config pullprep.gather=next topics --format=tsv
cp "$out" ../from-bare
gathered topics --format=tsv >../from-here 2>/dev/null
check_same "... has the same topics" ../from-here ../from-bare
git worktree add -q --detach ../tree next
check "a worktree" "$PULLPREP" -C ../tree --as-of=2026-07-20 --config pullprep.gather=next topics --format=tsv
check_same "... has the same topics" ../from-here "$out"
check "a name that is no branch's: a tag" git tag stand next
check "... may be gathered too" "$PULLPREP" --as-of=2026-07-20 --config pullprep.gather=stand topics --format=tsv
check_same "... with the same topics" ../from-here "$out"

# Mainline pulls some of it.
at 2026-07-10
git checkout -q master && git merge -q --no-ff -m "Pull sent-1" sent-1
into_next master
check "what mainline has taken" gathered split --format=tsv
check_text "... stays in sight" "^drop	sent-1	" "$out"
check_no_text "... but mainline itself is no topic" "	master	" "$out"
check_text "... and what it lacks is as before" "^[a-z]+	kvm/xen	" "$out"

# Refusals.
refused() { # DESCRIPTION VALUE WORDS
	check_exit 128 "$1 is refused" "$PULLPREP" --as-of=2026-07-20 --config "pullprep.gather=$2" status
	check_text "... in words" "$3" "$err"
	check_text "... and what to do" "git config" "$err"
}
refused "what is no revision" nothing "pullprep.gather is 'nothing'"
refused "what is no commit" "master^{tree}" "pullprep.gather is"
refused "mainline" master "where mainline, master, stands"
refused "what mainline has" v2026.04 "nothing that mainline, master, lacks"
refused "an option" --all "pullprep.gather is '--all'"
check "an empty value is none" "$PULLPREP" --as-of=2026-07-20 --config pullprep.gather= topics --format=tsv
check_text "... so branches are topics" "^elsewhere	" "$out"

finish
