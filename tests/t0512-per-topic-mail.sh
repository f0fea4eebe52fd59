#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# One pull per topic: a cover, and a request for each topic as a reply to it. What each lists is what the puller gets.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

topics_repository
openpgp_key
git init -q --bare ../public.git
url=$(cd ../public.git && pwd)
git config pullprep.url "$url"
git config pullprep.cc 'kvm@example.org'

body() { # MAIL: from "The following changes" on
	sed -n '/^The following changes since commit /,$p' "$1"
}

# ---- without tags

check_exit 128 'topics without tags' pp mail first --per-topic --output=pulls
check_text 'are refused' '^pullprep: 5 of the 5 topics of the first batch have no tag yet: kvm/mmu kvm/xen kvm/s390 kvm/pmu kvm/svm$' "$err"
check_text 'with what makes them' 'pullprep tag --per-topic first$' "$err"
check 'and leave nothing' test ! -e pulls
check_exit 129 'no directory' pp mail first --per-topic
check_text 'is asked for' 'Name it with --output=DIR' "$err"
check_exit 129 'a ref' pp mail kvm/xen --per-topic --output=pulls
check_exit 129 'a name' pp mail first --name=x --per-topic --output=pulls
pp tag first --per-topic --no-edit >told 2>/dev/null
check_exit 0 'what tag says pushes the tags' sh -c "$(sed -n 's/^Push them with: *//p' told)"
git push -q "$url" master

# ---- the mails

git count-objects -v >objects

check_exit 0 'mails' pp mail first --per-topic --output=pulls
cp "$err" told
check_text 'what to push is told' "^Push first:  git push $url refs/tags/kvm-mmu-6.10 refs/tags/kvm-xen-6.10 refs/tags/kvm-s390-6.10 refs/tags/kvm-pmu-6.10 refs/tags/kvm-svm-6.10\$" told
check_text 'and how to send' '^Then send:   git send-email --suppress-cc=body pulls$' told
check_no_text 'a base that is an -rc is nothing to say' 'neither a release nor an -rc' told
check_no_text 'nor are the made-up starts' 'merge bases' told
ls pulls >actual
printf '%s.eml\n' 0000-cover 0001-kvm-mmu-6.10 0002-kvm-xen-6.10 0003-kvm-s390-6.10 0004-kvm-pmu-6.10 0005-kvm-svm-6.10 >expected
check_same 'a cover, then the topics in the order of pulling' expected actual
check 'and nothing else' test -z "$(find . -maxdepth 1 -name 'pulls?*')"
cat >thread.py <<'PYTHON'
import email, email.policy, sys
cover = None
for path in sys.argv[1:]:
    message = email.message_from_bytes(open(path, 'rb').read(), policy=email.policy.default)
    assert not message.defects, message.defects
    assert message['To'] == 'Upstream Person <upstream@example.org>' and 'kvm@example.org' in message['Cc']
    if cover:
        assert message['In-Reply-To'].strip() == cover and message['References'].strip() == cover, message.items()
        assert message['Message-ID'].strip() != cover
    else:
        assert message['In-Reply-To'] is None and message['References'] is None
        cover = message['Message-ID'].strip()
    print(message['Subject'])
