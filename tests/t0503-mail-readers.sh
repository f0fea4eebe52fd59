#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The mail as those read it who get it: git send-email, mutt, b4, Python's email package; headers of all kinds.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
openpgp_key
git config user.name 'Jürgen Größe, Maintainer'
git config pullprep.to '"Person, Upstream" <upstream@example.org>'
git config --add pullprep.to 'Ünlü Çelik With A Long Name That Has To Be Folded Somewhere <second@example.org>'
git config pullprep.cc 'list@example.org, Ann Example <ann@example.org>'
git config pullprep.base master
git tag -s -u maintainer@example.org -m 'KVM: Änderungen für 6.10, mit einer Überschrift, die länger ist als eine Zeile es sein darf

* größer
* 日本語' for-linus kvm/xen

check_exit 0 'a mail' pp mail for-linus --output=mail
cp "$err" told
check_text 'how to send it is told' '^Then send:   git send-email --suppress-cc=body mail$' told
check_exit 0 'on standard output' pp mail for-linus
check_same 'it is the same' mail "$out"
body() {
	sed '1,/^$/d' "$1"
}
body mail >expected

# ---- the file

check 'no line of the headers passes 78 columns' sh -c "sed '/^\$/q' mail | LC_ALL=C awk 'length > 78 { exit 1 }'"
check 'the headers are ASCII' sh -c "! sed '/^\$/q' mail | LC_ALL=C grep -q '[^ -~]'"
cat >read.py <<'PYTHON'
import email, email.policy, sys
raw = open(sys.argv[1], 'rb').read()
message = email.message_from_bytes(raw, policy=email.policy.default)
assert not message.defects, message.defects
for header in message.values():
    assert not header.defects, (header, header.defects)
