# SPDX-License-Identifier: GPL-2.0-or-later
"""
kernelinbox.py REPOSITORY MAILS TOLD COUNT

What a subsystem's list sees in a month: series in up to four versions with cover letters, review tags, refusals and
robots' reports, in the encodings that people's mailers use, and other talk until there are COUNT mails, those that are in MAILS
already among them. The repository gets a branch kvm/NAME for each series as it was applied. TOLD becomes JSON, what `pullprep
series` has to say of each commit by the story below, and what to ask b4 for.
"""
import base64
import calendar
import email.header
import email.utils
import glob
import json
import os
import quopri
import re
import subprocess
import sys
import time
import urllib.parse

REPOSITORY, MAILS, TOLD, COUNT = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])

PEOPLE = {
    "ann": "Ann Author <ann@example.org>", "uwe": "Uwe Müller <uwe@example.org>", "bob": "Bob Example <bob@example.org>",
    "cy": "Cy Example <cy@example.org>", "dan": "Dan Example <dan@example.org>", "eve": "Eve Example <eve@example.org>",
    "zoe": "Zoë Éxample <zoe@example.org>", "li": "李 雷 <li@example.org>", "morgan": "Morgan Maintainer <maintainer@example.org>",
    "lkp": "kernel test robot <lkp@intel.com>", "bot": "syzbot <syzbot+0123abcd@syzkaller.appspotmail.com>",
}
ROBOTS = {"lkp": "kernel test robot", "bot": "syzbot"}

# ---- the story

# name: ids' form, who posts, title; versions: (version, what stands before it, day, parts); threads: does each version begin one?
# answers: (version, part or None for the letter, who, day, how it is encoded, text, name; None or the answer that it answers)
# applied: version, day, by what the commits can be found, tags that were taken over by part.
STORY = [
    dict(name="nested", form="send-email", by="ann", title="KVM: nVMX: deliver events that sleep", threads=True,
         letter="Events of guests that sleep were lost – größtenteils.\n\nWith this they come late, but they come.",
         versions=[(1, "", "2026-05-04", ["split the loop", "count what waits", "deliver it"]),
                   (2, "", "2026-05-06", ["split the loop", "count what waits", "deliver it"]),
                   (3, "", "2026-05-11", ["split the loop", "count what waits", "deliver it"]),
                   (4, "", "2026-05-14", ["split the loop", "count what waits", "deliver it"])],
         answers=[(1, 2, "cy", "2026-05-04", "7bit", "NAK, this counts twice.", "n1", None),
                  (1, 2, "ann", "2026-05-05", "7bit", "Right, v2 will not.", "n2", "n1"),
                  (2, None, "eve", "2026-05-07", "flowed", "What is the cost of all this when nobody sleeps, and has anybody "
                   "measured what it does to those who never use it?", "n3", None),
                  (3, 1, "bob", "2026-05-12", "8bit", "Reviewed-by: Bob Example <bob@example.org>", "n4", None),
                  (4, None, "bob", "2026-05-15", "qp", "Größer als nötig, aber gut.\n\nReviewed-by: Bob Example <bob@example.org>",
                   "n5", None),
                  (4, 1, "dan", "2026-05-15", "base64", "Tested-by: Dan Example <dan@example.org>", "n6", None),
                  (4, 2, "lkp", "2026-05-15", "8bit", "Hi Ann,\n\nkernel test robot noticed the following build warnings:\n\n"
                   "nested.c:12: warning: unused variable ‘x’", "n7", None),
                  (4, 3, "zoe", "2026-05-16", "latin1", "Acked-by: Zoë Éxample <zoe@example.org>", "n8", None),
                  (4, 3, "li", "2026-05-16", "top", "Looks fine to me.", "n9", None)],
         applied=(4, "2026-05-20", "lore", {1: ["Reviewed-by: Bob Example <bob@example.org>"],
                                            3: ["Acked-by: Zoë Éxample <zoe@example.org>"]})),
    dict(name="mmu", form="b4", by="uwe", title="KVM: x86/mmu: forget nothing", threads=False, letter="Pages were forgotten.",
         versions=[(1, "", "2026-05-05", ["count pages", "lock less"]),
                   (2, "", "2026-05-08", ["count pages", "lock less", "zap late", "drop the cache"]),
                   (3, "", "2026-05-18", ["count pages", "zap late", "lock less"])],
         answers=[(1, 1, "bob", "2026-05-05", "crlf", "Acked-by: Bob Example <bob@example.org>", "m1", None),
                  (2, None, "eve", "2026-05-09", "qp", "NACK, the cache is needed by others.", "m2", None),
                  (2, 2, "dan", "2026-05-09", "mixed", "Reviewed-by: Dan Example <dan@example.org>", "m3", None),
                  (2, 2, "uwe", "2026-05-10", "8bit", "Thanks!", "m4", "m3"),
                  (3, 3, "cy", "2026-05-19", "signed", "Tested-by: Cy Example <cy@example.org>", "m5", None),
                  (3, None, "li", "2026-05-19", "base64", "Reviewed-by: 李 雷 <li@example.org>", "m6", None)],
         applied=(2, "2026-05-15", "own", {})),
    dict(name="pmu", form="format-patch", by="li", title="KVM: x86/pmu: count lazily", threads=True, letter="Counting costs.",
         versions=[(1, "RFC", "2026-05-06", ["read late", "write late"]), (2, "", "2026-05-12", ["read late", "write late"])],
         answers=[(1, None, "bob", "2026-05-06", "7bit", "Interesting.", "p1", None),
                  (2, 1, "bob", "2026-05-13", "top", "Reviewed-by: Bob Example <bob@example.org>", "p2", None),
                  (2, 2, "cy", "2026-05-13", "flowed", "I don't like this: whoever reads the counter of another processor, as perf "
                   "does all the time, will see what was true a while ago.", "p3", None),
                  (2, 2, "dan", "2026-05-14", "alternative", "Tested-by: Dan Example <dan@example.org>", "p4", None),
                 (2, 1, "eve", "2026-05-15", "8bit", "Fay says:\nTested-by: Fay Example <fay@example.org>", "p5", None),
                 (2, 1, "lkp", "2026-05-13", "7bit", "kernel test robot did not trigger any issue.", "p6", None)],
         applied=(2, "2026-05-18", "patch", {2: ["Tested-by: Dan Example <dan@example.org>"]})),
    dict(name="svm", form="send-email", by="ann", title=None, threads=True, letter=None,
         versions=[(1, "", "2026-05-07", ["enter once", "leave once"]), (1, "RESEND", "2026-05-14", ["enter once", "leave once"])],
         answers=[(1, 1, "eve", "2026-05-15", "8bit", "Acked-by: Eve Example <eve@example.org>", "s1", None),
                  (1, 2, "bot", "2026-05-15", "qp", "syzbot has found a crash in:\n\nleave once", "s2", None)],
         answered=1, applied=(1, "2026-05-19", "subject", {})),
    dict(name="lone", form="odd", by="zoe", title=None, threads=True, letter=None,
         versions=[(1, "", "2026-05-09", ["say why"])],
         answers=[(1, 1, "dan", "2026-05-10", "parts", "Tested-by: Dan Example <dan@example.org>", "l1", None),
                  (1, 1, "eve", "2026-05-10", "attached", "See the log.", "l2", None),
                  (1, 1, "bob", "2026-05-11", "7bit", "Fine.\n\n-- \nBob\nReviewed-by: Nobody <nobody@example.org>", "l3", None)],
         applied=(1, "2026-05-18", "lore", {})),
]

