#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What whoever pulls will meet is told to the sender before: conflicts, bases, files that go; and where a batch starts
# that stands on the one before.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
openpgp_key
git config pullprep.topic refs/heads/kvm/xen

body() { # MAIL
	sed '1,/^$/d' "$1"
}

# ---- the base

check_exit 0 'a base that is no release' pp tag first --no-edit
check_text 'is told by tag' "^pullprep: warning: it is based on $(git rev-parse --short=12 v6.9~1) \\(\"KVM: s390: add interrupts\"\\), which is neither a release nor an -rc\$" "$err"
check_exit 0 'a mail' pp mail first
check_text 'tells it too' "^pullprep: warning: it is based on $(git rev-parse --short=12 v6.9~1) " "$err"
check_text 'and has no word on conflicts where there are none' '^please pull the changes described below.$' "$out"
check_no_text 'none at all' 'onflict' "$out"
at 2026-07-01
git tag -a -m 'Linux 6.9-rc7' v6.9-rc7 v6.9~1
at '2026-07-07 13:00'
check_exit 0 'an -rc' pp tag first --no-edit --again
check_no_text 'is fine' 'neither a release' "$err"
check_exit 0 'in the mail too' pp mail first
check_no_text 'nothing is said of it' 'neither a release' "$err"

# ---- files that go or move

git checkout -q kvm/xen
git rm -q arch/s390/kvm/intr.c && git mv Makefile Kbuild && git commit -q -s -m 'KVM: clean up' && tick
git checkout -q master
git tag -d for-linus-6.10-1 >/dev/null
git config branch.kvm/xen.description 'Xen events'
printf 'first  kvm/xen  %s\n' "$(git rev-parse --short=12 kvm/xen)" >plan
cat >editor <<'SCRIPT'
#!/bin/sh
cp "$1" seen
SCRIPT
chmod +x editor
check_exit 0 'files that go' env GIT_EDITOR=./editor "$PULLPREP" --as-of=2026-07-08 tag first --plan=plan
sed -n '/>8/,$p' seen >instructions
check_text 'are listed for the editor' '^#   deleted arch/s390/kvm/intr.c$' instructions
check_text 'as are those that move' '^#   renamed \{?Makefile => Kbuild\}?$' instructions
check_text 'are told afterwards' '^pullprep: warning: the message does not mention 2 files that go or move:$' "$err"
check_text 'by name' '^ *deleted arch/s390/kvm/intr.c$' "$err"
check_exit 0 'a mail' pp mail first --plan=plan
check_text 'tells them' 'the message does not mention 2 files that go or move' "$err"
printf 'kvm updates\n\nintr.c is gone, and Makefile is Kbuild now.\n' >words
check_exit 0 'a message that names them' pp tag first --plan=plan --no-edit --again --message=words
check_no_text 'is left in peace' 'does not mention' "$err"
check_exit 0 'and so is its mail' pp mail first --plan=plan
check_no_text 'in peace' 'does not mention' "$err"
git branch -q -f kvm/xen kvm/xen~1
git tag -d for-linus-6.10-1 >/dev/null
git config --unset branch.kvm/xen.description

# ---- conflicts with mainline

commit arch/x86/kvm/xen.c 'x86: mainline has its own way' 'another line'
check_exit 0 'a tag' pp tag first --no-edit
check_exit 0 'a conflict with mainline' pp mail first --output=mail
cp "$err" told
check_text 'is told, with what writes a note' '^pullprep: warning: 1 conflict with master has no note; write it with:  pullprep --as-of=2026-07-08 conflicts first --edit$' told
body mail | sed '/^The following changes/,$d' >actual
cat >expected <<TEXT
Hi Upstream,

please pull the changes described below.

Thanks,
Morgan Maintainer

Conflicts when merging into master:

