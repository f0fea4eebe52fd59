#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the message of a tag says besides its bullets, and what the maintainer is told below the draft.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
ssh_key

draft() {
	run pp tag first --dry-run "$@"
}

lines() { # N: so many
	awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) print "line", i }'
}

# ---- who else is concerned

git checkout -q kvm/xen
commit arch/x86/kvm/xen.c 'KVM: x86/xen: third

Acked-by: Ann Other <ann@example.org>
Acked-by: Morgan Maintainer <maintainer@example.org>
Acked-by: "Body, Some" <some@example.org> # the interrupts'
git checkout -q master
git config remote.xen.url https://git.example.org/xen.git
git update-ref refs/remotes/xen/for-kvm kvm/xen~1
git branch kvm/side kvm/xen~2
git checkout -q kvm/side && commit arch/x86/kvm/side.c 'KVM: x86: beside it' && git checkout -q master
one_topic
git config --add pullprep.topic refs/heads/kvm/side
check_exit 0 "a plan" pp split --write
sed -i 's|^[a-z]*  *\(kvm/xen .*\)|# because: everybody asks for it\nfirst  \1|; s|^[a-z]*  *\(kvm/side .*\)|hold  \1|' .git/pullprep/plan
check_exit 0 "a draft" draft
cp "$out" message
cat >expected <<'MESSAGE'
kvm updates for 6.10

* kvm/xen: 3 patches, starting with "KVM: x86/xen: deliver events"

All of these have been in linux-next since next-20260629 or earlier, except
for 1 of the 3 commits of kvm/xen (never in linux-next: everybody asks for
it).

Tests and documentation are 14 % of the lines added (1 of 7).

2 of 3 commits of kvm/xen are also in xen/for-kvm, a branch of another tree.

1 of 3 commits of kvm/xen is also in kvm/side, which is not part of this.

kvm/xen: acked by Ann Other (1 of 3 commits) and Body, Some (1 of 3
commits).
MESSAGE
check_same "acks from outside and shared commits are told" expected message
git config user.useConfigOnly true
check_exit 0 "without an identity" env -u GIT_AUTHOR_NAME HOME=/nowhere GIT_CONFIG_GLOBAL=/dev/null "$PULLPREP" --as-of=2026-07-08 tag first --dry-run
check_text "there is nobody to leave out" 'acked by Ann Other' "$out"
git config --unset user.useConfigOnly
git update-ref -d refs/remotes/xen/for-kvm
rm .git/pullprep/plan
git config --unset-all pullprep.topic
git branch -q -D kvm/side
git checkout -q kvm/xen && git reset -q --hard HEAD~1 && git checkout -q master

# ---- tests and documentation, as whoever pulls will see them

one_topic
check_exit 0 "a plain history" draft
check_text "its share of tests" '^Tests and documentation are 50 % of the lines added \(1 of 2\)\.$' "$out"
# A criss-cross: mainline took a part of the topic, and the topic merged mainline.
git checkout -q kvm/xen
lines 10 >tools/testing/selftests/kvm/more.c && git add . && commit arch/x86/kvm/more.c 'KVM: x86: more' && part=$(git rev-parse HEAD)
git checkout -q master && lines 30 >Documentation.rst && git add . && commit Makefile 'docs: of mainline' && main=$(git rev-parse HEAD)
git merge -q --no-ff -m "Merge part" "$part"
git checkout -q kvm/xen && git merge -q --no-ff -m "Merge mainline" "$main" && commit arch/x86/kvm/more.c 'KVM: x86: even more'
git checkout -q master && commit Makefile 'more of mainline'
at 2026-07-07
[ "$(git merge-base --all master kvm/xen | wc -l)" = 2 ] || exit 1
pp split --write >/dev/null 2>&1
sed -i 's|^[a-z]*  *\(kvm/xen .*\)|# because: x\nfirst  \1|' .git/pullprep/plan
check_exit 0 "with two merge bases" draft
git merge-tree --write-tree master kvm/xen >tree
git diff --numstat master "$(cat tree)" | awk '{ all += $1 } END { print all }' >added
check_text "the lines are those of a test merge" "of the lines added \\(0 of $(cat added)\\)" "$out"
git checkout -q master && commit arch/x86/kvm/more.c 'conflicting'
check_exit 0 "with a conflict" draft
check_no_text "nothing is said of lines" 'Tests and documentation' "$out"
check "and nothing is left" test -z "$(find .git/objects -name "tmp_*")"

# ---- merges made by hand

cd .. && mkdir second && cd second || exit 1
maintainer_repository
for topic in kvm/xen kvm/s390; do
	git checkout -q $topic && commit both "KVM: $topic is in both"
done
git branch -q -D kvm/late
git checkout -q -b byhand master
git merge -q --no-ff -m 'Merge kvm/xen' kvm/xen
git merge -q --no-ff -m 'Merge kvm/s390' kvm/s390 >/dev/null 2>&1
echo 'by hand' >both && git add both && git commit -q --no-edit
git checkout -q master
note='^The merge of kvm/s390 was resolved by hand \(both\)'
pp split --write >/dev/null 2>&1
sed -i 's|^[a-z]*  *\(kvm/\)|first  \1|' .git/pullprep/plan
check_exit 0 "a merge with conflicts" draft --tip=byhand
check_text "is told" "$note: linux-next did not have\$" "$out"
next_tree 2026-07-06 master byhand
check_exit 0 "one that linux-next has" draft --tip=byhand
check_text "is told, and not more" "$note\.\$" "$out"

# ---- below the draft

cat >../look <<'SCRIPT'
#!/bin/sh
sed -n '/>8/,$p' "$1" >"${0%/*}/below"
exit 1
SCRIPT
chmod +x ../look
git config branch.kvm/s390.description 'Interrupts.'
check_exit 128 "an editor" env GIT_EDITOR="$PWD/../look" "$PULLPREP" --as-of=2026-07-08 tag first --tip=byhand
check_text "is told what has no words" '^#   kvm/xen \(3 patches\)$' ../below
check_no_text "and of nothing that has" 'kvm/s390 \(. patches' ../below
check_text "and how to give it some" 'git branch --edit-description TOPIC$' ../below
finish
