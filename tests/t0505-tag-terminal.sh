#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Signing at a terminal: a signer may ask there, and Ctrl-C and Ctrl-Z do what they should.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/publish.sh"

if ! python3 -c 'import os; os.openpty()' 2>/dev/null; then
	skip 'signing at a terminal' 'no python3, or no terminals to be had'
	finish
	exit
fi

maintainer_repository
one_topic
openpgp_key

# at-terminal.py [EXPECT KEYS]... -- COMMAND...: runs it on a terminal of its own and types KEYS (\x03 is Ctrl-C) whenever the
# next EXPECT is seen
cat >at-terminal.py <<'PYTHON'
import os, pty, select, sys, time
end = sys.argv.index('--')
pairs, command = sys.argv[1:end], sys.argv[end + 1:]
steps = [(pairs[i].encode(), pairs[i + 1].encode().decode('unicode_escape').encode()) for i in range(0, len(pairs), 2)]
pid, fd = pty.fork()
if not pid:
    os.execvp(command[0], command)
seen, since, until = b'', 0, time.time() + 60
while time.time() < until:
    if select.select([fd], [], [], 0.1)[0]:
        try:
            part = os.read(fd, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    if steps and steps[0][0] in seen[since:]:
        time.sleep(0.3)
        since = len(seen)
        os.write(fd, steps.pop(0)[1])
sys.stdout.buffer.write(seen.replace(b'\r\n', b'\n'))
if time.time() >= until:
    os.kill(pid, 9)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PYTHON

cat >asking <<'SCRIPT'
#!/bin/sh
case "$*" in
*--verify*) exec gpg "$@" ;;
esac
printf 'Passphrase: ' >/dev/tty
read -r word </dev/tty
[ "$word" = sesame ] || exit 1
exec gpg "$@"
SCRIPT
chmod +x asking
git config gpg.program "$PWD/asking"

at_terminal() {
	python3 at-terminal.py "$@"
}

tagging="$PULLPREP --as-of=2026-07-08 tag first --no-edit"
# shellcheck disable=SC2086
{
	check_exit 0 'a signer that asks on the terminal' at_terminal Passphrase: 'sesame\n' -- $tagging
	check 'gets its answer' git verify-tag for-linus-6.10-1
	git tag -d for-linus-6.10-1 >/dev/null
	check_exit 128 'Ctrl-C at the question' at_terminal Passphrase: '\x03' -- $tagging
	check_text 'keeps the message' 'The message is kept in' "$out"
	check 'makes no tag' no_tag
	rm -f .git/pullprep/*.message

	check_exit 0 'Ctrl-Z and fg' at_terminal 'ready' "$tagging\\n" Passphrase: '\x1a' Stopped 'fg\n' 'tag first' 'sesame\n' \
		'is tagged' 'exit 0\n' -- env PS1='ready ' bash --norc --noprofile -i
	check 'sign after all' git verify-tag for-linus-6.10-1
}

finish
