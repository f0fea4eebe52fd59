#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Waivers of several people: pushed, fetched, merged; writers at the same time; notes that somebody spoilt.
. "$(dirname "$0")/lib/tap.sh"

notes=refs/notes/pullprep/waivers
as() { # NAME COMMAND...: in the clone of that name, by that person
	(cd "$1" && name=$1 && shift && GIT_COMMITTER_NAME=$name GIT_COMMITTER_EMAIL=$name@example.org "$@")
}
waive() { # NAME ARGUMENTS...
	name=$1 && shift && as "$name" "$PULLPREP" waive "$@"
}
waived() { # NAME [COMMIT]
	waive "$1" --list --format=tsv ${2:+"$2"} | cut -f2,5 | sort
}
push() {
	as "$1" git push -q origin "$notes"
}
take() { # NAME [STRATEGY]: as the manual has it
	as "$1" git fetch -q origin &&
		as "$1" git notes --ref=pullprep/waivers merge -q -s "${2:-cat_sort_uniq}" refs/notes/origin/pullprep/waivers
}
same() { # the same is waived for both, whatever came in which order
	waived anna >anna.list && waived bert >bert.list && test -s anna.list && cmp anna.list bert.list
}

git init -q --bare public.git
git init -q anna && cd anna && git remote add origin ../public.git || exit
seq 1 40 >file && git add file && git commit -q -m base && tick
for line in 5 15 25 35; do
	sed -i ${line}s/^/x/ file && git commit -q -a -m "net: $line" && tick
done
git tag five HEAD~3 && git tag fifteen HEAD~2 && git tag twentyfive HEAD~1 && git tag thirtyfive HEAD
git push -q origin master --tags && cd .. && git clone -q public.git bert || exit
for name in anna bert; do
	git -C $name config --add remote.origin.fetch '+refs/notes/pullprep/*:refs/notes/origin/pullprep/*'
done

# ---- there and back

check "the first waiver" waive anna five --rule=never-in-next --reason="by anna"
check_text "... says how it is shared" "git push REMOTE $notes" "$out"
check "pushed" push anna
check "taken by who has none" take bert
check "... is there" waive bert
check_text "... with who recorded it" '^    2026-07-06, anna: by anna$' "$out"
check "a second one" waive bert fifteen --rule=base --reason="by bert"
check_no_text "... no longer says how" "git push" "$out"
check "and one of hers meanwhile" waive anna twentyfive --rule=base --reason="hers"
check "his is pushed" push bert
check_exit 1 "hers is refused: she lacks his" push anna
check "taken" take anna
check "... then pushed" push anna
check "... and taken" take bert
check "both have all three" same
check "... three" test "$(wc -l <anna.list)" = 3

# ---- both change one commit's note

for strategy in cat_sort_uniq union; do
	tick
	check "$strategy: one commit, his rule" waive bert five --rule=rebased --reason="his $strategy"
	check "... her reason anew" waive anna five --rule=never-in-next --reason="again $strategy"
	check "... her other rule" waive anna five --rule=late-in-next --reason="hers $strategy"
	check "... pushed" push anna
	check "... taken" take bert $strategy
	check "... pushed" push bert
	check "... taken" take anna $strategy
	check "... is the same for both" same
	waive anna --list five >got
	check_text "... with his" "his $strategy" got
	check_text "... hers" "hers $strategy" got
	check_text "... and her newer reason" "again $strategy" got
	check "... that alone" test "$(waived anna five | grep -c never-in-next)" = 1
	check "... no line is odd" test -z "$(waive anna 2>&1 >/dev/null)"

	tick
	check "$strategy: what he drops" waive bert --drop five --rule=never-in-next
	tick
	check "... while she changes that note" waive anna five --rule=base --reason="x $strategy"
	check "... pushed" push bert
	check "... taken" take anna $strategy
	check "... pushed" push anna
	check "... taken" take bert $strategy
	check "... is the same for both" same
	check_no_text "... stays dropped" never-in-next anna.list
done

# ---- a clock that is ahead

