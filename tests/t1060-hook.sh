#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# init --hook and check --pre-push: real pushes to a repository beside this one, with and without findings.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
all_object
top=$PWD
one_topic
openpgp_key
pp split --write >/dev/null 2>&1
git init -q --bare ../there.git
there=$(cd ../there.git && pwd)
git remote add korg "$there"

# pullprep, on the day of the tests, is in PATH where this directory is.
mkdir ../bin
bin=$(cd ../bin && pwd)
cat >"$bin/pullprep" <<END
#!/bin/sh
echo "\$*" >>"$bin/asked"
exec "$PULLPREP" --as-of=2026-07-08 "\$@"
END
chmod +x "$bin/pullprep"
with_pullprep=$bin:$PATH
PATH=$with_pullprep
export PATH

pushed() { # NAME: is it there, as it is here?
	[ "$(git -C "$there" rev-parse -q --verify "$1")" = "$(git rev-parse "$1")" ]
}
not_pushed() {
	! git -C "$there" rev-parse -q --verify "$1" >/dev/null
}
forget() {
	git -C "$there" for-each-ref --format='delete %(refname)' | git -C "$there" update-ref --stdin
}

# ---- putting it there

check 'the hook is installed' pp init --hook
check_text '... and where is told' "^$top/\.git/hooks/pre-push is installed\.$" "$out"
check '... where git runs it' test -x .git/hooks/pre-push
find .git/hooks -name 'pre-push*' ! -name pre-push ! -name '*.sample' >leftovers
check_empty '... and nothing else is left' leftovers
git config --get-regexp '^pullprep\.' >config
cp .git/hooks/pre-push first-hook
check 'again' pp init --hook
check_text '... tells that it is there' "^$top/\.git/hooks/pre-push asks pullprep already\.$" "$out"
check_same '... as it was' first-hook .git/hooks/pre-push
git config --get-regexp '^pullprep\.' >config-now
check_same '... and configures nothing' config config-now
chmod -x .git/hooks/pre-push
check 'one that git would not run' pp init --hook
check '... is made executable' test -x .git/hooks/pre-push
check_exit 129 'with --yes it is not understood' pp init --hook --yes
rm first-hook config config-now

# ---- a batch without findings

tag=for-linus-6.10-1
pp tag first --no-edit >/dev/null 2>&1
: >"$bin/asked"
check "a batch's tag" git push -q korg $tag
check '... is pushed' pushed refs/tags/$tag
check_same '... after it was asked about' - "$bin/asked" <<'END'
check --pre-push
END
check_empty '... without a word' "$err"
check "the branch that it is assembled as, from a directory below" sh -c "cd arch && git push -q korg kvm/xen:refs/heads/for-6.10-1"
check '... is pushed' test "$(git -C "$there" rev-parse for-6.10-1)" = "$(git rev-parse kvm/xen)"
git tag -a -m 'one of its own' kvm-xen-6.10 kvm/xen
check "a topic's own tag" git push -q korg kvm-xen-6.10
check '... is pushed' pushed refs/tags/kvm-xen-6.10

# ---- a batch with an error

