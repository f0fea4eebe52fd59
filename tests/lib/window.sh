# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# A small kernel-shaped history around the merge window of v5.18, for tests that judge topics. To be read after tap.sh.
#
#	v5.15 31 Oct 2021, v5.16 9 Jan, v5.17-rc4 13 Feb, v5.17-rc8 13 Mar, v5.17 Sun 20 Mar 2022 (day 0)
#	linux-next on each weekday from 14 Feb to the day given
#
# release TAG DATE		commits the release on master and tags it
# lines N [TEXT]		N lines
# topic NAME BASE		starts a topic branch there
# next DATE BRANCH...		tags next-DATE: master of that day with the branches merged
# daily FROM TO BRANCH...	the same for each weekday of the range

release() {
	git checkout -q master && at "$2" && commit Makefile "Linux ${1#v}" "VERSION = $1" && git tag -a -m "Linux ${1#v}" "$1"
}

lines() {
	awk -v n="$1" -v text="${2:-line}" 'BEGIN { for (i = 1; i <= n; i++) print text " " i }'
}

topic() {
	git checkout -q -b "$1" "$2"
}

next() {
	next_date=$1
	shift
	next_main=$(git rev-list -1 --first-parent --before="$next_date 23:59:59 +0000" master)
	git checkout -q --detach "$next_main" && at "$next_date 06:00" || return 1
	for next_branch in "$@"; do
		git merge -q --no-ff --no-edit -m "Merge branch '$next_branch'" "$next_branch" >/dev/null || return 1
	done
	git tag -a -m "next" "next-$(date -u -d "$next_date" +%Y%m%d)"
}

daily() {
	daily_day=$1
	daily_end=$2
	shift 2
	while [ "$(date -u -d "$daily_day" +%s)" -le "$(date -u -d "$daily_end" +%s)" ]; do
		if [ "$(date -u -d "$daily_day" +%u)" -le 5 ]; then
			next "$daily_day" "$@" || return 1
		fi
		daily_day=$(date -u -d "$daily_day + 1 day" +%Y-%m-%d)
	done
}

# Mainline with its releases; what topics can change is in it from the start.
mainline() {
	git init -q . && at "2021-08-29"
	mkdir -p mm arch/x86/kvm drivers/net fs/ext4 net/core Documentation tools/testing/selftests/kvm
	touch Kbuild MAINTAINERS
	lines 900 "static int x" >arch/x86/kvm/mmu.c
	lines 50 "static int s" >mm/slub.c
	lines 50 "static int d" >drivers/net/tun.c
	lines 50 "static int f" >fs/ext4/inode.c
	lines 50 "static int n" >net/core/dev.c
	git add . && git commit -q -s -m "kernel: begin"
	release v5.15 2021-10-31
	release v5.16-rc1 2021-11-14
	release v5.16 2022-01-09
	release v5.17-rc1 2022-01-23
	at 2022-02-01 && commit net/core/dev.c "net: count twice" "static int counted;"
	release v5.17-rc4 2022-02-13
	release v5.17-rc8 2022-03-13
	release v5.17 2022-03-20
}
