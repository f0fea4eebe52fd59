#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Servers that are not there, hang, ask for passwords or talk nonsense: each is told for what it is, in time, and nobody is
# asked anything.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"

mkdir ../srv
git init -q --bare ../srv/kvm.git
git init -q --bare ../srv/closed.git
touch ../srv/kvm.git/git-daemon-export-ok
srv=$(cd ../srv && pwd)
serve_http "$srv"
serve_daemon "$srv"
git init -q repo && cd repo || exit 1
commit a
git tag -a -m one one
commit b
git tag -a -m two two
git push -q "$srv/kvm.git" two

# faulty DESCRIPTION URL WHAT ADVICE: check --remote is at its end, request-pull writes its text nevertheless
faulty() {
	check_exit 128 "$1" timeout 60 "$PULLPREP" check --remote two --config=pullprep.url="$2"
	check_text "... which is told" "^pullprep: whether two is public is unknown: cannot ask .*: $3" "$err"
	check_text "... with what to do" "^  .*$4" "$err"
	check_no_text "... and without secrets" secret "$err"
	check_exit 1 "... request-pull" timeout 60 "$PULLPREP" request-pull one "$2" two
	check_text "... tells it too" "$3" "$err"
	check_text "... and writes the text" '^are available in the Git repository at:$' "$out"
}

faulty 'refused over http' http://127.0.0.1:1/kvm.git 'the host refuses the connection' 'whether the server runs'
faulty 'refused by a daemon' git://127.0.0.1:1/kvm.git 'the host refuses the connection' 'whether the server runs'
faulty 'no such repository over http' "$http_url/none.git" 'there is no such repository' 'whether the URL is right'
faulty 'no such repository, called like another trouble' "$http_url/SSL-certificate.git" 'there is no such repository' 'whether the URL is right'
faulty 'no such repository of a daemon' "git://127.0.0.1:$daemon_port/none.git" 'there is no such repository' 'git-daemon-export-ok'
faulty 'one that a daemon does not show' "git://127.0.0.1:$daemon_port/closed.git" 'there is no such repository, or none for the public' 'git-daemon-export-ok'
faulty 'no such directory' "$srv/none.git" 'there is no such repository' 'whether the URL is right'
faulty 'a password wanted' "$http_url/private/kvm.git" 'it wants a name and a password' 'A public repository is read without'
faulty 'a password wanted, not said for what' "$http_url/unnamed/kvm.git" 'it wants a name and a password' 'A public repository is read without'
faulty 'forbidden' "$http_url/forbidden/kvm.git" 'it may not be read' 'whether the repository is public'
faulty 'a server in trouble' "$http_url/broken/kvm.git" 'the server is in trouble' 'Try again later'
faulty 'a page for browsers' "$http_url/page/kvm.git" "what it answers is not git's" 'the URL and its port'
faulty 'a certificate that nobody trusts' "$https_url/kvm.git" 'its certificate is not trusted' 'curl -v URL'
faulty 'a kind of URL that git does not know' nonsense://example.org/kvm.git 'git knows no such kind of URL' 'whether the URL is right'
# no name server is needed for a name that cannot be one's
faulty 'no such host' http://no.such.host.invalid/kvm.git 'there is no such host' 'on the network'
faulty 'no such host of a daemon' git://no.such.host.invalid/kvm.git 'there is no such host' 'on the network'

echo 'hello, this is not git' >words
serve_words nonsense words
faulty 'nonsense over http' "http://127.0.0.1:$words_port/kvm.git" "what it answers is not git's" 'the URL and its port'
faulty 'nonsense over https' "https://127.0.0.1:$words_port/kvm.git" 'no encrypted connection can be made' 'the URL and its port'
faulty 'nonsense of a daemon' "git://127.0.0.1:$words_port/kvm.git" "what it answers is not git's" 'the URL and its port'
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\nContent-Length: 23\r\n\r\nzzzz this is no pkt-line' >words
serve_words almost words
faulty 'almost git' "http://127.0.0.1:$words_port/kvm.git" "what it answers is not git's" 'the URL and its port'
printf '' >words
serve_words closes words
faulty 'closed without a word over http' "http://127.0.0.1:$words_port/kvm.git" 'it closes the connection without an answer' 'the URL and its port'
faulty 'closed without a word by a daemon' "git://127.0.0.1:$words_port/kvm.git" 'it closes the connection without an answer' 'the URL and its port'
# 65 MiB and more, in few refs of long names: so many short ones would take git half a gigabyte
python3 -c 'import sys
out = sys.stdout.buffer
for i in range(1100):
    line = b"a" * 40 + b" refs/tags/%065000d" % i + (b"\0agent=nonsense\n" if i == 0 else b"\n")
    out.write(b"%04x" % (len(line) + 4) + line)
out.write(b"0000")' >words
serve_words endless words
check_exit 128 'more refs than anybody has' timeout 60 "$PULLPREP" check --remote two --config=pullprep.url="git://127.0.0.1:$words_port/kvm.git"
check_text '... is told' 'its answer has no end' "$err"
rm words

# ---- passwords

url=http://me:secret@127.0.0.1:$server_port/private/kvm.git
check_exit 0 'a password in the URL' "$PULLPREP" request-pull one "$url" two
cat "$out" "$err" >all
check_no_text '... shows nowhere' secret all
url=http://me:secret1@127.0.0.1:$server_port/private/kvm.git
check_exit 1 'a wrong one' "$PULLPREP" request-pull one "$url" two
check_text '... is told' 'it does not take the password' "$err"
cat "$out" "$err" >all
check_no_text '... but not which' secret all

