#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Counts by plain git, commit by commit, what `postmortem --format=json` says of one release. Ranges are differences of whole
histories: where clocks were wrong, git rev-list A..B can list what A has.

postmortem.py REPO PREV RC1 RELEASE
"""
import json
import re
import subprocess
import sys

repo, prev, rc1, release = sys.argv[1:]
FIXES = re.compile(r"^[ \t]*fixes:[ \t]*(?:commit[ \t]+)?([0-9a-f]{6,40})", re.I | re.M)
REVERT = re.compile(r"^This reverts commit\s+([0-9a-f]{7,40})", re.I | re.M)
ORDER = ["rc", "window", "prior", "unreachable", "unresolved"]


def git(*args):
    return subprocess.run(["git", "-C", repo, *args], capture_output=True, text=True, errors="replace")


def has(commit, tip):
    return git("merge-base", "--is-ancestor", commit, tip).returncode == 0


def place(name):
    found = git("rev-parse", "--verify", "--quiet", name + "^{commit}")
    if found.returncode:
        return "unresolved"
    commit = found.stdout.strip()
    if has(commit, prev):
        return "prior"
    if has(commit, rc1):
        return "window"
    return "rc" if has(commit, release) else "unreachable"


def commits(tip):
    return set(git("rev-list", "--no-merges", tip).stdout.split())


def span(wanted):
    out = {"commits": 0, "fixes": 0, "tags": 0, "culprits": dict.fromkeys(ORDER, 0),
           "culprits_by_tag": dict.fromkeys(ORDER, 0), "reverts": 0, "either": 0}
    for commit in wanted:
        message = git("log", "-1", "--format=%B", commit).stdout.replace("\r\n", "\n").replace("\r", "\n")
        places = [place(name) for name in {name.lower() for name in FIXES.findall(message)}]
        reverts = bool(REVERT.search(message))
        out["commits"] += 1
        out["fixes"] += bool(places)
        out["tags"] += len(places)
        out["reverts"] += reverts
        out["either"] += bool(places) or reverts
        for where in places:
            out["culprits_by_tag"][where] += 1
        if places:
            out["culprits"][min(places, key=ORDER.index)] += 1
    return out


print(json.dumps({"window": span(commits(rc1) - commits(prev)),
                  "rc": span(commits(release) - commits(rc1))}, sort_keys=True))
