#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The command line: help, version, usage errors, and what becomes of the output.
. "$(dirname "$0")/lib/tap.sh"

# ---- help and version

check "--version" "$PULLPREP" --version
check_text "--version names the program and a number" '^pullprep [0-9]+\.[0-9]+' "$out"
check "--version after a command" "$PULLPREP" help --version
check_text "... is the same" '^pullprep [0-9]+\.[0-9]+' "$out"

check "help" "$PULLPREP" help
cp "$out" overview
check_text "help lists a command" '^ +help +' overview
check_text "help lists an option" '^ +--as-of=DATE +' overview
check_text "help lists an exit status" '^ +129 +' overview
check_no_text "help fits 80 columns" '.{81}' overview
check_exit 0 "--help alone is the same" "$PULLPREP" --help
check_same "... word for word" overview "$out"
check_exit 0 "-h too" "$PULLPREP" -h
check_same "... word for word again" overview "$out"

sed -n '/^Commands:/,/^$/s/^ \{4\}\([a-z-]*\) .*/\1/p' overview >names
check_same "help names each command" - names <<'END'
status
topics
soak
ratio
classes
split
bump
assemble
conflicts
tag
mail
check
rules
waive
gate
postmortem
request-pull
series
trace
elsewhere
cache
init
help
END
for name in $(cat names); do
	check "help $name" "$PULLPREP" help "$name"
	cp "$out" about
	check_text "... begins with its usage" "^usage: pullprep $name" about
	check_no_text "... fits 80 columns" '.{81}' about
	check "$name --help outside any repository" "$PULLPREP" "$name" --help
	check_same "... is the same" about "$out"
	check "$name -h" "$PULLPREP" -h "$name"
	check_same "... in front of the command too" about "$out"
done
check "help configuration" "$PULLPREP" help configuration
check_text "help configuration names a key and what it takes" '^pullprep\.minReleases = N' "$out"
check_no_text "help configuration fits 80 columns" '.{81}' "$out"
check_empty "nothing of it is on standard error" "$err"

# ---- usage errors

check_exit 129 "an unknown command is a usage error" "$PULLPREP" hlep
check_text "... answered with the nearest" 'Did you mean: help' "$err"
check_empty "... and nothing on standard output" "$out"
check_exit 129 "the beginning of a command is no command" "$PULLPREP" hel
check_text "... but a hint" 'Did you mean: help' "$err"
check_exit 129 "help on what is none" "$PULLPREP" help configration
check_text "... is answered with the nearest" 'Did you mean: configuration' "$err"
check_exit 129 "an unknown command that resembles none" "$PULLPREP" "$(printf 'x\033[31my')"
check_no_text "... is answered without a guess" 'Did you mean' "$err"
check_text "... and without its control characters" 'x\^\[\[31my' "$err"
check_exit 129 "an unknown option in front of the command" "$PULLPREP" --nonsense help
check_text "... is sent to the help on all" 'listed by:  pullprep help$' "$err"
check_text "... is named" 'nonsense' "$err"
check_exit 129 "an unknown option after the command" "$PULLPREP" help --nonsense
check_text "... is sent to the help on that command" 'listed by:  pullprep help help$' "$err"
check_exit 129 "a format that is none" "$PULLPREP" --format=xml help
check_text "... is answered with what there is" 'text\|tsv\|json' "$err"
check_exit 129 "an option without its value" "$PULLPREP" help --as-of
check_exit 129 "help on what is no command" "$PULLPREP" help nonsense
check_exit 129 "help on two commands" "$PULLPREP" help help help
check_exit 128 "-C into nowhere" "$PULLPREP" -C nowhere help
check_text "... names the directory and the reason" 'nowhere: No such file' "$err"
check "-C into a directory" "$PULLPREP" -C / help
check "global options after the command" "$PULLPREP" help -C / --color=never --no-pager --format text --as-of=2026-07-06

# ---- what becomes of the output

# The reader has gone before the first byte: it is waited for.
late_pipe() {
	mkfifo fifo
	(
		sleep 0.3
		"$PULLPREP" help 2>words
		echo $? >status
	) >fifo &
	: <fifo
	wait
	test "$(cat status)" = 141 && test ! -s words
}
full_disk() {
	"$PULLPREP" help >/dev/full
}
closed_output() {
	"$PULLPREP" help >&-
}
closed_all() {
	"$PULLPREP" help <&- >&- 2>&-
}
closed_input() {
	"$PULLPREP" help <&- 2>&-
}
check "a pipe that nobody reads ends it silently with 128 + SIGPIPE" late_pipe
if [ -w /dev/full ]; then
	check_exit 128 "a full disk is an error" full_disk
	check_text "... with its reason" 'No space left on device' "$err"
	check_text "... and what to do" 'run the command again' "$err"
else
	skip "a full disk" "there is no /dev/full"
fi
check_exit 128 "a closed standard output is an error" closed_output
check_text "... with its reason" 'Bad file descriptor' "$err"
check_exit 128 "all three closed" closed_all
check "closed input and errors do no harm" closed_input
check_same "... and lose nothing" overview "$out"

# ---- the terminal

on_terminal() { # COMMAND LINE
	script -qec "$1" /dev/null </dev/null | tr -d '\r' >terminal
}
export TERM=vt100
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	GIT_PAGER="sed s/^/PAGED:/" on_terminal "$PULLPREP help"
	check_text "on a terminal git's pager pages" '^PAGED:usage: pullprep' terminal
	git config --global core.pager "sed s/^/CONFIGURED:/"
	on_terminal "$PULLPREP help"
	check_text "... that of the configuration too" '^CONFIGURED:usage: pullprep' terminal
	on_terminal "$PULLPREP help --no-pager"
	check_text "--no-pager" '^usage: pullprep' terminal
	GIT_PAGER='cat' on_terminal "$PULLPREP help"
	check_text "a pager of cat is none" '^usage: pullprep' terminal
	# shellcheck disable=SC2016
	GIT_PAGER='echo "LESS=$LESS"; cat >/dev/null' on_terminal "$PULLPREP help"
	check_text "the pager knows what git tells it" '^LESS=FRX$' terminal
	GIT_PAGER='head -n 1' on_terminal "$PULLPREP help; echo status \$?"
	check_text "a pager that ends early does no harm" '^status (0|141)$' terminal
	check_no_text "... and nothing is said" 'pullprep: ' terminal
else
	skip "the pager" "script(1) gets no terminal here"
fi

finish
