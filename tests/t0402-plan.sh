#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The plan file: written, edited, kept, refused.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/window.sh"

plan=.git/pullprep/plan
pullprep() {
	"$PULLPREP" --as-of=2022-03-22 "$@"
}

# The fields of a topic's line: batch, topic, tip.
line() {
	awk -v topic="$1" '$2 == topic { print $1, $2, $3 }' "${2:-$plan}"
}

# An editor that runs the given sed script.
editor() {
	printf '#!/bin/sh\nsed -i "%s" "$1"\n' "$1" >../editor && chmod +x ../editor
	export GIT_EDITOR="$PWD/../editor"
}

mainline
at 2022-02-17
topic kvm/a v5.17-rc4 && commit drivers/net/a.c "net: a" "$(lines 30 a)"
topic kvm/b kvm/a && commit drivers/net/b.c "net: b" "$(lines 600 b)"
topic kvm/new v5.17-rc4 && commit drivers/net/c.c "net: c" "$(lines 30 c)"
daily 2022-02-21 2022-03-22 kvm/b
git checkout -q master

check "prints the plan" pullprep split
cp "$out" printed
check_text "says for which version" '^# pullprep [0-9.]+: plan for v5\.18$' printed
check_text "says the base" '^# base: v5\.17-rc4$' printed
check_text "says the window" '^# window: open since 2022-03-20, day 2$' printed
check_text "says the day" '^# as of: 2022-03-22$' printed
check_text "says verdict, figures and reason" \
	"^first   kvm/a    $(git rev-parse --short=12 kvm/a)  # first: 1 commit, 0% tests and docs; soaked: [0-9]+ releases\$" printed
check "saves nothing unasked" test ! -e "$plan"

check "writes the plan" pullprep split --write
check_text "says where" "^# saved in $plan\$" "$out"
check_same "writes what it printed" printed "$plan"
check "leaves nothing beside it" test "$(ls .git/pullprep)" = plan
check "writes the same again" pullprep split --write
check "keeps no copy of the same" test ! -e "$plan~"

check "needs no work tree" git clone -q --bare . ../bare.git
check "writes where it is told" pullprep split --write --plan=../elsewhere/deep/plan
check_same "the same plan" printed ../elsewhere/deep/plan
mkdir sub && (cd sub && "$PULLPREP" --as-of=2022-03-22 split) >actual
check_same "gives the same answer in a subdirectory" printed actual
git worktree add -q --detach ../tree master
check "shares the plan among worktrees" pullprep -C ../tree split --write
check_same "there too" printed "$plan"

# What the maintainer chose.
editor 's/^hold \\(  *kvm.new\\)/# because: it is needed for the next release\\nsecond \\1/'
check "lets the plan be edited" pullprep split --edit
check_text "takes the edited word" '^second +kvm/new ' "$plan"
check_same "keeps the plan before" printed "$plan~"
check_text "and says so" '^# the plan before is .*plan~$' "$out"
check "leaves no other file" test "$(ls .git/pullprep)" = "$(printf 'plan\nplan~')"
check "judges again" pullprep split
check_text "keeps the maintainer's choice" '^second +kvm/new +[0-9a-f]{12}  # hold: .*the maintainer.s choice: it is needed for the next release; the verdict is hold' "$out"
grep -A1 '^# because: it is needed' "$out" >actual
check_text "keeps the comment above its line" '^second  kvm/new' actual
check "says the clause in the records" pullprep split --format=tsv
check_text "clause 8" "^second	kvm/new	$(git rev-parse kvm/new)	8	" "$out"
check "status goes by the plan" pullprep status --format=tsv kvm/new
check_text "the maintainer's batch" "^kvm/new	[0-9a-f]{40}	second	8	" "$out"
check "writes it again" pullprep split --write
check "judges afresh if asked to" pullprep split --again
check_text "without the choice" '^hold +kvm/new' "$out"

# So is the order within a batch.
topic kvm/d v5.17-rc4 && commit drivers/net/d.c "net: d" "$(lines 20 d)"
topic kvm/e v5.17-rc4 && commit drivers/net/e.c "net: e" "$(lines 20 e)" && git checkout -q master
for name in kvm/e kvm/a kvm/b; do
	echo "first $name $(git rev-parse --short=12 $name)"
