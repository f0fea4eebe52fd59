#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# `init` writes what was found, asks about the rest where somebody can answer, and writes nothing unbidden.

. "$(dirname "$0")/lib/tap.sh"

git init -q repo
cd repo || exit 1
commit file base
git update-ref refs/remotes/upstream/master HEAD
git remote add origin https://git.example.org/me/linux.git
for topic in kvm/one kvm/two; do
	git checkout -q -b $topic upstream/master
	commit "${topic#kvm/}" $topic
done
cp .git/config before

check "without a terminal the commands are printed" "$PULLPREP" init
cat >expected <<'END'
git config pullprep.mainline upstream/master
git config pullprep.topic 'refs/heads/kvm/*'
git config pullprep.remote origin
git config pullprep.url https://git.example.org/me/linux.git
END
grep '^git' "$out" >printed
check_same "... for what was found" expected printed
check_text "... and what could not be found is named" '^# git config pullprep.to' "$out"
check_same "... and nothing is written" before .git/config

check "these commands do it" sh -e printed
check "again, with all set" "$PULLPREP" init
check_no_text "... there is nothing left to do" '^git' "$out"
git config --remove-section pullprep

git config pullprep.mainline refs/remotes/upstream/master
check "--yes writes what was found" "$PULLPREP" init --yes --config pullprep.to=torvalds@example.org
git config --local --get-regexp '^pullprep' >written
cat >expected <<'END'
pullprep.mainline refs/remotes/upstream/master
pullprep.topic refs/heads/kvm/*
pullprep.remote origin
pullprep.url https://git.example.org/me/linux.git
pullprep.to torvalds@example.org
END
check_same "... and what was given, but not what was set" expected written
check_exit 129 "init takes no arguments" "$PULLPREP" init now
git config --remove-section pullprep

# On a terminal. Each answer waits for its question: a terminal would echo early ones into the questions.
on_terminal() { # ANSWER...
	python3 - "$@" <<'END'
import os, pty, sys, time
pid, fd = pty.fork()
if not pid:
    os.execv(os.environ["PULLPREP"], ["pullprep", "init"])
seen = b""
answers = sys.argv[1:]
while True:
    try:
        got = os.read(fd, 4096)
    except OSError:
        got = b""
    if not got:
        break
    seen += got
    if seen.endswith((b": ", b"[Y/n] ")):
        if not answers:
            os.write(fd, b"\x04")
            continue
        os.write(fd, answers.pop(0).encode() + b"\n")
status = os.waitpid(pid, 0)[1]
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(status))
END
}

check_exit 128 "an end of input writes nothing" on_terminal "" ""
check_same "... at all" before .git/config
check "so does a no" on_terminal "" "" "" "" "" "" "" n
check_text "... which is said" 'Nothing was written' "$out"
check_same "... and true" before .git/config
check "answers are written" on_terminal no/such upstream/master - "" git://git.example.org/me.git "Linus <torvalds@example.org>" "" "" y
check_text "a mainline that is none is asked for again" "'no/such' names no commit" "$out"
git config --local --get-regexp '^pullprep' >written
cat >expected <<'END'
pullprep.mainline upstream/master
pullprep.remote origin
pullprep.url git://git.example.org/me.git
pullprep.to Linus <torvalds@example.org>
END
check_same "... as they were given" expected written

# ---- the archive

git config --remove-section pullprep
check "where nobody names a mail" "$PULLPREP" init
check_text "... no archive is suggested" '^# git config pullprep\.lore\.url \.\.\. ' "$out"
git checkout -q kvm/one
git commit -q --amend -m one -m 'Link: https://lore.kernel.org/r/one@example.org'
check "where a topic's commit does" "$PULLPREP" init
check_text "... lore is" '^git config pullprep\.lore\.url https://lore\.kernel\.org$' "$out"
if strace -o trace -f true 2>/dev/null; then
	traced() {
		ASAN_OPTIONS=detect_leaks=0 strace -o trace -f -e trace=%network "$@"
	}
	check "traced" traced "$PULLPREP" init
	check_no_text "... it is not asked" 'AF_INET' trace
else
	skip "without a socket" "strace cannot trace here"
fi
git reset -q --hard HEAD~1
commit one one
git checkout -q -b kernel upstream/master
for path in MAINTAINERS arch/x86/Kconfig mm/page.c; do
	commit $path $path
done
git update-ref refs/remotes/upstream/master kernel
check "where mainline is the kernel" "$PULLPREP" init
check_text "... it is, too" '^git config pullprep\.lore\.url https://lore\.kernel\.org$' "$out"
check "with another one set" "$PULLPREP" init --config pullprep.lore.url=
check_no_text "... none" 'lore\.kernel\.org' "$out"
git update-ref refs/remotes/upstream/master kernel~3
git checkout -q kvm/two
git branch -q -D kernel

git config pullprep.mainline upstream/master
git update-ref -d refs/remotes/upstream/master
git branch -q -D master
git config --remove-section pullprep
check_exit 128 "without a mainline and somebody to ask it fails" "$PULLPREP" init
check_text "... and says so" "no mainline found" "$err"
check "where one can ask, it asks" on_terminal kvm/two "" - - - - - - y
check_same "... and writes the answer" - "$(git config --local pullprep.mainline >written && echo written)" <<'END'
kvm/two
END

finish