* arch/x86/kvm/xen.c (contents): $(git rev-parse --short=12 kvm/xen~1) ("KVM: x86/xen: deliver
  events") here and $(git rev-parse --short=12 master) ("x86: mainline has its own way") there.

TEXT
check_same 'stands before the request' expected actual
printf '#!/bin/sh\nprintf "Take both lines.\\n" >>"$1"\n' >noting
chmod +x noting
check_exit 0 'a note' env GIT_EDITOR=./noting "$PULLPREP" --as-of=2026-07-08 conflicts first --edit
check_exit 0 'is taken' pp mail first --output=mail
check_no_text 'then there is nothing to tell' 'has no note' "$err"
body mail | sed '/^The following changes/,$d' >actual
check_text 'it stands with its conflict' '^  Take both lines.$' actual
check_exit 0 'the tag by its name' pp mail for-linus-6.10-1 --output=named
check_same 'has the same' mail named
mkdir templates
printf '%s\n' 'please pull' '${request}' >templates/mail
check_exit 0 'a template without them' pp mail first --config=pullprep.templateDir=templates
check_text 'is told' 'the template of the mail leaves the conflicts out: put a line \$\{conflicts\} before' "$err"

# ---- what cannot be known

git init -q ../lone && git -C ../lone fetch -q ../repo 'refs/tags/*:refs/tags/*' && git -C ../lone branch work for-linus-6.10-1
cp .git/config ../lone/.git/config
git -C ../lone config --unset pullprep.mainline
lone() {
	cd ../lone && git symbolic-ref HEAD refs/heads/work && "$PULLPREP" mail for-linus-6.10-1 --base=v6.9-rc7
}
check_exit 0 'without mainline' lone
check_text 'a mail is written' '^Subject: \[GIT PULL\] kvm updates for 6.10$' "$out"
check_text 'and conflicts are unknown' 'whether it conflicts with mainline is unknown, and the mail does not say: there is no mainline here' "$err"
cp -r . ../broken
broken() {
	cd ../broken || exit
	tree=$(git rev-parse "master^{tree}")
	rm -f ".git/objects/$(echo "$tree" | sed 's|^..|&/|')"
	"$PULLPREP" --as-of=2026-07-08 mail for-linus-6.10-1 --base=v6.9-rc7
}
check_exit 0 'a mainline that lacks an object' broken
check_text 'does not stop a mail' '^Subject: \[GIT PULL\] kvm updates for 6.10$' "$out"
check_text 'and is told' '^pullprep: warning: whether it conflicts with master is unknown, and the mail does not say: ' "$err"

# ---- the second batch on the first

git reset -q --hard HEAD~1
git config pullprep.topic 'refs/heads/kvm/*'
for topic in xen s390 on-top; do
	git config branch.kvm/$topic.description "What $topic is for"
done
git checkout -q -b kvm/on-top kvm/xen && commit arch/x86/kvm/on-top.c 'KVM: x86: on top'
git checkout -q master
cat >.git/pullprep/plan <<PLAN
first   kvm/xen     $(git rev-parse --short=12 kvm/xen)
first   kvm/s390    $(git rev-parse --short=12 kvm/s390)
second  kvm/on-top  $(git rev-parse --short=12 kvm/on-top)
hold    kvm/late    $(git rev-parse --short=12 kvm/late)
PLAN
git tag -d for-linus-6.10-1 >/dev/null
check_exit 0 'the first batch is assembled' pp assemble first
cp "$out" told
check_text 'and says what comes next' '^Tag it with:  pullprep --as-of=2026-07-08 tag first$' told
tagged_first() {
	eval "$(sed -n 's/^Tag it with: *//p' told | sed "s|^pullprep|'$PULLPREP'|") --no-edit"
}
check_exit 0 'which does it' tagged_first
check_text 'and goes on' '^See it is there:      pullprep --as-of=2026-07-08 check --remote first$' "$out"
check_text 'to the mail' '^Write the mail with:  pullprep --as-of=2026-07-08 mail first$' "$out"
check_exit 0 'the second is assembled on it' pp assemble second
check_exit 0 'and tagged' pp tag second --no-edit
check_no_text 'a base that is the first batch is fine' 'neither a release' "$err"
check_exit 0 'and mailed' pp mail second --output=mail
check_no_text 'without a word on its base' 'neither a release' "$err"
check_text 'it starts at the first' "^The following changes since commit $(git rev-parse 'for-linus-6.10-1^{commit}'):\$" mail
check_no_text 'and lists nothing of it' 'deliver events' mail
check_text 'but its own' 'KVM: x86: on top' mail
check_exit 0 'pullprep.base does not change that' pp mail second --output=other --config=pullprep.base=v6.9-rc7
check_same 'at all' mail other
check_exit 0 '--base has the last word' pp mail second --output=other --base=v6.9-rc7
check_text 'and lists all' 'deliver events' other
git merge -q --no-ff -m "Merge tag 'for-linus-6.10-1'" for-linus-6.10-1 2>/dev/null && tick
git config pullprep.base v6.9-rc7
check_exit 0 'once the first is pulled' pp mail second --output=other
body mail >expected
body other >actual
check_same 'the text is the same' expected actual
git config --unset pullprep.base

finish
