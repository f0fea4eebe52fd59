# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# An archive of mails as lore.kernel.org is one: public-inbox on loopback, at a port that is free, ended with the test. To be
# read after server.sh.
#
#	have_inbox		is public-inbox installed?
#	need_inbox		ends the test here, with that for a reason, if it is not
#	make_mails DIRECTORY N	N made-up threads of a cover letter and a patch, and some odd mails besides: N.eml files. The ids
#				are <cover.I@example.org> and <patch.I@example.org>, I from 1
#	real_mails DIRECTORY	copies the real mails of $MAILS there, if there are any; sets real_count
#	serve_inbox DIRECTORY	archives each *.eml of it, serves them, and sets inbox_url; /all/ has them

MAILS=${MAILS:-$TOP/../shared/reference/next-stats}

have_inbox() {
	command -v public-inbox-init >/dev/null 2>&1 && server_program public-inbox-httpd >/dev/null
}

need_inbox() {
	have_inbox && return
	skip 'a real archive' 'public-inbox is not installed'
	finish
}

make_mails() {
	mkdir -p "$1"
	python3 - "$1" "$2" <<'EOP'
import email.utils
import sys

directory, count = sys.argv[1], int(sys.argv[2])
number = 0


def mail(mid, subject, body, day, answers=None, extra=""):
    global number
    number += 1
    date = email.utils.formatdate(1780272000 + day * 86400 + number)
    head = ["From: Chris Contributor <chris@example.org>", "To: list@example.org", "Subject: " + subject,
            "Date: " + date, "Message-ID: <%s>" % mid]
    if answers:
        head.append("In-Reply-To: <%s>" % answers)
    with open("%s/made-%05d.eml" % (directory, number), "w", encoding="utf-8") as out:
        out.write("\n".join(head) + "\n" + extra + "\n" + body)


for i in range(1, count + 1):
    cover, patch = "cover.%d@example.org" % i, "patch.%d@example.org" % i
    mail(cover, "[PATCH 0/1] timers: series %d" % i, "What it is about.\n", i % 60)
    mail(patch, "[PATCH 1/1] timers: tick %d" % i, """Tick.

From here on it is faster.
>From there on too.

Signed-off-by: Chris Contributor <chris@example.org>
---
 timers.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

diff --git a/timers.c b/timers.c
index 8f0b4cce4481..77aa10be4d21 100644
--- a/timers.c
+++ b/timers.c
@@ -1,3 +1,3 @@
 int first;
-int tick;
+int tick%d;
 int last;
--
2.39.5
""" % i, i % 60, cover)

for mid in ("a/b%c@example.org", "quo\"t'ed@example.org", "b\u00fccher+\u65e5\u672c@example.org", "per%2Fcent@example.org",
            "hash#ques?tion&amp;=@example.org", "..@example.org"):
    mail(mid, "odd id", "This id is %s.\n" % mid, 1)
mail("twice@example.org", "on two lists", "The same.\n", 2)
mail("twice@example.org", "on two lists", "The same.\n_______\nfooter of the other list\n", 2, extra="X-Other: yes\n")
mail("answer@example.org", "Re: on two lists", "Yes.\n", 3, "twice@example.org")
EOP
}

real_mails() {
	mkdir -p "$1"
	real_count=0
	for inbox_mail in "$MAILS"/*.eml; do
		[ -e "$inbox_mail" ] || continue
		cp "$inbox_mail" "$1/"
		real_count=$((real_count + 1))
	done
	chmod -R u+w "$1"
}

serve_inbox() {
	inbox=$server_directory/inbox
	mkdir -p "$inbox"
	export PI_CONFIG="$inbox/config"
	public-inbox-init -V2 -L full all "$inbox/all" http://127.0.0.1/all all@example.org >"$inbox/log" 2>&1
	rm -rf "$inbox/all/git/0.git"
	git init -q --bare -b master "$inbox/all/git/0.git"
	python3 - "$1" <<'EOP' | git --git-dir="$inbox/all/git/0.git" fast-import --quiet
import glob
import sys

out = sys.stdout.buffer
for n, path in enumerate(sorted(glob.glob(sys.argv[1] + "/*.eml")), 1):
    mail = open(path, "rb").read()
    out.write(b"commit refs/heads/master\nmark :%d\nauthor A <a@example.org> %d +0000\n"
              b"committer A <a@example.org> %d +0000\ndata 1\nm\n" % (n, 1780272000 + n, 1780272000 + n))
    if n > 1:
        out.write(b"from :%d\n" % (n - 1))
    out.write(b"M 100644 inline m\ndata %d\n" % len(mail) + mail + b"\n")
EOP
	public-inbox-index -L full --no-fsync "$inbox/all" >>"$inbox/log" 2>&1
	"$(server_program public-inbox-httpd)" -l http://127.0.0.1:0 -W0 >"$inbox/out" 2>"$inbox/err" &
	echo $! >"$server_directory/inbox.pid"
	server_wait grep -q '^# bound http://127' "$inbox/err"
	inbox_url=$(sed -n 's/^# bound \(http:[^ ]*\).*/\1/p' "$inbox/err")
	inbox_url=${inbox_url%/}
	server_wait python3 -c 'import sys, urllib.request
urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sys.argv[1])' "$inbox_url/all/_/text/help/"
}
