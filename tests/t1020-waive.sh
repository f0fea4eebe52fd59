#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Waivers: recorded, found again, edited, dropped.
. "$(dirname "$0")/lib/tap.sh"

notes=refs/notes/pullprep/waivers
waive() {
	"$PULLPREP" waive "$@"
}
id() {
	git rev-parse "$1"
}
patch_of() {
	git show "$1" | git patch-id --stable | cut -d' ' -f1
}
# What is waived for a commit, in few words.
waived() {
	waive --list --format=tsv "$1" | cut -f2,5
}
outside() { # COMMAND...: what it changes besides the notes
	{ git rev-parse HEAD; git symbolic-ref -q HEAD; git status --porcelain; git for-each-ref; cat .git/index | cksum; find . -path ./.git -prune -o -type f -print | sort | xargs cksum; } 2>&1 | grep -v refs/notes/
}

git init -q repo && cd repo || exit
seq 1 40 >file && git add file && git commit -q -m "base" && tick
git checkout -q -b topic
sed -i 5s/^/a/ file && git commit -q -a -m "net: a" && tick
sed -i 15s/^/b/ file && git commit -q -a -m "net: b" && tick
sed -i 25s/^/c/ file && git commit -q -a -m "$(printf 'net: \033[31mc\t(\303\274)')" && tick
echo dirty >>file
echo staged >other && git add other

# ---- refusals

check "nothing at first" waive
check_text "... and it says so" '^Nothing is waived\.$' "$out"
check "as records" waive --format=tsv
check_empty "... nothing" "$out"
check "as json" waive --list --format=json
check_text "... an empty list" '^\[\]$' "$out"
check_exit 129 "a commit alone" waive HEAD
check_text "... says how it is done" 'pullprep waive COMMIT --rule=' "$err"
check_exit 129 "no reason" waive HEAD --rule=never-in-next
check_text "... is asked for" 'needs a reason' "$err"
check_exit 129 "no rule" waive HEAD --reason=x
check_exit 129 "no commit" waive --rule=never-in-next --reason=x
check_exit 129 "an empty reason" waive HEAD --rule=never-in-next --reason=
check_text "... is named" 'the reason is empty' "$err"
check_exit 129 "a reason of blanks" waive HEAD --rule=never-in-next --reason="$(printf ' \t\n ')"
check_text "... is empty, too" 'the reason is empty' "$err"
check_exit 129 "what is no name of a rule" waive HEAD --rule='Never In' --reason=x
check_exit 129 "--drop without a commit" waive --drop
check_exit 129 "--drop with a reason" waive --drop HEAD --reason=x
check_exit 129 "--list and --drop" waive --list --drop HEAD
check_exit 129 "no day" waive --as-of=soon
check_exit 129 "what looks like an option" waive --rule=base --reason=x -- --all
check_exit 128 "no commit of that name" waive nonsense --rule=base --reason=x
check_text "... is named" "'nonsense' names no commit" "$err"
check_exit 128 "an empty range" waive HEAD..HEAD --rule=base --reason=x
check_exit 128 "one of many is none" waive HEAD nonsense --rule=base --reason=x
check_exit 128 "nothing to drop" waive --drop HEAD
check_exit 128 "nothing to edit" waive --edit
check_exit 128 "a tree" waive 'HEAD^{tree}' --rule=base --reason=x
check_exit 128 "nobody to record" git -c user.useConfigOnly=true -c user.name= -c user.email= \
	-c alias.w="!'$PULLPREP' waive" w HEAD --rule=base --reason=x
check "all that recorded nothing" test -z "$(git for-each-ref refs/notes)"

# ---- recording

