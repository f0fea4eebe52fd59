#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check of what somebody else asks to be pulled: a mail, or a URL and a ref. One request that is right is a twin without
# findings; each violation is made of it.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/next.sh"
. "$TOP/tests/lib/publish.sh"
. "$TOP/tests/lib/server.sh"

# ---- a sender with a signed tag, and a puller who has mainline and linux-next alone

mkdir srv
srv=$PWD/srv
serve_http "$srv"
serve_daemon "$srv"
openpgp_key
git init -q upstream && cd upstream || exit 1
at 2026-05-03
mkdir -p mm
commit mm/page.c 'mm: start'
git tag -a -m 6.8 v6.8
at 2026-05-17
commit mm/page.c 'mm: first window'
git tag -a -m rc1 v6.9-rc1
at 2026-06-01
git checkout -q -b topic
commit mm/slab.c 'mm: slab, größer'
GIT_AUTHOR_NAME='Ann Example' GIT_AUTHOR_EMAIL=ann@example.org commit mm/slab.c '[PATCH v2] mm: slab, by another'
git commit -q --amend -m "$(git log -1 --format=%B)
Signed-off-by: Ann Example <ann@example.org>"
mkdir -p tools/testing/selftests
commit tools/testing/selftests/slab.c 'selftests: test the slab'
git checkout -q master
for day in 2026-06-02 2026-06-03 2026-06-04 2026-06-05; do
	next_tree $day v6.9-rc1 topic
done
at 2026-07-06
commit mm/page.c 'mm: last'
git tag -a -m 6.9 v6.9
git tag -s -m 'mm updates for 6.10

Make the slab larger, and test it.' for-linus topic
git init -q --bare "$srv/mm.git"
touch "$srv/mm.git/git-daemon-export-ok"
git push -q "$srv/mm.git" for-linus topic
git -C "$srv/mm.git" symbolic-ref HEAD refs/heads/topic
cd ..
git clone -q upstream puller -b master --single-branch --no-tags
cd puller || exit 1
git remote rename origin upstream >/dev/null
git fetch -q --no-tags upstream 'refs/tags/v*:refs/tags/v*' 'refs/tags/next-*:refs/tags/next-*'
rm -f .git/FETCH_HEAD
git config core.quotePath false
url=$http_url/mm.git
trees() {
	find "${TMPDIR:-/var/tmp}" -maxdepth 1 -name 'pullprep.*' ! -path "$tap_directory"
}
mkdir ../aside
TMPDIR=$PWD/../aside
export TMPDIR
# all that a fetch could leave
state() {
	git for-each-ref
	find .git -type f ! -name index | sort
	ls "$TMPDIR"
}
state >../before

pc() {
	timeout 120 "$PULLPREP" --as-of=2026-07-08 check "$@"
}
# left DESCRIPTION: everything is as it was
left() {
	state >../after
	check_same "$1" ../before ../after
}

git -C ../upstream request-pull v6.9-rc1 "$url" for-linus:for-linus >../request 2>/dev/null
mail() { # FILE [SUBJECT]: the request's text (standard input) as a mail
	{
		printf 'From: Ann Example <ann@example.org>\nTo: upstream@example.org\nSubject: %s\n' "${2:-[GIT PULL] mm updates for 6.10}"
		printf 'Date: Tue, 7 Jul 2026 10:00:00 +0200\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n'
		printf 'Hi,\n\nplease pull.\n\n'
		cat
	} >"$1"
}
mail ../good.eml <../request
tip=$(git -C ../upstream rev-parse topic)
short=$(echo "$tip" | cut -c 1-12)

# ---- all is right

