#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# request-pull as git's: with pullprep.requestPull=git standard output, standard error and exit status are the same, byte
# for byte, whatever is asked; with fixed they are where git's is not wrong.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

maintainer_repository
git init -q --bare ../public.git
url=$(cd ../public.git && pwd)
git remote add public "$url"
openpgp_key
git checkout -q kvm/xen
mkdir -p sub && git mv Makefile 'sub/Make file' && git commit -q -m 'moved' && tick
printf '\000\001binary' >blob.bin && git add blob.bin && git commit -q -m 'a binary, in Größe' --author='Jürgen <j@example.org>' && tick
git tag -s -m 'KVM changes

* one
# two' signed
git tag -a -m unsigned unsigned
git tag light
printf 'no newline' >text && git tag -a --cleanup=verbatim -F text no-newline
: >text && git tag -a --cleanup=verbatim -F text no-text
printf '\n\nstarts late\n-----BEGIN PGP is no signature, but ends it\nnot seen\n' >text && git tag -a --cleanup=verbatim -F text odd-text
git tag -a -m tree tree 'HEAD^{tree}'
git tag -s -m nested nested signed 2>/dev/null
ssh_key
git tag -s -m 'signed by ssh' ssh
rm text
git config branch.kvm/xen.description 'What it does:

it delivers.'
git config branch.refs/tags/light.description 'not a branch'
git branch a/name && git branch b/name && git branch one/of-a-kind && git branch both && git tag both
git branch deep/kvm/s390 kvm/s390
git symbolic-ref refs/heads/alias refs/heads/kvm/xen
git checkout -q --orphan island && git commit -q -m island && git checkout -q -f kvm/xen
xen=$(git rev-parse kvm/xen)
git push -q public --all && git push -q public --tags
git push -q public kvm/xen:refs/heads/renamed kvm/xen:refs/other/hidden kvm/xen:refs/heads/x/refs/tags/light

# same ARGS...: as git's
same() {
	git request-pull "$@" >git-out 2>git-err </dev/null
	git_status=$?
	run "$PULLPREP" --config pullprep.requestPull=git request-pull "$@"
	our_status=$?
	echo "exit status $git_status" >>git-out
	echo "exit status $our_status" >>"$out"
	cat git-err >>git-out
	cat "$err" >>"$out"
	check_same "request-pull $*" git-out "$out"
}
all() {
	for end in '' HEAD kvm/xen heads/kvm/xen refs/heads/kvm/xen signed tags/signed refs/tags/signed unsigned light no-newline no-text \
		odd-text tree nested ssh name a/name of-a-kind both heads/both tags/both alias kvm/s390 deep/kvm/s390 "$xen" kvm/xen~1 \
		'HEAD^' nothing 'kvm/xen:renamed' 'kvm/xen:refs/heads/renamed' 'kvm/xen:hidden' 'kvm/xen:refs/other/hidden' \
		"$xen:renamed" "$xen:$xen" 'kvm/xen:' ':renamed' ':' 'a:b:c' 'signed:light' 'light:signed' '*' 'kvm' 'x*n' '' island \
		'signed^{}' ':/moved' 'HEAD:blob.bin' '-x' '@'; do
		same master "$1" -- "$end"
	done
}
all public
same master "$url" signed
same master public
same -p master public signed
same master -p public signed
same master public signed -p
same -- master public signed
same master public signed extra words
same v6.8 public signed
same v6.8^0 public kvm/xen
same kvm/xen public signed
same nothing public signed
same nothing public nothing
same 'master^{tree}' public signed
same master
same
same '' public signed
same master ''
same master nowhere signed
same master /nowhere signed
same master file:///nowhere signed
same master git://127.0.0.1:1/nothing signed

# ---- other things there

git push -q public :refs/tags/signed :refs/tags/light :refs/heads/kvm/xen :refs/heads/both
git push -q -f public unsigned:refs/tags/no-text master:refs/heads/both kvm/xen:refs/tags/of-a-kind master:refs/heads/z/renamed
for end in signed light kvm/xen no-text both tags/both of-a-kind kvm/xen:renamed "$xen" HEAD; do
	same master public "$end"
