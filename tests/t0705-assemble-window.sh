#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# First batch, fixes that ride, second batch and what comes after it, through one merge window.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/assemble.sh"
. "$TOP/tests/lib/publish.sh"
pp() {
	"$PULLPREP" --as-of="${today:-2026-05-12}" "$@"
}

assemble_repository
described
ssh_key
git config pullprep.url https://git.example.org/repo.git
git config pullprep.to upstream@example.org
at 2026-05-10
commit Makefile 'Linux 6.9' && git tag -a -m 'Linux 6.9' v6.9
at 2026-05-11
fix() { # NAME BASE FILE
	git checkout -q -b "$1" "$2" && commit "$3" "$1: mend $3

Fixes: $(git rev-parse --short=12 v6.9-rc1^0) (\"Linux 6.9-rc1\")" && git checkout -q master
	git config "branch.$1.description" "What $1 mends."
}
fix old v6.9-rc4 old.c
fix new v6.9 new.c
plan 'first a' 'first b' 'second c' 'second d' 'fixes old' 'fixes new' 'hold second' 'hold late'

# fixes ride where they stand on nothing newer
check 'the first batch' pp assemble first --no-edit
check_text 'fixes ride with it' '^  merged   old ' "$out"
check_text 'those that would bring mainline along do not' 'new does not ride with this batch: it stands on newer commits of mainline than v6\.9-rc4; send it alone with: pullprep assemble fixes$' "$err"
check_no_text 'and are not in it' ' new ' "$out"
check 'fixes by themselves' pp assemble fixes --no-edit --dry-run
check_text 'stand where they need to' ' on v6\.9$' "$out"
check_text 'all of them' '^  2 commits, 2 merges$' "$out"
check 'the batch is tagged with them' pp tag first --no-edit
check 'at the branch' test "$(git rev-parse for-linus-6.10-1^0)" = "$(git rev-parse for-6.10-1)"

# the second one stands on the tag
git branch -q -D for-6.10-1
plan 'first a' 'first b' 'second c' 'second d' 'first old' 'fixes new' 'hold second' 'hold late'
check 'the second batch' pp assemble second --no-edit
check_text 'stands on the first one'\''s tag' ' on for-linus-6\.10-1$' "$out"
check_text 'with its topics only' '^  2 commits, 2 merges$' "$out"
check 'is tagged' pp tag second --no-edit
check 'at its branch' test "$(git rev-parse for-linus-6.10-2^0)" = "$(git rev-parse for-6.10-2)"
topic after v6.9-rc4 after.c
check 'what comes after both' pp split --again
check_no_text 'is not second any more' '^second +after ' "$out"

# pulled
git checkout -q master && at 2026-05-13 && git merge -q --no-ff -m "Merge tag 'for-linus-6.10-1'" for-linus-6.10-1 >/dev/null
git checkout -q a && commit a.c 'a: more' && git checkout -q master
today=2026-05-14
plan 'first a' 'second c' 'second d' 'hold after' 'hold late' 'hold second' 'fixes new'
check_exit 0 'the mail of a batch that mainline has pulled' pp mail first --base=v6.9
check_text 'says what was left behind' 'master has pulled this tag, without 1 commit of a: send it with a later batch' "$err"
check_no_text 'and does not advise to make the tag again' 'again' "$err"

# fixes once more: NAME-2
today=2026-05-26
git checkout -q master && at 2026-05-24 && commit Makefile 'Linux 6.10-rc1' && git tag -a -m rc1 v6.10-rc1
plan 'fixes new' 'hold a' 'hold c' 'hold d' 'hold after' 'hold late' 'hold second'
at 2026-05-25
check 'fixes' pp assemble fixes --no-edit
check 'are tagged' pp tag fixes --no-edit
git checkout -q master && git merge -q --no-ff -m "Merge tag 'for-linus-6.10-fixes'" for-linus-6.10-fixes >/dev/null
fix newer v6.10-rc1 newer.c
plan 'fixes newer' 'hold a' 'hold c' 'hold d' 'hold after' 'hold late' 'hold second'
check 'the next ones' pp assemble fixes --no-edit
check_text 'replace the branch of the last' '^fixes is assembled: for-6\.10-fixes at [0-9a-f]{12} on v6\.10-rc1$' "$out"
check 'have the next tag' pp tag fixes --no-edit
check 'which has a number' git rev-parse -q --verify for-linus-6.10-fixes-2
rm .git/pullprep/plan
check 'what it holds' pp split
check_text 'is known by that name' 'newer .*in for-linus-6\.10-fixes-2 already' "$out"

finish
