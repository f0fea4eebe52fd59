#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# series, and elsewhere, where the servers are not there, hang, cut their answers or answer something else, each on a real socket.
# One patch has a link, the other has to be searched for: of both it is unknown whether they were posted, in time, with the
# reason; nothing passes for "never posted", and nothing half is kept. (How each answer is judged: t1100-lore-faults.sh.)

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/faults.sh"

git init -q repo && cd repo || exit 1
git config pullprep.mainline master
at 2026-06-01
commit file 'Linux 6.9' && git tag -a -m v6.9 v6.9
at 2026-07-04
git checkout -q -b kvm/topic
commit linked 'KVM: linked' && git commit -q --amend -m 'KVM: linked' -m 'Link: https://lore.kernel.org/r/linked@example.org' && tick
commit unlinked 'KVM: unlinked'
serve_faults
git config pullprep.httpDeadline 20
export XDG_CACHE_HOME="$PWD/../cache"
cache=$XDG_CACHE_HOME/pullprep/answers

pp() { # COMMAND URL ARGUMENT...: with all servers there
	pp_command=$1 pp_url=$2
	shift 2
	timeout 60 "$PULLPREP" --as-of=2026-07-10 "$pp_command" --config=pullprep.lore.url="$pp_url" --config=pullprep.next.url="$pp_url" \
		--config=pullprep.regressions.url="$pp_url/regressions.json" "$@"
}
kept() {
	find "$XDG_CACHE_HOME" -type f 2>/dev/null
}
all_unknown() { # N FIELD FILE: each of the N rows says so
	test "$(wc -l <"$3")" = "$1" && test "$(cut -f "$2" "$3" | sort -u)" = unknown
}
# faulty DESCRIPTION URL REASON [ARGUMENT...]
faulty() {
	faulty_description=$1 faulty_url=$2 faulty_reason=$3
	shift 3
	check "$faulty_description" pp series "$faulty_url" --format=tsv "$@"
	check_text '... is why the linked one is unknown' "^kvm/topic	$(git rev-parse HEAD~1)	unknown	.*$faulty_reason" "$out"
	check_text '... and the other' "^kvm/topic	$(git rev-parse HEAD)	unknown	.*	[^-]" "$out"
	check_empty '... which is no error' "$err"
	check_no_text '... and nothing "never posted"' 'never' "$out"
	check 'elsewhere' pp elsewhere "$faulty_url" --format=tsv "$@"
	cp "$out" said
	check '... all is unknown, too' all_unknown 2 4 said
	check 'nothing of it is kept' test -z "$(kept)"
}
every() { # DESCRIPTION WHAT REASON [ARGUMENT...]
	every_description=$1 every_what=$2 every_reason=$3
	shift 3
	faulty "$every_description" "$faults_url/every/$every_what" "$every_reason" "$@"
}
# What was asked for: how often, and how many at once.
questions() {
	test "$(wc -l <"$faults_log")" "$@"
}

# ---- without a fault, so that what follows is known to be one

check 'an archive that has nothing' pp series "$faults_url/every/never" --format=tsv
cut -f 3 "$out" >states
check_same '... says "never"' - states <<'END'
never
never
END
check 'an archive that has both' pp series "$faults_url/every/good" --format=tsv
cut -f 3,4 "$out" >states
printf 'posted\tlink\nposted\tsubject\n' >both
check_same '... is believed' both states
check 'that is kept' test -n "$(kept)"
rm -rf "$XDG_CACHE_HOME"

# ---- faults

