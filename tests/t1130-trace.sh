#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# trace: the life of one change: a made history in which it was posted twice, reviewed, rebased, tested, waived, in daily trees,
# pulled by way of another tree, released, backported, fixed, reverted and reverted back; and commits with next to no life.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/inbox.sh"
. "$TOP/tests/lib/next.sh"

id() { # REVISION
	git rev-parse "$1^{commit}"
}
release() { # NAME
	git commit -q --allow-empty -m "Linux ${1#v}" && git tag -a -m "$1" "$1" && tick
}
pick() { # REVISION
	git cherry-pick "$1" >/dev/null 2>&1 && tick
}
merge() { # NAME SUBJECT
	git merge -q --no-ff -m "$2" "$1" && tick
}

git init -q repo && cd repo || exit 1
git config pullprep.mainline master
at 2026-01-04
commit file 'Linux 6.7' && git tag -a -m v6.7 v6.7
at 2026-01-10
commit bug 'KVM: bring it in'
at 2026-01-18 && release v6.8-rc1

# ---- posted and applied

mkdir ../mails
posted() { # ID DAY SUBJECT-PREFIX ANSWERS
	{
		printf 'From: Ann Author <ann@example.org>\nTo: list@example.org\nMessage-ID: <%s>\n' "$1"
		[ -z "$4" ] || printf 'In-Reply-To: <%s>\n' "$4"
		printf 'Date: %s\nSubject: [%s] KVM: mend it\n\nIt is better.\n---\n' "$(date -u -R -d "$2 12:00")" "$3"
		git diff-tree --root -p HEAD
		printf -- '-- \n2.39\n'
	} >"../mails/$1.eml"
}
answer() { # ID FROM DAY ANSWERS TEXT
	printf 'From: %s\nTo: list@example.org\nMessage-ID: <%s>\nIn-Reply-To: <%s>\nDate: %s\nSubject: Re: x\n\n%s\n' \
		"$2" "$1" "$4" "$(date -u -R -d "$3 15:00")" "$5" >"../mails/$1.eml"
}
git checkout -q -b kvm/one
at 2026-02-02
git config user.name 'Ann Author' && git config user.email ann@example.org
echo worse >kvm.c && git add kvm.c && git commit -q -m 'KVM: mend it'
posted 20260202120000.4711-1-ann@example.org 2026-02-02 PATCH ''
at 2026-02-05
echo better >kvm.c && git commit -q -a --amend --date="$GIT_AUTHOR_DATE" -m 'KVM: mend it'
posted 20260205120000.4711-1-ann@example.org 2026-02-05 'PATCH v2' ''
answer yes@example.org 'Bob Example <bob@example.org>' 2026-02-06 20260205120000.4711-1-ann@example.org \
	'Reviewed-by: Bob Example <bob@example.org>'
answer no@example.org 'Cy Example <cy@example.org>' 2026-02-03 20260202120000.4711-1-ann@example.org 'NAK, it is worse.'
git config user.name 'Morgan Maintainer' && git config user.email maintainer@example.org
message="KVM: mend it

