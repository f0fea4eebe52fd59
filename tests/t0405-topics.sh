#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The list of topics: where each comes from, what it contains and needs, what it shares, and the drawing of that.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/window.sh"

pullprep() {
	"$PULLPREP" --as-of=2022-03-22 "$@"
}

# A topic's record without its ids: NAME, then the numbers of the fields wanted.
field() {
	awk -F'\t' -v topic="$1" -v at="$2" '$1 == topic { print $at }' tsv
}

fits() {
	awk -v width="$1" 'length($0) > width { print; bad = 1 } END { exit bad }' "$2"
}

mainline
check "without topics" pullprep topics
check_text "says so" "No topics: no local branch has anything that master lacks" "$out"

at 2022-02-17
topic kvm/lib v5.17-rc4 && commit drivers/net/lib.c "net: lib" && commit drivers/net/lib.c "net: more lib"
topic kvm/xen kvm/lib && commit drivers/net/xen.c "net: xen"
topic kvm/docs kvm/lib && commit Documentation/kvm.rst "Documentation: kvm"
topic kvm/tests kvm/xen && git merge -q --no-ff -m "Merge kvm/docs" kvm/docs && commit tools/testing/selftests/kvm/xen.c "selftests: xen"
topic prelude v5.17-rc4 && commit mm/slub.c "mm: shared" && commit mm/slub.c "mm: shared again"
git branch one-user && git branch other-user && git checkout -q one-user && git branch -q -D prelude
commit fs/ext4/inode.c "ext4: use it"
git checkout -q other-user && commit net/core/dev.c "net: use it"
git branch also-other
git checkout -q master
for glob in 'kvm/*' '*-user' also-other; do
	git config --global --add pullprep.topic "refs/heads/$glob"
done

check "lists topics" pullprep topics
cp "$out" plain
check_text "how many, of what" "^6 topics, 9 commits that master lacks$" plain
check_text "the heads" "^TOPIC +COMMITS  FROM    NEEDS$" plain
check_text "a topic on its own" "^kvm/lib +2  branch$" plain
check_text "what one needs" "^kvm/xen +1  branch  kvm/lib$" plain
check_text "only directly" "^kvm/tests +1  branch  kvm/docs, kvm/xen$" plain
sed -n '/^What stands/,/^  /p' plain | sed '1,2d;/^$/,$d' >actual
check_same "the drawing" - actual <<'GRAPH'
kvm/tests
|- kvm/xen
|  v kvm/lib
v kvm/docs
v kvm/lib
GRAPH
check_text "what is shared" "^one-user and (other-user|also-other) share 2 commits$" plain
check_text "other names" "^(other-user|also-other) is also called (also-other|other-user)$" plain
check "80 columns are enough" fits 80 plain
check "with lines on a terminal of UTF-8" pullprep topics --color=always
check_text "they are drawn" "^├─ .*kvm/xen" "$out"
check "but not in a plain locale" env LC_ALL=C "$PULLPREP" --as-of=2022-03-22 topics --color=always
check_text "there they are plain" "^\|- .*kvm/xen" "$out"

check "records" pullprep topics --format=tsv
cp "$out" tsv
check "eleven fields each" awk -F'\t' 'NF != 11 { exit 1 }' tsv
check "the tip" test "$(field kvm/xen 2)" = "$(git rev-parse kvm/xen)"
check "the kind" test "$(field kvm/xen 3)" = branch
check "the source" test "$(field kvm/xen 4)" = refs/heads/kvm/xen
check "commits" test "$(field kvm/lib 5)" = 2
check "what it contains" test "$(field kvm/tests 7)" = "kvm/docs kvm/lib kvm/xen"
check "what it needs" test "$(field kvm/tests 8)" = "kvm/docs kvm/xen"
check "nothing" test "$(field kvm/lib 7)$(field kvm/lib 8)$(field kvm/lib 9)" = "---"
check "what it shares" sh -c "grep -Eq '^one-user	.*	(other-user|also-other):2	-	-$' tsv"
check "json" pullprep topics --format=json
check_text "has the same names" '"topic": "kvm/tests", .*"contains": "kvm/docs kvm/lib kvm/xen", "needs": "kvm/docs kvm/xen", "shares": null' "$out"

