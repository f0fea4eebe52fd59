#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What git request-pull leaves wrong, and request-pull mends unless told not to: each first shown to be wrong.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
git init -q --bare ../public.git
url=$(cd ../public.git && pwd)
openpgp_key
git tag -s -m 'KVM changes' signed kvm/xen
git branch both kvm/xen && git tag -a -m both both kvm/s390
git push -q "$url" --all && git push -q "$url" --tags

theirs() { # ARGS...: git's
	git request-pull "$@" >theirs 2>their-err </dev/null
	their_status=$?
}
ours() {
	"$PULLPREP" request-pull "$@"
}

# ---- nothing to pull

theirs v6.9 "$url" master
check 'an empty range: git exits with 0' test "$their_status" = 0
check_exit 1 '... ours with 1' ours v6.9 "$url" master
check_text '... says why' '^pullprep: nothing to pull: master holds no commit that v6.9 lacks$' "$err"
check_empty '... and writes nothing' "$out"

# ---- several merge bases

git checkout -q -b topic master && commit topic-1.c && git branch topic-was
git checkout -q master && commit main-1.c && git branch main-was
git merge -q --no-ff -m 'take the topic' topic-was && tick
git checkout -q topic && git merge -q --no-ff -m 'take mainline' main-was && tick && commit topic-2.c
git checkout -q master
git push -q "$url" topic
test_merge() {
	git diff -M --stat --summary "$@" master "$(git merge-tree --write-tree master topic | head -n 1)"
}
diffstat() {
	awk '/^$/ && !patch { text = ""; next } { text = text $0 "\n" } /^ [0-9]+ files? changed/ { patch = 1 } END { printf "%s", text }' "$1"
}
theirs master "$url" topic
test_merge >expected
diffstat theirs >actual
check_exit 1 "several merge bases: git's diffstat is not the merge's" cmp expected actual
check '... ours' ours master "$url" topic
diffstat "$out" >actual
check_same '... is' expected actual
check_text '... which the text says' "^\(diffstat of a test merge with $(git rev-parse --short=12 master), since there are 2 merge bases\)$" "$out"
check_text '... and standard error' '^pullprep: warning: master and topic have 2 merge bases' "$err"
check '... with -p' ours -p master "$url" topic
test_merge -p >expected
diffstat "$out" >actual
check_same "... the patch is the merge's too" expected actual

# ---- signatures

ssh_key
git tag -s -m 'signed by ssh' ssh kvm/xen
git push -q "$url" ssh
theirs master "$url" ssh
check 'an ssh signature' ours master "$url" ssh
sed '/^-----BEGIN SSH/,/^-----END SSH/d' theirs >expected
check_same '... ends the text' expected "$out"
openpgp_key

# ---- URLs

git config url.ssh://private.example.org/.insteadOf https://git.example.org/
git config "url.$url.insteadOf" https://public.example.org/kvm.git
theirs master https://public.example.org/kvm.git signed
check_text 'insteadOf: git writes what it makes of the URL' "^  $url tags/signed$" theirs
check '... ours' ours master https://public.example.org/kvm.git signed
check_text '... the URL as it is' '^  https://public.example.org/kvm.git tags/signed$' "$out"
check_text '... which is told' 'insteadOf makes another URL' "$err"
git remote add public https://public.example.org/kvm.git
check '... and that of a remote' ours master public signed
check_text '... as it is, too' '^  https://public.example.org/kvm.git tags/signed$' "$out"
git config "url.$url.insteadOf" korg:kvm
check '... but of a shorthand' ours master korg:kvm signed
check_text '... what it stands for' "^  $url tags/signed$" "$out"
git config --remove-section "url.$url"
git config remote.public.url https://me:secret@git.example.org/kvm.git
git config http.proxy http://127.0.0.1:1 # nobody is asked
theirs master public signed
check_text 'a password: git writes it' 'me:secret@' theirs
check_exit 1 '... ours' ours master public signed
check_text '... leaves it out' '^  https://git.example.org/kvm.git signed$' "$out"
check_text '... and tells so' 'holds a name or password: the text has it as https://git.example.org/kvm.git' "$err"
cat "$out" "$err" >all
check_no_text '... nowhere is it' secret all
git remote remove public
git config --unset http.proxy

# ---- names

git branch other/signed master
theirs master "$url" signed
check_text "a name that ends another's: git gives up" 'Ambiguous revision: signed' their-err
check '... ours does not' ours master "$url" signed
check_text '... and takes the one it names' "^  $url tags/signed$" "$out"
git branch -q -D other/signed
git push -q "$url" master:refs/heads/z/topic
theirs master "$url" topic
if grep -q 'points to a different object' their-err; then
	check 'there: git sees another object' test "$their_status" = 1
