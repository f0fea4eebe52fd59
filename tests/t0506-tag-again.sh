#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Tags made again, and again after mainline pulled the one before.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
openpgp_key
git config pullprep.topic refs/heads/kvm/fixes

fix() { # FILE SUBJECT
	commit "$1" "$2

Fixes: $(git rev-parse --short=12 kvm/s390~1) (\"KVM: s390: add interrupts\")"
}

between() {
	"$PULLPREP" --as-of=2026-07-20 "$@"
}

later() {
	"$PULLPREP" --as-of=2026-07-27 "$@"
}

message() { # TAG
	git cat-file tag "$1" | sed -e '1,/^$/d' -e '/^-----BEGIN /,$d'
}

pull() { # TAG DATE
	git checkout -q master && at "$2" && git merge -q --no-ff -m "Merge tag '$1'" "$1" >/dev/null 2>&1 && tick
}

# ---- the draft of an old tag

git checkout -q master
at 2026-07-19
commit Makefile 'Linux 6.10-rc1'
git tag -a -m 'Linux 6.10-rc1' v6.10-rc1
git checkout -q -b kvm/fixes master
fix one.c 'KVM: x86: fix one'
check_exit 0 'fixes are tagged' between tag fixes --no-edit
for i in 1 2 3 4; do
	check_exit 0 "made again as they are, perhaps within a second ($i)" between tag fixes --no-edit --again
done
tick
check_exit 0 'made again as they are' between tag fixes --no-edit --again
check_no_text 'there is nothing to say' 'draft is of the old tag' "$err"
fix two.c 'KVM: x86: fix two'
check_exit 128 'without --again nothing is replaced' between tag fixes --no-edit
check_text 'and --again is named' 'Replace it with --again' "$err"
check_exit 0 'a dry run of what has grown' between tag fixes --again --dry-run
check_text 'tells' 'the draft is of the old tag: 1 commit has come, 0 have gone since$' "$err"
git commit -q --amend -m "$(git log -1 --format=%B | sed 's/fix two/fix another two/')"
git rebase -q --onto master~0 kvm/fixes~1 kvm/fixes
fix three.c 'KVM: x86: fix three'
cat >editor <<'SCRIPT'
#!/bin/sh
cp "$1" seen
SCRIPT
chmod +x editor
check_exit 0 'a dry run of what was rebased' between tag fixes --again --dry-run
check_text 'counts both' 'the draft is of the old tag: 2 commits have come, 1 has gone since$' "$err"
check_exit 0 'in the editor' env GIT_EDITOR=./editor "$PULLPREP" --as-of=2026-07-20 tag fixes --again
check_text 'it stands with the instructions' '^# The draft is of the old tag: 2 commits have come, 1 has gone since\.$' seen
check_no_text 'and nowhere else' 'draft is of the old tag' "$err"
message for-linus-6.10-fixes >actual
check_no_text 'nor in the tag' 'draft is of the old tag' actual
fix four.c 'KVM: x86: fix four'
printf 'My own words\n' >words
check_exit 0 'a message of its own' between tag fixes --no-edit --again --message=words
check_no_text 'is no draft' 'draft is of the old tag' "$err"
fix five.c 'KVM: x86: fix five'
check_exit 0 'signed as it is' between tag fixes --no-edit --again
check_text 'it is told, too' 'the draft is of the old tag: 1 commit has come, 0 have gone since$' "$err"

# ---- fixes for the next -rc

pull for-linus-6.10-fixes 2026-07-25
git checkout -q kvm/fixes
fix six.c 'KVM: x86: fix six'
git rev-parse for-linus-6.10-fixes >before
check_exit 128 'a tag that was pulled is not made again' later tag fixes --no-edit --again
check_text 'and that is said' 'master has pulled the tag for-linus-6.10-fixes already, so it is not replaced' "$err"
check_text 'with the name that comes next' 'Leave --again out: the next tag is for-linus-6\.10-fixes-2\.' "$err"
check_exit 128 'nor by its name' later tag fixes --no-edit --again --name=for-linus-6.10-fixes
check_text 'for which another helps' 'Take another name with --name=NAME; .* git tag -d for-linus-6\.10-fixes$' "$err"
check_exit 128 'that name is not free' later tag fixes --no-edit --name=for-linus-6.10-fixes
check_text 'which is said without --again' 'exists already, and master has pulled it' "$err"
check_no_text 'since that would not help' '--again' "$err"
check_exit 128 'the mail of those that wait is not that of the old tag' later mail fixes
check_text 'they have no tag' 'the fixes batch has no tag yet: master has pulled for-linus-6\.10-fixes already' "$err"
check_text 'as of today' 'Make it with:  pullprep --as-of=2026-07-27 tag fixes$' "$err"
check_exit 0 'the next fixes' later tag fixes --no-edit
check_text 'have a number' '^fixes is tagged: for-linus-6\.10-fixes-2 on ' "$out"
check 'and a signature' git verify-tag for-linus-6.10-fixes-2
message for-linus-6.10-fixes-2 >actual
check_text 'their message is of them' 'fix six' actual
check_no_text 'and not of the old ones' 'fix one|fix five' actual
git rev-parse for-linus-6.10-fixes >after
check_same 'the old tag is as it was' before after
check_exit 0 'the mail' later mail fixes
check_text 'is of the newest' '^  https://git.example.org/kvm.git tags/for-linus-6\.10-fixes-2$' "$out"
check_no_text 'and of nothing else' 'fix five$' "$out"
check_exit 128 'that one is there, too' later tag fixes --no-edit
check_text 'by its name' 'the tag for-linus-6\.10-fixes-2 exists already, on the very same commit' "$err"
tick
check_exit 0 'and can be made again' later tag fixes --no-edit --again
check_text 'as itself' '^fixes is tagged: for-linus-6\.10-fixes-2 on ' "$out"
pull for-linus-6.10-fixes-2 2026-07-26
git tag for-linus-6.10-fixes-20260726 v6.9
git tag for-linus-6.10-fixes-x v6.9
git checkout -q kvm/fixes
fix seven.c 'KVM: x86: fix seven'
check_exit 0 'the third' later tag fixes --no-edit
check_text 'is numbered on, whatever else is there' '^fixes is tagged: for-linus-6\.10-fixes-3 on ' "$out"
check_exit 0 'seen from before the first pull' between mail fixes --base=v6.10-rc1
check_text 'it is the newest all the same' ' tags/for-linus-6\.10-fixes-3$' "$out"

# ---- fixes that have a tag are not offered to ride

git checkout -q master
at 2026-08-30
commit Makefile 'Linux 6.10'
git tag -a -m 'Linux 6.10' v6.10
git checkout -q -b kvm/new v6.10-rc1
commit new.c 'KVM: x86: something new'
git config --add pullprep.topic refs/heads/kvm/new
window() {
	"$PULLPREP" --as-of=2026-09-01 "$@"
}
check_exit 0 'a plan' window split --write --plan=theplan
sed 's/^[a-z]*  *kvm\/new/first kvm\/new/' theplan >plan
check_exit 0 'fixes that wait' window tag first --plan=plan --dry-run
check_text 'are offered to ride' 'kvm/fixes could ride with this batch' "$err"
check_exit 0 'with a tag of their own' window tag fixes --plan=plan --no-edit
check_exit 0 'they' window tag first --plan=plan --dry-run
check_no_text 'are not' 'could ride with this batch' "$err"
git checkout -q kvm/fixes
fix eight.c 'KVM: x86: fix eight'
window split --write --plan=theplan >/dev/null 2>&1
sed 's/^[a-z]*  *kvm\/new/first kvm\/new/' theplan >plan
check_exit 0 'when they have grown' window tag first --plan=plan --dry-run
check_text 'they are again' 'kvm/fixes could ride with this batch' "$err"

finish
