#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# check: commits as odd as they come. Trailers that are folded, quoted, in tabs, CRLF or other encodings; Fixes: of
# what is ambiguous, later, elsewhere, or the commit itself; messages that are empty, huge or binary; people without
# names; octopuses, roots, submodules; ranges and repositories with nothing in them.

. "$(dirname "$0")/lib/tap.sh"

export COLUMNS=200 # nothing is wrapped
signed='Signed-off-by: Morgan Maintainer <maintainer@example.org>'
me='Morgan Maintainer <maintainer@example.org>'

# ---- nothing at all

git init -q .
check_exit 128 'a repository without commits' "$PULLPREP" check
check_text '... says so' 'no commits yet' "$err"
check_text '... and what to do' 'Fetch the project first' "$err"

at 2026-04-20
commit mm.c 'mm: start'
git tag -a -m 6.8 v6.8
commit a.c 'a: target one'
one=$(git rev-parse HEAD)
one12=$(git rev-parse --short=12 HEAD)
commit b.c 'b: target two'
two12=$(git rev-parse --short=12 HEAD)
git checkout -q -b side
commit s.c 's: side'
git checkout -q master
commit c.c 'c: another'
git merge -q --no-ff -m 'Merge side' side
merge12=$(git rev-parse --short=12 HEAD)
at 2026-05-04
git tag -a -m rc1 v6.9-rc1
base=$(git rev-parse v6.9-rc1^0)

check 'an empty range' "$PULLPREP" check v6.8..v6.8
check_text '... has nothing to judge' '^No commits: there is nothing to judge\.$' "$out"
check '... nor for programs' "$PULLPREP" check v6.8..v6.8 --format=tsv
check_empty '... who get nothing' "$out"
check '... nor as json' "$PULLPREP" check v6.9-rc1..v6.8 --format=json
check_text '... who get an empty list' '^\[\]$' "$out"

# ---- commits of any form

# raw BRANCH PARENT...: a commit whose message is the standard input, byte by byte; $author and $committer may be set
raw() { # often behind a pipe: what it sets is lost
	raw_branch=$1
	shift
	echo "$raw_branch" >>new.c
	git add new.c
	{
		echo "tree $(git write-tree)"
		for parent in "$@"; do
			echo "parent $parent"
		done
		printf 'author %s %s +0000\ncommitter %s %s +0000\n\n' "${author-$me}" "$tap_seconds" "${committer-$me}" "$tap_seconds"
		cat
	} >../object
	git update-ref "refs/heads/$raw_branch" "$(git hash-object -t commit -w --literally ../object)"
}
# with FORMAT [ARGUMENT...]: such a commit on the branch topic
with() {
	# shellcheck disable=SC2059
	printf "$@" | raw topic "$base"
}
pp() { # RULES [ARGUMENT...]
	pp_rules=$1
	shift
	"$PULLPREP" check --as-of=2026-05-20 --only="$pp_rules" topic "$@"
}
# fine DESCRIPTION RULES: the topic has no finding of these
fine() {
	check "$1" pp "$2" --format=tsv
	check_empty '... is fine' "$out"
}

sob='sob-author,sob-committer'
with 'x: folded\n\nText.\n\nSigned-off-by: Morgan\n Maintainer\n\t<maintainer@example.org>\n'
fine 'a sign-off over three lines' $sob
with 'x: in the middle\n\n%s\n\nText goes on.\n\nAnd on.\n' "$signed"
fine 'a sign-off in the middle' $sob
with 'x: tabs\n\n\tSigned-off-by:\tMorgan Maintainer\t<maintainer@example.org>\t\n'
fine 'a sign-off with tabs' $sob
with 'x: CRLF\r\n\r\nText.\r\n\r\n%s\r\n' "$signed"
fine 'a sign-off with CRLF' $sob
with 'x: quotes\n\nSigned-off-by: \342\200\234Morgan Maintainer\342\200\235 <private@example.com>\n'
fine 'a name in unicode quotes' $sob
with 'x: cited\n\n> %s\n"%s"\n' "$signed" "$signed"
check_exit 1 'a sign-off that is quoted from elsewhere' pp $sob
check_text '... is none' 'is missing a Signed-off-by from its author' "$out"
author=$(printf 'Andr\351 Ma\357tre <private@example.org>')
with 'x: latin\n\nT\351xt.\n\nSigned-off-by: Andr\351 Ma\357tre <work@example.com>\n%s\n' "$signed"
fine 'Latin-1 that says not so' $sob
unset author
check 'an odd byte in a subject' pp no-link --config pullprep.rule.no-link.level=info --format=json
cp "$out" ../json
check '... valid in json' python3 -c 'import json,sys; json.load(open(sys.argv[1], encoding="utf-8", errors="strict"))' ../json

