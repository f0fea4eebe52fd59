#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# series of what was posted in the ways that git and b4 have besides the plain one: sent by others than the author, with renames,
# under another title, as v1 after an RFC v3, again, after it was applied or days after it was written, and with subjects that
# cannot be searched for.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/inbox.sh"
. "$TOP/tests/lib/patchmails.sh"

need_inbox

git init -q repo && cd repo || exit 1
at 2026-05-01
seq 40 >moved && seq 20 >lines && git add moved lines && commit file 'Linux 6.9-rc1'
git tag -a -m v6.9-rc1 v6.9-rc1
git config pullprep.mainline master
git config user.name 'Ann Author' && git config user.email ann@example.org

bea() { # FILE SUBJECT
	echo "$2" >"$1" && git add "$1" && git commit -q --author='Bea Other <bea@example.org>' \
		-m "$2" -m 'Signed-off-by: Bea Other <bea@example.org>'
	tick
}
line() { # NUMBER TEXT SUBJECT
	sed -i "$1s/.*/$2/" lines && git commit -q -s -a -m "$3" && tick
}
topic() { # NAME DAY
	git checkout -q -b "kvm/$1" master && at "$2"
}
apply() { # COMMIT... ; the last one is edited if $edit is set
	for commit in "$@"; do
		git cherry-pick "$commit" >/dev/null 2>&1 && tick
	done
	[ -z "$edit" ] || { echo edited >>file && git commit -q -a --amend --no-edit && tick; }
}

git checkout -q -b other master && bea other 'KVM: by Bea'
as other 2026-05-04 master other --from
git checkout -q -b relay master && bea relay 'KVM: relayed'
as relay 2026-05-04 master relay
sed -i '1,/^$/{s/^From: .*/From: Bea Other via B4 Relay <devnull+bea.example.org@kernel.org>\
X-Original-From: Bea Other <bea@example.org>/}' ../mails/relay-0001.eml
answer nak 'Cy Example <cy@example.org>' 20260504120000.4711-1-relay@example.org 2026-05-05 'NAK, but why?'
answer because 'Bea Other <bea@example.org>' nak@example.org 2026-05-06 'Because.'
answer both 'Dan <dan@example.org>' 20260504120000.4711-1-relay@example.org 2026-05-05 'Reviewed-and-tested-by: Dan <dan@example.org>'

git checkout -q -b rename master && git mv moved away && sed -i '3s/.*/x/' away && git add away && git commit -q -s -m 'KVM: move it' && tick
as rename 2026-05-04 master rename
answer robot 'kernel test robot <lkp@intel.com>' 20260504120000.4711-1-rename@example.org 2026-05-05 'a warning'

as_title='KVM: what it was called'
git checkout -q -b title1 master && line 1 a 'KVM: first' && line 9 a 'KVM: second'
as title1 2026-05-04 master title1 --cover-letter
as_title='KVM: what it is called'
git checkout -q -b title2 master && line 1 b 'KVM: first' && line 9 a 'KVM: second'
as title2 2026-05-06 master title2 --cover-letter -v2
as_title='KVM: what it came to be called'
git checkout -q -b title3 master && line 1 c 'KVM: first' && line 9 a 'KVM: second'
as title3 2026-05-08 master title3 --cover-letter -v3

as_text='Some words.

---
change-id: 20260501-marked-abcdef123456
'
as_title='KVM: marked'
git checkout -q -b mark1 master && line 5 a 'KVM: mark it'
as mark1 2026-05-04 master mark1 --cover-letter
as_title='KVM: all else'
git checkout -q -b mark2 master && line 5 b 'KVM: put a mark there'
as mark2 2026-05-07 master mark2 --cover-letter -v2
as_text= as_title='KVM: ask'

git checkout -q -b rfc3 master && line 15 a 'KVM: asked'
as rfc3 2026-05-04 master rfc3 --rfc -v3 --cover-letter
git checkout -q -b rfc master && line 15 b 'KVM: asked'
as_text='Other words.'
as plain 2026-05-06 master rfc --cover-letter
as again 2026-05-07 master rfc --cover-letter --subject-prefix='PATCH RESEND'
as_text=

git checkout -q -b late master && line 18 a 'KVM: late'
as late1 2026-05-04 master late
as late2 2026-05-12 master late -v2

long=$(printf '%070d' 0)
git checkout -q -b long master && commit long "KVM: add $long to it"
as long 2026-05-04 master long

at 2026-05-01
git checkout -q -b own master && commit own 'KVM: own'
as own 2026-05-04 master own

answer talk 'Cy Example <cy@example.org>' nowhere@example.org 2026-05-03 'It crashes.'
git checkout -q -b within master && commit within 'KVM: within'
answer try 'Ann Author <ann@example.org>' talk@example.org 2026-05-04 "Try this:

$(git format-patch -1 --stdout | sed '1,/^$/d')"

topic other 2026-05-10 && edit=1 apply other
topic own 2026-05-10 && apply own && git commit -q --amend -m 'KVM: called otherwise'
topic relay 2026-05-10 && edit=1 apply relay
topic rename 2026-05-10 && apply rename
topic title 2026-05-10 && apply title2~1 title2
topic mark 2026-05-10 && apply mark2
topic rfc 2026-05-10 && edit=1 apply rfc
topic again 2026-05-10 && apply rfc
git commit -q --amend -m 'KVM: asked' -m 'Link: https://lore.kernel.org/r/20260507120000.4711-1-again@example.org'
topic late 2026-05-08 && apply late
topic long 2026-05-10 && edit=1 apply long
topic talk 2026-05-10 && commit talk 'KVM: talk' &&
	git commit -q --amend -m 'KVM: talk' -m 'Link: https://lore.kernel.org/r/talk@example.org'
