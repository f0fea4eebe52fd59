#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check against a real archive: each rule on what was posted, fired and not fired; waived; offline, with nobody there, with no
# archive; and what goes by the cache alone.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/inbox.sh"
. "$TOP/tests/lib/patchmails.sh"

need_inbox
export NO_PROXY='*' no_proxy='*'

git init -q repo && cd repo || exit 1
at 2026-04-13
commit file 'Linux 6.9-rc1'
git tag -a -m v6.9-rc1 v6.9-rc1
git config pullprep.mainline master
git config pullprep.topic 'refs/heads/kvm/*'

# What is posted is Ann's, what is applied Morgan's.
ann() {
	GIT_AUTHOR_NAME='Ann Author' GIT_AUTHOR_EMAIL=ann@example.org GIT_COMMITTER_NAME='Ann Author' \
		GIT_COMMITTER_EMAIL=ann@example.org "$@"
}
# draft FILE...: a branch "draft" with one commit for each, "KVM: FILE", whose text is $text
draft() {
	git checkout -q -B draft master
	for draft_file; do
		ann commit "$draft_file" "KVM: $draft_file" "${text:-$draft_file}"
	done
}
# topic NAME; then apply COMMIT [MAIL-NAME N]: with a link to that mail
topic() {
	git checkout -q -B "kvm/$1" master
}
apply() {
	at "${apply_day:-2026-05-20}"
	git cherry-pick "$1" >/dev/null 2>&1
	git commit -q --amend -s -m "$(git log -1 --format=%B)" ${2:+-m "Link: https://lore.kernel.org/r/$(mail_id "$2" "$3")"}
	tick
}
# posts NAME "DAY HOUR" OPTION...: what is drafted, sent by her
posts() {
	posts_name=$1 posts_hour=$2:00
	shift 2
	ann as "$posts_name" "$posts_hour" master draft "$@"
}
mail() { # NAME N
	echo "../mails/$1-000$2.eml"
}
mail_id() { # NAME N
	sed -n 's/^Message-ID: <\(.*\)>$/\1/p' "$(mail "$1" "$2")"
}
# mail_to NAME N ADDRESS: sends that one to somebody else as well
mail_to() {
	sed -i "s/^To: list@example.org/&, $3/" "$(mail "$1" "$2")"
}

# three versions in two days, the last with the cover letter of the one before, and no word on what changed
draft quick1 quick2
as_text='What it is for.'
posts quick-v1 '2026-05-04 08' --cover-letter
posts quick-v2 '2026-05-04 16' --cover-letter -v2
posts quick-v3 '2026-05-05 12' --cover-letter -v3
as_text=
topic quick
apply draft~1 quick-v3 1
apply draft quick-v3 2

# one from Friday evening to Monday morning, and before that one from Saturday to Sunday
draft weekend
posts weekend-v1 '2026-05-02 10'
posts weekend-v2 '2026-05-03 10' -v2
posts weekend-v3 '2026-05-08 18' -v3
posts weekend-v4 '2026-05-11 06' -v4
for version in 2 3 4; do
	sed -i "s/^---\$/&\nv$version: less of it/" "$(mail weekend-v$version 1)"
done
topic weekend
apply draft weekend-v4 1

# all as it should be: time between the versions, changes told, nobody left out, tags taken over, objections answered
draft good1 good2
posts good-v1 '2026-04-20 09' --cover-letter
text=better
draft good1 good2
text=
posts good-v2 '2026-05-05 09' --cover-letter -v2
sed -i 's/^What it is for.*/&\n\nChanges since v1: it is better/' "$(mail good-v2 0)"
posts good-again '2026-05-05 15' --cover-letter --subject-prefix='PATCH RESEND' -v2
for part in 1 2; do
	mail_to good-v2 $part reporter@example.org
	sed -i 's/^Signed-off-by: Ann/Reported-by: Rob <reporter@example.org>\n&/' "$(mail good-v2 $part)"