# On a terminal, with programs that would ask: nobody is asked.
typed() { # COMMAND...
	timeout 60 python3 -c '
import os, pty, sys
pid, fd = pty.fork()
if not pid:
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
cat >ask <<'EOF'
#!/bin/sh
touch asked
echo secret
EOF
mkdir bin
cat >bin/ssh <<'EOF'
#!/bin/sh
echo "$@" >ssh-args
touch called
if read -r word </dev/tty; then touch asked; fi
echo "Permission denied (publickey,password)." >&2
exit 255
EOF
chmod +x ask bin/ssh
git config core.askPass "$PWD/ask"
GIT_ASKPASS=$PWD/ask SSH_ASKPASS=$PWD/ask DISPLAY=:0
export GIT_ASKPASS SSH_ASKPASS DISPLAY
unset GIT_TERMINAL_PROMPT
check_exit 128 'a password wanted, on a terminal' typed "$PULLPREP" check --remote two --config=pullprep.url="$http_url/private/kvm.git"
check_text '... is told' 'it wants a name and a password' "$out"
check '... nobody is asked' test ! -e asked
GIT_SSH_COMMAND=$PWD/bin/ssh
export GIT_SSH_COMMAND
check_exit 128 'ssh that wants a password, on a terminal' typed "$PULLPREP" check --remote two --config=pullprep.url=ssh://example.org/kvm.git
check_text '... is told' 'ssh is not let in' "$out"
check_text '... with what to do' 'ssh-add' "$out"
check '... and was called' test -e called
check '... nobody is asked' test ! -e asked
check_text '... and told to ask nothing' '-o BatchMode=yes' ssh-args
unset GIT_ASKPASS SSH_ASKPASS DISPLAY GIT_SSH_COMMAND
export GIT_TERMINAL_PROMPT=0

# It lists its refs, and closes without having read what is asked: git dies of it without a word.
cat >closing <<'EOF'
#!/bin/sh
exec <&-
line="0123456789012345678901234567890123456789 refs/tags/two"
printf '%04x%s\n0000' $((${#line} + 5)) "$line"
EOF
chmod +x closing
GIT_SSH_COMMAND=$PWD/closing GIT_SSH_VARIANT=simple
export GIT_SSH_COMMAND GIT_SSH_VARIANT
check_exit 128 'a server that does not listen' "$PULLPREP" check --remote two --config=pullprep.url=ssh://example.org/kvm.git
check_text '... is told' 'it closes the connection while it is asked$' "$err"
check_text '... with what to do' 'whether the URL and its port are right' "$err"
unset GIT_SSH_COMMAND GIT_SSH_VARIANT

# ---- silence

serve_words silent
children() { # of git's that ask this port
	ps -ww -eo args | grep "^[^ ]*git[^ ]* .*127.0.0.1:$words_port/" | grep -v grep
}
gone() {
	server_tries=0
	while children >/dev/null; do
		server_tries=$((server_tries + 1))
		[ "$server_tries" -lt 100 ] || return 1
		sleep 0.1
	done
}
for url in "http://127.0.0.1:$words_port/kvm.git" "git://127.0.0.1:$words_port/kvm.git" "https://127.0.0.1:$words_port/kvm.git"; do
	start=$(date +%s)
	check_exit 128 "silence at ${url%%:*}" timeout 60 "$PULLPREP" check --remote two --config=pullprep.url="$url" --config=pullprep.remoteDeadline=1
	took=$(($(date +%s) - start))
	check_text '... is told' 'no answer within 1 seconds' "$err"
	check_text '... with what to do' 'git config pullprep.remoteDeadline SECONDS' "$err"
	check "... ends at the deadline" test "$took" -lt 15
	check '... and nothing is left running' gone
done
check_exit 1 'request-pull' timeout 60 "$PULLPREP" request-pull one "http://127.0.0.1:$words_port/kvm.git" two --config=pullprep.remoteDeadline=1
check_text '... writes its text after the deadline' '^for you to fetch changes up to' "$out"

# ended by us: so is what asks
for signal in INT TERM HUP; do
	git show-ref >refs-before
	find .git -type f | sort >files-before
	python3 - "$signal" "$PULLPREP" check --remote two --config=pullprep.url="http://127.0.0.1:$words_port/kvm.git" >"$out" 2>"$err" <<'EOF'
import os, signal, subprocess, sys, time
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
ours = subprocess.Popen(sys.argv[2:])
port = sys.argv[-1].rsplit(":", 1)[1]
for _ in range(200):
    running = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True).stdout
    if any("remote-http" in line and ":" + port in line for line in running.splitlines()):
        break
    time.sleep(0.05)
else:
    sys.exit("it never asked")
ours.send_signal(getattr(signal, "SIG" + sys.argv[1]))
status = ours.wait(20)
print("status", status)
EOF
	check_text "SIG$signal while it waits ends it" '^status -(2|15|1)$' "$out"
	check '... and what it started' gone
	git show-ref >refs-after
	find .git -type f | sort >files-after
	check_same '... refs are as they were' refs-before refs-after
	check_same '... and files' files-before files-after
done

finish