PYTHON
cat >subjects <<'SUBJECTS'
[GIT PULL 0/5] kvm pull requests for 6.10
[GIT PULL 1/5] kvm/mmu updates for 6.10
[GIT PULL 2/5] kvm/xen updates for 6.10
[GIT PULL 3/5] kvm/s390 updates for 6.10
[GIT PULL 4/5] kvm/pmu updates for 6.10
[GIT PULL 5/5] kvm/svm updates for 6.10
SUBJECTS
check_exit 0 'all are replies to the cover' python3 thread.py pulls/*
check_same 'numbered' subjects "$out"

# ---- the cover

sed '1,/^$/d' pulls/0000-cover.eml >cover
short() {
	git log -1 --format=%h --abbrev=12 "$@"
}
cat >expected <<COVER
Hi Upstream,

please pull the topics below, each from a tag of its own; the requests are
replies to this mail.

1. kvm-mmu-6.10
    kvm/mmu updates for 6.10
2. kvm-xen-6.10
    kvm/xen updates for 6.10
3. kvm-s390-6.10
    kvm/s390 updates for 6.10
4. kvm-pmu-6.10
    kvm/pmu updates for 6.10
5. kvm-svm-6.10
    kvm/svm updates for 6.10

Please pull them in this order, since kvm-pmu-6.10 stands on kvm-mmu-6.10;
kvm-svm-6.10 stands on kvm-mmu-6.10 and kvm-xen-6.10.

These are based on v6.9-rc1, except for kvm-s390-6.10 (v6.9-rc3).

Conflicts between kvm/mmu and kvm/xen:

* arch/x86/kvm/x86.c (contents): $(short kvm/mmu~1) ("KVM: x86/mmu: count in
  German") in kvm/mmu and $(short kvm/xen~1) ("KVM: x86/xen: count in French") in
  kvm/xen.

Changes to what userspace sees:

* kvm-xen-6.10: include/uapi/linux/kvm.h
  new ioctls: KVM_XEN_HVM_SEND

Thanks,
Morgan Maintainer
COVER
check_same 'the cover has order, bases, conflicts and ABI' expected cover
check_no_text 'a topic that stands on none says nothing of it' 'stands on|first' pulls/0003*
check_text 'one that does says so' '^kvm-pmu-6.10 stands on kvm-mmu-6.10; please pull that first.$' pulls/0004*

# ---- what the puller gets

for topic in mmu xen s390; do
	git request-pull master "$url" "kvm-$topic-6.10" >expected 2>/dev/null
	body pulls/*-kvm-$topic-6.10.eml >actual
	check_same "kvm/$topic: what git request-pull writes" expected actual
done
git request-pull kvm-mmu-6.10 "$url" kvm-pmu-6.10 >expected 2>/dev/null
body pulls/*-kvm-pmu-6.10.eml >actual
check_same 'kvm/pmu: what git request-pull writes from what was pulled before' expected actual

git clone -q "$url" ../puller 2>/dev/null
git -C ../puller config merge.renames true
pull() { # TAG: merges it in the puller's repository, conflicts resolved as kvm/svm has them; what came, as a request lists it
	(
		cd ../puller || exit
		git fetch -q origin "tags/$1" && before=$(git rev-parse HEAD) || exit
		git shortlog "HEAD..FETCH_HEAD" && tick 60 &&
			{ git merge -q --no-ff -m "Merge $1" FETCH_HEAD >/dev/null 2>&1 || {
				git checkout -q --theirs . && git --git-dir=../repo/.git show kvm/svm:arch/x86/kvm/x86.c >arch/x86/kvm/x86.c &&
					git commit -q -a -m "Merge $1"
			}; } && git diff -M --stat --summary "$before" HEAD
	)
}
for mail in pulls/000[1-5]*; do
	tag=$(echo "$mail" | sed 's|.*/000.-\(.*\)\.eml|\1|')
	pull "$tag" >expected
	body "$mail" | sed '1,/^------/d' | sed '1,/^------/d' | sed '/^(diffstat of a test merge/,/^$/d' >actual
	if [ "$tag" = kvm-xen-6.10 ]; then # whose conflict is resolved by hand
		sed -n '1,/^$/p' expected >expected-log && sed -n '1,/^$/p' actual >actual-log
		check_same "$tag brings what its mail lists" expected-log actual-log
	else
		check_same "$tag brings what its mail lists, and changes what its diffstat has" expected actual
	fi
done
check_text 'where there is no commit to start at, it is said what the figures are of' '^\(diffstat of a test merge with kvm-mmu-6.10 and kvm-xen-6.10, since there$' pulls/0005*
git count-objects -v >actual
check_same 'the merge that was made for it is gone' objects actual

# ---- sending

