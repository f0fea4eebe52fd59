#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The mail's text is what git request-pull writes once the tag is pushed: byte for byte.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
openpgp_key
git init -q --bare ../public.git
url=$(cd ../public.git && pwd)
git config pullprep.url "$url"

body() { # MAIL: from "The following changes" on
	sed -n '/^The following changes since commit /,$p' "$1"
}

# same REF [START]: the mail's body equals request-pull's, after the push
same() {
	start=${2:-master}
	check_exit 0 "$1: a mail" pp mail "$1" --base="$start" --output=mail
	push=$(sed -n 's/^Push first:  git push //p' "$err")
	body mail >actual
	eval "git push --force $push" >/dev/null 2>&1
	git request-pull "$start" "$url" "$1" >expected 2>/dev/null
	check_same "$1: the same text" expected actual
}

git checkout -q kvm/xen
printf '\000\001binary' >blob.bin
git add blob.bin && git commit -q -m 'a binary' && tick
printf '\000\002binary' >blob.bin
git mv Makefile 'Make file'
git add -A && git commit -q -m 'renamed and changed' && tick
echo x >größe.txt && git add . && git commit -q --author='Jürgen Größe <j@example.org>' -m 'docs: Größe' && tick
chmod +x arch/x86/kvm/xen.c && git commit -q -a -m 'mode' && tick
git commit -q --allow-empty -m 'empty' && tick
mkdir -p a/very/long/directory/name/that/does/not/fit/into/eighty/columns/at/all && echo y >a/very/long/directory/name/that/does/not/fit/into/eighty/columns/at/all/file
git add . && git commit -q -m 'a long name, and a subject that is itself far longer than any line of a mail ought to be, whatever' && tick
git checkout -q master

# ---- tags

git tag -s -m 'KVM changes

* one
# two

three' pgp kvm/xen
same pgp
same refs/tags/pgp
same tags/pgp
git tag -a -m 'unsigned' unsigned kvm/xen
same unsigned
git tag light kvm/xen
same light
run pp mail light --base=master
check_text 'that a lightweight tag has no signature is said' 'light is a lightweight tag' "$err"
run pp mail unsigned --base=master
check_text 'that a tag is not signed is said' 'tags/unsigned is not signed' "$err"
: >nothing
git tag -a --cleanup=verbatim -F nothing empty-text kvm/xen
same empty-text
printf 'no newline at the end' >text
git tag -a --cleanup=verbatim -F text no-newline kvm/xen
same no-newline
git tag -s -m 'with a / in its name' for/linus kvm/xen
same for/linus
git tag -s -m 'a tag of a tag' nested pgp 2>/dev/null
same nested

ssh_key
git tag -s -m 'signed by ssh' ssh kvm/xen
run pp mail ssh --base=master
body "$out" >actual
git push -q "$url" tags/ssh
git request-pull master "$url" ssh 2>/dev/null | sed '/^-----BEGIN SSH/,/^-----END SSH/d' >expected
check_same 'an ssh tag: the same, less the signature that leaks' expected actual
check_no_text 'and no signature' 'BEGIN SSH' actual

# ---- branches

same kvm/xen
same heads/kvm/xen
same refs/heads/kvm/xen
printf 'What it does:\n\nit delivers.\n' >description
git config branch.kvm/xen.description "$(cat description)"
same kvm/xen
git config branch.kvm/xen.description ''
same kvm/xen
git config branch.kvm/xen.description "$(printf 'ends in a newline\n\nx')
"
same kvm/xen
git config --unset branch.kvm/xen.description

# ---- starts

same pgp kvm/xen~2
same pgp v6.8
git checkout -q kvm/xen && git merge -q -m 'Merge branch master' master >/dev/null 2>&1 && tick && git checkout -q master
openpgp_key
git tag -s -f -m 'after a back-merge' pgp kvm/xen >/dev/null
same pgp
git config pullprep.base v6.8
run pp mail pgp
body "$out" >actual
run pp mail pgp --base=v6.8
body "$out" >expected
check_same 'pullprep.base is where it starts' expected actual
check 'and there is something' test -s actual
git config --unset pullprep.base
run pp mail pgp
body "$out" >actual
git request-pull master "$url" pgp >expected 2>/dev/null
check_same 'else mainline' expected actual

# ---- another terminal, another configuration

