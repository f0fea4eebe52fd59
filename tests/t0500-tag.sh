#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Signed tags: what is in them, how their message is made.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
one_topic
openpgp_key

message() { # TAG
	git cat-file tag "$1" | sed -e '1,/^$/d' -e '/^-----BEGIN /,$d'
}

# ---- openpgp

check_exit 0 'a dry run makes nothing' pp tag first --dry-run
cp "$out" expected
check 'and leaves nothing' nothing_left
cat >by-hand <<'MESSAGE'
kvm updates for 6.10

* kvm/xen: 2 patches, starting with "KVM: x86/xen: deliver events"

All of these have been in linux-next since next-20260629 or earlier.

Tests and documentation are 50 % of the lines added (1 of 2).
MESSAGE
check_same 'the message has headline, bullets and the sentence on linux-next' by-hand expected
check_exit 0 'a tag is made' pp tag first --no-edit
cp "$out" told
check_text 'what to push is told' '^Push it with: +git push https://git.example.org/kvm.git refs/tags/for-linus-6.10-1$' told
check 'git verifies it' git verify-tag for-linus-6.10-1
check_exit 0 'where the URL holds a password' pp tag first --no-edit --again --config pullprep.url=https://me:secret@git.example.org/kvm.git
check_text 'what to push is told without it' '^Push it with: +git push https://git.example.org/kvm.git refs/tags/for-linus-6.10-1$' "$out"
message for-linus-6.10-1 >actual
check_same 'it has the message of the dry run' expected actual
git rev-parse kvm/xen >expected-tip
git rev-parse 'for-linus-6.10-1^{commit}' >actual-tip
check_same 'it is on the topic' expected-tip actual-tip
check 'no message is left behind' test -z "$(find .git/pullprep -name '*.message')"

# ---- an existing tag

git rev-parse for-linus-6.10-1 >before
check_exit 128 'an existing tag is not replaced' pp tag first --no-edit
check_text 'that it is on the same commit is said' 'exists already, on the very same commit' "$err"
git rev-parse for-linus-6.10-1 >after
check_same 'it is as it was' before after
printf 'My own words\n\n#1 stays\n' >words
check_exit 0 'with --again it is replaced' pp tag first --no-edit --again --message=words
message for-linus-6.10-1 >actual
check_same 'by the message given' words actual
check_exit 0 'with --again its message is the draft' pp tag first --again --dry-run
check_same 'that is shown' words "$out"
cat >append <<'SCRIPT'
#!/bin/sh
printf 'headline\n\n# kept\ntext   \n\n\n\nend\n' >new
grep -q '^#   kvm/xen (2 commits)$' "$1" || exit 3
sed -n '/>8/,$p' "$1" >>new
cat new >"$1"
SCRIPT
chmod +x append
check_exit 0 'the editor has the last word' env GIT_EDITOR=./append "$PULLPREP" --as-of=2026-07-08 tag first --again
printf 'headline\n\n# kept\ntext\n\nend\n' >expected
message for-linus-6.10-1 >actual
check_same 'cleaned up, without the instructions' expected actual

esc=$(printf '\033')
printf 'headline\n\nan %s[31mescape\n' "$esc" >words
check_exit 0 'control characters of the maintainer'"'"'s own' pp tag first --no-edit --again --message=words
check_text 'are told' 'line 3 of the message holds control characters, or is no UTF-8: an \^\[\[31mescape' "$err"
message for-linus-6.10-1 >actual
check_same 'and stay' words actual
git tag -d for-linus-6.10-1 >/dev/null
git config branch.kvm/xen.description "red $esc[31m"
check_exit 0 'those of others' pp tag first --no-edit
check_no_text 'are no matter' 'control characters' "$err"
message for-linus-6.10-1 >actual
check_text 'they are masked before it is signed' '^\* red \^\[\[31m$' actual
check 'and steer nothing' sh -c "! grep -q '$esc' actual"
git config --unset branch.kvm/xen.description

# ---- where the message comes from

printf 'Xen events are delivered in the kernel,\nno exit needed.\n\n* Selftests\n' |
	git config --file .git/config --add branch.kvm/xen.description "$(cat)"
sentences='All of these have been in linux-next since next-20260629 or earlier.

