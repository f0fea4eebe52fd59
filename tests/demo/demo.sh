#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# demo.sh: the founding incident, told by the program itself on a small repository that is made on the spot (see history.pl), with a
# throw-away key, in a directory that is removed at the end. Each command line is printed, then run; the output is the same each time.
#
#	REPO=/path/to/repository	runs status, soak and split there instead, and changes nothing (see any.sh)
#	DEMO_KEEP=1			leaves the directory, and says where it is
#	PULLPREP=/path/to/pullprep	the program, if it is not build/pullprep
set -u

here=$(cd "$(dirname "$0")" && pwd) || exit 1
PULLPREP=${PULLPREP:-$here/../../build/pullprep}
if [ ! -x "$PULLPREP" ]; then
	echo "demo: $PULLPREP is not there: run make" >&2
	exit 1
fi
PULLPREP=$(cd "$(dirname "$PULLPREP")" && pwd)/$(basename "$PULLPREP")
export PULLPREP
. "$here/tell.sh"
if [ -n "${REPO:-}" ]; then
	. "$here/any.sh"
	exit 0
fi

directory=$(mktemp -d "${TMPDIR:-/tmp}/demo.XXXXXX") || exit 1
leave() {
	status=$?
	cd /
	[ ! -d "$directory/key" ] || GNUPGHOME=$directory/key gpgconf --kill all >/dev/null 2>&1
	if [ -n "${DEMO_KEEP:-}" ]; then
		echo "All of it stays in $directory: was/ and better/, with GNUPGHOME=$directory/key" >&2
	else
		rm -rf "$directory"
	fi
	exit $status
}
trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Nothing of the user's own shows: neither configuration, nor keys, nor variables.
for variable in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\|XDG_[A-Z_]*\|PULLPREP_[A-Z_]*\)=.*/\1/p'); do
	unset "$variable"
done
unset variable LESS LV LANGUAGE EMAIL GPG_AGENT_INFO CDPATH
export HOME="$directory" GNUPGHOME="$directory/key" GIT_CONFIG_GLOBAL="$directory/gitconfig" GIT_CONFIG_NOSYSTEM=1
export LC_ALL=C.UTF-8 TZ=UTC PAGER=cat GIT_PAGER=cat EDITOR=false
mkdir -m 700 "$GNUPGHOME" && mkdir "$directory/bin" && ln -s "$PULLPREP" "$directory/bin/pullprep" || exit 1
PATH=$directory/bin:$PATH

cat >"$GIT_CONFIG_GLOBAL" <<'CONFIG'
[user]
	name = Morgan Maintainer
	email = morgan@example.org
[core]
	abbrev = 12
[color]
	ui = false
[log]
	decorate = false
[gc]
	auto = 0
[pullprep]
	url = https://git.example.org/kvm/kvm
	to = Ursula Upstream <ursula@example.org>
	cc = kvm@example.org
	area = Documentation:^Documentation/
	area = Selftests:^tools/testing/
	area = x86:^arch/x86/
CONFIG
gpg --batch --quiet --passphrase '' --quick-gen-key 'Morgan Maintainer <morgan@example.org>' ed25519 sign never \
	>"$directory/gpg.log" 2>&1 || { cat "$directory/gpg.log" >&2 && exit 1; }
"$here/history.pl" "$directory/was" was && "$here/history.pl" "$directory/better" better || exit 1

. "$here/story.sh"
