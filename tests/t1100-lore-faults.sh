#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Archives that are not there, hang, cut their answers or answer something else, each on a real socket: what could not be
# asked is unknown, with the reason, in time; nothing of it is kept, and nothing passes for "never posted".

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/faults.sh"

serve_faults
git config --global pullprep.lore.url "$faults_url"
git config --global pullprep.httpDeadline 20
cache=$HOME/.cache/pullprep/answers

# unknown DESCRIPTION REASON ARGUMENT...
unknown() {
	unknown_description=$1
	unknown_reason=$2
	shift 2
	check "$unknown_description" timeout 60 "$ASK_LORE" "$@"
	check_text "... is unknown, and why" "^unknown	asked	0	.*	.*$unknown_reason" "$out"
	check_empty "... and that is no error" "$err"
	check "... and nothing is kept" test -z "$(find "$cache" -type f 2>/dev/null)"
}
# faulty DESCRIPTION WHAT REASON [ARGUMENT...]: a thread of that fault
faulty() {
	faulty_mid=$2@example.org
	faulty_description=$1
	faulty_reason=$3
	shift 3
	unknown "$faulty_description" "$faulty_reason" "$@" thread "$faulty_mid"
}

# ---- nobody there

unknown 'refused' '127.0.0.1:1: the host refuses the connection' -c pullprep.lore.url=http://127.0.0.1:1 thread a@example.org
# no name server is needed for a name that cannot be one's
unknown 'no such host' 'no.such.host.invalid: there is no such host' -c pullprep.lore.url=https://no.such.host.invalid thread a@example.org
faulty 'a silent peer' silent 'no whole answer within 1 seconds' -c pullprep.httpDeadline=1
faulty 'a slow body' slow 'no whole answer within 1 seconds' -c pullprep.httpDeadline=1
faulty 'a body that stops' hang 'no whole answer within 1 seconds' -c pullprep.httpDeadline=1

# ---- cut

faulty 'a cut chunked body' cutchunk 'the answer was cut off'
faulty 'a body shorter than announced' cutlength 'the answer was cut off'
faulty 'a cut gzip that looks whole to HTTP' cutgzip 'the answer was cut off'
faulty 'a gzip with a wrong checksum' badcrc 'no mailbox'
faulty 'a gzip with something behind it' tail 'no mailbox'
faulty 'nothing at all' nothing 'no mailbox'
faulty 'an empty gzip' emptygzip 'no mailbox'
faulty 'a gzip of something else' nomailbox 'no mailbox'
faulty 'closed without a word' close 'closed the connection without an answer'
faulty 'no HTTP' nonsense 'what it answers is not HTTP'

# ---- too much

limited() { # COMMAND...: in 400 MiB of memory
	(ulimit -v 409600 && exec timeout 60 "$@")
}
# sanitizers reserve terabytes
if "$ASK_LORE" --offline >/dev/null 2>&1 && limited "$ASK_LORE" --offline >/dev/null 2>&1; then
	check '200 MB, in 400 MiB of memory' limited "$ASK_LORE" thread big@example.org
	check_text '... are too much' '^unknown.*the answer is larger than 32768 KiB' "$out"
	check 'a gzip bomb of 3 GB' limited "$ASK_LORE" thread bomb@example.org
	check_text '... is one' '^unknown.*the mailbox is larger than 128 MiB' "$out"
else
	skip 'a large body in little memory' 'this program does not run in 400 MiB'
fi
faulty '200 MB' big 'the answer is larger than 32768 KiB'
faulty '200 MB, announced' biglength 'the answer is larger than 32768 KiB'
faulty 'a gzip bomb' bomb 'the mailbox is larger than 128 MiB'

# ---- status

faulty 'a 404 with a page' page404 'status 404, but not as an archive does'
faulty 'a 404 with words' words404 'status 404, but not as an archive does'
unknown 'a 404 with a page, searching' 'status 404, but not as an archive does' search l:page404
unknown 'an empty 404, searching' 'status 404, but not as an archive does' search l:absent
faulty 'a 404 of a search, for a thread' none 'status 404, but not as an archive does'
faulty '410' 410 'it answers with status 410'
faulty '403' 403 'it answers with status 403'
faulty '429 for an hour' leave 'status 429, and wants to be asked again only in 3600 seconds'
check '429 with Retry-After: 1' ask_lore thread busy@example.org
check_text '... is tried again' '^found	asked	1	' "$out"
check '500 once' ask_lore thread once500@example.org
check_text '... is tried again' '^found	asked	1	' "$out"
grep -E 'busy|once500' "$faults_log" | cut -f1,4 >tries
check '... after a second each' python3 -c 'import sys
lines = [line.split() for line in open("tries")]
assert len(lines) == 4, lines
for first, second in (lines[:2], lines[2:]):
    assert first[1] == second[1] and int(second[0]) - int(first[0]) >= 950, lines'
rm -rf "$cache"
faulty '500 for ever' 500 'it answers with status 500, 4 times'
check 'asked four times' test "$(grep -c '/500%40example.org/' "$faults_log")" = 4
check 'a real 404' ask_lore thread absent@example.org search l:none threads l:none
check_same '... is absence, of threads and of searches' - "$out" <<'END'
absent	asked	0	absent@example.org	-
absent	asked	0	l:none	-
absent	asked	0	l:none	-
END
rm -rf "$cache"

# ---- redirects