done
mail_to good-v2 2 stable@vger.kernel.org
answer first-no 'Cy Example <cy@example.org>' "$(mail_id good-v1 1)" 2026-04-21 'NAK, this is not how it works.'
answer asked 'Dan Example <dan@example.org>' "$(mail_id good-v2 1)" 2026-05-05 'NAK, I want it otherwise.'
answer because 'Ann Author <ann@example.org>' asked@example.org 2026-05-05 'It cannot be otherwise, since ...'
answer wrong 'Eve Example <eve@example.org>' "$(mail_id good-v2 2)" 2026-05-05 'this is wrong'
answer not-so 'Morgan Maintainer <maintainer@example.org>' wrong@example.org 2026-05-05 'It is not.'
answer reviewed 'Bob Example <bob@example.org>' "$(mail_id good-v2 1)" 2026-05-06 'Reviewed-by: Bob Example <bob@example.org>'
answer acked 'Morgan Maintainer <maintainer@example.org>' "$(mail_id good-v2 1)" 2026-05-06 'Acked-by: Morgan Maintainer <maintainer@example.org>'
answer warns 'kernel test robot <lkp@intel.com>' "$(mail_id good-v2 1)" 2026-05-06 'it warns'
answer old 'Ann Author <ann@example.org>' warns@example.org 2026-05-06 'That is an old one.'
answer passed 'bluez.test.bot@gmail.com' "$(mail_id good-v2 2)" 2026-05-06 'Test Summary:
CheckPatch PASS 0.1 seconds'
topic good
apply draft~1 good-v2 1
git commit -q --amend -m "$(git log -1 --format=%B)
Reviewed-by: Bob Example <bob@example.org>"
apply draft good-v2 2
git commit -q --amend -m "$(git log -1 --format=%B)"

# for comments only; one of which there is a version that is not, with the same patch; one that was edited since
draft rfc
posts rfc '2026-05-04 09' --rfc
topic rfc
apply draft rfc 1
draft rfc-first
posts rfc-first '2026-05-04 09' --rfc
posts rfc-then '2026-05-12 09'
git checkout -q kvm/rfc
apply draft rfc-first 1
draft edited
posts edited '2026-05-04 09' --rfc
topic edited
apply draft
echo edited >>edited && git commit -q -a --amend --no-edit

# an older version: one part has changed since, the other has not
draft old1 old2
posts old-v1 '2026-05-04 09' --cover-letter
topic older
apply draft~1 old-v1 1
apply draft old-v1 2
draft old1
ann commit old2 'KVM: old2' other
posts old-v2 '2026-05-12 09' --cover-letter -v2

# half a series: the second part is nowhere, the third in another tree, the fourth not to be applied; two halves of one; a part
# that was renamed
draft half1 half2 half3
ann commit half4 'HACK: half4'
posts half '2026-05-04 09' --cover-letter
topic half
apply draft~3 half 1
git checkout -q -B dts master
apply draft~1
git update-ref refs/remotes/arm/dts dts
git checkout -q draft
git branch -q -D dts
draft split1 split2
posts split '2026-05-04 09' --cover-letter
posts split-v2 '2026-05-12 09' --cover-letter -v2
topic split-one
apply draft~1 split-v2 1
topic split-two
apply draft split-v2 2
draft name1 name2
posts name '2026-05-04 09' --cover-letter
topic name
apply draft~1 name 1
apply draft name 0
git commit -q --amend -m "$(git log -1 --format=%B | sed '1s/.*/KVM: called otherwise/')"

# what was said of it
draft said1 said2
posts said '2026-05-04 09' --cover-letter
mail_to said 2 someone@example.org
answer all-wrong 'Cy Example <cy@example.org>' "$(mail_id said 0)" 2026-05-05 'Please do not, for all of it.'
answer one-wrong 'Dan Example <dan@example.org>' "$(mail_id said 2)" 2026-05-05 'NAK to this one.'
answer warning 'kernel test robot <lkp@intel.com>' "$(mail_id said 2)" 2026-05-05 'it warns'
answer lacking 'Bob Example <bob@example.org>' "$(mail_id said 1)" 2026-05-06 'Reviewed-by: Bob Example <bob@example.org>'
topic said
apply draft~1 said 1
apply draft said 2