done
git -C "$url" symbolic-ref HEAD refs/heads/renamed
same master public
same master public HEAD

# ---- other configuration, other places

git push -q -f public --all && git push -q -f public --tags
for setting in color.ui=always diff.noprefix=true diff.statGraphWidth=5 log.showSignature=true i18n.logOutputEncoding=latin1 \
	diff.renames=false url.ssh://private.example.org/.insteadOf=https://git.example.org/ core.pager=false format.pretty=oneline; do
	GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=${setting%%=*} GIT_CONFIG_VALUE_0=${setting#*=}
	export GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
	same -p master public signed
	unset GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
done
COLUMNS=200
same master public signed
COLUMNS=80
git config remote.public.pushurl /private.git
same master public signed
git config --unset remote.public.pushurl
git config url./elsewhere.insteadOf "$url"
same master public signed
git config --unset url./elsewhere.insteadOf
git replace kvm/xen~1 kvm/xen~2
same master public signed
git replace -d "$(git rev-parse kvm/xen~1)" >/dev/null
cd sub && same master public signed
cd .. && git worktree add -q --detach ../tree && cd ../tree && same master public signed
same master public
cd ../public.git && same master . signed
cd .. && same master public signed
git clone -q --depth=2 "file://$url" shallow 2>/dev/null && cd shallow && same HEAD~1 "$url" HEAD
git init -q --object-format=sha256 ../sha256 && cd ../sha256 && git config user.name N && git config user.email n@example.org &&
	commit a && git tag -a -m one one && commit b && same one . HEAD
cd ../repo || exit

# on a terminal: colours and widths are git's too
typed() { # COMMAND...
	python3 -c '
import fcntl, os, pty, struct, sys, termios
pid, fd = pty.fork()
if not pid:
	fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 132, 0, 0))
	os.environ.pop("COLUMNS", None)
	os.environ["TERM"] = "xterm"
	os.execvp(sys.argv[1], sys.argv[1:])
try:
	while True:
		data = os.read(fd, 65536)
		if not data:
			break
		os.write(1, data)
except OSError:
	pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))' "$@"
}
typed git request-pull -p master public signed >expected
check 'on a terminal' typed "$PULLPREP" --config pullprep.requestPull=git request-pull -p master public signed
check_same 'the same' expected "$out"
check_text 'with colours' "$(printf '\033')" expected

# ---- fixed: the same where git's is not wrong

# also ARGS...: standard output and exit status
git config --unset branch.refs/tags/light.description
git push -q public :refs/heads/z/renamed :refs/heads/x/refs/tags/light
also() {
	git request-pull "$@" >git-out 2>/dev/null </dev/null
	git_status=$?
	run "$PULLPREP" request-pull "$@"
	our_status=$?
	echo "exit status $git_status" >>git-out
	echo "exit status $our_status" >>"$out"
	check_same "fixed: request-pull $*" git-out "$out"
}
for end in HEAD kvm/xen heads/kvm/xen refs/heads/kvm/xen signed tags/signed refs/tags/signed unsigned light no-newline no-text nested \
	tags/both deep/kvm/s390 alias a/name "$xen" 'kvm/xen:renamed' 'kvm/xen:refs/other/hidden' "$xen:renamed" ':renamed' \
	kvm/xen~1 signed:light nothing island; do
	also master "$url" "$end"
done
also master "$url"
also master public signed
also -p master public signed
also v6.8 public signed
also nothing public signed
cd sub && also master public signed
cd .. && git push -q public :refs/tags/signed && also master public signed
check_text 'fixed: that it is not there is said as git says it' "^warn: No match for commit $xen found at public$" "$err"
check_text 'fixed: ... all of it' "^warn: Are you sure you pushed 'signed' there\?$" "$err"
git push -q public unsigned:refs/tags/signed && also master public signed
check_text 'fixed: that it is another object is said as git says it' '^warn: refs/tags/signed found at public but points to a different object$' "$err"
git push -q -f public signed

finish