check 'a mail that is right' pc ../good.eml
check_text '... its subject' '^\[GIT PULL\] mm updates for 6\.10$' "$out"
check_text '... who' '^  from       Ann Example <ann@example\.org>, Tue, 0?7 Jul 2026' "$out"
check_text '... where' "^  asks for   tags/for-linus of $url$" "$out"
check_text '... signed by whom' '^  signature  good, by Morgan Maintainer <maintainer@example\.org>$' "$out"
check_text '... what comes' "^  brings     3 commits, up to $short \\(\"selftests: test the slab\"\\)$" "$out"
check_text '... the histogram of days' '^ *[0-9].*  \+\+\+ 3$' "$out"
check_text '... its ratio' '^for-linus +3 ' "$out"
check_text '... and no finding' '^nothing to find fault with in 3 commits$' "$out"
left '... and leaves nothing'
check 'standard input' sh -c '"$PULLPREP" --as-of=2026-07-08 check - <../good.eml'
check_text '... is the same' '^nothing to find fault with in 3 commits$' "$out"
check 'what git request-pull printed, without headers' sh -c '"$PULLPREP" --as-of=2026-07-08 check --format=tsv - <../request'
check_empty '... is judged, but not its subject' "$out"
check 'URL and ref' pc "$url" for-linus
check_text '... have no subject' '^  asks for   for-linus of ' "$out"
check_text '... and no finding' '^nothing to find fault with in 3 commits$' "$out"
left '... and leave nothing'
for ref in tags/for-linus refs/tags/for-linus; do
	check "by $ref" pc "$url" $ref --format=tsv
	check_empty '... the same' "$out"
done
check_exit 1 'a URL alone' pc "$url" --format=tsv
check_text '... means HEAD' '^error	tag-unsigned	-	HEAD	no	is missing: a branch' "$out"
check 'a daemon' pc "git://127.0.0.1:$daemon_port/mm.git" for-linus
check 'a path, named by hand' pc "$srv/mm.git" for-linus
check 'quiet' pc --quiet ../good.eml
check_empty '... and nothing to say' "$out"
check 'json' pc --format=json ../good.eml
check_text '... of nothing' '^\[\]$' "$out"

# ---- a violation each

# bad RULE DESCRIPTION TEXT [ARGS...]: that rule alone finds something in ../bad.eml
bad() {
	bad_rule=$1
	bad_text=$3
	check_exit "${4:-1}" "$2" pc ../bad.eml --format=tsv
	cut -f 2 "$out" | sort -u >../actual
	echo "$bad_rule" | tr ' ' '\n' >../expected
	check_same "... is $bad_rule" ../expected ../actual
	check_text '... which says' "$bad_text" "$out"
}
mail ../bad.eml 'mm updates for 6.10' <../request
bad request-subject 'no mark in the subject' '^warning.*has no mark of a pull request in its subject, which is "mm updates for 6\.10"$' 0
check 'for people' pc ../bad.eml
check_text '... it is the request that has none' 'The request has no mark of a pull request' "$out"
check_text '... and is for the sender to mend' '^What is told to be done is for who sent it\.$' "$out"
check_text '... counted' '^tags/for-linus  request: 1 warning$' "$out"

other=$(git rev-parse v6.9)
sed "s/up to $tip/up to $other/" ../request | mail ../bad.eml
bad request-tip 'another tip' "^error	request-tip	-	tags/for-linus	no	is for $(echo "$other" | cut -c 1-12), but tags/for-linus is on $short now$"
sed "s/since commit [0-9a-f]*/since commit $other/" ../request | mail ../bad.eml
bad request-base 'a base that it does not stand on' 'starts from .*, on which tags/for-linus does not stand$'
sed "s/since commit [0-9a-f]*/since commit 1234567890123456789012345678901234567890/" ../request | mail ../bad.eml
bad request-base 'a base that nobody knows' 'starts from 123456789012, which is not here'
git -C ../upstream request-pull topic~2 "$url" for-linus:for-linus 2>/dev/null | mail ../bad.eml
bad request-base 'a base that mainline lacks' '^warning.*: 1 commit below it that it does not list would be pulled with it$' 0