if git send-email -h 2>&1 | grep -q 'suppress-cc'; then
	check_exit 0 'git send-email takes the directory' git send-email --dry-run --suppress-cc=body pulls
	grep '^Subject: ' "$out" | sed 's/^Subject: //' >actual
	check_same 'in order' subjects actual
	check_exit 0 'and its files' git send-email --dry-run --suppress-cc=body pulls/*.eml
	mkdir sink
	mkfifo hold
	python3 "$TOP/tests/lib/smtpsink.py" sink <hold &
	exec 3>hold
	until [ -s sink/port ]; do
		kill -0 $! || break
	done
	check_exit 0 'it sends them' git send-email --quiet --confirm=never --suppress-cc=body --smtp-server=127.0.0.1 \
		--smtp-server-port="$(cat sink/port)" --smtp-domain=example.org pulls
	check_exit 0 'they arrive threaded' python3 thread.py sink/1.eml sink/2.eml sink/3.eml sink/4.eml sink/5.eml sink/6.eml
	check_same 'and in order' subjects "$out"
	for i in 1 2 3 4 5 6; do
		sed '1,/^$/d' sink/$i.eml
	done >actual
	for mail in pulls/*; do
		sed '1,/^$/d' "$mail"
	done >expected
	check_same 'with all they say' expected actual
	exec 3>&-
	wait
else
	skip 'git send-email takes the directory' "git send-email does not run here: $(git send-email -h 2>&1 | head -n 1)"
fi
if command -v mutt >/dev/null; then
	printf '#!/bin/sh\ncat >sent\n' >sendmail
	chmod +x sendmail
	check_exit 0 'mutt -H takes a reply' timeout 60 mutt -n -F /dev/null -e "set sendmail=$PWD/sendmail" -e 'set copy=no' \
		-e 'set charset=utf-8' -e 'set send_charset=utf-8' -H pulls/0003-kvm-s390-6.10.eml
	sed -n 's/^Message-ID: //p' pulls/0000-cover.eml >expected
	sed -n 's/^In-Reply-To: //p' sent >actual
	check_same 'and keeps the thread' expected actual
else
	skip 'mutt -H takes a reply' 'mutt is not installed'
fi

# ---- the directory

cp -r pulls before
check_exit 0 'again' pp mail first --per-topic --output=pulls/
check_text 'what was there is told' '^pullprep: warning: what was there is pulls~ now$' "$err"
check 'and kept' diff -r before pulls~
check 'the new one is the same' diff -r before pulls
echo edited >>pulls/0000-cover.eml
check_exit 0 'and again' pp mail first --per-topic --output=pulls
check_text 'an edited one is kept in place of the older' '^edited$' pulls~/0000-cover.eml
mkdir empty
check_exit 0 'an empty directory' pp mail first --per-topic --output=empty
check 'is filled' diff -r before empty
check 'without another beside it' test ! -e empty~
mkdir other && echo x >other/0000-cover.eml && echo y >other/notes
check_exit 128 'a directory with something else in it' pp mail first --per-topic --output=other
check_text 'is refused' '^pullprep: other is there already, and is no directory of such mails$' "$err"
check 'and stays' test "$(ls other | tr '\n' ' ')" = '0000-cover.eml notes '
mv other pulls~~ && rm -rf pulls~ && mv pulls~~ pulls~
check_exit 128 'something else where the old one would go' pp mail first --per-topic --output=pulls
check_text 'is refused' '^pullprep: pulls~ is there already' "$err"
check 'and both stay' test -f pulls/0000-cover.eml -a -f pulls~/notes
rm -rf pulls~
echo x >file
check_exit 128 'a file' pp mail first --per-topic --output=file
check_text 'is refused' '^pullprep: file is there already' "$err"
ln -s pulls link
check_exit 128 'a link' pp mail first --per-topic --output=link
check 'is refused, and stays' test -L link
check_exit 128 'no place for it' pp mail first --per-topic --output=nowhere/pulls
check_text 'is told' '^pullprep: cannot make a directory beside nowhere/pulls: No such file' "$err"
limited() {
	{
		(
			ulimit -f 0
			"$PULLPREP" "$@" 2>&1
		)
		echo "exit $?"
	} | cat
}
check 'no temporary is left' test -z "$(find . -maxdepth 1 -name '*.??????' ! -name '*.py')"

# ---- conflicts with mainline

git checkout -q master
sed -i 's/two/dos/' arch/x86/kvm/x86.c && git commit -q -s -a -m 'x86: count in Spanish' && tick
check_exit 0 'conflicts with mainline' pp mail first --per-topic --output=pulls
check_text 'are told' '^pullprep: warning: kvm-xen-6.10: 1 conflict with master has no note; write it with:  pullprep --as-of=2026-07-08 conflicts kvm-xen-6.10 --edit$' "$err"
check_text 'stand in the cover' '^\* kvm-xen-6.10: arch/x86/kvm/x86.c$' pulls/0000*
check_text 'and in the request' '^\* arch/x86/kvm/x86.c \(contents\): ' pulls/0002*
check_no_text 'but not where there is none' 'onflict' pulls/0003*
check_text 'in that of the topic that brings it' '^\* arch/x86/kvm/x86.c \(contents\): ' pulls/0001*
check_no_text 'and not again in one that stands on that: it is resolved by then' 'onflict' pulls/0004*
check_no_text 'nor in the cover' '^\* kvm-pmu-6.10: arch/x86/kvm/x86.c$' pulls/0000*
check_no_text 'and no note is asked for' 'kvm-pmu-6.10: 1 conflict' "$err"
git reset -q --hard HEAD~1

# ---- what changed

git checkout -q kvm/s390 && git commit -q --amend -m 'KVM: s390: in other words' && git checkout -q master
check_exit 0 'a topic that has moved since' pp mail first --per-topic --output=pulls
check_text 'is told' '^pullprep: warning: kvm-s390-6.10: kvm/s390 has moved since; make its tag anew with: pullprep tag --per-topic first --again$' "$err"
git tag -d kvm-pmu-6.10 >/dev/null
check_exit 128 'one tag missing' pp mail first --per-topic --output=pulls
check_text 'is told' '^pullprep: 1 of the 5 topics of the first batch has no tag yet: kvm/pmu$' "$err"

# ---- a subject and a template of one's own

pp tag first --per-topic --again --no-edit >/dev/null 2>&1
mkdir templates
echo 'cover of ${count}: ${subject}' >templates/cover
cp "$TOP/templates/mail" templates/mail
check_exit 0 'a template' pp mail first --per-topic --output=pulls --subject='everything' --config=pullprep.templateDir=templates
sed '1,/^$/d' pulls/0000-cover.eml >actual
echo 'cover of 5: [GIT PULL 0/5] everything' >expected
check_same 'is taken' expected actual
check_text 'the subject is the cover'"'"'s' '^Subject: \[GIT PULL 0/5\] everything$' pulls/0000*
check_text 'and not the topics'"'"'' '^Subject: \[GIT PULL 2/5\] kvm/xen updates for 6.10$' pulls/0002*

finish
