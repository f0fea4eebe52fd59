#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# series against a real archive: a series in three versions, of which the second was applied; a lone patch without a link,
# one that was edited after its posting, and one that nobody posted.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/inbox.sh"
. "$TOP/tests/lib/patchmails.sh"

need_inbox

git init -q repo && cd repo || exit 1
at 2026-05-01
commit file 'Linux 6.9-rc1'
git tag -a -m v6.9-rc1 v6.9-rc1
git config pullprep.mainline master
git config user.name 'Ann Author' && git config user.email ann@example.org

git checkout -q -b v1
commit one 'KVM: one' && commit two 'KVM: two'
as v1 2026-05-04 master v1 --cover-letter
git checkout -q -b v2 master
commit one 'KVM: one' 'better' && commit two 'KVM: two'
as v2 2026-05-05 master v2 --cover-letter -v2
git checkout -q -b v3 master
commit one 'KVM: one' 'best'
as v3 2026-05-08 master v3 --cover-letter -v3
sed -i 's/^What it is for.*/&\n\nChanges since v2: two is gone\n/' ../mails/v3-0000.eml
git checkout -q -b lone master
commit lone 'KVM: lone'
as lone 2026-05-06 master lone
git checkout -q -b edited master
commit edited 'KVM: edited'
as edited 2026-05-07 master edited
answer yes 'Bob Example <bob@example.org>' 20260505120000.4711-0-v2@example.org 2026-05-06 'Reviewed-by: Bob Example <bob@example.org>'
answer no 'Cy Example <cy@example.org>' 20260505120000.4711-2-v2@example.org 2026-05-06 'NAK, this is not how it works.'
answer robot 'kernel test robot <lkp@intel.com>' 20260505120000.4711-1-v2@example.org 2026-05-06 'it warns'
answer tested 'Dan <dan@example.org>' 20260505120000.4711-1-v2@example.org 2026-05-06 'Tested-by: Dan <dan@example.org>'

# What was applied: the second version with its links, the lone one as it is, the edited one edited, and one of one's own.
git checkout -q -b kvm/topic master
at 2026-05-10
apply() { # BRANCH-COMMIT TRAILER
	git cherry-pick "$1" >/dev/null 2>&1 &&
		{ [ -z "$2" ] || git commit -q --amend -m "$(git log -1 --format=%B)" -m "$2"; }
	tick
}
apply v2~1 'Tested-by: Dan <dan@example.org>
Link: https://lore.kernel.org/r/20260505120000.4711-1-v2@example.org'
apply v2 'Link: https://patch.msgid.link/20260505120000.4711-2-v2@example.org'
apply lone
git cherry-pick edited >/dev/null 2>&1 && echo more >>edited && git commit -q -a --amend --no-edit && tick
commit never 'KVM: mine alone'
git branch -q -D v1 v2 v3 lone edited
serve_inbox ../mails
git config pullprep.lore.url "$inbox_url"

pp() {
	"$PULLPREP" --as-of=2026-05-12 "$@"
}

check 'series' pp series --format=tsv
cut -f 3- "$out" >actual
check_same '... finds each commit, or that it was never posted' - actual <<'END'
posted	link	20260505120000.4711-1-v2@example.org	2	1	2	2026-05-05	5	2	1	1	3	KVM: do it all	-	20260505120000.4711-0-v2@example.org	0	Reviewed-by: Bob Example <bob@example.org>
posted	link	20260505120000.4711-2-v2@example.org	2	2	2	2026-05-05	5	2	0	1	2	KVM: do it all	-	20260505120000.4711-0-v2@example.org	1	Reviewed-by: Bob Example <bob@example.org>
posted	patch id	20260506120000.4711-1-lone@example.org	1	1	1	2026-05-06	4	0	0	0	1	KVM: lone	-	-	0	-
posted	subject	20260507120000.4711-1-edited@example.org	1	1	1	2026-05-07	3	0	0	0	1	KVM: edited	-	-	0	-
never	-	-	-	-	-	-	-	-	-	-	-	-	-	-	-	-
END
check_same '... with its id' - "$out" <<END
$(git log --reverse --format='kvm/topic	%H' master..kvm/topic | paste - actual)
END
check 'the URL of all its lists' pp series --config=pullprep.lore.url="$inbox_url/all/" --offline
check_text '... is the same archive' "^  $inbox_url/all/20260505120000.4711-0-v2%40example.org/" "$out"
check 'as json' pp series --format=json
cp "$out" json
check '... the same' python3 -c 'import json, sys
rows = json.load(open(sys.argv[1]))
assert [row["state"] for row in rows] == ["posted"] * 4 + ["never"], rows
assert rows[0]["version"] == 2 and rows[0]["newest"] == 3 and rows[4]["version"] is None
first = rows[0]
assert first["cover_text"] == "What it is for, as of v2.", first["cover_text"]
assert [(v["version"], v["posted"], v["parts"], v["applied"], v["message_id"]) for v in first["versions"]] == [
    (n, day, parts, n == 2, "2026%s120000.4711-0-v%d@example.org" % (day[5:].replace("-", ""), n))
    for n, day, parts in ((1, "2026-05-04", 2), (2, "2026-05-05", 2), (3, "2026-05-08", 1))], first["versions"]
