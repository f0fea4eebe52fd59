#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# One pull per topic: a tag for each topic of a batch, or for none.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

topics_repository
openpgp_key

message() { # TAG
	git cat-file tag "$1" | sed -e '1,/^$/d' -e '/^-----BEGIN /,$d'
}

tags() {
	git for-each-ref --format='%(refname:short) %(objectname)' refs/tags/kvm-\*
}

# No tag of a topic, no message, no lock.
nothing_left() {
	[ -z "$(tags)" ] && [ -z "$(find .git/pullprep -name '*.message*' 2>/dev/null)" ] && [ -z "$(find .git -name '*.lock')" ]
}

# ---- a dry run

check_exit 0 'a dry run' pp tag first --per-topic --dry-run
check 'makes nothing' nothing_left
run pp tag first --per-topic --dry-run
grep '^== ' "$out" | sed 's/^== \(.*\) on .*/\1/' >order
printf 'kvm-%s-6.10\n' mmu xen s390 pmu svm >expected
check_same 'what is contained comes first, else the order is that of the plan' expected order
check_text 'each message is headed by its topic' '^kvm/pmu updates for 6.10$' "$out"

# ---- tags

check_exit 0 'a tag for each topic' pp tag first --per-topic --no-edit
cp "$out" told
check_exit 0 'once more, where the URL holds a password' pp tag first --per-topic --no-edit --again --config pullprep.url=https://me:secret@git.example.org/kvm.git
check_text 'what to push is told without it' '^Push them with: +git push https://git.example.org/kvm.git refs/tags/kvm-mmu-6.10 ' "$out"
tags >made
for topic in mmu pmu s390 xen svm; do
	check "kvm-$topic-6.10 is signed" git verify-tag "kvm-$topic-6.10"
	git rev-parse "kvm/$topic" >expected
	git rev-parse "kvm-$topic-6.10^{commit}" >actual
	check_same "kvm-$topic-6.10 is on its topic" expected actual
	check_text "kvm-$topic-6.10 is told" "^  kvm-$topic-6.10 on $(git rev-parse --short=12 "kvm/$topic")\$" told
done
check_text 'what to push is told' '^Push them with: +git push https://git.example.org/kvm.git refs/tags/kvm-mmu-6.10 refs/tags/kvm-xen-6.10 refs/tags/kvm-s390-6.10 refs/tags/kvm-pmu-6.10 refs/tags/kvm-svm-6.10$' told
check_text 'and what writes the mails' '^Write the mails with:   pullprep --as-of=2026-07-08 mail --per-topic first --output=pulls-first$' told
check 'no message is left behind' test -z "$(find .git/pullprep -name '*.message*')"
message kvm-pmu-6.10 >actual
check_text 'a message is of what the topic brings' 'KVM: x86/pmu: count lazily' actual
check_no_text 'and not of what it contains' 'KVM: x86/mmu' actual

check_exit 128 'tags that exist are not replaced' pp tag first --per-topic --no-edit
check_text 'the first is named' '^pullprep: kvm/mmu: the tag kvm-mmu-6.10 exists already, on the very same commit$' "$err"
check_text 'with what to do' 'or take another pattern in pullprep.topicTagName' "$err"
tags >after
check_same 'and all are as they were' made after

# ---- all or none

# The signer fails from the third signature on; what asks for verification is served.
cat >signer <<'SCRIPT'
#!/bin/sh
case "$*" in
*--verify*) exec gpg "$@" ;;
esac
echo x >>"$COUNT"
[ "$(wc -l <"$COUNT")" -lt 3 ] && exec gpg "$@"
if [ "$FAULT" = signal ]; then
	kill -INT "$(cat "$PARENT")"
	sleep 5 &
	wait
fi
echo 'the token is not plugged in' >&2
exit 2
SCRIPT
chmod +x signer
git config gpg.program "$PWD/signer"
export COUNT="$PWD/count" PARENT="$PWD/parent" FAULT=

signed() { # ARGS...: runs with its own process id known to the signer
	rm -f "$COUNT"
	sh -c 'echo $$ >"$PARENT"; exec "$PULLPREP" --as-of=2026-07-08 "$@"' - "$@"
}

