# SPDX-License-Identifier: GPL-2.0-or-later
# Completion for bash: of `pullprep` by itself, and of `git pullprep` through git's own completion, which calls _git_pullprep.
#
# The tables stand above: `pullprep help --completion` writes them, `make` puts the two together.
# Commands: $__pullprep_commands; options of a command: __pullprep_options; what the value of an option is: __pullprep_value;
# what its arguments are: __pullprep_arguments. bash splits words at '=', so an option and its value are words of their own.

__pullprep_reply()
{
	local word
	for word in $1; do
		[[ $word == "$2"* ]] || continue
		case $word in
		*=) COMPREPLY+=("$word") ;;
		*) COMPREPLY+=("$word ") ;;
		esac
	done
}

# Is $2 an option of the command $1 whose value may be the next word?
__pullprep_wants_value()
{
	local option
	for option in $(__pullprep_options "$1"); do
		[[ $option == "$2=" ]] && return
	done
	return 1
}

# $1: how many words stand before pullprep's own arguments; the words are those of COMP_WORDS
__pullprep()
{
	local i word found='' command=status option='' kind='' current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	compopt -o nospace 2>/dev/null
	COMPREPLY=()
	for ((i = $1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-C) ((i++)) ;;
		-*) [[ ${COMP_WORDS[i + 1]} != = ]] && __pullprep_wants_value status "${COMP_WORDS[i]}" && ((i++)) ;;
		=) ;;
		*)
			[[ ${COMP_WORDS[i - 1]} == = ]] && continue
			found=yes command=${COMP_WORDS[i]}
			break ;;
		esac
	done
	if [[ $current == = ]]; then
		option=$previous current=
	elif [[ $previous == = ]]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	elif [[ $previous == -C ]]; then
		option=--directory
	elif __pullprep_wants_value "$command" "$previous"; then
		option=$previous
	fi
	if [[ -n $option ]]; then
		kind=$(__pullprep_value "$command" "$option")
	elif [[ $current == -* ]]; then
		__pullprep_reply "$(__pullprep_options "$command")" "$current"
		return
	elif [[ -z $found ]]; then
		kind=COMMAND
	else
		kind=$(__pullprep_arguments "$command")
	fi
	case $kind in
	FILE | DIR)
		compopt +o nospace -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		return ;;
	esac
	for word in ${kind//|/ }; do
		case $word in
		COMMAND) __pullprep_reply "$__pullprep_commands" "$current" ;;
		KEY*) __pullprep_reply "$__pullprep_keys" "$current" ;;
		RULE) __pullprep_reply "$__pullprep_rules" "$current" ;;
		REF | REV | TOPIC) __pullprep_reply "$(__pullprep_refs)" "$current" ;;
		[a-z]*) __pullprep_reply "$word" "$current" ;;
		esac
	done
}

__pullprep_refs()
{
	git for-each-ref --format='%(refname:short)' refs/heads refs/remotes refs/tags 2>/dev/null
}

_pullprep()
{
	__pullprep 1
}

# git's completion calls this one; its words begin after git's own options
_git_pullprep()
{
	local i
	for ((i = 1; i < COMP_CWORD; i++)); do
		[[ ${COMP_WORDS[i]} == pullprep ]] && break
	done
	__pullprep $((i + 1))
}

complete -F _pullprep pullprep
