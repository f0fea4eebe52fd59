#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Where nothing can be done each command says so in one message with what to do next, exits with 128, and leaves nothing behind.
. "$(dirname "$0")/lib/tap.sh"

export GIT_PAGER=cat
commands="status soak ratio split tag_first mail_first init"

# Nothing on standard output, one message, a hint; and the files are those that "before" lists.
refused() { # DESCRIPTION REGEX
	check_empty "$1: nothing on standard output" "$out"
	check_text "$1: the reason" "^pullprep: .*$2" "$err"
	grep -c '^pullprep: ' "$err" >../count
	check_same "$1: one message" - ../count <<'END'
1
END
	check_text "$1: what to do" '^  [A-Z].*' "$err"
	find . -type f | sort >../after
	check_same "$1: nothing is left behind" ../before ../after
}
each() { # WHERE REGEX
	for command in $commands; do
		find . -type f | sort >../before
		case $command in
		*_*) check_exit 128 "$1: $command" "$PULLPREP" "${command%_*}" "${command#*_}" ;;
		*) check_exit 128 "$1: $command" "$PULLPREP" "$command" ;;
		esac
		refused "$1: $command" "$2"
	done
}

mkdir nowhere && cd nowhere || exit 1
each "no repository" 'not a git repository'
check "classes needs none" "$PULLPREP" classes
cd .. || exit 1

git init -q unborn && cd unborn || exit 1
each "no commit" 'no mainline found.*no commits'
cd .. || exit 1

# From here on a project with a release, a topic and a few days of linux-next.
git init -q project && cd project || exit 1
at 2026-05-04
commit Makefile "Linux 6.9-rc1"
commit init.c "init: begin"
at 2026-06-01
commit Makefile "Linux 6.9"
git tag -a -m "Linux 6.9" v6.9
git checkout -q -b topic/timers
at 2026-06-02
commit timers.c "timers: tick"
git tag next-20260602
git tag next-20260603
git checkout -q master
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=pullprep.mainline GIT_CONFIG_VALUE_0=master

check "the project itself is fine" "$PULLPREP" --as-of=2026-06-03
cp "$out" status
git checkout -q --detach
check "a detached HEAD is too" "$PULLPREP" --as-of=2026-06-03
check_same "... and changes nothing" status "$out"
git checkout -q master

check_exit 128 "an unknown topic" "$PULLPREP" --as-of=2026-06-03 soak topic/timer
check_text "... is named" "topic/timer" "$err"
check_exit 128 "an unknown range" "$PULLPREP" ratio master..nonsense
check_text "... is named" 'nonsense' "$err"
check_exit 128 "a mainline that is none" env GIT_CONFIG_VALUE_0=nonsense "$PULLPREP"
check_text "... is named" 'nonsense' "$err"
check_exit 129 "a day that is none" "$PULLPREP" --as-of=2026-02-30
check_text "... is named" '2026-02-30' "$err"
check_exit 129 "a configuration without a key" "$PULLPREP" --config=nonsense
check_exit 128 "a number that is none" "$PULLPREP" --config=pullprep.minReleases=many
check_text "... is named with its key" "pullprep.minReleases.*'many'" "$err"
check_exit 128 "a class that is none" "$PULLPREP" classes --config='pullprep.class=tests:(open'
check_text "... is named with its key" 'pullprep.class' "$err"

full_disk() {
	"$PULLPREP" --as-of=2026-06-03 "$@" >/dev/full
}
if [ -w /dev/full ]; then
	for command in status soak ratio split classes; do
		for format in text tsv json; do
			[ "$command-$format" = classes-json ] && continue
			check_exit 128 "a full disk: $command --format=$format" full_disk "$command" --format=$format
			check_text "... the reason" 'No space left on device' "$err"
		done
	done
else
	skip "a full disk" "there is no /dev/full"
fi

for tag in $(git tag -l 'next-*'); do
	git tag -d "$tag" >/dev/null
done
check_exit 128 "no linux-next" "$PULLPREP" soak
check_text "... says how to get it" 'pullprep.nextBranch' "$err"
check "... but it is no obstacle to what does without" "$PULLPREP" split

git clone -q --depth=1 "file://$PWD" ../shallow && cd ../shallow || exit 1
check_exit 128 "a shallow clone" "$PULLPREP" --config=pullprep.mainline=HEAD
check_text "... says how to get the rest" 'unshallow' "$err"

# ---- keys of git's own, for git's children

cd "$tap_directory/work" && git init -q handed && cd handed && commit file root && git checkout -q -b topic && commit file more
check_exit 128 "--config hands git's own keys on to git" "$PULLPREP" --config=core.editor="touch seen; false" split --edit
check "... the editor was that one" test -e seen
cp .git/packed-refs packed 2>/dev/null
printf 'garbage line\n' >>.git/packed-refs
check_exit 128 "a broken packed-refs" "$PULLPREP"
check_text "... says what to do" "line of packed-refs is broken: take it out" "$err"
rm .git/packed-refs && cd ..

# ---- misspelt keys

cd handed || exit 1
check "a misspelt key" "$PULLPREP" --config=pullprep.mainlin=x
check_text "... is named, with the one that was meant" "pullprep.mainlin is set, but is no key of pullprep; did you mean pullprep.mainline\?" "$err"
git config pullprep.minReleases 2
check "keys are told without regard to case" "$PULLPREP"
check_no_text "... so nothing is said" "is no key" "$err"
cd ..

# ---- records on a terminal

git init -q escapes && cd escapes && commit file root && git checkout -q -b topic
commit file "$(printf 'title \033]0;owned\007 and \033[31mred')" && git tag next-20260706
for format in tsv json; do
	script -qec "$PULLPREP soak --format=$format topic" /dev/null </dev/null >terminal 2>&1
	check "nothing steers a terminal: $format" test "$(tr -d '[:print:][:space:]' <terminal | tr -cd '\033\007' | wc -c)" = 0
	check_text "... but the line is there: $format" "owned" terminal
done
"$PULLPREP" soak --format=tsv topic >"$out" 2>/dev/null
check "in a file every byte is as it was" test "$(tr -cd '\033' <"$out" | wc -c)" = 2

finish
