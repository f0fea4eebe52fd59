#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compare two whole commands by wall time.

compare.py ROUNDS LABEL LIMIT OURS THEIRS

OURS and THEIRS are shell commands. After one run of each, which only fills the page cache, both run ROUNDS times in turn. Prints a line:
label, median of OURS, median of THEIRS, the ratio, the limit that is asked for, and the most memory that one process of OURS held.
A command that fails ends it: a wrong answer has no speed.
"""
import os
import statistics
import subprocess
import sys
import time

rounds, label, limit, ours, theirs = int(sys.argv[1]), *sys.argv[2:6]


def run(command):
    """Seconds, and the peak of its largest process in MiB."""
    start = time.monotonic()
    child = subprocess.Popen(["sh", "-c", "exec " + command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{label}: exit status {child.returncode}: {command}")
    return seconds, usage.ru_maxrss / 1024


run(theirs)
peak = run(ours)[1]
a, b = [], []
for _ in range(rounds):
    b.append(run(theirs)[0])
    seconds, memory = run(ours)
    a.append(seconds)
    peak = max(peak, memory)
a, b = statistics.median(a), statistics.median(b)
print(f"{label:<46} {a:7.2f} s {b:7.2f} s   {a / b:5.3f}  {limit:<7} {peak:5.0f} MiB", flush=True)
