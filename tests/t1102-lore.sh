#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A real archive: public-inbox with real mails, where there are some ($MAILS), and made-up ones. What is asked for comes, byte for byte; b4
# agrees; 300 threads come, and again from the cache without a socket. (How fast: tests/bench/lore.sh.)

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/faults.sh"
. "$TOP/tests/lib/inbox.sh"

need_inbox
threads=300
make_mails mails $threads
real_mails mails
if [ "$real_count" = 0 ]; then
	skip 'real mails' "there are none in $MAILS"
fi
serve_inbox mails
git config --global pullprep.lore.url "$inbox_url/"
git init -q .

# ---- threads

mkdir got
check 'threads' ask_lore -o got thread cover.1@example.org thread '<patch.1@example.org>' thread nosuch@example.org thread twice@example.org
check_same '... come whole, each mail once' - "$out" <<'END'
found	asked	2	cover.1@example.org	-
found	asked	2	<patch.1@example.org>	-
absent	asked	0	nosuch@example.org	-
found	asked	2	twice@example.org	-
END
check_same 'the cover letter is as it was sent' mails/made-00001.eml got/1-1
check_same '... and the patch, with lines that begin with From' mails/made-00002.eml got/1-2
check_same '... from either id' got/1-2 got/2-2

cat >ids <<'END'
a/b%c@example.org
quo"t'ed@example.org
bücher+日本@example.org
per%2Fcent@example.org
hash#ques?tion&amp;=@example.org
..@example.org
END
mkdir odd
number=0
while read -r id; do
	number=$((number + 1))
	check "the id $id" ask_lore -o odd thread "$id"
	check_text '... is found' '^found	asked' "$out"
	check '... itself' grep -q -F -e "This id is $id." odd/*
	check 'one like it' ask_lore thread "x$id"
	check_text '... is not' '^absent	asked	0' "$out"
	rm -f odd/*
done <ids
check 'what URLs give a meaning to' ask_lore thread . thread .. thread / thread '?' thread '%'
check 'is absent' test "$(grep -c '^absent' "$out")" = 5

# ---- searches

check 'searches' ask_lore search 's:"tick 7"' threads 's:"tick 7"' search 's:"tick nosuch"' search 'l:nosuch' \
	search 'd:20260602..20260602 AND s:"tick"' threads 'nq:8f0b4cce4481* AND d:20260602..20260602 AND s:"tick 1"'
cut -f1,3 "$out" >found
check_same '... find what they should' - found <<'END'
found	1
found	2
absent	0
absent	0
found	5
found	2
END
# The patch id is git's own.
git patch-id --stable <mails/made-00014.eml >id
check 'by patch id' ask_lore -o odd search "patchid:$(cut -d' ' -f1 id)"
check_text '... one is found' '^found	asked	1	' "$out"
check_same '... the right one' mails/made-00014.eml odd/1-1
check 'a query that the archive would not understand' ask_lore search 'd:notadate..'
check_text '... is unknown, not absent' '^unknown' "$out"

# ---- another archive

check 'an URL that is wrong' ask_lore -c pullprep.lore.url="$inbox_url/nosuch" thread cover.1@example.org search 's:"tick 7"'
cut -f1 "$out" | sort -u >states
check_same '... makes all unknown' - states <<'END'
unknown
END

# ---- real mails

if [ "$real_count" -gt 0 ]; then
	set --
	for mail in "$MAILS"/*.eml; do
		id=$(sed -n 's/^Message-ID: <\(.*\)>.*/\1/Ip' "$mail" | head -n 1)
		echo "$id	$mail"
	done >real
	while read -r id mail; do
		set -- "$@" thread "$id"
	done <real
	mkdir real-mails
	check "$real_count real mails" ask_lore -o real-mails "$@"
	check_no_text '... are all found' '^(unknown|absent)' "$out"
	python3 - real real-mails >differences <<'END'
import glob
import sys

# public-inbox leaves out a few headers of delivery, and ends each mail with one line end
def norm(data):
    head, _, body = data.partition(b"\n\n")
    lines = [l for l in head.split(b"\n") if l.split(b":")[0].lower() not in (b"lines", b"bytes", b"content-length", b"status")]
    return b"\n".join(lines) + b"\n\n" + body.rstrip(b"\n")


got = {norm(open(path, "rb").read()) for path in glob.glob(sys.argv[2] + "/*")}
count = 0
for line in open(sys.argv[1]):
    mid, path = line.rstrip("\n").split("\t")
    count += 1
    if norm(open(path, "rb").read()) not in got:
        print("other bytes:", path)
if not count:
    print("nothing was compared")
END
	check_empty '... with the bytes they were sent with' differences
fi

# ---- b4

if command -v b4 >/dev/null 2>&1; then
	git config b4.midmask "$inbox_url/all/%s"
	git config b4.searchmask "$inbox_url/all/?x=m&t=1&q=%s"
	set -- cover.7@example.org answer@example.org
	[ "$real_count" -gt 0 ] && set -- "$@" ZyAUO0b3z_f_kVnj@sashalap
	for id; do
		rm -rf b4-mails ours
		mkdir b4-mails ours
		check "b4 asks for $id" b4 mbox -o b4-mails -n thread.mbox "$id"
		check 'so do we' ask_lore -o ours thread "$id"
		python3 -c 'import glob, mailbox
theirs = sorted({m["Message-ID"].strip() for m in mailbox.mbox(glob.glob("b4-mails/thread*")[0])})
print("\n".join(theirs))' >theirs
		sed -n 's/^Message-I[Dd]: *//p' ours/* | sort >mine
		LC_ALL=C sort -o theirs theirs
		LC_ALL=C sort -o mine mine
		check 'there is something' test -s mine
		check_same 'it is the same' theirs mine
	done
else
	skip 'what b4 finds' 'b4 is not installed'
fi

# ---- 300 threads

questions=
for number in $(seq $threads); do
	questions="$questions thread patch.$number@example.org"
done
ask_all() {
	# shellcheck disable=SC2086
	"$@" $questions
}
rm -rf "$HOME/.cache/pullprep"
check "$threads threads" ask_all ask_lore
check '... are found' test "$(grep -c '^found	asked	2	' "$out")" = $threads
check 'again' ask_all ask_lore
check '... from the cache' test "$(grep -c '^found	cached	2	' "$out")" = $threads
if can_trace; then
	check 'traced' ask_all traced
	check_no_text '... without a socket' 'socket\(|connect\(' trace
else
	skip 'without a socket' 'strace cannot trace here'
fi

finish