assert [(m["message_id"], m["from"], m["day"], m["part"], m["robot"]) for m in first["replies"]] == [
    ("robot@example.org", "kernel test robot <lkp@intel.com>", "2026-05-06", 1, "kernel test robot"),
    ("tested@example.org", "Dan <dan@example.org>", "2026-05-06", 1, None),
    ("yes@example.org", "Bob Example <bob@example.org>", "2026-05-06", 0, None)], first["replies"]
assert first["missing_tags"] == [{"tag": "Reviewed-by", "who": "Bob Example <bob@example.org>"}], first["missing_tags"]
assert first["objected"] == [] and first["weekday_hours"] == 24 and first["tells_changes"] is False
assert rows[1]["objected"] == [{"from": "Cy Example <cy@example.org>", "day": "2026-05-06", "message_id": "no@example.org",
    "version": 2, "part": 2, "words": "NAK, this is not how it works."}], rows[1]["objected"]
assert rows[2]["versions"][0]["version"] == 1 and rows[2]["cover_text"] is None and rows[2]["replies"] == []
assert rows[4]["versions"] is None and set(rows[4]) == set(first)' json
check 'for people' pp series kvm/topic
check_text '... a head' '^kvm/topic  5 commits: 3 series, 1 never posted$' "$out"
check_text '... the series' '^  \[PATCH v2 0/2\] KVM: do it all$' "$out"
check_text '... its versions' '^  Ann Author <ann@example.org>, Tue 5 May 2026; also v1 Mon 4 May 2026, v3 Fri 8$' "$out"
check_text '... where it is' "^  $inbox_url/all/20260505120000\.4711-0-v2%40example\.org/\$" "$out"
check_text '... that nothing says what changed' '^  neither cover letter nor patches say what changed' "$out"
check_text '... a part' "^    1/2  $(git rev-parse --short=12 kvm/topic~4)  5 days on the list, 2 answers, 1 report by robots\$" "$out"
check_text '... that of the robot' '^         kernel test robot, Wed 6 May 2026: Re: \[PATCH\] KVM: one$' "$out"
check_text '... what is missing' '^         not taken over: Reviewed-by: Bob Example <bob@example.org>$' "$out"
check_text '... that there is a newer one' '^         v3 has it, too, and is newer$' "$out"
check_text '... a guess' '^         a guess: nobody answered Cy Example <cy@example.org>: "NAK, this is not' "$out"
check_text '... what was never posted' "^    $(git rev-parse --short=12 kvm/topic) \\(\"KVM: mine alone\"\\)\$" "$out"
check_no_text '... but not the letter' 'What it is for' "$out"
check 'with cover letters' pp series kvm/topic --cover
check_text '... has it' '^    What it is for, as of v2\.$' "$out"
check_no_text '... and not what is below it' 'Ann Author \(2\)|changed, ' "$out"
check 'as of an earlier day' "$PULLPREP" --as-of=2026-05-07 series kvm/topic
check_no_text '... later mails are not there' 'v3' "$out"
check_text '... earlier ones are' '^  Ann Author <ann@example.org>, Tue 5 May 2026; also v1 Mon 4 May 2026$' "$out"
check 'again' pp series kvm/topic
check_no_text '... nothing that is there already' 'Tested-by: Dan' "$out"

# ---- what cannot be asked

echo unknown >unknown
serve_end
check 'the same without the archive, from the cache' pp series --offline --format=tsv
cut -f 3- "$out" >again
check_same '... is the same' actual again
check 'asked anew where nobody answers' pp series --refresh --format=tsv
cut -f 3 "$out" | sort -u >states
check_same '... all is unknown' unknown states
check_text '... for a reason' 'unknown	.*refuse' "$out"
export XDG_CACHE_HOME="$PWD/../empty"
check 'with nothing in the cache' pp series --offline
check_text '... all is unknown' '^kvm/topic  5 commits: 0 series, 5 unknown$' "$out"
check_no_text '... and nothing "never posted"' 'never' "$out"
check 'with no archive' pp series --config=pullprep.lore.url= --format=tsv
cut -f 3 "$out" | sort -u >states
check_same '... all is unknown' unknown states
check_exit 129 'offline and anew' pp series --offline --refresh
check_text '... do not go together' 'do not go together' "$err"
check_exit 129 'letters of what has no test' pp series --cover --missing-tests
check_text '... do not go together' '--cover does not go with --missing-tests' "$err"
check 'a range without commits' pp series master..master
finish