# a report that was taken up by name, and one by a fix on top
draft mended1 mended2
posts mended '2026-05-04 09' --cover-letter
answer first-warning 'kernel test robot <lkp@intel.com>' "$(mail_id mended 1)" 2026-05-05 'it warns'
answer second-warning 'kernel test robot <lkp@intel.com>' "$(mail_id mended 2)" 2026-05-05 'it warns'
topic mended
apply draft~1 mended 1
git commit -q --amend -m "$(git log -1 --format=%B)
Closes: https://lore.kernel.org/oe-kbuild-all/first-warning@example.org/"
apply draft mended 2
commit mended2 'KVM: mend it'
git commit -q --amend -m "$(git log -1 --format=%B)" -m "Fixes: $(git rev-parse --short=12 HEAD~1) (\"KVM: mended2\")
Link: https://lists.example.org/r/mend-it@example.net"

# asked for comments thrice, and numbered anew then, with the cover letter of the last
draft anew1 anew2
posts anew-rfc1 '2026-04-20 09' --cover-letter --rfc
as_text='As of the third.'
posts anew-rfc3 '2026-04-27 09' --cover-letter --rfc -v3
posts anew-v1 '2026-05-04 09' --cover-letter
as_text=
topic anew
apply draft~1 anew-v1 1
apply draft anew-v1 2

# never posted; and posted elsewhere
topic never
at 2026-05-20
commit never 'KVM: mine alone'
commit elsewhere 'KVM: elsewhere'
git commit -q --amend -m "$(git log -1 --format=%B)" -m 'Link: https://lists.example.org/r/elsewhere@example.net'
git checkout -q master
git branch -q -D draft
at 2026-05-21

# as t1000 has it, which leaves them out
rules=$("$PULLPREP" rules --format=tsv | awk -F '\t' '$1 ~ /posted|older-version|part-missing|objection|robot|tags-not|changes-not|same-cover|partial/ {print $1}' | paste -s -d, -)
check 'there are 12 rules on it' test "$(echo "$rules" | tr , '\n' | wc -l)" = 12

# ---- off

check 'without an archive' "$PULLPREP" --as-of=2026-05-21 check --format=tsv
check_no_text '... they are not asked' "$(echo "$rules" | tr , '|')" "$out"
check 'for people' "$PULLPREP" --as-of=2026-05-21 check
check_text '... is told how they are' '^To judge what was posted, too: git config pullprep\.lore\.url https://lore\.kernel\.org$' "$out"
check 'where it is set to nothing' "$PULLPREP" --as-of=2026-05-21 check --config=pullprep.lore.url=
check_no_text '... nothing is told' 'what was posted' "$out"
check_exit 129 'one by its name' "$PULLPREP" check --only=never-posted
check_text '... is refused' '^pullprep: --only: never-posted is not asked, since no archive of mails is configured$' "$err"
check_text '... with what to do' '^ *Name one with:  git config pullprep\.lore\.url https://' "$err"

# ---- on

serve_inbox ../mails
git config pullprep.lore.url "$inbox_url"
pp() {
	"$PULLPREP" --as-of=2026-05-21 "$@"
}
check 'with one' pp check --only="$rules" --format=tsv
cut -f 1,2,4 "$out" | sed 's,kvm/,,' | sort >actual
cat >expected <<'END'
info	changes-not-told	quick
info	changes-not-told	split-one
info	never-posted	never
info	partial-recipients	said
info	posted-as-rfc	edited
info	posted-too-soon	quick
info	posted-too-soon	weekend
info	posted-twice-a-day	quick
info	same-cover-letter	anew
info	same-cover-letter	quick
info	tags-not-taken-over	said
warning	applied-older-version	older
warning	posted-as-rfc	rfc
warning	robot-report	said
warning	series-part-missing	half
warning	unanswered-objection	said
warning	unanswered-objection	said
END
check_same '... finds what there is, once for a series, and nothing else' expected actual
cp "$out" first
check 'one topic alone' pp check kvm/split-two --only=series-part-missing
check_text '... knows that the other part is on another' '^nothing to find fault' "$out"
check 'a range within a series' pp check kvm/quick~1..kvm/quick --only=series-part-missing
check_text '... too' '^nothing to find fault' "$out"