Tests and documentation are 50 % of the lines added (1 of 2).'
check_exit 0 'a description' pp tag first --dry-run
printf 'kvm updates for 6.10\n\n* Xen events are delivered in the kernel,\n  no exit needed.\n\n* Selftests\n\n%s\n' \
	"$sentences" >expected
check_same 'makes bullets' expected "$out"
git config --unset branch.kvm/xen.description
git config --add pullprep.area 'x86:^arch/x86/'
git config --add pullprep.area 'Selftests:^tools/testing/selftests/'
git config branch.kvm/xen.description "$(printf 'Events.\n\nSELFTESTS:\n\n- for events')"
check_exit 0 'areas' pp tag first --dry-run
printf 'kvm updates for 6.10\n\n%s:\n\n* %s\n\n%s:\n\n* %s\n\n%s\n' x86 'Events.' Selftests 'for events' \
	"$sentences" >expected
check_same 'make sections' expected "$out"
git config --unset branch.kvm/xen.description
git config --add pullprep.area 'x86'
check_exit 128 'an area without a regex is refused' pp tag first --dry-run
check_text 'by its key' "pullprep.area is 'x86'" "$err"
git config --unset-all pullprep.area

# ---- names

check_exit 0 'a name of its own' pp tag first --no-edit --name=own/name
check 'is taken' git verify-tag own/name
check_exit 128 'a name that git refuses' pp tag first --no-edit --name=a..b
check_text 'is refused by name' "'a..b' cannot be the name of a tag" "$err"
git config pullprep.tagName 'kvm-%v-%b'
check_exit 0 'a pattern for names' pp tag first --no-edit
check 'is followed' git verify-tag kvm-6.10-first

# ---- ssh

ssh_key
git config pullprep.tagName ssh-1
check_exit 0 'a tag is signed with ssh' pp tag first --no-edit
check_text 'that git does not know whose key it is is said' 'gpg.ssh.allowedSignersFile is not set' "$err"
git cat-file tag ssh-1 >object
check_text 'it has a signature of ssh' '^-----BEGIN SSH SIGNATURE-----$' object
check 'and is kept' git rev-parse --verify -q ssh-1
printf 'maintainer@example.org %s\n' "$(cat "$HOME/id.pub")" >"$HOME/allowed"
git config gpg.ssh.allowedSignersFile "$HOME/allowed"
git config pullprep.tagName ssh-2
check_exit 0 'with allowed signers' pp tag first --no-edit
check_no_text 'there is nothing to say of it' 'signature|allowedSigners' "$err"
check 'and git verifies it' git verify-tag ssh-2
printf 'other@example.org %s\n' 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0ZQkLRZlMBv3gqnSGdJxNYb6tOjJkfS5LPNXMQ6lbo' >"$HOME/allowed"
git config pullprep.tagName ssh-3
check_exit 0 'a key that is not among them' pp tag first --no-edit
check_text 'is said' 'allowedSignersFile does not name its key' "$err"
check 'and the tag is kept' git rev-parse --verify -q ssh-3

git config gpg.ssh.allowedSignersFile '~/none-such'
git config pullprep.tagName ssh-4
check_exit 0 'a file of signers that is not there' pp tag first --no-edit
check_text 'is said' "gpg.ssh.allowedSignersFile is '~/none-such', which cannot be read \\(No such file" "$err"
check_no_text 'and nothing of keys that it does not name' 'does not name its key' "$err"

# ---- openpgp keys that git does not trust

git config --global --unset gpg.format
gpg --batch --quiet --passphrase '' --quick-gen-key 'Old <old@example.org>' default default never >/dev/null 2>&1
git config user.signingKey old@example.org
git config pullprep.tagName pgp-unknown
cat >signer <<'SCRIPT'
#!/bin/sh
case "$*" in
*--verify*) GNUPGHOME=$HOME/empty exec gpg "$@" ;;
esac
exec gpg "$@"
SCRIPT
chmod +x signer
mkdir -m 700 "$HOME/empty"
git config gpg.program "$PWD/signer"
check_exit 0 'a key that cannot be looked up' pp tag first --no-edit
check_text 'is said' 'no public key here to check the signature with' "$err"
check 'and the tag is kept' git rev-parse --verify -q pgp-unknown
GNUPGHOME=$HOME/empty gpgconf --kill all

finish
