#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# classes: the rules in force, raw, one's own first, and what is no rule.
. "$(dirname "$0")/lib/tap.sh"

tab=$(printf '\t')

check "classes outside any repository" "$PULLPREP" classes
cp "$out" built-in
check_no_text "... prints a class, a TAB and a regex a line" "^(|[^$tab]*|(tests|docs|tools|code)$tab.*$tab.*)\$" built-in
check_no_text "... of four classes" "^(tests|docs|tools|code)[^$tab]" built-in
check_text "... knows selftests" "^tests$tab\\^tools/testing/\$" built-in
check "classes as tsv" "$PULLPREP" classes --format=tsv
check_same "... is the same" built-in "$out"

git config --global --add pullprep.class 'docs:^a\.b\\\t"x"'
check "classes of one's own" "$PULLPREP" classes --config 'pullprep.class=tests:(?i)^QA/' --format=tsv
{
	printf '%s\n' "docs$tab"'^a\.b\\\t"x"' "tests$tab(?i)^QA/"
	cat built-in
} >expected
check_same "... come first, as they are" expected "$out"
check "classes as JSON" "$PULLPREP" classes --format=json
cp "$out" json
check "... is JSON" python3 -c '
import json
rows = json.load(open("json"))
assert rows[0] == {"class": "docs", "regex": "^a\\.b\\\\\\t\"x\""}, rows[0]
table = [l.rstrip("\n").split("\t") for l in open("built-in")]
assert [[r["class"], r["regex"]] for r in rows[1:]] == table
'
git config --global --unset-all pullprep.class

# What Python makes of the rules is what the program makes of them: on each path of a history of paths.
if command -v python3 >/dev/null; then
	git init -q repository
	cd repository || exit 1
	git commit -q --allow-empty -m root
	for path in tools/testing/x lib/test_x.c lib/latest.c drivers/net/x/en_selftest.c Documentation/tests/x t/x doc/x \
		x/doc/y README.x src/READMEs x.rst man/man1/x.1 tools/x/y.8 scripts/x .gitlab-ci.yml ci/x kunit.c \
		lib/kunit/x tests test x/test/y x-test.c x_test.rs xtest.c crypto/testmgr.h crypto/x.c \
		arch/sandbox/dts/test.dts dts/upstream/Bindings/x dts/upstream/x oss-fuzz/x kernel/rcu/rcutorture.c; do
		mkdir -p "$(dirname "$path")"
		[ -d "$path" ] || echo x >"$path"
	done
	git add .
	git commit -q -m 'all kinds of paths'
	check "ratio of all kinds of paths" "$PULLPREP" ratio --format=tsv HEAD^..HEAD
	cut -f2- "$out" | tr '\t' '\n' >../ours
	git ls-files | python3 -c '
import collections, re, sys
table = [(c, re.compile(r)) for c, r in (l.rstrip("\n").split("\t") for l in open("../built-in"))]
paths = sys.stdin.read().split("\n")[:-1]
count = collections.Counter(next((c for c, r in table if r.search(p)), "code") for p in paths)
assert len(paths) > 25 and len(count) == 4
for name in sorted(count):
    print("%s=%d/0" % (name, count[name]))
' >../theirs
	check_same "... is what Python counts by them" ../theirs ../ours
	cd ..
else
	skip "ratio of all kinds of paths" "there is no python3"
fi

# ---- what is no rule

refused() { # DESCRIPTION VALUE REGEX
	git config --global pullprep.class "$2"
	check_exit 128 "$1 is refused" "$PULLPREP" classes
	check_text "... by key and value" "$3" "$err"
	check_same "... and nothing is printed" /dev/null "$out"
}
refused "a class that is none" 'test:^x' "pullprep\\.class is 'test:\\^x', but there is no class 'test'"
refused "a rule without a class" '^x' "pullprep\\.class is '\\^x', but it must be CLASS:REGEX"
refused "a rule without a regex" 'tests:' "pullprep\\.class is 'tests:', but"
refused "a bad regex" 'tests:^foo(bar' "pullprep\\.class: bad regular expression '\\^foo\\(bar': at offset 8: missing closing"
refused "a TAB" "tests:a${tab}b" 'holds a TAB, LF or CR'
refused "a LF" "tests:a
b" 'holds a TAB, LF or CR'
git config --global --unset-all pullprep.class
check_exit 129 "an argument" "$PULLPREP" classes x

finish