done >../ordered
check "takes the order from the plan" pullprep split --plan=../ordered --write
awk '$1 == "first" { print $2 }' ../ordered >actual
printf '%s\n' kvm/e kvm/a kvm/b >expected
check_same "and keeps it" expected actual
check "so do the records" pullprep split --plan=../ordered --format=tsv
awk '$1 == "first" { print $2 }' "$out" >actual
check_same "in that order" expected actual
check "and status" pullprep status --plan=../ordered --format=tsv
awk -F'\t' '$3 == "first" { print $1 }' "$out" >actual
check_same "in that order" expected actual
git branch -q -D kvm/d kvm/e

# What the program wrote is no choice: it gives way when judged anew, but counts until then.
check "writes a plan of two weeks ago" pullprep --as-of=2022-03-08 split --again --write
check_text "kvm/new could go then" '^first +kvm/new' "$plan"
check "status goes by it" pullprep status kvm/new
check_text "and tells today's verdict" "first: +as the plan has it; today's verdict is hold" "$out"
check "split judges anew" pullprep split
check_text "the verdict of today" '^hold +kvm/new' "$out"

# Garbage is refused, and what was typed is kept.
pullprep split --again --write >/dev/null && cp "$plan" good
editor 's/^first\\(.*kvm.b\\)/frist\\1/'
check_exit 128 "refuses garbage from the editor" pullprep split --edit
check_text "names the line" "edited plan is refused: line [0-9]+: 'frist' is no batch" "$err"
check_text "names the place of the text" "Your text is kept in .*/plan.edit" "$err"
check_same "leaves the plan as it was" good "$plan"
check_text "keeps the text" '^frist' "$plan.edit"
editor 's/^frist/first/'
check "goes on with it" pullprep split --edit
check_text "and says so" 'going on with the text that was refused' "$err"
check "the text has become the plan" test ! -e "$plan.edit"
editor 's/^first\\(.*kvm.a \\)/hold \\1/'
check_exit 128 "refuses a broken ancestry" pullprep split --edit
check_text "says which" "line [0-9]+: kvm/b is first, but contains kvm/a, which is hold \(line [0-9]+\)" "$err"
rm "$plan.edit"
editor 'd'
check_exit 128 "refuses an empty plan" pullprep split --edit
rm "$plan.edit"
export GIT_EDITOR=false
check_exit 128 "tells of an editor that fails" pullprep split --edit
check_text "by its name" "editor 'false' failed" "$err"
check_text "and what does without one" "pullprep split --write" "$err"
check_no_text "no option that split lacks" "no-edit" "$err"
check_same "the plan is as it was" good "$plan"
check "no text is left" test ! -e "$plan.edit"
export GIT_EDITOR=rm
check_exit 128 "tells of an editor that deletes the file" pullprep split --edit
check_text "that it is gone" "the editor left no plan" "$err"
check_no_text "which is not kept" "kept" "$err"
check_same "the plan is as it was" good "$plan"
export GIT_EDITOR="sed -i 's/^hold  *kvm.new/drop kvm\/new/'"
check "takes an editor with arguments" pullprep split --edit
check_text "that did its work" '^drop kvm/new' "$plan"

# A plan that is garbage, or does not fit any more.
echo "what is this" >"$plan"
for command in split status 'tag first --dry-run'; do
	# shellcheck disable=SC2086
	check_exit 128 "$command refuses garbage" pullprep $command
	check_text "names file and line" "plan .*pullprep/plan: line 1: 'what' is no batch" "$err"
done
check "split --again --write gets out of it" pullprep split --again --write
check_same "with a good plan" good "$plan"
check_text "the garbage is kept" '^what is this$' "$plan~"
printf 'hold a 111111111111\n\0' >"$plan"
check_exit 128 "refuses a NUL byte" pullprep split
cp good "$plan"
at 2022-03-22 && git checkout -q kvm/new && commit drivers/net/c.c "net: more c" && git checkout -q master
number=$(grep -n '^hold.*kvm/new' "$plan" | cut -d: -f1)
check_exit 128 "a next step refuses a plan with a tip that moved" pullprep tag first --dry-run
check_text "names the line" "plan .*: line $number: kvm/new has moved from $(git rev-parse --short=12 kvm/new~1) to $(git rev-parse --short=12 kvm/new)" "$err"
check "status tells it" pullprep status
check_text "on stderr" "warning: plan .*line $number: kvm/new has moved" "$err"
check "split judges it anew" pullprep split --write
check_text "and says so" "line $number: kvm/new has moved .*; judged anew" "$err"
check "with the new tip" test "$(line kvm/new)" = "hold kvm/new $(git rev-parse --short=12 kvm/new)"

