#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
#	PULLPREP=build/pullprep lore.sh COMPARE...
#
# 300 threads from an archive on loopback: against curl, which gets the same URLs at the same parallelism; and from the cache, against
# asking. COMPARE is a command that gets a label, a limit and both commands. `make units` makes what asks.

. "$(dirname "$0")/../lib/tap.sh"
TOP=$(cd "$TOP/.." && pwd)
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/inbox.sh"

ask=${PULLPREP%/*}/unit/ask_lore
if ! have_inbox || [ ! -x "$ask" ]; then
	echo "public-inbox is not installed, or $ask is not there: skipped. Run: make units"
	exit
fi
make_mails mails 300
serve_inbox mails
git config --global pullprep.lore.url "$inbox_url/"
git init -q .
mkdir by-curl
questions=
for number in $(seq 300); do
	questions="$questions thread patch.$number@example.org"
	printf 'url = %s/all/patch.%s%%40example.org/t.mbox.gz\noutput = by-curl/%s\n' "$inbox_url" "$number" "$number" >>urls
done
"$@" "300 threads, against curl" 1.50 "sh -c 'rm -rf \"$HOME/.cache/pullprep\"; \"$ask\" $questions'" \
	"curl --no-progress-meter --parallel --parallel-max 4 --config urls"
"$ask" $questions >/dev/null
"$@" "300 threads, from the cache, against asking" 0.10 "'$ask' $questions" \
	"sh -c 'rm -rf \"$HOME/.cache/pullprep\"; \"$ask\" $questions'"