check_exit 128 'a signer that fails at the third, over tags that exist' signed tag first --per-topic --no-edit --again
tags >after
check_same 'leaves all as they were' made after
rm -rf .git/pullprep/*.messages
git tag -d $(tags | sed 's/ .*//') >/dev/null
check_exit 128 'a signer that fails at the third' signed tag first --per-topic --no-edit
cp "$err" told
tags >after
check_empty 'leaves no tag' after
check_text 'is told with the tag' '^pullprep: kvm-s390-6.10: ' told
check_text 'and that none is made' '^  None of the 5 tags is made: 2 that were made were taken back.$' told
check_text 'and where the messages are' '^  The messages are kept in .*/.git/pullprep/first.messages$' told
check 'all of them' test "$(find .git/pullprep/first.messages -name 'kvm-*-6.10.message' | wc -l)" = 5
check_text 'and how to go on' '^  Go on with:  pullprep --as-of=2026-07-08 tag --per-topic first --message=.*/.git/pullprep/first.messages$' told
FAULT=signal
check_exit 128 'an interrupt at the third' signed tag first --per-topic --no-edit
check_text 'is told' 'interrupted by SIGINT' "$err"
check_text 'with where the messages are' '^  The messages are kept in .*/.git/pullprep/first.2.messages$' "$err"
tags >after
check_empty 'and leaves no tag' after
rm -rf .git/pullprep/first.2.messages
git config --unset gpg.program
mkdir ../bin
real=$(command -v git) && export real
cat >../bin/git <<'SCRIPT'
#!/usr/bin/perl
my $words = "@ARGV";
if ($words =~ /check-ref-format.*kvm-xen-6.10/) {
	my $there = !system "$ENV{real} rev-parse --quiet --verify refs/tags/kvm-xen-6.10 >/dev/null";
	kill INT => getppid, $$ if $there;
}
kill INT => $$ if $words =~ /update-ref.*kvm-mmu-6.10/;
exec $ENV{real}, @ARGV;
SCRIPT
chmod +x ../bin/git
check_exit 128 'an interrupt to all of us, right behind git tag' env PATH="$PWD/../bin:$PATH" "$PULLPREP" \
	--as-of=2026-07-08 tag first --per-topic --no-edit
check_text 'is told' 'interrupted by SIGINT' "$err"
check_text 'and what was taken back' '^  None of the 5 tags is made: 1 that were made were taken back\.$' "$err"
tags >after
check_empty 'nothing is left' after
rm -rf .git/pullprep/first.2.messages

printf 'My own words on interrupts\n' >.git/pullprep/first.messages/kvm-s390-6.10.message
rm .git/pullprep/first.messages/kvm-xen-6.10.message
check_exit 0 'going on with the messages' pp tag --per-topic first --no-edit --message=.git/pullprep/first.messages
message kvm-s390-6.10 >actual
echo 'My own words on interrupts' >expected
check_same 'takes them' expected actual
message kvm-xen-6.10 >actual
check_text 'and drafts what is not there' '^kvm/xen updates for 6.10$' actual
check 'what was given stays' test -f .git/pullprep/first.messages/kvm-s390-6.10.message
rm -rf .git/pullprep/first.messages
git tag -d $(tags | sed 's/ .*//') >/dev/null

check_exit 128 'a directory of other messages' pp tag --per-topic first --message=.
check_text 'is refused' 'there is no message of these tags in \.$' "$err"
check_exit 128 'a file' pp tag --per-topic first --message=signer
check_text 'is refused' 'signer is no directory' "$err"
check_exit 128 'what is not there' pp tag --per-topic first --message=nowhere
check_text 'is refused' 'cannot open nowhere: No such file' "$err"

# ---- the editor

cat >editor <<'SCRIPT'
#!/bin/sh
echo x >>"$COUNT"
case $1 in
*s390*) [ -z "$FAULT" ] || exit 1 ;;
esac
sed -i '1s/^/Edited: /' "$1"
SCRIPT
chmod +x editor
rm -f "$COUNT"
FAULT=yes
check_exit 128 'an editor that fails at the third' env GIT_EDITOR=./editor "$PULLPREP" --as-of=2026-07-08 tag first --per-topic
check_text 'is told with the tag' "^pullprep: kvm-s390-6.10: the editor './editor' failed" "$err"
tags >after
check_empty 'and leaves no tag' after
check 'but what was edited' test "$(grep -l '^Edited: ' .git/pullprep/first.messages/* | wc -l)" = 2
rm -rf .git/pullprep/first.messages "$COUNT"
printf '#!/bin/sh\ncase $1 in *s390*) : >"$1" ;; esac\n' >emptying
chmod +x emptying
check_exit 128 'one message that is emptied' env GIT_EDITOR=./emptying "$PULLPREP" --as-of=2026-07-08 tag first --per-topic
check_text 'is told' '^pullprep: kvm-s390-6.10: the message is empty' "$err"
tags >after
check_empty 'makes no tag' after
check 'and keeps those before it' test -f .git/pullprep/first.messages/kvm-xen-6.10.message
rm -rf .git/pullprep/first.messages
FAULT=
check_exit 0 'an editor for each' env GIT_EDITOR=./editor "$PULLPREP" --as-of=2026-07-08 tag first --per-topic
check 'is called for each' test "$(wc -l <"$COUNT")" = 5
message kvm-xen-6.10 >actual
check_text 'and has the last word' '^Edited: kvm/xen updates for 6.10$' actual