else
	skip 'there: git sees another object' 'not since git 2.50'
fi
check '... ours' ours master "$url" topic
check_no_text '... does not' '^warn:' "$err"
git push -q -f "$url" topic:refs/heads/z/topic :refs/heads/topic
theirs master "$url" topic
check_text 'only under a longer name: git takes it for the name' "^  $url topic$" theirs
check '... ours' ours master "$url" topic
check_text '... says it in full' "^  $url refs/heads/z/topic$" "$out"
check_text '... and that it does' 'called refs/heads/z/topic there' "$err"
check 'a branch beside a tag' ours master "$url" heads/both
check_text '... is named in full' "^  $url refs/heads/both$" "$out"
git fetch -q "$url" "$(sed -n 's/.* \(refs.*\)$/\1/p' "$out")"
git rev-parse refs/heads/both >expected
git rev-parse FETCH_HEAD >actual
check_same '... which pulls it' expected actual
check_exit 1 'a name that is a branch and a tag here' ours master "$url" both
check_text '... says which there are' 'Say which: refs/heads/both or refs/tags/both' "$err"
git branch a/name kvm/xen && git branch b/name kvm/xen
check_exit 1 "a name that ends several others'" ours master "$url" name
check_text '... is ambiguous' '^pullprep: Ambiguous revision: name$' "$err"
check_text '... between these' 'or refs/heads/b/name$' "$err"
git push -q "$url" kvm/s390:refs/tags/moved && git tag moved kvm/xen
check_exit 1 'a tag that is elsewhere there' ours master "$url" moved
check_text '... where, is told' "refs/tags/moved there is on $(git rev-parse --short=12 kvm/s390)$" "$err"

# ---- tags

git tag light kvm/xen && git tag -a -m unsigned unsigned kvm/xen && git push -q "$url" light unsigned
check 'a lightweight tag' ours master "$url" light
check_text '... is told' 'light is a lightweight tag: it has no text and no signature' "$err"
check 'a tag without a signature' ours master "$url" unsigned
check_text '... is told' 'tags/unsigned is not signed' "$err"
check 'a signed tag' ours master "$url" signed
check_empty '... gives no cause for words' "$err"

# ---- configuration of one's own

ours -p master "$url" signed >expected 2>/dev/null
for setting in color.ui=always diff.noprefix=true diff.mnemonicPrefix=true diff.context=0 diff.statGraphWidth=5 log.showSignature=true \
	i18n.logOutputEncoding=latin1 diff.renames=false diff.external=false diff.algorithm=patience; do
	check "$setting" ours --config="$setting" -p master "$url" signed
	check_same '... does not show' expected "$out"
done
COLUMNS=200
check 'nor does the width of the terminal' ours -p master "$url" signed
check_same '... show' expected "$out"
COLUMNS=80

# ---- the command line, and where it runs

check_exit 129 'no URL' ours master
check_text '... is told with an example' 'request-pull v6.9 https' "$err"
check_exit 129 'an option that is none' ours -x master "$url" signed
check 'words too many' ours master "$url" signed word
check_text '... are told' "'word' is left out" "$err"
check_exit 128 'a mode that is none' ours --config=pullprep.requestPull=broken master "$url" signed
check_text '... is told with those there are' "is 'broken', but it must be fixed or git" "$err"
check_exit 1 'a start that is none' ours nothing "$url" signed
check_text "... in git's words" '^pullprep: Not a valid revision: nothing$' "$err"
check_exit 1 'an end that is none' ours master "$url" nothing
check_text "... in git's words" '^pullprep: Not a valid revision: nothing$' "$err"
check_exit 128 'no repository' sh -c 'cd / && "$PULLPREP" request-pull a b'
check_exit 1 'nobody who answers' ours master /nowhere signed
check_text '... and what that means' 'whether tags/signed is there is unknown|whether signed is there is unknown' "$err"
check_text '... but a text' '^  /nowhere signed$' "$out"
# shellcheck disable=SC2016
printf 'evil \033[31m subject' >subject && git checkout -q -b evil && git commit -q --allow-empty -F subject && git push -q "$url" evil
check 'a subject that steers terminals' ours master "$url" evil
check_text '... goes into a file as it is' "evil $(printf '\033')" "$out"
check 'a bare repository' ours -C "$url" signed~1 . signed
check 'a worktree' sh -c 'git worktree add -q --detach ../tree && cd ../tree && "$PULLPREP" request-pull master "$1" signed' - "$url"

finish