check "a clock a year ahead" as bert env GIT_COMMITTER_DATE="2027-07-06 12:00 +0000" "$PULLPREP" waive twentyfive --rule=base --reason="from the future"
push bert && take anna
check "is overruled nevertheless" waive anna twentyfive --rule=base --reason="from now"
check "... it is" waived anna twentyfive
check_text "... the later one" 'from now' "$out"
check "... and dropped" waive anna --drop twentyfive --rule=base
check "... it is" waived anna twentyfive
check_empty "... gone" "$out"

# ---- lines that are no waivers

as anna git notes --ref=pullprep/waivers append -m "Talked to him on the phone." five
as anna git notes --ref=pullprep/waivers append -m "$(printf 'waive\tbase\tnonsense\t-\t2026-07-06T12:00:00Z\tanna <a>\tx')" five
printf 'a\0b\n<<<<<<< HEAD' | as anna git hash-object -w --stdin >blob
as anna git notes --ref=pullprep/waivers add -C "$(cat blob)" thirtyfive 2>/dev/null
waived anna five >before
check "lines that are none" waive anna
check_text "... are told" "warning: line [0-9]+ of the note on $(git -C anna rev-parse --short=12 five) is no waiver" "$err"
check "... each, blank ones not" test "$(wc -l <"$err")" = 4
check "... the others count" waived anna five
check_same "... all" before "$out"
check "a new one beside them" waive anna five thirtyfive --rule=wip-subject --reason=fine
as anna git notes --ref=pullprep/waivers show five >note
check_text "... leaves them" '^Talked to him on the phone\.$' note
check_text "... also the one that nearly is one" '^waive	base	nonsense	' note
as anna git cat-file blob "$notes:$(git -C anna ls-tree -r --name-only $notes | grep "$(git -C anna rev-parse thirtyfive | cut -c3-)")" >raw
printf 'a\0b\n<<<<<<< HEAD\n' >expected
check "... byte for byte" sh -c 'head -c "$(wc -c <expected)" raw | cmp - expected'
push anna && take bert
check "they travel" same

# ---- at the same time

racing='sob-author sob-committer fixes-form fixes-target mangled-author left-next no-link short-soak'
many() {
	for i in 1 2 3 4 5 6 7 8; do
		as anna "$PULLPREP" waive five thirtyfive --rule="$(echo $racing | cut -d " " -f $i)" --reason="number $i" >/dev/null 2>said.$i &
	done
	wait
	cat said.*
}
check "eight at once" many
check "... all are recorded" test "$(waived anna five | grep -c '	number [1-8]')" = 8
check "... on both commits" test "$(waived anna thirtyfive | grep -c '	number [1-8]')" = 8
check "... beside what was there" waived anna five
check_text "... which is" 'his union' "$out"
check "... each as a commit of its own" test "$(git -C anna log --format=%s $notes | grep -c 'record 2 waivers')" -ge 8

# A git that lets somebody else in right before our ref moves.
mkdir bin
git=$(command -v git)
cat >bin/git <<END
#!/bin/sh
case " \$* " in
*" update-ref "*)
	if [ -e "$PWD/once" ]; then
		rm "$PWD/once"
		PATH=\${PATH#*:} GIT_COMMITTER_NAME=intruder $(cat <<'ACT'
sh -c "$ACT"
ACT
)
	fi ;;
