#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check and rules: what is judged, levels from the configuration, options, formats, exit codes.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"

git init -q .
at 2026-05-04
commit start.c 'start'
git tag -a -m 6.8 v6.8
at 2026-06-01
commit rc.c 'rc'
git tag -a -m rc1 v6.9-rc1
first=$(git rev-parse --short=12 HEAD)
git checkout -q -b kvm/x86
commit x86.c 'KVM: x86: one'
echo two >>x86.c && git commit -q -a -m 'KVM: x86: two' && tick
git checkout -q -b kvm/fixes v6.9-rc1
echo fix >fix.c && git add fix.c && git commit -q -s -m "KVM: fix

Fixes: $first (\"rc\")" && tick
git checkout -q -b mm/wip v6.9-rc1
commit wip.c 'WIP: mm: steer '"$(printf '\033')"'[31m'
git checkout -q master

pp() {
	"$PULLPREP" --as-of=2026-06-20 "$@"
}

# ---- what is judged

check_exit 1 'all topics' pp check
check_text '... without linux-next: that is said' '^No linux-next data: ' "$out"
check_text '... each with its counts' '^kvm/x86  2 commits: 2 errors$' "$out"
check_text '... the other' '^mm/wip  1 commit: 1 error$' "$out"
check_text '... with a summary' '^3 errors and 1 remark in 4 commits of 3 topics$' "$out"
check_no_text '... no control character gets out' "$(printf '\033')" "$out"
check_text '... but a visible one' 'steer \^\[\[31m' "$out"
check_no_text '... and none for what has remarks only' '^kvm/fixes' "$out"
check_text '... which it says how to see' '^To see the remarks, too: --level=info$' "$out"
check 'a topic without errors' pp check kvm/fixes
check_no_text '... tells no remark' 'fix-without-test' "$out"
check_text '... but counts it' '^1 remark in 1 commit of 1 topic$' "$out"
check 'a topic without errors, in full' pp check kvm/fixes --level=info
check_text '... has a remark' '^kvm/fixes  1 commit: 1 remark$' "$out"
check_exit 1 'a range' pp check v6.9-rc1..kvm/x86
check_text '... by its name' '^v6.9-rc1\.\.kvm/x86  2 commits: 2 errors$' "$out"
check_text '... is no topic' '^2 errors in 2 commits$' "$out"
check_exit 128 'what is nothing' pp check kvm/x87
check_text '... is told with what is near' 'kvm/x86' "$err"

mkdir -p .git/pullprep
check 'a plan' pp split --write
sed -i 's/^[a-z]* *kvm\/x86/first  kvm\/x86/;s/^[a-z]* *mm\/wip/hold   mm\/wip/;s/^[a-z]* *kvm\/fixes/fixes  kvm\/fixes/' .git/pullprep/plan
check_exit 1 'a batch' pp check first
check_text '... is its topics' '^2 errors in 2 commits of 1 topic$' "$out"
check 'another batch' pp check fixes
check_text '... has others' '^1 remark in 1 commit of 1 topic$' "$out"
check 'an empty batch' pp check second
check_text '... is none' '^No topics: there is nothing to judge\.$' "$out"

# ---- options

check_exit 1 'one rule' pp check --only=wip-subject --format=tsv
check_text '... is asked alone' '^error	wip-subject	' "$out"
check '... of one commit' test "$(wc -l <"$out")" = 1
check 'all but some' pp check --except=wip-subject,sob-author --except=sob-committer
check_exit 1 'the worst only' pp check --level=error --format=tsv
check_no_text '... nothing milder' '^\(warning\|info\)' "$out"
check 'nothing to be told' pp check --quiet kvm/fixes
check_empty '... is told with nothing' "$out"
check_exit 1 'errors in quiet' pp check --quiet kvm/x86
check_text '... are told' '^  error    sob-author' "$out"
check_no_text '... without remarks on data' 'No linux-next' "$out"
check_exit 129 'a rule that is none' pp check --only=sob-auther
check_text '... is told with the nearest' 'Did you mean: sob-author' "$err"
check_exit 129 'no rule at all' pp check --only=
check_text '... is not all of them, nor none' "^pullprep: --only takes names of rules, not ''" "$err"
check_exit 129 'likewise' pp check --except=,
check_exit 129 'a rule that is off' pp check --only=base,no-link kvm/fixes
check_text '... finds nothing, which would pass for praise' '^pullprep: --only: the rule no-link is off$' "$err"
check_text '... and how it is asked is told' 'all the same:  --config pullprep\.rule\.no-link\.level=warning$' "$err"
check_exit 1 'that' pp check --only=no-link mm/wip --config pullprep.rule.no-link.level=error
check_text '... asks it' '^  error    no-link' "$out"
check_exit 1 'on for some topics' pp check --only=no-link mm/wip --config 'pullprep.rule.no-link.mm/*.level=error'
check_text '... is on' '^  error    no-link' "$out"
check_exit 129 'one that is asked elsewhere' pp check --only=tag-not-public kvm/fixes
check_text '... is told where' '  It is by:  pullprep check --remote BATCH' "$err"
check_exit 129 'no rule left' pp check --only=base --except=base
check_text '... is told' '^pullprep: --except leaves no rule to ask$' "$err"
check_exit 129 'a level that is none' pp check --level=fatal
check_exit 129 'a name without --remote' pp check --name=x
check_exit 1 'for programs' pp check --format=json kvm/x86
check_text '... as json' '"waived": *false' "$out"
check_text '... with messages' '"message": *"is missing a Signed-off-by from its author"' "$out"

# ---- levels

check 'a rule that is off' pp check kvm/x86 --config pullprep.rule.sob-author.level=off --config pullprep.rule.sob-committer.level=off
check_text '... says nothing' '^nothing to find fault with in 2 commits of 1 topic$' "$out"
check 'a lower level' pp check kvm/x86 --config pullprep.rule.sob-author.level=info --config pullprep.rule.sob-committer.level=warning
check_text '... is one' '^1 warning and 1 remark in 2 commits of 1 topic$' "$out"
git config 'pullprep.rule.sob-author.kvm/*.level' off
git config 'pullprep.rule.sob-committer.kvm/*.level' off
git config 'pullprep.rule.sob-author.level' error
check 'levels for some topics' pp check kvm/x86
check_exit 1 '... not for others' pp check mm/wip
git config --unset 'pullprep.rule.sob-author.kvm/*.level'
git config --unset 'pullprep.rule.sob-committer.kvm/*.level'
check_exit 128 'a key of no rule' pp check --config pullprep.rule.sob-auther.level=off
check_text '... names it' 'pullprep.rule.sob-auther.level: there is no rule' "$err"
check_exit 128 'a value that is no level' pp check --config pullprep.rule.base.level=fatal
check_text '... says what is' "pullprep.rule.base.level is 'fatal', but it must be error, warning, info or off" "$err"
check_exit 1 'known keys' pp check --config pullprep.rule.base.level=off
check_empty '... are not warned of' "$err"
check_exit 1 'a misspelt one' pp check --config pullprep.rule.base.levle=off
check_text '... is' 'pullprep.rule.base.levle is set, but is no key' "$err"

# ---- before the window, in it, and fixes

next_tree 2026-06-02 v6.9-rc1 mm/wip
check_exit 0 'before the window' pp check kvm/x86 --only=never-in-next
check_text '... is a warning' '^  warning  never-in-next' "$out"
git checkout -q master
at 2026-07-06
commit release.c 'release'
git tag -a -m 6.9 v6.9
check_exit 1 'in the window' "$PULLPREP" check --as-of=2026-07-10 kvm/x86 --only=never-in-next
check_text '... is an error' '^  error    never-in-next' "$out"
check_exit 0 'a fix' "$PULLPREP" check --as-of=2026-07-10 kvm/fixes --only=never-in-next
check_text '... is none' '^  info     never-in-next' "$out"
check_exit 0 'a raised level' "$PULLPREP" check --as-of=2026-07-10 kvm/fixes --only=never-in-next --config pullprep.rule.never-in-next.level=error
check_text '... spares fixes' '^  info     never-in-next' "$out"

# ---- signing off where nobody does

git init -q ../custom && cd ../custom || exit 1
at 2026-05-04
for i in $(seq 40); do
	echo "$i" >>file
	git add file
	GIT_AUTHOR_NAME="Author $i" git commit -q -m "change $i

Signed-off-by: Author $i <author$i@example.org>"
	tick
done
git tag -a -m 6.8 v6.8
git checkout -q -b topic
echo more >>file && git commit -q -a -m 'more'
check_exit 1 'where committers do not sign off' "$PULLPREP" check --as-of=2026-05-20 topic --level=info
check_text '... that is a remark' '^  info     sob-committer' "$out"
check_text '... which says why' "from its committer, as are\$" "$out"
check_text '... in figures' "^ +40 of mainline's last 40\$" "$out"
check_text "... but authors' are asked for" '^  error    sob-author' "$out"

# ---- the table

check 'rules' "$PULLPREP" rules
check_text '... for people' '^error    sob-author ' "$out"
check 'rules for programs' "$PULLPREP" rules --format=tsv --config pullprep.rule.base.level=error
check_text '... with their levels' '^base	error	topic	' "$out"
cut -f1 "$out" >../rules
check_no_text '... seven columns each' '^([^	]*	){0,5}[^	]*$|^([^	]*	){7}' "$out"
check 'rules as json' "$PULLPREP" rules --format=json
check_text '... is json' '"rule": *"tag-not-public"' "$out"
"$PULLPREP" help --man >../man
"$PULLPREP" help --completion >../words
missing=0
while read -r rule; do
	grep -q "^\.It Cm $rule$" ../man && grep -q "__pullprep_rules=.*[\" ]$rule[\" ]" ../words &&
		grep -q "__pullprep_keys=.* pullprep\.rule\.$rule\.level=" ../words || missing=$((missing + 1))
done <../rules
check 'man page and completion have each of them' test "$missing" = 0 -a "$(wc -l <../rules)" -gt 20
check_exit 129 'rules takes no arguments' "$PULLPREP" rules base

finish
