#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How often check complains of what upstream took.

alarms.py [--kernel DIR] [--uboot DIR] [--pullprep FILE] [--tools DIR] [--out FILE]		(or: make alarms KERNEL=... UBOOT=...)

Runs `pullprep check` over each merge M on mainline's first-parent line in U-Boot's v2026.04..v2026.07 and the kernel's
v2.6.37..v2.6.38-rc1: what M brought, M^1..M^2, with M^1 for mainline, as of the day of M. A merge of U-Boot's own branch "next"
stands for the merges on that branch's first-parent line, each with mainline as it stood on its day; those are checked as ranges, and the rules
of whole topics are not asked of them.

The kernel's daily trees are made by replay-next (--tools), with nothing rebased, edited or left out: each has the commits that were committed
by its day, under the ids that they have in mainline. Without it the rules of soak are not asked. They are not asked of U-Boot, either, which
has no linux-next; --daily makes such trees for it nevertheless, to see what they would say.

Prints one line per rule and level: findings and findings per 100 commits in either history, how many of these were looked at by
hand, how many are wrong. Then all that was looked at, by rule, level and verdict, whether it is still found or not. The verdicts are in
verdicts.tsv beside this file, one per line: history, commit (of a finding on a topic: its newest), rule, level, verdict, why. A verdict is on
the finding at that level:
  true     upstream's own people say so of such commits, or would
  later    true of a custom that is younger than the history
  unknown  what is needed to tell is not in the history
  wrong
