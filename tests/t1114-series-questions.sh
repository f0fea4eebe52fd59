#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# How often an archive is asked: twice per series, for its thread and for other versions, whatever its mails are called and
# whether its commits have links.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/inbox.sh"

need_inbox
export NO_PROXY='*' no_proxy='*'
parts=1,1,2,3,5,8,4,4,6,7,9,2
mkdir mails

# Three branches with the same series: with links, without, and with patches that were edited since. No id looks like another's.
python3 - $parts <<'END' >history
import email.utils
import hashlib
import sys

parts = [int(n) for n in sys.argv[1].split(",")]
when, marks, mails = 1788220800, 0, 0
files = ["%d-%d.c" % (s, p) for s, n in enumerate(parts) for p in range(n)]
text = "int first;\nint tick;\nint last;\n"


def commit(branch, message, changed, parent):
    global marks
    marks += 1
    print("commit refs/heads/%s\nmark :%d\nauthor Ann <ann@example.org> %d +0000\ncommitter M <maintainer@example.org> %d +0000\n"
          "data %d\n%s" % (branch, marks, when, when, len(message), message))
    if parent:
        print("from :%d" % parent)
    for name, body in changed.items():
        print("M 100644 inline %s\ndata %d\n%s" % (name, len(body), body))
    return marks


def mail(mid, subject, body, answers=None):
    global mails
    mails += 1
    with open("mails/%03d.eml" % mails, "w") as out:
        out.write("From: Ann <ann@example.org>\nTo: list@example.org\nSubject: %s\nDate: %s\nMessage-ID: <%s>\n%s\n%s"
                  % (subject, email.utils.formatdate(when - 86400 + mails), mid,
                     "In-Reply-To: <%s>\n" % answers if answers else "", body))


start = commit("master", "Linux 6.9\n", dict.fromkeys(files, text), 0)
tips = dict.fromkeys(("linked", "plain", "edited"), start)
for s, n in enumerate(parts):
    cover = "cover-of-%x@example.org" % (s * 7919)
    mail(cover, "[PATCH 0/%d] timers: series %d" % (n, s), "What it is about.\n")
    for p in range(n):
        name, subject = "%d-%d.c" % (s, p), "timers: part %d of %d" % (p, s)
        mid = hashlib.md5(name.encode()).hexdigest() + "@example.org"
        mail(mid, "[PATCH %d/%d] %s" % (p + 1, n, subject), "Why.\n---\n\ndiff --git a/%s b/%s\nindex 8f0b4cce4481..77aa10be4d21 100644\n"
             "--- a/%s\n+++ b/%s\n@@ -1,3 +1,3 @@\n int first;\n-int tick;\n+int tick%d;\n int last;\n" % (name, name, name, name, s), cover)
        for branch in tips:
            link = "\nLink: https://lore.kernel.org/r/%s\n" % mid if branch == "linked" else "\n"
            change = text.replace("tick;", "tick%d;" % s) + ("int more;\n" if branch == "edited" else "")
            tips[branch] = commit(branch, subject + "\n\nWhy.\n" + link, {name: change}, tips[branch])
END
git init -q repo && git -C repo fast-import --quiet <history
cd repo || exit 1
git tag v6.9 master
git config pullprep.mainline master
commits=$(git rev-list --count master..linked) series=$(echo $parts | tr , '\n' | wc -l)
cd ..
serve_inbox mails
git -C repo config pullprep.lore.url "$inbox_url"

# asked BRANCH HOW MOST: all its commits are found in that way, by so many questions per series at most
asked() {
	rm -rf "$HOME/.cache/pullprep"
	check "$1" "$PULLPREP" -C repo series --format=tsv "$1"
	check "... each is found by its $2" test "$(cut -f 3,4 "$out" | grep -cx "posted	$2")" = "$commits"
	questions=$(find "$HOME/.cache/pullprep" -type f | wc -l)
	check "... by $3 questions per series, not $questions of $series" test "$questions" -le $(($3 * series))
}
asked linked link 2
asked plain 'patch id' 2
asked edited subject 3
finish
