#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads the statistics that linux-next's maintainer mails after a merge window, or ours, by one grammar.

stats-form.py FILE...          ours: the printed text, up to the histogram of days
stats-form.py --mail FILE...   his: real mails, whose own remarks on single trees are skipped, as are greeting and signature

Each file is read to its end or refused with the line at which it has another form. Read means: each line has its place, column and shape;
the numbers add up; percent is rounded down; lists of at most ten are in order. Prints one line of figures for each file.
"""
import email
import re
import sys

REMARK = re.compile(r"Some of Andrew's patches are fixes|Those commits by me are")


class Form:
    def __init__(self, lines, mail):
        self.lines, self.at, self.mail = lines, 0, mail

    def fail(self, why):
        shown = self.lines[self.at] if self.at < len(self.lines) else "(the end)"
        raise ValueError(f"line {self.at + 1}: {why}: {shown!r}")

    def line(self, regex):
        found = self.at < len(self.lines) and re.fullmatch(regex, self.lines[self.at])
        if not found:
            self.fail(f"expected {regex!r}")
        self.at += 1
        return found

    def sentence(self, regex):
        """A paragraph, filled to 72 columns: no line is longer, and no line's first word would have fitted on the one before."""
        words = []
        while self.at < len(self.lines) and self.lines[self.at]:
            line = self.lines[self.at]
            if len(line) > 72 or (words and len(words[-1]) + 1 + len(line.split(" ")[0]) <= 72):
                self.fail("not filled to 72 columns")
            words.append(line)
            self.at += 1
        found = re.fullmatch(regex, " ".join(words))
        if not found:
            self.at -= 1
            self.fail(f"no sentence like {regex!r}")
        self.empty()
        return found

    def empty(self):
        self.line("")

    def total(self, label, behind=""):
        """The number ends in column 56."""
        found = self.line(f"(?:{label}) +(\\d+){behind}")
        last = len(found.groups()) if not behind.startswith(" (\\d") else len(found.groups()) - 1
        if found.end(last) != 56:
            self.at -= 1
            self.fail("the number does not end in column 56")
        return found

    def remarks(self):
        while self.mail and self.at < len(self.lines) and REMARK.match(self.lines[self.at]):
            while self.at < len(self.lines) and self.lines[self.at]:
                self.at += 1
            self.empty()

    def top(self, title, most):
        self.line(f"Top ten {title}:")
        self.empty()
        rows = []
        while self.at < len(self.lines) and self.lines[self.at]:
            row = self.line(r"( *(\d+)) ([^ A-Z]+)")
            if len(row[1]) != 7:
                self.fail("the number does not end in column 7")
            rows.append((int(row[2]), row[3].encode()))
        if not 1 <= len(rows) <= 10 or sum(n for n, _ in rows) > most:
            self.fail("too many or too few in the list")
        if any(a <= b for a, b in zip(rows, rows[1:])):
            self.fail("the list is not in order")
        self.empty()
        self.remarks()

    def tops(self, most):
        self.top("first word of commit summary", most)
        self.top("authors", most)
        self.top("commit{1,2}ers" if self.mail else "committers", most)

    def statistics(self):
        tag = self.sentence(r"\(No merge commits counted, (next-\d{8}) was the first linux-next after the merge window opened\.\)")[1]
        found = self.total(r"Commits in (\S+) \(relative to (\S+)\):")
        tip, commits = found[1], int(found[3])
        in_next = int(self.total(f"Commits in {tag}:")[1])
        same = [int(self.total("Commits with the same SHA1:")[1]),
                int(self.total("Commits with the same patch_id:", r" \(1\)")[1]),
                int(self.total("Commits with the same subject line:", r" \(1\)")[1])]
        self.empty()
        self.line(r"\(1\) not counting those in the lines above\.")
        self.empty()
        short = re.escape(re.search(r"(-rc\d+)?$", tip)[0] or tip)
        found = self.total(f"So commits in {short} that were in {tag}:", r" (\d+)%")
        matched, percent = int(found[1]), int(found[2])
        self.empty()
        if matched != sum(same):
            self.fail("the sum is wrong")
        if percent != matched * 100 // commits:
            self.fail("percent is not rounded down")
        self.sentence(f"Some breakdown of the list of extra commits \\(relative to {tag}\\) in {short}:")
        self.tops(commits - matched)
        left = int(self.sentence(f"There are also (\\d+) commits in {tag} that didn't make it into {re.escape(tip)}\\.")[1])
        if left != in_next - matched:
            self.fail("what is left in next is not what was not matched")
        self.tops(left)
        return f"{tip} {commits} {tag} {in_next} {' '.join(map(str, same))} {matched} {percent} {left}"


def body(name):
    with open(name, "rb") as file:
        message = email.message_from_binary_file(file)
    part = next(p for p in message.walk() if p.get_content_type() == "text/plain")
    return part.get_payload(decode=True).decode("utf-8")


mail = sys.argv[1] == "--mail"
for name in sys.argv[1 + mail:]:
    text = body(name) if mail else open(name, encoding="utf-8").read()
    start = text.index("(No merge") if mail else 0
    end = text.index("\n-- \n") + 1 if mail else text.index("Days in linux-next ")
    try:
        form = Form(text[start:end].splitlines(), mail)
        figures = form.statistics()
        if form.at != len(form.lines):
            form.fail("more than there should be")
        print(figures)
    except ValueError as error:
        sys.exit(f"{name}: {error}")