sed 's/^      selftests: .*/&\n      mm: evil/; s/Morgan Maintainer (2)/Morgan Maintainer (3)/' ../request | mail ../bad.eml
bad request-shortlog 'a commit that is not there' 'lists what is not there, 1 commit:\\n"mm: evil"$'
sed '/^      selftests: /d; s/Morgan Maintainer (2)/Morgan Maintainer (1)/' ../request | mail ../bad.eml
bad request-shortlog 'one that is not told' 'does not list what comes with it, 1 commit:\\n"selftests: test the slab"$'
sed 's/Morgan Maintainer (2)/Morgan Maintainer (20)/' ../request | mail ../bad.eml
bad request-shortlog 'a wrong count' 'says 20 commits of Morgan Maintainer, and lists 2$'
sed 's/Ann Example (1)/Eve Example (1)/' ../request | mail ../bad.eml
bad request-shortlog 'another author' '^warning.*under another author than its own:\\n"mm: slab, by another", by Eve Example as it says$' 0
sed '/^Ann Example (1)/,/^ mm/{/^ mm/!d}' ../request | mail ../bad.eml
bad request-shortlog 'no shortlog' '^info.*has no shortlog$' 0

sed 's/3 insertions/1 insertion/' ../request | mail ../bad.eml
bad request-diffstat 'another diffstat' '^warning.*says that 2 files, 1 insertion and 0 deletions come with it; here it is 2, 3 and 0$' 0
sed 's,^ mm/slab.c ,&XX,; s,^ mm/slab.c XX, mm/evil.c ,' ../request | mail ../bad.eml
bad request-diffstat 'another file in it' 'has 1 file in its diffstat that nothing here changes: mm/evil\.c$' 0
sed '/^ mm\/slab.c /d' ../request | mail ../bad.eml
bad request-diffstat 'a file missing in it' 'has 1 files? in its diffstat, and says 2$' 0
sed 's/Make the slab larger, and test it/Fix a typo/' ../request | mail ../bad.eml
bad request-message 'another message' 'does not hold the message that tags/for-linus has$' 0

check_exit 0 'a rule left out' pc ../bad.eml --format=tsv --except=request-message
check_empty '... is not asked' "$out"
check_exit 1 'its level' pc ../bad.eml --format=tsv --config pullprep.rule.request-message.level=error
check_text '... is as it is configured' '^error	request-message' "$out"

# ---- tags

git -C ../upstream push -q "$srv/mm.git" for-linus:refs/tags/renamed
sed 's,tags/for-linus,tags/renamed,' ../request | mail ../bad.eml
bad request-tag 'a tag under another name' '^warning.*asks for the tag renamed, but what was signed there is the tag for-linus$' 0
git -C ../upstream tag -a -m 'mm updates for 6.10

Make the slab larger, and test it.' unsigned topic
git -C ../upstream cat-file tag for-linus | sed 's/larger/smaller/; s/tag for-linus/tag broken/' >../broken
git -C ../upstream update-ref refs/tags/broken "$(git -C ../upstream hash-object -t tag -w ../broken)"
git -C ../upstream tag light topic
git -C ../upstream push -q "$srv/mm.git" unsigned broken light
check_exit 1 'a tag that is not signed' pc "$url" unsigned
check_text '... is told' 'The tag is not signed$' "$out"
check_text '... and in front' '^  signature  none: the tag is not signed$' "$out"
check_exit 1 'a signature that is broken' pc "$url" broken
check_text '... is told' '^  signature  broken: the signature does not fit the tag$' "$out"
check_text '... as a finding' '^  error    tag-unsigned +The tag has a broken signature' "$out"
check_exit 1 'a lightweight tag' pc "$url" light --format=tsv
check_text '... is told' '^error	tag-unsigned	-	light	no	is no tag object' "$out"
check_exit 1 'a branch' pc "$url" topic --format=tsv
check_text '... is told' '^error	tag-unsigned	-	topic	no	is missing: a branch is asked for' "$out"
check_exit 0 'a key that is not here' env GNUPGHOME="$HOME" timeout 60 "$PULLPREP" --as-of=2026-07-08 check "$url" for-linus --format=tsv
check_text '... leaves it uncertain' '^warning	tag-unsigned	-	for-linus	no	is signed, and git is not content: there is no public key' "$out"
git -C ../upstream tag -s -m 'mm updates for 6.9

This pull request contains a slab.' talks topic
git -C ../upstream push -q "$srv/mm.git" talks
check_exit 1 'a message' pc "$url" talks --format=tsv
check_text '... with a version that is over' '^error	message-version	-	talks' "$out"
check_text '... that talks of itself' '^info	message-voice	-	talks' "$out"
left 'none of these leaves anything'

