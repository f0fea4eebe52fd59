#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What past windows tell: on which day the second batch goes, and how tags are named.
. "$(dirname "$0")/lib/tap.sh"
. "$TOP/tests/lib/window.sh"

# pull DATE URL: mainline merges something from there
pull() {
	at "$1"
	git checkout -q -b pulled && commit pulled "pulled on $1" && git checkout -q master && at "$1 13:00" &&
		git merge -q --no-ff -m "Merge tag 'for-linus' of $2" pulled && git branch -q -D pulled
}

second_day() {
	"$PULLPREP" split --as-of=2022-03-20 --config pullprep.minReleases=1000 --format=tsv "$@" >all.tsv && cut -f9 all.tsv >reason
}

kvm=git://git.kernel.org/pub/scm/virt/kvm/kvm
git init -q . && at 2021-04-01 && commit Makefile "begin"
release v5.13 2021-06-27
pull 2021-06-28 $kvm && pull 2021-07-05 $kvm && pull 2021-07-09 $kvm
release v5.14-rc1 2021-07-11
pull 2021-08-01 $kvm && pull 2021-08-02 $kvm
release v5.14 2021-08-29
pull 2021-09-07 $kvm && pull 2021-09-08 git://example.org/other && pull 2021-09-10 $kvm
release v5.15-rc1 2021-09-12
release v5.15 2021-10-31
pull 2021-11-02 $kvm
release v5.16-rc1 2021-11-14
release v5.16 2022-01-09
pull 2022-01-10 $kvm && pull 2022-01-12 $kvm
release v5.17-rc1 2022-01-23
release v5.17-rc8 2022-03-13
release v5.17 2022-03-20
at 2022-02-01 && topic new v5.17-rc1 && commit new.c "new" "$(lines 30 new)"
commit tests/new.c "tests: new" "$(lines 30 test)"
daily 2022-03-14 2022-03-18 new
git checkout -q master

# Days 8, 12 and 3; the window with one pull does not count, nor do pulls outside of windows or of others.
check "looks at past windows" second_day --config pullprep.url=https://git.kernel.org/pub/scm/virt/kvm/kvm.git
check_text "the median of their second pulls is day 8" "until Mon 28 Mar " reason
check "goes by day 9" second_day
check_text "where no URL is known" "until Tue 29 Mar " reason
check "goes by day 9 for a newcomer" second_day --config pullprep.url=https://example.org/new.git
check_text "who has never sent any" "until Tue 29 Mar " reason
check "goes by the configuration" second_day --config pullprep.url=$kvm --config pullprep.secondBatchDay=4
check_text "above all" "until Thu 24 Mar " reason

# Eight windows count, however long ago they were: quarterly releases take more than the year and a half that the cycle
# looks back. Nine windows ago the second pull came on day 2, in the eight since on day 11, in none of the last six.
git init -q ../slow && cd ../slow || exit 1
at 2019-01-01 && commit Makefile "begin"
month=2019-03-03
for number in 1 2 3 4 5 6 7 8 9; do
	release v$number.0 $month
	case $number in
	1) pull "$(date -u -d "$month + 1 day" +%F)" $kvm && pull "$(date -u -d "$month + 2 days" +%F)" $kvm ;;
	2 | 3) pull "$(date -u -d "$month + 1 day" +%F)" $kvm && pull "$(date -u -d "$month + 11 days" +%F)" $kvm ;;
	*) pull "$(date -u -d "$month + 1 day" +%F)" $kvm ;;
	esac
	release v$((number + 1)).0-rc1 "$(date -u -d "$month + 14 days" +%F)"
	month=$(date -u -d "$month + 91 days" +%F)
done
release v10.0 "$month"
topic new v9.0 && at "$month" && commit new.c "new" "$(lines 30 new)" && commit tests/new.c "tests: new" "$(lines 30 test)"
next "$(date -u -d "$month - 1 day" +%F)" new
git checkout -q master
check "looks back eight windows" "$PULLPREP" split --as-of="$month" --format=tsv --config pullprep.url=$kvm
check_text "the median of the two second pulls is day 11" \
	"until $(date -u -d "$month + 11 days" +'%a %-d %b')" "$out"
cd ../work || exit 1

# A tag is this window's first batch if its name has the version, or if it was made in this cycle.
first() {
	"$PULLPREP" split --as-of=2022-03-20 --format=tsv "$@" >all.tsv && cut -f1,9 all.tsv >reason
}
at 2022-03-19 && git tag -a -m first for-linus-5.18-1 "v5.17-rc8^{}" && git tag -a -m first send-1 "v5.17-rc8^{}" && git tag -a -m both both
check "knows the first batch by the default name" first
check_text "so that the rest goes second" "^second	.*; for-linus-5.18-1, the first batch, is tagged already$" reason
check "knows it by another name" first --config pullprep.tagName=send-%n
check_text "made in this cycle" "^second	.*; send-1, the first batch" reason
at 2021-12-01 && git tag -f -a -m first send-1 "v5.16-rc1^{}" >/dev/null
check "does not take the last window's for it" first --config pullprep.tagName=send-%n
check_text "so that it goes first" "^first	soaked" reason
check "does not take for it what may be any batch" first --config pullprep.tagName=both
check_text "so that it goes first" "^first	soaked" reason
for bad in 'x-%q' 'x-%'; do
	check_exit 128 "refuses a tag name of $bad" first --config "pullprep.tagName=$bad"
	check_text "says what may follow a percent sign" "must be v, n, b, t or %" "$err"
done

finish