check "one of them" pullprep topics kvm/docs
check_no_text "without the others" "kvm/xen|one-user" "$out"
check_text "is drawn" "^v kvm/lib$" "$out"
check_exit 128 "an unknown one" pullprep topics kvm/dogs
check_text "is told with the nearest" "kvm/docs" "$err"
check_exit 129 "an unknown option" pullprep topics --form=x --nonsense

git clone -q --bare . ../bare.git && git -C ../bare.git config pullprep.mainline master
check "in a bare repository" pullprep -C ../bare.git topics --format=tsv
cut -f1,2,7- "$out" >actual && cut -f1,2,7- tsv >expected
check_same "the same" expected actual
git checkout -q --detach kvm/tests
check "with a detached HEAD" pullprep topics --format=tsv
check_same "the same" tsv "$out"
git checkout -q master

# The names of branches steer nothing.
git branch "kvm/evil-$(printf '\342\200\256')-name" kvm/docs
check "an odd name" pullprep topics
check_text "is masked" '^kvm/docs is also called kvm/evil-<U\+202E>-name$' "$out"
git for-each-ref --format='%(refname)' 'refs/heads/kvm/evil*' | xargs -r -n1 git update-ref -d

# Gathered from an integration branch.
git checkout -q -b for-next v5.17-rc8
git merge -q --no-ff -m "Merge branch 'kvm/xen' into for-next" kvm/xen
commit drivers/net/a.c "net: a direct one"
git merge -q --no-ff -m "Merge branch 'kvm/docs' into for-next" kvm/docs
git checkout -q master
check "a preview of what is gathered" pullprep topics --from=for-next
check_text "says from where" "gathered from for-next$" "$out"
check_text "a merge" "^kvm/docs +[0-9]+  merge [0-9a-f]{12}" "$out"
check_text "a series" "^net-a-direct-one +1  series" "$out"
check_text "how to keep it" "^  git config pullprep.gather for-next$" "$out"
check_no_text "and no branches" "one-user" "$out"
check "it is only a preview" pullprep topics --format=tsv
check_text "branches are topics still" "^one-user	" "$out"
git config pullprep.gather for-next
check "gathered for good" pullprep topics
check_no_text "without the advice" "git config" "$out"
check "the id of the merge" pullprep topics --format=tsv
check_text "is the source" "^kvm/docs	[0-9a-f]{40}	merge	$(git rev-parse for-next)	" "$out"
check_exit 128 "from what is no branch" pullprep topics --from=no-such
check_text "is refused by name" "no-such" "$err"

# Series that were applied in turns.
git checkout -q -b line v5.17-rc8
for step in 'a 1' 'b 1' 'a 2' 'b 2'; do
	name=${step% *}
	echo "$step" >>"drivers/net/$name.c" && git add -A && git commit -q -s -m "net: $name, step ${step#* }" \
		-m "Link: https://lore.kernel.org/r/20220217120000.77-${step#* }-$name@example.org"
done
commit drivers/net/top.c "net: on top"
git checkout -q master
check "series in turns" pullprep topics --from=line
cp "$out" plain
sed -n '/^What stands/,/^Gather/p' plain | sed '1,2d;/^$/,$d' >actual
check_same "are bracketed" - actual <<'GRAPH'
net-on-top
v / net-a-step-1
  \ net-b-step-1
GRAPH
check "both contain each other" pullprep topics --from=line --format=tsv
check_text "a" "^net-a-step-1	.*	net-b-step-1	net-b-step-1	-" "$out"
check_text "b" "^net-b-step-1	.*	net-a-step-1	net-a-step-1	-" "$out"

# Wide enough for long names, narrow enough for a small terminal.
git config --unset pullprep.gather
git checkout -q -b kvm/a-topic-whose-name-takes-more-columns-than-there-are-in-any-table kvm/tests && commit mm/x.c "mm: x"
git checkout -q master
for columns in 40 80 120; do
	COLUMNS=$columns && export COLUMNS
	check "$columns columns" pullprep topics
	check "are enough" fits $columns "$out"
done

finish