# ---- commits are judged as one's own are

git -C ../upstream checkout -q -b worse topic
(cd ../upstream && GIT_COMMITTER_NAME=Else GIT_COMMITTER_EMAIL=else@example.org commit mm/worse.c 'fixup! mm: slab')
git -C ../upstream push -q "$srv/mm.git" worse
git -C ../upstream checkout -q master
check_exit 1 'commits with faults' pc "$url" worse --format=tsv
check_text '... a sign-off' '^error	sob-author	[0-9a-f]{40}	worse	no	' "$out"
check_text '... a subject' '^error	wip-subject	[0-9a-f]{40}	worse	no	' "$out"
check_text '... never in linux-next' '^(error|warning)	never-in-next	[0-9a-f]{40}	worse	no	' "$out"

# ---- how mails are written

# encoded NAME PYTHON: ../good.eml made anew by email's policy
encoded() {
	python3 - "$2" >"../$1.eml" <<'END'
import email, email.policy, sys
from email.mime.text import MIMEText
from email.mime.multipart import MIMEMultipart
from email.mime.application import MIMEApplication
original = email.message_from_file(open("../good.eml", encoding="utf-8"), policy=email.policy.default)
text = open("../request", encoding="utf-8").read()
def dress(mail):
    for name in ("From", "Subject", "Date"):
        mail[name] = original[name]
    return mail
def part(charset, encoding):
    mail = email.message.EmailMessage(policy=email.policy.SMTP if encoding == "crlf" else email.policy.default)
    mail.set_content(text, charset=charset, cte="8bit" if encoding == "crlf" else encoding)
    return mail
kind = sys.argv[1]
if kind == "base64":
    mail = dress(part("utf-8", "base64"))
elif kind == "quoted":
    mail = dress(part("utf-8", "quoted-printable"))
elif kind == "latin1":
    mail = dress(part("iso-8859-1", "quoted-printable"))
elif kind == "crlf":
    mail = dress(part("utf-8", "crlf"))
elif kind == "signed":
    mail = dress(MIMEMultipart("signed", protocol="application/pgp-signature"))
    mail.attach(MIMEText(text, "plain", "utf-8"))
    mail.attach(MIMEApplication(b"-----BEGIN PGP SIGNATURE-----\n", "pgp-signature"))
elif kind == "mixed":
    mail = dress(MIMEMultipart("mixed"))
    both = MIMEMultipart("alternative")
    both.attach(MIMEText(text, "plain", "utf-8"))
    both.attach(MIMEText("<p>Please pull", "html", "utf-8"))
    mail.attach(both)
    mail.attach(MIMEText("-- \nlist@example.org\n", "plain", "us-ascii"))
    patch = MIMEText("are available in the Git repository at:\n  nowhere x\n", "plain", "utf-8")
    patch.add_header("Content-Disposition", "attachment", filename="patch")
    mail.attach(patch)
elif kind == "flowed":
    lines = [(" " + line if line.startswith((" ", ">", "From ")) else line).rstrip() for line in text.split("\n")]
    mail = dress(email.message.EmailMessage())
    mail.set_content("\n".join(lines).replace("larger, and", "larger, \nand"), charset="utf-8", cte="8bit")
    mail.set_param("format", "flowed")
elif kind == "html":
    mail = dress(MIMEText("<p>Please pull", "html", "utf-8"))
elif kind == "encrypted":
    mail = dress(MIMEMultipart("encrypted", protocol="application/pgp-encrypted"))
    mail.attach(MIMEApplication(b"Version: 1\n", "pgp-encrypted"))
elif kind == "inline":
    lines = ["- " + line if line.startswith("-") else line for line in text.split("\n")]
    mail = dress(email.message.EmailMessage())
    mail.set_content("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + "\n".join(lines), charset="utf-8", cte="8bit")
sys.stdout.buffer.write(mail.as_bytes())
END
}
for kind in base64 quoted latin1 crlf signed mixed flowed inline; do
	encoded $kind $kind
	check_exit 0 "a mail that is $kind" pc ../$kind.eml --format=tsv
	check_empty '... says the same' "$out"
done
check_no_text 'base64 is that' 'available in the Git' ../base64.eml
sed 's/$/\r/' ../good.eml >../crlf.eml
check 'each line with CRLF' pc ../crlf.eml --format=tsv
check_empty '... says the same' "$out"
for kind in html encrypted; do
	encoded $kind $kind
	check_exit 128 "a mail that is $kind" pc ../$kind.eml
done
check_text '... is told' '^pullprep: the mail in \.\./encrypted\.eml is encrypted$' "$err"

{
	printf 'From ann@example.org Tue Jul  7 10:00:00 2026\n'
	cat ../good.eml
} >../one.mbox
check 'an mbox' pc ../one.mbox --format=tsv
check_empty '... of one mail' "$out"
{
	cat ../one.mbox
	printf '\nFrom ann@example.org Tue Jul  7 11:00:00 2026\nFrom: Ann Example <ann@example.org>\nSubject: Re: a reply\n\nThanks\n'
} >../two.mbox
check 'another mail in it' pc ../two.mbox --format=tsv
check_empty '... asks for nothing' "$out"
{
	cat ../one.mbox
	echo
	cat ../one.mbox
} >../two.mbox
check_exit 128 'two requests in it' pc ../two.mbox
check_text '... are refused' 'holds several pull requests, "\[GIT PULL\] mm updates for 6\.10" and "' "$err"
sed 's/^/> /' ../request | mail ../bad.eml
check_exit 128 'a reply that quotes it' pc ../bad.eml
check_text '... is refused' 'only quotes a pull request: it is a reply$' "$err"
check_text '... with advice' '^  Give the mail that it answers\.$' "$err"
cat ../request ../request | mail ../bad.eml
check_exit 128 'one mail that asks twice' pc ../bad.eml
check_text '... is refused' 'asks for several pulls at once$' "$err"
echo 'Thanks, pulled.' | mail ../bad.eml
check_exit 128 'a mail that asks for nothing' pc ../bad.eml
check_text '... is told' 'no pull request in \.\./bad\.eml' "$err"
check_exit 128 'nothing on standard input' sh -c '"$PULLPREP" check - </dev/null'
check_text '... is told' '^pullprep: standard input is empty: there is no mail in it$' "$err"
head -c 100000 /dev/urandom >../bad.eml
check_exit 128 'garbage' pc ../bad.eml
check_text '... is told' '^pullprep: (no pull request in|\.\./bad\.eml is no mail)' "$err"
{
	printf 'Subject: huge\n\n'
	head -c 9000000 /dev/zero | tr '\0' 'x'
} >../bad.eml
check_exit 128 'a huge one' pc ../bad.eml
check_text '... is told' 'is larger than 8 MiB: no mail is$' "$err"
check_exit 128 'a directory' pc ../upstream/
check_exit 128 'no such file' pc ./none
check_text '... is told' 'cannot read \./none: No such file' "$err"
printf 'are available in the Git repository at:\n\n  %s \033[31mred\n' "$url" | mail ../bad.eml
check_exit 128 'a ref that steers a terminal' pc ../bad.eml
check_text '... is none, and is masked' "'\\^\\[\\[31mred' is no name of a ref" "$err"

# a name that is both
git branch -q for-x upstream/master
cp ../good.eml for-x
cp ../good.eml pull.eml
check 'a file that is no revision' pc pull.eml
check_text '... is a mail' '^  asks for   tags/for-linus' "$out"
check 'one that is a revision as well' pc for-x
check_no_text '... is that' 'asks for' "$out"
check_text '... which is said' "'for-x' is taken for what has that name here; the mail in the file is judged with:  pullprep check \\./for-x" "$err"
check 'as a path' pc ./for-x
check_text '... it is the mail' '^  asks for   tags/for-linus' "$out"
git branch -q -D for-x
rm for-x pull.eml

# ---- what cannot be fetched

# from WHERE...: the mail with that in the place of URL and ref
from() {
	sed "s,^  $http_url.*,  $*," ../request | mail ../bad.eml
}
refused() { # DESCRIPTION TEXT
	check_exit 128 "$1" pc ../bad.eml
	check_text '... is told' "$2" "$err"
}
from "$url" tags/for-linux
refused 'a ref that is not there' "^pullprep: $url has no ref tags/for-linux$"
check_text '... with the nearest' '^  It has for-linus\.$' "$err"
from "$http_url/none.git" tags/for-linus
refused 'no such repository' 'there is no such repository'
from "$http_url/private/mm.git" tags/for-linus
refused 'one that wants a password' 'it wants a name and a password'
from 'http://me:secret@127.0.0.1:1/mm.git' tags/for-linus
refused 'a password in the URL' 'the host refuses the connection'
check_no_text '... shows nowhere' secret "$err"
from 'http://secret@127.0.0.1:1/mm.git' tags/for-linus
refused 'a token in the place of a name' 'the host refuses the connection'
check_no_text '... neither' secret "$err"
check_exit 128 'one that does not do' pc "$(echo "$http_url" | sed 's,//,//secret@,')/private/mm.git" for-linus
check_text '... is told' 'it wants a password' "$err"
check_no_text '... and not shown' secret@ "$err"
from "$srv/mm.git" tags/for-linus
refused 'a path in a mail' "which is no URL that others can pull from$"
from "file://$srv/mm.git" tags/for-linus
refused 'a URL of this machine' 'that kind of URL is not taken from a mail'
check_text '... with advice' 'pullprep check URL REF$' "$err"
from 'ext::sh -c touch% ../touched' HEAD
refused 'one that runs a command' 'that kind of URL is not taken from a mail'
check '... which did not run' test ! -e ../touched
check_exit 128 'an empty ref' pc "$url" ''
check_text '... is told' 'the name of the ref is empty$' "$err"
from "$url" 'tags/for-linus:refs/heads/evil'
refused 'a refspec' "'tags/for-linus:refs/heads/evil' is no name of a ref$"
from --upload-pack=x tags/for-linus
refused 'an option' "which is no URL"
from upstream master
refused 'the name of a remote here' "names 'upstream', which is no URL"
serve_words silent
from "git://127.0.0.1:$words_port/mm.git" tags/for-linus
check_exit 128 'one that hangs' pc ../bad.eml --config pullprep.remoteDeadline=1
check_text '... is not waited for' 'no answer within 1 seconds$' "$err"
python3 -c 'print("fff0" + 65516 * "a")' >../words
serve_words long ../words
check_exit 128 'one that says nonsense without end' pc "git://127.0.0.1:$words_port/mm.git" for-linus
check_text '... is told' "what it answers is not git's .*aaa\.\.\." "$err"
check '... in a few lines' test "$(wc -c <"$err")" -lt 2000
git init -q ../unrelated
(cd ../unrelated && commit other && git push -q "$srv/mm.git" HEAD:refs/heads/unrelated)
check_exit 128 'another project' pc "$url" unrelated
check_text '... is told' 'upstream/master and [0-9a-f]{12} have no commit in common$' "$err"
(cd ../upstream && git tag -a -m tree tree "HEAD^{tree}" && git push -q "$srv/mm.git" tree)
check_exit 128 'a tag of a tree' pc "$url" tree
check_text '... is told' 'is no commit, nor a tag of one' "$err"
check_exit 128 'what mainline has' pc "$srv/../upstream" v6.9
check_text '... is nothing to judge' 'nothing to judge: upstream/master has all of refs/tags/v6\.9' "$err"
left 'none of these leaves anything'

(
	cd ../unrelated || exit 1
	head -c 3000000 /dev/urandom >large
	git add large
	git commit -q -m large
	git push -q "$srv/mm.git" HEAD:refs/heads/large
)
check_exit 128 'more than is taken' pc "$url" large --config pullprep.fetchMost=1
check_text '... is told' 'it sends more than is taken' "$err"
check_text '... and could be' 'git config pullprep\.fetchMost MEBIBYTES$' "$err"
left '... and leaves nothing'

# it lists its refs, and then hangs
cat >../hanging <<'END'
#!/bin/sh
case $* in
*upload-pack*)
	[ -e "$HANGS" ] && exec sleep 300
	touch "$HANGS"
	exec git-upload-pack "$SERVED" ;;