outside >../before
check "a waiver" waive HEAD~1 --rule=never-in-next --reason="$(printf '  no released\n\tuserspace \\t calls it ')"
outside >../after
check_same "changes no file, index, HEAD or other ref" ../before ../after
git log -1 --format=%s refs/notes/pullprep/waivers >said
check_text "... and its commit counts it" "^pullprep: record 1 waiver$" said
check "... is told back" waive HEAD~1 --rule=late-in-next --rule=rebased --reason="agreed"
check_text "... by rule and commit" "^late-in-next  $(git rev-parse --short=12 HEAD~1) \(\"net: b\"\)$" "$out"
check_text "... with day, name and reason" '^    2026-07-06, Morgan Maintainer: agreed$' "$out"
check "as records" waive --format=tsv HEAD~1 --list
b=$(id HEAD~1)
cat >expected <<END
$b	never-in-next	2026-07-06	Morgan Maintainer <maintainer@example.org>	no released userspace \\\\t calls it	$b	$(patch_of HEAD~1)
$b	late-in-next	2026-07-06	Morgan Maintainer <maintainer@example.org>	agreed	$b	$(patch_of HEAD~1)
$b	rebased	2026-07-06	Morgan Maintainer <maintainer@example.org>	agreed	$b	$(patch_of HEAD~1)
END
check_same "... all their fields" expected "$out"
check "as json" waive --format=json
check_text "... too" "\"rule\": \"never-in-next\", \"day\": \"2026-07-06\", \"author\": \"Morgan Maintainer <maintainer@example.org>\"" "$out"
check "only one rule's" waive --list --rule=rebased --format=tsv
check "... is listed" test "$(cut -f2 "$out")" = rebased
check "a commit without any" waive --list HEAD
check_text "... has none" '^Nothing of that is waived' "$out"
check "git shows the note" git notes --ref=pullprep/waivers show HEAD~1
check_text "... a line each" "^waive	rebased	$b	$(patch_of HEAD~1)	2026-07-06T[0-9:]*Z	Morgan Maintainer <maintainer@example.org>	agreed$" "$out"

tick 100000
check "a range, control characters and all" waive topic~3..topic --rule=short-soak --reason="$(printf 'see \033[31mred')"
check_text "... reads its commits" 'net: \^\[\[31mc' "$out"
check_no_text "... and steers no terminal" "$(printf '\033')" "$out"
check "a revision is one commit" test "$(waive --list --rule=short-soak --format=tsv topic | wc -l)" = 1
check "a range is all in it" test "$(waive --list --rule=short-soak --format=tsv | wc -l)" = 3
check "each is one commit on the ref" test "$(git rev-list --count $notes)" = 3
check_text "newest first" 'short-soak' - <<END
$(waive | head -n 1)
END
check "from below a directory" sh -c 'mkdir -p deep/er && cd deep/er && "$PULLPREP" waive --list HEAD'
check_text "... it is the same" 'short-soak' "$out"
check "from outside" "$PULLPREP" -C .git waive --list topic
check_text "... too" 'short-soak' "$out"
check "the repository is sound" git fsck --strict --no-dangling

# ---- days

check "as of the day before" waive --as-of=2026-07-06
check_no_text "... later ones are not there" 'short-soak' "$out"
check_text "... earlier ones are" 'rebased' "$out"
check "recorded as of a day" waive --as-of=2026-07-02 topic --rule=base --reason=early
check_text "... has that day" '^    2026-07-02, .*: early' "$out"
check_exit 128 "before what is there already" waive --as-of=2026-07-05 topic --rule=short-soak --reason=x
check_text "... is refused" 'newer than that day' "$err"
check "... and nothing changed" test "$(waived topic | grep -c 'see')" = 1
waive --drop topic --rule=base >/dev/null

# ---- rebase, amend, edit