id() {
	git rev-parse --short=12 "$1"
}
wide() {
	COLUMNS=200 pp "$@"
}
check 'for people' wide check --only="$rules"
check_text '... the series is said of its first commit' "$(id kvm/quick~1) \\(\"KVM: quick1\"\\)$" "$out"
check_text '... with its subject and day' 'is part of "\[PATCH v3 0/2\] KVM: do it all" of Tue 5 May 2026; its cover letter is that of v2$' "$out"
check_no_text '... and not of the second' 'KVM: quick2' "$out"
check_text '... and what is no series as what it is' 'is "\[RFC PATCH\] KVM: rfc" of Mon 4 May 2026, which asked for comments \(RFC\), and was not' "$out"
check_text '... whom the archive does not know' 'was never posted, as far as 127\.0\.0\.1:[0-9]* knows$' "$out"
check_text '... who got a part only' '^ *someone@example\.org$' "$out"
check 'of some rules' wide check kvm/quick kvm/weekend --only=posted-too-soon,posted-twice-a-day
check_text '... hours are those of weekdays' '^ *between v2 and v3 of Tue 5 May 2026 lay 20 hours of weekdays$' "$out"
check_text '... a weekend is none' '^ *between v1 and v2 of Sun 3 May 2026 lay nothing but a weekend$' "$out"
check_text '... and ends on Monday' '^ *between v3 and v4 of Mon 11 May 2026 lay 12 hours of weekdays$' "$out"
check_text '... a day is one' '^ *v1 and v2 both came on Mon 4 May 2026$' "$out"
check 'a threshold' wide check kvm/quick kvm/weekend --only=posted-too-soon --config=pullprep.rule.posted-too-soon.threshold=13
check_no_text '... leaves one out' '20 hours' "$out"
check_text '... and not the other' '12 hours' "$out"
check 'what was said' wide check kvm/said
check_text '... of one part, by whom' 'has an objection that nobody answered \(a guess\), by Dan Example <dan@example\.org> on Tue 5 May 2026:$' "$out"
check_text '... in its words' '^ *"NAK to this one\."$' "$out"
check_text '... of all of it' '^ *"Please do not, for all of it\."$' "$out"
check_text '... by a robot' 'has a report by kernel test robot of Tue 5 May 2026, and no later version$' "$out"
check_text '... where' "^ *$inbox_url/all/warning%40example\\.org/\$" "$out"
check_no_text '... and no remarks' 'Reviewed-by' "$out"
check 'half of one' wide check kvm/half
check_text '... names what is missing' '^ *2/4 KVM: half2$' "$out"
check_no_text '... and not what is elsewhere, or for show' 'half[34]$' "$out"
check 'an older version' wide check kvm/older
check_text '... with both' 'is v1 of Mon 4 May 2026, but v2 of Tue 12 May 2026 has it with another patch$' "$out"
check_text '... of the part that changed' "$(id kvm/older) \\(\"KVM: old2\"\\)" "$out"
check_no_text '... alone' 'KVM: old1' "$out"
check 'as of a day before' "$PULLPREP" --as-of=2026-05-10 check kvm/older --only=applied-older-version
check_text '... the newer version is not there' '^nothing to find fault' "$out"
check 'in 80 columns' pp check
check_no_text '... nothing is wider' '^[^:]{81}' "$out"

# ---- of what somebody else sent, in a clone that has nothing of it

git clone -q --bare . ../there.git
git clone -q --single-branch --branch master . ../puller
git -C ../puller config pullprep.mainline origin/master
git -C ../puller config pullprep.lore.url "$inbox_url"
received() {
	cd ../puller && pp check ../there.git "$@" --only=series-part-missing,unanswered-objection --format=tsv
}
check 'half of a series that is asked to be pulled' received kvm/half
check_text '... is judged' 'series-part-missing	.*\\n2/4 KVM: half2\\n3/4 KVM: half3$' "$out"
check 'a whole one' received kvm/said
cut -f 2 "$out" >actual
check_same '... likewise' - actual <<'END'
unanswered-objection
unanswered-objection
END