esac
END
chmod +x ../hanging
hang() {
	rm -f ../hangs
	env GIT_SSH_COMMAND="$PWD/../hanging" GIT_SSH_VARIANT=simple HANGS="$PWD/../hangs" SERVED="$srv/mm.git" "$@"
}
check_exit 128 'one that hangs while it sends' hang timeout 60 "$PULLPREP" --as-of=2026-07-08 check ssh://example.org/mm.git for-linus --config pullprep.fetchDeadline=1
check_text '... is not waited for' 'cannot fetch from ssh://example\.org/mm\.git: no answer within 1 seconds$' "$err"
check_text '... and could be' 'git config pullprep\.fetchDeadline SECONDS$' "$err"
left '... and leaves nothing'
for signal in INT.2 TERM.15; do
	hang python3 - "${signal%.*}" "$PULLPREP" <<'END' >../signalled 2>&1
import os, signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
child = subprocess.Popen([sys.argv[2], "--as-of=2026-07-08", "check", "ssh://example.org/mm.git", "for-linus"])
for _ in range(200):
    if os.path.exists(os.environ["HANGS"]):
        break
    time.sleep(0.1)
time.sleep(0.5)
print("aside" if any(n.startswith("pullprep.") for n in os.listdir(os.environ["TMPDIR"])) else "nothing")
child.send_signal(getattr(signal, "SIG" + sys.argv[1]))
print(child.wait(20))
for _ in range(100):
    if not os.listdir(os.environ["TMPDIR"]):
        break
    time.sleep(0.1)