forget
git checkout -q kvm/xen
echo careless >careless.c && git add careless.c && git commit -q -m 'KVM: x86: a careless one' && tick
careless=$(git rev-parse --short=12 HEAD)
git checkout -q master
pp split --write >/dev/null 2>&1
sed -i 's/^hold \( *kvm\/xen\)/first\1/' .git/pullprep/plan
git tag -d $tag kvm-xen-6.10 >/dev/null
pp tag first --no-edit >/dev/null 2>&1
git tag -a -m 'one of its own' kvm-xen-6.10 kvm/xen
check_exit 1 'its tag' git push -q korg $tag
check_text '... for a reason, with its rule' 'sob-author +'"$careless"' \("KVM: x86: a careless one"\)$' "$err"
check_text '... that is told at the end' "^pullprep: refs/tags/$tag is not pushed: first has 3 errors that nobody waived$" "$err"
check_text '... with how to record that it is fine' 'pullprep waive COMMIT --rule=RULE --reason' "$err"
check_text '... and with the way around' '^  To push it all the same:  git push --no-verify' "$err"
check_no_text '... and no warnings' 'warning  ' "$err"
check '... is not pushed' not_pushed refs/tags/$tag
check_exit 1 'the tag under another name here' git push -q korg kvm-xen-6.10:refs/tags/$tag
check '... is not pushed either' not_pushed refs/tags/$tag
check_exit 1 'its branch' git push -q korg kvm/xen:refs/heads/for-6.10-1
check '... neither' not_pushed refs/heads/for-6.10-1
check_exit 1 "its topic's own tag" git push -q korg kvm-xen-6.10
check_text '... is refused by its topic' '^pullprep: refs/tags/kvm-xen-6.10 is not pushed: kvm/xen has 3 errors' "$err"
check_exit 1 'together with another ref' git push -q korg $tag kvm/s390
check '... that is not pushed either' not_pushed refs/heads/kvm/s390
check_exit 1 'all at once' git push -q korg --mirror
check '... says it of the batch once' test "$(grep -c 'is not pushed: first' "$err")" = 1
check_exit 1 'as json' sh -c "echo 'x 1234567890123456789012345678901234567890 refs/tags/$tag 0' | pullprep check --pre-push --format=json"
check_text '... is for programs' '"rule": ?"sob-author"' "$out"

git worktree add -q --detach ../side master
check_exit 1 'from a linked worktree' git -C ../side push -q korg $tag
check '... it is not pushed' not_pushed refs/tags/$tag
git clone -q --bare . ../bare.git
git -C ../bare.git config pullprep.mainline master
git -C ../bare.git config pullprep.topic refs/heads/kvm/xen
mkdir ../bare.git/pullprep && cp .git/pullprep/plan ../bare.git/pullprep/plan
check 'a bare repository' pp -C ../bare.git init --hook
check '... has it among its hooks' test -x ../bare.git/hooks/pre-push
check_exit 1 '... and does not push' git -C ../bare.git push -q "$there" $tag
check '... its tag' not_pushed refs/tags/$tag

check 'what goes around the hook' git push -q --no-verify korg $tag
check '... is pushed' pushed refs/tags/$tag
check "a batch's tag that is deleted there" git push -q korg :refs/tags/$tag
check '... is gone' not_pushed refs/tags/$tag
for rule in sob-author sob-committer never-in-next; do
	pp waive "$careless" --rule=$rule --reason='it is the demonstration that counts' >/dev/null
done
check 'what is waived' git push -q korg $tag
check '... is pushed' pushed refs/tags/$tag
for rule in sob-author sob-committer never-in-next; do
	pp waive --drop "$careless" --rule=$rule >/dev/null
done

# ---- what is nobody's batch

forget
: >"$bin/opened"
cat >"$bin/git" <<END
#!/bin/sh
case \$* in *for-each-ref*) echo "\$*" >>"$bin/opened" ;; esac
exec $(command -v git) "\$@"
END
chmod +x "$bin/git"
git tag for-linus-6.8-1 v6.9
git tag testing kvm/xen
check 'other branches and tags' git push -q korg kvm/xen kvm/late:refs/heads/for-next v6.9 testing kvm/xen:refs/notes/x
check '... are pushed' pushed refs/tags/testing
check_empty '... and the repository is not even looked at' "$bin/opened"
check "the last window's tag" git push -q korg for-linus-6.8-1
check '... is pushed' pushed refs/tags/for-linus-6.8-1
rm "$bin/git"
git config pullprep.tagName 'kvm-%v-%n'
check 'by other names' git push -q korg $tag
check '... it is none' pushed refs/tags/$tag
check_exit 1 '... but what has them' git push -q korg $tag:refs/tags/kvm-6.10-1
check '... is one' not_pushed refs/tags/kvm-6.10-1
git config --unset pullprep.tagName
check_exit 1 'a revision with blanks' git push -q korg "kvm/xen@{0 days ago}:refs/tags/$tag-x" "kvm/xen@{0 days ago}:refs/heads/for-6.10-1"
check '... does not confuse it' not_pushed refs/heads/for-6.10-1

# ---- without what it needs

