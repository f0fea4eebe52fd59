# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Tests in shell that speak TAP. A test file begins with
#
#	. "$(dirname "$0")/lib/tap.sh"
#
# and then stands in a fresh directory of its own that is removed at the end, with a clean HOME, git configuration,
# GNUPGHOME and locale, a user of example.org, and a clock for commits (see `at` and `tick`). It ends with `finish`.
#
# Variables:	PULLPREP  the program		TOP	the source tree
#		out, err  files with what the last check, check_exit or run printed
#
#	check DESCRIPTION COMMAND...		passes if the command (a function is fine) exits with 0
#	check_exit N DESCRIPTION COMMAND...	passes if it exits with N
#	check_same DESCRIPTION EXPECTED ACTUAL	passes if the two files are the same ("-" is standard input)
#	check_text DESCRIPTION REGEX FILE	passes if a line matches the extended regular expression
#	check_no_text DESCRIPTION REGEX FILE	passes if none does
#	check_empty DESCRIPTION FILE		passes if the file has nothing in it (use this for $out and $err: a
#						command of `check` would write over them first)
#	skip DESCRIPTION REASON			says that something could not be tested here
#	run COMMAND...				runs it as the checks do and returns its status; no test
#	at DATE					the time of the commits and tags that follow: "2026-07-06" or "2026-07-06 14:00"
#	tick [SECONDS]				moves that time on, by a minute if not said
#	commit FILE [SUBJECT [TEXT]]		appends TEXT (default: the subject) to FILE and commits it, signed off, then ticks
#	finish					prints the plan; call it last
#
# Commands run in a subshell with an empty standard input, so what they set or change into ends with them.

TOP=$(cd "$(dirname "$0")/.." && pwd) || exit 1
PULLPREP=${PULLPREP:-$TOP/build/pullprep}
case $PULLPREP in
/*) ;;
*) PULLPREP=$TOP/$PULLPREP ;;
esac
if [ ! -x "$PULLPREP" ]; then
	echo "Bail out! $PULLPREP is not there: run make"
	exit 1
fi

tap_directory=$(mktemp -d "${TMPDIR:-/tmp}/pullprep.XXXXXX") || exit 1
tap_count=0
tap_failed=0
out=$tap_directory/out
err=$tap_directory/err

tap_clean_up() {
	cd /
	GNUPGHOME=$tap_directory/home/.gnupg gpgconf --kill all >/dev/null 2>&1
	chmod -R u+rwX "$tap_directory" 2>/dev/null
	rm -rf "$tap_directory"
}
trap tap_clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

for tap_name in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\|XDG_[A-Z_]*\|PULLPREP_[A-Z_]*\)=.*/\1/p'); do
	unset "$tap_name"
done
unset tap_name NO_COLOR PAGER LESS LV LANGUAGE EMAIL SSH_AUTH_SOCK GPG_AGENT_INFO CDPATH
export PULLPREP TOP
export HOME="$tap_directory/home" GNUPGHOME="$tap_directory/home/.gnupg" GIT_CONFIG_GLOBAL="$tap_directory/home/.gitconfig"
export GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 GIT_CEILING_DIRECTORIES="$tap_directory"
export EDITOR=false VISUAL=false TERM=dumb COLUMNS=80 LC_ALL=C.UTF-8 TZ=UTC
mkdir -p "$HOME" "$tap_directory/work"
mkdir -m 700 "$GNUPGHOME"
cat >"$GIT_CONFIG_GLOBAL" <<'CONFIG'
[user]
	name = Morgan Maintainer
	email = maintainer@example.org
[init]
	defaultBranch = master
[advice]
	detachedHead = false
[gc]
	auto = 0
[maintenance]
	auto = false
CONFIG
cd "$tap_directory/work" || exit 1

tap_seconds=0
tap_set_dates() {
	GIT_AUTHOR_DATE="@$tap_seconds +0000"
	GIT_COMMITTER_DATE="@$tap_seconds +0000"
	export GIT_AUTHOR_DATE GIT_COMMITTER_DATE
}

at() {
	case $1 in
	*:*) tap_seconds=$(date -u -d "$1" +%s) ;;
	*) tap_seconds=$(date -u -d "$1 12:00" +%s) ;;
	esac
	tap_set_dates
}

tick() {
	tap_seconds=$((tap_seconds + ${1:-60}))
	tap_set_dates
}

commit() {
	case $1 in
	*/*) mkdir -p "${1%/*}" ;;
	esac
	printf '%s\n' "${3:-${2:-$1}}" >>"$1" &&
		git add -- "$1" &&
		git commit -q -s -m "${2:-$1}" &&
		tick
}

at 2026-07-06

run() {
	("$@") >"$out" 2>"$err" </dev/null
}

# Why a check failed goes to standard error: what runs the tests shows that, and only counts the rest.
tap_diagnose() {
	sed 's/^/# /' "$@" >&2
}

tap_result() { # STATUS DESCRIPTION
	tap_count=$((tap_count + 1))
	if [ "$1" = 0 ]; then
		echo "ok $tap_count - $2"
	else
		echo "not ok $tap_count - $2"
		echo "# ${0##*/}: not ok $tap_count - $2" >&2
		tap_failed=$((tap_failed + 1))
	fi
	return "$1"
}

check_exit() {
	tap_expected=$1
	tap_description=$2
	shift 2
	run "$@"
	tap_status=$?
	if [ "$tap_status" = "$tap_expected" ]; then
		tap_result 0 "$tap_description"
		return
	fi
	tap_result 1 "$tap_description"
	echo "exit status $tap_status, not $tap_expected: $*" | tap_diagnose
	head -n 100 "$out" "$err" | tap_diagnose
	return 1
}

check() {
	check_exit 0 "$@"
}

check_same() {
	if diff -u "$2" "$3" >"$tap_directory/diff" 2>&1; then
		tap_result 0 "$1"
		return
	fi
	tap_result 1 "$1"
	head -n 100 "$tap_directory/diff" | tap_diagnose
	return 1
}

check_text() {
	if grep -Eq -e "$2" -- "$3"; then
		tap_result 0 "$1"
		return
	fi
	tap_result 1 "$1"
	echo "no line matches: $2" | tap_diagnose
	head -n 100 -- "$3" | tap_diagnose
	return 1
}

check_no_text() {
	grep -En -e "$2" -- "$3" >"$tap_directory/lines" 2>&1
	if [ $? = 1 ]; then
		tap_result 0 "$1"
		return
	fi
	tap_result 1 "$1"
	echo "a line matches, or the file cannot be read: $2" | tap_diagnose
	head -n 100 "$tap_directory/lines" | tap_diagnose
	return 1
}

check_empty() {
	check_same "$1" /dev/null "$2"
}

skip() {
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # SKIP $2"
}

finish() {
	echo "1..$tap_count"
	[ "$tap_failed" = 0 ] && [ "$tap_count" -gt 0 ]
	exit
}