Fixes: $(git rev-parse --short=12 master~1) (\"KVM: bring it in\")
Tested-by: Dan Example <dan@example.org>
Link: https://patch.msgid.link/20260205120000.4711-1-ann@example.org"
at 2026-02-10
git commit -q --amend --date='2026-02-05 12:00 +0000' -m "$message"
old=$(id HEAD)
next_tree 2026-02-11 master kvm/one
at 2026-02-14
git checkout -q master && commit other 'mm: other'
git checkout -q -B kvm/one master && pick "$old"
new=$(id kvm/one)
next_tree 2026-02-16 master kvm/one
next_tree 2026-02-17 master kvm/one
git notes --ref=refs/notes/pullprep/gates add -m "$(printf 'pass\tABC\t%s\t%s\t2026-02-20T09:00:00Z\tCI <ci@example.org>\tkvm/one\t-\t-' \
	"$(git rev-parse "kvm/one^{tree}")" "$new")" "$(git rev-parse "kvm/one^{tree}")"
git notes --ref=refs/notes/pullprep/waivers add -m "$(printf 'waive\tno-docs\t%s\t-\t2026-02-21T09:00:00Z\tMorgan Maintainer <m@example.org>\tnothing to tell' \
	"$old")" "$old"
git notes --ref=refs/notes/pullprep/waivers add -m "$(printf 'waive\tshort-soak\t%s\t-\t2026-02-21T09:00:00Z\tMorgan Maintainer <m@example.org>\tit is small' \
	"$new")" "$new"

# ---- pulled by way of another tree, and released

git checkout -q -b virt v6.8-rc1
at 2026-02-20
commit virt 'virt: other'
at 2026-02-25
merge kvm/one "Merge branch 'kvm/one' of git://git.example.org/kvm.git"
git notes --ref=refs/notes/pullprep/gates add -m "$(printf 'fail\tXYZ\t%s\t%s\t2026-02-26T09:00:00Z\tCI <ci@example.org>\tvirt\texit status 1\thttps://ci.example.org/1' \
	"$(git rev-parse "virt^{tree}")" "$(id virt)")" "$(git rev-parse "virt^{tree}")"
git checkout -q master
at 2026-03-15 && release v6.8
at 2026-03-17
merge virt "Merge tag 'for-linus' of git://git.example.org/virt.git"
pull=$(id HEAD)
at 2026-03-29 && release v6.9-rc1

# ---- and then

at 2026-04-05
commit kvm.c 'KVM: mend the mending' "x

Fixes: $(git rev-parse --short=12 "$new") (\"KVM: mend it\")"
git commit -q --amend -m "KVM: mend the mending

Fixes: $(git rev-parse --short=12 "$new") (\"KVM: mend it\")"
fix=$(id HEAD)
at 2026-04-06 && release v6.9-rc2
at 2026-04-10
commit virt 'virt: a number, no id'
git commit -q --amend -m "virt: a number, no id

Seen in build $(git rev-parse --short=12 "$new") and elsewhere; this fixes nothing of it."
git checkout -q -b away v6.9-rc2
at 2026-04-11
git commit -q --allow-empty -m "$(printf 'Revert "KVM: mend it"\n\nThis reverts commit %s.' "$new")"
revert=$(id HEAD)
git checkout -q master
at 2026-04-12
merge away "Merge branch 'away'"
release v6.9-rc3
at 2026-04-19
git commit -q --allow-empty -m "$(printf 'Reapply "KVM: mend it"\n\nThis reverts commit %s.' "$revert")"
again=$(id HEAD)
at 2026-05-10 && release v6.9
git checkout -q -b linux-6.8.y v6.8
at 2026-05-12
git commit -q --allow-empty -m "$(printf 'KVM: mend it\n\ncommit %s upstream.' "$new")"
backport=$(id HEAD)
git tag -a -m v6.8.1 v6.8.1
git checkout -q -b kvm/later v6.9
at 2026-05-15
git commit -q --allow-empty -m "$(printf 'KVM: mend it more\n\nFixes: %.12s ("KVM: mend it")' "$old")"
later=$(id HEAD)
git checkout -q -b kvm/more
at 2026-05-16
git commit -q --allow-empty -m 'KVM: on top'
# what nothing reaches, a root, and subjects that would steer a terminal
gone=$(git commit-tree -p v6.8^0 -m 'KVM: gone' 'v6.8^{tree}')
hostile=$(printf 'KVM: \033[31mred\033[0m \342\200\256 and\ttab' | git commit-tree -p v6.9^0 'v6.9^{tree}')
git branch hostile "$hostile"
git config pullprep.lore.url ''

pp() {
	"$PULLPREP" trace --as-of=2026-05-20 "$@"
}

# ---- without an archive

check 'the whole life' pp "$new" --format=tsv
cp "$out" life
cut -f 1,2,3,4 life >actual
virt=$(id "$pull^2")
check_same '... each event, with its source' - actual <<END
2026-01-10	fixes	KVM: bring it in	$(id v6.8-rc1~1)
2026-02-11	next	first in next-20260211	refs/tags/next-20260211
2026-02-11	rebased	next-20260211 had the same patch under this id	$old
2026-02-14	reviewed	Tested-by: Dan Example <dan@example.org>	$new
2026-02-14	applied	by Morgan Maintainer <maintainer@example.org> on kvm/one	$new
2026-02-20	gate	ABC passed	refs/notes/pullprep/gates
2026-02-21	waived	short-soak: it is small	refs/notes/pullprep/waivers
2026-02-25	merged	Merge branch 'kvm/one' of git://git.example.org/kvm.git	$virt
2026-02-26	gate	XYZ failed with virt on it	refs/notes/pullprep/gates
2026-03-17	pulled	Merge tag 'for-linus' of git://git.example.org/virt.git	$pull
2026-03-29	released	v6.9-rc1	refs/tags/v6.9-rc1
2026-04-05	fixed	KVM: mend the mending	$fix
2026-04-12	reverted	Revert "KVM: mend it"	$revert
2026-04-19	reapplied	Reapply "KVM: mend it"	$again
2026-05-10	released	v6.9	refs/tags/v6.9
2026-05-12	backported	KVM: mend it	$backport
2026-05-15	fixed	KVM: mend it more	$later
-	posted	unknown: pullprep.lore.url is empty, so that no archive is asked	-
END
check 'for people' pp "$new"
cp "$out" page
check_no_text '... in 80 columns' '.{81}' page
check_text '... what it is' "^$(git rev-parse --short=12 "$new")  KVM: mend it\$" page
check_text '... a commit before its subject' "^2026-04-12  reverted    $(git rev-parse --short=12 "$revert") Revert \"KVM: mend it\" \\(in v6.9-rc3, v6.9\\)\$" page
check_text '... a tag behind it' '^2026-05-10  released    v6\.9  refs/tags/v6\.9$' page
check_text '... that not all daily trees are here' '^2026-02-11  next        first in next-20260211 \(in at least 3 daily trees, until$' page
check_text '... what is unknown' '^-           posted      unknown: pullprep\.lore\.url is empty' page
check_no_text '... no colour in a file' "$(printf '\033')" page
check 'in 120 columns' env COLUMNS=120 "$PULLPREP" trace --as-of=2026-05-20 "$new"
check_text '... more fits' '^2026-02-11  next .* until next-20260217; not all are here; under$' "$out"
check 'with colours' pp "$new" --color=always
check_text '... what was reverted stands out' "$(printf '\033')\\[[0-9;]*mreverted$(printf '\033')" "$out"
check 'as json' pp "$new" --format=json
cp "$out" json
check '... the same' python3 -c 'import json, sys
rows = json.load(open(sys.argv[1]))
lines = [line.rstrip("\n").split("\t") for line in open(sys.argv[2], encoding="utf-8")]
assert [[row[key] or "-" for key in ("date", "event", "what", "source", "detail")] for row in rows] == lines' json life

# ---- as of a day

check 'before it was pulled' "$PULLPREP" trace --as-of=2026-02-26 "$new" --format=tsv
cut -f 1,2 "$out" | sed -n '/^2026-02-1[67]/,$p' >actual
check_text '... daily trees until then' '^2026-02-11	next' "$out"
check_text '... not pulled' '^-	pulled	master does not have it, nor its patch' "$out"
check_no_text '... nor released, fixed or reverted' '	(merged|released|reverted|reapplied|backported)	' "$out"
check 'as it was released' "$PULLPREP" trace --as-of=2026-04-11 "$new" --format=tsv
check_text '... a first rc' '^2026-03-29	released	v6\.9-rc1	' "$out"
check_text '... no release' '^-	released	in no final release yet' "$out"
check_text '... fixed' '^2026-04-05	fixed	KVM: mend the mending	' "$out"
check_text '... reverted beside mainline' '^2026-04-11	reverted	.*	not in master, but in refs/heads/away$' "$out"
git branch -q -D away
check 'what only mainline has, and later' "$PULLPREP" trace --as-of=2026-04-11 "$revert" --format=tsv
check_text '... is nowhere yet' '	applied	by [^	]*@example\.org>	[^	]*	written 2026-04-11$' "$out"
check_text '... nor in mainline' '^-	pulled	master does not have it' "$out"
check 'what it reverts' "$PULLPREP" trace --as-of=2026-04-11 "$new" --format=tsv
check_text '... was reverted, and nobody knows where' '^2026-04-11	reverted	.*	not in master$' "$out"
check_exit 128 'before it was made' "$PULLPREP" trace --as-of=2026-02-01 "$new"
check_text '... it says so' 'there was no such commit as of the day' "$err"

# ---- other commits

check 'its id before the rebase, in an old daily tree alone' pp "$old" --format=tsv
cp "$out" older
check_text '... where it is' '	applied	.* on refs/tags/next-20260211	' older
check_text '... what mainline has' "	rebased	master has the same patch under this id	$new	" older
check_text '... how that was pulled' "	pulled	.*	$pull	" older
check_text '... a waiver of its own' '	waived	no-docs: nothing to tell	' older
check_text '... who fixed that' "	fixed	KVM: mend the mending	$fix	" older
check_text '... who named the old one' "	fixed	KVM: mend it more	$later	" older
check_no_text '... mainline is no backport of it' "	backported	.*$new" older
check 'one that nothing reaches' "$PULLPREP" trace "$gone" --format=tsv
check_text '... says so' '	applied	by [^	]*@example\.org>	.*no branch or tag here has it' "$out"
check_text '... is not pulled' '^-	pulled	master does not have it' "$out"
check 'a root' pp v6.7 --format=tsv
check_text '... was made directly' '^2026-01-04	pulled	made directly on mainline, by no merge	refs/heads/master	-$' "$out"
check_text '... and is older than all daily trees' '^-	next	unknown: mainline had it before next-20260211' "$out"
check 'a merge' pp "$pull" --format=tsv
check_text '... is not posted' '^-	posted	unknown: merges are not posted' "$out"
check_text '... is released' '^2026-05-10	released	v6\.9	' "$out"
check 'the first mistake' pp "$(id v6.8-rc1~1)" --format=tsv
check_text '... was fixed' "^2026-03-17	fixed	KVM: mend it	$new	in v6.9-rc1, v6.9\$" "$out"
check 'the revert' pp "$revert" --format=tsv
check_text '... what it reverts' "^2026-03-17	reverts	KVM: mend it	$new	in v6.9-rc1, v6.9\$" "$out"
check_text '... was reverted' "	reverted	Reapply \"KVM: mend it\"	$again	" "$out"
check 'a number is no name' pp master~3 --format=tsv
check 'a hostile subject' pp hostile
check_text '... is masked' 'KVM: \^\[\[31mred\^\[\[0m <U\+202E> and tab$' "$out"
check 'one that names what is not there' pp "$(git commit-tree -p v6.9^0 -m "$(printf 'x\n\nFixes: 0123456789ab ("not here")')" 'v6.9^{tree}')" --format=tsv
check_text '... says so' '^-	fixes	unknown: 0123456789ab \("not here"\) is no commit here' "$out"

# ---- the plan

plan=.git/pullprep/plan
mkdir -p .git/pullprep
printf 'second  kvm/later  %.12s  # second: figures; a reason\nhold  kvm/more  %.12s  # hold: no\n' "$later" "$(id kvm/more)" >$plan
check 'one of a topic in the plan' pp "$later" --format=tsv
check_text '... its batch' "^-	planned	second, in topic kvm/later	/.*/$plan	second: figures; a reason\$" "$out"
check_no_text '... but not the topic that stands on it' 'kvm/more	/' "$out"
check 'what stands on it' pp kvm/more --format=tsv
check_text '... in its own' '^-	planned	hold, in topic kvm/more	' "$out"
check 'what mainline has' pp "$new" --format=tsv
check_no_text '... is in no topic, though they stand on it' '	planned	' "$out"
echo nonsense >$plan
check 'a plan that is none' pp "$later" --format=tsv
check_text '... makes that unknown' '^-	planned	unknown: plan .*nonsense' "$out"
rm $plan
check_exit 128 'a plan that is not there' pp "$later" --plan=nowhere

# ---- refusals

check_exit 129 'no commit' pp
check_exit 129 'two' pp v6.7 v6.8
check_exit 129 'a range of several' pp v6.7..v6.8
check_exit 128 'what is none' pp nonsense
check_exit 129 'an option' pp -- --all
check_exit 129 'offline and anew' pp "$new" --offline --refresh

# ---- every commit of it, against git

git rev-list v6.7..master >all
git rev-list --first-parent master >line
while read -r one; do
	pp "$one" --format=tsv >"$out" 2>"$err" </dev/null || echo "$one fails"
	brought=$(git rev-list --topo-order --ancestry-path "$one..master" | grep -F -f line | tail -n 1)
	grep -q "$one" line && brought=refs/heads/master
	in=$(git tag --contains "$one" 'v6.?' | sort -V | head -n 1)
	printf '%s %s\n' "$brought" "${in:-none}" >>expected
	printf '%s %s\n' "$(awk -F '\t' '$2 == "pulled" {print $4}' "$out")" \
		"$(awk -F '\t' '$2 == "released" && $3 !~ /-rc/ {print $4 == "-" ? "none" : $3}' "$out")" >>found
done <all
check_same 'what brought each commit, and its first release, as git has it' expected found

# ---- with an archive

if ! have_inbox; then
	skip 'what was posted' 'public-inbox is not installed'
	finish
fi
serve_inbox ../mails
git config pullprep.lore.url "$inbox_url"
check 'asked of an archive' pp "$new" --format=tsv
grep -E '	(posted|reviewed|objected|applied)	' "$out" >actual
check_same '... what was posted and said' - actual <<END
2026-02-02	posted	v1	$inbox_url/all/20260202120000.4711-1-ann%40example.org/	KVM: mend it
2026-02-03	objected	Cy Example <cy@example.org>: "NAK, it is worse."	$inbox_url/all/no%40example.org/	a guess: nobody answered
2026-02-05	posted	v2	$inbox_url/all/20260205120000.4711-1-ann%40example.org/	KVM: mend it; this one was applied, by link
2026-02-06	reviewed	Reviewed-by: Bob Example <bob@example.org>	$inbox_url/all/yes%40example.org/	of v2, not in the commit
2026-02-14	reviewed	Tested-by: Dan Example <dan@example.org>	$new	by the commit, not seen on the list
2026-02-14	applied	by Morgan Maintainer <maintainer@example.org> on kvm/one after 9 days on the list	$new	written 2026-02-05
END
check 'for people' pp "$new"
check_no_text '... in 80 columns, but for what has no blank' '^.{81}.* ' "$out"
check 'as of an earlier day' "$PULLPREP" trace --as-of=2026-02-14 "$new" --format=tsv
check_text '... the mails of then' '	posted	v2	' "$out"
check 'what was never posted' pp "$later" --format=tsv
check_text '... as far as the archive knows' '^-	posted	never, as far as 127\.0\.0\.1:[0-9]* knows	' "$out"
serve_end
check 'from the cache' pp "$new" --offline --format=tsv
check_text '... it is known' '	posted	v2	' "$out"
check 'asked again where nobody answers' pp "$new" --refresh --format=tsv
check_text '... it is unknown' '^-	posted	unknown: .*refuses' "$out"
check_no_text '... and not "never posted"' '	posted	never' "$out"
finish