esac
exec "$git" "\$@"
END
chmod +x bin/git
intruded() { # WHAT THE OTHER DOES, ARGUMENTS...
	: >once
	act=$1 && shift
	as anna env ACT="$act" PATH="$PWD/bin:$PATH" "$PULLPREP" waive "$@" && test ! -e once
}
check "another waiver right before ours" intruded '"$PULLPREP" waive fifteen --rule=fixes-form --reason=theirs' fifteen --rule=fixes-target --reason=ours
check "... both are there" waived anna fifteen
check_text "... theirs" '^fixes-form	theirs$' "$out"
check_text "... ours" '^fixes-target	ours$' "$out"
before=$(git -C anna rev-parse $notes~3)
check "the ref set back right before ours" intruded "git update-ref $notes $before" fifteen --rule=mangled-author --reason=ours
check "... ours is on top of that" test "$(git -C anna rev-parse $notes~1)" = "$before"
check "... and in it" waived anna fifteen
check_text "... as recorded" '^mangled-author	ours$' "$out"
check_no_text "... what was set back is not" '^fixes-form	' "$out"
check "the ref removed right before ours" intruded "git update-ref -d $notes" fifteen --rule=left-next --reason=ours
check "... ours is the first then" test "$(git -C anna rev-list --count $notes)" = 1
git -C anna update-ref $notes "$before"
check_exit 128 "changed right before it is dropped" intruded '"$PULLPREP" waive five --rule=rebased --reason="is needed"' --drop five --rule=rebased
check_text "... is refused" 'changed meanwhile, and nothing is written' "$err"
check_text "... with the new reason" 'intruder.* says now: is needed' "$err"
check "... which stays" waived anna five
check_text "... as it is" '^rebased	is needed$' "$out"

# ---- locks, hooks, signals

tip() {
	git -C anna rev-parse $notes
}
before=$(tip)
: >anna/.git/$notes.lock
check_exit 128 "a locked ref" waive anna five --rule=base --reason=x
check_text "... is told" "waivers\.lock" "$err"
check_text "... with what to do" 'remove the lock' "$err"
check "... stays as it is" test "$(tip)" = "$before"
(sleep 0.4 && rm -f anna/.git/$notes.lock) &
check "a lock that goes away is waited for" waive anna five --rule=tool-and-kernel --reason=x
wait
before=$(tip)
printf '#!/bin/sh\n[ "$1" = prepared ] && exit 1\nexit 0\n' >anna/.git/hooks/reference-transaction
chmod +x anna/.git/hooks/reference-transaction
check_exit 128 "a hook that refuses" waive anna five --rule=no-link --reason=x
check_text "... is told in git's words" 'hook' "$err"
check "... nothing changed" test "$(tip)" = "$before"
# In the middle of git's transaction: whoever started git gets the signal, and git itself, as from a terminal.
cat >anna/.git/hooks/reference-transaction <<'END'
#!/bin/sh
[ "$1" = prepared ] && kill -INT $(ps -o ppid= -p $PPID) $PPID
sleep 0.2
exit 0
END
if command -v ps >/dev/null; then
	as anna "$PULLPREP" waive five --rule=merge-bases --reason=x >/dev/null 2>&1
	status=$?
	check "SIGINT ends it" test $status = 130
	sleep 0.5
	check "... leaves no lock" sh -c '! find anna/.git -name "*.lock" | grep .'
	check "... and changes nothing" test "$(tip)" = "$before"
else
	skip "SIGINT" "there is no ps"
fi
rm anna/.git/hooks/reference-transaction
check "afterwards it goes on" waive anna five --rule=merge-bases --reason=x
check "the repository is sound" git -C anna fsck --strict --no-dangling
chmod a-w anna/.git/objects anna/.git/objects/??
if [ "$(id -u)" = 0 ]; then
	skip "objects that cannot be written" "root can"
else
	check_exit 128 "objects that cannot be written" waive anna five --rule=uapi-without-docs --reason=x
	check_text "... are told" 'no waiver is changed' "$err"
fi
chmod u+w anna/.git/objects anna/.git/objects/??

# ---- a ref that holds no notes

git -C bert update-ref $notes "$(git -C bert rev-parse HEAD:file)"
check_exit 128 "a file for a ref" waive bert
check_text "... is told" "$notes holds no notes" "$err"
check_exit 128 "... nothing is written there" waive bert five --rule=base --reason=x
git -C bert update-ref $notes HEAD
check "a commit without notes" waive bert
check_text "... has none" 'Nothing is waived' "$out"
check "... takes some" waive bert five --rule=base --reason=x
check "... and keeps the rest" git -C bert cat-file -e $notes:file
echo rubbish >bert/.git/$notes
check_exit 128 "a broken ref" waive bert
check_text "... is told" 'cannot be read' "$err"

finish