name=$(printf 'caf\351')
git update-ref "refs/heads/$name" topic
git checkout -q "$name" && git read-tree HEAD
echo x >"$name.c"
git add "$name.c"
git commit -q -m 'x: odd bytes'
git checkout -q -f master
git rev-parse "$name" >../id
check_exit 1 'odd bytes in names of topics and files' "$PULLPREP" check --as-of=2026-05-20 "$name" --config pullprep.scope=mm/ --format=json
cp "$out" ../json
cat >../names.py <<-'PYTHON'
	import json, sys
	found = {row["rule"]: row for row in json.load(open(sys.argv[1], encoding="utf-8", errors="strict"))}
	row = found["outside-scope"]
	assert row["topic"] == "caf\ufffd" and "caf\ufffd.c" in row["message"], row
	assert found["sob-author"]["commit"] == open(sys.argv[2]).read().strip(), found
	assert list(row) == ["level", "rule", "commit", "topic", "waived", "message"], row
PYTHON
check '... are valid in json' python3 ../names.py ../json ../id
run "$PULLPREP" check --as-of=2026-05-20 "$name" --config pullprep.scope=mm/ --format=tsv
cp "$out" ../tsv
check '... and as they are in tsv' env LC_ALL=C grep -aq "^info	outside-scope	-	$name	no	changes $name\.c" ../tsv
check '... six columns' env LC_ALL=C awk -F '\t' 'NF != 6 { exit 1 }' ../tsv
git branch -q -D "$name"

# ---- Fixes:

fix='fixes-form,fixes-target'
# wrong DESCRIPTION PROBLEM FORMAT [ARGUMENT...]: the commit has that one problem with its Fixes: line
wrong() {
	wrong_what=$1
	wrong_problem=$2
	shift 2
	with "$@"
	run pp $fix
	check_text "$wrong_what: $wrong_problem" "^ +- $wrong_problem\$" "$out"
	check '... and nothing else' test "$(grep -c '^ *- ' "$out")" = 1
}
wrong 'a URL in front of the id' 'No SHA1 recognised' \
	'x\n\nFixes: https://git.example.org/c/%s ("a: target one")\n%s\n' "$one12" "$signed"
wrong '7 digits' 'SHA1 should be at least 12 digits long' 'x\n\nFixes: %.7s ("a: target one")\n%s\n' "$one" "$signed"
wrong '41 digits' 'SHA1 has more than 40 digits' 'x\n\nFixes: %s0 ("a: target one")\n%s\n' "$one" "$signed"
wrong 'two with subjects' 'several commits on one line: each has a Fixes tag of its own' \
	'x\n\nFixes: %s ("a: target one"), %s ("b: target two")\n%s\n' "$one12" "$two12" "$signed"
wrong 'two ids' 'several commits on one line: each has a Fixes tag of its own' 'x\n\nFixes: %s, %s\n%s\n' "$one12" "$two12" "$signed"
wrong 'two ids with a word' 'several commits on one line: each has a Fixes tag of its own' \
	'x\n\nFixes: %s and %s\n%s\n' "$one12" "$two12" "$signed"