# ---- git


def git(*args, when=None, who=None, text=None):
    env = dict(os.environ)
    if when is not None:
        env["GIT_AUTHOR_DATE"] = env["GIT_COMMITTER_DATE"] = "@%d +0000" % when
    if who:
        env["GIT_AUTHOR_NAME"], env["GIT_AUTHOR_EMAIL"] = email.utils.parseaddr(PEOPLE[who])
    return subprocess.run(["git", "-C", REPOSITORY, *args], env=env, input=text, check=True, stdout=subprocess.PIPE,
                          encoding="utf-8").stdout


def seconds(day, hour=12):
    return calendar.timegm(time.strptime("%s %d" % (day, hour), "%Y-%m-%d %H"))


def write(path, text):
    full = os.path.join(REPOSITORY, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8") as out:
        out.write(text)


def base_text(name):
    return "".join("int %s_%d(void);\n" % (name, line) for line in range(40))


def subject_of(series, part):
    return "KVM: %s: %s" % (series["name"], part)


def commit_part(series, part, seed, when, tags=()):
    """One change of a line of its own, other ones for each version and each part."""
    path = "arch/x86/kvm/%s.c" % series["name"]
    full = os.path.join(REPOSITORY, path)
    lines = open(full, encoding="utf-8").read().split("\n")
    where = 3 + sum(map(ord, part)) % 34
    lines[where] = "int %s_%d(int version_%s); /* %s – ß */" % (series["name"], where, seed, part)
    write(path, "\n".join(lines))
    who = PEOPLE[series["by"]]
    message = "%s\n\nThis is why it is to %s.\n\n%s" % (
        subject_of(series, part), part, "\n".join(["Signed-off-by: " + who, *tags]))
    git("add", "-A")
    git("commit", "-q", "-F", "-", when=when, who=series["by"], text=message)
    return git("rev-parse", "HEAD").strip()


# ---- mails

made = 0


def encoded(value):
    return value if value.isascii() else email.header.Header(value, "utf-8", maxlinelen=998).encode()


def person(text):
    name, address = email.utils.parseaddr(text)
    return "%s <%s>" % (encoded(name), address)


def part_text(kind, text):
    """The headers and the body of a text, as mailers of that kind write them."""
    plain = text.encode()
    if kind == "qp":
        return ["Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: quoted-printable"], quopri.encodestring(plain)
    if kind == "base64":
        return ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"], base64.encodebytes(plain)
    if kind == "latin1":
        return (["Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable"],
                quopri.encodestring(text.encode("latin-1")))
    if kind == "flowed":
        flowed = []
        for line in text.split("\n"):
            while len(line) > 70 and " " in line[:70] and line[0] != ">":
                cut = line.rindex(" ", 0, 70) + 1
                flowed.append(line[:cut])
                line = line[cut:]
            flowed.append(line.rstrip())
        return ["Content-Type: text/plain; charset=UTF-8; format=flowed"], "\n".join(flowed).encode()
    return ["Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit"], plain


def several(subtype, parts):
    body = b""
    for headers, text in parts:
        body += b"--=_next\n" + "\n".join(headers).encode() + b"\n\n" + text + b"\n"
    return ["Content-Type: multipart/%s; boundary=\"=_next\"" % subtype], body + b"--=_next--\n"


def content(kind, text):
    html = (["Content-Type: text/html; charset=utf-8"], b"<p>Tested-by: Nobody &lt;nobody@example.org&gt;</p>")
    signature = (["Content-Type: application/pgp-signature; name=signature.asc"], b"-----BEGIN PGP SIGNATURE-----\n\nxxxx\n")
    log = (["Content-Type: text/plain; name=log.txt", "Content-Disposition: attachment; filename=log.txt"],
           b"Reviewed-by: Nobody <nobody@example.org>\n")
    own = part_text("qp" if kind in ("signed", "alternative") else "8bit", text)
    if kind == "mixed" or kind == "attached":
        return several("mixed", [own, log])
    if kind == "alternative":
        return several("alternative", [own, html])
    if kind == "signed":
        return several("signed", [own, signature])
    if kind == "parts":
        return several("mixed", [(["Content-Type: text/plain"], b"part %d" % i) for i in range(9999)] + [own])
    return part_text(kind, text)


def mail(mid, who, subject, when, kind, text, answers=None, references=()):
    global made
    made += 1
    headers, body = content(kind, text)
    head = ["From: " + person(who), "To: list@example.org", "Cc: %s" % person(PEOPLE["morgan"]), "Subject: " + encoded(subject),
            "Date: " + email.utils.formatdate(when), "Message-ID: <%s>" % mid, "MIME-Version: 1.0"]
    if answers:
        head += ["In-Reply-To: <%s>" % answers, "References: " + "\n ".join("<%s>" % i for i in [*references, answers])]
    raw = "\n".join(head + headers).encode() + b"\n\n" + body
    if kind == "crlf":
        raw = raw.replace(b"\n", b"\r\n")
    with open("%s/kernel-%04d.eml" % (MAILS, made), "wb") as out:
        out.write(raw)


def message_id(series, version, number, day):
    when = day.replace("-", "")
    if series["form"] == "b4":
        return "%s-%s-v%d-%d-0123456789ab@example.org" % (when, series["name"], version, number)
    if series["form"] == "format-patch":
        first = "cover" if number == 0 else "%040x" % (number * 7919 + version)
        return "%s.%d.git.%s@example.org" % (first, seconds(day), series["name"])
    if series["form"] == "odd":
        return "od/d%%41?\"q\"'ü+%d@example.org" % number
    return "%s120000.4711-%d-%s@example.org" % (when, number, series["name"])


# ---- postings


def patch_text(commit):
    """What git format-patch has below the subject."""
    return git("format-patch", "-1", "--stdout", "--encode-email-headers", commit).split("\n\n", 1)[1]


def post(series, index):
    version, before, day, parts = series["versions"][index]
    posting = dict(version=version, rfc=before == "RFC", resend=before == "RESEND", day=day, parts=parts, ids={}, subjects={})
    git("checkout", "-q", "-B", "posting", "v6.9-rc1")
    carried = {1: ["Reviewed-by: Bob Example <bob@example.org>"]} if (series["name"], version) == ("nested", 4) else {}
    posting["commits"] = [commit_part(series, part, "%d" % version, seconds(day), carried.get(number, ()))
                          for number, part in enumerate(parts, 1)]
    who, root, kinds = PEOPLE[series["by"]], None, ["8bit", "qp", "base64"]
    label = {"": "PATCH", "RFC": "RFC PATCH", "RESEND": "PATCH RESEND"}[before] + (" v%d" % version if version > 1 else "")
    if not series["threads"] and index:
        root = message_id(series, 1, 0, series["versions"][0][2])
    if series["title"]:
        subject = "[%s 0/%d] %s" % (label, len(parts), series["title"])
        changes = "" if version == 1 else "Changes since v%d:\n - it is better\n\n" % (version - 1)
        listed = "%s (%d):\n%s\n\n" % (email.utils.parseaddr(who)[0], len(parts),
                                      "".join("  %s\n" % subject_of(series, part) for part in parts))
        stat = git("diff", "--stat", "--summary", "v6.9-rc1", "HEAD")
        posting["ids"][0], posting["subjects"][0] = message_id(series, version, 0, day), subject
        mail(posting["ids"][0], who, subject, seconds(day), kinds[index % 3],
             "%s\n\n%s%s%s\n\n-- \n2.39.5\n" % (series["letter"], changes, listed, stat), root)
        root = posting["ids"][0]
    for number, part in enumerate(parts, 1):
        place = "" if len(parts) == 1 else " %d/%d" % (number, len(parts))
        subject = "[%s%s] %s" % (label, place, subject_of(series, part))
        posting["ids"][number], posting["subjects"][number] = message_id(series, version, number, day), subject
        mail(posting["ids"][number], who, subject, seconds(day) + number, kinds[(index + number) % 3],
             patch_text(posting["commits"][number - 1]), root)
        root = root or posting["ids"][number]
    return posting


def answer(series, postings, told, answers):
    version, part, who, day, kind, text, name, to = answers
    posting = postings[series.get("answered", version - 1)]
    number = part or 0
    target = "%s@example.org" % to if to else posting["ids"][number]
    above = "On that day, somebody wrote:\n> some line of it\n> Tested-by: Nobody <nobody@example.org>\n"
    if kind == "top":
        words = text + "\n\n" + above
    elif who in ROBOTS:
        words = text + "\n"
    else:
        words = above + "\n" + text + "\n"
    references = [posting["ids"][number]] if to else []
    mail("%s@example.org" % name, PEOPLE[who], "Re: " + posting["subjects"][number], seconds(day, 15), kind, words, target, references)
    told.append(dict(id="%s@example.org" % name, posting=posting, part=number, who=who, day=day, text=text))


# ---- what is to be found

TAG = re.compile(r"^(Reviewed-by|Acked-by|Tested-by): .*$", re.M)
NO = re.compile(r"^.*(?:NACK|NAK|I don't like).*$", re.M)


def own_words(text):
    return text.split("\n-- \n")[0]


def concerns(reply, posting, number, subject):
    """Is it on that part, or a later version's part of that subject, or on the letter?"""
    of = reply["posting"]
    if of is not posting and of["version"] <= posting["version"]:
        return False
    if of is posting:
        return reply["part"] in (0, number)
    return subject in of["parts"] and (not reply["part"] or of["parts"][reply["part"] - 1] == subject)


def expect(series, postings, replies, applied, number, commit, how):
    version, day, _, tags = applied
    posting = postings[series.get("answered", version - 1)]
    subject = posting["parts"][number - 1]
    given = [tag.group(0) for reply in replies if concerns(reply, posting, number, subject)
             for tag in TAG.finditer(own_words(reply["text"]))]
    taken = list(tags.get(number, []))
    here = [reply for reply in replies if reply["posting"] is posting and reply["part"] in (0, number)]
    answered = {answers[7] + "@example.org" for answers in series["answers"] if answers[7] and answers[2] == series["by"]}
    return dict(
        commit=commit, state="posted", by=how, message_id=posting["ids"][number], version=version, part=number,
        parts=len(posting["parts"]), posted=posting["day"], days=(seconds(day) - seconds(posting["day"])) // 86400,
        title=series["title"] or subject_of(series, posting["parts"][0]), cover=posting["ids"].get(0),
        cover_text=None if not series["title"] else series["letter"] + (
            "" if version == 1 else "\n\nChanges since v%d:\n - it is better" % (version - 1)),
        newest=max(p["version"] for p in postings if subject in p["parts"]),
        versions=[[p["version"], p["rfc"], p["resend"], p["day"], p["ids"].get(0, p["ids"].get(1)), len(p["parts"]), p is posting]
                  for p in postings],
        replies=sorted([r["id"], r["day"], r["part"], ROBOTS.get(r["who"])] for r in here),
        answers=sum(r["who"] not in ROBOTS and r["who"] != series["by"] for r in here),
        reports=sum(r["who"] in ROBOTS and "not trigger" not in r["text"] for r in here),
        tags=sorted(set(given) - set(taken)), given=sorted(set(given) | set(taken)),
        objected=sorted(r["id"] for r in replies if NO.search(own_words(r["text"])) and r["who"] not in ROBOTS and
                        r["who"] != series["by"] and r["id"] not in answered and concerns(r, posting, number, subject)))


def apply(series, postings, replies):
    version, day, link, tags = series["applied"]
    posting = postings[series.get("answered", version - 1)]
    rows = []
    git("checkout", "-q", "-B", "kvm/" + series["name"], "v6.9-rc1")
    for number, part in enumerate(posting["parts"], 1):
        mid, trailers = posting["ids"][number], list(tags.get(number, []))
        if link == "lore":
            trailers.append("Link: https://lore.kernel.org/r/" + urllib.parse.quote(mid, safe="@"))
        elif link == "own":
            trailers.append("Link: https://patch.msgid.link/" + mid)
        seed = "%d_edited" % version if link == "subject" else "%d" % version
        commit = commit_part(series, part, seed, seconds(day, 13), trailers)
        how = {"patch": "patch id", "subject": "subject"}.get(link, "link")
        rows.append(expect(series, postings, replies, series["applied"], number, commit, how))
    return rows


def play(series):
    postings, replies = [], []
    write("arch/x86/kvm/%s.c" % series["name"], base_text(series["name"]))
    for index in range(len(series["versions"])):
        postings.append(post(series, index))
    for answers in series["answers"]:
        answer(series, postings, replies, answers)
    return postings, apply(series, postings, replies)


# ---- other talk


def talk(number):
    kinds = ["7bit", "8bit", "qp", "base64", "latin1", "flowed", "mixed", "alternative", "signed", "crlf", "top"]
    people = [PEOPLE[key] for key in ("ann", "uwe", "bob", "zoe", "li", "eve")]
    words = "Has anybody seen this before? größer, ça va – it comes and goes.\n\n> quoted\n\nReviewed-by: is what I would say.\n"
    topic, place = number // 4, number % 4
    kind = kinds[number % len(kinds)]
    mail("talk.%d@example.org" % number, people[number % len(people)], ("Re: " if place else "") + "question %d" % topic,
         seconds("2026-05-%02d" % (1 + topic % 28), place + 1), kind,
         words.encode("latin-1", "ignore").decode("latin-1") if kind == "latin1" else words,
         "talk.%d@example.org" % (number - 1) if place else None)


# ---- all of it

git("init", "-q")
for one in STORY:
    write("arch/x86/kvm/%s.c" % one["name"], base_text(one["name"]))
git("add", "-A")
git("commit", "-q", "-m", "Linux 6.9-rc1", when=seconds("2026-05-01"))
git("tag", "-a", "-m", "v6.9-rc1", "v6.9-rc1", when=seconds("2026-05-01"))
rows, asked = [], []
for one in STORY:
    versions, applied = play(one)
    rows += applied
    asked.append(dict(name=one["name"], ids=[[p["version"], p["ids"][1], p["resend"]] for p in versions], parts=[
        [p["version"], [subject_of(one, part) for part in p["parts"]]] for p in versions],
        applied=one["applied"][0], newest=max(p["version"] for p in versions)))
git("checkout", "-q", "-B", "kvm/mine", "v6.9-rc1")
mine = commit_part(dict(STORY[0], by="morgan"), "nobody saw", "0", seconds("2026-05-18"))
lost = commit_part(dict(STORY[0], by="morgan"), "lost it", "0", seconds("2026-05-18"),
                   ["Link: https://lore.kernel.org/r/20260501000000.1-1-lost@example.org"])
rows += [dict(commit=mine, state="never"), dict(commit=lost, state="never")]
git("checkout", "-q", "master")
git("branch", "-q", "-D", "posting")
extra = 0
while len(glob.glob(MAILS + "/*.eml")) < COUNT:
    talk(extra)
    extra += 1
with open(TOLD, "w", encoding="utf-8") as out:
    json.dump(dict(rows=rows, series=asked), out, indent=1)
