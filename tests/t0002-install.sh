#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# `make install`: what it puts where, and that all of it works from there.
. "$(dirname "$0")/lib/tap.sh"

export MAKEFLAGS='' MAKELEVEL='' MFLAGS=''
built=$(dirname "$PULLPREP")
stage=$PWD/stage

# What is built already is installed as it is (-o): the tests of another build must not build this one.
install_to() {
	make -s -C "$TOP" B="$built" -o all install DESTDIR="$stage" PREFIX="$1"
}
uninstall_from() {
	make -s -C "$TOP" B="$built" uninstall DESTDIR="$stage" PREFIX="$1"
}

check "make install with DESTDIR and PREFIX" install_to /opt/pullprep
prefix=$stage/opt/pullprep
share=$prefix/share
check "nothing is put outside the prefix" sh -c "test \"\$(ls -A '$stage')\" = opt && test \"\$(ls -A '$stage/opt')\" = pullprep"
check "the program is there" test -x "$prefix/bin/pullprep"
check "git's name for it is there" test -x "$prefix/bin/git-pullprep"
check "the man page is there" test -s "$share/man/man1/pullprep.1"
check "the completion is there" test -s "$share/bash-completion/completions/pullprep"
check "git's completion finds it by its name for it" test -s "$share/bash-completion/completions/git-pullprep"
for template in "$TOP"/templates/*; do
	[ -e "$template" ] || continue
	name=$(basename "$template")
	check_same "template $name is there" "$template" "$share/pullprep/templates/$name"
done
check "installing again changes nothing" install_to /opt/pullprep

PATH=$prefix/bin:$PATH
export PATH
check "the installed program runs" pullprep --version
cp "$out" version
check "git finds it" git pullprep --version
check_same "... as the same program" version "$out"
check "git pullprep help" git pullprep help

# ---- the man page

if command -v mandoc >/dev/null 2>&1; then
	run mandoc -Tlint -W error "$share/man/man1/pullprep.1"
	check_no_text "mandoc finds no error in the man page" '(ERROR|UNSUPP|SYSERR)' "$out"
	check "mandoc renders it" mandoc -Tutf8 "$share/man/man1/pullprep.1"
	# Bold and underlined letters are overstruck.
	sed 's/.\x08//g' "$out" >page
	for section in NAME SYNOPSIS DESCRIPTION OPTIONS COMMANDS CONFIGURATION 'EXIT STATUS' EXAMPLES; do
		check_text "it has $section" "^$section\$" page
	done
	check_text "it has a command" 'pullprep help \[COMMAND' page
	check_text "it has an option" '[-]-as-of=DATE' page
	check_text "it has a configuration key" '^ *pullprep\.minReleases N' page
	check_text "it has an exit status" '^ *129 ' page
	"$PULLPREP" help | sed -n '/^Commands:/,/^$/s/^ \{4\}\([a-z-]*\) .*/\1/p' >names
	for name in $(cat names); do
		check_text "it tells about $name" "^ *pullprep $name" page
	done
else
	skip "the man page" "mandoc is not installed"
fi

# ---- the completion

git init -q
git commit -q --allow-empty -m "first"
git branch topic/tracing
git branch topic/timers

# Completes a command line as bash does: words split at blanks and '=', the last one is being typed ("_" is an empty one).
cat >complete.bash <<'BASH'
. "$1"
shift
git_way=$1
shift
COMP_WORDS=()
for word; do
	[[ $word == _ ]] && word=
	if [[ $word == -*=* ]]; then
		COMP_WORDS+=("${word%%=*}" = "${word#*=}")
		[[ -z ${word#*=} ]] && unset 'COMP_WORDS[-1]'
	else
		COMP_WORDS+=("$word")
	fi
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
if [[ $git_way == git ]]; then
	_git_pullprep
else
	_pullprep
fi
printf '%s\n' "${COMPREPLY[@]}"
BASH

complete() {
	bash complete.bash "$share/bash-completion/completions/pullprep" "$@"
}

check "bash reads the completion" bash -n "$share/bash-completion/completions/pullprep"
check "it completes commands" complete own pullprep _
check_text "... help is one" '^help $' "$out"
check "it completes the beginning of a command" complete own pullprep he
check_same "... to just that" - "$out" <<EOF2
help 
EOF2
check "git's way: it completes commands" complete git git pullprep he
check_text "... the same" '^help $' "$out"
check "git's way, with an option of git's before" complete git git -C . pullprep help --as
check_text "... options too" '^--as-of=$' "$out"
check "it completes options" complete own pullprep help --no
check_text "... a flag ends in a blank" '^--no-pager $' "$out"
check "it does not show what is hidden" complete own pullprep help --
check_no_text "... such as --man" 'man|completion' "$out"
check "it completes values" complete own pullprep --format=
check_same "... all of them" - "$out" <<'EOF2'
text 
tsv 
json 
EOF2
check "it completes the beginning of a value" complete own pullprep help --color=al
check_text "... to the value" '^always $' "$out"
check "it completes configuration keys" complete own pullprep --config=pullprep.minR
check_text "... up to their value" '^pullprep\.minReleases=$' "$out"
check "options in front of the command are stepped over" complete own pullprep --format=tsv -C . hel
check_text "... and the command completed" '^help $' "$out"
check "... with their values as words of their own, too" complete own pullprep --format tsv --as-of 2026-07-08 hel
check_text "... which are no command" '^help $' "$out"
check "it completes such a value" complete own pullprep check --level warn
check_same "... as one behind '='" - "$out" <<'EOF2'
warning 
EOF2
check "it completes topics" complete own pullprep soak topic/t
check_text "... one" '^topic/tracing $' "$out"
check_text "... and the other" '^topic/timers $' "$out"
check "it completes batches" complete own pullprep tag s
check_text "... by name" '^second $' "$out"

check "make uninstall" uninstall_from /opt/pullprep
find "$stage" ! -type d >left
check_same "... leaves no file" - left </dev/null

finish