git stash -q && git checkout -q -b rebased master && echo more >>other && git add other && git commit -q -m "elsewhere" && tick
sed -i 1,2d file && git commit -q -a -m "shorter" && tick
git checkout -q topic && git branch -q again && git checkout -q again && git rebase -q rebased >/dev/null 2>&1
check "rebased to other ids" test "$(id again)" != "$(id topic)" -a "$(id again~1)" != "$b"
check "a rebased commit" waived again~1
printf 'never-in-next\tno released userspace \\\\t calls it\nlate-in-next\tagreed\nrebased\tagreed\nshort-soak\tsee [31mred\n' | sort >expected
sort "$out" >got
check_same "... has its waivers" expected got
check "... shown" waive --list again~1
check_text "... as what it is" "^rebased  $(git rev-parse --short=12 again~1) \(\"net: b\"\)$" "$out"
check_text "... with where they were recorded" "recorded on $(git rev-parse --short=12 "$b"), the same patch" "$out"
check "... as a record" waive --list --rule=rebased --format=tsv again~1
check_text "... with both ids" "^$(id again~1)	.*	$b	[0-9a-f]{40}$" "$out"
git commit -q --amend -m "net: c, said better" && tick
check "another message" waived again
check_text "... keeps them" 'short-soak' "$out"
sed -i s/^c25/d25/ file && git commit -q -a --amend -m "net: c, said better" && tick
check "an edited patch" waived again
check_empty "... has none" "$out"
check "... and is told so" waive --list again
check_text "... in words" 'Nothing of that' "$out"
check_exit 128 "... nothing to drop there" waive --drop again
git config notes.rewriteRef 'refs/notes/*' && git config notes.rewriteMode concatenate
git checkout -q -b copied topic && sed -i s/^c25/e25/ file && git commit -q -a --amend -m "net: c" && tick
check "git copies the note along" git notes --ref=pullprep/waivers show copied
check "an edited patch with the note copied" waived copied
check_empty "... has none either" "$out"
git config --unset notes.rewriteRef

# The older version is gone from the repository: its paths cannot be known.
git clone -q --bare . ../gone.git && git -C ../gone.git fetch -q ../repo "$notes:$notes" &&
	git -C ../gone.git branch -D topic >/dev/null && git -C ../gone.git gc -q --prune=now
check_exit 1 "where the commit itself is gone" git -C ../gone.git cat-file -e "$(id topic)"
check "... the rebased one is found still" "$PULLPREP" -C ../gone.git waive --list --format=tsv again~1
check "... all its waivers" test "$(wc -l <"$out")" = 4
check "... and all are listed" "$PULLPREP" -C ../gone.git waive
check_text "... as not there" '\(not in this repository\)' "$out"

# ---- merges and empty commits

git checkout -q -b merging topic && git commit -q --allow-empty -m "empty" && tick && git merge -q --no-edit rebased && tick
check "a merge and an empty commit" waive merging merging^ --rule=empty-merge --reason="it says why"
check "... have no patch" test "$(waive --format=tsv --list merging merging^ | cut -f7 | sort -u)" = -
git commit -q --amend -m "Merge again" && tick
check "another merge" waived merging
check_empty "... is not waived by it" "$out"
git reset -q --hard HEAD^ && git commit -q --amend --allow-empty -m "still empty"
check "nor another empty commit" waived merging
check_empty "... has none" "$out"

# ---- changing and dropping

tick 100000
git checkout -q topic
check "waived again" waive again~1 --rule=rebased --reason="agreed on the list" --format=tsv
check_text "... all are listed then" 'empty-merge' "$out"
check "the newer reason counts, on the older commit too" waived topic~1
check_text "... it is that" '^rebased	agreed on the list$' "$out"
check_no_text "... alone" '^rebased	agreed$' "$out"
check "it is listed once" test "$(waive --list --rule=rebased --format=tsv | wc -l)" = 1
check "dropped by its other commit" waive --drop topic~1 --rule=rebased
check_text "... is told" "^rebased is no longer waived for $(git rev-parse --short=12 again~1) \(\"net: b\"\)$" "$out"
for commit in topic~1 again~1; do
	check "it is gone for $commit" waived $commit
	check_no_text "... that one" rebased "$out"
	check_text "... not others" late-in-next "$out"