# The maintainer's choice stays when the topic moves; the program's own verdict, above, does not.
sed -i "s/^hold  *\(kvm.new.*\)/# because: it is wanted now\nfirst \1/" "$plan"
at 2022-03-22 && git checkout -q kvm/new && commit drivers/net/c.c "net: still more c" && git checkout -q master
number=$(grep -n '^first.*kvm/new' "$plan" | cut -d: -f1)
moved="line $number: kvm/new has moved since the plan was written; your choice first is kept"
check "status goes by a choice whose topic moved" pullprep status --format=tsv kvm/new
check_text "the maintainer's batch" "^kvm/new	[0-9a-f]{40}	first	8	" "$out"
check_text "and says so" "$moved" "$err"
check_exit 128 "a next step refuses it until the tip is written" pullprep tag first --dry-run
check "split keeps it" pullprep split --write
check_text "and says so" "$moved\$" "$err"
check "with the new tip" test "$(line kvm/new)" = "first kvm/new $(git rev-parse --short=12 kvm/new)"
check_text "and its reason" "the maintainer's choice: it is wanted now" "$plan"
check "split judges as before" pullprep split
check_empty "without a warning" "$err"
sed -i '/because: it is wanted now/d; s/^first\( *kvm.new\)/hold\1/' "$plan"

echo "first kvm/gone 111111111111" >>"$plan"
check_exit 128 "a next step refuses an unknown topic" pullprep tag first --dry-run
check_text "by its line" "line [0-9]+: there is no topic kvm/gone" "$err"
printf 'hold kvm/a %s\nfirst kvm/b %s\n' "$(git rev-parse --short=12 kvm/a)" "$(git rev-parse --short=12 kvm/b)" >"$plan"
check_exit 128 "a next step refuses a broken ancestry" pullprep tag first --dry-run
check_text "by its line" "line 2: kvm/b is first, but contains kvm/a, which is hold \(line 1\)" "$err"
check_text "and the remedy is told" "Mend the plan with:  pullprep split --edit" "$err"
check "status shows it" pullprep status
check_text "and tells the same remedy" "which is hold \(line 1\); mend it with: pullprep split --edit" "$err"
check_exit 128 "such choices are not written again" pullprep split --write
check_text "and the remedy is told" "split --again --write" "$err"
check_text "with the lines of the file that there is" "line 2: kvm/b is first, but contains kvm/a, which is hold \\(line 1\\)" "$err"
printf 'first kvm/b %s\n' "$(git rev-parse --short=12 kvm/b)" >"$plan"
check_exit 128 "a choice against what is judged" pullprep --as-of=2022-02-21 split --write --config pullprep.minReleases=99
check_text "is told without a line that is not there" ": line 1: kvm/b is first, but contains kvm/a, which is hold$" "$err"

# A name that looks like a comment.
cp good "$plan" && git branch '#1' kvm/new~1 && git branch -q -m kvm/new '"2"'
check "writes a plan with odd names" pullprep split --write
check_text "in quotes" '^[a-z]+ +"#1" +[0-9a-f]{12}  # ' "$plan"
check_text "of their own" '^[a-z]+ +""2"" +[0-9a-f]{12}  # ' "$plan"
cp "$plan" odd
check "reads it again" pullprep split --write
check_empty "without complaint" "$err"
check_same "and writes the same" odd "$plan"
git branch -q -D '#1' && git branch -q -m '"2"' kvm/new

# What cannot be written leaves the plan as it was.
cp good "$plan"
if [ "$(id -u)" = 0 ]; then
	skip "a directory that cannot be written" "root can write anywhere"
	skip "the plan is as it was" "root can write anywhere"
else
	chmod a-w .git/pullprep
	check_exit 128 "a directory that cannot be written" pullprep split --again --write
	chmod u+w .git/pullprep
	check_same "the plan is as it was" good "$plan"
fi
check_exit 128 "a plan below a file" pullprep split --write --plan=good/plan
check_text "says what was tried" "cannot .*good" "$err"
check_exit 128 "a full disk" sh -c "trap '' XFSZ; ulimit -f 0; exec '$PULLPREP' --as-of=2022-03-08 split --again --write"
check_same "leaves the plan as it was" good "$plan"
check "and no temporary file" test -z "$(find .git/pullprep -name 'plan.*')"
check_exit 128 "tells of a plan that is not there" pullprep status --plan=nowhere
check_text "how to write it" "split --write --plan=nowhere" "$err"
mkdir directory
check_exit 128 "tells of a plan that is a directory" pullprep split --write --plan=directory
check_text "what it must be" "must be a file" "$err"
check_no_text "and not to do the same again" "with:  pullprep split --write" "$err"

finish
