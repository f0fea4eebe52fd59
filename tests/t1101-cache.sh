#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The cache of what servers answered: when it is used, that only whole answers get into it, and the command that shows and prunes it.

. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/server.sh"
. "$TOP/tests/lib/faults.sh"

serve_faults
git config --global pullprep.lore.url "$faults_url"
export XDG_CACHE_HOME="$PWD/cache"
host=${faults_url#http://}
answers=$XDG_CACHE_HOME/pullprep/answers/$host

# asked N DESCRIPTION: so many questions have come since the last time
asked() {
	check_same "... $2" - <<END "$server_directory/asked"
$1
END
}
ask() {
	: >"$faults_log"
	"$ASK_LORE" "$@"
	ask_status=$?
	wc -l <"$faults_log" >"$server_directory/asked"
	return $ask_status
}
good="thread good.1@example.org"
# ---- used and not used

check 'with nothing kept' ask $good search l:good thread absent.1@example.org
asked 3 'all are asked'
check 'again' ask $good search l:good thread absent.1@example.org
check_same '... all are there' - "$out" <<'END'
found	cached	1	good.1@example.org	-
found	cached	1	l:good	-
absent	cached	0	absent.1@example.org	-
END
asked 0 'nobody is asked'
check 'with --refresh' ask --refresh $good thread absent.1@example.org
check_text '... the answer is new' '^found	asked	1' "$out"
asked 2 'all are asked'
check 'equal questions' ask --refresh thread good.3@example.org $good thread good.3@example.org thread '<good.3@example.org>'
check_same '... have equal answers' - "$out" <<'END'
found	asked	1	good.3@example.org	-
found	asked	1	good.1@example.org	-
found	asked	1	good.3@example.org	-
found	asked	1	<good.3@example.org>	-
END
asked 2 'are asked once'
check 'with an age of 0' ask -c pullprep.lore.maxAge=0 thread good.4@example.org
sleep 1.1
check 'a second later' ask -c pullprep.lore.maxAge=0 thread good.4@example.org
asked 1 'is asked again'
check 'a thread whose second is missing' ask $good thread good.5@example.org
check_same '... only that one is asked' - "$out" <<'END'
found	cached	1	good.1@example.org	-
found	asked	1	good.5@example.org	-
END
asked 1 'indeed'

# ---- offline

check '--offline' ask --offline $good thread good.9@example.org thread absent.1@example.org
check_same '... answers what is kept, and says what is not' - "$out" <<'END'
found	cached	1	good.1@example.org	-
unknown	asked	0	good.9@example.org	it is not in the cache, and nobody is asked with --offline
absent	cached	0	absent.1@example.org	-
END
asked 0 'nobody is asked'
if can_trace; then
	check 'traced' traced --offline $good thread good.9@example.org
	check_no_text '--offline opens no socket' 'socket\(|connect\(' trace
	check 'traced again' traced $good search l:good
	check_text 'all from the cache' '^found	cached' "$out"
	check_no_text '... opens none either' 'socket\(|connect\(' trace
	check 'traced with something missing' traced $good thread good.10@example.org
	check_text '... that would be seen' 'connect\(' trace
else
	skip 'no socket' 'strace cannot trace here'
fi

# ---- what is unknown is not kept

check 'unknown' ask thread 403@example.org thread 410@example.org thread cutgzip@example.org
check 'each' test "$(grep -c ^unknown "$out")" = 3
check 'unknown again' ask thread 403@example.org thread 410@example.org thread cutgzip@example.org
asked 3 'is asked again'
check_no_text 'none was kept' '403|410|cutgzip' "$answers"/*

# ---- files that are not whole

file=$(grep -l 'request GET .*good.1%40' "$answers"/*)
cut_file() {
	truncate -s -1 "$1"
}
other_byte() {
	printf X | dd of="$1" bs=1 seek=200 conv=notrunc 2>/dev/null
}
empty_file() {
	: >"$1"
}
no_file() {
	rm "$1" && mkdir "$1"
}
a_link() {
	rm "$1" && ln -s /dev/zero "$1"
}
for how in cut_file other_byte empty_file a_link; do
	cp "$file" sound
	$how "$file"
	check "$how" ask $good
	check_text '... is no answer' '^found	asked	1' "$out"
	asked 1 'it is asked again'
	check "$how is mended" ask $good
	asked 0 'by the new answer'
done
cp "$file" sound
no_file "$file"
check 'a directory in its place' ask $good
check_text '... does no harm' '^found	asked	1' "$out"
check_text '... is told' 'warning: answers cannot be kept in .*: Is a directory' "$err"
check 'nothing half-written is left' test -z "$(find "$XDG_CACHE_HOME" -name '.new-*')"
rmdir "$file"
cp sound "$file"

# ---- full

full() {
	(ulimit -f 0 && exec "$ASK_LORE" "$@") 2>&1 | cat
}
check 'where no file may grow' full --refresh thread good.20@example.org thread good.21@example.org
cp "$out" said
check 'both are answered' test "$(grep -c '^found	asked	1' said)" = 2
check 'one warning' test "$(grep -c 'warning: answers cannot be kept' said)" = 1
check 'nothing half-written is left there' test -z "$(find "$XDG_CACHE_HOME" -name '.new-*')"
check_no_text '... and no half answer' 'good.2[01]' "$answers"/*
cat >full-disk <<'END'
set -e
mkdir -p disk
mount -t tmpfs -o size=64k tmpfs disk
mkdir disk/pullprep
head -c 1000000 /dev/zero >disk/filler 2>/dev/null || :
export XDG_CACHE_HOME="$PWD/disk"
"$ASK_LORE" thread good.22@example.org thread good.23@example.org
find disk/pullprep -type f >left
rm disk/filler
"$ASK_LORE" thread good.22@example.org
"$ASK_LORE" thread good.22@example.org
END
export ASK_LORE
if unshare -rm sh -c 'mkdir -p disk && mount -t tmpfs -o size=64k tmpfs disk' 2>/dev/null; then
	check 'on a full disk' unshare -rm sh full-disk
	check_same '... all goes on, and when there is room, answers are kept' - "$out" <<'END'
found	asked	1	good.22@example.org	-
found	asked	1	good.23@example.org	-
found	asked	1	good.22@example.org	-
found	cached	1	good.22@example.org	-
END
	check_text '... with a warning' 'warning: answers cannot be kept in .*: No space left on device' "$err"
	check '... once' test "$(grep -c warning "$err")" = 1
	check_empty '... and nothing half-written' left
else
	skip 'a full disk' 'nothing can be mounted here'
fi
readonly_cache() {
	XDG_CACHE_HOME=/proc/nowhere "$ASK_LORE" thread good.24@example.org
}
check 'where nothing can be written' readonly_cache
check_text '... all goes on' '^found	asked	1' "$out"
check_text '... with a warning' 'warning: answers cannot be kept in /proc/nowhere/pullprep/answers' "$err"

# ---- two at once, and an end in the middle

set --
for number in 1 2 3 4 5 6 7 8 9 10 11 12; do
	set -- "$@" thread "late.$number@example.org"
done
two_at_once() {
	"$ASK_LORE" "$@" >one & first=$!
	"$ASK_LORE" "$@" >two && wait $first
}
check 'two runs at once' two_at_once "$@"
check 'the first has all answers' test "$(grep -c '^found	' one)" = 12
check 'the second too' test "$(grep -c '^found	' two)" = 12
check 'a third' ask "$@"
asked 0 'asks nobody'

set --
for number in 1 2 3 4 5 6 7 8; do
	set -- "$@" thread "good.3$number@example.org"
done
kept_at_least() {
	test "$(find "$answers" -type f ! -name '.*' | wc -l)" -ge "$1"
}
interrupted() { # SIGNAL ARGUMENT...
	interrupted_signal=$1
	shift
	env --default-signal "$ASK_LORE" "$@" thread hang.1@example.org & asking=$!
	server_wait kept_at_least "$kept"
	sleep 0.5
	kill -"$interrupted_signal" $asking
	wait $asking
}
kept=$(($(find "$answers" -type f ! -name '.*' | wc -l) + 8))
check_exit 130 'SIGINT in the middle' interrupted INT "$@"
check_text '... is told, with what came' 'interrupted: of 9 answers 8 came and are kept in the cache' "$err"
check 'afterwards' ask "$@"
asked 0 'what came is there'
kept=0
check_exit 143 'SIGTERM' interrupted TERM "$@"
check_text '... is told too' 'interrupted: of 1 answer 0 came' "$err"

# ---- the command

rm -rf "$XDG_CACHE_HOME"
check 'cache, of nothing' "$PULLPREP" cache
check_same '... says so' - "$out" <<END
No answers in $XDG_CACHE_HOME/pullprep
END
check '... in tsv' "$PULLPREP" cache --format=tsv
check_empty '... is nothing' "$out"
check '--prune of nothing' "$PULLPREP" cache --prune=0
ask $good thread good.2@example.org thread absent.1@example.org >answered
check 'cache' "$PULLPREP" cache
check_text '... is a table' '^HOST +ANSWERS +SIZE +OLDEST +NEWEST$' "$out"
check_text '... of hosts' "^$host +3 +[0-9]+ B +[0-9]+ seconds? +[0-9]+ seconds?$" "$out"
check_text '... with a sum' "^3 answers, [0-9]+ B in $XDG_CACHE_HOME/pullprep$" "$out"
check '... outside any repository, in tsv' "$PULLPREP" -C / cache --format=tsv
check_text '... has seven columns' "^$host	3	[0-9]+	$(date -u +%Y)-[0-9T:-]+Z	[0-9T:-]+Z	0	0$" "$out"
check 'the bytes are those of the files' test "$(cut -f3 "$out")" = "$(cat "$answers"/* | wc -c)"
check '... in JSON' "$PULLPREP" cache --format=json
check_text '... has them by name' "\"host\": \"$host\", \"answers\": 3, \"bytes\": [0-9]+, \"oldest\": \"20.*Z\", \"newest\": \"20.*Z\", \"broken\": 0, \"pruned\": 0" "$out"
echo broken >"$answers/0123456789abcdef0123456789abcdef"
check 'with a broken file' "$PULLPREP" cache
check_text '... that is told' '^1 file is broken and not used' "$out"
check '--prune' "$PULLPREP" cache --prune
check_text '... takes it away' '^1 file was taken away$' "$out"
check_text '... and nothing that is used' '^3 answers' "$out"
check '--prune=1' "$PULLPREP" cache --prune=1
check_text '... nothing is older' '^0 files were taken away$' "$out"
sleep 1.1
check '--prune without days goes by maxAge' "$PULLPREP" cache --prune --config=pullprep.lore.maxAge=0 --format=tsv
check_same '... and tells what went' - "$out" <<END
$host	0	0	-	-	0	3
END
check 'nothing is left' test ! -e "$answers"
ask $good >answered
check '--prune=0' "$PULLPREP" cache --prune=0
check_text '... takes all' '^1 file was taken away$' "$out"
check 'then' ask $good
asked 1 'is asked again'
for days in x -1 1.5 99999999999999999999 40000; do
	check_exit 129 "--prune=$days" "$PULLPREP" cache --prune=$days
	check_text '... is refused' '--prune takes a whole number of days' "$err"
done
check_exit 129 'an argument' "$PULLPREP" cache all
no_home() {
	env -u XDG_CACHE_HOME -u HOME "$PULLPREP" cache
}
check_exit 128 'no home' no_home
check_text '... is told' 'there is no place for a cache' "$err"
check 'with an answer' ask $good
ln -s nowhere "${answers%/*}/gone" && echo stray >"${answers%/*}/stray"
check 'a host that another run has pruned by now, and a stray file' "$PULLPREP" cache --format=tsv
check_text '... are passed over' "^$host	1	" "$out"
check 'two that prune at once' sh -c 'for run in 1 2 3 4 5 6 7 8; do
	for name in 1 2 3 4 5 6 7 8 9; do mkdir -p "$1/$name" && echo broken >"$1/$name/0123456789abcdef0123456789abcdef"; done
	"$0" cache --prune=1 & other=$!
	"$0" cache --prune=1 && wait $other || exit 1
done' "$PULLPREP" "${answers%/*}"
rm "${answers%/*}/gone" "${answers%/*}/stray"
mkdir -p file && echo file >file/pullprep
no_directory() {
	XDG_CACHE_HOME=$PWD/file "$PULLPREP" cache
}
check_exit 128 'a file in the place of the cache' no_directory
check_text '... is told' 'cannot read .*/file/pullprep/answers: Not a directory' "$err"
check_text '... with a way out' 'may be removed' "$err"
mkdir -p "$XDG_CACHE_HOME/pullprep/answers/$(printf 'evil\033[31m')"
cp "$answers"/* "$XDG_CACHE_HOME/pullprep/answers/$(printf 'evil\033[31m')/"
check 'a host that would steer the terminal' "$PULLPREP" cache
check_text '... is masked' 'evil\^\[\[31m' "$out"

finish