wrong 'nowhere' 'Target SHA1 does not exist here' 'x\n\nFixes: 123456789abc ("a: target one")\n%s\n' "$signed"
wrong 'a tree' 'Target SHA1 does not exist here' 'x\n\nFixes: %.12s ("a: target one")\n%s\n' "$(git rev-parse "$base^{tree}")" "$signed"
with 'x\n\nFixes: %s ("a: target one")\nFixes: %s ("b: target two")\n%s\n' "$one12" "$two12" "$signed"
fine 'two lines' $fix
with 'x\n\nFixes: %s ("a: target one")\n%s\n' "$one" "$signed"
fine '40 digits' $fix
with 'x\n\nFixes: %s ("Merge side")\n%s\n' "$merge12" "$signed"
fine 'a merge' $fix
with 'x\n\nText.\n\n\tFixes: 1234 (quoted)\n    Fixes: 1234 (quoted, too)\n> Fixes: 1234 (cited)\n\nMore.\n\n%s\n' "$signed"
fine 'what is quoted from elsewhere' $fix
with 'x\n\nText.\n\nFixes: %s ("a: target one")\n\nText goes on.\n\n%s\n' "$one12" "$signed"
fine 'one in the middle' $fix
with 'x\r\n\r\nFixes:\t%s\t(\342\200\234a:  target one\342\200\235)\r\n%s\r\n' "$one12" "$signed"
fine 'tabs, CR and unicode quotes' $fix
check '... which are those' pp fix-without-test --format=tsv
check_text '... of a fix' '^info	fix-without-test	' "$out"
with 'x\n\nFixes: %s ("a: target one") # v6.8+\n%s\n' "$one12" "$signed"
check 'a note behind it' pp fix-without-test --format=tsv
check_text '... is on a fix' '^info	fix-without-test	' "$out"
with 'x\n\nCc: Some List <list@example.org>,\n\tStable <stable@vger.kernel.org> # v6.8+\n%s\n' "$signed"
check 'a folded Cc: stable' pp fix-without-test --format=tsv
check_text '... is on a fix' '^info	fix-without-test	' "$out"
with 'x\n\nThe old one said\n\n    Fixes: %s ("a: target one")\n    Cc: stable@vger.kernel.org\n\n%s\n' "$one12" "$signed"
check 'what is quoted from elsewhere' pp fix-without-test
check_text '... makes no fix' '^nothing to find fault with' "$out"
with 'a: clean up and fix the style\n\nThis fixes commit %s\n%s\n' "$one12" "$signed"
check 'a cleanup that calls itself a fix' pp fix-without-test
check_text '... is none' '^nothing to find fault with' "$out"

# what is later, or beside it, is no ancestor
with 'x: first\n\n%s\n' "$signed"
git checkout -q topic
commit later.c 'x: later'
later12=$(git rev-parse --short=12 HEAD)
git checkout -q -B beside "$base"
commit beside.c 'x: beside'
beside12=$(git rev-parse --short=12 HEAD)
git checkout -q -B topic "$base"
echo x >fix.c && git add fix.c && git commit -q -s -m "x: two fixes