END
	check_text "SIG${signal%.*} in the middle" '^aside$' ../signalled
	check_text '... ends it' "^-${signal#*.}$" ../signalled
	left '... and leaves nothing'
done

# ---- commits that are here already: linux-next has them

from "$http_url/none.git" tags/for-linus
refused 'a server that is gone, of commits that are here' 'there is no such repository'
check_text '... is no obstacle' "^  What the mail asks for is here already; judge that with:  .*check upstream/master\\.\\.$short$" "$err"

# ---- without linux-next, and several merge bases

git tag -l 'next-*' | xargs git tag -d >/dev/null
check 'a repository with mainline alone' pc ../good.eml
check_text '... says so' '^No linux-next data: how long commits were there is not judged' "$out"
check_no_text '... and shows no days' '^ *days  commits' "$out"
(
	cd ../upstream || exit 1
	git checkout -q -b crossed topic
	tick
	git merge -q --no-ff -m 'Merge master

The next series needs its last commit.' master
	git checkout -q master
	git merge -q --no-ff -m 'Merge topic

Half of it.' topic~1
	commit mm/page.c 'mm: after'
	git checkout -q crossed
	commit mm/crossed.c 'mm: crossed'
	git tag -s -m 'mm updates for 6.10' crossing
	git checkout -q master
	git push -q "$srv/mm.git" refs/tags/crossing
)
git fetch -q --no-tags upstream
"$PULLPREP" -C ../upstream request-pull master "$url" crossing >../crossed 2>/dev/null
mail ../crossed.eml <../crossed
check_text 'a request with several merge bases' '^\(diffstat of a test merge' ../crossed
check_exit 0 '... whose diffstat is that of a merge' timeout 60 "$PULLPREP" --as-of=2026-07-09 check ../crossed.eml --format=tsv --only=request-diffstat,request-shortlog,request-base
check_empty '... is right' "$out"

# ---- real ones

if [ -d "$TOP/../shared/reference/pulls" ]; then
	for file in "$TOP"/../shared/reference/pulls/*.txt; do
		run timeout 60 "$PULLPREP" check "$file" --config pullprep.remoteDeadline=1 --config http.proxy=http://127.0.0.1:1 --config protocol.allow=never
		cat "$err"
	done >../real
	check_no_text 'real requests are understood' 'no pull request in .*/(block|dm|drm|kvm|kvmarm|kvms390|mips|net|rdma|s390|slab)-[^/]*$' ../real
else
	skip 'real requests' 'they are not at hand'
fi

finish
