#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A finding that the maintainer has waived stays visible with the reason, and counts for nothing.

. "$(dirname "$0")/lib/tap.sh"

git init -q repo && cd repo || exit 1
at 2026-05-03
commit Makefile 'Linux 6.8'
git tag -a -m 'Linux 6.8' v6.8
git checkout -q -b kvm/wip
commit a.c 'WIP: count'
commit b.c 'count more'
git checkout -q master
git config pullprep.mainline master
pp() {
	"$PULLPREP" --as-of=2026-05-05 "$@"
}

check_exit 1 'an error' pp check kvm/wip --only=wip-subject
check_text 'is told' 'wip-subject' "$out"
check_text 'and counted' '^1 error in 2 commits of 1 topic$' "$out"

check 'it is waived' pp waive kvm/wip~1 --rule=wip-subject --reason='it is the name of the register'
check 'and is no error any more' pp check kvm/wip --only=wip-subject
check_text 'it is still told' 'error +wip-subject' "$out"
check_text 'with the reason' 'waived: it is the name of the register' "$out"
check_text 'and the count' '^nothing to find fault with in 2 commits of 1 topic; 1 waived$' "$out"
check 'in tsv' pp check kvm/wip --only=wip-subject --format=tsv
check_text 'it says so' '^error	wip-subject	[0-9a-f]{40}	kvm/wip	yes	' "$out"

check_exit 1 'before that day it was an error' "$PULLPREP" --as-of=2026-05-04 check kvm/wip --only=wip-subject

git commit -q --allow-empty -m 'Linux 6.9-rc1' && git rebase -q master kvm/wip && git checkout -q master
check 'rebased it is waived still' pp check kvm/wip --only=wip-subject
check_text 'found by its patch' '; 1 waived$' "$out"
git checkout -q -b kvm/edited kvm/wip~1 && echo 'int more;' >>a.c && git commit -q -a --amend --no-edit && git checkout -q master
check_exit 1 'an edited patch is another one' pp check kvm/edited --only=wip-subject

check 'dropped' pp waive --drop kvm/wip~1
check_exit 1 'it is an error again' pp check kvm/wip --only=wip-subject
check_exit 129 'a rule that there is not' pp waive kvm/wip --rule=wip-subjekt --reason=x
check_text 'is named with the nearest' 'Did you mean: wip-subject' "$err"

finish
