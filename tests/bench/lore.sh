#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	PULLPREP=build/pullprep lore.sh COMPARE...
#
# `series` on 300 commits of 300 series, from an archive on loopback: against curl, which gets the same URLs at the same parallelism;
# and from the cache, against asking. COMPARE is a command that gets a label, a limit and both commands. Ends with 1 if it asks for
# more than two things of a series, COMPARE fails, or it opens a socket where all is in the cache.

. "$(dirname "$0")/../lib/tap.sh"
TOP=$(cd "$TOP/.." && pwd)
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/inbox.sh"

commits=300
if ! have_inbox; then
	echo "public-inbox is not installed: skipped. Run: make packages-test"
	exit
fi
make_mails mails $commits
serve_inbox mails
export NO_PROXY='*' no_proxy='*'

# Each commit is the patch of one of the series, with its link.
git init -q repo
git -C repo config pullprep.mainline master
git -C repo config pullprep.lore.url "$inbox_url/"
python3 - $commits <<'EOP' | git -C repo fast-import --quiet
import sys

text = "int first;\nint tick;\nint last;\n"
when = 1788220800  # after all mails


def commit(branch, message, body, parent, number):
    print("commit refs/heads/%s\nmark :%d\nauthor Chris Contributor <chris@example.org> %d +0000\n"
          "committer Morgan Maintainer <maintainer@example.org> %d +0000\ndata %d\n%s" % (branch, number, when, when, len(message), message))
    if parent:
        print("from :%d" % parent)
    print("M 100644 inline timers.c\ndata %d\n%s" % (len(body), body))


commit("master", "Linux 6.9\n", text, 0, 1)
for i in range(1, int(sys.argv[1]) + 1):
    commit("timers/all", "timers: tick %d\n\nLink: https://lore.kernel.org/r/patch.%d@example.org\n" % (i, i),
           text.replace("tick;", "tick%d;" % i), i, i + 1)
EOP
git -C repo tag v6.9 master

series="'$PULLPREP' -C repo series --format=tsv"
# Both begin with nothing on the disk, and neither is charged for what former runs left there.
mkdir fresh
anew="XDG_CACHE_HOME=\$(mktemp -d \"$PWD/fresh/XXXXXX\") exec $series"
sh -c "$series" >found
find "$HOME/.cache/pullprep/answers" -type f -exec grep -ah '^request ' {} + | sort >requests
posted=$(cut -f 3 found | grep -c '^posted$')
asked=$(wc -l <requests)
echo "$posted of $commits commits found, by $asked questions, on $(nproc) cores"
if [ "$posted" != $commits ] || [ "$asked" -gt $((2 * commits)) ]; then
	echo "all should be found, by $((2 * commits)) questions at most"
	exit 1
fi
awk '{ print (NR > 1 ? "next\n" : "") "url = " $3 "\noutput = " NR; if ($2 == "POST") print "data = \"\"" }' requests >urls
by_curl="cd \$(mktemp -d \"$PWD/fresh/XXXXXX\") && exec curl --no-progress-meter --parallel --parallel-max 4 --config \"$PWD/urls\""
sh -c "$by_curl"
got=$(find fresh -type f -size +0 | wc -l)
if [ "$got" != "$asked" ]; then
	echo "curl got $got of $asked answers"
	exit 1
fi
echo "$anew" >anew.sh
echo "$series" >series.sh
echo "$by_curl" >curl.sh

"$@" "series of $commits commits, against curl" 1.50 "sh anew.sh" "sh curl.sh" || exit 1
"$@" "series of $commits commits, from the cache" 0.10 "sh series.sh" "sh anew.sh" || exit 1
if strace -o trace -f true 2>/dev/null; then
	sh -c "exec strace -o trace -f -e trace=%network $series" >/dev/null
	if grep -Eq 'socket\(AF_INET|connect\(' trace; then
		echo "from the cache it opens a socket"
		exit 1
	fi
	echo "from the cache no socket is opened"
fi
