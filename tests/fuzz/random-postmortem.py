#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes a repository with a random history of two releases, v1.0 to v1.2, whose commits mend and revert each other.

random-postmortem.py SEED DIRECTORY

Branches start anywhere, are merged or forgotten, and clocks are sometimes wrong by months.
"""
import random
import subprocess
import sys

seed, directory = int(sys.argv[1]), sys.argv[2]
rnd = random.Random(seed)
subprocess.run(["git", "init", "-q", "-b", "master", directory], check=True)
importer = subprocess.Popen(["git", "-C", directory, "fast-import", "--quiet", "--force"], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE)
ids = []  # by mark, from 1
clock = 1700000000


def send(text):
    importer.stdin.write(text.encode())


def mend():
    """What a message says of others."""
    lines = []
    for _ in range(rnd.choice([0, 0, 0, 1, 1, 2])):
        other = rnd.choice(ids) if ids and rnd.random() < 0.9 else "%040x" % rnd.getrandbits(160)
        form = rnd.choice(["Fixes: %s", "Fixes: %s (\"subject\")", "fixes:\t%s", "  Fixes: commit %s", "This reverts commit %s.",
                           "This reverts commit\n%s", "This fixes: %s", "Fixes: #%s", "Fixes: %s\r"])
        lines.append(form % other[:rnd.choice([7, 8, 10, 12, 12, 12, 40])])
    return "\n\n".join(lines)


def commit(parents, subject):
    global clock
    clock += rnd.randrange(3600)
    when = clock - (rnd.randrange(10000000) if rnd.random() < 0.05 else 0)
    message = subject + "\n\n" + mend() + "\n"
    mark = len(ids) + 1
    send("commit refs/heads/work\nmark :%d\ncommitter M <m@example.org> %d +0000\ndata %d\n%s" %
         (mark, when, len(message.encode()), message))
    for i, parent in enumerate(parents):
        send("%s :%d\n" % ("merge" if i else "from", parent))
    send("M 100644 inline f%d\ndata 2\n%d\n\n" % (mark % 7, mark % 10))
    send("get-mark :%d\n" % mark)
    importer.stdin.flush()
    ids.append(importer.stdout.readline().decode().strip())
    return mark


def tag(name, mark):
    send("tag %s\nfrom :%d\ntagger M <m@example.org> %d +0000\ndata 2\nt\n\n" % (name, mark, clock))


# fast-import starts a branch anew with "from"; the first one has none
send("reset refs/heads/work\n")
main = commit([], "root")
branches = []
for name in ["v1.0", "v1.1-rc1", "v1.1-rc2", "v1.1", "v1.2-rc1", "v1.2-rc2", "v1.2"]:
    for _ in range(rnd.randrange(5, 14)):
        step = rnd.random()
        if step < 0.25:
            branches.append(commit([rnd.randrange(1, len(ids) + 1)], "branch off"))
        elif step < 0.55 and branches:
            at = rnd.randrange(len(branches))
            branches[at] = commit([branches[at]] + ([main] if rnd.random() < 0.1 else []), "branch on")
        elif step < 0.8 and branches:
            heads = [branches.pop(rnd.randrange(len(branches))) for _ in range(min(len(branches), rnd.choice([1, 1, 1, 2])))]
            main = commit([main] + heads, "Merge tag 'x' of https://example.org/t%d" % rnd.randrange(4))
        else:
            main = commit([main], "direct")
    main = commit([main], name)
    tag(name, main)
for _ in range(3):
    main = commit([main], "later")
send("reset refs/heads/master\nfrom :%d\n\n" % main)
for i, head in enumerate(branches):
    send("reset refs/heads/left-%d\nfrom :%d\n\n" % (i, head))
importer.stdin.close()
sys.exit(importer.wait())