forget
PATH=$(printf '%s' "$PATH" | cut -d: -f2-)
if command -v pullprep >/dev/null; then
	skip 'without pullprep' 'it is installed here'
else
	check_exit 1 'without pullprep a tag' git push -q korg $tag
	check_text '... since it cannot be checked' '^pre-push hook: pullprep is not in PATH' "$err"
	check_text '... which can be gone around' "^The tag $tag is not pushed\. Install pullprep, or:  git push --no-verify$" "$err"
	check '... is not pushed' not_pushed refs/tags/$tag
	check 'a branch' git push -q korg kvm/xen
	check_text '... with a warning' '^pre-push hook: pullprep is not in PATH' "$err"
	check '... is pushed' pushed refs/heads/kvm/xen
	git push -q --no-verify korg $tag
	check 'a tag that is deleted' git push -q korg :refs/tags/$tag
	check '... is gone' not_pushed refs/tags/$tag
fi
PATH=$with_pullprep
mv .git/pullprep/plan plan
echo nonsense >.git/pullprep/plan
check_exit 1 'a plan that cannot be read' git push -q korg $tag
check_text '... and is told' "^pullprep: refs/tags/$tag is not pushed, since it cannot be checked: plan " "$err"
check '... keeps the tag here' not_pushed refs/tags/$tag
mv plan .git/pullprep/plan

# ---- other people's hooks

rm .git/hooks/pre-push
cat >.git/hooks/pre-push <<'END'
#!/bin/sh
cat >seen
END
chmod +x .git/hooks/pre-push
cp .git/hooks/pre-push theirs
check_exit 128 'another hook' pp init --hook
check_same '... stays' theirs .git/hooks/pre-push
check_text '... is named' "^pullprep: there is another pre-push hook: $top/\.git/hooks/pre-push$" "$err"
{
	head -n 1 theirs
	sed -n 's/^      //p' "$err"
	tail -n +2 theirs
} >.git/hooks/pre-push
check_exit 1 '... with the lines that are printed added' git push -q korg $tag
check '... does its work' not_pushed refs/tags/$tag
check '... and the rest of it' git push -q korg kvm/s390
check_text '... its own' "^refs/heads/kvm/s390 $(git rev-parse kvm/s390) refs/heads/kvm/s390 0*$" seen
check 'what asks pullprep already' pp init --hook
check_text '... is left as it is' 'asks pullprep already\.$' "$out"
rm .git/hooks/pre-push seen theirs
ln -s nowhere .git/hooks/pre-push
check_exit 128 'a link into nowhere' pp init --hook
check '... stays' test "$(readlink .git/hooks/pre-push)" = nowhere
rm .git/hooks/pre-push

# ---- where git looks

check 'from a linked worktree' pp -C ../side init --hook
check '... it is for all' test -x .git/hooks/pre-push
rm .git/hooks/pre-push
git config core.hooksPath my/hooks
check 'core.hooksPath counts from the top' pp -C arch init --hook
check_text '... which is told' 'core\.hooksPath' "$out"
check '... also from below' test -x my/hooks/pre-push
check_exit 1 '... where git finds it' git push -q korg $tag
check '... and does not push' not_pushed refs/tags/$tag
git config core.hooksPath "$HOME/hooks of mine"
check 'elsewhere' pp init --hook
check_exit 1 '... git finds it, too' git push -q korg $tag
git config core.hooksPath /dev/null
check_exit 128 'hooks that are turned off' pp init --hook
check_text '... are told' 'core\.hooksPath is /dev/null, which is no directory' "$err"
git config --unset core.hooksPath
if [ "$(id -u)" = 0 ]; then
	skip 'a place that cannot be written' 'root can write anywhere'
else
	chmod a-w .git/hooks
	check_exit 128 'a place that cannot be written' pp init --hook
	chmod u+w .git/hooks
	check '... has nothing' test ! -e .git/hooks/pre-push
fi
check_exit 128 'what is no hook of git' sh -c 'echo first | pullprep check --pre-push'
check_text '... is told' "'first' is not what git tells a pre-push hook" "$err"
check_exit 129 'nor takes it topics' pp check --pre-push kvm/xen
finish