Fixes: $later12 (\"x: later\")
Fixes: $beside12 (\"x: beside\")"
tick
check 'what is above it, and beside' "$PULLPREP" check --as-of=2026-05-20 --only=$fix topic beside
check 'is told twice' test "$(grep -c '^ *- Target is not an ancestor of this commit$' "$out")" = 2
git cherry-pick beside >/dev/null
picked12=$(git rev-parse --short=12 HEAD)
echo x >>fix.c && git commit -q -a -s -m "x: a fix

Fixes: $picked12 (\"x: beside\")"
tick
check 'what is below it, and not in mainline' pp $fix --format=tsv
check_no_text '... is none of these' 'a fix' "$out"
check_no_text '... since it is one' "$picked12" "$out"
git checkout -q master

# two commits whose ids begin alike, and one that names itself
cat >../search.py <<-'PYTHON'
	import hashlib, sys
	head, which = sys.stdin.buffer.read(), sys.argv[1]
	seen = {}  # what else began so, for twins
	for nonce in range(1 << 22):
	    if which == "twins":
	        body = head + b"x: %d\n" % nonce
	    else:
	        body = head + b"x: itself\n\nFixes: %s (\"x: itself\")\nSigned-off-by: Morgan Maintainer <maintainer@example.org>\nNonce: %d\n" % (which.encode(), nonce)
	    full = hashlib.sha1(b"commit %d\0" % len(body) + body).hexdigest()
	    short = full[:5]
	    if short == which or (which == "twins" and short in seen and not short.isalpha()):
	        for i, one in enumerate([seen.get(short), body]):
	            if one:
	                open(sys.argv[2] + str(i), "wb").write(one)
	        print(short)
	        break
	    if which == "twins":
	        seen[short] = body
PYTHON
header() {
	printf 'tree %s\nparent %s\nauthor %s %s +0000\ncommitter %s %s +0000\n\n' "$(git rev-parse "$base^{tree}")" "$base" "$me" "$tap_seconds" "$me" "$tap_seconds"
}
twins=$(header | python3 ../search.py twins ../twin)
for i in 0 1; do
	git branch -f twin$i "$(git hash-object -t commit -w ../twin$i)"
done
with 'x\n\nFixes: %s ("x: 1")\n%s\n' "$twins" "$signed"
check_exit 1 'an id that is ambiguous' pp $fix
check_text '... is told' '^ +- Target SHA1 is ambiguous: ' "$out"
check_text '... and is short' '^ +- SHA1 should be at least 12 digits long$' "$out"
header | python3 ../search.py 1a2b3 ../itself >/dev/null
git branch -f topic "$(git hash-object -t commit -w ../itself1)"
check_exit 1 'a commit that fixes itself' pp $fix
check_text '... is told' '^ +- Target SHA1 is this very commit$' "$out"
check_no_text '... and is no fix' 'fix-without-test' "$out"

# ---- messages

printf '' | raw topic "$base"
check_exit 1 'no message at all' "$PULLPREP" check --as-of=2026-05-20 topic
check_text '... has no subject' "$(git rev-parse --short=12 topic) \(\"\"\)" "$out"
with '\n\n \n'
check_exit 1 'nothing but blanks' "$PULLPREP" check --as-of=2026-05-20 topic
with 'x: a\000b\n\nT\000xt.\n%s\n' "$signed"
fine 'NUL in subject and text' $sob
{
	printf 'x: 10 MB\n\n'
	yes 'a line of a log that somebody has put into the message' | head -c 10000000
	printf '\n\nFixes: %s ("a: target one")\n%s\n' "$one12" "$signed"
} | raw topic "$base"
fine '10 MB' $sob,$fix
{
	head -c 3000000 /dev/zero | tr '\0' x
	printf '\n\nText.\n'
} | raw topic "$base"
check_exit 1 'a subject of 3 MB' pp $sob
check_text '... is told by its beginning' 'xxxxxxxx[.][.][.]"[)]$' "$out"
check '... and not whole' test "$(wc -c <"$out")" -lt 4000

# ---- people

author=' <maintainer@example.org>'
with 'x: no name\n\n%s\n' "$signed"
fine 'an author without a name' "$sob,mangled-author"
author='Morgan Maintainer <>' committer='<>'
with 'x: no address\n\n%s\n' "$signed"
unset author committer
check_exit 1 'people without addresses' pp $sob --format=tsv
check_text '... the one without a name, too, signs off nothing' '	is missing a Signed-off-by from its committer$' "$out"
check '... the other does' test "$(wc -l <"$out")" = 1
author='Nobody'
with 'x: no brackets\n\n%s\n' "$signed"
unset author
check_exit 1 'not even brackets' pp $sob --format=tsv
author=$(printf 'Evil "x" \033[31m <a\tb@example.org>')
with 'x: <b>&"\001\033[31m\342\200\256 evil\n\n%s\n' "$signed"
unset author
check_exit 1 'controls in names and subjects' pp $sob
check_no_text '... do not get out' "$(printf '\033')" "$out"
check_text '... but are visible' '\("x: <b>&"\^A\^\[\[31m<U\+202E> evil"\)' "$out"

# ---- shapes

for name in left right far; do
	printf 'x: %s\n\n%s\n' $name "$signed" | raw $name "$base"
done
printf 'x: root\n\n%s\n' "$signed" | raw root
with 'x: nothing\n\n%s\n' "$signed"
rules='sob-author,sob-committer,fixes-form,empty-merge,back-merge,hand-made-merge,base,merge-bases,duplicate-patch'
printf 'Merge three\n\nAll of them are needed.\n' | raw topic "$(git rev-parse left)" "$(git rev-parse right)" "$(git rev-parse far)"
check 'an octopus' pp $rules
check_text '... that git would not have made' 'is a merge that git would not have made like that' "$out"
(
	for name in one two three four; do
		git checkout -q -f -B "of-$name" "$base"
		commit "$name.c" "x: $name"
	done
	git merge -q -m 'Merge all' of-one of-two of-three
	GIT_TRACE=$PWD/../trace "$PULLPREP" check --format=tsv --only=hand-made-merge "$base..of-four" >../octopus
	git checkout -q -f master
)
check_empty 'one that git makes' ../octopus
check '... which is asked once per parent' test "$(grep -c 'built-in: git merge-tree' ../trace)" = 3
printf 'Merge three\n' | raw topic "$(git rev-parse left)" "$(git rev-parse right)" "$base"
check_exit 1 'an octopus that does not say why' pp empty-merge,back-merge --format=tsv
check_text '... and has mainline among its parents' '^error	back-merge	' "$out"
check '... is told so once' test "$(wc -l <"$out")" = 1
reason() { # BODY: mainline is merged for that
	printf 'Merge mainline\n\n%s\n' "$1" | raw topic "$(git rev-parse left)" "$base"
}
reason 'Resolves a conflict in mm/page.c.'
check_exit 1 'mainline for a conflict' pp back-merge
check_text '... is told' 'merges mainline only because of a conflict$' "$out"
reason 'There was a conflict in a.c. The diffstat would be wrong, too!'
check_exit 1 'for two bad reasons' pp back-merge
reason 'The series needs the helper of v6.9-rc1; this avoids a conflict as well.'
check 'for a reason that a conflict stands beside' pp back-merge
check_text '... no fault is found' '^nothing to find fault with' "$out"
git branch -f inner "$(git commit-tree -p left -p right -m 'Merge right

It is needed.' "right^{tree}")"
git branch -f topic "$(git commit-tree -p far -p inner -m 'Merge inner

It is needed.' "$(git merge-tree --write-tree far inner | head -n 1)")"
check 'a merge within what is merged' pp hand-made-merge
check_text '... is looked at, too' " $(git rev-parse --short=12 inner) \(\"Merge right\"\)\$" "$out"
check 'in a range' "$PULLPREP" check --as-of=2026-05-20 --only=hand-made-merge "$base..topic"
check_text '... likewise' " $(git rev-parse --short=12 inner) \(\"Merge right\"\)\$" "$out"
printf 'Merge root\n\nThe imported project.\n' | raw topic "$(git rev-parse left)" "$(git rev-parse root)"
check 'a root in the topic' pp $rules
check 'a root in a range' "$PULLPREP" check --as-of=2026-05-20 --only=$rules "$base..root"
check_text '... is one commit' ' in 1 commit$' "$out"
git branch -f topic "$(git rev-parse root)"
check 'a topic that is a root' pp $rules
git update-index --add --cacheinfo "160000,$one,sub"
with 'x: a submodule\n\n%s\n' "$signed"
fine 'a submodule' "$rules,tool-and-kernel,feature-without-test,uapi-without-docs"
git update-index --force-remove sub
git branch -f topic "$(printf 'x: no change\n\n%s\n' "$signed" | git commit-tree -p "$base" "$base^{tree}")"
fine 'a commit that changes nothing' $rules

# ---- clones that lack something

git branch -f topic "$base"
with 'x\n\nFixes: 1234567890abcdef1234567890abcdef12345678 ("gone")\n%s\n' "$signed"
git config uploadpack.allowFilter true
git clone -q --filter=blob:none "file://$PWD" ../partial
cd ../partial || exit 1
git branch -q -f topic origin/topic
# libgit2 1.5 loses memory for each setting that is none of a repository's extensions
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export ASAN_OPTIONS
check 'in a partial clone' pp $fix
check_text '... what is nowhere is told' '^ +- Target SHA1 does not exist here$' "$out"
git remote set-url origin "file://$PWD/../gone"
check 'whose remote is gone' pp $fix
check_text '... likewise' '^ +- Target SHA1 does not exist here$' "$out"
git clone -q --depth 1 "file://$PWD/../work" ../shallow
cd ../shallow || exit 1
check_exit 128 'a shallow clone' "$PULLPREP" check
check_text '... is told what to fetch' 'git fetch --unshallow' "$err"

finish
