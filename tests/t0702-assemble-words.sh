#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What a merge says: description, editor, shortlog, sign-off, signature; byte for byte as git merge has them.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/assemble.sh"
. "$TOP/tests/lib/publish.sh"
pp() {
	"$PULLPREP" --as-of=2026-04-20 "$@"
}

assemble_repository
plan 'first a' 'first b' 'hold c' 'hold d' 'hold second' 'hold late'

# words that are missing
state >../before
check_exit 128 'no words, and no editor' pp assemble first --no-edit
check_text 'all that have none are named' '^pullprep: there are no words that say what these topics do and why: b$' "$err"
check_text 'with what to do' 'git branch --edit-description b$' "$err"
git config --unset branch.a.description
check_exit 128 'two without words, and no terminal' pp assemble first
check_text 'both are named at once' 'do and why: a b$' "$err"
check 'a dry run' pp assemble first --dry-run
check_text 'says so, too' 'no words yet for the merges of: a b$' "$err"
git config branch.a.description 'Asynchronous answers: callers need not wait any more.'
state >../after
sed -i '/description/d; /branch "a"/d' ../before ../after
check_same 'nothing was changed' ../before ../after

# the editor
cat >../editor <<'END'
#!/bin/sh
cp "$1" "$HOME/draft"
cat "$HOME/words" >"$1"
END
chmod +x ../editor
export GIT_EDITOR="$PWD/../editor"
printf "Merge branch 'b' into for-6.10-1\n\n# ------------------------ >8 ------------------------\nnothing\n" >"$HOME/words"
check_exit 128 'an empty text' pp assemble first
check_text 'is refused' '^pullprep: the merge of b has no words that say what it does and why$' "$err"
check_text 'what was merged before is not lost' 'can be gone on with:  pullprep --as-of=2026-04-20 assemble first --continue=[0-9a-f]{12}$' "$err"
check 'no branch' test -z "$(git branch --list 'for-*')"
check 'no file' test -z "$(find .git/pullprep -name '*.merge*')"
check_text 'the draft is git'\''s subject' "^Merge branch 'b' into for-6\.10-1$" "$HOME/draft"
check_text 'the help has the figures' '^# b has 1 commit:$' "$HOME/draft"
check_text 'and the subjects' '^#   b: change b\.c$' "$HOME/draft"
printf "Merge the buffers\n\n#1 is fixed: buffers are zeroed.   \n\n\n\nEnough.\n# ------------------------ >8 ------------------------\nnothing\n" >"$HOME/words"
check 'words' pp assemble first
git log -1 --format=%B for-6.10-1 >../actual
printf 'Merge the buffers\n\n#1 is fixed: buffers are zeroed.\n\nEnough.\n\n' >../expected
check_same 'are the merge'\''s' ../expected ../actual
check 'a described topic was not asked for' sh -c '! grep -q "branch .a. into" "$HOME/draft"'
GIT_EDITOR=false check_exit 0 'again' pp assemble first
check_text 'nobody is asked' '^first is unchanged' "$out"
git branch -q -D for-6.10-1
GIT_EDITOR=false check_exit 128 'an editor that fails' pp assemble first
check_text 'is told' "the editor 'false' failed" "$err"
unset GIT_EDITOR
described

# a description that changes
check 'assembled' pp assemble first --no-edit
tip=$(git rev-parse for-6.10-1)
git config branch.a.description 'Quite another text.'
check 'another description' pp assemble first --no-edit
check_text 'changes nothing' '^first is unchanged' "$out"
check_text 'and is told' 'the merge of a keeps the words that it was made with.* git branch -D for-6\.10-1' "$err"
check 'the same commit' test "$(git rev-parse for-6.10-1)" = "$tip"
git branch -q -D for-6.10-1