for name in ('From', 'To', 'Cc', 'Subject', 'Date', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'):
    print('%s: %s' % (name, message[name]))
assert message['Message-ID'].startswith('<2026') and message['Message-ID'].endswith('@example.org>')
open('python-body', 'wb').write(message.get_payload(decode=True))
PYTHON
check_exit 0 'Python reads it without a defect' python3 read.py mail
cat >expected-headers <<'HEADERS'
From: "Jürgen Größe, Maintainer" <maintainer@example.org>
To: "Person, Upstream" <upstream@example.org>, Ünlü Çelik With A Long Name That Has To Be Folded Somewhere <second@example.org>
Cc: list@example.org, Ann Example <ann@example.org>
Subject: [GIT PULL] KVM: Änderungen für 6.10, mit einer Überschrift, die länger ist als eine Zeile es sein darf
Date: Tue, 07 Jul 2026 12:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: 8bit
HEADERS
check_same 'as they were meant' expected-headers "$out"
check_same 'and the body' expected python-body

# ---- git send-email

if git send-email -h 2>&1 | grep -q 'suppress-cc'; then
	check_exit 0 'git send-email takes it' git send-email --dry-run --suppress-cc=body mail
	cp "$out" sent
	check_text 'for whom it is meant' '^RCPT TO:<second@example.org>$' sent
	check_text 'and for the list' '^RCPT TO:<list@example.org>$' sent
	check_no_text 'but not for those who are named in the text' 'RCPT TO:<j@example.org>' sent
	check_text 'without changing what it is' '^Content-Transfer-Encoding: 8bit$' sent
else
	skip 'git send-email takes it' "git send-email does not run here: $(git send-email -h 2>&1 | head -n 1)"
fi

# ---- mutt

if command -v mutt >/dev/null; then
	printf '#!/bin/sh\nprintf "%%s\\n" "$@" >recipients\ncat >sent\n' >sendmail
	chmod +x sendmail
	check_exit 0 'mutt -H takes it' timeout 60 mutt -n -F /dev/null -e "set sendmail=$PWD/sendmail" -e 'set copy=no' \
		-e 'set charset=utf-8' -e 'set send_charset=utf-8' -H mail
	check_text 'for whom it is meant' '^second@example.org$' recipients
	check_exit 0 'and what it sends is read' python3 read.py sent
	check_same 'with the same body' expected python-body
else
	skip 'mutt -H takes it' 'mutt is not installed'
fi

# ---- b4: it wants an URL with a scheme, which insteadOf turns into our directory on the puller's side only

if command -v b4 >/dev/null; then
	git init -q --bare ../public.git
	git push -q ../public.git tags/for-linus master
	git clone -q --no-local -b master . ../puller 2>/dev/null
	cat >>"$GIT_CONFIG_GLOBAL" <<CONFIG
[url "$(cd ../public.git && pwd)"]
	insteadOf = https://git.example.org/kvm.git
CONFIG
	pulled() {
		(cd ../puller && timeout 60 b4 --offline-mode pr) <mail >b4.out 2>&1
	}
	check 'b4 pr pulls what it asks for' pulled
	check_text 'by the tag' 'Fetching https://git.example.org/kvm.git tags/for-linus' b4.out
	git rev-parse 'for-linus^{commit}' >expected-tip
	git -C ../puller rev-parse 'FETCH_HEAD^{commit}' >actual-tip
	check_same 'and gets it' expected-tip actual-tip
	git config --global --remove-section "url.$(cd ../public.git && pwd)"
else
	skip 'b4 pr pulls what it asks for' 'b4 is not installed'
fi

# ---- options and configuration

check_exit 0 'options' pp mail for-linus --to 'Else <else@example.org>' --cc more@example.org --subject 'a word' --output=other
check_text 'replace the one asked' '^To: Else <else@example.org>$' other
check_text 'add to the copies' '^Cc: list@example.org, Ann Example <ann@example.org>, more@example.org$' other
check_text 'and say the subject' '^Subject: \[GIT PULL\] a word$' other
check_text 'the first name greets' '^Hi Else,$' other
check_exit 0 'a subject with its own mark' pp mail for-linus --subject '[GIT PULL v2] again' --output=other
check_text 'keeps it' '^Subject: \[GIT PULL v2\] again$' other
for subject in '' '  '; do
	check_exit 128 "an empty subject ('$subject')" pp mail for-linus --subject "$subject" --output=other
	check_text 'is refused' '^pullprep: --subject is empty' "$err"
done
check_exit 128 'an empty one that is configured' pp mail for-linus --config pullprep.subject= --output=other
check_text 'is refused by its key' '^pullprep: pullprep.subject is empty' "$err"
git tag -a -m 'a headline
of two lines

* text' two-lines kvm/xen
check_exit 0 'a headline of two lines' pp mail two-lines --output=other
check_text 'is one subject' '^Subject: \[GIT PULL\] a headline of two lines$' other
for key in to cc subject; do
	for name in LF CR; do
		[ $name = LF ] && break_in="$(printf 'a@example.org\nBcc: b@example.org')" || break_in="$(printf 'a@example.org\rx')"
		check_exit 128 "a $name in pullprep.$key" pp mail for-linus --config "pullprep.$key=$break_in" --output=other
		check_text "is refused by its key (pullprep.$key, $name)" "^pullprep: pullprep.$key holds a line break" "$err"
	done
done
check_exit 128 'what is no address' pp mail for-linus --to nobody --output=other
check_text 'is refused' "^pullprep: --to: 'nobody' is no list of mail addresses" "$err"
check_exit 128 'a list with semicolons' pp mail for-linus --to 'a@example.org;b@example.org' --output=other
check_text 'is refused as it stands' "^pullprep: --to: 'a@example.org;b@example.org' is no list of mail addresses" "$err"
check_exit 128 'words behind an address' pp mail for-linus --config 'pullprep.cc=a@example.org junk here' --output=other
check_text 'are refused as they stand' "^pullprep: pullprep.cc: 'a@example.org junk here' is no list" "$err"
check_exit 128 'no identity' env GIT_COMMITTER_EMAIL= "$PULLPREP" mail for-linus
check_text 'is told with what to set' 'git config user.email' "$err"
git config --unset-all pullprep.to
check_exit 0 'nobody to write to' pp mail for-linus --output=other
check_text 'is said' 'the mail has no To: set pullprep.to' "$err"
check_no_text 'and makes no header' '^To:' other

# ---- long lines, other encodings, control characters

git tag -a -m "long

$(printf '%01000d' 0)" long kvm/xen
check_exit 0 'a line of more than 998 octets' pp mail long --output=other
check_text 'makes the mail quoted-printable' '^Content-Transfer-Encoding: quoted-printable$' other
check 'of short lines' sh -c "awk 'length > 78 { exit 1 }' other"
check_exit 0 'and Python reads it' python3 read.py other
check_text 'as it was' '^0{1000}$' python-body
printf 'with carriage returns\r\n\r\n* here \r\n* and \r there\r\n' >returns
git tag -a --cleanup=verbatim -F returns returns kvm/xen
check_exit 0 'a tag with carriage returns' pp mail returns --output=other
check_exit 0 'is read' python3 read.py other
git push -q ../public.git tags/returns 2>/dev/null || git init -q --bare ../public.git && git push -q ../public.git tags/returns
git request-pull master ../public.git returns 2>/dev/null | sed 's|^  ../public.git |  https://git.example.org/kvm.git |' >expected
sed -n '/^The following changes/,$p' python-body >actual
check_same 'with each of them' expected actual
printf 'latin-1 \344\n' >latin
git tag -a -F latin latin kvm/xen
check_exit 0 'a tag in latin-1' pp mail latin --output=other
check_text 'is said' 'the mail is not all UTF-8' "$err"
printf 'an escape \033[31mred\n' >red
git tag -a -F red red kvm/xen
check_exit 0 'control characters in a tag' pp mail red --output=other
check 'do not reach the headers' sh -c "! sed '/^\$/q' other | grep -q '$(printf '\033')'"
check 'and the text stays as it is' grep -q "$(printf 'escape \033')" other

# ---- the file

echo 'was here' >kept
chmod 600 kept
check_exit 0 'a file that is there' pp mail for-linus --output=kept
check 'keeps its mode' test "$(stat -c %a kept)" = 600
check_exit 128 'a directory that is not there' pp mail for-linus --output=nowhere/mail
check_text 'is named' 'cannot write nowhere/mail' "$err"
check_text 'with what to do' 'name another file with --output=FILE' "$err"
mkdir target
check_exit 128 'a directory in the way' pp mail for-linus --output=target
check_text 'is told' 'cannot write target: Is a directory' "$err"
check 'and leaves no temporary' test -z "$(find . -name 'target.*')"
limited() {
	{
		(
			ulimit -f 0
			"$PULLPREP" "$@" 2>&1
		)
		echo "exit $?"
	} | cat
}
check_exit 0 'a limit on the size of files' limited mail for-linus --output=limited
check_text 'is told' '^pullprep: cannot write limited: File too large$' "$out"
check_text 'as a failure' '^exit 128$' "$out"
check 'and leaves nothing' test -z "$(find . -name 'limited*')"
if [ -w /dev/full ]; then
	full() {
		"$PULLPREP" mail for-linus >/dev/full
	}
	check_exit 128 'a full disk' full
	check_text 'is told' 'No space left on device' "$err"
	check_exit 128 'a full disk for the file' pp mail for-linus --output=/dev/full
	check 'that stays what it is' test -c /dev/full
else
	skip 'a full disk' 'there is no /dev/full here'
fi

finish