done
check_exit 128 "dropped twice" waive --drop topic~1 --rule=rebased
check "within one second: waived" waive topic --rule=base --reason=one
check "... dropped" waive --drop topic --rule=base
check "... is not waived" sh -c '! "$PULLPREP" waive --list --format=tsv topic | grep base'
check "... waived again" waive topic --rule=base --reason=two
check "... is" waived topic
check_text "... with the last reason" '^base	two$' "$out"
waive topic~1 --rule=no-link --reason=one >/dev/null && waive --drop topic~1 --rule=no-link >/dev/null
check "... also on the rebased one" waive again~1 --rule=no-link --reason=two
check "... it is, for both" waived topic~1
check_text "... with that reason" '^no-link	two$' "$out"
waive --drop topic~1 --rule=no-link >/dev/null
check "all of a commit" waive --drop topic
check "... are gone" waived topic
check_empty "... all" "$out"

# ---- the editor

editor() {
	GIT_EDITOR=$1 "$PULLPREP" waive --edit ${2:+"$2"}
}
check "edited without a change" editor true
check_text "... says so" 'No waiver is changed' "$out"
before=$(git rev-parse $notes)
check "... and writes nothing" test "$(git rev-parse $notes)" = "$before"
check "edited" editor "sed -i -e 's/ late-in-next agreed/ late-in-next agreed  with the  author/' -e '/ never-in-next /d'"
check_text "... tells what is changed" '^late-in-next  ' "$out"
check_text "... and what is dropped" '^never-in-next is no longer' "$out"
check "a changed reason" waived topic~1
check_text "... is recorded" '^late-in-next	agreed with the author$' "$out"
check_no_text "... a deleted line is dropped" never-in-next "$out"
check_text "... others stay, masked or not" "^short-soak	see .*red$" "$out"
check "one commit's only" editor "sed -i -e '/^[0-9a-f]/d'" again~1
check "... are dropped by that" waived topic~1
check_empty "... all of them" "$out"
check "... not those of others" waived topic~2
check_text "... which are there" short-soak "$out"
before=$(git rev-parse $notes)
refused() { # DESCRIPTION EDITOR WORDS
	check_exit 128 "$1" editor "$2"
	check_text "... is refused" "$3" "$err"
	check_text "... and kept" 'Your text is kept in .*waivers(\.[0-9]+)?\.edit' "$err"
}
refused "a reason taken out" "sed -i 's/^\([0-9a-f]* [a-z-]*\) .*/\1/'" 'line [0-9]+ has no reason'
refused "an invented waiver" "sh -c 'echo abcdef123456 base because >>\"\$0\"'" 'line [0-9]+ is of no waiver'
refused "another rule" "sed -i 's/ short-soak / base /'" 'is of no waiver'
refused "the same twice" "sh -c 'grep ^[0-9a-f] \"\$0\" >x; cat x >>\"\$0\"; rm x'" 'had a line already'
refused "an emptied file" "truncate -s 0" 'it is empty'
refused "a NUL byte" "sh -c 'printf \"a\\\\0b\" >>\"\$0\"'" 'NUL byte'
check "each text is a file of its own" test "$(ls .git/pullprep | grep -c 'waivers.*edit$')" = 6
rm -r .git/pullprep
check_exit 128 "an editor that fails" editor false
check_exit 128 "a file taken away" editor rm
check_text "... is told" 'the editor left no waivers' "$err"
check "nothing is left behind" test -z "$(ls .git/pullprep)"
check "nothing of that changed anything" test "$(git rev-parse $notes)" = "$before"
racing="sh -c '\"$PULLPREP\" waive topic~2 --rule=short-soak --reason=\"theirs now\" >/dev/null; sed -i s/red/mine/ \"\$0\"'"
check_exit 128 "changed by somebody else meanwhile" editor "$racing"
check_text "... is told" 'was changed meanwhile' "$err"
check_text "... with what it is now" 'says now: theirs now' "$err"
check "... and that stays" waived topic~2
check_text "... theirs" 'theirs now' "$out"
check "a bare repository" "$PULLPREP" -C ../gone.git waive again --rule=base --reason=bare

finish