--out writes all findings there: history, merge, level, rule, commit, message. Errors without a verdict are counted at the end.
"""
import argparse
import collections
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
WINDOWS = {"uboot": ("v2026.04", "v2026.07"), "kernel": ("v2.6.37", "v2.6.38-rc1")}
DAILY = ("kernel",)
TOPIC = "refs/heads/the-pull"
VERDICTS = ("true", "later", "unknown", "wrong")
LEVELS = ("error", "warning", "info")

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("--kernel", default=os.environ.get("KERNEL"))
ap.add_argument("--uboot", default=os.environ.get("UBOOT"))
ap.add_argument("--pullprep", default=os.environ.get("PULLPREP") or os.path.join(TOP, "build", "pullprep"))
ap.add_argument("--tools", default=os.environ.get("TOOLS") or os.path.join(TOP, "..", "shared", "tools"))
ap.add_argument("--daily", action="store_true")
ap.add_argument("--out")


def git(repo, *args):
    done = subprocess.run(["git", "-C", repo, *args], stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8", "replace")


def merges(repo, have, want):
    """(commit, UTC day, subject) of the merges on the first-parent line, oldest first."""
    text = subprocess.run(["git", "-C", repo, "log", "--first-parent", "--merges", "--reverse", "--date=format-local:%Y-%m-%d",
                           "--format=%H%x00%cd%x00%s", f"{have}..{want}"], stdout=subprocess.PIPE, check=True,
                          env={**os.environ, "TZ": "UTC"}).stdout.decode("utf-8", "replace")
    return [line.split("\0") for line in text.splitlines()]


def pulls(repo, base, end):
    """(merge, day, mainline) for each pull that was taken."""
    for merge, day, subject in merges(repo, base, end):
        if subject != "Merge branch 'next'":
            yield merge, day, f"{merge}^1"
            continue
        for inner, inner_day, _ in merges(repo, f"{merge}^1", f"{merge}^2"):
            mainline = git(repo, "rev-list", "-1", "--first-parent", f"--until={inner_day} 23:59 +0000", f"{merge}^1").strip()
            if int(git(repo, "rev-list", "--count", f"{mainline}..{inner}^2")):  # otherwise it brings mainline
                yield inner, inner_day, mainline


def clone(source, dest):
    subprocess.run(["git", "clone", "-q", "--bare", "--shared", source, dest], check=True)


def replay(source, dest, base, end, tools):
    tool = os.path.join(tools, "replay-next")
    fates = [f"--{fate}=0" for fate in ("rebased", "moved", "edited", "missing", "gaps")]
    if os.access(tool, os.X_OK):
        subprocess.run([tool, source, dest, base, end, *fates], check=True)
    else:
        print(f"{tool} is not there: no daily trees. Name its folder with:  make alarms TOOLS=/path/to/tools", file=sys.stderr)
        clone(source, dest)


def check(pullprep, repo, merge, day, mainline):
    """The findings on what the merge brought, as fields."""
    what = f"{merge}^1..{merge}^2"
    if mainline == f"{merge}^1":
        what = TOPIC.rsplit("/", maxsplit=1)[1]
        git(repo, "update-ref", TOPIC, f"{merge}^2")
    command = [pullprep, "-C", repo, "--config", f"pullprep.mainline={mainline}", f"--as-of={day}", "check", "--format=tsv", what]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: exit status {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    return [line.split("\t") for line in done.stdout.decode("utf-8", "replace").splitlines()]


def run_history(name, source, options, work):
    """All findings in a history, and how many commits were judged."""
    base, end = WINDOWS[name]
    repo = os.path.join(work, name)
    if name in DAILY or options.daily:
        replay(source, repo, base, end, options.tools)
    else:
        clone(source, repo)
    found, commits, count, start = [], set(), 0, time.monotonic()
    for merge, day, mainline in pulls(repo, base, end):
        commits.update(git(repo, "rev-list", f"{merge}^1..{merge}^2").split())
        count += 1
        for level, rule, commit, _, _, message in check(options.pullprep, repo, merge, day, mainline):
            found.append((name, merge, level, rule, merge if commit == "-" else commit, message))
    print(f"{name}: {count} pull{'s' * (count != 1)}, {len(commits)} commits, {len(found)} findings, {time.monotonic() - start:.0f} s", file=sys.stderr)
    return found, len(commits)


def read_verdicts():
    """(level, verdict) by (history, commit's 12 digits, rule)."""
    verdicts = {}
    with open(os.path.join(HERE, "verdicts.tsv"), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("#"):
                continue
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 6 or fields[3] not in LEVELS or fields[4] not in VERDICTS or len(fields[1]) != 12:
                sys.exit(f"verdicts.tsv:{number}: not history, commit, rule, level, {'|'.join(VERDICTS)}, why: {line}")
            verdicts[fields[0], fields[1], fields[2]] = fields[3], fields[4]
    return verdicts


def table(found, commits, verdicts):
    """Errors first, of one level the most frequent first."""
    counts, looked, wrong = collections.Counter(), collections.Counter(), collections.Counter()
    for name, _, level, rule, commit, _ in found:
        counts[level, rule, name] += 1
        verdict = verdicts.get((name, commit[:12], rule))
        looked[level, rule] += verdict is not None
        wrong[level, rule] += verdict == (level, "wrong")
    kinds = {(level, rule) for level, rule, _ in counts}
    for level, rule in sorted(kinds, key=lambda kind: (LEVELS.index(kind[0]), -sum(counts[(*kind, name)] for name in commits), kind[1])):
        row = [f"`{rule}`", level]
        for name in WINDOWS:
            number = counts[level, rule, name]
            row += [str(number), f"{100 * number / commits[name]:.2f}"] if name in commits else ["-", "-"]
        yield row + [str(looked[level, rule]), str(wrong[level, rule])]


def table_of_verdicts(found, verdicts, commits):
    still = {(name, commit[:12], rule, level) for name, _, level, rule, commit, _ in found}
    counts, rest = collections.Counter(), collections.Counter()
    for (name, commit, rule), (level, verdict) in verdicts.items():
        if name in commits:
            counts[rule, level, verdict] += 1
            rest[rule, level, verdict] += (name, commit, rule, level) in still
    for rule, level in sorted({(rule, level) for rule, level, _ in counts}):
        yield [f"`{rule}`", level] + [str(counts[rule, level, verdict]) for verdict in VERDICTS] + [str(rest[rule, level, "wrong"])]


def show(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|---|---|" + "--:|" * (len(head) - 2))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def main():
    options = ap.parse_args()
    sources = {name: os.path.abspath(getattr(options, name)) for name in WINDOWS if getattr(options, name)}
    if not sources:
        sys.exit("neither UBOOT nor KERNEL is set. Run: make alarms UBOOT=/path/to/clone KERNEL=/path/to/clone")
    verdicts, found, commits = read_verdicts(), [], {}
    with tempfile.TemporaryDirectory(prefix="pullprep.alarms.") as work:
        for name, source in sources.items():
            more, commits[name] = run_history(name, source, options, work)
            found += more
    if options.out:
        with open(options.out, "w", encoding="utf-8") as file:
            file.writelines("\t".join(fields) + "\n" for fields in found)
    show(["rule", "level", "U-Boot", "per 100", "kernel", "per 100", "looked at", "wrong"], table(found, commits, verdicts))
    print()
    show(["rule", "level", *VERDICTS, "wrong, still found"], table_of_verdicts(found, verdicts, commits))
    new = [f for f in found if f[2] == "error" and (f[0], f[4][:12], f[3]) not in verdicts]
    print(f"\n{len(new)} findings of level error have no verdict.")


main()
