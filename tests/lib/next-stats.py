#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The statistics of `soak --stats` by brute force: next-stats.py REPO BASE TIP [NEXT-TAG]

All commits of both sides are listed, all their patch ids taken by `git patch-id --stable`, whether they matter or not; what belongs
together is found in dictionaries. Prints the records of --format=tsv without the days, an empty line, and the text.
"""
import collections
import re
import subprocess
import sys
import textwrap

repo, base, tip = sys.argv[1:4]


def git(*args, data=None, check=True):
    return subprocess.run(["git", "-C", repo, "--no-replace-objects", *args], input=data, stdout=subprocess.PIPE, check=check)


def lines(*args, data=None):
    return git(*args, data=data).stdout.decode("utf-8", "replace").splitlines()


tags = sorted(lines("tag", "-l", "next-2*"))
holding = [t for t in tags if git("merge-base", "--is-ancestor", base, t, check=False).returncode == 0]
tag = sys.argv[4] if len(sys.argv) > 4 else (holding or tags[-1:])[0]

ours = lines("rev-list", "--no-merges", tip, "^" + base)
theirs = lines("rev-list", "--no-merges", tag, "^" + base)
every = list(dict.fromkeys(ours + theirs))
PLAIN = ["--no-renames", "--full-index", "--no-ext-diff", "--no-textconv", "--no-color", "-U3", "--diff-algorithm=myers",
         "--indent-heuristic", "--src-prefix=a/", "--dst-prefix=b/"]
patch, subject, author, committer = {}, {}, {}, {}
if every:
    shown = git("-c", "diff.orderFile=/dev/null", "log", "-p", *PLAIN, "--no-walk=unsorted", "--stdin", "--format=commit %H",
                data="\n".join(every).encode()).stdout
    ids = subprocess.run(["git", "patch-id", "--stable"], input=shown, stdout=subprocess.PIPE, check=True).stdout.decode()
    patch = {c: p for p, c in (line.split() for line in ids.splitlines())}
    for line in git("log", "--no-walk=unsorted", "--stdin", "--format=%H%x00%s%x00%aE%x00%cE",
                    data="\n".join(every).encode()).stdout.split(b"\n"):
        if line:
            fields = line.split(b"\0")
            c = fields[0].decode()
            subject[c], author[c], committer[c] = fields[1:]

number = {"commits": len(ours), "next": len(theirs)}


def match(name, key):
    """Each commit of ours takes the newest of theirs with its key that is still there."""
    global ours, theirs
    there = collections.defaultdict(list)
    for c in reversed(theirs):
        there[key(c)].append(c)
    taken, left = set(), []
    for c in ours:
        if key(c) is not None and there[key(c)]:
            taken.add(there[key(c)].pop())
        else:
            left.append(c)
    number[name] = len(ours) - len(left)
    ours, theirs = left, [c for c in theirs if c not in taken]


match("same_id", lambda c: c)
match("same_patch", lambda c: patch.get(c))
match("same_subject", lambda c: subject[c])
number["matched"] = number["same_id"] + number["same_patch"] + number["same_subject"]
percent = number["matched"] * 100 // number["commits"] if number["commits"] else None
number["percent"] = "-" if percent is None else percent
number["extra"], number["left"] = len(ours), len(theirs)


def first_word(text):
    found = re.search(rb"[0-9A-Za-z_\x80-\xff][0-9A-Za-z_\x80-\xff.+-]*", text)
    return found.group().rstrip(b".").lower() if found else b""


def top(commits, key):
    count = collections.Counter(w for w in map(key, commits) if w)
    return sorted(((n, w) for w, n in count.items()), reverse=True)[:10]


kinds = {"word": (lambda c: first_word(subject[c]), "first word of commit summary"),
         "author": (lambda c: author[c].lower(), "authors"), "committer": (lambda c: committer[c].lower(), "committers")}
write = sys.stdout.buffer.write
for name in ("commits", "next", "same_id", "same_patch", "same_subject", "matched", "percent", "extra", "left"):
    write(f"{tag}\ttotal\t{name}\t{number[name]}\n".encode())
for side, commits in (("extra", ours), ("left", theirs)):
    for kind in kinds:
        for n, w in top(commits, kinds[kind][0]):
            write(f"{tag}\t{side}-{kind}\t".encode() + w + f"\t{n}\n".encode())

short = re.sub(r"^.*?(-rc\d+)$", r"\1", tip)
event = "the merge window opened" if re.fullmatch(r"v\d[\d.]*", base) else base


def say(text):
    write(textwrap.fill(text, 72, break_long_words=False, break_on_hyphens=False).encode() + b"\n")


def total(label, n, behind=""):
    write(f"{label + ' ' if len(label) > 50 else label:<51}{n:5}{behind}\n".encode())


def lists(commits):
    for key, title in kinds.values() if commits else ():
        write(f"\nTop ten {title}:\n\n".encode())
        for n, w in top(commits, key):
            write(f"{n:7} ".encode() + w.replace(b"\x1b", b"^[") + b"\n")


write(b"\n")
if holding[:1] == [tag]:
    say(f"(No merge commits counted, {tag} was the first linux-next after {event}.)")
elif holding:
    say(f"(No merge commits counted, {tag} was a linux-next {'after' if tag in holding else 'before'} {event}; "
        f"the first one after was {holding[0]}.)")
else:
    say(f"(No merge commits counted, {tag} was a linux-next before {event}; there is none after.)")
write(b"\n")
total(f"Commits in {tip} (relative to {base}):", number["commits"])
total(f"Commits in {tag}:", number["next"])
total("Commits with the same SHA1:", number["same_id"])
total("Commits with the same patch_id:", number["same_patch"], " (1)")
total("Commits with the same subject line:", number["same_subject"], " (1)")
write(b"\n(1) not counting those in the lines above.\n\n")
total(f"So commits in {short} that were in {tag}:", number["matched"], "" if percent is None else f" {percent}%")
write(b"\n")
if ours:
    say(f"Some breakdown of the list of extra commits (relative to {tag}) in {short}:")
else:
    say(f"There are no extra commits (relative to {tag}) in {short}.")
lists(ours)
write(b"\n")
also = "also " if ours else ""
if len(theirs) == 1:
    say(f"There is {also}1 commit in {tag} that didn't make it into {tip}.")
else:
    say(f"There are {also}{len(theirs)} commits in {tag} that didn't make it into {tip}.")
lists(theirs)