faulty 'refused' http://127.0.0.1:1 'the host refuses the connection'
faulty 'no such host' https://no.such.host.invalid 'there is no such host'
every 'a silent peer' silent 'no whole answer within 1 seconds' --config=pullprep.httpDeadline=1
every 'a slow body' slow 'no whole answer within 1 seconds' --config=pullprep.httpDeadline=1
every 'a cut chunked body' cutchunk 'the answer was cut off'
every 'a body shorter than announced' cutlength 'the answer was cut off'
every 'a cut gzip that looks whole to HTTP' cutgzip 'the answer was cut off'
every 'a gzip with a wrong checksum' badcrc 'no mailbox'
every 'closed without a word' close 'closed the connection without an answer'
every 'no HTTP' nonsense 'what it answers is not HTTP'
every 'a 404 with a page' page404 'status 404, but not as an archive does'
every '429 for an hour' leave 'status 429, and wants to be asked again only in 3600 seconds'
every '403' 403 'it answers with status 403'
every 'a redirect loop' loop 'it redirects more than 3 times'
every 'a redirect to http elsewhere' 'to=http:%2F%2Flocalhost:1%2F' 'another host, and not encrypted'
every 'a redirect to a file' 'to=file:%2F%2F%2Fetc%2Fpasswd' 'it redirects to file:'
every 'a bot wall' wall 'blocked by a bot wall'
every 'a bot wall that calls itself a mailbox' liar 'blocked by a bot wall'
every '200 MB' big 'the answer is larger than'
every 'a gzip bomb' bomb 'the mailbox is larger than 128 MiB'
every 'a mail of 100 MiB' headers 'the mailbox has a mail larger than 4 MiB'
plain_url=$faults_url plain_log=$faults_log
serve_faults localhost
every 'a certificate that nobody trusts' good 'its certificate is not trusted'
every 'a redirect from https to http' "to=$(echo "$plain_url" | sed 's,/,%2F,g')%2F" 'which is not encrypted' --config=pullprep.caFile="$faults_cert"
faults_url=$plain_url faults_log=$plain_log

# ---- for people

check 'a bot wall, for people' pp series "$faults_url/every/wall"
check_text '... all is unknown' '^kvm/topic  2 commits: 0 series, 2 unknown$' "$out"
tr '\n' ' ' <"$out" >flat
check_text '... each with its reason' '\("KVM: linked"\): .*blocked by a +bot +wall.*\("KVM: unlinked"\): .*blocked by a +bot +wall' flat
check_no_text '... and nothing "never posted"' 'never' "$out"

# ---- a mail that is too much

check 'a mail with 10,000 parts' pp series "$faults_url/every/parts" --format=tsv
cut -f 3,4 "$out" >states
check_same '... hides none of the others' both states
check_text '... and is one' '^([^	]*	){10}1	' "$out"
rm -rf "$XDG_CACHE_HOME"

# ---- a password

secret_url=$(echo "$faults_url" | sed 's,//,//me:s3cret@,')
check 'an archive that wants a password' pp series "$secret_url/every/good" --cover
check_text '... is linked' "^ *http://127.0.0.1:[0-9]+/every/good/all/linked%40example.org/" "$out"
check_no_text '... without it' 's3cret' "$out"
check 'trace' pp trace "$secret_url/every/good" kvm/topic
check_text '... links it, too' 'http://127.0.0.1:[0-9]+/every/good/all/' "$out"
check_no_text '... without it' 's3cret' "$out"
# shellcheck disable=SC2046 # files
check_no_text 'nor does the cache have it' 's3cret' $(kept)
rm -rf "$XDG_CACHE_HOME"
faulty 'a redirect with a password' "$faults_url/every/to=http:%2F%2Fme:s3cret%40localhost:1%2F" 'redirects to http://localhost:1/, another host'
for url in 'ftp://me:s3cret@h/' 'https://me:s3 cret@h' 'https://me:s3cret@h/?x' 'https://me:s3/cret@h/x' 'https://me:s3#cret@h'; do
	check_exit 128 "$url" pp series "$url"
	check_text '... is refused' "pullprep.lore.url is '(ftp|https)://[*][*][*]@h.*', but it must" "$err"
	check_no_text '... and not shown' 'cret' "$err"
done

# ---- what mends itself

for what in busy once500; do
	check "$what, and then fine" pp series "$faults_url/every/$what" --format=tsv
	cut -f 3,4 "$out" >states
	check_same '... is asked again, and believed' both states
	rm -rf "$XDG_CACHE_HOME"
done

# ---- one of two

check 'an archive that knows of the link' pp series "$faults_url/every/good" --format=tsv
find "$cache" -type f -exec grep -l 'POST ' {} + | xargs rm -f
check '... and is not there any more' pp series "$faults_url/every/good" --format=tsv --offline
cut -f 3 "$out" >states
check_same '... makes only the other unknown' - states <<'END'
posted
unknown
END

