#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the README tells of a merge window, start to end, is what happens: its commands are run as they stand there.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
openpgp_key
git init -q --bare ../public.git
url=$(cd ../public.git && pwd)
git config pullprep.url "$url"
git config branch.kvm/xen.description 'Xen events are delivered in the kernel'
git config branch.kvm/s390.description 'Interrupts of s390'
printf '#!/bin/sh\nexit 0\n' >editor
chmod +x editor
export GIT_EDITOR="$PWD/editor"

sed -n '/^## A merge window, start to end$/,/^## What it looks like$/p' "$TOP/README.md" |
	sed -n 's/^    \(\(pullprep\|git\) [^#]*[^# ]\) *\(#.*\)\{0,1\}$/\1/p' >commands
check 'there are some' test "$(wc -l <commands)" -gt 10

can_send=$(git send-email -h 2>&1 | grep -c suppress-cc)
while read -r line; do
	command=$(echo "$line" | sed -e "s|^pullprep|'$PULLPREP' --as-of=2026-07-08|" -e "s|REMOTE|$url|; s|VERSION|6.10|" \
		-e 's|^git send-email|& --dry-run|')
	case $line in
	'git send-email '*)
		[ "$can_send" -gt 0 ] || {
			skip "$line" 'git send-email does not run here'
			continue
		}
		;;
	esac
	check_exit 0 "$line" sh -c "$command"
	cp "$out" "$(echo "$line" | tr -c 'a-z0-9\n' _).told"
done <commands
check_text 'the push is as tag printed it' "^Push it with: +git push $url refs/tags/for-linus-6.10-1\$" pullprep_tag_first.told
check_text 'the tag is where it must be' '^for-linus-6.10-1 at .*: it is there, as tag object ' pullprep_check___remote_first.told
check_text 'the mail asks for it' "^  $url tags/for-linus-6.10-1\$" mail
check 'and each topic has one' test "$(ls pulls | wc -l)" = 3

finish