# as git merge --log --signoff has it
message() {
	printf '%s\n\n%s' "Merge branch '$1' into for-6.10-1" "$(git config "branch.$1.description")"
}
by_git() { # OPTIONS...
	git checkout -q -B for-6.10-1 v6.9-rc4
	for topic in a b; do
		git merge -q --no-ff "$@" -m "$(message $topic)" $topic || return 1
	done
	git log --first-parent --format=%B v6.9-rc4.. >../expected
	git checkout -q master && git branch -q -D for-6.10-1
}
same_words() { # DESCRIPTION
	check "$1" pp assemble first --no-edit
	git log --first-parent --format=%B v6.9-rc4..for-6.10-1 >../actual
	check_same '... as git merge writes it' ../expected ../actual
	git branch -q -D for-6.10-1
}
GIT_AUTHOR_NAME='Somebody Else' GIT_AUTHOR_EMAIL=else@example.org topic many v6.9-rc4 m1.c m2.c m3.c
git checkout -q a && git merge -q --no-ff --no-edit many && git checkout -q master && git branch -q -D many
plan 'first a' 'first b' 'hold c' 'hold d' 'hold second' 'hold late'
by_git
same_words 'plain'
by_git --signoff
git config pullprep.signOff true
same_words 'signed off'
by_git --signoff --log
git config merge.log true
same_words 'with a shortlog'
by_git --signoff --log=2
git config merge.log 2
same_words 'with a short one'
git config branch.b.description 'Zeroed.

Reviewed-by: Other Person <other@example.org>
Signed-off-by: Morgan Maintainer <maintainer@example.org>'
by_git --signoff --no-log
git config merge.log false
same_words 'signed off already'
by_git --signoff --log=2
git config merge.log 2
same_words 'signed off, and then a shortlog'
git config branch.b.description 'One line: with a colon'
git config --unset merge.log
git config --unset pullprep.signOff
git config branch.for-6.10-1.mergeOptions '--no-ff --signoff --log=1'
git config branch.for-6.10-1.description keep
by_git_with_options() {
	git checkout -q -b aside v6.9-rc4
	for topic in a b; do
		git merge -q --no-ff --signoff --log=1 -m "$(message $topic)" $topic || return 1
	done
	git log --first-parent --format=%B v6.9-rc4.. >../expected
	git checkout -q master && git branch -q -D aside
}
by_git_with_options
same_words 'by the branch'\''s own mergeOptions'
described

# subjects
git config merge.suppressDest 'for-*'
check 'merge.suppressDest' pp assemble first --no-edit
check_text 'leaves the branch out' "^Merge branch 'b'$" - <<END
$(git log -1 --format=%s for-6.10-1)
END
git config --unset merge.suppressDest
git branch -q -D for-6.10-1
git update-ref refs/remotes/origin/r b
git config pullprep.topic refs/remotes/origin/r
git config branch.origin/r.description 'From elsewhere.'
plan 'first origin/r'
check 'a remote-tracking branch' pp assemble first --no-edit
check_text 'is called one' "^Merge remote-tracking branch 'origin/r' into for-6\.10-1$" - <<END
$(git log -1 --format=%s for-6.10-1)
END
git config --unset pullprep.topic
git update-ref -d refs/remotes/origin/r
git branch -q -D for-6.10-1

# encodings, sizes
plan 'first a' 'first b' 'hold c' 'hold d' 'hold second' 'hold late'
git config branch.b.description 'Größer: ☃'
git config i18n.commitEncoding ISO-8859-1
check 'another encoding for commits' pp assemble first --no-edit
check_text 'words are what they were' 'Größer: ☃' - <<END
$(git log -1 --encoding=UTF-8 --format=%b for-6.10-1)
END
git config --unset i18n.commitEncoding
git branch -q -D for-6.10-1
git config branch.b.description "$(awk 'BEGIN { for (i = 0; i < 2000; i++) print "a line of a long description" }')"
check 'a long description' pp assemble first --no-edit
check 'is there as a whole' test "$(git log -1 --format=%b for-6.10-1 | grep -c long)" = 2000
git branch -q -D for-6.10-1

# signatures
described
ssh_key
git config commit.gpgSign true
check 'commit.gpgSign' pp assemble first --no-edit
check 'signs all merges' test "$(git log --first-parent --format=%H v6.9-rc4..for-6.10-1 | while read -r id; do git cat-file commit "$id"; done | grep -c '^gpgsig ')" = 2
git branch -q -D for-6.10-1
git config user.signingKey nowhere
check_exit 128 'a key that is not there' pp assemble first --no-edit
check_text 'is told' 'commit.gpgSign asks for signed commits' "$err"
check 'no branch' test -z "$(git branch --list 'for-*')"
git config --unset user.signingKey
git config --unset commit.gpgSign

# who commits
git config user.useConfigOnly true
git config --global --unset user.email
check_exit 128 'nobody' pp assemble first --no-edit
check_text 'is told' 'git config user.email ADDRESS' "$err"

finish