# ---- the cache

check 'filled' pp series "$faults_url/every/good" --format=tsv
cp "$out" good
spoil() { # HOW: each file
	find "$cache" -type f >files
	while read -r file; do
		case $1 in
		cut) truncate -s -1 "$file" ;;
		empty) : >"$file" ;;
		other) printf X | dd of="$file" bs=1 seek=200 conv=notrunc 2>/dev/null ;;
		esac
	done <files
	test -s files
}
for how in cut empty other; do
	check "each file $how" spoil $how
	check '... offline' pp series "$faults_url/every/good" --format=tsv --offline
	cp "$out" said
	check '... all is unknown' all_unknown 2 3 said
	check '... online' pp series "$faults_url/every/good" --format=tsv
	check_same '... it is asked again' good "$out"
	: >"$faults_log"
	check '... and then' pp series "$faults_url/every/good" --format=tsv
	check '... not any more' questions = 0
done
rm -rf "$XDG_CACHE_HOME"
two_at_once() {
	pp series "$faults_url/every/late" --format=tsv >one & first=$!
	pp series "$faults_url/every/late" --format=tsv >two && wait $first
}
check 'two runs at once' two_at_once
check_same '... the first has it' one two
cut -f 3,4 two >states
check_same '... and the second' both states
: >"$faults_log"
check '... and a third' pp series "$faults_url/every/late" --format=tsv
check '... asks nobody' questions = 0
rm -rf "$XDG_CACHE_HOME"
full() {
	(ulimit -f 0 && pp series "$faults_url/every/good" --format=tsv) 2>&1 | cat
}
check 'where no file may grow' full
cp "$out" said
grep '^kvm' said | cut -f 3,4 >states
check_same '... all is told' both states
check_text '... with a warning' 'warning: answers cannot be kept in ' said
check '... and nothing half is kept' test -z "$(kept)"

# ---- manners

: >"$faults_log"
git checkout -q master
git checkout -q -b kvm/many
for number in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	git commit -q --allow-empty -m "KVM: $number" -m "Link: https://lore.kernel.org/r/many.$number.x@example.org" && tick
done
check 'twenty series' pp series "$faults_url/every/late" --format=tsv kvm/many
check '... are found' test "$(cut -f 3 "$out" | grep -c posted)" = 20
check '... by two questions each at most' questions -le 40
check '... at least one' questions -ge 20
check '... four at once' test "$(cut -f 2 "$faults_log" | sort -n | tail -n 1)" = 4

# ---- a machine that is short of pipes: whoever has too many of them gets small ones, of a page or two

cat >../short.py <<'END'
import fcntl, os, resource, sys
most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
pipes = [os.pipe() for _ in range(min(3000, most // 2 - 100))]
if fcntl.fcntl(pipes[-1][0], 1032) > 8192:  # F_GETPIPE_SZ
    sys.exit(77)
sys.exit(os.spawnvp(os.P_WAIT, sys.argv[1], sys.argv[1:]))
END
short() { # root has as many as it likes
	if [ "$(id -u)" = 0 ]; then
		set -- setpriv --bounding-set=-sys_resource,-sys_admin python3 ../short.py "$@"
	else
		set -- python3 ../short.py "$@"
	fi
	"$@"
}
git checkout -q -b kvm/plenty master
for number in $(seq 700); do
	printf 'commit refs/heads/kvm/plenty\ncommitter A <a@example.org> %s +0000\ndata <<END\nKVM: %s\nEND\n' $((1783166400 + number)) "$number"
	[ "$number" != 1 ] || echo 'from refs/heads/kvm/plenty^0'
	printf 'M 100644 inline plenty%s\ndata <<END\n%s\nEND\n\n' "$number" "$(seq 20)"
done | git fast-import --quiet --force
if run short true; then
	check 'with small pipes' short timeout 20 "$PULLPREP" --as-of=2026-07-10 series --offline --format=tsv kvm/plenty
	check '... all is told' test "$(wc -l <"$out")" = 700
else
	skip 'with small pipes' 'they stay large here'
fi
finish