topic within 2026-05-10 && apply within
topic wordless 2026-05-10 && echo x >x && git add x && git commit -q -m '...' && tick
git branch -q -D within other own relay rename title1 title2 title3 mark1 mark2 rfc3 rfc late long
serve_inbox ../mails
git config pullprep.lore.url "$inbox_url"

pp() {
	timeout 60 "$PULLPREP" --as-of=2026-05-15 "$@"
}

check 'series' pp series --format=tsv
cut -f 1,3-10,12,14,19 "$out" | sed "s/$long/LONG/" >actual
check_same '... finds each, with its version' - actual <<END
kvm/again	posted	link	20260507120000.4711-1-again@example.org	1	1	1	2026-05-07	3	0	1	-
kvm/late	posted	patch id	20260504120000.4711-1-late1@example.org	1	1	1	2026-05-04	3	0	2	-
kvm/long	posted	subject	20260504120000.4711-1-long@example.org	1	1	1	2026-05-04	6	0	1	-
kvm/mark	posted	patch id	20260507120000.4711-1-mark2@example.org	2	1	1	2026-05-07	3	0	2	-
kvm/other	posted	subject	20260504120000.4711-1-other@example.org	1	1	1	2026-05-04	6	0	1	-
kvm/own	posted	patch id	20260504120000.4711-1-own@example.org	1	1	1	2026-05-04	6	0	1	-
kvm/relay	posted	subject	20260504120000.4711-1-relay@example.org	1	1	1	2026-05-04	6	0	1	Reviewed-by: Dan <dan@example.org>; Tested-by: Dan <dan@example.org>
kvm/rename	posted	patch id	20260504120000.4711-1-rename@example.org	1	1	1	2026-05-04	5	1	1	-
kvm/rfc	posted	subject	20260507120000.4711-1-again@example.org	1	1	1	2026-05-07	3	0	1	-
kvm/talk	never	-	-	-	-	-	-	-	-	-	-
kvm/title	posted	patch id	20260506120000.4711-1-title2@example.org	2	1	2	2026-05-06	4	0	3	-
kvm/title	posted	patch id	20260506120000.4711-2-title2@example.org	2	2	2	2026-05-06	4	0	3	-
kvm/within	unknown	-	-	-	-	-	-	-	-	-	-
kvm/wordless	unknown	-	-	-	-	-	-	-	-	-	-
END
check_text '... and why one is unknown' 'its subject has no word that could be searched for' "$out"
check 'for people' pp series
check_text '... a patch in an answer' '\("KVM: within"\): its patch stands within another mail,$' "$out"
check_text '... a link to something else' '\("KVM: talk"\): the mail that it names posts no patch,$' "$out"
check 'trace' pp trace kvm/talk --format=tsv
check_text '... says so, too' '	never, .*	the mail that the commit names posts no patch, talk@example\.org$' "$out"
check 'series again' pp series
check_text '... versions in their order' '^  Ann Author <ann@example.org>, Thu 7 May 2026; also RFC v3 Mon 4 May 2026, v1$' "$out"
check_no_text '... whoever answered has answered' 'nobody answered' "$out"
check_text '... other titles' '^  Ann Author <ann@example.org>, Wed 6 May 2026; also v1 Mon 4 May 2026, v3 Fri 8$' "$out"
check_text '... and all else, by its mark' '^  Ann Author <ann@example.org>, Thu 7 May 2026; also v1 Mon 4 May 2026$' "$out"
check 'what was sent again' pp series kvm/again
check_no_text '... is not held against what it repeats' 'its cover letter is that of|of working days|is newer' "$out"
check 'as json' pp series kvm/again --format=json
cp "$out" json
check '... says nothing of a version before' python3 -c 'import json, sys
row = json.load(open(sys.argv[1]))[0]
assert row["tells_changes"] and not row["same_cover"] and row["weekday_hours"] is None, row
assert [(v["version"], v["rfc"], v["resend"]) for v in row["versions"]] == [(3, True, False), (1, False, False), (1, False, True)]' json
check 'check' pp check --only=never-posted --only=robot-report --only=applied-older-version --level=info
check_no_text '... nothing was never posted' 'never-posted' "$out"
check_text '... what a robot found is in what was applied' 'and no later version$' "$out"
check_text '... an older version' 'but v3 of Fri 8 May$' "$out"

# That the archive has nothing is kept for an hour, what it has for a day: in between the cache has a commit by its subject alone.
export XDG_CACHE_HOME="$PWD/../cache"
check 'one that is found by its subject' pp series kvm/other
grep -rl '^status 404$' "$XDG_CACHE_HOME" | xargs rm
check '... and one more, two hours later' pp series --format=tsv kvm/other kvm/late
cut -f 1,3,4 "$out" >actual
check_same '... which is asked for' - actual <<END
kvm/late	posted	patch id
kvm/other	posted	subject
END

serve_end
finish