# ---- waived

check 'a waiver' pp waive kvm/older --rule=applied-older-version --reason='the change is on top'
check '... is heard' pp check kvm/older
check_text '... and told' 'waived: the change is on top' "$out"
check_text '... and counts' '; 1 waived$' "$out"
check_exit 1 'a level of their own' pp check kvm/half --config=pullprep.rule.series-part-missing.level=error

# ---- the cache alone

offline() {
	pp check --offline --format=tsv --only="$rules"
}
check 'offline' offline
awk -F '\t' -v OFS='\t' '$2 == "applied-older-version" {$5 = "yes"} {print}' first | sort >waived
sort "$out" >again
check_same '... is the same' waived again
check_empty '... without a word' "$err"
strace -o trace -f true >/dev/null 2>&1 && can_trace=1
# traced COMMAND...: what it does with the network
traced() {
	ASAN_OPTIONS=detect_leaks=0 strace -o trace -f -e trace=%network "$@"
}
hook() {
	oid=$(git rev-parse kvm/half)
	echo "refs/heads/for-6.10-1 $oid refs/heads/for-6.10-1 0000000000000000000000000000000000000000" |
		traced "$PULLPREP" --as-of=2026-05-21 check --pre-push --config=pullprep.rule.series-part-missing.level=error \
			--config=pullprep.minReleases=1 --except=never-in-next
}
if [ "$can_trace" ]; then
	check 'traced' traced "$PULLPREP" --as-of=2026-05-21 check --offline
	check_no_text '... no socket' 'AF_INET' trace
	check 'status' traced "$PULLPREP" --as-of=2026-05-21 --config=pullprep.lore.maxAge=0
	check_no_text '... opens none, however old the cache is' 'AF_INET' trace
	check 'a plan' pp split --write
	sed -i 's,^[a-z]* *kvm/,first kvm/,' .git/pullprep/plan
	check_exit 1 'the hook' hook
	check_text '... knows what is in the cache' 'series-part-missing' "$out"
	check_no_text '... and opens none' 'AF_INET' trace
else
	skip 'without a socket' 'strace cannot trace here'
fi
check_exit 129 'the hook asks nobody' pp check --pre-push --refresh
check_text '... and says so' 'which check --pre-push does not ask$' "$err"
check_exit 129 'nor does --remote' pp check --remote first --offline
check_exit 129 'offline and anew' pp check --offline --refresh

# ---- a wall, and nobody there

printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 26\r\n\r\n<html>Are you human?<html>' >wall
serve_words wall wall
check 'a page for browsers' pp check --refresh --only="$rules" --config=pullprep.lore.url="http://127.0.0.1:$words_port"
check_text '... is no answer' '^What was posted is unknown for 24 of 24 commits, and not judged:' "$out"
check_text '... and no finding' '^nothing to find fault with in 24 commits of ' "$out"

serve_end
check 'asked anew where nobody answers' pp check --refresh --only="$rules"
check_text '... there is one note' '^What was posted is unknown for 24 of 24 commits, and not judged:' "$out"
check_text '... and no finding' '^nothing to find fault with in 24 commits of ' "$out"
check_text '... for a reason' 'refuse|[Cc]onnect' "$out"
check 'for programs' pp check --refresh --only="$rules" --format=tsv
check_empty '... nothing' "$out"
check_text '... but a warning' '^pullprep: warning: What was posted is unknown for 24 of 24 commits' "$err"
export XDG_CACHE_HOME="$PWD/../empty"
check 'with nothing in the cache' pp check --offline
check_text '... it is said' '^What was posted is unknown for 24 of 24 commits' "$out"
check 'status' pp
check_no_text '... says nothing of it' 'posted' "$out"
check_empty '... nowhere' "$err"
check 'quiet' pp check --offline --quiet
check_empty '... is quiet' "$out"
finish
