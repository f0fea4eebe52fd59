# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# A repository with topics to assemble, and a plan for them. To be read after tap.sh.
#
#	assemble_repository	makes "repo" and stands in it: v6.9-rc4 is what the topics a, b, c stand on, d holds c; the plan
#				puts a, b and d into the first batch, second into the second, late into hold; all are described
#				but for b
#	plan LINE...		writes the plan: "first a" each, with the topics' tips of now
#	pp ARGS...		pullprep on the day of the tests
#	described		b is described too
#	state			all refs, HEAD, the index, the work tree and what lies in the git directory, for comparing

pp() {
	"$PULLPREP" --as-of=2026-04-20 "$@"
}

plan() {
	mkdir -p .git/pullprep
	for plan_line in "$@"; do
		plan_name=${plan_line#* }
		echo "${plan_line%% *}  $plan_name  $(git rev-parse --short=12 "$plan_name")  # first: 1 commit"
	done >.git/pullprep/plan
}

described() {
	git config branch.b.description 'Buffers are zeroed before they are handed out.

They held what the last user left in them.'
}

topic() { # NAME BASE FILE...
	git checkout -q -b "$1" "$2" || return 1
	topic_name=$1
	shift 2
	for topic_file in "$@"; do
		commit "$topic_file" "$topic_name: change $topic_file" || return 1
	done
	git checkout -q master
}

assemble_repository() {
	git init -q repo && cd repo || exit 1
	at 2026-03-01
	commit Makefile 'Linux 6.8'
	commit shared.c 'common code' 'int one;
int two;
int three;'
	git tag -a -m 'Linux 6.8' v6.8
	at 2026-03-15
	commit Makefile 'Linux 6.9-rc1' && git tag -a -m rc1 v6.9-rc1
	at 2026-04-05
	commit Makefile 'Linux 6.9-rc4' && git tag -a -m rc4 v6.9-rc4
	at 2026-04-06
	topic a v6.9-rc4 a.c a2.c
	topic b v6.9-rc4 b.c
	topic c v6.9-rc1 c.c
	topic d c d.c
	topic second v6.9-rc4 s.c
	topic late v6.9-rc4 late.c
	at 2026-04-12
	commit Makefile 'Linux 6.9-rc5' && git tag -a -m rc5 v6.9-rc5
	at 2026-04-15
	git config pullprep.mainline master
	git config branch.a.description 'Asynchronous answers: callers need not wait any more.'
	git config branch.c.description 'Counters are per CPU.'
	git config branch.d.description 'The driver uses the counters.'
	git config branch.second.description 'What comes second.'
	git config branch.late.description 'What comes late.'
	plan 'first a' 'first b' 'first c' 'first d' 'second second' 'hold late'
}

state() {
	git for-each-ref --format='%(refname) %(objectname)'
	cat .git/HEAD .git/config
	git ls-files -s -d -m
	git status --porcelain
	find .git \( -name objects -o -name logs \) -prune -o -type f ! -name index ! -name config -print | sort
	sha1sum .git/index
}