faulty 'a redirect loop' loop 'it redirects more than 3 times'
faulty 'a redirect to a file' 'to=file:%2F%2F%2Fetc%2Fpasswd' 'it redirects to file:.*, which is neither https nor http'
faulty 'a redirect to http elsewhere' 'to=http:%2F%2Flocalhost:1%2F' 'another host, and not encrypted'
faulty 'a redirect to nowhere' nowhere 'it redirects to nowhere'
check 'a redirect on the same host' ask_lore thread 'to=%2Fall%2Fgood%40x%2Ft@example.org'
check_text '... is followed' '^found	asked	1' "$out"
rm -rf "$cache"

# ---- walls

faulty 'a bot wall' wall 'blocked by a bot wall: it answers with a page, not with a mailbox'
faulty 'a bot wall that calls itself a mailbox' liar 'blocked by a bot wall'
unknown 'a bot wall, searching' 'blocked by a bot wall' search l:wall
set --
for number in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	set -- "$@" thread "wall.$number@example.org"
done
check 'a bot wall, twenty times' ask_lore "$@"
check 'none is taken for an answer' test "$(grep -c '^unknown.*bot wall' "$out")" = 20
check 'it is left alone after the first four' test "$(grep -c '/wall\.' "$faults_log")" -le 4

# ---- certificates

serve_faults localhost
plain_url=$(git config pullprep.lore.url)
git config --global pullprep.lore.url "$faults_url"
faulty 'a certificate that nobody trusts' good 'its certificate is not trusted'
faulty '... whatever git is told of verifying' good 'its certificate is not trusted' -c http.sslVerify=false
check '... unless it is told' ask_lore -c pullprep.caFile="$faults_cert" thread good@example.org
check_text '... is asked' '^found	asked	1' "$out"
rm -rf "$cache"
check "git's own key counts too" ask_lore -c http.sslCAInfo="$faults_cert" thread good@example.org
check_text '... is asked' '^found	asked	1' "$out"
rm -rf "$cache"
faulty 'a certificate of another host' good 'its certificate is not trusted' \
	-c "pullprep.lore.url=$(echo "$faults_url" | sed s/localhost/127.0.0.1/)" -c pullprep.caFile="$faults_cert"
faulty 'a redirect from https to http' "to=$(echo "$plain_url" | sed 's,/,%2F,g')%2F" 'which is not encrypted' -c pullprep.caFile="$faults_cert"
check_exit 128 'a file of certificates that is not there' ask_lore -c pullprep.caFile=nowhere.pem thread good@example.org
check_text '... is told' "pullprep.caFile is 'nowhere.pem', but that file cannot be read" "$err"
git config --global pullprep.lore.url "$plain_url"
faults_log=$server_directory/faults1.log

# ---- what is sent

: >"$faults_log"
check 'without a contact' ask_lore --refresh thread good@example.org
check_text '... the program is named' "	GET	/all/good%40example.org/t.mbox.gz	pullprep/[0-9.]+$" "$faults_log"
check 'with a contact' ask_lore --refresh -c pullprep.contact=maintainer@example.org thread good@example.org
check_text '... it is given' '	pullprep/[0-9.]+ \(\+maintainer@example.org\)$' "$faults_log"
check 'a search' ask_lore --refresh search 's:"a b" AND d:20260601..' threads 'l:good'
check_text '... is a POST' '	POST	/all/\?q=s%3A%22a%20b%22%20AND%20d%3A20260601\.\.&x=m	' "$faults_log"
check_text '... with t=1 for threads' '	POST	/all/\?q=l%3Agood&x=m&t=1	' "$faults_log"
check_exit 128 'a contact that would end the header' ask_lore -c "pullprep.contact=a
b" thread good@example.org
check_text '... is refused' 'pullprep.contact is ' "$err"

# ---- on a terminal

set --
for number in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	set -- "$@" thread "late.$number@example.org"
done
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	TERM=vt100 script -qec "$ASK_LORE $* >found" /dev/null </dev/null | tr '\r' '\n' >terminal
	check_text 'how far it is shows' "^Asking ${plain_url#http://}: [0-9]+ of 20" terminal
	check 'all came' test "$(grep -c '^found' found)" = 20
else
	skip 'how far it is' 'script(1) gets no terminal here'
fi

# ---- questions that are not sent

: >"$faults_log"
check 'ids that are none, and bad queries' ask_lore thread '' thread '<>' thread 'a b@example.org' thread "$(printf '%0245d' 1)" \
	search '' search nonsense search 'd:notadate..'
check 'are unknown' test "$(grep -c '^unknown' "$out")" = 7
check 'without an archive' ask_lore -c pullprep.lore.url= thread good@example.org search l:good
check 'all is unknown' test "$(grep -c '^unknown.*pullprep.lore.url is empty' "$out")" = 2
for url in lore.kernel.org file:///etc/passwd 'https://lore.kernel.org/?x' https:// 'https://lore kernel org'; do
	check_exit 128 "the archive $url" ask_lore -c "pullprep.lore.url=$url" thread good@example.org
	check_text '... is refused' 'pullprep.lore.url is .*must begin with https:// or http://' "$err"
done
check_exit 128 'an age that is none' ask_lore -c pullprep.lore.maxAge=old thread good@example.org
check_text '... is refused' "pullprep.lore.maxAge is 'old'" "$err"
check_empty 'nobody was asked' "$faults_log"

finish