# ---- names

check_exit 128 'one name for all' pp tag first --per-topic --dry-run --config=pullprep.topicTagName=kvm-%v
check_text 'is refused' 'would have the same tag, kvm-6.10$' "$err"
check_text 'with what to do' 'put %t into it' "$err"
check_exit 0 'another pattern' pp tag first --per-topic --no-edit --config=pullprep.topicTagName=x/%t
check 'is followed' git verify-tag x/kvm-xen
check_exit 129 '--tip' pp tag first --per-topic --tip=master
check_exit 129 '--name' pp tag first --per-topic --name=x

# ---- ssh

git tag -d $(git tag --list 'kvm-*' 'x/*') >/dev/null
ssh_key
check_exit 0 'with ssh' pp tag first --per-topic --no-edit
git cat-file tag kvm-svm-6.10 >object
check_text 'they are signed with ssh' '^-----BEGIN SSH SIGNATURE-----$' object
openpgp_key

# ---- what is not its own

check_exit 0 'a plan' pp split --write
sed -i 's/^first\( *kvm\/mmu\)/second\1/; s/^first\( *kvm\/svm\)/second\1/; s/^first\( *kvm\/pmu\)/second\1/' .git/pullprep/plan
check_exit 0 'a second batch' pp tag second --per-topic --dry-run
grep '^== ' "$out" | sed 's/^== \(.*\) on .*/\1/' >order
printf 'kvm-%s-6.10\n' mmu pmu svm >expected
check_same 'has its topics' expected order
git tag -d kvm-xen-6.10 >/dev/null
check_exit 128 'a topic on one that nobody was asked to pull' pp tag second --per-topic --dry-run
check_text 'is refused' "^pullprep: kvm/svm would bring [0-9a-f]{12}, which is of the topic kvm/xen, and would not come before it\$" "$err"
check_text 'with what to do' 'Put both into one batch' "$err"
rm .git/pullprep/plan

# ---- fixes

git tag -d $(git tag --list 'kvm-*') >/dev/null
git checkout -q -b kvm/fixes v6.9-rc3
commit arch/s390/kvm/fix.c 'KVM: s390: fix interrupts' "Fixes: $(git log -1 --format='%h ("%s")' --abbrev=12 v6.9-rc1~2)"
git commit -q --amend -m "KVM: s390: fix interrupts

Fixes: $(git log -1 --format='%h ("%s")' --abbrev=12 ':/KVM: s390: add interrupts')"
git checkout -q master
check_exit 0 'fixes by themselves' pp tag first --per-topic --no-edit
check_text 'are offered' '^pullprep: warning: kvm/fixes is not among them: send it with  pullprep tag --per-topic fixes$' "$err"
check 'and not tagged' test -z "$(git tag --list 'kvm-fixes*')"
check_exit 0 'they are sent alone' pp tag fixes --per-topic --no-edit
check 'under their own name' git verify-tag kvm-fixes-6.10
git tag -d $(git tag --list 'kvm-*') >/dev/null
git checkout -q -b kvm/rides kvm/fixes && commit arch/s390/kvm/rides.c 'KVM: s390: rides' && git checkout -q master
printf 'first  kvm/rides  %s\nfixes  kvm/fixes  %s\n' "$(git rev-parse --short=12 kvm/rides)" "$(git rev-parse --short=12 kvm/fixes)" >plan
check_exit 0 'fixes that a topic contains' pp tag first --per-topic --no-edit --plan=plan
check_no_text 'ride with it' 'is not among them' "$err"
message kvm-rides-6.10 >actual
check_text 'and stand in its message' 'fix interrupts' actual

finish