git request-pull master "$url" pgp >expected 2>/dev/null
COLUMNS=200 "$PULLPREP" mail pgp >mail 2>/dev/null
body mail >actual
check_same 'COLUMNS does not count' expected actual
for setting in color.ui=always color.diff=always diff.noprefix=true diff.statGraphWidth=5 log.showSignature=true \
	diff.algorithm=patience i18n.logOutputEncoding=latin1 diff.renames=false diff.relative=true \
	diff.orderFile=order log.date=relative format.pretty=oneline; do
	echo 'z*' >order
	GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=${setting%%=*} GIT_CONFIG_VALUE_0=${setting#*=} "$PULLPREP" mail pgp >mail 2>"$err"
	body mail >actual
	check_same "$setting does not count" expected actual
done
(cd arch && "$PULLPREP" mail pgp >../mail 2>/dev/null)
body mail >actual
check_same 'in a subdirectory' expected actual
git worktree add -q --detach ../tree master
(cd ../tree && "$PULLPREP" mail pgp >../repo/mail 2>/dev/null)
body mail >actual
check_same 'in a worktree' expected actual

# ---- what request-pull gets wrong

check_exit 128 'an empty range' pp mail v6.9
check_text 'is refused' 'nothing to pull: tags/v6.9 holds no commit that master lacks' "$err"
git config url.ssh://private.example.org/.insteadOf https://git.example.org/
run pp mail pgp --config=pullprep.url=https://git.example.org/kvm.git
check_text 'insteadOf does not leak' '^  https://git.example.org/kvm.git tags/pgp$' "$out"
check_text 'and is told' "insteadOf makes 'ssh://private.example.org/kvm.git'" "$err"
git config --unset url.ssh://private.example.org/.insteadOf
git branch other/pgp master
run pp mail pgp
check_text 'a name that ends another is no trouble' ' tags/pgp$' "$out"
git branch pgp kvm/xen
check_exit 128 'a name that is a branch and a tag' pp mail pgp
check_text 'is refused with both' 'Say which: refs/heads/pgp or refs/tags/pgp' "$err"
check_exit 0 'and can be said' pp mail refs/tags/pgp
git tag -d light >/dev/null
git branch light kvm/xen
git tag light kvm/xen
git branch tags/light kvm/xen
same heads/light
same refs/heads/light
same refs/tags/light
git branch -q -D tags/light light
git branch -q -D pgp other/pgp
git checkout -q -b one master~1 && commit one.c one
git checkout -q -b two master~1 && commit two.c two
git branch one-before one
git merge -q -m 'two takes one' one >/dev/null 2>&1
git checkout -q one && git merge -q -m 'one takes two' two~1 >/dev/null 2>&1 && commit three.c three
check_exit 0 'a criss-cross' pp mail one --base=two
check_text 'is told' 'two and one have 2 merge bases' "$err"
git checkout -q master

# ---- bad input

check_exit 128 'an unknown ref' pp mail nothing-of-the-kind
check_text 'is named' "no branch or tag 'nothing-of-the-kind'" "$err"
git tag -a -m 'of a tree' tree 'kvm/xen^{tree}'
check_exit 128 'a tag of a tree' pp mail tree
check_text 'is told as such' '^pullprep: tags/tree is on a tree, and only commits can be pulled' "$err"
git config remote.public.url "$url"
check_exit 128 'the name of a remote for the URL' pp mail pgp --config pullprep.url=public
check_text 'is refused' "pullprep.url is 'public', the name of a remote here" "$err"
check_text 'with what it should be' "git config pullprep.url URL   \(the remote's is $url\)" "$err"
git config --remove-section remote.public
git init -q ../broken && cp -r .git/. ../broken/.git
broken() {
	cd ../broken || exit
	git checkout -q -b loses master || exit
	echo x >new-file && git add new-file && git commit -q -m 'loses its tree'
	tree=$(git rev-parse 'HEAD^{tree}')
	rm -f ".git/objects/$(echo "$tree" | sed 's|^..|&/|')"
	"$PULLPREP" mail loses
}
check_exit 128 'a commit whose tree is missing' broken
check_text 'is told' '^pullprep: what loses brings cannot be listed: ' "$err"
check_text 'with what to do' 'git fsck names objects that are missing' "$err"
check_exit 128 'an id' pp mail "$(git rev-parse kvm/xen)"
check_exit 128 'an unknown start' pp mail pgp --base=nowhere
check_text 'is named' "'nowhere' names no commit" "$err"
check_exit 129 'no ref' pp mail
check_exit 129 'two refs' pp mail one two
git checkout -q --detach
check_exit 128 'a detached HEAD' pp mail HEAD
git checkout -q kvm/xen
check_exit 0 'HEAD is its branch' pp mail HEAD
check_text 'by name' "^  $url kvm/xen$" "$out"
git checkout -q master
git checkout -q --orphan island && git commit -q -m island && git checkout -q master
check_exit 128 'nothing in common' pp mail island
check_text 'is told' 'have no commit in common' "$err"
git config --unset pullprep.url
check_exit 128 'no URL' pp mail pgp
check_text 'is told with what to configure' 'git config pullprep.url URL' "$err"
check_exit 128 'a URL with a line break' pp mail pgp --config "pullprep.url=https://git.example.org/
Bcc: x"
check_text 'is refused by its key' '^pullprep: pullprep.url holds' "$err"
check_exit 128 'a URL with a password' pp mail pgp --config pullprep.url=https://me:secret@example.org/kvm.git
check_no_text 'is refused without telling it' secret "$err"
check_exit 128 'a URL with a token for a name' pp mail pgp --config pullprep.url=https://secret@example.org/kvm.git
check_text 'is refused, too' '^pullprep: pullprep.url holds a name or password' "$err"
check_no_text '... and not told' secret "$err"
git config pullprep.url "$url"

# ---- batches

git config pullprep.topic refs/heads/kvm/s390
check_exit 128 'a batch without a tag' pp mail first
check_text 'says how to make it' 'pullprep --as-of=2026-07-08 tag first$' "$err"
git config --unset gpg.format
openpgp_key
check_exit 0 'its tag' pp tag first --no-edit
check_exit 0 'a batch' pp mail first --output=mail
check_text 'has the headline as its subject' '^Subject: \[GIT PULL\] kvm updates for 6.10$' mail
body mail >actual
git push -q "$url" tags/for-linus-6.10-1
git request-pull master "$url" for-linus-6.10-1 >expected 2>/dev/null
check_same 'and the same text' expected actual
git checkout -q kvm/s390 && commit more.c 'KVM: s390: more' && git checkout -q master
run pp mail first
check_text 'a topic that moved since is told' 'the tag holds 1 of the 2 commits that kvm/s390 has now' "$err"
check_text 'with what to do where it is held up by that' 'which is hold by now: send the tag as it is, or put the topic back with: pullprep split --edit' "$err"
check_no_text 'and not what would be refused' 'tag first --again' "$err"

finish
